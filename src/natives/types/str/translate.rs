//! `str.translate` and `str.maketrans`.

use crate::natives;
use crate::natives::types::support::{is_exact, lift, str_in};
use crate::object::buffer::{self, Granted};
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

natives! { pub static METHODS;
    /// Replace each character in the string using the given translation table.
    ///
    ///   table
    ///     Translation table, which must be a mapping of Unicode ordinals to
    ///     Unicode ordinals, strings, or None.
    ///
    /// The table must implement lookup/indexing via __getitem__, for instance a
    /// dictionary or list.  If this operation raises LookupError, the character is
    /// left untouched.  Characters mapped to None are deleted.
    fn translate(vm, this: Ref<StrObj>, table: Value, /) -> Res { translate(vm, &this, &table) }
}

natives! { pub static STATIC;
    /// Return a translation table usable for str.translate().
    ///
    /// If there is only one argument, it must be a dictionary mapping Unicode
    /// ordinals (integers) or characters to Unicode ordinals, strings or None.
    /// Character keys will be then converted to ordinals.
    /// If there are two arguments, they must be strings of equal length, and
    /// in the resulting dictionary, each character in x will be mapped to the
    /// character at the same position in y. If there is a third argument, it
    /// must be a string, whose characters will be mapped to None in the result.
    fn maketrans(vm, x: Value, y: Value = Value::Undef, z: Value = Value::Undef, /) -> Res { make_table(vm, &x, &y, &z) }
}

/// What a table says of a character; `None` if it leaves it as it is.
fn look_up(vm: &mut Vm, table: &Value, code: u32) -> Res<Option<Vec<u8>>> {
    let found = vm.get_item(table, &Value::Int(i64::from(code)));
    let lookup_error = vm.types().lookup_error.clone();
    match vm.catch(found, &lookup_error)? {
        None => Ok(None),
        Some(v) => replacement(vm, &v).map(Some),
    }
}

/// What is known of a byte that begins a character: the ASCII character that it becomes; or that it is left out; that it becomes some other text, or is not ASCII: that is in the map
/// of all characters; that nobody has asked.
const LEFT_OUT: u8 = 0x80;
const IN_MAP: u8 = 0x81;
const UNKNOWN: u8 = 0x82;

/// Room is made for so many bytes at once.
const TURN: usize = 256;

fn translate(vm: &mut Vm, this: &Ref<StrObj>, table: &Value) -> Res {
    let text = this.bytes();
    let mut out = lift(vm, buffer::with_room(text.len()))?;
    let mut seen: std::collections::HashMap<u32, Option<Vec<u8>>> = std::collections::HashMap::new();
    let mut quick = [IN_MAP; 256];
    quick[..128].fill(UNKNOWN);
    // Only a dict gives the same answer each time; others are asked each time, as CPython does.
    let plain_dict = table.is_a::<DictObj>() && crate::natives::types::support::is_exact(table);
    let mut at = 0;
    loop {
        while at < text.len() {
            let some = &text[at..text.len().min(at + TURN)];
            let done = vm.granted(push_known(&mut out, some, &quick))?;
            at += done;
            if done < some.len() {
                break;
            }
        }
        if at >= text.len() {
            return vm.new_str(out);
        }
        let (code, width) = wtf8::code_point_at(text, at);
        at += width;
        // What stands in the table would have been used.
        if plain_dict
            && quick.get(code as usize).is_none_or(|known| *known == IN_MAP)
            && let Some(known) = seen.get(&code)
        {
            match known {
                Some(text) => vm.granted(buffer::extend(&mut out, text))?,
                None => wtf8::push(&mut out, code),
            }
            continue;
        }
        let text = look_up(vm, table, code)?;
        match &text {
            Some(text) => vm.granted(buffer::extend(&mut out, text))?,
            None => wtf8::push(&mut out, code),
        }
        if !plain_dict {
            continue;
        }
        if let Some(place) = quick.get_mut(code as usize).filter(|_| code < 128) {
            *place = match &text {
                None => code as u8,
                Some(text) => match text[..] {
                    [] => LEFT_OUT,
                    [one] => one,
                    _ => IN_MAP,
                },
            };
            if *place != IN_MAP {
                continue;
            }
        }
        seen.insert(code, text);
    }
}

/// Translates ASCII characters as long as they become one or none; gives the number of characters done.
fn push_known(out: &mut Vec<u8>, text: &[u8], quick: &[u8; 256]) -> Granted<usize> {
    let start = out.len();
    buffer::resize(out, start + text.len(), 0)?;
    let to = &mut out[start..];
    let (mut done, mut given) = (0, 0);
    for byte in text {
        let known = quick[usize::from(*byte)];
        if known > LEFT_OUT {
            break;
        }
        to[given] = known;
        given += usize::from(known != LEFT_OUT);
        done += 1;
    }
    out.truncate(start + given);
    Ok(done)
}

fn replacement(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    if v.is_none() {
        return Ok(Vec::new());
    }
    if let Some(s) = v.cast::<StrObj>() {
        return Ok(s.bytes().to_vec());
    }
    match as_int(v).map(|i| i.to_i64()) {
        Some(Some(code @ 0..=0x10ffff)) => Ok(wtf8::from_code_point(code as u32)),
        Some(_) => Err(vm.value_error("character mapping must be in range(0x110000)")),
        None => Err(vm.type_error("character mapping must return integer, None or str")),
    }
}

fn make_table(vm: &mut Vm, x: &Value, y: &Value, z: &Value) -> Res {
    let out = vm.heap.dict();
    if y.is_undef() {
        let Some(from) = x.to_ref::<DictObj>().filter(|_| is_exact(x)) else {
            return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        for (k, v) in from.entries() {
            let key = match k.cast::<StrObj>() {
                Some(s) if s.char_len() == 1 => Value::Int(i64::from(wtf8::code_point_at(s.bytes(), 0).0)),
                Some(_) => return Err(vm.value_error("string keys in translatetable must be of length 1")),
                None if as_int(&k).is_some() => k,
                None => return Err(vm.type_error("keys in translate table must be strings or integers")),
            };
            let old = vm.dict_set(&out, key, v)?;
            drop(old);
        }
        return Ok(out.into_value());
    }
    let Some(from) = str_in(x) else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let Some(to) = str_in(y) else {
        let class = if y.is_none() { "None".into() } else { vm.class_name(y) };
        return Err(vm.type_error(format!("maketrans() argument 2 must be str, not {class}")));
    };
    if from.char_len() != to.char_len() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (a, b) in wtf8::code_points(from.bytes()).zip(wtf8::code_points(to.bytes())) {
        vm.dict_set(&out, Value::Int(i64::from(a)), Value::Int(i64::from(b)))?;
    }
    if !z.is_undef() {
        let Some(drop_set) = str_in(z) else {
            let class = vm.class_name(z);
            return Err(vm.type_error(format!("maketrans() argument 3 must be str, not {class}")));
        };
        for a in wtf8::code_points(drop_set.bytes()) {
            vm.dict_set(&out, Value::Int(i64::from(a)), Value::None)?;
        }
    }
    Ok(out.into_value())
}
