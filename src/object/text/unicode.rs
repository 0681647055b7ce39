//! What is known about a code point, in the Unicode 16.0 that CPython 3.14 knows.
//!
//! Tables come from `unicode-properties`, `unicode-ident` and the standard library, all newer: code points assigned
//! later count as unassigned here, and the handful of changed ones is named.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

use super::unicode_tables::{DECIMALS, DIGITS, FOLDS, NUMERIC_LETTERS, UNASSIGNED};

/// The range of a sorted table that holds the code point.
fn range_of(table: &[(u32, u32)], code: u32) -> Option<(u32, u32)> {
    let at = table.partition_point(|range| range.1 < code);
    table.get(at).copied().filter(|range| range.0 <= code)
}

/// Whether the code point was assigned only after Unicode 16.0.
pub fn is_later(code: u32) -> bool {
    code >= 0x558 && range_of(UNASSIGNED, code).is_some()
}

/// The scalar value, if the code point is one that 16.0 knows.
fn known(code: u32) -> Option<char> {
    if is_later(code) { None } else { char::from_u32(code) }
}

/// The general category.
pub fn category(code: u32) -> GeneralCategory {
    match code {
        0xd800..=0xdfff => GeneralCategory::Surrogate,
        // It changed category later.
        0x295 => GeneralCategory::LowercaseLetter,
        _ => known(code).map_or(GeneralCategory::Unassigned, char::general_category),
    }
}

/// The two-letter name of a category.
pub fn category_name(code: u32) -> &'static str {
    use GeneralCategory::*;
    match category(code) {
        UppercaseLetter => "Lu",
        LowercaseLetter => "Ll",
        TitlecaseLetter => "Lt",
        ModifierLetter => "Lm",
        OtherLetter => "Lo",
        NonspacingMark => "Mn",
        SpacingMark => "Mc",
        EnclosingMark => "Me",
        DecimalNumber => "Nd",
        LetterNumber => "Nl",
        OtherNumber => "No",
        ConnectorPunctuation => "Pc",
        DashPunctuation => "Pd",
        OpenPunctuation => "Ps",
        ClosePunctuation => "Pe",
        InitialPunctuation => "Pi",
        FinalPunctuation => "Pf",
        OtherPunctuation => "Po",
        MathSymbol => "Sm",
        CurrencySymbol => "Sc",
        ModifierSymbol => "Sk",
        OtherSymbol => "So",
        SpaceSeparator => "Zs",
        LineSeparator => "Zl",
        ParagraphSeparator => "Zp",
        Control => "Cc",
        Format => "Cf",
        Surrogate => "Cs",
        PrivateUse => "Co",
        Unassigned => "Cn",
    }
}

/// Letters of any kind.
pub fn is_alpha(code: u32) -> bool {
    if code < 0x80 {
        return (code as u8).is_ascii_alphabetic();
    }
    use GeneralCategory::*;
    matches!(
        category(code),
        UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter
    )
}

/// The value of a decimal digit of any script.
pub fn decimal_value(code: u32) -> Option<u8> {
    range_of(DECIMALS, code).map(|(zero, _)| ((code - zero) % 10) as u8)
}

/// Decimal digits.
pub fn is_decimal(code: u32) -> bool {
    decimal_value(code).is_some()
}

/// Decimal digits and digits in special forms.
pub fn is_digit(code: u32) -> bool {
    is_decimal(code) || range_of(DIGITS, code).is_some()
}

/// Everything with a numeric value.
pub fn is_numeric(code: u32) -> bool {
    if code < 0x80 {
        return (code as u8).is_ascii_digit();
    }
    use GeneralCategory::*;
    matches!(category(code), DecimalNumber | LetterNumber | OtherNumber)
        || range_of(NUMERIC_LETTERS, code).is_some()
}

/// White space, as `str.split` and `str.strip` see it.
#[inline]
pub fn is_space(code: u32) -> bool {
    matches!(
        code,
        9..=13
            | 28..=32
            | 0x85
            | 0xa0
            | 0x1680
            | 0x2000..=0x200a
            | 0x2028
            | 0x2029
            | 0x202f
            | 0x205f
            | 0x3000
    )
}

/// Ends of lines, as `str.splitlines` sees them.
#[inline]
pub fn is_line_break(code: u32) -> bool {
    matches!(code, 10..=13 | 28..=30 | 0x85 | 0x2028 | 0x2029)
}

/// Whether `repr` shows it as itself.
pub fn is_printable(code: u32) -> bool {
    if code < 0x80 {
        return (0x20..0x7f).contains(&code);
    }
    use GeneralCategory::*;
    !matches!(
        category(code),
        Control
            | Format
            | Surrogate
            | PrivateUse
            | Unassigned
            | LineSeparator
            | ParagraphSeparator
            | SpaceSeparator
    )
}

/// The property Lowercase.
pub fn is_lower(code: u32) -> bool {
    code == 0x295 || known(code).is_some_and(char::is_lowercase)
}

/// The property Uppercase.
pub fn is_upper(code: u32) -> bool {
    known(code).is_some_and(char::is_uppercase)
}

/// Title case letters.
pub fn is_title(code: u32) -> bool {
    matches!(code, 0x1c5 | 0x1c8 | 0x1cb | 0x1f2)
        || ((0x1f88..0x2000).contains(&code) && category(code) == GeneralCategory::TitlecaseLetter)
}

