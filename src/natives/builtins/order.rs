//! The order of the names in the dict of `builtins`: of several names that are as near to a misspelt one, the first is the one that is guessed.

use crate::object::Value;
use crate::vm::Vm;

/// The names in CPython's order, which follows from the way it is put together. Those of the package's start (`quit`, `help` ..) come behind them.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "__name__", "__doc__", "__package__", "__loader__", "__spec__", "__build_class__", "__import__", "abs", "all", "any", "ascii", "bin", "breakpoint",
    "callable", "chr", "compile", "delattr", "dir", "divmod", "eval", "exec", "format", "getattr", "globals", "hasattr", "hash", "hex", "id", "input",
    "isinstance", "issubclass", "iter", "aiter", "len", "locals", "max", "min", "next", "anext", "oct", "ord", "pow", "print", "repr", "round", "setattr",
    "sorted", "sum", "vars", "None", "Ellipsis", "NotImplemented", "False", "True", "bool", "memoryview", "bytearray", "bytes", "classmethod", "complex",
    "dict", "enumerate", "filter", "float", "frozenset", "property", "int", "list", "map", "object", "range", "reversed", "set", "slice", "staticmethod",
    "str", "super", "tuple", "type", "zip", "__debug__", "BaseException", "BaseExceptionGroup", "Exception", "GeneratorExit", "KeyboardInterrupt",
    "SystemExit", "ArithmeticError", "AssertionError", "AttributeError", "BufferError", "EOFError", "ImportError", "LookupError", "MemoryError",
    "NameError", "OSError", "ReferenceError", "RuntimeError", "StopAsyncIteration", "StopIteration", "SyntaxError", "SystemError", "TypeError",
    "ValueError", "Warning", "FloatingPointError", "OverflowError", "ZeroDivisionError", "BytesWarning", "DeprecationWarning", "EncodingWarning",
    "FutureWarning", "ImportWarning", "PendingDeprecationWarning", "ResourceWarning", "RuntimeWarning", "SyntaxWarning", "UnicodeWarning", "UserWarning",
    "BlockingIOError", "ChildProcessError", "ConnectionError", "FileExistsError", "FileNotFoundError", "InterruptedError", "IsADirectoryError",
    "NotADirectoryError", "PermissionError", "ProcessLookupError", "TimeoutError", "IndentationError", "_IncompleteInputError", "IndexError", "KeyError",
    "ModuleNotFoundError", "NotImplementedError", "PythonFinalizationError", "RecursionError", "UnboundLocalError", "UnicodeError", "BrokenPipeError",
    "ConnectionAbortedError", "ConnectionRefusedError", "ConnectionResetError", "TabError", "UnicodeDecodeError", "UnicodeEncodeError",
    "UnicodeTranslateError", "ExceptionGroup", "EnvironmentError", "IOError", "open",
];

/// Makes room for all names, in their order. The values come when the types and functions are there.
pub fn lay_out(vm: &mut Vm) {
    let dict = vm.builtins.clone();
    let class_maker = dict.get_str(&vm.names.__build_class__);
    dict.clear_entries();
    dict.reserve(NAMES.len());
    for name in NAMES {
        // Nothing is in the dict yet: nobody need look.
        let key = vm.heap.intern(name);
        let hash = key.hash(vm.heap);
        dict.push(key.into_value(), hash, Value::None);
    }
    if let Some(v) = class_maker {
        dict.set_str(&vm.names.__build_class__, v);
    }
}
