//! `_zstd`: what `compression.zstd` is made of, over `structured-zstd` (in a crate of its own, `crates/zstd`). Read `frame.rs`, then `coder.rs`.

mod coder;
mod dictionary;
mod fault;
mod frame;
mod objects;
mod parameters;

use hoopsnake_zstd::{
    FastCoverOptions, FinalizeOptions, TrainingError, finalize_raw_dict, optimize_fastcover_dict,
};

use crate::natives;
use crate::natives::types::buffer::Buffer;
use crate::natives::types::support::Octets;
use crate::object::bytes::BytesObj;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};

use super::super::posix::arguments::CInt;
use super::super::support::{new_error_class, put, put_ints, put_str};
use fault::Fault;

/// What the module keeps: the classes of compression's and decompression's parameters, so that one is not taken for the other.
#[derive(Default)]
struct State {
    types: Option<(Value, Value)>,
}

fn state(vm: &mut Vm) -> &mut State {
    vm.extension::<State>()
}

/// Raises `ZstdError`.
#[cold]
fn zstd_error(vm: &mut Vm, text: &str) -> Raised {
    let class = vm.extra_types["compression.zstd.ZstdError"].clone();
    vm.error(&class, text)
}

natives! { static FUNCTIONS;
    /// Train a Zstandard dictionary on sample data.
    ///
    ///   samples_bytes
    ///     Concatenation of samples.
    ///   samples_sizes
    ///     Tuple of samples' sizes.
    ///   dict_size
    ///     The size of the dictionary.
    fn train_dict(vm, samples_bytes: Ref<BytesObj>, samples_sizes: Ref<TupleObj>, dict_size: i64, /) -> Res<Octets> {
        let (samples, sizes, size) = samples(vm, samples_bytes.bytes(), &samples_sizes, dict_size)?;
        let made = match samples.is_empty() {
            true => Err(Fault::Size),
            false => optimize_fastcover_dict(&samples, &sizes, size, &FastCoverOptions::default(), FinalizeOptions::default())
                .map(|made| made.0)
                .map_err(|e| fault_of(&e)),
        };
        made.map(Octets).map_err(|fault| {
            zstd_error(vm, &format!("Unable to train the Zstandard dictionary: {}", fault.text()))
        })
    }
    /// Finalize a Zstandard dictionary.
    ///
    ///   custom_dict_bytes
    ///     Custom dictionary content.
    ///   samples_bytes
    ///     Concatenation of samples.
    ///   samples_sizes
    ///     Tuple of samples' sizes.
    ///   dict_size
    ///     The size of the dictionary.
    ///   compression_level
    ///     Optimize for a specific Zstandard compression level, 0 means default.
    fn finalize_dict(vm, custom_dict_bytes: Ref<BytesObj>, samples_bytes: Ref<BytesObj>, samples_sizes: Ref<TupleObj>, dict_size: i64, compression_level: CInt, /) -> Res<Octets> {
        let content = custom_dict_bytes.bytes();
        let (samples, sizes, size) = samples(vm, samples_bytes.bytes(), &samples_sizes, dict_size)?;
        let options = FinalizeOptions { level: compression_level.0, ..FinalizeOptions::default() };
        let made = finalize_raw_dict(content, &samples, &sizes, size, options).map_err(|e| fault_of(&e));
        made.map(Octets).map_err(|fault| {
            zstd_error(vm, &format!("Unable to finalize the Zstandard dictionary: {}", fault.text()))
        })
    }
    /// Get CompressionParameter/DecompressionParameter bounds.
    ///
    ///   parameter
    ///     The parameter to get bounds.
    ///   is_compress
    ///     True for CompressionParameter, False for DecompressionParameter.
    fn get_param_bounds(vm, /, parameter: CInt, is_compress: CInt) -> Res {
        let (table, kind) = match is_compress.0 {
            0 => (parameters::DECOMPRESSION, "decompression"),
            _ => (parameters::COMPRESSION, "compression"),
        };
        match parameters::of(table, parameter.0) {
            Some(p) => {
                let (low, high) = p.bounds;
                Ok(vm.heap.tuple([Value::Int(low.into()), Value::Int(high.into())]).into_value())
            }
            None => Err(zstd_error(vm, &format!("Unable to get zstd {kind} parameter bounds: Unsupported parameter"))),
        }
    }
    /// Get the size of a Zstandard frame, including the header and optional checksum.
    ///
    ///   frame_buffer
    ///     A bytes-like object, it should start from the beginning of a frame,
    ///     and contains at least one complete frame.
    fn get_frame_size(vm, /, frame_buffer: Value) -> Res<i64> {
        let b = Buffer::of(vm, &frame_buffer)?;
        let size = b.with(frame::size);
        b.release(vm)?;
        size.map(|n| n as i64).map_err(|fault| {
            let said = fault.text();
            zstd_error(vm, &format!("Error when finding the compressed size of a Zstandard frame. Ensure the frame_buffer argument starts from the beginning of a frame, and its length is not less than this complete frame. Zstd error message: {said}."))
        })
    }
    /// Get Zstandard frame infomation from a frame header.
    ///
    ///   frame_buffer
    ///     A bytes-like object, containing the header of a Zstandard frame.
    fn get_frame_info(vm, /, frame_buffer: Value) -> Res {
        let b = Buffer::of(vm, &frame_buffer)?;
        let header = b.with(frame::header);
        b.release(vm)?;
        let Ok(Ok(header)) = header else {
            return Err(zstd_error(vm, "Error when getting information from the header of a Zstandard frame. Ensure the frame_buffer argument starts from the beginning of a frame, and its length is not less than the frame header (6~18 bytes)."));
        };
        let size = match header.content {
            Some(n) => vm.heap.int(crate::object::number::int::Int::from(n)),
            None => Value::None,
        };
        Ok(vm.heap.tuple([size, Value::Int(header.dictionary.into())]).into_value())
    }
    /// Set CompressionParameter and DecompressionParameter types for validity check.
    ///
    ///   c_parameter_type
    ///     CompressionParameter IntEnum type object
    ///   d_parameter_type
    ///     DecompressionParameter IntEnum type object
    fn set_parameter_types(vm, /, c_parameter_type: Ref<TypeObj>, d_parameter_type: Ref<TypeObj>) {
        state(vm).types = Some((c_parameter_type.into_value(), d_parameter_type.into_value()));
    }
}

