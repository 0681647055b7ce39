//! `docs/bytecode.md` says what the instruction table says.

use std::path::Path;

#[test]
fn the_manual_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/bytecode.md");
    let text = hoopsnake::bytecode::instruction_manual();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&path, &text).expect("docs/bytecode.md can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "docs/bytecode.md is out of date: BLESS=1 cargo test --test bytecode_manual");
}
