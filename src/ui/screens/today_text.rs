//! The words of a line of Hôm nay, and of what stands below the list about it.

use super::{Context, risk_line};
use crate::domain::date::{vn, vn_minute};
use crate::domain::risk::RiskBrief;
use crate::domain::text::{truncate_to_width, width};
use crate::services::view::{ClockLine, TodayGroup};
use crate::ui::columns::{Column, Columns, Table};
use crate::ui::preference::Preference;
use crate::ui::widgets::text::{pad, safe, wrap};
use crate::ui::words;
use ratatui::style::Style;
use std::fmt::Write as _;

/// How the lines of a group look.
pub(super) fn group_style(group: TodayGroup, cx: &Context) -> Style {
    match group {
        TodayGroup::Overdue | TodayGroup::LongOverdue => cx.theme.bad(),
        TodayGroup::Today => cx.theme.warn(),
        _ => cx.theme.text(),
    }
}

/// A due moment: the day alone where the whole day counts.
pub(super) fn due_text(line: &ClockLine) -> String {
    let midnight = crate::domain::date::end_of_day(line.due.date());
    if line.due == midnight { vn(line.due.date()) } else { vn_minute(line.due) }
}

/// The columns of the list, as the officer set them.
pub(super) fn columns_of(cx: &Context) -> Columns {
    Columns::read(Table::Today, cx.preferences.get(Preference::TodayColumns))
}

/// The first line: sign, name, file number, hamlet, due day, how long over or left.
pub(super) fn item_text(
    line: &ClockLine,
    brief: Option<&RiskBrief>,
    group: TodayGroup,
    (chosen, marked): (bool, bool),
    cx: &Context,
) -> String {
    let cell = |column| match column {
        Column::Name => line
            .name
            .as_deref()
            .map_or_else(|| cx.lang.pick("(việc của đơn vị)", "(the unit)").to_owned(), safe),
        Column::File => line.file_no.as_ref().map_or("", |f| f.as_str()).to_owned(),
        Column::Hamlet => safe(line.hamlet.as_deref().unwrap_or("")),
        Column::Due => vn(line.due.date()),
        Column::Over => words::how_long_short(line.kind, line.due, cx.now, cx.lang),
        Column::Risk => risk_line::cell(line.risk, brief, cx),
        Column::Clock => line.clock.code(),
        _ => String::new(),
    };
    let cells = columns_of(cx).line(cx.columns(), cell);
    let sign = words::group_sign(group);
    let (at, mark) = (if chosen { "▸" } else { " " }, if marked { "✓" } else { " " });
    format!("{at}{sign}{mark}{cells}")
}

/// The second line: what must be done, and where the law says so.
pub(super) fn second_text(line: &ClockLine, columns: usize, cx: &Context) -> String {
    let period = line.period.as_deref().map(|p| format!(" {p}")).unwrap_or_default();
    // The source is kept whole; where there is no room the words are cut.
    let source = format!(" · {}", cx.clock_source(line.clock));
    let what = format!("     {}{period}", cx.clock_what(line.clock));
    let room = columns.saturating_sub(width(&source));
    pad(&format!("{}{source}", truncate_to_width(&what, room)), columns)
}

/// What the selected line is about: from when, how sure the source is, what closes it.
pub(super) fn about(line: &ClockLine, columns: usize, cx: &Context) -> Vec<String> {
    let (lang, rule) = (cx.lang, cx.clock_rule(line.clock));
    let when = format!(
        "{} {} · {} {} · {}",
        words::RUNS_FROM.get(lang),
        vn(line.from),
        words::DUE.get(lang),
        due_text(line),
        words::how_long(line.kind, line.due, cx.now, lang),
    );
    let mut source = cx.clock_source(line.clock);
    if let Some(note) = rule.and_then(|r| r.citation.confidence.note(lang))
        && *note != source
    {
        let _ = write!(source, " ({note})");
    }
    if line.holidays_unknown {
        let _ = write!(source, " ({})", words::HOLIDAYS_UNKNOWN.get(lang));
    }
    let closed = rule.map_or("", |r| lang.pick(&r.closed_by_vi, &r.closed_by_en));
    let source = format!("{}: {source}", words::SOURCE.get(lang));
    let closed = format!("{}: {closed}", words::CLOSED_BY.get(lang));
    [when, source, closed].iter().flat_map(|t| wrap(t, columns)).collect()
}
