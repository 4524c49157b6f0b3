//! Who looks after whom, the work list of one officer, the month as a calendar, the round of visits.

use super::desk::{Desk, PASSWORD, data, workbook};
use hoso::domain::case::{EventDraft, EventField, MeasureDraft, MeasureField as M};
use hoso::domain::correction::EntryFault;
use hoso::domain::date::parse_day;
use hoso::domain::deadline::{Clock, ClockKind};
use hoso::domain::id::{FileNo, MeasureId};
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::refusal::Reason;
use hoso::domain::team::{TeamMember, TeamRole};
use hoso::domain::word::Role;
use hoso::services::view::{PeopleQuery, TodayGroup, TodayQuery};
use hoso::services::{Failure, Registry};
use hoso::vault::Password;

fn fault<T>(result: Result<T, Failure>) -> EntryFault {
    match result {
        Err(Failure::Refused(mut refusals)) => match refusals.remove(0).reason {
            Reason::Entry(fault) => fault,
            other => panic!("{other:?}"),
        },
        _ => panic!("was not refused"),
    }
}

fn person(registry: &mut Registry, name: &str, hamlet: &str) -> FileNo {
    let draft = PersonDraft::new()
        .with(P::Name, name)
        .with(P::Sex, "Nam")
        .with(P::Born, "1990")
        .with(P::CurrentAddress, "Số 1, ngõ 2")
        .with(P::Hamlet, hamlet);
    let (file, _) = registry.add_person(&draft).unwrap();
    let measure =
        MeasureDraft::new().with(M::Measure, "user_management").with(M::Start, "2026-09-05");
    registry.open_measure(&file, &measure).unwrap();
    file
}

/// Three people in two hamlets; officers `canbo` and `tra` beside the chief.
fn team(desk: &Desk) -> (Registry, [FileNo; 3]) {
    let mut r = desk.found();
    r.add_officer("canbo", "Trần Thị Ví Dụ", Role::Officer, Password::new(PASSWORD)).unwrap();
    r.add_officer("tra", "Lê Thanh Tra", Role::Inspector, Password::new(PASSWORD)).unwrap();
    let files = [("Lò Văn Mẫu", "Tổ 1"), ("Vàng A Mẫu", "Tổ 2"), ("Giàng Mẫu", "Tổ 2")]
        .map(|(name, hamlet)| person(&mut r, name, hamlet));
    (r, files)
}

#[test]
fn an_assignment_is_refused_whole() {
    let desk = Desk::new();
    let (mut r, [one, two, _]) = team(&desk);
    let nobody = FileNo::parse("HS-9999").unwrap();
    assert_eq!(fault(r.assign(std::slice::from_ref(&one), "khongco")), EntryFault::UnknownOfficer);
    assert_eq!(fault(r.assign(std::slice::from_ref(&one), "tra")), EntryFault::UnknownOfficer);
    let half = r.assign(&[one.clone(), nobody], "canbo");
    assert!(matches!(half, Err(Failure::UnknownFile)));
    assert!(r.show(&one, None).unwrap().line.officer.is_none(), "nothing half-saved");
    drop(r);
    let mut r = desk.open_as("tra");
    assert!(matches!(r.assign(std::slice::from_ref(&one), "canbo"), Err(Failure::NotPermitted)));
    drop(r);
    let mut r = desk.open_as("canbo");
    assert!(matches!(r.assign(std::slice::from_ref(&one), "truong"), Err(Failure::NotPermitted)));
    assert_eq!(r.assign(&[one.clone(), two, one], "canbo").unwrap(), 2, "himself, each once");
}

