//! Roads of addicts: rehab in its forms, the compulsory file, what comes after.

use super::road_desk::Road;
use hoso::domain::case::{EventField as E, MeasureField as M};
use hoso::domain::road::Standing as S;
use hoso::domain::word::{EndReason as R, MeasureCode as C};

const DECIDED: &[(M, &str)] = &[(M::DecisionNo, "7/QĐ"), (M::RehabCount, "1")];

fn addicted(now: &str, born: &str) -> Road {
    let mut road = Road::begin(now, born);
    road.record("determination addicted", &[]).open("addicted", &[]).stands(S::Under(C::Addicted));
    road
}

#[test]
fn from_determination_through_home_rehab_and_court_to_the_end_of_post_rehab() {
    let mut road = addicted("06/07/2026 08:00", "1990");
    road.at("06/07/2026 15:00")
        .no_event("rehab_stage", &[], "road.record.rehab_stage", "chỉ ghi khi đang cai nghiện")
        .record("result_told", &[])
        .at("07/07/2026 09:00")
        .record("rehab_registration", &[])
        .no_event(
            "rehab_decision",
            &[(E::At, "06/07/2026 16:00")],
            "road.fact.registered",
            "sau khi đăng ký",
        )
        .record("rehab_decision", &[])
        .record("monitoring_decision", &[])
        .no_event("monitoring on", &[], "road.record.monitoring.on", "chỉ đi kèm")
        .at("08/07/2026 09:00")
        .close("replaced")
        .open("rehab_home", DECIDED)
        .record("monitoring on", &[])
        .record("rehab_stage", &[]);
    assert_eq!(road.end(), "2028-07-08");
    // The ladder of other violations.
    road.at("10/09/2026 09:00")
        .no_event(
            "violation other",
            &[(E::Step, "review")],
            "road.fact.ladder",
            "nhắc nhở, rồi kiểm điểm",
        )
        .record("violation other", &[(E::Step, "reminder")])
        .no_event(
            "violation other",
            &[(E::Step, "compulsory")],
            "road.fact.ladder",
            "chưa có bậc trước",
        )
        .at("10/10/2026 09:00")
        .record("violation other", &[(E::Step, "review")])
        .at("10/11/2026 09:00")
        .record("violation other", &[(E::Step, "compulsory")])
        .no_event("monitoring waived", &[], "road.fact.waiver_due", "12 tháng")
        .record("compulsory_ground", &[]);
    // The compulsory file goes its way step by step.
    road.no_event("compulsory_notified", &[], "road.fact.file_opened", "Chưa lập hồ sơ")
        .at("11/11/2026 09:00")
        .record("compulsory_opened", &[])
        .no_event("compulsory_sent", &[], "road.fact.file_notified", "3 ngày làm việc")
        .record("compulsory_notified", &[])
        .at("17/11/2026 09:00")
        .no_event(
            "court_decision granted",
            &[],
            "road.fact.file_sent_to_court",
            "chưa được chuyển đến Tòa án",
        )
        .record("compulsory_sent", &[])
        .no_event("court_answered", &[], "road.fact.court_asked", "yêu cầu")
        .record("court_request", &[])
        .record("court_answered", &[])
        .at("01/12/2026 09:00")
        .no_event("director_asked", &[], "road.fact.file_granted", "Tòa án chưa quyết định")
        .record("court_decision granted", &[])
        .record("director_asked", &[])
        .no_event("delivered", &[], "road.fact.director_assigned", "chưa chỉ định cơ sở")
        .record("director_assigned", &[])
        .at("02/12/2026 09:00")
        .record("monitoring off", &[])
        .no_event(
            "monitoring off",
            &[(E::At, "05/07/2026 09:00")],
            "road.fact.monitored",
            "không đang bị giám sát",
        )
        .close("violation")
        .no_measure("post_rehab", &[], "road.fact.rehab_done", "sau khi hoàn thành")
        .no_measure("rehab_compulsory_minor", &[], "road.fact.minor", "đủ 12 đến dưới 18")
        .open("rehab_compulsory", &[(M::DecisionNo, "9/QĐ-TA"), (M::RehabCount, "2")])
        .record("delivered", &[])
        .stands(S::Under(C::RehabCompulsory));
}

