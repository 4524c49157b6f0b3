//! A file that two people destroyed is gone from every table, and the journal still proves itself; what
//! one person alone does with the key in his hand is noticed.

use super::tiny::Tiny;
use crate::stories::desk::{Desk, PASSWORD};
use hoso::domain::case::{EventDraft, EventField};
use hoso::domain::id::FileNo;
use hoso::domain::person::{PersonDraft, PersonField};
use hoso::domain::word::Role;
use hoso::services::{Failure, JournalFaultKind, Registry};
use hoso::vault::Password;
use rusqlite::types::ValueRef;
use std::collections::BTreeSet;

/// Words of the person and of what was written about him, found nowhere else.
const PLANTED: [&str; 6] =
    ["Zuyên", "Q7Q7Q7Q7Q7Q7", "Hẻm Xyz", "lýdohỏiriêng", "ghichúriêng", "têncũriêng"];

fn file() -> FileNo {
    FileNo::parse("A1").unwrap()
}

fn fault(registry: &Registry) -> Option<JournalFaultKind> {
    let verdict = registry.verify(&mut |_| ()).unwrap();
    assert_eq!(verdict.rows.faults, []);
    verdict.journal.fault.map(|f| f.kind)
}

/// A registry with a chief, an officer, and a file closed in 2010 with events, a correction, a double
/// that was merged into it, a team and a draft.
fn desk() -> Desk {
    let desk = Desk::new();
    let mut registry = desk.found();
    for (login, role) in [("canbo", Role::Officer), ("truong2", Role::Chief)] {
        registry.add_officer(login, "Lý Cán Bộ", role, Password::new(PASSWORD)).unwrap();
    }
    Tiny::new()
        .person("Họ và tên=Têncũriêng Zuyên|Nơi ở hiện nay=Hẻm Xyz|Số giấy tờ=Q7Q7Q7Q7Q7Q7|Loại giấy tờ=other")
        .person("Số hồ sơ=A2|Họ và tên=Zuyên Têncũriêng|Ghi chú=ghichúriêng")
        .person("Số hồ sơ=B1|Họ và tên=Người Khác")
        .measure("Ngày bắt đầu=05/08/2009|Ngày kết thúc=05/08/2010|Lý do kết thúc=completed")
        .measure("Số hồ sơ=B1|Ngày bắt đầu=05/08/2026")
        .event("Thời điểm=10/10/2009 09:00|Nội dung=ghichúriêng")
        .import(&mut registry);
    let (kept, away) = (file(), FileNo::parse("A2").unwrap());
    registry.merge(&kept, &away, &BTreeSet::new(), false, "lýdohỏiriêng").unwrap();
    drop(registry);
    desk
}

/// Every text and every piece of bytes in every table, the planted words that stand in them.
fn planted(desk: &Desk) -> Vec<String> {
    let conn = super::raw(desk);
    let mut tables = conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let tables: Vec<String> =
        tables.query_map([], |r| r.get(0)).unwrap().map(Result::unwrap).collect();
    let mut found = Vec::new();
    for table in tables {
        let mut statement = conn.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for at in 0..columns {
                let bytes = match row.get_ref(at).unwrap() {
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.to_vec(),
                    _ => continue,
                };
                let text = String::from_utf8_lossy(&bytes).to_lowercase();
                for word in PLANTED {
                    let folded = hoso::domain::text::fold(word);
                    if text.contains(&word.to_lowercase()) || text.contains(&folded) {
                        found.push(format!("{table}: {word}"));
                    }
                }
            }
        }
    }
    found
}

#[test]
fn a_destroyed_file_leaves_nothing_and_the_journal_holds() {
    let desk = desk();
    let mut registry = desk.open();
    let years = registry.set_rule("retention.user_management", "10", desk.now.date(), "Hướng dẫn");
    years.unwrap();
    drop(registry);

    let mut registry = desk.open_as("canbo");
    let draft = PersonDraft::new().with(PersonField::Name, "Zuyên Mới");
    registry.edit_person(&file(), &draft).unwrap();
    let note = EventDraft::new().with(EventField::Kind, "note").with(EventField::At, "01/10/2012");
    registry.record(&file(), &note).unwrap();
    assert_eq!(registry.due_for_review(None).unwrap().len(), 1);
    registry.propose_destruction(&file(), "lýdohỏiriêng").unwrap();
    // He is no chief; nobody destroys what he proposed himself; the number has to be typed.
    assert!(matches!(registry.destroy(&file(), "A1"), Err(Failure::NotPermitted)));
    drop(registry);
    let mut registry = desk.open_as("truong2");
    assert!(registry.destroy(&file(), "A2x").is_err());
    drop(registry);
    assert!(planted(&desk).len() > 10, "control: all of it stands there before");

    let mut registry = desk.open_as("truong2");
    let before = fault(&registry);
    assert_eq!(before, None);
    let outcome = registry.destroy(&file(), "A1").unwrap();
    assert!(outcome.rewritten && outcome.rows >= 5, "{outcome:?}");
    assert_eq!(fault(&registry), None);
    assert!(matches!(registry.show(&file(), None), Err(Failure::UnknownFile)));
    let check = registry.check().unwrap();
    assert!(check.faults == 0 && check.journal.is_ok());
    drop(registry);
    assert_eq!(planted(&desk), Vec::<String>::new());

    // Its number is free, its row is not: nobody inherits the looks at the old file.
    let mut registry = desk.open();
    Tiny::new().person("Họ và tên=Lê Văn Nam").import(&mut registry);
    let history = registry.history(&file()).unwrap();
    assert_eq!(history.len(), 1);
    assert_eq!(fault(&registry), None);
}

