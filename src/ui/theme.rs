//! How states look. A state is always a word or a sign first; colour only repeats it, so that
//! nothing is lost where there is none (`NO_COLOR`, a printed screen, colour-blind eyes).

use ratatui::style::{Color, Modifier, Style};

/// The few styles screens may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colour: bool,
}

impl Theme {
    /// With colours (the 16 of every terminal) or without.
    pub fn new(colour: bool) -> Self {
        Self { colour }
    }

    /// As the environment asks: no colours where `NO_COLOR` is set and not empty
    /// (<https://no-color.org>).
    pub fn from_environment() -> Self {
        Self::new(std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()))
    }

    fn coloured(self, style: Style, colour: Color) -> Style {
        if self.colour { style.fg(colour) } else { style }
    }

    /// Ordinary text.
    pub fn text(self) -> Style {
        Style::new()
    }

    /// What matters less: hints, sources.
    pub fn quiet(self) -> Style {
        self.coloured(Style::new(), Color::DarkGray)
    }

    /// Headings.
    pub fn heading(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD), Color::Cyan)
    }

    /// Strong text.
    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// The line or choice one stands on.
    pub fn selected(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Overdue, refused, an error.
    pub fn bad(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD), Color::Red)
    }

    /// Due soon, odd.
    pub fn warn(self) -> Style {
        self.coloured(Style::new(), Color::Yellow)
    }

    /// Done.
    pub fn good(self) -> Style {
        self.coloured(Style::new(), Color::Green)
    }

    /// A key in the footer.
    pub fn key(self) -> Style {
        self.coloured(Style::new().add_modifier(Modifier::BOLD), Color::Cyan)
    }

    /// The place where text is typed.
    pub fn field(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_no_style_carries_one() {
        let plain = Theme::new(false);
        let styles = [
            plain.text(),
            plain.quiet(),
            plain.heading(),
            plain.strong(),
            plain.selected(),
            plain.bad(),
            plain.warn(),
            plain.good(),
            plain.key(),
            plain.field(),
        ];
        for style in styles {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert!(Theme::new(true).bad().fg.is_some());
    }
}
