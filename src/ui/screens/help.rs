//! F1: the keys of this screen from the command table, then its page of the manual, compiled in.

use super::{Context, Screen, Step, Steps, dialog_frame};
use crate::domain::word::Lang;
use crate::ui::command::{self, Command, Place};
use crate::ui::effect::DeskAct;
use crate::ui::keymap::Key;
use crate::ui::theme::Theme;
use crate::ui::widgets::text::{pad, wrap};
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

/// The page of the manual for a place.
pub fn page(place: Place) -> &'static str {
    match place {
        Place::Today | Place::Mark => page!("02-hom-nay.md"),
        Place::Calendar => ROUND,
        Place::People | Place::Choose | Place::Columns | Place::Lists => page!("03-danh-sach.md"),
        Place::Dossier => page!("04-ho-so.md"),
        Place::Rules => page!("11-quy-tac.md"),
        Place::RiskRules => RISK,
        Place::Situation => SITUATION,
        Place::Backups => BACKUPS,
        Place::Journal => JOURNAL,
        Place::Retention => RETENTION,
        Place::Accounts | Place::AccountForm => ACCOUNTS,
        Place::Report => page!("05-bao-cao.md"),
        Place::Closing | Place::Programme => SENDING,
        Place::RollUp => page!("22-tong-hop-o-cap-tren.md"),
        Place::Doubles | Place::Merge | Place::OwnActs | Place::Bin => TWICE,
        Place::Form => page!("06-nhap-lieu.md"),
        Place::Unlock => page!("01-mo-so.md"),
        Place::SetupUnit | Place::SetupAccount | Place::SetupSheets | Place::SetupTypeBack => {
            page!("08-lap-so-moi.md")
        }
        Place::Confirm | Place::Read | Place::Palette | Place::Menu => page!("00-bat-dau.md"),
    }
}

/// The page on mending and on the history of a file.
pub const MENDING: &str = page!("12-dinh-chinh-va-lich-su.md");
/// The page on doubles, merging, taking back and cancelled entries.
pub const TWICE: &str = page!("15-ho-so-trung-va-hoan-tac.md");
/// The page on closing a period and sending it.
pub const SENDING: &str = page!("18-chot-ky-va-gui.md");
/// The page on risk.
pub const RISK: &str = page!("21-muc-nguy-co.md");
/// The page on the pictures.
pub const SITUATION: &str = page!("17-tinh-hinh.md");
/// The page on the journal.
pub const JOURNAL: &str = page!("25-nhat-ky.md");
/// The page on accounts and recovery sheets.
pub const ACCOUNTS: &str = page!("16-can-bo-va-khoi-phuc.md");
/// The page on files due for review.
pub const RETENTION: &str = page!("23-den-han-ra-soat.md");
/// The page on backups.
pub const BACKUPS: &str = page!("19-sao-luu-va-khoi-phuc.md");
/// The page on the month and the round of visits.
pub const ROUND: &str = page!("13-lich-thang-va-di-tham.md");

/// The page about an act that asks why.
pub fn of_act(act: &DeskAct) -> &'static str {
    if act.of_retention() { RETENTION } else { TWICE }
}

/// The page about one form, where there is one of its own.
pub fn form_page(measure: bool, event: bool) -> &'static str {
    match (measure, event) {
        (true, _) => page!("07-bien-phap.md"),
        (_, true) => page!("09-ghi-su-viec.md"),
        _ => page!("06-nhap-lieu.md"),
    }
}

/// The first page, those on locking and on what can go wrong, card and words, shown after the screen's own.
const GENERAL: &[&str] = &[
    page!("00-bat-dau.md"),
    page!("10-khoa-va-an-toan.md"),
    page!("20-khi-co-su-co.md"),
    page!("22-tong-hop-o-cap-tren.md"),
    page!("the-nhanh.md"),
    page!("24-giai-nghia-tu.md"),
];

/// The help screen.
pub struct Help {
    place: Place,
    page: &'static str,
    scroll: usize,
}

impl Help {
    /// Opens the help of a place.
    pub fn open(place: Place, page: &'static str) -> Step {
        Step::Open(Box::new(Self { place, page, scroll: 0 }))
    }

    fn lines(&self, columns: usize, cx: &Context) -> Vec<Line<'static>> {
        let mut lines = vec![Line::styled(words::KEYS_HERE.get(cx.lang), cx.theme.heading())];
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
        if cx.lang == Lang::En {
            lines.push(Line::styled(words::MANUAL_IS_VIETNAMESE.get(cx.lang), cx.theme.quiet()));
            lines.push(Line::default());
        }
        let mut pages = vec![self.page];
        pages.extend(GENERAL.iter().filter(|p| **p != self.page));
        for page in pages {
            lines.extend(rendered(page, columns, cx.theme));
            lines.push(Line::default());
        }
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

    fn on_command(&mut self, command: Command, _: &Context) -> Steps {
        match command {
            Command::Accept | Command::Cancel | Command::Help => vec![Step::Close],
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let page = cx.body_height().saturating_sub(2);
        let most = self.lines(cx.columns().saturating_sub(4), cx).len().saturating_sub(page);
        self.scroll = match key {
            Key::Up => self.scroll.saturating_sub(1),
            Key::Down => self.scroll + 1,
            Key::PageUp => self.scroll.saturating_sub(page),
            Key::PageDown | Key::Char(' ') => self.scroll + page,
            Key::Home => 0,
            Key::End => most,
            _ => self.scroll,
        }
        .min(most);
        Steps::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let title = format!("{} · ↑↓ PgUp PgDn", words::HELP.get(cx.lang));
        let inside = dialog_frame(frame, area, (area.width, area.height), &title, cx.theme);
        let lines = self.lines(usize::from(inside.width), cx);
        let seen: Vec<Line<'_>> = lines.into_iter().skip(self.scroll).collect();
        frame.render_widget(Paragraph::new(seen), inside);
    }
}
