//! Help in the run's language: examples, headings, and what clap says when a command is mistyped.
//!
//! clap's own messages quote what was typed, which may be a name; ours never do.

use super::lang::t;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};
use std::error::Error as _;

/// An example for a command; every person in it is made up.
pub(super) fn examples(command: &str) -> String {
    let lines: &[&str] = match command {
        "" => &[
            "hoso demo",
            "hoso init --unit-code 00004 --officer minh --full-name \"Nguyễn Văn Mẫu\"",
            "hoso import danh-sach.xlsx --dry-run",
            "hoso today",
        ],
        "demo" => &[
            "hoso demo",
            "hoso demo --people 40 --seed 7 --no-open",
            "hoso demo --units 100 --months 3 --dir tong-hop-mau",
        ],
        "init" => &[
            "hoso init --unit-code 00004 --unit-name \"Công an phường Ba Đình\" \\\n      --officer minh --full-name \"Nguyễn Văn Mẫu\" --recovery-out phieu",
        ],
        "import" => &[
            "hoso import --template mau.xlsx",
            "hoso import danh-sach.xlsx --dry-run",
            "hoso import danh-sach.xlsx --refused can-sua.xlsx",
        ],
        "people" => {
            &["hoso people --find \"mau nguyen\"", "hoso people --measure post_rehab --sort due"]
        }
        "show" => &["hoso show HS-0001", "hoso show HS-0001 --on 30/06/2026 --json"],
        "today" => &["hoso today", "hoso today --on 15/11/2026 --json"],
        "report" => &[
            "hoso report --period 2026-11",
            "hoso report --period 2026-Q4 --xlsx bao-cao.xlsx",
            "hoso report --period 2026-11 --mark-sent",
        ],
        "close" => &["hoso close --period 2026-11"],
        "export" => &[
            "hoso export --period 2026-11 --out 2026-11.hsr",
            "hoso export --period 2026-11 --out 2026-11-lan-2.hsr --replaces 2026-11.hsr",
            "hoso export --list",
        ],
        "programme" => &[
            "hoso programme --period 2026-11",
            "hoso programme --period 2026-11 --set outreach_sessions=3 --set people_reached=120",
            "hoso programme --period 2026-11 --level type_2 --since 01/07/2026 --basis \"QĐ 12/QĐ-UBND\"",
        ],
        "superior" | "superior set" => {
            &["hoso superior set --recipient superior-public.txt --name \"Công an tỉnh Mẫu\""]
        }
        "superior show" => &["hoso superior show"],
        "superior keygen" => &["hoso superior keygen --out khoa-nhan"],
        "key" | "key show" => &["hoso key show --out phieu-khoa.txt"],
        "rollup" => &[
            "hoso rollup goi/2026-11 --identity superior.key --units UNITS.toml --period 2026-11",
            "hoso rollup goi --identity superior.key --units UNITS.toml --period 2026-Q4 \\\n      --xlsx tong-hop.xlsx --csv tong-hop.csv --dhis2 dhis2.json",
            "hoso rollup goi --identity superior.key --units UNITS.toml --period 2026-Q4 \\\n      --publish cong-bo.json --previous cong-bo-quy-3.json --merge row=rehab_home/substitution",
        ],
        "verify" => {
            &["hoso verify 2026-11.hsr --identity superior-identity.txt --units UNITS.toml"]
        }
        "units" | "units add" => &["hoso units add phieu-khoa.txt --units UNITS.toml"],
        "record" => &[
            "hoso record residence_check HS-0001 --at \"20/11/2026 09:30\" --result present",
            "hoso record contact HS-0001 --at 20/11/2026 --result met --text \"Gặp tại nhà anh Mẫu\"",
        ],
        "measure" => &[
            "hoso measure open HS-0001 user_management --start 05/07/2026",
            "hoso measure close HS-0001 --on 05/07/2027 --reason term_over",
        ],
        "measure open" => &[
            "hoso measure open HS-0001 user_management --start 05/07/2026 \\\n      --decision-no 12/QĐ-CAX --decision-date 05/07/2026 --signatory \"Nguyễn Văn Mẫu\"",
        ],
        "measure close" => &["hoso measure close HS-0001 --on 05/07/2027 --reason term_over"],
        "person" => &["hoso person add --name \"Trần Thị Ví Dụ\" --sex nữ --born 1990"],
        "person add" => &[
            "hoso person add --name \"Trần Thị Ví Dụ\" --sex nữ --born 12/05/1990 \\\n      --hamlet \"Thôn 1\" --substances \"heroin; ketamine\" --use-since 2018",
        ],
        "person edit" => {
            &["hoso person edit HS-0001 --phone 0900000001", "hoso person edit HS-0001 --note -"]
        }
        "risk" => &[
            "hoso risk HS-0001",
            "hoso risk HS-0001 --set high --reason \"Gia đình báo mới đánh nhau\"",
            "hoso risk --write quy-tac.toml",
            "hoso risk --what-if quy-tac.toml",
        ],
        "rules" => &[
            "hoso rules",
            "hoso rules set clock.f1 5/10/20 --from 01/12/2026 --reason \"Kế hoạch của đơn vị\"",
            "hoso rules confirm clock.u1 --reason \"Công báo, trang 30\"",
        ],
        "rules set" => &[
            "hoso rules set clock.f1 5/10/20 --from 01/12/2026 --reason \"Kế hoạch của đơn vị\"",
            "hoso rules set clock.f1 - --from 01/01/2027 --reason \"Trở lại con số gốc\"",
            "hoso rules set clock.u1.remote_unit 60 --from 01/12/2026 --reason \"Mùa lũ\"",
            "hoso rules set holidays.2028 \"nghỉ 24/01/2028 - 28/01/2028\" --from 01/12/2027 --reason \"Tết\"",
        ],
        "rules confirm" => &["hoso rules confirm clock.u1 --reason \"Công báo, trang 30\""],
        "correct" | "correct event" => {
            &["hoso correct event HS-0001 12 --at \"20/11/2026 09:30\" --reason \"Ghi sai ngày\""]
        }
        "correct measure" => &[
            "hoso correct measure HS-0001 3 --start 06/07/2026 --reason \"Quyết định ghi ngày 6\"",
            "hoso correct measure HS-0001 3 --set-end 22/07/2027 --reason \"Vắng mặt 17 ngày\"",
        ],
        "cancel" | "cancel event" => &["hoso cancel event HS-0001 12 --reason \"Ghi nhầm người\""],
        "cancel measure" => &["hoso cancel measure HS-0001 3 --reason \"Lập nhầm hồ sơ\""],
        "cancel ending" => &["hoso cancel ending HS-0001 3 --reason \"Chưa hết thời hạn\""],
        "duplicates" => &["hoso duplicates", "hoso duplicates scan", "hoso duplicates --settled"],
        "duplicates scan" => &["hoso duplicates scan"],
        "duplicates distinct" => {
            &["hoso duplicates distinct HS-0001 HS-0007 --reason \"Hai anh em sinh đôi\""]
        }
        "retention" => &[
            "hoso retention",
            "hoso rules set retention.rehab \"10 Y\" --from 01/01/2027 --reason \"Theo hướng dẫn của Công an tỉnh\"",
        ],
        "retention propose" => &["hoso retention propose HS-0001 --reason \"Hết thời gian lưu\""],
        "retention withdraw" => {
            &["hoso retention withdraw HS-0001 --reason \"Còn vụ việc đang xét\""]
        }
        "retention destroy" => &["hoso retention destroy HS-0001 --confirm HS-0001"],
        "merge" => &["hoso merge HS-0001 HS-0007 --take born,phone --reason \"Cùng một căn cước\""],
        "split" => &["hoso split HS-0007 --reason \"Hai người khác nhau\""],
        "history" => &["hoso history HS-0001"],
        "officer" => &[
            "hoso officer list",
            "hoso officer add vidu --role officer --full-name \"Trần Thị Ví Dụ\"",
            "hoso officer disable vidu",
        ],
        "officer list" => &["hoso officer list", "hoso officer list --json"],
        "officer add" => &[
            "hoso officer add vidu --role officer --full-name \"Trần Thị Ví Dụ\"",
            "hoso officer add tra --role inspector --full-name \"Lê Văn Mẫu\" --new-password-file mk.txt",
        ],
        "officer disable" => &["hoso officer disable vidu"],
        "officer enable" => &["hoso officer enable vidu"],
        "officer set-role" => &["hoso officer set-role vidu chief"],
        "officer set-password" => &[
            "hoso officer set-password",
            "hoso officer set-password vidu --new-password-file mk.txt",
        ],
        "recover" => &[
            "hoso recover --recovery-file phieu-1.txt --recovery-file phieu-3.txt \\\n      --officer minh --recovery-out phieu-moi",
        ],
        "sheets" | "sheets drill" => {
            &["hoso sheets drill --recovery-file phieu-1.txt --recovery-file phieu-3.txt"]
        }
        "backup" => &[
            "hoso backup --into /media/usb/sao-luu",
            "hoso backup so-2026-11-22.hsb",
            "hoso backup --drill so-2026-11-22.hsb \\\n      --recovery-file phieu-1.txt --recovery-file phieu-3.txt",
            "hoso backup --gone 4 --reason \"Thẻ nhớ hỏng, đã hủy\"",
        ],
        "restore" => &[
            "hoso restore so-2026-11-22.hsb --registry so-khoi-phuc \\\n      --recovery-file phieu-1.txt --recovery-file phieu-3.txt --officer minh",
        ],
        "sheets renew" => &["hoso sheets renew --recovery-out phieu-moi"],
        "rekey" => &["hoso rekey"],
        "assign" => &["hoso assign HS-0001 HS-0002 --to canbo", "hoso assign HS-0001 --to -"],
        "team" => &[
            "hoso team HS-0001 3",
            "hoso team HS-0001 3 --head \"Nguyễn Văn Mẫu\" --member \"Trần Thị Ví Dụ\"",
        ],
        "agenda" => &["hoso agenda --month 2026-12", "hoso agenda --day 30/11/2026 --of canbo"],
        "rounds" => &["hoso rounds --out di-tham.xlsx --hamlet \"Tổ 1\" --until 30/11/2026"],
        "audit" => &[
            "hoso audit --person HS-0001",
            "hoso audit --from 01/11/2026 --to 30/11/2026",
            "hoso audit --officer canbo",
            "hoso audit --from 01/11/2026 --csv nhat-ky-11.csv",
            "hoso audit --verify",
            "hoso audit --checkpoint moc-2026-11.txt",
            "hoso audit --compare moc-2026-11.txt",
        ],
        "check" => &["hoso check", "hoso check --full", "hoso check --set-aside"],
        "completions" => {
            &["hoso completions bash > ~/.local/share/bash-completion/completions/hoso"]
        }
        _ => &[],
    };
    if lines.is_empty() {
        return String::new();
    }
    format!("{}\n  {}", t("Ví dụ:", "Examples:"), lines.join("\n  "))
}

