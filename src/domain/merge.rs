//! Two files of one person: which values differ, what speaks against making them one, and what
//! the surviving file holds after they are split again.

use super::case::{CaseFile, Event, Measure};
use super::date::vn;
use super::id::FileNo;
use super::person::{Person, PersonDraft, PersonField, fields};
use super::road::{Act, Standing, death, transition_of};
use super::word::{EndReason, Lang, MeasureCode, Word};
use chrono::NaiveDate;
use std::collections::BTreeSet;

fields! {
    /// What a merge is told.
    MergeField {
        Kept = "kept", "Hồ sơ giữ lại", "File that stays";
        Away = "away", "Hồ sơ được gộp vào", "File merged into it";
        Take = "take", "Mục lấy từ hồ sơ được gộp", "Fields taken from the file merged";
        Officer = "officer", "Cán bộ phụ trách", "Officer in charge";
    }
}

/// A field of which the two files hold different values.
#[derive(Clone, PartialEq, Eq)]
pub struct Choice {
    /// Which field.
    pub field: PersonField,
    /// What the surviving file holds.
    pub kept: Option<String>,
    /// What the other holds.
    pub away: Option<String>,
}

impl Choice {
    /// Whether the other file's value is offered: only where the surviving file has none.
    pub fn fills(&self) -> bool {
        self.kept.is_none()
    }
}

/// The fields to choose between, in the order of the form. The file number is no choice: the
/// surviving file keeps its own, and the other's goes on finding it.
pub fn choices(kept: &PersonDraft, away: &PersonDraft) -> Vec<Choice> {
    let fields = PersonField::ALL.iter().filter(|f| **f != PersonField::FileNo);
    let pair = |f: &PersonField| Choice {
        field: *f,
        kept: kept.get(*f).map(str::to_owned),
        away: away.get(*f).map(str::to_owned),
    };
    fields.map(pair).filter(|c| c.kept != c.away).collect()
}

/// The surviving file's values after: its own, and the other's where they were chosen.
pub fn merged(
    kept: &PersonDraft,
    away: &PersonDraft,
    from_away: &BTreeSet<PersonField>,
) -> PersonDraft {
    let mut draft = kept.clone();
    for field in from_away.iter().filter(|f| **f != PersonField::FileNo) {
        draft.set(*field, away.get(*field).unwrap_or_default());
    }
    draft
}

/// The surviving file's values after a split: what the merge changed is taken back, what was
/// changed since stays. The second part names the fields that stay although the merge had changed
/// them.
pub fn unmerged(
    before: &PersonDraft,
    result: &PersonDraft,
    now: &PersonDraft,
) -> (PersonDraft, Vec<PersonField>) {
    let (mut draft, mut stay) = (now.clone(), Vec::new());
    for &field in PersonField::ALL {
        if before.get(field) == result.get(field) {
            continue;
        }
        if now.get(field) == result.get(field) {
            draft.set(field, before.get(field).unwrap_or_default());
        } else if now.get(field) != before.get(field) {
            stay.push(field);
        }
    }
    (draft, stay)
}

/// A measure as a refusal names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Which measure.
    pub code: MeasureCode,
    /// Its first day.
    pub start: NaiveDate,
    /// The day it ended.
    pub ended_on: Option<NaiveDate>,
}

impl Span {
    fn of(m: &Measure) -> Self {
        Self { code: m.code, start: m.start, ended_on: m.ended_on }
    }

    fn text(self, lang: Lang) -> String {
        let until = self.ended_on.map_or_else(
            || lang.pick("chưa kết thúc", "still running").to_owned(),
            |day| format!("{} {}", lang.pick("đến", "until"), vn(day)),
        );
        let from = lang.pick("từ", "from");
        format!("“{}” {from} {}, {until}", self.code.label(lang), vn(self.start))
    }
}

/// Why two files cannot be made one, or not be split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeFault {
    /// Two main measures at once.
    SecondMain(Span, Span),
    /// One file says dead on the first day, the other has something of the second.
    AfterDeath(NaiveDate, NaiveDate),
    /// Something happened before the date of birth that was chosen.
    BeforeBirth(NaiveDate),
    /// Both numbers name one file.
    SameFile,
    /// The file was never merged, nor was another into it.
    NotMerged,
    /// Another merge into the same file came later: it is split first.
    LaterMerge(FileNo),
    /// The file it was merged into was itself merged into this one: that is split first.
    Nested(FileNo),
}

