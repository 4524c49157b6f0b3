//! Cán bộ: the accounts, what the chief does to them, and one's own password.

use super::account_form::{AccountForm, For};
use super::choose::Choose;
use super::confirm::Confirm;
use super::{Chosen, Context, Question, Screen, Step, Steps, Tone, blank};
use crate::domain::word::{Role, Word as _};
use crate::services::{Duty, OfficerLine};
use crate::ui::command::{Command, CommandRow, Place};
use crate::ui::effect::{AccountAct, Answer, Effect, Roster};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::text::{list_line, pad, safe, wrap};
use crate::ui::widgets::window::Window;
use crate::ui::words::{Text, accounts as own};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Paragraph;

/// The screen.
#[derive(Default)]
pub struct Accounts {
    roster: Option<Box<Roster>>,
    window: Window,
    /// Whose role is being chosen.
    role_of: Option<String>,
}

/// What a role is for.
fn about(role: Role) -> Text {
    match role {
        Role::Chief => own::ROLE_CHIEF,
        Role::Officer => own::ROLE_OFFICER,
        Role::Inspector => own::ROLE_INSPECTOR,
    }
}

impl Accounts {
    /// Opens it over the screen in front.
    pub fn open() -> Steps {
        vec![Step::Open(Box::new(Self::default())), Self::ask()]
    }

    fn ask() -> Step {
        Step::Ask(Effect::Account(AccountAct::Load))
    }

    fn chosen(&self) -> Option<&OfficerLine> {
        self.roster.as_ref()?.lines.get(self.window.at)
    }

    /// The line that another may be acted on, by one who may.
    fn other(&self, cx: &Context) -> Option<&OfficerLine> {
        self.chosen().filter(|o| o.login != cx.login && cx.may(Duty::KeepOfficers))
    }

    fn height(&self, cx: &Context) -> usize {
        cx.body_height().saturating_sub(self.head(cx).len() + foot(cx).len()).max(1)
    }

    fn head(&self, cx: &Context) -> Vec<Line<'static>> {
        let mut lines = vec![Line::styled(own::ACCOUNTS.get(cx.lang), cx.theme.strong())];
        match &self.roster {
            None => lines.push(Line::from(cx.not_read_yet())),
            Some(roster) if roster.second_chief_advised => {
                let advice = wrap(&format!("! {}", own::TWO_CHIEFS.get(cx.lang)), cx.columns());
                lines.extend(advice.into_iter().map(|l| Line::styled(l, cx.theme.warn())));
            }
            Some(_) => {}
        }
        let names = [own::LOGIN, own::NAME, own::ROLE, own::STATE].map(|t| t.get(cx.lang));
        let names = format!(" {}", in_columns(names));
        lines.push(Line::styled(pad(&names, cx.columns()), cx.theme.quiet()));
        lines
    }

    fn text(o: &OfficerLine, cx: &Context) -> String {
        let state = match (o.active, o.waiting) {
            (false, _) => own::DISABLED,
            (true, true) => own::WAITING,
            (true, false) => own::ACTIVE,
        };
        let you = if o.login == cx.login { own::YOU.get(cx.lang) } else { "" };
        let state = format!("{} {you}", state.get(cx.lang));
        in_columns([&safe(&o.login), &safe(&o.full_name), o.role.label(cx.lang), state.trim()])
    }

    fn choose_role(&mut self, cx: &Context) -> Steps {
        let Some(line) = self.chosen().filter(|_| cx.may(Duty::KeepOfficers)) else {
            return Steps::new();
        };
        let title = format!("{} {}", own::NEW_ROLE.get(cx.lang), safe(&line.login));
        let option = |r: &Role| format!("{}: {}", r.label(cx.lang), about(*r).get(cx.lang));
        let options = Role::ALL.iter().map(option).collect();
        let at = Role::ALL.iter().position(|r| *r == line.role).unwrap_or_default();
        let login = line.login.clone();
        self.role_of = Some(login);
        vec![Choose::open(Question::Role, title, options, at)]
    }

    fn switch(&self, cx: &Context) -> Steps {
        let Some(line) = self.other(cx) else { return Steps::new() };
        let who = format!("{} ({})", safe(&line.full_name), safe(&line.login));
        let ask = |act| Step::Ask(Effect::Account(act));
        if line.active {
            let detail = format!("{who}. {}", own::ASK_DISABLE_MORE.get(cx.lang));
            let working = Step::Tell(Tone::Warn, own::WORKING.get(cx.lang).to_owned());
            let then = vec![working, ask(AccountAct::Disable(line.login.clone()))];
            let answers = (own::DISABLE_IT, own::NOT_NOW);
            return vec![Confirm::ask(own::ASK_DISABLE, detail, answers, then)];
        }
        let detail = format!("{who}. {}", own::ASK_ENABLE_MORE.get(cx.lang));
        let then = vec![ask(AccountAct::Enable(line.login.clone()))];
        vec![Confirm::ask(own::ASK_ENABLE, detail, (own::ENABLE_IT, own::NOT_NOW), then)]
    }
}

