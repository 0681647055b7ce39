//! Files of the library at the paths where they seem to be: they can be read and listed like files of the disk, but nothing can be changed there.

use std::fs::{File, Metadata};
use std::io::{self, Seek, SeekFrom, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use crate::library::{self, Entry};
use crate::vm::Vm;

/// What `stat` tells of a file: the fields of `os.stat_result` in their order, the times in seconds and nanoseconds.
#[derive(Clone, Copy, Debug)]
pub struct Stat {
    pub mode: u32,
    pub inode: u64,
    pub device: u64,
    pub links: u64,
    pub user: u32,
    pub group: u32,
    pub size: u64,
    /// Of access, change of the content, change of the entry.
    pub times: [(i64, i64); 3],
    pub block_size: u64,
    pub blocks: u64,
    pub raw_device: u64,
}

impl From<&Metadata> for Stat {
    fn from(m: &Metadata) -> Stat {
        Stat {
            mode: m.mode(),
            inode: m.ino(),
            device: m.dev(),
            links: m.nlink(),
            user: m.uid(),
            group: m.gid(),
            size: m.size(),
            times: [(m.atime(), m.atime_nsec()), (m.mtime(), m.mtime_nsec()), (m.ctime(), m.ctime_nsec())],
            block_size: m.blksize(),
            blocks: m.blocks(),
            raw_device: m.rdev(),
        }
    }
}

/// The file system is for reading only.
const READ_ONLY: i32 = libc::EROFS;

/// What a path names in the library.
fn entry(vm: &mut Vm, path: &Path) -> Option<(String, Entry)> {
    let bytes = path.as_os_str().as_bytes();
    // Most paths are not there: nobody has to know where the interpreter lives for those.
    memchr::memmem::find(bytes, library::FOLDER.as_bytes())?;
    vm.home().mount.find(bytes)
}

/// What `stat` says of a file or folder of the library.
pub fn stat(vm: &mut Vm, path: &Path) -> Option<Stat> {
    let (_, entry) = entry(vm, path)?;
    let (mode, inode, size) = match entry {
        Entry::File(f) => (libc::S_IFREG | 0o444, f.number(), f.len() as u64),
        Entry::Folder => (libc::S_IFDIR | 0o555, 1, 0),
    };
    Some(Stat {
        mode,
        inode,
        device: 0,
        links: 1,
        user: 0,
        group: 0,
        size,
        times: [(library::MODIFIED, 0); 3],
        block_size: 4096,
        blocks: size.div_ceil(512),
        raw_device: 0,
    })
}

/// Opens a file of the library: its text in a file of memory.
pub fn open(vm: &mut Vm, path: &Path, writes: bool) -> Option<io::Result<File>> {
    let file = match entry(vm, path)?.1 {
        Entry::Folder => return Some(Err(io::Error::from_raw_os_error(libc::EISDIR))),
        Entry::File(_) if writes => return Some(Err(io::Error::from_raw_os_error(READ_ONLY))),
        Entry::File(file) => file,
    };
    Some((|| {
        let fd = rustix::fs::memfd_create("hoop library", rustix::fs::MemfdFlags::CLOEXEC)?;
        let mut out = File::from(fd);
        out.write_all(&file.read())?;
        out.seek(SeekFrom::Start(0))?;
        Ok(out)
    })())
}

/// The names in a folder of the library, and whether each is a folder.
pub fn list(vm: &mut Vm, path: &Path) -> Option<io::Result<Vec<(&'static str, bool)>>> {
    Some(match entry(vm, path)? {
        (inner, Entry::Folder) => Ok(library::list(&inner)),
        _ => Err(io::Error::from_raw_os_error(libc::ENOTDIR)),
    })
}

/// Whether a file of the library may be used in this way (`os.access`).
pub fn access(vm: &mut Vm, path: &Path, writes: bool, runs: bool) -> Option<bool> {
    let (_, entry) = entry(vm, path)?;
    Some(!writes && (!runs || entry == Entry::Folder))
}
