use super::*;
use crate::domain::text::nfc;
use proptest::prelude::*;
use std::collections::BTreeSet;

const TELEX_OLD: Typing = Typing { method: Method::Telex, tone: TonePlace::Old };
const TELEX_NEW: Typing = Typing { method: Method::Telex, tone: TonePlace::New };
const VNI_OLD: Typing = Typing { method: Method::Vni, tone: TonePlace::Old };
const VNI_NEW: Typing = Typing { method: Method::Vni, tone: TonePlace::New };

/// Types keys into an empty line; '<' is a backspace.
fn typed(keys: &str, typing: Typing) -> String {
    let (mut text, mut composer) = (String::new(), Composer::default());
    for key in keys.chars() {
        if key == '<' {
            text.pop();
            continue;
        }
        let edit = composer.key(&text, key, typing);
        let kept = text.chars().count() - edit.remove;
        text = text.chars().take(kept).chain(edit.insert.chars()).collect();
    }
    text
}

#[test]
fn telex_makes_vietnamese() {
    let check = |keys: &str, wanted: &str| assert_eq!(typed(keys, TELEX_OLD), wanted, "{keys}");
    check("Ddawngj", "Đặng");
    check("Nguyeenx Vawn DDuwcs", "Nguyễn Văn Đức");
    check("nguowif", "người");
    check("nguwowif", "người");
    check("nguwoif", "người");
    check("truwowngf", "trường");
    check("thuowng", "thương");
    check("thuowr", "thuở");
    check("huow", "huơ");
    check("quowr", "quở");
    check("muaw", "mưa");
    check("hoawcj", "hoặc");
    check("quawngr", "quẳng");
    check("quoocs", "quốc");
    check("huowu", "hươu");
    check("luuw", "lưu");
    check("tw", "tư");
    check("giuwowngf", "giường");
    check("gif", "gì");
    check("gieengs", "giếng");
    check("quys", "quý");
    check("huyeenj", "huyện");
    check("khuyur", "khuỷu");
    // The tone may be typed early, and the marks at the end.
    check("tieesng", "tiếng");
    check("tiengse", "tiếng");
    check("nuwowcs", "nước");
    check("dandf", "đàn");
    check("DDOONGF", "ĐỒNG");
    check("Ddoong HOAF", "Đông HÒA");
    // Another tone takes the place of the one before; z takes it off.
    check("hoasf", "hòa");
    check("hoasz", "hoa");
    // Names of the Central Highlands.
    check("DDawsk Lawsk", "Đắk Lắk");
    check("Kroong Bloo Kddawm Pleiku", "Krông Blô Kđăm Pleiku");
}

#[test]
fn vni_makes_vietnamese() {
    let check = |keys: &str, wanted: &str| assert_eq!(typed(keys, VNI_OLD), wanted, "{keys}");
    check("D9a8ng5", "Đặng");
    check("Nguye6n4 Va8n D9u7c1", "Nguyễn Văn Đức");
    check("nguo7i2", "người");
    check("tru7o7ng2", "trường");
    check("quo6c1", "quốc");
    check("hoa8c5", "hoặc");
    check("mu7a", "mưa");
    check("dan9", "đan");
    check("d9a6t1", "đất");
    check("hoa10", "hoa");
    // Figures stay figures.
    check("12/05/1991", "12/05/1991");
    check("HS-0005", "HS-0005");
    check("0912 345 678", "0912 345 678");
}

#[test]
fn both_ways_to_place_a_tone() {
    for (telex, vni, old, new) in [
        ("hoaf", "hoa2", "hòa", "hoà"),
        ("khoer", "khoe3", "khỏe", "khoẻ"),
        ("thuys", "thuy1", "thúy", "thuý"),
        ("hoanf", "hoan2", "hoàn", "hoàn"),
        ("hoafn", "hoa2n", "hoàn", "hoàn"),
        ("ngoaif", "ngoai2", "ngoài", "ngoài"),
        ("muaf", "mua2", "mùa", "mùa"),
        ("quas", "qua1", "quá", "quá"),
        ("giaf", "gia2", "già", "già"),
    ] {
        for (keys, typing, wanted) in [
            (telex, TELEX_OLD, old),
            (telex, TELEX_NEW, new),
            (vni, VNI_OLD, old),
            (vni, VNI_NEW, new),
        ] {
            assert_eq!(typed(keys, typing), wanted, "{keys}");
        }
    }
}

