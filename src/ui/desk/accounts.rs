//! Accounts, as the desk keeps them.

use super::super::effect::{AccountAct, Answer, Effect, Roster};
use super::super::words::accounts as words;
use crate::services::{Failure, Registry};
use crate::vault::Password;

/// Carries out an effect of this kind; `None` = it is of another.
pub(super) fn run(registry: &mut Registry, effect: &Effect) -> Result<Option<Answer>, Failure> {
    let Effect::Account(act) = effect else { return Ok(None) };
    let done = match act {
        AccountAct::Load => {
            let second_chief_advised = registry.second_chief_advised();
            let roster = Roster { lines: registry.officers()?, second_chief_advised };
            return Ok(Some(Answer::Roster(Box::new(roster))));
        }
        AccountAct::Add { login, full_name, role, password } => {
            registry.add_officer(login, full_name, *role, Password::new(password))?;
            words::DONE_ADDED
        }
        AccountAct::Disable(login) => {
            registry.remove_officer(login)?;
            words::DONE_DISABLED
        }
        AccountAct::Enable(login) => {
            registry.enable_officer(login)?;
            words::DONE_ENABLED
        }
        AccountAct::SetRole(login, role) => {
            registry.set_role(login, *role)?;
            return Ok(Some(Answer::RoleSet(login.clone())));
        }
        AccountAct::SetPassword(login, password) => {
            let own = *login == registry.officer().login;
            registry.reset_password(login, &Password::new(password))?;
            if own { words::DONE_OWN_PASSWORD } else { words::DONE_PASSWORD }
        }
    };
    Ok(Some(Answer::Done(done)))
}
