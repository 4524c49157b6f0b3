//! Made-up people: the résumé of domain.md §5, consistent in itself but for a few papers that
//! disagree on purpose, and with the gaps real files have (unknown is not zero).

use super::dice::Dice;
use super::names::{ETHNICITIES, Ethnicity, full_name, nickname};
use super::road::Journey;
use super::{COMMUNE, Commune};
use crate::domain::date::{PartialDate, add_days, add_months_back, age_on};
use crate::domain::id::FileNo;
use crate::domain::identity::PROVINCES;
use crate::domain::person::Person;
use crate::domain::word::{
    DocumentKind, Education, MeasureCode, OccupationGroup, Route, Sex, Substance,
};
use chrono::{Datelike, NaiveDate};

/// The person of file number `index` + 1.
pub(super) fn person(dice: &mut Dice, of: &Commune, index: usize, journey: &Journey) -> Person {
    let on = of.on;
    let sex = if dice.chance(14) { Sex::Female } else { Sex::Male };
    let ethnicity = dice.weighted(ETHNICITIES);
    let name = full_name(dice, ethnicity, sex);
    let birth = birth_day(dice, on, journey);
    let age = age_on(birth, on);
    let born = known_part(dice, birth, age);
    let (substances, route) = use_of(dice, age, ethnicity);
    let (occupation_group, occupation, workplace) = occupation(dice, age);
    let hamlet = of.hamlets[dice.below(of.hamlets.len() as u64) as usize].clone();
    let address = format!("Số {}, {hamlet}, {COMMUNE}", dice.range(1, 240));
    let elsewhere = dice.chance(18);
    let began = journey.first_day.year() - dice.range(0, i64::from((age - 14).clamp(0, 15))) as i32;
    let ended_rehabs = journey.main.iter().filter(|m| m.code.is_rehab() && m.counts());
    let ended_rehabs = ended_rehabs.filter(|m| m.ended_on.is_some()).count() as u32;
    let mut person = Person {
        file_no: FileNo::numbered(index as u64 + 1),
        other_names: dice.maybe(9, |d| nickname(d).to_owned()),
        sex,
        born,
        document_kind: None,
        document_no: None,
        document_issued: None,
        document_place: None,
        origin: dice.maybe(85, origin),
        permanent_address: dice
            .maybe(95, |d| if elsewhere { far_away(d) } else { address.clone() }),
        temporary_address: (elsewhere && dice.chance(80)).then(|| address.clone()),
        current_address: dice.maybe(94, |_| address),
        hamlet: dice.maybe(98, |_| hamlet),
        ethnicity: dice.maybe(88, |_| ethnicity.text().to_owned()),
        education: dice.maybe(93, |d| education(d, age)),
        occupation,
        occupation_group,
        workplace,
        phone: dice.maybe(72, phone),
        relatives: dice.maybe(70, |d| relatives(d, ethnicity, &name, birth)),
        substances,
        route,
        use_since: dice.maybe(92, |_| began.max(birth.year() + 12)),
        detected_on: dice.maybe(97, |d| detected(d, journey.first_day)),
        rehab_count: dice.maybe(92, |_| journey.earlier_rehabs + ended_rehabs),
        psychosis: dice.maybe(90, |_| false),
        psychosis_seen_on: None,
        released_prisoner: dice.maybe(93, |d| age >= 20 && d.chance(9)),
        note: dice.maybe(10, |d| d.pick(NOTES).to_owned()),
        name,
    };
    identify(dice, of, index, birth, &mut person);
    person
}

/// A birth that makes every measure of the journey lawful: minors are 14 to 17 when compulsory
/// rehab begins, adults 18 or more, and nobody is under 13 at the first fact of the file.
fn birth_day(dice: &mut Dice, on: NaiveDate, journey: &Journey) -> NaiveDate {
    let start_of = |code| journey.main.iter().find(|m| m.code == code).map(|m| m.start);
    if let Some(start) = start_of(MeasureCode::RehabCompulsoryMinor) {
        let months = dice.range(14, 17) * 12 + dice.range(0, 11);
        let born = add_days(add_months_back(start, months as u32), -dice.range(0, 26));
        return born;
    }
    let (low, high) = dice.weighted(&[
        (7, (14, 17)),
        (37, (18, 29)),
        (39, (30, 44)),
        (14, (45, 59)),
        (3, (60, 64)),
    ]);
    let months = dice.range(low, high) * 12 + dice.range(0, 11);
    let born = add_days(add_months_back(on, months as u32), -dice.range(0, 26));
    let mut latest = add_months_back(journey.first_day, 13 * 12);
    if let Some(start) = start_of(MeasureCode::RehabCompulsory) {
        latest = latest.min(add_months_back(start, 18 * 12));
    }
    if born > latest { add_days(latest, -dice.range(0, 700)) } else { born }
}

/// Some older people know only the year or the month.
fn known_part(dice: &mut Dice, birth: NaiveDate, age: i32) -> PartialDate {
    match dice.below(100) {
        0..=4 if age >= 25 => PartialDate::Year(birth.year()),
        5..=7 if age >= 25 => PartialDate::Month(birth.year(), birth.month()),
        _ => PartialDate::Day(birth),
    }
}

