//! The roll-up as a workbook for the level's own desk: exact, marked "Nội bộ". Only numbers and
//! typed text are written, never a formula.

use crate::domain::date::vn;
use crate::domain::report::{Column, Figure, ReportRow, Tally, period_words};
use crate::domain::rollup::{Completeness, RollUp};
use crate::domain::word::{Lang, Word};
use crate::exchange::cell::looks_like_formula;
use crate::exchange::paper::book_of;
use crate::exchange::workbook::refused::WriteError;
use rust_xlsxwriter::{Color, Format, FormatBorder, Workbook, Worksheet, XlsxError};

/// The workbook's bytes: total, parents, units, everything else, and `refused` files, each with
/// file, code, reason and what to do.
///
/// # Errors
/// [`WriteError`].
pub fn roll_up_sheet(roll_up: &RollUp, refused: &[[String; 4]]) -> Result<Vec<u8>, WriteError> {
    Ok(book(roll_up, refused)?.save_to_buffer()?)
}

fn book(roll_up: &RollUp, refused: &[[String; 4]]) -> Result<Workbook, XlsxError> {
    let mut book = book_of(roll_up.period.to())?;
    total(&mut Page::new(book.add_worksheet(), "Tổng hợp")?, roll_up)?;
    parents(&mut Page::new(book.add_worksheet(), "Theo khu vực")?, roll_up)?;
    units(&mut Page::new(book.add_worksheet(), "Theo đơn vị")?, roll_up)?;
    rest(&mut Page::new(book.add_worksheet(), "Cơ cấu và hoạt động")?, &roll_up.total)?;
    let page = &mut Page::new(book.add_worksheet(), "Gói không nhận")?;
    page.heads(&["Tệp", "Mã", "Lý do", "Cần làm"])?;
    for file in refused {
        page.row(&file.each_ref().map(|text| Cell::Text(text)))?;
    }
    Ok(book)
}

/// What stands in a cell.
enum Cell<'a> {
    Text(&'a str),
    Count(u64),
}

/// A sheet filled from the top.
struct Page<'a> {
    sheet: &'a mut Worksheet,
    next: u32,
    bold: Format,
    mark: Format,
}

impl<'a> Page<'a> {
    fn new(sheet: &'a mut Worksheet, name: &str) -> Result<Self, XlsxError> {
        sheet.set_name(name)?.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_footer("&LNội bộ&RTrang &P/&N");
        sheet.set_column_width(0, 34)?;
        sheet.set_column_range_width(1, 20, 12)?;
        let bold = Format::new().set_bold().set_border(FormatBorder::Thin).set_text_wrap();
        let mark = Format::new().set_bold().set_font_color(Color::Red);
        sheet.write_string_with_format(0, 0, "NỘI BỘ", &mark)?;
        Ok(Self { sheet, next: 1, bold, mark })
    }

    fn line(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row(&[Cell::Text(text)])
    }

    fn heads(&mut self, heads: &[&str]) -> Result<(), XlsxError> {
        for (column, head) in heads.iter().enumerate() {
            self.sheet.write_string_with_format(self.next, column as u16, *head, &self.bold)?;
        }
        self.next += 1;
        Ok(())
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        for (column, cell) in cells.iter().enumerate() {
            let column = column as u16;
            match cell {
                Cell::Text(text) if looks_like_formula(text) => {
                    let quoted = Format::new().set_quote_prefix();
                    self.sheet.write_string_with_format(self.next, column, *text, &quoted)?;
                }
                Cell::Text(text) => {
                    self.sheet.write_string(self.next, column, *text)?;
                }
                // A spreadsheet's numbers are doubles: exact to 2^53, beyond any count of people.
                Cell::Count(count) => {
                    self.sheet.write_number(self.next, column, *count as f64)?;
                }
            }
        }
        self.next += 1;
        Ok(())
    }
}

fn rows() -> impl Iterator<Item = (Option<ReportRow>, &'static str)> {
    let rows = ReportRow::ALL.iter().map(|row| (Some(*row), row.label(Lang::Vi)));
    rows.chain([(None, "Tổng cộng")])
}

fn completeness(page: &mut Page<'_>, complete: &Completeness) -> Result<(), XlsxError> {
    let told = [
        ("Đơn vị phải báo cáo", complete.expected),
        ("Đã nhận", complete.received),
        ("Trong đó gửi muộn", complete.late),
        ("Chưa có", complete.missing),
    ];
    for (label, count) in told {
        page.row(&[Cell::Text(label), Cell::Count(count as u64)])?;
    }
    Ok(())
}

