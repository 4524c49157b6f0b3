//! A made-up desk, and the model driven by keys.

use chrono::{NaiveDate, NaiveDateTime};
use hoso::domain::alike::{Likeness, Why};
use hoso::domain::case::{CaseFile, Event, EventDraft, Measure, Stored, law_of};
use hoso::domain::date::{Period, end_of_day, parse_day, parse_minute};
use hoso::domain::deadline::{Clock, ClockKind};
use hoso::domain::id::{EventId, FileNo, MeasureId, PersonId};
use hoso::domain::person::{Person, PersonDraft, PersonField};
use hoso::domain::refusal::{Reason, Refusal};
use hoso::domain::risk::{
    Factor, Recorded, RiskBrief, RiskFacts, RiskRules, RulesOverTime, assess, assist_scores,
    changes_ahead, chart, goals, psychosis_card,
};
use hoso::domain::team::{TeamMember, TeamRole};
use hoso::domain::term::Computation;
use hoso::domain::text::{Query, marked_key, search_key};
use hoso::domain::unsaved::{Unsaved, UnsavedHead, UnsavedKey};
use hoso::domain::word::{
    EndReason, EventKind, Lang, MeasureCode, Outcome, RiskLevel, Role, Sex, Word,
};
use hoso::rules::RuleBook;
use hoso::services::view::{
    AgendaDay, ClockLine, Dossier, HamletCount, Moved, OverrideRow, PeoplePage, PersonLine,
    RiskView, RuleSetting, RuleView, Tilt, TiltRow, TodayGroup, TodayList,
};
use hoso::services::view::{AlikePage, AlikePair, MergeSide, MergeView, RiskBriefs, WhatIf};
use hoso::ui::app::{Begin, Event as UiEvent, Model};
use hoso::ui::effect::{
    AccountLine, Answer, Before, Desk, Effect, Session, Trouble, UnitChoice, Written,
};
use hoso::ui::keymap::Key;
use hoso::ui::mouse::{Deed, Mouse};
use hoso::ui::preference::Preferences;
use hoso::ui::report_view::ReportView;
use hoso::ui::theme::Theme;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::{Position, Size};
use ratatui::style::Modifier;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use zeroize::Zeroizing;

pub fn d(text: &str) -> NaiveDate {
    parse_day(text).unwrap()
}

pub fn now() -> NaiveDateTime {
    parse_minute("23/11/2026 08:15").unwrap()
}

/// The right password of every made-up officer.
pub const PASSWORD: &str = "đúng rồi";

/// A registry that is a handful of values.
pub struct FakeDesk {
    pub empty: bool,
    pub without_registry: bool,
    pub role: Role,
    pub preferences: Preferences,
    /// What unlocking fails with, beside a wrong password.
    pub failure: Option<Trouble>,
    /// Forms left with text in them.
    pub left: BTreeMap<(String, UnsavedKey), Unsaved>,
    /// Who unlocked last.
    pub login: String,
    /// What the session says of the data key.
    pub old_key_days: Option<i64>,
    /// Every effect that was run, in order.
    pub ran: Vec<Effect>,
}

impl FakeDesk {
    pub fn new() -> Self {
        let role = Role::Chief;
        let (empty, without_registry) = (false, false);
        Self {
            empty,
            without_registry,
            role,
            preferences: Preferences::default(),
            failure: None,
            old_key_days: None,
            left: BTreeMap::new(),
            login: String::new(),
            ran: Vec::new(),
        }
    }
}

pub fn trouble(code: &str, what: &str, why: &str, remedy: &str) -> Trouble {
    Trouble {
        code: code.to_owned(),
        what: what.to_owned(),
        why: why.to_owned(),
        remedy: remedy.to_owned(),
        wrong_password: false,
        damaged_file: false,
        refusals: Vec::new(),
    }
}

const NAMES: [(&str, &str, &str, MeasureCode, Option<RiskLevel>); 6] = [
    ("Đặng Văn Thử", "1987", "Thôn Đông", MeasureCode::UserManagement, Some(RiskLevel::High)),
    (
        "Nguyễn Thị Hồng Nhung Bích Ngọc",
        "12/05/1991",
        "Tổ dân phố số 12",
        MeasureCode::RehabHome,
        Some(RiskLevel::Medium),
    ),
    ("Lò Văn Mẫu", "03/1979", "Bản Nà Phặc", MeasureCode::PostRehab, Some(RiskLevel::Low)),
    ("Trần Hoà Bình", "20/02/2001", "Thôn Đoài", MeasureCode::Substitution, None),
    ("H'Hen Niê Kđăm", "1995", "Buôn Ma", MeasureCode::RehabCompulsory, None),
    ("Vũ Đức Ví Dụ", "01/01/1969", "Thôn Đông", MeasureCode::Addicted, Some(RiskLevel::Medium)),
];

