//! First run, where the folder holds no registry: the unit, the chief's account, the three recovery
//! sheets shown once, and one of them typed back before work begins.

use super::message::trouble_lines;
use super::{Context, Screen, Step, Steps, dialog_frame, dialog_inside};
use crate::ui::command::{Command, Place};
use crate::ui::effect::{Answer, Asked, Effect, NewRegistry, Trouble, UnitChoice};
use crate::ui::keymap::Key;
use crate::ui::mouse::Mouse;
use crate::ui::widgets::form::{Field, FieldKind, Form, yes_no};
use crate::ui::widgets::text::{list_line, pad, safe, wrap};
use crate::ui::widgets::text_field::TextField;
use crate::ui::widgets::window::Window;
use crate::ui::words;
use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Style};
use ratatui::text::Line;
use ratatui::widgets::Paragraph;
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// Columns of the dialog where there is room.
const DIALOG_COLUMNS: usize = 100;
/// Units seen at once.
const HEIGHT: usize = 12;
/// Lines above the units.
const UNIT_HEAD: u16 = 4;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Unit,
    Account,
    Creating,
    Sheet(usize),
    TypeBack,
    Checking,
}

/// The first-run screen.
pub struct Setup {
    stage: Stage,
    typed: TextField,
    units: Vec<UnitChoice>,
    window: Window,
    unit: Option<UnitChoice>,
    account: Form,
    idea: Option<Zeroizing<String>>,
    sheets: Option<[Zeroizing<String>; 3]>,
    ask: u8,
    back: Form,
    trouble: Option<Trouble>,
    scroll: usize,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            stage: Stage::Unit,
            typed: TextField::default(),
            units: Vec::new(),
            window: Window::default(),
            unit: None,
            account: account_form(),
            idea: None,
            sheets: None,
            ask: 1,
            back: back_form(),
            trouble: None,
            scroll: 0,
        }
    }
}

fn account_form() -> Form {
    let field = Field::new;
    Form::new(vec![
        field("full_name", words::FULL_NAME, FieldKind::Text, words::FULL_NAME_HELP).required(),
        field("login", words::LOGIN, FieldKind::Text, words::LOGIN_HELP).required(),
        field("password", words::PASSWORD, FieldKind::Secret, words::PASSWORD_HELP).required(),
        field("again", words::PASSWORD_AGAIN, FieldKind::Secret, words::PASSWORD_HELP).required(),
        field("remote", words::REMOTE, FieldKind::Choice(yes_no()), words::REMOTE_HELP).with("no"),
    ])
}

fn back_form() -> Form {
    let none = words::Text("", "");
    Form::new(vec![
        Field::new("line_1", words::SHEET_LINE_1, FieldKind::Text, none).required(),
        Field::new("line_2", words::SHEET_LINE_2, FieldKind::Text, none).required(),
    ])
}

impl Setup {
    fn search(&mut self) -> Steps {
        let text = self.typed.value();
        vec![Step::Ask(Effect::FindUnits(text))]
    }

    fn form(&mut self) -> Option<&mut Form> {
        match self.stage {
            Stage::Account => Some(&mut self.account),
            Stage::TypeBack => Some(&mut self.back),
            _ => None,
        }
    }

    fn create(&mut self, cx: &Context) -> Steps {
        self.trouble = None;
        if !self.account.check(cx.lang) {
            return Steps::new();
        }
        let password = self.account.value("password");
        if password != self.account.value("again") {
            self.account.show_error("again", words::PASSWORDS_DIFFER.get(cx.lang));
            return Steps::new();
        }
        let Some(unit) = self.unit.clone() else { return Steps::new() };
        self.stage = Stage::Creating;
        vec![Step::Ask(Effect::Create(Box::new(NewRegistry {
            unit_code: unit.code,
            unit_name: unit.name,
            remote: self.account.value("remote").as_str() == "yes",
            login: self.account.value("login").to_string(),
            full_name: self.account.value("full_name").to_string(),
            password,
        })))]
    }

    fn check_sheet(&mut self, cx: &Context) -> Steps {
        self.trouble = None;
        if !self.back.check(cx.lang) {
            return Steps::new();
        }
        self.stage = Stage::Checking;
        let (one, two) = (self.back.value("line_1"), self.back.value("line_2"));
        let typed = Zeroizing::new(format!("{}\n{}", one.as_str(), two.as_str()));
        vec![Step::Ask(Effect::CheckSheet { number: self.ask, typed })]
    }

