//! The ONE table of commands. Footer, F1 and the manual's key page come from it; a key acts only
//! because it stands here (text fields and lists move by their own keys besides).

use super::keymap::Key;
use crate::domain::word::Lang;

/// What an officer can order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is described by its row of COMMANDS")]
pub enum Command {
    Help,
    GoToday,
    GoPeople,
    GoDossier,
    GoReport,
    Lock,
    Quit,
    Refresh,
    Back,
    Open,
    Visit,
    ResidenceCheck,
    Test,
    NewPerson,
    EditPerson,
    NewMeasure,
    CloseMeasure,
    OtherAct,
    Calendar,
    RoundList,
    Rules,
    SetFigure,
    ConfirmRule,
    SetDays,
    CorrectEntry,
    CancelEntry,
    ReopenMeasure,
    Team,
    Act,
    Mark,
    MarkMet,
    MarkNotHome,
    MarkRefused,
    MarkPhone,
    Assign,
    FilterClock,
    FilterOfficer,
    NextGroup,
    PreviousGroup,
    Sort,
    FilterMeasure,
    FilterHamlet,
    NextTab,
    PreviousTab,
    NextPeriod,
    PreviousPeriod,
    ThisPeriod,
    MonthPeriods,
    QuarterPeriods,
    HalfPeriods,
    YearPeriods,
    MoreColumns,
    NextField,
    PreviousField,
    LineDown,
    LineUp,
    Accept,
    Save,
    Cancel,
    Yes,
    No,
    Turn,
    SuggestPassword,
    Palette,
    Menu,
    Language,
    Look,
    Columns,
    Toggle,
    MoveLeft,
    MoveRight,
    UsualColumns,
    TypingMethod,
    Settings,
    CopyBefore,
    NextError,
    Doubles,
    Compare,
    NotSame,
    ScanDoubles,
    Settled,
    SwapSides,
    Split,
    OwnActs,
    Undo,
    Bin,
    Restore,
    OpenAlike,
    TurnFocus,
    SelectAll,
    SelectNone,
    FilterRisk,
    MyLists,
    SaveList,
    DropList,
}

/// Where the focus is: a main screen or a kind of dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Hôm nay.
    Today,
    /// Danh sách.
    People,
    /// Hồ sơ.
    Dossier,
    /// Báo cáo.
    Report,
    /// How a contact went.
    Mark,
    /// The month as a calendar.
    Calendar,
    /// The rules.
    Rules,
    /// A form being filled in.
    Form,
    /// A list to choose one thing from.
    Choose,
    /// A question with two answers.
    Confirm,
    /// Something to read (help, messages).
    Read,
    /// Choosing the officer and typing the password.
    Unlock,
    /// Every command possible here, found by typing.
    Palette,
    /// The menus.
    Menu,
    /// The columns of a list being chosen.
    Columns,
    /// The saved filters.
    Lists,
    /// Files that may be of one person.
    Doubles,
    /// Two files side by side.
    Merge,
    /// One's own acts since unlocking.
    OwnActs,
    /// Cancelled entries.
    Bin,
    /// First run: choosing the unit.
    SetupUnit,
    /// First run: the chief's account.
    SetupAccount,
    /// First run: the recovery sheets being shown.
    SetupSheets,
    /// First run: typing one sheet back.
    SetupTypeBack,
}

impl Place {
    /// Every place.
    pub const ALL: [Self; 24] = [
        Self::Today,
        Self::People,
        Self::Dossier,
        Self::Report,
        Self::Mark,
        Self::Calendar,
        Self::Rules,
        Self::Form,
        Self::Choose,
        Self::Confirm,
        Self::Read,
        Self::Unlock,
        Self::Palette,
        Self::Menu,
        Self::Columns,
        Self::Lists,
        Self::Doubles,
        Self::Merge,
        Self::OwnActs,
        Self::Bin,
        Self::SetupUnit,
        Self::SetupAccount,
        Self::SetupSheets,
        Self::SetupTypeBack,
    ];
}

/// Whether a command can destroy something, and so must ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Danger {
    /// It cannot.
    None,
    /// It asks when something typed would be lost.
    AsksIfUnsaved,
    /// It always asks before it is done.
    Asks,
}

/// A row of the table.
#[derive(Debug)]
pub struct CommandRow {
    /// Which command.
    pub command: Command,
    /// Where it works.
    pub places: &'static [Place],
    /// The keys, the one shown in the footer first.
    pub keys: &'static [Key],
    /// Its name in the footer, Vietnamese and English.
    pub label: (&'static str, &'static str),
    /// What it does, for F1, Vietnamese and English.
    pub help: (&'static str, &'static str),
    /// Whether it can destroy something.
    pub danger: Danger,
    /// Whether it changes the registry: not offered to an inspector.
    pub writes: bool,
    /// How early it is named in the footer: 1 first, 0 = only under F1.
    pub footer: u8,
}

