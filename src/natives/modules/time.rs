//! `time`: the clocks of the world, and dates of the calendar.

use crate::natives;
use crate::object::calendar::days::{time_tuple, unix_from_fields};
use crate::object::calendar::format::strftime;
use crate::object::calendar::zone::{Moment, Zone};
use crate::object::calendar::{MONTHS, TimeTuple, WEEKDAYS};
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};
use crate::world::{Processor, SECOND, WaitFor, Wake, seconds};

use super::structseq::{StructSpec, new_struct, struct_class};
use super::support::{os_error, os_error_number, put, put_ints};

/// The local zone, and the value of `TZ` that it was read for.
#[derive(Default)]
struct Local {
    setting: Option<Vec<u8>>,
    zone: Option<Zone>,
}

/// The local zone; read again when `TZ` has another value.
fn local_zone(vm: &mut Vm) -> Zone {
    in_local_zone(vm, Zone::clone)
}

/// Asks the local zone.
fn in_local_zone<R>(vm: &mut Vm, ask: impl FnOnce(&Zone) -> R) -> R {
    let setting = vm.world.variable("TZ");
    let local = vm.extension::<Local>();
    if let Some(zone) = local.zone.as_ref().filter(|_| local.setting == setting) {
        return ask(zone);
    }
    let text = setting.as_deref().map(|t| String::from_utf8_lossy(t).into_owned());
    let zone = Zone::local(text.as_deref());
    let answer = ask(&zone);
    *local = Local { setting, zone: Some(zone) };
    answer
}

/// Seconds east of UTC at a Unix time.
pub fn local_offset(vm: &mut Vm, unix: i64) -> i32 {
    in_local_zone(vm, |zone| zone.offset(unix))
}

/// What the local zone says at a Unix time.
pub fn local_moment(vm: &mut Vm, unix: i64) -> Moment {
    in_local_zone(vm, |zone| zone.at(unix))
}

/// Waits, serving signals; what `Vm::hooks.block` is where no scheduler has another idea.
pub fn block(vm: &mut Vm, wait: f64) -> Res<()> {
    let deadline = vm.world.monotonic() + wait;
    loop {
        match vm.world.wait(WaitFor { deadline: Some(crate::world::nanoseconds_up(deadline)), input: false })
        {
            Ok(Wake::Deadline) => return Ok(()),
            Ok(Wake::Signal) => (vm.hooks.signals)(vm)?,
            Ok(_) => {}
            Err(e) => return Err(os_error(vm, &e, None)),
        }
    }
}

const STRUCT_TIME: StructSpec = StructSpec {
    name: "struct_time",
    module: "time",
    doc: "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().  May be considered as a\n sequence of 9 integers.",
    fields: &[
        "tm_year",
        "tm_mon",
        "tm_mday",
        "tm_hour",
        "tm_min",
        "tm_sec",
        "tm_wday",
        "tm_yday",
        "tm_isdst",
        "tm_zone",
        "tm_gmtoff",
    ],
    visible: 9,
    callable: true,
};

/// A `struct_time`.
pub fn to_struct(vm: &mut Vm, t: &TimeTuple) -> Value {
    let int = |i: i64| Value::Int(i);
    let zone = t.zone.as_ref().map_or(Value::None, |z| vm.heap.str(z).into_value());
    let fields = vec![
        int(t.year),
        int(i64::from(t.month)),
        int(i64::from(t.day)),
        int(i64::from(t.hour)),
        int(i64::from(t.minute)),
        int(i64::from(t.second)),
        int(i64::from(t.weekday)),
        int(i64::from(t.day_of_year)),
        int(i64::from(t.is_dst)),
        zone,
        t.offset.map_or(Value::None, |o| int(i64::from(o))),
    ];
    let class = vm.extra_types["time.struct_time"].clone();
    new_struct(vm, &class, fields)
}

/// Unix times with a year of 32 bits, before and after 1970.
pub const MOST_SECONDS: u64 = 67_768_036_191_676_799;