    fn accept(&mut self, cx: &Context) -> Steps {
        match self.stage {
            Stage::Unit => {
                if let Some(unit) = self.units.get(self.window.at) {
                    self.unit = Some(unit.clone());
                    self.stage = Stage::Account;
                }
            }
            Stage::Account if !self.account.go_on() => return self.create(cx),
            Stage::TypeBack if !self.back.go_on() => return self.check_sheet(cx),
            // Nobody goes on before he has seen the whole sheet.
            Stage::Sheet(n) if self.sheet_below(n, cx) > 0 => {
                self.scroll += self.sheet_below(n, cx).min(Self::sheet_page(cx));
            }
            Stage::Sheet(n) => {
                self.scroll = 0;
                self.stage = if n < 2 { Stage::Sheet(n + 1) } else { Stage::TypeBack };
            }
            _ => {}
        }
        Steps::new()
    }

    fn back(&mut self) {
        self.scroll = 0;
        self.trouble = None;
        self.stage = match self.stage {
            Stage::Account => Stage::Unit,
            Stage::Sheet(n) => Stage::Sheet(n.saturating_sub(1)),
            Stage::TypeBack => Stage::Sheet(usize::from(self.ask.saturating_sub(1))),
            other => other,
        };
    }

    fn failed(&mut self, trouble: &Trouble, cx: &Context) {
        self.stage = match self.stage {
            Stage::Creating => Stage::Account,
            Stage::Checking => Stage::TypeBack,
            other => other,
        };
        if let Some(form) = self.form() {
            form.show_refusals(&trouble.refusals, cx.lang);
        }
        self.trouble = Some(trouble.clone());
    }

    fn draw_unit(&self, frame: &mut Frame<'_>, inside: Rect, cx: &Context) {
        let room = usize::from(inside.width);
        let mut lines = vec![Line::from(words::SETUP_UNIT_MORE.get(cx.lang)), Line::default()];
        let label = format!("{}: ", words::FIND.get(cx.lang));
        let columns = crate::domain::text::width(&label);
        let (typed, cursor) = self.typed.visible(room.saturating_sub(columns));
        lines.push(Line::from(format!("{label}{typed}")));
        lines.push(Line::default());
        if self.units.is_empty() && !self.typed.is_empty() {
            lines.push(Line::styled(words::SETUP_NO_UNIT.get(cx.lang), cx.theme.warn()));
        }
        for (n, unit) in self.units.iter().enumerate().skip(self.window.first).take(HEIGHT) {
            let text = format!("{}  {} · {}", unit.code, safe(&unit.name), safe(&unit.province));
            lines.push(list_line(&text, room, n == self.window.at, cx.theme));
        }
        frame.render_widget(Paragraph::new(lines), inside);
        frame
            .set_cursor_position(Position::new(inside.x + (columns + cursor) as u16, inside.y + 2));
    }

