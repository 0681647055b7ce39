//! Iteration: `iter()`, `next()`, the `for` instruction, collecting and unpacking.

use crate::bytecode::Instr;
use crate::object::buffer;
use crate::object::bytes::{ByteArrayObj, BytesObj};
use crate::object::dict::DictObj;
use crate::object::generator::GenObj;
use crate::object::iter::{DictPart, IterObj, IterState, dict_state, is_ordered, is_unchanged};
use crate::object::list::ListObj;
use crate::object::number::int::{Int, IntRef, arith};
use crate::object::range::RangeObj;
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::KEYED;
use crate::object::{Kind, Ref, TypeObj, Value};

use super::fence::{Ip, Regs};
use super::generator::Sent;
use super::run::Flow;
use super::{Res, Vm};

/// The quick way to the next value of a native iterator class.
pub type NextFn = fn(&mut Vm, &Value) -> Res<Option<Value>>;

/// What a class that speaks the protocol of coroutines natively does when a value is sent to an instance: no exception carries its result.
pub type SendFn = fn(&mut Vm, &Value, Value) -> Res<Sent>;

/// In a class's tag: the rest is a place in the list of `SendFn`s.
const SENDER: usize = 1 << 24;

impl Vm {
    /// `iter(v)`
    pub fn iter(&mut self, v: &Value) -> Res {
        if let Value::Obj(o) = v
            && o.header().is_exact()
            && let Some(it) = self.builtin_iter(v)
        {
            return Ok(it);
        }
        let class = self.class_of(v);
        if let Some(f) = class.lookup(&self.names.__iter__) {
            if f.is_none() {
                return Err(self.not_iterable(v));
            }
            let it = self.call_found(&f, v, &[])?;
            if !self.is_iterator(&it) {
                let name = self.class_name(&it);
                return Err(self.type_error(format!("iter() returned non-iterator of type '{name}'")));
            }
            return Ok(it);
        }
        if self.quick_next(&class).is_some() {
            return Ok(v.clone());
        }
        if class.lookup(&self.names.__getitem__).is_some() && !v.is_a::<DictObj>() && !class.has(KEYED) {
            return Ok(self
                .heap
                .iter(&self.heap.types().seq_iterator, IterState::Sequence { seq: v.clone(), index: 0 }));
        }
        Err(self.not_iterable(v))
    }

    #[cold]
    fn not_iterable(&mut self, v: &Value) -> super::Raised {
        let name = self.class_name(v);
        self.type_error(format!("'{name}' object is not iterable"))
    }

    /// The iterator of a built-in container, by its storage (subclasses that do not override `__iter__` come here too).
    pub fn builtin_iter(&mut self, v: &Value) -> Option<Value> {
        let t = self.heap.types();
        let o = v.as_obj()?;
        let (class, state) = match o.kind() {
            Kind::List => (&t.list_iterator, IterState::List { list: v.clone(), index: 0 }),
            Kind::Tuple => (&t.tuple_iterator, IterState::Tuple { tuple: v.clone(), index: 0 }),
            Kind::Range => return o.cast::<RangeObj>().map(|r| self.range_iter(r)),
            Kind::Str => {
                let ascii = o.cast::<StrObj>()?.is_ascii();
                let class = if ascii { &t.str_ascii_iterator } else { &t.str_iterator };
                (class, IterState::Str { text: v.clone(), offset: 0 })
            }
            Kind::Bytes => (&t.bytes_iterator, IterState::Bytes { data: v.clone(), index: 0 }),
            Kind::ByteArray => (&t.bytearray_iterator, IterState::Bytes { data: v.clone(), index: 0 }),
            Kind::Dict => return Some(self.dict_iter(v, DictPart::Keys)),
            Kind::Set => {
                let len = o.cast::<SetObj>()?.len();
                (&t.set_iterator, IterState::Set { set: v.clone(), slot: 0, len })
            }
            Kind::Iter | Kind::Generator
                if !o.class().is(&t.coroutine) && !o.class().is(&t.async_generator) =>
            {
                return Some(v.clone());
            }
            _ => return None,
        };
        Some(self.heap.iter(class, state))
    }

