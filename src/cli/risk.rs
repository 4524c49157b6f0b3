//! `hoso risk`: one person's level and why, what another rule set would change, an officer's own
//! level, the unit's tilt.

use super::Done;
use super::args::{Global, day, file_no, word};
use super::error::CliError;
use super::lang::{lang, t};
use super::output;
use super::risk_one::{RiskJson, code, follow_up_text, text};
use super::table::Table;
use crate::domain::date::{iso, vn};
use crate::domain::id::FileNo;
use crate::domain::risk::{RiskBrief, level_after, notice};
use crate::domain::word::{Lang, RiskLevel, Word};
use crate::exchange::risk_sheet::write_risk_sheet;
use crate::services::Registry;
use crate::services::view::{KeptAssessment, OverrideRow, Tilt, TiltRow, WhatIf, day_text};
use chrono::NaiveDate;
use clap::{Args, ValueHint};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// `risk`.
#[derive(Args)]
pub(super) struct RiskArgs {
    #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, required_unless_present_any = ["what_if", "write", "tilt"], help = t("Số hồ sơ", "Case file number"))]
    file_no: Option<FileNo>,
    #[arg(long = "on", value_name = t("NGÀY", "DATE"), value_parser = day, help = t("Tính đến hết ngày này (mặc định: bây giờ)", "As of the end of this day (default: now)"))]
    on: Option<NaiveDate>,
    #[arg(long, conflicts_with = "on", requires = "file_no", help = t("Các lần đánh giá đã lưu, mỗi lần theo bộ quy tắc của nó", "The assessments kept, each by its own rules"))]
    kept: bool,
    #[arg(long, conflicts_with = "on", value_name = "low|medium|high|off", value_parser = own_level, requires = "file_no", requires = "reason", help = t("Cán bộ tự định mức; off là trở lại mức chương trình tính. Hạ từ cao phải là trưởng", "Set one's own level; off = the computed one again. Lowering from high: the chief"))]
    set: Option<Own>,
    #[arg(long, value_name = t("NGÀY", "DATE"), value_parser = day, requires = "set", help = t("Ngày cuối của mức tự định (mặc định theo bộ quy tắc, 90 ngày)", "Last day of the own level (default: as the rules say, 90 days)"))]
    until: Option<NaiveDate>,
    #[arg(long, value_name = t("CHỮ", "TEXT"), help = t("Lý do", "Reason"))]
    reason: Option<String>,
    #[arg(long, value_name = "RULES.toml", value_hint = ValueHint::FilePath, conflicts_with_all = ["file_no", "on"], help = t("Với bộ quy tắc này, bao nhiêu người đổi mức (tên người chỉ trưởng thấy)", "How many people would change level by these rules (names for the chief only)"))]
    what_if: Option<PathBuf>,
    #[arg(long, requires = "what_if", requires = "from", requires = "reason", help = t("Áp dụng bộ quy tắc đó (chỉ trưởng)", "Put these rules in force (the chief only)"))]
    adopt: bool,
    #[arg(long, value_name = t("NGÀY", "DATE"), value_parser = day, requires = "adopt", help = t("Áp dụng từ ngày này", "In force from this day"))]
    from: Option<NaiveDate>,
    #[arg(long, value_name = "OUT.toml", value_hint = ValueHint::FilePath, conflicts_with_all = ["file_no", "what_if"], help = t("Ghi bộ quy tắc đang áp dụng ra tệp, để sửa rồi thử", "Write the rules in force to a file, to be changed and tried"))]
    write: Option<PathBuf>,
    #[arg(long, value_name = "FILE.xlsx", value_hint = ValueHint::FilePath, requires = "file_no", conflicts_with = "kept", help = t("In phần giải thích ra tệp Excel mới, để cho người đó xem; có họ tên, chỉ dùng nội bộ", "Print the explanation to a new Excel file, to be shown to the person; it holds a name, for internal use only"))]
    xlsx: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["file_no", "what_if", "write"], help = t("Mức nguy cơ theo nhóm người và theo cán bộ (chỉ trưởng)", "Levels by group of people and by officer (the chief only)"))]
    tilt: bool,
}

