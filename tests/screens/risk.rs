//! Risk at the desk: from a rule to its event, what it decides on every screen, the print.

use super::fake::App;
use crate::stories::desk::{Desk, PASSWORD};
use hoso::domain::case::{EventDraft, EventField as E, MeasureDraft, MeasureField as M};
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::word::Lang;
use hoso::ui::command::Place;
use hoso::ui::desk::RegistryDesk;
use hoso::ui::keymap::Key;
use hoso::vault::KdfCost;

const SIZE: (u16, u16) = (80, 24);
const NOTICE: &str =
    "Mức nguy cơ chỉ để biết thăm ai sớm hơn, giúp đỡ gì; không phải căn cứ xử lý.";

/// A file with a level that rests on one event among thirty of its kind, opened on its risk.
fn at_risk(bench: &Desk) -> App<RegistryDesk> {
    let mut r = bench.found();
    let draft = PersonDraft::new().with(P::Name, "Lò Văn Mẫu").with(P::Sex, "Nam");
    let (file, _) = r.add_person(&draft.with(P::Born, "1990")).unwrap();
    let measure = MeasureDraft::new().with(M::Measure, "post_rehab").with(M::Start, "2026-08-01");
    r.open_measure(&file, &measure).unwrap();
    let event = |kind: &str, at: &str, result: &str| {
        EventDraft::new().with(E::Kind, kind).with(E::At, at).with(E::Outcome, result)
    };
    for day in 1..=28 {
        let at = format!("{day:02}/10/2026 08:00");
        r.record(&file, &event("test", &at, "negative")).unwrap();
    }
    r.record(&file, &event("incident", "03/09/2026 21:00", "violence")).unwrap();
    drop(r);
    opened(bench)
}

fn started(bench: &Desk) -> App<RegistryDesk> {
    let desk = RegistryDesk::new(bench.place(), Lang::Vi, Some(bench.now))
        .with_cost(KdfCost::cheap_for_tests());
    App::start(desk, SIZE, Lang::Vi)
}

/// The first file of the list, open on its risk.
fn opened(bench: &Desk) -> App<RegistryDesk> {
    let mut app = started(bench);
    app.type_text(PASSWORD).press(Key::Enter);
    app.press(Key::F(3)).press(Key::Enter).press(Key::BackTab).press(Key::BackTab);
    assert!(app.picture().contains("[Nguy cơ]"), "{}", app.picture());
    app
}

#[test]
fn what_is_done_after_the_jump_is_done_to_that_event() {
    let bench = Desk::new();
    let mut app = at_risk(&bench);
    app.press(Key::Enter);
    assert_eq!(app.model.place(), Place::Choose, "{}", app.picture());
    app.press(Key::Enter);
    let picture = app.picture();
    assert!(picture.contains("Sự việc: bạo lực"), "{picture}");
    // It is marked, and it alone.
    let marked = app.reversed();
    assert!(marked.iter().any(|l| l.contains("03/09/2026 21:00")), "{marked:?}");
    assert!(!marked.iter().any(|l| l.contains("10/2026")), "{marked:?}");
    for (key, title) in [(Key::Char('c'), "Đính chính"), (Key::Char('x'), "Hủy mục")] {
        app.press(key);
        assert_eq!(app.model.place(), Place::Form, "{key:?}: {}", app.picture());
        let picture = app.picture();
        assert!(picture.contains(title) && picture.contains("Sự việc"), "{picture}");
        app.press(Key::Esc);
    }
    app.press(Key::Char('h'));
    assert_eq!(app.model.place(), Place::Read, "{}", app.picture());
    assert!(app.picture().contains("bạo lực"), "{}", app.picture());
    app.press(Key::Esc);
    // Elsewhere, and out of sight, the list of entries is offered as before.
    app.press(Key::Tab).press(Key::BackTab).press(Key::Char('c'));
    assert_eq!(app.model.place(), Place::Choose, "{}", app.picture());
    app.press(Key::Esc).press(Key::Tab).press(Key::Tab).press(Key::Enter).press(Key::Enter);
    app.press(Key::Home).press(Key::Char('c'));
    assert_eq!(app.model.place(), Place::Choose, "{}", app.picture());
}

