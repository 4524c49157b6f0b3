//! What goes wrong at the command line itself; what the services refuse is their own
//! [`Failure`]. Both are told the same way: what, why, what to do, and a code.

use super::help::Mistyped;
use crate::domain::word::Lang;
use crate::exchange::workbook::ReadError;
use crate::exchange::workbook::refused::WriteError;
use crate::services::{Failure, SendingFault};
use crate::storage::StorageError;
use crate::vault::VaultError;
use std::fmt::Write as _;
use std::io::ErrorKind;

/// Why a command ended without having done its work. No variant holds a word about a person, nor
/// what was typed.
pub(super) enum CliError {
    /// The services refused.
    Service(Failure),
    /// The arguments cannot be read.
    Mistyped(Mistyped),
    /// Something must be given as an argument because nobody is there to be asked: the flags.
    NotGiven(&'static str),
    /// The password file cannot be read, or has no first line.
    PasswordFile,
    /// A file with a recovery sheet cannot be read.
    SheetFile,
    /// The new password was typed differently the second time.
    PasswordsDiffer,
    /// The registry opens, but the check found faults.
    Unsound,
    /// A file that was named cannot be read.
    CannotRead,
    /// Every package looked at is refused.
    PackagesRefused,
    /// The publication would give cells away: what and the remedy stand in the result.
    PublicationRefused,
    /// The folder for the demo is not empty.
    FolderNotEmpty,
    /// Writing a file failed.
    CannotWrite(ErrorKind),
    /// Reading what was typed failed, or the typing was broken off.
    Broken,
    /// Whoever read our output has gone away.
    ReaderGone,
    /// The screen needs a terminal.
    NoTerminal,
}

macro_rules! from_failures {
    ($($error:ty),+) => {$(
        impl From<$error> for CliError {
            fn from(error: $error) -> Self {
                Self::Service(error.into())
            }
        }
    )+};
}

from_failures!(Failure, VaultError, StorageError, ReadError, WriteError);

impl CliError {
    /// A failure of standard output.
    pub(super) fn from_stdout(error: &std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::ReaderGone,
            kind => Self::CannotWrite(kind),
        }
    }