/// The command with headings in the run's language, all the way down.
pub(super) fn dressed(command: Command) -> Command {
    let template = format!(
        "{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}",
        t("Cách dùng:", "Usage:")
    );
    command
        .help_template(template)
        .subcommand_help_heading(t("Lệnh", "Commands"))
        .subcommand_value_name(t("LỆNH", "COMMAND"))
        .mut_args(headed)
        .mut_subcommands(dressed)
}

fn headed(argument: Arg) -> Arg {
    if argument.is_positional() {
        // Under a heading of their own clap would sort them by name, not by place.
        return argument;
    }
    let heading = if argument.is_global_set() {
        t("Tuỳ chọn chung", "Common options")
    } else {
        t("Tuỳ chọn", "Options")
    };
    argument.help_heading(heading)
}

/// Help as clap made it, with the words it hard-codes in the run's language.
pub(super) fn translated(help: &str) -> String {
    help.replace("[OPTIONS]", t("[TUỲ CHỌN]", "[OPTIONS]"))
        .replace("\nArguments:\n", t("\nĐối số:\n", "\nArguments:\n"))
}

/// What was mistyped, why, and what to do: never the value itself.
pub(super) struct Mistyped {
    /// What is wrong.
    pub(super) what: String,
    /// Why, as far as more is known.
    pub(super) why: String,
}

