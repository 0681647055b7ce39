//! Sorting: stable, never losing an item when a comparison raises. Keys of one plain kind are sorted by Rust; all others by `merge_sort.rs`, which compares as CPython does.

use std::cmp::Ordering;

use crate::object::str::StrObj;
use crate::object::{Kind, Value};
use crate::vm::{Raised, Res, Vm};

use super::merge_sort::{Compare, merge_sort};

/// Bytes an item that a sort needs for itself: keys, and what is merged. Whoever sorts asks for them first, since no item may be lost later.
pub const ROOM: usize = 4 * std::mem::size_of::<(Value, Value)>();

/// Sorts; the items come back whatever happened. Keys are computed once for each item, in order.
pub fn sort_values(vm: &mut Vm, items: Vec<Value>, key: &Value, reverse: bool) -> (Vec<Value>, Res<()>) {
    let mut pairs: Vec<(Value, Value)> = Vec::with_capacity(items.len());
    if key.is_none() {
        pairs.extend(items.into_iter().map(|v| (v, Value::Undef)));
    } else {
        let mut rest = items.into_iter();
        while let Some(item) = rest.next() {
            match vm.call(key, std::slice::from_ref(&item)) {
                Ok(k) => pairs.push((k, item)),
                Err(e) => {
                    let mut items: Vec<Value> = pairs.into_iter().map(|(_, item)| item).collect();
                    items.push(item);
                    items.extend(rest);
                    return (items, Err(e));
                }
            }
        }
    }
    // Equal items keep their order in a reversed sort too: reverse, sort, reverse.
    if reverse {
        pairs.reverse();
    }
    let result = sort_pairs(vm, &mut pairs);
    if reverse {
        pairs.reverse();
    }
    let items = pairs.into_iter().map(|(k, item)| if item.is_undef() { k } else { item }).collect();
    (items, result)
}

fn sort_pairs(vm: &mut Vm, pairs: &mut Vec<(Value, Value)>) -> Res<()> {
    if pairs.iter().all(|(k, _)| matches!(k, Value::Int(_))) {
        pairs.sort_by_key(|(k, _)| if let Value::Int(i) = k { *i } else { 0 });
        return Ok(());
    }
    if pairs.iter().all(|(k, _)| matches!(k, Value::Float(x) if !x.get().is_nan())) {
        pairs.sort_by(|(a, _), (b, _)| match (a, b) {
            (Value::Float(a), Value::Float(b)) => a.get().partial_cmp(&b.get()).unwrap_or(Ordering::Equal),
            _ => Ordering::Equal,
        });
        return Ok(());
    }
    let exact_str = |v: &Value| v.as_obj().is_some_and(|o| o.kind() == Kind::Str && o.header().is_exact());
    if pairs.iter().all(|(k, _)| exact_str(k)) {
        pairs.sort_by(|(a, _), (b, _)| match (a.cast::<StrObj>(), b.cast::<StrObj>()) {
            (Some(a), Some(b)) => a.bytes().cmp(b.bytes()),
            _ => Ordering::Equal,
        });
        return Ok(());
    }
    let own = own_less(vm, pairs);
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    let result = merge_sort(&mut Keys { vm, pairs, own }, &mut order);
    let mut items: Vec<_> = std::mem::take(pairs).into_iter().map(Some).collect();
    pairs.extend(order.into_iter().filter_map(|i| items[i].take()));
    result
}

/// The keys by their places before the sort.
struct Keys<'a> {
    vm: &'a mut Vm,
    pairs: &'a [(Value, Value)],
    /// The `__lt__` of the keys, if all are of one class of the script's that has one.
    own: Option<Value>,
}

impl Compare for Keys<'_> {
    type Error = Raised;

    fn less(&mut self, a: usize, b: usize) -> Res<bool> {
        let (a, b) = (&self.pairs[a].0, &self.pairs[b].0);
        let Some(f) = &self.own else { return self.vm.less(a, b) };
        // Keys of one class are asked directly; where that has no answer they are compared as others are, which asks once more. So does CPython. A comparison before this
        // one may have given a key another class.
        if !self.vm.class_ref(a).is(self.vm.class_ref(b)) {
            return self.vm.less(a, b);
        }
        let answer = self.vm.call_found(f, a, std::slice::from_ref(b))?;
        if self.vm.is_not_implemented(&answer) { self.vm.less(a, b) } else { self.vm.truth(&answer) }
    }
}

/// The `__lt__` of a class of the script's, if all keys are of that class.
fn own_less(vm: &Vm, pairs: &[(Value, Value)]) -> Option<Value> {
    let class = vm.class_of(&pairs.first()?.0);
    let all = class.is_heap_type() && pairs.iter().all(|(k, _)| vm.class_ref(k).is(&class));
    vm.lookup_special(&pairs.first()?.0, &vm.names.__lt__)
        .filter(|f| all && !f.is_a::<crate::object::function::NativeObj>())
}
