//! Every code point: predicates, mappings, categories, names.

use hoopsnake::object::text::{case, names, predicates, unicode, wtf8};

use crate::{Cases, literal};

fn ranges(test: impl Fn(u32) -> bool) -> String {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for code in (0..0x11_0000).filter(|code| test(*code)) {
        match out.last_mut() {
            Some(last) if last.1 + 1 == code => last.1 = code,
            _ => out.push((code, code)),
        }
    }
    let shown: Vec<String> = out.iter().map(|(a, b)| format!("{a:x}-{b:x}")).collect();
    format!("'{}'", shown.join(","))
}

fn mapping(change: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let mut out = Vec::new();
    for code in 0..0x11_0000 {
        let text = wtf8::from_code_point(code);
        let changed = change(&text);
        if changed != text {
            let codes: Vec<String> = wtf8::code_points(&changed).map(|c| format!("{c:x}")).collect();
            out.push(format!("{code:x}:{}", codes.join(".")));
        }
    }
    format!("'{}'", out.join(","))
}

type Predicate = fn(&[u8]) -> bool;
type Change = fn(&[u8]) -> Vec<u8>;

/// All of them.
pub fn collect(cases: &mut Cases) {
    let predicates: [(&str, Predicate); 11] = [
        ("isalpha", predicates::is_alpha),
        ("isdecimal", predicates::is_decimal),
        ("isdigit", predicates::is_digit),
        ("isnumeric", predicates::is_numeric),
        ("isalnum", predicates::is_alnum),
        ("isspace", predicates::is_space),
        ("isprintable", predicates::is_printable),
        ("isidentifier", predicates::is_identifier),
        ("islower", predicates::is_lower),
        ("isupper", predicates::is_upper),
        ("istitle", predicates::is_title),
    ];
    for (name, test) in predicates {
        cases.add(format!("ranges(str.{name})"), ranges(|code| test(&wtf8::from_code_point(code))));
    }
    cases.add("ranges(lambda c: ('a' + c).isidentifier())".into(), ranges(unicode::is_identifier_continue));
    let changes: [(&str, Change); 6] = [
        ("upper", |t| case::upper(t).expect("memory")),
        ("lower", |t| case::lower(t).expect("memory")),
        ("title", |t| case::title(t).expect("memory")),
        ("casefold", |t| case::casefold(t).expect("memory")),
        ("swapcase", |t| case::swapcase(t).expect("memory")),
        ("capitalize", |t| case::capitalize(t).expect("memory")),
    ];
    for (name, change) in changes {
        cases.add(format!("mapping(str.{name})"), mapping(change));
    }
    for category in
        ["Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Nd", "Nl", "No", "Cf", "Cn", "Co", "Sm", "Po", "Zs"]
    {
        cases.add(
            format!("ranges(lambda c: unicodedata.category(c) == '{category}')"),
            ranges(|code| unicode::category_name(code) == category),
        );
    }
    // What the sigma rule looks through, seen through the rule.
    let sigma = |code: u32, before: bool| {
        let mut text = if before { b"a".to_vec() } else { "aΣ".as_bytes().to_vec() };
        wtf8::push(&mut text, code);
        text.extend_from_slice(if before { "Σ".as_bytes() } else { b"a" });
        memchr::memmem::find(&case::lower(&text).expect("memory"), "ς".as_bytes()).is_some()
    };
    cases.add(
        "ranges(lambda c: '\\u03c2' in ('a' + c + '\\u03a3').lower())".into(),
        ranges(|code| code == 0x3c2 || sigma(code, true)),
    );
    cases.add(
        "ranges(lambda c: '\\u03c2' in ('a\\u03a3' + c + 'a').lower())".into(),
        ranges(|code| code == 0x3c2 || sigma(code, false)),
    );
    for _ in 0..3000 {
        let code = cases.below(0x3_2000) as u32;
        let Some(character) = char::from_u32(code) else { continue };
        let ours = names::name(character).unwrap_or_default();
        cases.add(format!("unicodedata.name(chr({code}), '')"), literal(ours.as_bytes()));
        if !ours.is_empty() {
            let found = |name: &str| names::lookup(name).map_or(-1, |c| i64::from(c as u32));
            cases.add(
                format!("ord(unicodedata.lookup({}))", literal(ours.as_bytes())),
                found(&ours).to_string(),
            );
            let lower = ours.to_lowercase();
            match found(&lower) {
                -1 => cases.add(
                    format!("unicodedata.lookup({})", literal(lower.as_bytes())),
                    format!("!KeyError: undefined character name '{lower}'"),
                ),
                code => cases
                    .add(format!("ord(unicodedata.lookup({}))", literal(lower.as_bytes())), code.to_string()),
            }
        }
    }
    for name in [
        "NULL",
        "LF",
        "line feed",
        "BELL",
        "ALERT",
        "NBSP",
        "LATIN SMALL LETTER GHA",
        "latin-small-letter-a",
        "LATIN  SMALL LETTER A",
        "HANGUL JUNGSEONG O-E",
        "TIBETAN LETTER -A",
        "SPACE ",
        " SPACE",
        "ZWJ",
        "VS1",
        "WEIERSTRASS ELLIPTIC FUNCTION",
        "HANGUL SYLLABLE HIH",
        "CJK UNIFIED IDEOGRAPH-4e00",
        "CJK UNIFIED IDEOGRAPH-04E00",
        "EURO_SIGN",
        "EUROSIGN",
        "CJK COMPATIBILITY IDEOGRAPH-F900",
    ] {
        let found = names::lookup(name).map_or(-1, |c| i64::from(c as u32));
        // A name that does not exist raises KeyError in `lookup`.
        if found < 0 {
            cases.add(
                format!("unicodedata.lookup('{name}')"),
                format!("!KeyError: undefined character name '{name}'"),
            );
        } else {
            cases.add(format!("ord(unicodedata.lookup('{name}'))"), found.to_string());
        }
    }
}
