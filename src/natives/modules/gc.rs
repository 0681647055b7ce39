//! `gc`: the cycle collector.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::header::FINALIZED;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::collection::GcCallbacks;
use crate::vm::{Res, Vm};

use super::support::{put, put_ints};

#[derive(Default)]
struct State {
    thresholds: Option<[i64; 3]>,
    /// By generation.
    collections: [i64; 3],
    collected: [i64; 3],
    /// Collections of the younger generation since the last one of this.
    since: [i64; 3],
}

/// Whether the collector looks at an object at present: at a tuple only if it holds what may have references.
fn is_tracked(v: &Value) -> bool {
    match v.cast::<TupleObj>() {
        Some(t) if v.as_obj().is_some_and(|o| o.header().is_exact()) => t.items().iter().any(has_references),
        _ => has_references(v),
    }
}

/// Whether the collector looks into objects of this kind.
fn has_references(v: &Value) -> bool {
    if v.as_obj().is_some_and(|o| !o.header().is_exact()) {
        return true;
    }
    if let Some(class) = v.cast::<TypeObj>() {
        return class.is_heap_type();
    }
    !matches!(
        v.kind(),
        None | Some(
            Kind::Instance
                | Kind::Str
                | Kind::BigInt
                | Kind::FloatBox
                | Kind::Complex
                | Kind::Bytes
                | Kind::ByteArray
                | Kind::Range
                | Kind::Code
        )
    )
}

