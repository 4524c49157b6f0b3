//! The people chosen on a list, and what is done for all of them at once. It holds file numbers only,
//! so it may outlive a lock.

use super::calendar;
use super::event_form;
use super::form_screen::{FormScreen, Purpose};
use super::{Context, Step};
use crate::domain::date::add_days;
use crate::domain::id::FileNo;
use crate::domain::word::EventKind;
use crate::ui::command::Command;
use crate::ui::effect::Answer;
use crate::ui::words::{self, desk};
use std::collections::BTreeSet;

/// Days ahead that a round of visits looks by itself.
const AHEAD: i64 = 7;
/// File numbers named above a form; the rest is told as a number.
const NAMED: usize = 5;

/// The chosen people.
#[derive(Default)]
pub struct Selection {
    files: BTreeSet<FileNo>,
}

impl Selection {
    /// How many.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether nobody is chosen.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether a file is among them.
    pub fn has(&self, file: &FileNo) -> bool {
        self.files.contains(file)
    }

    /// Takes a file in or out.
    pub fn toggle(&mut self, file: &FileNo) {
        if !self.files.remove(file) {
            self.files.insert(file.clone());
        }
    }

    /// Takes these in.
    pub fn add(&mut self, files: &[FileNo]) {
        self.files.extend(files.iter().cloned());
    }

    /// Nobody any more.
    pub fn clear(&mut self) {
        self.files.clear();
    }

    /// What was asked for all of them was done: nobody is chosen any more, so that a second press does
    /// not record it twice.
    pub fn done(&mut self, answer: &Answer) {
        let printed = matches!(answer, Answer::FileWritten(text, _) if *text == words::DONE_ROUND);
        if printed || matches!(answer, Answer::SavedAll { .. } | Answer::DoneAll(_)) {
            self.clear();
        }
    }

    /// The files, in order.
    pub fn files(&self) -> Vec<FileNo> {
        self.files.iter().cloned().collect()
    }

    /// Whether a command is done for all of them at once.
    pub fn takes(command: Command) -> bool {
        matches!(
            command,
            Command::Visit | Command::ResidenceCheck | Command::Assign | Command::RoundList
        )
    }

    /// How many are chosen, for the head of a list; empty where nobody is.
    pub fn text(&self, cx: &Context) -> String {
        if self.is_empty() {
            return String::new();
        }
        format!("{} {} · ", desk::CHOSEN.get(cx.lang), words::number(self.len(), cx.lang))
    }

    /// The line above a form for all of them.
    fn subject(&self, cx: &Context) -> String {
        let named: Vec<String> = self.files.iter().take(NAMED).map(ToString::to_string).collect();
        let more = if self.len() > NAMED { "…" } else { "" };
        let count = words::number(self.len(), cx.lang);
        format!("{count} {}: {}{more}", desk::CHOSEN_FILES.get(cx.lang), named.join(", "))
    }

    /// The form of an event of all of them.
    pub fn record(&self, kind: EventKind, cx: &Context) -> Step {
        event_form::open_for_all(kind, self.files(), self.subject(cx), cx)
    }

    /// The form that writes the list of a round of visits to them.
    pub fn round(&self, cx: &Context) -> Step {
        let form = calendar::round_form(add_days(cx.now.date(), AHEAD), cx);
        let purpose = Purpose::RoundOf(self.files());
        FormScreen::open(words::ROUND_LIST, self.subject(cx), form, purpose)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_taken_in_and_out_and_never_twice() {
        let file = |n| FileNo::numbered(n);
        let mut chosen = Selection::default();
        chosen.toggle(&file(2));
        chosen.add(&[file(1), file(2)]);
        assert_eq!(chosen.files(), [file(1), file(2)]);
        chosen.toggle(&file(1));
        assert!(!chosen.has(&file(1)) && chosen.has(&file(2)) && chosen.len() == 1);
        chosen.clear();
        assert!(chosen.is_empty());
    }
}
