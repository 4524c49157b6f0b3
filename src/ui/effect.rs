//! Effects as values: what the screens ask for, what comes back, and the one worker thread that
//! owns the registry. Tests run the same effects inline.

use crate::domain::case::{EventDraft, MeasureDraft};
use crate::domain::date::Period;
use crate::domain::id::{EventId, FileNo, MeasureId};
use crate::domain::person::PersonDraft;
use crate::domain::refusal::{Refusal, Remark};
use crate::domain::road::Act;
use crate::domain::word::{EndReason, MeasureCode, Role};
use crate::services::view::{
    Dossier, HamletCount, HistoryLine, PeoplePage, PeopleQuery, TodayList, TodayQuery,
};
use chrono::{NaiveDate, NaiveDateTime};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use zeroize::Zeroizing;

use super::report_view::ReportView;
use super::words::Text;

/// What a screen asks for.
#[derive(Clone, PartialEq, Eq)]
pub enum Effect {
    /// Who may open the registry, or that there is none yet.
    LoadAccounts,
    /// Official units that match what was typed.
    FindUnits(String),
    /// A password of random words.
    SuggestPassword,
    /// Makes the registry.
    Create(Box<NewRegistry>),
    /// Whether what was typed back is recovery sheet `number`.
    CheckSheet {
        /// 1 to 3.
        number: u8,
        /// What was typed.
        typed: Zeroizing<String>,
    },
    /// The sheets are put away: forget them and begin work.
    BeginWork,
    /// Opens the registry.
    Unlock {
        /// Login name.
        login: String,
        /// Password as typed.
        password: Zeroizing<String>,
    },
    /// Drops the registry with its keys.
    Lock,
    /// The work list, so many lines a group.
    LoadToday {
        /// Whose, of which clocks.
        query: TodayQuery,
        /// Lines a group.
        limit: usize,
    },
    /// A window of the list.
    LoadPeople {
        /// What is asked.
        query: PeopleQuery,
        /// First line.
        first: usize,
        /// Lines.
        count: usize,
        /// Returned with the answer, so that a stale one is known.
        ticket: u64,
    },
    /// The hamlets, for the filter.
    LoadHamlets,
    /// The officers who work on files.
    LoadOfficers,
    /// One dossier; reading it is written in the journal.
    LoadDossier(FileNo),
    /// What the road allows a person now.
    LoadActs(FileNo),
    /// Who changed what in a dossier.
    LoadHistory(FileNo),
    /// The report of a period.
    LoadReport(Period),
    /// A new person.
    AddPerson(PersonDraft),
    /// Changed fields of a person.
    EditPerson(FileNo, PersonDraft),
    /// A new measure.
    OpenMeasure(FileNo, MeasureDraft),
    /// The end of a measure.
    CloseMeasure {
        /// Whose.
        file_no: FileNo,
        /// Which; `None` = the main one that is running.
        measure: Option<MeasureCode>,
        /// Last day.
        ended_on: NaiveDate,
        /// Why.
        reason: EndReason,
    },
    /// An event.
    Record(FileNo, EventDraft),
    /// Mends an entry that was wrong.
    Mend {
        /// Whose.
        file_no: FileNo,
        /// Which, and how.
        mend: Mend,
        /// Why.
        reason: String,
    },
    /// Puts an officer (login; `-` = nobody) in charge of a person.
    Assign(FileNo, String),
    /// Notes that the report of a period was sent.
    MarkReportSent(Period),
}

/// How a wrong entry is mended.
#[derive(Clone, PartialEq, Eq)]
pub enum Mend {
    /// Other values for an event.
    CorrectEvent(EventId, EventDraft),
    /// An event entered by mistake.
    CancelEvent(EventId),
    /// Other values for a measure.
    CorrectMeasure(MeasureId, MeasureDraft),
    /// A measure opened by mistake.
    CancelMeasure(MeasureId),
    /// An ending entered by mistake.
    ReopenMeasure(MeasureId),
}

