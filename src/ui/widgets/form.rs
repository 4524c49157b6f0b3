//! Forms as declared lists of fields: what each holds, how it is typed, what is wrong with it.
//! A form knows no record: it gives its values by field code, and takes refusals by field code.

mod pick;

use super::secret_field::SecretField;
use super::text_field::TextField;
use crate::domain::date::{add_days, parse_day, parse_minute, parse_partial, vn};
use crate::domain::draft::Draft;
use crate::domain::preference::Typing;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::text::clean_line;
use crate::domain::word::{Lang, Word};
use crate::ui::keymap::Key;
use crate::ui::words::{self, Text};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// One thing to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Its stable code.
    pub code: &'static str,
    /// What is read.
    pub label: Text,
}

/// The words of a vocabulary as choices.
pub fn choices<W: Word>(words: &[W]) -> Vec<Choice> {
    let label = |w: &W| Text(w.label(Lang::Vi), w.label(Lang::En));
    words.iter().map(|w| Choice { code: w.code(), label: label(w) }).collect()
}

/// Có / Không.
pub fn yes_no() -> Vec<Choice> {
    vec![Choice { code: "yes", label: words::YES }, Choice { code: "no", label: words::NO }]
}

/// How a field is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text.
    Text,
    /// A full date.
    Date,
    /// A date as far as known.
    PartialDate,
    /// A date and a time.
    Moment,
    /// One of a list.
    Choice(Vec<Choice>),
    /// Several of a list.
    Many(Vec<Choice>),
    /// A hidden text.
    Secret,
}

/// What a field holds.
pub(super) enum Held {
    Text(TextField),
    One(Option<usize>),
    Many { on: Vec<bool>, at: usize },
    Secret(SecretField),
}

/// A field of a form.
pub struct Field {
    /// Its code, the same as in the draft.
    pub code: &'static str,
    /// Its label.
    pub label: Text,
    /// What to write, and the legal source.
    pub help: Text,
    /// How it is typed.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// Nothing chosen is an answer of its own here, "chưa rõ", and is offered as one.
    pub(super) unknown: bool,
    pub(super) held: Held,
    pub(super) error: Option<String>,
    before: Zeroizing<String>,
    /// What was typed of the word of a choice since the focus came.
    word: String,
}

impl Field {
    /// An empty field.
    pub fn new(code: &'static str, label: Text, kind: FieldKind, help: Text) -> Self {
        let held = match &kind {
            FieldKind::Choice(_) => Held::One(None),
            FieldKind::Many(list) => Held::Many { on: vec![false; list.len()], at: 0 },
            FieldKind::Secret => Held::Secret(SecretField::default()),
            _ => Held::Text(TextField::default()),
        };
        let (before, word) = (Zeroizing::new(String::new()), String::new());
        let (required, unknown) = (false, false);
        Self { code, label, help, kind, required, unknown, held, error: None, before, word }
    }

    /// The field of a word of a draft.
    pub fn of<F: Word>(field: F, kind: FieldKind, help: Text) -> Self {
        let label = Text(field.label(Lang::Vi), field.label(Lang::En));
        Self::new(field.code(), label, kind, help)
    }

    /// Marks it as required.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Marks it as one that may be unknown: "chưa rõ" stands beside the other choices, so that it is
    /// never taken for "không". In the file both unknown and not asked are no value (ADR 22).
    #[must_use]
    pub fn may_be_unknown(mut self) -> Self {
        self.unknown = true;
        self
    }

    /// The same field with nothing in it.
    #[must_use]
    pub fn emptied(&self) -> Self {
        let empty = Self::new(self.code, self.label, self.kind.clone(), self.help);
        Self { required: self.required, unknown: self.unknown, ..empty }
    }

    /// Fills it in, without its counting as typed.
    #[must_use]
    pub fn with(mut self, value: &str) -> Self {
        self.set(value);
        self.before = self.value();
        self
    }

