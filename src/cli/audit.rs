//! `audit` and `check`: the journal, and the proof that journal and rows are whole.

use super::args::{self, Global};
use super::error::CliError;
use super::lang::{lang, t};
use super::{Done, json, output, text};
use crate::domain::backup::Origin;
use crate::domain::date::iso_minute;
use crate::domain::journal::{Bound, JournalQuery};
use crate::domain::word::Word;
use crate::services::{AnchorNote, JournalFaultKind, JournalProof, Registry, Verdict};
use crate::vault::Password;
use serde_json::{Value, json};
use std::ffi::OsString;
use std::io::Read as _;
use std::path::Path;

/// The longest file that is read as a checkpoint, in bytes.
const LONGEST_NOTE: u64 = 64 * 1024;

/// `--officer` is the officer who is asking, everywhere; behind `audit` it is also whose acts are
/// asked for. So there it becomes `--of`, and says who is asking only where nothing else does.
pub(super) fn whose_acts(arguments: &[OsString]) -> Vec<OsString> {
    let behind = arguments.iter().position(|a| a == "audit").unwrap_or(arguments.len());
    let before = |a: &OsString| a.to_string_lossy().starts_with("--officer");
    let asked_before = arguments[..behind].iter().any(before)
        || std::env::var_os("HOSO_OFFICER").is_some_and(|v| !v.is_empty());
    let mut out = arguments[..behind].to_vec();
    let mut rest = arguments[behind..].iter();
    while let Some(argument) = rest.next() {
        let text = argument.to_string_lossy();
        let named = match text.strip_prefix("--officer") {
            Some("") => rest.next().cloned(),
            Some(value) => value.strip_prefix('=').map(OsString::from),
            None => None,
        };
        let Some(name) = named else {
            out.push(argument.clone());
            continue;
        };
        let flags: &[&str] = if asked_before { &["--of"] } else { &["--of", "--officer"] };
        out.extend(flags.iter().flat_map(|flag| [OsString::from(flag), name.clone()]));
    }
    out
}

/// `check --set-aside`.
fn set_aside(global: &Global) -> Result<Done, CliError> {
    let names = global.ask_with(Registry::set_damaged_aside)?;
    let document = json!({ "set_aside": &names });
    global.print(&document, || {
        let (done, next) = (
            t("Đã cất riêng, không xóa gì", "Set aside, nothing deleted"),
            t(
                "Việc tiếp theo: khôi phục từ bản sao lưu vào một thư mục mới:\n  hoso restore <tệp.hsb> --registry <thư mục mới>",
                "Next: restore a backup into a new folder:\n  hoso restore <file.hsb> --registry <new folder>",
            ),
        );
        format!("{done}: {}\n{next}\n", names.join(", "))
    })?;
    Ok(Done::Whole)
}

/// `audit`.
pub(super) fn audit(global: &Global, args: &args::Audit) -> Result<Done, CliError> {
    let mut registry = global.open()?;
    if args.verify {
        return verify(global, &registry);
    }
    if let Some(path) = &args.checkpoint {
        return checkpoint(global, &mut registry, path);
    }
    if let Some(path) = &args.compare {
        return compare(global, &registry, path);
    }
    let query = JournalQuery {
        officer: args.of.clone(),
        acts: None,
        file_no: args.person.clone(),
        from: args.from,
        to: args.to,
    };
    if let Some(path) = &args.csv {
        output::target(path)?;
        let entries = registry.write_journal(&query, path)?;
        let document = json!({ "entries": entries, "file": path });
        global.print(&document, || {
            format!("{} {entries}\n", t("Đã ghi, số dòng:", "Written, entries:"))
        })?;
        return Ok(Done::Whole);
    }
    let lines = registry.journal_page(&query, 0, usize::MAX)?.lines;
    global.print(&json::Journal::of(&lines), || text::journal(&lines))?;
    Ok(Done::Whole)
}

/// `audit --checkpoint`.
fn checkpoint(global: &Global, registry: &mut Registry, path: &Path) -> Result<Done, CliError> {
    output::target(path)?;
    let note = registry.make_checkpoint()?;
    output::file(path, &note)?;
    let document = json!({ "file": path });
    global.confirm(
        &document,
        "Đã ghi tệp mốc. Giữ nó ở nơi khác máy này; đối chiếu bằng: hoso audit --compare TỆP",
        "Checkpoint written. Keep it away from this PC; compare with: hoso audit --compare FILE",
    )?;
    Ok(Done::Whole)
}

/// `audit --compare`.
fn compare(global: &Global, registry: &Registry, path: &Path) -> Result<Done, CliError> {
    let mut note = String::new();
    let read = std::fs::File::open(path).map(|f| f.take(LONGEST_NOTE));
    read.and_then(|mut f| f.read_to_string(&mut note)).map_err(|_| CliError::CannotRead)?;
    let size = registry.extends(&note)?;
    let document = json!({ "extends": size.is_some(), "checkpoint": size });
    global.print(&document, || match size {
        Some(size) => format!(
            "{} {size}.\n",
            t(
                "Khớp: nhật ký hôm nay nối tiếp đúng mốc này, đến dòng",
                "It fits: today's journal goes on from this checkpoint, of entry"
            )
        ),
        None => t(
            "KHÔNG KHỚP: không phải mốc của sổ này, hoặc nhật ký trước mốc đã bị sửa, bị cắt, hoặc sổ là bản cũ. Báo cấp trên, đừng xóa gì.\n",
            "IT DOES NOT FIT: not a checkpoint of this registry, or the journal before it was altered or cut, or this is an older registry. Tell the superior, delete nothing.\n",
        )
        .to_owned(),
    })?;
    if size.is_some() { Ok(Done::Whole) } else { Err(CliError::Unsound) }
}

