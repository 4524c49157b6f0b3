//! What stands around every main screen: the tabs above, the notice and the keys below, and the
//! polite word when the window is too small.

use super::command::{self, Command, CommandRow};
use super::effect::Session;
use super::keymap::Key;
use super::screens::{Context, Main, Notice, Screen, Tone};
use super::widgets::bars::bar;
use super::widgets::text::{pad, safe};
use super::words;
use crate::domain::risk;
use crate::domain::text::{all_visible, truncate_to_width, width};
use crate::domain::word::Word as _;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;
use std::time::Duration;

/// Lines taken from a main screen: tabs, notice, two lines of keys.
pub(super) const LINES: usize = 4;
/// The least terminal the screens are made for.
pub(super) const LEAST: (u16, u16) = (80, 24);

/// The parts of the screen: tabs, body, notice, keys.
pub(super) fn parts(area: Rect) -> [Rect; 4] {
    let line = |y: u16, height: u16| Rect { y, height, ..area };
    let body = area.height.saturating_sub(LINES as u16);
    [
        line(area.y, 1),
        line(area.y + 1, body),
        line(area.y + 1 + body, 1),
        line(area.y + 2 + body, 2),
    ]
}

/// The tabs: where each stands, where it leads, its text.
pub(super) fn tab_spots(area: Rect, cx: &Context) -> [(Rect, Main, String); 4] {
    let mut x = area.x;
    [
        (Main::Today, "F2", words::TODAY),
        (Main::People, "F3", words::PEOPLE),
        (Main::Dossier, "F4", words::DOSSIER),
        (Main::Report, "F5", words::REPORT),
    ]
    .map(|(main, key, label)| {
        let text = format!(" {key} {} ", label.get(cx.lang));
        let spot = Rect { x, width: width(&text) as u16, height: 1, ..area };
        x = spot.right();
        (spot, main, text)
    })
}

/// The tabs, and who works where.
pub(super) fn draw_tabs(
    frame: &mut Frame<'_>,
    area: Rect,
    front: Option<Main>,
    session: Option<&Session>,
    cx: &Context,
) {
    let mut spans = Vec::new();
    let mut used = 0;
    if front.is_some() {
        for (_, main, text) in tab_spots(area, cx) {
            used += width(&text);
            let chosen = front == Some(main);
            let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
            spans.push(Span::styled(text, style));
        }
    } else {
        let text = format!(" {} ", words::APP.get(cx.lang));
        used += width(&text);
        spans.push(Span::styled(text, cx.theme.heading()));
    }
    if let Some(session) = session {
        let room = usize::from(area.width).saturating_sub(used);
        // Who works is always seen: where there is no room the unit's name is cut.
        let login = format!(" · {} ", safe(&session.login));
        let unit_room = room.saturating_sub(width(&login) + 1);
        let unit = safe(&session.unit_name);
        let who = format!("{}{login}", truncate_to_width(&unit, unit_room));
        let who = truncate_to_width(&who, room).into_owned();
        spans.push(Span::raw(" ".repeat(room.saturating_sub(width(&who)))));
        spans.push(Span::styled(who, cx.theme.quiet()));
    }
    frame.render_widget(Paragraph::new(Line::from(spans)), area);
}

/// The notice; where nothing has to be told and levels of risk are on the screen, what they decide.
pub(super) fn draw_notice(
    frame: &mut Frame<'_>,
    area: Rect,
    (notice, shows_risk): (Option<&Notice>, bool),
    cx: &Context,
) {
    let (text, style) = match notice {
        None if shows_risk => (format!(" {}", risk::notice(cx.lang)), cx.theme.quiet()),
        None => return,
        Some(notice) => {
            let (sign, style) = match notice.tone {
                Tone::Good => ("✓", cx.theme.good()),
                Tone::Warn => ("!", cx.theme.warn()),
                Tone::Bad => ("✗", cx.theme.bad()),
            };
            (format!(" {sign} {}", notice.text), style)
        }
    };
    let text = pad(&text, usize::from(area.width));
    frame.render_widget(Paragraph::new(Line::styled(text, style)), area);
}

/// That the desk is at work, and for how long. Nothing has to be waited for: every key still works,
/// and what is not wanted any more is left by going elsewhere.
pub(super) fn draw_progress(
    frame: &mut Frame<'_>,
    area: Rect,
    long: Duration,
    (stoppable, done): (bool, Option<u32>),
    cx: &Context,
) {
    let dots = ".".repeat(1 + (long.as_millis() / 250 % 3) as usize);
    let text = format!(
        " {} {} {}, {}{dots}",
        words::typing::AT_WORK.get(cx.lang),
        long.as_secs().max(1),
        words::SECONDS.get(cx.lang),
        if stoppable { words::typing::AT_WORK_STOP } else { words::typing::AT_WORK_MORE }
            .get(cx.lang)
    );
    let text = match done {
        Some(done) => format!("{text} {} % {}", done / 10, bar(u64::from(done), 1000, 20)),
        None => text,
    };
    let text = pad(&text, usize::from(area.width));
    frame.render_widget(Paragraph::new(Line::styled(text, cx.theme.quiet())), area);
}

