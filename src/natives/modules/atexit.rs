//! `atexit`: functions to be called when the program ends, last in, first out.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::support::keywords;

type Exit = (Value, Ref<TupleObj>, Ref<DictObj>);

#[derive(Default)]
struct Exits(Vec<Exit>);

fn list(vm: &mut Vm) -> &mut Vec<Exit> {
    &mut vm.extension::<Exits>().0
}

/// Calls what was registered; what one of them raises is reported, and the others still run.
pub fn run(vm: &mut Vm) {
    while let Some((f, args, kwargs)) = list(vm).pop() {
        if let Err(raised) = vm.call_kw(&f, args.items(), &keywords(&kwargs)) {
            let e = vm.take_raised(raised);
            vm.unraisable(e, &f);
        }
    }
}

natives! { static FUNCTIONS;
    /// Register a function to be executed upon normal program termination.
    fn register(vm, func: Value, /, *args, **kwargs) -> Res {
        if !vm.is_callable(&func) {
            return Err(vm.type_error("the first argument must be callable"));
        }
        list(vm).push((func.clone(), args, kwargs));
        Ok(func.take())
    }
    /// Unregister an exit function which was previously registered.
    fn unregister(vm, func: Value, /) -> Res<()> {
        let mut i = list(vm).len();
        while i > 0 {
            i -= 1;
            let Some(f) = list(vm).get(i).map(|e| e.0.clone()) else { continue };
            if vm.same(&f, &func)? && i < list(vm).len() {
                let gone = list(vm).remove(i);
                drop(gone);
            }
        }
        Ok(())
    }
    /// Clear the list of previously registered exit functions.
    fn _clear(vm, /) {
        let old = std::mem::take(list(vm));
        drop(old);
    }
    /// Run all registered exit functions.
    fn _run_exitfuncs(vm, /) { run(vm); }
    /// Return the number of registered exit functions.
    fn _ncallbacks(vm, /) -> usize { list(vm).len() }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "atexit", FUNCTIONS);
    Ok(())
}
