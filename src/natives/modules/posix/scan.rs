//! `scandir`: the entries of a directory, each knowing its kind without another system call.

use std::cell::RefCell;
use std::ffi::{OsStr, OsString};
use std::fs::FileType;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::DirEntryExt;
use std::path::PathBuf;

use crate::natives::files::mounted;
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm, system};
use crate::{attrs, natives, payload};

use super::super::support::{ClassSpec, new_class, os_error, own};
use super::arguments::{FsPath, PathFdNone, done, name_value};

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

fn entries(vm: &mut Vm, path: &FsPath) -> io::Result<Entries> {
    if path.fd.is_none()
        && let Some(names) = mounted::list(vm, path.path())
    {
        let kind = |is_folder| if is_folder { Kind::Folder } else { Kind::File };
        let all = names?.into_iter().enumerate();
        return Ok(Box::new(
            all.map(move |(i, (name, is_folder))| Ok((name.into(), kind(is_folder), i as u64 + 2))),
        ));
    }
    disk_entries(path)
}

/// The entries of a folder of the disk, which may be given by a descriptor.
pub fn disk_entries(path: &FsPath) -> io::Result<Entries> {
    if let Some(fd) = path.fd {
        let own = rustix::io::fcntl_dupfd_cloexec(system::borrowed(fd)?, 0)?;
        // What is no folder is told so before it is wound back, which it would refuse in other words.
        let mode = rustix::fs::fstat(&own)?.st_mode;
        if rustix::fs::FileType::from_raw_mode(mode) != rustix::fs::FileType::Directory {
            return Err(rustix::io::Errno::NOTDIR.into());
        }
        let mut all = rustix::fs::Dir::new(own)?;
        all.rewind();
        return Ok(Box::new(all.filter_map(|e| match e {
            Ok(e) => {
                let name = OsStr::from_bytes(e.file_name().to_bytes()).to_os_string();
                let kind = match e.file_type() {
                    rustix::fs::FileType::RegularFile => Kind::File,
                    rustix::fs::FileType::Directory => Kind::Folder,
                    rustix::fs::FileType::Symlink => Kind::Link,
                    rustix::fs::FileType::Unknown => Kind::Unknown,
                    _ => Kind::Other,
                };
                (name != "." && name != "..").then_some(Ok((name, kind, e.ino())))
            }
            Err(e) => Some(Err(e.into())),
        })));
    }
    let all = std::fs::read_dir(path.path())?;
    Ok(Box::new(all.map(|e| {
        let e = e?;
        Ok((e.file_name(), e.file_type().map_or(Kind::Unknown, Kind::from), e.ino()))
    })))
}

payload! {
    /// The iterator.
    pub struct ScanDir as "posix.ScandirIterator" { path: Value } plain { folder: PathBuf, fd: Option<i32>, entries: RefCell<Option<Entries>>, as_bytes: bool }
}

payload! {
    /// One entry.
    pub struct DirEntry as "posix.DirEntry" { name: Value, path: Value, followed: RefCell<Option<Value>>, itself: RefCell<Option<Value>> } plain { full: PathBuf, fd: Option<i32>, kind: Kind, inode: u64 }
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
    let name = name_value(vm, file_name.as_bytes(), s.as_bytes)?;
    let full = s.folder.join(&file_name);
    let path =
        if s.fd.is_some() { name.clone() } else { name_value(vm, full.as_os_str().as_bytes(), s.as_bytes)? };
    let class = vm.extra_types["os.DirEntry"].clone();
    let full = if s.fd.is_some() { PathBuf::from(file_name) } else { full };
    let entry = DirEntry {
        name,
        path,
        followed: RefCell::default(),
        itself: RefCell::default(),
        full,
        fd: s.fd,
        kind,
        inode,
    };
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
    /// An iterator that nobody holds any more and that is not at its end.
    fn __del__(vm, this: Ref<ScanDir>, /) -> Res<()> {
        if this.entries.take().is_none() {
            return Ok(());
        }
        let whole = this.value();
        if let Err(e) = vm.warn_unclosed("scandir iterator", &whole) {
            let error = vm.take_raised(e);
            (vm.hooks.unraisable)(vm, error, "finalizing scandir iterator", &whole);
        }
        Ok(())
    }
}

