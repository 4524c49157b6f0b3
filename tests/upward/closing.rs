//! Closing a period, correcting it, sending it, and what the register and the journal keep.

use super::{Road, period};
use crate::hostile::tiny::Tiny;
use hoso::domain::deadline::Clock;
use hoso::domain::journal::{Act, Bound};
use hoso::domain::report::{
    Column, CommuneLevel, Dimension, Figure, PlanTarget, Programme, ReportRow,
};
use hoso::domain::word::{Role, Word};
use hoso::exchange::package::hex;
use hoso::services::{Failure, PlanChange, PlanView, ProblemKind, Registry, SendingFault};
use hoso::vault::Password;
use sha2::{Digest, Sha256};

fn closing(registry: &mut Registry, code: &str) -> hoso::services::Closing {
    let report = registry.report(period(code), true).unwrap();
    registry.closing(&report).unwrap()
}

#[test]
fn a_period_is_closed_and_later_changes_are_corrections() {
    let (_road, mut registry) = Road::new();
    Tiny::new().person("").measure("").event("").import(&mut registry);
    assert_eq!(closing(&mut registry, "2026-10").closed, None);
    let first = registry.close_period(period("2026-10")).unwrap();
    assert_eq!(first.revision, 1);
    assert_eq!(registry.close_period(period("2026-10")).unwrap(), first, "nothing changed");
    assert_eq!(closing(&mut registry, "2026-10").corrections, []);

    // A person whom October should have known.
    let late = "Số hồ sơ=A2|Họ và tên=Trần Ví Dụ";
    let since = "Số hồ sơ=A2|Ngày bắt đầu=20/09/2026";
    Tiny::new().person(late).measure(since).import(&mut registry);
    let open = closing(&mut registry, "2026-10");
    let new = Figure::Flow(Some(ReportRow::UserManagement), Column::New);
    let told = open.corrections.iter().find(|c| c.figure == new).unwrap();
    assert_eq!((told.closed, told.now), (Some(0), Some(1)));
    assert_eq!(open.closed.unwrap().figures, first.figures, "the closing keeps its figures");
    let second = registry.close_period(period("2026-10")).unwrap();
    assert_eq!(second.revision, 2);
    assert_eq!(closing(&mut registry, "2026-10").corrections, []);

    // November opens with what October closed with; a closing that came before A2 is told.
    assert_eq!(closing(&mut registry, "2026-11").opening, []);
    let earlier = "Số hồ sơ=A3|Họ và tên=Lý Ví Dụ";
    let start = "Số hồ sơ=A3|Ngày bắt đầu=01/09/2026";
    Tiny::new().person(earlier).measure(start).import(&mut registry);
    let differs = closing(&mut registry, "2026-11").opening;
    assert_eq!(differs.len(), 2, "the row and the total");
    assert_eq!((differs[0].opening, differs[0].closing), (3, 2));
}

#[test]
fn what_may_not_be_sent_is_refused() {
    let (road, mut registry) = Road::new();
    let check = |r: Result<_, Failure>, code: &str| {
        let got: Option<&str> = r.err().as_ref().map(Failure::code);
        assert_eq!(got, Some(code));
    };
    let export = |r: &mut Registry, code, old: Option<&[u8]>| {
        r.export_package(period(code), old).map(|_| ())
    };
    check(export(&mut registry, "2026-12", None), "HS-0106");
    check(export(&mut registry, "2026", None), "HS-0106");
    check(registry.close_period(period("2026-12")).map(|_| ()), "HS-0106");
    check(export(&mut registry, "2026-11", Some(b"x")), "HS-0143");
    check(registry.package_again(period("2026-11")).map(|_| ()), "HS-0144");
    check(registry.set_superior("age1xyz", "x").map(|_| ()), "HS-0142");
    let october = registry.export_package(period("2026-10"), None).unwrap().bytes;
    check(export(&mut registry, "2026-11", Some(&october)), "HS-0143");
    export(&mut registry, "2026-10", Some(&october)).unwrap();

    registry
        .add_officer("canbo", "Lý Cán Bộ", Role::Officer, Password::new("hai con trau den"))
        .ok();
    drop(registry);
    let desk = crate::stories::desk::Desk::new();
    let mut bare = desk.found();
    let fault = bare.export_package(period("2026-10"), None).err();
    assert!(matches!(fault, Some(Failure::Sending(SendingFault::NoSuperior))));
    assert!(bare.sent().unwrap().is_empty() && bare.superior().unwrap().is_none());
    drop(road);
}

