//! Cán bộ: accounts, what the chief does to them, and one's own password.

use hoso::domain::word::Role;
use hoso::services::OfficerLine;
use hoso::ui::effect::{AccountAct, Answer, Roster};
use hoso::ui::words::accounts as words;

fn line(login: &str, full_name: &str, role: Role) -> OfficerLine {
    let (login, full_name) = (login.to_owned(), full_name.to_owned());
    OfficerLine { login, full_name, role, active: true, waiting: false }
}

/// What the made-up desk answers.
pub fn answer(act: &AccountAct) -> Answer {
    let done = match act {
        AccountAct::Load => {
            let mut lines = vec![
                line("truong", "Lê Minh Họa", Role::Chief),
                line("canbo", "Phạm Thị Mẫu", Role::Officer),
                line("vidu", "Trần Thị Ví Dụ", Role::Officer),
                line("thu", "Bùi Văn Thử", Role::Inspector),
            ];
            lines[2].active = false;
            lines[3].waiting = true;
            return Answer::Roster(Box::new(Roster { lines, second_chief_advised: true }));
        }
        AccountAct::Add { .. } => words::DONE_ADDED,
        AccountAct::Disable(_) => words::DONE_DISABLED,
        AccountAct::Enable(_) => words::DONE_ENABLED,
        AccountAct::SetRole(..) => words::DONE_ROLE,
        AccountAct::SetPassword(..) => words::DONE_PASSWORD,
    };
    Answer::Done(done)
}
