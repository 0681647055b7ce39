//! What is being completed: the text before the cursor as a question that the interpreter can answer without running anything.

use crate::source::SourceText;
use crate::syntax::token::{Tok, Token};
use crate::syntax::tokenize;

/// A question. `prefix` is what is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// A name or keyword.
    Name { prefix: String },
    /// An attribute of what a dotted name stands for.
    Attribute { object: Vec<String>, prefix: String },
    /// A module, with dots.
    Module { prefix: String },
    /// What a module offers.
    Member { module: String, prefix: String },
    /// A text key of a dict; the quote is open.
    Key { object: Vec<String>, prefix: String, quote: char },
    /// A file's name in a text.
    File { prefix: String },
    /// A command of the prompt.
    Command { prefix: String },
}

/// Where the completed part starts, and the question; None if a tab is to be a tab.
pub fn question(line: &str, at: usize) -> Option<(usize, Question)> {
    let text = &line[..at];
    let current = text.rsplit('\n').next().unwrap_or(text);
    if current.trim().is_empty() {
        return None;
    }
    if let Some(command) = text.strip_prefix(':') {
        return match command.split_once(' ') {
            None => Some((1, Question::Command { prefix: command.to_string() })),
            Some((_, file)) => {
                Some((at - file.len(), Question::File { prefix: file.trim_start().to_string() }))
            }
        };
    }
    let source = SourceText::new("<stdin>", text);
    if source.text().len() != text.len() {
        return None;
    }
    let mut tokens = tokenize(&source);
    tokens.retain(|t| {
        !matches!(t.kind, Tok::StartModule | Tok::End | Tok::Newline | Tok::Indent | Tok::Dedent)
    });
    if let Some(found) = in_text(text, &tokens) {
        return Some(found);
    }
    let word = text.len() - text.trim_end_matches(|c: char| c == '_' || c.is_alphanumeric()).len();
    let start = at - word;
    let prefix = text[start..].to_string();
    if prefix.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let before: Vec<Token> = tokens.iter().copied().filter(|t| (t.span.end as usize) <= start).collect();
    let statement = last_statement(text, &before);
    if let Some(found) = in_import(text, statement, start, &prefix) {
        return Some(found);
    }
    match before.last() {
        Some(dot) if dot.kind == Tok::Dot => {
            let object = dotted(text, &before[..before.len() - 1])?;
            Some((start, Question::Attribute { object, prefix }))
        }
        _ if prefix.is_empty() => None,
        _ => Some((start, Question::Name { prefix })),
    }
}

/// The tokens since the last line break or semicolon outside of brackets.
fn last_statement<'a>(text: &str, tokens: &'a [Token]) -> &'a [Token] {
    let line = text.rfind('\n').map_or(0, |i| i + 1);
    let from = tokens
        .iter()
        .rposition(|t| t.kind == Tok::Semi || (t.span.start as usize) < line)
        .map_or(0, |i| i + 1);
    &tokens[from..]
}

/// The name that the tokens end with: `a.b.c`.
fn dotted(text: &str, tokens: &[Token]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut i = tokens.len();
    loop {
        let t = tokens.get(i.checked_sub(1)?)?;
        if t.kind != Tok::Name {
            return None;
        }
        names.push(text[t.span.start as usize..t.span.end as usize].to_string());
        match i.checked_sub(2).and_then(|j| tokens.get(j)) {
            Some(t) if t.kind == Tok::Dot => i -= 2,
            // The value of a call or an item is not known without running it.
            _ => break,
        }
    }
    names.reverse();
    Some(names)
}

