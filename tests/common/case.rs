//! A golden case: a program, what its head comments ask for, and what is expected of it.
//!
//! Head comments are the comment lines before the first line of code:
//! `# time: real`, `# args: a b`, `# stdin: name.in`, `# status: N`, `# skip: reason`, and for intended
//! differences `# what:`, `# why:`, `# instead:`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// What the head comments of a program say.
#[derive(Clone, Debug, Default)]
pub struct Head {
    pub real_time: bool,
    pub args: Vec<String>,
    pub stdin: Option<String>,
    pub status: Option<i32>,
    pub skip: Option<String>,
    pub what: Option<String>,
    pub why: Option<String>,
    pub instead: Option<String>,
}

/// A program with its expectations beside it.
#[derive(Clone, Debug)]
pub struct Case {
    pub name: String,
    pub path: PathBuf,
    pub head: Head,
}

impl Head {
    /// Reads the head comments; an unknown `# word: value` line is an ordinary comment.
    pub fn read(text: &[u8]) -> Result<Head, String> {
        let mut head = Head::default();
        for line in String::from_utf8_lossy(text).lines() {
            let Some(comment) = line.strip_prefix('#') else {
                if line.trim().is_empty() {
                    continue;
                }
                break;
            };
            let Some((key, value)) = comment.trim().split_once(':') else { continue };
            let value = value.trim().to_string();
            match key {
                "time" if value == "real" => head.real_time = true,
                "time" => return Err(format!("`# time: {value}` is not known; only `real` is")),
                "args" => head.args = value.split_whitespace().map(str::to_string).collect(),
                "stdin" => head.stdin = Some(value),
                "status" => head.status = Some(value.parse().map_err(|_| format!("`# status: {value}`"))?),
                "skip" => head.skip = Some(value),
                "what" => head.what = Some(value),
                "why" => head.why = Some(value),
                "instead" => head.instead = Some(value),
                _ => {}
            }
        }
        Ok(head)
    }
}

impl Case {
    /// The folder the program lies in.
    pub fn folder(&self) -> &Path {
        self.path.parent().expect("a case lies in a folder")
    }

    /// The file name of the program, as given to the interpreter.
    pub fn file(&self) -> String {
        format!("{}.py", self.name)
    }

    /// The neighbour with another ending.
    pub fn beside(&self, ending: &str) -> PathBuf {
        self.path.with_extension(ending)
    }

    /// What is to be fed to standard input.
    pub fn stdin(&self) -> Result<Vec<u8>, String> {
        match &self.head.stdin {
            None => Ok(Vec::new()),
            Some(name) => fs::read(self.folder().join(name)).map_err(|e| format!("# stdin: {name}: {e}")),
        }
    }

    /// The exit status that is expected.
    pub fn status(&self) -> i32 {
        let written = || fs::read_to_string(self.beside("status")).ok()?.trim().parse().ok();
        self.head.status.or_else(written).unwrap_or(0)
    }
}

/// All programs of a folder, by name; a folder that is not there has none.
pub fn cases(folder: &Path) -> Vec<Case> {
    let mut found: Vec<Case> = files(folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "py"))
        .map(|path| {
            let text = fs::read(&path).expect("a listed file can be read");
            let head = Head::read(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            Case { name: path.file_stem().unwrap().to_string_lossy().into_owned(), path, head }
        })
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// Expectation files whose program is gone.
pub fn orphans(folder: &Path, cases: &[Case]) -> Vec<PathBuf> {
    let mut known: BTreeSet<PathBuf> = BTreeSet::new();
    for case in cases {
        for ending in ["py", "out", "err", "drawn", "status"] {
            known.insert(case.beside(ending));
        }
        if let Some(name) = &case.head.stdin {
            known.insert(folder.join(name));
        }
    }
    files(folder)
        .into_iter()
        .filter(|path| !known.contains(path) && path.extension().is_none_or(|e| e != "md"))
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|e| e.expect("a folder can be listed").path()).filter(|p| p.is_file()).collect()
}
