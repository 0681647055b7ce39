//! `scandir`: the entries of a directory, each knowing its kind without another system call.

use std::cell::RefCell;
use std::ffi::OsString;
use std::fs::FileType;
use std::io;
use std::os::unix::fs::DirEntryExt;
use std::path::{Path, PathBuf};

use crate::natives::files::mounted::{self, Stat};
use crate::object::bytes::BytesObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::{ClassSpec, new_class, os_error, own};
use super::paths::{joined, name_value, os_path, stat_result};

/// What a directory says of an entry, before anybody asks the entry itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    File,
    Folder,
    Link,
    Other,
    /// The file system does not say.
    Unknown,
}

impl From<FileType> for Kind {
    fn from(t: FileType) -> Kind {
        match () {
            () if t.is_dir() => Kind::Folder,
            () if t.is_file() => Kind::File,
            () if t.is_symlink() => Kind::Link,
            () => Kind::Other,
        }
    }
}

/// Name, kind and inode of an entry.
type Listed = (OsString, Kind, u64);

/// The entries of a directory, of the disk or of the library.
type Entries = Box<dyn Iterator<Item = io::Result<Listed>>>;

fn entries(vm: &mut Vm, folder: &Path) -> io::Result<Entries> {
    if let Some(names) = mounted::list(vm, folder) {
        let kind = |is_folder| if is_folder { Kind::Folder } else { Kind::File };
        let all = names?.into_iter().enumerate();
        return Ok(Box::new(
            all.map(move |(i, (name, is_folder))| Ok((name.into(), kind(is_folder), i as u64 + 2))),
        ));
    }
    let all = std::fs::read_dir(folder)?;
    Ok(Box::new(all.map(|e| {
        let e = e?;
        Ok((e.file_name(), e.file_type().map_or(Kind::Unknown, Kind::from), e.ino()))
    })))
}

payload! {
    /// The iterator.
    pub struct ScanDir as "posix.ScandirIterator" { path: Value } plain { folder: PathBuf, entries: RefCell<Option<Entries>>, as_bytes: bool }
}

payload! {
    /// One entry.
    pub struct DirEntry as "posix.DirEntry" { name: Value, path: Value } plain { full: PathBuf, kind: Kind, inode: u64 }
}

fn next_entry(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let s = own::<ScanDir>(this);
    let next = s.entries.borrow_mut().as_mut().and_then(Iterator::next);
    let e = match next {
        None => {
            *s.entries.borrow_mut() = None;
            return Ok(None);
        }
        Some(Err(e)) => return Err(os_error(vm, &e, Some(s.path.clone()))),
        Some(Ok(e)) => e,
    };
    let (file_name, kind, inode) = e;
    let name = name_value(vm, &file_name, s.as_bytes)?;
    let path = joined(vm, &s.path, &file_name)?;
    let class = vm.extra_types["os.DirEntry"].clone();
    let entry = DirEntry { name, path, full: s.folder.join(file_name), kind, inode };
    Ok(Some(vm.heap.alloc(&class, entry).into_value()))
}

natives! { static SCAN;
    /// Ends the iteration.
    fn close(vm, this: Ref<ScanDir>, /) { *this.entries.borrow_mut() = None; }
    /// The iterator itself.
    fn __enter__(vm, this: Ref<ScanDir>, /) -> Value { this.into_value() }
    /// Ends the iteration.
    fn __exit__(vm, this: Ref<ScanDir>, /, *args) {
        drop(args);
        *this.entries.borrow_mut() = None;
    }
}

fn is_kind(e: &DirEntry, follow: bool, wanted: Kind) -> io::Result<bool> {
    match e.kind {
        Kind::Unknown => {}
        Kind::Link if follow => {}
        kind => return Ok(kind == wanted),
    }
    let m = if follow { std::fs::metadata(&e.full) } else { std::fs::symlink_metadata(&e.full) };
    match m {
        Ok(m) => Ok(Kind::from(m.file_type()) == wanted),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e),
    }
}