/// Seconds since 1970 of an argument: the fraction is dropped towards the past.
pub fn timestamp(vm: &mut Vm, v: &Value) -> Res<i64> {
    let out = match v {
        Value::Undef | Value::None => Some(vm.world.wall_ns().div_euclid(SECOND)),
        v => match crate::object::int::as_float(v) {
            Some(x) if x.is_nan() => return Err(vm.value_error("Invalid value NaN (not a number)")),
            Some(x) if x.abs() < 9.2e18 => Some(x.floor() as i64),
            Some(_) => None,
            None => vm.to_int(v)?.as_ref().to_i64(),
        },
    };
    match out {
        // The C library's years have 32 bits.
        Some(out) if out.unsigned_abs() > MOST_SECONDS => Err(os_error_number(vm, 75, None, None)),
        Some(out) => Ok(out),
        None => Err(vm.overflow_error("timestamp out of range for platform time_t")),
    }
}

fn local(vm: &mut Vm, unix: i64) -> TimeTuple {
    let zone = local_zone(vm);
    let t = zone.local_time(unix);
    let offset = zone.at(unix).offset;
    TimeTuple { offset: Some(offset), ..t }
}

/// Nine numbers as they were given, and the zone if a struct_time has one.
struct Given {
    n: [i64; 9],
    zone: Option<String>,
    offset: Option<i32>,
}

fn given(vm: &mut Vm, name: &str, v: &Value) -> Res<Given> {
    let Some(t) = v.to_ref::<TupleObj>() else {
        return Err(vm.type_error("Tuple or struct_time argument required"));
    };
    if t.len() != 9 {
        return Err(vm.type_error(format!("{name}(): illegal time tuple argument")));
    }
    let mut n = [0; 9];
    for (slot, v) in n.iter_mut().zip(t.items()) {
        *slot = match vm.to_int(v)?.as_ref().to_i64() {
            Some(i) => i,
            None => return Err(vm.overflow_error("Python int too large to convert to C long")),
        };
        if i32::try_from(*slot).is_err() {
            let how = if *slot < 0 { "less than minimum" } else { "greater than maximum" };
            return Err(vm.overflow_error(format!("signed integer is {how}")));
        }
    }
    if n[0] < i64::from(i32::MIN) + 1900 {
        // C counts years from 1900 in an int.
        return Err(vm.overflow_error("year out of range"));
    }
    let class = vm.extra_types["time.struct_time"].clone();
    let (mut zone, mut offset) = (None, None);
    if vm.is_instance_of(v, &class) {
        let name = vm.heap.intern("tm_zone");
        zone = vm.get_attr(v, &name)?.cast::<StrObj>().map(StrObj::to_text);
        let name = vm.heap.intern("tm_gmtoff");
        if let Value::Int(o) = vm.get_attr(v, &name)? {
            offset = Some(o as i32);
        }
    }
    Ok(Given { n, zone, offset })
}

/// Checks the ranges, and brings the numbers into the calendar's form.
fn checked(vm: &mut Vm, g: Given) -> Res<TimeTuple> {
    let [year, mut month, mut day, hour, minute, second, weekday, mut of_year, dst] = g.n;
    // Zero stands for "unknown", and the first is printed.
    month = if month == 0 { 1 } else { month };
    day = if day == 0 { 1 } else { day };
    of_year = if of_year == 0 { 1 } else { of_year };
    let wrong = if !(1..=12).contains(&month) {
        "month out of range"
    } else if !(1..=31).contains(&day) {
        "day of month out of range"
    } else if !(0..=23).contains(&hour) {
        "hour out of range"
    } else if !(0..=59).contains(&minute) {
        "minute out of range"
    } else if !(0..=61).contains(&second) {
        "seconds out of range"
    } else if (weekday + 1) % 7 < 0 {
        "day of week out of range"
    } else if !(1..=366).contains(&of_year) {
        "day of year out of range"
    } else {
        return Ok(TimeTuple {
            year,
            month: month as u8,
            day: day as u8,
            hour: hour as u8,
            minute: minute as u8,
            second: second as u8,
            weekday: weekday.rem_euclid(7) as u8,
            day_of_year: of_year as u16,
            is_dst: dst.signum() as i8,
            zone: g.zone,
            offset: g.offset,
        });
    };
    Err(vm.value_error(wrong))
}