fn in_columns([login, name, role, state]: [&str; 4]) -> String {
    format!("{}  {}  {}  {state}", pad(login, 12), pad(name, 20), pad(role, 21))
}

fn foot(cx: &Context) -> Vec<Line<'static>> {
    let lines = wrap(own::ABOUT.get(cx.lang), cx.columns());
    lines.into_iter().map(|l| Line::styled(l, cx.theme.quiet())).collect()
}

impl Screen for Accounts {
    fn place(&self) -> Place {
        Place::Accounts
    }

    fn can(&self, command: Command, cx: &Context) -> bool {
        match command {
            Command::AddAccount => cx.may(Duty::KeepOfficers),
            Command::SetRole => self.chosen().is_some() && cx.may(Duty::KeepOfficers),
            Command::SwitchAccount => self.other(cx).is_some(),
            Command::SetPassword => {
                self.other(cx).is_some() || self.chosen().is_some_and(|o| o.login == cx.login)
            }
            _ => true,
        }
    }

    fn offer(&self, row: &CommandRow, cx: &Context) -> (String, String) {
        let (key, label) = row.offer(cx.lang);
        let label = match (row.command, self.chosen()) {
            (Command::SwitchAccount, Some(o)) if o.active => own::DISABLE_IT.get(cx.lang),
            (Command::SwitchAccount, Some(_)) => own::ENABLE_IT.get(cx.lang),
            (Command::SetPassword, Some(o)) if o.login == cx.login => {
                own::OWN_PASSWORD.get(cx.lang)
            }
            _ => return (key, label),
        };
        (key, label.to_owned())
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        vec![Self::ask()]
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        if !self.can(command, cx) {
            return Steps::new();
        }
        match command {
            Command::Cancel => vec![Step::Close],
            Command::AddAccount => AccountForm::open(For::New),
            Command::SetPassword => match self.chosen() {
                Some(o) if o.login == cx.login => AccountForm::open(For::Own(o.login.clone())),
                Some(o) => AccountForm::open(For::Other(o.login.clone())),
                None => Steps::new(),
            },
            Command::SetRole => self.choose_role(cx),
            Command::SwitchAccount => self.switch(cx),
            _ => Steps::new(),
        }
    }

    fn on_chosen(&mut self, chosen: &Chosen, cx: &Context) -> Steps {
        let login = self.role_of.take().filter(|_| chosen.question == Question::Role);
        let (Some(login), Some(role)) = (login, Role::ALL.get(chosen.at)) else {
            return Steps::new();
        };
        let told = if login == cx.login { own::OWN_ROLE.get(cx.lang) } else { "" };
        let detail = format!("{}: {}. {told}", safe(&login), role.label(cx.lang));
        let then = vec![Step::Ask(Effect::Account(AccountAct::SetRole(login, *role)))];
        let answers = (own::ROLE_IT, own::NOT_NOW);
        vec![Confirm::ask(own::ASK_ROLE, detail.trim().to_owned(), answers, then)]
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        self.window.on_key(key, self.height(cx));
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let (top, height) = (self.head(cx).len() as u16, self.height(cx));
        let list = Rect { y: area.y + top, height: height as u16, ..area };
        self.window.on_mouse(mouse, list, height);
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Roster(roster) => {
                self.roster = Some(roster.clone());
                self.window.set_total(roster.lines.len(), self.height(cx));
                Steps::new()
            }
            Answer::Done(_) => vec![Self::ask()],
            _ => Steps::new(),
        }
    }

    fn forget(&mut self) {
        *self = Self::default();
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        blank(frame, area, cx.theme);
        let (mut lines, height) = (self.head(cx), self.height(cx));
        let mut window = self.window;
        window.fit(height);
        let accounts = self.roster.iter().flat_map(|r| &r.lines).enumerate();
        for (n, o) in accounts.skip(window.first).take(height) {
            let mut line = list_line(&Self::text(o, cx), cx.columns(), n == window.at, cx.theme);
            if !o.active && n != window.at {
                line = line.style(cx.theme.quiet());
            }
            lines.push(line);
        }
        frame.render_widget(Paragraph::new(lines), area);
        let foot = foot(cx);
        let tall = (foot.len() as u16).min(area.height);
        let below = Rect { y: area.bottom() - tall, height: tall, ..area };
        frame.render_widget(Paragraph::new(foot), below);
    }
}