natives! { static ENTRY;
    /// Return True if the entry is a directory.
    fn is_dir(vm, this: Ref<DirEntry>, /, *, follow_symlinks: bool = true) -> Res<bool> {
        is_kind(&this, follow_symlinks, Kind::Folder).map_err(|e| os_error(vm, &e, Some(this.path.clone())))
    }
    /// Return True if the entry is a file.
    fn is_file(vm, this: Ref<DirEntry>, /, *, follow_symlinks: bool = true) -> Res<bool> {
        is_kind(&this, follow_symlinks, Kind::File).map_err(|e| os_error(vm, &e, Some(this.path.clone())))
    }
    /// Return True if the entry is a symbolic link.
    fn is_symlink(vm, this: Ref<DirEntry>, /) -> Res<bool> {
        is_kind(&this, false, Kind::Link).map_err(|e| os_error(vm, &e, Some(this.path.clone())))
    }
    /// Return True if the entry is a junction: never here.
    fn is_junction(vm, this: Ref<DirEntry>, /) -> bool { drop(this); false }
    /// Return stat_result object for the entry.
    fn stat(vm, this: Ref<DirEntry>, /, *, follow_symlinks: bool = true) -> Res {
        if let Some(m) = mounted::stat(vm, &this.full) {
            return Ok(stat_result(vm, &m));
        }
        let m = if follow_symlinks { std::fs::metadata(&this.full) } else { std::fs::symlink_metadata(&this.full) };
        match m {
            Ok(m) => Ok(stat_result(vm, &Stat::from(&m))),
            Err(e) => Err(os_error(vm, &e, Some(this.path.clone()))),
        }
    }
    /// Return inode of the entry.
    fn inode(vm, this: Ref<DirEntry>, /) -> usize { this.inode as usize }
    /// Returns the path for the entry.
    fn __fspath__(vm, this: Ref<DirEntry>, /) -> Value { this.path.clone() }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<DirEntry>, /) -> Res<String> { Ok(format!("<DirEntry {}>", vm.repr(&this.name)?.to_text())) }
}

attrs! { static ENTRY_ATTRS for DirEntry;
    /// the entry's base filename
    fn name(vm, this) -> Value { this.name.clone() }
    /// the entry's full path name
    fn path(vm, this) -> Value { this.path.clone() }
}

natives! { pub static FUNCTIONS;
    /// Return an iterator of DirEntry objects for given path.
    fn scandir(vm, /, path: Value = Value::None) -> Res<Ref<ScanDir>> {
        let path = if path.is_none() { vm.heap.str(".").into_value() } else { path.take() };
        let p = os_path(vm, "scandir", &path)?;
        let plain = crate::natives::files::paths::fs_path(vm, &path)?;
        let entries = entries(vm, &p).map_err(|e| os_error(vm, &e, Some(plain.clone())))?;
        let as_bytes = plain.is_a::<BytesObj>();
        let class = vm.extra_types["posix.ScandirIterator"].clone();
        Ok(vm.heap.alloc(&class, ScanDir { path: plain, folder: p, entries: RefCell::new(Some(entries)), as_bytes }))
    }
}

/// Makes the classes.
pub fn init(vm: &mut Vm, dict: &Ref<crate::object::dict::DictObj>) {
    let scan = ClassSpec {
        name: "ScandirIterator",
        module: "posix",
        flags: NO_NEW,
        methods: SCAN,
        next: Some(next_entry),
    };
    let c = new_class(vm, &scan);
    vm.extra_types.insert("posix.ScandirIterator", c);
    let c = new_class(
        vm,
        &ClassSpec { name: "DirEntry", module: "os", flags: NO_NEW, methods: ENTRY, next: None },
    );
    vm.add_attrs(&c, ENTRY_ATTRS);
    super::super::support::put(vm, dict, "DirEntry", c.value());
    vm.extra_types.insert("os.DirEntry", c);
}
