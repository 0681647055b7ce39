//! `ZstdCompressor` and `ZstdDecompressor`.

use std::cell::{Cell, RefCell};

use num_traits::ToPrimitive;

use crate::natives::types::support::Octets;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::number::int::Int;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};
use crate::{attrs, natives, payload};

use super::super::super::posix::arguments::CInt;
use super::super::super::support::{ClassSpec, put_class};
use super::super::stream::{Decompressor, First, with_bytes};
use super::coder::{Mode, Packing, Unpacking};
use super::dictionary::{self, Use};
use super::fault::Fault;
use super::parameters::{self, Settings};
use super::{state, zstd_error};

payload! {
    /// `ZstdCompressor`
    pub struct Compressor as "compression.zstd.ZstdCompressor" { } plain {
        packing: Box<RefCell<Packing>>,
        last_mode: Cell<i32>,
    }
}

payload! {
    /// `ZstdDecompressor`
    pub struct Unpacker as "compression.zstd.ZstdDecompressor" { } plain {
        state: Box<RefCell<Decompressor<Unpacking>>>,
    }
}

const CONTINUE: CInt = CInt(0);
const FLUSH_BLOCK: CInt = CInt(1);
const FLUSH_FRAME: CInt = CInt(2);

#[cold]
fn raise_compressing(vm: &mut Vm, fault: Fault) -> Raised {
    zstd_error(vm, &format!("Unable to compress Zstandard data: {}", fault.text()))
}

#[cold]
fn raise_decompressing(vm: &mut Vm, fault: Fault) -> Raised {
    zstd_error(vm, &format!("Unable to decompress Zstandard data: {}", fault.text()))
}

/// The level that is set, if it may be.
fn level_of(vm: &mut Vm, level: i32) -> Res<i32> {
    let (low, high) = parameters::COMPRESSION[0].bounds;
    if (low..=high).contains(&level) {
        return Ok(level);
    }
    Err(vm.value_error(format!("illegal compression level {level}; the valid range is [{low}, {high}]")))
}

/// Entries of a dict of options, as ints of C. `other` is the class that keys may not have.
fn entries(vm: &mut Vm, options: &Value, class: &str, other: Option<Value>) -> Res<Vec<(i32, i32)>> {
    let Some(dict) = options.to_ref::<DictObj>() else {
        let what = vm.class_name(options);
        return Err(vm.type_error(format!("{class}() argument 'options' must be dict, not {what}")));
    };
    let (this, that) = match class {
        "ZstdCompressor" => ("compression", "DecompressionParameter"),
        _ => ("decompression", "CompressionParameter"),
    };
    let mut out = Vec::new();
    for (key, value) in dict.entries() {
        let class = vm.class_of(&key).value();
        if other.as_ref().is_some_and(|other| other.is(&class)) {
            let text = format!("{this} options dictionary key must not be a {that} attribute");
            return Err(vm.type_error(text));
        }
        out.push((vm.to_i32(&key)?, vm.to_i32(&value)?));
    }
    Ok(out)
}

/// A parameter and its value, looked at.
fn checked(
    vm: &mut Vm,
    kind: &str,
    table: &'static [parameters::Parameter],
    key: i32,
    value: i32,
) -> Res<()> {
    let Some(p) = parameters::of(table, key) else {
        return Err(vm.value_error(format!("invalid {kind} parameter 'unknown parameter (key {key})'")));
    };
    if p.takes(value) {
        return Ok(());
    }
    let (low, high) = p.bounds;
    let name = p.name;
    Err(vm.value_error(format!(
        "{kind} parameter '{name}' received an illegal value {value}; the valid range is [{low}, {high}]"
    )))
}

fn settings(vm: &mut Vm, level: &Value, options: &Value) -> Res<Settings> {
    let mut settings = Settings::default();
    if !level.is_none() && !options.is_none() {
        return Err(vm.type_error("Only one of level or options should be used."));
    }
    if !level.is_none() {
        let Some(level) = as_int(level) else {
            return Err(vm.type_error("invalid type for level, expected int"));
        };
        let Some(level) = level.to_i64().and_then(|i| i32::try_from(i).ok()) else {
            let (low, high) = parameters::COMPRESSION[0].bounds;
            return Err(
                vm.value_error(format!("illegal compression level; the valid range is [{low}, {high}]"))
            );
        };
        let level = level_of(vm, level)?;
        settings.set(parameters::LEVEL, level);
    }
    if !options.is_none() {
        let other = state(vm).types.as_ref().map(|t| t.1.clone());
        for (key, value) in entries(vm, options, "ZstdCompressor", other)? {
            if key == parameters::LEVEL {
                level_of(vm, value)?;
            } else {
                checked(vm, "compression", parameters::COMPRESSION, key, value)?;
            }
            settings.set(key, value);
        }
    }
    Ok(settings)
}

