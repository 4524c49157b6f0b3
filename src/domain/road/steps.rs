//! Rows of the table: electronic monitoring, the compulsory file with its steps, and moves.

use super::act::{ActPattern, From, Told, Transition, told};
use super::events::{NOT_COMPULSORY, free, row};
use super::fact::Fact as F;
use super::measures::{ALIVE, BOTH, NEW_LAW};
use super::standing::Standing as S;
use crate::domain::word::EventKind as K;
use crate::domain::word::Law;
use crate::domain::word::MeasureCode as M;
use crate::domain::word::Outcome as O;

const RIDES: From = From {
    words: told(
        "cai tại gia đình, điều trị thay thế, quản lý sau cai",
        "home rehab, substitution, post-rehab",
    ),
    allows: |s| matches!(s, S::Under(M::RehabHome | M::Substitution | M::PostRehab)),
};

/// A step of the compulsory file.
const fn step(
    id: &'static str,
    kind: K,
    must: &'static [F],
    laws: &'static [Law],
    effect: Told,
    citation: &'static str,
) -> Transition {
    let mut row =
        row(id, ActPattern::Record(kind, &[]), ALIVE, (must, &[]), effect, citation, effect);
    row.laws = laws;
    row
}

const fn under_new_law(mut row: Transition) -> Transition {
    row.laws = NEW_LAW;
    row
}

