//! Names of characters, for `\N{...}`, `namereplace` and `unicodedata`.

use super::unicode;

/// The character of a name, in any case.
pub fn lookup(name: &str) -> Option<char> {
    if let Some(c) = tangut(name) {
        return Some(c);
    }
    // The crate is generous with blanks and hyphens, Python is not: the found name must be the asked one,
    // unless it is an alias (a correction or the name of a control).
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        // Its arithmetic does not bear a hyphen in front.
        return None;
    }
    let character = unicode_names2::character(name)?;
    if unicode::is_later(character as u32) {
        return None;
    }
    let wanted = name.to_ascii_uppercase();
    let found = unicode_names2::name(character).map(|found| found.to_string());
    if found.as_deref() == Some(wanted.as_str()) {
        return Some(character);
    }
    // The crate takes other numbers behind such a name, too.
    if wanted.starts_with("HANGUL SYLLABLE ") || wanted.contains("IDEOGRAPH-") {
        return None;
    }
    let blanks = |text: &str| text.bytes().filter(|b| matches!(b, b' ' | b'-' | b'_')).count();
    let squeezed = |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
    match found {
        Some(found) if squeezed(&found) == squeezed(&wanted) && blanks(&found) != blanks(&wanted) => None,
        Some(found) if squeezed(&found) == squeezed(&wanted) => (found == wanted).then_some(character),
        _ => Some(character),
    }
}

/// Ideographs of Tangut, which the crate does not know by name.
fn tangut(name: &str) -> Option<char> {
    let (head, number) = name.split_at_checked(17)?;
    let digits = number.len() == 5 && number.bytes().all(|b| b.is_ascii_hexdigit());
    if !head.eq_ignore_ascii_case("TANGUT IDEOGRAPH-") || !digits {
        return None;
    }
    match u32::from_str_radix(number, 16).ok()? {
        code @ (0x17000..=0x187f7 | 0x18d00..=0x18d08) => char::from_u32(code),
        _ => None,
    }
}

/// The name of a character.
pub fn name(character: char) -> Option<String> {
    if unicode::is_later(character as u32) {
        return None;
    }
    unicode_names2::name(character).map(|name| name.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lookups() {
        assert_eq!(lookup("LATIN SMALL LETTER E WITH ACUTE"), Some('é'));
        assert_eq!(lookup("latin small letter e with acute"), Some('é'));
        assert_eq!(lookup("HANGUL SYLLABLE GAG"), Some('각'));
        assert_eq!(lookup("CJK UNIFIED IDEOGRAPH-4E00"), Some('一'));
        assert_eq!(lookup("LATINSMALLLETTERE"), None);
        assert_eq!(lookup("NO SUCH NAME"), None);
        assert_eq!(name('€').as_deref(), Some("EURO SIGN"));
    }
}
