//! `timedelta`.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive};

use crate::natives;
use crate::natives::types::support::{is_exact, lift, not_implemented};
use crate::object::calendar::moment::{Delta, TooLong, divide_nearest};
use crate::object::int::{as_float, as_int};
use crate::object::number::hash::TupleHasher;
use crate::object::number::int::{Int, IntRef, arith};
use crate::object::tuple::TupleObj;
use crate::object::types::flags::BASE;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::compare::CmpOp;
use crate::vm::native::AttrDef;
use crate::vm::{Res, Vm};

use super::super::support::{ClassSpec, new_class};
use super::state::{DeltaObj, delta, delta_or, new_delta, own, too_long};
use super::text::class_text;

/// Microseconds of units.
const UNITS: [(&str, i128); 7] = [
    ("microseconds", 1),
    ("milliseconds", 1000),
    ("seconds", 1_000_000),
    ("minutes", 60_000_000),
    ("hours", 3_600_000_000),
    ("days", 86_400_000_000),
    ("weeks", 604_800_000_000),
];

/// A sum of microseconds: whole ones, and what is left of floats.
#[derive(Default)]
struct Sum {
    total: i128,
    rest: f64,
}

impl Sum {
    /// Adds a number of units.
    fn add(&mut self, vm: &mut Vm, v: &Value, name: &str, unit: i128) -> Res<()> {
        match as_int(v) {
            Some(IntRef::Small(i)) => {
                self.total += i128::from(i) * unit;
                return Ok(());
            }
            Some(big) => {
                return Err(too_long(vm, TooLong(if big.is_negative() { i128::MIN } else { i128::MAX })));
            }
            None => {}
        }
        let Some(x) = as_float(v) else {
            let what = vm.class_name(v);
            return Err(vm.type_error(format!("unsupported type for timedelta {name} component: {what}")));
        };
        if x.is_nan() {
            return Err(vm.value_error("cannot convert float NaN to integer"));
        }
        if x.is_infinite() {
            return Err(vm.overflow_error("cannot convert float infinity to integer"));
        }
        let whole = x.trunc();
        if whole.abs() > 1e24 {
            return Err(too_long(vm, TooLong(i128::MAX)));
        }
        self.total += whole as i128 * unit;
        let part = (x - whole) * unit as f64;
        self.total += part.trunc() as i128;
        self.rest += part.fract();
        Ok(())
    }

    /// The sum, what is left rounded half to even.
    fn delta(self, vm: &mut Vm) -> Res<Delta> {
        let mut total = self.total;
        if self.rest != 0.0 {
            let mut whole = self.rest.round();
            if (whole - self.rest).abs() == 0.5 {
                let odd = (total & 1) as f64;
                whole = 2.0 * ((self.rest + odd) * 0.5).round() - odd;
            }
            total += whole as i128;
        }
        Delta::from_total(total).map_err(|e| too_long(vm, e))
    }
}

/// The usual case: few small ints.
#[inline]
fn small(v: &Value) -> Option<i64> {
    match v {
        Value::Undef => Some(0),
        Value::Int(i) if i.unsigned_abs() < 1 << 50 => Some(*i),
        _ => None,
    }
}

/// A duration of days, seconds, microseconds, milliseconds, minutes, hours, weeks.
fn construct(vm: &mut Vm, v: &[Value; 7]) -> Res<Delta> {
    let [days, seconds, micros, millis, minutes, hours, weeks] = v;
    if let (Some(d), Some(s), Some(us)) = (small(days), small(seconds), small(micros))
        && let (Some(ms), Some(m), Some(h), Some(w)) =
            (small(millis), small(minutes), small(hours), small(weeks))
    {
        return Delta::of(d + w * 7, s + m * 60 + h * 3600, us + ms * 1000).map_err(|e| too_long(vm, e));
    }
    let mut sum = Sum::default();
    for (v, (name, unit)) in [micros, millis, seconds, minutes, hours, days, weeks].into_iter().zip(UNITS) {
        if !v.is_undef() {
            sum.add(vm, v, name, unit)?;
        }
    }
    sum.delta(vm)
}

