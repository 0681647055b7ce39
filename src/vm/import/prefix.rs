//! Where this interpreter lives: the program, the prefix with the library's folder, and folders of installed packages (CPython's `Modules/getpath.py` and `site.py` in short).
//!
//! The prefix is the folder around the `bin` that holds the program. A virtual environment is one that a `pyvenv.cfg` beside or above the program's name says, as for CPython, or the activated
//! one (`VIRTUAL_ENV`), since the command is named `hoop` in each of them.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::library::{Mount, VERSION_FOLDER};
use crate::vm::Vm;
use crate::world::World;

/// Folders and files of this interpreter.
#[derive(Debug)]
pub struct Home {
    /// The program as it was called, from the root; empty if nobody knows.
    pub executable: PathBuf,
    /// The program itself, links followed.
    pub base_executable: PathBuf,
    /// `sys.prefix`, `sys.base_prefix`
    pub prefix: PathBuf,
    pub base_prefix: PathBuf,
    /// The library's folder.
    pub mount: Mount,
    /// Folders of installed packages that exist, in the order of `sys.path`.
    pub site_folders: Vec<PathBuf>,
    /// Where code is kept if the script says nothing else.
    pub code_folder: Option<PathBuf>,
}

/// The folder of installed packages below a prefix.
fn packages(prefix: &Path) -> PathBuf {
    prefix.join("lib").join(VERSION_FOLDER).join("site-packages")
}

/// The name by which the program was called, as a path from the root.
fn called(world: &dyn World, real: &Path) -> PathBuf {
    let name = world.arguments().into_iter().next().unwrap_or_default();
    let name = Path::new(OsStr::from_bytes(&name)).to_path_buf();
    let found = if name.as_os_str().as_bytes().contains(&b'/') {
        world.current_dir().ok().map(|here| here.join(&name))
    } else {
        let path = world.variable("PATH").unwrap_or_default();
        let folders = path.split(|b| *b == b':').filter(|f| !f.is_empty());
        folders.map(|f| Path::new(OsStr::from_bytes(f)).join(&name)).find(|p| p.is_file())
    };
    // A host that embeds the interpreter has a name of its own, which is found as well.
    match found {
        Some(p) if std::fs::canonicalize(&p).is_ok_and(|p| p == real) => p,
        _ => real.to_path_buf(),
    }
}

/// The folder around `bin`, or that of a program that lies elsewhere.
fn around(program: &Path) -> PathBuf {
    let folder = program.parent().unwrap_or(Path::new("/"));
    match folder.file_name() {
        Some(name) if name == "bin" => folder.parent().unwrap_or(folder).to_path_buf(),
        _ => folder.to_path_buf(),
    }
}

/// Whether a virtual environment's file says that the system's packages are seen, too.
fn sees_system(config: &str) -> bool {
    config.lines().filter_map(|l| l.split_once('=')).any(|(key, value)| {
        key.trim().eq_ignore_ascii_case("include-system-site-packages")
            && value.trim().eq_ignore_ascii_case("true")
    })
}

/// A virtual environment's packages: those for this version, else those for any.
fn environment_packages(prefix: &Path) -> PathBuf {
    let own = packages(prefix);
    if own.is_dir() {
        return own;
    }
    let others = std::fs::read_dir(prefix.join("lib")).into_iter().flatten().flatten();
    let mut others: Vec<PathBuf> = others
        .filter(|e| e.file_name().as_bytes().starts_with(b"python3"))
        .map(|e| e.path().join("site-packages"))
        .filter(|p| p.is_dir())
        .collect();
    others.sort_unstable();
    others.pop().unwrap_or(own)
}

/// The folder of kept code: the one that was asked for, else the user's cache.
fn code_folder(vm: &Vm) -> Option<PathBuf> {
    if let Some(given) = &vm.options.pycache_prefix {
        return Some(given.clone());
    }
    let variable = |name: &str| {
        let value = vm.world.variable(name).filter(|v| !v.is_empty())?;
        Some(PathBuf::from(OsStr::from_bytes(&value)))
    };
    let cache = variable("XDG_CACHE_HOME").filter(|p| p.is_absolute());
    let cache = cache.or_else(|| variable("HOME").map(|home| home.join(".cache")))?;
    Some(cache.join("hoop").join("code"))
}

impl Home {
    /// Looks at the program's place and the environment.
    fn find(vm: &Vm) -> Home {
        let world = &*vm.world;
        let flags = vm.options.flags;
        let real = world.executable().unwrap_or_default();
        let executable = if real.as_os_str().is_empty() { PathBuf::new() } else { called(world, &real) };
        let base_prefix =
            if real.as_os_str().is_empty() { PathBuf::from("/usr/local") } else { around(&real) };
        let beside = executable.parent().map(Path::to_path_buf);
        let near = [beside.clone(), beside.as_deref().and_then(Path::parent).map(Path::to_path_buf)];
        let mut config = near.into_iter().flatten().find_map(|folder| {
            let text = std::fs::read_to_string(folder.join("pyvenv.cfg")).ok()?;
            Some((folder, text))
        });
        if config.is_none() && !flags.ignore_environment {
            let folder = world.variable("VIRTUAL_ENV").filter(|v| !v.is_empty());
            let folder = folder.map(|v| PathBuf::from(OsStr::from_bytes(&v)));
            config =
                folder.and_then(|f| Some((f.clone(), std::fs::read_to_string(f.join("pyvenv.cfg")).ok()?)));
        }
        let mut site_folders = Vec::new();
        let system = config.as_ref().is_none_or(|(_, text)| sees_system(text));
        if !flags.no_site {
            if let Some((folder, _)) = &config {
                site_folders.push(environment_packages(folder));
            }
            if system {
                if !flags.no_user_site
                    && !flags.isolated
                    && let Some(home) = world.variable("HOME")
                {
                    site_folders.push(packages(&Path::new(OsStr::from_bytes(&home)).join(".local")));
                }
                site_folders.push(packages(&base_prefix));
            }
            site_folders.retain(|f| f.is_dir());
        }
        let prefix = config.map_or_else(|| base_prefix.clone(), |(folder, _)| folder);
        let mount = Mount::below(&base_prefix.to_string_lossy());
        let code_folder = code_folder(vm);
        Home { executable, base_executable: real, prefix, base_prefix, mount, site_folders, code_folder }
    }
}

/// The home, once somebody has asked for it.
#[derive(Default)]
struct Known(Option<Rc<Home>>);

impl Vm {
    /// Where this interpreter lives. Found at the first call.
    pub fn home(&mut self) -> Rc<Home> {
        if let Some(home) = &self.extension::<Known>().0 {
            return home.clone();
        }
        let home = Rc::new(Home::find(self));
        self.extension::<Known>().0 = Some(home.clone());
        home
    }

    /// The home, if somebody has asked for it: nothing of the library runs before.
    pub fn known_home(&self) -> Option<Rc<Home>> {
        self.extension_ref::<Known>()?.0.clone()
    }
}
