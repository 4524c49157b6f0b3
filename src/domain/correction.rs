//! Mending what was entered wrongly: the words of such an act, why one is refused, and how a kept
//! old value reads.

use super::case::{EventField, MeasureField};
use super::date::{parse_minute, vn_moment};
use super::journal::Object;
use super::person::{PersonField, fields};
use super::team::TeamField;
use super::word::{
    DocumentKind, Education, EndReason, EventKind, Inflow, Lang, MeasureCode, OccupationGroup,
    Outcome, Route, Sample, Sex, Substance, TestGround, ViolationStep, Word,
};
use std::collections::BTreeMap;

fields! {
    /// What a correction is told beside the new values.
    CorrectionField {
        Event = "event", "Số thứ tự sự kiện", "Event number";
        Measure = "measure_id", "Số thứ tự biện pháp", "Measure number";
        Reason = "reason", "Lý do", "Reason";
        Act = "act", "Việc đã làm", "Act";
    }
}

/// Why an entry cannot be mended this way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryFault {
    /// The case file has no entry with this number.
    NoSuchEntry,
    /// The entry was cancelled before.
    AlreadyCancelled,
    /// Everything given is what stands there already.
    NothingChanged,
    /// The measure has not ended: there is no ending to undo.
    NotEnded,
    /// No active officer who works on files has this login.
    UnknownOfficer,
    /// A later act stands on what would be taken back.
    LaterAct,
    /// The act is not one of this session's that can be taken back.
    NotUndoable,
    /// The entry is not cancelled.
    NotCancelled,
    /// A team has one head at most and not more members than the form holds.
    TeamUnfit,
}

impl EntryFault {
    /// What is wrong and what to do.
    pub fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::NoSuchEntry => lang.pick(
                "hồ sơ này không có mục mang số đó; xem số ở đầu mỗi dòng khi mở hồ sơ",
                "this file has no entry with that number; the dossier shows the numbers",
            ),
            Self::AlreadyCancelled => lang.pick(
                "mục này đã bị hủy trước đó và vẫn được lưu; cần thì ghi một mục mới",
                "this entry was cancelled before and is kept; record a new one if needed",
            ),
            Self::NothingChanged => lang.pick(
                "giá trị mới giống hệt giá trị đang có; không có gì để đính chính",
                "the new values are those that stand already; there is nothing to correct",
            ),
            Self::NotEnded => lang.pick(
                "biện pháp này đang mở, chưa có kết thúc nào để hủy bỏ",
                "this measure is open: there is no ending to undo",
            ),
            Self::UnknownOfficer => lang.pick(
                "không có cán bộ đang hoạt động mang tên đăng nhập này",
                "no active officer has this login",
            ),
            Self::LaterAct => lang.pick(
                "sau đó đã có việc khác dựa vào việc này; hãy hoàn tác việc sau trước, hoặc đính chính",
                "a later act stands on it; take that one back first, or correct it",
            ),
            Self::NotUndoable => lang.pick(
                "việc này không hoàn tác được: không phải việc của đồng chí từ lúc mở khóa, đã hoàn tác rồi, hoặc là việc lập hồ sơ hay tách hồ sơ (sửa, gộp hồ sơ thay vì hoàn tác)",
                "this cannot be undone: not your own act since unlocking, undone before, or a new file or a split (edit or merge instead)",
            ),
            Self::NotCancelled => lang.pick(
                "mục này không bị hủy, không có gì để khôi phục",
                "this entry is not cancelled: there is nothing to restore",
            ),
            Self::TeamUnfit => lang.pick(
                "tổ quản lý chỉ có một tổ trưởng và tối đa 20 người",
                "a team has one head and at most 20 members",
            ),
        }
    }
}

/// The label of a kept value's field.
pub fn field_label(object: Object, code: &str, lang: Lang) -> String {
    fn label<F: Word>(code: &str, lang: Lang) -> Option<&'static str> {
        F::from_code(code).map(|f| f.label(lang))
    }
    let found = match object {
        Object::Person => label::<PersonField>(code, lang),
        Object::Measure => label::<MeasureField>(code, lang),
        Object::Event => label::<EventField>(code, lang),
        Object::Assignment | Object::Team => label::<TeamField>(code, lang),
        _ => None,
    };
    found.unwrap_or(code).to_owned()
}

