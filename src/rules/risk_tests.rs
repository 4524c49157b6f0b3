//! The rules of risk over the embedded figures: their worked examples, and what the model promises.

use super::clock_cases::{case, d};
use super::*;
use crate::domain::case::CaseFile;
use crate::domain::date::{PartialDate, add_days};
use crate::domain::id::{EventId, MeasureId};
use crate::domain::person::{Person, PersonField};
use crate::domain::risk::{
    Assessment, Factor, GoalState, OverrideState, Recorded, RiskFact, RiskFacts, RiskRules,
    RulesOverTime, Sign, Source as From, assess, assist_scores, change_after, changes_ahead,
    fired_lines, goals, unknown_lines,
};
use crate::domain::word::{Lang, OccupationGroup, RiskLevel, Route, Word};
use proptest::prelude::*;

fn rules() -> &'static RiskRules {
    &RuleBook::embedded().risk
}

/// The rules compiled in, for every day.
fn always() -> RulesOverTime {
    RulesOverTime::always(std::sync::Arc::clone(&RuleBook::embedded().risk))
}

#[test]
fn every_worked_example_holds() {
    let raw: risk::RawRisk = parse::read("risk.toml", TEXTS.risk).unwrap();
    for rule in &raw.rule {
        assert!(!rule.example.is_empty(), "{}", rule.id);
        assert!(rule.example.iter().any(|e| e.fires), "{}: one fires", rule.id);
        for example in &rule.example {
            let lines = |texts: &[String]| texts.to_vec();
            let (measures, events) = (lines(&example.measures), lines(&example.events));
            let measures: Vec<&str> = measures.iter().map(String::as_str).collect();
            let events: Vec<&str> = events.iter().map(String::as_str).collect();
            let mut case = case(&measures, &events);
            let mut draft = case.person.draft();
            for (field, value) in &example.person {
                draft.set(PersonField::from_code(field).unwrap(), value.as_str());
            }
            case.person = Person::parse(&draft, NaiveDate::MAX).map_or_else(|_| panic!(), |p| p.0);
            let on = d(&example.on);
            let found = assess(&RiskFacts::of(&case.as_of(on)), rules(), on).unwrap();
            let id = &rule.id;
            let fired = found.findings.iter().any(|f| rules().rule(f.factor).unwrap().id == *id);
            assert_eq!(fired, example.fires, "{id} on {on}");
            assert_eq!(found.level().code(), example.level, "{id} on {on}");
        }
    }
}

#[test]
fn a_set_is_written_and_read_again_as_itself() {
    let text = risk::write(rules());
    let again = risk::parse(&text).unwrap();
    assert_eq!(again, *rules());
    assert_eq!(risk::write(&again), text);
    let mut other = again;
    other.high += 1;
    let other = risk::checked(other, "don-vi-1").unwrap();
    assert_ne!(other.hash, rules().hash);
    assert_eq!(risk::parse(&risk::write(&other)).unwrap(), other);
    assert!(TEXTS.risk.contains(&format!("version = \"{}\"", rules().version)));
}

/// A broken set is told in Vietnamese by line or rule, and nothing of it is repeated.
#[test]
fn a_broken_set_is_told_by_its_place_and_never_repeated() {
    let good = risk::write(rules());
    let line = |start: &str| good.lines().position(|l| l.starts_with(start)).unwrap() + 1;
    let check = |old: &str, new: &str, wanted: String| {
        assert!(good.contains(old), "{old}");
        let fault = risk::parse(&good.replacen(old, new, 1)).unwrap_err();
        let told = fault.text(Lang::Vi);
        assert!(told.ends_with(&wanted), "{old}: {told}");
        assert!(!told.contains("Thị Mẫu") && !fault.text(Lang::En).contains("Thị Mẫu"), "{told}");
    };
    let high = format!("dòng {}: ", line("high"));
    check("high = 45", "high = Vàng Thị Mẫu", format!("{high}không đúng cú pháp TOML"));
    check("high = 45", "Vàng Thị Mẫu", format!("{high}không đúng cú pháp TOML"));
    let value = "giá trị không đúng loại (số, chữ trong ngoặc kép…) hoặc quá lớn";
    check("high = 45", "high = \"Vàng Thị Mẫu\"", format!("{high}{value}"));
    let key = "có khóa mà bộ quy tắc không dùng";
    check("high = 45", "high = 45\n\"Thị Mẫu\" = 1", format!("dòng {}: {key}", line("high") + 1));
    check("high = 45", "high = 45\nhigh = 45", "một khóa ghi hai lần".to_owned());
    check("high = 45", "", "phần này thiếu một khóa".to_owned());
    let first = |what: &str| format!("quy tắc [[rule]] thứ 1: {what}");
    let factor = "factor = \"psychosis\"";
    check(factor, "factor = \"Thị Mẫu\"", first("factor không có trong danh sách"));
    check("id = \"risk.psychosis\"", "id = \"Thị Mẫu\"", first("id phải là risk.<factor>"));
    check("floor = \"high\"", "floor = \"Thị Mẫu\"", first("floor phải là low, medium hoặc high"));
    check("in_force_from = \"2026", "in_force_from = \"Thị Mẫu", "năm-tháng-ngày".to_owned());
    check("points = 30", "points = 900", "từ −200 đến 0".to_owned());
}

