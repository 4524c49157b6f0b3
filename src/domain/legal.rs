//! Citations: every figure of the law carries where it stands, and how sure we are of it.

use super::word::Lang;
use std::fmt;

/// How far a figure was checked against the official text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confidence {
    /// Read in the official document.
    Official,
    /// Read in one copy only: shown with "cần đối chiếu văn bản gốc".
    OneCopy,
    /// The product's own default: shown as "cài đặt của đơn vị".
    Unit,
}

impl Confidence {
    /// What the screen says beside the figure; nothing for an official one.
    pub fn note(self, lang: Lang) -> Option<&'static str> {
        match self {
            Self::Official => None,
            Self::OneCopy => Some(
                lang.pick("cần đối chiếu văn bản gốc", "to be checked against the official text"),
            ),
            Self::Unit => Some(lang.pick("cài đặt của đơn vị", "unit setting")),
        }
    }
}

/// A place in a source: `L120 Đ24`, or the unit's own setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Key of the source in `rules/sources.toml` (`L120`, `D163`, …), or `unit`.
    pub source: String,
    /// Article, as written in the source: `Đ24`, `Đ61.1a`; empty for `unit`.
    pub article: String,
    /// How far it was checked.
    pub confidence: Confidence,
}

impl Citation {
    /// As shown: `L120 Đ24`, or that it is the unit's own setting.
    pub fn text(&self, lang: Lang) -> String {
        match Confidence::Unit.note(lang) {
            Some(own) if self.is_unit() => own.to_owned(),
            _ => format!("{} {}", self.source, self.article),
        }
    }

    /// Whether the figure is the product's own.
    pub fn is_unit(&self) -> bool {
        self.confidence == Confidence::Unit
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_unit() {
            f.write_str("cài đặt của đơn vị")
        } else {
            write!(f, "{} {}", self.source, self.article)
        }
    }
}

/// A figure of a rule as an officer reads it. The book writes `12 M`, `24 h`, `last 3 WD`: what it writes
/// is what `hoso rules set` takes, beside the words shown here.
pub fn figure_text(figure: &str, lang: Lang) -> String {
    // What holds another comes first: `WD` holds `D`.
    const WORDS: [(&str, &str, &str); 16] = [
        ("end of month", "cuối tháng", "end of month"),
        ("end of day", "cuối ngày", "end of day"),
        (" days off on weekdays", " ngày nghỉ trong tuần", " days off on weekdays"),
        ("no table", "chưa có bảng", "no table"),
        ("no shift", "không lùi", "no shift"),
        ("; unit: ", "; đơn vị: ", "; unit: "),
        ("+ days", "+ số ngày", "+ days"),
        ("− days", "− số ngày", "− days"),
        (" D by risk", " ngày theo nguy cơ", " days by risk"),
        (" D before", " ngày trước", " days before"),
        (" P", " điểm", " points"),
        (" WD", " ngày làm việc", " working days"),
        (" D", " ngày", " days"),
        (" Y", " năm", " years"),
        (" M", " tháng", " months"),
        (" h", " giờ", " hours"),
    ];
    let words = WORDS.iter().map(|(book, vi, en)| (book, lang.pick(vi, en)));
    let text = words.fold(figure.to_owned(), |text, (book, word)| text.replace(book, word));
    match (lang, text.strip_prefix("last ")) {
        (Lang::Vi, Some(days)) => format!("{days} cuối"),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_in_words() {
        for (book, vi, en) in [
            ("12 M", "12 tháng", "12 months"),
            ("24 h; unit: 48 h", "24 giờ; đơn vị: 48 giờ", "24 hours; unit: 48 hours"),
            ("last 3 WD", "3 ngày làm việc cuối", "last 3 working days"),
            ("last 5 WD", "5 ngày làm việc cuối", "last 5 working days"),
            ("30 D before", "30 ngày trước", "30 days before"),
            ("7 / 14 / 30 D by risk", "7 / 14 / 30 ngày theo nguy cơ", "7 / 14 / 30 days by risk"),
            ("14 days off on weekdays", "14 ngày nghỉ trong tuần", "14 days off on weekdays"),
            ("+ days", "+ số ngày", "+ days"),
            ("–", "–", "–"),
        ] {
            assert_eq!(figure_text(book, Lang::Vi), vi);
            assert_eq!(figure_text(book, Lang::En), en);
        }
    }
}
