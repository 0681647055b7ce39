//! `docs/builtins.md`: every native that scripts can call by a public name, with its signature and what it does, from the declarations.

use std::fmt::Write;

use crate::object::dict::DictObj;
use crate::object::function::NativeObj;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::NativeDef;
use crate::vm::native::def_of;
use crate::vm::{BuiltinModule, Res, Vm};

const HEAD: &str = "# Builtins

Generated from the declarations of the natives in `src/natives` and `src/sched`; `BLESS=1 cargo test --test builtins_manual` rewrites it.
Modules that are written in the language itself (`src/natives/prelude`) are not listed: their sources say what they offer.
`help(x)` shows the same at the prompt.
";

/// The whole page.
pub fn manual(vm: &mut Vm) -> Res<String> {
    let mut out = HEAD.to_string();
    let builtins = vm.builtins.clone();
    out.push_str("\n## Functions\n\n");
    functions(&builtins, &mut out);
    let base_exception = vm.types().base_exception.clone();
    for (_, class) in classes(&builtins) {
        if class.is_subclass(&base_exception) && !class.is(&base_exception) {
            continue;
        }
        write_class(&class, "##", &mut out);
    }
    let mut modules: Vec<&'static str> = vm
        .builtin_modules
        .iter()
        .filter(|(name, module)| matches!(module, BuiltinModule::Native(_)) && !name.starts_with('_'))
        .map(|(name, _)| *name)
        .collect();
    modules.sort_unstable();
    for name in modules {
        let module = vm.import(name)?;
        let dict = vm.names.__dict__.clone();
        let Some(dict) = vm.get_attr_opt(&module, &dict)?.and_then(|d| d.to_ref::<DictObj>()) else {
            continue;
        };
        let _ = write!(out, "\n## Module `{name}`\n\n");
        functions(&dict, &mut out);
        for (_, class) in classes(&dict) {
            write_class(&class, "###", &mut out);
        }
    }
    Ok(out)
}

/// The public entries of a namespace, by name.
fn public(dict: &DictObj) -> Vec<(String, Value)> {
    let mut found: Vec<(String, Value)> = dict
        .entries()
        .into_iter()
        .filter_map(|(k, v)| Some((k.cast::<StrObj>()?.to_text(), v)))
        .filter(|(name, _)| !name.starts_with('_') || name.starts_with("__"))
        .collect();
    found.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    found
}

fn classes(dict: &DictObj) -> Vec<(String, Ref<TypeObj>)> {
    let mut seen = Vec::new();
    let class = |(name, v): (String, Value)| Some((name, v.to_ref::<TypeObj>()?));
    let mut found: Vec<_> = public(dict).into_iter().filter_map(class).collect();
    // Several names may lead to one class (`OSError`, `IOError`).
    found.retain(|(_, class)| {
        let address = class.obj().addr();
        let is_new = !seen.contains(&address);
        seen.push(address);
        is_new
    });
    found
}

fn functions(dict: &DictObj, out: &mut String) {
    out.push_str("| function | |\n| --- | --- |\n");
    for (name, v) in public(dict) {
        if let Some(f) = v.cast::<NativeObj>() {
            row(&name, def_of(f), out);
        }
    }
}

fn write_class(class: &Ref<TypeObj>, level: &str, out: &mut String) {
    let methods: Vec<(String, Value)> =
        public(class.dict()).into_iter().filter(|(_, v)| native_behind(v).is_some()).collect();
    if methods.is_empty() {
        return;
    }
    let _ = write!(out, "\n{level} Class `{}`\n\n", class.name_text());
    out.push_str("| method | |\n| --- | --- |\n");
    for (name, v) in methods {
        if let Some(def) = native_behind(&v) {
            row(&name, def, out);
        }
    }
}

/// The declaration of a method, also of a static one.
fn native_behind(v: &Value) -> Option<&'static NativeDef> {
    if let Some(f) = v.cast::<NativeObj>() {
        return Some(def_of(f));
    }
    let wrapped = v.cast::<crate::object::descr::WrapperObj>()?.func.borrow().clone();
    wrapped.cast::<NativeObj>().map(def_of)
}

fn row(name: &str, def: &'static NativeDef, out: &mut String) {
    let doc: Vec<&str> = def
        .doc
        .trim()
        .lines()
        .map(str::trim)
        .take_while(|line| !line.is_empty() && !line.starts_with(">>>"))
        .collect();
    let doc = doc.join(" ").replace('|', "\\|");
    let _ = writeln!(out, "| `{name}{}` | {doc} |", shown(&def.signature()).replace('|', "\\|"));
}

/// The signature without the receiver.
fn shown(signature: &str) -> String {
    for receiver in ["this", "cls"] {
        for (with, without) in [(", /, ", "("), (", /)", "()"), (", ", "(")] {
            if let Some(rest) = signature.strip_prefix(&format!("({receiver}{with}")) {
                return format!("{without}{rest}");
            }
        }
    }
    signature.to_string()
}
