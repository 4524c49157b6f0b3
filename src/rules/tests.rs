//! The embedded rules: they parse, their examples hold, nonsense is refused, and the page of
//! sources says what they say.

use super::clock_cases::{case_of, event_of, measure_of};
use super::parse::{DEADLINES, MEASURES, read};
use super::raw::{ClockExample, RawClocks, RawTerms, TermExample};
use super::*;
use crate::domain::date::parse_minute;
use crate::domain::deadline::{Clock, Deadline, SpecialCase, deadlines};
use crate::domain::word::{Law, MeasureCode, RiskLevel, Word};

fn book() -> &'static RuleBook {
    RuleBook::embedded()
}

#[test]
fn the_embedded_rules_are_sound_and_have_a_version() {
    let parsed = RuleBook::parse(&TEXTS).map_err(|e| e.to_string()).unwrap();
    assert_eq!(parsed.version(), book().version());
    assert_eq!(parsed.version().len(), 64);
    let moved = Texts { measures: "", deadlines: TEXTS.measures, ..TEXTS };
    assert_ne!(version_of(&moved), version_of(&TEXTS));
    assert_eq!(book().clocks().iter().count(), Clock::ALL.len());
    assert_eq!(book().calendar().years().iter().map(|y| y.year).collect::<Vec<_>>(), [2026, 2027]);
}

#[test]
fn every_main_measure_has_a_term_rule_under_both_laws() {
    for law in Law::ALL {
        for code in MeasureCode::ALL.iter().filter(|c| c.is_main()) {
            for count in [None, Some(1), Some(2), Some(5)] {
                let mut measure = measure_of(*code, "2026-07-05");
                measure.law = *law;
                measure.rehab_count = count;
                let case = case_of(vec![measure], vec![]);
                assert!(book().terms().rule_for(&case, 0).is_some(), "{code:?} {law:?} {count:?}");
            }
        }
    }
}

#[test]
fn every_worked_example_of_a_term_holds() {
    let raw: RawTerms = read(MEASURES, TEXTS.measures).unwrap();
    for term in &raw.term {
        for example in &term.example {
            let (law, code) = (
                Law::from_code(&term.law).unwrap(),
                MeasureCode::from_code(&term.measure).unwrap(),
            );
            run_term(&term.id, law, code, example);
        }
    }
}

fn run_term(id: &str, law: Law, code: MeasureCode, example: &TermExample) {
    let start = example.start.as_str();
    let mut measures = Vec::new();
    if let Some(before) = &example.after {
        let mut earlier = measure_of(MeasureCode::from_code(before).unwrap(), "2024-01-10");
        earlier.ended_on = Some(measure_of(code, start).start);
        measures.push(earlier);
    }
    if let Some(on) = &example.rides_on {
        measures.push(measure_of(MeasureCode::from_code(on).unwrap(), start));
    }
    let mut measure = measure_of(code, start);
    (measure.law, measure.rehab_count) = (law, example.rehab_count);
    measures.push(measure);
    let mut case = case_of(measures, vec![]);
    if let Some(born) = &example.born {
        case.person.born = crate::domain::date::parse_partial(born).unwrap();
    }
    let index = case.measures.len() - 1;
    let computed = book().terms().compute(&case, index).unwrap();
    assert_eq!(computed.rule_id.as_deref(), Some(id));
    assert_eq!(computed.computed_end.map(|d| d.to_string()), example.end, "{id} from {start}");
    assert_eq!(book().terms().end_of(&case, index), computed.end(), "{id}");
}

#[test]
fn every_worked_example_of_a_pause_holds() {
    let raw: RawTerms = read(MEASURES, TEXTS.measures).unwrap();
    for pause in &raw.pause {
        for example in &pause.example {
            let code = MeasureCode::from_code(&example.measure).unwrap();
            let events = example.events.iter().map(|e| event_of(e)).collect();
            let case = case_of(vec![measure_of(code, &example.start)], events);
            let computed = book().terms().compute(&case, 0).unwrap();
            assert_eq!(computed.computed_end.unwrap().to_string(), example.end, "{}", pause.id);
            assert_eq!(book().terms().end_of(&case, 0), computed.end(), "{}", pause.id);
        }
    }
}

#[test]
fn every_worked_example_of_a_clock_holds() {
    let raw: RawClocks = read(DEADLINES, TEXTS.deadlines).unwrap();
    for clock in &raw.clock {
        let code = Clock::from_code(&clock.code).unwrap();
        let facts = clock.example.iter().filter(|e| e.measure.is_some()).count();
        assert_eq!(
            facts > 0,
            code.is_computed() && code != Clock::R1,
            "{code:?}: examples with facts where computed"
        );
        for example in &clock.example {
            run_clock(code, example);
        }
    }
}

