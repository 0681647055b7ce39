//! Callables and what they are made of: functions, builtin functions, bound methods, cells and modules.

use crate::attrs;
use crate::natives;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::function::{BoundMethodObj, CellObj, FunctionObj, NativeObj};
use crate::object::instance;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::BY_OBJECT;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::compare::CmpOp;
use crate::vm::native::AttrDef;
use crate::vm::native::def_of;
use crate::vm::{Res, Vm};

use super::support::not_implemented;
use super::{annotations, doc_texts, signatures};

natives! { static FUNCTION_METHODS;
    /// Create a function object.
    fn __new__(vm, cls: Ref<TypeObj>, /, code: Ref<CodeObj>, globals: Ref<DictObj>, name: Value = Value::None, argdefs: Value = Value::None, closure: Value = Value::None, kwdefaults: Value = Value::None) -> Res {
        new_function(vm, code, globals, name, argdefs, closure, kwdefaults)
    }
    /// Call self as a function.
    fn __call__(vm, this: Value, /, *args, **kwargs) -> Res { forward(vm, &this, &args, &kwargs) }
    /// Return an attribute of instance, which is of type owner.
    fn __get__(vm, this: Value, instance: Value, owner: Value = Value::None, /) -> Value {
        if instance.is_none() { this } else { vm.heap.bound_method(this, instance) }
    }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
}

/// A field of a function that holds a value; Undef shows as None.
macro_rules! field {
    ($name:literal, $field:ident, $check:expr) => {
        AttrDef {
            name: $name,
            doc: "",
            get: |vm, f| match f.cast::<FunctionObj>() {
                Some(f) => Ok(f.$field.borrow().clone().or_none().unwrap_or(Value::None)),
                None => Err(vm.wrong_receiver(f)),
            },
            set: Some(|vm, f, v| match f.cast::<FunctionObj>() {
                Some(x) => {
                    let check: fn(&mut Vm, Value) -> Res = $check;
                    let v = check(vm, v)?;
                    drop(x.$field.replace(v));
                    Ok(())
                }
                None => Err(vm.wrong_receiver(f)),
            }),
        }
    };
}

static FUNCTION_ATTRS: &[AttrDef] = &[
    field!("__name__", name, |vm, v| text_only(vm, v, "__name__")),
    field!("__qualname__", qualname, |vm, v| text_only(vm, v, "__qualname__")),
    field!("__doc__", doc, |_, v| Ok(v.or_none().unwrap_or(Value::None))),
    field!("__module__", module, |_, v| Ok(v.or_none().unwrap_or(Value::None))),
    field!("__defaults__", defaults, |vm, v| match v {
        Value::Undef | Value::None => Ok(Value::Undef),
        v if v.is_a::<TupleObj>() => Ok(v),
        _ => Err(vm.type_error("__defaults__ must be set to a tuple object")),
    }),
    field!("__kwdefaults__", kwdefaults, |vm, v| match v {
        Value::Undef | Value::None => Ok(Value::Undef),
        v if v.is_a::<DictObj>() => Ok(v),
        _ => Err(vm.type_error("__kwdefaults__ must be set to a dict object")),
    }),
];

