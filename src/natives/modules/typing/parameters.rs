//! `TypeVar` and `ParamSpec`: the two kinds of type parameters that have a variance. One payload serves both; the class says which it is.

use std::cell::Cell;

use crate::object::types::flags::{DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};
use crate::{attrs, natives, payload};

use super::arguments::{Names, by_hand, name_argument};
use super::late::Late;
use super::{PARAM_SPEC, TYPE_VAR, ask_typing, calling_module, no_base, no_default, spec_parts};

payload! {
    /// A type variable, or a parameter specification.
    pub struct Parameter as "typing.TypeVar" {
        name: Value,
        bound: Late,
        constraints: Late,
        pub default: Late,
    } plain {
        covariant: Cell<bool>,
        contravariant: Cell<bool>,
        inferred: Cell<bool>,
    }
}

/// One that stands in the syntax: its variance is inferred.
pub fn made(vm: &mut Vm, class: &'static str, name: &Value, bound: Value, constraints: Value) -> Res {
    let class = vm.extra_types[class].clone();
    let p = Parameter {
        name: name.clone(),
        bound: Late::made_by(bound),
        constraints: Late::made_by(constraints),
        default: Late::default(),
        covariant: Cell::new(false),
        contravariant: Cell::new(false),
        inferred: Cell::new(true),
    };
    // It has no module of its own: it is found through what it belongs to.
    Ok(vm.heap.alloc(&class, p).into_value())
}

/// The object, which knows the module whose code makes it: there its name is looked for when it is unpickled.
fn placed(vm: &mut Vm, class: &Ref<TypeObj>, p: Parameter) -> Res {
    let v = vm.heap.alloc(class, p).into_value();
    let module = calling_module(vm);
    vm.set_attr(&v, &vm.names.__module__, module)?;
    Ok(v)
}

/// A parameter with a variance that a call says.
fn new(vm: &mut Vm, class: &Ref<TypeObj>, function: &str, given: &[Value], constraints: Vec<Value>) -> Res {
    let [name, bound, default, covariant, contravariant, inferred] = given else {
        crate::bug!("a type parameter has six arguments")
    };
    let name = name_argument(vm, function, name)?;
    let mut said = [false; 3];
    for (v, said) in [covariant, contravariant, inferred].into_iter().zip(&mut said) {
        *said = !v.is_undef() && vm.truth(v)?;
    }
    let [covariant, contravariant, inferred] = said;
    if covariant && contravariant {
        return Err(vm.value_error("Bivariant types are not supported."));
    }
    if inferred && (covariant || contravariant) {
        return Err(vm.value_error("Variance cannot be specified with infer_variance."));
    }
    let mut checked = Value::Undef;
    if !bound.is_undef() && !bound.is_none() {
        // That of a parameter specification may be anything.
        checked = bound.clone();
        if function == "typevar" {
            let message = vm.heap.str("Bound must be a type.").into_value();
            checked = ask_typing(vm, "_type_check", &[checked, message])?;
        }
    }
    let constraints = match constraints.len() {
        0 => Value::Undef,
        1 => return Err(vm.type_error("A single constraint is not allowed")),
        _ if !checked.is_undef() => {
            return Err(vm.type_error("Constraints cannot be combined with bound=..."));
        }
        _ => vm.heap.tuple(constraints).into_value(),
    };
    let default = if default.is_undef() { no_default(vm) } else { default.clone() };
    let p = Parameter {
        name,
        bound: Late::of(checked),
        constraints: Late::of(constraints),
        default: Late::of(default),
        covariant: Cell::new(covariant),
        contravariant: Cell::new(contravariant),
        inferred: Cell::new(inferred),
    };
    placed(vm, class, p)
}

/// The parameters of both constructors; positional constraints come in between.
const OF_TYPE_VAR: Names = Names {
    function: "typevar",
    names: &["name", "bound", "default", "covariant", "contravariant", "infer_variance"],
    positional: 1,
    required: 1,
    rest: true,
};
const OF_PARAM_SPEC: Names = Names { function: "paramspec", rest: false, ..OF_TYPE_VAR };

natives! { static TYPE_VAR_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        let (given, constraints) = by_hand(vm, &OF_TYPE_VAR, args.items(), &kwargs)?;
        new(vm, &cls, "typevar", &given, constraints)
    }
    fn __typing_subst__(vm, this: Value, arg: Value, /) -> Res { ask_typing(vm, "_typevar_subst", &[this, arg]) }
    fn __typing_prepare_subst__(vm, this: Ref<Parameter>, alias: Value, args: Value, /) -> Res { prepare(vm, &this, &alias, args) }
}

natives! { static PARAM_SPEC_METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        let (given, rest) = by_hand(vm, &OF_PARAM_SPEC, args.items(), &kwargs)?;
        new(vm, &cls, "paramspec", &given, rest)
    }
    fn __typing_subst__(vm, this: Value, arg: Value, /) -> Res { ask_typing(vm, "_paramspec_subst", &[this, arg]) }
    fn __typing_prepare_subst__(vm, this: Value, alias: Value, args: Value, /) -> Res {
        ask_typing(vm, "_paramspec_prepare_subst", &[this, alias, args])
    }
}

