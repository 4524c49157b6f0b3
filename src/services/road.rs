//! The road before an act is written: what refuses it, what it lacks, and what can be done now.

use super::error::Failure;
use super::permission::Duty;
use super::registry::Registry;
use crate::domain::case::CaseFile;
use crate::domain::id::FileNo;
use crate::domain::refusal::{Refusal, Remark};
use crate::domain::road::{
    Act, Circumstances, Standing, Step, allowed_acts, circumstances, judge, standing,
};

impl Registry {
    /// Where a person stands now, derived from measures and events.
    ///
    /// # Errors
    /// [`Failure::UnknownFile`], or the file cannot be read.
    pub fn standing(&mut self, file_no: &FileNo) -> Result<(Standing, Circumstances), Failure> {
        self.permit(Duty::ReadDossier)?;
        let case = self.load(file_no)?;
        let today = self.now().date();
        Ok((standing(&case, today), circumstances(&case, today)))
    }

    /// Every act that the road allows now, each with the papers that would be remarked as lacking.
    ///
    /// # Errors
    /// [`Failure::UnknownFile`], or the file cannot be read.
    pub fn allowed_acts(&mut self, file_no: &FileNo) -> Result<Vec<(Act, Vec<Remark>)>, Failure> {
        self.permit(Duty::ReadDossier)?;
        let case = self.load(file_no)?;
        Ok(allowed_acts(&case, self.now(), &self.book.clock_book))
    }

    /// Adds the road's remarks to those of the draft, or refuses the act with every rule against
    /// it. Imported history never comes here.
    pub(super) fn judged(
        &self,
        case: &CaseFile,
        step: &Step<'_>,
        mut remarks: Vec<Remark>,
    ) -> Result<Vec<Remark>, Failure> {
        match judge(case, step, self.now(), &self.book.clock_book) {
            Ok(lacking) => {
                remarks.extend(lacking);
                Ok(remarks)
            }
            Err(objections) => {
                Err(Failure::Refused(objections.into_iter().map(Refusal::from).collect()))
            }
        }
    }
}
