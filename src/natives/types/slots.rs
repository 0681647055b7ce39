//! Special methods that a built-in class has in its own dict although they do what those of its base do: CPython fills all
//! six comparisons of a class that has one, and attribute access and constructors of classes that name the general functions. And what the class is about.

use crate::object::descr::{Member, MemberObj};
use crate::object::types::flags::EXCEPTION;
use crate::object::{Heap, Ref, TypeObj, Value};
use crate::vm::native::NativeDef;
use crate::vm::{Vm, put_class_native, put_native};

use super::doc_texts;

const ORDER: &[&str] = &["__ge__", "__gt__", "__le__", "__lt__"];
const COMPARISONS: &[&str] = &["__ge__", "__gt__", "__le__", "__lt__", "__ne__"];
const GET: &[&str] = &["__getattribute__"];
const GET_SET: &[&str] = &["__delattr__", "__getattribute__", "__setattr__"];
const GET_SIZE: &[&str] = &["__getattribute__", "__sizeof__"];
const NEW: &[&str] = &["__new__"];
const SIZE: &[&str] = &["__sizeof__"];
const DICT: &[&str] = &["__dict__"];
const WEAK: &[&str] = &["__weakref__"];
const GENERIC: &[&str] = &["__class_getitem__"];

/// Sorted by module and name.
#[rustfmt::skip]
const OWN: &[(&str, &str, &[&str])] = &[
    ("_contextvars", "Context", COMPARISONS),
    ("_contextvars", "ContextVar", &["__hash__"]),
    ("_io", "BytesIO", SIZE),
    ("_io", "_IOBase", DICT),
    ("_struct", "Struct", GET_SET),
    ("_struct", "unpack_iterator", GET),
    ("_thread", "_local", GET_SET),
    ("array", "array", GET),
    ("array", "arrayiterator", GET),
    ("ast", "AST", &["__delattr__", "__getattribute__", "__new__", "__setattr__"]),
    ("asyncio.events", "AbstractEventLoop", &["__dict__", "__weakref__"]),
    ("asyncio.events", "Handle", WEAK),
    ("asyncio.exceptions", "InvalidStateError", WEAK),
    ("builtins", "ArithmeticError", NEW),
    ("builtins", "AssertionError", NEW),
    ("builtins", "BufferError", NEW),
    ("builtins", "BytesWarning", NEW),
    ("builtins", "CancelledError", WEAK),
    ("builtins", "DeprecationWarning", NEW),
    ("builtins", "EOFError", NEW),
    ("builtins", "EncodingWarning", NEW),
    ("builtins", "Exception", NEW),
    ("builtins", "ExceptionGroup", WEAK),
    ("builtins", "FloatingPointError", NEW),
    ("builtins", "FrameLocalsProxy", COMPARISONS),
    ("builtins", "FutureWarning", NEW),
    ("builtins", "GeneratorExit", NEW),
    ("builtins", "ImportWarning", NEW),
    ("builtins", "IndexError", NEW),
    ("builtins", "KeyboardInterrupt", NEW),
    ("builtins", "LookupError", NEW),
    ("builtins", "MemoryError", NEW),
    ("builtins", "NoneType", ORDER),
    ("builtins", "NotImplementedError", NEW),
    ("builtins", "OverflowError", NEW),
    ("builtins", "PendingDeprecationWarning", NEW),
    ("builtins", "PythonFinalizationError", NEW),
    ("builtins", "RecursionError", NEW),
    ("builtins", "ReferenceError", NEW),
    ("builtins", "ResourceWarning", NEW),
    ("builtins", "RuntimeError", NEW),
    ("builtins", "RuntimeWarning", NEW),
    ("builtins", "StopAsyncIteration", NEW),
    ("builtins", "SyntaxWarning", NEW),
    ("builtins", "SystemError", NEW),
    ("builtins", "TypeError", NEW),
    ("builtins", "UnicodeDecodeError", NEW),
    ("builtins", "UnicodeEncodeError", NEW),
    ("builtins", "UnicodeError", NEW),
    ("builtins", "UnicodeTranslateError", NEW),
    ("builtins", "UnicodeWarning", NEW),
    ("builtins", "UserWarning", NEW),
    ("builtins", "ValueError", NEW),
    ("builtins", "Warning", NEW),
    ("builtins", "ZeroDivisionError", NEW),
    ("builtins", "async_generator", SIZE),
    ("builtins", "builtin_function_or_method", ORDER),
    ("builtins", "classmethod", GENERIC),
    ("builtins", "code", &["__ge__", "__gt__", "__le__", "__lt__", "__ne__", "__sizeof__"]),
    ("builtins", "coroutine", SIZE),
    ("builtins", "frame", SIZE),
    ("builtins", "generator", SIZE),
    ("builtins", "mappingproxy", ORDER),
    ("builtins", "memoryview", ORDER),
    ("builtins", "method", ORDER),
    ("builtins", "method-wrapper", ORDER),
    ("builtins", "staticmethod", GENERIC),
    ("collections", "OrderedDict", &["__dict__", "__ge__", "__gt__", "__le__", "__lt__", "__sizeof__"]),
    ("collections", "_deque_iterator", GET),
    ("collections", "_deque_reverse_iterator", GET),
    ("collections", "defaultdict", &["__class_getitem__", "__getattribute__"]),
    ("collections", "deque", GET),
    ("datetime", "timezone", ORDER),
    ("decimal", "Context", &["__delattr__", "__getattribute__"]),
    ("decimal", "ContextManager", GET),
    ("decimal", "Decimal", GET),
    ("decimal", "SignalDictMixin", &["__ge__", "__getattribute__", "__gt__", "__le__", "__lt__"]),
    ("functools", "KeyWrapper", GET),
    ("functools", "_lru_cache_wrapper", DICT),
    ("functools", "partial", &["__delattr__", "__dict__", "__getattribute__", "__setattr__"]),
    ("itertools", "_grouper", GET),
    ("itertools", "accumulate", GET),
    ("itertools", "batched", GET),
    ("itertools", "chain", &["__class_getitem__", "__getattribute__"]),
    ("itertools", "combinations", GET_SIZE),
    ("itertools", "combinations_with_replacement", GET_SIZE),
    ("itertools", "compress", GET),
    ("itertools", "count", GET),
    ("itertools", "cycle", GET),
    ("itertools", "dropwhile", GET),
    ("itertools", "filterfalse", GET),
    ("itertools", "groupby", GET),
    ("itertools", "islice", GET),
    ("itertools", "pairwise", GET),
    ("itertools", "permutations", GET_SIZE),
    ("itertools", "product", GET_SIZE),
    ("itertools", "repeat", GET),
    ("itertools", "starmap", GET),
    ("itertools", "takewhile", GET),
    ("itertools", "zip_longest", GET),
    ("mmap", "mmap", GET),
    ("operator", "attrgetter", GET),
    ("operator", "itemgetter", GET),
    ("operator", "methodcaller", GET),
    ("re", "Pattern", ORDER),
    ("select", "epoll", GET),
    ("signal", "ItimerError", WEAK),
    ("sqlite3", "Row", ORDER),
    ("termios", "error", WEAK),
    ("types", "GenericAlias", COMPARISONS),
    ("types", "SimpleNamespace", &["__dict__", "__new__"]),
    ("typing", "ParamSpecArgs", COMPARISONS),
    ("typing", "ParamSpecKwargs", COMPARISONS),
    ("typing", "Union", &["__ge__", "__getattribute__", "__gt__", "__le__", "__lt__", "__ne__"]),
    ("unicodedata", "UCD", GET),
    ("weakref", "ReferenceType", ORDER),
];