fn in_import(text: &str, statement: &[Token], start: usize, prefix: &str) -> Option<(usize, Question)> {
    let slice = |t: &Token| &text[t.span.start as usize..t.span.end as usize];
    let first = statement.first()?;
    if first.kind == Tok::From
        && let Some(i) = statement.iter().position(|t| t.kind == Tok::Import)
    {
        let module: String = statement[1..i].iter().map(slice).collect();
        return Some((start, Question::Member { module, prefix: prefix.to_string() }));
    }
    if !matches!(first.kind, Tok::From | Tok::Import) || statement.last().is_some_and(|t| t.kind == Tok::As) {
        return None;
    }
    // The dotted name that is under way.
    let from = statement.iter().rposition(|t| !matches!(t.kind, Tok::Name | Tok::Dot)).map_or(0, |i| i + 1);
    let name: String = statement[from..].iter().map(slice).collect();
    Some((start - name.len(), Question::Module { prefix: format!("{name}{prefix}") }))
}

/// Inside an unfinished text: a key of a dict, or a file's name.
fn in_text(text: &str, tokens: &[Token]) -> Option<(usize, Question)> {
    let covered = tokens.last().map_or(0, |t| t.span.end as usize);
    let (open, quote) = open_quote(text, covered)?;
    let start = open + 1;
    let prefix = text[start..].to_string();
    let before: Vec<Token> = tokens.iter().copied().filter(|t| (t.span.end as usize) <= open).collect();
    if let [object @ .., bracket] = before.as_slice()
        && bracket.kind == Tok::LBracket
        && let Some(object) = dotted(text, object)
    {
        return Some((start, Question::Key { object, prefix, quote }));
    }
    Some((start, Question::File { prefix }))
}

/// The quote that the text ends within: the lexer stops before an unfinished text.
fn open_quote(text: &str, from: usize) -> Option<(usize, char)> {
    let mut open = None;
    let mut chars = text.char_indices().skip_while(|(i, _)| *i < from);
    while let Some((i, c)) = chars.next() {
        match (open, c) {
            (Some(_), '\\') => {
                chars.next();
            }
            (Some((_, q)), c) if q == c => open = None,
            (None, '\'' | '"') => open = Some((i, c)),
            (None, '#') => return None,
            (Some(_), '\n') => open = None,
            _ => {}
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(line: &str) -> Option<Question> {
        question(line, line.len()).map(|(_, q)| q)
    }

    fn names(dotted: &str) -> Vec<String> {
        dotted.split('.').map(str::to_string).collect()
    }

    #[test]
    fn names_and_attributes() {
        assert_eq!(ask("pri"), Some(Question::Name { prefix: "pri".into() }));
        assert_eq!(ask("x = a.b.c"), Some(Question::Attribute { object: names("a.b"), prefix: "c".into() }));
        assert_eq!(ask("f(a."), Some(Question::Attribute { object: names("a"), prefix: String::new() }));
        assert_eq!(ask("f(x).y"), None);
        assert_eq!(ask("if x:\n    "), None);
        assert_eq!(ask("1"), None);
        assert_eq!(question("a.bc + 1", 3).map(|(start, _)| start), Some(2));
    }

    #[test]
    fn imports() {
        assert_eq!(ask("import os.pa"), Some(Question::Module { prefix: "os.pa".into() }));
        assert_eq!(ask("import a, js"), Some(Question::Module { prefix: "js".into() }));
        assert_eq!(ask("x = 1; from col"), Some(Question::Module { prefix: "col".into() }));
        let member = Question::Member { module: "a.b".into(), prefix: "c".into() };
        assert_eq!(ask("from a.b import x, c"), Some(member));
    }

    #[test]
    fn keys_and_files() {
        let key = Question::Key { object: names("d.e"), prefix: "na".into(), quote: '\'' };
        assert_eq!(ask("x = d.e['na"), Some(key));
        assert_eq!(ask("open(\"src/ma"), Some(Question::File { prefix: "src/ma".into() }));
        assert_eq!(ask(":loa"), Some(Question::Command { prefix: "loa".into() }));
        assert_eq!(ask(":load ex"), Some(Question::File { prefix: "ex".into() }));
    }
}
