//! The oracle's standard library, as material for tests.

use std::path::{Path, PathBuf};

/// The oracle's command and the files of its library, or None where there is no CPython 3.14.
pub fn files() -> Option<(String, Vec<PathBuf>)> {
    let oracle = std::env::var("HOOP_ORACLE").unwrap_or_else(|_| {
        let peer = std::env::var("HOME").map(|home| format!("{home}/.hoop-peers/sid/usr/bin/python3.14"));
        peer.ok().filter(|p| Path::new(p).exists()).unwrap_or_else(|| "python3.14".to_string())
    });
    let script = "import os, sys; sys.exit('no') if sys.version_info[:2] != (3, 14) else print(os.path.dirname(os.__file__))";
    let output = std::process::Command::new(&oracle).args(["-c", script]).output().ok()?;
    if !output.status.success() {
        return None;
    }
    let mut paths = Vec::new();
    collect(Path::new(String::from_utf8(output.stdout).ok()?.trim()), &mut paths);
    paths.sort();
    Some((oracle, paths))
}

fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|n| n != "site-packages") {
                collect(&path, out);
            }
        } else if path.extension().is_some_and(|e| e == "py") {
            out.push(path);
        }
    }
}
