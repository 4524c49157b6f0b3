//! What is ordered by other ways than a key of the screen: the palette, the menus; and what every
//! screen shares, its language and colours.

use super::{From, Model};
use crate::domain::preference::Method;
use crate::domain::word::{Lang, Role, Word as _};
use crate::ui::command::{self, Command, CommandRow, Place};
use crate::ui::effect::Effect;
use crate::ui::keymap::Key;
use crate::ui::menu::Group;
use crate::ui::preference::{Preference, Preferences, language_code};
use crate::ui::screens::choose::Choose;
use crate::ui::screens::menu_bar::MenuBar;
use crate::ui::screens::palette::{Offer, Palette};
use crate::ui::screens::{Notice, Question, Tone};
use crate::ui::theme::Look;
use crate::ui::words::{self, Text, desk};

impl Model {
    pub(super) fn tell(&mut self, tone: Tone, text: Text) {
        let text = text.get(self.cx.lang).to_owned();
        self.notice = Some(Notice { tone, text });
    }

    /// Every command that can do something here and now.
    fn offers(&self) -> Vec<Offer> {
        let top = self.top();
        command::at(top.place(), self.cx.role)
            .filter(|row| top.can(row.command, &self.cx))
            .map(|row| {
                let (key, label) = top.offer(row, &self.cx);
                Offer { row, key, label }
            })
            .collect()
    }

    /// Carries out a command that was chosen from the palette or a menu.
    pub(super) fn order(&mut self, command: Command) -> Vec<Effect> {
        let place = self.place();
        let row = command::at(place, None).find(|r| r.command == command);
        if row.is_some_and(|row| !self.permits(row)) {
            Vec::new()
        } else {
            self.on_command(command)
        }
    }

    /// Whether this officer's role may do a command; where it may not, it is said before anything is
    /// typed.
    pub(super) fn permits(&mut self, row: &CommandRow) -> bool {
        let allowed = row.allows(self.cx.role);
        if !allowed {
            let inspector = self.cx.role == Some(Role::Inspector);
            self.tell(
                Tone::Warn,
                if inspector { words::NOT_FOR_INSPECTOR } else { words::CHIEF_ONLY },
            );
        }
        allowed
    }

    pub(super) fn open_palette(&mut self) -> Vec<Effect> {
        // A dossier is gone to from a main screen only: a form below would be left behind.
        let with_people = self.session.is_some() && self.layers.is_empty();
        let step = Palette::open(self.offers(), with_people);
        self.carry_out(vec![step], From::Main)
    }

    /// Whether the key opens a menu here.
    pub(super) fn opens_menu(&self, key: Key) -> bool {
        let lang = self.cx.lang;
        matches!(key, Key::Alt(c) if Group::of_letter(c, lang).is_some())
            && !matches!(self.place(), Place::Menu | Place::Palette)
    }

    pub(super) fn open_menu(&mut self, key: Key) -> Vec<Effect> {
        let group = match key {
            Key::Alt(c) => Group::of_letter(c, self.cx.lang),
            _ => Some(Group::Act),
        };
        let step = MenuBar::open(&self.offers(), group);
        self.carry_out(vec![step], From::Main)
    }

    /// The screens in the other language, from now on for this officer.
    pub(super) fn switch_language(&mut self) -> Vec<Effect> {
        let lang = match self.cx.lang {
            Lang::Vi => Lang::En,
            Lang::En => Lang::Vi,
        };
        let mut effects = self.speak(lang);
        if self.session.is_some() {
            effects.push(self.keep(Preference::Language, language_code(lang).to_owned()));
        }
        self.tell(Tone::Good, desk::LANGUAGE_DONE);
        effects
    }

    /// The next way of typing Vietnamese: off, Telex, VNI.
    pub(super) fn switch_typing(&mut self) -> Vec<Effect> {
        let now = self.cx.preferences.typing().method;
        let at = Method::ALL.iter().position(|m| *m == now).unwrap_or(0);
        let Some(next) = Method::ALL.get((at + 1) % Method::ALL.len()) else { return Vec::new() };
        let lang = self.cx.lang;
        let text = format!("{}: {}.", words::typing::METHOD_NOW.get(lang), next.label(lang));
        self.notice = Some(Notice { tone: Tone::Good, text });
        let effect = self.keep(Preference::Typing, next.code().to_owned());
        // Before anyone has unlocked there is nobody to remember it for.
        if self.session.is_some() { vec![effect] } else { Vec::new() }
    }

    fn speak(&mut self, lang: Lang) -> Vec<Effect> {
        self.cx.lang = lang;
        vec![Effect::Speak(lang)]
    }

    /// Takes over the preferences of the officer who unlocked.
    pub(super) fn prefer(&mut self, preferences: Preferences) -> Vec<Effect> {
        self.cx.theme = self.cx.theme.with_look(preferences.look());
        let wanted = preferences.language();
        self.cx.preferences = preferences;
        match wanted {
            Some(lang) if lang != self.cx.lang => self.speak(lang),
            _ => Vec::new(),
        }
    }

    /// Keeps a preference here and in the registry.
    pub(super) fn keep(&mut self, what: Preference, value: String) -> Effect {
        self.cx.preferences.set(what, &value);
        Effect::Prefer(what, value)
    }

    pub(super) fn ask_look(&mut self) -> Vec<Effect> {
        let lang = self.cx.lang;
        let options = Look::ALL.iter().map(|l| l.label(lang).to_owned()).collect();
        let at = Look::ALL.iter().position(|l| *l == self.cx.theme.look()).unwrap_or(0);
        let step = Choose::open(Question::Look, desk::LOOK.get(lang).to_owned(), options, at);
        self.carry_out(vec![step], From::Main)
    }

    pub(super) fn chose_look(&mut self, at: usize) -> Vec<Effect> {
        let Some(look) = Look::ALL.get(at) else { return Vec::new() };
        self.cx.theme = self.cx.theme.with_look(*look);
        if self.cx.theme.allowed() {
            let lang = self.cx.lang;
            let text = format!("{}: {}.", desk::LOOK_DONE.get(lang), look.label(lang));
            self.notice = Some(Notice { tone: Tone::Good, text });
        } else {
            self.tell(Tone::Warn, desk::LOOK_NOT_ALLOWED);
        }
        vec![self.keep(Preference::Look, look.code().to_owned())]
    }
}
