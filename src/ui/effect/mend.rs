//! How a wrong entry is mended, and which record is copied from.

use crate::domain::case::{EventDraft, MeasureDraft};
use crate::domain::id::{EventId, MeasureId};
use crate::domain::word::EventKind;

/// A record to copy from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// The last event of a kind.
    Event(EventKind),
    /// The last measure.
    Measure,
}

/// How a wrong entry is mended.
#[derive(Clone, PartialEq, Eq)]
pub enum Mend {
    /// Other values for an event.
    CorrectEvent(EventId, EventDraft),
    /// An event entered by mistake.
    CancelEvent(EventId),
    /// Other values for a measure.
    CorrectMeasure(MeasureId, MeasureDraft),
    /// A measure opened by mistake.
    CancelMeasure(MeasureId),
    /// An ending entered by mistake.
    ReopenMeasure(MeasureId),
}