fn run_clock(clock: Clock, example: &ClockExample) {
    let risk = example.risk.as_deref().map(|r| RiskLevel::from_code(r).unwrap());
    let Some(measure) = &example.measure else {
        let from = parse_minute(example.from.as_deref().unwrap()).unwrap();
        let case = example
            .case
            .as_deref()
            .map(|c| SpecialCase::ALL.iter().copied().find(|s| s.code() == c).unwrap());
        let limit = book().clocks().get(clock).limit_in(case);
        let due = limit.period(from, risk, book().calendar()).due;
        assert_eq!(due, parse_minute(&example.due).unwrap(), "{clock:?} from {from}");
        return;
    };
    let mut m =
        measure_of(MeasureCode::from_code(measure).unwrap(), example.start.as_deref().unwrap());
    m.ended_on = example.ended.as_deref().map(|e| parse_minute(e).unwrap().date());
    m.end_reason = example.end_reason.as_deref().map(|r| Word::from_code(r).unwrap());
    let events = example.events.iter().map(|e| event_of(e)).collect();
    let case = case_of(vec![m], events);
    let found = deadlines(&case, &book().clock_book, risk);
    let got: &Deadline = found.iter().find(|d| d.clock == clock).unwrap();
    assert_eq!(got.due, parse_minute(&example.due).unwrap(), "{clock:?}");
    if let Some(shown) = &example.shown_from {
        assert_eq!(got.shown_from.to_string(), *shown, "{clock:?}");
    }
}

#[test]
fn nonsense_is_refused_with_its_rule_named() {
    let check = |from: &str, to: &str, id: &str| {
        let change = |text: &str| text.replacen(from, to, 1);
        let (measures, deadlines, holidays, sources, risk) = (
            change(TEXTS.measures),
            change(TEXTS.deadlines),
            change(TEXTS.holidays),
            change(TEXTS.sources),
            change(TEXTS.risk),
        );
        let texts = Texts {
            measures: &measures,
            deadlines: &deadlines,
            holidays: &holidays,
            sources: &sources,
            risk: &risk,
        };
        assert_ne!(version_of(&texts), version_of(&TEXTS), "`{from}` stands nowhere");
        let refused = RuleBook::parse(&texts).err().map(|e| e.to_string()).unwrap_or_default();
        assert!(refused.contains(id), "`{from}` → `{to}`: {refused}");
    };
    check("months = 12", "months = 0", "term.user_management.l120");
    check("months = 12", "month = 12", "measures.toml");
    check("kind = \"absence\"", "kind = \"holiday\"", "pause.absence.user_management.l120");
    check("least_months = 6", "least_months = 13", "term.rehab_home.l73");
    check("rehab_count = [1, 1]", "rehab_count = [2, 1]", "term.rehab_home.first");
    check("article = \"Đ24.2\"", "article = \" \"", "term.user_management.l120");
    check("source = \"L120\"", "source = \"L121\"", "L121");
    check(
        "source = \"D163\"\narticle = \"Đ58.1\"\nconfidence = \"one_copy\"",
        "source = \"D163\"\narticle = \"Đ58.1\"\nconfidence = \"official\"",
        "surer than its source",
    );
    check("confidence = \"unit\"", "confidence = \"one_copy\"", "go together");
    check("limit = { hours = 24 }", "limit = { hours = 0 }", "clock.u1");
    check("limit = { hours = 24 }", "limit = { minutes = 24 }", "deadlines.toml");
    check("by_risk = [7, 14, 30]", "by_risk = [30, 14, 7]", "clock.f1");
    check("id = \"clock.u2\"\ncode = \"U2\"", "id = \"clock.u1\"\ncode = \"U1\"", "twice");
    check("code = \"U2\"", "code = \"U3\"", "clock.u2");
    check("kind = \"duty\"", "kind = \"favour\"", "favour");
    check("when = \"minor\"", "when = \"major\"", "clock.e3");
    check("laws = [\"L120\", \"L73\"]", "laws = []", "clock.u1");
    check(
        "in_force_until = \"2026-06-30\"",
        "in_force_until = \"2021-06-30\"",
        "ends before it begins",
    );
    check("2026-01-10", "2026-01-12", "holidays.2026");
    check("to = \"2026-02-20\"", "to = \"2027-02-20\"", "holidays.2026");
    check("2026-09-01", "2026-09-31", "holidays.2026");
    check("source = \"NQ80\"", "source = \"NQ81\"", "holidays.2026");
    check("key = \"D105\"", "key = \"L73\"", "twice");
    check("key = \"L120\"", "ky = \"L120\"", "sources.toml");
    check("points = 25", "points = 201", "risk.violence");
    check("points = -15", "points = 15", "risk.negative_row");
    check("window_days = 90", "window_days = 0", "risk.positive_test");
    check("floor = \"high\"", "floor = \"low\"", "floor at high");
    check("floor = \"high\"\n", "", "floor at high");
    check("reads = [\"person.route\"]", "reads = [\"person.ethnicity\"]", "number 7: reads");
    check("reads = [\"person.route\"]", "reads = [\"person.born\"]", "number 7: reads");
    check("factor = \"minor\"", "factor = \"hamlet\"", "number 11: factor");
    check("high = 45", "high = 20", "medium begins above 0");
    check("id = \"risk.family\"", "id = \"risk.kin\"", "number 16: the id");
}

