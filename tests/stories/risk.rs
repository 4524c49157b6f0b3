//! Risk through the registry: levels follow facts and days, explain themselves, and never read what
//! they must not.

use super::desk::{Desk, PASSWORD};
use hoso::domain::case::{EventDraft, EventField as E, MeasureDraft, MeasureField as M};
use hoso::domain::date::{end_of_day, parse_day};
use hoso::domain::deadline::Clock;
use hoso::domain::id::FileNo;
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::refusal::Reason;
use hoso::domain::report::OwnCounter;
use hoso::domain::risk::{Factor, RiskBrief, RiskFault};
use hoso::domain::word::{RiskLevel as L, Role};
use hoso::services::demo::{MadeUpCase, make_commune};
use hoso::services::view::{PeopleQuery, SortBy};
use hoso::services::{Failure, Registry};
use hoso::vault::Password;

fn person(r: &mut Registry, name: &str) -> FileNo {
    let draft = PersonDraft::new().with(P::Name, name).with(P::Sex, "Nam").with(P::Born, "1990");
    let (file, _) = r.add_person(&draft).unwrap();
    let measure = MeasureDraft::new().with(M::Measure, "post_rehab").with(M::Start, "2026-08-01");
    r.open_measure(&file, &measure).unwrap();
    file
}

fn record(r: &mut Registry, file: &FileNo, kind: &str, at: &str, result: &str) {
    let draft = EventDraft::new().with(E::Kind, kind).with(E::At, at).with(E::Outcome, result);
    r.record(file, &draft).unwrap_or_else(|e| panic!("{kind}: {e}"));
}

fn listed(r: &mut Registry, file: &FileNo) -> Option<L> {
    let page = r.people(&PeopleQuery::default(), 0, 1000).unwrap();
    page.lines.into_iter().find(|l| l.file_no == *file).unwrap().risk
}

fn day(text: &str) -> chrono::NaiveDate {
    parse_day(text).unwrap()
}

fn fault(result: Result<Vec<hoso::domain::refusal::Remark>, Failure>) -> Option<RiskFault> {
    match result {
        Err(Failure::Refused(mut refusals)) => match refusals.remove(0).reason {
            Reason::Risk(fault) => Some(fault),
            _ => None,
        },
        _ => None,
    }
}

#[test]
fn a_level_follows_the_facts_and_sets_the_pace_of_visits() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r, "Lò Văn Mẫu");
    assert_eq!(listed(&mut r, &file), Some(L::Low));
    record(&mut r, &file, "incident", "20/11/2026", "psychosis");
    assert_eq!(listed(&mut r, &file), Some(L::High));
    record(&mut r, &file, "contact", "20/11/2026", "met");
    let dossier = r.show(&file, None).unwrap();
    let found = dossier.risk.assessment.as_ref().unwrap();
    assert_eq!(found.floor, Some(L::High));
    assert_eq!(found.findings[0].factor, Factor::Psychosis);
    assert_eq!(dossier.risk.ahead[0].on, day("2027-05-20"));
    let (line, ..) = dossier.clocks.iter().find(|(l, ..)| l.clock == Clock::F1).unwrap();
    assert_eq!((line.due.date(), line.risk), (day("2026-11-27"), Some(L::High)));
    assert!(dossier.risk.card.is_some());
    let high = PeopleQuery { risk: Some(L::High), sort: SortBy::Risk, ..PeopleQuery::default() };
    assert_eq!(r.people(&high, 0, 10).unwrap().total, 1);
    // Each change of level or findings is kept, and can be made again.
    let kept = r.kept_assessments(&file).unwrap();
    assert!(
        kept.len() >= 3 && kept.iter().all(hoso::services::view::KeptAssessment::replays),
        "{}",
        kept.len()
    );
    assert_eq!(kept.last().unwrap().level, L::High);
}

