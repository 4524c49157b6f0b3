//! R20 and the other things that can be amiss when a registry is opened: a damaged file is set aside
//! and never lost, a read-only folder and a missing one are said, a clock that jumped is told (R44).

use super::tiny::Tiny;
use super::{child, told};
use crate::stories::desk::{Desk, PASSWORD, open};
use hoso::domain::date::parse_minute;
use hoso::domain::id::FileNo;
use hoso::domain::word::Lang;
use hoso::services::{ClockNote, Failure, Registry};
use hoso::vault::{Password, Place};
use std::fs;

fn desk() -> Desk {
    let desk = Desk::new();
    let mut registry = desk.found();
    let mut tiny = Tiny::new().person("");
    for n in 0..40 {
        tiny = tiny.person(&format!("Số hồ sơ=B{n}|Ghi chú={}", "dài ".repeat(100)));
    }
    tiny.import(&mut registry);
    desk
}

fn set_aside(place: &Place, password: &str) -> Result<Vec<String>, Failure> {
    Registry::set_damaged_aside(place, "truong", &Password::new(password))
}

#[test]
fn a_damaged_file_is_set_aside_and_nothing_of_it_is_lost() {
    let desk = desk();
    let (place, database) = (desk.place(), desk.place().database_path());
    let sound = fs::read(&database).unwrap();

    // The control: a sound file stays, and so does a damaged one under a wrong password.
    assert_eq!(set_aside(&place, PASSWORD).unwrap_err().code(), "HS-0125");
    let mut header = sound.clone();
    header[100] ^= 1;
    let mut page = sound.clone();
    page[20 * 4096 + 77] ^= 1;
    let cut = sound[..sound.len() / 2].to_vec();
    let attacks = [("header", header), ("a page deep inside", page), ("half of it", cut)];
    let states = attacks.len() as u64;
    for (what, damaged) in attacks {
        fs::write(&database, &damaged).unwrap();
        desk.forget_anchor();
        assert_eq!(set_aside(&place, "sai mat khau roi").unwrap_err().code(), "HS-0201");
        assert!(fs::read(&database).unwrap() == damaged, "{what}");
        let names = set_aside(&place, PASSWORD).unwrap();
        let kept = place.folder().join(&names[0]);
        assert!(names[0].starts_with("registry-hong-"), "{names:?}");
        assert!(fs::read(&kept).unwrap() == damaged, "{what}: byte for byte");
        assert!(!database.exists(), "{what}: and nothing new in its place");
        // What follows is said; no registry is made over it.
        let Err(failure) = open(&place, "truong", PASSWORD) else { panic!("opened") };
        assert_eq!(failure.code(), "HS-0303");
        let todo = failure.remedy(Lang::Vi);
        assert!(todo.contains("registry-hong") && todo.contains("hoso restore"), "{todo}");
        assert_eq!(set_aside(&place, PASSWORD).unwrap_err().code(), "HS-0303");
        assert!(!database.exists());
    }
    fs::write(&database, &sound).unwrap();
    assert_eq!(desk.open().check().unwrap().faults, 0, "a copy put back opens");
    told("R20", "damaged files set aside", states, "byte for byte", "sound file: refused");
}

#[test]
fn a_missing_folder_is_said() {
    let desk = desk();
    let gone = Place::with_device_file(desk.folder.path().join("khong-co"), "x").for_tests();
    let Err(failure) = open(&gone, "truong", PASSWORD) else { panic!("opened") };
    assert_eq!(failure.code(), "HS-0209");
    assert!(!gone.folder().exists(), "and not made");
}

#[test]
#[ignore = "run by a_read_only_folder_is_said on a disk of its own"]
fn on_a_read_only_disk() {
    let Some(disk) = std::env::var_os("HOSO_TEST_DISK") else { return };
    let place = std::path::Path::new(&disk);
    let place = Place::with_device_file(place.join("so"), place.join("device.key")).for_tests();
    let Err(failure) = open(&place, "truong", PASSWORD) else { panic!("opened") };
    assert_eq!((failure.code(), failure.exit_code()), ("HS-0306", 1));
    assert!(failure.why(Lang::Vi).contains("chỉ cho đọc"));
    println!("on a read-only disk: all good");
}

/// A folder mounted read-only, in a name space of one's own: holds for root too.
#[cfg(target_os = "linux")]
#[test]
fn a_read_only_folder_is_said() {
    let desk = desk();
    let mount = "mount --bind \"$HOSO_TEST_DISK\" \"$HOSO_TEST_DISK\" && mount -o remount,bind,ro \"$HOSO_TEST_DISK\" || exit 77; exec \"$@\"";
    let work = child("hostile::aside::on_a_read_only_disk");
    let done = std::process::Command::new("unshare")
        .args(["-Urm", "sh", "-c", mount, "sh"])
        .arg(work.get_program())
        .args(work.get_args())
        .env("HOSO_TEST_DISK", desk.folder.path())
        .output();
    let allowed = done.as_ref().is_ok_and(|d| {
        d.status.code() != Some(77) && !String::from_utf8_lossy(&d.stderr).contains("unshare:")
    });
    if !allowed {
        told("R20", "read-only folder", 0, "LEFT OUT: no mount of one's own (unshare -Urm)", "-");
        return;
    }
    let done = done.unwrap();
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(said.contains("all good"), "{said}{}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(desk.open().check().unwrap().faults, 0, "control: writable, it opens");
}

/// Acts written under a clock years ahead and years behind: their order holds, and each jump is told.
#[test]
fn a_clock_that_jumped_is_told_and_harms_nothing() {
    let desk = desk();
    let a1 = FileNo::parse("A1").unwrap();
    let look = |now: &str| {
        let registry = open(&desk.place(), "truong", PASSWORD).unwrap();
        let note = registry.clock_note();
        let mut registry = registry.with_fixed_now(parse_minute(now).unwrap());
        registry.show(&a1, None).unwrap();
        let entries = registry.check().unwrap().journal;
        assert!(registry.verify(&mut |_| ()).unwrap().holds(), "{now}");
        (note, entries.expect("unbroken"))
    };
    // Each opening is judged against the look before it.
    let (control, first) = look("01/01/2090 08:00");
    assert_eq!(control, None, "control: founded just now");
    let (back, second) = look("01/01/2001 08:00");
    assert!(matches!(back, Some(ClockNote::Back { .. })), "{back:?}");
    let (ahead, third) = look("01/01/2090 08:00");
    assert!(matches!(ahead, Some(ClockNote::Ahead { .. })), "{ahead:?}");
    assert!(first < second && second < third, "numbers, not times, give the order");
    let said = back.unwrap().text(Lang::Vi);
    assert!(said.contains("01/01/2090 08:00") && said.contains("Chỉnh lại ngày giờ"), "{said}");
    told(
        "R44",
        "clock 64 years ahead and 25 back",
        3,
        "each told, journal holds",
        "no jump: silent",
    );
}
