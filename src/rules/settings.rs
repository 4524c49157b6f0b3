//! The unit's own figures laid over the book. The law's figure is never lost: it stays in the book
//! compiled in, and every text that names an overridden figure names the original beside it.

use super::parse::alternative_id;
use super::{RuleBook, RuleInfo, days, hexadecimal};
use crate::domain::date::vn;
use crate::domain::deadline::{
    CalendarDays, ClockRule, ClockRules, Hours, Limit, SpecialCase, WorkingDays,
};
use crate::domain::legal::{Citation, Confidence};
use crate::domain::setting::FigureFault;
use crate::domain::term::{TermRule, TermRules};
use crate::domain::text::fold;
use crate::domain::word::Lang;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

/// The most hours, days or months of a clock.
const MOST: u32 = 1000;
/// The most months of a term.
const MOST_MONTHS: u32 = 600;

/// A figure as the chief set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The rule.
    pub rule_id: String,
    /// The figure, in the form of [`RuleInfo::figure`]; `None` = the rule's own again.
    pub figure: Option<String>,
    /// First day it holds: a term for measures that start then or later, a clock for all that run
    /// on that day.
    pub in_force_from: NaiveDate,
}

/// A figure that the chief compared with the official text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The rule.
    pub rule_id: String,
    /// The figure that was in force when he did; another one needs another look.
    pub figure: String,
}

/// The setting of a rule that holds on a day: the one from the latest day, the last of these set.
pub fn setting_on<'a>(settings: &'a [Setting], id: &str, on: NaiveDate) -> Option<&'a Setting> {
    let own = settings.iter().filter(|s| s.rule_id == id && s.in_force_from <= on);
    own.max_by_key(|s| s.in_force_from)
}

/// What a rule counts in, for people, and the folded words that may follow the number.
fn unit_of(limit: Limit) -> Option<(&'static str, &'static str, &'static [&'static str])> {
    Some(match limit {
        Limit::Hours(_) => ("giờ", "hours", &["h", "gio", "hour", "hours"]),
        Limit::Days(_) => ("ngày", "days", &["d", "ngay", "day", "days"]),
        Limit::WorkingDays(_) => {
            ("ngày làm việc", "working days", &["wd", "ngaylamviec", "workingdays"])
        }
        Limit::Months(_) => ("tháng", "months", &["m", "thang", "month", "months"]),
        Limit::DaysBefore(_) => {
            ("ngày trước hạn", "days before the end", &["d", "ngay", "dbefore", "ngaytruoc"])
        }
        Limit::LastWorkingDays(_) => (
            "ngày làm việc cuối của thời hạn",
            "last working days of the term",
            &["wd", "lastwd", "ngaylamviec", "ngaylamvieccuoi"],
        ),
        Limit::ByRisk(_) => (
            "ngày theo nguy cơ cao / trung bình / thấp, ví dụ 7/14/30",
            "days by high / medium / low risk, for example 7/14/30",
            &["d", "ngay", "dbyrisk"],
        ),
        Limit::MonthEnd | Limit::SameDay => return None,
    })
}

/// The numbers of a text and the folded letters around them. A sign or a point is no number.
pub(super) fn numbers(text: &str) -> Option<(Vec<Option<u32>>, String)> {
    let (mut found, mut letters, mut digits) = (Vec::new(), String::new(), String::new());
    for c in fold(text).chars().chain([' ']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            found.push(digits.parse().ok());
            digits.clear();
        }
        match c {
            ' ' | '/' | ';' | ',' => {}
            c if c.is_alphabetic() => letters.push(c),
            _ => return None,
        }
    }
    Some((found, letters))
}

pub(super) fn within(number: Option<u32>, low: u32, high: u32) -> Result<u32, FigureFault> {
    number.filter(|n| (low..=high).contains(n)).ok_or(FigureFault::OutOfRange(low, high))
}