use Danger::{Asks, AsksIfUnsaved};
use Place::{
    Choose, Confirm, Dossier, Form, People, Read, Report, SetupAccount, SetupSheets, SetupTypeBack,
    SetupUnit, Today, Unlock,
};

const MAIN: &[Place] = &[Today, People, Dossier, Report];
const LETTERS: &[Place] = &[Today, People, Dossier];
const EVERYWHERE: &[Place] = &[
    Today,
    People,
    Dossier,
    Report,
    Place::Mark,
    Place::Calendar,
    Place::Rules,
    Place::Columns,
    Place::Lists,
    Place::Doubles,
    Place::Merge,
    Place::OwnActs,
    Place::Bin,
    Form,
    Choose,
    Confirm,
    Read,
    Unlock,
    SetupUnit,
    SetupAccount,
    SetupSheets,
    SetupTypeBack,
];
/// Where F10 opens the menus; in a form it saves.
const WITH_MENU: &[Place] = &[
    Today,
    People,
    Dossier,
    Report,
    Place::Mark,
    Place::Calendar,
    Place::Rules,
    Unlock,
    SetupUnit,
];
/// Where letters are typed.
const WITH_TEXT: &[Place] = &[People, Form, Choose, Place::Palette, SetupUnit, SetupAccount];
/// Where nothing below holds words of the other language.
const WITH_LANGUAGE: &[Place] = &[Today, People, Dossier, Report, Unlock, SetupUnit];

macro_rules! row {
    ($command:ident, $places:expr, [$($key:expr),+], $vi:literal, $en:literal, $help_vi:literal, $help_en:literal, $danger:expr, $writes:literal, $footer:literal) => {
        CommandRow {
            command: Command::$command, places: $places, keys: &[$($key),+],
            label: ($vi, $en), help: ($help_vi, $help_en),
            danger: $danger, writes: $writes, footer: $footer,
        }
    };
}