fn on(case: &CaseFile, day: &str) -> Option<Assessment> {
    assess(&RiskFacts::of(case), rules(), d(day))
}

#[test]
fn what_was_lowered_is_never_below_the_floor_and_runs_out() {
    let road = ["post_rehab 2026-08-01"];
    let lowered = case(&road, &["risk_override 2026-09-01 low until 2026-11-30"]);
    let found = on(&lowered, "2026-11-30").unwrap();
    assert_eq!(found.own.unwrap().1, OverrideState::Holds);
    let floor = ["risk_override 2026-09-01 low until 2026-11-30", "incident 2026-09-10 psychosis"];
    let found = on(&case(&road, &floor), "2026-10-01").unwrap();
    assert_eq!((found.level(), found.computed), (RiskLevel::High, RiskLevel::High));
    let raised = case(&road, &["risk_override 2026-09-01 high"]);
    let level = |day| on(&raised, day).unwrap().level();
    assert_eq!(level("2026-11-30"), RiskLevel::High, "90 days by the rules");
    assert_eq!(level("2026-12-01"), RiskLevel::Low);
    let now = on(&raised, "2026-09-01").unwrap();
    let facts = RiskFacts::of(&raised);
    assert_eq!(change_after(&facts, rules(), &now), Some(d("2026-12-01")));
    let ahead = changes_ahead(&facts, &always(), &now, 3);
    assert!(ahead[0].own_ends && ahead[0].level == Some(RiskLevel::Low));
    let back = case(&road, &["risk_override 2026-09-01 high", "risk_override 2026-09-05 off"]);
    assert!(on(&back, "2026-09-06").unwrap().own.is_none());
}

#[test]
fn who_is_gone_is_not_assessed() {
    let check = |measures: &[&str], events: &[&str], assessed: bool| {
        let found = on(&case(measures, events), "2026-11-21");
        assert_eq!(found.is_some(), assessed, "{measures:?} {events:?}");
    };
    check(&[], &["test 2026-11-20 positive"], true);
    check(&[], &["suspicion 2026-10-01", "suspicion_cleared 2026-11-01"], false);
    check(&["user_management 2026-01-01 2026-11-01 death"], &[], false);
    check(&["user_management 2026-01-01 2026-11-01 moved_out"], &[], false);
    check(&["user_management 2026-01-01 2026-11-01 prison"], &[], false);
    check(&["user_management 2025-01-01 2026-01-01 term_over"], &[], true);
    check(&["user_management 2024-01-01 2025-11-20 term_over"], &[], false);
    check(&[], &["death 2026-11-01"], false);
}

#[test]
fn what_is_missing_is_named_with_what_to_find_out() {
    let bare = on(&case(&["user_management 2026-09-01"], &[]), "2026-11-21").unwrap();
    assert_eq!((bare.points, bare.level()), (0, RiskLevel::Low));
    let asked = unknown_lines(&bare, rules(), Lang::Vi);
    assert_eq!(asked.len(), bare.unknown.len());
    assert!(bare.unknown.contains(&Factor::Injecting) && bare.unknown.contains(&Factor::Family));
    assert!(asked.iter().all(|(_, find_out)| !find_out.is_empty()));
    for rule in &rules().rules {
        assert!(!rule.sentence(Lang::Vi).contains('{'), "{}", rule.id);
    }
}

