//! The editor's side of the prompt: rustyline on a terminal, plain lines elsewhere. Runs on the thread that does not run scripts.

use std::borrow::Cow;
use std::cell::Cell;
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
    EventHandler, Helper, KeyCode, KeyEvent, Modifiers, Movement, RepeatCount,
};

use super::messages::{FromEditor, Screen, ToEditor};
use super::{complete, highlight};
use crate::source::SourceText;
use crate::syntax::token::{Tok, Token};
use crate::syntax::{Interactive, parse_interactive, tokenize};
use crate::world::Waker;

/// Inputs that the history keeps.
const HISTORY: usize = 10_000;
/// Spaces of a block's indentation.
const STEP: usize = 4;
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
    // A last line of nothing but its indentation is an empty one.
    let last = input.rfind('\n').map_or(0, |i| i + 1);
    let input = if last > 0 && input[last..].trim().is_empty() { &input[..last] } else { input };
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
        .indent_size(STEP as u8)
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
    editor.set_helper(Some(Assistant { ask, waker, hints: HistoryHinter::new(), before: Cell::new(0) }));
    let interrupted = Arc::new(AtomicBool::new(false));
    let handler = EventHandler::Conditional(Box::new(Abandon(interrupted.clone())));
    editor.bind_sequence(KeyEvent::ctrl('C'), handler);
    let handler = EventHandler::Conditional(Box::new(Indent));
    editor.bind_sequence(KeyEvent(KeyCode::Enter, Modifiers::NONE), handler);
    let handler = EventHandler::Conditional(Box::new(Dedent));
    editor.bind_sequence(KeyEvent(KeyCode::Backspace, Modifiers::NONE), handler);
    while let Ok(wish) = line.from_interpreter.recv() {
        if let ToEditor::Remember(input) = wish {
            let _ = editor.add_history_entry(input.trim_end());
            continue;
        }
        let ToEditor::Read { first, .. } = wish else { continue };
        let before = line.screen.take_unfinished();
        let prompt = format!("{before}{first}");
        if let Some(assistant) = editor.helper() {
            assistant.before.set(before.len());
        }
        line.screen.editing.store(true, Ordering::Release);
        let read = editor.readline(&prompt);
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
        let ToEditor::Read { first, further } = wish else { continue };
        let mut block = String::new();
        let message = loop {
            let prompt = if block.is_empty() { &first } else { &further };
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

/// Enter within a block begins the next line where the last one began, or one step further behind a colon.
struct Indent;

impl ConditionalEventHandler for Indent {
    fn handle(&self, _: &Event, _: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        let (input, at) = (context.line(), context.pos());
        // In the midst of a block a line is put in; at its end it may be complete.
        let more = input[at..].contains('\n') || is_incomplete(input);
        more.then(|| Cmd::Insert(1, format!("\n{}", indentation(&input[..at]))))
    }
}

/// What the next line begins with.
fn indentation(before: &str) -> String {
    let spaces = |line: &str| line[..line.len() - line.trim_start_matches([' ', '\t']).len()].to_string();
    let line = before.rsplit('\n').next().unwrap_or("");
    let own = spaces(line);
    if !opens_block(before) {
        return own;
    }
    // The step that the block has used so far.
    let mut steps = before.lines().map(spaces).filter(|s| !s.is_empty());
    own + &steps.next().unwrap_or_else(|| " ".repeat(STEP))
}

/// Whether the last line ends in a colon, but for a comment behind it.
fn opens_block(before: &str) -> bool {
    let source = SourceText::new("<stdin>", before);
    let tokens = tokenize(&source);
    let told = |t: &&Token| !matches!(t.kind, Tok::Newline | Tok::Indent | Tok::Dedent | Tok::End);
    let line = before.rfind('\n').map_or(0, |i| i + 1);
    tokens.iter().rev().find(told).is_some_and(|t| t.kind == Tok::Colon && t.span.start as usize >= line)
}

/// Backspace within the indentation goes back to that of the block around.
struct Dedent;

impl ConditionalEventHandler for Dedent {
    fn handle(&self, _: &Event, n: RepeatCount, _: bool, context: &EventContext<'_>) -> Option<Cmd> {
        let before = &context.line()[..context.pos()];
        let (above, line) = before.rsplit_once('\n')?;
        if n != 1 || line.is_empty() || !line.chars().all(|c| c == ' ') {
            return None;
        }
        let widths = above
            .lines()
            .rev()
            .filter(|l| !l.trim().is_empty())
            .map(|l| l.len() - l.trim_start_matches(' ').len());
        let to = widths.into_iter().find(|w| *w < line.len())?;
        (line.len() - to == STEP).then_some(Cmd::Dedent(Movement::WholeLine))
    }
}

/// What helps while typing.
struct Assistant {
    ask: Sender<FromEditor>,
    waker: Waker,
    hints: HistoryHinter,
    /// Bytes of the prompt that a script wrote: the unfinished line before it.
    before: Cell<usize>,
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
        let (before, prompt) = prompt.split_at_checked(self.before.get()).unwrap_or(("", prompt));
        Cow::Owned(format!("{before}\x1b[1;32m{prompt}\x1b[0m"))
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
