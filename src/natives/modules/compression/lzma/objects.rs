//! `LZMACompressor` and `LZMADecompressor`.

use std::cell::{Cell, RefCell};
use std::io::Write;

use crate::natives::types::support::Octets;
use crate::object::dict::DictObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::super::posix::arguments::CInt;
use super::super::super::support::{ClassSpec, put_class};
use super::super::stream::{Decoder, Decompressor, First, Step, with_bytes};
use super::chain::{Decoding, Encoding};
use super::fault::{Failure, Fault, Found, fail, of_library};
use super::filters::{Filter, Lzma, PRESET_DEFAULT, validate};
use super::{alone, check, lzma_error, raise, spec, xz};

/// Formats.
pub const AUTO: i32 = 0;
pub const XZ: i32 = 1;
pub const ALONE: i32 = 2;
pub const RAW: i32 = 3;

const FORMAT_XZ: CInt = CInt(XZ);
const FORMAT_AUTO: CInt = CInt(AUTO);

payload! {
    /// `_lzma.LZMACompressor`
    pub struct Compressor as "_lzma.LZMACompressor" { } plain {
        /// None: it has been flushed.
        packing: RefCell<Option<Packing>>,
    }
}

/// What is being written.
enum Packing {
    Xz(Box<xz::Packing>),
    /// The header of the format, until it is given, and the data.
    Bare(Vec<u8>, Encoding),
}

payload! {
    /// `_lzma.LZMADecompressor`
    pub struct Unpacker as "_lzma.LZMADecompressor" { } plain {
        state: RefCell<Decompressor<Unpacking>>,
        check: Cell<u32>,
    }
}

/// What is being read.
enum Unpacking {
    /// The first byte will tell.
    Auto(u64),
    Xz(Box<xz::Unpacking>),
    Alone(Box<alone::Unpacking>),
    Raw(Box<Decoding>),
    /// After an error there is nothing.
    Broken,
}

impl Decoder for Unpacking {
    type Error = Fault;

    fn step(&mut self, input: &[u8], output: &mut [u8]) -> Result<Step, Failure> {
        if let Unpacking::Auto(limit) = *self {
            match input.first() {
                None => return Ok(Step::default()),
                Some(0xfd) => *self = Unpacking::Xz(Box::new(xz::Unpacking::new(limit))),
                Some(_) => *self = Unpacking::Alone(Box::new(alone::Unpacking::new(limit, true))),
            }
        }
        match self {
            Unpacking::Xz(u) => u.step(input, output),
            Unpacking::Alone(u) => u.step(input, output),
            Unpacking::Raw(u) => u.step(input, output),
            Unpacking::Auto(_) | Unpacking::Broken => fail(Fault::Program),
        }
    }

    fn surplus(&self) -> &[u8] {
        match self {
            Unpacking::Alone(u) => u.surplus(),
            Unpacking::Raw(u) => u.surplus(),
            _ => &[],
        }
    }
}

impl Packing {
    fn write(&mut self, data: &[u8]) -> Found<Vec<u8>> {
        match self {
            Packing::Xz(p) => p.write(data),
            Packing::Bare(header, encoding) => {
                let mut out = std::mem::take(header);
                encoding.write_all(data).map_err(of_library)?;
                out.extend(encoding.take());
                Ok(out)
            }
        }
    }

    fn finish(self) -> Found<Vec<u8>> {
        match self {
            Packing::Xz(p) => p.finish(),
            Packing::Bare(mut out, encoding) => {
                out.extend(encoding.finish().map_err(of_library)?);
                Ok(out)
            }
        }
    }
}

