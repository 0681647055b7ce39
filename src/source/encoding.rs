//! From bytes to text: byte order mark, encoding lines (PEP 263), and CPython's sentences for what cannot be decoded.

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// CPython's sentence.
    pub message: String,
    /// The line (from 1) with the bad byte, where one is at fault.
    pub line: Option<u32>,
}

/// The encodings a script may be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Latin1,
    Ascii,
    Windows1252,
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Decodes a script; `name` is only for the message.
pub fn decode(name: &str, bytes: &[u8]) -> Result<String, DecodeError> {
    let (has_mark, bytes) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    let declared = declared_encoding(bytes);
    let encoding = match &declared {
        None => Encoding::Utf8,
        Some(label) => {
            let found = find_encoding(label).ok_or_else(|| problem(label))?;
            if has_mark && found != Encoding::Utf8 {
                return Err(problem(&format!("{} with BOM", shown_label(label))));
            }
            found
        }
    };
    match encoding {
        Encoding::Utf8 => match std::str::from_utf8(bytes) {
            Ok(text) => Ok(text.to_owned()),
            Err(error) => Err(bad_utf8(name, bytes, error.valid_up_to(), declared.is_some())),
        },
        Encoding::Ascii => match bytes.iter().position(|byte| !byte.is_ascii()) {
            None => Ok(bytes.iter().map(|byte| *byte as char).collect()),
            Some(_) => Err(problem(declared.as_deref().unwrap_or("ascii"))),
        },
        Encoding::Latin1 => Ok(bytes.iter().map(|byte| *byte as char).collect()),
        Encoding::Windows1252 => bytes
            .iter()
            .map(|byte| windows_1252(*byte))
            .collect::<Option<String>>()
            .ok_or_else(|| problem(declared.as_deref().unwrap_or("cp1252"))),
    }
}

fn problem(label: &str) -> DecodeError {
    DecodeError { message: format!("encoding problem: {label}"), line: None }
}

fn bad_utf8(name: &str, bytes: &[u8], at: usize, declared: bool) -> DecodeError {
    let line = memchr::memchr_iter(b'\n', &bytes[..at]).count() as u32 + 1;
    let byte = bytes[at];
    let message = if declared {
        // With an encoding line the decoder itself complains.
        format!(
            "(unicode error) 'utf-8' codec can't decode byte 0x{byte:02x} in position {at}: invalid start byte"
        )
    } else {
        format!(
            "Non-UTF-8 code starting with '\\x{byte:02x}' in file {name} on line {line}, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details"
        )
    };
    DecodeError { message, line: Some(line) }
}

/// The encoding named by a comment in the first or second line; the first may only be blank or a comment then.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    for line in bytes.split(|byte| *byte == b'\n' || *byte == b'\r').take(2) {
        let start = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | 0x0c)).unwrap_or(line.len());
        let rest = &line[start..];
        if rest.is_empty() {
            continue;
        }
        if rest[0] != b'#' {
            return None;
        }
        if let Some(label) = label_in_comment(rest) {
            return Some(label);
        }
    }
    None
}

/// `coding[=:]\s*([-\w.]+)` as PEP 263 has it.
fn label_in_comment(comment: &[u8]) -> Option<String> {
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&comment[from..], b"coding") {
        let after = from + found + b"coding".len();
        from = after;
        if !matches!(comment.get(after), Some(b':' | b'=')) {
            continue;
        }
        let rest = &comment[after + 1..];
        let start = rest.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(rest.len());
        let label: String = rest[start..]
            .iter()
            .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
            .map(|byte| *byte as char)
            .collect();
        if !label.is_empty() {
            return Some(label);
        }
    }
    None
}

fn normal_label(label: &str) -> String {
    label.to_ascii_lowercase().replace(['_', '.'], "-")
}

/// The name that a message shows: CPython shortens the usual spellings.
fn shown_label(label: &str) -> String {
    let normal = normal_label(label);
    for usual in ["latin-1", "iso-8859-1", "iso-latin-1"] {
        if normal == usual || normal.starts_with(&format!("{usual}-")) {
            return "iso-8859-1".to_owned();
        }
    }
    label.to_owned()
}

fn find_encoding(label: &str) -> Option<Encoding> {
    let normal = normal_label(label);
    if normal.starts_with("utf-8-") {
        return Some(Encoding::Utf8);
    }
    match normal.as_str() {
        "utf-8" | "utf8" | "u8" | "utf" | "cp65001" => Some(Encoding::Utf8),
        "latin-1" | "latin1" | "latin" | "l1" | "iso-8859-1" | "iso8859-1" | "iso-latin-1" | "8859"
        | "cp819" => Some(Encoding::Latin1),
        "ascii" | "us-ascii" | "646" => Some(Encoding::Ascii),
        "cp1252" | "windows-1252" | "1252" => Some(Encoding::Windows1252),
        _ if shown_label(label) == "iso-8859-1" => Some(Encoding::Latin1),
        _ => None,
    }
}

/// The upper half of Windows code page 1252 that differs from Latin-1; None where no character is assigned.
fn windows_1252(byte: u8) -> Option<char> {
    const ODD: [u16; 32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
        0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0, 0x017E, 0x0178,
    ];
    match byte {
        0x80..=0x9F => match ODD[(byte - 0x80) as usize] {
            0 => None,
            code => char::from_u32(u32::from(code)),
        },
        _ => Some(byte as char),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoding_lines_are_found_as_pep_263_says() {
        assert_eq!(
            decode("x", b"# -*- coding: latin-1 -*-\n'\xe9'").unwrap(),
            "# -*- coding: latin-1 -*-\n'é'"
        );
        assert_eq!(
            decode("x", b"#!/usr/bin/hoop\n# vim: set fileencoding=cp1252 :\n'\x80'").unwrap().chars().last(),
            Some('\'')
        );
        assert_eq!(decode("x", b"x = 1\n# coding: nonsense\n").unwrap(), "x = 1\n# coding: nonsense\n");
        assert_eq!(decode("x", b"# coding: nonsense\n").unwrap_err().message, "encoding problem: nonsense");
        assert_eq!(decode("x", b"# coding: ascii\n\xe9").unwrap_err().message, "encoding problem: ascii");
    }

    #[test]
    fn a_byte_order_mark_goes_and_excludes_other_encodings() {
        assert_eq!(decode("x", b"\xEF\xBB\xBFa").unwrap(), "a");
        let error = decode("x", b"\xEF\xBB\xBF# coding: latin1\n").unwrap_err();
        assert_eq!(error.message, "encoding problem: latin1 with BOM");
    }

    #[test]
    fn bad_utf8_names_byte_file_and_line() {
        let error = decode("x.py", b"a\n\xff").unwrap_err();
        assert_eq!(error.line, Some(2));
        assert!(
            error.message.starts_with("Non-UTF-8 code starting with '\\xff' in file x.py on line 2, but")
        );
    }
}
