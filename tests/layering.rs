//! Holds the import table of the architecture: a lower layer never names a higher one, and no two folders import each other.
//!
//! `common/import_graph.rs` reads who imports whom out of the sources. Inside one folder files may need each other (values and the heap do);
//! between folders a circle would mean that neither can be read, or tested, without the other.

#[path = "common/import_graph.rs"]
mod import_graph;
#[path = "common/rust_text.rs"]
mod rust_text;

use std::collections::{BTreeMap, BTreeSet};

use import_graph::{Graph, circles};
use rust_text::{Source, sources};

/// Folder, and what it may import beside itself.
const TABLE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("guard", &[]),
    ("library", &[]),
    ("sqlite", &[]),
    ("diag", &["source"]),
    ("syntax", &["source", "diag"]),
    ("bytecode", &["source"]),
    ("compile", &["syntax::ast", "bytecode", "diag", "source"]),
    ("object", &["bytecode", "source", "guard"]),
    ("world", &["source", "guard"]),
    ("vm", &["library", "object", "bytecode", "diag", "source", "world", "guard"]),
    ("sched", &["library", "vm", "object", "source", "world"]),
    // `_ast` shows what the front end makes.
    (
        "natives",
        &[
            "library", "sqlite", "vm", "sched", "world", "object", "bytecode", "diag", "source", "syntax",
            "compile",
        ],
    ),
];

/// The top of the crate: these may import everything.
const TOP: &[&str] = &["", "host", "cli"];

/// The one folder whose files may need files of the folder around it.
const STORE: &str = "src/object/store";

#[test]
fn every_folder_stands_in_the_table() {
    for module in Graph::new(&sources("src")).imports.keys() {
        let folder = module.first().map_or("", String::as_str);
        let known = TABLE.iter().any(|(name, _)| *name == folder) || TOP.contains(&folder);
        assert!(known, "`{folder}` is not in the import table");
    }
}

#[test]
fn lower_layers_never_import_higher_ones() {
    let graph = Graph::new(&sources("src"));
    let mut wrong = Vec::new();
    for (file, imports) in &graph.imports {
        let Some((folder, allowed)) = TABLE.iter().find(|(name, _)| file.first().is_some_and(|f| f == name))
        else {
            continue;
        };
        for (to, line) in imports {
            let path = to.join("::");
            let fits = |rule: &&str| path == **rule || path.starts_with(&format!("{rule}::"));
            if to.first().is_none_or(|top| top != folder) && !allowed.iter().any(fits) {
                wrong.push(format!("{}:{line}: {folder} may not import {path}", graph.name(file)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Of two folders beside each other one is the lower, at every depth.
#[test]
fn folders_beside_each_other_form_no_circle() {
    let found = sibling_circles(&Graph::new(&sources("src")));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Files that need each other stand in one folder (`x/` and `x/y/` are two; what is below `x/y/` belongs to it).
#[test]
fn no_circle_of_files_leaves_its_folder() {
    let found = crossing_circles(&Graph::new(&sources("src")));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_check_sees_what_it_shall_see() {
    let graph = graph(&[
        ("src/vm/mod.rs", "pub mod run;\npub use run::Loop;\npub struct Vm;"),
        (
            "src/vm/run.rs",
            "use super::Vm;\npub struct Loop;\n#[macro_export]\nmacro_rules! natives { () => {} }",
        ),
        ("src/natives/mod.rs", "mod list;\nfn f() { list::g(crate::cli::x()) }"),
        (
            "src/natives/list.rs",
            "use crate::{natives, vm::{Vm, Loop as L}};\n// crate::cli\npub(in crate::cli) fn g() {}",
        ),
        ("src/cli/mod.rs", "#[cfg(test)]\nmod tests { use super::super::vm; }"),
    ]);
    let found = |file: &str| -> Vec<&str> {
        let file: Vec<String> = file.split("::").map(str::to_string).collect();
        graph.imports[&file].keys().map(|to| graph.name(to)).collect()
    };
    assert_eq!(found("vm"), ["src/vm/run.rs"]);
    assert_eq!(found("vm::run"), ["src/vm/mod.rs"]);
    assert_eq!(found("natives"), ["src/cli/mod.rs", "src/natives/list.rs"]);
    assert_eq!(
        found("natives::list"),
        ["src/vm/mod.rs", "src/vm/run.rs"],
        "the macro and a re-export are run.rs's"
    );
    assert_eq!(found("cli"), [""; 0]);
}

#[test]
fn the_check_finds_circles() {
    let beside = graph(&[
        ("src/a/x/one.rs", "use super::super::y::two;"),
        ("src/a/x/other.rs", ""),
        ("src/a/y/two.rs", "use crate::a::x::other::f;"),
    ]);
    assert_eq!(sibling_circles(&beside).len(), 1);
    assert!(crossing_circles(&beside).is_empty(), "no file comes back to itself");
    let above = graph(&[
        ("src/a/mod.rs", "mod b;\nmod c;"),
        ("src/a/b.rs", "use super::c::d;"),
        ("src/a/c/mod.rs", "pub mod d;"),
        ("src/a/c/d.rs", "fn f() { crate::a::b::g() }"),
    ]);
    assert!(sibling_circles(&above).is_empty());
    assert_eq!(crossing_circles(&above).len(), 1);
}

fn graph(files: &[(&str, &str)]) -> Graph {
    let sources = files.iter().map(|(name, text)| Source { name: name.to_string(), text: text.to_string() });
    Graph::new(&sources.collect::<Vec<_>>())
}

/// The folders around a file, outermost first.
fn folders(name: &str) -> Vec<&str> {
    name.match_indices('/').map(|(at, _)| &name[..at]).collect()
}

fn sibling_circles(graph: &Graph) -> Vec<String> {
    let mut edges: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut because: BTreeMap<(&str, &str), String> = BTreeMap::new();
    for (file, imports) in &graph.imports {
        for (to, line) in imports {
            let (from, to) = (graph.name(file), graph.name(to));
            // Where their ways part, there are two folders beside each other, or a file.
            let parted = folders(from).into_iter().zip(folders(to)).find(|(a, b)| a != b);
            if let Some((a, b)) = parted {
                edges.entry(a).or_default().insert(b);
                because.entry((a, b)).or_insert_with(|| format!("{from}:{line} imports {to}"));
            }
        }
    }
    let found = circles(&edges).into_iter().map(|circle| {
        let inside = because.iter().filter(|((a, b), _)| circle.contains(a) && circle.contains(b));
        let reasons: Vec<&str> = inside.map(|(_, reason)| reason.as_str()).collect();
        format!("a circle of folders {circle:?}:\n  {}", reasons.join("\n  "))
    });
    found.collect()
}

fn crossing_circles(graph: &Graph) -> Vec<String> {
    let edges = graph.imports.iter().map(|(file, to)| (file.clone(), to.keys().cloned().collect())).collect();
    let mut found = Vec::new();
    for circle in circles(&edges) {
        let names: Vec<&str> = circle.iter().map(|file| graph.name(file)).collect();
        // `src/x/y` at most: what is deeper counts as part of it. The store of objects and the payloads in it cannot be told apart:
        // it knows them all, to drop and to walk them, and they hold values. The folder is there for its fence.
        let homes: BTreeSet<&str> =
            names.iter().filter_map(|n| folders(n).into_iter().take(3).rfind(|f| *f != STORE)).collect();
        if homes.len() > 1 {
            found.push(format!("a circle of files through {homes:?}: {}", names.join(" ")));
        }
    }
    found
}