natives! { static METHODS;
    fn __repr__(vm, this: Ref<Parameter>, /) -> Res<String> {
        let name = vm.str(&this.name)?.to_text();
        let sign = match (this.inferred.get(), this.covariant.get(), this.contravariant.get()) {
            (true, ..) => "",
            (_, true, _) => "+",
            (_, _, true) => "-",
            _ => "~",
        };
        Ok(format!("{sign}{name}"))
    }
    fn __or__(vm, this: Value, value: Value, /) -> Res { crate::natives::types::union_type::checked(vm, &[this, value]) }
    fn __ror__(vm, this: Value, value: Value, /) -> Res { crate::natives::types::union_type::checked(vm, &[value, this]) }
    fn __reduce__(vm, this: Ref<Parameter>, /) -> Value { this.name.clone() }
    fn has_default(vm, this: Ref<Parameter>, /) -> bool { has_default(vm, &this.default) }
    fn __mro_entries__(vm, this: Value, bases: Value, /) -> Res<()> { Err(no_base(vm, &this)) }
}

/// Whether a default was said.
pub fn has_default(vm: &mut Vm, default: &Late) -> bool {
    let known = default.known();
    default.is_late() || !known.is_undef() && !known.is(&no_default(vm))
}

/// The default, or `NoDefault`.
pub fn default(vm: &mut Vm, default: &Late) -> Res {
    let v = default.get(vm)?;
    Ok(if v.is_undef() { no_default(vm) } else { v })
}

/// Arguments for an alias whose parameter this is: its default steps in where they end.
fn prepare(vm: &mut Vm, this: &Ref<Parameter>, alias: &Value, args: Value) -> Res {
    let name = vm.heap.intern("__parameters__");
    let parameters = vm.get_attr(alias, &name)?;
    let parameters = vm.collect(&parameters)?;
    let count = vm.length(&args)?;
    let me = this.value();
    let Some(at) = parameters.iter().position(|p| p.is(&me)) else {
        return Err(vm.value_error("sequence.index(x): x not in sequence"));
    };
    if at < count {
        return Ok(args);
    }
    if at == count && has_default(vm, &this.default) {
        let mut all = vm.collect(&args)?;
        all.push(default(vm, &this.default)?);
        return Ok(vm.heap.tuple(all).into_value());
    }
    let shown = vm.str(alias)?.to_text();
    let needed = at + 1;
    Err(vm.type_error(format!("Too few arguments for {shown}; actual {count}, expected at least {needed}")))
}

/// Attributes that are fixed.
pub fn readonly(vm: &mut Vm) -> Raised {
    let class = vm.types().attribute_error.clone();
    vm.error(&class, "readonly attribute")
}

attrs! { static ATTRS for Parameter;
    fn __name__(vm, this) -> Value { this.name.clone() } set (vm, _this, _value) { Err(readonly(vm)) }
    fn __covariant__(vm, this) -> bool { this.covariant.get() } set (vm, _this, _value) { Err(readonly(vm)) }
    fn __contravariant__(vm, this) -> bool { this.contravariant.get() } set (vm, _this, _value) { Err(readonly(vm)) }
    fn __infer_variance__(vm, this) -> bool { this.inferred.get() } set (vm, _this, _value) { Err(readonly(vm)) }
    /// The default value for this type parameter.
    fn __default__(vm, this) -> Res { default(vm, &this.default) }
    fn evaluate_default(vm, this) -> Value { this.default.evaluator(vm) }
}

attrs! { static TYPE_VAR_ATTRS for Parameter;
    fn __bound__(vm, this) -> Res { this.bound.get(vm).map(|v| if v.is_undef() { Value::None } else { v }) }
    fn __constraints__(vm, this) -> Res {
        let v = this.constraints.get(vm)?;
        Ok(if v.is_undef() { vm.heap.tuple([]).into_value() } else { v })
    }
    fn evaluate_bound(vm, this) -> Value { this.bound.evaluator(vm) }
    fn evaluate_constraints(vm, this) -> Value { this.constraints.evaluator(vm) }
}

attrs! { static PARAM_SPEC_ATTRS for Parameter;
    fn __bound__(vm, this) -> Res { this.bound.get(vm).map(|v| if v.is_undef() { Value::None } else { v }) } set (vm, _this, _value) { Err(readonly(vm)) }
    /// Represents positional arguments.
    fn args(vm, this) -> Value { spec_parts::of(vm, super::ARGS, this.value()) }
    /// Represents keyword arguments.
    fn kwargs(vm, this) -> Value { spec_parts::of(vm, super::KWARGS, this.value()) }
}

/// Makes the class of type variables.
pub fn type_var_class(vm: &mut Vm) -> Ref<TypeObj> {
    let class = super::class(vm, TYPE_VAR, DICT | WEAK, TYPE_VAR_METHODS, TYPE_VAR_ATTRS, "Type variable.");
    vm.add_methods(&class, METHODS);
    vm.add_attrs(&class, ATTRS);
    class
}

/// Makes the class of parameter specifications.
pub fn param_spec_class(vm: &mut Vm) -> Ref<TypeObj> {
    let doc = "Parameter specification variable.";
    let class = super::class(vm, PARAM_SPEC, DICT | WEAK, PARAM_SPEC_METHODS, PARAM_SPEC_ATTRS, doc);
    vm.add_methods(&class, METHODS);
    vm.add_attrs(&class, ATTRS);
    class
}

/// Whether the value is a `ParamSpec`.
pub fn is_param_spec(vm: &Vm, v: &Value) -> bool {
    vm.class_ref(v).is(&vm.extra_types[PARAM_SPEC])
}

/// The name of a parameter.
pub fn name(p: &Parameter) -> Value {
    p.name.clone()
}