attrs! { static FUNCTION_COMPUTED for FunctionObj;
    fn __code__(vm, this) -> Ref<CodeObj> { this.code() }
    set (vm, this, value) {
        match value.into_ref::<CodeObj>() {
            Ok(code) => {
                let (new, old) = (code.free.len(), this.closure.as_ref().map_or(0, |c| c.len()));
                if new != old {
                    let name = this.name.borrow().cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
                    return Err(vm.value_error(format!("{name}() requires a code object with {old} free vars, not {new}")));
                }
                let kind = |c: &CodeObj| (c.code.flags.generator, c.code.flags.coroutine, c.code.flags.async_generator);
                if kind(&code) != kind(&this.code()) {
                    let class = vm.types().deprecation_warning.clone();
                    let text = "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)";
                    vm.warn(&class, text, 1)?;
                }
                this.iterable_coroutine.set(code.iterable_coroutine.get());
                let old = this.code.replace(code);
                vm.retire_code(&this, old);
                vm.heap.bump_class_epoch();
                Ok(())
            }
            Err(_) => Err(vm.type_error("__code__ must be set to a code object")),
        }
    }
    fn __globals__(vm, this) -> Ref<DictObj> { this.globals.clone() }
    fn __builtins__(vm, this) -> Ref<DictObj> { this.builtins.clone() }
    fn __closure__(vm, this) -> Option<Ref<TupleObj>> { this.closure.clone() }
    fn __annotations__(vm, this) -> Res { annotations::of_function(vm, &this) }
    set (vm, this, value) { annotations::set_of_function(vm, &this, value) }
    fn __annotate__(vm, this) -> Value { this.annotate.borrow().clone().or_none().unwrap_or(Value::None) }
    set (vm, this, value) { annotations::set_annotate_of_function(vm, &this, value) }
    fn __type_params__(vm, this) -> Value {
        let known = this.type_params.borrow().clone();
        known.or_none().unwrap_or_else(|| vm.heap.tuple([]).into_value())
    }
    set (vm, this, value) {
        if !value.is_a::<TupleObj>() {
            return Err(vm.type_error("__type_params__ must be set to a tuple"));
        }
        drop(this.type_params.replace(value));
        Ok(())
    }
    fn __dict__(vm, this) -> Option<Ref<DictObj>> { instance::of(this.obj()).map(|i| i.dict(vm.heap)) }
    set (vm, this, value) {
        if value.is_undef() {
            return Err(vm.type_error("cannot delete __dict__"));
        }
        match (value.into_ref::<DictObj>(), instance::of(this.obj())) {
            (Ok(d), Some(i)) => { i.set_dict(vm.heap, d); Ok(()) }
            (Ok(_), None) => Ok(()),
            (Err(v), _) => {
                let what = vm.class_name(&v);
                Err(vm.type_error(format!("__dict__ must be set to a dictionary, not a '{what}'")))
            }
        }
    }
}

/// A native function behind a value: itself, or the one that a bound method holds.
fn native_of(v: &Value) -> Option<(Ref<NativeObj>, Value)> {
    if let Some(n) = v.to_ref::<NativeObj>() {
        return Some((n, Value::Undef));
    }
    let m = v.cast::<BoundMethodObj>()?;
    Some((m.func.to_ref::<NativeObj>()?, m.this.clone()))
}

macro_rules! native_attr {
    ($name:literal, $get:expr) => {
        AttrDef {
            name: $name,
            doc: "",
            get: |vm, v| match native_of(v) {
                Some((n, this)) => {
                    let get: fn(&mut Vm, Ref<NativeObj>, Value) -> Res = $get;
                    get(vm, n, this)
                }
                None => Err(vm.wrong_receiver(v)),
            },
            set: None,
        }
    };
}

static NATIVE_ATTRS: &[AttrDef] = &[
    native_attr!("__name__", |vm, n, _| Ok(vm.heap.str(def_of(&n).name()).into_value())),
    native_attr!("__doc__", |vm, n, _| Ok(native_doc(vm, &n))),
    native_attr!("__text_signature__", |vm, n, _| {
        let text = super::signatures::of_native(vm, &n);
        Ok(text.map_or(Value::None, |t| vm.heap.str(&t).into_value()))
    }),
    native_attr!("__qualname__", |vm, n, this| {
        let name = def_of(&n).name();
        let class = match (n.owner.to_ref::<TypeObj>(), this.to_ref::<TypeObj>()) {
            (Some(_), Some(c)) => c.qualname.borrow().clone(),
            (Some(c), None) => c.qualname.borrow().clone(),
            _ => Value::Undef,
        };
        Ok(match class.cast::<StrObj>() {
            Some(c) => vm.heap.str(&format!("{}.{name}", c.to_text())).into_value(),
            None => vm.heap.str(name).into_value(),
        })
    }),
];

