//! `_io`: files and streams. Read `file.rs` (the system's files), `buffered.rs` (the buffer over them), `text.rs` (text over that).

pub mod base;
mod buffered;
mod buffered_methods;
mod bytes_io;
pub mod file;
mod newline_decoder;
mod string_io;
mod text;
mod text_methods;

use std::rc::Rc;

use crate::natives;
use crate::natives::codecs::registry;
use crate::natives::files::coding::Newline;
use crate::natives::files::mode::Mode;
use crate::natives::files::paths::fs_path;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::text::codecs::Codec;
use crate::object::weak::WeakBox;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::{AttrDef, NativeDef};
use crate::vm::{Res, Vm};
use crate::world::Stream;

use super::support::{put, put_ints};
use base::method;
use buffered::{BUFFER_SIZE, Buffered};
use file::FileIO;
use text::TextIO;

use text_methods::{Settings, set_up, text_stream};

/// Makes a stream class and puts it into the module.
fn stream_class(
    vm: &mut Vm,
    dict: &Ref<DictObj>,
    name: &'static str,
    base: &str,
    flags: u32,
    methods: &'static [NativeDef],
    attrs: &'static [AttrDef],
) -> Ref<TypeObj> {
    let base = vm.extra_types[base].clone();
    let c = vm.new_type(name, "_io", &base, flags);
    vm.add_methods(&c, methods);
    vm.add_attrs(&c, attrs);
    put(vm, dict, name, c.value());
    vm.extra_types.insert(name, c.clone());
    c
}

/// Streams that may hold what must be written before the program ends.
#[derive(Default)]
struct Writers(Vec<Rc<WeakBox>>);

/// Notes a stream that was written to: at the end of the program what it still holds is written.
fn remember_writer(vm: &mut Vm, stream: &Value) {
    let Value::Obj(o) = stream else { return };
    // The flag saves the look-up for every further write.
    if o.header().has(crate::object::header::WEAKLY_REFERENCED) {
        return;
    }
    let weak = vm.heap.weak_box(o);
    let list = &mut vm.extension::<Writers>().0;
    if list.len() > 64 && list.len().is_power_of_two() {
        list.retain(|w| w.is_alive());
    }
    list.push(weak);
}

/// Writes what streams still hold, at the end of the program: texts first, for they go into the buffers.
pub fn flush_all(vm: &mut Vm) {
    let list = std::mem::take(&mut vm.extension::<Writers>().0);
    let live: Vec<Value> = list.iter().filter_map(|w| w.get()).map(Value::Obj).collect();
    let texts = live.iter().filter(|v| v.is_a::<TextIO>());
    for v in texts.chain(live.iter().filter(|v| !v.is_a::<TextIO>())) {
        if let Err(e) = method(vm, v, "flush", &[]) {
            // A closed file has nothing to write.
            drop(vm.take_raised(e));
        }
    }
}

/// ResourceWarning for a file that nobody closed.
/// The warning names `file`, which may be a stream on top of the file itself, `raw`.
fn warn_unclosed(vm: &mut Vm, file: &Value, raw: &Value) -> Res<()> {
    if let Err(e) = vm.warn_unclosed("file", file) {
        // A filter made an error of it, which nobody can be given; the file is closed nevertheless.
        let error = vm.take_raised(e);
        (vm.hooks.unraisable)(vm, error, "finalizing file", raw);
    }
    Ok(())
}

/// The same for a buffered stream: the warning names it, and the file below stays silent.
fn warn_unclosed_buffered(vm: &mut Vm, stream: &Value, buffered: &Buffered) -> Res<()> {
    let raw = buffered.raw.borrow().clone();
    if raw.cast::<FileIO>().is_some_and(|f| !f.is_shut() && f.close_fd.get()) {
        return warn_unclosed(vm, stream, &raw);
    }
    Ok(())
}

/// The parts of a mode of `open`.
struct OpenMode {
    file: Mode,
    raw: String,
    binary: bool,
}

