//! Makes modules of what was found: fills natives, reads and runs source files.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::object::Value;
use crate::object::dict::DictObj;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::{Ref, code::CodeObj};
use crate::source::SourceText;
use crate::vm::{BuiltinModule, CompileMode, Res, Vm};

use super::find::{BOOTSTRAP, Found, Source};
use super::prefix::Home;
use super::{Importing, os_text};

impl Vm {
    /// Finds and loads a module that is not in `sys.modules`.
    pub(super) fn load_module(&mut self, name: &str, parent: Option<&Value>) -> Res {
        let key = self.heap.intern(name);
        if self.load_of_start(name)?
            && let Some(m) = self.modules.get_str(&key)
        {
            return Ok(m);
        }
        let found = self.find_module(name, parent)?;
        let m = match found {
            Found::Native(fill) => self.load_native(&key, fill, None)?,
            Found::StandIn { module, at } => match module {
                BuiltinModule::Native(fill) | BuiltinModule::StandIn { fill, .. } => {
                    self.load_native(&key, fill, Some(&at))?
                }
            },
            Found::Source(source) => self.load_source(&key, &source)?,
            Found::AskImportlib => return self.import_by_importlib(name),
            Found::Nothing => {
                let class = &self.heap.types().module_not_found_error;
                let text = match super::absent::reason(name) {
                    Some(why) => format!("No module named '{name}': {why}"),
                    None => format!("No module named '{name}'"),
                };
                let n = self.heap.str(name).into_value();
                return Err(self.import_error(class, &text, n, Value::None));
            }
        };
        if self.options.flags.verbose > 0 {
            let file = m.dict.get_str(&self.names.__file__);
            let file = file.as_ref().and_then(Value::cast::<StrObj>).map(StrObj::to_text);
            let from = file.map_or("built-in".to_string(), |f| format!("'{f}'"));
            self.write_stderr(&format!("import '{name}' # {from}\n"));
        }
        drop(m);
        self.arrived(&key)
    }

    /// What a module left in its place in `sys.modules`: it may have put something else there, or nothing, which is an error. It goes behind what it imported itself.
    fn arrived(&mut self, key: &Ref<StrObj>) -> Res {
        match self.modules.remove_str(key) {
            Some(m) => {
                self.modules.set_str(key, m.clone());
                Ok(m)
            }
            None => Err(self.key_error(key.value())),
        }
    }

