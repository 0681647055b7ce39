//! `deque`: storage, making, iterating. A counter of changes lets iterators notice them.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use crate::object::dict::DictObj;
use crate::object::error::{TextError, TextResult};
use crate::object::types::flags::{BASE, SEQUENCE, WEAK};
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};
use crate::{natives, payload};

use super::super::support::{ClassSpec, new_class, own, put_class};
use super::deque_methods;

payload! {
    /// `deque`
    pub struct Deque as "collections.deque" { pub items: RefCell<VecDeque<Value>> } plain {
        pub limit: Cell<Option<usize>>,
        pub version: Cell<u64>,
    }
}

impl Deque {
    /// An empty deque.
    pub fn new(limit: Option<usize>) -> Deque {
        Deque { items: RefCell::default(), limit: Cell::new(limit), version: Cell::new(0) }
    }

    /// Notes a change.
    #[inline]
    pub fn changed(&self) {
        self.version.set(self.version.get() + 1);
    }

    /// How many items there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.items.borrow().len()
    }

    /// The item at an index.
    #[inline]
    pub fn get(&self, i: usize) -> Option<Value> {
        self.items.borrow().get(i).cloned()
    }

    /// Makes room for one more item.
    pub fn make_room(&self) -> TextResult<()> {
        self.items.borrow_mut().try_reserve(1).map_err(|_| TextError::memory())
    }

    /// Adds an item at the right end; one falls off at the left end of a full deque.
    #[inline]
    pub fn push(&self, v: Value) {
        self.changed();
        let mut items = self.items.borrow_mut();
        items.push_back(v);
        let over = if self.limit.get().is_some_and(|n| items.len() > n) { items.pop_front() } else { None };
        drop(items);
        drop(over);
    }

    /// Adds an item at the left end; one falls off at the right end of a full deque.
    pub fn push_left(&self, v: Value) {
        self.changed();
        let mut items = self.items.borrow_mut();
        items.push_front(v);
        let over = if self.limit.get().is_some_and(|n| items.len() > n) { items.pop_back() } else { None };
        drop(items);
        drop(over);
    }

    /// A copy of the items.
    pub fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }

    /// Removes all items.
    pub fn clear_items(&self) {
        self.changed();
        drop(self.items.take());
    }
}

payload! {
    /// An iterator over a deque, in either direction.
    pub struct DequeIter as "_collections._deque_iterator" { deque: Ref<Deque> } plain {
        left: Cell<usize>,
        version: u64,
        backwards: bool,
    }
}

/// Raises what an iterator raises when its deque has changed.
#[cold]
pub fn mutated(vm: &mut Vm) -> Raised {
    vm.runtime_error("deque mutated during iteration")
}

/// An iterator over a deque.
pub fn iterator(vm: &mut Vm, deque: Ref<Deque>, backwards: bool) -> Value {
    let class = vm.extra_types[if backwards { "deque_reverse_iterator" } else { "deque_iterator" }].clone();
    let (left, version) = (Cell::new(deque.len()), deque.version.get());
    vm.heap.alloc(&class, DequeIter { deque, left, version, backwards }).into_value()
}

fn next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let it = own::<DequeIter>(this);
    let left = it.left.get();
    if it.version != it.deque.version.get() {
        it.left.set(0);
        return Err(mutated(vm));
    }
    if left == 0 {
        return Ok(None);
    }
    it.left.set(left - 1);
    let n = it.deque.len();
    Ok(it.deque.get(if it.backwards { left - 1 } else { n - left }))
}

/// An iterator that has passed so many items.
fn iterator_at(vm: &mut Vm, deque: &Value, index: i64, backwards: bool) -> Res {
    let Some(deque) = deque.to_ref::<Deque>() else {
        let what = vm.class_name(deque);
        return Err(vm.type_error(format!("argument 1 must be collections.deque, not {what}")));
    };
    let it = iterator(vm, deque, backwards);
    for _ in 0..index.max(0) {
        if next(vm, &it)?.is_none() {
            break;
        }
    }
    Ok(it)
}

natives! { static FORWARDS;
    /// Create and return a new object.  See help(type) for accurate signature.
    fn __new__(vm, cls: Value, deque: Value, index: i64 = 0, /) -> Res {
        drop(cls);
        iterator_at(vm, &deque, index, false)
    }
}

natives! { static BACKWARDS;
    /// Create and return a new object.  See help(type) for accurate signature.
    fn __new__(vm, cls: Value, deque: Value, index: i64 = 0, /) -> Res {
        drop(cls);
        iterator_at(vm, &deque, index, true)
    }
}

natives! { static ITERATOR;
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<DequeIter>, /) -> Value {
        let passed = this.deque.len().saturating_sub(this.left.get());
        let args = vm.heap.tuple([this.deque.value(), vm.heap.int_from_usize(passed)]).into_value();
        vm.heap.tuple([this.obj().class().value(), args]).into_value()
    }
    /// Private method returning an estimate of len(list(it)).
    fn __length_hint__(vm, this: Ref<DequeIter>, /) -> usize { this.left.get() }
}

/// Adds `deque`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec = ClassSpec {
        name: "deque",
        module: "collections",
        flags: BASE | WEAK | SEQUENCE,
        methods: deque_methods::METHODS,
        next: None,
    };
    let class = put_class(vm, dict, &spec);
    vm.add_methods(&class, deque_methods::OPERATORS);
    vm.add_class_methods(&class, deque_methods::CLASS_METHODS);
    vm.add_attrs(&class, deque_methods::ATTRS);
    drop(class.dict().set_text(vm.heap, "__hash__", Value::None));
    vm.extra_types.insert("collections.deque", class);
    for (key, name, new) in [
        ("deque_iterator", "_deque_iterator", FORWARDS),
        ("deque_reverse_iterator", "_deque_reverse_iterator", BACKWARDS),
    ] {
        let spec = ClassSpec { name, module: "collections", flags: 0, methods: ITERATOR, next: Some(next) };
        let class = new_class(vm, &spec);
        vm.add_methods(&class, new);
        super::put(vm, dict, name, class.value());
        vm.extra_types.insert(key, class);
    }
}
