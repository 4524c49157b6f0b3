//! The officer's manual against the program: its page of keys is the command table, and no page
//! names a key or a command that does not exist.

use hoso::domain::word::Lang;
use hoso::ui::command::{COMMANDS, Command, Danger, Place, at};
use hoso::ui::screens::help::{MANUAL, READ_IN_ORDER, title};
use std::fmt::Write;

const PAGE: &str = "docs/huong-dan/tra-cuu/cac-phim.md";

/// Keys that lists, pages and text fields move by, in no table; and marks a page explains.
const MOVES: [&str; 19] = [
    "↑",
    "↓",
    "←",
    "→",
    "PgUp",
    "PgDn",
    "Home",
    "End",
    "Ctrl+Home",
    "Ctrl+End",
    "Shift",
    "/",
    "+",
    "-",
    "!",
    "•",
    "·",
    "?",
    "‼",
];

fn root(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

fn heading(place: Place) -> &'static str {
    match place {
        Place::Today => "Hôm nay",
        Place::People => "Danh sách",
        Place::Dossier => "Hồ sơ",
        Place::Report => "Báo cáo",
        Place::Mark => "Đánh dấu lần gặp",
        Place::Situation => "Tình hình",
        Place::Backups => "Sao lưu",
        Place::Import => "Nhập từ tệp bảng tính",
        Place::Journal => "Nhật ký",
        Place::Accounts => "Cán bộ",
        Place::Retention => "Đến hạn rà soát",
        Place::AccountForm => "Tài khoản, mật khẩu",
        Place::Closing => "Chốt và gửi",
        Place::Programme => "Số liệu công tác",
        Place::RollUp => "Tổng hợp ở cấp trên",
        Place::Calendar => "Lịch tháng",
        Place::Rules => "Quy tắc",
        Place::RiskRules => "Quy tắc nguy cơ",
        Place::Form => "Biểu mẫu",
        Place::Choose => "Bảng chọn",
        Place::Confirm => "Câu hỏi",
        Place::Read => "Trang để đọc",
        Place::Unlock => "Mở sổ",
        Place::Palette => "Bảng lệnh",
        Place::Menu => "Thực đơn",
        Place::Columns => "Chọn cột",
        Place::Lists => "Danh sách của tôi",
        Place::Doubles => "Hồ sơ trùng",
        Place::Merge => "Gộp hồ sơ",
        Place::OwnActs => "Hoàn tác",
        Place::Bin => "Mục đã hủy",
        Place::SetupUnit => "Lập sổ: đơn vị",
        Place::SetupAccount => "Lập sổ: tài khoản",
        Place::SetupSheets => "Lập sổ: phiếu khôi phục",
        Place::SetupTypeBack => "Lập sổ: gõ lại phiếu",
    }
}

/// Commands that work in nearly every place are told once, at the end.
fn everywhere(row: &hoso::ui::command::CommandRow) -> bool {
    row.places.len() >= 10
}

fn page() -> String {
    let mut page = "# Các phím\n\nTrang này do chương trình lập từ bảng lệnh. Phím là chữ chỉ tác \
                    dụng khi không đứng trong ô nhập; khi đang gõ thì dùng phím còn lại, `Ctrl+P` \
                    hoặc thực đơn.\n"
        .to_owned();
    let line = |row: &hoso::ui::command::CommandRow, page: &mut String| {
        let keys: Vec<String> =
            row.keys.iter().map(|k| format!("`{}`", k.label(Lang::Vi))).collect();
        let asks = if row.danger == Danger::Asks && !row.help.0.contains("hỏi lại") {
            " (hỏi lại)"
        } else {
            ""
        };
        let (keys, label, help) = (keys.join(" "), row.label(Lang::Vi), row.help(Lang::Vi));
        writeln!(page, "- {keys} **{label}**: {help}{asks}.").unwrap();
    };
    for place in Place::ALL {
        write!(page, "\n## {}\n\n", heading(place)).unwrap();
        for row in at(place, None).filter(|row| !everywhere(row)) {
            line(row, &mut page);
        }
    }
    page.push_str("\n## Ở mọi nơi\n\n");
    for row in COMMANDS.iter().filter(|row| everywhere(row)) {
        line(row, &mut page);
    }
    page
}

