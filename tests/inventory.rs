//! Names and signatures of the library and of all types reached from it: what hoop has is what CPython has, but for the list in `docs/differences.md`.
//!
//! `tests/inventory/walk.py` runs on both and prints a line for each name. A difference is a name that one of them lacks, or a field that is not the same.
//! Each block of the list has the reason before it; a line is a pattern and a field, with the two values behind where they matter. Every difference is in
//! the list, and every line of the list explains a difference.
//!
//! `INVENTORY=FILE` writes the differences that the list does not explain into a file.

mod common;

use common::oracle;
use common::run::{command, run, tail};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Duration;

const FIELDS: [&str; 8] = ["kind", "signature", "text", "module", "qualname", "doc", "value", "flags"];

/// One difference. For `missing` and `extra` the first value is the kind of what is there.
struct Difference {
    path: String,
    field: &'static str,
    cpython: String,
    hoop: String,
}

/// One line of the list.
struct Reason {
    line: usize,
    path: String,
    fields: Vec<String>,
    values: Option<(String, String)>,
}

type Lines = BTreeMap<String, Vec<String>>;

fn walk(interpreter: &str, modules: &str) -> Lines {
    let mut program = command(interpreter);
    program.arg(common::root().join("tests/inventory/walk.py"));
    let outcome =
        run(program, modules.as_bytes(), Duration::from_secs(300)).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(outcome.status, 0, "{interpreter}: {}", tail(&outcome.stderr));
    let text = String::from_utf8(outcome.stdout).expect("the script writes UTF-8");
    let lines = text.lines().map(|line| {
        let mut fields = line.split('\t').map(str::to_string);
        let path = fields.next().unwrap_or_default();
        (path, fields.collect::<Vec<_>>())
    });
    lines.collect()
}

/// Which names differ. What is below a name that is not there is not told of.
fn differences(cpython: &Lines, hoop: &Lines) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut gone: BTreeSet<String> = BTreeSet::new();
    let names: BTreeSet<&String> = cpython.keys().chain(hoop.keys()).collect();
    for path in names {
        let mut add = |field, cpython: &str, hoop: &str| {
            found.push(Difference {
                path: path.clone(),
                field,
                cpython: cpython.to_string(),
                hoop: hoop.to_string(),
            });
        };
        if path.match_indices('.').any(|(i, _)| gone.contains(&path[..i])) {
            continue;
        }
        match (cpython.get(path), hoop.get(path)) {
            (Some(_), Some(h)) if h[0] == "missing" => {
                gone.insert(path.clone());
                add("missing", &h[6], "");
            }
            (Some(c), None) => {
                if matches!(c[0].as_str(), "module" | "type") {
                    gone.insert(path.clone());
                }
                add("missing", &c[0], "");
            }
            (None, Some(h)) => {
                if h[0] == "type" {
                    gone.insert(path.clone());
                }
                add("extra", "", &h[0]);
            }
            (Some(c), Some(h)) => {
                for (i, field) in FIELDS.iter().enumerate() {
                    // To say more than CPython does is no fault.
                    if c[i] != h[i] && !(*field == "doc" && c[i] != "doc") {
                        add(field, &c[i], &h[i]);
                    }
                }
            }
            (None, None) => {}
        }
    }
    found
}

/// The blocks of the list; each must have a text before it.
fn reasons() -> Vec<Reason> {
    let file = common::root().join("docs/differences.md");
    let text = std::fs::read_to_string(file).expect("docs/differences.md is there");
    let mut found = Vec::new();
    let (mut inside, mut told) = (false, false);
    for (i, line) in text.lines().enumerate() {
        if line == "```inventory" {
            assert!(told, "docs/differences.md:{}: a block without a reason", i + 1);
            inside = true;
        } else if line == "```" {
            (inside, told) = (false, false);
        } else if inside {
            let (head, values) = match line.split_once(": ") {
                Some((head, values)) => (head, Some(values)),
                None => (line, None),
            };
            let mut parts = head.split(' ').map(str::to_string);
            let values = values.map(|values| {
                let (c, h) = values.split_once(" -> ").expect("the values are `CPython's -> hoop's`");
                (c.to_string(), h.to_string())
            });
            let path = parts.next().unwrap_or_default();
            found.push(Reason { line: i + 1, path, fields: parts.collect(), values });
        } else if !line.is_empty() {
            told = !line.starts_with('#');
        }
    }
    found
}

