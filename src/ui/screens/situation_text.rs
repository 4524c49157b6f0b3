//! The four pictures as lines: the stock of two years, in and out, what is overdue, risk. The
//! numbers stand beside every curve and bar.

use super::Context;
use crate::domain::deadline::ClockKind;
use crate::domain::report::{ReportRow, TrendMonth};
use crate::domain::word::{RiskLevel, Word};
use crate::services::view::{OverdueKind, Situation};
use crate::ui::report_view::row_short;
use crate::ui::widgets::bars::{bar, curve, per_cent};
use crate::ui::widgets::text::{pad, pad_left, wrap};
use crate::ui::words::{self, situation as own};
use ratatui::text::{Line, Span};

/// Columns of the name of a row.
const NAME: usize = 14;
/// Columns of a number.
const NUMBER: usize = 8;

/// A picture of the situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picture {
    /// People at the end of each month, by row.
    Stock,
    /// In and out, month by month.
    Flows,
    /// Overdue by clock.
    Overdue,
    /// People by risk.
    Risk,
}

impl Picture {
    pub(super) const ALL: [Self; 4] = [Self::Stock, Self::Flows, Self::Overdue, Self::Risk];

    /// Its heading.
    pub(super) fn title(self) -> words::Text {
        match self {
            Self::Stock => own::STOCK,
            Self::Flows => own::FLOWS,
            Self::Overdue => own::OVERDUE,
            Self::Risk => own::RISK,
        }
    }

    /// Its name among the others.
    pub(super) fn tab(self) -> words::Text {
        match self {
            Self::Stock => own::STOCK_TAB,
            Self::Flows => own::FLOWS_TAB,
            Self::Overdue => own::OVERDUE_TAB,
            Self::Risk => own::RISK,
        }
    }

    /// The picture, `columns` wide.
    pub(super) fn lines(self, s: &Situation, columns: usize, cx: &Context) -> Vec<Line<'static>> {
        match self {
            Self::Stock => stock(&s.months, columns, cx),
            Self::Flows => flows(&s.months, columns, cx),
            Self::Overdue => overdue(&s.overdue, columns, cx),
            Self::Risk => risk(s, columns, cx),
        }
    }
}

fn count(n: u64, cx: &Context) -> String {
    words::number(n as usize, cx.lang)
}

/// "+3", "−2", "0".
fn change(before: u64, now: u64, cx: &Context) -> String {
    let by = count(before.abs_diff(now), cx);
    match now.cmp(&before) {
        std::cmp::Ordering::Less => format!("−{by}"),
        std::cmp::Ordering::Equal => by,
        std::cmp::Ordering::Greater => format!("+{by}"),
    }
}

fn stock(months: &[TrendMonth], columns: usize, cx: &Context) -> Vec<Line<'static>> {
    // Least and most where there is room for them.
    let whole = columns >= NAME + 1 + months.len() + 5 * NUMBER;
    let heads = [own::FIRST, own::LAST, own::CHANGE, own::LEAST, own::MOST];
    let shown = if whole { 5 } else { 3 };
    let cells = |cells: &[String]| -> String {
        cells.iter().take(shown).map(|c| pad_left(c, NUMBER)).collect()
    };
    let span = match (months.first(), months.last()) {
        (Some(a), Some(b)) => format!("{} → {}", month(a, cx), month(b, cx)),
        _ => String::new(),
    };
    let head = cells(&heads.map(|h| h.get(cx.lang).to_owned()));
    let head = format!("{} {}{head}", pad("", NAME), pad(&span, months.len()));
    let mut lines = vec![Line::styled(head, cx.theme.heading())];
    let rows = ReportRow::ALL.iter().map(|r| Some(*r)).chain([None]);
    for row in rows {
        let values: Vec<u64> = months
            .iter()
            .map(|m| row.map_or_else(|| m.total(), |r| m.closing[r.index()]))
            .collect();
        let (first, last) = match values.as_slice() {
            [first, .., last] => (*first, *last),
            _ => (0, 0),
        };
        let least = values.iter().copied().min().unwrap_or(0);
        let most = values.iter().copied().max().unwrap_or(0);
        let name = row.map_or(words::ROW_TOTAL, row_short).get(cx.lang);
        let numbers = [
            count(first, cx),
            count(last, cx),
            change(first, last, cx),
            count(least, cx),
            count(most, cx),
        ];
        let style = if row.is_none() { cx.theme.strong() } else { cx.theme.text() };
        lines.push(Line::from(vec![
            Span::styled(format!("{} ", pad(name, NAME)), style),
            Span::styled(curve(&values), cx.theme.heading()),
            Span::styled(cells(&numbers), style),
        ]));
    }
    lines
}

