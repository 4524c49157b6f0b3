//! How the officer at the desk types, and how soon it locks: a form that writes no record.

use super::form_screen::{FormScreen, Purpose};
use super::{Context, Step, Steps, Tone};
use crate::domain::preference::{Method, TonePlace, USUAL_LOCK_MINUTES, lock_after};
use crate::domain::word::Word as _;
use crate::ui::preference::Preference;
use crate::ui::widgets::form::{Field, FieldKind, Form, choices};
use crate::ui::words::typing;

/// The field of the minutes.
pub(super) const LOCK: &str = "lock_minutes";
const FIELDS: [Preference; 3] = [Preference::Typing, Preference::Tone, Preference::LockMinutes];

/// Opens the form.
pub fn open(cx: &Context) -> Step {
    let now = cx.preferences.typing();
    let minutes = cx.preferences.get(Preference::LockMinutes).map(str::to_owned);
    let minutes = minutes.unwrap_or_else(|| USUAL_LOCK_MINUTES.to_string());
    let method = FieldKind::Choice(choices(Method::ALL));
    let tone = FieldKind::Choice(choices(TonePlace::ALL));
    let fields = vec![
        Field::new("typing", typing::TYPING, method, typing::TYPING_HELP).with(now.method.code()),
        Field::new("tone", typing::TONE, tone, typing::TONE_HELP).with(now.tone.code()),
        Field::new(LOCK, typing::LOCK, FieldKind::Text, typing::LOCK_HELP).with(&minutes),
    ];
    FormScreen::open(typing::SETTINGS, String::new(), Form::new(fields), Purpose::Settings)
}

/// What saving does; `None` when the minutes are no number from 1 to 15.
pub(super) fn order(form: &Form, cx: &Context) -> Option<Steps> {
    lock_after(&form.value(LOCK))?;
    let changed = FIELDS.into_iter().filter_map(|what| {
        let field = form.fields.iter().find(|f| f.code == what.code() && f.changed())?;
        Some(Step::Prefer(what, field.value().trim().to_owned()))
    });
    let mut steps: Steps = changed.collect();
    steps.push(Step::Close);
    steps.push(Step::Tell(Tone::Good, typing::SETTINGS_DONE.get(cx.lang).to_owned()));
    Some(steps)
}
