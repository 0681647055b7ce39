//! From values to a pickle: what every object goes through, and what is written without asking it. `containers.rs`, `reduce.rs` and `globals.rs` have the rest.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;

use crate::natives::types::memoryview::{self, MemoryViewObj};
use crate::object::bytes::{ByteArrayObj, BytesObj};
use crate::object::int::{BigIntObj, as_int};
use crate::object::number::float::text::repr as float_repr;
use crate::object::number::float::without_identity;
use crate::object::number::int::IntRef;
use crate::object::number::int::text::to_decimal;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, ObjRef, Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

use super::buffer_class::PickleBuffer;
use super::instances::PlainClass;
use super::known::{Known, type_name};
use super::memo::Written;
use super::opcode::*;
use super::output::Output;

/// A pickle that is being written.
pub struct Saver<'m> {
    pub known: Rc<Known>,
    pub proto: u8,
    pub fix_imports: bool,
    /// Without a memo.
    pub fast: bool,
    pub out: Output,
    pub memo: &'m RefCell<Written>,
    pub persistent_id: Option<Value>,
    pub reducer_override: Option<Value>,
    pub dispatch_table: Option<Value>,
    pub buffer_callback: Option<Value>,
    pub depth: usize,
    /// What is being written, in fast mode far down.
    pub under_way: HashSet<usize>,
    pub plain: Option<PlainClass>,
}

impl<'m> Saver<'m> {
    /// Nothing is special.
    pub fn new(
        known: Rc<Known>,
        proto: u8,
        fix_imports: bool,
        out: Output,
        memo: &'m RefCell<Written>,
    ) -> Self {
        Saver {
            known,
            proto,
            fix_imports: fix_imports && proto < 3,
            fast: false,
            out,
            memo,
            persistent_id: None,
            reducer_override: None,
            dispatch_table: None,
            buffer_callback: None,
            depth: 0,
            under_way: HashSet::new(),
            plain: None,
        }
    }

    /// Writes a whole pickle.
    pub fn dump(&mut self, vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
        if self.proto >= 2 {
            self.out.put(vm, &[PROTO, self.proto])?;
        }
        if self.proto >= 4 {
            self.out.begin_framing();
        }
        self.save(vm, v)?;
        self.out.byte(vm, STOP)?;
        self.out.finish(vm)
    }

    /// Whether instructions are binary.
    #[inline(always)]
    pub fn bin(&self) -> bool {
        self.proto >= 1
    }

    /// Writes a value.
    #[inline]
    pub fn save(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        self.save_any(vm, v, true)
    }

    fn save_any(&mut self, vm: &mut Vm, v: &Value, persistent: bool) -> Res<()> {
        self.out.boundary(vm)?;
        if persistent && self.persistent_id.is_some() && self.save_persistent(vm, v)? {
            return Ok(());
        }
        let o = match v {
            Value::None => return self.out.byte(vm, NONE),
            Value::True | Value::False => return self.bool(vm, matches!(v, Value::True)),
            Value::Int(i) => return self.int(vm, *i),
            Value::Float(x) => return self.float(vm, x.get()),
            Value::Obj(o) => o,
            Value::Undef => crate::bug!("what is no value is pickled"),
        };
        if !self.fast {
            let found = self.memo.borrow().find(o.addr());
            if let Some(i) = found {
                return self.get(vm, i);
            }
        }
        if o.header().is_exact() {
            if let Some(s) = o.cast::<StrObj>() {
                return self.text(vm, v, s);
            }
            if let Some(b) = o.cast::<BytesObj>() {
                return self.bytes(vm, v, b.bytes());
            }
            if o.kind() == Kind::BigInt {
                return self.big(vm, v);
            }
        }
        vm.deeper_where(" while pickling an object", |vm| self.object(vm, v, o))
    }

