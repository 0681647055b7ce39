//! `marshal`: values as bytes in CPython's form (`Python/marshal.c`, version 5), which other Pythons of the same version read, except for code objects: these hold our own code.

mod read;
mod write;

use crate::natives;
use crate::natives::types::support::bytes_like;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::support::put_ints;

/// The version that is written.
const VERSION: i64 = 5;

/// How deep containers may lie in each other, as in CPython.
const MAX_DEPTH: usize = 2000;

/// The bit that gives a value a number, by which it can be named again.
const FLAG: u8 = 0x80;

/// The letters of the types.
mod letter {
    pub const NULL: u8 = b'0';
    pub const NONE: u8 = b'N';
    pub const FALSE: u8 = b'F';
    pub const TRUE: u8 = b'T';
    pub const STOP_ITERATION: u8 = b'S';
    pub const ELLIPSIS: u8 = b'.';
    pub const INT: u8 = b'i';
    pub const INT64: u8 = b'I';
    pub const FLOAT_TEXT: u8 = b'f';
    pub const FLOAT: u8 = b'g';
    pub const COMPLEX_TEXT: u8 = b'x';
    pub const COMPLEX: u8 = b'y';
    pub const LONG: u8 = b'l';
    pub const BYTES: u8 = b's';
    pub const INTERNED: u8 = b't';
    pub const REFERENCE: u8 = b'r';
    pub const TUPLE: u8 = b'(';
    pub const SMALL_TUPLE: u8 = b')';
    pub const LIST: u8 = b'[';
    pub const DICT: u8 = b'{';
    pub const CODE: u8 = b'c';
    pub const TEXT: u8 = b'u';
    pub const SET: u8 = b'<';
    pub const FROZENSET: u8 = b'>';
    pub const ASCII: u8 = b'a';
    pub const ASCII_INTERNED: u8 = b'A';
    pub const SHORT_ASCII: u8 = b'z';
    pub const SHORT_ASCII_INTERNED: u8 = b'Z';
    pub const SLICE: u8 = b':';
}

natives! { static FUNCTIONS;
    /// Return the bytes object that would be written to a file by dump(value, file).
    fn dumps(vm, value: Value, version: i64 = VERSION, /, *, allow_code: bool = true) -> Res {
        let bytes = write::dumps(vm, &value, version, allow_code)?;
        Ok(vm.heap.bytes_from_vec(bytes).into_value())
    }
    /// Write the value on the open file.
    fn dump(vm, value: Value, file: Value, version: i64 = VERSION, /, *, allow_code: bool = true) -> Res {
        let bytes = write::dumps(vm, &value, version, allow_code)?;
        let bytes = vm.heap.bytes_from_vec(bytes).into_value();
        let name = vm.names.write.clone();
        vm.call_method(&file, &name, &[bytes])
    }
    /// Convert the bytes-like object to a value.
    fn loads(vm, bytes: Value, /, *, allow_code: bool = true) -> Res {
        let data = bytes_like(vm, &bytes)?;
        read::loads(vm, read::Bytes::new(&data), allow_code)
    }
    /// Read one value from the open file and return it.
    fn load(vm, file: Value, /, *, allow_code: bool = true) -> Res {
        let name = vm.heap.intern("read");
        let nothing = vm.call_method(&file, &name, &[Value::Int(0)])?;
        if !nothing.is_a::<crate::object::bytes::BytesObj>() {
            let class = vm.class_name(&nothing);
            return Err(vm.type_error(format!("file.read() returned not bytes but {class}")));
        }
        read::loads(vm, read::Bytes::of_file(file), allow_code)
    }
}

/// Fills `marshal`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "marshal", FUNCTIONS);
    put_ints(vm, dict, &[("version", VERSION)]);
    Ok(())
}
