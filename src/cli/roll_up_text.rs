//! What `rollup` prints, as a document and as text.

use super::lang::{lang, t};
use super::report_text;
use super::table::Table;
use crate::domain::date::{iso, vn};
use crate::domain::publication::{Audit, Key, Remedy, Weak};
use crate::domain::report::{Column, Figure, period_words};
use crate::domain::rollup::{Completeness, RollUp, Standing, UnitLine};
use crate::exchange::roll_up::tally_json;
use crate::services::{Gathered, Published, RefusedFile, UnitWarning};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// How many lines of a list are printed; the workbook and the document have all.
const MOST_LINES: usize = 20;

/// The document of `--json`.
pub(super) fn document(found: &Gathered, published: Option<&Published>) -> Value {
    let roll_up = &found.roll_up;
    let period = roll_up.period;
    let parents = roll_up.parents.iter().map(|line| {
        json!({
            "parent": line.parent,
            "completeness": completeness(line.completeness),
            "total": tally_json(&line.tally),
        })
    });
    json!({
        "period": { "code": period.to_string(), "from": iso(period.from()), "to": iso(period.to()) },
        "due": iso(roll_up.due),
        "completeness": completeness(roll_up.completeness),
        "total": tally_json(&roll_up.total),
        "parents": parents.collect::<Vec<_>>(),
        "units": roll_up.units.iter().map(unit).collect::<Vec<_>>(),
        "files": found.files,
        "copies": found.copies,
        "other_periods": found.other_periods,
        "replaced": found.replaced,
        "refused": found.refused.iter().map(refused_json).collect::<Vec<_>>(),
        "warnings": found.warnings.iter().map(warning_json).collect::<Vec<_>>(),
        "publication": published.map(published_json),
    })
}

fn completeness(complete: Completeness) -> Value {
    let Completeness { expected, received, late, missing } = complete;
    json!({ "expected": expected, "received": received, "late": late, "missing": missing })
}

fn unit(line: &UnitLine) -> Value {
    let days = match line.standing {
        Standing::Late { days } => Some(days),
        _ => None,
    };
    let closing = line.tally.as_ref().map(|t| t.count(Figure::Flow(None, Column::Closing)));
    json!({
        "code": line.unit.code,
        "name": line.unit.name,
        "parent": line.unit.parent,
        "standing": line.standing.code(),
        "days_late": days,
        "closing": closing,
    })
}

fn refused_json(file: &RefusedFile) -> Value {
    let [path, code, reason, remedy] = file.told(lang());
    json!({
        "file": path, "unit": file.unit, "code": code, "refused": file.why.word(),
        "reason": reason, "remedy": remedy,
    })
}

fn warning_json(warned: &UnitWarning) -> Value {
    let numbers = warned.warning.numbers();
    json!({
        "unit": warned.unit,
        "period": warned.period.to_string(),
        "warning": warned.warning.word(),
        "row": numbers.map(|n| n.0),
        "opening": numbers.map(|n| n.1),
        "closing": numbers.map(|n| n.2),
        "text": warned.warning.text(lang()),
    })
}

fn key_json(key: &Key) -> serde_json::Map<String, Value> {
    [
        ("table", key.table.code().to_owned()),
        ("area", key.area.to_string()),
        ("row", key.row.to_string()),
        ("column", key.column.to_string()),
    ]
    .into_iter()
    .map(|(name, text)| (name.to_owned(), text.into()))
    .collect()
}

