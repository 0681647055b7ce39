//! Values that are made when somebody asks: those of bounds, defaults and aliases that stand in the syntax.

use std::cell::RefCell;

use crate::natives::modules::support::Held;
use crate::object::{Value, Visit};
use crate::vm::{Res, Vm};

use super::evaluator;

/// A value, or the function that makes it.
#[derive(Default)]
pub struct Late {
    value: RefCell<Value>,
    function: RefCell<Value>,
}

impl Held for Late {
    fn trace(&self, visit: Visit<'_>) {
        visit(&self.value.borrow());
        visit(&self.function.borrow());
    }
    fn wipe(&self) {
        drop(self.value.take());
        drop(self.function.take());
    }
}

impl Late {
    /// One that is there already (Undef: there is none).
    pub fn of(value: Value) -> Late {
        Late { value: RefCell::new(value), function: RefCell::default() }
    }

    /// One that a function makes (Undef: there is none).
    pub fn made_by(function: Value) -> Late {
        Late { value: RefCell::default(), function: RefCell::new(function) }
    }

    pub fn set_later(&self, function: Value) {
        drop(self.value.take());
        drop(self.function.replace(function));
    }

    /// Whether a function makes it.
    pub fn is_late(&self) -> bool {
        !self.function.borrow().is_undef()
    }

    /// What is there already; Undef if nothing is.
    pub fn known(&self) -> Value {
        self.value.borrow().clone()
    }

    /// The value; Undef if there is none.
    pub fn get(&self, vm: &mut Vm) -> Res {
        let known = self.known();
        let function = self.function.borrow().clone();
        if !known.is_undef() || function.is_undef() {
            return Ok(known);
        }
        // With the format of values.
        let made = vm.call(&function, &[Value::Int(1)])?;
        drop(self.value.replace(made.clone()));
        Ok(made)
    }

    /// The function that makes it, or one that stands for the value; None if there is no value.
    pub fn evaluator(&self, vm: &mut Vm) -> Value {
        let function = self.function.borrow().clone();
        if !function.is_undef() {
            return function;
        }
        let known = self.known();
        if known.is_undef() { Value::None } else { evaluator::of(vm, known) }
    }
}
