//! The wrapper of `lru_cache`: a dict from key to result, or, with a limit, to a place in a ring ordered by last use.

use std::cell::{Cell, RefCell};

use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{DICT, WEAK};
use crate::object::{Ref, TypeObj, Value, Visit};
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::super::support::{ClassSpec, Held, keywords, put_class};

/// A remembered result in the ring.
struct Place {
    key: Value,
    hash: i64,
    result: Value,
    previous: usize,
    next: usize,
}

/// The ring: place 0 is the joint, behind it the most recent.
#[derive(Default)]
struct Ring {
    places: Vec<Place>,
}

impl Held for Ring {
    fn trace(&self, visit: Visit<'_>) {
        for p in &self.places {
            visit(&p.key);
            visit(&p.result);
        }
    }
}

impl Ring {
    fn unlink(&mut self, i: usize) {
        let (p, n) = (self.places[i].previous, self.places[i].next);
        self.places[p].next = n;
        self.places[n].previous = p;
    }

    fn link_first(&mut self, i: usize) {
        let second = self.places[0].next;
        self.places[i].previous = 0;
        self.places[i].next = second;
        self.places[second].previous = i;
        self.places[0].next = i;
    }

    /// Makes a place the most recent one; its result is returned.
    fn touch(&mut self, i: usize) -> Value {
        self.unlink(i);
        self.link_first(i);
        self.places[i].result.clone()
    }

    /// A new place, the most recent one.
    fn push(&mut self, key: Value, hash: i64, result: Value) -> usize {
        if self.places.is_empty() {
            self.places.push(Place {
                key: Value::Undef,
                hash: 0,
                result: Value::Undef,
                previous: 0,
                next: 0,
            });
        }
        self.places.push(Place { key, hash, result, previous: 0, next: 0 });
        let i = self.places.len() - 1;
        self.link_first(i);
        i
    }

    /// The place used longest ago.
    fn oldest(&self) -> usize {
        self.places[0].previous
    }
}

payload! {
    /// `_lru_cache_wrapper`
    pub struct Cache as "functools._lru_cache_wrapper" {
        func: Value,
        info: Value,
        mark: Value,
        results: Ref<DictObj>,
        ring: RefCell<Ring>,
    } plain { limit: Option<usize>, typed: bool, hits: Cell<i64>, misses: Cell<i64> }
}

/// The key of a call: the argument itself if it is one int or str, else a tuple of everything.
fn make_key(vm: &mut Vm, c: &Cache, args: &Ref<TupleObj>, kwargs: &DictObj) -> Value {
    if !c.typed && kwargs.is_empty() {
        if let [v] = args.items()
            && (matches!(v, Value::Int(_))
                || v.as_obj().is_some_and(|o| o.header().is_exact() && v.is_a::<StrObj>()))
        {
            return v.clone();
        }
        return args.value();
    }
    let mut all = args.items().to_vec();
    let entries = kwargs.entries();
    if !entries.is_empty() {
        all.push(c.mark.clone());
        all.extend(entries.iter().flat_map(|(k, v)| [k.clone(), v.clone()]));
    }
    if c.typed {
        let types: Vec<Value> = args
            .items()
            .iter()
            .chain(entries.iter().map(|(_, v)| v))
            .map(|v| vm.class_of(v).into_value())
            .collect();
        all.extend(types);
    }
    vm.heap.tuple(all).into_value()
}

fn call_through(vm: &mut Vm, c: &Cache, args: &TupleObj, kwargs: &DictObj) -> Res {
    c.misses.set(c.misses.get() + 1);
    if kwargs.is_empty() {
        vm.call(&c.func, args.items())
    } else {
        vm.call_kw(&c.func, args.items(), &keywords(kwargs))
    }
}

