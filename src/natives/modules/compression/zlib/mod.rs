//! `zlib`: deflate streams in their three wrappings, and two checksums, over `zlib-rs`. `fence/` is the stream below, `objects.rs` the objects that take data in pieces; here are the
//! functions that do all at once.

// The names of the parameters are CPython's.
#![allow(non_snake_case)]

mod fence;
mod objects;

use libz_rs_sys as z;

use crate::natives;
use crate::natives::types::support::Octets;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};

use super::super::posix::arguments::CInt;
use super::super::support::{new_exception, put, put_ints, put_str, raise_new};
use super::stream::{Output, Trouble, with_bytes};
use fence::{Step, Stream};

const MAX_WBITS: CInt = CInt(15);
const DEF_MEM_LEVEL: CInt = CInt(8);
const DEF_BUF_SIZE: i64 = 16 << 10;
const DEFLATED: CInt = CInt(z::Z_DEFLATED);
const Z_DEFAULT_COMPRESSION: CInt = CInt(z::Z_DEFAULT_COMPRESSION);
const Z_DEFAULT_STRATEGY: CInt = CInt(z::Z_DEFAULT_STRATEGY);
const Z_FINISH: CInt = CInt(z::Z_FINISH);

/// The exception class.
#[derive(Default)]
struct Kept(Value);