    /// What stands above the form of the account.
    fn account_head(&self, room: usize, cx: &Context) -> Vec<Line<'static>> {
        let unit = self.unit.as_ref().map_or_else(String::new, |u| {
            format!("{} ({}) · {}", safe(&u.name), u.code, safe(&u.province))
        });
        let mut head = vec![Line::styled(pad(&unit, room), cx.theme.strong()), Line::default()];
        if let Some(idea) = &self.idea {
            head.push(Line::from(format!("{}:", words::PASSWORD_IDEA.get(cx.lang))));
            head.push(Line::styled(format!("   {}", idea.as_str()), cx.theme.strong()));
            head.push(Line::default());
        }
        if self.stage == Stage::Creating {
            head.push(Line::styled(words::CREATING.get(cx.lang), cx.theme.strong()));
        }
        self.push_trouble(&mut head, room, cx);
        head
    }

    fn push_trouble(&self, lines: &mut Vec<Line<'static>>, room: usize, cx: &Context) {
        if let Some(trouble) = &self.trouble {
            let heading = wrap(&format!("✗ {}", trouble.what), room);
            lines.extend(heading.into_iter().map(|t| Line::styled(t, cx.theme.bad())));
            for text in trouble_lines(trouble, cx.lang) {
                lines.extend(wrap(&text, room).into_iter().map(Line::from));
            }
            lines.push(Line::default());
        }
    }

    /// The text of a sheet in so many columns.
    fn sheet_lines(&self, n: usize, room: usize) -> Vec<String> {
        let sheet = self.sheets.as_ref().and_then(|s| s.get(n));
        let fit = |line: &str| {
            let narrow = crate::domain::text::width(line) <= room;
            if narrow { vec![line.to_owned()] } else { wrap(line, room) }
        };
        sheet.map(|s| s.lines().flat_map(fit).collect()).unwrap_or_default()
    }

    /// How many lines of a sheet are below what is seen.
    fn sheet_below(&self, n: usize, cx: &Context) -> usize {
        let room = cx.columns().min(DIALOG_COLUMNS).saturating_sub(4);
        self.sheet_lines(n, room).len().saturating_sub(self.scroll + Self::sheet_page(cx))
    }

    /// How many lines of a sheet are seen at once.
    fn sheet_page(cx: &Context) -> usize {
        let room = cx.columns().min(DIALOG_COLUMNS).saturating_sub(4);
        Self::sheet_height(room, cx.body_height().saturating_sub(2), cx)
    }

    fn sheet_height(room: usize, lines: usize, cx: &Context) -> usize {
        lines.saturating_sub(wrap(words::SETUP_SHEETS_MORE.get(cx.lang), room).len() + 1)
    }

    fn draw_sheet(&self, frame: &mut Frame<'_>, inside: Rect, n: usize, cx: &Context) {
        let room = usize::from(inside.width);
        let head = wrap(words::SETUP_SHEETS_MORE.get(cx.lang), room);
        let mut lines: Vec<Line<'_>> =
            head.into_iter().map(|t| Line::styled(t, cx.theme.warn())).collect();
        let height = Self::sheet_height(room, usize::from(inside.height), cx);
        let text = self.sheet_lines(n, room);
        // Black on white whatever the colours: a reader wants the code the right way round.
        let paper = Style::new().fg(Color::Black).bg(Color::White);
        let is_code = |row: &str| {
            row.contains(['█', '▀', '▄']) || row.len() > 40 && row.chars().all(|c| c == ' ')
        };
        lines.extend(
            text.into_iter()
                .skip(self.scroll)
                .take(height)
                .map(|row| if is_code(&row) { Line::styled(row, paper) } else { Line::from(row) }),
        );
        if self.sheet_below(n, cx) > 0 {
            lines.push(Line::styled(words::SHEET_MORE.get(cx.lang), cx.theme.bad()));
        }
        frame.render_widget(Paragraph::new(lines), inside);
    }

    /// What stands above the form of the sheet typed back.
    fn back_head(&self, room: usize, cx: &Context) -> Vec<Line<'static>> {
        let text = format!("{} {}.", words::SETUP_TYPE_BACK_MORE.get(cx.lang), self.ask);
        let mut head: Vec<Line<'static>> = wrap(&text, room).into_iter().map(Line::from).collect();
        head.push(Line::default());
        if self.stage == Stage::Checking {
            head.push(Line::styled(words::WORKING.get(cx.lang), cx.theme.strong()));
        }
        self.push_trouble(&mut head, room, cx);
        head
    }
}