fn compressor(vm: &mut Vm, level: &Value, options: &Value, dict: &Value) -> Res<Compressor> {
    let settings = settings(vm, level, options)?;
    let given = dictionary::given(vm, dict, Use::Digested)?;
    let (dict, prefix) = match &given {
        Some(given) => (Some(given.for_writing(vm)?), given.usage == Use::Prefix),
        None => (None, false),
    };
    match Packing::new(&settings, dict, prefix) {
        Ok(packing) => {
            Ok(Compressor { packing: Box::new(RefCell::new(packing)), last_mode: Cell::new(FLUSH_FRAME.0) })
        }
        Err(e) => Err(e.raise(vm, raise_compressing)),
    }
}

attrs! { static LAST for Compressor;
    /// The last mode used to this compressor object.
    fn last_mode(vm, this) -> i64 { i64::from(this.last_mode.get()) }
}

natives! { static COMPRESSING;
    fn __new__(vm, cls: Ref<TypeObj>, /, level: Value = Value::None, options: Value = Value::None, zstd_dict: Value = Value::None) -> Res<Ref<Compressor>> {
        let made = compressor(vm, &level, &options, &zstd_dict)?;
        Ok(vm.heap.alloc(&cls, made))
    }
    /// Provide data to the compressor object.
    ///
    ///   mode
    ///     Can be these 3 values ZstdCompressor.CONTINUE,
    ///     ZstdCompressor.FLUSH_BLOCK, ZstdCompressor.FLUSH_FRAME
    ///
    /// Return a chunk of compressed data if possible, or b'' otherwise.
    /// When you have finished providing data to the compressor, call the
    /// flush() method to finish the compression process.
    fn compress(vm, this: Ref<Compressor>, /, data: Value, mode: CInt = CONTINUE) -> Res<Octets> {
        let how = match mode {
            CONTINUE => Mode::Continue,
            FLUSH_BLOCK => Mode::FlushBlock,
            FLUSH_FRAME => Mode::FlushFrame,
            _ => return Err(vm.value_error("mode argument wrong value, it should be one of ZstdCompressor.CONTINUE, ZstdCompressor.FLUSH_BLOCK, ZstdCompressor.FLUSH_FRAME.")),
        };
        let made = with_bytes(vm, &data, |data| {
            let made = this.packing.borrow_mut().write(data, how);
            this.last_mode.set(if made.is_ok() { mode.0 } else { FLUSH_FRAME.0 });
            made
        }, raise_compressing);
        made.map(Octets)
    }
    /// Finish the compression process.
    ///
    ///   mode
    ///     Can be these 2 values ZstdCompressor.FLUSH_FRAME,
    ///     ZstdCompressor.FLUSH_BLOCK
    ///
    /// Flush any remaining data left in internal buffers.  Since Zstandard
    /// data consists of one or more independent frames, the compressor
    /// object can still be used after this method is called.
    fn flush(vm, this: Ref<Compressor>, /, mode: CInt = FLUSH_FRAME) -> Res<Octets> {
        let how = match mode {
            FLUSH_BLOCK => Mode::FlushBlock,
            FLUSH_FRAME => Mode::FlushFrame,
            _ => return Err(vm.value_error("mode argument wrong value, it should be ZstdCompressor.FLUSH_FRAME or ZstdCompressor.FLUSH_BLOCK.")),
        };
        let made = this.packing.borrow_mut().write(&[], how);
        this.last_mode.set(if made.is_ok() { mode.0 } else { FLUSH_FRAME.0 });
        made.map(Octets).map_err(|e| e.raise(vm, raise_compressing))
    }
    /// Set the uncompressed content size to be written into the frame header.
    ///
    ///   size
    ///     The size of the uncompressed data to be provided to the compressor.
    ///
    /// This method can be used to ensure the header of the frame about to
    /// be written includes the size of the data, unless the
    /// CompressionParameter.content_size_flag is set to False.
    /// If last_mode != FLUSH_FRAME, then a RuntimeError is raised.
    ///
    /// It is important to ensure that the pledged data size matches the
    /// actual data size.  If they do not match the compressed output data
    /// may be corrupted and the final chunk written may be lost.
    fn set_pledged_input_size(vm, this: Ref<Compressor>, size: Value, /) -> Res<()> {
        let size = pledge(vm, &size)?;
        if this.last_mode.get() != FLUSH_FRAME.0 {
            return Err(vm.value_error("set_pledged_input_size() method must be called when last_mode == FLUSH_FRAME"));
        }
        let done = this.packing.borrow_mut().pledge(size);
        done.map_err(|e| e.raise(vm, raise_compressing))
    }
}

/// The two largest numbers stand for sizes that are not known, and for errors.
fn pledge(vm: &mut Vm, size: &Value) -> Res<Option<u64>> {
    if size.is_none() {
        return Ok(None);
    }
    if as_int(size).is_none() {
        return Err(vm.type_error("an integer is required"));
    }
    let n = match vm.to_int(size)? {
        Int::Small(i) => u64::try_from(i).ok(),
        big => big.as_ref().to_big().to_u64(),
    };
    match n {
        Some(n) if n < u64::MAX - 1 => Ok(Some(n)),
        _ => {
            let most = u64::MAX - 1;
            Err(vm.value_error(format!("size argument should be a positive int less than {most}")))
        }
    }
}

