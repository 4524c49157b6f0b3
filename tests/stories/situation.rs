//! Tình hình, from a registry on disk: the same figures as report and work list.

use super::desk::Desk;
use hoso::domain::date::parse_day;
use hoso::domain::deadline::ClockKind;
use hoso::domain::report::{Column, ReportRow};
use hoso::domain::word::Word;
use hoso::services::demo::{MadeUpCase, make_commune};
use hoso::services::view::TodayGroup;

#[test]
fn the_pictures_say_what_report_and_work_list_say() {
    let desk = Desk::at("23/11/2026 08:15");
    let mut registry = desk.found();
    let made_up = make_commune(150, 1, desk.now.date());
    let cases = made_up.map(MadeUpCase::into_parts);
    registry.load_made_up(cases, &mut |_| ()).unwrap();
    let situation = registry.situation().unwrap();
    assert_eq!(situation.months.len(), 24);
    assert!(situation.months[23].period.to() >= parse_day("23/11/2026").unwrap());
    let mut seen = 0;
    for month in &situation.months {
        let table = registry.report(month.period, false).unwrap().stock_flow;
        for &row in ReportRow::ALL {
            assert_eq!(month.closing[row.index()], table.row(row)[Column::Closing], "{row:?}");
        }
        let sum = |columns: &[Column]| columns.iter().map(|c| table.total[*c]).sum::<u64>();
        assert_eq!(month.ins, sum(&[Column::New, Column::MovedIn]));
        assert_eq!(month.outs, sum(&[Column::MovedOut, Column::Stopped, Column::Ended]));
        seen += month.ins + month.outs;
    }
    assert!(seen > 50, "the made-up registry moves: {seen}");
    let list = registry.today(1).unwrap();
    let over = |duty: bool| {
        let of_kind = situation.overdue.iter().filter(|k| (k.kind == ClockKind::Duty) == duty);
        of_kind.map(|k| k.count).sum::<usize>()
    };
    // The unit's own report may stand on the list besides.
    let listed = list.count(TodayGroup::Overdue) + list.count(TodayGroup::LongOverdue);
    assert!(over(true) > 0 && (over(true)..=over(true) + 1).contains(&listed), "{listed}");
    assert_eq!(over(false), list.count(TodayGroup::Notice));
    let people: usize = situation.risk.iter().map(|(_, n)| n).sum();
    assert_eq!(people as u64, situation.months[23].total(), "everybody under a measure");
}
