//! `TextIOWrapper`: text over a binary stream: state and operations.
//!
//! Text that was decoded and not yet taken is kept as it came, line ends untranslated: so its length in bytes, which `tell` needs, is known.

use std::cell::{Cell, RefCell};

use crate::natives::files::coding::{LineEnd, Newline, expand, line_end, raise, translate};
use crate::object::Value;
use crate::object::buffer;
use crate::object::error::ErrKind;
use crate::object::text::codecs::{Codec, Errors, decode, encode, errors};
use crate::object::text::wtf8;
use crate::payload;
use crate::vm::{Raised, Res, Vm};
use crate::world::Stream;

use super::base::{bytes_read, method, unsupported};
use super::buffered::{flush_direct, plain_buffer, write_direct};

/// Bytes read and gathered at a time, unless a script says otherwise.
pub const CHUNK: usize = 8192;

payload! {
    /// A text stream.
    pub struct TextIO as "_io.TextIOWrapper" {
        pub buffer: RefCell<Value>,
        pub encoding: RefCell<Value>,
        pub errors: RefCell<Value>,
        /// `mode`, where `open` made it.
        pub mode: RefCell<Value>,
    } plain {
        pub codec: Cell<Codec>,
        /// The codec as it was named; the other one knows the order of bytes once a mark has said it.
        pub named: Cell<Codec>,
        /// Bytes read and gathered at a time.
        pub chunk: Cell<usize>,
        pub handler: RefCell<Errors>,
        pub newline: Cell<Newline>,
        pub line_buffering: Cell<bool>,
        pub write_through: Cell<bool>,
        /// Decoded text, and how far it is taken.
        pub ahead: RefCell<Vec<u8>>,
        pub at: Cell<usize>,
        /// Bytes of a character that is not complete yet.
        pub held: RefCell<Vec<u8>>,
        /// Encoded text that is to be written.
        pub behind: RefCell<Vec<u8>>,
        /// What the binary stream said of itself when it was handed over.
        pub reads: Cell<bool>,
        pub writes: Cell<bool>,
        /// None: it is a buffer over a file, which is asked when it matters.
        pub seeks: Cell<Option<bool>>,
        pub has_read1: Cell<bool>,
        pub ended: Cell<bool>,
        pub began: Cell<bool>,
        pub seen: Cell<u8>,
        pub telling: Cell<bool>,
        /// Whether it is known where the text that is ahead begins: it was read while `tell` was possible.
        pub located: Cell<bool>,
        pub detached: Cell<bool>,
        /// Standard output or error in UTF-8 without translation: text goes straight on.
        pub direct: Cell<Option<Stream>>,
    }
}

impl TextIO {
    /// A text stream without a binary one.
    pub fn empty() -> TextIO {
        TextIO {
            buffer: RefCell::default(),
            encoding: RefCell::default(),
            errors: RefCell::default(),
            mode: RefCell::default(),
            codec: Cell::new(Codec::Utf8),
            named: Cell::new(Codec::Utf8),
            chunk: Cell::new(CHUNK),
            handler: RefCell::new(Errors::Strict),
            newline: Cell::new(Newline::Translate),
            line_buffering: Cell::new(false),
            write_through: Cell::new(false),
            ahead: RefCell::default(),
            at: Cell::new(0),
            held: RefCell::default(),
            behind: RefCell::default(),
            reads: Cell::new(false),
            writes: Cell::new(false),
            seeks: Cell::new(None),
            has_read1: Cell::new(true),
            ended: Cell::new(false),
            began: Cell::new(false),
            seen: Cell::new(0),
            telling: Cell::new(true),
            located: Cell::new(false),
            detached: Cell::new(false),
            direct: Cell::new(None),
        }
    }

    /// The binary stream; ValueError if there is none.
    pub fn stream(&self, vm: &mut Vm) -> Res {
        let b = self.buffer.borrow().clone();
        if !b.is_undef() {
            return Ok(b);
        }
        Err(vm.value_error(if self.detached.get() {
            "underlying buffer has been detached"
        } else {
            "I/O operation on uninitialized object"
        }))
    }

    /// ValueError before `__init__`.
    pub fn initialized(&self, vm: &mut Vm) -> Res<()> {
        if self.encoding.borrow().is_undef() {
            return Err(vm.value_error("I/O operation on uninitialized object"));
        }
        Ok(())
    }

