//! The part of the walk with breakdowns and activity.

use super::{Kind, Row, cell, plain};
use crate::domain::word::Word;
use crate::services::ClosingView;
use crate::ui::screens::Context;
use crate::ui::widgets::text::{pad, wrap};
use crate::ui::words::{number, sending as own};

/// What else is signed: the closing stock by its kinds, what was done. What is nil stands together.
pub(super) fn details(view: &ClosingView, cx: &Context) -> Vec<Row> {
    let report = &view.report;
    let room = cx.columns().saturating_sub(4);
    let mut rows = vec![plain(Kind::Heading, own::STEP_DETAILS.get(cx.lang).to_owned())];
    let mut paragraph = |text: String| {
        let lines = wrap(&text, room).into_iter();
        rows.extend(lines.map(|line| plain(Kind::Plain, format!("  {line}"))));
    };
    for (dimension, cells) in report.breakdowns.tables() {
        let cells = cells.iter().filter(|c| c.count > 0);
        let told: Vec<String> = cells
            .map(|c| format!("{} {}", c.label(cx.lang), number(c.count as usize, cx.lang)))
            .collect();
        let told = if told.is_empty() { "0".to_owned() } else { told.join(" · ") };
        paragraph(format!("{}: {told}", dimension.label(cx.lang)));
    }
    // Which of the thirty clocks nobody let pass is no news.
    let done = report.activity.entries(cx.lang).into_iter();
    let done = done.filter(|(key, _, n)| *n > 0 || !key.starts_with("overdue_"));
    let done = done.map(|(_, label, n)| (label, n));
    let works = report.programme.iter().map(|(w, n)| (w.label(cx.lang).to_owned(), *n));
    let own_work = report.own.iter().map(|(c, n)| (c.label(cx.lang).to_owned(), *n));
    rows.extend(counters(done.chain(works), cx));
    rows.push(plain(Kind::Plain, format!("  {}:", own::OWN_WORK.get(cx.lang))));
    rows.extend(counters(own_work, cx));
    rows
}

fn counters(all: impl Iterator<Item = (String, u64)>, cx: &Context) -> Vec<Row> {
    let room = cx.columns().saturating_sub(4);
    let (given, nil): (Vec<_>, Vec<_>) = all.partition(|(_, n)| *n > 0);
    let line = |(label, n): (String, u64)| {
        plain(
            Kind::Plain,
            format!("  {}{}", pad(&label, room.saturating_sub(11).min(72)), cell(n, cx)),
        )
    };
    let mut rows: Vec<Row> = given.into_iter().map(line).collect();
    if !nil.is_empty() {
        let labels: Vec<String> = nil.into_iter().map(|(label, _)| label).collect();
        let text = format!("{}: {}", own::NOTHING_OF.get(cx.lang), labels.join("; "));
        let lines = wrap(&text, room).into_iter();
        rows.extend(lines.map(|line| plain(Kind::Plain, format!("  {line}"))));
    }
    rows
}