pub fn people() -> Vec<PersonLine> {
    let line = |(n, p): (usize, &(&str, &str, &str, MeasureCode, Option<RiskLevel>))| PersonLine {
        id: PersonId(n as i64 + 1),
        file_no: FileNo::numbered(n as u64 + 1),
        name: p.0.to_owned(),
        sex: if n == 1 || n == 4 { Sex::Female } else { Sex::Male },
        born: hoso::domain::date::parse_partial(p.1).unwrap(),
        hamlet: Some(p.2.to_owned()),
        measure: Some(p.3),
        measure_end: (n != 3).then(|| d("05/07/2027")),
        risk: p.4,
        next_due: (n < 4).then(|| end_of_day(d("30/11/2026"))),
        officer: None,
    };
    NAMES.iter().enumerate().map(line).collect()
}

/// Why those people who are assessed have their levels; of the second an officer set it.
pub fn briefs(people: impl Iterator<Item = PersonId>) -> RiskBriefs {
    let brief = |id: PersonId| {
        let level = NAMES.get(usize::try_from(id.0).ok()?.checked_sub(1)?)?.4?;
        let mut fired =
            vec![(Factor::LeftFacility, 20), (Factor::Relapse, 15), (Factor::PositiveTest, 20)];
        let own = id.0 == 2;
        let computed = if own { RiskLevel::High } else { level };
        fired.truncate(1 + computed as usize);
        fired.push((Factor::Family, -5));
        let points = fired.iter().map(|(_, points)| points).sum();
        Some((id, RiskBrief::new((level, computed, own), None, points, fired)))
    };
    people.filter_map(brief).collect()
}

fn clock(person: usize, clock: Clock, kind: ClockKind, from: &str, due: &str) -> ClockLine {
    let line = &people()[person];
    let due = parse_minute(due).unwrap();
    let due = if due.time() == chrono::NaiveTime::MIN { end_of_day(due.date()) } else { due };
    ClockLine {
        person: Some(line.id),
        file_no: Some(line.file_no.clone()),
        name: Some(line.name.clone()),
        hamlet: line.hamlet.clone(),
        born: Some(line.born),
        clock,
        kind,
        due,
        from: d(from),
        hours_over: (now() - due).num_hours(),
        group: hoso::domain::deadline::Section::of(due, now()).map(|s| TodayGroup::of(kind, s)),
        holidays_unknown: false,
        risk: line.risk,
        period: None,
    }
}

pub fn clocks() -> Vec<ClockLine> {
    use ClockKind::{Duty, Expiry, Watch};
    vec![
        clock(0, Clock::U5, Duty, "05/07/2026", "31/10/2026"),
        clock(1, Clock::F1, Duty, "30/10/2026", "13/11/2026"),
        clock(2, Clock::F1, Duty, "24/10/2026", "23/11/2026"),
        clock(2, Clock::P4, Duty, "26/11/2025", "26/11/2026"),
        clock(1, Clock::U5, Duty, "01/11/2026", "30/11/2026"),
        clock(4, Clock::P1, Watch, "18/12/2024", "18/11/2026"),
        clock(5, Clock::A4, Expiry, "10/05/2026", "10/11/2026"),
        clock(3, Clock::T1, Duty, "01/10/2024", "01/10/2025"),
    ]
}

fn today(empty: bool) -> TodayList {
    let mut groups: [Vec<ClockLine>; 5] = Default::default();
    if !empty {
        for line in clocks() {
            if let Some(group) = line.group {
                groups[group as usize].push(line);
            }
        }
        let unit = ClockLine {
            person: None,
            file_no: None,
            name: None,
            hamlet: None,
            born: None,
            period: Some("2026-11".to_owned()),
            risk: None,
            ..clock(0, Clock::R1, ClockKind::Duty, "14/11/2026", "16/11/2026")
        };
        groups[0].push(unit);
    }
    let mut counts = [0; 5];
    for (n, group) in groups.iter().enumerate() {
        counts[n] = group.len();
    }
    if !empty {
        counts[0] = 1_234;
    }
    // An empty registry was never backed up.
    let backup = empty.then(super::backups::overdue);
    TodayList { on: now().date(), counts, groups, backup }
}

fn measure(code: MeasureCode, start: &str, ended: Option<(&str, EndReason)>) -> Measure {
    Measure {
        code,
        decision_no: Some("12/QĐ-CAX".to_owned()),
        decision_date: Some(d(start)),
        start: d(start),
        term_months: None,
        rehab_count: None,
        signatory: Some("Lê Minh Họa".to_owned()),
        law: law_of(d(start)),
        source: None,
        ended_on: ended.map(|(on, _)| d(on)),
        end_reason: ended.map(|(_, reason)| reason),
        set_end: None,
        set_end_reason: None,
    }
}

