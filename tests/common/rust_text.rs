//! Sources of the crate as plain text, for the tests that hold rules about them.
#![allow(dead_code)] // each test program uses its own part

use std::fs;
use std::path::Path;

/// A source file: its name below the crate's folder, and its text.
pub struct Source {
    pub name: String,
    pub text: String,
}

/// Every `.rs` file below a folder of the crate.
pub fn sources(folder: &str) -> Vec<Source> {
    files(folder, &["rs"])
}

/// Every file with one of these endings below a folder of the crate, by name.
pub fn files(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    walk(&root.join(folder), &mut |path| {
        if endings.iter().any(|e| path.extension().is_some_and(|x| x == *e)) {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{name}: {e}"));
            found.push(Source { name, text });
        }
    });
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&Path)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let path = entry.expect("a folder can be listed").path();
        if path.is_dir() { walk(&path, visit) } else { visit(&path) }
    }
}

/// Blanks comments, string and character literals; lines keep their numbers.
pub fn without_comments_and_strings(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            block_comment(rest)
        } else if let Some(length) = raw_string(rest, kept.chars().next_back()) {
            length
        } else if rest.starts_with('"') {
            quoted(rest, b'"')
        } else if rest.starts_with('\'') {
            character(rest)
        } else {
            0
        };
        if skip > 0 {
            kept.extend(rest[..skip].chars().filter(|c| *c == '\n'));
            kept.push(' ');
            at += skip;
        } else {
            let c = rest.chars().next().unwrap();
            kept.push(c);
            at += c.len_utf8();
        }
    }
    kept
}

fn block_comment(text: &str) -> usize {
    let mut level = 0;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            level += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            level -= 1;
            at += 2;
            if level == 0 {
                return at;
            }
        } else {
            at += text[at..].chars().next().unwrap().len_utf8();
        }
    }
    at
}

fn raw_string(text: &str, before: Option<char>) -> Option<usize> {
    if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    let body = text.strip_prefix("br").or_else(|| text.strip_prefix('r'))?;
    let hashes = body.len() - body.trim_start_matches('#').len();
    body[hashes..].starts_with('"').then_some(())?;
    let close = format!("\"{}", "#".repeat(hashes));
    let start = text.len() - body.len() + hashes + 1;
    Some(text[start..].find(&close).map_or(text.len(), |end| start + end + close.len()))
}

fn quoted(text: &str, quote: u8) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            c if c == quote => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// A character literal's length; a lifetime has none.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), _) => quoted(text, b'\''),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}
