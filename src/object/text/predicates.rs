//! The `is...` methods of str.

use super::{unicode, wtf8};

fn all(text: &[u8], test: impl Fn(u32) -> bool) -> bool {
    !text.is_empty() && wtf8::code_points(text).all(test)
}

/// `str.isalpha()`
pub fn is_alpha(text: &[u8]) -> bool {
    all(text, unicode::is_alpha)
}

/// `str.isdecimal()`
pub fn is_decimal(text: &[u8]) -> bool {
    all(text, unicode::is_decimal)
}

/// `str.isdigit()`
pub fn is_digit(text: &[u8]) -> bool {
    all(text, unicode::is_digit)
}

/// `str.isnumeric()`
pub fn is_numeric(text: &[u8]) -> bool {
    all(text, unicode::is_numeric)
}

/// `str.isalnum()`
pub fn is_alnum(text: &[u8]) -> bool {
    all(text, |code| unicode::is_alpha(code) || unicode::is_numeric(code))
}

/// `str.isspace()`
pub fn is_space(text: &[u8]) -> bool {
    all(text, unicode::is_space)
}

/// `str.isprintable()`: true for the empty text too.
pub fn is_printable(text: &[u8]) -> bool {
    wtf8::code_points(text).all(unicode::is_printable)
}

/// `str.isidentifier()`
pub fn is_identifier(text: &[u8]) -> bool {
    let mut codes = wtf8::code_points(text);
    codes.next().is_some_and(unicode::is_identifier_start) && codes.all(unicode::is_identifier_continue)
}

/// `str.islower()`
pub fn is_lower(text: &[u8]) -> bool {
    let mut cased = false;
    for code in wtf8::code_points(text) {
        if unicode::is_upper(code) || unicode::is_title(code) {
            return false;
        }
        cased = cased || unicode::is_lower(code);
    }
    cased
}

/// `str.isupper()`
pub fn is_upper(text: &[u8]) -> bool {
    let mut cased = false;
    for code in wtf8::code_points(text) {
        if unicode::is_lower(code) || unicode::is_title(code) {
            return false;
        }
        cased = cased || unicode::is_upper(code);
    }
    cased
}

/// `str.istitle()`
pub fn is_title(text: &[u8]) -> bool {
    let mut cased = false;
    let mut in_word = false;
    for code in wtf8::code_points(text) {
        if unicode::is_upper(code) || unicode::is_title(code) {
            if in_word {
                return false;
            }
            in_word = true;
            cased = true;
        } else if unicode::is_lower(code) {
            if !in_word {
                return false;
            }
            cased = true;
        } else {
            in_word = false;
        }
    }
    cased
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        assert!(is_title(b"Hello World") && !is_title(b"HeLlo") && !is_title(b""));
        assert!(is_lower("é1".as_bytes()) && !is_lower(b"1"));
        assert!(is_identifier("_é1".as_bytes()) && !is_identifier(b"1a"));
        assert!(is_numeric("½三".as_bytes()) && !is_digit("½".as_bytes()) && is_digit("²".as_bytes()));
        assert!(is_printable(b"") && !is_printable(b"\n"));
    }
}
