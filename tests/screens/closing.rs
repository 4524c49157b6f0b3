//! Chốt và gửi: the walk through a period, and what its keys ask for.

use super::fake::{App, FakeDesk, now};
use super::pictures::picture;
use hoso::domain::date::{Period, parse_minute};
use hoso::domain::deadline::Clock;
use hoso::domain::id::{FileNo, PersonId};
use hoso::domain::report::{
    ActivityEvent, ActivityFacts, Breakdowns, Column, Detection, Dimension, Figure, Figures,
    Interval, OwnCounter, Report, ReportRow, ReportingUnit, Stock, StockFlow, Tally, activity,
    own_work,
};
use hoso::domain::word::{EventKind, Lang, Outcome};
use hoso::services::{
    Closed, Closing, ClosingView, Correction, OpeningDiffers, Problem, ProblemKind, Sent,
};
use hoso::ui::app::Event;
use hoso::ui::command::Place;
use hoso::ui::effect::{Answer, Effect, SendAct};
use hoso::ui::keymap::Key;
use hoso::ui::words::{Text, sending};

fn table(n: u64) -> StockFlow {
    let mut table = StockFlow::default();
    for (at, row) in table.rows.iter_mut().take(4).enumerate() {
        row[Column::Closing] = n * (4 - at as u64);
        row[Column::New] = n / 4 + at as u64;
        row[Column::Ended] = n / 6;
    }
    table.total = table.sum_of_rows();
    table
}

/// What the period counts now.
fn report(period: Period) -> Report {
    let person = PersonId(1);
    let (kind, outcome, at) = (EventKind::Test, Some(Outcome::Positive), period.to());
    let test = ActivityEvent { person, kind, outcome, at };
    let facts = ActivityFacts {
        detections: std::iter::empty::<Detection>(),
        occupation: |_| None,
        overdue: std::collections::BTreeMap::new(),
    };
    let activity = activity(period, std::iter::empty::<Interval>(), std::iter::once(test), facts);
    let stock = Stock { table: table(12), breakdowns: Breakdowns::new(period.to()), notes: vec![] };
    let unit = ReportingUnit { code: "00307".to_owned(), name: "Phường Mẫu".to_owned() };
    let mut report = Report::new(unit, period, now().date(), stock, 0, activity);
    report.own = own_work();
    report.own.insert(OwnCounter::VisitsDue, 31);
    report
}

/// A period that was closed, sent, and has changed since; a running one has nothing of it.
pub fn made_up(period: Period) -> ClosingView {
    let running = period.to() >= now().date();
    let figures = Figures {
        unit: ReportingUnit { code: "00307".to_owned(), name: "Phường Mẫu".to_owned() },
        period,
        provisional: false,
        tally: Tally::default(),
        notes: Vec::new(),
    };
    let at = parse_minute("16/11/2026 09:10").unwrap();
    let closed = Closed { revision: 1, officer: "truong".to_owned(), at, figures };
    let flow = |row, column, closed, now| Correction {
        figure: Figure::Flow(row, column),
        closed: Some(closed),
        now: Some(now),
    };
    let row = Some(ReportRow::UserManagement);
    let overdue = Correction { figure: Figure::Overdue(Clock::U5), closed: Some(2), now: Some(1) };
    let closing = Closing {
        period,
        running,
        closed: (!running).then_some(closed),
        corrections: if running {
            Vec::new()
        } else {
            vec![flow(row, Column::New, 3, 4), flow(row, Column::Closing, 47, 48), overdue]
        },
        opening: if running {
            Vec::new()
        } else {
            vec![OpeningDiffers { row, opening: 44, closing: 43 }]
        },
        before_closed: !running,
        sent: !running,
    };
    let problem = |file: &str, name: &str, kind| Problem {
        file_no: FileNo::parse(file).unwrap(),
        name: name.to_owned(),
        kind,
    };
    let sent = Sent {
        uuid: "0".repeat(36),
        period,
        revision: 1,
        closing: 1,
        sha256: [0xab; 32],
        replaces: None,
        entries: 812,
        officer: "truong".to_owned(),
        at,
    };
    ClosingView {
        closing,
        problems: vec![
            problem("HS-0001", "Nguyễn Văn Mẫu", ProblemKind::Overdue(Clock::U5)),
            problem("HS-0002", "Trần Thị Ví Dụ", ProblemKind::Missing(Dimension::Education)),
        ],
        report: report(period),
        last: table(11),
        year_ago: table(1_204),
        sent: if running { Vec::new() } else { vec![sent] },
        superior: Some("Công an tỉnh Mẫu".to_owned()),
    }
}

