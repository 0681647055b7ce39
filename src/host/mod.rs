//! The interpreter as a host sees it. Comes in: settings and a program. Goes out: what the program did, and at the end an exit status.
//!
//! `embed.rs` is what hosts see. This file makes the machine behind it; `run.rs` runs programs in it (`main_module.rs`: below CPython's frames where `-m` asks for it), `finish.rs` ends it in CPython's order; `compile.rs` joins the front end and
//! the compiler, `signals.rs` says what Ctrl-C does.

mod archive;
pub mod compile;
mod embed;
mod finish;
mod main_module;
pub mod run;
pub mod signals;
#[cfg(test)]
mod two_threads;

use std::io::Write;
use std::path::Path;

use crate::natives::modules::io::{streams_by_library, streams_want_library};
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::weak::WeakBox;
use crate::object::{Ref, Value};
use crate::vm::output::Output;
use crate::vm::{Vm, WholeInterpreter};
use crate::world::{RealWorld, VirtualStart, VirtualWorld, World};

pub use crate::object::reserve::Allocator;
pub use crate::vm::{Flags, Options};
pub use embed::Interpreter;
pub use finish::Ending;
pub use run::{FileOptions, Outcome, Refused};

/// Which clock a program lives by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    #[default]
    Real,
    /// Time jumps where the program would wait.
    Virtual,
}

/// How an interpreter is set up.
pub struct Settings {
    pub clock: Clock,
    pub options: Options,
    /// `sys.argv`, as bytes of the system.
    pub argv: Vec<Vec<u8>>,
    /// `sys.warnoptions` and `-X` settings.
    pub warnings: Vec<String>,
    pub x_options: Vec<String>,
    /// Folders to import from, behind the program's own.
    pub search_path: Vec<String>,
    /// Where standard output goes.
    pub stdout: Box<dyn Write + Send>,
    /// Flush at every line end, as on a terminal.
    pub line_buffered: bool,
    /// Flush at every write.
    pub unbuffered: bool,
    /// What the thread may use of its native stack, in bytes.
    pub native_stack: usize,
    /// Seed of the hashes of strings and bytes; None: from the world's randomness, as CPython without `PYTHONHASHSEED`.
    pub hash_seed: Option<u64>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            clock: Clock::Real,
            options: Options::default(),
            argv: vec![Vec::new()],
            warnings: Vec::new(),
            x_options: Vec::new(),
            search_path: Vec::new(),
            stdout: Box::new(std::io::stdout()),
            line_buffered: false,
            unbuffered: false,
            // What a main thread has, with room for the host itself.
            native_stack: 6 << 20,
            hash_seed: None,
        }
    }
}

/// An interpreter with its main module, as the command knows it: what hosts get is [`Interpreter`].
pub(crate) struct Machine {
    main: Ref<DictObj>,
    /// What the last program left by (`Outcome::Raised`), until somebody tells of it.
    raised: Value,
    /// What had a finaliser before the program began: the standard streams.
    born_with: Vec<std::rc::Rc<WeakBox>>,
    /// What it may use of a native stack.
    native_stack: usize,
    /// It goes last: with it go all objects.
    vm: Vm,
}

impl WholeInterpreter for Machine {}

/// A seed that nobody outside can guess; that of a virtual world follows from its own.
fn random_seed(world: &mut dyn World) -> std::io::Result<u64> {
    let mut bytes = [0; 8];
    world.fill(&mut bytes)?;
    Ok(u64::from_ne_bytes(bytes))
}

impl Machine {
    /// A fresh interpreter.
    pub fn new(settings: Settings) -> std::io::Result<Machine> {
        let mut world: Box<dyn World> = match settings.clock {
            Clock::Real => Box::new(RealWorld::new()?),
            Clock::Virtual => Box::new(VirtualWorld::new(VirtualStart::Now, None)?),
        };
        let mut out = Output::new(settings.stdout, settings.line_buffered);
        out.unbuffered = settings.unbuffered;
        let hash_seed = match settings.hash_seed {
            Some(seed) => seed,
            None => random_seed(&mut *world)?,
        };
        let options = settings.options;
        let Some(vm) = Vm::new(world, compile::compile, out, options, settings.native_stack, hash_seed)
        else {
            return Err(std::io::Error::other("no address space is left for the stacks of an interpreter"));
        };
        let mut vm = vm;
        vm.search_path = settings.search_path;
        let main = vm.heap.dict();
        let mut made = Machine {
            main,
            raised: Value::Undef,
            born_with: Vec::new(),
            native_stack: settings.native_stack,
            vm,
        };
        if let Err(e) = made.set_up() {
            let e = made.vm.take_raised(e);
            let text = made.vm.format_exception(&e);
            return Err(std::io::Error::other(format!("the interpreter cannot start: {}", text.trim_end())));
        }
        made.set_list("argv", settings.argv.iter().map(|a| surrogate_escape(a)).collect());
        let warned = !settings.warnings.is_empty();
        made.set_list("warnoptions", settings.warnings.into_iter().map(String::into_bytes).collect());
        made.set_x_options(&settings.x_options);
        let encoded = streams_want_library(&made.vm);
        if warned || encoded {
            // The library is found by the path, which the program's own folders may follow.
            made.set_path(&[]);
        }
        if encoded && let Err(e) = streams_by_library(&mut made.vm) {
            let e = made.vm.take_raised(e);
            let text = made.vm.exception_line(&e);
            return Err(std::io::Error::other(format!("the interpreter cannot start: {text}")));
        }
        if warned && let Err(e) = made.vm.import("warnings") {
            // An option that makes no sense is told of now, whether or not the program ever warns.
            let e = made.vm.take_raised(e);
            made.vm.display_exception(&e);
        }
        made.born_with = made.vm.heap.finalizable();
        Ok(made)
    }