fn event(kind: EventKind, at: &str, outcome: Option<Outcome>, text: Option<&str>) -> Event {
    let mut draft = EventDraft::new();
    use hoso::domain::case::EventField as F;
    draft.set(F::Kind, kind.code());
    draft.set(F::At, at);
    draft.set_some(F::Outcome, outcome.map(Word::code));
    draft.set_some(F::Text, text);
    Event::parse(&draft, now().date()).ok().unwrap().0
}

pub fn dossier() -> Dossier {
    let mut line = people().remove(0);
    let mut draft = PersonDraft::new();
    for (field, text) in [
        (PersonField::FileNo, "HS-0001"),
        (PersonField::Name, "Đặng Văn Thử"),
        (PersonField::Sex, "male"),
        (PersonField::Born, "1987"),
        (PersonField::Hamlet, "Thôn Đông"),
        (PersonField::CurrentAddress, "Số 3, ngõ 5, Thôn Đông, xã Ví Dụ"),
        (PersonField::Phone, "0000 000 000"),
        (PersonField::Substances, "heroin;amphetamines"),
        (PersonField::Route, "smoking"),
        (PersonField::OccupationGroup, "unstable"),
    ] {
        draft.set(field, text);
    }
    let person = Person::parse(&draft, now().date()).ok().unwrap().0;
    let measures = vec![
        measure(
            MeasureCode::UserManagement,
            "10/01/2025",
            Some(("10/01/2026", EndReason::TermOver)),
        ),
        measure(MeasureCode::UserManagement, "05/07/2026", None),
    ];
    let events = vec![
        event(
            EventKind::Test,
            "04/07/2026 09:30",
            Some(Outcome::Positive),
            Some("mẫu nước tiểu, que thử 4 chân"),
        ),
        event(EventKind::ResidenceCheck, "12/08/2026", Some(Outcome::Present), None),
        event(
            EventKind::Contact,
            "02/09/2026 17:05",
            Some(Outcome::NotHome),
            Some(
                "mẹ cho biết đi làm thuê ở xã bên, hẹn cuối tuần quay lại gặp tại nhà văn hoá thôn",
            ),
        ),
        event(EventKind::ResidenceCheck, "20/09/2026", Some(Outcome::Present), None),
    ];
    let store = |n: usize| n as i64 + 1;
    let case = CaseFile {
        id: line.id,
        person,
        measures: measures
            .into_iter()
            .enumerate()
            .map(|(n, record)| Stored { id: MeasureId(store(n)), record })
            .collect(),
        events: events
            .into_iter()
            .enumerate()
            .map(|(n, record)| Stored { id: EventId(store(n)), record })
            .collect(),
    };
    let terms = RuleBook::embedded().terms();
    let computations: Vec<Option<Computation>> =
        (0..case.measures.len()).map(|n| terms.compute(&case, n)).collect();
    let explained = |line: ClockLine| {
        let vi = "Tháng 10/2026 đã hết mà chưa có lần kiểm tra cư trú nào; hạn là ngày cuối tháng 31/10/2026.";
        let en = "October 2026 has ended without a residence check; it was due on its last day.";
        (line, vi.to_owned(), en.to_owned())
    };
    let clocks = clocks().into_iter().take(1).map(explained).collect();
    let member = |name: &str, role| TeamMember { name: name.to_owned(), role };
    let team = vec![
        member("Thiếu tá Lê Minh Họa", TeamRole::Head),
        member("Đại uý Phạm Thị Mẫu", TeamRole::Deputy),
        member("Hoàng Văn Ví Dụ, Trưởng thôn Đông", TeamRole::Member),
        member("Bùi Thị Thử, Hội Phụ nữ", TeamRole::Member),
    ];
    let teams = vec![(MeasureId(2), team)];
    let risk = risk(&case);
    line.risk = risk.assessment.as_ref().map(hoso::domain::risk::Assessment::level);
    Dossier {
        risk: Box::new(risk),
        case,
        computations,
        clocks,
        cancelled: Vec::new(),
        merged: Vec::new(),
        teams,
        line,
        on: now().date(),
    }
}

