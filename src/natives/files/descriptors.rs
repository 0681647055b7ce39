//! Descriptors as numbers: which file objects of this program are behind them.
//!
//! A descriptor belongs to its number, as in C: `os.close` closes what a file object has, and the object learns of it at its next call.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, IntoRawFd};
use std::rc::{Rc, Weak};

use crate::vm::system;

/// What a file object reads and writes: a file, until somebody closes its number.
pub struct Descriptor {
    number: i32,
    file: RefCell<Option<Rc<File>>>,
}

impl Descriptor {
    /// Of an open file.
    pub fn new(f: File) -> Descriptor {
        Descriptor { number: f.as_raw_fd(), file: RefCell::new(Some(Rc::new(f))) }
    }

    /// Its number.
    pub fn number(&self) -> i32 {
        self.number
    }

    /// The file, if the number still means it.
    pub fn file(&self) -> io::Result<Rc<File>> {
        self.file.borrow().clone().ok_or_else(|| io::Error::from_raw_os_error(libc::EBADF))
    }

    /// Closes the number. An error if it is closed already, or if the system has something to say at the end of a file.
    pub fn close(&self) -> io::Result<()> {
        match self.file.take().map(Rc::try_unwrap) {
            None => Err(io::Error::from_raw_os_error(libc::EBADF)),
            Some(Ok(f)) => system::close(f.into_raw_fd()),
            // Somebody is in the middle of a call on it: the last one closes.
            Some(Err(_)) => Ok(()),
        }
    }

    /// Leaves the number open, and to whoever knows it.
    pub fn release(&self) {
        if let Some(Ok(f)) = self.file.take().map(Rc::try_unwrap) {
            let _ = f.into_raw_fd();
        }
    }
}

/// The file objects that are behind descriptors.
#[derive(Default)]
pub struct FdTable(HashMap<i32, Weak<Descriptor>>);

impl FdTable {
    /// Notes a file object's file.
    pub fn add(&mut self, f: File) -> Rc<Descriptor> {
        let d = Rc::new(Descriptor::new(f));
        self.0.insert(d.number, Rc::downgrade(&d));
        d
    }

    fn known(&self, fd: i32) -> Option<Rc<Descriptor>> {
        self.0.get(&fd)?.upgrade().filter(|d| d.file.borrow().is_some())
    }

    /// What is behind a number, for a file object; None if it is not open.
    pub fn get(&mut self, fd: i64) -> Option<Rc<Descriptor>> {
        let fd = i32::try_from(fd).ok()?;
        if let Some(d) = self.known(fd) {
            return Some(d);
        }
        let f = File::from(system::owned(fd)?);
        Some(self.add(f))
    }

    /// Closes a number, whoever has it.
    pub fn close(&mut self, fd: i32) -> io::Result<()> {
        let known = self.known(fd);
        self.forget(fd);
        match known {
            Some(d) => d.close(),
            None => system::close(fd),
        }
    }

    /// The number means no file object any more.
    pub fn forget(&mut self, fd: i32) {
        self.0.remove(&fd);
    }
}