/// Write it anew with `HOSO_WRITE_DOCS=1 cargo test --test all manual`.
#[test]
fn the_page_of_keys_is_the_command_table() {
    let page = page();
    if std::env::var_os("HOSO_WRITE_DOCS").is_some() {
        std::fs::write(root(PAGE), &page).unwrap();
    }
    let written = std::fs::read_to_string(root(PAGE)).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        written == page,
        "{PAGE} is not the command table: HOSO_WRITE_DOCS=1 cargo test --test all manual"
    );
    for row in COMMANDS {
        assert!(
            page.contains(&format!("**{}**: {}", row.label.0, row.help.0)),
            "{:?}",
            row.command
        );
    }
}

/// The card to print: one page, its keys from the command table.
const CARD: &str = "docs/huong-dan/the-nhanh.md";
/// What a day needs, place by place.
const DAY: [(&str, Place, &[Command]); 7] = [
    (
        "Ở mọi nơi",
        Place::Today,
        &[
            Command::GoToday,
            Command::GoPeople,
            Command::GoDossier,
            Command::GoReport,
            Command::Palette,
            Command::Menu,
            Command::Help,
            Command::Lock,
            Command::Quit,
        ],
    ),
    (
        "Hôm nay",
        Place::Today,
        &[
            Command::Act,
            Command::Open,
            Command::Mark,
            Command::Visit,
            Command::ResidenceCheck,
            Command::Test,
            Command::NewPerson,
            Command::Calendar,
            Command::FilterClock,
            Command::FilterOfficer,
            Command::FilterHamlet,
            Command::Situation,
        ],
    ),
    (
        "Đánh dấu lần gặp",
        Place::Mark,
        &[Command::MarkMet, Command::MarkNotHome, Command::MarkRefused, Command::MarkPhone],
    ),
    (
        "Danh sách (gõ tên không dấu để tìm)",
        Place::People,
        &[
            Command::Open,
            Command::TurnFocus,
            Command::Toggle,
            Command::Sort,
            Command::FilterMeasure,
            Command::MyLists,
            Command::RoundList,
        ],
    ),
    (
        "Hồ sơ",
        Place::Dossier,
        &[
            Command::NewMeasure,
            Command::CloseMeasure,
            Command::OtherAct,
            Command::EditPerson,
            Command::CorrectEntry,
            Command::CancelEntry,
            Command::EntryHistory,
            Command::Team,
        ],
    ),
    (
        "Biểu mẫu",
        Place::Form,
        &[
            Command::Accept,
            Command::Save,
            Command::Cancel,
            Command::CopyBefore,
            Command::NextError,
            Command::TypingMethod,
        ],
    ),
    (
        "Khi cần",
        Place::Today,
        &[Command::OwnActs, Command::Bin, Command::Doubles, Command::Settings],
    ),
];
/// What stands below the keys.
const CARD_FOOT: &str = "
**Dấu**: `!` quá hạn · `•` hôm nay · `·` sắp tới · `?` chưa thấy, hết hiệu lực · `‼` quá hạn trên 12 tháng · `*` ô bắt buộc · `✗` chưa ghi, phải sửa.

**Nhớ ba điều**: rời bàn thì `Ctrl+L`; ghi nhầm thì đính chính hoặc hủy, không xóa; không ghi tình trạng HIV vào bất cứ ô nào.

**Hỏng, mất, quên**: quên mật khẩu thì nhờ Trưởng Công an cấp xã; mất máy hoặc mất mọi mật khẩu thì dùng hai trong ba phiếu khôi phục; màn hình báo mã lỗi thì ghi lại mã ấy.
";

fn card() -> String {
    let mut card =
        "# Thẻ nhanh\n\nIn một trang, để cạnh máy. Các phím lấy từ bảng lệnh của chương trình.\n\n"
            .to_owned();
    for (heading, place, commands) in DAY {
        let one = |command: &Command| {
            let row = at(place, None).find(|r| r.command == *command);
            let row = row.unwrap_or_else(|| panic!("{command:?} is not at {place:?}"));
            // Where a name is typed letters are text: the key that works there.
            let key = row.keys.iter().find(|k| place != Place::People || !k.types());
            let key = key.unwrap_or(&row.keys[0]).label(Lang::Vi);
            let label = row.label(Lang::Vi);
            let first = label.chars().next().map_or(0, char::len_utf8);
            format!("`{key}` {}{}", label[..first].to_lowercase(), &label[first..])
        };
        let keys: Vec<String> = commands.iter().map(one).collect();
        writeln!(card, "- **{heading}**: {}", keys.join(" · ")).unwrap();
    }
    card.push_str(CARD_FOOT);
    card
}

