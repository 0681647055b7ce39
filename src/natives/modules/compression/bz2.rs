//! `_bz2`: the two objects of `bz2`, over `bzip2` (whose library below is Rust).

use std::cell::{Cell, RefCell};

use bzip2::{Action, Compress, Decompress, Error, Status};

use crate::natives::types::support::Octets;
use crate::object::dict::DictObj;
use crate::object::{Ref, TypeObj, Value, buffer};
use crate::vm::{Raised, Res, Vm};
use crate::{attrs, natives, payload};

use super::super::posix::arguments::CInt;
use super::super::support::{ClassSpec, put_class};
use super::stream::{Decoder, Decompressor, First, Output, Step, Trouble, with_bytes};

payload! {
    /// `_bz2.BZ2Compressor`
    pub struct Compressor as "_bz2.BZ2Compressor" { } plain {
        /// None: it has been flushed.
        stream: RefCell<Option<Compress>>,
    }
}

payload! {
    /// `_bz2.BZ2Decompressor`
    pub struct Unpacker as "_bz2.BZ2Decompressor" { } plain {
        state: RefCell<Decompressor<Stream>>,
        /// The library must not be asked again after an error.
        unusable: Cell<bool>,
    }
}

struct Stream(Decompress);

/// What goes wrong: in the library, or because it already did.
enum Fault {
    Library(Error),
    Unusable,
}

type Failure = Trouble<Fault>;

/// What the library says, as CPython says it.
#[cold]
fn raise(vm: &mut Vm, e: Fault) -> Raised {
    let types = vm.types();
    let e = match e {
        Fault::Library(e) => e,
        Fault::Unusable => return vm.value_error("Decompressor is unusable after a previous error"),
    };
    let (class, text) = match e {
        Error::Data | Error::DataMagic => (types.os_error.clone(), "Invalid data stream"),
        Error::Param => (types.value_error.clone(), "Internal error - invalid parameters passed to libbzip2"),
        Error::Sequence => {
            (types.runtime_error.clone(), "Internal error - Invalid sequence of commands sent to libbzip2")
        }
    };
    vm.error(&class, text)
}

impl Decoder for Stream {
    type Error = Fault;

    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Result<Step, Failure> {
        let before = (self.0.total_in(), self.0.total_out());
        let status = self.0.decompress(input, output).map_err(|e| Trouble::Of(Fault::Library(e)))?;
        if status == Status::MemNeeded {
            return Err(Trouble::NoMemory);
        }
        Ok(Step {
            consumed: (self.0.total_in() - before.0) as usize,
            produced: (self.0.total_out() - before.1) as usize,
            end: status == Status::StreamEnd,
        })
    }
}

/// Gives data to a compressor, or its end.
fn compress(stream: &mut Compress, mut data: &[u8], action: Action) -> Result<Vec<u8>, Failure> {
    let mut out = Output::endless();
    loop {
        if action == Action::Run && data.is_empty() {
            return Ok(out.done());
        }
        let before = (stream.total_in(), stream.total_out());
        let status =
            stream.compress(data, out.room()?, action).map_err(|e| Trouble::Of(Fault::Library(e)))?;
        data = &data[(stream.total_in() - before.0) as usize..];
        out.fill((stream.total_out() - before.1) as usize);
        if status == Status::StreamEnd {
            return Ok(out.done());
        }
    }
}

/// What a compressor of that level needs, as the library's manual has it.
fn needed(level: i32) -> u64 {
    400_000 + 8 * 100_000 * level as u64
}

