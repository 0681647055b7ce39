//! Names of characters, for `\N{...}`, `namereplace` and `unicodedata`.

use super::unicode;

/// The character of a name or an alias, in any case.
pub fn lookup(name: &str) -> Option<char> {
    hoopsnake_names::character(name).filter(|c| !unicode::is_later(*c as u32))
}

/// The name of a character. Ideographs of Tangut are found by their names, but CPython does not tell these.
pub fn name(character: char) -> Option<String> {
    let tangut = matches!(character, '\u{17000}'..='\u{187ff}' | '\u{18d00}'..='\u{18d7f}');
    if tangut || unicode::is_later(character as u32) { None } else { hoopsnake_names::name(character) }
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
        assert_eq!(lookup("Line Feed"), Some('\n'));
        assert_eq!(lookup("NBSP"), Some('\u{a0}'));
        for wrong in [
            "LATINSMALLLETTERE",
            "NO SUCH NAME",
            "",
            "-",
            "HANGUL SYLLABLE ",
            "HANGUL SYLLABLE GAX",
            "CJK UNIFIED IDEOGRAPH-04E00",
            "CJK UNIFIED IDEOGRAPH-41",
        ] {
            assert_eq!(lookup(wrong), None, "{wrong}");
        }
        assert_eq!(name('€').as_deref(), Some("EURO SIGN"));
    }

    /// The packed names are those of the package that they were made of.
    #[test]
    fn every_name_is_there() {
        let mut named = 0;
        for c in '\0'..=char::MAX {
            let own = hoopsnake_names::name(c);
            if let Some(theirs) = unicode_names2::name(c) {
                assert_eq!(own, Some(theirs.to_string()), "{c:?}");
            }
            if let Some(own) = own {
                named += 1;
                assert_eq!(hoopsnake_names::character(&own), Some(c), "{own}");
            }
        }
        assert!(named > 150_000);
    }
}