fn read_limit(own: Limit, text: &str) -> Result<Limit, FigureFault> {
    let (vi, en, words) = unit_of(own).ok_or(FigureFault::NoFigure)?;
    let unreadable = FigureFault::Unreadable(vi, en);
    let (found, letters) = numbers(text).ok_or_else(|| unreadable.clone())?;
    if !letters.is_empty() && !words.contains(&letters.as_str()) {
        return Err(unreadable);
    }
    if let (Limit::ByRisk(_), [high, medium, low]) = (own, found.as_slice()) {
        let days = [within(*high, 1, MOST)?, within(*medium, 1, MOST)?, within(*low, 1, MOST)?];
        let ordered = days[0] <= days[1] && days[1] <= days[2];
        return if ordered {
            Ok(Limit::ByRisk(days.map(CalendarDays)))
        } else {
            Err(FigureFault::RiskOrder)
        };
    }
    let [number] = found.as_slice() else { return Err(unreadable) };
    let n = within(*number, 1, MOST)?;
    Ok(match own {
        Limit::Hours(_) => Limit::Hours(Hours(n)),
        Limit::Days(_) => Limit::Days(CalendarDays(n)),
        Limit::WorkingDays(_) => Limit::WorkingDays(WorkingDays(n)),
        Limit::Months(_) => Limit::Months(n),
        Limit::DaysBefore(_) => Limit::DaysBefore(CalendarDays(n)),
        Limit::LastWorkingDays(_) => Limit::LastWorkingDays(WorkingDays(n)),
        Limit::ByRisk(_) | Limit::MonthEnd | Limit::SameDay => return Err(unreadable),
    })
}

fn read_months(rule: &TermRule, text: &str) -> Result<u32, FigureFault> {
    let unreadable = FigureFault::Unreadable("tháng", "months");
    rule.months.ok_or(FigureFault::NoFigure)?;
    let (found, letters) = numbers(text).ok_or_else(|| unreadable.clone())?;
    let [number] = found.as_slice() else { return Err(unreadable) };
    if !["", "m", "thang", "month", "months"].contains(&letters.as_str()) {
        return Err(unreadable);
    }
    within(*number, rule.least_months.unwrap_or(1), MOST_MONTHS)
}

/// "Đ58.1; đơn vị đặt 48 h từ 01/12/2026, gốc 24 h": what citations of an overridden figure say.
fn told(citation: &Citation, setting: &Setting, own: &str) -> Citation {
    let from = vn(setting.in_force_from);
    let figure = setting.figure.as_deref().unwrap_or(own);
    let article = format!("{}; đơn vị đặt {figure} từ {from}, gốc {own}", citation.article);
    Citation { article, ..citation.clone() }
}

impl RuleBook {
    /// A rule by its id.
    pub fn info(&self, id: &str) -> Option<&RuleInfo> {
        self.rules.iter().find(|r| r.id == id)
    }

    /// Reads what the chief typed for a rule's figure and gives it in its one written form. A clock
    /// keeps the kind of time it counts in.
    pub fn read_figure(&self, id: &str, text: &str) -> Result<String, FigureFault> {
        self.info(id).ok_or(FigureFault::UnknownRule)?;
        if let Some(clock) = self.clocks().iter().find(|c| c.id == id) {
            return Ok(super::parse::figure(read_limit(clock.limit, text)?));
        }
        if let Some(kind) = super::retention::kind_of(id) {
            return super::retention::read_figure(kind, text);
        }
        let special = self.clocks().iter().find_map(|c| {
            let (case, limit) = c.alternative?;
            (alternative_id(&c.id, case) == id).then_some(limit)
        });
        if let Some(limit) = special {
            return Ok(super::parse::figure(read_limit(limit, text)?));
        }
        let term = self.terms().terms.iter().find(|t| t.id == id).ok_or(FigureFault::NoFigure)?;
        Ok(format!("{} M", read_months(term, text)?))
    }

