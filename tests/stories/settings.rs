//! The chief sets a figure of a rule: the law's own stays beside it, and every clock follows.

use super::desk::{Desk, PASSWORD};
use hoso::domain::case::{MeasureDraft, MeasureField as M};
use hoso::domain::date::parse_day;
use hoso::domain::deadline::{Clock, Hours, Limit, SpecialCase};
use hoso::domain::id::FileNo;
use hoso::domain::legal::Confidence;
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::refusal::Reason;
use hoso::domain::setting::{DayState, FigureFault};
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

/// Home rehab completed on Friday 20/11/2026: the proposal (P2) has two working days.
fn completed(registry: &mut Registry) -> FileNo {
    let draft =
        PersonDraft::new().with(P::Name, "Lò Văn Mẫu").with(P::Sex, "Nam").with(P::Born, "1990");
    let (file, _) = registry.add_person(&draft).unwrap();
    let measure = MeasureDraft::new()
        .with(M::Measure, "rehab_home")
        .with(M::Start, "2024-11-20")
        .with(M::RehabCount, "1")
        .with(M::EndedOn, "2026-11-20")
        .with(M::EndReason, "completed");
    registry.open_measure(&file, &measure).unwrap();
    file
}

#[test]
fn days_of_a_year_are_set_and_every_clock_follows() {
    let desk = Desk::new();
    let mut r = desk.found();
    let file = completed(&mut r);
    // Tuesday 24/11 is off by the table: Monday and Wednesday are the two working days.
    assert_eq!(due(&mut r, &file, Clock::P2), "2026-11-25");
    let today = day("2026-11-21");
    let (tuesday, monday) = (day("2026-11-24"), day("2026-11-23"));
    r.set_days(tuesday, tuesday, DayState::Work, today, "đi làm theo công văn").unwrap();
    assert_eq!(due(&mut r, &file, Clock::P2), "2026-11-24");
    r.set_days(monday, tuesday, DayState::Off, today, "nghỉ bão").unwrap();
    assert_eq!(due(&mut r, &file, Clock::P2), "2026-11-26");
    let view = rule(&mut r, "holidays.2026");
    assert!(view.year.as_ref().unwrap().off.contains(&monday));
    assert_eq!(view.info.figure, "14 days off on weekdays", "the table itself is kept");
    assert_eq!(view.settings.len(), 2, "days set at once stand together");
    assert_eq!(view.settings[1].days, Some((monday, tuesday)));
    assert!(!view.settings[0].in_force && view.settings[1].in_force);
    r.set_rule("holidays.2026", "như bảng gốc 23/11/2026 - 24/11/2026", today, "bỏ").unwrap();
    assert_eq!(due(&mut r, &file, Clock::P2), "2026-11-25", "as in the table again");
    let told: Vec<_> =
        r.journal(100).unwrap().into_iter().filter(|l| l.act == "rule_set").collect();
    assert_eq!(told.len(), 3, "one entry an act, however many days");
    assert!(told.iter().any(|l| l.reason.as_deref().unwrap().contains("nghỉ bão")));
    drop(r);
    assert_eq!(due(&mut desk.open(), &file, Clock::P2), "2026-11-25", "kept in the file");
}

