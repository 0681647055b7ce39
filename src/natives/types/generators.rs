//! Generators and coroutines as scripts see them: methods and attributes. The machinery is in `vm::generator`.

use crate::natives;
use crate::object::generator::{GenObj, GenState};
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::AttrDef;
use crate::vm::{Res, Vm};

natives! { static GENERATOR_METHODS;
    fn __iter__(vm, this: Value, /) -> Value { this }
    fn __next__(vm, this: Value, /) -> Res { vm.gen_send(&this, Value::None) }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    /// send(value) -> send 'value' into generator,
    /// return next yielded value or raise StopIteration.
    fn send(vm, this: Value, value: Value, /) -> Res { vm.gen_send(&this, value) }
    /// throw(value)
    /// throw(type[,value[,tb]])
    ///
    /// Raise exception in generator, return next yielded value or raise
    /// StopIteration.
    fn throw(vm, this: Value, typ: Value, val: Value = Value::Undef, tb: Value = Value::Undef, /) -> Res {
        let e = thrown_into(vm, &this, typ, val, tb)?;
        vm.gen_throw(&this, e)
    }
    /// close() -> raise GeneratorExit inside generator.
    fn close(vm, this: Value, /) -> Res { vm.gen_close(&this) }
    fn __del__(vm, this: Value, /) -> Res<()> { vm.gen_close(&this)?; Ok(()) }
}

natives! { static COROUTINE_METHODS;
    fn __await__(vm, this: Ref<GenObj>, /) -> Value {
        let class = vm.extra_types[WRAPPER].clone();
        vm.heap.alloc(&class, CoroutineWrapper { coroutine: this.into_value() }).into_value()
    }
    fn __repr__(vm, this: Value, /) -> Res<Ref<StrObj>> { vm.builtin_repr(&this) }
    /// send(arg) -> send 'arg' into coroutine,
    /// return next iterated value or raise StopIteration.
    fn send(vm, this: Value, value: Value, /) -> Res { vm.gen_send(&this, value) }
    /// throw(value)
    /// throw(type[,value[,traceback]])
    ///
    /// Raise exception in coroutine, return next iterated value or raise
    /// StopIteration.
    fn throw(vm, this: Value, typ: Value, val: Value = Value::Undef, tb: Value = Value::Undef, /) -> Res {
        let e = thrown_into(vm, &this, typ, val, tb)?;
        throw_into(vm, &this, e)
    }
    /// close() -> raise GeneratorExit inside coroutine.
    fn close(vm, this: Value, /) -> Res { vm.gen_close(&this) }
    fn __del__(vm, this: Value, /) -> Res<()> { vm.gen_close(&this)?; Ok(()) }
}

natives! { static WRAPPER_METHODS;
    fn __iter__(vm, this: Value, /) -> Value { this }
    fn __next__(vm, this: Ref<CoroutineWrapper>, /) -> Res { vm.gen_send(&this.coroutine, Value::None) }
    /// send(arg) -> send 'arg' into coroutine,
    /// return next iterated value or raise StopIteration.
    fn send(vm, this: Ref<CoroutineWrapper>, value: Value, /) -> Res { vm.gen_send(&this.coroutine, value) }
    /// Raise exception in coroutine, return next iterated value or raise
    /// StopIteration.
    fn throw(vm, this: Ref<CoroutineWrapper>, typ: Value, val: Value = Value::Undef, tb: Value = Value::Undef, /) -> Res {
        let e = thrown_into(vm, &this.coroutine, typ, val, tb)?;
        throw_into(vm, &this.coroutine, e)
    }
    /// close() -> raise GeneratorExit inside coroutine.
    fn close(vm, this: Ref<CoroutineWrapper>, /) -> Res { vm.gen_close(&this.coroutine) }
}

natives! { static CLASS_METHODS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { super::generic_alias::new(vm, cls, object) }
}

/// `coroutine.throw(e)`: one that has ended takes nothing any more.
fn throw_into(vm: &mut Vm, coroutine: &Value, e: Value) -> Res {
    if coroutine.cast::<GenObj>().is_some_and(|g| g.state.get() == GenState::Done) {
        return Err(vm.runtime_error("cannot reuse already awaited coroutine"));
    }
    vm.gen_throw(coroutine, e)
}

/// What `coroutine.__await__()` gives.
pub struct CoroutineWrapper {
    coroutine: Value,
}

impl crate::object::Payload for CoroutineWrapper {
    fn traverse(&self, visit: crate::object::Visit<'_>) {
        visit(&self.coroutine);
    }
}

impl crate::vm::native::ArgType for CoroutineWrapper {
    const NAME: &'static str = "coroutine_wrapper";
}

const WRAPPER: &str = "builtins.coroutine_wrapper";

