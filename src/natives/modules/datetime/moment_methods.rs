//! The methods of `datetime`.

use crate::natives;
use crate::object::Value;
use crate::object::calendar::moment::{DAY, Delta, EPOCH_ORDINAL, shifted};
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::vm::{Res, Vm};

use super::args::{check_clock, check_date, check_fold, optional};
use super::date_methods::{replaced, time_tuple};
use super::moment_clock::{local_zone_at, unix_from_wall, wall_of};
use super::state::{MomentObj, check_zone, classes, make_moment, new_date, new_time, out_of_range, own};
use super::{delta, offsets, pickle, strftime, text};

fn isoformat(vm: &mut Vm, this: &Value, sep: &Value, timespec: &Value) -> Res {
    let m = own::<MomentObj>(vm, this)?;
    let mut out = text::Line::empty();
    out.date(m.date);
    match (sep, sep.cast::<StrObj>()) {
        (Value::Undef, _) => out.push(b'T'),
        (_, Some(s)) => {
            let n = wtf8::char_count(s.bytes());
            if n != 1 {
                let text =
                    format!("isoformat() argument 1 must be a unicode character, not a string of length {n}");
                return Err(vm.type_error(text));
            }
            out.text(s.bytes());
        }
        _ => {
            let what = vm.class_name(sep);
            let text = format!("isoformat() argument 1 must be a unicode character, not {what}");
            return Err(vm.type_error(text));
        }
    }
    let spec = text::precision(vm, timespec, 2)?;
    out.clock(m.clock, spec);
    if let Some(offset) = offsets::offset(vm, &m.zone, this)? {
        out.offset(offset, b":");
    }
    Ok(out.to_str(vm))
}

/// `-1`, or whether it is summer time.
fn dst_flag(vm: &mut Vm, this: &Value, m: &MomentObj) -> Res<i8> {
    let dst = offsets::dst(vm, &m.zone, this)?;
    Ok(dst.map_or(-1, |d| i8::from(!d.is_zero())))
}

fn timestamp(vm: &mut Vm, this: &Value) -> Res<f64> {
    let m = own::<MomentObj>(vm, this)?;
    if m.zone.is_none() {
        let unix = unix_from_wall(vm, wall_of(m), m.fold)?;
        return Ok(unix as f64 + f64::from(m.clock.micro) / 1e6);
    }
    match offsets::offset(vm, &m.zone, this)? {
        Some(offset) => {
            let days = i64::from(m.date.ordinal()) - EPOCH_ORDINAL;
            let d = Delta::of(days, m.clock.seconds(), m.clock.micro.into()).and_then(|d| d.plus(offset, -1));
            delta::seconds(vm, d.unwrap_or_default())
        }
        None => Err(vm.type_error("can't subtract offset-naive and offset-aware datetimes")),
    }
}

/// `astimezone(tz)`; None stands for the local zone.
fn astimezone(vm: &mut Vm, this: &Value, to: Value) -> Res {
    check_zone(vm, &to)?;
    let m = own::<MomentObj>(vm, this)?;
    let mut from = m.zone.clone();
    let mut offset = None;
    if !from.is_none() {
        // To its own zone it is no step.
        if from.is(&to) {
            return Ok(this.clone());
        }
        offset = offsets::offset(vm, &from, this)?;
    }
    let offset = match offset {
        Some(d) => d,
        None => {
            let (first, other) =
                (unix_from_wall(vm, wall_of(m), m.fold)?, unix_from_wall(vm, wall_of(m), !m.fold)?);
            // In a gap the time before the clock was put forward has the offset that held then, although the two stand the other way round.
            let in_gap = other != first && (other > first) == m.fold;
            let unix = if in_gap { other } else { first };
            from = local_zone_at(vm, unix)?;
            if from.is(&to) {
                return Ok(this.clone());
            }
            offsets::offset(vm, &from, this)?.unwrap_or_default()
        }
    };
    let Some((d, c)) = shifted(m.date, m.clock, offset, -1) else { return Err(out_of_range(vm)) };
    let to = if to.is_none() {
        let unix = (i64::from(d.ordinal()) - EPOCH_ORDINAL) * DAY + c.seconds();
        local_zone_at(vm, unix)?
    } else {
        to
    };
    let class = vm.class_of(this);
    let at_utc = make_moment(vm, &class, (d, c), to.clone(), false)?;
    let name = vm.heap.intern("fromutc");
    vm.call_method(&to, &name, &[at_utc])
}

fn utctimetuple(vm: &mut Vm, this: &Value) -> Res {
    let m = own::<MomentObj>(vm, this)?;
    let offset = offsets::offset(vm, &m.zone, this)?.unwrap_or_default();
    match shifted(m.date, m.clock, offset, -1) {
        Some((d, c)) => Ok(super::super::time::to_struct(vm, &time_tuple(d, c, 0))),
        None => Err(out_of_range(vm)),
    }
}

fn reduced(vm: &mut Vm, this: &Value, with_fold: bool) -> Res {
    let m = own::<MomentObj>(vm, this)?;
    let state = pickle::of_moment(m.date, m.clock, m.fold && with_fold);
    Ok(pickle::reduced(vm, vm.class_of(this), &state, &m.zone))
}

