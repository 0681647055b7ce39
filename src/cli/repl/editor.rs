//! The editor's side of the prompt: rustyline on a terminal, plain lines elsewhere. Runs on the thread that does not run scripts.

use std::borrow::Cow;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use bumpalo::Bump;
use rustyline::completion::Completer;
use rustyline::config::Configurer;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{Hinter, HistoryHinter};
use rustyline::history::FileHistory;
use rustyline::validate::{ValidationContext, ValidationResult, Validator};
use rustyline::{
    Cmd, ColorMode, CompletionType, ConditionalEventHandler, Config, Context, Editor, Event, EventContext,
    EventHandler, Helper, KeyEvent, RepeatCount,
};

use super::messages::{FromEditor, Screen, ToEditor};
use super::{complete, highlight};
use crate::source::SourceText;
use crate::syntax::{Interactive, parse_interactive};
use crate::world::Waker;

/// Inputs that the history keeps.
const HISTORY: usize = 10_000;
/// How long a tab waits for an answer of an interpreter that is busy.
const PATIENCE: Duration = Duration::from_millis(500);

/// The editor's end of the conversation.
pub struct Line {
    pub to_interpreter: Sender<FromEditor>,
    pub from_interpreter: Receiver<ToEditor>,
    /// Wakes the interpreter, which may be waiting for timers.
    pub waker: Waker,
    pub screen: Arc<Screen>,
}

impl Line {
    fn say(&self, message: FromEditor) -> bool {
        let said = self.to_interpreter.send(message).is_ok();
        self.waker.wake();
        said
    }
}

/// Whether more lines may make the input complete. As everywhere a block ends with an empty line.
pub fn is_incomplete(input: &str) -> bool {
    if input.starts_with(':') || input.trim_end().ends_with('?') {
        return false;
    }
    let arena = Bump::new();
    let source = SourceText::new("<stdin>", input);
    matches!(parse_interactive(&arena, &source), Interactive::Incomplete)
}

/// Edits lines on a terminal until the interpreter hangs up.
pub fn edit(line: Line, history: Option<PathBuf>, color: bool) -> rustyline::Result<()> {
    let config = Config::builder()
        .max_history_size(HISTORY)?
        .history_ignore_dups(true)?
        .completion_type(CompletionType::List)
        .color_mode(if color { ColorMode::Forced } else { ColorMode::Disabled })
        .bracketed_paste(true)
        .tab_stop(8)
        .build();
    let mut editor: Editor<Assistant, FileHistory> = Editor::with_history(config, FileHistory::new())?;
    editor.set_color_mode(if color { ColorMode::Forced } else { ColorMode::Disabled });
    if let Some(file) = &history {
        if let Some(folder) = file.parent() {
            // Without a history the prompt works as well.
            let _ = std::fs::create_dir_all(folder);
        }
        let _ = editor.load_history(file);
    }
    if let Ok(above) = editor.create_external_printer() {
        *line.screen.above.lock().unwrap_or_else(|e| e.into_inner()) = Some(Box::new(above));
    }
    let (ask, waker) = (line.to_interpreter.clone(), line.waker.clone());
    editor.set_helper(Some(Assistant { ask, waker, hints: HistoryHinter::new() }));
    let interrupted = Arc::new(AtomicBool::new(false));
    let handler = EventHandler::Conditional(Box::new(Abandon(interrupted.clone())));
    editor.bind_sequence(KeyEvent::ctrl('C'), handler);
    while let Ok(wish) = line.from_interpreter.recv() {
        if let ToEditor::Remember(input) = wish {
            let _ = editor.add_history_entry(input.trim_end());
            continue;
        }
        line.screen.editing.store(true, Ordering::Release);
        let read = editor.readline(">>> ");
        line.screen.editing.store(false, Ordering::Release);
        let message = match read {
            Ok(_) if interrupted.swap(false, Ordering::AcqRel) => FromEditor::Interrupt,
            Ok(input) => {
                if !input.trim().is_empty()
                    && editor.add_history_entry(input.trim_end()).unwrap_or(false)
                    && let Some(file) = &history
                {
                    let _ = editor.append_history(file);
                }
                FromEditor::Input(input)
            }
            Err(ReadlineError::Interrupted) => FromEditor::Interrupt,
            Err(ReadlineError::Eof) => FromEditor::End,
            Err(e) => {
                // The terminal is gone: so is the session.
                line.say(FromEditor::End);
                return Err(e);
            }
        };
        if !line.say(message) {
            break;
        }
    }
    Ok(())
}

