//! Keys that change the dict or set which compares them: hoop must do what CPython does, comparison for comparison.

mod common;

/// Programs, each of some 240 operations.
const SEEDS: std::ops::Range<u64> = 1..41;

#[test]
fn hostile_keys_do_what_they_do_in_cpython() {
    for seed in SEEDS {
        common::oracle::same_output("hostile_keys.py", &[seed]);
    }
}
