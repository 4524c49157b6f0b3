//! The publication of a roll-up: audited first, and made only where no starred cell can be worked
//! out from it and from what was published before. Needs no registry and no officer.

use super::error::{Failure, SendingFault};
use super::watch::Watch;
use crate::domain::publication::{
    Audit, Draft, GroupDisclosure, Merge, Merged, Merges, Publication, Remedy, group_disclosures,
    merge::is_area_name, remedy,
};
use crate::domain::report::Tally;
use crate::domain::rollup::RollUp;
use std::collections::BTreeMap;

/// What became of the publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The publication; `None` where it is refused.
    pub publication: Option<Publication>,
    /// What the audit found.
    pub audit: Audit,
    /// The way out, where it is refused.
    pub remedy: Option<Remedy>,
    /// Groups all of whose people stand in one category.
    pub groups: Vec<GroupDisclosure>,
    /// Areas of one unit only: their numbers are that unit's.
    pub single_unit_areas: Vec<String>,
}

/// Audits the publication of a roll-up, together with earlier ones, and makes it or finds the way
/// out.
///
/// # Errors
/// One unit only; an area in a merge that is not there; an audit that does not come to an end;
/// [`Failure::Stopped`] while the way out was looked for.
pub fn publish(
    roll_up: &RollUp,
    earlier: &[Publication],
    merges: &[Merge],
    watch: &Watch,
) -> Result<Published, Failure> {
    // What one unit counted is its own: rounding hides nobody there.
    if roll_up.completeness.received < 2 {
        return Err(SendingFault::OneUnit.into());
    }
    let areas = areas(roll_up);
    let known = |merge: &Merge| merge.codes.iter().all(|code| areas.contains_key(code));
    if merges.iter().any(|merge| merge.of == Merged::Areas && !known(merge)) {
        return Err(SendingFault::UnknownArea.into());
    }
    let wanted = Merges::new(merges.to_vec());
    let draft = Draft { period: roll_up.period, level: &roll_up.total, areas: &areas, earlier };
    let unsolved = |_| SendingFault::Unsolved;
    let (release, audit) = draft.audit(&wanted).map_err(unsolved)?;
    let groups = group_disclosures(&release);
    let single = roll_up.parents.iter().filter(|line| line.completeness.received == 1);
    let single = single.map(|line| area_name(&line.parent));
    let merged = |area: &String| merges.iter().any(|m| m.codes.contains(area));
    let single_unit_areas: Vec<String> = single.filter(|area| !merged(area)).collect();
    let (publication, remedy) = if audit.weak.is_empty() {
        (Some(release.publication()), None)
    } else {
        let found = remedy(&draft, &wanted, &|| !watch.stops()).map_err(unsolved)?;
        (None, Some(found.ok_or(Failure::Stopped)?))
    };
    Ok(Published { publication, audit, remedy, groups, single_unit_areas })
}

/// The areas of a publication: the parents of which anything was received, by a name that can be
/// written in a merge.
fn areas(roll_up: &RollUp) -> BTreeMap<String, Tally> {
    let mut areas: BTreeMap<String, Tally> = BTreeMap::new();
    for line in roll_up.parents.iter().filter(|line| line.completeness.received > 0) {
        areas.entry(area_name(&line.parent)).or_default().add(&line.tally);
    }
    areas
}

fn area_name(parent: &str) -> String {
    let name = parent.replace('/', "-");
    if is_area_name(&name) { name } else { format!("({name})") }
}
