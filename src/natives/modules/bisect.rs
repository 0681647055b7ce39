//! `_bisect`: places in sorted sequences by halving.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::list::ListObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::support::put_str;

/// The part of the sequence to look at. `hi` may be None; CPython takes -1 for the same.
fn bounds(vm: &mut Vm, a: &Value, lo: i64, hi: &Value) -> Res<(i64, i64)> {
    let hi = match hi {
        Value::None => -1,
        _ if as_int(hi).is_none() && vm.lookup_special(hi, &vm.names.__index__).is_none() => {
            let class = vm.class_name(hi);
            return Err(vm.type_error(format!("argument should be integer or None, not '{class}'")));
        }
        _ => vm.to_i64(hi)?,
    };
    if lo < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    Ok((lo, if hi == -1 { vm.length(a)? as i64 } else { hi }))
}

/// The place in front of the items that are not less than `x`, or (`RIGHT`) behind those that are not greater.
fn place<const RIGHT: bool>(
    vm: &mut Vm,
    a: &Value,
    x: &Value,
    (mut lo, mut hi): (i64, i64),
    key: &Value,
) -> Res<i64> {
    while lo < hi {
        let middle = ((lo as u64 + hi as u64) / 2) as i64;
        let list = a.cast::<ListObj>().filter(|_| crate::natives::types::support::is_exact(a));
        let mut item = match list.and_then(|l| l.get(middle as usize)) {
            Some(v) => v,
            None => vm.get_item(a, &Value::Int(middle))?,
        };
        if !key.is_none() {
            item = vm.call(key, &[item])?;
        }
        let left = if RIGHT { vm.less(x, &item)? } else { !vm.less(&item, x)? };
        if left { hi = middle } else { lo = middle + 1 }
    }
    Ok(lo)
}

fn insort<const RIGHT: bool>(vm: &mut Vm, a: &Value, x: Value, lo: i64, hi: &Value, key: &Value) -> Res<()> {
    let wanted = if key.is_none() { x.clone() } else { vm.call(key, &[x.clone()])? };
    let bounds = bounds(vm, a, lo, hi)?;
    let at = place::<RIGHT>(vm, a, &wanted, bounds, key)?;
    let name = vm.heap.intern("insert");
    vm.call_method(a, &name, &[Value::Int(at), x])?;
    Ok(())
}

natives! { static FUNCTIONS;
    /// Return the index where to insert item x in list a, assuming a is sorted.
    ///
    /// The return value i is such that all e in a[:i] have e <= x, and all e in
    /// a[i:] have e > x.  So if x already appears in the list, a.insert(i, x) will
    /// insert just after the rightmost x already there.
    ///
    /// Optional args lo (default 0) and hi (default len(a)) bound the
    /// slice of a to be searched.
    ///
    /// A custom key function can be supplied to customize the sort order.
    fn bisect_right(vm, /, a: Value, x: Value, lo: i64 = 0, hi: Value = Value::None, *, key: Value = Value::None) -> Res<i64> {
        let bounds = bounds(vm, &a, lo, &hi)?;
        place::<true>(vm, &a, &x, bounds, &key)
    }
    /// Insert item x in list a, and keep it sorted assuming a is sorted.
    ///
    /// If x is already in a, insert it to the right of the rightmost x.
    ///
    /// Optional args lo (default 0) and hi (default len(a)) bound the
    /// slice of a to be searched.
    ///
    /// A custom key function can be supplied to customize the sort order.
    fn insort_right(vm, /, a: Value, x: Value, lo: i64 = 0, hi: Value = Value::None, *, key: Value = Value::None) -> Res<()> {
        insort::<true>(vm, &a, x.take(), lo, &hi, &key)
    }
    /// Return the index where to insert item x in list a, assuming a is sorted.
    ///
    /// The return value i is such that all e in a[:i] have e < x, and all e in
    /// a[i:] have e >= x.  So if x already appears in the list, a.insert(i, x) will
    /// insert just before the leftmost x already there.
    ///
    /// Optional args lo (default 0) and hi (default len(a)) bound the
    /// slice of a to be searched.
    ///
    /// A custom key function can be supplied to customize the sort order.
    fn bisect_left(vm, /, a: Value, x: Value, lo: i64 = 0, hi: Value = Value::None, *, key: Value = Value::None) -> Res<i64> {
        let bounds = bounds(vm, &a, lo, &hi)?;
        place::<false>(vm, &a, &x, bounds, &key)
    }
    /// Insert item x in list a, and keep it sorted assuming a is sorted.
    ///
    /// If x is already in a, insert it to the left of the leftmost x.
    ///
    /// Optional args lo (default 0) and hi (default len(a)) bound the
    /// slice of a to be searched.
    ///
    /// A custom key function can be supplied to customize the sort order.
    fn insort_left(vm, /, a: Value, x: Value, lo: i64 = 0, hi: Value = Value::None, *, key: Value = Value::None) -> Res<()> {
        insort::<false>(vm, &a, x.take(), lo, &hi, &key)
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_bisect", FUNCTIONS);
    put_str(vm, dict, "__doc__", "Places in sorted sequences by halving, and insertion at them.\n");
    Ok(())
}
