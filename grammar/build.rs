//! Build script: joins the parts of the grammar into one file (one LALRPOP file is one grammar) and runs LALRPOP over it; packs the library.

use std::path::{Path, PathBuf};
use std::{env, fs, io, thread};

#[path = "../src/library/packing.rs"]
mod packing;

use packing::{Files, fingerprint, gather, pack, restore};

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
        // Nearly all symbols are the C library's. Named here it comes before the compiler's, and the loader finds them where it looks first.
        println!("cargo::rustc-link-lib=dylib=c");
        leave_out_unwind_tables(&out)?;
    }
    let folder_of_pack = out.clone();
    let packing = thread::spawn(move || pack_library(&folder_of_pack));
    name_the_compiler()?;
    let joined = out.join("python.lalrpop");
    if fs::read_to_string(&joined).ok().as_deref() != Some(whole.as_str()) {
        fs::write(&joined, whole)?;
    }
    lalrpop::Configuration::new()
        .set_out_dir(&out)
        .emit_rerun_directives(false)
        .process_file(&joined)
        .map_err(|error| io::Error::other(error.to_string()))?;
    packing.join().map_err(|_| io::Error::other("the library cannot be packed"))?
}

/// A release ends where it panics, so nobody reads its unwind tables, which are 0.9 MB. The flag for this cannot be said for one profile (tests do unwind):
/// the linker is told. Only the linkers that Rust and GNU bring are known to take the words; who has chosen another one keeps the tables.
fn leave_out_unwind_tables(out: &Path) -> io::Result<()> {
    let chosen = env::var_os("RUSTC_LINKER").is_some()
        || env::var("CARGO_ENCODED_RUSTFLAGS")
            .is_ok_and(|flags| flags.contains("linker") || flags.contains("fuse-ld"));
    if chosen || env::var("PROFILE").as_deref() != Ok("release") {
        return Ok(());
    }
    let script = out.join("no-unwind.ld");
    fs::write(
        &script,
        "SECTIONS { /DISCARD/ : { *(.eh_frame) *(.gcc_except_table .gcc_except_table.*) } } INSERT AFTER .text;\n",
    )?;
    println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", script.display());
    Ok(())
}

/// Packs CPython's files and ours, which stand in their place.
fn pack_library(out: &Path) -> io::Result<()> {
    let ours = Path::new("src/natives/prelude");
    let mut files = Files::new();
    gather(Path::new(rustpython_pylib::LIB_PATH), "", &mut files)?;
    restore(&mut files)?;
    files.insert("LICENSE.txt".into(), licences(&files)?);
    gather(ours, "", &mut files)?;
    println!("cargo::rerun-if-changed={}", ours.display());
    println!("cargo::rerun-if-changed=src/library/packing.rs");
    println!("cargo::rerun-if-changed=src/library/format.rs");
    let whole = contents(&files);
    println!("cargo::rustc-env=HOOP_LIBRARY={whole}");
    // Packing takes seconds: what is packed already stays.
    let (file, key) = (out.join("library.pack"), out.join("library.key"));
    if file.exists() && fs::read_to_string(&key).ok() == Some(whole.to_string()) {
        return Ok(());
    }
    fs::write(&file, pack(&files)?)?;
    fs::write(&key, whole.to_string())
}

/// The licences of all that is in the program, as one text, under the name that `site` looks for.
fn licences(library: &Files) -> io::Result<Vec<u8>> {
    println!("cargo::rerun-if-changed=docs/licences");
    let mut texts = Files::new();
    gather(Path::new("docs/licences"), "", &mut texts)?;
    let mut parts = Vec::new();
    for path in ["docs/licences.md", "LICENSE-MIT", "LICENSE-APACHE"] {
        println!("cargo::rerun-if-changed={path}");
        parts.push(fs::read(path)?);
    }
    parts.extend(texts.into_values());
    match library.get("PSF-LICENSE") {
        Some(text) => parts.push(text.clone()),
        None => return Err(io::Error::other("the library comes without its licence")),
    }
    let line = format!("\n{}\n\n", "-".repeat(80));
    Ok(parts.join(line.as_bytes()))
}

/// What decides how a text is compiled, and what the code means: code that is kept in files is another one's if any of it changes.
fn name_the_compiler() -> io::Result<()> {
    let mut files = Files::new();
    for folder in ["src/syntax", "src/compile", "src/bytecode", "grammar"] {
        println!("cargo::rerun-if-changed={folder}");
        gather(Path::new(folder), folder, &mut files)?;
    }
    println!("cargo::rustc-env=HOOP_COMPILER={}", contents(&files));
    Ok(())
}

/// One number for these files.
fn contents(files: &Files) -> u64 {
    files.iter().fold(0, |sum, (path, text)| {
        sum.rotate_left(5) ^ fingerprint(path.as_bytes()) ^ fingerprint(text).rotate_left(17)
    })
}
