//! The fence around zlib: a stream of `libz-rs-sys` as a value that cannot be misused.
//!
//! The safe interface of `zlib-rs` cannot copy a stream, so this speaks to the one that C programs use. What it rests on: a stream lies in a box and never moves; it was initialised
//! by the functions of its direction, or its state is null, which they all refuse; what it reads and writes are slices that live as long as a call.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_int, c_uint};

use libz_rs_sys::*;

/// Which of the two a stream does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Deflate,
    Inflate,
}

/// A stream.
pub struct Stream {
    raw: Box<z_stream>,
    way: Way,
    /// What was wrong with the data at first: C's zlib says it again at every call, this library does not.
    first_wrong: Option<&'static str>,
}

/// What a step did, and what zlib says of it.
pub struct Step {
    pub consumed: usize,
    pub produced: usize,
    pub code: i32,
}

/// The version of the library.
pub fn version() -> &'static str {
    // SAFETY: a text of the library's that ends with a zero and stays.
    unsafe { CStr::from_ptr(zlibVersion()) }.to_str().unwrap_or_default()
}

const SIZE: c_int = size_of::<z_stream>() as c_int;

impl Stream {
    /// A stream that compresses; or zlib's number of what is wrong.
    pub fn deflate(level: i32, method: i32, wbits: i32, memory: i32, strategy: i32) -> Result<Stream, i32> {
        let mut raw = Box::<z_stream>::default();
        // SAFETY: a stream with nothing in it but the allocator.
        let code =
            unsafe { deflateInit2_(&mut *raw, level, method, wbits, memory, strategy, zlibVersion(), SIZE) };
        if code == Z_OK { Ok(Stream { raw, way: Way::Deflate, first_wrong: None }) } else { Err(code) }
    }

    /// A stream that decompresses; or zlib's number of what is wrong.
    pub fn inflate(wbits: i32) -> Result<Stream, i32> {
        let mut raw = Box::<z_stream>::default();
        // SAFETY: a stream with nothing in it but the allocator.
        let code = unsafe { inflateInit2_(&mut *raw, wbits, zlibVersion(), SIZE) };
        if code == Z_OK { Ok(Stream { raw, way: Way::Inflate, first_wrong: None }) } else { Err(code) }
    }

    /// Reads input and writes output, at most 4 GiB of either.
    pub fn step(&mut self, input: &[u8], output: &mut [u8], flush: i32) -> Step {
        let (most_in, most_out) =
            (input.len().min(c_uint::MAX as usize), output.len().min(c_uint::MAX as usize));
        let raw = &mut *self.raw;
        (raw.next_in, raw.avail_in) = (input.as_ptr(), most_in as c_uint);
        (raw.next_out, raw.avail_out) = (output.as_mut_ptr(), most_out as c_uint);
        // SAFETY: see the head; the lengths are those of the slices.
        let code = unsafe {
            match self.way {
                Way::Deflate => deflate(raw, flush),
                Way::Inflate => inflate(raw, flush),
            }
        };
        let (left_in, left_out) = (raw.avail_in as usize, raw.avail_out as usize);
        (raw.next_in, raw.avail_in) = (std::ptr::null(), 0);
        (raw.next_out, raw.avail_out) = (std::ptr::null_mut(), 0);
        if code == Z_DATA_ERROR && self.first_wrong.is_none() {
            self.first_wrong = self.message();
        }
        Step { consumed: most_in - left_in, produced: most_out - left_out, code }
    }

    /// Gives the stream a dictionary.
    pub fn set_dictionary(&mut self, dictionary: &[u8]) -> i32 {
        let Ok(n) = c_uint::try_from(dictionary.len()) else { return Z_STREAM_ERROR };
        // SAFETY: see the head; the length is that of the slice.
        unsafe {
            match self.way {
                Way::Deflate => deflateSetDictionary(&mut *self.raw, dictionary.as_ptr(), n),
                Way::Inflate => inflateSetDictionary(&mut *self.raw, dictionary.as_ptr(), n),
            }
        }
    }

    /// Another stream in the same state; or zlib's number of what is wrong.
    pub fn copy(&mut self) -> Result<Stream, i32> {
        if self.has_ended() {
            return Err(Z_STREAM_ERROR);
        }
        let mut raw = Box::<z_stream>::default();
        // A stream whose output is nowhere is refused: for the copy it is here, where nothing is written.
        let mut nothing = 0u8;
        self.raw.next_out = &mut nothing;
        // SAFETY: see the head; the copy is written over a stream with nothing in it.
        let code = unsafe {
            match self.way {
                Way::Deflate => deflateCopy(&mut *raw, &mut *self.raw),
                Way::Inflate => inflateCopy(&mut *raw, &*self.raw),
            }
        };
        (self.raw.next_out, raw.next_out) = (std::ptr::null_mut(), std::ptr::null_mut());
        // What failed may have been written in part: nothing in it may be given back a second time.
        if code == Z_OK {
            Ok(Stream { raw, way: self.way, first_wrong: self.first_wrong })
        } else {
            Err(code)
        }
    }

    /// Gives back what the stream has. It refuses everything from now on.
    pub fn end(&mut self) -> i32 {
        // SAFETY: see the head.
        let code = unsafe {
            match self.way {
                Way::Deflate => deflateEnd(&mut *self.raw),
                Way::Inflate => inflateEnd(&mut *self.raw),
            }
        };
        self.raw.state = std::ptr::null_mut();
        code
    }

    /// Whether it has given back what it had.
    pub fn has_ended(&self) -> bool {
        self.raw.state.is_null()
    }

    /// What the library says about its last error.
    pub fn message(&self) -> Option<&'static str> {
        if self.has_ended() || self.raw.msg.is_null() {
            return None;
        }
        if self.first_wrong.is_some() {
            return self.first_wrong;
        }
        // SAFETY: messages are texts of the library's that end with a zero and stay.
        unsafe { CStr::from_ptr(self.raw.msg) }.to_str().ok()
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if !self.has_ended() {
            self.end();
        }
    }
}
