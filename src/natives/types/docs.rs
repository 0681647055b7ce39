//! `__doc__` of the built-in classes, where the constructor's declaration does not say it.

use super::doc_texts;
use crate::object::function::NativeObj;
use crate::object::types::flags::EXCEPTION;
use crate::object::{Heap, Ref, TypeObj, Value};
use crate::vm::Vm;
use crate::vm::native::def_of;

const TEXTS: &[(&str, &str)] = &[
    (
        "int",
        "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no arguments\nare given.",
    ),
    (
        "bool",
        "Returns True when the argument is true, False otherwise.\nThe builtins True and False are the only two instances of the class bool.\nThe class bool is a subclass of the class int, and cannot be subclassed.",
    ),
    ("float", "Convert a string or number to a floating-point number, if possible."),
    (
        "complex",
        "Create a complex number from a string or numbers.\n\nIf a string is given, parse it as a complex number.\nIf a single number is given, convert it to a complex number.\nIf the 'real' or 'imag' arguments are given, create a complex number\nwith the specified real and imaginary components.",
    ),
    (
        "list",
        "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    ),
    (
        "tuple",
        "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    ),
    (
        "dict",
        "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\ndict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\ndict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  dict(one=1, two=2)",
    ),
    ("set", "Build an unordered collection of unique elements."),
    ("frozenset", "Build an immutable unordered collection of unique elements."),
    (
        "range",
        "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of integers from start (inclusive)\nto stop (exclusive) by step.",
    ),
    ("slice", "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object."),
    ("classmethod", "Convert a function to be a class method."),
    ("staticmethod", "Convert a function to be a static method."),
    ("NoneType", "The type of the None singleton."),
    ("reversed", "Return a reverse iterator over the values of the given sequence."),
    (
        "module",
        "Create a module object.\n\nThe name must be a string; the optional docstring can have any type.",
    ),
];

/// Sets `__doc__` of every built-in class.
pub fn install(vm: &mut Vm) {
    let type_ = vm.types().type_.clone();
    for class in vm.types().all().iter().filter(|c| !c.is(&type_)) {
        class.later(set_doc);
        class.later(super::slots::fill);
    }
}

fn set_doc(heap: &Heap, class: &Ref<TypeObj>) {
    let name = heap.intern("__doc__");
    if class.dict().get_str(&name).is_some() {
        return;
    }
    let own = class.name_text();
    let constructor = class.dict().get_text(heap, "__new__");
    let declared =
        constructor.as_ref().and_then(|v| v.cast::<NativeObj>()).map(|n| def_of(n).doc).unwrap_or("");
    let text = match TEXTS.iter().find(|(n, _)| *n == own) {
        Some((_, text)) => heap.str(text).into_value(),
        None if !declared.is_empty() => {
            let lines: Vec<&str> =
                declared.trim_end().lines().map(|l| l.strip_prefix(' ').unwrap_or(l)).collect();
            heap.str(&lines.join("\n")).into_value()
        }
        None if class.has(EXCEPTION) && !exception_text(&own).is_empty() => {
            heap.str(exception_text(&own)).into_value()
        }
        None => match doc_texts::text(&format!("builtins.{own}")) {
            Some(text) => heap.str(text).into_value(),
            None => Value::None,
        },
    };
    class.dict().set_str(&name, text);
}

fn exception_text(name: &str) -> &'static str {
    match name {
        "BaseException" => "Common base class for all exceptions.",
        "Exception" => "Common base class for all non-exit exceptions.",
        "ValueError" => "Inappropriate argument value (of correct type).",
        "TypeError" => "Inappropriate argument type.",
        "KeyError" => "Mapping key not found.",
        "IndexError" => "Sequence index out of range.",
        "LookupError" => "Base class for lookup errors.",
        "AttributeError" => "Attribute not found.",
        "NameError" => "Name not found globally.",
        "UnboundLocalError" => "Local name referenced but not bound to a value.",
        "OSError" => "Base class for I/O related errors.",
        "RuntimeError" => "Unspecified run-time error.",
        "NotImplementedError" => "Method or function hasn't been implemented yet.",
        "RecursionError" => "Recursion limit exceeded.",
        "StopIteration" => "Signal the end from iterator.__next__().",
        "StopAsyncIteration" => "Signal the end from iterator.__anext__().",
        "ArithmeticError" => "Base class for arithmetic errors.",
        "OverflowError" => "Result too large to be represented.",
        "ZeroDivisionError" => "Second argument to a division or modulo operation was zero.",
        "AssertionError" => "Assertion failed.",
        "ImportError" => "Import can't find module, or can't find name in module.",
        "ModuleNotFoundError" => "Module not found.",
        "SyntaxError" => "Invalid syntax.",
        "SystemExit" => "Request to exit from the interpreter.",
        "KeyboardInterrupt" => "Program interrupted by user.",
        "GeneratorExit" => "Request that a generator exit.",
        "MemoryError" => "Out of memory.",
        "EOFError" => "Read beyond end of file.",
        "BufferError" => "Buffer error.",
        "Warning" => "Base class for warning categories.",
        "TimeoutError" => "Timeout expired.",
        "ExceptionGroup" | "BaseExceptionGroup" => "A combination of multiple unrelated exceptions.",
        _ => "",
    }
}
