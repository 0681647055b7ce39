//! Finds the end of a number and says what is wrong with it, in CPython's words.

use crate::source::Span;

/// A number's extent.
pub struct Scanned {
    pub end: u32,
    /// The kind of literal, where a keyword follows without a space (`1if x else y`): legal, with a warning.
    pub glued_keyword: Option<&'static str>,
}

/// What is wrong with a number.
pub struct NumberError {
    pub message: String,
    pub span: Span,
}

struct Scanner<'t> {
    bytes: &'t [u8],
    at: usize,
    /// Whatever follows the number, and leading zeros, are for others to judge.
    lenient: bool,
}

/// Scans the number that starts at `start`.
pub fn scan(bytes: &[u8], start: u32) -> Result<Scanned, NumberError> {
    let mut scanner = Scanner { bytes, at: start as usize, lenient: false };
    scanner.number()
}

/// Scans a number as `tokenize` does, which judges neither what follows nor leading zeros.
pub fn scan_leniently(bytes: &[u8], start: u32) -> Result<Scanned, NumberError> {
    let mut scanner = Scanner { bytes, at: start as usize, lenient: true };
    scanner.number()
}

impl Scanner<'_> {
    fn byte(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// An error whose place is the last character that was taken.
    fn error<T>(&self, message: String) -> Result<T, NumberError> {
        let at = self.at.saturating_sub(1) as u32;
        Err(NumberError { message, span: Span::new(at, at) })
    }

    fn number(&mut self) -> Result<Scanned, NumberError> {
        let start = self.at;
        if self.byte() != b'0' {
            if self.byte() != b'.' {
                self.decimal_tail()?;
            }
            return self.fraction_and_rest(None);
        }
        self.at += 1;
        match self.byte() {
            b'x' | b'X' => self.radix("hexadecimal", |byte| byte.is_ascii_hexdigit()),
            b'o' | b'O' => self.radix("octal", |byte| (b'0'..=b'7').contains(&byte)),
            b'b' | b'B' => self.radix("binary", |byte| (b'0'..=b'1').contains(&byte)),
            _ => {
                loop {
                    if self.byte() == b'_' {
                        self.at += 1;
                        if !self.byte().is_ascii_digit() {
                            return self.error("invalid decimal literal".to_owned());
                        }
                    }
                    if self.byte() != b'0' {
                        break;
                    }
                    self.at += 1;
                }
                let zeros_end = self.at;
                let nonzero = self.byte().is_ascii_digit();
                if nonzero {
                    self.decimal_tail()?;
                }
                let zeros = nonzero.then(|| Span::new(start as u32, zeros_end as u32));
                self.fraction_and_rest(zeros)
            }
        }
    }

    fn radix(&mut self, kind: &'static str, fits: fn(u8) -> bool) -> Result<Scanned, NumberError> {
        self.at += 1;
        loop {
            if self.byte() == b'_' {
                self.at += 1;
            }
            if !fits(self.byte()) {
                return self.bad_digit(kind);
            }
            while fits(self.byte()) {
                self.at += 1;
            }
            if self.byte() != b'_' {
                break;
            }
        }
        if self.byte().is_ascii_digit() {
            return self.bad_digit(kind);
        }
        self.end(kind)
    }

    fn bad_digit<T>(&mut self, kind: &str) -> Result<T, NumberError> {
        let digit = self.byte();
        if digit.is_ascii_digit() {
            self.at += 1;
            return self.error(format!("invalid digit '{}' in {kind} literal", digit as char));
        }
        self.error(format!("invalid {kind} literal"))
    }

    fn decimal_tail(&mut self) -> Result<(), NumberError> {
        loop {
            while self.byte().is_ascii_digit() {
                self.at += 1;
            }
            if self.byte() != b'_' {
                return Ok(());
            }
            self.at += 1;
            if !self.byte().is_ascii_digit() {
                return self.error("invalid decimal literal".to_owned());
            }
        }
    }

    /// What may follow the digits before the point. `zeros` are leading zeros, which only a float may have.
    fn fraction_and_rest(&mut self, zeros: Option<Span>) -> Result<Scanned, NumberError> {
        let mut is_float = false;
        if self.byte() == b'.' {
            is_float = true;
            self.at += 1;
            if self.byte().is_ascii_digit() {
                self.decimal_tail()?;
            }
        }
        if matches!(self.byte(), b'e' | b'E') {
            let mark = self.at;
            self.at += 1;
            if matches!(self.byte(), b'+' | b'-') {
                self.at += 1;
                if !self.byte().is_ascii_digit() {
                    return self.error("invalid decimal literal".to_owned());
                }
                self.decimal_tail()?;
                is_float = true;
            } else if self.byte().is_ascii_digit() {
                self.decimal_tail()?;
                is_float = true;
            } else {
                // `1else`: no exponent, the letter begins a word.
                self.at = mark;
            }
        }
        if matches!(self.byte(), b'j' | b'J') {
            self.at += 1;
            return self.end("imaginary");
        }
        if let (Some(span), false, false) = (zeros, is_float, self.lenient) {
            let message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
            return Err(NumberError { message: message.to_owned(), span });
        }
        self.end("decimal")
    }

    /// No identifier may touch a number, but some keywords may.
    fn end(&mut self, kind: &'static str) -> Result<Scanned, NumberError> {
        let end = self.at as u32;
        if self.lenient {
            return Ok(Scanned { end, glued_keyword: None });
        }
        let rest = &self.bytes[self.at.min(self.bytes.len())..];
        let keywords: [&[u8]; 8] = [b"and", b"else", b"for", b"if", b"in", b"is", b"or", b"not"];
        if keywords.iter().any(|word| rest.starts_with(word)) {
            return Ok(Scanned { end, glued_keyword: Some(kind) });
        }
        let next = self.byte();
        if next.is_ascii_alphanumeric() || next == b'_' {
            return self.error(format!("invalid {kind} literal"));
        }
        Ok(Scanned { end, glued_keyword: None })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> Result<u32, String> {
        scan(text.as_bytes(), 0).map(|scanned| scanned.end).map_err(|error| error.message)
    }

    #[test]
    fn numbers_end_where_they_should() {
        for text in [
            "0", "00", "1_000", "0x_ff", "0b1", "0o17", "1.", ".5", "1e5", "1.5e-3j", "09.5", "0_0", "1e1_0",
            "010j",
        ] {
            assert_eq!(end(text), Ok(text.len() as u32), "{text}");
        }
        assert_eq!(end("1..real"), Ok(2));
        assert_eq!(end("1if"), Ok(1));
        assert_eq!(end("1else"), Ok(1));
    }

    #[test]
    fn bad_numbers_are_named() {
        let cases = [
            ("1_", "invalid decimal literal"),
            ("1__0", "invalid decimal literal"),
            ("1abc", "invalid decimal literal"),
            ("1e", "invalid decimal literal"),
            ("1e+", "invalid decimal literal"),
            ("0x", "invalid hexadecimal literal"),
            ("0xg", "invalid hexadecimal literal"),
            ("0b2", "invalid digit '2' in binary literal"),
            ("0b12", "invalid digit '2' in binary literal"),
            ("0o8", "invalid digit '8' in octal literal"),
            ("1jx", "invalid imaginary literal"),
        ];
        for (text, message) in cases {
            assert_eq!(end(text), Err(message.to_owned()), "{text}");
        }
        assert!(end("0777").unwrap_err().starts_with("leading zeros in decimal integer literals"));
    }
}
