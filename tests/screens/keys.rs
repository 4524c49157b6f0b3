//! What keys do: focus, bursts, questions before danger, locking, waiting.

use super::fake::{App, FakeDesk, PASSWORD, now, trouble};
use hoso::domain::case::EventField;
use hoso::domain::word::{Lang, Role};
use hoso::services::view::TodayQuery;
use hoso::ui::app::Event;
use hoso::ui::command::{COMMANDS, Command, Danger, Place};
use hoso::ui::effect::{AccountAct, Effect, ImportAsk};
use hoso::ui::keymap::Key;

const SIZE: (u16, u16) = (80, 24);

#[test]
fn letters_typed_into_a_field_never_act() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3));
    assert!(app.model.takes_text());
    // Every letter that acts somewhere, typed into the search.
    let letters: Vec<char> = COMMANDS
        .iter()
        .flat_map(|r| r.keys)
        .filter_map(|k| if let Key::Char(c) = k { Some(*c) } else { None })
        .collect();
    assert!(!letters.is_empty());
    for c in letters {
        app.press(Key::Char(c));
        assert_eq!(app.model.place(), Place::People, "{c}");
        let Effect::LoadPeople { query, .. } = app.last_effect() else { panic!("{c}") };
        // The spaces around are no part of what is looked for.
        assert!(query.find.ends_with(c) || c == ' ', "{c}");
    }
    // The same in a form's text field: "v" and "k" are letters of the note.
    app.press(Key::F(2)).press(Key::Char('v')).press(Key::Tab).press(Key::Tab);
    assert!(app.model.takes_text());
    app.type_text("vk t e s b").press(Key::BackTab).press(Key::BackTab);
    app.press(Key::Char('g')).press(Key::Ctrl('s'));
    let recorded = app.desk.ran.iter().rev().find_map(|e| match e {
        Effect::Record(_, draft) => draft.get(EventField::Text).map(str::to_owned),
        _ => None,
    });
    assert_eq!(recorded.as_deref(), Some("vk t e s b"));
}

#[test]
fn a_burst_of_an_input_method_arrives_whole_and_in_order() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3));
    let mut keys: Vec<Key> = "Dd".chars().map(Key::Char).collect();
    keys.extend([Key::Backspace, Key::Backspace]);
    keys.extend("Đăn".chars().map(Key::Char));
    keys.extend([Key::Backspace, Key::Backspace]);
    keys.extend("a\u{306}\u{323}ng".chars().map(Key::Char));
    app.burst(&keys);
    let Effect::LoadPeople { query, .. } = app.last_effect() else { panic!() };
    assert_eq!(query.find, "Đặng");
    assert!(app.picture().contains("1 hồ sơ"));
}

#[test]
fn the_list_asks_for_what_is_seen_and_no_more() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3));
    let Effect::LoadPeople { first, count, .. } = app.last_effect() else { panic!() };
    assert_eq!((*first, *count), (0, 16));
    let before = app.desk.ran.len();
    app.press(Key::Down).press(Key::Down).press(Key::Up);
    assert_eq!(app.desk.ran.len(), before, "moving within what is seen asks nothing");
}

#[test]
fn a_visit_from_today_takes_three_keys() {
    let mut app = App::working(SIZE);
    app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Ctrl('s'));
    let draft = app.desk.ran.iter().find_map(|e| match e {
        Effect::Record(file_no, draft) if file_no.as_str() == "HS-0001" => Some(draft),
        _ => None,
    });
    let draft = draft.unwrap();
    assert_eq!(draft.get(EventField::Kind), Some("contact"));
    assert_eq!(draft.get(EventField::Outcome), Some("met"));
    assert_eq!(draft.get(EventField::At), Some("23/11/2026 08:15"));
    assert_eq!(app.model.place(), Place::Today);
    assert!(app.picture().contains("✓ Đã ghi vào hồ sơ HS-0001."));
}