    /// An iterator over part of a dict.
    pub fn dict_iter(&mut self, dict: &Value, part: DictPart) -> Value {
        let t = self.heap.types();
        let (len, left) = self.dict_iter_state(dict);
        let class = match part {
            DictPart::Keys => &t.dict_keyiterator,
            DictPart::Values => &t.dict_valueiterator,
            DictPart::Items => &t.dict_itemiterator,
        };
        self.heap.iter(class, IterState::Dict { dict: dict.clone(), part, place: 0, len, left })
    }

    /// What an iterator over a dict notes of it as it begins, and how many entries there are.
    pub fn dict_iter_state(&self, dict: &Value) -> (usize, usize) {
        let (Some(d), Some(o)) = (dict.cast::<DictObj>(), dict.as_obj()) else { return (0, 0) };
        let ordered = !o.header().is_exact()
            && self.extra_types.get("collections.OrderedDict").is_some_and(|c| o.class().is_subclass(c));
        (dict_state(d, ordered), d.len())
    }

    /// An iterator over a range.
    pub fn range_iter(&mut self, r: &RangeObj) -> Value {
        self.numbers_iter(r.start.clone(), r.step.clone(), r.len.clone())
    }

    /// An iterator over `left` numbers from `next`, in steps of `step`.
    pub fn numbers_iter(&mut self, next: Int, step: Int, left: Int) -> Value {
        let t = self.heap.types();
        if let (Int::Small(next), Int::Small(step), Int::Small(left)) = (&next, &step, &left) {
            // The number behind the last one is worked out, too: it must fit.
            let end = i128::from(*next) + i128::from(*step) * i128::from(*left);
            if i64::try_from(end).is_ok() {
                let state = IterState::Range { next: *next, step: *step, left: *left as u64 };
                return self.heap.iter(&t.range_iterator, state);
            }
        }
        let (next, step, left) = (self.heap.int(next), self.heap.int(step), self.heap.int(left));
        self.heap.iter(&t.longrange_iterator, IterState::BigRange { next, step, left })
    }

    /// Whether the class of a value has `__next__`.
    pub fn is_iterator(&self, v: &Value) -> bool {
        let class = self.class_ref(v);
        self.quick_next(class).is_some()
            || class.lookup(&self.names.__next__).is_some()
            || v.is_a::<IterObj>()
            || v.is_a::<GenObj>()
    }

    /// The native `next` of a class or a base, if the class does not override `__next__`.
    pub fn quick_next(&self, class: &Ref<TypeObj>) -> Option<NextFn> {
        let i = class.tag.get();
        if i != 0 {
            return self.next_fns.get(i - 1).copied();
        }
        if !class.is_heap_type() {
            return None;
        }
        for c in class.mro().iter() {
            if c.tag.get() != 0 {
                return self.next_fns.get(c.tag.get() - 1).copied();
            }
            if c.dict().get_str(&self.names.__next__).is_some() {
                return None;
            }
        }
        None
    }

    /// The native `send` of a class, whose instances are their own awaitables.
    #[inline]
    pub fn quick_send(&self, class: &TypeObj) -> Option<SendFn> {
        let tag = class.tag.get();
        if tag & SENDER == 0 { None } else { self.send_fns.get(tag & !SENDER).copied() }
    }

    /// Registers the native `send` of a class that nobody can derive from. `__await__` of its instances gives themselves.
    pub fn set_sender(&mut self, class: &Ref<TypeObj>, f: SendFn) {
        class.tag.set(SENDER | self.send_fns.len());
        self.send_fns.push(f);
    }

