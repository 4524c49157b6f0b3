//! What goes wrong, told apart: exit codes, four-part messages, nothing of a person in them.

use super::bench::Bench;
use std::fs;

#[test]
fn each_fault_has_its_exit_code_and_its_message() {
    let bench = Bench::bare();
    let none = bench.run(&["today"]).ended(1);
    assert!(none.err.contains("HS-0209") && none.out.is_empty(), "{}", none.err);
    bench.init().ended(0);
    assert!(bench.init().ended(1).err.contains("HS-0210"), "a registry is never made over another");

    fs::write(bench.path("wrong"), "tre xanh gió mát sông cạn").unwrap();
    let wrong = bench.path("wrong");
    let wrong = wrong.to_str().unwrap();
    let refused = bench.run(&["people", "--password-file", wrong]).ended(3);
    assert!(
        refused.err.contains("HS-0201") && !refused.err.contains("sông cạn"),
        "{}",
        refused.err
    );
    assert!(bench.run(&["people", "--officer", "ai-do"]).ended(3).err.contains("HS-0202"));
    assert!(bench.run(&["show", "HS-9999"]).ended(1).err.contains("HS-0102"));
    assert!(bench.run(&["people", "--password-file", "/no/such"]).ended(1).err.contains("HS-0903"));

    let usage = bench.run(&["show", "HS-0001", "--on", "31/02/2026"]).ended(2);
    assert!(usage.err.contains("dd/mm/yyyy") && !usage.err.contains("31/02"), "{}", usage.err);
    bench.run(&["nothing-like-it"]).ended(2);
    let english = bench.run(&["--lang", "en", "people", "--bogus"]).ended(2);
    assert!(english.err.contains("What to do"), "{}", english.err);
    bench.run_with(&[("HOSO_OFFICER", "")], &["people"]).ended(2);
    bench.run_with(&[("HOSO_PASSWORD_FILE", "")], &["people"]).ended(2);
    assert!(bench.run(&[]).ended(1).err.contains("HS-0911"), "the app needs a terminal");

    let elsewhere = bench.path("other.key");
    let elsewhere = elsewhere.to_str().unwrap();
    let stranger = bench.run_with(&[("HOSO_DEVICE_KEY", elsewhere)], &["people"]).ended(4);
    assert!(stranger.err.contains("HS-0204"), "{}", stranger.err);

    let sound = bench.run(&["check", "--set-aside"]).ended(1);
    assert!(sound.err.contains("HS-0125"), "{}", sound.err);
    let database = bench.path("registry/registry.db");
    let whole = fs::read(&database).unwrap();
    fs::write(&database, &whole[..whole.len() / 2]).unwrap();
    let refused = bench.run(&["people"]).ended(4);
    assert!(refused.err.contains("HS-0301") && refused.err.contains("--set-aside"));
    let aside = bench.run(&["check", "--set-aside", "--json"]).ended(0).json();
    let name = aside["set_aside"][0].as_str().unwrap();
    assert!(bench.path(&format!("registry/{name}")).exists() && !database.exists());
    fs::write(&database, &whole).unwrap();
    bench.run(&["people"]).ended(0);

    for copy in ["registry/keys.a", "registry/keys.b"] {
        let mut bytes = fs::read(bench.path(copy)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(bench.path(copy), bytes).unwrap();
    }
    let damaged = bench.run(&["people"]).ended(4);
    assert!(damaged.err.contains("HS-0206"), "{}", damaged.err);
}

#[test]
fn a_refused_init_leaves_nothing_behind() {
    let bench = Bench::bare();
    fs::write(bench.path("password"), "123456").unwrap();
    bench.init().ended(1);
    fs::write(bench.path("phieu-2"), "something of the officer's").unwrap();
    assert!(bench.init().ended(1).err.contains("HS-0906"));
    let mut left: Vec<String> = fs::read_dir(bench.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    assert_eq!(left, ["password", "phieu-2"]);
}

#[test]
fn refused_rows_come_back_mended() {
    let bench = Bench::founded();
    let list = bench.path("list.csv");
    let head = "Số hồ sơ,Họ và tên,Giới tính,Ngày sinh";
    let rows = "HS-1,Nguyễn Văn Thử,Nam,12/05/1987\nHS-2,Lò Thị Ví Dụ,Nữ,31/02/1990\n";
    fs::write(&list, format!("{head}\n{rows}")).unwrap();
    let out = bench.path("refused.xlsx");
    let (list, out) = (list.to_str().unwrap(), out.to_str().unwrap());

    let tried = bench.run(&["import", list, "--dry-run"]).ended(5);
    assert!(tried.out.contains("CHỈ THỬ"), "{}", tried.out);

    // Had the dry run written, this person would be known already.
    let first = bench.run(&["import", list, "--refused", out, "--json"]).ended(5).json();
    assert_eq!(first["people"]["added"], 1);
    assert_eq!(first["people"]["refused"], 1);
    assert_eq!(first["refused"][0]["row"], 3);
    assert_eq!(first["refused"][0]["column"], "Ngày sinh");

    let same = bench.run(&["import", list, "--refused", list]).ended(1);
    assert!(same.err.contains("HS-0906"), "{}", same.err);

    // Not mended, it is refused again; mended, it comes in.
    let again = bench.run(&["import", out, "--json"]).ended(5).json();
    assert_eq!(again["people"]["refused"], 1);
    mend(out, "31/02/1990", "28/02/1990");
    let mended = bench.run(&["import", out, "--json"]).ended(0).json();
    assert_eq!(mended["people"]["added"], 1);
    let people = bench.run(&["people", "--json"]).ended(0).json();
    assert_eq!(people["total"], 2);
    let nothing = bench.run(&["import", out, "--lang", "en"]).ended(0);
    assert!(nothing.out.contains("Nothing changes"), "{}", nothing.out);

    let template = bench.path("mau.xlsx");
    bench.run(&["import", "--template", template.to_str().unwrap()]).ended(0);
    assert!(template.metadata().unwrap().len() > 5000);
}

/// Changes one text in a workbook, as an officer would in Excel.
fn mend(path: &str, from: &str, to: &str) {
    use calamine::{Reader, open_workbook_auto};
    let mut book = open_workbook_auto(path).unwrap();
    let mut mended = rust_xlsxwriter::Workbook::new();
    for (name, range) in book.worksheets() {
        let sheet = mended.add_worksheet();
        sheet.set_name(&name).unwrap();
        for (row, column, cell) in range.used_cells() {
            let text = cell.to_string();
            let text = if text == from { to } else { &text };
            sheet.write_string(row as u32, column as u16, text).unwrap();
        }
    }
    mended.save(path).unwrap();
}

#[cfg(unix)]
#[test]
fn a_limit_on_the_size_of_files_is_an_error_not_a_death() {
    let bench = Bench::founded();
    let head = "Số hồ sơ,Họ và tên,Giới tính,Ngày sinh";
    let list = bench.path("list.csv");
    fs::write(&list, format!("{head}\nHS-1,Nguyễn Văn Thử,Nam,12/05/1987\n")).unwrap();
    bench.run(&["import", list.to_str().unwrap()]).ended(0);

    // Far less than the registry has already, so that the first page written back goes beyond it.
    let wish = bench.command(&["record", "note", "HS-1", "--at", "01/07/2026", "--text", "thử"]);
    let mut small = std::process::Command::new("sh");
    small.args(["-c", "ulimit -f 40; exec \"$@\"", "sh"]).arg(wish.get_program());
    small.args(wish.get_args()).env_clear().stdin(std::process::Stdio::null());
    small.envs(wish.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = small.output().unwrap();
    // `None` is what a killed process has.
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("HS-03") && !told.contains("Nguyễn Văn Thử"), "{told}");

    let after = bench.run(&["show", "HS-1", "--json"]).ended(0).json();
    assert_eq!(after["events"].as_array().unwrap().len(), 0, "nothing half-saved");
    bench.run(&["check"]).ended(0);
}

/// A slip in naming an output file must not cost the registry or its secret.
#[test]
fn no_output_lands_on_a_registry_or_a_key() {
    let bench = Bench::founded();
    let (database, device) = (bench.path("registry/registry.db"), bench.path("device.key"));
    let (database, device) = (database.to_str().unwrap(), device.to_str().unwrap());
    let before = (fs::read(database).unwrap(), fs::read(device).unwrap());
    for (path, code) in [(database, "HS-0923"), (device, "HS-0906")] {
        for command in [
            &["report", "--period", "2026-10", "--csv", path][..],
            &["report", "--period", "2026-10", "--xlsx", path],
            &["key", "show", "--out", path],
            &["rounds", "--out", path],
            &["risk", "--write", path],
            &["import", "--template", path],
            &["export", "--period", "2026-10", "--out", path],
        ] {
            let told = bench.run(command).ended(1).err;
            assert!(told.contains(code), "{command:?}: {told}");
        }
    }
    let after = (fs::read(database).unwrap(), fs::read(device).unwrap());
    assert!(before.1 == after.1 && before.0.len() <= after.0.len());
    bench.run(&["check", "--full"]).ended(0);
    // Control: anywhere else it is written, once.
    let out = bench.path("bao-cao.csv");
    let report = ["report", "--period", "2026-10", "--csv", out.to_str().unwrap()];
    bench.run(&report).ended(0);
    let written = fs::read(&out).unwrap();
    let told = bench.run(&report).ended(1).err;
    assert!(told.contains("HS-0906") && told.contains("không ghi đè"), "{told}");
    assert_eq!(fs::read(&out).unwrap(), written);
}

/// A rule file that is another file is told by its line, in Vietnamese, and never repeated.
#[test]
fn a_broken_rule_file_is_not_repeated() {
    let bench = Bench::founded();
    let path = bench.path("quy-tac.toml");
    let path = path.to_str().unwrap();
    bench.run(&["risk", "--write", path]).ended(0);
    let text = fs::read_to_string(path).unwrap();
    for broken in ["Vàng Thị Mẫu = nghiện nặng", "version = \"Vàng Thị Mẫu", "Mẫu = \"Vàng Thị\""]
    {
        fs::write(path, text.replacen("[set]", &format!("[set]\n{broken}"), 1)).unwrap();
        let told = bench.run(&["risk", "--what-if", path]).ended(1).err;
        assert!(told.contains("dòng 2") && told.contains("HS-0101"), "{told}");
        assert!(!told.contains("Mẫu") && !told.contains("Vàng"), "{told}");
    }
    fs::write(path, [0xff, 0xfe, 0x41]).unwrap();
    let told = bench.run(&["risk", "--what-if", path]).ended(1).err;
    assert!(told.contains("không phải văn bản UTF-8"), "{told}");
    // A file that is not there is a missing file, not a wrong figure.
    let none = bench.path("khong-co.toml");
    let told = bench.run(&["risk", "--what-if", none.to_str().unwrap()]).ended(1).err;
    assert!(told.contains("HS-0403") && told.contains("không có tệp"), "{told}");
    assert!(!told.contains("Con số"), "{told}");
    // A day gone by is no day to begin on; what is adopted is said.
    fs::write(path, text.replace("high = 45", "high = 44")).unwrap();
    let adopt = |from: &str| {
        let flags = ["risk", "--what-if", path, "--adopt", "--reason", "thử", "--from", from];
        bench.run(&flags)
    };
    let told = adopt("01/01/2020").ended(1).err;
    assert!(told.contains("từ hôm nay trở đi") && !told.contains("năm 2000"), "{told}");
    let told = adopt("01/01/2027").ended(0).out;
    assert!(told.contains("Áp dụng từ 01/01/2027"), "{told}");
}
