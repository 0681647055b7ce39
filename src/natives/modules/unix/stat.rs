//! `_stat`: what the mode of a file says.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::super::support::put_ints;
use super::constants::STAT;

/// A mode: not negative, of 32 bits.
fn mode(vm: &mut Vm, v: &Value) -> Res<u32> {
    let i = vm.to_int(v)?;
    match i.as_ref().to_i64() {
        Some(n) => match u32::try_from(n) {
            Ok(n) => Ok(n),
            Err(_) if n < 0 => Err(vm.overflow_error("can't convert negative value to unsigned int")),
            Err(_) => Err(vm.overflow_error("mode out of range")),
        },
        None => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
    }
}

fn is_kind(vm: &mut Vm, v: &Value, kind: u32) -> Res<bool> {
    Ok(mode(vm, v)? & libc::S_IFMT == kind)
}

/// As `ls -l` shows it.
fn shown(m: u32) -> String {
    let mut out = String::new();
    out.push(match m & libc::S_IFMT {
        libc::S_IFREG => '-',
        libc::S_IFDIR => 'd',
        libc::S_IFLNK => 'l',
        libc::S_IFBLK => 'b',
        libc::S_IFCHR => 'c',
        libc::S_IFIFO => 'p',
        libc::S_IFSOCK => 's',
        _ => '?',
    });
    for (shift, special, letter) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
        out.push(if m >> shift & 4 != 0 { 'r' } else { '-' });
        out.push(if m >> shift & 2 != 0 { 'w' } else { '-' });
        out.push(match (m & special != 0, m >> shift & 1 != 0) {
            (true, true) => letter,
            (true, false) => letter.to_ascii_uppercase(),
            (false, true) => 'x',
            (false, false) => '-',
        });
    }
    out
}

natives! { static FUNCTIONS;
    /// Return True if mode is from a directory.
    fn S_ISDIR(vm, mode: Value, /) -> Res<bool> { is_kind(vm, &mode, libc::S_IFDIR) }
    /// Return True if mode is from a character special device file.
    fn S_ISCHR(vm, mode: Value, /) -> Res<bool> { is_kind(vm, &mode, libc::S_IFCHR) }
    /// Return True if mode is from a block special device file.
    fn S_ISBLK(vm, mode: Value, /) -> Res<bool> { is_kind(vm, &mode, libc::S_IFBLK) }
    /// Return True if mode is from a regular file.
    fn S_ISREG(vm, mode: Value, /) -> Res<bool> { is_kind(vm, &mode, libc::S_IFREG) }
    /// Return True if mode is from a FIFO (named pipe).
    fn S_ISFIFO(vm, mode: Value, /) -> Res<bool> { is_kind(vm, &mode, libc::S_IFIFO) }
    /// Return True if mode is from a symbolic link.
    fn S_ISLNK(vm, mode: Value, /) -> Res<bool> { is_kind(vm, &mode, libc::S_IFLNK) }
    /// Return True if mode is from a socket.
    fn S_ISSOCK(vm, mode: Value, /) -> Res<bool> { is_kind(vm, &mode, libc::S_IFSOCK) }
    /// Return True if mode is from a door.
    fn S_ISDOOR(vm, mode: Value, /) -> Res<bool> { self::mode(vm, &mode).map(|_| false) }
    /// Return True if mode is from an event port.
    fn S_ISPORT(vm, mode: Value, /) -> Res<bool> { self::mode(vm, &mode).map(|_| false) }
    /// Return True if mode is from a whiteout.
    fn S_ISWHT(vm, mode: Value, /) -> Res<bool> { self::mode(vm, &mode).map(|_| false) }
    /// Return the portion of the file's mode that can be set by os.chmod().
    fn S_IMODE(vm, mode: Value, /) -> Res<i64> { Ok(i64::from(self::mode(vm, &mode)? & 0o7777)) }
    /// Return the portion of the file's mode that describes the file type.
    fn S_IFMT(vm, mode: Value, /) -> Res<i64> { Ok(i64::from(self::mode(vm, &mode)? & libc::S_IFMT)) }
    /// Convert a file's mode to a string of the form '-rwxrwxrwx'
    fn filemode(vm, mode: Value, /) -> Res<String> { Ok(shown(self::mode(vm, &mode)?)) }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    put_ints(vm, dict, STAT);
    vm.add_functions(dict, "_stat", FUNCTIONS);
    Ok(())
}
