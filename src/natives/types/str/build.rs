//! Methods of `str` that build longer texts: join, padding, tabs.

use crate::natives;
use crate::natives::types::support::{is_exact, lift};
use crate::object::buffer;
use crate::object::list::ListObj;
use crate::object::str::{INLINE, StrObj};
use crate::object::text::pad::{self, Place};
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::native::{ArgAt, FromArg};
use crate::vm::{Res, Vm};

use super::{is_exact_str, same_or_new};

/// The fill character of `center` and its kin.
pub struct Fill(Vec<u8>);

impl FromArg for Fill {
    fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<Fill> {
        match v.cast::<StrObj>() {
            Some(s) if s.char_len() == 1 => Ok(Fill(s.bytes().to_vec())),
            Some(_) => Err(vm.type_error("The fill character must be exactly one character long")),
            None => {
                let class = vm.class_name(&v);
                Err(vm.type_error(format!("The fill character must be a unicode character, not {class}")))
            }
        }
    }
}

natives! { pub static METHODS;
    /// Concatenate any number of strings.
    ///
    /// The string whose method is called is inserted in between each given string.
    /// The result is returned as a new string.
    ///
    /// Example: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs'
    fn join(vm, this: Ref<StrObj>, iterable: Value, /) -> Res { join(vm, &this, &iterable) }

    /// Return a centered string of length width.
    ///
    /// Padding is done using the specified fill character (default is a space).
    ///
    /// >>> "a".center(3, "*")
    /// '*a*'
    fn center(vm, this: Ref<StrObj>, width: i64, fillchar: Fill = Fill(vec![b' ']), /) -> Res { padded(vm, this, width, &fillchar, Place::Center) }
    /// Return a left-justified string of length width.
    ///
    /// Padding is done using the specified fill character (default is a space).
    fn ljust(vm, this: Ref<StrObj>, width: i64, fillchar: Fill = Fill(vec![b' ']), /) -> Res { padded(vm, this, width, &fillchar, Place::Left) }
    /// Return a right-justified string of length width.
    ///
    /// Padding is done using the specified fill character (default is a space).
    fn rjust(vm, this: Ref<StrObj>, width: i64, fillchar: Fill = Fill(vec![b' ']), /) -> Res { padded(vm, this, width, &fillchar, Place::Right) }
    /// Pad a numeric string with zeros on the left, to fill a field of the given width.
    ///
    /// The string is never truncated.
    fn zfill(vm, this: Ref<StrObj>, width: i64, /) -> Res {
        let r = pad::zfill(this.bytes(), this.char_len(), width);
        let r = lift(vm, r)?;
        same_or_new(vm, this, r)
    }
    /// Return a copy where all tab characters are expanded using spaces.
    ///
    /// If tabsize is not given, a tab size of 8 characters is assumed.
    fn expandtabs(vm, this: Ref<StrObj>, /, tabsize: i64 = 8) -> Res {
        if !this.bytes().contains(&b'\t') {
            return same_or_new(vm, this, None);
        }
        let r = pad::expand_tabs(this.bytes(), tabsize, true);
        let r = lift(vm, r)?;
        same_or_new(vm, this, Some(r))
    }
}

fn padded(vm: &mut Vm, this: Ref<StrObj>, width: i64, fill: &Fill, place: Place) -> Res {
    let r = pad::pad(this.bytes(), this.char_len(), width, &fill.0, place);
    let r = lift(vm, r)?;
    same_or_new(vm, this, r)
}

fn join(vm: &mut Vm, this: &Ref<StrObj>, iterable: &Value) -> Res {
    if let Some(t) = iterable.cast::<TupleObj>().filter(|_| is_exact(iterable)) {
        return join_items(vm, this, t.items());
    }
    if let Some(l) = iterable.cast::<ListObj>().filter(|_| is_exact(iterable)) {
        // Nobody changes the list meanwhile: no method of an item is called.
        return join_items(vm, this, &l.borrow());
    }
    let items = vm.collect_sequence_or(iterable, "can only join an iterable")?;
    join_items(vm, this, &items)
}

fn join_items(vm: &mut Vm, this: &Ref<StrObj>, items: &[Value]) -> Res {
    if let [only] = items
        && is_exact_str(only)
    {
        return Ok(only.clone());
    }
    let between = this.bytes();
    let mut size = between.len() * items.len().saturating_sub(1);
    for (i, v) in items.iter().enumerate() {
        match v.cast::<StrObj>() {
            Some(s) => size += s.byte_len(),
            None => {
                let class = vm.class_name(v);
                return Err(vm.type_error(format!("sequence item {i}: expected str instance, {class} found")));
            }
        }
    }
    let texts = items.iter().filter_map(|v| Some(v.cast::<StrObj>()?.bytes()));
    if (2..=INLINE).contains(&size) {
        let written = vm.heap.str_written(size, |out| {
            let mut at = 0;
            for (i, text) in texts.enumerate() {
                if i > 0 {
                    out[at..at + between.len()].copy_from_slice(between);
                    at += between.len();
                }
                out[at..at + text.len()].copy_from_slice(text);
                at += text.len();
            }
        });
        return Ok(written.into_value());
    }
    let mut out = lift(vm, buffer::with_room(size))?;
    for (i, text) in texts.enumerate() {
        if i > 0 {
            out.extend_from_slice(between);
        }
        out.extend_from_slice(text);
    }
    vm.new_str(out)
}
