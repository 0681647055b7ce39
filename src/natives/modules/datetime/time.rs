//! `time`.

use crate::natives;
use crate::natives::types::support::not_implemented;
use crate::object::calendar::iso_text;
use crate::object::calendar::moment::{Date, Delta};
use crate::object::types::flags::BASE;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::compare::CmpOp;
use crate::vm::native::AttrDef;
use crate::vm::{Res, Vm};

use super::super::support::{ClassSpec, new_class};
use super::args::{check_clock, check_fold, optional};
use super::date::{hash_state, iso_argument, parse, wrong_iso};
use super::date_methods::{formatted, replaced, time_tuple};
use super::moment_clock::{check_midnight, iso_clock};
use super::state::{TimeObj, check_zone, clock_attrs, make_time, new_time, own, too_long};
use super::{delta as durations, offsets, pickle, strftime, text};

/// Zones are asked without a moment.
fn offset(vm: &mut Vm, t: &TimeObj) -> Res<Option<Delta>> {
    offsets::offset(vm, &t.zone, &Value::None)
}

fn compared(vm: &mut Vm, a: &Value, b: &Value, op: CmpOp) -> Res {
    let (Some(s), Some(t)) = (a.cast::<TimeObj>(), b.cast::<TimeObj>()) else {
        return Ok(not_implemented(vm));
    };
    if s.zone.is(&t.zone) {
        return Ok(Value::bool(op.holds(s.clock.cmp(&t.clock))));
    }
    let (x, y) = (offset(vm, s)?, offset(vm, t)?);
    let order = match (x, y) {
        (x, y) if x == y => s.clock.cmp(&t.clock),
        (Some(x), Some(y)) => {
            let place = |t: &TimeObj, off: Delta| {
                let seconds = t.clock.seconds() - i64::from(off.days) * 86_400 - i64::from(off.seconds);
                (seconds, i64::from(t.clock.micro) - i64::from(off.micros))
            };
            place(s, x).cmp(&place(t, y))
        }
        _ if matches!(op, CmpOp::Eq | CmpOp::Ne) => return Ok(Value::bool(op == CmpOp::Ne)),
        _ => return Err(vm.type_error("can't compare offset-naive and offset-aware times")),
    };
    Ok(Value::bool(op.holds(order)))
}

fn hash(vm: &mut Vm, this: &Value) -> Res<i64> {
    let t = own::<TimeObj>(vm, this)?;
    if t.hash.get() != -1 {
        return Ok(t.hash.get());
    }
    let hash = match offset(vm, t)? {
        None => hash_state(vm, &pickle::of_clock(t.clock, false)),
        Some(offset) => {
            let d = Delta::of(0, t.clock.seconds(), t.clock.micro.into()).and_then(|d| d.plus(offset, -1));
            durations::hash(d.map_err(|e| too_long(vm, e))?)
        }
    };
    t.hash.set(hash);
    Ok(hash)
}

fn repr(vm: &mut Vm, this: &Value) -> Res<String> {
    let t = own::<TimeObj>(vm, this)?;
    let c = t.clock;
    let mut out = text::class_text(vm, vm.class_ref(this));
    out.push_str(&format!("({}, {}", c.hour, c.minute));
    if c.second != 0 || c.micro != 0 {
        out.push_str(&format!(", {}", c.second));
    }
    if c.micro != 0 {
        out.push_str(&format!(", {}", c.micro));
    }
    out.push_str(&text::tail(vm, &t.zone, t.fold, false)?);
    out.push(')');
    Ok(out)
}

fn isoformat(vm: &mut Vm, this: &Value, timespec: &Value) -> Res {
    let spec = text::precision(vm, timespec, 1)?;
    let t = own::<TimeObj>(vm, this)?;
    let mut out = text::Line::empty();
    out.clock(t.clock, spec);
    if let Some(offset) = offset(vm, t)? {
        out.offset(offset, b":");
    }
    Ok(out.to_str(vm))
}

fn from_iso(vm: &mut Vm, cls: &Ref<TypeObj>, object: &Value) -> Res {
    let s = iso_argument(vm, object)?;
    let text = s.bytes();
    let text = text.strip_prefix(b"T").unwrap_or(text);
    let Ok(t) = iso_text::time(text) else { return Err(wrong_iso(vm, &s)) };
    let (mut c, zone) = iso_clock(vm, &t)?;
    if c[0] == 24 {
        check_midnight(vm, c)?;
        c[0] = 0;
    }
    let clock = check_clock(vm, c[0], c[1], c[2], c[3])?;
    make_time(vm, cls, clock, zone, false)
}

