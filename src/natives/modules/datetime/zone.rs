//! `tzinfo`, from which zones derive, and `timezone`, which has one offset for ever.

use crate::natives;
use crate::natives::types::pickling::state_of;
use crate::natives::types::support::not_implemented;
use crate::object::calendar::moment::Delta;
use crate::object::instance::Plain;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::BASE;
use crate::object::{Kind, Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::moment::moved;
use super::moment_methods::zone_moment;
use super::state::{DeltaObj, MomentObj, ZoneObj, own, utc, zone};
use super::{delta, offsets, text};

/// NotImplementedError of the methods that derived classes must have.
fn missing(vm: &mut Vm, name: &str) -> Res {
    Err(vm.not_implemented_error(format!("a tzinfo subclass must implement {name}()")))
}

/// `tzinfo.fromutc`: the standard offset, then summer time's part of it (library reference, `tzinfo.fromutc`).
fn from_utc(vm: &mut Vm, this: &Value, at: &Value) -> Res {
    let m = zone_moment(vm, this, at)?;
    let Some(offset) = offsets::offset(vm, this, at)? else {
        return Err(vm.value_error("fromutc: non-None utcoffset() result required"));
    };
    let Some(dst) = asked_dst(vm, this, at)? else {
        return Err(vm.value_error("fromutc: non-None dst() result required"));
    };
    let standard = match offset.plus(dst, -1) {
        Ok(d) => d,
        Err(e) => return Err(super::state::too_long(vm, e)),
    };
    let moved_on = moved(vm, at, m, standard, 1)?;
    let Some(then) = moved_on.cast::<MomentObj>() else { return Ok(moved_on) };
    let Some(dst) = asked_dst(vm, &then.zone, &moved_on)? else {
        return Err(vm.value_error("fromutc: tz.dst() gave inconsistent results; cannot convert"));
    };
    if dst.is_zero() {
        return Ok(moved_on);
    }
    moved(vm, &moved_on, then, dst, 1)
}

fn asked_dst(vm: &mut Vm, zone: &Value, of: &Value) -> Res<Option<Delta>> {
    offsets::dst(vm, zone, of)
}

/// `tzinfo.__reduce__`: the class, what `__getinitargs__` says, the state.
fn reduced(vm: &mut Vm, this: &Value) -> Res {
    let name = vm.heap.intern("__getinitargs__");
    let args = match vm.get_attr_opt(this, &name)? {
        Some(f) => vm.call(&f, &[])?,
        None => vm.heap.tuple([]).into_value(),
    };
    if !args.is_a::<TupleObj>() {
        let items = vm.collect(&args)?;
        let args = vm.heap.tuple(items).into_value();
        return with_state(vm, this, args);
    }
    with_state(vm, this, args)
}

fn with_state(vm: &mut Vm, this: &Value, args: Value) -> Res {
    let name = vm.heap.intern("__getstate__");
    let state = match vm.get_attr_opt(this, &name)? {
        Some(f) => vm.call(&f, &[])?,
        None => state_of(vm, this)?,
    };
    let class = vm.class_of(this).into_value();
    Ok(vm.heap.tuple([class, args, state]).into_value())
}

/// A fresh instance of a class that derives from `tzinfo`, whatever else it derives from.
fn instance(vm: &mut Vm, class: &Ref<TypeObj>) -> Res {
    if class.kind.get() == Kind::Instance {
        return Ok(vm.heap.alloc(class, Plain).into_value());
    }
    let kind = class.kind.get();
    let base = class.mro().iter().find(|c| !c.is_heap_type() && c.kind.get() == kind).cloned();
    let new = base.and_then(|c| c.lookup(&vm.names.__new__));
    match new {
        Some(new) => vm.call(&new, &[class.value()]),
        None => Err(vm.type_error(format!("cannot create '{}' instances", class.name_text()))),
    }
}

natives! { static TZINFO;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        drop((args, kwargs));
        instance(vm, &cls)
    }
    /// datetime -> string name of time zone.
    fn tzname(vm, this: &Value, object: &Value, /) -> Res { missing(vm, "tzname") }
    /// datetime -> timedelta showing offset from UTC, negative values indicating West of UTC
    fn utcoffset(vm, this: &Value, object: &Value, /) -> Res { missing(vm, "utcoffset") }
    /// datetime -> DST offset as timedelta positive east of UTC.
    fn dst(vm, this: &Value, object: &Value, /) -> Res { missing(vm, "dst") }
    /// datetime in UTC -> datetime in local time.
    fn fromutc(vm, this: &Value, object: &Value, /) -> Res { from_utc(vm, this, object) }
    /// -> (cls, state)
    fn __reduce__(vm, this: &Value, /) -> Res { reduced(vm, this) }
}

/// TypeError unless the argument is a moment or None.
fn check_moment(vm: &mut Vm, name: &str, v: &Value) -> Res<()> {
    if v.is_none() || v.is_a::<MomentObj>() {
        return Ok(());
    }
    let what = vm.class_name(v);
    Err(vm.type_error(format!("{name}(dt) argument must be a datetime instance or None, not {what}")))
}

