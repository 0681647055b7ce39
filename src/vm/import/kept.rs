//! Files of kept code: what an import compiled, for the next start. Their form and their names are those of CPython's `.pyc` files (PEP 3147, PEP 552), so that importlib, `py_compile` and
//! `compileall` deal in the same files; inside is our own code, and behind it a seal over all of it. A file that is broken, old or another version's is as good as none; code that comes another way (`marshal.loads`) is verified anew.
//!
//! They lie below `sys.pycache_prefix`, which is the user's cache folder if nothing else is said: packages and the library's folder stay as they are.

use std::ffi::OsStr;
use std::hash::{BuildHasher, Hasher};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::bytecode::{Code, store};
use crate::library;
use crate::object::code::CodeObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::source::{Outline, SourceText};
use crate::vm::Vm;

use super::find::Source;

/// Bytes before the code: the magic number, flags, time and size of the source.
const HEAD: usize = 16;

/// Bytes of the seal behind the code.
const SEAL: usize = 8;

/// How a code object begins in `marshal`'s form.
const MARSHAL_CODE: u8 = b'c';

/// Time and size of a source, as its file of kept code has them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    time: u32,
    size: u32,
}

impl Stamp {
    fn of(source: &Source) -> Option<Stamp> {
        Some(match source.packed {
            Some(f) => Stamp { time: library::MODIFIED as u32, size: f.len() as u32 },
            None => {
                let m = std::fs::metadata(&source.path).ok()?;
                Stamp { time: m.mtime() as u32, size: m.size() as u32 }
            }
        })
    }

    fn head(self) -> [u8; HEAD] {
        let mut head = [0; HEAD];
        for (at, n) in [(0, library::magic_number()), (8, self.time), (12, self.size)] {
            head[at..at + 4].copy_from_slice(&n.to_le_bytes());
        }
        head
    }
}

/// What stands behind the code: no accident changes a file and leaves it as it is. Who may write into the folder may have any code run, as with CPython's files.
fn seal(file: &[u8]) -> [u8; SEAL] {
    let mut hasher =
        foldhash::quality::FixedState::with_seed(u64::from(library::magic_number())).build_hasher();
    hasher.write(file);
    hasher.finish().to_le_bytes()
}

/// The text of a file, of the library or of the disk, by the name that its code has.
pub fn fetch(name: &str) -> Option<String> {
    let folder = format!("/{}/{}/", library::FOLDER, library::VERSION_FOLDER);
    let packed = name.find(&folder).and_then(|at| library::file(&name[at + folder.len()..]));
    let bytes = match packed {
        Some(f) => f.read(),
        None => std::fs::read(name).ok()?,
    };
    SourceText::from_bytes(name, &bytes).ok().map(|s| s.text().to_string())
}

fn put(out: &mut Vec<u8>, n: u64) {
    out.extend(n.to_le_bytes());
}

/// Takes a number off the front.
fn number(bytes: &mut &[u8]) -> Option<u64> {
    let (n, rest) = bytes.split_first_chunk::<8>()?;
    *bytes = rest;
    Some(u64::from_le_bytes(*n))
}

/// A code object as bytes: what is known of its text, then the code.
pub fn code_to_bytes(vm: &Vm, code: &CodeObj) -> Vec<u8> {
    let mut out = Vec::new();
    let file = code.file.bytes();
    put(&mut out, file.len() as u64);
    out.extend(file);
    let outline = vm.sources.get(code.source.get()).map(|s| s.outline());
    let outline = outline.unwrap_or_else(|| SourceText::new("", "").outline());
    put(&mut out, u64::from(outline.length));
    put(&mut out, outline.fingerprint);
    put(
        &mut out,
        u64::from(outline.is_ascii) | u64::from(outline.grid) << 1 | u64::from(outline.moved as u32) << 32,
    );
    put(&mut out, outline.line_starts.len() as u64);
    out.extend(outline.line_starts.iter().flat_map(|n| n.to_le_bytes()));
    out.extend(store::write(&code.code));
    out
}

/// The code object of such bytes; `None` if they are not that. `file` is the name of its file, if it is known better than the bytes say.
pub fn code_from_bytes(vm: &mut Vm, bytes: &[u8], file: Option<&str>) -> Option<Ref<CodeObj>> {
    code_by(vm, store::read, bytes, file)
}

type ReadCode = fn(&[u8], &Rc<str>) -> Option<Rc<Code>>;

fn code_by(vm: &mut Vm, read: ReadCode, mut bytes: &[u8], file: Option<&str>) -> Option<Ref<CodeObj>> {
    let n = usize::try_from(number(&mut bytes)?).ok()?;
    let (own, rest) = bytes.split_at_checked(n)?;
    bytes = rest;
    let file = match file {
        Some(file) => file,
        None => std::str::from_utf8(own).ok()?,
    };
    let length = number(&mut bytes)?.try_into().ok()?;
    let fingerprint = number(&mut bytes)?;
    let marks = number(&mut bytes)?;
    let lines = usize::try_from(number(&mut bytes)?).ok()?;
    let (starts, rest) = bytes.split_at_checked(lines.checked_mul(4)?)?;
    let line_starts: Vec<u32> =
        starts.chunks_exact(4).map(|n| u32::from_le_bytes(n.try_into().unwrap_or_default())).collect();
    let in_order = line_starts.first() == Some(&0)
        && line_starts.is_sorted()
        && line_starts.last().is_some_and(|last| *last <= length);
    if !in_order {
        return None;
    }
    let shared: Rc<str> = Rc::from(file);
    let code = read(rest, &shared)?;
    let outline = Outline {
        length,
        fingerprint,
        is_ascii: marks & 1 != 0,
        grid: marks & 2 != 0,
        moved: (marks >> 32) as i32,
        line_starts,
    };
    let number = vm.sources.add(Rc::new(SourceText::later(file, outline, fetch)));
    Some(vm.load_code(&code, &number))
}