    /// `docs/builtins.md`: the natives with their signatures.
    pub fn builtins_manual(&mut self) -> String {
        // Some natives lean on files of the library.
        self.set_path(&[]);
        match crate::natives::manual::manual(&mut self.vm) {
            Ok(text) => text,
            Err(e) => {
                let e = self.vm.take_raised(e);
                let text = self.vm.format_exception(&e);
                crate::bug!("a native module cannot be imported: {text}")
            }
        }
    }

    fn set_up(&mut self) -> crate::vm::Res<()> {
        let vm = &mut self.vm;
        crate::natives::install(vm)?;
        vm.hooks.unraisable = |vm, exception, what, object| vm.unraisable_while(exception, what, object);
        vm.hooks.signals = signals::serve;
        self.main = vm.make_main()?;
        Ok(())
    }

    fn set_list(&mut self, name: &str, texts: Vec<Vec<u8>>) {
        let heap = self.vm.heap;
        let list = heap.list(texts.iter().map(|t| heap.str_bytes(t).into_value()).collect());
        drop(self.vm.sys.set_text(heap, name, list.into_value()));
    }

    fn set_x_options(&mut self, given: &[String]) {
        let heap = self.vm.heap;
        let dict = heap.dict();
        for option in given {
            let (name, value) = match option.split_once('=') {
                Some((name, value)) => (name, heap.str(value).into_value()),
                None => (option.as_str(), Value::True),
            };
            drop(dict.set_text(heap, name, value));
        }
        drop(self.vm.sys.set_text(heap, "_xoptions", dict.into_value()));
    }

    /// Replaces `sys.path`: the program's own folders, then the further ones.
    pub fn set_path(&mut self, folders: &[String]) {
        let all = folders.iter().chain(&self.vm.search_path).map(|f| f.clone().into_bytes()).collect();
        self.set_list("path", all);
        self.vm.set_first_folder(folders.first().cloned());
        self.vm.late_path = true;
        // The path is completed when it is first needed, unless what is to run before any program can be seen already.
        if !self.vm.options.flags.no_site
            && self.vm.search_path.iter().any(|f| crate::vm::import::customises(Path::new(f)))
        {
            self.vm.complete_path();
        }
    }

    /// Replaces `sys.argv[0]`.
    pub fn set_program_name(&mut self, name: &str) {
        let list = self.vm.sys.get_text(self.vm.heap, "argv");
        if let Some(list) = list.as_ref().and_then(Value::cast::<crate::object::list::ListObj>) {
            let mut items = list.to_vec();
            if let Some(first) = items.first_mut() {
                *first = self.vm.heap.str(name).into_value();
            }
            let list = self.vm.heap.list(items).into_value();
            drop(self.vm.sys.set_text(self.vm.heap, "argv", list));
        }
    }

    /// From now on Ctrl-C is the program's.
    pub fn watch_interrupts(&mut self, served: signals::Served) -> std::io::Result<()> {
        *self.vm.extension::<signals::Served>() = served;
        self.vm.world.watch_signal(signals::interrupt_number())
    }

    /// From now on the interpreter runs on the caller's native stack.
    fn enter(&mut self) {
        self.vm.thread.enter_native_stack(self.native_stack);
    }

    /// The machine itself.
    pub fn vm(&mut self) -> &mut Vm {
        &mut self.vm
    }

    /// The dict of `__main__`.
    pub fn main(&self) -> &Ref<DictObj> {
        &self.main
    }

    /// A text in `sys`, as bytes.
    pub fn sys_text(&self, name: &str) -> Option<String> {
        self.vm.sys.get_text(self.vm.heap, name)?.cast::<StrObj>().map(StrObj::to_text)
    }
}

/// Bytes of the system as text: what is no UTF-8 becomes lone surrogates, as Python's `surrogateescape` has it.
pub fn surrogate_escape(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.extend_from_slice(chunk.valid().as_bytes());
        for b in chunk.invalid() {
            // U+DC80 to U+DCFF in generalised UTF-8.
            out.extend_from_slice(&[0xED, 0xB0 | (b >> 6), 0x80 | (b & 0x3F)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::surrogate_escape;

    #[test]
    fn bytes_that_are_no_text_survive() {
        assert_eq!(surrogate_escape("é".as_bytes()), "é".as_bytes());
        assert_eq!(surrogate_escape(b"a\xffb"), b"a\xed\xb3\xbfb");
        assert_eq!(surrogate_escape(b"\x80"), b"\xed\xb2\x80");
    }
}