fn decompressor(vm: &mut Vm, dict: &Value, options: &Value) -> Res<Unpacker> {
    let mut window_log = None;
    let given = dictionary::given(vm, dict, Use::Digested)?;
    let handle = match &given {
        Some(given) => Some(given.for_reading(vm)?),
        None => None,
    };
    if !options.is_none() {
        let other = state(vm).types.as_ref().map(|t| t.0.clone());
        for (key, value) in entries(vm, options, "ZstdDecompressor", other)? {
            checked(vm, "decompression", parameters::DECOMPRESSION, key, value)?;
            window_log = u32::try_from(value).ok().filter(|n| *n > 0);
        }
    }
    let state = Decompressor::new(Unpacking::new(handle, window_log), First::Output);
    Ok(Unpacker { state: Box::new(RefCell::new(state)) })
}

attrs! { static STATE for Unpacker;
    /// True means the end of the first frame has been reached. If decompress data
    /// after that, an EOFError exception will be raised.
    fn eof(vm, this) -> bool { this.state.borrow().eof }
    /// If the max_length output limit in .decompress() method has been reached,
    /// and the decompressor has (or may has) unconsumed input data, it will be set
    /// to False. In this case, passing b'' to the .decompress() method may output
    /// further data.
    fn needs_input(vm, this) -> bool { this.state.borrow().needs_input }
    /// A bytes object of un-consumed input data.
    fn unused_data(vm, this) -> Octets { Octets(this.state.borrow().unused.clone()) }
}

natives! { static DECOMPRESSING;
    fn __new__(vm, cls: Ref<TypeObj>, /, zstd_dict: Value = Value::None, options: Value = Value::None) -> Res<Ref<Unpacker>> {
        let made = decompressor(vm, &zstd_dict, &options)?;
        Ok(vm.heap.alloc(&cls, made))
    }
    /// Decompress *data*, returning uncompressed bytes if possible, or b'' otherwise.
    ///
    ///   data
    ///     A bytes-like object, Zstandard data to be decompressed.
    ///   max_length
    ///     Maximum size of returned data. When it is negative, the size of
    ///     output buffer is unlimited. When it is nonnegative, returns at
    ///     most max_length bytes of decompressed data.
    ///
    /// If *max_length* is nonnegative, returns at most *max_length* bytes
    /// of decompressed data.  If this limit is reached and further output
    /// can be produced, *self.needs_input* will be set to ``False``.  In
    /// this case, the next call to *decompress()* may provide *data* as b''
    /// to obtain more of the output.
    ///
    /// If all of the input data was decompressed and returned (either
    /// because this was less than *max_length* bytes, or because
    /// *max_length* was negative), *self.needs_input* will be set to True.
    ///
    /// Attempting to decompress data after the end of a frame is reached
    /// raises an EOFError.  Any data found after the end of the frame is
    /// ignored and saved in the self.unused_data attribute.
    fn decompress(vm, this: Ref<Unpacker>, /, data: Value, max_length: i64 = -1) -> Res<Octets> {
        if this.state.borrow().eof {
            return Err(vm.eof_error("Already at the end of a Zstandard frame."));
        }
        let made = with_bytes(vm, &data, |data| {
            let mut state = this.state.borrow_mut();
            let made = state.decompress(data, max_length);
            if made.is_err() {
                state.needs_input = true;
            }
            made
        }, raise_decompressing);
        made.map(Octets)
    }
}

/// Makes the classes.
pub fn put_classes(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec = ClassSpec {
        name: "ZstdCompressor",
        module: "compression.zstd",
        flags: 0,
        methods: COMPRESSING,
        next: None,
    };
    let class = put_class(vm, dict, &spec);
    vm.add_attrs(&class, LAST);
    for (name, mode) in [("CONTINUE", CONTINUE), ("FLUSH_BLOCK", FLUSH_BLOCK), ("FLUSH_FRAME", FLUSH_FRAME)] {
        class.set_later(&vm.heap.intern(name), Value::Int(i64::from(mode.0)));
    }
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(COMPRESSOR_DOC).into_value());
    let spec = ClassSpec { name: "ZstdDecompressor", methods: DECOMPRESSING, ..spec };
    let class = put_class(vm, dict, &spec);
    vm.add_attrs(&class, STATE);
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(DECOMPRESSOR_DOC).into_value());
}

const COMPRESSOR_DOC: &str = "Create a compressor object for compressing data incrementally.

  level
    The compression level; COMPRESSION_LEVEL_DEFAULT without one.
  options
    A dict of parameters.
  zstd_dict
    A ZstdDict object.

For one-shot compression, use the compress() function instead.
";

const DECOMPRESSOR_DOC: &str = "Create a decompressor object for decompressing data incrementally.

  zstd_dict
    A ZstdDict object.
  options
    A dict of parameters.

For one-shot decompression, use the decompress() function instead.
";
