//! `types.GenericAlias`: `list[int]` and its kin. Other attributes are those of the origin; parameters can be filled in.

use crate::object::iter::{IterObj, IterState};
use crate::object::list::ListObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{BASE, GETATTR, WEAK};
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::support::{Text, not_implemented};

/// A parameterised class.
pub struct GenericAliasObj {
    /// `__origin__`
    pub origin: Value,
    /// `__args__`: a tuple.
    pub args: Ref<TupleObj>,
    /// `__parameters__`: a tuple.
    pub parameters: Ref<TupleObj>,
    /// `*tuple[int, str]`
    starred: bool,
}

impl Payload for GenericAliasObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.origin);
        visit(&self.args.value());
        visit(&self.parameters.value());
    }
}

impl ArgType for GenericAliasObj {
    const NAME: &'static str = "types.GenericAlias";
}

/// Attributes that an alias has itself.
const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__parameters__",
    "__unpacked__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
];

/// Attributes that are never the origin's, though an alias has none of its own.
const BLOCKED: &[&str] = &["__bases__", "__copy__", "__deepcopy__"];

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, origin: Value, args: Value, /) -> Res { make(vm, &cls, origin, args, false) }
    fn __repr__(vm, this: Ref<GenericAliasObj>, /) -> Res<Text> {
        let mut out = if this.starred { b"*".to_vec() } else { Vec::new() };
        out.extend(item_repr(vm, &this.origin)?);
        out.push(b'[');
        for (i, a) in this.args.items().iter().enumerate() {
            if i > 0 {
                out.extend_from_slice(b", ");
            }
            out.extend(argument_repr(vm, a)?);
        }
        if this.args.is_empty() {
            out.extend_from_slice(b"()");
        }
        out.push(b']');
        Ok(Text(out))
    }
    fn __hash__(vm, this: Ref<GenericAliasObj>, /) -> Res<i64> {
        let a = vm.hash(&this.origin)?;
        let b = vm.hash(&this.args.value())?;
        Ok(a ^ b)
    }
    fn __eq__(vm, this: Ref<GenericAliasObj>, value: Value, /) -> Res {
        let Some(o) = value.to_ref::<GenericAliasObj>() else { return Ok(not_implemented(vm)) };
        let same = this.starred == o.starred
            && vm.eq(&this.origin, &o.origin)?
            && vm.eq(&this.args.value(), &o.args.value())?;
        Ok(Value::bool(same))
    }
    /// Call self as a function.
    fn __call__(vm, this: Ref<GenericAliasObj>, /, *args, **kwargs) -> Res {
        let kw: Vec<(Ref<StrObj>, Value)> =
            kwargs.entries().into_iter().filter_map(|(k, v)| k.into_ref::<StrObj>().ok().map(|k| (k, v))).collect();
        let made = vm.call_kw(&this.origin, args.items(), &kw)?;
        let name = vm.heap.intern("__orig_class__");
        if let Err(e) = vm.set_attr(&made, &name, this.value()) {
            let t = vm.types();
            if !vm.raised_is(&e, &t.attribute_error) && !vm.raised_is(&e, &t.type_error) {
                return Err(e);
            }
            drop(vm.take_raised(e));
        }
        Ok(made)
    }
    /// Return self[key].
    fn __getitem__(vm, this: Ref<GenericAliasObj>, key: Value, /) -> Res {
        let args = substitute(vm, &this.value(), &this.args, &this.parameters, &key)?;
        let class = vm.class_of(&this.value());
        let args = vm.heap.tuple(args).into_value();
        make(vm, &class, this.origin.clone(), args, this.starred)
    }
    /// Return getattr(self, name).
    fn __getattribute__(vm, this: Value, name: Value, /) -> Res {
        let name = super::object::name_argument(vm, &name)?;
        let text = name.to_text();
        let own = OWN.contains(&text.as_str()) || BLOCKED.contains(&text.as_str());
        if !own && let Some(a) = this.cast::<GenericAliasObj>() {
            return vm.get_attr(&a.origin, &name);
        }
        let class = vm.class_of(&this);
        match vm.generic_get(&this, &name, &class)? {
            Some(v) => Ok(v),
            None => Err(vm.no_attribute(&this, &name)),
        }
    }
    fn __mro_entries__(vm, this: Ref<GenericAliasObj>, bases: Value, /) -> Value { vm.heap.tuple([this.origin.clone()]).into_value() }
    fn __instancecheck__(vm, this: Value, instance: Value, /) -> Res<bool> { Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic")) }
    fn __subclasscheck__(vm, this: Value, cls: Value, /) -> Res<bool> { Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic")) }
    fn __or__(vm, this: Value, value: Value, /) -> Res { super::union_type::or(vm, &this, &value) }
    fn __ror__(vm, this: Value, value: Value, /) -> Res { super::union_type::or(vm, &value, &this) }
    fn __iter__(vm, this: Ref<GenericAliasObj>, /) -> Res { unpacked(vm, &this) }
    fn __dir__(vm, this: Ref<GenericAliasObj>, /) -> Res {
        let names = vm.call_special(&this.origin, &vm.names.__dir__, &[])?.unwrap_or(Value::None);
        let mut names = vm.collect(&names)?;
        for n in OWN {
            let v = vm.heap.str(n).into_value();
            if !names.iter().any(|x| x.cast::<StrObj>().is_some_and(|s| s.bytes() == n.as_bytes())) {
                names.push(v);
            }
        }
        Ok(vm.heap.list(names).into_value())
    }
    fn __reduce__(vm, this: Ref<GenericAliasObj>, /) -> Res {
        if this.starred {
            // What iterating over it without its star gives.
            let one = unpacked(vm, &this)?;
            let next = vm.builtins.get_text(vm.heap, "next").unwrap_or(Value::None);
            let args = vm.heap.tuple([one]).into_value();
            return Ok(vm.heap.tuple([next, args]).into_value());
        }
        let class = vm.class_of(&this.value()).into_value();
        let args = vm.heap.tuple([this.origin.clone(), this.args.value()]).into_value();
        Ok(vm.heap.tuple([class, args]).into_value())
    }
}

attrs! { static ATTRS for GenericAliasObj;
    fn __origin__(vm, this) -> Value { this.origin.clone() }
    fn __args__(vm, this) -> Value { this.args.value() }
    /// Type variables in the GenericAlias.
    fn __parameters__(vm, this) -> Value { this.parameters.value() }
    fn __unpacked__(vm, this) -> bool { this.starred }
    fn __typing_unpacked_tuple_args__(vm, this) -> Value {
        let is_tuple = this.origin.as_obj().is_some_and(|o| o.is(vm.types().tuple.obj()));
        if this.starred && is_tuple { this.args.value() } else { Value::None }
    }
}

/// The name under which the class is filed.
pub const CLASS: &str = "types.GenericAlias";

natives! { static ITERATOR;
    /// Return state information for pickling.
    fn __reduce__(vm, this: Ref<IterObj>, /) -> Res {
        let left = match &*this.state.borrow() {
            IterState::Tuple { tuple, index: 0 } => tuple.cast::<TupleObj>().and_then(|t| t.items().first().cloned()),
            _ => None,
        };
        let what = match left.as_ref().and_then(Value::cast::<GenericAliasObj>) {
            Some(starred) => new(vm, starred.origin.clone(), starred.args.value())?,
            None => vm.heap.tuple([]).into_value(),
        };
        let iter = vm.builtins.get_text(vm.heap, "iter").unwrap_or(Value::None);
        let args = vm.heap.tuple([what]).into_value();
        Ok(vm.heap.tuple([iter, args]).into_value())
    }
}

natives! { pub static GENERIC;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { new(vm, cls, object) }
}

/// Makes the class.
pub fn install(vm: &mut Vm) {
    let object = vm.types().object.clone();
    let class = vm.new_type("GenericAlias", "types", &object, BASE | GETATTR | WEAK);
    vm.add_methods(&class, METHODS);
    vm.add_attrs(&class, ATTRS);
    vm.extra_types.insert("GenericAlias", class.clone());
    vm.extra_types.insert(CLASS, class);
}

/// `origin[args]`; arguments that are no tuple are one argument.
pub fn new(vm: &mut Vm, origin: Value, args: Value) -> Res {
    let class = vm.extra_types[CLASS].clone();
    make(vm, &class, origin, args, false)
}

/// An iterator that gives the alias with a star.
fn unpacked(vm: &mut Vm, this: &Ref<GenericAliasObj>) -> Res {
    let class = vm.class_of(&this.value());
    let starred = make(vm, &class, this.origin.clone(), this.args.value(), true)?;
    let one = vm.heap.tuple([starred]).into_value();
    let state = IterState::Tuple { tuple: one, index: 0 };
    Ok(super::iterators::named(vm, "generic_alias_iterator", ITERATOR, state))
}

fn make(vm: &mut Vm, class: &Ref<TypeObj>, origin: Value, args: Value, starred: bool) -> Res {
    let args = match args.into_ref::<TupleObj>() {
        Ok(t) => t,
        Err(one) => vm.heap.tuple([one]),
    };
    let parameters = parameters_of(vm, &args)?;
    Ok(vm.heap.alloc(class, GenericAliasObj { origin, args, parameters, starred }).into_value())
}

/// The type parameters among the arguments, each once.
pub fn parameters_of(vm: &mut Vm, args: &Ref<TupleObj>) -> Res<Ref<TupleObj>> {
    let mut found: Vec<Value> = Vec::new();
    let subst = vm.heap.intern("__typing_subst__");
    let parameters = vm.heap.intern("__parameters__");
    let add = |found: &mut Vec<Value>, v: Value| {
        if !found.iter().any(|x| x.is(&v)) {
            found.push(v);
        }
    };
    for a in args.items() {
        // The class has these for its instances, not for itself.
        if a.is_a::<TypeObj>() {
            continue;
        }
        let inner = match inner_arguments(vm, a) {
            Some(t) => Some(parameters_of(vm, &t)?),
            None if vm.get_attr_opt(a, &subst)?.is_some() => {
                add(&mut found, a.clone());
                continue;
            }
            None => vm.get_attr_opt(a, &parameters)?.and_then(|v| v.into_ref::<TupleObj>().ok()),
        };
        if let Some(t) = inner {
            t.items().iter().cloned().for_each(|v| add(&mut found, v));
        }
    }
    Ok(vm.heap.tuple(found))
}

/// The items of an argument that is a list or a tuple.
fn inner_arguments(vm: &mut Vm, a: &Value) -> Option<Ref<TupleObj>> {
    match a.cast::<ListObj>() {
        Some(l) => Some(vm.heap.tuple(l.to_vec())),
        None => a.to_ref::<TupleObj>(),
    }
}

/// What stands in the brackets as a tuple; unpacked tuples of a known length are spread.
fn given_arguments(vm: &mut Vm, item: &Value) -> Res<Ref<TupleObj>> {
    let given = match item.to_ref::<TupleObj>() {
        Some(t) => t,
        None => vm.heap.tuple([item.clone()]),
    };
    let unpacked = vm.heap.intern("__typing_unpacked_tuple_args__");
    let mut all = Vec::with_capacity(given.len());
    for v in given.items() {
        let spread = match v.is_a::<TypeObj>() {
            true => None,
            false => vm.get_attr_opt(v, &unpacked)?.and_then(|t| t.into_ref::<TupleObj>().ok()),
        };
        let endless = |t: &Ref<TupleObj>| t.items().last().is_some_and(|l| l.is(&vm.types().ellipsis_value));
        match spread.filter(|t| !endless(t)) {
            Some(t) => all.extend(t.items().iter().cloned()),
            None => all.push(v.clone()),
        }
    }
    Ok(vm.heap.tuple(all))
}

/// The arguments with the parameters replaced by what stands in `item`.
pub fn substitute(
    vm: &mut Vm,
    alias: &Value,
    args: &Ref<TupleObj>,
    parameters: &Ref<TupleObj>,
    item: &Value,
) -> Res<Vec<Value>> {
    if parameters.is_empty() {
        let shown = vm.repr(alias)?.to_text();
        return Err(vm.type_error(format!("{shown} is not a generic class")));
    }
    let mut given = given_arguments(vm, item)?;
    let prepare = vm.heap.intern("__typing_prepare_subst__");
    for p in parameters.items() {
        if let Some(f) = vm.get_attr_opt(p, &prepare)? {
            let r = vm.call(&f, &[alias.clone(), given.value()])?;
            given = match r.into_ref::<TupleObj>() {
                Ok(t) => t,
                Err(one) => vm.heap.tuple([one]),
            };
        }
    }
    if given.len() != parameters.len() {
        let word = if given.len() > parameters.len() { "many" } else { "few" };
        let shown = vm.repr(alias)?.to_text();
        return Err(vm.type_error(format!(
            "Too {word} arguments for {shown}; actual {}, expected {}",
            given.len(),
            parameters.len()
        )));
    }
    replace_all(vm, alias, args.items(), parameters, &given)
}

fn replace_all(
    vm: &mut Vm,
    alias: &Value,
    args: &[Value],
    parameters: &Ref<TupleObj>,
    given: &Ref<TupleObj>,
) -> Res<Vec<Value>> {
    let subst = vm.heap.intern("__typing_subst__");
    let starred = vm.heap.intern("__typing_is_unpacked_typevartuple__");
    let mut out = Vec::with_capacity(args.len());
    for a in args {
        if a.is_a::<TypeObj>() {
            out.push(a.clone());
            continue;
        }
        if let Some(inner) = inner_arguments(vm, a) {
            let items = replace_all(vm, alias, inner.items(), parameters, given)?;
            let is_list = a.is_a::<ListObj>();
            out.push(if is_list {
                vm.heap.list(items).into_value()
            } else {
                vm.heap.tuple(items).into_value()
            });
            continue;
        }
        let spreads = match vm.get_attr_opt(a, &starred)? {
            Some(v) => vm.truth(&v)?,
            None => false,
        };
        let new = match vm.get_attr_opt(a, &subst)? {
            Some(f) => {
                // It can have become a parameter after those were collected.
                let Some(i) = parameters.items().iter().position(|p| p.is(a)) else {
                    let (shown, whole) = (vm.repr(a)?.to_text(), vm.repr(alias)?.to_text());
                    return Err(vm.type_error(format!("{shown} not found in __parameters__ of {whole}")));
                };
                vm.call(&f, &[given.items()[i].clone()])?
            }
            None => replace_inside(vm, a, parameters, given)?,
        };
        if !spreads {
            out.push(new);
            continue;
        }
        let Some(t) = new.cast::<TupleObj>() else {
            let (of, got) = (vm.class_of(a), vm.class_of(&new));
            let (of, got) = (vm.full_name(&of), vm.full_name(&got));
            return Err(vm.type_error(format!(
                "expected __typing_subst__ of {of} objects to return a tuple, not {got}"
            )));
        };
        out.extend(t.items().iter().cloned());
    }
    Ok(out)
}

/// An argument that has parameters itself.
fn replace_inside(vm: &mut Vm, a: &Value, parameters: &Ref<TupleObj>, given: &Ref<TupleObj>) -> Res {
    let name = vm.heap.intern("__parameters__");
    let Some(own) =
        vm.get_attr_opt(a, &name)?.and_then(|v| v.into_ref::<TupleObj>().ok()).filter(|t| !t.is_empty())
    else {
        return Ok(a.clone());
    };
    let mut items = Vec::new();
    for p in own.items() {
        let Some(i) = parameters.items().iter().position(|x| x.is(p)) else {
            items.push(p.clone());
            continue;
        };
        // What stands for any number of types can be iterated; elsewhere a tuple is one argument.
        let many = vm.lookup_special(p, &vm.names.__iter__).is_some();
        match given.items()[i].cast::<TupleObj>().filter(|_| many) {
            Some(t) => items.extend(t.items().iter().cloned()),
            None => items.push(given.items()[i].clone()),
        }
    }
    let key = vm.heap.tuple(items).into_value();
    vm.get_item(a, &key)
}

fn argument_repr(vm: &mut Vm, a: &Value) -> Res<Vec<u8>> {
    if let Some(l) = a.cast::<ListObj>() {
        let mut out = b"[".to_vec();
        for i in 0..l.len() {
            if i > 0 {
                out.extend_from_slice(b", ");
            }
            // The repr of those before may have taken some away.
            let Some(v) = l.get(i) else { return Err(vm.index_error("list index out of range")) };
            out.extend(item_repr(vm, &v)?);
        }
        out.push(b']');
        return Ok(out);
    }
    item_repr(vm, a)
}

/// A class by its name, `...`, anything else by its repr.
pub fn item_repr(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    if v.is(&vm.types().ellipsis_value) {
        return Ok(b"...".to_vec());
    }
    let (origin, args) = (vm.heap.intern("__origin__"), vm.heap.intern("__args__"));
    if v.is_a::<GenericAliasObj>()
        || vm.get_attr_opt(v, &origin)?.is_some() && vm.get_attr_opt(v, &args)?.is_some()
    {
        return Ok(vm.repr(v)?.bytes().to_vec());
    }
    let qualname = vm.get_attr_opt(v, &vm.names.__qualname__)?;
    let module = vm.get_attr_opt(v, &vm.names.__module__)?;
    match (qualname.and_then(|q| q.into_ref::<StrObj>().ok()), module) {
        (Some(q), Some(m)) if !m.is_none() => {
            let m = vm.str(&m)?;
            if m.bytes() == b"builtins" {
                return Ok(q.bytes().to_vec());
            }
            Ok([m.bytes(), b".", q.bytes()].concat())
        }
        _ => Ok(vm.repr(v)?.bytes().to_vec()),
    }
}
