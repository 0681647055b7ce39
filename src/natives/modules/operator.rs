//! `_operator`: the operators as functions, and callables that fetch items, attributes and results of methods.

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::WEAK;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::compare::CmpOp;
use crate::vm::ops::{BinOp, UnOp};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::support::{ClassSpec, keywords, put_class};

natives! { static COMPARISONS;
    /// Same as a < b.
    fn lt(vm, a: Value, b: Value, /) -> Res { vm.compare(CmpOp::Lt, &a, &b) }
    /// Same as a <= b.
    fn le(vm, a: Value, b: Value, /) -> Res { vm.compare(CmpOp::Le, &a, &b) }
    /// Same as a == b.
    fn eq(vm, a: Value, b: Value, /) -> Res { vm.compare(CmpOp::Eq, &a, &b) }
    /// Same as a != b.
    fn ne(vm, a: Value, b: Value, /) -> Res { vm.compare(CmpOp::Ne, &a, &b) }
    /// Same as a >= b.
    fn ge(vm, a: Value, b: Value, /) -> Res { vm.compare(CmpOp::Ge, &a, &b) }
    /// Same as a > b.
    fn gt(vm, a: Value, b: Value, /) -> Res { vm.compare(CmpOp::Gt, &a, &b) }
    /// Same as not a.
    fn not_(vm, a: Value, /) -> Res<bool> { Ok(!vm.truth(&a)?) }
    /// Return True if a is true, False otherwise.
    fn truth(vm, a: Value, /) -> Res<bool> { vm.truth(&a) }
    /// Same as a is None.
    fn is_none(vm, a: Value, /) -> bool { a.is_none() }
    /// Same as a is not None.
    fn is_not_none(vm, a: Value, /) -> bool { !a.is_none() }
    /// Same as a is b.
    fn is_(vm, a: Value, b: Value, /) -> bool { a.is(&b) }
    /// Same as a is not b.
    fn is_not(vm, a: Value, b: Value, /) -> bool { !a.is(&b) }
}

natives! { static ARITHMETIC;
    /// Same as abs(a).
    fn abs(vm, a: Value, /) -> Res {
        match vm.call_special(&a, &vm.names.__abs__, &[])? {
            Some(v) => Ok(v),
            None => {
                let class = vm.class_name(&a);
                Err(vm.type_error(format!("bad operand type for abs(): '{class}'")))
            }
        }
    }
    /// Same as a + b.
    fn add(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::Add, &a, &b) }
    /// Same as a & b.
    fn and_(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::BitAnd, &a, &b) }
    /// Same as a // b.
    fn floordiv(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::FloorDiv, &a, &b) }
    /// Same as a.__index__()
    fn index(vm, a: Value, /) -> Res {
        let i = vm.to_int(&a)?;
        Ok(vm.heap.int(i))
    }
    /// Same as ~a.
    fn inv(vm, a: Value, /) -> Res { vm.unary(UnOp::Invert, &a) }
    /// Same as ~a.
    fn invert(vm, a: Value, /) -> Res { vm.unary(UnOp::Invert, &a) }
    /// Same as a << b.
    fn lshift(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::Shl, &a, &b) }
    /// Same as a % b.
    fn r#mod(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::Mod, &a, &b) }
    /// Same as a * b.
    fn mul(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::Mul, &a, &b) }
    /// Same as a @ b.
    fn matmul(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::MatMul, &a, &b) }
    /// Same as -a.
    fn neg(vm, a: Value, /) -> Res { vm.unary(UnOp::Neg, &a) }
    /// Same as a | b.
    fn or_(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::BitOr, &a, &b) }
    /// Same as +a.
    fn pos(vm, a: Value, /) -> Res { vm.unary(UnOp::Pos, &a) }
    /// Same as a ** b.
    fn pow(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::Pow, &a, &b) }
    /// Same as a >> b.
    fn rshift(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::Shr, &a, &b) }
    /// Same as a - b.
    fn sub(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::Sub, &a, &b) }
    /// Same as a / b.
    fn truediv(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::Div, &a, &b) }
    /// Same as a ^ b.
    fn xor(vm, a: Value, b: Value, /) -> Res { vm.binary(BinOp::BitXor, &a, &b) }
}

