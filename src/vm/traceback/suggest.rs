//! "Did you mean": what a wrong name was likely meant to be, worked out when an error is shown, as CPython does.

use super::read::{attribute, or_nothing};
use crate::bytecode::CodeKind;
use crate::diag::suggest::closest;
use crate::object::dict::DictObj;
use crate::object::exception::{ExceptionObj, TracebackObj};
use crate::object::function::CellObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::Vm;
use crate::vm::frame::FrameObj;

/// More candidates than this are not looked at.
const MOST: usize = 750;

/// What is added to the exception's message; empty if there is nothing to suggest.
pub fn words(vm: &mut Vm, exception: &Value) -> String {
    let t = vm.types();
    let text = |vm: &mut Vm, field: &str| -> Option<String> {
        attribute(vm, exception, field)?.cast::<StrObj>().and_then(|s| s.as_str().map(str::to_string))
    };
    if vm.is_instance_of(exception, &t.import_error) {
        let found = text(vm, "name_from").and_then(|wrong| suggestion(vm, exception, &wrong));
        return found.map(|s| format!(". Did you mean: '{s}'?")).unwrap_or_default();
    }
    let is_name = vm.is_instance_of(exception, &t.name_error);
    if !is_name && !vm.is_instance_of(exception, &t.attribute_error) {
        return String::new();
    }
    let Some(wrong) = text(vm, "name") else { return String::new() };
    let found = suggestion(vm, exception, &wrong);
    let mut out = match &found {
        Some(s) => format!(". Did you mean: '{s}'?"),
        None => String::new(),
    };
    if is_name && STANDARD_MODULES.binary_search(&wrong.as_str()).is_ok() {
        out.push_str(&match found {
            Some(_) => format!(" Or did you forget to import '{wrong}'?"),
            None => format!(". Did you forget to import '{wrong}'?"),
        });
    }
    out
}

/// What the wrong name was likely meant to be.
pub fn suggestion(vm: &mut Vm, exception: &Value, wrong: &str) -> Option<String> {
    let t = vm.types();
    if vm.is_instance_of(exception, &t.attribute_error) {
        let obj = attribute(vm, exception, "obj")?;
        let mut names = dir(vm, &obj)?;
        let frame = innermost(exception);
        let is_self = frame.is_some_and(|f| local(&f, "self").is_some_and(|s| s.is(&obj)));
        if !wrong.starts_with('_') && !is_self {
            names.retain(|n| !n.starts_with('_'));
        }
        return nearest(wrong, &names);
    }
    if vm.is_instance_of(exception, &t.import_error) {
        let name = attribute(vm, exception, "name")?;
        let module = vm.modules.get_str(&name.into_ref::<StrObj>().ok()?)?;
        let mut names = dir(vm, &module)?;
        if !wrong.starts_with('_') {
            names.retain(|n| !n.starts_with('_'));
        }
        return nearest(wrong, &names);
    }
    let frame = innermost(exception)?;
    if let Some(this) = local(&frame, "self")
        && attribute(vm, &this, wrong).is_some()
    {
        return Some(format!("self.{wrong}"));
    }
    let mut names: Vec<String> = locals(&frame).into_iter().map(|(n, _)| n).collect();
    for dict in [&frame.func.globals, &frame.func.builtins] {
        names.extend(text_keys(dict));
    }
    nearest(wrong, &names)
}

fn nearest(wrong: &str, names: &[String]) -> Option<String> {
    if names.len() >= MOST {
        return None;
    }
    closest(wrong, names.iter().map(String::as_str)).map(str::to_string)
}

fn text_keys(d: &Ref<DictObj>) -> Vec<String> {
    d.keys().iter().filter_map(|k| k.cast::<StrObj>()?.as_str().map(str::to_string)).collect()
}