    /// Fills it in.
    pub fn set(&mut self, value: &str) {
        match (&mut self.held, &self.kind) {
            (Held::Text(text), _) => text.set(value),
            (Held::Secret(secret), _) => secret.set(value),
            (Held::One(one), FieldKind::Choice(list)) => {
                *one = list.iter().position(|c| c.code == value);
            }
            (Held::Many { on, .. }, FieldKind::Many(list)) => {
                let wanted: Vec<&str> = value.split(';').map(str::trim).collect();
                *on = list.iter().map(|c| wanted.contains(&c.code)).collect();
            }
            _ => {}
        }
    }

    /// What it holds: a text as typed, codes for choices.
    pub fn value(&self) -> Zeroizing<String> {
        let text = match (&self.held, &self.kind) {
            (Held::Text(text), _) => clean_line(&text.value()),
            (Held::Secret(secret), _) => return secret.value(),
            (Held::One(Some(at)), FieldKind::Choice(list)) => {
                list.get(*at).map(|c| c.code.to_owned()).unwrap_or_default()
            }
            (Held::Many { on, .. }, FieldKind::Many(list)) => {
                let marked = list.iter().zip(on).filter(|(_, on)| **on).map(|(c, _)| c.code);
                marked.collect::<Vec<_>>().join(";")
            }
            _ => String::new(),
        };
        Zeroizing::new(text)
    }

    /// Whether it was changed since it was filled in.
    pub fn changed(&self) -> bool {
        self.value() != self.before
    }

    /// What stood there at first, what stands there now.
    fn kept(&self) -> (Zeroizing<String>, Zeroizing<String>) {
        (self.before.clone(), self.value())
    }

    /// Fills in what was kept: what stood there at first, what was typed since.
    fn restore(&mut self, before: &str, now: &str) {
        self.set(before);
        self.before = self.value();
        self.set(now);
    }

    /// Forgets every text, of the officer and of the record.
    fn wipe(&mut self) {
        self.set("");
        self.before = Zeroizing::new(String::new());
    }

    /// Whether letters typed now are text.
    fn takes_text(&self) -> bool {
        matches!(self.held, Held::Text(_) | Held::Secret(_))
    }

    /// What can be chosen here, as a list shows it, and which line is chosen; `None` for a field
    /// that is typed in.
    pub fn options(&self, lang: Lang) -> Option<(Vec<String>, usize)> {
        match (&self.held, &self.kind) {
            (Held::One(one), FieldKind::Choice(list)) => {
                let unknown = self.unknown.then_some(words::UNKNOWN);
                let labels = list.iter().map(|c| c.label).chain(unknown);
                let at = one.unwrap_or(if self.unknown { list.len() } else { 0 });
                Some((labels.map(|l| l.get(lang).to_owned()).collect(), at))
            }
            (Held::Many { on, at }, FieldKind::Many(list)) => {
                let line = |(c, on): (&Choice, &bool)| marked(*on, c, lang);
                Some((list.iter().zip(on).map(line).collect(), *at))
            }
            _ => None,
        }
    }

    /// Takes a line of [`Self::options`]: chooses it, or marks it where several can be.
    pub fn pick(&mut self, line: usize) {
        match &mut self.held {
            Held::One(one) => {
                let FieldKind::Choice(list) = &self.kind else { return };
                *one = (line < list.len()).then_some(line);
            }
            Held::Many { on, at } => {
                if let Some(mark) = on.get_mut(line) {
                    (*mark, *at) = (!*mark, line);
                }
            }
            Held::Text(_) | Held::Secret(_) => {}
        }
        self.error = None;
    }

    /// What is wrong with it by itself: nothing in it though it is required, or no date.
    fn amiss(&self) -> Option<Refusal> {
        let value = self.value();
        let reason = if value.is_empty() {
            self.required.then_some(Reason::Missing)
        } else {
            let read = match self.kind {
                FieldKind::Date => parse_day(&value).map(|_| ()),
                FieldKind::PartialDate => parse_partial(&value).map(|_| ()),
                FieldKind::Moment => parse_minute(&value).map(|_| ()),
                _ => Ok(()),
            };
            read.err().map(Reason::from)
        };
        let label = (self.label.0, self.label.1);
        reason.map(|reason| Refusal { field: self.code, label, reason })
    }