/// Where the form stands below these lines.
fn below(head: &[Line<'_>], inside: Rect) -> Rect {
    let top = (head.len() as u16).min(inside.height);
    Rect { y: inside.y + top, height: inside.height - top, ..inside }
}

fn draw_with_form(
    frame: &mut Frame<'_>,
    inside: Rect,
    head: Vec<Line<'_>>,
    form: &Form,
    cx: &Context,
) {
    let rest = below(&head, inside);
    frame.render_widget(
        Paragraph::new(head),
        Rect { height: inside.height - rest.height, ..inside },
    );
    form.draw(frame, rest, cx.lang, cx.theme);
}

impl Screen for Setup {
    fn place(&self) -> Place {
        match self.stage {
            Stage::Unit => Place::SetupUnit,
            Stage::Account | Stage::Creating => Place::SetupAccount,
            Stage::Sheet(_) => Place::SetupSheets,
            Stage::TypeBack | Stage::Checking => Place::SetupTypeBack,
        }
    }

    fn takes_text(&self) -> bool {
        match self.stage {
            Stage::Unit => true,
            Stage::Account => self.account.takes_text(),
            Stage::TypeBack => self.back.takes_text(),
            _ => false,
        }
    }

    fn unsaved(&self) -> bool {
        // The sheets are shown once: leaving now would lose them.
        matches!(self.stage, Stage::Sheet(_) | Stage::TypeBack | Stage::Checking)
            || self.account.unsaved()
    }

    fn refresh(&mut self, _: &Context) -> Steps {
        self.search()
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Accept => return self.accept(cx),
            Command::Save if self.stage == Stage::Account => return self.create(cx),
            Command::Save if self.stage == Stage::TypeBack => return self.check_sheet(cx),
            Command::SuggestPassword if self.stage == Stage::Account => {
                return vec![Step::Ask(Effect::SuggestPassword)];
            }
            Command::NextField => {
                if let Some(form) = self.form() {
                    form.go_on();
                }
            }
            Command::PreviousField => {
                if let Some(form) = self.form() {
                    form.go_back();
                }
            }
            Command::Back => self.back(),
            _ => {}
        }
        Steps::new()
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        match (self.stage, key) {
            (Stage::Unit, Key::Up) => self.window.step(-1, HEIGHT),
            (Stage::Unit, Key::Down) => self.window.step(1, HEIGHT),
            (Stage::Unit, key) => {
                let before = self.typed.value();
                self.typed.type_key(key, cx.preferences.typing());
                if self.typed.value() != before {
                    return self.search();
                }
            }
            (Stage::Sheet(_), Key::Up) => self.scroll = self.scroll.saturating_sub(1),
            (Stage::Sheet(n), Key::Down) => self.scroll += self.sheet_below(n, cx).min(1),
            (_, key) => {
                if let Some(form) = self.form() {
                    form.type_key(key, cx.preferences.typing());
                }
            }
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let inside = dialog_inside(area, (DIALOG_COLUMNS as u16, area.height));
        let room = usize::from(inside.width);
        let head = match self.stage {
            Stage::Unit => {
                let list = Rect { y: inside.y + UNIT_HEAD, height: HEIGHT as u16, ..inside };
                // The second click on a unit takes it.
                let again = self.window.on_mouse(mouse, list, HEIGHT);
                return if again { self.accept(cx) } else { Steps::new() };
            }
            Stage::Account => self.account_head(room, cx),
            Stage::TypeBack => self.back_head(room, cx),
            _ => return Steps::new(),
        };
        let rest = below(&head, inside);
        if let (Some(n), Some(form)) = (mouse.clicked_line(rest), self.form())
            && let Some(code) = form.field_at(n, rest, cx.lang, cx.theme)
        {
            form.focus(code);
        }
        Steps::new()
    }

    fn on_paste(&mut self, text: &str, _: &Context) -> Steps {
        if self.stage == Stage::Unit {
            self.typed.paste(text);
            return self.search();
        }
        if let Some(form) = self.form() {
            form.paste(text);
        }
        Steps::new()
    }

    fn on_answer(&mut self, answer: &Answer, cx: &Context) -> Steps {
        match answer {
            Answer::Units(text, units) if *text == self.typed.value() => {
                self.units.clone_from(units);
                self.window = Window { total: units.len(), ..Window::default() };
            }
            Answer::PasswordIdea(idea) => self.idea = Some(idea.clone()),
            Answer::Created { sheets, ask } => {
                self.sheets = Some(sheets.clone());
                self.ask = *ask;
                self.idea = None;
                self.account = account_form();
                self.stage = Stage::Sheet(0);
            }
            Answer::SheetRight => {
                self.sheets = None;
                return vec![Step::Ask(Effect::BeginWork)];
            }
            Answer::Failed { of: Asked::Create | Asked::Sheet | Asked::Setup, trouble } => {
                self.failed(trouble, cx);
            }
            _ => {}
        }
        Steps::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let step = match self.stage {
            Stage::Unit => words::SETUP_UNIT,
            Stage::Account | Stage::Creating => words::SETUP_ACCOUNT,
            Stage::Sheet(_) => words::SETUP_SHEETS,
            Stage::TypeBack | Stage::Checking => words::SETUP_TYPE_BACK,
        };
        let mut title = format!("{} · {}", words::SETUP.get(cx.lang), step.get(cx.lang));
        if let Stage::Sheet(n) = self.stage {
            let _ = write!(title, " · {} {}/3", words::SHEET.get(cx.lang), n + 1);
        }
        let inside =
            dialog_frame(frame, area, (DIALOG_COLUMNS as u16, area.height), &title, cx.theme);
        match self.stage {
            Stage::Unit => self.draw_unit(frame, inside, cx),
            Stage::Account | Stage::Creating => {
                let head = self.account_head(usize::from(inside.width), cx);
                draw_with_form(frame, inside, head, &self.account, cx);
            }
            Stage::Sheet(n) => self.draw_sheet(frame, inside, n, cx),
            Stage::TypeBack | Stage::Checking => {
                let head = self.back_head(usize::from(inside.width), cx);
                draw_with_form(frame, inside, head, &self.back, cx);
            }
        }
    }
}
