//! Made-up names of people and hamlets, as they are heard in communes of the highlands and the
//! plain. No name is taken from a real list.

use super::dice::Dice;
use crate::domain::word::Sex;

/// The ethnic groups of the made-up commune, as the form writes them, by weight.
pub(super) const ETHNICITIES: &[(u64, Ethnicity)] = &[
    (60, Ethnicity::Kinh),
    (13, Ethnicity::Thai),
    (8, Ethnicity::Hmong),
    (8, Ethnicity::Tay),
    (6, Ethnicity::Ede),
    (5, Ethnicity::Muong),
];

/// An ethnic group with a way of naming of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ethnicity {
    Kinh,
    Thai,
    Hmong,
    Tay,
    Ede,
    Muong,
}

impl Ethnicity {
    /// As the form writes it.
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Kinh => "Kinh",
            Self::Thai => "Thái",
            Self::Hmong => "Mông",
            Self::Tay => "Tày",
            Self::Ede => "Ê Đê",
            Self::Muong => "Mường",
        }
    }

    fn families(self) -> &'static [&'static str] {
        match self {
            Self::Kinh => KINH_FAMILIES,
            Self::Thai => {
                &["Lò", "Cà", "Quàng", "Lường", "Lèo", "Tòng", "Vì", "Cầm", "Bạc", "Hoàng", "Điêu"]
            }
            Self::Hmong => &[
                "Giàng", "Vàng", "Thào", "Sùng", "Hạng", "Mùa", "Lầu", "Vừ", "Hờ", "Tráng", "Lý",
                "Cứ", "Má", "Ly",
            ],
            Self::Tay => {
                &["Nông", "Hoàng", "Lương", "Bế", "Ma", "Triệu", "Đàm", "Lục", "Vi", "Chu", "Hà"]
            }
            Self::Ede => &[
                "Niê",
                "Êban",
                "Mlô",
                "Kbuôr",
                "Byă",
                "Kđoh",
                "Ađrơng",
                "Ayŭn",
                "Hmŏk",
                "Knul",
                "Bkrông",
                "Niê Kđăm",
                "Ktla",
            ],
            Self::Muong => &["Bùi", "Đinh", "Quách", "Hà", "Phạm", "Trương", "Bạch"],
        }
    }
}

// A name stands as often as it is common.
const KINH_FAMILIES: &[&str] = &[
    "Nguyễn",
    "Nguyễn",
    "Nguyễn",
    "Nguyễn",
    "Nguyễn",
    "Nguyễn",
    "Nguyễn",
    "Nguyễn",
    "Trần",
    "Trần",
    "Trần",
    "Lê",
    "Lê",
    "Lê",
    "Phạm",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Đinh",
    "Đoàn",
    "Trịnh",
    "Mai",
    "Lâm",
    "Tạ",
    "Cao",
    "Chu",
    "Tô",
    "Thái",
    "Lưu",
    "Phùng",
    "Kiều",
    "Quách",
    "La",
    "Mạc",
    "Tôn Thất",
];

const MALE_MIDDLE: &[&str] = &[
    "Văn", "Văn", "Văn", "Văn", "Đức", "Hữu", "Quang", "Minh", "Công", "Đình", "Xuân", "Ngọc",
    "Thanh", "Anh", "Quốc", "Mạnh", "Trọng", "Bá", "Viết", "Tuấn", "Hoàng", "Duy", "Việt",
];

const FEMALE_MIDDLE: &[&str] = &[
    "Thị",
    "Thị",
    "Thị",
    "Thị",
    "Thị",
    "Thị Thu",
    "Thị Kim",
    "Thị Ngọc",
    "Thị Bích",
    "Ngọc",
    "Thu",
    "Thanh",
    "Thuỳ",
    "Hồng",
    "Phương",
    "Mai",
    "Diệu",
    "Khánh",
    "Quỳnh",
];

const MALE_GIVEN: &[&str] = &[
    "Dũng",
    "Hùng",
    "Cường",
    "Tuấn",
    "Nam",
    "Long",
    "Sơn",
    "Hải",
    "Đức",
    "Thắng",
    "Hoà",
    "Bình",
    "Tùng",
    "Trung",
    "Kiên",
    "Khánh",
    "Phúc",
    "Lộc",
    "Thành",
    "Đạt",
    "Huy",
    "Quân",
    "Toàn",
    "Thịnh",
    "Tiến",
    "Vinh",
    "Phong",
    "Linh",
    "Hiếu",
    "Nghĩa",
    "Ước",
    "Ý",
    "Quý",
    "Lâm",
    "Hưng",
    "Chiến",
    "Đông",
    "Giang",
    "Khoa",
    "Luân",
    "Mạnh",
    "Nhân",
    "Oanh",
    "Quyền",
    "Sáng",
    "Tâm",
    "Uy",
    "Việt",
    "Xuân",
    "Yên",
    "Bảo",
    "Duy",
    "Đại",
    "Hậu",
    "Thuỷ",
    "Tú",
    "Trường",
    "Điệp",
];

