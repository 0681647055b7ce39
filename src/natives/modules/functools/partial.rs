//! `partial`: a callable with some arguments already there.

use std::cell::RefCell;

use crate::natives::types::support::is_exact;
use crate::object::dict::DictObj;
use crate::object::instance;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{BASE, DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::{ClassSpec, keywords, put, put_class};

/// What a partial object holds.
#[derive(Clone, Default)]
struct Parts {
    func: Value,
    args: Value,
    keywords: Value,
}

impl super::super::support::Held for Parts {
    fn trace(&self, visit: crate::object::Visit<'_>) {
        visit(&self.func);
        visit(&self.args);
        visit(&self.keywords);
    }
}

payload! {
    /// `partial`
    pub struct Partial as "functools.partial" { parts: RefCell<Parts> }
}

fn parts(p: &Partial) -> (Value, Ref<TupleObj>, Ref<DictObj>) {
    let p = p.parts.borrow().clone();
    match (p.args.into_ref::<TupleObj>(), p.keywords.into_ref::<DictObj>()) {
        (Ok(args), Ok(keywords)) => (p.func, args, keywords),
        _ => crate::bug!("a partial object is used after it was cleared"),
    }
}

/// Whether nobody has set attributes on the object.
fn has_no_attributes(p: &Ref<Partial>) -> bool {
    instance::of(p.obj()).is_none_or(|i| match i.attributes() {
        instance::Attributes::Shaped(s) => s.is_empty(),
        instance::Attributes::Dict(_) => false,
    })
}

payload! {
    /// `functools.Placeholder`: stands for an argument that a call gives.
    pub struct Placeholder as "functools._PlaceholderType" { }
}

fn is_placeholder(v: &Value) -> bool {
    v.is_a::<Placeholder>()
}

/// The last argument is there.
fn check(vm: &mut Vm, args: &[Value]) -> Res<()> {
    if args.last().is_some_and(is_placeholder) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    Ok(())
}

/// Puts arguments where placeholders stand; how many were used.
fn fill(all: &mut [Value], new: &[Value]) -> usize {
    let open = all.iter_mut().filter(|v| is_placeholder(v));
    open.zip(new).map(|(place, v)| *place = v.clone()).count()
}

/// The one placeholder.
#[derive(Default)]
struct Kept(Value);

natives! { static PLACEHOLDER;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        if !args.is_empty() || !kwargs.is_empty() {
            return Err(vm.type_error("PlaceholderType takes no arguments"));
        }
        drop(cls);
        Ok(vm.extension::<Kept>().0.clone())
    }
    fn __repr__(vm, this: Value, /) -> &'static str { "Placeholder" }
    fn __reduce__(vm, this: Value, /) -> &'static str { "Placeholder" }
}

