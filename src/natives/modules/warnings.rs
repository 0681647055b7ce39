//! `_warnings`: filters, registries and the showing of warnings, natively: a warning that is ignored, or shown as usual, imports nothing.
//!
//! The library's `warnings` may change its own `filters`, `defaultaction` and `onceregistry`: where that module is there, its names go before ours.

use std::io::{BufRead, BufReader};

use crate::natives;
use crate::natives::files::mounted;
use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::support::put;

/// What the module keeps.
#[derive(Default)]
struct State {
    filters: Value,
    once: Value,
    default_action: Value,
    context: Value,
    /// Registries of another number are out of date.
    version: i64,
    /// How often the lock is held.
    held: u32,
}

/// The state, with the filters that a program begins with.
fn state(vm: &mut Vm) -> &mut State {
    if vm.extension::<State>().filters.is_undef() {
        let t = vm.types();
        let (deprecation, pending, import, resource) = (
            t.deprecation_warning.clone(),
            t.pending_deprecation_warning.clone(),
            t.import_warning.clone(),
            t.resource_warning.clone(),
        );
        let main = vm.heap.intern("__main__").into_value();
        let entry = |vm: &Vm, action: &str, class: Ref<TypeObj>, module: Value| {
            let action = vm.heap.intern(action).into_value();
            vm.heap.tuple([action, Value::None, class.into_value(), module, Value::Int(0)]).into_value()
        };
        let filters = vec![
            entry(vm, "default", deprecation.clone(), main),
            entry(vm, "ignore", deprecation, Value::None),
            entry(vm, "ignore", pending, Value::None),
            entry(vm, "ignore", import, Value::None),
            entry(vm, "ignore", resource, Value::None),
        ];
        let filters = vm.heap.list(filters).into_value();
        let once = vm.heap.dict().into_value();
        let default_action = vm.heap.intern("default").into_value();
        let s = vm.extension::<State>();
        *s = State { filters, once, default_action, context: Value::None, version: 1, held: 0 };
    }
    vm.extension::<State>()
}

/// An attribute of the module `warnings`, if that is there (or must be).
fn attribute(vm: &mut Vm, name: &str, import: bool) -> Res<Option<Value>> {
    let module = match vm.modules.get_text(vm.heap, "warnings") {
        Some(m) => m,
        None if import => vm.import("warnings")?,
        None => return Ok(None),
    };
    let name = vm.heap.intern(name);
    vm.get_attr_opt(&module, &name)
}

/// Whether a filter's text, None or pattern fits.
fn fits(vm: &mut Vm, pattern: &Value, text: &Value) -> Res<bool> {
    if pattern.is_none() {
        return Ok(true);
    }
    if let (Some(p), Some(t)) = (pattern.cast::<StrObj>(), text.cast::<StrObj>()) {
        return Ok(p.bytes() == t.bytes());
    }
    let name = vm.heap.intern("match");
    let found = vm.call_method(pattern, &name, &[text.clone()])?;
    vm.truth(&found)
}

/// What is warned of.
struct Warned<'a> {
    text: &'a Value,
    category: &'a Value,
    module: &'a Value,
    line: i64,
}

/// The action of the first filter that fits, and the filter.
fn search(vm: &mut Vm, filters: &Ref<ListObj>, name: &str, w: &Warned<'_>) -> Res<Option<(Value, Value)>> {
    let mut i = 0;
    while let Some(item) = filters.get(i) {
        let Some(t) = item.to_ref::<TupleObj>().filter(|t| t.len() == 5) else {
            return Err(vm.value_error(format!("warnings.{name} item {i} isn't a 5-tuple")));
        };
        let [action, message, category, module, line] = [0, 1, 2, 3, 4].map(|i| t.items()[i].clone());
        if !action.is_a::<StrObj>() {
            let class = vm.class_name(&action);
            return Err(vm.type_error(format!("action must be a string, not '{class}'")));
        }
        let good_message = fits(vm, &message, w.text)?;
        let good_module = fits(vm, &module, w.module)?;
        let is_subclass = vm.is_subclass(w.category, &category)?;
        let line = vm.to_i64(&line)?;
        if is_subclass && good_message && good_module && (line == 0 || line == w.line) {
            return Ok(Some((action, item)));
        }
        i += 1;
    }
    Ok(None)
}

