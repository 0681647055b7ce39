//! `Context`: making, attributes, copies; and `localcontext`'s manager.

use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::number::decimal::{MAX_EMAX, MAX_PREC};
use crate::object::str::StrObj;
use crate::object::types::flags::BASE;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::{ClassSpec, new_class};
use super::convert::ssize;
use super::signals::{self, dict_of, names_of};
use super::state::{CtxObj, Template, current, rounding, set_current, state};

/// The arguments of `Context` in their order.
const NAMES: [&str; 8] = ["prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps"];

/// Sets an attribute by name, as scripts do; flags and traps may be lists.
fn set(vm: &mut Vm, c: &CtxObj, name: &str, v: &Value) -> Res<()> {
    let mut ctx = c.ctx.get();
    let range = |vm: &mut Vm, v: &Value, low: i64, high: i64, text: &str| {
        let n = ssize(vm, v)?;
        if (low..=high).contains(&n) { Ok(n) } else { Err(vm.value_error(text)) }
    };
    match name {
        "prec" => ctx.prec = range(vm, v, 1, MAX_PREC, "valid range for prec is [1, MAX_PREC]")?,
        "Emin" => ctx.emin = range(vm, v, -MAX_EMAX, 0, "valid range for Emin is [MIN_EMIN, 0]")?,
        "Emax" => ctx.emax = range(vm, v, 0, MAX_EMAX, "valid range for Emax is [0, MAX_EMAX]")?,
        "clamp" => ctx.clamp = range(vm, v, 0, 1, "valid values for clamp are 0 or 1")? == 1,
        "capitals" => {
            let on = range(vm, v, 0, 1, "valid values for capitals are 0 or 1")? == 1;
            c.capitals.set(on);
        }
        "rounding" => ctx.round = rounding(vm, v)?,
        "flags" => c.status.set(signals::from_any(vm, v)?),
        _ => c.traps.set(signals::from_any(vm, v)?),
    }
    c.ctx.set(ctx);
    Ok(())
}

fn apply_keywords(vm: &mut Vm, c: &CtxObj, kwargs: &DictObj) -> Res<()> {
    for (k, v) in kwargs.entries() {
        let name = k.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        if !NAMES.contains(&name.as_str()) {
            return Err(vm.type_error(format!("this function got an unexpected keyword argument '{name}'")));
        }
        if !v.is_none() {
            set(vm, c, &name, &v)?;
        }
    }
    Ok(())
}

fn copied(vm: &mut Vm, c: &CtxObj) -> Ref<CtxObj> {
    let copy = Template::of(c).object(vm);
    copy.status.set(c.status.get());
    copy
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<Ref<CtxObj>> {
        drop((args, kwargs));
        let template = match state(vm).templates.first() {
            Some(t) => Template::of(t),
            None => Template::DEFAULT,
        };
        Ok(template.object_of(vm, &cls))
    }
    fn __init__(vm, this: Ref<CtxObj>, /, *args, **kwargs) -> Res<()> {
        if args.len() > NAMES.len() {
            return Err(vm.type_error(format!("function takes at most 8 arguments ({} given)", args.len())));
        }
        for (name, v) in NAMES.iter().zip(args.items()) {
            if !v.is_none() {
                set(vm, &this, name, v)?;
            }
        }
        apply_keywords(vm, &this, &kwargs)
    }
    fn __repr__(vm, this: Ref<CtxObj>, /) -> String {
        let ctx = this.ctx.get();
        format!(
            "Context(prec={}, rounding={}, Emin={}, Emax={}, capitals={}, clamp={}, flags=[{}], traps=[{}])",
            ctx.prec,
            ctx.round.name(),
            ctx.emin,
            ctx.emax,
            u8::from(this.capitals.get()),
            u8::from(ctx.clamp),
            names_of(vm, this.status.get()),
            names_of(vm, this.traps.get()),
        )
    }
    fn __setattr__(vm, this: Value, name: Ref<StrObj>, value: Value, /) -> Res<()> { vm.generic_set(&this, &name, value) }
    /// Reset all flags to False.
    fn clear_flags(vm, this: Ref<CtxObj>, /) { this.status.set(0); }
    /// Set all traps to False.
    fn clear_traps(vm, this: Ref<CtxObj>, /) { this.traps.set(0); }
    /// Return a duplicate of the context with all flags cleared.
    fn copy(vm, this: Ref<CtxObj>, /) -> Ref<CtxObj> { copied(vm, &this) }
    fn __copy__(vm, this: Ref<CtxObj>, /) -> Ref<CtxObj> { copied(vm, &this) }
    fn __reduce__(vm, this: Ref<CtxObj>, /) -> Value {
        let ctx = this.ctx.get();
        let round = vm.heap.str(ctx.round.name()).into_value();
        let (flags, traps) = (signals::list_of(vm, this.status.get()), signals::list_of(vm, this.traps.get()));
        let args = [
            Value::Int(ctx.prec),
            round,
            Value::Int(ctx.emin),
            Value::Int(ctx.emax),
            Value::Int(i64::from(this.capitals.get())),
            Value::Int(i64::from(ctx.clamp)),
            flags,
            traps,
        ];
        let args = vm.heap.tuple(args).into_value();
        let class = vm.class_of(&this.value()).into_value();
        vm.heap.tuple([class, args]).into_value()
    }
}

