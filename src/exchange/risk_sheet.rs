//! The explanation of one person's level on paper, to be shown to him: every rule that fired with its
//! facts, the sum, what is not known, what changes by itself, the goals. No advice for officers (the
//! psychosis card) stands on it. Only text is written, never a formula.

use super::paper::{across, book_of, plain, portrait, text};
use super::workbook::refused::{WriteError, save};
use crate::domain::case::CaseFile;
use crate::domain::date::{vn, vn_minute};
use crate::domain::risk::{
    Again, Assessment, AssistScore, Change, ChartPoint, Goal, OverrideState, Recorded, RiskRules,
    change_text, chart_text, fired_lines, floor_text, no_level, notice, points_text, rules_text,
    signed_points, to_find_out,
};
use crate::domain::word::{Lang, Word};
use chrono::{NaiveDate, NaiveDateTime};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::path::Path;
use std::sync::Arc;

const VI: Lang = Lang::Vi;
const WHOLE: (u16, u16) = (0, 2);
/// Points, rule, facts.
const WIDTHS: [u8; 3] = [9, 50, 36];
/// Characters of a line over all columns, for the height of a row.
const LINE: usize = 95;

/// What is printed.
pub struct RiskSheet {
    /// Name of the unit.
    pub unit: String,
    /// Full name of who prints it.
    pub made_by: String,
    /// When.
    pub made_at: NaiveDateTime,
    /// The day judged.
    pub on: NaiveDate,
    /// The facts known on that day.
    pub case: CaseFile,
    /// The assessment; none = there is no level.
    pub assessment: Option<Assessment>,
    /// The rules it was made by.
    pub rules: Arc<RiskRules>,
    /// From when they hold; none for the program's own.
    pub rules_from: Option<NaiveDate>,
    /// Of a day gone by: that it is judged again, and what was kept of it.
    pub again: Option<Again>,
    /// When each field that a rule rests on was entered.
    pub recorded: Recorded,
    /// Who set an officer's own level (login), and why.
    pub own: Option<(String, String)>,
    /// What changes by itself.
    pub ahead: Vec<Change>,
    /// The last two years by month.
    pub chart: Vec<ChartPoint>,
    /// Support goals.
    pub goals: Vec<Goal>,
    /// ASSIST totals.
    pub assist: Vec<AssistScore>,
}

/// Writes the print to `path`.
///
/// # Errors
/// [`WriteError`].
pub fn write_risk_sheet(path: &Path, sheet: &RiskSheet) -> Result<(), WriteError> {
    save(&mut book(sheet)?, path)
}

/// The print's bytes: the same content gives the same bytes.
///
/// # Errors
/// [`WriteError`].
pub fn risk_sheet(sheet: &RiskSheet) -> Result<Vec<u8>, WriteError> {
    Ok(book(sheet)?.save_to_buffer()?)
}

fn book(sheet: &RiskSheet) -> Result<Workbook, XlsxError> {
    let mut book = book_of(sheet.made_at.date())?;
    let page = book.add_worksheet();
    page.set_name("Nguy cơ")?;
    portrait(page);
    for (column, width) in (0..).zip(WIDTHS) {
        page.set_column_width(column, width)?;
    }
    let mut paper = Paper { page, row: 0 };
    paper.heading(sheet)?;
    match &sheet.assessment {
        None => paper.line(no_level(&sheet.case, VI), &plain())?,
        Some(found) => paper.explanation(sheet, found)?,
    }
    paper.plan(sheet)?;
    paper.foot(sheet)?;
    Ok(book)
}

/// A page being filled from above.
struct Paper<'a> {
    page: &'a mut Worksheet,
    row: u32,
}

fn boxed() -> Format {
    plain().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top)
}

