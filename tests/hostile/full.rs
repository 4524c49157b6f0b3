//! R19: a full disk and a limit on the size of files. Nobody is killed, what is there can be read and
//! every look is still recorded (that is what `reserve.bin` is for), changes are refused with a code.

use super::tiny::Tiny;
use super::{child, told};
use crate::stories::desk::{Desk, PASSWORD, open};
use hoso::domain::case::{EventDraft, EventField};
use hoso::domain::id::FileNo;
use hoso::domain::unsaved::{Unsaved, UnsavedKey};
use hoso::services::view::PeopleQuery;
use hoso::services::{Failure, Registry};
use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

fn a1() -> FileNo {
    FileNo::parse("A1").unwrap()
}

fn note(registry: &mut Registry, text: &str) -> Result<(), Failure> {
    let draft = EventDraft::new()
        .with(EventField::Kind, "note")
        .with(EventField::At, "10/10/2026 09:00")
        .with(EventField::Text, text);
    registry.record(&a1(), &draft).map(drop)
}

/// What an officer reads without a dossier.
fn reads(registry: &mut Registry) {
    assert_eq!(registry.people(&PeopleQuery::default(), 0, 10).unwrap().total, 41);
    registry.today(10).unwrap();
    registry.report("2026-10".parse().unwrap(), false).unwrap();
}

fn refused(done: Result<(), Failure>, code: &str) {
    let failure = done.expect_err("there is no room");
    assert_eq!((failure.code(), failure.exit_code()), (code, 1));
    let text = failure.text(hoso::domain::word::Lang::Vi);
    assert!(text.contains("chưa được ghi") && text.contains("Cần làm"), "{text}");
}

/// Takes every byte that is left.
fn fill(path: &Path) {
    let mut file = File::options().create(true).append(true).open(path).unwrap();
    let mut size = 1 << 20;
    while size > 0 {
        if file.write_all(&vec![7; size]).is_err() {
            size /= 2;
        }
    }
}

fn desk_in(root: &Path) -> Desk {
    Desk { folder: tempfile::TempDir::new_in(root).unwrap(), ..Desk::new() }
}

fn founded(desk: &Desk) -> Registry {
    let mut registry = desk.found();
    let mut tiny = Tiny::new().person("");
    for n in 0..40 {
        tiny = tiny.person(&format!("Số hồ sơ=B{n}"));
    }
    tiny.import(&mut registry);
    note(&mut registry, "trước").unwrap();
    registry
}

/// Every state of a disk of its own that becomes full, and empty again.
#[test]
#[ignore = "run by a_full_disk_can_be_read on a disk of its own"]
fn on_a_full_disk() {
    let Some(disk) = std::env::var_os("HOSO_TEST_DISK") else { return };
    let disk = Path::new(&disk);
    let desk = desk_in(disk);
    let (reserve, filler) = (desk.place().folder().join("reserve.bin"), disk.join("filler"));
    let mut registry = founded(&desk);
    assert_eq!(fs::metadata(&reserve).unwrap().len(), 4 << 20);
    fill(&filler);

    refused(note(&mut registry, "không chỗ"), "HS-0305");
    assert!(reserve.exists(), "a change does not take the reserve");
    let before = registry.check().unwrap().journal.unwrap();
    for _ in 0..100 {
        registry.show(&a1(), None).unwrap();
    }
    assert!(!reserve.exists(), "looks do");
    assert_eq!(registry.check().unwrap().journal, Ok(before + 100), "each is recorded");
    reads(&mut registry);
    // There is room now, and it is not for changes.
    refused(note(&mut registry, "không chỗ"), "HS-0305");
    let typed = ("note".to_owned(), (String::new().into(), "đang gõ dở".to_owned().into()));
    let form = Unsaved {
        key: UnsavedKey { form: "person".to_owned(), subject: String::new() },
        heading: String::new().into(),
        focus: "note".to_owned(),
        fields: [typed].into(),
    };
    registry.keep_unsaved(&form).unwrap();
    drop(registry);

    // A clean close; opening again and looking work as well.
    let mut registry = desk.open();
    assert_eq!(registry.unsaved_heads().unwrap().len(), 1);
    registry.show(&a1(), None).unwrap();
    refused(note(&mut registry, "không chỗ"), "HS-0305");

    // Room again: the reserve is made before the change is written.
    fs::remove_file(&filler).unwrap();
    note(&mut registry, "sau").unwrap();
    assert_eq!(fs::metadata(&reserve).unwrap().len(), 4 << 20);
    let check = registry.check().unwrap();
    assert_eq!((check.faults, check.events), (0, 2));
    drop(registry);

    // Control: without the reserve the first look is refused, and not shown.
    let mut registry = desk.open();
    fill(&filler);
    fs::remove_file(&reserve).unwrap();
    fill(&filler);
    let mut looks = 0;
    let failure = loop {
        match registry.show(&a1(), None) {
            Ok(_) => looks += 1,
            Err(failure) => break failure,
        }
        assert!(looks < 100, "control: a disk without reserve takes entry after entry");
    };
    assert_eq!(failure.code(), "HS-0305");
    reads(&mut registry);
    drop(registry);
    fs::remove_file(&filler).unwrap();
    assert_eq!(desk.open().check().unwrap().faults, 0);
    println!("on a full disk: all good");
}

