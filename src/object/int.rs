//! The number objects: big integers (and instances of int subclasses), floats of float subclasses, complex numbers.

use num_bigint::BigInt;

use super::header::Kind;
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::number::complex::Complex;
use super::number::int::{Int, IntRef};
use super::value::Value;

/// An integer beyond 64 bits, or an instance of a subclass of `int` with any value.
pub struct BigIntObj(pub Int);

/// The value of an instance of a subclass of `float`.
pub struct FloatBox(f64);

/// A complex number.
pub struct ComplexObj(Complex);

macro_rules! leaf {
    ($($ty:ident $kind:ident;)*) => { $(
        impl Payload for $ty {
            const KIND: Kind = Kind::$kind;
            fn traverse(&self, _: Visit<'_>) {}
        }
    )* };
}
leaf! { BigIntObj BigInt; FloatBox FloatBox; ComplexObj Complex; }

impl BigIntObj {
    /// The number.
    pub fn get(&self) -> IntRef<'_> {
        self.0.as_ref()
    }
}

impl FloatBox {
    /// A box for a subclass instance.
    pub fn new(x: f64) -> FloatBox {
        FloatBox(x)
    }
    /// The number.
    pub fn get(&self) -> f64 {
        self.0
    }
}

impl ComplexObj {
    /// A complex number.
    pub fn new(z: Complex) -> ComplexObj {
        ComplexObj(z)
    }
    /// The number.
    pub fn get(&self) -> Complex {
        self.0
    }
}

impl Heap {
    /// An int in normal form: a machine word where it fits.
    pub fn int(&self, i: Int) -> Value {
        match i {
            Int::Small(i) => Value::Int(i),
            big => self.alloc(&self.types().int, BigIntObj(big)).into_value(),
        }
    }

    /// An int from a big integer.
    pub fn int_from_big(&self, b: BigInt) -> Value {
        self.int(Int::from_big(b))
    }

    /// An int from a size.
    pub fn int_from_usize(&self, n: usize) -> Value {
        match i64::try_from(n) {
            Ok(i) => Value::Int(i),
            Err(_) => self.int(Int::from(n as u64)),
        }
    }

    /// A complex number.
    pub fn complex(&self, z: Complex) -> Value {
        self.alloc(&self.types().complex, ComplexObj(z)).into_value()
    }
}

/// The integer in a value (ints, bools, instances of int subclasses); no script code runs.
pub fn as_int(v: &Value) -> Option<IntRef<'_>> {
    match v {
        Value::Int(i) => Some(IntRef::Small(*i)),
        Value::True => Some(IntRef::Small(1)),
        Value::False => Some(IntRef::Small(0)),
        Value::Obj(o) => o.cast::<BigIntObj>().map(BigIntObj::get),
        _ => None,
    }
}

/// The float in a value (floats and instances of float subclasses).
pub fn as_float(v: &Value) -> Option<f64> {
    match v {
        Value::Float(x) => Some(x.get()),
        Value::Obj(o) => o.cast::<FloatBox>().map(FloatBox::get),
        _ => None,
    }
}
