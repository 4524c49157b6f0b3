//! `hoso risk`: one person's level and why, what another rule set would change, an officer's own
//! level, the unit's tilt.

use super::Done;
use super::args::{Global, day, file_no, word};
use super::error::CliError;
use super::lang::{lang, t};
use super::output;
use super::table::Table;
use crate::domain::date::{iso, vn};
use crate::domain::id::FileNo;
use crate::domain::risk::{FiredLine, fired_lines, no_level, notice, to_find_out, unknown_lines};
use crate::domain::word::{Lang, RiskLevel, Word};
use crate::exchange::risk_sheet::write_risk_sheet;
use crate::services::Registry;
use crate::services::view::{
    Dossier, KeptAssessment, OverrideRow, RiskView, Tilt, TiltRow, WhatIf, day_text,
};
use chrono::NaiveDate;
use clap::{Args, ValueHint};
use serde::Serialize;
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
    global.print(&RiskJson::of(&dossier, lang()), || text(&dossier))?;
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
    if let Some(from) = args.from.filter(|_| args.adopt) {
        registry.set_risk_rules(rules, from, args.reason.as_deref().unwrap_or_default())?;
    }
    global.print(&what_if_json(&found), || what_if_text(&found))?;
    Ok(Done::Whole)
}

/// The risk object of `risk` and `show`.
#[derive(Serialize)]
pub(super) struct RiskJson<'a> {
    file_no: &'a str,
    on: String,
    level: Option<&'static str>,
    assessed: bool,
    /// Why there is no level.
    no_level: Option<&'static str>,
    computed: Option<&'static str>,
    points: Option<i32>,
    floor: Option<&'static str>,
    #[serde(rename = "override")]
    own: Option<Value>,
    fired: Vec<Value>,
    unknown: Vec<Value>,
    next: Vec<Value>,
    history: Vec<Value>,
    goals: Vec<Value>,
    psychosis_card: Option<Value>,
    assist: Vec<Value>,
    rules: Value,
    unit_setting: bool,
    notice: &'static str,
}

fn code(level: RiskLevel) -> &'static str {
    level.code()
}

impl<'a> RiskJson<'a> {
    pub(super) fn of(dossier: &'a Dossier, lang: Lang) -> Self {
        let view = &dossier.risk;
        let found = view.assessment.as_ref();
        let lines = found.map(|a| fired_lines(a, &view.rules, &dossier.case, lang));
        let unknown = found.map(|a| a.unknown.iter().zip(unknown_lines(a, &view.rules, lang)));
        Self {
            file_no: dossier.case.person.file_no.as_str(),
            on: iso(dossier.on),
            level: found.map(|a| code(a.level())),
            assessed: found.is_some(),
            no_level: found.is_none().then(|| no_level(&dossier.case, lang)),
            computed: found.map(|a| code(a.computed)),
            points: found.map(|a| a.points),
            floor: found.and_then(|a| a.floor).map(code),
            own: own_json(view),
            fired: lines.unwrap_or_default().iter().map(fired_json).collect(),
            unknown: unknown
                .into_iter()
                .flatten()
                .map(|(factor, (sentence, find_out))| {
                    json!({"rule": format!("risk.{}", factor.code()), "sentence": sentence, "find_out": find_out})
                })
                .collect(),
            next: view.ahead.iter().map(change_json).collect(),
            history: view
                .chart
                .iter()
                .map(|p| json!({"on": iso(p.on), "level": p.level.map(code), "points": p.points}))
                .collect(),
            goals: goals_json(view),
            psychosis_card: view.card.map(|card| {
                json!({
                    "last_sign": day_text(card.last_sign),
                    "held_until": day_text(card.held_until),
                    "health_contact": day_text(card.health_contact),
                    "family_contact": day_text(card.family_contact),
                    "met_on": day_text(card.met_on),
                    "to_do": card.to_do(dossier.on, lang),
                })
            }),
            assist: view
                .assist
                .iter()
                .map(|a| {
                    json!({"on": iso(a.on), "facility": a.facility, "total": a.total, "alcohol": a.alcohol, "band": code(a.band())})
                })
                .collect(),
            rules: json!({"version": view.rules.version, "sha256": view.rules.hash, "medium": view.rules.medium, "high": view.rules.high}),
            unit_setting: true,
            notice: notice(lang),
        }
    }
}

fn own_json(view: &RiskView) -> Option<Value> {
    let (own, state) = view.assessment.as_ref()?.own?;
    let told = view.own.as_ref();
    Some(json!({
        "level": code(own.level),
        "set_on": iso(own.on),
        "until": iso(own.until),
        "holds": state == crate::domain::risk::OverrideState::Holds,
        "event": own.event.0,
        "officer": told.map(|o| o.officer.as_str()),
        "reason": told.map(|o| o.reason.as_str()),
    }))
}

fn fired_json(line: &FiredLine) -> Value {
    let facts =
        line.facts.iter().map(|(text, event)| json!({"text": text, "event": event.map(|e| e.0)}));
    json!({
        "rule": line.rule_id,
        "points": line.points,
        "sentence": line.sentence,
        "facts": facts.collect::<Vec<_>>(),
        "until": day_text(line.until),
    })
}

fn change_json(change: &crate::domain::risk::Change) -> Value {
    let rules = |factors: &[crate::domain::risk::Factor]| -> Vec<String> {
        factors.iter().map(|f| format!("risk.{}", f.code())).collect()
    };
    json!({
        "on": iso(change.on),
        "level": change.level.map(code),
        "points": change.points,
        "ends": rules(&change.ends),
        "begins": rules(&change.begins),
        "override_ends": change.own_ends,
    })
}

