//! Operators: which method is asked, in which order (language reference, "Emulating numeric types").

use crate::bytecode::{Dst, Src};
use crate::object::code::CodeObj;
use crate::object::function::{FunctionObj, NativeObj};
use crate::object::str::StrObj;
use crate::object::{Kind, Ref, Value};

use super::fence::Regs;
use super::{Res, Vm};

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    Shl,
    Shr,
    BitAnd,
    BitOr,
    BitXor,
    DivMod,
}

/// A unary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnOp {
    Neg,
    Pos,
    Invert,
}

impl BinOp {
    /// The operator in error texts.
    pub fn symbol(self, inplace: bool) -> &'static str {
        match (self, inplace) {
            (BinOp::Add, false) => "+",
            (BinOp::Sub, false) => "-",
            (BinOp::Mul, false) => "*",
            (BinOp::Div, false) => "/",
            (BinOp::FloorDiv, false) => "//",
            (BinOp::Mod, false) => "%",
            (BinOp::Pow, false) => "** or pow()",
            (BinOp::MatMul, false) => "@",
            (BinOp::Shl, false) => "<<",
            (BinOp::Shr, false) => ">>",
            (BinOp::BitAnd, false) => "&",
            (BinOp::BitOr, false) => "|",
            (BinOp::BitXor, false) => "^",
            (BinOp::DivMod, _) => "divmod()",
            (BinOp::Add, true) => "+=",
            (BinOp::Sub, true) => "-=",
            (BinOp::Mul, true) => "*=",
            (BinOp::Div, true) => "/=",
            (BinOp::FloorDiv, true) => "//=",
            (BinOp::Mod, true) => "%=",
            (BinOp::Pow, true) => "**=",
            (BinOp::MatMul, true) => "@=",
            (BinOp::Shl, true) => "<<=",
            (BinOp::Shr, true) => ">>=",
            (BinOp::BitAnd, true) => "&=",
            (BinOp::BitOr, true) => "|=",
            (BinOp::BitXor, true) => "^=",
        }
    }
}

impl Vm {
    /// The names of the method, the reflected and the in-place one.
    #[allow(clippy::type_complexity)]
    pub fn operator_names(
        &self,
        op: BinOp,
    ) -> (&'static Ref<StrObj>, &'static Ref<StrObj>, Option<&'static Ref<StrObj>>) {
        let n = self.names;
        match op {
            BinOp::Add => (&n.__add__, &n.__radd__, Some(&n.__iadd__)),
            BinOp::Sub => (&n.__sub__, &n.__rsub__, Some(&n.__isub__)),
            BinOp::Mul => (&n.__mul__, &n.__rmul__, Some(&n.__imul__)),
            BinOp::Div => (&n.__truediv__, &n.__rtruediv__, Some(&n.__itruediv__)),
            BinOp::FloorDiv => (&n.__floordiv__, &n.__rfloordiv__, Some(&n.__ifloordiv__)),
            BinOp::Mod => (&n.__mod__, &n.__rmod__, Some(&n.__imod__)),
            BinOp::Pow => (&n.__pow__, &n.__rpow__, Some(&n.__ipow__)),
            BinOp::MatMul => (&n.__matmul__, &n.__rmatmul__, Some(&n.__imatmul__)),
            BinOp::Shl => (&n.__lshift__, &n.__rlshift__, Some(&n.__ilshift__)),
            BinOp::Shr => (&n.__rshift__, &n.__rrshift__, Some(&n.__irshift__)),
            BinOp::BitAnd => (&n.__and__, &n.__rand__, Some(&n.__iand__)),
            BinOp::BitOr => (&n.__or__, &n.__ror__, Some(&n.__ior__)),
            BinOp::BitXor => (&n.__xor__, &n.__rxor__, Some(&n.__ixor__)),
            BinOp::DivMod => (&n.__divmod__, &n.__rdivmod__, None),
        }
    }

    /// A binary instruction beyond its quick cases.
    #[allow(clippy::too_many_arguments)]
    #[inline(never)]
    pub(super) fn binary_instr(
        &mut self,
        op: BinOp,
        inplace: u8,
        regs: Regs,
        code: &CodeObj,
        dst: Dst,
        a: Src,
        b: Src,
    ) -> Res<()> {
        // `s += t` on the only reference appends in place: the local gives its value up meanwhile.
        if op == BinOp::Add
            && let (Value::Obj(x), Value::Obj(y)) = (regs.get(a), regs.get(b))
            && x.kind() == Kind::Str
            && y.kind() == Kind::Str
            && x.header().is_exact()
            && y.header().is_exact()
            && (dst.doubled() == a.doubled() || u32::from(a.doubled()) >= code.locals_end)
            && x.header().count() == 1
            // `s += s` names one register twice.
            && !x.is(y)
            && let Some(more) = y.cast::<StrObj>()
        {
            let taken = regs.take(a);
            if let Ok(mut s) = taken.into_ref::<StrObj>() {
                if StrObj::append_in_place(&mut s, more.bytes()) {
                    if u32::from(b.doubled()) >= code.locals_end {
                        drop(regs.take(b));
                    }
                    drop(regs.replace(dst, s.into_value()));
                    return Ok(());
                }
                regs.put(a, s.into_value());
            }
        }
        let (x, y) = (regs.owned(a, code), regs.owned(b, code));
        let v = self.binary_or_inplace(op, inplace != 0, &x, &y)?;
        drop((x, y));
        drop(regs.replace(dst, v));
        if self.needs_attention() {
            self.run_finalizers();
        }
        Ok(())
    }

