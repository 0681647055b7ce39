//! `date`: the class, its operators and what it is made from.

use std::cmp::Ordering;

use crate::natives;
use crate::natives::types::support::not_implemented;
use crate::object::calendar::moment::{Date, Delta, IsoMistake, from_iso_calendar};
use crate::object::calendar::{iso_text, moment, numeric_text};
use crate::object::dict::DictObj;
use crate::object::number::int::Int;
use crate::object::str::StrObj;
use crate::object::text::repr as text_repr;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::BASE;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::compare::CmpOp;
use crate::vm::native::AttrDef;
use crate::vm::{Raised, Res, Vm};

use super::super::support::{ClassSpec, new_class};
use super::super::time::local_offset;
use super::args::{c_int, check_date, required, wrong_year};
use super::state::{
    DateObj, DeltaObj, MomentObj, classes, date_of, delta, make_date, new_date, new_moment, new_time,
    out_of_range, own_date,
};
use super::{pickle, text};

/// A plain date, which is no moment.
fn plain(v: &Value) -> Option<Date> {
    v.cast::<DateObj>().map(|d| d.0)
}

/// `date + timedelta`, or minus
fn shifted(vm: &mut Vm, this: &Value, d: Date, by: Delta, sign: i32) -> Res {
    let days = d.ordinal() + sign * by.days;
    match Date::from_ordinal(days) {
        Some(d) => {
            let class = vm.class_ref(this);
            if !class.is_heap_type() {
                return Ok(new_date(vm, class, d));
            }
            let class = class.clone();
            make_date(vm, &class, d)
        }
        None => Err(out_of_range(vm)),
    }
}

fn added(vm: &mut Vm, this: &Value, other: &Value) -> Res {
    match (plain(this), other.cast::<DeltaObj>()) {
        (Some(d), Some(by)) => shifted(vm, this, d, by.0, 1),
        _ => Ok(not_implemented(vm)),
    }
}

fn subtracted(vm: &mut Vm, a: &Value, b: &Value) -> Res {
    let Some(d) = plain(a) else { return Ok(not_implemented(vm)) };
    if let Some(by) = b.cast::<DeltaObj>() {
        return shifted(vm, a, d, by.0, -1);
    }
    match plain(b) {
        Some(other) => {
            let days = d.ordinal() - other.ordinal();
            Ok(delta(vm, Delta { days, seconds: 0, micros: 0 }))
        }
        None => Ok(not_implemented(vm)),
    }
}

fn compared(vm: &mut Vm, a: &Value, b: &Value, op: CmpOp) -> Value {
    match (date_of(a), plain(b)) {
        (Some(a), Some(b)) => Value::bool(op.holds(a.cmp(&b))),
        _ => not_implemented(vm),
    }
}

/// The hash of bytes, as CPython has it.
pub fn hash_state(vm: &Vm, state: &[u8]) -> i64 {
    crate::object::str::hash_bytes(vm.heap, state)
}

/// The str of an argument of `fromisoformat`.
pub fn iso_argument(vm: &mut Vm, v: &Value) -> Res<Ref<StrObj>> {
    match v.to_ref::<StrObj>() {
        Some(s) => Ok(s),
        None => Err(vm.type_error("fromisoformat: argument must be str")),
    }
}

/// ValueError for a text that is no date.
#[cold]
pub fn wrong_iso(vm: &mut Vm, s: &StrObj) -> Raised {
    let shown = text_repr::str_repr(s.bytes()).unwrap_or_default();
    let shown = String::from_utf8_lossy(&shown);
    vm.value_error(format!("Invalid isoformat string: {shown}"))
}

