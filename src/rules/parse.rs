//! From TOML to domain types, with every check that can be made without a case file.

use super::raw::{
    RawClock, RawClocks, RawDays, RawLimit, RawPause, RawSources, RawTerms, RawYears,
};
use super::{Difference, RuleBook, RuleError, RuleInfo, RuleKind, Source, Texts, version_of};
use crate::domain::date::add_days;
use crate::domain::deadline::{
    CalendarDays, Clock, ClockBook, ClockKind, ClockRule, ClockRules, Hours, Limit, SpecialCase,
    WorkingDays,
};
use crate::domain::legal::{Citation, Confidence};
use crate::domain::term::{After, PauseKind, PauseRule, TermCondition, TermRule, TermRules};
use crate::domain::word::{Law, MeasureCode, Word};
use crate::domain::work_calendar::{WorkCalendar, WorkYear};
use chrono::{Datelike, NaiveDate, Weekday};
use serde::de::DeserializeOwned;
use std::collections::HashSet;

pub(super) const MEASURES: &str = "measures.toml";
pub(super) const DEADLINES: &str = "deadlines.toml";
const HOLIDAYS: &str = "holidays.toml";
const SOURCES: &str = "sources.toml";

/// Reads and checks the five texts.
pub(super) fn book(texts: &Texts) -> Result<RuleBook, RuleError> {
    let (sources, differences) = sources(texts.sources)?;
    let mut check = Check { sources: &sources, ids: HashSet::new(), rules: Vec::new() };
    let terms = terms(texts.measures, &mut check)?;
    let clocks = clocks(texts.deadlines, &mut check)?;
    let calendar = years(texts.holidays, &mut check)?;
    let (risk, set) = super::risk::embedded(texts.risk)?;
    let mut rules = check.rules;
    rules.extend(super::risk::infos(&risk, &set));
    rules.extend(super::retention::infos()?);
    let risk = std::sync::Arc::new(risk);
    let clock_book = ClockBook { clocks, terms, calendar, remote: false };
    Ok(RuleBook { clock_book, rules, sources, differences, risk, version: version_of(texts) })
}

pub(super) fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, RuleError> {
    toml::from_str(text).map_err(|e| RuleError::Unreadable { file, what: e.to_string() })
}

/// Names the file and the rule in every refusal.
#[derive(Clone, Copy)]
struct At<'a> {
    file: &'static str,
    id: &'a str,
}

impl At<'_> {
    fn refuse(self, what: impl Into<String>) -> RuleError {
        RuleError::Nonsense { file: self.file, id: self.id.to_owned(), what: what.into() }
    }

    fn day(self, text: &str) -> Result<NaiveDate, RuleError> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map_err(|_| self.refuse(format!("`{text}` is no date yyyy-mm-dd")))
    }

    fn span(
        self,
        from: &str,
        until: Option<&str>,
    ) -> Result<(NaiveDate, Option<NaiveDate>), RuleError> {
        let from = self.day(from)?;
        let until = until.map(|u| self.day(u)).transpose()?;
        if until.is_some_and(|u| u < from) {
            return Err(self.refuse("ends before it begins"));
        }
        Ok((from, until))
    }

    fn word<W: Word>(self, code: &str) -> Result<W, RuleError> {
        W::from_code(code).ok_or_else(|| self.refuse(format!("`{code}` is no known word")))
    }

    fn filled(self, texts: &[&str]) -> Result<(), RuleError> {
        if texts.iter().any(|t| t.trim().is_empty()) {
            return Err(self.refuse("a sentence, label or title is empty"));
        }
        Ok(())
    }

    fn confidence(self, code: &str) -> Result<Confidence, RuleError> {
        match code {
            "official" => Ok(Confidence::Official),
            "one_copy" => Ok(Confidence::OneCopy),
            "unit" => Ok(Confidence::Unit),
            other => {
                Err(self.refuse(format!("`{other}` is no confidence (official, one_copy, unit)")))
            }
        }
    }
}

/// What all rules have in common: an id of their own and a citation that resolves.
struct Check<'a> {
    sources: &'a [Source],
    ids: HashSet<String>,
    rules: Vec<RuleInfo>,
}

