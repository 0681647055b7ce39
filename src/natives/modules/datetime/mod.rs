//! `_datetime`: dates, times, durations and zones (library reference, "datetime"). The numbers are `object::calendar::moment`, the reading of ISO texts
//! `object::calendar::iso_text`; here they meet objects. Read `state.rs` first: payloads, and what results of a subclass are made by.

mod args;
mod date;
mod date_methods;
mod delta;
mod iso_week;
mod moment;
mod moment_clock;
mod moment_methods;
mod offsets;
mod pickle;
mod state;
mod strftime;
mod text;
mod time;
mod zone;

use crate::object::calendar::moment::{Clock, Date, Delta, MAX_YEAR, MIN_YEAR};
use crate::object::dict::DictObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::support::{put, put_ints, put_str};
use state::{Classes, State};

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    // The class of time tuples is that module's.
    drop(vm.import("time")?);
    // A module that is made once more has the same classes.
    let made = vm.extension::<State>().0.is_some();
    if !made {
        let classes = make(vm);
        vm.extension::<State>().0 = Some(classes);
        constants(vm);
    }
    let c = state::classes(vm);
    let all = [
        ("date", c.date.value()),
        ("datetime", c.datetime.value()),
        ("time", c.time.value()),
        ("timedelta", c.timedelta.value()),
        ("timezone", c.timezone.value()),
        ("tzinfo", c.tzinfo.value()),
        ("UTC", c.utc.value()),
    ];
    for (name, v) in all {
        put(vm, dict, name, v);
    }
    put_str(vm, dict, "__doc__", "Fast implementation of the datetime module.");
    put_ints(vm, dict, &[("MINYEAR", MIN_YEAR.into()), ("MAXYEAR", MAX_YEAR.into())]);
    Ok(())
}

fn make(vm: &mut Vm) -> Classes {
    let timedelta = delta::class(vm);
    let (tzinfo, timezone) = zone::classes(vm);
    let date = date::class(vm);
    let datetime = moment::class(vm, &date);
    let time = time::class(vm);
    let iso_week = iso_week::class(vm);
    let offset = state::new_delta(vm, &timedelta, Delta::default());
    let utc = vm.heap.alloc(&timezone, state::ZoneObj { offset, name: Value::Undef });
    Classes { date, datetime, time, timedelta, tzinfo, timezone, iso_week, utc }
}

/// The constants that lie in the classes.
fn constants(vm: &mut Vm) {
    let c = state::classes(vm);
    let (date, time, datetime, timedelta, timezone) =
        (c.date.clone(), c.time.clone(), c.datetime.clone(), c.timedelta.clone(), c.timezone.clone());
    let utc = c.utc.value();
    let of = |vm: &mut Vm, d: Delta| state::delta(vm, d);
    let (first, last) = (Date { year: 1, month: 1, day: 1 }, Date { year: 9999, month: 12, day: 31 });
    let (midnight, late) = (Clock::default(), Clock { hour: 23, minute: 59, second: 59, micro: 999_999 });
    let day = of(vm, Delta { days: 1, ..Delta::default() });
    let step = of(vm, Delta::RESOLUTION);
    let v = [of(vm, Delta::MIN), of(vm, Delta::MAX), step.clone()];
    put_three(vm, &timedelta, v);
    let v = [state::new_date(vm, &date, first), state::new_date(vm, &date, last), day];
    put_three(vm, &date, v);
    let t = |vm: &mut Vm, c| state::new_time(vm, &time, c, Value::None, false);
    let v = [t(vm, midnight), t(vm, late), step.clone()];
    put_three(vm, &time, v);
    let m = |vm: &mut Vm, d, c| state::new_moment(vm, &datetime, d, c, Value::None, false);
    let v = [m(vm, first, midnight), m(vm, last, late), step];
    put_three(vm, &datetime, v);
    timezone.set_attr(&vm.heap.intern("utc"), utc);
    let most = Delta { days: 0, seconds: 86_340, micros: 0 };
    let least = Delta { days: -1, seconds: 60, micros: 0 };
    for (name, offset) in [("min", least), ("max", most)] {
        let offset = state::new_delta(vm, &timedelta, offset);
        let z = vm.heap.alloc(&timezone, state::ZoneObj { offset, name: Value::Undef });
        timezone.set_attr(&vm.heap.intern(name), z.into_value());
    }
}

fn put_three(vm: &mut Vm, class: &Ref<TypeObj>, values: [Value; 3]) {
    for (name, v) in ["min", "max", "resolution"].into_iter().zip(values) {
        class.set_attr(&vm.heap.intern(name), v);
    }
}
