//! `__text_signature__` of natives and built-in classes, which the library's `inspect` reads.
//!
//! Most follow from the declaration (`NativeDef`). Where CPython writes something else (another name of a parameter, a default that Rust cannot say, none at all), `signatures.txt`
//! has it: a line for each, `module.qualified_name signature`, with `-` for none
//! and `⏎` for a line break.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::object::function::NativeObj;
use crate::object::str::StrObj;
use crate::object::{TypeObj, Value};
use crate::vm::Vm;
use crate::vm::native::def_of;

static OTHERS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| include_str!("signatures.txt").lines().filter_map(|l| l.split_once(' ')).collect());

/// The exception for a name, if there is one: the signature, or none.
fn exception(name: &str) -> Option<Option<String>> {
    let text = OTHERS.get(name)?;
    Some((*text != "-").then(|| text.replace('⏎', "\n")))
}

/// Module and qualified name.
pub(super) fn class_name(vm: &Vm, class: &TypeObj) -> String {
    let module = class.lookup(&vm.names.__module__);
    let module = module.as_ref().and_then(Value::cast::<StrObj>).map(StrObj::to_text);
    let name = class.qualname.borrow().cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
    format!("{}.{name}", module.unwrap_or_else(|| "builtins".into()))
}

/// The signature of a built-in class.
pub fn of_class(vm: &Vm, class: &TypeObj) -> Option<String> {
    if class.is_heap_type() {
        return in_doc(vm, class);
    }
    let name = class_name(vm, class);
    // A function may have the name of a class that nobody can name.
    exception(&format!("{name}:class")).unwrap_or_else(|| exception(&name).flatten())
}

/// A class of a script may begin its doc with a signature, as those of C do: the name, the parameters, a line of two dashes.
fn in_doc(vm: &Vm, class: &TypeObj) -> Option<String> {
    let doc = class.dict().get_str(&vm.names.__doc__)?.cast::<StrObj>()?.to_text();
    let parameters = doc.strip_prefix(&class.name_text()).filter(|rest| rest.starts_with('('))?;
    Some(parameters.split_once(")\n--\n\n")?.0.to_string() + ")")
}

/// The signature of a native.
pub fn of_native(vm: &Vm, n: &NativeObj) -> Option<String> {
    let def = def_of(n);
    let name = def.name();
    let owner = match n.owner.cast::<TypeObj>() {
        Some(class) => Some(class_name(vm, class)),
        // What is of no module is of the built-in names.
        None => n.owner.cast::<StrObj>().map(StrObj::to_text).or(Some("builtins".into())),
    };
    if let Some(found) = owner.and_then(|o| exception(&format!("{o}.{name}"))) {
        return found;
    }
    if n.owner.is_a::<TypeObj>() {
        match name {
            "__new__" => return Some("($type, *args, **kwargs)".into()),
            "__init__" | "__call__" => return Some("($self, /, *args, **kwargs)".into()),
            _ => {}
        }
    }
    let text = def.signature();
    Some(match def.params.first().map(|p| p.name) {
        Some("this") => text.replacen("this", "$self", 1),
        Some("cls") if n.owner.is_a::<TypeObj>() => text.replacen("cls", "$type", 1),
        _ if n.owner.is_undef() => format!("($self, {}", &text[1..]),
        None => "($module, /)".into(),
        _ if text.contains(", /") => format!("($module, {}", &text[1..]),
        _ => format!("($module, /, {}", &text[1..]),
    })
}

#[cfg(test)]
mod tests {
    use super::OTHERS;

    #[test]
    fn every_line_names_something_once() {
        let lines = include_str!("signatures.txt").lines();
        assert_eq!(lines.clone().count(), OTHERS.len());
        assert!(lines.clone().all(|l| l.split_once(' ').is_some_and(|(name, _)| name.contains('.'))));
        assert!(lines.clone().zip(lines.skip(1)).all(|(a, b)| a < b), "they are sorted");
    }
}
