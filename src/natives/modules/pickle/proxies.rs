//! `Pickler.memo` and `Unpickler.memo`: objects that stand for the memos, copy and clear them.

use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{BASE, NO_NEW};
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::super::support::{ClassSpec, new_class};
use super::memo::{Numbered, Written};
use super::pickler::Pickler;
use super::unpickler::Unpickler;

payload! {
    /// The memo of a pickler.
    pub struct PicklerMemo as "_pickle.PicklerMemoProxy" { of: Ref<Pickler> }
}

payload! {
    /// The memo of an unpickler.
    pub struct UnpicklerMemo as "_pickle.UnpicklerMemoProxy" { of: Ref<Unpickler> }
}

fn pickler_copy(vm: &mut Vm, of: &Pickler) -> Res<Ref<DictObj>> {
    let d = vm.heap.dict();
    let id = vm.builtins.get_text(vm.heap, "id").unwrap_or_default();
    for (v, i) in of.memo.borrow().all() {
        // As `id()` has it.
        let id = vm.call(&id, std::slice::from_ref(&v))?;
        let entry = vm.heap.tuple([Value::Int(i), v]).into_value();
        drop(vm.dict_set(&d, id, entry)?);
    }
    Ok(d)
}

fn unpickler_copy(vm: &mut Vm, of: &Unpickler) -> Res<Ref<DictObj>> {
    let d = vm.heap.dict();
    for (i, v) in of.memo.borrow().all() {
        let i = vm.heap.int_from_usize(i);
        drop(vm.dict_set(&d, i, v)?);
    }
    Ok(d)
}

fn by_dict(vm: &mut Vm, d: Ref<DictObj>) -> Value {
    let args = vm.heap.tuple([d.into_value()]).into_value();
    vm.heap.tuple([vm.types().dict.value(), args]).into_value()
}

natives! { static PICKLER_METHODS;
    /// Remove all items from memo.
    fn clear(vm, this: Ref<PicklerMemo>, /) { drop(this.of.memo.take()); }
    /// Copy the memo to a new object.
    fn copy(vm, this: Ref<PicklerMemo>, /) -> Res<Ref<DictObj>> { pickler_copy(vm, &this.of) }
    /// Implement pickle support.
    fn __reduce__(vm, this: Ref<PicklerMemo>, /) -> Res {
        let d = pickler_copy(vm, &this.of)?;
        Ok(by_dict(vm, d))
    }
}

natives! { static UNPICKLER_METHODS;
    /// Remove all items from memo.
    fn clear(vm, this: Ref<UnpicklerMemo>, /) { drop(this.of.memo.take()); }
    /// Copy the memo to a new object.
    fn copy(vm, this: Ref<UnpicklerMemo>, /) -> Res<Ref<DictObj>> { unpickler_copy(vm, &this.of) }
    /// Implement pickling support.
    fn __reduce__(vm, this: Ref<UnpicklerMemo>, /) -> Res {
        let d = unpickler_copy(vm, &this.of)?;
        Ok(by_dict(vm, d))
    }
}

/// `Pickler.memo`
pub fn pickler_memo(vm: &mut Vm, of: &Ref<Pickler>) -> Value {
    let class = vm.extra_types["_pickle.PicklerMemoProxy"].clone();
    vm.heap.alloc(&class, PicklerMemo { of: of.clone() }).into_value()
}

/// `Unpickler.memo`
pub fn unpickler_memo(vm: &mut Vm, of: &Ref<Unpickler>) -> Value {
    let class = vm.extra_types["_pickle.UnpicklerMemoProxy"].clone();
    vm.heap.alloc(&class, UnpicklerMemo { of: of.clone() }).into_value()
}

/// Sets a pickler's memo: from another's, or from a dict as `copy` gives it.
pub fn set_pickler_memo(vm: &mut Vm, this: &Ref<Pickler>, v: &Value) -> Res<()> {
    if v.is_undef() {
        return Err(vm.type_error("attribute deletion is not supported"));
    }
    let all = if let Some(p) = v.cast::<PicklerMemo>() {
        p.of.memo.borrow().all()
    } else if let Some(d) = v.cast::<DictObj>() {
        let mut all = Vec::new();
        for entry in d.values() {
            let Some([i, object]) = entry.cast::<TupleObj>().map(TupleObj::items) else {
                return Err(vm.type_error("'memo' values must be 2-item tuples"));
            };
            let Some(i) = as_int(i).map(|i| i.to_i64()) else {
                return Err(vm.type_error("an integer is required"));
            };
            match i {
                Some(i) => all.push((object.clone(), i)),
                None => return Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
            }
        }
        all
    } else {
        let what = vm.class_name(v);
        let text = format!("'memo' attribute must be a PicklerMemoProxy object or dict, not {what}");
        return Err(vm.type_error(text));
    };
    let mut new = Written::default();
    for (object, i) in all {
        let added = new.add_numbered(object, i);
        vm.granted(added)?;
    }
    drop(this.memo.replace(new));
    Ok(())
}

/// Sets an unpickler's memo.
pub fn set_unpickler_memo(vm: &mut Vm, this: &Ref<Unpickler>, v: &Value) -> Res<()> {
    if v.is_undef() {
        return Err(vm.type_error("attribute deletion is not supported"));
    }
    let all = if let Some(p) = v.cast::<UnpicklerMemo>() {
        p.of.memo.borrow().all()
    } else if let Some(d) = v.cast::<DictObj>() {
        let mut all = Vec::new();
        for (key, object) in d.entries() {
            let Some(i) = as_int(&key).map(|i| i.to_i64()) else {
                return Err(vm.type_error("memo key must be integers"));
            };
            match i.map(usize::try_from) {
                Some(Ok(i)) => all.push((i, object)),
                Some(Err(_)) => return Err(vm.value_error("memo key must be positive integers.")),
                None => return Err(vm.overflow_error("Python int too large to convert to C ssize_t")),
            }
        }
        all
    } else {
        let what = vm.class_name(v);
        let text = format!("'memo' attribute must be an UnpicklerMemoProxy object or dict, not {what}");
        return Err(vm.type_error(text));
    };
    let mut new = Numbered::default();
    for (i, object) in all {
        let old = new.set(i, object);
        drop(vm.granted(old)?);
    }
    drop(this.memo.replace(new));
    Ok(())
}

/// Makes the two classes.
pub fn init(vm: &mut Vm) {
    for (name, key, methods) in [
        ("PicklerMemoProxy", "_pickle.PicklerMemoProxy", PICKLER_METHODS),
        ("UnpicklerMemoProxy", "_pickle.UnpicklerMemoProxy", UNPICKLER_METHODS),
    ] {
        let class =
            new_class(vm, &ClassSpec { name, module: "_pickle", flags: NO_NEW | BASE, methods, next: None });
        drop(class.dict().set_text(vm.heap, "__hash__", Value::None));
        vm.extra_types.insert(key, class);
    }
}