/// Reads clap's error without quoting what was typed.
pub(super) fn mistyped(error: &Error) -> Mistyped {
    let argument = flag_name(error);
    let of = |vi: &str, en: &str| format!("{} {argument}", t_dyn(vi, en)).trim().to_owned();
    let inner = error.source().map(ToString::to_string).unwrap_or_default();
    let (what, why) = match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let why = if inner.is_empty() { valid_values(error) } else { inner };
            (of("Không dùng được giá trị của", "The value cannot be used:"), why)
        }
        ErrorKind::UnknownArgument => (
            of("Có tham số chương trình không biết", "An argument is not known"),
            suggestion(error, ContextKind::SuggestedArg),
        ),
        ErrorKind::InvalidSubcommand => (
            t("Không có lệnh này", "There is no such command").to_owned(),
            suggestion(error, ContextKind::SuggestedSubcommand),
        ),
        ErrorKind::MissingRequiredArgument => {
            (of("Còn thiếu", "Something is missing:"), String::new())
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            (t("Còn thiếu tên lệnh con", "The subcommand is missing").to_owned(), String::new())
        }
        ErrorKind::ArgumentConflict => (
            of("Không dùng được cùng nhau hoặc hai lần:", "Cannot be used together, or twice:"),
            String::new(),
        ),
        ErrorKind::InvalidUtf8 => {
            (t("Có chữ không phải UTF-8", "An argument is not UTF-8").to_owned(), String::new())
        }
        _ => (of("Thừa hoặc thiếu giá trị:", "Too many or too few values:"), String::new()),
    };
    Mistyped { what, why }
}