    fn object(&mut self, vm: &mut Vm, v: &Value, o: &ObjRef) -> Res<()> {
        let class = o.class();
        let t = vm.types();
        let is = |c: &Ref<TypeObj>| class.is(c);
        match o.kind() {
            Kind::Dict if is(&t.dict) => return self.dict(vm, v),
            Kind::List if is(&t.list) => return self.list(vm, v),
            Kind::Tuple if is(&t.tuple) => return self.tuple(vm, v),
            Kind::Set if is(&t.set) => return self.set(vm, v),
            Kind::Set if is(&t.frozenset) => return self.frozenset(vm, v),
            Kind::ByteArray if is(&t.bytearray) => return self.bytearray(vm, v),
            Kind::Instance if self.reducer_override.is_none() => {
                if let Some(plain) = self.plain_class(vm, o) {
                    return self.plain_instance(vm, v, o, &plain);
                }
            }
            Kind::Foreign => {
                if let Some(b) = v.to_ref::<PickleBuffer>()
                    && !class.is_heap_type()
                {
                    return self.picklebuffer(vm, v, &b);
                }
            }
            _ => {}
        }
        self.unusual(vm, v)
    }

    /// What is written as it says itself, or as somebody else says.
    #[inline(never)]
    pub fn unusual(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        if let Some(reduce) = self.reducer_override.clone() {
            let r = vm.call(&reduce, std::slice::from_ref(v))?;
            if !vm.is_not_implemented(&r) {
                return self.reduced(vm, v, &r);
            }
        }
        let class = vm.class_of(v);
        let t = vm.types();
        if class.is(&t.type_) {
            return self.class(vm, v);
        }
        if class.is(&t.function) {
            return self.global(vm, v, None);
        }
        let reduce = match self.dispatch_table.clone() {
            None => vm.dict_get(&self.known.dispatch_table.clone(), &class.value())?,
            Some(table) => {
                let found = vm.get_item(&table, &class.value());
                vm.catch(found, &t.key_error)?
            }
        };
        let r = if let Some(reduce) = reduce {
            vm.call(&reduce, std::slice::from_ref(v))?
        } else if class.has(crate::object::types::flags::META) {
            return self.global(vm, v, None);
        } else if let Some(reduce) = vm.get_attr_opt(v, &self.known.names.reduce_ex.clone())? {
            vm.call(&reduce, &[Value::Int(self.proto.into())])?
        } else if let Some(reduce) = vm.get_attr_opt(v, &self.known.names.reduce.clone())? {
            vm.call(&reduce, &[])?
        } else {
            let (what, shown) = (class.name_text(), vm.repr(v)?.to_text());
            return Err(self.known.cannot(vm, format!("can't pickle '{what}' object: {shown}")));
        };
        self.reduced(vm, v, &r)
    }

    /// What a reduction has answered.
    fn reduced(&mut self, vm: &mut Vm, v: &Value, answer: &Value) -> Res<()> {
        if answer.is_a::<StrObj>() {
            return self.global(vm, v, Some(answer.clone()));
        }
        let r = match answer.to_ref::<TupleObj>() {
            Some(t) => self.reduction(vm, t.items(), Some(v)),
            None => {
                let what = type_name(vm, answer);
                let text = format!("__reduce__ must return a string or tuple, not {what}");
                Err(self.known.cannot(vm, text))
            }
        };
        r.map_err(|e| self.noted(vm, e, v, "object"))
    }

    /// The same exception with a note: what was being written.
    #[cold]
    pub fn noted(&self, vm: &mut Vm, e: Raised, whole: &Value, what: &str) -> Raised {
        let name = type_name(vm, whole);
        self.note(vm, e, format!("when serializing {name} {what}"))
    }

    /// The same exception with a note.
    #[cold]
    pub fn note(&self, vm: &mut Vm, e: Raised, text: String) -> Raised {
        let x = vm.take_raised(e);
        let (name, note) = (vm.heap.intern("add_note"), vm.heap.str_from_string(text).into_value());
        match vm.call_method(&x, &name, &[note]) {
            Ok(_) => vm.reraise(x),
            Err(e) => e,
        }
    }