    /// CPython's start brings some modules in an order of its own, which they need since they lean on each other: whoever asks for one of these first gets that order here.
    /// True: others were loaded, this one perhaps among them.
    fn load_of_start(&mut self, name: &str) -> Res<bool> {
        match name {
            // (What `importlib.import_module` loads comes by another way, which knows no order.)
            "genericpath" | "posixpath" | "ntpath" | "importlib"
                if self.modules.get_text(self.heap, "os").is_none() =>
            {
                self.import("os")?;
            }
            _ if (name == "zipimport" || BOOTSTRAP.iter().any(|(n, _)| *n == name))
                && !self.is_starting_importlib() =>
            {
                self.importlib()?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn load_native(
        &mut self,
        key: &Ref<StrObj>,
        fill: fn(&mut Vm, &Ref<DictObj>) -> Res<()>,
        at: Option<&Source>,
    ) -> Res<Ref<ModuleObj>> {
        let m = self.new_module(&key.to_text());
        if let Some(at) = at {
            self.place_module(&m, key, at);
        }
        self.document_native(&m, &key.to_text());
        self.modules.set_str(key, m.value());
        let mut filled = fill(self, &m.dict);
        if filled.is_ok() && at.is_some() && self.makes_specs() {
            filled = self.give_spec(&m, &key.to_text()).map(|_| ());
        }
        if let Err(e) = filled {
            drop(self.modules.remove_str(key));
            return Err(e);
        }
        Ok(m)
    }

    /// A module written in Rust gets its text, if there is one.
    pub fn document_native(&mut self, m: &Ref<ModuleObj>, name: &str) {
        if let Some(text) = (self.hooks.module_doc)(name) {
            m.dict.set_str(&self.names.__doc__, self.heap.str(text).into_value());
        }
    }

    /// The attributes that say where a module is from.
    fn place_module(&mut self, m: &Ref<ModuleObj>, key: &Ref<StrObj>, at: &Source) {
        let h = self.heap;
        // They come with importlib.
        drop(m.dict.remove_str(&self.names.__loader__));
        drop(m.dict.remove_str(&self.names.__spec__));
        if let Some(folder) = &at.folder {
            let folder = h.str(folder).into_value();
            m.dict.set_str(&self.names.__path__, h.list(vec![folder]).into_value());
            m.dict.set_str(&self.names.__package__, key.value());
        }
        m.dict.set_str(&self.names.__file__, h.str(&at.path).into_value());
    }

    fn load_source(&mut self, key: &Ref<StrObj>, source: &Source) -> Res<Ref<ModuleObj>> {
        let m = self.new_module(&key.to_text());
        self.place_module(&m, key, source);
        let spec = if self.makes_specs() { Some(self.give_spec(&m, &key.to_text())?) } else { None };
        let code = self.code_of(source)?;
        self.modules.set_str(key, m.value());
        let state = self.heap.intern("_initializing");
        if let Some(spec) = &spec {
            self.set_attr(spec, &state, Value::True)?;
        }
        self.extension::<Importing>().0.push(m.clone());
        let mut done = self.run_code(&code, &m.dict, None).map(|_| ());
        self.extension::<Importing>().0.pop();
        if let Some(spec) = &spec
            && done.is_ok()
        {
            done = self.set_attr(spec, &state, Value::False);
        }
        if done.is_ok() && source.packed.is_some() && key.bytes() == b"site" && !self.options.flags.no_site {
            // Where CPython's programs import it, its work is done.
            let main = self.heap.intern("main");
            done = self.get_attr(&m.value(), &main).and_then(|main| self.call(&main, &[])).map(|_| ());
        }
        if let Err(e) = done {
            drop(self.modules.remove_str(key));
            return Err(e);
        }
        Ok(m)
    }

    /// The code of a source file: the kept one, or compiled.
    fn code_of(&mut self, source: &Source) -> Res<Ref<CodeObj>> {
        let (kept, place) = self.kept_code(source);
        if let Some(code) = kept {
            return Ok(code);
        }
        let text = match source.packed {
            Some(f) => Rc::new(SourceText::new(source.code_name(), String::from_utf8_lossy(&f.read()))),
            None => self.read_source(Path::new(&source.path), &source.path)?,
        };
        // Kept code reads its text again when a traceback quotes it.
        let place = place.filter(|_| !text.has_foreign_encoding());
        let code = self.compile_text(text, CompileMode::Module, false)?;
        if let Some((file, stamp)) = place {
            self.keep_code(&file, stamp, &code);
        }
        Ok(code)
    }

    /// Reads and decodes a script file.
    pub fn read_source(&mut self, path: &Path, shown: &str) -> Res<Rc<SourceText>> {
        let bytes = match std::fs::read(path) {
            Ok(b) => b,
            Err(e) => {
                let errno = Value::Int(i64::from(e.raw_os_error().unwrap_or(0)));
                let (text, file) =
                    (self.heap.str(&os_text(&e)).into_value(), self.heap.str(shown).into_value());
                let class = self.heap.types().os_error.value();
                let x = self.call(&class, &[errno, text, file])?;
                return Err(self.raise(x));
            }
        };
        Ok(Rc::new(self.source_from_bytes(shown, &bytes)?))
    }

    /// Appends the library and the folders of installed packages to `sys.path`, once.
    pub fn complete_path(&mut self) {
        if !std::mem::take(&mut self.late_path) {
            return;
        }
        let home = self.home();
        let h = self.heap;
        let text = |f: &str| h.str(f).into_value();
        let list = self.sys.get_str(&self.names.path);
        let list = list.and_then(|l| l.to_ref::<crate::object::list::ListObj>());
        let late: Vec<Value> = std::iter::once(text(home.mount.root()))
            .chain(home.site_folders.iter().map(|f| text(&f.to_string_lossy())))
            .collect();
        if self.options.flags.no_site || !self.wants_site(&home) {
            if let Some(list) = list {
                list.borrow_mut().extend(late);
            }
            return;
        }
        // CPython puts the program's own folders before the others when `site` is through.
        let given = self.search_path.clone();
        let is_given = |v: &Value| {
            let folder = v.cast::<StrObj>().map(StrObj::to_text);
            folder.is_some_and(|f| given.contains(&f))
        };
        let mut own = Vec::new();
        if let Some(list) = &list {
            let all = list.to_vec();
            let others = all.iter().filter(|v| is_given(v)).cloned().chain(late).collect();
            own = all.into_iter().filter(|v| !is_given(v)).collect();
            drop(std::mem::replace(&mut *list.borrow_mut(), others));
        }
        let run = self.run_site(&home);
        if let Some(list) = list {
            own.extend(list.to_vec());
            drop(std::mem::replace(&mut *list.borrow_mut(), own));
        }
        if let Err(e) = run {
            let x = self.take_raised(e);
            self.display_exception(&x);
        }
    }

    /// Whether there is anything for `site` to do but what is done: path files, or a module that customises.
    fn wants_site(&mut self, home: &Home) -> bool {
        let has_path_file = |folder: &PathBuf| {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            entries.into_iter().any(|e| e.file_name().as_encoded_bytes().ends_with(b".pth"))
        };
        let given = self.search_path.clone();
        home.site_folders.iter().any(|f| has_path_file(f) || customises(f))
            || given.iter().any(|f| customises(Path::new(f)))
    }

    /// The library's `site`, as CPython runs it before any program.
    fn run_site(&mut self, home: &Home) -> Res<()> {
        let site = self.import("site")?;
        let name = self.heap.intern("addsitedir");
        for folder in &home.site_folders {
            // One of another version's environment is not known to `site`.
            if !folder.to_string_lossy().contains(crate::library::VERSION_FOLDER) {
                let f = self.get_attr(&site, &name)?;
                let folder = self.heap.str(&folder.to_string_lossy()).into_value();
                self.call(&f, &[folder])?;
            }
        }
        Ok(())
    }

    /// Whether code comes from a file of the library, or is importlib's.
    pub fn is_library_file(&self, file: &str) -> bool {
        file.starts_with("<frozen ")
            || self.known_home().is_some_and(|h| h.mount.inner(file.as_bytes()).is_some())
    }
}

/// Whether a folder has a module that `site` runs before any program.
pub fn customises(folder: &Path) -> bool {
    ["sitecustomize", "usercustomize"].iter().any(|name| {
        folder.join(format!("{name}.py")).is_file() || folder.join(name).join("__init__.py").is_file()
    })
}