#[test]
fn enter_opens_the_form_that_answers_the_clock_of_the_line() {
    // The first line is the residence check of HS-0001, the second a contact, the third R1.
    let mut app = App::working(SIZE);
    app.press(Key::Enter).press(Key::Char('c')).press(Key::Ctrl('s'));
    let kind = |app: &App<FakeDesk>| {
        app.desk.ran.iter().rev().find_map(|e| match e {
            Effect::Record(_, draft) => draft.get(EventField::Kind).map(str::to_owned),
            _ => None,
        })
    };
    assert_eq!(kind(&app).as_deref(), Some("residence_check"));
    app.press(Key::Down).press(Key::Enter).press(Key::Char('g')).press(Key::Ctrl('s'));
    assert_eq!(kind(&app).as_deref(), Some("contact"));
    app.press(Key::Down).press(Key::Enter);
    assert_eq!(app.model.place(), Place::Confirm, "{}", app.picture());
    assert!(!app.desk.ran.iter().any(|e| matches!(e, Effect::MarkReportSent(_))));
    app.press(Key::Char('c'));
    assert!(app.desk.ran.iter().any(|e| matches!(e, Effect::MarkReportSent(_))));
    assert!(app.picture().contains("đã gửi"), "{}", app.picture());
}

#[test]
fn a_contact_that_met_nobody_says_that_the_duty_stays() {
    let stays = "chưa tính là đã gặp nên việc vẫn còn.";
    let check = |keys: &[Key], wanted: &str| {
        let mut app = App::working(SIZE);
        for key in keys {
            app.press(*key);
        }
        assert!(app.picture().contains(wanted), "{}", app.picture());
        assert_eq!(app.picture().contains(stays), wanted.contains(stays));
    };
    let (v, m, save) = (Key::Char('v'), Key::Char('m'), Key::Ctrl('s'));
    let not_home = format!("✓ Đã ghi HS-0001: không có nhà; {stays}");
    let refused = format!("✓ Đã ghi HS-0001: từ chối; {stays}");
    check(&[v, Key::Char('k'), save], &not_home);
    check(&[v, Key::Char('t'), save], &refused);
    check(&[m, Key::Char('k')], &not_home);
    check(&[m, Key::Char('t')], &refused);
    check(&[m, Key::Char('d')], "✓ Đã ghi vào hồ sơ HS-0001.");
    check(&[m, Key::Char('g')], "✓ Đã ghi vào hồ sơ HS-0001.");
}

#[test]
fn a_contact_is_marked_with_two_keys() {
    for (key, outcome) in [('g', "met"), ('k', "not_home"), ('t', "refused"), ('d', "phone")] {
        let mut app = App::working(SIZE);
        app.press(Key::Char('m')).press(Key::Char(key));
        let marked = app.desk.ran.iter().any(|e| {
            matches!(e, Effect::Record(_, draft) if draft.get(EventField::Outcome) == Some(outcome)
                && draft.get(EventField::Kind) == Some("contact"))
        });
        assert!(marked, "{key}");
        assert_eq!(app.model.place(), Place::Today);
    }
    let mut app = App::working(SIZE);
    app.press(Key::Char('m')).press(Key::Esc);
    assert!(!app.desk.ran.iter().any(|e| matches!(e, Effect::Record(..))));
}

/// What the work list was asked for last.
pub(super) fn asked_today(app: &App<FakeDesk>) -> &TodayQuery {
    let asked = app.desk.ran.iter().rev().find_map(|effect| match effect {
        Effect::LoadToday { query, .. } => Some(query),
        _ => None,
    });
    asked.unwrap()
}

#[test]
fn the_work_list_is_filtered_and_a_file_is_put_in_charge() {
    let mut app = App::working(SIZE);
    app.press(Key::F(7)).type_text("mau").press(Key::Enter);
    assert_eq!(asked_today(&app).officer.as_deref(), Some("canbo"));
    app.press(Key::Char('p')).press(Key::Enter);
    let assigned =
        |e: &Effect| matches!(e, Effect::Assign(f, l) if f.as_str() == "HS-0001" && l == "canbo");
    assert!(app.desk.ran.iter().any(assigned));
}

