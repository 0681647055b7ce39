//! Where an unpickler reads: bytes that are all there, or a file that is asked piece by piece. A length that the data only claims takes no memory.

use crate::natives::types::memoryview;
use crate::natives::types::support::bytes_like;
use crate::object::Value;
use crate::object::bytes::ByteArrayObj;
use crate::vm::{Raised, Res, Vm};

use super::known::known;

/// So much is looked at in advance, where a file can show what comes.
const AHEAD: usize = 128 * 1024;
/// So much is asked of a file at once, at most.
const PIECE: usize = 16 << 20;

/// See above.
pub trait Source {
    /// The next byte; None at the end.
    fn byte(&mut self, vm: &mut Vm) -> Res<Option<u8>>;
    /// So many bytes.
    fn take(&mut self, vm: &mut Vm, n: usize) -> Res<&[u8]>;
    /// So many bytes, for good.
    fn take_owned(&mut self, vm: &mut Vm, n: usize) -> Res<Vec<u8>>;
    /// A line with its end.
    fn line(&mut self, vm: &mut Vm) -> Res<&[u8]>;
    /// Sees to it that so many bytes are there, without taking them.
    fn need(&mut self, vm: &mut Vm, n: usize) -> Res<()>;
    /// So many bytes from here are a frame: nothing that begins in it goes beyond.
    fn begin_frame(&mut self, n: usize);
    /// Whether the frame has not come to its end.
    fn in_frame(&self) -> bool;
    /// The end: a file stands behind what was taken.
    fn finish(&mut self, vm: &mut Vm) -> Res<()>;
}

#[cold]
fn truncated(vm: &mut Vm) -> Raised {
    known(vm).bad(vm, "pickle data was truncated")
}

#[cold]
fn exhausted(vm: &mut Vm) -> Raised {
    known(vm).bad(vm, "pickle exhausted before end of frame")
}

#[cold]
fn overflow(vm: &mut Vm) -> Raised {
    known(vm).bad(vm, "read would overflow (invalid bytecode)")
}

/// Bytes that are all there.
pub struct Whole<'a> {
    data: &'a [u8],
    at: usize,
    frame_end: usize,
}

impl<'a> Whole<'a> {
    /// From the beginning.
    pub fn new(data: &'a [u8]) -> Whole<'a> {
        Whole { data, at: 0, frame_end: 0 }
    }
}

impl Source for Whole<'_> {
    #[inline(always)]
    fn byte(&mut self, _: &mut Vm) -> Res<Option<u8>> {
        match self.data.get(self.at) {
            Some(b) => {
                self.at += 1;
                Ok(Some(*b))
            }
            None => Ok(None),
        }
    }

    #[inline(always)]
    fn take(&mut self, vm: &mut Vm, n: usize) -> Res<&[u8]> {
        let end = if self.at < self.frame_end { self.frame_end } else { self.data.len() };
        if n > end - self.at {
            return Err(if self.at < self.frame_end {
                exhausted(vm)
            } else if n > isize::MAX as usize - self.at {
                overflow(vm)
            } else {
                truncated(vm)
            });
        }
        let taken = &self.data[self.at..self.at + n];
        self.at += n;
        Ok(taken)
    }

    fn take_owned(&mut self, vm: &mut Vm, n: usize) -> Res<Vec<u8>> {
        if n > self.data.len() - self.at {
            return Err(truncated(vm));
        }
        vm.room_for(n)?;
        self.take(vm, n).map(<[u8]>::to_vec)
    }

    fn line(&mut self, vm: &mut Vm) -> Res<&[u8]> {
        match memchr::memchr(b'\n', &self.data[self.at..]) {
            Some(i) => self.take(vm, i + 1),
            None => Err(truncated(vm)),
        }
    }

    fn need(&mut self, vm: &mut Vm, n: usize) -> Res<()> {
        let at = self.at;
        self.take(vm, n)?;
        self.at = at;
        Ok(())
    }

    fn begin_frame(&mut self, n: usize) {
        self.frame_end = (self.at + n).min(self.data.len());
    }

    fn in_frame(&self) -> bool {
        self.at < self.frame_end
    }

    fn finish(&mut self, _: &mut Vm) -> Res<()> {
        Ok(())
    }
}

/// What a file is asked by.
#[derive(Clone)]
pub struct Methods {
    pub read: Value,
    pub readline: Value,
    pub peek: Option<Value>,
    pub readinto: Option<Value>,
}

/// An open file: no byte is taken from it that does not belong to the pickle.
pub struct File {
    methods: Methods,
    buf: Vec<u8>,
    at: usize,
    /// Bytes of `buf` up to here have been read, the others were only shown.
    read: usize,
    /// How many bytes came before `buf`.
    before: usize,
    frame_end: usize,
}

impl File {
    /// From where the file stands.
    pub fn new(methods: Methods) -> File {
        File { methods, buf: Vec::new(), at: 0, read: 0, before: 0, frame_end: 0 }
    }

    /// How many bytes have been taken.
    fn position(&self) -> usize {
        self.before + self.at
    }

    /// What begins in a frame ends in it.
    fn check_frame(&self, vm: &mut Vm, n: usize) -> Res<()> {
        let at = self.position();
        if at < self.frame_end && n > self.frame_end - at { Err(exhausted(vm)) } else { Ok(()) }
    }

    fn fill(&mut self, vm: &mut Vm, got: &Value, read: bool) -> Res<()> {
        let data = bytes_like(vm, got)?;
        self.before += self.at;
        self.at = 0;
        self.read = if read { data.len() } else { 0 };
        self.buf = data;
        Ok(())
    }