#[test]
fn a_level_falls_by_itself_on_the_day_its_fact_is_too_old() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r, "Lò Văn Mẫu");
    record(&mut r, &file, "incident", "20/11/2026", "psychosis");
    let mut r = r.with_fixed_now(end_of_day(day("2027-05-19")));
    assert_eq!(listed(&mut r, &file), Some(L::High));
    assert_eq!(r.today(10).unwrap().on, day("2027-05-19"));
    let mut r = r.with_fixed_now(end_of_day(day("2027-05-20")));
    assert_eq!(listed(&mut r, &file), Some(L::Low), "no act, only a day");
    let kept = r.kept_assessments(&file).unwrap();
    assert_eq!(kept.last().unwrap().on, day("2027-05-20"));
    // The clock went back: the level is that of its day again.
    let mut r = r.with_fixed_now(end_of_day(day("2026-12-01")));
    assert_eq!(listed(&mut r, &file), Some(L::High));
    let found = r.check_full(&mut |_| ()).unwrap();
    assert_eq!(found.faults, 0);
    assert!(found.verdict.unwrap().rows.faults.is_empty());
}

#[test]
fn what_is_derived_for_a_day_is_what_is_recomputed_for_it() {
    let desk = Desk::new();
    let mut r = desk.found();
    let on = desk.now.date();
    let people = make_commune(150, 3, on).map(MadeUpCase::into_parts);
    r.load_made_up(people, &mut |_| ()).unwrap();
    for ahead in [0, 1, 40, 200, 90] {
        let on = on + chrono::Days::new(ahead);
        r = r.with_fixed_now(end_of_day(on));
        let kept = r.people(&PeopleQuery::default(), 0, 1000).unwrap().lines;
        let again = r.people_on(&PeopleQuery::default(), on).unwrap().lines;
        let levels = |lines: &[hoso::services::view::PersonLine]| {
            lines.iter().map(|l| (l.file_no.clone(), l.risk)).collect::<Vec<_>>()
        };
        assert_eq!(levels(&kept), levels(&again), "{on}");
        for level in [L::High, L::Medium, L::Low] {
            let found = kept.iter().any(|l| l.risk == Some(level));
            assert!(found || on > desk.now.date(), "{level:?}");
        }
        let today = r.today(usize::MAX).unwrap();
        let recomputed = r.today_on(on).unwrap();
        assert_eq!(today.counts, recomputed.counts, "{on}");
    }
}

#[test]
fn only_the_chief_lowers_from_high_and_nobody_below_the_floor() {
    let desk = Desk::new();
    let mut r = desk.found();
    r.add_officer("an", "Nguyễn Thị An", Role::Officer, Password::new(PASSWORD)).unwrap();
    let file = person(&mut r, "Lò Văn Mẫu");
    drop(r);
    let mut r = desk.open_as("an");
    r.override_risk(&file, Some(L::High), None, "gia đình báo mới đánh nhau").unwrap();
    assert_eq!(listed(&mut r, &file), Some(L::High));
    let found = r.show(&file, None).unwrap();
    let (own, _) = found.risk.assessment.as_ref().unwrap().own.unwrap();
    assert_eq!(own.until, day("2027-02-19"), "90 days");
    assert_eq!(found.risk.assessment.unwrap().computed, L::Low, "both levels are shown");
    let told = found.risk.own.unwrap();
    assert_eq!((told.officer.as_str(), told.reason.as_str()), ("an", "gia đình báo mới đánh nhau"));
    let refused = r.override_risk(&file, Some(L::Medium), None, "hạ");
    assert!(matches!(refused, Err(Failure::NotPermitted)));
    assert!(matches!(r.override_risk(&file, None, None, "thôi"), Err(Failure::NotPermitted)));
    let event = own.event;
    let cancel = r.cancel_event(&file, event, "hủy");
    assert!(matches!(cancel, Err(Failure::NotPermitted)), "nor by cancelling the entry");
    let bare = EventDraft::new().with(E::Kind, "risk_override").with(E::At, "21/11/2026");
    assert!(r.record(&file, &bare.with(E::Outcome, "low")).is_err(), "no reason");
    drop(r);
    let mut r = desk.open();
    r.override_risk(&file, Some(L::Low), Some(day("2026-12-10")), "đã hòa giải").unwrap();
    assert_eq!(listed(&mut r, &file), Some(L::Low));
    let dossier = r.show(&file, None).unwrap();
    let (review, ..) = dossier.clocks.iter().find(|(l, ..)| l.clock == Clock::F2).unwrap();
    assert_eq!(review.due.date(), day("2026-12-11"), "a review the day after it ends");
    record(&mut r, &file, "incident", "21/11/2026", "psychosis");
    assert_eq!(listed(&mut r, &file), Some(L::High), "the floor is above an own level");
    let low = r.override_risk(&file, Some(L::Medium), None, "hạ");
    assert_eq!(fault(low), Some(RiskFault::Floor));
    let past = r.override_risk(&file, Some(L::High), Some(day("2026-11-21")), "x");
    assert_eq!(fault(past), Some(RiskFault::Until));
}

