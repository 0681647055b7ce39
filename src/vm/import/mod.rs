//! Imports (language reference, "The import system"). Comes in: names. Goes out: modules in `sys.modules`.
//!
//! `find.rs` and `load.rs` are the quick way to what CPython's default finders would find; `importlib.rs` has CPython's own machinery, which takes over where a script has changed
//! anything, or something stands in the way that the quick way does not know. `prefix.rs` says where the library and the installed packages are. Read `find.rs` first.

mod absent;
mod find;
mod importlib;
pub mod kept;
mod load;
mod prefix;

use crate::bytecode::CodeKind;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};

pub use find::{Found, Source};
pub use load::customises;

use super::fence::Regs;
use super::run::Flow;
use super::{Raised, Res, Vm};

/// A file beside the script that may have another module's name.
enum Shadow {
    /// The library's.
    Library(String),
    Perhaps(String),
}

/// The modules whose code runs at present, for the words of circular imports.
#[derive(Default)]
struct Importing(Vec<Ref<ModuleObj>>);

impl Vm {
    /// A new module with an empty dict, not yet in `sys.modules`.
    pub fn new_module(&mut self, name: &str) -> Ref<ModuleObj> {
        let h = self.heap;
        let dict = h.dict();
        dict.set_str(&self.names.__name__, h.intern(name).into_value());
        dict.set_str(&self.names.__doc__, Value::None);
        let package = name.rsplit_once('.').map_or("", |(p, _)| p);
        dict.set_str(&self.names.__package__, h.intern(package).into_value());
        dict.set_str(&self.names.__loader__, Value::None);
        dict.set_str(&self.names.__spec__, Value::None);
        h.alloc(&h.types().module, ModuleObj { dict })
    }

    /// Imports a module by its full name and returns that very module.
    pub fn import(&mut self, name: &str) -> Res {
        let key = self.heap.intern(name);
        if let Some(m) = self.imported(&key)?
            && !m.is_none()
        {
            return Ok(m);
        }
        if self.has_own_finders() {
            return self.import_by_importlib(name);
        }
        self.import_parts(name)
    }

    /// The entry of `sys.modules`, complete: much of `sys` is made only when somebody imports it.
    fn imported(&mut self, key: &Ref<StrObj>) -> Res<Option<Value>> {
        if self.late_sys.is_some()
            && key.is(&self.names.sys)
            && let Some(fill) = self.late_sys.take()
        {
            let sys = self.sys.clone();
            fill(self, &sys)?;
        }
        Ok(self.modules.get_str(key))
    }

    fn import_parts(&mut self, name: &str) -> Res {
        let mut parent: Option<Value> = None;
        let mut so_far = String::new();
        for part in name.split('.') {
            if !so_far.is_empty() {
                so_far.push('.');
            }
            so_far.push_str(part);
            let key = self.heap.intern(&so_far);
            let m = match self.imported(&key)? {
                Some(m) if m.is_none() => {
                    let text = format!("import of {so_far} halted; None in sys.modules");
                    let class = &self.heap.types().module_not_found_error;
                    return Err(self.import_error(class, &text, key.value(), Value::None));
                }
                Some(m) => m,
                None => {
                    let m = self.load_module(&so_far, parent.as_ref())?;
                    self.put_into_parent(&so_far, part, &m)?;
                    m
                }
            };
            parent = Some(m);
        }
        parent.ok_or(()).map_err(|()| self.value_error("Empty module name"))
    }

    /// A module becomes an attribute of the package that stands in `sys.modules` now.
    fn put_into_parent(&mut self, name: &str, short: &str, module: &Value) -> Res<()> {
        let Some(package) = name.strip_suffix(short).and_then(|p| p.strip_suffix('.')) else { return Ok(()) };
        let key = self.heap.intern(package);
        let Some(parent) = self.modules.get_str(&key) else { return Err(self.key_error(key.into_value())) };
        let attribute = self.heap.intern(short);
        match self.set_attr(&parent, &attribute, module.clone()) {
            Err(e) if self.raised_is(&e, &self.heap.types().attribute_error) => {
                drop(self.take_raised(e));
                let text = format!("Cannot set an attribute on '{package}' for child module '{short}'");
                self.warn(&self.heap.types().import_warning, &text, 1)
            }
            done => done,
        }
    }

