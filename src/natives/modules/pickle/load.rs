//! From a pickle to values: the stack, the marks on it, and the loop over the instructions. `build.rs` has the instructions that call something.
//!
//! No bytes do harm: nothing is taken from below the last mark, lengths are believed only as far as data follows.

use std::cell::RefCell;
use std::rc::Rc;

use crate::natives::files::coding::decode_bytes;
use crate::object::buffer;
use crate::object::bytes::ByteArrayObj;
use crate::object::dict::DictObj;
use crate::object::number::int::Int;
use crate::object::number::int::bytes::{ByteOrder, from_bytes};
use crate::object::number::int::parse::parse_bytes;
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::text::codecs::{Codec, Errors};
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};

use super::known::Known;
use super::memo::Numbered;
use super::opcode::*;
use super::source::Source;

/// How the pickle is to be read.
#[derive(Clone)]
pub struct Reading {
    pub fix_imports: bool,
    /// How byte strings of Python 2 become text.
    pub encoding: Ref<StrObj>,
    pub errors: Ref<StrObj>,
    /// The iterator of the buffers that are not in the pickle.
    pub buffers: Option<Value>,
    pub persistent_load: Option<Value>,
    /// What is asked for globals instead of the usual way.
    pub find_class: Option<Value>,
}

/// A pickle that is being read.
pub struct Loader<'m, S> {
    pub known: Rc<Known>,
    pub reading: Reading,
    pub source: S,
    pub stack: Vec<Value>,
    marks: Vec<usize>,
    /// The last mark.
    pub fence: usize,
    pub memo: &'m RefCell<Numbered>,
    pub proto: u8,
    /// The unpickler that is told of the protocol.
    pub told: Option<Ref<super::unpickler::Unpickler>>,
}

/// An int of so many bytes, the lowest first.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b))
}

impl<'m, S: Source> Loader<'m, S> {
    /// At the beginning.
    pub fn new(known: Rc<Known>, reading: Reading, source: S, memo: &'m RefCell<Numbered>) -> Self {
        let (stack, marks) = (Vec::with_capacity(64), Vec::new());
        Loader { known, reading, source, stack, marks, fence: 0, memo, proto: 0, told: None }
    }

    #[cold]
    pub fn bad(&self, vm: &mut Vm, text: impl AsRef<str>) -> Raised {
        self.known.bad(vm, text)
    }

    /// There is nothing on the stack, or a mark.
    #[cold]
    pub fn underflow(&self, vm: &mut Vm) -> Raised {
        let mark = !self.marks.is_empty();
        self.bad(vm, if mark { "unexpected MARK found" } else { "unpickling stack underflow" })
    }

    #[inline(always)]
    pub fn pop(&mut self, vm: &mut Vm) -> Res {
        if self.stack.len() <= self.fence {
            return Err(self.underflow(vm));
        }
        Ok(self.stack.pop().unwrap_or_default())
    }

    #[inline(always)]
    pub fn push(&mut self, vm: &mut Vm, v: Value) -> Res<()> {
        vm.granted(buffer::push(&mut self.stack, v))
    }

    #[inline(always)]
    fn top(&mut self, vm: &mut Vm) -> Res<&mut Value> {
        let n = self.stack.len();
        if n <= self.fence {
            return Err(self.underflow(vm));
        }
        Ok(&mut self.stack[n - 1])
    }

    #[inline]
    fn mark(&mut self, vm: &mut Vm) -> Res<()> {
        vm.granted(buffer::push(&mut self.marks, self.stack.len()))?;
        self.fence = self.stack.len();
        Ok(())
    }

    /// Takes the last mark away: where it was.
    #[inline]
    pub fn marked(&mut self, vm: &mut Vm) -> Res<usize> {
        let Some(at) = self.marks.pop() else { return Err(self.bad(vm, "could not find MARK")) };
        self.fence = self.marks.last().copied().unwrap_or(0);
        Ok(at)
    }

    /// What lies above a place of the stack.
    #[inline]
    pub fn above(&mut self, at: usize) -> Vec<Value> {
        self.stack.split_off(at.min(self.stack.len()))
    }

    fn byte(&mut self, vm: &mut Vm) -> Res<u8> {
        self.source.take(vm, 1).map(|b| b[0])
    }

