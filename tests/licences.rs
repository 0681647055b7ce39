//! `docs/licences.md` names every package that is linked into the program, with its licence and whose it is. `BLESS=1 cargo test --test licences` writes the table anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

const PAGE: &str = "docs/licences.md";
const MARK: &str = "| Package | Licence | Copyright |\n|---|---|---|\n";

fn cargo(args: &[&str]) -> String {
    let out = Command::new(env!("CARGO")).args(args).output().expect("cargo runs");
    assert!(out.status.success(), "cargo {args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("cargo writes UTF-8")
}

/// Packages of which the build script takes data into the program.
const GIVES_DATA: &str = "unicode_names2";

/// Packages below the program by name, with their licence; those that only make code while building are not among them.
fn linked() -> BTreeMap<String, String> {
    let tree = |options: &[&str]| {
        let all = ["tree", "--offline", "--prefix", "none", "--format", "{p}|{l}"];
        cargo(&[&all[..], options].concat())
    };
    let below = tree(&["--edges", "normal,no-proc-macro"]);
    let data = tree(&["--package", GIVES_DATA, "--depth", "0"]);
    let mut all = BTreeMap::new();
    for line in below.lines().chain(data.lines()) {
        let (package, licence) = line.split_once('|').unwrap_or_else(|| panic!("`{line}` has no licence"));
        let name = package.split(' ').next().unwrap_or_default();
        if !name.starts_with("hoopsnake") {
            all.insert(name.to_string(), licence.trim_end_matches(" (*)").to_string());
        }
    }
    all
}

/// The lines of the table: name and licence, and what stands behind.
fn table() -> BTreeMap<String, (String, String)> {
    let page = std::fs::read_to_string(PAGE).expect("the page is there");
    let rows = page.split_once(MARK).expect("the page has a table").1;
    let mut all = BTreeMap::new();
    for row in rows.lines().take_while(|l| l.starts_with('|')) {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [name, licence, owner] = cells[..] else { panic!("`{row}` has three cells") };
        all.insert(name.to_string(), (licence.to_string(), owner.to_string()));
    }
    all
}

/// The folder of each package, out of `cargo metadata` (of which only the paths of the manifests are read).
fn folders() -> BTreeMap<String, PathBuf> {
    let all = cargo(&["metadata", "--offline", "--format-version", "1"]);
    let mut out = BTreeMap::new();
    for piece in all.split("\"manifest_path\":\"").skip(1) {
        let path = Path::new(piece.split('"').next().unwrap_or_default());
        let folder = path.parent().unwrap_or(path).to_path_buf();
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some((name, _)) = name.rsplit_once('-') {
            out.insert(name.to_string(), folder);
        }
    }
    out
}

/// Whose a package is: the lines of its licence files that say so.
fn owners(folder: &Path) -> String {
    let mut lines = Vec::new();
    for entry in folder.read_dir().into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if !["license", "licence", "copying", "copyright"].iter().any(|n| name.starts_with(n)) {
            continue;
        }
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        for line in text.lines().map(str::trim) {
            let is_ours = line.starts_with("Copyright (c)")
                || line.starts_with("Copyright ©")
                || line.starts_with("Copyright 2");
            if is_ours && !line.contains('[') && !line.contains('<') && !lines.contains(&line.to_string()) {
                lines.push(line.replace('|', "/"));
            }
        }
    }
    lines.sort();
    if lines.is_empty() { "its authors".into() } else { lines.join("; ") }
}

fn bless() {
    let page = std::fs::read_to_string(PAGE).expect("the page is there");
    let (head, rest) = page.split_once(MARK).expect("the page has a table");
    let tail: String = rest.lines().skip_while(|l| l.starts_with('|')).map(|l| format!("{l}\n")).collect();
    let folders = folders();
    let mut rows = String::new();
    for (name, licence) in linked() {
        let owner = folders.get(&name).map_or_else(|| "its authors".into(), |f| owners(f));
        rows.push_str(&format!("| {name} | {licence} | {owner} |\n"));
    }
    std::fs::write(PAGE, format!("{head}{MARK}{rows}{tail}")).expect("the page can be written");
}

#[test]
fn every_linked_package_is_named_with_its_licence() {
    if std::env::var_os("BLESS").is_some() {
        bless();
    }
    let table: BTreeMap<String, String> =
        table().into_iter().map(|(name, (licence, _))| (name, licence)).collect();
    assert_eq!(table, linked(), "docs/licences.md (BLESS=1 cargo test --test licences)");
}

#[test]
fn licences_are_such_that_binaries_may_be_passed_on() {
    const GOOD: &[&str] = &[
        "MIT",
        "MIT-0",
        "Apache-2.0",
        "Zlib",
        "Unlicense",
        "0BSD",
        "CC0-1.0",
        "BSD-3-Clause",
        "BSD-2-Clause",
        "ISC",
        "BSL-1.0",
    ];
    const TOO: &[&str] = &["Unicode-3.0", "Unicode-DFS-2016", "bzip2-1.0.6", "blessing"];
    for (name, licence) in linked() {
        for all in licence.split(" AND ") {
            let any = all.trim_matches(['(', ')']).replace(" / ", " OR ").replace('/', " OR ");
            let one_is_good = any.split(" OR ").any(|l| GOOD.contains(&l.trim()) || TOO.contains(&l.trim()));
            assert!(one_is_good, "{name}: {licence}");
        }
    }
}
