//! CPython's `importlib` below the quick way: started when somebody looks at what it keeps (`sys.meta_path`, a module's `__spec__`), or where only it can import.
//!
//! Modules that came by the quick way have neither `__spec__` nor `__loader__` until then; all get theirs at once, as CPython's start does for its first modules.

use crate::object::exception::{ExceptionObj, TracebackObj};
use crate::object::list::ListObj;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

/// What importlib put into `sys` at its start, to see whether a script changed it.
#[derive(Default)]
pub struct Started {
    pub module: Value,
    pub external: Value,
    /// `FileFinder`, which finds modules in folders.
    pub(super) finder: Value,
    meta_path: Vec<Value>,
    path_hooks: Vec<Value>,
    /// It is being started: its own imports go the quick way.
    starting: bool,
    /// The module that runs as `__main__` under `-m`: its name.
    pub main: Option<String>,
}

/// Names in `sys` that exist from importlib's start on.
pub const OF_SYS: &[&str] = &["meta_path", "path_hooks", "path_importer_cache"];

impl Vm {
    /// `importlib._bootstrap`, started if it was not.
    pub fn importlib(&mut self) -> Res {
        let state = self.extension::<Started>();
        if !state.module.is_undef() {
            return Ok(state.module.clone());
        }
        if state.starting {
            return Err(self.runtime_error("importlib is being started"));
        }
        state.starting = true;
        let started = self.start_importlib();
        self.extension::<Started>().starting = false;
        started
    }

    /// Whether importlib's own imports are under way.
    pub(super) fn is_starting_importlib(&self) -> bool {
        self.extension_ref::<Started>().is_some_and(|s| s.starting)
    }

    fn start_importlib(&mut self) -> Res {
        for name in OF_SYS {
            let empty = match *name {
                "path_importer_cache" => self.heap.dict().into_value(),
                _ => self.heap.list(Vec::new()).into_value(),
            };
            drop(self.sys.set_text(self.heap, name, empty));
        }
        let sys = self.import("sys")?;
        let imp = self.import("_imp")?;
        let bootstrap = self.import("_frozen_importlib")?;
        self.call_named(&bootstrap, "_install", &[sys, imp])?;
        self.call_named(&bootstrap, "_install_external_importers", &[])?;
        let external = self.import("_frozen_importlib_external")?;
        // zipimport's hook is asked before the one for folders.
        let zipimport = self.import("zipimport")?;
        let hook = self.attribute(&zipimport, "zipimporter")?;
        let hooks = self.sys.get_text(self.heap, "path_hooks");
        if let Some(hooks) = hooks.as_ref().and_then(Value::cast::<ListObj>) {
            hooks.borrow_mut().insert(0, hook);
        }
        let finder = self.attribute(&external, "FileFinder")?;
        let (meta_path, path_hooks) = (self.sys_list("meta_path"), self.sys_list("path_hooks"));
        let state = self.extension::<Started>();
        state.meta_path = meta_path;
        state.path_hooks = path_hooks;
        state.external = external;
        state.finder = finder;
        state.module = bootstrap.clone();
        self.specs_for_all()?;
        Ok(bootstrap)
    }

    fn sys_list(&self, name: &str) -> Vec<Value> {
        let list = self.sys.get_text(self.heap, name);
        list.as_ref().and_then(Value::cast::<ListObj>).map(ListObj::to_vec).unwrap_or_default()
    }

    fn attribute(&mut self, o: &Value, name: &str) -> Res {
        let name = self.heap.intern(name);
        self.get_attr(o, &name)
    }

    fn call_named(&mut self, o: &Value, name: &str, args: &[Value]) -> Res {
        let f = self.attribute(o, name)?;
        self.call(&f, args)
    }

    /// The module whose code runs as `__main__`, for its spec.
    pub fn note_main(&mut self, name: &str) -> Res<()> {
        let main = self.heap.intern("__main__");
        let main = self.modules.get_str(&main).and_then(|m| m.to_ref::<ModuleObj>());
        if let Some(main) = &main {
            drop(main.dict.remove_str(&self.names.__loader__));
            drop(main.dict.remove_str(&self.names.__spec__));
        }
        self.extension::<Started>().main = Some(name.to_string());
        // Its package may have been imported by importlib.
        if let Some(main) = main.filter(|_| self.makes_specs()) {
            self.give_spec(&main, name)?;
        }
        Ok(())
    }

    /// Whether a script has changed how modules are found.
    pub fn has_own_finders(&self) -> bool {
        let Some(state) = self.extension_ref::<Started>() else { return false };
        if state.module.is_undef() {
            return false;
        }
        let same = |name: &str, kept: &[Value]| {
            let list = self.sys.get_text(self.heap, name);
            let Some(list) = list.as_ref().and_then(Value::cast::<ListObj>) else { return false };
            let list = list.borrow();
            list.len() == kept.len() && list.iter().zip(kept).all(|(a, b)| a.is(b))
        };
        !same("meta_path", &state.meta_path) || !same("path_hooks", &state.path_hooks)
    }

    /// Imports a module with importlib itself; its own frames are taken out of the traceback, as CPython does.
    pub(super) fn import_by_importlib(&mut self, name: &str) -> Res {
        let bootstrap = self.importlib()?;
        let name = self.heap.str(name).into_value();
        let import = self.names.__import__.clone();
        let import = self.builtins.get_str(&import).unwrap_or(Value::None);
        match self.call_named(&bootstrap, "_find_and_load", &[name, import]) {
            Ok(v) => Ok(v),
            Err(e) => {
                let x = self.take_raised(e);
                self.hide_importlib(&x);
                Err(self.reraise(x))
            }
        }
    }