#[test]
fn what_the_chief_set_is_not_ended_or_lowered_by_another() {
    let desk = Desk::new();
    let mut r = desk.found();
    r.add_officer("an", "Nguyễn Thị An", Role::Officer, Password::new(PASSWORD)).unwrap();
    let set_high = person(&mut r, "Lò Văn Mẫu");
    let lowered = person(&mut r, "Vì Thị Thử");
    record(&mut r, &lowered, "incident", "20/11/2026", "violence");
    record(&mut r, &lowered, "test", "20/11/2026", "positive");
    let computed = r.show(&lowered, None).unwrap().risk.assessment.unwrap().computed;
    assert_eq!(computed, L::High);
    r.override_risk(&set_high, Some(L::High), Some(day("2027-02-01")), "A").unwrap();
    r.override_risk(&lowered, Some(L::Medium), Some(day("2026-12-01")), "B").unwrap();
    drop(r);
    let mut r = desk.open_as("an");
    let refused = |done: Result<Vec<hoso::domain::refusal::Remark>, Failure>| {
        matches!(done, Err(Failure::NotPermitted))
    };
    let sooner = r.override_risk(&set_high, Some(L::High), Some(day("2026-12-01")), "C");
    assert!(refused(sooner), "high is not ended sooner");
    r.override_risk(&set_high, Some(L::High), Some(day("2027-02-15")), "D").unwrap();
    let longer = r.override_risk(&lowered, Some(L::Medium), Some(day("2027-02-01")), "E");
    assert!(refused(longer), "while the rules say high, only the chief goes on lowering");
    let lower = r.override_risk(&lowered, Some(L::Low), Some(day("2026-12-01")), "F");
    assert!(refused(lower));
    r.override_risk(&lowered, None, None, "G").unwrap();
    assert_eq!(listed(&mut r, &lowered), Some(L::High), "going back to high is for everybody");
}

#[test]
fn an_own_level_runs_out_and_comes_up_for_review() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r, "Lò Văn Mẫu");
    r.override_risk(&file, Some(L::Medium), Some(day("2026-12-10")), "mới ra viện").unwrap();
    let mut r = r.with_fixed_now(end_of_day(day("2026-12-10")));
    assert_eq!(listed(&mut r, &file), Some(L::Medium));
    let mut r = r.with_fixed_now(end_of_day(day("2026-12-11")));
    assert_eq!(listed(&mut r, &file), Some(L::Low));
    let list = r.today(100).unwrap();
    let review = list.groups.iter().flatten().find(|l| l.clock == Clock::F2).unwrap();
    assert_eq!(review.due.date(), day("2026-12-11"));
    record(&mut r, &file, "risk_review", "11/12/2026", "");
    let list = r.today(100).unwrap();
    assert!(list.groups.iter().flatten().all(|l| l.clock != Clock::F2));
}

