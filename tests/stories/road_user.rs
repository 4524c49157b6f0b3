//! Roads of users: from the first positive test to the end, and what may happen on the way.

use super::road_desk::Road;
use hoso::domain::case::{EventField as E, MeasureField as M};
use hoso::domain::road::Standing as S;
use hoso::domain::word::{EndReason as R, MeasureCode as C};

const TEST: &[(E, &str)] =
    &[(E::Ground, "caught_in_act"), (E::Sample, "urine"), (E::SameSex, "yes")];

fn managed(now: &str, born: &str) -> Road {
    let mut road = Road::begin(now, born);
    road.record("test positive", TEST)
        .record("residence_verified stable", &[])
        .open("user_management", &[(M::DecisionNo, "15/QĐ"), (M::DecisionDate, &now[..10])]);
    road
}

#[test]
fn from_the_first_positive_test_to_the_end_of_the_term() {
    let mut road = Road::begin("05/07/2026 08:00", "1990");
    road.stands(S::New).record("suspicion", &[]).stands(S::Suspected);
    assert_eq!(road.suspected("2026-07"), 1);
    road.at("05/07/2026 09:00")
        .no_event(
            "test positive",
            &[(E::Sample, "urine"), (E::SameSex, "no")],
            "road.fact.same_sex_present",
            "cùng giới",
        )
        .no_event("test positive", &[(E::At, "05/07/2026 09:01")], "road.future", "sau lúc này")
        .lacks(
            "test positive",
            &[(E::Sample, "urine"), (E::SameSex, "yes")],
            "road.fact.ground_given",
        )
        .no_event("suspicion_cleared", &[], "road.fact.not_positive", "dương tính");
}

#[test]
fn management_runs_its_year() {
    let mut road = Road::begin("05/07/2026 09:00", "1990");
    road.record("test positive", TEST)
        .no_measure(
            "user_management",
            &[(M::Start, "04/07/2026")],
            "road.fact.positive_test",
            "đều có sau ngày này",
        )
        .at("05/07/2026 15:00")
        .record("residence_verified stable", &[])
        .no_event(
            "notice_sent",
            &[(E::At, "05/07/2026 10:00")],
            "road.fact.residence_verified",
            "sau khi xác minh",
        )
        .record("notice_sent", &[])
        .no_measure(
            "user_management",
            &[(M::DecisionDate, "06/07/2026")],
            "road.fact.decision_by_start",
            "không thể bắt đầu trước quyết định",
        )
        .open("user_management", &[(M::DecisionNo, "15/QĐ"), (M::DecisionDate, "05/07/2026")])
        .stands(S::Under(C::UserManagement))
        .no_measure("addicted", &[], "road.second_main", "chỉ có một biện pháp chính")
        .at("06/07/2026 09:00")
        .no_event("suspicion", &[], "road.record.suspicion", "không ghi nghi vấn");
    for month in ["08", "09", "10", "11", "12"] {
        road.at(&format!("20/{month}/2026 10:00")).record("residence_check present", &[]);
    }
    assert_eq!(road.suspected("2026-11"), 0);
    road.at("04/07/2027 10:00")
        .no_ending("term_over", "road.fact.term_ended", "từ ngày kết thúc")
        .no_ending("completed", "road.reason_unfit", "không dùng cho biện pháp này")
        .at("05/07/2027 10:00")
        .close("term_over")
        .stands(S::Ended(R::TermOver))
        .record("decision_sent", &[])
        .record("contact met", &[]);
}

#[test]
fn used_again_means_a_new_decision() {
    let mut road = managed("05/07/2026 09:00", "1990");
    road.at("10/01/2027 09:00").record("test positive", TEST);
    road.at("06/07/2027 09:00")
        .no_ending("term_over", "road.fact.no_use_in_term", "kết quả dương tính")
        .close("replaced")
        .open("user_management", &[(M::DecisionNo, "3/QĐ"), (M::DecisionDate, "06/07/2027")])
        .stands(S::Under(C::UserManagement));
    assert_eq!(road.end(), "2028-07-06");
    // Found addicted: never a user again before a rehab.
    road.at("07/07/2027 09:00")
        .record("determination addicted", &[])
        .close("found_addicted")
        .no_measure(
            "user_management",
            &[],
            "road.fact.not_found_addicted",
            "đã được xác định nghiện",
        )
        .open("addicted", &[])
        .stands(S::Under(C::Addicted));
}

#[test]
fn cleared_suspicion_leaves_the_line() {
    let mut road = Road::begin("20/07/2026 08:00", "1990");
    assert_eq!(road.suspected("2026-08"), 1, "a file without a measure is being verified");
    road.record("suspicion", &[]);
    assert_eq!(road.suspected("2026-08"), 1);
    road.at("22/07/2026 08:00").record("suspicion_cleared", &[]).stands(S::Cleared);
    assert_eq!(road.suspected("2026-08"), 0);
    road.at("25/07/2026 08:00").record("suspicion", &[]).stands(S::Suspected);
    assert_eq!(road.suspected("2026-08"), 1);
}