fn parse_mode(vm: &mut Vm, mode: &str) -> Res<OpenMode> {
    let mut seen = String::new();
    for c in mode.chars() {
        if !"rwaxbt+".contains(c) || seen.contains(c) {
            return Err(vm.value_error(format!("invalid mode: '{mode}'")));
        }
        seen.push(c);
    }
    if seen.contains('t') && seen.contains('b') {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    if "rwax".chars().filter(|c| seen.contains(*c)).count() > 1 {
        return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
    }
    let raw: String = seen.chars().filter(|c| *c != 't' && *c != 'b').collect();
    let file = Mode::parse(vm, &raw)?;
    Ok(OpenMode { file, raw, binary: seen.contains('b') })
}

struct OpenArgs {
    file: Value,
    mode: String,
    buffering: i64,
    encoding: Value,
    errors: Value,
    newline: Value,
    closefd: bool,
    opener: Value,
}

fn open(vm: &mut Vm, mut a: OpenArgs) -> Res {
    if crate::object::int::as_int(&a.file).is_none() {
        a.file = fs_path(vm, &a.file)?;
    }
    let mode = parse_mode(vm, &a.mode)?;
    if mode.binary {
        for (v, text) in [
            (&a.encoding, "an encoding argument"),
            (&a.errors, "an errors argument"),
            (&a.newline, "a newline argument"),
        ] {
            if !v.is_none() {
                return Err(vm.value_error(format!("binary mode doesn't take {text}")));
            }
        }
    }
    for (v, name) in [(&a.encoding, "encoding"), (&a.errors, "errors"), (&a.newline, "newline")] {
        if !v.is_none() && !v.is_a::<StrObj>() {
            let class = vm.class_name(v);
            return Err(vm.type_error(format!("open() argument '{name}' must be str or None, not {class}")));
        }
    }
    let newline = Newline::parse(vm, &a.newline)?;
    let class = vm.extra_types["FileIO"].value();
    let raw_mode = vm.heap.str(&mode.raw).into_value();
    let raw = vm.call(&class, &[a.file, raw_mode, Value::bool(a.closefd), a.opener])?;
    let finished = open_over(vm, &raw, &mode, &a.mode, newline, a.buffering, a.encoding, a.errors);
    if finished.is_err() {
        // The file is not left open behind an error.
        if let Some(f) = raw.cast::<FileIO>() {
            let _ = f.shut(vm);
        }
    }
    finished
}

#[allow(clippy::too_many_arguments)]
fn open_over(
    vm: &mut Vm,
    raw: &Value,
    mode: &OpenMode,
    mode_text: &str,
    newline: Newline,
    buffering: i64,
    encoding: Value,
    errors: Value,
) -> Res {
    let terminal = method(vm, raw, "isatty", &[])?;
    let terminal = vm.truth(&terminal)?;
    let mut line_buffering = false;
    let mut size = buffering;
    if buffering == 1 && mode.binary {
        let class = vm.types().runtime_warning.clone();
        let text = "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used";
        vm.warn(&class, text, 1)?;
    }
    if buffering == 1 && !mode.binary || buffering < 0 && terminal {
        line_buffering = true;
        size = -1;
    }
    if size == 0 {
        if mode.binary {
            return Ok(raw.clone());
        }
        return Err(vm.value_error("can't have unbuffered text I/O"));
    }
    let size = if size < 0 || size == 1 && mode.binary { BUFFER_SIZE } else { size as usize };
    let name = match (mode.file.read, mode.file.write) {
        (true, true) => "BufferedRandom",
        (_, true) => "BufferedWriter",
        _ => "BufferedReader",
    };
    let class = vm.extra_types[name].clone();
    let b = vm.heap.alloc(&class, Buffered::empty());
    b.set_up(raw.clone(), size, mode.file.read, mode.file.write);
    if mode.binary {
        return Ok(b.into_value());
    }
    let class = vm.extra_types["TextIOWrapper"].clone();
    let t = vm.heap.alloc(&class, TextIO::empty());
    let b = b.into_value();
    let settings = Settings {
        encoding: encoding.clone(),
        errors: errors.clone(),
        newline,
        line_buffering,
        write_through: false,
    };
    if let Err(e) = set_up(vm, &t, b.clone(), settings) {
        if !text_methods::is_foreign(&encoding) {
            return Err(e);
        }
        drop(vm.take_raised(e));
        let newline = newline.argument().map_or(Value::None, |n| vm.heap.str(n).into_value());
        let args =
            [b, encoding, errors.or_none().unwrap_or(Value::None), newline, Value::bool(line_buffering)];
        let t = text_methods::foreign(vm, &args, &[])?;
        let (name, mode) = (vm.heap.intern("mode"), vm.heap.str(mode_text).into_value());
        vm.set_attr(&t, &name, mode)?;
        return Ok(t);
    }
    drop(t.mode.replace(vm.heap.str(mode_text).into_value()));
    if mode.file.append {
        // The mark of a codec stands at the beginning of the file only.
        t.began.set(raw.cast::<FileIO>().is_some_and(|f| f.seek_to(vm, 0, 1).is_ok_and(|p| p > 0)));
    }
    Ok(t.into_value())
}

natives! { static FUNCTIONS;
    /// Open file and return a stream.  Raise OSError upon failure.
    fn open(vm, /, file: Value, mode: Ref<StrObj> = vm.heap.intern("r"), buffering: i64 = -1, encoding: Value = Value::None,
        errors: Value = Value::None, newline: Value = Value::None, closefd: bool = true, opener: Value = Value::None) -> Res
    {
        self::open(vm, OpenArgs {
            file: file.take(),
            mode: mode.to_text(),
            buffering,
            encoding: encoding.take(),
            errors: errors.take(),
            newline: newline.take(),
            closefd,
            opener: opener.take(),
        })
    }
    /// Opens the provided file with the intent to import the contents.
    fn open_code(vm, /, path: Ref<StrObj>) -> Res {
        let none = Value::None;
        self::open(vm, OpenArgs {
            file: path.into_value(),
            mode: "rb".into(),
            buffering: -1,
            encoding: none.clone(),
            errors: none.clone(),
            newline: none.clone(),
            closefd: true,
            opener: none,
        })
    }
    /// A helper function to choose the text encoding.
    fn text_encoding(vm, encoding: Value, stacklevel: i64 = 2, /) -> Value {
        let _ = stacklevel;
        let usual = if vm.options.flags.utf8_mode { "utf-8" } else { "locale" };
        if encoding.is_none() { vm.heap.intern(usual).into_value() } else { encoding.take() }
    }
}

/// Whether a value is a text stream that hands on at once what it is given to the output of the VM: it has nothing to flush.
pub fn hands_on(stream: &Value) -> bool {
    stream.cast::<TextIO>().is_some_and(|t| t.direct.get().is_some())
}

/// What standard input and output do about bytes that are no text, and back: where no language was chosen they pass through.
fn stdio_errors(vm: &mut Vm) -> &'static str {
    let all = vm.world.environment();
    let value = |name: &[u8]| all.iter().find(|(n, v)| n == name && !v.is_empty()).map(|(_, v)| &v[..]);
    let chosen = value(b"LC_ALL").or_else(|| value(b"LC_CTYPE")).or_else(|| value(b"LANG"));
    let passes = matches!(chosen, None | Some(b"C" | b"POSIX" | b"C.UTF-8" | b"C.utf8" | b"UTF-8"));
    if passes { "surrogateescape" } else { "strict" }
}