/// What a compressor's arguments ask for.
fn packing(vm: &mut Vm, format: i32, check: i32, preset: &Value, filters: &Value) -> Res<Packing> {
    if format != XZ && check != -1 && check != 0 {
        return Err(vm.value_error("Integrity checks are only supported by FORMAT_XZ"));
    }
    if !preset.is_none() && !filters.is_none() {
        return Err(vm.value_error("Cannot specify both preset and filter chain"));
    }
    let preset = if preset.is_none() { PRESET_DEFAULT } else { spec::unsigned_32(vm, preset)? };
    let given = match format {
        XZ | ALONE | RAW if !filters.is_none() => Some(spec::chain(vm, filters)?),
        XZ | ALONE => None,
        RAW => return Err(vm.value_error("Must specify filters for FORMAT_RAW")),
        _ => return Err(vm.value_error(format!("Invalid container format: {format}"))),
    };
    let made = match (format, given) {
        (XZ, given) => {
            let check = if check == -1 { check::CRC64 } else { check as u32 };
            let chain = match given {
                Some(chain) => Ok(chain),
                None => {
                    Lzma::preset(preset).map(|o| vec![Filter::Lzma2(o)]).ok_or(Failure::Of(Fault::Options))
                }
            };
            chain.and_then(|chain| Ok(Packing::Xz(Box::new(xz::Packing::new(check, chain)?))))
        }
        (ALONE, given) => {
            let chain = match given {
                Some(chain) => chain,
                None => match Lzma::preset(preset) {
                    Some(o) => vec![Filter::Lzma1(o)],
                    None => {
                        return Err(lzma_error(vm, &format!("Invalid compression preset: {preset}")));
                    }
                },
            };
            let Some(options) = alone::options_of(&chain) else {
                let text = "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter";
                return Err(vm.value_error(text));
            };
            bare(alone::header(options), &chain)
        }
        (_, given) => bare(Vec::new(), &given.unwrap_or_default()),
    };
    made.map_err(|e| e.raise(vm, raise))
}

fn bare(header: Vec<u8>, chain: &[Filter]) -> Found<Packing> {
    validate(chain, false, true)?;
    Ok(Packing::Bare(header, Encoding::new(chain)?))
}

natives! { static COMPRESSING;
    fn __new__(vm, cls: Ref<TypeObj>, /, format: CInt = FORMAT_XZ, check: CInt = CInt(-1), preset: Value = Value::None, filters: Value = Value::None) -> Res<Ref<Compressor>> {
        let packing = packing(vm, format.0, check.0, &preset, &filters)?;
        Ok(vm.heap.alloc(&cls, Compressor { packing: RefCell::new(Some(packing)) }))
    }
    /// Provide data to the compressor object.
    ///
    /// Returns a chunk of compressed data if possible, or b'' otherwise.
    ///
    /// When you have finished providing data to the compressor, call the
    /// flush() method to finish the compression process.
    fn compress(vm, this: Ref<Compressor>, data: Value, /) -> Res<Octets> {
        if this.packing.borrow().is_none() {
            return Err(vm.value_error("Compressor has been flushed"));
        }
        with_bytes(vm, &data, |data| match &mut *this.packing.borrow_mut() {
            Some(packing) => packing.write(data),
            None => Ok(Vec::new()),
        }, raise).map(Octets)
    }
    /// Finish the compression process.
    ///
    /// Returns the compressed data left in internal buffers.
    ///
    /// The compressor object may not be used after this method is called.
    fn flush(vm, this: Ref<Compressor>, /) -> Res<Octets> {
        let Some(packing) = this.packing.take() else {
            return Err(vm.value_error("Repeated call to flush()"));
        };
        packing.finish().map(Octets).map_err(|e| e.raise(vm, raise))
    }
}

/// What a decompressor's arguments ask for.
fn unpacking(vm: &mut Vm, format: i32, memory: &Value, filters: &Value) -> Res<Unpacking> {
    let limit = match memory {
        Value::None => u64::MAX,
        _ if format == RAW => return Err(vm.value_error("Cannot specify memory limit with FORMAT_RAW")),
        memory => spec::unsigned(vm, memory, 64, "uint64_t")?,
    };
    if format == RAW && filters.is_none() {
        return Err(vm.value_error("Must specify filters for FORMAT_RAW"));
    }
    if format != RAW && !filters.is_none() {
        return Err(vm.value_error("Cannot specify filters except with FORMAT_RAW"));
    }
    Ok(match format {
        AUTO => Unpacking::Auto(limit),
        XZ => Unpacking::Xz(Box::new(xz::Unpacking::new(limit))),
        ALONE => Unpacking::Alone(Box::new(alone::Unpacking::new(limit, false))),
        RAW => {
            let chain = spec::chain(vm, filters)?;
            let made = validate(&chain, false, false).and_then(|()| Decoding::new(&chain));
            Unpacking::Raw(Box::new(made.map_err(|e| e.raise(vm, raise))?))
        }
        _ => return Err(vm.value_error(format!("Invalid container format: {format}"))),
    })
}