#[test]
fn a_key_typed_again_takes_its_mark_back() {
    let check = |keys: &str, wanted: &str| assert_eq!(typed(keys, TELEX_OLD), wanted, "{keys}");
    check("ass", "as");
    check("hoaff", "hoaf");
    check("aaa", "aa");
    check("ooo", "oo");
    check("xooong", "xoong");
    check("ddd", "dd");
    check("ww", "w");
    check("uww", "uw");
    check("aww", "aw");
    check("texxt", "text");
    check("tesst", "test");
    check("tests", "tets");
    let vni = |keys: &str, wanted: &str| assert_eq!(typed(keys, VNI_OLD), wanted, "{keys}");
    vni("a11", "a1");
    vni("a66", "a6");
    vni("d99", "d9");
    vni("To66", "To6");
}

#[test]
fn words_that_are_not_vietnamese_are_left_alone() {
    // What only looked like a mark is given back as soon as the word is none of ours.
    for word in [
        "Google",
        "facebook",
        "methamphetamine",
        "heroin",
        "Excel",
        "email",
        "soft",
        "stop",
        "street",
        "https",
        "Jackson",
        "zebra",
        "kg",
        "GPS",
    ] {
        assert_eq!(typed(word, TELEX_OLD), word);
        assert_eq!(typed(word, VNI_OLD), word);
    }
    for abbreviation in [
        ("QDD", "QĐ"),
        ("12/QDD-CAXX", "12/QĐ-CAX"),
        ("HDDND", "HĐND"),
        ("BLDDTBXH", "BLĐTBXH"),
        ("NDD-CP", "NĐ-CP"),
    ] {
        assert_eq!(typed(abbreviation.0, TELEX_OLD), abbreviation.1);
    }
    assert_eq!(typed("QD9", VNI_OLD), "QĐ");
}

#[test]
fn backspace_takes_one_letter_and_typing_goes_on() {
    let check = |keys: &str, wanted: &str| assert_eq!(typed(keys, TELEX_OLD), wanted, "{keys}");
    check("Ddawngj<", "Đặn");
    check("Ddawngj<<<<<Nam", "Nam");
    check("hoaf<<oaf", "hòa");
    check("tieens<ngf", "tiềng");
    check("google<<<", "goo");
}

#[test]
fn off_types_what_the_keys_say() {
    let off = Typing::default();
    assert_eq!(typed("Ddawngj 123 ww", off), "Ddawngj 123 ww");
    // An input method outside sends finished letters: they pass.
    assert_eq!(typed("Đặng Văn Đức", TELEX_OLD), "Đặng Văn Đức");
    assert_eq!(typed("Nguye\u{302}\u{303}n", off), "Nguye\u{302}\u{303}n");
}

/// Rimes without tone: every one a syllable of the language can have.
const RIMES: &str = "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây \
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu \
    o oa oac oach oai oam oan oang oanh oao oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot \
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt \
    up ut uy uya uych uyên uyêt uynh uyt uyu ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu";

const STARTS: &[&str] = &[
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
];

/// Every syllable with each tone its ending allows, as NFC in one of the two habits.
fn syllables(place: TonePlace) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for start in STARTS {
        for rime in RIMES.split_whitespace() {
            let word = format!("{start}{rime}");
            let letters: Vec<char> = word.chars().collect();
            // qu + u, gi + i are no syllables; thươ is none, huơ is.
            let odd = (*start == "qu" && rime.starts_with(['u', 'o', 'ư']) && rime != "ôc")
                || (*start == "gi" && rime.starts_with(['i', 'y']))
                || (rime == "uơ" && !matches!(*start, "h" | "kh" | "th"));
            if odd || !possible(&letters, None) {
                continue;
            }
            for tone in [None].into_iter().chain(TONES.map(Some)) {
                if possible(&letters, tone) {
                    let capital = vec![false; letters.len()];
                    all.insert(Word { letters: letters.clone(), capital, tone }.text(place));
                }
            }
        }
    }
    all
}