/// The name that an encoding gives itself: that of a standard stream is shown so.
fn codec_name(name: &str) -> &str {
    match Codec::find(name) {
        Ok(Codec::Latin1) => "iso8859-1",
        Ok(Codec::Utf8Sig) => "utf-8-sig",
        Ok(codec) => codec.name(),
        Err(_) => name,
    }
}

/// `sys.stdin`, `sys.stdout`, `sys.stderr` and their `__` twins. Where `PYTHONIOENCODING` names a codec of the library they are UTF-8 until `streams_by_library` makes them again.
pub fn standard_streams(vm: &mut Vm, sys: &Ref<DictObj>) -> Res<()> {
    let name = match &vm.options.stdio_encoding {
        Some((Some(name), _)) if Codec::find(name).is_ok() => codec_name(name).to_string(),
        _ => "utf-8".to_string(),
    };
    streams_in(vm, sys, &name)
}

/// The standard streams in an encoding that only the library knows, which can be asked as soon as there is a path to find it by.
pub fn streams_by_library(vm: &mut Vm) -> Res<()> {
    let Some((Some(name), _)) = vm.options.stdio_encoding.clone() else { return Ok(()) };
    let codec = registry::lookup(vm, &name)?;
    // The codec's own name is the one that is shown.
    let own = vm.heap.intern("name");
    let name = match vm.get_attr_opt(&codec, &own)?.as_ref().and_then(Value::cast::<StrObj>) {
        Some(own) => own.to_text(),
        None => name,
    };
    let sys = vm.sys.clone();
    streams_in(vm, &sys, &name)
}

