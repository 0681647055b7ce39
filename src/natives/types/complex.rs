//! `complex`: constructor and methods.

use crate::object::dict::DictObj;
use crate::object::int::{ComplexObj, as_float, as_int};
use crate::object::number::complex::{self, Complex};
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::bind_errors::unexpected_text;
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::sequence::{comparison_methods, operator_methods};
use super::support::{lift, or_not_implemented};

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        let z = match args.items() {
            [x] if kwargs.is_empty() => from_one(vm, x)?,
            given => {
                let [real, imag] = parts(vm, given, &kwargs)?;
                from_parts(vm, &real, &imag)?
            }
        };
        Ok(vm.heap.alloc(&cls, ComplexObj::new(z)).into_value())
    }
    fn __repr__(vm, this: Ref<ComplexObj>, /) -> String { complex::repr(this.get()) }
    fn __hash__(vm, this: Value, /) -> Res<i64> { vm.builtin_hash(&this) }
    /// True if self else False
    fn __bool__(vm, this: Ref<ComplexObj>, /) -> bool { let z = this.get(); z.re != 0.0 || z.im != 0.0 }
    fn __neg__(vm, this: Ref<ComplexObj>, /) -> Complex { let z = this.get(); Complex { re: -z.re, im: -z.im } }
    fn __pos__(vm, this: Ref<ComplexObj>, /) -> Complex { this.get() }
    fn __abs__(vm, this: Ref<ComplexObj>, /) -> Res<f64> { lift(vm, complex::abs(this.get())) }
    /// Convert this value to exact type complex.
    fn __complex__(vm, this: Ref<ComplexObj>, /) -> Complex { this.get() }
    /// Return pow(self, value, mod).
    fn __pow__(vm, this: Value, value: Value, r#mod: Value = Value::None, /) -> Res { power(vm, &this, &value, &r#mod) }
    /// Return pow(value, self, mod).
    fn __rpow__(vm, this: Value, value: Value, r#mod: Value = Value::None, /) -> Res { power(vm, &value, &this, &r#mod) }
    /// Convert to a string according to format_spec.
    fn __format__(vm, this: Value, format_spec: Ref<StrObj>, /) -> Res<Ref<StrObj>> { super::support::number_format(vm, &this, &format_spec) }
    fn __getnewargs__(vm, this: Ref<ComplexObj>, /) -> (Value, Value) { let z = this.get(); (Value::float(z.re), Value::float(z.im)) }
    /// Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.
    fn conjugate(vm, this: Ref<ComplexObj>, /) -> Complex { let z = this.get(); Complex { re: z.re, im: -z.im } }
}

natives! { static CLASS_METHODS;
    /// Convert number to a complex floating-point number.
    fn from_number(vm, cls: Ref<TypeObj>, number: Value, /) -> Res {
        let complex = vm.types().complex.clone();
        let name = vm.heap.intern("__complex__");
        if cls.is(&complex) && number.is_a::<ComplexObj>() && super::support::is_exact(&number) {
            return Ok(number);
        }
        let z = if number.is_a::<ComplexObj>() || vm.lookup_special(&number, &name).is_some() {
            vm.call(&complex.value(), &[number])?
        } else {
            let re = vm.to_f64(&number)?;
            vm.heap.alloc(&complex, ComplexObj::new(Complex { re, im: 0.0 })).into_value()
        };
        if cls.is(&complex) { Ok(z) } else { vm.call(&cls.into_value(), &[z]) }
    }
}

attrs! { static ATTRS for ComplexObj;
    /// the real part of a complex number
    fn real(vm, this) -> f64 { this.get().re }
    /// the imaginary part of a complex number
    fn imag(vm, this) -> f64 { this.get().im }
}

comparison_methods!(COMPARISONS);
operator_methods! { OPERATORS;
    __add__ Add straight;
    __radd__ Add reflected;
    __sub__ Sub straight;
    __rsub__ Sub reflected;
    __mul__ Mul straight;
    __rmul__ Mul reflected;
    __truediv__ Div straight;
    __rtruediv__ Div reflected;
}

/// Installs the class's methods.
pub fn install(vm: &mut Vm) {
    let class = vm.types().complex.clone();
    vm.add_methods(&class, METHODS);
    vm.add_methods(&class, COMPARISONS);
    vm.add_methods(&class, OPERATORS);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
}

fn power(vm: &mut Vm, a: &Value, b: &Value, m: &Value) -> Res {
    let number = |v: &Value| v.is_a::<ComplexObj>() || as_int(v).is_some() || as_float(v).is_some();
    if !m.is_none() && number(a) && number(b) {
        return Err(vm.value_error("complex modulo"));
    }
    let r = vm.builtin_binary(BinOp::Pow, a, b)?;
    Ok(or_not_implemented(vm, r))
}

/// A number by `__complex__`, `__float__` or `__index__`; None if the value has none of them.
pub fn to_complex(vm: &mut Vm, v: &Value) -> Res<Option<Complex>> {
    if let Some(z) = v.cast::<ComplexObj>() {
        return Ok(Some(z.get()));
    }
    if let Some(re) = as_float(v) {
        return Ok(Some(Complex { re, im: 0.0 }));
    }
    let names = vm.names;
    if as_int(v).is_none()
        && let Some(r) = vm.call_special(v, &names.__complex__, &[])?
    {
        return complex_of(vm, &r).map(Some);
    }
    if as_int(v).is_some()
        || vm.lookup_special(v, &names.__float__).is_some()
        || vm.lookup_special(v, &names.__index__).is_some()
    {
        return Ok(Some(Complex { re: vm.to_f64(v)?, im: 0.0 }));
    }
    Ok(None)
}

/// The same as `complex()` takes its first argument: what a class derived from `complex` or `float` says of itself counts.
fn first_part(vm: &mut Vm, v: &Value) -> Res<Option<Complex>> {
    if let Some(z) = own_complex(vm, v)? {
        return Ok(Some(z));
    }
    if as_float(v).is_some() && vm.lookup_special(v, &vm.names.__complex__).is_none() {
        return Ok(Some(Complex { re: real_part(vm, v)?, im: 0.0 }));
    }
    to_complex(vm, v)
}

/// What an instance of a class derived from `complex` says it is.
fn own_complex(vm: &mut Vm, v: &Value) -> Res<Option<Complex>> {
    if super::support::is_exact(v) || !v.is_a::<ComplexObj>() {
        return Ok(None);
    }
    match vm.call_special(v, &vm.names.__complex__, &[])? {
        Some(r) => complex_of(vm, &r).map(Some),
        None => Ok(None),
    }
}

fn real_part(vm: &mut Vm, v: &Value) -> Res<f64> {
    if as_float(v).is_some()
        && !super::support::is_exact(v)
        && let Some(own) = super::float::own_float(vm, v)?
    {
        return Ok(own);
    }
    vm.to_f64(v)
}

/// What `__complex__` gave.
fn complex_of(vm: &mut Vm, r: &Value) -> Res<Complex> {
    match r.cast::<ComplexObj>() {
        Some(z) => {
            let z = z.get();
            vm.warn_of_subclass("__complex__", "complex", r)?;
            Ok(z)
        }
        None => {
            let class = vm.class_name(r);
            Err(vm.type_error(format!("__complex__ returned non-complex (type {class})")))
        }
    }
}

#[cold]
fn no_real(vm: &mut Vm, part: &str, v: &Value) -> crate::vm::Raised {
    let class = vm.short_full_name(&vm.class_of(v));
    vm.type_error(format!("complex() argument '{part}' must be a real number, not {class}"))
}

/// `complex(x)`: a text or any number. What is given by name, or as one of two, is a part, and that is another matter.
fn from_one(vm: &mut Vm, x: &Value) -> Res<Complex> {
    if let Some(s) = x.cast::<StrObj>() {
        return lift(vm, complex::parse_str(s.bytes()));
    }
    if let Some(z) = own_complex(vm, x)? {
        return Ok(z);
    }
    match to_complex(vm, x)? {
        Some(z) => Ok(z),
        None => {
            let class = vm.short_full_name(&vm.class_of(x));
            Err(vm.type_error(format!("complex() argument must be a string or a number, not {class}")))
        }
    }
}

/// The two parts as they were given, by position or by name; Undef: not at all.
fn parts(vm: &mut Vm, args: &[Value], kwargs: &DictObj) -> Res<[Value; 2]> {
    const NAMES: [&str; 2] = ["real", "imag"];
    let given = args.len() + kwargs.len();
    if given > NAMES.len() {
        let kind = if args.is_empty() { "keyword " } else { "" };
        return Err(vm.type_error(format!("complex() takes at most 2 {kind}arguments ({given} given)")));
    }
    let mut out = [Value::Undef, Value::Undef];
    out[..args.len()].clone_from_slice(args);
    for (key, v) in kwargs.entries() {
        let Some(key) = key.cast::<StrObj>().map(StrObj::to_text) else { continue };
        let Some(i) = NAMES.iter().position(|n| *n == key) else {
            return Err(vm.type_error(unexpected_text("complex", &key, NAMES.into_iter())));
        };
        if !out[i].is_undef() {
            let text = format!("argument for complex() given by name ('{key}') and position ({})", i + 1);
            return Err(vm.type_error(text));
        }
        out[i] = v;
    }
    Ok(out)
}

fn from_parts(vm: &mut Vm, real: &Value, imag: &Value) -> Res<Complex> {
    let is_real = |vm: &Vm, v: &Value| {
        as_int(v).is_some()
            || vm.lookup_special(v, &vm.names.__float__).is_some()
            || vm.lookup_special(v, &vm.names.__index__).is_some()
    };
    // The first part is asked whether it is complex; the second one must be a complex number itself, or real.
    let says = vm.heap.intern("__complex__");
    let real_is = real.is_a::<ComplexObj>() || !real.is_undef() && vm.lookup_special(real, &says).is_some();
    let warns = !real.is_undef() && !is_real(vm, real);
    let re = match real {
        Value::Undef => Complex { re: 0.0, im: 0.0 },
        v => match first_part(vm, v)? {
            Some(z) => z,
            None => return Err(no_real(vm, "real", v)),
        },
    };
    let imag_is = imag.is_a::<ComplexObj>();
    if !imag.is_undef() && !imag_is && !is_real(vm, imag) {
        return Err(no_real(vm, "imag", imag));
    }
    for (part, name, is) in [(real, "real", warns), (imag, "imag", imag_is)] {
        if is {
            let class = vm.short_full_name(&vm.class_of(part));
            let text = format!("complex() argument '{name}' must be a real number, not {class}");
            vm.warn(&vm.types().deprecation_warning, &text, 1)?;
        }
    }
    let im = match imag.cast::<ComplexObj>() {
        Some(z) => z.get(),
        None if imag.is_undef() => Complex { re: 0.0, im: 0.0 },
        None => Complex { re: real_part(vm, imag)?, im: 0.0 },
    };
    // Only parts that are there take part, so that signs of zeros survive.
    let mut out = Complex { re: re.re, im: im.re };
    if imag_is {
        out.re -= im.im;
    }
    if real_is {
        out.im += re.im;
    }
    Ok(out)
}
