//! Where the focus can be, and the lists of places that rows of several tables share. A new place:
//! a variant, its line in `ALL`, and in those lists below in which it belongs.

/// Where the focus is: a main screen or a kind of dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Hôm nay.
    Today,
    /// Danh sách.
    People,
    /// Hồ sơ.
    Dossier,
    /// Báo cáo.
    Report,
    /// How a contact went.
    Mark,
    /// The whole list in pictures.
    Situation,
    /// The register of backups.
    Backups,
    /// A workbook being taken in.
    Import,
    /// Who looked and who changed.
    Journal,
    /// Files due for review.
    Retention,
    /// The accounts.
    Accounts,
    /// A new account, or a new password.
    AccountForm,
    /// A period being closed and sent.
    Closing,
    /// Programme work, the commune's level and plan.
    Programme,
    /// The receiving level's sums; needs no registry.
    RollUp,
    /// The month as a calendar.
    Calendar,
    /// The rules.
    Rules,
    /// The rules of risk, and levels by group.
    RiskRules,
    /// A form being filled in.
    Form,
    /// A list to choose one thing from.
    Choose,
    /// A question with two answers.
    Confirm,
    /// Something to read (help, messages).
    Read,
    /// Choosing the officer and typing the password.
    Unlock,
    /// Every command possible here, found by typing.
    Palette,
    /// The menus.
    Menu,
    /// The columns of a list being chosen.
    Columns,
    /// The saved filters.
    Lists,
    /// Files that may be of one person.
    Doubles,
    /// Two files side by side.
    Merge,
    /// One's own acts since unlocking.
    OwnActs,
    /// Cancelled entries.
    Bin,
    /// First run: choosing the unit.
    SetupUnit,
    /// First run: the chief's account.
    SetupAccount,
    /// First run: the recovery sheets being shown.
    SetupSheets,
    /// First run: typing one sheet back.
    SetupTypeBack,
}

impl Place {
    /// Every place.
    pub const ALL: [Self; 35] = [
        Self::Today,
        Self::People,
        Self::Dossier,
        Self::Report,
        Self::Mark,
        Self::Situation,
        Self::Backups,
        Self::Import,
        Self::Journal,
        Self::Retention,
        Self::Accounts,
        Self::AccountForm,
        Self::Closing,
        Self::Programme,
        Self::RollUp,
        Self::Calendar,
        Self::Rules,
        Self::RiskRules,
        Self::Form,
        Self::Choose,
        Self::Confirm,
        Self::Read,
        Self::Unlock,
        Self::Palette,
        Self::Menu,
        Self::Columns,
        Self::Lists,
        Self::Doubles,
        Self::Merge,
        Self::OwnActs,
        Self::Bin,
        Self::SetupUnit,
        Self::SetupAccount,
        Self::SetupSheets,
        Self::SetupTypeBack,
    ];
}

use Place::{Choose, Dossier, Form, People, Report, SetupAccount, SetupUnit, Today, Unlock};

/// The four main screens.
pub(super) const MAIN: &[Place] = &[Today, People, Dossier, Report];

/// The main screens, what fills the screen over one of them and holds nothing that is typed, and more.
macro_rules! screens {
    ($($more:ident),*) => {
        &[
            Today,
            People,
            Dossier,
            Report,
            Place::Situation,
            Place::Backups,
            Place::Import,
            Place::Journal,
            Place::Retention,
            Place::Accounts,
            Place::Closing,
            Place::Calendar,
            Place::Rules,
            Place::RiskRules,
            Place::Doubles,
            Place::OwnActs,
            Place::Bin,
            $(Place::$more),*
        ]
    };
}

/// These, all else that opens over them while a registry is open, and more.
macro_rules! at_work {
    ($($more:ident),*) => {
        screens![
            Mark, AccountForm, Programme, RollUp, Columns, Lists, Merge, Form, Choose, Confirm,
            Read, $($more),*
        ]
    };
}

/// From where the main screens are gone to.
pub(super) const SCREENS: &[Place] = screens![];
/// Where what is shown was read from the registry and can be read anew.
pub(super) const READ_ANEW: &[Place] = screens![Programme];
/// Where a registry is open, and so can be locked.
pub(super) const AT_WORK: &[Place] = at_work![Palette, Menu];
/// Where the palette and the menus open.
pub(super) const EVERYWHERE: &[Place] =
    at_work![Unlock, SetupUnit, SetupAccount, SetupSheets, SetupTypeBack];
/// Where a letter records something about the person of the line.
pub(super) const LETTERS: &[Place] = &[Today, People, Dossier];
/// Where letters are typed.
pub(super) const WITH_TEXT: &[Place] = &[
    People,
    Form,
    Choose,
    Place::Palette,
    Place::AccountForm,
    Place::RollUp,
    SetupUnit,
    SetupAccount,
];
/// Where nothing below holds words of the other language.
pub(super) const WITH_LANGUAGE: &[Place] = &[Today, People, Dossier, Report, Unlock, SetupUnit];
