//! How much memory a text takes while it is compiled. The front end asks for its memory in small pieces and cannot hear no, so whoever compiles asks
//! beforehand whether so much is there.
//!
//! A byte of a comment or a string takes next to nothing, one of `a;a;a` more than a hundred bytes, and the two of `1|` in a pattern five hundred. So tokens are counted,
//! and the words that make code objects or long trees. The numbers were measured with texts that consist of one kind of statement.

/// A byte of the text: copies, positions of lines.
const BYTE: usize = 5;
/// A token with what the tree and the code have of it.
const TOKEN: usize = 170;
/// An alternative of a pattern.
const ALTERNATIVE: usize = 320;

/// What a word takes beyond a token's part.
fn extra(word: &[u8]) -> usize {
    match word {
        // With a parameter of its type; without one it is less.
        b"class" => 3300,
        b"def" | b"lambda" => 1500,
        b"with" | b"type" | b"for" => 1200,
        b"except" => 500,
        _ => 0,
    }
}

/// Bytes that tokens, tree and code of a text take, at most about.
pub fn compiled_bytes(text: &str) -> usize {
    let b = text.as_bytes();
    let (mut tokens, mut more, mut has_patterns, mut at) = (0_usize, 0_usize, false, 0);
    while let Some(&first) = b.get(at) {
        let start = at;
        at += 1;
        match first {
            b' ' | b'\t' | b'\r' | 0x0c => continue,
            b'#' => {
                at += memchr::memchr(b'\n', &b[at..]).unwrap_or(b.len() - at);
                continue;
            }
            // Empty lines are no tokens.
            b'\n' => {
                while let Some(b' ' | b'\t' | b'\r' | b'\n') = b.get(at) {
                    at += 1;
                }
            }
            b'"' | b'\'' => {
                let (end, fields) = string(b, start);
                at = end;
                tokens += fields;
            }
            b'|' if has_patterns => more += ALTERNATIVE,
            _ if is_word(first) => {
                at += b[at..].iter().position(|c| !is_word(*c)).unwrap_or(b.len() - at);
                let word = &b[start..at];
                more += extra(word);
                has_patterns |= word == b"case";
                // A keyword may stand directly behind a number: `0for`, `1if`.
                if first.is_ascii_digit() && word.last().is_some_and(u8::is_ascii_alphabetic) {
                    tokens += 1;
                    more += if word.ends_with(b"for") { extra(b"for") } else { 0 };
                }
            }
            _ => {}
        }
        tokens += 1;
    }
    b.len().saturating_mul(BYTE).saturating_add(tokens.saturating_mul(TOKEN)).saturating_add(more)
}

fn is_word(c: u8) -> bool {
    c == b'_' || c >= 0x80 || c.is_ascii_alphanumeric()
}

/// The end of the string literal that begins here, and how many tokens it may have inside, if it is an f-string.
fn string(b: &[u8], start: usize) -> (usize, usize) {
    let quote = b[start];
    let is_long = b[start..].starts_with(&[quote; 3]);
    let (mut at, mut fields) = (start + if is_long { 3 } else { 1 }, 0);
    while let Some(&c) = b.get(at) {
        at += 1;
        match c {
            b'\\' => at += 1,
            b'{' | b'}' => fields += 1,
            b'\n' if !is_long => break,
            _ if c == quote && !is_long => break,
            _ if c == quote && b[at - 1..].starts_with(&[quote; 3]) => {
                at += 2;
                break;
            }
            _ => {}
        }
    }
    (at.min(b.len()), fields)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_weigh_and_text_does_not() {
        let per_byte = |text: &str| compiled_bytes(text) / text.len();
        assert!(per_byte(&"a;".repeat(1000)) > 121);
        assert!(per_byte(&"class A[T]:0\n".repeat(1000)) > 350);
        assert!(per_byte(&format!("match a:\n case {}1:pass\n", "1|".repeat(10000))) > 231);
        assert!(per_byte(&"[0for a in b]\n".repeat(1000)) > 146);
        assert!(per_byte(&"a<b<c\n".repeat(1000)) > 167);
        assert!(per_byte(&format!("'{}'", "a b ".repeat(1000))) < 7);
        assert!(per_byte(&format!("'''{}'''", "a\nb '".repeat(1000))) < 7);
        assert!(per_byte(&"# a b c\n".repeat(1000)) < 50);
        assert!(per_byte(&format!("f'{}'", "{a}".repeat(1000))) > 78);
    }

    #[test]
    fn any_text_has_a_weight() {
        for text in ["", "'", "\"\"\"", "'\\", "\\", "'''a''", "#", "é", "\n\n", "f'{'"] {
            assert!(compiled_bytes(text) <= 10 * (TOKEN + BYTE), "{text}");
        }
    }
}