/// Whatever measure somebody is under, or none any more, and whether his file is older than the rule.
#[test]
fn everybody_whose_own_level_ran_out_comes_up_for_review() {
    let desk = Desk::new();
    let mut r = desk.found();
    let people = make_commune(80, 3, desk.now.date()).map(MadeUpCase::into_parts);
    r.load_made_up(people, &mut |_| ()).unwrap();
    let suspect = PersonDraft::new().with(P::Name, "Vàng Thử").with(P::Sex, "Nữ");
    r.add_person(&suspect.with(P::Born, "2000")).unwrap();
    let lines = r.people(&PeopleQuery::default(), 0, 1000).unwrap().lines;
    let mut measures = std::collections::BTreeSet::new();
    for line in lines.iter().filter(|l| l.risk.is_some()) {
        let until = Some(day("2026-12-10"));
        r.override_risk(&line.file_no, Some(L::High), until, "theo dõi sát").unwrap();
        measures.insert(line.measure);
    }
    assert!(measures.len() >= 8 && measures.contains(&None), "{measures:?}");
    let mut r = r.with_fixed_now(end_of_day(day("2026-12-11")));
    let reviews = |r: &mut Registry| {
        let list = r.today(usize::MAX).unwrap();
        let due = list.groups.into_iter().flatten();
        let due = due.filter(|l| l.clock == Clock::F2 && l.due.date() <= day("2026-12-11"));
        due.filter_map(|l| l.file_no).collect::<std::collections::BTreeSet<_>>()
    };
    let lines = r.people(&PeopleQuery::default(), 0, 1000).unwrap().lines;
    let assessed = lines.iter().filter(|l| l.risk.is_some());
    let asked = reviews(&mut r);
    let left: Vec<_> = assessed.filter(|l| !asked.contains(&l.file_no)).collect();
    let left: Vec<_> = left.iter().map(|l| (l.file_no.as_str(), l.measure)).collect();
    assert!(left.is_empty(), "{left:?}");
    for file in &asked {
        record(&mut r, file, "risk_review", "11/12/2026", "");
    }
    assert!(reviews(&mut r).is_empty(), "the review is the act that closes it");
}

#[test]
fn other_rules_are_tried_and_set_from_a_day_and_old_ones_stay_explainable() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r, "Lò Văn Mẫu");
    record(&mut r, &file, "incident", "01/11/2026", "violence");
    assert_eq!(listed(&mut r, &file), Some(L::Medium));
    let path = desk.folder.path().join("quy-tac.toml");
    let text = r.risk_rules_text().unwrap();
    std::fs::write(&path, text.replace("high = 45", "high = 24")).unwrap();
    let rules = Registry::read_risk_rules(&path).unwrap();
    let found = r.what_if(&rules).unwrap();
    assert_eq!((found.people, found.changed()), (1, 1));
    assert_eq!(found.moves, [(L::Medium, Some(L::High), 1)]);
    assert_eq!(found.names.unwrap()[0].file_no, file);
    r.set_risk_rules(rules.clone(), day("2026-12-01"), "kế hoạch năm").unwrap();
    assert_eq!(listed(&mut r, &file), Some(L::Medium), "not yet in force");
    let mut r = r.with_fixed_now(end_of_day(day("2026-12-01")));
    assert_eq!(listed(&mut r, &file), Some(L::High), "its day has come");
    let kept = r.kept_assessments(&file).unwrap();
    assert!(kept.iter().all(hoso::services::view::KeptAssessment::replays));
    let versions: Vec<&str> = kept.iter().map(|k| k.rules.version.as_str()).collect();
    assert_eq!((versions[0], *versions.last().unwrap()), ("goc-1", "don-vi-1"));
    assert!(r.set_risk_rules(rules, day("2026-12-01"), "lại").is_err(), "the same figures");
    let sets = r.risk_sets().unwrap();
    assert_eq!(sets.iter().filter(|s| s.in_force).count(), 1);
    r.add_officer("an", "Nguyễn Thị An", Role::Officer, Password::new(PASSWORD)).unwrap();
    drop(r);
    let mut r = desk.open_as("an").with_fixed_now(end_of_day(day("2026-12-01")));
    let own = Registry::read_risk_rules(&path).unwrap();
    assert!(r.what_if(&own).unwrap().names.is_none(), "names for the chief only");
    assert!(matches!(r.set_risk_rules(own, day("2026-12-02"), "x"), Err(Failure::NotPermitted)));
    assert!(matches!(r.tilt(), Err(Failure::NotPermitted)));
    std::fs::write(&path, "medium = 1").unwrap();
    assert!(Registry::read_risk_rules(&path).is_err());
}