impl Check<'_> {
    fn citation(
        &self,
        at: At,
        source: &str,
        article: &str,
        confidence: &str,
    ) -> Result<Citation, RuleError> {
        let confidence = at.confidence(confidence)?;
        let unit = confidence == Confidence::Unit;
        if unit != (source == "unit") {
            return Err(at.refuse("source `unit` and confidence `unit` go together"));
        }
        if !unit {
            let named = self.sources.iter().find(|s| s.key == source);
            let named =
                named.ok_or_else(|| at.refuse(format!("source `{source}` is not in {SOURCES}")))?;
            if article.trim().is_empty() {
                return Err(at.refuse("a citation names an article"));
            }
            if confidence == Confidence::Official && named.confidence != Confidence::Official {
                return Err(at.refuse(format!("is surer than its source `{source}`")));
            }
        }
        Ok(Citation { source: source.to_owned(), article: article.to_owned(), confidence })
    }

    fn enter(&mut self, at: At, info: RuleInfo) -> Result<(), RuleError> {
        at.filled(&[&info.id, &info.sentence])?;
        if !self.ids.insert(info.id.clone()) {
            return Err(at.refuse("the id stands twice"));
        }
        self.rules.push(info);
        Ok(())
    }
}

fn sources(text: &str) -> Result<(Vec<Source>, Vec<Difference>), RuleError> {
    let raw: RawSources = read(SOURCES, text)?;
    let mut kept: Vec<Source> = Vec::new();
    for s in raw.source {
        let at = At { file: SOURCES, id: &s.key };
        let (in_force_from, in_force_until) =
            at.span(&s.in_force_from, s.in_force_until.as_deref())?;
        let confidence = at.confidence(&s.confidence)?;
        at.filled(&[&s.key, &s.title, &s.read])?;
        if kept.iter().any(|k| k.key == s.key) || s.key == "unit" {
            return Err(at.refuse("the key stands twice or is taken"));
        }
        kept.push(Source {
            key: s.key.clone(),
            title: s.title.clone(),
            in_force_from,
            in_force_until,
            read: s.read.clone(),
            confidence,
        });
    }
    let differences =
        raw.difference.into_iter().map(|d| Difference { about: d.about, text: d.text }).collect();
    Ok((kept, differences))
}

fn terms(text: &str, check: &mut Check) -> Result<TermRules, RuleError> {
    let raw: RawTerms = read(MEASURES, text)?;
    let mut rules = Vec::new();
    for t in &raw.term {
        let at = At { file: MEASURES, id: &t.id };
        if t.months.is_some_and(|n| !(1..=600).contains(&n)) || t.least_months == Some(0) {
            return Err(at.refuse("a term is 1 to 600 months"));
        }
        if t.least_months.is_some_and(|least| t.months.is_none_or(|most| least > most)) {
            return Err(at.refuse("the shortest term is longer than the longest"));
        }
        if t.rehab_count.is_some_and(|(low, high)| low == 0 || low > high) {
            return Err(at.refuse("rehab_count is [lowest, highest], from 1"));
        }
        if t.example.is_empty() {
            return Err(at.refuse("has no worked example"));
        }
        let after = match t.after.as_deref() {
            None => None,
            Some("compulsory_adult") => Some(After::CompulsoryAdult),
            Some("other") => Some(After::Other),
            Some(other) => return Err(at.refuse(format!("`{other}` is no `after`"))),
        };
        let rides_on = t.rides_on.as_deref().map(|c| at.word::<MeasureCode>(c)).transpose()?;
        let (in_force_from, in_force_until) =
            at.span(&t.in_force_from, t.in_force_until.as_deref())?;
        let citation = check.citation(at, &t.source, &t.article, &t.confidence)?;
        let figure = match (t.least_months, t.months) {
            (Some(least), Some(most)) => format!("{least}–{most} M"),
            (_, Some(n)) => format!("{n} M"),
            (_, None) => "–".to_owned(),
        };
        check.enter(
            at,
            RuleInfo {
                id: t.id.clone(),
                kind: RuleKind::Term,
                figure,
                sentence: t.sentence.clone(),
                in_force_from,
                in_force_until,
                citation: citation.clone(),
                to_check: false,
            },
        )?;
        rules.push(TermRule {
            measure: at.word(&t.measure)?,
            law: at.word::<Law>(&t.law)?,
            condition: TermCondition {
                rehab_count: t.rehab_count,
                after,
                rides_on,
                minor: t.minor,
                started_from: None,
            },
            months: t.months,
            least_months: t.least_months,
            citation,
            id: t.id.clone(),
            sentence: t.sentence.clone(),
        });
    }
    let pauses = pauses(&raw.pause, check)?;
    Ok(TermRules { terms: rules, pauses })
}

