//! Weak proxies: every operation goes to the object, or raises ReferenceError once it is gone.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::types::flags::{GETATTR, NO_NEW};
use crate::object::{Ref, Value};
use crate::vm::compare::CmpOp;
use crate::vm::native::NativeDef;
use crate::vm::ops::{BinOp, UnOp};
use crate::vm::{Res, Vm};

use super::super::support::{ClassSpec, keywords, new_class, put};
use super::{Role, WeakRefObj, new_ref, referent};

/// The object behind a proxy; other values are themselves.
fn behind(vm: &mut Vm, v: &Value) -> Res {
    let proxies =
        [vm.extra_types["weakref.ProxyType"].clone(), vm.extra_types["weakref.CallableProxyType"].clone()];
    let Some(r) = v.to_ref::<WeakRefObj>().filter(|r| proxies.iter().any(|p| r.obj().class().is(p))) else {
        return Ok(v.clone());
    };
    let v = referent(&r);
    if v.is_undef() { Err(vm.reference_error("weakly-referenced object no longer exists")) } else { Ok(v) }
}

macro_rules! binaries {
    ($($name:ident $reflected:ident $inplace:ident $op:ident;)*) => {
        natives! { static BINARY; $(
            /// The operator on the object.
            fn $name(vm, this: Value, value: Value, /) -> Res {
                let (a, b) = (behind(vm, &this)?, behind(vm, &value)?);
                vm.binary(BinOp::$op, &a, &b)
            }
            /// The operator on the object, which stands on the right.
            fn $reflected(vm, this: Value, value: Value, /) -> Res {
                let (a, b) = (behind(vm, &value)?, behind(vm, &this)?);
                vm.binary(BinOp::$op, &a, &b)
            }
            /// The operator in place on the object.
            fn $inplace(vm, this: Value, value: Value, /) -> Res {
                let (a, b) = (behind(vm, &this)?, behind(vm, &value)?);
                vm.inplace(BinOp::$op, &a, &b)
            }
        )* }
    };
}

binaries! {
    __add__ __radd__ __iadd__ Add;
    __sub__ __rsub__ __isub__ Sub;
    __mul__ __rmul__ __imul__ Mul;
    __truediv__ __rtruediv__ __itruediv__ Div;
    __floordiv__ __rfloordiv__ __ifloordiv__ FloorDiv;
    __mod__ __rmod__ __imod__ Mod;
    __matmul__ __rmatmul__ __imatmul__ MatMul;
    __lshift__ __rlshift__ __ilshift__ Shl;
    __rshift__ __rrshift__ __irshift__ Shr;
    __and__ __rand__ __iand__ BitAnd;
    __or__ __ror__ __ior__ BitOr;
    __xor__ __rxor__ __ixor__ BitXor;
}

fn compare(vm: &mut Vm, op: CmpOp, this: &Value, value: &Value) -> Res {
    let (a, b) = (behind(vm, this)?, behind(vm, value)?);
    vm.compare(op, &a, &b)
}

fn convert(vm: &mut Vm, this: &Value, class: &str) -> Res {
    let v = behind(vm, this)?;
    let Some(class) = vm.builtins.get_text(vm.heap, class) else {
        return Err(vm.runtime_error(format!("builtins has no {class}")));
    };
    vm.call(&class, &[v])
}

