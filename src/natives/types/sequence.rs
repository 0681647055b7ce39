//! What the built-in sequences share: repetition, positions in `index`, and small checks on arguments.

use crate::object::{Kind, Value};
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};

use super::support::or_not_implemented;

/// `sequence * n`, for the methods `__mul__` and `__rmul__`.
pub fn repeat(vm: &mut Vm, this: &Value, n: &Value) -> Res {
    if crate::object::int::as_int(n).is_none() && vm.lookup_special(n, &vm.names.__index__).is_none() {
        let name = vm.class_name(n);
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{name}'")));
    }
    vm.repeat(this, n)
}

/// The iterator of a built-in container.
pub fn builtin_iter(vm: &mut Vm, this: &Value) -> Res {
    match vm.builtin_iter(this) {
        Some(it) => Ok(it),
        None => Err(vm.wrong_receiver(this)),
    }
}

/// `this[key]` of a built-in container.
pub fn builtin_item(vm: &mut Vm, this: &Value, key: &Value) -> Res {
    match vm.builtin_get_item(this, key)? {
        Some(v) => Ok(v),
        None => Err(vm.wrong_receiver(this)),
    }
}

/// A start position as `list.index` clamps it.
pub fn clamp_start(at: i64, len: usize) -> usize {
    let len = len as i64;
    let at = if at < 0 { at.saturating_add(len).max(0) } else { at };
    at.min(len) as usize
}

/// `this op other` as the class's own operator method answers.
pub fn operator(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    let r = vm.builtin_binary(op, a, b)?;
    Ok(or_not_implemented(vm, r))
}

/// `this op other` as the class's own comparison method answers.
pub fn comparison(vm: &mut Vm, op: crate::vm::compare::CmpOp, a: &Value, b: &Value) -> Res {
    // An int leaves the comparison with a float to the float.
    if crate::object::int::as_int(a).is_some() && crate::object::int::as_int(b).is_none() {
        return Ok(or_not_implemented(vm, None));
    }
    // And a float that with a complex number.
    if b.is_a::<crate::object::int::ComplexObj>() && crate::object::int::as_float(a).is_some() {
        return Ok(or_not_implemented(vm, None));
    }
    match (a.kind(), b.kind()) {
        // Bytes leave it to the bytearray, which compares itself with whatever gives a buffer.
        (Some(Kind::Bytes), Some(Kind::ByteArray)) => return Ok(or_not_implemented(vm, None)),
        (Some(Kind::ByteArray), kind) if !matches!(kind, Some(Kind::Bytes | Kind::ByteArray | Kind::Str)) => {
            if let Some(data) = super::support::bytes_if_any(vm, b)? {
                let own = crate::object::bytes::data_of(a).unwrap_or_default();
                return Ok(Value::bool(op.holds(own.cmp(&data))));
            }
        }
        _ => {}
    }
    Ok(match vm.builtin_compare(op, a, b)? {
        Some(b) => Value::bool(b),
        None => or_not_implemented(vm, None),
    })
}

/// Declares a table with the six comparison methods of a built-in class.
macro_rules! comparison_methods {
    ($table:ident) => {
        $crate::natives! { static $table;
            #[doc = "Return self<value."]
            fn __lt__(vm, this: $crate::object::Value, value: $crate::object::Value, /) -> $crate::vm::Res { $crate::natives::types::sequence::comparison(vm, $crate::vm::compare::CmpOp::Lt, &this, &value) }
            #[doc = "Return self<=value."]
            fn __le__(vm, this: $crate::object::Value, value: $crate::object::Value, /) -> $crate::vm::Res { $crate::natives::types::sequence::comparison(vm, $crate::vm::compare::CmpOp::Le, &this, &value) }
            #[doc = "Return self==value."]
            fn __eq__(vm, this: $crate::object::Value, value: $crate::object::Value, /) -> $crate::vm::Res { $crate::natives::types::sequence::comparison(vm, $crate::vm::compare::CmpOp::Eq, &this, &value) }
            #[doc = "Return self!=value."]
            fn __ne__(vm, this: $crate::object::Value, value: $crate::object::Value, /) -> $crate::vm::Res { $crate::natives::types::sequence::comparison(vm, $crate::vm::compare::CmpOp::Ne, &this, &value) }
            #[doc = "Return self>value."]
            fn __gt__(vm, this: $crate::object::Value, value: $crate::object::Value, /) -> $crate::vm::Res { $crate::natives::types::sequence::comparison(vm, $crate::vm::compare::CmpOp::Gt, &this, &value) }
            #[doc = "Return self>=value."]
            fn __ge__(vm, this: $crate::object::Value, value: $crate::object::Value, /) -> $crate::vm::Res { $crate::natives::types::sequence::comparison(vm, $crate::vm::compare::CmpOp::Ge, &this, &value) }
        }
    };
}
pub(crate) use comparison_methods;

/// The same of a float, which leaves complex numbers to their class.
pub fn float_operator(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    let complex = |v: &Value| v.is_a::<crate::object::int::ComplexObj>();
    if complex(a) || complex(b) {
        return Ok(or_not_implemented(vm, None));
    }
    operator(vm, op, a, b)
}

/// Declares a table of operator methods of a built-in class: `__add__ => Add, value;` and the reflected `__radd__ => Add, reflected`.
macro_rules! operator_methods {
    ($table:ident; $($name:ident $op:ident $way:ident;)*) => {
        $crate::natives! { static $table; $(
            fn $name(vm, this: $crate::object::Value, value: $crate::object::Value, /) -> $crate::vm::Res {
                $crate::natives::types::sequence::operator_methods!(@call vm $op $way this value)
            }
        )* }
    };
    (@call $vm:ident $op:ident int $a:ident $b:ident) => { $crate::natives::types::int::operator($vm, $crate::vm::ops::BinOp::$op, &$a, &$b, false) };
    (@call $vm:ident $op:ident rint $a:ident $b:ident) => { $crate::natives::types::int::operator($vm, $crate::vm::ops::BinOp::$op, &$a, &$b, true) };
    (@call $vm:ident $op:ident float $a:ident $b:ident) => { $crate::natives::types::sequence::float_operator($vm, $crate::vm::ops::BinOp::$op, &$a, &$b) };
    (@call $vm:ident $op:ident rfloat $a:ident $b:ident) => { $crate::natives::types::sequence::float_operator($vm, $crate::vm::ops::BinOp::$op, &$b, &$a) };
    (@call $vm:ident $op:ident straight $a:ident $b:ident) => { $crate::natives::types::sequence::operator($vm, $crate::vm::ops::BinOp::$op, &$a, &$b) };
    (@call $vm:ident $op:ident reflected $a:ident $b:ident) => { $crate::natives::types::sequence::operator($vm, $crate::vm::ops::BinOp::$op, &$b, &$a) };
}
pub(crate) use operator_methods;