#[test]
fn the_lines_name_the_facts_and_their_events() {
    let events = ["test 2026-11-02 positive", "support 2026-10-01 job"];
    let mut case = case(&["user_management 2026-11-03"], &events);
    let mut draft = case.person.draft();
    draft.set(PersonField::OccupationGroup, OccupationGroup::None.code());
    draft.set(PersonField::Substances, "heroin;ketamine");
    case.person = Person::parse(&draft, NaiveDate::MAX).map_or_else(|_| panic!(), |p| p.0);
    let found = on(&case, "2026-11-21").unwrap();
    let recorded = Recorded::from([(PersonField::OccupationGroup, d("2026-11-05"))]);
    let lines = fired_lines(&found, rules(), &case, &recorded, Lang::Vi);
    assert_eq!(lines[0].factor, Factor::PositiveTest);
    let test = &lines[0].facts[0];
    assert_eq!(test.text, "Xét nghiệm – Dương tính 02/11/2026");
    assert_eq!((test.event, test.on), (Some(EventId(2)), Some(d("2026-11-02"))));
    // Of a field: its value, and when it was entered where that is known.
    let of = |factor| &lines.iter().find(|l| l.factor == factor).unwrap().facts[0];
    let work = of(Factor::NoSteadyWork);
    assert_eq!(work.text, "Nhóm nghề: Không nghề (ghi ngày 05/11/2026)");
    assert_eq!((work.event, work.on), (None, Some(d("2026-11-05"))));
    assert_eq!(of(Factor::SeveralSubstances).text, "Chất sử dụng: Heroin; Ketamine");
    assert_eq!(lines[0].until, Some(d("2027-02-01")));
    assert_eq!(lines.iter().map(|l| l.points).sum::<i32>(), found.points);
    assert!(found.canonical().starts_with(
        "{\"computed\":\"medium\",\"fired\":[[\"positive_test\",20,[[\"e\",2,\"2026-11-02\"]]]"
    ));
}

/// The manual's three worked people are what the program computes.
#[test]
fn the_manual_tells_what_is_computed() {
    let page = include_str!("../../docs/huong-dan/tra-cuu/muc-nguy-co.md");
    let on = d("2026-11-21");
    let check = |name: &str, work: &str, route: &str, measures: &[&str], events: &[&str]| {
        let row = page.lines().find(|l| l.starts_with(&format!("- **{name}**"))).unwrap();
        let mut case = case(measures, events);
        case.person.occupation_group = OccupationGroup::from_code(work);
        case.person.route = Route::from_code(route);
        let facts = RiskFacts::of(&case);
        let found = assess(&facts, rules(), on).unwrap();
        // Every figure with its sign, and the sum.
        let told: Vec<i32> = row
            .split([' ', ';', '|'])
            .filter(|w| w.starts_with(['+', '−']))
            .map(|w| w.replace('−', "-").parse().unwrap())
            .collect();
        let mut points: Vec<i32> = found.findings.iter().map(|f| f.points).collect();
        let mut sorted = told.clone();
        points.sort_unstable();
        sorted.sort_unstable();
        assert_eq!(sorted, points, "{name}");
        let end = format!("→ {} điểm: {}", found.points, found.level().label(Lang::Vi));
        assert!(row.contains(&end), "{row} but {end}");
        (facts, found)
    };
    check(
        "Anh Mẫu",
        "none",
        "smoking",
        &["rehab_compulsory 2024-09-01 2026-09-01 completed", "post_rehab 2026-09-01"],
        &["support 2026-10-10 papers"],
    );
    check(
        "Chị Ví Dụ",
        "other",
        "injecting",
        &["user_management 2026-11-03"],
        &[
            "incident 2026-03-01 violence",
            "contact 2026-10-10 not_home",
            "test 2026-11-02 positive",
            "contact 2026-11-05 not_home",
        ],
    );
    let (facts, found) = check(
        "Anh Thử",
        "stable",
        "smoking",
        &["post_rehab 2026-03-01"],
        &[
            "incident 2026-06-20 psychosis",
            "test 2026-07-01 negative",
            "test 2026-09-01 negative",
            "test 2026-11-01 negative",
        ],
    );
    let next = changes_ahead(&facts, &always(), &found, 1);
    assert_eq!((next[0].on, next[0].level), (d("2026-12-18"), Some(RiskLevel::Low)));
    assert!(page.contains("đến hết 17/12/2026") && page.contains("từ 18/12/2026"));
    for text in ["từ 20 điểm", "từ 45 điểm", "hiệu lực 90 ngày", "trong 180 ngày"] {
        assert!(page.contains(text), "{text}");
    }
}

