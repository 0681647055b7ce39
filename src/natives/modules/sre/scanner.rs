//! `_sre.SRE_Scanner`: one match after the other in one text.

use std::cell::RefCell;

use crate::object::{Payload, Ref, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::machine::How;
use super::pattern::Pattern;
use super::run::Run;

/// A scanner.
pub struct Scanner {
    pattern: Ref<Pattern>,
    string: Value,
    run: RefCell<State>,
}

enum State {
    Ready(Box<Run>),
    /// A search is under way, perhaps in a signal handler's interpreter loop.
    Busy,
    /// There are no more matches.
    Done,
}

impl Payload for Scanner {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.pattern.value());
        visit(&self.string);
    }
}

impl ArgType for Scanner {
    const NAME: &'static str = "_sre.SRE_Scanner";
}

natives! { static METHODS;
    fn r#match(vm, this: Ref<Scanner>, /) -> Res { next(vm, &this, How::Match) }
    fn search(vm, this: Ref<Scanner>, /) -> Res { next(vm, &this, How::Search) }
}

attrs! { static ATTRS for Scanner;
    fn pattern(vm, this) -> Value { this.pattern.value() }
}

/// A scanner on a text.
pub fn new(vm: &mut Vm, p: &Ref<Pattern>, string: &Value, pos: i64, end_pos: i64) -> Res {
    let run = Run::new(vm, p, string, pos, end_pos)?;
    let run = RefCell::new(State::Ready(Box::new(run)));
    let scanner = Scanner { pattern: p.clone(), string: string.clone(), run };
    Ok(vm.heap.alloc(&p.scanner_class, scanner).into_value())
}

fn next(vm: &mut Vm, s: &Ref<Scanner>, how: How) -> Res {
    let mut run = match s.run.replace(State::Busy) {
        State::Ready(run) => run,
        State::Busy => return Err(vm.value_error("regular expression scanner already executing")),
        State::Done => {
            s.run.replace(State::Done);
            return Ok(Value::None);
        }
    };
    let found = run.next(vm, how);
    match found {
        Ok(true) => {
            let m = run.matched(vm);
            s.run.replace(State::Ready(run));
            m
        }
        Ok(false) => {
            s.run.replace(State::Done);
            run.finish(vm)?;
            Ok(Value::None)
        }
        Err(e) => {
            s.run.replace(State::Done);
            Err(e)
        }
    }
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<crate::object::TypeObj> {
    let spec = super::ClassSpec {
        name: "SRE_Scanner",
        module: "_sre",
        flags: crate::object::types::flags::NO_NEW,
        methods: METHODS,
        next: None,
    };
    let class = super::new_class(vm, &spec);
    vm.add_attrs(&class, ATTRS);
    class
}