    /// Registers the native `next` of a class.
    pub fn set_next(&mut self, class: &Ref<TypeObj>, f: NextFn) {
        self.next_fns.push(f);
        class.tag.set(self.next_fns.len());
    }

    /// `next(it)` for an iterator over this one: None at the end, but a StopIteration that carries a value stays an exception, for it is the
    /// outer iterator's, too.
    pub fn next_through(&mut self, it: &Value) -> Res<Option<Value>> {
        let Value::Obj(o) = it else { return self.next(it) };
        if o.kind() == Kind::Iter && o.header().is_exact() {
            return self.iter_next(it);
        }
        if o.kind() != Kind::Generator
            && let Some(f) = self.quick_next(self.class_ref(it))
        {
            return f(self, it);
        }
        match self.next_or_value(it)? {
            Sent::Yield(v) => Ok(Some(v)),
            Sent::Return(Value::None) => Ok(None),
            Sent::Return(v) => Err(self.stop_iteration(v)),
        }
    }

    /// `next(it)`: None at the end.
    #[inline]
    pub fn next(&mut self, it: &Value) -> Res<Option<Value>> {
        if self.needs_attention() {
            // A native that walks over an iterable of natives meets no other place where what died can be finalised, or MemoryError be raised.
            self.attend()?;
        }
        if let Value::Obj(o) = it {
            match o.kind() {
                Kind::Iter if o.header().is_exact() => return self.iter_next(it),
                Kind::Generator => {
                    if let Some(g) = it.to_ref::<GenObj>()
                        && g.code.code.flags.generator
                    {
                        return self.gen_next(&g);
                    }
                }
                _ => {
                    if let Some(f) = self.quick_next(self.class_ref(it)) {
                        return match f(self, it) {
                            Err(e) => self.stop_value(e).map(|_| None),
                            given => given,
                        };
                    }
                }
            }
        }
        match self.next_or_value(it)? {
            Sent::Yield(v) => Ok(Some(v)),
            Sent::Return(_) => Ok(None),
        }
    }

    /// `next(it)`, keeping the value of StopIteration.
    pub fn next_or_value(&mut self, it: &Value) -> Res<Sent> {
        let class = self.class_of(it);
        if let Some(f) = self.quick_next(&class) {
            let out = f(self, it);
            return match out {
                Ok(Some(v)) => Ok(Sent::Yield(v)),
                Ok(None) => Ok(Sent::Return(Value::None)),
                Err(e) => self.stop_value(e).map(Sent::Return),
            };
        }
        if it.is_a::<IterObj>() && class.lookup(&self.names.__next__).is_none_or(|f| self.binds_self(&f)) {
            return Ok(match self.iter_next(it)? {
                Some(v) => Sent::Yield(v),
                None => Sent::Return(Value::None),
            });
        }
        if let Some(g) = it.to_ref::<GenObj>()
            && g.code.code.flags.generator
        {
            return self.send_to(it, Value::None);
        }
        let Some(f) = class.lookup(&self.names.__next__) else {
            let name = class.name_text();
            return Err(self.type_error(format!("'{name}' object is not an iterator")));
        };
        let out = self.call_found(&f, it, &[]);
        self.split_stop_iteration(out)
    }