/// What the first run collects.
#[derive(Clone, PartialEq, Eq)]
pub struct NewRegistry {
    /// Official code of the unit, five digits.
    pub unit_code: String,
    /// Its name.
    pub unit_name: String,
    /// Far area: 48 h instead of 24 h to verify residence (D163 Đ58.1).
    pub remote: bool,
    /// Chief's login name.
    pub login: String,
    /// Chief's full name.
    pub full_name: String,
    /// Chief's password.
    pub password: Zeroizing<String>,
}

/// An account as the lock screen names it.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountLine {
    /// Login name.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Role.
    pub role: Role,
}

/// A unit of the official list.
#[derive(Clone, PartialEq, Eq)]
pub struct UnitChoice {
    /// Five digits.
    pub code: String,
    /// Name, with its kind: "Xã Hòa Bình".
    pub name: String,
    /// Province.
    pub province: String,
}

/// Who works now, and where.
#[derive(Clone, PartialEq, Eq)]
pub struct Session {
    /// Unit name.
    pub unit_name: String,
    /// Unit code.
    pub unit_code: String,
    /// Login name.
    pub login: String,
    /// Full name.
    pub full_name: String,
    /// Role.
    pub role: Role,
}

impl Session {
    /// Whether this officer may change anything.
    pub fn may_write(&self) -> bool {
        self.role != Role::Inspector
    }
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// A new person.
    Person,
    /// Changes to a person.
    Changes,
    /// A new measure.
    Measure,
    /// The end of a measure.
    Ending,
    /// An event.
    Event,
}

/// What comes back.
#[derive(Clone)]
pub enum Answer {
    /// There is a registry, of this unit, with these accounts.
    Accounts {
        /// Name of the unit.
        unit_name: String,
        /// Active accounts.
        accounts: Vec<AccountLine>,
    },
    /// There is no registry in the folder.
    NoRegistry,
    /// Units found, with what was typed.
    Units(String, Vec<UnitChoice>),
    /// A password of random words.
    PasswordIdea(Zeroizing<String>),
    /// The registry is made: the three sheets, and which one is to be typed back.
    Created {
        /// Texts of the sheets.
        sheets: [Zeroizing<String>; 3],
        /// 1 to 3.
        ask: u8,
    },
    /// The sheet typed back is right.
    SheetRight,
    /// Work begins.
    Unlocked {
        /// Who and where.
        session: Session,
        /// The registry's time.
        now: NaiveDateTime,
    },
    /// The registry is closed.
    Locked,
    /// The work list.
    Today(Box<TodayList>),
    /// A window of the list.
    People {
        /// Of which question.
        ticket: u64,
        /// The window.
        page: PeoplePage,
    },
    /// The hamlets.
    Hamlets(Vec<HamletCount>),
    /// The officers who work on files.
    Officers(Vec<AccountLine>),
    /// A dossier.
    Dossier(Box<Dossier>),
    /// What the road allows a person now.
    Acts(FileNo, Vec<Act>),
    /// Who changed what in a dossier.
    History(FileNo, Vec<HistoryLine>),
    /// A report.
    Report(Box<ReportView>),
    /// Something was written.
    Saved {
        /// What.
        what: Written,
        /// Whose file.
        file_no: FileNo,
        /// What was odd.
        remarks: Vec<Remark>,
    },
    /// Something else was done: what to say.
    Done(Text),
    /// It was refused or failed.
    Failed {
        /// Which question.
        of: Asked,
        /// Why.
        trouble: Trouble,
    },
}

/// Which question failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Accounts.
    Accounts,
    /// Units or a password idea.
    Setup,
    /// Making a registry.
    Create,
    /// A sheet typed back.
    Sheet,
    /// Unlocking.
    Unlock,
    /// Something to show.
    Read,
    /// Something to write.
    Write,
}

impl Effect {
    /// Which question this is.
    pub fn asked(&self) -> Asked {
        match self {
            Self::LoadAccounts => Asked::Accounts,
            Self::FindUnits(_) | Self::SuggestPassword => Asked::Setup,
            Self::Create(_) => Asked::Create,
            Self::CheckSheet { .. } => Asked::Sheet,
            Self::BeginWork | Self::Unlock { .. } => Asked::Unlock,
            Self::Lock
            | Self::LoadToday { .. }
            | Self::LoadOfficers
            | Self::LoadPeople { .. }
            | Self::LoadHamlets
            | Self::LoadDossier(_)
            | Self::LoadActs(_)
            | Self::LoadHistory(_)
            | Self::LoadReport(_) => Asked::Read,
            Self::AddPerson(_)
            | Self::EditPerson(..)
            | Self::OpenMeasure(..)
            | Self::CloseMeasure { .. }
            | Self::Record(..)
            | Self::Mend { .. }
            | Self::Assign(..)
            | Self::MarkReportSent(_) => Asked::Write,
        }
    }
}

