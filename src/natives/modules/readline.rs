//! `readline`: the history of lines and its files, the completer, the hooks and what separates words. What edits a line on a terminal is the command's (`cli/line_input.rs`), which hangs
//! itself in as `LineEditor`; `input()` asks it (`typed_line`) as soon as a script has imported this module, as in CPython. Here is what it asks the script while a line is typed.

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
use crate::vm::{Res, Vm};

use super::support::{os_error, put_ints, put_str};

/// What the functions work on.
struct State {
    lines: Vec<Vec<u8>>,
    /// Lines that a file keeps; negative: all.
    most: i64,
    completer: Value,
    delimiters: Vec<u8>,
    /// The line buffer, as far as scripts may look at it.
    line: Vec<u8>,
    /// The word that is being completed, in characters of the line.
    word: (usize, usize),
    /// What kind of completion is under way: 0 outside of one.
    completing: i64,
    /// A tab completes, since a script or the prompt said so; else it is a tab.
    tab_completes: bool,
    /// Lines that were read go into the history.
    remembers: bool,
    startup: Value,
    pre_input: Value,
    display: Value,
    /// The module was imported: `input()` edits.
    imported: bool,
}

/// What edits a line on the terminal. An interpreter that is part of another program has none.
#[derive(Default)]
pub struct LineEditor(pub Option<EditLine>);

/// Reads a line: the prompt, what stands there before a key is pressed, and the lines of the history.
pub type EditLine = fn(&mut Vm, &str, &str, &[String]) -> Typed;

/// How the typing of a line ended.
pub enum Typed {
    Line(String),
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-D on an empty line, or a terminal that is gone.
    End,
}

