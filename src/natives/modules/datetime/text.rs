//! Texts of dates and times: digits in a buffer of fixed size, which is enough for all of them.

use crate::object::Value;
use crate::object::calendar::moment::{Clock, Date, Delta};
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj};
use crate::vm::{Res, Vm};

/// A text of at most 100 bytes.
pub struct Line {
    data: [u8; 100],
    len: usize,
}

impl Line {
    /// Nothing yet.
    #[inline]
    pub fn empty() -> Line {
        Line { data: [0; 100], len: 0 }
    }

    /// One byte more.
    #[inline]
    pub fn push(&mut self, b: u8) {
        if let Some(slot) = self.data.get_mut(self.len) {
            *slot = b;
            self.len += 1;
        }
    }

    /// Some bytes more.
    pub fn text(&mut self, s: &[u8]) {
        s.iter().for_each(|b| self.push(*b));
    }

    /// A number of so many digits.
    #[inline]
    pub fn digits(&mut self, n: u32, width: usize) {
        let mut width = width;
        // Out of a pickle a field may have one digit more than it should.
        while width < 10 && n >= 10_u32.pow(width as u32) {
            width += 1;
        }
        let (mut n, end) = (n, self.len + width);
        if end > self.data.len() {
            return;
        }
        for slot in self.data[self.len..end].iter_mut().rev() {
            *slot = b'0' + (n % 10) as u8;
            n /= 10;
        }
        self.len = end;
    }

    /// `YYYY-MM-DD`
    #[inline]
    pub fn date(&mut self, d: Date) {
        self.digits(d.year.into(), 4);
        self.push(b'-');
        self.digits(d.month.into(), 2);
        self.push(b'-');
        self.digits(d.day.into(), 2);
    }

    /// `HH:MM:SS.ffffff`, as far as asked.
    pub fn clock(&mut self, c: Clock, spec: Precision) {
        self.digits(c.hour.into(), 2);
        let spec = match spec {
            Precision::Auto if c.micro == 0 => Precision::Seconds,
            Precision::Auto => Precision::Micros,
            s => s,
        };
        if spec == Precision::Hours {
            return;
        }
        self.push(b':');
        self.digits(c.minute.into(), 2);
        if spec == Precision::Minutes {
            return;
        }
        self.push(b':');
        self.digits(c.second.into(), 2);
        match spec {
            Precision::Millis => {
                self.push(b'.');
                self.digits(c.micro / 1000, 3);
            }
            Precision::Micros => {
                self.push(b'.');
                self.digits(c.micro, 6);
            }
            _ => {}
        }
    }

    /// `+HH:MM[:SS[.ffffff]]` with another separator, or none.
    pub fn offset(&mut self, d: Delta, separator: &[u8]) {
        let (west, seconds, micros) = d.as_offset();
        let s = seconds as u32;
        self.push(if west { b'-' } else { b'+' });
        self.digits(s / 3600, 2);
        self.text(separator);
        self.digits(s / 60 % 60, 2);
        if !s.is_multiple_of(60) || micros != 0 {
            self.text(separator);
            self.digits(s % 60, 2);
        }
        if micros != 0 {
            self.push(b'.');
            self.digits(micros as u32, 6);
        }
    }

    /// What is written.
    #[inline]
    pub fn bytes(&self) -> &[u8] {
        &self.data[..self.len]
    }

    /// The same as a str.
    #[inline]
    pub fn to_str(&self, vm: &Vm) -> Value {
        vm.heap.str_bytes(self.bytes()).into_value()
    }
}

/// `timespec`
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    Auto,
    Hours,
    Minutes,
    Seconds,
    Millis,
    Micros,
}

/// Reads `timespec`, argument number `place` of `isoformat`.
pub fn precision(vm: &mut Vm, v: &Value, place: usize) -> Res<Precision> {
    if v.is_undef() {
        return Ok(Precision::Auto);
    }
    let Some(s) = v.cast::<StrObj>() else {
        let what = vm.class_name(v);
        return Err(vm.type_error(format!("isoformat() argument {place} must be str, not {what}")));
    };
    match s.bytes() {
        b"auto" => Ok(Precision::Auto),
        b"hours" => Ok(Precision::Hours),
        b"minutes" => Ok(Precision::Minutes),
        b"seconds" => Ok(Precision::Seconds),
        b"milliseconds" => Ok(Precision::Millis),
        b"microseconds" => Ok(Precision::Micros),
        _ => Err(vm.value_error("Unknown timespec value")),
    }
}

/// The class's name as reprs have it: with the module, if it is none of the script's.
pub fn class_text(vm: &Vm, class: &Ref<TypeObj>) -> String {
    if class.is_heap_type() { class.name_text() } else { vm.full_name(class) }
}

/// `tzinfo=.., fold=1` behind the numbers of a repr, in either order.
pub fn tail(vm: &mut Vm, zone: &Value, fold: bool, fold_first: bool) -> Res<String> {
    let fold = if fold { ", fold=1" } else { "" };
    let zone = if zone.is_none() { String::new() } else { format!(", tzinfo={}", vm.repr(zone)?.to_text()) };
    Ok(if fold_first { format!("{fold}{zone}") } else { format!("{zone}{fold}") })
}

/// `Sat Feb  3 00:00:00 0001`
pub fn ctime(vm: &Vm, d: Date, c: Clock) -> Value {
    use crate::object::calendar::{MONTHS, WEEKDAYS};
    let mut out = Line::empty();
    out.text(&WEEKDAYS[usize::from(d.weekday())].as_bytes()[..3]);
    out.push(b' ');
    out.text(&MONTHS[(usize::from(d.month) + 11) % 12].as_bytes()[..3]);
    out.push(b' ');
    if d.day < 10 {
        out.push(b' ');
    }
    out.digits(d.day.into(), 1);
    out.push(b' ');
    out.clock(c, Precision::Seconds);
    out.push(b' ');
    out.digits(d.year.into(), 4);
    out.to_str(vm)
}