/// A key of the footer: where it stands and what it orders.
pub(super) struct KeySpot {
    pub(super) area: Rect,
    pub(super) command: Command,
    /// It is the one by which what runs is stopped.
    pub(super) stops: bool,
    key: String,
    label: String,
}

/// Always in the footer: whoever knows the first two finds all the rest.
const PINNED: [Command; 4] =
    [Command::Help, Command::Palette, Command::TypingMethod, Command::OwnActs];

/// The keys that do something here and now, as many as there is room for; the rest is under F1.
pub(super) fn key_spots(area: Rect, screen: &dyn Screen, cx: &Context) -> Vec<KeySpot> {
    let works = |row: &&CommandRow| {
        let nothing = row.command == Command::OwnActs && !cx.can_undo;
        screen.can(row.command, cx) && (!screen.takes_text() || row.works_in_text()) && !nothing
    };
    let stops = |row: &CommandRow| cx.esc_stops && row.keys.contains(&Key::Esc);
    let mut offered: Vec<KeySpot> = command::footer(screen.place(), cx.role)
        .into_iter()
        .filter(works)
        .map(|row| {
            let (mut key, mut label) = screen.foot(row, cx);
            if row.command == Command::TypingMethod {
                let method = cx.preferences.typing().method;
                label = format!("{label}: {}", method.label(cx.lang));
            }
            let first = row.keys.first();
            if screen.takes_text() && first.is_some_and(|k| k.types()) {
                key = row.keys.iter().find(|k| !k.types()).map_or(key, |k| k.label(cx.lang));
            }
            let stops = stops(row);
            if stops {
                key = Key::Esc.label(cx.lang);
                words::typing::STOP.get(cx.lang).clone_into(&mut label);
            }
            let (key, label) = (format!(" {key} "), format!("{label} "));
            KeySpot { area: Rect::ZERO, command: row.command, stops, key, label }
        })
        .collect();
    loop {
        let fit = lay_out(area, &mut offered);
        match offered.iter().rposition(|spot| !spot.stops && !PINNED.contains(&spot.command)) {
            Some(last) if fit < offered.len() => {
                offered.remove(last);
            }
            _ => {
                offered.truncate(fit);
                return offered;
            }
        }
    }
}

/// Gives each its place; how many there is room for.
fn lay_out(area: Rect, spots: &mut [KeySpot]) -> usize {
    let (mut x, mut y) = (area.x, area.y);
    for (n, spot) in spots.iter_mut().enumerate() {
        let columns = (width(&spot.key) + width(&spot.label)) as u16;
        if x + columns > area.right() {
            (x, y) = (area.x, y + 1);
        }
        if y >= area.bottom() || x + columns > area.right() {
            return n;
        }
        spot.area = Rect { x, y, width: columns, height: 1 };
        x += columns;
    }
    spots.len()
}

/// Draws them.
pub(super) fn draw_keys(frame: &mut Frame<'_>, area: Rect, screen: &dyn Screen, cx: &Context) {
    for spot in key_spots(area, screen, cx) {
        let line = Line::from(vec![Span::styled(spot.key, cx.theme.key()), Span::raw(spot.label)]);
        frame.render_widget(Paragraph::new(line), spot.area);
    }
}

/// Marks a letter may bear on a screen; Vietnamese needs two.
const MOST_MARKS: usize = 3;

/// The last look before the terminal: whatever a screen let through, no cell holds anything a terminal
/// would obey, that turns the line round, that cannot be seen, or that is drawn over other lines.
pub(super) fn scrub(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        if all_visible(symbol) && symbol.chars().count() <= 1 + MOST_MARKS {
            continue;
        }
        let seen = symbol.chars().filter(|c| all_visible(c.encode_utf8(&mut [0; 4])));
        let seen: String = seen.take(1 + MOST_MARKS).collect();
        cell.set_symbol(if seen.is_empty() { " " } else { &seen });
    }
}

/// Too small: says so, and that nothing is lost. True when it was.
pub(super) fn draw_too_small(frame: &mut Frame<'_>, cx: &Context) -> bool {
    let area = frame.area();
    if area.width >= LEAST.0 && area.height >= LEAST.1 {
        return false;
    }
    let mut lines = vec![Line::styled(
        format!("{}: {}×{}", words::TOO_SMALL.get(cx.lang), area.width, area.height),
        cx.theme.strong(),
    )];
    for text in [words::TOO_SMALL_DO, words::TOO_SMALL_KEPT] {
        lines.extend(
            super::widgets::text::wrap(text.get(cx.lang), usize::from(area.width))
                .into_iter()
                .map(Line::from),
        );
    }
    frame.render_widget(Paragraph::new(lines), area);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_keeps_what_a_terminal_would_obey() {
        let check = |symbol: &str, wanted: &str| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
            buffer[(0, 0)].set_symbol(symbol);
            scrub(&mut buffer);
            assert_eq!(buffer[(0, 0)].symbol(), wanted, "{symbol:?}");
        };
        check("ệ", "ệ");
        check("e\u{302}\u{323}", "e\u{302}\u{323}");
        check("│", "│");
        check("\u{1b}", " ");
        check("a\u{200d}", "a");
        check("\u{202e}", " ");
        check(&format!("e{}", "\u{301}".repeat(40)), "e\u{301}\u{301}\u{301}");
    }
}