#[test]
fn only_the_chief_closes_and_sends() {
    let (road, mut registry) = Road::new();
    let password = Password::new(crate::stories::desk::PASSWORD);
    registry.add_officer("canbo", "Lý Cán Bộ", Role::Officer, password).unwrap();
    drop(registry);
    let mut registry = road.desk.open_as("canbo");
    assert!(matches!(registry.close_period(period("2026-10")), Err(Failure::NotPermitted)));
    assert!(matches!(registry.export_package(period("2026-10"), None), Err(Failure::NotPermitted)));
    assert!(matches!(registry.export_next(period("2026-10")), Err(Failure::NotPermitted)));
    assert!(matches!(registry.package_again(period("2026-10")), Err(Failure::NotPermitted)));
    assert!(matches!(registry.set_superior(&road.recipient, "x"), Err(Failure::NotPermitted)));
    registry.set_programme(period("2026-10"), &[(Programme::ModelsKept, Some(1))]).unwrap();
}

#[test]
fn the_same_period_again_is_the_same_report_but_for_package() {
    let (road, mut registry) = Road::with_people(30);
    let report = |bytes: &[u8]| {
        let mut report: serde_json::Value =
            serde_json::from_slice(&road.opened(bytes).report).unwrap();
        let package = report.as_object_mut().unwrap().remove("package").unwrap();
        (report, package)
    };
    let one = registry.export_package(period("2026-10"), None).unwrap();
    assert!(!one.replaces_nothing);
    let two = registry.export_package(period("2026-10"), Some(&one.bytes)).unwrap();
    assert_eq!(two.corrections, []);
    let ((a, of_a), (b, of_b)) = (report(&one.bytes), report(&two.bytes));
    assert_eq!(a, b);
    assert_ne!(of_a, of_b);
    let sha256 = hex(&Sha256::digest(&one.bytes).into());
    assert_eq!(of_b["replaces"].as_str(), Some(sha256.as_str()));
    assert_eq!((of_a["revision"].as_u64(), of_b["revision"].as_u64()), (Some(1), Some(2)));
    let next = registry.export_next(period("2026-11")).unwrap();
    let (_, of_next) = report(&next.bytes);
    assert_eq!(of_next["previous"].as_str(), Some(hex(&two.line.sha256).as_str()));
    assert!(of_next["replaces"].is_null());
    let inbox = road.inbox(&registry);
    assert!([&one.bytes, &two.bytes, &next.bytes].iter().all(|b| inbox.open(b).is_ok()));
}

#[test]
fn the_register_has_the_very_bytes_and_the_verdict_names_its_checkpoint() {
    let (road, mut registry) = Road::with_people(5);
    let made = registry.export_package(period("2026-10"), None).unwrap();
    let (line, again) = registry.package_again(period("2026-10")).unwrap();
    assert_eq!((&line, &again), (&made.line, &made.bytes));
    assert_eq!(registry.sent().unwrap(), [line]);
    let verdict = registry.verify(&mut |_| ()).unwrap();
    assert!(verdict.holds(), "{verdict:?}");
    assert_eq!(verdict.journal.checkpointed, made.line.entries);
    let acts: Vec<String> =
        registry.journal(10).unwrap().into_iter().map(|line| line.act).collect();
    for act in [Act::PeriodClosed, Act::PackageMade, Act::ReportSent, Act::PackageWritten] {
        assert!(acts.contains(&act.code().to_owned()), "{act:?} in {acts:?}");
    }
    drop(registry);
    // Whoever changes what was sent is noticed.
    let raw = crate::hostile::raw(&road.desk);
    raw.execute("UPDATE period_closed SET figures = replace(figures, 'true', 'false')", [])
        .unwrap();
    raw.execute("UPDATE package SET revision = 9", []).unwrap();
    drop(raw);
    let registry = road.desk.open();
    assert_eq!(registry.verify(&mut |_| ()).unwrap().rows.faults, [Bound::Reports]);
}