/// A change by itself says the day, the level and why; a sum below zero says that it counts as zero.
#[test]
fn what_changes_and_what_is_below_zero_is_told() {
    use crate::domain::risk::{below_zero, change_text};
    let events =
        ["test 2026-07-01 negative", "test 2026-09-01 negative", "test 2026-11-01 negative"];
    let case = case(&["post_rehab 2026-03-01"], &events);
    let found = on(&case, "2026-11-21").unwrap();
    assert_eq!(
        (found.points, below_zero(&found, Lang::Vi).as_deref()),
        (0, Some("Cộng lại là −15; dưới 0 thì tính 0 điểm."))
    );
    let next = &changes_ahead(&RiskFacts::of(&case), &always(), &found, 1)[0];
    let text = change_text(next, Lang::Vi);
    assert_eq!(
        text,
        "29/12/2026: Thấp (0 điểm) – hết tính “3 lần xét nghiệm âm tính liên tiếp trong 180 ngày qua”"
    );
    assert_eq!(below_zero(&on(&case, "2026-12-29").unwrap(), Lang::Vi), None);
}

/// Goals with their states, and ASSIST as it was given: shown, and not a point for them.
#[test]
fn goals_and_totals_are_shown_and_change_no_assessment() {
    let road = ["post_rehab 2026-03-01"];
    let events = [
        "support_goal 2026-04-01 job",
        "support_goal 2026-04-02 loan",
        "support_goal 2026-04-03 papers",
        "support_goal 2026-04-04 training",
        "support 2026-05-01 loan",
        "goal_reached 2026-06-01 papers",
        "goal_dropped 2026-06-02 training",
        // Given before the goal was set.
        "support 2026-03-10 job",
    ];
    let mut file = case(&road, &events);
    let told =
        |file: &CaseFile| goals(file).iter().map(|g| (g.what.code(), g.state)).collect::<Vec<_>>();
    use GoalState as G;
    let wanted =
        [("training", G::Dropped), ("loan", G::UnderWay), ("job", G::Set), ("papers", G::Reached)];
    assert_eq!(told(&file), wanted);
    // Set again, it is a goal again.
    file.events.push(case(&road, &["support_goal 2026-07-01 papers"]).events.remove(0));
    assert_eq!(told(&file)[3], ("papers", G::Set));
    let before = on(&file, "2026-11-21").unwrap();
    for (total, alcohol, band) in [
        (3, false, RiskLevel::Low),
        (4, false, RiskLevel::Medium),
        (26, false, RiskLevel::Medium),
        (27, false, RiskLevel::High),
        (10, true, RiskLevel::Low),
        (11, true, RiskLevel::Medium),
        (27, true, RiskLevel::High),
    ] {
        let kind = if alcohol { "assist 2026-11-01 alcohol" } else { "assist 2026-11-01 drugs" };
        let mut given = case(&road, &[kind]).events.remove(0);
        given.record.detail.score = Some(total);
        let mut with = file.clone();
        with.events.push(given);
        assert_eq!(assist_scores(&with)[0].band(), band, "{total} {alcohol}");
        assert_eq!(on(&with, "2026-11-21").unwrap().canonical(), before.canonical());
    }
}

fn day(n: i64) -> NaiveDate {
    add_days(d("2025-01-01"), n)
}

prop_compose! {
    fn any_fact()(sign in 0..Sign::ALL.len(), at in 0..700i64, long in prop::option::of(0..200i64), id in 1..500i64) -> RiskFact {
        let sign = Sign::ALL[sign];
        let lasts = matches!(sign, Sign::UnreportedAbsence | Sign::Substitution) || sign >= Sign::SetHigh;
        let measure = matches!(sign, Sign::LeftFacility | Sign::Substitution);
        let source = if measure { From::Measure(MeasureId(id)) } else { From::Event(EventId(id)) };
        RiskFact { on: day(at), sign, source, until: long.filter(|_| lasts).map(|n| day(at + n)) }
    }
}

prop_compose! {
    fn any_person()(
        year in 1960..2012i32,
        month in 1..=12u32,
        exact in any::<bool>(),
        route in prop::option::of(0..Route::ALL.len()),
        substances in 0..5u8,
        work in prop::option::of(0..OccupationGroup::ALL.len()),
        seen in prop::option::of(0..700i64),
        facts in prop::collection::vec(any_fact(), 0..20),
    ) -> RiskFacts {
        let born = if exact { PartialDate::Month(year, month) } else { PartialDate::Year(year) };
        let mut person = RiskFacts::born(born);
        person.route = route.map(|i| Route::ALL[i]);
        person.substances = substances;
        person.work = work.map(|i| OccupationGroup::ALL[i]);
        person.psychosis = seen.map(|_| true);
        person.psychosis_seen = seen.map(day);
        person.with(facts)
    }
}

