//! The functions of integers: `__index__`, then the number layer.

use crate::natives;
use crate::object::Value;
use crate::object::number::int::{Int, theory};
use crate::vm::{Res, Vm};

use super::super::support::lift;

fn put(vm: &mut Vm, r: crate::object::error::TextResult<Int>) -> Res {
    let i = lift(vm, r)?;
    Ok(vm.heap.int(i))
}

natives! { pub static FUNCTIONS;
    /// Number of ways to choose k items from n items without repetition and without order.
    fn comb(vm, n: Value, k: Value, /) -> Res {
        let (n, k) = (vm.to_int(&n)?, vm.to_int(&k)?);
        put(vm, theory::comb(n.as_ref(), k.as_ref()))
    }
    /// Number of ways to choose k items from n items without repetition and with order.
    fn perm(vm, n: Value, k: Value = Value::None, /) -> Res {
        let n = vm.to_int(&n)?;
        if k.is_none() {
            return put(vm, theory::factorial(n.as_ref()));
        }
        let k = vm.to_int(&k)?;
        put(vm, theory::perm(n.as_ref(), k.as_ref()))
    }
    /// Find n!.
    fn factorial(vm, n: Value, /) -> Res {
        let n = vm.to_int(&n)?;
        put(vm, theory::factorial(n.as_ref()))
    }
    /// Return the integer part of the square root of the input.
    fn isqrt(vm, n: Value, /) -> Res {
        let n = vm.to_int(&n)?;
        put(vm, theory::isqrt(n.as_ref()))
    }
    /// Greatest Common Divisor.
    fn gcd(vm, /, *integers) -> Res {
        let mut out = Int::Small(0);
        for v in integers.items() {
            let i = vm.to_int(v)?;
            out = theory::gcd(out.as_ref(), i.as_ref());
        }
        Ok(vm.heap.int(out))
    }
    /// Least Common Multiple.
    fn lcm(vm, /, *integers) -> Res {
        let mut out = Int::Small(1);
        for v in integers.items() {
            let i = vm.to_int(v)?;
            out = theory::lcm(out.as_ref(), i.as_ref());
        }
        Ok(vm.heap.int(out))
    }
}