natives! { pub static METHODS;
    /// Return date object with same year, month and day.
    fn date(vm, this: &Value, /) -> Res {
        let d = own::<MomentObj>(vm, this)?.date;
        let class = classes(vm).date.clone();
        Ok(new_date(vm, &class, d))
    }
    /// Return time object with same time but with tzinfo=None.
    fn time(vm, this: &Value, /) -> Res {
        let m = own::<MomentObj>(vm, this)?;
        let class = classes(vm).time.clone();
        Ok(new_time(vm, &class, m.clock, Value::None, m.fold))
    }
    /// Return time object with same time and tzinfo.
    fn timetz(vm, this: &Value, /) -> Res {
        let m = own::<MomentObj>(vm, this)?;
        let class = classes(vm).time.clone();
        Ok(new_time(vm, &class, m.clock, m.zone.clone(), m.fold))
    }
    /// Return ctime() style string.
    fn ctime(vm, this: &Value, /) -> Res {
        let m = own::<MomentObj>(vm, this)?;
        Ok(text::ctime(vm, m.date, m.clock))
    }
    /// Return time tuple, compatible with time.localtime().
    fn timetuple(vm, this: &Value, /) -> Res {
        let m = own::<MomentObj>(vm, this)?;
        let dst = dst_flag(vm, this, m)?;
        Ok(super::super::time::to_struct(vm, &time_tuple(m.date, m.clock, dst)))
    }
    /// Return POSIX timestamp as float.
    fn timestamp(vm, this: &Value, /) -> Res<f64> { timestamp(vm, this) }
    /// Return UTC time tuple, compatible with time.localtime().
    fn utctimetuple(vm, this: &Value, /) -> Res { utctimetuple(vm, this) }
    /// [sep] -> string in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].
    /// sep is used to separate the year from the time, and defaults to 'T'.
    /// The optional argument timespec specifies the number of additional terms
    /// of the time to include. Valid options are 'auto', 'hours', 'minutes',
    /// 'seconds', 'milliseconds' and 'microseconds'.
    fn isoformat(vm, this: Value, /, sep: Value = Value::Undef, timespec: Value = Value::Undef) -> Res { isoformat(vm, &this, &sep, &timespec) }
    /// format -> strftime() style string.
    fn strftime(vm, this: Value, /, format: Value) -> Res {
        let m = own::<MomentObj>(vm, &this)?;
        let dst = dst_flag(vm, &this, m)?;
        strftime::write(vm, &format, &strftime::Source { tuple: time_tuple(m.date, m.clock, dst), micro: m.clock.micro, zone: &m.zone, of: &this })
    }
    /// Return self.tzinfo.utcoffset(self).
    fn utcoffset(vm, this: &Value, /) -> Res {
        let m = own::<MomentObj>(vm, this)?;
        offsets::asked(vm, &m.zone, "utcoffset", this)
    }
    /// Return self.tzinfo.tzname(self).
    fn tzname(vm, this: &Value, /) -> Res {
        let m = own::<MomentObj>(vm, this)?;
        offsets::name(vm, &m.zone, this)
    }
    /// Return self.tzinfo.dst(self).
    fn dst(vm, this: &Value, /) -> Res {
        let m = own::<MomentObj>(vm, this)?;
        offsets::asked(vm, &m.zone, "dst", this)
    }
    /// Return datetime with new specified fields.
    fn replace(vm, this: Value, /, year: Value = Value::Undef, month: Value = Value::Undef, day: Value = Value::Undef, hour: Value = Value::Undef, minute: Value = Value::Undef, second: Value = Value::Undef, microsecond: Value = Value::Undef, tzinfo: Value = Value::Undef, *, fold: Value = Value::Undef) -> Res {
        let m = own::<MomentObj>(vm, &this)?;
        let (d, c) = (m.date, m.clock);
        let y = optional(vm, &year, d.year.into())?;
        let month = optional(vm, &month, d.month.into())?;
        let day = optional(vm, &day, d.day.into())?;
        let hour = optional(vm, &hour, c.hour.into())?;
        let minute = optional(vm, &minute, c.minute.into())?;
        let second = optional(vm, &second, c.second.into())?;
        let micro = optional(vm, &microsecond, c.micro as i32)?;
        let fold = optional(vm, &fold, m.fold.into())?;
        let zone = if tzinfo.is_undef() { m.zone.clone() } else { tzinfo.take() };
        let d = check_date(vm, y, month, day)?;
        let c = check_clock(vm, hour, minute, second, micro)?;
        let fold = check_fold(vm, fold)?;
        check_zone(vm, &zone)?;
        let class = vm.class_of(&this);
        make_moment(vm, &class, (d, c), zone, fold)
    }
    /// The same as replace().
    fn __replace__(vm, this: Value, /, *args, **changes) -> Res { replaced(vm, &this, args.items(), &changes) }
    /// tz -> convert to local time in new timezone tz
    fn astimezone(vm, this: Value, /, tz: Value = Value::None) -> Res { astimezone(vm, &this, tz.take()) }
    /// __reduce_ex__(proto) -> (cls, state)
    fn __reduce_ex__(vm, this: &Value, proto: Value, /) -> Res {
        let proto = super::args::c_int(vm, &proto)?;
        reduced(vm, this, proto > 3)
    }
    /// __reduce__() -> (cls, state)
    fn __reduce__(vm, this: &Value, /) -> Res { reduced(vm, this, false) }
}

/// The moment that a zone's `fromutc` got, which must be one of this zone.
pub fn zone_moment<'a>(vm: &mut Vm, zone: &Value, m: &'a Value) -> Res<&'a MomentObj> {
    let Some(moment) = m.cast::<MomentObj>() else {
        return Err(vm.type_error("fromutc: argument must be a datetime"));
    };
    if !moment.zone.is(zone) {
        return Err(vm.value_error("fromutc: dt.tzinfo is not self"));
    }
    Ok(moment)
}