/// Whether another fact of this sign speaks against the person (+1), for him (−1), or neither.
fn direction(sign: Sign) -> i32 {
    use Sign as S;
    match sign {
        S::PositiveTest
        | S::Psychosis
        | S::Violence
        | S::Relapse
        | S::UnreportedAbsence
        | S::NotReached
        | S::DoseMissed
        | S::FamilyAbsent
        | S::LeftFacility => 1,
        S::NegativeTest | S::DoseTaken | S::Supported | S::FamilyTakesPart => -1,
        _ => 0,
    }
}

proptest! {
    #[test]
    fn the_order_of_facts_does_not_matter(person in any_person(), at in 0..900i64) {
        let mut turned: Vec<RiskFact> = person.facts().to_vec();
        turned.reverse();
        let middle = turned.len() / 2;
        turned.rotate_left(middle);
        let bare = person.clone().without_facts();
        let again = bare.with(turned);
        let text = |p: &RiskFacts| assess(p, rules(), day(at)).map(|a| a.canonical());
        prop_assert_eq!(text(&person), text(&again));
        prop_assert_eq!(text(&person), text(&person));
    }

    #[test]
    fn it_is_monotone_in_each_factor(person in any_person(), more in any_fact(), at in 0..900i64) {
        let with = person.clone().with([more]);
        let (Some(a), Some(b)) = (assess(&person, rules(), day(at)), assess(&with, rules(), day(at))) else {
            return Ok(());
        };
        match direction(more.sign) {
            1 => prop_assert!(b.points >= a.points && b.computed >= a.computed),
            -1 => prop_assert!(b.points <= a.points && b.computed <= a.computed),
            _ => {}
        }
    }

    #[test]
    fn it_is_monotone_in_each_field_of_the_person(person in any_person(), at in 0..900i64) {
        // From the better to the worse of each field that a rule reads; what is missing is between.
        let with = |change: &dyn Fn(&mut RiskFacts)| {
            let mut other = person.clone();
            change(&mut other);
            assess(&other, rules(), day(at)).map(|a| (a.points, a.computed))
        };
        let works = [Some(OccupationGroup::Stable), None, Some(OccupationGroup::Unstable)];
        let routes = [Some(Route::Smoking), None, Some(Route::Injecting)];
        let roads = [
            works.map(|work| with(&|p| p.work = work)),
            routes.map(|route| with(&|p| p.route = route)),
            [0, 1, 3].map(|count| with(&|p| p.substances = count)),
            [1990, 2000, 2026].map(|year| with(&|p| p.born = PartialDate::Year(year))),
            [None, Some(day(at - 400)), Some(day(at))].map(|seen| with(&|p| {
                p.psychosis = seen.map(|_| true);
                p.psychosis_seen = seen;
            })),
        ];
        for road in roads {
            prop_assert!(road.is_sorted(), "{road:?}");
        }
    }

    #[test]
    fn psychosis_holds_the_level_at_high(person in any_person(), ago in 0..=180i64, at in 0..900i64) {
        let seen = RiskFact { on: day(at - ago), sign: Sign::Psychosis, source: From::Event(EventId(999)), until: None };
        let found = assess(&person.with([seen]), rules(), day(at));
        prop_assert_eq!(found.unwrap().level(), RiskLevel::High);
    }

    #[test]
    fn nothing_changes_before_the_day_it_is_said_to(person in any_person(), at in 0..700i64) {
        let Some(now) = assess(&person, rules(), day(at)) else { return Ok(()) };
        let next = change_after(&person, rules(), &now);
        for ahead in 1..400 {
            let then = day(at + ahead);
            if next.is_some_and(|n| then >= n) {
                break;
            }
            let same = assess(&person, rules(), then).is_some_and(|t| t.says_the_same(&now));
            prop_assert!(same, "{then} but next is {next:?}");
        }
        if let Some(next) = next {
            let same = assess(&person, rules(), next).is_some_and(|t| t.says_the_same(&now));
            prop_assert!(!same);
        }
    }
}