fn t_dyn<'a>(vi: &'a str, en: &'a str) -> &'a str {
    super::lang::lang().pick(vi, en)
}

/// The flags concerned as the command declares them; a text that was typed only where it is a
/// flag, and then without its value.
fn flag_name(error: &Error) -> String {
    let typed_by_user = error.kind() == ErrorKind::UnknownArgument;
    let shown = |name: &str| {
        if !typed_by_user {
            return Some(name.to_owned());
        }
        let flag = name.split('=').next().unwrap_or_default();
        let plain = flag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        (flag.starts_with('-') && plain).then(|| flag.to_owned())
    };
    let mut names: Vec<String> = Vec::new();
    for kind in [ContextKind::InvalidArg, ContextKind::PriorArg] {
        match error.get(kind) {
            Some(ContextValue::String(name)) => names.extend(shown(name)),
            Some(ContextValue::Strings(all)) => names.extend(all.iter().filter_map(|n| shown(n))),
            _ => {}
        }
    }
    names.dedup();
    names.join(", ")
}

fn valid_values(error: &Error) -> String {
    match error.get(ContextKind::ValidValue) {
        Some(ContextValue::Strings(values)) if !values.is_empty() => {
            format!("{}: {}", t("chỉ có", "only"), values.join(", "))
        }
        _ => t("thiếu giá trị", "the value is missing").to_owned(),
    }
}

fn suggestion(error: &Error, kind: ContextKind) -> String {
    let near = match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(some)) => some.join(", "),
        _ => return String::new(),
    };
    format!("{} {near}?", t("có phải", "did you mean"))
}

