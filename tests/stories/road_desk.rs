//! One person's road at a desk whose clock is moved on.

use super::desk::Desk;
use hoso::domain::case::{EventDraft, EventField as E, MeasureDraft, MeasureField as M};
use hoso::domain::date::{parse_day, parse_minute};
use hoso::domain::id::FileNo;
use hoso::domain::person::{PersonDraft, PersonField as P};
use hoso::domain::refusal::{Oddity, Reason, Refusal, Remark};
use hoso::domain::road::Standing;
use hoso::domain::word::{Lang, Word};
use hoso::services::{Failure, Registry};

/// A person at the desk.
pub struct Road {
    registry: Option<Registry>,
    file: FileNo,
    _desk: Desk,
}

impl Road {
    /// A new file on a day, of someone born on a day.
    pub fn begin(now: &str, born: &str) -> Self {
        let desk = Desk::at(now);
        let mut registry = desk.found();
        let draft =
            PersonDraft::new().with(P::Name, "Lò Văn Mẫu").with(P::Sex, "male").with(P::Born, born);
        let (file, _) = registry.add_person(&draft).unwrap();
        Self { registry: Some(registry), file, _desk: desk }
    }

    /// Moves the clock.
    pub fn at(&mut self, now: &str) -> &mut Self {
        let moved = self.registry.take().unwrap().with_fixed_now(parse_minute(now).unwrap());
        self.registry = Some(moved);
        self
    }

    fn desk(&mut self) -> &mut Registry {
        self.registry.as_mut().unwrap()
    }

    fn event(&mut self, words: &str, more: &[(E, &str)]) -> Result<Vec<Remark>, Failure> {
        let (kind, outcome) = words.split_once(' ').unwrap_or((words, ""));
        let now = self.desk().now().format("%d/%m/%Y %H:%M").to_string();
        let mut draft = EventDraft::new().with(E::Kind, kind).with(E::At, now);
        if !outcome.is_empty() {
            draft.set(E::Outcome, outcome);
        }
        for (field, text) in more {
            draft.set(*field, *text);
        }
        let file = self.file.clone();
        self.desk().record(&file, &draft)
    }

    fn measure(&mut self, code: &str, more: &[(M, &str)]) -> Result<Vec<Remark>, Failure> {
        let today = self.desk().now().format("%d/%m/%Y").to_string();
        let mut draft = MeasureDraft::new().with(M::Measure, code).with(M::Start, today);
        for (field, text) in more {
            draft.set(*field, *text);
        }
        let file = self.file.clone();
        self.desk().open_measure(&file, &draft)
    }

    fn ending(&mut self, reason: &str, on: Option<&str>) -> Result<Vec<Remark>, Failure> {
        let on = on.map_or(self.desk().now().date(), |day| parse_day(day).unwrap());
        let reason = Word::from_code(reason).unwrap();
        let file = self.file.clone();
        self.desk().close_measure(&file, None, on, reason)
    }

    /// Records an event now; "test positive".
    pub fn record(&mut self, words: &str, more: &[(E, &str)]) -> &mut Self {
        let done = self.event(words, more);
        assert!(done.is_ok(), "{words}: {}", told(done));
        self
    }

    /// Opens a measure today.
    pub fn open(&mut self, code: &str, more: &[(M, &str)]) -> &mut Self {
        let done = self.measure(code, more);
        assert!(done.is_ok(), "{code}: {}", told(done));
        self
    }

    /// Closes the main measure today.
    pub fn close(&mut self, reason: &str) -> &mut Self {
        let done = self.ending(reason, None);
        assert!(done.is_ok(), "{reason}: {}", told(done));
        self
    }

    /// The event is refused by this rule, in words that hold `sentence`; nothing is saved.
    pub fn no_event(
        &mut self,
        words: &str,
        more: &[(E, &str)],
        rule: &str,
        sentence: &str,
    ) -> &mut Self {
        let before = self.size();
        let done = self.event(words, more);
        check(done, words, rule, sentence);
        assert_eq!(self.size(), before, "{words}: half saved");
        self
    }