/// What goes wrong in the library, or what the module says itself.
enum Fault {
    /// The library's number and words, and what was being done.
    Zlib { code: i32, message: Option<&'static str>, doing: &'static str },
    /// `zlib.error` in other words.
    Said(&'static str),
}

type Failure = Trouble<Fault>;

/// What zlib says of a stream.
fn fault(stream: &Stream, code: i32, doing: &'static str) -> Failure {
    if code == z::Z_MEM_ERROR {
        return Trouble::NoMemory;
    }
    Trouble::Of(Fault::Zlib { code, message: stream.message(), doing })
}

/// What zlib says when there is no stream yet.
fn fault_at_start(code: i32, doing: &'static str) -> Failure {
    if code == z::Z_MEM_ERROR {
        return Trouble::NoMemory;
    }
    Trouble::Of(Fault::Zlib { code, message: None, doing })
}

/// Raises `zlib.error`.
#[cold]
fn raise(vm: &mut Vm, fault: Fault) -> Raised {
    let text = match fault {
        Fault::Said(text) => text.to_string(),
        Fault::Zlib { code, message, doing } => {
            let message = message.or(match code {
                z::Z_BUF_ERROR => Some("incomplete or truncated stream"),
                z::Z_STREAM_ERROR => Some("inconsistent stream state"),
                z::Z_DATA_ERROR => Some("invalid input data"),
                _ => None,
            });
            match message {
                Some(message) => format!("Error {code} {doing}: {message}"),
                None => format!("Error {code} {doing}"),
            }
        }
    };
    let class = vm.extension::<Kept>().0.clone();
    let text = vm.heap.str(&text).into_value();
    raise_new(vm, &class, &[text])
}

/// Whether a step that ended so may be followed by others.
fn goes_on(code: i32) -> bool {
    matches!(code, z::Z_OK | z::Z_BUF_ERROR | z::Z_STREAM_END)
}

natives! { static FUNCTIONS;
    /// Returns a bytes object containing compressed data.
    ///
    ///   data
    ///     Binary data to be compressed.
    ///   level
    ///     Compression level, in 0-9 or -1.
    ///   wbits
    ///     The window buffer size and container format.
    fn compress(vm, data: Value, /, level: CInt = Z_DEFAULT_COMPRESSION, wbits: CInt = MAX_WBITS) -> Res<Octets> {
        with_bytes(vm, &data, |data| compress(data, level.0, wbits.0), raise).map(Octets)
    }
    /// Returns a bytes object containing the uncompressed data.
    ///
    ///   data
    ///     Compressed data.
    ///   wbits
    ///     The window buffer size and container format.
    ///   bufsize
    ///     The initial output buffer size.
    fn decompress(vm, data: Value, /, wbits: CInt = MAX_WBITS, bufsize: i64 = DEF_BUF_SIZE) -> Res<Octets> {
        if bufsize < 0 {
            return Err(vm.value_error("bufsize must be non-negative"));
        }
        with_bytes(vm, &data, |data| decompress(data, wbits.0), raise).map(Octets)
    }
    /// Return a compressor object.
    ///
    ///   level
    ///     The compression level (an integer in the range 0-9 or -1; default is
    ///     currently equivalent to 6).  Higher compression levels are slower,
    ///     but produce smaller results.
    ///   method
    ///     The compression algorithm.  If given, this must be DEFLATED.
    ///   wbits
    ///     +9 to +15: The base-two logarithm of the window size.  Include a zlib
    ///         container.
    ///     -9 to -15: Generate a raw stream.
    ///     +25 to +31: Include a gzip container.
    ///   memLevel
    ///     Controls the amount of memory used for internal compression state.
    ///     Valid values range from 1 to 9.  Higher values result in higher memory
    ///     usage, faster compression, and smaller output.
    ///   strategy
    ///     Used to tune the compression algorithm.  Possible values are
    ///     Z_DEFAULT_STRATEGY, Z_FILTERED, and Z_HUFFMAN_ONLY.
    ///   zdict
    ///     The predefined compression dictionary - a sequence of bytes
    ///     containing subsequences that are likely to occur in the input data.
    fn compressobj(vm, /, level: CInt = Z_DEFAULT_COMPRESSION, method: CInt = DEFLATED, wbits: CInt = MAX_WBITS, memLevel: CInt = DEF_MEM_LEVEL, strategy: CInt = Z_DEFAULT_STRATEGY, zdict: Value = Value::Undef) -> Res {
        objects::compressor(vm, [level.0, method.0, wbits.0, memLevel.0, strategy.0], &zdict)
    }
    /// Return a decompressor object.
    ///
    ///   wbits
    ///     The window buffer size and container format.
    ///   zdict
    ///     The predefined compression dictionary.  This must be the same
    ///     dictionary as used by the compressor that produced the input data.
    fn decompressobj(vm, /, wbits: CInt = MAX_WBITS, zdict: Value = Value::Undef) -> Res {
        objects::decompressor(vm, wbits.0, &zdict)
    }
    /// Compute an Adler-32 checksum of data.
    ///
    ///   value
    ///     Starting value of the checksum.
    ///
    /// The returned checksum is an integer.
    fn adler32(vm, data: Value, value: Value = Value::Int(1), /) -> Res<i64> {
        let start = low_bits(vm, &value)?;
        let sum = with_bytes(vm, &data, |data| Ok(zlib_rs::adler32::adler32(start, data)), raise)?;
        Ok(i64::from(sum))
    }
    /// Compute a CRC-32 checksum of data.
    ///
    ///   value
    ///     Starting value of the checksum.
    ///
    /// The returned checksum is an integer.
    fn crc32(vm, data: Value, value: Value = Value::Int(0), /) -> Res<i64> {
        let start = low_bits(vm, &value)?;
        let sum = with_bytes(vm, &data, |data| {
            let mut h = crc32fast::Hasher::new_with_initial(start);
            h.update(data);
            Ok(h.finalize())
        }, raise)?;
        Ok(i64::from(sum))
    }
}

/// An unsigned number, of which the lower bits count.
fn low_bits(vm: &mut Vm, v: &Value) -> Res<u32> {
    use crate::object::number::int::{Int, bits};
    Ok(match vm.to_int(v)? {
        Int::Small(i) => i as u32,
        big => {
            bits::and(big.as_ref(), Int::Small(0xffff_ffff).as_ref()).as_ref().to_i64().unwrap_or(0) as u32
        }
    })
}

/// A step towards the end of all that is given: of what is longer than a step can take, the last part is the end.
fn finishing_step(stream: &mut Stream, rest: &mut &[u8], out: &mut Output) -> Result<Step, Failure> {
    let flush = if rest.len() <= u32::MAX as usize { z::Z_FINISH } else { z::Z_NO_FLUSH };
    let step = stream.step(rest, out.room()?, flush);
    *rest = &rest[step.consumed..];
    out.fill(step.produced);
    Ok(step)
}

fn compress(data: &[u8], level: i32, wbits: i32) -> Result<Vec<u8>, Failure> {
    let mut stream = Stream::deflate(level, z::Z_DEFLATED, wbits, DEF_MEM_LEVEL.0, z::Z_DEFAULT_STRATEGY)
        .map_err(|code| match code {
            z::Z_STREAM_ERROR => Trouble::Of(Fault::Said("Bad compression level")),
            code => fault_at_start(code, "while compressing data"),
        })?;
    let (mut out, mut rest) = (Output::endless(), data);
    loop {
        let step = finishing_step(&mut stream, &mut rest, &mut out)?;
        match step.code {
            z::Z_STREAM_END => return Ok(out.done()),
            code if !goes_on(code) => return Err(fault(&stream, code, "while compressing data")),
            _ => {}
        }
    }
}

fn decompress(data: &[u8], wbits: i32) -> Result<Vec<u8>, Failure> {
    let mut stream =
        Stream::inflate(wbits).map_err(|code| fault_at_start(code, "while preparing to decompress data"))?;
    let (mut out, mut rest) = (Output::endless(), data);
    loop {
        let step = finishing_step(&mut stream, &mut rest, &mut out)?;
        match step.code {
            z::Z_STREAM_END => return Ok(out.done()),
            code if !goes_on(code) => return Err(fault(&stream, code, "while decompressing data")),
            _ if out.is_full() || !rest.is_empty() && step.consumed > 0 => {}
            _ => return Err(fault(&stream, z::Z_BUF_ERROR, "while decompressing data")),
        }
    }
}

const DOC: &str = "The functions in this module allow compression and decompression using the
zlib library, which is based on GNU zip.

adler32(string[, start]) -- Compute an Adler-32 checksum.
compress(data[, level]) -- Compress data, with compression level 0-9 or -1.
compressobj([level[, ...]]) -- Return a compressor object.
crc32(string[, start]) -- Compute a CRC-32 checksum.
decompress(string,[wbits],[bufsize]) -- Decompresses a compressed string.
decompressobj([wbits[, zdict]]) -- Return a decompressor object.

'wbits' is window buffer size and container format.
Compressor objects support compress() and flush() methods; decompressor
objects support decompress() and flush().";

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    if vm.extension::<Kept>().0.is_undef() {
        let class = new_exception(vm, "error", "zlib", "Exception")?;
        vm.extension::<Kept>().0 = class;
    }
    let class = vm.extension::<Kept>().0.clone();
    put(vm, dict, "error", class);
    vm.add_functions(dict, "zlib", FUNCTIONS);
    let chunks = objects::make_classes(vm);
    put(vm, dict, "_ZlibDecompressor", chunks.value());
    put_ints(
        vm,
        dict,
        &[
            ("MAX_WBITS", i64::from(MAX_WBITS.0)),
            ("DEFLATED", i64::from(DEFLATED.0)),
            ("DEF_MEM_LEVEL", i64::from(DEF_MEM_LEVEL.0)),
            ("DEF_BUF_SIZE", DEF_BUF_SIZE),
            ("Z_NO_COMPRESSION", 0),
            ("Z_BEST_SPEED", 1),
            ("Z_BEST_COMPRESSION", 9),
            ("Z_DEFAULT_COMPRESSION", -1),
            ("Z_FILTERED", 1),
            ("Z_HUFFMAN_ONLY", 2),
            ("Z_RLE", 3),
            ("Z_FIXED", 4),
            ("Z_DEFAULT_STRATEGY", 0),
            ("Z_NO_FLUSH", 0),
            ("Z_PARTIAL_FLUSH", 1),
            ("Z_SYNC_FLUSH", 2),
            ("Z_FULL_FLUSH", 3),
            ("Z_FINISH", 4),
            ("Z_BLOCK", 5),
            ("Z_TREES", 6),
        ],
    );
    for name in ["ZLIB_VERSION", "ZLIB_RUNTIME_VERSION"] {
        put_str(vm, dict, name, fence::version());
    }
    put_str(vm, dict, "__version__", "1.0");
    put_str(vm, dict, "__doc__", DOC);
    Ok(())
}
