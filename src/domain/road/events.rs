//! Rows of the table: recording events, but for monitoring, the court and moves (`steps`).

use super::act::{ActPattern, From, Told, Transition, told};
use super::fact::Fact as F;
use super::measures::{ALIVE, BOTH, EVER, alive, in_rehab};
use super::standing::Standing as S;
use crate::domain::word::EndReason as R;
use crate::domain::word::EventKind as K;
use crate::domain::word::MeasureCode as M;
use crate::domain::word::Outcome as O;

const UNMANAGED: From = From {
    words: told("không thuộc biện pháp chính nào", "under no main measure"),
    allows: |s| alive(s) && s.measure().is_none(),
};
const SUSPECTED: From = From {
    words: told(
        "nghi vấn, hoặc không thuộc biện pháp chính nào",
        "suspected, or under no main measure",
    ),
    allows: |s| alive(s) && s.measure().is_none(),
};
const MANAGED: From = From {
    words: told("đang quản lý người sử dụng", "user management"),
    allows: |s| s == S::Under(M::UserManagement),
};
const REHAB: From = From { words: told("đang cai nghiện", "in rehab"), allows: in_rehab };
const HOME: From = From {
    words: told("đang cai tại gia đình, cộng đồng", "home rehab"),
    allows: |s| s == S::Under(M::RehabHome),
};
const SUBSTITUTION: From = From {
    words: told("đang điều trị thay thế", "substitution"),
    allows: |s| s == S::Under(M::Substitution),
};
pub(super) const NOT_COMPULSORY: From = From {
    words: told("mọi diện, trừ đang cai nghiện bắt buộc", "any, but in compulsory rehab"),
    allows: not_compulsory,
};
const REHAB_OR_DONE: From = From {
    words: told(
        "đang cai, điều trị thay thế, hoặc vừa hoàn thành; hồ sơ mới",
        "in rehab or substitution, or just completed; a new file",
    ),
    allows: |s| {
        in_rehab(s)
            || matches!(
                s,
                S::Under(M::Substitution) | S::Ended(R::Completed | R::TermOver) | S::New
            )
    },
};
const PRIVATE_OR_DONE: From = From {
    words: told(
        "đang cai tại cơ sở tư nhân, vừa hoàn thành, hoặc hồ sơ mới",
        "private rehab, just completed, or a new file",
    ),
    allows: |s| {
        matches!(
            s,
            S::Under(M::RehabVoluntaryPrivate | M::RehabHome | M::PostRehab)
                | S::Ended(R::Completed | R::TermOver)
                | S::New
        )
    },
};
const POST_OR_ENDED: From = From {
    words: told("quản lý sau cai, hoặc vừa hết", "post-rehab, or just ended"),
    allows: |s| matches!(s, S::Under(M::PostRehab) | S::Ended(R::Completed | R::TermOver)),
};

fn not_compulsory(s: S) -> bool {
    alive(s) && !matches!(s, S::Under(M::RehabCompulsory | M::RehabCompulsoryMinor))
}

/// A row in short: the way out of a wrong standing is the same for most.
pub(super) const fn row(
    id: &'static str,
    act: ActPattern,
    from: From,
    needs: (&'static [F], &'static [F]),
    effect: Told,
    citation: &'static str,
    sentence: Told,
) -> Transition {
    Transition {
        id,
        act,
        from,
        laws: BOTH,
        must: needs.0,
        expected: needs.1,
        effect,
        citation,
        sentence,
        way: told(
            "mở biện pháp đó trước, hoặc sửa ngày cho đúng lúc người đó thuộc diện này; việc khác thì ghi “Ghi chú”",
            "open that measure first, or give the day on which the standing held; anything else is a note",
        ),
    }
}

/// A row that anybody alive may have.
pub(super) const fn free(
    id: &'static str,
    kind: K,
    expected: &'static [F],
    effect: Told,
    citation: &'static str,
) -> Transition {
    row(id, ActPattern::Record(kind, &[]), ALIVE, (&[], expected), effect, citation, effect)
}