impl Vm {
    /// The folder of kept code, if there is one (`sys.pycache_prefix`).
    pub fn code_folder(&mut self) -> Option<PathBuf> {
        if self.late_sys.is_none() {
            let name = self.heap.intern("pycache_prefix");
            let prefix = self.sys.get_str(&name)?;
            return prefix.cast::<StrObj>().map(|s| PathBuf::from(OsStr::from_bytes(s.bytes())));
        }
        self.home().code_folder.clone()
    }

    /// The file that keeps the code of a source (`importlib.util.cache_from_source`).
    fn kept_file(&mut self, source: &str) -> Option<PathBuf> {
        if source.starts_with('<') {
            let folder = self.code_folder()?;
            return Some(folder.join(format!("{}.{}", source.trim_matches(['<', '>']), self.kept_suffix())));
        }
        let source = Path::new(source);
        let stem = source.file_stem()?.to_str()?;
        let name = format!("{stem}.{}", self.kept_suffix());
        let parent = source.parent()?;
        match self.code_folder() {
            Some(folder) => {
                let parent = if parent.is_absolute() {
                    parent.to_path_buf()
                } else {
                    self.world.current_dir().ok()?.join(parent)
                };
                Some(folder.join(parent.strip_prefix("/").ok()?).join(name))
            }
            None => Some(parent.join("__pycache__").join(name)),
        }
    }

    fn kept_suffix(&self) -> String {
        match self.options.optimize {
            0 => "hoop-314.pyc".to_string(),
            n => format!("hoop-314.opt-{n}.pyc"),
        }
    }

    /// The kept code of a source, and where and how to keep what is compiled instead.
    pub(super) fn kept_code(&mut self, source: &Source) -> (Option<Ref<CodeObj>>, Option<(PathBuf, Stamp)>) {
        let Some(stamp) = Stamp::of(source) else { return (None, None) };
        let Some(file) = self.kept_file(&source.path) else { return (None, None) };
        let code = std::fs::read(&file).ok().and_then(|bytes| {
            let rest = bytes.strip_prefix(&stamp.head())?;
            let rest = rest.strip_prefix(&[MARSHAL_CODE])?;
            let (length, rest) = rest.split_first_chunk::<4>()?;
            let (code, end) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
            let read = if end.is_empty() {
                // `py_compile` and importlib set no seal.
                store::read
            } else {
                let sealed = &bytes[..bytes.len() - end.len()];
                (seal(sealed) == *end).then_some(store::read_sealed as ReadCode)?
            };
            code_by(self, read, code, Some(source.code_name()))
        });
        (code, Some((file, stamp)))
    }

    /// Whether compiled code is kept.
    fn keeps_code(&self) -> bool {
        if self.late_sys.is_some() {
            return !self.options.flags.dont_write_bytecode;
        }
        let name = self.heap.intern("dont_write_bytecode");
        self.sys.get_str(&name).is_none_or(|v| matches!(v, Value::False | Value::None))
    }

    /// Keeps the code of a source. The file appears whole or not at all; where it cannot be written nothing is kept.
    pub(super) fn keep_code(&mut self, file: &Path, stamp: Stamp, code: &Ref<CodeObj>) {
        if !self.keeps_code() {
            return;
        }
        let Some(folder) = file.parent() else { return };
        let bytes = code_to_bytes(self, code);
        let Ok(length) = u32::try_from(bytes.len()) else { return };
        let mut whole = stamp.head().to_vec();
        whole.push(MARSHAL_CODE);
        whole.extend(length.to_le_bytes());
        whole.extend(bytes);
        whole.extend(seal(&whole));
        let mut half = file.as_os_str().to_os_string();
        half.push(format!(".{}", self.world.pid()));
        let half = PathBuf::from(half);
        let written = std::fs::create_dir_all(folder).and_then(|()| {
            let mut options = std::fs::OpenOptions::new();
            let mut out = options.write(true).create_new(true).mode(0o600).open(&half)?;
            // Who may not read the source shall not read the code.
            let mode = std::fs::metadata(&*code.code.file).map_or(0o644, |m| m.mode() & 0o777 | 0o200);
            out.set_permissions(std::fs::Permissions::from_mode(mode))?;
            out.write_all(&whole)?;
            drop(out);
            std::fs::rename(&half, file)
        });
        if written.is_err() {
            // What was begun is of no use to anybody; if it is another's, its owner renames it.
            let _ = std::fs::remove_file(&half);
        }
    }
}
