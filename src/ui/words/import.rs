//! The words of importing, and of checking the whole registry.

use super::Text;

words! {
    IMPORT = "Nhập từ tệp bảng tính", "Import a workbook";
    PATH = "Tệp", "File";
    ABOUT = "Gõ đường dẫn, hoặc ↓ rồi Enter để chọn; gõ vài chữ không dấu thì danh sách rút ngắn, Tab điền nốt. Đọc được .xlsx, .ods, .csv, hoặc một thư mục các tệp .csv. Enter chỉ xem trước: chưa ghi gì vào sổ.", "Type the path, or ↓ then Enter to choose; a few letters shorten the list, Tab completes. .xlsx, .ods, .csv or a folder of .csv is read. Enter only looks ahead: nothing is written yet.";
    NOTHING_AHEAD = "Không có bảng tính nào tên bắt đầu như vậy ở đây.", "No workbook here has a name that begins so.";
    TRYING = "Đang đọc tệp và xem trước; Esc: dừng", "Reading the file and looking ahead; Esc stops";
    TAKING_IN = "Đang nhập vào sổ; Esc: dừng, sổ như chưa nhập", "Taking it in; Esc stops, and the registry is as before";
    LOOKED_AT = "XEM TRƯỚC, chưa ghi gì vào sổ", "LOOKING AHEAD, nothing is written yet";
    TAKEN_IN = "Đã nhập vào sổ", "Taken in";
    NEW = "Mới", "New";
    UNCHANGED = "Không đổi", "Unchanged";
    UPDATED = "Bổ sung", "Updated";
    REFUSED = "Từ chối", "Refused";
    REFUSED_ROWS = "Phải sửa (✗)", "To be mended (✗)";
    WARNINGS = "nên xem lại (!)", "worth a look (!)";
    ALL_WELL = "Không dòng nào bị từ chối, không có gì phải xem lại.", "No row is refused, nothing needs a look.";
    NO_CHANGES = "Sổ đã có đủ các dòng này: không có gì để nhập.", "The registry has all these rows: nothing to take in.";
    SUSPECTED = "nghi vấn, không có biện pháp", "suspected, no measure";
    ASK = "Nhập vào sổ?", "Take it in?";
    ASK_MORE = "mới", "new";
    ASK_UPDATED = "bổ sung", "updated";
    ASK_REFUSED = "Dòng bị từ chối không vào sổ", "Refused rows stay outside";
    ASK_UNDO = "Sổ không gỡ cả tệp ra được một lần; từng hồ sơ vẫn đính chính được.", "A whole workbook cannot be taken out again at once; each file can still be mended.";
    YES = "Nhập", "Take in";
    NO = "Chưa", "Not yet";
    CHOOSE = "Chọn", "Choose";
    WRITE = "Ghi", "Write";
    DONE = "Đã nhập vào sổ.", "Taken in.";
    ASK_REFUSED_PATH = "Ghi các dòng bị từ chối ra tệp mới (.xlsx)", "Write the refused rows to a new file (.xlsx)";
    ASK_REFUSED_HELP = "Mỗi dòng kèm cột và lý do: sửa ngay trong tệp ấy rồi nhập lại. Tệp không mã hóa, có tên người: giữ kín, dùng xong thì xóa.", "Each row with its column and reason: mend it there and import it again. The file is not encrypted and holds names: keep it safe, delete it after use.";
    DONE_REFUSED = "Đã ghi các dòng bị từ chối ra", "The refused rows are in";
    ASK_TEMPLATE_PATH = "Ghi tệp mẫu ra tệp mới (.xlsx)", "Write the template to a new file (.xlsx)";
    ASK_TEMPLATE_HELP = "Bảng tính trống có đủ cột, vài dòng ví dụ và một trang giải thích từng cột.", "An empty workbook with every column, example rows and a sheet that explains each column.";
    DONE_TEMPLATE = "Đã ghi tệp mẫu ra", "The template is in";
    CHECKING = "Đang kiểm tra cả sổ: tệp, nhật ký, từng dòng dữ liệu; Esc: dừng", "Checking the whole registry: file, journal, every row; Esc stops";
    SOUND = "Sổ nguyên vẹn", "The registry is whole";
    NOT_SOUND = "SỔ KHÔNG NGUYÊN VẸN: báo cấp trên, đừng xóa gì", "THE REGISTRY IS NOT WHOLE: tell the superior, delete nothing";
}