#[test]
fn unit_settings_and_copies_say_what_they_are() {
    for rule in &book().rules {
        let unit = rule.citation.is_unit();
        let code = rule.id.strip_prefix("clock.").unwrap_or_default();
        let ours = ["f1", "f2", "r1"].contains(&code)
            || rule.id == "pause.absence.rehab_voluntary.l120"
            || matches!(rule.kind, RuleKind::Risk | RuleKind::Retention);
        assert_eq!(unit, ours, "{}", rule.id);
        assert_eq!(book().source(&rule.citation).is_none(), unit, "{}", rule.id);
        if rule.citation.source == "D163" {
            assert_eq!(rule.citation.confidence, Confidence::OneCopy, "{}", rule.id);
        }
    }
}

/// The page of sources as the rules make it. Write it anew with
/// `HOSO_WRITE_DOCS=1 cargo test --lib rules::`.
#[test]
fn the_page_of_sources_is_what_the_rules_say() {
    let page = page();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/LEGAL_SOURCES.md");
    if std::env::var_os("HOSO_WRITE_DOCS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        written == page,
        "docs/LEGAL_SOURCES.md is not what the rules say: HOSO_WRITE_DOCS=1 cargo test --lib rules::"
    );
}

fn add(out: &mut String, text: &str) {
    out.push_str(text);
}

fn page() -> String {
    let confidence = |c: Confidence| match c {
        Confidence::Official => "official",
        Confidence::OneCopy => "one copy",
        Confidence::Unit => "unit setting",
    };
    let span = |from: NaiveDate, until: Option<NaiveDate>| match until {
        Some(until) => format!("{from} – {until}"),
        None => format!("{from} –"),
    };
    let mut out = String::from(PAGE_HEAD);
    out += "\n## Sources\n\n| key | title | in force | read in | confidence |\n|---|---|---|---|---|\n";
    for s in &book().sources {
        let force = span(s.in_force_from, s.in_force_until);
        add(
            &mut out,
            &format!(
                "| {} | {} | {force} | {} | {} |\n",
                s.key,
                s.title,
                s.read,
                confidence(s.confidence)
            ),
        );
    }
    for (kind, title) in [
        (RuleKind::Term, "Terms"),
        (RuleKind::Clock, "Clocks"),
        (RuleKind::WorkYear, "Days off"),
        (RuleKind::Risk, "Risk"),
    ] {
        add(
            &mut out,
            &format!(
                "\n## {title}\n\n| id | figure | rule | in force | where | confidence |\n|---|---|---|---|---|---|\n"
            ),
        );
        for r in book().rules.iter().filter(|r| r.kind == kind) {
            let force = span(r.in_force_from, r.in_force_until);
            let check = if r.to_check { ", days to check" } else { "" };
            let sure = confidence(r.citation.confidence);
            add(
                &mut out,
                &format!(
                    "| `{}` | {} | {} | {force} | {} | {sure}{check} |\n",
                    r.id, r.figure, r.sentence, r.citation
                ),
            );
        }
    }
    out += "\n## Where what was read differs from the table, or says more\n\n";
    for d in &book().differences {
        add(&mut out, &format!("- **{}**: {}\n", d.about, d.text));
    }
    out
}

const PAGE_HEAD: &str = "# Legal sources of the rules

Made from `src/rules/*.toml` by a test; change those files, then run
`HOSO_WRITE_DOCS=1 cargo test --lib rules::` to write this page anew.

Confidence: *official* = read in the official document; *one copy* = read in one public copy, or not read again, and to
be compared with the official text (screens say \"cần đối chiếu văn bản gốc\"); *unit setting* = the product's own
default, not law (screens say \"cài đặt của đơn vị\"). Figures: h running hours, D calendar days, WD working days,
M months, P points of risk. A range of months is the law's shortest and longest term; without a term in the decision the longest counts.
";
