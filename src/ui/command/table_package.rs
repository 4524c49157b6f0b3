//! Closing a period, the package to the superior.

use super::CommandRow;

pub(super) const ROWS: &[CommandRow] = &[];