#[test]
fn every_danger_asks() {
    for row in COMMANDS.iter().filter(|r| r.danger != Danger::None) {
        let mut app = App::working(SIZE);
        match row.command {
            Command::CloseMeasure => {
                app.press(Key::Char('o')).press(Key::Char('e')).press(Key::Char('h'));
                app.press(Key::Ctrl('s'));
            }
            Command::Cancel => {
                app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Esc);
            }
            Command::Quit => {
                app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Ctrl('q'));
            }
            Command::CancelEntry => {
                app.press(Key::Char('o')).press(Key::Char('x')).press(Key::Enter);
                app.type_text("ghi nhầm").press(Key::Ctrl('s'));
            }
            Command::DropList => {
                app.press(Key::F(3)).press(Key::Ctrl('d')).press(Key::Char('m')).type_text("A");
                app.press(Key::Enter).press(Key::Char('x'));
            }
            Command::ClosePeriod => {
                app.press(Key::F(5)).press(Key::Left).press(Key::Char('g')).press(Key::Char('c'));
            }
            Command::SetRole => {
                app.press(Key::Alt('7')).press(Key::Down).press(Key::F(7)).press(Key::Enter);
            }
            Command::SwitchAccount => {
                app.press(Key::Alt('7')).press(Key::Down).press(Key::F(8));
            }
            Command::TakeIn => {
                app.press(Key::Alt('9')).press(Key::Down).press(Key::Enter).press(Key::F(6));
            }
            Command::Destroy => {
                app.press(Key::Alt('8')).press(Key::Down).press(Key::F(8));
            }
            other => panic!("{other:?} is dangerous: say here how it asks"),
        }
        // A destruction asks for the number of the file to be typed.
        let asks = if row.command == Command::Destroy { Place::Form } else { Place::Confirm };
        assert_eq!(app.model.place(), asks, "{:?}", row.command);
        let wrote = |e: &Effect| {
            matches!(
                e,
                Effect::CloseMeasure { .. }
                    | Effect::Record(..)
                    | Effect::Mend { .. }
                    | Effect::Send(..)
                    | Effect::Settle(..)
                    | Effect::Import(ImportAsk::TakeIn(_))
            ) || matches!(e, Effect::Account(act) if *act != AccountAct::Load)
        };
        assert!(!app.desk.ran.iter().any(wrote), "{:?}", row.command);
        // Enter takes the safe answer: nothing happens.
        app.press(Key::Enter);
        let below = match row.command {
            Command::DropList => Place::Lists,
            Command::ClosePeriod => Place::Closing,
            Command::TakeIn => Place::Import,
            Command::SetRole | Command::SwitchAccount => Place::Accounts,
            _ => Place::Form,
        };
        assert_eq!(app.model.place(), below, "{:?}", row.command);
        assert!(!app.model.wants_to_quit() && !app.desk.ran.iter().any(wrote));
    }
}

#[test]
fn yes_does_it() {
    let mut app = App::working(SIZE);
    app.press(Key::Char('o')).press(Key::Char('e')).press(Key::Char('h')).press(Key::Ctrl('s'));
    app.press(Key::Char('c'));
    assert!(app.desk.ran.iter().any(|e| matches!(e, Effect::CloseMeasure { .. })));
    assert_eq!(app.model.place(), Place::Dossier);
    app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Esc).press(Key::Char('c'));
    assert_eq!(app.model.place(), Place::Dossier);
    app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Ctrl('q')).press(Key::Char('c'));
    assert!(app.model.wants_to_quit());
}

#[test]
fn footer_and_buttons_of_a_question_name_the_same_keys_and_words() {
    let check = |lang, keys: [&str; 2], words: [&str; 2], yes: char| {
        let mut app = App::start(FakeDesk::new(), SIZE, lang);
        app.unlock();
        app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Esc);
        assert_eq!(app.model.place(), Place::Confirm);
        let picture = app.picture();
        for (key, word) in keys.iter().zip(words) {
            assert!(picture.contains(&format!(" {word} ({key}) ")), "{picture}");
            assert!(picture.contains(&format!(" {key} {word} ")), "{picture}");
        }
        app.press(Key::Char(yes));
        assert_eq!(app.model.place(), Place::Today);
    };
    check(Lang::Vi, ["c", "k"], ["Bỏ", "Nhập tiếp"], 'c');
    check(Lang::En, ["y", "n"], ["Discard", "Go on typing"], 'y');
}

