//! Forms as declared lists of fields: what each holds, how it is typed, what is wrong with it.
//! A form knows no record: it gives its values by field code, and takes refusals by field code.

use super::secret_field::SecretField;
use super::text_field::TextField;
use crate::domain::date::{add_days, parse_day, vn};
use crate::domain::draft::Draft;
use crate::domain::preference::Typing;
use crate::domain::refusal::{Reason, Refusal};
use crate::domain::text::{clean_line, fold};
use crate::domain::word::{Lang, Word};
use crate::ui::keymap::Key;
use crate::ui::words::Text;
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
    use crate::ui::words;
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
        let before = Zeroizing::new(String::new());
        let (required, unknown) = (false, false);
        Self { code, label, help, kind, required, unknown, held, error: None, before }
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
            (Held::One(one), FieldKind::Choice(list)) => turn_one(one, list, self.unknown, key),
            (Held::Many { on, at }, FieldKind::Many(list)) => turn_many(on, at, list, key),
            _ => false,
        };
        if taken {
            self.error = None;
        }
        taken
    }
}

/// The next choice after `at` that begins with the letter, marks or none. The Vietnamese words
/// come first; the English ones are looked at only where no Vietnamese word begins so.
fn by_letter(list: &[Choice], at: Option<usize>, letter: char) -> Option<usize> {
    let wanted = fold(&letter.to_string());
    let start = at.map_or(0, |a| a + 1);
    let find = |label: fn(&Choice) -> &'static str| {
        (0..list.len())
            .map(|n| (start + n) % list.len())
            .find(|&n| list.get(n).is_some_and(|c| fold(label(c)).starts_with(&wanted)))
    };
    find(|c| c.label.0).or_else(|| find(|c| c.label.1))
}

fn turn_one(one: &mut Option<usize>, list: &[Choice], unknown: bool, key: Key) -> bool {
    if list.is_empty() {
        return false;
    }
    match key {
        // "Chưa rõ" stands after the last one, where it is a choice.
        Key::Char(' ') | Key::Right if unknown && *one == Some(list.len() - 1) => *one = None,
        Key::Left if unknown && *one == Some(0) => *one = None,
        Key::Char(' ') | Key::Right => *one = Some(one.map_or(0, |a| (a + 1) % list.len())),
        Key::Left => {
            let nothing = if unknown { list.len() - 1 } else { 0 };
            *one = Some(one.map_or(nothing, |a| (a + list.len() - 1) % list.len()));
        }
        Key::Backspace | Key::Delete => *one = None,
        Key::Char(letter) => {
            let found = by_letter(list, *one, letter);
            *one = found.or(*one);
            return found.is_some();
        }
        _ => return false,
    }
    true
}

fn turn_many(on: &mut [bool], at: &mut usize, list: &[Choice], key: Key) -> bool {
    match key {
        Key::Char(' ') => {
            if let Some(mark) = on.get_mut(*at) {
                *mark = !*mark;
            }
        }
        Key::Right => *at = (*at + 1) % list.len().max(1),
        Key::Left => *at = (*at + list.len().max(1) - 1) % list.len().max(1),
        Key::Char(letter) => match by_letter(list, Some(*at), letter) {
            Some(found) => *at = found,
            None => return false,
        },
        _ => return false,
    }
    true
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
        self.at = self.fields.iter().position(|f| f.code == code).unwrap_or(self.at);
    }

    /// The next field; false when this is the last.
    pub fn go_on(&mut self) -> bool {
        let more = self.at + 1 < self.fields.len();
        self.at = if more { self.at + 1 } else { self.at };
        more
    }

    /// The field before.
    pub fn go_back(&mut self) {
        self.at = self.at.saturating_sub(1);
    }

    /// ↓ and ↑: between the choices of a list where one has the focus, else between fields.
    pub fn move_line(&mut self, down: bool) {
        let chooses = self.fields.get(self.at).is_some_and(|f| matches!(f.held, Held::One(_)));
        if chooses {
            self.on_key(if down { Key::Right } else { Key::Left });
        } else if down {
            self.go_on();
        } else {
            self.go_back();
        }
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

    /// Marks required fields that are empty; true when none is.
    pub fn check_required(&mut self, lang: Lang) -> bool {
        self.clear_errors();
        for field in self.fields.iter_mut().filter(|f| f.required && f.value().is_empty()) {
            field.error = Some(Reason::Missing.text(lang));
        }
        self.go_to_first_error()
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
        self.at = order.into_iter().find(wrong).unwrap_or(self.at);
    }

    /// The labels of the fields that are wrong.
    pub fn wrong(&self, lang: Lang) -> Vec<&'static str> {
        self.fields.iter().filter(|f| f.error.is_some()).map(|f| f.label.get(lang)).collect()
    }

    fn go_to_first_error(&mut self) -> bool {
        let first = self.fields.iter().position(|f| f.error.is_some());
        self.at = first.unwrap_or(self.at);
        first.is_none()
    }
}

#[cfg(test)]
mod tests;
