//! The parts of the roll-up's screen, line by line: a line is made when it is drawn, so that a country
//! of units costs no more than what is seen of it.

use super::Context;
use crate::domain::publication::{Remedy, Weak};
use crate::domain::report::{Column, Figure, ReportRow, Tally, period_words};
use crate::domain::rollup::Standing;
use crate::domain::word::Word;
use crate::services::{Gathered, Published};
use crate::ui::report_view::row_short;
use crate::ui::widgets::text::{pad, pad_left, safe};
use crate::ui::words::{self, Text, roll_up as own};

/// A part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Sums by row, then every other figure.
    Total,
    /// By parent.
    Areas,
    /// Unit by unit, those without figures first.
    Units,
    /// What is odd, the largest differences first.
    Ask,
    /// Files that do not count.
    Refused,
    /// What became of the publication.
    Publication,
}

impl Part {
    /// In the order of the screen.
    pub(super) const ALL: [Self; 6] =
        [Self::Total, Self::Areas, Self::Units, Self::Ask, Self::Refused, Self::Publication];
}

/// Columns of a number.
const CELL: usize = 8;
/// Columns of the table by row.
const SHOWN: [(Text, &[Column]); 8] = [
    (Text("Đầu", "Open"), &[Column::Opening]),
    (Text("Vào", "In"), &Column::INS),
    (Text("Ra", "Out"), &Column::OUTS),
    (Text("Cuối", "Clos"), &[Column::Closing]),
    (Text("Nữ", "Fem"), &[Column::Female]),
    (Text("<18", "<18"), &[Column::Under18]),
    (Text("LT", "Psy"), &[Column::Psychosis]),
    (Text("GSĐT", "Mon"), &[Column::Monitoring]),
];

/// What the lines are made of.
pub(super) struct Rows<'a> {
    pub(super) found: &'a Gathered,
    pub(super) published: Option<&'a Published>,
    pub(super) cx: &'a Context,
}

