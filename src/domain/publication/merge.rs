//! Merged categories: the remedy for cells that say too much.

use super::key::{Group, JOINT, TOTAL, Table};
use crate::domain::report::activity::Counter;
use crate::domain::report::tally::cells;
use crate::domain::report::{Column, Dimension, ReportRow};
use crate::domain::word::Word;
use std::collections::BTreeMap;
use std::fmt;

/// What can be merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Merged {
    /// Rows of the stock-flow table and of the table by area.
    Rows,
    /// Columns of the stock-flow table: ins with ins, outs with outs.
    Columns,
    /// Keys of a breakdown.
    Keys(Dimension),
    /// Counters of what was done, parts of one thing only.
    Activity,
    /// Areas.
    Areas,
}

impl Merged {
    /// Its word in `--merge`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Rows => "row",
            Self::Columns => "column",
            Self::Keys(dimension) => dimension.code(),
            Self::Activity => "activity",
            Self::Areas => "area",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let fixed = [Self::Rows, Self::Columns, Self::Activity, Self::Areas];
        let keys = Dimension::ALL.iter().map(|&d| Self::Keys(d));
        fixed.into_iter().chain(keys).find(|m| m.code() == code)
    }
}

/// Counters of which any may stand together: they count parts of one thing.
pub const ACTIVITY_FAMILIES: [&[Counter]; 4] = [
    &[Counter::ContactsNotHome, Counter::ContactsRefused],
    &[
        Counter::SupportSchooling,
        Counter::SupportTraining,
        Counter::SupportLoan,
        Counter::SupportJob,
        Counter::SupportPapers,
        Counter::SupportHealth,
        Counter::SupportOther,
    ],
    &[Counter::CompulsoryFilesOpened, Counter::CompulsoryFilesSent],
    &[Counter::PostRehabEndedWithWork, Counter::PostRehabEndedWithoutWork],
];

/// Categories put together: `row=rehab_home/substitution`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Merge {
    /// Of what.
    pub of: Merged,
    /// Which.
    pub codes: Vec<String>,
}

/// Why a merge is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MergeFault {
    /// Not of the form `what=a/b`, or of something that cannot be merged.
    #[error("not of the form what=a/b")]
    Form,
    /// A code that this table does not have.
    #[error("unknown category")]
    Unknown,
    /// An in with an out, or counters that are not parts of one thing.
    #[error("categories that cannot stand together")]
    Apart,
}

impl Merge {
    /// Reads `what=a/b`. Codes of areas are checked where the areas are known.
    ///
    /// # Errors
    /// [`MergeFault`].
    pub fn parse(text: &str) -> Result<Self, MergeFault> {
        let (of, codes) = text.split_once('=').ok_or(MergeFault::Form)?;
        let of = Merged::from_code(of.trim()).ok_or(MergeFault::Form)?;
        let codes: Vec<String> = codes.split(JOINT).map(|code| code.trim().to_owned()).collect();
        if codes.len() < 2 {
            return Err(MergeFault::Form);
        }
        let merge = Self { of, codes };
        merge.check()?;
        Ok(merge)
    }

    fn check(&self) -> Result<(), MergeFault> {
        if self.of == Merged::Areas {
            return Ok(());
        }
        let known = codes_of(self.of);
        if self.codes.iter().any(|code| !known.iter().any(|k| k == code)) {
            return Err(MergeFault::Unknown);
        }
        let within = |family: &[String]| self.codes.iter().all(|code| family.contains(code));
        let families = families_of(self.of);
        if families.iter().any(|family| within(family)) { Ok(()) } else { Err(MergeFault::Apart) }
    }
}

impl fmt::Display for Merge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.of.code(), Group::of(&self.codes))
    }
}

fn codes<W: Word>(words: &[W]) -> Vec<String> {
    words.iter().map(|word| word.code().to_owned()).collect()
}

/// Every code of a kind of category, in the order of the form; none for areas.
pub fn codes_of(of: Merged) -> Vec<String> {
    match of {
        Merged::Rows => codes(ReportRow::ALL),
        Merged::Columns => codes(Column::ALL),
        Merged::Keys(dimension) => keys_of(dimension),
        Merged::Activity => codes(Counter::ALL),
        Merged::Areas => Vec::new(),
    }
}

/// Which codes may stand together.
pub fn families_of(of: Merged) -> Vec<Vec<String>> {
    match of {
        Merged::Columns => vec![codes(&Column::INS), codes(&Column::OUTS)],
        Merged::Activity => ACTIVITY_FAMILIES.iter().map(|family| codes(family)).collect(),
        whole => vec![codes_of(whole)],
    }
}

