//! `math`: the functions of the C library with CPython's errors; integer functions are the number layer's.

mod float;
mod integer;
mod special;
mod sums;

use crate::object::Ref;
use crate::object::dict::DictObj;
use crate::vm::{Raised, Res, Vm};

use super::support::put;
use crate::object::Value;

/// Raises "math domain error".
#[cold]
fn domain(vm: &mut Vm) -> Raised {
    vm.value_error("math domain error")
}

/// Raises "math range error".
#[cold]
fn range(vm: &mut Vm) -> Raised {
    vm.overflow_error("math range error")
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    use std::f64::consts::{E, PI, TAU};
    for (name, x) in [("pi", PI), ("e", E), ("tau", TAU), ("inf", f64::INFINITY), ("nan", f64::NAN)] {
        put(vm, dict, name, Value::float(x));
    }
    for table in [float::ONE, float::MORE, integer::FUNCTIONS, sums::FUNCTIONS] {
        vm.add_functions(dict, "math", table);
    }
    Ok(())
}
