//! From bytes to text: byte order mark, encoding lines (PEP 263), and CPython's sentences for what cannot be decoded.

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// CPython's sentence.
    pub message: String,
    /// The line with the bad byte, where one is at fault.
    pub bad: Option<BadLine>,
    /// The encoding that the text names and that only the registry of codecs may know, or whose decoder has the words.
    pub codec: Option<String>,
}

/// The line that could not be decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    /// From 1.
    pub line: u32,
    /// From 1; 0 is the line as a whole.
    pub column: u32,
    /// What of it can be shown.
    pub text: String,
}

impl DecodeError {
    /// The sentence for a file that is run: it names the file.
    pub fn in_file(mut self, name: &str) -> DecodeError {
        if self.message.starts_with("Non-UTF-8") {
            self.message = self.message.replacen(" on line ", &format!(" in file {name} on line "), 1);
        }
        self
    }
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

/// Decodes a script.
pub fn decode(bytes: &[u8]) -> Result<String, DecodeError> {
    let (has_mark, bytes) = match bytes.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => (true, rest),
        None => (false, bytes),
    };
    let Some((label, line)) = declared_encoding(bytes) else { return utf8(bytes) };
    let found = find_encoding(&label);
    if has_mark && found != Some(Encoding::Utf8) {
        let text = nth_line(bytes, line);
        return Err(DecodeError {
            message: format!("encoding problem: {} with BOM", shown_label(&label)),
            bad: Some(BadLine { line, column: 0, text }),
            codec: None,
        });
    }
    let text = match found {
        // CPython looks for bad bytes itself only under the usual name; the decoder has the words elsewhere.
        Some(Encoding::Utf8) if has_mark || shown_label(&label) == "utf-8" => return utf8(bytes),
        Some(Encoding::Utf8) => std::str::from_utf8(bytes).ok().map(str::to_owned),
        Some(Encoding::Ascii) => bytes.is_ascii().then(|| bytes.iter().map(|byte| *byte as char).collect()),
        Some(Encoding::Latin1) => Some(bytes.iter().map(|byte| *byte as char).collect()),
        Some(Encoding::Windows1252) => bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        None => None,
    };
    text.ok_or_else(|| DecodeError {
        message: format!("encoding problem: {label}"),
        bad: None,
        codec: Some(label),
    })
}

fn utf8(bytes: &[u8]) -> Result<String, DecodeError> {
    let at = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(error) => error.valid_up_to(),
    };
    let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
    if let Some(null) = memchr::memchr(0, &bytes[..end]) {
        // The reader of lines stops there: what refuses the null byte is shown no more.
        return Ok(String::from_utf8_lossy(&bytes[..=null]).into_owned());
    }
    let line = memchr::memchr_iter(b'\n', &bytes[..at]).count() as u32 + 1;
    let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |n| n + 1);
    let column = String::from_utf8_lossy(&bytes[start..at]).chars().count() as u32 + 1;
    let message = format!(
        "Non-UTF-8 code starting with '\\x{:02x}' on line {line}, but no encoding declared; \
         see https://peps.python.org/pep-0263/ for details",
        bytes[at]
    );
    Err(DecodeError {
        message,
        bad: Some(BadLine { line, column, text: nth_line(bytes, line) }),
        codec: None,
    })
}

/// A line (from 1), as far as it can be shown.
fn nth_line(bytes: &[u8], line: u32) -> String {
    let line = bytes.split(|byte| *byte == b'\n').nth(line as usize - 1).unwrap_or_default();
    String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line)).into_owned()
}

/// The encoding named by a comment in the first or second line, and which it is; the first may only be blank or a comment then.
fn declared_encoding(bytes: &[u8]) -> Option<(String, u32)> {
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n' || *byte == b'\r').take(2)) {
        let start = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | 0x0c)).unwrap_or(line.len());
        let rest = &line[start..];
        if rest.is_empty() {
            continue;
        }
        if rest[0] != b'#' {
            return None;
        }
        if let Some(label) = label_in_comment(rest) {
            return Some((label, number));
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
    if normal == "utf-8" || normal.starts_with("utf-8-") { normal[..5].to_owned() } else { label.to_owned() }
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
        assert_eq!(decode(b"# -*- coding: latin-1 -*-\n'\xe9'").unwrap(), "# -*- coding: latin-1 -*-\n'é'");
        assert_eq!(
            decode(b"#!/usr/bin/hoop\n# vim: set fileencoding=cp1252 :\n'\x80'").unwrap().chars().last(),
            Some('\'')
        );
        assert_eq!(decode(b"x = 1\n# coding: nonsense\n").unwrap(), "x = 1\n# coding: nonsense\n");
        assert_eq!(decode(b"# coding: nonsense\n").unwrap_err().message, "encoding problem: nonsense");
        assert_eq!(decode(b"# coding: ascii\n\xe9").unwrap_err().message, "encoding problem: ascii");
    }

    #[test]
    fn a_byte_order_mark_goes_and_excludes_other_encodings() {
        assert_eq!(decode(b"\xEF\xBB\xBFa").unwrap(), "a");
        let error = decode(b"\xEF\xBB\xBF# coding: latin1\n").unwrap_err();
        assert_eq!(error.message, "encoding problem: latin1 with BOM");
    }

    #[test]
    fn bad_utf8_names_byte_file_and_line() {
        let error = decode(b"a\n\xff").unwrap_err().in_file("x.py");
        assert_eq!(error.bad.map(|bad| bad.line), Some(2));
        assert!(
            error.message.starts_with("Non-UTF-8 code starting with '\\xff' in file x.py on line 2, but")
        );
    }
}
