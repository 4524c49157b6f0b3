//! Telex and VNI for terminals that have no input method: one key at a time, the word before the
//! cursor in, what it becomes out.
//!
//! The word on the screen is the state, so that backspace and moving about are plain editing; only
//! what cannot be seen is remembered: the keys of the word typed so far (a word that turns out to be
//! none gets them back: `gôg` is `goog` on the way to Google), and that a mark was taken back by
//! typing its key again, after which the rest of the word is left alone.

use super::nfc;
use super::syllable::{Parts, begins, parts, possible};
use super::tone::{Habit, TONES, is_vowel, tone_seat};
use crate::domain::preference::{Method, TonePlace, Typing};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What a key does to the text before the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Characters taken away before the cursor.
    pub remove: usize,
    /// What comes in their place.
    pub insert: String,
}

/// Composes one word after the other as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Composer {
    /// The keys of the word; `None` = not known (part of it stood there before).
    keys: Option<String>,
    /// What the word was after the last key.
    made: String,
    /// The rest of the word is left alone.
    literal: bool,
}

/// A mark that a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Tone(Option<char>),
    /// â ê ô; of this letter only where the key is the letter.
    Hat(Option<char>),
    /// ơ ư
    Horn,
    /// ă
    Breve,
    /// Telex w: ơ ư ă
    HornOrBreve,
    /// đ
    Bar,
}

fn mark_of(method: Method, key: char) -> Option<Mark> {
    let tone = |at: usize| TONES.get(at).map(|t| Mark::Tone(Some(*t)));
    match (method, key.to_ascii_lowercase()) {
        (Method::Telex, 'f') | (Method::Vni, '2') => tone(0),
        (Method::Telex, 'r') | (Method::Vni, '3') => tone(1),
        (Method::Telex, 'x') | (Method::Vni, '4') => tone(2),
        (Method::Telex, 's') | (Method::Vni, '1') => tone(3),
        (Method::Telex, 'j') | (Method::Vni, '5') => tone(4),
        (Method::Telex, 'z') | (Method::Vni, '0') => Some(Mark::Tone(None)),
        (Method::Telex, letter @ ('a' | 'e' | 'o')) => Some(Mark::Hat(Some(letter))),
        (Method::Vni, '6') => Some(Mark::Hat(None)),
        (Method::Vni, '7') => Some(Mark::Horn),
        (Method::Vni, '8') => Some(Mark::Breve),
        (Method::Telex, 'w') => Some(Mark::HornOrBreve),
        (Method::Telex, 'd') | (Method::Vni, '9') => Some(Mark::Bar),
        _ => None,
    }
}

/// A word taken apart: small letters with their own marks, which are capitals, the one tone.
#[derive(Clone, PartialEq, Eq)]
struct Word {
    letters: Vec<char>,
    capital: Vec<bool>,
    tone: Option<char>,
}

impl Word {
    /// `None` for what no key of ours has any business with: two tones, marks of other languages.
    fn read(text: &str) -> Option<Self> {
        let mut word = Self { letters: Vec::new(), capital: Vec::new(), tone: None };
        for c in text.chars() {
            let mut small = c.to_lowercase();
            let (letter, None) = (small.next()?, small.next()) else { return None };
            let (tones, rest): (Vec<char>, Vec<char>) =
                std::iter::once(letter).nfd().partition(|p| TONES.contains(p));
            let mut whole = rest.into_iter().nfc();
            let (base, None) = (whole.next()?, whole.next()) else { return None };
            if is_combining_mark(base) || tones.len() > 1 || !(tones.is_empty() || is_vowel(base)) {
                return None;
            }
            if let Some(tone) = tones.first()
                && word.tone.replace(*tone).is_some()
            {
                return None;
            }
            word.letters.push(base);
            word.capital.push(c != letter);
        }
        Some(word)
    }

    fn push(&mut self, c: char) {
        let small = c.to_lowercase().next().unwrap_or(c);
        self.letters.push(small);
        self.capital.push(c != small);
    }