/// A part of an ISO calendar date.
fn iso_part(vm: &mut Vm, v: &Value) -> Res<i32> {
    match vm.to_int(v)? {
        Int::Small(i) if i32::try_from(i).is_ok() => Ok(i as i32),
        _ => Err(vm.value_error("ISO calendar component out of range")),
    }
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, year: Value = Value::Undef, month: Value = Value::Undef, day: Value = Value::Undef) -> Res {
        if month.is_undef() && day.is_undef() && let Some(d) = pickle::date(&year) {
            return Ok(new_date(vm, &cls, d));
        }
        let (y, m, d) = (required(vm, &year, "year", 1)?, required(vm, &month, "month", 2)?, required(vm, &day, "day", 3)?);
        let d = check_date(vm, y, m, d)?;
        Ok(new_date(vm, &cls, d))
    }
    fn __repr__(vm, this: &Value, /) -> Res<String> {
        let d = own_date(vm, this)?;
        Ok(format!("{}({}, {}, {})", text::class_text(vm, vm.class_ref(this)), d.year, d.month, d.day))
    }
    fn __hash__(vm, this: &Value, /) -> Res<i64> {
        let d = own_date(vm, this)?;
        Ok(hash_state(vm, &pickle::of_date(d)))
    }
    fn __str__(vm, this: &Value, /) -> Res {
        let name = vm.heap.intern("isoformat");
        vm.call_method(this, &name, &[])
    }
    fn __lt__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Lt) }
    fn __le__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Le) }
    fn __eq__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Eq) }
    fn __ne__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Ne) }
    fn __gt__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Gt) }
    fn __ge__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Ge) }
    fn __add__(vm, this: &Value, value: &Value, /) -> Res { added(vm, this, value) }
    fn __radd__(vm, this: &Value, value: &Value, /) -> Res { added(vm, this, value) }
    fn __sub__(vm, this: &Value, value: &Value, /) -> Res { subtracted(vm, this, value) }
    fn __rsub__(vm, this: &Value, value: &Value, /) -> Res { subtracted(vm, value, this) }
}

/// Today in the local zone.
pub fn today(vm: &mut Vm) -> Date {
    vm.world.looked_at();
    let unix = vm.world.wall_ns().div_euclid(1_000_000_000);
    let local = unix + i64::from(local_offset(vm, unix));
    let days = local.div_euclid(moment::DAY) + moment::EPOCH_ORDINAL;
    Date::from_ordinal(days as i32).unwrap_or(Date { year: 1970, month: 1, day: 1 })
}

natives! { static CLASS_METHODS;
    /// Create a date from a POSIX timestamp.
    ///
    /// The timestamp is a number, e.g. created via time.time(), that is
    /// interpreted as local time.
    fn fromtimestamp(vm, cls: Ref<TypeObj>, timestamp: Value, /) -> Res {
        if timestamp.is_none() {
            return Err(vm.type_error("'NoneType' object cannot be interpreted as an integer"));
        }
        let unix = super::super::time::timestamp(vm, &timestamp)?;
        let days = super::moment_clock::local_days(vm, unix);
        let Some(d) = i32::try_from(days).ok().and_then(Date::from_ordinal) else {
            let year = crate::object::calendar::days::civil_from_days(days - moment::EPOCH_ORDINAL).0;
            return wrong_year(vm, year);
        };
        make_date(vm, &cls, d)
    }
    /// int -> date corresponding to a proleptic Gregorian ordinal.
    fn fromordinal(vm, cls: Ref<TypeObj>, ordinal: Value, /) -> Res {
        let n = c_int(vm, &ordinal)?;
        if n < 1 {
            return Err(vm.value_error("ordinal must be >= 1"));
        }
        match Date::from_ordinal(n) {
            Some(d) => make_date(vm, &cls, d),
            None => wrong_year(vm, crate::object::calendar::days::civil_from_days(i64::from(n) - moment::EPOCH_ORDINAL).0),
        }
    }
    /// str -> Construct a date from a string in ISO 8601 format.
    fn fromisoformat(vm, cls: Ref<TypeObj>, object: Value, /) -> Res {
        let s = iso_argument(vm, &object)?;
        let read = if matches!(s.byte_len(), 7 | 8 | 10) { iso_text::date(s.bytes()) } else { Err(iso_text::Malformed) };
        let Ok((y, m, d)) = read else { return Err(wrong_iso(vm, &s)) };
        let d = check_date(vm, y, m, d)?;
        make_date(vm, &cls, d)
    }
    /// int, int, int -> Construct a date from the ISO year, week number and weekday.
    ///
    /// This is the inverse of the date.isocalendar() function
    fn fromisocalendar(vm, cls: Ref<TypeObj>, /, year: Value, week: Value, day: Value) -> Res {
        let (y, w, d) = (iso_part(vm, &year)?, iso_part(vm, &week)?, iso_part(vm, &day)?);
        match from_iso_calendar(y, w, d) {
            Ok((y, m, d)) => {
                let d = check_date(vm, y, m, d)?;
                make_date(vm, &cls, d)
            }
            Err(IsoMistake::Year) => wrong_year(vm, y.into()),
            Err(IsoMistake::Week) => Err(vm.value_error(format!("Invalid week: {w}"))),
            Err(IsoMistake::Weekday) => Err(vm.value_error(format!("Invalid weekday: {d} (range is [1, 7])"))),
        }
    }
    /// string, format -> new date parsed from a string (like time.strptime()).
    fn strptime(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        parse(vm, "_strptime_datetime_date", &cls, &args, &kwargs)
    }
    /// Current date or datetime:  same as self.__class__.fromtimestamp(time.time()).
    fn today(vm, cls: Ref<TypeObj>, /) -> Res {
        if cls.is(&classes(vm).date) {
            let d = today(vm);
            return Ok(new_date(vm, &cls, d));
        }
        vm.world.looked_at();
        let now = Value::float(vm.world.wall());
        let name = vm.heap.intern("fromtimestamp");
        vm.call_method(&cls.value(), &name, &[now])
    }
}

