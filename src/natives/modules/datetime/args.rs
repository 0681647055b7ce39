//! Arguments: integers as CPython's `i` reads them, and the ranges of fields.

use crate::object::Value;
use crate::object::calendar::moment::{Clock, Date, MAX_YEAR, MIN_YEAR, days_in_month};
use crate::object::number::int::Int;
use crate::vm::{Res, Vm};

/// An int of C.
#[inline]
pub fn c_int(vm: &mut Vm, v: &Value) -> Res<i32> {
    if let Value::Int(i) = v
        && let Ok(i) = i32::try_from(*i)
    {
        return Ok(i);
    }
    wide_int(vm, v)
}

#[cold]
fn wide_int(vm: &mut Vm, v: &Value) -> Res<i32> {
    match vm.to_int(v)? {
        Int::Small(i) => i32::try_from(i).map_err(|_| {
            let how = if i < 0 { "less than minimum" } else { "greater than maximum" };
            vm.overflow_error(format!("signed integer is {how}"))
        }),
        Int::Big(_) => Err(vm.overflow_error("Python int too large to convert to C long")),
    }
}

/// A required argument of a constructor, which stands at a place.
#[inline]
pub fn required(vm: &mut Vm, v: &Value, name: &str, place: usize) -> Res<i32> {
    if v.is_undef() {
        return Err(vm.type_error(format!("function missing required argument '{name}' (pos {place})")));
    }
    c_int(vm, v)
}

/// An optional one.
#[inline]
pub fn optional(vm: &mut Vm, v: &Value, default: i32) -> Res<i32> {
    if v.is_undef() { Ok(default) } else { c_int(vm, v) }
}

#[cold]
fn beyond<T>(vm: &mut Vm, name: &str, range: &str, n: i32) -> Res<T> {
    Err(vm.value_error(format!("{name} must be in {range}, not {n}")))
}

/// ValueError for a year that there is not.
#[cold]
pub fn wrong_year<T>(vm: &mut Vm, year: i64) -> Res<T> {
    Err(vm.value_error(format!("year must be in 1..9999, not {year}")))
}

/// A date of three numbers.
#[inline]
pub fn check_date(vm: &mut Vm, year: i32, month: i32, day: i32) -> Res<Date> {
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return wrong_year(vm, year.into());
    }
    if !(1..=12).contains(&month) {
        return beyond(vm, "month", "1..12", month);
    }
    if day < 1 || day > 28 && day > days_in_month(year, month) {
        let most = days_in_month(year, month);
        return Err(
            vm.value_error(format!("day {day} must be in range 1..{most} for month {month} in year {year}"))
        );
    }
    Ok(Date { year: year as u16, month: month as u8, day: day as u8 })
}

/// A time of day of four numbers.
#[inline]
pub fn check_clock(vm: &mut Vm, hour: i32, minute: i32, second: i32, micro: i32) -> Res<Clock> {
    if !(0..24).contains(&hour) {
        return beyond(vm, "hour", "0..23", hour);
    }
    if !(0..60).contains(&minute) {
        return beyond(vm, "minute", "0..59", minute);
    }
    if !(0..60).contains(&second) {
        return beyond(vm, "second", "0..59", second);
    }
    if !(0..1_000_000).contains(&micro) {
        return beyond(vm, "microsecond", "0..999999", micro);
    }
    Ok(Clock { hour: hour as u8, minute: minute as u8, second: second as u8, micro: micro as u32 })
}

/// `fold`
#[inline]
pub fn check_fold(vm: &mut Vm, fold: i32) -> Res<bool> {
    match fold {
        0 => Ok(false),
        1 => Ok(true),
        n => Err(vm.value_error(format!("fold must be either 0 or 1, not {n}"))),
    }
}