/// A failure made ready for the screen: what, why, what to do, code; no personal data.
#[derive(Clone, PartialEq, Eq)]
pub struct Trouble {
    /// `HS-0123`.
    pub code: String,
    /// What happened.
    pub what: String,
    /// Why.
    pub why: String,
    /// What to do.
    pub remedy: String,
    /// The password was wrong: the lock screen makes one wait.
    pub wrong_password: bool,
    /// Refused fields, for the form.
    pub refusals: Vec<Refusal>,
}

/// Who carries effects out. The worker owns one; tests have their own.
pub trait Desk: Send {
    /// Carries out one effect.
    fn run(&mut self, effect: Effect) -> Answer;
}

/// The worker thread: one desk, effects in, answers out.
pub struct Worker {
    effects: Option<Sender<Effect>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread. Answers go to `answer`, which returns false when nobody listens.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        desk: Box<dyn Desk>,
        answer: impl Fn(Answer) -> bool + Send + 'static,
    ) -> std::io::Result<Self> {
        let (effects, asked) = channel();
        let thread = std::thread::Builder::new()
            .name("registry".to_owned())
            .spawn(move || serve(desk, &asked, answer))?;
        Ok(Self { effects: Some(effects), thread: Some(thread) })
    }

    /// Hands over an effect; false when the worker is gone.
    pub fn ask(&self, effect: Effect) -> bool {
        self.effects.as_ref().is_some_and(|e| e.send(effect).is_ok())
    }
}

impl Drop for Worker {
    /// Waits until the registry is closed: what was asked is finished, nothing is torn.
    fn drop(&mut self) {
        self.effects.take();
        if let Some(thread) = self.thread.take() {
            // A panic over there was reported by the hook already.
            let _ = thread.join();
        }
    }
}

fn serve(mut desk: Box<dyn Desk>, asked: &Receiver<Effect>, answer: impl Fn(Answer) -> bool) {
    while let Ok(first) = asked.recv() {
        let mut batch = vec![first];
        batch.extend(asked.try_iter());
        for effect in without_stale(batch) {
            if !answer(desk.run(effect)) {
                return;
            }
        }
    }
}

/// Of several windows of the list asked for in one breath only the last is wanted: whoever types
/// ten letters at once waits for one search, not for ten.
fn without_stale(batch: Vec<Effect>) -> Vec<Effect> {
    let last = batch.iter().rposition(|e| matches!(e, Effect::LoadPeople { .. }));
    let kept =
        |at: &usize, e: &Effect| !matches!(e, Effect::LoadPeople { .. }) || Some(*at) == last;
    batch.into_iter().enumerate().filter(|(at, e)| kept(at, e)).map(|(_, e)| e).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search(ticket: u64) -> Effect {
        Effect::LoadPeople { query: PeopleQuery::default(), first: 0, count: 10, ticket }
    }

    #[test]
    fn only_the_last_of_several_searches_is_run() {
        let batch = vec![search(1), Effect::LoadHamlets, search(2), search(3), Effect::Lock];
        let kept = without_stale(batch);
        assert!(kept == vec![Effect::LoadHamlets, search(3), Effect::Lock]);
    }

    struct Counting(usize);

    impl Desk for Counting {
        fn run(&mut self, _: Effect) -> Answer {
            self.0 += 1;
            Answer::Locked
        }
    }

    #[test]
    fn the_worker_answers_in_order_and_ends_when_dropped() {
        let (answers, received) = channel();
        let worker =
            Worker::start(Box::new(Counting(0)), move |a| answers.send(a).is_ok()).unwrap();
        assert!(worker.ask(Effect::Lock) && worker.ask(Effect::LoadAccounts));
        drop(worker);
        assert_eq!(received.iter().count(), 2);
    }
}
