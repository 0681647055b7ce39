//! `NoneType`, `ellipsis` and `NotImplementedType`.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

natives! { static NONE;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res { no_arguments(vm, "NoneType", &args, &kwargs)?; Ok(Value::None) }
    fn __repr__(vm, this: Value, /) -> &'static str { "None" }
    /// True if self else False
    fn __bool__(vm, this: Value, /) -> bool { false }
    fn __hash__(vm, this: Value, /) -> Res<i64> { vm.hash(&this) }
    fn __eq__(vm, this: Value, value: Value, /) -> Value { same(vm, &this, &value, true) }
    fn __ne__(vm, this: Value, value: Value, /) -> Value { same(vm, &this, &value, false) }
}

natives! { static ELLIPSIS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res { no_arguments(vm, "EllipsisType", &args, &kwargs)?; Ok(vm.types().ellipsis_value.clone()) }
    fn __repr__(vm, this: Value, /) -> &'static str { "Ellipsis" }
    fn __reduce__(vm, this: Value, /) -> &'static str { "Ellipsis" }
}

natives! { static NOT_IMPLEMENTED;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res { no_arguments(vm, "NotImplementedType", &args, &kwargs)?; Ok(vm.types().not_implemented.clone()) }
    fn __repr__(vm, this: Value, /) -> &'static str { "NotImplemented" }
    fn __reduce__(vm, this: Value, /) -> &'static str { "NotImplemented" }
    /// True if self else False
    fn __bool__(vm, this: Value, /) -> Res<bool> { vm.truth(&this) }
}

fn no_arguments(vm: &mut Vm, name: &str, args: &Ref<TupleObj>, kwargs: &Ref<DictObj>) -> Res<()> {
    if args.is_empty() && kwargs.is_empty() {
        return Ok(());
    }
    Err(vm.type_error(format!("{name} takes no arguments")))
}

fn same(vm: &Vm, a: &Value, b: &Value, equal: bool) -> Value {
    if a.is(b) { Value::bool(equal) } else { vm.types().not_implemented.clone() }
}

/// Installs the methods of these classes.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_methods(&t.none_type, NONE);
    vm.add_methods(&t.ellipsis, ELLIPSIS);
    vm.add_methods(&t.not_implemented_type, NOT_IMPLEMENTED);
}
