//! The arguments. Names are those of `interface.md` and stay; texts are in the language of the run.

use super::backup::{Backup, Restore};
use super::desk::{Agenda, Assign, Rounds, Team, Whose};
use super::doubles::{Duplicates, Merge, Split};
use super::fields::{EditedPerson, FieldFlags, NewPerson, OpenedMeasure, RecordedEvent};
use super::lang::{self, t};
use super::mend::{CancelAct, CorrectAct, History};
use super::officers::{OfficerAct, Recover, SheetsAct};
use super::programme::ProgrammeArgs;
use super::receiving::{UnitsAct, Verify};
use super::retention::Retention;
use super::roll_up::RollUpArgs;
use super::rules::RulesAct;
use super::sending::{Close, Export, KeyAct, SuperiorAct};
use crate::domain::date::{Period, parse_day};
use crate::domain::deadline::Clock;
use crate::domain::id::FileNo;
use crate::domain::word::{EndReason, EventKind, Lang, MeasureCode, RiskLevel, Word};
use crate::services::view::SortBy;
use chrono::NaiveDate;
use clap::{ArgAction, Args, Parser, Subcommand, ValueHint};
use std::fmt::Display;
use std::path::PathBuf;
use std::str::FromStr;

/// The whole command line.
#[derive(Parser)]
#[command(
    name = "hoso",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    about = t(
        "Sổ hồ sơ người sử dụng, người nghiện ma túy của Công an cấp xã, mã hoá, trên một máy không nối mạng.\nKhông có lệnh: mở màn hình chương trình.",
        "Encrypted registry of a commune police station's drug-user case files, on one offline PC.\nWithout a command: opens the app."
    ),
    after_help = super::help::examples("")
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    #[arg(short = 'V', long, action = ArgAction::SetTrue, help = t("In phiên bản chương trình, SQLCipher và SQLite", "Print the versions of the program, SQLCipher and SQLite"))]
    pub(super) version: bool,
}

/// What every command takes.
#[derive(Args, Clone)]
pub(super) struct Global {
    #[arg(long, global = true, value_name = t("THƯ_MỤC", "DIR"), value_hint = ValueHint::DirPath, help = t("Thư mục sổ (hoặc biến HOSO_REGISTRY)", "Registry folder (or HOSO_REGISTRY)"))]
    pub(super) registry: Option<PathBuf>,
    #[arg(long, global = true, value_name = t("TÊN", "NAME"), help = t("Tên đăng nhập của cán bộ (hoặc biến HOSO_OFFICER)", "Login name of the officer (or HOSO_OFFICER)"))]
    pub(super) officer: Option<String>,
    #[arg(long, global = true, value_name = t("TỆP", "FILE"), value_hint = ValueHint::FilePath, help = t("Tệp có mật khẩu ở dòng đầu (hoặc biến HOSO_PASSWORD_FILE)", "File with the password in its first line (or HOSO_PASSWORD_FILE)"))]
    pub(super) password_file: Option<PathBuf>,
    #[arg(long, global = true, value_name = "vi|en", value_parser = language, help = t("Ngôn ngữ: vi hoặc en (hoặc biến HOSO_LANG)", "Language: vi or en (or HOSO_LANG)"))]
    pub(super) lang: Option<Lang>,
    #[arg(long, global = true, help = t("In một tài liệu JSON, không có gì khác", "Print one JSON document and nothing else"))]
    pub(super) json: bool,
    #[arg(short, long, global = true, action = ArgAction::Help, help = t("In hướng dẫn này", "Print this help"))]
    help: Option<bool>,
}

