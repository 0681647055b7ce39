//! Holds the import table of the architecture: a lower layer never names a higher one.
//!
//! It reads the sources as text: `crate::x` anywhere (in `use` or in a path), and `super::` chains that
//! climb out of their top folder. Comments and strings are taken out first.

#[path = "common/rust_text.rs"]
mod rust_text;

use rust_text::{Source, sources};

/// Folder, and what it may import beside itself.
const TABLE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("diag", &["source"]),
    ("syntax", &["source", "diag"]),
    ("bytecode", &["source"]),
    ("compile", &["syntax::ast", "bytecode", "diag", "source"]),
    ("object", &["bytecode", "source"]),
    ("world", &["source"]),
    ("vm", &["object", "bytecode", "diag", "source", "world"]),
    ("sched", &["vm", "object", "source", "world"]),
    ("natives", &["vm", "sched", "world", "object", "bytecode", "diag", "source"]),
];

/// The top of the crate: these may import everything.
const TOP: &[&str] = &["lib", "main", "host", "cli"];

#[test]
fn every_folder_stands_in_the_table() {
    for source in sources("src") {
        let folder = folder(&source);
        let known = TABLE.iter().any(|(name, _)| *name == folder) || TOP.contains(&folder.as_str());
        assert!(known, "{}: `{folder}` is not in the import table", source.name);
    }
}

#[test]
fn lower_layers_never_import_higher_ones() {
    let mut wrong = Vec::new();
    for source in sources("src") {
        let Some((_, allowed)) = TABLE.iter().find(|(name, _)| *name == folder(&source)) else { continue };
        for (line, path) in imports(&source) {
            let top = path.split("::").next().unwrap_or_default().to_string();
            let fits = |rule: &&str| path == **rule || path.starts_with(&format!("{rule}::"));
            let is_module = TABLE.iter().any(|(name, _)| *name == top) || TOP.contains(&top.as_str());
            // `use crate::natives;` brings in the macro of that name, which lives at the root of the crate.
            let is_module = is_module && path != "natives";
            if is_module && top != folder(&source) && !allowed.iter().any(fits) {
                wrong.push(format!("{}:{line}: {} may not import {path}", source.name, folder(&source)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_check_sees_what_it_shall_see() {
    let text = "use crate::{vm::Vm, source};\nuse super::super::sched::Loop;\n// crate::natives\nlet x = crate::cli::run();";
    let source = Source { name: "src/object/list/methods.rs".into(), text: text.into() };
    let found: Vec<String> = imports(&source).into_iter().map(|(_, path)| path).collect();
    assert_eq!(
        found,
        ["vm::Vm", "source", "cli::run"],
        "super::super of object/list/methods.rs is object::list's parent"
    );
    let source = Source { name: "src/object/list.rs".into(), text: "use super::super::sched::Loop;".into() };
    assert_eq!(imports(&source), [(1, "sched::Loop".to_string())]);
}

fn folder(source: &Source) -> String {
    let inside = source.name.strip_prefix("src/").expect("sources of src");
    inside.split('/').next().unwrap().trim_end_matches(".rs").to_string()
}

/// Every path below `crate::` that the source names, with its line.
fn imports(source: &Source) -> Vec<(usize, String)> {
    let text = rust_text::without_comments_and_strings(&source.text);
    let mut found = Vec::new();
    for (start, _) in text.match_indices("crate::") {
        let before = text[..start].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        let line = text[..start].matches('\n').count() + 1;
        spread(&text[start + "crate::".len()..], "", &mut |path| found.push((line, path)));
    }
    for (start, _) in text.match_indices("super::") {
        if text[..start].ends_with("super::")
            || text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '_')
        {
            continue;
        }
        let line = text[..start].matches('\n').count() + 1;
        let mut rest = &text[start..];
        let mut up = 0;
        while let Some(shorter) = rest.strip_prefix("super::") {
            rest = shorter;
            up += 1;
        }
        if up > depth(source) {
            spread(rest, "", &mut |path| found.push((line, path)));
        }
    }
    found.sort_by_key(|(line, _)| *line);
    found
}

/// How many `super::` stay inside the top folder.
fn depth(source: &Source) -> usize {
    let parts: Vec<&str> = source.name.split('/').collect();
    let module = parts.len() - 1; // src/vm/run.rs is vm::run: two names
    if parts.last() == Some(&"mod.rs") { module - 2 } else { module - 1 }
}

/// Spreads `{a, b::{c, d}}` into single paths.
fn spread(text: &str, prefix: &str, give: &mut dyn FnMut(String)) {
    let text = text.trim_start();
    if let Some(inner) = text.strip_prefix('{') {
        let mut level = 0;
        let mut start = 0;
        for (at, c) in inner.char_indices() {
            match c {
                '{' => level += 1,
                '}' if level == 0 => return spread_one(&inner[start..at], prefix, give),
                '}' => level -= 1,
                ',' if level == 0 => {
                    spread_one(&inner[start..at], prefix, give);
                    start = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(text.len());
    let path = &text[..end];
    if path.ends_with("::") && text[end..].starts_with('{') {
        return spread(&text[end..], &format!("{prefix}{path}"), give);
    }
    let path = path.trim_end_matches(':');
    if !path.is_empty() {
        give(format!("{prefix}{path}"));
    }
}

fn spread_one(item: &str, prefix: &str, give: &mut dyn FnMut(String)) {
    if !item.trim().is_empty() {
        spread(item, prefix, give);
    }
}