static BUILTIN_ATTRS: &[AttrDef] = &[
    native_attr!("__module__", |_, n, _| Ok(if n.owner.is_a::<StrObj>() {
        n.owner.clone()
    } else {
        Value::None
    })),
    native_attr!("__self__", |vm, n, this| {
        if !this.is_undef() {
            return Ok(this);
        }
        if let Some(class) = n.owner.cast::<TypeObj>()
            && def_of(&n).name == "__new__"
        {
            return Ok(if class.has(BY_OBJECT) { vm.types().object.value() } else { n.owner.clone() });
        }
        let module = n.owner.to_ref::<StrObj>().and_then(|m| vm.modules.get_str(&vm.heap.intern_str(&m)));
        Ok(module.unwrap_or(Value::None))
    }),
];

static DESCRIPTOR_ATTRS: &[AttrDef] = &[native_attr!("__objclass__", |_, n, _| Ok(n.owner.clone()))];

static WRAPPER_ATTRS: &[AttrDef] = &[
    native_attr!("__self__", |_, _, this| Ok(this)),
    native_attr!("__objclass__", |_, n, _| Ok(n.owner.clone())),
];

fn native_doc(vm: &Vm, n: &NativeObj) -> Value {
    let doc = def_of(n).doc;
    if doc.is_empty() {
        return other_doc(vm, n).map_or(Value::None, |text| vm.heap.str(text).into_value());
    }
    // Doc comments begin each line with a blank.
    let lines: Vec<&str> =
        doc.trim_end_matches('\n').split('\n').map(|l| l.strip_prefix(' ').unwrap_or(l)).collect();
    vm.heap.str(lines.join("\n").trim_end()).into_value()
}

/// Where the declaration has none: that of the name, else what special methods of that name do.
fn other_doc(vm: &Vm, n: &NativeObj) -> Option<&'static str> {
    let class = n.owner.cast::<TypeObj>()?;
    let name = def_of(n).name();
    let known = doc_texts::text(&format!("{}.{name}", signatures::class_name(vm, class)));
    known.or(Some(doc_texts::special(name)).filter(|text| !text.is_empty()))
}

natives! { static BUILTIN_METHODS;
    /// Call self as a function.
    fn __call__(vm, this: Value, /, *args, **kwargs) -> Res { forward(vm, &this, &args, &kwargs) }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    fn __eq__(vm, this: Value, value: Value, /) -> Value { same_bound(vm, &this, &value) }
    fn __ne__(vm, this: Value, value: Value, /) -> Value { negated(same_bound(vm, &this, &value)) }
    fn __hash__(vm, this: Value, /) -> i64 { bound_hash(vm, &this) }
    fn __reduce__(vm, this: Value, /) -> Res {
        match this.cast::<BoundMethodObj>() {
            Some(m) => by_getattr(vm, &m.this.clone(), &this),
            None => {
                // A static method.
                if let Some(owner) = this.cast::<NativeObj>().and_then(|n| n.owner.to_ref::<TypeObj>()) {
                    return by_getattr(vm, &owner.into_value(), &this);
                }
                let owner = vm.heap.intern("__self__");
                match vm.get_attr_opt(&this, &owner)? {
                    Some(owner) if !owner.is_none() && !owner.is_a::<crate::object::module::ModuleObj>() => {
                        by_getattr(vm, &owner, &this)
                    }
                    _ => vm.get_attr(&this, &vm.names.__name__),
                }
            }
        }
    }
}

natives! { static DESCRIPTOR_METHODS;
    /// Call self as a function.
    fn __call__(vm, this: Value, /, *args, **kwargs) -> Res { forward(vm, &this, &args, &kwargs) }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    /// Return an attribute of instance, which is of type owner.
    fn __get__(vm, this: Value, instance: Value, owner: Value = Value::None, /) -> Res {
        let of_classes = vm.class_ref(&this).is(&vm.types().classmethod_descriptor);
        if of_classes { bind_class(vm, this, &instance, &owner) } else { bind(vm, this, &instance, &owner) }
    }
}