fn published_json(published: &Published) -> Value {
    let Audit { starred, weak, links_left_out } = &published.audit;
    let weak_cell = |weak: &Weak| {
        let mut cell = key_json(&weak.key);
        cell.insert("publication".to_owned(), weak.publication.into());
        cell.insert("low".to_owned(), weak.low.into());
        cell.insert("high".to_owned(), weak.high.into());
        cell
    };
    let groups = published.groups.iter().map(|group| {
        let mut cell = key_json(&group.key);
        cell.insert("people".to_owned(), group.people.into());
        cell
    });
    let remedy = match &published.remedy {
        Some(Remedy::Merge(merges)) => {
            json!({ "merge": merges.iter().map(ToString::to_string).collect::<Vec<_>>() })
        }
        Some(Remedy::Period(period)) => json!({ "period": period.to_string() }),
        Some(Remedy::None) | None => Value::Null,
    };
    json!({
        "published": weak.is_empty(),
        "starred": starred,
        "links_left_out": links_left_out,
        "weak": weak.iter().map(weak_cell).collect::<Vec<_>>(),
        "remedy": remedy,
        "group_disclosures": groups.collect::<Vec<_>>(),
        "single_unit_areas": published.single_unit_areas,
    })
}

/// The same for reading on a terminal.
pub(super) fn text(found: &Gathered, published: Option<&Published>) -> String {
    let roll_up = &found.roll_up;
    let mut out = heading(roll_up);
    out += &report_text::stock_flow(&roll_up.total.stock_flow());
    if roll_up.parents.len() > 1 {
        let heads = [
            t("Khu vực", "Area"),
            t(">Phải gửi", ">Expected"),
            t(">Nhận", ">Received"),
            t(">Muộn", ">Late"),
            t(">Cuối kỳ", ">Closing"),
        ];
        let mut table = Table::headed(&heads);
        for line in &roll_up.parents {
            let complete = line.completeness;
            let closing = line.tally.count(Figure::Flow(None, Column::Closing));
            let counts =
                [complete.expected, complete.received, complete.late].map(|n| n.to_string());
            table.row([line.parent.clone()].into_iter().chain(counts).chain([closing.to_string()]));
        }
        let _ = write!(out, "\n{}", table.render());
    }
    let missing = roll_up.units.iter().filter_map(|line| {
        let Standing::Missing(_) = line.standing else { return None };
        let told = line.standing.text(lang());
        Some(format!("  {} {} ({}): {told}", line.unit.code, line.unit.name, line.unit.parent))
    });
    list(&mut out, t("Chưa có số liệu", "No figures of"), missing);
    let refused = found.refused.iter().map(|file| {
        let [path, code, reason, remedy] = file.told(lang());
        format!("  {path}\n    {reason} [{code}]\n    {}: {remedy}", t("Cần làm", "What to do"))
    });
    list(&mut out, t("Gói không nhận", "Refused packages"), refused);
    if found.replaced > 0 {
        let replaced = t("Gói đã có gói mới hơn thay", "Packages that a newer one has replaced");
        let _ = writeln!(out, "\n{replaced}: {}", found.replaced);
    }
    list(&mut out, t("Cần hỏi lại", "To be asked about"), warnings(&found.warnings).into_iter());
    if let Some(published) = published {
        out.push('\n');
        out += &published_text(published);
    }
    out
}

fn heading(roll_up: &RollUp) -> String {
    let (period, complete) = (roll_up.period, roll_up.completeness);
    let mut out = format!(
        "{} {} ({} – {}), {} {}\n{} {}, {} {} ({} {}), {} {}\n",
        t("Tổng hợp", "Roll-up of"),
        period_words(period, lang()),
        vn(period.from()),
        vn(period.to()),
        t("hạn gửi", "due"),
        vn(roll_up.due),
        t("Phải gửi", "Expected"),
        complete.expected,
        t("đã nhận", "received"),
        complete.received,
        t("muộn", "late"),
        complete.late,
        t("chưa có", "missing"),
        complete.missing,
    );
    if complete.missing > 0 {
        out += t(
            "CHƯA ĐỦ: tổng không gồm các đơn vị chưa có số liệu.\n",
            "INCOMPLETE: the sums leave out the units without figures.\n",
        );
    }
    out.push('\n');
    out
}