/// A kept value as an officer reads it: words by their labels, days as dd/mm/yyyy.
pub fn shown(object: Object, code: &str, value: &str, lang: Lang) -> String {
    let words = |one: fn(&str, Lang) -> Option<&'static str>| {
        let parts = value.split(';').map(|part| one(part, lang).unwrap_or(part));
        parts.collect::<Vec<_>>().join("; ")
    };
    match (object, code) {
        (Object::Person, "sex") => words(label::<Sex>),
        (Object::Person, "document_kind") => words(label::<DocumentKind>),
        (Object::Person, "education") => words(label::<Education>),
        (Object::Person, "occupation_group") => words(label::<OccupationGroup>),
        (Object::Person, "substances") | (Object::Event, "substance") => words(label::<Substance>),
        (Object::Person, "route") => words(label::<Route>),
        (_, "psychosis" | "released_prisoner" | "same_sex" | "guardian") => {
            lang.pick(if value == "yes" { "Có" } else { "Không" }, value).to_owned()
        }
        (Object::Measure, "measure") => words(label::<MeasureCode>),
        (Object::Measure, "source") => words(label::<Inflow>),
        (Object::Measure, "end_reason") => words(label::<EndReason>),
        (Object::Event, "kind") => words(label::<EventKind>),
        (Object::Event, "outcome") => words(label::<Outcome>),
        (Object::Event, "ground") => words(label::<TestGround>),
        (Object::Event, "sample") => words(label::<Sample>),
        (Object::Event, "step") => words(label::<ViolationStep>),
        (
            _,
            "at" | "until" | "start" | "decision_date" | "ended_on" | "set_end" | "born"
            | "document_issued" | "detected_on" | "psychosis_seen_on",
        ) => day(value),
        _ => value.to_owned(),
    }
}

/// What a row is, from what it holds by code: "Gặp: không có nhà, 23/11/2026 08:15", a measure with its
/// days and decision (its team too is told by it), a person's name; `None` = not known.
pub fn entry_text(object: Object, held: &BTreeMap<String, String>, lang: Lang) -> Option<String> {
    let object = if object == Object::Team { Object::Measure } else { object };
    let value = |code: &str| held.get(code).map(|text| shown(object, code, text, lang));
    let with = |before: &str, code: &str, after: &str| {
        value(code).map(|text| format!("{before}{text}{after}")).unwrap_or_default()
    };
    match object {
        Object::Event => {
            let (substances, until) = (with(" (", "substance", ")"), with(" – ", "until", ""));
            let outcome = with(": ", "outcome", "").to_lowercase();
            let note = with(" — ", "text", "");
            Some(format!("{}{outcome}{substances}, {}{until}{note}", value("kind")?, value("at")?))
        }
        Object::Measure => {
            let decision = with(lang.pick(", quyết định ", ", decision "), "decision_no", "");
            let (start, end) = (value("start")?, with(" – ", "ended_on", ""));
            Some(format!("{}, {start}{end}{decision}", value("measure")?))
        }
        Object::Person => value("name"),
        _ => None,
    }
}

fn label<W: Word>(code: &str, lang: Lang) -> Option<&'static str> {
    W::from_code(code).map(|word| word.label(lang))
}

fn day(value: &str) -> String {
    match (value.len(), parse_minute(value)) {
        (10.., Ok(at)) => vn_moment(at),
        // As far as known: a year, or month and year.
        _ => value.split('-').rev().collect::<Vec<_>>().join("/"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_values_read_as_an_officer_writes_them() {
        let check = |object, code, value, vi: &str| {
            assert_eq!(shown(object, code, value, Lang::Vi), vi, "{code}");
        };
        check(Object::Measure, "start", "2026-07-05", "05/07/2026");
        check(Object::Event, "at", "2026-07-05T08:30", "05/07/2026 08:30");
        check(Object::Person, "born", "1987-05", "05/1987");
        check(Object::Person, "born", "1987", "1987");
        check(Object::Event, "outcome", "positive", "Dương tính");
        check(Object::Person, "psychosis", "no", "Không");
        check(Object::Person, "note", "2026-07-05", "2026-07-05");
        check(Object::Event, "kind", "not a code", "not a code");
        check(Object::Event, "at", "2026-07-05T00:00", "05/07/2026");
        assert_eq!(field_label(Object::Measure, "set_end", Lang::Vi), "Ngày kết thúc đặt");
        assert_eq!(field_label(Object::Event, "set_end", Lang::Vi), "set_end");
    }

    #[test]
    fn an_entry_reads_as_what_it_was() {
        let check = |object, held: &[[&str; 2]], told: Option<&str>| {
            let held = held.iter().map(|[code, text]| ((*code).to_owned(), (*text).to_owned()));
            assert_eq!(entry_text(object, &held.collect(), Lang::Vi).as_deref(), told);
        };
        let check_up = ["kind", "residence_check"];
        check(
            Object::Event,
            &[check_up, ["at", "2026-10-12T00:00"], ["outcome", "present"]],
            Some("Kiểm tra cư trú: có mặt, 12/10/2026"),
        );
        check(
            Object::Event,
            &[["kind", "note"], ["at", "2026-10-12T08:30"], ["text", "mẹ báo đi làm"]],
            Some("Ghi chú, 12/10/2026 08:30 — mẹ báo đi làm"),
        );
        let measure =
            [["measure", "addicted"], ["start", "2026-07-05"], ["ended_on", "2026-10-01"]];
        let told = "Người nghiện chưa cai, 05/07/2026 – 01/10/2026";
        check(Object::Measure, &measure, Some(told));
        check(
            Object::Team,
            &[&measure[..], &[["decision_no", "12/QĐ"]]].concat(),
            Some(&format!("{told}, quyết định 12/QĐ")),
        );
        check(Object::Person, &[["name", "Đặng Thị Ử"]], Some("Đặng Thị Ử"));
        check(Object::Event, &[check_up], None);
        check(Object::Assignment, &[["officer", "an"]], None);
    }
}