/// A number of microseconds as a `timedelta`.
fn of_total(vm: &mut Vm, total: Option<i128>) -> Res {
    match total {
        Some(t) => delta_or(vm, Delta::from_total(t)),
        None => Err(too_long(vm, TooLong(i128::MAX))),
    }
}

fn added(vm: &mut Vm, a: &Value, b: &Value, sign: i64) -> Res {
    match (a.cast::<DeltaObj>(), b.cast::<DeltaObj>()) {
        (Some(a), Some(b)) => delta_or(vm, a.0.plus(b.0, sign)),
        _ => Ok(not_implemented(vm)),
    }
}

/// A float as `m * 2**e`, like `float.as_integer_ratio`.
fn ratio(vm: &mut Vm, x: f64) -> Res<(i64, i32)> {
    if x.is_nan() {
        return Err(vm.value_error("cannot convert NaN to integer ratio"));
    }
    if x.is_infinite() {
        return Err(vm.overflow_error("cannot convert Infinity to integer ratio"));
    }
    let bits = x.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    let (m, e) = if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) };
    if m == 0 {
        return Ok((0, 0));
    }
    let zeros = m.trailing_zeros();
    let m = m >> zeros;
    Ok((if x < 0.0 { -m } else { m }, e + zeros as i32))
}

/// `a * m / d` to the nearest, where `m` or `d` is shifted to the left.
fn scaled(vm: &mut Vm, a: i128, (m, m_shift): (i64, u32), (d, d_shift): (i64, u32)) -> Res {
    nearest(vm, (BigInt::from(a) * m) << m_shift, BigInt::from(d) << d_shift)
}

/// A duration times or through a float of a class that the script derived: its own `as_integer_ratio` is asked.
#[cold]
fn by_ratio(vm: &mut Vm, a: Delta, x: &Value, divide: bool) -> Res {
    let name = vm.heap.intern("as_integer_ratio");
    let ratio = vm.call_method(x, &name, &[])?;
    let Some(pair) = ratio.cast::<TupleObj>() else {
        let class = vm.class_name(&ratio);
        let text = format!("unexpected return type from as_integer_ratio(): expected tuple, not '{class}'");
        return Err(vm.type_error(text));
    };
    let [m, d] = pair.items() else {
        return Err(vm.value_error("as_integer_ratio() must return a 2-tuple"));
    };
    let (m, d) = if divide { (d, m) } else { (m, d) };
    let (Some(m), Some(d)) = (as_int(m), as_int(d)) else {
        return Err(vm.type_error("non-integer arguments in division"));
    };
    check_divisor(vm, d.is_zero())?;
    nearest(vm, BigInt::from(a.total()) * m.to_big(), d.to_big())
}

/// `a / b` to the nearest, as a duration of microseconds.
fn nearest(vm: &mut Vm, a: BigInt, b: BigInt) -> Res {
    let (a, b) = if b.is_negative() { (-a, -b) } else { (a, b) };
    let (q, r) = a.div_mod_floor(&b);
    let rest = &b - &r;
    let up = r > rest || r == rest && q.is_odd();
    let q = q.to_i128().map(|q| q + i128::from(up));
    of_total(vm, q)
}

fn multiplied(vm: &mut Vm, a: Delta, b: &Value) -> Res {
    if let Some(i) = as_int(b) {
        if let (IntRef::Small(i), Some(total)) = (i, a.short_total())
            && let Some(t) = total.checked_mul(i)
        {
            return delta_or(vm, Delta::from_total(t.into()));
        }
        if a.is_zero() {
            return Ok(delta(vm, a));
        }
        return of_total(vm, i.to_i64().and_then(|i| a.total().checked_mul(i.into())));
    }
    let Some(x) = as_float(b) else { return Ok(not_implemented(vm)) };
    if !is_exact(b) {
        return by_ratio(vm, a, b, false);
    }
    let (m, e) = ratio(vm, x)?;
    if e >= 0 {
        if e > 120 && m != 0 && !a.is_zero() {
            return of_total(vm, None);
        }
        return scaled(vm, a.total(), (m, e.min(120) as u32), (1, 0));
    }
    scaled(vm, a.total(), (m, 0), (1, e.unsigned_abs()))
}

