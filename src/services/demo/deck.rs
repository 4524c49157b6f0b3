//! The deck: how many of 150 made-up people go which road, so that every block of 150 files holds
//! every kind of case and a Monday's work list is neither empty nor hopeless.

use super::dice::Dice;

/// A road through the registry, named by where it stands on the day (`domain.md` §4).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Road {
    /// Being verified: no measure yet.
    Suspected,
    /// User management under way.
    Managed,
    /// The same, the last one or two months without a residence check (U5 overdue).
    ManagedUnchecked,
    /// The term ends so many days from now: both bounds; negative = it has run out, undecided (T1).
    ManagedEnding(i64, i64),
    /// A second decision after re-use.
    ManagedAgain,
    /// Moved in with what remains of the term.
    ManagedMovedIn,
    /// Moved out, and back with the remainder.
    ManagedReturned,
    /// Away without telling, now.
    ManagedAbsent,
    /// In custody, now.
    ManagedInCustody,
    /// With an end date set by the officer.
    ManagedSetEnd,
    /// First entered by mistake, then rightly.
    ManagedAfterError,
    /// Determined addicted, nothing started, since so many days (bounds): over 6 months, A4.
    Addicted(i64, i64),
    /// The same after leaving substitution.
    AddictedAfterLeaving,
    /// Home rehab under way.
    Home,
    /// Home rehab whose term ends so many days from now.
    HomeEnding(i64, i64),
    /// Voluntary rehab in a public facility.
    Public,
    /// Voluntary rehab in a private facility.
    Private,
    /// Compulsory rehab of an adult.
    Compulsory,
    /// The same within its last 30 days; whether the facility has announced it (P1).
    CompulsoryEnding(bool),
    /// The same after home rehab given up.
    CompulsoryAfterLeaving,
    /// The same after violations during home rehab.
    CompulsoryAfterViolation,
    /// The same after relapse.
    CompulsoryAfterRelapse,
    /// Compulsory rehab of a minor.
    Minor,
    /// Substitution treatment.
    Substitution,
    /// Post-rehab management of 12 months.
    Post12,
    /// Post-rehab management of 24 months.
    Post24,
    /// Post-rehab management of 12 months that ends so many days from now (P4).
    PostEnding(i64, i64),
    /// Rehab completed so many days ago, nothing proposed yet (P2).
    Unproposed(i64, i64),
    /// User management over, nothing found.
    ManagedOver,
    /// User management ended for another reason.
    ManagedStopped(Stop),
    /// Post-rehab of 12 or 24 months over.
    PostOver(u32),
    /// Moved out during post-rehab.
    PostMovedOut,
    /// Died in compulsory rehab.
    CompulsoryDeath,
}

/// Why user management stopped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Prison,
    Death,
    MovedOut,
    Facility,
    Missing,
    LongCustody,
}

/// When the next follow-up contact (F1) of a person is due.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Visit {
    /// After the coming week, or there is none to make.
    Later,
    /// In the coming week.
    Soon,
    /// On the day.
    Today,
    /// It is late.
    Late,
}

/// One person's lot.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Card {
    pub(super) road: Road,
    pub(super) visit: Visit,
}

const fn lot(count: usize, road: Road) -> (usize, Card) {
    visited(count, road, Visit::Later)
}

const fn visited(count: usize, road: Road, visit: Visit) -> (usize, Card) {
    (count, Card { road, visit })
}

use Road as R;

/// How many of a block go each road.
const LOTS: &[(usize, Card)] = &[
    lot(2, R::Suspected),
    lot(34, R::Managed),
    lot(3, R::ManagedUnchecked),
    lot(1, R::ManagedEnding(0, 0)),
    lot(2, R::ManagedEnding(1, 7)),
    lot(2, R::ManagedEnding(-80, -2)),
    lot(2, R::ManagedEnding(-600, -430)),
    lot(4, R::ManagedAgain),
    lot(2, R::ManagedMovedIn),
    lot(1, R::ManagedReturned),
    lot(2, R::ManagedAbsent),
    lot(1, R::ManagedInCustody),
    lot(1, R::ManagedSetEnd),
    lot(1, R::ManagedAfterError),
    lot(5, R::Addicted(5, 150)),
    lot(2, R::Addicted(190, 300)),
    lot(1, R::AddictedAfterLeaving),
    lot(5, R::Home),
    visited(2, R::Home, Visit::Soon),
    visited(1, R::Home, Visit::Late),
    lot(1, R::HomeEnding(1, 7)),
    lot(1, R::HomeEnding(-40, -2)),
    lot(4, R::Public),
    lot(3, R::Private),
    lot(9, R::Compulsory),
    lot(1, R::CompulsoryEnding(true)),
    lot(1, R::CompulsoryEnding(false)),
    lot(2, R::CompulsoryAfterLeaving),
    lot(1, R::CompulsoryAfterViolation),
    lot(2, R::CompulsoryAfterRelapse),
    lot(2, R::Minor),
    lot(5, R::Substitution),
    visited(3, R::Substitution, Visit::Soon),
    visited(1, R::Substitution, Visit::Late),
    lot(4, R::Post12),
    visited(2, R::Post12, Visit::Soon),
    visited(1, R::Post12, Visit::Today),
    visited(1, R::Post12, Visit::Late),
    lot(5, R::Post24),
    visited(2, R::Post24, Visit::Soon),
    visited(1, R::Post24, Visit::Late),
    lot(1, R::PostEnding(1, 7)),
    lot(1, R::PostEnding(-50, -3)),
    lot(1, R::Unproposed(8, 40)),
    lot(1, R::Unproposed(1, 1)),
    lot(9, R::ManagedOver),
    lot(1, R::ManagedStopped(Stop::Prison)),
    lot(1, R::ManagedStopped(Stop::Death)),
    lot(1, R::ManagedStopped(Stop::MovedOut)),
    lot(1, R::ManagedStopped(Stop::Facility)),
    lot(1, R::ManagedStopped(Stop::Missing)),
    lot(1, R::ManagedStopped(Stop::LongCustody)),
    lot(2, R::PostOver(12)),
    lot(1, R::PostOver(24)),
    lot(1, R::PostMovedOut),
    lot(1, R::CompulsoryDeath),
];

/// People in a block.
pub(super) const BLOCK: usize = 150;

/// The deck of one block of people, in the order of their files.
pub(super) fn shuffled(dice: &mut Dice) -> Vec<Card> {
    let mut deck: Vec<Card> =
        LOTS.iter().flat_map(|(count, card)| std::iter::repeat_n(*card, *count)).collect();
    dice.shuffle(&mut deck);
    deck
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lots_make_a_block() {
        assert_eq!(shuffled(&mut Dice::new(1, 1)).len(), BLOCK);
    }
}