/// Risk of a made-up file, by the rules compiled in.
fn risk(case: &CaseFile) -> RiskView {
    let rules = Arc::clone(&RuleBook::embedded().risk);
    let (facts, on) = (RiskFacts::of(case), now().date());
    let assessment = assess(&facts, &rules, on);
    let sets = RulesOverTime::always(Arc::clone(&rules));
    let ahead = assessment.as_ref().map(|a| changes_ahead(&facts, &sets, a, 6));
    RiskView {
        own: None,
        ahead: ahead.unwrap_or_default(),
        chart: chart(case, &sets, on, 24),
        goals: goals(case),
        card: psychosis_card(case, &rules, on),
        assist: assist_scores(case),
        assessment,
        rules,
        rules_from: None,
        again: None,
        kept: Vec::new(),
        recorded: Recorded::new(),
    }
}

/// What other rules would change among made-up people.
fn what_if(rules: &RiskRules) -> WhatIf {
    let (low, medium, high) = (RiskLevel::Low, RiskLevel::Medium, RiskLevel::High);
    let moved = |n: u64, name: &str, from, to| Moved {
        file_no: FileNo::numbered(n),
        name: name.to_owned(),
        from,
        to: Some(to),
    };
    WhatIf {
        version: "goc-1".to_owned(),
        other: rules.version.clone(),
        people: 240,
        now: [150, 62, 28],
        then: [160, 55, 25],
        moves: vec![(medium, Some(low), 10), (high, Some(medium), 4)],
        names: Some(vec![
            moved(3, "Lò Văn Mẫu", medium, low),
            moved(17, "Hoàng Thị Ví Dụ", high, medium),
        ]),
    }
}

/// Levels by group of made-up people.
fn tilt() -> Tilt {
    let row =
        |vi: &str, en: &str, levels| TiltRow { label: (vi.to_owned(), en.to_owned()), levels };
    Tilt {
        on: now().date(),
        sex: vec![row("Nam", "Male", [130, 55, 25]), row("Nữ", "Female", [20, 7, 3])],
        age: vec![
            row("dưới 18", "under 18", [2, 3, 1]),
            row("18–29", "18–29", [70, 30, 12]),
            row("30–44", "30–44", [60, 22, 11]),
            row("từ 45", "45 and over", [18, 7, 4]),
        ],
        hamlet: vec![
            row("Thôn Đông", "Thôn Đông", [90, 30, 15]),
            row("Thôn Đoài", "Thôn Đoài", [60, 32, 13]),
        ],
        ethnicity: Vec::new(),
        overrides: vec![OverrideRow { officer: "minh".to_owned(), raised: 3, lowered: 1 }],
    }
}

fn report(period: Period) -> ReportView {
    let counts = |n: u64, k: u64| vec![n, 2 * k, 0, k, 0, k, k, k, n, 3 * k, 0, k, 0];
    let mut view = ReportView::shaped(period);
    view.provisional = period.to() >= now().date();
    view.suspected = 4;
    for (n, line) in view.rows.iter_mut().enumerate() {
        line.counts = if n == 9 { counts(252, 9) } else { counts(n as u64 * 7, 1) };
    }
    view.notes = vec![(
        "2 người chỉ biết năm sinh: tuổi tính từ ngày đầu năm.".to_owned(),
        "2 people have a birth year only.".to_owned(),
    )];
    view
}

fn rules() -> Vec<RuleView> {
    let view = |info: &hoso::rules::RuleInfo| RuleView {
        figure: info.figure.clone(),
        confidence: info.citation.confidence,
        to_check: info.to_check,
        settings: Vec::new(),
        checked: None,
        year: None,
        info: info.clone(),
    };
    let mut rules: Vec<RuleView> = RuleBook::embedded().rules.iter().map(view).collect();
    rules[0].settings.push(RuleSetting {
        figure: Some("13 M".to_owned()),
        days: None,
        in_force_from: d("01/11/2026"),
        reason: "theo công văn hướng dẫn".to_owned(),
        officer: "truong".to_owned(),
        at: now(),
        in_force: true,
    });
    rules[0].figure = "13 M".to_owned();
    rules
}

fn sheet(n: u8) -> Zeroizing<String> {
    let mut text = format!(
        "PHIẾU KHÔI PHỤC SỐ {n} / 3\n\nĐơn vị:     Xã Ví Dụ (mã 00000)\nMã sổ:      00000000-0000-0000-0000-000000000000\nNgày lập:   23/11/2026\n\nHai trong ba phiếu ghép lại mở được toàn bộ sổ khi mất mật khẩu hoặc mất máy.\nMột phiếu đứng riêng không mở được gì và không cho biết gì.\n"
    );
    for name in ["thứ nhất", "thứ hai"] {
        text.push_str(&["\nDòng mã ", name, ":\n"].concat());
        for _ in 0..3 {
            text += "    qqqq qqqq qqqq qqqq qqqq qqqq\n";
        }
    }
    Zeroizing::new(text)
}

