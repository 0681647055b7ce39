//! Descriptors as numbers: which files of this program are behind them.

use std::collections::HashMap;
use std::fs::File;
use std::os::fd::AsRawFd;
use std::rc::{Rc, Weak};

enum Slot {
    /// Opened by number: closed by number.
    Owned(Rc<File>),
    /// A file object's, which closes it.
    Lent(Weak<File>),
}

/// The files that are behind descriptors.
#[derive(Default)]
pub struct FdTable(HashMap<i64, Slot>);

impl FdTable {
    /// Notes a file object's file.
    pub fn add(&mut self, f: Rc<File>) {
        self.0.insert(i64::from(f.as_raw_fd()), Slot::Lent(Rc::downgrade(&f)));
    }

    /// Keeps a file that has only a number.
    pub fn own(&mut self, f: File) -> i64 {
        let fd = i64::from(f.as_raw_fd());
        self.0.insert(fd, Slot::Owned(Rc::new(f)));
        fd
    }

    /// The file behind a number.
    pub fn get(&self, fd: i64) -> Option<Rc<File>> {
        match self.0.get(&fd)? {
            Slot::Owned(f) => Some(f.clone()),
            Slot::Lent(f) => f.upgrade(),
        }
    }

    /// The number means nothing any more.
    pub fn forget(&mut self, fd: i32) {
        self.0.remove(&i64::from(fd));
    }
}
