//! The verdict as an officer reads it.

use super::proof::{JournalFault, JournalFaultKind, Verdict};
use crate::domain::word::{Lang, Word as _, number};
use std::fmt::Write as _;

/// Longest list of changed rows that is told; the number of all is told besides.
const MOST_ROWS: usize = 50;

fn fault_text(fault: JournalFault, lang: Lang) -> String {
    let t = |vi, en| lang.pick(vi, en);
    let what = match fault.kind {
        JournalFaultKind::Gap => {
            t("thiếu dòng hoặc dòng bị đổi chỗ", "an entry is missing or changed places")
        }
        JournalFaultKind::Chain => t("nội dung dòng đã bị sửa", "the entry was altered"),
        JournalFaultKind::UnknownSigner => {
            t("không có cán bộ nào mang tên này lúc đó", "no such officer at that time")
        }
        JournalFaultKind::Signature => {
            t("chữ ký không phải của cán bộ ghi tên", "not signed by the officer it names")
        }
        JournalFaultKind::Log => {
            t("cuối nhật ký bị cắt hoặc bị thêm", "the end was cut off or added to")
        }
        JournalFaultKind::OldValues => {
            t("thiếu giá trị cũ được giữ lại", "kept old values are missing")
        }
        JournalFaultKind::Reason => t(
            "lý do đã bị sửa, hoặc bị xóa dù hồ sơ không bị hủy",
            "a reason was altered, or erased although its file was not destroyed",
        ),
        JournalFaultKind::Destruction => t(
            "hồ sơ bị hủy mà không có đề nghị của một cán bộ khác",
            "a file was destroyed without another officer's proposal",
        ),
        JournalFaultKind::Witness => {
            t("không khớp mốc đã gửi cấp trên", "not what was shown to the superior")
        }
        JournalFaultKind::Epoch => t(
            "không khớp bản sao lưu mà lần khôi phục đã nêu",
            "not of the backup that a restore names",
        ),
    };
    format!("{} {}: {what}", t("dòng", "entry"), count(fault.seq, lang))
}

/// A count of the store with thousands marked.
pub(super) fn count(n: i64, lang: Lang) -> String {
    number(usize::try_from(n).unwrap_or_default(), lang)
}

impl Verdict {
    /// Its three parts apart, a line each and more where there is more to tell.
    pub fn text(&self, lang: Lang) -> String {
        let t = |vi, en| lang.pick(vi, en);
        let journal = &self.journal;
        let consistent = match journal.fault {
            None => format!(
                "{} {}\n",
                t(
                    "1. Nhật ký liền mạch, đủ chữ ký; số dòng:",
                    "1. The journal is consistent, every entry signed; entries:"
                ),
                count(journal.entries, lang)
            ),
            Some(fault) => {
                let told = t("1. NHẬT KÝ KHÔNG TOÀN VẸN:", "1. THE JOURNAL DOES NOT HOLD:");
                format!("{told} {}\n", fault_text(fault, lang))
            }
        };
        let mut older = String::new();
        for at in &journal.older_copies {
            let told = t(
                "   Trưởng đã cho dùng tiếp một bản sổ cũ, ở dòng",
                "   The chief went on with an older copy, at entry",
            );
            let _ = writeln!(older, "{told} {}", count(*at, lang));
        }
        for (at, origin) in &journal.epochs {
            let told = t(
                "   Sổ được khôi phục từ bản sao lưu, ở dòng",
                "   Restored from a backup, at entry",
            );
            let kept = t("nhật ký nối tiếp từ dòng", "the journal goes on from entry");
            let (at, size) = (count(*at, lang), number(origin.size as usize, lang));
            let _ = writeln!(older, "{told} {at}; {kept} {size}");
        }
        let changed = &self.rows.faults;
        let rows = if changed.is_empty() {
            let told = t(
                "2. Mọi dòng dữ liệu khớp với lần ghi cuối; đã đối chiếu:",
                "2. Every row is what its last entry says; compared:",
            );
            format!("{told} {}\n", number(self.rows.rows, lang))
        } else {
            let told = t(
                "2. DỮ LIỆU BỊ SỬA NGOÀI CHƯƠNG TRÌNH, số dòng:",
                "2. ROWS WERE CHANGED OUTSIDE THE PROGRAM:",
            );
            let mut list = String::new();
            for bound in changed.iter().take(MOST_ROWS) {
                let _ = writeln!(list, "   {} {}", bound.object().label(lang), bound.id());
            }
            format!("{told} {}\n{list}", number(changed.len(), lang))
        };
        consistent + &older + &rows + &self.checkpoint_text(lang)
    }

    /// What is kept of the journal away from this PC, what is not yet, and what to do about it.
    fn checkpoint_text(&self, lang: Lang) -> String {
        let kept = self.journal.checkpointed as i64;
        let tail = self.journal.entries.saturating_sub(kept).max(0);
        let (kept_told, tail_told) = (count(kept, lang), count(tail, lang));
        let told = match (kept, tail, lang) {
            (0, _, Lang::Vi) => "3. Chưa mốc nhật ký nào được ghi ra ngoài: nếu cả máy bị trả về một ngày cũ thì không còn gì để so. Lập gói gửi cấp trên, hoặc ghi tệp mốc và cất ở nơi khác máy này".to_owned(),
            (0, _, Lang::En) => "3. No checkpoint of the journal was written yet: were the whole PC put back to an older day, nothing would show it. Make a package for the superior, or write a checkpoint file and keep it away from this PC".to_owned(),
            (_, 0, Lang::Vi) => format!("3. Mốc nhật ký đã ghi vào gói hoặc tệp mốc đến dòng {kept_told}, dòng cuối; không phải làm gì thêm"),
            (_, 0, Lang::En) => format!("3. Checkpoints in packages or files reach entry {kept_told}, the last one; nothing needs to be done"),
            (_, _, Lang::Vi) => format!("3. Mốc nhật ký đã ghi vào gói hoặc tệp mốc đến dòng {kept_told}; {tail_told} dòng sau đó được giữ cùng gói kỳ tới (muốn sớm hơn: ghi tệp mốc, cất ở nơi khác máy này)"),
            (_, _, Lang::En) => format!("3. Checkpoints in packages or files reach entry {kept_told}; the {tail_told} after it are covered by the next package (sooner: write a checkpoint file and keep it away from this PC)"),
        };
        let remembered = lang.pick("Máy này nhớ đến dòng", "This PC remembered up to entry");
        format!("{told}. {remembered} {}.\n", count(self.anchored as i64, lang))
    }
}