attrs! { static STATE for Unpacker;
    /// ID of the integrity check used by the input stream.
    fn check(vm, this) -> i64 { i64::from(this.check.get()) }
    /// True if the end-of-stream marker has been reached.
    fn eof(vm, this) -> bool { this.state.borrow().eof }
    /// True if more input is needed before more decompressed data can be produced.
    fn needs_input(vm, this) -> bool { this.state.borrow().needs_input }
    /// Data found after the end of the compressed stream.
    fn unused_data(vm, this) -> Octets { Octets(this.state.borrow().unused.clone()) }
}

natives! { static DECOMPRESSING;
    fn __new__(vm, cls: Ref<TypeObj>, /, format: CInt = FORMAT_AUTO, memlimit: Value = Value::None, filters: Value = Value::None) -> Res<Ref<Unpacker>> {
        let unpacking = unpacking(vm, format.0, &memlimit, &filters)?;
        let check = if matches!(format.0, ALONE | RAW) { check::NONE } else { check::UNKNOWN };
        let state = RefCell::new(Decompressor::new(unpacking, First::Output));
        Ok(vm.heap.alloc(&cls, Unpacker { state, check: Cell::new(check) }))
    }
    /// Decompress *data*, returning uncompressed data as bytes.
    ///
    /// If *max_length* is nonnegative, returns at most *max_length* bytes
    /// of decompressed data. If this limit is reached and further output
    /// can be produced, *self.needs_input* will be set to ``False``.  In
    /// this case, the next call to *decompress()* may provide *data* as b''
    /// to obtain more of the output.
    ///
    /// If all of the input data was decompressed and returned (either
    /// because this was less than *max_length* bytes, or because
    /// *max_length* was negative), *self.needs_input* will be set to True.
    ///
    /// Attempting to decompress data after the end of stream is reached
    /// raises an EOFError.  Any data found after the end of the stream is
    /// ignored and saved in the unused_data attribute.
    fn decompress(vm, this: Ref<Unpacker>, /, data: Value, max_length: i64 = -1) -> Res<Octets> {
        if this.state.borrow().eof {
            return Err(vm.eof_error("Already at end of stream"));
        }
        with_bytes(vm, &data, |data| decompress(&this, data, max_length), raise).map(Octets)
    }
}

fn decompress(this: &Unpacker, data: &[u8], max_length: i64) -> Found<Vec<u8>> {
    let mut state = this.state.borrow_mut();
    let auto = matches!(state.decoder, Unpacking::Auto(_));
    let made = state.decompress(data, max_length);
    match &state.decoder {
        Unpacking::Xz(u) => {
            if let Some(check) = u.check() {
                this.check.set(check);
            }
        }
        // The first byte was not that of the xz format.
        _ if auto && data.first().is_some_and(|b| *b != 0xfd) => this.check.set(check::NONE),
        _ => {}
    }
    if made.is_err() {
        state.decoder = Unpacking::Broken;
    }
    made
}

/// Makes the classes.
pub fn put_classes(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec =
        ClassSpec { name: "LZMACompressor", module: "_lzma", flags: 0, methods: COMPRESSING, next: None };
    let class = put_class(vm, dict, &spec);
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(COMPRESSOR_DOC).into_value());
    let spec = ClassSpec { name: "LZMADecompressor", methods: DECOMPRESSING, ..spec };
    let class = put_class(vm, dict, &spec);
    vm.add_attrs(&class, STATE);
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(DECOMPRESSOR_DOC).into_value());
}

const COMPRESSOR_DOC: &str = "LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)

Create a compressor object for compressing data incrementally.

The container is FORMAT_XZ, FORMAT_ALONE or FORMAT_RAW. Only FORMAT_XZ
has an integrity check (CHECK_CRC64 without another one).

How data is compressed is said by a preset level, 0 to 9, perhaps with
PRESET_EXTREME, or by a chain of filters: a sequence of dicts, each with
an \"id\" and the options of the filter. FORMAT_RAW needs a chain.

For one-shot compression, use the compress() function instead.
";

const DECOMPRESSOR_DOC: &str = "Create a decompressor object for decompressing data incrementally.

  format
    The container of the input.  FORMAT_AUTO (the default) finds out whether
    it is FORMAT_XZ or FORMAT_ALONE; FORMAT_RAW must be said.
  memlimit
    The most memory that the decompressor may use, in bytes; input that
    needs more is refused.
  filters
    The chain of filters, for FORMAT_RAW and only for it.

For one-shot decompression, use the decompress() function instead.
";
