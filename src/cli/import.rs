//! `hoso import`.

use super::args::{Global, Import};
use super::error::CliError;
use super::lang::{lang, t};
use super::{Done, json, output, text};
use crate::exchange::workbook;
use crate::services::write_refused;
use serde_json::json;

/// Runs the command.
pub(super) fn run(global: &Global, args: &Import) -> Result<Done, CliError> {
    if let Some(path) = &args.template {
        output::target(path)?;
        workbook::template(path)?;
        let document = json!({"template": path.to_string_lossy()});
        global.confirm(&document, "Đã ghi tệp mẫu.", "The template is written.")?;
        return Ok(Done::Whole);
    }
    let Some(file) = &args.file else { return Err(CliError::NotGiven("FILE")) };
    output::targets(&args.refused)?;
    // Read before the password is asked for: a wrong file is told at once.
    let reading = output::Progress::start(t("Đang đọc tệp", "Reading the file"));
    let workbook = workbook::read_in_child(file)?;
    drop(reading);
    let mut registry = global.open()?;
    let mut working = output::Progress::start(t("Đang nhập", "Importing"));
    let outcome =
        registry.import(&workbook, args.dry_run, &mut |done, of| working.step(done, of))?;
    drop(working);
    let mut written = false;
    if let Some(out) = args.refused.as_ref().filter(|_| !outcome.refused.is_empty()) {
        write_refused(out, &workbook, &outcome.refused)?;
        written = true;
    }
    global.print(&json::Import::of(&outcome, lang()), || text::import(&outcome))?;
    if !global.json && args.refused.is_some() {
        output::text(if written {
            t(
                "Các dòng bị từ chối nằm trong tệp đã nêu: sửa rồi nhập lại tệp đó.\n",
                "The refused rows are in the file named: mend and import it.\n",
            )
        } else {
            t(
                "Không có dòng nào bị từ chối nên không ghi tệp.\n",
                "No row was refused, so no file was written.\n",
            )
        })?;
    }
    Ok(if outcome.refused.is_empty() { Done::Whole } else { Done::Partly })
}