impl MergeFault {
    /// What is wrong and what to do.
    pub fn text(&self, lang: Lang) -> String {
        match self {
            Self::SecondMain(kept, away) => match lang {
                Lang::Vi => format!(
                    "hai biện pháp chính cùng một lúc: hồ sơ giữ lại có {}; hồ sơ kia có {}. Nếu một biện pháp ghi nhầm hoặc bị ghi hai lần thì hủy (hoặc đính chính) biện pháp đó trước, rồi gộp lại",
                    kept.text(lang),
                    away.text(lang)
                ),
                Lang::En => format!(
                    "two main measures at once: the file that stays has {}, the other has {}. If one was entered by mistake or twice, cancel or correct it first, then merge again",
                    kept.text(lang),
                    away.text(lang)
                ),
            },
            Self::AfterDeath(death, day) => match lang {
                Lang::Vi => format!(
                    "một hồ sơ ghi người này chết ngày {}, hồ sơ kia có việc ngày {}: có thể không phải một người, hoặc một trong hai ngày ghi sai; đính chính trước rồi gộp",
                    vn(*death),
                    vn(*day)
                ),
                Lang::En => format!(
                    "one file says dead on {}, the other has something of {}: perhaps not one person, or one of the dates is wrong; correct it first",
                    vn(*death),
                    vn(*day)
                ),
            },
            Self::BeforeBirth(day) => match lang {
                Lang::Vi => format!(
                    "có việc ngày {} ở trước ngày sinh đã chọn; chọn ngày sinh của hồ sơ kia hoặc đính chính việc đó",
                    vn(*day)
                ),
                Lang::En => format!(
                    "something happened on {}, before the date of birth chosen; choose the other or correct it",
                    vn(*day)
                ),
            },
            Self::SameFile => lang
                .pick(
                    "hai số này là cùng một hồ sơ (có thể đã gộp từ trước)",
                    "both numbers are one file (perhaps merged before)",
                )
                .to_owned(),
            Self::NotMerged => lang
                .pick(
                    "hồ sơ này chưa gộp vào hồ sơ nào và không có hồ sơ nào gộp vào",
                    "this file was not merged, nor was another into it",
                )
                .to_owned(),
            Self::LaterMerge(file) => match lang {
                Lang::Vi => format!(
                    "sau lần gộp này còn gộp thêm hồ sơ {file}; hãy tách hồ sơ {file} trước"
                ),
                Lang::En => {
                    format!("file {file} was merged into it later; split {file} first")
                }
            },
            Self::Nested(file) => match lang {
                Lang::Vi => format!(
                    "hồ sơ giữ lại của lần gộp này nay đã gộp vào hồ sơ khác; hãy tách hồ sơ {file} ra trước"
                ),
                Lang::En => format!(
                    "the file it was merged into has been merged itself; split {file} first"
                ),
            },
        }
    }
}

fn fits_the_dead(event: &Event) -> bool {
    let row = transition_of(Act::Record(event.kind, event.outcome));
    row.is_some_and(|row| (row.from.allows)(Standing::Ended(EndReason::Death)))
}

/// The first thing of a file that cannot have happened after this death.
fn after_death(case: &CaseFile, death: NaiveDate) -> Option<NaiveDate> {
    let opened = case.measures.iter().map(|m| &m.record).filter(|m| m.counts());
    let measures = opened.map(|m| m.start).filter(|start| *start >= death);
    let events = case.events.iter().map(|e| &e.record).filter(|e| !fits_the_dead(e));
    measures.chain(events.map(|e| e.at.date()).filter(|day| *day > death)).min()
}

/// What of the road's whole-history rules the two files would break as one, which neither breaks
/// alone: two main measures at once, acts after a death, anything before the birth.
pub fn clashes(kept: &CaseFile, away: &CaseFile, result: &Person) -> Vec<MergeFault> {
    let mut found = Vec::new();
    for a in &kept.measures {
        let clash = away.measures.iter().filter(|b| a.record.overlaps(&b.record));
        found.extend(
            clash.map(|b| MergeFault::SecondMain(Span::of(&a.record), Span::of(&b.record))),
        );
    }
    for (dead, other) in [(kept, away), (away, kept)] {
        if let Some(died_on) = death(dead)
            && let Some(day) = after_death(other, died_on)
        {
            found.push(MergeFault::AfterDeath(died_on, day));
        }
    }
    let born = result.born.first_day();
    let early = |case: &CaseFile| {
        // A file whose own date of birth is already too late is no worse for the merge.
        let own = case.person.born.first_day();
        let measures = case.measures.iter().filter(|m| m.record.counts()).map(|m| m.record.start);
        let days = measures.chain(case.events.iter().map(|e| e.record.at.date()));
        days.filter(|day| *day < born && *day >= own).min()
    };
    let first = [kept, away].into_iter().filter_map(early).min();
    found.extend(first.map(MergeFault::BeforeBirth));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(fields: &[(PersonField, &str)]) -> PersonDraft {
        let mut draft = PersonDraft::new();
        for (field, text) in fields {
            draft.set(*field, *text);
        }
        draft
    }

    #[test]
    fn a_split_takes_back_what_the_merge_changed_and_nothing_else() {
        use PersonField::{FileNo, Name, Note, Occupation, Phone};
        let kept = draft(&[(FileNo, "HS-1"), (Name, "An"), (Phone, "1")]);
        let away = draft(&[(FileNo, "HS-2"), (Name, "Ân"), (Phone, "2"), (Note, "x")]);
        let fields: Vec<PersonField> = choices(&kept, &away).iter().map(|c| c.field).collect();
        assert_eq!(fields, [Name, Phone, Note], "the file number is no choice");
        assert!(choices(&kept, &away).iter().all(|c| c.fills() == (c.field == Note)));
        let result = merged(&kept, &away, &[Phone, Note, FileNo].into());
        assert!(result == draft(&[(FileNo, "HS-1"), (Name, "An"), (Phone, "2"), (Note, "x")]));
        assert!(unmerged(&kept, &result, &result) == (kept.clone(), vec![]));
        // Changed since: the phone stays and is told, the occupation is simply kept.
        let mut now = result.clone();
        now.set(Phone, "3");
        now.set(Occupation, "Thợ");
        let (draft, stay) = unmerged(&kept, &result, &now);
        assert_eq!(stay, [Phone]);
        assert_eq!((draft.get(Phone), draft.get(Note)), (Some("3"), None));
        assert_eq!(draft.get(Occupation), Some("Thợ"));
        // Taken back by hand already: nothing to tell.
        let mut now = result.clone();
        now.set(Phone, "1");
        assert_eq!(unmerged(&kept, &result, &now).1, []);
    }
}
