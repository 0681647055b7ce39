//! Functions of `builtins` on objects as such: attributes, classes, texts, identity, names.

use crate::natives;
use crate::natives::types::support::is_exact;
use crate::object::dict::DictObj;
use crate::object::number::int::Int;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

natives! { pub static FUNCTIONS;
    /// Return an ASCII-only representation of an object.
    ///
    /// >>> ascii("é")
    /// "'\\xe9'"
    fn ascii(vm, obj: Value, /) -> Res<Ref<StrObj>> { vm.ascii(&obj) }

    /// Return whether the object is callable (i.e., some kind of function).
    ///
    /// >>> callable(len), callable(3)
    /// (True, False)
    fn callable(vm, obj: Value, /) -> bool { vm.is_callable(&obj) }

    /// Deletes the named attribute from the given object.
    ///
    /// delattr(x, 'y') is equivalent to ``del x.y``
    fn delattr(vm, obj: Value, name: Value, /) -> Res<()> {
        let name = attribute_name(vm, &name)?;
        vm.del_attr(&obj, &name)
    }

    /// dir([object]) -> list of names
    ///
    /// dir([object]) -> list of strings
    ///
    /// If called without an argument, return the names in the current scope.
    /// Else, return an alphabetized list of names comprising (some of) the attributes
    /// of the given object, and of attributes reachable from it.
    fn dir(vm, object: Value = Value::Undef, /) -> Res { directory(vm, &object) }

    /// Return type(value).__format__(value, format_spec)
    ///
    /// >>> format(255, "x")
    /// 'ff'
    fn format(vm, value: Value, format_spec: Value = Value::Undef, /) -> Res<Ref<StrObj>> {
        let spec = match format_spec {
            Value::Undef => vm.heap.str(""),
            v => match v.into_ref::<StrObj>() {
                Ok(s) => s,
                Err(v) => {
                    let name = if v.is_none() { "None".into() } else { vm.class_name(&v) };
                    return Err(vm.type_error(format!("format() argument 2 must be str, not {name}")));
                }
            },
        };
        vm.format(&value, &spec)
    }

    /// getattr(object, name[, default]) -> value
    ///
    /// getattr(object, name[, default]) -> value
    ///
    /// Get a named attribute from an object; getattr(x, 'y') is equivalent to x.y.
    /// When a default argument is given, it is returned when the attribute doesn't
    /// exist; without it, an exception is raised in that case.
    fn getattr(vm, object: Value, name: Value, default: Value = Value::Undef, /) -> Res {
        let name = attribute_name(vm, &name)?;
        if default.is_undef() {
            return vm.get_attr(&object, &name);
        }
        Ok(vm.get_attr_opt(&object, &name)?.unwrap_or(default))
    }

    /// Return the dictionary containing the current scope's global variables.
    ///
    /// NOTE: Updates to this dictionary *will* affect name lookups in the current
    /// global scope and vice-versa.
    fn globals(vm, /) -> Res { Ok(super::code::current_globals(vm)?.into_value()) }

    /// Return a dictionary containing the current scope's local variables.
    ///
    /// NOTE: Whether or not updates to this dictionary will affect name lookups in
    /// the local scope and vice-versa is *implementation dependent* and not
    /// covered by any backwards compatibility guarantees.
    fn locals(vm, /) -> Res { super::code::current_locals(vm) }

    /// Return whether the object has an attribute with the given name.
    ///
    /// This is done by calling getattr(obj, name) and catching AttributeError.
    fn hasattr(vm, obj: Value, name: Value, /) -> Res<bool> {
        let name = attribute_name(vm, &name)?;
        Ok(vm.get_attr_opt(&obj, &name)?.is_some())
    }

    /// Return the hash value for the given object.
    ///
    /// Two objects that compare equal must also have the same hash value, but the
    /// reverse is not necessarily true.
    fn hash(vm, obj: Value, /) -> Res<i64> { vm.hash(&obj) }

    /// Return the identity of an object.
    ///
    /// This is guaranteed to be unique among simultaneously existing objects.
    fn id(vm, obj: Value, /) -> Int { identity(&obj) }

    /// Return whether an object is an instance of a class or of a subclass thereof.
    ///
    /// A tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to
    /// check against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)
    /// or ...`` etc.
    ///
    /// >>> isinstance(1, (str, int))
    /// True
    fn isinstance(vm, obj: &Value, class_or_tuple: &Value, /) -> Res<bool> { vm.is_instance(obj, class_or_tuple) }

    /// Return whether 'cls' is derived from another class or is the same class.
    ///
    /// A tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to
    /// check against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)
    /// or ...``.
    ///
    /// >>> issubclass(bool, int)
    /// True
    fn issubclass(vm, class: Value, class_or_tuple: Value, /) -> Res<bool> { vm.is_subclass(&class, &class_or_tuple) }

    /// Return the canonical string representation of the object.
    ///
    /// For many object types, including most builtins, eval(repr(obj)) == obj.
    ///
    /// >>> repr("a")
    /// "'a'"
    fn repr(vm, obj: Value, /) -> Res<Ref<StrObj>> { vm.repr(&obj) }

    /// Sets the named attribute on the given object to the specified value.
    ///
    /// setattr(x, 'y', v) is equivalent to ``x.y = v``
    fn setattr(vm, obj: Value, name: Value, value: Value, /) -> Res<()> {
        let name = attribute_name(vm, &name)?;
        vm.set_attr(&obj, &name, value)
    }

    /// vars([object]) -> dict
    ///
    /// vars([object]) -> dictionary
    ///
    /// Without arguments, equivalent to locals().
    /// With an argument, equivalent to object.__dict__.
    fn vars(vm, object: Value = Value::Undef, /) -> Res {
        if object.is_undef() {
            return super::code::current_locals(vm);
        }
        match vm.get_attr_opt(&object, &vm.names.__dict__)? {
            Some(d) => Ok(d),
            None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
        }
    }
}

