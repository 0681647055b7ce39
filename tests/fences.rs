//! Holds the fences around `unsafe`: three folders have all of it, what they hand out cannot be misused by safe code, as far as that can be read from signatures, and
//! nobody outside claims to be a storage that he is not.

#[path = "common/rust_text.rs"]
mod rust_text;

use std::collections::BTreeMap;

use rust_text::{Source, sources, without_comments_and_strings};

/// The only folders whose files may use `unsafe`. Each says so once, in its `mod.rs`.
const FENCES: &[&str] =
    &["src/object/store/", "src/vm/fence/", "src/natives/modules/compression/zlib/fence/", "src/sqlite/"];

/// Types of addresses that nothing vouches for.
const POINTERS: &[&str] = &["*const", "*mut", "NonNull<"];

/// Safe functions that may take or return such an address, each with its reason.
const SAFE_WITH_POINTERS: &[(&str, &str)] = &[
    ("src/object/store/reserve.rs allocate", "gives memory that nobody else has"),
    ("src/object/store/reserve.rs try_allocate", "gives memory that nobody else has"),
    ("src/object/store/reserve.rs insist", "hands on what it is given, as a number"),
    ("src/sqlite/db.rs lend", "lends the connection to a closure of the fence"),
    ("src/sqlite/stmt.rs alone", "lends the statement to a closure of the fence"),
    ("src/sqlite/blob.rs work", "lends the blob to a closure of the fence"),
    ("src/sqlite/function.rs boxed", "gives a box away, which is only dropped by `forget`"),
    ("src/sqlite/hooks.rs address", "gives an address that only trampolines use"),
];

#[test]
fn unsafe_stays_behind_the_fences() {
    let mut wrong = Vec::new();
    for source in sources("src") {
        let text = without_comments_and_strings(&source.text);
        let inside = FENCES.iter().any(|folder| source.name.starts_with(folder));
        let head = FENCES.iter().any(|folder| source.name == format!("{folder}mod.rs"));
        for (line, content) in text.lines().enumerate() {
            if words(content).any(|w| w == "unsafe" && !inside || w == "unsafe_code" && !head) {
                wrong.push(format!("{}:{}: {}", source.name, line + 1, content.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn safe_functions_of_the_fences_neither_take_nor_return_raw_pointers() {
    let mut found = Vec::new();
    for folder in FENCES {
        for source in sources(folder.trim_end_matches('/')) {
            found.extend(safe_with_pointers(&source));
        }
    }
    let listed = |(name, _): &(String, String)| SAFE_WITH_POINTERS.iter().any(|(known, _)| known == name);
    let wrong: Vec<&str> = found.iter().filter(|f| !listed(f)).map(|(_, text)| text.as_str()).collect();
    assert!(wrong.is_empty(), "make these `unsafe fn`, or give the pointer a type:\n{}", wrong.join("\n"));
    for (known, _) in SAFE_WITH_POINTERS {
        assert!(found.iter().any(|(name, _)| name == known), "{known} needs no exception any more");
    }
}

/// Each storage kind belongs to one payload type: a second type that says to be of that kind would be read as the first.
#[test]
fn a_payload_says_the_kind_that_it_has() {
    let all = sources("src");
    let table = all.iter().find(|s| s.name == "src/object/store/kinds.rs").expect("the table of kinds");
    let mut kinds: BTreeMap<&str, &str> = BTreeMap::new();
    for line in table.text.lines() {
        if let Some((left, ty)) = line.trim().trim_end_matches(';').split_once(" => ")
            && let Some((kind, "true" | "false")) = left.split_once(' ')
        {
            kinds.insert(kind, ty.rsplit("::").next().unwrap_or(ty));
        }
    }
    assert!(kinds.len() > 15, "the table is read: {kinds:?}");
    let mut wrong = Vec::new();
    for source in &all {
        let text = without_comments_and_strings(&source.text);
        let (mut of, mut said) = ("", Vec::new());
        for line in text.lines() {
            if let Some((_, ty)) = line.split_once(" Payload for ") {
                of = ty.trim().trim_end_matches('{').trim();
            }
            if let Some((_, value)) = line.split_once("const KIND: ") {
                let kind = value.trim_end_matches(';').rsplit("::").next().unwrap_or_default();
                said.push((of, kind));
            }
        }
        // A macro that takes pairs of both.
        if said.contains(&("$ty", "$kind")) {
            said.retain(|pair| *pair != ("$ty", "$kind"));
            let pairs = text.lines().filter_map(|l| l.trim().strip_suffix(';')?.split_once(' '));
            said.extend(pairs.filter(|(ty, kind)| is_word(ty) && is_word(kind)));
        }
        for (ty, kind) in said {
            if kind != "Foreign" && kinds.get(kind) != Some(&ty) {
                wrong.push(format!("{}: {ty} says to be {kind}", source.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_checks_see_what_they_shall_see() {
    let source = |text: &str| Source { name: "x".into(), text: text.into() };
    let names = |text: &str| -> Vec<String> {
        safe_with_pointers(&source(text)).into_iter().map(|(name, _)| name).collect()
    };
    assert_eq!(names("pub fn f(p: *const u8) {}\npub unsafe fn g(p: *mut u8) {}"), ["x f"]);
    assert_eq!(names("fn h<T>(\n    a: u8,\n    b: u8,\n) -> Option<NonNull<T>>\nwhere T: X {}"), ["x h"]);
    assert_eq!(names("fn i(a: u8) { let p: *const u8; }\ntype F = unsafe fn(*mut u8);"), [""; 0]);
    assert_eq!(names("pub(super) unsafe fn j(&self) -> *mut u8 { k() }"), [""; 0]);
}

/// The functions of a source that are not `unsafe` and have a raw pointer in their signature: file and name, and the line.
fn safe_with_pointers(source: &Source) -> Vec<(String, String)> {
    let text = without_comments_and_strings(&source.text);
    let mut found = Vec::new();
    for (at, _) in text.match_indices("fn ") {
        let before = text[..at].trim_end();
        let whole_word = at == 0 || text[..at].ends_with(char::is_whitespace);
        // (The name of the ABI is a text, so it is gone.)
        let unsafe_ = before.strip_suffix("extern").unwrap_or(before).trim_end().ends_with("unsafe");
        if !whole_word || unsafe_ {
            continue;
        }
        let rest = &text[at + 3..];
        let signature = &rest[..rest.find(['{', ';']).unwrap_or(rest.len())];
        if POINTERS.iter().any(|p| signature.contains(p)) {
            let name =
                signature.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
            let line = text[..at].lines().count();
            found.push((format!("{} {name}", source.name), format!("{}:{line}: {name}", source.name)));
        }
    }
    found
}

fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_'))
}