    fn possible(&self) -> bool {
        possible(&self.letters, self.tone)
    }

    fn vowels(&self) -> &[char] {
        let Parts { start, end } = parts(&self.letters);
        self.letters.get(start..end).unwrap_or_default()
    }

    /// With other letters in the place of its vowels.
    fn with_vowels(&self, vowels: &[char]) -> Option<Self> {
        let Parts { start, end } = parts(&self.letters);
        let mut other = self.clone();
        other.letters.get_mut(start..end)?.copy_from_slice(vowels);
        (other != *self && other.possible()).then_some(other)
    }

    fn with_letter(&self, at: usize, letter: char) -> Self {
        let mut other = self.clone();
        if let Some(place) = other.letters.get_mut(at) {
            *place = letter;
        }
        other
    }

    fn all_capitals(&self) -> bool {
        self.capital.len() > 1 && self.capital.iter().all(|c| *c)
    }

    /// The text, the tone in its place.
    fn text(&self, place: TonePlace) -> String {
        let Parts { start, end } = parts(&self.letters);
        let habit = match place {
            TonePlace::Old => Habit::Old,
            TonePlace::New => Habit::School,
        };
        let vowels = self.letters.get(start..end).unwrap_or_default();
        let closed = end < self.letters.len();
        let seat = (end > start).then(|| start + tone_seat(vowels, closed, habit));
        let mut text = String::with_capacity(self.letters.len() * 3);
        for (at, (letter, capital)) in self.letters.iter().zip(&self.capital).enumerate() {
            if *capital {
                text.extend(letter.to_uppercase());
            } else {
                text.push(*letter);
            }
            text.extend(self.tone.filter(|_| Some(at) == seat));
        }
        nfc(&text)
    }
}

/// What trying a mark came to.
enum Tried {
    /// The mark was put.
    Put(Word),
    /// It stood there already: taken off, the key is a letter after all.
    TakenBack(Word),
    /// The mark has no business in this word.
    None,
}

impl Composer {
    /// What `key` does behind `before` (the text up to the cursor).
    pub fn key(&mut self, before: &str, key: char, typing: Typing) -> Edit {
        let in_word = |c: &char| c.is_alphabetic() || is_combining_mark(*c);
        let tail: Vec<char> = before.chars().rev().take_while(in_word).collect();
        let word = nfc(&tail.iter().rev().collect::<String>());
        let plain = Edit { remove: 0, insert: key.to_string() };
        let mark = mark_of(typing.method, key);
        if typing.method == Method::Off || (!key.is_alphabetic() && mark.is_none()) {
            *self = Self::default();
            return plain;
        }
        if word.is_empty() {
            *self = Self { keys: Some(String::new()), ..Self::default() };
        } else if word != self.made {
            *self = Self { keys: None, ..Self::default() };
        }
        let made = match Word::read(&word) {
            Some(read) => self.compose(&read, key, mark, typing.tone),
            None => None,
        };
        if let Some(keys) = &mut self.keys {
            keys.push(key);
        }
        let made = made.unwrap_or_else(|| format!("{word}{key}"));
        self.made.clone_from(&made);
        // A letter that only comes behind the rest leaves the rest as it was typed.
        match made.strip_prefix(&word) {
            Some(more) if more.chars().eq([key]) => plain,
            _ => Edit { remove: tail.len(), insert: made },
        }
    }