/// `descriptor.__get__` of methods and slots.
fn bind(vm: &mut Vm, descriptor: Value, instance: &Value, owner: &Value) -> Res {
    if instance.is_none() {
        return match owner.is_none() {
            true => Err(vm.type_error("__get__(None, None) is invalid")),
            false => Ok(descriptor),
        };
    }
    let class = vm.class_of(instance);
    if let Some(native) = descriptor.cast::<NativeObj>()
        && let Some(of) = native.owner.cast::<TypeObj>()
        && !class.is_subclass(of)
    {
        let (of, what) = (vm.message_name(of), vm.class_name(instance));
        let name = def_of(native).name();
        return Err(vm.type_error(format!(
            "descriptor '{name}' for '{of}' objects doesn't apply to a '{what}' object"
        )));
    }
    vm.descr_get(&descriptor, instance, &class)
}

/// `descriptor.__get__` of class methods, which bind the class that is given, or that of the instance.
fn bind_class(vm: &mut Vm, descriptor: Value, instance: &Value, owner: &Value) -> Res {
    let Some(native) = descriptor.cast::<NativeObj>() else { return Err(vm.wrong_receiver(&descriptor)) };
    let name = def_of(native).name();
    let of = native.owner.cast::<TypeObj>().map(|c| vm.message_name(c)).unwrap_or_default();
    let class = match owner.is_none() {
        true if instance.is_none() => return Err(vm.type_error("__get__(None, None) is invalid")),
        true => vm.class_of(instance).into_value(),
        false => owner.clone(),
    };
    let Some(class) = class.to_ref::<TypeObj>() else {
        let what = vm.class_name(&class);
        return Err(vm.type_error(format!(
            "descriptor '{name}' for type '{of}' needs a type, not a '{what}' as arg 2"
        )));
    };
    if native.owner.cast::<TypeObj>().is_some_and(|of| !class.is_subclass(of)) {
        let what = vm.message_name(&class);
        return Err(
            vm.type_error(format!("descriptor '{name}' requires a subtype of '{of}' but received '{what}'"))
        );
    }
    vm.descr_get(&descriptor, &Value::None, &class)
}

// Descriptors of class methods cannot be pickled.
natives! { static DESCRIPTOR_PICKLING;
    fn __reduce__(vm, this: Value, /) -> Res {
        let owner = vm.heap.intern("__objclass__");
        let owner = vm.get_attr(&this, &owner)?;
        by_getattr(vm, &owner, &this)
    }
}

natives! { static METHOD_METHODS;
    /// Create a bound instance method object.
    fn __new__(vm, cls: Ref<TypeObj>, function: Value, instance: Value, /) -> Res {
        if !vm.is_callable(&function) {
            return Err(vm.type_error("first argument must be callable"));
        }
        if instance.is_none() {
            return Err(vm.type_error("instance must not be None"));
        }
        Ok(vm.heap.bound_method(function, instance))
    }
    /// Call self as a function.
    fn __call__(vm, this: Value, /, *args, **kwargs) -> Res { forward(vm, &this, &args, &kwargs) }
    /// Return an attribute of instance, which is of type owner.
    fn __get__(vm, this: Value, instance: Value, owner: Value = Value::None, /) -> Value { this }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    fn __eq__(vm, this: Value, value: Value, /) -> Res {
        if !value.is_a::<BoundMethodObj>() {
            return Ok(not_implemented(vm));
        }
        method_eq(vm, &this, &value).map(Value::bool)
    }
    fn __ne__(vm, this: Value, value: Value, /) -> Res {
        if !value.is_a::<BoundMethodObj>() {
            return Ok(not_implemented(vm));
        }
        method_eq(vm, &this, &value).map(|b| Value::bool(!b))
    }
    fn __hash__(vm, this: Ref<BoundMethodObj>, /) -> Res<i64> {
        let f = vm.hash(&this.func)?;
        Ok(f ^ crate::vm::compare::identity_hash(&this.this))
    }
    fn __getattribute__(vm, this: Value, name: Value, /) -> Res {
        let name = super::object::name_argument(vm, &name)?;
        method_attribute(vm, &this, &name)
    }
    fn __reduce__(vm, this: Value, /) -> Res {
        let owner = this.cast::<BoundMethodObj>().map(|m| m.this.clone()).unwrap_or_default();
        by_getattr(vm, &owner, &this)
    }
}

