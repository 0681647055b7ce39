//! Running programs: a file, a text, a module by its name, standard input.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::{Machine, archive, main_module};
use crate::bytecode::Code;
use crate::object::code::CodeObj;
use crate::object::exception::ExceptionObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::source::SourceText;
use crate::vm::import::{Found, Source, os_text};
use crate::vm::traceback::SourceTexts;
use crate::vm::{CompileMode, Res};

/// What a program did.
#[must_use]
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    Finished,
    /// It left an exception, which nobody has told of yet: `Interpreter::conclude` does.
    Raised,
    /// The interpreter itself is at fault, in these words: it runs nothing any more.
    Broken(String),
}

/// Why a program did not even start: the words for the user, and the exit status.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused {
    pub text: String,
    pub status: i32,
}

impl Refused {
    fn new(status: i32, text: impl Into<String>) -> Refused {
        Refused { text: text.into(), status }
    }
}

/// What `-m` found.
enum Main {
    /// The file of the module with this name.
    Source(String, Source),
    /// Something that only CPython's own machinery knows how to run.
    Runpy,
}

impl Machine {
    fn outcome(&mut self, r: Res) -> Outcome {
        match r {
            Ok(_) => Outcome::Finished,
            Err(e) => {
                self.raised = self.vm.take_raised(e);
                Outcome::Raised
            }
        }
    }

    /// Runs a script file, or the `__main__.py` in a folder.
    pub fn run_file(&mut self, path: &OsStr, options: FileOptions) -> Result<Outcome, Refused> {
        let file = absolute(Path::new(path));
        let folder = fs::canonicalize(&file).ok().and_then(|p| p.parent().map(Path::to_path_buf));
        let read = fs::read(&file);
        if archive::is_container(&file, read.as_deref().ok()) {
            self.set_path(&[file.to_string_lossy().into_owned()]);
            let run = self.run_container();
            return Ok(self.outcome(run));
        }
        let mut bytes = read.map_err(|e| cannot_open(&file, &e))?;
        if options.skip_first_line {
            // The line stays, empty, so that the others keep their numbers.
            bytes.drain(..bytes.iter().position(|b| *b == b'\n').unwrap_or(bytes.len()));
        }
        if options.path_from_script {
            self.set_path(&[folder.unwrap_or_default().to_string_lossy().into_owned()]);
        } else {
            self.set_path(&[]);
        }
        let name = file.to_string_lossy().into_owned();
        let heap = self.vm.heap;
        let whole = super::surrogate_escape(file.as_os_str().as_encoded_bytes());
        drop(self.main.set_text(heap, "__file__", heap.str_bytes(&whole).into_value()));
        drop(self.main.set_text(heap, "__cached__", Value::None));
        let run = if archive::is_compiled(&bytes) {
            self.run_compiled(&bytes)
        } else {
            self.run_bytes(&name, &bytes)
        };
        Ok(self.outcome(run))
    }

    /// Runs a text under a name that tracebacks show.
    fn run_bytes(&mut self, name: &str, bytes: &[u8]) -> Res {
        let code = self.compile_bytes(name, bytes)?;
        let main = self.main.clone();
        self.vm.run_code(&code, &main, None)
    }

    fn compile_bytes(&mut self, name: &str, bytes: &[u8]) -> Res<Ref<CodeObj>> {
        let source = self.vm.source_from_file(name, bytes)?;
        self.vm.compile_text(Rc::new(source), CompileMode::Module, false)
    }

    fn run_source(&mut self, source: Rc<SourceText>) -> Res {
        let code = self.vm.compile_text(source, CompileMode::Module, false)?;
        let main = self.main.clone();
        self.vm.run_code(&code, &main, None)
    }

    /// Runs a text (`-c`). Tracebacks quote it.
    pub fn run_code(&mut self, text: &str, with_current_folder: bool) -> Outcome {
        self.path_without_script(with_current_folder);
        let source = Rc::new(SourceText::new("<string>", dedented(text)));
        SourceTexts::quote_for_name(&mut self.vm, "<string>", source.clone());
        let run = self.run_source(source);
        self.outcome(run)
    }

    /// Runs a code object by itself, in a namespace of its own.
    pub fn run_verified(&mut self, source: SourceText, code: Code) -> Outcome {
        let vm = &mut self.vm;
        let number = vm.sources.add(Rc::new(source));
        let code = vm.load_code(&Rc::new(code), &number);
        let globals = vm.heap.dict();
        drop(globals.set_text(vm.heap, "__name__", vm.heap.str("__loaded__").into_value()));
        let height = vm.thread.height();
        let run = vm.run_code(&code, &globals, None);
        drop((code, globals));
        if vm.thread.height() != height {
            crate::bug!("the register stack is not as it was");
        }
        self.outcome(run)
    }

