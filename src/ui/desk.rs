//! The desk over the real registry: it lives on the worker thread, holds the registry while it is
//! unlocked and nothing of it while it is locked.

mod accounts;
mod backup;
mod import;
mod journal;
mod level;
mod programme;
mod risk;
mod sending;
mod twice;

use super::effect::{
    AccountLine, Answer, Asked, Before, Desk, Effect, Mend, NewRegistry, Session, Trouble,
    UnitChoice, Written,
};
use super::preference::Preferences;
use super::report_view::ReportView;
use super::words;
use crate::domain::draft::Draft;
use crate::domain::id::FileNo;
use crate::domain::refusal::{Oddity, Refusal, Remark};
use crate::domain::word::{Lang, Role, Word};
use crate::exchange::round_sheet::write_round_sheet;
use crate::rules::units::Units;
use crate::services::view::PeopleQuery;
use crate::services::{
    ActsMark, BulkOutcome, Duty, Failure, Founding, OfficerIdentity, Registry, Watch, new_file,
    now, typed_path,
};
use crate::vault::{KdfCost, Password, Place, RecoverySheets, VaultError, generate_password};
use chrono::{NaiveDateTime, Timelike};
use std::collections::BTreeMap;
use std::path::Path;
use zeroize::Zeroizing;

/// Units offered at once.
const MOST_UNITS: usize = 200;
/// People offered by the palette at once.
const MOST_FOUND: usize = 6;
/// People chosen at once.
const MOST_CHOSEN: usize = 1_000;

/// Effects of a room with a file of its own beside this one: done, or `None` where it is of another.
type Room = fn(&mut Registry, &Effect) -> Result<Option<Answer>, Failure>;

/// Those rooms, asked in turn.
const ROOMS: [Room; 8] = [
    backup::run,
    import::run,
    journal::run,
    accounts::run,
    risk::run,
    twice::run,
    sending::run,
    programme::run,
];

/// The desk.
pub struct RegistryDesk {
    place: Place,
    lang: Lang,
    fixed_now: Option<NaiveDateTime>,
    /// What a guess at a new password shall cost; `None` = measured on this PC.
    cost: Option<KdfCost>,
    registry: Option<Registry>,
    sheets: Option<RecoverySheets>,
    /// Where the acts of the session that was locked begin.
    acts: Option<ActsMark>,
    watch: Watch,
}

impl RegistryDesk {
    /// A desk for the registry of a place; its texts are in `lang`. `fixed_now` makes its clock
    /// stand still (tests, a demo of another day).
    pub fn new(place: Place, lang: Lang, fixed_now: Option<NaiveDateTime>) -> Self {
        Self {
            place,
            lang,
            fixed_now,
            cost: None,
            registry: None,
            sheets: None,
            acts: None,
            watch: Watch::default(),
        }
    }

    /// The same with new registries made at this cost (tests).
    #[must_use]
    pub fn with_cost(mut self, cost: KdfCost) -> Self {
        self.cost = Some(cost);
        self
    }

    fn hold(&mut self, registry: Registry) -> &mut Registry {
        let registry = match self.fixed_now {
            Some(at) => registry.with_fixed_now(at),
            None => registry,
        };
        self.registry.insert(registry.with_watch(self.watch.clone()))
    }

    fn accounts(&self) -> Result<Answer, Failure> {
        if !self.place.holds_registry() {
            return Ok(Answer::NoRegistry);
        }
        let accounts = Registry::accounts(&self.place)?;
        let active = accounts.officers.into_iter().filter(|(_, active)| *active);
        let accounts_of = active.map(|(o, _)| account_line(o)).collect();
        Ok(Answer::Accounts { unit_name: accounts.unit.name, accounts: accounts_of })
    }

    fn create(&mut self, new: NewRegistry) -> Result<Answer, Failure> {
        let cost = match self.cost {
            Some(cost) => cost,
            None => KdfCost::calibrated()?,
        };
        let founding = Founding {
            unit_code: new.unit_code,
            unit_name: new.unit_name,
            remote: new.remote,
            login: new.login,
            full_name: new.full_name,
            password: Password::new(&new.password),
            cost,
        };
        let (registry, sheets) = Registry::create(&self.place, founding)?;
        let at = self.hold(registry).now();
        let texts = sheets.texts(at.date());
        self.sheets = Some(sheets);
        // Any of the three may be asked back, so that none is copied with less care.
        let ask = (now().second() % 3 + 1) as u8;
        Ok(Answer::Created { sheets: texts, ask })
    }

