//! Rows of the table: closing measures.

use super::act::{ActPattern, From, Transition, told};
use super::fact::Fact as F;
use super::measures::BOTH;
use crate::domain::word::{EndReason as R, MeasureCode as M};

const OPEN: From =
    From { words: told("biện pháp đó đang mở", "that measure is open"), allows: |_| true };

const TREATED: &[M] = &[
    M::RehabHome,
    M::RehabVoluntaryPublic,
    M::RehabVoluntaryPrivate,
    M::RehabCompulsory,
    M::RehabCompulsoryMinor,
    M::Substitution,
];

pub(super) const ROWS: &[Transition] = &[
    Transition {
        id: "road.close.term_over.user_management",
        act: ActPattern::Close(&[M::UserManagement], R::TermOver),
        from: OPEN,
        laws: BOTH,
        must: &[F::TermEnded, F::NoUseInTerm],
        expected: &[],
        effect: told(
            "Chấm dứt quản lý: hết thời hạn, không phát hiện sử dụng lại",
            "Management ends: term over, no use found",
        ),
        citation: "D163 Đ63.3; L120 Đ24.2",
        sentence: told(
            "Chấm dứt khi hết thời hạn mà không sử dụng lại",
            "It ends with its term and no use found",
        ),
        way: told("xem ngày hết hạn", "see the end date"),
    },
    Transition {
        id: "road.close.term_over",
        act: ActPattern::Close(
            &[
                M::RehabHome,
                M::RehabVoluntaryPublic,
                M::RehabVoluntaryPrivate,
                M::RehabCompulsory,
                M::RehabCompulsoryMinor,
                M::PostRehab,
                M::ElectronicMonitoring,
            ],
            R::TermOver,
        ),
        from: OPEN,
        laws: BOTH,
        must: &[F::TermEnded],
        expected: &[F::MonitoringClosed],
        effect: told("Kết thúc vì hết thời hạn", "Ends with its term"),
        citation: "L120 Đ29, Đ42; D163 Đ20, Đ138",
        sentence: told("Kết thúc khi hết thời hạn", "It ends with its term"),
        way: told("xem ngày hết hạn", "see the end date"),
    },
    Transition {
        id: "road.close.completed",
        act: ActPattern::Close(TREATED, R::Completed),
        from: OPEN,
        laws: BOTH,
        must: &[],
        expected: &[F::OnTime, F::MonitoringClosed],
        effect: told(
            "Hoàn thành; 2 ngày làm việc để đề nghị quản lý sau cai",
            "Completed; 2 working days to propose post-rehab",
        ),
        citation: "L120 Đ29, Đ42; D163 Đ97, Đ134",
        sentence: told("Hoàn thành cai nghiện hoặc điều trị", "A rehab or treatment is completed"),
        way: told("xem ngày hết hạn", "see the end date"),
    },
    Transition {
        id: "road.close.completed.post_rehab",
        act: ActPattern::Close(&[M::PostRehab], R::Completed),
        from: OPEN,
        laws: BOTH,
        must: &[F::TermEnded],
        expected: &[],
        effect: told(
            "Hết quản lý sau cai; bắt đầu 24 tháng nhìn lại của Điều 256a Bộ luật Hình sự",
            "Post-rehab is over; the 24-month look-back of the Penal Code begins",
        ),
        citation: "D163 Đ138",
        sentence: told(
            "Quản lý sau cai hoàn thành khi hết thời hạn",
            "Post-rehab is completed when its term is over",
        ),
        way: told("xem ngày hết hạn", "see the end date"),
    },
    Transition {
        id: "road.close.completed.monitoring",
        act: ActPattern::Close(&[M::ElectronicMonitoring], R::Completed),
        from: OPEN,
        laws: BOTH,
        must: &[],
        expected: &[F::OnTime],
        effect: told("Kết thúc giám sát điện tử", "Electronic monitoring ends"),
        citation: "D163 Đ20",
        sentence: told("Hoàn thành giám sát điện tử", "Monitoring is completed"),
        way: told("xem ngày hết hạn", "see the end date"),
    },
    Transition {
        id: "road.close.found_addicted",
        act: ActPattern::Close(&[M::UserManagement], R::FoundAddicted),
        from: OPEN,
        laws: BOTH,
        must: &[],
        expected: &[F::DeterminedAddicted],
        effect: told(
            "Dừng quản lý; thành người nghiện chưa cai",
            "Management stops; the person is addicted, nothing started",
        ),
        citation: "L120 Đ24.5a, Đ31",
        sentence: told(
            "Dừng quản lý khi được xác định nghiện",
            "Management stops when addiction is determined",
        ),
        way: told("ghi kết quả xác định nghiện", "record the determination"),
    },
    Transition {
        id: "road.close.self_terminated",
        act: ActPattern::Close(TREATED, R::SelfTerminated),
        from: OPEN,
        laws: BOTH,
        must: &[],
        expected: &[F::MonitoringClosed],
        effect: told(
            "Tự ý chấm dứt cai hoặc điều trị: căn cứ cai nghiện bắt buộc, 24 tháng nhìn lại",
            "Self-terminated: a ground for compulsory rehab, and the look-back of 24 months",
        ),
        citation: "L120 Đ35, Đ47; BLHS Đ256a",
        sentence: told(
            "Tự ý chấm dứt chỉ có ở cai nghiện và điều trị thay thế",
            "Only rehab and substitution can be self-terminated",
        ),
        way: told("chọn lý do khác", "choose another reason"),
    },
    Transition {
        id: "road.close.violation",
        act: ActPattern::Close(
            &[
                M::RehabHome,
                M::RehabVoluntaryPublic,
                M::RehabVoluntaryPrivate,
                M::RehabCompulsory,
                M::RehabCompulsoryMinor,
                M::Substitution,
                M::ElectronicMonitoring,
            ],
            R::Violation,
        ),
        from: OPEN,
        laws: BOTH,
        must: &[],
        expected: &[F::ViolationOnFile, F::MonitoringClosed],
        effect: told(
            "Chấm dứt do vi phạm: căn cứ cai nghiện bắt buộc",
            "Ended by violation: a ground for compulsory rehab",
        ),
        citation: "L120 Đ47.2–4",
        sentence: told(
            "Chấm dứt do vi phạm chỉ có ở cai nghiện, điều trị thay thế và giám sát điện tử",
            "Only rehab, substitution and monitoring end by violation",
        ),
        way: told("chọn lý do khác", "choose another reason"),
    },
    Transition {
        id: "road.close.long_custody",
        act: ActPattern::Close(&[M::UserManagement], R::LongCustody),
        from: OPEN,
        laws: BOTH,
        must: &[F::CustodyOnFile],
        expected: &[F::CustodyOutlasts],
        effect: told(
            "Dừng quản lý: tạm giam dài hơn thời hạn còn lại",
            "Management stops: custody beyond the remaining term",
        ),
        citation: "L120 Đ24.5, Đ24.7",
        sentence: told(
            "Dừng vì tạm giam dài hơn thời hạn còn lại",
            "It stops by custody beyond the rest of the term",
        ),
        way: told("ghi tạm giam", "record the custody"),
    },
    Transition {
        id: "road.close.death",
        act: ActPattern::Close(M_ALL, R::Death),
        from: OPEN,
        laws: BOTH,
        must: &[F::NothingLater],
        expected: &[],
        effect: told(
            "Dừng mọi biện pháp và mọi hạn; hồ sơ chỉ còn ghi chú và đính chính",
            "Stops everything; only notes and corrections remain",
        ),
        citation: "L120 Đ24.5",
        sentence: told("Dừng khi chết", "It stops with death"),
        way: told("kiểm tra ngày", "check the day"),
    },
    Transition {
        id: "road.close.moved_out",
        act: ActPattern::Close(M_ALL, R::MovedOut),
        from: OPEN,
        laws: BOTH,
        must: &[],
        expected: &[F::Departed],
        effect: told(
            "Xã nơi đến ra quyết định mới cho thời hạn còn lại",
            "The receiving commune decides anew for the remaining term",
        ),
        citation: "L120 Đ27.2, Đ48.2; D163 Đ60.1, Đ62",
        sentence: told("Kết thúc ở đây khi chuyển đi", "It ends here with the move"),
        way: told("ghi việc rời đi", "record the departure"),
    },
    always(
        "road.close.prison",
        R::Prison,
        told(
            "Phạt tù: dừng quản lý; cai và sau cai tạm ngắt, phần còn lại tiếp tục sau khi ra tù",
            "Prison stops management; of rehab and post-rehab the rest resumes afterwards",
        ),
        "L120 Đ24.5, Đ47.1",
    ),
    always(
        "road.close.sent_to_facility",
        R::SentToFacility,
        told(
            "Dừng: đưa vào cơ sở giáo dục bắt buộc hoặc trường giáo dưỡng",
            "Stops: sent to an educational facility or reform school",
        ),
        "L120 Đ24.5",
    ),
    always(
        "road.close.missing",
        R::Missing,
        told("Dừng: Tòa án tuyên bố mất tích", "Stops: declared missing"),
        "L120 Đ24.5",
    ),
    always(
        "road.close.replaced",
        R::Replaced,
        told(
            "Chuyển sang biện pháp khác hoặc quyết định mới",
            "Goes over to another measure or a new decision",
        ),
        "D163 Đ59.1; L120 Đ29–36",
    ),
    always(
        "road.close.error",
        R::Error,
        told(
            "Lập nhầm: không tính vào đâu, giá trị cũ được giữ",
            "Entered by mistake: counts nowhere, the old value is kept",
        ),
        "unit",
    ),
];

const M_ALL: &[M] = &[
    M::UserManagement,
    M::Addicted,
    M::RehabHome,
    M::RehabVoluntaryPublic,
    M::RehabVoluntaryPrivate,
    M::RehabCompulsory,
    M::RehabCompulsoryMinor,
    M::Substitution,
    M::PostRehab,
    M::ElectronicMonitoring,
];

const fn always(
    id: &'static str,
    reason: R,
    effect: super::act::Told,
    citation: &'static str,
) -> Transition {
    Transition {
        id,
        act: ActPattern::Close(M_ALL, reason),
        from: OPEN,
        laws: BOTH,
        must: &[],
        expected: &[],
        effect,
        citation,
        sentence: effect,
        way: told("chọn biện pháp đang mở", "choose an open measure"),
    }
}
