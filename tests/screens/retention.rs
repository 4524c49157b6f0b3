//! Đến hạn rà soát: proposed by one, destroyed by another who types the number.

use super::fake::{App, FakeDesk, d, now, people};
use super::pictures::{after, picture};
use hoso::domain::id::FileNo;
use hoso::domain::refusal::{Reason, Refusal};
use hoso::domain::retention::{DestructionFault, DestructionField, Ground, Review};
use hoso::domain::word::{Lang, Role};
use hoso::services::{Destroyed, Proposal, ReviewLine};
use hoso::ui::command::Place;
use hoso::ui::effect::{Answer, Asked, DeskAct, Effect};
use hoso::ui::keymap::Key;
use hoso::ui::words::retention as words;

/// What the made-up desk answers.
pub fn review(empty: bool) -> Answer {
    let line = |n: usize, ground, by: Option<&str>| ReviewLine {
        file_no: FileNo::numbered(n as u64),
        name: people()[n - 1].name.clone(),
        review: Review { ground, since: d("01/03/2016"), due: d("01/03/2026") },
        proposal: by.map(|by| Proposal {
            by: by.to_owned(),
            at: now(),
            reason: "theo công văn hướng dẫn".to_owned(),
        }),
    };
    let lines = vec![
        line(1, Ground::KeptLongEnough, None),
        line(2, Ground::Unconfirmed, Some("canbo")),
        line(3, Ground::Cleared, Some("truong")),
    ];
    Answer::Review(if empty { Vec::new() } else { lines })
}

/// What it says of an act.
pub fn done(act: &DeskAct, typed: &str) -> Answer {
    match act {
        DeskAct::Propose(_) => Answer::Done(words::DONE_PROPOSED),
        DeskAct::Withdraw(_) => Answer::Done(words::DONE_WITHDRAWN),
        DeskAct::Destroy(file) if typed == file.as_str() => {
            let copies = vec![(now(), "hoso-00004-2026-11-20.hsb".to_owned())];
            Answer::Destroyed(file.clone(), Destroyed { rows: 9, rewritten: true, copies })
        }
        _ => {
            let mut trouble = super::fake::trouble("HS-0101", "Chưa ghi", "", "Sửa rồi lưu lại");
            let fault = Reason::Destruction(DestructionFault::TypedOtherwise);
            trouble.refusals = vec![Refusal::of(DestructionField::Typed, fault)];
            Answer::Failed { of: Asked::Write, trouble }
        }
    }
}

const OPEN: Key = Key::Alt('8');

#[test]
fn pictures_of_files_due_for_review() {
    picture("retention", after(&[OPEN]));
    picture("retention-proposed", after(&[OPEN, Key::Down]));
    picture("retention-propose", after(&[OPEN, Key::F(6)]));
    picture("retention-destroy", after(&[OPEN, Key::Down, Key::F(8)]));
    picture("retention-destroyed", |size| {
        let mut app = App::working(size);
        app.press(OPEN).press(Key::Down).press(Key::F(8)).type_text("HS-0002");
        app.press(Key::Enter);
        app
    });
    picture("retention-none", |size| {
        let mut desk = FakeDesk::new();
        desk.empty = true;
        let mut app = App::start(desk, size, Lang::Vi);
        app.unlock().press(OPEN);
        app
    });
    picture("english-retention", after(&[Key::Ctrl('n'), OPEN, Key::Down]));
}

fn acts(app: &App<FakeDesk>) -> Vec<(&DeskAct, &str)> {
    let acts = app.desk.ran.iter().filter_map(|e| match e {
        Effect::Settle(act, typed) => Some((act, typed.as_str())),
        _ => None,
    });
    acts.collect()
}

#[test]
fn one_proposes_with_a_reason_and_what_is_proposed_is_not_proposed_again() {
    let mut app = App::working((80, 24));
    app.press(OPEN).press(Key::F(8)).press(Key::F(7));
    assert_eq!(app.model.place(), Place::Retention, "nothing to destroy or take back yet");
    app.press(Key::F(6)).press(Key::Ctrl('s'));
    let [(DeskAct::Propose(file), reason)] = acts(&app)[..] else { panic!("{}", app.picture()) };
    assert_eq!((file, reason), (&FileNo::numbered(1), "đã hết thời gian lưu"));
    assert!(app.picture().contains("Đã đề nghị hủy"), "{}", app.picture());
    app.press(Key::Down).press(Key::F(6));
    assert_eq!(app.model.place(), Place::Retention);
}

#[test]
fn another_destroys_by_typing_the_number_and_hears_which_backups_remain() {
    let mut app = App::working((80, 24));
    app.press(OPEN).press(Key::Down).press(Key::F(8)).type_text("HS-0001").press(Key::Enter);
    assert_eq!(app.model.place(), Place::Form, "another number is refused: {}", app.picture());
    app.press(Key::Ctrl('u')).type_text("HS-0002").press(Key::Enter);
    assert_eq!(app.model.place(), Place::Read, "{}", app.picture());
    assert!(app.picture().contains("hoso-00004-2026-11-20.hsb"), "{}", app.picture());
    app.press(Key::Enter);
    assert_eq!(app.model.place(), Place::Retention);
    // One's own proposal waits for another.
    app.press(Key::Down).press(Key::F(8));
    assert_eq!(app.model.place(), Place::Retention);
    assert!(app.picture().contains("Chờ một Trưởng khác"), "{}", app.picture());
}

#[test]
fn an_officer_proposes_and_an_inspector_only_looks() {
    for (role, may) in [(Role::Officer, true), (Role::Inspector, false)] {
        let mut desk = FakeDesk::new();
        desk.role = role;
        let mut app = App::start(desk, (80, 24), Lang::Vi);
        app.unlock().press(OPEN).press(Key::F(6));
        assert_eq!(app.model.place() == Place::Form, may);
        app.press(Key::Esc);
        let mut app = App::start(FakeDesk { role, ..FakeDesk::new() }, (80, 24), Lang::Vi);
        app.unlock().press(OPEN).press(Key::Down).press(Key::F(8));
        assert_eq!(app.model.place(), Place::Retention);
    }
}
