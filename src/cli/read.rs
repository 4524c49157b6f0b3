//! The commands that look: people, show, today, report.

use super::args::{self, Global};
use super::error::CliError;
use super::lang::{lang, t};
use super::{Done, json, output, report_text, text};
use crate::domain::date::Period;
use crate::exchange::report_csv::report_csv;
use crate::exchange::report_json::ReportJson;
use crate::exchange::report_sheet::write_report_sheet;
use crate::services::view::PeopleQuery;
use std::io::ErrorKind;

/// More than any registry holds: the command line prints whole lists.
const ALL: usize = usize::MAX;

/// `people`.
pub(super) fn people(global: &Global, args: args::People) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let query = PeopleQuery {
        find: args.find.unwrap_or_default(),
        measure: args.measure,
        risk: args.risk,
        hamlet: args.hamlet,
        officer: args.charge,
        clock: args.clock,
        sort: args.sort.unwrap_or_default(),
    };
    let page = match args.on.day {
        Some(day) => registry.people_on(&query, day)?,
        None => registry.people(&query, 0, ALL)?,
    };
    global.print(&json::People::of(&page), || text::people(&page))?;
    Ok(Done::Whole)
}

/// `show`.
pub(super) fn show(global: &Global, args: &args::Show) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let dossier = registry.show(&args.file_no, args.on.day)?;
    let rules = registry.book();
    global.print(&json::Show::of(&dossier, rules, lang()), || text::show(&dossier, rules))?;
    Ok(Done::Whole)
}

/// `today`.
pub(super) fn today(global: &Global, args: &args::Today) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    let list = match args.on.day {
        Some(day) => registry.today_on_for(&args.whose.query(), day)?,
        None => registry.today_for(&args.whose.query(), ALL)?,
    };
    let rules = registry.book();
    global.print(&json::Today::of(&list, rules, lang()), || text::today(&list, rules))?;
    Ok(Done::Whole)
}

/// `report`.
pub(super) fn report(global: &Global, args: &args::Report) -> Result<Done, CliError> {
    output::targets(args.xlsx.iter().chain(&args.csv))?;
    let mut registry = global.open()?;
    let period = args.period.unwrap_or_else(|| Period::month_of(registry.now().date()));
    let report = registry.report(period, true)?;
    if let Some(path) = &args.xlsx {
        write_report_sheet(path, &report)?;
        registry.note_file_written("xlsx")?;
    }
    if let Some(path) = &args.csv {
        let csv = report_csv(&report).map_err(|_| CliError::CannotWrite(ErrorKind::InvalidData))?;
        output::file(path, &csv)?;
        registry.note_file_written("csv")?;
    }
    if args.mark_sent {
        registry.mark_report_sent(period)?;
    }
    if global.json {
        output::json(&ReportJson::new(&report, lang()))?;
        return Ok(Done::Whole);
    }
    output::text(&report_text::report(&report))?;
    if args.mark_sent {
        output::text(t(
            "Đã ghi nhận báo cáo kỳ này đã gửi.\n",
            "The report of this period is noted as sent.\n",
        ))?;
    }
    Ok(Done::Whole)
}