const FEMALE_GIVEN: &[&str] = &[
    "Lan", "Hương", "Hoa", "Hồng", "Nga", "Thuỷ", "Hà", "Hằng", "Linh", "Trang", "Thảo", "Phương",
    "Dung", "Oanh", "Yến", "Nhung", "Huyền", "Vân", "Loan", "Tuyết", "Xuân", "Mai", "Đào", "Quyên",
    "Thuý", "Ngân", "Ánh", "Chi", "Diễm", "Giang", "Hiền", "Khuyên", "Ly", "My", "Như", "Trinh",
    "Uyên", "Vy", "Ý", "Hoà",
];

const THAI_MALE: &[&str] = &[
    "Panh", "Inh", "Hặc", "Ón", "Chính", "Pâng", "Thoả", "Phánh", "Xôm", "Tiến", "Doan", "Hịa",
    "Phương", "Thái", "Chung", "Bun", "Ín", "Hoan", "Sương", "Muôn",
];
const THAI_FEMALE: &[&str] =
    &["Pành", "Ơn", "Hoa", "Phóng", "Bang", "Ín", "Xuyến", "Dương", "Lả", "Thưởng", "Pản", "Hiêng"];
const HMONG_MALE: &[&str] = &[
    "Páo", "Dơ", "Chứ", "Lử", "Tủa", "Sềnh", "Vảng", "Chống", "Dế", "Sử", "Phử", "Nhìa", "Trừ",
    "Cha", "Sinh", "Khua", "Thênh", "Dình", "Chu", "Pó",
];
const HMONG_FEMALE: &[&str] =
    &["Mỷ", "Dở", "Sua", "Chía", "Pàng", "Dợ", "Say", "Xua", "Mai", "Vá", "Ca", "Máy"];
const EDE_MALE: &[&str] = &[
    "Blư", "Thương", "Wen", "Phôn", "Bhăm", "Moan", "Khiêm", "Duin", "Suôn", "Đhun", "Rin",
    "Nguôn", "Ƀă", "Lim",
];
const EDE_FEMALE: &[&str] =
    &["Hen", "Bia", "Linh", "Nhung", "Duyên", "Mai", "Yuôn", "Liêm", "Rin", "Loan", "Wiên", "Ƀan"];

/// A full name.
pub(super) fn full_name(dice: &mut Dice, ethnicity: Ethnicity, sex: Sex) -> String {
    let family = dice.pick(ethnicity.families());
    let male = sex == Sex::Male;
    match ethnicity {
        Ethnicity::Ede => {
            if male {
                let joint = if dice.chance(15) { "-" } else { " " };
                format!("Y{joint}{} {family}", dice.pick(EDE_MALE))
            } else {
                format!("H'{} {family}", dice.pick(EDE_FEMALE))
            }
        }
        Ethnicity::Hmong if male => format!("{family} A {}", dice.pick(HMONG_MALE)),
        Ethnicity::Hmong => format!("{family} Thị {}", dice.pick(HMONG_FEMALE)),
        Ethnicity::Thai if male => format!("{family} Văn {}", dice.pick(THAI_MALE)),
        Ethnicity::Thai => format!("{family} Thị {}", dice.pick(THAI_FEMALE)),
        Ethnicity::Kinh | Ethnicity::Tay | Ethnicity::Muong => {
            let (middle, given) = if male {
                (dice.pick(MALE_MIDDLE), dice.pick(MALE_GIVEN))
            } else {
                (dice.pick(FEMALE_MIDDLE), dice.pick(FEMALE_GIVEN))
            };
            if middle.ends_with(given) || dice.chance(6) {
                format!("{family} {given}")
            } else {
                format!("{family} {middle} {given}")
            }
        }
    }
}

/// What friends call someone.
pub(super) fn nickname(dice: &mut Dice) -> &'static str {
    dice.pick(&[
        "Tý còi",
        "Cu Bin",
        "Sơn đen",
        "Tèo",
        "Hùng sẹo",
        "Bống",
        "Ba Lùn",
        "Út",
        "Cò",
        "Tí Nị",
        "Năm Râu",
        "Thắng lé",
        "Kẹo",
        "Mít",
        "Béo",
        "Hải gầy",
    ])
}

const HAMLETS: &[&str] = &[
    "Thôn Đông",
    "Thôn Đoài",
    "Thôn Trung",
    "Bản Nà Lốc",
    "Thôn Tân Lập",
    "Tổ dân phố 1",
    "Tổ dân phố 2",
    "Bản Huổi Lương",
    "Buôn Ea Sút",
    "Thôn Hoà Bình",
    "Xóm Mới",
    "Tổ dân phố Chợ",
    "Thôn Quyết Thắng",
    "Bản Pá Khoang",
    "Thôn Đồng Tâm",
    "Xóm Bến",
    "Thôn Thượng",
    "Thôn Hạ",
    "Bản Co Muông",
    "Buôn Kbu",
    "Thôn Đại Đồng",
    "Tổ dân phố 3",
    "Thôn An Lạc",
    "Xóm Đình",
];

/// Names of the hamlets of a commune with so many files: 9 for 300 files, at most 60.
pub(super) fn hamlets(people: usize, seed: u64) -> Vec<String> {
    let count = (6 + people.isqrt() / 5).min(60);
    let mut names: Vec<String> = HAMLETS.iter().map(|&h| h.to_owned()).collect();
    Dice::new(seed, u64::MAX).shuffle(&mut names);
    names.extend((1..=60).map(|n| format!("Thôn {n}")));
    names.truncate(count);
    names
}