#[test]
fn programme_work_is_entered_by_month_and_adds_up() {
    let (_road, mut registry) = Road::new();
    let enter = |r: &mut Registry, code: &str, work, n| r.set_programme(period(code), &[(work, n)]);
    enter(&mut registry, "2026-10", Programme::OutreachSessions, Some(2)).unwrap();
    enter(&mut registry, "2026-11", Programme::OutreachSessions, Some(5)).unwrap();
    enter(&mut registry, "2026-11", Programme::OutreachSessions, Some(3)).unwrap();
    enter(&mut registry, "2026-10", Programme::ModelsKept, Some(4)).unwrap();
    enter(&mut registry, "2026-11", Programme::ModelsKept, Some(6)).unwrap();
    enter(&mut registry, "2026-11", Programme::HotSpotsFound, Some(1)).unwrap();
    enter(&mut registry, "2026-11", Programme::HotSpotsFound, None).unwrap();
    let report = registry.report(period("2026"), false).unwrap();
    let wanted = [(Programme::OutreachSessions, 5), (Programme::ModelsKept, 6)];
    assert_eq!(report.programme, wanted.into());
    assert!(enter(&mut registry, "2026-Q4", Programme::ModelsKept, Some(1)).is_err());
    assert!(enter(&mut registry, "2027-03", Programme::ModelsKept, Some(1)).is_err());
    assert!(enter(&mut registry, "2026-11", Programme::ModelsKept, Some(u64::MAX)).is_err());
    assert!(registry.verify(&mut |_| ()).unwrap().holds());
}

#[test]
fn the_plan_stands_beside_what_was_reached() {
    let (road, mut registry) = Road::new();
    Tiny::new()
        .person("Tù tha=có")
        .measure("")
        .event("Loại=counselling|Kết quả=")
        .import(&mut registry);
    let other = "Số hồ sơ=A2|Họ và tên=Trần Ví Dụ";
    Tiny::new().person(other).measure("Số hồ sơ=A2").import(&mut registry);
    let of = |view: &PlanView, target| {
        let line = *view.targets.iter().find(|line| line.target == target).unwrap();
        (line.percent, line.part, line.whole)
    };
    let month = period("2026-10");
    let work = [
        (Programme::Hamlets, Some(8)),
        (Programme::OutreachHamlets, Some(6)),
        (Programme::Population, Some(400)),
    ];
    registry.set_programme(month, &work).unwrap();
    let view = registry.plan(month).unwrap();
    assert_eq!((view.level.clone(), view.share), (None, (2, Some(400))));
    assert_eq!(
        of(&view, PlanTarget::ManagedReached),
        (Some(100), 1, 2),
        "one of two was counselled"
    );
    assert_eq!(of(&view, PlanTarget::ReleasedContacted), (Some(100), 1, 1));
    assert_eq!(of(&view, PlanTarget::OutreachCoverage), (Some(100), 6, 8));
    assert_eq!(of(&view, PlanTarget::YearlyReduction), (None, -2, 0));
    assert_eq!(of(&view, PlanTarget::FollowUpCurrent).2, 0, "nobody after rehab, no psychosis");

    // Level and targets: with a basis, from a day that has come, by whoever may write.
    let today = road.desk.now.date();
    let level = Some((CommuneLevel::Type2, today));
    let change =
        |level, targets, basis: &str| PlanChange { level, targets, basis: basis.to_owned() };
    let refused = |r: Result<(), Failure>| r.err().map(|f| f.code().to_owned());
    let bare = registry.set_plan(&change(level, Vec::new(), " "));
    assert_eq!(refused(bare).as_deref(), Some("HS-0157"));
    let tomorrow = Some((CommuneLevel::Type2, today.succ_opt().unwrap()));
    let early = registry.set_plan(&change(tomorrow, Vec::new(), "QĐ 12"));
    assert_eq!(refused(early).as_deref(), Some("HS-0157"));
    let huge = vec![(PlanTarget::YearlyReduction, Some(101))];
    assert_eq!(refused(registry.set_plan(&change(None, huge, "KH 3"))).as_deref(), Some("HS-0148"));
    let own = vec![(PlanTarget::YearlyReduction, Some(10))];
    registry.set_plan(&change(level, own, "QĐ 12/QĐ-UBND")).unwrap();
    let view = registry.plan(month).unwrap();
    let set = view.level.clone().unwrap();
    assert_eq!(
        (set.level, set.from, set.basis.as_str()),
        (CommuneLevel::Type2, today, "QĐ 12/QĐ-UBND")
    );
    assert_eq!(of(&view, PlanTarget::YearlyReduction).0, Some(10));
    let back = vec![(PlanTarget::YearlyReduction, None)];
    registry.set_plan(&change(None, back, "KH 4")).unwrap();
    assert_eq!(of(&registry.plan(month).unwrap(), PlanTarget::YearlyReduction).0, None);
    // Bound to the journal as all that concerns reports; nothing of it goes upward.
    assert!(registry.verify(&mut |_| ()).unwrap().holds());
    let package = registry.export_package(month, None).unwrap().bytes;
    let inside = String::from_utf8(road.opened(&package).report).unwrap();
    assert!(!inside.contains("type_2") && !inside.contains("QĐ 12"));
    drop(registry);
    crate::hostile::raw(&road.desk).execute("UPDATE plan SET value = 'drug_free'", []).unwrap();
    let registry = road.desk.open();
    assert_eq!(registry.verify(&mut |_| ()).unwrap().rows.faults, [Bound::Reports]);
}

