//! `programme`: the month's programme work, the commune's level, the targets of its plan.

use super::Done;
use super::args::{self, Global, day, word};
use super::error::CliError;
use super::lang::{lang, t};
use crate::domain::date::{Period, iso, vn};
use crate::domain::report::{CommuneLevel, PlanLine, PlanTarget, Programme, percent_text};
use crate::domain::word::Word;
use crate::services::{PlanChange, PlanView};
use chrono::NaiveDate;
use clap::Args;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// `programme …`.
#[derive(Args)]
pub(super) struct ProgrammeArgs {
    #[arg(long, value_name = t("KỲ", "PERIOD"), value_parser = args::period, help = t("Kỳ (nhập: tháng, ví dụ 2026-11)", "Period (to enter: a month, for example 2026-11)"))]
    period: Period,
    #[arg(long, value_name = t("MỤC=SỐ", "WORK=N"), value_parser = figure, help = t("Nhập một số liệu; nêu nhiều lần; \"-\" là bỏ số đã nhập", "Enter a figure; may be given several times; \"-\" takes one back"))]
    set: Vec<(Programme, Option<u64>)>,
    #[arg(long, value_name = t("MỨC", "LEVEL"), value_parser = word::<CommuneLevel>, requires = "basis", help = t("Mức của địa bàn: type_1, type_2, type_3, drug_free", "The area's level: type_1, type_2, type_3, drug_free"))]
    level: Option<CommuneLevel>,
    #[arg(long, value_name = t("NGÀY", "DATE"), value_parser = day, requires = "level", help = t("Mức đó có từ ngày này (mặc định: hôm nay)", "The level holds from this day on (default: today)"))]
    since: Option<NaiveDate>,
    #[arg(long, value_name = t("CHỈ_TIÊU=PHẦN_TRĂM", "TARGET=PERCENT"), value_parser = target, requires = "basis", help = t("Chỉ tiêu của đơn vị; \"-\" là về chỉ tiêu sẵn có", "The unit's own target; \"-\" goes back to the one shipped"))]
    target: Vec<(PlanTarget, Option<u32>)>,
    #[arg(long, value_name = t("CĂN_CỨ", "TEXT"), help = t("Căn cứ của mức, của chỉ tiêu: quyết định, biên bản, kế hoạch", "Basis of level or target: decision, minutes, plan"))]
    basis: Option<String>,
}

fn number<W: Word, N: std::str::FromStr>(text: &str) -> Result<(W, Option<N>), String> {
    let (what, count) = text.split_once('=').unwrap_or((text, ""));
    let what = word::<W>(what)?;
    if count == "-" {
        return Ok((what, None));
    }
    let count = count.parse().map_err(|_| t("cần một số", "a number is needed").to_owned())?;
    Ok((what, Some(count)))
}

fn figure(text: &str) -> Result<(Programme, Option<u64>), String> {
    number(text)
}

fn target(text: &str) -> Result<(PlanTarget, Option<u32>), String> {
    number(text)
}

/// `programme`.
pub(super) fn programme(global: &Global, args: &ProgrammeArgs) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    if !args.set.is_empty() {
        registry.set_programme(args.period, &args.set)?;
    }
    let today = registry.now().date();
    registry.set_plan(&PlanChange {
        level: args.level.map(|level| (level, args.since.unwrap_or(today))),
        targets: args.target.clone(),
        basis: args.basis.clone().unwrap_or_default(),
    })?;
    let view = registry.plan(args.period)?;
    global.print(&document(&view), || text(&view))?;
    Ok(Done::Whole)
}

fn document(view: &PlanView) -> Value {
    let figures: Map<String, Value> =
        view.figures.iter().map(|(work, n)| (work.code().to_owned(), (*n).into())).collect();
    let level = view.level.as_ref().map(|set| {
        json!({
            "level": set.level.code(), "from": iso(set.from), "basis": set.basis, "officer": set.officer,
        })
    });
    let target = |line: &PlanLine| {
        json!({
            "target": line.target.code(), "percent": line.percent, "part": line.part,
            "whole": line.whole, "reached_per_mille": line.reached(), "met": line.is_met(),
        })
    };
    let (people, population) = view.share;
    json!({
        "period": view.period.to_string(),
        "programme": figures,
        "level": level,
        "share": { "people": people, "population": population },
        "plan": view.targets.iter().map(target).collect::<Vec<_>>(),
    })
}

fn text(view: &PlanView) -> String {
    let mut told = Programme::ALL.iter().fold(String::new(), |mut told, work| {
        let count = view.figures.get(work).map_or_else(|| "–".to_owned(), u64::to_string);
        let _ = writeln!(told, "{:>8}  {} ({})", count, work.label(lang()), work.code());
        told
    });
    let level = t("Mức của địa bàn (QĐ 28/2025)", "The area's level (Decision 28/2025)");
    match &view.level {
        Some(set) => {
            let label = set.level.label(lang());
            let from = t("từ", "from");
            let _ = writeln!(told, "\n{level}: {label}, {from} {} ({})", vn(set.from), set.basis);
        }
        None => {
            let _ = writeln!(told, "\n{level}: –");
        }
    }
    let (people, population) = view.share;
    let label = t(
        "Người sử dụng và người nghiện có hồ sơ / dân số",
        "Users and addicts with a file / population",
    );
    let share = population.map_or_else(
        || "–".to_owned(),
        |of| {
            let share = i64::try_from(people * 1000 / of.max(1)).unwrap_or(i64::MAX);
            let published = t("mức công bố của loại I", "published for type I");
            format!(
                "{people}/{of} = {} ({published}: {})",
                percent_text(share),
                percent_text(view.published.into())
            )
        },
    );
    let _ =
        writeln!(told, "{label}: {share}\n\n{}:", t("Chỉ tiêu kế hoạch", "Targets of the plan"));
    for line in &view.targets {
        let wanted = line.percent.map_or_else(|| "–".to_owned(), |p| format!("{p} %"));
        let reached = line.reached().map_or_else(|| "–".to_owned(), percent_text);
        let _ = writeln!(
            told,
            "  {} ({}): {} {wanted}, {} {reached} ({}/{})",
            line.target.label(lang()),
            line.target.code(),
            t("chỉ tiêu", "target"),
            t("đạt", "reached"),
            line.part,
            line.whole
        );
    }
    told
}