/// What the desk says of an act.
pub fn done(act: SendAct) -> Text {
    match act {
        SendAct::Close(_) => sending::DONE_CLOSED,
        SendAct::Package(_) => sending::DONE_PACKAGE,
        SendAct::Again(_) => sending::DONE_AGAIN,
        SendAct::Paper(_) => sending::DONE_PAPER,
        SendAct::Both(_) => sending::DONE_BOTH,
        SendAct::KeySheet(_) => sending::DONE_KEY_SHEET,
    }
}

/// The walk of the month that has ended.
fn walk(size: (u16, u16)) -> App<FakeDesk> {
    let mut app = App::working(size);
    app.press(Key::F(5)).press(Key::Left).press(Key::Char('g'));
    app
}

#[test]
fn pictures_of_the_walk() {
    picture("closing", walk);
    picture("closing-below", |size| {
        let mut app = walk(size);
        app.press(Key::PageDown).press(Key::PageDown);
        app
    });
    picture("closing-running", |size| {
        let mut app = App::working(size);
        app.press(Key::F(5)).press(Key::Char('g'));
        app
    });
    picture("closing-package", |size| {
        let mut app = walk(size);
        app.press(Key::Char('g'));
        app
    });
    picture("english-closing", |size| {
        let mut app = App::start(FakeDesk::new(), size, Lang::En);
        app.unlock();
        app.press(Key::F(5)).press(Key::Left).press(Key::Char('g'));
        app
    });
}

#[test]
fn each_problem_is_one_key_from_its_dossier() {
    let mut app = walk((80, 24));
    for _ in 0..3 {
        app.press(Key::Down);
    }
    app.press(Key::Enter);
    assert_eq!(app.model.place(), Place::Dossier);
    let file = FileNo::parse("HS-0001").unwrap();
    assert!(app.desk.ran.contains(&Effect::LoadDossier(file)));
}

#[test]
fn closing_asks_and_a_running_period_is_neither_closed_nor_sent() {
    let sent = |app: &App<FakeDesk>| {
        let acts = app.desk.ran.iter().filter_map(|e| match e {
            Effect::Send(act, path) => Some((*act, path.clone())),
            _ => None,
        });
        acts.collect::<Vec<_>>()
    };
    let mut app = walk((80, 24));
    app.press(Key::Char('c'));
    assert_eq!(app.model.place(), Place::Confirm);
    app.press(Key::Enter);
    assert_eq!(sent(&app), [], "the safe answer is the first");
    app.press(Key::Char('c')).press(Key::Right).press(Key::Enter);
    let period = "2026-11".parse().unwrap();
    assert_eq!(sent(&app), [(SendAct::Close(period), String::new())]);

    app.press(Key::Char('g')).press(Key::Ctrl('s'));
    let last = sent(&app).pop();
    assert!(matches!(&last, Some((SendAct::Package(p), path))
        if *p == period && path.ends_with("2026-11-lan-2.hsr")));
    assert_eq!(app.model.place(), Place::Closing);

    let mut app = App::working((80, 24));
    app.press(Key::F(5)).press(Key::Char('g'));
    for key in ['c', 'g', 'l'] {
        app.press(Key::Char(key));
        assert_eq!(app.model.place(), Place::Closing, "{key}");
    }
    assert_eq!(sent(&app), []);
}

#[test]
fn a_period_is_compared_with_the_one_before_or_said_to_have_none() {
    let app = walk((80, 24));
    assert!(!app.picture().contains("Kỳ trước chưa chốt"), "{}", app.picture());
    let mut app = App::working((80, 24));
    app.press(Key::F(5)).press(Key::Char('g'));
    let seen = app.picture();
    assert!(seen.contains("– Kỳ trước chưa chốt: chưa có gì để so"), "{seen}");
    assert!(!seen.contains("✓ Đầu kỳ bằng"), "{seen}");
}

#[test]
fn only_what_changes_the_walk_reads_it_again() {
    let mut app = walk((80, 24));
    let reads = |app: &App<FakeDesk>| {
        app.desk.ran.iter().filter(|e| matches!(e, Effect::LoadClosing(_))).count()
    };
    let before = reads(&app);
    let own = |what| Event::Answer(Answer::FileWritten(what, "a.txt".to_owned()));
    let asked = app.model.update(own(hoso::ui::words::sending::DONE_PAPER));
    assert!(!asked.iter().any(|e| matches!(e, Effect::LoadClosing(_))), "a paper changes nothing");
    let asked = app.model.update(own(hoso::ui::words::sending::DONE_PACKAGE));
    assert!(
        asked.iter().any(|e| matches!(e, Effect::LoadClosing(_))),
        "a package is in the register"
    );
    assert_eq!(reads(&app), before);
}
