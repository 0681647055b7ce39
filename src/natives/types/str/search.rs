//! Methods of `str` that look for parts and cut: find, index, count, startswith, split, partition, strip, replace.

use crate::natives;
use crate::natives::types::support::{Position, lift};
use crate::object::buffer;
use crate::object::str::StrObj;
use crate::object::text::{find, split, strip, wtf8};
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::{same_or_new, same_or_part};

natives! { pub static METHODS;
    /// Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].
    ///
    /// Optional arguments start and end are interpreted as in slice notation.
    /// Return -1 on failure.
    ///
    /// >>> "abc".find("c")
    /// 2
    fn find(vm, this: Ref<StrObj>, sub: Ref<StrObj>, start: Option<Position> = None, end: Option<Position> = None, /) -> i64 {
        locate(&this, &sub, start, end, false).map_or(-1, |i| i as i64)
    }
    /// Return the highest index in S where substring sub is found, such that sub is contained within S[start:end].
    ///
    /// Optional arguments start and end are interpreted as in slice notation.
    /// Return -1 on failure.
    fn rfind(vm, this: Ref<StrObj>, sub: Ref<StrObj>, start: Option<Position> = None, end: Option<Position> = None, /) -> i64 {
        locate(&this, &sub, start, end, true).map_or(-1, |i| i as i64)
    }
    /// Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].
    ///
    /// Optional arguments start and end are interpreted as in slice notation.
    /// Raises ValueError when the substring is not found.
    fn index(vm, this: Ref<StrObj>, sub: Ref<StrObj>, start: Option<Position> = None, end: Option<Position> = None, /) -> Res<usize> {
        locate(&this, &sub, start, end, false).ok_or_else(|| vm.value_error("substring not found"))
    }
    /// Return the highest index in S where substring sub is found, such that sub is contained within S[start:end].
    ///
    /// Optional arguments start and end are interpreted as in slice notation.
    /// Raises ValueError when the substring is not found.
    fn rindex(vm, this: Ref<StrObj>, sub: Ref<StrObj>, start: Option<Position> = None, end: Option<Position> = None, /) -> Res<usize> {
        locate(&this, &sub, start, end, true).ok_or_else(|| vm.value_error("substring not found"))
    }
    /// Return the number of non-overlapping occurrences of substring sub in string S[start:end].
    ///
    /// Optional arguments start and end are interpreted as in slice notation.
    ///
    /// >>> "banana".count("an")
    /// 2
    fn count(vm, this: Ref<StrObj>, sub: Ref<StrObj>, start: Option<Position> = None, end: Option<Position> = None, /) -> usize {
        match window(&this, start, end) {
            Some((a, b)) => find::count(this.bytes(), sub.bytes(), a, b, true),
            None => 0,
        }
    }
    /// Return True if the string starts with the specified prefix, False otherwise.
    ///
    /// prefix
    ///   A string or a tuple of strings to try.
    /// start
    ///   Optional start position. Default: start of the string.
    /// end
    ///   Optional stop position. Default: end of the string.
    ///
    /// >>> "abc".startswith(("x", "a"))
    /// True
    fn startswith(vm, this: Ref<StrObj>, prefix: Value, start: Option<Position> = None, end: Option<Position> = None, /) -> Res<bool> {
        affix(vm, "startswith", &this, &prefix, start, end, find::starts_with)
    }
    /// Return True if the string ends with the specified suffix, False otherwise.
    ///
    /// suffix
    ///   A string or a tuple of strings to try.
    /// start
    ///   Optional start position. Default: start of the string.
    /// end
    ///   Optional stop position. Default: end of the string.
    fn endswith(vm, this: Ref<StrObj>, suffix: Value, start: Option<Position> = None, end: Option<Position> = None, /) -> Res<bool> {
        affix(vm, "endswith", &this, &suffix, start, end, find::ends_with)
    }
    /// Return a copy with all occurrences of substring old replaced by new.
    ///
    ///   count
    ///     Maximum number of occurrences to replace.
    ///     -1 (the default value) means replace all occurrences.
    ///
    /// If the optional argument count is given, only the first count occurrences are
    /// replaced.
    ///
    /// >>> "aaa".replace("a", "b", 2)
    /// 'bba'
    fn replace(vm, this: Ref<StrObj>, old: Ref<StrObj>, new: Ref<StrObj>, /, count: i64 = -1) -> Res {
        let r = find::replace(this.bytes(), old.bytes(), new.bytes(), count, true);
        let r = lift(vm, r)?;
        same_or_new(vm, this, r)
    }
    /// Return a list of the substrings in the string, using sep as the separator string.
    ///
    ///   sep
    ///     The separator used to split the string.
    ///
    ///     When set to None (the default value), will split on any whitespace
    ///     character (including \n \r \t \f and spaces) and will discard
    ///     empty strings from the result.
    ///   maxsplit
    ///     Maximum number of splits.
    ///     -1 (the default value) means no limit.
    ///
    /// Splitting starts at the front of the string and works to the end.
    ///
    /// Note, str.split() is mainly useful for data that has been intentionally
    /// delimited.  With natural text that includes punctuation, consider using
    /// the regular expression module.
    ///
    /// >>> "a b  c".split()
    /// ['a', 'b', 'c']
    fn split(vm, this: Ref<StrObj>, /, sep: Value = Value::None, maxsplit: i64 = -1) -> Res {
        let parts = match separator(vm, &sep)? {
            None => { let r = split::split_whitespace(this.bytes(), maxsplit, true); lift(vm, r)? }
            Some(s) => { let r = split::split(this.bytes(), s.bytes(), maxsplit); lift(vm, r)? }
        };
        list_of(vm, &parts, this.is_ascii())
    }
    /// Return a list of the substrings in the string, using sep as the separator string.
    ///
    ///   sep
    ///     The separator used to split the string.
    ///
    ///     When set to None (the default value), will split on any whitespace
    ///     character (including \n \r \t \f and spaces) and will discard
    ///     empty strings from the result.
    ///   maxsplit
    ///     Maximum number of splits.
    ///     -1 (the default value) means no limit.
    ///
    /// Splitting starts at the end of the string and works to the front.
    fn rsplit(vm, this: Ref<StrObj>, /, sep: Value = Value::None, maxsplit: i64 = -1) -> Res {
        let parts = match separator(vm, &sep)? {
            None => { let r = split::rsplit_whitespace(this.bytes(), maxsplit, true); lift(vm, r)? }
            Some(s) => { let r = split::rsplit(this.bytes(), s.bytes(), maxsplit); lift(vm, r)? }
        };
        list_of(vm, &parts, this.is_ascii())
    }
    /// Return a list of the lines in the string, breaking at line boundaries.
    ///
    /// Line breaks are not included in the resulting list unless keepends is given and
    /// true.
    fn splitlines(vm, this: Ref<StrObj>, /, keepends: bool = false) -> Res {
        let parts = split::split_lines(this.bytes(), keepends, true);
        let parts = lift(vm, parts)?;
        list_of(vm, &parts, this.is_ascii())
    }
    /// Partition the string into three parts using the given separator.
    ///
    /// This will search for the separator in the string.  If the separator is found,
    /// returns a 3-tuple containing the part before the separator, the separator
    /// itself, and the part after it.
    ///
    /// If the separator is not found, returns a 3-tuple containing the original string
    /// and two empty strings.
    fn partition(vm, this: Ref<StrObj>, sep: Value, /) -> Res {
        let Some(sep) = sep.to_ref::<StrObj>() else {
            let class = vm.class_name(&sep);
            return Err(vm.type_error(format!("must be str, not {class}")));
        };
        let r = split::partition(this.bytes(), sep.bytes());
        let (a, b, c) = lift(vm, r)?;
        three(vm, [a, b, c], this.is_ascii())
    }
    /// Partition the string into three parts using the given separator.
    ///
    /// This will search for the separator in the string, starting at the end. If
    /// the separator is found, returns a 3-tuple containing the part before the
    /// separator, the separator itself, and the part after it.
    ///
    /// If the separator is not found, returns a 3-tuple containing two empty strings
    /// and the original string.
    fn rpartition(vm, this: Ref<StrObj>, sep: Value, /) -> Res {
        let Some(sep) = sep.to_ref::<StrObj>() else {
            let class = vm.class_name(&sep);
            return Err(vm.type_error(format!("must be str, not {class}")));
        };
        let r = split::rpartition(this.bytes(), sep.bytes());
        let (a, b, c) = lift(vm, r)?;
        three(vm, [a, b, c], this.is_ascii())
    }
    /// Return a copy of the string with leading and trailing whitespace removed.
    ///
    /// If chars is given and not None, remove characters in chars instead.
    ///
    /// >>> " a ".strip()
    /// 'a'
    fn strip(vm, this: Ref<StrObj>, chars: Value = Value::None, /) -> Res { stripped(vm, "strip", this, &chars, strip::Ends::Both) }
    /// Return a copy of the string with leading whitespace removed.
    ///
    /// If chars is given and not None, remove characters in chars instead.
    fn lstrip(vm, this: Ref<StrObj>, chars: Value = Value::None, /) -> Res { stripped(vm, "lstrip", this, &chars, strip::Ends::Left) }
    /// Return a copy of the string with trailing whitespace removed.
    ///
    /// If chars is given and not None, remove characters in chars instead.
    fn rstrip(vm, this: Ref<StrObj>, chars: Value = Value::None, /) -> Res { stripped(vm, "rstrip", this, &chars, strip::Ends::Right) }
    /// Return a str with the given prefix string removed if present.
    ///
    /// If the string starts with the prefix string, return string[len(prefix):].
    /// Otherwise, return a copy of the original string.
    fn removeprefix(vm, this: Ref<StrObj>, prefix: Ref<StrObj>, /) -> Res {
        same_or_part(vm, &this, strip::remove_prefix(this.bytes(), prefix.bytes()))
    }
    /// Return a str with the given suffix string removed if present.
    ///
    /// If the string ends with the suffix string and that suffix is not empty,
    /// return string[:-len(suffix)]. Otherwise, return a copy of the original
    /// string.
    fn removesuffix(vm, this: Ref<StrObj>, suffix: Ref<StrObj>, /) -> Res {
        same_or_part(vm, &this, strip::remove_suffix(this.bytes(), suffix.bytes()))
    }
}

