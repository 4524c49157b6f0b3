//! `docs/PERMISSIONS.md`, printed from the table; and that every service asks the table.

use hoso::domain::word::Lang;
use hoso::services::{PERMISSIONS, Permission, Recorded};
use std::fmt::Write;

/// The page as the table makes it. Write it anew with
/// `HOSO_WRITE_DOCS=1 cargo test --test all permission_page`.
#[test]
fn the_page_of_permissions_is_what_the_table_says() {
    let page = page();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/PERMISSIONS.md");
    if std::env::var_os("HOSO_WRITE_DOCS").is_some() {
        std::fs::write(path, &page).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        written == page,
        "docs/PERMISSIONS.md is not what the table says: HOSO_WRITE_DOCS=1 cargo test --test all permission_page"
    );
}

fn page() -> String {
    let mut out = String::from(HEAD);
    let may = |row: &Permission, at: usize| if row.allowed[at] { "có" } else { "–" };
    for row in &PERMISSIONS {
        let recorded = match row.recorded {
            Recorded::Always => "luôn (always)",
            Recorded::Inspector => "khi là người kiểm tra (inspector)",
            Recorded::Never => "–",
        };
        let commands: Vec<String> =
            row.commands.split(", ").filter(|c| !c.is_empty()).map(|c| format!("`{c}`")).collect();
        writeln!(
            out,
            "| {} ({}) | {} | {} | {} | {recorded} | {} |",
            row.label(Lang::Vi),
            row.label(Lang::En),
            may(row, 0),
            may(row, 1),
            may(row, 2),
            commands.join(" ")
        )
        .unwrap();
    }
    out
}

const HEAD: &str = "# Ai được làm gì · Who may do what

Made from the table in `src/services/permission/table.rs` by a test; change the table, then run
`HOSO_WRITE_DOCS=1 cargo test --test all permission_page` to write this page anew. Every public function of
`Registry` asks this table before anything else, so a command and a screen are refused alike (`HS-0103`).

**Vai trò do chương trình giữ, không do mật mã giữ.** Mọi tài khoản đang hoạt động đều mở được khóa dữ liệu, vì ai đọc sổ
cũng phải có khóa đó. Người kiểm tra dùng chương trình này thì chỉ xem được và lần xem nào cũng vào nhật ký; nhưng người
biết lập trình, có mật khẩu của mình và có máy của đơn vị, về nguyên tắc có thể viết chương trình khác không hỏi bảng này.
Điều người đó không làm được: ký nhật ký thay người khác, và dùng khóa của đơn vị (chỉ trưởng và phiếu khôi phục mở được).

*Roles are held by this program, not by cryptography.* Every active account opens the data key, because reading needs it.
An inspector using this program can only look, and every look is recorded; somebody who can write programs, has his own
password and this PC could in principle use one that does not ask this table. What he cannot do: sign the journal as
another officer, or use the unit key, which only chiefs and the recovery sheets open.

| việc (duty) | Trưởng (chief) | Cán bộ (officer) | Kiểm tra (inspector) | ghi nhật ký (recorded) | lệnh (commands) |
|---|---|---|---|---|---|
";

/// Public methods of `Registry` that answer with a result and do not ask the table themselves,
/// because the one function they call does.
const ASKED_BELOW: [&str; 4] = ["today", "today_on", "people_on", "journal"];

/// Functions of `impl Registry` in a source that return a result and never ask.
fn unasked(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for block in source.split("\nimpl Registry {").skip(1) {
        let block = &block[..block.find("\n}").unwrap_or(block.len())];
        for function in block.split("\n    pub fn ").skip(1) {
            let function = &function[..function.find("\n    }").unwrap_or(function.len())];
            let (head, body) = function.split_once("{\n").unwrap_or((function, ""));
            let name = head.split(['(', '<']).next().unwrap_or_default();
            let method = head.contains("&mut self") || head.contains("&self");
            let answers = head.contains("Failure>");
            if method && answers && !body.contains("self.permit") && !ASKED_BELOW.contains(&name) {
                found.push(name.to_owned());
            }
        }
    }
    found
}

#[test]
fn every_service_asks_the_table() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/services");
    let mut lost = Vec::new();
    let mut seen = 0;
    for folder in [folder.to_owned(), format!("{folder}/import")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "rs") {
                let source = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
                seen += source.matches("self.permit").count();
                lost.extend(unasked(&source));
            }
        }
    }
    assert!(seen > 40, "{seen}");
    assert!(lost.is_empty(), "services that ask no permission: {lost:?}");
}

#[test]
fn the_check_sees_what_is_wrong() {
    let source = "\nimpl Registry {\n    pub fn a(&mut self) -> Result<(), Failure> {\n        Ok(())\n    }\n\n    pub fn b(&self) -> Result<(), Failure> {\n        self.permit(Duty::Keep)?;\n    }\n\n    pub fn c(&self) -> u8 {\n        1\n    }\n}\n";
    assert_eq!(unasked(source), ["a"]);
}