#[test]
fn what_levels_decide_is_said_wherever_they_are_seen() {
    let bench = Desk::new();
    let mut app = at_risk(&bench);
    assert!(app.picture().contains(NOTICE), "{}", app.picture());
    app.press(Key::F(3));
    assert!(app.picture().contains("N.cơ") && app.picture().contains(NOTICE), "{}", app.picture());
    app.press(Key::F(2)).press(Key::Char('h'));
    assert!(app.picture().contains(NOTICE), "{}", app.picture());
    app.press(Key::Esc);
    // Hôm nay has the level of the line's person below the list.
    assert!(app.picture().contains("Nguy cơ: "), "{}", app.picture());
    assert!(app.picture().contains(NOTICE), "{}", app.picture());
}

#[test]
fn the_explanation_is_printed_to_a_new_file_and_stands_in_the_journal() {
    let bench = Desk::new();
    let mut app = at_risk(&bench);
    let out = bench.folder.path().join("nguy-co.xlsx");
    let print = |app: &mut App<RegistryDesk>| {
        app.press(Key::Char('i'));
        assert_eq!(app.model.place(), Place::Form, "{}", app.picture());
        app.press(Key::Ctrl('u')).type_text(out.to_str().unwrap()).press(Key::Ctrl('s'));
    };
    print(&mut app);
    assert_eq!(app.model.place(), Place::Dossier, "{}", app.picture());
    assert!(app.picture().contains("Đã in phần nguy cơ: "), "{}", app.picture());
    let written = std::fs::read(&out).unwrap();
    assert!(written.starts_with(b"PK"));
    // Never over a file that is there; the form stays.
    print(&mut app);
    assert!(app.picture().contains("Mã lỗi: 0906"), "{}", app.picture());
    assert_eq!(std::fs::read(&out).unwrap(), written);
    drop(app);
    let looks = bench.open().journal(50).unwrap();
    let printed = |l: &&hoso::services::view::JournalLine| {
        l.reason.as_deref() == Some("in phần nguy cơ ra tệp")
    };
    assert_eq!(looks.iter().filter(printed).count(), 1);
}

#[test]
fn an_own_level_is_shown_beside_the_computed_one() {
    let bench = Desk::new();
    drop(at_risk(&bench));
    let mut r = bench.open();
    let file = hoso::domain::id::FileNo::numbered(1);
    let high = Some(hoso::domain::word::RiskLevel::High);
    r.override_risk(&file, high, None, "gia đình báo mới đánh nhau").unwrap();
    drop(r);
    let mut app = opened(&bench);
    let picture = app.picture();
    assert!(picture.contains("Nguy cơ: Cao (tính Thấp)"), "{picture}");
    assert!(picture.contains("CAO (chương trình tính: Thấp, 10 điểm"), "{picture}");
    assert!(
        picture.contains("Cán bộ định: Cao đến hết 19/02/2027 · truong: gia đình báo"),
        "{picture}"
    );
    app.press(Key::End);
    let kept = "21/11/2026 Cao (cán bộ định, tính Thấp; goc-1), 10 điểm: bạo lực (25)";
    assert!(app.picture().contains(kept), "{}", app.picture());
    app.press(Key::BackTab).press(Key::BackTab).press(Key::BackTab);
    assert!(app.picture().contains("Nguy cơ: Cao (tính Thấp)"), "{}", app.picture());
    // The lists say the same of him, and why.
    let line = "Nguy cơ: Cao* (cán bộ định, tính Thấp) 10 điểm: bạo lực (25), âm tính liên";
    app.press(Key::F(3));
    let picture = app.picture();
    assert!(picture.contains(line), "{picture}");
    assert_eq!(picture.matches("Cao*").count(), 2, "on his line and below: {picture}");
    assert!(picture.contains("* = cán bộ định"), "{picture}");
    app.press(Key::F(2));
    assert!(app.picture().contains(line), "{}", app.picture());
    // With its column chosen, the sign stands on the line too.
    app.press(Key::Ctrl('k'));
    for _ in 0..5 {
        app.press(Key::Down);
    }
    app.press(Key::Char(' ')).press(Key::Enter);
    let picture = app.picture();
    assert_eq!(picture.matches("Cao*").count(), 2, "{picture}");
    assert!(picture.contains("* = cán bộ định"), "{picture}");
}