    /// `a op b` or `a op= b`
    pub fn binary_or_inplace(&mut self, op: BinOp, inplace: bool, a: &Value, b: &Value) -> Res {
        if inplace { self.inplace(op, a, b) } else { self.binary(op, a, b) }
    }

    /// Whether the built-in behaviour applies: neither class is a script's.
    #[inline]
    fn both_builtin(a: &Value, b: &Value) -> bool {
        let exact = |v: &Value| match v {
            Value::Obj(o) => o.header().is_exact() && !matches!(o.kind(), Kind::Foreign | Kind::Type),
            _ => true,
        };
        exact(a) && exact(b)
    }

    /// `a op b`
    pub fn binary(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        if Self::both_builtin(a, b) {
            if let Some(v) = self.builtin_binary(op, a, b)? {
                return Ok(v);
            }
            return Err(self.unsupported(op, false, a, b));
        }
        match self.try_binary(op, a, b)? {
            Some(v) => Ok(v),
            None => Err(self.unsupported(op, false, a, b)),
        }
    }

    fn try_binary(&mut self, op: BinOp, a: &Value, b: &Value) -> Res<Option<Value>> {
        let (name, reflected, _) = self.operator_names(op);
        if self.class_ref(a).is(self.class_ref(b)) {
            // The reflected method has nothing to say.
            let Some(f) = self.class_ref(a).lookup(name) else { return Ok(None) };
            self.check_repetition(op, a, b)?;
            let v = self.call_found(&f, a, std::slice::from_ref(b))?;
            return Ok(if self.is_not_implemented(&v) { None } else { Some(v) });
        }
        let (ca, cb) = (self.class_of(a), self.class_of(b));
        let left = ca.lookup(name);
        let mut right = cb.lookup(reflected);
        // A subclass on the right that brings its own reflected method goes first.
        if let Some(r) = &right
            && cb.is_subclass(&ca)
            && ca.lookup(reflected).is_none_or(|l| !l.is(r))
        {
            let v = self.call_found(r, b, std::slice::from_ref(a))?;
            if !self.is_not_implemented(&v) {
                return Ok(Some(v));
            }
            right = None;
        }
        // Concatenation and repetition of sequences are no number methods: those of the other operand go first.
        self.check_repetition(op, a, b)?;
        let sequence = matches!(op, BinOp::Add | BinOp::Mul)
            && self.is_sequence_storage(a)
            && left.as_ref().is_some_and(|f| self.binds_self(f));
        // Nor is the repetition that another sequence brings along.
        let other = self.is_sequence_storage(b)
            && right.as_ref().is_some_and(|f| f.is_a::<crate::object::function::NativeObj>());
        if sequence
            && !other
            && let Some(f) = right.take()
        {
            let v = self.call_found(&f, b, std::slice::from_ref(a))?;
            if !self.is_not_implemented(&v) {
                return Ok(Some(v));
            }
        }
        if let Some(f) = left {
            let v = self.call_found(&f, a, std::slice::from_ref(b))?;
            if !self.is_not_implemented(&v) {
                return Ok(Some(v));
            }
        }
        if let Some(f) = right {
            let v = self.call_found(&f, b, std::slice::from_ref(a))?;
            if !self.is_not_implemented(&v) {
                return Ok(Some(v));
            }
        }
        // Sequences: `sequence + x` and `n * sequence` are no number methods in CPython; their natives answer above.
        Ok(None)
    }

    /// A class of the script's that has a reflected method has a number's `*`, too. Of a sequence that asks the sequence's own, which takes nothing but a number.
    fn check_repetition(&mut self, op: BinOp, a: &Value, b: &Value) -> Res<()> {
        let class = self.class_ref(a);
        if op != BinOp::Mul
            || !class.is_heap_type()
            || !self.is_sequence_storage(a)
            || !class.lookup(&self.names.__rmul__).is_some_and(|f| f.is_a::<FunctionObj>())
            || !class.lookup(&self.names.__mul__).is_some_and(|f| self.binds_self(&f))
            || self.has_index(b)
        {
            return Ok(());
        }
        let what = self.class_name(b);
        Err(self.type_error(format!("'{what}' object cannot be interpreted as an integer")))
    }