    /// The next value of a built-in iterator.
    pub fn iter_next(&mut self, it: &Value) -> Res<Option<Value>> {
        let Some(i) = it.cast::<IterObj>() else { return Ok(None) };
        let heap = self.heap;
        let mut state = i.state.borrow_mut();
        let mut error = None;
        let out = match &mut *state {
            IterState::Done => None,
            IterState::Range { next, step, left } => {
                if *left == 0 {
                    None
                } else {
                    let v = *next;
                    *left -= 1;
                    *next = next.wrapping_add(*step);
                    Some(Value::Int(v))
                }
            }
            IterState::BigRange { next, step, left } => {
                let (n, s, l) = (to_int(next), to_int(step), to_int(left));
                if l.as_ref().signum() <= 0 {
                    None
                } else {
                    let v = next.clone();
                    *next = heap.int(arith::add(n.as_ref(), s.as_ref()));
                    *left = heap.int(arith::sub(l.as_ref(), IntRef::Small(1)));
                    Some(v)
                }
            }
            IterState::List { list, index } => {
                let v = list.cast::<ListObj>().and_then(|l| l.get(*index));
                *index += 1;
                v
            }
            IterState::ListReversed { list, index } => {
                let n = list.cast::<ListObj>().map_or(0, ListObj::len);
                if *index == 0 || *index > n {
                    None
                } else {
                    *index -= 1;
                    list.cast::<ListObj>().and_then(|l| l.get(*index))
                }
            }
            IterState::Tuple { tuple, index } => {
                let v = tuple.cast::<TupleObj>().and_then(|t| t.items().get(*index).cloned());
                *index += 1;
                v
            }
            IterState::Str { text, offset } => text.cast::<StrObj>().and_then(|s| {
                let rest = &s.bytes()[*offset..];
                let n = match *rest.first()? {
                    b if b < 0x80 => 1,
                    b if b < 0xE0 => 2,
                    b if b < 0xF0 => 3,
                    _ => 4,
                };
                *offset += n;
                Some(heap.str_bytes(&rest[..n]).into_value())
            }),
            IterState::Bytes { data, index } => {
                let b = match data.cast::<BytesObj>() {
                    Some(b) => b.bytes().get(*index).copied(),
                    None => data.cast::<ByteArrayObj>().and_then(|b| b.borrow().get(*index).copied()),
                };
                *index += 1;
                b.map(|b| Value::Int(i64::from(b)))
            }
            IterState::Dict { dict, part, place, len, left } => match dict.cast::<DictObj>() {
                Some(d) if !is_unchanged(d, *len) && is_ordered(*len) => {
                    error = Some("OrderedDict mutated during iteration");
                    (*place, *len) = (d.places(), d.len());
                    None
                }
                Some(d) if !is_unchanged(d, *len) => {
                    error = Some("dictionary changed size during iteration");
                    *len = usize::MAX;
                    None
                }
                Some(d) if *left == 0 && d.next_entry(*place).is_some() => {
                    error = Some("dictionary keys changed during iteration");
                    *len = usize::MAX;
                    None
                }
                Some(d) => d.next_entry(*place).map(|(next, k, v)| {
                    *place = next;
                    *left -= 1;
                    match part {
                        DictPart::Keys => k,
                        DictPart::Values => v,
                        DictPart::Items => i.last.give(heap, k, v),
                    }
                }),
                None => None,
            },
            IterState::DictReversed { dict, part, place, len, left } => match dict.cast::<DictObj>() {
                Some(d) if !is_unchanged(d, *len) && is_ordered(*len) => {
                    error = Some("OrderedDict mutated during iteration");
                    (*place, *len) = (0, d.len());
                    None
                }
                Some(d) if !is_unchanged(d, *len) => {
                    error = Some("dictionary changed size during iteration");
                    *len = usize::MAX;
                    None
                }
                Some(d) if *left == 0 && d.previous_entry(*place).is_some() => {
                    error = Some("dictionary keys changed during iteration");
                    *len = usize::MAX;
                    None
                }
                Some(d) => d.previous_entry(*place).map(|(at, k, v)| {
                    *place = at;
                    *left -= 1;
                    match part {
                        DictPart::Keys => k,
                        DictPart::Values => v,
                        DictPart::Items => i.last.give(heap, k, v),
                    }
                }),
                None => None,
            },
            IterState::Set { set, slot, len } => match set.cast::<SetObj>() {
                Some(s) if s.len() != *len => {
                    error = Some("Set changed size during iteration");
                    *len = usize::MAX;
                    None
                }
                Some(s) => {
                    let table = s.borrow();
                    table.next_from(*slot).map(|(at, _, v)| {
                        *slot = at + 1;
                        v.clone()
                    })
                }
                None => None,
            },
            IterState::Sequence { .. } | IterState::SequenceReversed { .. } | IterState::Callable { .. } => {
                drop(state);
                return self.iter_next_calling(it, i);
            }
        };
        if let Some(text) = error {
            drop(state);
            return Err(self.runtime_error(text));
        }
        if out.is_none() && !matches!(&*state, IterState::Range { .. }) {
            let old = std::mem::replace(&mut *state, IterState::Done);
            drop(state);
            drop(old);
        }
        Ok(out)
    }