attrs! { static METHOD_ATTRS for BoundMethodObj;
    /// the function (or other callable) implementing a method
    fn __func__(vm, this) -> Value { this.func.clone() }
    /// the instance to which a method is bound
    fn __self__(vm, this) -> Value { this.this.clone() }
    fn __doc__(vm, this) -> Res {
        let name = vm.names.__doc__.clone();
        Ok(vm.get_attr_opt(&this.func, &name)?.unwrap_or(Value::None))
    }
}

natives! { static CELL_METHODS;
    /// Create a new cell object.
    fn __new__(vm, cls: Ref<TypeObj>, contents: Value = Value::Undef, /) -> Ref<CellObj> { vm.heap.cell_of(contents) }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    fn __eq__(vm, this: Ref<CellObj>, value: Value, /) -> Res { cell_compare(vm, CmpOp::Eq, &this, &value) }
    fn __ne__(vm, this: Ref<CellObj>, value: Value, /) -> Res { cell_compare(vm, CmpOp::Ne, &this, &value) }
    fn __lt__(vm, this: Ref<CellObj>, value: Value, /) -> Res { cell_compare(vm, CmpOp::Lt, &this, &value) }
    fn __le__(vm, this: Ref<CellObj>, value: Value, /) -> Res { cell_compare(vm, CmpOp::Le, &this, &value) }
    fn __gt__(vm, this: Ref<CellObj>, value: Value, /) -> Res { cell_compare(vm, CmpOp::Gt, &this, &value) }
    fn __ge__(vm, this: Ref<CellObj>, value: Value, /) -> Res { cell_compare(vm, CmpOp::Ge, &this, &value) }
}

attrs! { static CELL_ATTRS for CellObj;
    fn cell_contents(vm, this) -> Res {
        match this.get() {
            Value::Undef => Err(vm.value_error("Cell is empty")),
            v => Ok(v),
        }
    }
    set (_vm, this, value) { drop(this.set(value)); Ok(()) }
}

natives! { static MODULE_METHODS;
    /// Create a module object.
    ///
    /// The name must be a string; the optional docstring can have any type.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<ModuleObj> {
        let dict = vm.heap.dict();
        vm.heap.alloc(&cls, ModuleObj { dict })
    }
    fn __init__(vm, this: Ref<ModuleObj>, /, name: Ref<StrObj>, doc: Value = Value::None) {
        for (key, v) in [("__name__", name.into_value()), ("__doc__", doc), ("__package__", Value::None), ("__loader__", Value::None), ("__spec__", Value::None)] {
            drop(this.dict.set_text(vm.heap, key, v));
        }
    }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    /// __dir__() -> list
    /// specialized dir() implementation
    fn __dir__(vm, this: Ref<ModuleObj>, /) -> Res {
        // A class of modules may say something else.
        let dict = vm.get_attr(&this.value(), &vm.names.__dict__)?;
        if !dict.is_a::<crate::object::dict::DictObj>() {
            return Err(vm.type_error("<module>.__dict__ is not a dictionary"));
        }
        let name = vm.names.__dir__.clone();
        match this.dict.get_str(&name) {
            Some(f) => vm.call(&f, &[]),
            None => Ok(vm.heap.list(this.dict.keys()).into_value()),
        }
    }
    fn __getattribute__(vm, this: Value, name: Value, /) -> Res {
        let name = super::object::name_argument(vm, &name)?;
        let class = vm.class_of(&this);
        match vm.generic_get(&this, &name, &class)? {
            Some(v) => Ok(v),
            None => Err(vm.no_attribute(&this, &name)),
        }
    }
}