/// A day gone by is judged by the rules in force then, and what was kept of it is held beside.
#[test]
fn a_day_gone_by_is_judged_by_its_own_rules_and_says_that_it_is_judged_again() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r, "Lò Văn Mẫu");
    record(&mut r, &file, "incident", "01/11/2026", "violence");
    let path = desk.folder.path().join("quy-tac.toml");
    let text = r.risk_rules_text().unwrap();
    std::fs::write(&path, text.replace("high = 45", "high = 24")).unwrap();
    let rules = Registry::read_risk_rules(&path).unwrap();
    r.set_risk_rules(rules, day("2026-12-01"), "kế hoạch năm").unwrap();
    // What is set for a later day is told among what changes by itself.
    let told = r.show(&file, None).unwrap().risk;
    assert_eq!((told.rules.version.as_str(), told.rules_from), ("goc-1", None));
    assert!(told.again.is_none());
    let next = &told.ahead[0];
    assert_eq!((next.on, next.level), (day("2026-12-01"), Some(L::High)));
    assert_eq!(next.other_rules(), Some("don-vi-1"));
    // What fires no more is told by the set that held until then, what begins by the set of the day.
    let versions = |c: &hoso::domain::risk::Change| c.rules.each_ref().map(|r| r.version.clone());
    assert_eq!(versions(next), ["goc-1", "don-vi-1"]);
    for later in &told.ahead[1..] {
        assert_eq!(versions(later), ["don-vi-1", "don-vi-1"]);
    }
    let mut r = r.with_fixed_now(end_of_day(day("2027-01-15")));
    let on = |r: &mut Registry, on: &str| {
        let told = r.show(&file, Some(day(on))).unwrap().risk;
        let level = told.assessment.as_ref().unwrap().level();
        let listed = r.people_on(&PeopleQuery::default(), day(on)).unwrap().lines[0].risk;
        assert_eq!(listed, Some(level), "{on}: the list says the same");
        (told.rules.version.clone(), told.rules_from, level, told)
    };
    let (version, from, level, before) = on(&mut r, "2026-11-30");
    assert_eq!((version.as_str(), from, level), ("goc-1", None, L::Medium));
    let kept = before.again.unwrap().kept.unwrap();
    assert!(kept.same && kept.level == L::Medium, "{kept:?}");
    let (version, from, level, after) = on(&mut r, "2026-12-02");
    assert_eq!((version.as_str(), from), ("don-vi-1", Some(day("2026-12-01"))));
    assert_eq!(level, L::High);
    // Nobody opened the registry on the day the rules changed: what was kept is older, and nothing
    // else is new.
    let kept = after.again.unwrap().kept.unwrap();
    assert_eq!((kept.same, kept.known, kept.version.as_str()), (false, true, "goc-1"));
    // The chart as well: November by the old rules, December by the new.
    let chart = r.show(&file, None).unwrap().risk.chart;
    let of = |on: &str| chart.iter().find(|p| p.on == day(on)).unwrap().level;
    assert_eq!((of("2026-11-30"), of("2026-12-31")), (Some(L::Medium), Some(L::High)));
    // The period that ended then too: a visit every 14 days, not every 7.
    let november = r.report("2026-11".parse().unwrap(), true).unwrap();
    assert_eq!(november.own[&OwnCounter::VisitsDue], 2);
    // Entered later: judged again, and what was kept stands beside.
    record(&mut r, &file, "test", "20/11/2026", "positive");
    let (.., level, told) = on(&mut r, "2026-11-30");
    assert_eq!(level, L::High);
    let again = told.again.unwrap();
    let kept = again.kept.clone().unwrap();
    assert_eq!((kept.same, kept.known), (false, false));
    assert_eq!((kept.level, kept.points), (L::Medium, Some(25)));
    let words = again.text(hoso::domain::word::Lang::Vi);
    assert!(
        words.contains("(Trung bình, 25 điểm, bộ quy tắc goc-1): vì có thông tin được ghi"),
        "{words}"
    );
    assert!(told.kept.iter().any(|k| k.rules.version == "don-vi-1" && k.replays()));
}

