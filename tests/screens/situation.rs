//! Tình hình: the pictures, beside Hôm nay and Báo cáo too.

use super::fake::{App, FakeDesk, now};
use super::pictures::{after, picture};
use hoso::domain::date::Period;
use hoso::domain::deadline::{Clock, ClockKind};
use hoso::domain::report::TrendMonth;
use hoso::domain::word::{Lang, RiskLevel};
use hoso::services::view::{OverdueKind, Situation};
use hoso::ui::command::Place;
use hoso::ui::effect::Effect;
use hoso::ui::keymap::Key;

/// Two years of a commune that grows, with one month of many arrivals.
pub fn made_up(empty: bool) -> Situation {
    let last = Period::month_of(now().date());
    let mut months: Vec<TrendMonth> = std::iter::successors(Some(last), |p| Some(p.previous()))
        .take(24)
        .map(|period| TrendMonth { period, closing: [0; 9], ins: 0, outs: 0 })
        .collect();
    months.reverse();
    if empty {
        return Situation { at: now(), months, overdue: Vec::new(), risk: Vec::new() };
    }
    for (n, month) in months.iter_mut().enumerate() {
        let n = n as u64;
        month.closing = [900 + n * 14, 120, 8 + n % 3, n / 6, 0, 60 - n, 41, 30 + n / 2, n % 2];
        (month.ins, month.outs) = if n == 20 { (140, 12) } else { (14 + n % 5, 9 + n % 4) };
    }
    let kind = |clock, kind, count, long| OverdueKind { clock, kind, count, long };
    let overdue = vec![
        kind(Clock::U5, ClockKind::Duty, 1_204, 12),
        kind(Clock::F1, ClockKind::Duty, 410, 0),
        kind(Clock::T1, ClockKind::Duty, 3, 3),
        kind(Clock::A4, ClockKind::Expiry, 22, 5),
        kind(Clock::P1, ClockKind::Watch, 4, 0),
    ];
    let risk = vec![(None, 1_100), (Some(RiskLevel::High), 40), (Some(RiskLevel::Low), 300)];
    Situation { at: now(), months, overdue, risk }
}

#[test]
fn pictures_of_the_situation() {
    let h = Key::Char('h');
    for n in 0..4 {
        let keys = [vec![h], vec![Key::Tab; n]].concat();
        picture(&format!("situation-{}", n + 1), after(&keys));
    }
    picture("english-situation", after(&[Key::Ctrl('n'), h]));
    picture("report-with-pictures", after(&[Key::F(5)]));
    picture("situation-nothing", |size| {
        let mut desk = FakeDesk::new();
        desk.empty = true;
        let mut app = App::start(desk, size, Lang::Vi);
        app.unlock();
        app.press(h);
        app
    });
}

#[test]
fn it_opens_from_the_work_list_and_the_report_and_goes_back() {
    for keys in [vec![], vec![Key::F(5)]] {
        let mut app = App::working((80, 24));
        for key in keys {
            app.press(key);
        }
        let before = app.model.place();
        app.press(Key::Char('h'));
        assert_eq!(app.model.place(), Place::Situation);
        assert!(app.picture().contains("Số người"), "{}", app.picture());
        app.press(Key::BackTab);
        assert!(app.picture().contains("Chưa đánh giá"), "{}", app.picture());
        app.press(Key::Esc);
        assert_eq!(app.model.place(), before);
    }
}

#[test]
fn it_is_read_beside_the_work_list_only_where_there_is_room_and_not_each_time() {
    let asked = |app: &App<FakeDesk>| {
        app.desk.ran.iter().filter(|e| matches!(e, Effect::LoadSituation)).count()
    };
    let mut narrow = App::working((80, 24));
    narrow.press(Key::F(5)).press(Key::F(2));
    assert_eq!(asked(&narrow), 0);
    let mut wide = App::working((120, 40));
    wide.press(Key::Ctrl('r')).press(Key::Ctrl('r'));
    assert_eq!(asked(&wide), 1);
    assert!(wide.picture().contains("Đang quản lý: "), "{}", wide.picture());
    // What was written may have changed it.
    wide.press(Key::Char('m')).press(Key::Char('g'));
    assert_eq!(asked(&wide), 2);
}
