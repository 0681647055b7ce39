//! Containers in a pickle: first the empty container, then its contents in batches, so that a container can hold itself.

use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::set::SetObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};

use super::opcode::*;
use super::save::Saver;

/// So many items go into one batch.
const BATCH: usize = 1000;

/// In fast mode containers so deep are watched for cycles.
const FAST_DEPTH: usize = 50;

impl Saver<'_> {
    /// Begins a container. Without a memo one that holds itself would never end.
    fn enter(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        if !self.fast {
            return Ok(());
        }
        self.depth += 1;
        if self.depth < FAST_DEPTH {
            return Ok(());
        }
        let at = v.as_obj().map_or(0, |o| o.addr());
        if !self.under_way.insert(at) {
            let what = vm.short_name(v);
            let text =
                format!("fast mode: can't pickle cyclic objects including object type {what} at {at:#x}");
            return Err(vm.value_error(text));
        }
        Ok(())
    }

    fn leave(&mut self, v: &Value) {
        if self.fast {
            if self.depth >= FAST_DEPTH {
                self.under_way.remove(&v.as_obj().map_or(0, |o| o.addr()));
            }
            self.depth -= 1;
        }
    }

    #[cold]
    fn noted_item(&self, vm: &mut Vm, e: Raised, whole: &Value, i: usize) -> Raised {
        self.noted(vm, e, whole, &format!("item {i}"))
    }

    #[inline]
    fn item(&mut self, vm: &mut Vm, whole: &Value, i: usize, v: &Value) -> Res<()> {
        match self.save(vm, v) {
            Ok(()) => Ok(()),
            Err(e) => Err(self.noted_item(vm, e, whole, i)),
        }
    }

    #[inline]
    fn entry(&mut self, vm: &mut Vm, whole: &Value, key: &Value, v: &Value) -> Res<()> {
        self.save(vm, key)?;
        match self.save(vm, v) {
            Ok(()) => Ok(()),
            Err(e) => Err(self.noted_key(vm, e, whole, key)),
        }
    }

    /// The same exception with a note that names a key.
    #[cold]
    pub fn noted_key(&self, vm: &mut Vm, e: Raised, whole: &Value, key: &Value) -> Raised {
        let x = vm.take_raised(e);
        match vm.repr(key) {
            Ok(shown) => {
                let (e, what) = (vm.reraise(x), format!("item {}", shown.to_text()));
                self.noted(vm, e, whole, &what)
            }
            Err(e) => e,
        }
    }

    /// A tuple that was met again among its own items is in the memo: what was pushed goes, and it is taken from there.
    fn again(&mut self, vm: &mut Vm, i: i64, pops: &[u8]) -> Res<()> {
        self.out.put(vm, pops)?;
        self.get(vm, i)
    }

    /// `tuple`
    pub fn tuple(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        let Some(t) = v.cast::<TupleObj>() else { crate::bug!("a tuple is one") };
        let n = t.len();
        if n == 0 {
            return if self.bin() {
                self.out.byte(vm, EMPTY_TUPLE)
            } else {
                self.out.put(vm, &[MARK, TUPLE])
            };
        }
        let short = n <= 3 && self.proto >= 2;
        if !short {
            self.out.byte(vm, MARK)?;
        }
        for (i, item) in t.items().iter().enumerate() {
            self.item(vm, v, i, item)?;
        }
        if let Some(i) = self.written(v) {
            return if short {
                self.again(vm, i, &[POP; 3][..n])
            } else if self.bin() {
                self.again(vm, i, &[POP_MARK])
            } else {
                self.again(vm, i, &vec![POP; n + 1])
            };
        }
        self.out.byte(vm, if short { [TUPLE1, TUPLE2, TUPLE3][n - 1] } else { TUPLE })?;
        self.put(vm, v)
    }

    /// `list`
    pub fn list(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        let Some(list) = v.cast::<ListObj>() else { crate::bug!("a list is one") };
        self.enter(vm, v)?;
        self.out.put(vm, if self.bin() { &[EMPTY_LIST] } else { &[MARK, LIST] })?;
        self.put(vm, v)?;
        if !self.bin() {
            let mut i = 0;
            while let Some(item) = list.get(i) {
                self.item(vm, v, i, &item)?;
                self.out.byte(vm, APPEND)?;
                i += 1;
            }
        } else if list.len() == 1 {
            if let Some(item) = list.get(0) {
                self.item(vm, v, 0, &item)?;
            }
            self.out.byte(vm, APPEND)?;
        } else {
            let mut i = 0;
            while i < list.len() {
                self.out.byte(vm, MARK)?;
                let end = i + BATCH;
                while i < end
                    && let Some(item) = list.get(i)
                {
                    self.item(vm, v, i, &item)?;
                    i += 1;
                }
                self.out.byte(vm, APPENDS)?;
            }
        }
        vm.let_die()?;
        self.leave(v);
        Ok(())
    }

    /// `dict`
    pub fn dict(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        let Some(d) = v.to_ref::<DictObj>() else { crate::bug!("a dict is one") };
        self.enter(vm, v)?;
        self.out.put(vm, if self.bin() { &[EMPTY_DICT] } else { &[MARK, DICT] })?;
        self.put(vm, v)?;
        if !d.is_empty() {
            if self.bin() {
                self.dict_entries(vm, v, &d)?;
            } else {
                let name = vm.names.items.clone();
                let items = vm.call_method(v, &name, &[])?;
                let items = vm.iter(&items)?;
                self.entries(vm, &items, v)?;
            }
        }
        vm.let_die()?;
        self.leave(v);
        Ok(())
    }

    fn dict_entries(&mut self, vm: &mut Vm, v: &Value, d: &Ref<DictObj>) -> Res<()> {
        let n = d.len();
        if n == 1 {
            if let Some((_, key, value)) = d.next_entry(0) {
                self.entry(vm, v, &key, &value)?;
            }
            return self.out.byte(vm, SETITEM);
        }
        let mut place = 0;
        loop {
            self.out.byte(vm, MARK)?;
            let mut i = 0;
            while i < BATCH
                && let Some((next, key, value)) = d.next_entry(place)
            {
                self.entry(vm, v, &key, &value)?;
                place = next;
                i += 1;
            }
            self.out.byte(vm, SETITEMS)?;
            if d.len() != n {
                return Err(vm.runtime_error("dictionary changed size during iteration"));
            }
            if i < BATCH {
                return Ok(());
            }
        }
    }

    /// Items of an iterator, for an object that is on the reader's stack.
    pub fn items(&mut self, vm: &mut Vm, it: &Value, whole: &Value) -> Res<()> {
        let mut at = 0;
        if !self.bin() {
            while let Some(v) = vm.next(it)? {
                self.item(vm, whole, at, &v)?;
                self.out.byte(vm, APPEND)?;
                at += 1;
            }
            return Ok(());
        }
        while let Some(first) = vm.next(it)? {
            let Some(second) = vm.next(it)? else {
                self.item(vm, whole, at, &first)?;
                return self.out.byte(vm, APPEND);
            };
            self.out.byte(vm, MARK)?;
            self.item(vm, whole, at, &first)?;
            let (mut n, mut next) = (1, Some(second));
            while let Some(v) = next {
                self.item(vm, whole, at + n, &v)?;
                n += 1;
                next = if n < BATCH { vm.next(it)? } else { None };
            }
            self.out.byte(vm, APPENDS)?;
            at += n;
            if n < BATCH {
                return Ok(());
            }
        }
        Ok(())
    }

    fn pair(&mut self, vm: &mut Vm, whole: &Value, pair: &Value) -> Res<()> {
        match pair.cast::<TupleObj>().map(TupleObj::items) {
            Some([key, v]) => self.entry(vm, whole, key, v),
            _ => Err(vm.type_error("dict items iterator must return 2-tuples")),
        }
    }

    /// Pairs of an iterator, for an object that is on the reader's stack.
    pub fn entries(&mut self, vm: &mut Vm, it: &Value, whole: &Value) -> Res<()> {
        if !self.bin() {
            while let Some(pair) = vm.next(it)? {
                self.pair(vm, whole, &pair)?;
                self.out.byte(vm, SETITEM)?;
            }
            return Ok(());
        }
        while let Some(first) = vm.next(it)? {
            let Some(second) = vm.next(it)? else {
                self.pair(vm, whole, &first)?;
                return self.out.byte(vm, SETITEM);
            };
            self.out.byte(vm, MARK)?;
            self.pair(vm, whole, &first)?;
            drop(first);
            let (mut n, mut next) = (1, Some(second));
            while let Some(pair) = next {
                self.pair(vm, whole, &pair)?;
                drop(pair);
                n += 1;
                next = if n < BATCH { vm.next(it)? } else { None };
            }
            self.out.byte(vm, SETITEMS)?;
            if n < BATCH {
                return Ok(());
            }
        }
        Ok(())
    }

    fn set_items(vm: &mut Vm, v: &Value) -> Res<Vec<Value>> {
        match v.cast::<SetObj>() {
            Some(s) => vm.granted(s.to_vec()),
            None => crate::bug!("a set is one"),
        }
    }

    fn set_by_list(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        let items = Self::set_items(vm, v)?;
        let args = vm.heap.tuple([vm.heap.list(items).into_value()]).into_value();
        let class = vm.class_of(v).into_value();
        self.reduction(vm, &[class, args], Some(v))
    }

    fn element(&mut self, vm: &mut Vm, whole: &Value, v: &Value) -> Res<()> {
        self.save(vm, v).map_err(|e| self.noted(vm, e, whole, "element"))
    }

    /// `set`
    pub fn set(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        if self.proto < 4 {
            return self.set_by_list(vm, v);
        }
        self.out.byte(vm, EMPTY_SET)?;
        self.put(vm, v)?;
        let items = Self::set_items(vm, v)?;
        if items.is_empty() {
            return Ok(());
        }
        let mut rest = &items[..];
        loop {
            let (batch, more) = rest.split_at(rest.len().min(BATCH));
            self.out.byte(vm, MARK)?;
            for item in batch {
                self.element(vm, v, item)?;
            }
            self.out.byte(vm, ADDITEMS)?;
            if v.cast::<SetObj>().is_some_and(|s| s.len() != items.len()) {
                return Err(vm.runtime_error("set changed size during iteration"));
            }
            if batch.len() < BATCH {
                return Ok(());
            }
            rest = more;
        }
    }

    /// `frozenset`
    pub fn frozenset(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        if self.proto < 4 {
            return self.set_by_list(vm, v);
        }
        self.out.byte(vm, MARK)?;
        for item in Self::set_items(vm, v)? {
            self.element(vm, v, &item)?;
        }
        if let Some(i) = self.written(v) {
            return self.again(vm, i, &[POP_MARK]);
        }
        self.out.byte(vm, FROZENSET)?;
        self.put(vm, v)
    }
}
