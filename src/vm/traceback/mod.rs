//! Exceptions as people see them. Comes in: an exception object. Goes out: CPython 3.14's text, and behind it a hint where one helps.
//!
//! `read.rs` makes plain data of the objects, `text.rs` and `carets.rs` make text of the data; `suggest.rs` finds what a wrong name was meant to
//! be, `hints.rs` the mend. This file prints: what nobody caught, and what cannot be raised anywhere.

mod carets;
mod hints;
mod paint;
mod read;
pub mod suggest;
mod text;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::rc::Rc;

pub use carets::LONGEST;
pub use paint::Paint;
pub use text::{Entry, Place};

use super::Vm;
use super::import::kept::fetch;
use crate::diag::{Diagnostic, render};
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::exception::ExceptionObj;
use crate::object::instance::Plain;
use crate::object::int::as_int;
use crate::object::list::ListObj;
use crate::object::module::ModuleObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags;
use crate::object::{Kind, Value};
use crate::source::{SourceText, Span};

/// Which texts without a file tracebacks may quote. A text from a file always may.
#[derive(Default)]
pub struct SourceTexts {
    /// By the name that code objects show: `-c`'s text under `<string>`.
    by_name: HashMap<String, Rc<SourceText>>,
    /// Inputs at the prompt, by their number in `Vm::sources`.
    inputs: HashSet<u32>,
    /// The text that the last SyntaxError is about; see `Thread::last_diagnostic`.
    refused: Option<Rc<SourceText>>,
    /// What is printed now quotes nothing that only `linecache` knows.
    without_remembered: bool,
    /// What lies in files, by name, as the traceback that is being told found it.
    files: RefCell<HashMap<String, Option<Rc<SourceText>>>>,
}

impl SourceTexts {
    /// From now on, code of this name quotes this text.
    pub fn quote_for_name(vm: &mut Vm, name: &str, text: Rc<SourceText>) {
        vm.extension::<SourceTexts>().by_name.insert(name.to_string(), text);
    }

    /// Compiling this text failed just now.
    pub fn note_refused(vm: &mut Vm, text: Rc<SourceText>) {
        vm.extension::<SourceTexts>().refused = Some(text);
    }

    /// The code of this text quotes it, whatever its name.
    pub fn quote_input(vm: &mut Vm, number: u32) {
        vm.extension::<SourceTexts>().inputs.insert(number);
    }

    /// The text that a traceback may quote for this code.
    pub fn shown(vm: &Vm, code: &CodeObj) -> Option<Rc<SourceText>> {
        let number = code.source.get();
        let own = vm.sources.get(number);
        let known = vm.extension_ref::<SourceTexts>();
        let without_remembered = known.is_some_and(|k| k.without_remembered);
        if !without_remembered && known.is_some_and(|k| k.inputs.contains(&number)) {
            return own.cloned();
        }
        let file = code.file.as_str().unwrap_or("<");
        if let Some(text) = known.and_then(|k| k.by_name.get(file)) {
            return Some(text.clone());
        }
        let names_a_file = !(file.starts_with('<') && file.ends_with('>'));
        if names_a_file && own.is_some_and(|own| !own.has_claimed_name() && own.name() == file) {
            return own.cloned();
        }
        let remembered = match without_remembered {
            true => None,
            false => remembered_lines(vm, file).map(|lines| Rc::new(SourceText::new(file, lines))),
        };
        let found = match remembered {
            None if names_a_file => match known {
                Some(known) => known.of_file(vm, file),
                None => file_text(vm, file),
            },
            found => found,
        };
        match (found, own) {
            (Some(found), Some(own)) if !own.is_moved() && same_lines(own.text(), found.text()) => {
                Some(own.clone())
            }
            // An importer of a script's own, or an archive, has the text.
            (None, Some(own)) if names_a_file && !own.is_moved() && is_of_module(vm, file) => {
                Some(own.clone())
            }
            (found, _) => found,
        }
    }

