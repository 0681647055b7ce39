//! CPython's library as a touchstone: every file is accepted or refused as CPython does, and for a sample the whole tree with
//! every place is the same. `SYNTAX_CORPUS=all` compares all trees (slow: CPython's half is a script).

#[path = "syntax/oracle.rs"]
mod oracle;

use std::path::{Path, PathBuf};

use bumpalo::Bump;
use hoopsnake::source::SourceText;
use hoopsnake::syntax::{dump, parse_module};

/// One file in so many has its tree compared, if it is not longer than `LONGEST`.
const SAMPLE: usize = 24;
const LONGEST: u64 = 60_000;

fn script(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax").join(name)
}

/// The files of CPython's library, in a fixed order.
fn library(command: &str) -> Vec<PathBuf> {
    let folder =
        oracle::run(command, &["-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])"], "");
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(folder.trim())];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() && name != "site-packages" {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "py") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The files that are UTF-8 and name no other encoding.
fn readable(files: Vec<PathBuf>) -> Vec<(PathBuf, String)> {
    let mut out = Vec::new();
    for path in files {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let head: String = text.lines().take(2).collect();
        let other = head.contains("coding") && !head.to_lowercase().contains("utf-8");
        // Paths go to the script by lines.
        if !other && path.to_str().is_some_and(|path| !path.contains('\n')) {
            out.push((path, text));
        }
    }
    out
}

fn paths<'p>(files: impl Iterator<Item = &'p PathBuf>) -> String {
    files.map(|path| format!("{}\n", path.display())).collect()
}

#[test]
fn every_file_of_the_library_is_judged_as_cpython_does() {
    let Some(command) = oracle::find() else {
        return;
    };
    let files = readable(library(&command));
    assert!(files.len() > 500, "the library is there");
    let args = [script("dump_tree.py").into_os_string(), "accept".into()];
    let theirs = oracle::run(&command, &args, &paths(files.iter().map(|(path, _)| path)));
    let mut wrong = Vec::new();
    for ((path, text), accepted) in files.iter().zip(theirs.lines()) {
        let source = SourceText::new(path.display().to_string(), text.trim_start_matches('\u{feff}'));
        let arena = Bump::new();
        let ours = parse_module(&arena, &source);
        if ours.is_ok() != (accepted == "yes") {
            wrong.push(format!("{}: CPython {accepted}, here {:?}", path.display(), ours.err()));
        }
    }
    assert_eq!(theirs.lines().count(), files.len(), "one answer for each file");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn trees_are_cpythons_trees() {
    let Some(command) = oracle::find() else {
        return;
    };
    let all = std::env::var("SYNTAX_CORPUS").is_ok_and(|value| value == "all");
    let files: Vec<_> = readable(library(&command))
        .into_iter()
        .enumerate()
        .filter(|(index, (_, text))| all || (index % SAMPLE == 0 && text.len() as u64 <= LONGEST))
        .map(|(_, file)| file)
        .collect();
    let args = [script("dump_tree.py").into_os_string(), "trees".into()];
    let theirs = oracle::run(&command, &args, &paths(files.iter().map(|(path, _)| path)));
    let mut compared = 0;
    for ((path, text), theirs) in files.iter().zip(theirs.split('\0')) {
        if theirs.is_empty() {
            // Refused, which the other test compares.
            continue;
        }
        let source = SourceText::new(path.display().to_string(), text.trim_start_matches('\u{feff}'));
        let arena = Bump::new();
        let parsed =
            parse_module(&arena, &source).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
        let ours = dump::dump_tree(&source, &parsed.unit);
        let difference = ours.lines().zip(theirs.lines()).enumerate().find(|(_, (a, b))| a != b);
        if let Some((line, (ours, theirs))) = difference {
            panic!("{}: line {} of the tree\n  here    {ours}\n  CPython {theirs}", path.display(), line + 1);
        }
        assert_eq!(ours.lines().count(), theirs.lines().count(), "{}", path.display());
        compared += 1;
    }
    assert!(compared > 20, "only {compared} trees were compared");
}
