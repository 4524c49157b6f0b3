//! The journal read a window at a time, filtered, written to a file, proven and stopped; the
//! checkpoint that is kept elsewhere.

use super::desk::{Desk, PASSWORD};
use hoso::domain::date::parse_day;
use hoso::domain::id::FileNo;
use hoso::domain::journal::{ActFilter, JournalQuery};
use hoso::domain::person::{PersonDraft, PersonField};
use hoso::domain::word::Role;
use hoso::services::{Failure, Registry, Watch};
use hoso::vault::Password;

fn add(r: &mut Registry, file: &str) -> FileNo {
    let draft = PersonDraft::new().with(PersonField::Name, "Lê Văn Nam");
    let draft = draft.with(PersonField::Sex, "nam").with(PersonField::Born, "1990");
    r.add_person(&draft.with(PersonField::FileNo, file)).unwrap().0
}

fn acts(r: &mut Registry, query: &JournalQuery) -> Vec<String> {
    let page = r.journal_page(query, 0, usize::MAX).unwrap();
    assert_eq!(page.total, page.lines.len());
    page.lines.into_iter().map(|l| format!("{} {}", l.act, l.officer)).collect()
}

fn two_officers(desk: &Desk) -> (Registry, [FileNo; 2]) {
    let mut r = desk.found();
    for (login, role) in [("canbo", Role::Officer), ("tra", Role::Inspector)] {
        r.add_officer(login, "Phạm Thị Mẫu", role, Password::new(PASSWORD)).unwrap();
    }
    let files = ["=A1", "A2"].map(|f| add(&mut r, f));
    drop(r);
    let mut r = desk.open_as("canbo");
    r.show(&files[0], None).unwrap();
    let draft = PersonDraft::new().with(PersonField::Phone, "0912 000 000");
    r.edit_person(&files[0], &draft).unwrap();
    drop(r);
    (desk.open(), files)
}

#[test]
fn a_question_finds_its_entries_and_a_window_is_a_part_of_them() {
    let desk = Desk::new();
    let (mut r, [one, two]) = two_officers(&desk);
    let all = JournalQuery::default();
    let whole = r.journal_page(&all, 0, usize::MAX).unwrap();
    for first in [0, 3, whole.total - 1, whole.total, 1_000] {
        let page = r.journal_page(&all, first, 2).unwrap();
        let wanted: Vec<i64> = whole.lines.iter().skip(first).take(2).map(|l| l.seq).collect();
        assert_eq!(page.lines.iter().map(|l| l.seq).collect::<Vec<_>>(), wanted);
        assert_eq!(page.total, whole.total);
    }
    let looks = JournalQuery { acts: Some(ActFilter::Looks), ..all.clone() };
    assert_eq!(acts(&mut r, &looks), ["dossier_read canbo"]);
    // What is found is kept: a later look is found too.
    r.show(&two, None).unwrap();
    assert_eq!(acts(&mut r, &looks), ["dossier_read truong", "dossier_read canbo"]);
    let of_one = JournalQuery { file_no: Some(one.clone()), ..all.clone() };
    let told = ["person_edited canbo", "dossier_read canbo", "person_added truong"];
    assert_eq!(acts(&mut r, &of_one), told);
    let his = JournalQuery { officer: Some("CANBO".to_owned()), ..of_one.clone() };
    assert_eq!(acts(&mut r, &his), told[..2]);
    let day = |text: &str| Some(parse_day(text).unwrap());
    let today = JournalQuery { from: day("21/11/2026"), to: day("21/11/2026"), ..his.clone() };
    assert_eq!(acts(&mut r, &today).len(), 2);
    let before = JournalQuery { to: day("20/11/2026"), ..his };
    assert!(acts(&mut r, &before).is_empty());
    let nobody = JournalQuery { file_no: FileNo::parse("HS-9999"), ..all };
    assert!(matches!(r.journal_page(&nobody, 0, 1), Err(Failure::UnknownFile)));
}

#[test]
fn the_file_holds_what_was_found_runs_nothing_and_replaces_nothing() {
    let desk = Desk::new();
    let (mut r, [one, _]) = two_officers(&desk);
    let query = JournalQuery { file_no: Some(one), ..JournalQuery::default() };
    let path = desk.folder.path().join("nhat-ky.csv");
    assert_eq!(r.write_journal(&query, &path).unwrap(), 3);
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text.lines().count(), 4);
    assert!(text.contains("Sửa hồ sơ,person_edited,'=A1,"), "{text}");
    assert_eq!(r.journal(1).unwrap()[0].act, "journal_written");
    assert!(matches!(r.write_journal(&query, &path), Err(Failure::FileTaken)));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    drop(r);
    // An inspector's looks at the journal stand in it: one a question, however far he scrolls.
    let mut r = desk.open_as("tra");
    let looked = |r: &mut Registry| {
        let query = JournalQuery { acts: Some(ActFilter::Looks), ..JournalQuery::default() };
        acts(r, &query).into_iter().filter(|a| a == "looked tra").count()
    };
    assert_eq!(looked(&mut r), 1);
    for first in [0, 2, 4] {
        r.journal_page(&query, first, 2).unwrap();
    }
    assert_eq!(looked(&mut r), 3, "the other question, and this one again");
    let other = desk.folder.path().join("nhat-ky-2.csv");
    assert_eq!(r.write_journal(&JournalQuery::default(), &other).is_ok(), other.exists());
    assert_eq!(r.journal(1).unwrap()[0].act, "looked");
}

#[test]
fn the_proof_can_be_stopped_and_changes_nothing() {
    let desk = Desk::new();
    let (r, _) = two_officers(&desk);
    let watch = Watch::default();
    let mut r = r.with_watch(watch.clone());
    let before = r.journal(1).unwrap()[0].seq;
    assert!(r.verify(&mut |_| ()).unwrap().holds());
    assert!(watch.done().is_some());
    watch.ask_stop();
    assert!(matches!(r.verify(&mut |_| ()), Err(Failure::Stopped)));
    watch.begin();
    assert_eq!(r.journal(1).unwrap()[0].seq, before);
}

#[test]
fn a_checkpoint_kept_elsewhere_fits_the_journal_that_goes_on_from_it() {
    let desk = Desk::new();
    let (mut r, _) = two_officers(&desk);
    let note = r.make_checkpoint().unwrap();
    let covers = r.extends(&note).unwrap().unwrap();
    assert_eq!(r.verify(&mut |_| ()).unwrap().journal.checkpointed, covers);
    let text = r.verify(&mut |_| ()).unwrap().text(hoso::domain::word::Lang::Vi);
    assert!(text.contains(&format!("đến dòng {covers}; 1 dòng sau đó")), "{text}");
    add(&mut r, "A3");
    assert_eq!(r.extends(&note).unwrap(), Some(covers));
    let altered = note.replacen(&covers.to_string(), "1", 1);
    assert_eq!(r.extends(&altered).unwrap(), None);
    let other = Desk::new();
    assert_eq!(other.found().extends(&note).unwrap(), None);
}