#[test]
fn compulsory_rehab_leads_to_24_months_after() {
    let mut road = addicted("06/07/2026 08:00", "1990");
    road.at("01/08/2026 09:00").close("replaced").open("rehab_compulsory", DECIDED);
    road.at("01/09/2026 09:00")
        .no_event("proposal", &[], "road.fact.completion_known", "chỉ sau khi hoàn thành")
        .no_event(
            "rehab_registration",
            &[],
            "road.record.rehab_registration",
            "Đang cai nghiện bắt buộc",
        )
        .no_event(
            "attendance attended",
            &[],
            "road.record.attendance",
            "chỉ ghi khi đang điều trị thay thế",
        )
        .at("01/07/2028 09:00")
        .record("completion_notice", &[])
        .record("proposal", &[])
        .at("01/08/2028 09:00")
        .close("completed")
        .open("post_rehab", &[(M::DecisionNo, "1/QĐ")]);
    assert_eq!(road.end(), "2030-08-01");
    road.at("01/09/2028 09:00")
        .no_event("relapse", &[], "road.fact.addicted_again", "sau khi đã hoàn thành")
        .no_ending("self_terminated", "road.reason_unfit", "không dùng cho biện pháp này")
        .no_ending("found_addicted", "road.reason_unfit", "không dùng cho biện pháp này")
        .at("01/08/2030 09:00")
        .record("closing_certificate", &[])
        .close("term_over")
        .stands(S::Ended(R::TermOver));
    // Later: determined again, which is a relapse.
    road.at("01/02/2031 09:00")
        .record("determination addicted", &[])
        .record("relapse", &[])
        .open("addicted", &[]);
}

#[test]
fn substitution_with_attendance() {
    let mut road = addicted("06/07/2026 08:00", "1990");
    road.no_event(
        "attendance attended",
        &[],
        "road.record.attendance",
        "chỉ ghi khi đang điều trị thay thế",
    )
    .at("10/07/2026 09:00")
    .close("replaced")
    .open("substitution", &[])
    .record("attendance attended", &[])
    .at("11/07/2026 09:00")
    .record("attendance missed", &[])
    .no_event("end_notice", &[], "road.record.end_notice", "cai tại gia đình")
    .no_ending("term_over", "road.reason_unfit", "không dùng cho biện pháp này");
    road.at("11/07/2028 09:00")
        .record("completion_notice", &[])
        .close("completed")
        .record("proposal", &[])
        .open("post_rehab", &[(M::DecisionNo, "1/QĐ")]);
    assert_eq!(road.end(), "2029-07-11");
    // On the electronic side it may be monitored, once.
    road.open("electronic_monitoring", &[(M::DecisionNo, "2/QĐ"), (M::DecisionDate, "11/07/2028")])
        .no_measure(
            "electronic_monitoring",
            &[],
            "road.fact.not_monitored",
            "đang có một biện pháp",
        );
}

#[test]
fn user_management_never_leads_to_post_rehab() {
    let mut road = Road::begin("05/07/2026 09:00", "1990");
    road.record("test positive", &[]).open("user_management", &[]);
    road.no_event(
        "monitoring on",
        &[],
        "road.record.monitoring.on",
        "không áp dụng với quản lý người sử dụng",
    )
    .no_measure(
        "electronic_monitoring",
        &[],
        "road.fact.ride",
        "không áp dụng với quản lý người sử dụng",
    )
    .no_event("monitoring_decision", &[], "road.fact.monitoring_footing", "Chưa có cai nghiện");
    road.at("05/07/2027 09:00").close("term_over").no_measure(
        "post_rehab",
        &[],
        "road.fact.rehab_done",
        "ngay sau khi hoàn thành",
    );
}

#[test]
fn a_minor_goes_by_his_own_articles() {
    // 16 on the first day.
    let mut road = addicted("06/07/2026 08:00", "01/02/2010");
    road.no_event(
        "test positive",
        &[(E::Sample, "blood"), (E::Guardian, "no")],
        "road.fact.guardian_present",
        "cha mẹ hoặc người giám hộ",
    )
    .lacks("test positive", &[(E::Sample, "blood")], "road.fact.guardian_present")
    .record("test positive", &[(E::Sample, "blood"), (E::Guardian, "yes")])
    .record("compulsory_ground", &[])
    .record("compulsory_opened", &[])
    .close("replaced")
    .no_measure("rehab_compulsory", &[], "road.fact.adult", "từ đủ 18 tuổi")
    .open("rehab_compulsory_minor", DECIDED)
    .at("06/07/2028 09:00")
    .close("completed")
    .open("post_rehab", &[]);
    assert_eq!(road.end(), "2029-07-06", "12 months, though he is of age by then");
    let mut child = addicted("06/07/2026 08:00", "01/02/2015");
    child
        .no_event("compulsory_opened", &[], "road.fact.age_twelve", "dưới 12 tuổi")
        .close("replaced")
        .no_measure("rehab_compulsory_minor", &[], "road.fact.minor", "đủ 12 đến dưới 18");
}

#[test]
fn absence_is_noted_and_evasion_needs_its_ground() {
    let mut road = addicted("06/07/2026 08:00", "1990");
    road.no_event("evasion_ended", &[], "road.fact.limitation_running", "đã có vi phạm")
        .record("absence unreported", &[])
        .at("20/07/2026 09:00")
        .record("compulsory_ground", &[])
        .at("20/08/2026 09:00")
        .record("evasion_ended", &[])
        .record("contact met", &[]);
}