fn goals_json(view: &RiskView) -> Vec<Value> {
    let goal = |g: &crate::domain::risk::Goal| json!({"goal": g.what.code(), "state": g.state.code(), "set_on": iso(g.set_on), "by": day_text(g.by), "last": day_text(g.last)});
    view.goals.iter().map(goal).collect()
}

/// Risk of a dossier in words.
pub(super) fn text(dossier: &Dossier) -> String {
    let lang = lang();
    let view = &dossier.risk;
    let heading = t("Nguy cơ", "Risk");
    let Some(found) = &view.assessment else {
        return format!("{heading}: {}\n", no_level(&dossier.case, lang));
    };
    let mut out = format!("{heading}: {}", found.level().label(lang));
    let sum = format!("{} {}", found.points, t("điểm", "points"));
    let _ = writeln!(
        out,
        " ({}: {}, {sum})",
        t("chương trình tính", "computed"),
        found.computed.label(lang)
    );
    let _ = writeln!(out, "  {}", notice(lang));
    if let Some((own, state)) = found.own {
        let told =
            view.own.as_ref().map_or(String::new(), |o| format!(" {}: {}", o.officer, o.reason));
        let ended = state == crate::domain::risk::OverrideState::Expired;
        let mark = if ended { t(", đã hết hiệu lực", ", ended") } else { "" };
        let _ = writeln!(
            out,
            "  {}: {}, {} {}{mark}.{told}",
            t("Cán bộ định", "Set by an officer"),
            own.level.label(lang),
            t("đến hết", "until"),
            vn(own.until)
        );
    }
    for line in fired_lines(found, &view.rules, &dossier.case, lang) {
        let until = line.until.map(|d| format!(" ({} {})", t("hết từ", "ends on"), vn(d)));
        let _ =
            writeln!(out, "  {:+}  {}{}", line.points, line.sentence, until.unwrap_or_default());
        for (fact, event) in &line.facts {
            let number = event.map(|e| format!("#{} ", e.0)).unwrap_or_default();
            let _ = writeln!(out, "        {number}{fact}");
        }
    }
    let unknown = to_find_out(found, &view.rules, lang);
    if !unknown.is_empty() {
        let _ =
            writeln!(out, "  {}", t("Chưa đủ thông tin, cần tìm hiểu:", "Not known, to find out:"));
        for find_out in unknown {
            let _ = writeln!(out, "    – {find_out}");
        }
    }
    for change in view.ahead.iter().take(3) {
        let level =
            change.level.map_or(t("thôi đánh giá", "no longer assessed"), |l| l.label(lang));
        let words = t("Nếu không có gì mới, từ", "Without anything new, from");
        let _ = writeln!(
            out,
            "  {words} {}: {level} ({} {})",
            vn(change.on),
            change.points,
            t("điểm", "points")
        );
    }
    out += &plan_text(dossier);
    let _ = writeln!(out, "  {} {}", t("Bộ quy tắc", "Rule set"), view.rules.version);
    out
}

fn plan_text(dossier: &Dossier) -> String {
    let (lang, view) = (lang(), &dossier.risk);
    let mut out = String::new();
    for goal in &view.goals {
        let by = goal.by.map(|d| format!(", {} {}", t("đến", "by"), vn(d))).unwrap_or_default();
        let what = goal.what.label(lang);
        let _ =
            writeln!(out, "  {}: {what} – {}{by}", t("Mục tiêu", "Goal"), goal.state.label(lang));
    }
    if let Some(card) = view.card {
        let seen = card.last_sign.map_or(t("không rõ ngày", "day not known").to_owned(), vn);
        let _ =
            writeln!(out, "  {} {seen}", t("Loạn thần, thấy gần nhất:", "Psychosis, last seen:"));
        for line in card.to_do(dossier.on, lang) {
            let _ = writeln!(out, "    – {line}");
        }
    }
    for score in &view.assist {
        let kind = if score.alcohol { t("rượu, bia", "alcohol") } else { t("ma túy", "drugs") };
        let _ = writeln!(
            out,
            "  ASSIST {} ({kind}, {}, {}): {}; {}",
            score.total,
            score.facility,
            vn(score.on),
            score.band().label(lang),
            t("không cộng vào điểm", "not added to the points")
        );
    }
    out
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
    ]);
    for one in kept {
        table.row([
            vn(one.on),
            one.level.label(lang()).to_owned(),
            one.computed.label(lang()).to_owned(),
            one.rules.version.clone(),
            one.officer.clone(),
            if one.replays() { t("khớp", "same") } else { t("KHÔNG khớp", "DIFFERS") }.to_owned(),
        ]);
    }
    format!("{}{}\n", table.render(), notice(lang()))
}

fn what_if_json(found: &WhatIf) -> Value {
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
    })
}

fn level_text(level: Option<RiskLevel>) -> &'static str {
    level.map_or(t("thôi đánh giá", "no longer assessed"), |l| l.label(lang()))
}

fn what_if_text(found: &WhatIf) -> String {
    let (n, all) = (found.changed(), found.people);
    let mut out = match lang() {
        Lang::Vi => format!("Với bộ quy tắc này, {n} trong {all} người đổi mức.\n"),
        Lang::En => format!("By these rules {n} of {all} people change level.\n"),
    };
    let mut table = Table::plain(2).indented(2);
    for (from, to, count) in &found.moves {
        table.row([format!("{} → {}", from.label(lang()), level_text(*to)), count.to_string()]);
    }
    out += &table.render();
    if let Some(names) = &found.names {
        let mut table = Table::plain(3).indented(2);
        for m in names {
            let moved = format!("{} → {}", m.from.label(lang()), level_text(m.to));
            table.row([m.file_no.to_string(), m.name.clone(), moved]);
        }
        out += &table.render();
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