/// The property Cased.
pub fn is_cased(code: u32) -> bool {
    is_lower(code) || is_upper(code) || is_title(code)
}

/// Whether an identifier may begin with it.
pub fn is_identifier_start(code: u32) -> bool {
    code == 0x5f || known(code).is_some_and(unicode_ident::is_xid_start)
}

/// Whether an identifier may go on with it.
pub fn is_identifier_continue(code: u32) -> bool {
    known(code).is_some_and(unicode_ident::is_xid_continue)
}

/// Whether the casing of sigma looks through it; a cased character that is also ignorable is ignored.
pub fn is_case_ignorable(code: u32) -> bool {
    // The standard library knows, and tells through what it does to a sigma behind the character.
    let Some(character) = known(code) else { return false };
    let alone: String = [character, 'Σ'].iter().collect();
    let behind_letter: String = ['a', character, 'Σ'].iter().collect();
    behind_letter.to_lowercase().ends_with('ς') && !alone.to_lowercase().ends_with('ς')
}

/// Up to three code points that a case mapping gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mapping {
    codes: [u32; 3],
    count: u8,
}

impl Mapping {
    fn one(code: u32) -> Mapping {
        Mapping { codes: [code, 0, 0], count: 1 }
    }

    fn many(chars: impl Iterator<Item = char>) -> Mapping {
        let mut mapping = Mapping { codes: [0; 3], count: 0 };
        for (slot, character) in mapping.codes.iter_mut().zip(chars) {
            *slot = character as u32;
            mapping.count += 1;
        }
        mapping
    }

    /// The code points.
    pub fn as_slice(&self) -> &[u32] {
        &self.codes[..usize::from(self.count)]
    }
}

/// Lower case, without the rule about final sigma.
pub fn lower(code: u32) -> Mapping {
    match known(code) {
        Some(character) => Mapping::many(character.to_lowercase()),
        None => Mapping::one(code),
    }
}

/// Upper case.
pub fn upper(code: u32) -> Mapping {
    match (code, known(code)) {
        // They got a capital only after Unicode 16.0.
        (0xa7d3 | 0xa7d5, _) | (_, None) => Mapping::one(code),
        (_, Some(character)) => Mapping::many(character.to_uppercase()),
    }
}

/// Title case: capital first, where that is not the whole upper case.
pub fn title(code: u32) -> Mapping {
    match code {
        0x1c4..=0x1cc => Mapping::one(0x1c5 + (code - 0x1c4) / 3 * 3),
        0x1f1..=0x1f3 => Mapping::one(0x1f2),
        // Georgian capitals are for whole words only.
        0x10d0..=0x10fa | 0x10fd..=0x10ff => Mapping::one(code),
        0x1f80..=0x1faf => Mapping::one(code | 8),
        0x1fb3 | 0x1fbc | 0x1fc3 | 0x1fcc | 0x1ff3 | 0x1ffc => Mapping::one((code & !0xf) | 0xc),
        _ => {
            let upper = upper(code);
            let codes = upper.as_slice();
            // The letter behind an apostrophe is the capital.
            if codes.len() == 1 || code == 0x149 {
                return upper;
            }
            // A ligature's first part is capital, the rest is small; the iota below stays a mark.
            let mut out = upper;
            for slot in &mut out.codes[1..codes.len()] {
                *slot = match *slot {
                    0x399 if (0x1f80..0x2000).contains(&code) => 0x345,
                    part => lower(part).codes[0],
                };
            }
            out
        }
    }
}

/// Full case folding.
pub fn fold(code: u32) -> Mapping {
    if code < 0x80 {
        return Mapping::one(u32::from((code as u8).to_ascii_lowercase()));
    }
    if range_of(FOLDS, code).is_none() {
        return lower(code);
    }
    match code {
        // Cherokee folds to its capitals.
        0x13a0..=0x13f5 => Mapping::one(code),
        0x13f8..=0x13fd => Mapping::one(code - 8),
        0xab70..=0xabbf => Mapping::one(code - 0xab70 + 0x13a0),
        0x1e9e => Mapping { codes: [0x73, 0x73, 0], count: 2 },
        _ => {
            let mut out = upper(code);
            for slot in &mut out.codes[..usize::from(out.count)] {
                *slot = lower(*slot).codes[0];
            }
            out
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mappings() {
        assert_eq!(title(0xdf).as_slice(), [0x53, 0x73]);
        assert_eq!(title(0x1fb7).as_slice(), [0x391, 0x342, 0x345]);
        assert_eq!(title(0x1cc).as_slice(), [0x1cb]);
        assert_eq!(fold(0x1e9e).as_slice(), [0x73, 0x73]);
        assert_eq!(fold(0xb5).as_slice(), [0x3bc]);
        assert_eq!(upper(0x19b).as_slice(), [0xa7dc]);
    }

    #[test]
    fn later_assignments_are_unknown() {
        assert!(is_alpha(0x1c89) && is_upper(0x1c89) && !is_alpha(0x88f) && !is_printable(0x88f));
        assert_eq!(decimal_value(0x1d7ff), Some(9));
        assert!(is_case_ignorable(0x27) && !is_case_ignorable(0x61));
    }
}
