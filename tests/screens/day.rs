//! A scripted day: every kind of act by keys, over a real encrypted registry, at 80×24.

use super::fake::{App, now};
use crate::stories::desk::{Desk as Bench, PASSWORD};
use hoso::domain::word::Lang;
use hoso::ui::command::Place;
use hoso::ui::desk::RegistryDesk;
use hoso::ui::keymap::Key;

struct Day {
    app: App<RegistryDesk>,
    acts: usize,
}

impl Day {
    fn begin(bench: &Bench) -> Self {
        drop(bench.found());
        let desk = RegistryDesk::new(bench.place(), Lang::Vi, Some(now()));
        let mut app = App::start(desk, (80, 24), Lang::Vi);
        app.type_text(PASSWORD).press(Key::Enter);
        assert_eq!(app.model.place(), Place::Today, "{}", app.picture());
        Self { app, acts: 0 }
    }

    fn person(&mut self, name: &str, sex: char, born: &str) {
        self.app.press(Key::F(3)).press(Key::F(9)).type_text(name).press(Key::Tab).press(Key::Tab);
        self.app.press(Key::Char(sex)).press(Key::Tab).type_text(born);
        self.save(name);
    }

    fn read_on(&mut self) {
        while self.app.model.place() == Place::Read {
            self.app.press(Key::Enter);
        }
    }

    /// Saves the form; it must be gone afterwards.
    fn save(&mut self, what: &str) {
        assert_eq!(self.app.model.place(), Place::Form, "{what}: {}", self.app.picture());
        self.app.press(Key::Ctrl('s'));
        if self.app.model.place() == Place::Confirm {
            self.app.press(Key::Char('c'));
        }
        self.read_on();
        assert_eq!(self.app.model.place(), Place::Dossier, "{what}: {}", self.app.picture());
        self.acts += 1;
    }

    fn choose(&mut self, find: &str) {
        self.app.press(Key::Char('a')).type_text(find).press(Key::Enter);
        assert_eq!(self.app.model.place(), Place::Form, "{find}: {}", self.app.picture());
    }

    /// An act of the list with its result (letters that turn the choice) and its day.
    fn act(&mut self, find: &str, result: &str, day: &str) {
        self.choose(find);
        self.app.type_text(result);
        self.app.press(if result.is_empty() { Key::BackTab } else { Key::Tab });
        self.app.press(Key::Ctrl('u')).type_text(day);
        self.save(find);
    }

    fn open(&mut self, find: &str, day: &str) {
        self.choose(find);
        self.app.press(Key::Ctrl('u')).type_text(day);
        self.save(find);
    }

    fn close(&mut self, reason: &str, day: &str) {
        self.choose("ket thuc");
        self.app.type_text(reason).press(Key::Tab).press(Key::Ctrl('u')).type_text(day);
        self.save(reason);
    }

    fn sees(&self, text: &str) {
        let picture = self.app.picture();
        assert!(picture.contains(text), "{text} is not in\n{picture}");
    }
}

/// From suspicion to home rehab.
fn a_road(day: &mut Day) {
    day.person("Đặng Văn Thử", 'n', "1987");
    day.act("nghi van", "", "01/10/2026");
    day.act("xet nghiem", "d", "02/10/2026 09:00");
    day.act("xac minh noi", "o", "02/10/2026 15:00");
    day.act("gui thong bao", "", "02/10/2026 16:00");
    day.act("nhan thong bao", "", "02/10/2026 17:00");
    day.open("mo: quan ly nguoi", "03/10/2026");
    day.act("kiem tra cu tru", "c", "20/10/2026");
    day.act("gap", "g", "21/10/2026");
    day.act("tu van", "", "22/10/2026");
    day.act("ho tro", "v", "23/10/2026");
    day.act("ra soat", "", "24/10/2026");
    day.act("vang mat dai", "k", "25/10/2026");
    day.act("tam giu", "", "28/10/2026");
    day.act("tam dinh chi", "", "29/10/2026");
    day.act("gui quyet dinh", "", "29/10/2026");
    day.act("xet nghiem", "d", "05/11/2026 10:00");
    day.act("xac dinh nghien", "n", "08/11/2026");
    day.close("x", "08/11/2026");
    day.open("mo: nguoi nghien", "08/11/2026");
    day.act("bao ket qua", "", "08/11/2026");
    day.act("dang ky cai", "", "09/11/2026");
    day.act("quyet dinh cai", "", "09/11/2026");
    day.close("ccc", "10/11/2026");
    day.open("mo: cai nghien tu nguyen tai gia dinh", "10/11/2026");
    day.act("giai doan", "", "11/11/2026");
    day.act("quyet dinh giam sat", "", "11/11/2026");
    day.act("giam sat dien tu", "b", "12/11/2026");
    day.act("vi pham", "kk", "13/11/2026");
    day.act("su viec", "l", "14/11/2026");
    day.act("ghi chu", "", "15/11/2026");
}