/// `dir(v)`: its text members, sorted.
pub fn dir(vm: &mut Vm, v: &Value) -> Option<Vec<String>> {
    // Not by `dir()`: what is no text cannot be sorted.
    let name = vm.heap.intern("__dir__");
    let list = vm.call_special(v, &name, &[]);
    let list = or_nothing(vm, list)??;
    let items = vm.collect(&list);
    let items = or_nothing(vm, items)?;
    let mut names: Vec<String> =
        items.iter().filter_map(|k| k.cast::<StrObj>()?.as_str().map(str::to_string)).collect();
    names.sort_unstable();
    Some(names)
}

/// The frame in which an exception was raised.
fn innermost(exception: &Value) -> Option<Ref<FrameObj>> {
    let mut tb = exception.cast::<ExceptionObj>()?.traceback.borrow().to_ref::<TracebackObj>()?;
    loop {
        let next = tb.next.borrow().to_ref::<TracebackObj>();
        match next {
            Some(n) => tb = n,
            None => break,
        }
    }

    tb.frame.borrow().to_ref::<FrameObj>()
}

fn locals(f: &FrameObj) -> Vec<(String, Value)> {
    let code = &f.code;
    let mut out = Vec::new();
    if code.code.kind == CodeKind::Namespace
        && let Some(d) = f.local(0).and_then(|space| space.into_ref::<DictObj>().ok())
    {
        // Names live in the namespace object.
        let text = |(k, v): (Value, Value)| Some((k.cast::<StrObj>()?.as_str()?.to_string(), v));
        return d.entries().into_iter().filter_map(text).collect();
    }
    for (i, name) in code.locals.iter().enumerate() {
        let name = name.to_text();
        if name.starts_with('.') || code.code.hidden.contains(&(i as u16)) {
            continue;
        }
        let Some(v) = f.local(i as u16) else { continue };
        let v = match v.cast::<CellObj>() {
            Some(c) if code.code.cells.contains(&(i as u16)) => c.get(),
            _ => v,
        };
        if !v.is_undef() {
            out.push((name, v));
        }
    }
    let closure = f.func.closure.as_ref().map(|c| c.items().to_vec()).unwrap_or_default();
    for (name, cell) in code.free.iter().zip(closure) {
        if let Some(v) = cell.cast::<CellObj>().and_then(|c| c.get().or_none()) {
            out.push((name.to_text(), v));
        }
    }
    out
}

fn local(f: &FrameObj, name: &str) -> Option<Value> {
    locals(f).into_iter().find(|(n, _)| n == name).map(|(_, v)| v)
}

