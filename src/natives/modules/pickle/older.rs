//! Instructions of a pickle that are written as lines of text, byte strings of Python 2, names of globals, and what comes from outside: persistent objects and buffers.

use crate::natives::types::memoryview;
use crate::object::number::float::parse::parse_bytes as parse_float;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::build::truncated;
use super::load::{Loader, parse_line};
use super::opcode::*;
use super::source::Source;

impl<S: Source> Loader<'_, S> {
    /// A line without its end; it has at least so many bytes with it.
    fn line(&mut self, vm: &mut Vm, least: usize) -> Res<Vec<u8>> {
        let line = self.source.line(vm)?.to_vec();
        if line.len() < least {
            return Err(truncated(&self.known, vm));
        }
        Ok(line[..line.len() - 1].to_vec())
    }

    /// See above.
    pub fn textual(&mut self, vm: &mut Vm, op: u8) -> Res<()> {
        match op {
            INT => {
                let line = self.line(vm, 2)?;
                let v = old_int(vm, &line)?;
                self.push(vm, v)
            }
            LONG => {
                let mut line = self.line(vm, 2)?;
                match line.last() {
                    Some(b'L') => drop(line.pop()),
                    _ => line.push(b'\n'),
                }
                let v = parse_line(vm, &line)?;
                let v = vm.heap.int(v);
                self.push(vm, v)
            }
            FLOAT => {
                let line = self.line(vm, 2)?;
                let text = String::from_utf8_lossy(&line).into_owned();
                let strange = |c: char| c == '_' || c.is_whitespace();
                match parse_float(text.as_bytes()) {
                    Ok(x) if x.is_infinite() && text.contains(|c: char| c.is_ascii_digit()) => {
                        Err(vm.overflow_error(format!("value too large to convert to float: '{text}\n'")))
                    }
                    Ok(x) if !text.contains(strange) => self.push(vm, Value::float(x)),
                    _ => Err(vm.value_error(format!("could not convert string to float: '{text}\n'"))),
                }
            }
            STRING => {
                let line = self.line(vm, 1)?;
                let inner = match &line[..] {
                    [a, inner @ .., b] if a == b && matches!(a, b'\'' | b'"') => inner,
                    _ => return Err(self.bad(vm, "the STRING opcode argument must be quoted")),
                };
                let escaped = vm.heap.bytes_of(inner).into_value();
                let plain = codec(vm, "escape_decode", escaped)?;
                self.old_string(vm, plain)
            }
            SHORT_BINSTRING | BINSTRING => {
                let n = match op {
                    BINSTRING => self.length4(vm, "BINSTRING pickle")?,
                    _ => self.source.take(vm, 1)?[0].into(),
                };
                let data = self.source.take(vm, n)?;
                let data = vm.heap.bytes_of(data).into_value();
                self.old_string(vm, data)
            }
            UNICODE => {
                let line = self.line(vm, 1)?;
                let line = vm.heap.bytes_from_vec(line).into_value();
                let v = codec(vm, "raw_unicode_escape_decode", line)?;
                self.push(vm, v)
            }
            GLOBAL => {
                let (module, name) = (self.name(vm, "utf-8")?, self.name(vm, "utf-8")?);
                let v = self.global(vm, &module, &name)?;
                self.push(vm, v)
            }
            INST => {
                let at = self.marked(vm)?;
                let (module, name) = (self.name(vm, "ascii")?, self.name(vm, "ascii")?);
                let class = self.global(vm, &module, &name)?;
                let args = self.above(at);
                self.instantiate(vm, &class, &args)
            }
            OBJ => {
                let at = self.marked(vm)?;
                if self.stack.len() <= at {
                    return Err(self.underflow(vm));
                }
                let all = self.above(at);
                self.instantiate(vm, &all[0], &all[1..])
            }
            EXT1 => {
                let code = self.source.take(vm, 1)?[0];
                self.extension(vm, code.into())
            }
            EXT2 => {
                let b = self.source.take(vm, 2)?;
                let code = u16::from_le_bytes([b[0], b[1]]);
                self.extension(vm, code.into())
            }
            EXT4 => {
                let b = self.source.take(vm, 4)?;
                let code = i32::from_le_bytes([b[0], b[1], b[2], b[3]]);
                self.extension(vm, code.into())
            }
            PERSID => {
                let line = self.line(vm, 1)?;
                if !line.is_ascii() {
                    return Err(self.bad(vm, "persistent IDs in protocol 0 must be ASCII strings"));
                }
                let id = vm.heap.str_bytes(&line).into_value();
                self.persistent(vm, id)
            }
            BINPERSID => {
                let id = self.pop(vm)?;
                self.persistent(vm, id)
            }
            _ => {
                let shown = match op {
                    b'\'' | b'\\' => format!("\\x{op:02x}"),
                    0x20..=0x7e => char::from(op).to_string(),
                    _ => format!("\\x{op:02x}"),
                };
                Err(self.bad(vm, format!("invalid load key, '{shown}'.")))
            }
        }
    }

    fn name(&mut self, vm: &mut Vm, encoding: &str) -> Res<Ref<StrObj>> {
        let line = self.line(vm, 2)?;
        let bytes = vm.heap.bytes_from_vec(line).into_value();
        let encoding = vm.heap.intern(encoding);
        let strict = vm.heap.intern("strict");
        match decoded(vm, bytes, &encoding, &strict)?.into_ref::<StrObj>() {
            Ok(s) => Ok(s),
            Err(_) => Err(vm.type_error("decoder should return a string result")),
        }
    }

    /// A byte string of Python 2.
    fn old_string(&mut self, vm: &mut Vm, bytes: Value) -> Res<()> {
        let v = if self.reading.encoding.bytes() == b"bytes" {
            bytes
        } else {
            decoded(vm, bytes, &self.reading.encoding.clone(), &self.reading.errors.clone())?
        };
        self.push(vm, v)
    }

    fn persistent(&mut self, vm: &mut Vm, id: Value) -> Res<()> {
        let Some(f) = self.reading.persistent_load.clone() else {
            return Err(self.bad(vm, super::unpickler::NO_PERSISTENT));
        };
        let v = vm.call(&f, &[id])?;
        self.push(vm, v)
    }

    /// NEXT_BUFFER
    pub fn next_buffer(&mut self, vm: &mut Vm) -> Res<()> {
        let Some(it) = self.reading.buffers.clone() else {
            let text = "pickle stream refers to out-of-band data but no *buffers* argument was given";
            return Err(self.bad(vm, text));
        };
        match vm.next(&it)? {
            Some(v) => self.push(vm, v),
            None => Err(self.bad(vm, "not enough out-of-band buffers")),
        }
    }

    /// READONLY_BUFFER
    pub fn readonly_buffer(&mut self, vm: &mut Vm) -> Res<()> {
        let v = self.pop(vm)?;
        let view = memoryview::new(vm, &v)?;
        let readonly = vm.heap.intern("readonly");
        let readonly = vm.get_attr(&view, &readonly)?;
        if vm.truth(&readonly)? {
            memoryview::release(vm, &view)?;
            return self.push(vm, v);
        }
        let name = vm.heap.intern("toreadonly");
        let shown = vm.call_method(&view, &name, &[])?;
        self.push(vm, shown)
    }
}

/// What a function of `_codecs` makes of bytes.
fn codec(vm: &mut Vm, name: &str, bytes: Value) -> Res {
    let codecs = vm.import("_codecs")?;
    let name = vm.heap.intern(name);
    let pair = vm.call_method(&codecs, &name, &[bytes])?;
    vm.item_at(&pair, 0)
}

/// Bytes as text.
fn decoded(vm: &mut Vm, bytes: Value, encoding: &Ref<StrObj>, errors: &Ref<StrObj>) -> Res {
    let class = vm.types().str_.value();
    vm.call(&class, &[bytes, encoding.value(), errors.value()])
}

/// An int, or a bool: `00` and `01`.
fn old_int(vm: &mut Vm, line: &[u8]) -> Res {
    match crate::object::number::int::parse::parse_bytes(line, 10, vm.max_int_digits) {
        Ok(i) => Ok(match i.as_ref().to_i64() {
            Some(n @ (0 | 1)) if line.len() == 2 => Value::bool(n == 1),
            _ => vm.heap.int(i),
        }),
        Err(_) => Err(vm.value_error("could not convert string to int")),
    }
}