    /// Runs what standard input holds.
    pub fn run_stdin(&mut self, with_current_folder: bool) -> Outcome {
        self.path_without_script(with_current_folder);
        let mut bytes = Vec::new();
        let run = match io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes) {
            Ok(_) => self.run_bytes("<stdin>", &bytes),
            Err(e) => Err(self.vm.system_error(format!("standard input cannot be read: {}", os_text(&e)))),
        };
        self.outcome(run)
    }

    /// The empty entry of `sys.path` is the current folder, wherever that is by then.
    pub fn path_without_script(&mut self, with_current_folder: bool) {
        let here = [String::new()];
        self.set_path(if with_current_folder { &here } else { &[] });
    }

    /// Runs a module as the main program (`-m`).
    pub fn run_module(&mut self, name: &OsStr, with_current_folder: bool) -> Result<Outcome, Refused> {
        let name = String::from_utf8_lossy(name.as_bytes()).into_owned();
        let here = self.vm.world.current_dir().unwrap_or_default().to_string_lossy().into_owned();
        self.set_path(if with_current_folder { std::slice::from_ref(&here) } else { &[] });
        let found = match self.find_main(&name) {
            Ok(found) => found?,
            Err(e) => return Ok(self.outcome(Err(e))),
        };
        let Main::Source(module, file) = found else {
            let run = self.run_by_runpy(&name);
            return Ok(self.outcome(run));
        };
        let heap = self.vm.heap;
        let package = module.rsplit_once('.').map_or("", |(p, _)| p);
        drop(self.main.set_text(heap, "__package__", heap.str(package).into_value()));
        self.set_program_name(&file.path);
        drop(self.main.set_text(heap, "__file__", heap.str(&file.path).into_value()));
        if let Err(e) = self.vm.note_main(&module) {
            return Ok(self.outcome(Err(e)));
        }
        let bytes = match file.packed {
            Some(packed) => packed.read(),
            None => fs::read(&file.path).map_err(|e| cannot_open(Path::new(&file.path), &e))?,
        };
        let way = if module == name { main_module::COMPILE } else { main_module::COMPILE_MAIN };
        let run = match self.compile_bytes(&file.path, &bytes) {
            Ok(code) => self.run_as_main(code.into_value()),
            Err(e) => Err(self.raised_on(way, e)),
        };
        Ok(self.outcome(run))
    }

    /// Runs a module as `__main__` with the library's `runpy`.
    fn run_by_runpy(&mut self, name: &str) -> Res {
        let runpy = self.vm.import("runpy")?;
        let run = self.vm.heap.intern("_run_module_as_main");
        let run = self.vm.get_attr(&runpy, &run)?;
        let name = self.vm.heap.str(name).into_value();
        self.vm.call(&run, &[name])
    }

    /// The module that `-m` means: itself, or the `__main__` of a package. Its parents are imported.
    fn find_main(&mut self, name: &str) -> Res<Result<Main, Refused>> {
        let missing = |text: String| Ok(Err(Refused::new(1, format!("hoop: {text}\n"))));
        if name.is_empty() || name.starts_with('.') {
            return missing("Relative module names not supported".to_string());
        }
        if let Some((parent, _)) = name.rsplit_once('.') {
            let why = match self.vm.import(parent) {
                Ok(module) => {
                    let path = self.vm.heap.intern("__path__");
                    let met = self.vm.modules.get_text(self.vm.heap, name).is_some();
                    (!met && self.vm.get_attr_opt(&module, &path)?.is_none()).then(|| {
                        format!(
                            "ModuleNotFoundError: __path__ attribute not found on '{parent}' while trying to find '{name}'"
                        )
                    })
                }
                Err(e) => {
                    let x = self.vm.take_raised(e);
                    if !self.is_missing(&x, parent) {
                        let e = self.vm.reraise(x);
                        return Err(self.raised_on(main_module::PARENT, e));
                    }
                    Some(format!("{}: {}", self.vm.short_name(&x), self.vm.str(&x)?.to_text()))
                }
            };
            if let Some(why) = why {
                // Whoever gives a file's name is told the module's.
                let hint = match name.strip_suffix(".py") {
                    Some(stem) => format!(". Try using '{stem}' instead of '{name}' as the module name."),
                    None => String::new(),
                };
                return missing(format!(
                    "Error while finding module specification for '{name}' ({why}){hint}"
                ));
            }
        }
        let file = match self.find_source(name)? {
            Ok(Some(file)) => file,
            Ok(None) if self.vm.modules.get_text(self.vm.heap, name).is_some() => {
                return missing(format!("No code object available for {name}"));
            }
            Ok(None) => return missing(format!("No module named {name}")),
            Err(main) => return Ok(Ok(main)),
        };
        if file.folder.is_none() {
            return Ok(Ok(Main::Source(name.to_string(), file)));
        }
        if let Err(e) = self.vm.import(name) {
            return Err(self.raised_on(main_module::PACKAGE, e));
        }
        let main = format!("{name}.__main__");
        match self.find_source(&main)? {
            Ok(Some(file)) if file.folder.is_some() => missing(format!(
                "Cannot use package as __main__ module; '{name}' is a package and cannot be directly executed"
            )),
            Ok(Some(file)) => Ok(Ok(Main::Source(main, file))),
            Ok(None) => missing(format!(
                "No module named {main}; '{name}' is a package and cannot be directly executed"
            )),
            Err(main) => Ok(Ok(main)),
        }
    }

    /// Whether an exception says that this package, or one above it, is not there.
    fn is_missing(&self, exception: &Value, package: &str) -> bool {
        let name = exception.cast::<ExceptionObj>().and_then(|x| x.field("name"));
        self.vm.is_instance_of(exception, &self.vm.types().import_error)
            && name.as_ref().and_then(Value::cast::<StrObj>).map(StrObj::to_text).is_some_and(|name| {
                package == name || package.strip_prefix(&name).is_some_and(|rest| rest.starts_with('.'))
            })
    }

    /// The source file of a module whose package is imported; `Err` where there is more to it than a file.
    fn find_source(&mut self, name: &str) -> Res<Result<Option<Source>, Main>> {
        if self.vm.has_own_finders() {
            return Ok(Err(Main::Runpy));
        }
        let parent = match name.rsplit_once('.') {
            Some((parent, _)) => Some(self.vm.import(parent)?),
            None => None,
        };
        Ok(match self.vm.find_module(name, parent.as_ref())? {
            Found::Source(source) => Ok(Some(source)),
            Found::StandIn { at, .. } if at.folder.is_some() => Ok(Some(at)),
            Found::Nothing => Ok(None),
            Found::Native(_) | Found::StandIn { .. } | Found::AskImportlib => Err(Main::Runpy),
        })
    }
}