/// Old entries have the year of detection only.
fn detected(dice: &mut Dice, first: NaiveDate) -> PartialDate {
    if dice.chance(3) {
        PartialDate::Month(first.year(), first.month())
    } else {
        PartialDate::Day(first)
    }
}

/// Identity papers. The numbers are of the right structure and unique for the first million
/// files; one in fifty disagrees with the sex or the year of birth, as real ones do.
fn identify(dice: &mut Dice, of: &Commune, index: usize, birth: NaiveDate, p: &mut Person) {
    let on = of.on;
    let of_age = age_on(birth, on) >= 14;
    let kind = match dice.below(100) {
        0..=2 => return,
        3..=6 => DocumentKind::None,
        7..=9 if age_on(birth, on) >= 35 => DocumentKind::Cmnd,
        10 if of_age => DocumentKind::Passport,
        11..=45 if age_on(birth, on) >= 18 => DocumentKind::Cccd,
        _ if of_age => DocumentKind::CanCuoc,
        _ => DocumentKind::None,
    };
    p.document_kind = Some(kind);
    // Multiplying by a number prime to 10 visits every six digits once in a million files.
    let six = (index as u64 * 617_233 + of.seed % 1_000_000) % 1_000_000;
    let home = PROVINCES[(of.seed % 63) as usize];
    let place = if dice.chance(70) { home } else { dice.pick(&PROVINCES) };
    let issued = |dice: &mut Dice, from: i32, to: i32| {
        let day = NaiveDate::from_yo_opt(dice.range(from.into(), to.into()) as i32, 1);
        day.map(|d| add_days(d, dice.range(0, 364)).min(add_days(on, -1)))
    };
    let (number, day, office) = match kind {
        DocumentKind::None => return,
        DocumentKind::Cmnd => {
            (format!("{place:03}{six:06}"), issued(dice, 2006, 2014), "Công an tỉnh")
        }
        DocumentKind::Passport => (
            format!("B{:07}", six + 1_000_000),
            issued(dice, on.year() - 6, on.year() - 1),
            "Cục Quản lý xuất nhập cảnh",
        ),
        _ => {
            let wrong = dice.below(100);
            let year = birth.year() + i32::from(wrong == 0);
            let woman = (p.sex == Sex::Female) != (wrong == 1);
            let century = (year / 100 - 19) * 2 + i32::from(woman);
            let number = format!("{place:03}{century}{:02}{six:06}", year % 100);
            if kind == DocumentKind::Cccd {
                (number, issued(dice, 2021, 2023), "Cục Cảnh sát QLHC về TTXH")
            } else {
                (number, issued(dice, 2024, on.year().max(2024)), "Bộ Công an")
            }
        }
    };
    p.document_no = Some(number);
    let born_before = |day: &NaiveDate| *day > birth;
    p.document_issued =
        day.filter(born_before).and_then(|d| dice.maybe(90, |_| PartialDate::Day(d)));
    p.document_place = dice.maybe(88, |_| office.to_owned());
}

/// What is used and how, as far as known.
fn use_of(dice: &mut Dice, age: i32, ethnicity: Ethnicity) -> (Vec<Substance>, Option<Route>) {
    use Substance as S;
    let highland_elder =
        age >= 40 && matches!(ethnicity, Ethnicity::Hmong | Ethnicity::Thai | Ethnicity::Tay);
    let main = if highland_elder && dice.chance(60) {
        dice.pick(&[S::Opium, S::Opium, S::Heroin])
    } else if age < 25 {
        dice.weighted(&[
            (40, S::Amphetamines),
            (12, S::Ketamine),
            (12, S::Mdma),
            (12, S::SyntheticCannabinoids),
            (10, S::Cannabis),
            (9, S::Etomidate),
            (5, S::Heroin),
        ])
    } else {
        dice.weighted(&[
            (48, S::Amphetamines),
            (34, S::Heroin),
            (5, S::Ketamine),
            (4, S::Cannabis),
            (4, S::Mdma),
            (3, S::Opium),
            (1, S::Cocaine),
            (1, S::Other),
        ])
    };
    if dice.chance(4) {
        return (Vec::new(), None);
    }
    let mut all = vec![main];
    if dice.chance(20) {
        all.push(dice.pick(&[S::Amphetamines, S::Heroin, S::Ketamine, S::Cannabis]));
    }
    all.sort();
    all.dedup();
    let route = if all.len() > 1 && dice.chance(50) {
        Route::Several
    } else {
        match main {
            S::Heroin => dice.weighted(&[
                (55, Route::Injecting),
                (30, Route::Snorting),
                (15, Route::Smoking),
            ]),
            S::Ketamine | S::Cocaine => Route::Snorting,
            S::Mdma => Route::Oral,
            S::Other => Route::Other,
            _ => Route::Smoking,
        }
    };
    (all, dice.maybe(93, |_| route))
}

