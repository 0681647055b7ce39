//! Module `contextvars`: Context, ContextVar, Token, copy_context.

use std::cell::Cell;

use crate::attrs;
use crate::natives;
use crate::natives::types::iterators;
use crate::object::dict::DictObj;
use crate::object::iter::{IterObj, IterState};
use crate::object::list::ListObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::sched::context::{self, ContextObj, ContextVarObj, TokenObj};
use crate::sched::repr::repr_text;
use crate::sched::state::{Classes, classes};
use crate::vm::{Res, Vm};

natives! { pub static CONTEXT;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<Ref<ContextObj>> {
        if !args.items().is_empty() || !kwargs.is_empty() {
            return Err(vm.type_error("Context() does not accept any arguments"));
        }
        Ok(vm.heap.alloc(&cls, ContextObj::default()))
    }

    /// Call callable(*args, **kwargs) in this context.
    fn run(vm, this: Ref<ContextObj>, /, *args, **kwargs) -> Res { run_in(vm, &this, &args, &kwargs) }

    /// Return a shallow copy of the context.
    fn copy(vm, this: Ref<ContextObj>, /) -> Ref<ContextObj> {
        let class = classes(vm).context.clone();
        vm.heap.alloc(&class, this.share())
    }

    /// Return the value of the variable, or a default.
    fn get(vm, this: Ref<ContextObj>, key: Value, default: Value = Value::None, /) -> Res {
        check_key(vm, &key)?;
        Ok(this.get(&key).unwrap_or(default))
    }
    fn keys(vm, this: Ref<ContextObj>, /) -> Value { part(vm, &this, "keys", |_, k, _| k) }
    fn values(vm, this: Ref<ContextObj>, /) -> Value { part(vm, &this, "values", |_, _, v| v) }
    fn items(vm, this: Ref<ContextObj>, /) -> Value {
        part(vm, &this, "items", |vm, k, v| vm.heap.tuple(vec![k, v]).into_value())
    }
    fn __getitem__(vm, this: Ref<ContextObj>, key: Value, /) -> Res {
        check_key(vm, &key)?;
        match this.get(&key) {
            Some(v) => Ok(v),
            None => Err(vm.key_error(key)),
        }
    }
    fn __contains__(vm, this: Ref<ContextObj>, key: Value, /) -> Res<bool> {
        check_key(vm, &key)?;
        Ok(this.get(&key).is_some())
    }
    fn __len__(vm, this: Ref<ContextObj>, /) -> usize { let _ = vm; this.len() }
    fn __iter__(vm, this: Ref<ContextObj>, /) -> Value { part(vm, &this, "keys", |_, k, _| k) }
    fn __eq__(vm, this: Ref<ContextObj>, other: Value, /) -> Res {
        let Some(o) = other.to_ref::<ContextObj>() else { return Ok(vm.types().not_implemented.clone()) };
        if o.len() != this.len() {
            return Ok(Value::False);
        }
        for (k, v) in this.entries() {
            match o.get(&k) {
                Some(w) if vm.same(&v, &w)? => {}
                _ => return Ok(Value::False),
            }
        }
        Ok(Value::True)
    }
}

natives! { pub static VAR;
    fn __new__(vm, cls: Ref<TypeObj>, name: Value, /, *, default: Value = Value::Undef) -> Res<Ref<ContextVarObj>> {
        if !name.is_a::<StrObj>() {
            return Err(vm.type_error("context variable name must be a str"));
        }
        Ok(vm.heap.alloc(&cls, ContextVarObj { name, default }))
    }
    fn __repr__(vm, this: Ref<ContextVarObj>, /) -> Res<String> {
        let mut text = format!("<ContextVar name={}", repr_text(vm, &this.name)?);
        if !this.default.is_undef() {
            text.push_str(&format!(" default={}", repr_text(vm, &this.default)?));
        }
        Ok(format!("{text} at {:#x}>", this.addr()))
    }

    /// Return a value for the context variable for the current context.
    fn get(vm, this: Ref<ContextVarObj>, default: Value = Value::Undef, /) -> Res { get(vm, &this, default) }

    /// Call to set a new value for the context variable in the current context.
    fn set(vm, this: Ref<ContextVarObj>, value: Value, /) -> Value {
        let c = context::current(vm);
        let old = c.set(&this.value(), value);
        let class = classes(vm).token.clone();
        let token = TokenObj { var: this.value(), context: c.into_value(), old, used: Cell::new(false) };
        vm.heap.alloc(&class, token).into_value()
    }

    /// Reset the context variable.
    fn reset(vm, this: Ref<ContextVarObj>, token: Value, /) -> Res<()> { reset(vm, &this, token) }
}

