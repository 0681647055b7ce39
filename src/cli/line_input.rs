//! The lines of `input()` on a terminal, edited, for scripts that import `readline`. Each is read on a thread of its own, while the interpreter's thread waits and lets the script answer
//! what a tab asks. The editor is kept from line to line: keys that were pressed early wait in it.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use nix::sys::signal::SigSet;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{ColorMode, CompletionType, Config, Context, Editor, Helper};

use crate::natives::modules::readline::{self, LineEditor, Typed};
use crate::vm::Vm;

/// How often the interpreter looks whether the line is there.
const PATIENCE: Duration = Duration::from_millis(200);
/// Lines of the history that the arrow keys reach.
const HISTORY: usize = 10_000;

/// From now on `input()` edits where a script wants it.
pub fn install(vm: &mut Vm) {
    vm.extension::<LineEditor>().0 = Some(edit);
}

/// What a tab brings (see `readline::completions`).
type Completions = Option<(usize, Vec<String>)>;

/// What a tab asks: the line, the place in it, and where the answer goes. None: the line is there.
type Tab = Option<(String, usize, Sender<Completions>)>;

/// The editor between two lines, and what it asks.
#[derive(Default)]
struct Typist(Option<(Editor<Asks, MemHistory>, Receiver<Tab>, Sender<Tab>)>);

/// Edits one line. The editor's thread lives as long as that: while it does, the process cannot be copied.
fn edit(vm: &mut Vm, prompt: &str, before: &str, history: &[String]) -> Typed {
    let Some((mut editor, tabs, tell)) = vm.extension::<Typist>().0.take().or_else(|| editor().ok()) else {
        return Typed::End;
    };
    // Readline's marks around what takes no room.
    let prompt = prompt.replace(['\u{1}', '\u{2}'], "");
    let _ = editor.clear_history();
    for line in &history[history.len().saturating_sub(HISTORY)..] {
        let _ = editor.add_history_entry(line);
    }
    let typed = std::thread::scope(|scope| {
        let line = std::thread::Builder::new().name("line".into()).spawn_scoped(scope, || {
            // They are the interpreter's.
            let _ = SigSet::all().thread_block();
            let typed = match editor.readline_with_initial(&prompt, (before, "")) {
                Ok(line) => Typed::Line(line),
                Err(ReadlineError::Interrupted) => Typed::Interrupt,
                Err(_) => Typed::End,
            };
            let _ = tell.send(None);
            typed
        });
        let Ok(line) = line else { return Typed::End };
        while !line.is_finished() {
            match tabs.recv_timeout(PATIENCE) {
                Ok(Some((text, at, reply))) => {
                    let _ = reply.send(readline::completions(vm, &text, at));
                }
                Ok(None) => break,
                // A thread that has failed says nothing.
                Err(_) => {}
            }
        }
        line.join().unwrap_or(Typed::End)
    });
    vm.extension::<Typist>().0 = Some((editor, tabs, tell));
    typed
}

fn editor() -> rustyline::Result<(Editor<Asks, MemHistory>, Receiver<Tab>, Sender<Tab>)> {
    let config = Config::builder()
        .max_history_size(HISTORY)?
        .completion_type(CompletionType::List)
        .color_mode(ColorMode::Disabled)
        .bracketed_paste(true)
        .tab_stop(8)
        .build();
    let mut editor = Editor::with_history(config.clone(), MemHistory::with_config(&config))?;
    let (ask, tabs) = channel();
    editor.set_helper(Some(Asks(ask.clone())));
    Ok((editor, tabs, ask))
}

/// Asks the script while a line is typed.
struct Asks(Sender<Tab>);

impl Helper for Asks {}
impl Validator for Asks {}
impl Highlighter for Asks {}

impl Hinter for Asks {
    type Hint = String;
}

impl Completer for Asks {
    type Candidate = String;

    fn complete(&self, line: &str, at: usize, _: &Context<'_>) -> rustyline::Result<(usize, Vec<String>)> {
        let (reply, answer) = channel();
        let asked = self.0.send(Some((line.to_string(), at, reply))).is_ok();
        let found = if asked { answer.recv().ok().flatten() } else { None };
        Ok(found.unwrap_or_else(|| (at, vec!["\t".to_string()])))
    }
}