/// The commands.
#[derive(Subcommand)]
pub(super) enum Command {
    #[command(about = t("Tạo một sổ mẫu với người không có thật rồi mở chương trình", "Make a registry of made-up people and open the app on it"), after_help = super::help::examples("demo"))]
    Demo(Demo),
    #[command(about = t("Lập sổ mới; cán bộ đầu tiên là trưởng", "Make a new registry; the first officer becomes chief"), after_help = super::help::examples("init"))]
    Init(Init),
    #[command(about = t("Nhập danh sách từ Excel, OpenDocument hoặc CSV", "Import a list from Excel, OpenDocument or CSV"), after_help = super::help::examples("import"))]
    Import(Import),
    #[command(about = t("Danh sách hồ sơ", "The list of case files"), after_help = super::help::examples("people"))]
    People(People),
    #[command(about = t("Xem một hồ sơ (có ghi nhật ký)", "Show one case file (the journal keeps who looked)"), after_help = super::help::examples("show"))]
    Show(Show),
    #[command(about = t("Việc quá hạn, đến hạn hôm nay và trong 7 ngày tới", "Work overdue, due today and due in the next 7 days"), after_help = super::help::examples("today"))]
    Today(Today),
    #[command(about = t("Báo cáo biến động của một kỳ", "The report of a period"), after_help = super::help::examples("report"))]
    Report(Report),
    #[command(about = t("Chốt và ký số liệu của một kỳ đã kết thúc", "Close and sign the figures of a period that has ended"), after_help = super::help::examples("close"))]
    Close(Close),
    #[command(about = t("Lập gói niêm phong gửi cấp trên", "Make the sealed package for the superior"), after_help = super::help::examples("export"))]
    Export(Export),
    #[command(about = t("Số liệu công tác của tháng: tuyên truyền, tụ điểm, mô hình", "The month's programme work: outreach, hot spots, models"), after_help = super::help::examples("programme"))]
    Programme(ProgrammeArgs),
    #[command(about = t("Khóa nhận của cấp trên", "The superior's receiving key"), after_help = super::help::examples("superior"))]
    Superior {
        #[command(subcommand)]
        act: SuperiorAct,
    },
    #[command(about = t("Phiếu khóa của đơn vị", "The unit's key sheet"), after_help = super::help::examples("key"))]
    Key {
        #[command(subcommand)]
        act: KeyAct,
    },
    #[command(about = t("(Ở cấp trên) kiểm tra gói nhận được", "(At the receiving level) check packages"), after_help = super::help::examples("verify"))]
    Verify(Verify),
    #[command(about = t("(Ở cấp trên) tổng hợp các gói của một kỳ, lập bản công bố", "(At the receiving level) sum up a period's packages, make the publication"), after_help = super::help::examples("rollup"))]
    Rollup(RollUpArgs),
    #[command(about = t("(Ở cấp trên) danh sách đơn vị", "(At the receiving level) the list of units"), after_help = super::help::examples("units"))]
    Units {
        #[command(subcommand)]
        act: UnitsAct,
    },
    #[command(about = t("Ghi một việc vào hồ sơ", "Record an event in a case file"), after_help = super::help::examples("record"))]
    Record(Record),
    #[command(about = t("Mở hoặc kết thúc một biện pháp", "Open or close a measure"), after_help = super::help::examples("measure"))]
    Measure {
        #[command(subcommand)]
        act: MeasureAct,
    },
    #[command(about = t("Thêm hoặc sửa một người", "Add or edit a person"), after_help = super::help::examples("person"))]
    Person {
        #[command(subcommand)]
        act: PersonAct,
    },
    #[command(about = t("Các thời hạn và hạn việc đang áp dụng, kèm căn cứ", "Terms and clocks in force, with their sources"), after_help = super::help::examples("rules"))]
    Rules {
        #[command(subcommand)]
        act: Option<RulesAct>,
    },
    #[command(about = t("Mức nguy cơ của một người và vì sao; thử bộ quy tắc khác", "A person's level of risk and why; try another rule set"), after_help = super::help::examples("risk"))]
    Risk(super::risk::RiskArgs),
    #[command(about = t("Đính chính một mục ghi sai; giá trị cũ vẫn được lưu", "Correct a wrong entry; the old value is kept"), after_help = super::help::examples("correct"))]
    Correct {
        #[command(subcommand)]
        act: CorrectAct,
    },
    #[command(about = t("Hủy một mục ghi nhầm; mục đó vẫn được lưu", "Cancel an entry made by mistake; it is kept"), after_help = super::help::examples("cancel"))]
    Cancel {
        #[command(subcommand)]
        act: CancelAct,
    },
    #[command(about = t("Ai đã ghi, đã sửa gì trong một hồ sơ, từ gì thành gì, vì sao", "Who entered and changed what in a file, from what to what, and why"), after_help = super::help::examples("history"))]
    History(History),
    #[command(about = t("Các hồ sơ có thể là của cùng một người", "Files that may be of one person"), after_help = super::help::examples("duplicates"))]
    Duplicates(Duplicates),
    #[command(about = t("Gộp hai hồ sơ của một người thành một; tách lại được", "Make two files of one person one; can be split again"), after_help = super::help::examples("merge"))]
    Merge(Merge),
    #[command(about = t("Tách lại hai hồ sơ đã gộp, đúng như trước", "Split merged files again, exactly as before"), after_help = super::help::examples("split"))]
    Split(Split),
    #[command(about = t("Giao cán bộ phụ trách một hay nhiều hồ sơ", "Put an officer in charge of files"), after_help = super::help::examples("assign"))]
    Assign(Assign),
    #[command(about = t("Xem hoặc lập tổ quản lý của một quyết định", "Show or set the management team of a decision"), after_help = super::help::examples("team"))]
    Team(Team),
    #[command(about = t("Lịch tháng: mỗi ngày bao nhiêu việc đến hạn", "The month: how much falls due each day"), after_help = super::help::examples("agenda"))]
    Agenda(Agenda),
    #[command(about = t("Danh sách đi thăm theo thôn, tổ, để in", "List for a round of visits by hamlet, to print"), after_help = super::help::examples("rounds"))]
    Rounds(Rounds),
    #[command(about = t("Nhật ký: ai đã xem, đã sửa gì", "The journal: who looked, who changed what"), after_help = super::help::examples("audit"))]
    Audit(Audit),
    #[command(about = t("Tài khoản cán bộ: thêm, ngừng, vai trò, mật khẩu", "Accounts: add, remove, roles, passwords"), after_help = super::help::examples("officer"))]
    Officer {
        #[command(subcommand)]
        act: OfficerAct,
    },
    #[command(about = t("Khôi phục bằng hai trong ba phiếu: trưởng được mật khẩu mới, kể cả trên máy mới", "Recover with two of three sheets: the chief gets a new password, on a new PC too"), after_help = super::help::examples("recover"))]
    Recover(Recover),
    #[command(about = t("Phiếu khôi phục: diễn tập, lập bộ mới", "Recovery sheets: drill, make new ones"), after_help = super::help::examples("sheets"))]
    Sheets {
        #[command(subcommand)]
        act: SheetsAct,
    },
    #[command(about = t("Thay khóa dữ liệu của sổ (khi nghi lộ, và mỗi năm một lần)", "Replace the data key (on suspicion, and once a year)"), after_help = super::help::examples("rekey"))]
    Rekey,
    #[command(about = t("Sao lưu sổ ra một tệp mã hoá; diễn tập; danh sách bản sao", "Back up into one encrypted file; drill; the list of copies"), after_help = super::help::examples("backup"))]
    Backup(Backup),
    #[command(about = t("Khôi phục từ bản sao lưu bằng hai trong ba phiếu, thành sổ ở thư mục mới", "Restore a backup with two of three sheets, as a registry in a new folder"), after_help = super::help::examples("restore"))]
    Restore(Restore),
    #[command(about = t("Hồ sơ đến hạn rà soát, và hủy hồ sơ bởi hai người", "Files due for review, and destruction by two people"), after_help = super::help::examples("retention"))]
    Retention(Retention),
    #[command(about = t("Kiểm tra sổ mở được và còn nguyên vẹn", "Check that the registry opens and is whole"), after_help = super::help::examples("check"))]
    Check(Check),
    #[command(about = t("In tệp gợi ý lệnh cho shell", "Print a completion script for a shell"), after_help = super::help::examples("completions"))]
    Completions(Completions),
}