natives! { pub static VAR_CLASS;
    fn __class_getitem__(vm, cls: Ref<TypeObj>, item: Value, /) -> Res { super::future::generic_alias(vm, cls, item) }
}

natives! { pub static TOKEN;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        let _ = (&cls, &args, &kwargs);
        Err(vm.runtime_error("Tokens can only be created by ContextVars"))
    }
    fn __repr__(vm, this: Ref<TokenObj>, /) -> Res<String> {
        let used = if this.used.get() { " used" } else { "" };
        Ok(format!("<Token{used} var={} at {:#x}>", repr_text(vm, &this.var)?, this.addr()))
    }
    /// Enter into Token context manager.
    fn __enter__(vm, this: Ref<TokenObj>, /) -> Value { let _ = &vm; this.into_value() }
    /// Exit from Token context manager, restore the linked ContextVar.
    fn __exit__(vm, this: Ref<TokenObj>, r#type: Value, val: Value, tb: Value, /) -> Res<()> {
        let _ = (&r#type, &val, &tb);
        match this.var.to_ref::<ContextVarObj>() {
            Some(var) => reset(vm, &var, this.value()),
            None => Ok(()),
        }
    }
}

natives! { pub static FUNCTIONS;
    /// Return a copy of the current context.
    fn copy_context(vm, /) -> Ref<ContextObj> { context::copy_as_object(vm) }
}

attrs! { pub static VAR_ATTRS for ContextVarObj;
    fn name(vm, this) -> Value { let _ = &vm; this.name.clone() }
}

attrs! { pub static TOKEN_ATTRS for TokenObj;
    fn var(vm, this) -> Value { let _ = &vm; this.var.clone() }
    fn old_value(vm, this) -> Value { if this.old.is_undef() { missing(vm) } else { this.old.clone() } }
}

/// `Token.MISSING`
struct Missing;

