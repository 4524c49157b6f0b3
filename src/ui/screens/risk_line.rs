//! Somebody's level in a list: the sign where an officer set it, and below the list the line that says
//! why, of names of rules and points only.

use super::{Context, Step, Steps};
use crate::domain::id::PersonId;
use crate::domain::risk::RiskBrief;
use crate::domain::text::{truncate_to_width, width};
use crate::domain::word::{RiskLevel, Word};
use crate::services::view::RiskBriefs;
use crate::ui::effect::{Answer, Effect};
use crate::ui::widgets::text::pad;
use crate::ui::words::{self, risk as own};
use ratatui::text::Line;

/// Why the people who are seen have their levels.
#[derive(Default)]
pub(super) struct Why {
    /// Of whom it was asked last.
    asked: Vec<PersonId>,
    briefs: RiskBriefs,
}

impl Why {
    /// What is to be asked where these people are seen now.
    pub(super) fn ask(&mut self, seen: Vec<PersonId>) -> Steps {
        if seen.is_empty() || seen == self.asked {
            return Steps::new();
        }
        self.asked.clone_from(&seen);
        vec![Step::Ask(Effect::LoadWhy(seen))]
    }

    /// The list is read anew: levels may have changed.
    pub(super) fn renew(&mut self) {
        self.asked.clear();
    }

    /// What came back.
    pub(super) fn on_answer(&mut self, answer: &Answer) {
        if let Answer::Why(briefs) | Answer::People { why: briefs, .. } = answer {
            self.briefs.clone_from(briefs);
        }
    }

    /// Of one person; none = not assessed, or not read yet.
    pub(super) fn of(&self, person: PersonId) -> Option<&RiskBrief> {
        self.briefs.get(&person)
    }

    /// Nothing of it is kept while locked.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// A line above a list, as wide as the screen, with what the sign means where it is seen.
    pub(super) fn legend(&self, text: &str, cx: &Context) -> String {
        let seen = self.briefs.values().any(|b| b.own);
        let legend = if seen { own::OWN_SIGN.get(cx.lang) } else { "" };
        format!("{}{legend}", pad(text, cx.columns().saturating_sub(width(legend))))
    }
}

/// The level in a column; `*` where an officer set it.
pub(super) fn cell(level: Option<RiskLevel>, brief: Option<&RiskBrief>, cx: &Context) -> String {
    let sign = if brief.is_some_and(|b| b.own) { "*" } else { "" };
    format!("{}{sign}", words::risk_short(level, cx.lang))
}

/// The line below a list: the level, by whom where an officer set it and what was computed, the sum,
/// the rules that fired. `before` it a margin; where it leaves room, `more`: how to come to the whole.
pub(super) fn line(
    level: Option<RiskLevel>,
    brief: Option<&RiskBrief>,
    (before, more): (&str, &str),
    cx: &Context,
) -> Line<'static> {
    let mut text = format!("{before}{}", text(level, brief, cx));
    if width(&text) + width(more) <= cx.columns() {
        text.push_str(more);
    }
    let cut = truncate_to_width(&text, cx.columns()).into_owned();
    Line::styled(cut, super::dossier_risk::style_of(level, cx))
}

fn text(level: Option<RiskLevel>, brief: Option<&RiskBrief>, cx: &Context) -> String {
    let word = words::RISK.get(cx.lang);
    let Some(level) = level else {
        return format!("{word}: {}", words::NOT_ASSESSED.get(cx.lang));
    };
    let Some(brief) = brief else {
        return format!("{word}: {}", level.label(cx.lang));
    };
    let by = if brief.own {
        let computed = words::risk_short(Some(brief.computed), cx.lang);
        let (set, short) = (own::OWN.get(cx.lang), own::COMPUTED_SHORT.get(cx.lang));
        format!("* ({}, {short} {computed})", set.to_lowercase())
    } else if brief.floor.is_some() {
        format!(" ({})", own::HELD.get(cx.lang))
    } else {
        String::new()
    };
    let reasons = if brief.fired.is_empty() {
        own::NO_REASON.get(cx.lang).to_owned()
    } else {
        brief.reasons(cx.lang)
    };
    let (level, points) = (brief.level.label(cx.lang), own::POINTS.get(cx.lang));
    format!("{word}: {level}{by} {} {points}: {reasons}", brief.points)
}