/// On Linux a disk of a few MiB can be had without being root (a tmpfs in a name space of one's own).
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_can_be_read() {
    let disk = tempfile::tempdir().unwrap();
    let mount = "mount -t tmpfs -o size=12m none \"$HOSO_TEST_DISK\" || exit 77; exec \"$@\"";
    let work = child("hostile::full::on_a_full_disk");
    let done = std::process::Command::new("unshare")
        .args(["-Urm", "sh", "-c", mount, "sh"])
        .arg(work.get_program())
        .args(work.get_args())
        .env("HOSO_TEST_DISK", disk.path())
        .output();
    let allowed = done.as_ref().is_ok_and(|d| {
        d.status.code() != Some(77) && !String::from_utf8_lossy(&d.stderr).contains("unshare:")
    });
    if !allowed {
        told("R19", "full disk", 0, "LEFT OUT: no disk of one's own here (unshare -Urm)", "-");
        return;
    }
    let done = done.unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let err = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success() && said.contains("all good"), "{said}{err}");
    told("R19", "full disk (tmpfs): 100 looks, close, opening", 103, "all recorded", "refused");
}

#[cfg(unix)]
#[test]
#[ignore = "run by a_limit_on_files_stops_no_reading in a process of its own"]
fn under_a_limit() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let Some(root) = std::env::var_os("HOSO_TEST_LIMIT") else { return };
    let desk = desk_in(Path::new(&root));
    let mut registry = founded(&desk);
    if std::env::var_os("HOSO_TEST_UNPROTECTED").is_none() {
        // As `main` does.
        let seen = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
        signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen).unwrap();
    }
    let limit = |bytes| Rlimit { current: bytes, maximum: None };
    let size = fs::metadata(desk.place().database_path()).unwrap().len();
    // What is there may be written anew, nothing may be added.
    setrlimit(Resource::Fsize, limit(Some(size))).unwrap();
    let mut written = 0;
    let failure = loop {
        match note(&mut registry, "quá cỡ") {
            Ok(()) => written += 1,
            Err(failure) => break failure,
        }
        assert!(written < 200);
    };
    refused(Err(failure), "HS-0309");
    for _ in 0..20 {
        reads(&mut registry);
        // A look is recorded while its entry finds room in what is there, else it is not shown.
        if let Err(failure) = registry.show(&a1(), None) {
            assert_eq!(failure.code(), "HS-0309");
        }
        refused(note(&mut registry, "quá cỡ"), "HS-0309");
    }
    reads(&mut registry);
    // Less than is there already: SQLite cannot even undo, so that nothing is answered but a code.
    setrlimit(Resource::Fsize, limit(Some(20_000))).unwrap();
    refused(note(&mut registry, "quá cỡ"), "HS-0309");
    refused(registry.show(&a1(), None).map(drop), "HS-0309");
    drop(registry);
    let Err(failure) = open(&desk.place(), "truong", PASSWORD) else { panic!("opened unrecorded") };
    assert_eq!(failure.code(), "HS-0309");
    setrlimit(Resource::Fsize, limit(None)).unwrap();
    let mut registry = desk.open();
    note(&mut registry, "sau").unwrap();
    let check = registry.check().unwrap();
    assert_eq!((check.faults, check.events), (0, 2 + written));
    println!("under a limit: all good");
}

#[cfg(unix)]
#[test]
fn a_limit_on_files_stops_no_reading() {
    use std::os::unix::process::ExitStatusExt;
    let root = tempfile::tempdir().unwrap();
    let run = |more: &[(&str, &str)]| {
        let mut child = child("hostile::full::under_a_limit");
        child.env("HOSO_TEST_LIMIT", root.path()).envs(more.iter().copied()).output().unwrap()
    };
    let done = run(&[]);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(done.status.success() && said.contains("all good"), "{said}");
    // Control: without the handler the system kills the writer.
    let killed = run(&[("HOSO_TEST_UNPROTECTED", "1")]);
    assert_eq!(killed.status.signal(), Some(signal_hook::consts::SIGXFSZ));
    told("R19", "limit on file size: changes, looks, an opening", 44, "all refused", "killed");
}
