//! The days off that the chief entered, laid over the tables of the book. A day of a year is a day
//! off or a worked day: entering one says which, and "as in the table" takes it back. The book's own
//! table is never changed.

use super::settings::{Check, Setting, setting_on};
use super::{RuleBook, RuleInfo, RuleKind};
use crate::domain::date::parse_day;
use crate::domain::legal::{Citation, Confidence};
use crate::domain::setting::{DayState, FigureFault};
use crate::domain::text::fold;
use crate::domain::word::{Lang, Word};
use crate::domain::work_calendar::{WorkCalendar, WorkYear};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// What ids of years begin with.
const PREFIX: &str = "holidays.";

/// The id under which settings of a day are kept: `holidays.2028-01-24`.
pub fn id_of_day(day: NaiveDate) -> String {
    format!("{PREFIX}{day}")
}

/// The id of a year: `holidays.2028`.
pub fn id_of_year(year: i32) -> String {
    format!("{PREFIX}{year}")
}

/// The day whose setting this id names.
pub fn day_of_id(id: &str) -> Option<NaiveDate> {
    id.strip_prefix(PREFIX)?.parse().ok()
}

/// The year that this id names, in the book or not.
pub fn year_of_id(id: &str) -> Option<i32> {
    id.strip_prefix(PREFIX)?.parse().ok().filter(|y| (1900..3000).contains(y))
}

/// Reads "nghỉ 24/01/2028 - 28/01/2028", "làm việc 10/01/2028", "như bảng gốc 10/01/2028".
pub fn read_days(text: &str) -> Result<(DayState, NaiveDate, NaiveDate), FigureFault> {
    let unreadable = || {
        FigureFault::Unreadable(
            "ngày nghỉ, ví dụ “nghỉ 24/01/2028 - 28/01/2028”, “làm việc 08/01/2028”, “như bảng gốc 24/01/2028”",
            "days off, for example “off 24/01/2028 - 28/01/2028”, “work 08/01/2028”, “own 24/01/2028”",
        )
    };
    let folded = fold(text);
    let split = folded.find(|c: char| c.is_ascii_digit()).ok_or_else(unreadable)?;
    let (word, rest) = folded.split_at(split);
    let state = DayState::ALL.iter().copied().find(|s| {
        [s.code().to_owned(), fold(s.label(Lang::Vi)), fold(s.label(Lang::En))]
            .contains(&word.trim().to_owned())
    });
    let state = state.ok_or_else(unreadable)?;
    let days: Result<Vec<NaiveDate>, FigureFault> = rest
        .split([' ', '–', '…'])
        .filter(|part| part.contains(|c: char| c.is_ascii_digit()))
        .map(|part| parse_day(part).map_err(|_| unreadable()))
        .collect();
    match days?.as_slice() {
        [day] => Ok((state, *day, *day)),
        [first, last] => Ok((state, *first, *last)),
        _ => Err(unreadable()),
    }
}

/// What the unit says of each day, on a day.
fn states(settings: &[Setting], on: NaiveDate) -> BTreeMap<NaiveDate, DayState> {
    let days: BTreeSet<NaiveDate> = settings.iter().filter_map(|s| day_of_id(&s.rule_id)).collect();
    let state = |day: NaiveDate| {
        let holds = setting_on(settings, &id_of_day(day), on)?;
        let state = DayState::from_code(holds.figure.as_deref()?)?;
        (state != DayState::Own).then_some((day, state))
    };
    days.into_iter().filter_map(state).collect()
}

fn is_weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

fn lay(year: &mut WorkYear, day: NaiveDate, state: DayState) {
    year.off.retain(|d| *d != day);
    year.working.retain(|d| *d != day);
    match (state, is_weekend(day)) {
        (DayState::Off, false) => year.off.push(day),
        (DayState::Work, true) => year.working.push(day),
        _ => {}
    }
}

/// `14 days off on weekdays`, with what the unit said of which day: a check holds for this table
/// and no other.
fn figure(year: &WorkYear, said: &BTreeMap<NaiveDate, DayState>) -> String {
    let off = year.off.iter().filter(|d| !is_weekend(**d)).count();
    let mut text = format!("{off} days off on weekdays");
    let own: Vec<String> = said
        .iter()
        .filter(|(day, _)| day.year() == year.year)
        .map(|(day, state)| format!("{:02}/{:02} {}", day.day(), day.month(), state.code()))
        .collect();
    if !own.is_empty() {
        text += "; unit: ";
        text += &own.join(", ");
    }
    text
}

/// The rule of a year that the book has no table of, as it was before any day was entered.
pub fn own_year(year: i32) -> Option<RuleInfo> {
    Some(RuleInfo {
        id: id_of_year(year),
        kind: RuleKind::WorkYear,
        figure: "no table".to_owned(),
        sentence: format!(
            "Chương trình chưa có bảng ngày nghỉ năm {year}; các ngày nghỉ của năm này do đơn vị nhập."
        ),
        in_force_from: NaiveDate::from_ymd_opt(year, 1, 1)?,
        in_force_until: NaiveDate::from_ymd_opt(year, 12, 31),
        citation: Citation {
            source: "unit".to_owned(),
            article: String::new(),
            confidence: Confidence::Unit,
        },
        to_check: false,
    })
}