/// Those with numbers one by one, the others by kind.
fn warnings(all: &[UnitWarning]) -> Vec<String> {
    let (numbers, others): (Vec<_>, Vec<_>) =
        all.iter().partition(|w| w.warning.numbers().is_some());
    let mut lines: Vec<String> = numbers
        .iter()
        .map(|w| {
            let period = period_words(w.period, lang());
            format!("  {} {period}: {}", w.unit, w.warning.text(lang()))
        })
        .collect();
    let mut kinds: Vec<(String, Vec<&str>)> = Vec::new();
    for warned in others {
        let text = warned.warning.text(lang());
        match kinds.iter_mut().find(|(kind, _)| *kind == text) {
            Some((_, units)) => units.push(&warned.unit),
            None => kinds.push((text, vec![&warned.unit])),
        }
    }
    for (text, units) in kinds {
        let some = units.iter().take(5).copied().collect::<Vec<_>>().join(", ");
        let more = if units.len() > 5 { ", …" } else { "" };
        let packages = t("gói", "packages");
        lines.push(format!("  {} {packages} ({some}{more}): {text}", units.len()));
    }
    lines
}

fn list(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{title}: {}", lines.len());
    for line in lines.iter().take(MOST_LINES) {
        let _ = writeln!(out, "{line}");
    }
    if lines.len() > MOST_LINES {
        let more = t("còn nữa, xem --xlsx hoặc --json", "more, see --xlsx or --json");
        let _ = writeln!(out, "  … {more}");
    }
}

fn published_text(published: &Published) -> String {
    let Audit { starred, weak, links_left_out } = &published.audit;
    let mut out = if weak.is_empty() {
        format!(
            "{}: {starred}\n",
            t("Bản công bố đã ghi; số ô ghi *", "The publication is written; cells shown as *")
        )
    } else {
        String::new()
    };
    let cells = weak.iter().map(|cell| {
        let earlier = if cell.publication > 0 {
            t(" (bản công bố trước)", " (an earlier publication)")
        } else {
            ""
        };
        format!("  {}: {} – {}{earlier}", cell.key, cell.low, cell.high)
    });
    list(
        &mut out,
        t("Ô ghi * mà vẫn suy ra được", "Cells shown as * that can be worked out"),
        cells,
    );
    match &published.remedy {
        Some(Remedy::Merge(merges)) => {
            let flags: Vec<String> = merges.iter().map(|m| format!("--merge '{m}'")).collect();
            let _ = writeln!(
                out,
                "{}:\n  {}",
                t("Cách ít mất số liệu nhất tìm được", "The cheapest way found"),
                flags.join(" ")
            );
        }
        Some(Remedy::Period(period)) => {
            let _ = writeln!(
                out,
                "{}: --period {period}",
                t(
                    "Gộp không đủ; công bố theo kỳ dài hơn",
                    "Merging is not enough; publish a longer period"
                )
            );
        }
        Some(Remedy::None) => {
            out += t(
                "Không tìm được cách gộp nào đủ; không công bố số liệu này.\n",
                "No merge is enough; do not publish these figures.\n",
            );
        }
        None => {}
    }
    if *links_left_out > 0 {
        let _ = writeln!(
            out,
            "{}: {links_left_out}",
            t(
                "Số liên hệ với bản trước không khớp nên bỏ qua khi soát",
                "Links to earlier publications that do not hold and were left out"
            )
        );
    }
    list(
        &mut out,
        t(
            "Lưu ý: khu vực chỉ có một đơn vị, công bố là công bố số của đơn vị đó; nên gộp",
            "Note: areas of one unit, whose numbers are that unit's; better merged",
        ),
        published.single_unit_areas.iter().map(|area| format!("  {area}")),
    );
    let groups = published.groups.iter().map(|g| format!("  {}: {}", g.key, g.people));
    list(
        &mut out,
        t(
            "Lưu ý: cả nhóm cùng ở một ô, biết ai trong nhóm là biết điều đó về họ",
            "Note: a whole group stands in one cell; who is known to be in it is known for that",
        ),
        groups,
    );
    out
}