    /// Whether the binary stream is closed.
    pub fn is_closed(&self, vm: &mut Vm) -> Res<bool> {
        let b = self.stream(vm)?;
        if let Some(b) = plain_buffer(&b) {
            return b.is_closed(vm);
        }
        let name = vm.heap.intern("closed");
        let v = vm.get_attr(&b, &name)?;
        vm.truth(&v)
    }

    /// ValueError if the stream is closed.
    pub fn check(&self, vm: &mut Vm) -> Res<()> {
        if self.is_closed(vm)? { Err(vm.value_error("I/O operation on closed file.")) } else { Ok(()) }
    }

    /// Finds out whether text can go straight to a standard stream.
    pub fn look_for_direct(&self) {
        let plain = self.codec.get() == Codec::Utf8 && self.newline.get().written().is_none();
        let stream = plain_buffer(&self.buffer.borrow()).and_then(|b| b.direct.get());
        self.direct.set(stream.filter(|_| plain));
    }

    fn raise_decode(&self, vm: &mut Vm, e: crate::object::error::TextError, data: &[u8]) -> Raised {
        let object = vm.heap.bytes_of(data).into_value();
        raise(vm, e, object)
    }

    /// Decodes another piece and appends it to what is ahead.
    fn decode(&self, vm: &mut Vm, data: &[u8], last: bool) -> Res<()> {
        // What was held and this in one, and the text made of it.
        vm.room_for((self.held.borrow().len() + data.len()).saturating_mul(2))?;
        let mut bytes = self.held.take();
        bytes.extend_from_slice(data);
        let mut at = 0;
        let mut codec = self.codec.get();
        if !self.began.get() {
            let enough = match codec {
                Codec::Utf8Sig => 3,
                Codec::Utf16 => 2,
                Codec::Utf32 => 4,
                _ => 0,
            };
            if bytes.len() < enough && !last {
                *self.held.borrow_mut() = bytes;
                return Ok(());
            }
            self.began.set(true);
            (at, codec) = decode::skip_mark(&bytes, codec);
            if codec != Codec::Utf8Sig {
                self.codec.set(codec);
            }
        }
        let mut out = Vec::with_capacity(bytes.len());
        let handler = self.handler.borrow().clone();
        while let Err(fault) = decode::run(&bytes, at, codec, &mut out) {
            if fault.incomplete && !last {
                *self.held.borrow_mut() = bytes[fault.start..].to_vec();
                break;
            }
            at = match errors::decode_fault(&bytes, &fault, codec, &handler, &mut out) {
                Ok(at) => at,
                Err(e) => return Err(self.raise_decode(vm, e, &bytes)),
            };
        }
        let mut ahead = self.ahead.borrow_mut();
        let start = self.at.get();
        if start == ahead.len() {
            *ahead = out;
        } else {
            ahead.drain(..start);
            let grown = buffer::extend(&mut ahead, &out);
            drop(ahead);
            self.at.set(0);
            return vm.granted(grown);
        }
        self.at.set(0);
        Ok(())
    }

    fn check_readable(&self, vm: &mut Vm) -> Res<()> {
        if self.reads.get() { Ok(()) } else { Err(unsupported(vm, "not readable")) }
    }

    pub fn is_seekable(&self, vm: &mut Vm, b: &Value) -> Res<bool> {
        if let Some(seeks) = self.seeks.get() {
            return Ok(seeks);
        }
        let v = method(vm, b, "seekable", &[])?;
        vm.truth(&v)
    }

    /// Asks the binary stream what it can, once, in CPython's order.
    pub fn ask(&self, vm: &mut Vm) -> Res<()> {
        let b = self.stream(vm)?;
        if let Some(b) = plain_buffer(&b).filter(|b| b.raw.borrow().is_a::<super::FileIO>()) {
            // Nobody sees that it is not asked; a closed one refuses.
            if b.is_closed(vm)? {
                return Err(vm.value_error("I/O operation on closed file"));
            }
            self.reads.set(b.reads.get());
            self.writes.set(b.writes.get());
            self.seeks.set(None);
            self.has_read1.set(true);
            return Ok(());
        }
        let mut can = |name: &str| {
            let v = method(vm, &b, name, &[])?;
            vm.truth(&v)
        };
        self.reads.set(can("readable")?);
        self.writes.set(can("writable")?);
        self.seeks.set(Some(can("seekable")?));
        self.has_read1.set(vm.get_attr_opt(&b, &vm.heap.intern("read1"))?.is_some());
        Ok(())
    }