/// Lays the days over the book's tables; what was changed, for the version of the rules.
///
/// A year of which the book knows only the law's fixed days is known once the chief compared its
/// table with the official notice; a year without a table, once a day of it was entered.
pub(super) fn lay_over(
    book: &mut RuleBook,
    settings: &[Setting],
    checks: &[Check],
    on: NaiveDate,
) -> Vec<String> {
    let said = states(settings, on);
    let mut changed: Vec<String> = said.iter().map(|(d, s)| format!("{d} {}", s.code())).collect();
    for year in settings.iter().filter_map(|s| day_of_id(&s.rule_id)).map(|d| d.year()) {
        if book.info(&id_of_year(year)).is_none() {
            book.rules.extend(own_year(year));
        }
    }
    let mut years = book.calendar().years().to_vec();
    for day in said.keys() {
        if !years.iter().any(|y| y.year == day.year()) {
            let (off, working) = (Vec::new(), Vec::new());
            years.push(WorkYear { year: day.year(), off, working, complete: true });
        }
    }
    for year in &mut years {
        let of = year.year;
        for (day, state) in said.iter().filter(|(d, _)| d.year() == of) {
            lay(year, *day, *state);
        }
        let id = id_of_year(year.year);
        let Some(info) = book.rules.iter_mut().find(|r| r.id == id) else { continue };
        info.figure = figure(year, &said);
        if !year.complete && checks.iter().any(|c| c.rule_id == id && c.figure == info.figure) {
            year.complete = true;
            changed.push(id);
        }
    }
    if !changed.is_empty() {
        book.clock_book.calendar = WorkCalendar::new(years);
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    fn set(on: &str, state: Option<DayState>, from: &str) -> Setting {
        Setting {
            rule_id: id_of_day(day(on)),
            figure: state.map(|s| s.code().to_owned()),
            in_force_from: day(from),
        }
    }

    #[test]
    fn days_are_read_or_refused() {
        let check = |text: &str, wanted: Option<(DayState, &str, &str)>| {
            let wanted = wanted.map(|(s, a, b)| (s, day(a), day(b)));
            assert_eq!(read_days(text).ok(), wanted, "{text}");
        };
        let off = DayState::Off;
        check("nghỉ 24/01/2028", Some((off, "24/01/2028", "24/01/2028")));
        check("Nghi 24/01/2028 - 28/01/2028", Some((off, "24/01/2028", "28/01/2028")));
        check("off 2028-01-24 2028-01-28", Some((off, "24/01/2028", "28/01/2028")));
        check("làm việc 08/01/2028", Some((DayState::Work, "08/01/2028", "08/01/2028")));
        check("như bảng gốc 24/01/2028", Some((DayState::Own, "24/01/2028", "24/01/2028")));
        for text in ["", "-", "nghỉ", "24/01/2028", "nghỉ 31/02/2028", "lễ 24/01/2028", "nghỉ 12"]
        {
            check(text, None);
        }
        check("nghỉ 01/01/2028 02/01/2028 03/01/2028", None);
    }

    #[test]
    fn a_day_is_laid_over_the_table_and_taken_back() {
        let own = RuleBook::embedded();
        let settings = [
            set("24/12/2026", Some(DayState::Off), "01/12/2026"),
            set("24/11/2026", Some(DayState::Work), "01/12/2026"),
            set("26/12/2026", Some(DayState::Work), "01/12/2026"),
            set("24/12/2026", None, "10/12/2026"),
        ];
        let works = |on: &str, asked: &str| {
            own.in_force(&settings, &[], day(on)).calendar().is_working(day(asked))
        };
        let check = |on: &str, wanted: [bool; 3]| {
            let got = ["24/12/2026", "24/11/2026", "26/12/2026"].map(|asked| works(on, asked));
            assert_eq!(got, wanted, "{on}");
        };
        check("30/11/2026", [true, false, false]);
        check("01/12/2026", [false, true, true]);
        check("10/12/2026", [true, true, true]);
        let book = own.in_force(&settings, &[], day("01/12/2026"));
        let info = book.info("holidays.2026").unwrap();
        assert!(info.figure.contains("24/11 work, 24/12 off, 26/12 work"), "{}", info.figure);
        assert_ne!(book.version(), own.version());
        assert!(own.calendar().is_working(day("24/12/2026")), "the book itself is unchanged");
    }

    #[test]
    fn a_year_without_a_table_is_known_once_a_day_of_it_is_entered() {
        let own = RuleBook::embedded();
        let settings = [set("24/01/2028", Some(DayState::Off), "01/12/2026")];
        let before = own.in_force(&settings, &[], day("30/11/2026"));
        assert!(!before.calendar().knows(2028));
        assert!(before.info("holidays.2028").is_some(), "it is listed, with its day to come");
        let after = own.in_force(&settings, &[], day("01/12/2026"));
        assert!(after.calendar().knows(2028) && !after.calendar().knows(2029));
        assert!(!after.calendar().is_working(day("24/01/2028")));
    }

    #[test]
    fn a_partly_known_year_is_known_once_it_was_compared() {
        let own = RuleBook::embedded();
        let on = day("01/12/2026");
        let (id, figure) = ("holidays.2027".to_owned(), &own.info("holidays.2027").unwrap().figure);
        let check = Check { rule_id: id, figure: figure.clone() };
        assert!(!own.in_force(&[], &[], on).calendar().knows(2027));
        let book = own.in_force(&[], std::slice::from_ref(&check), on);
        assert!(book.calendar().knows(2027) && !book.info("holidays.2027").unwrap().to_check);
        assert_ne!(book.version(), own.version(), "deadlines are computed again");
        let other = [set("04/02/2027", Some(DayState::Off), "01/12/2026")];
        let book = own.in_force(&other, &[check], on);
        assert!(!book.calendar().knows(2027), "another table needs another look");
    }
}
