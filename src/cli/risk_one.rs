//! `hoso risk FILE_NO`: one person's level and why, as text and as JSON; part of `hoso show` too.

use super::lang::{lang, t};
use crate::domain::date::{iso, iso_minute, vn};
use crate::domain::risk::{
    Again, Change, Factor, FiredLine, OverrideState, below_zero, change_text, chart_text,
    fired_lines, floor_text, no_level, notice, points_text, rules_text, signed_points, to_find_out,
    unknown_lines,
};
use crate::domain::word::{Lang, RiskLevel, Word};
use crate::services::view::{Dossier, RiskView, day_text};
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::Write as _;

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
    /// The clocks of contact and review that the level sets the pace of.
    follow_up: Vec<Value>,
    goals: Vec<Value>,
    psychosis_card: Option<Value>,
    assist: Vec<Value>,
    rules: Value,
    /// The day is gone by: judged again from what is on file now.
    recomputed: bool,
    /// What was kept of that day.
    kept: Option<Value>,
    unit_setting: bool,
    notice: &'static str,
}

pub(super) fn code(level: RiskLevel) -> &'static str {
    level.code()
}

impl<'a> RiskJson<'a> {
    pub(super) fn of(dossier: &'a Dossier, lang: Lang) -> Self {
        let view = &dossier.risk;
        let found = view.assessment.as_ref();
        let lines = found.map(|a| fired_lines(a, &view.rules, &dossier.case, &view.recorded, lang));
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
            follow_up: dossier
                .follow_up(lang)
                .map(|(line, text)| {
                    json!({"clock": line.clock.code(), "due": iso_minute(line.due), "text": text})
                })
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
            rules: json!({"version": view.rules.version, "sha256": view.rules.hash, "in_force_from": day_text(view.rules_from), "medium": view.rules.medium, "high": view.rules.high}),
            recomputed: view.again.is_some(),
            kept: view.again.as_ref().and_then(kept_then_json),
            unit_setting: true,
            notice: notice(lang),
        }
    }
}

fn kept_then_json(again: &Again) -> Option<Value> {
    let kept = again.kept.as_ref()?;
    Some(json!({
        "on": iso(kept.on),
        "level": code(kept.level),
        "computed": code(kept.computed),
        "points": kept.points,
        "rules": kept.version,
        "same": kept.same,
        "known_then": kept.known,
    }))
}

fn own_json(view: &RiskView) -> Option<Value> {
    let (own, state) = view.assessment.as_ref()?.own?;
    let told = view.own.as_ref();
    Some(json!({
        "level": code(own.level),
        "set_on": iso(own.on),
        "until": iso(own.until),
        "holds": state == OverrideState::Holds,
        "event": own.event.0,
        "officer": told.map(|o| o.officer.as_str()),
        "reason": told.map(|o| o.reason.as_str()),
    }))
}

fn fired_json(line: &FiredLine) -> Value {
    let facts = line
        .facts
        .iter()
        .map(|f| json!({"text": f.text, "event": f.event.map(|e| e.0), "on": day_text(f.on)}));
    json!({
        "rule": line.rule_id,
        "points": line.points,
        "sentence": line.sentence,
        "facts": facts.collect::<Vec<_>>(),
        "until": day_text(line.until),
    })
}

fn change_json(change: &Change) -> Value {
    let rules = |factors: &[Factor]| -> Vec<String> {
        factors.iter().map(|f| format!("risk.{}", f.code())).collect()
    };
    json!({
        "on": iso(change.on),
        "level": change.level.map(code),
        "points": change.points,
        "ends": rules(&change.ends),
        "begins": rules(&change.begins),
        "override_ends": change.own_ends,
        "rules": change.other_rules(),
    })
}

fn goals_json(view: &RiskView) -> Vec<Value> {
    let goal = |g: &crate::domain::risk::Goal| json!({"goal": g.what.code(), "state": g.state.code(), "set_on": iso(g.set_on), "by": day_text(g.by), "last": day_text(g.last)});
    view.goals.iter().map(goal).collect()
}

/// The follow-up plan in words; `show` has all the clocks instead.
pub(super) fn follow_up_text(dossier: &Dossier) -> String {
    let line = |(_, text)| format!("  {}: {text}\n", t("Kế hoạch", "Plan"));
    dossier.follow_up(lang()).map(line).collect()
}

/// Risk of a dossier in words.
pub(super) fn text(dossier: &Dossier) -> String {
    let lang = lang();
    let view = &dossier.risk;
    let heading = t("Nguy cơ", "Risk");
    let Some(found) = &view.assessment else {
        let again = view.again.as_ref().map(|a| format!("  {}\n", a.text(lang)));
        let why = no_level(&dossier.case, lang);
        return format!("{heading}: {why}\n{}", again.unwrap_or_default());
    };
    let mut out = format!("{heading}: {}", found.level().label(lang));
    let sum = format!("{} {}", points_text(found.points), t("điểm", "points"));
    let _ = writeln!(
        out,
        " ({}: {}, {sum})",
        t("chương trình tính", "computed"),
        found.computed.label(lang)
    );
    let _ = writeln!(out, "  {}", notice(lang));
    if let Some(again) = &view.again {
        let _ = writeln!(out, "  {}", again.text(lang));
    }
    if let Some(floor) = floor_text(found, lang) {
        let _ = writeln!(out, "  {floor}");
    }
    if let Some((own, state)) = found.own {
        let told =
            view.own.as_ref().map_or(String::new(), |o| format!(" {}: {}", o.officer, o.reason));
        let ended = state == OverrideState::Expired;
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
    for line in fired_lines(found, &view.rules, &dossier.case, &view.recorded, lang) {
        let until = line.until.map(|d| format!(" ({} {})", t("hết từ", "ends on"), vn(d)));
        let _ = writeln!(
            out,
            "  {}  {}{}",
            signed_points(line.points),
            line.sentence,
            until.unwrap_or_default()
        );
        for fact in &line.facts {
            let number = fact.event.map(|e| format!("#{} ", e.0)).unwrap_or_default();
            let _ = writeln!(out, "        {number}{}", fact.text);
        }
    }
    if let Some(sum) = below_zero(found, lang) {
        let _ = writeln!(out, "  {sum}");
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
        let words = t("Nếu không có gì mới, từ", "Without anything new, from");
        let _ = writeln!(out, "  {words} {}", change_text(change, lang));
    }
    let moved = chart_text(&view.chart, lang);
    let _ = writeln!(out, "  {}: {moved}", t("Hai năm qua", "The last two years"));
    out += &plan_text(dossier);
    let _ = writeln!(out, "  {}", rules_text(&view.rules, view.rules_from, lang));
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