pub(super) const ROWS: &[Transition] = &[
    // Electronic monitoring
    under_new_law(row(
        "road.record.monitoring_request",
        ActPattern::Record(K::MonitoringRequest, &[]),
        ALIVE,
        (&[], &[]),
        told("24 giờ để quyết định", "24 hours to decide"),
        "D163 Đ16",
        told("Người giám hộ đề nghị", "A guardian asks"),
    )),
    under_new_law(row(
        "road.record.monitoring_decision",
        ActPattern::Record(K::MonitoringDecision, &[]),
        ALIVE,
        (&[F::MonitoringFooting], &[]),
        told("24 giờ để lắp thiết bị", "24 hours to fit the device"),
        "L120 Đ12; D163 Đ16–17",
        told("Quyết định giám sát điện tử", "The monitoring decision"),
    )),
    under_new_law(row(
        "road.record.monitoring.on",
        ActPattern::Record(K::Monitoring, &[O::On]),
        RIDES,
        (&[F::Ride], &[F::MonitoringDecided]),
        told("Bắt đầu giám sát điện tử", "Monitoring begins"),
        "L120 Đ12; D163 Đ15–17",
        told(
            "Giám sát điện tử chỉ đi kèm cai nghiện tại gia đình, điều trị thay thế hoặc quản lý sau cai; không áp dụng với quản lý người sử dụng",
            "Monitoring rides only on home rehab, substitution or post-rehab, never on user management",
        ),
    )),
    under_new_law(row(
        "road.record.monitoring.waived",
        ActPattern::Record(K::Monitoring, &[O::Waived]),
        ALIVE,
        (&[F::Monitored, F::WaiverDue], &[]),
        told("Miễn phần còn lại", "The rest is waived"),
        "D163 Đ20.3",
        told("Miễn phần còn lại", "The rest is waived"),
    )),
    under_new_law(row(
        "road.record.monitoring.off",
        ActPattern::Record(K::Monitoring, &[O::Off]),
        ALIVE,
        (&[F::Monitored], &[]),
        told("Kết thúc giám sát điện tử", "Monitoring ends"),
        "D163 Đ20",
        told("Kết thúc giám sát", "Monitoring ends"),
    )),
    under_new_law(free(
        "road.record.monitoring",
        K::Monitoring,
        &[],
        told(
            "Giám sát điện tử, chưa rõ bắt đầu hay kết thúc",
            "Monitoring, unclear whether on or off",
        ),
        "L120 Đ12",
    )),
    // The compulsory file
    row(
        "road.record.compulsory_ground",
        ActPattern::Record(K::CompulsoryGround, &[]),
        NOT_COMPULSORY,
        (&[], &[F::DeterminedAddicted]),
        told(
            "1 ngày làm việc để lập hồ sơ; bắt đầu thời hiệu 3 tháng",
            "1 working day to open the file; the limitation of 3 months begins",
        ),
        "D163 Đ100, Đ103; L120 Đ35.4",
        told(
            "Đang cai nghiện bắt buộc thì không phát sinh căn cứ mới",
            "No new ground arises while in compulsory rehab",
        ),
    ),
    row(
        "road.record.compulsory_opened",
        ActPattern::Record(K::CompulsoryOpened, &[]),
        NOT_COMPULSORY,
        (&[F::AgeTwelve], &[F::CompulsoryGround]),
        told(
            "Hồ sơ đề nghị bắt đầu; các bước của Tòa án tính từ hồ sơ này",
            "The file begins; the court's steps belong to it",
        ),
        "D163 Đ100, Đ103; L120 Đ35–36",
        told(
            "Đang cai nghiện bắt buộc thì không lập hồ sơ đề nghị mới",
            "No new file is made while in compulsory rehab",
        ),
    ),
    step(
        "road.record.compulsory_notified",
        K::CompulsoryNotified,
        &[F::FileOpened],
        BOTH,
        told("3 ngày làm việc để đọc hồ sơ", "3 working days to read the file"),
        "L120 Đ35.3c",
    ),
    step(
        "road.record.compulsory_sent",
        K::CompulsorySent,
        &[F::FileOpened, F::FileNotified, F::ReadingOver],
        BOTH,
        told("Hồ sơ ở Tòa án", "The file is at the court"),
        "L120 Đ35.3d; D163 Đ102.4, Đ105.4",
    ),
    step(
        "road.record.court_request",
        K::CourtRequest,
        &[F::FileSentToCourt],
        BOTH,
        told("2 ngày làm việc để trả lời", "2 working days to answer"),
        "D163 Đ103",
    ),
    step(
        "road.record.court_answered",
        K::CourtAnswered,
        &[F::CourtAsked],
        BOTH,
        told("Đã trả lời Tòa án", "Answered"),
        "D163 Đ103",
    ),
    step(
        "road.record.court_decision",
        K::CourtDecision,
        &[F::FileSentToCourt],
        BOTH,
        told("Tòa án quyết định", "The court decides"),
        "L120 Đ35–36; D163 Đ106",
    ),
    step(
        "road.record.director_asked",
        K::DirectorAsked,
        &[F::FileGranted],
        NEW_LAW,
        told("24 giờ để Giám đốc Công an tỉnh chỉ định cơ sở", "24 hours for the assignment"),
        "D163 Đ106",
    ),
    step(
        "road.record.director_assigned",
        K::DirectorAssigned,
        &[F::DirectorAsked],
        NEW_LAW,
        told("24 giờ để đưa người đến cơ sở", "24 hours to deliver"),
        "D163 Đ106–107",
    ),
    step(
        "road.record.delivered",
        K::Delivered,
        &[F::DirectorAssigned],
        NEW_LAW,
        told("Đã đưa người đến cơ sở", "Delivered"),
        "D163 Đ107",
    ),
    row(
        "road.record.evasion_ended",
        ActPattern::Record(K::EvasionEnded, &[]),
        NOT_COMPULSORY,
        (&[F::LimitationRunning], &[]),
        told("Thời hiệu 3 tháng tính lại từ đầu", "The limitation of 3 months begins anew"),
        "L120 Đ35.4, Đ36.3",
        told(
            "Đang cai nghiện bắt buộc thì không còn thời hiệu",
            "No limitation runs while in compulsory rehab",
        ),
    ),
    // Moves
    row(
        "road.record.move.arrived",
        ActPattern::Record(K::Move, &[O::Arrived]),
        ALIVE,
        (&[], &[F::Departed]),
        told("24 giờ để chuyển hồ sơ", "24 hours to send the file"),
        "L120 Đ27.2; D163 Đ62",
        told("Đã đến nơi mới", "Arrived there"),
    ),
    row(
        "road.record.move",
        ActPattern::Record(K::Move, &[]),
        ALIVE,
        (&[], &[]),
        told(
            "Rời đi: 24 giờ để báo nơi đến; chuyển đến: 24 giờ để trình diện",
            "Departed: 24 hours to notify; moving in: 24 hours to present himself",
        ),
        "L120 Đ25.4, Đ27.2, Đ48.2; D163 Đ62, Đ136",
        told("Di chuyển", "A move"),
    ),
    free(
        "road.record.move_notified",
        K::MoveNotified,
        &[F::Departed],
        told("Đã báo nơi đến", "The receiving commune is notified"),
        "L120 Đ27.2, Đ48.2; D163 Đ62, Đ136 (Mẫu 54)",
    ),
    free(
        "road.record.file_sent",
        K::FileSent,
        &[F::Departed],
        told("Đã chuyển hồ sơ (Mẫu 06)", "The file is sent (form 06)"),
        "D163 Đ62",
    ),
    free(
        "road.record.presented",
        K::Presented,
        &[F::Incoming],
        told("Người chuyển đến đã trình diện", "The newcomer presented himself"),
        "L120 Đ25.4",
    ),
];