    /// `ImportName`: through `builtins.__import__` if a script replaced it.
    pub(super) fn import_name(&mut self, name: &Ref<StrObj>, fromlist: Value, level: Value) -> Res {
        let globals = self.globals();
        let name_of_import = self.names.__import__.clone();
        let found = match self.top().func().builtins.get_str(&name_of_import) {
            None => self.builtin_item(&name_of_import)?,
            found => found,
        };
        let Some(f) = found else {
            let class = &self.heap.types().import_error;
            return Err(self.import_error(class, "__import__ not found", Value::None, Value::None));
        };
        if self.native_named(&f).is_none_or(|n| n != "__import__") {
            let g = globals.map_or(Value::None, Ref::into_value);
            // Functions have no namespace to hand on.
            let locals = match self.thread.caller().map(|(_, code)| code.code.kind) {
                Some(CodeKind::Module) => g.clone(),
                Some(CodeKind::Namespace) => self.thread.callers_register(0),
                _ => Value::None,
            };
            return self.call(&f, &[name.value(), g, locals, fromlist, level]);
        }
        let level = crate::object::equality::as_i64(&level).unwrap_or(0);
        self.import_module(&name.to_text(), globals.as_ref(), &fromlist, level)
    }

    /// `__import__(name, globals, _, fromlist, level)`
    pub fn import_module(
        &mut self,
        name: &str,
        globals: Option<&Ref<DictObj>>,
        fromlist: &Value,
        level: i64,
    ) -> Res {
        let full = if level > 0 { self.resolve_relative(name, globals, level)? } else { name.to_string() };
        if full.is_empty() {
            return Err(self.value_error("Empty module name"));
        }
        let module = self.import(&full)?;
        let names =
            if fromlist.is_none() || fromlist.is_undef() { Vec::new() } else { self.collect(fromlist)? };
        if names.is_empty() {
            if level > 0 {
                // The part of the package that the name's first word stands for.
                let first = name.split('.').next().unwrap_or(name);
                if first.len() == name.len() {
                    return Ok(module);
                }
                let cut = &full[..full.len() - (name.len() - first.len())];
                let key = self.heap.intern(cut);
                return match self.modules.get_str(&key) {
                    Some(package) => Ok(package),
                    None => {
                        let text = self.heap.str(&format!("'{cut}' not in sys.modules as expected"));
                        Err(self.key_error(text.into_value()))
                    }
                };
            }
            let first = full.split('.').next().unwrap_or(&full).to_string();
            return if first == full { Ok(module) } else { self.import(&first) };
        }
        if self.get_attr_opt(&module, &self.names.__path__)?.is_some() {
            self.import_submodules(&module, &full, names, false)?;
        }
        Ok(module)
    }

    /// `from package import name` imports a submodule where the package has no such attribute.
    fn import_submodules(&mut self, module: &Value, full: &str, names: Vec<Value>, of_all: bool) -> Res<()> {
        for n in names {
            let Some(s) = n.to_ref::<StrObj>() else {
                let what = self.class_name(&n);
                let place = if of_all { format!("{full}.__all__") } else { "``from list''".to_string() };
                return Err(self.type_error(format!("Item in {place} must be str, not {what}")));
            };
            if s.bytes() == b"*" {
                if let Some(all) = self.get_attr_opt(module, &self.names.__all__)? {
                    let all = self.collect(&all)?;
                    let all = all
                        .into_iter()
                        .filter(|v| v.cast::<StrObj>().is_none_or(|s| s.bytes() != b"*"))
                        .collect();
                    self.import_submodules(module, full, all, true)?;
                }
                continue;
            }
            let s = self.heap.intern_str(&s);
            if self.get_attr_opt(module, &s)?.is_some() {
                continue;
            }
            let sub = format!("{full}.{}", s.to_text());
            match self.import(&sub) {
                Ok(_) => {}
                Err(e) => {
                    // Only "there is no such submodule" is left to `ImportFrom` to say.
                    let t = self.heap.types();
                    if !self.raised_is(&e, &t.module_not_found_error) {
                        return Err(e);
                    }
                    let x = self.take_raised(e);
                    let missing = x
                        .cast::<crate::object::exception::ExceptionObj>()
                        .and_then(|x| x.field("name"))
                        .and_then(|n| n.cast::<StrObj>().map(StrObj::to_text));
                    // None in `sys.modules` forbids it.
                    let key = self.heap.intern(&sub);
                    let forbidden = self.modules.get_str(&key).is_some_and(|m| m.is_none());
                    if forbidden || missing.as_deref() != Some(sub.as_str()) {
                        return Err(self.reraise(x));
                    }
                }
            }
        }
        Ok(())
    }