fn call(vm: &mut Vm, c: &Ref<Cache>, args: &Ref<TupleObj>, kwargs: &DictObj) -> Res {
    if c.limit == Some(0) {
        return call_through(vm, c, args, kwargs);
    }
    let key = make_key(vm, c, args, kwargs);
    let hash = vm.hash(&key)?;
    if let Some(found) = vm.dict_find_hashed(&c.results, &key, hash)?.map(|i| c.results.value_at(i)) {
        c.hits.set(c.hits.get() + 1);
        return Ok(match (c.limit, found) {
            (Some(_), Value::Int(i)) => c.ring.borrow_mut().touch(i as usize),
            (_, v) => v,
        });
    }
    let result = call_through(vm, c, args, kwargs)?;
    let Some(limit) = c.limit else {
        drop(vm.dict_set_hashed(&c.results, key, hash, result.clone())?);
        return Ok(result);
    };
    // The call may have remembered the same key, or emptied the cache.
    if vm.dict_find_hashed(&c.results, &key, hash)?.is_some() {
        return Ok(result);
    }
    if c.results.len() < limit {
        let i = c.ring.borrow_mut().push(key.clone(), hash, result.clone());
        drop(vm.dict_set_hashed(&c.results, key, hash, Value::Int(i as i64))?);
        return Ok(result);
    }
    let oldest = c.ring.borrow().oldest();
    let (old_key, old_hash) = {
        let ring = c.ring.borrow();
        (ring.places[oldest].key.clone(), ring.places[oldest].hash)
    };
    drop(vm.dict_del_hashed(&c.results, &old_key, old_hash)?);
    let mut ring = c.ring.borrow_mut();
    // Equality of the old key may have run script code that emptied the cache.
    let old = match ring.places.get_mut(oldest) {
        Some(p) => {
            p.hash = hash;
            let old = (
                std::mem::replace(&mut p.key, key.clone()),
                std::mem::replace(&mut p.result, result.clone()),
            );
            ring.touch(oldest);
            Some((old, oldest))
        }
        None => None,
    };
    let place = match &old {
        Some((_, i)) => *i,
        None => ring.push(key.clone(), hash, result.clone()),
    };
    drop(ring);
    let set = vm.dict_set_hashed(&c.results, key, hash, Value::Int(place as i64));
    // What was put out dies last, the key before the result, as in CPython.
    drop(old_key);
    drop(old);
    drop(set?);
    Ok(result)
}

natives! { static METHODS;
    /// Create a cached callable that wraps another function.
    fn __new__(vm, cls: Ref<TypeObj>, /, user_function: Value, maxsize: Value, typed: Value, cache_info_type: Value) -> Res<Ref<Cache>> {
        if !vm.is_callable(&user_function) {
            return Err(vm.type_error("the first argument must be callable"));
        }
        let limit = match &maxsize {
            Value::None => None,
            v if as_int(v).is_some() => Some(vm.to_i64(v)?.max(0) as usize),
            _ => return Err(vm.type_error("maxsize should be integer or None")),
        };
        let typed = vm.truth(&typed)?;
        let object = vm.types().object.clone();
        let mark = vm.heap.alloc(&object, crate::object::instance::Plain).into_value();
        let results = vm.heap.dict();
        Ok(vm.heap.alloc(&cls, Cache {
            func: user_function.take(),
            info: cache_info_type.take(),
            mark,
            results,
            ring: RefCell::default(),
            limit,
            typed,
            hits: Cell::new(0),
            misses: Cell::new(0),
        }))
    }
    /// Call self as a function.
    fn __call__(vm, this: Ref<Cache>, /, *args, **kwargs) -> Res {
        call(vm, &this, &args, &kwargs)
    }
    /// Report cache statistics
    fn cache_info(vm, this: Ref<Cache>, /) -> Res {
        let limit = this.limit.map_or(Value::None, |n| vm.heap.int_from_usize(n));
        let size = vm.heap.int_from_usize(this.results.len());
        vm.call(&this.info, &[Value::Int(this.hits.get()), Value::Int(this.misses.get()), limit, size])
    }
    /// Clear the cache and cache statistics
    fn cache_clear(vm, this: Ref<Cache>, /) {
        this.hits.set(0);
        this.misses.set(0);
        let old = this.ring.take();
        this.results.clear_entries();
        drop(old);
    }
    /// Return an attribute of instance, which is of type owner.
    fn __get__(vm, this: Ref<Cache>, instance: Value, owner: Value = Value::None, /) -> Value {
        drop(owner);
        if instance.is_none() { this.into_value() } else { vm.heap.bound_method(this.into_value(), instance) }
    }
    /// A copy is the wrapper itself.
    fn __copy__(vm, this: Ref<Cache>, /) -> Value { this.into_value() }
    /// A deep copy is the wrapper itself.
    fn __deepcopy__(vm, this: Ref<Cache>, memo: Value, /) -> Value {
        drop(memo);
        this.into_value()
    }
    /// Helper for pickle.
    fn __reduce__(vm, this: Ref<Cache>, /) -> Res {
        vm.get_attr(&this.value(), &vm.names.__qualname__)
    }
}

/// Adds the wrapper class.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec = ClassSpec {
        name: "_lru_cache_wrapper",
        module: "functools",
        flags: DICT | WEAK,
        methods: METHODS,
        next: None,
    };
    put_class(vm, dict, &spec);
}
