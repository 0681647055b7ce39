//! One map: its memory, what may be done with it, how it begins and changes its size.

use std::cell::{Cell, RefCell};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};

use crate::object::bytes::ByteArrayObj;
use crate::object::{Ref, TypeObj, Value};
use crate::payload;
use crate::vm::mapped::{self, Mapping};
use crate::vm::system;
use crate::vm::{Res, Vm};

use super::super::support::os_error;

/// What a script may do with the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    Default,
    Read,
    Write,
    /// Written pages belong to this process only.
    Copy,
}

payload! {
    /// `mmap`
    pub struct Map as "mmap.mmap" {
        /// None: closed.
        pub memory: RefCell<Option<Ref<ByteArrayObj>>>,
    } plain {
        /// Where in the memory the pages begin, and how many bytes of them belong to the map.
        pub start: Cell<usize>,
        pub len: Cell<usize>,
        pub position: Cell<usize>,
        pub access: Cell<Access>,
        pub offset: i64,
        pub file: RefCell<Option<OwnedFd>>,
        pub tracks: bool,
        pub protection: i32,
        pub flags: i32,
    }
}

/// What a map is asked for.
pub struct Wanted {
    pub fd: i32,
    pub len: i64,
    pub flags: i32,
    pub protection: i32,
    pub access: i32,
    pub offset: i64,
    pub tracks: bool,
}

/// `MAP_ANONYMOUS`, `MAP_SHARED`, `MAP_PRIVATE`, `PROT_READ` and `PROT_WRITE` under shorter names.
const ANONYMOUS: i32 = libc::MAP_ANONYMOUS;
pub const SHARED: i32 = libc::MAP_SHARED;
const PRIVATE: i32 = libc::MAP_PRIVATE;
const READ: i32 = libc::PROT_READ;
const WRITE: i32 = libc::PROT_WRITE;
pub const READ_WRITE: i32 = READ | WRITE;

/// Flags that say where pages lie or of what kind they are: that is settled here.
const REFUSED: i32 = libc::MAP_FIXED | libc::MAP_GROWSDOWN | libc::MAP_HUGETLB | libc::MAP_FIXED_NOREPLACE;

/// Makes a map.
pub fn make(vm: &mut Vm, class: &Ref<TypeObj>, wanted: Wanted) -> Res<Ref<Map>> {
    let Wanted { fd, mut len, mut flags, mut protection, access, offset, tracks } = wanted;
    if len < 0 {
        return Err(vm.overflow_error("memory mapped length must be positive"));
    }
    if offset < 0 {
        return Err(vm.overflow_error("memory mapped offset must be positive"));
    }
    if access != 0 && (flags != SHARED || protection != READ_WRITE) {
        return Err(vm.value_error("mmap can't specify both access and flags, prot."));
    }
    let access = match access {
        0 if protection & READ_WRITE == READ_WRITE => Access::Default,
        0 if protection & WRITE != 0 => Access::Write,
        0 => Access::Read,
        1 => {
            protection = READ;
            Access::Read
        }
        2 => Access::Write,
        3 => {
            flags = PRIVATE;
            Access::Copy
        }
        _ => return Err(vm.value_error("mmap invalid access parameter.")),
    };
    let mut file = None;
    if fd != -1 {
        let status = system::borrowed(fd).and_then(|fd| Ok(rustix::fs::fstat(fd)?));
        if let Ok(status) = &status
            && rustix::fs::FileType::from_raw_mode(status.st_mode) == rustix::fs::FileType::RegularFile
        {
            let size = status.st_size;
            if len == 0 {
                if size == 0 {
                    return Err(vm.value_error("cannot mmap an empty file"));
                }
                if offset >= size {
                    return Err(vm.value_error("mmap offset is greater than file size"));
                }
                len = size - offset;
            } else if offset > size || size - offset < len {
                return Err(vm.value_error("mmap length is greater than file size"));
            }
        }
        if tracks {
            let copy = system::borrowed(fd).and_then(|fd| Ok(rustix::io::fcntl_dupfd_cloexec(fd, 0)?));
            file = Some(copy.map_err(|e| os_error(vm, &e, None))?);
        }
    } else {
        flags |= ANONYMOUS;
    }
    if flags & REFUSED != 0 {
        return Err(os_error(vm, &io::Error::from_raw_os_error(libc::EINVAL), None));
    }
    let how = Mapping { fd, offset, protection, flags };
    let (memory, start) = mapped::map(len as usize, how).map_err(|e| os_error(vm, &e, None))?;
    let memory = vm.heap.alloc(&vm.types().bytearray, memory);
    let map = Map {
        memory: RefCell::new(Some(memory)),
        start: Cell::new(start),
        len: Cell::new(len as usize),
        position: Cell::new(0),
        access: Cell::new(access),
        offset,
        file: RefCell::new(file),
        tracks,
        protection,
        flags,
    };
    Ok(vm.heap.alloc(class, map))
}

