//! The methods of `bytes` and `bytearray` that str has too.

use crate::natives;
use crate::natives::types::support::{
    BytesLike, Position, bytes_if_any, bytes_like, is_exact, lift, try_bytes,
};
use crate::object::buffer;
use crate::object::bytes::{BytesObj, Export, data_of, with_bytes};
use crate::object::int::as_int;
use crate::object::list::ListObj;
use crate::object::text::pad::{self, Place};
use crate::object::text::{bytes as data, find, split, strip};
use crate::object::tuple::TupleObj;
use crate::object::{Kind, Ref, Value};
use crate::vm::{Res, Vm};

use super::like;

/// The receiver's data. That of a bytearray is copied: script code may change it meanwhile.
enum Data {
    Shared(Ref<BytesObj>),
    Copied(Vec<u8>),
}

impl std::ops::Deref for Data {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Data::Shared(b) => b.bytes(),
            Data::Copied(d) => d,
        }
    }
}

fn of(vm: &mut Vm, this: &Value) -> Res<Data> {
    // The copy, and a result as long as it.
    vm.room_for(vm.builtin_len(this).unwrap_or(0) * 2)?;
    Ok(match this.to_ref::<BytesObj>() {
        Some(b) => Data::Shared(b),
        None => Data::Copied(data_of(this).unwrap_or_default()),
    })
}

