//! Binding of arguments by hand, for functions that tell of deprecated ways to be called: a native's own binder does not say how an argument was given.

use std::cell::RefCell;

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

/// What a function takes.
pub struct Taken {
    /// Its name, in errors.
    pub name: &'static str,
    /// `class.name`, in warnings.
    pub full_name: &'static str,
    pub parameters: &'static [&'static str],
    /// How many can be given by position.
    pub positional: usize,
    /// How many must be given.
    pub required: usize,
    /// How many of the first will not be taken by name any more.
    pub deprecated: usize,
}

impl Taken {
    /// The arguments in the order of the parameters; Undef where there is none.
    pub fn bind(&self, vm: &mut Vm, args: &TupleObj, kwargs: &DictObj) -> Res<Vec<Value>> {
        let (name, given) = (self.name, args.items());
        if given.len() > self.positional {
            let (n, got) = (self.positional, given.len());
            let how = if self.required == n { "exactly" } else { "at most" };
            let s = if n == 1 { "" } else { "s" };
            let what = if self.parameters.len() > n { "positional " } else { "" };
            return Err(vm.type_error(format!("{name}() takes {how} {n} {what}argument{s} ({got} given)")));
        }
        let mut out = given.to_vec();
        out.resize(self.parameters.len(), Value::Undef);
        for (key, v) in kwargs.entries() {
            let text = key.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
            let Some(i) = self.parameters.iter().position(|p| *p == text) else {
                return Err(vm.type_error(format!("{name}() got an unexpected keyword argument '{text}'")));
            };
            if i < given.len() {
                let i = i + 1;
                return Err(vm.type_error(format!(
                    "argument for {name}() given by name ('{text}') and position ({i})"
                )));
            }
            out[i] = v;
        }
        if let Some(i) = (0..self.required).find(|i| out[*i].is_undef()) {
            let (missing, i) = (self.parameters[i], i + 1);
            return Err(vm.type_error(format!("{name}() missing required argument '{missing}' (pos {i})")));
        }
        if given.len() < self.deprecated {
            let names = listed(&self.parameters[..self.deprecated]);
            let s = if self.deprecated == 1 { "" } else { "s" };
            let full = self.full_name;
            let text = format!(
                "Passing keyword argument{s} {names} to _sqlite3.{full}() is deprecated. Parameter{s} {names} will become positional-only in Python 3.15."
            );
            let class = vm.types().deprecation_warning.clone();
            vm.warn(&class, &text, 1)?;
        }
        Ok(out)
    }
}

/// `'a', 'b' and 'c'`
fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|n| format!("'{n}'")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Warns that a connection is opened with more than one argument by position.
pub fn warn_positional(vm: &mut Vm, name: &str, n: usize) -> Res<()> {
    if !(2..=8).contains(&n) {
        return Ok(());
    }
    let text = format!(
        "Passing more than 1 positional argument to {name}() is deprecated. Parameters 'timeout', 'detect_types', 'isolation_level', 'check_same_thread', 'factory', 'cached_statements' and 'uri' will become keyword-only parameters in Python 3.15."
    );
    let class = vm.types().deprecation_warning.clone();
    vm.warn(&class, &text, 1)
}

/// A str; `what` names the argument.
pub fn text_arg(vm: &mut Vm, v: &Value, name: &str, what: &str) -> Res<Ref<StrObj>> {
    match v.to_ref::<StrObj>() {
        Some(s) => Ok(s),
        None => {
            let class = vm.class_name(v);
            let class = if v.is_none() { "None".to_string() } else { class };
            Err(vm.type_error(format!("{name}() argument {what} must be str, not {class}")))
        }
    }
}

/// A str for the library: UTF-8, without a zero.
pub fn c_text(vm: &mut Vm, s: &Ref<StrObj>) -> Res<Vec<u8>> {
    let text = super::convert::utf8(vm, s)?;
    if text.contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(text)
}

/// An int of 32 bits.
pub fn int_arg(vm: &mut Vm, v: &Value) -> Res<i32> {
    let n = vm.to_int(v)?;
    match n.as_ref().to_i64().map(i32::try_from) {
        Some(Ok(n)) => Ok(n),
        _ => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

/// The setter of an attribute that holds a factory.
pub fn set_factory(vm: &mut Vm, whole: Value, place: &RefCell<Value>, name: &str, value: Value) -> Res<()> {
    if value.is_undef() {
        return Err(vm.attribute_error(whole, name, &format!("cannot delete {name} attribute")));
    }
    drop(place.replace(value));
    Ok(())
}
