//! What `datetime` is made from: the clock, Unix times, texts, dates with times; and the local zone, as far as it takes moments.

use crate::natives;
use crate::object::calendar::days::civil_from_days;
use crate::object::calendar::iso_text;
use crate::object::calendar::moment::{Clock, DAY, Date, Delta, EPOCH_ORDINAL, days_in_month};
use crate::object::int::{as_float, as_int};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::super::support::os_error_number;
use super::super::time::{MOST_SECONDS, local_moment, local_offset};
use super::args::{check_clock, check_date, wrong_year};
use super::date::{iso_argument, parse, wrong_iso};
use super::state::{
    MomentObj, TimeObj, check_zone, classes, date_of, make_moment, new_delta, utc, zone, zone_of,
};

/// How far apart the two meanings of a wall clock can be.
const FOLD: i64 = DAY;

/// Wall clock seconds in the local zone, counted as if they were UTC.
fn local(vm: &mut Vm, unix: i64) -> Res<i64> {
    let wall = unix + i64::from(local_offset(vm, unix));
    let year = civil_from_days(wall.div_euclid(DAY)).0;
    if !(1..=9999).contains(&year) {
        return wrong_year(vm, year);
    }
    Ok(wall)
}

/// The ordinal of the local day of a Unix time.
pub fn local_days(vm: &mut Vm, unix: i64) -> i64 {
    let wall = unix + i64::from(local_offset(vm, unix));
    wall.div_euclid(DAY) + EPOCH_ORDINAL
}

/// The Unix time of a wall clock in the local zone. Where the clock is turned back `fold` says which of two is meant; where it is put forward, too.
pub fn unix_from_wall(vm: &mut Vm, wall: i64, fold: bool) -> Res<i64> {
    let a = local(vm, wall)? - wall;
    let first = wall - a;
    let back = local(vm, first)?;
    let b = if back == wall {
        // One solution. The other kind of time may be in force a day from here.
        let probe = if fold { first + FOLD } else { first - FOLD };
        let b = local(vm, probe)? - probe;
        if a == b {
            return Ok(first);
        }
        b
    } else {
        back - first
    };
    let second = wall - b;
    if local(vm, second)? == wall {
        return Ok(second);
    }
    if back == wall {
        return Ok(first);
    }
    // The clock skips this.
    Ok(if fold { first.min(second) } else { first.max(second) })
}

/// Wall clock seconds of a moment.
pub fn wall_of(m: &MomentObj) -> i64 {
    (i64::from(m.date.ordinal()) - EPOCH_ORDINAL) * DAY + m.clock.seconds()
}

/// The zone in force locally at a Unix time: offset and name.
pub fn local_zone_at(vm: &mut Vm, unix: i64) -> Res {
    let at = local_moment(vm, unix);
    let offset = Delta::of(0, at.offset.into(), 0).unwrap_or_default();
    let class = classes(vm).timedelta.clone();
    let offset = new_delta(vm, &class, offset);
    let name = vm.heap.str(&at.name).into_value();
    zone(vm, offset, name)
}

/// Date and time of wall clock seconds.
fn broken_down(vm: &mut Vm, wall: i64, micro: u32) -> Res<(Date, Clock)> {
    let days = wall.div_euclid(DAY);
    let date = i32::try_from(days + EPOCH_ORDINAL).ok().and_then(Date::from_ordinal);
    match date {
        Some(d) => Ok((d, Clock::from_seconds(wall.rem_euclid(DAY), micro))),
        None => wrong_year(vm, civil_from_days(days).0),
    }
}

/// The moment of a Unix time, in the local zone or in UTC.
fn from_unix(vm: &mut Vm, cls: &Ref<TypeObj>, (unix, micro): (i64, u32), in_utc: bool, zone: Value) -> Res {
    if unix.unsigned_abs() > MOST_SECONDS {
        return Err(os_error_number(vm, 75, None, None));
    }
    if in_utc {
        let at = broken_down(vm, unix, micro)?;
        return make_moment(vm, cls, at, zone, false);
    }
    let offset = i64::from(local_offset(vm, unix));
    let wall = unix + offset;
    let at = broken_down(vm, wall, micro)?;
    // If the clock was turned back within a day, the same wall clock may have been before.
    let before = unix - FOLD + i64::from(local_offset(vm, unix - FOLD));
    let step = wall - before - FOLD;
    let fold = step < 0 && unix + step + i64::from(local_offset(vm, unix + step)) == wall;
    make_moment(vm, cls, at, zone, fold)
}

/// Seconds and microseconds of a timestamp, rounded half to even.
fn stamp(vm: &mut Vm, v: &Value) -> Res<(i64, u32)> {
    let out_of_range = "timestamp out of range for platform time_t";
    if let Some(i) = as_int(v) {
        return match i.to_i64() {
            Some(i) => Ok((i, 0)),
            None => Err(vm.overflow_error(out_of_range)),
        };
    }
    let Some(x) = as_float(v) else {
        let what = vm.class_name(v);
        return Err(vm.type_error(format!("argument must be int or float, not {what}")));
    };
    if x.is_nan() {
        return Err(vm.value_error("Invalid value NaN (not a number)"));
    }
    let mut whole = x.trunc();
    let mut micros = ((x - whole) * 1e6).round_ties_even();
    if micros >= 1e6 {
        (whole, micros) = (whole + 1.0, micros - 1e6);
    } else if micros < 0.0 {
        (whole, micros) = (whole - 1.0, micros + 1e6);
    }
    if !(-9.223_372_036_854_775_8e18..9.223_372_036_854_775_8e18).contains(&whole) {
        return Err(vm.overflow_error(out_of_range));
    }
    Ok((whole as i64, micros as u32))
}