    /// The exit code (`interface.md`).
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            // A merge is an argument too.
            Self::Service(Failure::Sending(SendingFault::UnknownArea))
            | Self::Mistyped(_)
            | Self::NotGiven(_) => 2,
            Self::Service(failure) => failure.exit_code(),
            Self::ReaderGone => 0,
            Self::Unsound | Self::PackagesRefused => 4,
            _ => 1,
        }
    }

    /// What is printed on standard error; nothing where nobody reads any more.
    pub(super) fn text(&self, lang: Lang) -> String {
        let (code, what, why, remedy) = match self {
            Self::ReaderGone => return String::new(),
            Self::Service(failure) => return format!("{}\n", failure.text(lang).trim_end()),
            Self::Mistyped(told) => {
                let pick = lang.pick(
                    "xem hướng dẫn: thêm --help vào sau lệnh",
                    "see the help: add --help behind the command",
                );
                ("HS-0901", told.what.clone(), told.why.clone(), pick.to_owned())
            }
            Self::NotGiven(flags) => {
                let (what, why) = (
                    lang.pick("Còn thiếu", "Something is missing:"),
                    lang.pick(
                        "không có ai ở bàn phím để hỏi",
                        "there is no terminal on which to ask",
                    ),
                );
                let remedy = lang.pick("thêm vào lệnh:", "add to the command:");
                ("HS-0902", format!("{what} {flags}"), why.to_owned(), format!("{remedy} {flags}"))
            }
            other => {
                let (code, what, why, remedy) = other.plain(lang);
                (code, what.to_owned(), why.to_owned(), remedy.to_owned())
            }
        };
        told(lang, code, &what, &why, &remedy)
    }

    /// Code, what, why and remedy of those that carry nothing.
    fn plain(&self, lang: Lang) -> (&'static str, &'static str, &'static str, &'static str) {
        let (code, vi, en) = match self {
            Self::SheetFile => (
                "HS-0912",
                [
                    "Không đọc được tệp phiếu khôi phục.",
                    "tệp không có, không mở được hoặc không phải văn bản",
                    "kiểm tra tên tệp; hoặc bỏ --recovery-file để gõ hai phiếu vào",
                ],
                [
                    "The file with the recovery sheet cannot be read.",
                    "it is missing, cannot be opened or is no text",
                    "check its name; or leave --recovery-file out and type both sheets",
                ],
            ),
            Self::PasswordFile => (
                "HS-0903",
                [
                    "Không đọc được tệp mật khẩu.",
                    "tệp không có, không được phép đọc, hoặc dòng đầu trống",
                    "kiểm tra --password-file hoặc HOSO_PASSWORD_FILE; mật khẩu nằm ở dòng đầu",
                ],
                [
                    "The password file cannot be read.",
                    "it is missing, not readable, or its first line is empty",
                    "check --password-file or HOSO_PASSWORD_FILE; the password stands in the first line",
                ],
            ),
            Self::PasswordsDiffer => (
                "HS-0904",
                [
                    "Hai lần gõ mật khẩu không giống nhau.",
                    "có thể gõ nhầm một phím",
                    "chạy lại lệnh và gõ lại",
                ],
                [
                    "The two passwords differ.",
                    "perhaps one key was mistyped",
                    "run the command again and type it again",
                ],
            ),
            Self::Unsound => (
                "HS-0905",
                [
                    "Sổ có chỗ không nguyên vẹn.",
                    "kết quả kiểm tra ở trên nêu chỗ hỏng",
                    "không ghi gì thêm; khôi phục từ bản sao lưu và báo mã lỗi này",
                ],
                [
                    "The registry is not whole.",
                    "the findings above say where",
                    "write nothing more; restore from a backup and report this code",
                ],
            ),
            Self::CannotRead => (
                "HS-0921",
                [
                    "Không đọc được tệp nêu trong lệnh.",
                    "tệp không có, không được phép đọc hoặc không phải văn bản",
                    "kiểm tra tên tệp và thẻ nhớ rồi chạy lại",
                ],
                [
                    "A file named in the command cannot be read.",
                    "it is missing, not readable, or no text",
                    "check its name and the stick, and run again",
                ],
            ),
            Self::PackagesRefused => (
                "HS-0922",
                [
                    "Không gói nào dùng được.",
                    "lý do của từng gói nêu ở trên",
                    "làm theo chỉ dẫn ở từng gói",
                ],
                [
                    "No package can be used.",
                    "the reason of each stands above",
                    "do what is said at each",
                ],
            ),
            Self::PublicationRefused => (
                "HS-0931",
                [
                    "Không lập bản công bố.",
                    "có ô ghi * mà người đọc vẫn suy ra được; các ô và khoảng số nêu ở trên",
                    "gộp như đã gợi ý (--merge), hoặc công bố theo kỳ dài hơn",
                ],
                [
                    "The publication is not made.",
                    "cells shown as * could be worked out; they stand above with their ranges",
                    "merge as proposed (--merge), or publish a longer period",
                ],
            ),
            Self::FolderNotEmpty => (
                "HS-0908",
                [
                    "Thư mục không trống.",
                    "sổ mẫu chỉ được tạo trong thư mục mới, để không lẫn với sổ thật",
                    "chọn thư mục khác cho --dir",
                ],
                [
                    "The folder is not empty.",
                    "a demo is made only in a new folder, so that it never mixes with a real registry",
                    "choose another folder for --dir",
                ],
            ),
            Self::CannotWrite(kind) => {
                let why = match kind {
                    ErrorKind::PermissionDenied => {
                        ("không được phép ghi", "writing is not permitted")
                    }
                    ErrorKind::StorageFull => ("đĩa đã đầy", "the disk is full"),
                    ErrorKind::NotFound => ("thư mục không có", "the folder does not exist"),
                    _ => (
                        "hệ thống từ chối, hoặc tệp đang mở ở chương trình khác",
                        "the system refused, or the file is open in another program",
                    ),
                };
                (
                    "HS-0909",
                    ["Không ghi được tệp.", why.0, "chọn chỗ khác rồi chạy lại"],
                    ["The file cannot be written.", why.1, "choose another place and run again"],
                )
            }
            Self::NoTerminal => (
                "HS-0911",
                [
                    "Không mở được màn hình.",
                    "chương trình không chạy trong cửa sổ lệnh (terminal)",
                    "mở một cửa sổ lệnh rồi chạy lại, hoặc dùng lệnh: hoso --help",
                ],
                [
                    "The screen cannot be opened.",
                    "this is not running in a terminal",
                    "open a terminal and run again, or use a command: hoso --help",
                ],
            ),
            _ => (
                "HS-0910",
                [
                    "Đã dừng giữa chừng.",
                    "việc gõ bị ngắt",
                    "chạy lại lệnh khi sẵn sàng; chưa có gì thay đổi",
                ],
                [
                    "Broken off.",
                    "the typing was interrupted",
                    "run the command again; nothing has changed",
                ],
            ),
        };
        let [what, why, remedy] = match lang {
            Lang::Vi => vi,
            Lang::En => en,
        };
        (code, what, why, remedy)
    }
}

/// The four lines of an error.
fn told(lang: Lang, code: &str, what: &str, why: &str, remedy: &str) -> String {
    let mut text = format!("{what} [{code}]\n");
    if !why.is_empty() {
        let _ = writeln!(text, "  {}: {why}", lang.pick("Vì sao", "Why"));
    }
    text + &format!("  {}: {remedy}\n", lang.pick("Cần làm", "What to do"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_says_what_why_and_what_to_do_in_both_languages() {
        let all = [
            CliError::NotGiven("--officer"),
            CliError::PasswordFile,
            CliError::SheetFile,
            CliError::PasswordsDiffer,
            CliError::Unsound,
            CliError::CannotRead,
            CliError::PackagesRefused,
            CliError::PublicationRefused,
            CliError::FolderNotEmpty,
            CliError::CannotWrite(ErrorKind::StorageFull),
            CliError::Broken,
            CliError::NoTerminal,
        ];
        let mut codes = std::collections::BTreeSet::new();
        for error in &all {
            let (vi, en) = (error.text(Lang::Vi), error.text(Lang::En));
            assert_ne!(vi, en);
            for text in [&vi, &en] {
                assert_eq!(text.lines().count(), 3, "{text}");
            }
            assert!(vi.contains("Cần làm:") && en.contains("What to do:"));
            let code = vi.split(['[', ']']).nth(1).unwrap_or_default().to_owned();
            assert!(codes.insert(code), "{vi}");
            assert!(matches!(error.exit_code(), 1 | 2 | 4));
        }
    }
}