/// The plan follows the level by the unit's own intervals.
#[test]
fn the_plan_follows_level_and_the_units_own_intervals() {
    use hoso::domain::word::Lang;
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r, "Lò Văn Mẫu");
    record(&mut r, &file, "contact", "20/11/2026", "met");
    let due = |r: &mut Registry| {
        let shown = r.show(&file, None).unwrap();
        let plan: Vec<_> = shown.follow_up(Lang::Vi).collect();
        assert_eq!(plan.len(), 2, "contact and review");
        let (line, text) = plan.iter().find(|(l, _)| l.clock == Clock::F1).unwrap();
        (line.due.date(), (*text).to_owned())
    };
    assert_eq!(due(&mut r).0, day("2026-12-20"), "low: 30 days");
    record(&mut r, &file, "incident", "20/11/2026", "psychosis");
    assert_eq!(due(&mut r).0, day("2026-11-27"), "high: 7 days");
    r.set_rule("clock.f1", "5/10/20", desk.now.date(), "kế hoạch").unwrap();
    let (day_due, text) = due(&mut r);
    assert_eq!(day_due, day("2026-11-25"), "high: the unit's own 5 days");
    assert!(text.contains("5 ngày") && text.contains("cài đặt của đơn vị"), "{text}");
}

/// The card of psychosis: not before the first sign, and nothing "this week" after the window.
#[test]
fn the_card_of_psychosis_stands_in_its_time_only() {
    use hoso::domain::word::Lang;
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r, "Lò Văn Mẫu");
    let draft = PersonDraft::new().with(P::Psychosis, "yes").with(P::PsychosisSeenOn, "2026-11-20");
    r.edit_person(&file, &draft).unwrap();
    let mut card = |on: &str| r.show(&file, Some(day(on))).unwrap().risk.card;
    assert!(card("2026-11-19").is_none());
    let to_do = |on: &str, found: hoso::domain::risk::PsychosisCard| {
        found.to_do(day(on), Lang::Vi).concat()
    };
    let soon = card("2026-11-21").unwrap();
    assert!(soon.held_until.is_some() && to_do("2026-11-21", soon).contains("trong tuần"));
    let late = card("2027-11-21").unwrap();
    assert_eq!((late.last_sign, late.held_until), (Some(day("2026-11-20")), None));
    assert!(to_do("2027-11-21", late).starts_with("Đã qua thời gian theo dõi riêng"));
}

/// A rule on a field names the value and the day it was entered as it stands.
#[test]
fn a_rule_on_a_field_names_its_value_and_its_day() {
    use hoso::domain::risk::fired_lines;
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r, "Lò Văn Mẫu");
    let set = |r: &mut Registry, field, value: &str| {
        r.edit_person(&file, &PersonDraft::new().with(field, value)).unwrap();
    };
    set(&mut r, P::OccupationGroup, "none");
    let mut r = r.with_fixed_now(end_of_day(day("2026-12-01")));
    set(&mut r, P::Route, "injecting");
    let told = r.show(&file, None).unwrap();
    let (view, lang) = (&told.risk, hoso::domain::word::Lang::Vi);
    let found = view.assessment.as_ref().unwrap();
    let lines = fired_lines(found, &view.rules, &told.case, &view.recorded, lang);
    let fact = |factor| lines.iter().find(|l| l.factor == factor).unwrap().facts[0].text.clone();
    assert_eq!(fact(Factor::NoSteadyWork), "Nhóm nghề: Không nghề (ghi ngày 21/11/2026)");
    assert_eq!(fact(Factor::Injecting), "Đường dùng: Tiêm chích (ghi ngày 01/12/2026)");
}

