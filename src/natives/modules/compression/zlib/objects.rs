//! The objects of `zlib` that take their data in pieces: `compressobj()`, `decompressobj()`, and the decompressor that files use.

use std::cell::{Cell, RefCell};

use libz_rs_sys as z;

use crate::natives::types::support::{Octets, try_bytes};
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, TypeObj, Value, buffer};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::super::posix::arguments::CInt;
use super::super::super::support::{ClassSpec, buffer_arg, new_class};
use super::super::stream::{Decoder, Decompressor, First, Output, Step, with_bytes};
use super::fence::Stream;
use super::{DEF_BUF_SIZE, Failure, Fault, MAX_WBITS, Z_FINISH, fault, fault_at_start, goes_on, raise};

payload! {
    /// What `compressobj()` makes.
    pub struct Compress as "zlib.Compress" { } plain {
        stream: RefCell<Stream>,
    }
}

payload! {
    /// What `decompressobj()` makes.
    pub struct Decompress as "zlib.Decompress" { } plain {
        state: RefCell<Inflating>,
        eof: Cell<bool>,
    }
}

/// A stream that is being decompressed, and what it left.
struct Inflating {
    stream: Stream,
    dictionary: Option<Vec<u8>>,
    /// What followed the stream.
    unused: Vec<u8>,
    /// Input beyond the output that was asked for.
    tail: Vec<u8>,
}

payload! {
    /// `zlib._ZlibDecompressor`
    pub struct Chunks as "zlib._ZlibDecompressor" { } plain {
        state: RefCell<Decompressor<Inflater>>,
    }
}

/// The classes that have no name in the module.
#[derive(Default)]
struct Classes(Option<(Ref<TypeObj>, Ref<TypeObj>)>);

/// Makes the classes; the one for files is what the module shows.
pub fn make_classes(vm: &mut Vm) -> Ref<TypeObj> {
    let spec =
        ClassSpec { name: "Compress", module: "zlib", flags: NO_NEW, methods: COMPRESSING, next: None };
    let compress = new_class(vm, &spec);
    let spec = ClassSpec { name: "Decompress", methods: DECOMPRESSING, ..spec };
    let decompress = new_class(vm, &spec);
    vm.add_attrs(&decompress, LEFT);
    vm.extension::<Classes>().0 = Some((compress, decompress));
    let spec = ClassSpec { name: "_ZlibDecompressor", flags: 0, methods: CHUNKS, ..spec };
    let chunks = new_class(vm, &spec);
    vm.add_attrs(&chunks, CHUNKS_STATE);
    let doc = "Create a decompressor object for decompressing data incrementally.\n\n  wbits = 15\n  zdict\n     The predefined compression dictionary. This must be the same dictionary\n     as used by the compressor that produced the input data.\n";
    chunks.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
    chunks
}

fn classes(vm: &mut Vm) -> (Ref<TypeObj>, Ref<TypeObj>) {
    match &vm.extension::<Classes>().0 {
        Some(classes) => classes.clone(),
        None => crate::bug!("the module's objects are made by the module"),
    }
}

/// The words for options that zlib refuses.
fn refused(vm: &mut Vm, code: i32, doing: &'static str) -> crate::vm::Raised {
    match code {
        z::Z_STREAM_ERROR => vm.value_error("Invalid initialization option"),
        code => fault_at_start(code, doing).raise(vm, raise),
    }
}

/// `compressobj()`: level, method, window, memory and strategy.
pub fn compressor(
    vm: &mut Vm,
    [level, method, wbits, memory, strategy]: [i32; 5],
    dictionary: &Value,
) -> Res {
    let dictionary = if dictionary.is_undef() { None } else { Some(buffer_arg(vm, dictionary)?) };
    let mut stream = match Stream::deflate(level, method, wbits, memory, strategy) {
        Ok(stream) => stream,
        Err(code) => return Err(refused(vm, code, "while creating compression object")),
    };
    match dictionary.map_or(z::Z_OK, |d| stream.set_dictionary(&d)) {
        z::Z_OK => {}
        z::Z_STREAM_ERROR => return Err(vm.value_error("Invalid dictionary")),
        _ => return Err(vm.value_error("deflateSetDictionary()")),
    }
    let class = classes(vm).0;
    Ok(vm.heap.alloc(&class, Compress { stream: RefCell::new(stream) }).into_value())
}

