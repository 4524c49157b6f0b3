//! Each counting rule on the smallest life that shows it.

use super::*;
use crate::domain::date::{PartialDate, parse_day, parse_partial};
use crate::domain::report::SubstanceSet;

/// `row start [end reason] [source]`, dates dd/mm of 2026, for example `addicted 01/11 10/11 replaced`.
fn interval(person: i64, text: &str) -> Interval {
    let mut words = text.split(' ');
    let row = ReportRow::from_code(words.next().unwrap()).unwrap();
    let day = |text: &str| parse_day(&format!("{text}/2026")).unwrap();
    let start = day(words.next().unwrap());
    let rest: Vec<&str> = words.collect();
    Interval {
        person: PersonId(person),
        row,
        start,
        ended_on: rest.iter().find(|w| w.contains('/')).map(|w| day(w)),
        end_reason: rest.iter().find_map(|w| EndReason::from_code(w)),
        source: rest.contains(&"from_elsewhere").then_some(Inflow::MovedIn),
    }
}

fn person(born: &str) -> PersonAttributes {
    PersonAttributes {
        born: parse_partial(born).unwrap(),
        sex: Some(Sex::Male),
        psychosis_seen_on: None,
        monitored: false,
        education: None,
        occupation: None,
        substances: SubstanceSet::default(),
        route: None,
        use_since: None,
    }
}

fn november() -> Period {
    Period::Month(2026, 11)
}

fn count(period: Period, measures: &[Interval]) -> Result<Stock, BrokenTable> {
    stock_flow(period, measures.iter().copied(), |_| Some(person("12/05/1987")))
}

/// What is not zero: `addicted opening=1 changed_out=1; …`, the total left out.
fn words(table: &StockFlow) -> String {
    let rows = ReportRow::ALL.iter().filter_map(|&row| {
        let cells: Vec<String> = table
            .row(row)
            .iter()
            .filter(|c| c.1 > 0)
            .map(|(c, n)| format!("{}={n}", c.code()))
            .collect();
        (!cells.is_empty()).then(|| format!("{} {}", row.code(), cells.join(" ")))
    });
    rows.collect::<Vec<_>>().join("; ")
}

/// One person's measures, parted by `, `, counted in November (15/10 to 14/11).
fn check(life: &str, wanted: &str) {
    let measures: Vec<Interval> = life.split(", ").map(|m| interval(1, m)).collect();
    let stock = count(november(), &measures).unwrap_or_else(|e| panic!("{life}: {e}"));
    assert_eq!(words(&stock.table), wanted, "{life}");
}

#[test]
fn active_from_the_first_day_to_the_day_before_the_last() {
    check("user_management 14/10", "user_management opening=1 closing=1");
    check("user_management 15/10", "user_management new=1 closing=1");
    check("user_management 14/11", "user_management new=1 closing=1");
    check("user_management 15/11", "");
    check("user_management 01/02 14/10 term_over", "");
    check("user_management 01/02 15/10 term_over", "user_management opening=1 ended=1");
    check("user_management 01/02 14/11 term_over", "user_management opening=1 ended=1");
    check("user_management 01/02 15/11 term_over", "user_management opening=1 closing=1");
    check("user_management 20/10 20/10 prison", "user_management new=1 stopped=1");
}

#[test]
fn ins_by_source_and_outs_by_reason() {
    check("addicted 20/10 from_elsewhere", "addicted moved_in=1 closing=1");
    check("addicted 01/02 20/10 moved_out", "addicted opening=1 moved_out=1");
    check("rehab_home 01/02 20/10 completed", "rehab_home opening=1 ended=1");
    check("rehab_home 01/02 20/10 term_over", "rehab_home opening=1 ended=1");
    let others = EndReason::ALL.iter().filter(|r| {
        !matches!(
            r,
            EndReason::Completed | EndReason::TermOver | EndReason::MovedOut | EndReason::Error
        )
    });
    for reason in others {
        check(
            &format!("rehab_home 01/02 20/10 {}", reason.code()),
            "rehab_home opening=1 stopped=1",
        );
    }
}

