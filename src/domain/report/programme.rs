//! Programme work of the commune plans (`domain.md` §7): what no case file tells, entered by the
//! officer for a period.

use crate::domain::person::fields;

fields! {
    /// A figure of the programme work of one period.
    Programme {
        Hamlets = "hamlets", "Số thôn, tổ dân phố", "Hamlets";
        Population = "population", "Dân số thường trú", "Resident population";
        OutreachSessions = "outreach_sessions", "Buổi tuyên truyền", "Outreach sessions";
        OutreachHamlets = "outreach_hamlets", "Thôn, tổ dân phố đã tuyên truyền", "Hamlets with an outreach session";
        PeopleReached = "people_reached", "Lượt người dự tuyên truyền", "People reached by outreach";
        HighRiskReached = "high_risk_reached", "Lượt người có nguy cơ cao dự tuyên truyền", "High-risk people reached by outreach";
        ModelsKept = "models_kept", "Mô hình phòng, chống ma túy đang duy trì", "Prevention models kept up";
        HotSpotsFound = "hot_spots_found", "Điểm, tụ điểm phức tạp phát hiện", "Hot spots found";
        HotSpotsCleared = "hot_spots_cleared", "Điểm, tụ điểm phức tạp đã triệt xóa", "Hot spots cleared";
        DrugPlantFinds = "drug_plant_finds", "Vụ phát hiện trồng cây có chất ma túy", "Finds of drug plants";
    }
}

impl Programme {
    /// A state at the period's end rather than work done in it: over several periods the last one
    /// counts, it is not summed.
    pub fn is_state(self) -> bool {
        matches!(self, Self::Hamlets | Self::Population | Self::ModelsKept)
    }
}
