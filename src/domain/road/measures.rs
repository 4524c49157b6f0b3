//! Rows of the table: opening and closing measures.

use super::act::{ActPattern, From, Transition, told};
use super::fact::Fact as F;
use super::standing::Standing as S;
use crate::domain::word::EndReason as R;
use crate::domain::word::Law;
use crate::domain::word::MeasureCode as M;

pub(super) const BOTH: &[Law] = &[Law::L120, Law::L73];
pub(super) const NEW_LAW: &[Law] = &[Law::L120];

pub(super) const ALIVE: From = From {
    words: told("mọi diện, trừ người đã chết", "any, but after death"),
    allows: alive,
};
pub(super) const EVER: From = From { words: told("mọi diện", "any"), allows: |_| true };
const NO_MAIN: From = From {
    words: told("không có biện pháp chính nào đang mở", "no main measure open"),
    allows: |s| alive(s) && s.measure().is_none(),
};
const OPEN: From =
    From { words: told("biện pháp đó đang mở", "that measure is open"), allows: |_| true };

pub(super) fn alive(s: S) -> bool {
    s != S::Ended(R::Death)
}

const REHAB: &[M] = &[
    M::RehabHome,
    M::RehabVoluntaryPublic,
    M::RehabVoluntaryPrivate,
    M::RehabCompulsory,
    M::RehabCompulsoryMinor,
];
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
        id: "road.open.user_management",
        act: ActPattern::Open(&[M::UserManagement]),
        from: NO_MAIN,
        laws: BOTH,
        must: &[F::DecisionByStart, F::NotFoundAddicted],
        expected: &[F::PositiveTest, F::ResidenceVerified, F::DecisionNumber],
        effect: told(
            "Vào diện quản lý 12 tháng; dùng lại khi đang quản lý: kết thúc (chuyển biện pháp) rồi quyết định mới, thời hạn mới",
            "Managed for 12 months; on re-use the old one is closed as replaced and a fresh term begins",
        ),
        citation: "L120 Đ24; D163 Đ59.1; L73 Đ23",
        sentence: told(
            "Quyết định quản lý chỉ mở khi không có biện pháp chính nào đang mở",
            "Management is opened while no main measure is open",
        ),
        way: told("kết thúc biện pháp đang mở trước", "end the open measure first"),
    },
    Transition {
        id: "road.open.addicted",
        act: ActPattern::Open(&[M::Addicted]),
        from: NO_MAIN,
        laws: BOTH,
        must: &[],
        expected: &[F::DeterminedAddicted],
        effect: told(
            "Đứng trong danh sách người nghiện chưa cai",
            "On the list as addicted, nothing started",
        ),
        citation: "L120 Đ31, Đ48",
        sentence: told(
            "Chỉ ghi là người nghiện chưa cai khi không có biện pháp chính nào đang mở",
            "The standing addicted begins while no main measure is open",
        ),
        way: told(
            "kết thúc biện pháp đang mở trước (lý do “Xác định nghiện” với quản lý người sử dụng)",
            "end the open measure first (found_addicted for user management)",
        ),
    },
    Transition {
        id: "road.open.rehab_home",
        act: ActPattern::Open(&[M::RehabHome]),
        from: NO_MAIN,
        laws: BOTH,
        must: &[],
        expected: &[F::DeterminedAddicted, F::Registered, F::DecisionNumber],
        effect: told(
            "Bắt đầu cai tại gia đình, cộng đồng từ ngày tiếp nhận",
            "Home rehab begins with the reception",
        ),
        citation: "L120 Đ29–32; D163 Đ91; L73 Đ30",
        sentence: told(
            "Cai nghiện chỉ mở khi không có biện pháp chính nào đang mở",
            "Rehab is opened while no main measure is open",
        ),
        way: told(
            "kết thúc biện pháp đang mở trước (lý do “Chuyển biện pháp”)",
            "end the open measure first (replaced)",
        ),
    },
    Transition {
        id: "road.open.rehab_voluntary",
        act: ActPattern::Open(&[M::RehabVoluntaryPublic, M::RehabVoluntaryPrivate]),
        from: NO_MAIN,
        laws: BOTH,
        must: &[],
        expected: &[F::DeterminedAddicted, F::Registered],
        effect: told(
            "Vào cơ sở; rời danh sách người nghiện của xã, sổ vẫn theo dõi",
            "In a facility: off the commune's list, still followed here",
        ),
        citation: "L120 Đ33–34, Đ48.3b; L73 Đ31",
        sentence: told(
            "Cai nghiện chỉ mở khi không có biện pháp chính nào đang mở",
            "Rehab is opened while no main measure is open",
        ),
        way: told(
            "kết thúc biện pháp đang mở trước (lý do “Chuyển biện pháp”)",
            "end the open measure first (replaced)",
        ),
    },
    Transition {
        id: "road.open.rehab_compulsory",
        act: ActPattern::Open(&[M::RehabCompulsory]),
        from: NO_MAIN,
        laws: BOTH,
        must: &[F::Adult, F::DecisionByStart],
        expected: &[F::CourtGranted, F::DecisionNumber],
        effect: told(
            "Cai nghiện bắt buộc theo quyết định của Tòa án",
            "Compulsory rehab by the court's decision",
        ),
        citation: "L120 Đ35",
        sentence: told(
            "Cai nghiện bắt buộc chỉ mở khi không có biện pháp chính nào đang mở",
            "Compulsory rehab is opened while no main measure is open",
        ),
        way: told(
            "kết thúc biện pháp đang mở trước (lý do “Vi phạm”, “Tự ý chấm dứt” hoặc “Chuyển biện pháp”)",
            "end the open measure first (violation, self_terminated or replaced)",
        ),
    },
    Transition {
        id: "road.open.rehab_compulsory_minor",
        act: ActPattern::Open(&[M::RehabCompulsoryMinor]),
        from: NO_MAIN,
        laws: BOTH,
        must: &[F::Minor, F::DecisionByStart],
        expected: &[F::CourtGranted, F::DecisionNumber],
        effect: told(
            "Cai nghiện bắt buộc của người từ đủ 12 đến dưới 18; không phải xử lý vi phạm hành chính",
            "Compulsory rehab of a minor; no administrative sanction",
        ),
        citation: "L120 Đ36",
        sentence: told(
            "Cai nghiện bắt buộc chỉ mở khi không có biện pháp chính nào đang mở",
            "Compulsory rehab is opened while no main measure is open",
        ),
        way: told("kết thúc biện pháp đang mở trước", "end the open measure first"),
    },
    Transition {
        id: "road.open.substitution",
        act: ActPattern::Open(&[M::Substitution]),
        from: NO_MAIN,
        laws: BOTH,
        must: &[],
        expected: &[F::DeterminedAddicted],
        effect: told(
            "Điều trị thay thế từ thông báo tiếp nhận, không có thời hạn định trước",
            "Substitution from the admission notice, open-ended",
        ),
        citation: "L120 Đ31; D163 Đ89",
        sentence: told(
            "Điều trị thay thế chỉ mở khi không có biện pháp chính nào đang mở",
            "Substitution is opened while no main measure is open",
        ),
        way: told(
            "kết thúc biện pháp đang mở trước (lý do “Chuyển biện pháp”)",
            "end the open measure first (replaced)",
        ),
    },
    Transition {
        id: "road.open.post_rehab",
        act: ActPattern::Open(&[M::PostRehab]),
        from: NO_MAIN,
        laws: BOTH,
        must: &[F::RehabDone],
        expected: &[F::Proposed, F::DecisionNumber],
        effect: told(
            "Quản lý sau cai từ ngày hoàn thành: 12 tháng, hoặc 24 tháng với người từ đủ 18 tuổi sau cai nghiện bắt buộc",
            "Post-rehab from the completion: 12 months, 24 for adults after compulsory rehab",
        ),
        citation: "L120 Đ42, Đ56; D163 Đ134; L73 Đ40",
        sentence: told(
            "Quản lý sau cai chỉ mở khi không có biện pháp chính nào đang mở",
            "Post-rehab is opened while no main measure is open",
        ),
        way: told(
            "kết thúc đợt cai với lý do “Hoàn thành” trước",
            "close the rehab as completed first",
        ),
    },
    Transition {
        id: "road.open.electronic_monitoring",
        act: ActPattern::Open(&[M::ElectronicMonitoring]),
        from: ALIVE,
        laws: NEW_LAW,
        must: &[F::Ride, F::NotMonitored, F::DecisionByStart],
        expected: &[F::DecisionNumber],
        effect: told(
            "Giám sát điện tử đi kèm biện pháp chính đang mở",
            "Monitoring rides on the main measure",
        ),
        citation: "L120 Đ12; D163 Đ15–20",
        sentence: told(
            "Giám sát điện tử không áp dụng với người đã chết",
            "Monitoring ends with death",
        ),
        way: told("đính chính nếu ghi nhầm", "correct a wrong entry"),
    },
    // Endings
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
        act: ActPattern::Close(&[M::PostRehab, M::ElectronicMonitoring], R::Completed),
        from: OPEN,
        laws: BOTH,
        must: &[],
        expected: &[F::OnTime],
        effect: told(
            "Hết quản lý sau cai; bắt đầu 24 tháng nhìn lại của Điều 256a Bộ luật Hình sự",
            "Post-rehab is over; the 24-month look-back of the Penal Code begins",
        ),
        citation: "D163 Đ138; D163 Đ20",
        sentence: told(
            "Hoàn thành quản lý sau cai hoặc giám sát",
            "Post-rehab or monitoring is completed",
        ),
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

/// Under any rehab.
pub(super) fn in_rehab(s: S) -> bool {
    s.measure().is_some_and(|m| REHAB.contains(&m))
}
