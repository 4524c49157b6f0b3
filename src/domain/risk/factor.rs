//! What each factor reads and when it speaks: joins and dates are here, figures in the rules.

use super::facts::{RiskFact, RiskFacts, Sign, Source};
use super::rule::RiskRule;
use crate::domain::date::{PartialDate, add_days, add_months, age_on, last_of_month};
use crate::domain::person::PersonField;
use crate::domain::word::{OccupationGroup, Route};
use chrono::NaiveDate;

/// Every word that `reads` of a rule may use: the facts there are. Nothing else can be read.
pub const FACT_WORDS: &[&str] = &[
    "event.test",
    "event.incident",
    "event.relapse",
    "event.absence",
    "event.contact",
    "event.attendance",
    "event.support",
    "event.family",
    "measure.ended_on",
    "measure.substitution",
    "person.born",
    "person.route",
    "person.substances",
    "person.occupation_group",
    "person.psychosis",
    "person.psychosis_seen_on",
];

macro_rules! factors {
    ($($(#[$doc:meta])* $name:ident $code:literal $protects:literal ($window:literal, $count:literal) [$($reads:literal),+];)+) => {
        /// What a rule is about. Each has exactly one rule in a set.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Factor { $($(#[$doc])* $name,)+ }

        impl Factor {
            /// Every factor, in the order of the rules.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];
            /// Its code in the rules and in stored explanations.
            pub fn code(self) -> &'static str { match self { $(Self::$name => $code,)+ } }
            /// Whether it speaks for the person: its points are not above zero.
            pub fn protects(self) -> bool { match self { $(Self::$name => $protects,)+ } }
            /// Whether its rule has a window, and a count.
            pub fn shape(self) -> (bool, bool) { match self { $(Self::$name => ($window, $count),)+ } }
            /// The facts it reads, of [`FACT_WORDS`].
            pub fn reads(self) -> &'static [&'static str] { match self { $(Self::$name => &[$($reads),+],)+ } }
            /// The factor with this code.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|f| f.code() == code)
            }
        }
    };
}

factors! {
    /// Signs of psychosis seen: holds the level at high.
    Psychosis "psychosis" false (true, false) ["event.incident", "person.psychosis", "person.psychosis_seen_on"];
    /// A violent incident.
    Violence "violence" false (true, false) ["event.incident"];
    /// A positive test.
    PositiveTest "positive_test" false (true, false) ["event.test"];
    /// A relapse on file, ever.
    Relapse "relapse" false (false, false) ["event.relapse"];
    /// Away without a word, now or not long ago.
    Absence "absence" false (true, false) ["event.absence"];
    /// Contacts refused or nobody at home.
    MissedContacts "missed_contacts" false (true, true) ["event.contact"];
    /// Injecting.
    Injecting "injecting" false (false, false) ["person.route"];
    /// Several substances.
    SeveralSubstances "several_substances" false (false, true) ["person.substances"];
    /// No work, or no steady work.
    NoSteadyWork "no_steady_work" false (false, false) ["person.occupation_group"];
    /// Not long out of a rehabilitation facility.
    LeftFacility "left_facility" false (true, false) ["measure.ended_on"];
    /// Under 18.
    Minor "minor" false (false, false) ["person.born"];
    /// Negative tests in a row.
    NegativeRow "negative_row" true (true, true) ["event.test"];
    /// Substitution attended regularly: doses taken in the window, none missed.
    Attendance "attendance" true (true, true) ["event.attendance", "measure.substitution"];
    /// Steady work, or at school.
    SteadyWork "steady_work" true (false, false) ["person.occupation_group"];
    /// Support received.
    Support "support" true (true, false) ["event.support"];
    /// The family takes part.
    Family "family" true (true, false) ["event.family"];
}

/// The facts by which a rule fires, the latest first.
pub(super) type Facts = Vec<Fact>;

/// The most facts that are named of a rule that needs but one.
const MOST_NAMED: usize = 5;

/// What became of a rule.
pub(super) enum Verdict {
    /// It fires, by these facts; without new ones until the day before this one.
    Fires(Facts, Option<NaiveDate>),
    /// It does not.
    Quiet,
    /// Facts it needs are not on file.
    Unknown,
}

/// Looks at the facts known on a day.
pub(super) struct Look<'a> {
    pub(super) facts: &'a RiskFacts,
    pub(super) on: NaiveDate,
}