fn action_of(vm: &mut Vm, w: &Warned<'_>) -> Res<(Value, Value)> {
    let context = state(vm).context.clone();
    if !context.is_none() {
        let name = vm.heap.intern("get");
        let context = vm.call_method(&context, &name, &[Value::None])?;
        if !context.is_none() {
            let name = vm.heap.intern("_filters");
            let filters = vm.get_attr(&context, &name)?;
            let Some(filters) = filters.to_ref::<ListObj>() else {
                return Err(vm.type_error("_warnings_context _filters must be a list"));
            };
            if let Some(found) = search(vm, &filters, "_filters", w)? {
                return Ok(found);
            }
        }
    }
    if let Some(f) = attribute(vm, "filters", false)? {
        state(vm).filters = f;
    }
    let filters = state(vm).filters.clone();
    let Some(filters) = filters.to_ref::<ListObj>() else {
        return Err(vm.value_error("_warnings.filters must be a list"));
    };
    if let Some(found) = search(vm, &filters, "filters", w)? {
        return Ok(found);
    }
    if let Some(action) = attribute(vm, "defaultaction", false)? {
        if !action.is_a::<StrObj>() {
            let class = vm.class_name(&action);
            return Err(vm.type_error(format!("_warnings.defaultaction must be a string, not '{class}'")));
        }
        state(vm).default_action = action;
    }
    Ok((state(vm).default_action.clone(), Value::None))
}

/// Whether a registry knows the key; a registry that is out of date is emptied.
fn already(vm: &mut Vm, registry: &Ref<DictObj>, key: &Value, set: bool) -> Res<bool> {
    let version = state(vm).version;
    if registry.get_text(vm.heap, "version").and_then(|v| crate::object::int::as_int(&v)?.to_i64())
        != Some(version)
    {
        registry.clear_entries();
        drop(registry.set_text(vm.heap, "version", Value::Int(version)));
    } else if let Some(v) = vm.dict_get(registry, key)?
        && vm.truth(&v)?
    {
        return Ok(true);
    }
    if set {
        drop(vm.dict_set(registry, key.clone(), Value::True)?);
    }
    Ok(false)
}

fn once_registry(vm: &mut Vm) -> Res<Ref<DictObj>> {
    if let Some(r) = attribute(vm, "onceregistry", false)? {
        if !r.is_a::<DictObj>() {
            let class = vm.class_name(&r);
            return Err(vm.type_error(format!("_warnings.onceregistry must be a dict, not '{class}'")));
        }
        state(vm).once = r;
    }
    match state(vm).once.to_ref::<DictObj>() {
        Some(d) => Ok(d),
        None => Ok(vm.heap.dict()),
    }
}

/// Where a warning belongs.
struct Place {
    file: Value,
    line: i64,
    module: Option<Value>,
    registry: Option<Ref<DictObj>>,
    /// The text of the line, if the caller knows it.
    text: Option<String>,
}

/// The module that a file's name means.
fn module_of(vm: &Vm, file: &Value) -> Value {
    match file.cast::<StrObj>() {
        Some(s) if s.byte_len() == 0 => vm.heap.intern("<unknown>").into_value(),
        Some(s) => match s.bytes().strip_suffix(b".py") {
            Some(short) => vm.heap.str_bytes(short).into_value(),
            None => file.clone(),
        },
        None => file.clone(),
    }
}