    /// The package that relative names start from, by the globals of a module.
    fn package_of(&mut self, globals: &Ref<DictObj>) -> Res<String> {
        let text = |v: &Value| v.cast::<StrObj>().map(StrObj::to_text);
        let given = globals.get_str(&self.names.__package__).filter(|p| !p.is_none());
        let spec = globals.get_str(&self.names.__spec__).filter(|s| !s.is_none());
        let parent = self.heap.intern("parent");
        if let Some(package) = given {
            let Some(name) = text(&package) else { return Err(self.type_error("package must be a string")) };
            if let Some(spec) = spec {
                let parent = self.get_attr(&spec, &parent)?;
                if !self.same(&package, &parent)? {
                    let class = self.heap.types().deprecation_warning.clone();
                    self.warn(&class, "__package__ != __spec__.parent", 1)?;
                }
            }
            return Ok(name);
        }
        if let Some(spec) = spec {
            let parent = self.get_attr(&spec, &parent)?;
            return text(&parent).ok_or(()).map_err(|()| self.type_error("__spec__.parent must be a string"));
        }
        let class = self.heap.types().import_warning.clone();
        let words =
            "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__";
        self.warn(&class, words, 1)?;
        let Some(name) = globals.get_str(&self.names.__name__) else { return Err(self.no_name_in_globals()) };
        let Some(name) = text(&name) else { return Err(self.type_error("__name__ must be a string")) };
        if globals.get_str(&self.names.__path__).is_some() {
            return Ok(name);
        }
        Ok(name.rsplit_once('.').map_or(String::new(), |(p, _)| p.to_string()))
    }

    fn no_name_in_globals(&mut self) -> Raised {
        let text = self.heap.str("'__name__' not in globals").into_value();
        self.key_error(text)
    }