#[test]
fn a_handover_is_the_same_day_or_the_day_after() {
    let before = "addicted 01/02 20/10 replaced, rehab_home";
    let changed = "addicted opening=1 changed_out=1; rehab_home changed_in=1 closing=1";
    check(&format!("{before} 20/10"), changed);
    check(&format!("{before} 21/10"), changed);
    check(&format!("{before} 22/10"), "addicted opening=1 stopped=1; rehab_home new=1 closing=1");
    check(&format!("{before} 21/10 from_elsewhere"), changed);
    check(
        "rehab_compulsory 01/02 20/10 completed, post_rehab_24 20/10",
        "rehab_compulsory opening=1 changed_out=1; post_rehab_24 changed_in=1 closing=1",
    );
}

#[test]
fn who_moved_out_is_linked_to_nothing() {
    check(
        "user_management 01/02 20/10 moved_out, user_management 21/10 from_elsewhere",
        "user_management opening=1 moved_in=1 moved_out=1 closing=1",
    );
    check(
        "user_management 01/02 20/10 moved_out, addicted 20/10",
        "user_management opening=1 moved_out=1; addicted new=1 closing=1",
    );
}

#[test]
fn a_new_decision_in_the_same_row_is_no_flow() {
    let still = "user_management opening=1 closing=1";
    check("user_management 01/02 20/10 replaced, user_management 20/10", still);
    check("user_management 01/02 20/10 term_over, user_management 21/10", still);
    check("user_management 01/02 14/10 replaced, user_management 15/10", still);
    check("user_management 01/02 14/11 replaced, user_management 15/11", still);
    check(
        "user_management 01/02 20/10 replaced, user_management 22/10",
        "user_management opening=1 new=1 stopped=1 closing=1",
    );
    check(
        "user_management 20/10 25/10 replaced, user_management 25/10 30/10 replaced, user_management 31/10 05/11 death",
        "user_management new=1 stopped=1",
    );
    check(
        "post_rehab_12 01/02 20/10 replaced, post_rehab_24 20/10",
        "post_rehab_12 opening=1 changed_out=1; post_rehab_24 changed_in=1 closing=1",
    );
    check(
        "addicted 01/02 20/10 replaced, rehab_home 20/10 25/10 replaced, rehab_home 26/10 30/10 violation, rehab_compulsory 30/10",
        "addicted opening=1 changed_out=1; rehab_home changed_in=1 changed_out=1; rehab_compulsory changed_in=1 closing=1",
    );
}

#[test]
fn what_was_entered_by_mistake_counts_nowhere() {
    check("user_management 01/02 20/10 error", "");
    check(
        "addicted 01/02 20/10 replaced, substitution 10/10 20/10 error, rehab_home 20/10",
        "addicted opening=1 changed_out=1; rehab_home changed_in=1 closing=1",
    );
    check(
        "user_management 01/02 20/10 error, user_management 20/10",
        "user_management new=1 closing=1",
    );
    check("user_management 20/10, addicted 25/10 01/11 error", "user_management new=1 closing=1");
}

#[test]
fn a_change_across_the_cut_off_is_said_in_words() {
    let notes = |life: &[&str], period: Period| {
        let measures: Vec<Interval> = life.iter().map(|m| interval(1, m)).collect();
        count(period, &measures).unwrap().notes
    };
    let straddling = ["addicted 01/02 14/11 replaced", "rehab_home 15/11"];
    assert_eq!(
        notes(&straddling, november()),
        [Note::ChangesAcrossCutOff { ins: 0, outs: 1, changed_in: 0, changed_out: 1 }]
    );
    assert_eq!(
        notes(&straddling, november().next()),
        [Note::ChangesAcrossCutOff { ins: 1, outs: 0, changed_in: 1, changed_out: 0 }]
    );
    assert_eq!(notes(&straddling, Period::Quarter(2026, 4)), []);
    assert_eq!(notes(&["addicted 01/02 14/11 replaced", "rehab_home 14/11"], november()), []);
    assert_eq!(notes(&["addicted 01/02 14/11 replaced", "addicted 15/11"], november()), []);
}

