//! Risk as it is read: on a dossier, kept ones, under other rules, over the whole unit.

use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use super::view::{
    KeptAssessment, Moved, OverrideRow, OwnLevel, RiskBriefs, RiskSet, RiskView, Tilt, TiltRow,
    WhatIf, place_of,
};
use crate::domain::case::CaseFile;
use crate::domain::id::{FileNo, PersonId};
use crate::domain::journal::{Act, Object};
use crate::domain::person::PersonField;
use crate::domain::risk::{
    Again, Assessment, KeptThen, Recorded, RiskFacts, RiskRules, Source, assess, assist_scores,
    changes_ahead, chart, goals, psychosis_card,
};
use crate::domain::text::fold;
use crate::domain::word::{Lang, RiskLevel, Sex, Word};
use crate::exchange::risk_sheet::RiskSheet;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Months of the chart.
const CHART_MONTHS: u32 = 24;
/// Changes ahead that are told.
const CHANGES: usize = 6;
/// Where nothing is recorded.
const NOT_RECORDED: (&str, &str) = ("(chưa ghi)", "(not recorded)");
/// Age bands of the fairness page, each from an age on.
const BANDS: [(i32, &str, &str); 4] = [
    (0, "dưới 18", "under 18"),
    (18, "18–29", "18–29"),
    (30, "30–44", "30–44"),
    (45, "từ 45", "45 and over"),
];

impl Registry {
    /// Risk of a case file on a day, as it was assessed by the rules in force then.
    pub(super) fn risk_view(
        &self,
        case: &CaseFile,
        assessment: Option<Assessment>,
        rules: &Arc<RiskRules>,
        on: NaiveDate,
    ) -> Result<RiskView, Failure> {
        let (facts, sets) = (RiskFacts::of(case), &self.risk.sets);
        let set = assessment.as_ref().and_then(|a| a.own).map(|(own, _)| own.event);
        let own = match set {
            None => None,
            Some(event) => {
                let text = case.events.iter().find(|e| e.id == event);
                let reason = text.and_then(|e| e.record.text.clone()).unwrap_or_default();
                Some(OwnLevel {
                    officer: self.store.entered_by(event)?.unwrap_or_default(),
                    reason,
                })
            }
        };
        let ahead = assessment.as_ref().map(|now| changes_ahead(&facts, sets, now, CHANGES));
        let kept = self.kept_of(case.id)?;
        let again = (on < self.now().date()).then(|| Again {
            on,
            kept: kept
                .iter()
                .rfind(|k| k.on <= on)
                .map(|k| kept_then(k, assessment.as_ref(), rules, on)),
        });
        Ok(RiskView {
            own,
            ahead: ahead.unwrap_or_default(),
            chart: chart(case, sets, on, CHART_MONTHS),
            goals: goals(case),
            card: psychosis_card(case, rules, on),
            assist: assist_scores(case),
            recorded: self.recorded(case, assessment.as_ref())?,
            assessment,
            rules: Arc::clone(rules),
            rules_from: sets.on(on).and_then(|set| set.from),
            again,
            kept,
        })
    }

    /// The day on which each field that a rule rests on was entered as it stands.
    fn recorded(
        &self,
        case: &CaseFile,
        assessment: Option<&Assessment>,
    ) -> Result<Recorded, Failure> {
        let facts = assessment.into_iter().flat_map(|a| &a.findings).flat_map(|f| &f.facts);
        let mut open: Vec<PersonField> = facts
            .filter_map(|fact| match fact.source {
                Source::Field(field) => Some(field),
                _ => None,
            })
            .collect();
        let mut recorded = Recorded::new();
        if open.is_empty() {
            return Ok(recorded);
        }
        let held = case.person.draft();
        for row in self.store.person_history(case.id)?.into_iter().rev() {
            // Before an addition there was nothing; before a change, what it kept.
            let was = |field: PersonField| row.before.as_ref()?.get(field.code());
            let added = row.act == Act::PersonAdded;
            let (set, left): (Vec<_>, Vec<_>) = open.into_iter().partition(|field| {
                let changed = was(*field).map(String::as_str) != held.get(*field);
                added || (row.before.is_some() && changed)
            });
            recorded.extend(set.into_iter().map(|field| (field, row.at.date())));
            open = left;
        }
        Ok(recorded)
    }