/// `demo`.
#[derive(Args)]
pub(super) struct Demo {
    #[arg(long, default_value_t = 300, hide_default_value = true, value_name = "N", value_parser = within(1u32, 200_000), help = t("Số người (mặc định 300)", "Number of people (default 300)"))]
    pub(super) people: u32,
    #[arg(long, default_value_t = 1, hide_default_value = true, value_name = "N", value_parser = number::<u64>, help = t("Số gieo: cùng số thì cùng nội dung (mặc định 1)", "Seed: the same seed gives the same content (default 1)"))]
    pub(super) seed: u64,
    #[arg(long, value_name = t("NGÀY", "DATE"), value_parser = day, help = t("Lịch sử kết thúc vào ngày này (mặc định hôm nay)", "History ends on this day (default today)"))]
    pub(super) on: Option<NaiveDate>,
    #[arg(long, value_name = t("THƯ_MỤC", "DIR"), value_hint = ValueHint::DirPath, help = t("Thư mục mới để tạo sổ (mặc định: thư mục tạm)", "New folder for the registry (default: a temporary one)"))]
    pub(super) dir: Option<PathBuf>,
    #[arg(long, help = t("Không mở chương trình; in việc hôm nay và báo cáo tháng", "Do not open the app; print today's work and the month's report"))]
    pub(super) no_open: bool,
    #[arg(long, value_name = "N", value_parser = within(1u32, 3321), requires = "dir", conflicts_with_all = ["people", "no_open"], help = t("Thay vì một sổ: gói niêm phong của N đơn vị giả và khóa nơi nhận, để thử tổng hợp", "Instead of a registry: sealed packages of N made-up units and the receiving level's key, to try a roll-up"))]
    pub(super) units: Option<u32>,
    #[arg(long, default_value_t = 12, hide_default_value = true, value_name = "N", value_parser = within(1u32, 60), requires = "units", help = t("Số tháng (mặc định 12)", "Number of months (default 12)"))]
    pub(super) months: u32,
}