/// The text of `-c` without the blanks that all its lines begin with. Lines of blanks only have no say, and lose what they have.
fn dedented(text: &str) -> String {
    let is_blank = |line: &&str| line.trim_matches([' ', '\t']).is_empty();
    let mut lines = text.lines().filter(|line| !is_blank(line));
    let margin = |line: &str| line[..line.len() - line.trim_start_matches([' ', '\t']).len()].to_string();
    let mut common = lines.next().map_or(String::new(), margin);
    for line in lines {
        let shared = line.bytes().zip(common.bytes()).take_while(|(a, b)| a == b).count();
        common.truncate(shared);
    }
    if common.is_empty() {
        return text.to_string();
    }
    let cut = |line: &str| line.strip_prefix(&common).unwrap_or_default().to_string();
    let mut out = text.split('\n').map(|line| if is_blank(&line) { String::new() } else { cut(line) });
    let mut whole = out.next().unwrap_or_default();
    for line in out {
        whole.push('\n');
        whole.push_str(&line);
    }
    whole
}

/// How a script file is run.
#[derive(Clone, Copy, Debug)]
pub struct FileOptions {
    /// The script's folder is the first place to import from.
    pub path_from_script: bool,
    pub skip_first_line: bool,
}

/// The path from the root, with the name as given: no link is followed.
pub fn absolute(path: &Path) -> PathBuf {
    if path.is_absolute() {
        return path.to_path_buf();
    }
    let path = path.strip_prefix("./").unwrap_or(path);
    std::env::current_dir().map_or_else(|_| path.to_path_buf(), |here| here.join(path))
}

/// CPython's words for a script that cannot be read.
pub fn cannot_open(file: &Path, e: &io::Error) -> Refused {
    let number = e.raw_os_error().unwrap_or(0);
    Refused::new(2, format!("hoop: can't open file '{}': [Errno {number}] {}\n", file.display(), os_text(e)))
}
