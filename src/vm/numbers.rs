//! Conversions between values and Rust numbers, with the special methods that CPython asks (`__index__`, `__float__`, `__int__`).

use crate::object::Value;
use crate::object::int::{as_float, as_int};
use crate::object::number::int::{Int, IntRef, arith, cmp};
use crate::object::range::SliceObj;

use super::{Res, Vm};

impl Vm {
    /// `operator.index(v)`
    pub fn to_int(&mut self, v: &Value) -> Res<Int> {
        if let Some(i) = as_int(v) {
            return Ok(i.to_int());
        }
        match self.call_special(v, &self.names.__index__, &[])? {
            Some(r) => match as_int(&r) {
                Some(i) => {
                    let i = i.to_int();
                    self.warn_of_subclass("__index__", "int", &r)?;
                    Ok(i)
                }
                None => {
                    let name = self.class_name(&r);
                    Err(self.type_error(format!("__index__ returned non-int (type {name})")))
                }
            },
            None => {
                let name = self.class_name(v);
                Err(self.type_error(format!("'{name}' object cannot be interpreted as an integer")))
            }
        }
    }

    /// The warning where a conversion gave an object of a class that derives from the one that is asked for.
    pub fn warn_of_subclass(&mut self, what: &str, base: &str, r: &Value) -> Res<()> {
        let exact = match r {
            Value::Int(_) | Value::Float(_) => true,
            Value::Obj(o) => o.header().is_exact(),
            _ => false,
        };
        if exact {
            return Ok(());
        }
        let class = self.class_name(r);
        let category = self.heap.types().deprecation_warning.clone();
        self.warn(
            &category,
            &format!(
                "{what} returned non-{base} (type {class}).  The ability to return an instance of a strict subclass of {base} is deprecated, and may be removed in a future version of Python."
            ),
            1,
        )
    }

    /// `operator.index(v)` as a value.
    pub fn to_index_value(&mut self, v: &Value) -> Res {
        let i = self.to_int(v)?;
        Ok(self.heap.int(i))
    }

    /// `operator.index(v)` within 64 bits.
    pub fn to_i64(&mut self, v: &Value) -> Res<i64> {
        if let Value::Int(i) = v {
            return Ok(*i);
        }
        match self.to_int(v)? {
            Int::Small(i) => Ok(i),
            Int::Big(_) => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
        }
    }

    /// `operator.index(v)`, within 32 bits: what CPython reads as an `int` of C.
    pub fn to_i32(&mut self, v: &Value) -> Res<i32> {
        let i = match self.to_int(v)? {
            Int::Small(i) => i32::try_from(i).ok(),
            Int::Big(_) => None,
        };
        i.ok_or_else(|| self.overflow_error("Python int too large to convert to C int"))
    }

    /// An index, cut to 64 bits (slices).
    pub fn clamp_index(&mut self, v: &Value) -> Res<i64> {
        match self.to_int(v) {
            Ok(Int::Small(i)) => Ok(i),
            Ok(big) => Ok(if big.as_ref().is_negative() { i64::MIN } else { i64::MAX }),
            Err(e) => {
                let t = self.heap.types();
                if self.raised_is(&e, &t.type_error)
                    && self.lookup_special(v, &self.names.__index__).is_none()
                {
                    drop(self.take_raised(e));
                    return Err(
                        self.type_error("slice indices must be integers or None or have an __index__ method")
                    );
                }
                Err(e)
            }
        }
    }

    /// A real number as a float: `__float__`, then `__index__`.
    pub fn to_f64(&mut self, v: &Value) -> Res<f64> {
        if let Some(x) = as_float(v) {
            return Ok(x);
        }
        if as_int(v).is_some() && !self.has_own_float(v) {
            return self.number_as_f64(v);
        }
        if let Some(r) = self.call_special(v, &self.names.__float__, &[])? {
            return match as_float(&r) {
                Some(x) => {
                    if !matches!(r, Value::Float(_)) {
                        let what = format!("{}.__float__", self.class_name(v));
                        self.warn_of_subclass(&what, "float", &r)?;
                    }
                    Ok(x)
                }
                None => {
                    let (name, what) = (self.class_name(&r), self.class_name(v));
                    Err(self.type_error(format!("{what}.__float__ returned non-float (type {name})")))
                }
            };
        }
        if self.lookup_special(v, &self.names.__index__).is_some() {
            let i = self.to_int(v)?;
            return arith::to_float(i.as_ref()).map_err(|e| self.text_error(e));
        }
        let name = self.class_name(v);
        Err(self.type_error(format!("must be real number, not {name}")))
    }

    /// What floats and complex numbers calculate with: an int's value, whatever its class says.
    pub(super) fn number_as_f64(&mut self, v: &Value) -> Res<f64> {
        match as_int(v) {
            Some(IntRef::Small(i)) => Ok(i as f64),
            Some(big) => arith::to_float(big).map_err(|e| self.text_error(e)),
            None => self.to_f64(v),
        }
    }

    /// Whether an int is of a class that has a `__float__` of its own.
    pub fn has_own_float(&self, v: &Value) -> bool {
        if v.as_obj().is_none_or(|o| o.header().is_exact()) {
            return false;
        }
        let plain = self.types().int.lookup(&self.names.__float__);
        let own = self.class_ref(v).lookup(&self.names.__float__);
        !plain.zip(own).is_some_and(|(plain, own)| plain.is(&own))
    }

