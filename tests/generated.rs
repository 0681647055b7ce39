//! Generated programs print what CPython 3.14 prints: the whole language, calls of the library, tasks under a clock that jumps. `generated/main.py` makes them, runs both sides and shrinks
//! what differs; here it is started where there is an oracle.
//!
//! The programs are the same in every run. `HOOP_GENERATED` says how many (300 by default), `HOOP_FUZZ_SEED` moves them.

mod common;

use common::run::{command, run};
use std::time::Duration;

#[test]
fn generated_programs_print_what_cpython_prints() {
    let Some(oracle) = common::oracle::find() else {
        eprintln!("\n*** SKIPPED generated_programs: no CPython 3.14 on this machine.\n");
        return;
    };
    let setting = |name: &str, default: &str| std::env::var(name).unwrap_or_else(|_| default.to_string());
    let count = setting("HOOP_GENERATED", "300");
    let patience = 120 + count.parse::<u64>().expect("HOOP_GENERATED is a number");
    let mut driver = command(&oracle);
    driver.env("PYTHONDONTWRITEBYTECODE", "1").arg(common::root().join("tests/generated/main.py"));
    driver.args(["--hoop", common::hoop(), "--count", &count, "--seed", &setting("HOOP_FUZZ_SEED", "1")]);
    let found = run(driver, b"", Duration::from_secs(patience)).expect("the programs end");
    let told = String::from_utf8_lossy(&found.stdout);
    assert_eq!(found.status, 0, "\n{told}\n{}", String::from_utf8_lossy(&found.stderr));
    eprintln!("{told}");
}