impl Rows<'_> {
    fn number(&self, n: u64) -> String {
        words::number(n as usize, self.cx.lang)
    }

    fn cells(&self, counts: impl Iterator<Item = u64>) -> String {
        counts.map(|n| pad_left(&self.number(n), CELL)).collect()
    }

    /// Columns left for a name beside so many numbers.
    fn name(&self, cells: usize) -> usize {
        self.cx.columns().saturating_sub(2 + cells * CELL).min(60)
    }

    /// Figures beside the table that are not nothing.
    fn others(&self) -> impl Iterator<Item = (Figure, u64)> {
        let total = &self.found.roll_up.total;
        let beside = Figure::all().iter().filter(|f| !matches!(f, Figure::Flow(..)));
        beside.filter_map(|f| total.get(*f).filter(|n| *n > 0).map(|n| (*f, n)))
    }

    /// Units, those without figures first, then the late ones.
    fn unit(&self, n: usize) -> usize {
        let units = &self.found.roll_up.units;
        let rank = |at: &usize| match units[*at].standing {
            Standing::Missing(_) => 0,
            Standing::Late { .. } => 1,
            Standing::Received => 2,
        };
        // Three passes over a few thousand standings, for the lines that are seen.
        (0..3)
            .flat_map(|wanted| (0..units.len()).filter(move |at| rank(at) == wanted))
            .nth(n)
            .unwrap_or(0)
    }

    /// Its name in the line of parts, with how many lines it has.
    pub(super) fn title(&self, part: Part) -> String {
        let label = match part {
            Part::Total => own::PART_TOTAL,
            Part::Areas => own::PART_AREAS,
            Part::Units => own::PART_UNITS,
            Part::Ask => own::PART_ASK,
            Part::Refused => own::PART_REFUSED,
            Part::Publication => own::PART_PUBLICATION,
        };
        let count = match part {
            Part::Total | Part::Publication => return label.get(self.cx.lang).to_owned(),
            Part::Areas => self.found.roll_up.parents.len(),
            Part::Units => self.found.roll_up.units.len(),
            Part::Ask => self.found.warnings.len(),
            Part::Refused => self.found.refused.len(),
        };
        format!("{} {}", label.get(self.cx.lang), words::number(count, self.cx.lang))
    }

    /// The names of its columns.
    pub(super) fn columns(&self, part: Part) -> String {
        let lang = self.cx.lang;
        let heads = |labels: &[Text]| -> String {
            labels.iter().map(|l| pad_left(l.get(lang), CELL)).collect()
        };
        let area_heads = [own::EXPECTED, own::RECEIVED, own::LATE, own::CLOSING];
        match part {
            Part::Total => {
                let labels = SHOWN.map(|(label, _)| label);
                pad(own::ROW.get(lang), self.name(SHOWN.len())) + &heads(&labels)
            }
            Part::Areas => {
                let labels = area_heads.map(|l| short(l.get(lang)));
                let labels: String = labels.iter().map(|l| pad_left(l, CELL + 2)).collect();
                pad(own::AREA.get(lang), self.area_name()) + &labels
            }
            Part::Units => {
                let closing = pad_left(own::CLOSING.get(lang), CELL);
                format!("{} {closing}", pad(own::UNIT.get(lang), self.unit_name()))
            }
            Part::Ask | Part::Refused | Part::Publication => {
                let found = self.found;
                let counts = [
                    (own::FILES, found.files),
                    (own::COPIES, found.copies),
                    (own::REPLACED, found.replaced),
                    (own::OTHERS, found.other_periods),
                ];
                let told = counts
                    .map(|(label, n)| format!("{} {}", words::number(n, lang), label.get(lang)));
                told.join(" · ")
            }
        }
    }

    fn area_name(&self) -> usize {
        self.cx.columns().saturating_sub(2 + 4 * (CELL + 2)).min(60)
    }

    fn unit_name(&self) -> usize {
        (self.cx.columns() / 2).min(60)
    }

    /// How many lines it has; a part with nothing in it says so in one.
    pub(super) fn count(&self, part: Part) -> usize {
        let found = self.found;
        match part {
            Part::Total => ReportRow::ALL.len() + 1 + self.others().count(),
            Part::Areas => found.roll_up.parents.len(),
            Part::Units => found.roll_up.units.len(),
            Part::Ask => found.warnings.len().max(1),
            Part::Refused => found.refused.len().max(1),
            Part::Publication => self.publication().len(),
        }
    }

    /// One line of it.
    pub(super) fn line(&self, part: Part, n: usize) -> String {
        let (found, lang) = (self.found, self.cx.lang);
        match part {
            Part::Total => self.total(n),
            Part::Areas => found.roll_up.parents.get(n).map_or_else(String::new, |line| {
                let complete = line.completeness;
                let closing = line.tally.count(Figure::Flow(None, Column::Closing));
                let counts = [complete.expected, complete.received, complete.late];
                let counts = counts.map(|n| n as u64).into_iter().chain([closing]);
                let cells: String = counts.map(|n| pad_left(&self.number(n), CELL + 2)).collect();
                pad(&safe(&line.parent), self.area_name()) + &cells
            }),
            Part::Units => self.unit_line(n),
            Part::Ask => found.warnings.get(n).map_or_else(
                || own::NOTHING_TO_ASK.get(lang).to_owned(),
                |w| {
                    let text = w.warning.text(lang);
                    format!("{} · {} · {text}", w.unit, period_words(w.period, lang))
                },
            ),
            Part::Refused => found.refused.get(n).map_or_else(
                || own::NOTHING_REFUSED.get(lang).to_owned(),
                |file| {
                    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
                    format!("{} · {} · {}", file.why.code(), safe(&name), file.why.text(lang))
                },
            ),
            Part::Publication => self.publication().into_iter().nth(n).unwrap_or_default(),
        }
    }

    fn total(&self, n: usize) -> String {
        let lang = self.cx.lang;
        let total = &self.found.roll_up.total;
        if n > ReportRow::ALL.len() {
            let other = self.others().nth(n - ReportRow::ALL.len() - 1);
            return other.map_or_else(String::new, |(figure, count)| {
                let name = self.name(1);
                pad(&figure.label(lang), name) + &pad_left(&self.number(count), CELL)
            });
        }
        let row = ReportRow::ALL.get(n).copied();
        let name = self.name(SHOWN.len());
        let label = match row {
            Some(row) if name < 40 => row_short(row).get(lang),
            Some(row) => row.label(lang),
            None => words::ROW_TOTAL.get(lang),
        };
        let sums = SHOWN.iter().map(|(_, columns)| {
            columns.iter().map(|c| total.count(Figure::Flow(row, *c))).sum::<u64>()
        });
        pad(label, name) + &self.cells(sums)
    }

    fn unit_line(&self, n: usize) -> String {
        let Some(line) = self.found.roll_up.units.get(self.unit(n)) else { return String::new() };
        let closing = |tally: &Tally| tally.count(Figure::Flow(None, Column::Closing));
        let count = line.tally.as_ref().map_or_else(|| "–".to_owned(), |t| self.number(closing(t)));
        let name = format!("{} {}", line.unit.code, safe(&line.unit.name));
        let standing = line.standing.text(self.cx.lang);
        format!("{} {}  {standing}", pad(&name, self.unit_name()), pad_left(&count, CELL))
    }

    /// More about a line, below the list.
    pub(super) fn more(&self, part: Part, n: usize) -> String {
        let (found, lang) = (self.found, self.cx.lang);
        match part {
            Part::Units => {
                let Some(line) = found.roll_up.units.get(self.unit(n)) else {
                    return String::new();
                };
                let parent = safe(&line.unit.parent);
                format!("{} {} · {parent}", line.unit.code, safe(&line.unit.name))
            }
            Part::Refused => found.refused.get(n).map_or_else(String::new, |file| {
                let [path, _, _, remedy] = file.told(lang);
                format!("{}: {remedy}. {}", own::TO_DO.get(lang), safe(&path))
            }),
            Part::Ask | Part::Publication => self.line(part, n),
            Part::Total | Part::Areas => String::new(),
        }
    }

    fn publication(&self) -> Vec<String> {
        let lang = self.cx.lang;
        let Some(made) = self.published else {
            return vec![own::NOT_PUBLISHED.get(lang).to_owned()];
        };
        let mut lines = match &made.publication {
            Some(_) => vec![format!("{}: {}", own::PUBLISHED.get(lang), made.audit.starred)],
            None => vec![own::WEAK.get(lang).to_owned()],
        };
        let weak = |w: &Weak| format!("  {}: {} – {}", safe(&w.key.to_string()), w.low, w.high);
        lines.extend(made.audit.weak.iter().map(weak));
        match &made.remedy {
            Some(Remedy::Merge(merges)) => {
                lines.push(own::REMEDY.get(lang).to_owned());
                lines.extend(merges.iter().map(|m| format!("  {}", safe(&m.to_string()))));
            }
            Some(Remedy::Period(period)) => {
                let words = period_words(*period, lang);
                lines.push(format!("{}: {words}", own::REMEDY_PERIOD.get(lang)));
            }
            Some(Remedy::None) => lines.push(own::REMEDY_NONE.get(lang).to_owned()),
            None => {}
        }
        let single = made.single_unit_areas.iter();
        lines.extend(single.map(|a| format!("! {}: {}", own::SINGLE.get(lang), safe(a))));
        let group = made.groups.iter();
        lines.extend(group.map(|g| {
            format!("! {}: {} = {}", own::GROUP.get(lang), safe(&g.key.to_string()), g.people)
        }));
        lines
    }
}

/// A head that begins a sentence, as a column's.
fn short(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}
