//! The words of typing, of forms that were left, and of an officer's own settings.

use super::Text;

words! {
    SETTINGS = "Cài đặt của tôi", "My settings";
    TYPING = "Gõ tiếng Việt", "Vietnamese typing";
    TYPING_HELP = "Để tắt nếu máy đã có Unikey, EVKey hay OpenKey. Ctrl+G đổi nhanh", "Off where the PC has Unikey, EVKey or OpenKey. Ctrl+G switches";
    TONE = "Đặt dấu thanh", "Place of the tone";
    TONE_HELP = "Chỉ khi gõ bằng Telex, VNI của sổ; khi tìm, hai kiểu là một", "For the built-in Telex and VNI; searching takes both alike";
    LOCK = "Tự khóa sau (phút)", "Locks after (minutes)";
    LOCK_HELP = "Không bấm phím nào trong từng ấy phút thì sổ tự khóa, tính cả lúc máy ngủ; từ 1 đến 15", "Without a key for so many minutes the registry locks, sleep counted; 1 to 15";
    LOCK_RANGE = "số phút từ 1 đến 15", "minutes from 1 to 15";
    SETTINGS_DONE = "Đã nhớ cài đặt của bạn.", "Your settings are remembered.";
    METHOD_NOW = "Gõ tiếng Việt", "Vietnamese typing";
    COPIED = "Đã điền các ô trống như lần ghi trước. Xem lại rồi mới ghi.", "The empty fields are filled as last time. Look them over before saving.";
    NO_BEFORE = "Không có gì để chép: chưa có lần ghi trước, hoặc các ô đã có chữ.", "Nothing to copy: no record before, or the fields are filled already.";
    ASK_RESUME = "Nhập tiếp biểu mẫu đang dở?", "Go on with the form you left?";
    RESUME_YES = "Nhập tiếp", "Go on";
    RESUME_LATER = "Để sau", "Later";
    ASK_TAKE = "Biểu mẫu này đang nhập dở", "This form was left half filled";
    TAKE_MORE = "Những gì đã gõ mà chưa ghi được giữ trong sổ, lưu lúc", "What was typed and not saved is kept in the registry, from";
    TAKE_YES = "Lấy lại", "Take it up";
    TAKE_NO = "Nhập mới", "Start anew";
    ASK_QUIT_KEPT = "Những gì đang nhập dở được giữ trong sổ (mã hóa); lần sau mở lại sẽ hỏi có nhập tiếp không.", "What you typed is kept in the registry (encrypted); next time you will be asked whether to go on.";
    AT_WORK = "Đang làm được", "At work for";
    AT_WORK_MORE = "vẫn gõ và chuyển màn hình được", "you may type on or go elsewhere";
    STOP = "Dừng", "Stop";
    AT_WORK_STOP = "Esc: dừng", "Esc: stop";
    STOPPING = "Đang dừng…", "Stopping…";
    STOPPED = "Đã dừng, chưa ghi gì vào sổ.", "Stopped; nothing was written.";
    KEPT = "Đã trở lại đúng chỗ đang nhập dở.", "Back where you were typing.";
}