type Work = (Option<OccupationGroup>, Option<String>, Option<String>);

fn occupation(dice: &mut Dice, age: i32) -> Work {
    use OccupationGroup as G;
    let group = if age < 18 {
        dice.weighted(&[(60, G::Student), (25, G::None), (15, G::Unstable)])
    } else if age < 22 {
        dice.weighted(&[(15, G::Student), (30, G::None), (40, G::Unstable), (15, G::Stable)])
    } else {
        dice.weighted(&[(24, G::None), (46, G::Unstable), (18, G::Stable), (12, G::Other)])
    };
    let (job, place): (&str, &[&str]) = match group {
        G::None => ("Không nghề", &[]),
        G::Unstable => (dice.pick(UNSTABLE), &[]),
        G::Stable => (dice.pick(STABLE), WORKPLACES),
        G::Student if age < 18 => ("Học sinh", SCHOOLS),
        G::Student => {
            ("Sinh viên", &["Trường Cao đẳng Kỹ thuật tỉnh", "Trường Cao đẳng Y tế tỉnh"])
        }
        G::Other => (dice.pick(&["Làm ruộng", "Làm rẫy", "Chăn nuôi"]), &[]),
    };
    if dice.chance(5) {
        return (None, None, None);
    }
    let place = (!place.is_empty() && dice.chance(80)).then(|| dice.pick(place).to_owned());
    (Some(group), dice.maybe(90, |_| job.to_owned()), place)
}

const UNSTABLE: &[&str] = &[
    "Phụ hồ",
    "Bốc vác",
    "Xe ôm",
    "Làm thuê",
    "Buôn bán nhỏ",
    "Thợ xây",
    "Đánh cá",
    "Chạy chợ",
    "Rửa xe",
    "Phụ bếp",
    "Thu mua phế liệu",
    "Lái xe thuê",
];
const STABLE: &[&str] = &[
    "Công nhân may",
    "Công nhân",
    "Thợ cơ khí",
    "Thợ điện",
    "Lái xe",
    "Bán hàng",
    "Bảo vệ",
    "Nhân viên kho",
];
const WORKPLACES: &[&str] = &[
    "Công ty may Thành Đạt",
    "Xưởng gỗ Đại Phát",
    "Hợp tác xã vận tải Mường Lương",
    "Xưởng cơ khí Quyết Tiến",
    "Nhà máy chè Mường Lương",
    "Cửa hàng vật liệu Hoà Phát Lương",
];
const SCHOOLS: &[&str] = &["Trường THCS Mường Lương", "Trường THPT Mường Lương"];
const NOTES: &[&str] = &[
    "Gia đình phối hợp quản lý",
    "Hay đi làm ăn xa theo mùa vụ",
    "Sống một mình, hàng xóm giúp đỡ",
    "Đã được tổ quản lý phân công người giúp đỡ",
    "Có nguyện vọng học nghề sửa xe máy",
    "Hoàn cảnh khó khăn, thuộc hộ cận nghèo",
];

fn education(dice: &mut Dice, age: i32) -> Education {
    use Education as E;
    let all = [
        (5, E::None),
        (21, E::Primary),
        (42, E::LowerSecondary),
        (25, E::UpperSecondary),
        (6, E::College),
        (1, E::Postgraduate),
    ];
    // A pupil of 14 is in THCS, one of 16 in THPT at most.
    let reach = match age {
        ..16 => 3,
        16..20 => 4,
        20..25 => 5,
        _ => 6,
    };
    dice.weighted(&all[..reach])
}

/// 057 is a mobile prefix that is given to no network: nobody's telephone rings.
fn phone(dice: &mut Dice) -> String {
    format!("057{:07}", dice.below(10_000_000))
}

fn origin(dice: &mut Dice) -> String {
    if dice.chance(65) { COMMUNE.to_owned() } else { far_away(dice) }
}

fn far_away(dice: &mut Dice) -> String {
    let commune =
        dice.pick(&["xã Bản Thượng", "xã Đồng Mây", "phường Bến Sỏi", "xã Ea Lương", "xã Hoà Mây"]);
    let province = dice.pick(&[
        "Sơn La",
        "Điện Biên",
        "Nghệ An",
        "Thanh Hoá",
        "Lào Cai",
        "Đắk Lắk",
        "Phú Thọ",
        "Thái Nguyên",
    ]);
    format!("{commune}, tỉnh {province}")
}

fn relatives(dice: &mut Dice, ethnicity: Ethnicity, name: &str, birth: NaiveDate) -> String {
    let father_year = birth.year() - dice.range(20, 34) as i32;
    let father = full_name(dice, ethnicity, Sex::Male);
    let family = name.split(' ').next().unwrap_or_default();
    let father = match father.split_once(' ') {
        Some((_, rest)) if ethnicity != Ethnicity::Ede => format!("{family} {rest}"),
        _ => father,
    };
    let mother = full_name(dice, ethnicity, Sex::Female);
    let contact = phone(dice);
    format!("Bố: {father} ({father_year}); mẹ: {mother} ({}), ĐT {contact}", father_year + 2)
}