    fn save_persistent(&mut self, vm: &mut Vm, v: &Value) -> Res<bool> {
        let Some(f) = self.persistent_id.clone() else { return Ok(false) };
        let id = vm.call(&f, std::slice::from_ref(v))?;
        if id.is_none() {
            return Ok(false);
        }
        if self.bin() {
            self.save_any(vm, &id, false)?;
            self.out.byte(vm, BINPERSID)?;
            return Ok(true);
        }
        let text = vm.str(&id)?;
        if !text.is_ascii() {
            return Err(self.known.cannot(vm, "persistent IDs in protocol 0 must be ASCII strings"));
        }
        self.line(vm, PERSID, text.bytes())?;
        Ok(true)
    }

    /// An instruction with a text behind it.
    pub fn line(&mut self, vm: &mut Vm, op: u8, text: &[u8]) -> Res<()> {
        self.out.byte(vm, op)?;
        self.out.put(vm, text)?;
        self.out.byte(vm, b'\n')
    }

    /// Names what stands on top of the reader's stack, so that it can be had again.
    #[inline]
    pub fn put(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        if self.fast {
            return Ok(());
        }
        self.put_value(vm, v.clone())
    }

    /// The same; `Undef` for what cannot be met again.
    #[inline]
    pub fn put_value(&mut self, vm: &mut Vm, v: Value) -> Res<()> {
        let added = self.memo.borrow_mut().add(v);
        let i = vm.granted(added)?;
        if self.proto >= 4 {
            return self.out.byte(vm, MEMOIZE);
        }
        if !self.bin() {
            return self.line(vm, PUT, i.to_string().as_bytes());
        }
        match (u8::try_from(i), u32::try_from(i)) {
            (Ok(i), _) => self.out.put(vm, &[BINPUT, i]),
            (_, Ok(i)) => {
                let [a, b, c, d] = i.to_le_bytes();
                self.out.put(vm, &[LONG_BINPUT, a, b, c, d])
            }
            _ => Err(self.known.cannot(vm, "memo id too large for LONG_BINPUT")),
        }
    }

    /// Has what has a number already.
    pub fn get(&mut self, vm: &mut Vm, i: i64) -> Res<()> {
        if !self.bin() {
            return self.line(vm, GET, i.to_string().as_bytes());
        }
        match (u8::try_from(i), u32::try_from(i)) {
            (Ok(i), _) => self.out.put(vm, &[BINGET, i]),
            (_, Ok(i)) => {
                let [a, b, c, d] = i.to_le_bytes();
                self.out.put(vm, &[LONG_BINGET, a, b, c, d])
            }
            _ => Err(self.known.cannot(vm, "memo id too large for LONG_BINGET")),
        }
    }

    /// The number of an object that has been written.
    pub fn written(&self, v: &Value) -> Option<i64> {
        if self.fast {
            return None;
        }
        v.as_obj().and_then(|o| self.memo.borrow().find(o.addr()))
    }

    fn bool(&mut self, vm: &mut Vm, b: bool) -> Res<()> {
        if self.proto >= 2 {
            return self.out.byte(vm, if b { NEWTRUE } else { NEWFALSE });
        }
        self.line(vm, INT, if b { b"01" } else { b"00" })
    }

    #[inline]
    fn int(&mut self, vm: &mut Vm, i: i64) -> Res<()> {
        let Ok(small) = i32::try_from(i) else { return self.long(vm, IntRef::Small(i)) };
        if !self.bin() {
            return self.line(vm, INT, small.to_string().as_bytes());
        }
        match small.to_le_bytes() {
            [a, 0, 0, 0] => self.out.put(vm, &[BININT1, a]),
            [a, b, 0, 0] => self.out.put(vm, &[BININT2, a, b]),
            [a, b, c, d] => self.out.put(vm, &[BININT, a, b, c, d]),
        }
    }