/// The time now, in seconds and microseconds.
fn now(vm: &mut Vm) -> (i64, u32) {
    vm.world.looked_at();
    let ns = vm.world.wall_ns();
    (ns.div_euclid(1_000_000_000), (ns.rem_euclid(1_000_000_000) / 1000) as u32)
}

/// A moment in the local zone, or in another by way of its `fromutc`.
fn in_zone(vm: &mut Vm, cls: &Ref<TypeObj>, at: (i64, u32), zone: Value) -> Res {
    check_zone(vm, &zone)?;
    if zone.is_none() {
        return from_unix(vm, cls, at, false, zone);
    }
    let m = from_unix(vm, cls, at, true, zone.clone())?;
    let name = vm.heap.intern("fromutc");
    vm.call_method(&zone, &name, &[m])
}

fn deprecated(vm: &mut Vm, name: &str, instead: &str) -> Res<()> {
    let category = vm.types().deprecation_warning.clone();
    let text = format!(
        "datetime.datetime.{name}() is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: {instead}."
    );
    vm.warn(&category, &text, 1)
}

/// The time and zone of an ISO text, behind a date.
pub fn iso_clock(vm: &mut Vm, t: &iso_text::TimeText) -> Res<([i32; 4], Value)> {
    let zone = match t.offset {
        None => Value::None,
        Some(0) => utc(vm),
        Some(us) => {
            let d = Delta::of(0, 0, us).unwrap_or_default();
            zone_of(vm, d)?
        }
    };
    Ok(([t.hour, t.minute, t.second, t.micro], zone))
}

/// ValueError for 24 hours and more.
pub fn check_midnight(vm: &mut Vm, c: [i32; 4]) -> Res<()> {
    if c[1..] == [0, 0, 0] {
        return Ok(());
    }
    Err(vm.value_error("minute, second, and microsecond must be 0 when hour is 24"))
}

fn from_iso(vm: &mut Vm, cls: &Ref<TypeObj>, text: &Value) -> Res {
    let s = iso_argument(vm, text)?;
    let Ok(((mut y, mut m, mut d), t)) = iso_text::moment(s.bytes()) else { return Err(wrong_iso(vm, &s)) };
    let (mut c, zone) = match &t {
        Some(t) => iso_clock(vm, t)?,
        None => ([0; 4], Value::None),
    };
    if c[0] == 24 && (1..=12).contains(&m) && d <= days_in_month(y, m) {
        // Midnight at the end of the day.
        check_midnight(vm, c)?;
        c[0] = 0;
        d += 1;
        if d > days_in_month(y, m) {
            (d, m) = (1, m + 1);
        }
        if m > 12 {
            (m, y) = (1, y + 1);
        }
    }
    let date = check_date(vm, y, m, d)?;
    let clock = check_clock(vm, c[0], c[1], c[2], c[3])?;
    make_moment(vm, cls, (date, clock), zone, false)
}

fn combined(vm: &mut Vm, cls: &Ref<TypeObj>, date: &Value, time: &Value, zone: &Value) -> Res {
    let Some(d) = date_of(date) else {
        let what = vm.class_name(date);
        return Err(vm.type_error(format!("combine() argument 1 must be datetime.date, not {what}")));
    };
    let Some(t) = time.cast::<TimeObj>() else {
        let what = vm.class_name(time);
        return Err(vm.type_error(format!("combine() argument 2 must be datetime.time, not {what}")));
    };
    let zone = if zone.is_undef() { t.zone.clone() } else { zone.clone() };
    check_zone(vm, &zone)?;
    make_moment(vm, cls, (d, t.clock), zone, t.fold)
}

natives! { pub static CLASS_METHODS;
    /// Returns new datetime object representing current time local to tz.
    ///
    ///   tz
    ///     Timezone object.
    ///
    /// If no tz is specified, uses local timezone.
    fn now(vm, cls: Ref<TypeObj>, /, tz: Value = Value::None) -> Res {
        let at = now(vm);
        in_zone(vm, &cls, at, tz.take())
    }
    /// Return a new datetime representing UTC day and time.
    fn utcnow(vm, cls: Ref<TypeObj>, /) -> Res {
        deprecated(vm, "utcnow", "datetime.datetime.now(datetime.UTC)")?;
        let at = now(vm);
        from_unix(vm, &cls, at, true, Value::None)
    }
    /// timestamp[, tz] -> tz's local time from POSIX timestamp.
    fn fromtimestamp(vm, cls: Ref<TypeObj>, /, timestamp: Value, tz: Value = Value::None) -> Res {
        check_zone(vm, &tz)?;
        let at = stamp(vm, &timestamp)?;
        in_zone(vm, &cls, at, tz.take())
    }
    /// Construct a naive UTC datetime from a POSIX timestamp.
    fn utcfromtimestamp(vm, cls: Ref<TypeObj>, timestamp: Value, /) -> Res {
        deprecated(vm, "utcfromtimestamp", "datetime.datetime.fromtimestamp(timestamp, datetime.UTC)")?;
        let at = stamp(vm, &timestamp)?;
        from_unix(vm, &cls, at, true, Value::None)
    }
    /// string, format -> new datetime parsed from a string (like time.strptime()).
    fn strptime(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        parse(vm, "_strptime_datetime_datetime", &cls, &args, &kwargs)
    }
    /// date, time -> datetime with same date and time fields
    fn combine(vm, cls: Ref<TypeObj>, /, date: Value, time: Value, tzinfo: Value = Value::Undef) -> Res {
        combined(vm, &cls, &date, &time, &tzinfo)
    }
    /// string -> datetime from a string in most ISO 8601 formats
    fn fromisoformat(vm, cls: Ref<TypeObj>, object: Value, /) -> Res { from_iso(vm, &cls, &object) }
}
