//! Finds modules without CPython's finders: the quick way for what they would find at the same place (`importlib._bootstrap_external.PathFinder` with its default hooks).
//!
//! It knows natives, source files and packages in folders, and the library. Whatever else a folder may hold (namespace packages, archives, compiled files), and any change of
//! `sys.meta_path` or `sys.path_hooks`, is left to importlib itself.

use std::path::Path;

use crate::library;
use crate::object::Value;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::vm::{BuiltinModule, Res, Vm};

use super::importlib::Started;

/// Library modules that CPython has in itself (frozen), and so finds before any folder.
const FIRST: &[&str] = &[
    "__hello__",
    "_collections_abc",
    "_sitebuiltins",
    "abc",
    "codecs",
    "genericpath",
    "importlib",
    "importlib.machinery",
    "importlib.util",
    "io",
    "ntpath",
    "os",
    "posixpath",
    "runpy",
    "site",
    "stat",
    "zipimport",
];

/// The names by which importlib's own two files are known before it exists.
pub const BOOTSTRAP: &[(&str, &str)] = &[
    ("_frozen_importlib", "importlib/_bootstrap.py"),
    ("_frozen_importlib_external", "importlib/_bootstrap_external.py"),
];

/// What was found for a module's name.
pub enum Found {
    Native(fn(&mut Vm, &crate::object::Ref<crate::object::dict::DictObj>) -> Res<()>),
    /// A native that stands for a library file: it has that file's path.
    StandIn {
        module: BuiltinModule,
        at: Source,
    },
    Source(Source),
    Nothing,
    /// This is importlib's: there is something that only it knows.
    AskImportlib,
}

/// A source file.
pub struct Source {
    pub path: String,
    /// The folder of a package.
    pub folder: Option<String>,
    /// The file in the pack.
    pub packed: Option<library::PackedFile>,
    /// The name that its code shows, if that is not the path: CPython has the module in itself.
    pub frozen: Option<String>,
}

impl Source {
    /// The name of the file as its code has it.
    pub fn code_name(&self) -> &str {
        self.frozen.as_deref().unwrap_or(&self.path)
    }
}

/// Who looks for modules in a folder, as `sys.path_importer_cache` has it.
enum Finder {
    /// CPython's own, which the quick way stands for; or nobody knows yet.
    Usual,
    /// No hook wanted the folder.
    Nobody,
    /// Something that a script put there, or a cache that is none.
    Another,
}

/// A file in a folder.
fn below(folder: &str, name: &str) -> String {
    match folder {
        "" => name.to_string(),
        f if f.ends_with('/') => format!("{f}{name}"),
        f => format!("{f}/{name}"),
    }
}

/// The module in a folder of the library (`inner`, whose path is `folder`).
fn in_library(inner: &str, folder: &str, name: &str) -> Option<Source> {
    let base = below(inner, name);
    let shown = below(folder, name);
    if let Some(f) = library::file(&format!("{base}/__init__.py")) {
        let path = format!("{shown}/__init__.py");
        return Some(Source { path, folder: Some(shown), packed: Some(f), frozen: None });
    }
    let f = library::file(&format!("{base}.py"))?;
    Some(Source { path: format!("{shown}.py"), folder: None, packed: Some(f), frozen: None })
}

/// What a folder of the disk has under this name.
fn in_folder(folder: &str, name: &str) -> Found {
    let package = below(folder, name);
    let init = format!("{package}/__init__.py");
    if Path::new(&init).is_file() {
        return Found::Source(Source { path: init, folder: Some(package), packed: None, frozen: None });
    }
    let path = format!("{package}.py");
    if Path::new(&path).is_file() {
        return Found::Source(Source { path, folder: None, packed: None, frozen: None });
    }
    let is_there = |suffix: &str| Path::new(&format!("{package}{suffix}")).exists();
    // Within an archive, too.
    let lies_in_file = || {
        let folder = Path::new(folder);
        !folder.is_dir() && folder.ancestors().any(Path::is_file)
    };
    if is_there("") || is_there(".pyc") || lies_in_file() {
        return Found::AskImportlib;
    }
    Found::Nothing
}

