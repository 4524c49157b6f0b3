//! The command line over [`crate::services::Registry`]: names, exit codes and JSON are the
//! contract of scripts (`interface.md`).
//!
//! Without a command it opens the app. What a command prints goes to standard output, everything
//! said about it to standard error; with `--json` standard output holds one document and nothing
//! else. No error repeats what was typed: it may be a name.

mod args;
mod audit;
mod backup;
mod change;
mod clock;
mod demo;
mod desk;
mod doubles;
mod error;
mod fields;
mod found;
mod help;
mod import;
mod interrupt;
mod json;
mod lang;
mod mend;
mod officers;
mod output;
mod programme;
mod read;
mod receiving;
mod report_text;
mod retention;
mod risk;
mod risk_one;
mod roll_up;
mod roll_up_text;
mod rules;
mod sending;
mod session;
mod table;
mod text;

use crate::vault::Place;
use args::{Cli, Command, Completions, Global};
use chrono::NaiveDateTime;
use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use error::CliError;
use lang::{lang, t};
use serde::Serialize;
use std::ffi::OsString;
use std::process::ExitCode;

/// What a command that has done its work may still have to say by its exit code.
enum Done {
    /// All of it.
    Whole,
    /// Some rows were refused (exit code 5).
    Partly,
}

/// Runs the command line with the process's arguments and gives the exit code to leave with.
pub fn run(arguments: &[OsString]) -> ExitCode {
    lang::choose(lang::detect(arguments, std::env::var_os("HOSO_LANG")));
    match parse(arguments).and_then(|cli| cli.map_or(Ok(Done::Whole), execute)) {
        Ok(Done::Whole) => ExitCode::SUCCESS,
        Ok(Done::Partly) => ExitCode::from(5),
        Err(error) => {
            output::aside(&error.text(lang()));
            ExitCode::from(error.exit_code())
        }
    }
}

/// Reads the arguments; `None` when help was asked for and has been printed.
fn parse(arguments: &[OsString]) -> Result<Option<Cli>, CliError> {
    let command = help::dressed(Cli::command());
    let read = command
        .try_get_matches_from(audit::whose_acts(arguments))
        .and_then(|m| Cli::from_arg_matches(&m));
    match read {
        Ok(cli) => Ok(Some(cli)),
        Err(error) if error.kind() == ErrorKind::DisplayHelp => {
            output::text(&help::translated(&error.to_string()))?;
            Ok(None)
        }
        Err(error) => Err(CliError::Mistyped(help::mistyped(&error))),
    }
}

fn execute(cli: Cli) -> Result<Done, CliError> {
    let global = &cli.global;
    if cli.version {
        return version(global.json);
    }
    let Some(command) = cli.command else {
        return open_app(global.place()?, global.named_officer(), None);
    };
    if !matches!(command, Command::Completions(_) | Command::Rules { act: None }) {
        interrupt::watch();
    }
    match command {
        Command::Demo(args) => demo::run(global, &args),
        Command::Init(args) => found::run(global, &args),
        Command::Import(args) => import::run(global, &args),
        Command::People(args) => read::people(global, args),
        Command::Show(args) => read::show(global, &args),
        Command::Today(args) => read::today(global, &args),
        Command::Report(args) => read::report(global, &args),
        Command::Close(args) => sending::close(global, &args),
        Command::Export(args) => sending::export(global, &args),
        Command::Programme(args) => programme::programme(global, &args),
        Command::Superior { act } => sending::superior(global, act),
        Command::Key { act } => sending::key(global, act),
        Command::Verify(args) => receiving::verify(global, &args),
        Command::Units { act } => receiving::units(global, act),
        Command::Rollup(args) => roll_up::run(global, &args),
        Command::Record(args) => change::record(global, args),
        Command::Measure { act } => change::measure(global, act),
        Command::Person { act } => change::person(global, act),
        Command::Rules { act } => rules::run(global, act),
        Command::Risk(args) => risk::run(global, args),
        Command::Correct { act } => mend::correct(global, act),
        Command::Cancel { act } => mend::cancel(global, act),
        Command::History(args) => mend::history(global, &args),
        Command::Duplicates(args) => doubles::duplicates(global, args),
        Command::Merge(args) => doubles::merge(global, &args),
        Command::Split(args) => doubles::split(global, &args),
        Command::Assign(args) => desk::assign(global, &args),
        Command::Team(args) => desk::team(global, &args),
        Command::Agenda(args) => desk::agenda(global, &args),
        Command::Rounds(args) => desk::rounds(global, &args),
        Command::Officer { act } => officers::officer(global, act),
        Command::Recover(args) => officers::recover(global, &args),
        Command::Sheets { act } => officers::sheets(global, &act),
        Command::Retention(args) => retention::run(global, args),
        Command::Rekey => officers::rekey(global),
        Command::Backup(args) => backup::backup(global, &args),
        Command::Restore(args) => backup::restore(global, &args),
        Command::Audit(args) => audit::audit(global, &args),
        Command::Check(args) => audit::check(global, &args),
        Command::Completions(args) => completions(&args),
    }
}

/// Opens the app on this place (first set-up where there is no registry yet), offering this
/// officer first; `fixed_now` is for a demo of another day.
fn open_app(
    place: Place,
    login: Option<String>,
    fixed_now: Option<NaiveDateTime>,
) -> Result<Done, CliError> {
    if !output::someone_is_there() {
        return Err(CliError::NoTerminal);
    }
    interrupt::stand_down();
    let options = crate::ui::UiOptions { place, lang: lang(), login, fixed_now };
    // Whatever ended it, it was the terminal or the thread behind it: no registry is the worse.
    crate::ui::run(&options).map_err(|_| CliError::NoTerminal)?;
    Ok(Done::Whole)
}

fn version(json: bool) -> Result<Done, CliError> {
    #[derive(Serialize)]
    struct Versions<'a> {
        hoso: &'a str,
        sqlcipher: &'a str,
        sqlite: &'a str,
    }
    let kept_by = crate::storage::Store::versions()?;
    let versions = Versions {
        hoso: env!("CARGO_PKG_VERSION"),
        sqlcipher: &kept_by.sqlcipher,
        sqlite: &kept_by.sqlite,
    };
    if json {
        output::json(&versions)?;
    } else {
        let Versions { hoso, sqlcipher, sqlite } = versions;
        output::text(&format!("hoso {hoso}\nSQLCipher {sqlcipher}\nSQLite {sqlite}\n"))?;
    }
    Ok(Done::Whole)
}

fn completions(args: &Completions) -> Result<Done, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "hoso", &mut script);
    output::text(&String::from_utf8_lossy(&script))?;
    Ok(Done::Whole)
}

impl Global {
    /// Prints a document with `--json`, else the text.
    fn print(
        &self,
        document: &impl Serialize,
        text: impl FnOnce() -> String,
    ) -> Result<(), CliError> {
        if self.json { output::json(document) } else { output::text(&text()) }
    }

    /// A plain confirmation, with the keys of `document` for scripts.
    fn confirm(
        &self,
        document: &impl Serialize,
        vi: &'static str,
        en: &'static str,
    ) -> Result<(), CliError> {
        self.print(document, || format!("{}\n", t(vi, en)))
    }
}