/// ZeroDivisionError, where a divisor is nothing.
fn check_divisor(vm: &mut Vm, zero: bool) -> Res<()> {
    if zero { Err(vm.zero_division_error("division by zero")) } else { Ok(()) }
}

fn floor_divided(vm: &mut Vm, a: Delta, b: &Value) -> Res {
    if let Some(b) = b.cast::<DeltaObj>() {
        check_divisor(vm, b.0.is_zero())?;
        return Ok(vm.heap.int(Int::from_i128(floor(a.total(), b.0.total()).0)));
    }
    let Some(i) = as_int(b) else { return Ok(not_implemented(vm)) };
    check_divisor(vm, i.is_zero())?;
    let q = match i.to_i64() {
        Some(i) => floor(a.total(), i.into()).0,
        None => -i128::from(!a.is_zero() && (a.days < 0) != i.is_negative()),
    };
    delta_or(vm, Delta::from_total(q))
}

/// Quotient and remainder, rounded down.
fn floor(a: i128, b: i128) -> (i128, i128) {
    if let (Ok(a), Ok(b)) = (i64::try_from(a), i64::try_from(b))
        && b != -1
    {
        let (q, r) = a.div_mod_floor(&b);
        return (q.into(), r.into());
    }
    a.div_mod_floor(&b)
}

fn divided(vm: &mut Vm, a: Delta, b: &Value) -> Res {
    if let Some(b) = b.cast::<DeltaObj>() {
        check_divisor(vm, b.0.is_zero())?;
        let (a, b) = (Int::from_i128(a.total()), Int::from_i128(b.0.total()));
        let q = arith::true_div(a.as_ref(), b.as_ref());
        return lift(vm, q).map(Value::float);
    }
    if let Some(i) = as_int(b) {
        check_divisor(vm, i.is_zero())?;
        let q = i.to_i64().map_or(0, |i| divide_nearest(a.total(), i.into()));
        return delta_or(vm, Delta::from_total(q));
    }
    let Some(x) = as_float(b) else { return Ok(not_implemented(vm)) };
    if !is_exact(b) {
        return by_ratio(vm, a, b, true);
    }
    let (m, e) = ratio(vm, x)?;
    check_divisor(vm, m == 0)?;
    if e >= 0 {
        // Beyond that the quotient is nothing anyway.
        return scaled(vm, a.total(), (1, 0), (m, e.min(200) as u32));
    }
    scaled(vm, a.total(), (1, e.unsigned_abs()), (m, 0))
}

fn remainder(vm: &mut Vm, a: &Value, b: &Value, both: bool) -> Res {
    let (Some(a), Some(b)) = (a.cast::<DeltaObj>(), b.cast::<DeltaObj>()) else {
        return Ok(not_implemented(vm));
    };
    check_divisor(vm, b.0.is_zero())?;
    let (q, r) = floor(a.0.total(), b.0.total());
    let r = delta_or(vm, Delta::from_total(r))?;
    if !both {
        return Ok(r);
    }
    let q = vm.heap.int(Int::from_i128(q));
    Ok(vm.heap.tuple([q, r]).into_value())
}

fn compared(vm: &mut Vm, a: &Value, b: &Value, op: CmpOp) -> Value {
    match (a.cast::<DeltaObj>(), b.cast::<DeltaObj>()) {
        (Some(a), Some(b)) => Value::bool(op.holds(a.0.cmp(&b.0))),
        _ => not_implemented(vm),
    }
}

