//! The words of events: what happens on a person's road, and how it turned out.

use super::{Lang, Word, spelled, squash};

vocabulary! {
    /// Kind of event on a person's time line. Which clock each starts or closes stands in
    /// `rules/deadlines.toml`; which acts are allowed when, in `domain/road`.
    EventKind {
        Suspicion = "suspicion", "Nghi vấn, đang xác minh", "Suspicion, being verified", ["nghi vấn"];
        SuspicionCleared = "suspicion_cleared", "Loại khỏi nghi vấn", "Suspicion cleared";
        Test = "test", "Xét nghiệm", "Drug test", ["xét nghiệm ma túy", "test ma túy"];
        ResidenceVerified = "residence_verified", "Xác minh nơi cư trú", "Residence verified", ["xác minh cư trú"];
        NoticeSent = "notice_sent", "Gửi thông báo (Mẫu 02)", "Notice sent (form 02)", ["gửi thông báo"];
        NoticeReceived = "notice_received", "Nhận thông báo (Mẫu 02)", "Notice received (form 02)", ["nhận thông báo"];
        ResidenceCheck = "residence_check", "Kiểm tra cư trú", "Residence check";
        Contact = "contact", "Gặp", "Contact", ["gặp gỡ", "thăm gặp", "thăm"];
        Counselling = "counselling", "Tư vấn", "Counselling";
        Determination = "determination", "Xác định nghiện", "Addiction determination", ["xác định tình trạng nghiện"];
        ResultTold = "result_told", "Báo kết quả xác định nghiện cho người đó", "Person told of the determination", ["báo kết quả"];
        RehabRegistration = "rehab_registration", "Đăng ký cai nghiện tự nguyện", "Registered for voluntary rehab", ["đăng ký cai nghiện"];
        RehabDecision = "rehab_decision", "Quyết định cai nghiện tự nguyện", "Voluntary-rehab decision";
        RehabStage = "rehab_stage", "Giai đoạn cai nghiện", "Rehab stage";
        Attendance = "attendance", "Uống thuốc thay thế", "Substitution attendance", ["uống thuốc"];
        Support = "support", "Hỗ trợ", "Support";
        Violation = "violation", "Vi phạm", "Violation";
        Incident = "incident", "Sự việc", "Incident";
        Absence = "absence", "Vắng mặt dài", "Long absence";
        Custody = "custody", "Tạm giữ", "Custody", ["tạm giam", "tạm giữ, tạm giam"];
        Suspension = "suspension", "Tạm đình chỉ (Mẫu 07)", "Suspension (form 07)", ["tạm đình chỉ"];
        DecisionSent = "decision_sent", "Gửi quyết định tạm đình chỉ, dừng, chấm dứt", "Decision sent", ["gửi quyết định"];
        Monitoring = "monitoring", "Giám sát điện tử", "Electronic monitoring";
        MonitoringRequest = "monitoring_request", "Người giám hộ đề nghị giám sát điện tử", "Guardian asks for monitoring";
        MonitoringDecision = "monitoring_decision", "Quyết định giám sát điện tử", "Monitoring decision";
        Relapse = "relapse", "Tái nghiện", "Relapse";
        CompulsoryGround = "compulsory_ground", "Phát sinh căn cứ cai nghiện bắt buộc", "Ground for compulsory rehab arises", ["căn cứ bắt buộc"];
        CompulsoryOpened = "compulsory_opened", "Lập hồ sơ đề nghị cai nghiện bắt buộc", "Compulsory file opened", ["lập hồ sơ bắt buộc"];
        CompulsoryNotified = "compulsory_notified", "Người bị đề nghị nhận thông báo đọc hồ sơ", "Person notified of the right to read the file";
        CompulsorySent = "compulsory_sent", "Chuyển hồ sơ đến Tòa án", "Compulsory file sent to the court", ["gửi tòa án"];
        CourtRequest = "court_request", "Tòa án yêu cầu", "Court's request";
        CourtAnswered = "court_answered", "Trả lời Tòa án", "Court answered";
        CourtDecision = "court_decision", "Quyết định của Tòa án", "Court's decision";
        DirectorAsked = "director_asked", "Đề nghị Giám đốc Công an tỉnh", "Provincial director asked";
        DirectorAssigned = "director_assigned", "Giám đốc Công an tỉnh chỉ định cơ sở", "Provincial director assigned a facility";
        Delivered = "delivered", "Đưa người đến cơ sở cai nghiện", "Person delivered to the facility";
        EvasionEnded = "evasion_ended", "Chấm dứt trốn tránh", "Evasion ended";
        CompletionNotice = "completion_notice", "Thông báo hoàn thành cai nghiện", "Completion notice (form 51)", ["mẫu 51", "thông báo hoàn thành"];
        EndNotice = "end_notice", "Thông báo sắp hết thời hạn cai", "Notice before the end of home rehab", ["thông báo hết thời hạn"];
        RehabCertificate = "rehab_certificate", "Nhận giấy xác nhận cai nghiện tại cơ sở tư nhân", "Private rehab certificate received";
        ReportedIn = "reported_in", "Trình báo sau cai nghiện", "Reported in after rehab", ["trình báo"];
        Proposal = "proposal", "Đề nghị quản lý sau cai", "Post-rehab proposal (form 52)", ["mẫu 52"];
        ClosingCertificate = "closing_certificate", "Giấy xác nhận hết quản lý sau cai (Mẫu 56)", "Closing certificate (form 56)", ["mẫu 56"];
        Move = "move", "Di chuyển nơi ở", "Move", ["chuyển nơi ở"];
        MoveNotified = "move_notified", "Thông báo cho nơi đến", "Receiving commune notified";
        FileSent = "file_sent", "Chuyển hồ sơ (Mẫu 06)", "File sent (form 06)", ["chuyển hồ sơ"];
        Presented = "presented", "Người chuyển đến trình diện", "Newcomer presented himself", ["trình diện"];
        Death = "death", "Chết", "Death", ["người này chết"];
        Missing = "missing", "Tòa án tuyên bố mất tích", "Declared missing", ["mất tích"];
        RiskReview = "risk_review", "Rà soát nguy cơ", "Risk review";
        RiskOverride = "risk_override", "Cán bộ định mức nguy cơ", "Risk level set by an officer";
        Assist = "assist", "Điểm ASSIST của y tế", "ASSIST total by a health worker", ["assist"];
        Family = "family", "Gia đình", "Family";
        SupportGoal = "support_goal", "Mục tiêu hỗ trợ", "Support goal set", ["đặt mục tiêu"];
        GoalReached = "goal_reached", "Hoàn thành mục tiêu hỗ trợ", "Support goal reached", ["hoàn thành mục tiêu"];
        GoalDropped = "goal_dropped", "Thôi mục tiêu hỗ trợ", "Support goal dropped", ["thôi mục tiêu"];
        Note = "note", "Ghi chú", "Note";
    }
}

