//! The chief sets a figure of a rule: the law's own stays beside it, and every clock follows.

use super::desk::{Desk, PASSWORD};
use hoso::domain::case::{MeasureDraft, MeasureField as M};
use hoso::domain::date::parse_day;
use hoso::domain::deadline::Clock;
use hoso::domain::id::FileNo;
use hoso::domain::legal::Confidence;
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::refusal::Reason;
use hoso::domain::setting::FigureFault;
use hoso::domain::word::Role;
use hoso::services::view::RuleView;
use hoso::services::{Failure, Registry};
use hoso::vault::Password;

fn fault(result: Result<(), Failure>) -> FigureFault {
    match result {
        Err(Failure::Refused(mut refusals)) => match refusals.remove(0).reason {
            Reason::Figure(fault, _) => fault,
            other => panic!("{other:?}"),
        },
        _ => panic!("was not refused"),
    }
}

fn day(text: &str) -> chrono::NaiveDate {
    parse_day(text).unwrap()
}

fn rule(registry: &mut Registry, id: &str) -> RuleView {
    registry.rules().unwrap().into_iter().find(|r| r.info.id == id).unwrap()
}

fn post_rehab(registry: &mut Registry) -> FileNo {
    let draft =
        PersonDraft::new().with(P::Name, "Lò Văn Mẫu").with(P::Sex, "Nam").with(P::Born, "1990");
    let (file, _) = registry.add_person(&draft).unwrap();
    let measure = MeasureDraft::new().with(M::Measure, "post_rehab").with(M::Start, "2026-11-01");
    registry.open_measure(&file, &measure).unwrap();
    file
}

fn due(registry: &mut Registry, file: &FileNo, clock: Clock) -> String {
    let dossier = registry.show(file, None).unwrap();
    let (line, ..) = dossier.clocks.iter().find(|(line, ..)| line.clock == clock).unwrap();
    line.due.date().to_string()
}

#[test]
fn nonsense_is_refused_with_the_rules_sentence() {
    let desk = Desk::new();
    let mut r = desk.found();
    let from = day("2026-11-21");
    let mut set = |id: &str, figure: &str| fault(r.set_rule(id, figure, from, "thử"));
    assert_eq!(set("clock.f9", "5"), FigureFault::UnknownRule);
    assert_eq!(
        set("clock.f1", "5"),
        FigureFault::Unreadable(
            "ngày theo nguy cơ cao / trung bình / thấp, ví dụ 7/14/30",
            "days by high / medium / low risk, for example 7/14/30",
        )
    );
    assert_eq!(set("clock.f1", "30/14/7"), FigureFault::RiskOrder);
    assert_eq!(set("clock.u1", "0"), FigureFault::OutOfRange(1, 1000));
    assert_eq!(set("clock.u1", "48 ngày"), FigureFault::Unreadable("giờ", "hours"));
    assert_eq!(set("clock.u5", "5"), FigureFault::NoFigure);
    assert_eq!(set("clock.f1", "7/14/30"), FigureFault::SameFigure);
    assert_eq!(set("clock.f1", "-"), FigureFault::SameFigure, "nothing was set");
    let far = r.set_rule("clock.f1", "5/10/20", day("1999-12-31"), "thử");
    assert_eq!(fault(far), FigureFault::FromOutOfRange);
    let without = r.set_rule("clock.f1", "5/10/20", from, " ");
    assert!(matches!(without, Err(Failure::Refused(r)) if r[0].reason == Reason::Missing));
    let refusal = r.set_rule("clock.u1", "nhanh lên", from, "thử");
    let Err(failure) = refusal else { panic!("was not refused") };
    let told = failure.why(hoso::domain::word::Lang::Vi);
    assert!(told.contains("xác minh nơi cư trú"), "the rule's own sentence: {told}");
    assert_eq!(fault(r.confirm_rule("clock.f1", "")), FigureFault::NothingToCheck);
    assert_eq!(fault(r.confirm_rule("clock.zz", "")), FigureFault::UnknownRule);
    assert!(r.rules().unwrap().iter().all(|v| v.settings.is_empty() && v.checked.is_none()));
}

#[test]
fn only_the_chief_sets_and_confirms() {
    let desk = Desk::new();
    let mut r = desk.found();
    for (login, role) in [("canbo", Role::Officer), ("tra", Role::Inspector)] {
        r.add_officer(login, "Người Khác", role, Password::new(PASSWORD)).unwrap();
    }
    drop(r);
    for login in ["canbo", "tra"] {
        let mut r = desk.open_as(login);
        let set = r.set_rule("clock.f1", "5/10/20", day("2026-11-21"), "thử");
        assert!(matches!(set, Err(Failure::NotPermitted)));
        assert!(matches!(r.confirm_rule("clock.u1", ""), Err(Failure::NotPermitted)));
        assert!(r.rules().is_ok(), "everybody may read them");
    }
}

