//! Build script: joins the parts of the grammar into one file (one LALRPOP file is one grammar) and runs LALRPOP over it.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The parts in the order in which they are joined; `head` declares the terminals.
const PARTS: [&str; 6] = ["head", "statements", "compound", "patterns", "expressions", "strings"];

fn main() -> io::Result<()> {
    let folder = Path::new("grammar");
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut whole = String::new();
    for part in PARTS {
        let path = folder.join(part).with_extension("lalrpop");
        println!("cargo::rerun-if-changed={}", path.display());
        whole.push_str(&fs::read_to_string(&path)?);
        whole.push('\n');
    }
    println!("cargo::rerun-if-changed=grammar/build.rs");
    // The tables of natives are full of addresses. In a program that stands where it was linked, the loader need not touch their pages: a
    // millisecond less at each start. (Stack, heap and libraries still stand at random places.)
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux")
        && env::var("CARGO_CFG_TARGET_ENV").as_deref() == Ok("gnu")
    {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    let joined = out.join("python.lalrpop");
    if fs::read_to_string(&joined).ok().as_deref() != Some(whole.as_str()) {
        fs::write(&joined, whole)?;
    }
    lalrpop::Configuration::new()
        .set_out_dir(&out)
        .emit_rerun_directives(false)
        .process_file(&joined)
        .map_err(|error| io::Error::other(error.to_string()))
}