/// `init`.
#[derive(Args)]
pub(super) struct Init {
    #[arg(long, value_name = t("MÃ", "CODE"), help = t("Mã đơn vị hành chính cấp xã, 5 chữ số", "Official unit code, 5 digits"))]
    pub(super) unit_code: Option<String>,
    #[arg(long, value_name = t("TÊN", "TEXT"), help = t("Tên đơn vị (mặc định: tên theo mã)", "Name of the unit (default: the official one)"))]
    pub(super) unit_name: Option<String>,
    #[arg(long, value_name = t("HỌ_TÊN", "TEXT"), help = t("Họ tên của trưởng", "Full name of the chief"))]
    pub(super) full_name: Option<String>,
    #[arg(long, help = t("Đơn vị vùng sâu, vùng xa: một số hạn là 48 giờ", "Remote unit: some limits are 48 hours"))]
    pub(super) remote: bool,
    #[arg(long, value_name = t("ĐẦU_TÊN_TỆP", "PREFIX"), value_hint = ValueHint::FilePath, help = t("Ghi ba phiếu khôi phục vào ba tệp ĐẦU_TÊN_TỆP-1, -2, -3 thay vì in ra màn hình", "Write the three recovery sheets as PREFIX-1, -2, -3 instead of showing them"))]
    pub(super) recovery_out: Option<PathBuf>,
}

/// `import`.
#[derive(Args)]
pub(super) struct Import {
    #[arg(value_name = t("TỆP", "FILE"), value_hint = ValueHint::AnyPath, required_unless_present = "template", help = t("Tệp .xlsx, .ods, .csv hoặc thư mục các tệp .csv", "File .xlsx, .ods, .csv, or a folder of .csv files"))]
    pub(super) file: Option<PathBuf>,
    #[arg(long, help = t("Chỉ thử: nói sẽ nhập gì, không ghi gì", "Only try: say what would be imported, write nothing"))]
    pub(super) dry_run: bool,
    #[arg(long, value_name = "OUT.xlsx", value_hint = ValueHint::FilePath, help = t("Ghi các dòng bị từ chối vào tệp này để sửa rồi nhập lại", "Write the refused rows to this file, to be mended and imported again"))]
    pub(super) refused: Option<PathBuf>,
    #[arg(long, value_name = "OUT.xlsx", value_hint = ValueHint::FilePath, conflicts_with_all = ["file", "dry_run", "refused"], help = t("Ghi tệp mẫu rồi thôi", "Write the template and stop"))]
    pub(super) template: Option<PathBuf>,
}

