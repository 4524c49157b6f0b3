//! The ONE table of commands. Footer, F1 and the manual's key page come from it; a key acts only
//! because it stands here (text fields and lists move by their own keys besides).

mod place;
mod table_accounts;
mod table_acts;
mod table_backup;
mod table_dialogs;
mod table_dossier;
mod table_everywhere;
mod table_forms;
mod table_journal;
mod table_lists;
mod table_package;
mod table_report;
mod table_retention;
mod table_risk;
mod table_rules;
mod table_setup;
mod table_today;
mod table_twice;

pub use place::Place;

use super::keymap::Key;
use crate::domain::word::Lang;

/// What an officer can order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is described by its row of COMMANDS")]
pub enum Command {
    Help,
    GoToday,
    GoPeople,
    GoDossier,
    GoReport,
    Lock,
    Quit,
    Refresh,
    Back,
    Open,
    Visit,
    ResidenceCheck,
    Test,
    NewPerson,
    EditPerson,
    EntryHistory,
    NewMeasure,
    CloseMeasure,
    OtherAct,
    Calendar,
    Situation,
    RoundList,
    PrintRisk,
    Rules,
    RiskRules,
    SetFigure,
    ConfirmRule,
    SetDays,
    CorrectEntry,
    CancelEntry,
    ReopenMeasure,
    Team,
    Act,
    Mark,
    MarkMet,
    MarkNotHome,
    MarkRefused,
    MarkPhone,
    Assign,
    FilterClock,
    FilterOfficer,
    NextGroup,
    PreviousGroup,
    Sort,
    FilterMeasure,
    FilterHamlet,
    NextTab,
    PreviousTab,
    NextPeriod,
    PreviousPeriod,
    ThisPeriod,
    MonthPeriods,
    QuarterPeriods,
    HalfPeriods,
    YearPeriods,
    MoreColumns,
    GoClosing,
    GoRollUp,
    WriteRollUp,
    ClosePeriod,
    MakePackage,
    PackageAgain,
    PaperForm,
    NextField,
    PreviousField,
    LineDown,
    LineUp,
    Accept,
    Save,
    Cancel,
    Yes,
    No,
    Turn,
    SuggestPassword,
    SetAside,
    Palette,
    Menu,
    Language,
    Look,
    Columns,
    Toggle,
    MoveLeft,
    MoveRight,
    UsualColumns,
    TypingMethod,
    Settings,
    CopyBefore,
    NextError,
    Doubles,
    Compare,
    NotSame,
    ScanDoubles,
    Settled,
    SwapSides,
    Split,
    OwnActs,
    Undo,
    Bin,
    Restore,
    OpenAlike,
    TurnFocus,
    SelectAll,
    SelectNone,
    FilterRisk,
    MyLists,
    SaveList,
    DropList,
    Backups,
    BackUp,
    Journal,
    FilterAct,
    FilterDays,
    FilterFile,
    WriteJournal,
    VerifyJournal,
    Accounts,
    AddAccount,
    SetPassword,
    SetRole,
    SwitchAccount,
    Retention,
    Propose,
    Withdraw,
    Destroy,
}

/// Whether a command can destroy something, and so must ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// It cannot.
    None,
    /// It asks when something typed would be lost.
    AsksIfUnsaved,
    /// It always asks before it is done.
    Asks,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct CommandRow {
    /// Which command.
    pub command: Command,
    /// Where it works.
    pub places: &'static [Place],
    /// The keys, the one shown in the footer first.
    pub keys: &'static [Key],
    /// Its name in the footer, Vietnamese and English.
    pub label: (&'static str, &'static str),
    /// What it does, for F1, Vietnamese and English.
    pub help: (&'static str, &'static str),
    /// Whether it can destroy something.
    pub danger: Danger,
    /// Whether it changes the registry: not offered to an inspector.
    pub writes: bool,
    /// How early it is named in the footer: 1 first, 0 = only under F1.
    pub footer: u8,
}

macro_rules! row {
    ($command:ident, $places:expr, [$($key:expr),+], $vi:literal, $en:literal, $help_vi:literal, $help_en:literal, $danger:expr, $writes:literal, $footer:literal) => {
        CommandRow {
            command: Command::$command, places: $places, keys: &[$($key),+],
            label: ($vi, $en), help: ($help_vi, $help_en),
            danger: $danger, writes: $writes, footer: $footer,
        }
    };
}

use row;

/// The rows, a file a room of screens. A new room: its file, its `mod` line, its line here.
const TABLES: [&[CommandRow]; 17] = [
    table_today::ROWS,
    table_acts::ROWS,
    table_rules::ROWS,
    table_lists::ROWS,
    table_dossier::ROWS,
    table_report::ROWS,
    table_twice::ROWS,
    table_forms::ROWS,
    table_dialogs::ROWS,
    table_setup::ROWS,
    table_backup::ROWS,
    table_journal::ROWS,
    table_accounts::ROWS,
    table_retention::ROWS,
    table_risk::ROWS,
    table_package::ROWS,
    table_everywhere::ROWS,
];

