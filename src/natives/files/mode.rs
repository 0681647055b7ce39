//! How a file is opened: the mode as text, as flags of the system, and what it means.

use crate::vm::{Res, Vm};

pub const O_WRONLY: i64 = 1;
pub const O_RDWR: i64 = 2;
pub const O_CREAT: i64 = libc::O_CREAT as i64;
pub const O_EXCL: i64 = libc::O_EXCL as i64;
pub const O_TRUNC: i64 = libc::O_TRUNC as i64;
pub const O_APPEND: i64 = libc::O_APPEND as i64;
pub const O_CLOEXEC: i64 = libc::O_CLOEXEC as i64;

/// How a file is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mode {
    pub read: bool,
    pub write: bool,
    pub append: bool,
    pub create_new: bool,
    pub truncate: bool,
}

impl Mode {
    /// `r`, `w`, `a`, `x`, with `+` and `b`.
    pub fn parse(vm: &mut Vm, text: &str) -> Res<Mode> {
        let mut m = Mode::default();
        let (mut kinds, mut plus) = (0, 0);
        for c in text.chars() {
            match c {
                'r' => m.read = true,
                'w' => (m.write, m.truncate) = (true, true),
                'a' => (m.write, m.append) = (true, true),
                'x' => (m.write, m.create_new) = (true, true),
                '+' => plus += 1,
                'b' => continue,
                _ => return Err(vm.value_error(format!("invalid mode: {text}"))),
            }
            kinds += i32::from(c != '+');
        }
        if kinds != 1 || plus > 1 {
            return Err(
                vm.value_error("Must have exactly one of create/read/write/append mode and at most one plus")
            );
        }
        if plus == 1 {
            (m.read, m.write) = (true, true);
        }
        Ok(m)
    }

    /// As the attribute `mode` shows it.
    pub fn text(self) -> &'static str {
        match self {
            Mode { create_new: true, read, .. } => {
                if read {
                    "xb+"
                } else {
                    "xb"
                }
            }
            Mode { append: true, read, .. } => {
                if read {
                    "ab+"
                } else {
                    "ab"
                }
            }
            Mode { read: true, write: true, .. } => "rb+",
            Mode { read: true, .. } => "rb",
            _ => "wb",
        }
    }

    /// The flags that it means, for an opener.
    pub fn open_flags(self) -> i64 {
        let access = match (self.read, self.write) {
            (true, true) => O_RDWR,
            (_, true) => O_WRONLY,
            _ => 0,
        };
        let more = [
            (self.create_new, O_EXCL | O_CREAT),
            (self.truncate, O_CREAT | O_TRUNC),
            (self.append, O_CREAT | O_APPEND),
        ];
        more.iter().filter(|(on, _)| *on).fold(access | O_CLOEXEC, |f, (_, bits)| f | bits)
    }
}
