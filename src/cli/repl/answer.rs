//! Answers to questions of completion: looks into dicts, classes and folders and runs no script code.

use std::collections::BTreeSet;
use std::path::Path;

use super::commands;
use super::complete::Question;
use crate::object::dict::DictObj;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value, instance};
use crate::vm::Vm;

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "match", "nonlocal", "not", "or", "pass", "raise", "return", "try", "type", "while", "with",
    "yield",
];

/// The candidates, sorted.
pub fn answer(vm: &mut Vm, main: &Ref<DictObj>, question: &Question) -> Vec<String> {
    match question {
        Question::Name { prefix } => {
            let mut names = texts(main);
            names.extend(texts(&vm.builtins.clone()));
            names.extend(KEYWORDS.iter().map(|k| k.to_string()));
            matching(names, prefix)
        }
        Question::Attribute { object, prefix } => {
            let Some(v) = value_of(vm, main, object) else { return Vec::new() };
            matching(members(vm, &v), prefix)
        }
        Question::Module { prefix } => modules(vm, prefix),
        Question::Member { module, prefix } => {
            let key = vm.heap.intern(module);
            let known = vm.modules.get_str(&key);
            let mut names = known.map(|m| members(vm, &m)).unwrap_or_default();
            let dotted = format!("{module}.");
            names.extend(
                modules(vm, &dotted).iter().filter_map(|m| m.strip_prefix(&dotted).map(str::to_string)),
            );
            matching(names, prefix)
        }
        Question::Key { object, prefix, quote } => {
            let Some(v) = value_of(vm, main, object) else { return Vec::new() };
            let keys = v.cast::<DictObj>().map(DictObj::keys).unwrap_or_default();
            let keys = keys.iter().filter_map(|k| k.cast::<StrObj>()?.as_str().map(str::to_string));
            let plain = keys.filter(|k| !k.contains([*quote, '\\', '\n'])).collect();
            matching(plain, prefix).into_iter().map(|k| format!("{k}{quote}]")).collect()
        }
        Question::File { prefix } => files(prefix),
        Question::Command { prefix } => {
            matching(commands::NAMES.iter().map(|n| n.to_string()).collect(), prefix)
        }
    }
}

/// Those that begin with the prefix; hidden ones only where the prefix asks for them.
fn matching(names: BTreeSet<String>, prefix: &str) -> Vec<String> {
    let fits = |n: &&String| n.starts_with(prefix) && (prefix.starts_with('_') || !n.starts_with('_'));
    names.iter().filter(fits).cloned().collect()
}

fn texts(d: &Ref<DictObj>) -> BTreeSet<String> {
    d.keys().iter().filter_map(|k| k.cast::<StrObj>()?.as_str().map(str::to_string)).collect()
}

/// What a dotted name stands for, as far as that is known without running anything.
fn value_of(vm: &mut Vm, main: &Ref<DictObj>, dotted: &[String]) -> Option<Value> {
    let (first, rest) = dotted.split_first()?;
    let mut v = main.get_text(vm.heap, first).or_else(|| vm.builtins.get_text(vm.heap, first))?;
    for name in rest {
        v = plain_attribute(vm, &v, name)?;
    }
    Some(v)
}

/// An attribute that is simply there: in a module, an instance, a class. Properties and `__getattr__` stay untouched.
fn plain_attribute(vm: &mut Vm, v: &Value, name: &str) -> Option<Value> {
    let name = vm.heap.intern(name);
    if let Some(m) = v.cast::<ModuleObj>() {
        return m.dict.get_str(&name);
    }
    if let Some(class) = v.to_ref::<TypeObj>() {
        return class.mro().iter().find_map(|c| c.dict().get_str(&name));
    }
    instance::of(v.as_obj()?)?.get(&name)
}

/// The names of an object's attributes.
fn members(vm: &mut Vm, v: &Value) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    if let Some(m) = v.cast::<ModuleObj>() {
        return texts(&m.dict);
    }
    let class = vm.class_of(v);
    if let Some(i) = v.as_obj().and_then(instance::of) {
        match i.attributes() {
            instance::Attributes::Dict(d) => out.extend(texts(&d)),
            instance::Attributes::Shaped(s) => out.extend(s.names().iter().map(|(n, _)| n.to_text())),
        }
    }
    let classes = v.to_ref::<TypeObj>().into_iter().chain([class]);
    for class in classes {
        for c in class.mro().iter() {
            out.extend(texts(c.dict()));
        }
    }
    out
}

/// Modules that begin like this: loaded, bundled, and files on `sys.path`.
fn modules(vm: &mut Vm, prefix: &str) -> Vec<String> {
    let mut out = BTreeSet::new();
    let (parent, _) = prefix.rsplit_once('.').unwrap_or(("", prefix));
    let depth = prefix.matches('.').count();
    let mut all = texts(&vm.modules.clone());
    all.extend(vm.builtin_modules.keys().map(|n| n.to_string()));
    for name in all.iter().filter(|n| n.starts_with(prefix)) {
        // One step at a time: `os`, then `os.path`.
        let cut = name.match_indices('.').nth(depth).map_or(name.len(), |(i, _)| i);
        out.insert(name[..cut].to_string());
    }
    let folders = vm.sys.get_str(&vm.names.path);
    let folders = folders.as_ref().and_then(Value::cast::<crate::object::list::ListObj>).map(|l| l.to_vec());
    for folder in folders.unwrap_or_default() {
        let Some(folder) = folder.cast::<StrObj>().map(StrObj::to_text) else { continue };
        let mut at = Path::new(if folder.is_empty() { "." } else { &folder }).to_path_buf();
        at.extend(parent.split('.'));
        for entry in std::fs::read_dir(&at).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let module = match name.strip_suffix(".py") {
                Some(m) => m.to_string(),
                None if entry.path().join("__init__.py").is_file() => name,
                None => continue,
            };
            let full = if parent.is_empty() { module } else { format!("{parent}.{module}") };
            if full.starts_with(prefix) {
                out.insert(full);
            }
        }
    }
    out.retain(|n| prefix.starts_with('_') || !n.starts_with('_'));
    out.into_iter().collect()
}

/// Files that begin like this; folders end in a slash.
fn files(prefix: &str) -> Vec<String> {
    let (folder, start) = match prefix.rfind('/') {
        Some(i) => prefix.split_at(i + 1),
        None => ("", prefix),
    };
    let mut out = Vec::new();
    for entry in
        std::fs::read_dir(if folder.is_empty() { "." } else { folder }).into_iter().flatten().flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(start) && (start.starts_with('.') || !name.starts_with('.')) {
            let slash = if entry.path().is_dir() { "/" } else { "" };
            out.push(format!("{folder}{name}{slash}"));
        }
    }
    out.sort_unstable();
    out
}