attrs! { static MODULE_ATTRS for ModuleObj;
    fn __dict__(vm, this) -> Ref<DictObj> { this.dict.clone() }
    fn __annotations__(vm, this) -> Res { annotations::of_module(vm, &this) }
    set (vm, this, value) { annotations::set_of_module(vm, &this, value) }
    fn __annotate__(vm, this) -> Value { annotations::annotate_of_module(vm, &this) }
    set (vm, this, value) { annotations::set_annotate_of_module(vm, &this, value) }
}

/// Installs the methods of these classes.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_methods(&t.function, FUNCTION_METHODS);
    vm.add_attrs(&t.function, FUNCTION_ATTRS);
    vm.add_attrs(&t.function, FUNCTION_COMPUTED);
    vm.add_methods(&t.builtin_function, BUILTIN_METHODS);
    vm.add_attrs(&t.builtin_function, NATIVE_ATTRS);
    vm.add_attrs(&t.builtin_function, BUILTIN_ATTRS);
    vm.add_methods(&t.method_wrapper, BUILTIN_METHODS);
    vm.add_attrs(&t.method_wrapper, NATIVE_ATTRS);
    vm.add_attrs(&t.method_wrapper, WRAPPER_ATTRS);
    for class in [&t.method_descriptor, &t.wrapper_descriptor, &t.classmethod_descriptor] {
        vm.add_methods(class, DESCRIPTOR_METHODS);
        vm.add_attrs(class, NATIVE_ATTRS);
        vm.add_attrs(class, DESCRIPTOR_ATTRS);
    }
    vm.add_methods(&t.method_descriptor, DESCRIPTOR_PICKLING);
    vm.add_methods(&t.wrapper_descriptor, DESCRIPTOR_PICKLING);
    vm.add_methods(&t.method, METHOD_METHODS);
    vm.add_attrs(&t.method, METHOD_ATTRS);
    vm.add_methods(&t.cell, CELL_METHODS);
    vm.add_attrs(&t.cell, CELL_ATTRS);
    super::dict::unhashable(vm, &t.cell);
    vm.add_methods(&t.module, MODULE_METHODS);
    vm.add_attrs(&t.module, MODULE_ATTRS);
}

fn forward(vm: &mut Vm, f: &Value, args: &Ref<TupleObj>, kwargs: &Ref<DictObj>) -> Res {
    let kw: Vec<(Ref<StrObj>, Value)> = kwargs
        .entries()
        .into_iter()
        .filter_map(|(k, v)| k.into_ref::<StrObj>().ok().map(|k| (k, v)))
        .collect();
    vm.call_kw(f, args.items(), &kw)
}

fn text_only(vm: &mut Vm, v: Value, name: &str) -> Res {
    if v.is_a::<StrObj>() {
        Ok(v)
    } else {
        Err(vm.type_error(format!("{name} must be set to a string object")))
    }
}

