//! What pickling needs from elsewhere: the tables of `copyreg` and `_compat_pickle`, some functions, our own classes.

use std::rc::Rc;

use crate::natives::modules::support::{new_error_class, put};
use crate::object::dict::DictObj;
use crate::object::exception::ExceptionObj;
use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

/// See above. The dicts are those of the modules, which programs may fill.
pub struct Known {
    pub dispatch_table: Ref<DictObj>,
    pub extension_registry: Ref<DictObj>,
    pub inverted_registry: Ref<DictObj>,
    pub extension_cache: Ref<DictObj>,
    pub names_2to3: Ref<DictObj>,
    pub modules_2to3: Ref<DictObj>,
    pub names_3to2: Ref<DictObj>,
    pub modules_3to2: Ref<DictObj>,
    pub encode: Value,
    pub partial: Value,
    pub getattr: Value,
    /// `object`'s own methods, by which a class without others is known.
    pub object_reduce_ex: Value,
    pub object_reduce: Value,
    pub object_getstate: Value,
    pub pickling_error: Ref<TypeObj>,
    pub unpickling_error: Ref<TypeObj>,
    pub names: Names,
}

/// Names that are looked up often.
pub struct Names {
    pub reduce_ex: Ref<StrObj>,
    pub reduce: Ref<StrObj>,
    pub getstate: Ref<StrObj>,
    pub setstate: Ref<StrObj>,
    pub getnewargs: Ref<StrObj>,
    pub getnewargs_ex: Ref<StrObj>,
    pub persistent_id: Ref<StrObj>,
    pub persistent_load: Ref<StrObj>,
    pub find_class: Ref<StrObj>,
    pub reducer_override: Ref<StrObj>,
    pub dispatch_table: Ref<StrObj>,
    pub append: Ref<StrObj>,
    pub extend: Ref<StrObj>,
    pub add: Ref<StrObj>,
    pub getinitargs: Ref<StrObj>,
}

#[derive(Default)]
struct Cell(Option<Rc<Known>>);

/// What `init` has found.
pub fn known(vm: &Vm) -> Rc<Known> {
    match vm.extension_ref::<Cell>().and_then(|c| c.0.clone()) {
        Some(k) => k,
        None => crate::bug!("pickling begins before its module"),
    }
}

fn item(vm: &mut Vm, module: &str, name: &str) -> Res {
    let m = vm.import(module)?;
    let name = vm.heap.intern(name);
    vm.get_attr(&m, &name)
}

fn table(vm: &mut Vm, module: &str, name: &str) -> Res<Ref<DictObj>> {
    match item(vm, module, name)?.into_ref::<DictObj>() {
        Ok(d) => Ok(d),
        Err(v) => {
            let what = vm.class_name(&v);
            Err(vm.runtime_error(format!("{module}.{name} should be a dict, not {what}")))
        }
    }
}

fn error_class(
    vm: &mut Vm,
    dict: &Ref<DictObj>,
    key: &'static str,
    base: &Ref<TypeObj>,
) -> Res<Ref<TypeObj>> {
    let class = new_error_class(vm, key, base)?;
    put(vm, dict, key.trim_start_matches("_pickle."), class.value());
    Ok(class)
}

