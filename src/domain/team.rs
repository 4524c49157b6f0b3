//! Who looks after a person: the officer in charge, and the management team of a decision (tổ quản
//! lý, D163 Mẫu 04).

use super::person::fields;
use super::word::{Lang, Word};

fields! {
    /// What an assignment is told.
    TeamField {
        Officer = "officer", "Cán bộ phụ trách", "Officer in charge";
        Name = "member_name", "Họ tên thành viên", "Member's name";
        Members = "members", "Thành viên tổ quản lý", "Members of the team";
    }
}

fields! {
    /// What a member does in the team.
    TeamRole {
        Head = "head", "Tổ trưởng", "Head";
        Deputy = "deputy", "Tổ phó", "Deputy";
        Member = "member", "Thành viên", "Member";
    }
}

/// The most members a team may have.
pub const MOST_MEMBERS: usize = 20;

/// A member of the team of a decision.
#[derive(Clone, PartialEq, Eq)]
pub struct TeamMember {
    /// Name, with rank or function if the unit writes it.
    pub name: String,
    /// Role.
    pub role: TeamRole,
}

/// The team that [`team_text`] wrote in Vietnamese; `None` where the text cannot be read back to
/// exactly itself (a name that holds the separator).
pub fn parse_team(text: &str) -> Option<Vec<TeamMember>> {
    let member = |part: &str| {
        let role = TeamRole::ALL.iter().find(|r| part.starts_with(r.label(Lang::Vi)))?;
        let name = part[role.label(Lang::Vi).len()..].strip_prefix(' ')?.to_owned();
        Some(TeamMember { name, role: *role })
    };
    let parts = text.split("; ").filter(|p| !p.is_empty());
    let team = parts.map(member).collect::<Option<Vec<_>>>()?;
    (team_text(&team, Lang::Vi) == text).then_some(team)
}

/// "Tổ trưởng Nguyễn Văn Mẫu; Thành viên Trần Thị Ví Dụ".
pub fn team_text(team: &[TeamMember], lang: Lang) -> String {
    let one = |m: &TeamMember| format!("{} {}", m.role.label(lang), m.name);
    team.iter().map(one).collect::<Vec<_>>().join("; ")
}