natives! { static IN_PLACE;
    /// Same as a += b.
    fn iadd(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::Add, &a, &b) }
    /// Same as a &= b.
    fn iand(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::BitAnd, &a, &b) }
    /// Same as a //= b.
    fn ifloordiv(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::FloorDiv, &a, &b) }
    /// Same as a <<= b.
    fn ilshift(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::Shl, &a, &b) }
    /// Same as a %= b.
    fn imod(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::Mod, &a, &b) }
    /// Same as a *= b.
    fn imul(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::Mul, &a, &b) }
    /// Same as a @= b.
    fn imatmul(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::MatMul, &a, &b) }
    /// Same as a |= b.
    fn ior(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::BitOr, &a, &b) }
    /// Same as a **= b.
    fn ipow(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::Pow, &a, &b) }
    /// Same as a >>= b.
    fn irshift(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::Shr, &a, &b) }
    /// Same as a -= b.
    fn isub(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::Sub, &a, &b) }
    /// Same as a /= b.
    fn itruediv(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::Div, &a, &b) }
    /// Same as a ^= b.
    fn ixor(vm, a: Value, b: Value, /) -> Res { vm.inplace(BinOp::BitXor, &a, &b) }
    /// Same as a += b, for a and b sequences.
    fn iconcat(vm, a: Value, b: Value, /) -> Res {
        check_sequence(vm, &a)?;
        vm.inplace(BinOp::Add, &a, &b)
    }
}

fn check_sequence(vm: &mut Vm, v: &Value) -> Res<()> {
    if vm.lookup_special(v, &vm.names.__getitem__).is_some() {
        return Ok(());
    }
    let class = vm.class_name(v);
    Err(vm.type_error(format!("'{class}' object can't be concatenated")))
}

natives! { static SEQUENCES;
    /// Same as a + b, for a and b sequences.
    fn concat(vm, a: Value, b: Value, /) -> Res {
        check_sequence(vm, &a)?;
        vm.binary(BinOp::Add, &a, &b)
    }
    /// Same as b in a (note reversed operands).
    fn contains(vm, a: Value, b: Value, /) -> Res<bool> { vm.contains(&a, &b) }
    /// Return the number of items in a which are, or which equal, b.
    fn countOf(vm, a: Value, b: Value, /) -> Res<i64> {
        let it = vm.iter(&a)?;
        let mut n = 0;
        while let Some(v) = vm.next(&it)? {
            n += i64::from(vm.same(&v, &b)?);
        }
        Ok(n)
    }
    /// Return the first index of b in a.
    fn indexOf(vm, a: Value, b: Value, /) -> Res<i64> {
        let it = vm.iter(&a)?;
        let mut i = 0;
        while let Some(v) = vm.next(&it)? {
            if vm.same(&v, &b)? {
                return Ok(i);
            }
            i += 1;
        }
        Err(vm.value_error("sequence.index(x): x not in sequence"))
    }
    /// Same as a[b].
    fn getitem(vm, a: Value, b: Value, /) -> Res { vm.get_item(&a, &b) }
    /// Same as a[b] = c.
    fn setitem(vm, a: Value, b: Value, c: Value, /) -> Res<()> { vm.set_item(&a, &b, c.take()) }
    /// Same as del a[b].
    fn delitem(vm, a: Value, b: Value, /) -> Res<()> { vm.del_item(&a, &b) }
    /// Return an estimate of the number of items in obj.
    fn length_hint(vm, obj: Value, default: Value = Value::Int(0), /) -> Res {
        let default = vm.to_i64(&default)?;
        Ok(match vm.length_hint(&obj)? {
            Some(n) => vm.heap.int_from_usize(n),
            None => Value::Int(default),
        })
    }
    /// Same as obj(*args, **kwargs).
    fn call(vm, obj: Value, /, *args, **kwargs) -> Res { vm.call_kw(&obj, args.items(), &keywords(&kwargs)) }
    /// Return 'a == b', in a time that does not depend on where they differ.
    fn _compare_digest(vm, a: Value, b: Value, /) -> Res<bool> {
        super::hashes::compare_digest(vm, &a, &b)
    }
}

