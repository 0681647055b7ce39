//! `datetime`: the class and its operators.

use crate::natives;
use crate::natives::types::support::not_implemented;
use crate::object::calendar::moment::{Delta, between, shifted};
use crate::object::types::flags::{BASE, SOLID};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::compare::CmpOp;
use crate::vm::native::AttrDef;
use crate::vm::{Res, Vm};

use super::args::{check_clock, check_date, check_fold, optional, required};
use super::date::{hash_state, order};
use super::state::{
    DeltaObj, MomentObj, ZoneObj, check_zone, clock_attrs, delta, make_moment, new_moment, out_of_range, own,
    too_long,
};
use super::{delta as durations, offsets, pickle, text};

/// A moment and a duration, added or subtracted: of the moment's class, in its zone.
pub fn moved(vm: &mut Vm, this: &Value, m: &MomentObj, by: Delta, sign: i64) -> Res {
    let Some((d, c)) = shifted(m.date, m.clock, by, sign) else { return Err(out_of_range(vm)) };
    let class = vm.class_ref(this);
    if !class.is_heap_type() {
        return Ok(new_moment(vm, class, d, c, m.zone.clone(), false));
    }
    let class = class.clone();
    make_moment(vm, &class, (d, c), m.zone.clone(), false)
}

fn added(vm: &mut Vm, this: &Value, other: &Value) -> Res {
    match (this.cast::<MomentObj>(), other.cast::<DeltaObj>()) {
        (Some(m), Some(by)) => moved(vm, this, m, by.0, 1),
        _ => Ok(not_implemented(vm)),
    }
}

fn subtracted(vm: &mut Vm, a: &Value, b: &Value) -> Res {
    let Some(m) = a.cast::<MomentObj>() else { return Ok(not_implemented(vm)) };
    if let Some(by) = b.cast::<DeltaObj>() {
        return moved(vm, a, m, by.0, -1);
    }
    let Some(n) = b.cast::<MomentObj>() else { return Ok(not_implemented(vm)) };
    let gap = gap(vm, (a, m), (b, n))?;
    Ok(delta(vm, gap))
}

/// What lies between two moments, offsets taken into account.
pub fn gap(vm: &mut Vm, (a, m): (&Value, &MomentObj), (b, n): (&Value, &MomentObj)) -> Res<Delta> {
    let gap = between((m.date, m.clock), (n.date, n.clock));
    if m.zone.is(&n.zone) {
        return Ok(gap);
    }
    let (x, y) = (offsets::offset(vm, &m.zone, a)?, offsets::offset(vm, &n.zone, b)?);
    match (x, y) {
        (None, None) => Ok(gap),
        (Some(x), Some(y)) => x.plus(y, -1).and_then(|off| gap.plus(off, -1)).map_err(|e| too_long(vm, e)),
        _ => Err(vm.type_error("can't subtract offset-naive and offset-aware datetimes")),
    }
}

/// Whether the offset is another one with the other `fold`: such a moment equals none of another zone (PEP 495).
fn depends_on_fold(vm: &mut Vm, this: &Value, m: &MomentObj, offset: Option<Delta>) -> Res<bool> {
    if m.zone.is_none() || m.zone.is_a::<ZoneObj>() {
        return Ok(false);
    }
    let class = vm.class_of(this);
    let class = class.mro().iter().find(|c| !c.is_heap_type()).cloned().unwrap_or(class);
    let other = new_moment(vm, &class, m.date, m.clock, m.zone.clone(), !m.fold);
    Ok(offsets::offset(vm, &m.zone, &other)? != offset)
}

fn compared(vm: &mut Vm, a: &Value, b: &Value, op: CmpOp) -> Res {
    let (Some(m), Some(n)) = (a.cast::<MomentObj>(), b.cast::<MomentObj>()) else {
        return Ok(not_implemented(vm));
    };
    if m.zone.is(&n.zone) {
        return Ok(Value::bool(op.holds(order(m, n))));
    }
    compare_zones(vm, (a, m), (b, n), op)
}

#[inline(never)]
fn compare_zones(vm: &mut Vm, (a, m): (&Value, &MomentObj), (b, n): (&Value, &MomentObj), op: CmpOp) -> Res {
    let (x, y) = (offsets::offset(vm, &m.zone, a)?, offsets::offset(vm, &n.zone, b)?);
    let equality = matches!(op, CmpOp::Eq | CmpOp::Ne);
    let order = match (x, y) {
        (None, Some(_)) | (Some(_), None) if equality => return Ok(Value::bool(op == CmpOp::Ne)),
        (None, Some(_)) | (Some(_), None) => {
            return Err(vm.type_error("can't compare offset-naive and offset-aware datetimes"));
        }
        (x, y) if x == y => order(m, n),
        _ => gap(vm, (a, m), (b, n))?.cmp(&Delta::default()),
    };
    if equality && order.is_eq() && (depends_on_fold(vm, a, m, x)? || depends_on_fold(vm, b, n, y)?) {
        return Ok(Value::bool(op == CmpOp::Ne));
    }
    Ok(Value::bool(op.holds(order)))
}