/// The bytes that `[start:end]` means; None if nothing, not even the empty text, is there.
fn window(text: &StrObj, start: Option<Position>, end: Option<Position>) -> Option<(usize, usize)> {
    let length = text.char_len();
    let (a, b) = find::clamp(start.map_or(0, |p| p.0), end.map_or(i64::MAX, |p| p.0), length);
    find::char_range(text.bytes(), a, b, length)
}

fn locate(
    text: &StrObj,
    sub: &StrObj,
    start: Option<Position>,
    end: Option<Position>,
    last: bool,
) -> Option<usize> {
    let (a, b) = window(text, start, end)?;
    let at = if last {
        find::rfind(text.bytes(), sub.bytes(), a, b)
    } else {
        find::find(text.bytes(), sub.bytes(), a, b)
    }?;
    Some(if text.is_ascii() { at } else { wtf8::index_of_offset(text.bytes(), at) })
}

fn affix(
    vm: &mut Vm,
    name: &str,
    text: &StrObj,
    wanted: &Value,
    start: Option<Position>,
    end: Option<Position>,
    test: fn(&[u8], &[u8], usize, usize) -> bool,
) -> Res<bool> {
    let window = window(text, start, end);
    let fits = |s: &StrObj| window.is_some_and(|(a, b)| test(text.bytes(), s.bytes(), a, b));
    if let Some(s) = wanted.cast::<StrObj>() {
        return Ok(fits(s));
    }
    if let Some(t) = wanted.cast::<TupleObj>() {
        for v in t.items() {
            match v.cast::<StrObj>() {
                Some(s) if fits(s) => return Ok(true),
                Some(_) => {}
                None => {
                    let class = vm.class_name(v);
                    return Err(vm.type_error(format!("tuple for {name} must only contain str, not {class}")));
                }
            }
        }
        return Ok(false);
    }
    let class = vm.class_name(wanted);
    Err(vm.type_error(format!("{name} first arg must be str or a tuple of str, not {class}")))
}

