//! The bytes that pickles have: what `__reduce__` gives and constructors take, also as a str, which is what bytes of Python 2 become.

use crate::object::Value;
use crate::object::bytes::BytesObj;
use crate::object::calendar::moment::{Clock, Date};
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::{Ref, TypeObj};
use crate::vm::{Res, Vm};

/// What marks `fold`.
const FOLD: u8 = 128;

/// The state of so many bytes in a constructor's first argument, if it is one.
pub fn state<const N: usize>(v: &Value) -> Option<[u8; N]> {
    if let Some(b) = v.cast::<BytesObj>() {
        return b.bytes().try_into().ok();
    }
    let text = v.cast::<StrObj>()?.bytes();
    if text.len() < N || text.len() > 2 * N {
        return None;
    }
    let mut out = [0; N];
    let mut n = 0;
    for c in wtf8::code_points(text) {
        *out.get_mut(n)? = u8::try_from(c).ok()?;
        n += 1;
    }
    (n == N).then_some(out)
}

fn is_month(b: u8) -> bool {
    (1..=12).contains(&b)
}

/// A date of its state.
pub fn date(v: &Value) -> Option<Date> {
    let [a, b, month, day] = state::<4>(v)?;
    is_month(month).then(|| Date { year: u16::from_be_bytes([a, b]), month, day })
}

/// A time of its state, and `fold`.
pub fn time(v: &Value) -> Option<(Clock, bool)> {
    let s = state::<6>(v)?;
    let hour = s[0] & !FOLD;
    (hour < 24).then(|| (clock([hour, s[1], s[2], s[3], s[4], s[5]]), s[0] & FOLD != 0))
}

/// A moment of its state, and `fold`.
pub fn moment(v: &Value) -> Option<(Date, Clock, bool)> {
    let s = state::<10>(v)?;
    let month = s[2] & !FOLD;
    let date = Date { year: u16::from_be_bytes([s[0], s[1]]), month, day: s[3] };
    is_month(month).then(|| (date, clock([s[4], s[5], s[6], s[7], s[8], s[9]]), s[2] & FOLD != 0))
}

fn clock(s: [u8; 6]) -> Clock {
    let micro = u32::from_be_bytes([0, s[3], s[4], s[5]]);
    Clock { hour: s[0], minute: s[1], second: s[2], micro }
}

/// The state of a date.
pub fn of_date(d: Date) -> [u8; 4] {
    let [a, b] = d.year.to_be_bytes();
    [a, b, d.month, d.day]
}

/// The state of a time.
pub fn of_clock(c: Clock, fold: bool) -> [u8; 6] {
    let [_, a, b, d] = c.micro.to_be_bytes();
    [c.hour | if fold { FOLD } else { 0 }, c.minute, c.second, a, b, d]
}

/// The state of a moment.
pub fn of_moment(d: Date, c: Clock, fold: bool) -> [u8; 10] {
    let [a, b, month, day] = of_date(d);
    let [h, m, s, x, y, z] = of_clock(c, false);
    [a, b, month | if fold { FOLD } else { 0 }, day, h, m, s, x, y, z]
}

/// `(class, (state,))`, or with the zone.
pub fn reduced(vm: &Vm, class: Ref<TypeObj>, state: &[u8], zone: &Value) -> Value {
    let state = vm.heap.bytes_of(state).into_value();
    let args = if zone.is_none() { vm.heap.tuple([state]) } else { vm.heap.tuple([state, zone.clone()]) };
    vm.heap.tuple([class.into_value(), args.into_value()]).into_value()
}

/// The zone beside a state.
pub fn zone(vm: &mut Vm, v: &Value) -> Res {
    if v.is_undef() || v.is_none() {
        return Ok(Value::None);
    }
    if super::state::is_zone(vm, v) {
        return Ok(v.clone());
    }
    Err(vm.type_error("bad tzinfo state arg"))
}
