//! `_heapq`: lists as heaps, the smallest item first or the largest. The moves are those of CPython, so that the same items are compared in the same order.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};

use super::support::put_str;

const DOC: &str = "Heap queues: lists whose item k is not greater than the items 2*k+1 and 2*k+2 (for the functions\nwhose name ends in _max: not less). Item 0 is then the smallest (largest) of all.\n";

#[cold]
fn empty(vm: &mut Vm) -> Raised {
    vm.index_error("index out of range")
}

/// Whether the first item has to stand above the second one.
fn above<const MAX: bool>(vm: &mut Vm, a: &Value, b: &Value) -> Res<bool> {
    if MAX { vm.less(b, a) } else { vm.less(a, b) }
}

/// RuntimeError if a comparison has changed the size.
fn same_size(vm: &mut Vm, heap: &ListObj, size: usize) -> Res<()> {
    if heap.len() != size {
        return Err(vm.runtime_error("list changed size during iteration"));
    }
    Ok(())
}

fn item(vm: &mut Vm, heap: &ListObj, at: usize) -> Res {
    match heap.get(at) {
        Some(v) => Ok(v),
        None => Err(empty(vm)),
    }
}

/// Moves an item towards the root until its parent may stand above it.
fn rise<const MAX: bool>(vm: &mut Vm, heap: &ListObj, start: usize, mut at: usize) -> Res<()> {
    let size = heap.len();
    let new = item(vm, heap, at)?;
    while at > start {
        let parent = (at - 1) >> 1;
        let other = item(vm, heap, parent)?;
        let moves = above::<MAX>(vm, &new, &other)?;
        same_size(vm, heap, size)?;
        if !moves {
            break;
        }
        heap.borrow_mut().swap(parent, at);
        at = parent;
    }
    Ok(())
}

/// Lets the children that have to stand above rise along a path to a leaf, then moves the item up from there: fewer comparisons than stopping on the way,
/// since the item was a leaf mostly.
fn sink<const MAX: bool>(vm: &mut Vm, heap: &ListObj, start: usize) -> Res<()> {
    let size = heap.len();
    if start >= size {
        return Err(empty(vm));
    }
    let mut at = start;
    while at < size >> 1 {
        let mut child = 2 * at + 1;
        if child + 1 < size {
            let (left, right) = (item(vm, heap, child)?, item(vm, heap, child + 1)?);
            if !above::<MAX>(vm, &left, &right)? {
                child += 1;
            }
            same_size(vm, heap, size)?;
        }
        heap.borrow_mut().swap(child, at);
        at = child;
    }
    rise::<MAX>(vm, heap, start, at)
}

fn push<const MAX: bool>(vm: &mut Vm, heap: &ListObj, v: Value) -> Res<()> {
    let grown = heap.push(v);
    vm.granted(grown)?;
    rise::<MAX>(vm, heap, 0, heap.len() - 1)
}

/// Puts a value at the root and gives the one that stood there.
fn put_first(vm: &mut Vm, heap: &ListObj, v: Value) -> Res {
    match heap.borrow_mut().first_mut() {
        Some(first) => Ok(std::mem::replace(first, v)),
        None => Err(empty(vm)),
    }
}

fn pop<const MAX: bool>(vm: &mut Vm, heap: &ListObj) -> Res {
    let last = heap.borrow_mut().pop();
    let Some(last) = last else { return Err(empty(vm)) };
    if heap.is_empty() {
        return Ok(last);
    }
    let out = put_first(vm, heap, last)?;
    sink::<MAX>(vm, heap, 0)?;
    Ok(out)
}

fn replace<const MAX: bool>(vm: &mut Vm, heap: &ListObj, v: Value) -> Res {
    let out = put_first(vm, heap, v)?;
    sink::<MAX>(vm, heap, 0)?;
    Ok(out)
}

fn push_pop<const MAX: bool>(vm: &mut Vm, heap: &ListObj, v: Value) -> Res {
    let Some(top) = heap.get(0) else { return Ok(v) };
    if !above::<MAX>(vm, &top, &v)? {
        return Ok(v);
    }
    replace::<MAX>(vm, heap, v)
}

fn heapify<const MAX: bool>(vm: &mut Vm, heap: &ListObj) -> Res<()> {
    for at in (0..heap.len() / 2).rev() {
        sink::<MAX>(vm, heap, at)?;
    }
    Ok(())
}

natives! { static FUNCTIONS;
    /// Push item onto heap, maintaining the heap invariant.
    fn heappush(vm, heap: Ref<ListObj>, item: Value, /) -> Res<()> { push::<false>(vm, &heap, item.take()) }
    /// Pop the smallest item off the heap, maintaining the heap invariant.
    fn heappop(vm, heap: Ref<ListObj>, /) -> Res { pop::<false>(vm, &heap) }
    /// Pop and return the current smallest value, and add the new item.
    ///
    /// This is more efficient than heappop() followed by heappush(), and can be
    /// more appropriate when using a fixed-size heap. Note that the value
    /// returned may be larger than item!
    fn heapreplace(vm, heap: Ref<ListObj>, item: Value, /) -> Res { replace::<false>(vm, &heap, item.take()) }
    /// Push item on the heap, then pop and return the smallest item from the heap.
    ///
    /// The combined action runs more efficiently than heappush() followed by
    /// a separate call to heappop().
    fn heappushpop(vm, heap: Ref<ListObj>, item: Value, /) -> Res { push_pop::<false>(vm, &heap, item.take()) }
    /// Transform list into a heap, in-place, in O(len(heap)) time.
    fn heapify(vm, heap: Ref<ListObj>, /) -> Res<()> { heapify::<false>(vm, &heap) }
    /// Push item onto max heap, maintaining the heap invariant.
    fn heappush_max(vm, heap: Ref<ListObj>, item: Value, /) -> Res<()> { push::<true>(vm, &heap, item.take()) }
    /// Maxheap variant of heappop.
    fn heappop_max(vm, heap: Ref<ListObj>, /) -> Res { pop::<true>(vm, &heap) }
    /// Maxheap variant of heapreplace.
    fn heapreplace_max(vm, heap: Ref<ListObj>, item: Value, /) -> Res { replace::<true>(vm, &heap, item.take()) }
    /// Maxheap variant of heappushpop.
    ///
    /// The combined action runs more efficiently than heappush_max() followed by
    /// a separate call to heappop_max().
    fn heappushpop_max(vm, heap: Ref<ListObj>, item: Value, /) -> Res { push_pop::<true>(vm, &heap, item.take()) }
    /// Maxheap variant of heapify.
    fn heapify_max(vm, heap: Ref<ListObj>, /) -> Res<()> { heapify::<true>(vm, &heap) }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_heapq", FUNCTIONS);
    put_str(vm, dict, "__doc__", DOC);
    put_str(vm, dict, "__about__", DOC);
    Ok(())
}