/// The keys of a syllable: marks where their letters are, or all at its end.
fn keys_of(syllable: &str, telex: bool, late: bool) -> String {
    let word = Word::read(syllable).unwrap();
    let (mut keys, mut marks) = (String::new(), String::new());
    for letter in &word.letters {
        let mark = match (letter, telex) {
            ('ă' | 'ơ' | 'ư', true) => 'w',
            ('â', true) => 'a',
            ('ê', true) => 'e',
            ('ô', true) => 'o',
            ('đ', true) => 'd',
            ('ă', false) => '8',
            ('ơ' | 'ư', false) => '7',
            ('â' | 'ê' | 'ô', false) => '6',
            ('đ', false) => '9',
            _ => ' ',
        };
        let plain = if *letter == 'đ' { 'd' } else { bare(*letter) };
        // oo is typed ooo in Telex.
        if telex && *letter == 'o' && keys.ends_with('o') {
            keys.push('o');
        }
        keys.push(plain);
        match mark {
            ' ' => {}
            // One key marks both letters of ươ.
            m if late && marks.ends_with(m) => {}
            m if late => marks.push(m),
            m => keys.push(m),
        }
    }
    let tone = TONES.iter().position(|t| Some(*t) == word.tone);
    let tone = tone.and_then(|at| (if telex { "frxsj" } else { "23415" }).chars().nth(at));
    keys + &marks + &tone.map(String::from).unwrap_or_default()
}

#[test]
fn every_syllable_comes_out_alike_by_telex_and_by_vni() {
    for place in [TonePlace::Old, TonePlace::New] {
        let mut all = syllables(place);
        assert!(all.len() > 14_000, "{}", all.len());
        if place == TonePlace::New {
            // The rest is written alike in both.
            all = all.difference(&syllables(TonePlace::Old)).cloned().collect();
        }
        for (n, wanted) in all.iter().enumerate() {
            for (telex, late) in [(true, false), (true, true), (false, false), (false, true)] {
                let method = if telex { Method::Telex } else { Method::Vni };
                let typing = Typing { method, tone: place };
                let keys = keys_of(wanted, telex, late);
                assert_eq!(&typed(&keys, typing), wanted, "{keys}");
                if n % 11 == 0 {
                    let capitals = typed(&keys.to_uppercase(), typing);
                    assert_eq!(capitals, wanted.to_uppercase(), "{keys}");
                }
            }
        }
    }
}

/// Whether `part` can be got from `whole` by leaving characters out.
fn within(part: &str, whole: &str) -> bool {
    let mut rest = whole.chars();
    part.chars().all(|c| rest.any(|d| d == c))
}

proptest! {
    #[test]
    fn nothing_typed_is_lost(keys in "[a-zA-Z0-9 ,.'/-]{0,24}|[aeouwdsfrxjzngth ]{0,16}", telex in any::<bool>()) {
        let method = if telex { Method::Telex } else { Method::Vni };
        let typing = Typing { method, tone: TonePlace::Old };
        let text = typed(&keys, typing);
        prop_assert_eq!(&nfc(&text), &text);
        // Every letter that is no key of a mark stands in the text, in order; nothing was made up
        // (w stands for ư).
        let marks = if telex { "aeowdsfrxjz" } else { "0123456789" };
        let small = keys.to_lowercase();
        let plain: String = small.chars().filter(|c| !marks.contains(*c)).collect();
        let out = unmarked(&text);
        prop_assert!(within(&plain, &out), "{} {}", keys, text);
        prop_assert!(within(&out.replace('w', "u"), &small.replace('w', "u")), "{} {}", keys, text);
    }

    #[test]
    fn any_text_may_stand_before(before in "\\PC{0,12}", keys in "[a-z0-9]{0,6}") {
        let mut text = before.clone();
        let mut composer = Composer::default();
        for key in keys.chars() {
            let edit = composer.key(&text, key, TELEX_NEW);
            let kept = text.chars().count().checked_sub(edit.remove).unwrap();
            text = text.chars().take(kept).chain(edit.insert.chars()).collect();
        }
        prop_assert!(text.chars().count() + 12 >= before.chars().count());
    }
}

/// Small letters without any mark, signs kept.
fn unmarked(text: &str) -> String {
    let bare_of = |c: char| {
        let c = if c == 'đ' { 'd' } else { c };
        std::iter::once(c).nfd().next().unwrap_or(c)
    };
    text.to_lowercase().chars().map(bare_of).collect()
}