/// Names of the standard library's modules, sorted: a NameError about one of them asks whether it was to be imported.
pub static STANDARD_MODULES: &[&str] = &[
    "__future__",
    "_abc",
    "_aix_support",
    "_android_support",
    "_ast",
    "_asyncio",
    "_bisect",
    "_blake2",
    "_bz2",
    "_codecs",
    "_codecs_cn",
    "_codecs_hk",
    "_codecs_iso2022",
    "_codecs_jp",
    "_codecs_kr",
    "_codecs_tw",
    "_collections",
    "_collections_abc",
    "_colorize",
    "_compat_pickle",
    "_compression",
    "_contextvars",
    "_csv",
    "_ctypes",
    "_curses",
    "_curses_panel",
    "_datetime",
    "_dbm",
    "_decimal",
    "_elementtree",
    "_frozen_importlib",
    "_frozen_importlib_external",
    "_functools",
    "_gdbm",
    "_hashlib",
    "_heapq",
    "_imp",
    "_interpchannels",
    "_interpqueues",
    "_interpreters",
    "_io",
    "_ios_support",
    "_json",
    "_locale",
    "_lsprof",
    "_lzma",
    "_markupbase",
    "_md5",
    "_multibytecodec",
    "_multiprocessing",
    "_opcode",
    "_opcode_metadata",
    "_operator",
    "_osx_support",
    "_overlapped",
    "_pickle",
    "_posixshmem",
    "_posixsubprocess",
    "_py_abc",
    "_pydatetime",
    "_pydecimal",
    "_pyio",
    "_pylong",
    "_pyrepl",
    "_queue",
    "_random",
    "_scproxy",
    "_sha1",
    "_sha2",
    "_sha3",
    "_signal",
    "_sitebuiltins",
    "_socket",
    "_sqlite3",
    "_sre",
    "_ssl",
    "_stat",
    "_statistics",
    "_string",
    "_strptime",
    "_struct",
    "_suggestions",
    "_symtable",
    "_sysconfig",
    "_thread",
    "_threading_local",
    "_tkinter",
    "_tokenize",
    "_tracemalloc",
    "_typing",
    "_uuid",
    "_warnings",
    "_weakref",
    "_weakrefset",
    "_winapi",
    "_wmi",
    "_zoneinfo",
    "abc",
    "antigravity",
    "argparse",
    "array",
    "ast",
    "asyncio",
    "atexit",
    "base64",
    "bdb",
    "binascii",
    "bisect",
    "builtins",
    "bz2",
    "cProfile",
    "calendar",
    "cmath",
    "cmd",
    "code",
    "codecs",
    "codeop",
    "collections",
    "colorsys",
    "compileall",
    "concurrent",
    "configparser",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "csv",
    "ctypes",
    "curses",
    "dataclasses",
    "datetime",
    "dbm",
    "decimal",
    "difflib",
    "dis",
    "doctest",
    "email",
    "encodings",
    "ensurepip",
    "enum",
    "errno",
    "faulthandler",
    "fcntl",
    "filecmp",
    "fileinput",
    "fnmatch",
    "fractions",
    "ftplib",
    "functools",
    "gc",
    "genericpath",
    "getopt",
    "getpass",
    "gettext",
    "glob",
    "graphlib",
    "grp",
    "gzip",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "http",
    "idlelib",
    "imaplib",
    "importlib",
    "inspect",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "keyword",
    "linecache",
    "locale",
    "logging",
    "lzma",
    "mailbox",
    "marshal",
    "math",
    "mimetypes",
    "mmap",
    "modulefinder",
    "msvcrt",
    "multiprocessing",
    "netrc",
    "nt",
    "ntpath",
    "nturl2path",
    "numbers",
    "opcode",
    "operator",
    "optparse",
    "os",
    "pathlib",
    "pdb",
    "pickle",
    "pickletools",
    "pkgutil",
    "platform",
    "plistlib",
    "poplib",
    "posix",
    "posixpath",
    "pprint",
    "profile",
    "pstats",
    "pty",
    "pwd",
    "py_compile",
    "pyclbr",
    "pydoc",
    "pydoc_data",
    "pyexpat",
    "queue",
    "quopri",
    "random",
    "re",
    "readline",
    "reprlib",
    "resource",
    "rlcompleter",
    "runpy",
    "sched",
    "secrets",
    "select",
    "selectors",
    "shelve",
    "shlex",
    "shutil",
    "signal",
    "site",
    "smtplib",
    "socket",
    "socketserver",
    "sqlite3",
    "sre_compile",
    "sre_constants",
    "sre_parse",
    "ssl",
    "stat",
    "statistics",
    "string",
    "stringprep",
    "struct",
    "subprocess",
    "symtable",
    "sys",
    "sysconfig",
    "syslog",
    "tabnanny",
    "tarfile",
    "tempfile",
    "termios",
    "textwrap",
    "this",
    "threading",
    "time",
    "timeit",
    "tkinter",
    "token",
    "tokenize",
    "tomllib",
    "trace",
    "traceback",
    "tracemalloc",
    "tty",
    "turtle",
    "turtledemo",
    "types",
    "typing",
    "unicodedata",
    "unittest",
    "urllib",
    "uuid",
    "venv",
    "warnings",
    "wave",
    "weakref",
    "webbrowser",
    "winreg",
    "winsound",
    "wsgiref",
    "xml",
    "xmlrpc",
    "zipapp",
    "zipfile",
    "zipimport",
    "zlib",
    "zoneinfo",
];