/// Whether the standard streams wait for the library.
pub fn streams_want_library(vm: &Vm) -> bool {
    matches!(&vm.options.stdio_encoding, Some((Some(name), _)) if Codec::find(name).is_err())
}

fn streams_in(vm: &mut Vm, sys: &Ref<DictObj>, encoding_name: &str) -> Res<()> {
    if !vm.extra_types.contains_key("TextIOWrapper") {
        vm.import("_io")?;
    }
    let usual = stdio_errors(vm);
    let closed = vm.options.closed_streams;
    for (name, stream, mode, class, errors) in [
        ("stdin", Stream::Stdin, "r", "BufferedReader", usual),
        ("stdout", Stream::Stdout, "w", "BufferedWriter", usual),
        ("stderr", Stream::Stderr, "w", "BufferedWriter", "backslashreplace"),
    ] {
        if closed[stream as usize] {
            put(vm, sys, name, Value::None);
            put(vm, sys, &format!("__{name}__"), Value::None);
            continue;
        }
        let file_class = vm.extra_types["FileIO"].clone();
        let raw = FileIO::standard(vm, &file_class, stream);
        let label = vm.heap.str(&format!("<{name}>")).into_value();
        drop(raw.name.replace(label));
        let class = vm.extra_types[class].clone();
        let b = vm.heap.alloc(&class, Buffered::empty());
        b.set_up(raw.into_value(), BUFFER_SIZE, stream == Stream::Stdin, stream != Stream::Stdin);
        // `PYTHONIOENCODING`; what goes to standard error is never refused.
        let (encoding, mut given) = vm.options.stdio_encoding.clone().unwrap_or_default();
        if stream == Stream::Stderr {
            given = None;
        }
        let settings = Settings {
            encoding: vm.heap.str(encoding_name).into_value(),
            errors: {
                // An encoding that was named is strict unless that was said, too.
                let usual = if encoding.is_some() && stream != Stream::Stderr { "strict" } else { errors };
                vm.heap.str(given.as_deref().unwrap_or(usual)).into_value()
            },
            newline: if stream == Stream::Stdin { Newline::Translate } else { Newline::Lf },
            line_buffering: stream == Stream::Stderr || vm.world.is_terminal(stream),
            write_through: false,
        };
        let t = text_stream(vm, b.into_value(), settings, mode)?;
        put(vm, sys, name, t.clone());
        put(vm, sys, &format!("__{name}__"), t);
    }
    Ok(())
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    base::init(vm, dict)?;
    file::init(vm, dict);
    buffered_methods::init(vm, dict);
    bytes_io::init(vm, dict);
    string_io::init(vm, dict);
    text_methods::init(vm, dict);
    newline_decoder::init(vm, dict);
    put_ints(vm, dict, &[("DEFAULT_BUFFER_SIZE", BUFFER_SIZE as i64)]);
    vm.add_functions(dict, "_io", FUNCTIONS);
    if let Some(open) = dict.get_text(vm.heap, "open") {
        let builtins = vm.builtins.clone();
        put(vm, &builtins, "open", open);
    }
    Ok(())
}