#[test]
fn custody_suspends_and_outlasting_custody_stops() {
    let mut road = managed("05/07/2026 09:00", "1990");
    road.at("01/03/2027 09:00")
        .no_event("suspension", &[], "road.fact.custody_on_file", "tạm giữ, tạm giam")
        .no_ending("long_custody", "road.fact.custody_on_file", "tạm giữ, tạm giam")
        .record("custody", &[(E::Until, "01/05/2027")])
        .record("suspension", &[])
        .no_ending("long_custody", "road.fact.custody_outlasts", "quản lý tiếp tục")
        .at("10/05/2027 09:00")
        .no_event("suspension", &[], "road.fact.custody_on_file", "tạm giữ, tạm giam")
        .record("custody", &[(E::Until, "10/09/2027")])
        .record("suspension", &[])
        .close("long_custody")
        .stands(S::Ended(R::LongCustody))
        .no_event("suspension", &[(E::At, "10/05/2027 09:01")], "road.future", "sau lúc này");
}

#[test]
fn moved_out_and_in_with_the_remaining_term() {
    let mut road = managed("05/07/2026 09:00", "1990");
    road.at("01/10/2026 09:00")
        .record("move departed", &[])
        .no_event(
            "file_sent",
            &[(E::At, "30/09/2026 09:00")],
            "road.fact.departed",
            "sau khi người đó rời đi",
        )
        .record("move_notified", &[])
        .close("moved_out")
        .stands(S::Ended(R::MovedOut));
    // Back after two months with a decision for the rest.
    road.at("01/12/2026 09:00")
        .no_event("presented", &[(E::At, "01/12/2026 09:01")], "road.future", "sau lúc này")
        .record("move incoming", &[])
        .record("presented", &[])
        .open(
            "user_management",
            &[
                (M::Source, "moved_in"),
                (M::TermMonths, "7"),
                (M::DecisionNo, "2/QĐ"),
                (M::DecisionDate, "01/12/2026"),
            ],
        )
        .stands(S::Under(C::UserManagement));
    assert_eq!(road.end(), "2027-07-01");
}

#[test]
fn after_death_only_notes() {
    let mut road = managed("05/07/2026 09:00", "1990");
    road.at("10/08/2026 09:00").record("contact met", &[]);
    road.at("01/09/2026 09:00").close("death").stands(S::Ended(R::Death));
    road.at("02/09/2026 09:00")
        .no_event("contact met", &[], "road.after_death", "đã chết")
        .no_event("test negative", &[], "road.after_death", "đã chết")
        .no_measure("user_management", &[], "road.after_death", "đã chết")
        .record("decision_sent", &[])
        .record("note", &[]);
    let allowed = road.allowed();
    assert_eq!(allowed, ["Gửi quyết định tạm đình chỉ, dừng, chấm dứt", "Ghi chú"]);
    // What happened before the death and was forgotten can still be entered.
    road.record("residence_check present", &[(E::At, "20/08/2026 09:00")]);
}

#[test]
fn a_death_without_an_open_measure_is_an_event() {
    let mut road = managed("05/07/2026 09:00", "1990");
    road.at("10/08/2026 09:00")
        .no_event("death", &[], "road.fact.none_open", "kết thúc biện pháp đó")
        .no_event("missing", &[], "road.fact.none_open", "kết thúc biện pháp đó");
    let mut road = Road::begin("05/07/2026 09:00", "1990");
    road.record("suspicion", &[]).record("test positive", &[]);
    assert_eq!((road.running(), road.suspected("2026-08")), (1, 1));
    road.at("06/07/2026 08:00").record("death", &[]).stands(S::Ended(R::Death));
    assert_eq!((road.running(), road.suspected("2026-08")), (0, 0));
    road.at("07/07/2026 08:00")
        .no_event("death", &[], "road.after_death", "đã chết")
        .no_event("test negative", &[], "road.after_death", "đã chết")
        .no_measure("user_management", &[], "road.after_death", "đã chết")
        .no_measure("user_management", &[(M::Start, "05/07/2026")], "road.after_death", "đã chết")
        .record("note", &[]);
}

#[test]
fn who_is_declared_missing_may_come_back() {
    let mut road = Road::begin("05/07/2026 09:00", "1990");
    road.record("test positive", &[]);
    road.at("20/07/2026 08:00").record("missing", &[]).stands(S::Ended(R::Missing));
    assert_eq!(road.running(), 0);
    road.at("20/08/2026 08:00").record("test positive", &[]);
    assert_eq!(road.running(), 1);
    road.open("user_management", &[]).stands(S::Under(C::UserManagement));
}

#[test]
fn nobody_dies_before_what_he_did() {
    let mut road = managed("05/07/2026 09:00", "1990");
    road.at("10/08/2026 09:00").record("contact met", &[]);
    road.at("10/08/2026 10:00").close("death");
    let mut late = managed("05/07/2026 09:00", "1990");
    late.at("10/08/2026 09:00").record("contact met", &[]);
    late.no_ending_on("death", "09/08/2026", "road.fact.nothing_later", "sau ngày này");
}

#[test]
fn a_measure_whose_term_is_over_is_history() {
    let mut road = Road::begin("21/11/2026 09:00", "1990");
    road.no_measure(
        "user_management",
        &[(M::Start, "01/10/2025")],
        "road.already_over",
        "đã hết trước hôm nay",
    )
    .no_measure("user_management", &[(M::Law, "L73")], "road.law_of_day", "không có hiệu lực")
    .no_measure(
        "electronic_monitoring",
        &[],
        "road.fact.ride",
        "không áp dụng với quản lý người sử dụng",
    )
    .open(
        "user_management",
        &[(M::Start, "01/10/2025"), (M::EndedOn, "01/10/2026"), (M::EndReason, "term_over")],
    )
    .stands(S::Ended(R::TermOver));
}