    fn resolve_relative(&mut self, name: &str, globals: Option<&Ref<DictObj>>, level: i64) -> Res<String> {
        let Some(globals) = globals else { return Err(self.no_name_in_globals()) };
        let package = self.package_of(globals)?;
        if package.is_empty() {
            let class = &self.heap.types().import_error;
            let text = "attempted relative import with no known parent package";
            return Err(self.import_error(class, text, Value::None, Value::None));
        }
        let mut base = package.as_str();
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((p, _)) => base = p,
                None => {
                    let class = &self.heap.types().import_error;
                    let text = "attempted relative import beyond top-level package";
                    return Err(self.import_error(class, text, Value::None, Value::None));
                }
            }
        }
        Ok(if name.is_empty() { base.to_string() } else { format!("{base}.{name}") })
    }

    /// Whether the module's code has not run to its end yet.
    pub fn is_being_imported(&mut self, module: &Value) -> bool {
        if self.extension_ref::<Importing>().is_some_and(|i| i.0.iter().any(|m| m.value().is(module))) {
            return true;
        }
        let Some(spec) = module.cast::<ModuleObj>().and_then(|m| m.dict.get_str(&self.names.__spec__)) else {
            return false;
        };
        let state = self.heap.intern("_initializing");
        let found = if spec.is_none() { Ok(None) } else { self.get_attr_opt(&spec, &state) };
        match found {
            Ok(v) => matches!(v, Some(Value::True)),
            Err(e) => {
                drop(self.take_raised(e));
                false
            }
        }
    }

    /// Whether a module's file may stand in the way of another module: it is beside the script.
    fn shadowing(&mut self, module: &Value) -> Option<Shadow> {
        let m = module.cast::<ModuleObj>()?;
        let text = |v: Option<Value>| v.as_ref().and_then(Value::cast::<StrObj>).map(StrObj::to_text);
        let file = text(m.dict.get_str(&self.names.__file__))?;
        let name = text(m.dict.get_str(&self.names.__name__))?;
        if self.options.flags.safe_path {
            return None;
        }
        // What the program puts before it does not count.
        let first = self.extension_ref::<FirstFolder>()?.0.clone()?;
        let beside = file.strip_suffix(".py")?;
        let beside = beside.strip_suffix("/__init__").unwrap_or(beside);
        let folder = beside.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != first.trim_end_matches('/') && !(first.is_empty() && folder == self.here()) {
            return None;
        }
        let is_library = crate::library::NAMES.split_whitespace().any(|n| n == name);
        Some(if is_library { Shadow::Library(file) } else { Shadow::Perhaps(file) })
    }

    /// What is said of an attribute that a module does not have.
    pub(super) fn no_module_attribute(&mut self, module: &Value, name: &str, attribute: &str) -> String {
        match self.shadowing(module) {
            Some(Shadow::Library(file)) => {
                return format!(
                    "module '{name}' has no attribute '{attribute}' (consider renaming '{file}' since it has the same name as the standard library module named '{name}' and prevents importing that standard library module)"
                );
            }
            Some(Shadow::Perhaps(file)) if self.is_being_imported(module) => {
                return format!(
                    "module '{name}' has no attribute '{attribute}' (consider renaming '{file}' if it has the same name as a library you intended to import)"
                );
            }
            _ => {}
        }
        if self.is_being_imported(module) {
            let file = module.cast::<ModuleObj>().and_then(|m| m.dict.get_str(&self.names.__file__));
            return match file.as_ref().and_then(Value::cast::<StrObj>) {
                Some(file) => format!(
                    "partially initialized module '{name}' from '{}' has no attribute '{attribute}' (most likely due to a circular import)",
                    file.to_text()
                ),
                None => format!(
                    "partially initialized module '{name}' has no attribute '{attribute}' (most likely due to a circular import)"
                ),
            };
        }
        let whole = self.heap.intern(&format!("{name}.{attribute}"));
        match self.modules.get_str(&whole) {
            Some(inner) if self.is_being_imported(&inner) => format!(
                "cannot access submodule '{attribute}' of module '{name}' (most likely due to a circular import)"
            ),
            _ => format!("module '{name}' has no attribute '{attribute}'"),
        }
    }

    /// `ImportFrom`
    pub(super) fn import_from(&mut self, module: &Value, name: &Ref<StrObj>) -> Res {
        if let Some(v) = self.get_attr_opt(module, name)? {
            return Ok(v);
        }
        let module_name = match self.get_attr_opt(module, &self.names.__name__)? {
            Some(n) if n.is_a::<StrObj>() => n.cast::<StrObj>().map(StrObj::to_text),
            _ => None,
        };
        if let Some(m) = &module_name {
            let full = self.heap.intern(&format!("{m}.{}", name.to_text()));
            if let Some(v) = self.modules.get_str(&full) {
                return Ok(v);
            }
        }
        let file = match self.get_attr_opt(module, &self.names.__file__)? {
            Some(f) if f.is_a::<StrObj>() => f,
            _ => Value::None,
        };
        let n = name.to_text();
        let m = module_name.clone().unwrap_or_else(|| "<unknown module name>".into());
        let place = match file.cast::<StrObj>() {
            Some(f) => f.to_text(),
            None => "unknown location".into(),
        };
        let text = match self.shadowing(module) {
            Some(Shadow::Library(file)) => format!(
                "cannot import name '{n}' from '{m}' (consider renaming '{file}' since it has the same name as the standard library module named '{m}' and prevents importing that standard library module)"
            ),
            Some(Shadow::Perhaps(file)) if self.is_being_imported(module) => format!(
                "cannot import name '{n}' from '{m}' (consider renaming '{file}' if it has the same name as a library you intended to import)"
            ),
            _ if self.is_being_imported(module) => format!(
                "cannot import name '{n}' from partially initialized module '{m}' (most likely due to a circular import) ({place})"
            ),
            _ => format!("cannot import name '{n}' from '{m}' ({place})"),
        };
        let class = &self.heap.types().import_error;
        let module_value = module_name.map_or(Value::None, |m| self.heap.str(&m).into_value());
        let e = self.import_error(class, &text, module_value, file);
        let x = self.take_raised(e);
        if let Some(o) = x.cast::<crate::object::exception::ExceptionObj>() {
            o.set_field("name_from", name.value());
        }
        Err(self.reraise(x))
    }

    /// `ImportStar`: the names go to the namespace of the code that runs.
    pub(super) fn import_star_instr(&mut self, regs: Regs, code: &CodeObj, module: Value) -> Res<Flow> {
        let ns = match code.code.kind {
            CodeKind::Namespace => regs.get(0).clone(),
            _ => self.globals().map_or(Value::None, Ref::into_value),
        };
        self.import_star(&module, &ns)?;
        Ok(Flow::Next)
    }

    /// `from module import *`
    fn import_star(&mut self, module: &Value, ns: &Value) -> Res<()> {
        let all = self.get_attr_opt(module, &self.names.__all__)?;
        let (names, public) = match &all {
            Some(list) => (self.collect(list)?, false),
            None => match module.cast::<ModuleObj>() {
                Some(m) => (m.dict.keys(), true),
                None => {
                    let d = self.get_attr(module, &self.names.__dict__)?;
                    (self.collect(&d)?, true)
                }
            },
        };
        for n in names {
            let Some(s) = n.to_ref::<StrObj>() else {
                let name = self.get_attr(module, &self.names.__name__)?;
                let (name, what) = (self.str(&name)?.to_text(), self.class_name(&n));
                let place = if public {
                    format!("Key in {name}.__dict__")
                } else {
                    format!("Item in {name}.__all__")
                };
                return Err(self.type_error(format!("{place} must be str, not {what}")));
            };
            if public && s.bytes().starts_with(b"_") {
                continue;
            }
            let s = self.heap.intern_str(&s);
            let v = self.get_attr(module, &s)?;
            if let Some(d) = ns.cast::<DictObj>()
                && ns.as_obj().is_some_and(|o| o.header().is_exact())
            {
                drop(d.set_str(&s, v));
            } else {
                self.set_item(ns, &s.into_value(), v)?;
            }
        }
        Ok(())
    }

    /// The folder of the program, which stands first in `sys.path` at the start.
    pub fn set_first_folder(&mut self, folder: Option<String>) {
        self.extension::<FirstFolder>().0 = folder;
    }

    /// `sys.path` as it stands at the start: replaced by the command line.
    pub fn set_path(&mut self, dirs: &[String]) {
        let list: Vec<Value> = dirs.iter().map(|d| self.heap.str(d).into_value()).collect();
        let list: Ref<ListObj> = self.heap.list(list);
        self.sys.set_str(&self.names.path, list.into_value());
    }

    /// Whether a tuple or list of names is empty (used by natives).
    pub fn is_empty_fromlist(&self, v: &Value) -> bool {
        v.is_none() || v.cast::<TupleObj>().is_some_and(TupleObj::is_empty)
    }
}

/// Where the program lies.
#[derive(Default)]
struct FirstFolder(Option<String>);

/// The system's words for an error, without Rust's number behind them.
pub fn os_text(e: &std::io::Error) -> String {
    let text = e.to_string();
    match text.rfind(" (os error") {
        Some(i) => text[..i].to_string(),
        None => text,
    }
}