    /// Files are read again: a new traceback is told.
    pub fn look_again(vm: &mut Vm) {
        vm.extension::<SourceTexts>().files.borrow_mut().clear();
    }

    fn of_file(&self, vm: &Vm, name: &str) -> Option<Rc<SourceText>> {
        if let Some(found) = self.files.borrow().get(name) {
            return found.clone();
        }
        let found = file_text(vm, name);
        self.files.borrow_mut().insert(name.to_string(), found.clone());
        found
    }
}

/// The text of a file, as `linecache` looks for it: a relative name also in the folders of `sys.path`.
fn file_text(vm: &Vm, name: &str) -> Option<Rc<SourceText>> {
    let text = fetch(name).or_else(|| {
        let path = vm.sys.get_text(vm.heap, "path").filter(|_| !name.starts_with('/'))?;
        let folders = path.cast::<ListObj>()?.borrow();
        folders.iter().find_map(|f| fetch(&format!("{}/{name}", f.cast::<StrObj>()?.as_str()?)))
    })?;
    Some(Rc::new(SourceText::new(name, text)))
}

/// Whether two texts differ in the break behind their last lines at most.
fn same_lines(a: &str, b: &str) -> bool {
    a.strip_suffix('\n').unwrap_or(a) == b.strip_suffix('\n').unwrap_or(b)
}

/// Whether a module says that it is of this file.
fn is_of_module(vm: &Vm, file: &str) -> bool {
    vm.modules.values().iter().any(|m| {
        let own = m.cast::<ModuleObj>().and_then(|m| m.dict.get_text(vm.heap, "__file__"));
        own.is_some_and(|f| f.cast::<StrObj>().is_some_and(|f| f.bytes() == file.as_bytes()))
    })
}

/// What a script has put into `linecache` for text that lies in no file: doctest and generators of code do. Each item is a line; who gives a time means a file.
fn remembered_lines(vm: &Vm, file: &str) -> Option<String> {
    let module = vm.modules.get_text(vm.heap, "linecache")?;
    let cache = module.cast::<ModuleObj>()?.dict.get_text(vm.heap, "cache")?;
    let entry = cache.cast::<DictObj>()?.get_text(vm.heap, file)?;
    let entry = entry.cast::<TupleObj>()?.items();
    let lines = entry.get(2).filter(|_| entry[1].is_none())?.cast::<ListObj>()?.borrow();
    let mut text = String::new();
    for line in lines.iter() {
        text.push_str(line.cast::<StrObj>()?.to_text().split('\n').next().unwrap_or_default());
        text.push('\n');
    }
    Some(text)
}

impl Vm {
    /// The text that CPython's `traceback.format_exception` gives, without colours.
    pub fn format_exception(&mut self, exception: &Value) -> String {
        let report = read::read(self, exception, None);
        text::format(&report, Paint::PLAIN)
    }

    /// Class and message, as the last line of a traceback has them.
    pub fn exception_line(&mut self, exception: &Value) -> String {
        let mut one = read::single(self, exception, Some(0));
        one.notes.clear();
        one.syntax = one.syntax.map(|_| Default::default());
        text::format_only(&one, Paint::PLAIN).trim_end().to_string()
    }

    /// The entries of an exception's traceback as plain data.
    pub fn traceback_entries(&mut self, exception: &Value) -> Vec<Entry> {
        read::stack(self, exception, None)
    }

    /// What `sys.__excepthook__` prints: the traceback; on a terminal a hint where one helps.
    pub fn display_exception(&mut self, exception: &Value) {
        let limit = self.sys.get_text(self.heap, "tracebacklimit");
        let limit = limit.as_ref().and_then(as_int).map(|n| match n.to_i64() {
            Some(n) => n.max(0) as usize,
            None if n.is_negative() => 0,
            None => usize::MAX,
        });
        // The report may have other texts compiled, in search of a misspelt keyword. If it found one, that is said instead.
        let refusal = if self.options.explain { self.refusal_of(exception) } else { None };
        let report = read::read(self, exception, limit);
        let told = report.chain.first().map(|single| single.message.as_str());
        let refusal = refusal.filter(|(diagnostic, _)| told == Some(&*diagnostic.message));
        let paint = Paint { color: self.options.color };
        let mut out = text::format(&report, paint);
        if self.options.explain {
            match refusal {
                Some((diagnostic, source)) => out.push_str(&render(&diagnostic, &source, paint.color)),
                None => out.push_str(&hints::block(&report, paint.color)),
            }
        }
        self.write_stderr(&out);
    }