#[test]
fn a_list_tells_of_everybody_what_his_dossier_tells() {
    let desk = Desk::new();
    let mut r = desk.found();
    let people = make_commune(60, 3, desk.now.date()).map(MadeUpCase::into_parts);
    r.load_made_up(people, &mut |_| ()).unwrap();
    let lines = r.people(&PeopleQuery::default(), 0, 1000).unwrap().lines;
    let of = |level| lines.iter().find(|l| l.risk == Some(level)).unwrap().file_no.clone();
    r.override_risk(&of(L::Low), Some(L::High), None, "mới đánh nhau").unwrap();
    let lines = r.people(&PeopleQuery::default(), 0, 1000).unwrap().lines;
    let briefs = r.risk_briefs(lines.iter().map(|l| l.id)).unwrap();
    assert!(lines.iter().all(|l| briefs.get(&l.id).map(|b| b.level) == l.risk));
    assert!(briefs.len() < lines.len(), "somebody is not assessed");
    assert!(briefs.values().any(|b| b.own && b.level > b.computed));
    for line in lines {
        let found = r.show(&line.file_no, None).unwrap().risk.assessment;
        let brief = briefs.get(&line.id);
        assert_eq!(brief, found.as_ref().map(RiskBrief::of).as_ref(), "{}", line.file_no);
        assert!(brief.is_none_or(|b| b.points == b.fired.iter().map(|f| f.1).sum::<i32>().max(0)));
    }
}

/// What must never be used, changed on random people through the registry: no assessment moves by a
/// byte.
#[test]
fn ethnicity_relatives_hamlet_and_free_text_change_no_assessment() {
    let desk = Desk::new();
    let mut r = desk.found();
    let people = make_commune(60, 11, desk.now.date()).map(MadeUpCase::into_parts);
    r.load_made_up(people, &mut |_| ()).unwrap();
    for n in 1..=60 {
        let file = FileNo::numbered(n);
        let told = |r: &mut Registry| {
            let dossier = r.show(&file, None).unwrap();
            dossier.risk.assessment.map(|a| (a.canonical(), a.level()))
        };
        let before = told(&mut r);
        let kept = r.kept_assessments(&file).unwrap();
        assert!(kept.iter().all(hoso::services::view::KeptAssessment::replays), "{file}");
        let kept = kept.len();
        let changes = PersonDraft::new()
            .with(P::Ethnicity, ["Thái", "Kinh", "Mông", "-"][n as usize % 4])
            .with(P::Relatives, "Anh trai Lò Văn Tội, tiền án về ma túy; cha nghiện nặng")
            .with(P::Hamlet, ["Bản Nà", "Tổ 9", "Thôn Xa"][n as usize % 3])
            .with(P::PermanentAddress, "khu trọng điểm phức tạp")
            .with(P::CurrentAddress, "xóm liều")
            .with(P::Origin, "vùng biên")
            .with(P::Occupation, "bán hàng rong")
            .with(P::Workplace, "quán bar")
            .with(P::OtherNames, "Tý Đá")
            .with(P::Note, "loạn thần, bạo lực, tiêm chích, tái nghiện, theo đạo lạ")
            .with(P::ReleasedPrisoner, "yes")
            .with(P::Education, "none");
        r.edit_person(&file, &changes).unwrap();
        let note = EventDraft::new().with(E::Kind, "note").with(E::At, "20/11/2026");
        r.record(&file, &note.with(E::Text, "ngáo đá, dương tính, đánh người")).unwrap();
        assert_eq!(told(&mut r), before, "{file}");
        assert_eq!(r.kept_assessments(&file).unwrap().len(), kept, "{file}: no new row");
    }
}

