//! Programs that are no source file: folders and zip archives with a `__main__` in them, which the library's `runpy` finds, and compiled files.

use std::path::{Path, PathBuf};

use super::Machine;
use crate::library;
use crate::object::Value;
use crate::object::code::CodeObj;
use crate::vm::Res;

/// Where the record at the end of a zip archive may begin: it has 22 bytes and a comment.
const END_RECORD: usize = 22 + 0xffff;
/// What a compiled file has before its code.
const HEAD: usize = 16;

/// Whether a file is a zip archive: only its end says so, since anything may stand before it (the line of a shell).
fn is_archive(bytes: &[u8]) -> bool {
    let tail = &bytes[bytes.len().saturating_sub(END_RECORD)..];
    tail.windows(4).any(|w| w == b"PK\x05\x06")
}

/// The archive in whose inside a path lies that is no file.
fn archive_around(path: &Path) -> Option<PathBuf> {
    path.ancestors().skip(1).find(|p| p.is_file()).map(Path::to_path_buf)
}

/// Whether modules are imported from the path itself: a folder, an archive, or a place in one.
pub(super) fn is_container(path: &Path, bytes: Option<&[u8]>) -> bool {
    match bytes {
        Some(bytes) => is_archive(bytes),
        None => {
            path.is_dir()
                || archive_around(path).is_some_and(|p| std::fs::read(p).is_ok_and(|b| is_archive(&b)))
        }
    }
}

/// Whether the bytes are those of a compiled file of this interpreter.
pub(super) fn is_compiled(bytes: &[u8]) -> bool {
    bytes.len() > HEAD && bytes.starts_with(&library::magic_number().to_le_bytes())
}

impl Machine {
    /// Runs the `__main__` that is found first on `sys.path`.
    pub(super) fn run_container(&mut self) -> Res {
        let runpy = self.vm.import("runpy")?;
        let run = self.vm.heap.intern("_run_module_as_main");
        let run = self.vm.get_attr(&runpy, &run)?;
        let name = self.vm.heap.str("__main__").into_value();
        self.vm.call(&run, &[name, Value::False])
    }

    /// Runs a compiled file.
    pub(super) fn run_compiled(&mut self, bytes: &[u8]) -> Res {
        let marshal = self.vm.import("marshal")?;
        let loads = self.vm.heap.intern("loads");
        let data = self.vm.heap.bytes_of(&bytes[HEAD..]).into_value();
        let code = self.vm.call_method(&marshal, &loads, &[data])?;
        let Some(code) = code.to_ref::<CodeObj>() else {
            return Err(self.vm.runtime_error("Bad code object in .pyc file"));
        };
        let main = self.main.clone();
        self.vm.run_code(&code, &main, None)
    }
}
