//! `_queue`: `SimpleQueue`, first in, first out. There is one thread, so nobody else can put what an endless `get` waits for: that is a deadlock, and said.

use std::cell::RefCell;
use std::collections::VecDeque;

use crate::object::dict::DictObj;
use crate::object::types::flags::{BASE, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};
use crate::{natives, payload};

use super::support::{ClassSpec, new_exception, put, put_class, put_str, raise_new};

payload! {
    /// `SimpleQueue`
    pub struct SimpleQueue as "_queue.SimpleQueue" {
        items: RefCell<VecDeque<Value>>,
    }
}

/// The exception.
#[derive(Default)]
struct Kept(Value);

#[cold]
fn empty(vm: &mut Vm) -> Raised {
    let class = vm.extension::<Kept>().0.clone();
    raise_new(vm, &class, &[])
}

fn put_item(vm: &mut Vm, queue: &SimpleQueue, item: Value) -> Res<()> {
    let mut items = queue.items.borrow_mut();
    if items.try_reserve(1).is_err() {
        drop(items);
        return Err(vm.memory_error());
    }
    items.push_back(item);
    Ok(())
}

fn get(vm: &mut Vm, queue: &SimpleQueue, block: bool, timeout: &Value) -> Res {
    let mut seconds = 0.0;
    if block && !timeout.is_none() {
        seconds = super::thread::seconds_of(vm, timeout)?;
        if seconds < 0.0 {
            return Err(vm.value_error("'timeout' must be a non-negative number"));
        }
    }
    let first = queue.items.borrow_mut().pop_front();
    if let Some(v) = first {
        return Ok(v);
    }
    if block {
        if timeout.is_none() {
            let class = vm.types().deadlock_error.clone();
            return Err(
                vm.error(&class, "the only thread waits for an empty queue that nobody else can fill")
            );
        }
        (vm.hooks.block)(vm, seconds)?;
        // What a signal's handler has put.
        let first = queue.items.borrow_mut().pop_front();
        if let Some(v) = first {
            return Ok(v);
        }
    }
    Err(empty(vm))
}

natives! { static METHODS;
    /// Simple, unbounded, reentrant FIFO queue.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<Ref<SimpleQueue>> {
        if cls.name_text() == "SimpleQueue" {
            if !kwargs.is_empty() {
                return Err(vm.type_error("SimpleQueue() takes no keyword arguments"));
            }
            if !args.is_empty() {
                return Err(vm.type_error("SimpleQueue() takes no positional arguments"));
            }
        }
        Ok(vm.heap.alloc(&cls, SimpleQueue { items: RefCell::default() }))
    }
    /// Put the item on the queue.
    ///
    /// The optional 'block' and 'timeout' arguments are ignored, as this method
    /// never blocks.  They are provided for compatibility with the Queue class.
    fn put(vm, this: Ref<SimpleQueue>, /, item: Value, block: bool = true, timeout: Value = Value::None) -> Res<()> {
        drop((block, timeout));
        put_item(vm, &this, item.take())
    }
    /// Put an item into the queue without blocking.
    ///
    /// This is exactly equivalent to `put(item)` and is only provided
    /// for compatibility with the Queue class.
    fn put_nowait(vm, this: Ref<SimpleQueue>, /, item: Value) -> Res<()> { put_item(vm, &this, item.take()) }
    /// Remove and return an item from the queue.
    ///
    /// If optional args 'block' is true and 'timeout' is None (the default),
    /// block if necessary until an item is available. If 'timeout' is
    /// a non-negative number, it blocks at most 'timeout' seconds and raises
    /// the Empty exception if no item was available within that time.
    /// Otherwise ('block' is false), return an item if one is immediately
    /// available, else raise the Empty exception ('timeout' is ignored
    /// in that case).
    fn get(vm, this: Ref<SimpleQueue>, /, block: bool = true, timeout: Value = Value::None) -> Res { get(vm, &this, block, &timeout) }
    /// Remove and return an item from the queue without blocking.
    ///
    /// Only get an item if one is immediately available. Otherwise
    /// raise the Empty exception.
    fn get_nowait(vm, this: Ref<SimpleQueue>, /) -> Res { get(vm, &this, false, &Value::None) }
    /// Return True if the queue is empty, False otherwise (not reliable!).
    fn empty(vm, this: Ref<SimpleQueue>, /) -> bool { this.items.borrow().is_empty() }
    /// Return the approximate size of the queue (not reliable!).
    fn qsize(vm, this: Ref<SimpleQueue>, /) -> usize { this.items.borrow().len() }
}

natives! { static CLASS_METHODS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Ref<TypeObj>, object: Value, /) -> Res {
        crate::natives::types::generic_alias::new(vm, cls.into_value(), object.take())
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let spec =
        ClassSpec { name: "SimpleQueue", module: "_queue", flags: BASE | WEAK, methods: METHODS, next: None };
    let class = put_class(vm, dict, &spec);
    vm.add_class_methods(&class, CLASS_METHODS);
    let mut error = vm.extension::<Kept>().0.clone();
    // A module that is made once more has the same exception.
    if !error.is_a::<TypeObj>() {
        error = new_exception(vm, "Empty", "_queue", "Exception")?;
        let (name, doc) = (
            vm.heap.intern("__doc__"),
            vm.heap.str("Exception raised by Queue.get(block=0)/get_nowait().").into_value(),
        );
        vm.set_attr(&error, &name, doc)?;
        vm.extension::<Kept>().0 = error.clone();
    }
    put(vm, dict, "Empty", error);
    put_str(
        vm,
        dict,
        "__doc__",
        "SimpleQueue, a queue without bounds, and Empty, what it raises.\nQueues for programs are in the module queue.",
    );
    Ok(())
}