/// The dictionary of a decompressor.
fn dictionary_of(vm: &mut Vm, v: &Value) -> Res<Option<Vec<u8>>> {
    if v.is_undef() {
        return Ok(None);
    }
    match try_bytes(vm, v)? {
        Some(d) => Ok(Some(d)),
        None => Err(vm.type_error("zdict argument must support the buffer protocol")),
    }
}

/// A stream to decompress; raw ones get their dictionary at once, others ask for it.
fn inflating(vm: &mut Vm, wbits: i32, dictionary: Option<&[u8]>) -> Res<Stream> {
    let mut stream = match Stream::inflate(wbits) {
        Ok(stream) => stream,
        Err(code) => return Err(refused(vm, code, "while creating decompression object")),
    };
    if let Some(d) = dictionary
        && wbits < 0
    {
        give(&mut stream, d).map_err(|e| e.raise(vm, raise))?;
    }
    Ok(stream)
}

/// Gives a stream the dictionary that it asks for.
fn give(stream: &mut Stream, dictionary: &[u8]) -> Result<(), Failure> {
    match stream.set_dictionary(dictionary) {
        z::Z_OK => Ok(()),
        code => Err(fault(stream, code, "while setting zdict")),
    }
}

/// `decompressobj()`.
pub fn decompressor(vm: &mut Vm, wbits: i32, dictionary: &Value) -> Res {
    let dictionary = dictionary_of(vm, dictionary)?;
    let stream = inflating(vm, wbits, dictionary.as_deref())?;
    let state = Inflating { stream, dictionary, unused: Vec::new(), tail: Vec::new() };
    let class = classes(vm).1;
    let made = Decompress { state: RefCell::new(state), eof: Cell::new(false) };
    Ok(vm.heap.alloc(&class, made).into_value())
}

natives! { static COMPRESSING;
    /// Returns a bytes object containing compressed data.
    ///
    ///   data
    ///     Binary data to be compressed.
    ///
    /// After calling this function, some of the input data may still
    /// be stored in internal buffers for later processing.
    /// Call the flush() method to clear these buffers.
    fn compress(vm, this: Ref<Compress>, data: Value, /) -> Res<Octets> {
        with_bytes(vm, &data, |data| compress(&mut this.stream.borrow_mut(), data), raise).map(Octets)
    }
    /// Return a bytes object containing any remaining compressed data.
    ///
    ///   mode
    ///     One of the constants Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH.
    ///     If mode == Z_FINISH, the compressor object can no longer be
    ///     used after calling the flush() method.  Otherwise, more data
    ///     can still be compressed.
    fn flush(vm, this: Ref<Compress>, mode: CInt = Z_FINISH, /) -> Res<Octets> {
        let made = flush(&mut this.stream.borrow_mut(), mode.0);
        made.map(Octets).map_err(|e| e.raise(vm, raise))
    }
    /// Return a copy of the compression object.
    fn copy(vm, this: Ref<Compress>, /) -> Res { copy_compressor(vm, &this) }
    fn __copy__(vm, this: Ref<Compress>, /) -> Res { copy_compressor(vm, &this) }
    fn __deepcopy__(vm, this: Ref<Compress>, memo: Value, /) -> Res { drop(memo); copy_compressor(vm, &this) }
}

fn compress(stream: &mut Stream, data: &[u8]) -> Result<Vec<u8>, Failure> {
    let (mut out, mut rest) = (Output::endless(), data);
    loop {
        let step = stream.step(rest, out.room()?, z::Z_NO_FLUSH);
        rest = &rest[step.consumed..];
        out.fill(step.produced);
        if step.code == z::Z_STREAM_ERROR {
            return Err(fault(stream, step.code, "while compressing data"));
        }
        if !out.is_full() && (rest.is_empty() || step.consumed == 0) {
            return Ok(out.done());
        }
    }
}