/// What `stat` says of an entry, asked once for each of the two questions.
fn entry_stat(vm: &mut Vm, e: &DirEntry, follow: bool) -> Res<Value> {
    // What is no link is the same either way.
    let follow = follow && matches!(e.kind, Kind::Link | Kind::Unknown);
    let kept = if follow { &e.followed } else { &e.itself };
    if let Some(v) = &*kept.borrow() {
        return Ok(v.clone());
    }
    let plain = if e.fd.is_some() { e.name.clone() } else { e.path.clone() };
    let name = std::ffi::CString::new(e.full.as_os_str().as_bytes()).unwrap_or_default();
    let path = FsPath { given: plain.clone(), plain, name, fd: None };
    let v = super::stat::of_entry(vm, &path, e.fd, follow)?;
    *kept.borrow_mut() = Some(v.clone());
    Ok(v)
}

fn is_kind(vm: &mut Vm, e: &DirEntry, follow: bool, wanted: Kind) -> Res<bool> {
    match e.kind {
        Kind::Unknown => {}
        Kind::Link if follow => {}
        kind => return Ok(kind == wanted),
    }
    let s = match entry_stat(vm, e, follow) {
        Ok(s) => s,
        Err(raised) => {
            let class = vm.types().file_not_found_error.clone();
            if !vm.raised_is(&raised, &class) {
                return Err(raised);
            }
            drop(vm.take_raised(raised));
            return Ok(false);
        }
    };
    let mode = match s.cast::<crate::object::tuple::TupleObj>().map(|t| t.items()[0].clone()) {
        Some(Value::Int(mode)) => mode as u32,
        _ => 0,
    };
    let kind = match mode & libc::S_IFMT {
        libc::S_IFREG => Kind::File,
        libc::S_IFDIR => Kind::Folder,
        libc::S_IFLNK => Kind::Link,
        _ => Kind::Other,
    };
    Ok(kind == wanted)
}

natives! { static ENTRY;
    /// Return True if the entry is a directory; cached per entry.
    fn is_dir(vm, this: Ref<DirEntry>, /, *, follow_symlinks: bool = true) -> Res<bool> { is_kind(vm, &this, follow_symlinks, Kind::Folder) }
    /// Return True if the entry is a file; cached per entry.
    fn is_file(vm, this: Ref<DirEntry>, /, *, follow_symlinks: bool = true) -> Res<bool> { is_kind(vm, &this, follow_symlinks, Kind::File) }
    /// Return True if the entry is a symbolic link; cached per entry.
    fn is_symlink(vm, this: Ref<DirEntry>, /) -> Res<bool> { is_kind(vm, &this, false, Kind::Link) }
    /// Return True if the entry is a junction; cached per entry.
    fn is_junction(vm, this: Ref<DirEntry>, /) -> bool { drop(this); false }
    /// Return stat_result object for the entry; cached per entry.
    fn stat(vm, this: Ref<DirEntry>, /, *, follow_symlinks: bool = true) -> Res { entry_stat(vm, &this, follow_symlinks) }
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
    fn scandir(vm, /, path: PathFdNone = PathFdNone(FsPath::here(vm))) -> Res<Ref<ScanDir>> {
        let entries = entries(vm, &path);
        // An error of a descriptor names none.
        let entries = if path.fd.is_some() { done(vm, entries)? } else { path.done(vm, entries)? };
        let class = vm.extra_types["posix.ScandirIterator"].clone();
        let scan = ScanDir {
            path: path.shown(),
            folder: path.path().to_path_buf(),
            fd: path.fd,
            entries: RefCell::new(Some(entries)),
            as_bytes: path.is_bytes(),
        };
        Ok(vm.heap.alloc(&class, scan))
    }
}

natives! { static ENTRY_CLASS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, item: Value, /) -> Res { crate::natives::types::generic_alias::new(vm, cls, item) }
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
    c.set_has_finalizer();
    vm.extra_types.insert("posix.ScandirIterator", c);
    let c = new_class(
        vm,
        &ClassSpec { name: "DirEntry", module: "posix", flags: NO_NEW, methods: ENTRY, next: None },
    );
    vm.add_attrs(&c, ENTRY_ATTRS);
    vm.add_class_methods(&c, ENTRY_CLASS);
    super::super::support::put(vm, dict, "DirEntry", c.value());
    vm.extra_types.insert("os.DirEntry", c);
}
