//! Every screen and dialog × 80×24 and 120×40 × both languages × no row, one, some, many, long names,
//! an error showing. The ways are the table of `languages.rs`; the states are made of the answers of
//! the made-up desk. One file of pictures a place and language: whole with some rows, in the other
//! states the lines that differ. A new place without a way fails.

use super::fake::{App, FakeDesk, trouble};
use super::languages::{pictures, ways};
use hoso::domain::word::Lang;
use hoso::services::view::{AlikePage, ClockLine, PersonLine};
use hoso::ui::command::Place;
use hoso::ui::effect::{Answer, Asked, Desk, Effect};
use hoso::ui::keymap::Key;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];
/// As long as names get, with marks on nearly every letter.
const LONG: &str = "Nguyễn Phước Bửu Hoàng Tôn Nữ Quỳnh Thượng Hạnh Nguyệt Ánh Tuyết Nhung";
const LONG_HAMLET: &str = "Tổ dân phố số 12 Khu tập thể Nhà máy Cơ khí Giải Phóng mở rộng";

/// What the registry holds, or does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Some,
    Empty,
    One,
    Many,
    Long,
    Failing,
}

const STATES: [State; 6] =
    [State::Some, State::Empty, State::One, State::Many, State::Long, State::Failing];

/// The made-up desk in a state.
struct Staged {
    desk: FakeDesk,
    state: State,
    /// From now on every question fails.
    failing: bool,
}

impl Staged {
    fn new(state: State) -> Self {
        let mut desk = FakeDesk::new();
        desk.empty = state == State::Empty;
        Self { desk, state, failing: false }
    }

    fn clocks(&self, lines: &mut Vec<ClockLine>) {
        match self.state {
            State::One => lines.truncate(1),
            State::Many => *lines = lines.iter().cycle().take(lines.len() * 20).cloned().collect(),
            State::Long => {
                for line in lines.iter_mut().filter(|l| l.name.is_some()) {
                    line.name = Some(LONG.to_owned());
                    line.hamlet = Some(LONG_HAMLET.to_owned());
                }
            }
            _ => {}
        }
    }

    fn people(&self, lines: &mut Vec<PersonLine>, total: &mut usize, count: usize) {
        match self.state {
            State::One => {
                lines.truncate(1);
                *total = lines.len();
            }
            State::Many if !lines.is_empty() => {
                *total = 100_000;
                *lines = lines.iter().cycle().take(count).cloned().collect();
            }
            State::Long => {
                for line in lines {
                    line.name = LONG.to_owned();
                    line.hamlet = Some(LONG_HAMLET.to_owned());
                }
            }
            _ => {}
        }
    }
}

impl Desk for Staged {
    fn run(&mut self, effect: Effect) -> Answer {
        let of = effect.asked();
        if self.failing && matches!(of, Asked::Read | Asked::Write) {
            let trouble = trouble(
                "HS-0303",
                "Không ghi được: ổ đĩa đầy",
                "Ổ đĩa chứa sổ không còn chỗ",
                "Xóa bớt tệp khác trên ổ đĩa rồi làm lại; sổ chưa thay đổi gì",
            );
            return Answer::Failed { of, trouble };
        }
        if let (Effect::LoadDoubles { settled }, State::Empty) = (&effect, self.state) {
            return Answer::Doubles(*settled, AlikePage { total: 0, first: 0, pairs: Vec::new() });
        }
        let wanted = match &effect {
            Effect::LoadPeople { count, .. } => *count,
            _ => 6,
        };
        let mut answer = self.desk.run(effect);
        match &mut answer {
            Answer::Today(list) => {
                for (n, group) in list.groups.iter_mut().enumerate() {
                    self.clocks(group);
                    if self.state != State::Some {
                        list.counts[n] = group.len();
                    }
                }
            }
            Answer::AgendaDay(_, lines) => self.clocks(lines),
            Answer::People { page, .. } => self.people(&mut page.lines, &mut page.total, wanted),
            Answer::Found { lines, .. } => self.people(lines, &mut 0, wanted),
            Answer::Dossier(d) if self.state == State::Long => {
                d.case.person.name = LONG.to_owned();
                d.line.name = LONG.to_owned();
            }
            Answer::Dossier(d) if self.state == State::Empty => d.case.events.clear(),
            Answer::Dossier(d) if self.state == State::One => d.case.events.truncate(1),
            Answer::Dossier(d) if self.state == State::Many => {
                let events = d.case.events.iter().cycle().take(80);
                d.case.events = events.cloned().collect();
            }
            Answer::Doubles(_, page) if self.state == State::Many => {
                page.pairs = page.pairs.iter().cycle().take(60).cloned().collect();
                page.total = 60;
            }
            Answer::Hamlets(hamlets) if self.state == State::Many => {
                *hamlets = hamlets.iter().cycle().take(60).cloned().collect();
            }
            Answer::Hamlets(hamlets) if self.state == State::Long => {
                for hamlet in hamlets {
                    hamlet.name = LONG_HAMLET.to_owned();
                }
            }
            _ => {}
        }
        answer
    }
}