fn pauses(raw: &[RawPause], check: &mut Check) -> Result<Vec<PauseRule>, RuleError> {
    let mut rules = Vec::new();
    for p in raw {
        let at = At { file: MEASURES, id: &p.id };
        let kind = PauseKind::ALL.iter().copied().find(|k| k.code() == p.kind);
        let kind = kind.ok_or_else(|| at.refuse(format!("`{}` is no kind of pause", p.kind)))?;
        if p.measures.is_empty() || p.laws.is_empty() || p.example.is_empty() {
            return Err(at.refuse("names its measures and laws and has a worked example"));
        }
        let (in_force_from, in_force_until) =
            at.span(&p.in_force_from, p.in_force_until.as_deref())?;
        let citation = check.citation(at, &p.source, &p.article, &p.confidence)?;
        let figure = match kind {
            PauseKind::Absence => "+ days",
            PauseKind::CustodyDeducted => "− days",
            PauseKind::CustodyKept => "no shift",
        };
        check.enter(
            at,
            RuleInfo {
                id: p.id.clone(),
                kind: RuleKind::Term,
                figure: figure.to_owned(),
                sentence: p.sentence.clone(),
                in_force_from,
                in_force_until,
                citation: citation.clone(),
                to_check: false,
            },
        )?;
        rules.push(PauseRule {
            id: p.id.clone(),
            kind,
            measures: p.measures.iter().map(|m| at.word(m)).collect::<Result<_, _>>()?,
            laws: p.laws.iter().map(|l| at.word(l)).collect::<Result<_, _>>()?,
            citation,
            sentence: p.sentence.clone(),
        });
    }
    Ok(rules)
}

fn clocks(text: &str, check: &mut Check) -> Result<ClockRules, RuleError> {
    let raw: RawClocks = read(DEADLINES, text)?;
    let mut rules = Vec::new();
    for c in &raw.clock {
        rules.push(clock(c, check)?);
    }
    ClockRules::new(rules).map_err(|clock| {
        let id = clock.code();
        At { file: DEADLINES, id: &id }.refuse("every clock has exactly one rule")
    })
}

fn clock(c: &RawClock, check: &mut Check) -> Result<ClockRule, RuleError> {
    let at = At { file: DEADLINES, id: &c.id };
    let clock = Clock::from_code(&c.code);
    let clock = clock.ok_or_else(|| at.refuse(format!("`{}` is no clock", c.code)))?;
    if c.id != format!("clock.{}", c.code.to_lowercase()) {
        return Err(at.refuse("the id of a clock is clock.<code>"));
    }
    let kind = ClockKind::from_code(&c.kind);
    let kind = kind.ok_or_else(|| at.refuse(format!("`{}` is no kind of clock", c.kind)))?;
    let limit = limit(at, c.limit)?;
    let alternative = match &c.alternative {
        None => None,
        Some(a) => {
            let case = SpecialCase::ALL.iter().copied().find(|s| s.code() == a.when);
            let case = case.ok_or_else(|| at.refuse(format!("`{}` is no special case", a.when)))?;
            Some((case, self::limit(at, a.limit)?))
        }
    };
    if c.example.is_empty() {
        return Err(at.refuse("has no worked example"));
    }
    if c.laws.is_empty() {
        return Err(at.refuse("runs under no law"));
    }
    at.filled(&[&c.what_vi, &c.what_en, &c.closed_by_vi, &c.closed_by_en, &c.from_vi, &c.from_en])?;
    let laws = c.laws.iter().map(|l| at.word::<Law>(l)).collect::<Result<_, _>>()?;
    let (in_force_from, in_force_until) = at.span(&c.in_force_from, c.in_force_until.as_deref())?;
    let citation = check.citation(at, &c.source, &c.article, &c.confidence)?;
    let rule = |id: String, limit: Limit, sentence: &str| RuleInfo {
        id,
        kind: RuleKind::Clock,
        figure: figure(limit),
        sentence: sentence.to_owned(),
        in_force_from,
        in_force_until,
        citation: citation.clone(),
        to_check: false,
    };
    check.enter(at, rule(c.id.clone(), limit, &c.sentence))?;
    if let (Some((case, other)), Some(raw)) = (alternative, &c.alternative) {
        check.enter(at, rule(alternative_id(&c.id, case), other, &raw.sentence))?;
    }
    Ok(ClockRule {
        id: c.id.clone(),
        clock,
        kind,
        limit,
        alternative,
        in_force_from,
        laws,
        citation,
        what_vi: c.what_vi.clone(),
        what_en: c.what_en.clone(),
        closed_by_vi: c.closed_by_vi.clone(),
        closed_by_en: c.closed_by_en.clone(),
        from_vi: c.from_vi.clone(),
        from_en: c.from_en.clone(),
        sentence: c.sentence.clone(),
        dossier_only: c.dossier_only,
    })
}