#[test]
fn lists_are_filtered_by_officer_hamlet_and_clock() {
    let desk = Desk::new();
    let (mut r, [one, two, three]) = team(&desk);
    assert_eq!(r.assign(&[one.clone(), two.clone()], "canbo").unwrap(), 2);
    assert_eq!(r.assign(std::slice::from_ref(&one), "canbo").unwrap(), 0, "already his");
    let mut people = |q: PeopleQuery| -> Vec<FileNo> {
        r.people(&q, 0, 10).unwrap().lines.into_iter().map(|l| l.file_no).collect()
    };
    let of = |who: &str| PeopleQuery { officer: Some(who.to_owned()), ..PeopleQuery::default() };
    assert_eq!(people(of("canbo")).len(), 2);
    assert_eq!(people(of("-")), std::slice::from_ref(&three));
    assert!(people(of("truong")).is_empty());
    let clock = |c| PeopleQuery { clock: Some(c), ..PeopleQuery::default() };
    assert_eq!(people(clock(Clock::U5)).len(), 3);
    assert!(people(clock(Clock::P4)).is_empty());

    let overdue = |r: &mut Registry, q: &TodayQuery| -> Vec<FileNo> {
        let list = r.today_for(q, 10).unwrap();
        let lines = list.lines(TodayGroup::Overdue);
        assert_eq!(list.count(TodayGroup::Overdue), lines.len());
        lines.iter().filter_map(|l| l.file_no.clone()).collect()
    };
    let hamlet = TodayQuery { hamlet: Some("to 2".to_owned()), ..TodayQuery::default() };
    assert_eq!(overdue(&mut r, &hamlet), [two.clone(), three.clone()]);
    let both = TodayQuery { officer: Some("canbo".to_owned()), ..hamlet.clone() };
    assert_eq!(overdue(&mut r, &both), std::slice::from_ref(&two));
    let watch = TodayQuery { kind: Some(ClockKind::Watch), ..TodayQuery::default() };
    assert!(overdue(&mut r, &watch).is_empty());
    r.assign(std::slice::from_ref(&two), "-").unwrap();
    assert!(overdue(&mut r, &both).is_empty());
    let told: Vec<_> = r
        .history(&two)
        .unwrap()
        .into_iter()
        .flat_map(|line| line.changes)
        .map(|c| (c.field, c.from, c.to))
        .collect();
    let text = |t: &str| Some(t.to_owned());
    assert_eq!(
        told,
        [("officer".to_owned(), None, text("canbo")), ("officer".to_owned(), text("canbo"), None)]
    );
    drop(r);
    assert_eq!(desk.open().show(&one, None).unwrap().line.officer.as_deref(), Some("canbo"));
}

#[test]
fn a_filter_that_lets_all_through_gives_the_whole_list() {
    let desk = Desk::new();
    let mut r = desk.found();
    let book = workbook(&data("hoa-binh-240.xlsx"));
    r.import(&book, false, &mut |_, _| ()).unwrap();
    let everybody = TodayQuery { officer: Some("-".to_owned()), ..TodayQuery::default() };
    let (whole, sifted) = (r.today(10_000).unwrap(), r.today_for(&everybody, 10_000).unwrap());
    let then = r.today_on_for(&everybody, desk.now.date()).unwrap();
    for group in TodayGroup::ALL {
        let keys = |l: &hoso::services::view::TodayList| {
            let people = l.lines(group).iter().filter(|c| c.person.is_some());
            people.map(|c| (c.file_no.clone(), c.clock, c.due)).collect::<Vec<_>>()
        };
        assert_eq!(keys(&whole), keys(&sifted), "{}", group.code());
        assert_eq!(keys(&then), keys(&sifted), "{}", group.code());
    }
}

#[test]
fn a_team_has_one_head() {
    let desk = Desk::new();
    let (mut r, [one, two, _]) = team(&desk);
    let id = r.show(&one, None).unwrap().case.measures[0].id;
    let member = |name: &str, role| TeamMember { name: name.to_owned(), role };
    let head = || member("Nguyễn Văn Mẫu", TeamRole::Head);
    assert_eq!(fault(r.set_team(&one, MeasureId(99), &[head()])), EntryFault::NoSuchEntry);
    assert_eq!(fault(r.set_team(&two, id, &[head()])), EntryFault::NoSuchEntry, "another's");
    assert_eq!(fault(r.set_team(&one, id, &[head(), head()])), EntryFault::TeamUnfit);
    let many: Vec<_> = (0..21).map(|n| member(&format!("Người {n}"), TeamRole::Member)).collect();
    assert_eq!(fault(r.set_team(&one, id, &many)), EntryFault::TeamUnfit);
    let blank = r.set_team(&one, id, &[member(" ", TeamRole::Member)]);
    assert!(matches!(blank, Err(Failure::Refused(r)) if r[0].reason == Reason::Missing));
    assert!(r.team(&one, id).unwrap().is_empty());
    r.set_team(&one, id, &[head(), member(" Trần  Thị Ví Dụ", TeamRole::Member)]).unwrap();
    assert_eq!(r.team(&one, id).unwrap()[1].name, "Trần Thị Ví Dụ");
    r.set_team(&one, id, &[head()]).unwrap();
    let line = r.history(&one).unwrap().pop().unwrap();
    assert_eq!(
        line.changes[0].from.as_deref(),
        Some("Tổ trưởng Nguyễn Văn Mẫu; Thành viên Trần Thị Ví Dụ")
    );
    assert_eq!(line.changes[0].to.as_deref(), Some("Tổ trưởng Nguyễn Văn Mẫu"));
    assert!(line.held.contains_key("measure"), "of which decision's team it is");
    assert!(r.check().unwrap().journal.is_ok());
}

