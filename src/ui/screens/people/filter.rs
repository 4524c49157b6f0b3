//! What the list is narrowed by: asked, chosen.

use super::People;
use crate::domain::word::{MeasureCode, RiskLevel, Word};
use crate::ui::screens::choose::Choose;
use crate::ui::screens::{Chosen, Context, Question, Steps, my_lists};
use crate::ui::widgets::text::safe;
use crate::ui::words;

impl People {
    pub(super) fn choose_hamlet(&mut self, cx: &Context) -> Steps {
        let mut options = vec![words::ALL_OF.get(cx.lang).to_owned()];
        options.extend(
            self.hamlets
                .iter()
                .map(|h| format!("{} ({})", safe(&h.name), words::number(h.people, cx.lang))),
        );
        let chosen = self.query.hamlet.as_ref();
        let at = self.hamlets.iter().position(|h| Some(&h.name) == chosen).map_or(0, |n| n + 1);
        let title = words::COL_HAMLET.get(cx.lang).to_owned();
        vec![Choose::open(Question::FilterHamlet, title, options, at)]
    }

    pub(super) fn choose_risk(&self, cx: &Context) -> Steps {
        let mut options = vec![words::ALL_OF.get(cx.lang).to_owned()];
        options.extend(RiskLevel::ALL.iter().map(|r| r.label(cx.lang).to_owned()));
        let at = RiskLevel::ALL.iter().position(|r| Some(*r) == self.query.risk);
        let title = words::RISK.get(cx.lang).to_owned();
        vec![Choose::open(Question::FilterRisk, title, options, at.map_or(0, |n| n + 1))]
    }

    pub(super) fn choose_measure(&self, cx: &Context) -> Steps {
        let mut options = vec![words::ALL_OF.get(cx.lang).to_owned()];
        options.extend(mains().map(|m| m.label(cx.lang).to_owned()));
        let chosen = self.query.measure;
        let at = mains().position(|m| Some(m) == chosen).map_or(0, |n| n + 1);
        let title = words::COL_MEASURE.get(cx.lang).to_owned();
        vec![Choose::open(Question::FilterMeasure, title, options, at)]
    }

    /// Takes over what was chosen to narrow the list by; false = the choice was of something else.
    pub(super) fn narrow(&mut self, chosen: &Chosen, cx: &Context) -> bool {
        let at = chosen.at.checked_sub(1);
        match chosen.question {
            Question::FilterRisk => {
                self.query.risk = at.and_then(|n| RiskLevel::ALL.get(n).copied());
            }
            Question::FilterOfficer => {
                self.query.officer = at.and_then(|n| self.charge.login(n));
            }
            Question::MyList => {
                let lists = my_lists::all(&cx.login, cx);
                let Some((_, query)) = lists.into_iter().nth(chosen.at) else { return false };
                self.find.set(&query.find);
                self.query = query;
            }
            Question::FilterMeasure => self.query.measure = at.and_then(|n| mains().nth(n)),
            Question::FilterHamlet => {
                self.query.hamlet = at.and_then(|n| self.hamlets.get(n)).map(|h| h.name.clone());
            }
            _ => return false,
        }
        true
    }
}

fn mains() -> impl Iterator<Item = MeasureCode> {
    MeasureCode::ALL.iter().copied().filter(|m| m.is_main())
}