    fn session(&mut self) -> Result<Answer, Failure> {
        let registry = self.registry.as_mut().ok_or(Failure::NotPermitted)?;
        let clock_rules = registry.clock_rules()?;
        let (unit, officer) = (registry.unit(), registry.officer());
        let chief = registry.may(Duty::Rekey);
        let session = Session {
            old_key_days: if chief { registry.old_key_days()? } else { None },
            unit_name: unit.name.clone(),
            unit_code: unit.code.clone(),
            login: officer.login.clone(),
            full_name: officer.full_name.clone(),
            role: officer.role,
            preferences: Preferences::new(registry.preferences()?),
            clock_note: registry.clock_note(),
            copy_note: registry.copy_note().cloned().map(Box::new),
        };
        Ok(Answer::Unlocked { session, now: registry.now(), clock_rules })
    }

    fn before_work(&mut self, effect: Effect) -> Result<Answer, Failure> {
        match effect {
            Effect::LoadAccounts => self.accounts(),
            Effect::FindUnits(text) => {
                let found = Units::embedded().find(&text, MOST_UNITS);
                let choice = |u: &crate::rules::units::Unit| UnitChoice {
                    code: u.code.to_owned(),
                    name: u.name.to_owned(),
                    province: u.province.to_owned(),
                };
                Ok(Answer::Units(text, found.into_iter().map(choice).collect()))
            }
            // The one that owns the thread has passed it on already.
            Effect::Interrupt => Ok(Answer::Noted),
            Effect::Speak(lang) => {
                self.lang = lang;
                Ok(Answer::Noted)
            }
            Effect::Level(ask) => level::run(ask, &self.watch, self.lang),
            Effect::SuggestPassword => Ok(Answer::PasswordIdea(generate_password()?)),
            Effect::Create(new) => self.create(*new),
            Effect::CheckSheet { number, typed } => {
                if let Some(sheets) = &self.sheets {
                    sheets.check_typed(number, &typed)?;
                }
                Ok(Answer::SheetRight)
            }
            Effect::BeginWork => {
                self.sheets = None;
                self.session()
            }
            Effect::Unlock { login, password } => {
                self.registry = None;
                let mut registry = Registry::open(&self.place, &login, &Password::new(&password))?;
                if let Some(mark) = self.acts.take() {
                    registry.resume_acts(mark);
                }
                self.hold(registry);
                self.session()
            }
            Effect::SetAside { login, password } => {
                let password = Password::new(&password);
                Ok(Answer::SetAside(Registry::set_damaged_aside(&self.place, &login, &password)?))
            }
            _ => {
                self.acts = self.registry.take().map(|r| r.acts_mark()).or(self.acts.take());
                Ok(Answer::Locked)
            }
        }
    }

