//! Carrying out what a screen wants.

use super::Model;
use crate::ui::effect::Effect;
use crate::ui::screens::{Context, Main, Notice, Question, Screen, Step, Steps};

/// Whose steps are being carried out.
#[derive(Clone, Copy)]
pub(super) enum From {
    Before,
    Main,
    Layer(usize),
}

impl Model {
    /// Lets the screen with the focus act, and carries out what it wants.
    pub(super) fn with_top(
        &mut self,
        act: impl FnOnce(&mut dyn Screen, &Context) -> Steps,
    ) -> Vec<Effect> {
        let depth = self.layers.len();
        let (steps, from) = if let Some(layer) = self.layers.last_mut() {
            (act(layer.as_mut(), &self.cx), From::Layer(depth - 1))
        } else if let Some(before) = &mut self.before {
            (act(before.as_mut(), &self.cx), From::Before)
        } else if self.session.is_some() {
            let (main, cx) = self.main_mut();
            (act(main, cx), From::Main)
        } else {
            return Vec::new();
        };
        self.carry_out(steps, from)
    }

    pub(super) fn carry_out(&mut self, steps: Steps, from: From) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut depth = match from {
            From::Layer(n) => n,
            From::Before | From::Main => self.layers.len(),
        };
        for step in steps {
            match step {
                Step::Ask(effect) => {
                    self.note(&effect);
                    effects.push(effect);
                }
                Step::Open(layer) => self.open_layer(layer),
                Step::Close => {
                    // The second Close of a list closes what lay below.
                    self.layers.truncate(depth);
                    depth = depth.saturating_sub(1);
                }
                Step::Choose(chosen) if chosen.question == Question::Look => {
                    self.layers.truncate(depth);
                    effects.extend(self.chose_look(chosen.at));
                }
                Step::Run(command) => {
                    self.layers.truncate(depth);
                    effects.extend(self.order(command));
                }
                Step::Prefer(what, value) => effects.push(self.keep(what, value)),
                Step::Choose(chosen) => {
                    self.layers.truncate(depth);
                    let steps = if let Some(layer) = self.layers.last_mut() {
                        layer.on_chosen(&chosen, &self.cx)
                    } else {
                        let (main, cx) = self.main_mut();
                        main.on_chosen(&chosen, cx)
                    };
                    effects.extend(self.carry_out(steps, From::Main));
                }
                Step::Go(main) => effects.extend(self.go(main)),
                Step::OpenDossier(file_no) => {
                    self.dossier.turn_to(file_no, self.front);
                    effects.extend(self.go(Main::Dossier));
                }
                Step::Tell(tone, text) => self.notice = Some(Notice { tone, text }),
                Step::Before(screen) => self.before = Some(screen),
                Step::Lock => effects.extend(self.lock()),
                Step::Quit => {
                    effects.extend(self.keep_forms(true));
                    self.quit = true;
                }
            }
        }
        effects
    }
}