    fn big(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        debug_assert!(v.is_a::<BigIntObj>(), "ints beyond 64 bits are objects");
        match as_int(v) {
            Some(i) => self.long(vm, i),
            None => crate::bug!("an int without a value"),
        }
    }

    /// An int beyond 32 bits.
    fn long(&mut self, vm: &mut Vm, i: IntRef<'_>) -> Res<()> {
        if self.proto < 2 {
            let digits = to_decimal(i, vm.max_int_digits).map_err(|e| vm.text_error(e))?;
            self.out.byte(vm, LONG)?;
            self.out.put(vm, digits.as_bytes())?;
            return self.out.put(vm, b"L\n");
        }
        let bytes = match i {
            IntRef::Small(i) => {
                let all = i.to_le_bytes();
                // As many as the sign leaves.
                let sign = if i < 0 { 0xff } else { 0 };
                let mut n = all.len();
                while n > 1 && all[n - 1] == sign && (all[n - 2] ^ sign) & 0x80 == 0 {
                    n -= 1;
                }
                all[..n].to_vec()
            }
            big => {
                vm.room_for((big.bit_length() / 2) as usize)?;
                big.to_big().to_signed_bytes_le()
            }
        };
        match u8::try_from(bytes.len()) {
            Ok(n) => self.out.put(vm, &[LONG1, n])?,
            Err(_) => {
                let Ok(n) = i32::try_from(bytes.len()) else {
                    return Err(vm.overflow_error("int too large to pickle"));
                };
                self.out.byte(vm, LONG4)?;
                self.out.put(vm, &n.to_le_bytes())?;
            }
        }
        self.out.put(vm, &bytes)
    }

    fn float(&mut self, vm: &mut Vm, x: f64) -> Res<()> {
        if !self.bin() {
            return self.line(vm, FLOAT, float_repr(x).as_bytes());
        }
        let [a, b, c, d, e, f, g, h] = without_identity(x).to_be_bytes();
        self.out.put(vm, &[BINFLOAT, a, b, c, d, e, f, g, h])
    }

    #[inline]
    fn text(&mut self, vm: &mut Vm, v: &Value, s: &StrObj) -> Res<()> {
        let bytes = s.bytes();
        if !self.bin() {
            let escaped = raw_escapes(bytes);
            self.line(vm, UNICODE, &escaped)?;
            return self.put(vm, v);
        }
        match u8::try_from(bytes.len()) {
            Ok(n) if self.proto >= 4 => {
                self.out.put(vm, &[SHORT_BINUNICODE, n])?;
                self.out.put(vm, bytes)?;
            }
            _ => self.long_text(vm, bytes)?,
        }
        self.put(vm, v)
    }

    #[inline(never)]
    fn long_text(&mut self, vm: &mut Vm, bytes: &[u8]) -> Res<()> {
        let what = "serializing a string larger than 4 GiB requires pickle protocol 4 or higher";
        let head = self.long_head(vm, BINUNICODE, BINUNICODE8, bytes.len(), what)?;
        self.out.put_data(vm, &head, bytes, None)
    }

    fn long_head(&mut self, vm: &mut Vm, op: u8, op8: u8, n: usize, what: &str) -> Res<Vec<u8>> {
        Ok(match u32::try_from(n) {
            Ok(n) => [&[op], &n.to_le_bytes()[..]].concat(),
            Err(_) if self.proto >= 4 => [&[op8], &(n as u64).to_le_bytes()[..]].concat(),
            Err(_) => return Err(vm.overflow_error(what)),
        })
    }

    /// Bytes, as `v` has them (for protocol 3 and more).
    pub fn put_bytes(&mut self, vm: &mut Vm, v: &Value, bytes: &[u8]) -> Res<()> {
        match u8::try_from(bytes.len()) {
            Ok(n) => {
                self.out.put(vm, &[SHORT_BINBYTES, n])?;
                self.out.put(vm, bytes)?;
            }
            Err(_) => {
                let what =
                    "serializing a bytes object larger than 4 GiB requires pickle protocol 4 or higher";
                let head = self.long_head(vm, BINBYTES, BINBYTES8, bytes.len(), what)?;
                self.out.put_data(vm, &head, bytes, Some(v))?;
            }
        }
        self.put(vm, v)
    }