impl FakeDesk {
    fn page(&self, find: &str, first: usize, count: usize) -> PeoplePage {
        let query = Query::parse(find);
        let found: Vec<PersonLine> = people()
            .into_iter()
            .filter(|p| {
                !self.empty
                    && (query.is_empty()
                        || query.matches(&search_key(&p.name), &marked_key(&p.name)))
            })
            .collect();
        let total = found.len();
        PeoplePage { total, first, lines: found.into_iter().skip(first).take(count).collect() }
    }

    fn refuse(of: &Effect, refusals: Vec<Refusal>) -> Answer {
        let trouble = Trouble {
            refusals,
            ..trouble(
                "HS-0101",
                "Chưa ghi: có mục chưa đúng",
                "",
                "Sửa các mục nêu trên rồi lưu lại",
            )
        };
        Answer::Failed { of: of.asked(), trouble }
    }

    fn session(&self, login: &str) -> Answer {
        let session = Session {
            unit_name: "Công an xã Ví Dụ".to_owned(),
            unit_code: "00000".to_owned(),
            login: login.to_owned(),
            full_name: "Lê Minh Họa".to_owned(),
            role: self.role,
            preferences: self.preferences.clone(),
            clock_note: None,
            old_key_days: self.old_key_days,
            copy_note: None,
        };
        let clock_rules = RuleBook::embedded().clocks().iter().cloned().collect();
        Answer::Unlocked { session, now: now(), clock_rules }
    }
}

impl FakeDesk {
    /// Two people who look alike.
    fn twins(&self) -> AlikePage {
        let mut lines = self.page("", 0, 2).lines.into_iter();
        let (a, b) = (lines.next().unwrap(), lines.next().unwrap());
        let likeness = Likeness { points: 50, reasons: vec![Why::SameName] };
        let pair = AlikePair { a, b, likeness, noted_at: now(), settled: None };
        AlikePage { total: 1, first: 0, pairs: vec![pair] }
    }
}