/// Every command there is.
#[rustfmt::skip]
pub const COMMANDS: &[CommandRow] = &[
    row!(Act, &[Today], [Key::Enter], "Làm việc này", "Do it", "Mở biểu mẫu của việc ở dòng đang chọn, điền sẵn", "Opens the form of the selected line's duty, filled in", Danger::None, true, 1),
    row!(Open, &[Today, Place::OwnActs, Place::Bin], [Key::Char('o')], "Hồ sơ", "Dossier", "Mở hồ sơ của dòng đang chọn", "Opens the dossier of the selected line", Danger::None, false, 2),
    row!(Mark, &[Today], [Key::Char('m')], "Đánh dấu gặp", "Mark", "Đánh dấu lần gặp: gặp được, không có nhà, từ chối, gọi điện", "Marks a contact: met, nobody home, refused, by phone", Danger::None, true, 2),
    row!(MarkMet, &[Place::Mark], [Key::Char('g'), Key::Char('1')], "Gặp được", "Met", "Gặp được", "Met", Danger::None, true, 1),
    row!(MarkNotHome, &[Place::Mark], [Key::Char('k'), Key::Char('2')], "Không có nhà", "Nobody home", "Không có nhà", "Nobody home", Danger::None, true, 2),
    row!(MarkRefused, &[Place::Mark], [Key::Char('t'), Key::Char('3')], "Từ chối", "Refused", "Từ chối gặp", "Refused to meet", Danger::None, true, 3),
    row!(MarkPhone, &[Place::Mark], [Key::Char('d'), Key::Char('4')], "Gọi điện", "By phone", "Đã nói chuyện qua điện thoại", "Spoke by phone", Danger::None, true, 4),
    row!(Cancel, &[Place::Mark], [Key::Esc], "Bỏ", "Cancel", "Không ghi gì", "Records nothing", Danger::None, false, 5),
    row!(Open, &[People], [Key::Enter], "Mở hồ sơ", "Open", "Mở hồ sơ của dòng đang chọn", "Opens the dossier of the selected line", Danger::None, false, 1),
    row!(Visit, LETTERS, [Key::Char('v')], "Gặp", "Visit", "Ghi một lần gặp người này", "Records a visit to this person", Danger::None, true, 2),
    row!(ResidenceCheck, LETTERS, [Key::Char('k')], "Cư trú", "Residence", "Ghi một lần kiểm tra cư trú", "Records a residence check", Danger::None, true, 3),
    row!(Test, LETTERS, [Key::Char('t')], "Xét nghiệm", "Test", "Ghi một lần xét nghiệm ma túy", "Records a drug test", Danger::None, true, 4),
    row!(NewMeasure, &[Dossier], [Key::Char('b')], "Biện pháp mới", "New measure", "Mở một biện pháp mới cho người này", "Opens a new measure for this person", Danger::None, true, 5),
    row!(CloseMeasure, &[Dossier], [Key::Char('e')], "Kết thúc BP", "End measure", "Kết thúc biện pháp đang áp dụng (hỏi lại trước khi ghi)", "Ends the running measure (asks before it is saved)", Asks, true, 6),
    row!(OtherAct, &[Dossier], [Key::Char('a')], "Việc khác", "Other act", "Mọi việc khác: chọn trong danh sách các việc được làm lúc này", "Every other act: choose from the list of what is allowed now", Danger::None, true, 5),
    row!(CorrectEntry, &[Dossier], [Key::Char('c')], "Đính chính", "Correct", "Đính chính một sự việc hoặc biện pháp ghi sai; giá trị cũ được giữ", "Corrects an event or measure; the old value is kept", Danger::None, true, 7),
    row!(CancelEntry, &[Dossier], [Key::Char('x')], "Hủy mục", "Cancel entry", "Hủy một mục ghi nhầm (hỏi lại); mục vẫn được giữ và không tính nữa", "Cancels an entry made by mistake (asks); it is kept and counts nowhere", Asks, true, 7),
    row!(ReopenMeasure, &[Dossier], [Key::Char('u')], "Mở lại BP", "Reopen", "Bỏ việc kết thúc ghi nhầm: biện pháp được mở lại", "Takes back an ending entered by mistake", Danger::None, true, 96),
    row!(Team, &[Dossier], [Key::Char('g')], "Tổ quản lý", "Team", "Tổ quản lý của một quyết định (Mẫu 04): xem, lập, thay người", "The management team of a decision (form 04): see it, set it, change it", Danger::None, true, 94),
    row!(EditPerson, &[Dossier], [Key::Char('s')], "Sửa", "Edit", "Sửa phần nhân thân", "Edits the person's particulars", Danger::None, true, 7),
    row!(Sort, &[People], [Key::F(6)], "Xếp", "Sort", "Đổi thứ tự: tên, nguy cơ, hạn tới", "Changes the order: name, risk, next due", Danger::None, false, 2),
    row!(FilterMeasure, &[People], [Key::F(7)], "Biện pháp", "Measure", "Chỉ hiện một biện pháp", "Shows one measure only", Danger::None, false, 3),
    row!(FilterHamlet, &[Today, People], [Key::F(8)], "Thôn/tổ", "Hamlet", "Chỉ hiện một thôn, tổ dân phố", "Shows one hamlet only", Danger::None, false, 4),
    row!(FilterClock, &[Today], [Key::F(6)], "Loại hạn", "Clock", "Chỉ hiện một loại hạn hoặc một hạn", "Shows one kind of clock, or one clock", Danger::None, false, 93),
    row!(FilterOfficer, &[Today], [Key::F(7)], "Cán bộ", "Officer", "Chỉ hiện hồ sơ của một cán bộ phụ trách", "Shows the files of one officer", Danger::None, false, 94),
    row!(Assign, &[Today, People, Dossier], [Key::Char('p')], "Phân công", "Assign", "Giao hồ sơ này cho một cán bộ phụ trách", "Puts an officer in charge of this file", Danger::None, true, 95),
    row!(Calendar, &[Today], [Key::Char('l')], "Lịch", "Calendar", "Lịch tháng: mỗi ngày bao nhiêu hạn; in danh sách đi thăm", "The month: how many clocks a day; the printed round of visits", Danger::None, false, 96),
    row!(Rules, &[Today, Dossier, Report], [Key::Char('q')], "Quy tắc", "Rules", "Các quy tắc: câu chữ, con số, căn cứ; Trưởng Công an xã đặt số khác hoặc xác nhận đã đối chiếu", "The rules: sentence, figure, source; the chief sets a figure or confirms it", Danger::None, false, 97),
    row!(Accept, &[Place::Calendar], [Key::Enter], "Việc trong ngày", "The day", "Các dòng đến hạn trong ngày đang chọn", "The lines of the selected day", Danger::None, false, 1),
    row!(PreviousPeriod, &[Place::Calendar], [Key::PageUp], "Tháng trước", "Month before", "Tháng trước", "The month before", Danger::None, false, 2),
    row!(NextPeriod, &[Place::Calendar], [Key::PageDown], "Tháng sau", "Month after", "Tháng sau", "The month after", Danger::None, false, 3),
    row!(RoundList, &[Place::Calendar], [Key::Char('i')], "In danh sách đi thăm", "Round list", "Ghi danh sách đi thăm theo thôn ra tệp Excel để in", "Writes the round of visits by hamlet to an Excel file", Danger::None, true, 4),
    row!(SetFigure, &[Place::Rules], [Key::Enter, Key::F(6)], "Đặt số khác", "Set figure", "Trưởng Công an xã đặt số của đơn vị, có ngày và lý do; số gốc vẫn hiện bên cạnh", "The chief sets the unit's figure with day and reason; the original stays beside it", Danger::None, true, 1),
    row!(ConfirmRule, &[Place::Rules], [Key::F(7)], "Đã đối chiếu", "Checked", "Trưởng Công an xã ghi là đã đối chiếu với văn bản gốc", "The chief notes that it was compared with the official text", Danger::None, true, 2),
    row!(SetDays, &[Place::Rules], [Key::F(8)], "Ngày nghỉ", "Days off", "Trưởng Công an xã ghi ngày nghỉ, ngày làm bù của một năm, có lý do; bảng gốc vẫn được giữ", "The chief enters days off or made-up working days of a year, with a reason; the table stays", Danger::None, true, 3),
    row!(Cancel, &[Place::Calendar, Place::Rules, Place::Doubles, Place::Merge, Place::OwnActs, Place::Bin], [Key::Esc], "Đóng", "Close", "Đóng", "Closes", Danger::None, false, 5),
    row!(NewPerson, &[Today, People], [Key::F(9)], "Người mới", "New person", "Lập hồ sơ cho một người mới", "Makes a file for a new person", Danger::None, true, 5),
    row!(NextGroup, &[Today], [Key::Tab, Key::Right], "Nhóm sau", "Next group", "Đến nhóm việc tiếp theo", "Goes to the next group of work", Danger::None, false, 6),
    row!(PreviousGroup, &[Today], [Key::BackTab, Key::Left], "Nhóm trước", "Previous group", "Về nhóm việc trước", "Goes to the previous group of work", Danger::None, false, 0),
    row!(NextTab, &[Dossier], [Key::Tab, Key::Right], "Mục sau", "Next part", "Đến mục tiếp theo của hồ sơ", "Goes to the next part of the dossier", Danger::None, false, 8),
    row!(PreviousTab, &[Dossier], [Key::BackTab, Key::Left], "Mục trước", "Previous part", "Về mục trước của hồ sơ", "Goes to the previous part of the dossier", Danger::None, false, 0),
    row!(PreviousPeriod, &[Report], [Key::Left], "Kỳ trước", "Previous", "Xem kỳ trước", "Shows the period before", Danger::None, false, 1),
    row!(NextPeriod, &[Report], [Key::Right], "Kỳ sau", "Next", "Xem kỳ sau", "Shows the period after", Danger::None, false, 2),
    row!(ThisPeriod, &[Report], [Key::Home, Key::Char('0')], "Kỳ này", "This one", "Về kỳ đang chạy", "Goes to the running period", Danger::None, false, 2),
    row!(MonthPeriods, &[Report], [Key::Char('1')], "Tháng", "Month", "Báo cáo tháng", "Monthly report", Danger::None, false, 3),
    row!(QuarterPeriods, &[Report], [Key::Char('2')], "Quý", "Quarter", "Báo cáo quý", "Quarterly report", Danger::None, false, 4),
    row!(HalfPeriods, &[Report], [Key::Char('3')], "6 tháng", "Half-year", "Báo cáo sáu tháng", "Half-year report", Danger::None, false, 5),
    row!(YearPeriods, &[Report], [Key::Char('4')], "Năm", "Year", "Báo cáo năm", "Yearly report", Danger::None, false, 6),
    row!(MoreColumns, &[Report], [Key::Tab], "Cột khác", "Columns", "Xem các cột còn lại khi màn hình hẹp", "Shows the remaining columns on a narrow screen", Danger::None, false, 7),
    row!(Back, &[Dossier], [Key::Esc], "Về", "Back", "Về màn hình trước", "Goes back to the screen before", Danger::None, false, 9),
    row!(Accept, &[Form, SetupAccount, SetupTypeBack], [Key::Enter], "Ô tiếp", "Next field", "Sang ô tiếp theo; ở ô cuối thì ghi", "Goes to the next field; on the last one saves", Danger::None, false, 1),
    row!(NextField, &[Form, SetupAccount, SetupTypeBack], [Key::Tab], "Xuống", "Down", "Sang ô tiếp theo", "Goes to the next field", Danger::None, false, 0),
    row!(PreviousField, &[Form, SetupAccount, SetupTypeBack], [Key::BackTab], "Lên", "Up", "Về ô trước", "Goes to the field before", Danger::None, false, 4),
    row!(LineDown, &[Form, SetupAccount, SetupTypeBack], [Key::Down], "Dòng sau", "Line below", "Ở ô chọn: lựa chọn sau; ở ô khác: sang ô tiếp theo", "In a list of choices the next choice, elsewhere the next field", Danger::None, false, 0),
    row!(LineUp, &[Form, SetupAccount, SetupTypeBack], [Key::Up], "Dòng trước", "Line above", "Ở ô chọn: lựa chọn trước; ở ô khác: về ô trước", "In a list of choices the choice before, elsewhere the field before", Danger::None, false, 0),
    row!(Save, &[Form, SetupAccount, SetupTypeBack], [Key::Ctrl('s'), Key::F(10)], "Ghi", "Save", "Ghi những gì đã nhập", "Saves what was typed", Danger::None, false, 2),
    row!(SuggestPassword, &[SetupAccount], [Key::F(6)], "Gợi ý mật khẩu", "Suggest password", "Tạo một mật khẩu dễ nhớ bằng các từ ngẫu nhiên", "Makes a password of random words", Danger::None, false, 3),
    row!(NextError, &[Form], [Key::F(7)], "Ô cần sửa", "To correct", "Đến ô cần sửa tiếp theo", "Goes to the next field to be corrected", Danger::None, false, 3),
    row!(CopyBefore, &[Form], [Key::F(5)], "Chép từ lần trước", "Copy", "Điền các ô còn trống như lần ghi trước cùng loại của người này", "Fills the empty fields as in this person's last record of the kind", Danger::None, false, 5),
    row!(Cancel, &[Form], [Key::Esc], "Thôi", "Cancel", "Thôi, không ghi (hỏi lại nếu đã nhập)", "Leaves without saving (asks if something was typed)", AsksIfUnsaved, false, 3),
    row!(Accept, &[Choose, SetupUnit], [Key::Enter], "Chọn", "Choose", "Chọn dòng này", "Chooses this line", Danger::None, false, 1),
    row!(Cancel, &[Choose, Read], [Key::Esc], "Đóng", "Close", "Đóng", "Closes", Danger::None, false, 2),
    row!(Accept, &[Read], [Key::Enter], "Đóng", "Close", "Đóng", "Closes", Danger::None, false, 0),
    row!(Accept, &[SetupSheets], [Key::Enter], "Đã chép xong, tiếp", "Copied, go on", "Sang phiếu tiếp theo", "Goes to the next sheet", Danger::None, false, 1),
    row!(Back, &[SetupTypeBack], [Key::Esc], "Xem lại phiếu", "See the sheets", "Xem lại ba phiếu", "Shows the three sheets again", Danger::None, false, 3),
    row!(Back, &[SetupSheets], [Key::Esc], "Phiếu trước", "Sheet before", "Về phiếu trước", "Goes to the sheet before", Danger::None, false, 2),
    row!(Back, &[SetupAccount], [Key::Esc], "Chọn lại đơn vị", "Choose the unit again", "Về bước chọn đơn vị", "Goes back to choosing the unit", Danger::None, false, 5),
    row!(Yes, &[Confirm], [Key::Char('c'), Key::Char('y')], "Có", "Yes", "Trả lời có", "Answers yes", Danger::None, false, 1),
    row!(No, &[Confirm], [Key::Char('k'), Key::Char('n'), Key::Esc], "Không", "No", "Trả lời không", "Answers no", Danger::None, false, 2),
    row!(Turn, &[Confirm], [Key::Tab, Key::Left, Key::Right], "Đổi", "Turn", "Đổi câu trả lời đang chọn", "Turns to the other answer", Danger::None, false, 3),
    row!(Accept, &[Confirm], [Key::Enter], "Chọn", "Choose", "Chọn câu trả lời đang sáng", "Takes the highlighted answer", Danger::None, false, 4),
    row!(Accept, &[Unlock], [Key::Enter], "Mở sổ", "Unlock", "Mở sổ bằng mật khẩu vừa gõ", "Opens the registry with the password typed", Danger::None, false, 1),
    row!(GoToday, MAIN, [Key::F(2), Key::Alt('1')], "Hôm nay", "Today", "Việc cần làm hôm nay", "What is to be done today", Danger::None, false, 0),
    row!(GoPeople, MAIN, [Key::F(3), Key::Alt('2')], "Danh sách", "People", "Danh sách và tìm kiếm", "The list and the search", Danger::None, false, 0),
    row!(GoDossier, MAIN, [Key::F(4), Key::Alt('3')], "Hồ sơ", "Dossier", "Hồ sơ mở gần nhất", "The dossier opened last", Danger::None, false, 0),
    row!(GoReport, MAIN, [Key::F(5), Key::Alt('4')], "Báo cáo", "Report", "Báo cáo biến động theo kỳ", "The stock-flow report of a period", Danger::None, false, 0),
    row!(Refresh, &[Today, People, Dossier, Report, Place::Calendar, Place::Rules], [Key::Ctrl('r')], "Tính lại", "Refresh", "Đọc và tính lại màn hình này", "Reads and computes this screen again", Danger::None, false, 0),
    row!(Accept, &[Place::Palette], [Key::Enter], "Làm", "Do it", "Làm lệnh đang chọn, hoặc mở hồ sơ đang chọn", "Does the selected command, or opens the selected dossier", Danger::None, false, 1),
    row!(Accept, &[Place::Menu], [Key::Enter], "Làm", "Do it", "Làm mục đang chọn; ← → sang thực đơn khác", "Does the selected entry; ← → go to another menu", Danger::None, false, 1),
    row!(Cancel, &[Place::Palette, Place::Menu], [Key::Esc], "Đóng", "Close", "Đóng, không làm gì", "Closes and does nothing", Danger::None, false, 2),
    row!(TurnFocus, &[People], [Key::Tab, Key::BackTab], "Vào danh sách", "Into the list", "Từ ô tìm vào danh sách để dùng phím chữ và phím cách, rồi trở lại", "From the search into the list, where letters and Space act, and back", Danger::None, false, 2),
    row!(Toggle, &[Today, People], [Key::Char(' '), Key::Insert], "Chọn", "Select", "Chọn người ở dòng này, hoặc bỏ chọn; rồi xuống dòng sau", "Selects the person of this line, or not; then the next line", Danger::None, false, 7),
    row!(SelectAll, &[People], [Key::Char('*'), Key::Ctrl('b')], "Chọn cả", "Select all", "Chọn tất cả những người danh sách đang hiện", "Selects everybody the list shows", Danger::None, false, 87),
    row!(SelectNone, &[Today, People], [Key::Char('-'), Key::Ctrl('y')], "Bỏ chọn", "Select none", "Bỏ chọn tất cả", "Selects nobody any more", Danger::None, false, 7),
    row!(RoundList, &[Today, People], [Key::Char('i')], "In đi thăm", "Round list", "Ghi danh sách đi thăm những người đã chọn ra tệp Excel để in", "Writes the round of visits to those selected to an Excel file", Danger::None, true, 6),
    row!(FilterOfficer, &[People], [Key::Char('c'), Key::Ctrl('o')], "Cán bộ", "Officer", "Chỉ hiện người của một cán bộ phụ trách", "Shows the people of one officer only", Danger::None, false, 84),
    row!(FilterRisk, &[People], [Key::Char('n'), Key::F(11)], "Nguy cơ", "Risk", "Chỉ hiện một mức nguy cơ", "Shows one level of risk only", Danger::None, false, 85),
    row!(MyLists, &[People], [Key::Char('d'), Key::Ctrl('d')], "Danh sách của tôi", "My lists", "Các bộ lọc đã lưu: dùng lại, lưu bộ lọc đang dùng, xóa", "Saved filters: use one, save the one in use, delete one", Danger::None, false, 5),
    row!(SaveList, &[Place::Lists], [Key::Char('m')], "Lưu bộ lọc này", "Save this filter", "Lưu bộ lọc đang dùng dưới một tên", "Saves the filter in use under a name", Danger::None, false, 2),
    row!(DropList, &[Place::Lists], [Key::Char('x'), Key::Delete], "Xóa", "Delete", "Xóa bộ lọc đã lưu ở dòng này (hỏi lại)", "Deletes the saved filter of this line (asks)", Asks, false, 3),
    row!(Accept, &[Place::Lists], [Key::Enter], "Dùng", "Use", "Hiện danh sách này; khi đang đặt tên thì lưu", "Shows this list; while a name is typed, saves", Danger::None, false, 1),
    row!(Cancel, &[Place::Lists], [Key::Esc], "Đóng", "Close", "Đóng", "Closes", Danger::None, false, 4),
    row!(Columns, &[Today, People], [Key::Ctrl('k')], "Cột", "Columns", "Chọn cột và thứ tự cột của danh sách này, riêng cho tài khoản này", "Chooses the columns of this list and their order, for this account", Danger::None, false, 86),
    row!(Toggle, &[Place::Columns], [Key::Char(' ')], "Bật, tắt", "On or off", "Đưa cột này vào danh sách hoặc bỏ ra", "Takes this column in or out", Danger::None, false, 1),
    row!(MoveLeft, &[Place::Columns], [Key::Left], "Sang trái", "To the left", "Đưa cột này sang trái một chỗ", "Moves this column one place to the left", Danger::None, false, 2),
    row!(MoveRight, &[Place::Columns], [Key::Right], "Sang phải", "To the right", "Đưa cột này sang phải một chỗ", "Moves this column one place to the right", Danger::None, false, 3),
    row!(UsualColumns, &[Place::Columns], [Key::Char('0')], "Như ban đầu", "As at first", "Trở lại các cột ban đầu", "Back to the columns as they were at first", Danger::None, false, 4),
    row!(Accept, &[Place::Columns], [Key::Enter], "Dùng", "Use", "Dùng các cột này từ nay về sau", "Uses these columns from now on", Danger::None, false, 1),
    row!(Cancel, &[Place::Columns], [Key::Esc], "Thôi", "Cancel", "Giữ các cột như cũ", "Keeps the columns as they were", Danger::None, false, 5),
    row!(Doubles, MAIN, [Key::Ctrl('f')], "Hồ sơ trùng", "Doubles", "Các hồ sơ có thể là của cùng một người: đối chiếu, gộp, hoặc ghi là không phải một người", "Files that may be of one person: compare, merge, or say that they are not", Danger::None, false, 0),
    row!(OwnActs, MAIN, [Key::Ctrl('z')], "Hoàn tác", "Undo", "Việc đồng chí vừa làm từ lúc mở khóa, mới nhất trước; chọn một việc để hoàn tác", "What you did since unlocking, newest first; choose one to take it back", Danger::None, true, 0),
    row!(Bin, MAIN, [Key::Ctrl('x')], "Mục đã hủy", "Cancelled", "Các sự việc, biện pháp đã hủy: ai hủy, lúc nào, vì sao; khôi phục từ đây", "Cancelled events and measures: who, when, why; restored from here", Danger::None, false, 0),
    row!(Compare, &[Place::Doubles], [Key::Enter], "Đối chiếu", "Compare", "Xem hai hồ sơ cạnh nhau, từng mục (ghi nhật ký là đã xem cả hai)", "Shows the two files side by side (recorded as a look at both)", Danger::None, false, 1),
    row!(NotSame, &[Place::Doubles, Place::Merge], [Key::Char('k')], "Không phải một người", "Not one person", "Ghi nhớ hai hồ sơ này không phải của một người", "Remembers that the two are not one person", Danger::None, true, 2),
    row!(ScanDoubles, &[Place::Doubles], [Key::F(6)], "Quét", "Scan", "So mọi người trong sổ với nhau, đưa các cặp giống nhau vào đây", "Compares everybody and puts the pairs that look alike here", Danger::None, true, 3),
    row!(Settled, &[Place::Doubles], [Key::F(7)], "Đã kết luận", "Settled", "Xem các cặp đã ghi là không phải một người, hoặc trở lại", "Shows the pairs said not to be one person, or goes back", Danger::None, false, 4),
    row!(Toggle, &[Place::Merge], [Key::Char(' ')], "Đổi bên", "Other side", "Lấy giá trị của hồ sơ kia cho mục này, hoặc trở lại; ← → cũng được", "Takes the other file's value for this field, or back; ← → too", Danger::None, false, 1),
    row!(SwapSides, &[Place::Merge], [Key::Char('d')], "Đổi hồ sơ giữ", "Swap", "Đổi hồ sơ nào được giữ lại", "Swaps which file stays", Danger::None, false, 3),
    row!(Save, &[Place::Merge], [Key::Ctrl('s'), Key::F(10)], "Gộp", "Merge", "Gộp hai hồ sơ (hỏi lý do); tách lại được", "Merges the two files (asks why); they can be split again", Danger::None, true, 2),
    row!(Split, &[Dossier], [Key::Char('d')], "Tách hồ sơ", "Split", "Tách lại hồ sơ đã gộp vào đây (lần gộp mới nhất)", "Splits off the file merged into this one (the newest merge)", Danger::None, true, 98),
    row!(Undo, &[Place::OwnActs], [Key::Enter], "Hoàn tác", "Undo", "Hoàn tác việc đang chọn (hỏi lý do)", "Takes the selected act back (asks why)", Danger::None, true, 1),
    row!(Restore, &[Place::Bin], [Key::Enter], "Khôi phục", "Restore", "Khôi phục mục đang chọn (hỏi lý do); mục lại được tính", "Restores the selected entry (asks why); it counts again", Danger::None, true, 1),
    row!(OpenAlike, &[Form], [Key::F(4)], "Mở hồ sơ giống", "Open the like", "Mở một hồ sơ giống người đang nhập, thay vì lập mới", "Opens a file that looks like the person being typed, instead of a new one", Danger::None, false, 2),
    row!(Palette, EVERYWHERE, [Key::Ctrl('p')], "Lệnh", "Commands", "Mọi lệnh làm được ở đây: gõ vài chữ không dấu rồi Enter; gõ tên người để mở hồ sơ", "Every command possible here: type a few letters, then Enter; type a name to open a dossier", Danger::None, false, 88),
    row!(Menu, WITH_MENU, [Key::F(10)], "Thực đơn", "Menu", "Thực đơn: cùng các lệnh đó, xếp theo nhóm; Alt và chữ đầu mở từng nhóm", "The menus: the same commands in groups; Alt and the first letter opens one", Danger::None, false, 89),
    row!(Language, WITH_LANGUAGE, [Key::Ctrl('n')], "English", "Tiếng Việt", "Đổi các màn hình sang tiếng Anh, từ nay về sau cho tài khoản này", "Shows the screens in Vietnamese, from now on for this account", Danger::None, false, 0),
    row!(Look, MAIN, [Key::Ctrl('t')], "Màu", "Colours", "Chọn màu: nền tối, nền sáng, tương phản cao, không màu", "Chooses the colours: dark, light, high contrast, none", Danger::None, false, 0),
    row!(TypingMethod, WITH_TEXT, [Key::Ctrl('g')], "Gõ", "Typing", "Đổi cách gõ tiếng Việt có sẵn trong sổ: tắt, Telex, VNI (để tắt nếu máy đã có Unikey)", "Switches the built-in Vietnamese typing: off, Telex, VNI", Danger::None, false, 87),
    row!(Settings, MAIN, [Key::F(12)], "Cài đặt", "Settings", "Cách gõ tiếng Việt, kiểu đặt dấu, số phút tự khóa", "Vietnamese typing, place of the tone, minutes before locking", Danger::None, false, 0),
    row!(Help, &Place::ALL, [Key::F(1), Key::Char('?')], "Trợ giúp", "Help", "Trang hướng dẫn của màn hình này", "The page of the manual for this screen", Danger::None, false, 90),
    row!(Lock, &[Place::Doubles, Place::Merge, Place::OwnActs, Place::Bin, Today, People, Dossier, Report, Place::Mark, Place::Calendar, Place::Rules, Place::Palette, Place::Menu, Place::Columns, Place::Lists, Form, Choose, Confirm, Read], [Key::Ctrl('l')], "Khóa", "Lock", "Khóa sổ; mở lại bằng mật khẩu, trở về đúng chỗ này", "Locks the registry; unlocking comes back to this place", Danger::None, false, 91),
    row!(Quit, &Place::ALL, [Key::Ctrl('q'), Key::Ctrl('c')], "Thoát", "Quit", "Đóng sổ và thoát (hỏi lại nếu có điều chưa ghi)", "Closes the registry and quits (asks if something is not saved)", AsksIfUnsaved, false, 92),
];

