//! Displays and comprehensions: lists, sets, dicts, slices and strings that an expression builds, and what adds to them (`[*a]`, `{**d}`, `f(*a, **k)`).
//!
//! The verifier proves that a register holds the container that an instruction adds to; its kind is asked again all the same, which costs little here.

use crate::object::Value;
use crate::object::buffer;
use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::range::SliceObj;
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::vm::fence::Regs;
use crate::vm::run::Flow;
use crate::vm::{Raised, Res, Vm};

impl Vm {
    pub(in crate::vm) fn build_slice(&mut self, parts: &mut [Value]) -> Value {
        let mut parts = parts.iter_mut().map(Value::take);
        let (start, stop) = (parts.next().unwrap_or(Value::None), parts.next().unwrap_or(Value::None));
        let step = parts.next().unwrap_or(Value::None);
        self.heap.alloc(&self.heap.types().slice, SliceObj { start, stop, step }).into_value()
    }

    /// `super()`. Something else under this name is called as it stands there.
    pub(super) fn build_super(&mut self, at: Regs) -> Res {
        let (callee, class, object) = (at.take(0), at.take(1), at.take(2));
        if callee.is(&self.defaults.super_class) {
            return (self.hooks.make_super)(self, class, object);
        }
        self.call(&callee, &[])
    }

    pub(super) fn build_set(&mut self, items: Vec<Value>) -> Res {
        let set = SetObj::default();
        for v in items {
            self.set_add(&set, v)?;
        }
        Ok(self.heap.alloc(&self.heap.types().set, set).into_value())
    }

    /// Of `n` pairs of key and value in the registers from `at`.
    pub(super) fn build_dict(&mut self, at: Regs, n: usize) -> Res {
        let d = self.heap.dict();
        d.reserve(n);
        for i in 0..n {
            let pair = at.beyond(2 * i);
            let (k, v) = (pair.take(0), pair.take(1));
            self.dict_set(&d, k, v)?;
        }
        Ok(d.into_value())
    }

    pub(super) fn build_string(&mut self, parts: &mut [Value]) -> Res {
        let texts = parts.iter().map(|v| v.cast::<StrObj>().map_or(&[][..], StrObj::bytes));
        let made = self.joined_str(texts);
        parts.iter_mut().for_each(|v| drop(v.take()));
        made
    }

    pub(super) fn list_to_tuple(&mut self, list: Value) -> Res {
        let items = list.cast::<ListObj>().map(ListObj::take).unwrap_or_default();
        self.room_for(items.len() * size_of::<Value>())?;
        Ok(self.heap.tuple(items).into_value())
    }

    pub(super) fn list_extend(&mut self, list: Value, v: Value) -> Res<Flow> {
        let items = match self.collect_list(&v) {
            Ok(items) => items,
            Err(e) => return Err(self.star_error(&v, e)),
        };
        if let Some(l) = list.cast::<ListObj>() {
            let grown = buffer::append(&mut l.borrow_mut(), items);
            self.granted(grown)?;
        }
        Ok(Flow::Next)
    }

    /// What cannot be iterated at all has words of its own behind a star.
    fn star_error(&mut self, v: &Value, e: Raised) -> Raised {
        let plain = self.lookup_special(v, &self.names.__iter__).is_none()
            && self.lookup_special(v, &self.names.__getitem__).is_none();
        if plain && self.raised_is(&e, &self.heap.types().type_error) {
            drop(self.take_raised(e));
            let name = self.class_name(v);
            return self.type_error(format!("Value after * must be an iterable, not {name}"));
        }
        e
    }

    #[inline]
    pub(super) fn set_add_instr(&mut self, set: Value, v: Value) -> Res<Flow> {
        if let Some(s) = set.cast::<SetObj>() {
            self.set_add(s, v)?;
        }
        Ok(Flow::Next)
    }

    pub(super) fn set_extend(&mut self, set: Value, v: Value) -> Res<Flow> {
        if let Some(s) = set.cast::<SetObj>() {
            self.set_update(s, &v)?;
        }
        Ok(Flow::Next)
    }

    #[inline]
    pub(super) fn dict_add(&mut self, dict: Value, k: Value, v: Value) -> Res<Flow> {
        if let Some(d) = dict.cast::<DictObj>() {
            self.dict_set(d, k, v)?;
        }
        Ok(Flow::Next)
    }

    /// `{**mapping}`
    pub(super) fn dict_extend(&mut self, dict: Value, v: Value) -> Res<Flow> {
        if let Some(d) = dict.cast::<DictObj>() {
            if !v.is_a::<DictObj>() && self.get_attr_opt(&v, &self.names.keys)?.is_none() {
                let name = self.class_name(&v);
                return Err(self.type_error(format!("'{name}' object is not a mapping")));
            }
            self.dict_update(d, &v)?;
        }
        Ok(Flow::Next)
    }

    /// `f(**mapping)`
    pub(super) fn dict_merge(&mut self, dict: Value, v: Value, f: Value) -> Res<Flow> {
        if let Some(d) = dict.cast::<DictObj>() {
            self.merge_keywords(d, &v, &f)?;
        }
        Ok(Flow::Next)
    }
}