/// Reads plain lines until the interpreter hangs up. Prompts go to standard error, as CPython's do.
pub fn read_plain(line: Line, mut input: impl Read) {
    while let Ok(wish) = line.from_interpreter.recv() {
        if matches!(wish, ToEditor::Remember(_)) {
            continue;
        }
        let mut block = String::new();
        let message = loop {
            let prompt = if block.is_empty() { ">>> " } else { "... " };
            let _ = std::io::stderr().write_all(prompt.as_bytes());
            let Some(next) = one_line(&mut input) else {
                break if block.is_empty() { FromEditor::End } else { FromEditor::Input(block) };
            };
            let is_empty = next.trim().is_empty() && block.is_empty();
            block.push_str(&next);
            if is_empty || !is_incomplete(block.strip_suffix('\n').unwrap_or(&block)) {
                break FromEditor::Input(block);
            }
        };
        if !line.say(message) {
            break;
        }
    }
}

/// One line with its break, byte by byte: what follows belongs to the script's own `input()`.
fn one_line(input: &mut impl Read) -> Option<String> {
    let mut bytes = Vec::new();
    let mut one = [0u8];
    while !bytes.ends_with(b"\n") {
        match input.read(&mut one) {
            Ok(0) => break,
            Ok(_) => bytes.push(one[0]),
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    (!bytes.is_empty()).then(|| String::from_utf8_lossy(&bytes).into_owned())
}

/// Ctrl-C ends the line in the way Enter does, with a mark: the editor's own way would lose the keys that follow.
struct Abandon(Arc<AtomicBool>);

impl ConditionalEventHandler for Abandon {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, _: &EventContext<'_>) -> Option<Cmd> {
        self.0.store(true, Ordering::Release);
        Some(Cmd::AcceptLine)
    }
}

/// What helps while typing.
struct Assistant {
    ask: Sender<FromEditor>,
    waker: Waker,
    hints: HistoryHinter,
}

impl Helper for Assistant {}

impl Validator for Assistant {
    fn validate(&self, context: &mut ValidationContext<'_>) -> rustyline::Result<ValidationResult> {
        Ok(match is_incomplete(context.input()) {
            true => ValidationResult::Incomplete,
            false => ValidationResult::Valid(None),
        })
    }
}

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, at: usize) -> Cow<'l, str> {
        Cow::Owned(highlight::highlight(line, at))
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _default: bool) -> Cow<'b, str> {
        Cow::Owned(format!("\x1b[1;32m{prompt}\x1b[0m"))
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        Cow::Owned(format!("\x1b[90m{hint}\x1b[0m"))
    }

    fn highlight_char(&self, _line: &str, _at: usize, _kind: CmdKind) -> bool {
        true
    }
}

impl Hinter for Assistant {
    type Hint = String;

    fn hint(&self, line: &str, at: usize, context: &Context<'_>) -> Option<String> {
        // The rest of a block would hide what is being typed.
        self.hints.hint(line, at, context).filter(|h| !h.contains('\n'))
    }
}

impl Completer for Assistant {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let Some((start, question)) = complete::question(line, at) else {
            // At the beginning of a line a tab indents.
            let spaces =
                if line[..at].trim().is_empty() || line[..at].ends_with([' ', '\n']) { "    " } else { "" };
            return Ok((at, if spaces.is_empty() { Vec::new() } else { vec![spaces.to_string()] }));
        };
        let (reply, answer) = channel();
        if self.ask.send(FromEditor::Question(question, reply)).is_err() {
            return Ok((at, Vec::new()));
        }
        self.waker.wake();
        Ok((start, answer.recv_timeout(PATIENCE).unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::is_incomplete;

    #[test]
    fn a_block_is_complete_behind_an_empty_line() {
        for open in ["if x:", "if x:\n    y", "f(1,", "'''abc", "@a", "async def f():\n    await x"] {
            assert!(is_incomplete(open), "{open:?}");
        }
        for whole in [
            "",
            "x",
            "if x:\n    y\n",
            "x = = 1",
            "for i in x: pass\n",
            ":tasks",
            "len?",
            "def f(): pass\n\nf()",
            "# only",
        ] {
            assert!(!is_incomplete(whole), "{whole:?}");
        }
    }
}