impl Default for State {
    fn default() -> State {
        State {
            lines: Vec::new(),
            most: -1,
            completer: Value::None,
            line: Vec::new(),
            word: (0, 0),
            completing: 0,
            tab_completes: false,
            remembers: true,
            startup: Value::None,
            pre_input: Value::None,
            display: Value::None,
            imported: false,
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

/// The function that a hook becomes; None takes it away.
fn hook(vm: &mut Vm, name: &str, function: Value) -> Res {
    if !function.is_none() && !vm.is_callable(&function) {
        return Err(vm.type_error(format!("{name}(func): argument not callable")));
    }
    Ok(function)
}

/// Whether `input()` edits: a script has imported the module, and there is something to edit with.
pub fn edits(vm: &mut Vm) -> bool {
    vm.extension::<LineEditor>().0.is_some() && state(vm).imported
}

/// The prompt's `input()` edits, whoever has imported what.
pub fn always_edit(vm: &mut Vm) {
    let state = state(vm);
    (state.imported, state.tab_completes) = (true, true);
}

/// What a function of the script answers while a line is edited; what it raises is dropped, as in CPython: nobody could catch it.
fn asked(vm: &mut Vm, function: &Value, args: &[Value]) -> Option<Value> {
    if function.is_none() {
        return None;
    }
    vm.call(function, args).map_err(|e| drop(vm.take_raised(e))).ok()
}

/// Reads a line on the terminal: hooks before it, the history behind it.
pub fn typed_line(vm: &mut Vm, prompt: &str) -> Option<Typed> {
    let edit = vm.extension::<LineEditor>().0?;
    let state = state(vm);
    state.line.clear();
    let hooks = [state.startup.clone(), state.pre_input.clone()];
    for hook in &hooks {
        drop(asked(vm, hook, &[]));
    }
    let state = self::state(vm);
    let before = String::from_utf8_lossy(&std::mem::take(&mut state.line)).into_owned();
    let history: Vec<String> = state.lines.iter().map(|l| String::from_utf8_lossy(l).into_owned()).collect();
    let typed = edit(vm, prompt, &before, &history);
    if let Typed::Line(line) = &typed {
        let state = self::state(vm);
        if state.remembers && !line.is_empty() && state.lines.last().is_none_or(|l| l != line.as_bytes()) {
            state.lines.push(line.as_bytes().to_vec());
        }
    }
    Some(typed)
}

/// What a tab brings: the place where the completed word begins, and what it may become. None: a tab.
pub fn completions(vm: &mut Vm, line: &str, at: usize) -> Option<(usize, Vec<String>)> {
    let state = state(vm);
    if !state.tab_completes {
        return None;
    }
    let completer = state.completer.clone();
    let delimits = |c: char| c.is_ascii() && state.delimiters.contains(&(c as u8));
    let start =
        line[..at].char_indices().rev().find(|(_, c)| delimits(*c)).map_or(0, |(i, c)| i + c.len_utf8());
    state.word = (line[..start].chars().count(), line[..at].chars().count());
    state.line = line.as_bytes().to_vec();
    state.completing = 9;
    let word = vm.heap.str(&line[start..at]).into_value();
    let mut found = Vec::new();
    while let Some(next) = asked(vm, &completer, &[word.clone(), Value::Int(found.len() as i64)]) {
        match next.cast::<StrObj>().and_then(StrObj::as_str) {
            Some(text) => found.push(text.to_string()),
            None => break,
        }
    }
    let state = self::state(vm);
    let inserted = state.line.split_off(line.len().min(state.line.len()));
    (state.completing, state.word) = (0, (0, 0));
    state.line.clear();
    found.sort_unstable();
    found.dedup();
    if !inserted.is_empty() {
        // A completer that puts a text into the line instead of answering.
        return Some((at, vec![String::from_utf8_lossy(&inserted).into_owned()]));
    }
    let display = state.display.clone();
    if found.len() < 2 || display.is_none() {
        return Some((start, found));
    }
    // The script shows the matches itself: what they have in common is all that is left to do.
    let common = found.iter().skip(1).fold(found[0].as_str(), |common, next| {
        let equal = common.char_indices().zip(next.chars()).take_while(|((_, a), b)| a == b);
        &common[..equal.last().map_or(0, |((i, c), _)| i + c.len_utf8())]
    });
    let longest = found.iter().map(|m| m.chars().count()).max().unwrap_or(0);
    let texts = found.iter().map(|m| vm.heap.str(m).into_value()).collect();
    let args =
        [vm.heap.str(common).into_value(), vm.heap.list(texts).into_value(), Value::Int(longest as i64)];
    drop(asked(vm, &display, &args));
    Some((start, if common.len() > at - start { vec![common.to_string()] } else { Vec::new() }))
}

/// A line of an init file, of which those count that say what a tab does.
fn bind(state: &mut State, line: &str) {
    let (key, what) = match line.split_once(':') {
        Some((key, what)) => (key.trim(), what.trim()),
        // As libedit has it.
        None => match line
            .trim()
            .strip_prefix("bind")
            .and_then(|rest| rest.trim().split_once(char::is_whitespace))
        {
            Some((key, what)) => (key, what.trim()),
            None => return,
        },
    };
    if matches!(key.to_ascii_lowercase().as_str(), "tab" | "\"\\t\"" | "\"\\c-i\"" | "control-i" | "^i") {
        state.tab_completes =
            matches!(what, "complete" | "rl_complete" | "menu-complete" | "possible-completions");
    }
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
    fn get_begidx(vm, /) -> usize { state(vm).word.0 }
    /// Get the current completer function.
    fn get_completer(vm, /) -> Value { state(vm).completer.clone() }
    /// Get the word delimiters for completion.
    fn get_completer_delims(vm, /) -> Res {
        let delimiters = state(vm).delimiters.clone();
        text(vm, &delimiters)
    }
    /// Get the type of completion being attempted.
    fn get_completion_type(vm, /) -> i64 { state(vm).completing }
    /// Return the current (not the maximum) length of history.
    fn get_current_history_length(vm, /) -> usize { state(vm).lines.len() }
    /// Get the ending index of the completion scope.
    fn get_endidx(vm, /) -> usize { state(vm).word.1 }
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
    /// Execute the init line provided in the string argument: what a tab does is taken from it.
    fn parse_and_bind(vm, string: Value, /) -> Res<()> {
        let line = bytes(vm, &string)?;
        bind(state(vm), &String::from_utf8_lossy(&line));
        Ok(())
    }
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
    /// Enables or disables automatic history.
    fn set_auto_history(vm, enabled: bool, /) { state(vm).remembers = enabled }
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
    /// Set or remove the completion display function.
    ///
    /// The function is called as
    ///   function(substitution, [matches], longest_match_length)
    /// once each time matches need to be displayed.
    fn set_completion_display_matches_hook(vm, function: Value = Value::None, /) -> Res<()> {
        let function = hook(vm, "set_completion_display_matches_hook", function)?;
        drop(std::mem::replace(&mut state(vm).display, function));
        Ok(())
    }
    /// Set the maximal number of lines which will be written to the history file.
    ///
    /// A negative length is used to inhibit history truncation.
    fn set_history_length(vm, length: Value, /) -> Res<()> {
        let most = vm.to_i32(&length)?;
        state(vm).most = most.into();
        Ok(())
    }
    /// Set or remove the function invoked by the rl_pre_input_hook callback.
    ///
    /// The function is called with no arguments before a key is read.
    fn set_pre_input_hook(vm, function: Value = Value::None, /) -> Res<()> {
        let function = hook(vm, "set_pre_input_hook", function)?;
        drop(std::mem::replace(&mut state(vm).pre_input, function));
        Ok(())
    }
    /// Set or remove the function invoked by the rl_startup_hook callback.
    ///
    /// The function is called with no arguments just before the first prompt is
    /// printed.
    fn set_startup_hook(vm, function: Value = Value::None, /) -> Res<()> {
        let function = hook(vm, "set_startup_hook", function)?;
        drop(std::mem::replace(&mut state(vm).startup, function));
        Ok(())
    }
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
    state(vm).imported = true;
    put_str(vm, dict, "backend", "readline");
    // The library whose files and answers these are.
    put_ints(vm, dict, &[("_READLINE_VERSION", 0x803), ("_READLINE_RUNTIME_VERSION", 0x803)]);
    put_str(vm, dict, "_READLINE_LIBRARY_VERSION", "8.3");
    put_str(vm, dict, "__doc__", "The history of lines, and what completes words.");
    Ok(())
}
