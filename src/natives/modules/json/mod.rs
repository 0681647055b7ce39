//! `_json`: what the package `json` has in C: reading a document, writing one, and the strings of both.
//!
//! `text.rs` has the strings, `scanner.rs` reads, `encoder.rs` writes.

mod encoder;
mod scanner;
mod text;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use text::{Scanned, quote, scan, text_argument};

natives! { static FUNCTIONS;
    /// scanstring(string, end, strict=True) -> (string, end)
    ///
    /// Scan the string s for a JSON string. End is the index of the
    /// character in s after the quote that started the JSON string.
    /// Unescapes all valid JSON string escape sequences and raises ValueError
    /// on attempt to decode an invalid string. If strict is False then literal
    /// control characters are allowed in the string.
    ///
    /// Returns a tuple of the decoded string and the index of the character in s
    /// after the end quote.
    fn scanstring(vm, string: Value, end: i64, strict: bool = true, /) -> Res {
        let text = text_argument(vm, &string)?;
        if end < 0 || end as usize > text.char_len() {
            return Err(vm.value_error("end is out of bounds"));
        }
        let begin = text.offset_of(end as usize);
        let (out, at) = match scan(vm, &text, text.bytes(), begin, strict)? {
            (Scanned::Piece(piece), at) => {
                vm.room_for(piece.len())?;
                (vm.heap.str_bytes(piece).into_value(), at)
            }
            (Scanned::Made(made), at) => (vm.new_str(made)?, at),
        };
        Ok(vm.heap.tuple([out, vm.heap.int_from_usize(text.index_at(at))]).into_value())
    }
    /// encode_basestring(string) -> string
    ///
    /// Return a JSON representation of a Python string
    fn encode_basestring(vm, string: Value, /) -> Res {
        let text = text_argument(vm, &string)?;
        let mut out = Vec::new();
        quote::<false>(vm, text.bytes(), &mut out)?;
        vm.new_str(out)
    }
    /// encode_basestring_ascii(string) -> string
    ///
    /// Return an ASCII-only JSON representation of a Python string
    fn encode_basestring_ascii(vm, string: Value, /) -> Res {
        let text = text_argument(vm, &string)?;
        let mut out = Vec::new();
        quote::<true>(vm, text.bytes(), &mut out)?;
        vm.new_str(out)
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_json", FUNCTIONS);
    scanner::add_class(vm, dict);
    encoder::add_class(vm, dict);
    Ok(())
}
