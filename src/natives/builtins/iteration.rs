//! Functions of `builtins` on iterables: all, any, iter, next, len, min, max, sorted, aiter, anext.

use crate::natives;
use crate::natives::types::list_sort::{ROOM, sort_values};
use crate::object::generator::GenObj;
use crate::object::iter::IterState;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, Ref, Value};
use crate::vm::{Res, Vm};

natives! { pub static FUNCTIONS;
    /// Return True if bool(x) is True for all values x in the iterable.
    ///
    /// If the iterable is empty, return True.
    ///
    /// >>> all([1, 2, 0])
    /// False
    fn all(vm, iterable: Value, /) -> Res<bool> {
        let it = vm.iter(&iterable)?;
        while let Some(v) = vm.next(&it)? {
            if !vm.truth(&v)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Return True if bool(x) is True for any x in the iterable.
    ///
    /// If the iterable is empty, return False.
    ///
    /// >>> any([0, 2])
    /// True
    fn any(vm, iterable: Value, /) -> Res<bool> {
        let it = vm.iter(&iterable)?;
        while let Some(v) = vm.next(&it)? {
            if vm.truth(&v)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// iter(iterable) -> iterator
    /// iter(callable, sentinel) -> iterator
    ///
    /// Get an iterator from an object.
    ///
    /// In the first form, the argument must supply its own iterator, or be a sequence.
    /// In the second form, the callable is called until it returns the sentinel.
    ///
    /// >>> next(iter("ab"))
    /// 'a'
    fn iter(vm, object: Value, sentinel: Value = Value::Undef, /) -> Res { iterator(vm, object, sentinel) }

    /// next(iterator[, default]) -> item
    ///
    /// Return the next item from the iterator.
    ///
    /// If default is given and the iterator is exhausted,
    /// it is returned instead of raising StopIteration.
    ///
    /// >>> next(iter([]), "end")
    /// 'end'
    fn next(vm, iterator: Value, default: Value = Value::Undef, /) -> Res { next_item(vm, &iterator, default) }

    /// Return the number of items in a container.
    ///
    /// >>> len([1, 2])
    /// 2
    fn len(vm, obj: &Value, /) -> Res { vm.length_answer(obj) }

    /// max(iterable, *[, key, default]) -> value
    /// max(a, b, *more[, key]) -> value
    ///
    /// With a single iterable argument, return its biggest item. The
    /// default keyword-only argument specifies an object to return if
    /// the provided iterable is empty.
    /// With two or more positional arguments, return the largest argument.
    ///
    /// >>> max(3, 1, 2)
    /// 3
    fn max(vm, /, *args, key: Value = Value::None, default: Value = Value::Undef) -> Res {
        extreme(vm, "max", &args, &key, default)
    }

    /// min(iterable, *[, key, default]) -> value
    /// min(a, b, *more[, key]) -> value
    ///
    /// With a single iterable argument, return its smallest item. The
    /// default keyword-only argument specifies an object to return if
    /// the provided iterable is empty.
    /// With two or more positional arguments, return the smallest argument.
    ///
    /// >>> min([3, 1, 2])
    /// 1
    fn min(vm, /, *args, key: Value = Value::None, default: Value = Value::Undef) -> Res {
        extreme(vm, "min", &args, &key, default)
    }

    /// Return a new list containing all items from the iterable in ascending order.
    ///
    /// A custom key function can be supplied to customize the sort order, and the
    /// reverse flag can be set to request the result in descending order.
    ///
    /// >>> sorted("bca")
    /// ['a', 'b', 'c']
    fn sorted(vm, iterable: Value, /, *, key: Value = Value::None, reverse: bool = false) -> Res {
        let items = vm.collect_list(&iterable)?;
        vm.room_for(items.len() * ROOM)?;
        let (items, result) = sort_values(vm, items, &key, reverse);
        result?;
        Ok(vm.heap.list(items).into_value())
    }

    /// Return an AsyncIterator for an AsyncIterable object.
    fn aiter(vm, async_iterable: Value, /) -> Res {
        let Some(it) = vm.call_special(&async_iterable, &vm.names.__aiter__, &[])? else {
            let name = vm.class_name(&async_iterable);
            return Err(vm.type_error(format!("'{name}' object is not an async iterable")));
        };
        if vm.lookup_special(&it, &vm.names.__anext__).is_none() {
            let name = vm.class_name(&it);
            return Err(vm.type_error(format!("aiter() returned not an async iterator of type '{name}'")));
        }
        Ok(it)
    }

    /// Return the next item from the async iterator.
    ///
    /// If default is given and the async iterator is exhausted,
    /// it is returned instead of raising StopAsyncIteration.
    fn anext(vm, aiterator: Value, default: Value = Value::Undef, /) -> Res {
        let Some(awaitable) = vm.call_special(&aiterator, &vm.names.__anext__, &[])? else {
            let name = vm.class_name(&aiterator);
            return Err(vm.type_error(format!("'{name}' object is not an async iterator")));
        };
        Ok(if default.is_undef() { awaitable } else { super::anext::with_default(vm, awaitable, default) })
    }
}

fn iterator(vm: &mut Vm, object: Value, sentinel: Value) -> Res {
    if sentinel.is_undef() {
        return vm.iter(&object);
    }
    if !vm.is_callable(&object) {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    Ok(vm.heap.iter(&vm.types().callable_iterator, IterState::Callable { callable: object, sentinel }))
}

fn next_item(vm: &mut Vm, it: &Value, default: Value) -> Res {
    if !default.is_undef() {
        if !vm.is_iterator(it) {
            return Err(not_an_iterator(vm, it));
        }
        return Ok(vm.next(it)?.unwrap_or(default));
    }
    // The end may carry a value: generators and scripts' own iterators raise it themselves.
    match it.kind() {
        Some(Kind::Generator) => {
            if !it.cast::<GenObj>().is_some_and(|_| vm.class_of(it).is(&vm.types().generator)) {
                return Err(not_an_iterator(vm, it));
            }
            vm.gen_send(it, Value::None)
        }
        // A class without a quick way raises StopIteration itself.
        Some(Kind::Instance | Kind::Foreign) if vm.quick_next(&vm.class_of(it)).is_none() => {
            match vm.call_special(it, &vm.names.__next__, &[])? {
                Some(v) => Ok(v),
                None => Err(not_an_iterator(vm, it)),
            }
        }
        _ => {
            if !vm.is_iterator(it) {
                return Err(not_an_iterator(vm, it));
            }
            match vm.next_through(it)? {
                Some(v) => Ok(v),
                None => Err(vm.stop_iteration(Value::Undef)),
            }
        }
    }
}

#[cold]
fn not_an_iterator(vm: &mut Vm, it: &Value) -> crate::vm::Raised {
    let name = vm.class_name(it);
    vm.type_error(format!("'{name}' object is not an iterator"))
}

fn extreme(vm: &mut Vm, name: &str, args: &Ref<TupleObj>, key: &Value, default: Value) -> Res {
    let items = args.items();
    let (it, mut rest): (Option<Value>, std::vec::IntoIter<Value>) = match items {
        [] => return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0"))),
        [one] => (Some(vm.iter(one)?), Vec::new().into_iter()),
        _ if !default.is_undef() => {
            return Err(vm.type_error(format!(
                "Cannot specify a default for {name}() with multiple positional arguments"
            )));
        }
        all => (None, Vec::from(all).into_iter()),
    };
    let mut next = |vm: &mut Vm| match &it {
        Some(it) => vm.next(it),
        None => Ok(rest.next()),
    };
    let mut best: Option<(Value, Value)> = None;
    while let Some(item) = next(vm)? {
        let rank = if key.is_none() { item.clone() } else { vm.call(key, std::slice::from_ref(&item))? };
        let better = match &best {
            None => true,
            Some((old, _)) if name == "max" => {
                let v = vm.compare(crate::vm::compare::CmpOp::Gt, &rank, old)?;
                vm.truth(&v)?
            }
            Some((old, _)) => vm.less(&rank, old)?,
        };
        if better {
            best = Some((rank, item));
        }
    }
    match best {
        Some((_, item)) => Ok(item),
        None if !default.is_undef() => Ok(default),
        None => Err(vm.value_error(format!("{name}() iterable argument is empty"))),
    }
}