fn explicit(vm: &mut Vm, category: &Value, message: &Value, place: &Place, source: &Value) -> Res<()> {
    let warning = vm.types().warning.clone();
    let module = place.module.clone().unwrap_or_else(|| module_of(vm, &place.file));
    let (message, category, text) = if vm.is_instance_of(message, &warning) {
        let text = vm.str(message)?.into_value();
        (message.clone(), vm.class_of(message).value(), text)
    } else {
        (vm.call(category, std::slice::from_ref(message))?, category.clone(), message.clone())
    };
    let key = vm.heap.tuple([text.clone(), category.clone(), Value::Int(place.line)]).into_value();
    if let Some(r) = &place.registry
        && already(vm, r, &key, false)?
    {
        return Ok(());
    }
    let w = Warned { text: &text, category: &category, module: &module, line: place.line };
    let (action, item) = action_of(vm, &w)?;
    let name = action.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
    match &*name {
        "error" => return Err(vm.raise(message)),
        "ignore" => return Ok(()),
        "always" | "all" => {}
        name => {
            if let Some(r) = &place.registry {
                drop(vm.dict_set(r, key, Value::True)?);
            }
            let known = match (name, &place.registry) {
                ("once", r) => {
                    let r = match r {
                        Some(r) => r.clone(),
                        None => once_registry(vm)?,
                    };
                    let key = vm.heap.tuple([text.clone(), category.clone()]).into_value();
                    already(vm, &r, &key, true)?
                }
                ("module", Some(r)) => {
                    let key = vm.heap.tuple([text.clone(), category.clone(), Value::Int(0)]).into_value();
                    already(vm, r, &key, true)?
                }
                ("module", None) | ("default", _) => false,
                _ => {
                    let (action, item) = (vm.repr(&action)?.to_text(), vm.repr(&item)?.to_text());
                    return Err(vm.runtime_error(format!(
                        "Unrecognized action ({action}) in warnings.filters:\n {item}"
                    )));
                }
            };
            if known {
                return Ok(());
            }
        }
    }
    show(vm, &category, &text, message, place, source)
}

fn show(
    vm: &mut Vm,
    category: &Value,
    text: &Value,
    message: Value,
    place: &Place,
    source: &Value,
) -> Res<()> {
    let has_source = !source.is_undef() && !source.is_none();
    // A note of the interpreter's own about the source needs no module.
    let import = has_source && !source.is_a::<StrObj>();
    let Some(f) = attribute(vm, "_showwarnmsg", import)? else {
        return show_plainly(vm, category, text, place, source);
    };
    if !vm.is_callable(&f) {
        return Err(vm.type_error("warnings._showwarnmsg() must be set to a callable"));
    }
    let Some(class) = attribute(vm, "WarningMessage", false)? else {
        return Err(vm.runtime_error("unable to get warnings.WarningMessage"));
    };
    let source = if has_source { source.clone() } else { Value::None };
    // What the loader knows counts where there is no such file.
    let file = vm.str(&place.file)?.to_text();
    let line = match &place.text {
        Some(text) if line_of(vm, &file, place.line).is_none() => vm.heap.str(text).into_value(),
        _ => Value::None,
    };
    let args =
        [message, category.clone(), place.file.clone(), Value::Int(place.line), Value::None, line, source];
    let m = vm.call(&class, &args)?;
    vm.call(&f, &[m]).map(drop)
}

fn show_plainly(vm: &mut Vm, category: &Value, text: &Value, place: &Place, source: &Value) -> Res<()> {
    let name = vm.heap.intern("__name__");
    let name = vm.get_attr(category, &name)?;
    let name = vm.str(&name)?.to_text();
    let file = vm.str(&place.file)?.to_text();
    let mut out = format!("{file}:{}: {name}: {}\n", place.line, vm.str(text)?.to_text());
    let line = place.text.clone().or_else(|| line_of(vm, &file, place.line));
    if let Some(line) = line {
        let line = line.trim_matches([' ', '\t', '\x0c', '\n', '\r']);
        if !line.is_empty() {
            out.push_str(&format!("  {line}\n"));
        }
    }
    if let Some(s) = source.cast::<StrObj>() {
        out.push_str(&format!("{name}: {}\n", s.to_text()));
    }
    let sys = vm.import("sys")?;
    let attribute = vm.heap.intern("stderr");
    let Some(stderr) = vm.get_attr_opt(&sys, &attribute)?.filter(|f| !f.is_none()) else { return Ok(()) };
    let write = vm.heap.intern("write");
    let out = vm.heap.str(&out).into_value();
    if let Err(e) = vm.call_method(&stderr, &write, &[out]) {
        drop(vm.take_raised(e));
    }
    Ok(())
}

/// A line of a file, as warnings show it.
fn line_of(vm: &mut Vm, file: &str, line: i64) -> Option<String> {
    let n = usize::try_from(line.checked_sub(1)?).ok()?;
    let path = std::path::Path::new(file);
    let f = mounted::open(vm, path, false).unwrap_or_else(|| std::fs::File::open(path)).ok()?;
    f.metadata().ok().filter(|m| m.is_file())?;
    let line = BufReader::new(f).split(b'\n').nth(n)?.ok()?;
    Some(String::from_utf8_lossy(&line).into_owned())
}

