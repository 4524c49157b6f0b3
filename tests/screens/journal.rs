//! Nhật ký: the whole trail on a screen, its filters, the file, the verdict.

use super::fake::{App, FakeDesk, now};
use super::pictures::{after, picture};
use hoso::domain::id::FileNo;
use hoso::domain::journal::{Act, ActFilter, JournalQuery};
use hoso::domain::word::Word;
use hoso::services::view::{JournalLine, JournalPage};
use hoso::services::{JournalProof, RowsProof, Verdict};
use hoso::ui::command::Place;
use hoso::ui::effect::{Answer, Effect, JournalAnswer, JournalAsk};
use hoso::ui::keymap::Key;

/// Entries of the made-up journal.
const ENTRIES: usize = 100_000;

fn line(n: usize) -> JournalLine {
    let acts = [Act::DossierRead, Act::EventRecorded, Act::Opened, Act::PersonEdited];
    let act = acts[n % acts.len()];
    let officers = ["truong", "minh", "nguyen.van.vidu"];
    JournalLine {
        seq: (ENTRIES - n) as i64,
        at: now() - chrono::TimeDelta::minutes(n as i64 * 7),
        officer: officers[n % 3].to_owned(),
        act: act.code().to_owned(),
        file_no: (act != Act::Opened).then(|| FileNo::numbered(n as u64 % 240 + 1)),
        reason: (n % 4 == 3).then(|| "theo công văn hướng dẫn\u{1b}[2J".to_owned()),
    }
}

/// What the made-up desk answers.
pub fn answer(ask: &JournalAsk) -> Answer {
    Answer::Journal(Box::new(match ask {
        JournalAsk::Page { query, first, count } => {
            let total = match query.officer {
                Some(_) => 0,
                None if query.is_all() => ENTRIES,
                None => 3,
            };
            let lines = (*first..total.min(first + count)).map(line).collect();
            JournalAnswer::Page(query.clone(), JournalPage { total, first: *first, lines })
        }
        JournalAsk::Write { .. } => JournalAnswer::Written(ENTRIES),
        JournalAsk::Verify => {
            let journal = JournalProof {
                entries: ENTRIES as i64,
                fault: None,
                root: (ENTRIES as u64, [7; 32]),
                checkpointed: 98_000,
                older_copies: Vec::new(),
                epochs: Vec::new(),
            };
            let rows = RowsProof { rows: 6_543, faults: Vec::new() };
            JournalAnswer::Verdict(Verdict { journal, rows, anchored: 99_968 })
        }
    }))
}

const OPEN: Key = Key::Alt('6');

#[test]
fn pictures_of_the_journal() {
    picture("journal", after(&[OPEN, Key::Down, Key::Down, Key::Down]));
    picture("journal-acts", after(&[OPEN, Key::F(6)]));
    picture("journal-officer", after(&[OPEN, Key::F(7)]));
    picture("journal-days", after(&[OPEN, Key::F(8)]));
    picture("journal-path", after(&[OPEN, Key::Char('g')]));
    picture("journal-proven", after(&[OPEN, Key::Char('k')]));
    picture("journal-looks", after(&[OPEN, Key::F(6), Key::Down, Key::Enter]));
    picture("journal-nothing", after(&[OPEN, Key::F(7), Key::Down, Key::Enter]));
    picture("english-journal", after(&[Key::Ctrl('n'), OPEN]));
    picture("english-journal-proven", after(&[Key::Ctrl('n'), OPEN, Key::Char('k')]));
}

fn asked(app: &App<FakeDesk>) -> Vec<(JournalQuery, usize, usize)> {
    let page = |e: &Effect| match e {
        Effect::Journal(JournalAsk::Page { query, first, count }) => {
            Some((query.clone(), *first, *count))
        }
        _ => None,
    };
    app.desk.ran.iter().filter_map(page).collect()
}

#[test]
fn only_the_window_that_is_seen_is_asked_for() {
    let mut app = App::working((80, 24));
    app.press(OPEN);
    assert_eq!(app.model.place(), Place::Journal);
    app.press(Key::Down);
    assert_eq!(asked(&app).len(), 1, "a step within the window asks nothing");
    app.press(Key::End);
    let (_, first, count) = asked(&app).pop().unwrap();
    assert_eq!(first + count, ENTRIES);
    assert!(count < 24);
    assert!(app.picture().contains("Mục số 1 "), "{}", app.picture());
    assert!(!app.picture().contains('\u{1b}'));
}

#[test]
fn filters_add_up_and_esc_takes_them_off() {
    let mut app = App::working((80, 24));
    app.press(OPEN).press(Key::F(6)).type_text("moi lan sua").press(Key::Enter);
    app.press(Key::F(8)).type_text("01/11/2026 - 23/11/2026").press(Key::Enter);
    app.press(Key::F(9)).press(Key::Ctrl('u')).type_text("HS-0007").press(Key::Enter);
    let (query, first, _) = asked(&app).pop().unwrap();
    assert_eq!((query.acts, first), (Some(ActFilter::Changes), 0));
    assert_eq!(query.file_no, Some(FileNo::numbered(7)));
    assert!(query.from.is_some() && query.to.is_some());
    // What is no day changes nothing and says so.
    app.press(Key::F(8)).press(Key::Ctrl('u')).type_text("hôm qua").press(Key::Enter);
    assert!(app.picture().contains("Chưa đọc được ngày"), "{}", app.picture());
    app.press(Key::Esc).press(Key::Esc);
    assert!(asked(&app).pop().unwrap().0.is_all());
    app.press(Key::Esc);
    assert_eq!(app.model.place(), Place::Today);
}

#[test]
fn what_is_shown_is_written_to_the_file_that_was_named() {
    let mut app = App::working((80, 24));
    app.press(OPEN).press(Key::F(6)).press(Key::Down).press(Key::Enter);
    app.press(Key::Char('g')).press(Key::Enter);
    let written = app.desk.ran.iter().find_map(|e| match e {
        Effect::Journal(JournalAsk::Write { query, path }) => Some((query.acts, path.clone())),
        _ => None,
    });
    let (acts, path) = written.unwrap();
    assert_eq!(acts, Some(ActFilter::Looks));
    assert!(path.ends_with("nhat-ky-2026-11-23.csv") && path.starts_with("Documents"));
    assert!(app.picture().contains("Đã ghi, số mục: 100.000"), "{}", app.picture());
}

#[test]
fn enter_opens_the_dossier_of_the_entry() {
    let mut app = App::working((80, 24));
    app.press(OPEN).press(Key::Enter);
    assert_eq!(app.model.place(), Place::Dossier);
    assert!(app.desk.ran.contains(&Effect::LoadDossier(FileNo::numbered(1))));
}
