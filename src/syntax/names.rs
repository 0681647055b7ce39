//! Names for `\N{...}`: the table of a package knows characters and abbreviations; the formal aliases of control characters
//! and corrected names, which CPython takes too, are listed here.

/// The character of a name, in any case.
pub fn character(name: &str) -> Option<char> {
    let upper = name.to_ascii_uppercase();
    if let Some(found) = known(&upper) {
        return Some(found);
    }
    ALIASES.iter().find(|(alias, _)| *alias == upper).and_then(|(_, code)| char::from_u32(*code))
}

/// What the package's table says. It is generous with blanks and hyphens, Python is not; and it cannot do with a hyphen in front.
fn known(upper: &str) -> Option<char> {
    if !upper.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let character = unicode_names2::character(upper)?;
    let letters = |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
    match unicode_names2::name(character) {
        Some(own) if own.to_string() == upper => Some(character),
        // An alias has other letters.
        Some(own) => (letters(&own.to_string()) != letters(upper)).then_some(character),
        None => Some(character),
    }
}

const ALIASES: &[(&str, u32)] = &[
    ("START OF HEADING", 0x1),
    ("START OF TEXT", 0x2),
    ("END OF TEXT", 0x3),
    ("END OF TRANSMISSION", 0x4),
    ("CHARACTER TABULATION", 0x9),
    ("HORIZONTAL TABULATION", 0x9),
    ("LINE FEED", 0xA),
    ("NEW LINE", 0xA),
    ("END OF LINE", 0xA),
    ("LINE TABULATION", 0xB),
    ("VERTICAL TABULATION", 0xB),
    ("FORM FEED", 0xC),
    ("CARRIAGE RETURN", 0xD),
    ("SHIFT OUT", 0xE),
    ("LOCKING-SHIFT ONE", 0xE),
    ("SHIFT IN", 0xF),
    ("LOCKING-SHIFT ZERO", 0xF),
    ("DATA LINK ESCAPE", 0x10),
    ("DEVICE CONTROL ONE", 0x11),
    ("DEVICE CONTROL TWO", 0x12),
    ("DEVICE CONTROL THREE", 0x13),
    ("DEVICE CONTROL FOUR", 0x14),
    ("NEGATIVE ACKNOWLEDGE", 0x15),
    ("SYNCHRONOUS IDLE", 0x16),
    ("END OF TRANSMISSION BLOCK", 0x17),
    ("END OF MEDIUM", 0x19),
    ("INFORMATION SEPARATOR FOUR", 0x1C),
    ("FILE SEPARATOR", 0x1C),
    ("INFORMATION SEPARATOR THREE", 0x1D),
    ("GROUP SEPARATOR", 0x1D),
    ("INFORMATION SEPARATOR TWO", 0x1E),
    ("RECORD SEPARATOR", 0x1E),
    ("INFORMATION SEPARATOR ONE", 0x1F),
    ("UNIT SEPARATOR", 0x1F),
    ("PADDING CHARACTER", 0x80),
    ("HIGH OCTET PRESET", 0x81),
    ("BREAK PERMITTED HERE", 0x82),
    ("NO BREAK HERE", 0x83),
    ("NEXT LINE", 0x85),
    ("START OF SELECTED AREA", 0x86),
    ("END OF SELECTED AREA", 0x87),
    ("CHARACTER TABULATION SET", 0x88),
    ("HORIZONTAL TABULATION SET", 0x88),
    ("CHARACTER TABULATION WITH JUSTIFICATION", 0x89),
    ("HORIZONTAL TABULATION WITH JUSTIFICATION", 0x89),
    ("LINE TABULATION SET", 0x8A),
    ("VERTICAL TABULATION SET", 0x8A),
    ("PARTIAL LINE FORWARD", 0x8B),
    ("PARTIAL LINE DOWN", 0x8B),
    ("PARTIAL LINE BACKWARD", 0x8C),
    ("PARTIAL LINE UP", 0x8C),
    ("REVERSE LINE FEED", 0x8D),
    ("REVERSE INDEX", 0x8D),
    ("SINGLE SHIFT TWO", 0x8E),
    ("SINGLE-SHIFT-2", 0x8E),
    ("SINGLE SHIFT THREE", 0x8F),
    ("SINGLE-SHIFT-3", 0x8F),
    ("DEVICE CONTROL STRING", 0x90),
    ("PRIVATE USE ONE", 0x91),
    ("PRIVATE USE-1", 0x91),
    ("PRIVATE USE TWO", 0x92),
    ("PRIVATE USE-2", 0x92),
    ("SET TRANSMIT STATE", 0x93),
    ("CANCEL CHARACTER", 0x94),
    ("MESSAGE WAITING", 0x95),
    ("START OF GUARDED AREA", 0x96),
    ("START OF PROTECTED AREA", 0x96),
    ("END OF GUARDED AREA", 0x97),
    ("END OF PROTECTED AREA", 0x97),
    ("START OF STRING", 0x98),
    ("SINGLE GRAPHIC CHARACTER INTRODUCER", 0x99),
    ("SINGLE CHARACTER INTRODUCER", 0x9A),
    ("CONTROL SEQUENCE INTRODUCER", 0x9B),
    ("STRING TERMINATOR", 0x9C),
    ("OPERATING SYSTEM COMMAND", 0x9D),
    ("PRIVACY MESSAGE", 0x9E),
    ("APPLICATION PROGRAM COMMAND", 0x9F),
    ("LATIN CAPITAL LETTER GHA", 0x1A2),
    ("LATIN SMALL LETTER GHA", 0x1A3),
    ("SYRIAC SUBLINEAR COLON SKEWED LEFT", 0x709),
    ("KANNADA LETTER LLLA", 0xCDE),
    ("LAO LETTER FO FON", 0xE9D),
    ("LAO LETTER FO FAY", 0xE9F),
    ("LAO LETTER RO", 0xEA3),
    ("LAO LETTER LO", 0xEA5),
    ("TIBETAN MARK BKA- SHOG GI MGO RGYAN", 0xFD0),
    ("HANGUL JONGSEONG YESIEUNG-KIYEOK", 0x11EC),
    ("HANGUL JONGSEONG YESIEUNG-SSANGKIYEOK", 0x11ED),
    ("HANGUL JONGSEONG SSANGYESIEUNG", 0x11EE),
    ("HANGUL JONGSEONG YESIEUNG-KHIEUKH", 0x11EF),
    ("WEIERSTRASS ELLIPTIC FUNCTION", 0x2118),
    ("MICR ON US SYMBOL", 0x2448),
    ("MICR DASH SYMBOL", 0x2449),
    ("LEFTWARDS TRIANGLE-HEADED ARROW WITH DOUBLE VERTICAL STROKE", 0x2B7A),
    ("RIGHTWARDS TRIANGLE-HEADED ARROW WITH DOUBLE VERTICAL STROKE", 0x2B7C),
    ("YI SYLLABLE ITERATION MARK", 0xA015),
    ("MYANMAR LETTER KHAMTI LLA", 0xAA6E),
    ("PRESENTATION FORM FOR VERTICAL RIGHT WHITE LENTICULAR BRACKET", 0xFE18),
    ("BYTE ORDER MARK", 0xFEFF),
    ("CUNEIFORM SIGN NU11 TENU", 0x122D4),
    ("CUNEIFORM SIGN NU11 OVER NU11 BUR OVER BUR", 0x122D5),
    ("MEDEFAIDRIN CAPITAL LETTER H", 0x16E56),
    ("MEDEFAIDRIN CAPITAL LETTER NG", 0x16E57),
    ("MEDEFAIDRIN SMALL LETTER H", 0x16E76),
    ("MEDEFAIDRIN SMALL LETTER NG", 0x16E77),
    ("HENTAIGANA LETTER E-1", 0x1B001),
    ("BYZANTINE MUSICAL SYMBOL FTHORA SKLIRON CHROMA VASIS", 0x1D0C5),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_aliases_are_found() {
        assert_eq!(character("latin small letter a"), Some('a'));
        assert_eq!(character("Line Feed"), Some('\n'));
        assert_eq!(character("HANGUL SYLLABLE GA"), Some('가'));
        assert_eq!(character("NO SUCH NAME"), None);
        assert_eq!(character("-"), None);
        assert_eq!(character("latinsmalllettera"), None);
        assert_eq!(character("NBSP"), Some('\u{a0}'));
    }
}
