//! Số liệu công tác: the month's figures, the level, the targets, and the form that enters them.

use super::fake::{App, FakeDesk};
use super::pictures::{after, picture};
use hoso::domain::date::Period;
use hoso::domain::report::{CommuneLevel, LevelSet, PlanLine, PlanTarget, Programme};
use hoso::services::PlanView;
use hoso::ui::command::Place;
use hoso::ui::effect::{Answer, Effect, ProgrammeAsk};
use hoso::ui::keymap::Key;
use hoso::ui::words::programme;

pub fn answer(ask: &ProgrammeAsk) -> Answer {
    match ask {
        ProgrammeAsk::Load(period) => Answer::Programme(Box::new(made_up(*period))),
        ProgrammeAsk::Set(..) => Answer::Done(programme::DONE),
    }
}

fn made_up(period: Period) -> PlanView {
    let line = |target, percent, part, whole| PlanLine { target, percent, part, whole };
    let level = LevelSet {
        level: CommuneLevel::Type2,
        from: "2026-07-01".parse().unwrap(),
        basis: "QĐ 12/QĐ-UBND".to_owned(),
        officer: "truong".to_owned(),
    };
    PlanView {
        period,
        figures: [
            (Programme::Hamlets, 12),
            (Programme::Population, 8_200),
            (Programme::OutreachSessions, 9),
            (Programme::OutreachHamlets, 9),
        ]
        .into(),
        level: Some(level),
        share: (41, Some(8_200)),
        published: 5,
        targets: vec![
            line(PlanTarget::ManagedReached, Some(100), 41, 47),
            line(PlanTarget::FollowUpCurrent, Some(100), 8, 8),
            line(PlanTarget::ReleasedContacted, Some(100), 0, 0),
            line(PlanTarget::OutreachCoverage, Some(100), 9, 12),
            line(PlanTarget::YearlyReduction, None, -2, 45),
        ],
    }
}

const OPEN: [Key; 2] = [Key::F(5), Key::Char('c')];

#[test]
fn pictures_of_programme_work() {
    picture("programme", after(&OPEN));
    picture("programme-form", after(&[&OPEN[..], &[Key::Enter]].concat()));
}

fn asked(app: &App<FakeDesk>) -> Option<&ProgrammeAsk> {
    app.desk.ran.iter().rev().find_map(|e| match e {
        Effect::Programme(ask @ ProgrammeAsk::Set(..)) => Some(ask),
        _ => None,
    })
}

#[test]
fn only_what_was_changed_is_entered_and_a_level_needs_its_basis() {
    let mut app = App::working((120, 40));
    for key in OPEN {
        app.press(key);
    }
    assert_eq!(app.model.place(), Place::Programme);
    app.press(Key::Enter);
    assert_eq!(app.model.place(), Place::Form);
    // The third field: sessions.
    app.press(Key::Tab).press(Key::Tab).press(Key::Ctrl('u')).type_text("chin");
    app.press(Key::Ctrl('s'));
    assert!(asked(&app).is_none(), "{}", app.picture());
    app.press(Key::Ctrl('u')).type_text("11").press(Key::Ctrl('s'));
    let Some(ProgrammeAsk::Set(month, figures, change)) = asked(&app) else { panic!() };
    assert_eq!(*month, Period::Month(2026, 12), "the running month");
    assert_eq!(figures, &[(Programme::OutreachSessions, Some(11))]);
    assert!(change.level.is_none() && change.targets.is_empty());
    assert_eq!(app.model.place(), Place::Programme);

    // Another level without its basis is not sent.
    app.desk.ran.clear();
    app.press(Key::Enter);
    for _ in 0..10 {
        app.press(Key::Tab);
    }
    app.press(Key::Right).press(Key::Ctrl('s'));
    assert!(asked(&app).is_none(), "{}", app.picture());
    for _ in 0..7 {
        app.press(Key::Tab);
    }
    app.type_text("BB 3/2026").press(Key::Ctrl('s'));
    let Some(ProgrammeAsk::Set(_, figures, change)) = asked(&app) else {
        panic!("{}", app.picture())
    };
    assert!(figures.is_empty());
    assert_eq!(change.basis, "BB 3/2026");
    assert_eq!(change.level.map(|(level, _)| level), Some(CommuneLevel::Type3));
}