    /// Level and reasons in a line of each of these people, for a window of a list that was looked at:
    /// names of rules and points, nothing of the file. Who is not assessed is left out.
    ///
    /// # Errors
    /// Not permitted, or the file cannot be read.
    pub fn risk_briefs(
        &self,
        people: impl IntoIterator<Item = PersonId>,
    ) -> Result<RiskBriefs, Failure> {
        self.permit(Duty::ReadLists)?;
        let mut briefs = RiskBriefs::new();
        for id in people {
            briefs.extend(self.store.risk_brief(id)?.map(|brief| (id, brief)));
        }
        Ok(briefs)
    }

    /// The explanation of a person's level for paper. A look at the dossier, and recorded as a print
    /// of it before anything is written.
    ///
    /// # Errors
    /// Not permitted, unknown file.
    pub fn risk_sheet(
        &mut self,
        file_no: &FileNo,
        on: Option<NaiveDate>,
    ) -> Result<RiskSheet, Failure> {
        self.permit(Duty::ReadDossier)?;
        let dossier = self.read_dossier(file_no, on, Some("in phần nguy cơ ra tệp"))?;
        let view = *dossier.risk;
        Ok(RiskSheet {
            unit: self.unit.name.clone(),
            made_by: self.officer.full_name.clone(),
            made_at: self.now(),
            on: dossier.on,
            case: dossier.case,
            assessment: view.assessment,
            rules: view.rules,
            rules_from: view.rules_from,
            again: view.again,
            recorded: view.recorded,
            own: view.own.map(|own| (own.officer, own.reason)),
            ahead: view.ahead,
            chart: view.chart,
            goals: view.goals,
            assist: view.assist,
        })
    }

    /// Every assessment kept of a person, the oldest first, each made again from its own facts and
    /// rules. A look at a dossier, and recorded as one.
    ///
    /// # Errors
    /// Not permitted, unknown file, a rule set that cannot be read.
    pub fn kept_assessments(&mut self, file_no: &FileNo) -> Result<Vec<KeptAssessment>, Failure> {
        self.permit(Duty::ReadDossier)?;
        self.renew_book()?;
        let id = self.store.person_by_file(file_no)?.ok_or(Failure::UnknownFile)?;
        self.journal_alone(Act::DossierRead, Object::Person, Some(id.0), None)?;
        self.kept_of(id)
    }

    fn kept_of(&self, id: PersonId) -> Result<Vec<KeptAssessment>, Failure> {
        let kept = self.store.assessments(id)?.into_iter().filter_map(|row| {
            let rules = Arc::clone(&self.risk.sets.of_row(row.rules)?.rules);
            Some(KeptAssessment {
                again: assess(&row.facts, &rules, row.on),
                on: row.on,
                at: row.at,
                officer: row.officer,
                computed: row.computed,
                level: row.level,
                findings: row.findings,
                facts: row.facts,
                rules,
            })
        });
        Ok(kept.collect())
    }

    /// What a rule set would change today. Names are for the chief only.
    ///
    /// # Errors
    /// Not permitted, or the file cannot be read.
    pub fn what_if(&mut self, rules: &RiskRules) -> Result<WhatIf, Failure> {
        self.permit_look(Duty::ReadLists, &format!("what if {}", rules.hash))?;
        self.renew_book()?;
        let mut found = WhatIf {
            version: self.book.risk.version.clone(),
            other: rules.version.clone(),
            people: 0,
            now: [0; 3],
            then: [0; 3],
            moves: Vec::new(),
            names: None,
        };
        let mut moved: Vec<(PersonId, RiskLevel, Option<RiskLevel>)> = Vec::new();
        self.levels_under(rules, |person, from, to| {
            found.people += 1;
            found.now[place_of(from)] += 1;
            if let Some(level) = to {
                found.then[place_of(level)] += 1;
            }
            if to != Some(from) {
                moved.push((person, from, to));
            }
        })?;
        let mut counts: BTreeMap<(RiskLevel, Option<RiskLevel>), usize> = BTreeMap::new();
        for (_, from, to) in &moved {
            *counts.entry((*from, *to)).or_default() += 1;
        }
        found.moves = counts.into_iter().map(|((from, to), n)| (from, to, n)).collect();
        if self.may(Duty::SetRules) {
            let mut names = Vec::with_capacity(moved.len());
            for (person, from, to) in moved {
                if let Some(row) = self.store.standing(person)? {
                    names.push(Moved { file_no: row.file_no, name: row.name, from, to });
                }
            }
            found.names = Some(names);
        }
        Ok(found)
    }

