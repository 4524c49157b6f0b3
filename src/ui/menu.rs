//! The menus: the commands of the one table in six groups, for those who know no keys.

use super::command::Command;
use super::words::{Text, desk};
use crate::domain::text::fold;
use crate::domain::word::Lang;

/// A menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// The registry itself: locking, leaving, language, colours.
    Registry,
    /// Where to go.
    Go,
    /// What to do.
    Act,
    /// What a list shows.
    List,
    /// How a screen is turned.
    View,
    /// Help.
    Help,
}

impl Group {
    /// Every menu, in the order of the bar.
    pub const ALL: [Self; 6] =
        [Self::Registry, Self::Go, Self::Act, Self::List, Self::View, Self::Help];

    /// Its name; Alt and the first letter opens it.
    pub fn label(self) -> Text {
        match self {
            Self::Registry => desk::MENU_REGISTRY,
            Self::Go => desk::MENU_GO,
            Self::Act => desk::MENU_ACT,
            Self::List => desk::MENU_LIST,
            Self::View => desk::MENU_VIEW,
            Self::Help => desk::MENU_HELP,
        }
    }

    /// The letter that opens it, without marks.
    pub fn letter(self, lang: Lang) -> char {
        fold(self.label().get(lang)).chars().next().unwrap_or(' ')
    }

    /// The menu of Alt and a letter.
    pub fn of_letter(letter: char, lang: Lang) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.letter(lang) == letter)
    }

    /// Whether a command stands before the others of its menu: the main screens do.
    pub fn leads(command: Command) -> bool {
        use Command as C;
        matches!(command, C::GoToday | C::GoPeople | C::GoDossier | C::GoReport)
    }

    /// Where a command stands; `None` for the mere movements within a dialog. What is not named
    /// here is something to do.
    pub fn of(command: Command) -> Option<Self> {
        let named = PLACED.iter().find(|(_, commands)| commands.contains(&command));
        named.map_or(Some(Self::Act), |(group, _)| *group)
    }
}

/// The commands that are no acts.
const PLACED: [(Option<Group>, &[Command]); 6] = [
    (
        None,
        &[
            Command::NextField,
            Command::PreviousField,
            Command::NextError,
            Command::Turn,
            Command::TurnFocus,
            Command::Palette,
            Command::Menu,
        ],
    ),
    (
        Some(Group::Registry),
        &[
            Command::Lock,
            Command::Quit,
            Command::CheckWhole,
            Command::Settings,
            Command::TypingMethod,
            Command::Language,
            Command::Look,
            Command::Refresh,
        ],
    ),
    (
        Some(Group::Go),
        &[
            Command::GoToday,
            Command::GoPeople,
            Command::GoDossier,
            Command::GoReport,
            Command::Calendar,
            Command::Situation,
            Command::Backups,
            Command::Journal,
            Command::Accounts,
            Command::Retention,
            Command::GoClosing,
            Command::SuperiorKey,
            Command::KeySheet,
            Command::GoRollUp,
            Command::GoProgramme,
            Command::Rules,
            Command::RiskRules,
            Command::Back,
            Command::Doubles,
            Command::Bin,
            Command::OwnActs,
        ],
    ),
    (
        Some(Group::List),
        &[
            Command::Sort,
            Command::FilterMeasure,
            Command::FilterHamlet,
            Command::FilterClock,
            Command::FilterOfficer,
            Command::Columns,
            Command::FilterRisk,
            Command::FilterAct,
            Command::FilterDays,
            Command::FilterFile,
            Command::MyLists,
            Command::Toggle,
            Command::SelectAll,
            Command::SelectNone,
        ],
    ),
    (
        Some(Group::View),
        &[
            Command::NextGroup,
            Command::PreviousGroup,
            Command::NextTab,
            Command::PreviousTab,
            Command::NextPeriod,
            Command::PreviousPeriod,
            Command::ThisPeriod,
            Command::MonthPeriods,
            Command::QuarterPeriods,
            Command::HalfPeriods,
            Command::YearPeriods,
            Command::MoreColumns,
            Command::EntryHistory,
            Command::History,
        ],
    ),
    (Some(Group::Help), &[Command::Help, Command::Contents]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::command::COMMANDS;
    use crate::ui::keymap::Key;

    #[test]
    fn each_menu_has_its_own_letter_which_no_command_uses() {
        for lang in [Lang::Vi, Lang::En] {
            for group in Group::ALL {
                let letter = group.letter(lang);
                assert!(letter.is_ascii_lowercase(), "{group:?}");
                assert_eq!(Group::of_letter(letter, lang), Some(group));
                let taken = COMMANDS.iter().any(|r| r.keys.contains(&Key::Alt(letter)));
                assert!(!taken, "Alt+{letter}");
                // Alt+Z switches Unikey on and off.
                assert_ne!(letter, 'z');
            }
        }
    }
}