natives! { static FUNCTIONS;
    /// Enable automatic garbage collection.
    fn enable(vm, /) { vm.gc_enabled = true; }
    /// Disable automatic garbage collection.
    fn disable(vm, /) { vm.gc_enabled = false; }
    /// Returns true if automatic garbage collection is enabled.
    fn isenabled(vm, /) -> bool { vm.gc_enabled }
    /// Run the garbage collector; returns the number of unreachable objects.
    fn collect(vm, /, generation: i64 = 2) -> Res<usize> {
        if !(0..=2).contains(&generation) {
            return Err(vm.value_error("invalid generation"));
        }
        let n = vm.collect_garbage_told(generation);
        let s = vm.extension::<State>();
        s.collections[generation as usize] += 1;
        s.collected[generation as usize] += n as i64;
        s.since[..=generation as usize].fill(0);
        if let Some(older) = s.since.get_mut(generation as usize + 1) {
            *older += 1;
        }
        Ok(n)
    }
    /// Return a three-tuple of the current collection counts.
    ///
    /// Objects since the last collection, and how often the generations before were asked for: there is one.
    fn get_count(vm, /) -> Value {
        let [_, b, c] = vm.extension::<State>().since;
        vm.heap.tuple([vm.heap.new_objects() as i64, b, c].map(Value::Int)).into_value()
    }
    /// Return the current collection thresholds.
    fn get_threshold(vm, /) -> Value {
        let t = vm.extension::<State>().thresholds.unwrap_or([2000, 10, 10]);
        vm.heap.tuple(t.map(Value::Int)).into_value()
    }
    /// Set the collection thresholds (the collector chooses its own; 0 switches it off).
    fn set_threshold(vm, threshold0: i64, threshold1: i64 = 10, threshold2: i64 = 0, /) {
        vm.extension::<State>().thresholds = Some([threshold0, threshold1, threshold2]);
        vm.gc_enabled = threshold0 != 0;
    }
    /// Return a list of dictionaries containing per-generation statistics.
    fn get_stats(vm, /) -> Value {
        let s = vm.extension::<State>();
        let (n, found) = (s.collections, s.collected);
        let mut all = Vec::new();
        for (n, found) in n.into_iter().zip(found) {
            let d = vm.heap.dict();
            for (name, v) in [("collections", n), ("collected", found), ("uncollectable", 0)] {
                put(vm, &d, name, Value::Int(v));
            }
            all.push(d.into_value());
        }
        vm.heap.list(all).into_value()
    }
    /// Returns true if the object is tracked by the garbage collector.
    fn is_tracked(vm, obj: Value, /) -> bool { is_tracked(&obj) }
    /// Returns true if the object has been already finalized by the GC.
    fn is_finalized(vm, obj: Value, /) -> bool { obj.as_obj().is_some_and(|o| o.header().has(FINALIZED)) }
    /// Get the garbage collection debugging flags.
    fn get_debug(vm, /) -> i64 { vm.extension::<GcCallbacks>().debug }
    /// Set the garbage collection debugging flags.
    ///
    /// DEBUG_STATS: figures are written to standard error; DEBUG_COLLECTABLE: so is each object that is garbage; DEBUG_SAVEALL: garbage goes to gc.garbage. There is no
    /// garbage that cannot be collected, for which DEBUG_UNCOLLECTABLE asks.
    fn set_debug(vm, flags: i64, /) { vm.extension::<GcCallbacks>().debug = flags; }
    /// Return a list of objects tracked by the collector (excluding the list returned).
    ///
    /// There is one generation, the oldest: the others have no objects.
    fn get_objects(vm, /, generation: Value = Value::None) -> Res { objects(vm, &generation) }
    /// Return the list of objects that directly refer to any of 'objs'.
    fn get_referrers(vm, /, *objs) -> Res {
        let found = vm.heap.referrers(objs.items());
        // Not the arguments themselves.
        let mut found = vm.granted(found)?;
        let objs = objs.into_value();
        found.retain(|v| !v.is(&objs));
        Ok(vm.heap.list(found).into_value())
    }
    /// Return the list of objects that are directly referred to by 'objs'.
    fn get_referents(vm, /, *objs) -> Res {
        let mut all = Vec::new();
        for v in objs.items() {
            if has_references(v) {
                let found = vm.heap.referents(v);
                let mut found = vm.granted(found)?;
                match v.kind() {
                    // As CPython walks: from the end, and past keys that are all texts.
                    Some(Kind::List | Kind::Tuple) => found.reverse(),
                    Some(Kind::Dict) => {
                        if let Some(d) = v.cast::<DictObj>().filter(|d| d.keys().iter().all(|k| k.kind() == Some(Kind::Str))) {
                            found = d.values();
                        }
                    }
                    _ => {}
                }
                all.extend(found);
            }
        }
        Ok(vm.heap.list(all).into_value())
    }
    /// Freeze all current tracked objects and ignore them for future collections.
    ///
    /// They are counted only: where they are garbage one day, they are collected all the same.
    fn freeze(vm, /) {
        let all = vm.heap.containers().map_or(0, |all| all.len());
        vm.extension::<GcCallbacks>().frozen = all;
    }
    /// Unfreeze all objects in the permanent generation.
    fn unfreeze(vm, /) { vm.extension::<GcCallbacks>().frozen = 0; }
    /// Return the number of objects in the permanent generation.
    fn get_freeze_count(vm, /) -> usize { vm.extension::<GcCallbacks>().frozen }
}

fn objects(vm: &mut Vm, generation: &Value) -> Res {
    if !generation.is_none() {
        let n = vm.to_i64(generation)?;
        if n >= 3 {
            return Err(vm.value_error(
                "generation parameter must be less than the number of available generations (3)",
            ));
        }
        if n < -1 {
            return Err(vm.value_error("generation parameter cannot be negative"));
        }
        if (0..2).contains(&n) {
            return Ok(vm.heap.list(Vec::new()).into_value());
        }
    }
    let found = vm.heap.containers();
    let found = vm.granted(found)?.into_iter().filter(is_tracked).collect();
    Ok(vm.heap.list(found).into_value())
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "gc", FUNCTIONS);
    let garbage = vm.heap.list(vec![]);
    put(vm, dict, "garbage", garbage.value());
    vm.extension::<GcCallbacks>().garbage = Some(garbage);
    let callbacks = vm.heap.list(vec![]);
    put(vm, dict, "callbacks", callbacks.value());
    vm.extension::<GcCallbacks>().list = Some(callbacks);
    put_ints(
        vm,
        dict,
        &[
            ("DEBUG_STATS", 1),
            ("DEBUG_COLLECTABLE", 2),
            ("DEBUG_UNCOLLECTABLE", 4),
            ("DEBUG_SAVEALL", 32),
            ("DEBUG_LEAK", 38),
        ],
    );
    Ok(())
}
