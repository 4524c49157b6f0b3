//! The commands that open a dialog of their own over whatever is in front: a new one is a line here.

use crate::ui::command::Command;
use crate::ui::effect::Effect;
use crate::ui::screens::accounts::Accounts;
use crate::ui::screens::backups::Backups;
use crate::ui::screens::doubles::Doubles;
use crate::ui::screens::import::ImportDesk;
use crate::ui::screens::journal::JournalScreen;
use crate::ui::screens::retention::RetentionScreen;
use crate::ui::screens::risk_desk::RiskDesk;
use crate::ui::screens::roll_up::RollUpDesk;
use crate::ui::screens::rules::Rules;
use crate::ui::screens::settings;
use crate::ui::screens::situation::SituationScreen;
use crate::ui::screens::trail::{Bin, OwnActs};
use crate::ui::screens::{Context, Step, Steps, Tone};
use crate::ui::words::import as words;

/// The steps of such a command; `None` = the screen in front knows what it means.
pub(super) fn open(command: Command, cx: &Context) -> Option<Steps> {
    match command {
        Command::RiskRules => Some(RiskDesk::open()),
        Command::GoRollUp => Some(RollUpDesk::open(cx)),
        Command::Rules => Some(Rules::open()),
        Command::Backups => Some(Backups::open()),
        Command::Accounts => Some(Accounts::open()),
        Command::Import => Some(ImportDesk::open(cx)),
        Command::CheckWhole => {
            let told = words::CHECKING.get(cx.lang).to_owned();
            Some(vec![Step::Tell(Tone::Warn, told), Step::Ask(Effect::CheckWhole)])
        }
        Command::Retention => Some(RetentionScreen::open()),
        Command::Journal => Some(JournalScreen::open(cx)),
        Command::Doubles => Some(Doubles::open()),
        Command::OwnActs => Some(OwnActs::open()),
        Command::Situation => Some(SituationScreen::open()),
        Command::Bin => Some(Bin::open()),
        Command::Settings => Some(vec![settings::open(cx)]),
        _ => None,
    }
}
