//! Backup and restore.

use super::CommandRow;

pub(super) const ROWS: &[CommandRow] = &[];
