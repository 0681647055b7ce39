//! Decimal arithmetic on random numbers in random contexts: results and flags are CPython's. `HOOP_DECIMAL=100000` makes a long look of it, `HOOP_DECIMAL_SEED=7` another one.

mod common;

fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(usual)
}

#[test]
fn operations_agree_with_cpython() {
    let (seed, count) = (setting("HOOP_DECIMAL_SEED", 1), setting("HOOP_DECIMAL", 2_000));
    common::oracle::same_output("decimal_differential.py", &[seed, count]);
}
