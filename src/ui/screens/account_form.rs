//! A new account, or a new password: a form of its own, since nothing of it is ever kept unsaved.

use super::confirm::Confirm;
use super::{Context, Screen, Step, Steps, dialog_frame, dialog_inside};
use crate::domain::word::{Role, Word as _};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{AccountAct, Answer, Asked, Effect};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::form::{Field, FieldKind, Form, choices};
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::words::{self, accounts as own};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use zeroize::Zeroizing;

/// Columns of the dialog.
const COLUMNS: u16 = 100;

/// Whom it is for.
pub enum For {
    /// A new officer.
    New,
    /// Another's new password: login.
    Other(String),
    /// One's own: login.
    Own(String),
}

/// The form.
pub struct AccountForm {
    whom: For,
    form: Form,
    /// The password that is suggested.
    idea: Option<Zeroizing<String>>,
    saving: bool,
}

impl AccountForm {
    /// Opens it; a password is suggested at once.
    pub fn open(whom: For) -> Steps {
        let field = Field::new;
        let mut fields = Vec::new();
        if matches!(whom, For::New) {
            let roles = FieldKind::Choice(choices(Role::ALL));
            let text = FieldKind::Text;
            fields.extend([
                field("full_name", words::FULL_NAME, text.clone(), own::NAME_HELP),
                field("login", words::LOGIN, text, words::LOGIN_HELP),
                field("role", own::ROLE, roles, own::ROLE_HELP).with(Role::Officer.code()),
            ]);
        }
        let secret = |code, label| field(code, label, FieldKind::Secret, words::PASSWORD_HELP);
        fields
            .extend([secret("password", words::PASSWORD), secret("again", words::PASSWORD_AGAIN)]);
        let form = Form::new(fields.into_iter().map(Field::required).collect());
        let screen = Self { whom, form, idea: None, saving: false };
        vec![Step::Open(Box::new(screen)), Step::Ask(Effect::SuggestPassword)]
    }

    fn save(&mut self, cx: &Context) -> Steps {
        if self.saving || !self.form.check(cx.lang) {
            return Steps::new();
        }
        let password = self.form.value("password");
        if password != self.form.value("again") {
            self.form.show_error("again", words::PASSWORDS_DIFFER.get(cx.lang));
            return Steps::new();
        }
        let act = match &self.whom {
            For::Other(login) | For::Own(login) => AccountAct::SetPassword(login.clone(), password),
            For::New => AccountAct::Add {
                login: self.form.value("login").to_string(),
                full_name: self.form.value("full_name").to_string(),
                role: Role::from_code(&self.form.value("role")).unwrap_or(Role::Officer),
                password,
            },
        };
        self.saving = true;
        vec![Step::Ask(Effect::Account(act))]
    }

    fn title(&self, cx: &Context) -> String {
        match &self.whom {
            For::New => own::ADD.get(cx.lang).to_owned(),
            For::Other(login) => format!("{} {}", own::PASSWORD_OF.get(cx.lang), safe(login)),
            For::Own(_) => own::OWN_PASSWORD.get(cx.lang).to_owned(),
        }
    }

    /// What stands above the fields.
    fn head(&self, room: usize, cx: &Context) -> Vec<Line<'static>> {
        let mut head = Vec::new();
        if self.saving {
            head.push(Line::styled(words::SAVING.get(cx.lang), cx.theme.strong()));
        }
        if let Some(idea) = &self.idea {
            head.push(Line::from(format!("{}:", words::PASSWORD_IDEA.get(cx.lang))));
            head.push(Line::styled(format!("   {}", idea.as_str()), cx.theme.strong()));
        }
        if !matches!(self.whom, For::Own(_)) {
            let note = wrap(own::PASSWORD_NOTE.get(cx.lang), room);
            head.extend(note.into_iter().map(|l| Line::styled(l, cx.theme.quiet())));
        }
        head.push(Line::default());
        head.into_iter().map(|l| Line::styled(pad(&l.to_string(), room), l.style)).collect()
    }

    fn parts(&self, area: Rect, cx: &Context) -> (Vec<Line<'static>>, Rect) {
        let inside = dialog_inside(area, (COLUMNS, area.height));
        let head = self.head(usize::from(inside.width), cx);
        let top = (head.len() as u16).min(inside.height);
        (head, Rect { y: inside.y + top, height: inside.height - top, ..inside })
    }
}

impl Screen for AccountForm {
    fn place(&self) -> Place {
        Place::AccountForm
    }

    fn takes_text(&self) -> bool {
        self.form.takes_text()
    }

    fn unsaved(&self) -> bool {
        self.form.unsaved()
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Save => return self.save(cx),
            Command::Accept if !self.form.go_on() => return self.save(cx),
            Command::NextField => {
                self.form.go_on();
            }
            Command::PreviousField => self.form.go_back(),
            Command::SuggestPassword => return vec![Step::Ask(Effect::SuggestPassword)],
            Command::Cancel if self.form.unsaved() => {
                return vec![Confirm::discard(vec![Step::Close], cx.lang)];
            }
            Command::Cancel => return vec![Step::Close],
            _ => {}
        }
        Steps::new()
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        if !self.saving {
            self.form.type_key(key, cx.preferences.typing());
        }
        Steps::new()
    }

    fn on_paste(&mut self, text: &str, _: &Context) -> Steps {
        if !self.saving {
            self.form.paste(text);
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let (_, rest) = self.parts(area, cx);
        let clicked = mouse.clicked_line(rest).filter(|_| !self.saving);
        if let Some(code) = clicked.and_then(|n| self.form.field_at(n, rest, cx.lang, cx.theme)) {
            self.form.focus(code);
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, _: &Context) -> Steps {
        match answer {
            Answer::PasswordIdea(idea) => self.idea = Some(idea.clone()),
            Answer::Done(_) => return vec![Step::Close],
            Answer::Failed { of: Asked::Write, .. } => self.saving = false,
            _ => {}
        }
        Steps::new()
    }

    fn forget(&mut self) {
        self.form.wipe();
        (self.idea, self.saving) = (None, false);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = self.title(cx);
        let inside = dialog_frame(frame, area, (COLUMNS, area.height), &title, cx.theme);
        let (head, rest) = self.parts(area, cx);
        frame.render_widget(
            Paragraph::new(head),
            Rect { height: inside.height - rest.height, ..inside },
        );
        self.form.draw(frame, rest, cx.lang, cx.theme);
    }
}