    /// Takes importlib's frames out of a traceback: all of them if no module was found or could be loaded, else those that only called a module's code.
    fn hide_importlib(&mut self, exception: &Value) {
        let Some(x) = exception.cast::<ExceptionObj>() else { return };
        let always = self.is_instance_of(exception, &self.heap.types().import_error);
        let mut entries = Vec::new();
        let mut at = x.traceback.borrow().clone();
        while let Some(tb) = at.to_ref::<TracebackObj>() {
            at = tb.next.borrow().clone();
            entries.push(tb);
        }
        let is_ours = |tb: &Ref<TracebackObj>| {
            tb.code.file.as_str().is_some_and(|f| f.starts_with("<frozen importlib._bootstrap"))
        };
        let mut kept: Vec<Ref<TracebackObj>> = Vec::new();
        for run in entries.chunk_by(|a, b| is_ours(a) == is_ours(b)) {
            let calls = |tb: &Ref<TracebackObj>| tb.code.name.as_str() == Some("_call_with_frames_removed");
            if !is_ours(&run[0]) || !(always || run.last().is_some_and(calls)) {
                kept.extend(run.iter().cloned());
            }
        }
        let mut next = Value::Undef;
        for tb in kept.iter().rev() {
            drop(tb.next.replace(next));
            next = tb.value();
        }
        drop(x.traceback.replace(next));
    }

    /// Whether modules get their specs when they are imported.
    pub(super) fn makes_specs(&self) -> bool {
        self.extension_ref::<Started>().is_some_and(|s| !s.module.is_undef())
    }

    /// `__spec__` and `__loader__` of a module that came from a file.
    pub(super) fn give_spec(&mut self, module: &Ref<ModuleObj>, name: &str) -> Res {
        let state = self.extension::<Started>();
        let (bootstrap, external) = (state.module.clone(), state.external.clone());
        let file = module.dict.get_str(&self.names.__file__).unwrap_or(Value::None);
        let name = self.heap.str(name).into_value();
        let loader = self.call_named(&external, "SourceFileLoader", &[name.clone(), file.clone()])?;
        let make = self.attribute(&external, "spec_from_file_location")?;
        let folders = module.dict.get_str(&self.names.__path__).unwrap_or(Value::None);
        let h = self.heap;
        let keywords = [(h.intern("loader"), loader), (h.intern("submodule_search_locations"), folders)];
        let spec = self.call_kw(&make, &[name, file], &keywords)?;
        self.call_named(&bootstrap, "_init_module_attrs", &[spec.clone(), module.value()])?;
        Ok(spec)
    }

    /// The program's module has no spec, but a loader: that of its file, else that of built-in modules.
    fn give_main_loader(&mut self, main: &Ref<ModuleObj>) -> Res<()> {
        if !main.dict.get_str(&self.names.__loader__).is_some_and(|l| l.is_none()) {
            return Ok(());
        }
        let state = self.extension::<Started>();
        let (bootstrap, external) = (state.module.clone(), state.external.clone());
        let loader = match main.dict.get_str(&self.names.__file__) {
            Some(file) if file.cast::<StrObj>().is_none_or(|f| f.bytes() != b"<stdin>") => {
                let name = self.names.__main__.clone().value();
                self.call_named(&external, "SourceFileLoader", &[name, file])?
            }
            _ => self.attribute(&bootstrap, "BuiltinImporter")?,
        };
        drop(main.dict.set_str(&self.names.__loader__, loader));
        Ok(())
    }

    /// Gives the modules that came before importlib their specs.
    fn specs_for_all(&mut self) -> Res<()> {
        for (key, module) in self.modules.entries() {
            let (Some(name), Some(m)) = (key.cast::<StrObj>(), module.to_ref::<ModuleObj>()) else {
                continue;
            };
            let mut name = name.to_text();
            if name == "__main__" {
                match self.extension::<Started>().main.clone() {
                    Some(real) => name = real,
                    None => {
                        self.give_main_loader(&m)?;
                        continue;
                    }
                }
            }
            if m.dict.get_str(&self.names.__spec__).is_some() {
                continue;
            }
            if m.dict.get_str(&self.names.__file__).is_some() {
                self.give_spec(&m, &name)?;
            }
        }
        Ok(())
    }

    /// What a module or `sys` is asked for that importlib makes: it is started now. Whether it was.
    #[cold]
    pub(crate) fn comes_with_importlib(
        &mut self,
        dict: &crate::object::dict::DictObj,
        name: &StrObj,
    ) -> Res<bool> {
        if self.extension_ref::<Started>().is_some_and(|s| s.starting || !s.module.is_undef()) {
            return Ok(false);
        }
        let is_sys = std::ptr::eq(dict, &*self.sys);
        let Some(text) = name.as_str() else { return Ok(false) };
        let wanted = match text {
            "__spec__" | "__loader__" => self.is_imported(dict),
            _ => is_sys && OF_SYS.contains(&text),
        };
        if wanted {
            self.importlib()?;
        }
        Ok(wanted)
    }

    /// Whether this is the dict of a module in `sys.modules`.
    fn is_imported(&self, dict: &crate::object::dict::DictObj) -> bool {
        let name = dict.get_str(&self.names.__name__);
        let Some(name) = name.as_ref().and_then(Value::to_ref::<StrObj>) else { return false };
        let found = self.modules.get_str(&self.heap.intern_str(&name));
        found.as_ref().and_then(Value::cast::<ModuleObj>).is_some_and(|m| std::ptr::eq(&*m.dict, dict))
    }
}
