//! Forms that are left with text in them: kept in the registry while they are typed in, on a lock and
//! on the way out; emptied here while the registry is locked; put up again for the same officer.

use super::{From, Model};
use crate::domain::date::vn_minute;
use crate::domain::unsaved::{Unsaved, UnsavedHead, UnsavedKey};
use crate::ui::effect::Effect;
use crate::ui::screens::confirm::Confirm;
use crate::ui::screens::form_screen::FormScreen;
use crate::ui::screens::{Screen, Step};
use crate::ui::words::{self, Text};

impl Model {
    /// What is to be kept of the open forms: every few seconds, or `now`.
    pub(super) fn keep_forms(&mut self, now: bool) -> Vec<Effect> {
        let mut effects = Vec::new();
        for layer in &mut self.layers {
            effects.extend(layer.keep(now, &self.cx));
        }
        for effect in &effects {
            self.note(effect);
        }
        effects
    }

    /// Remembers which forms the registry keeps.
    pub(super) fn note(&mut self, effect: &Effect) {
        match effect {
            Effect::KeepUnsaved(unsaved) => {
                self.left.retain(|head| head.key != unsaved.key);
                let key = unsaved.key.clone();
                self.left.insert(0, UnsavedHead { key, at: self.cx.now });
            }
            Effect::DropUnsaved(key) => self.left.retain(|head| head.key != *key),
            _ => {}
        }
    }

    /// Puts the open forms aside for the time of a lock: what stands in them goes to the registry,
    /// their empty shells stay.
    pub(super) fn put_aside(&mut self) -> Vec<Effect> {
        let effects = self.keep_forms(true);
        let depth = self.layers.iter().rposition(|l| l.unsaved()).map_or(0, |n| n + 1);
        self.layers.truncate(depth);
        self.layers.iter_mut().for_each(|layer| layer.forget());
        self.kept = std::mem::take(&mut self.layers);
        self.left.clear();
        effects
    }

    /// Takes up what was put aside, for the same officer.
    pub(super) fn take_up(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> =
            std::mem::take(&mut self.written).into_iter().map(Effect::DropUnsaved).collect();
        self.layers = std::mem::take(&mut self.kept);
        let keys = self.layers.iter().filter_map(|l| l.unsaved_key());
        effects.extend(keys.map(Effect::LoadUnsaved));
        effects.push(Effect::LoadUnsavedHeads);
        for n in 0..self.layers.len() {
            // What a form holds comes by its key; what others show was forgotten, and is asked for.
            if self.layers[n].unsaved_key().is_none() {
                let steps = self.layers[n].refresh(&self.cx);
                effects.extend(self.carry_out(steps, From::Layer(n)));
            }
        }
        effects
    }

    /// A form that was being saved when the registry was locked is saved: it is not put up again.
    pub(super) fn saved_while_locked(&mut self) {
        self.written.extend(self.kept.iter().filter_map(|l| l.unsaved_key()));
        self.kept.clear();
    }

    /// The forms that were left, when work begins: the newest is offered, unless one is open again.
    pub(super) fn offer_left(&mut self, heads: Vec<UnsavedHead>) {
        self.left = heads;
        if !self.layers.is_empty() {
            return;
        }
        let titled = self.left.iter().find_map(|h| Some((FormScreen::title_of(&h.key)?, h)));
        let Some((title, head)) = titled else { return };
        let lang = self.cx.lang;
        let about = match head.key.subject.as_str() {
            "" => title.get(lang).to_owned(),
            subject => format!("{} · {subject}", title.get(lang)),
        };
        let detail =
            format!("{about}. {} {}.", words::typing::TAKE_MORE.get(lang), vn_minute(head.at));
        let answers = (words::typing::RESUME_YES, words::typing::RESUME_LATER);
        let key = head.key.clone();
        self.ask_about(words::typing::ASK_RESUME, detail, answers, key);
    }

    fn ask_about(
        &mut self,
        question: Text,
        detail: String,
        answers: (Text, Text),
        key: UnsavedKey,
    ) {
        let then = vec![Step::Ask(Effect::LoadUnsaved(key))];
        if let Step::Open(layer) = Confirm::propose(question, detail, answers, then) {
            self.layers.push(layer);
        }
    }

    /// Opens a dialog; a form that was left half filled is offered what stood in it.
    pub(super) fn open_layer(&mut self, layer: Box<dyn Screen>) {
        let key = layer.unsaved_key();
        self.layers.push(layer);
        let Some(key) = key else { return };
        let Some(head) = self.left.iter().find(|head| head.key == key) else { return };
        let lang = self.cx.lang;
        let detail = format!("{} {}.", words::typing::TAKE_MORE.get(lang), vn_minute(head.at));
        let answers = (words::typing::TAKE_YES, words::typing::TAKE_NO);
        self.ask_about(words::typing::ASK_TAKE, detail, answers, key);
    }

    /// What stood in a form came back: into the form where it is open, else it is put up again.
    pub(super) fn came_back(&mut self, unsaved: &Unsaved) -> bool {
        if self.layers.iter().any(|l| l.unsaved_key().as_ref() == Some(&unsaved.key)) {
            return false;
        }
        if let Some(Step::Open(layer)) = FormScreen::reopen(unsaved, &self.cx) {
            self.layers.push(layer);
        }
        true
    }
}