fn fault_of(e: &std::io::Error) -> Fault {
    match TrainingError::of(e) {
        Some(TrainingError::DictionaryTooSmall) => Fault::TooSmall,
        Some(TrainingError::Samples) => Fault::Size,
        _ => Fault::Generic,
    }
}

/// Samples, the size of each, and the size that a dictionary shall have.
fn samples(vm: &mut Vm, bytes: &[u8], sizes: &Ref<TupleObj>, size: i64) -> Res<(Vec<u8>, Vec<usize>, usize)> {
    let Some(size) = usize::try_from(size).ok().filter(|n| *n > 0) else {
        return Err(vm.value_error("dict_size argument should be positive number."));
    };
    let mut each = Vec::new();
    let mut left = bytes.len();
    for v in sizes.items() {
        let Some(n) = as_int(v) else { return Err(vm.type_error("an integer is required")) };
        let n = n.to_i64().and_then(|n| usize::try_from(n).ok());
        let Some(n) = n.filter(|n| *n <= left) else {
            return Err(vm.value_error("The samples size tuple doesn't match the concatenation's size."));
        };
        left -= n;
        each.push(n);
    }
    if left != 0 {
        return Err(vm.value_error("The samples size tuple doesn't match the concatenation's size."));
    }
    vm.room_for(size)?;
    Ok((bytes.to_vec(), each, size))
}

/// The version of libzstd whose behaviour this is.
const VERSION: (&str, i64) = ("1.5.7", 10507);

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let class = match vm.extra_types.get("compression.zstd.ZstdError") {
        Some(class) => class.clone(),
        None => {
            let base = vm.types().exception.clone();
            let class = new_error_class(vm, "compression.zstd.ZstdError", &base)?;
            let doc = vm.heap.str("An error occurred in the zstd library.").into_value();
            class.set_later(&vm.heap.intern("__doc__"), doc);
            class
        }
    };
    put(vm, dict, "ZstdError", class.into_value());
    vm.add_functions(dict, "_zstd", FUNCTIONS);
    dictionary::put_classes(vm, dict);
    objects::put_classes(vm, dict);
    for p in parameters::COMPRESSION.iter().chain(parameters::DECOMPRESSION) {
        put_ints(vm, dict, &[(p.constant, i64::from(p.key))]);
    }
    let strategies = ["fast", "dfast", "greedy", "lazy", "lazy2", "btlazy2", "btopt", "btultra", "btultra2"];
    for (i, name) in (1..).zip(strategies) {
        put_ints(vm, dict, &[(&format!("ZSTD_{name}"), i)]);
    }
    put_ints(
        vm,
        dict,
        &[
            ("ZSTD_CLEVEL_DEFAULT", i64::from(parameters::LEVEL_DEFAULT)),
            ("ZSTD_DStreamOutSize", 128 << 10),
            ("zstd_version_number", VERSION.1),
        ],
    );
    put_str(vm, dict, "zstd_version", VERSION.0);
    put_str(vm, dict, "__doc__", "Implementation module for Zstandard compression.");
    Ok(())
}