#[test]
fn every_clock_follows_and_the_original_stays_beside() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = post_rehab(&mut r);
    assert_eq!(due(&mut r, &file, Clock::F1), "2026-12-01");
    r.set_rule("clock.f1", "3/5/10", day("2026-11-21"), "kế hoạch của đơn vị").unwrap();
    assert_eq!(due(&mut r, &file, Clock::F1), "2026-11-11");
    let listed = r.today(10).unwrap();
    let in_list = listed.groups.iter().flatten().find(|l| l.clock == Clock::F1).unwrap();
    assert_eq!(in_list.due.date(), day("2026-11-11"), "the work list was rebuilt too");
    let view = rule(&mut r, "clock.f1");
    assert_eq!(view.info.figure, "7 / 14 / 30 D by risk");
    assert_eq!(view.figure, "3 / 5 / 10 D by risk");
    assert!(view.settings.len() == 1 && view.settings[0].in_force);

    r.set_rule("clock.f1", "4/6/12", day("2026-12-15"), "từ tháng 12").unwrap();
    assert_eq!(due(&mut r, &file, Clock::F1), "2026-11-11", "not yet in force");
    drop(r);
    let mut later = Desk { now: day("2026-12-15").and_hms_opt(8, 0, 0).unwrap(), ..desk };
    let mut r = later.open();
    r.today(1).unwrap();
    assert_eq!(due(&mut r, &file, Clock::F1), "2026-11-13", "its day has come");
    r.set_rule("clock.f1", "-", day("2026-12-15"), "bỏ").unwrap();
    assert_eq!(due(&mut r, &file, Clock::F1), "2026-12-01", "the rule's own again");
    let view = rule(&mut r, "clock.f1");
    assert_eq!(view.settings.len(), 3, "nothing is ever removed");
    let acts: Vec<_> =
        r.journal(100).unwrap().into_iter().filter(|l| l.act == "rule_set").collect();
    assert_eq!(acts.len(), 3);
    assert!(acts[2].reason.as_deref().unwrap().contains("kế hoạch của đơn vị"));
    drop(r);
    later.now = day("2026-12-16").and_hms_opt(8, 0, 0).unwrap();
    let mut r = later.open();
    assert_eq!(due(&mut r, &file, Clock::F1), "2026-12-01", "kept in the file");
}

#[test]
fn a_term_changes_for_measures_that_start_from_the_day() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = post_rehab(&mut r);
    assert_eq!(due(&mut r, &file, Clock::P4), "2027-11-01");
    let id =
        r.show(&file, None).unwrap().computations[0].as_ref().unwrap().rule_id.clone().unwrap();
    r.set_rule(&id, "18", day("2026-11-02"), "thử").unwrap();
    assert_eq!(due(&mut r, &file, Clock::P4), "2027-11-01", "it started the day before");
    r.set_rule(&id, "18", day("2026-11-01"), "đính chính nghị định").unwrap();
    assert_eq!(due(&mut r, &file, Clock::P4), "2028-05-01");
    let dossier = r.show(&file, None).unwrap();
    let told = dossier.computations[0].as_ref().unwrap().sentence(hoso::domain::word::Lang::Vi);
    assert!(told.contains("đơn vị đặt 18 M từ 01/11/2026, gốc 12 M"), "{told}");
}

#[test]
fn a_confirmed_figure_loses_its_note_until_it_changes() {
    let desk = Desk::new();
    let mut r = desk.found();
    assert_eq!(rule(&mut r, "clock.u1").confidence, Confidence::OneCopy);
    r.confirm_rule("clock.u1", "Công báo số 12, trang 30").unwrap();
    let view = rule(&mut r, "clock.u1");
    assert_eq!(view.confidence, Confidence::Official);
    assert_eq!(view.checked.unwrap().officer, "truong");
    assert_eq!(r.book().clocks().get(Clock::U1).citation.confidence, Confidence::Official);
    assert_eq!(fault(r.confirm_rule("clock.u1", "")), FigureFault::AlreadyChecked);
    r.set_rule("clock.u1", "36", day("2026-11-21"), "bản khác").unwrap();
    assert_eq!(rule(&mut r, "clock.u1").confidence, Confidence::OneCopy, "another figure");
    assert!(r.journal(10).unwrap().iter().any(|l| l.act == "rule_confirmed"));
}
