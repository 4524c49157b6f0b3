//! What the decision papers say: numbers, dates and who signed, by the body each law names.

use super::dice::Dice;
use super::names::{Ethnicity, full_name};
use crate::domain::case::{Measure, law_of};
use crate::domain::date::add_days;
use crate::domain::word::{Law, MeasureCode as Code, Sex};
use chrono::{Datelike, NaiveDate};

/// The people who sign in and around the made-up commune.
pub(super) struct Signatories {
    police_chief: String,
    chairman: String,
    provincial_director: String,
    judge: String,
    facility_head: String,
    yearly_decisions: u64,
}

impl Signatories {
    /// The same for all files of a registry.
    pub(super) fn of(people: usize, seed: u64) -> Self {
        let mut dice = Dice::new(seed, u64::MAX - 1);
        let mut name = || full_name(&mut dice, Ethnicity::Kinh, Sex::Male);
        Self {
            police_chief: name(),
            chairman: name(),
            provincial_director: name(),
            judge: name(),
            facility_head: name(),
            yearly_decisions: (people as u64 * 4 / 5).max(10),
        }
    }

    /// Fills in the papers of a measure; `not_before` is when the one before it began.
    pub(super) fn sign(&self, dice: &mut Dice, m: &mut Measure, not_before: Option<NaiveDate>) {
        let old = m.law == Law::L73;
        let (suffix, who) = match m.code {
            // A standing, not a decision: the health facility's paper is the determination.
            Code::Addicted => return,
            Code::UserManagement | Code::RehabHome if old => ("QĐ-UBND", Some(&self.chairman)),
            Code::UserManagement | Code::RehabHome | Code::ElectronicMonitoring => {
                ("QĐ-CAX", Some(&self.police_chief))
            }
            Code::RehabVoluntaryPublic if old => ("HĐ-CSCN", Some(&self.facility_head)),
            Code::RehabVoluntaryPublic => ("QĐ-CAT", Some(&self.provincial_director)),
            Code::RehabVoluntaryPrivate if old => ("HĐ-CSTN", Some(&self.facility_head)),
            Code::RehabVoluntaryPrivate => ("QĐ-CAX", Some(&self.police_chief)),
            Code::RehabCompulsory | Code::RehabCompulsoryMinor => ("QĐ-TA", Some(&self.judge)),
            Code::Substitution => ("TB-CSĐT", None),
            Code::PostRehab => ("QĐ-UBND", Some(&self.chairman)),
        };
        let mut decided = m.start;
        if m.code.is_facility() {
            let earlier = add_days(m.start, -dice.range(0, 3));
            let fits = law_of(earlier) == m.law && not_before.is_none_or(|b| earlier >= b);
            decided = if fits { earlier } else { m.start };
        }
        // Numbers run through the year, more or less in the order of the days.
        let rank = u64::from(decided.ordinal()) * self.yearly_decisions / 366;
        m.decision_no = dice.maybe(96, |d| format!("{}/{suffix}", rank + 1 + d.below(3)));
        m.decision_date = Some(decided);
        m.signatory = who.and_then(|name| dice.maybe(80, |_| name.clone()));
    }
}