/// Every command there is, in the order in which menus and palette name them.
pub const COMMANDS: &[CommandRow] = &joined::<{ counted() }>();

const fn counted() -> usize {
    let (mut rows, mut table) = (0, 0);
    while table < TABLES.len() {
        rows += TABLES[table].len();
        table += 1;
    }
    rows
}

/// The tables as one slice, put together by the compiler.
const fn joined<const N: usize>() -> [CommandRow; N] {
    let mut all = [table_everywhere::ROWS[0]; N];
    let (mut at, mut table) = (0, 0);
    while table < TABLES.len() {
        let mut row = 0;
        while row < TABLES[table].len() {
            all[at] = TABLES[table][row];
            at += 1;
            row += 1;
        }
        table += 1;
    }
    all
}

/// The command of a key at a place.
pub fn find(place: Place, key: Key) -> Option<&'static CommandRow> {
    // Letters act alike with Caps Lock on.
    let key = match key {
        Key::Char(c) => Key::Char(c.to_ascii_lowercase()),
        other => other,
    };
    COMMANDS.iter().find(|row| row.places.contains(&place) && row.keys.contains(&key))
}

/// The commands of a place, as the footer names them.
pub fn footer(place: Place, may_write: bool) -> Vec<&'static CommandRow> {
    let mut rows: Vec<_> = at(place, may_write).filter(|row| row.footer > 0).collect();
    rows.sort_by_key(|row| row.footer);
    rows
}

/// Every command of a place.
pub fn at(place: Place, may_write: bool) -> impl Iterator<Item = &'static CommandRow> {
    COMMANDS.iter().filter(move |r| r.places.contains(&place) && (may_write || !r.writes))
}

impl CommandRow {
    /// Its name.
    pub fn label(&self, lang: Lang) -> &'static str {
        lang.pick(self.label.0, self.label.1)
    }

    /// What it does.
    pub fn help(&self, lang: Lang) -> &'static str {
        lang.pick(self.help.0, self.help.1)
    }

    /// Key and word as the footer shows them where the screen has no words of its own.
    pub fn offer(&self, lang: Lang) -> (String, String) {
        let key = self.keys.first().map(|k| k.label(lang)).unwrap_or_default();
        (key, self.label(lang).to_owned())
    }

    /// Whether a key of its works while letters are text.
    pub fn works_in_text(&self) -> bool {
        self.keys.iter().any(|k| !k.types())
    }

    /// All its keys, `Ctrl+S, F10`.
    pub fn keys_text(&self, lang: Lang) -> String {
        self.keys.iter().map(|k| k.label(lang)).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_stands_twice_in_a_place_and_ctrl_h_never() {
        for place in Place::ALL {
            let mut seen = HashSet::new();
            for row in at(place, true) {
                for key in row.keys {
                    assert!(seen.insert(*key), "{key:?} twice in {place:?}");
                    // Some terminals send Ctrl+H, Ctrl+I, Ctrl+J, Ctrl+M for other keys.
                    assert!(!matches!(key, Key::Ctrl('h' | 'i' | 'j' | 'm')), "{key:?}");
                }
            }
        }
    }

    #[test]
    fn every_row_says_in_both_languages_what_it_does() {
        for row in COMMANDS {
            for text in [row.label.0, row.label.1, row.help.0, row.help.1] {
                assert!(!text.trim().is_empty(), "{:?}", row.command);
            }
            assert!(!row.places.is_empty() && !row.keys.is_empty());
        }
    }

    #[test]
    fn letters_are_found_with_caps_lock_too() {
        assert_eq!(find(Place::Today, Key::Char('V')).map(|r| r.command), Some(Command::Visit));
        assert!(find(Place::Report, Key::Char('v')).is_none());
    }

    #[test]
    fn wherever_a_registry_is_open_it_can_be_locked() {
        use Place as P;
        for place in Place::ALL {
            let closed =
                [P::Unlock, P::SetupUnit, P::SetupAccount, P::SetupSheets, P::SetupTypeBack];
            let lock = find(place, Key::Ctrl('l')).map(|row| row.command);
            let wanted = (!closed.contains(&place)).then_some(Command::Lock);
            assert_eq!(lock, wanted, "{place:?}");
        }
    }

    #[test]
    fn an_inspector_is_offered_no_change() {
        for place in Place::ALL {
            assert!(footer(place, false).iter().all(|r| !r.writes));
        }
    }
}