payload! {
    /// `itemgetter`
    pub struct ItemGetter as "operator.itemgetter" { items: Ref<TupleObj> }
}

payload! {
    /// `attrgetter`: the paths as tuples of names.
    pub struct AttrGetter as "operator.attrgetter" { names: Ref<TupleObj>, paths: Vec<Vec<Ref<StrObj>>> }
}

payload! {
    /// `methodcaller`
    pub struct MethodCaller as "operator.methodcaller" { name: Ref<StrObj>, args: Ref<TupleObj>, kwargs: Ref<DictObj> }
}

fn one_argument(vm: &mut Vm, name: &str, args: &TupleObj) -> Res {
    match args.items() {
        [v] => Ok(v.clone()),
        items => Err(vm.type_error(format!("{name} expected 1 argument, got {}", items.len()))),
    }
}

fn several(vm: &mut Vm, n: usize, mut get: impl FnMut(&mut Vm, usize) -> Res) -> Res {
    if n == 1 {
        return get(vm, 0);
    }
    let mut out = Vec::with_capacity(n);
    for i in 0..n {
        out.push(get(vm, i)?);
    }
    Ok(vm.heap.tuple(out).into_value())
}

fn repr_of(vm: &mut Vm, this: &Value, args: &[Value], kwargs: &[(Ref<StrObj>, Value)]) -> Res<String> {
    let class = vm.class_of(this);
    let module = class.lookup(&vm.names.__module__).unwrap_or_default();
    let module = vm.str(&module)?.to_text();
    let name = vm.short_name(this);
    if !vm.enter_repr(this) {
        return Ok(format!("{module}.{name}(...)"));
    }
    let mut parts = Vec::new();
    let mut failed = None;
    for (k, v) in args.iter().map(|v| (None, v)).chain(kwargs.iter().map(|(k, v)| (Some(k), v))) {
        match vm.repr(v) {
            Ok(s) => parts.push(k.map_or(String::new(), |k| format!("{}=", k.to_text())) + &s.to_text()),
            Err(e) => {
                failed = Some(e);
                break;
            }
        }
    }
    vm.leave_repr(this);
    match failed {
        Some(e) => Err(e),
        None => Ok(format!("{module}.{name}({})", parts.join(", "))),
    }
}

natives! { static ITEM_GETTER;
    /// Return a callable object that fetches the given item(s) from its operand.
    fn __new__(vm, cls: Ref<TypeObj>, /, *items) -> Res<Ref<ItemGetter>> {
        if items.is_empty() {
            return Err(vm.type_error("itemgetter expected 1 argument, got 0"));
        }
        Ok(vm.heap.alloc(&cls, ItemGetter { items }))
    }
    /// Call self as a function.
    fn __call__(vm, this: Ref<ItemGetter>, /, *args) -> Res {
        let obj = one_argument(vm, "itemgetter", &args)?;
        let items = &this.items;
        several(vm, items.len(), |vm, i| vm.get_item(&obj, &items.items()[i]))
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<ItemGetter>, /) -> Res<String> { repr_of(vm, &this.value(), this.items.items(), &[]) }
    /// Return state information for pickling
    fn __reduce__(vm, this: Ref<ItemGetter>, /) -> Value {
        vm.heap.tuple([this.obj().class().value(), this.items.value()]).into_value()
    }
}

