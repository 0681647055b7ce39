//! `readline`: the history of lines and its files, the completer and what separates words. `input()` reads lines as the terminal gives them, so nothing asks the completer while a line
//! is typed, and what would change that line is refused by name.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::natives;
use crate::natives::files::coding::{decode_bytes, encode_text};
use crate::natives::files::paths::path_bytes;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::text::codecs::{Codec, Errors};
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};

use super::support::{os_error, put_ints, put_str};

/// What the functions work on.
struct State {
    lines: Vec<Vec<u8>>,
    /// Lines that a file keeps; negative: all.
    most: i64,
    completer: Value,
    delimiters: Vec<u8>,
    /// The line buffer, which only scripts write.
    line: Vec<u8>,
}

impl Default for State {
    fn default() -> State {
        State {
            lines: Vec::new(),
            most: -1,
            completer: Value::None,
            line: Vec::new(),
            delimiters: b" \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?".to_vec(),
        }
    }
}

fn state(vm: &mut Vm) -> &mut State {
    vm.extension::<State>()
}

/// A str as the system writes it.
fn bytes(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    let Some(s) = v.cast::<StrObj>() else {
        return Err(vm.type_error("bad argument type for built-in operation"));
    };
    let bytes = encode_text(vm, s.bytes(), Codec::Utf8, &Errors::SurrogateEscape)?;
    if bytes.contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(bytes)
}

fn text(vm: &mut Vm, bytes: &[u8]) -> Res {
    let text = decode_bytes(vm, bytes, Codec::Utf8, &Errors::SurrogateEscape)?;
    vm.new_str(text)
}

/// The file that is named, or `~/.history`.
fn file(vm: &mut Vm, name: &Value) -> Res<PathBuf> {
    if !name.is_none() {
        let bytes = path_bytes(vm, name)?;
        return Ok(PathBuf::from(OsStr::from_bytes(&bytes)));
    }
    let home = vm.world.variable("HOME").unwrap_or_default();
    Ok(PathBuf::from(OsStr::from_bytes(&home)).join(".history"))
}

/// Cuts a file down to its last lines, if it must not have more.
fn cut(path: &Path, most: i64) -> io::Result<()> {
    let Ok(most) = usize::try_from(most) else { return Ok(()) };
    let data = fs::read(path)?;
    let lines: Vec<&[u8]> = data.split_inclusive(|b| *b == b'\n').collect();
    if lines.len() > most {
        fs::write(path, lines[lines.len() - most..].concat())?;
    }
    Ok(())
}

fn write(path: &Path, lines: &[Vec<u8>], append: bool, most: i64) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    if append {
        // As in CPython the file must exist.
        options.append(true);
    } else {
        options.write(true).create(true).truncate(true);
    }
    let mut data = lines.join(&b'\n');
    if !lines.is_empty() {
        data.push(b'\n');
    }
    options.open(path)?.write_all(&data)?;
    cut(path, most)
}

/// The place of an entry.
fn place(vm: &mut Vm, v: &Value) -> Res<usize> {
    let at = vm.to_i32(v)?;
    if at < 0 {
        return Err(vm.value_error("History index cannot be negative"));
    }
    if at as usize >= state(vm).lines.len() {
        return Err(vm.value_error(format!("No history item at position {at}")));
    }
    Ok(at as usize)
}

#[cold]
fn no_editing(vm: &mut Vm, name: &str) -> Raised {
    vm.not_implemented_error(format!("readline.{name}() is not available: input() does not edit lines here"))
}

/// A hook may only be taken away.
fn hook(vm: &mut Vm, name: &str, function: &Value) -> Res<()> {
    if function.is_none() {
        return Ok(());
    }
    if !vm.is_callable(function) {
        return Err(vm.type_error(format!("{name}(func): argument not callable")));
    }
    Err(no_editing(vm, name))
}