    /// The word after the key; `None` = the key stands behind it, nothing else.
    fn compose(
        &mut self,
        word: &Word,
        key: char,
        mark: Option<Mark>,
        place: TonePlace,
    ) -> Option<String> {
        if mark == Some(Mark::Bar)
            && let Some(barred) = self.abbreviation(word, key)
        {
            return Some(barred);
        }
        if self.literal {
            return None;
        }
        if let Some(mark) = mark {
            match try_mark(word, mark) {
                Tried::Put(made) => return Some(made.text(place)),
                Tried::TakenBack(mut made) => {
                    let keys = self.keys.take();
                    // A ư that w alone had made was no u before.
                    if let Some(keys) = keys.filter(|k| mark == Mark::HornOrBreve && !has_vowel(k))
                    {
                        self.literal = true;
                        return Some(keys);
                    }
                    if key.is_alphabetic() {
                        made.push(key);
                        self.literal = !made.possible();
                        return Some(made.text(place));
                    }
                    return Some(format!("{}{key}", made.text(place)));
                }
                Tried::None => {}
            }
            if mark == Mark::HornOrBreve && word.vowels().is_empty() && begins(&word.letters) {
                return Some(self.lone_horn(word, key, place));
            }
        }
        if !key.is_alphabetic() {
            return None;
        }
        self.append(word, key, place)
    }

    /// A letter behind the word, which may move its tone, or show that it is no word of ours.
    fn append(&mut self, word: &Word, key: char, place: TonePlace) -> Option<String> {
        let mut longer = word.clone();
        longer.push(key);
        if longer.vowels().is_empty() {
            return None;
        }
        let longer = paired(&longer).unwrap_or(longer);
        if longer.possible() {
            return Some(longer.text(place));
        }
        self.literal = true;
        let keys = self.keys.as_ref()?;
        Some(format!("{keys}{key}"))
    }

    /// `w` alone is ư; typed again it is w.
    fn lone_horn(&mut self, word: &Word, key: char, place: TonePlace) -> String {
        let mut longer = word.clone();
        longer.push(if key.is_uppercase() { 'Ư' } else { 'ư' });
        self.literal = false;
        longer.text(place)
    }

    /// đ in abbreviations, which have no vowel or are all capitals: QĐ, HĐND, BLĐTBXH.
    fn abbreviation(&mut self, word: &Word, key: char) -> Option<String> {
        let last = *word.letters.last()?;
        let short = parts(&word.letters).end == parts(&word.letters).start;
        if !(short || (word.all_capitals() && !key.is_lowercase())) {
            return None;
        }
        let at = word.letters.len() - 1;
        match last {
            'd' => Some(word.with_letter(at, 'đ').text(TonePlace::Old)),
            'đ' => {
                (self.keys, self.literal) = (None, true);
                Some(format!("{}{key}", word.with_letter(at, 'd').text(TonePlace::Old)))
            }
            _ => None,
        }
    }
}

fn try_mark(word: &Word, mark: Mark) -> Tried {
    if word.vowels().is_empty() || !word.possible() {
        return Tried::None;
    }
    match mark {
        Mark::Tone(tone) => try_tone(word, tone),
        Mark::Bar => {
            let Some(at) = parts(&word.letters).start.checked_sub(1) else { return Tried::None };
            match word.letters.get(at) {
                Some('d') => Tried::Put(word.with_letter(at, 'đ')),
                Some('đ') => Tried::TakenBack(word.with_letter(at, 'd')),
                _ => Tried::None,
            }
        }
        Mark::Hat(letter) => try_hat(word, letter),
        Mark::Horn => try_horn(word, true, false),
        Mark::Breve => try_horn(word, false, true),
        Mark::HornOrBreve => try_horn(word, true, true),
    }
}

fn try_tone(word: &Word, tone: Option<char>) -> Tried {
    let without = Word { tone: None, ..word.clone() };
    match (word.tone, tone) {
        (None, None) => Tried::None,
        (Some(_), None) => Tried::Put(without),
        (Some(now), Some(asked)) if now == asked => Tried::TakenBack(without),
        _ => {
            let made = Word { tone, ..without };
            if made.possible() { Tried::Put(made) } else { Tried::None }
        }
    }
}

fn has_vowel(keys: &str) -> bool {
    keys.chars().any(|c| is_vowel(c.to_ascii_lowercase()))
}

/// The letter with none of its own marks.
fn bare(letter: char) -> char {
    match letter {
        'ă' | 'â' => 'a',
        'ê' => 'e',
        'ô' | 'ơ' => 'o',
        'ư' => 'u',
        other => other,
    }
}