/// Where the keys lead, and what stands there.
fn seen(keys: &[Key], state: State, size: (u16, u16), lang: Lang) -> (Place, String) {
    let mut app = App::start(Staged::new(state), size, lang);
    app.unlock();
    for key in keys {
        app.press(*key);
    }
    let place = app.model.place();
    if state == State::Failing {
        // What is asked or saved next fails, and is told.
        app.desk.failing = true;
        app.press(if place == Place::Form { Key::Ctrl('s') } else { Key::Ctrl('r') });
    }
    (place, app.picture())
}

/// The lines that are others than with some rows, with their numbers.
fn differing(some: &str, picture: &str) -> String {
    let lines = some.lines().zip(picture.lines()).enumerate();
    let others = lines.filter(|(_, (a, b))| a != b);
    let told: Vec<String> = others.map(|(n, (_, b))| format!("{:>2} {b}", n + 1)).collect();
    if told.is_empty() { "as with some".to_owned() } else { told.join("\n") }
}

/// The pictures of every place, in order.
fn by_place(lang: Lang) -> BTreeMap<String, String> {
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut ways = ways();
    ways.push(("help", vec![Key::F(1)]));
    for (name, keys) in ways {
        for size in SIZES {
            let mut first: Option<(Place, String)> = None;
            for state in STATES {
                let (at, picture) = seen(&keys, state, size, lang);
                let (place, some) = first.get_or_insert_with(|| (at, picture.clone()));
                let file = files.entry(format!("{place:?}")).or_default();
                let _ = writeln!(file, "══ {name} · {state:?} · {}×{}", size.0, size.1);
                let told = if state == State::Some { picture } else { differing(some, &picture) };
                let _ = writeln!(file, "{told}");
            }
        }
    }
    // Before work there are no rows; what is wrong there stands among these.
    for (name, place, picture) in pictures(lang) {
        let place = format!("{place:?}");
        let own = ["Unlock", "SetupUnit", "SetupAccount", "SetupSheets", "SetupTypeBack", "RollUp"];
        if own.contains(&place.as_str()) {
            let _ = writeln!(files.entry(place).or_default(), "══ {name}\n{picture}");
        }
    }
    files
}

fn check(lang: Lang, suffix: &str) {
    let files = by_place(lang);
    for place in Place::ALL {
        assert!(files.contains_key(&format!("{place:?}")), "no way leads to {place:?}");
    }
    for (place, text) in files {
        insta::with_settings!({
            prepend_module_to_snapshot => false,
            omit_expression => true,
            snapshot_path => "snapshots/matrix",
        }, {
            insta::assert_snapshot!(format!("{place}-{suffix}"), text);
        });
    }
}

#[test]
fn every_place_in_every_state_in_vietnamese() {
    check(Lang::Vi, "vi");
}

#[test]
fn every_place_in_every_state_in_english() {
    check(Lang::En, "en");
}