fn hash(vm: &mut Vm, this: &Value) -> Res<i64> {
    let m = own::<MomentObj>(vm, this)?;
    if m.hash.get() != -1 {
        return Ok(m.hash.get());
    }
    // With either `fold` it is the same.
    let offset = if m.fold && !m.zone.is_none() {
        let class = vm.class_of(this);
        let class = class.mro().iter().find(|c| !c.is_heap_type()).cloned().unwrap_or(class);
        let plain = new_moment(vm, &class, m.date, m.clock, m.zone.clone(), false);
        offsets::offset(vm, &m.zone, &plain)?
    } else {
        offsets::offset(vm, &m.zone, this)?
    };
    let hash = match offset {
        None => hash_state(vm, &pickle::of_moment(m.date, m.clock, false)),
        Some(offset) => {
            let d = Delta::of(m.date.ordinal().into(), m.clock.seconds(), m.clock.micro.into());
            let d = d.and_then(|d| d.plus(offset, -1)).map_err(|e| too_long(vm, e))?;
            durations::hash(d)
        }
    };
    m.hash.set(hash);
    Ok(hash)
}

fn repr(vm: &mut Vm, this: &Value) -> Res<String> {
    let m = own::<MomentObj>(vm, this)?;
    let (d, c) = (m.date, m.clock);
    let mut out = text::class_text(vm, vm.class_ref(this));
    out.push_str(&format!("({}, {}, {}, {}, {}", d.year, d.month, d.day, c.hour, c.minute));
    if c.second != 0 || c.micro != 0 {
        out.push_str(&format!(", {}", c.second));
    }
    if c.micro != 0 {
        out.push_str(&format!(", {}", c.micro));
    }
    out.push_str(&text::tail(vm, &m.zone, m.fold, true)?);
    out.push(')');
    Ok(out)
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, year: Value = Value::Undef, month: Value = Value::Undef, day: Value = Value::Undef, hour: Value = Value::Undef, minute: Value = Value::Undef, second: Value = Value::Undef, microsecond: Value = Value::Undef, tzinfo: Value = Value::None, *, fold: Value = Value::Undef) -> Res {
        if day.is_undef() && let Some((d, c, fold)) = pickle::moment(&year) {
            let zone = pickle::zone(vm, &month)?;
            return Ok(new_moment(vm, &cls, d, c, zone, fold));
        }
        let (y, m, d) = (required(vm, &year, "year", 1)?, required(vm, &month, "month", 2)?, required(vm, &day, "day", 3)?);
        let (h, min) = (optional(vm, &hour, 0)?, optional(vm, &minute, 0)?);
        let (s, us) = (optional(vm, &second, 0)?, optional(vm, &microsecond, 0)?);
        let fold = optional(vm, &fold, 0)?;
        let d = check_date(vm, y, m, d)?;
        let c = check_clock(vm, h, min, s, us)?;
        let fold = check_fold(vm, fold)?;
        check_zone(vm, &tzinfo)?;
        Ok(new_moment(vm, &cls, d, c, tzinfo.take(), fold))
    }
    fn __repr__(vm, this: &Value, /) -> Res<String> { repr(vm, this) }
    fn __hash__(vm, this: &Value, /) -> Res<i64> { hash(vm, this) }
    fn __str__(vm, this: &Value, /) -> Res {
        let (name, space) = (vm.heap.intern("isoformat"), vm.heap.str(" ").into_value());
        vm.call_method(this, &name, &[space])
    }
    fn __lt__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Lt) }
    fn __le__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Le) }
    fn __eq__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Eq) }
    fn __ne__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Ne) }
    fn __gt__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Gt) }
    fn __ge__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Ge) }
    fn __add__(vm, this: &Value, value: &Value, /) -> Res { added(vm, this, value) }
    fn __radd__(vm, this: &Value, value: &Value, /) -> Res { added(vm, this, value) }
    fn __sub__(vm, this: &Value, value: &Value, /) -> Res { subtracted(vm, this, value) }
    fn __rsub__(vm, this: &Value, value: &Value, /) -> Res { subtracted(vm, value, this) }
}

static ATTRS: &[AttrDef] = clock_attrs!(MomentObj);

const DOC: &str = "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])

The year, month and day arguments are required. tzinfo may be None, or an
instance of a tzinfo subclass. The remaining arguments may be ints.
";

/// The class.
pub fn class(vm: &mut Vm, date: &Ref<TypeObj>) -> Ref<TypeObj> {
    let class = vm.new_type("datetime", "datetime", date, BASE | SOLID);
    vm.add_methods(&class, METHODS);
    vm.add_class_methods(&class, super::moment_clock::CLASS_METHODS);
    vm.add_methods(&class, super::moment_methods::METHODS);
    vm.add_attrs(&class, ATTRS);
    class.set_later(&vm.names.__doc__, vm.heap.str(DOC).into_value());
    class
}