fn limit(at: At, raw: RawLimit) -> Result<Limit, RuleError> {
    let sane = |n: u32| {
        if (1..=1000).contains(&n) { Ok(n) } else { Err(at.refuse("a limit is 1 to 1000")) }
    };
    Ok(match raw {
        RawLimit::Hours(n) => Limit::Hours(Hours(sane(n)?)),
        RawLimit::Days(n) => Limit::Days(CalendarDays(sane(n)?)),
        RawLimit::WorkingDays(n) => Limit::WorkingDays(WorkingDays(sane(n)?)),
        RawLimit::Months(n) => Limit::Months(sane(n)?),
        RawLimit::DaysBefore(n) => Limit::DaysBefore(CalendarDays(sane(n)?)),
        RawLimit::LastWorkingDays(n) => Limit::LastWorkingDays(WorkingDays(sane(n)?)),
        RawLimit::MonthEnd(true) => Limit::MonthEnd,
        RawLimit::SameDay(true) => Limit::SameDay,
        RawLimit::MonthEnd(false) | RawLimit::SameDay(false) => {
            return Err(at.refuse("month_end and same_day can only be true"));
        }
        RawLimit::ByRisk([high, medium, low]) => {
            if !(high <= medium && medium <= low) {
                return Err(at.refuse("a higher risk cannot wait longer than a lower one"));
            }
            Limit::ByRisk([sane(high)?, sane(medium)?, sane(low)?].map(CalendarDays))
        }
    })
}

/// The id of a clock's limit in a special case: `clock.u1.remote_unit`.
pub(super) fn alternative_id(clock: &str, case: SpecialCase) -> String {
    format!("{clock}.{}", case.code())
}

pub(super) fn figure(limit: Limit) -> String {
    match limit {
        Limit::Hours(Hours(n)) => format!("{n} h"),
        Limit::Days(CalendarDays(n)) => format!("{n} D"),
        Limit::WorkingDays(WorkingDays(n)) => format!("{n} WD"),
        Limit::Months(n) => format!("{n} M"),
        Limit::DaysBefore(CalendarDays(n)) => format!("{n} D before"),
        Limit::LastWorkingDays(WorkingDays(n)) => format!("last {n} WD"),
        Limit::MonthEnd => "end of month".to_owned(),
        Limit::SameDay => "end of day".to_owned(),
        Limit::ByRisk([high, medium, low]) => {
            format!("{} / {} / {} D by risk", high.0, medium.0, low.0)
        }
    }
}

fn years(text: &str, check: &mut Check) -> Result<WorkCalendar, RuleError> {
    let raw: RawYears = read(HOLIDAYS, text)?;
    let mut tables = Vec::new();
    for y in raw.year {
        let id = format!("holidays.{}", y.year);
        let at = At { file: HOLIDAYS, id: &id };
        let first =
            NaiveDate::from_ymd_opt(y.year, 1, 1).ok_or_else(|| at.refuse("no such year"))?;
        let mut off = Vec::new();
        for days in &y.off {
            spread(at, y.year, days, check.sources, &mut off)?;
        }
        let mut working = Vec::new();
        for days in &y.working {
            spread(at, y.year, days, check.sources, &mut working)?;
        }
        let weekend = |d: &NaiveDate| matches!(d.weekday(), Weekday::Sat | Weekday::Sun);
        if !working.iter().all(weekend) {
            return Err(at.refuse("a made-up working day is a Saturday or Sunday"));
        }
        let info = RuleInfo {
            id: id.clone(),
            kind: RuleKind::WorkYear,
            figure: format!("{} days off on weekdays", off.iter().filter(|d| !weekend(d)).count()),
            sentence: y.sentence.clone(),
            in_force_from: first,
            in_force_until: NaiveDate::from_ymd_opt(y.year, 12, 31),
            citation: check.citation(at, &y.source, &y.article, "one_copy")?,
            to_check: !y.complete || y.off.iter().chain(&y.working).any(|d| d.to_check),
        };
        check.enter(at, info)?;
        tables.push(WorkYear { year: y.year, off, working, complete: y.complete });
    }
    Ok(WorkCalendar::new(tables))
}

fn spread(
    at: At,
    year: i32,
    days: &RawDays,
    sources: &[Source],
    into: &mut Vec<NaiveDate>,
) -> Result<(), RuleError> {
    let (from, to) = at.span(&days.from, days.to.as_deref())?;
    let to = to.unwrap_or(from);
    at.filled(&[&days.name])?;
    if days.source.as_ref().is_some_and(|s| !sources.iter().any(|k| k.key == *s)) {
        return Err(at.refuse(format!("source of `{}` is not in {SOURCES}", days.name)));
    }
    if from.year() != year || to.year() != year || to > add_days(from, 15) {
        return Err(at.refuse(format!("`{}` lies outside the year or is too long", days.name)));
    }
    into.extend(from.iter_days().take_while(|d| *d <= to));
    Ok(())
}