fn keys_of(dimension: Dimension) -> Vec<String> {
    cells(dimension).iter().map(|cell| cell.key.to_owned()).collect()
}

/// The merges of a release, worked out to groups.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merges(Vec<Merge>);

impl Merges {
    /// With these merges; overlapping ones become one.
    pub fn new(merges: Vec<Merge>) -> Self {
        Self(merges)
    }

    /// With one more.
    pub fn with(&self, merge: Merge) -> Self {
        let mut all = self.0.clone();
        all.push(merge);
        Self(all)
    }

    /// As given.
    pub fn list(&self) -> &[Merge] {
        &self.0
    }

    /// The groups that the codes fall into, in the order of the codes.
    pub fn groups(&self, of: Merged, codes: &[String]) -> Vec<Group> {
        let mut place: BTreeMap<&str, usize> =
            codes.iter().enumerate().map(|(n, code)| (code.as_str(), n)).collect();
        for merge in self.0.iter().filter(|m| m.of == of) {
            let at: Vec<usize> =
                merge.codes.iter().filter_map(|c| place.get(c.as_str()).copied()).collect();
            let Some(&first) = at.iter().min() else { continue };
            place.values_mut().filter(|p| at.contains(p)).for_each(|p| *p = first);
        }
        let mut groups: BTreeMap<usize, Vec<&String>> = BTreeMap::new();
        for code in codes {
            let at = place.get(code.as_str()).copied().unwrap_or_default();
            groups.entry(at).or_default().push(code);
        }
        groups.into_values().map(|codes| Group::of(&codes)).collect()
    }

    /// The same merges written shortest: one for each group of more than one code.
    pub fn settled(&self, areas: &[String]) -> Vec<Merge> {
        let keys = Dimension::ALL.iter().map(|&d| Merged::Keys(d));
        let all = [Merged::Rows, Merged::Columns].into_iter().chain(keys);
        let mut settled = Vec::new();
        for of in all.chain([Merged::Activity, Merged::Areas]) {
            let codes = if of == Merged::Areas { areas.to_vec() } else { codes_of(of) };
            let groups = self.groups(of, &codes);
            let joint = groups.into_iter().filter(|g| g.codes().len() > 1);
            settled.extend(joint.map(|g| Merge { of, codes: g.codes().to_vec() }));
        }
        settled
    }
}

/// What a cell's row belongs to, in a table.
pub fn rows_of(table: Table) -> Merged {
    match table {
        Table::StockFlow | Table::Areas => Merged::Rows,
        Table::Breakdown(dimension) => Merged::Keys(dimension),
        Table::Activity => Merged::Activity,
    }
}

/// Whether a name can be an area's: it is shown, and joined to others by `/`.
pub fn is_area_name(name: &str) -> bool {
    !name.is_empty() && name != TOTAL && !name.contains(JOINT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_belongs_together_is_merged() {
        let check = |text: &str, outcome: Result<&str, MergeFault>| {
            let read = Merge::parse(text).map(|m| m.to_string());
            assert_eq!(read, outcome.map(str::to_owned), "{text}");
        };
        check("row=rehab_home/substitution", Ok("row=rehab_home/substitution"));
        check("column=stopped/ended", Ok("column=stopped/ended"));
        check("age=<14/14-15", Ok("age=<14/14-15"));
        check("age=18-29/30+", Ok("age=18-29/30+"));
        check("area=Xã A / Xã B", Ok("area=Xã A/Xã B"));
        check("activity=support_job/support_loan", Ok("activity=support_job/support_loan"));
        check("column=new/ended", Err(MergeFault::Apart));
        check("column=closing/female", Err(MergeFault::Apart));
        check("activity=tests/contacts", Err(MergeFault::Apart));
        check("row=total/addicted", Err(MergeFault::Unknown));
        check("age=male/female", Err(MergeFault::Unknown));
        check("row=addicted", Err(MergeFault::Form));
        check("hamlet=a/b", Err(MergeFault::Form));
        check("nonsense", Err(MergeFault::Form));
    }

    #[test]
    fn overlapping_merges_become_one_group() {
        let merges = Merges::new(vec![
            Merge::parse("age=<14/14-15").unwrap(),
            Merge::parse("age=16-17/14-15").unwrap(),
        ]);
        let of = Merged::Keys(Dimension::Age);
        let groups: Vec<String> =
            merges.groups(of, &codes_of(of)).iter().map(Group::to_string).collect();
        assert_eq!(groups, ["<14/14-15/16-17", "18-29", "30+", "unknown"]);
    }
}