impl<'a> Look<'a> {
    /// The facts of the day or before with one of these signs, the latest first.
    fn signs(&self, signs: &'a [Sign]) -> impl Iterator<Item = &'a RiskFact> {
        let on = self.on;
        self.facts.facts().iter().rev().filter(move |f| f.on <= on && signs.contains(&f.sign))
    }

    /// What fires by its latest fact inside the window.
    fn latest(&self, rule: &RiskRule, signs: &'a [Sign]) -> Option<Verdict> {
        let window = i64::from(rule.window_days.unwrap_or_default());
        let since = add_days(self.on, -window);
        let within = |f: &&RiskFact| f.on >= since;
        let found: Facts =
            self.signs(signs).take_while(within).take(MOST_NAMED).map(fact).collect();
        let newest = found.first()?.on?;
        Some(Verdict::Fires(found, Some(add_days(newest, window + 1))))
    }

    /// What a rule comes to.
    pub(super) fn verdict(&self, rule: &RiskRule) -> Verdict {
        match rule.factor {
            Factor::Psychosis => self.psychosis(rule),
            Factor::Violence => self.latest(rule, &[Sign::Violence]).unwrap_or(Verdict::Quiet),
            Factor::PositiveTest => {
                let tests = &[Sign::PositiveTest, Sign::NegativeTest];
                let positive = self.latest(rule, &[Sign::PositiveTest]);
                positive.unwrap_or_else(|| known(self.signs(tests).next().is_some()))
            }
            Factor::Relapse => {
                let found: Facts = self.signs(&[Sign::Relapse]).map(fact).collect();
                if found.is_empty() { Verdict::Quiet } else { Verdict::Fires(found, None) }
            }
            Factor::Absence => self.absence(rule),
            Factor::MissedContacts => self.missed_contacts(rule),
            Factor::Injecting => match self.facts.route {
                Some(Route::Injecting) => Verdict::Fires(vec![field(PersonField::Route)], None),
                // Several routes may or may not be by needle.
                None | Some(Route::Several) => Verdict::Unknown,
                Some(_) => Verdict::Quiet,
            },
            Factor::SeveralSubstances => match u32::from(self.facts.substances) {
                0 => Verdict::Unknown,
                n if n >= rule.count.unwrap_or(2) => {
                    Verdict::Fires(vec![field(PersonField::Substances)], None)
                }
                _ => Verdict::Quiet,
            },
            Factor::NoSteadyWork => self.work(&[OccupationGroup::None, OccupationGroup::Unstable]),
            Factor::SteadyWork => self.work(&[OccupationGroup::Stable, OccupationGroup::Student]),
            Factor::LeftFacility => {
                self.latest(rule, &[Sign::LeftFacility]).unwrap_or(Verdict::Quiet)
            }
            Factor::Minor => self.minor(),
            Factor::NegativeRow => self.negative_row(rule),
            Factor::Attendance => self.attendance(rule),
            Factor::Support => self.latest(rule, &[Sign::Supported]).unwrap_or(Verdict::Quiet),
            Factor::Family => self.family(rule),
        }
    }

    fn psychosis(&self, rule: &RiskRule) -> Verdict {
        let window = i64::from(rule.window_days.unwrap_or_default());
        let since = add_days(self.on, -window);
        let seen = self.facts.psychosis_seen.filter(|d| *d >= since && *d <= self.on);
        let seen = seen.filter(|_| self.facts.psychosis != Some(false));
        let mut found: Facts = Vec::new();
        if let Some(Verdict::Fires(facts, _)) = self.latest(rule, &[Sign::Psychosis]) {
            found = facts;
        }
        found.extend(seen.map(|day| Fact {
            source: Source::Field(PersonField::PsychosisSeenOn),
            on: Some(day),
        }));
        let Some(newest) = found.iter().filter_map(|f| f.on).max() else {
            // "Yes" without a day cannot be judged; nor can an empty box, unless an incident
            // outside the window shows that somebody looked.
            let undated = self.facts.psychosis == Some(true) && self.facts.psychosis_seen.is_none();
            let told =
                self.facts.psychosis.is_some() || self.signs(&[Sign::Psychosis]).next().is_some();
            return known(told && !undated);
        };
        Verdict::Fires(found, Some(add_days(newest, window + 1)))
    }

    fn absence(&self, rule: &RiskRule) -> Verdict {
        let window = i64::from(rule.window_days.unwrap_or_default());
        let since = add_days(self.on, -window);
        // Without an end it lasts; a last day that lies ahead does not end it yet.
        let near = |f: &&RiskFact| f.until.is_none_or(|u| u >= since);
        let found: Vec<&RiskFact> = self.signs(&[Sign::UnreportedAbsence]).filter(near).collect();
        if found.is_empty() {
            return Verdict::Quiet;
        }
        let last = found.iter().map(|f| f.until).max_by_key(|u| u.unwrap_or(NaiveDate::MAX));
        let gone = last.flatten().filter(|_| found.iter().all(|f| f.until.is_some()));
        let facts = found.into_iter().map(fact).collect();
        Verdict::Fires(facts, gone.map(|u| add_days(u, window + 1)))
    }

    fn missed_contacts(&self, rule: &RiskRule) -> Verdict {
        let window = i64::from(rule.window_days.unwrap_or_default());
        let since = add_days(self.on, -window);
        let wanted = rule.count.unwrap_or(1) as usize;
        let missed = self.signs(&[Sign::NotReached]).take_while(|f| f.on >= since);
        let found: Facts = missed.map(fact).collect();
        if found.len() >= wanted {
            return counted(found, wanted, window);
        }
        known(self.signs(&[Sign::Reached, Sign::NotReached]).next().is_some())
    }

    fn work(&self, groups: &[OccupationGroup]) -> Verdict {
        match self.facts.work {
            None => Verdict::Unknown,
            Some(group) if groups.contains(&group) => {
                Verdict::Fires(vec![field(PersonField::OccupationGroup)], None)
            }
            Some(_) => Verdict::Quiet,
        }
    }

    fn minor(&self) -> Verdict {
        let (first, last) = (self.facts.born.first_day(), last_day(self.facts.born));
        // The day he is 18 for certain, and the first on which he may be.
        let (surely, maybe) = (add_months(last, 216), add_months(first, 216));
        if first > self.on {
            // A date that cannot be: nothing is known of his age.
            Verdict::Unknown
        } else if age_on(first, self.on) < 18 {
            Verdict::Fires(vec![field(PersonField::Born)], Some(maybe))
        } else if self.on < surely {
            Verdict::Unknown
        } else {
            Verdict::Quiet
        }
    }

    fn negative_row(&self, rule: &RiskRule) -> Verdict {
        let window = i64::from(rule.window_days.unwrap_or_default());
        let since = add_days(self.on, -window);
        let wanted = rule.count.unwrap_or(1) as usize;
        // Of one day a positive result stands, in whatever order the two were entered.
        let tests: Vec<&RiskFact> = self
            .signs(&[Sign::NegativeTest, Sign::PositiveTest])
            .take_while(|f| f.on >= since)
            .collect();
        let positive = tests.iter().filter(|f| f.sign == Sign::PositiveTest).map(|f| f.on).max();
        let row = tests.iter().filter(|f| positive.is_none_or(|p| f.on > p));
        let found: Facts = row.map(|f| fact(f)).collect();
        if found.len() >= wanted {
            return counted(found, wanted, window);
        }
        known(self.signs(&[Sign::NegativeTest, Sign::PositiveTest]).next().is_some())
    }

    fn attendance(&self, rule: &RiskRule) -> Verdict {
        let running = |f: &&RiskFact| f.until.is_none_or(|u| u > self.on);
        if self.signs(&[Sign::Substitution]).find(running).is_none() {
            return Verdict::Quiet;
        }
        let window = i64::from(rule.window_days.unwrap_or_default());
        let since = add_days(self.on, -window);
        let wanted = rule.count.unwrap_or(1) as usize;
        let doses: Vec<&RiskFact> = self
            .signs(&[Sign::DoseTaken, Sign::DoseMissed])
            .take_while(|f| f.on >= since)
            .collect();
        let missed = doses.iter().any(|f| f.sign == Sign::DoseMissed);
        let taken = doses.iter().filter(|f| f.sign == Sign::DoseTaken);
        let found: Facts = taken.map(|f| fact(f)).collect();
        if doses.is_empty() {
            return Verdict::Unknown;
        }
        if missed || found.len() < wanted {
            return Verdict::Quiet;
        }
        counted(found, wanted, window)
    }

    fn family(&self, rule: &RiskRule) -> Verdict {
        let window = i64::from(rule.window_days.unwrap_or_default());
        let signs = &[Sign::FamilyTakesPart, Sign::FamilyAbsent];
        let Some(told) = self.signs(signs).next() else { return Verdict::Unknown };
        // Of one day the word against stands.
        let against = |f: &RiskFact| f.on == told.on && f.sign == Sign::FamilyAbsent;
        if self.signs(signs).any(against) {
            return Verdict::Quiet;
        }
        if told.on < add_days(self.on, -window) {
            return Verdict::Unknown;
        }
        Verdict::Fires(vec![fact(told)], Some(add_days(told.on, window + 1)))
    }
}

/// Fires by the latest `wanted` facts, until too few of them lie in the window.
fn counted(mut found: Facts, wanted: usize, window: i64) -> Verdict {
    found.truncate(wanted);
    let until = found.last().and_then(|f| f.on).map(|d| add_days(d, window + 1));
    Verdict::Fires(found, until)
}

fn known(there: bool) -> Verdict {
    if there { Verdict::Quiet } else { Verdict::Unknown }
}

/// A fact by which a rule fires: where it stands, and its day where it has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// Where it stands.
    pub source: Source,
    /// Its day; none for a field without one.
    pub on: Option<NaiveDate>,
}

fn fact(fact: &RiskFact) -> Fact {
    Fact { source: fact.source, on: Some(fact.on) }
}

fn field(field: PersonField) -> Fact {
    Fact { source: Source::Field(field), on: None }
}

/// The last day that a partly known date may mean.
pub(super) fn last_day(date: PartialDate) -> NaiveDate {
    let first = date.first_day();
    match date {
        PartialDate::Day(day) => day,
        PartialDate::Month(..) => last_of_month(first),
        PartialDate::Year(_) => add_days(add_months(first, 12), -1),
    }
}