/// `people`.
#[derive(Args)]
pub(super) struct People {
    #[arg(long, value_name = t("CHỮ", "TEXT"), help = t("Tìm theo tên, tên khác, số hồ sơ, số giấy tờ; gõ không dấu cũng được", "Find by name, other names, file or identity number; marks may be left out"))]
    pub(super) find: Option<String>,
    #[arg(long, value_name = t("BIỆN_PHÁP", "CODE"), value_parser = word::<MeasureCode>, help = t("Chỉ biện pháp này", "Only this measure"))]
    pub(super) measure: Option<MeasureCode>,
    #[arg(long, value_name = "low|medium|high", value_parser = word::<RiskLevel>, help = t("Chỉ mức nguy cơ này", "Only this risk level"))]
    pub(super) risk: Option<RiskLevel>,
    #[arg(long, value_name = t("THÔN", "TEXT"), help = t("Chỉ thôn, tổ này", "Only this hamlet"))]
    pub(super) hamlet: Option<String>,
    #[arg(long = "of", value_name = t("CÁN_BỘ", "LOGIN"), help = t("Chỉ người do cán bộ này phụ trách; \"-\" là chưa giao ai", "Only people in this officer's charge; \"-\" = nobody's"), allow_hyphen_values = true)]
    pub(super) charge: Option<String>,
    #[arg(long, value_name = t("MÃ_HẠN", "CLOCK"), value_parser = clock, help = t("Chỉ người đang có hạn này, ví dụ U5", "Only people for whom this clock runs, for example U5"))]
    pub(super) clock: Option<Clock>,
    #[arg(long, value_name = "name|risk|due", value_parser = sort_by, help = t("Thứ tự: name theo tên, risk theo nguy cơ, due theo hạn", "Order: name, risk or due"))]
    pub(super) sort: Option<SortBy>,
    #[command(flatten)]
    pub(super) on: On,
}

/// `--on`.
#[derive(Args, Clone, Copy)]
pub(super) struct On {
    #[arg(long = "on", value_name = t("NGÀY", "DATE"), value_parser = day, help = t("Tính đến hết ngày này (mặc định: bây giờ)", "As of the end of this day (default: now)"))]
    pub(super) day: Option<NaiveDate>,
}

/// `show`.
#[derive(Args)]
pub(super) struct Show {
    #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Số hồ sơ", "Case file number"))]
    pub(super) file_no: FileNo,
    #[command(flatten)]
    pub(super) on: On,
}

/// `today`.
#[derive(Args)]
pub(super) struct Today {
    #[command(flatten)]
    pub(super) whose: Whose,
    #[command(flatten)]
    pub(super) on: On,
}

/// `report`.
#[derive(Args)]
pub(super) struct Report {
    #[arg(long, value_name = t("KỲ", "PERIOD"), value_parser = period, help = t("Kỳ: 2026-11, 2026-Q4, 2026-H2 hoặc 2026 (mặc định: tháng này)", "Period: 2026-11, 2026-Q4, 2026-H2 or 2026 (default: this month)"))]
    pub(super) period: Option<Period>,
    #[arg(long, value_name = "FILE.xlsx", value_hint = ValueHint::FilePath, help = t("Ghi báo cáo ra tệp Excel", "Write the report as an Excel file"))]
    pub(super) xlsx: Option<PathBuf>,
    #[arg(long, value_name = "FILE.csv", value_hint = ValueHint::FilePath, help = t("Ghi báo cáo ra tệp CSV", "Write the report as a CSV file"))]
    pub(super) csv: Option<PathBuf>,
    #[arg(long, help = t("Ghi nhận báo cáo của kỳ này đã gửi", "Note that the report of this period has been sent"))]
    pub(super) mark_sent: bool,
}

/// `record`.
#[derive(Args)]
pub(super) struct Record {
    #[arg(value_name = t("LOẠI", "KIND"), value_parser = word::<EventKind>, help = t("Loại việc, ví dụ residence_check hoặc \"kiểm tra cư trú\"", "Kind of event, for example residence_check"))]
    pub(super) kind: EventKind,
    #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Số hồ sơ", "Case file number"))]
    pub(super) file_no: FileNo,
    #[command(flatten)]
    pub(super) fields: FieldFlags<RecordedEvent>,
}

/// `measure open|close`.
#[derive(Subcommand)]
pub(super) enum MeasureAct {
    #[command(about = t("Mở một biện pháp", "Open a measure"), after_help = super::help::examples("measure open"))]
    Open(MeasureOpen),
    #[command(about = t("Kết thúc biện pháp đang áp dụng", "Close the measure in force"), after_help = super::help::examples("measure close"))]
    Close(MeasureClose),
}

