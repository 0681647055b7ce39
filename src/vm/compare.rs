//! Comparison, truth, membership, equality and hashing, with script methods where classes bring them.

use std::cmp::Ordering;

use crate::object::buffer;
use crate::object::bytes::with_bytes;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::equality::{simple_eq, simple_hash};
use crate::object::function::{CellObj, FunctionObj};
use crate::object::int::{ComplexObj, as_float, as_int};
use crate::object::list::ListObj;
use crate::object::number::int;
use crate::object::range::{RangeObj, SliceObj};
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, Ref, Value};

use super::{Res, Vm};

/// A rich comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CmpOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

impl CmpOp {
    /// The operator.
    pub fn symbol(self) -> &'static str {
        match self {
            CmpOp::Lt => "<",
            CmpOp::Le => "<=",
            CmpOp::Eq => "==",
            CmpOp::Ne => "!=",
            CmpOp::Gt => ">",
            CmpOp::Ge => ">=",
        }
    }

    /// The operator with its operands exchanged.
    pub fn swapped(self) -> CmpOp {
        match self {
            CmpOp::Lt => CmpOp::Gt,
            CmpOp::Le => CmpOp::Ge,
            CmpOp::Gt => CmpOp::Lt,
            CmpOp::Ge => CmpOp::Le,
            same => same,
        }
    }

    /// Whether an ordering satisfies the operator.
    pub fn holds(self, o: Ordering) -> bool {
        match self {
            CmpOp::Lt => o == Ordering::Less,
            CmpOp::Le => o != Ordering::Greater,
            CmpOp::Eq => o == Ordering::Equal,
            CmpOp::Ne => o != Ordering::Equal,
            CmpOp::Gt => o == Ordering::Greater,
            CmpOp::Ge => o != Ordering::Less,
        }
    }
}