/// From the standing of an addict through the court to compulsory rehab.
fn a_compulsory_file(day: &mut Day) {
    day.person("Lò Văn Mẫu", 'n', "1990");
    day.open("mo: nguoi nghien", "01/09/2026");
    day.act("phat sinh can cu", "", "02/09/2026");
    day.act("lap ho so de nghi", "", "03/09/2026");
    day.act("nguoi bi de nghi", "", "04/09/2026");
    day.act("chuyen ho so den toa", "", "10/09/2026");
    day.act("toa an yeu cau", "", "11/09/2026");
    day.act("tra loi toa", "", "14/09/2026");
    day.act("quyet dinh cua toa", "q", "15/09/2026");
    day.act("de nghi giam doc", "", "15/09/2026");
    day.act("giam doc cong an", "", "16/09/2026");
    day.act("dua nguoi den", "", "17/09/2026");
    day.close("ccc", "17/09/2026");
    day.open("mo: cai nghien bat buoc", "17/09/2026");
}

/// Substitution, post-rehab management, and a move out of the commune.
fn a_way_out(day: &mut Day) {
    day.person("Vì Văn Ví", 'n', "1985");
    day.open("mo: dieu tri nghien", "02/07/2026");
    day.act("uong thuoc", "c", "03/08/2026");
    day.close("h", "02/11/2026");
    day.act("de nghi quan ly sau", "", "03/11/2026");
    day.open("mo: quan ly sau cai", "04/11/2026");
    day.act("gap", "g", "05/11/2026");
    day.act("di chuyen", "d", "16/11/2026");
    day.act("thong bao cho noi", "", "16/11/2026");
    day.act("chuyen ho so (mau", "", "16/11/2026");
    day.act("ghi chu", "", "17/11/2026");
}

#[test]
fn a_day_of_acts_by_keys_alone() {
    let bench = Bench::new();
    let mut day = Day::begin(&bench);
    a_compulsory_file(&mut day);
    a_way_out(&mut day);
    a_road(&mut day);

    // What the road refuses says why, and what would make it possible, at the field.
    day.choose("uong thuoc");
    day.app.type_text("c").press(Key::Ctrl('s'));
    assert_eq!(day.app.model.place(), Place::Form);
    day.sees("chỉ ghi khi đang điều trị thay");
    day.sees("Để làm được");
    day.app.press(Key::Esc).press(Key::Char('c'));

    // A wrong entry: corrected, another cancelled; both stay readable.
    day.app.press(Key::Char('c')).type_text("su viec").press(Key::Enter).press(Key::Char('b'));
    for _ in 0..3 {
        day.app.press(Key::Tab);
    }
    day.app.type_text("chọn nhầm");
    day.save("correct");
    day.app.press(Key::Char('x')).type_text("giai doan").press(Key::Enter).type_text("nhầm người");
    day.save("cancel");
    day.app.press(Key::BackTab);
    day.sees("[Lịch sử]");
    day.sees("Loạn thần → Bạo lực");
    day.sees("nhầm người");
    day.app.press(Key::BackTab).press(Key::BackTab).press(Key::BackTab).press(Key::End);
    day.sees("ĐÃ HỦY");

    // An ending that was a mistake is taken back.
    day.app.press(Key::Char('e'));
    if day.app.model.place() == Place::Choose {
        day.app.type_text("cai nghien").press(Key::Enter);
    }
    day.app.press(Key::Char('t')).press(Key::Char('t'));
    day.save("close");
    day.app.press(Key::Char('u')).type_text("gia dinh").press(Key::Enter).type_text("ghi nhầm");
    day.save("reopen");

    // From the work list: marked, put in charge, filtered.
    day.app.press(Key::Char('p')).press(Key::Enter);
    day.sees("Đã ghi cán bộ phụ trách");
    day.app.press(Key::F(2)).press(Key::F(7)).type_text("truong").press(Key::Enter);
    day.sees("Chỉ xem: truong");
    day.sees("Đặng Văn Thử");
    day.app.press(Key::Char('m')).press(Key::Char('d'));
    day.read_on();
    assert_eq!(day.app.model.place(), Place::Today);

    // The month, the lines of a day, the list to print.
    let file = bench.folder.path().join("di-tham.xlsx");
    day.app.press(Key::Char('l'));
    assert_eq!(day.app.model.place(), Place::Calendar);
    day.app.press(Key::PageDown).press(Key::PageUp).press(Key::Char('i'));
    assert_eq!(day.app.model.place(), Place::Choose, "{}", day.app.picture());
    day.app.press(Key::Enter).press(Key::Ctrl('u')).type_text("31/12/2026").press(Key::Tab);
    day.app.press(Key::Ctrl('u')).type_text(&file.display().to_string()).press(Key::Ctrl('s'));
    assert_eq!(day.app.model.place(), Place::Calendar, "{}", day.app.picture());
    assert!(file.exists());
    day.app.press(Key::Esc);

    // The chief sets a figure; the rule's own stays beside it.
    day.app.press(Key::Char('q')).press(Key::Enter).press(Key::Ctrl('u')).type_text("13 M");
    day.app.press(Key::Tab).press(Key::Tab).type_text("theo công văn").press(Key::Ctrl('s'));
    assert_eq!(day.app.model.place(), Place::Rules, "{}", day.app.picture());
    day.sees("13 tháng");
    day.sees("số gốc 12 tháng");
    day.app.press(Key::Esc);
    assert_eq!(day.app.model.place(), Place::Today, "{}", day.app.picture());
    assert!(day.acts >= 60, "{}", day.acts);
    drop(day);
    let mut registry = bench.open();
    let check = registry.check().unwrap();
    assert!(check.faults == 0 && check.journal.is_ok());
}
