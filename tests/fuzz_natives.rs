//! Natives that read what others wrote end in a value or an exception, whatever they are given: patterns and code arrays of `re`, JSON, formats and data of `struct`, CSV, arrays,
//! base64 and its kin, compressed streams, pickles, marshalled values, literals, files of kept code. `data/fuzz_natives.py` mutates; here it is run.
//!
//! The cases are the same in every run. `HOOP_FUZZ_SEED` moves them, `HOOP_FUZZ_CASES` multiplies them; `HOOP_FUZZ_NATIVES` is the number of cases of each part instead.

mod common;

use common::run::{command, run, tail};
use std::path::Path;
use std::time::Duration;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |v| v.parse().unwrap_or_else(|_| panic!("{name}={v}")))
}

/// Cases of one process: few enough that it ends before its deadline, and that a failing one is run again soon.
const MOST: u64 = 10_000;

/// Runs a part of the script, in processes of so many cases each.
fn survives(part: &str, count: u64) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/fuzz_natives.py");
    let seed = setting("HOOP_FUZZ_SEED", 1);
    let wanted = setting("HOOP_FUZZ_NATIVES", 0);
    let (rounds, count) = match wanted {
        0 => (setting("HOOP_FUZZ_CASES", 1), count),
        n => (n.div_ceil(MOST), n.min(MOST)),
    };
    for round in 0..rounds {
        let seed = seed.wrapping_mul(1_000_003).wrapping_add(round);
        let mut hoop = command(common::hoop());
        hoop.arg(&script).args([part, &seed.to_string(), &count.to_string()]);
        let found =
            run(hoop, b"", Duration::from_secs(300)).unwrap_or_else(|e| panic!("{part}, seed {seed}: {e}"));
        let told = tail(&found.stderr);
        assert_eq!(found.status, 0, "{part}, seed {seed}\n{told}");
        assert!(found.stdout.ends_with(format!("done {part}\n").as_bytes()), "{part}, seed {seed}\n{told}");
    }
}

#[test]
fn patterns() {
    survives("patterns", 150);
}

#[test]
fn code_arrays() {
    survives("codes", 400);
}

#[test]
fn json_documents() {
    survives("documents", 400);
}

#[test]
fn struct_layouts() {
    survives("layouts", 400);
}

#[test]
fn csv_tables() {
    survives("tables", 400);
}

#[test]
fn arrays_and_encoded_bytes() {
    survives("items", 200);
}

#[test]
fn compressed_streams() {
    survives("squeezed", 150);
}

#[test]
fn pickles() {
    survives("pickles", 400);
}

#[test]
fn flat_streams() {
    survives("flat", 400);
}

#[test]
fn marshalled_values() {
    survives("marshalled", 400);
}

#[test]
fn literals() {
    survives("literals", 300);
}

#[test]
fn files_of_kept_code() {
    survives("kept", 400);
}