/// The name, or one that says the offset.
fn name(vm: &mut Vm, this: &Value) -> Res {
    let z = own::<ZoneObj>(vm, this)?;
    if !z.name.is_undef() {
        return Ok(z.name.clone());
    }
    let mut out = text::Line::empty();
    out.text(b"UTC");
    if !z.offset.0.is_zero() {
        out.offset(z.offset.0, b":");
    }
    Ok(out.to_str(vm))
}

fn initargs(vm: &mut Vm, this: &Value) -> Res {
    let z = own::<ZoneObj>(vm, this)?;
    let offset = z.offset.value();
    let args =
        if z.name.is_undef() { vm.heap.tuple([offset]) } else { vm.heap.tuple([offset, z.name.clone()]) };
    Ok(args.into_value())
}

fn equal(vm: &mut Vm, this: &Value, other: &Value, wanted: bool) -> Res {
    let a = own::<ZoneObj>(vm, this)?;
    Ok(match other.cast::<ZoneObj>() {
        Some(b) => Value::bool((a.offset.0 == b.offset.0) == wanted),
        None => not_implemented(vm),
    })
}

natives! { static TIMEZONE;
    fn __new__(vm, cls: Ref<TypeObj>, /, offset: Value, name: Value = Value::Undef) -> Res {
        drop(cls);
        let Some(d) = offset.to_ref::<DeltaObj>() else {
            let what = vm.class_name(&offset);
            return Err(vm.type_error(format!("timezone() argument 1 must be datetime.timedelta, not {what}")));
        };
        if !name.is_undef() && !name.is_a::<StrObj>() {
            let what = if name.is_none() { "None".to_string() } else { vm.class_name(&name) };
            return Err(vm.type_error(format!("timezone() argument 2 must be str, not {what}")));
        }
        zone(vm, d, name.take())
    }
    fn __repr__(vm, this: &Value, /) -> Res<String> {
        let z = own::<ZoneObj>(vm, this)?;
        let class = text::class_text(vm, vm.class_ref(this));
        if utc(vm).is(this) {
            return Ok(format!("{class}.utc"));
        }
        let offset = vm.repr(&z.offset.value())?.to_text();
        if z.name.is_undef() {
            return Ok(format!("{class}({offset})"));
        }
        let name = vm.repr(&z.name)?.to_text();
        Ok(format!("{class}({offset}, {name})"))
    }
    fn __hash__(vm, this: &Value, /) -> Res<i64> { Ok(delta::hash(own::<ZoneObj>(vm, this)?.offset.0)) }
    fn __str__(vm, this: &Value, /) -> Res { name(vm, this) }
    fn __eq__(vm, this: &Value, value: &Value, /) -> Res { equal(vm, this, value, true) }
    fn __ne__(vm, this: &Value, value: &Value, /) -> Res { equal(vm, this, value, false) }
    /// If name is specified when timezone is created, returns the name.  Otherwise returns offset as 'UTC(+|-)HH:MM'.
    fn tzname(vm, this: &Value, object: &Value, /) -> Res {
        check_moment(vm, "tzname", object)?;
        name(vm, this)
    }
    /// Return fixed offset.
    fn utcoffset(vm, this: &Value, object: &Value, /) -> Res {
        check_moment(vm, "utcoffset", object)?;
        Ok(own::<ZoneObj>(vm, this)?.offset.value())
    }
    /// Return None.
    fn dst(vm, this: &Value, object: &Value, /) -> Res { check_moment(vm, "dst", object).map(|()| Value::None) }
    /// datetime in UTC -> datetime in local time.
    fn fromutc(vm, this: &Value, object: &Value, /) -> Res {
        let offset = own::<ZoneObj>(vm, this)?.offset.0;
        let m = zone_moment(vm, this, object)?;
        moved(vm, object, m, offset, 1)
    }
    /// pickle support
    fn __getinitargs__(vm, this: &Value, /) -> Res { initargs(vm, this) }
}

/// Both classes.
pub fn classes(vm: &mut Vm) -> (Ref<TypeObj>, Ref<TypeObj>) {
    let t = vm.types();
    let tzinfo = vm.heap.builtin_type(&t.type_, "tzinfo", &t.object, Kind::Instance, BASE);
    let module = vm.heap.intern("datetime");
    tzinfo.set_later(&vm.names.__module__, module.into_value());
    vm.add_methods(&tzinfo, TZINFO);
    let doc = |vm: &mut Vm, c: &Ref<TypeObj>, text: &str| {
        c.set_later(&vm.names.__doc__, vm.heap.str(text).into_value());
    };
    doc(vm, &tzinfo, "Abstract base class for time zone info objects.");
    let timezone = vm.new_type("timezone", "datetime", &tzinfo, 0);
    vm.add_methods(&timezone, TIMEZONE);
    doc(vm, &timezone, "Fixed offset from UTC implementation of tzinfo.");
    (tzinfo, timezone)
}
