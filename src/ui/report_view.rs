//! A report as the screen needs it: texts and counts, no more.

use super::words::Text;
use crate::domain::date::Period;
use crate::domain::report::{Column, Note, Report, ReportRow};
use crate::domain::word::{Lang, Word};

/// The stock-flow table of a period, ready to be drawn.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportView {
    /// Which period.
    pub period: Period,
    /// The period had not ended when this was computed.
    pub provisional: bool,
    /// Columns: abbreviation (up to 4 columns wide) and full name.
    pub columns: Vec<(Text, Text)>,
    /// Rows. The last is the total.
    pub rows: Vec<ReportLine>,
    /// Suspected persons: in no row.
    pub suspected: u64,
    /// Remarks of the report, (vi, en).
    pub notes: Vec<(String, String)>,
}

/// A row of the table.
#[derive(Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// Its name in 14 columns.
    pub short: Text,
    /// Its full name.
    pub long: Text,
    /// Counts, in the order of the columns.
    pub counts: Vec<u64>,
}

/// A column: abbreviation and full name.
fn column(column: Column) -> (Text, Text) {
    match column {
        Column::Opening => (Text("Đầu", "Open"), Text("đầu kỳ", "opening")),
        Column::New => (Text("Mới", "New"), Text("mới", "new")),
        Column::MovedIn => (Text("Đến", "In"), Text("nơi khác chuyển đến", "moved in")),
        Column::ChangedIn => (Text("Vào", "Chg+"), Text("từ diện khác sang", "changed in")),
        Column::MovedOut => (Text("Đi", "Out"), Text("chuyển đi nơi khác", "moved out")),
        Column::ChangedOut => (Text("Ra", "Chg−"), Text("sang diện khác", "changed out")),
        Column::Stopped => (Text("Dừng", "Stop"), Text("dừng", "stopped")),
        Column::Ended => (Text("Xong", "End"), Text("kết thúc, hoàn thành", "ended, completed")),
        Column::Closing => (Text("Cuối", "Clos"), Text("cuối kỳ", "closing")),
        Column::Female => (Text("Nữ", "Fem"), Text("nữ, trong số cuối kỳ", "female, of closing")),
        Column::Under18 => {
            (Text("<18", "<18"), Text("dưới 18 tuổi, trong số cuối kỳ", "under 18, of closing"))
        }
        Column::Psychosis => {
            (Text("LT", "Psy"), Text("loạn thần, trong số cuối kỳ", "psychosis, of closing"))
        }
        Column::Monitoring => (
            Text("GSĐT", "Mon"),
            Text("giám sát điện tử, trong số cuối kỳ", "monitoring, of closing"),
        ),
    }
}

/// A row's name in 14 columns.
pub(super) fn row_short(row: ReportRow) -> Text {
    match row {
        ReportRow::UserManagement => Text("Quản lý NSD", "User mgmt"),
        ReportRow::Addicted => Text("Ng. chưa cai", "Addicted"),
        ReportRow::RehabHome => Text("Cai tại nhà", "Rehab home"),
        ReportRow::RehabVoluntaryPublic => Text("Cai công lập", "Rehab public"),
        ReportRow::RehabVoluntaryPrivate => Text("Cai tư nhân", "Rehab private"),
        ReportRow::RehabCompulsory => Text("Cai bắt buộc", "Rehab compuls"),
        ReportRow::Substitution => Text("Thuốc th.thế", "Substitution"),
        ReportRow::PostRehab12 => Text("Sau cai 12 th", "Post 12 m"),
        ReportRow::PostRehab24 => Text("Sau cai 24 th", "Post 24 m"),
    }
}

impl ReportView {
    /// The empty table of a period: its rows and columns, no counts yet.
    pub fn shaped(period: Period) -> Self {
        let rows = ReportRow::ALL.iter().map(|r| Some(*r)).chain([None]);
        let line = |row: Option<ReportRow>| ReportLine {
            short: row.map_or(super::words::ROW_TOTAL, row_short),
            long: row
                .map_or(super::words::ROW_TOTAL, |r| Text(r.label(Lang::Vi), r.label(Lang::En))),
            counts: vec![0; Column::ALL.len()],
        };
        Self {
            period,
            provisional: false,
            columns: Column::ALL.iter().map(|c| column(*c)).collect(),
            rows: rows.map(line).collect(),
            suspected: 0,
            notes: Vec::new(),
        }
    }

    /// The part of a report that the screen shows.
    pub fn of(report: &Report) -> Self {
        let mut view = Self::shaped(report.period);
        for (line, (_, counts)) in view.rows.iter_mut().zip(report.stock_flow.lines()) {
            line.counts = counts.iter().map(|(_, n)| n).collect();
        }
        view.provisional = report.provisional;
        view.suspected = report.suspected;
        let note = |n: &Note| (n.text(Lang::Vi), n.text(Lang::En));
        // The table by substance is not on the screen, so neither is the note about it.
        let shown = report.notes.iter().filter(|n| !matches!(n, Note::SeveralSubstances { .. }));
        view.notes = shown.map(note).collect();
        view
    }
}
