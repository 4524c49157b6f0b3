//! The menus as they open: the bar in the first line, the entries of one menu below it.

use super::palette::Offer;
use super::{Context, Screen, Step, Steps};
use crate::domain::text::{fold, width};
use crate::ui::command::{Command, Place};
use crate::ui::keymap::Key;
use crate::ui::menu::Group;
use crate::ui::mouse::{Deed, Mouse};
use crate::ui::widgets::text::pad;
use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph};

/// The open menus.
pub struct MenuBar {
    menus: Vec<(Group, Vec<Offer>)>,
    open: usize,
    at: usize,
}

impl MenuBar {
    /// Opens the menus over a screen that offers these commands, at `first` where it has entries.
    pub fn open(offers: &[Offer], first: Option<Group>) -> Step {
        let entries = |group: Group| -> Vec<Offer> {
            let here = |o: &&Offer| Group::of(o.row.command) == Some(group);
            let mut entries: Vec<Offer> = offers.iter().filter(here).cloned().collect();
            entries.sort_by_key(|o| !Group::leads(o.row.command));
            entries
        };
        let menus: Vec<(Group, Vec<Offer>)> = Group::ALL
            .into_iter()
            .map(|g| (g, entries(g)))
            .filter(|(_, offers)| !offers.is_empty())
            .collect();
        let open = menus.iter().position(|(g, _)| Some(*g) == first).unwrap_or(0);
        Step::Open(Box::new(Self { menus, open, at: 0 }))
    }

    fn entries(&self) -> &[Offer] {
        self.menus.get(self.open).map_or(&[], |(_, offers)| offers)
    }

    fn turn(&mut self, by: usize) {
        self.open = (self.open + by) % self.menus.len().max(1);
        self.at = 0;
    }

    fn turn_to(&mut self, group: Option<Group>) {
        if let Some(open) = self.menus.iter().position(|(g, _)| Some(*g) == group) {
            (self.open, self.at) = (open, 0);
        }
    }

    /// Where the names stand in the bar: first column and width of each.
    fn names(&self, cx: &Context) -> Vec<(u16, u16)> {
        let mut column = 1;
        let mut spots = Vec::new();
        for (group, _) in &self.menus {
            let columns = width(group.label().get(cx.lang)) as u16 + 2;
            spots.push((column, columns));
            column += columns;
        }
        spots
    }

    /// Where the entries stand, their frame included.
    fn list_area(&self, area: Rect, cx: &Context) -> Rect {
        let entries = self.entries();
        let widest = entries.iter().map(|o| width(&o.label) + width(&o.key)).max().unwrap_or(0);
        let columns = (widest as u16 + 8).min(area.width);
        let lines = (entries.len() as u16 + 2).min(area.height.saturating_sub(1));
        let x = self.names(cx).get(self.open).map_or(0, |(x, _)| *x);
        let x = area.x + x.min(area.width.saturating_sub(columns));
        Rect { x, y: area.y + 1, width: columns, height: lines }
    }

    /// The first entry seen, where there are more than lines.
    fn first(&self, lines: usize) -> usize {
        (self.at + 1).saturating_sub(lines.max(1))
    }

    fn run(&self) -> Steps {
        self.entries().get(self.at).map(|o| Step::Run(o.row.command)).into_iter().collect()
    }
}

impl Screen for MenuBar {
    fn place(&self) -> Place {
        Place::Menu
    }

    fn on_command(&mut self, command: Command, _: &Context) -> Steps {
        match command {
            Command::Accept => self.run(),
            Command::Cancel => vec![Step::Close],
            _ => Steps::new(),
        }
    }

    fn on_key(&mut self, key: Key, cx: &Context) -> Steps {
        let count = self.entries().len().max(1);
        match key {
            Key::Left | Key::BackTab => self.turn(self.menus.len().saturating_sub(1)),
            Key::Right | Key::Tab => self.turn(1),
            Key::Up => self.at = (self.at + count - 1) % count,
            Key::Down => self.at = (self.at + 1) % count,
            Key::Home => self.at = 0,
            Key::End => self.at = count - 1,
            Key::F(10) => return vec![Step::Close],
            Key::Alt(c) => self.turn_to(Group::of_letter(c, cx.lang)),
            Key::Char(c) => {
                // The next entry that begins with the letter.
                let wanted = fold(&c.to_string());
                let begins = |n: &usize| {
                    self.entries().get(*n).is_some_and(|o| fold(&o.label).starts_with(&wanted))
                };
                let next = (self.at + 1..count).chain(0..=self.at).find(begins);
                self.at = next.unwrap_or(self.at);
            }
            _ => {}
        }
        Steps::new()
    }

    fn on_mouse(&mut self, mouse: Mouse, area: Rect, cx: &Context) -> Steps {
        let count = self.entries().len().max(1);
        match mouse.deed {
            Deed::WheelUp => self.at = self.at.saturating_sub(1),
            Deed::WheelDown => self.at = (self.at + 1).min(count - 1),
            Deed::Click => {
                let outer = self.list_area(area, cx);
                let inside = outer.inner(Margin::new(1, 1));
                if let Some(n) = mouse.clicked_line(inside) {
                    self.at = (self.first(usize::from(inside.height)) + n).min(count - 1);
                    return self.run();
                }
                let name = |(x, columns): &(u16, u16)| {
                    let spot = Rect { x: area.x + x, y: area.y, width: *columns, height: 1 };
                    mouse.clicks(spot)
                };
                match self.names(cx).iter().position(name) {
                    Some(open) => (self.open, self.at) = (open, 0),
                    // Beside the menus: they close.
                    None if !outer.contains(mouse.at) => return vec![Step::Close],
                    None => {}
                }
            }
        }
        Steps::new()
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &Context) {
        let bar = Rect { height: 1, ..area };
        frame.render_widget(Clear, bar);
        let mut spans = vec![Span::raw(" ")];
        for (n, (group, _)) in self.menus.iter().enumerate() {
            let label = group.label().get(cx.lang);
            let style = if n == self.open { cx.theme.selected() } else { cx.theme.text() };
            let letter = label.chars().next().map_or(0, char::len_utf8);
            spans.push(Span::styled(" ", style));
            let underlined = style.add_modifier(Modifier::UNDERLINED);
            spans.push(Span::styled(&label[..letter], underlined));
            spans.push(Span::styled(format!("{} ", &label[letter..]), style));
        }
        frame.render_widget(Paragraph::new(Line::from(spans)).style(cx.theme.base()), bar);
        let outer = self.list_area(area, cx);
        let block = Block::bordered().style(cx.theme.base());
        let inside = block.inner(outer);
        frame.render_widget(Clear, outer);
        frame.render_widget(block, outer);
        let (room, height) = (usize::from(inside.width), usize::from(inside.height));
        let first = self.first(height);
        let lines = self.entries().iter().enumerate().skip(first).take(height).map(|(n, o)| {
            let chosen = n == self.at;
            let style = if chosen { cx.theme.selected() } else { cx.theme.text() };
            let mark = if chosen { "▸" } else { " " };
            let left = pad(&format!("{mark}{}", o.label), room.saturating_sub(width(&o.key) + 1));
            Line::styled(format!("{left}{} ", o.key), style)
        });
        frame.render_widget(Paragraph::new(lines.collect::<Vec<_>>()), inside);
    }
}
