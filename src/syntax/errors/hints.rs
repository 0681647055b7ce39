//! The likely mend for a token that CPython only calls invalid: habits of other languages, keywords as names, slips.

use super::Refused;
use crate::syntax::token::Tok;

/// What would most likely mend the text at the token.
pub(super) fn for_token(at: &Refused<'_>) -> Option<String> {
    let parts = &at.parts;
    let previous = at.bad.checked_sub(1).map_or("", |index| parts.text(index));
    let fixed = match (at.before(), at.kind()) {
        (_, Tok::LessGreater) => "write != for unequal",
        (Tok::Equal, Tok::Greater) => "write >= for at least",
        (Tok::Equal, Tok::Less) => "write <= for at most",
        (Tok::Amper, Tok::Amper) => "write and instead of &&",
        (Tok::Bar, Tok::Bar) => "write or instead of ||",
        (Tok::Plus, Tok::Newline | Tok::RParen) | (Tok::Minus, Tok::Newline | Tok::RParen)
            if at.bad >= 2 && parts.text(at.bad - 2) == previous =>
        {
            "there is no ++ or --; write += 1 or -= 1"
        }
        (_, Tok::Exclaim) => "write not instead of !",
        (_, Tok::Junk) if parts.text(at.bad) == "?" => "write value if test else other instead of ? :",
        (_, Tok::Junk) => "this character has no meaning in Python",
        (Tok::EqualEqual, Tok::Equal) => "write == to compare",
        (Tok::Equal, Tok::Newline) => "a value is missing behind =",
        (Tok::RParen, Tok::LBrace) => "blocks begin with a colon and are indented",
        (_, Tok::Else | Tok::Elif | Tok::Except | Tok::Finally) if at.bad == parts.line_start(at.bad) => {
            "it must follow a block of its statement, with the same indentation"
        }
        (_, Tok::RBrace) if at.open.is_empty() => "blocks end where the indentation does",
        (Tok::Slash | Tok::DoubleSlash, _) if at.bad == parts.line_start(at.bad) + 1 => {
            "a comment begins with #"
        }
        (_, Tok::DoubleSlash | Tok::Slash) if at.bad == parts.line_start(at.bad) => "a comment begins with #",
        _ => "",
    };
    if !fixed.is_empty() {
        return Some(fixed.to_owned());
    }
    if at.kind() == Tok::Name {
        let mend = match previous {
            "function" | "func" | "fn" | "fun" | "sub" => "a function begins with def",
            "var" | "let" | "const" | "auto" | "int" | "float" | "string" | "bool" | "char" | "double" => {
                "names need no declaration: write name = value"
            }
            "new" => "call the class itself, without new",
            "catch" => "write except",
            "elseif" | "elsif" => "write elif",
            "switch" => "write match",
            "foreach" => "write for ... in ...",
            "import" | "include" | "require" | "using" => "write import name",
            _ => "",
        };
        if !mend.is_empty() {
            return Some(mend.to_owned());
        }
    }
    let wants_name = at.expects("Name");
    if at.kind().is_keyword()
        && wants_name
        && matches!(
            at.before(),
            Tok::Def
                | Tok::Class
                | Tok::Dot
                | Tok::As
                | Tok::Import
                | Tok::Global
                | Tok::Nonlocal
                | Tok::LParen
                | Tok::Comma
        )
    {
        let word = parts.text(at.bad);
        return Some(format!("{word} is a keyword; choose another name, such as {word}_"));
    }
    if at.kind() == Tok::Newline && !at.expects("Newline") && wants_name {
        return Some("the line ends where a value should follow".to_owned());
    }
    None
}
