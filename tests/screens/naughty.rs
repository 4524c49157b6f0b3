//! Strings made to be obeyed by a terminal, to turn a line round or to hide: typed and pasted into
//! every field of every form, and standing in every list, dossier, report and message. None reaches
//! the terminal as it is.

use super::fake::{App, FakeDesk};
use hoso::domain::case::{EventField, MeasureField};
use hoso::domain::draft::Draft;
use hoso::domain::person::PersonField;
use hoso::domain::text::all_visible;
use hoso::domain::word::{EventKind, Lang, Word};
use hoso::services::view::{ClockLine, PersonLine};
use hoso::ui::command::Place;
use hoso::ui::effect::{Answer, Desk, Effect, Trouble};
use hoso::ui::keymap::Key;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// Every kind of it, with a word before and behind that must stay.
const NAUGHTY: &str = "đầu\u{0}\u{7}\u{8}\u{1b}[31m\u{1b}]52;c;aGk=\u{7}\u{1b}[2J\u{9b}H\u{90}\u{9c}\u{7f}\
    \u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{ad}\u{34f}\u{61c}\u{feff}\u{2060}\u{fe0f}\u{e0041}\
    \u{202a}\u{202b}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{2028}\u{2029}\r\n\t\
    e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}=cmd|calc cuối";

/// What is wrong in what stands on the screen.
fn faults<D: Desk>(app: &App<D>) -> Vec<String> {
    let odd = |s: &String| !all_visible(s) || s.chars().count() > 4;
    app.cells().into_iter().filter(odd).map(|s| s.escape_unicode().to_string()).collect()
}

fn clean<D: Desk>(app: &App<D>, what: &str) {
    assert_eq!(faults(app), Vec::<String>::new(), "{what}");
}

fn values<F: Word + Ord>(draft: &Draft<F>) -> Vec<String> {
    draft.iter().map(|(_, text)| text.to_owned()).collect()
}

/// What an effect carries toward the registry.
fn carried(effect: &Effect) -> Vec<String> {
    match effect {
        Effect::AddPerson(d) | Effect::EditPerson(_, d) => values::<PersonField>(d),
        Effect::OpenMeasure(_, d) => values::<MeasureField>(d),
        Effect::Record(_, d) => values::<EventField>(d),
        Effect::Mend { reason, .. } | Effect::SetRule { reason, .. } => vec![reason.clone()],
        Effect::LoadPeople { query, .. } => vec![query.find.clone()],
        Effect::KeepUnsaved(u) => u.fields.values().map(|(_, now)| now.to_string()).collect(),
        _ => Vec::new(),
    }
}

/// Pastes and types it into each field of the open form, then tries to save.
fn fill(app: &mut App<FakeDesk>, fields: usize, what: &str) {
    for _ in 0..fields {
        app.paste(NAUGHTY);
        for c in NAUGHTY.chars() {
            // As the terminal's events come: what is no key of ours is a letter.
            app.press(Key::Char(c));
        }
        clean(app, what);
        app.press(Key::Tab);
    }
    app.press(Key::Ctrl('s'));
    clean(app, what);
    app.wait(5);
    for text in app.desk.ran.iter().flat_map(carried) {
        assert!(all_visible(&text), "{what}: {}", text.escape_unicode());
    }
}

fn dossier(size: (u16, u16)) -> App<FakeDesk> {
    let mut app = App::working(size);
    app.press(Key::Char('o'));
    app
}

#[test]
fn every_field_of_every_form_takes_nothing_but_text() {
    for &kind in EventKind::ALL {
        let mut app = dossier(SIZES[0]);
        app.press(Key::Char('a')).type_text(kind.label(Lang::Vi)).press(Key::Enter);
        assert_eq!(app.model.place(), Place::Form, "{kind:?}");
        fill(&mut app, 9, kind.code());
    }
    let forms: [(&str, &[Key]); 6] = [
        ("person", &[Key::F(9)]),
        ("edit", &[Key::Char('o'), Key::Char('s')]),
        ("measure", &[Key::Char('o'), Key::Char('b')]),
        ("close", &[Key::Char('o'), Key::Char('e')]),
        ("correct", &[Key::Char('o'), Key::Char('c'), Key::Enter]),
        ("settings", &[Key::F(12)]),
    ];
    for size in SIZES {
        for (what, keys) in forms {
            let mut app = App::working(size);
            for key in keys {
                app.press(*key);
            }
            assert_eq!(app.model.place(), Place::Form, "{what}");
            fill(&mut app, if matches!(what, "person" | "edit") { 31 } else { 14 }, what);
        }
    }
}

#[test]
fn every_search_takes_nothing_but_text() {
    for keys in [&[Key::F(3)][..], &[Key::F(3), Key::F(7)], &[Key::Ctrl('p')], &[Key::Char('q')]] {
        let mut app = App::working(SIZES[0]);
        for key in keys {
            app.press(*key);
        }
        app.paste(NAUGHTY);
        NAUGHTY.chars().for_each(|c| {
            app.press(Key::Char(c));
        });
        clean(&app, "search");
    }
    let mut desk = FakeDesk::new();
    desk.without_registry = true;
    let mut app = App::start(desk, SIZES[0], Lang::Vi);
    app.paste(NAUGHTY);
    clean(&app, "first run");
}

/// A desk whose every text is naughty, as a hostile or damaged file might make it.
struct Poisoned(FakeDesk);

fn poison(text: &mut String) {
    text.push_str(NAUGHTY);
}

fn poison_some(text: &mut Option<String>) {
    *text = Some(format!("{}{NAUGHTY}", text.clone().unwrap_or_default()));
}