/// Makes the exception classes and looks everything up.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let exception = vm.types().exception.clone();
    let base = error_class(vm, dict, "_pickle.PickleError", &exception)?;
    let pickling_error = error_class(vm, dict, "_pickle.PicklingError", &base)?;
    let unpickling_error = error_class(vm, dict, "_pickle.UnpicklingError", &base)?;
    let name = |vm: &Vm, text: &str| vm.heap.intern(text);
    let object = vm.types().object.clone();
    let own = |vm: &Vm, text: &str| object.lookup(&vm.heap.intern(text)).unwrap_or_default();
    let known = Known {
        dispatch_table: table(vm, "copyreg", "dispatch_table")?,
        extension_registry: table(vm, "copyreg", "_extension_registry")?,
        inverted_registry: table(vm, "copyreg", "_inverted_registry")?,
        extension_cache: table(vm, "copyreg", "_extension_cache")?,
        names_2to3: table(vm, "_compat_pickle", "NAME_MAPPING")?,
        modules_2to3: table(vm, "_compat_pickle", "IMPORT_MAPPING")?,
        names_3to2: table(vm, "_compat_pickle", "REVERSE_NAME_MAPPING")?,
        modules_3to2: table(vm, "_compat_pickle", "REVERSE_IMPORT_MAPPING")?,
        encode: item(vm, "codecs", "encode")?,
        partial: item(vm, "functools", "partial")?,
        getattr: item(vm, "builtins", "getattr")?,
        object_reduce_ex: own(vm, "__reduce_ex__"),
        object_reduce: own(vm, "__reduce__"),
        object_getstate: own(vm, "__getstate__"),
        pickling_error,
        unpickling_error,
        names: Names {
            reduce_ex: name(vm, "__reduce_ex__"),
            reduce: name(vm, "__reduce__"),
            getstate: name(vm, "__getstate__"),
            setstate: name(vm, "__setstate__"),
            getnewargs: name(vm, "__getnewargs__"),
            getnewargs_ex: name(vm, "__getnewargs_ex__"),
            persistent_id: name(vm, "persistent_id"),
            persistent_load: name(vm, "persistent_load"),
            find_class: name(vm, "find_class"),
            reducer_override: name(vm, "reducer_override"),
            dispatch_table: name(vm, "dispatch_table"),
            append: name(vm, "append"),
            extend: name(vm, "extend"),
            add: name(vm, "add"),
            getinitargs: name(vm, "__getinitargs__"),
        },
    };
    vm.extension::<Cell>().0 = Some(Rc::new(known));
    Ok(())
}

impl Known {
    /// Raises PicklingError.
    #[cold]
    pub fn cannot(&self, vm: &mut Vm, text: impl AsRef<str>) -> Raised {
        vm.error(&self.pickling_error.clone(), text.as_ref())
    }

    /// Raises PicklingError whose context is the error that led to it.
    #[cold]
    pub fn cannot_since(&self, vm: &mut Vm, text: impl AsRef<str>, why: Value) -> Raised {
        let e = self.cannot(vm, text);
        in_context(vm, e, why)
    }

    /// Raises UnpicklingError.
    #[cold]
    pub fn bad(&self, vm: &mut Vm, text: impl AsRef<str>) -> Raised {
        vm.error(&self.unpickling_error.clone(), text.as_ref())
    }
}

/// The error, in the context of another one.
#[cold]
pub fn in_context(vm: &mut Vm, e: Raised, why: Value) -> Raised {
    let e = vm.take_raised(e);
    if let Some(x) = e.cast::<ExceptionObj>() {
        drop(x.context.replace(why));
    }
    vm.raise(e)
}

/// What the first name that is missing on the way of `object.a.b.c` raises.
#[cold]
pub fn missing(vm: &mut Vm, object: &Value, path: &StrObj) -> Value {
    let mut at = object.clone();
    for part in path.bytes().split(|b| *b == b'.') {
        let name = vm.heap.intern_bytes(part);
        match vm.get_attr(&at, &name) {
            Ok(v) => at = v,
            Err(e) => return vm.take_raised(e),
        }
    }
    Value::None
}

/// The name of a value's class as texts of errors have it.
pub fn type_name(vm: &Vm, v: &Value) -> String {
    vm.short_full_name(&vm.class_of(v))
}

/// `object.a.b.c`; None where one of the names is missing.
pub fn dotted(vm: &mut Vm, object: &Value, path: &StrObj) -> Res<Option<Value>> {
    let mut at = object.clone();
    for part in path.bytes().split(|b| *b == b'.') {
        vm.granted(vm.heap.make_room_for_name())?;
        let name = vm.heap.intern_bytes(part);
        match vm.get_attr_opt(&at, &name)? {
            Some(v) => at = v,
            None => return Ok(None),
        }
    }
    Ok(Some(at))
}
