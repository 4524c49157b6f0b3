//! What holds of every clock, whatever the facts.

use super::clock_cases::{book, case, d};
use crate::domain::date::add_days;
use crate::domain::deadline::deadlines;
use chrono::NaiveDate;
use proptest::prelude::*;

const CODES: [&str; 9] = [
    "user_management",
    "addicted",
    "rehab_home",
    "rehab_voluntary_public",
    "rehab_voluntary_private",
    "rehab_compulsory",
    "rehab_compulsory_minor",
    "substitution",
    "post_rehab",
];

fn on(offset: i64) -> NaiveDate {
    add_days(d("01/07/2026"), offset)
}

proptest! {
    /// Whoever is met or checked later is never due earlier.
    #[test]
    fn later_acts_never_bring_a_deadline_forward(
        code in 0..CODES.len(), start in 0i64..400,
        acts in proptest::collection::vec((0i64..900, 0usize..4), 0..8), extra in 0i64..900,
    ) {
        let kinds = ["residence_check", "contact", "contact", "contact"];
        let outcomes = ["present", "met", "phone", "refused"];
        let write = |(at, kind): &(i64, usize)| format!("{} {} {}", kinds[*kind], on(*at), outcomes[*kind]);
        let m = format!("{} {}", CODES[code], on(start));
        let before: Vec<String> = acts.iter().map(write).collect();
        for kind in 0..4 {
            let mut after = before.clone();
            after.push(write(&(extra, kind)));
            let texts = |v: &[String]| case(&[&m], &v.iter().map(String::as_str).collect::<Vec<_>>());
            let (old, new) = (deadlines(&texts(&before), book(), None), deadlines(&texts(&after), book(), None));
            prop_assert_eq!(old.len(), new.len());
            for (o, n) in old.iter().zip(&new) {
                prop_assert_eq!(o.clock, n.clock);
                prop_assert!(n.due >= o.due);
            }
        }
    }
}
