//! The methods of `date` that `datetime` has, too.

use crate::natives;
use crate::object::TypeObj;
use crate::object::calendar::TimeTuple;
use crate::object::calendar::moment::{Clock, Date};
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::args::{check_date, optional};
use super::state::{make_date, own_date};
use super::{iso_week, pickle, strftime, text};

/// A `struct_time` without a zone.
pub fn time_tuple(d: Date, c: Clock, is_dst: i8) -> TimeTuple {
    TimeTuple {
        year: d.year.into(),
        month: d.month,
        day: d.day,
        hour: c.hour,
        minute: c.minute,
        second: c.second,
        weekday: d.weekday(),
        day_of_year: d.day_of_year(),
        is_dst,
        zone: None,
        offset: None,
    }
}

/// `format(this, spec)`: without a specification the str, else `strftime`, either of which a derived class may have changed.
pub fn formatted(vm: &mut Vm, this: &Value, spec: &Value) -> Res {
    let Some(s) = spec.cast::<StrObj>() else {
        let what = vm.class_name(spec);
        return Err(vm.type_error(format!("__format__() argument 1 must be str, not {what}")));
    };
    if s.byte_len() == 0 {
        return Ok(vm.str(this)?.into_value());
    }
    let name = vm.heap.intern("strftime");
    vm.call_method(this, &name, std::slice::from_ref(spec))
}

/// `__replace__`: what `replace` says.
pub fn replaced(vm: &mut Vm, this: &Value, args: &[Value], changes: &crate::object::dict::DictObj) -> Res {
    let name = vm.heap.intern("replace");
    // The class's own: a derived one that overrides the other is not asked.
    let base = vm.class_of(this).mro().iter().find(|c| !c.is_heap_type()).cloned();
    let Some(f) = base.and_then(|c| c.lookup(&name)) else { return Err(vm.wrong_receiver(this)) };
    let mut all = vec![this.clone()];
    all.extend(args.iter().cloned());
    let kw = super::super::support::keywords(changes);
    vm.call_kw(&f, &all, &kw)
}

natives! { pub static METHODS;
    /// Return ctime() style string.
    fn ctime(vm, this: &Value, /) -> Res {
        let d = own_date(vm, this)?;
        Ok(text::ctime(vm, d, Clock::default()))
    }
    /// format -> strftime() style string.
    fn strftime(vm, this: Value, /, format: Value) -> Res {
        let d = own_date(vm, &this)?;
        strftime::write(vm, &format, &strftime::Source { tuple: time_tuple(d, Clock::default(), -1), micro: 0, zone: &Value::None, of: &this })
    }
    /// Formats self with strftime.
    fn __format__(vm, this: &Value, format: &Value, /) -> Res { formatted(vm, this, format) }
    /// Return time tuple, compatible with time.localtime().
    fn timetuple(vm, this: &Value, /) -> Res {
        let d = own_date(vm, this)?;
        Ok(super::super::time::to_struct(vm, &time_tuple(d, Clock::default(), -1)))
    }
    /// Return a named tuple containing ISO year, week number, and weekday.
    fn isocalendar(vm, this: &Value, /) -> Res {
        let d = own_date(vm, this)?;
        Ok(iso_week::of(vm, d.iso_calendar()))
    }
    /// Return string in ISO 8601 format, YYYY-MM-DD.
    fn isoformat(vm, this: &Value, /) -> Res {
        let d = own_date(vm, this)?;
        let mut out = text::Line::empty();
        out.date(d);
        Ok(out.to_str(vm))
    }
    /// Return the day of the week represented by the date.
    /// Monday == 1 ... Sunday == 7
    fn isoweekday(vm, this: &Value, /) -> Res<i64> { Ok(i64::from(own_date(vm, this)?.weekday()) + 1) }
    /// Return proleptic Gregorian ordinal.  January 1 of year 1 is day 1.
    fn toordinal(vm, this: &Value, /) -> Res<i64> { Ok(own_date(vm, this)?.ordinal().into()) }
    /// Return the day of the week represented by the date.
    /// Monday == 0 ... Sunday == 6
    fn weekday(vm, this: &Value, /) -> Res<i64> { Ok(own_date(vm, this)?.weekday().into()) }
    /// Return date with new specified fields.
    fn replace(vm, this: Value, /, year: Value = Value::Undef, month: Value = Value::Undef, day: Value = Value::Undef) -> Res {
        let d = own_date(vm, &this)?;
        let y = optional(vm, &year, d.year.into())?;
        let m = optional(vm, &month, d.month.into())?;
        let day = optional(vm, &day, d.day.into())?;
        let d = check_date(vm, y, m, day)?;
        let class = vm.class_of(&this);
        make_date(vm, &class, d)
    }
    /// The same as replace().
    fn __replace__(vm, this: Value, /, *args, **changes) -> Res { replaced(vm, &this, args.items(), &changes) }
    /// __reduce__() -> (cls, state)
    fn __reduce__(vm, this: &Value, /) -> Res {
        let d = own_date(vm, this)?;
        let class: Ref<TypeObj> = vm.class_of(this);
        Ok(pickle::reduced(vm, class, &pickle::of_date(d), &Value::None))
    }
}