fn reduced(vm: &mut Vm, this: &Value, with_fold: bool) -> Res {
    let t = own::<TimeObj>(vm, this)?;
    let state = pickle::of_clock(t.clock, t.fold && with_fold);
    Ok(pickle::reduced(vm, vm.class_of(this), &state, &t.zone))
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, hour: Value = Value::Undef, minute: Value = Value::Undef, second: Value = Value::Undef, microsecond: Value = Value::Undef, tzinfo: Value = Value::None, *, fold: Value = Value::Undef) -> Res {
        if second.is_undef() && let Some((c, fold)) = pickle::time(&hour) {
            let zone = pickle::zone(vm, &minute)?;
            return Ok(new_time(vm, &cls, c, zone, fold));
        }
        let (h, m) = (optional(vm, &hour, 0)?, optional(vm, &minute, 0)?);
        let (s, us) = (optional(vm, &second, 0)?, optional(vm, &microsecond, 0)?);
        let fold = optional(vm, &fold, 0)?;
        let c = check_clock(vm, h, m, s, us)?;
        let fold = check_fold(vm, fold)?;
        check_zone(vm, &tzinfo)?;
        Ok(new_time(vm, &cls, c, tzinfo.take(), fold))
    }
    fn __repr__(vm, this: &Value, /) -> Res<String> { repr(vm, this) }
    fn __hash__(vm, this: &Value, /) -> Res<i64> { hash(vm, this) }
    fn __str__(vm, this: &Value, /) -> Res {
        let name = vm.heap.intern("isoformat");
        vm.call_method(this, &name, &[])
    }
    fn __lt__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Lt) }
    fn __le__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Le) }
    fn __eq__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Eq) }
    fn __ne__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Ne) }
    fn __gt__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Gt) }
    fn __ge__(vm, this: &Value, value: &Value, /) -> Res { compared(vm, this, value, CmpOp::Ge) }
    /// Return string in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].
    ///
    /// The optional argument timespec specifies the number of additional terms
    /// of the time to include. Valid options are 'auto', 'hours', 'minutes',
    /// 'seconds', 'milliseconds' and 'microseconds'.
    fn isoformat(vm, this: Value, /, timespec: Value = Value::Undef) -> Res { isoformat(vm, &this, &timespec) }
    /// format -> strftime() style string.
    fn strftime(vm, this: Value, /, format: Value) -> Res {
        let t = own::<TimeObj>(vm, &this)?;
        // Some C libraries know no years before that.
        let day = Date { year: 1900, month: 1, day: 1 };
        strftime::write(vm, &format, &strftime::Source { tuple: time_tuple(day, t.clock, -1), micro: t.clock.micro, zone: &t.zone, of: &Value::None })
    }
    /// Formats self with strftime.
    fn __format__(vm, this: &Value, format: &Value, /) -> Res { formatted(vm, this, format) }
    /// Return self.tzinfo.utcoffset(self).
    fn utcoffset(vm, this: &Value, /) -> Res {
        let t = own::<TimeObj>(vm, this)?;
        offsets::asked(vm, &t.zone, "utcoffset", &Value::None)
    }
    /// Return self.tzinfo.tzname(self).
    fn tzname(vm, this: &Value, /) -> Res {
        let t = own::<TimeObj>(vm, this)?;
        offsets::name(vm, &t.zone, &Value::None)
    }
    /// Return self.tzinfo.dst(self).
    fn dst(vm, this: &Value, /) -> Res {
        let t = own::<TimeObj>(vm, this)?;
        offsets::asked(vm, &t.zone, "dst", &Value::None)
    }
    /// Return time with new specified fields.
    fn replace(vm, this: Value, /, hour: Value = Value::Undef, minute: Value = Value::Undef, second: Value = Value::Undef, microsecond: Value = Value::Undef, tzinfo: Value = Value::Undef, *, fold: Value = Value::Undef) -> Res {
        let t = own::<TimeObj>(vm, &this)?;
        let c = t.clock;
        let hour = optional(vm, &hour, c.hour.into())?;
        let minute = optional(vm, &minute, c.minute.into())?;
        let second = optional(vm, &second, c.second.into())?;
        let micro = optional(vm, &microsecond, c.micro as i32)?;
        let fold = optional(vm, &fold, t.fold.into())?;
        let zone = if tzinfo.is_undef() { t.zone.clone() } else { tzinfo.take() };
        let c = check_clock(vm, hour, minute, second, micro)?;
        let fold = check_fold(vm, fold)?;
        check_zone(vm, &zone)?;
        let class = vm.class_of(&this);
        make_time(vm, &class, c, zone, fold)
    }
    /// The same as replace().
    fn __replace__(vm, this: Value, /, *args, **changes) -> Res { replaced(vm, &this, args.items(), &changes) }
    /// __reduce_ex__(proto) -> (cls, state)
    fn __reduce_ex__(vm, this: &Value, proto: Value, /) -> Res {
        let proto = super::args::c_int(vm, &proto)?;
        reduced(vm, this, proto > 3)
    }
    /// __reduce__() -> (cls, state)
    fn __reduce__(vm, this: &Value, /) -> Res { reduced(vm, this, false) }
}

natives! { static CLASS_METHODS;
    /// string, format -> new time parsed from a string (like time.strptime()).
    fn strptime(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        parse(vm, "_strptime_datetime_time", &cls, &args, &kwargs)
    }
    /// string -> time from a string in ISO 8601 format
    fn fromisoformat(vm, cls: Ref<TypeObj>, object: Value, /) -> Res { from_iso(vm, &cls, &object) }
}

static ATTRS: &[AttrDef] = clock_attrs!(TimeObj);

const DOC: &str = "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object

All arguments are optional. tzinfo may be None, or an instance of
a tzinfo subclass. The remaining arguments may be ints.
";

/// The class.
pub fn class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec = ClassSpec { name: "time", module: "datetime", flags: BASE, methods: METHODS, next: None };
    let class = new_class(vm, &spec);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
    class.set_later(&vm.names.__doc__, vm.heap.str(DOC).into_value());
    class
}