fn is_internal(file: &str) -> bool {
    file.contains("importlib") && file.contains("_bootstrap")
}

/// The frame that a level means: its place, or that of the system where there is no such frame.
fn place_of(vm: &mut Vm, level: i64, skipped: &[String]) -> Res<Place> {
    let file_of = |f: &Ref<crate::vm::frame::FrameObj>| f.code.file.to_text();
    let mut frame = vm.running_frame(0);
    let plainly = level <= 0 || frame.as_ref().is_some_and(|f| is_internal(&file_of(f)));
    let mut left = level;
    while left > 1 {
        left -= 1;
        let Some(f) = frame else { break };
        frame = vm.frame_back(&f);
        if plainly {
            continue;
        }
        while let Some(f) = &frame {
            let file = file_of(f);
            if !is_internal(&file) && !skipped.iter().any(|p| file.starts_with(p.as_str())) {
                break;
            }
            frame = vm.frame_back(f);
        }
    }
    let (globals, file, line) = match &frame {
        Some(f) => {
            let line = crate::natives::types::frames::frame_line(vm, f);
            (f.func.globals.clone(), f.code.file.value(), i64::from(line))
        }
        None => {
            let sys = vm.import("sys")?;
            let dict = vm.heap.intern("__dict__");
            let d = vm.get_attr(&sys, &dict)?.to_ref::<DictObj>().unwrap_or_else(|| vm.heap.dict());
            (d, vm.heap.intern("<sys>").into_value(), 0)
        }
    };
    let registry = match globals.get_text(vm.heap, "__warningregistry__") {
        Some(v) => v.to_ref::<DictObj>(),
        None => {
            let d = vm.heap.dict();
            drop(globals.set_text(vm.heap, "__warningregistry__", d.value()));
            Some(d)
        }
    };
    let module = match globals.get_text(vm.heap, "__name__") {
        Some(v) if v.is_none() || v.is_a::<StrObj>() => v,
        _ => vm.heap.intern("<string>").into_value(),
    };
    Ok(Place { file, line, module: Some(module), registry, text: None })
}

/// `warnings.warn` for natives and scripts.
pub fn warn(vm: &mut Vm, category: &Value, message: &Value, level: i64, source: &Value) -> Res<()> {
    let place = place_of(vm, level, &[])?;
    explicit(vm, category, message, &place, source)
}

/// `warnings.warn_explicit` for natives.
pub fn warn_at(vm: &mut Vm, category: &Value, message: &Value, file: &str, line: u32) -> Res<()> {
    let file = vm.heap.str(file).into_value();
    let place = Place { file, line: line.into(), module: None, registry: None, text: None };
    explicit(vm, category, message, &place, &Value::None)
}

/// The line of a module that its loader knows.
fn loaded_line(vm: &mut Vm, globals: &Ref<DictObj>, line: i64) -> Res<Option<String>> {
    let Some(name) = globals.get_text(vm.heap, "__name__") else { return Ok(None) };
    // However the program was started: its loader knows it under another name.
    if name.cast::<StrObj>().is_some_and(|n| n.bytes() == b"__main__") {
        return Ok(None);
    }
    if let Some(module) = name.to_ref::<StrObj>().and_then(|n| vm.modules.get_str(&n))
        && module.cast::<ModuleObj>().is_some_and(|m| m.dict.is(globals))
    {
        // A module that was found the quick way has these once somebody asks.
        let spec = vm.names.__spec__.clone();
        drop(vm.get_attr_opt(&module, &spec)?);
    }
    let (bless, outer) = (vm.heap.intern("_bless_my_loader"), vm.heap.intern("_bootstrap_external"));
    let bootstrap = vm.importlib()?;
    let external = vm.get_attr(&bootstrap, &outer)?;
    let loader = vm.call_method(&external, &bless, &[globals.value()])?;
    if loader.is_none() {
        return Ok(None);
    }
    let get = vm.heap.intern("get_source");
    let Some(get) = vm.get_attr_opt(&loader, &get)? else { return Ok(None) };
    let source = vm.call(&get, &[name])?;
    let Some(text) = source.cast::<StrObj>().map(StrObj::to_text) else { return Ok(None) };
    Ok(usize::try_from(line - 1).ok().and_then(|n| text.lines().nth(n).map(str::to_string)))
}

