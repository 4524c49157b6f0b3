//! Choosing in a field by keys: the next one, or the one whose word is being typed.

use super::Choice;
use crate::domain::text::fold;
use crate::ui::keymap::Key;

/// The next choice after `at` that begins with the letter, marks or none. The Vietnamese words
/// come first; the English ones are looked at only where no Vietnamese word begins so.
fn by_letter(list: &[Choice], at: Option<usize>, letter: char) -> Option<usize> {
    begins_with(list, at.map_or(0, |a| a + 1), &fold(&letter.to_string()))
}

/// The first choice from `start` on, round to it again, whose word begins so.
fn begins_with(list: &[Choice], start: usize, wanted: &str) -> Option<usize> {
    let find = |label: fn(&Choice) -> &'static str| {
        (0..list.len())
            .map(|n| (start + n) % list.len())
            .find(|&n| list.get(n).is_some_and(|c| fold(label(c)).starts_with(wanted)))
    };
    find(|c| c.label.0).or_else(|| find(|c| c.label.1))
}

/// One letter of a word: the rest of a word that is being typed never turns to another choice. After
/// one letter the next may begin anew ("k", then "g"); after two that fit, what does not fit is let go.
fn by_word(list: &[Choice], at: Option<usize>, word: &mut String, letter: char) -> Option<usize> {
    let longer = word.clone() + &fold(&letter.to_string());
    if !word.is_empty()
        && let Some(found) = begins_with(list, at.unwrap_or(0), &longer)
    {
        *word = longer;
        return Some(found);
    }
    if word.chars().count() > 1 {
        return at;
    }
    let found = by_letter(list, at, letter)?;
    *word = fold(&letter.to_string());
    Some(found)
}

/// A key of a field of one choice; `word` is what was typed of a word so far.
pub(super) fn turn_one(
    one: &mut Option<usize>,
    list: &[Choice],
    unknown: bool,
    word: &mut String,
    key: Key,
) -> bool {
    if list.is_empty() {
        return false;
    }
    if let Key::Char(letter) = key
        && (letter != ' ' || word.chars().count() > 1)
    {
        let found = by_word(list, *one, word, letter);
        *one = found.or(*one);
        return found.is_some();
    }
    word.clear();
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
        _ => return false,
    }
    true
}

/// A key of a field of several choices: letters and arrows go, Space marks.
pub(super) fn turn_many(on: &mut [bool], at: &mut usize, list: &[Choice], key: Key) -> bool {
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
