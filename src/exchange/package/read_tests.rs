use super::super::document::{document, figures_document};
use super::super::sample::{KEY, figures, head, report};
use super::*;

use crate::exchange::report_json::ReportJson;
use crate::exchange::report_sample::sample;
use PackageRefusal as P;
use proptest::prelude::*;

fn text() -> String {
    String::from_utf8(report(&head(40, Some(17)))).unwrap()
}

fn refusal(text: &str) -> Option<PackageRefusal> {
    ReceivedReport::read(text.as_bytes(), &KEY).err()
}

#[test]
fn what_is_written_is_read_back() {
    let head = head(40, Some(17));
    let read = ReceivedReport::read(&report(&head), &KEY).unwrap();
    assert_eq!((&read.head, &read.figures), (&head, &figures()));
    assert_eq!(read.checkpoint.size, 40);
    assert_eq!(document(&read.figures, &read.head), report(&head));
    assert_eq!(read_figures(&figures_document(&figures())), Ok(figures()));
}

/// The package's document is that of `report --json`, but for `package`.
#[test]
fn it_is_the_document_of_the_report_in_canonical_form() {
    let value = serde_json::to_value(ReportJson::new(&sample(), Lang::Vi)).unwrap();
    let figures = Figures::of(&sample());
    assert_eq!(figures_document(&figures), serde_json::to_vec(&value).unwrap());
    let mut whole: serde_json::Value =
        serde_json::from_slice(&document(&figures, &head(3, None))).unwrap();
    whole.as_object_mut().unwrap().remove("package").unwrap();
    assert_eq!(whole, value);
}

#[test]
fn every_departure_is_refused_with_its_own_reason() {
    let good = text();
    assert_eq!(refusal(&good), None, "the control passes");
    let check = |from: &str, to: &str, why: PackageRefusal| {
        assert!(good.contains(from), "nothing to change: {from}");
        let bad = good.replacen(from, to, 1);
        assert_eq!(refusal(&bad), Some(why), "{from} → {to}");
    };
    check("\"activity\":", "\"activity\": ", P::NotCanonical);
    check("\"tests\":1", "\"tests\":-1", P::NegativeCount);
    check("\"tests\":1", "\"tests\":4000000000", P::HugeCount);
    check("\"tests\":1", "\"tests\":1.0", P::Malformed);
    check("\"tests\":1", "\"tests\":\"1\"", P::Malformed);
    check("\"tests\":1,", "\"tests\":1,\"tests\":1,", P::DuplicateKey);
    check(
        "\"tests\":1,\"tests_positive\":0",
        "\"tests\":1,\"tests_positive\":0,\"tets\":0",
        P::UnknownKey,
    );
    check("\"tests\":1,", "", P::MissingKey);
    check("overdue_U5", "overdue_U9", P::UnknownKey);
    check("\"programme\":{}", "\"programme\":{\"x\":1}", P::UnknownKey);
    check("\"row\":\"addicted\"", "\"row\":\"Nguyen Van A\"", P::UnknownKey);
    check("\"key\":\"<14\"", "\"key\":\"Dak Nong\"", P::UnknownKey);
    check("\"notes\":[", "\"hamlets\":[],\"notes\":[", P::UnknownKey);
    check("\"form_version\":1,\"id\"", "\"form_version\":2,\"id\"", P::WrongFormVersion);
    check("\"form_version\":1,\"notes\"", "\"form_version\":9,\"notes\"", P::WrongFormVersion);
    check("\"code\":\"00307\"", "\"code\":\"00310\"", P::HeadsDiffer);
    check("\"code\":\"00307\"", "\"code\":\"307\"", P::Malformed);
    check("\"from\":\"2026-10-15\"", "\"from\":\"2026-10-14\"", P::HeadsDiffer);
    check("\"period\":\"2026-11\"", "\"period\":\"2026-10\"", P::HeadsDiffer);
    check("\"period\":\"2026-11\"", "\"period\":\"11/2026\"", P::Malformed);
    check("Có trường hợp", "Nguyễn Văn A", P::UnknownKey);
    check("\"revision\":1", "\"revision\":0", P::Malformed);
    // Nowhere is there room for a word of one's own.
    for program in ["hoso", "hoso 0.1", "hoso 0.1.0 Nguyen", "Nguyen 0.1.0", "hoso 0.1.x", ""] {
        check("hoso 0.1.0", program, P::Malformed);
    }
    let name = figures().unit.name;
    check(&name, "", P::Malformed);
    check(&name, &"x".repeat(200), P::Malformed);
    check(&name, "X\u{202e}", P::Malformed);
    let note = good.split_once("\"notes\":[").unwrap().1.split_once('}').unwrap().0;
    check(note, &format!("{note}}},{note}"), P::DuplicateKey);
    check("\"epochs\":[],", "", P::MissingKey);
    check("\"epochs\":[]", "\"epochs\":[1]", P::Malformed);
    check("\"provisional\":false", "\"provisional\":true", P::Provisional);
    check("\"opening\":1", "\"opening\":2", P::BrokenArithmetic);
    check("\"key\":\"unknown\"", "\"key\":\"unknow\"", P::UnknownKey);
    check("{\"count\":1,\"key\":\"30+\"}", "{\"count\":2,\"key\":\"30+\"}", P::BrokenArithmetic);
    check("\"tests_positive\":0", "\"tests_positive\":2", P::BrokenArithmetic);
    check("hoso/journal/00000000", "hoso/journal/10000000", P::BadCheckpoint);
    check("\\n40\\n", "\\n040\\n", P::BadCheckpoint);
    assert_eq!(ReceivedReport::read(good.as_bytes(), &[8; 32]).err(), Some(P::BadCheckpoint));
    assert_eq!(refusal(&good[..good.len() - 1]), Some(P::NotJson));
    assert_eq!(refusal(""), Some(P::NotJson));
    assert_eq!(refusal("[]"), Some(P::Malformed));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever a hand changes, the reader answers: it never panics, and it takes nothing but the
    /// document itself.
    #[test]
    fn the_reader_never_panics(at in 0usize..6000, cut in 0usize..40, put in "[\\x00-\\x7f\u{200b}à]{0,12}") {
        let good = text();
        let mut bytes = good.clone().into_bytes();
        let at = at % bytes.len();
        let end = (at + cut).min(bytes.len());
        bytes.splice(at..end, put.bytes());
        if let Ok(read) = ReceivedReport::read(&bytes, &KEY) {
            prop_assert_eq!(document(&read.figures, &read.head), bytes);
        }
    }
}