#[test]
fn what_is_the_chiefs_is_offered_to_the_chief() {
    let bench = Desk::new();
    drop(at_risk(&bench));
    let mut r = bench.open();
    let password = hoso::vault::Password::new(PASSWORD);
    r.add_officer("an", "Nguyễn Thị An", hoso::domain::word::Role::Officer, password).unwrap();
    drop(r);
    let mut app = started(&bench);
    app.press(Key::Down).type_text(PASSWORD).press(Key::Enter).press(Key::Char('n'));
    assert_eq!(app.model.place(), Place::RiskRules, "{}", app.picture());
    let picture = app.picture();
    assert!(picture.contains("Tăng") && !picture.contains("Áp dụng  "), "{picture}");
    assert!(!picture.contains("Theo nhóm"), "{picture}");
    app.press(Key::Down).press(Key::Right);
    assert!(app.picture().contains("Với điểm này"), "{}", app.picture());
}

/// Many change level: the preview says how many names it leaves out, Enter shows them all, and what
/// was changed is not dropped unasked.
#[test]
fn the_preview_leaves_nobody_out_unsaid_and_changes_are_not_dropped_unasked() {
    let bench = Desk::new();
    let mut r = bench.found();
    for n in 1..=9 {
        let name = format!(
            "Lò Văn Mẫu {}",
            ["Một", "Hai", "Ba", "Tư", "Năm", "Sáu", "Bảy", "Tám", "Chín"][n - 1]
        );
        let draft = PersonDraft::new().with(P::Name, name).with(P::Sex, "Nam");
        let (file, _) = r.add_person(&draft.with(P::Born, "1990")).unwrap();
        let event = EventDraft::new().with(E::Kind, "incident").with(E::At, "03/09/2026");
        r.record(&file, &event.with(E::Outcome, "violence")).unwrap();
    }
    drop(r);
    let mut app = started(&bench);
    app.type_text(PASSWORD).press(Key::Enter).press(Key::Char('n'));
    app.press(Key::Down).press(Key::Down);
    for _ in 0..20 {
        app.press(Key::Left);
    }
    let picture = app.picture();
    assert!(picture.contains("9 trong 9 người đổi mức"), "{picture}");
    let seen = picture.matches("Lò Văn Mẫu").count();
    assert!(picture.contains(&format!("… còn {} người (Enter: xem hết)", 9 - seen)), "{picture}");
    app.press(Key::Enter);
    assert_eq!(app.picture().matches("Trung bình → Cao").count(), 9, "{}", app.picture());
    app.press(Key::Esc).press(Key::Esc);
    assert_eq!(app.model.place(), Place::Confirm, "{}", app.picture());
    app.press(Key::Esc);
    assert!(app.picture().contains("9 trong 9 người"), "{}", app.picture());
    // To another screen as well.
    app.press(Key::F(3));
    assert_eq!(app.model.place(), Place::Confirm, "{}", app.picture());
    app.press(Key::Left).press(Key::Enter);
    assert_eq!(app.model.place(), Place::People, "{}", app.picture());
    // Nothing changed: nothing asked.
    app.press(Key::F(2)).press(Key::Char('n')).press(Key::Esc);
    assert_eq!(app.model.place(), Place::Today, "{}", app.picture());
}

