//! Keys that change the dict or set which compares them: hoop must do what CPython does, comparison for comparison.

mod common;

use common::run::{command, run, tail};
use std::time::Duration;

/// Programs, each of some 240 operations.
const SEEDS: std::ops::Range<u64> = 1..41;

#[test]
fn hostile_keys_do_what_they_do_in_cpython() {
    let script = common::root().join("tests/data/hostile_keys.py");
    let oracle = common::oracle::find();
    if oracle.is_none() {
        eprintln!("no CPython here: the programs are only run");
    }
    for seed in SEEDS {
        let output = |program: &str| {
            let mut command = command(program);
            command.arg(&script).arg(seed.to_string());
            run(command, b"", Duration::from_secs(60)).unwrap_or_else(|e| panic!("seed {seed}: {e}"))
        };
        let found = output(common::hoop());
        assert_eq!(found.status, 0, "seed {seed}\n{}", tail(&found.stderr));
        let Some(oracle) = &oracle else { continue };
        let (found, wanted) = (found.stdout, output(oracle).stdout);
        let (found, wanted) = (String::from_utf8_lossy(&found), String::from_utf8_lossy(&wanted));
        for (number, (f, w)) in found.lines().zip(wanted.lines()).enumerate() {
            assert_eq!(f, w, "seed {seed}, line {}", number + 1);
        }
        assert_eq!(found.lines().count(), wanted.lines().count(), "seed {seed}");
    }
}