    /// `a op= b`
    pub fn inplace(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        let immutable = match a {
            Value::Obj(o) => {
                o.header().is_exact()
                    && matches!(
                        o.kind(),
                        Kind::Str | Kind::BigInt | Kind::Tuple | Kind::Bytes | Kind::Complex
                    )
            }
            _ => true,
        };
        if !immutable
            && let Some(name) = self.operator_names(op).2
            && let Some(f) = self.lookup_special(a, name)
        {
            if let Some(v) = self.reflected_before_sequence(op, a, b)? {
                return Ok(v);
            }
            let v = self.call_found(&f, a, std::slice::from_ref(b))?;
            if !self.is_not_implemented(&v) {
                return Ok(v);
            }
        }
        if Self::both_builtin(a, b) {
            if let Some(v) = self.builtin_binary(op, a, b)? {
                return Ok(v);
            }
            return Err(self.unsupported(op, true, a, b));
        }
        match self.try_binary(op, a, b)? {
            Some(v) => Ok(v),
            None => Err(self.unsupported(op, true, a, b)),
        }
    }

    /// What the reflected method of `b` says to `a += b` or `a *= b` where `a` is a built-in sequence: growing and repeating are no number methods, which go first.
    fn reflected_before_sequence(&mut self, op: BinOp, a: &Value, b: &Value) -> Res<Option<Value>> {
        if !matches!(op, BinOp::Add | BinOp::Mul) || Self::both_builtin(a, b) {
            return Ok(None);
        }
        let ca = self.class_of(a);
        // A class of the script's has a number method of its own, which asks its `__iadd__`.
        if ca.is_heap_type() || ca.lookup(self.operator_names(BinOp::Add).1).is_some() {
            return Ok(None);
        }
        let Some(f) = self.class_of(b).lookup(self.operator_names(op).1) else { return Ok(None) };
        let v = self.call_found(&f, b, std::slice::from_ref(a))?;
        Ok(if self.is_not_implemented(&v) { None } else { Some(v) })
    }

    /// Whether a value is `NotImplemented`.
    #[inline]
    pub fn is_not_implemented(&self, v: &Value) -> bool {
        v.is(&self.heap.types().not_implemented)
    }

    /// The TypeError of an operator that nobody supports.
    #[cold]
    pub fn unsupported(&mut self, op: BinOp, inplace: bool, a: &Value, b: &Value) -> super::Raised {
        let (x, y) = (self.class_name(a), self.class_name(b));
        let kind = |v: &Value| v.kind();
        // A class with an `__add__` of its own is no sequence that joins, except in place.
        let own = self.class_ref(a).is_heap_type()
            && !self.class_ref(a).lookup(&self.names.__add__).is_some_and(|f| f.is_a::<NativeObj>());
        if op == BinOp::Add && (!own || inplace && matches!(kind(a), Some(Kind::List | Kind::ByteArray))) {
            // Sequences have messages of their own.
            match kind(a) {
                Some(Kind::Str) => {
                    return self.type_error(format!("can only concatenate str (not \"{y}\") to str"));
                }
                Some(Kind::List) => {
                    if inplace {
                        return self.type_error(format!("'{y}' object is not iterable"));
                    }
                    return self.type_error(format!("can only concatenate list (not \"{y}\") to list"));
                }
                Some(Kind::Tuple) => {
                    return self.type_error(format!("can only concatenate tuple (not \"{y}\") to tuple"));
                }
                Some(Kind::Bytes | Kind::ByteArray) => {
                    return self.type_error(format!("can't concat {y} to {x}"));
                }
                _ => {}
            }
        }
        if op == BinOp::Mul {
            let seq =
                |k| matches!(k, Some(Kind::Str | Kind::List | Kind::Tuple | Kind::Bytes | Kind::ByteArray));
            if seq(kind(a)) {
                return self.type_error(format!("can't multiply sequence by non-int of type '{y}'"));
            }
            // In place the sequence on the right is asked only where the left one is none of any kind.
            let has_items = |k| matches!(k, Some(Kind::Dict | Kind::Set));
            if seq(kind(b)) && !(inplace && has_items(kind(a))) {
                return self.type_error(format!("can't multiply sequence by non-int of type '{x}'"));
            }
        }
        let mut text = format!("unsupported operand type(s) for {}: '{x}' and '{y}'", op.symbol(inplace));
        if op == BinOp::Shr
            && a.cast::<NativeObj>().is_some_and(|n| super::native::def_of(n).name() == "print")
        {
            text.push_str(". Did you mean \"print(<message>, file=<output_stream>)\"?");
        }
        self.type_error(text)
    }

    /// `-a`, `+a`, `~a`
    pub fn unary(&mut self, op: UnOp, a: &Value) -> Res {
        let exact = match a {
            Value::Obj(o) => o.header().is_exact(),
            _ => true,
        };
        if exact && let Some(v) = self.builtin_unary(op, a)? {
            return Ok(v);
        }
        let name = match op {
            UnOp::Neg => &self.names.__neg__,
            UnOp::Pos => &self.names.__pos__,
            UnOp::Invert => &self.names.__invert__,
        };
        if let Some(v) = self.call_special(a, name, &[])? {
            return Ok(v);
        }
        let symbol = match op {
            UnOp::Neg => "-",
            UnOp::Pos => "+",
            UnOp::Invert => "~",
        };
        let x = self.class_name(a);
        Err(self.type_error(format!("bad operand type for unary {symbol}: '{x}'")))
    }
}