    /// A number of so many bytes.
    #[inline(always)]
    fn number(&mut self, vm: &mut Vm, n: usize) -> Res<u64> {
        self.source.take(vm, n).map(number)
    }

    /// A length of eight bytes.
    fn length8(&mut self, vm: &mut Vm, what: &str) -> Res<usize> {
        let n = self.number(vm, 8)?;
        match usize::try_from(n).ok().filter(|n| *n <= isize::MAX as usize) {
            Some(n) => Ok(n),
            None => {
                let what = if what == "FRAME" {
                    format!("FRAME length exceeds system's maximum of {} bytes", isize::MAX)
                } else {
                    format!("{what} exceeds system's maximum size of {} bytes", isize::MAX)
                };
                Err(vm.overflow_error(what))
            }
        }
    }

    /// Reads the value.
    pub fn load(&mut self, vm: &mut Vm) -> Res {
        loop {
            let Some(op) = self.source.byte(vm)? else {
                let class = vm.types().eof_error.clone();
                return Err(vm.error(&class, "Ran out of input"));
            };
            match op {
                BINGET => {
                    let i = self.number(vm, 1)?;
                    self.recall(vm, i as usize)?;
                }
                LONG_BINGET => {
                    let i = self.number(vm, 4)?;
                    self.recall(vm, i as usize)?;
                }
                MEMOIZE => {
                    let i = self.memo.borrow().len();
                    self.remember(vm, i)?;
                }
                BINPUT => {
                    let i = self.number(vm, 1)?;
                    self.remember(vm, i as usize)?;
                }
                LONG_BINPUT => {
                    let i = self.number(vm, 4)?;
                    self.remember(vm, i as usize)?;
                }
                SHORT_BINUNICODE => {
                    let n = self.number(vm, 1)? as usize;
                    self.text(vm, n)?;
                }
                BINUNICODE => {
                    let n = self.number(vm, 4)? as usize;
                    self.text(vm, n)?;
                }
                BININT1 => {
                    let i = self.number(vm, 1)?;
                    self.push(vm, Value::Int(i as i64))?;
                }
                BININT2 => {
                    let i = self.number(vm, 2)?;
                    self.push(vm, Value::Int(i as i64))?;
                }
                BININT => {
                    let i = self.number(vm, 4)?;
                    self.push(vm, Value::Int((i as u32 as i32).into()))?;
                }
                BINFLOAT => {
                    let bits = self.number(vm, 8)?;
                    self.push(vm, Value::float(f64::from_bits(bits.swap_bytes())))?;
                }
                NONE => self.push(vm, Value::None)?,
                NEWTRUE => self.push(vm, Value::True)?,
                NEWFALSE => self.push(vm, Value::False)?,
                MARK => self.mark(vm)?,
                EMPTY_DICT => {
                    let d = vm.heap.dict().into_value();
                    self.push(vm, d)?;
                }
                EMPTY_LIST => {
                    let list = vm.heap.list(Vec::new()).into_value();
                    self.push(vm, list)?;
                }
                EMPTY_TUPLE => {
                    let t = vm.heap.tuple([]).into_value();
                    self.push(vm, t)?;
                }
                TUPLE => {
                    let at = self.marked(vm)?;
                    let items = self.stack.drain(at.min(self.stack.len())..);
                    let t = vm.heap.tuple(items).into_value();
                    self.push(vm, t)?;
                }
                TUPLE1 => self.short_tuple(vm, 1)?,
                TUPLE2 => self.short_tuple(vm, 2)?,
                TUPLE3 => self.short_tuple(vm, 3)?,
                APPEND => {
                    let at = self.stack.len().wrapping_sub(1);
                    self.append(vm, at)?;
                }
                APPENDS => {
                    let at = self.marked(vm)?;
                    self.append(vm, at)?;
                }
                SETITEM => {
                    let at = self.stack.len().wrapping_sub(2);
                    self.set_items(vm, at)?;
                }
                SETITEMS => {
                    let at = self.marked(vm)?;
                    self.set_items(vm, at)?;
                }
                NEWOBJ => self.new_object(vm, false)?,
                NEWOBJ_EX => self.new_object(vm, true)?,
                BUILD => self.build(vm)?,
                REDUCE => self.reduce(vm)?,
                STACK_GLOBAL => self.stack_global(vm)?,
                STOP => {
                    self.source.finish(vm)?;
                    return self.pop(vm);
                }
                other => self.rare(vm, other)?,
            }
        }
    }