    /// This book with the unit's figures of `on` and without the notes on what was checked. A
    /// stored figure that can no longer be read is passed over: the rule's own holds.
    #[must_use]
    pub fn in_force(&self, settings: &[Setting], checks: &[Check], on: NaiveDate) -> Self {
        let mut book = self.clone();
        let mut hash = Sha256::new();
        let changed_days = days::lay_over(&mut book, settings, checks, on);
        let mut applied = !changed_days.is_empty();
        for day in &changed_days {
            feed(&mut hash, &[day]);
        }
        for info in &mut book.rules {
            let setting = setting_on(settings, &info.id, on);
            let valid = |s: &&Setting| {
                s.figure.as_deref().is_none_or(|f| self.read_figure(&s.rule_id, f).is_ok())
            };
            if let Some(setting) = setting.filter(valid).filter(|s| s.figure.is_some()) {
                info.citation = told(&info.citation, setting, &info.figure);
                info.figure = setting.figure.clone().unwrap_or_default();
            }
            if checks.iter().any(|c| c.rule_id == info.id && c.figure == info.figure) {
                info.to_check = false;
                info.citation.confidence = confirmed(info.citation.confidence);
            }
        }
        let clocks: Vec<ClockRule> = self
            .clocks()
            .iter()
            .map(|rule| {
                let mut rule = rule.clone();
                let set = setting_on(settings, &rule.id, on);
                let figure = set.and_then(|s| s.figure.as_deref());
                if let Some(limit) = figure.and_then(|f| read_limit(rule.limit, f).ok()) {
                    rule.limit = limit;
                    applied = true;
                    feed(&mut hash, &[&rule.id, figure.unwrap_or_default()]);
                }
                book.adopt(&rule.id, &mut rule.citation);
                if let Some((case, own)) = rule.alternative {
                    let id = alternative_id(&rule.id, case);
                    let set = setting_on(settings, &id, on);
                    let figure = set.and_then(|s| s.figure.as_deref());
                    if let Some(limit) = figure.and_then(|f| read_limit(own, f).ok()) {
                        rule.alternative = Some((case, limit));
                        applied = true;
                        feed(&mut hash, &[&id, figure.unwrap_or_default()]);
                        book.name_special(&id, case, &mut rule.citation);
                    }
                }
                rule
            })
            .collect();
        let mut terms = Vec::new();
        for rule in &self.terms().terms {
            let mut dated: Vec<&Setting> =
                settings.iter().filter(|s| s.rule_id == rule.id).rev().collect();
            // The latest day first, and of one day the last set: the first rule that fits is taken.
            dated.sort_by_key(|s| std::cmp::Reverse(s.in_force_from));
            for setting in dated {
                let months = match &setting.figure {
                    None => rule.months,
                    Some(figure) => read_months(rule, figure).ok(),
                };
                let Some(months) = months else { continue };
                let mut set = rule.clone();
                set.months = Some(months);
                set.condition.started_from = Some(setting.in_force_from);
                if setting.figure.is_some() {
                    let own = self.info(&rule.id).map_or("", |i| i.figure.as_str());
                    set.citation = told(&rule.citation, setting, own);
                }
                set.citation.confidence = book.confidence_of(&rule.id, rule.citation.confidence);
                applied = true;
                let (from, months) = (setting.in_force_from.to_string(), months.to_string());
                feed(&mut hash, &[&rule.id, &from, &months]);
                terms.push(set);
            }
            let mut own = rule.clone();
            own.citation.confidence = book.confidence_of(&rule.id, rule.citation.confidence);
            terms.push(own);
        }
        book.clock_book.terms = TermRules { terms, pauses: self.terms().pauses.clone() };
        if let Ok(clocks) = ClockRules::new(clocks) {
            book.clock_book.clocks = clocks;
        }
        if applied {
            feed(&mut hash, &[self.version()]);
            book.version = hexadecimal(&hash.finalize());
        }
        book
    }

    fn adopt(&self, id: &str, citation: &mut Citation) {
        if let Some(info) = self.info(id) {
            citation.clone_from(&info.citation);
        }
    }

    /// Adds what the unit set for a special case, so that no note names a figure nobody can find.
    fn name_special(&self, id: &str, case: SpecialCase, citation: &mut Citation) {
        let set = self.info(id).and_then(|info| info.citation.article.split_once("; "));
        if let Some((_, set)) = set {
            citation.article = format!("{}; {}: {set}", citation.article, case.label(Lang::Vi));
        }
    }

    fn confidence_of(&self, id: &str, own: Confidence) -> Confidence {
        self.info(id).map_or(own, |info| info.citation.confidence)
    }
}

fn confirmed(confidence: Confidence) -> Confidence {
    match confidence {
        Confidence::OneCopy => Confidence::Official,
        other => other,
    }
}