macro_rules! gen_attr {
    ($name:literal, $get:expr) => {
        AttrDef {
            name: $name,
            doc: "",
            get: |vm, g| {
                let get: fn(&mut Vm, &Ref<GenObj>) -> Res = $get;
                match g.to_ref::<GenObj>() {
                    Some(g) => get(vm, &g),
                    None => Err(vm.wrong_receiver(g)),
                }
            },
            set: None,
        }
    };
}

fn awaited(vm: &mut Vm, g: &Ref<GenObj>) -> Res {
    if vm.is_running(g) {
        return Ok(Value::None);
    }
    Ok(vm.shown_awaited(g).unwrap_or(Value::None))
}

fn code(_: &mut Vm, g: &Ref<GenObj>) -> Res {
    Ok(g.code.value())
}

fn running(vm: &mut Vm, g: &Ref<GenObj>) -> Res {
    Ok(Value::bool(vm.is_running(g)))
}

fn suspended(vm: &mut Vm, g: &Ref<GenObj>) -> Res {
    Ok(Value::bool(g.state.get() == GenState::Suspended && !vm.is_running(g)))
}

static GENERATOR_ATTRS: &[AttrDef] = &[
    gen_attr!("gi_code", code),
    gen_attr!("gi_frame", frame),
    gen_attr!("gi_running", running),
    gen_attr!("gi_suspended", suspended),
    gen_attr!("gi_yieldfrom", awaited),
];

static COROUTINE_ATTRS: &[AttrDef] = &[
    gen_attr!("cr_await", awaited),
    gen_attr!("cr_code", code),
    gen_attr!("cr_frame", frame),
    gen_attr!("cr_origin", |_, g| {
        Ok(g.of_extra(|x| x.origin.clone()).and_then(Value::or_none).unwrap_or(Value::None))
    }),
    gen_attr!("cr_running", running),
    gen_attr!("cr_suspended", suspended),
];

static ASYNC_ATTRS: &[AttrDef] = &[
    gen_attr!("ag_await", awaited),
    gen_attr!("ag_code", code),
    gen_attr!("ag_frame", frame),
    AttrDef {
        set: Some(|vm, _, _| {
            let class = vm.types().attribute_error.clone();
            Err(vm.error(&class, "readonly attribute"))
        }),
        ..gen_attr!("ag_running", |_, g| Ok(Value::bool(g.of_extra(|x| x.ag_running).unwrap_or(false))))
    },
    gen_attr!("ag_suspended", suspended),
];

static NAMES: [AttrDef; 2] = names("name of the generator", "qualified name of the generator");
static COROUTINE_NAMES: [AttrDef; 2] = names("name of the coroutine", "qualified name of the coroutine");
static ASYNC_NAMES: [AttrDef; 2] =
    names("name of the async generator", "qualified name of the async generator");

const fn names(name: &'static str, qualname: &'static str) -> [AttrDef; 2] {
    [
        AttrDef {
            name: "__name__",
            doc: name,
            get: |vm, g| match g.to_ref::<GenObj>() {
                Some(g) => {
                    let own = g.of_extra(|x| x.name.clone()).and_then(Value::or_none);
                    Ok(own.unwrap_or_else(|| g.func().name.borrow().clone()))
                }
                None => Err(vm.wrong_receiver(g)),
            },
            set: Some(|vm, g, v| rename(vm, g, v, "__name__")),
        },
        AttrDef {
            name: "__qualname__",
            doc: qualname,
            get: |vm, g| match g.to_ref::<GenObj>() {
                Some(g) => {
                    let own = g.of_extra(|x| x.qualname.clone()).and_then(Value::or_none);
                    Ok(own.unwrap_or_else(|| g.func().qualname.borrow().clone()))
                }
                None => Err(vm.wrong_receiver(g)),
            },
            set: Some(|vm, g, v| rename(vm, g, v, "__qualname__")),
        },
    ]
}

fn rename(vm: &mut Vm, g: &Value, v: Value, which: &str) -> Res<()> {
    if !v.is_a::<StrObj>() {
        return Err(vm.type_error(format!("{which} must be set to a string object")));
    }
    let Some(g) = g.cast::<GenObj>() else { return Err(vm.wrong_receiver(g)) };
    let mut extra = g.extra();
    let slot = if which == "__name__" { &mut extra.name } else { &mut extra.qualname };
    let old = std::mem::replace(slot, v);
    drop(extra);
    drop(old);
    Ok(())
}

