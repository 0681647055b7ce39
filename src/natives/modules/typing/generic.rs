//! `Generic`, the base of generic classes.

use crate::natives;
use crate::natives::modules::support::keywords;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{BASE, HEAP};
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::tuples::TypeVarTuple;
use super::{Kept, unpacked};

natives! { static CLASS_METHODS;
    /// Parameterizes a generic class.
    fn __class_getitem__(vm, cls: Value, /, *args, **kwargs) -> Res { of_typing(vm, "_generic_class_getitem", cls, args.items(), &kwargs) }
    /// Function to initialize subclasses.
    fn __init_subclass__(vm, cls: Value, /, *args, **kwargs) -> Res { of_typing(vm, "_generic_init_subclass", cls, args.items(), &kwargs) }
}

fn of_typing(
    vm: &mut Vm,
    function: &str,
    cls: Value,
    args: &[Value],
    kwargs: &crate::object::dict::DictObj,
) -> Res {
    let typing = vm.import("typing")?;
    let name = vm.heap.intern(function);
    let f = vm.get_attr(&typing, &name)?;
    let mut all = vec![cls];
    all.extend_from_slice(args);
    vm.call_kw(&f, &all, &keywords(kwargs))
}

/// `Generic[T, *Ts]`, the base of a class with these parameters.
pub fn subscript(vm: &mut Vm, parameters: &Value) -> Res {
    let mut all = Vec::new();
    for p in parameters.cast::<TupleObj>().map(|t| t.items().to_vec()).unwrap_or_default() {
        all.push(if p.is_a::<TypeVarTuple>() { unpacked(vm, p)? } else { p });
    }
    let all = vm.heap.tuple(all).into_value();
    let generic = vm.extension::<Kept>().generic.clone();
    // Beside the cache of `typing`, which would hold the parameters of classes that are gone.
    super::ask_typing(vm, "_GenericAlias", &[generic, all])
}

/// Makes the class: its instances hold nothing of their own.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    let (object, meta) = (vm.types().object.clone(), vm.types().type_.clone());
    let class = vm.heap.builtin_type(&meta, "Generic", &object, Kind::Instance, BASE | HEAP);
    class.set_later(&vm.names.__module__, vm.heap.intern("typing").into_value());
    super::described(vm, &class, "Abstract base class for generic types.");
    vm.add_class_methods(&class, CLASS_METHODS);
    class
}
