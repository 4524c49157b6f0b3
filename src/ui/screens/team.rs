//! The management team of a decision (tổ quản lý, D163 Mẫu 04): the form that shows and sets it.

use super::form_screen::{FormScreen, Purpose};
use super::{Context, Step};
use crate::domain::date::vn;
use crate::domain::id::{FileNo, MeasureId};
use crate::domain::team::{TeamField, TeamMember, TeamRole};
use crate::domain::word::{Lang, Word};
use crate::services::view::Dossier;
use crate::ui::effect::Effect;
use crate::ui::widgets::form::{Field, FieldKind, Form};
use crate::ui::widgets::text::safe;
use crate::ui::words::{self, Text};

/// What stands between two names of one field.
const BETWEEN: char = ';';

/// The measures whose team can be set, the newest first, as a list names them.
pub fn measures(d: &Dossier, cx: &Context) -> Vec<(MeasureId, String)> {
    let counted = d.case.measures.iter().rev().filter(|m| m.record.counts());
    counted
        .map(|m| (m.id, format!("{} · {}", vn(m.record.start), m.record.code.label(cx.lang))))
        .collect()
}

/// The field of a role. Refusals of the team as a whole are shown at the members.
fn code_of(role: TeamRole) -> &'static str {
    match role {
        TeamRole::Member => TeamField::Members.code(),
        other => other.code(),
    }
}

/// The form of a measure's team.
pub fn form(d: &Dossier, id: MeasureId, cx: &Context) -> Option<Step> {
    let measure = &d.case.measures.iter().find(|m| m.id == id)?.record;
    let team = d.team(id);
    let names = |role: TeamRole| {
        let own = team.iter().filter(|m| m.role == role).map(|m| m.name.as_str());
        own.collect::<Vec<_>>().join("; ")
    };
    let field = |role: TeamRole, help: Text| {
        let label = Text(role.label(Lang::Vi), role.label(Lang::En));
        Field::new(code_of(role), label, FieldKind::Text, help).with(&names(role))
    };
    let head = Text(
        "Họ tên, cấp bậc hoặc chức vụ, như trong quyết định (Mẫu 04)",
        "Name with rank or function, as in the decision (form 04)",
    );
    let several = Text(
        "Nhiều người thì cách nhau bằng dấu “;”. Để trống tất cả là bỏ tổ",
        "Several names are separated by “;”. All empty = no team",
    );
    let fields = vec![
        field(TeamRole::Head, head),
        field(TeamRole::Deputy, several),
        field(TeamRole::Member, several),
    ];
    let person = &d.case.person;
    let subject = format!(
        "{} · {} · {} {}",
        safe(&person.name),
        person.file_no,
        measure.code.label(cx.lang),
        vn(measure.start)
    );
    let purpose = Purpose::Team(person.file_no.clone(), id);
    Some(FormScreen::open(words::TEAM, subject, Form::new(fields), purpose))
}

/// What saving asks for; `None` when no name was changed.
pub(super) fn order(form: &Form, file_no: &FileNo, id: MeasureId) -> Option<Effect> {
    let roles = TeamRole::ALL;
    let of = |role: &TeamRole| form.fields.iter().find(|f| f.code == code_of(*role));
    if !roles.iter().filter_map(of).any(Field::changed) {
        return None;
    }
    let members = roles.iter().flat_map(|role| {
        let value = form.value(code_of(*role));
        let names = value.split(BETWEEN).map(str::trim).filter(|n| !n.is_empty());
        names.map(|n| TeamMember { name: n.to_owned(), role: *role }).collect::<Vec<_>>()
    });
    Some(Effect::SetTeam(file_no.clone(), id, members.collect()))
}
