//! `ParamSpecArgs` and `ParamSpecKwargs`: what `P.args` and `P.kwargs` give.

use crate::object::types::flags::WEAK;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::arguments::{Names, by_hand};
use super::parameters::{Parameter, is_param_spec, name, readonly};
use super::{ARGS, no_base};

payload! {
    /// One of the two parts of a parameter specification.
    pub struct SpecPart as "typing.ParamSpecArgs" { origin: Value }
}

fn new(
    vm: &mut Vm,
    class: &Ref<TypeObj>,
    names: &Names,
    args: &[Value],
    kwargs: &crate::object::dict::DictObj,
) -> Res {
    let (given, _) = by_hand(vm, names, args, kwargs)?;
    let origin = given.into_iter().next().unwrap_or_default();
    Ok(vm.heap.alloc(class, SpecPart { origin }).into_value())
}

const OF_ARGS: Names =
    Names { function: "paramspecargs", names: &["origin"], positional: 1, required: 1, rest: false };
const OF_KWARGS: Names = Names { function: "paramspeckwargs", ..OF_ARGS };

natives! { static ARGS_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res { new(vm, &cls, &OF_ARGS, args.items(), &kwargs) }
    fn __repr__(vm, this: Ref<SpecPart>, /) -> Res<String> { shown(vm, &this, "args") }
}

natives! { static KWARGS_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res { new(vm, &cls, &OF_KWARGS, args.items(), &kwargs) }
    fn __repr__(vm, this: Ref<SpecPart>, /) -> Res<String> { shown(vm, &this, "kwargs") }
}

natives! { static METHODS;
    fn __eq__(vm, this: Ref<SpecPart>, value: Value, /) -> Res {
        let same = vm.class_ref(&value).is(this.obj().class());
        match value.to_ref::<SpecPart>().filter(|_| same) {
            Some(other) => Ok(Value::bool(vm.eq(&this.origin, &other.origin)?)),
            None => Ok(vm.types().not_implemented.clone()),
        }
    }
    fn __mro_entries__(vm, this: Value, bases: Value, /) -> Res<()> { Err(no_base(vm, &this)) }
}

attrs! { static ATTRS for SpecPart;
    fn __origin__(vm, this) -> Value { this.origin.clone() } set (vm, _this, _value) { Err(readonly(vm)) }
}

fn shown(vm: &mut Vm, this: &SpecPart, part: &str) -> Res<String> {
    let origin = match this.origin.to_ref::<Parameter>() {
        Some(p) if is_param_spec(vm, &this.origin) => vm.str(&name(&p))?.to_text(),
        _ => vm.repr(&this.origin)?.to_text(),
    };
    Ok(format!("{origin}.{part}"))
}

/// A part of a specification.
pub fn of(vm: &mut Vm, class: &'static str, origin: Value) -> Value {
    let class = vm.extra_types[class].clone();
    vm.heap.alloc(&class, SpecPart { origin }).into_value()
}

/// Makes one of the two classes.
pub fn make_class(vm: &mut Vm, key: &'static str) -> Ref<TypeObj> {
    let (methods, doc) = match key {
        ARGS => (ARGS_METHODS, "The args for a ParamSpec object."),
        _ => (KWARGS_METHODS, "The kwargs for a ParamSpec object."),
    };
    let class = super::class(vm, key, WEAK, methods, ATTRS, doc);
    vm.add_methods(&class, METHODS);
    class.set_later(&vm.names.__hash__, Value::None);
    class
}