impl Payload for Missing {
    fn traverse(&self, _: Visit<'_>) {}
}

impl crate::vm::native::ArgType for Missing {
    const NAME: &'static str = "Token.MISSING";
}

natives! { pub static MISSING;
    fn __repr__(vm, this: Value, /) -> &str { let _ = (&vm, &this); "<Token.MISSING>" }
}

fn missing(vm: &mut Vm) -> Value {
    let class = classes(vm).token.clone();
    let name = vm.heap.intern("MISSING");
    class.lookup(&name).unwrap_or(Value::None)
}

/// Attaches everything.
pub fn fill(vm: &mut Vm, c: &Classes) {
    vm.add_methods(&c.context, CONTEXT);
    c.context.set_later(&vm.names.__hash__, Value::None);
    c.token.set_later(&vm.names.__hash__, Value::None);
    vm.add_methods(&c.context_var, VAR);
    vm.add_class_methods(&c.context_var, VAR_CLASS);
    vm.add_attrs(&c.context_var, VAR_ATTRS);
    vm.add_methods(&c.token, TOKEN);
    vm.add_class_methods(&c.token, VAR_CLASS);
    vm.add_attrs(&c.token, TOKEN_ATTRS);
    let object = vm.types().object.clone();
    let class = vm.new_type("MISSING", "Token", &object, crate::object::types::flags::NO_NEW);
    vm.add_methods(&class, MISSING);
    let m = vm.heap.alloc(&class, Missing).into_value();
    let name = vm.heap.intern("MISSING");
    c.token.set_later(&name, m);
}

/// Fills module `contextvars`.
pub fn module(vm: &mut Vm, d: &Ref<DictObj>) -> Res<()> {
    let c = classes(vm);
    d.set_text(vm.heap, "Context", c.context.value());
    d.set_text(vm.heap, "ContextVar", c.context_var.value());
    d.set_text(vm.heap, "Token", c.token.value());
    vm.add_functions(d, "_contextvars", FUNCTIONS);
    let all = ["Context", "ContextVar", "Token", "copy_context"].map(|n| vm.heap.str(n).into_value());
    d.set_text(vm.heap, "__all__", vm.heap.tuple(all.to_vec()).into_value());
    Ok(())
}

fn check_key(vm: &mut Vm, key: &Value) -> Res<()> {
    if key.is_a::<ContextVarObj>() {
        return Ok(());
    }
    let text = repr_text(vm, key)?;
    Err(vm.type_error(format!("a ContextVar key was expected, got {text}")))
}

/// Keys, values or items, as they are now: an iterator with a length, as in CPython.
fn part(vm: &mut Vm, c: &ContextObj, name: &'static str, pick: fn(&Vm, Value, Value) -> Value) -> Value {
    let list = c.entries().into_iter().map(|(k, v)| pick(vm, k, v)).collect();
    let list = vm.heap.list(list).into_value();
    iterators::named(vm, name, PART, IterState::List { list, index: 0 })
}

natives! { static PART;
    fn __len__(vm, this: Ref<IterObj>, /) -> usize {
        match &*this.state.borrow() {
            IterState::List { list, .. } => list.cast::<ListObj>().map_or(0, |l| l.len()),
            _ => 0,
        }
    }
}

fn get(vm: &mut Vm, this: &Ref<ContextVarObj>, default: Value) -> Res {
    let found = vm.thread.context.cast::<ContextObj>().and_then(|c| c.get(&this.value()));
    match found {
        Some(v) => Ok(v),
        None if !default.is_undef() => Ok(default),
        None if !this.default.is_undef() => Ok(this.default.clone()),
        None => Err(vm.error_with(&vm.types().lookup_error, vec![this.value()])),
    }
}

fn reset(vm: &mut Vm, this: &Ref<ContextVarObj>, token: Value) -> Res<()> {
    let Some(t) = token.to_ref::<TokenObj>() else {
        let text = repr_text(vm, &token)?;
        return Err(vm.type_error(format!("expected an instance of Token, got {text}")));
    };
    let text = repr_text(vm, &token)?;
    if t.used.get() {
        return Err(vm.runtime_error(format!("{text} has already been used once")));
    }
    if !t.var.is(&this.value()) {
        return Err(vm.value_error(format!("{text} was created by a different ContextVar")));
    }
    let c = context::current(vm);
    if !t.context.is(&c.value()) {
        return Err(vm.value_error(format!("{text} was created in a different Context")));
    }
    t.used.set(true);
    drop(c.set(&t.var, t.old.clone()));
    Ok(())
}

fn run_in(vm: &mut Vm, this: &Ref<ContextObj>, args: &TupleObj, kwargs: &DictObj) -> Res {
    let Some((f, rest)) = args.items().split_first() else {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    };
    if this.entered.get() {
        let text = repr_text(vm, &this.value())?;
        return Err(vm.runtime_error(format!("cannot enter context: {text} is already entered")));
    }
    let mut keywords = Vec::new();
    for (k, v) in kwargs.entries() {
        if let Some(k) = k.to_ref::<StrObj>() {
            keywords.push((k, v));
        }
    }
    this.entered.set(true);
    let saved = std::mem::replace(&mut vm.thread.context, this.value());
    let out = vm.call_kw(f, rest, &keywords);
    drop(std::mem::replace(&mut vm.thread.context, saved));
    this.entered.set(false);
    out
}