pub(super) const ROWS: &[Transition] = &[
    // Suspicion, test, management
    row(
        "road.record.suspicion",
        ActPattern::Record(K::Suspicion, &[]),
        UNMANAGED,
        (&[], &[]),
        told(
            "Vào diện nghi vấn, đang xác minh; không tính là đang quản lý",
            "Suspected, being verified; not counted as managed",
        ),
        "unit",
        told(
            "Người đang có biện pháp thì không ghi nghi vấn",
            "Who is under a measure is not suspected",
        ),
    ),
    row(
        "road.record.suspicion_cleared",
        ActPattern::Record(K::SuspicionCleared, &[]),
        SUSPECTED,
        (&[], &[F::SuspicionOnFile, F::NotPositive]),
        told("Loại khỏi diện nghi vấn", "Off the suspected line"),
        "unit",
        told(
            "Người đang có biện pháp thì không còn là nghi vấn để loại",
            "Who is under a measure is no suspect to be cleared",
        ),
    ),
    row(
        "road.record.test",
        ActPattern::Record(K::Test, &[]),
        ALIVE,
        (&[], &[F::GroundGiven, F::SampleGiven, F::GuardianPresent, F::SameSexPresent]),
        told(
            "Dương tính: 24 giờ để xác minh nơi cư trú, ra quyết định",
            "Positive: 24 hours to verify the residence and decide",
        ),
        "D163 Đ56, Đ58; L120 Đ24",
        told("Xét nghiệm người còn sống", "A test is of the living"),
    ),
    free(
        "road.record.residence_verified",
        K::ResidenceVerified,
        &[F::PositiveTest],
        told(
            "Biết nơi quản lý: tại xã, xã khác, hay không ổn định (xác định nghiện trước)",
            "Tells where he is managed: here, elsewhere, or unstable (determination first)",
        ),
        "D163 Đ58; L120 Đ24.6",
    ),
    free(
        "road.record.notice_sent",
        K::NoticeSent,
        &[F::ResidenceVerified],
        told("Mẫu 02 đến nơi cư trú", "Form 02 to the place of residence"),
        "D163 Đ58.5–6",
    ),
    free(
        "road.record.notice_received",
        K::NoticeReceived,
        &[],
        told("24 giờ để ra quyết định quản lý", "24 hours for the decision"),
        "D163 Đ59.1",
    ),
    free(
        "road.record.residence_check",
        K::ResidenceCheck,
        &[],
        told("Kiểm tra cư trú của tháng", "The month's residence check"),
        "D163 Đ61.1a",
    ),
    row(
        "road.record.suspension",
        ActPattern::Record(K::Suspension, &[]),
        MANAGED,
        (&[F::CustodyOnFile], &[]),
        told(
            "Tạm đình chỉ quản lý trong thời gian tạm giữ, tạm giam",
            "Management is suspended during custody",
        ),
        "L120 Đ24.7; D163 Đ63 (Mẫu 07)",
        told(
            "Tạm đình chỉ chỉ có khi đang quản lý người sử dụng",
            "Suspension exists only in user management",
        ),
    ),
    row(
        "road.record.decision_sent",
        ActPattern::Record(K::DecisionSent, &[]),
        EVER,
        (&[], &[F::DecisionToSend]),
        told(
            "Đã gửi quyết định tạm đình chỉ, dừng, chấm dứt",
            "The decision of suspension, stop or end is sent",
        ),
        "D163 Đ63.4",
        told("Gửi quyết định", "A decision is sent"),
    ),
    // Contact and help
    free(
        "road.record.contact",
        K::Contact,
        &[],
        told("Đã gặp, hoặc đã đến mà không gặp", "Met, or tried"),
        "unit",
    ),
    free(
        "road.record.counselling",
        K::Counselling,
        &[],
        told("Đã tư vấn", "Counselled"),
        "L120 Đ24, Đ42",
    ),
    free("road.record.support", K::Support, &[], told("Đã hỗ trợ", "Supported"), "L120 Đ42"),
    free(
        "road.record.incident",
        K::Incident,
        &[],
        told("Sự việc được ghi nhận", "An incident noted"),
        "unit",
    ),
    free(
        "road.record.absence",
        K::Absence,
        &[],
        told(
            "Vắng không rõ nơi ở: những ngày đó không tính vào thời hạn",
            "Away with whereabouts unknown: the days do not count toward the term",
        ),
        "D163 Đ60.2, Đ136.1a",
    ),
    free(
        "road.record.custody",
        K::Custody,
        &[],
        told("Đang bị tạm giữ, tạm giam", "In custody"),
        "L120 Đ24.7, Đ37.2",
    ),
    // The end of a life, where no measure is open that could be closed with it
    row(
        "road.record.death",
        ActPattern::Record(K::Death, &[]),
        ALIVE,
        (&[F::NoneOpen, F::NothingLater], &[]),
        told(
            "Mọi hạn dừng, ra khỏi mọi danh sách; hồ sơ chỉ còn ghi chú và đính chính",
            "Every clock stops, off every list; only notes and corrections remain",
        ),
        "L120 Đ24.5",
        told("Chết chỉ ghi một lần", "A death is recorded once"),
    ),
    row(
        "road.record.missing",
        ActPattern::Record(K::Missing, &[]),
        ALIVE,
        (&[F::NoneOpen], &[]),
        told(
            "Mọi hạn dừng cho đến khi có biện pháp mới hoặc kết quả xét nghiệm sau đó",
            "Every clock stops until a later measure or test",
        ),
        "L120 Đ24.5",
        told("Tuyên bố mất tích người còn sống", "Only the living are declared missing"),
    ),
    free(
        "road.record.risk_review",
        K::RiskReview,
        &[],
        told("Đã rà soát nguy cơ", "Risk reviewed"),
        "unit",
    ),
    free(
        "road.record.risk_override",
        K::RiskOverride,
        &[],
        told("Mức nguy cơ do cán bộ định", "A risk level set by an officer"),
        "unit",
    ),
    free(
        "road.record.assist",
        K::Assist,
        &[],
        told("Có điểm ASSIST do y tế cho; chỉ để xem", "An ASSIST total, shown only"),
        "unit",
    ),
    free("road.record.family", K::Family, &[], told("Gặp gia đình", "Family seen"), "unit"),
    free(
        "road.record.support_goal",
        K::SupportGoal,
        &[],
        told("Đặt mục tiêu", "Goal set"),
        "L120 Đ42",
    ),
    free("road.record.goal_reached", K::GoalReached, &[], told("Đã đạt", "Reached"), "L120 Đ42"),
    free("road.record.goal_dropped", K::GoalDropped, &[], told("Đã thôi", "Given up"), "L120 Đ42"),
    row(
        "road.record.note",
        ActPattern::Record(K::Note, &[]),
        EVER,
        (&[], &[]),
        told("Ghi chú", "A note"),
        "unit",
        told("Ghi chú luôn được", "A note is always possible"),
    ),
    // Addiction and rehab
    free(
        "road.record.determination",
        K::Determination,
        &[],
        told(
            "Nghiện: 6 tháng hiệu lực; đăng ký cai trong 24 giờ từ khi được báo",
            "Addicted: valid 6 months; to register within 24 hours of being told",
        ),
        "L120 Đ31; D163 Đ4",
    ),
    free(
        "road.record.result_told",
        K::ResultTold,
        &[F::Determined],
        told("Bắt đầu 24 giờ để đăng ký cai tự nguyện", "Starts the 24 hours to register"),
        "D163 Đ4.7",
    ),
    row(
        "road.record.rehab_registration",
        ActPattern::Record(K::RehabRegistration, &[]),
        NOT_COMPULSORY,
        (&[], &[F::DeterminedAddicted]),
        told("24 giờ để quyết định cai tự nguyện", "24 hours for the decision"),
        "L120 Đ30; D163 Đ4.7, Đ91",
        told(
            "Đang cai nghiện bắt buộc thì không đăng ký cai tự nguyện",
            "Nobody registers for voluntary rehab while in compulsory rehab",
        ),
    ),
    row(
        "road.record.rehab_decision",
        ActPattern::Record(K::RehabDecision, &[]),
        NOT_COMPULSORY,
        (&[], &[F::Registered]),
        told("2 ngày làm việc để bắt đầu cai", "2 working days to start"),
        "D163 Đ4.8, Đ91",
        told(
            "Đang cai nghiện bắt buộc thì không quyết định cai tự nguyện",
            "No voluntary rehab is decided while in compulsory rehab",
        ),
    ),
    row(
        "road.record.rehab_stage",
        ActPattern::Record(K::RehabStage, &[]),
        REHAB,
        (&[], &[]),
        told("Sang giai đoạn của quy trình cai", "A stage of the rehab"),
        "L120 Đ29",
        told(
            "Giai đoạn cai nghiện chỉ ghi khi đang cai nghiện",
            "Rehab stages exist only in rehab",
        ),
    ),
    row(
        "road.record.attendance",
        ActPattern::Record(K::Attendance, &[]),
        SUBSTITUTION,
        (&[], &[]),
        told("Uống thuốc, hoặc bỏ uống", "Attended or missed"),
        "D163 Đ89",
        told(
            "Uống thuốc thay thế chỉ ghi khi đang điều trị thay thế",
            "Attendance exists only in substitution",
        ),
    ),
    row(
        "road.record.violation.monitoring",
        ActPattern::Record(K::Violation, &[O::Monitoring]),
        ALIVE,
        (&[], &[F::Monitored, F::StepGiven]),
        told("Bậc: cai nghiện bắt buộc", "Ladder: compulsory"),
        "L120 Đ47.2",
        told("Vi phạm giám sát điện tử", "A violation of monitoring"),
    ),
    row(
        "road.record.violation",
        ActPattern::Record(K::Violation, &[]),
        ALIVE,
        (&[F::Ladder], &[F::StepGiven]),
        told(
            "Bậc: nhắc nhở → kiểm điểm → bắt buộc; thuộc diện giáo dục tại xã: kiểm điểm → bắt buộc",
            "Ladder: reminder → review → compulsory; local education: review → compulsory",
        ),
        "L120 Đ47.3–4",
        told("Vi phạm trong thời gian cai hoặc điều trị", "A violation"),
    ),
    row(
        "road.record.end_notice",
        ActPattern::Record(K::EndNotice, &[]),
        HOME,
        (&[], &[]),
        told(
            "Đã báo trước khi hết thời hạn cai tại gia đình",
            "Notice before the end of home rehab",
        ),
        "D163 Đ93",
        told(
            "Thông báo sắp hết hạn chỉ có khi đang cai tại gia đình, cộng đồng",
            "This notice exists only in home rehab",
        ),
    ),
    row(
        "road.record.completion_notice",
        ActPattern::Record(K::CompletionNotice, &[]),
        REHAB_OR_DONE,
        (&[], &[]),
        told("2 ngày làm việc để đề nghị quản lý sau cai", "2 working days for the proposal"),
        "D163 Đ97, Đ123, Đ134.1 (Mẫu 51)",
        told(
            "Thông báo hoàn thành chỉ có khi đang cai, điều trị thay thế hoặc vừa hoàn thành",
            "The completion notice comes in rehab or substitution, or just after",
        ),
    ),
    row(
        "road.record.rehab_certificate",
        ActPattern::Record(K::RehabCertificate, &[]),
        PRIVATE_OR_DONE,
        (&[], &[]),
        told("2 ngày để trình báo", "2 days to report in"),
        "L120 Đ33",
        told(
            "Giấy xác nhận chỉ có khi cai tại cơ sở tư nhân",
            "The certificate comes from a private facility",
        ),
    ),
    row(
        "road.record.reported_in",
        ActPattern::Record(K::ReportedIn, &[]),
        ALIVE,
        (&[], &[F::CertificateOnFile]),
        told("Đã trình báo sau cai", "Reported in after rehab"),
        "L120 Đ33",
        told("Trình báo sau cai", "Reporting in"),
    ),
    row(
        "road.record.proposal",
        ActPattern::Record(K::Proposal, &[]),
        ALIVE,
        (&[F::CompletionKnown], &[]),
        told(
            "Chủ tịch UBND cấp xã quyết định quản lý sau cai",
            "The Chairman decides on post-rehab",
        ),
        "D163 Đ134.1 (Mẫu 52)",
        told("Đề nghị quản lý sau cai", "The proposal"),
    ),
    row(
        "road.record.closing_certificate",
        ActPattern::Record(K::ClosingCertificate, &[]),
        POST_OR_ENDED,
        (&[F::ClosingTime], &[]),
        told("Giấy xác nhận hết quản lý sau cai", "The closing certificate"),
        "D163 Đ138 (Mẫu 56)",
        told(
            "Giấy xác nhận chỉ có khi quản lý sau cai, hoặc vừa hết",
            "The closing certificate belongs to post-rehab",
        ),
    ),
    row(
        "road.record.relapse",
        ActPattern::Record(K::Relapse, &[]),
        ALIVE,
        (&[F::CompletedBefore, F::AddictedAgain], &[]),
        told("Tái nghiện", "Relapse"),
        "D163 Đ4.11",
        told("Tái nghiện", "Relapse"),
    ),
];
