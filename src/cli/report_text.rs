//! The report as plain text: the stock-flow table, what the closing stock is made of, what was
//! done.

use super::lang::{lang, t};
use super::table::Table;
use crate::domain::date::vn;
use crate::domain::report::{Column, Dimension, Report, StockFlow};
use crate::domain::word::Word;
use std::fmt::Write as _;

/// The report for reading on a terminal.
pub(super) fn report(report: &Report) -> String {
    let period = report.period;
    let mut out = format!(
        "{} {period} ({} – {})\n{} ({})\n",
        t("Báo cáo kỳ", "Report of"),
        vn(period.from()),
        vn(period.to()),
        report.unit.name,
        report.unit.code
    );
    if report.provisional {
        out += t("TẠM TÍNH: kỳ chưa kết thúc.\n", "PROVISIONAL: the period has not ended.\n");
    }
    out.push('\n');
    out += &stock_flow(&report.stock_flow);
    let _ = writeln!(
        out,
        "{}: {}",
        t("Nghi vấn (không tính vào bảng)", "Suspected (in no row)"),
        report.suspected
    );
    let _ = writeln!(out, "\n{}", t("Số cuối kỳ chia theo", "Closing stock by"));
    for (dimension, cells) in report.breakdowns.tables() {
        let counts: Vec<String> =
            cells.iter().map(|cell| format!("{} {}", cell.label(lang()), cell.count)).collect();
        let _ = writeln!(out, "  {}: {}", dimension_name(dimension), counts.join(" · "));
    }
    let _ = writeln!(
        out,
        "\n{}",
        t("Việc đã làm và diễn biến trong kỳ", "Done and happened in the period")
    );
    let mut counters = Table::plain(2).indented(2);
    for (_, label, count) in report.activity.entries(lang()) {
        counters.row([label, count.to_string()]);
    }
    for (work, count) in &report.programme {
        counters.row([work.label(lang()).to_owned(), count.to_string()]);
    }
    out += &counters.render();
    if !report.own.is_empty() {
        let heading =
            t("Số liệu của riêng đơn vị, không gửi lên", "The unit's own, not sent upward");
        let _ = writeln!(out, "\n{heading}");
        let mut counters = Table::plain(2).indented(2);
        for (counter, count) in &report.own {
            counters.row([counter.label(lang()).to_owned(), count.to_string()]);
        }
        out += &counters.render();
    }
    for note in &report.notes {
        let _ = writeln!(out, "\n* {}", note.text(lang()));
    }
    out
}

fn dimension_name(dimension: Dimension) -> &'static str {
    dimension.label(lang())
}

/// The table, its columns named in the short; the words in full stand below.
pub(super) fn stock_flow(table: &StockFlow) -> String {
    let shorts: Vec<String> = Column::ALL.iter().map(|&c| format!(">{}", short(c))).collect();
    let headings: Vec<&str> =
        [t("Diện", "Row")].into_iter().chain(shorts.iter().map(String::as_str)).collect();
    let mut out = Table::headed(&headings);
    for (row, counts) in table.lines() {
        let name = row.map_or(t("Tổng cộng", "Total"), |r| r.label(lang()));
        let cells = counts.iter().map(|(_, n)| n.to_string());
        out.row([name.to_owned()].into_iter().chain(cells));
    }
    let legend: Vec<String> = Column::ALL
        .iter()
        .filter(|&&c| short(c) != c.label(lang()))
        .map(|&c| format!("{} = {}", short(c), c.label(lang())))
        .collect();
    format!("{}{}\n", out.render(), legend.join("; "))
}

/// The same short names as on the report screen.
fn short(column: Column) -> &'static str {
    match column {
        Column::Opening => t("Đầu", "Open"),
        Column::New => t("Mới", "New"),
        Column::MovedIn => t("Đến", "In"),
        Column::ChangedIn => t("Vào", "Chg+"),
        Column::MovedOut => t("Đi", "Out"),
        Column::ChangedOut => t("Ra", "Chg−"),
        Column::Stopped => t("Dừng", "Stop"),
        Column::Ended => t("Xong", "End"),
        Column::Closing => t("Cuối", "Clos"),
        Column::Female => t("Nữ", "Fem"),
        Column::Under18 => t("<18", "<18"),
        Column::Psychosis => t("LT", "Psy"),
        Column::Monitoring => t("GSĐT", "Mon"),
    }
}
