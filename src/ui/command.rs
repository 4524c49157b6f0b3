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
mod table_import;
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
use crate::domain::text::fold;
use crate::domain::word::{Lang, Role};
use crate::services::Duty;

/// What an officer can order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is described by its row of COMMANDS")]
pub enum Command {
    Help,
    Contents,
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
    History,
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
    GoProgramme,
    EditProgramme,
    PackageAndPaper,
    SuperiorKey,
    KeySheet,
    WriteRollUp,
    ClosePeriod,
    MakePackage,
    PackageAgain,
    PaperForm,
    NextField,
    PreviousField,
    EditField,
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
    Import,
    TakeIn,
    WriteRefused,
    WriteTemplate,
    CheckWhole,
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
    /// What it does by the one table of permissions: offered to nobody who may not. `None` = going,
    /// looking and what anybody may.
    pub duty: Option<Duty>,
    /// How early it is named in the footer: 1 first, 0 = only under F1.
    pub footer: u8,
}

macro_rules! row {
    ($command:ident, $places:expr, [$($key:expr),+], $vi:literal, $en:literal, $help_vi:literal, $help_en:literal, $danger:expr, $duty:expr, $footer:literal) => {
        CommandRow {
            command: Command::$command, places: $places, keys: &[$($key),+],
            label: ($vi, $en), help: ($help_vi, $help_en),
            danger: $danger, duty: $duty, footer: $footer,
        }
    };
}

use row;

/// The rows, a file a room of screens. A new room: its file, its `mod` line, its line here.
const TABLES: [&[CommandRow]; 18] = [
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
    table_import::ROWS,
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
pub fn footer(place: Place, role: Option<Role>) -> Vec<&'static CommandRow> {
    let mut rows: Vec<_> = at(place, role).filter(|row| row.footer > 0).collect();
    rows.sort_by_key(|row| row.footer);
    rows
}

/// Whether the main screens are gone to from a place by their keys.
pub fn leads_away(place: Place) -> bool {
    place::SCREENS.contains(&place)
}

/// Every command of a place that a role may do; before anyone has unlocked, all.
pub fn at(place: Place, role: Option<Role>) -> impl Iterator<Item = &'static CommandRow> {
    COMMANDS.iter().filter(move |row| row.places.contains(&place) && row.allows(role))
}

/// Other words by which the palette finds a command: what an officer calls it who does not know its
/// name here. Without marks.
const ALSO: &[(Command, &str)] = &[
    (Command::RoundList, "in danh sach, in di tham, xuat excel; print the list"),
    (Command::Calendar, "in danh sach di tham; print the round"),
    (Command::PaperForm, "in bao cao, bieu mau; print the report"),
    (Command::History, "lich su, ai xem, ai da xem, ai sua, nhat ky; who looked, who changed"),
    (Command::EntryHistory, "lich su, ai sua, sua luc nao; who changed"),
    (Command::Open, "ho so, lich su, ai xem; dossier, history, who looked"),
    (Command::OwnActs, "undo, lam lai, lay lai, viec vua lam"),
    (Command::Bin, "thung rac, da xoa, khoi phuc; deleted"),
    (Command::CancelEntry, "xoa, bo; delete"),
    (Command::CorrectEntry, "sua sai, sua su viec; edit"),
    (Command::EditPerson, "sua nhan than, doi ten, dia chi; name, address"),
    (Command::NewPerson, "them nguoi, lap ho so, ho so moi; add, new file"),
    (Command::GoPeople, "tim nguoi; find"),
    (Command::Assign, "giao, nguoi phu trach; in charge"),
    (Command::Lock, "dang xuat, ra ngoai; log out"),
    (Command::Settings, "telex, vni, go tieng viet, tu khoa; typing"),
    (Command::Look, "tuong phan, nen sang, co chu; contrast"),
    (Command::Import, "nhap excel, import, danh sach co san; spreadsheet"),
    (Command::CheckWhole, "kiem tra ho so, toan ven, hong; integrity"),
    (Command::Situation, "bieu do, hinh; charts"),
    (Command::GoClosing, "gui cap tren, chot so, goi; send to the superior"),
    (Command::SuperiorKey, "khoa age, noi nhan; receiving key"),
];

impl CommandRow {
    /// Whether the palette finds it by these letters, beside its name: by what it does, or by another
    /// word for it.
    pub fn explains(&self, wanted: &str, lang: Lang) -> bool {
        let also = ALSO.iter().filter(|(command, _)| *command == self.command);
        fold(self.help(lang)).contains(wanted) || also.into_iter().any(|(_, t)| t.contains(wanted))
    }

    /// Whether a role may do it.
    pub fn allows(&self, role: Option<Role>) -> bool {
        self.duty.is_none_or(|duty| role.is_none_or(|role| duty.allowed_to(role)))
    }

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

    /// All its keys, `Enter, F6`.
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
            for row in at(place, None) {
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
    fn nobody_is_offered_what_his_role_may_not_do() {
        let offered = |role, command| {
            let of = |place| footer(place, Some(role)).iter().any(|r| r.command == command);
            Place::ALL.into_iter().any(of)
        };
        for row in COMMANDS.iter().filter(|row| row.footer > 0) {
            for role in [Role::Chief, Role::Officer, Role::Inspector] {
                let may = row.duty.is_none_or(|duty| duty.allowed_to(role));
                assert!(
                    may || !footer(row.places[0], Some(role)).iter().any(|r| std::ptr::eq(*r, row))
                );
            }
        }
        assert!(
            offered(Role::Officer, Command::Visit) && !offered(Role::Inspector, Command::Visit)
        );
        assert!(offered(Role::Chief, Command::ClosePeriod));
        assert!(!offered(Role::Officer, Command::ClosePeriod));
        assert!(!offered(Role::Officer, Command::SetFigure));
    }
}