/// What is written to an attribute; `Undef` deletes.
fn write(vm: &mut Vm, c: &CtxObj, name: &str, v: &Value) -> Res<()> {
    if v.is_undef() {
        return Err(vm.error(&vm.types().attribute_error, "context attributes cannot be deleted"));
    }
    if matches!(name, "flags" | "traps") {
        let bits = signals::from_dict(vm, v)?;
        if name == "flags" {
            c.status.set(bits)
        } else {
            c.traps.set(bits)
        }
        return Ok(());
    }
    set(vm, c, name, v)
}

attrs! { static ATTRS for CtxObj;
    fn prec(vm, this) -> i64 { this.ctx.get().prec } set(vm, this, value) { write(vm, &this, "prec", &value) }
    fn rounding(vm, this) -> Value { rounding_name(vm, &this) } set(vm, this, value) { write(vm, &this, "rounding", &value) }
    fn Emin(vm, this) -> i64 { this.ctx.get().emin } set(vm, this, value) { write(vm, &this, "Emin", &value) }
    fn Emax(vm, this) -> i64 { this.ctx.get().emax } set(vm, this, value) { write(vm, &this, "Emax", &value) }
    fn capitals(vm, this) -> i64 { i64::from(this.capitals.get()) } set(vm, this, value) { write(vm, &this, "capitals", &value) }
    fn clamp(vm, this) -> i64 { i64::from(this.ctx.get().clamp) } set(vm, this, value) { write(vm, &this, "clamp", &value) }
    fn flags(vm, this) -> Value { dict_of(vm, &this.status) } set(vm, this, value) { write(vm, &this, "flags", &value) }
    fn traps(vm, this) -> Value { dict_of(vm, &this.traps) } set(vm, this, value) { write(vm, &this, "traps", &value) }
}

/// The very text that stands in the module.
fn rounding_name(vm: &mut Vm, c: &CtxObj) -> Value {
    let name = c.ctx.get().round.name();
    vm.heap.intern(name).into_value()
}

payload! {
    /// What `localcontext()` returns.
    pub struct Manager as "decimal.ContextManager" { local: Ref<CtxObj>, global: Ref<CtxObj> }
}

natives! { static MANAGER;
    fn __enter__(vm, this: Ref<Manager>, /) -> Value {
        set_current(vm, &this.local);
        this.local.value()
    }
    fn __exit__(vm, this: Ref<Manager>, /, *args) -> Value {
        drop(args);
        set_current(vm, &this.global);
        Value::False
    }
}

natives! { pub static FUNCTIONS;
    /// Get the current default context.
    fn getcontext(vm, /) -> Ref<CtxObj> { current(vm) }
    /// Set a new default context.
    fn setcontext(vm, context: Value, /) -> Res<()> {
        match context.to_ref::<CtxObj>() {
            Some(c) => {
                set_current(vm, &c);
                Ok(())
            }
            None => Err(vm.type_error("argument must be a context")),
        }
    }
    /// Return a context manager for a copy of the supplied context.
    fn localcontext(vm, /, ctx: Value = Value::None, **kwargs) -> Res {
        let global = current(vm);
        let local = match (ctx.to_ref::<CtxObj>(), ctx.is_none()) {
            (Some(c), _) => c,
            (_, true) => global.clone(),
            _ => return Err(vm.type_error("optional argument must be a context")),
        };
        let local = copied(vm, &local);
        apply_keywords(vm, &local, &kwargs)?;
        let Some(class) = state(vm).manager.clone() else { return Ok(Value::None) };
        Ok(vm.heap.alloc(&class, Manager { local, global }).into_value())
    }
    /// Return a context object initialized to the proper values for one of the IEEE interchange formats.
    fn IEEEContext(vm, bits: Value, /) -> Res<Ref<CtxObj>> {
        if as_int(&bits).is_none() {
            return Err(vm.type_error("an integer is required"));
        }
        let n = ssize(vm, &bits)?;
        if n <= 0 || n > 512 || n % 32 != 0 {
            return Err(vm.value_error("argument must be a multiple of 32, with a maximum of 512"));
        }
        let emax = 3 * (1 << (n / 16 + 3));
        let mut t = Template { traps: 0, ..Template::DEFAULT };
        t.ctx.prec = 9 * (n / 32) - 2;
        t.ctx.emax = emax;
        t.ctx.emin = 1 - emax;
        t.ctx.clamp = true;
        Ok(t.object(vm))
    }
}

/// The classes `Context` and `ContextManager`.
pub fn classes(vm: &mut Vm) -> (Ref<TypeObj>, Ref<TypeObj>) {
    let spec = ClassSpec { name: "Context", module: "decimal", flags: BASE, methods: METHODS, next: None };
    let context = new_class(vm, &spec);
    vm.add_attrs(&context, ATTRS);
    super::context_methods::install(vm, &context);
    let spec = ClassSpec {
        name: "ContextManager",
        module: "decimal",
        flags: crate::object::types::flags::NO_NEW,
        methods: MANAGER,
        next: None,
    };
    let manager = new_class(vm, &spec);
    (context, manager)
}
