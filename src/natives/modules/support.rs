//! What the modules share: payloads whose fields the collector can walk, and putting things into a module's dict.

use std::cell::RefCell;
use std::collections::VecDeque;

use crate::object::dict::DictObj;
use crate::object::error::TextResult;
use crate::object::str::StrObj;
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::NativeDef;
use crate::vm::{Raised, Res, Vm};

/// A field of a payload that may refer to objects.
pub trait Held {
    /// Visits each counted reference once.
    fn trace(&self, visit: Visit<'_>);
    /// Gives the references up, if the field can change.
    fn wipe(&self) {}
}

impl Held for Value {
    fn trace(&self, visit: Visit<'_>) {
        visit(self);
    }
}

impl<T: Payload> Held for Ref<T> {
    fn trace(&self, visit: Visit<'_>) {
        visit(&self.value());
    }
}

impl<T: Held> Held for Option<T> {
    fn trace(&self, visit: Visit<'_>) {
        if let Some(v) = self {
            v.trace(visit);
        }
    }
}

impl<T: Held> Held for Vec<T> {
    fn trace(&self, visit: Visit<'_>) {
        self.iter().for_each(|v| v.trace(visit));
    }
}

impl<T: Held> Held for VecDeque<T> {
    fn trace(&self, visit: Visit<'_>) {
        self.iter().for_each(|v| v.trace(visit));
    }
}

impl<T: Held + Default> Held for RefCell<T> {
    fn trace(&self, visit: Visit<'_>) {
        self.borrow().trace(visit);
    }
    fn wipe(&self) {
        drop(self.take());
    }
}

/// Declares a payload: first the fields that hold values, then the plain ones.
#[macro_export]
macro_rules! payload {
    ($(#[$meta:meta])* $vis:vis struct $T:ident as $name:literal { $($(#[$fm:meta])* $fv:vis $f:ident : $ft:ty),* $(,)? } $(plain { $($(#[$gm:meta])* $gv:vis $g:ident : $gt:ty),* $(,)? })?) => {
        $(#[$meta])*
        $vis struct $T { $($(#[$fm])* $fv $f: $ft,)* $($($(#[$gm])* $gv $g: $gt,)*)? }

        impl $crate::object::Payload for $T {
            #[allow(unused_variables)]
            fn traverse(&self, visit: $crate::object::Visit<'_>) {
                $( $crate::natives::modules::support::Held::trace(&self.$f, visit); )*
            }
            fn clear(&self) {
                $( $crate::natives::modules::support::Held::wipe(&self.$f); )*
            }
        }

        impl $crate::vm::native::ArgType for $T {
            const NAME: &'static str = $name;
        }
    };
}

/// The payload of a value whose class is known.
#[inline(always)]
pub fn own<T: Payload>(v: &Value) -> &T {
    match v.cast::<T>() {
        Some(t) => t,
        None => crate::bug!("a native of a class is called with instances of it only"),
    }
}

/// Puts a value into a module's dict.
pub fn put(vm: &Vm, dict: &Ref<DictObj>, name: &str, v: Value) {
    drop(dict.set_text(vm.heap, name, v));
}

/// Puts a text into a module's dict.
pub fn put_str(vm: &Vm, dict: &Ref<DictObj>, name: &str, text: &str) {
    put(vm, dict, name, vm.heap.str(text).into_value());
}

/// Puts ints into a module's dict.
pub fn put_ints(vm: &Vm, dict: &Ref<DictObj>, ints: &[(&str, i64)]) {
    for (name, i) in ints {
        put(vm, dict, name, Value::Int(*i));
    }
}

/// The next item of an iterator, or None at its end.
pub type Next = fn(&mut Vm, &Value) -> Res<Option<Value>>;

/// How a class of a module comes into being.
pub struct ClassSpec {
    pub name: &'static str,
    /// `__module__`.
    pub module: &'static str,
    /// See `object::types::flags`.
    pub flags: u32,
    pub methods: &'static [NativeDef],
    /// The quick way to the next item, for iterators.
    pub next: Option<Next>,
}

/// Makes a class.
pub fn new_class(vm: &mut Vm, spec: &ClassSpec) -> Ref<TypeObj> {
    let object = vm.types().object.clone();
    let class = vm.new_type(spec.name, spec.module, &object, spec.flags);
    vm.add_methods(&class, spec.methods);
    if let Some(next) = spec.next {
        make_iterator(vm, &class, next);
    }
    class
}

crate::natives! { static ITERATOR;
    /// Implement iter(self).
    fn __iter__(vm, this: Value, /) -> Value { this.take() }
}

crate::natives! { static NEXT;
    /// Implement next(self).
    fn __next__(vm, this: Value, /) -> Res {
        // The native way, even if a derived class has another: that one may be asking.
        let class = vm.class_of(&this);
        let Some(next) = class.mro().iter().find(|c| c.tag.get() != 0).and_then(|c| vm.quick_next(c)) else {
            return Err(vm.wrong_receiver(&this));
        };
        match next(vm, &this)? {
            Some(v) => Ok(v),
            None => Err(vm.stop_iteration(Value::Undef)),
        }
    }
}

/// Makes the instances of a class iterators: the quick way, and the methods that scripts see.
pub fn make_iterator(vm: &mut Vm, class: &Ref<TypeObj>, next: Next) {
    vm.add_methods(class, ITERATOR);
    make_next(vm, class, next);
}

/// The same for a class whose `__iter__` is that of a base.
pub fn make_next(vm: &mut Vm, class: &Ref<TypeObj>, next: Next) {
    vm.add_methods(class, NEXT);
    vm.set_next(class, next);
}

/// Makes a class and puts it into the module's dict.
pub fn put_class(vm: &mut Vm, dict: &Ref<DictObj>, spec: &ClassSpec) -> Ref<TypeObj> {
    let class = new_class(vm, spec);
    put(vm, dict, spec.name, class.value());
    class
}

/// Turns an error of the pure layer into an exception.
#[inline]
pub fn lift<T>(vm: &mut Vm, r: TextResult<T>) -> Res<T> {
    r.map_err(|e| vm.text_error(e))
}

/// Raises OSError (or the subclass that the number means) for an error of the system.
#[cold]
pub fn os_error(vm: &mut Vm, e: &std::io::Error, filename: Option<Value>) -> Raised {
    let number = e.raw_os_error().unwrap_or(match e.kind() {
        std::io::ErrorKind::Interrupted => 4,
        std::io::ErrorKind::InvalidInput => 22,
        _ => 5,
    });
    os_error_number(vm, number, filename, None)
}

/// Raises OSError for an error number, by calling the class: so its `__new__` picks the subclass.
#[cold]
pub fn os_error_number(vm: &mut Vm, number: i32, filename: Option<Value>, second: Option<Value>) -> Raised {
    let text = vm.heap.str(&error_text(number)).into_value();
    let mut args = vec![Value::Int(i64::from(number)), text];
    if let Some(f) = filename {
        args.push(f);
        if let Some(s) = second {
            args.push(Value::None);
            args.push(s);
        }
    }
    let class = vm.types().os_error.value();
    match vm.call(&class, &args) {
        Ok(e) => vm.raise(e),
        Err(raised) => raised,
    }
}

/// What the system says about an error number, without Rust's addition.
pub fn error_text(number: i32) -> String {
    let text = std::io::Error::from_raw_os_error(number).to_string();
    match text.rfind(" (os error") {
        Some(i) => text[..i].to_string(),
        None => text,
    }
}

/// Keyword arguments as calls take them.
pub fn keywords(d: &DictObj) -> Vec<(Ref<StrObj>, Value)> {
    d.entries().into_iter().filter_map(|(k, v)| Some((k.into_ref::<StrObj>().ok()?, v))).collect()
}

impl Vm {
    /// Notes that an object's repr is being made; false if it is already. `leave_repr` ends it.
    pub fn enter_repr(&mut self, v: &Value) -> bool {
        let at = v.as_obj().map_or(0, |o| o.addr());
        if at != 0 && self.thread.repr_stack.contains(&at) {
            return false;
        }
        self.thread.repr_stack.push(at);
        true
    }

    /// Ends what `enter_repr` began.
    pub fn leave_repr(&mut self, v: &Value) {
        let popped = self.thread.repr_stack.pop();
        debug_assert_eq!(popped, Some(v.as_obj().map_or(0, |o| o.addr())), "reprs nest");
    }
}

/// The data of a bytes-like argument.
pub fn buffer_arg(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    crate::natives::types::support::bytes_like(vm, v)
}

/// Makes an exception class below a built-in one.
pub fn new_exception(vm: &mut Vm, name: &str, module: &str, base: &str) -> Res {
    let base = vm.heap.intern(base);
    let base = vm.builtins.get_str(&base).unwrap_or_else(|| vm.types().exception.value());
    new_subclass(vm, name, module, base)
}

/// Makes a class below another one, as a class statement without a body would.
fn new_subclass(vm: &mut Vm, name: &str, module: &str, base: Value) -> Res {
    let (type_, name) = (vm.types().type_.value(), vm.heap.str(name).into_value());
    let bases = vm.heap.tuple([base]).into_value();
    let body = vm.heap.dict();
    put(vm, &body, "__module__", vm.heap.str(module).into_value());
    vm.call(&type_, &[name, bases, body.into_value()])
}

/// Raises what a class of exceptions makes of these arguments, or what it raises itself.
#[cold]
pub fn raise_new(vm: &mut Vm, class: &Value, args: &[Value]) -> Raised {
    match vm.call(class, args) {
        Ok(x) => vm.raise(x),
        Err(e) => e,
    }
}

/// Numbers of signals, each in the range of the system.
pub fn signal_numbers(vm: &mut Vm, v: &Value) -> Res<Vec<i32>> {
    let mut out = Vec::new();
    for v in vm.collect(v)? {
        let n = vm.to_i64(&v)?;
        if !(1..=64).contains(&n) {
            return Err(vm.value_error(format!("signal number {n} out of range [1; 64]")));
        }
        out.push(n as i32);
    }
    Ok(out)
}

/// A size that CPython takes as an unsigned number.
pub fn size_arg(vm: &mut Vm, v: &Value) -> Res<u64> {
    use num_traits::ToPrimitive;
    let n = vm.to_int(v)?;
    if n.as_ref().is_negative() {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    n.as_ref()
        .to_big()
        .to_u64()
        .ok_or_else(|| vm.overflow_error("Python int too large for C unsigned long long"))
}

/// Makes an exception class `module.name` and puts it aside under that name.
pub fn new_error_class(vm: &mut Vm, key: &'static str, base: &Ref<TypeObj>) -> Res<Ref<TypeObj>> {
    let (module, name) = key.rsplit_once('.').unwrap_or(("builtins", key));
    let class = new_subclass(vm, name, module, base.value())?;
    match class.into_ref::<TypeObj>() {
        Ok(c) => {
            vm.extra_types.insert(key, c.clone());
            Ok(c)
        }
        Err(_) => Err(vm.type_error("an exception class is a class")),
    }
}