    /// Opening is refused by this rule.
    pub fn no_measure(
        &mut self,
        code: &str,
        more: &[(M, &str)],
        rule: &str,
        sentence: &str,
    ) -> &mut Self {
        let before = self.size();
        let done = self.measure(code, more);
        check(done, code, rule, sentence);
        assert_eq!(self.size(), before, "{code}: half saved");
        self
    }

    /// Closing is refused by this rule.
    pub fn no_ending(&mut self, reason: &str, rule: &str, sentence: &str) -> &mut Self {
        let done = self.ending(reason, None);
        check(done, reason, rule, sentence);
        self
    }

    /// Closing on a day is refused by this rule.
    pub fn no_ending_on(
        &mut self,
        reason: &str,
        on: &str,
        rule: &str,
        sentence: &str,
    ) -> &mut Self {
        let done = self.ending(reason, Some(on));
        check(done, reason, rule, sentence);
        self
    }

    /// The event is saved with a remark by this fact.
    pub fn lacks(&mut self, words: &str, more: &[(E, &str)], rule: &str) -> &mut Self {
        match self.event(words, more) {
            Ok(remarks) => remarked(&remarks, rule),
            done => panic!("{words}: {}", told(done)),
        }
        self
    }

    /// Where he stands.
    pub fn stands(&mut self, wanted: Standing) -> &mut Self {
        let file = self.file.clone();
        assert_eq!(self.desk().standing(&file).unwrap().0, wanted);
        self
    }

    /// How many measures and events are on file.
    pub fn size(&mut self) -> (i64, i64) {
        let check = self.desk().check().unwrap();
        (check.measures, check.events)
    }

    /// Suspected persons in the report of a period.
    pub fn suspected(&mut self, period: &str) -> u64 {
        self.desk().report(period.parse().unwrap(), false).unwrap().suspected
    }

    /// How many clocks run that are not of the unit.
    pub fn running(&mut self) -> usize {
        let file = self.file.clone();
        let clocks = self.desk().show(&file, None).unwrap().clocks;
        clocks
            .iter()
            .filter(|(line, ..)| !matches!(line.clock.code().as_str(), "F1" | "F2"))
            .count()
    }

    /// The end date of the last measure, as computed.
    pub fn end(&mut self) -> String {
        let file = self.file.clone();
        let dossier = self.desk().show(&file, None).unwrap();
        let last = dossier.computations.last().unwrap().as_ref().unwrap();
        last.end().map(|d| d.to_string()).unwrap_or_default()
    }

    /// Labels of the acts that are allowed now.
    pub fn allowed(&mut self) -> Vec<String> {
        let file = self.file.clone();
        let acts = self.desk().allowed_acts(&file).unwrap();
        acts.into_iter().map(|(act, _)| act.label(Lang::Vi)).collect()
    }
}

fn remarked(remarks: &[Remark], rule: &str) {
    let by = |r: &Remark| matches!(r.oddity, Oddity::Road(remark) if remark.rule == rule);
    assert!(remarks.iter().any(by), "{rule} was not remarked");
}

fn told(done: Result<Vec<Remark>, Failure>) -> String {
    done.err().map(|failure| failure.text(Lang::Vi)).unwrap_or_default()
}

fn check(done: Result<Vec<Remark>, Failure>, act: &str, rule: &str, sentence: &str) {
    let Err(Failure::Refused(refusals)) = done else { panic!("{act} was not refused") };
    let by = |r: &&Refusal| matches!(&r.reason, Reason::Road(o) if o.rule == rule);
    let Some(refusal) = refusals.iter().find(by) else {
        let all: Vec<String> = refusals.iter().map(|r| r.text(Lang::Vi)).collect();
        panic!("{act}: not by {rule} but {all:?}")
    };
    let (vi, en) = (refusal.text(Lang::Vi), refusal.text(Lang::En));
    assert!(vi.contains(sentence), "{act}: {vi}");
    assert!(vi.contains("Để làm được"), "{vi}");
    assert!(en.contains("To make it possible"), "{en}");
}