    /// The bounds of a slice over `len` items: start, stop, step, and how many items that is. Where script code may change the length (`__index__`
    /// runs here), ask `slice_parts` first and for the length then.
    pub fn slice_indices(&mut self, s: &SliceObj, len: usize) -> Res<(i64, i64, i64, usize)> {
        Ok(self.slice_parts(s)?.within(len))
    }

    /// What a slice says, as integers.
    pub fn slice_parts(&mut self, s: &SliceObj) -> Res<SliceParts> {
        let step = if s.step.is_none() { 1 } else { self.clamp_index(&s.step)?.max(-i64::MAX) };
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let start = if s.start.is_none() { None } else { Some(self.clamp_index(&s.start)?) };
        let stop = if s.stop.is_none() { None } else { Some(self.clamp_index(&s.stop)?) };
        Ok(SliceParts { start, stop, step })
    }

    /// Where a slice of a sequence of any length begins and ends (clipped), and its step.
    pub fn slice_bounds(&mut self, s: &SliceObj, len: IntRef<'_>) -> Res<(Int, Int, Int)> {
        let step = self.slice_part(&s.step)?.unwrap_or(Int::Small(1));
        if step.as_ref().is_zero() {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let down = step.as_ref().is_negative();
        let one = IntRef::Small(1);
        let (low, high) =
            if down { (Int::Small(-1), arith::sub(len, one)) } else { (Int::Small(0), len.to_int()) };
        let clip = |v: Option<Int>, default: &Int| -> Int {
            let Some(v) = v else { return default.clone() };
            let v = if v.as_ref().is_negative() { arith::add(v.as_ref(), len) } else { v };
            if cmp(v.as_ref(), low.as_ref()).is_lt() {
                low.clone()
            } else if cmp(v.as_ref(), high.as_ref()).is_gt() {
                high.clone()
            } else {
                v
            }
        };
        let start = clip(self.slice_part(&s.start)?, if down { &high } else { &low });
        let stop = clip(self.slice_part(&s.stop)?, if down { &low } else { &high });
        Ok((start, stop, step))
    }

    /// A part of a slice as an int of any size; None stands for None.
    fn slice_part(&mut self, v: &Value) -> Res<Option<Int>> {
        if v.is_none() {
            return Ok(None);
        }
        if as_int(v).is_none() && self.lookup_special(v, &self.names.__index__).is_none() {
            let text = "slice indices must be integers or None or have an __index__ method";
            return Err(self.type_error(text));
        }
        self.to_int(v).map(Some)
    }

    /// An index into `len` items, counted from the end if negative; None if outside.
    pub fn item_index(&self, i: i64, len: usize) -> Option<usize> {
        let i = if i < 0 { i.checked_add(len as i64)? } else { i };
        usize::try_from(i).ok().filter(|i| *i < len)
    }
}

/// Start, stop and step of a slice: numbers that know no length yet.
#[derive(Clone, Copy)]
pub struct SliceParts {
    start: Option<i64>,
    stop: Option<i64>,
    step: i64,
}

impl SliceParts {
    /// Of bounds that are small integers or None.
    #[inline]
    pub(super) fn plain(start: &Value, stop: &Value) -> Option<SliceParts> {
        let bound = |v: &Value| match v {
            Value::None => Some(None),
            Value::Int(i) => Some(Some(*i)),
            _ => None,
        };
        Some(SliceParts { start: bound(start)?, stop: bound(stop)?, step: 1 })
    }

    /// The bounds over `len` items: start, stop, step, and how many items that is.
    pub fn within(self, len: usize) -> (i64, i64, i64, usize) {
        let (len, step) = (len as i64, self.step);
        let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let fix = |i: i64| if i < 0 { i.saturating_add(len).max(low) } else { i.min(high) };
        let (first, last) = if step < 0 { (high, low) } else { (low, high) };
        let (start, stop) = (self.start.map_or(first, fix), self.stop.map_or(last, fix));
        let count = if step > 0 && start < stop {
            (stop - start - 1) / step + 1
        } else if step < 0 && start > stop {
            (start - stop - 1) / -step + 1
        } else {
            0
        };
        (start, stop, step, count as usize)
    }
}

/// `x // y` within 64 bits; None where the slow way must look (zero, overflow).
#[inline(always)]
pub(super) fn floor_div(x: i64, y: i64) -> Option<i64> {
    if y == 0 {
        return None;
    }
    let q = x.checked_div(y)?;
    Some(if (x % y != 0) && ((x < 0) != (y < 0)) { q - 1 } else { q })
}

/// `x % y` with the sign of y; None for zero.
#[inline(always)]
pub(super) fn floor_mod(x: i64, y: i64) -> Option<i64> {
    if y == 0 {
        return None;
    }
    let r = x.checked_rem(y)?;
    Some(if r != 0 && ((r < 0) != (y < 0)) { r + y } else { r })
}

/// `x << n`; None where bits are lost.
#[inline(always)]
pub(super) fn shift_left(x: i64, n: i64) -> Option<i64> {
    if !(0..62).contains(&n) {
        return None;
    }
    let z = x << n;
    if z >> n == x { Some(z) } else { None }
}
