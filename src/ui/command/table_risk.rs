//! Risk assessment.

use super::CommandRow;

pub(super) const ROWS: &[CommandRow] = &[];