    fn at_work(&mut self, effect: Effect) -> Result<Answer, Failure> {
        // Locked: nothing is answered, and nothing is an error either.
        let Some(registry) = &mut self.registry else { return Ok(Answer::Locked) };
        for room in ROOMS {
            if let Some(answer) = room(registry, &effect)? {
                return Ok(answer);
            }
        }
        let saved = |what: Written, file_no: FileNo, remarks: Vec<Remark>| {
            Ok(Answer::Saved { what, file_no, remarks })
        };
        match effect {
            Effect::LoadToday { query, limit } => {
                Ok(Answer::Today(Box::new(registry.today_for(&query, limit)?)))
            }
            Effect::LoadOfficers => {
                let known = Registry::accounts(&self.place)?.officers.into_iter();
                let works = known.filter(|(o, active)| *active && o.role != Role::Inspector);
                Ok(Answer::Officers(works.map(|(o, _)| account_line(o)).collect()))
            }
            Effect::LoadPeople { query, first, count, ticket } => {
                let page = registry.people(&query, first, count)?;
                let why = registry.risk_briefs(page.lines.iter().map(|line| line.id))?;
                Ok(Answer::People { ticket, page, why })
            }
            Effect::RecordAll(files, draft) => {
                let results = registry.record_all(&files, &draft)?;
                Ok(self.saved_all(results))
            }
            Effect::AssignAll(files, login) => {
                registry.assign(&files, &login)?;
                Ok(Answer::DoneAll(words::DONE_ASSIGNED))
            }
            Effect::WriteRoundOf { files, until, path } => {
                let path = new_file(&typed_path(&path))?;
                let list = registry.round_list_of(&files, until)?;
                write_round_sheet(&path, &list)?;
                Ok(file_written(words::DONE_ROUND, &path))
            }
            Effect::LoadFiles(query) => Ok(Answer::Files(registry.files_of(&query, MOST_CHOSEN)?)),
            Effect::FindPeople { text, ticket } => {
                let query = PeopleQuery { find: text, ..PeopleQuery::default() };
                let lines = registry.people(&query, 0, MOST_FOUND)?.lines;
                Ok(Answer::Found { ticket, lines })
            }
            Effect::Prefer(what, value) => {
                registry.set_preference(what.code(), &value)?;
                Ok(Answer::Noted)
            }
            Effect::KeepUnsaved(unsaved) => {
                registry.keep_unsaved(&unsaved)?;
                Ok(Answer::Noted)
            }
            Effect::DropUnsaved(key) => {
                registry.drop_unsaved(&key)?;
                Ok(Answer::Noted)
            }
            Effect::LoadUnsavedHeads => Ok(Answer::UnsavedHeads(registry.unsaved_heads()?)),
            Effect::LoadUnsaved(key) => Ok(match registry.unsaved(&key)? {
                Some(unsaved) => Answer::Unsaved(Box::new(unsaved)),
                None => Answer::Noted,
            }),
            Effect::LoadBefore(file_no, before) => {
                let case = registry.show_anew(&file_no)?.case;
                let values = match before {
                    Before::Event(kind) => {
                        let last = case.events.iter().rev().find(|e| e.record.kind == kind);
                        last.map(|e| texts(&e.record.draft()))
                    }
                    Before::Measure => case.measures.last().map(|m| texts(&m.record.draft())),
                };
                Ok(Answer::Before(values.unwrap_or_default()))
            }
            Effect::LoadHamlets => Ok(Answer::Hamlets(registry.hamlets()?)),
            Effect::LoadDossier(file_no) => {
                Ok(Answer::Dossier(Box::new(registry.show(&file_no, None)?)))
            }
            Effect::LoadDossierAnew(file_no) => {
                Ok(Answer::Dossier(Box::new(registry.show_anew(&file_no)?)))
            }
            Effect::LoadActs(file_no) => {
                let acts = registry.allowed_acts(&file_no)?.into_iter().map(|(act, _)| act);
                Ok(Answer::Acts(file_no, acts.collect()))
            }
            Effect::LoadHistory(file_no) => {
                let lines = registry.history(&file_no)?;
                Ok(Answer::History(file_no, lines))
            }
            Effect::LoadRules => {
                let rules = registry.rules()?;
                Ok(Answer::Rules { rules, clock_rules: registry.clock_rules()? })
            }
            Effect::LoadAgenda { query, day } => Ok(Answer::Agenda(registry.agenda(&query, day)?)),
            Effect::LoadAgendaDay { query, day, limit } => {
                Ok(Answer::AgendaDay(day, registry.agenda_day(&query, day, 0, limit)?))
            }
            Effect::CheckWhole => Ok(Answer::Checked(Box::new(registry.check_full(&mut |_| ())?))),
            Effect::LoadSituation => Ok(Answer::Situation(Box::new(registry.situation()?))),
            Effect::LoadReport(period) => {
                Ok(Answer::Report(Box::new(ReportView::of(&registry.report(period, false)?))))
            }
            Effect::AddPerson(draft) => {
                let (file_no, remarks) = registry.add_person(&draft)?;
                saved(Written::Person, file_no, remarks)
            }
            Effect::EditPerson(file_no, changes) => {
                let remarks = registry.edit_person(&file_no, &changes)?;
                saved(Written::Changes, file_no, remarks)
            }
            Effect::OpenMeasure(file_no, draft) => {
                let remarks = registry.open_measure(&file_no, &draft)?;
                saved(Written::Measure, file_no, remarks)
            }
            Effect::CloseMeasure { file_no, measure, ended_on, reason } => {
                let remarks = registry.close_measure(&file_no, measure, ended_on, reason)?;
                saved(Written::Ending, file_no, remarks)
            }
            Effect::Record(file_no, draft) => {
                if let Some(event) = registry.recorded_before(&file_no, &draft)? {
                    return Ok(Answer::OnFile { file_no, draft, event: Box::new(event) });
                }
                let remarks = registry.record(&file_no, &draft)?;
                saved(Written::of_event(&draft), file_no, remarks)
            }
            Effect::RecordAgain(file_no, draft) => {
                let mut remarks = registry.record(&file_no, &draft)?;
                // He was asked, and knows.
                remarks.retain(|r| r.oddity != Oddity::Again);
                saved(Written::of_event(&draft), file_no, remarks)
            }
            Effect::Mend { file_no, mend, reason } => {
                let remarks = match mend {
                    Mend::CorrectEvent(id, changes) => {
                        registry.correct_event(&file_no, id, &changes, &reason)?
                    }
                    Mend::CancelEvent(id) => registry.cancel_event(&file_no, id, &reason)?,
                    Mend::CorrectMeasure(id, changes) => {
                        registry.correct_measure(&file_no, id, &changes, &reason)?
                    }
                    Mend::CancelMeasure(id) => registry.cancel_measure(&file_no, id, &reason)?,
                    Mend::ReopenMeasure(id) => registry.reopen_measure(&file_no, id, &reason)?,
                };
                saved(Written::Changes, file_no, remarks)
            }
            Effect::SetRule { rule_id, figure, from, reason } => {
                registry.set_rule(&rule_id, &figure, from, &reason)?;
                Ok(Answer::Done(words::DONE_RULE))
            }
            Effect::SetDays { first, last, state, from, reason } => {
                registry.set_days(first, last, state, from, &reason)?;
                Ok(Answer::Done(words::DONE_DAYS))
            }
            Effect::ConfirmRule { rule_id, reason } => {
                registry.confirm_rule(&rule_id, &reason)?;
                Ok(Answer::Done(words::DONE_CONFIRM))
            }
            Effect::WriteRound { hamlets, until, path } => {
                let path = new_file(&typed_path(&path))?;
                let list = registry.round_list(&hamlets, until)?;
                write_round_sheet(&path, &list)?;
                Ok(file_written(words::DONE_ROUND, &path))
            }
            Effect::Assign(file_no, login) => {
                registry.assign(&[file_no], &login)?;
                Ok(Answer::Done(words::DONE_ASSIGNED))
            }
            Effect::SetTeam(file_no, measure, team) => {
                registry.set_team(&file_no, measure, &team)?;
                Ok(Answer::Done(words::DONE_TEAM))
            }
            Effect::MarkReportSent(period) => {
                registry.mark_report_sent(period)?;
                Ok(Answer::Done(words::DONE_REPORT))
            }
            other => self.before_work(other),
        }
    }

