//! Colours for what is being typed: keywords, literals, comments, and the bracket that belongs to the one at the cursor.

use crate::source::SourceText;
use crate::syntax::token::{Tok, Token};
use crate::syntax::tokenize;

const KEYWORD: &str = "\x1b[1;34m";
const TEXT: &str = "\x1b[32m";
const NUMBER: &str = "\x1b[36m";
const COMMENT: &str = "\x1b[90m";
const BRACKET: &str = "\x1b[1;4m";
const OFF: &str = "\x1b[0m";

/// The line with colours; the cursor stands before the byte `at`.
pub fn highlight(line: &str, at: usize) -> String {
    let source = SourceText::new("<stdin>", line);
    if source.text().len() != line.len() {
        // Line breaks were changed: places would not fit.
        return line.to_string();
    }
    let tokens = tokenize(&source);
    let pair = matching(&tokens, at);
    let mut out = String::with_capacity(line.len() * 2);
    let mut done = 0;
    for token in &tokens {
        let (start, end) = (token.span.start as usize, (token.span.end as usize).min(line.len()));
        if start < done || end <= start || !line.is_char_boundary(start) || !line.is_char_boundary(end) {
            continue;
        }
        plain(&mut out, &line[done..start]);
        let color = match token.kind {
            _ if pair.is_some_and(|(a, b)| start == a || start == b) => BRACKET,
            Tok::String | Tok::FStringStart | Tok::FStringMiddle | Tok::FStringEnd => TEXT,
            Tok::Number => NUMBER,
            Tok::Match | Tok::Case | Tok::Type => KEYWORD,
            k if k.is_keyword() => KEYWORD,
            _ => "",
        };
        if color.is_empty() {
            out.push_str(&line[start..end]);
        } else {
            // A colour does not reach over a line's end: the editor may draw lines one by one.
            for part in line[start..end].split_inclusive('\n') {
                let text = part.trim_end_matches('\n');
                out.push_str(color);
                out.push_str(text);
                out.push_str(OFF);
                out.push_str(&part[text.len()..]);
            }
        }
        done = end;
    }
    plain(&mut out, &line[done..]);
    out
}

/// What lies between tokens: blanks and comments.
fn plain(out: &mut String, text: &str) {
    for part in text.split_inclusive('\n') {
        match part.find('#') {
            Some(i) => {
                let comment = part[i..].trim_end_matches('\n');
                out.push_str(&part[..i]);
                out.push_str(COMMENT);
                out.push_str(comment);
                out.push_str(OFF);
                out.push_str(&part[i + comment.len()..]);
            }
            None => out.push_str(part),
        }
    }
}

/// The starts of the bracket at the cursor (under it, or before it) and of its partner.
fn matching(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let here =
        |t: &Token, place: usize| t.span.start as usize == place && (t.kind.is_open() || t.kind.is_close());
    let i = tokens
        .iter()
        .position(|t| here(t, at))
        .or_else(|| tokens.iter().position(|t| at > 0 && here(t, at - 1)))?;
    let mut depth = 0i32;
    let step = |t: &Token| i32::from(t.kind.is_open()) - i32::from(t.kind.is_close());
    let partner = if tokens[i].kind.is_open() {
        tokens[i..].iter().find(|t| {
            depth += step(t);
            depth == 0
        })
    } else {
        tokens[..=i].iter().rev().find(|t| {
            depth -= step(t);
            depth == 0
        })
    };
    partner.map(|p| (tokens[i].span.start as usize, p.span.start as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without_colors(text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(i) = rest.find('\x1b') {
            out.push_str(&rest[..i]);
            rest = rest[i..].split_once('m').map_or("", |(_, r)| r);
        }
        out + rest
    }

    #[test]
    fn colours_change_nothing_else() {
        for line in [
            "async def f(x):\n    return 'é' + f\"{x!r}\" # why\n",
            "x = (1, [2",
            "'open",
            "\"\"\"a\nb",
            "$ ?",
            "",
            "\t\n",
        ] {
            for at in [0, line.len() / 2, line.len()] {
                assert_eq!(without_colors(&highlight(line, at)), line);
            }
        }
    }

    #[test]
    fn words_and_brackets() {
        assert_eq!(highlight("if x", 4), format!("{KEYWORD}if{OFF} x"));
        assert_eq!(highlight("f(1)", 4), format!("f{BRACKET}({OFF}{NUMBER}1{OFF}{BRACKET}){OFF}"));
        assert_eq!(highlight("x # if", 0), format!("x {COMMENT}# if{OFF}"));
    }
}
