//! Recognising text that is not proper Unicode: cells typed for an old font, bytes of an old
//! code page. Recognised means refused with the reason; nothing is converted by guessing.

use super::error::Legacy;

/// Counts cells that look like text of an old encoding against those that are proper.
///
/// TCVN3 and VNI put Vietnamese letters on the code points of Western symbols and letters, so a
/// "name" such as `NguyÔn V¨n §øc` (TCVN3) or `Nguyeãn Vaên Ñöùc` (VNI) gives itself away.
#[derive(Default)]
pub(super) struct Tally {
    tcvn3: u32,
    vni: u32,
    proper: u32,
}

/// Symbols that TCVN3 uses as letters (ă â ê ô ơ ư đ and the toned a).
fn is_tcvn3_symbol(c: char) -> bool {
    matches!(c, '§' | '¨' | '©' | 'ª' | '«' | '¬' | '\u{ad}' | '®' | 'µ' | '¶' | '·' | '¸' | '¹')
        || matches!(c, '»' | '¼' | '½' | '¾')
}

/// Letters no Vietnamese word has and VNI uses for tones and for đ, ư, ỉ.
fn is_vni_letter(c: char) -> bool {
    matches!(c, 'ø' | 'û' | 'ï' | 'å' | 'ä' | 'ë' | 'ü' | 'ñ' | 'ö' | 'æ')
        || matches!(c, 'Ø' | 'Û' | 'Ï' | 'Å' | 'Ä' | 'Ë' | 'Ü' | 'Ñ' | 'Ö' | 'Æ')
}

/// A vowel followed by its own mark as a second letter: `aâ`, `eã`, `aù`. No Vietnamese word has
/// an accented vowel after a plain a or e.
fn is_vni_pair(first: char, second: char) -> bool {
    let accented = matches!(second, 'à'..='ö' | 'ø'..='ý' | 'À'..='Ö' | 'Ø'..='Ý');
    match first.to_ascii_lowercase() {
        'a' | 'e' => accented,
        'o' => matches!(second, 'â' | 'ù' | 'ø' | 'õ' | 'Â' | 'Ù' | 'Ø' | 'Õ'),
        _ => false,
    }
}

impl Tally {
    /// Counts one cell.
    pub(super) fn add(&mut self, text: &str) {
        if text.is_ascii() {
            return;
        }
        if text.chars().any(|c| c > '\u{ff}') {
            self.proper += 1;
            return;
        }
        let chars: Vec<char> = text.chars().collect();
        let beside_letter = |at: usize| {
            let letter = |i: Option<usize>| {
                i.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_alphabetic)
            };
            letter(at.checked_sub(1)) || letter(at.checked_add(1))
        };
        let any = |is: fn(char) -> bool| {
            chars.iter().enumerate().any(|(at, c)| is(*c) && beside_letter(at))
        };
        let doubled = chars.windows(2).any(|pair| is_vni_pair(pair[0], pair[1]));
        if any(is_tcvn3_symbol) {
            self.tcvn3 += 1;
        } else if doubled || any(is_vni_letter) {
            self.vni += 1;
        } else {
            self.proper += 1;
        }
    }

    /// The verdict: at least three cells and a fifth of the non-English ones.
    pub(super) fn verdict(&self) -> Option<Legacy> {
        let strange = self.tcvn3 + self.vni;
        if strange < 3 || strange * 5 < strange + self.proper {
            return None;
        }
        // TCVN3 text has VNI's letters too (ø is its ứ), hardly ever the other way round.
        Some(if self.tcvn3 * 3 >= self.vni { Legacy::Tcvn3 } else { Legacy::Vni })
    }
}

/// What bytes that are not UTF-8 look like.
pub(super) fn guess(bytes: &[u8]) -> Option<Legacy> {
    let head = bytes.get(..bytes.len().min(1 << 16)).unwrap_or(bytes);
    // Windows-1258 writes tones as marks after the vowel: â + dấu sắc is two bytes.
    let tones = head
        .windows(2)
        .filter(|pair| {
            let vowel = b"aeiouyAEIOUY".contains(&pair[0])
                || matches!(pair[0] | 0x20, 0xe2 | 0xe3 | 0xea | 0xf4 | 0xf5 | 0xfd);
            vowel && matches!(pair[1], 0xcc | 0xd2 | 0xde | 0xec | 0xf2)
        })
        .count();
    let mut tally = Tally::default();
    for word in head.split(|b| b.is_ascii_whitespace() || b",;\"".contains(b)) {
        tally.add(&word.iter().map(|b| char::from(*b)).collect::<String>());
    }
    let strange = (tally.tcvn3 + tally.vni) as usize;
    if tones >= 3 && tones > strange { Some(Legacy::Windows1258) } else { tally.verdict() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(cells: &[&str]) -> Option<Legacy> {
        let mut tally = Tally::default();
        for cell in cells {
            tally.add(cell);
        }
        tally.verdict()
    }

    #[test]
    fn old_fonts_are_told_from_unicode() {
        let tcvn3 = ["NguyÔn V¨n §øc", "TrÇn ThÞ Hoµ", "Lª V¨n B×nh", "Ph¹m Quèc Kh¸nh"];
        let vni = ["Nguyeãn Vaên Ñöùc", "Traàn Thò Hoøa", "Leâ Vaên Bình", "Ñaëng Quoác Khaùnh"];
        let unicode = ["Nguyễn Văn Đức", "Hoà", "Lò Thị Bé", "Hòa Bình", "Trần Quốc Khánh", "Sín"];
        let foreign = ["Müller", "Nguyễn Văn A", "Trần B", "Đặng C", "Số 5"];
        assert_eq!(verdict(&tcvn3), Some(Legacy::Tcvn3));
        assert_eq!(verdict(&vni), Some(Legacy::Vni));
        assert_eq!(verdict(&unicode), None);
        assert_eq!(verdict(&foreign), None);
    }

    #[test]
    fn bytes_of_an_old_code_page_are_named() {
        // "Họ và tên, Nguyễn Văn Đức, Trần Thị Hồng" in Windows-1258 and TCVN3 bytes.
        let cp1258 = b"Ho\xf2 va\xcc t\xean;Nguy\xea\xden V\xe3n \xd0\xfd\xecc;Tr\xe2\xccn Thi\xf2 H\xf4\xccng";
        let tcvn3 =
            b"H\xe4 v\xb5 t\xaan;Nguy\xd4n V\xa8n \xa7\xf8c;Tr\xc7n Th\xde B\xb9ch;L\xaa Ho\xb5";
        assert_eq!(guess(cp1258), Some(Legacy::Windows1258));
        assert_eq!(guess(tcvn3), Some(Legacy::Tcvn3));
        assert_eq!(guess(b"\xff\xfe\x00"), None);
    }
}