impl Map {
    /// The memory; ValueError if the map is closed.
    pub fn open(&self, vm: &mut Vm) -> Res<Ref<ByteArrayObj>> {
        match &*self.memory.borrow() {
            Some(memory) => Ok(memory.clone()),
            None => Err(vm.value_error("mmap closed or invalid")),
        }
    }

    /// The memory, to write into.
    pub fn writable(&self, vm: &mut Vm) -> Res<Ref<ByteArrayObj>> {
        let memory = self.open(vm)?;
        if self.access.get() == Access::Read {
            return Err(vm.type_error("mmap can't modify a readonly memory map."));
        }
        Ok(memory)
    }

    /// Looks at the bytes. Do not run script code meanwhile.
    pub fn with<R>(&self, memory: &ByteArrayObj, look: impl FnOnce(&[u8]) -> R) -> R {
        let start = self.start.get();
        look(memory.borrow().get(start..start + self.len.get()).unwrap_or(&[]))
    }

    /// Changes the bytes. Do not run script code meanwhile.
    pub fn with_mut<R>(&self, memory: &ByteArrayObj, change: impl FnOnce(&mut [u8]) -> R) -> R {
        let start = self.start.get();
        change(memory.borrow_mut().get_mut(start..start + self.len.get()).unwrap_or(&mut []))
    }

    /// Whether somebody beside the map looks at its memory.
    pub fn is_looked_at(&self) -> bool {
        self.memory.borrow().as_ref().is_some_and(|m| m.exports.get() > 1)
    }

    /// Ends the map.
    pub fn close(&self, vm: &mut Vm) -> Res<()> {
        if self.is_looked_at() {
            return Err(vm.buffer_error("cannot close exported pointers exist"));
        }
        drop(self.memory.take());
        drop(self.file.take());
        Ok(())
    }

    /// Changes the size, and that of the file.
    pub fn resize(&self, vm: &mut Vm, new: i64) -> Res<()> {
        let memory = self.open(vm)?;
        if self.is_looked_at() {
            return Err(vm.buffer_error("mmap can't resize with extant buffers exported."));
        }
        if !matches!(self.access.get(), Access::Default | Access::Write) {
            return Err(vm.type_error("mmap can't resize a readonly or copy-on-write memory map."));
        }
        if !self.tracks {
            return Err(vm.value_error("mmap can't resize with trackfd=False."));
        }
        if new < 0 || i64::MAX - new < self.offset {
            return Err(vm.value_error("new size out of range"));
        }
        let size = new as usize;
        let fd = self.file.borrow().as_ref().map_or(-1, AsRawFd::as_raw_fd);
        let anonymous = fd == -1;
        if anonymous && self.flags & PRIVATE == 0 && size > self.len.get() {
            return Err(vm.value_error("mmap: can't expand a shared anonymous mapping"));
        }
        let made = (|| {
            if size == 0 {
                return Err(io::Error::from_raw_os_error(libc::EINVAL));
            }
            if !anonymous {
                system::ftruncate(fd, self.offset + new)?;
            }
            // Pages that no file has are copied; those of a private map of a file that were written, too.
            let how = Mapping { fd, offset: self.offset, protection: self.protection, flags: self.flags };
            let (fresh, start) = mapped::map(size, how)?;
            if anonymous || self.flags & PRIVATE != 0 {
                let keep = size.min(self.len.get());
                self.with(&memory, |old| {
                    fresh.borrow_mut()[start..start + keep].copy_from_slice(&old[..keep])
                });
            }
            Ok((fresh, start))
        })();
        let (fresh, start) = made.map_err(|e| os_error(vm, &e, None))?;
        let fresh = vm.heap.alloc(&vm.types().bytearray, fresh);
        let old = self.memory.replace(Some(fresh));
        self.start.set(start);
        self.len.set(size);
        drop((old, memory));
        Ok(())
    }

    /// Position and end of what is still to be read.
    pub fn rest(&self) -> (usize, usize) {
        (self.position.get().min(self.len.get()), self.len.get())
    }
}

/// The file's size; EBADF without a file.
pub fn file_size(vm: &mut Vm, map: &Map) -> Res<i64> {
    let size = match &*map.file.borrow() {
        Some(fd) => rustix::fs::fstat(fd).map(|s| s.st_size).map_err(io::Error::from),
        None => Err(io::Error::from_raw_os_error(libc::EBADF)),
    };
    size.map_err(|e| os_error(vm, &e, None))
}

/// A number of C's int.
pub fn int(vm: &mut Vm, v: &Value) -> Res<i32> {
    vm.to_i32(v)
}
