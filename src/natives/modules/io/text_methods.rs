//! The methods of `TextIOWrapper`.

use crate::natives::files::coding::{Newline, find_codec, seen_value};
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::text::codecs::{Codec, Errors};
use crate::object::types::flags::{BASE, BY_OBJECT, DICT, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::base::{and_then, method, needs_no_close, unsupported};
use super::text::TextIO;

/// What a text stream is made of.
pub struct Settings {
    pub encoding: Value,
    pub errors: Value,
    pub newline: Newline,
    pub line_buffering: bool,
    pub write_through: bool,
}

fn text_or(vm: &mut Vm, v: &Value, name: &str, default: &str) -> Res<Ref<StrObj>> {
    match v {
        Value::None | Value::Undef => Ok(vm.heap.intern(default)),
        v => match v.to_ref::<StrObj>() {
            Some(s) => Ok(s),
            None => {
                let class = vm.class_name(v);
                Err(vm.type_error(format!(
                    "TextIOWrapper() argument '{name}' must be str or None, not {class}"
                )))
            }
        },
    }
}

/// Whether an encoding is none of those that are read and written here: CPython's own stream of the library (`_pyio`) then goes through the registry of codecs.
pub fn is_foreign(encoding: &Value) -> bool {
    let Some(name) = encoding.cast::<StrObj>() else { return false };
    name.bytes() != b"locale" && crate::object::text::codecs::Codec::find(&name.to_text()).is_err()
}

/// The library's text stream, for such an encoding.
pub fn foreign(vm: &mut Vm, args: &[Value], named: &[(Ref<StrObj>, Value)]) -> Res {
    let module = vm.import("_pyio")?;
    let name = vm.heap.intern("TextIOWrapper");
    let class = vm.get_attr(&module, &name)?;
    vm.call_kw(&class, args, named)
}

/// A text stream over a binary one, in an encoding of either kind.
pub fn text_stream(vm: &mut Vm, buffer: Value, s: Settings, mode: &str) -> Res {
    let h = vm.heap;
    let mode = h.str(mode).into_value();
    if is_foreign(&s.encoding) {
        let newline = s.newline.argument().map_or(Value::None, |n| h.str(n).into_value());
        let named = [
            (h.intern("encoding"), s.encoding),
            (h.intern("errors"), s.errors),
            (h.intern("newline"), newline),
            (h.intern("line_buffering"), Value::bool(s.line_buffering)),
        ];
        let t = foreign(vm, &[buffer], &named)?;
        vm.set_attr(&t, &h.intern("mode"), mode)?;
        return Ok(t);
    }
    let class = vm.extra_types["TextIOWrapper"].clone();
    let t = h.alloc(&class, TextIO::empty());
    set_up(vm, &t, buffer, s)?;
    drop(t.mode.replace(mode));
    Ok(t.into_value())
}

/// Gives a text stream its binary stream.
pub fn set_up(vm: &mut Vm, t: &TextIO, buffer: Value, s: Settings) -> Res<()> {
    let encoding =
        text_or(vm, &s.encoding, "encoding", if vm.options.flags.utf8_mode { "utf-8" } else { "UTF-8" })?;
    let locale = encoding.bytes() == b"locale";
    let encoding = if locale { vm.heap.intern("UTF-8") } else { encoding };
    let codec = find_codec(vm, &encoding.to_text())?;
    let errors = text_or(vm, &s.errors, "errors", "strict")?;
    *t.handler.borrow_mut() = Errors::find(&errors.to_text());
    t.codec.set(codec);
    t.named.set(codec);
    t.newline.set(s.newline);
    t.line_buffering.set(s.line_buffering);
    t.write_through.set(s.write_through);
    drop(t.encoding.replace(encoding.into_value()));
    drop(t.errors.replace(errors.into_value()));
    drop(t.buffer.replace(buffer));
    t.behind.borrow_mut().clear();
    t.forget();
    t.detached.set(false);
    t.ask(vm)?;
    let marks = matches!(codec, Codec::Utf8Sig | Codec::Utf16 | Codec::Utf32);
    t.began.set(is_within(vm, t, marks)? && marks);
    t.look_for_direct();
    Ok(())
}

/// Whether the binary stream stands behind its beginning: the mark of a codec is past then.
fn is_within(vm: &mut Vm, t: &TextIO, marks: bool) -> Res<bool> {
    let buffer = t.stream(vm)?;
    // A buffer over a file is asked only where it matters.
    if !t.writes.get() || !marks && t.seeks.get().is_none() || !t.is_seekable(vm, &buffer)? {
        return Ok(false);
    }
    let at = method(vm, &buffer, "tell", &[])?;
    Ok(!matches!(at, Value::Int(0)))
}

fn size(vm: &mut Vm, v: &Value) -> Res<Option<usize>> {
    if v.is_none() {
        return Ok(None);
    }
    let n = vm.to_i64(v)?;
    Ok((n >= 0).then_some(n as usize))
}

natives! { static METHODS;
    /// Character and line based layer over a BufferedIOBase object, buffer.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        let named = kwargs.get_text(vm.heap, "encoding");
        let encoding = args.items().get(1).cloned().or(named).unwrap_or(Value::None);
        if is_foreign(&encoding) && cls.is(&vm.extra_types["TextIOWrapper"].clone()) {
            return foreign(vm, args.items(), &super::super::support::keywords(&kwargs));
        }
        Ok(vm.heap.alloc(&cls, TextIO::empty()).into_value())
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<TextIO>, /, buffer: Value, encoding: Value = Value::None, errors: Value = Value::None,
        newline: Value = Value::None, line_buffering: bool = false, write_through: bool = false) -> Res<()>
    {
        // What fails leaves a stream without a buffer.
        this.direct.set(None);
        this.detached.set(false);
        drop(this.buffer.take());
        let newline = Newline::parse(vm, &newline)?;
        let s = Settings { encoding: encoding.take(), errors: errors.take(), newline, line_buffering, write_through };
        set_up(vm, &this, buffer.take(), s).inspect_err(|_| drop(this.buffer.take()))
    }
    /// Separate the underlying buffer from the text stream and return it.
    fn detach(vm, this: Ref<TextIO>, /) -> Res {
        let b = this.stream(vm)?;
        method(vm, &this.value(), "flush", &[])?;
        this.detached.set(true);
        this.direct.set(None);
        drop(this.buffer.take());
        Ok(b)
    }
    /// Write string s to stream. Return the number of characters written.
    fn write(vm, this: Ref<TextIO>, s: Value, /) -> Res<usize> {
        let Some(text) = s.to_ref::<StrObj>() else {
            let class = vm.class_name(&s);
            return Err(vm.type_error(format!("write() argument must be str, not {class}")));
        };
        this.write(vm, text.bytes())?;
        if this.direct.get().is_none() {
            super::remember_writer(vm, &this.value());
        }
        Ok(text.char_len())
    }
    /// Read at most size characters from stream.
    fn read(vm, this: Ref<TextIO>, size: Value = Value::Int(-1), /) -> Res {
        let n = self::size(vm, &size)?;
        let text = this.read(vm, n)?;
        vm.new_str(text)
    }
    /// Read until newline or EOF.
    fn readline(vm, this: Ref<TextIO>, size: Value = Value::Int(-1), /) -> Res {
        let n = self::size(vm, &size)?;
        this.check(vm)?;
        let line = this.read_line(vm, n)?;
        vm.new_str(line)
    }
    /// Flush the text, then the buffer.
    fn flush(vm, this: Ref<TextIO>, /) -> Res<()> { this.flush(vm) }
    /// Flush and close the stream.
    fn close(vm, this: Ref<TextIO>, /) -> Res<()> {
        if this.is_closed(vm)? {
            return Ok(());
        }
        let flushed = method(vm, &this.value(), "flush", &[]);
        and_then(vm, flushed, |vm| {
            let b = this.stream(vm)?;
            method(vm, &b, "close", &[])
        })
    }
    /// The descriptor of the buffer.
    fn fileno(vm, this: Ref<TextIO>, /) -> Res { let b = this.stream(vm)?; method(vm, &b, "fileno", &[]) }
    /// Whether the stream has a position.
    fn seekable(vm, this: Ref<TextIO>, /) -> Res { let b = this.stream(vm)?; method(vm, &b, "seekable", &[]) }
    /// Whether the stream can be read.
    fn readable(vm, this: Ref<TextIO>, /) -> Res { let b = this.stream(vm)?; method(vm, &b, "readable", &[]) }
    /// Whether the stream can be written.
    fn writable(vm, this: Ref<TextIO>, /) -> Res { let b = this.stream(vm)?; method(vm, &b, "writable", &[]) }
    /// Whether the stream is a terminal.
    fn isatty(vm, this: Ref<TextIO>, /) -> Res { let b = this.stream(vm)?; method(vm, &b, "isatty", &[]) }
    /// Return the stream position as an opaque number.
    fn tell(vm, this: Ref<TextIO>, /) -> Res<i64> { this.tell(vm) }
    /// Set the stream position, and return the new stream position.
    fn seek(vm, this: Ref<TextIO>, cookie: Value, whence: i64 = 0, /) -> Res { this.seek(vm, &cookie, whence) }
    /// Truncate the stream.
    fn truncate(vm, this: Ref<TextIO>, pos: Value = Value::None, /) -> Res {
        this.flush(vm)?;
        // Without a position it is cut where the bytes stand, which is behind what was read ahead.
        let b = this.stream(vm)?;
        method(vm, &b, "truncate", &[pos.take()])
    }
    /// Reconfigure the text stream with new parameters.
    fn reconfigure(vm, this: Ref<TextIO>, /, *, encoding: Value = Value::None, errors: Value = Value::None,
        newline: Value = Value::Undef, line_buffering: Value = Value::None, write_through: Value = Value::None) -> Res<()>
    {
        let touches_decoder = !encoding.is_none() || !errors.is_none() || !newline.is_undef();
        if touches_decoder && (this.left() > 0 || !this.held.borrow().is_empty()) {
            return Err(unsupported(vm, "It is not possible to set the encoding or newline of stream after the first read"));
        }
        let b = this.stream(vm)?;
        method(vm, &this.value(), "flush", &[])?;
        let errors = match (&encoding, &errors) {
            (Value::None, Value::None) => this.errors.borrow().clone(),
            (_, Value::None) => vm.heap.intern("strict").into_value(),
            _ => errors.take(),
        };
        let encoding = if encoding.is_none() { this.encoding.borrow().clone() } else { encoding.take() };
        let newline = if newline.is_undef() { this.newline.get() } else { Newline::parse(vm, &newline)? };
        let line = if line_buffering.is_none() { this.line_buffering.get() } else { vm.truth(&line_buffering)? };
        let through = if write_through.is_none() { this.write_through.get() } else { vm.truth(&write_through)? };
        set_up(vm, &this, b, Settings { encoding, errors, newline, line_buffering: line, write_through: through })
    }
    /// Closes a stream that nobody holds any more.
    fn __del__(vm, this: Ref<TextIO>, /) -> Res<()> {
        if this.buffer.borrow().is_undef() || this.direct.get().is_some() {
            return Ok(());
        }
        let closed = this.is_closed(vm);
        if needs_no_close(vm, closed) {
            return Ok(());
        }
        let b = this.stream(vm)?;
        if let Some(buffered) = b.cast::<super::Buffered>() {
            super::warn_unclosed_buffered(vm, &this.value(), buffered)?;
        }
        method(vm, &this.value(), "close", &[]).map(drop)
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<TextIO>, /) -> Res<String> {
        let whole = this.value();
        let class = vm.class_of(&whole);
        let mut out = format!("<{}", vm.name_in_c(&class));
        for n in ["name", "mode"] {
            let name = vm.heap.intern(n);
            match vm.get_attr_opt(&whole, &name) {
                Ok(Some(v)) => out += &format!(" {n}={}", vm.repr(&v)?.to_text()),
                Ok(None) => {}
                // It was taken apart.
                Err(e) if vm.raised_is(&e, &vm.types().value_error.clone()) => drop(vm.take_raised(e)),
                Err(e) => return Err(e),
            }
        }
        let encoding = this.encoding.borrow().clone();
        Ok(format!("{out} encoding={}>", vm.repr(&encoding)?.to_text()))
    }
}