natives! { static METHODS;
    /// Create a new function with partial application of the given arguments and keywords.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<Ref<Partial>> {
        let Some(first) = args.items().first() else {
            return Err(vm.type_error("type 'partial' takes at least one argument"));
        };
        if !vm.is_callable(first) {
            return Err(vm.type_error("the first argument must be callable"));
        }
        let new = &args.items()[1..];
        check(vm, new)?;
        if kwargs.entries().iter().any(|(_, v)| is_placeholder(v)) {
            return Err(vm.type_error("Placeholder cannot be passed as a keyword argument"));
        }
        let (mut func, mut all, named) = (first.clone(), Vec::new(), vm.heap.dict());
        if let Some(inner) = first.to_ref::<Partial>()
            && has_no_attributes(&inner)
        {
            let (f, a, k) = parts(&inner);
            func = f;
            all.extend_from_slice(a.items());
            named.copy_from(&k);
        }
        let rest = fill(&mut all, new);
        all.extend_from_slice(&new[rest..]);
        for (k, v) in keywords(&kwargs) {
            drop(named.set_str(&k, v));
        }
        let args = vm.heap.tuple(all).into_value();
        let parts = Parts { func, args, keywords: named.into_value() };
        Ok(vm.heap.alloc(&cls, Partial { parts: RefCell::new(parts) }))
    }
    /// Call self as a function.
    fn __call__(vm, this: Ref<Partial>, /, *args, **kwargs) -> Res {
        let (func, first, named) = parts(&this);
        let mut all = Vec::with_capacity(first.len() + args.len());
        all.extend_from_slice(first.items());
        let open = all.iter().filter(|v| is_placeholder(v)).count();
        if open > args.len() {
            let given = args.len();
            return Err(vm.type_error(format!(
                "missing positional arguments in 'partial' call; expected at least {open}, got {given}"
            )));
        }
        if !named.is_empty() && named.entries().iter().any(|(k, _)| !k.is_a::<crate::object::str::StrObj>()) {
            return Err(vm.type_error("keywords must be strings"));
        }
        let rest = if open > 0 { fill(&mut all, args.items()) } else { 0 };
        all.extend_from_slice(&args.items()[rest..]);
        if named.is_empty() && kwargs.is_empty() {
            return vm.call(&func, &all);
        }
        let merged = if named.is_empty() {
            kwargs
        } else {
            let merged = vm.heap.dict();
            merged.copy_from(&named);
            for (k, v) in keywords(&kwargs) {
                drop(merged.set_str(&k, v));
            }
            merged
        };
        vm.call_kw(&func, &all, &keywords(&merged))
    }
    /// Return an attribute of instance, which is of type owner.
    fn __get__(vm, this: Ref<Partial>, instance: Value, owner: Value = Value::None, /) -> Res {
        if !instance.is_none() {
            return Ok(vm.heap.bound_method(this.into_value(), instance));
        }
        if owner.is_none() {
            return Err(vm.type_error("__get__(None, None) is invalid"));
        }
        Ok(this.into_value())
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Partial>, /) -> Res<String> {
        let class = this.obj().class().clone();
        let module = class.lookup(&vm.names.__module__).unwrap_or_default();
        let module = vm.str(&module)?.to_text();
        let name = class.qualname.borrow().clone();
        let name = vm.str(&name)?.to_text();
        let whole = this.value();
        if !vm.enter_repr(&whole) {
            return Ok("...".into());
        }
        let out = repr_parts(vm, &this);
        vm.leave_repr(&whole);
        Ok(format!("{module}.{name}({})", out?))
    }
    /// Helper for pickle.
    fn __reduce__(vm, this: Ref<Partial>, /) -> Res {
        let (func, args, named) = parts(&this);
        let attributes = instance::of(this.obj()).map_or(Value::None, |i| i.dict(vm.heap).into_value());
        let state = vm.heap.tuple([func.clone(), args.into_value(), named.into_value(), attributes]).into_value();
        let class = this.obj().class().value();
        let only = vm.heap.tuple([func]).into_value();
        Ok(vm.heap.tuple([class, only, state]).into_value())
    }
    /// Takes what __reduce__ gave.
    fn __setstate__(vm, this: Ref<Partial>, state: Value, /) -> Res<()> {
        let items = state.cast::<TupleObj>().map(|t| t.items().to_vec()).unwrap_or_default();
        let [func, args, named, attributes] = &items[..] else {
            return Err(vm.type_error("invalid partial state"));
        };
        if !vm.is_callable(func)
            || !args.is_a::<TupleObj>()
            || ![named, attributes].iter().all(|v| v.is_none() || v.is_a::<DictObj>())
        {
            return Err(vm.type_error("invalid partial state"));
        }
        if let Some(t) = args.cast::<TupleObj>() {
            check(vm, t.items())?;
        }
        // Instances of subclasses are copied.
        let args = match args.cast::<TupleObj>() {
            Some(t) if !is_exact(args) => vm.heap.tuple(t.items().to_vec()).into_value(),
            _ => args.clone(),
        };
        let named = match named.to_ref::<DictObj>() {
            Some(_) if is_exact(named) => named.clone(),
            Some(_) => vm.dict_copy(named)?.into_value(),
            None => vm.heap.dict().into_value(),
        };
        let new = Parts { func: func.clone(), args, keywords: named };
        drop(this.parts.replace(new));
        if let Some(i) = instance::of(this.obj()) {
            let attributes = attributes.to_ref::<DictObj>().unwrap_or_else(|| vm.heap.dict());
            i.set_dict(vm.heap, attributes);
        }
        Ok(())
    }
}

fn repr_parts(vm: &mut Vm, this: &Ref<Partial>) -> Res<String> {
    let (func, args, named) = parts(this);
    let mut out = vm.repr(&func)?.to_text();
    for v in args.items() {
        out += ", ";
        out += &vm.repr(v)?.to_text();
    }
    for (k, v) in named.entries() {
        out += &format!(", {}=", vm.str(&k)?.to_text());
        out += &vm.repr(&v)?.to_text();
    }
    Ok(out)
}

natives! { static CLASS_METHODS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Ref<TypeObj>, item: Value, /) -> Res {
        crate::natives::types::generic_alias::new(vm, cls.into_value(), item.take())
    }
}

attrs! { static ATTRS for Partial;
    /// function object to use in future partial calls
    fn func(vm, this) -> Value { parts(&this).0 }
    /// tuple of arguments to future partial calls
    fn args(vm, this) -> Value { parts(&this).1.into_value() }
    /// dictionary of keyword arguments to future partial calls
    fn keywords(vm, this) -> Value { parts(&this).2.into_value() }
}

/// Adds `partial`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec = ClassSpec {
        name: "partial",
        module: "functools",
        flags: BASE | DICT | WEAK,
        methods: METHODS,
        next: None,
    };
    let class = put_class(vm, dict, &spec);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
    let spec = ClassSpec {
        name: "_PlaceholderType",
        module: "functools",
        flags: 0,
        methods: PLACEHOLDER,
        next: None,
    };
    let class = put_class(vm, dict, &spec);
    let doc = "The type of the Placeholder singleton.\n\nUsed as a placeholder for partial arguments.";
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
    let one = vm.heap.alloc(&class, Placeholder {}).into_value();
    vm.extension::<Kept>().0 = one.clone();
    put(vm, dict, "Placeholder", one);
}