/// "11/2026", with a mark while it is running.
fn month(m: &TrendMonth, cx: &Context) -> String {
    let text = crate::domain::report::period_words(m.period, cx.lang);
    let name = text.rsplit(' ').next().unwrap_or_default().to_owned();
    if m.period.to() >= cx.now.date() { format!("{name}*") } else { name }
}

fn flows(months: &[TrendMonth], columns: usize, cx: &Context) -> Vec<Line<'static>> {
    let room = columns.saturating_sub(9 + 3 * NUMBER + 2) / 2;
    let most = months.iter().map(|m| m.ins.max(m.outs)).max().unwrap_or(0);
    let head = format!(
        "{}{} {}{} {}{}",
        pad(own::MONTH.get(cx.lang), 9),
        pad_left(own::IN.get(cx.lang), NUMBER),
        pad("", room),
        pad_left(own::OUT.get(cx.lang), NUMBER),
        pad("", room),
        pad_left(own::CLOSING.get(cx.lang), NUMBER),
    );
    let mut lines = vec![Line::styled(head, cx.theme.heading())];
    lines.extend(months.iter().rev().map(|m| {
        Line::from(vec![
            Span::raw(pad(&month(m, cx), 9)),
            Span::raw(pad_left(&count(m.ins, cx), NUMBER)),
            Span::styled(format!(" {}", pad(&bar(m.ins, most, room), room)), cx.theme.good()),
            Span::raw(pad_left(&count(m.outs, cx), NUMBER)),
            Span::styled(format!(" {}", pad(&bar(m.outs, most, room), room)), cx.theme.warn()),
            Span::styled(pad_left(&count(m.total(), cx), NUMBER), cx.theme.strong()),
        ])
    }));
    let note = wrap(own::RUNNING.get(cx.lang), columns);
    lines.extend(note.into_iter().map(|t| Line::styled(t, cx.theme.quiet())));
    lines
}

fn overdue(kinds: &[OverdueKind], columns: usize, cx: &Context) -> Vec<Line<'static>> {
    if kinds.is_empty() {
        let text = format!("✓ {}", own::NONE_OVERDUE.get(cx.lang));
        return vec![Line::styled(text, cx.theme.good())];
    }
    let (duties, others): (Vec<&OverdueKind>, Vec<&OverdueKind>) =
        kinds.iter().partition(|k| k.kind == ClockKind::Duty);
    let mut lines = Vec::new();
    for (title, group, sign) in [(own::DUTIES, duties, "!"), (own::OTHERS, others, "?")] {
        if group.is_empty() {
            continue;
        }
        let all: usize = group.iter().map(|k| k.count).sum();
        let long: usize = group.iter().map(|k| k.long).sum();
        let mut text = format!("{}: {}", title.get(cx.lang), words::number(all, cx.lang));
        if long > 0 {
            let long = words::number(long, cx.lang);
            text = format!("{text} ({} {long})", own::LONG.get(cx.lang));
        }
        lines.push(Line::styled(text, cx.theme.heading()));
        let most = group.iter().map(|k| k.count as u64).max().unwrap_or(0);
        // Half of the line is the name: what is due has to be read.
        let name = (columns.saturating_sub(NUMBER + 3)) * 3 / 5;
        let room = columns.saturating_sub(NUMBER + 3 + name);
        for kind in group {
            let style = if sign == "!" { cx.theme.bad() } else { cx.theme.warn() };
            lines.push(Line::from(vec![
                Span::styled(format!("{sign} "), style),
                Span::raw(pad(&cx.clock_what(kind.clock), name)),
                Span::raw(pad_left(&words::number(kind.count, cx.lang), NUMBER)),
                Span::styled(format!(" {}", bar(kind.count as u64, most, room)), style),
            ]));
        }
    }
    lines
}