fn person(line: &mut PersonLine) {
    poison(&mut line.name);
    poison_some(&mut line.hamlet);
    poison_some(&mut line.officer);
}

fn clock(line: &mut ClockLine) {
    if line.name.is_some() {
        poison_some(&mut line.name);
        poison_some(&mut line.hamlet);
    }
}

fn trouble(trouble: &mut Trouble) {
    for text in [&mut trouble.what, &mut trouble.why, &mut trouble.remedy, &mut trouble.code] {
        poison(text);
    }
}

impl Desk for Poisoned {
    fn run(&mut self, effect: Effect) -> Answer {
        let mut answer = self.0.run(effect);
        match &mut answer {
            Answer::Accounts { unit_name, accounts } => {
                poison(unit_name);
                for a in accounts {
                    poison(&mut a.full_name);
                }
            }
            Answer::Unlocked { session, .. } => {
                poison(&mut session.unit_name);
                poison(&mut session.full_name);
            }
            Answer::Officers(officers) => {
                for o in officers {
                    poison(&mut o.full_name);
                }
            }
            Answer::Hamlets(hamlets) => {
                for h in hamlets {
                    poison(&mut h.name);
                }
            }
            Answer::People { page, .. } => page.lines.iter_mut().for_each(person),
            Answer::Found { lines, .. } => lines.iter_mut().for_each(person),
            Answer::Today(list) => list.groups.iter_mut().flatten().for_each(clock),
            Answer::AgendaDay(_, lines) => lines.iter_mut().for_each(clock),
            Answer::Dossier(dossier) => {
                person(&mut dossier.line);
                let p = &mut dossier.case.person;
                poison(&mut p.name);
                for text in [
                    &mut p.other_names,
                    &mut p.document_no,
                    &mut p.document_place,
                    &mut p.origin,
                    &mut p.permanent_address,
                    &mut p.temporary_address,
                    &mut p.current_address,
                    &mut p.hamlet,
                    &mut p.ethnicity,
                    &mut p.occupation,
                    &mut p.workplace,
                    &mut p.phone,
                    &mut p.relatives,
                    &mut p.note,
                ] {
                    poison_some(text);
                }
                for m in &mut dossier.case.measures {
                    poison_some(&mut m.record.decision_no);
                    poison_some(&mut m.record.signatory);
                    poison_some(&mut m.record.set_end_reason);
                }
                for e in &mut dossier.case.events {
                    poison_some(&mut e.record.text);
                    poison_some(&mut e.record.detail.place);
                    poison_some(&mut e.record.detail.document_no);
                }
                for (line, vi, en) in &mut dossier.clocks {
                    clock(line);
                    poison(vi);
                    poison(en);
                }
            }
            Answer::History(_, lines) => {
                for line in lines {
                    poison(&mut line.officer);
                    poison_some(&mut line.reason);
                }
            }
            Answer::Rules { rules, .. } => {
                for setting in rules.iter_mut().flat_map(|r| &mut r.settings) {
                    poison(&mut setting.reason);
                    poison(&mut setting.officer);
                }
            }
            Answer::Report(report) => {
                for (vi, en) in &mut report.notes {
                    poison(vi);
                    poison(en);
                }
            }
            Answer::Unsaved(unsaved) => {
                poison(&mut unsaved.heading);
                for (_, now) in unsaved.fields.values_mut() {
                    poison(now);
                }
            }
            Answer::Failed { trouble: t, .. } => trouble(t),
            _ => {}
        }
        answer
    }
}

#[test]
fn nothing_that_comes_from_the_registry_reaches_the_terminal_raw() {
    use Key::{Alt, BackTab, Char, Ctrl, Down, Enter, Esc, F, Tab};
    let walks: &[&[Key]] = &[
        &[Char('m'), Esc, F(6), Esc, F(7), Esc, F(8), Esc, Tab, Tab, Tab],
        &[Enter, Ctrl('s'), Esc, Char('c')],
        &[F(3), Down, Down, F(7), Esc, F(8), Esc, F(9), Esc],
        &[Char('o'), Tab, Tab, Tab, Tab, Tab, BackTab],
        &[Char('o'), Char('s'), Tab, Tab, Tab, Esc, Char('c'), Enter],
        &[Char('o'), Char('b'), Char('q'), Ctrl('s')],
        &[Char('o'), Char('x'), Enter, Esc, Esc, Char('p'), Esc, Char('a'), Esc, Char('g')],
        &[F(5), Tab, Char('2'), Char('4')],
        &[Char('l'), Enter, Down, Esc, Char('i'), Esc],
        &[Char('q'), Down, Down, Enter],
        &[Ctrl('p'), Char('m'), Char('a'), Char('u'), Down],
        &[F(10), Down, Esc, Alt('v'), Esc, F(1), Down, Esc],
        &[Char('v'), Char('g'), Tab, Tab, Char('x'), Ctrl('l')],
    ];
    for size in SIZES {
        for (n, walk) in walks.iter().enumerate() {
            for lang in [Lang::Vi, Lang::En] {
                let mut app = App::start(Poisoned(FakeDesk::new()), size, lang);
                clean(&app, "unlock");
                app.type_text("sai").press(Enter);
                clean(&app, "wrong password");
                app.wait(2);
                app.unlock();
                clean(&app, "today");
                for key in *walk {
                    app.press(*key);
                    clean(&app, &format!("walk {n}, {key:?}"));
                }
                if app.model.place() == Place::Unlock {
                    app.unlock();
                    clean(&app, "unlocked again");
                }
            }
        }
    }
}