fn try_hat(word: &Word, letter: Option<char>) -> Tried {
    let vowels = word.vowels().to_vec();
    for at in (0..vowels.len()).rev() {
        let base = vowels.get(at).copied().map_or(' ', bare);
        let hat = match base {
            'a' => 'â',
            'e' => 'ê',
            'o' => 'ô',
            _ => continue,
        };
        if letter.is_some_and(|l| l != base) {
            continue;
        }
        let mut with = vowels.clone();
        if let Some(place) = with.get_mut(at) {
            *place = hat;
        }
        // ươ to uô: the horn goes from both.
        if hat == 'ô'
            && let Some(before) = at.checked_sub(1).and_then(|b| with.get_mut(b))
        {
            *before = if *before == 'ư' { 'u' } else { *before };
        }
        if let Some(made) = word.with_vowels(&with) {
            return Tried::Put(made);
        }
    }
    let hatted =
        |l: &char| matches!(l, 'â' | 'ê' | 'ô') && letter.is_none_or(|letter| letter == bare(*l));
    take_back(word, hatted)
}

fn try_horn(word: &Word, horn: bool, breve: bool) -> Tried {
    let vowels = word.vowels().to_vec();
    let Parts { start, end } = parts(&word.letters);
    let mut tries: Vec<Vec<char>> = Vec::new();
    let with = |changes: &[(usize, char)]| {
        let mut other = vowels.clone();
        for (at, letter) in changes {
            if let Some(place) = other.get_mut(*at) {
                *place = *letter;
            }
        }
        other
    };
    let position = |base: char| vowels.iter().position(|l| bare(*l) == base);
    let pair = vowels.windows(2).position(|p| p.iter().map(|l| bare(*l)).eq(['u', 'o']));
    if let (true, Some(at)) = (horn, pair) {
        // thuở, huơ: the words that end so; any letter behind makes it ươ after all.
        let initial: String = word.letters.iter().take(start).collect();
        let open = vowels.len() == 2 && end == word.letters.len();
        if open && matches!(initial.as_str(), "h" | "kh" | "th") && vowels.get(at) == Some(&'u') {
            tries.push(with(&[(at + 1, 'ơ')]));
        }
        tries.push(with(&[(at, 'ư'), (at + 1, 'ơ')]));
    } else {
        if let (true, Some(at)) = (breve, position('a'))
            && vowels.first() != Some(&'u')
        {
            tries.push(with(&[(at, 'ă')]));
        }
        if let (true, Some(at)) = (horn, position('u')) {
            tries.push(with(&[(at, 'ư')]));
        }
        if let (true, Some(at)) = (horn, position('o')) {
            tries.push(with(&[(at, 'ơ')]));
        }
    }
    match tries.iter().find_map(|t| word.with_vowels(t)) {
        Some(made) => Tried::Put(made),
        None => take_back(word, |l| (horn && matches!(l, 'ơ' | 'ư')) || (breve && *l == 'ă')),
    }
}

/// Takes the marks off these letters, if any bears one.
fn take_back(word: &Word, marked: impl Fn(&char) -> bool) -> Tried {
    if !word.letters.iter().any(&marked) {
        return Tried::None;
    }
    let mut other = word.clone();
    for letter in &mut other.letters {
        if marked(letter) {
            *letter = bare(*letter);
        }
    }
    Tried::TakenBack(other)
}

/// uơ and ưo before another letter are ươ: `thuow` + `ng`, `nguwo` + `i`.
fn paired(word: &Word) -> Option<Word> {
    let Parts { start, end } = parts(&word.letters);
    let vowels = word.vowels();
    let half = matches!(vowels, ['u', 'ơ', ..] | ['ư', 'o', ..]);
    if !half || (vowels.len() == 2 && end == word.letters.len()) {
        return None;
    }
    let mut other = word.with_letter(start, 'ư').with_letter(start + 1, 'ơ');
    other.tone = word.tone;
    other.possible().then_some(other)
}

#[cfg(test)]
mod tests;
