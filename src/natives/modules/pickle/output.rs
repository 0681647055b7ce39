//! Where a pickler writes: a buffer, in frames from protocol 4 on, that goes to a file whenever a frame is full.

use crate::object::Value;
use crate::object::buffer;
use crate::vm::{Res, Vm};

use super::opcode::FRAME;

/// The length at which a frame ends, and from which on data stands outside of frames.
const TARGET: usize = 64 * 1024;
/// What is shorter has no frame.
const SHORTEST: usize = 4;
/// The instruction with its length.
const HEADER: usize = 9;

/// A pickle under way.
pub struct Output {
    buf: Vec<u8>,
    framing: bool,
    /// Where the frame begins that is under way: at its header.
    frame: Option<usize>,
    /// The file's `write`.
    write: Option<Value>,
}

impl Output {
    /// To a file's `write`, or to be taken by `finish`.
    pub fn new(write: Option<Value>) -> Output {
        Output { buf: Vec::new(), framing: false, frame: None, write }
    }

    /// Frames from here on.
    pub fn begin_framing(&mut self) {
        self.framing = true;
    }

    #[inline(always)]
    fn room(&mut self, vm: &mut Vm, n: usize) -> Res<()> {
        vm.granted(buffer::room(&mut self.buf, n + HEADER))?;
        if self.framing && self.frame.is_none() {
            self.frame = Some(self.buf.len());
            self.buf.extend_from_slice(&[0xfe; HEADER]);
        }
        Ok(())
    }

    /// Writes one byte.
    #[inline(always)]
    pub fn byte(&mut self, vm: &mut Vm, b: u8) -> Res<()> {
        self.room(vm, 1)?;
        self.buf.push(b);
        Ok(())
    }

    /// Writes bytes.
    #[inline]
    pub fn put(&mut self, vm: &mut Vm, bytes: &[u8]) -> Res<()> {
        self.room(vm, bytes.len())?;
        self.buf.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes a short instruction and its data, which stand alone where the data is large. `whole` is an object with just these bytes, which goes to the file as it is.
    pub fn put_data(&mut self, vm: &mut Vm, head: &[u8], data: &[u8], whole: Option<&Value>) -> Res<()> {
        if data.len() < TARGET {
            self.put(vm, head)?;
            return self.put(vm, data);
        }
        self.close_frame();
        let framing = std::mem::replace(&mut self.framing, false);
        self.put(vm, head)?;
        match self.write.clone() {
            Some(write) => {
                self.flush(vm)?;
                let whole = match whole {
                    Some(v) => v.clone(),
                    None => {
                        vm.room_for(data.len())?;
                        vm.heap.bytes_of(data).into_value()
                    }
                };
                vm.call(&write, &[whole])?;
            }
            None => self.put(vm, data)?,
        }
        self.framing = framing;
        Ok(())
    }

    /// Between two objects: a frame that is long enough ends.
    #[inline(always)]
    pub fn boundary(&mut self, vm: &mut Vm) -> Res<()> {
        match self.frame {
            Some(start) if self.buf.len() - start >= TARGET + HEADER => self.end_frame(vm),
            _ => Ok(()),
        }
    }

    #[cold]
    fn end_frame(&mut self, vm: &mut Vm) -> Res<()> {
        self.close_frame();
        if self.write.is_some() { self.flush(vm) } else { Ok(()) }
    }

    fn close_frame(&mut self) {
        let Some(start) = self.frame.take() else { return };
        let n = self.buf.len() - start - HEADER;
        if n >= SHORTEST {
            self.buf[start] = FRAME;
            self.buf[start + 1..start + HEADER].copy_from_slice(&(n as u64).to_le_bytes());
        } else {
            drop(self.buf.drain(start..start + HEADER));
        }
    }

    fn flush(&mut self, vm: &mut Vm) -> Res<()> {
        let Some(write) = self.write.clone() else { return Ok(()) };
        let bytes = vm.heap.bytes_from_vec(std::mem::take(&mut self.buf)).into_value();
        vm.call(&write, &[bytes]).map(drop)
    }

    /// The end. Gives back what has not gone to a file.
    pub fn finish(&mut self, vm: &mut Vm) -> Res<Vec<u8>> {
        self.close_frame();
        if self.write.is_some() {
            self.flush(vm)?;
        }
        Ok(std::mem::take(&mut self.buf))
    }
}
