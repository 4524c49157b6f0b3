//! The words of accounts.

use super::Text;

words! {
    ACCOUNTS = "Cán bộ và tài khoản", "Officers and accounts";
    TWO_CHIEFS = "Nên có hai trưởng: chỉ một người thì khi người đó quên mật khẩu phải dùng phiếu khôi phục.", "Two chiefs are advised: with one only, a forgotten password needs the recovery sheets.";
    LOGIN = "Tài khoản", "Login";
    NAME = "Họ tên", "Full name";
    NAME_HELP = "Họ tên như trong quyết định, để nhật ký nêu đúng người", "As in the decision, so that the journal names the right person";
    ROLE = "Vai trò", "Role";
    STATE = "Trạng thái", "State";
    ACTIVE = "đang dùng", "active";
    DISABLED = "đã ngừng", "disabled";
    WAITING = "chờ mật khẩu mới", "waits for a password";
    YOU = "(mình)", "(you)";
    ABOUT = "Vai trò do chương trình giữ, không phải do mật mã. Phiếu khôi phục, thay khóa dữ liệu: trên dòng lệnh, hoso sheets drill (diễn tập), hoso sheets renew, hoso rekey.", "Roles are held by the program, not by cryptography. Recovery sheets and the data key are looked after on the command line: hoso sheets drill, hoso sheets renew, hoso rekey.";
    ADD = "Thêm cán bộ", "Add an officer";
    PASSWORD_OF = "Đặt lại mật khẩu của", "New password for";
    OWN_PASSWORD = "Đổi mật khẩu của mình", "Change your own password";
    PASSWORD_NOTE = "Chép ra giấy, đưa tận tay, dặn người đó đổi ngay khi mở sổ.", "Write it down, hand it over in person, and have it changed at once.";
    NEW_ROLE = "Vai trò mới của", "New role of";
    ASK_DISABLE = "Ngừng tài khoản này?", "Remove this account?";
    ASK_DISABLE_MORE = "Khóa dữ liệu được thay và cả sổ được mã hóa lại, mất vài giây; bản chép cũ của người này không mở được gì ghi từ nay về sau. Những gì đã đọc thì không lấy lại được.", "The data key is replaced and the whole registry encrypted anew, which takes seconds; an old copy of his opens nothing written from now on. What was read cannot be taken back.";
    DISABLE_IT = "Ngừng", "Remove";
    ASK_ENABLE = "Mở lại tài khoản này?", "Switch this account on again?";
    ASK_ENABLE_MORE = "Mật khẩu và khóa như cũ.", "With its old password and keys.";
    ENABLE_IT = "Mở lại", "Switch on";
    NOT_NOW = "Thôi", "No";
    ASK_ROLE = "Đổi vai trò?", "Change the role?";
    ROLE_IT = "Đổi", "Change";
    OWN_ROLE = "Sổ sẽ khóa; mở lại là theo vai trò mới.", "The registry locks; the new role holds when it is opened again.";
    ROLE_HELP = "Trưởng: giữ hồ sơ, tài khoản, quy tắc, phiếu khôi phục. Cán bộ: giữ hồ sơ. Thanh tra: chỉ xem", "Chief: files, accounts, rules, recovery sheets. Officer: files. Inspector: looks only";
    ROLE_CHIEF = "giữ hồ sơ, tài khoản, quy tắc, phiếu khôi phục", "keeps files, accounts, rules, recovery sheets";
    ROLE_OFFICER = "giữ hồ sơ", "keeps files";
    ROLE_INSPECTOR = "chỉ xem, mỗi lần xem được ghi lại", "looks only, every look is recorded";
    WORKING = "Đang thay khóa, mã hóa lại cả sổ…", "Replacing the key, encrypting the registry anew…";
    DONE_ADDED = "Đã thêm cán bộ.", "Officer added.";
    DONE_DISABLED = "Đã ngừng tài khoản và thay khóa dữ liệu của sổ.", "Officer removed and data key replaced.";
    DONE_ENABLED = "Đã mở lại tài khoản.", "Account enabled.";
    DONE_ROLE = "Đã đổi vai trò.", "Role changed.";
    DONE_OWN_PASSWORD = "Đã đổi mật khẩu của mình.", "Own password changed.";
    DONE_PASSWORD = "Đã đặt mật khẩu mới. Nghi mật khẩu cũ đã lộ thì chạy thêm: hoso rekey", "New password set. If the old one may be known to others, also run: hoso rekey";
}