impl EventKind {
    /// The results this kind may carry, in the order of forms; empty = it carries none.
    pub fn outcomes(self) -> &'static [Outcome] {
        use Outcome as O;
        match self {
            Self::Test => &[O::Positive, O::Negative],
            Self::ResidenceVerified => &[O::Stable, O::Elsewhere, O::Unstable],
            Self::ResidenceCheck => &[O::Present, O::Absent],
            Self::Contact => &[O::Met, O::NotHome, O::Refused, O::Phone],
            Self::Determination => &[O::Addicted, O::NotAddicted],
            Self::Attendance => &[O::Attended, O::Missed],
            Self::RiskOverride => &[O::High, O::Medium, O::Low, O::Off],
            Self::Assist => &[O::Drugs, O::Alcohol],
            Self::Family => &[O::TakesPart, O::NotTakingPart],
            Self::Support | Self::SupportGoal | Self::GoalReached | Self::GoalDropped => {
                &[O::Schooling, O::Training, O::Loan, O::Job, O::Papers, O::Health, O::Other]
            }
            Self::Violation => &[O::Monitoring, O::LocalEducation, O::Other],
            Self::Incident => &[O::Psychosis, O::Violence, O::Disorder],
            Self::Absence => &[O::Reported, O::Unreported],
            Self::Monitoring => &[O::On, O::Off, O::Waived],
            Self::CourtDecision => &[O::Granted, O::Rejected],
            Self::Move => &[O::Departed, O::Arrived, O::Incoming],
            _ => &[],
        }
    }

    /// The result meant by what someone typed, among those of this kind.
    pub fn outcome_from_text(self, text: &str) -> Option<Outcome> {
        // Kinds share spellings ("giám sát điện tử" is a kind and a violation), so only this
        // kind's own words are looked at.
        let wanted = squash(text);
        let own = |word: &Outcome| self.outcomes().contains(word);
        let mut meant = Outcome::spellings().iter().filter(|(s, word)| *s == wanted && own(word));
        meant.next().map(|(_, word)| *word)
    }
}