fn new_function(
    vm: &mut Vm,
    code: Ref<CodeObj>,
    globals: Ref<DictObj>,
    name: Value,
    defaults: Value,
    closure: Value,
    kwdefaults: Value,
) -> Res {
    let closure = match &closure {
        Value::None => None,
        v => match v.to_ref::<TupleObj>() {
            Some(t) => Some(t),
            None if code.free.is_empty() => {
                return Err(vm.type_error("arg 5 (closure) must be None or tuple"));
            }
            None => return Err(vm.type_error("arg 5 (closure) must be tuple")),
        },
    };
    let (given, wanted) = (closure.as_ref().map_or(0, |c| c.len()), code.free.len());
    if closure.is_none() && wanted > 0 {
        return Err(vm.type_error("arg 5 (closure) must be tuple"));
    }
    if given != wanted {
        let name = code.name.to_text();
        return Err(vm.value_error(format!("{name} requires closure of length {wanted}, not {given}")));
    }
    if let Some(c) = &closure
        && let Some(bad) = c.items().iter().find(|v| !v.is_a::<CellObj>())
    {
        let what = vm.class_name(bad);
        return Err(vm.type_error(format!("arg 5 (closure) expected cell, found {what}")));
    }
    let undef = |v: Value| if v.is_none() { Value::Undef } else { v };
    if !defaults.is_none() && !defaults.is_a::<TupleObj>() {
        return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
    }
    if !kwdefaults.is_none() && !kwdefaults.is_a::<crate::object::dict::DictObj>() {
        return Err(vm.type_error("arg 6 (kwdefaults) must be None or dict"));
    }
    if !name.is_none() && !name.is_a::<StrObj>() {
        return Err(vm.type_error("arg 3 (name) must be None or string"));
    }
    let f = vm.module_function(code, &globals, closure).into_value();
    if let Some(f) = f.cast::<FunctionObj>() {
        if !name.is_none() {
            drop(f.name.replace(name));
        }
        drop(f.defaults.replace(undef(defaults)));
        drop(f.kwdefaults.replace(undef(kwdefaults)));
    }
    Ok(f)
}

fn same_bound(vm: &Vm, a: &Value, b: &Value) -> Value {
    match (native_of(a), native_of(b)) {
        (Some((f, x)), Some((g, y))) if vm.class_of(a).is(&vm.class_of(b)) => {
            Value::bool(f.is(&g) && x.is(&y))
        }
        _ => not_implemented(vm),
    }
}

fn negated(v: Value) -> Value {
    match v {
        Value::True => Value::False,
        Value::False => Value::True,
        other => other,
    }
}

fn bound_hash(_vm: &Vm, v: &Value) -> i64 {
    match native_of(v) {
        Some((f, this)) => f.addr() as i64 >> 4 ^ crate::vm::compare::identity_hash(&this),
        None => crate::vm::compare::identity_hash(v),
    }
}

fn method_eq(vm: &mut Vm, a: &Value, b: &Value) -> Res<bool> {
    match (a.cast::<BoundMethodObj>(), b.cast::<BoundMethodObj>()) {
        (Some(x), Some(y)) => Ok(x.this.is(&y.this) && vm.same(&x.func, &y.func)?),
        _ => Ok(false),
    }
}

/// An attribute of a bound method: its own, else the function's.
fn method_attribute(vm: &mut Vm, this: &Value, name: &Ref<StrObj>) -> Res {
    let class = vm.class_of(this);
    if let Some(v) = vm.generic_get(this, name, &class)? {
        return Ok(v);
    }
    match this.cast::<BoundMethodObj>() {
        Some(m) => {
            let f = m.func.clone();
            vm.get_attr(&f, name)
        }
        None => Err(vm.no_attribute(this, name)),
    }
}

/// `(getattr, (object, name))`, as bound methods are pickled.
fn by_getattr(vm: &mut Vm, object: &Value, method: &Value) -> Res {
    let name = vm.names.__name__.clone();
    let name = vm.get_attr(method, &name)?;
    let getattr = vm.builtins.get_text(vm.heap, "getattr").unwrap_or(Value::None);
    let args = vm.heap.tuple([object.clone(), name]).into_value();
    Ok(vm.heap.tuple([getattr, args]).into_value())
}

fn cell_compare(vm: &mut Vm, op: CmpOp, a: &Ref<CellObj>, b: &Value) -> Res {
    let Some(b) = b.cast::<CellObj>() else { return Ok(not_implemented(vm)) };
    match (a.get(), b.get()) {
        (Value::Undef, y) => vm.compare(op, &Value::Int(0), &Value::Int(i64::from(!y.is_undef()))),
        (_, Value::Undef) => vm.compare(op, &Value::Int(1), &Value::Int(0)),
        (x, y) => vm.compare(op, &x, &y),
    }
}