    #[inline(never)]
    fn rare(&mut self, vm: &mut Vm, op: u8) -> Res<()> {
        match op {
            PROTO => {
                let n = self.byte(vm)?;
                if n > HIGHEST {
                    return Err(vm.value_error(format!("unsupported pickle protocol: {n}")));
                }
                self.proto = n;
                if let Some(u) = &self.told {
                    u.set_protocol(n);
                }
                Ok(())
            }
            FRAME => self.frame(vm),
            LIST => {
                let at = self.marked(vm)?;
                let items = self.above(at);
                let list = vm.heap.list(items).into_value();
                self.push(vm, list)
            }
            DICT => {
                let at = self.marked(vm)?;
                let items = self.above(at);
                if !items.len().is_multiple_of(2) {
                    return Err(self.bad(vm, "odd number of items for DICT"));
                }
                let d = vm.heap.dict();
                for pair in items.chunks_exact(2) {
                    drop(vm.dict_set(&d, pair[0].clone(), pair[1].clone())?);
                }
                self.push(vm, d.into_value())
            }
            EMPTY_SET | FROZENSET => {
                let items = match op {
                    EMPTY_SET => Vec::new(),
                    _ => {
                        let at = self.marked(vm)?;
                        self.above(at)
                    }
                };
                let items = vm.heap.list(items).into_value();
                let table = vm.set_from(&items)?;
                let t = vm.types();
                let class = if op == EMPTY_SET { &t.set } else { &t.frozenset };
                let set = vm.heap.alloc(class, SetObj::new(table)).into_value();
                self.push(vm, set)
            }
            ADDITEMS => self.add_items(vm),
            POP => self.pop_any(vm),
            POP_MARK => {
                let at = self.marked(vm)?;
                drop(self.above(at));
                Ok(())
            }
            DUP => {
                let v = self.top(vm)?.clone();
                self.push(vm, v)
            }
            BINUNICODE8 => {
                let n = self.length8(vm, "BINUNICODE")?;
                self.text(vm, n)
            }
            SHORT_BINBYTES | BINBYTES | BINBYTES8 => {
                let n = match op {
                    SHORT_BINBYTES => self.number(vm, 1)? as usize,
                    BINBYTES => self.number(vm, 4)? as usize,
                    _ => self.length8(vm, "BINBYTES")?,
                };
                let data = self.source.take_owned(vm, n)?;
                let b = vm.heap.bytes_from_vec(data).into_value();
                self.push(vm, b)
            }
            BYTEARRAY8 => {
                let n = self.length8(vm, "BYTEARRAY8")?;
                if n > isize::MAX as usize / 2 {
                    return Err(vm.memory_error());
                }
                let data = self.source.take_owned(vm, n)?;
                let class = vm.types().bytearray.clone();
                let b = vm.heap.alloc(&class, ByteArrayObj::new(data)).into_value();
                self.push(vm, b)
            }
            NEXT_BUFFER => self.next_buffer(vm),
            READONLY_BUFFER => self.readonly_buffer(vm),
            LONG1 => {
                let n = self.number(vm, 1)? as usize;
                self.long(vm, n)
            }
            LONG4 => {
                let n = self.length4(vm, "LONG pickle")?;
                self.long(vm, n)
            }
            GET | PUT => {
                let line = self.source.line(vm)?.to_vec();
                if line.len() < 2 {
                    return Err(super::build::truncated(&self.known, vm));
                }
                let n = parse_line(vm, &line)?;
                let i = n.as_ref().to_i64();
                if op == PUT {
                    if self.stack.len() <= self.fence {
                        return Err(self.underflow(vm));
                    }
                    return match i.and_then(|i| usize::try_from(i).ok()) {
                        Some(i) => self.remember(vm, i),
                        None if n.as_ref().is_negative() => Err(vm.value_error("negative PUT argument")),
                        None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
                    };
                }
                match i {
                    Some(i) => self.recall(vm, i as usize),
                    None => Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
                }
            }
            _ => self.textual(vm, op),
        }
    }

    /// Instructions that begin a frame do not lie across the end of the one before.
    fn frame(&mut self, vm: &mut Vm) -> Res<()> {
        let n = self.length8(vm, "FRAME")?;
        if self.source.in_frame() {
            return Err(self.bad(vm, "beginning of a new frame before end of current frame"));
        }
        self.source.need(vm, n)?;
        self.source.begin_frame(n);
        Ok(())
    }