attrs! { static ATTRS for TextIO;
    /// The binary stream.
    fn buffer(vm, this) -> Res { this.stream(vm) }
    /// Whether the stream is closed.
    fn closed(vm, this) -> Res<bool> { this.is_closed(vm) }
    /// The name of the encoding.
    fn encoding(vm, this) -> Value { this.encoding.borrow().clone() }
    /// The error handler's name.
    fn errors(vm, this) -> Value { this.errors.borrow().clone() }
    /// Whether every line is flushed.
    fn line_buffering(vm, this) -> bool { this.line_buffering.get() }
    /// Whether text is passed on at once.
    fn write_through(vm, this) -> bool { this.write_through.get() }
    /// The kinds of line ends that were seen.
    fn newlines(vm, this) -> Value {
        if this.newline.get().is_universal() { seen_value(vm, this.seen.get()) } else { Value::None }
    }
    /// The buffer's name.
    fn name(vm, this) -> Res {
        let b = this.stream(vm)?;
        let name = vm.heap.intern("name");
        vm.get_attr(&b, &name)
    }
    /// The mode, where `open` made the stream.
    fn mode(vm, this) -> Res {
        let m = this.mode.borrow().clone();
        if m.is_undef() {
            let whole = this.value();
            let class = vm.class_name(&whole);
            return Err(vm.attribute_error(whole, "mode", &format!("'{class}' object has no attribute 'mode'")));
        }
        Ok(m)
    }
    set (vm, this, value) {
        drop(this.mode.replace(value));
        Ok(())
    }
    /// How many bytes are read and gathered at a time.
    fn _CHUNK_SIZE(vm, this) -> usize { this.chunk.get() }
    set (vm, this, value) {
        if value.is_undef() {
            return Err(vm.attribute_error(this.value(), "_CHUNK_SIZE", "_CHUNK_SIZE attribute cannot be deleted"));
        }
        let whole = vm.to_int(&value)?;
        match whole.as_ref().to_i64() {
            Some(n) if n > 0 => this.chunk.set(n as usize),
            Some(_) => return Err(vm.value_error("a strictly positive integer is required")),
            None => return Err(vm.value_error("cannot fit 'int' into an index-sized integer")),
        }
        Ok(())
    }
}

fn next_line(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(t) = this.to_ref::<TextIO>() else { return Err(vm.type_error("a text stream is required")) };
    if !t.obj().header().is_exact() {
        let line = method(vm, this, "readline", &[])?;
        return Ok(if vm.truth(&line)? { Some(line) } else { None });
    }
    t.check(vm)?;
    t.telling.set(false);
    let line = t.read_line(vm, None)?;
    if line.is_empty() {
        t.telling.set(true);
        t.located.set(false);
    }
    if line.is_empty() { Ok(None) } else { vm.new_str(line).map(Some) }
}

/// Adds `TextIOWrapper`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let c = super::stream_class(
        vm,
        dict,
        "TextIOWrapper",
        "_TextIOBase",
        BASE | BY_OBJECT | DICT | WEAK,
        METHODS,
        ATTRS,
    );
    vm.add_methods(&c, super::file::NO_STATE);
    super::super::support::make_next(vm, &c, next_line);
}