/// A chief who proposes and then makes, opens, promotes or takes over another account is not two people.
#[test]
fn an_account_handed_over_after_the_proposal_does_not_confirm_it() {
    type HandOver = fn(&mut Registry);
    let ways: [(&str, HandOver); 4] = [
        ("truong3", |r| {
            r.add_officer("truong3", "Lý Thứ Hai", Role::Chief, Password::new(PASSWORD)).unwrap();
        }),
        ("canbo", |r| r.set_role("canbo", Role::Chief).unwrap()),
        ("truong2", |r| r.reset_password("truong2", &Password::new(PASSWORD)).unwrap()),
        ("truong2", |r| r.enable_officer("truong2").unwrap()),
    ];
    for (login, hand_over) in ways {
        let desk = desk();
        let mut registry = desk.open();
        let day = desk.now.date();
        registry.set_rule("retention.user_management", "10", day, "Hướng dẫn").unwrap();
        if login == "truong2" {
            registry.remove_officer("truong2").unwrap();
            registry.enable_officer("truong2").unwrap();
        }
        registry.propose_destruction(&file(), "hết hạn lưu").unwrap();
        hand_over(&mut registry);
        drop(registry);
        let mut registry = desk.open_as(login);
        let Err(Failure::Refused(refusals)) = registry.destroy(&file(), "A1") else {
            panic!("{login} confirmed")
        };
        let fault = hoso::domain::retention::DestructionFault::NewAccount;
        assert_eq!(refusals[0].reason, hoso::domain::refusal::Reason::Destruction(fault));
        assert!(registry.show(&file(), None).is_ok());
        // Proposed anew by the other, the first chief decides: two accounts that were there before.
        registry.withdraw_destruction(&file(), "đề nghị lại").unwrap();
        registry.propose_destruction(&file(), "hết hạn lưu").unwrap();
        drop(registry);
        let mut registry = desk.open();
        registry.destroy(&file(), "A1").unwrap();
        assert_eq!(self::fault(&registry), None);
    }
}

/// What somebody does with the key in hand and without the program, each on a file of its own.
#[test]
fn one_person_alone_is_noticed() {
    let erased =
        "UPDATE journal SET reason = NULL, reason_salt = NULL WHERE act = 'persons_merged'";
    let reworded = "UPDATE journal SET reason = 'khác' WHERE act = 'persons_merged'";
    let dropped =
        "UPDATE destruction SET person_id = NULL, outcome = 'withdrawn', settled_at = proposed_at";
    let slipped_in = "UPDATE destruction SET proposed_by = 'truong2'";
    let reason = Some(JournalFaultKind::Reason);
    for (sql, wanted, rows) in [
        ("SELECT 1", None, 0),
        // Nothing after the first fault is believed, so the rows are not counted.
        (erased, reason, 0),
        (reworded, reason, 0),
        (dropped, None, 1),
        (slipped_in, None, 1),
    ] {
        let desk = desk();
        let mut registry = desk.open();
        let day = desk.now.date();
        registry.set_rule("retention.user_management", "10", day, "Hướng dẫn").unwrap();
        drop(registry);
        desk.open_as("canbo").propose_destruction(&file(), "hết hạn lưu").unwrap();
        super::raw(&desk).execute_batch(sql).unwrap();
        let verdict = desk.open().verify(&mut |_| ()).unwrap();
        assert_eq!(verdict.journal.fault.map(|f| f.kind), wanted, "{sql}");
        if wanted.is_none() {
            assert_eq!(verdict.rows.faults.len(), rows, "{sql}");
        }
    }
}
