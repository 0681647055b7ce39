//! Holds the rules that a reader of the sources relies on: short files, output in one place only,
//! and the packages that touch a terminal each in one place.

#[path = "common/rust_text.rs"]
mod rust_text;

use rust_text::{Source, files, sources, without_comments_and_strings};

/// Lines a file may have.
const MOST_LINES: usize = 800;

#[test]
fn no_file_is_longer_than_a_reader_bears() {
    let mut long = Vec::new();
    for folder in ["src", "grammar", "tests", "benches"] {
        for file in files(folder, &["rs", "py", "lalrpop"]) {
            let lines = file.text.lines().count();
            if lines > MOST_LINES {
                long.push(format!("{}: {lines} lines", file.name));
            }
        }
    }
    assert!(long.is_empty(), "split these (at most {MOST_LINES} lines):\n{}", long.join("\n"));
}

#[test]
fn every_file_says_its_idea_first() {
    for folder in ["src", "grammar", "tests", "benches"] {
        for file in sources(folder) {
            assert!(file.text.starts_with("//!"), "{}: the first line says what the file is", file.name);
        }
    }
}

#[test]
fn only_the_command_line_prints() {
    let prints = ["println!", "eprintln!", "print!", "eprint!", "dbg!"];
    nowhere("prints", &prints, |name| name.starts_with("src/cli/") || name == "src/main.rs");
}

#[test]
fn the_terminal_packages_have_one_user_each() {
    nowhere("uses rustyline", &["rustyline"], |name| name.starts_with("src/cli/"));
    nowhere("uses ariadne", &["ariadne"], |name| name == "src/diag/render.rs");
}

/// Fails for every source outside the allowed places that holds one of the words.
fn nowhere(what: &str, words: &[&str], allowed: impl Fn(&str) -> bool) {
    let mut wrong = Vec::new();
    for source in sources("src").into_iter().filter(|s| !allowed(&s.name)) {
        let text = without_comments_and_strings(&source.text);
        for (line, content) in text.lines().enumerate() {
            if words.iter().any(|word| holds(content, word)) {
                wrong.push(format!("{}:{}: {what}: {}", source.name, line + 1, content.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether a line holds a word, not just a longer word with the same letters (`unsafe_code` is no `unsafe`).
fn holds(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let part = |c: char| c.is_alphanumeric() || c == '_';
        !line[..at].ends_with(part) && (word.ends_with('!') || !line[at + word.len()..].starts_with(part))
    })
}

#[test]
fn the_words_are_found_where_they_are() {
    let source =
        Source { name: "x".into(), text: "a(); // println!\nlet s = \"println!\"; println!();".into() };
    let text = without_comments_and_strings(&source.text);
    let found: Vec<bool> = text.lines().map(|line| holds(line, "println!")).collect();
    assert_eq!(found, [false, true]);
    assert!(holds("unsafe {", "unsafe") && !holds("#![deny(unsafe_code)]", "unsafe"));
    assert!(!holds("eprintln!()", "println!"));
}