natives! { static ATTR_GETTER;
    /// Return a callable object that fetches the given attribute(s) from its operand.
    fn __new__(vm, cls: Ref<TypeObj>, /, *attrs) -> Res<Ref<AttrGetter>> {
        if attrs.is_empty() {
            return Err(vm.type_error("attrgetter expected 1 argument, got 0"));
        }
        let mut paths = Vec::new();
        for a in attrs.items() {
            let Some(s) = a.cast::<StrObj>() else { return Err(vm.type_error("attribute name must be a string")) };
            paths.push(s.bytes().split(|b| *b == b'.').map(|part| vm.heap.intern_bytes(part)).collect());
        }
        Ok(vm.heap.alloc(&cls, AttrGetter { names: attrs, paths }))
    }
    /// Call self as a function.
    fn __call__(vm, this: Ref<AttrGetter>, /, *args) -> Res {
        let obj = one_argument(vm, "attrgetter", &args)?;
        let paths = &this.paths;
        several(vm, paths.len(), |vm, i| {
            let mut v = obj.clone();
            for name in &paths[i] {
                v = vm.get_attr(&v, name)?;
            }
            Ok(v)
        })
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<AttrGetter>, /) -> Res<String> { repr_of(vm, &this.value(), this.names.items(), &[]) }
    /// Return state information for pickling
    fn __reduce__(vm, this: Ref<AttrGetter>, /) -> Value {
        vm.heap.tuple([this.obj().class().value(), this.names.value()]).into_value()
    }
}

attrs! { static ATTR_SIGNATURE for AttrGetter;
    fn __text_signature__(vm, _this) -> &'static str { "(obj, /)" }
}

attrs! { static ITEM_SIGNATURE for ItemGetter;
    fn __text_signature__(vm, _this) -> &'static str { "(obj, /)" }
}

attrs! { static METHOD_SIGNATURE for MethodCaller;
    fn __text_signature__(vm, _this) -> &'static str { "(obj, /)" }
}

natives! { static METHOD_CALLER;
    /// Return a callable object that calls the given method on its operand.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<Ref<MethodCaller>> {
        let name = match args.items().first() {
            None => return Err(vm.type_error("methodcaller needs at least one argument, the method name")),
            Some(v) => v.to_ref::<StrObj>(),
        };
        let Some(name) = name else { return Err(vm.type_error("method name must be a string")) };
        let name = vm.heap.intern_str(&name);
        let args = vm.heap.tuple(args.items()[1..].to_vec());
        Ok(vm.heap.alloc(&cls, MethodCaller { name, args, kwargs }))
    }
    /// Call self as a function.
    fn __call__(vm, this: Ref<MethodCaller>, /, *args) -> Res {
        let obj = one_argument(vm, "methodcaller", &args)?;
        if this.kwargs.is_empty() {
            return vm.call_method(&obj, &this.name, this.args.items());
        }
        let f = vm.get_attr(&obj, &this.name)?;
        vm.call_kw(&f, this.args.items(), &keywords(&this.kwargs))
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<MethodCaller>, /) -> Res<String> {
        let mut all = vec![this.name.value()];
        all.extend_from_slice(this.args.items());
        repr_of(vm, &this.value(), &all, &keywords(&this.kwargs))
    }
    /// Return state information for pickling
    fn __reduce__(vm, this: Ref<MethodCaller>, /) -> Res {
        let class = this.obj().class().value();
        let mut all = vec![this.name.value()];
        all.extend_from_slice(this.args.items());
        if this.kwargs.is_empty() {
            let args = vm.heap.tuple(all).into_value();
            return Ok(vm.heap.tuple([class, args]).into_value());
        }
        let functools = vm.import("functools")?;
        let partial = vm.heap.intern("partial");
        let partial = vm.get_attr(&functools, &partial)?;
        let make = vm.call_kw(&partial, &[class, this.name.value()], &keywords(&this.kwargs))?;
        Ok(vm.heap.tuple([make, this.args.value()]).into_value())
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    for table in [COMPARISONS, ARITHMETIC, IN_PLACE, SEQUENCES] {
        vm.add_functions(dict, "_operator", table);
    }
    for (name, methods, attrs) in [
        ("itemgetter", ITEM_GETTER, ITEM_SIGNATURE),
        ("attrgetter", ATTR_GETTER, ATTR_SIGNATURE),
        ("methodcaller", METHOD_CALLER, METHOD_SIGNATURE),
    ] {
        let class =
            put_class(vm, dict, &ClassSpec { name, module: "operator", flags: WEAK, methods, next: None });
        vm.add_attrs(&class, attrs);
    }
    Ok(())
}