#[test]
fn the_report_goes_no_further_than_the_running_period() {
    let mut app = App::working(SIZE);
    let asked = |app: &App<FakeDesk>| {
        let of =
            |e: &Effect| if let Effect::LoadReport(p) = e { Some(p.to_string()) } else { None };
        app.desk.ran.iter().rev().find_map(of).unwrap()
    };
    app.press(Key::F(5)).press(Key::Right);
    assert_eq!(asked(&app), "2026-12");
    assert!(app.picture().contains("chưa có kỳ sau"), "{}", app.picture());
    for back in [Key::Home, Key::Char('0')] {
        app.press(Key::Left).press(Key::Left);
        assert_eq!(asked(&app), "2026-10");
        app.press(Key::Right);
        assert_eq!(asked(&app), "2026-11");
        app.press(back);
        assert_eq!(asked(&app), "2026-12");
    }
}

#[test]
fn quitting_asks_nothing_where_nothing_is_unsaved() {
    let mut app = App::working(SIZE);
    app.press(Key::Char('v')).press(Key::Ctrl('q'));
    assert!(app.model.wants_to_quit());
}

#[test]
fn a_wrong_password_makes_one_wait_longer_each_time() {
    let mut app = App::fake(SIZE);
    for seconds in [1, 2, 4, 8] {
        app.type_text("sai").press(Key::Enter);
        assert!(app.picture().contains(&format!("sau {seconds} giây")), "{}", app.picture());
        let tries = app.desk.ran.len();
        app.type_text("sai").press(Key::Enter);
        assert_eq!(app.desk.ran.len(), tries, "no try is taken while one waits");
        app.press(Key::Ctrl('u'));
        app.wait(seconds);
    }
    app.unlock();
    assert_eq!(app.model.place(), Place::Today);
}

#[test]
fn the_password_is_never_drawn() {
    let mut app = App::fake(SIZE);
    app.type_text(PASSWORD);
    let picture = app.picture();
    assert!(!picture.contains(PASSWORD) && picture.contains("••••••••"));
}

#[test]
fn another_failure_is_told_as_what_it_is_and_makes_nobody_wait() {
    let mut desk = FakeDesk::new();
    desk.failure = Some(trouble("HS-0204", "Thiếu khóa máy", "Không thấy tệp", "Dùng phiếu"));
    let mut app = App::start(desk, SIZE, Lang::Vi);
    app.unlock();
    let picture = app.picture();
    assert!(picture.contains("✗ Thiếu khóa máy") && picture.contains("Mã lỗi: 0204"), "{picture}");
    assert!(!picture.contains("giây"));
}

#[test]
fn locking_drops_the_registry_and_unlocking_comes_back() {
    let mut app = App::working(SIZE);
    app.press(Key::Char('o')).press(Key::Tab).press(Key::Ctrl('l'));
    assert_eq!(app.model.place(), Place::Unlock);
    assert!(app.desk.ran.contains(&Effect::Lock));
    assert!(!app.picture().contains("Thử"), "nothing of a person is left on the screen");
    app.unlock();
    assert_eq!(app.model.place(), Place::Dossier);
    assert!(app.picture().contains("[Nhân thân]"));
}

#[test]
fn what_was_typed_survives_a_lock_for_the_same_officer_only() {
    let mut app = App::working(SIZE);
    app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Tab).press(Key::Tab);
    app.type_text("hẹn thứ Hai");
    app.wait(299);
    assert_eq!(app.model.place(), Place::Form);
    app.wait(1);
    assert_eq!(app.model.place(), Place::Unlock, "five minutes without a key lock");
    assert!(!app.picture().contains("thứ Hai"));
    app.unlock();
    assert!(app.picture().contains("hẹn thứ Hai"));
    app.press(Key::Ctrl('l')).press(Key::Down).unlock();
    assert_eq!(app.model.place(), Place::Today);
    assert!(!app.picture().contains("thứ Hai"));
}

#[test]
fn sleep_counts_and_the_first_key_after_it_meets_the_lock() {
    let mut app = App::working(SIZE);
    app.wait(3_600);
    app.press(Key::Char('v'));
    assert_eq!(app.model.place(), Place::Unlock);
}

