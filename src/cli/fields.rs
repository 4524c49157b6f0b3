//! Flags made from the fields of a record: the workbook's columns, by their codes, with dashes.

use super::lang::lang;
use crate::domain::case::{EventField, MeasureField};
use crate::domain::draft::Draft;
use crate::domain::person::PersonField;
use crate::domain::word::Word;
use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};
use std::marker::PhantomData;

/// Which fields a command takes as flags.
pub(super) trait FlagSet {
    /// The record's fields.
    type Field: Word + Ord;

    /// The flag of a field, without its dashes; `None` = the command does not take it as a flag.
    fn flag(field: Self::Field) -> Option<String>;

    /// Fields that must be given.
    fn required(_: Self::Field) -> bool {
        false
    }
}

fn dashed(field: impl Word) -> String {
    field.code().replace('_', "-")
}

/// `person add`: every column.
pub(super) struct NewPerson;

impl FlagSet for NewPerson {
    type Field = PersonField;

    fn flag(field: PersonField) -> Option<String> {
        Some(dashed(field))
    }

    fn required(field: PersonField) -> bool {
        matches!(field, PersonField::Name | PersonField::Sex | PersonField::Born)
    }
}

/// `person edit`: every column; another file number renumbers the file.
pub(super) struct EditedPerson;

impl FlagSet for EditedPerson {
    type Field = PersonField;

    fn flag(field: PersonField) -> Option<String> {
        Some(dashed(field))
    }
}

/// `measure open`.
pub(super) struct OpenedMeasure;

impl FlagSet for OpenedMeasure {
    type Field = MeasureField;

    fn flag(field: MeasureField) -> Option<String> {
        use MeasureField as F;
        match field {
            F::Measure | F::EndedOn | F::EndReason => None,
            F::TermMonths => Some("months".to_owned()),
            _ => Some(dashed(field)),
        }
    }

    fn required(field: MeasureField) -> bool {
        field == MeasureField::Start
    }
}

/// `record`.
pub(super) struct RecordedEvent;

impl FlagSet for RecordedEvent {
    type Field = EventField;

    fn flag(field: EventField) -> Option<String> {
        match field {
            EventField::Kind => None,
            EventField::Outcome => Some("result".to_owned()),
            _ => Some(dashed(field)),
        }
    }

    fn required(field: EventField) -> bool {
        field == EventField::At
    }
}

/// `correct event`: every column.
pub(super) struct CorrectedEvent;

impl FlagSet for CorrectedEvent {
    type Field = EventField;

    fn flag(field: EventField) -> Option<String> {
        match field {
            EventField::Outcome => Some("result".to_owned()),
            _ => Some(dashed(field)),
        }
    }
}

/// `correct measure`: every column.
pub(super) struct CorrectedMeasure;

impl FlagSet for CorrectedMeasure {
    type Field = MeasureField;

    fn flag(field: MeasureField) -> Option<String> {
        match field {
            MeasureField::TermMonths => Some("months".to_owned()),
            _ => Some(dashed(field)),
        }
    }
}

/// The draft that a command's flags make.
pub(super) struct FieldFlags<S: FlagSet> {
    /// What was given.
    pub(super) draft: Draft<S::Field>,
    set: PhantomData<S>,
}

impl<S: FlagSet> Clone for FieldFlags<S> {
    fn clone(&self) -> Self {
        Self { draft: self.draft.clone(), set: PhantomData }
    }
}

/// The name of the argument inside clap; prefixed, so that it never meets a positional's.
fn id(field: impl Word) -> String {
    format!("field:{}", field.code())
}

impl<S: FlagSet> Args for FieldFlags<S> {
    fn augment_args(mut command: Command) -> Command {
        for &field in S::Field::ALL {
            let Some(flag) = S::flag(field) else { continue };
            command = command.arg(
                Arg::new(id(field))
                    .long(flag)
                    .help(field.label(lang()))
                    .value_name(value_name(field))
                    .required(S::required(field)),
            );
        }
        command
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

/// What stands behind the flag in the help: dates are told apart from texts.
fn value_name(field: impl Word) -> &'static str {
    let code = field.code();
    let dated = matches!(
        code,
        "born" | "at" | "until" | "start" | "set_end" | "decision_date" | "document_issued"
    ) || code.ends_with("_on");
    if dated { lang().pick("NGÀY", "DATE") } else { lang().pick("CHỮ", "TEXT") }
}

impl<S: FlagSet> FromArgMatches for FieldFlags<S> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut draft = Draft::new();
        for &field in S::Field::ALL {
            if S::flag(field).is_some() {
                draft.set_some(field, matches.get_one::<String>(&id(field)));
            }
        }
        Ok(Self { draft, set: PhantomData })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