    fn saved_all(&self, results: Vec<BulkOutcome>) -> Answer {
        let (mut done, mut told) = (0, Vec::new());
        for (file, result) in results {
            match result {
                Ok(remarks) => {
                    done += 1;
                    let text = |r: Remark| (file.clone(), format!("! {}", r.text(self.lang)));
                    told.extend(remarks.into_iter().map(text));
                }
                Err(Failure::Refused(refusals)) => {
                    let text = |r: &Refusal| (file.clone(), format!("✗ {}", r.text(self.lang)));
                    told.extend(refusals.iter().map(text));
                }
                Err(failure) => told.push((file, format!("✗ {}", failure.what(self.lang)))),
            }
        }
        Answer::SavedAll { done, told }
    }

    fn trouble(&self, failure: &Failure) -> Trouble {
        Trouble {
            code: failure.code().to_owned(),
            what: failure.what(self.lang),
            why: match failure {
                // Each refused field is told on a line of its own.
                Failure::Refused(_) => String::new(),
                other => other.why(self.lang),
            },
            remedy: failure.remedy(self.lang),
            damaged_file: failure.is_damaged_file(),
            wrong_password: matches!(failure, Failure::Vault(VaultError::WrongPassword)),
            refusals: match failure {
                Failure::Refused(refusals) => refusals.clone(),
                _ => Vec::new(),
            },
        }
    }
}

/// The values of a draft by code of the field.
fn texts<F: Word + Ord>(draft: &Draft<F>) -> BTreeMap<String, Zeroizing<String>> {
    let one = |(field, text): (F, &str)| (field.code().to_owned(), Zeroizing::new(text.to_owned()));
    draft.iter().map(one).collect()
}

fn account_line(o: OfficerIdentity) -> AccountLine {
    AccountLine { login: o.login, full_name: o.full_name, role: o.role }
}

impl Desk for RegistryDesk {
    fn run(&mut self, effect: Effect) -> Answer {
        self.watch.begin();
        let of = effect.asked();
        let answer = match of {
            Asked::Read | Asked::Write if effect != Effect::Lock => self.at_work(effect),
            _ => self.before_work(effect),
        };
        match answer {
            Ok(answer) => answer,
            Err(failure) => Answer::Failed { of, trouble: self.trouble(&failure) },
        }
    }

    fn watch(&self) -> Watch {
        self.watch.clone()
    }
}

/// What was written, and where it stands.
fn file_written(what: words::Text, path: &Path) -> Answer {
    Answer::FileWritten(what, path.display().to_string())
}