/// A level, or none.
#[derive(Clone, Copy)]
struct Own(Option<RiskLevel>);

fn own_level(text: &str) -> Result<Own, String> {
    if text == "off" {
        Ok(Own(None))
    } else {
        word::<RiskLevel>(text).map(|level| Own(Some(level)))
    }
}

/// Does what the flags say.
pub(super) fn run(global: &Global, args: RiskArgs) -> Result<Done, CliError> {
    output::targets(args.write.iter().chain(&args.xlsx))?;
    let mut registry = global.open()?;
    if let Some(path) = &args.write {
        let text = registry.risk_rules_text()?;
        output::file(path, &text)?;
        global.confirm(
            &json!({ "written": true }),
            "Đã ghi bộ quy tắc.",
            "The rules are written.",
        )?;
        return Ok(Done::Whole);
    }
    if args.tilt {
        let tilt = registry.tilt()?;
        global.print(&tilt_json(&tilt), || tilt_text(&tilt))?;
        return Ok(Done::Whole);
    }
    if let Some(path) = &args.what_if {
        return what_if(global, &mut registry, path, &args);
    }
    let Some(file_no) = &args.file_no else { return Ok(Done::Whole) };
    if args.kept {
        let kept = registry.kept_assessments(file_no)?;
        global.print(&kept.iter().map(kept_json).collect::<Vec<_>>(), || kept_text(&kept))?;
        return Ok(Done::Whole);
    }
    if let Some(Own(level)) = args.set {
        let reason = args.reason.unwrap_or_default();
        let remarks = registry.override_risk(file_no, level, args.until, &reason)?;
        for remark in remarks {
            output::aside(&format!("{}\n", remark.text(lang())));
        }
    }
    if let Some(path) = &args.xlsx {
        write_risk_sheet(path, &registry.risk_sheet(file_no, args.on)?)?;
        let document = json!({ "file": path.to_string_lossy() });
        global.print(&document, || format!("{}: {}\n", t("Đã in", "Printed"), path.display()))?;
        return Ok(Done::Whole);
    }
    let dossier = registry.show(file_no, args.on)?;
    global.print(&RiskJson::of(&dossier, lang()), || text(&dossier) + &follow_up_text(&dossier))?;
    Ok(Done::Whole)
}

fn what_if(
    global: &Global,
    registry: &mut Registry,
    path: &Path,
    args: &RiskArgs,
) -> Result<Done, CliError> {
    let rules = Registry::read_risk_rules(path)?;
    let found = registry.what_if(&rules)?;
    let from = args.from.filter(|_| args.adopt);
    if let Some(from) = from {
        registry.set_risk_rules(rules, from, args.reason.as_deref().unwrap_or_default())?;
    }
    global.print(&what_if_json(&found, from), || what_if_text(&found, from))?;
    Ok(Done::Whole)
}

fn kept_json(kept: &KeptAssessment) -> Value {
    json!({
        "on": iso(kept.on),
        "made_at": crate::domain::date::iso_minute(kept.at),
        "officer": kept.officer,
        "computed": code(kept.computed),
        "level": code(kept.level),
        "rules": {"version": kept.rules.version, "sha256": kept.rules.hash},
        "findings": serde_json::from_str::<Value>(&kept.findings).unwrap_or(Value::Null),
        "replays": kept.replays(),
    })
}

fn kept_text(kept: &[KeptAssessment]) -> String {
    let mut table = Table::headed(&[
        t("Ngày", "Day"),
        t("Mức", "Level"),
        t("Tính", "Computed"),
        t("Bộ quy tắc", "Rules"),
        t("Cán bộ", "Officer"),
        t("Tính lại", "Made again"),
        t(">Điểm", ">Points"),
        t("Vì sao", "Why"),
    ]);
    for one in kept {
        table.row([
            vn(one.on),
            one.level.label(lang()).to_owned(),
            one.computed.label(lang()).to_owned(),
            one.rules.version.clone(),
            one.officer.clone(),
            if one.replays() { t("khớp", "same") } else { t("KHÔNG khớp", "DIFFERS") }.to_owned(),
            one.again.as_ref().map(|a| a.points.to_string()).unwrap_or_default(),
            one.again.as_ref().map(|a| RiskBrief::of(a).reasons(lang())).unwrap_or_default(),
        ]);
    }
    format!("{}{}\n", table.render(), notice(lang()))
}

