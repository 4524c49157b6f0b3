//! F1: the keys of this screen from the command table, then its page of the manual, compiled in; from
//! there every other page.

use super::choose::Choose;
use super::{Chosen, Context, Question, Screen, Step, Steps, dialog_frame};
use crate::domain::word::Lang;
use crate::ui::command::{self, Command, Place};
use crate::ui::effect::DeskAct;
use crate::ui::keymap::Key;
use crate::ui::theme::Theme;
use crate::ui::widgets::text::{pad, wrap};
use crate::ui::widgets::window::scrolled;
use crate::ui::words;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

macro_rules! page {
    ($file:literal) => {
        include_str!(concat!("../../../docs/huong-dan/", $file))
    };
}

const START: &str = page!("01-bat-dau.md");
const UNLOCKING: &str = page!("02-mo-so-va-khoa.md");
const TODAY: &str = page!("03-hom-nay.md");
const PEOPLE: &str = page!("04-danh-sach.md");
const DOSSIER: &str = page!("05-ho-so.md");
const FORMS: &str = page!("06-nhap-lieu.md");
const EVENTS: &str = page!("07-su-viec-va-bien-phap.md");
/// The page on mending and on the history of a file, on taking back and on cancelled entries.
pub const MENDING: &str = page!("08-khi-ghi-sai.md");
/// The page on the report, on closing a period and sending it.
pub const SENDING: &str = page!("09-bao-cao-va-gui.md");
const BACKUPS: &str = page!("10-sao-luu.md");
const IMPORT: &str = page!("tra-cuu/nhap-tu-bang-tinh.md");
const TWICE: &str = page!("tra-cuu/ho-so-trung.md");
const SITUATION: &str = page!("tra-cuu/tinh-hinh.md");
/// The page on risk.
pub const RISK: &str = page!("tra-cuu/muc-nguy-co.md");
const RULES: &str = page!("tra-cuu/quy-tac.md");
/// The page on programme work.
pub const PROGRAMME: &str = page!("tra-cuu/so-lieu-cong-tac.md");
const RETENTION: &str = page!("tra-cuu/den-han-ra-soat.md");
const JOURNAL: &str = page!("tra-cuu/nhat-ky.md");
const ACCOUNTS: &str = page!("tra-cuu/can-bo-va-khoi-phuc.md");
const SETUP: &str = page!("tra-cuu/lap-so-moi.md");
const ROLL_UP: &str = page!("tra-cuu/tong-hop-o-cap-tren.md");

/// The manual: the pages of an officer's days in their order, then what is looked up.
pub const MANUAL: [&str; 26] = [
    START,
    UNLOCKING,
    TODAY,
    PEOPLE,
    DOSSIER,
    FORMS,
    EVENTS,
    MENDING,
    SENDING,
    BACKUPS,
    page!("the-nhanh.md"),
    page!("giai-nghia-tu.md"),
    page!("tra-cuu/cac-phim.md"),
    IMPORT,
    TWICE,
    SITUATION,
    RISK,
    RULES,
    PROGRAMME,
    RETENTION,
    JOURNAL,
    ACCOUNTS,
    page!("tra-cuu/khi-co-su-co.md"),
    SETUP,
    ROLL_UP,
    page!("tra-cuu/dong-lenh.md"),
];
/// So many of them are read one after the other.
pub const READ_IN_ORDER: usize = 10;

/// A page as the contents name it: `3. Hôm nay`, `Tra cứu: Nhật ký`.
pub fn title(at: usize) -> String {
    let page = MANUAL.get(at).copied().unwrap_or_default();
    let heading = page.lines().next().unwrap_or_default().trim_start_matches(['#', ' ']);
    if at < READ_IN_ORDER {
        format!("{}. {heading}", at + 1)
    } else {
        format!("{}: {heading}", words::LOOKED_UP.0)
    }
}

/// The page of the manual for a place.
pub fn page(place: Place) -> &'static str {
    match place {
        Place::Today | Place::Mark | Place::Calendar => TODAY,
        Place::People | Place::Choose | Place::Columns | Place::Lists => PEOPLE,
        Place::Dossier => DOSSIER,
        Place::Rules => RULES,
        Place::RiskRules => RISK,
        Place::Situation => SITUATION,
        Place::Backups => BACKUPS,
        Place::Import => IMPORT,
        Place::Journal => JOURNAL,
        Place::Retention => RETENTION,
        Place::Accounts | Place::AccountForm => ACCOUNTS,
        Place::Report | Place::Closing => SENDING,
        Place::Programme => PROGRAMME,
        Place::RollUp => ROLL_UP,
        Place::Doubles | Place::Merge => TWICE,
        Place::OwnActs | Place::Bin => MENDING,
        Place::Form => FORMS,
        Place::Unlock => UNLOCKING,
        Place::SetupUnit | Place::SetupAccount | Place::SetupSheets | Place::SetupTypeBack => SETUP,
        Place::Confirm | Place::Read | Place::Palette | Place::Menu => START,
    }
}