impl Desk for FakeDesk {
    fn run(&mut self, effect: Effect) -> Answer {
        if let Effect::LoadAlike { ticket, .. } = &effect {
            // Asked at nearly every key of a person's form: not an order of the officer.
            return Answer::Alike(*ticket, Vec::new());
        }
        self.ran.push(effect.clone());
        let saved = |what, file_no: &FileNo| Answer::Saved {
            what,
            file_no: file_no.clone(),
            remarks: Vec::new(),
        };
        match &effect {
            Effect::LoadAccounts if self.without_registry => Answer::NoRegistry,
            Effect::LoadAccounts => Answer::Accounts {
                unit_name: "Công an xã Ví Dụ".to_owned(),
                accounts: vec![
                    AccountLine {
                        login: "truong".to_owned(),
                        full_name: "Lê Minh Họa".to_owned(),
                        role: Role::Chief,
                    },
                    AccountLine {
                        login: "canbo".to_owned(),
                        full_name: "Phạm Thị Mẫu".to_owned(),
                        role: Role::Officer,
                    },
                ],
            },
            Effect::FindUnits(text) => {
                let unit = |code: &str, name: &str, province: &str| UnitChoice {
                    code: code.to_owned(),
                    name: name.to_owned(),
                    province: province.to_owned(),
                };
                let all = [
                    unit("00001", "Xã Ví Dụ", "Tỉnh Mẫu"),
                    unit("00002", "Phường Thử", "Tỉnh Mẫu"),
                ];
                let wanted = hoso::domain::text::fold(text);
                let found =
                    all.into_iter().filter(|u| hoso::domain::text::fold(&u.name).contains(&wanted));
                Answer::Units(text.clone(), found.collect())
            }
            Effect::SuggestPassword => {
                Answer::PasswordIdea(Zeroizing::new("muong rau nhanh toat keo diem".to_owned()))
            }
            Effect::Create(_) => Answer::Created { sheets: [sheet(1), sheet(2), sheet(3)], ask: 2 },
            Effect::CheckSheet { typed, .. } if typed.contains("qqqq") => Answer::SheetRight,
            Effect::CheckSheet { .. } => Answer::Failed {
                of: effect.asked(),
                trouble: trouble(
                    "HS-0231",
                    "Phiếu khôi phục không hợp lệ",
                    "Một ký tự chưa đúng ở dòng 1, nhóm 3",
                    "Đối chiếu lại với tờ giấy",
                ),
            },
            Effect::BeginWork => self.session("truong"),
            Effect::SetAside { .. } => {
                Answer::SetAside(vec!["registry-hong-20261121-160000.db".to_owned()])
            }
            Effect::Unlock { login, password } => match &self.failure {
                Some(failure) => Answer::Failed { of: effect.asked(), trouble: failure.clone() },
                None if password.as_str() == PASSWORD => {
                    self.login.clone_from(login);
                    self.session(login)
                }
                None => Answer::Failed {
                    of: effect.asked(),
                    trouble: Trouble {
                        wrong_password: true,
                        ..trouble(
                            "HS-0201",
                            "Mật khẩu không đúng",
                            "Mật khẩu không mở được tài khoản này",
                            "Gõ lại",
                        )
                    },
                },
            },
            Effect::FindPeople { text, ticket } => {
                Answer::Found { ticket: *ticket, lines: self.page(text, 0, 6).lines }
            }
            Effect::RecordAll(files, _) => {
                let refused = "✗ Thời điểm: trước ngày sinh".to_owned();
                let told: Vec<(FileNo, String)> =
                    files.iter().skip(2).map(|f| (f.clone(), refused.clone())).collect();
                Answer::SavedAll { done: files.len().min(2), told }
            }
            Effect::LoadFiles(query) => {
                let lines = self.page(&query.find, 0, 1_000).lines;
                Answer::Files(lines.into_iter().map(|line| line.file_no).collect())
            }
            // Doubles and what follows are pictured over a real registry, in twice.rs.
            Effect::Settle(act, typed) if act.of_retention() => super::retention::done(act, typed),
            Effect::Prefer(..)
            | Effect::Interrupt
            | Effect::Speak(_)
            | Effect::LoadAlike { .. }
            | Effect::ScanDoubles
            | Effect::Level(_)
            | Effect::Settle(..) => Answer::Noted,
            Effect::LoadDoubles { settled } => Answer::Doubles(*settled, self.twins()),
            Effect::LoadMerge(..) => {
                let pair = self.twins().pairs.remove(0);
                let side = |line| MergeSide { line, measures: 1, events: 2 };
                let (choices, faults) = (Vec::new(), Vec::new());
                let (kept, away) = (side(pair.a), side(pair.b));
                let likeness = pair.likeness;
                Answer::Merge(Box::new(MergeView { kept, away, choices, likeness, faults }))
            }
            Effect::LoadOwnActs => Answer::OwnActs(Vec::new()),
            Effect::LoadBin => Answer::Bin(Vec::new()),
            Effect::LoadLooks(file_no) => Answer::Looks(file_no.clone(), Vec::new()),
            Effect::Lock => Answer::Locked,
            Effect::LoadToday { .. } => Answer::Today(Box::new(today(self.empty))),
            Effect::LoadPeople { query, first, count, ticket } => {
                let page = self.page(&query.find, *first, *count);
                let why = briefs(page.lines.iter().map(|l| l.id));
                Answer::People { ticket: *ticket, page, why }
            }
            Effect::KeepUnsaved(unsaved) => {
                self.left.insert((self.login.clone(), unsaved.key.clone()), (**unsaved).clone());
                Answer::Noted
            }
            Effect::DropUnsaved(key) => {
                self.left.remove(&(self.login.clone(), key.clone()));
                Answer::Noted
            }
            Effect::LoadUnsavedHeads => {
                let own = self.left.keys().filter(|(login, _)| *login == self.login);
                let head = |key: &UnsavedKey| UnsavedHead { key: key.clone(), at: now() };
                Answer::UnsavedHeads(own.map(|(_, key)| head(key)).collect())
            }
            Effect::LoadUnsaved(key) => {
                let found = self.left.get(&(self.login.clone(), key.clone()));
                found.map_or(Answer::Noted, |u| Answer::Unsaved(Box::new(u.clone())))
            }
            Effect::LoadBefore(_, before) => Answer::Before(
                match before {
                    Before::Event(_) => [("text", "gặp tại nhà văn hóa thôn")],
                    Before::Measure => [("signatory", "Lê Minh Họa")],
                }
                .map(|(code, text)| (code.to_owned(), Zeroizing::new(text.to_owned())))
                .into(),
            ),
            Effect::LoadHamlets => Answer::Hamlets(vec![
                HamletCount { name: "Thôn Đông".to_owned(), people: 2 },
                HamletCount { name: "Thôn Đoài".to_owned(), people: 1 },
            ]),
            Effect::LoadDossier(_) | Effect::LoadDossierAnew(_) => {
                Answer::Dossier(Box::new(dossier()))
            }
            Effect::LoadOfficers => Answer::Officers(vec![AccountLine {
                login: "canbo".to_owned(),
                full_name: "Phạm Thị Mẫu".to_owned(),
                role: Role::Officer,
            }]),
            Effect::AssignAll(..) => Answer::DoneAll(hoso::ui::words::DONE_ASSIGNED),
            Effect::Assign(..) => Answer::Done(hoso::ui::words::DONE_ASSIGNED),
            Effect::SetTeam(..) => Answer::Done(hoso::ui::words::DONE_TEAM),
            Effect::MarkReportSent(_) => Answer::Done(hoso::ui::words::DONE_REPORT),
            Effect::LoadHistory(file_no) => {
                Answer::History(file_no.clone(), super::history::made_up())
            }
            Effect::LoadRules => Answer::Rules {
                rules: rules(),
                clock_rules: RuleBook::embedded().clocks().iter().cloned().collect(),
            },
            Effect::LoadAgenda { .. } => Answer::Agenda(
                [("05/11/2026", 3, 3), ("23/11/2026", 12, 9), ("26/11/2026", 1, 0)]
                    .map(|(day, clocks, duties)| AgendaDay { date: d(day), clocks, duties })
                    .to_vec(),
            ),
            Effect::LoadAgendaDay { day, .. } => Answer::AgendaDay(*day, clocks()),
            Effect::SetRule { .. } => Answer::Done(hoso::ui::words::DONE_RULE),
            Effect::SetDays { .. } => Answer::Done(hoso::ui::words::DONE_DAYS),
            Effect::ConfirmRule { .. } => Answer::Done(hoso::ui::words::DONE_CONFIRM),
            Effect::PrintRisk(..) => Answer::FileWritten(
                hoso::ui::words::risk::DONE_PRINT,
                "/nha/nguy-co.xlsx".to_owned(),
            ),
            Effect::WriteRound { .. } | Effect::WriteRoundOf { .. } => {
                Answer::FileWritten(hoso::ui::words::DONE_ROUND, "/nha/di-tham.xlsx".to_owned())
            }
            Effect::LoadActs(file_no) => {
                use hoso::domain::road::Act;
                let acts = vec![
                    Act::Open(MeasureCode::Addicted),
                    Act::Close(MeasureCode::UserManagement, EndReason::FoundAddicted),
                    Act::Record(EventKind::Test, Some(Outcome::Positive)),
                    Act::Record(EventKind::Test, Some(Outcome::Negative)),
                    Act::Record(EventKind::Absence, Some(Outcome::Unreported)),
                ];
                Answer::Acts(file_no.clone(), acts)
            }
            Effect::Backup(ask) => super::backups::answer(ask, self.empty),
            Effect::Import(ask) => super::import::answer(ask, self.empty),
            Effect::CheckWhole => super::import::checked(),
            Effect::Journal(ask) => super::journal::answer(ask),
            Effect::LoadReview => super::retention::review(self.empty),
            Effect::Account(act) => super::accounts::answer(act),
            Effect::Programme(ask) => super::programme::answer(ask),
            Effect::LoadClosing(period) => {
                Answer::Closing(std::sync::Arc::new(super::closing::made_up(*period)))
            }
            Effect::Send(act, _) => Answer::Done(super::closing::done(*act)),
            Effect::SetSuperior(..) => Answer::Done(hoso::ui::words::sending::DONE_SUPERIOR),
            Effect::LoadRiskRules => {
                Answer::RiskRules(Box::new((*RuleBook::embedded().risk).clone()))
            }
            Effect::TryRiskRules(rules) => Answer::WhatIf(Box::new(what_if(rules))),
            Effect::LoadWhy(people) => Answer::Why(briefs(people.iter().copied())),
            Effect::LoadTilt => Answer::Tilt(Box::new(tilt())),
            Effect::LoadSituation => {
                Answer::Situation(Box::new(super::situation::made_up(self.empty)))
            }
            Effect::LoadReport(period) => Answer::Report(Box::new(report(*period))),
            Effect::AddPerson(draft) => {
                let draft = draft.clone().with(PersonField::FileNo, "HS-0007");
                match Person::parse(&draft, now().date()) {
                    Ok((person, remarks)) => {
                        Answer::Saved { what: Written::Person, file_no: person.file_no, remarks }
                    }
                    Err(refusals) => Self::refuse(&effect, refusals),
                }
            }
            Effect::EditPerson(file_no, _) | Effect::Mend { file_no, .. } => {
                saved(Written::Changes, file_no)
            }
            Effect::OpenMeasure(..) => {
                use hoso::domain::case::MeasureField;
                let refusal = Refusal::of(MeasureField::Measure, Reason::Overlap);
                Self::refuse(&effect, vec![refusal])
            }
            Effect::CloseMeasure { file_no, .. } => saved(Written::Ending, file_no),
            Effect::RecordAgain(file_no, draft) | Effect::Record(file_no, draft) => {
                match Event::parse(draft, now().date()) {
                    Ok((_, remarks)) => {
                        let what = Written::of_event(draft);
                        Answer::Saved { what, file_no: file_no.clone(), remarks }
                    }
                    Err(refusals) => Self::refuse(&effect, refusals),
                }
            }
        }
    }
}