/// The same with name and offset of the local zone, whose time it is.
pub fn with_local_zone(vm: &mut Vm, t: &TimeTuple) -> TimeTuple {
    let [month, day, hour, minute, second] = [t.month, t.day, t.hour, t.minute, t.second].map(i64::from);
    let as_utc = unix_from_fields(t.year, month, day, hour, minute, second);
    let at = in_local_zone(vm, |zone| zone.at(zone.unix_from_local(as_utc, t.is_dst)));
    TimeTuple { zone: Some(at.name), offset: t.offset.or(Some(at.offset)), ..t.clone() }
}

fn asctime(t: &TimeTuple) -> String {
    format!(
        "{} {} {:2} {:02}:{:02}:{:02} {}",
        &WEEKDAYS[t.weekday as usize % 7][..3],
        &MONTHS[(t.month as usize + 11) % 12][..3],
        t.day,
        t.hour,
        t.minute,
        t.second,
        t.year
    )
}

const CLOCKS: &[(&str, i64)] = &[
    ("CLOCK_REALTIME", 0),
    ("CLOCK_MONOTONIC", 1),
    ("CLOCK_PROCESS_CPUTIME_ID", 2),
    ("CLOCK_THREAD_CPUTIME_ID", 3),
    ("CLOCK_MONOTONIC_RAW", 4),
    ("CLOCK_BOOTTIME", 7),
    ("CLOCK_TAI", 11),
];

fn clock(vm: &mut Vm, id: i64) -> Res<i64> {
    vm.world.looked_at();
    match id {
        0 | 11 => Ok(vm.world.wall_ns()),
        1 | 4 | 7 => Ok(vm.world.monotonic_ns()),
        2 => Ok(vm.world.processor_ns(Processor::Process)),
        3 => Ok(vm.world.processor_ns(Processor::Thread)),
        _ if id == thread_clock() => Ok(vm.world.processor_ns(Processor::Thread)),
        _ => Err(os_error_number(vm, 22, None, None)),
    }
}

/// The number of the clock of the interpreter's thread, as Linux makes it of the thread's number: its complement, and three bits for a thread's time that the scheduler counts.
fn thread_clock() -> i64 {
    #[cfg(target_os = "linux")]
    let thread = nix::unistd::gettid();
    #[cfg(not(target_os = "linux"))]
    let thread = nix::unistd::getpid();
    i64::from(!thread.as_raw()) << 3 | 0b110
}

/// Only the wall clock can be set.
fn set_clock(vm: &mut Vm, id: i64, ns: i64) -> Res<()> {
    if id != 0 {
        return Err(os_error_number(vm, 22, None, None));
    }
    vm.world.set_wall_ns(ns).map_err(|e| os_error(vm, &e, None))
}

fn zone_constants(vm: &mut Vm, dict: &Ref<DictObj>) {
    let zone = local_zone(vm);
    let year = time_tuple(vm.world.wall_ns().div_euclid(SECOND), 0).year;
    let names = zone.names(year);
    put_ints(
        vm,
        dict,
        &[
            ("timezone", i64::from(names.timezone)),
            ("altzone", i64::from(names.altzone)),
            ("daylight", i64::from(names.daylight)),
        ],
    );
    let pair = [&names.names.0, &names.names.1].map(|n| vm.heap.str(n).into_value());
    put(vm, dict, "tzname", vm.heap.tuple(pair).into_value());
}

/// A length of time in seconds, given as an int or a float; a number beyond all clocks is infinite.
pub fn duration(vm: &mut Vm, v: &Value) -> Res<f64> {
    match crate::object::int::as_float(v) {
        Some(x) if x.is_nan() => Err(vm.value_error("Invalid value NaN (not a number)")),
        Some(x) => Ok(x),
        None => {
            let index = vm.heap.intern("__index__");
            if crate::object::int::as_int(v).is_none() && vm.lookup_special(v, &index).is_none() {
                let class = vm.class_name(v);
                return Err(
                    vm.type_error(format!("'{class}' object cannot be interpreted as an integer or float"))
                );
            }
            let i = vm.to_int(v)?;
            Ok(i.as_ref().to_i64().map_or(f64::INFINITY * f64::from(i.as_ref().signum()), |i| i as f64))
        }
    }
}