/// `measure open`.
#[derive(Args)]
pub(super) struct MeasureOpen {
    #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Số hồ sơ", "Case file number"))]
    pub(super) file_no: FileNo,
    #[arg(value_name = t("BIỆN_PHÁP", "CODE"), value_parser = word::<MeasureCode>, help = t("Mã hoặc tên biện pháp", "Code or name of the measure"))]
    pub(super) code: MeasureCode,
    #[command(flatten)]
    pub(super) fields: FieldFlags<OpenedMeasure>,
}

/// `measure close`.
#[derive(Args)]
pub(super) struct MeasureClose {
    #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Số hồ sơ", "Case file number"))]
    pub(super) file_no: FileNo,
    #[arg(long, value_name = t("NGÀY", "DATE"), value_parser = day, help = t("Ngày kết thúc", "Last day but not counted: the day it ended"))]
    pub(super) on: NaiveDate,
    #[arg(long, value_name = t("LÝ_DO", "CODE"), value_parser = word::<EndReason>, help = t("Lý do kết thúc, ví dụ completed hoặc \"hoàn thành\"", "End reason, for example completed"))]
    pub(super) reason: EndReason,
    #[arg(long, value_name = t("BIỆN_PHÁP", "CODE"), value_parser = word::<MeasureCode>, help = t("Biện pháp nào (mặc định: biện pháp chính)", "Which measure (default: the main one)"))]
    pub(super) measure: Option<MeasureCode>,
}

/// `person add|edit`.
#[derive(Subcommand)]
pub(super) enum PersonAct {
    #[command(about = t("Thêm một người", "Add a person"), after_help = super::help::examples("person add"))]
    Add(PersonAdd),
    #[command(about = t("Sửa một người: chỉ những mục nêu ra; \"-\" là xoá trống", "Edit a person: only the fields given; \"-\" clears one"), after_help = super::help::examples("person edit"))]
    Edit(PersonEdit),
}

/// `person add`.
#[derive(Args)]
pub(super) struct PersonAdd {
    #[command(flatten)]
    pub(super) fields: FieldFlags<NewPerson>,
}

/// `person edit`.
#[derive(Args)]
pub(super) struct PersonEdit {
    #[arg(value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Số hồ sơ", "Case file number"))]
    pub(super) file_no: FileNo,
    #[command(flatten)]
    pub(super) fields: FieldFlags<EditedPerson>,
}

/// `audit`.
#[derive(Args)]
pub(super) struct Audit {
    #[arg(long, conflicts_with_all = ["person", "of", "from", "to"], help = t("Đối chiếu: nhật ký liền mạch và đủ chữ ký, dữ liệu khớp nhật ký, mốc đã ghi vào gói đến đâu", "Prove: the journal holds and is signed, rows are what it says, up to where checkpoints were made"))]
    pub(super) verify: bool,
    #[arg(long = "of", value_name = t("CÁN_BỘ", "LOGIN"), help = t("Chỉ việc của cán bộ này (sau audit viết --officer cũng được)", "Only this officer's acts (behind audit, --officer does the same)"))]
    pub(super) of: Option<String>,
    #[arg(long, value_name = t("SỐ_HỒ_SƠ", "FILE_NO"), value_parser = file_no, help = t("Chỉ các dòng về hồ sơ này", "Only lines about this case file"))]
    pub(super) person: Option<FileNo>,
    #[arg(long, value_name = t("NGÀY", "DATE"), value_parser = day, help = t("Từ ngày này", "From this day"))]
    pub(super) from: Option<NaiveDate>,
    #[arg(long, value_name = t("NGÀY", "DATE"), value_parser = day, help = t("Đến hết ngày này", "To the end of this day"))]
    pub(super) to: Option<NaiveDate>,
    #[arg(long, conflicts_with = "verify", value_name = t("TỆP", "FILE"), value_hint = ValueHint::FilePath, help = t("Ghi ra tệp CSV mới thay vì in ra", "Write to a new CSV file instead of printing"))]
    pub(super) csv: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["verify", "csv", "compare"], value_name = t("TỆP", "FILE"), value_hint = ValueHint::FilePath, help = t("Trưởng ghi mốc nhật ký đã ký ra tệp mới, để giữ ở nơi khác", "The chief writes a signed checkpoint to a new file, to be kept elsewhere"))]
    pub(super) checkpoint: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["verify", "csv"], value_name = t("TỆP", "FILE"), value_hint = ValueHint::FilePath, help = t("Đối chiếu nhật ký với một tệp mốc đã giữ", "Compare the journal with a checkpoint that was kept"))]
    pub(super) compare: Option<PathBuf>,
}