vocabulary! {
    /// Result of an event; which words a kind may carry is [`EventKind::outcomes`].
    Outcome {
        Positive = "positive", "Dương tính", "Positive";
        Negative = "negative", "Âm tính", "Negative";
        Stable = "stable", "Ổn định tại xã", "Stable here", ["ổn định"];
        Elsewhere = "elsewhere", "Ổn định ở xã khác", "Stable in another commune", ["nơi khác"];
        Unstable = "unstable", "Không ổn định", "Unstable";
        Present = "present", "Có mặt", "Present";
        Absent = "absent", "Vắng mặt", "Absent";
        Met = "met", "Gặp được", "Met";
        NotHome = "not_home", "Không có nhà", "Nobody home", ["vắng nhà"];
        Refused = "refused", "Từ chối", "Refused";
        Phone = "phone", "Gọi điện", "By phone", ["điện thoại"];
        Addicted = "addicted", "Nghiện", "Addicted";
        NotAddicted = "not_addicted", "Không nghiện", "Not addicted";
        Attended = "attended", "Có uống", "Attended";
        Missed = "missed", "Bỏ uống", "Missed";
        Schooling = "schooling", "Học văn hoá", "Schooling", ["học văn hóa"];
        Training = "training", "Học nghề", "Vocational training";
        Loan = "loan", "Vay vốn", "Loan";
        Job = "job", "Việc làm", "Job";
        Papers = "papers", "Giấy tờ", "Papers";
        Health = "health", "Y tế", "Health";
        Monitoring = "monitoring", "Không chấp hành giám sát điện tử", "Not obeying monitoring", ["giám sát điện tử"];
        LocalEducation = "local_education", "Thuộc diện giáo dục tại xã", "Falls under education at the commune", ["giáo dục tại xã"];
        Psychosis = "psychosis", "Loạn thần", "Psychosis", ["ngáo đá"];
        Violence = "violence", "Bạo lực", "Violence";
        Disorder = "disorder", "Gây rối", "Disorder";
        Reported = "reported", "Có báo", "Reported", ["có phép"];
        Unreported = "unreported", "Không báo", "Unreported", ["không phép"];
        On = "on", "Bắt đầu", "On", ["bật", "có"];
        Off = "off", "Kết thúc", "Off", ["tắt"];
        Waived = "waived", "Được miễn", "Waived", ["miễn"];
        Granted = "granted", "Quyết định đưa đi cai nghiện", "Granted", ["chấp nhận"];
        Rejected = "rejected", "Không chấp nhận", "Rejected", ["bác"];
        Departed = "departed", "Đã rời đi", "Departed", ["chuyển đi"];
        Arrived = "arrived", "Đã đến nơi mới", "Arrived there", ["đã đến"];
        Incoming = "incoming", "Chuyển đến xã này", "Moving in here", ["chuyển đến"];
        High = "high", "Cao", "High";
        Medium = "medium", "Trung bình", "Medium";
        Low = "low", "Thấp", "Low";
        Drugs = "drugs", "Ma túy", "Drugs";
        Alcohol = "alcohol", "Rượu, bia", "Alcohol", ["rượu"];
        TakesPart = "takes_part", "Cùng tham gia giúp đỡ", "Takes part", ["tham gia"];
        NotTakingPart = "not_taking_part", "Không tham gia", "Does not take part";
        Other = "other", "Khác", "Other";
    }
}

vocabulary! {
    /// Ground of a drug test: the nine of D163 Đ56.1.
    TestGround {
        Report = "report", "a) Tin báo, tố giác đã được xác minh", "a) Verified report";
        CaseMaterial = "case_material", "b) Thông tin, tài liệu trong vụ vi phạm pháp luật", "b) Material of a case";
        LostControl = "lost_control", "c) Có biểu hiện mất nhận thức hoặc kiểm soát hành vi", "c) Signs of lost control";
        Traces = "traces", "d) Có dấu vết ma túy hoặc dụng cụ sử dụng", "d) Traces or tools";
        Driver = "driver", "đ) Người lái xe có biểu hiện sử dụng chất kích thích", "đ) Driver with signs of use";
        AtScene = "at_scene", "e) Có mặt tại nơi tổ chức, chứa chấp, sử dụng", "e) Present at a scene of use";
        SelfReport = "self_report", "g) Tự khai báo", "g) Own statement";
        CaughtInAct = "caught_in_act", "h) Bị phát hiện quả tang", "h) Caught in the act";
        Other = "other", "i) Căn cứ khác theo quy định của pháp luật", "i) Other legal ground", ["khác"];
    }
}

vocabulary! {
    /// Sample of a drug test (D163 Đ56.4).
    Sample {
        Urine = "urine", "Nước tiểu", "Urine";
        Blood = "blood", "Máu", "Blood";
        Other = "other", "Mẫu khác", "Other", ["khác"];
    }
}

vocabulary! {
    /// Step taken on a violation, on its ladder (L120 Đ47.2–4).
    ViolationStep {
        Reminder = "reminder", "Nhắc nhở", "Reminder";
        Review = "review", "Kiểm điểm", "Review", ["lập biên bản, kiểm điểm"];
        Compulsory = "compulsory", "Lập hồ sơ cai nghiện bắt buộc", "Compulsory file", ["bắt buộc"];
    }
}
