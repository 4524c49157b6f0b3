//! What the picture of the whole list counts: overdue clocks by kind, people by risk.

use super::error::StorageError;
use super::open::Store;
use super::row::{self, iso, iso_second};
use crate::domain::deadline::Clock;
use crate::domain::word::RiskLevel;
use chrono::NaiveDateTime;
use rusqlite::params;

const OVERDUE: &str =
    "SELECT clock, count(*), sum(due < ?2) FROM deadline INDEXED BY deadline_by_rank
    WHERE rank = ?1 AND due < ?3 AND shown_from <= ?4 GROUP BY clock";
const RISK: &str = "SELECT risk, count(*) FROM standing WHERE measure IS NOT NULL GROUP BY risk";

/// How many deadlines of a clock are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverdueCount {
    /// Which clock.
    pub clock: Clock,
    /// All that are over.
    pub count: usize,
    /// Of these, over since before the second bound.
    pub long: usize,
}

impl Store {
    /// By clock, the deadlines that are over at `now` (and those over since before `long`), of the
    /// ranks below `ranks`. The index holds all that is read.
    pub fn overdue_by_clock(
        &self,
        ranks: u8,
        now: NaiveDateTime,
        long: NaiveDateTime,
    ) -> Result<Vec<OverdueCount>, StorageError> {
        let mut statement = self.conn().prepare_cached(OVERDUE)?;
        let mut counts: Vec<OverdueCount> = Vec::new();
        for rank in 0..ranks {
            let bounds = params![rank, iso_second(long), iso_second(now), iso(now.date())];
            let mut rows = statement.query(bounds)?;
            while let Some(r) = rows.next()? {
                let code = r.get_ref(0)?.as_str().map_err(|_| StorageError::Damaged)?;
                let clock = Clock::from_code(code).ok_or(StorageError::Damaged)?;
                let (count, long): (i64, i64) = (r.get(1)?, r.get(2)?);
                let (count, long) = (count as usize, long as usize);
                match counts.iter_mut().find(|c| c.clock == clock) {
                    // The unit's own clocks stand in a rank a risk level.
                    Some(before) => {
                        before.count += count;
                        before.long += long;
                    }
                    None => counts.push(OverdueCount { clock, count, long }),
                }
            }
        }
        Ok(counts)
    }

    /// People under a main measure by risk level; `None` = not assessed.
    pub fn people_by_risk(&self) -> Result<Vec<(Option<RiskLevel>, usize)>, StorageError> {
        let mut statement = self.conn().prepare_cached(RISK)?;
        let mut rows = statement.query([])?;
        let mut counts = Vec::new();
        while let Some(r) = rows.next()? {
            let count: i64 = r.get(1)?;
            counts.push((row::word(r, 0)?, count as usize));
        }
        Ok(counts)
    }
}