#[test]
fn the_tilt_counts_everybody_once_in_each_table() {
    let desk = Desk::new();
    let mut r = desk.found();
    let people = make_commune(90, 5, desk.now.date()).map(MadeUpCase::into_parts);
    r.load_made_up(people, &mut |_| ()).unwrap();
    let assessed = r.people(&PeopleQuery::default(), 0, 1000).unwrap().lines;
    let assessed: Vec<_> = assessed.into_iter().filter(|l| l.risk.is_some()).collect();
    r.override_risk(&assessed[0].file_no, Some(L::High), None, "thử").unwrap();
    let tilt = r.tilt().unwrap();
    assert!(!tilt.ethnicity.is_empty() && tilt.ethnicity.len() <= 3, "Kinh, other, not recorded");
    for rows in [&tilt.sex, &tilt.age, &tilt.hamlet, &tilt.ethnicity] {
        let sum: usize = rows.iter().map(hoso::services::view::TiltRow::people).sum();
        assert_eq!(sum, assessed.len());
    }
    let raised = usize::from(assessed[0].risk != Some(L::High));
    assert_eq!(tilt.overrides.iter().map(|o| o.raised).sum::<usize>(), raised);
}

/// Before the first fact there was no file: no level is made up for that day.
#[test]
fn no_level_is_told_of_a_day_before_the_file() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = person(&mut r, "Lò Văn Mẫu");
    let level_on = |r: &mut Registry, on: &str| {
        let line = r.people_on(&PeopleQuery::default(), day(on)).unwrap().lines.remove(0);
        let shown = r.show(&file, Some(day(on))).unwrap();
        let level = shown.risk.assessment.as_ref().map(hoso::domain::risk::Assessment::level);
        assert_eq!((line.risk, shown.line.risk), (level, level), "{on}");
        (level, hoso::domain::risk::no_level(&shown.case, hoso::domain::word::Lang::Vi))
    };
    let (level, why) = level_on(&mut r, "2026-07-31");
    assert_eq!(level, None);
    assert!(why.starts_with("Ngày đó chưa có"), "{why}");
    assert_eq!(level_on(&mut r, "2026-08-01").0, Some(L::Low));
    // A file just made has one today, of what is known of the person.
    let draft =
        PersonDraft::new().with(P::Name, "Vàng Thị Thử").with(P::Sex, "Nữ").with(P::Born, "2000");
    let (new, _) = r.add_person(&draft).unwrap();
    assert_eq!(listed(&mut r, &new), Some(L::Low));
    let shown = r.show(&new, Some(desk.now.date())).unwrap();
    assert!(shown.risk.assessment.is_some());
    assert!(r.show(&new, Some(day("2026-11-20"))).unwrap().risk.assessment.is_none());
}

/// What the dossier names month by month is what the report counts as not done.
#[test]
fn months_without_a_check_are_those_of_the_report() {
    use hoso::domain::date::{Period, first_of_month};
    use hoso::domain::deadline::missed_checks;
    use hoso::domain::report::Counter;
    let desk = Desk::new();
    let mut r = desk.found();
    let people = make_commune(120, 9, desk.now.date()).map(MadeUpCase::into_parts);
    r.load_made_up(people, &mut |_| ()).unwrap();
    let mut named = std::collections::BTreeMap::<chrono::NaiveDate, u64>::new();
    for n in 1..=120 {
        let shown = r.show(&FileNo::numbered(n), None).unwrap();
        for m in &shown.case.measures {
            for month in missed_checks(&shown.case, m.id, shown.on) {
                assert_eq!(month, first_of_month(month));
                *named.entry(month).or_default() += 1;
            }
        }
    }
    let mut sum = 0;
    for month in 1..=10 {
        let period = Period::Month(2026, month + 1);
        let report = r.report(period, false).unwrap();
        let count = |counter| report.activity.count(counter);
        let missed = count(Counter::ResidenceChecksDue) - count(Counter::ResidenceChecksDone);
        // A month counts in the period in which it ends.
        let first = chrono::NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        assert_eq!(named.get(&first).copied().unwrap_or_default(), missed, "{first}");
        sum += missed;
    }
    assert!(sum > 5, "{sum}");
}