natives! { pub static METHODS;
    /// Return a copy of B with all ASCII characters converted to lowercase.
    fn lower(vm, this: Value, /) -> Res { let d = of(vm, &this)?.to_ascii_lowercase(); Ok(like(vm, &this, d)) }
    /// Return a copy of B with all ASCII characters converted to uppercase.
    fn upper(vm, this: Value, /) -> Res { let d = of(vm, &this)?.to_ascii_uppercase(); Ok(like(vm, &this, d)) }
    /// Return a copy of B with only its first character capitalized (ASCII) and the rest lower-cased.
    fn capitalize(vm, this: Value, /) -> Res { let d = data::capitalize(&of(vm, &this)?); Ok(like(vm, &this, d)) }
    /// Return a titlecased version of B, i.e. ASCII words start with uppercase characters, all remaining cased characters have lowercase.
    fn title(vm, this: Value, /) -> Res { let d = data::title(&of(vm, &this)?); Ok(like(vm, &this, d)) }
    /// Return a copy of B with uppercase ASCII characters converted to lowercase ASCII and vice versa.
    fn swapcase(vm, this: Value, /) -> Res { let d = data::swapcase(&of(vm, &this)?); Ok(like(vm, &this, d)) }
    /// Return True if all characters in B are alphabetic and there is at least one character in B, False otherwise.
    fn isalpha(vm, this: Value, /) -> Res<bool> { Ok(data::is_alpha(&of(vm, &this)?)) }
    /// Return True if all characters in B are alphanumeric and there is at least one character in B, False otherwise.
    fn isalnum(vm, this: Value, /) -> Res<bool> { Ok(data::is_alnum(&of(vm, &this)?)) }
    /// Return True if B is empty or all characters in B are ASCII, False otherwise.
    fn isascii(vm, this: Value, /) -> Res<bool> { Ok(of(vm, &this)?.is_ascii()) }
    /// Return True if all characters in B are digits and there is at least one character in B, False otherwise.
    fn isdigit(vm, this: Value, /) -> Res<bool> { Ok(data::is_digit(&of(vm, &this)?)) }
    /// Return True if all cased characters in B are lowercase and there is at least one cased character in B, False otherwise.
    fn islower(vm, this: Value, /) -> Res<bool> { Ok(data::is_lower(&of(vm, &this)?)) }
    /// Return True if all cased characters in B are uppercase and there is at least one cased character in B, False otherwise.
    fn isupper(vm, this: Value, /) -> Res<bool> { Ok(data::is_upper(&of(vm, &this)?)) }
    /// Return True if all characters in B are whitespace and there is at least one character in B, False otherwise.
    fn isspace(vm, this: Value, /) -> Res<bool> { Ok(data::is_space(&of(vm, &this)?)) }
    /// Return True if B is a titlecased string and there is at least one character in B, False otherwise.
    fn istitle(vm, this: Value, /) -> Res<bool> { Ok(data::is_title(&of(vm, &this)?)) }

    /// Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].
    ///
    ///   start
    ///     Optional start position. Default: start of the bytes.
    ///   end
    ///     Optional stop position. Default: end of the bytes.
    ///
    /// Return -1 on failure.
    fn find(vm, this: Value, sub: Value, start: Option<Position> = None, end: Option<Position> = None, /) -> Res<i64> {
        Ok(locate(vm, &this, &sub, start, end, false)?.map_or(-1, |i| i as i64))
    }
    /// Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].
    ///
    /// Return -1 on failure.
    fn rfind(vm, this: Value, sub: Value, start: Option<Position> = None, end: Option<Position> = None, /) -> Res<i64> {
        Ok(locate(vm, &this, &sub, start, end, true)?.map_or(-1, |i| i as i64))
    }
    /// Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].
    ///
    /// Raise ValueError if the subsection is not found.
    fn index(vm, this: Value, sub: Value, start: Option<Position> = None, end: Option<Position> = None, /) -> Res<usize> {
        let r = locate(vm, &this, &sub, start, end, false)?;
        r.ok_or_else(|| vm.value_error("subsection not found"))
    }
    /// Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].
    ///
    /// Raise ValueError if the subsection is not found.
    fn rindex(vm, this: Value, sub: Value, start: Option<Position> = None, end: Option<Position> = None, /) -> Res<usize> {
        let r = locate(vm, &this, &sub, start, end, true)?;
        r.ok_or_else(|| vm.value_error("subsection not found"))
    }
    /// Return the number of non-overlapping occurrences of subsection 'sub' in bytes B[start:end].
    fn count(vm, this: Value, sub: Value, start: Option<Position> = None, end: Option<Position> = None, /) -> Res<usize> {
        let _held = Export::of(&this);
        let needle = needle(vm, &sub)?;
        let d = of(vm, &this)?;
        let (a, b) = find::clamp(start.map_or(0, |p| p.0), end.map_or(i64::MAX, |p| p.0), d.len());
        Ok(if a > b { 0 } else { find::count(&d, &needle, a, b, false) })
    }
    /// Return True if the bytes starts with the specified prefix, False otherwise.
    ///
    ///   prefix
    ///     A bytes or a tuple of bytes to try.
    ///   start
    ///     Optional start position. Default: start of the bytes.
    ///   end
    ///     Optional stop position. Default: end of the bytes.
    fn startswith(vm, this: Value, prefix: Value, start: Option<Position> = None, end: Option<Position> = None, /) -> Res<bool> {
        affix(vm, "startswith", &this, &prefix, start, end, find::starts_with)
    }
    /// Return True if the bytes ends with the specified suffix, False otherwise.
    fn endswith(vm, this: Value, suffix: Value, start: Option<Position> = None, end: Option<Position> = None, /) -> Res<bool> {
        affix(vm, "endswith", &this, &suffix, start, end, find::ends_with)
    }
    /// Return a copy with all occurrences of substring old replaced by new.
    ///
    ///   count
    ///     Maximum number of occurrences to replace.
    ///     -1 (the default value) means replace all occurrences.
    fn replace(vm, this: Value, old: BytesLike, new: BytesLike, count: i64 = -1, /) -> Res {
        let d = of(vm, &this)?;
        let replaced = find::replace(&d, &old.0, &new.0, count, false);
        let replaced = lift(vm, replaced)?;
        same_or_like(vm, &this, replaced)
    }
    /// Return a list of the sections in the bytes, using sep as the delimiter.
    ///
    ///   sep
    ///     The delimiter according which to split the bytes.
    ///     None (the default value) means split on ASCII whitespace characters
    ///     (space, tab, return, newline, formfeed, vertical tab).
    ///   maxsplit
    ///     Maximum number of splits to do.
    ///     -1 (the default value) means no limit.
    fn split(vm, this: Value, /, sep: Value = Value::None, maxsplit: i64 = -1) -> Res {
        let d = of(vm, &this)?;
        let parts = if sep.is_none() {
            lift(vm, split::split_whitespace(&d, maxsplit, false))?
        } else {
            let sep = bytes_like(vm, &sep)?;
            let r = split::split(&d, &sep, maxsplit);
            lift(vm, r)?
        };
        list_of(vm, &this, &parts)
    }
    /// Return a list of the sections in the bytes, using sep as the delimiter.
    ///
    /// Splitting is done starting at the end of the bytes and working to the front.
    fn rsplit(vm, this: Value, /, sep: Value = Value::None, maxsplit: i64 = -1) -> Res {
        let d = of(vm, &this)?;
        let parts = if sep.is_none() {
            lift(vm, split::rsplit_whitespace(&d, maxsplit, false))?
        } else {
            let sep = bytes_like(vm, &sep)?;
            let r = split::rsplit(&d, &sep, maxsplit);
            lift(vm, r)?
        };
        list_of(vm, &this, &parts)
    }
    /// Return a list of the lines in the bytes, breaking at line boundaries.
    ///
    /// Line breaks are not included in the resulting list unless keepends is given and
    /// true.
    fn splitlines(vm, this: Value, /, keepends: bool = false) -> Res {
        let d = of(vm, &this)?;
        let parts = lift(vm, split::split_lines(&d, keepends, false))?;
        list_of(vm, &this, &parts)
    }
    /// Partition the bytes into three parts using the given separator.
    fn partition(vm, this: Value, sep: BytesLike, /) -> Res {
        let d = of(vm, &this)?;
        let (a, b, c) = lift(vm, split::partition(&d, &sep.0))?;
        vm.room_for(d.len())?;
        Ok(vm.heap.tuple([a, b, c].map(|p| like(vm, &this, p.to_vec()))).into_value())
    }
    /// Partition the bytes into three parts using the given separator.
    ///
    /// This will search for the separator sep in the bytes, starting at the end.
    fn rpartition(vm, this: Value, sep: BytesLike, /) -> Res {
        let d = of(vm, &this)?;
        let (a, b, c) = lift(vm, split::rpartition(&d, &sep.0))?;
        vm.room_for(d.len())?;
        Ok(vm.heap.tuple([a, b, c].map(|p| like(vm, &this, p.to_vec()))).into_value())
    }
    /// Strip leading and trailing bytes contained in the argument.
    ///
    /// If the argument is omitted or None, strip leading and trailing ASCII whitespace.
    fn strip(vm, this: Value, bytes: Value = Value::None, /) -> Res { stripped(vm, &this, &bytes, strip::Ends::Both) }
    /// Strip leading bytes contained in the argument.
    ///
    /// If the argument is omitted or None, strip leading  ASCII whitespace.
    fn lstrip(vm, this: Value, bytes: Value = Value::None, /) -> Res { stripped(vm, &this, &bytes, strip::Ends::Left) }
    /// Strip trailing bytes contained in the argument.
    ///
    /// If the argument is omitted or None, strip trailing ASCII whitespace.
    fn rstrip(vm, this: Value, bytes: Value = Value::None, /) -> Res { stripped(vm, &this, &bytes, strip::Ends::Right) }
    /// Return a bytes object with the given prefix string removed if present.
    fn removeprefix(vm, this: Value, prefix: BytesLike, /) -> Res { let d = of(vm, &this)?; part(vm, &this, strip::remove_prefix(&d, &prefix.0)) }
    /// Return a bytes object with the given suffix string removed if present.
    fn removesuffix(vm, this: Value, suffix: BytesLike, /) -> Res { let d = of(vm, &this)?; part(vm, &this, strip::remove_suffix(&d, &suffix.0)) }

    /// Concatenate any number of bytes objects.
    ///
    /// The bytes whose method is called is inserted in between each pair.
    ///
    /// The result is returned as a new bytes object.
    ///
    /// Example: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'.
    fn join(vm, this: Value, iterable_of_bytes: Value, /) -> Res { join(vm, &this, &iterable_of_bytes) }
    /// Return a centered string of length width.
    ///
    /// Padding is done using the specified fill character.
    fn center(vm, this: Value, width: i64, fillchar: Value = Value::Undef, /) -> Res { padded(vm, "center", &this, width, &fillchar, Place::Center) }
    /// Return a left-justified string of length width.
    ///
    /// Padding is done using the specified fill character.
    fn ljust(vm, this: Value, width: i64, fillchar: Value = Value::Undef, /) -> Res { padded(vm, "ljust", &this, width, &fillchar, Place::Left) }
    /// Return a right-justified string of length width.
    ///
    /// Padding is done using the specified fill character.
    fn rjust(vm, this: Value, width: i64, fillchar: Value = Value::Undef, /) -> Res { padded(vm, "rjust", &this, width, &fillchar, Place::Right) }
    /// Pad a numeric string with zeros on the left, to fill a field of the given width.
    ///
    /// The original string is never truncated.
    fn zfill(vm, this: Value, width: i64, /) -> Res {
        let d = of(vm, &this)?;
        let r = lift(vm, pad::zfill(&d, d.len(), width))?;
        same_or_like(vm, &this, r)
    }
    /// Return a copy where all tab characters are expanded using spaces.
    ///
    /// If tabsize is not given, a tab size of 8 characters is assumed.
    fn expandtabs(vm, this: Value, /, tabsize: i64 = 8) -> Res {
        let d = { let d = of(vm, &this)?; lift(vm, pad::expand_tabs(&d, tabsize, false))? };
        Ok(like(vm, &this, d))
    }
    /// Return a copy with each character mapped by the given translation table.
    ///
    ///   table
    ///     Translation table, which must be a bytes object of length 256.
    ///
    /// All characters occurring in the optional argument delete are removed.
    /// The remaining characters are mapped through the given translation table.
    fn translate(vm, this: Value, table: Value, /, delete: Value = Value::Undef) -> Res {
        let table = if table.is_none() { None } else { Some(bytes_like(vm, &table)?) };
        if table.as_ref().is_some_and(|t| t.len() != 256) {
            return Err(vm.value_error("translation table must be 256 characters long"));
        }
        let delete = if delete.is_undef() { Vec::new() } else { bytes_like(vm, &delete)? };
        let d = { let d = of(vm, &this)?; lift(vm, data::translate(&d, table.as_deref(), &delete))? };
        Ok(like(vm, &this, d))
    }
    /// Create a string of hexadecimal numbers from a bytes object.
    ///
    ///   sep
    ///     An optional single character or byte to separate hex bytes.
    ///   bytes_per_sep
    ///     How many bytes between separators.  Positive values count from the
    ///     right, negative values count from the left.
    ///
    /// >>> b'\xb9\x01\xef'.hex(':')
    /// 'b9:01:ef'
    fn hex(vm, this: Value, /, sep: Value = Value::Undef, bytes_per_sep: i64 = 1) -> Res<String> {
        let _held = Export::of(&this);
        let d = of(vm, &this)?;
        super::super::hex::hex(vm, &d, &sep, bytes_per_sep)
    }
}