natives! { static FUNCTIONS;
    /// Add an item to the history buffer.
    fn add_history(vm, string: Value, /) -> Res<()> {
        let line = bytes(vm, &string)?;
        state(vm).lines.push(line);
        Ok(())
    }
    /// Append the last nelements items of the history list to file.
    ///
    /// The default filename is ~/.history.
    fn append_history_file(vm, nelements: Value, filename: Value = Value::None, /) -> Res<()> {
        let count = vm.to_i32(&nelements)?;
        let path = file(vm, &filename)?;
        if count < 0 {
            return Err(vm.value_error("nelements must be non-negative"));
        }
        let state = state(vm);
        let from = state.lines.len().saturating_sub(count as usize);
        let done = write(&path, &state.lines[from..], true, state.most);
        done.map_err(|e| os_error(vm, &e, None))
    }
    /// Clear the current readline history.
    fn clear_history(vm, /) { state(vm).lines.clear() }
    /// Get the beginning index of the completion scope.
    fn get_begidx(vm, /) -> i64 { 0 }
    /// Get the current completer function.
    fn get_completer(vm, /) -> Value { state(vm).completer.clone() }
    /// Get the word delimiters for completion.
    fn get_completer_delims(vm, /) -> Res {
        let delimiters = state(vm).delimiters.clone();
        text(vm, &delimiters)
    }
    /// Get the type of completion being attempted.
    fn get_completion_type(vm, /) -> i64 { 0 }
    /// Return the current (not the maximum) length of history.
    fn get_current_history_length(vm, /) -> usize { state(vm).lines.len() }
    /// Get the ending index of the completion scope.
    fn get_endidx(vm, /) -> i64 { 0 }
    /// Return the current contents of history item at one-based index.
    fn get_history_item(vm, index: Value, /) -> Res {
        let at = vm.to_i32(&index)?;
        let line = usize::try_from(at).ok().and_then(|at| state(vm).lines.get(at.checked_sub(1)?).cloned());
        match line {
            Some(line) => text(vm, &line),
            None => Ok(Value::None),
        }
    }
    /// Return the maximum number of lines that will be written to the history file.
    fn get_history_length(vm, /) -> i64 { state(vm).most }
    /// Return the current contents of the line buffer.
    fn get_line_buffer(vm, /) -> Res {
        let line = state(vm).line.clone();
        text(vm, &line)
    }
    /// Insert text into the line buffer at the cursor position.
    fn insert_text(vm, string: Value, /) -> Res<()> {
        let mut more = bytes(vm, &string)?;
        state(vm).line.append(&mut more);
        Ok(())
    }
    /// Execute the init line provided in the string argument: keys are bound for editors, of which there is none here.
    fn parse_and_bind(vm, string: Value, /) -> Res<()> { bytes(vm, &string).map(drop) }
    /// Load a readline history file.
    ///
    /// The default filename is ~/.history.
    fn read_history_file(vm, filename: Value = Value::None, /) -> Res<()> {
        let path = file(vm, &filename)?;
        let data = fs::read(&path).map_err(|e| os_error(vm, &e, None))?;
        let lines = data.split(|b| *b == b'\n').filter(|line| !line.is_empty());
        state(vm).lines.extend(lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec()));
        Ok(())
    }
    /// Execute a readline initialization file: it is looked for, and that is all.
    ///
    /// The default filename is the last filename used.
    fn read_init_file(vm, filename: Value = Value::None, /) -> Res<()> {
        if filename.is_none() {
            return Ok(());
        }
        let path = file(vm, &filename)?;
        fs::File::open(&path).map(drop).map_err(|e| os_error(vm, &e, None))
    }
    /// Change what's displayed on the screen to reflect contents of the line buffer.
    fn redisplay(vm, /) {}
    /// Remove history item given by its zero-based position.
    fn remove_history_item(vm, pos: Value, /) -> Res<()> {
        let at = place(vm, &pos)?;
        state(vm).lines.remove(at);
        Ok(())
    }
    /// Replaces history item given by its position with contents of line.
    ///
    /// pos is zero-based.
    fn replace_history_item(vm, pos: Value, line: Value, /) -> Res<()> {
        let line = bytes(vm, &line)?;
        let at = place(vm, &pos)?;
        state(vm).lines[at] = line;
        Ok(())
    }
    /// Enables or disables automatic history: lines that input() reads are never kept here.
    fn set_auto_history(vm, enabled: bool, /) -> Res<()> { if enabled { Err(no_editing(vm, "set_auto_history")) } else { Ok(()) } }
    /// Set or remove the completer function.
    ///
    /// The function is called as function(text, state),
    /// for state in 0, 1, 2, ..., until it returns a non-string.
    /// It should return the next possible completion starting with 'text'.
    fn set_completer(vm, function: Value = Value::None, /) -> Res<()> {
        if !function.is_none() && !vm.is_callable(&function) {
            return Err(vm.type_error("set_completer(func): argument not callable"));
        }
        let old = std::mem::replace(&mut state(vm).completer, function.take());
        drop(old);
        Ok(())
    }
    /// Set the word delimiters for completion.
    fn set_completer_delims(vm, string: Value, /) -> Res<()> {
        let delimiters = bytes(vm, &string)?;
        state(vm).delimiters = delimiters;
        Ok(())
    }
    /// Set or remove the completion display function: it can be removed only.
    fn set_completion_display_matches_hook(vm, function: Value = Value::None, /) -> Res<()> {
        hook(vm, "set_completion_display_matches_hook", &function)
    }
    /// Set the maximal number of lines which will be written to the history file.
    ///
    /// A negative length is used to inhibit history truncation.
    fn set_history_length(vm, length: Value, /) -> Res<()> {
        let most = vm.to_i32(&length)?;
        state(vm).most = most.into();
        Ok(())
    }
    /// Set or remove the function invoked by the rl_pre_input_hook callback: it can be removed only.
    fn set_pre_input_hook(vm, function: Value = Value::None, /) -> Res<()> { hook(vm, "set_pre_input_hook", &function) }
    /// Set or remove the function invoked by the rl_startup_hook callback: it can be removed only.
    fn set_startup_hook(vm, function: Value = Value::None, /) -> Res<()> { hook(vm, "set_startup_hook", &function) }
    /// Save a readline history file.
    ///
    /// The default filename is ~/.history.
    fn write_history_file(vm, filename: Value = Value::None, /) -> Res<()> {
        let path = file(vm, &filename)?;
        let state = state(vm);
        let done = write(&path, &state.lines, false, state.most);
        done.map_err(|e| os_error(vm, &e, None))
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "readline", FUNCTIONS);
    put_str(vm, dict, "backend", "readline");
    // The library whose files and answers these are.
    put_ints(vm, dict, &[("_READLINE_VERSION", 0x803), ("_READLINE_RUNTIME_VERSION", 0x803)]);
    put_str(vm, dict, "_READLINE_LIBRARY_VERSION", "8.3");
    put_str(vm, dict, "__doc__", "The history of lines, and what completes words.");
    Ok(())
}