/// `hash(timedelta)`: that of the tuple of its fields.
pub fn hash(d: Delta) -> i64 {
    let mut h = TupleHasher::default();
    for n in [d.days, d.seconds, d.micros] {
        h.add(if n == -1 { -2 } else { n.into() });
    }
    h.finish()
}

fn repr(vm: &Vm, this: &Value, d: Delta) -> String {
    let mut out = class_text(vm, vm.class_ref(this));
    out.push('(');
    let mut separator = "";
    for (name, n) in [("days", d.days), ("seconds", d.seconds), ("microseconds", d.micros)] {
        if n != 0 {
            out.push_str(&format!("{separator}{name}={n}"));
            separator = ", ";
        }
    }
    if separator.is_empty() {
        out.push('0');
    }
    out.push(')');
    out
}

/// `1 day, 0:00:05.000006`
fn text(d: Delta) -> String {
    let (minutes, seconds) = (d.seconds / 60, d.seconds % 60);
    let mut out = String::new();
    if d.days != 0 {
        let s = if d.days.abs() == 1 { "" } else { "s" };
        out = format!("{} day{s}, ", d.days);
    }
    out.push_str(&format!("{}:{:02}:{seconds:02}", minutes / 60, minutes % 60));
    if d.micros != 0 {
        out.push_str(&format!(".{:06}", d.micros));
    }
    out
}