fn feed(hash: &mut Sha256, parts: &[&str]) {
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::deadline::Clock;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn set(id: &str, figure: Option<&str>, from: &str) -> Setting {
        Setting {
            rule_id: id.to_owned(),
            figure: figure.map(str::to_owned),
            in_force_from: day(from),
        }
    }

    #[test]
    fn a_figure_is_read_in_the_rules_own_unit_or_refused() {
        let book = RuleBook::embedded();
        let check = |id: &str, text: &str, wanted: Result<&str, FigureFault>| {
            assert_eq!(book.read_figure(id, text), wanted.map(str::to_owned), "{id} {text}");
        };
        check("clock.u1", "48", Ok("48 h"));
        check("clock.u1", "48 giờ", Ok("48 h"));
        check("clock.u1", " 48h ", Ok("48 h"));
        check("clock.c1", "2 ngày làm việc", Ok("2 WD"));
        check("clock.f1", "5/10/20", Ok("5 / 10 / 20 D by risk"));
        check("clock.f1", "5 / 10 / 20 D by risk", Ok("5 / 10 / 20 D by risk"));
        check("term.user_management.l120", "18 tháng", Ok("18 M"));
        let hours = || FigureFault::Unreadable("giờ", "hours");
        for text in
            ["", "   ", "2 ngày", "nhanh", "-24", "1.5", "24h 30", "0x18", "2e3", "=24", "٢"]
        {
            check("clock.u1", text, Err(hours()));
        }
        check("clock.u1", "0", Err(FigureFault::OutOfRange(1, 1000)));
        check("clock.u1", "1001", Err(FigureFault::OutOfRange(1, 1000)));
        check("clock.u1", "99999999999999999999", Err(FigureFault::OutOfRange(1, 1000)));
        check("clock.f1", "30/14/7", Err(FigureFault::RiskOrder));
        check("clock.u5", "2", Err(FigureFault::NoFigure));
        check("term.addicted.l120", "12", Err(FigureFault::NoFigure));
        check("holidays.2026", "12", Err(FigureFault::NoFigure));
        check("clock.zz", "12", Err(FigureFault::UnknownRule));
        check("term.user_management.l120", "601", Err(FigureFault::OutOfRange(1, 600)));
        check(
            "term.user_management.l120",
            "2 năm",
            Err(FigureFault::Unreadable("tháng", "months")),
        );
    }

    #[test]
    fn every_figure_of_the_book_reads_back_as_itself() {
        let book = RuleBook::embedded();
        for rule in book.clocks().iter().filter(|r| unit_of(r.limit).is_some()) {
            let text = crate::rules::parse::figure(rule.limit);
            assert_eq!(book.read_figure(&rule.id, &text).as_deref(), Ok(text.as_str()));
        }
    }

    #[test]
    fn a_clock_takes_the_setting_of_the_day_and_shows_the_original() {
        let own = RuleBook::embedded();
        let settings =
            [set("clock.u1", Some("48 h"), "2026-12-01"), set("clock.u1", None, "2027-01-01")];
        let limit = |on: &str| own.in_force(&settings, &[], day(on)).clocks().get(Clock::U1).limit;
        assert_eq!(limit("2026-11-30"), Limit::Hours(Hours(24)));
        assert_eq!(limit("2026-12-01"), Limit::Hours(Hours(48)));
        assert_eq!(limit("2027-01-01"), Limit::Hours(Hours(24)), "the rule's own again");
        let book = own.in_force(&settings, &[], day("2026-12-01"));
        assert_eq!(book.info("clock.u1").unwrap().figure, "48 h");
        let cited = book.clocks().get(Clock::U1).citation.to_string();
        assert!(cited.contains("đơn vị đặt 48 h từ 01/12/2026, gốc 24 h"), "{cited}");
        assert_ne!(book.version(), own.version());
        assert_eq!(own.in_force(&settings, &[], day("2026-11-30")).version(), own.version());
    }

    #[test]
    fn a_term_takes_the_setting_of_the_day_the_measure_starts() {
        use crate::domain::word::MeasureCode;
        use crate::rules::clock_cases::{case_of, measure_of};
        let id = "term.user_management.l120";
        let settings = [
            set(id, Some("18 M"), "2026-10-01"),
            set(id, Some("15 M"), "2026-10-01"),
            set(id, Some("6 M"), "2026-11-01"),
        ];
        let book = RuleBook::embedded().in_force(&settings, &[], day("2026-11-21"));
        let end = |start: &str| {
            let case = case_of(vec![measure_of(MeasureCode::UserManagement, start)], vec![]);
            book.terms().compute(&case, 0).unwrap().end().unwrap().to_string()
        };
        assert_eq!(end("2026-09-30"), "2027-09-30");
        assert_eq!(end("2026-10-01"), "2028-01-01", "of one day the last set");
        assert_eq!(end("2026-11-02"), "2027-05-02");
    }

    #[test]
    fn a_check_holds_for_the_figure_it_saw() {
        let own = RuleBook::embedded();
        let check = Check {
            rule_id: "clock.u1".to_owned(),
            figure: own.info("clock.u1").unwrap().figure.clone(),
        };
        let on = day("2026-12-01");
        let confidence = |settings: &[Setting]| {
            let book = own.in_force(settings, std::slice::from_ref(&check), on);
            book.clocks().get(Clock::U1).citation.confidence
        };
        assert_eq!(own.clocks().get(Clock::U1).citation.confidence, Confidence::OneCopy);
        assert_eq!(confidence(&[]), Confidence::Official);
        assert_eq!(confidence(&[set("clock.u1", Some("36 h"), "2026-12-01")]), Confidence::OneCopy);
    }
}
