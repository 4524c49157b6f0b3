//! The parts of a dossier.

use crate::ui::words;

/// The parts of the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    /// Who, the running measure, the next clocks, the latest events.
    #[default]
    Summary,
    /// All fields of the person.
    Person,
    /// All measures.
    Measures,
    /// One time line.
    Events,
    /// Running clocks.
    Clocks,
    /// The level of risk and why.
    Risk,
    /// Who changed what.
    History,
}

impl Tab {
    /// Every part, in the order of the screen.
    pub const ALL: [Self; 7] = [
        Self::Summary,
        Self::Person,
        Self::Measures,
        Self::Events,
        Self::Clocks,
        Self::Risk,
        Self::History,
    ];

    /// What it is called.
    pub(super) fn label(self) -> words::Text {
        match self {
            Self::Summary => words::TAB_SUMMARY,
            Self::Person => words::TAB_PERSON,
            Self::Measures => words::TAB_MEASURES,
            Self::Events => words::TAB_EVENTS,
            Self::Clocks => words::TAB_CLOCKS,
            Self::Risk => words::risk::TAB,
            Self::History => words::TAB_HISTORY,
        }
    }

    /// The part so many further on, round and round.
    #[must_use]
    pub(super) fn step(self, by: usize) -> Self {
        Self::ALL[(self as usize + by) % Self::ALL.len()]
    }
}