    /// The rule sets of risk, the oldest first.
    pub fn risk_sets(&mut self) -> Result<Vec<RiskSet>, Failure> {
        self.permit(Duty::ReadRules)?;
        self.renew_book()?;
        let rows = self.store.risk_rules()?;
        let set = |row: &crate::storage::RiskRulesRow| RiskSet {
            version: row.version.clone(),
            hash: row.sha256.clone(),
            from: row.in_force_from,
            reason: row.reason.clone(),
            officer: row.officer.clone(),
            in_force: row.id == self.risk.row,
        };
        Ok(rows.iter().map(set).collect())
    }

    /// Levels by sex, age, hamlet and (where recorded) Kinh or other, and own levels by officer:
    /// for the chief, so that the unit sees its own tilt. None of these is read by any rule.
    ///
    /// # Errors
    /// Not permitted, or the file cannot be read.
    pub fn tilt(&mut self) -> Result<Tilt, Failure> {
        self.permit_look(Duty::ReadTilt, "tilt")?;
        self.renew_book()?;
        let on = self.now().date();
        let mut sex = Tally::default();
        let mut age = Tally::default();
        let mut hamlet = Tally::default();
        let mut ethnicity = Tally::default();
        let mut recorded = false;
        self.store.each_level(|row| {
            let years = crate::domain::date::age_on(row.born.first_day(), on);
            let band = BANDS.iter().rposition(|(from, ..)| years >= *from);
            let order = usize::from(row.sex == Sex::Female);
            let both = (row.sex.label(Lang::Vi), row.sex.label(Lang::En));
            sex.add(&order.to_string(), both, row.level);
            match band {
                Some(n) => age.add(&n.to_string(), (BANDS[n].1, BANDS[n].2), row.level),
                None => age.add("", NOT_RECORDED, row.level),
            }
            match &row.hamlet {
                Some(place) => hamlet.add(&fold(place), (place, place), row.level),
                None => hamlet.add("", NOT_RECORDED, row.level),
            }
            recorded |= row.ethnicity.is_some();
            let (key, label) = match row.ethnicity.as_deref().map(fold).as_deref() {
                Some("kinh") => ("0", ("Kinh", "Kinh")),
                Some(_) => ("1", ("khác", "other")),
                None => ("2", NOT_RECORDED),
            };
            ethnicity.add(key, label, row.level);
        })?;
        let mut hamlets = hamlet.rows();
        hamlets.sort_by_key(|r| std::cmp::Reverse(r.people()));
        let overrides = self.store.overrides_by_officer()?.into_iter();
        Ok(Tilt {
            on,
            sex: sex.rows(),
            age: age.rows(),
            hamlet: hamlets,
            ethnicity: if recorded { ethnicity.rows() } else { Vec::new() },
            overrides: overrides
                .map(|(officer, raised, lowered)| OverrideRow { officer, raised, lowered })
                .collect(),
        })
    }
}

/// What was kept of a day, beside what is found of it now.
fn kept_then(
    kept: &KeptAssessment,
    found: Option<&Assessment>,
    rules: &RiskRules,
    on: NaiveDate,
) -> KeptThen {
    let told = |a: &Assessment| (a.canonical(), a.computed, a.level());
    let known = assess(&kept.facts, rules, on);
    KeptThen {
        known: known.as_ref().map(told) == found.map(told),
        on: kept.on,
        level: kept.level,
        computed: kept.computed,
        points: kept.again.as_ref().map(|a| a.points),
        version: kept.rules.version.clone(),
        same: found.is_some_and(|found| kept.says(found)),
    }
}

/// Counts by group, in the order of the groups' keys.
#[derive(Default)]
struct Tally(BTreeMap<String, TiltRow>);

impl Tally {
    fn add(&mut self, key: &str, label: (&str, &str), level: RiskLevel) {
        let row = self.0.entry(key.to_owned());
        let row = row.or_insert_with(|| TiltRow {
            label: (label.0.to_owned(), label.1.to_owned()),
            levels: [0; 3],
        });
        row.levels[place_of(level)] += 1;
    }

    fn rows(self) -> Vec<TiltRow> {
        self.0.into_values().collect()
    }
}
