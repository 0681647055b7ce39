//! Arguments of constructors whose messages name a function that is not the class (`typevar()` for `TypeVar`): bound by hand.

use crate::object::Value;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::vm::{Res, Vm};

/// The parameters of a constructor.
pub struct Names {
    /// What messages call it.
    pub function: &'static str,
    /// Those that can be given by position, then those that cannot; with how many are needed at least.
    pub names: &'static [&'static str],
    pub positional: usize,
    pub required: usize,
    /// More arguments by position are taken, as a tuple.
    pub rest: bool,
}

/// The arguments in the order of the parameters (Undef: not given), and what is left by position.
pub fn by_hand(vm: &mut Vm, p: &Names, args: &[Value], kwargs: &DictObj) -> Res<(Vec<Value>, Vec<Value>)> {
    let function = p.function;
    if args.len() > p.positional && !p.rest {
        let (n, given) = (p.positional, args.len());
        let s = if n == 1 { "" } else { "s" };
        return Err(
            vm.type_error(format!("{function}() takes exactly {n} positional argument{s} ({given} given)"))
        );
    }
    let by_place = args.len().min(p.positional);
    let mut out = args[..by_place].to_vec();
    out.resize(p.names.len(), Value::Undef);
    let mut unknown = None;
    for (key, v) in kwargs.entries() {
        let Some(key) = key.cast::<StrObj>().map(StrObj::to_text) else { continue };
        match p.names.iter().position(|n| *n == key) {
            Some(i) if out[i].is_undef() => out[i] = v,
            Some(i) => {
                let text =
                    format!("argument for {function}() given by name ('{key}') and position ({})", i + 1);
                return Err(vm.type_error(text));
            }
            None => unknown = unknown.or(Some(key)),
        }
    }
    for (i, name) in p.names.iter().enumerate().take(p.required) {
        if out[i].is_undef() {
            let pos = i + 1;
            return Err(vm.type_error(format!("{function}() missing required argument '{name}' (pos {pos})")));
        }
    }
    if let Some(key) = unknown {
        return Err(vm.type_error(format!("{function}() got an unexpected keyword argument '{key}'")));
    }
    Ok((out, args[by_place..].to_vec()))
}

/// A name, which is a str.
pub fn name_argument(vm: &mut Vm, function: &str, v: &Value) -> Res<Value> {
    if v.is_a::<StrObj>() {
        return Ok(v.clone());
    }
    let what = vm.class_name(v);
    Err(vm.type_error(format!("{function}() argument 'name' must be str, not {what}")))
}