    fn on_key(&mut self, key: Key, typing: Typing) -> bool {
        let taken = match (&mut self.held, &self.kind) {
            (Held::Text(text), FieldKind::Date | FieldKind::PartialDate)
                if matches!(key, Key::Char('+' | '-' | '='))
                    && parse_day(&text.value()).is_ok() =>
            {
                let by = if key == Key::Char('-') { -1 } else { 1 };
                // A finished date: minus cannot be the start of another part of it.
                if let Ok(day) = parse_day(&text.value()) {
                    text.set(&vn(add_days(day, by)));
                }
                true
            }
            (Held::Text(text), FieldKind::Text) => text.type_key(key, typing),
            (Held::Text(text), _) => text.on_key(key),
            (Held::Secret(secret), _) => secret.on_key(key),
            (Held::One(one), FieldKind::Choice(list)) => {
                pick::turn_one(one, list, self.unknown, &mut self.word, key)
            }
            (Held::Many { on, at }, FieldKind::Many(list)) => pick::turn_many(on, at, list, key),
            _ => false,
        };
        if taken {
            self.error = None;
        }
        taken
    }
}

/// One of several choices, marked or not.
pub(super) fn marked(on: bool, choice: &Choice, lang: Lang) -> String {
    format!("{} {}", if on { "[x]" } else { "[ ]" }, choice.label.get(lang))
}

/// A form: fields, and the one that has the focus.
pub struct Form {
    /// The fields in the order of the form.
    pub fields: Vec<Field>,
    /// Which has the focus.
    pub at: usize,
}

impl Form {
    /// A form with the focus on its first field.
    pub fn new(fields: Vec<Field>) -> Self {
        Self { fields, at: 0 }
    }

    /// The same with the focus on a field.
    #[must_use]
    pub fn focused_on(mut self, code: &str) -> Self {
        self.focus(code);
        self
    }

    /// Moves the focus to a field.
    pub fn focus(&mut self, code: &str) {
        self.go(self.fields.iter().position(|f| f.code == code).unwrap_or(self.at));
    }

