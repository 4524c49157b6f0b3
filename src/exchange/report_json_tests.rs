use super::*;
use crate::exchange::report_sample::sample;
use serde_json::Value;

#[test]
fn the_document_has_the_documented_keys_in_their_order() {
    let report = sample();
    let text = ReportJson::new(&report, Lang::En).text().unwrap();
    assert_eq!(text, ReportJson::new(&report, Lang::En).text().unwrap());
    let mut at = 0;
    let keys = [
        r#"{"form_version":1,"unit":{"code":"00307","name":"Phường Mẫu"},"period":{"code":"2026-11","from":"2026-10-15","to":"2026-11-14","provisional":true},"stock_flow":[{"row":"user_management","opening":1,"new":0,"moved_in":0,"changed_in":0,"moved_out":0,"changed_out":0,"stopped":0,"ended":0,"closing":1,"female":0,"under_18":0,"psychosis":0,"monitoring":0}"#,
        r#"{"row":"addicted","opening":1,"new":0,"moved_in":0,"changed_in":0,"moved_out":0,"changed_out":1,"#,
        r#"{"row":"total","opening":2,"#,
        r#""suspected":3,"breakdowns":{"age":[{"key":"<14","count":0},"#,
        r#"],"sex":[{"key":"male","count":0},{"key":"female","count":0},{"key":"unknown","count":1}],"education":["#,
        r#"],"occupation":["#,
        r#"],"substance":["#,
        r#"],"route":["#,
        r#"],"years_of_use":["#,
        r#""activity":{"tests":1,"tests_positive":0,"residence_checks_due":1,"residence_checks_done":0,"contacts":0,"#,
        r#""monitoring_off":0,"overdue_U5":2,"overdue_T1":1,"post_rehab_ended_with_work":0,"post_rehab_ended_without_work":0},"programme":{},"notes":[{"code":"changes_across_cut_off","ins":0,"outs":1,"changed_in":0,"changed_out":1,"text":"Some changes straddle"#,
    ];
    for key in keys {
        let found = text[at..].find(key);
        assert!(found.is_some(), "{key}\nin\n{}", &text[at..]);
        at += found.unwrap() + key.len();
    }
}

#[test]
fn it_is_one_json_document_of_ten_rows() {
    let text = ReportJson::new(&sample(), Lang::Vi).text().unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let rows = document["stock_flow"].as_array().unwrap();
    assert_eq!(rows.len(), 10);
    assert!(rows.iter().all(|r| r.as_object().unwrap().len() == 14));
    assert!(document["notes"][0]["text"].as_str().unwrap().starts_with("Có trường hợp"));
    let same = serde_json::to_value(ReportJson::new(&sample(), Lang::Vi)).unwrap();
    assert_eq!(document, same);
}
