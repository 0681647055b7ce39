//! `docs/builtins.md` says what the natives' declarations say.

use std::path::Path;

use hoopsnake::host::{Interpreter, Settings};

#[test]
fn the_manual_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/builtins.md");
    let mut interpreter = Interpreter::new(Settings::default()).expect("an interpreter starts");
    let text = interpreter.builtins_manual();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &text).expect("docs/builtins.md can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/builtins.md is out of date: BLESS=1 cargo test --test builtins_manual");
}
