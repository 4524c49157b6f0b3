//! Saved filters of Danh sách ("danh sách của tôi"): a name and a question, one a line as kept in the
//! registry. A filter may name a hamlet or a person: no `Debug`.

use super::words::{Text, desk};
use crate::domain::deadline::Clock;
use crate::domain::text::clean_line;
use crate::domain::word::{MeasureCode, RiskLevel, Word as _};
use crate::services::view::{PeopleQuery, SortBy};

/// The most lists an officer keeps.
pub const MOST: usize = 20;
/// The longest name, in characters.
const LONGEST: usize = 60;
/// Nobody's people, as the services name it.
const NOBODY: &str = "-";

/// A saved filter.
#[derive(Clone, PartialEq, Eq)]
pub struct SavedList {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub query: PeopleQuery,
}

/// The lists that every officer has: his own people, nobody's, those at high risk.
pub fn built_in(login: &str) -> [(Text, PeopleQuery); 3] {
    let of =
        |officer: &str| PeopleQuery { officer: Some(officer.to_owned()), ..PeopleQuery::default() };
    let high = PeopleQuery { risk: Some(RiskLevel::High), ..PeopleQuery::default() };
    [(desk::LIST_MINE, of(login)), (desk::LIST_NOBODYS, of(NOBODY)), (desk::LIST_HIGH, high)]
}

fn sort_code(sort: SortBy) -> &'static str {
    match sort {
        SortBy::Name => "name",
        SortBy::Risk => "risk",
        SortBy::Due => "due",
    }
}

impl SavedList {
    /// A list; the name is cleaned and cut.
    pub fn new(name: &str, query: PeopleQuery) -> Option<Self> {
        let name: String = clean_line(name).chars().take(LONGEST).collect();
        (!name.is_empty()).then_some(Self { name, query })
    }

    fn line(&self) -> String {
        let q = &self.query;
        let text = |t: &Option<String>| t.as_deref().map(clean_line).unwrap_or_default();
        [
            clean_line(&self.name),
            clean_line(&q.find),
            q.measure.map_or("", |m| m.code()).to_owned(),
            q.risk.map_or("", |r| r.code()).to_owned(),
            text(&q.hamlet),
            text(&q.officer),
            q.clock.map(Clock::code).unwrap_or_default(),
            sort_code(q.sort).to_owned(),
        ]
        .join("\t")
    }

    fn read(line: &str) -> Option<Self> {
        let mut parts = line.split('\t').map(str::to_owned);
        let name = parts.next()?;
        let find = parts.next()?;
        let mut some = || parts.next().filter(|t| !t.is_empty());
        let measure = some().and_then(|c| MeasureCode::from_code(&c));
        let risk = some().and_then(|c| RiskLevel::from_code(&c));
        let (hamlet, officer) = (some(), some());
        let clock = some().and_then(|c| Clock::ALL.iter().copied().find(|k| k.code() == c));
        let code = some();
        let sort = [SortBy::Name, SortBy::Risk, SortBy::Due]
            .into_iter()
            .find(|s| Some(sort_code(*s)) == code.as_deref())
            .unwrap_or_default();
        Self::new(&name, PeopleQuery { find, measure, risk, hamlet, officer, clock, sort })
    }
}

/// The lists as kept.
pub fn read(kept: Option<&str>) -> Vec<SavedList> {
    kept.unwrap_or_default().lines().filter_map(SavedList::read).take(MOST).collect()
}

/// As they are kept.
pub fn text(lists: &[SavedList]) -> String {
    lists.iter().map(SavedList::line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again() {
        let query = PeopleQuery {
            find: "đặng văn".to_owned(),
            measure: Some(MeasureCode::PostRehab),
            risk: Some(RiskLevel::Medium),
            hamlet: Some("Thôn Đoài".to_owned()),
            officer: Some("-".to_owned()),
            clock: Some(Clock::U5),
            sort: SortBy::Due,
        };
        let lists = [
            SavedList::new("Tổ 1\tsau cai\n", query.clone()).unwrap(),
            SavedList::new("mọi người", PeopleQuery::default()).unwrap(),
        ];
        let again = read(Some(&text(&lists)));
        assert!(again == lists, "tabs and breaks in a name are spaces or nothing");
        assert!(again[0].query == query);
        assert!(SavedList::new(" \u{200b} ", query).is_none());
        assert!(read(None).is_empty() && read(Some("một dòng hỏng")).is_empty());
    }

    #[test]
    fn the_most_lists_there_can_be_fit_in_a_preference() {
        let query = PeopleQuery {
            find: "ế".repeat(100),
            hamlet: Some("ế".repeat(100)),
            officer: Some("x".repeat(40)),
            ..PeopleQuery::default()
        };
        let list = SavedList::new(&"ế".repeat(100), query).unwrap();
        let all = vec![list; MOST];
        assert!(text(&all).chars().count() < 8_000);
    }
}