    /// Reads and decodes another chunk; false at the end.
    fn fill(&self, vm: &mut Vm) -> Res<bool> {
        let b = self.stream(vm)?;
        self.flush_behind(vm)?;
        let data = match plain_buffer(&b) {
            Some(b) => b.read1(vm, self.chunk.get() as i64)?,
            None => {
                let name = if self.has_read1.get() { "read1" } else { "read" };
                let v = method(vm, &b, name, &[Value::Int(self.chunk.get() as i64)])?;
                bytes_read(vm, &v, "underlying read1()")?.unwrap_or_default()
            }
        };
        let last = data.is_empty();
        self.located.set(self.located.get() || self.telling.get());
        self.decode(vm, &data, last)?;
        self.ended.set(last);
        Ok(!last)
    }

    /// A line; at most `limit` characters of it. Empty at the end.
    pub fn read_line(&self, vm: &mut Vm, limit: Option<usize>) -> Res<Vec<u8>> {
        self.stream(vm)?;
        if self.left() == 0 {
            self.check_readable(vm)?;
        }
        let mut last = false;
        loop {
            let (found, length) = {
                let ahead = self.ahead.borrow();
                let rest = &ahead[self.at.get()..];
                let found = match line_end(rest, self.newline.get(), last) {
                    LineEnd::At(n, end) => Some((n, end)),
                    _ if last => Some((rest.len(), 0)),
                    _ => None,
                };
                (found, rest.len())
            };
            if let Some((n, end)) = found {
                return Ok(self.take_line(n, end, limit));
            }
            // A limit may be reached before the end of the line is seen.
            if let Some(limit) = limit {
                let ahead = self.ahead.borrow();
                let rest = &ahead[self.at.get()..];
                if length > limit && wtf8::char_count(&rest[..length]) > limit {
                    drop(ahead);
                    return Ok(self.take_line(length, 0, Some(limit)));
                }
            }
            last = match self.fill(vm) {
                Ok(more) => !more,
                Err(e) => {
                    // What was read of a line that cannot be decoded is lost, as with CPython.
                    if vm.raised_is(&e, &vm.types().unicode_decode_error.clone()) {
                        self.at.set(self.ahead.borrow().len());
                    }
                    return Err(e);
                }
            };
        }
    }

    /// Bytes of decoded text that are left.
    pub fn left(&self) -> usize {
        self.ahead.borrow().len() - self.at.get()
    }

    fn take_line(&self, n: usize, end: usize, limit: Option<usize>) -> Vec<u8> {
        let ahead = self.ahead.borrow();
        let rest = &ahead[self.at.get()..];
        let whole = n + end;
        let mut used = whole;
        if let Some(limit) = limit {
            used = wtf8::offset_from(&rest[..whole], 0, limit).min(whole);
        }
        self.at.set(self.at.get() + used);
        let translated = self.newline.get() == Newline::Translate;
        if end > 0 && used > n {
            let mut seen = self.seen.get();
            let ending = translate(&rest[n..whole], &mut seen);
            self.seen.set(seen);
            if translated {
                let mut line = Vec::with_capacity(n + 1);
                line.extend_from_slice(&rest[..n]);
                line.extend_from_slice(&ending);
                // A limit that cuts between `\r` and `\n` takes both.
                self.at.set(self.at.get() + (whole - used));
                return line;
            }
        }
        rest[..used].to_vec()
    }

