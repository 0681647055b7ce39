//! `_typing`: type parameters, type aliases and `Generic` (CPython's `Objects/typevarobject.c`). Comes in: what the statements `class C[T]`, `def f[T]` and `type X = ..` need, and
//! what the library's `typing` takes from here. Read `parameters.rs` first. What is rare (substitution, subscripts of generic classes) is said by functions of the library's
//! `typing`, which is imported for it.

mod alias;
mod arguments;
mod evaluator;
mod generic;
mod late;
mod parameters;
mod spec_parts;
mod tuples;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::support::{ClassSpec, new_class, put};

pub use arguments::{Names, by_hand};

/// The names under which the classes are filed.
const TYPE_VAR: &str = "typing.TypeVar";
const PARAM_SPEC: &str = "typing.ParamSpec";
const TYPE_VAR_TUPLE: &str = "typing.TypeVarTuple";
const ARGS: &str = "typing.ParamSpecArgs";
const KWARGS: &str = "typing.ParamSpecKwargs";
const ALIAS: &str = "typing.TypeAliasType";
const EVALUATOR: &str = "_typing._ConstEvaluator";

/// The one object that says that there is no default, and `Generic`.
#[derive(Default)]
struct Kept {
    no_default: Value,
    generic: Value,
}

/// `typing.NoDefault`
fn no_default(vm: &mut Vm) -> Value {
    vm.extension::<Kept>().no_default.clone()
}

/// Calls a function of the library's `typing`.
fn ask_typing(vm: &mut Vm, function: &str, args: &[Value]) -> Res {
    let typing = vm.import("typing")?;
    let name = vm.heap.intern(function);
    let f = vm.get_attr(&typing, &name)?;
    vm.call(&f, args)
}

/// `typing.Unpack[x]`
fn unpacked(vm: &mut Vm, v: Value) -> Res {
    let typing = vm.import("typing")?;
    let name = vm.heap.intern("Unpack");
    let unpack = vm.get_attr(&typing, &name)?;
    vm.get_item(&unpack, &v)
}

/// An iterator over one unpacked object.
fn unpacked_iterator(vm: &mut Vm, v: Value) -> Res {
    let one = unpacked(vm, v)?;
    let one = vm.heap.tuple([one]).into_value();
    vm.iter(&one)
}

/// The module whose code runs.
fn calling_module(vm: &Vm) -> Value {
    vm.globals().and_then(|g| g.get_str(&vm.names.__name__)).unwrap_or(Value::None)
}

/// Refuses to be a base.
fn no_base(vm: &mut Vm, this: &Value) -> crate::vm::Raised {
    let name = vm.short_name(this);
    vm.type_error(format!("Cannot subclass an instance of {name}"))
}

natives! { static FUNCTIONS;
    fn _idfunc(vm, x: Value, /) -> Value { x }
}

natives! { static NO_DEFAULT;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        if !args.is_empty() || !kwargs.is_empty() {
            return Err(vm.type_error("NoDefaultType takes no arguments"));
        }
        Ok(no_default(vm))
    }
    fn __repr__(vm, this: Value, /) -> &'static str { "typing.NoDefault" }
    fn __reduce__(vm, this: Value, /) -> &'static str { "NoDefault" }
}

crate::payload! {
    /// `NoDefaultType`
    struct NoDefaultObj as "NoDefaultType" { }
}

/// What the compiled code asks for: the operation's name says what is made.
pub fn make(vm: &mut Vm, what: &str, args: &[Value]) -> Res {
    vm.import("_typing")?;
    match (what, args) {
        ("TypeVar", [name]) => parameters::made(vm, TYPE_VAR, name, Value::Undef, Value::Undef),
        ("TypeVarWithBound", [name, bound]) => {
            parameters::made(vm, TYPE_VAR, name, bound.clone(), Value::Undef)
        }
        ("TypeVarWithConstraints", [name, constraints]) => {
            parameters::made(vm, TYPE_VAR, name, Value::Undef, constraints.clone())
        }
        ("ParamSpec", [name]) => parameters::made(vm, PARAM_SPEC, name, Value::Undef, Value::Undef),
        ("TypeVarTuple", [name]) => tuples::made(vm, name),
        ("SetTypeParamDefault", [parameter, default]) => {
            if let Some(p) = parameter.to_ref::<parameters::Parameter>() {
                p.default.set_later(default.clone());
            } else if let Some(p) = parameter.to_ref::<tuples::TypeVarTuple>() {
                p.default.set_later(default.clone());
            }
            Ok(parameter.clone())
        }
        ("SubscriptGeneric", [parameters]) => generic::subscript(vm, parameters),
        ("TypeAlias", [parts]) => alias::made(vm, parts),
        _ => crate::bug!("{what} is no operation of typing"),
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let spec =
        ClassSpec { name: "NoDefaultType", module: "builtins", flags: 0, methods: NO_DEFAULT, next: None };
    let class = new_class(vm, &spec);
    described(vm, &class, "The type of the NoDefault singleton.");
    vm.extension::<Kept>().no_default = vm.heap.alloc(&class, NoDefaultObj {}).into_value();
    let singleton = no_default(vm);
    put(vm, dict, "NoDefault", singleton);
    evaluator::make_class(vm);
    for class in [
        parameters::type_var_class(vm),
        parameters::param_spec_class(vm),
        tuples::make_class(vm),
        spec_parts::make_class(vm, ARGS),
        spec_parts::make_class(vm, KWARGS),
        alias::make_class(vm),
    ] {
        let name = class.name_text();
        put(vm, dict, &name, class.into_value());
    }
    let generic = generic::make_class(vm);
    vm.extension::<Kept>().generic = generic.value();
    put(vm, dict, "Generic", generic.into_value());
    let union = vm.extra_types[crate::natives::types::union_type::CLASS].value();
    put(vm, dict, "Union", union);
    vm.add_functions(dict, "_typing", FUNCTIONS);
    Ok(())
}

/// The doc of a class.
fn described(vm: &Vm, class: &TypeObj, doc: &str) {
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
}

/// Makes a class that is known by `typing.NAME`.
fn class(
    vm: &mut Vm,
    key: &'static str,
    flags: u32,
    methods: &'static [crate::vm::native::NativeDef],
    attrs: &'static [crate::vm::native::AttrDef],
    doc: &str,
) -> Ref<TypeObj> {
    let (module, name) = key.split_once('.').unwrap_or(("typing", key));
    let object = vm.types().object.clone();
    let class = vm.new_type(name, module, &object, flags);
    vm.add_methods(&class, methods);
    vm.add_attrs(&class, attrs);
    described(vm, &class, doc);
    vm.extra_types.insert(key, class.clone());
    class
}