/// The whole app on a made-up desk: keys in, pictures out.
pub struct App<D: Desk> {
    pub model: Model,
    pub desk: D,
    pub uptime: Duration,
    size: (u16, u16),
}

impl<D: Desk> App<D> {
    pub fn start(desk: D, size: (u16, u16), lang: Lang) -> Self {
        Self::start_where(desk, size, lang, false)
    }

    /// The same on a PC that swaps memory to a disk, or not.
    pub fn start_where(desk: D, size: (u16, u16), lang: Lang, swaps: bool) -> Self {
        let (model, effects) = Model::begin(Begin {
            lang,
            theme: Theme::new(false),
            now: now(),
            size: Size::new(size.0, size.1),
            clock_rules: RuleBook::embedded().clocks().iter().cloned().collect(),
            folder: "Documents".to_owned(),
            login: None,
            lock_after: Duration::from_secs(300),
            swaps,
        });
        let mut app = Self { model, desk, uptime: Duration::from_secs(1_000), size };
        app.wait(0);
        app.run(effects);
        app
    }

    /// Runs effects inline until nothing is asked any more.
    fn run(&mut self, effects: Vec<Effect>) {
        let mut waiting: std::collections::VecDeque<Effect> = effects.into();
        while let Some(effect) = waiting.pop_front() {
            let answer = self.desk.run(effect);
            waiting.extend(self.model.update(UiEvent::Answer(answer)));
        }
    }