#[test]
fn parts_of_the_closing_stock_are_taken_on_the_last_day() {
    let check = |born: &str, seen: Option<&str>, wanted: [u64; 2]| {
        let attributes = PersonAttributes {
            psychosis_seen_on: seen.map(|d| parse_day(d).unwrap()),
            sex: Some(Sex::Female),
            monitored: true,
            ..person(born)
        };
        let stock = stock_flow(november(), std::iter::once(interval(1, "addicted 01/02")), |_| {
            Some(attributes)
        })
        .unwrap();
        let total = stock.table.total;
        assert_eq!([total[Column::Under18], total[Column::Psychosis]], wanted, "{born} {seen:?}");
        assert_eq!([total[Column::Female], total[Column::Monitoring]], [1, 1]);
        let partly = stock.notes.contains(&Note::PartlyKnownBirths { people: 1 });
        assert_eq!(partly, !matches!(attributes.born, PartialDate::Day(_)));
    };
    // A birth after the day gives no age.
    check("15/11/2026", None, [0, 0]);
    check("14/11/2026", None, [1, 0]);
    check("15/11/2008", Some("14/11/2026"), [1, 1]);
    check("14/11/2008", Some("15/11/2026"), [0, 0]);
    check("2008", Some("18/05/2026"), [0, 1]);
    check("12/2008", Some("17/05/2026"), [1, 0]);
    check("1990", None, [0, 0]);
}

#[test]
fn a_broken_table_is_refused() {
    let sound =
        count(november(), &[interval(1, "addicted 20/10"), interval(2, "rehab_home 01/02")])
            .unwrap()
            .table;
    assert_eq!(sound.check(), Ok(()));
    let check = |spoil: &dyn Fn(&mut StockFlow), row: Option<ReportRow>, fault: Fault| {
        let mut table = sound.clone();
        spoil(&mut table);
        assert_eq!(table.check(), Err(BrokenTable { row, fault }));
    };
    let addicted = ReportRow::Addicted;
    check(&|t| t.rows[addicted.index()][Column::New] += 1, Some(addicted), Fault::Identity);
    check(&|t| t.rows[addicted.index()][Column::Female] = 2, Some(addicted), Fault::Parts);
    check(&|t| t.total[Column::Closing] -= 1, None, Fault::Identity);
    let both = |t: &mut StockFlow| {
        t.total[Column::New] += 1;
        t.total[Column::Closing] += 1;
    };
    check(&both, None, Fault::Sum);
    check(&|t| t.total[Column::Closing] = u64::MAX, None, Fault::Identity);

    // A table that keeps its identity and yet differs from who was there: the recount finds it.
    let mut recount = Recount::new(november());
    recount = recount.seen(&interval(1, "addicted 20/10")).seen(&interval(2, "rehab_home 01/02"));
    assert_eq!(recount.compare(&sound), Ok(()));
    let mut table = sound;
    for column in [Column::New, Column::Closing] {
        table.rows[addicted.index()][column] += 1;
        table.total[column] += 1;
    }
    assert_eq!(table.check(), Ok(()));
    assert_eq!(
        recount.compare(&table),
        Err(BrokenTable { row: Some(addicted), fault: Fault::Recount })
    );
    let text = BrokenTable { row: None, fault: Fault::Sum }.to_string();
    assert_eq!(text, "stock-flow table is broken in row total: sum");
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let refused =
        |measures: &[Interval]| count(november(), measures).map(|_| ()).unwrap_err().fault;
    let twice = [interval(1, "addicted 01/02"), interval(1, "rehab_home 20/10")];
    assert_eq!(refused(&twice), Fault::CountedTwice);
    let disorder = [interval(2, "addicted 01/02"), interval(1, "rehab_home 20/10")];
    assert_eq!(refused(&disorder), Fault::Disorder);
    let disorder = [
        interval(1, "addicted 20/10 25/10 replaced"),
        interval(1, "rehab_home 01/02 20/10 replaced"),
    ];
    assert_eq!(refused(&disorder), Fault::Disorder);
    let nobody = stock_flow(november(), std::iter::once(interval(1, "addicted 01/02")), |_| None);
    assert_eq!(nobody.unwrap_err().fault, Fault::UnknownPerson);
}
