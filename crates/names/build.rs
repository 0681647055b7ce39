//! Packs the names: those that `unicode_names2` has, which as a table of its own takes 0.85 MB of a program, and the aliases.

#[path = "src/format.rs"]
mod format;

use std::path::PathBuf;
use std::{env, fs, io};

use format::{ALIAS, HANGUL, PREFIXES};

/// Names in a block: what one look-up unpacks.
const NAMES_IN_BLOCK: usize = 1024;

/// Ideographs of Tangut have names by rule, which the package leaves out (Unicode 17, table 4-8).
const TANGUT: [(u32, u32); 2] = [(0x17000, 0x187ff), (0x18d00, 0x18d1e)];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/format.rs");
    println!("cargo::rerun-if-changed=aliases.txt");
    let mut names: Vec<(String, u32)> = Vec::new();
    let mut runs: Vec<(u32, u32, u32)> = TANGUT.iter().map(|&(first, last)| (1, first, last)).collect();
    for code in (0..=u32::from(char::MAX)).filter(|code| !HANGUL.contains(code)) {
        let Some(name) = char::from_u32(code).and_then(unicode_names2::name) else { continue };
        let name = name.to_string();
        match PREFIXES.iter().position(|prefix| name.starts_with(prefix)) {
            Some(prefix) => match runs.last_mut() {
                Some((p, _, last)) if *p == prefix as u32 && *last + 1 == code => *last = code,
                _ => runs.push((prefix as u32, code, code)),
            },
            None => names.push((name, code)),
        }
    }
    for line in fs::read_to_string("aliases.txt")?.lines() {
        let parsed = line.split_once(';').and_then(|(name, code)| Some((name, u32::from_str_radix(code, 16).ok()?)));
        let Some((name, code)) = parsed else {
            return Err(io::Error::other(format!("aliases.txt: {line:?} is no alias")));
        };
        names.push((name.to_string(), code | ALIAS));
    }
    names.sort();
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("names.table"), table(&runs, &names)?)
}

fn table(runs: &[(u32, u32, u32)], names: &[(String, u32)]) -> io::Result<Vec<u8>> {
    let blocks: Vec<_> = names.chunks(NAMES_IN_BLOCK).collect();
    let mut numbers = vec![runs.len()];
    numbers.extend(runs.iter().flat_map(|&(prefix, first, last)| [prefix as usize, first as usize, last as usize]));
    numbers.push(blocks.len());
    let firsts_at = 4 * (numbers.len() + 6 * blocks.len());
    let firsts: Vec<u8> = blocks.iter().flat_map(|b| b[0].0.bytes()).collect();
    let mut frames = Vec::new();
    let mut first_at = firsts_at;
    for block in blocks {
        let mut content: Vec<u8> = block.iter().flat_map(|(name, _)| name.bytes().chain([b'\n'])).collect();
        content.extend(block.iter().flat_map(|(_, code)| code.to_le_bytes().into_iter().take(3)));
        let frame = hoopsnake_zstd::pack(&content, 19)?;
        let at = firsts_at + firsts.len() + frames.len();
        numbers.extend([first_at, first_at + block[0].0.len(), at, at + frame.len(), content.len(), block.len()]);
        first_at += block[0].0.len();
        frames.extend(frame);
    }
    let numbers = numbers.into_iter().flat_map(|n| (n as u32).to_le_bytes());
    Ok(numbers.chain(firsts).chain(frames).collect())
}