    /// What the front end had to say, if the exception is its last SyntaxError.
    fn refusal_of(&mut self, exception: &Value) -> Option<(Rc<Diagnostic>, Rc<SourceText>)> {
        if !self.is_instance_of(exception, &self.types().syntax_error) {
            return None;
        }
        let (address, diagnostic) = self.thread.last_diagnostic.clone()?;
        exception.as_obj().filter(|o| o.addr() == address)?;
        // The address alone may be that of a later exception.
        let message = read::attribute(self, exception, "msg")?;
        message.cast::<StrObj>().filter(|m| m.bytes() == diagnostic.message.as_bytes())?;
        // Without a place there is nothing to draw, and a line that is too long would be drawn as a whole.
        let span = diagnostic.span?;
        let source = self.extension_ref::<SourceTexts>()?.refused.clone()?;
        let is_short = |span: Span| source.line_text(source.line_of(span.start)).len() <= carets::LONGEST;
        let all_short = is_short(span) && diagnostic.labels.iter().all(|l| is_short(l.span));
        all_short.then_some((diagnostic, source))
    }

    /// Tells of an exception that nobody caught, as `sys.excepthook` wishes. If the hook itself leaves by SystemExit, that comes back.
    pub fn print_uncaught(&mut self, exception: &Value) -> Option<Value> {
        self.settle_memory();
        let (class, tb) = (self.class_of(exception).into_value(), traceback_of(exception));
        let heap = self.heap;
        for (name, v) in [
            ("last_exc", exception),
            ("last_type", &class),
            ("last_value", exception),
            ("last_traceback", &tb),
        ] {
            drop(self.sys.set_text(heap, name, v.clone()));
        }
        let Some(hook) = self.sys.get_text(heap, "excepthook") else {
            self.write_stderr("sys.excepthook is missing\n");
            self.display_exception(exception);
            return None;
        };
        if self.sys.get_text(heap, "__excepthook__").is_some_and(|h| h.is(&hook)) {
            self.display_exception(exception);
            return None;
        }
        if let Err(e) = self.call(&hook, &[class, exception.clone(), tb]) {
            let failure = self.take_raised(e);
            if self.is_instance_of(&failure, &self.types().system_exit) {
                return Some(failure);
            }
            self.write_stderr("Error in sys.excepthook:\n");
            self.display_exception(&failure);
            self.write_stderr("\nOriginal exception was:\n");
            self.display_exception(exception);
        }
        None
    }

    /// Tells of an exception that cannot be raised anywhere (in a finaliser, a callback), as `sys.unraisablehook` wishes: what was being done with which object.
    pub fn unraisable_while(&mut self, exception: Value, what: &str, object: &Value) {
        let shown = read::repr_or(self, object, "object");
        self.unraisable_because(exception, &format!("Exception ignored while {what} {shown}"));
    }

    /// The same for what has a message of its own, without a colon at its end.
    pub fn unraisable_because(&mut self, exception: Value, message: &str) {
        let place = exception.cast::<ExceptionObj>().map(|x| x.traceback.borrow().clone().or_none());
        if let (Some(None | Some(Value::None)), Some(f)) = (place, self.thread.frames.last().copied()) {
            // It arose in a native: the frame that runs says where.
            self.add_traceback(&exception, &f, f.ip().index(f.code()));
        }
        let hook = self.sys.get_text(self.heap, "unraisablehook");
        let default = self.sys.get_text(self.heap, "__unraisablehook__");
        let Some(hook) = hook.filter(|h| !h.is_none() && !default.is_some_and(|d| d.is(h))) else {
            return self.display_unraisable(&exception, message, &Value::None);
        };
        let args = self.unraisable_args(&exception, message);
        if let Err(e) = self.call(&hook, &[args]) {
            let failure = self.take_raised(e);
            self.display_unraisable(&failure, "Exception ignored in sys.unraisablehook", &hook);
        }
    }