/// `*` stands for anything within a name, `**` for anything.
fn fits(pattern: &str, text: &str) -> bool {
    if let Some(rest) = pattern.strip_prefix("**") {
        return text.char_indices().map(|(i, _)| i).chain([text.len()]).any(|i| fits(rest, &text[i..]));
    }
    if let Some(rest) = pattern.strip_prefix('*') {
        let end = text.find('.').unwrap_or(text.len());
        return text[..end].char_indices().map(|(i, _)| i).chain([end]).any(|i| fits(rest, &text[i..]));
    }
    match (pattern.chars().next(), text.chars().next()) {
        (None, None) => true,
        (Some(p), Some(t)) if p == t => fits(&pattern[p.len_utf8()..], &text[t.len_utf8()..]),
        _ => false,
    }
}

/// `-` stands for nothing, too.
fn is_value(pattern: &str, value: &str) -> bool {
    fits(pattern, value) || pattern == "-" && value.is_empty()
}

impl Reason {
    fn explains(&self, d: &Difference) -> bool {
        self.fields.iter().any(|f| f == d.field)
            && fits(&self.path, &d.path)
            && self.values.as_ref().is_none_or(|(c, h)| is_value(c, &d.cpython) && is_value(h, &d.hoop))
    }
}

#[test]
fn names_and_signatures_are_cpythons() {
    let Some(oracle) = oracle::find() else {
        eprintln!("\n*** SKIPPED: no CPython 3.14 on this machine (set HOOP_ORACLE=/path/to/python3.14).");
        eprintln!("*** Names and signatures of the library were NOT compared.\n");
        return;
    };
    let mut program = command(&oracle);
    program.arg(common::root().join("tests/inventory/walk.py")).arg("--modules");
    let modules = run(program, b"", Duration::from_secs(60)).unwrap_or_else(|e| panic!("{e}"));
    let modules = String::from_utf8(modules.stdout).expect("names of modules are text");
    assert!(modules.lines().count() > 300, "the library is not there:\n{modules}");
    let cpython = walk(&oracle, &modules);
    let hoop = walk(common::hoop(), &modules);
    let differing = differences(&cpython, &hoop);
    let reasons = reasons();
    let unexplained: Vec<&Difference> =
        differing.iter().filter(|d| !reasons.iter().any(|r| r.explains(d))).collect();
    let useless: Vec<&Reason> = reasons.iter().filter(|r| !differing.iter().any(|d| r.explains(d))).collect();
    eprintln!(
        "{} names, {} differences, {} explained by {} lines",
        cpython.len(),
        differing.len(),
        differing.len() - unexplained.len(),
        reasons.len()
    );
    let mut report = String::new();
    for d in &unexplained {
        _ = writeln!(report, "{} {}: {} -> {}", d.path, d.field, d.cpython, d.hoop);
    }
    if let Ok(file) = std::env::var("INVENTORY") {
        std::fs::write(file, &report).expect("the file can be written");
    }
    let shown: Vec<&str> = report.lines().take(100).collect();
    let stale: Vec<String> =
        useless.iter().map(|r| format!("docs/differences.md:{} {}", r.line, r.path)).collect();
    assert!(
        unexplained.is_empty() && useless.is_empty(),
        "{} differences are not in the list:\n{}\n{} lines of the list explain nothing:\n{}",
        unexplained.len(),
        shown.join("\n"),
        stale.len(),
        stale.join("\n")
    );
}

#[test]
fn stars_end_at_dots() {
    assert!(fits("a.*", "a.b") && !fits("a.*", "a.b.c") && fits("a.**", "a.b.c"));
    assert!(fits("a.*.c", "a.b.c") && fits("*x", "ax") && !fits("*x", "a.x") && fits("", ""));
}
