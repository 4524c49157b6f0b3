//! How states look. A state is always a word or a sign first; colour only repeats it, so that
//! nothing is lost where there is none (`NO_COLOR`, a printed screen, colour-blind eyes).

use ratatui::style::{Color, Modifier, Style};

crate::domain::person::fields! {
    /// How the colours of the screens are chosen.
    Look {
        Dark = "dark", "Nền tối, 16 màu", "Dark background, 16 colours";
        Light = "light", "Nền sáng, 16 màu", "Light background, 16 colours";
        Contrast = "contrast", "Tương phản cao", "High contrast";
        Plain = "plain", "Không màu", "No colours";
    }
}

/// The few styles screens may use. Only the 16 colours of every terminal are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Whether the environment lets us use colours at all.
    allowed: bool,
    look: Look,
}

impl Theme {
    /// With colours (the 16 of every terminal) or without.
    pub fn new(colour: bool) -> Self {
        Self { allowed: colour, look: Look::Dark }
    }

    /// As the environment asks: no colours where `NO_COLOR` is set and not empty
    /// (<https://no-color.org>), whatever the officer prefers.
    pub fn from_environment() -> Self {
        Self::new(std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty()))
    }

    /// The same in the colours an officer prefers.
    #[must_use]
    pub fn with_look(self, look: Look) -> Self {
        Self { look, ..self }
    }

    /// Whether the environment lets us use colours at all.
    pub fn allowed(self) -> bool {
        self.allowed
    }

    /// The colours preferred.
    pub fn look(self) -> Look {
        self.look
    }

    fn coloured(self, style: Style, [dark, light, contrast]: [Color; 3]) -> Style {
        match self.look {
            _ if !self.allowed => style,
            Look::Dark => style.fg(dark),
            Look::Light => style.fg(light),
            Look::Contrast => style.fg(contrast),
            Look::Plain => style,
        }
    }

    /// What lies under everything.
    pub fn base(self) -> Style {
        if self.allowed && self.look == Look::Contrast {
            Style::new().fg(Color::White).bg(Color::Black)
        } else {
            Style::new()
        }
    }

    /// Ordinary text.
    pub fn text(self) -> Style {
        Style::new()
    }

    /// What matters less: hints, sources. As readable as the rest where contrast is wanted.
    pub fn quiet(self) -> Style {
        self.coloured(Style::new(), [Color::DarkGray, Color::DarkGray, Color::White])
    }

    /// Headings.
    pub fn heading(self) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        self.coloured(bold, [Color::Cyan, Color::Blue, Color::LightCyan])
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
        let bold = Style::new().add_modifier(Modifier::BOLD);
        self.coloured(bold, [Color::Red, Color::Red, Color::LightRed])
    }

    /// Due soon, odd.
    pub fn warn(self) -> Style {
        self.coloured(Style::new(), [Color::Yellow, Color::Magenta, Color::LightYellow])
    }

    /// Done.
    pub fn good(self) -> Style {
        self.coloured(Style::new(), [Color::Green, Color::Green, Color::LightGreen])
    }

    /// A key in the footer.
    pub fn key(self) -> Style {
        let bold = Style::new().add_modifier(Modifier::BOLD);
        self.coloured(bold, [Color::Cyan, Color::Blue, Color::LightYellow])
    }

    /// The place where text is typed.
    pub fn field(self) -> Style {
        Style::new().add_modifier(Modifier::UNDERLINED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::word::Word as _;

    fn styles(theme: Theme) -> [Style; 11] {
        [
            theme.base(),
            theme.text(),
            theme.quiet(),
            theme.heading(),
            theme.strong(),
            theme.selected(),
            theme.bad(),
            theme.warn(),
            theme.good(),
            theme.key(),
            theme.field(),
        ]
    }

    #[test]
    fn without_colour_no_style_carries_one() {
        for &look in Look::ALL {
            for style in styles(Theme::new(false).with_look(look)) {
                assert_eq!((style.fg, style.bg), (None, None), "{look:?}");
            }
        }
        for style in styles(Theme::new(true).with_look(Look::Plain)) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
        assert!(Theme::new(true).bad().fg.is_some());
    }

    #[test]
    fn only_the_sixteen_colours_are_used_and_contrast_is_never_grey() {
        for &look in Look::ALL {
            for style in styles(Theme::new(true).with_look(look)) {
                for colour in [style.fg, style.bg].into_iter().flatten() {
                    assert!(!matches!(colour, Color::Rgb(..) | Color::Indexed(_)), "{look:?}");
                    let grey = matches!(colour, Color::DarkGray | Color::Gray);
                    assert!(!(grey && look == Look::Contrast));
                }
            }
        }
    }
}