    /// What `sys.__unraisablehook__` prints.
    pub fn display_unraisable(&mut self, exception: &Value, message: &str, object: &Value) {
        let mut out = message.to_string();
        if !object.is_none() && !object.is_undef() {
            let _ = write!(out, ": {}", read::repr_or(self, object, "object"));
        } else {
            out.push(':');
        }
        out.push('\n');
        // This printer reads files, and asks nobody else.
        self.extension::<SourceTexts>().without_remembered = true;
        let mut stack = read::stack(self, exception, None);
        self.extension::<SourceTexts>().without_remembered = false;
        for place in stack.iter_mut().filter_map(|e| e.place.as_mut()) {
            // This printer underlines nothing: it takes the first line as a whole.
            let line = place.source.line_of(place.span.start);
            let (start, text) = (place.source.line_start(line), place.source.line_text(line));
            let indent = text.len() - text.trim_start().len();
            *place = Place {
                source: place.source.clone(),
                span: Span::new(start + indent as u32, start + text.trim_end().len() as u32),
                anchor: None,
            };
        }
        if !stack.is_empty() {
            out.push_str("Traceback (most recent call last):\n");
            out.push_str(&text::format_stack(&stack, Paint::PLAIN));
        }
        let class = read::class_name(self, exception);
        let _ = writeln!(out, "{class}: {}", read::text_or(self, exception, "exception"));
        self.write_stderr(&out);
    }

    fn unraisable_args(&mut self, exception: &Value, message: &str) -> Value {
        let name = "UnraisableHookArgs";
        let class = match self.extra_types.get(name) {
            Some(c) => c.clone(),
            None => {
                let base = self.types().object.clone();
                let type_ = &self.types().type_;
                let c =
                    self.heap.builtin_type(type_, name, &base, Kind::Instance, flags::DICT | flags::NO_NEW);
                c.dict().set_str(&self.names.__module__, self.heap.intern("sys").into_value());
                self.extra_types.insert(name, c.clone());
                c
            }
        };
        let args = self.heap.alloc(&class, Plain).into_value();
        let class = self.class_of(exception).into_value();
        let message = self.heap.str(message).into_value();
        for (name, v) in [
            ("exc_type", class),
            ("exc_value", exception.clone()),
            ("exc_traceback", traceback_of(exception)),
            ("err_msg", message),
            ("object", Value::None),
        ] {
            let name = self.heap.intern(name);
            let set = self.set_attr(&args, &name, v);
            read::or_nothing(self, set);
        }
        args
    }

    /// Writes to the script's standard error, or where that is unchanged or broken to the world's.
    pub fn write_stderr(&mut self, text: &str) {
        let (file, original) =
            (self.sys.get_str(&self.names.stderr), self.sys.get_text(self.heap, "__stderr__"));
        match file {
            Some(Value::None) => return,
            Some(f) if !original.is_some_and(|o| o.is(&f)) => {
                let line = self.heap.str(text).into_value();
                let written = self.call_method(&f, &self.names.write, &[line]);
                if read::or_nothing(self, written).is_some() {
                    return;
                }
            }
            Some(f) => {
                let flushed = self.call_method(&f, &self.names.flush, &[]);
                read::or_nothing(self, flushed);
            }
            None => {}
        }
        // Where not even this can be written there is nobody to tell.
        let _ = self.world.write_stderr(text.as_bytes());
    }
}

fn traceback_of(exception: &Value) -> Value {
    let tb = exception.cast::<ExceptionObj>().and_then(|x| x.traceback.borrow().clone().or_none());
    tb.unwrap_or(Value::None)
}