    /// Bytes that can be changed (for protocol 5).
    pub fn put_bytearray(&mut self, vm: &mut Vm, v: &Value, bytes: &[u8]) -> Res<()> {
        let head = [&[BYTEARRAY8], &(bytes.len() as u64).to_le_bytes()[..]].concat();
        self.out.put_data(vm, &head, bytes, Some(v))?;
        self.put(vm, v)
    }

    fn bytes(&mut self, vm: &mut Vm, v: &Value, bytes: &[u8]) -> Res<()> {
        if self.proto >= 3 {
            return self.put_bytes(vm, v, bytes);
        }
        let (function, args) = if bytes.is_empty() {
            (vm.types().bytes.value(), vm.heap.tuple([]))
        } else {
            vm.room_for(2 * bytes.len())?;
            let text: String = bytes.iter().map(|b| char::from(*b)).collect();
            let text = vm.new_str(text.into_bytes())?;
            let codec = vm.heap.intern("latin1").into_value();
            (self.known.encode.clone(), vm.heap.tuple([text, codec]))
        };
        self.reduction(vm, &[function, args.into_value()], Some(v))
    }

    fn bytearray(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        let Some(b) = v.cast::<ByteArrayObj>() else { return self.unusual(vm, v) };
        vm.room_for(b.borrow().len())?;
        let data = b.borrow().clone();
        if self.proto >= 5 {
            return self.put_bytearray(vm, v, &data);
        }
        let args = if data.is_empty() {
            vm.heap.tuple([])
        } else {
            let bytes = vm.heap.bytes_from_vec(data).into_value();
            vm.heap.tuple([bytes])
        };
        let class = vm.types().bytearray.value();
        self.reduction(vm, &[class, args.into_value()], Some(v))
    }

    fn picklebuffer(&mut self, vm: &mut Vm, v: &Value, b: &PickleBuffer) -> Res<()> {
        if self.proto < 5 {
            return Err(self.known.cannot(vm, "PickleBuffer can only be pickled with protocol >= 5"));
        }
        let view = b.view(vm)?;
        let Some((_, _, n, readonly)) = view.part() else {
            let text = "PickleBuffer can not be pickled when pointing to a non-contiguous buffer";
            return Err(self.known.cannot(vm, text));
        };
        // A look of its own: the function may release the buffer.
        let view = memoryview::raw(vm, &view)?;
        let in_band = match self.buffer_callback.clone() {
            None => true,
            Some(f) => {
                let r = vm.call(&f, std::slice::from_ref(v))?;
                vm.truth(&r)?
            }
        };
        if !in_band {
            self.out.byte(vm, NEXT_BUFFER)?;
            return if readonly { self.out.byte(vm, READONLY_BUFFER) } else { Ok(()) };
        }
        vm.room_for(n)?;
        let data = view.cast::<MemoryViewObj>().and_then(MemoryViewObj::to_bytes).unwrap_or_default();
        if readonly { self.put_bytes(vm, v, &data) } else { self.put_bytearray(vm, v, &data) }
    }
}

/// A text as protocol 0 has it: what would end the line, and what is beyond Latin-1, as escapes.
fn raw_escapes(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut out = Vec::with_capacity(bytes.len());
    for c in crate::object::text::wtf8::code_points(bytes) {
        match c {
            0x5c | 0 | 0x0a | 0x0d | 0x1a | 0x100..=0xffff => drop(write!(out, "\\u{c:04x}")),
            0x10000.. => drop(write!(out, "\\U{c:08x}")),
            _ => out.push(c as u8),
        }
    }
    out
}