/// The page about an act that asks why.
pub fn of_act(act: &DeskAct) -> &'static str {
    match act {
        act if act.of_retention() => RETENTION,
        DeskAct::Undo(_) | DeskAct::RestoreEvent(..) | DeskAct::RestoreMeasure(..) => MENDING,
        DeskAct::SetRiskRules(..) => RISK,
        _ => TWICE,
    }
}

/// The page about one form, where there is one of its own.
pub fn form_page(about_the_case: bool) -> &'static str {
    if about_the_case { EVENTS } else { FORMS }
}

/// The help screen.
pub struct Help {
    place: Place,
    /// The page of the place, which stands below its keys.
    own: usize,
    /// The page that is read.
    at: usize,
    scroll: usize,
}

impl Help {
    /// Opens the help of a place.
    pub fn open(place: Place, page: &'static str) -> Step {
        let own = MANUAL.iter().position(|p| *p == page).unwrap_or(0);
        Step::Open(Box::new(Self { place, own, at: own, scroll: 0 }))
    }

    fn turn_to(&mut self, at: usize) {
        (self.at, self.scroll) = (at % MANUAL.len(), 0);
    }

    fn lines(&self, columns: usize, cx: &Context) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        if self.at == self.own {
            lines.push(Line::styled(words::KEYS_HERE.get(cx.lang), cx.theme.heading()));
            for row in command::at(self.place, cx.role) {
                let keys = pad(&format!("  {}", row.keys_text(cx.lang)), 24);
                let mut texts = wrap(row.help(cx.lang), columns.saturating_sub(24)).into_iter();
                lines.push(Line::from(vec![
                    Span::styled(keys, cx.theme.key()),
                    Span::raw(texts.next().unwrap_or_default()),
                ]));
                lines.extend(texts.map(|t| Line::from(format!("{}{t}", " ".repeat(24)))));
            }
            lines.push(Line::default());
        }
        if cx.lang == Lang::En {
            lines.push(Line::styled(words::MANUAL_IS_VIETNAMESE.get(cx.lang), cx.theme.quiet()));
            lines.push(Line::default());
        }
        lines.extend(rendered(MANUAL[self.at], columns, cx.theme));
        lines
    }
}

/// The little Markdown the manual uses: headings, list items, paragraphs, **strong** and `keys`.
fn rendered(page: &str, columns: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let mut paragraph = String::new();
    let flush = |paragraph: &mut String, lines: &mut Vec<Line<'static>>| {
        if !paragraph.is_empty() {
            let (head, text) = match paragraph.strip_prefix("- ") {
                Some(item) => ("  • ", item.to_owned()),
                None => ("", paragraph.clone()),
            };
            let plain = text.replace("**", "").replace('`', "");
            for (n, line) in
                wrap(&plain, columns.saturating_sub(head.chars().count())).into_iter().enumerate()
            {
                let head = if n == 0 { head.to_owned() } else { " ".repeat(head.chars().count()) };
                lines.push(Line::from(format!("{head}{line}")));
            }
            paragraph.clear();
        }
    };
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix('#') {
            flush(&mut paragraph, &mut lines);
            let text = heading.trim_start_matches('#').trim().to_owned();
            lines.push(Line::styled(text, theme.heading()));
        } else if line.trim().is_empty() {
            flush(&mut paragraph, &mut lines);
            lines.push(Line::default());
        } else {
            if line.starts_with("- ") {
                flush(&mut paragraph, &mut lines);
            } else if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line.trim());
            if line.starts_with("- ") && paragraph.is_empty() {
                paragraph.push_str(line);
            }
        }
    }
    flush(&mut paragraph, &mut lines);
    lines
}

impl Screen for Help {
    fn place(&self) -> Place {
        Place::Read
    }

    fn on_command(&mut self, command: Command, cx: &Context) -> Steps {
        match command {
            Command::Accept | Command::Cancel | Command::Help => return vec![Step::Close],
            Command::NextTab => self.turn_to(self.at + 1),
            Command::PreviousTab => self.turn_to(self.at + MANUAL.len() - 1),
            Command::Contents => {
                let titles = (0..MANUAL.len()).map(title).collect();
                let heading = words::CONTENTS.get(cx.lang).to_owned();
                return vec![Choose::open(Question::ManualPage, heading, titles, self.at)];
            }
            _ => {}
        }
        Steps::new()
    }

    fn on_chosen(&mut self, chosen: &Chosen, _: &Context) -> Steps {
        if chosen.question == Question::ManualPage {
            self.turn_to(chosen.at);
        }
        Steps::new()
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let page = cx.body_height().saturating_sub(2);
        let most = self.lines(cx.columns().saturating_sub(4), cx).len().saturating_sub(page);
        let key = if key == Key::Char(' ') { Key::PageDown } else { key };
        self.scroll = scrolled(self.scroll, key, page, most);
        Steps::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = format!("{} · {} · ↑↓ PgUp PgDn", words::HELP.get(cx.lang), title(self.at));
        let inside = dialog_frame(frame, area, (area.width, area.height), &title, cx.theme);
        let lines = self.lines(usize::from(inside.width), cx);
        let seen: Vec<Line<'_>> = lines.into_iter().skip(self.scroll).collect();
        frame.render_widget(Paragraph::new(seen), inside);
    }
}
