//! What is said of mistakes: `tests/syntax/mistakes.txt` has the text, the place and CPython's sentence. A second test asks
//! CPython whether it still says so.

#[path = "syntax/oracle.rs"]
mod oracle;

use bumpalo::Bump;
use hoopsnake::diag;
use hoopsnake::source::SourceText;
use hoopsnake::syntax::parse_module;

const MISTAKES: &str = include_str!("syntax/mistakes.txt");

/// The cases: number of the line, text, what is said.
fn cases() -> impl Iterator<Item = (usize, String, &'static str)> {
    let lines = MISTAKES.lines().enumerate().filter(|(_, line)| !line.starts_with("# "));
    lines.map(|(number, line)| {
        let (text, said) = line.rsplit_once('\t').unwrap_or_else(|| panic!("line {}: no tab", number + 1));
        (number + 1, unescaped(text), said)
    })
}

/// Undoes `\n`, `\t` and `\\`.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                other => out.extend(other),
            },
            c => out.push(c),
        }
    }
    out
}

fn say(text: &str) -> String {
    let source = SourceText::new("x.py", text);
    let arena = Bump::new();
    match parse_module(&arena, &source) {
        Ok(_) => "fits".to_owned(),
        Err(found) => {
            let span = found.span.expect("a place");
            let (start, end) = (source.position(span.start), source.end_position(span));
            // Every finding can be drawn, in both ways.
            assert!(diag::classic(&found, &source).contains(found.kind.name()));
            assert!(diag::render(&found, &source, false).contains(&*found.message));
            format!(
                "{} {}:{}-{}:{} {}",
                found.kind.name(),
                start.line,
                start.column + 1,
                end.line,
                end.column + 1,
                found.message
            )
        }
    }
}

#[test]
fn mistakes_are_named_as_the_list_says() {
    let wrong: Vec<String> = cases()
        .filter_map(|(number, text, said)| {
            let ours = say(&text);
            (ours != said).then(|| format!("line {number}: {text:?}\n  listed {said}\n  said   {ours}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
    assert!(cases().count() > 1000, "the list has shrunk");
}

#[test]
fn cpython_says_what_the_list_says() {
    let Some(command) = oracle::find() else {
        return;
    };
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/syntax/say_mistakes.py");
    let input: String = cases().map(|(_, text, _)| format!("{text}\0")).collect();
    let said = oracle::run(&command, &[script], &input);
    let said: Vec<&str> = said.split('\0').collect();
    let mut wrong = Vec::new();
    for ((number, text, listed), theirs) in cases().zip(&said) {
        if !agree(listed, theirs) {
            wrong.push(format!("line {number}: {text:?}\n  listed  {listed}\n  CPython {theirs}"));
        }
    }
    assert_eq!(said.len(), cases().count() + 1, "one answer for each case");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether both say the same; where the list has a single caret CPython's end may be missing.
fn agree(listed: &str, theirs: &str) -> bool {
    let parts = |text: &str| -> Option<(String, String, String, String)> {
        let mut words = text.splitn(3, ' ');
        let (kind, place, message) = (words.next()?, words.next()?, words.next()?);
        let (start, end) = place.split_once('-')?;
        Some((kind.to_owned(), start.to_owned(), end.to_owned(), message.to_owned()))
    };
    match (parts(listed), parts(theirs)) {
        (Some(a), Some(b)) => {
            let no_end = a.1 == a.2 && (b.2.ends_with(":0") || b.2.ends_with(":-1") || b.1 == b.2);
            a.0 == b.0 && a.1 == b.1 && a.3 == b.3 && (a.2 == b.2 || no_end)
        }
        _ => listed == theirs,
    }
}
