//! The machine. Comes in: code objects and natives. Goes out: results, exceptions, and the reason why the run loop stopped.
//! Read `fence/mod.rs`, `frame.rs` and `run.rs` first, then `enter.rs`, `call/mod.rs`, `attr.rs`, `ops.rs`.

mod abstract_classes;
pub mod attr;
pub mod attr_cache;
mod attr_learn;
mod bind;
pub mod bind_errors;
mod bug;
pub mod builtin_ops;
pub mod call;
#[cfg(feature = "checked")]
mod checked;
pub mod class;
mod class_names;
pub mod class_native;
pub mod code_value;
pub mod collection;
pub mod compare;
mod delegate;
pub mod dicts;
mod dispatch;
mod enter;
pub mod error;
mod fence;
pub mod frame;
pub mod generator;
pub mod globals;
pub mod import;
pub mod items;
pub mod iterate;
mod lacks;
pub mod load;
pub mod matching;
pub mod names;
pub mod native;
pub mod numbers;
pub mod ops;
pub mod output;
pub mod pause;
pub mod percent;
pub mod places;
mod rare;
mod realm;
pub mod repr;
pub mod run;
pub mod running;
pub mod setup;
mod texts;
pub mod threads;
mod trace;
pub mod traceback;
pub mod unwind;
pub mod warn;
pub mod watch;
mod watch_lines;

use std::rc::Rc;

use crate::bytecode::Code;
use crate::diag::Diagnostic;
use crate::object::dict::DictObj;
use crate::object::generator::GenObj;
use crate::object::{Heap, Ref, TypeObj, Value};
use crate::source::SourceText;
use pause::NextTask;

pub use error::{Raised, Res};
#[cfg(test)]
pub use fence::Parked;
use fence::Shared;
pub use fence::started_without;
pub use fence::{Confined, WholeInterpreter};
pub use fence::{locale, mapped, mathematics, system, system_records};
use frame::Thread;
use names::Names;
pub use realm::Realm;
pub use setup::{put_class_native, put_native};

/// How a text is to be compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompileMode {
    /// A module: names are globals.
    Module,
    /// One interactive input: like a module, and expression statements show their value.
    Interactive,
    /// `compile(.., 'single')`: the same with one statement only.
    Single,
    /// `exec`: names live in a namespace object.
    Exec,
    /// `eval`: one expression.
    Eval,
}

/// What to compile.
pub struct CompileRequest<'a> {
    pub source: &'a SourceText,
    pub mode: CompileMode,
    /// `from __future__ import annotations` is inherited.
    pub future_annotations: bool,
    /// 0, 1 (`-O`), 2 (`-OO`).
    pub optimize: u8,
    /// `await` at the top level makes a coroutine (the prompt).
    pub top_level_await: bool,
}

/// A warning that compiling found: class name, line, text, and the place within it.
pub struct CompileWarning {
    pub category: &'static str,
    pub line: u32,
    pub text: String,
    pub span: Option<crate::source::Span>,
}

/// Compiling, as the VM sees it: the function comes from the host, so that the VM does not depend on the compiler.
pub type CompileFn = fn(CompileRequest<'_>) -> Result<(Rc<Code>, Vec<CompileWarning>), Box<Diagnostic>>;

/// How a module that is written in Rust comes into being.
#[derive(Clone, Copy)]
pub enum BuiltinModule {
    /// Fills the module's dict. Found before any folder is looked into.
    Native(fn(&mut Vm, &Ref<DictObj>) -> Res<()>),
    /// Fills the dict of a module that stands for a file of the library, and is found where that file would be; `package` if it has submodules.
    StandIn { fill: fn(&mut Vm, &Ref<DictObj>) -> Res<()>, package: bool },
}

/// Switches from the command line.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub optimize: u8,
    pub trace_vm: bool,
    pub trace_sched: bool,
    pub strict: bool,
    /// Show ANSI colours in what goes to stderr.
    pub color: bool,
    /// Draw reason and mend below CPython's words.
    pub explain: bool,
    pub dev_mode: bool,
    /// New event loops are in debug mode.
    pub asyncio_debug: bool,
    /// `-b`: bytes where text is meant are worth a warning; 2 (`-bb`): an error.
    pub bytes_warning: u8,
    /// `-X cpu_count=N`: what `os.cpu_count` says instead of the machine's number.
    pub cpu_count: Option<usize>,
    /// `-X tracemalloc=N`: memory is traced from the start, with so many frames; 0: it is not.
    pub tracemalloc: i64,
    /// Encoding and error mode of the standard streams, where they are not the usual ones.
    pub stdio_encoding: Option<(Option<String>, Option<String>)>,
    /// Which of standard input, output and error the process was started without: `sys` has None in their place.
    pub closed_streams: [bool; 3],
    /// What `sys.get_int_max_str_digits` says at first, if not 4300.
    pub int_max_str_digits: Option<usize>,
    /// Where files of kept code lie, if not in the user's cache (`-X pycache_prefix`, `PYTHONPYCACHEPREFIX`).
    pub pycache_prefix: Option<std::path::PathBuf>,
    /// What only `sys.flags` shows.
    pub flags: Flags,
}