    /// `read(n)`; None: everything.
    pub fn read(&self, vm: &mut Vm, n: Option<usize>) -> Res<Vec<u8>> {
        let b = self.stream(vm)?;
        self.check(vm)?;
        self.check_readable(vm)?;
        self.flush_behind(vm)?;
        let Some(n) = n else {
            let data = match plain_buffer(&b) {
                Some(b) => b.read(vm, None)?.unwrap_or_default(),
                None => {
                    let v = method(vm, &b, "read", &[])?;
                    bytes_read(vm, &v, "underlying read()")?.unwrap_or_default()
                }
            };
            self.decode(vm, &data, true)?;
            let rest = buffer::copied(&self.ahead.borrow()[self.at.get()..]);
            let rest = vm.granted(rest)?;
            // Its line ends may be translated.
            vm.room_for(rest.len())?;
            self.at.set(self.ahead.borrow().len());
            self.located.set(false);
            return Ok(self.deliver(rest));
        };
        let mut out = Vec::new();
        let mut left = n;
        let mut last = false;
        while left > 0 {
            let (piece, chars) = {
                let ahead = self.ahead.borrow();
                let rest = &ahead[self.at.get()..];
                self.cut(rest, left, last)
            };
            if piece > 0 {
                vm.room_for(piece.saturating_mul(2))?;
                let raw = self.ahead.borrow()[self.at.get()..self.at.get() + piece].to_vec();
                self.at.set(self.at.get() + piece);
                let piece = self.deliver(raw);
                vm.granted(buffer::extend(&mut out, &piece))?;
                left -= chars;
                continue;
            }
            if last {
                break;
            }
            last = !self.fill(vm)?;
        }
        Ok(out)
    }

    /// How many bytes of `rest` make at most `n` characters once line ends are translated, and how many they make.
    fn cut(&self, rest: &[u8], n: usize, last: bool) -> (usize, usize) {
        let translated = self.newline.get() == Newline::Translate;
        let (mut at, mut chars) = (0, 0);
        while at < rest.len() && chars < n {
            if rest[at] == b'\r' && translated {
                match rest.get(at + 1) {
                    Some(b'\n') => at += 2,
                    None if !last => break,
                    _ => at += 1,
                }
            } else {
                at += wtf8::width(rest[at]);
            }
            chars += 1;
        }
        (at.min(rest.len()), chars)
    }

    /// What the reader gets: line ends translated if that is wanted, and noted.
    fn deliver(&self, raw: Vec<u8>) -> Vec<u8> {
        if !self.newline.get().is_universal() {
            return raw;
        }
        let mut seen = self.seen.get();
        let translated = if memchr::memchr(b'\r', &raw).is_some() || self.newline.get() == Newline::Any {
            translate(&raw, &mut seen)
        } else {
            if memchr::memchr(b'\n', &raw).is_some() {
                seen |= crate::natives::files::coding::SEEN_LF;
            }
            self.seen.set(seen);
            return raw;
        };
        self.seen.set(seen);
        if self.newline.get() == Newline::Translate { translated } else { raw }
    }

    /// Forgets decoded text (after a seek, before writing).
    pub fn forget(&self) {
        self.ahead.borrow_mut().clear();
        self.at.set(0);
        self.held.borrow_mut().clear();
        self.ended.set(false);
        self.located.set(false);
    }

    /// Hands what was written on to the binary stream.
    pub fn flush_behind(&self, vm: &mut Vm) -> Res<()> {
        if self.behind.borrow().is_empty() {
            return Ok(());
        }
        let data = self.behind.take();
        let b = self.stream(vm)?;
        match plain_buffer(&b) {
            Some(b) => b.write(vm, &data),
            None => {
                let data = vm.heap.bytes_from_vec(data).into_value();
                method(vm, &b, "write", &[data]).map(drop)
            }
        }
    }

    /// Writes text.
    pub fn write(&self, vm: &mut Vm, text: &[u8]) -> Res<()> {
        if let Some(s) = self.direct.get() {
            self.check(vm)?;
            if !wtf8::has_surrogate(text) {
                return write_direct(vm, s, text);
            }
        }
        let b = self.stream(vm)?;
        self.check(vm)?;
        if !self.writes.get() {
            return Err(unsupported(vm, "not writable"));
        }
        let ends_line = self.line_buffering.get() && memchr::memchr2(b'\n', b'\r', text).is_some();
        // Line ends of two characters.
        vm.room_for(if self.newline.get().written().is_some() { text.len().saturating_mul(2) } else { 0 })?;
        let expanded = expand(text, self.newline.get());
        let text = expanded.as_deref().unwrap_or(text);
        let data = self.encode(vm, text)?;
        self.held.borrow_mut().clear();
        // What was read by `next` only stays ahead of the text that is written, and so does what a stream without positions gave.
        if self.located.get() && self.is_seekable(vm, &b)? {
            self.forget();
        }
        let chunk = self.chunk.get();
        // What is gathered never grows beyond a chunk, unless one piece is larger.
        if !self.behind.borrow().is_empty() && self.behind.borrow().len() + data.len() > chunk {
            self.flush_behind(vm)?;
        }
        let total = {
            let mut behind = self.behind.borrow_mut();
            buffer::extend(&mut behind, &data).map(|()| behind.len())
        };
        let total = vm.granted(total)?;
        if total >= chunk || ends_line || self.write_through.get() {
            self.flush_behind(vm)?;
        }
        if ends_line {
            method(vm, &b, "flush", &[])?;
        }
        Ok(())
    }