impl Paper<'_> {
    /// A line over the whole page, as high as its text.
    fn line(&mut self, words: &str, format: &Format) -> Result<(), XlsxError> {
        let lines = words.chars().count() / LINE + 1;
        self.page.set_row_height(self.row, (lines * 16) as f64)?;
        across(self.page, self.row, WHOLE, words, &format.clone().set_text_wrap())?;
        self.row += 1;
        Ok(())
    }

    /// A heading and its lines; nothing where there are none.
    fn part(&mut self, title: &str, lines: &[String]) -> Result<(), XlsxError> {
        if lines.is_empty() {
            return Ok(());
        }
        self.row += 1;
        self.line(title, &plain().set_bold())?;
        lines.iter().try_for_each(|words| self.line(words, &plain().set_indent(1)))
    }

    fn heading(&mut self, sheet: &RiskSheet) -> Result<(), XlsxError> {
        let bold = plain().set_bold();
        let person = &sheet.case.person;
        self.line(&sheet.unit, &bold)?;
        let title = bold.clone().set_align(FormatAlign::Center).set_font_size(14);
        self.line("MỨC NGUY CƠ VÀ VÌ SAO", &title)?;
        self.line(notice(VI), &bold.clone().set_font_color(Color::Red))?;
        let who = format!(
            "{} · {} · {} · sinh {}",
            person.name,
            person.file_no,
            person.sex.label(VI),
            person.born
        );
        self.line(&who, &bold)?;
        let made = format!(
            "Tính đến ngày {} · in lúc {} – {}",
            vn(sheet.on),
            vn_minute(sheet.made_at),
            sheet.made_by
        );
        self.line(&made, &plain().set_italic())?;
        if let Some(again) = &sheet.again {
            self.line(&again.text(VI), &plain().set_italic())?;
        }
        self.row += 1;
        Ok(())
    }

    fn explanation(&mut self, sheet: &RiskSheet, found: &Assessment) -> Result<(), XlsxError> {
        let (rules, bold) = (&sheet.rules, plain().set_bold());
        self.line(&format!("Mức: {}", found.level().label(VI)), &bold.clone().set_font_size(13))?;
        let computed = format!(
            "Chương trình tính: {}, {} điểm (trung bình từ {}, cao từ {}; cài đặt của đơn vị)",
            found.computed.label(VI),
            points_text(found.points),
            rules.medium,
            rules.high
        );
        self.line(&computed, &plain())?;
        if let Some(floor) = floor_text(found, VI) {
            self.line(floor, &plain())?;
        }
        if let Some((own, state)) = found.own {
            let ended =
                if state == OverrideState::Expired { ", đã hết hiệu lực" } else { "" };
            let (who, why) = sheet.own.as_ref().map_or(("", ""), |(who, why)| (who, why));
            let text = format!(
                "Cán bộ định: {}, từ {} đến hết {}{ended} · {who}: {why}",
                own.level.label(VI),
                vn(own.on),
                vn(own.until)
            );
            self.line(&text, &plain())?;
        }
        self.row += 1;
        for (column, words) in (0..).zip(["Điểm", "Yếu tố", "Sự việc, ngày"]) {
            text(self.page, self.row, column, words, &boxed().set_bold())?;
        }
        self.row += 1;
        for fired in fired_lines(found, rules, &sheet.case, &sheet.recorded, VI) {
            let facts: Vec<String> = fired.facts.into_iter().map(|fact| fact.text).collect();
            let until = fired.until.map(|d| format!(" (hết tính từ {})", vn(d)));
            let sentence = fired.sentence + &until.unwrap_or_default();
            let facts_lines: usize = facts.iter().map(|f| f.chars().count() / 36 + 1).sum();
            let lines = facts_lines.max(sentence.chars().count() / 50 + 1);
            self.page.set_row_height(self.row, (lines * 16) as f64)?;
            let cells = [signed_points(fired.points), sentence, facts.join("\n")];
            self.cells(&cells)?;
        }
        let sum = "Tổng (không dưới 0)".to_owned();
        self.cells(&[points_text(found.points), sum, String::new()])?;
        let unknown = to_find_out(found, rules, VI);
        self.part("Chưa đủ thông tin, cần tìm hiểu", &unknown)?;
        let ahead: Vec<String> = sheet.ahead.iter().map(|c| change_text(c, VI)).collect();
        self.part("Nếu không có gì mới", &ahead)?;
        self.part("Hai năm qua (cuối mỗi tháng)", &[chart_text(&sheet.chart, VI)])
    }

    fn cells(&mut self, cells: &[String; 3]) -> Result<(), XlsxError> {
        for (column, words) in (0..).zip(cells) {
            text(self.page, self.row, column, words, &boxed())?;
        }
        self.row += 1;
        Ok(())
    }

    fn plan(&mut self, sheet: &RiskSheet) -> Result<(), XlsxError> {
        let goal = |g: &Goal| {
            let by = g.by.map(|d| format!(", đến {}", vn(d))).unwrap_or_default();
            format!("{}: {}{by}", g.what.label(VI), g.state.label(VI))
        };
        let goals: Vec<String> = sheet.goals.iter().map(goal).collect();
        self.part("Mục tiêu hỗ trợ", &goals)?;
        let score = |a: &AssistScore| {
            let kind = if a.alcohol { "rượu, bia" } else { "ma túy" };
            let level = a.band().label(VI);
            format!("{} ({kind}), {}, {}: {level}", a.total, a.facility, vn(a.on))
        };
        let scores: Vec<String> = sheet.assist.iter().map(score).collect();
        self.part("Điểm ASSIST của y tế (không cộng vào điểm)", &scores)
    }

    fn foot(&mut self, sheet: &RiskSheet) -> Result<(), XlsxError> {
        self.row += 1;
        let never = format!(
            "{}. Không bao giờ tính: dân tộc, tôn giáo, chuyện của người thân, thôn xóm, ghi chú tự do.",
            rules_text(&sheet.rules, sheet.rules_from, VI)
        );
        self.line(&never, &plain().set_italic())?;
        self.row += 1;
        let sign = plain().set_align(FormatAlign::Center);
        text(self.page, self.row, 1, "Người được giải thích (ký, họ tên)", &sign)?;
        text(self.page, self.row, 2, "Cán bộ (ký, họ tên)", &sign)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::{Event, EventDraft, EventField, Stored};
    use crate::domain::date::{parse_day, parse_minute};
    use crate::domain::id::{EventId, PersonId};
    use crate::domain::person::{Person, PersonDraft, PersonField};
    use crate::domain::risk::{Finding, goals};
    use crate::domain::word::RiskLevel;
    use calamine::{Reader as _, Xlsx};

    /// The rules of one factor are enough for a print.
    fn rules() -> RiskRules {
        use crate::domain::risk::{Factor, RiskRule};
        let rule = RiskRule {
            id: "risk.violence".to_owned(),
            factor: Factor::Violence,
            window_days: Some(365),
            count: None,
            points: 25,
            floor: None,
            sentence_vi: "Có hành vi bạo lực trong {window} ngày qua".to_owned(),
            sentence_en: "x".to_owned(),
            find_out_vi: String::new(),
            find_out_en: String::new(),
        };
        RiskRules {
            version: "goc-1".to_owned(),
            medium: 20,
            high: 45,
            after_end_days: 365,
            override_days: 90,
            rules: vec![rule],
            hash: String::new(),
        }
    }

    fn event(kind: &str, at: &str, result: &str) -> Event {
        use EventField as E;
        let draft = EventDraft::new().with(E::Kind, kind).with(E::At, at).with(E::Outcome, result);
        Event::parse(&draft, parse_day("21/11/2026").unwrap()).map_or_else(|_| panic!(), |e| e.0)
    }

    #[test]
    fn the_print_says_what_it_decides_and_every_point() {
        use crate::domain::risk::{Fact, Factor, Source};
        let day = |text: &str| parse_day(text).unwrap();
        let draft = PersonDraft::new()
            .with(PersonField::FileNo, "HS-0001")
            .with(PersonField::Name, "=HYPERLINK(\"x\")")
            .with(PersonField::Sex, "Nam")
            .with(PersonField::Born, "1990");
        let person = Person::parse(&draft, day("21/11/2026")).map_or_else(|_| panic!(), |p| p.0);
        let events = [
            event("incident", "03/09/2026", "violence"),
            event("support_goal", "10/09/2026", "job"),
        ];
        let events = (1..).zip(events).map(|(n, record)| Stored { id: EventId(n), record });
        let case = CaseFile { id: PersonId(1), person, measures: vec![], events: events.collect() };
        let source = Source::Event(EventId(1));
        let finding = Finding {
            factor: Factor::Violence,
            points: 25,
            facts: vec![Fact { source, on: Some(day("03/09/2026")) }],
            until: Some(day("04/09/2027")),
        };
        let assessment = Assessment {
            on: day("21/11/2026"),
            findings: vec![finding],
            unknown: vec![],
            points: 25,
            floor: None,
            computed: RiskLevel::Medium,
            own: None,
            version: "goc-1".to_owned(),
        };
        let level = |on: &str, level| ChartPoint { on: day(on), level, points: 0 };
        let sheet = RiskSheet {
            unit: "Công an phường Mẫu".to_owned(),
            made_by: "Trần Thị Ví Dụ".to_owned(),
            made_at: parse_minute("21/11/2026 16:00").unwrap(),
            on: day("21/11/2026"),
            goals: goals(&case),
            case,
            assessment: Some(assessment),
            rules: Arc::new(rules()),
            rules_from: None,
            again: None,
            recorded: Recorded::new(),
            own: None,
            ahead: vec![],
            chart: vec![
                level("31/07/2026", None),
                level("31/08/2026", Some(RiskLevel::Low)),
                level("30/09/2026", Some(RiskLevel::Medium)),
                level("31/10/2026", Some(RiskLevel::Medium)),
            ],
            assist: vec![],
        };
        let bytes = risk_sheet(&sheet).unwrap();
        assert_eq!(bytes, risk_sheet(&sheet).unwrap(), "the same content, the same bytes");
        let mut book: Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let formulas = book.worksheet_formula("Nguy cơ").unwrap();
        assert!(formulas.used_cells().next().is_none(), "nothing is run");
        let page = book.worksheet_range("Nguy cơ").unwrap();
        let all: Vec<String> = page.used_cells().map(|(.., cell)| cell.to_string()).collect();
        for wanted in [
            notice(VI),
            "Mức: Trung bình",
            "+25",
            "Có hành vi bạo lực trong 365 ngày qua (hết tính từ 04/09/2027)",
            "Sự việc – Bạo lực 03/09/2026",
            "Việc làm: đã đặt, chưa làm",
            "từ 07/2026: không đánh giá; từ 08/2026: thấp; từ 09/2026: trung bình",
            "Người được giải thích (ký, họ tên)",
        ] {
            assert!(all.iter().any(|cell| cell == wanted), "{wanted}: {all:#?}");
        }
    }
}
