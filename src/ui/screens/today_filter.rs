//! Whose work is shown on Hôm nay: of one officer, one hamlet, one clock or kind of clock; and who
//! is put in charge of a person.

use super::choose::Choose;
use super::{Context, Question, Step, Steps};
use crate::domain::deadline::{Clock, ClockKind};
use crate::services::Duty;
use crate::services::view::{HamletCount, TodayQuery};
use crate::ui::effect::{AccountLine, Answer, Effect};
use crate::ui::widgets::text::safe;
use crate::ui::words;

const KINDS: [ClockKind; 4] =
    [ClockKind::Duty, ClockKind::Watch, ClockKind::Expiry, ClockKind::Window];
/// Nobody's people, as the services name it.
const NOBODY: &str = "-";

/// The filter.
#[derive(Default)]
pub struct Filter {
    /// What is asked.
    pub query: TodayQuery,
    hamlets: Vec<HamletCount>,
    officers: Vec<AccountLine>,
    /// The list to open as soon as its lines are known.
    wanted: Option<Question>,
}

impl Filter {
    /// Begins a choice; lists of the registry are asked for first.
    pub fn ask(&mut self, question: Question, cx: &Context) -> Steps {
        self.wanted = Some(question);
        match question {
            Question::FilterHamlet => vec![Step::Ask(Effect::LoadHamlets)],
            Question::FilterOfficer | Question::Assign => vec![Step::Ask(Effect::LoadOfficers)],
            _ => {
                self.wanted = None;
                let title = words::FILTER_CLOCK.get(cx.lang).to_owned();
                vec![Choose::open(question, title, clock_options(cx), 0)]
            }
        }
    }

    /// Takes the lines of a list that was asked for, and opens it.
    pub fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        let (question, options) = match (answer, self.wanted) {
            (Answer::Hamlets(hamlets), Some(question @ Question::FilterHamlet)) => {
                self.hamlets.clone_from(hamlets);
                let line = |h: &HamletCount| {
                    format!("{} ({})", safe(&h.name), words::number(h.people, cx.lang))
                };
                (question, hamlets.iter().map(line).collect::<Vec<_>>())
            }
            (
                Answer::Officers(officers),
                Some(question @ (Question::FilterOfficer | Question::Assign)),
            ) => {
                self.officers.clone_from(officers);
                let others = question != Question::Assign || cx.may(Duty::AssignOthers);
                if !others {
                    // Whoever is no chief takes charge himself, and puts nobody else in charge.
                    self.officers.retain(|o| o.login == cx.login);
                }
                (question, officer_options(&self.officers, others, cx))
            }
            _ => return Steps::new(),
        };
        self.wanted = None;
        let (title, first) = match question {
            Question::FilterHamlet => (words::COL_HAMLET, Some(words::ALL_OF)),
            Question::Assign => (words::IN_CHARGE, None),
            _ => (words::IN_CHARGE, Some(words::ALL_OF)),
        };
        let mut lines: Vec<String> = first.map(|t| t.get(cx.lang).to_owned()).into_iter().collect();
        lines.extend(options);
        vec![Choose::open(question, title.get(cx.lang).to_owned(), lines, 0)]
    }

    /// Applies a choice; false where it was none of the filter.
    pub fn chosen(&mut self, question: Question, at: usize) -> bool {
        let line = at.checked_sub(1);
        match question {
            Question::FilterHamlet => {
                let hamlet = line.and_then(|n| self.hamlets.get(n));
                self.query.hamlet = hamlet.map(|h| h.name.clone());
            }
            Question::FilterOfficer => {
                self.query.officer = line.and_then(|n| self.login(n));
            }
            Question::FilterClock => {
                let kind = line.and_then(|n| KINDS.get(n).copied());
                let clock = line.and_then(|n| n.checked_sub(KINDS.len()));
                self.query.clock = clock.and_then(|n| Clock::ALL.get(n).copied());
                self.query.kind = kind;
            }
            _ => return false,
        }
        true
    }

    /// The login of a line of the list of officers; the last line is nobody.
    pub fn login(&self, line: usize) -> Option<String> {
        if line == self.officers.len() {
            return Some(NOBODY.to_owned());
        }
        self.officers.get(line).map(|o| o.login.clone())
    }

    /// What is shown, in words; empty = everything.
    pub fn text(&self, cx: &Context) -> String {
        let query = &self.query;
        let mut parts = Vec::new();
        parts.extend(query.officer.as_ref().map(|login| {
            let nobody = words::NOBODY_IN_CHARGE.get(cx.lang).to_owned();
            if login == NOBODY { nobody } else { safe(login) }
        }));
        parts.extend(query.hamlet.as_deref().map(safe));
        parts.extend(query.kind.map(|k| words::clock_kind(k, cx.lang).to_owned()));
        parts.extend(query.clock.map(|c| format!("{} {}", c.code(), cx.clock_what(c))));
        if parts.is_empty() {
            return String::new();
        }
        format!(" · {}: {}", words::ONLY.get(cx.lang), parts.join(" · "))
    }

    /// Drops what names people or places.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

fn officer_options(officers: &[AccountLine], nobody: bool, cx: &Context) -> Vec<String> {
    let line = |o: &AccountLine| format!("{} ({})", safe(&o.full_name), safe(&o.login));
    let mut options: Vec<String> = officers.iter().map(line).collect();
    options.extend(nobody.then(|| words::NOBODY_IN_CHARGE.get(cx.lang).to_owned()));
    options
}

fn clock_options(cx: &Context) -> Vec<String> {
    let mut options = vec![words::ALL_OF.get(cx.lang).to_owned()];
    options.extend(KINDS.iter().map(|k| words::clock_kind(*k, cx.lang).to_owned()));
    options.extend(Clock::ALL.iter().map(|c| format!("{} {}", c.code(), cx.clock_what(*c))));
    options
}
