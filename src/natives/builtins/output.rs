//! `print`, `input` and `open`: what talks to the world through `sys.stdin` and `sys.stdout`.

use std::io::IsTerminal;

use crate::natives;
use crate::natives::modules::readline::{self, Typed};
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

natives! { pub static FUNCTIONS;
    /// Prints the values to a stream, or to sys.stdout by default.
    ///
    /// sep
    ///   string inserted between values, default a space.
    /// end
    ///   string appended after the last value, default a newline.
    /// file
    ///   a file-like object (stream); defaults to the current sys.stdout.
    /// flush
    ///   whether to forcibly flush the stream.
    fn print(vm, /, *args, sep: Value = Value::None, end: Value = Value::None, file: Value = Value::None, flush: Value = Value::False)
        -> Res<()>
    {
        print(vm, &args, &sep, &end, file, &flush)
    }

    /// Read a string from standard input.  The trailing newline is stripped.
    ///
    /// The prompt string, if given, is printed to standard output without a
    /// trailing newline before reading input.
    ///
    /// If the user hits EOF (*nix: Ctrl-D, Windows: Ctrl-Z+Return), raise EOFError.
    fn input(vm, prompt: Value = Value::Undef, /) -> Res { input(vm, &prompt) }
}

fn separator(vm: &mut Vm, v: &Value, name: &str, default: &str) -> Res<Value> {
    if v.is_none() {
        return Ok(vm.heap.str(default).into_value());
    }
    if v.is_a::<StrObj>() {
        return Ok(v.clone());
    }
    let class = vm.class_name(v);
    Err(vm.type_error(format!("{name} must be None or a string, not {class}")))
}

fn print(vm: &mut Vm, args: &Ref<TupleObj>, sep: &Value, end: &Value, file: Value, flush: &Value) -> Res<()> {
    let file = match file {
        Value::None => match vm.sys.get_str(&vm.names.stdout) {
            None => return Err(vm.runtime_error("lost sys.stdout")),
            Some(Value::None) => return Ok(()),
            Some(f) => f,
        },
        f => f,
    };
    let sep = separator(vm, sep, "sep", " ")?;
    let end = separator(vm, end, "end", "\n")?;
    let write = vm.get_attr(&file, &vm.names.write)?;
    for (i, v) in args.items().iter().enumerate() {
        if i > 0 {
            vm.call(&write, std::slice::from_ref(&sep))?;
        }
        let text = vm.str(v)?.into_value();
        vm.call(&write, &[text])?;
    }
    vm.call(&write, &[end])?;
    if vm.truth(flush)? {
        vm.call_method(&file, &vm.names.flush, &[])?;
    }
    Ok(())
}

fn stream(vm: &mut Vm, name: &Ref<StrObj>) -> Res {
    match vm.sys.get_str(name) {
        Some(f) if !f.is_none() => Ok(f),
        _ => {
            let text = format!("input(): lost sys.{}", name.to_text());
            Err(vm.runtime_error(text))
        }
    }
}

/// A stream that cannot be flushed does not hinder reading, as in CPython.
fn flush_if_possible(vm: &mut Vm, stream: &Value) -> Res<()> {
    match vm.call_method(stream, &vm.names.flush, &[]) {
        Ok(_) => Ok(()),
        Err(e) if vm.raised_is(&e, &vm.types().exception.clone()) => {
            drop(vm.take_raised(e));
            Ok(())
        }
        Err(e) => Err(e),
    }
}

fn on_terminal(descriptor: i64) -> bool {
    if descriptor == 0 { std::io::stdin().is_terminal() } else { std::io::stdout().is_terminal() }
}

/// Whether a stream is the terminal that the process has as this descriptor.
fn is_terminal(vm: &mut Vm, stream: &Value, descriptor: i64) -> Res<bool> {
    let name = vm.heap.intern("fileno");
    let class = vm.types().exception.clone();
    let r = vm.call_method(stream, &name, &[]);
    let found = vm.catch(r, &class)?;
    Ok(matches!(found, Some(Value::Int(n)) if n == descriptor) && on_terminal(descriptor))
}

/// A line that is edited; None where nothing edits.
fn typed(vm: &mut Vm, prompt: &str) -> Res<Option<Value>> {
    loop {
        match readline::typed_line(vm, prompt) {
            None => return Ok(None),
            Some(Typed::Line(line)) => return Ok(Some(vm.heap.str(&line).into_value())),
            Some(Typed::End) => {
                let class = vm.types().eof_error.value();
                let e = vm.call(&class, &[])?;
                return Err(vm.raise(e));
            }
            Some(Typed::Interrupt) => {
                // The editor reads Ctrl-C as a key. The program hears it as the signal that it is, and reads on if its handler comes back.
                let _ = vm.world.raise_signal(libc::SIGINT);
                (vm.hooks.signals)(vm)?;
            }
        }
    }
}

fn input(vm: &mut Vm, prompt: &Value) -> Res {
    let names = vm.names;
    let stdin = stream(vm, &names.stdin)?;
    let stdout = stream(vm, &names.stdout)?;
    let stderr = stream(vm, &names.stderr)?;
    flush_if_possible(vm, &stderr)?;
    if readline::edits(vm) && is_terminal(vm, &stdin, 0)? && is_terminal(vm, &stdout, 1)? {
        flush_if_possible(vm, &stdout)?;
        let text = if prompt.is_undef() { String::new() } else { vm.str(prompt)?.to_text() };
        if let Some(line) = typed(vm, &text)? {
            return Ok(line);
        }
    }
    if !prompt.is_undef() {
        let text = vm.str(prompt)?.into_value();
        vm.call_method(&stdout, &names.write, &[text])?;
    }
    flush_if_possible(vm, &stdout)?;
    let line = vm.call_method(&stdin, &names.readline, &[])?;
    let Some(text) = line.cast::<StrObj>() else {
        return Err(vm.type_error("object.readline() returned non-string"));
    };
    match text.bytes() {
        [] => Err(vm.eof_error("EOF when reading a line")),
        [rest @ .., b'\n'] => Ok(vm.heap.str_bytes(rest).into_value()),
        _ => Ok(line),
    }
}
