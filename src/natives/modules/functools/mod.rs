//! `_functools`: what `functools` needs to be quick: `partial`, `reduce`, `cmp_to_key` and the wrapper behind `lru_cache`.

mod lru;
mod partial;

use std::cell::RefCell;

use crate::object::dict::DictObj;
use crate::object::types::flags::{NO_NEW, WEAK};
use crate::object::{Ref, Value};
use crate::vm::compare::CmpOp;
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::support::{ClassSpec, new_class};

payload! {
    /// The key class of `cmp_to_key`: a comparison function, and an object once it is called.
    pub struct Key as "functools.KeyWrapper" { compare: Value, object: RefCell<Value> }
}

natives! { static FUNCTIONS;
    /// Apply a function of two arguments cumulatively to the items of an iterable, from left to right.
    fn reduce(vm, function: Value, iterable: Value, /, initial: Value = Value::Undef) -> Res {
        let it = match vm.iter(&iterable) {
            Ok(it) => it,
            Err(e) if vm.raised_is(&e, &vm.types().type_error) => {
                drop(vm.take_raised(e));
                return Err(vm.type_error("reduce() arg 2 must support iteration"));
            }
            Err(e) => return Err(e),
        };
        let mut total = initial.take();
        while let Some(v) = vm.next(&it)? {
            total = if total.is_undef() { v } else { vm.call(&function, &[total, v])? };
        }
        if total.is_undef() {
            return Err(vm.type_error("reduce() of empty iterable with no initial value"));
        }
        Ok(total)
    }
    /// Convert a cmp= function into a key= function.
    fn cmp_to_key(vm, /, mycmp: Value) -> Ref<Key> {
        let class = vm.extra_types["functools.KeyWrapper"].clone();
        vm.heap.alloc(&class, Key { compare: mycmp.take(), object: RefCell::default() })
    }
}

fn compare(vm: &mut Vm, op: CmpOp, a: &Ref<Key>, b: &Value) -> Res {
    let Some(b) = b.to_ref::<Key>() else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    let (x, y) = (a.object.borrow().clone(), b.object.borrow().clone());
    if x.is_undef() || y.is_undef() {
        let empty = a.value();
        return Err(vm.attribute_error(empty, "object", "object"));
    }
    let r = vm.call(&a.compare, &[x, y])?;
    vm.compare(op, &r, &Value::Int(0))
}

natives! { static KEY;
    /// Call self as a function.
    fn __call__(vm, this: Ref<Key>, /, *args, **kwargs) -> Res<Ref<Key>> {
        let given = args.items().len() + kwargs.len();
        if given > 1 {
            return Err(vm.type_error(format!("K() takes at most 1 argument ({given} given)")));
        }
        let named = kwargs.get_text(vm.heap, "obj");
        let Some(obj) = args.items().first().cloned().or(named) else {
            return Err(vm.type_error("K() missing required argument 'obj' (pos 1)"));
        };
        let class = vm.extra_types["functools.KeyWrapper"].clone();
        Ok(vm.heap.alloc(&class, Key { compare: this.compare.clone(), object: RefCell::new(obj) }))
    }
    /// Return self<value.
    fn __lt__(vm, this: Ref<Key>, value: Value, /) -> Res { compare(vm, CmpOp::Lt, &this, &value) }
    /// Return self<=value.
    fn __le__(vm, this: Ref<Key>, value: Value, /) -> Res { compare(vm, CmpOp::Le, &this, &value) }
    /// Return self==value.
    fn __eq__(vm, this: Ref<Key>, value: Value, /) -> Res { compare(vm, CmpOp::Eq, &this, &value) }
    /// Return self!=value.
    fn __ne__(vm, this: Ref<Key>, value: Value, /) -> Res { compare(vm, CmpOp::Ne, &this, &value) }
    /// Return self>value.
    fn __gt__(vm, this: Ref<Key>, value: Value, /) -> Res { compare(vm, CmpOp::Gt, &this, &value) }
    /// Return self>=value.
    fn __ge__(vm, this: Ref<Key>, value: Value, /) -> Res { compare(vm, CmpOp::Ge, &this, &value) }
}

attrs! { static KEY_ATTRS for Key;
    /// Value wrapped by a key function.
    fn obj(vm, this) -> Value {
        let v = this.object.borrow().clone();
        if v.is_undef() { Value::None } else { v }
    } set(vm, this, value) {
        drop(this.object.replace(value));
        Ok(())
    }
    fn __text_signature__(vm, this) -> &'static str { "(obj)" }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let spec =
        ClassSpec { name: "KeyWrapper", module: "functools", flags: NO_NEW | WEAK, methods: KEY, next: None };
    let key = new_class(vm, &spec);
    drop(key.dict().set_text(vm.heap, "__hash__", Value::None));
    vm.add_attrs(&key, KEY_ATTRS);
    vm.extra_types.insert("functools.KeyWrapper", key);
    partial::init(vm, dict);
    lru::init(vm, dict);
    vm.add_functions(dict, "_functools", FUNCTIONS);
    Ok(())
}
