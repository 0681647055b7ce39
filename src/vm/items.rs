//! Items and lengths: `a[b]`, `a[b] = v`, `del a[b]`, `len(a)`, slices.

use crate::bytecode::{Dst, Instr};
use crate::object::buffer;
use crate::object::bytes::{ByteArrayObj, BytesObj};
use crate::object::code::CodeObj;
use crate::object::dict::{DictObj, Find};
use crate::object::equality::simple_hash;
use crate::object::function::FunctionObj;
use crate::object::int::as_int;
use crate::object::list::{ListObj, drop_last_first};
use crate::object::number::int::{Int, IntRef, arith, cmp};
use crate::object::range::{RangeObj, SliceObj};
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, TypeObj, Value};

use super::fence::{Ip, Regs, code_of};
use super::native::IntoRes;
use super::numbers::SliceParts;
use super::run::Flow;
use super::{Raised, Res, Vm};

impl Vm {
    /// `GetItem` beyond lists and tuples with int indices.
    #[inline(never)]
    pub(super) fn get_item_instr(&mut self, a: Value, b: Value, dst: Dst, regs: Regs) -> Res<Flow> {
        if let Value::Obj(o) = &a {
            if o.header().is_exact()
                && o.kind() == Kind::Dict
                && let Some(d) = o.cast::<DictObj>()
            {
                let v = match self.dict_get(d, &b)? {
                    Some(v) => v,
                    None => return Err(self.key_error(b)),
                };
                drop((a, b));
                self.set_reg(regs, dst, v);
                return Ok(Flow::Next);
            }
            if o.class().is_heap_type()
                && o.kind() == Kind::Instance
                && let Some(f) = o.class().lookup(&self.names.__getitem__)
                && let Some(func) = f.cast::<FunctionObj>()
                && code_of(func).plain_params == 2
            {
                return self.push_callback(&f, &[a.clone(), b], dst);
            }
        }
        let v = self.get_item(&a, &b)?;
        drop((a, b));
        self.set_reg(regs, dst, v);
        Ok(Flow::Next)
    }

    /// `a[x:y]`: of what is built in without a slice object, if the bounds are plain.
    #[inline(never)]
    pub(super) fn get_slice_instr(
        &mut self,
        a: Value,
        bounds: &mut [Value],
        dst: Dst,
        regs: Regs,
    ) -> Res<Flow> {
        if a.as_obj().is_some_and(|o| o.header().is_exact())
            && let Some(parts) = SliceParts::plain(&bounds[0], &bounds[1])
            && let Some(v) = self.slice_of(&a, parts)?
        {
            bounds.iter_mut().for_each(|b| drop(b.take()));
            drop(a);
            self.set_reg(regs, dst, v);
            return Ok(Flow::Next);
        }
        let slice = self.build_slice(bounds);
        self.get_item_instr(a, slice, dst, regs)
    }

    /// `a[b]`
    pub fn get_item(&mut self, a: &Value, b: &Value) -> Res {
        if let Value::Obj(o) = a {
            if o.header().is_exact()
                && let Some(v) = self.builtin_get_item(a, b)?
            {
                return Ok(v);
            }
            if let Some(f) = o.class().lookup(&self.names.__getitem__) {
                return self.call_found(&f, a, std::slice::from_ref(b));
            }
            if a.is_a::<TypeObj>() {
                let getter = self.get_attr_opt(a, &self.names.__class_getitem__)?;
                if let Some(f) = getter.filter(|f| !f.is_none()) {
                    return self.call(&f, std::slice::from_ref(b));
                }
                if a.is(&self.heap.types().type_.value()) {
                    return self.generic_alias(a, b);
                }
                let name = a.cast::<TypeObj>().map(TypeObj::name_text).unwrap_or_default();
                return Err(self.type_error(format!("type '{name}' is not subscriptable")));
            }
        }
        let name = self.class_name(a);
        Err(self.type_error(format!("'{name}' object is not subscriptable")))
    }

    /// `type[int]`, through the class that natives registered.
    fn generic_alias(&mut self, a: &Value, b: &Value) -> Res {
        match self.extra_types.get("GenericAlias").cloned() {
            Some(class) => self.call(&class.value(), &[a.clone(), b.clone()]),
            None => Err(self.type_error("'type' object is not subscriptable")),
        }
    }

