//! The shapes of the TOML files, before anything is checked.

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSources {
    pub(super) source: Vec<RawSource>,
    #[serde(default)]
    pub(super) difference: Vec<RawDifference>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSource {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) in_force_from: String,
    pub(super) in_force_until: Option<String>,
    pub(super) read: String,
    pub(super) confidence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDifference {
    pub(super) about: String,
    pub(super) text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTerms {
    pub(super) term: Vec<RawTerm>,
    pub(super) pause: Vec<RawPause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawPause {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) measures: Vec<String>,
    pub(super) laws: Vec<String>,
    pub(super) in_force_from: String,
    pub(super) in_force_until: Option<String>,
    pub(super) source: String,
    pub(super) article: String,
    pub(super) confidence: String,
    pub(super) sentence: String,
    #[serde(default)]
    pub(super) example: Vec<PauseExample>,
}

/// A worked example of a pause: a measure with its events, and the end date that follows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests only"))]
pub(super) struct PauseExample {
    pub(super) measure: String,
    pub(super) start: String,
    pub(super) events: Vec<String>,
    pub(super) end: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTerm {
    pub(super) id: String,
    pub(super) measure: String,
    pub(super) law: String,
    pub(super) months: Option<u32>,
    pub(super) least_months: Option<u32>,
    pub(super) rehab_count: Option<(u32, u32)>,
    pub(super) after: Option<String>,
    pub(super) rides_on: Option<String>,
    pub(super) minor: Option<bool>,
    pub(super) in_force_from: String,
    pub(super) in_force_until: Option<String>,
    pub(super) source: String,
    pub(super) article: String,
    pub(super) confidence: String,
    pub(super) sentence: String,
    #[serde(default)]
    pub(super) example: Vec<TermExample>,
}

/// A worked example of a term: facts, and the end date that follows (none = open-ended).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests only"))]
pub(super) struct TermExample {
    pub(super) start: String,
    pub(super) rehab_count: Option<u32>,
    pub(super) after: Option<String>,
    pub(super) rides_on: Option<String>,
    pub(super) born: Option<String>,
    pub(super) end: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawClocks {
    pub(super) clock: Vec<RawClock>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawClock {
    pub(super) id: String,
    pub(super) code: String,
    pub(super) kind: String,
    pub(super) limit: RawLimit,
    pub(super) alternative: Option<RawAlternative>,
    pub(super) in_force_from: String,
    pub(super) in_force_until: Option<String>,
    pub(super) source: String,
    pub(super) article: String,
    pub(super) confidence: String,
    pub(super) laws: Vec<String>,
    #[serde(default)]
    pub(super) dossier_only: bool,
    pub(super) what_vi: String,
    pub(super) what_en: String,
    pub(super) closed_by_vi: String,
    pub(super) closed_by_en: String,
    pub(super) from_vi: String,
    pub(super) from_en: String,
    pub(super) sentence: String,
    #[serde(default)]
    pub(super) example: Vec<ClockExample>,
}

/// A worked example of a clock: the moment it runs from, or a measure with its events; and when
/// it falls due.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests only"))]
pub(super) struct ClockExample {
    pub(super) from: Option<String>,
    pub(super) case: Option<String>,
    pub(super) risk: Option<String>,
    pub(super) measure: Option<String>,
    pub(super) start: Option<String>,
    pub(super) ended: Option<String>,
    pub(super) end_reason: Option<String>,
    #[serde(default)]
    pub(super) events: Vec<String>,
    pub(super) due: String,
    pub(super) shown_from: Option<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub(super) enum RawLimit {
    Hours(u32),
    Days(u32),
    WorkingDays(u32),
    Months(u32),
    DaysBefore(u32),
    LastWorkingDays(u32),
    MonthEnd(bool),
    SameDay(bool),
    ByRisk([u32; 3]),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawAlternative {
    pub(super) when: String,
    pub(super) limit: RawLimit,
    pub(super) sentence: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawYears {
    pub(super) year: Vec<RawYear>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawYear {
    pub(super) year: i32,
    pub(super) complete: bool,
    pub(super) source: String,
    pub(super) article: String,
    pub(super) sentence: String,
    pub(super) off: Vec<RawDays>,
    pub(super) working: Vec<RawDays>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawDays {
    pub(super) from: String,
    pub(super) to: Option<String>,
    pub(super) name: String,
    pub(super) source: Option<String>,
    #[serde(default)]
    pub(super) to_check: bool,
}