    /// A length of four bytes with a sign.
    pub fn length4(&mut self, vm: &mut Vm, what: &str) -> Res<usize> {
        let n = self.number(vm, 4)? as u32 as i32;
        match usize::try_from(n) {
            Ok(n) => Ok(n),
            Err(_) => Err(self.bad(vm, format!("{what} has negative byte count"))),
        }
    }

    fn long(&mut self, vm: &mut Vm, n: usize) -> Res<()> {
        let i = from_bytes(self.source.take(vm, n)?, ByteOrder::Little, true);
        let v = vm.heap.int(i);
        self.push(vm, v)
    }

    #[inline]
    fn text(&mut self, vm: &mut Vm, n: usize) -> Res<()> {
        let bytes = self.source.take(vm, n)?;
        let v = if std::str::from_utf8(bytes).is_ok() && n < 4 << 20 {
            vm.heap.str_bytes(bytes).into_value()
        } else {
            let bytes = bytes.to_vec();
            let text = decode_bytes(vm, &bytes, Codec::Utf8, &Errors::SurrogatePass)?;
            vm.new_str(text)?
        };
        self.push(vm, v)
    }

    #[inline]
    fn recall(&mut self, vm: &mut Vm, i: usize) -> Res<()> {
        let found = self.memo.borrow().get(i);
        match found {
            Some(v) => self.push(vm, v),
            None => Err(self.bad(vm, format!("Memo value not found at index {}", i as i64))),
        }
    }

    #[inline]
    fn remember(&mut self, vm: &mut Vm, i: usize) -> Res<()> {
        let v = self.top(vm)?.clone();
        let set = self.memo.borrow_mut().set(i, v);
        drop(vm.granted(set)?);
        Ok(())
    }

    #[inline]
    fn short_tuple(&mut self, vm: &mut Vm, n: usize) -> Res<()> {
        let Some(at) = self.stack.len().checked_sub(n).filter(|at| *at >= self.fence) else {
            return Err(self.underflow(vm));
        };
        let t = vm.heap.tuple(self.stack.drain(at..)).into_value();
        self.push(vm, t)
    }

    /// POP takes an object, or a mark that nothing lies above.
    fn pop_any(&mut self, vm: &mut Vm) -> Res<()> {
        if self.marks.last() == Some(&self.stack.len()) {
            return self.marked(vm).map(drop);
        }
        self.pop(vm).map(drop)
    }

    fn set_items(&mut self, vm: &mut Vm, at: usize) -> Res<()> {
        let n = self.stack.len();
        if at > n || at <= self.fence {
            return Err(self.underflow(vm));
        }
        if at == n {
            return Ok(());
        }
        if !(n - at).is_multiple_of(2) {
            return Err(self.bad(vm, "odd number of items for SETITEMS"));
        }
        let target = self.stack[at - 1].clone();
        let exact = target.to_ref::<DictObj>().filter(|d| d.obj().header().is_exact());
        for i in (at..n).step_by(2) {
            let (key, v) = (self.stack[i].take(), self.stack[i + 1].take());
            match &exact {
                Some(d) => drop(vm.dict_set(d, key, v)?),
                None => vm.set_item(&target, &key, v)?,
            }
        }
        self.stack.truncate(at);
        vm.look_at_memory()?;
        vm.let_die()
    }
}

/// The number in a line; what ends the line belongs to the text of an error.
pub fn parse_line(vm: &mut Vm, line: &[u8]) -> Res<Int> {
    match parse_bytes(line.trim_ascii(), 10, vm.max_int_digits) {
        Ok(i) => Ok(i),
        Err(_) => {
            let text = vm.heap.str_bytes(line).into_value();
            let shown = vm.repr(&text)?.to_text();
            Err(vm.value_error(format!("invalid literal for int() with base 10: {shown}")))
        }
    }
}

/// The text of a value that must be a str.
pub fn text_pair(a: &Value, b: &Value) -> Option<(Ref<StrObj>, Ref<StrObj>)> {
    Some((a.to_ref::<StrObj>()?, b.to_ref::<StrObj>()?))
}

/// The items of a value that must be a tuple.
pub fn tuple_items(v: &Value) -> Option<&[Value]> {
    v.cast::<TupleObj>().map(TupleObj::items)
}
