//! Unlocking, locking, the clock, leaving.

use super::{From, Model};
use crate::ui::effect::{Effect, Session};
use crate::ui::preference::Preference;
use crate::ui::screens::confirm::Confirm;
use crate::ui::screens::dossier::DossierScreen;
use crate::ui::screens::message::Message;
use crate::ui::screens::people::People;
use crate::ui::screens::unlock::Unlock;
use crate::ui::screens::{Main, Notice, Screen, Step, Tone};
use crate::ui::words::{self, backup, opening};
use chrono::NaiveDateTime;
use std::time::Duration;

impl Model {
    pub(super) fn ask_quit(&mut self) {
        let open = || self.layers.iter().chain(&self.kept).chain(&self.before);
        if !open().any(|s| s.unsaved()) {
            self.quit = true;
            return;
        }
        // Only a form with a key is kept.
        let lost = open().any(|s| s.unsaved() && s.unsaved_key().is_none());
        let detail = if lost { words::ASK_DISCARD_MORE } else { words::typing::ASK_QUIT_KEPT };
        let detail = detail.get(self.cx.lang).to_owned();
        let answers = (words::QUIT_YES, words::STAY);
        if let Step::Open(layer) = Confirm::ask(words::ASK_QUIT, detail, answers, vec![Step::Quit])
        {
            self.layers.push(layer);
        }
    }

    /// Puts the screen that asks for a password in front.
    pub(super) fn ask_password(&mut self) {
        let (unit_name, accounts) = self.told_accounts.clone();
        let login = self.login.as_deref();
        let unlock = Unlock::new(unit_name, accounts, login, self.was_working);
        self.before = Some(Box::new(unlock));
    }

    /// Drops the registry and all that was read from it; what was typed and not saved is put
    /// aside for the same officer.
    pub(super) fn lock(&mut self) -> Vec<Effect> {
        let mut effects = self.put_aside();
        self.today.forget();
        self.people.forget();
        self.dossier.forget();
        self.report.forget();
        self.login = self.session.take().map(|s| s.login);
        self.was_working = true;
        self.notice = None;
        // At once: what is being done may take its time to end.
        self.ask_password();
        effects.extend([Effect::Lock, Effect::LoadAccounts]);
        effects
    }

    pub(super) fn unlocked(&mut self, session: Session, now: NaiveDateTime) -> Vec<Effect> {
        let same = self.login.as_ref() == Some(&session.login);
        if self.was_working && !same {
            // Another officer does not find what the one before him was doing.
            self.kept.clear();
            self.written.clear();
            self.front = Main::Today;
            self.cx.can_undo = false;
            self.people = People::default();
            self.dossier = DossierScreen::default();
        }
        self.before = None;
        self.cx.role = Some(session.role);
        self.cx.now = now;
        let mut effects = self.prefer(session.preferences.clone());
        self.cx.login.clone_from(&session.login);
        self.login = Some(session.login.clone());
        let (clock, old_key) = (session.clock_note, session.old_key_days);
        let copy = session.copy_note.clone();
        self.session = Some(session);
        self.touched = self.cx.uptime;
        effects.extend(self.take_up());
        effects.extend(self.refresh());
        if let Some(days) = old_key {
            let (told, remedy) = (opening::OLD_KEY.get(self.cx.lang), opening::OLD_KEY_DO);
            let text = format!("{told} {days} {}", remedy.get(self.cx.lang));
            self.notice = Some(Notice { tone: Tone::Warn, text });
        }
        if self.swaps && self.cx.preferences.get(Preference::SwapTold).is_none() {
            self.tell(Tone::Warn, opening::SWAP);
            effects.push(self.keep(Preference::SwapTold, "1".to_owned()));
        }
        if let Some(note) = clock {
            let title = opening::CLOCK.get(self.cx.lang).to_owned();
            let step = Message::open(title, Tone::Warn, vec![note.text(self.cx.lang)]);
            effects.extend(self.carry_out(vec![step], From::Main));
        }
        if let Some(note) = copy {
            let title = backup::HAND_COPY.get(self.cx.lang).to_owned();
            let step = Message::open(title, Tone::Warn, vec![note.text(self.cx.lang)]);
            effects.extend(self.carry_out(vec![step], From::Main));
        }
        effects
    }

    pub(super) fn on_tick(&mut self, now: NaiveDateTime, uptime: Duration) -> Vec<Effect> {
        let new_day = now.date() != self.cx.now.date();
        (self.cx.now, self.cx.uptime) = (now, uptime);
        if self.touched == Duration::ZERO {
            self.touched = uptime;
        }
        if self.session.is_none() {
            return Vec::new();
        }
        let lock_after = self.cx.preferences.lock_after().unwrap_or(self.lock_after);
        if uptime.saturating_sub(self.touched) >= lock_after {
            return self.lock();
        }
        let mut effects = self.keep_forms(false);
        if !new_day {
            return effects;
        }
        // Yesterday's list must not stand there this morning, nor a figure that ended with it.
        effects.push(Effect::LoadRules);
        if self.front == Main::Today {
            effects.extend(self.refresh());
        }
        effects
    }
}