    /// `a[b]` of built-in storage; None if the storage has no items.
    pub fn builtin_get_item(&mut self, a: &Value, b: &Value) -> Res<Option<Value>> {
        let Value::Obj(o) = a else { return Ok(None) };
        match o.kind() {
            Kind::Dict => {
                let Some(d) = o.cast::<DictObj>() else { return Ok(None) };
                if let Some(v) = self.dict_get(d, b)? {
                    return Ok(Some(v));
                }
                if !o.header().is_exact()
                    && let Some(f) = o.class().lookup(&self.names.__missing__)
                {
                    return self.call_found(&f, a, std::slice::from_ref(b)).map(Some);
                }
                Err(self.key_error(b.clone()))
            }
            Kind::List | Kind::Tuple | Kind::Str | Kind::Bytes | Kind::ByteArray | Kind::Range => {
                if let Some(s) = b.cast::<SliceObj>() {
                    return self.builtin_slice(a, s);
                }
                let i = match b {
                    _ if o.kind() == Kind::Range => return self.range_item(a, b).map(Some),
                    Value::Int(i) => *i,
                    _ => self.sequence_index(a, b)?,
                };
                self.item_at(a, i).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// The item of a range, whose index and length may be beyond 64 bits.
    fn range_item(&mut self, a: &Value, b: &Value) -> Res {
        let Some(r) = a.cast::<RangeObj>() else { return Ok(Value::None) };
        let i = match b {
            Value::Int(i) if matches!(r.len, Int::Small(_)) => return self.item_at(a, *i),
            _ => self.any_index(a, b)?,
        };
        let i = if i.as_ref().is_negative() { arith::add(i.as_ref(), r.len.as_ref()) } else { i };
        if i.as_ref().is_negative() || cmp(i.as_ref(), r.len.as_ref()).is_ge() {
            return Err(self.index_error("range object index out of range"));
        }
        let v = arith::add(r.start.as_ref(), arith::mul(i.as_ref(), r.step.as_ref()).as_ref());
        Ok(self.heap.int(v))
    }

    /// An index into a sequence, with the error text of that sequence.
    /// The place that an index means in a sequence of `len` items, or IndexError.
    fn place_of(&mut self, i: i64, len: usize, words: &str) -> Res<usize> {
        self.item_index(i, len).ok_or_else(|| self.index_error(words))
    }

    fn sequence_index(&mut self, a: &Value, b: &Value) -> Res<i64> {
        match self.any_index(a, b)? {
            Int::Small(i) => Ok(i),
            Int::Big(_) => Err(self.index_error("cannot fit 'int' into an index-sized integer")),
        }
    }

    fn any_index(&mut self, a: &Value, b: &Value) -> Res<Int> {
        if as_int(b).is_none() && self.lookup_special(b, &self.names.__index__).is_none() {
            let (name, what) = (self.class_name(a), self.class_name(b));
            let text = match a.kind() {
                Some(Kind::ByteArray) => format!("bytearray indices must be integers or slices, not {what}"),
                Some(Kind::List) => format!("list indices must be integers or slices, not {what}"),
                Some(Kind::Tuple) => format!("tuple indices must be integers or slices, not {what}"),
                Some(Kind::Str) => format!("string indices must be integers, not '{what}'"),
                Some(Kind::Bytes) => format!("byte indices must be integers or slices, not {what}"),
                _ => format!("{name} indices must be integers or slices, not {what}"),
            };
            return Err(self.type_error(text));
        }
        self.to_int(b)
    }

    /// The item at an index of a built-in sequence.
    pub fn item_at(&mut self, a: &Value, i: i64) -> Res {
        let Value::Obj(o) = a else { return Ok(Value::Undef) };
        let len = self.builtin_len(a).unwrap_or(usize::MAX);
        let at = self.item_index(i, len);
        let found = at.and_then(|at| match o.kind() {
            Kind::List => o.cast::<ListObj>().and_then(|l| l.get(at)),
            Kind::Tuple => o.cast::<TupleObj>().and_then(|t| t.items().get(at).cloned()),
            Kind::Str => {
                o.cast::<StrObj>().map(|s| self.heap.str_bytes(s.char_range(at, at + 1)).into_value())
            }
            Kind::Bytes => {
                o.cast::<BytesObj>().and_then(|b| b.bytes().get(at).map(|b| Value::Int(i64::from(*b))))
            }
            Kind::ByteArray => {
                o.cast::<ByteArrayObj>().and_then(|b| b.borrow().get(at).map(|b| Value::Int(i64::from(*b))))
            }
            Kind::Range => o.cast::<RangeObj>().map(|r| {
                let step = arith::mul(r.step.as_ref(), IntRef::Small(at as i64));
                self.heap.int(arith::add(r.start.as_ref(), step.as_ref()))
            }),
            _ => None,
        });
        match found {
            Some(v) => Ok(v),
            None => Err(self.out_of_range(a)),
        }
    }

    #[cold]
    fn out_of_range(&mut self, a: &Value) -> Raised {
        let text = match a.kind() {
            Some(Kind::Str) => "string index out of range".to_string(),
            Some(Kind::Bytes) => "index out of range".to_string(),
            Some(Kind::Range) => "range object index out of range".to_string(),
            Some(Kind::List) => "list index out of range".to_string(),
            Some(Kind::Tuple) => "tuple index out of range".to_string(),
            Some(Kind::ByteArray) => "bytearray index out of range".to_string(),
            _ => format!("{} index out of range", self.class_name(a)),
        };
        self.index_error(text)
    }

    /// `a[b] = v`
    pub fn set_item(&mut self, a: &Value, b: &Value, v: Value) -> Res<()> {
        if let Value::Obj(o) = a {
            if o.header().is_exact() && self.builtin_set_item(a, b, &v)? {
                return Ok(());
            }
            if let Some(f) = o.class().lookup(&self.names.__setitem__) {
                self.call_found(&f, a, &[b.clone(), v])?;
                return Ok(());
            }
        }
        self.check_place(a, b)?;
        let name = self.class_name(a);
        Err(self.type_error(format!("'{name}' object does not support item assignment")))
    }

    /// Sequences, and whatever may be one, are first asked for the place: one that is beyond all lengths is told of before that nothing can be put there.
    pub(super) fn check_place(&mut self, a: &Value, b: &Value) -> Res<()> {
        let sequence = matches!(a.kind(), Some(Kind::Str | Kind::Tuple | Kind::Bytes | Kind::Range))
            || self.class_ref(a).is_heap_type();
        match as_int(b) {
            Some(i) if sequence && i.to_i64().is_none() => {
                Err(self.index_error("cannot fit 'int' into an index-sized integer"))
            }
            _ => Ok(()),
        }
    }

    /// `SetItem` beyond lists with int indices.
    #[inline(never)]
    pub(super) fn set_item_instr(&mut self, ip: Ip, regs: Regs, code: &CodeObj) -> Res<()> {
        let Instr::SetItem { a, b, src } = *ip.instr() else { crate::bug!("an assignment to an item") };
        if let Value::Obj(o) = regs.get(a)
            && o.header().is_exact()
            && let Some(d) = o.cast::<DictObj>()
            && let Some(hash) = simple_hash(self.heap, regs.get(b))
        {
            // Nothing of a script's runs until the entry is there, so the register keeps the dict alive.
            let found = d.find(regs.get(b), hash);
            if !matches!(found, Find::Ask(_)) {
                let old = match found {
                    Find::Found(i) => d.replace_at(i, regs.owned(src, code)),
                    _ => {
                        let (key, v) = (regs.owned(b, code), regs.owned(src, code));
                        self.granted(d.make_room(&key))?;
                        d.push(key, hash, v);
                        Value::Undef
                    }
                };
                drop(old);
                regs.consume(b, code);
                regs.consume(a, code);
                return Ok(());
            }
        }
        let (a, b, v) = (regs.owned(a, code), regs.owned(b, code), regs.owned(src, code));
        self.set_item(&a, &b, v)
    }

    /// `a[b] = v` of built-in storage; false if the storage does not support it.
    pub fn builtin_set_item(&mut self, a: &Value, b: &Value, v: &Value) -> Res<bool> {
        let Value::Obj(o) = a else { return Ok(false) };
        match o.kind() {
            Kind::Dict => {
                let Some(d) = o.cast::<DictObj>() else { return Ok(false) };
                let old = self.dict_set(d, b.clone(), v.clone())?;
                drop(old);
                Ok(true)
            }
            Kind::List => {
                let Some(l) = o.cast::<ListObj>() else { return Ok(false) };
                if let Some(s) = b.cast::<SliceObj>() {
                    self.set_list_slice(l, s, v)?;
                    return Ok(true);
                }
                let i = self.sequence_index(a, b)?;
                let at = self.place_of(i, l.len(), "list assignment index out of range")?;
                let old = std::mem::replace(&mut l.borrow_mut()[at], v.clone());
                drop(old);
                Ok(true)
            }
            Kind::ByteArray => {
                let Some(l) = o.cast::<ByteArrayObj>() else { return Ok(false) };
                if let Some(s) = b.cast::<SliceObj>() {
                    self.set_bytes_slice(l, s, v)?;
                    return Ok(true);
                }
                let i = self.sequence_index(a, b)?;
                let byte = self.to_byte(v)?;
                let at = self.place_of(i, l.borrow().len(), "bytearray index out of range")?;
                l.borrow_mut()[at] = byte;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// An int in `0..256`.
    pub fn to_byte(&mut self, v: &Value) -> Res<u8> {
        match self.to_int(v)?.as_ref().to_i64() {
            Some(b) if (0..256).contains(&b) => Ok(b as u8),
            _ => Err(self.value_error("byte must be in range(0, 256)")),
        }
    }

    fn set_list_slice(&mut self, l: &ListObj, s: &SliceObj, v: &Value) -> Res<()> {
        let parts = self.slice_parts(s)?;
        let new = if v.cast::<ListObj>().is_some_and(|v| std::ptr::eq(v, l)) {
            // Itself: its `__iter__` is not asked.
            let items = buffer::copied(&l.borrow());
            self.granted(items)?
        } else {
            self.collect_sequence_or(v, "must assign iterable to extended slice")?
        };
        let (start, stop, step, count) = parts.within(l.len());
        if step == 1 {
            let (start, stop) = (start as usize, stop.max(start) as usize);
            // What is put in and what is moved aside.
            let room = buffer::room(&mut l.borrow_mut(), new.len());
            self.granted(room)?;
            self.room_for((l.len() - start) * 16)?;
            let old: Vec<Value> = l.borrow_mut().splice(start..stop, new).collect();
            drop_last_first(old);
            return Ok(());
        }
        if new.len() != count {
            let text =
                format!("attempt to assign sequence of size {} to extended slice of size {count}", new.len());
            return Err(self.value_error(text));
        }
        let mut old = buffer::with_room(count).map_err(|e| self.text_error(e))?;
        {
            let mut items = l.borrow_mut();
            for (i, v) in new.into_iter().enumerate() {
                let at = (start + i as i64 * step) as usize;
                old.push(std::mem::replace(&mut items[at], v));
            }
        }
        drop(old);
        Ok(())
    }

    /// Whether a value is a number in the wide sense of CPython's `PyNumber_Check`.
    fn is_number(&self, v: &Value) -> bool {
        let names = [&self.names.__index__, &self.names.__int__, &self.names.__float__];
        v.kind() == Some(Kind::Complex) || names.iter().any(|n| self.lookup_special(v, n).is_some())
    }

    fn set_bytes_slice(&mut self, l: &ByteArrayObj, s: &SliceObj, v: &Value) -> Res<()> {
        let parts = self.slice_parts(s)?;
        self.room_for(crate::object::bytes::with_bytes(v, <[u8]>::len).unwrap_or(0))?;
        let new: Vec<u8> = match crate::object::bytes::data_of(v) {
            Some(d) => d,
            None if v.is_a::<StrObj>() || self.is_number(v) => {
                let text = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
                return Err(self.type_error(text));
            }
            None => 'bytes: {
                if let Some(data) = (self.hooks.buffer_bytes)(self, v)? {
                    break 'bytes data;
                }
                let it = self.iter_or(v, |what| format!("cannot convert '{what}' object to bytearray"))?;
                let mut out = Vec::new();
                while let Some(x) = self.next(&it)? {
                    let byte = self.to_byte(&x)?;
                    self.granted(buffer::push(&mut out, byte))?;
                }
                out
            }
        };
        let len = l.borrow().len();
        let (start, stop, step, count) = parts.within(len);
        if step == 1 {
            let stop = stop.max(start);
            self.check_resize(l, len - (stop - start) as usize + new.len())?;
            let room = buffer::room(&mut l.borrow_mut(), new.len());
            self.granted(room)?;
            self.room_for(len)?;
            l.borrow_mut().splice(start as usize..stop as usize, new);
            return Ok(());
        }
        if new.is_empty() {
            // As in CPython this takes the bytes out.
            self.check_resize(l, usize::MAX)?;
            take_slice(&mut l.borrow_mut(), start, step, count);
            return Ok(());
        }
        if new.len() != count {
            return Err(self.value_error(format!(
                "attempt to assign bytes of size {} to extended slice of size {count}",
                new.len()
            )));
        }
        let mut items = l.borrow_mut();
        for (i, b) in new.into_iter().enumerate() {
            items[(start + i as i64 * step) as usize] = b;
        }
        Ok(())
    }

    /// `del a[b]`
    pub fn del_item(&mut self, a: &Value, b: &Value) -> Res<()> {
        if let Value::Obj(o) = a {
            if o.header().is_exact() && self.builtin_del_item(a, b)? {
                return Ok(());
            }
            if let Some(f) = o.class().lookup(&self.names.__delitem__) {
                self.call_found(&f, a, std::slice::from_ref(b))?;
                return Ok(());
            }
        }
        // CPython has two sentences: one for what is no sequence, one for a sequence that is asked by an index.
        let class = self.class_of(a);
        let sequence = class.is_heap_type()
            || [&self.names.__len__, &self.names.__contains__].iter().any(|n| class.lookup(n).is_some());
        let by_index = sequence && self.has_index(b);
        if by_index {
            // The index is asked for before it is known that nothing can be deleted.
            self.to_int(b)?;
        }
        let how = if by_index { "doesn't" } else { "does not" };
        self.check_place(a, b)?;
        let name = self.class_name(a);
        Err(self.type_error(format!("'{name}' object {how} support item deletion")))
    }

    /// `del a[b]` of built-in storage; false if the storage does not support it.
    pub fn builtin_del_item(&mut self, a: &Value, b: &Value) -> Res<bool> {
        let Value::Obj(o) = a else { return Ok(false) };
        match o.kind() {
            Kind::Dict => {
                let Some(d) = o.cast::<DictObj>() else { return Ok(false) };
                match self.dict_del(d, b)? {
                    Some(_) => Ok(true),
                    None => Err(self.key_error(b.clone())),
                }
            }
            Kind::List => {
                let Some(l) = o.cast::<ListObj>() else { return Ok(false) };
                if let Some(s) = b.cast::<SliceObj>() {
                    let (start, _, step, count) = self.slice_parts(s)?.within(l.len());
                    self.room_for(count * size_of::<Value>())?;
                    let old = take_slice(&mut l.borrow_mut(), start, step, count);
                    if step == 1 {
                        drop_last_first(old)
                    } else {
                        drop(old)
                    }
                    return Ok(true);
                }
                let i = self.sequence_index(a, b)?;
                let at = self.place_of(i, l.len(), "list assignment index out of range")?;
                let old = l.borrow_mut().remove(at);
                drop(old);
                Ok(true)
            }
            Kind::ByteArray => {
                let Some(l) = o.cast::<ByteArrayObj>() else { return Ok(false) };
                if let Some(s) = b.cast::<SliceObj>() {
                    let parts = self.slice_parts(s)?;
                    let len = l.borrow().len();
                    let (start, _, step, count) = parts.within(len);
                    // With another step CPython refuses before it looks whether there is anything to take out.
                    self.check_resize(l, if step == 1 { len - count } else { usize::MAX })?;
                    self.room_for(count)?;
                    take_slice(&mut l.borrow_mut(), start, step, count);
                    return Ok(true);
                }
                let i = self.sequence_index(a, b)?;
                let len = l.borrow().len();
                let at = self.place_of(i, len, "bytearray index out of range")?;
                self.check_resize(l, len - 1)?;
                l.borrow_mut().remove(at);
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Refuses to change the size of a bytearray while a memory view looks at the data.
    pub fn check_resize(&mut self, b: &ByteArrayObj, len: usize) -> Res<()> {
        if b.exports.get() > 0 && b.borrow().len() != len {
            return Err(self.exported());
        }
        Ok(())
    }

    /// The BufferError for a change of size while somebody looks at the data.
    #[cold]
    pub fn exported(&mut self) -> super::Raised {
        self.buffer_error("Existing exports of data: object cannot be re-sized")
    }

    /// `len(v)`
    #[inline(always)]
    pub fn length(&mut self, v: &Value) -> Res<usize> {
        match self.stored_length(v) {
            Some(n) => Ok(n),
            None => self.length_by_method(v),
        }
    }

    /// The length of an exact built-in container, by storage.
    #[inline(always)]
    pub(super) fn stored_length(&self, v: &Value) -> Option<usize> {
        match v {
            Value::Obj(o) if o.header().is_exact() => self.builtin_len(v),
            _ => None,
        }
    }

    /// `len(v)` as the native's answer.
    #[inline(always)]
    pub fn length_answer(&mut self, v: &Value) -> Res {
        if let Some(n) = self.stored_length(v)
            && let Ok(n) = i64::try_from(n)
        {
            return Ok(Value::Int(n));
        }
        self.length_answered(v)
    }

    #[inline(never)]
    fn length_answered(&mut self, v: &Value) -> Res {
        self.length_by_method(v).into_res(self)
    }

    /// `len(v)` by its `__len__`.
    #[inline(never)]
    fn length_by_method(&mut self, v: &Value) -> Res<usize> {
        match self.call_special(v, &self.names.__len__, &[])? {
            Some(n) => {
                let i = self.to_int(&n)?;
                match i.as_ref() {
                    i if i.is_negative() => Err(self.value_error("__len__() should return >= 0")),
                    IntRef::Small(i) => Ok(i as usize),
                    IntRef::Big(_) => {
                        Err(self.overflow_error("cannot fit 'int' into an index-sized integer"))
                    }
                }
            }
            None => {
                let name = self.class_name(v);
                Err(self.type_error(format!("object of type '{name}' has no len()")))
            }
        }
    }

    /// What a list of an iterable's values asks first: how many there will be. So many that no memory holds them are a MemoryError before the first, since
    /// an iterator that does not end would else fill the machine. With those that are `there` already it may be more than a number holds: then nobody believes it, as in CPython.
    pub fn room_for_hint(&mut self, v: &Value, there: usize) -> Res<usize> {
        let hint = self.length_hint(v)?.unwrap_or(0);
        if hint > isize::MAX as usize - there {
            return Ok(0);
        }
        if hint.saturating_mul(size_of::<usize>()) > self.memory_limit() {
            return Err(self.memory_error());
        }
        // Much is asked for at once, as CPython asks: what cannot be had is known before anything is gathered.
        if hint > 1 << 20 {
            self.room_for(hint * size_of::<usize>())?;
        }
        Ok(hint)
    }

    /// `operator.length_hint(v)`; None if nobody knows.
    pub fn length_hint(&mut self, v: &Value) -> Res<Option<usize>> {
        if let Some(n) = self.stored_length(v) {
            return Ok(Some(n));
        }
        if self.lookup_special(v, &self.names.__len__).is_some() {
            let n = self.length_by_method(v);
            if let Some(n) = self.catch(n, &self.heap.types().type_error)? {
                return Ok(Some(n));
            }
        }
        let Some(f) = self.lookup_special(v, &self.names.__length_hint__) else { return Ok(None) };
        let n = self.call_found(&f, v, &[]);
        let Some(n) = self.catch(n, &self.heap.types().type_error)? else { return Ok(None) };
        if self.is_not_implemented(&n) {
            return Ok(None);
        }
        match as_int(&n).map(|i| i.to_i64()) {
            Some(Some(i)) if i >= 0 => Ok(Some(i as usize)),
            Some(Some(_)) => Err(self.value_error("__length_hint__() should return >= 0")),
            Some(None) => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
            None => {
                let name = self.class_name(&n);
                Err(self.type_error(format!("__length_hint__ must be an integer, not {name}")))
            }
        }
    }
}

/// An item of an exact list or tuple; None: look out of line.
#[inline(always)]
pub(super) fn sequence_item(v: &Value, i: i64) -> Option<Value> {
    let Value::Obj(o) = v else { return None };
    if !o.header().is_exact() {
        return None;
    }
    if let Some(l) = o.cast::<ListObj>() {
        let items = l.borrow();
        let i = if i < 0 { i + items.len() as i64 } else { i };
        return items.get(i as usize).cloned();
    }
    let t = o.cast::<TupleObj>()?;
    let i = if i < 0 { i + t.len() as i64 } else { i };
    t.items().get(i as usize).cloned()
}

/// The items of a plain tuple of two.
#[inline(always)]
pub(super) fn pair(v: &Value) -> Option<&[Value; 2]> {
    match v {
        Value::Obj(o) if o.header().is_exact() => o.cast::<TupleObj>()?.items().try_into().ok(),
        _ => None,
    }
}

/// Takes the items of a slice, whose bounds lie within, out of a vector.
fn take_slice<T>(items: &mut Vec<T>, start: i64, step: i64, count: usize) -> Vec<T> {
    if count == 0 {
        return Vec::new();
    }
    let last = start + (count as i64 - 1) * step;
    let (low, high, width) =
        (start.min(last) as usize, start.max(last) as usize, step.unsigned_abs() as usize);
    if width == 1 {
        return items.drain(low..=high).collect();
    }
    let mut old = Vec::with_capacity(count);
    let mut place = 0;
    old.extend(items.extract_if(low..=high, |_| {
        place += 1;
        (place - 1_usize).is_multiple_of(width)
    }));
    old
}