    fn encode(&self, vm: &mut Vm, text: &[u8]) -> Res<Vec<u8>> {
        let codec = self.codec.get();
        let handler = self.handler.borrow().clone();
        let coded = encode::encode(text, codec, &handler);
        let mut data = coded.map_err(|e| {
            if e.kind == ErrKind::Memory {
                return vm.text_error(e);
            }
            let object = vm.heap.str_bytes(text).into_value();
            raise(vm, e, object)
        })?;
        // The mark stands at the beginning only.
        if matches!(codec, Codec::Utf8Sig | Codec::Utf16 | Codec::Utf32) {
            let mut mark = Vec::new();
            encode::push_mark(codec, &mut mark);
            if self.began.replace(true) {
                data.drain(..mark.len());
            }
        }
        Ok(data)
    }

    /// `flush()`
    pub fn flush(&self, vm: &mut Vm) -> Res<()> {
        self.check(vm)?;
        self.telling.set(true);
        self.flush_behind(vm)?;
        let b = self.stream(vm)?;
        match (self.direct.get(), plain_buffer(&b)) {
            (Some(s), _) => flush_direct(vm, s),
            (None, Some(b)) => b.flush(vm),
            (None, None) => method(vm, &b, "flush", &[]).map(drop),
        }
    }

    /// `tell()`: the byte position of the next character.
    pub fn tell(&self, vm: &mut Vm) -> Res<i64> {
        self.check(vm)?;
        let os_error = vm.types().os_error.clone();
        let b = self.stream(vm)?;
        if !self.is_seekable(vm, &b)? {
            return Err(unsupported(vm, "underlying stream is not seekable"));
        }
        if !self.telling.get() {
            return Err(vm.error(&os_error, "telling position disabled by next() call"));
        }
        self.flush_behind(vm)?;
        let v = method(vm, &b, "tell", &[])?;
        let at = vm.to_i64(&v)?;
        if !self.located.get() {
            // What `next` read counts as taken.
            return Ok(at);
        }
        let codec = match self.codec.get() {
            Codec::Utf8Sig => Codec::Utf8,
            Codec::Utf16 => Codec::Utf16Le,
            Codec::Utf32 => Codec::Utf32Le,
            c => c,
        };
        let ahead = self.ahead.borrow()[self.at.get()..].to_vec();
        let escape = if codec == Codec::Utf8 { Errors::SurrogateEscape } else { Errors::SurrogatePass };
        let coded = encode::encode(&ahead, codec, &escape).map_or(ahead.len(), |d| d.len());
        Ok(at - (coded + self.held.borrow().len()) as i64)
    }

    /// `seek()`
    pub fn seek(&self, vm: &mut Vm, cookie: &Value, whence: i64) -> Res {
        self.check(vm)?;
        let b = self.stream(vm)?;
        if !self.is_seekable(vm, &b)? {
            return Err(unsupported(vm, "underlying stream is not seekable"));
        }
        let offset = vm.to_i64(cookie)?;
        let to = match whence {
            0 if offset < 0 => {
                let shown = vm.repr(cookie)?.to_text();
                return Err(vm.value_error(format!("negative seek position {shown}")));
            }
            0 => offset,
            1 if offset != 0 => return Err(unsupported(vm, "can't do nonzero cur-relative seeks")),
            1 => self.tell(vm)?,
            2 if offset != 0 => return Err(unsupported(vm, "can't do nonzero end-relative seeks")),
            2 => 0,
            _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
        };
        self.telling.set(true);
        self.flush(vm)?;
        let at = method(vm, &b, "seek", &[Value::Int(to), Value::Int(if whence == 2 { 2 } else { 0 })])?;
        self.forget();
        // It is known where what is read next begins, but behind the end.
        self.located.set(whence != 2);
        let first = matches!(at, Value::Int(0));
        self.began.set(!first);
        if first {
            self.codec.set(self.named.get());
        }
        Ok(at)
    }
}