/// `strptime` of the three classes, which `_strptime` does.
pub fn parse(vm: &mut Vm, function: &str, cls: &Ref<TypeObj>, args: &TupleObj, kwargs: &DictObj) -> Res {
    if !kwargs.is_empty() {
        return Err(vm.type_error("strptime() takes no keyword arguments"));
    }
    let [text, format] = args.items() else {
        let n = args.items().len();
        return Err(vm.type_error(format!("strptime() takes exactly 2 arguments ({n} given)")));
    };
    for (place, v) in [(1, text), (2, format)] {
        if !v.is_a::<StrObj>() {
            let what = vm.class_name(v);
            return Err(vm.type_error(format!("strptime() argument {place} must be str, not {what}")));
        }
    }
    if !cls.is_heap_type()
        && let (Some(text), Some(format)) = (text.cast::<StrObj>(), format.cast::<StrObj>())
        && let Some((d, c)) = numeric_text::read(text.bytes(), format.bytes())
    {
        return Ok(match function {
            "_strptime_datetime_date" if cls.is(&classes(vm).date) => new_date(vm, cls, d),
            "_strptime_datetime_time" => new_time(vm, cls, c, Value::None, false),
            _ => new_moment(vm, cls, d, c, Value::None, false),
        });
    }
    let module = vm.import("_strptime")?;
    let name = vm.heap.intern(function);
    vm.call_method(&module, &name, &[cls.value(), text.clone(), format.clone()])
}

macro_rules! date_field {
    ($name:ident) => {
        AttrDef {
            name: stringify!($name),
            doc: "",
            get: |vm, this| Ok(Value::Int(own_date(vm, this)?.$name.into())),
            set: None,
        }
    };
}

static ATTRS: &[AttrDef] = &[date_field!(year), date_field!(month), date_field!(day)];

/// The order of two dates, moments included; for `moment.rs`.
pub fn order(a: &MomentObj, b: &MomentObj) -> Ordering {
    (a.date, a.clock).cmp(&(b.date, b.clock))
}

/// The class.
pub fn class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec = ClassSpec { name: "date", module: "datetime", flags: BASE, methods: METHODS, next: None };
    let class = new_class(vm, &spec);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_methods(&class, super::date_methods::METHODS);
    vm.add_attrs(&class, ATTRS);
    class.set_later(&vm.names.__doc__, vm.heap.str("date(year, month, day) --> date object").into_value());
    class
}