    /// Iterators whose next value comes from script code.
    fn iter_next_calling(&mut self, _it: &Value, i: &IterObj) -> Res<Option<Value>> {
        enum Next {
            Item(Value, i64),
            Call(Value, Value),
            End,
        }
        let next = match &*i.state.borrow() {
            IterState::Sequence { seq, index } => Next::Item(seq.clone(), *index),
            IterState::SequenceReversed { seq, index } if *index >= 0 => Next::Item(seq.clone(), *index),
            IterState::Callable { callable, sentinel } => Next::Call(callable.clone(), sentinel.clone()),
            _ => Next::End,
        };
        match next {
            Next::Item(_, i64::MAX) => Err(self.overflow_error("iter index too large")),
            Next::Item(seq, index) => {
                match &mut *i.state.borrow_mut() {
                    IterState::Sequence { index, .. } => *index += 1,
                    IterState::SequenceReversed { index, .. } => *index -= 1,
                    _ => {}
                }
                match self.get_item(&seq, &Value::Int(index)) {
                    Ok(v) => Ok(Some(v)),
                    Err(e) => {
                        let t = self.heap.types();
                        if self.raised_is(&e, &t.index_error) || self.raised_is(&e, &t.stop_iteration) {
                            drop(self.take_raised(e));
                            let old = i.state.replace(IterState::Done);
                            drop(old);
                            return Ok(None);
                        }
                        Err(e)
                    }
                }
            }
            Next::Call(f, sentinel) => {
                let out = self.call(&f, &[]);
                let v = match self.split_stop_iteration(out)? {
                    Sent::Yield(v) => v,
                    Sent::Return(_) => {
                        let old = i.state.replace(IterState::Done);
                        drop(old);
                        return Ok(None);
                    }
                };
                // Nothing of a built-in class but None equals None.
                let plain = sentinel.is_none() && !v.is_none() && !self.class_ref(&v).is_heap_type();
                if !plain && self.same(&v, &sentinel)? {
                    let old = i.state.replace(IterState::Done);
                    drop(old);
                    return Ok(None);
                }
                Ok(Some(v))
            }
            Next::End => {
                let old = i.state.replace(IterState::Done);
                drop(old);
                Ok(None)
            }
        }
    }

    /// `ForIter` beyond ranges, lists and tuples.
    #[inline(never)]
    pub(super) fn for_iter(&mut self, ip: Ip, regs: Regs) -> Res<Flow> {
        let Instr::ForIter { dst, iter, to } = ip.instr() else { crate::bug!("a `for` instruction") };
        if let Value::Obj(o) = regs.get(iter)
            && let Some(g) = o.as_ref_of::<GenObj>()
            && g.code.code.flags.generator
        {
            // The register keeps it alive until its frame rests or ends.
            return self.for_generator(g, *dst);
        }
        let it = regs.get(iter).clone();
        match self.next(&it)? {
            Some(v) => {
                drop(it);
                self.set_reg(regs, *dst, v);
                Ok(Flow::Next)
            }
            None => {
                if self.is_watched() {
                    self.watch_stop(&it)?;
                }
                drop(it);
                drop(regs.take(iter));
                self.save(ip.jump(i32::from(to.0)));
                Ok(Flow::Reload)
            }
        }
    }