fn separator(vm: &mut Vm, sep: &Value) -> Res<Option<Ref<StrObj>>> {
    if sep.is_none() {
        return Ok(None);
    }
    match sep.to_ref::<StrObj>() {
        Some(s) => Ok(Some(s)),
        None => {
            let class = vm.class_name(sep);
            Err(vm.type_error(format!("must be str or None, not {class}")))
        }
    }
}

/// A list of strs, the pieces of a text that is ASCII or not.
fn list_of(vm: &mut Vm, parts: &[&[u8]], ascii: bool) -> Res {
    /// So many pieces are made before somebody else is heard.
    const TURN: usize = 64;
    let mut items = lift(vm, buffer::with_room(parts.len()))?;
    for some in parts.chunks(TURN) {
        if vm.needs_attention() {
            vm.look_at_memory()?;
        }
        vm.room_for(some.iter().map(|part| part.len()).sum())?;
        items.extend(some.iter().map(|part| vm.heap.str_piece(part, ascii).into_value()));
    }
    Ok(vm.heap.list(items).into_value())
}

fn three(vm: &mut Vm, parts: [&[u8]; 3], ascii: bool) -> Res {
    vm.room_for(parts.iter().map(|p| p.len()).sum())?;
    Ok(vm.heap.tuple(parts.map(|p| vm.heap.str_piece(p, ascii).into_value())).into_value())
}

fn stripped(vm: &mut Vm, name: &str, this: Ref<StrObj>, chars: &Value, ends: strip::Ends) -> Res {
    let set = match chars {
        Value::None => None,
        v => match v.to_ref::<StrObj>() {
            Some(s) => Some(s),
            None => return Err(vm.type_error(format!("{name} arg must be None or str"))),
        },
    };
    let part = strip::strip_str(this.bytes(), ends, set.as_ref().map(|s| s.bytes()));
    same_or_part(vm, &this, part)
}