fn risk(s: &Situation, columns: usize, cx: &Context) -> Vec<Line<'static>> {
    let levels = RiskLevel::ALL.iter().rev().map(|l| Some(*l)).chain([None]);
    let all: usize = s.risk.iter().map(|(_, n)| n).sum();
    let room = columns.saturating_sub(NAME + NUMBER + 10);
    let head = format!("{} {}", words::number(all, cx.lang), own::OF_PEOPLE.get(cx.lang));
    let mut lines = vec![Line::styled(head, cx.theme.heading())];
    for level in levels {
        let n = s.at_risk(level);
        let (name, style) = match level {
            Some(RiskLevel::High) => (RiskLevel::High.label(cx.lang), cx.theme.bad()),
            Some(RiskLevel::Medium) => (RiskLevel::Medium.label(cx.lang), cx.theme.warn()),
            Some(RiskLevel::Low) => (RiskLevel::Low.label(cx.lang), cx.theme.good()),
            None => (own::NOT_ASSESSED.get(cx.lang), cx.theme.quiet()),
        };
        let share = per_cent(n, all).map(|p| format!("{p} %")).unwrap_or_default();
        lines.push(Line::from(vec![
            Span::raw(pad(name, NAME)),
            Span::raw(pad_left(&words::number(n, cx.lang), NUMBER)),
            Span::raw(pad_left(&share, 7)),
            Span::styled(format!(" {}", bar(n as u64, all as u64, room)), style),
        ]));
    }
    let note = wrap(own::RISK_MORE.get(cx.lang), columns);
    lines.extend(note.into_iter().map(|t| Line::styled(t, cx.theme.quiet())));
    lines
}

/// The situation in three lines, for the foot of Hôm nay.
pub(super) fn strip(s: &Situation, columns: usize, cx: &Context) -> Vec<Line<'static>> {
    let totals: Vec<u64> = s.months.iter().map(TrendMonth::total).collect();
    let (ins, outs) = s.months.last().map_or((0, 0), |m| (m.ins, m.outs));
    let rule = format!("─ {} ", own::SITUATION.get(cx.lang));
    let rest = columns.saturating_sub(crate::domain::text::width(&rule));
    let people = format!(
        "{}: {}  ",
        own::NOW_MANAGED.get(cx.lang),
        count(totals.last().copied().unwrap_or(0), cx)
    );
    let flows = format!(
        "  {} · {} {}: {} {}, {} {}",
        own::MONTHS_24.get(cx.lang),
        own::THIS_MONTH.get(cx.lang),
        s.months.last().map(|m| month(m, cx)).unwrap_or_default().trim_end_matches('*'),
        own::IN.get(cx.lang).to_lowercase(),
        count(ins, cx),
        own::OUT.get(cx.lang).to_lowercase(),
        count(outs, cx),
    );
    let levels = RiskLevel::ALL.iter().rev().map(|l| Some(*l)).chain([None]);
    let risk: Vec<String> = levels
        .map(|level| {
            let name = level.map_or(own::NOT_ASSESSED.get(cx.lang), |l| l.label(cx.lang));
            format!("{} {}", name.to_lowercase(), words::number(s.at_risk(level), cx.lang))
        })
        .collect();
    vec![
        Line::styled(format!("{rule}{}", "─".repeat(rest)), cx.theme.quiet()),
        Line::from(vec![
            Span::styled(people, cx.theme.strong()),
            Span::styled(curve(&totals), cx.theme.heading()),
            Span::raw(flows),
        ]),
        Line::from(format!("{}: {}", own::RISK.get(cx.lang), risk.join(" · "))),
    ]
}