#[cfg(test)]
mod tests {
    use super::super::args::Cli;
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_tree_is_sound_and_every_command_has_an_example() {
        dressed(Cli::command()).debug_assert();
        fn walk(command: &Command, path: &str) {
            for sub in command.get_subcommands() {
                let path = format!("{path} {}", sub.get_name()).trim().to_owned();
                assert!(!examples(&path).is_empty(), "{path} has no example");
                assert!(sub.get_after_help().is_some(), "{path} does not show its example");
                walk(sub, &path);
            }
        }
        walk(&Cli::command(), "");
    }

    #[test]
    fn every_example_is_a_command_that_parses() {
        fn lines(command: &Command, path: &str, out: &mut Vec<String>) {
            let text = examples(path).replace("\\\n", " ");
            out.extend(
                text.lines().filter_map(|l| Some(l.trim().strip_prefix("hoso")?.to_owned())),
            );
            for sub in command.get_subcommands() {
                let path = format!("{path} {}", sub.get_name());
                lines(sub, path.trim(), out);
            }
        }
        let mut all = Vec::new();
        lines(&Cli::command(), "", &mut all);
        assert!(all.len() > 20);
        for line in all {
            let line = line.split(" > ").next().unwrap_or_default();
            let parts = line.split('"').enumerate().flat_map(|(i, part)| {
                if i % 2 == 1 {
                    vec![part.to_owned()]
                } else {
                    part.split_whitespace().map(str::to_owned).collect()
                }
            });
            let read =
                Cli::command().try_get_matches_from(["hoso".to_owned()].into_iter().chain(parts));
            assert!(read.is_ok(), "hoso{line}: {:?}", read.err().map(|e| e.to_string()));
        }
    }

    /// Every flag that takes a value of some kind, given one that it cannot have.
    #[test]
    fn what_is_wrong_with_a_value_is_told_in_vietnamese() {
        fn walk(command: &Command, path: &[String], tried: &mut usize) {
            for flag in command.get_arguments().filter_map(Arg::get_long) {
                let words = ["hoso".to_owned()].into_iter().chain(path.iter().cloned());
                let words = words.chain([format!("--{flag}"), "Secret\u{7f}12/05/87".to_owned()]);
                let Err(error) = Cli::command().try_get_matches_from(words) else { continue };
                if error.kind() != ErrorKind::ValueValidation {
                    continue;
                }
                *tried += 1;
                let told = mistyped(&error);
                let text = format!("{} {}", told.what, told.why);
                assert!(!text.contains("Secret") && !text.contains("12/05"), "{flag}: {text}");
                // Not one of the parser's or the library's own sentences.
                assert!(!told.why.is_ascii(), "{path:?} --{flag}: {text}");
            }
            for sub in command.get_subcommands() {
                let path: Vec<String> =
                    path.iter().cloned().chain([sub.get_name().to_owned()]).collect();
                walk(sub, &path, tried);
            }
        }
        let mut tried = 0;
        walk(&Cli::command(), &[], &mut tried);
        assert!(tried > 30, "{tried}");
    }

    #[test]
    fn what_was_typed_is_never_repeated() {
        let check = |arguments: &[&str], wanted: &str| {
            let all = ["hoso"].iter().chain(arguments);
            let error = Cli::command().try_get_matches_from(all).unwrap_err();
            let told = mistyped(&error);
            let text = format!("{} {}", told.what, told.why);
            assert!(!text.contains("Secret") && !text.contains("12/05/87"), "{text}");
            assert!(text.contains(wanted), "{text}");
        };
        check(&["today", "--on", "12/05/87"], "dd/mm/yyyy");
        check(&["show", "HS-0001", "Secret Name"], "không biết");
        check(&["person", "add", "--nam=Secret"], "--name");
        check(&["person", "add", "--name", "Secret"], "--sex");
        check(&["Secret"], "Không có lệnh này");
        check(&["people", "--measure", "Secret"], "user_management");
        check(&["completions", "Secret"], "bash");
        check(&["demo", "--people", "Secret"], "từ 1 đến 200000");
        check(&["team", "HS-0001", "Secret"], "số nguyên");
        check(&["duplicates", "--limit", "Secret"], "số nguyên");
    }
}
