//! `_pickle`: objects as bytes and back (`Modules/_pickle.c`), in all six protocols, byte for byte as CPython writes them.
//!
//! `save.rs` is where writing begins, `load.rs` where reading does; `opcode.rs` has the instructions, `known.rs` what is needed from other modules.

mod buffer_class;
mod build;
mod containers;
mod globals;
mod instances;
mod known;
mod load;
mod memo;
mod older;
mod opcode;
mod output;
mod pickler;
mod proxies;
mod reduce;
mod save;
mod source;
mod unpickler;

use std::cell::RefCell;

use crate::natives;
use crate::natives::types::buffer::Buffer;
use crate::object::bytes::BytesObj;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use load::{Loader, Reading};
use output::Output;
use save::Saver;
use source::{File, Source, Whole};
use unpickler::EMPTY_TUPLE;

/// Tells the audit hooks.
fn audit(vm: &mut Vm, event: &str, args: &[Value]) -> Res<()> {
    let event = vm.heap.intern(event).into_value();
    let args = vm.heap.tuple(args.to_vec()).into_value();
    super::sys::hooks::call_audit_hooks(vm, &event, &args)
}

/// Arguments of `dump` and `dumps` behind the first.
struct Writing {
    write: Option<Value>,
    protocol: Value,
    fix_imports: bool,
    buffer_callback: Value,
}

fn write(vm: &mut Vm, v: &Value, how: &Writing) -> Res<Vec<u8>> {
    let proto = pickler::protocol(vm, &how.protocol)?;
    let callback = pickler::callback(vm, &how.buffer_callback, proto)?;
    let memo = RefCell::default();
    let output = Output::new(how.write.clone());
    let mut saver = Saver::new(known::known(vm), proto, how.fix_imports, output, &memo);
    saver.buffer_callback = callback;
    saver.dump(vm, v)
}

fn read<S: Source>(vm: &mut Vm, reading: Reading, source: S) -> Res {
    let memo = RefCell::default();
    Loader::new(known::known(vm), reading, source, &memo).load(vm)
}

fn reading(
    vm: &mut Vm,
    fix_imports: bool,
    encoding: Ref<StrObj>,
    errors: Ref<StrObj>,
    buffers: &Value,
) -> Res<Reading> {
    let buffers = unpickler::buffers_of(vm, buffers)?;
    Ok(Reading { fix_imports, encoding, errors, buffers, persistent_load: None, find_class: None })
}

natives! { static FUNCTIONS;
    /// Write a pickled representation of obj to the open file object file.
    ///
    /// This is equivalent to ``Pickler(file, protocol).dump(obj)``, but may
    /// be more efficient.
    fn dump(vm, /, obj: Value, file: Value, protocol: Value = Value::None, *, fix_imports: bool = true, buffer_callback: Value = Value::None) -> Res<()> {
        pickler::protocol(vm, &protocol)?;
        let write_to = Some(pickler::write_of(vm, &file)?);
        let how = Writing { write: write_to, protocol: protocol.take(), fix_imports, buffer_callback: buffer_callback.take() };
        write(vm, &obj, &how).map(drop)
    }
    /// Return the pickled representation of the object as a bytes object.
    fn dumps(vm, /, obj: Value, protocol: Value = Value::None, *, fix_imports: bool = true, buffer_callback: Value = Value::None) -> Res {
        let how = Writing { write: None, protocol: protocol.take(), fix_imports, buffer_callback: buffer_callback.take() };
        let bytes = write(vm, &obj, &how)?;
        Ok(vm.heap.bytes_from_vec(bytes).into_value())
    }
    /// Read and return an object from the pickle data stored in a file.
    ///
    /// This is equivalent to ``Unpickler(file).load()``, but may be more
    /// efficient.
    fn load(vm, /, file: Value, *, fix_imports: bool = true, encoding: Ref<StrObj> = vm.heap.intern("ASCII"), errors: Ref<StrObj> = vm.heap.intern("strict"), buffers: Value = EMPTY_TUPLE) -> Res {
        let methods = unpickler::methods_of(vm, &file)?;
        let reading = reading(vm, fix_imports, encoding, errors, &buffers)?;
        read(vm, reading, File::new(methods))
    }
    /// Read and return an object from the given pickle data.
    fn loads(vm, data: Value, /, *, fix_imports: bool = true, encoding: Ref<StrObj> = vm.heap.intern("ASCII"), errors: Ref<StrObj> = vm.heap.intern("strict"), buffers: Value = EMPTY_TUPLE) -> Res {
        let reading = reading(vm, fix_imports, encoding, errors, &buffers)?;
        if let Some(b) = data.cast::<BytesObj>() {
            return read(vm, reading, Whole::new(b.bytes()));
        }
        let buffer = Buffer::of(vm, &data)?;
        let bytes = buffer.copied(vm)?;
        buffer.release(vm)?;
        read(vm, reading, Whole::new(&bytes))
    }
}

/// Fills `_pickle`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    known::init(vm, dict)?;
    pickler::init(vm, dict);
    unpickler::init(vm, dict);
    proxies::init(vm);
    buffer_class::init(vm, dict);
    vm.add_functions(dict, "_pickle", FUNCTIONS);
    Ok(())
}
