//! Kiểm tra sổ: whether the file is whole, and how that is told.

use super::anchor::AnchorNote;
use super::error::Failure;
use super::permission::Duty;
use super::proof::{JournalProof, Verdict};
use super::proof_text::count;
use super::registry::Registry;
use crate::domain::word::Lang;

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckOutcome {
    /// People.
    pub people: i64,
    /// Measures.
    pub measures: i64,
    /// Events.
    pub events: i64,
    /// Faults in structure, foreign keys or pages; 0 = sound.
    pub faults: usize,
    /// Entries of an unbroken journal, or the first entry that does not fit.
    pub journal: Result<i64, i64>,
    /// What stood in the anchor's place at opening, where it was not as it should be.
    pub anchor: Option<AnchorNote>,
    /// Every row against its last entry; `None` = not looked at.
    pub verdict: Option<Verdict>,
}

impl Registry {
    /// Examines the file: structure, foreign keys, authenticity of every page, and the journal:
    /// chain, signatures, log.
    ///
    /// # Errors
    /// Not permitted; the file cannot be read.
    pub fn check(&mut self) -> Result<CheckOutcome, Failure> {
        self.permit(Duty::Check)?;
        let journal = self.prove_journal()?;
        self.examined(&journal)
    }

    /// The same, every row against its last entry, and what is derived against the facts (a
    /// difference is a fault of the file). `progress` hears how many entries and rows were read; it can
    /// be stopped.
    ///
    /// # Errors
    /// Not permitted; the file cannot be read; [`Failure::Stopped`].
    pub fn check_full(&mut self, progress: &mut dyn FnMut(u64)) -> Result<CheckOutcome, Failure> {
        self.permit(Duty::Check)?;
        let [people, ..] = self.store.sizes()?;
        let before = self.check_sizes()?;
        let of = before + usize::try_from(people).unwrap_or_default();
        let verdict = self.verify_as_part(progress, of)?;
        let mut found = self.examined(&verdict.journal)?;
        found.faults += usize::from(!self.derived_holds(before, of)?);
        found.verdict = Some(verdict);
        Ok(found)
    }

    fn examined(&mut self, journal: &JournalProof) -> Result<CheckOutcome, Failure> {
        let [people, measures, events, _] = self.store.sizes()?;
        let watch = self.watch.clone();
        let faults = self.store.examine_unless(move || watch.stops())?.ok_or(Failure::Stopped)?;
        let journal = match journal.fault {
            None => Ok(journal.entries),
            Some(fault) => Err(fault.seq),
        };
        let (anchor, verdict) = (self.anchor_note(), None);
        Ok(CheckOutcome { people, measures, events, faults, journal, anchor, verdict })
    }
}

impl CheckOutcome {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.faults == 0 && self.journal.is_ok() && self.verdict.as_ref().is_none_or(Verdict::holds)
    }

    /// All of it, a line each.
    pub fn text(&self, lang: Lang) -> String {
        let t = |vi, en| lang.pick(vi, en);
        let n = |n: i64| count(n, lang);
        let sizes = format!(
            "{} {}, {} {}, {} {}\n",
            n(self.people),
            t("hồ sơ", "people"),
            n(self.measures),
            t("biện pháp", "measures"),
            n(self.events),
            t("sự kiện", "events"),
        );
        let journal = match self.journal {
            Ok(entries) => format!(
                "{} {}\n",
                t("Nhật ký liền mạch, số dòng:", "The journal is unbroken, entries:"),
                n(entries)
            ),
            Err(at) => {
                let at = n(at);
                format!("{} {at}\n", t("NHẬT KÝ BỊ ĐỨT ở dòng", "THE JOURNAL IS BROKEN at entry"))
            }
        };
        let file = match self.faults {
            0 => t("Tệp dữ liệu nguyên vẹn.\n", "The registry file is whole.\n").to_owned(),
            faults => format!(
                "{} {faults}\n",
                t("TỆP DỮ LIỆU CÓ LỖI, số lỗi:", "THE REGISTRY FILE HAS FAULTS:")
            ),
        };
        let verdict = self.verdict.as_ref().map(|v| v.text(lang)).unwrap_or_default();
        sizes + &journal + &file + anchor_text(self.anchor, lang) + &verdict
    }
}

fn anchor_text(note: Option<AnchorNote>, lang: Lang) -> &'static str {
    match note {
        None => "",
        Some(AnchorNote::Missing) => lang.pick(
            "Lưu ý: máy này chưa có mốc đối chiếu của sổ (máy mới, hoặc tệp mốc bị xoá); đã lập lại. Nếu không phải máy mới, hãy hỏi ai đã động vào máy.\n",
            "Note: this PC had no anchor of the registry (a new PC, or the file was removed); made anew. If the PC is not new, ask who touched it.\n",
        ),
        Some(AnchorNote::Altered) => lang.pick(
            "LƯU Ý: tệp mốc đối chiếu trên máy này đã bị sửa; đã lập lại. Hãy báo cấp trên.\n",
            "NOTE: the anchor file on this PC was altered; made anew. Tell the superior.\n",
        ),
    }
}