/// `total_seconds()`
pub fn seconds(vm: &mut Vm, d: Delta) -> Res<f64> {
    match d.short_total() {
        Some(t) if t.unsigned_abs() < 1 << 53 => Ok(t as f64 / 1e6),
        _ => {
            let total = Int::from_i128(d.total());
            let q = arith::true_div(total.as_ref(), IntRef::Small(1_000_000));
            lift(vm, q)
        }
    }
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, days: Value = Value::Undef, seconds: Value = Value::Undef, microseconds: Value = Value::Undef, milliseconds: Value = Value::Undef, minutes: Value = Value::Undef, hours: Value = Value::Undef, weeks: Value = Value::Undef) -> Res {
        let d = construct(vm, &[days.take(), seconds.take(), microseconds.take(), milliseconds.take(), minutes.take(), hours.take(), weeks.take()])?;
        Ok(new_delta(vm, &cls, d).into_value())
    }
    fn __repr__(vm, this: &Value, /) -> Res<String> {
        let d = own::<DeltaObj>(vm, this)?.0;
        Ok(repr(vm, this, d))
    }
    fn __str__(vm, this: &Value, /) -> Res<String> { Ok(text(own::<DeltaObj>(vm, this)?.0)) }
    fn __hash__(vm, this: &Value, /) -> Res<i64> { Ok(hash(own::<DeltaObj>(vm, this)?.0)) }
    /// True if self else False
    fn __bool__(vm, this: &Value, /) -> Res<bool> { Ok(!own::<DeltaObj>(vm, this)?.0.is_zero()) }
    fn __lt__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Lt) }
    fn __le__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Le) }
    fn __eq__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Eq) }
    fn __ne__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Ne) }
    fn __gt__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Gt) }
    fn __ge__(vm, this: &Value, value: &Value, /) -> Value { compared(vm, this, value, CmpOp::Ge) }
    fn __add__(vm, this: &Value, value: &Value, /) -> Res { added(vm, this, value, 1) }
    fn __radd__(vm, this: &Value, value: &Value, /) -> Res { added(vm, value, this, 1) }
    fn __sub__(vm, this: &Value, value: &Value, /) -> Res { added(vm, this, value, -1) }
    fn __rsub__(vm, this: &Value, value: &Value, /) -> Res { added(vm, value, this, -1) }
    fn __mul__(vm, this: &Value, value: &Value, /) -> Res {
        let d = own::<DeltaObj>(vm, this)?.0;
        multiplied(vm, d, value)
    }
    fn __rmul__(vm, this: &Value, value: &Value, /) -> Res {
        let d = own::<DeltaObj>(vm, this)?.0;
        multiplied(vm, d, value)
    }
    fn __mod__(vm, this: &Value, value: &Value, /) -> Res { remainder(vm, this, value, false) }
    fn __rmod__(vm, this: &Value, value: &Value, /) -> Res { remainder(vm, value, this, false) }
    fn __divmod__(vm, this: &Value, value: &Value, /) -> Res { remainder(vm, this, value, true) }
    fn __rdivmod__(vm, this: &Value, value: &Value, /) -> Res { remainder(vm, value, this, true) }
    fn __floordiv__(vm, this: &Value, value: &Value, /) -> Res {
        let d = own::<DeltaObj>(vm, this)?.0;
        floor_divided(vm, d, value)
    }
    fn __rfloordiv__(vm, this: &Value, value: &Value, /) -> Res {
        match value.cast::<DeltaObj>() {
            Some(d) => floor_divided(vm, d.0, this),
            None => Ok(not_implemented(vm)),
        }
    }
    fn __truediv__(vm, this: &Value, value: &Value, /) -> Res {
        let d = own::<DeltaObj>(vm, this)?.0;
        divided(vm, d, value)
    }
    fn __rtruediv__(vm, this: &Value, value: &Value, /) -> Res {
        match value.cast::<DeltaObj>() {
            Some(d) => divided(vm, d.0, this),
            None => Ok(not_implemented(vm)),
        }
    }
    /// -self
    fn __neg__(vm, this: &Value, /) -> Res {
        let d = own::<DeltaObj>(vm, this)?.0.negated();
        delta_or(vm, d)
    }
    /// +self
    fn __pos__(vm, this: &Value, /) -> Res {
        let d = own::<DeltaObj>(vm, this)?.0;
        Ok(delta(vm, d))
    }
    /// abs(self)
    fn __abs__(vm, this: &Value, /) -> Res {
        let d = own::<DeltaObj>(vm, this)?.0;
        let d = if d.days < 0 { d.negated() } else { Ok(d) };
        delta_or(vm, d)
    }
    /// Total seconds in the duration.
    fn total_seconds(vm, this: &Value, /) -> Res<f64> {
        let d = own::<DeltaObj>(vm, this)?.0;
        seconds(vm, d)
    }
    /// __reduce__() -> (cls, state)
    fn __reduce__(vm, this: &Value, /) -> Res {
        let d = own::<DeltaObj>(vm, this)?.0;
        let args = [d.days, d.seconds, d.micros].map(|n| Value::Int(n.into()));
        let args = vm.heap.tuple(args).into_value();
        let class = vm.class_of(this).into_value();
        Ok(vm.heap.tuple([class, args]).into_value())
    }
}

static ATTRS: &[AttrDef] = &[
    AttrDef {
        name: "days",
        doc: "Number of days.",
        get: |vm, this| Ok(Value::Int(own::<DeltaObj>(vm, this)?.0.days.into())),
        set: None,
    },
    AttrDef {
        name: "seconds",
        doc: "Number of seconds (>= 0 and less than 1 day).",
        get: |vm, this| Ok(Value::Int(own::<DeltaObj>(vm, this)?.0.seconds.into())),
        set: None,
    },
    AttrDef {
        name: "microseconds",
        doc: "Number of microseconds (>= 0 and less than 1 second).",
        get: |vm, this| Ok(Value::Int(own::<DeltaObj>(vm, this)?.0.micros.into())),
        set: None,
    },
];

const DOC: &str = "Difference between two datetime values.

timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)

All arguments are optional and default to 0.
Arguments may be integers or floats, and may be positive or negative.";

/// The class.
pub fn class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec = ClassSpec { name: "timedelta", module: "datetime", flags: BASE, methods: METHODS, next: None };
    let class = new_class(vm, &spec);
    vm.add_attrs(&class, ATTRS);
    class.set_later(&vm.names.__doc__, vm.heap.str(DOC).into_value());
    class
}