fn what_if_json(found: &WhatIf, adopted: Option<NaiveDate>) -> Value {
    let moves = found
        .moves
        .iter()
        .map(|(from, to, n)| json!({"from": code(*from), "to": to.map(code), "people": n}));
    let levels =
        |counts: [usize; 3]| json!({"low": counts[0], "medium": counts[1], "high": counts[2]});
    let names = found.names.as_ref().map(|names| {
        let one = |m: &crate::services::view::Moved| {
            json!({"file_no": m.file_no.as_str(), "name": m.name, "from": code(m.from), "to": m.to.map(code)})
        };
        names.iter().map(one).collect::<Vec<_>>()
    });
    json!({
        "rules": found.version,
        "other_rules": found.other,
        "people": found.people,
        "changed": found.changed(),
        "now": levels(found.now),
        "then": levels(found.then),
        "moves": moves.collect::<Vec<_>>(),
        "names": names,
        "adopted_from": day_text(adopted),
    })
}

fn what_if_text(found: &WhatIf, adopted: Option<NaiveDate>) -> String {
    let (n, all) = (found.changed(), found.people);
    let mut out = match lang() {
        Lang::Vi => format!("Với bộ quy tắc này, {n} trong {all} người đổi mức.\n"),
        Lang::En => format!("By these rules {n} of {all} people change level.\n"),
    };
    let mut table = Table::plain(2).indented(2);
    for (from, to, count) in &found.moves {
        table.row([
            format!("{} → {}", from.label(lang()), level_after(*to, lang())),
            count.to_string(),
        ]);
    }
    out += &table.render();
    if let Some(names) = &found.names {
        let mut table = Table::plain(3).indented(2);
        for m in names {
            let moved = format!("{} → {}", m.from.label(lang()), level_after(m.to, lang()));
            table.row([m.file_no.to_string(), m.name.clone(), moved]);
        }
        out += &table.render();
    }
    if let Some(from) = adopted {
        let _ = writeln!(out, "{} {}.", t("Áp dụng từ", "In force from"), vn(from));
    }
    let _ = writeln!(out, "{}", notice(lang()));
    out
}

fn tilt_json(tilt: &Tilt) -> Value {
    let rows = |rows: &[TiltRow]| -> Vec<Value> {
        let row = |r: &TiltRow| json!({"group": r.label(lang()), "low": r.levels[0], "medium": r.levels[1], "high": r.levels[2]});
        rows.iter().map(row).collect()
    };
    let own =
        |o: &OverrideRow| json!({"officer": o.officer, "raised": o.raised, "lowered": o.lowered});
    json!({
        "on": iso(tilt.on),
        "sex": rows(&tilt.sex),
        "age": rows(&tilt.age),
        "hamlet": rows(&tilt.hamlet),
        "ethnicity": rows(&tilt.ethnicity),
        "overrides": tilt.overrides.iter().map(own).collect::<Vec<_>>(),
        "notice": notice(lang()),
    })
}

fn tilt_text(tilt: &Tilt) -> String {
    let mut table = Table::headed(&[
        t("Nhóm", "Group"),
        t(">Cao", ">High"),
        t(">Trung bình", ">Medium"),
        t(">Thấp", ">Low"),
        t(">% cao", ">% high"),
    ]);
    for rows in [&tilt.sex, &tilt.age, &tilt.ethnicity, &tilt.hamlet] {
        for row in rows {
            let [low, medium, high] = row.levels.map(|n| n.to_string());
            table.row([
                row.label(lang()).to_owned(),
                high,
                medium,
                low,
                row.high_percent().to_string(),
            ]);
        }
    }
    let mut out = table.render();
    for own in &tilt.overrides {
        let _ = writeln!(
            out,
            "{}: {} {}, {} {}",
            own.officer,
            t("nâng", "raised"),
            own.raised,
            t("hạ", "lowered"),
            own.lowered
        );
    }
    let _ = writeln!(out, "{}", notice(lang()));
    out
}