natives! { static CLOCK_FUNCTIONS;
    /// Return the current time in seconds since the Epoch.
    fn time(vm, /) -> f64 { vm.world.looked_at(); vm.world.wall() }
    /// Return the current time in nanoseconds since the Epoch.
    fn time_ns(vm, /) -> i64 { vm.world.looked_at(); vm.world.wall_ns() }
    /// Monotonic clock, cannot go backward.
    fn monotonic(vm, /) -> f64 { vm.world.looked_at(); vm.world.monotonic() }
    /// Monotonic clock, cannot go backward, as nanoseconds.
    fn monotonic_ns(vm, /) -> i64 { vm.world.looked_at(); vm.world.monotonic_ns() }
    /// Performance counter for benchmarking.
    fn perf_counter(vm, /) -> f64 { vm.world.looked_at(); vm.world.monotonic() }
    /// Performance counter for benchmarking as nanoseconds.
    fn perf_counter_ns(vm, /) -> i64 { vm.world.looked_at(); vm.world.monotonic_ns() }
    /// Process time for profiling: sum of the kernel and user-space CPU time.
    fn process_time(vm, /) -> f64 { seconds(vm.world.processor_ns(Processor::Process)) }
    /// Process time for profiling as nanoseconds: sum of the kernel and user-space CPU time.
    fn process_time_ns(vm, /) -> i64 { vm.world.processor_ns(Processor::Process) }
    /// Thread time for profiling: sum of the kernel and user-space CPU time.
    fn thread_time(vm, /) -> f64 { seconds(vm.world.processor_ns(Processor::Thread)) }
    /// Thread time for profiling as nanoseconds: sum of the kernel and user-space CPU time.
    fn thread_time_ns(vm, /) -> i64 { vm.world.processor_ns(Processor::Thread) }
    /// Return the time of the specified clock clk_id as a float.
    fn clock_gettime(vm, clk_id: i64, /) -> Res<f64> { Ok(seconds(clock(vm, clk_id)?)) }
    /// Return the time of the specified clock clk_id as nanoseconds (int).
    fn clock_gettime_ns(vm, clk_id: i64, /) -> Res<i64> { clock(vm, clk_id) }
    /// Return the resolution (precision) of the specified clock clk_id.
    fn clock_getres(vm, clk_id: i64, /) -> Res<f64> {
        clock(vm, clk_id)?;
        Ok(1e-9)
    }
    /// Return the clk_id of a thread's CPU time clock.
    fn pthread_getcpuclockid(vm, thread_id: i64, /) -> Res<i64> {
        if thread_id != super::thread::MAIN {
            return Err(os_error_number(vm, libc::ESRCH, None, None));
        }
        Ok(thread_clock())
    }
    /// Set the time of the specified clock clk_id.
    fn clock_settime(vm, clk_id: i64, time: Value, /) -> Res<()> {
        let seconds = duration(vm, &time)?;
        set_clock(vm, clk_id, (seconds * 1e9) as i64)
    }
    /// Set the time of the specified clock clk_id with nanoseconds.
    fn clock_settime_ns(vm, clk_id: i64, time: i64, /) -> Res<()> { set_clock(vm, clk_id, time) }
    /// Delay execution for a given number of seconds.
    fn sleep(vm, seconds: Value, /) -> Res<()> {
        let wait = duration(vm, &seconds)?;
        if wait < 0.0 {
            return Err(vm.value_error("sleep length must be non-negative"));
        }
        if wait > 9.2e9 {
            return Err(vm.overflow_error("timestamp too large to convert to C PyTime_t"));
        }
        (vm.hooks.block)(vm, wait)
    }
    /// Get information of the specified clock.
    fn get_clock_info(vm, name: Ref<StrObj>, /) -> Res {
        let (clock, monotonic, adjustable) = match name.as_str() {
            Some("time") => ("CLOCK_REALTIME", false, true),
            Some("monotonic" | "perf_counter") => ("CLOCK_MONOTONIC", true, false),
            Some("process_time") => ("CLOCK_PROCESS_CPUTIME_ID", true, false),
            Some("thread_time") => ("CLOCK_THREAD_CPUTIME_ID", true, false),
            _ => return Err(vm.value_error("unknown clock")),
        };
        let values = [
            ("implementation", vm.heap.str(&format!("clock_gettime({clock})")).into_value()),
            ("monotonic", Value::bool(monotonic)),
            ("adjustable", Value::bool(adjustable)),
            ("resolution", Value::float(1e-9)),
        ];
        super::sys::namespace(vm, &values)
    }
}

