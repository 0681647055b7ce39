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
            let place = found.error_place(&source).expect("a place");
            // Every finding can be written, and drawn where there is more to say.
            assert!(diag::classic(&found, &source).contains(found.kind.name()));
            assert_eq!(diag::render(&found, &source, false).is_empty(), !found.has_hint());
            format!(
                "{} {}:{}-{}:{} {}",
                found.kind.name(),
                place.line,
                place.offset,
                place.end_line,
                place.end_offset,
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

/// What CPython says of all cases.
fn ask(command: &str, mode: &str) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/syntax/say_mistakes.py");
    let input: String = cases().map(|(_, text, _)| format!("{text}\0")).collect();
    oracle::run(command, &[script, mode], &input)
}

#[test]
fn the_classic_form_is_what_cpython_prints() {
    let Some(command) = oracle::find() else {
        return;
    };
    let mut wrong = Vec::new();
    for ((number, text, _), theirs) in cases().zip(ask(&command, "classic").split('\0')) {
        let source = SourceText::new("x.py", text.as_str());
        if let Err(found) = parse_module(&Bump::new(), &source) {
            // CPython shows both physical lines of a continued one, which `classic` does not.
            if text.contains("\\\n") {
                continue;
            }
            // What CPython's traceback finds out about mistyped keywords is no part of the error.
            if theirs.contains("invalid syntax. Did you mean '") {
                continue;
            }
            let ours = diag::classic(&found, &source);
            if ours != *theirs {
                wrong.push(format!("line {number}: {text:?}\n{ours}CPython:\n{theirs}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn cpython_says_what_the_list_says() {
    let Some(command) = oracle::find() else {
        return;
    };
    let said = ask(&command, "list");
    let said: Vec<&str> = said.split('\0').collect();
    let mut wrong = Vec::new();
    for ((number, text, listed), theirs) in cases().zip(&said) {
        if listed != *theirs {
            wrong.push(format!("line {number}: {text:?}\n  listed  {listed}\n  CPython {theirs}"));
        }
    }
    assert_eq!(said.len(), cases().count() + 1, "one answer for each case");
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// Chains of any length end without a native stack overflow, as a tree or as a finding.
#[test]
fn depth_is_no_danger() {
    const LONG: usize = 200_000;
    let texts = [
        "a+".repeat(LONG) + "a",
        "-".repeat(LONG) + "a",
        "not ".repeat(LONG) + "a",
        "a".to_owned() + &".b".repeat(LONG),
        "a".to_owned() + &"()".repeat(LONG),
        "a**".repeat(LONG) + "a",
        "a if b else ".repeat(LONG) + "c",
        "lambda: ".repeat(LONG) + "c",
        "x = ".repeat(LONG) + "1",
        "a".to_owned() + &"[0]".repeat(LONG) + " = 1",
        "if a: pass\n".to_owned() + &"elif b: pass\n".repeat(LONG),
        "match x:\n case a".to_owned() + &".b".repeat(LONG) + ": pass",
        "await ".repeat(LONG) + "a",
        "(".repeat(LONG),
        "f'{".repeat(LONG),
        "-".repeat(LONG),
        "a ".to_owned() + &"+ a".repeat(LONG) + " b c",
        "[a ".to_owned() + &"+ a".repeat(LONG) + " b c]",
        "import a".to_owned() + &".b".repeat(LONG),
        "\\\n".repeat(LONG),
        "'a' ".repeat(LONG),
    ];
    for (index, text) in texts.iter().enumerate() {
        let source = SourceText::new("x.py", text.as_str());
        let arena = Bump::new();
        if let Ok(parsed) = parse_module(&arena, &source)
            // Dumps of such trees are long: a few are enough.
            && index < 4
        {
            let dump = hoopsnake::syntax::dump::dump_tree(&source, &parsed.unit);
            assert!(dump.lines().count() > 1);
        }
    }
}
