//! `_warnings`: what natives and importlib call to warn; the filters are the library's `warnings`.

use crate::natives;
use crate::object::Ref;
use crate::object::dict::DictObj;
use crate::vm::{Res, Vm};

fn pass_on(
    vm: &mut Vm,
    name: &str,
    args: &Ref<crate::object::tuple::TupleObj>,
    kwargs: &Ref<DictObj>,
) -> Res {
    let module = vm.import("warnings")?;
    let name = vm.heap.intern(name);
    let f = vm.get_attr(&module, &name)?;
    let args = args.items().to_vec();
    let keywords: Vec<_> =
        kwargs.entries().into_iter().filter_map(|(k, v)| Some((k.into_ref().ok()?, v))).collect();
    vm.call_kw(&f, &args, &keywords)
}

natives! { static FUNCTIONS;
    /// Issue a warning, or maybe ignore it or raise an exception.
    fn warn(vm, /, *args, **kwargs) -> Res { pass_on(vm, "warn", &args, &kwargs) }
    /// Issue a warning, or maybe ignore it or raise an exception.
    fn warn_explicit(vm, /, *args, **kwargs) -> Res { pass_on(vm, "warn_explicit", &args, &kwargs) }
}

/// Fills `_warnings`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_warnings", FUNCTIONS);
    Ok(())
}