fn verify(global: &Global, registry: &Registry) -> Result<Done, CliError> {
    let verdict = prove(registry)?;
    global.print(&verdict_json(&verdict), || verdict.text(lang()))?;
    if verdict.holds() { Ok(Done::Whole) } else { Err(CliError::Unsound) }
}

fn prove(registry: &Registry) -> Result<Verdict, CliError> {
    let sizes = registry.check_sizes()?;
    let mut progress = output::Progress::start(t("Đang đối chiếu nhật ký", "Checking the journal"));
    Ok(registry.verify(&mut |done| progress.step(done as usize, sizes))?)
}

/// `check`: the file, its foreign keys, the authenticity of every page, the journal; `--full` also
/// every row against its last entry.
pub(super) fn check(global: &Global, args: &args::Check) -> Result<Done, CliError> {
    if args.set_aside {
        return set_aside(global);
    }
    let mut registry = match &args.accept_older {
        Some(reason) => global.open_with(|place, login, password: &Password| {
            Registry::open_older(place, login, password, reason)
        })?,
        None => global.open()?,
    };
    let found = if args.full {
        let sizes = registry.check_sizes()?;
        let label = t("Đang đối chiếu sổ", "Checking the registry");
        let mut progress = output::Progress::start(label);
        registry.check_full(&mut |done| progress.step(done as usize, sizes))?
    } else {
        registry.check()?
    };
    let sound = found.is_sound();
    let mut document = json!({
        "sound": sound,
        "people": found.people,
        "measures": found.measures,
        "events": found.events,
        "faults": found.faults,
        "journal_entries": found.journal.ok(),
        "journal_broken_at": found.journal.err(),
        "key_file_mended": registry.key_file_mended(),
        "anchor": anchor_word(found.anchor),
        "copied_while_open": registry.copy_note().is_some(),
    });
    if let Some(verdict) = &found.verdict {
        document["verdict"] = verdict_json(verdict);
    }
    global.print(&document, || found.text(lang()))?;
    if sound { Ok(Done::Whole) } else { Err(CliError::Unsound) }
}

fn anchor_word(note: Option<AnchorNote>) -> &'static str {
    match note {
        None => "held",
        Some(AnchorNote::Missing) => "missing",
        Some(AnchorNote::Altered) => "altered",
    }
}

fn fault_code(kind: JournalFaultKind) -> &'static str {
    match kind {
        JournalFaultKind::Gap => "gap",
        JournalFaultKind::Chain => "chain",
        JournalFaultKind::UnknownSigner => "unknown_signer",
        JournalFaultKind::Signature => "signature",
        JournalFaultKind::Log => "log",
        JournalFaultKind::OldValues => "old_values",
        JournalFaultKind::Witness => "witness",
        JournalFaultKind::Epoch => "epoch",
        JournalFaultKind::Reason => "reason",
        JournalFaultKind::Destruction => "destruction",
    }
}

fn bound_json(bound: &Bound) -> Value {
    json!({ "object": bound.object().code(), "id": bound.id() })
}

fn epoch_json((entry, origin): &(i64, Origin)) -> Value {
    json!({
        "restored_at_entry": entry,
        "from_entries": origin.size,
        "from_root": crate::domain::checkpoint::base64(&origin.root),
        "backup_made_at": iso_minute(origin.made_at),
    })
}

/// The three parts, apart.
fn verdict_json(verdict: &Verdict) -> Value {
    let JournalProof { entries, fault, root, checkpointed, older_copies, epochs } =
        &verdict.journal;
    json!({
        "holds": verdict.holds(),
        "consistent": {
            "holds": fault.is_none(),
            "entries": entries,
            "broken_at": fault.map(|f| f.seq),
            "fault": fault.map(|f| fault_code(f.kind)),
            "root": crate::domain::checkpoint::base64(&root.1),
            "older_copies_accepted_at": older_copies,
            "epochs": epochs.iter().map(epoch_json).collect::<Vec<_>>(),
        },
        "rows": {
            "holds": verdict.rows.faults.is_empty(),
            "checked": verdict.rows.rows,
            "changed": verdict.rows.faults.iter().map(bound_json).collect::<Vec<_>>(),
        },
        "checkpointed": {
            "up_to": checkpointed,
            "after": entries.unsigned_abs().saturating_sub(*checkpointed),
            "anchored_up_to": verdict.anchored,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn officer_behind_audit_is_whose_acts() {
        let check = |given: &str, wanted: &str| {
            let given: Vec<OsString> = given.split(' ').map(OsString::from).collect();
            let wanted: Vec<OsString> = wanted.split(' ').map(OsString::from).collect();
            assert_eq!(whose_acts(&given), wanted);
        };
        check("hoso --officer a audit --officer b", "hoso --officer a audit --of b");
        check("hoso --officer=a audit --officer=b --json", "hoso --officer=a audit --of b --json");
        check("hoso --officer a people", "hoso --officer a people");
        check("hoso --officer a audit --person X", "hoso --officer a audit --person X");
    }
}
