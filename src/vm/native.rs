//! Natives: functions written in Rust, each declared once as a documented, Python-shaped signature.
//!
//! From one declaration come the binder's table, the conversions and their error texts, the signature for `help()`, and the doc.
//! The body is a plain Rust block over typed parameters.

use crate::object::bytes::{ByteArrayObj, BytesObj};
use crate::object::dict::DictObj;
use crate::object::function::{Declaration, Declared, FunctionObj, NativeObj};
use crate::object::generator::GenObj;
use crate::object::list::ListObj;
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Payload, Ref, TypeObj, Value};

use super::fence::declaration;
use super::{Raised, Res, Vm};

/// How a parameter may be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    PositionalOnly,
    Positional,
    KeywordOnly,
    /// `*args`: a tuple.
    VarArgs,
    /// `**kwargs`: a dict.
    VarKeywords,
}

/// A parameter of a native.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    pub name: &'static str,
    /// The default as the declaration writes it.
    pub default: Option<&'static str>,
    pub kind: ParamKind,
}

impl Param {
    /// The name without Rust's raw marker.
    pub fn name(&self) -> &'static str {
        unmarked(self.name)
    }
}

fn unmarked(name: &'static str) -> &'static str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// The body of a native. It takes its arguments out of the slots, or looks at them there; what it leaves, the caller drops.
#[derive(Clone, Copy)]
pub enum Body {
    /// Exactly one argument, by position.
    One(fn(&mut Vm, &'static NativeDef, &mut Value) -> Res),
    /// Exactly two arguments, by position.
    Two(fn(&mut Vm, &'static NativeDef, &mut Value, &mut Value) -> Res),
    /// Any others. Slots are in the order: positional, keyword-only, `*args`, `**kwargs`; missing ones are Undef or beyond the end.
    Slots(fn(&mut Vm, &'static NativeDef, &mut [Value]) -> Res),
}

/// The declaration of a native.
pub struct NativeDef {
    pub name: &'static str,
    pub doc: &'static str,
    pub params: &'static [Param],
    pub arity: Arity,
    pub body: Body,
}

/// What a call must know of a native's parameters, worked out by the compiler.
pub struct Arity {
    /// How many arguments a call without keywords may have that needs no binder: at least, at most. `(0, u8::MAX)`: none needs none.
    pub quick: (u8, u8),
    /// Parameters that positional arguments can fill.
    pub positional: u8,
    /// Those of them without a default.
    pub required: u8,
    /// A keyword-only parameter has no default.
    pub needs_keyword: bool,
    /// The first parameter is `this`.
    pub method: bool,
    /// Some parameters can be given by name (`**kwargs` aside).
    pub takes_keywords: bool,
    /// The places of `*args` and `**kwargs`.
    pub rest: Option<u8>,
    pub extra: Option<u8>,
}

impl Arity {
    /// Of these parameters.
    pub const fn of(params: &[Param]) -> Arity {
        let (mut positional, mut required, mut needs_keyword) = (0, 0, false);
        let (mut takes_keywords, mut rest, mut extra) = (false, None, None);
        let mut i = 0;
        while i < params.len() {
            let needed = params[i].default.is_none();
            takes_keywords |= matches!(params[i].kind, ParamKind::Positional | ParamKind::KeywordOnly);
            match params[i].kind {
                ParamKind::PositionalOnly | ParamKind::Positional => {
                    positional += 1;
                    if needed {
                        required += 1;
                    }
                }
                ParamKind::KeywordOnly => needs_keyword |= needed,
                ParamKind::VarArgs => rest = Some(i as u8),
                ParamKind::VarKeywords => extra = Some(i as u8),
            }
            i += 1;
        }
        assert!(params.len() < super::fence::NATIVE_ROOM, "there is room for a native's slots");
        let quick = if rest.is_some() || extra.is_some() || needs_keyword {
            (0, u8::MAX)
        } else {
            (required, positional)
        };
        let method = !params.is_empty() && matches!(params[0].name.as_bytes(), b"this");
        Arity { quick, positional, required, needs_keyword, method, takes_keywords, rest, extra }
    }
}

impl NativeDef {
    /// Runs the body. The binder (or `Arity::quick`) has seen to it that the slots are as the parameters want them.
    #[inline(always)]
    pub fn run(&'static self, vm: &mut Vm, slots: &mut [Value]) -> Res {
        match (self.body, slots) {
            (Body::One(f), [a]) => f(vm, self, a),
            (Body::Two(f), [a, b]) => f(vm, self, a, b),
            (Body::Slots(f), slots) => f(vm, self, slots),
            _ => crate::bug!("{}() is called with other slots than it has", self.name()),
        }
    }

    /// The name without Rust's raw marker.
    pub fn name(&self) -> &'static str {
        unmarked(self.name)
    }

    /// Whether there is a `*args` or `**kwargs`.
    pub fn has_rest(&self) -> bool {
        self.params.iter().any(|p| matches!(p.kind, ParamKind::VarArgs | ParamKind::VarKeywords))
    }

    /// The signature as `help()` shows it: `(iterable, /, *, key=None)`.
    pub fn signature(&self) -> String {
        let mut out = String::from("(");
        let mut slash_due = false;
        let mut star_seen = false;
        let ordered = |k: ParamKind| self.params.iter().filter(move |p| p.kind == k);
        let mut first = true;
        let mut put = |out: &mut String, text: &str| {
            if !std::mem::take(&mut first) {
                out.push_str(", ");
            }
            out.push_str(text);
        };
        let show = |p: &Param| {
            let name = p.name();
            match p.default {
                None => name.to_string(),
                Some(d) => format!("{name}={}", default_text(d)),
            }
        };
        for p in ordered(ParamKind::PositionalOnly) {
            put(&mut out, &show(p));
            slash_due = true;
        }
        if slash_due {
            put(&mut out, "/");
        }
        for p in ordered(ParamKind::Positional) {
            put(&mut out, &show(p));
        }
        for p in ordered(ParamKind::VarArgs) {
            put(&mut out, &format!("*{}", p.name));
            star_seen = true;
        }
        for p in ordered(ParamKind::KeywordOnly) {
            if !std::mem::replace(&mut star_seen, true) {
                put(&mut out, "*");
            }
            put(&mut out, &show(p));
        }
        for p in ordered(ParamKind::VarKeywords) {
            put(&mut out, &format!("**{}", p.name));
        }
        out.push(')');
        out
    }
}

/// A default as the language writes it: a constant, whatever Rust wraps it in.
pub fn default_text(rust: &str) -> String {
    let rust = rust.trim();
    if let Some(i) = rust.find('"') {
        // A text, in a call that makes it a value.
        let text = rust[i + 1..].split('"').next().unwrap_or_default();
        return format!("'{text}'");
    }
    if let Some(i) = rust.find("b'") {
        let text = rust[i + 2..].split('\'').next().unwrap_or_default();
        return format!("'{text}'");
    }
    if let (Some(open), Some(close)) = (rust.find('('), rust.rfind(')')) {
        return default_text(&rust[open + 1..close]);
    }
    let plain = rust.split(" as ").next().unwrap_or_default().trim_start_matches("Value::");
    match plain {
        "true" | "True" => "True".into(),
        "false" | "False" => "False".into(),
        "None" => "None".into(),
        "i64::MAX" => "sys.maxsize".into(),
        "BUFFER_SIZE" => "DEFAULT_BUFFER_SIZE".into(),
        "EMPTY_TUPLE" => "()".into(),
        // What no script can write.
        other if other.contains("::") || other == "Undef" => "<unrepresentable>".into(),
        other => other.into(),
    }
}

/// An attribute of a native type that is computed (`getset_descriptor`).
pub struct AttrDef {
    pub name: &'static str,
    pub doc: &'static str,
    pub get: fn(&mut Vm, &Value) -> Res,
    /// Called with Undef to delete. None: read-only.
    pub set: Option<fn(&mut Vm, &Value, Value) -> Res<()>>,
}

impl Declaration for NativeDef {}
impl Declaration for AttrDef {}

/// The declaration of a native function.
#[inline(always)]
pub fn def_of(n: &NativeObj) -> &'static NativeDef {
    declaration(n.def)
}

/// The declaration of a computed attribute (`Member::Native`).
#[inline(always)]
pub fn attr_def(d: Declared) -> &'static AttrDef {
    declaration(d)
}

/// Which argument of which native, for error texts.
#[derive(Clone, Copy)]
pub struct ArgAt {
    pub def: &'static NativeDef,
    pub index: usize,
}

impl ArgAt {
    /// Raises CPython's TypeError for an argument of the wrong type.
    #[cold]
    pub fn wrong(self, vm: &mut Vm, wanted: &str, got: &Value) -> Raised {
        let name = match self.def.name() {
            "__new__" | "__init__" => vm.maker_name(self.def),
            name => name.to_string(),
        };
        let what = if got.is_none() { "None".to_string() } else { vm.class_name(got) };
        let p = &self.def.params[self.index];
        let is_method = self.def.params.first().is_some_and(|p| matches!(p.name, "this" | "cls"));
        let n = self.index + usize::from(!is_method);
        let positional = self.def.params.len() - usize::from(is_method);
        let place = match p.kind {
            ParamKind::PositionalOnly if positional == 1 => "argument".to_string(),
            ParamKind::PositionalOnly => format!("argument {n}"),
            _ => format!("argument '{}'", p.name),
        };
        vm.type_error(format!("{name}() {place} must be {wanted}, not {what}"))
    }
}

/// A type that a native's parameter can have.
pub trait FromArg: Sized {
    /// Converts an argument; raises TypeError (or whatever a conversion method raises).
    fn from_arg(vm: &mut Vm, v: Value, at: ArgAt) -> Res<Self>;
}

/// A type that a parameter of a native can have: what takes the argument out of its slot, or a reference to what stands there. (A native with one or two parameters may have
/// references. Nobody writes to the slots while the body runs, whatever script code it calls: they are temporaries of a frame that waits.)
pub trait FromSlot<'a>: Sized {
    /// Converts an argument; raises TypeError (or whatever a conversion method raises).
    fn from_slot(vm: &mut Vm, slot: &'a mut Value, at: ArgAt) -> Res<Self>;
}

impl<'a, T: FromArg> FromSlot<'a> for T {
    #[inline(always)]
    fn from_slot(vm: &mut Vm, slot: &'a mut Value, at: ArgAt) -> Res<T> {
        T::from_arg(vm, slot.take(), at)
    }
}

impl<'a> FromSlot<'a> for &'a Value {
    #[inline(always)]
    fn from_slot(_: &mut Vm, slot: &'a mut Value, _: ArgAt) -> Res<&'a Value> {
        Ok(slot)
    }
}

impl FromArg for Value {
    #[inline(always)]
    fn from_arg(_: &mut Vm, v: Value, _: ArgAt) -> Res<Value> {
        Ok(v)
    }
}

impl FromArg for i64 {
    #[inline]
    fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<i64> {
        match v {
            Value::Int(i) => Ok(i),
            v => vm.to_i64(&v),
        }
    }
}

impl FromArg for f64 {
    #[inline]
    fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<f64> {
        match v {
            Value::Float(x) => Ok(x.get()),
            v => vm.to_f64(&v),
        }
    }
}

impl FromArg for bool {
    #[inline]
    fn from_arg(vm: &mut Vm, v: Value, _: ArgAt) -> Res<bool> {
        vm.truth(&v)
    }
}

impl<T: FromArg> FromArg for Option<T> {
    #[inline]
    fn from_arg(vm: &mut Vm, v: Value, at: ArgAt) -> Res<Option<T>> {
        if v.is_none() { Ok(None) } else { T::from_arg(vm, v, at).map(Some) }
    }
}

/// What may be left out, but is not None where it is given.
pub struct Given<T>(pub Option<T>);

impl<T: FromArg> FromArg for Given<T> {
    #[inline]
    fn from_arg(vm: &mut Vm, v: Value, at: ArgAt) -> Res<Given<T>> {
        T::from_arg(vm, v, at).map(|v| Given(Some(v)))
    }
}

/// The default of such a parameter; the text is what signatures show.
pub fn left_out<T>(_shown: &str) -> Given<T> {
    Given(None)
}

/// A payload that parameters can name by its class.
pub trait ArgType: Payload {
    /// The class's name for error texts.
    const NAME: &'static str;
}

macro_rules! arg_types {
    ($($ty:ty = $name:literal;)*) => { $(
        impl ArgType for $ty { const NAME: &'static str = $name; }
        impl<'a> FromSlot<'a> for &'a $ty {
            #[inline(always)]
            fn from_slot(vm: &mut Vm, slot: &'a mut Value, at: ArgAt) -> Res<&'a $ty> {
                match slot.cast::<$ty>() {
                    Some(t) => Ok(t),
                    None => Err(at.wrong(vm, $name, slot)),
                }
            }
        }
    )* };
}
arg_types! {
    StrObj = "str"; ListObj = "list"; TupleObj = "tuple"; DictObj = "dict"; SetObj = "set"; BytesObj = "bytes";
    ByteArrayObj = "bytearray"; TypeObj = "type"; FunctionObj = "function"; GenObj = "generator";
    crate::object::range::RangeObj = "range"; crate::object::range::SliceObj = "slice";
    crate::object::exception::ExceptionObj = "BaseException"; crate::object::module::ModuleObj = "module";
    crate::object::code::CodeObj = "code"; crate::object::function::CellObj = "cell";
    crate::object::function::BoundMethodObj = "method"; crate::object::function::NativeObj = "builtin_function_or_method";
    crate::object::descr::PropertyObj = "property"; crate::object::descr::WrapperObj = "classmethod";
    crate::object::descr::MemberObj = "member_descriptor"; crate::object::exception::TracebackObj = "traceback";
    crate::object::iter::IterObj = "iterator"; crate::object::int::ComplexObj = "complex";
}

impl<T: ArgType> FromArg for Ref<T> {
    #[inline]
    fn from_arg(vm: &mut Vm, v: Value, at: ArgAt) -> Res<Ref<T>> {
        v.into_ref::<T>().map_err(|v| at.wrong(vm, T::NAME, &v))
    }
}

/// What a native's body may give back.
pub trait IntoRes {
    /// The value, or the exception.
    fn into_res(self, vm: &mut Vm) -> Res;
}

impl IntoRes for Value {
    #[inline(always)]
    fn into_res(self, _: &mut Vm) -> Res {
        Ok(self)
    }
}
impl IntoRes for () {
    #[inline(always)]
    fn into_res(self, _: &mut Vm) -> Res {
        Ok(Value::None)
    }
}
impl IntoRes for bool {
    fn into_res(self, _: &mut Vm) -> Res {
        Ok(Value::bool(self))
    }
}
impl IntoRes for i64 {
    fn into_res(self, _: &mut Vm) -> Res {
        Ok(Value::Int(self))
    }
}
impl IntoRes for usize {
    fn into_res(self, vm: &mut Vm) -> Res {
        Ok(vm.heap.int_from_usize(self))
    }
}
impl IntoRes for f64 {
    fn into_res(self, _: &mut Vm) -> Res {
        Ok(Value::float(self))
    }
}
impl IntoRes for &str {
    fn into_res(self, vm: &mut Vm) -> Res {
        Ok(vm.heap.str(self).into_value())
    }
}
impl IntoRes for String {
    fn into_res(self, vm: &mut Vm) -> Res {
        vm.new_str(self.into_bytes())
    }
}
impl<T: Payload> IntoRes for Ref<T> {
    fn into_res(self, _: &mut Vm) -> Res {
        Ok(self.into_value())
    }
}
impl<T: IntoRes> IntoRes for Option<T> {
    fn into_res(self, vm: &mut Vm) -> Res {
        match self {
            Some(v) => v.into_res(vm),
            None => Ok(Value::None),
        }
    }
}
impl<T: IntoRes> IntoRes for Res<T> {
    #[inline(always)]
    fn into_res(self, vm: &mut Vm) -> Res {
        self?.into_res(vm)
    }
}

/// Takes an argument out of its slot; Undef if it is missing.
#[inline(always)]
pub fn take_slot(slots: &mut [Value], i: usize) -> Value {
    match slots.get_mut(i) {
        Some(v) => v.take(),
        None => Value::Undef,
    }
}

/// Declares a table of natives. The slash is always written; parameters before it are positional-only. `*name` is a `Ref<TupleObj>`,
/// `**name` a `Ref<DictObj>`. A method's first parameter is called `this` (or `cls`).
///
/// ```text
/// natives! { pub static METHODS;
///     /// Appends an object to the end of the list.
///     fn append(vm, this: Ref<ListObj>, object: Value, /) { this.push(object); }
///     fn sort(vm, this: Ref<ListObj>, /, *, key: Value = Value::None, reverse: bool = false) -> Res<()> { .. }
///     fn print(vm, /, *args, sep: Value = Value::None, end: Value = Value::None) -> Res<()> { .. }
/// }
/// ```
#[macro_export]
macro_rules! natives {
    (@default $p:ident, $d:expr) => { $d };
    (@default $p:ident) => { unreachable!("the binder has checked that `{}` is there", stringify!($p)) };
    (@take $def:ident $vm:ident $slots:ident $i:ident $p:ident, $t:ty $(, $d:expr)?) => {
        #[allow(unused_mut, unused_variables)]
        let mut $p: $t = match $crate::vm::native::take_slot($slots, $i) {
            $crate::object::Value::Undef => $crate::natives!(@default $p $(, $d)?),
            v => match <$t as $crate::vm::native::FromArg>::from_arg($vm, v, $crate::vm::native::ArgAt { def: $def, index: $i }) {
                Ok(v) => v,
                Err(e) => return Err(e),
            },
        };
        $i += 1;
    };
    (@params [$($p:ident $(= $pd:expr)?),*] [$($q:ident $(= $qd:expr)?),*] [$($k:ident $(= $kd:expr)?),*] [$($rest:ident)?] [$($kw:ident)?]) => {{
        #[allow(unused_imports)]
        use $crate::vm::native::{Param, ParamKind::*};
        &[
            $( Param { name: stringify!($p), default: $crate::natives!(@text $($pd)?), kind: PositionalOnly }, )*
            $( Param { name: stringify!($q), default: $crate::natives!(@text $($qd)?), kind: Positional }, )*
            $( Param { name: stringify!($k), default: $crate::natives!(@text $($kd)?), kind: KeywordOnly }, )*
            $( Param { name: stringify!($rest), default: None, kind: VarArgs }, )?
            $( Param { name: stringify!($kw), default: None, kind: VarKeywords }, )?
        ]
    }};
    (@text) => { None };
    (@text $d:expr) => { Some(stringify!($d)) };
    (@ret) => { () };
    (@ret $ret:ty) => { $ret };
    (@one $def:ident $vm:ident $slot:ident $i:literal $p:ident $t:ty) => {
        #[allow(unused_mut, unused_variables)]
        let mut $p = match <$t as $crate::vm::native::FromSlot>::from_slot($vm, $slot, $crate::vm::native::ArgAt { def: $def, index: $i }) {
            Ok(v) => v,
            Err(e) => return Err(e),
        };
    };
    (@run [$($ret:ty)?] $vm:ident $body:block) => {{
        #[allow(unused_mut, clippy::redundant_closure_call)]
        let mut run = || -> $crate::natives!(@ret $($ret)?) { $body };
        let out = run();
        $crate::vm::native::IntoRes::into_res(out, $vm)
    }};
    (@body [$($ret:ty)?] $vm:ident [$p:ident : $pt:ty] [] [] [] $body:block) => {
        $crate::vm::native::Body::One(|$vm, _def, _a| {
            $crate::natives!(@one _def $vm _a 0 $p $pt);
            $crate::natives!(@run [$($ret)?] $vm $body)
        })
    };
    (@body [$($ret:ty)?] $vm:ident [$p:ident : $pt:ty, $q:ident : $qt:ty] [] [] [] $body:block) => {
        $crate::vm::native::Body::Two(|$vm, _def, _a, _b| {
            $crate::natives!(@one _def $vm _a 0 $p $pt);
            $crate::natives!(@one _def $vm _b 1 $q $qt);
            $crate::natives!(@run [$($ret)?] $vm $body)
        })
    };
    (@body [$($ret:ty)?] $vm:ident [$($p:ident : $pt:ty $(= $pd:expr)?),*] [$($q:ident : $qt:ty $(= $qd:expr)?),*]
        [$(* $($rest:ident)? $(, $k:ident : $kt:ty $(= $kd:expr)?)*)?] [$($kw:ident)?] $body:block
    ) => {
        $crate::vm::native::Body::Slots(|$vm, _def, _slots| {
            #[allow(unused_mut, unused_variables)]
            let mut _i = 0usize;
            $( $crate::natives!(@take _def $vm _slots _i $p, $pt $(, $pd)?); )*
            $( $crate::natives!(@take _def $vm _slots _i $q, $qt $(, $qd)?); )*
            $( $( $crate::natives!(@take _def $vm _slots _i $k, $kt $(, $kd)?); )* )?
            $( $( $crate::natives!(@take _def $vm _slots _i $rest, $crate::object::Ref<$crate::object::tuple::TupleObj>); )? )?
            $( $crate::natives!(@take _def $vm _slots _i $kw, $crate::object::Ref<$crate::object::dict::DictObj>); )?
            let _ = _i;
            $crate::natives!(@run [$($ret)?] $vm $body)
        })
    };
    ($vis:vis static $table:ident; $(
        $(#[doc = $doc:literal])*
        fn $name:ident ( $vm:ident
            $(, $p:ident : $pt:ty $(= $pd:expr)?)* , /
            $(, $q:ident : $qt:ty $(= $qd:expr)?)*
            $(, * $($rest:ident)? $(, $k:ident : $kt:ty $(= $kd:expr)?)*)?
            $(, * * $kw:ident)?
        ) $(-> $ret:ty)? $body:block
    )*) => {
        $vis static $table: &[$crate::vm::native::NativeDef] = &[ $( $crate::vm::native::NativeDef {
            name: stringify!($name),
            doc: concat!($($doc, "\n",)* ""),
            params: $crate::natives!(@params [$($p $(= $pd)?),*] [$($q $(= $qd)?),*] [$($($k $(= $kd)?),*)?] [$($($rest)?)?] [$($kw)?]),
            arity: $crate::vm::native::Arity::of(
                $crate::natives!(@params [$($p $(= $pd)?),*] [$($q $(= $qd)?),*] [$($($k $(= $kd)?),*)?] [$($($rest)?)?] [$($kw)?])
            ),
            body: $crate::natives!(@body [$($ret)?] $vm [$($p : $pt $(= $pd)?),*] [$($q : $qt $(= $qd)?),*]
                [$(* $($rest)? $(, $k : $kt $(= $kd)?)*)?] [$($kw)?] $body),
        } ),* ];
    };
}

/// Declares a table of computed attributes: `fn name(vm, this: Ref<T>) -> Ret { .. }`, with `= |vm, this, value| ..` behind for writable ones.
#[macro_export]
macro_rules! attrs {
    (@set $ty:ty, ) => { None };
    (@set $ty:ty, $vm:ident $this:ident $value:ident $set:block) => {
        Some(|$vm, this, $value| {
            let Some($this) = this.to_ref::<$ty>() else { return Err($vm.wrong_receiver(this)) };
            #[allow(clippy::redundant_closure_call)]
            (|| -> $crate::vm::Res<()> { $set })()
        })
    };
    ($vis:vis static $table:ident for $ty:ty; $(
        $(#[doc = $doc:literal])*
        fn $name:ident ( $vm:ident, $this:ident ) $(-> $ret:ty)? $body:block
        $(set ( $svm:ident, $sthis:ident, $value:ident ) $set:block)?
    )*) => {
        $vis static $table: &[$crate::vm::native::AttrDef] = &[ $( $crate::vm::native::AttrDef {
            name: stringify!($name),
            doc: concat!($($doc, "\n",)* ""),
            get: |$vm, this| {
                #[allow(unused_variables)]
                let Some($this) = this.to_ref::<$ty>() else { return Err($vm.wrong_receiver(this)) };
                #[allow(clippy::redundant_closure_call)]
                let out = (|| -> $crate::natives!(@ret $($ret)?) { $body })();
                $crate::vm::native::IntoRes::into_res(out, $vm)
            },
            set: $crate::attrs!(@set $ty, $($svm $sthis $value $set)?),
        } ),* ];
    };
}

#[cfg(test)]
mod tests {
    use super::default_text;

    #[test]
    fn defaults_are_written_as_the_language_writes_them() {
        for (rust, text) in [
            ("Value::Int(0)", "0"),
            ("Value::Int(-1)", "-1"),
            ("Value::float(0.0)", "0.0"),
            ("Value::None", "None"),
            ("Value::Undef", "<unrepresentable>"),
            ("vm.heap.intern(\"r\")", "'r'"),
            ("Fill(vec![b' '])", "' '"),
            ("Position(i64::MAX)", "sys.maxsize"),
            ("Value::Int(BUFFER_SIZE as i64)", "DEFAULT_BUFFER_SIZE"),
            ("true", "True"),
            ("2.5", "2.5"),
            ("\"utf-8\"", "'utf-8'"),
        ] {
            assert_eq!(default_text(rust), text);
        }
    }
}