/// A year's table is the chain of its months: the flows of the twelve sum to the year's where no
/// change of row straddles a cut-off, and stocks meet.
#[test]
fn a_year_is_the_chain_of_its_months() {
    let (_road, mut registry) = Road::with_people(120);
    let year = registry.report(period("2025"), false).unwrap();
    let months: Vec<_> = (1..=12)
        .map(|m| registry.report(period(&format!("2025-{m:02}")), false).unwrap())
        .collect();
    for (row, counts) in year.stock_flow.lines() {
        let of = |report: &hoso::domain::report::Report, column: Column| {
            row.map_or(&report.stock_flow.total, |r| report.stock_flow.row(r))[column]
        };
        assert_eq!(counts[Column::Opening], of(&months[0], Column::Opening));
        assert_eq!(counts[Column::Closing], of(&months[11], Column::Closing));
        for pair in months.windows(2) {
            assert_eq!(of(&pair[0], Column::Closing), of(&pair[1], Column::Opening));
        }
        for &column in Column::INS.iter().chain(&Column::OUTS) {
            let sum: u64 = months.iter().map(|m| of(m, column)).sum();
            assert_eq!(counts[column], sum, "{row:?} {column:?}");
        }
    }
}

#[test]
fn the_walk_names_what_to_look_at_and_writes_the_package() {
    let (road, mut registry) = Road::new();
    Tiny::new().person("").measure("").event("").import(&mut registry);
    let view = registry.closing_view(period("2026-11")).unwrap();
    let kinds: Vec<ProblemKind> = view.problems.iter().map(|p| p.kind).collect();
    assert!(kinds.contains(&ProblemKind::Overdue(Clock::U5)), "no check since August");
    assert!(kinds.contains(&ProblemKind::Missing(Dimension::Education)));
    assert!(view.problems.iter().all(|p| p.file_no.as_str() == "A1"));
    // What counts as unknown in a table is what the walk names.
    let report = registry.report(period("2026-11"), true).unwrap();
    for dimension in [Dimension::Education, Dimension::Route, Dimension::YearsOfUse] {
        let unknown = report.breakdowns.table(dimension).last().unwrap().count as usize;
        let named = kinds.iter().filter(|k| **k == ProblemKind::Missing(dimension)).count();
        assert_eq!(unknown, named, "{dimension:?}");
    }
    let overdue = |clock| report.activity.overdue(clock).unwrap_or(0) as usize;
    for clock in [Clock::U5, Clock::T1, Clock::F1] {
        let named = kinds.iter().filter(|k| **k == ProblemKind::Overdue(clock)).count();
        assert_eq!(overdue(clock), named, "{clock:?}");
    }
    assert_eq!((view.superior.as_deref(), view.sent.len()), (Some("Công an tỉnh Mẫu"), 0));

    let path = road.desk.folder.path().join("a.hsr");
    let first = registry.send_to(period("2026-11"), &path, false).unwrap();
    let bytes = std::fs::read(&path).unwrap();
    assert!(road.inbox(&registry).open(&bytes).is_ok());
    // A stick that is not there: nothing is made that nobody would have.
    let gone = road.desk.folder.path().join("none").join("b.hsr");
    assert!(registry.send_to(period("2026-11"), &gone, false).is_err());
    let over = registry.send_to(period("2026-11"), &path, true);
    assert!(matches!(over, Err(Failure::FileTaken)), "nothing is written over");
    let path = road.desk.folder.path().join("a-lan-nua.hsr");
    let second = registry.send_to(period("2026-11"), &path, true).unwrap();
    assert_eq!((first.revision, second.revision), (1, 1));
    assert_eq!(std::fs::read(&path).unwrap(), bytes, "the same package again");
    let view = registry.closing_view(period("2026-11")).unwrap();
    assert_eq!((view.sent.len(), view.closing.sent), (1, true));
}