    fn skip_taken(&mut self, vm: &mut Vm) -> Res<()> {
        if self.at > self.read {
            let n = Value::Int((self.at - self.read) as i64);
            vm.call(&self.methods.read.clone(), &[n])?;
            self.read = self.at;
        }
        Ok(())
    }

    /// Has at least so many bytes in the buffer.
    fn have(&mut self, vm: &mut Vm, n: usize) -> Res<()> {
        if self.buf.len() - self.at >= n {
            return Ok(());
        }
        if n > isize::MAX as usize - self.at {
            return Err(overflow(vm));
        }
        self.skip_taken(vm)?;
        if n < AHEAD
            && let Some(peek) = self.methods.peek.clone()
        {
            let got = vm.call(&peek, &[Value::Int(AHEAD as i64)]);
            match vm.catch(got, &vm.types().not_implemented_error)? {
                Some(got) => {
                    self.fill(vm, &got, false)?;
                    if self.buf.len() >= n {
                        return Ok(());
                    }
                }
                None => self.methods.peek = None,
            }
        }
        let first = vm.call(&self.methods.read.clone(), &[Value::Int(n.min(PIECE) as i64)])?;
        self.fill(vm, &first, true)?;
        while self.buf.len() < n && !self.buf.is_empty() && n > PIECE {
            let piece = Value::Int((n - self.buf.len()).min(PIECE) as i64);
            let more = vm.call(&self.methods.read.clone(), &[piece])?;
            let more = bytes_like(vm, &more)?;
            if more.is_empty() {
                break;
            }
            vm.granted(crate::object::buffer::extend(&mut self.buf, &more))?;
            self.read = self.buf.len();
        }
        if self.buf.len() < n { Err(truncated(vm)) } else { Ok(()) }
    }

    /// A piece of the data of a large object.
    fn piece(&mut self, vm: &mut Vm, n: usize) -> Res<Vec<u8>> {
        let Some(readinto) = self.methods.readinto.clone() else {
            let got = vm.call(&self.methods.read.clone(), &[Value::Int(n as i64)])?;
            if !got.is_a::<crate::object::bytes::BytesObj>() {
                let shown = vm.repr(&got)?.to_text();
                return Err(vm.value_error(format!("read() returned non-bytes object ({shown})")));
            }
            return bytes_like(vm, &got);
        };
        let class = vm.types().bytearray.clone();
        vm.room_for(n)?;
        let place = vm.heap.alloc(&class, ByteArrayObj::new(vec![0; n]));
        let view = memoryview::new(vm, &place.value())?;
        let got = vm.call(&readinto, std::slice::from_ref(&view))?;
        memoryview::release(vm, &view)?;
        let got = usize::try_from(vm.to_i64(&got)?).unwrap_or(0).min(n);
        let mut data = if place.exports.get() == 0 {
            std::mem::take(&mut *place.borrow_mut())
        } else {
            place.borrow().clone()
        };
        data.truncate(got);
        Ok(data)
    }
}

impl Source for File {
    #[inline]
    fn byte(&mut self, vm: &mut Vm) -> Res<Option<u8>> {
        if self.at == self.buf.len() {
            let r = self.have(vm, 1);
            let class = known(vm).unpickling_error.clone();
            if vm.catch(r, &class)?.is_none() {
                return Ok(None);
            }
        }
        self.at += 1;
        Ok(Some(self.buf[self.at - 1]))
    }

    #[inline]
    fn take(&mut self, vm: &mut Vm, n: usize) -> Res<&[u8]> {
        self.check_frame(vm, n)?;
        self.have(vm, n)?;
        self.at += n;
        Ok(&self.buf[self.at - n..self.at])
    }

    fn take_owned(&mut self, vm: &mut Vm, n: usize) -> Res<Vec<u8>> {
        self.check_frame(vm, n)?;
        let near = n.min(self.buf.len() - self.at);
        let mut out = self.buf[self.at..self.at + near].to_vec();
        self.at += near;
        if out.len() < n {
            self.skip_taken(vm)?;
        }
        while out.len() < n {
            let wanted = (n - out.len()).min(PIECE);
            let piece = self.piece(vm, wanted)?;
            if piece.len() < wanted {
                return Err(truncated(vm));
            }
            self.before += piece.len();
            vm.granted(crate::object::buffer::append(&mut out, piece))?;
        }
        Ok(out)
    }

    fn line(&mut self, vm: &mut Vm) -> Res<&[u8]> {
        let n = match memchr::memchr(b'\n', &self.buf[self.at..]) {
            Some(i) => i + 1,
            None => {
                self.check_frame(vm, usize::MAX)?;
                self.skip_taken(vm)?;
                let line = vm.call(&self.methods.readline.clone(), &[])?;
                self.fill(vm, &line, true)?;
                if self.buf.last() != Some(&b'\n') {
                    return Err(truncated(vm));
                }
                self.buf.len()
            }
        };
        self.check_frame(vm, n)?;
        self.at += n;
        Ok(&self.buf[self.at - n..self.at])
    }

    fn need(&mut self, vm: &mut Vm, n: usize) -> Res<()> {
        self.have(vm, n)
    }

    fn begin_frame(&mut self, n: usize) {
        self.frame_end = self.position().saturating_add(n);
    }

    fn in_frame(&self) -> bool {
        self.position() < self.frame_end
    }

    fn finish(&mut self, vm: &mut Vm) -> Res<()> {
        self.skip_taken(vm)
    }
}
