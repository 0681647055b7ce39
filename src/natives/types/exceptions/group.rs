//! `BaseExceptionGroup` and `ExceptionGroup`: making, splitting by a condition, deriving.

use crate::object::exception::ExceptionObj;
use crate::object::list::ListObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::super::support::{Text, is_exact};
use super::{arguments, exception};

/// A field that only the repr wants: how a sequence that is neither tuple nor list showed itself when the group was made.
const SHOWN: &str = " shown";

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<Ref<ExceptionObj>> { make(vm, &cls, args) }
    fn __init__(vm, this: Ref<ExceptionObj>, /, *args, **kwargs) -> Res<()> { super::no_keywords(vm, &this, &kwargs) }
    fn __str__(vm, this: Ref<ExceptionObj>, /) -> Res<Text> {
        let n = members(&this).len();
        let s = if n == 1 { "" } else { "s" };
        let message = this.field("message").unwrap_or(Value::None);
        let message = vm.str(&message)?;
        Ok(Text([message.bytes(), format!(" ({n} sub-exception{s})").as_bytes()].concat()))
    }
    fn __repr__(vm, this: Ref<ExceptionObj>, /) -> Res<Text> {
        let message = this.field("message").unwrap_or(Value::None);
        let message = vm.repr(&message)?;
        let shown = match this.field(SHOWN) {
            Some(text) => vm.str(&text)?,
            None => {
                let inner = vm.heap.tuple(members(&this)).into_value();
                vm.repr(&inner)?
            }
        };
        let mut shown = shown.bytes().to_vec();
        let given = arguments(&this);
        if this.field(SHOWN).is_none() && given.items().get(1).is_some_and(|v| v.is_a::<ListObj>() && is_exact(v)) {
            let end = shown.len() - if members(&this).len() == 1 { 2 } else { 1 };
            shown = [b"[", &shown[1..end], b"]"].concat();
        }
        let name = vm.short_name(&this.value());
        Ok(Text([name.as_bytes(), b"(", message.bytes(), b", ", &shown, b")"].concat()))
    }
    /// Return an exception group with the same message, but which wraps the exceptions in excs.
    fn derive(vm, this: Ref<ExceptionObj>, excs: Value, /) -> Res {
        let message = this.field("message").unwrap_or(Value::None);
        let class = vm.types().base_exception_group.value();
        vm.call(&class, &[message, excs])
    }
    /// Return an exception group that contains only the exceptions that match the condition.
    fn subgroup(vm, this: Value, matcher_value: Value, /) -> Res { Ok(split_group(vm, &this, &matcher_value)?.0) }
    /// Like subgroup(), but returns the pair (match, rest).
    fn split(vm, this: Value, matcher_value: Value, /) -> Res<(Value, Value)> { split_group(vm, &this, &matcher_value) }
}

natives! { static CLASS_METHODS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { crate::natives::types::generic_alias::new(vm, cls, object) }
}

attrs! { static ATTRS for ExceptionObj;
    /// exception message
    fn message(vm, this) -> Value { field(&this, "message", 0) }
    /// nested exceptions
    fn exceptions(vm, this) -> Value { field(&this, "exceptions", 1) }
}

/// What `__new__` noted, else the argument.
fn field(group: &ExceptionObj, name: &str, place: usize) -> Value {
    group.field(name).or_else(|| arguments(group).items().get(place).cloned()).unwrap_or(Value::None)
}

/// Installs the methods; ExceptionGroup gets its second base.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_methods(&t.base_exception_group, METHODS);
    vm.add_class_methods(&t.base_exception_group, CLASS_METHODS);
    vm.add_attrs(&t.base_exception_group, ATTRS);
    let (group, base) = (&t.exception_group, &t.base_exception_group);
    if group.bases.borrow().len() == 1 {
        *group.bases.borrow_mut() = vec![base.clone(), t.exception.clone()];
        t.exception.subclasses.borrow_mut().push(vm.heap.weak_box(group.obj()));
        let order = [group, base, &t.exception, &t.base_exception, &t.object];
        group.set_mro(order.into_iter().cloned().collect());
    }
}

/// The exceptions in a group.
fn members(group: &ExceptionObj) -> Vec<Value> {
    let from_args = || arguments(group).items().get(1).cloned();
    let list = group.field("exceptions").or_else(from_args).unwrap_or(Value::None);
    if let Some(t) = list.cast::<TupleObj>() {
        return t.items().to_vec();
    }
    list.cast::<ListObj>().map(|l| l.to_vec()).unwrap_or_default()
}