/// What is searched for: a byte or bytes.
fn needle(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    if let Some(b) = try_bytes(vm, v)? {
        return Ok(b);
    }
    if as_int(v).is_some() || vm.lookup_special(v, &vm.names.__index__).is_some() {
        return match vm.to_int(v)?.as_ref().to_i64().and_then(|i| u8::try_from(i).ok()) {
            Some(b) => Ok(vec![b]),
            None => Err(vm.value_error("byte must be in range(0, 256)")),
        };
    }
    let what = vm.class_name(v);
    Err(vm.type_error(format!("argument should be integer or bytes-like object, not '{what}'")))
}

fn locate(
    vm: &mut Vm,
    this: &Value,
    sub: &Value,
    start: Option<Position>,
    end: Option<Position>,
    last: bool,
) -> Res<Option<usize>> {
    let _held = Export::of(this);
    let needle = needle(vm, sub)?;
    let look = |d: &[u8]| {
        let (a, b) = find::clamp(start.map_or(0, |p| p.0), end.map_or(i64::MAX, |p| p.0), d.len());
        let search = if last { find::rfind } else { find::find };
        if a > b { None } else { search(d, &needle, a, b) }
    };
    Ok(with_bytes(this, look).flatten())
}

fn affix(
    vm: &mut Vm,
    name: &str,
    this: &Value,
    wanted: &Value,
    start: Option<Position>,
    end: Option<Position>,
    test: fn(&[u8], &[u8], usize, usize) -> bool,
) -> Res<bool> {
    let has = |part: &[u8]| {
        let look = |d: &[u8]| {
            let (a, b) = find::clamp(start.map_or(0, |p| p.0), end.map_or(i64::MAX, |p| p.0), d.len());
            a <= b && test(d, part, a, b)
        };
        with_bytes(this, look).unwrap_or(false)
    };
    if let Some(t) = wanted.cast::<TupleObj>() {
        for v in t.items() {
            let part = bytes_like(vm, v)?;
            if has(&part) {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    match try_bytes(vm, wanted)? {
        Some(part) => Ok(has(&part)),
        None => {
            let what = vm.class_name(wanted);
            Err(vm.type_error(format!("{name} first arg must be bytes or a tuple of bytes, not {what}")))
        }
    }
}

fn list_of(vm: &mut Vm, this: &Value, parts: &[&[u8]]) -> Res {
    let mut items = lift(vm, buffer::with_room(parts.len()))?;
    for part in parts {
        if vm.needs_attention() {
            vm.look_at_memory()?;
        }
        let copy = vm.granted(buffer::copied(part))?;
        items.push(like(vm, this, copy));
    }
    Ok(vm.heap.list(items).into_value())
}

fn stripped(vm: &mut Vm, this: &Value, set: &Value, ends: strip::Ends) -> Res {
    let set = if set.is_none() { None } else { Some(bytes_like(vm, set)?) };
    let d = of(vm, this)?;
    part(vm, this, strip::strip_bytes(&d, ends, set.as_deref()))
}

/// New data, or none where nothing changed: bytes are then their own result.
fn same_or_like(vm: &mut Vm, this: &Value, changed: Option<Vec<u8>>) -> Res {
    Ok(match changed {
        Some(d) => like(vm, this, d),
        None if this.kind() == Some(Kind::Bytes) && is_exact(this) => this.clone(),
        None => {
            let d = of(vm, this)?.to_vec();
            like(vm, this, d)
        }
    })
}

/// A part of the data; all of it is no change.
fn part(vm: &mut Vm, this: &Value, part: &[u8]) -> Res {
    let all = vm.builtin_len(this) == Some(part.len());
    vm.room_for(part.len())?;
    same_or_like(vm, this, if all { None } else { Some(part.to_vec()) })
}

fn padded(vm: &mut Vm, name: &str, this: &Value, width: i64, fill: &Value, place: Place) -> Res {
    let fill = match fill {
        Value::Undef => vec![b' '],
        v => match data_of(v) {
            Some(b) if b.len() == 1 => b,
            _ => {
                let what = vm.class_name(v);
                return Err(vm.type_error(format!(
                    "{name}() argument 2 must be a byte string of length 1, not {what}"
                )));
            }
        },
    };
    let d = of(vm, this)?;
    let r = lift(vm, pad::pad(&d, d.len(), width, &fill, place))?;
    same_or_like(vm, this, r)
}

fn join(vm: &mut Vm, this: &Value, iterable: &Value) -> Res {
    let _held = Export::of(this);
    let items = vm.collect_sequence_or(iterable, "can only join an iterable")?;
    if let [only] = &items[..]
        && only.kind() == Some(Kind::Bytes)
        && is_exact(only)
        && this.kind() == Some(Kind::Bytes)
    {
        return Ok(only.clone());
    }
    let sep = of(vm, this)?;
    let mut out = Vec::new();
    for (i, v) in items.iter().enumerate() {
        let Some(part) = bytes_if_any(vm, v)? else {
            let what = vm.class_name(v);
            return Err(
                vm.type_error(format!("sequence item {i}: expected a bytes-like object, {what} found"))
            );
        };
        // Its `__buffer__` may have changed the list.
        if iterable.cast::<ListObj>().is_some_and(|list| list.len() != items.len()) {
            return Err(vm.runtime_error("sequence changed size during iteration"));
        }
        if i > 0 {
            vm.granted(buffer::extend(&mut out, &sep))?;
        }
        vm.granted(buffer::extend(&mut out, &part))?;
    }
    Ok(like(vm, this, out))
}
