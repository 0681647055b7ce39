//! `groupby` and `tee`: several iterators over one source.
//!
//! Tees share a chain of blocks of items; each holds the block it reads, so that what all have passed is given up.

use std::cell::{Cell, RefCell};

use crate::object::dict::DictObj;
use crate::object::types::flags::{NO_NEW, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::super::support::{ClassSpec, new_class, own, put};

payload! {
    /// `groupby`
    pub struct GroupBy as "itertools.groupby" {
        source: Value,
        key: Value,
        target: RefCell<Value>,
        current_key: RefCell<Value>,
        current: RefCell<Value>,
    } plain { group: Cell<u64> }
}

payload! {
    /// One group of `groupby`.
    pub struct Group as "itertools._grouper" { parent: Ref<GroupBy>, target: Value } plain { number: u64 }
}

natives! { pub static GROUPBY;
    /// make an iterator that returns consecutive keys and groups from the iterable
    fn __new__(vm, cls: Ref<TypeObj>, /, iterable: Value, key: Value = Value::None) -> Res<Ref<GroupBy>> {
        let source = vm.iter(&iterable)?;
        Ok(vm.heap.alloc(&cls, GroupBy {
            source,
            key: key.take(),
            target: RefCell::default(),
            current_key: RefCell::default(),
            current: RefCell::default(),
            group: Cell::new(0),
        }))
    }
}

/// Reads one item and its key; false at the end.
fn step(vm: &mut Vm, g: &GroupBy) -> Res<bool> {
    let Some(v) = vm.next(&g.source)? else { return Ok(false) };
    let key = if g.key.is_none() { v.clone() } else { vm.call(&g.key, std::slice::from_ref(&v))? };
    drop(g.current.replace(v));
    drop(g.current_key.replace(key));
    Ok(true)
}

/// The next key and its group.
pub fn next_groupby(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let g = own::<GroupBy>(this);
    g.group.set(g.group.get() + 1);
    loop {
        let (key, target) = (g.current_key.borrow().clone(), g.target.borrow().clone());
        if !key.is_undef() && (target.is_undef() || !vm.same(&target, &key)?) {
            break;
        }
        if !step(vm, g)? {
            return Ok(None);
        }
    }
    let key = g.current_key.borrow().clone();
    drop(g.target.replace(key.clone()));
    let class = vm.extra_types["itertools._grouper"].clone();
    let Ok(parent) = this.clone().into_ref::<GroupBy>() else { crate::bug!("the receiver is a groupby") };
    let group = vm.heap.alloc(&class, Group { parent, target: key.clone(), number: g.group.get() });
    Ok(Some(vm.heap.tuple([key, group.into_value()]).into_value()))
}

fn next_group(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let group = own::<Group>(this);
    let g = &group.parent;
    if g.group.get() != group.number {
        return Ok(None);
    }
    if g.current.borrow().is_undef() && !step(vm, g)? {
        return Ok(None);
    }
    let key = g.current_key.borrow().clone();
    if !vm.same(&group.target, &key)? {
        return Ok(None);
    }
    drop(g.current_key.take());
    Ok(g.current.take().or_none())
}

payload! {
    /// Some items that tees have read from their source, and the block behind it.
    pub struct Block as "itertools._tee_dataobject" { source: Value, items: RefCell<Vec<Value>>, next: RefCell<Option<Ref<Block>>> } plain { running: Cell<bool> }
}

payload! {
    /// One iterator of `tee`.
    pub struct Tee as "itertools._tee" { block: RefCell<Option<Ref<Block>>> } plain { index: Cell<usize> }
}

/// Items in a block: with the vector's own words about 1 KiB.
const BLOCK: usize = 57;

fn new_block(vm: &Vm, source: Value) -> Ref<Block> {
    let class = &vm.extra_types["itertools._tee_dataobject"];
    vm.heap.alloc(
        class,
        Block { source, items: RefCell::default(), next: RefCell::default(), running: Cell::new(false) },
    )
}

fn next_tee(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let t = own::<Tee>(this);
    let Some(mut block) = t.block.borrow().clone() else { return Ok(None) };
    if t.index.get() == BLOCK {
        let next = block.next.borrow().clone();
        let next = match next {
            Some(n) => n,
            None => {
                let n = new_block(vm, block.source.clone());
                *block.next.borrow_mut() = Some(n.clone());
                n
            }
        };
        drop(t.block.replace(Some(next.clone())));
        t.index.set(0);
        block = next;
    }
    let i = t.index.get();
    let ready = block.items.borrow().get(i).cloned();
    if let Some(v) = ready {
        t.index.set(i + 1);
        return Ok(Some(v));
    }
    if block.running.replace(true) {
        return Err(vm.runtime_error("cannot re-enter the tee iterator"));
    }
    let next = vm.next(&block.source);
    block.running.set(false);
    let Some(v) = next? else { return Ok(None) };
    block.items.borrow_mut().push(v.clone());
    t.index.set(i + 1);
    Ok(Some(v))
}

fn new_tee(vm: &mut Vm, class: &Ref<TypeObj>, iterable: &Value) -> Res<Ref<Tee>> {
    let it = vm.iter(iterable)?;
    if let Some(t) = it.cast::<Tee>() {
        let block = RefCell::new(t.block.borrow().clone());
        return Ok(vm.heap.alloc(class, Tee { block, index: t.index.clone() }));
    }
    let block = new_block(vm, it);
    Ok(vm.heap.alloc(class, Tee { block: RefCell::new(Some(block)), index: Cell::new(0) }))
}

natives! { static TEE;
    /// Iterator wrapped to make it copyable.
    fn __new__(vm, cls: Ref<TypeObj>, iterable: Value, /) -> Res<Ref<Tee>> {
        new_tee(vm, &cls, &iterable)
    }
    /// Returns an independent iterator.
    fn __copy__(vm, this: Ref<Tee>, /) -> Res<Ref<Tee>> {
        let class = vm.extra_types["itertools._tee"].clone();
        new_tee(vm, &class, &this.value())
    }
}

natives! { static FUNCTIONS;
    /// Returns a tuple of n independent iterators.
    fn tee(vm, iterable: Value, n: i64 = 2, /) -> Res {
        if n < 0 {
            return Err(vm.value_error("n must be >= 0"));
        }
        let mut out = Vec::new();
        let class = vm.extra_types["itertools._tee"].clone();
        if n > 0 {
            let mut first = iterable.take();
            for _ in 0..n {
                let t = new_tee(vm, &class, &first)?.into_value();
                first = t.clone();
                out.push(t);
            }
        }
        Ok(vm.heap.tuple(out).into_value())
    }
}

/// Adds what is no plain class of the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let module = "itertools";
    let grouper = new_class(
        vm,
        &ClassSpec { name: "_grouper", module, flags: NO_NEW, methods: &[], next: Some(next_group) },
    );
    vm.extra_types.insert("itertools._grouper", grouper);
    let block = new_class(
        vm,
        &ClassSpec { name: "_tee_dataobject", module, flags: NO_NEW, methods: &[], next: None },
    );
    vm.extra_types.insert("itertools._tee_dataobject", block);
    let tee =
        new_class(vm, &ClassSpec { name: "_tee", module, flags: WEAK, methods: TEE, next: Some(next_tee) });
    put(vm, dict, "_tee", tee.value());
    vm.extra_types.insert("itertools._tee", tee);
    vm.add_functions(dict, module, FUNCTIONS);
}
