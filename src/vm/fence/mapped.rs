//! Memory of files: a bytearray's own pages, over which the system lays a file.
//!
//! Whatever looks at buffers knows the memory of bytearrays and no other. So room for whole pages is allocated as for any bytearray, the mapping is laid over those pages, and when it
//! ends plain pages take its place before the room is freed: the allocator never sees pages that are not its own, and nobody is left with an address of nothing.
//! Pages that the script may not write to are mapped privately, so that even a mistake here harms no file.

use std::io;

use crate::object::bytes::{ByteArrayObj, Keeper};

/// How the pages are mapped.
#[derive(Clone, Copy, Debug)]
pub struct Mapping {
    pub fd: i32,
    pub offset: i64,
    /// `PROT_*` and `MAP_*` of the C library.
    pub protection: i32,
    pub flags: i32,
}

/// The pages that have something laid over them.
struct Laid {
    address: usize,
    len: usize,
}

impl Drop for Laid {
    fn drop(&mut self) {
        // SAFETY: the pages belong to an allocation that still lives, see `map`.
        let done = unsafe {
            libc::mmap(
                self.address as *mut libc::c_void,
                self.len,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_FIXED,
                -1,
                0,
            )
        };
        // The system has just given the room for the mapping itself; without pages here the allocator could not go on.
        if done == libc::MAP_FAILED {
            std::process::abort();
        }
    }
}

/// Bytes of a page.
pub fn page_size() -> usize {
    // SAFETY: a number in, a number out.
    usize::try_from(unsafe { libc::sysconf(libc::_SC_PAGESIZE) }).unwrap_or(4096).max(1)
}

/// A bytearray with a mapping in it, and where that begins. Its size must never change: the caller counts as one that looks at it.
pub fn map(len: usize, how: Mapping) -> io::Result<(ByteArrayObj, usize)> {
    let page = page_size();
    let wrong = |n| io::Error::from_raw_os_error(n);
    if len == 0 {
        return Err(wrong(libc::EINVAL));
    }
    let pages = len.checked_next_multiple_of(page).ok_or(wrong(libc::ENOMEM))?;
    let room = pages.checked_add(page).ok_or(wrong(libc::ENOMEM))?;
    let mut data: Vec<u8> = Vec::new();
    data.try_reserve_exact(room).map_err(|_| wrong(libc::ENOMEM))?;
    let base = data.as_mut_ptr();
    let start = base.align_offset(page);
    if start >= page {
        return Err(wrong(libc::EINVAL));
    }
    let mut protection = libc::PROT_READ | libc::PROT_WRITE;
    let mut flags = how.flags;
    if how.protection & libc::PROT_WRITE == 0 {
        flags = flags & !libc::MAP_SHARED | libc::MAP_PRIVATE;
    }
    protection |= how.protection & libc::PROT_EXEC;
    // SAFETY: whole pages inside the allocation; what was there, nobody has read or written yet.
    let got = unsafe {
        libc::mmap(base.add(start).cast(), pages, protection, flags | libc::MAP_FIXED, how.fd, how.offset)
    };
    // From here on plain pages come back, also after a failure that has taken the old ones away.
    let error = io::Error::last_os_error();
    let laid = Laid { address: base as usize + start, len: pages };
    if got == libc::MAP_FAILED {
        drop(laid);
        return Err(error);
    }
    // SAFETY: before and behind the pages zeros are written, the pages are what the system put there; all of it is within the room.
    unsafe {
        base.write_bytes(0, start);
        base.add(start + pages).write_bytes(0, room - start - pages);
        data.set_len(start + len);
    }
    Ok((ByteArrayObj::kept(data, Keeper::new(laid)), start))
}

/// Where a part of the memory is, as a number.
fn part(b: &ByteArrayObj, start: usize, len: usize) -> io::Result<usize> {
    let data = b.borrow();
    match start.checked_add(len).and_then(|end| data.get(start..end)) {
        Some(part) => Ok(part.as_ptr() as usize),
        None => Err(io::Error::from_raw_os_error(libc::EINVAL)),
    }
}

fn answered(n: i32) -> io::Result<()> {
    if n == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// `msync`: waits until the file has what was written.
pub fn sync(b: &ByteArrayObj, start: usize, len: usize) -> io::Result<()> {
    let at = part(b, start, len)?;
    // SAFETY: the part lies in the memory; the call changes nothing in it.
    answered(unsafe { libc::msync(at as *mut libc::c_void, len, libc::MS_SYNC) })
}

/// `madvise`: whatever the advice does to pages, what is there afterwards are bytes.
pub fn advise(b: &ByteArrayObj, start: usize, len: usize, advice: i32) -> io::Result<()> {
    let at = part(b, start, len)?;
    // SAFETY: the part lies in the pages of the mapping (their last one may be longer than the part), and nobody looks at them meanwhile.
    answered(unsafe { libc::madvise(at as *mut libc::c_void, len, advice) })
}