    /// All values of an iterable, as a tuple of them is made.
    #[inline]
    pub fn collect(&mut self, v: &Value) -> Res<Vec<Value>> {
        self.collect_values(v, false)
    }

    /// All values of an iterable, as a list of them is made: it is asked how many there will be, and what goes wrong in saying so counts.
    #[inline]
    pub fn collect_list(&mut self, v: &Value) -> Res<Vec<Value>> {
        self.collect_values(v, true)
    }

    /// The same for what takes lists and tuples as they are, and makes a list of anything else's iterator.
    pub fn collect_sequence(&mut self, v: &Value) -> Res<Vec<Value>> {
        match v {
            Value::Obj(o) if o.header().is_exact() && matches!(o.kind(), Kind::List | Kind::Tuple) => {
                self.collect_list(v)
            }
            _ => {
                let it = self.iter(v)?;
                self.collect_list(&it)
            }
        }
    }

    /// `iter(v)`; a TypeError from it is told in the words for a value of this class.
    pub fn iter_or(&mut self, v: &Value, words: impl FnOnce(&str) -> String) -> Res {
        match self.iter(v) {
            Err(e) if self.raised_is(&e, &self.heap.types().type_error) => {
                drop(self.take_raised(e));
                let class = self.class_name(v);
                Err(self.type_error(words(&class)))
            }
            other => other,
        }
    }

    /// `collect_sequence` of what may be no sequence at all: then a TypeError with these words.
    pub fn collect_sequence_or(&mut self, v: &Value, words: &str) -> Res<Vec<Value>> {
        match v {
            Value::Obj(o) if o.header().is_exact() && matches!(o.kind(), Kind::List | Kind::Tuple) => {
                self.collect_list(v)
            }
            _ => {
                let it = self.iter_or(v, |_| words.to_string())?;
                self.collect_list(&it)
            }
        }
    }

    fn collect_values(&mut self, v: &Value, asks: bool) -> Res<Vec<Value>> {
        if let Value::Obj(o) = v
            && o.header().is_exact()
        {
            match o.kind() {
                Kind::List => {
                    if let Some(l) = o.cast::<ListObj>() {
                        let items = buffer::copied(&l.borrow()[..]);
                        return self.granted(items);
                    }
                }
                Kind::Tuple => {
                    if let Some(t) = o.cast::<TupleObj>() {
                        return self.granted(buffer::copied(t.items()));
                    }
                }
                Kind::Dict => {
                    if let Some(d) = o.cast::<DictObj>() {
                        self.room_for(d.len() * 16)?;
                        return Ok(d.keys());
                    }
                }
                _ => {}
            }
        }
        if self.builtin_len(v).is_some_and(|n| n.saturating_mul(16) > self.memory_limit()) {
            return Err(self.memory_error());
        }
        let it = self.iter(v)?;
        let hint = if asks { self.room_for_hint(v, 0)? } else { self.stored_length(v).unwrap_or(0) };
        let mut out = Vec::new();
        self.granted(buffer::room(&mut out, hint.min(1 << 16)))?;
        while let Some(v) = self.next(&it)? {
            self.granted(buffer::push(&mut out, v))?;
        }
        Ok(out)
    }

    /// `a, b = src`
    pub(super) fn unpack(&mut self, src: &Value, n: usize) -> Res<Vec<Value>> {
        if let Value::Obj(o) = src
            && o.header().is_exact()
        {
            // What has another length is not copied.
            let if_right =
                |items: &[Value]| if items.len() == n { Ok(items.to_vec()) } else { Err(items.len()) };
            let items = match o.kind() {
                Kind::Tuple => o.cast::<TupleObj>().map(|t| if_right(t.items())),
                Kind::List => o.cast::<ListObj>().map(|l| if_right(&l.borrow())),
                _ => None,
            };
            if let Some(items) = items {
                return items.map_err(|len| self.unpack_error(n, len, true));
            }
        }
        let it = self.iter_for_unpack(src)?;
        let mut out = Vec::with_capacity(n);
        while out.len() < n {
            match self.next(&it)? {
                Some(v) => out.push(v),
                None => return Err(self.unpack_error(n, out.len(), true)),
            }
        }
        if self.next(&it)?.is_some() {
            let dict = src.cast::<DictObj>().filter(|_| src.as_obj().is_some_and(|o| o.header().is_exact()));
            return Err(self.unpack_error(n, dict.map_or(n + 1, DictObj::len), dict.is_some()));
        }
        Ok(out)
    }