#[test]
fn an_inspector_may_only_look() {
    let mut desk = FakeDesk::new();
    desk.role = Role::Inspector;
    let mut app = App::start(desk, SIZE, Lang::Vi);
    app.unlock();
    assert!(!app.picture().contains(" v Gặp"));
    app.press(Key::F(9)).press(Key::Char('v'));
    assert_eq!(app.model.place(), Place::Today);
    assert!(app.picture().contains("chỉ được xem"));
}

#[test]
fn control_characters_of_a_paste_never_reach_the_screen() {
    let mut app = App::working(SIZE);
    app.press(Key::F(3)).paste("\u{1b}]52;c;aGk=\u{7}dang\u{202e}");
    assert!(!app.picture().contains('\u{1b}') && !app.picture().contains('\u{202e}'));
    let Effect::LoadPeople { query, .. } = app.last_effect() else { panic!() };
    assert_eq!(query.find, "]52;c;aGk=dang");
}

#[test]
fn a_text_that_mentions_hiv_asks_before_it_is_saved() {
    let mut app = App::working(SIZE);
    app.press(Key::Char('v')).press(Key::Char('g')).press(Key::Tab).press(Key::Tab);
    app.type_text("đang uống thuốc ARV, nhiễm HIV").press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::Confirm);
    app.press(Key::Char('k'));
    assert_eq!(app.model.place(), Place::Form);
    assert!(!app.desk.ran.iter().any(|e| matches!(e, Effect::Record(..))));
}

#[test]
fn the_first_run_ends_at_work() {
    let mut desk = FakeDesk::new();
    desk.without_registry = true;
    let mut app = App::start(desk, SIZE, Lang::Vi);
    app.type_text("vi du").press(Key::Enter).type_text("Lê Minh Họa").press(Key::Tab);
    app.type_text("truong").press(Key::Tab).type_text("mot mat khau that la dai");
    app.press(Key::Tab).type_text("mot mat khau khac").press(Key::Ctrl('s'));
    assert!(app.picture().contains("hai lần gõ không giống nhau"), "{}", app.picture());
    app.press(Key::Ctrl('u')).type_text("mot mat khau that la dai").press(Key::Ctrl('s'));
    assert_eq!(app.model.place(), Place::SetupSheets);
    // At 80×24 a sheet is longer than the screen: Enter first shows its rest.
    app.press(Key::Enter);
    assert!(app.picture().contains("Phiếu 1/3"), "{}", app.picture());
    for _ in 0..5 {
        assert_eq!(app.model.place(), Place::SetupSheets);
        app.press(Key::Enter);
    }
    assert_eq!(app.model.place(), Place::SetupTypeBack);
    app.press(Key::Ctrl('q'));
    assert_eq!(app.model.place(), Place::Confirm, "leaving now would lose the sheets");
    app.press(Key::Esc).type_text("qqqq").press(Key::Tab).type_text("qqqq").press(Key::Enter);
    assert_eq!(app.model.place(), Place::Today);
}

#[test]
fn nothing_acts_on_a_screen_that_cannot_be_seen() {
    let mut app = App::working(SIZE);
    let small = ratatui::layout::Size::new(60, 20);
    app.model.update(Event::Resize(small));
    app.press(Key::Char('v'));
    app.model.update(Event::Resize(ratatui::layout::Size::new(80, 24)));
    assert_eq!(app.model.place(), Place::Today);
    assert_eq!(now().date().to_string(), "2026-11-23");
}

#[test]
fn the_closing_form_offers_only_what_the_road_can_end_a_measure_with() {
    let mut app = App::working((120, 40));
    app.press(Key::Char('o')).press(Key::Char('e'));
    let seen = app.picture();
    // The running measure is management of an unlawful user: no rehab is completed there.
    assert!(seen.contains("Hết thời hạn"), "{seen}");
    assert!(!seen.contains("Hoàn thành"), "{seen}");
}

#[test]
fn an_officer_takes_charge_himself_and_is_offered_nobody_else() {
    let mut desk = FakeDesk::new();
    desk.role = Role::Officer;
    let mut app = App::start(desk, (80, 24), Lang::Vi);
    app.unlock();
    app.press(Key::Char('p'));
    let seen = app.picture();
    assert!(!seen.contains("Chưa giao") && !seen.contains("chưa giao"), "{seen}");
}