natives! { static COMPRESSING;
    fn __new__(vm, cls: Ref<TypeObj>, compresslevel: CInt = CInt(9), /) -> Res<Ref<Compressor>> {
        if !(1..=9).contains(&compresslevel.0) {
            return Err(vm.value_error("compresslevel must be between 1 and 9"));
        }
        buffer::room_for(needed(compresslevel.0)).map_err(|e| vm.text_error(e))?;
        let stream = Compress::new(bzip2::Compression::new(compresslevel.0 as u32), 0);
        Ok(vm.heap.alloc(&cls, Compressor { stream: RefCell::new(Some(stream)) }))
    }
    /// Provide data to the compressor object.
    ///
    /// Returns a chunk of compressed data if possible, or b'' otherwise.
    ///
    /// When you have finished providing data to the compressor, call the
    /// flush() method to finish the compression process.
    fn compress(vm, this: Ref<Compressor>, data: Value, /) -> Res<Octets> {
        if this.stream.borrow().is_none() {
            return Err(vm.value_error("Compressor has been flushed"));
        }
        with_bytes(vm, &data, |data| match &mut *this.stream.borrow_mut() {
            Some(stream) => compress(stream, data, Action::Run),
            None => Ok(Vec::new()),
        }, raise).map(Octets)
    }
    /// Finish the compression process.
    ///
    /// Returns the compressed data left in internal buffers.
    ///
    /// The compressor object may not be used after this method is called.
    fn flush(vm, this: Ref<Compressor>, /) -> Res<Octets> {
        let Some(mut stream) = this.stream.take() else {
            return Err(vm.value_error("Repeated call to flush()"));
        };
        compress(&mut stream, &[], Action::Finish).map(Octets).map_err(|e| e.raise(vm, raise))
    }
}

attrs! { static STATE for Unpacker;
    /// True if the end-of-stream marker has been reached.
    fn eof(vm, this) -> bool { this.state.borrow().eof }
    /// Data found after the end of the compressed stream.
    fn unused_data(vm, this) -> Octets { Octets(this.state.borrow().unused.clone()) }
    /// True if more input is needed before more decompressed data can be produced.
    fn needs_input(vm, this) -> bool { this.state.borrow().needs_input }
}

natives! { static DECOMPRESSING;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args) -> Res<Ref<Unpacker>> {
        if !args.is_empty() {
            return Err(vm.type_error("BZ2Decompressor() takes no positional arguments"));
        }
        let state = Decompressor::new(Stream(Decompress::new(false)), First::Input);
        Ok(vm.heap.alloc(&cls, Unpacker { state: RefCell::new(state), unusable: Cell::new(false) }))
    }
    /// Decompress *data*, returning uncompressed data as bytes.
    ///
    /// If *max_length* is nonnegative, returns at most *max_length* bytes of
    /// decompressed data. If this limit is reached and further output can be
    /// produced, *self.needs_input* will be set to ``False``. In this case, the next
    /// call to *decompress()* may provide *data* as b'' to obtain more of the output.
    ///
    /// If all of the input data was decompressed and returned (either because this
    /// was less than *max_length* bytes, or because *max_length* was negative),
    /// *self.needs_input* will be set to True.
    ///
    /// Attempting to decompress data after the end of stream is reached raises an
    /// EOFError.  Any data found after the end of the stream is ignored and saved in
    /// the unused_data attribute.
    fn decompress(vm, this: Ref<Unpacker>, /, data: Value, max_length: i64 = -1) -> Res<Octets> {
        if this.state.borrow().eof {
            return Err(vm.eof_error("End of stream already reached"));
        }
        with_bytes(vm, &data, |data| unpack(&this, data, max_length), raise).map(Octets)
    }
}

fn unpack(this: &Unpacker, data: &[u8], max_length: i64) -> Result<Vec<u8>, Failure> {
    if this.unusable.get() {
        return Err(Trouble::Of(Fault::Unusable));
    }
    let mut state = this.state.borrow_mut();
    let made = state.decompress(data, max_length);
    if made.is_err() {
        this.unusable.set(true);
        state.needs_input = false;
    }
    made
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let spec =
        ClassSpec { name: "BZ2Compressor", module: "_bz2", flags: 0, methods: COMPRESSING, next: None };
    let class = put_class(vm, dict, &spec);
    let doc = "Create a compressor object for compressing data incrementally.\n\n  compresslevel\n    Compression level, as a number between 1 and 9.\n\nFor one-shot compression, use the compress() function instead.";
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
    let spec = ClassSpec { name: "BZ2Decompressor", methods: DECOMPRESSING, ..spec };
    let class = put_class(vm, dict, &spec);
    vm.add_attrs(&class, STATE);
    let doc = "Create a decompressor object for decompressing data incrementally.\n\nFor one-shot decompression, use the decompress() function instead.";
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
    Ok(())
}