fn make(vm: &mut Vm, cls: &Ref<TypeObj>, args: Ref<TupleObj>) -> Res<Ref<ExceptionObj>> {
    let [message, list] = args.items() else {
        return Err(vm.type_error(format!(
            "BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)",
            args.len()
        )));
    };
    if !message.is_a::<StrObj>() {
        let name = vm.class_name(message);
        return Err(vm.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {name}")));
    }
    let is_sequence = list.is_a::<TupleObj>()
        || list.is_a::<ListObj>()
        || vm.lookup_special(list, &vm.names.__getitem__).is_some()
            && !list.is_a::<crate::object::dict::DictObj>();
    if !is_sequence {
        return Err(vm.type_error("second argument (exceptions) must be a sequence"));
    }
    let items = vm.collect(list)?;
    if items.is_empty() {
        return Err(vm.value_error("second argument (exceptions) must be a non-empty sequence"));
    }
    let t = vm.types();
    let mut all_ordinary = true;
    for (i, v) in items.iter().enumerate() {
        if !v.is_a::<ExceptionObj>() {
            return Err(
                vm.value_error(format!("Item {i} of second argument (exceptions) is not an exception"))
            );
        }
        all_ordinary &= vm.is_instance_of(v, &t.exception);
    }
    let mut class = cls.clone();
    if cls.is(&t.base_exception_group) {
        if all_ordinary {
            class = t.exception_group.clone();
        }
    } else if !all_ordinary && cls.is(&t.exception_group) {
        return Err(vm.type_error("Cannot nest BaseExceptions in an ExceptionGroup"));
    } else if !all_ordinary && cls.is_subclass(&t.exception) {
        let name = cls.name_text();
        return Err(vm.type_error(format!("Cannot nest BaseExceptions in '{name}'")));
    }
    let e = vm.heap.alloc(&class, ExceptionObj::new(args.value()));
    e.set_field("message", message.clone());
    if !is_exact(list) || !matches!(list.kind(), Some(Kind::Tuple | Kind::List)) {
        let shown = vm.repr(list)?.into_value();
        e.set_field(SHOWN, shown);
    }
    let items = vm.heap.tuple(items).into_value();
    e.set_field("exceptions", items);
    Ok(e)
}

/// Whether an exception fulfils the condition: a class, a tuple of classes, or a function.
fn matches(vm: &mut Vm, e: &Value, condition: &Value) -> Res<bool> {
    if let Some(class) = condition.to_ref::<TypeObj>() {
        return Ok(vm.is_instance_of(e, &class));
    }
    if let Some(t) = condition.cast::<TupleObj>() {
        return Ok(t.items().iter().any(|c| c.to_ref::<TypeObj>().is_some_and(|c| vm.is_instance_of(e, &c))));
    }
    let v = vm.call(condition, std::slice::from_ref(e))?;
    vm.truth(&v)
}

fn check_condition(vm: &mut Vm, condition: &Value) -> Res<()> {
    use crate::object::types::flags::EXCEPTION;
    let is_class = |v: &Value| v.cast::<TypeObj>().is_some_and(|c| c.has(EXCEPTION));
    let fits = is_class(condition)
        || condition.cast::<TupleObj>().is_some_and(|t| t.items().iter().all(is_class))
        || !condition.is_a::<TypeObj>() && !condition.is_a::<TupleObj>() && vm.is_callable(condition);
    if fits {
        return Ok(());
    }
    Err(vm.type_error(
        "expected an exception type, a tuple of exception types, or a callable (other than a class)",
    ))
}

/// `group.split(condition)`: what matches and the rest, each a group (or the exception itself) or None.
pub fn split_group(vm: &mut Vm, group: &Value, condition: &Value) -> Res<(Value, Value)> {
    check_condition(vm, condition)?;
    split(vm, group, condition)
}

fn split(vm: &mut Vm, e: &Value, condition: &Value) -> Res<(Value, Value)> {
    vm.check_native_stack()?;
    if matches(vm, e, condition)? {
        return Ok((e.clone(), Value::None));
    }
    let base = vm.types().base_exception_group.clone();
    let Some(group) = exception(e).filter(|_| vm.is_instance_of(e, &base)) else {
        return Ok((Value::None, e.clone()));
    };
    let (mut matching, mut rest) = (Vec::new(), Vec::new());
    for inner in members(group) {
        let (a, b) = split(vm, &inner, condition)?;
        matching.extend(Some(a).filter(|v| !v.is_none()));
        rest.extend(Some(b).filter(|v| !v.is_none()));
    }
    Ok((subset(vm, e, matching)?, subset(vm, e, rest)?))
}

/// A group like `e` with only these exceptions: same message, traceback, cause, context and notes.
fn subset(vm: &mut Vm, e: &Value, items: Vec<Value>) -> Res {
    if items.is_empty() {
        return Ok(Value::None);
    }
    let list = vm.heap.list(items).into_value();
    let derive = vm.heap.intern("derive");
    let new = vm.call_method(e, &derive, &[list])?;
    let base = vm.types().base_exception_group.clone();
    let (Some(old), Some(made)) = (exception(e), exception(&new).filter(|_| vm.is_instance_of(&new, &base)))
    else {
        return Err(vm.type_error("derive must return an instance of BaseExceptionGroup"));
    };
    drop(made.traceback.replace(old.traceback.borrow().clone()));
    drop(made.context.replace(old.context.borrow().clone()));
    drop(made.cause.replace(old.cause.borrow().clone()));
    // To set a cause, even none, is to say that the context is not shown.
    made.suppress_context.set(true);
    let name = vm.names.__notes__.clone();
    if let Some(notes) = vm.get_attr_opt(e, &name)?
        && let Some(l) = notes.cast::<ListObj>()
    {
        let copy = vm.heap.list(l.to_vec()).into_value();
        vm.set_attr(&new, &name, copy)?;
    }
    Ok(new)
}
