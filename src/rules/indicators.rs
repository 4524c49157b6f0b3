//! The catalogue of indicators: what each figure of a report is, where it stands, how it adds up.

use serde::Deserialize;
use std::sync::OnceLock;

/// How an indicator's figures of consecutive periods become that of the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Adds {
    /// They are summed.
    Sum,
    /// A state: the last one's stands for the whole (of the opening stock the first one's).
    State,
    /// They do not: the whole is counted anew, by what is known at its end.
    Anew,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its code, as [`crate::domain::report::Figure::indicator`] gives it; `*` at the end stands for
    /// one indicator a duty clock.
    pub code: String,
    /// Its name, Vietnamese.
    pub name_vi: String,
    /// Its name, English.
    pub name_en: String,
    /// What is counted, a Vietnamese sentence.
    pub definition: String,
    /// The form or article that asks for it, or `unit`.
    pub source: String,
    /// What is counted one by one, Vietnamese.
    pub unit: String,
    /// How it adds up over periods.
    pub adds: Adds,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Catalogue {
    indicator: Vec<Indicator>,
}

const TEXT: &str = include_str!("indicators.toml");

/// Every indicator, in the order of the form.
pub fn indicators() -> &'static [Indicator] {
    static READ: OnceLock<Vec<Indicator>> = OnceLock::new();
    // A test reads the text; it is compiled in.
    READ.get_or_init(|| toml::from_str::<Catalogue>(TEXT).map(|c| c.indicator).unwrap_or_default())
}

impl Indicator {
    /// Whether it is the indicator of a code.
    pub fn is_of(&self, code: &str) -> bool {
        match self.code.strip_suffix('*') {
            Some(start) => code.starts_with(start),
            None => self.code == code,
        }
    }
}

/// The indicator of a code.
pub fn indicator(code: &str) -> Option<&'static Indicator> {
    indicators().iter().find(|i| i.is_of(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::report::{Column, Figure, OwnCounter, Programme};
    use crate::domain::word::{Lang, Word};

    #[test]
    fn every_figure_of_a_report_has_exactly_one_indicator() {
        assert!(toml::from_str::<Catalogue>(TEXT).is_ok());
        let mut used = vec![false; indicators().len()];
        let own = OwnCounter::ALL.iter().map(|c| format!("own.{}", c.code()));
        for code in Figure::all().iter().map(|f| f.indicator()).chain(own) {
            let of: Vec<usize> =
                (0..used.len()).filter(|n| indicators()[*n].is_of(&code)).collect();
            assert_eq!(of.len(), 1, "{code}");
            used[of[0]] = true;
        }
        let idle = used.iter().zip(indicators()).filter(|(used, _)| !**used);
        assert_eq!(idle.map(|(_, i)| &i.code).collect::<Vec<_>>(), Vec::<&String>::new());
    }

    #[test]
    fn names_are_those_of_the_screens_and_sources_are_known() {
        let book = super::super::RuleBook::embedded();
        for i in indicators() {
            let key = i.source.split(' ').next().unwrap_or_default();
            let known = key == "unit" || book.sources.iter().any(|s| s.key == key);
            assert!(known, "{}: {}", i.code, i.source);
            assert!(i.definition.ends_with('.') && !i.unit.is_empty(), "{}", i.code);
        }
        for figure in Figure::all().iter().filter(|f| f.category().is_none()) {
            if matches!(figure, Figure::Done(_) | Figure::Programme(_) | Figure::Suspected) {
                let i = indicator(&figure.indicator()).unwrap();
                let names = (figure.label(Lang::Vi), figure.label(Lang::En));
                assert_eq!((i.name_vi.clone(), i.name_en.clone()), names);
            }
        }
        for counter in OwnCounter::ALL {
            let i = indicator(&format!("own.{}", counter.code())).unwrap();
            let names = (counter.label(Lang::Vi), counter.label(Lang::En));
            assert_eq!((&*i.name_vi, &*i.name_en), names);
        }
        for work in Programme::ALL {
            let adds = indicator(&Figure::Programme(*work).indicator()).unwrap().adds;
            assert_eq!(adds == Adds::State, work.is_state(), "{work:?}");
        }
        for column in Column::ALL {
            let flow = Column::INS.contains(column) || Column::OUTS.contains(column);
            let adds = indicator(&Figure::Flow(None, *column).indicator()).unwrap().adds;
            assert_eq!(adds == Adds::Sum, flow, "{column:?}");
        }
    }
}