/// Switches that scripts can ask for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flags {
    pub debug: bool,
    pub inspect: bool,
    pub interactive: bool,
    pub quiet: bool,
    /// Imports are told of on standard error (`-v`).
    pub verbose: u8,
    pub dont_write_bytecode: bool,
    pub no_user_site: bool,
    pub no_site: bool,
    pub ignore_environment: bool,
    pub isolated: bool,
    pub safe_path: bool,
    /// Texts are UTF-8 whatever the locale says: they are so anyway, and programs see what was asked for.
    pub utf8_mode: bool,
}

/// A thread of execution of an interpreter: what it alone has, and its handle to what all of them share (`realm.rs`), through which `vm.modules`, `vm.world`
/// and so on are reached.
#[repr(C)]
pub struct Vm {
    /// Stacks, exceptions on their way, the current task.
    pub thread: Thread,
    /// All objects. Lives as long as the realm.
    pub heap: &'static Heap,
    /// Interned names.
    pub names: &'static Names,
    realm: Shared<Realm>,
}

/// The built-in classes' own versions of special methods: what a look-up finds where no class overrides them.
#[derive(Default)]
pub struct Defaults {
    pub object_new: Value,
    pub object_init: Value,
    pub object_getattribute: Value,
    pub object_setattr: Value,
    pub object_delattr: Value,
    pub object_eq: Value,
    pub object_ne: Value,
    pub object_hash: Value,
    pub object_repr: Value,
    pub object_str: Value,
    pub object_format: Value,
    /// The attribute `__class__` of objects.
    pub object_class: Value,
    /// The class `super`.
    pub super_class: Value,
    pub type_call: Value,
    pub type_getattribute: Value,
    pub type_setattr: Value,
    pub type_delattr: Value,
    pub module_getattribute: Value,
}

/// Functions of higher layers that the VM calls; set when they are installed.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// `super(class, object)`.
    pub make_super: fn(&mut Vm, Value, Value) -> Res,
    /// The method of a `super` object, if it is a plain one, and what it is called with in front.
    pub super_method: fn(&Vm, &Value, &Ref<crate::object::str::StrObj>) -> Option<(Value, Value)>,
    /// A coroutine died without ever being awaited.
    pub never_awaited: fn(&mut Vm, &Value, Option<String>),
    /// An async generator died suspended: true if a hook took care of it.
    pub async_generator_died: fn(&mut Vm, &Value) -> bool,
    /// An object dies that may be a view on what a script lent, which is given back then. Whether it was one.
    pub view_died: fn(&mut Vm, &Value) -> bool,
    /// An async generator is iterated for the first time.
    pub async_generator_started: fn(&mut Vm, &Value) -> Res<()>,
    /// What an awaited object of a higher layer says.
    pub native_await: fn(&mut Vm, &Value) -> Res<generator::AwaitStep>,
    /// Whether `native_await` knows objects of this kind.
    pub native_await_kind: fn(&Vm, &Value) -> bool,
    /// An exception goes past such an object, whose driver knows only the protocol: it lets go of what it holds.
    pub native_await_left: fn(&mut Vm, &Value) -> Res<()>,
    /// A pending native awaitable is yielded to a driver that knows only the protocol: what to yield.
    pub yield_pending: fn(&mut Vm, &Value) -> Res,
    /// The native whose call with one int of zero or less, awaited by a task, only gives up a turn (`asyncio.sleep(0)`).
    pub pause: Option<&'static native::NativeDef>,
    /// The task whose chain this is the root of gives up a turn: whose it is now. Where that is not known at once nothing has changed, and the loop stops
    /// with `Stop::Paused`.
    pub next_task: fn(&mut Vm, &GenObj) -> NextTask,
    /// The object that an awaited call of `pause` did without, for whoever looks at the suspended frame.
    pub paused_object: fn(&mut Vm) -> Value,
    /// An exception that nobody can catch: in a finaliser or callback of the given object.
    pub unraisable: fn(&mut Vm, Value, &str, &Value),
    /// `warnings.warn`: category, message, level, what the warning is about (or None).
    pub warn: fn(&mut Vm, &Value, &Value, i64, &Value) -> Res<()>,
    /// `warnings.warn_explicit`: category, message, file, line.
    pub warn_at: fn(&mut Vm, &Value, &Value, &str, u32) -> Res<()>,
    /// Ctrl-C (or another signal) arrived: raise what must be raised.
    pub signals: fn(&mut Vm) -> Res<()>,
    /// Waits for at most so many seconds in a blocking native (`time.sleep`), serving signals.
    pub block: fn(&mut Vm, f64) -> Res<()>,
    /// What a template string is: from the tuple of its texts and the list of its fields.
    pub template: fn(&mut Vm, &Value, &Value) -> Res,
    /// Completes the dict of a class written in Rust, as soon as somebody looks into it.
    pub native_class: fn(&Heap, &Ref<TypeObj>),
    /// The text about a module written in Rust.
    pub module_doc: fn(&str) -> Option<&'static str>,
    /// The bytes of an object with a buffer; None: it has none.
    pub buffer_bytes: fn(&mut Vm, &Value) -> Res<Option<Vec<u8>>>,
    /// Type parameters and type aliases: what is made, of what.
    pub typing: fn(&mut Vm, &str, &[Value]) -> Res,
}