/// Write it anew with `HOSO_WRITE_DOCS=1 cargo test --test all manual`.
#[test]
fn the_card_fits_a_page_and_its_keys_are_the_command_table() {
    let card = card();
    if std::env::var_os("HOSO_WRITE_DOCS").is_some() {
        std::fs::write(root(CARD), &card).unwrap();
    }
    let written = std::fs::read_to_string(root(CARD)).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        written == card,
        "{CARD} is not the command table: HOSO_WRITE_DOCS=1 cargo test --test all manual"
    );
    // A page of A4 holds some 55 lines of 90 characters.
    let lines: usize = card.lines().map(|l| l.chars().count().div_ceil(90).max(1)).sum();
    assert!(lines <= 55, "{lines} lines");
}

/// The pages of the folder: path within it, text.
fn files() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in ["", "tra-cuu/"] {
        for entry in std::fs::read_dir(root(&format!("docs/huong-dan/{folder}"))).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_file() && name != "README.md" {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((format!("{folder}{name}"), text));
            }
        }
    }
    found
}

/// What stands in backticks in the pages: page, text.
fn quoted() -> Vec<(String, String)> {
    let parts = |(name, text): (String, String)| {
        let quoted: Vec<String> = text.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        quoted.into_iter().map(move |part| (name.clone(), part))
    };
    files().into_iter().flat_map(parts).collect()
}

#[test]
fn ten_pages_are_read_in_half_an_hour_and_every_page_is_under_f1_and_in_the_contents() {
    // A grown reader takes some 170 syllables of plain prose a minute.
    let syllables = |page: &&str| page.split_whitespace().filter(|w| w.len() > 1).count();
    let to_read: usize = MANUAL[..READ_IN_ORDER].iter().map(syllables).sum();
    assert!((3_000..=170 * 30).contains(&to_read), "{to_read}");
    let files = files();
    assert_eq!(files.len(), MANUAL.len());
    let contents = std::fs::read_to_string(root("docs/huong-dan/README.md")).unwrap();
    let (in_order, looked_up) = contents.split_once("## Tra cứu").unwrap();
    for (name, text) in &files {
        let at = MANUAL.iter().position(|page| page == text).unwrap_or_else(|| panic!("{name}"));
        let heading = text.lines().next().unwrap().trim_start_matches("# ");
        let line = format!("[{heading}]({name})");
        assert!(title(at).ends_with(heading));
        if at < READ_IN_ORDER {
            assert!(in_order.contains(&format!("\n{}. {line}", at + 1)), "{name}");
        } else {
            assert!(name == "the-nhanh.md" || looked_up.contains(&line), "{name}");
        }
    }
}

/// Whether a text is written as keys are.
fn looks_like_a_key(text: &str) -> bool {
    let function = text.strip_prefix('F').is_some_and(|n| n.parse::<u8>().is_ok());
    let named = ["Ctrl+", "Alt+", "Shift+"].iter().any(|p| text.starts_with(p));
    function || named || ["Enter", "Esc", "Tab", "Insert", "Delete", "Cách"].contains(&text)
}

#[test]
fn every_key_a_page_names_does_something() {
    let labels: Vec<String> =
        COMMANDS.iter().flat_map(|r| r.keys).map(|k| k.label(Lang::Vi)).collect();
    let known = |t: &str| labels.iter().any(|l| l == t) || MOVES.contains(&t);
    let found = quoted();
    assert!(found.len() > 100);
    let keys: Vec<_> = found.into_iter().filter(|(_, t)| looks_like_a_key(t)).collect();
    assert!(keys.len() > 50);
    let lost: Vec<_> = keys.iter().filter(|(_, t)| !known(t)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(looks_like_a_key("F13") && !known("F13"), "the check sees what is wrong");
}

#[test]
fn every_command_a_page_names_exists() {
    let commands = std::fs::read_to_string(root("docs/COMMANDS.md")).unwrap();
    let known = |text: &str| {
        let mut words = text.split_whitespace().skip(1);
        let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        commands.contains(&format!("`{first}`"))
            || commands.contains(&format!("`{first} {second}`"))
    };
    let named: Vec<_> = quoted().into_iter().filter(|(_, t)| t.starts_with("hoso ")).collect();
    assert!(named.len() > 5);
    let lost: Vec<_> = named.iter().filter(|(_, t)| !known(t)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(!known("hoso nothing here"));
}
