//! What is printed on the recovery sheets: the words, the code lines in groups, and the same lines for
//! a reader.

use super::code_line::grouped;
use super::recovery::{RecoverySheet, RecoverySheets};
use chrono::NaiveDate;
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use zeroize::Zeroizing;

impl RecoverySheets {
    /// The three texts to print or to write as files, in Vietnamese. Each can be given back whole
    /// to [`RecoverySheet::parse`].
    pub fn texts(&self, made_on: NaiveDate) -> [Zeroizing<String>; 3] {
        self.sheets.each_ref().map(|sheet| self.text(sheet, made_on))
    }

    fn text(&self, sheet: &RecoverySheet, made_on: NaiveDate) -> Zeroizing<String> {
        let mut out = Zeroizing::new(String::with_capacity(4096));
        let head = format!(
            "PHIẾU KHÔI PHỤC SỐ {} / 3\n\n\
             Đơn vị:     {} (mã {})\n\
             Mã sổ:      {}\n\
             Ngày lập:   {}\n\n\
             Hai trong ba phiếu ghép lại mở được toàn bộ sổ khi mất mật khẩu hoặc mất máy.\n\
             Một phiếu đứng riêng không mở được gì và không cho biết gì.\n\
             - Niêm phong ba phiếu, cất ở ba nơi khác nhau, mỗi nơi một người giữ.\n\
             - Không chụp ảnh, không sao chép, không lưu trong máy tính.\n\
             - Mất một phiếu: lập ngay bộ phiếu mới, hủy các phiếu cũ.\n",
            sheet.number,
            self.unit_name,
            self.unit_code,
            self.registry,
            made_on.format("%d/%m/%Y"),
        );
        out.push_str(&head);
        for (at, line) in sheet.code_lines().iter().enumerate() {
            out.push_str(if at == 0 {
                "\nDòng mã thứ nhất:\n"
            } else {
                "\nDòng mã thứ hai:\n"
            });
            out.push_str(&grouped(line));
        }
        out.push_str("\nKhi gõ lại: chữ hoa hay thường, cách quãng hay xuống dòng đều được.\n");
        if let Some(picture) = qr_text(sheet) {
            out.push_str(
                "Mã QR dưới đây chứa đúng hai dòng mã đó: dùng đầu đọc cắm vào máy, không\n",
            );
            out.push_str("quét bằng điện thoại.\n");
            out.push_str(&picture);
        }
        out
    }
}

/// Both code lines as a QR code (ISO/IEC 18004) of half blocks, dark where ink goes; in capitals, which
/// it packs closer. `None` where it would not fit, which a test rules out.
fn qr_text(sheet: &RecoverySheet) -> Option<Zeroizing<String>> {
    let [first, second] = sheet.code_lines();
    let mut text = Zeroizing::new(String::with_capacity(256));
    text.extend(first.chars().chain([' ']).chain(second.chars()).map(|c| c.to_ascii_uppercase()));
    let code = QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok()?;
    let mut picture = Zeroizing::new(code.render::<Dense1x2>().build());
    picture.push('\n');
    Some(picture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn each_sheet_has_a_code_of_its_own_for_a_reader() {
        let made = RecoverySheets::make(Uuid::new_v4(), "00123", "Công an phường Thử").unwrap().0;
        let pictures: Vec<_> = made.sheets.iter().map(|s| qr_text(s).unwrap()).collect();
        for picture in &pictures {
            // Version 7, 45 modules and a quiet zone of four on each side, two modules a line.
            assert_eq!(picture.lines().count(), 27);
            assert!(picture.lines().all(|row| row.chars().count() == 53));
        }
        assert!(*pictures[0] != *pictures[1] && *pictures[1] != *pictures[2]);
        // What a reader types: capitals, a space between.
        let [a, b] = made.sheets[0].code_lines();
        made.check_typed(1, &format!("{} {}", a.to_uppercase(), b.to_uppercase())).unwrap();
    }
}