impl Vm {
    /// Looks for a module; `parent` is its package.
    pub fn find_module(&mut self, name: &str, parent: Option<&Value>) -> Res<Found> {
        if let Some((_, file)) = BOOTSTRAP.iter().find(|(n, _)| *n == name) {
            let path = format!("<frozen {}>", file.trim_end_matches(".py").replace('/', "."));
            return Ok(Found::Source(Source {
                path,
                folder: None,
                packed: library::file(file),
                frozen: None,
            }));
        }
        if let Some(BuiltinModule::Native(fill)) = self.builtin_modules.get(name) {
            return Ok(Found::Native(*fill));
        }
        let home = self.home();
        let root = home.mount.root();
        if FIRST.contains(&name)
            && let Some(mut found) = in_library("", root, &name.replace('.', "/"))
        {
            // Of packages CPython has modules only.
            if found.folder.is_none() {
                found.frozen = Some(format!("<frozen {name}>"));
            }
            return Ok(Found::Source(found));
        }
        let short = name.rsplit('.').next().unwrap_or(name);
        for folder in self.search_path(parent, name)? {
            let folder = if folder.is_empty() { self.here() } else { folder };
            match self.finder_for(&folder) {
                Finder::Usual => {}
                Finder::Nobody => continue,
                Finder::Another => return Ok(Found::AskImportlib),
            }
            let found = match home.mount.inner(folder.as_bytes()) {
                Some(inner) => {
                    if let Some(module) = self.stand_in(name, inner) {
                        let path = below(&folder, short);
                        let package = matches!(module, BuiltinModule::StandIn { package: true, .. });
                        let (path, folder) = if package {
                            (format!("{path}/__init__.py"), Some(path))
                        } else {
                            (format!("{path}.py"), None)
                        };
                        return Ok(Found::StandIn {
                            module,
                            at: Source { path, folder, packed: None, frozen: None },
                        });
                    }
                    match in_library(inner, &folder, short) {
                        Some(s) => Found::Source(s),
                        None if library::is_folder(&below(inner, short)) => Found::AskImportlib,
                        None => Found::Nothing,
                    }
                }
                None => in_folder(&folder, short),
            };
            if !matches!(found, Found::Nothing) {
                return Ok(found);
            }
        }
        Ok(Found::Nothing)
    }

    fn finder_for(&self, folder: &str) -> Finder {
        let Some(usual) = self.extension_ref::<Started>().map(|s| &s.finder).filter(|f| !f.is_undef()) else {
            return Finder::Usual;
        };
        let cache = self.sys.get_text(self.heap, "path_importer_cache");
        let Some(cache) = cache.as_ref().and_then(Value::cast::<DictObj>) else { return Finder::Another };
        match cache.get_text(self.heap, folder) {
            None => Finder::Usual,
            Some(Value::None) => Finder::Nobody,
            Some(f) if self.class_of(&f).value().is(usual) => Finder::Usual,
            Some(_) => Finder::Another,
        }
    }

    /// The native for a module in this folder of the library.
    fn stand_in(&self, name: &str, inner: &str) -> Option<BuiltinModule> {
        let module = *self.builtin_modules.get(name)?;
        let folder = name.rsplit_once('.').map_or(String::new(), |(package, _)| package.replace('.', "/"));
        (folder == inner).then_some(module)
    }

    pub(super) fn here(&self) -> String {
        let here = self.world.current_dir().unwrap_or_else(|_| ".".into());
        here.to_string_lossy().into_owned()
    }

    /// The folders to look in: `sys.path`, or those of the package.
    fn search_path(&mut self, parent: Option<&Value>, name: &str) -> Res<Vec<String>> {
        let list = match parent {
            None => {
                self.complete_path();
                match self.sys.get_str(&self.names.path) {
                    // When a program ends, `sys` is emptied while finalisers still run.
                    Some(Value::None) if self.modules.get_text(self.heap, "__main__").is_none() => {
                        return Ok(vec![self.home().mount.root().to_string()]);
                    }
                    Some(p) => p,
                    None => return Ok(Vec::new()),
                }
            }
            Some(p) => match self.get_attr_opt(p, &self.names.__path__)? {
                Some(p) => p,
                None => {
                    let parent_name = name.rsplit_once('.').map_or("", |(p, _)| p);
                    let text = format!("No module named '{name}'; '{parent_name}' is not a package");
                    let class = &self.heap.types().module_not_found_error;
                    let n = self.heap.str(name).into_value();
                    return Err(self.import_error(class, &text, n, Value::None));
                }
            },
        };
        let folders = self.collect(&list)?;
        Ok(folders.iter().filter_map(|v| v.cast::<StrObj>().map(StrObj::to_text)).collect())
    }
}