#[test]
fn the_month_and_its_days_agree() {
    let desk = Desk::new();
    let mut r = desk.found();
    let book = workbook(&data("hoa-binh-240.xlsx"));
    r.import(&book, false, &mut |_, _| ()).unwrap();
    let all = TodayQuery::default();
    let month = r.agenda(&all, parse_day("2026-11-21").unwrap()).unwrap();
    assert_eq!(month.len(), 30, "every day of November");
    assert!(month.iter().any(|d| d.clocks > 0));
    for day in &month {
        let lines = r.agenda_day(&all, day.date, 0, 1000).unwrap();
        assert_eq!(lines.len(), day.clocks, "{}", day.date);
        let duties = lines.iter().filter(|l| l.kind == ClockKind::Duty).count();
        assert_eq!(duties, day.duties);
        assert!(lines.iter().all(|l| l.due.date() == day.date));
        let part = r.agenda_day(&all, day.date, 1, 2).unwrap();
        assert!(part.iter().zip(lines.iter().skip(1)).all(|(a, b)| a == b), "a window of it");
    }
}

#[test]
fn names_leave_with_a_round_list_only_by_this_act() {
    let desk = Desk::new();
    let (mut r, [_, two, three]) = team(&desk);
    let until = parse_day("2026-11-30").unwrap();
    let list = r.round_list(&["Tổ 2".to_owned()], until).unwrap();
    assert_eq!((list.hamlets.len(), list.people()), (1, 2));
    let visit = &list.hamlets[0].visits[0];
    assert!([&two, &three].contains(&&visit.file_no));
    assert_eq!(visit.address.as_deref(), Some("Số 1, ngõ 2"));
    assert!(visit.due.iter().any(|(clock, ..)| *clock == Clock::U5));
    assert!(r.round_list(&["Tổ 9".to_owned()], until).unwrap().hamlets.is_empty());
    assert_eq!(r.round_list(&[], until).unwrap().people(), 3);
    let past = parse_day("2026-09-30").unwrap();
    assert!(r.round_list(&[], past).is_err(), "no round goes back in time");
    let made = r.journal(50).unwrap().into_iter().filter(|l| l.act == "round_list_made");
    assert_eq!(made.count(), 3, "each is journaled, a refused one is none");
    // Those chosen by hand are on it whether something is due or not.
    let today = r.now().date();
    let list = r.round_list_of(&[three.clone(), two.clone(), three.clone()], today).unwrap();
    assert_eq!(list.people(), 2, "and never twice");
    let due: Vec<_> = list.hamlets.iter().flat_map(|h| &h.visits).map(|v| v.due.len()).collect();
    assert_eq!(due, [0, 1], "with nothing due by today, and with one thing");
    let nobody = FileNo::parse("HS-9999").unwrap();
    assert!(matches!(r.round_list_of(&[nobody], today), Err(Failure::UnknownFile)));
    drop(r);
    let mut r = desk.open_as("tra");
    assert!(matches!(r.round_list(&[], until), Err(Failure::NotPermitted)));
    assert!(matches!(r.round_list_of(&[two], until), Err(Failure::NotPermitted)));
}

#[test]
fn one_visit_is_recorded_for_several_and_who_cannot_have_it_is_named() {
    let desk = Desk::new();
    let (mut r, [one, two, _]) = team(&desk);
    let nobody = FileNo::parse("HS-9999").unwrap();
    let draft = EventDraft::new()
        .with(EventField::Kind, "contact")
        .with(EventField::At, "2026-11-10")
        .with(EventField::Outcome, "met");
    let files = [one.clone(), nobody.clone(), two.clone()];
    let came = r.record_all(&files, &draft).unwrap();
    let told: Vec<(&FileNo, bool)> = came.iter().map(|(f, result)| (f, result.is_ok())).collect();
    assert_eq!(told, [(&one, true), (&nobody, false), (&two, true)]);
    for file in [&one, &two] {
        assert_eq!(r.show(file, None).unwrap().case.events.len(), 1);
    }
    let entries = r.journal(50).unwrap().into_iter().filter(|l| l.act == "event_recorded");
    assert_eq!(entries.count(), 2, "each file has its own entry");
    let everybody = PeopleQuery::default();
    assert_eq!(r.files_of(&everybody, 1_000).unwrap().len(), 3);
    assert_eq!(r.files_of(&everybody, 2).unwrap().len(), 2);
    drop(r);
    let mut r = desk.open_as("tra");
    assert!(matches!(r.record_all(&files, &draft), Err(Failure::NotPermitted)));
    // An inspector may still have his own colours; nobody else's change.
    r.set_preference("look", "contrast").unwrap();
    assert_eq!(r.preferences().unwrap(), [("look".to_owned(), "contrast".to_owned())]);
    r.set_preference("look", "").unwrap();
    assert!(r.preferences().unwrap().is_empty());
    r.set_preference("look", "light").unwrap();
    drop(r);
    assert!(desk.open_as("truong").preferences().unwrap().is_empty());
}
