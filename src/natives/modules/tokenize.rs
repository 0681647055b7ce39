//! `_tokenize`: what the library's `tokenize` rests on. Its iterator is not built yet; the rest of `tokenize` (`open`, `detect_encoding`, `untokenize`), which `linecache` needs, works without it.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::support::{ClassSpec, put_class};

natives! { static ITERATOR;
    /// Makes an iterator over the tokens of a text: not available yet.
    fn __new__(vm, cls: Ref<TypeObj>, readline: Value, /, *, encoding: Value = Value::None, extra_tokens: bool = false) -> Res<()> {
        let _ = (cls, readline, encoding, extra_tokens);
        Err(vm.not_implemented_error("_tokenize.TokenizerIter is not available: tokens cannot be iterated over in this version"))
    }
}

/// Fills `_tokenize`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let spec =
        ClassSpec { name: "TokenizerIter", module: "_tokenize", flags: 0, methods: ITERATOR, next: None };
    put_class(vm, dict, &spec);
    Ok(())
}