/// Classes beside those of `builtins` that CPython has without making them; sorted. All others are made when their module is first imported, which
/// `__flags__` tells and pickling of old protocols asks.
const NEVER_MADE: &[&str] = &[
    "Token.MISSING",
    "_contextvars.Context",
    "_contextvars.ContextVar",
    "_contextvars.Token",
    "collections.OrderedDict",
    "datetime.date",
    "datetime.datetime",
    "datetime.time",
    "datetime.timedelta",
    "datetime.timezone",
    "datetime.tzinfo",
    "pickle.PickleBuffer",
    "string.templatelib.Interpolation",
    "string.templatelib.Template",
    "string.templatelib.TemplateIter",
    "sys.flags",
    "sys.float_info",
    "sys.hash_info",
    "sys.int_info",
    "sys.thread_info",
    "sys.version_info",
    "types.GenericAlias",
    "types.SimpleNamespace",
    "typing.TypeAliasType",
    "typing.Union",
    "weakref.CallableProxyType",
    "weakref.ProxyType",
    "weakref.ReferenceType",
];

/// Whether CPython makes a class of this name when a module is imported.
pub fn is_made(name: &str) -> bool {
    match name.strip_prefix("builtins.") {
        Some(name) => name == "ExceptionGroup",
        None => NEVER_MADE.binary_search(&name).is_err(),
    }
}

/// Puts them into the dict of a class that is filled just now; what the class has said itself stays.
pub fn fill(heap: &Heap, class: &Ref<TypeObj>) {
    let module = class.dict().get_text(heap, "__module__");
    let module = module
        .as_ref()
        .and_then(Value::cast::<crate::object::str::StrObj>)
        .map_or_else(|| "builtins".to_string(), |m| m.to_text());
    let name = class.name_text();
    if let Some(text) = doc_texts::text(&format!("{module}.{name}"))
        && class.dict().get_text(heap, "__doc__").is_none()
    {
        class.dict().set_text(heap, "__doc__", heap.str(text).into_value());
    }
    let Ok(i) = OWN.binary_search_by(|(m, n, _)| (*m, *n).cmp(&(&*module, &*name))) else { return };
    for name in OWN[i].2 {
        if class.dict().get_text(heap, name).is_some() {
            continue;
        }
        let member = match *name {
            "__dict__" => Some(Member::Dict),
            "__weakref__" => Some(Member::Weakref),
            _ => None,
        };
        if let Some(member) = member {
            let t = heap.types();
            // A namespace is a structure with a dict in it.
            let kind = if class.name_text() == "SimpleNamespace" {
                &t.member_descriptor
            } else {
                &t.getset_descriptor
            };
            let d = MemberObj { owner: class.value(), name: heap.intern(name).into_value(), member };
            class.dict().set_text(heap, name, heap.alloc(kind, d).into_value());
            continue;
        }
        if *name == "__class_getitem__" {
            put_class_native(heap, class, &super::generic_alias::GENERIC[0]);
            continue;
        }
        let table = if class.has(EXCEPTION) { super::exceptions::METHODS } else { super::object::METHODS };
        let Some(def) = named(table, name) else { crate::bug!("no general {name}") };
        put_native(heap, class, def);
    }
}

fn named(table: &'static [NativeDef], name: &str) -> Option<&'static NativeDef> {
    table.iter().find(|def| def.name() == name)
}

/// From now on classes that are made are completed.
pub fn install(vm: &mut Vm) {
    vm.hooks.native_class = fill;
    vm.hooks.module_doc = doc_texts::text;
}

#[cfg(test)]
mod tests {
    use super::{NEVER_MADE, OWN};

    #[test]
    fn classes_are_sorted() {
        assert!(OWN.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1)));
        assert!(NEVER_MADE.is_sorted());
    }
}
