//! `atexit`: functions that run when the interpreter ends, the last one first.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

/// What was registered; an unregistered entry stays as None until the end.
#[derive(Default)]
struct Registered(Vec<Option<Call>>);

#[derive(Clone)]
struct Call {
    function: Value,
    args: Vec<Value>,
    keywords: Vec<(Ref<StrObj>, Value)>,
}

natives! { static FUNCTIONS;
    /// Register a function to be executed upon normal program termination
    fn register(vm, func: Value, /, *args, **kwargs) -> Res { register(vm, func, args.items().to_vec(), &kwargs) }
    /// Unregister an exit function which was previously registered using atexit.register
    fn unregister(vm, func: Value, /) -> Res<()> { unregister(vm, &func) }
    /// Clear the list of previously registered exit functions.
    fn _clear(vm, /) { drop(std::mem::take(vm.extension::<Registered>())); }
    /// Run all registered exit functions.
    fn _run_exitfuncs(vm, /) { run(vm); }
    /// Return the number of registered exit functions.
    fn _ncallbacks(vm, /) -> usize { vm.extension::<Registered>().0.iter().flatten().count() }
}

fn register(vm: &mut Vm, function: Value, args: Vec<Value>, kwargs: &Ref<DictObj>) -> Res {
    if !vm.is_callable(&function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let keywords =
        kwargs.entries().into_iter().filter_map(|(k, v)| Some((k.to_ref::<StrObj>()?, v))).collect();
    let call = Call { function: function.clone(), args, keywords };
    vm.extension::<Registered>().0.push(Some(call));
    Ok(function)
}

fn unregister(vm: &mut Vm, function: &Value) -> Res<()> {
    let mut i = 0;
    // Comparing may run script code, which may register more.
    while let Some(entry) = vm.extension::<Registered>().0.get(i).cloned() {
        if let Some(call) = entry
            && vm.eq(&call.function, function)?
            && let Some(slot) = vm.extension::<Registered>().0.get_mut(i)
        {
            let old = slot.take();
            drop(old);
        }
        i += 1;
    }
    Ok(())
}

/// Runs what was registered, the last one first. What a function raises is told and does not stop the others.
pub fn run(vm: &mut Vm) {
    loop {
        let next = vm.extension::<Registered>().0.pop();
        let Some(entry) = next else { return };
        let Some(call) = entry else { continue };
        if let Err(e) = vm.call_kw(&call.function, &call.args, &call.keywords) {
            let exception = vm.take_raised(e);
            let function = match vm.repr(&call.function) {
                Ok(s) => s.to_text(),
                Err(e) => {
                    drop(vm.take_raised(e));
                    "<function>".into()
                }
            };
            vm.unraisable_because(exception, &format!("Exception ignored in atexit callback {function}"));
        }
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "atexit", FUNCTIONS);
    Ok(())
}