/// `check`.
#[derive(Args)]
pub(super) struct Check {
    #[arg(long, help = t("Đối chiếu cả từng dòng dữ liệu với nhật ký", "Also hold every row against the journal"))]
    pub(super) full: bool,
    #[arg(long, value_name = t("LÝ_DO", "REASON"), help = t("Trưởng cho dùng tiếp một bản sổ cũ hơn bản dùng gần nhất; nhật ký ghi lại", "The chief goes on with a folder older than the one last used; the journal keeps it"))]
    pub(super) accept_older: Option<String>,
    #[arg(long, conflicts_with_all = ["full", "accept_older"], help = t("Cất riêng tệp dữ liệu bị hỏng: đổi tên kèm ngày giờ, không xóa", "Set a damaged registry file aside: renamed with date and time, never deleted"))]
    pub(super) set_aside: bool,
}

/// `completions`.
#[derive(Args)]
pub(super) struct Completions {
    #[arg(value_name = "SHELL", hide_possible_values = true, help = t("bash, zsh, fish, powershell hoặc elvish", "bash, zsh, fish, powershell or elvish"))]
    pub(super) shell: clap_complete::Shell,
}

// The parsers below never repeat the value in their message: it may be a name.

fn language(text: &str) -> Result<Lang, &'static str> {
    lang::from_code(text).ok_or(t("chỉ có vi và en", "only vi and en"))
}

pub(super) fn day(text: &str) -> Result<NaiveDate, &'static str> {
    parse_day(text).map_err(|_| {
        t(
            "cần ngày dạng dd/mm/yyyy hoặc yyyy-mm-dd",
            "a date like dd/mm/yyyy or yyyy-mm-dd is needed",
        )
    })
}

pub(super) fn period(text: &str) -> Result<Period, &'static str> {
    text.parse().map_err(|_| {
        t(
            "cần kỳ dạng 2026-11, 2026-Q4, 2026-H2 hoặc 2026",
            "a period like 2026-11, 2026-Q4, 2026-H2 or 2026 is needed",
        )
    })
}

pub(super) fn clock(text: &str) -> Result<Clock, &'static str> {
    let found = Clock::ALL.iter().copied().find(|c| c.code().eq_ignore_ascii_case(text.trim()));
    found.ok_or(t("không có hạn mang mã này; xem: hoso rules", "no such clock; see: hoso rules"))
}

pub(super) fn file_no(text: &str) -> Result<FileNo, &'static str> {
    FileNo::typed(text)
        .ok_or(t("số hồ sơ có từ 1 đến 40 ký tự", "a file number has 1 to 40 characters"))
}

/// A whole number.
pub(super) fn number<N: FromStr>(text: &str) -> Result<N, &'static str> {
    text.trim().parse().map_err(|_| t("cần một số nguyên", "a whole number is needed"))
}

/// A whole number from one to another.
fn within<N>(least: N, most: N) -> impl Fn(&str) -> Result<N, String> + Clone
where
    N: FromStr + PartialOrd + Display + Copy,
{
    move |text| {
        let found = number::<N>(text).ok().filter(|n| (least..=most).contains(n));
        found.ok_or_else(|| {
            let (from, to) = (t("cần một số nguyên từ", "a whole number from"), t("đến", "to"));
            format!("{from} {least} {to} {most}")
        })
    }
}

fn sort_by(text: &str) -> Result<SortBy, &'static str> {
    match text {
        "name" => Ok(SortBy::Name),
        "risk" => Ok(SortBy::Risk),
        "due" => Ok(SortBy::Due),
        _ => Err(t("chỉ có name, risk và due", "only name, risk and due")),
    }
}

pub(super) fn word<W: Word>(text: &str) -> Result<W, String> {
    W::from_text(text).ok_or_else(|| {
        let codes: Vec<&str> = W::ALL.iter().map(|w| w.code()).collect();
        format!("{}: {}", t("chỉ có", "only"), codes.join(", "))
    })
}