    pub fn wait(&mut self, seconds: u64) {
        self.uptime += Duration::from_secs(seconds);
        let effects = self.model.update(UiEvent::Tick { now: now(), uptime: self.uptime });
        self.run(effects);
    }

    pub fn press(&mut self, key: Key) -> &mut Self {
        let effects = self.model.update(UiEvent::Key(key));
        self.run(effects);
        self
    }

    /// Clicks on the first cell of a text that stands on the terminal.
    pub fn click(&mut self, text: &str) -> &mut Self {
        let picture = self.picture();
        let (y, line) = picture
            .lines()
            .enumerate()
            .find(|(_, l)| l.contains(text))
            .unwrap_or_else(|| panic!("{text} is not seen:\n{picture}"));
        let before = &line[..line.find(text).unwrap()];
        let x = hoso::domain::text::width(before) as u16;
        self.mouse(Deed::Click, x, y as u16)
    }

    pub fn mouse(&mut self, deed: Deed, x: u16, y: u16) -> &mut Self {
        let mouse = Mouse { deed, at: Position::new(x, y) };
        let effects = self.model.update(UiEvent::Mouse(mouse));
        self.run(effects);
        self
    }

    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.press(Key::Char(c));
        }
        self
    }

    /// Applies a burst as one read gives it: every key first, answers after.
    pub fn burst(&mut self, keys: &[Key]) -> &mut Self {
        let effects: Vec<Effect> =
            keys.iter().flat_map(|k| self.model.update(UiEvent::Key(*k))).collect();
        self.run(effects);
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        let effects = self.model.update(UiEvent::Paste(text.to_owned()));
        self.run(effects);
        self
    }

    pub fn unlock(&mut self) -> &mut Self {
        self.type_text(PASSWORD).press(Key::Enter)
    }

    /// What stands in each cell of the terminal.
    pub fn cells(&self) -> Vec<String> {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|frame| self.model.draw(frame)).unwrap();
        terminal.backend().buffer().content.iter().map(|c| c.symbol().to_owned()).collect()
    }

    /// The lines in which something is shown reversed: chosen, marked.
    pub fn reversed(&self) -> Vec<String> {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|frame| self.model.draw(frame)).unwrap();
        let cells = &terminal.backend().buffer().content;
        let lines = cells.chunks(usize::from(self.size.0));
        let marked = lines.filter(|l| l.iter().any(|c| c.modifier.contains(Modifier::REVERSED)));
        marked.map(|l| l.iter().map(ratatui::buffer::Cell::symbol).collect()).collect()
    }

    /// What stands on the terminal, line by line.
    pub fn picture(&self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        terminal.draw(|frame| self.model.draw(frame)).unwrap();
        let text = terminal.backend().to_string();
        let line = |l: &str| l.trim_matches('"').trim_end().to_owned();
        text.lines().map(line).collect::<Vec<_>>().join("\n")
    }
}

impl App<FakeDesk> {
    pub fn fake(size: (u16, u16)) -> Self {
        Self::start(FakeDesk::new(), size, Lang::Vi)
    }

    pub fn working(size: (u16, u16)) -> Self {
        let mut app = Self::fake(size);
        app.unlock();
        app
    }

    pub fn last_effect(&self) -> &Effect {
        self.desk.ran.last().unwrap()
    }
}
