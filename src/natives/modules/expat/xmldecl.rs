//! `<?xml version="1.0" encoding=".." standalone=".."?>`, and the declaration that external entities may begin with.

use super::chars::{is_space, skip_space};

/// What was declared. The encoding comes with its place.
pub struct Decl<'a> {
    pub version: Option<&'a [u8]>,
    pub encoding: Option<(&'a [u8], usize)>,
    /// -1: nothing was said.
    pub standalone: i64,
}

/// A name and a value, with their places.
struct Pair<'a> {
    name: (&'a [u8], usize),
    value: (&'a [u8], usize),
}

/// The next pair; an error is where it went wrong.
fn pair<'a>(b: &'a [u8], at: &mut usize, end: usize) -> Result<Option<Pair<'a>>, usize> {
    let mut i = *at;
    if i == end {
        return Ok(None);
    }
    if !is_space(b[i]) {
        return Err(i);
    }
    i = skip_space(&b[..end], i);
    if i == end {
        return Ok(None);
    }
    let c = |i: usize| if i < end && b[i].is_ascii() { Some(b[i]) } else { None };
    let start = i;
    let name_end = loop {
        match c(i) {
            None => return Err(i),
            Some(b'=') => break i,
            Some(s) if is_space(s) => {
                let name_end = i;
                i = skip_space(&b[..end], i);
                if c(i) != Some(b'=') {
                    return Err(i);
                }
                break name_end;
            }
            Some(_) => i += 1,
        }
    };
    if name_end == start {
        return Err(i);
    }
    i = skip_space(&b[..end], i + 1);
    let quote = match c(i) {
        Some(q @ (b'"' | b'\'')) => q,
        _ => return Err(i),
    };
    i += 1;
    let value = i;
    loop {
        match c(i) {
            Some(q) if q == quote => break,
            Some(v) if v.is_ascii_alphanumeric() || matches!(v, b'.' | b'-' | b'_') => i += 1,
            _ => return Err(i),
        }
    }
    *at = i + 1;
    Ok(Some(Pair { name: (&b[start..name_end], start), value: (&b[value..i], value) }))
}

/// Reads a declaration, `<?xml` and `?>` included; an error is where it went wrong.
pub fn read(b: &[u8], general: bool) -> Result<Decl<'_>, usize> {
    let mut decl = Decl { version: None, encoding: None, standalone: -1 };
    let mut at = 5;
    let end = b.len() - 2;
    let Some(mut next) = pair(b, &mut at, end)? else { return Err(at) };
    if next.name.0 == b"version" {
        let minor = next.value.0.strip_prefix(b"1.");
        if !minor.is_some_and(|m| !m.is_empty() && m.iter().all(u8::is_ascii_digit)) {
            return Err(next.value.1);
        }
        decl.version = Some(next.value.0);
        next = match pair(b, &mut at, end)? {
            Some(next) => next,
            // A text declaration must name an encoding.
            None if general => return Err(at),
            None => return Ok(decl),
        };
    } else if !general {
        return Err(next.name.1);
    }
    if next.name.0 == b"encoding" {
        if !next.value.0.first().is_some_and(u8::is_ascii_alphabetic) {
            return Err(next.value.1);
        }
        decl.encoding = Some(next.value);
        next = match pair(b, &mut at, end)? {
            Some(next) => next,
            None => return Ok(decl),
        };
    }
    if next.name.0 != b"standalone" || general {
        return Err(next.name.1);
    }
    decl.standalone = match next.value.0 {
        b"yes" => 1,
        b"no" => 0,
        _ => return Err(next.value.1),
    };
    at = skip_space(&b[..end], at);
    if at != end { Err(at) } else { Ok(decl) }
}
