//! What the rules say about a clock, for lists and JSON.

use crate::domain::deadline::Clock;
use crate::domain::word::Lang;
use crate::rules::RuleBook;

/// The words of a clock.
pub(super) struct ClockWords {
    /// What must happen.
    pub(super) what: String,
    /// Where it stands, with how sure we are of it.
    pub(super) source: String,
    /// It is the product's own default, not law.
    pub(super) unit_setting: bool,
}

/// The words of a clock in this language.
pub(super) fn words(clock: Clock, rules: &RuleBook, lang: Lang) -> ClockWords {
    let rule = rules.clocks().get(clock);
    ClockWords {
        what: lang.pick(&rule.what_vi, &rule.what_en).to_owned(),
        source: rule.citation.text(lang),
        unit_setting: rule.citation.is_unit(),
    }
}