    /// The field with the focus.
    pub fn focused(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.at)
    }

    fn go(&mut self, at: usize) {
        // What is typed in another field begins anew.
        if let Some(left) = self.focused() {
            left.word.clear();
        }
        self.at = at;
    }

    /// The next field; false when this is the last.
    pub fn go_on(&mut self) -> bool {
        let more = self.at + 1 < self.fields.len();
        self.go(if more { self.at + 1 } else { self.at });
        more
    }

    /// The field before.
    pub fn go_back(&mut self) {
        self.go(self.at.saturating_sub(1));
    }

    /// Whether the field with the focus is chosen in, not typed in.
    pub fn chooses(&self) -> bool {
        self.fields.get(self.at).is_some_and(|f| matches!(f.held, Held::One(_) | Held::Many { .. }))
    }

    /// Whether the field with the focus is a choice that must be made and was not.
    pub fn wants_choice(&self) -> bool {
        self.chooses() && self.fields.get(self.at).is_some_and(|f| f.amiss().is_some())
    }

    /// Whether letters typed now are text.
    pub fn takes_text(&self) -> bool {
        self.fields.get(self.at).is_some_and(Field::takes_text)
    }

    /// Takes a key as it is.
    pub fn on_key(&mut self, key: Key) -> bool {
        self.type_key(key, Typing::default())
    }

    /// Takes a key typed by these rules; dates and choices take it as it is.
    pub fn type_key(&mut self, key: Key, typing: Typing) -> bool {
        self.fields.get_mut(self.at).is_some_and(|f| f.on_key(key, typing))
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        if let Some(field) = self.fields.get_mut(self.at) {
            field.error = None;
            match &mut field.held {
                Held::Text(t) => t.paste(text),
                Held::Secret(s) => s.paste(text),
                Held::One(_) | Held::Many { .. } => {}
            }
        }
    }

    /// Whether something was typed that is not saved.
    pub fn unsaved(&self) -> bool {
        self.fields.iter().any(Field::changed)
    }

    /// Everything that stands in it, to be kept: by code of the field. Passwords are not kept.
    pub fn kept(&self) -> BTreeMap<String, (Zeroizing<String>, Zeroizing<String>)> {
        let open = self.fields.iter().filter(|f| f.kind != FieldKind::Secret);
        open.map(|f| (f.code.to_owned(), f.kept())).collect()
    }

    /// Takes up what was kept of it.
    pub fn restore(&mut self, kept: &BTreeMap<String, (Zeroizing<String>, Zeroizing<String>)>) {
        for field in &mut self.fields {
            if let Some((before, now)) = kept.get(field.code) {
                field.restore(before, now);
            }
        }
    }

    /// Forgets every text in it.
    pub fn wipe(&mut self) {
        self.fields.iter_mut().for_each(Field::wipe);
    }

    /// The value of a field.
    pub fn value(&self, code: &str) -> Zeroizing<String> {
        let found = self.fields.iter().find(|f| f.code == code);
        found.map(Field::value).unwrap_or_default()
    }

    /// The values as a draft.
    pub fn draft<F: Word + Ord>(&self) -> Draft<F> {
        let mut draft = Draft::new();
        for field in &self.fields {
            if let Some(code) = F::from_code(field.code) {
                draft.set(code, field.value().as_str());
            }
        }
        draft
    }

    /// Only what was changed, an emptied field as "-" (which clears it in the registry).
    pub fn changes<F: Word + Ord>(&self) -> Draft<F> {
        let mut draft = Draft::new();
        for field in self.fields.iter().filter(|f| f.changed()) {
            if let Some(code) = F::from_code(field.code) {
                let value = field.value();
                draft.set(code, if value.is_empty() { "-" } else { value.as_str() });
            }
        }
        draft
    }

    /// What is wrong with the fields by themselves: required ones that are empty, dates that are none.
    pub fn amiss(&self) -> Vec<Refusal> {
        self.fields.iter().filter_map(Field::amiss).collect()
    }

    /// Shows what is wrong with the fields by themselves; true when nothing is.
    pub fn check(&mut self, lang: Lang) -> bool {
        self.show_refusals(&self.amiss(), lang);
        !self.has_errors()
    }

    /// Shows refusals at their fields; those of no field of this form come back as texts.
    pub fn show_refusals(&mut self, refusals: &[Refusal], lang: Lang) -> Vec<String> {
        self.clear_errors();
        let mut elsewhere = Vec::new();
        for refusal in refusals {
            let own = self.fields.iter().position(|f| f.code == refusal.field);
            // The road's word about the act as a whole stands at the first field.
            let at = own.or(matches!(refusal.reason, Reason::Road(_)).then_some(0));
            match at.and_then(|at| self.fields.get_mut(at)) {
                Some(field) => {
                    let text = refusal.reason.text(lang);
                    field.error = Some(match field.error.take() {
                        Some(before) => format!("{before} ✗ {text}"),
                        None => text,
                    });
                }
                None => elsewhere.push(refusal.text(lang)),
            }
        }
        self.go_to_first_error();
        elsewhere
    }

    /// Puts an error of the screen's own at a field.
    pub fn show_error(&mut self, code: &str, error: &str) {
        if let Some(field) = self.fields.iter_mut().find(|f| f.code == code) {
            field.error = Some(error.to_owned());
        }
        self.go_to_first_error();
    }

    /// Forgets every error.
    pub fn clear_errors(&mut self) {
        self.fields.iter_mut().for_each(|f| f.error = None);
    }

    /// Whether any field is wrong.
    pub fn has_errors(&self) -> bool {
        self.fields.iter().any(|f| f.error.is_some())
    }

    /// To the next field that is wrong, round from the last to the first.
    pub fn go_to_next_error(&mut self) {
        let count = self.fields.len();
        let order = (1..=count).map(|n| (self.at + n) % count);
        let wrong = |n: &usize| self.fields.get(*n).is_some_and(|f| f.error.is_some());
        self.go(order.into_iter().find(wrong).unwrap_or(self.at));
    }

    /// The labels of the fields that are wrong.
    pub fn wrong(&self, lang: Lang) -> Vec<&'static str> {
        self.fields.iter().filter(|f| f.error.is_some()).map(|f| f.label.get(lang)).collect()
    }

    fn go_to_first_error(&mut self) {
        let first = self.fields.iter().position(|f| f.error.is_some());
        self.go(first.unwrap_or(self.at));
    }
}

#[cfg(test)]
mod tests;