/// Installs the methods of generators and coroutines; async generators get the attributes they share.
pub fn install(vm: &mut Vm) {
    let t = vm.types();
    vm.add_methods(&t.generator, GENERATOR_METHODS);
    vm.add_attrs(&t.generator, GENERATOR_ATTRS);
    vm.add_methods(&t.coroutine, COROUTINE_METHODS);
    vm.add_attrs(&t.coroutine, COROUTINE_ATTRS);
    vm.add_attrs(&t.async_generator, ASYNC_ATTRS);
    for (class, names) in
        [(&t.generator, &NAMES), (&t.coroutine, &COROUTINE_NAMES), (&t.async_generator, &ASYNC_NAMES)]
    {
        vm.add_attrs(class, names);
        vm.add_class_methods(class, CLASS_METHODS);
    }
    let wrapper: Ref<TypeObj> =
        vm.new_type("coroutine_wrapper", "builtins", &t.object, crate::object::types::flags::NO_NEW);
    vm.add_methods(&wrapper, WRAPPER_METHODS);
    vm.extra_types.insert(WRAPPER, wrapper);
}

/// What goes into a frame of its own: an exception; or, where a foreign object is awaited that has a `throw`, the argument as it is.
fn thrown_into(vm: &mut Vm, frame: &Value, typ: Value, val: Value, tb: Value) -> Res {
    use crate::object::types::flags::EXCEPTION;
    let class = typ.to_ref::<TypeObj>().filter(|c| c.has(EXCEPTION));
    let plain = val.is_undef() && !typ.is_a::<crate::object::exception::ExceptionObj>();
    if plain
        && !class.as_ref().is_some_and(|c| c.is_subclass(&vm.types().generator_exit))
        && let Some(g) = frame.to_ref::<GenObj>()
        && g.state.get() == GenState::Suspended
        && !vm.is_running(&g)
        && let Some(foreign) = vm.awaited_foreign(&g)
        && (class.is_some() || vm.get_attr_opt(&foreign, &vm.names.throw)?.is_some())
    {
        return Ok(typ);
    }
    match thrown(vm, typ, val, tb) {
        Ok(e) => Ok(e),
        // The innermost frame looks at the arguments: its refusal arises where that one is awaited.
        Err(e) => match frame.to_ref::<GenObj>() {
            Some(g)
                if g.state.get() == GenState::Suspended
                    && !vm.is_running(&g)
                    && g.awaited().is_some_and(|v| v.is_a::<GenObj>()) =>
            {
                vm.drop_innermost(&g);
                Ok(vm.take_raised(e))
            }
            _ => Err(e),
        },
    }
}

/// The exception that the arguments of `throw` mean.
pub fn thrown(vm: &mut Vm, typ: Value, val: Value, tb: Value) -> Res {
    use crate::object::exception::{ExceptionObj, TracebackObj};
    if !val.is_undef() {
        vm.warn(
            &vm.types().deprecation_warning,
            "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.",
            1,
        )?;
    }
    if !tb.is_undef() && !tb.is_none() && !tb.is_a::<TracebackObj>() {
        return Err(vm.type_error("throw() third argument must be a traceback object"));
    }
    let is_class = typ.cast::<TypeObj>().is_some_and(|c| c.has(crate::object::types::flags::EXCEPTION));
    let e = if typ.is_a::<ExceptionObj>() {
        if !val.is_undef() && !val.is_none() {
            return Err(vm.type_error("instance exception may not have a separate value"));
        }
        typ
    } else if is_class {
        let made = match &val {
            Value::Undef | Value::None => vm.call(&typ, &[]),
            v => match typ.to_ref::<TypeObj>() {
                Some(c) if vm.is_instance_of(v, &c) => Ok(val.clone()),
                _ => match v.cast::<crate::object::tuple::TupleObj>() {
                    Some(t) => vm.call(&typ, t.items()),
                    None => vm.call(&typ, std::slice::from_ref(v)),
                },
            },
        };
        let made = match made {
            Ok(e) if !e.is_a::<ExceptionObj>() => {
                let (class, what) = (vm.repr(&typ)?.to_text(), vm.class_of(&e).name_text());
                Err(vm.type_error(format!(
                    "calling {class} should have returned an instance of BaseException, not {what}"
                )))
            }
            made => made,
        };
        // What goes wrong when it is made is thrown in its place.
        match made {
            Ok(e) => e,
            Err(x) => vm.take_raised(x),
        }
    } else {
        let what = vm.class_name(&typ);
        return Err(vm.type_error(format!(
            "exceptions must be classes or instances deriving from BaseException, not {what}"
        )));
    };
    if let Some(x) = e.cast::<ExceptionObj>()
        && tb.is_a::<TracebackObj>()
    {
        drop(x.traceback.replace(tb));
    }
    Ok(e)
}

/// The frame object of a frame of its own; None once it has ended.
pub fn frame(vm: &mut Vm, g: &Ref<GenObj>) -> Res {
    if g.state.get() == GenState::Done {
        return Ok(Value::None);
    }
    Ok(vm.generator_frame(g).into_value())
}