fn flush(stream: &mut Stream, mode: i32) -> Result<Vec<u8>, Failure> {
    if mode == z::Z_NO_FLUSH {
        return Ok(Vec::new());
    }
    let mut out = Output::endless();
    loop {
        let step = stream.step(&[], out.room()?, mode);
        out.fill(step.produced);
        if step.code == z::Z_STREAM_ERROR {
            return Err(fault(stream, step.code, "while flushing"));
        }
        if out.is_full() {
            continue;
        }
        return match step.code {
            z::Z_STREAM_END if mode == z::Z_FINISH => match stream.end() {
                z::Z_OK => Ok(out.done()),
                code => Err(fault(stream, code, "while finishing compression")),
            },
            z::Z_OK | z::Z_BUF_ERROR => Ok(out.done()),
            code => Err(fault(stream, code, "while flushing")),
        };
    }
}

fn copy_compressor(vm: &mut Vm, this: &Ref<Compress>) -> Res {
    let copied = this.stream.borrow_mut().copy();
    let stream = copied_stream(vm, copied, "while copying compression object")?;
    let copied = Compress { stream: RefCell::new(stream) };
    Ok(vm.heap.alloc(this.obj().class(), copied).into_value())
}

fn copied_stream(vm: &mut Vm, copied: Result<Stream, i32>, doing: &'static str) -> Res<Stream> {
    copied.map_err(|code| match code {
        z::Z_STREAM_ERROR => vm.value_error("Inconsistent stream state"),
        code => fault_at_start(code, doing).raise(vm, raise),
    })
}

attrs! { static LEFT for Decompress;
    fn unused_data(vm, this) -> Octets { Octets(this.state.borrow().unused.clone()) }
    fn unconsumed_tail(vm, this) -> Octets { Octets(this.state.borrow().tail.clone()) }
    fn eof(vm, this) -> bool { this.eof.get() }
}

natives! { static DECOMPRESSING;
    /// Return a bytes object containing the decompressed version of the data.
    ///
    ///   data
    ///     The binary data to decompress.
    ///   max_length
    ///     The maximum allowable length of the decompressed data.
    ///     Unconsumed input data will be stored in
    ///     the unconsumed_tail attribute.
    ///
    /// After calling this function, some of the input data may still be
    /// stored in internal buffers for later processing.
    /// Call the flush() method to clear these buffers.
    fn decompress(vm, this: Ref<Decompress>, data: Value, /, max_length: i64 = 0) -> Res<Octets> {
        if max_length < 0 {
            return Err(vm.value_error("max_length must be non-negative"));
        }
        let limit = if max_length == 0 { usize::MAX } else { max_length as usize };
        let made = with_bytes(vm, &data, |data| this.state.borrow_mut().inflate(data, limit), raise)?;
        this.eof.set(this.eof.get() || made.1);
        Ok(Octets(made.0))
    }
    /// Return a bytes object containing any remaining decompressed data.
    ///
    ///   length
    ///     the initial size of the output buffer.
    fn flush(vm, this: Ref<Decompress>, length: i64 = DEF_BUF_SIZE, /) -> Res<Octets> {
        if length <= 0 {
            return Err(vm.value_error("length must be greater than zero"));
        }
        let made = this.state.borrow_mut().finish();
        let made = made.map_err(|e| e.raise(vm, raise))?;
        this.eof.set(this.eof.get() || made.1);
        Ok(Octets(made.0))
    }
    /// Return a copy of the decompression object.
    fn copy(vm, this: Ref<Decompress>, /) -> Res { copy_decompressor(vm, &this) }
    fn __copy__(vm, this: Ref<Decompress>, /) -> Res { copy_decompressor(vm, &this) }
    fn __deepcopy__(vm, this: Ref<Decompress>, memo: Value, /) -> Res { drop(memo); copy_decompressor(vm, &this) }
}

impl Inflating {
    /// Decompresses up to so many bytes. Gives them, and whether the stream has ended.
    fn inflate(&mut self, data: &[u8], limit: usize) -> Result<(Vec<u8>, bool), Failure> {
        self.run(data, limit, |_| z::Z_SYNC_FLUSH)
    }

    /// Decompresses what was left.
    fn finish(&mut self) -> Result<(Vec<u8>, bool), Failure> {
        if self.stream.has_ended() {
            return Ok((Vec::new(), true));
        }
        let tail = std::mem::take(&mut self.tail);
        let most = u32::MAX as usize;
        let made = self.run(&tail, usize::MAX, |rest| if rest <= most { z::Z_FINISH } else { z::Z_NO_FLUSH });
        match made {
            Ok((out, true)) => match self.stream.end() {
                z::Z_OK => Ok((out, true)),
                code => Err(fault(&self.stream, code, "while finishing decompression")),
            },
            made => made,
        }
    }

