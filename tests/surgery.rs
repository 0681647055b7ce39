//! Surgery on living classes: random programs that change classes, bases, orders, slots, descriptors, dicts, finalisers and weak references under
//! warm call sites must end in an orderly way, and must print what CPython 3.14 prints.
//!
//! The programs are the same in every run. `HOOP_SURGERY=N` runs N of them, `HOOP_SURGERY_SEED` moves them:
//! `HOOP_SURGERY=5000 cargo test --test surgery`.

mod common;
#[path = "common/generate.rs"]
mod generate;
#[path = "common/generate_surgery.rs"]
mod generate_surgery;

use common::diff::difference;
use common::run::{command, run, tail};
use generate::Dice;
use std::fs;
use std::time::Duration;

/// As many as take a few seconds.
const PROGRAMS: u64 = 150;

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |v| v.parse().unwrap_or_else(|_| panic!("{name}={v}")))
}

#[test]
fn surgery_on_living_classes() {
    // Its words for layouts are the ones that count here.
    let oracle = common::oracle::find();
    if oracle.is_none() {
        eprintln!("\n*** No CPython 3.14 on this machine: what the programs print is NOT compared.\n");
    }
    let (seed, count) = (setting("HOOP_SURGERY_SEED", 1), setting("HOOP_SURGERY", PROGRAMS));
    let path = std::env::temp_dir().join(format!("hoop-surgery-{}.py", std::process::id()));
    for number in 0..count {
        let mut dice = Dice::new(seed.wrapping_mul(1_000_003) + number);
        fs::write(&path, generate_surgery::program(&mut dice)).unwrap();
        let answer = |program: &str| {
            let mut command = command(program);
            command.arg(&path);
            run(command, b"", Duration::from_secs(30))
                .unwrap_or_else(|e| panic!("{program} on program {number}, kept in {}: {e}", path.display()))
        };
        let found = answer(common::hoop());
        let kept = format!("program {number}, kept in {}", path.display());
        assert!(matches!(found.status, 0 | 1), "{kept}: status {}\n{}", found.status, tail(&found.stderr));
        assert!(
            !String::from_utf8_lossy(&found.stderr).contains("panicked"),
            "{kept}\n{}",
            tail(&found.stderr)
        );
        let Some(oracle) = &oracle else { continue };
        let expected = answer(oracle);
        assert_eq!(expected.status, found.status, "{kept}: the status\n{}", tail(&found.stderr));
        if let Some(text) = difference("stdout", &expected.stdout, &found.stdout) {
            panic!("{kept}: CPython and hoop differ\n{text}");
        }
    }
    fs::remove_file(&path).unwrap();
}