/// An attribute's name, interned.
fn attribute_name(vm: &mut Vm, name: &Value) -> Res<Ref<StrObj>> {
    match name.to_ref::<StrObj>() {
        Some(s) => {
            vm.granted(vm.heap.make_room_for_name())?;
            Ok(vm.heap.intern_str(&s))
        }
        None => {
            let class = vm.class_name(name);
            Err(vm.type_error(format!("attribute name must be string, not '{class}'")))
        }
    }
}

/// `id(v)`: the address for heap objects; other values get numbers that no address is.
pub fn identity(v: &Value) -> Int {
    match v {
        Value::Obj(o) => Int::Small(o.addr() as i64),
        Value::Undef => Int::Small(0),
        Value::None => Int::Small(0x1_0001),
        Value::False => Int::Small(0x1_0003),
        Value::True => Int::Small(0x1_0005),
        Value::Int(i) if (0..1 << 58).contains(i) => Int::Small(*i * 16 + 9),
        Value::Int(i) => Int::from_i128(i128::from(*i as u64) * 16 + 9),
        Value::Float(x) => Int::from_i128(i128::from(x.get().to_bits()) * 16 + 11),
    }
}

fn directory(vm: &mut Vm, object: &Value) -> Res {
    let names = if object.is_undef() {
        let locals = super::code::current_locals(vm)?;
        match locals.cast::<DictObj>().filter(|_| is_exact(&locals)) {
            Some(d) => d.keys(),
            None => {
                let keys = vm.heap.intern("keys");
                let keys = vm.call_method(&locals, &keys, &[])?;
                vm.collect(&keys)?
            }
        }
    } else {
        match vm.call_special(object, &vm.names.__dir__, &[])? {
            Some(names) => vm.collect(&names)?,
            None => return Err(vm.type_error("object does not provide __dir__")),
        }
    };
    let (names, result) = crate::natives::types::list_sort::sort_values(vm, names, &Value::None, false);
    result?;
    Ok(vm.heap.list(names).into_value())
}