    fn iter_for_unpack(&mut self, src: &Value) -> Res {
        match self.iter(src) {
            Ok(it) => Ok(it),
            Err(e) => {
                let t = self.heap.types();
                let class = self.class_ref(src);
                let plain = class.lookup(&self.names.__iter__).is_none()
                    && class.lookup(&self.names.__getitem__).is_none();
                if plain && self.raised_is(&e, &t.type_error) {
                    drop(self.take_raised(e));
                    let name = self.class_name(src);
                    return Err(self.type_error(format!("cannot unpack non-iterable {name} object")));
                }
                Err(e)
            }
        }
    }

    /// Wrong number of values: `got` of them, or at least so many if it is not `known`.
    fn unpack_error(&mut self, n: usize, got: usize, known: bool) -> super::Raised {
        let told = if known { format!(", got {got}") } else { String::new() };
        if got < n {
            return self.value_error(format!("not enough values to unpack (expected {n}, got {got})"));
        }
        self.value_error(format!("too many values to unpack (expected {n}{told})"))
    }

    /// `a, *b, c = src`
    pub(super) fn unpack_star(&mut self, src: &Value, before: usize, after: usize) -> Res<Vec<Value>> {
        let it = self.iter_for_unpack(src)?;
        let mut all = Vec::with_capacity(before + 1 + after);
        while all.len() < before {
            match self.next(&it)? {
                Some(v) => all.push(v),
                None => return Err(self.unpacked_too_few(before + after, all.len())),
            }
        }
        // How much is left is asked of the iterator only now.
        let mut middle = self.collect_list(&it)?;
        if middle.len() < after {
            return Err(self.unpacked_too_few(before + after, before + middle.len()));
        }
        let tail = middle.split_off(middle.len() - after);
        self.room_for(middle.len() * 16)?;
        all.push(self.heap.list(middle).into_value());
        all.extend(tail);
        Ok(all)
    }

    fn unpacked_too_few(&mut self, least: usize, got: usize) -> super::Raised {
        self.value_error(format!("not enough values to unpack (expected at least {least}, got {got})"))
    }
}

/// An owned copy of an int value.
pub fn to_int(v: &Value) -> Int {
    match crate::object::int::as_int(v) {
        Some(i) => i.to_int(),
        None => Int::Small(0),
    }
}

/// The next item of an iterator over a range, list or tuple; Undef: ask out of line.
#[inline(always)]
pub(super) fn next_quickly(v: &Value) -> Value {
    let Some(it) = v.cast::<IterObj>() else { return Value::Undef };
    match &mut *it.state.borrow_mut() {
        IterState::Range { next, step, left } if *left > 0 => {
            let v = Value::Int(*next);
            *left -= 1;
            *next = next.wrapping_add(*step);
            v
        }
        IterState::List { list, index } => match list.cast::<ListObj>().and_then(|l| l.get(*index)) {
            Some(x) => {
                *index += 1;
                x
            }
            None => Value::Undef,
        },
        IterState::Tuple { tuple, index } => {
            match tuple.cast::<TupleObj>().and_then(|t| t.items().get(*index)) {
                Some(x) => {
                    *index += 1;
                    x.clone()
                }
                None => Value::Undef,
            }
        }
        _ => Value::Undef,
    }
}