/// What holds a level at high is said where the level is seen, and what was kept stands on its part.
#[test]
fn a_floor_is_told_on_the_list_and_what_was_kept_on_the_dossier() {
    let bench = Desk::new();
    drop(at_risk(&bench));
    let mut r = bench.open();
    let file = hoso::domain::id::FileNo::numbered(1);
    let seen = EventDraft::new().with(E::Kind, "incident").with(E::At, "20/11/2026");
    r.record(&file, &seen.with(E::Outcome, "psychosis")).unwrap();
    drop(r);
    let mut app = opened(&bench);
    app.press(Key::End);
    let picture = app.picture();
    assert!(picture.contains("Các lần đánh giá đã lưu"), "{picture}");
    assert!(picture.contains("21/11/2026 Cao (goc-1), 40 điểm: loạn thần (30)"), "{picture}");
    assert!(picture.contains("21/11/2026 Thấp (goc-1)"), "{picture}");
    assert!(picture.contains("bản gốc của chương trình, SHA-256"), "{picture}");
    app.press(Key::F(3));
    let line = "Nguy cơ: Cao (giữ ít nhất Cao vì loạn thần) 40 điểm: loạn thần (30)";
    assert!(app.picture().contains(line), "{}", app.picture());
}

/// The reason of an own level and an ASSIST total are marked as required; a second total of a day is
/// asked about.
#[test]
fn forms_of_risk_mark_what_they_need_and_ask_before_the_same_twice() {
    let bench = Desk::new();
    let mut app = at_risk(&bench);
    let choose = |app: &mut App<RegistryDesk>, act: &str| {
        app.press(Key::Char('a')).type_text(act).press(Key::Enter);
        assert_eq!(app.model.place(), Place::Form, "{act}: {}", app.picture());
    };
    let marked = |app: &App<RegistryDesk>, label: &str| {
        let picture = app.picture();
        let line = picture.lines().find(|l| l.contains(label)).unwrap_or_default();
        let rest = line.split(label).nth(1).unwrap_or_default();
        assert!(rest.trim_start().starts_with('*'), "{label}: {picture}");
    };
    choose(&mut app, "can bo dinh");
    marked(&app, "Nội dung");
    app.press(Key::Esc);
    choose(&mut app, "assist");
    for label in ["Kết quả", "Tổng điểm", "Cơ quan, cơ sở"] {
        marked(&app, label);
    }
    // Another hour of the day is the same total.
    let fill = |app: &mut App<RegistryDesk>, at: &str| {
        app.type_text("ma").press(Key::Down).press(Key::Ctrl('u')).type_text(at);
        app.press(Key::Down).type_text("12");
        app.press(Key::Down).type_text("Trạm y tế Mẫu").press(Key::Ctrl('s'));
    };
    fill(&mut app, "21/11/2026 15:00");
    assert_eq!(app.model.place(), Place::Dossier, "{}", app.picture());
    choose(&mut app, "assist");
    fill(&mut app, "21/11/2026 09:30");
    assert_eq!(app.model.place(), Place::Confirm, "{}", app.picture());
}

/// Words of a command's name are found before people whose name begins alike.
#[test]
fn the_palette_puts_the_screen_before_a_person() {
    let bench = Desk::new();
    let mut r = bench.found();
    let draft = PersonDraft::new().with(P::Name, "Nguyễn Công Mẫu").with(P::Sex, "Nam");
    r.add_person(&draft.with(P::Born, "1990")).unwrap();
    drop(r);
    let mut app = started(&bench);
    app.type_text(PASSWORD).press(Key::Enter).press(Key::Ctrl('p')).type_text("nguy co");
    let picture = app.picture();
    let at = |text: &str| picture.find(text).unwrap_or_else(|| panic!("{text}: {picture}"));
    assert!(at("Quy tắc nguy cơ") < at("Nguyễn Công Mẫu"), "{picture}");
    app.press(Key::Enter);
    assert_eq!(app.model.place(), Place::RiskRules, "{}", app.picture());
}
