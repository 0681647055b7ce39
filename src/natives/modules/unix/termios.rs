//! `termios`: the settings of terminals.

use crate::natives;
use crate::object::bytes::BytesObj;
use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::types::flags::BASE;
use crate::object::{Ref, Value};
use crate::vm::system_records::{self as records, Terminal};
use crate::vm::{Res, Vm, system};

use super::super::posix::arguments::{CInt, FileLike};
use super::super::support::{error_text, put, put_ints};
use super::constants::TERMIOS;

fn done<T>(vm: &mut Vm, r: std::io::Result<T>) -> Res<T> {
    r.map_err(|e| {
        let n = e.raw_os_error().unwrap_or(libc::EIO);
        let args = vec![Value::Int(n.into()), vm.heap.str(&error_text(n)).into_value()];
        let class = vm.extra_types["termios.error"].clone();
        vm.error_with(&class, args)
    })
}

const CHARACTERS: usize = 32;
/// The places that are numbers where lines are not edited.
const TIME: usize = libc::VTIME;
const MIN: usize = libc::VMIN;

fn wrong(vm: &mut Vm) -> crate::vm::Raised {
    vm.type_error("tcsetattr, arg 3: must be 7 element list")
}

natives! { static FUNCTIONS;
    /// Get the tty attributes for file descriptor fd.
    fn tcgetattr(vm, fd: FileLike, /) -> Res {
        let t = done(vm, records::terminal(fd.0))?;
        let edits = t.flags[3] & libc::ICANON != 0;
        let mut characters: Vec<Value> = Vec::with_capacity(CHARACTERS);
        for (i, c) in t.characters.iter().enumerate() {
            characters.push(if !edits && (i == TIME || i == MIN) { Value::Int((*c).into()) } else { vm.heap.bytes_of(&[*c]).into_value() });
        }
        let mut out: Vec<Value> = t.flags.iter().chain(&t.speeds).map(|n| Value::Int((*n).into())).collect();
        out.push(vm.heap.list(characters).into_value());
        Ok(vm.heap.list(out).into_value())
    }
    /// Set the tty attributes for file descriptor fd.
    fn tcsetattr(vm, fd: FileLike, when: CInt, attributes: Value, /) -> Res<()> {
        let Some(all) = attributes.to_ref::<ListObj>().filter(|l| l.len() == 7) else { return Err(wrong(vm)) };
        let mut numbers = [0u32; 6];
        for (i, slot) in numbers.iter_mut().enumerate() {
            let v = all.get(i).unwrap_or(Value::None);
            *slot = vm.to_i64(&v)? as u32;
        }
        let given = all.get(6).unwrap_or(Value::None);
        let Some(given) = given.to_ref::<ListObj>().filter(|l| l.len() == CHARACTERS) else {
            return Err(vm.type_error("tcsetattr: attributes[6] must be 32 element list"));
        };
        let mut characters = [0; CHARACTERS];
        for (i, slot) in characters.iter_mut().enumerate() {
            let v = given.get(i).unwrap_or(Value::None);
            *slot = match v.cast::<BytesObj>() {
                Some(b) if b.bytes().len() == 1 => b.bytes()[0],
                _ if crate::object::int::as_int(&v).is_some() => vm.to_i64(&v)? as u8,
                _ => return Err(vm.type_error("tcsetattr: elements of attributes must be characters or integers")),
            };
        }
        let new = Terminal { flags: [numbers[0], numbers[1], numbers[2], numbers[3]], speeds: [numbers[4], numbers[5]], characters };
        done(vm, records::set_terminal(fd.0, when.0, &new))
    }
    /// Send a break on file descriptor fd.
    fn tcsendbreak(vm, fd: FileLike, duration: CInt, /) -> Res<()> { done(vm, system::tcsendbreak(fd.0, duration.0)).map(drop) }
    /// Wait until all output written to file descriptor fd has been transmitted.
    fn tcdrain(vm, fd: FileLike, /) -> Res<()> { done(vm, system::tcdrain(fd.0)).map(drop) }
    /// Discard queued data on file descriptor fd.
    fn tcflush(vm, fd: FileLike, queue: CInt, /) -> Res<()> { done(vm, system::tcflush(fd.0, queue.0)).map(drop) }
    /// Suspend or resume input or output on file descriptor fd.
    fn tcflow(vm, fd: FileLike, action: CInt, /) -> Res<()> { done(vm, system::tcflow(fd.0, action.0)).map(drop) }
    /// Get the tty winsize for file descriptor fd.
    fn tcgetwinsize(vm, fd: FileLike, /) -> Res {
        let r = system::borrowed(fd.0).and_then(|fd| Ok(rustix::termios::tcgetwinsize(fd)?));
        let w = done(vm, r)?;
        Ok(vm.heap.tuple([w.ws_row, w.ws_col].map(|n| Value::Int(n.into()))).into_value())
    }
    /// Set the tty winsize for file descriptor fd.
    fn tcsetwinsize(vm, fd: FileLike, winsize: Value, /) -> Res<()> {
        let all = vm.collect(&winsize)?;
        let [rows, columns] = &all[..] else {
            return Err(vm.type_error("tcsetwinsize, arg 2: must be a two-item sequence"));
        };
        let (rows, columns) = (vm.to_i64(rows)?, vm.to_i64(columns)?);
        let (Ok(rows), Ok(columns)) = (u16::try_from(rows), u16::try_from(columns)) else {
            return Err(vm.overflow_error("winsize value(s) out of range."));
        };
        let r = system::borrowed(fd.0).and_then(|fd| {
            let old = rustix::termios::tcgetwinsize(fd)?;
            Ok(rustix::termios::tcsetwinsize(fd, rustix::termios::Winsize { ws_row: rows, ws_col: columns, ..old })?)
        });
        done(vm, r)
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let base = vm.types().exception.clone();
    let error = vm.new_type("error", "termios", &base, BASE);
    put(vm, dict, "error", error.value());
    vm.extra_types.insert("termios.error", error);
    put_ints(vm, dict, TERMIOS);
    vm.add_functions(dict, "termios", FUNCTIONS);
    Ok(())
}