#[test]
fn days_are_refused_where_they_say_nothing_or_too_much() {
    let desk = Desk::new();
    let mut r = desk.found();
    let today = day("2026-11-21");
    let mut set = |a: &str, b: &str, state| fault(r.set_days(day(a), day(b), state, today, "thử"));
    use DayState::{Off, Own, Work};
    assert_eq!(set("2026-12-25", "2026-12-24", Off), FigureFault::DaysUnfit);
    assert_eq!(set("2026-12-31", "2027-01-01", Off), FigureFault::DaysUnfit);
    assert_eq!(set("2026-03-01", "2026-04-01", Off), FigureFault::DaysUnfit);
    assert_eq!(set("2026-11-24", "2026-11-24", Off), FigureFault::SameFigure, "off already");
    assert_eq!(set("2026-11-28", "2026-11-29", Off), FigureFault::SameFigure, "a weekend");
    assert_eq!(set("2026-11-25", "2026-11-25", Work), FigureFault::SameFigure);
    assert_eq!(set("2026-11-24", "2026-11-24", Own), FigureFault::SameFigure, "nothing was set");
    assert_eq!(set("2039-01-03", "2039-01-03", Off), FigureFault::FromOutOfRange);
    let without = r.set_days(day("2026-12-24"), day("2026-12-24"), Off, today, " ");
    assert!(matches!(without, Err(Failure::Refused(r)) if r[0].reason == Reason::Missing));
    let text = r.set_rule("holidays.2026", "12", today, "thử");
    assert!(matches!(fault(text), FigureFault::Unreadable(..)));
    let year = r.set_rule("holidays.2026", "nghỉ 24/01/2028", today, "thử");
    assert_eq!(fault(year), FigureFault::DaysUnfit);
    assert!(r.rules().unwrap().iter().all(|v| v.settings.is_empty()), "nothing half-saved");
    r.add_officer("canbo", "Người Khác", Role::Officer, Password::new(PASSWORD)).unwrap();
    drop(r);
    let mut r = desk.open_as("canbo");
    let set = r.set_days(day("2026-12-24"), day("2026-12-24"), Off, today, "thử");
    assert!(matches!(set, Err(Failure::NotPermitted)));
}

#[test]
fn a_year_without_a_table_says_so_until_days_are_entered() {
    let desk = Desk::at("03/01/2029 08:00");
    let mut r = desk.found();
    let draft =
        PersonDraft::new().with(P::Name, "Lò Văn Mẫu").with(P::Sex, "Nam").with(P::Born, "1990");
    let (file, _) = r.add_person(&draft).unwrap();
    let measure = MeasureDraft::new()
        .with(M::Measure, "rehab_home")
        .with(M::Start, "2027-01-02")
        .with(M::RehabCount, "1")
        .with(M::EndedOn, "2029-01-02")
        .with(M::EndReason, "completed");
    r.open_measure(&file, &measure).unwrap();
    let unsure = |r: &mut Registry| {
        let dossier = r.show(&file, None).unwrap();
        let found = dossier.clocks.iter().find(|(line, ..)| line.clock == Clock::P2).unwrap();
        assert_eq!(found.0.holidays_unknown, found.1.contains("chưa có bảng ngày nghỉ"));
        found.0.holidays_unknown
    };
    assert!(unsure(&mut r));
    let (from, off) = (day("2029-01-03"), day("2029-01-01"));
    r.set_rule("holidays.2029", "nghỉ 01/01/2029", from, "Tết Dương lịch").unwrap();
    assert!(!unsure(&mut r));
    let view = rule(&mut r, "holidays.2029");
    assert_eq!((view.info.figure.as_str(), view.settings.len()), ("no table", 1));
    assert_eq!(view.year.unwrap().off, [off]);
    r.set_days(off, off, DayState::Own, from, "ghi nhầm").unwrap();
    assert!(unsure(&mut r), "without a day entered nobody knows the year again");
}

#[test]
fn the_limit_of_a_special_case_is_set_beside_its_original() {
    let desk = Desk::new();
    let mut r = desk.found();
    assert_eq!(rule(&mut r, "clock.u1.remote_unit").figure, "48 h");
    r.set_rule("clock.u1.remote_unit", "60 giờ", day("2026-11-21"), "mùa lũ").unwrap();
    let view = rule(&mut r, "clock.u1.remote_unit");
    assert_eq!((view.info.figure.as_str(), view.figure.as_str()), ("48 h", "60 h"));
    assert_eq!(rule(&mut r, "clock.u1").figure, "24 h", "the ordinary limit stays");
    let book = r.book().clocks().get(Clock::U1);
    assert_eq!(book.alternative, Some((SpecialCase::RemoteUnit, Limit::Hours(Hours(60)))));
    assert_eq!(book.limit, Limit::Hours(Hours(24)));
    let cited = book.citation.to_string();
    assert!(
        cited.contains("địa bàn khó đi lại: đơn vị đặt 60 h từ 21/11/2026, gốc 48 h"),
        "{cited}"
    );
    let wrong = r.set_rule("clock.u1.remote_unit", "3 ngày", day("2026-11-21"), "thử");
    assert_eq!(fault(wrong), FigureFault::Unreadable("giờ", "hours"));
}
