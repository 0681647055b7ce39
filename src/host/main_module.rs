//! The frames that CPython has below a module run by `-m`: those of its `runpy`. Tracebacks show them, and programs that look at their callers meet them.
//!
//! The trick: a text with a few functions at the lines where CPython's stand is compiled under the name that CPython shows, and really run. Where something failed on the way
//! to the module, the exception is raised again through such functions.

use std::fmt::Write;
use std::rc::Rc;

use super::Machine;
use crate::object::Value;
use crate::source::SourceText;
use crate::vm::{CompileMode, Raised, Res};

/// Functions, the outermost first, each with the line at which it is when the next one runs.
type Frames = &'static [(&'static str, usize)];

/// A file of CPython's, and its frames.
pub(super) struct Way(&'static str, Frames);

const RUNPY: &str = "<frozen runpy>";
/// What runs the module's code.
const RUN: Frames = &[("_run_module_as_main", 203), ("_run_code", 88)];
/// A package above the module is imported.
pub(super) const PARENT: &[Way] =
    &[Way(RUNPY, &[("_run_module_as_main", 194), ("_get_module_details", 114)])];
/// A package is imported that is to be run itself.
pub(super) const PACKAGE: &[Way] = &[Way(
    RUNPY,
    &[("_run_module_as_main", 194), ("_get_module_details", 151), ("_get_module_details", 114)],
)];
/// The file of the module, or the `__main__` of a package, is compiled.
pub(super) const COMPILE: &[Way] =
    &[Way(RUNPY, &[("_run_module_as_main", 194), ("_get_module_details", 164)]), LOADER, CALLER];
pub(super) const COMPILE_MAIN: &[Way] = &[
    Way(RUNPY, &[("_run_module_as_main", 194), ("_get_module_details", 151), ("_get_module_details", 164)]),
    LOADER,
    CALLER,
];
const LOADER: Way =
    Way("<frozen importlib._bootstrap_external>", &[("get_code", 897), ("source_to_code", 827)]);
const CALLER: Way = Way("<frozen importlib._bootstrap>", &[("_call_with_frames_removed", 491)]);

/// The text: the innermost function does `work`, each other one calls the next. A function that comes up twice goes its own way by `deep`.
fn text(frames: Frames, work: &str) -> String {
    let mut lines = std::collections::BTreeMap::new();
    for (i, (name, line)) in frames.iter().enumerate() {
        let does = match frames.get(i + 1) {
            Some((next, _)) => format!(" return {next}(deep + 1)"),
            None => format!(" {work}"),
        };
        lines.insert(*line, (*name, i, does));
    }
    let mut out = String::new();
    let mut at = 1;
    for (line, (name, i, does)) in lines {
        // Both places of a function that calls itself are in one `def`.
        let head = frames.iter().filter(|(n, _)| *n == name).map(|(_, l)| *l).min();
        let twice = frames.iter().filter(|(n, _)| *n == name).count() > 1;
        let first = head == Some(line);
        let heading = if first { line - 1 } else { line };
        while at < heading {
            out.push('\n');
            at += 1;
        }
        if first {
            let _ = writeln!(out, "def {name}(deep):");
            at += 1;
        }
        let _ = if twice { writeln!(out, " if deep == {i}:{does}") } else { writeln!(out, "{does}") };
        at += 1;
    }
    out
}

impl Machine {
    /// Calls the outermost of these functions; `given` are names that they know.
    fn through(&mut self, way: &Way, work: &str, given: &[(&str, Value)]) -> Res {
        let Way(file, frames) = way;
        let source = Rc::new(SourceText::new(*file, text(frames, work)));
        let code = self.vm.compile_text(source, CompileMode::Module, false)?;
        let heap = self.vm.heap;
        let names = heap.dict();
        let module = file.trim_start_matches("<frozen ").trim_end_matches('>');
        drop(names.set_text(heap, "__name__", heap.str(module).into_value()));
        for (name, value) in given {
            drop(names.set_text(heap, name, value.clone()));
        }
        self.vm.run_code(&code, &names, None)?;
        let first = names.get_text(heap, frames[0].0).unwrap_or_default();
        self.vm.call(&first, &[Value::Int(0)])
    }

    /// Runs the code of the main module.
    pub(super) fn run_as_main(&mut self, code: Value) -> Res {
        let main = self.main.value();
        self.through(&Way(RUNPY, RUN), "exec(code, run_globals)", &[("code", code), ("run_globals", main)])
    }

    /// An exception as it comes out of CPython's way to the module.
    pub(super) fn raised_on(&mut self, way: &[Way], e: Raised) -> Raised {
        let exception = self.vm.take_raised(e);
        for part in way.iter().rev() {
            match self.through(part, "raise failure", &[("failure", exception.clone())]) {
                Err(e) => drop(self.vm.take_raised(e)),
                Ok(_) => break,
            }
        }
        self.vm.reraise(exception)
    }
}