/// The command of a key at a place.
pub fn find(place: Place, key: Key) -> Option<&'static CommandRow> {
    // Letters act alike with Caps Lock on.
    let key = match key {
        Key::Char(c) => Key::Char(c.to_ascii_lowercase()),
        other => other,
    };
    COMMANDS.iter().find(|row| row.places.contains(&place) && row.keys.contains(&key))
}

/// The commands of a place, as the footer names them.
pub fn footer(place: Place, may_write: bool) -> Vec<&'static CommandRow> {
    let mut rows: Vec<_> = at(place, may_write).filter(|row| row.footer > 0).collect();
    rows.sort_by_key(|row| row.footer);
    rows
}

/// Every command of a place.
pub fn at(place: Place, may_write: bool) -> impl Iterator<Item = &'static CommandRow> {
    COMMANDS.iter().filter(move |r| r.places.contains(&place) && (may_write || !r.writes))
}

impl CommandRow {
    /// Its name.
    pub fn label(&self, lang: Lang) -> &'static str {
        lang.pick(self.label.0, self.label.1)
    }

    /// What it does.
    pub fn help(&self, lang: Lang) -> &'static str {
        lang.pick(self.help.0, self.help.1)
    }

    /// Key and word as the footer shows them where the screen has no words of its own.
    pub fn offer(&self, lang: Lang) -> (String, String) {
        let key = self.keys.first().map(|k| k.label(lang)).unwrap_or_default();
        (key, self.label(lang).to_owned())
    }

    /// Whether a key of its works while letters are text.
    pub fn works_in_text(&self) -> bool {
        self.keys.iter().any(|k| !k.types())
    }

    /// All its keys, `Ctrl+S, F10`.
    pub fn keys_text(&self, lang: Lang) -> String {
        self.keys.iter().map(|k| k.label(lang)).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_key_stands_twice_in_a_place_and_ctrl_h_never() {
        for place in Place::ALL {
            let mut seen = HashSet::new();
            for row in at(place, true) {
                for key in row.keys {
                    assert!(seen.insert(*key), "{key:?} twice in {place:?}");
                    // Some terminals send Ctrl+H, Ctrl+I, Ctrl+J, Ctrl+M for other keys.
                    assert!(!matches!(key, Key::Ctrl('h' | 'i' | 'j' | 'm')), "{key:?}");
                }
            }
        }
    }

    #[test]
    fn every_row_says_in_both_languages_what_it_does() {
        for row in COMMANDS {
            for text in [row.label.0, row.label.1, row.help.0, row.help.1] {
                assert!(!text.trim().is_empty(), "{:?}", row.command);
            }
            assert!(!row.places.is_empty() && !row.keys.is_empty());
        }
    }

    #[test]
    fn letters_are_found_with_caps_lock_too() {
        assert_eq!(find(Place::Today, Key::Char('V')).map(|r| r.command), Some(Command::Visit));
        assert!(find(Place::Report, Key::Char('v')).is_none());
    }

    #[test]
    fn an_inspector_is_offered_no_change() {
        for place in Place::ALL {
            assert!(footer(place, false).iter().all(|r| !r.writes));
        }
    }
}