natives! { static METHODS;
    /// Return getattr(self, name).
    fn __getattribute__(vm, this: Value, name: Ref<StrObj>, /) -> Res {
        let v = behind(vm, &this)?;
        let name = vm.heap.intern_str(&name);
        vm.get_attr(&v, &name)
    }
    /// Implement setattr(self, name, value).
    fn __setattr__(vm, this: Value, name: Ref<StrObj>, value: Value, /) -> Res<()> {
        let v = behind(vm, &this)?;
        let name = vm.heap.intern_str(&name);
        vm.set_attr(&v, &name, value.take())
    }
    /// Implement delattr(self, name).
    fn __delattr__(vm, this: Value, name: Ref<StrObj>, /) -> Res<()> {
        let v = behind(vm, &this)?;
        let name = vm.heap.intern_str(&name);
        vm.del_attr(&v, &name)
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<WeakRefObj>, /) -> Res<String> {
        let v = referent(&this);
        let what = match v.as_obj() {
            Some(o) => format!("to '{}' at {:#x}", vm.short_full_name(vm.class_ref(&v)), o.addr()),
            None => "dead".into(),
        };
        Ok(format!("<weakproxy at {:#x}; {what}>", this.addr()))
    }
    /// Return str(self).
    fn __str__(vm, this: Value, /) -> Res {
        let v = behind(vm, &this)?;
        Ok(vm.str(&v)?.into_value())
    }
    /// Return divmod(self, value).
    fn __divmod__(vm, this: Value, value: Value, /) -> Res { divmod(vm, &this, &value) }
    /// Return pow(self, value, mod).
    fn __pow__(vm, this: Value, value: Value, r#mod: Value = Value::None, /) -> Res { power(vm, [&this, &value, &r#mod]) }
    /// Return pow(value, self, mod).
    fn __rpow__(vm, this: Value, value: Value, r#mod: Value = Value::None, /) -> Res { power(vm, [&value, &this, &r#mod]) }
    /// Implement self**=value.
    fn __ipow__(vm, this: Value, value: Value, /) -> Res {
        let (a, b) = (behind(vm, &this)?, behind(vm, &value)?);
        vm.inplace(BinOp::Pow, &a, &b)
    }
    /// Return divmod(value, self).
    fn __rdivmod__(vm, this: Value, value: Value, /) -> Res { divmod(vm, &value, &this) }
    /// Return int(self).
    fn __int__(vm, this: Value, /) -> Res { convert(vm, &this, "int") }
    /// Return float(self).
    fn __float__(vm, this: Value, /) -> Res { convert(vm, &this, "float") }
    /// True if self else False.
    fn __bool__(vm, this: Value, /) -> Res<bool> {
        let v = behind(vm, &this)?;
        vm.truth(&v)
    }
    /// Return self as an index.
    fn __index__(vm, this: Value, /) -> Res {
        let v = behind(vm, &this)?;
        let i = vm.to_int(&v)?;
        Ok(vm.heap.int(i))
    }
    /// Return len(self).
    fn __len__(vm, this: Value, /) -> Res<usize> {
        let v = behind(vm, &this)?;
        vm.length(&v)
    }
    /// Return self[key].
    fn __getitem__(vm, this: Value, key: Value, /) -> Res {
        let v = behind(vm, &this)?;
        vm.get_item(&v, &key)
    }
    /// Set self[key] to value.
    fn __setitem__(vm, this: Value, key: Value, value: Value, /) -> Res<()> {
        let v = behind(vm, &this)?;
        vm.set_item(&v, &key, value.take())
    }
    /// Delete self[key].
    fn __delitem__(vm, this: Value, key: Value, /) -> Res<()> {
        let v = behind(vm, &this)?;
        vm.del_item(&v, &key)
    }
    /// Return bool(key in self).
    fn __contains__(vm, this: Value, key: Value, /) -> Res<bool> {
        let v = behind(vm, &this)?;
        vm.contains(&v, &key)
    }
    /// Implement iter(self).
    fn __iter__(vm, this: Value, /) -> Res {
        let v = behind(vm, &this)?;
        vm.iter(&v)
    }
    /// Implement next(self).
    fn __next__(vm, this: Value, /) -> Res {
        let v = behind(vm, &this)?;
        if !vm.is_iterator(&v) {
            let class = vm.class_name(&v);
            return Err(vm.type_error(format!("Weakref proxy referenced a non-iterator '{class}' object, cannot be used as an iterator")));
        }
        match vm.next(&v)? {
            Some(v) => Ok(v),
            None => Err(vm.stop_iteration(Value::Undef)),
        }
    }
    /// Return abs(self).
    fn __abs__(vm, this: Value, /) -> Res { convert(vm, &this, "abs") }
    /// Return -self.
    fn __neg__(vm, this: Value, /) -> Res {
        let v = behind(vm, &this)?;
        vm.unary(UnOp::Neg, &v)
    }
    /// Return +self.
    fn __pos__(vm, this: Value, /) -> Res {
        let v = behind(vm, &this)?;
        vm.unary(UnOp::Pos, &v)
    }
    /// Return ~self.
    fn __invert__(vm, this: Value, /) -> Res {
        let v = behind(vm, &this)?;
        vm.unary(UnOp::Invert, &v)
    }
    /// Return self<value.
    fn __lt__(vm, this: Value, value: Value, /) -> Res { compare(vm, CmpOp::Lt, &this, &value) }
    /// Return self<=value.
    fn __le__(vm, this: Value, value: Value, /) -> Res { compare(vm, CmpOp::Le, &this, &value) }
    /// Return self==value.
    fn __eq__(vm, this: Value, value: Value, /) -> Res { compare(vm, CmpOp::Eq, &this, &value) }
    /// Return self!=value.
    fn __ne__(vm, this: Value, value: Value, /) -> Res { compare(vm, CmpOp::Ne, &this, &value) }
    /// Return self>value.
    fn __gt__(vm, this: Value, value: Value, /) -> Res { compare(vm, CmpOp::Gt, &this, &value) }
    /// Return self>=value.
    fn __ge__(vm, this: Value, value: Value, /) -> Res { compare(vm, CmpOp::Ge, &this, &value) }
}

natives! { static PLAIN;
    /// Return bytes(self).
    fn __bytes__(vm, this: Value, /) -> Res { convert(vm, &this, "bytes") }
    /// Implement reversed(self).
    fn __reversed__(vm, this: Value, /) -> Res { convert(vm, &this, "reversed") }
}

fn power(vm: &mut Vm, [a, b, modulus]: [&Value; 3]) -> Res {
    let (a, b, modulus) = (behind(vm, a)?, behind(vm, b)?, behind(vm, modulus)?);
    let f = vm.builtins.get_text(vm.heap, "pow").unwrap_or(Value::None);
    vm.call(&f, &[a, b, modulus])
}

fn divmod(vm: &mut Vm, a: &Value, b: &Value) -> Res {
    let (a, b) = (behind(vm, a)?, behind(vm, b)?);
    let f = vm.builtins.get_text(vm.heap, "divmod").unwrap_or(Value::None);
    vm.call(&f, &[a, b])
}

natives! { static CALLABLE;
    /// Call the object.
    fn __call__(vm, this: Value, /, *args, **kwargs) -> Res {
        let f = behind(vm, &this)?;
        vm.call_kw(&f, args.items(), &keywords(&kwargs))
    }
}

natives! { static FUNCTIONS;
    /// Create a proxy object that weakly references 'object'.
    fn proxy(vm, object: Value, callback: Value = Value::None, /) -> Res<Ref<WeakRefObj>> {
        let key = if vm.is_callable(&object) { "weakref.CallableProxyType" } else { "weakref.ProxyType" };
        let class = vm.extra_types[key].clone();
        new_ref(vm, &class, &object, callback.take(), Role::PlainProxy)
    }
}

/// Adds the two proxy classes and `proxy`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    for (name, key, callable) in
        [("ProxyType", "weakref.ProxyType", false), ("CallableProxyType", "weakref.CallableProxyType", true)]
    {
        let methods: &'static [NativeDef] = METHODS;
        let c = new_class(
            vm,
            &ClassSpec { name, module: "weakref", flags: NO_NEW | GETATTR, methods, next: None },
        );
        vm.add_methods(&c, BINARY);
        vm.add_methods(&c, if callable { CALLABLE } else { PLAIN });
        drop(c.dict().set_text(vm.heap, "__hash__", Value::None));
        put(vm, dict, name, c.value());
        vm.extra_types.insert(key, c);
    }
    vm.add_functions(dict, "_weakref", FUNCTIONS);
}
