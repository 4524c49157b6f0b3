//! Rows of the table: opening measures.

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
];

/// Under any rehab.
pub(super) fn in_rehab(s: S) -> bool {
    s.measure().is_some_and(|m| REHAB.contains(&m))
}