fn total(page: &mut Page<'_>, roll_up: &RollUp) -> Result<(), XlsxError> {
    let period = roll_up.period;
    let when = format!(
        "Tổng hợp {} (từ ngày {} đến hết ngày {}); hạn gửi {}",
        period_words(period, Lang::Vi),
        vn(period.from()),
        vn(period.to()),
        vn(roll_up.due)
    );
    page.line(&when)?;
    completeness(page, &roll_up.completeness)?;
    if roll_up.completeness.missing > 0 {
        let mark = page.mark.clone();
        let words = "CHƯA ĐỦ: tổng dưới đây không gồm các đơn vị chưa có số liệu";
        page.sheet.write_string_with_format(page.next, 0, words, &mark)?;
        page.next += 1;
    }
    let labels: Vec<&str> = Column::ALL.iter().map(|c| c.label(Lang::Vi)).collect();
    page.heads(&[&["Diện quản lý"], labels.as_slice()].concat())?;
    for (row, label) in rows() {
        let mut cells = vec![Cell::Text(label)];
        let count = |c: &Column| Cell::Count(roll_up.total.count(Figure::Flow(row, *c)));
        cells.extend(Column::ALL.iter().map(count));
        page.row(&cells)?;
    }
    let suspected = Cell::Count(roll_up.total.count(Figure::Suspected));
    page.row(&[Cell::Text("Người nghi vấn (ngoài bảng)"), suspected])
}

/// Closing stock by row, then opening, ins and outs of the total.
fn closing(tally: Option<&Tally>) -> Vec<Cell<'static>> {
    let Some(tally) = tally else { return Vec::new() };
    rows().map(|(row, _)| Cell::Count(tally.count(Figure::Flow(row, Column::Closing)))).collect()
}

fn parents(page: &mut Page<'_>, roll_up: &RollUp) -> Result<(), XlsxError> {
    let labels: Vec<&str> = rows().map(|(_, label)| label).collect();
    let heads = ["Khu vực", "Phải báo cáo", "Đã nhận", "Muộn", "Chưa có"];
    page.line("Số người cuối kỳ theo diện")?;
    page.heads(&[&heads, labels.as_slice()].concat())?;
    for line in &roll_up.parents {
        let complete = line.completeness;
        let mut cells = vec![Cell::Text(&line.parent)];
        let counts = [complete.expected, complete.received, complete.late, complete.missing];
        cells.extend(counts.map(|n| Cell::Count(n as u64)));
        cells.extend(closing(Some(&line.tally)));
        page.row(&cells)?;
    }
    Ok(())
}

fn units(page: &mut Page<'_>, roll_up: &RollUp) -> Result<(), XlsxError> {
    let labels: Vec<&str> = rows().map(|(_, label)| label).collect();
    page.line("Số người cuối kỳ theo diện")?;
    page.heads(&[&["Đơn vị", "Mã", "Khu vực", "Tình trạng"], labels.as_slice()].concat())?;
    for line in &roll_up.units {
        let told = line.standing.text(Lang::Vi);
        let unit = &line.unit;
        let mut cells = vec![Cell::Text(&unit.name), Cell::Text(&unit.code)];
        cells.extend([Cell::Text(&unit.parent), Cell::Text(&told)]);
        cells.extend(closing(line.tally.as_ref()));
        page.row(&cells)?;
    }
    Ok(())
}

fn rest(page: &mut Page<'_>, total: &Tally) -> Result<(), XlsxError> {
    page.sheet.set_column_width(0, 70)?;
    page.heads(&["Chỉ tiêu", "Số lượng"])?;
    for (figure, count) in total.iter().filter(|(f, _)| !matches!(f, Figure::Flow(..))) {
        page.row(&[Cell::Text(&figure.label(Lang::Vi)), Cell::Count(count)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rollup::{Expected, Merged, Part};
    use crate::exchange::report_sample::sample;
    use calamine::{Reader, Xlsx};
    use std::io::Cursor;

    #[test]
    fn the_workbook_holds_sums_units_and_what_was_refused() {
        let report = sample();
        let part = |unit: &str| Part {
            unit: unit.to_owned(),
            period: report.period,
            made: None,
            tally: Tally::of(&report),
        };
        let mut merged = Merged::default();
        merged.take([1; 32], part("00307"));
        merged.take([2; 32], part("00310"));
        let units = ["00307", "00310", "00311"].map(|code| Expected {
            code: code.to_owned(),
            name: format!("=Xã {code}"),
            parent: "Tỉnh".to_owned(),
        });
        let rolled = RollUp::new(report.period, report.period.to(), units.into_iter(), &merged);
        let refused = [["a.hsr", "HS-0717", "Chữ ký sai", "Gọi cho đơn vị"].map(str::to_owned)];
        let bytes = roll_up_sheet(&rolled, &refused).unwrap();
        let mut book = Xlsx::new(Cursor::new(&bytes)).unwrap();
        let text: Vec<String> = book
            .worksheets()
            .into_iter()
            .flat_map(|(_, sheet)| {
                let line = |row: &[calamine::Data]| {
                    row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")
                };
                sheet.rows().map(line).collect::<Vec<_>>()
            })
            .collect();
        let has = |words: &str| text.iter().any(|line| line.starts_with(words));
        assert!(has("Tổng cộng|4|0|0|0|0|2|0|0|2"), "{text:?}");
        assert!(has("Tỉnh|3|2|0|1|2|"));
        assert!(
            has("=Xã 00307|00307|Tỉnh|Đã nhận|1|") && has("=Xã 00311|00311|Tỉnh|Chưa có gói nào|")
        );
        assert!(has("CHƯA ĐỦ") && has("a.hsr|HS-0717|"));
        for name in book.sheet_names() {
            assert!(
                book.worksheet_formula(&name).unwrap().used_cells().all(|(_, _, f)| f.is_empty())
            );
        }
        assert!(bytes == roll_up_sheet(&rolled, &refused).unwrap());
    }
}