impl Vm {
    fn compare_name(&self, op: CmpOp) -> &'static Ref<StrObj> {
        let n = self.names;
        match op {
            CmpOp::Lt => &n.__lt__,
            CmpOp::Le => &n.__le__,
            CmpOp::Eq => &n.__eq__,
            CmpOp::Ne => &n.__ne__,
            CmpOp::Gt => &n.__gt__,
            CmpOp::Ge => &n.__ge__,
        }
    }

    /// `a op b`: whatever the method returned.
    pub fn compare(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res {
        let exact = |v: &Value| match v {
            Value::Obj(o) => o.header().is_exact() && o.kind() != Kind::Foreign && o.kind() != Kind::Instance,
            _ => true,
        };
        if exact(a) && exact(b) {
            if let Some(t) = self.builtin_compare(op, a, b)? {
                return Ok(Value::bool(t));
            }
        } else {
            let (name, swapped) = (self.compare_name(op), self.compare_name(op.swapped()));
            let mut tried_left = false;
            // Of two objects of one class the left one is asked first, mostly a function of the language that knows.
            if self.class_ref(a).is(self.class_ref(b))
                && let Some(f) = self.class_ref(a).lookup(name)
                && f.is_a::<FunctionObj>()
            {
                let v = self.call_found(&f, a, std::slice::from_ref(b))?;
                if !self.is_not_implemented(&v) {
                    return Ok(v);
                }
                tried_left = true;
            }
            let (ca, cb) = (self.class_of(a), self.class_of(b));
            let mut tried_right = false;
            if !ca.is(&cb)
                && cb.is_subclass(&ca)
                && let Some(f) = cb.lookup(swapped)
            {
                tried_right = true;
                let v = self.call_found(&f, b, std::slice::from_ref(a))?;
                if !self.is_not_implemented(&v) {
                    return Ok(v);
                }
            }
            if !tried_left && let Some(f) = ca.lookup(name) {
                if f.is(&self.defaults.object_ne) || f.is(&self.defaults.object_eq) {
                    let v = self.default_equality(op, a, b)?;
                    if !self.is_not_implemented(&v) {
                        return Ok(v);
                    }
                } else {
                    let v = self.call_found(&f, a, std::slice::from_ref(b))?;
                    if !self.is_not_implemented(&v) {
                        return Ok(v);
                    }
                }
            }
            if !tried_right && let Some(f) = cb.lookup(swapped) {
                if f.is(&self.defaults.object_ne) || f.is(&self.defaults.object_eq) {
                    let v = self.default_equality(op, b, a)?;
                    if !self.is_not_implemented(&v) {
                        return Ok(v);
                    }
                } else {
                    let v = self.call_found(&f, b, std::slice::from_ref(a))?;
                    if !self.is_not_implemented(&v) {
                        return Ok(v);
                    }
                }
            }
        }
        match op {
            CmpOp::Eq => Ok(Value::bool(a.is(b))),
            CmpOp::Ne => Ok(Value::bool(!a.is(b))),
            _ => {
                let (x, y) = (self.class_name(a), self.class_name(b));
                Err(self.type_error(format!(
                    "'{}' not supported between instances of '{x}' and '{y}'",
                    op.symbol()
                )))
            }
        }
    }

    /// `object.__eq__` and `object.__ne__`: identity, or the inverse of the class's own `__eq__`.
    pub fn default_equality(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res {
        let not_implemented = self.heap.types().not_implemented.clone();
        match op {
            CmpOp::Eq => Ok(if a.is(b) { Value::True } else { not_implemented }),
            CmpOp::Ne => {
                let Some(f) = self.lookup_special(a, &self.names.__eq__) else { return Ok(not_implemented) };
                let v = if f.is(&self.defaults.object_eq) {
                    if a.is(b) { Value::True } else { not_implemented }
                } else {
                    self.call_found(&f, a, std::slice::from_ref(b))?
                };
                if self.is_not_implemented(&v) {
                    return Ok(v);
                }
                let t = self.truth(&v)?;
                Ok(Value::bool(!t))
            }
            _ => Ok(not_implemented),
        }
    }

    /// The truth of `a op b`.
    #[inline(never)]
    pub fn compare_truth(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res<bool> {
        if let (CmpOp::Eq | CmpOp::Ne, Some(t)) = (op, simple_eq(a, b)) {
            return Ok(t == (op == CmpOp::Eq));
        }
        let v = self.compare(op, a, b)?;
        self.truth(&v)
    }

    /// `bool(a == b)`
    pub fn eq(&mut self, a: &Value, b: &Value) -> Res<bool> {
        if let Some(t) = simple_eq(a, b) {
            return Ok(t);
        }
        self.compare_truth(CmpOp::Eq, a, b)
    }

    /// Identity or equality: what containers ask.
    #[inline]
    pub fn same(&mut self, a: &Value, b: &Value) -> Res<bool> {
        if a.is(b) {
            return Ok(true);
        }
        self.eq(a, b)
    }

    /// `bool(a < b)`
    #[inline]
    pub fn less(&mut self, a: &Value, b: &Value) -> Res<bool> {
        match (a, b) {
            (Value::Int(x), Value::Int(y)) => Ok(x < y),
            (Value::Float(x), Value::Float(y)) => Ok(x.get() < y.get()),
            _ => self.compare_truth(CmpOp::Lt, a, b),
        }
    }

    /// The comparison that the built-in classes themselves make, by storage; None where they say NotImplemented.
    pub fn builtin_compare(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res<Option<bool>> {
        if let (Some(x), Some(y)) = (as_int(a), as_int(b)) {
            return Ok(Some(op.holds(int::cmp(x, y))));
        }
        if let Some(x) = as_float(a) {
            if let Some(y) = as_float(b) {
                return Ok(Some(match op {
                    CmpOp::Lt => x < y,
                    CmpOp::Le => x <= y,
                    CmpOp::Eq => x == y,
                    CmpOp::Ne => x != y,
                    CmpOp::Gt => x > y,
                    CmpOp::Ge => x >= y,
                }));
            }
            if let Some(y) = as_int(b) {
                return Ok(Some(match int::cmp_float(y, x) {
                    Some(o) => op.holds(o.reverse()),
                    None => op == CmpOp::Ne,
                }));
            }
        }
        if let (Some(x), Some(y)) = (as_int(a), as_float(b)) {
            return Ok(Some(match int::cmp_float(x, y) {
                Some(o) => op.holds(o),
                None => op == CmpOp::Ne,
            }));
        }
        let (Value::Obj(x), Value::Obj(y)) = (a, b) else {
            self.warn_of_bytes(op, a, b)?;
            // A complex number and a real one.
            if let Some(t) = self.complex_eq(op, a, b) {
                return Ok(Some(t));
            }
            return Ok(None);
        };
        match (x.kind(), y.kind()) {
            (Kind::Str, Kind::Str) => {
                let (Some(s), Some(t)) = (x.cast::<StrObj>(), y.cast::<StrObj>()) else { return Ok(None) };
                if matches!(op, CmpOp::Eq | CmpOp::Ne) {
                    return Ok(Some((s.bytes() == t.bytes()) == (op == CmpOp::Eq)));
                }
                Ok(Some(op.holds(crate::object::text::wtf8::cmp(s.bytes(), t.bytes()))))
            }
            (Kind::Bytes | Kind::ByteArray, Kind::Bytes | Kind::ByteArray) => {
                Ok(with_bytes(a, |s| with_bytes(b, |t| op.holds(s.cmp(t)))).flatten())
            }
            (Kind::Tuple, Kind::Tuple) => {
                let (Some(s), Some(t)) = (x.cast::<TupleObj>(), y.cast::<TupleObj>()) else {
                    return Ok(None);
                };
                if let Some(t) = plain_tuples(op, s.items(), t.items()) {
                    return Ok(Some(t));
                }
                self.compare_sequences(
                    op,
                    &|i| s.items().get(i).cloned(),
                    &|i| t.items().get(i).cloned(),
                    s.len(),
                    t.len(),
                )
                .map(Some)
            }
            (Kind::List, Kind::List) => {
                let (Some(s), Some(t)) = (x.cast::<ListObj>(), y.cast::<ListObj>()) else { return Ok(None) };
                let (n, m) = (s.len(), t.len());
                self.compare_sequences(op, &|i| s.get(i), &|i| t.get(i), n, m).map(Some)
            }
            (Kind::Dict, Kind::Dict) if matches!(op, CmpOp::Eq | CmpOp::Ne) => {
                let (Some(s), Some(t)) = (x.cast::<DictObj>(), y.cast::<DictObj>()) else { return Ok(None) };
                let t = self.dicts_equal(s, t)?;
                Ok(Some(t == (op == CmpOp::Eq)))
            }
            (Kind::Set, Kind::Set) => {
                let (Some(s), Some(t)) = (x.cast::<SetObj>(), y.cast::<SetObj>()) else { return Ok(None) };
                let (n, m) = (s.len(), t.len());
                let t = match op {
                    CmpOp::Eq => n == m && self.set_within(s, t)?,
                    CmpOp::Ne => !(n == m && self.set_within(s, t)?),
                    CmpOp::Le => n <= m && self.set_within(s, t)?,
                    CmpOp::Lt => n < m && self.set_within(s, t)?,
                    CmpOp::Ge => n >= m && self.set_within(t, s)?,
                    CmpOp::Gt => n > m && self.set_within(t, s)?,
                };
                Ok(Some(t))
            }
            (Kind::Range, Kind::Range) if matches!(op, CmpOp::Eq | CmpOp::Ne) => {
                let (Some(s), Some(t)) = (x.cast::<RangeObj>(), y.cast::<RangeObj>()) else {
                    return Ok(None);
                };
                let one = int::Int::Small(1);
                let zero = int::Int::Small(0);
                let equal = s.len == t.len
                    && (s.len == zero || s.start == t.start && (s.len == one || s.step == t.step));
                Ok(Some(equal == (op == CmpOp::Eq)))
            }
            (Kind::Slice, Kind::Slice) => {
                let (Some(s), Some(t)) = (x.cast::<SliceObj>(), y.cast::<SliceObj>()) else {
                    return Ok(None);
                };
                let s = [s.start.clone(), s.stop.clone(), s.step.clone()];
                let t = [t.start.clone(), t.stop.clone(), t.step.clone()];
                self.compare_sequences(op, &|i| s.get(i).cloned(), &|i| t.get(i).cloned(), 3, 3).map(Some)
            }
            (Kind::BoundMethod, Kind::BoundMethod) if matches!(op, CmpOp::Eq | CmpOp::Ne) => {
                use crate::object::function::BoundMethodObj;
                let (Some(s), Some(t)) = (x.cast::<BoundMethodObj>(), y.cast::<BoundMethodObj>()) else {
                    return Ok(None);
                };
                let equal = s.this.is(&t.this) && self.eq(&s.func, &t.func)?;
                Ok(Some(equal == (op == CmpOp::Eq)))
            }
            (Kind::Cell, Kind::Cell) => {
                let (Some(s), Some(t)) = (x.cast::<CellObj>(), y.cast::<CellObj>()) else { return Ok(None) };
                let (s, t) = (s.get(), t.get());
                // An empty cell is less than any other.
                match (s.is_undef(), t.is_undef()) {
                    (false, false) => self.compare_truth(op, &s, &t).map(Some),
                    (a, b) => Ok(Some(op.holds(b.cmp(&a)))),
                }
            }
            (Kind::Code, Kind::Code) if matches!(op, CmpOp::Eq | CmpOp::Ne) => {
                let (Some(s), Some(t)) = (x.cast::<CodeObj>(), y.cast::<CodeObj>()) else { return Ok(None) };
                let equal = x.addr() == y.addr() || super::code_value::equal(self, s, t);
                Ok(Some(equal == (op == CmpOp::Eq)))
            }
            _ => {
                self.warn_of_bytes(op, a, b)?;
                Ok(self.complex_eq(op, a, b))
            }
        }
    }

    /// `-b`: bytes are never equal to a text or a number, so whoever asks has mistaken one for the other.
    #[cold]
    fn warn_of_bytes(&mut self, op: CmpOp, a: &Value, b: &Value) -> Res<()> {
        if self.options.bytes_warning == 0 || !matches!(op, CmpOp::Eq | CmpOp::Ne) {
            return Ok(());
        }
        let name = |v: &Value| match v.kind() {
            Some(Kind::Bytes) => Some("bytes"),
            Some(Kind::ByteArray) => Some("bytearray"),
            _ => None,
        };
        let (bytes, other) = match (name(a), name(b)) {
            (Some(bytes), None) => (bytes, b),
            (None, Some(bytes)) => (bytes, a),
            _ => return Ok(()),
        };
        let what = if other.is_a::<StrObj>() {
            "string"
        } else if bytes == "bytes" && as_int(other).is_some() {
            "int"
        } else {
            return Ok(());
        };
        let class = self.types().bytes_warning.clone();
        self.warn(&class, &format!("Comparison between {bytes} and {what}"), 1)
    }

    fn complex_eq(&self, op: CmpOp, a: &Value, b: &Value) -> Option<bool> {
        if !matches!(op, CmpOp::Eq | CmpOp::Ne) {
            return None;
        }
        let (z, other) = match (a.cast::<ComplexObj>(), b.cast::<ComplexObj>()) {
            (Some(x), Some(y)) => return Some((x.get() == y.get()) == (op == CmpOp::Eq)),
            (Some(x), None) => (x.get(), b),
            (None, Some(y)) => (y.get(), a),
            (None, None) => return None,
        };
        let equal = match (as_int(other), as_float(other)) {
            (Some(i), _) => z.im == 0.0 && int::cmp_float(i, z.re) == Some(Ordering::Equal),
            (_, Some(x)) => z.im == 0.0 && z.re == x,
            _ => return None,
        };
        Some(equal == (op == CmpOp::Eq))
    }

    /// Compares two sequences item by item; they may change meanwhile.
    fn compare_sequences(
        &mut self,
        op: CmpOp,
        a: &dyn Fn(usize) -> Option<Value>,
        b: &dyn Fn(usize) -> Option<Value>,
        n: usize,
        m: usize,
    ) -> Res<bool> {
        if n != m && matches!(op, CmpOp::Eq | CmpOp::Ne) {
            return Ok(op == CmpOp::Ne);
        }
        self.deeper_where(" in comparison", |vm| {
            let mut i = 0;
            loop {
                match (a(i), b(i)) {
                    (Some(x), Some(y)) => {
                        if !vm.same(&x, &y)? {
                            return match op {
                                CmpOp::Eq => Ok(false),
                                CmpOp::Ne => Ok(true),
                                _ => vm.compare_truth(op, &x, &y),
                            };
                        }
                    }
                    (None, None) => return Ok(op.holds(Ordering::Equal)),
                    (None, Some(_)) => return Ok(op.holds(Ordering::Less)),
                    (Some(_), None) => return Ok(op.holds(Ordering::Greater)),
                }
                i += 1;
            }
        })
    }

    /// Runs something that may nest without script frames (hashing), counting the depth.
    pub fn deeper<T>(&mut self, f: impl FnOnce(&mut Vm) -> Res<T>) -> Res<T> {
        self.deeper_where("", f)
    }

    /// The same; `place` ends the text of the error (" in comparison").
    pub fn deeper_where<T>(&mut self, place: &str, f: impl FnOnce(&mut Vm) -> Res<T>) -> Res<T> {
        let here = 0u8;
        if (&raw const here as usize) < self.thread.native_floor
            || self.thread.frames.is_beyond(4000)
            || self.thread.native_depth >= 6000
        {
            return Err(self.too_deep_where(place));
        }
        self.thread.native_depth += 1;
        let out = f(self);
        self.thread.native_depth -= 1;
        out
    }

    /// Runs something that counts as a call of a script function, since in CPython it is one.
    pub fn deeper_as_frame<T>(&mut self, f: impl FnOnce(&mut Vm) -> Res<T>) -> Res<T> {
        if !self.thread.frames.has_room() {
            return Err(self.too_deep());
        }
        self.thread.frames.add_besides(1);
        let out = self.deeper(f);
        self.thread.frames.sub_besides(1);
        out
    }

    /// `bool(v)`
    #[inline]
    pub fn truth(&mut self, v: &Value) -> Res<bool> {
        match v {
            Value::True => Ok(true),
            Value::False | Value::None | Value::Undef => Ok(false),
            Value::Int(i) => Ok(*i != 0),
            Value::Float(x) => Ok(x.get() != 0.0),
            Value::Obj(o) if o.header().is_exact() => {
                if let Some(n) = self.builtin_len(v) {
                    return Ok(n != 0);
                }
                match o.kind() {
                    Kind::BigInt => Ok(!as_int(v).is_some_and(|i| i.is_zero())),
                    Kind::Complex => {
                        Ok(o.cast::<ComplexObj>().is_some_and(|z| z.get().re != 0.0 || z.get().im != 0.0))
                    }
                    Kind::Foreign | Kind::Instance | Kind::Range | Kind::Type => self.truth_slow(v),
                    _ => Ok(true),
                }
            }
            Value::Obj(_) => self.truth_slow(v),
        }
    }

    fn truth_slow(&mut self, v: &Value) -> Res<bool> {
        if v.is(&self.heap.types().not_implemented) {
            return Err(self.type_error("NotImplemented should not be used in a boolean context"));
        }
        let class = self.class_of(v);
        if let Some(f) = class.lookup(&self.names.__bool__) {
            let r = self.call_found(&f, v, &[])?;
            return match r {
                Value::True => Ok(true),
                Value::False => Ok(false),
                other => {
                    let name = self.class_name(&other);
                    Err(self.type_error(format!("__bool__ should return bool, returned {name}")))
                }
            };
        }
        if class.lookup(&self.names.__len__).is_some() {
            return self.length(v).map(|n| n != 0);
        }
        Ok(true)
    }

    /// `x in container`; the operands die before the result is used.
    pub(super) fn contains_owned(&mut self, container: Value, x: Value) -> Res<bool> {
        let found = self.contains(&container, &x);
        drop((container, x));
        if self.needs_attention() && found.is_ok() {
            self.run_finalizers();
        }
        found
    }

    /// `item in container`
    pub fn contains(&mut self, container: &Value, item: &Value) -> Res<bool> {
        if let Value::Obj(o) = container
            && o.header().is_exact()
            && let Some(t) = self.builtin_contains(container, item)?
        {
            return Ok(t);
        }
        let class = self.class_of(container);
        if let Some(f) = class.lookup(&self.names.__contains__) {
            if f.is_none() {
                let name = class.name_text();
                return Err(self.type_error(format!("'{name}' object is not a container")));
            }
            let v = self.call_found(&f, container, std::slice::from_ref(item))?;
            return self.truth(&v);
        }
        let it = match self.iter(container) {
            Ok(it) => it,
            Err(e) => {
                if self.raised_is(&e, &self.heap.types().type_error) {
                    drop(self.take_raised(e));
                    let name = self.message_name(&class);
                    return Err(
                        self.type_error(format!("argument of type '{name}' is not a container or iterable"))
                    );
                }
                return Err(e);
            }
        };
        while let Some(v) = self.next(&it)? {
            if self.same(&v, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `hash(v)`
    #[inline]
    pub fn hash(&mut self, v: &Value) -> Res<i64> {
        match simple_hash(self.heap, v) {
            Some(h) => Ok(h),
            None => self.hash_slow(v),
        }
    }

    #[inline(never)]
    fn hash_slow(&mut self, v: &Value) -> Res<i64> {
        let class = self.class_of(v);
        let Some(f) = class.lookup(&self.names.__hash__).filter(|f| !f.is_none()) else {
            return Err(self.unhashable(v));
        };
        if f.is(&self.defaults.object_hash) {
            return Ok(identity_hash(v));
        }
        if class.is_heap_type() || v.kind() == Some(Kind::Foreign) {
            let h = self.call_found(&f, v, &[])?;
            return match as_int(&h) {
                // The value itself where it fits a machine word; -1 means "error" in CPython.
                Some(crate::object::number::int::IntRef::Small(-1)) => Ok(-2),
                Some(crate::object::number::int::IntRef::Small(i)) => Ok(i),
                Some(i) => Ok(crate::object::number::hash::hash_int(i)),
                None => Err(self.type_error("__hash__ method should return an integer")),
            };
        }
        self.builtin_hash(v)
    }

    /// The TypeError of an unhashable value.
    #[cold]
    pub fn unhashable(&mut self, v: &Value) -> super::Raised {
        let name = self.class_name(v);
        self.type_error(format!("unhashable type: '{name}'"))
    }

    /// The hash that a built-in class itself computes, by storage.
    pub fn builtin_hash(&mut self, v: &Value) -> Res<i64> {
        use crate::object::number::hash;
        let Value::Obj(o) = v else {
            return Ok(match v {
                Value::Float(x) => hash::hash_float(x.get()).unwrap_or_else(|| identity_hash(v)),
                _ => simple_hash(self.heap, v).unwrap_or(0),
            });
        };
        match o.kind() {
            Kind::Tuple => {
                let Some(t) = o.cast::<TupleObj>() else { return Ok(0) };
                let items = self.granted(buffer::copied(t.items()))?;
                self.deeper(|vm| {
                    let mut h = hash::TupleHasher::default();
                    for v in &items {
                        let x = vm.hash(v)?;
                        h.add(x);
                    }
                    Ok(h.finish())
                })
            }
            Kind::Set => {
                let Some(s) = o.cast::<SetObj>() else { return Ok(0) };
                if self.is_instance_of(v, &self.heap.types().set) {
                    return Err(self.unhashable(v));
                }
                if let Some(h) = s.hash.get() {
                    return Ok(h);
                }
                let h = hash::hash_frozenset(s.borrow().iter().map(|(h, _)| h));
                s.hash.set(Some(h));
                Ok(h)
            }
            Kind::Str => Ok(o.cast::<StrObj>().map_or(0, |s| s.hash(self.heap))),
            Kind::BigInt => Ok(as_int(v).map_or(0, hash::hash_int)),
            Kind::FloatBox => Ok(as_float(v).and_then(hash::hash_float).unwrap_or_else(|| identity_hash(v))),
            Kind::Complex => Ok(o
                .cast::<ComplexObj>()
                .and_then(|z| hash::hash_complex(z.get()))
                .unwrap_or_else(|| identity_hash(v))),
            Kind::Bytes => {
                Ok(with_bytes(v, |d| crate::object::str::hash_bytes(self.heap, d)).unwrap_or_default())
            }
            Kind::Range => {
                let Some(r) = o.cast::<RangeObj>() else { return Ok(0) };
                let mut h = hash::TupleHasher::default();
                let none = simple_hash(self.heap, &Value::None).unwrap_or(0);
                let zero = r.len.as_ref().is_zero();
                let one = r.len == int::Int::Small(1);
                h.add(hash::hash_int(r.len.as_ref()));
                h.add(if zero { none } else { hash::hash_int(r.start.as_ref()) });
                h.add(if zero || one { none } else { hash::hash_int(r.step.as_ref()) });
                Ok(h.finish())
            }
            Kind::Slice => {
                let Some(s) = o.cast::<SliceObj>() else { return Ok(0) };
                let t = self.heap.tuple([s.start.clone(), s.stop.clone(), s.step.clone()]).into_value();
                self.builtin_hash(&t)
            }
            Kind::BoundMethod => {
                use crate::object::function::BoundMethodObj;
                let Some(m) = o.cast::<BoundMethodObj>() else { return Ok(0) };
                let f = m.func.clone();
                Ok(identity_hash(&m.this) ^ self.hash(&f)?)
            }
            Kind::Code => match v.to_ref::<CodeObj>() {
                Some(c) => super::code_value::hash(self, &c),
                None => Ok(0),
            },
            Kind::List | Kind::Dict | Kind::ByteArray => Err(self.unhashable(v)),
            _ => Ok(identity_hash(v)),
        }
    }
}

/// The comparison of tuples, as far as small numbers and texts decide it; None: others must be asked.
fn plain_tuples(op: CmpOp, a: &[Value], b: &[Value]) -> Option<bool> {
    if a.len() != b.len() && matches!(op, CmpOp::Eq | CmpOp::Ne) {
        return Some(op == CmpOp::Ne);
    }
    for (x, y) in a.iter().zip(b) {
        let order = match (x, y) {
            (Value::Int(x), Value::Int(y)) => x.cmp(y),
            (Value::Float(x), Value::Float(y)) => x.get().partial_cmp(&y.get())?,
            (Value::Obj(x), Value::Obj(y)) if x.is(y) => Ordering::Equal,
            (Value::Obj(p), Value::Obj(q)) if p.header().is_exact() && q.header().is_exact() => {
                let (s, t) = (x.cast::<StrObj>()?, y.cast::<StrObj>()?);
                crate::object::text::wtf8::cmp(s.bytes(), t.bytes())
            }
            _ => return None,
        };
        if order.is_ne() {
            return Some(op.holds(order));
        }
    }
    Some(op.holds(a.len().cmp(&b.len())))
}

/// The hash of an object by identity.
pub fn identity_hash(v: &Value) -> i64 {
    match v {
        Value::Obj(o) => ((o.addr() >> 4) as i64) & i64::MAX,
        Value::Float(x) => x.get().to_bits() as i64 >> 8,
        _ => 0,
    }
}