natives! { static DATE_FUNCTIONS;
    /// Convert seconds since the Epoch to a time tuple expressing UTC (a.k.a. GMT).
    fn gmtime(vm, seconds: Value = Value::None, /) -> Res {
        let unix = timestamp(vm, &seconds)?;
        let t = TimeTuple { zone: Some("GMT".into()), offset: Some(0), ..time_tuple(unix, 0) };
        Ok(to_struct(vm, &t))
    }
    /// Convert seconds since the Epoch to a time tuple expressing local time.
    fn localtime(vm, seconds: Value = Value::None, /) -> Res {
        let unix = timestamp(vm, &seconds)?;
        let t = local(vm, unix);
        Ok(to_struct(vm, &t))
    }
    /// Convert a time tuple in local time to seconds since the Epoch.
    fn mktime(vm, tuple: Value, /) -> Res<f64> {
        let g = given(vm, "mktime", &tuple)?;
        let [year, month, day, hour, minute, second, _, _, dst] = g.n;
        let as_utc = unix_from_fields(year, month, day, hour, minute, second);
        Ok(local_zone(vm).unix_from_local(as_utc, dst.signum() as i8) as f64)
    }
    /// Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'.
    fn asctime(vm, tuple: Value = Value::Undef, /) -> Res<String> {
        let t = if tuple.is_undef() {
            let now = timestamp(vm, &Value::None)?;
            local(vm, now)
        } else {
            let g = given(vm, "asctime", &tuple)?;
            checked(vm, g)?
        };
        Ok(asctime(&t))
    }
    /// Convert a time in seconds since the Epoch to a string in local time.
    fn ctime(vm, seconds: Value = Value::None, /) -> Res<String> {
        let unix = timestamp(vm, &seconds)?;
        Ok(asctime(&local(vm, unix)))
    }
    /// Convert a time tuple to a string according to a format specification.
    fn strftime(vm, format: Ref<StrObj>, tuple: Value = Value::Undef, /) -> Res {
        let t = if tuple.is_undef() {
            let now = timestamp(vm, &Value::None)?;
            local(vm, now)
        } else {
            let g = given(vm, "strftime", &tuple)?;
            let mut t = checked(vm, g)?;
            if t.zone.is_none() {
                t = with_local_zone(vm, &t);
                if t.is_dst < 0 {
                    // Nobody knows whether the zone's summer time holds: the C library names no zone then.
                    t.zone = None;
                }
            }
            t
        };
        // Directives of two bytes are replaced by words of some more.
        vm.room_for(format.byte_len().saturating_mul(16))?;
        let text = strftime(format.bytes(), &t);
        vm.new_str(text)
    }
    /// Parse a string to a time tuple according to a format specification.
    fn strptime(vm, /, *args) -> Res {
        let module = vm.import("_strptime")?;
        let name = vm.heap.intern("_strptime_time");
        vm.call_method(&module, &name, args.items())
    }
    /// Initialize, or reinitialize, the local timezone to the value stored in os.environ['TZ'].
    fn tzset(vm, /) -> Res<()> {
        *vm.extension::<Local>() = Local::default();
        let module = vm.import("time")?;
        if let Some(m) = module.cast::<crate::object::module::ModuleObj>() {
            let dict = m.dict.clone();
            zone_constants(vm, &dict);
        }
        Ok(())
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let class = struct_class(vm, &STRUCT_TIME);
    put(vm, dict, "struct_time", class.value());
    vm.extra_types.insert("time.struct_time", class);
    put_ints(vm, dict, CLOCKS);
    put_ints(vm, dict, &[("_STRUCT_TM_ITEMS", 11)]);
    zone_constants(vm, dict);
    vm.add_functions(dict, "time", CLOCK_FUNCTIONS);
    vm.add_functions(dict, "time", DATE_FUNCTIONS);
    Ok(())
}