natives! { static FUNCTIONS;
    /// Issue a warning, or maybe ignore it or raise an exception.
    fn warn(vm, /, message: Value, category: Value = Value::None, stacklevel: i64 = 1, source: Value = Value::None, *, skip_file_prefixes: Value = Value::Undef) -> Res<()> {
        let warning = vm.types().warning.clone();
        let category = if vm.is_instance_of(&message, &warning) {
            vm.class_of(&message).value()
        } else if category.is_none() {
            vm.types().user_warning.value()
        } else {
            category
        };
        if !category.cast::<TypeObj>().is_some_and(|c| c.is_subclass(&warning)) {
            let class = vm.class_name(&category);
            return Err(vm.type_error(format!("category must be a Warning subclass, not '{class}'")));
        }
        let mut skipped = Vec::new();
        if !skip_file_prefixes.is_undef() {
            let Some(t) = skip_file_prefixes.to_ref::<TupleObj>() else {
                let class = vm.class_name(&skip_file_prefixes);
                return Err(vm.type_error(format!("warn() argument 'skip_file_prefixes' must be tuple, not {class}")));
            };
            for v in t.items() {
                let Some(s) = v.cast::<StrObj>() else {
                    let class = vm.class_name(v);
                    return Err(vm.type_error(format!("Found non-str '{class}' in skip_file_prefixes.")));
                };
                skipped.push(s.to_text());
            }
        }
        let level = if skipped.is_empty() { stacklevel } else { stacklevel.max(2) };
        let place = place_of(vm, level, &skipped)?;
        explicit(vm, &category, &message, &place, &source)
    }
    /// Issue a warning, or maybe ignore it or raise an exception.
    fn warn_explicit(vm, /, message: Value, category: Value, filename: Value, lineno: super::posix::arguments::CInt, module: Value = Value::Undef, registry: Value = Value::None, module_globals: Value = Value::None, source: Value = Value::None) -> Res<()> {
        if !filename.is_a::<StrObj>() {
            let class = vm.class_name(&filename);
            return Err(vm.type_error(format!("warn_explicit() argument 'filename' must be str, not {class}")));
        }
        let line = i64::from(lineno.0);
        let mut text = None;
        if !module_globals.is_none() {
            let Some(globals) = module_globals.to_ref::<DictObj>() else {
                let class = vm.class_name(&module_globals);
                return Err(vm.type_error(format!("module_globals must be a dict, not '{class}'")));
            };
            text = loaded_line(vm, &globals, line)?;
        }
        if !registry.is_none() && !registry.is_a::<DictObj>() {
            return Err(vm.type_error("'registry' must be a dict or None"));
        }
        let module = (!module.is_undef()).then_some(module);
        let place = Place { file: filename, line, module, registry: registry.to_ref::<DictObj>(), text };
        explicit(vm, &category, &message, &place, &source)
    }
    /// Registries of modules are out of date from now on.
    fn _filters_mutated_lock_held(vm, /) -> Res<()> {
        if state(vm).held == 0 {
            return Err(vm.runtime_error("warnings lock is not held"));
        }
        state(vm).version += 1;
        Ok(())
    }
    /// Holds the lock, once more if it is held.
    fn _acquire_lock(vm, /) { state(vm).held += 1 }
    /// Lets go of the lock once.
    fn _release_lock(vm, /) -> Res<()> {
        if state(vm).held == 0 {
            return Err(vm.runtime_error("cannot release un-acquired lock"));
        }
        state(vm).held -= 1;
        Ok(())
    }
}

/// Fills `_warnings`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_warnings", FUNCTIONS);
    let contexts = vm.import("_contextvars")?;
    let name = vm.heap.intern("ContextVar");
    let class = vm.get_attr(&contexts, &name)?;
    let name = vm.heap.intern("_warnings_context").into_value();
    let context = vm.call(&class, &[name])?;
    let s = state(vm);
    s.context = context.clone();
    let (filters, once, action) = (s.filters.clone(), s.once.clone(), s.default_action.clone());
    put(vm, dict, "_warnings_context", context);
    put(vm, dict, "filters", filters);
    put(vm, dict, "_onceregistry", once);
    put(vm, dict, "_defaultaction", action);
    Ok(())
}
