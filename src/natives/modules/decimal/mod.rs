//! `_decimal`: decimal numbers with contexts. The arithmetic is `object::number::decimal`; here it meets objects: `number.rs` and `methods.rs` have `Decimal`, `context.rs` and
//! `context_methods.rs` have `Context`, `state.rs` what an operation asks first: the current context, and what becomes of conditions.

mod context;
mod context_methods;
mod convert;
mod methods;
mod number;
mod signals;
mod state;

pub use number::power_by_modulus;

use crate::object::dict::DictObj;
use crate::object::number::decimal::{MAX_EMAX, MAX_PREC, MIN_EMIN, MIN_ETINY, Round};
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::support::{put, put_ints, put_str};
use state::{Template, state};

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    // Whoever imports the module afresh gets the same classes: numbers and contexts know no others.
    let made = state(vm).made.clone();
    if !made.is_empty() {
        for (name, v) in made {
            if vm.dict_get(dict, &name)?.is_none() {
                drop(vm.dict_set(dict, name, v)?);
            }
        }
        return Ok(());
    }
    let decimal = number::class(vm);
    let (context, manager) = context::classes(vm);
    put(vm, dict, "Decimal", decimal.value());
    put(vm, dict, "Context", context.value());
    let s = state(vm);
    s.decimal = Some(decimal.clone());
    s.context = Some(context);
    s.manager = Some(manager);
    signals::exceptions(vm, dict)?;
    let signal_dict = signals::dict_class(vm)?;
    state(vm).signal_dict = Some(signal_dict);
    abstract_numbers(vm, &decimal.into_value())?;
    let tuple = tuple_class(vm)?;
    put(vm, dict, "DecimalTuple", tuple.clone());
    state(vm).tuple = tuple;
    for (name, template) in [
        ("DefaultContext", Template::DEFAULT),
        ("BasicContext", Template::BASIC),
        ("ExtendedContext", Template::EXTENDED),
    ] {
        let c = template.object(vm);
        put(vm, dict, name, c.value());
        state(vm).templates.push(c);
    }
    for (_, name) in Round::ALL {
        let text = vm.heap.intern(name).into_value();
        put(vm, dict, name, text);
    }
    put_ints(
        vm,
        dict,
        &[
            ("MAX_PREC", MAX_PREC),
            ("MAX_EMAX", MAX_EMAX),
            ("MIN_EMIN", MIN_EMIN),
            ("MIN_ETINY", MIN_ETINY),
            ("IEEE_CONTEXT_MAX_BITS", 512),
        ],
    );
    put(vm, dict, "HAVE_THREADS", Value::True);
    put(vm, dict, "HAVE_CONTEXTVAR", Value::True);
    put_str(vm, dict, "__version__", "1.70");
    put_str(vm, dict, "__libmpdec_version__", "2.5.1");
    vm.add_functions(dict, "_decimal", context::FUNCTIONS);
    state(vm).made = dict.entries();
    Ok(())
}

/// `Decimal` is a `numbers.Number`.
fn abstract_numbers(vm: &mut Vm, decimal: &Value) -> Res<()> {
    let numbers = vm.import("numbers")?;
    let (number, rational, register) =
        (vm.heap.intern("Number"), vm.heap.intern("Rational"), vm.heap.intern("register"));
    let class = vm.get_attr(&numbers, &number)?;
    vm.call_method(&class, &register, &[decimal.clone()])?;
    let rational = vm.get_attr(&numbers, &rational)?;
    state(vm).rational = rational;
    Ok(())
}

/// `DecimalTuple`
fn tuple_class(vm: &mut Vm) -> Res {
    let collections = vm.import("collections")?;
    let name = vm.heap.intern("namedtuple");
    let make = vm.get_attr(&collections, &name)?;
    let (typename, fields) =
        (vm.heap.str("DecimalTuple").into_value(), vm.heap.str("sign digits exponent").into_value());
    let module = (vm.heap.intern("module"), vm.heap.str("decimal").into_value());
    vm.call_kw(&make, &[typename, fields], &[module])
}