    fn run(
        &mut self,
        data: &[u8],
        limit: usize,
        flush: impl Fn(usize) -> i32,
    ) -> Result<(Vec<u8>, bool), Failure> {
        let (mut out, mut rest) = (Output::up_to(limit), data);
        let code = loop {
            let step = self.stream.step(rest, out.room()?, flush(rest.len()));
            rest = &rest[step.consumed..];
            out.fill(step.produced);
            if step.code == z::Z_NEED_DICT
                && let Some(d) = &self.dictionary
            {
                give(&mut self.stream, d)?;
                continue;
            }
            if !goes_on(step.code) || step.code == z::Z_STREAM_END || out.is_at_limit() {
                break step.code;
            }
            if !out.is_full() && (rest.is_empty() || step.consumed == 0) {
                break step.code;
            }
        };
        let ended = code == z::Z_STREAM_END;
        self.tail.clear();
        let keep = if ended { &mut self.unused } else { &mut self.tail };
        buffer::extend(keep, rest)?;
        if goes_on(code) {
            return Ok((out.done(), ended));
        }
        Err(fault(&self.stream, code, "while decompressing data"))
    }
}

fn copy_decompressor(vm: &mut Vm, this: &Ref<Decompress>) -> Res {
    let copied = this.state.borrow_mut().stream.copy();
    let stream = copied_stream(vm, copied, "while copying decompression object")?;
    let made = {
        let from = this.state.borrow();
        let state = Inflating {
            stream,
            dictionary: from.dictionary.clone(),
            unused: from.unused.clone(),
            tail: from.tail.clone(),
        };
        Decompress { state: RefCell::new(state), eof: Cell::new(this.eof.get()) }
    };
    Ok(vm.heap.alloc(this.obj().class(), made).into_value())
}

/// A stream that is given its dictionary when it asks for it.
struct Inflater {
    stream: Stream,
    dictionary: Option<Vec<u8>>,
}

impl Decoder for Inflater {
    type Error = Fault;

    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Result<Step, Failure> {
        let mut whole = Step::default();
        loop {
            let (rest, room) = (&input[whole.consumed..], &mut output[whole.produced..]);
            let step = self.stream.step(rest, room, z::Z_SYNC_FLUSH);
            whole.consumed += step.consumed;
            whole.produced += step.produced;
            match (step.code, &self.dictionary) {
                (z::Z_NEED_DICT, Some(d)) => give(&mut self.stream, d)?,
                (z::Z_STREAM_END, _) => return Ok(Step { end: true, ..whole }),
                (z::Z_OK | z::Z_BUF_ERROR, _) => return Ok(whole),
                (code, _) => return Err(fault(&self.stream, code, "while decompressing data")),
            }
        }
    }
}

attrs! { static CHUNKS_STATE for Chunks;
    /// True if the end-of-stream marker has been reached.
    fn eof(vm, this) -> bool { this.state.borrow().eof }
    /// Data found after the end of the compressed stream.
    fn unused_data(vm, this) -> Octets { Octets(this.state.borrow().unused.clone()) }
    /// True if more input is needed before more decompressed data can be produced.
    fn needs_input(vm, this) -> bool { this.state.borrow().needs_input }
}

natives! { static CHUNKS;
    fn __new__(vm, cls: Ref<TypeObj>, /, wbits: CInt = MAX_WBITS, zdict: Value = Value::Undef) -> Res<Ref<Chunks>> {
        let dictionary = dictionary_of(vm, &zdict)?;
        let stream = inflating(vm, wbits.0, dictionary.as_deref())?;
        let state = Decompressor::new(Inflater { stream, dictionary }, First::Output);
        Ok(vm.heap.alloc(&cls, Chunks { state: RefCell::new(state) }))
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
    fn decompress(vm, this: Ref<Chunks>, /, data: Value, max_length: i64 = -1) -> Res<Octets> {
        if this.state.borrow().eof {
            return Err(vm.eof_error("End of stream already reached"));
        }
        with_bytes(vm, &data, |data| this.state.borrow_mut().decompress(data, max_length), raise).map(Octets)
    }
}
