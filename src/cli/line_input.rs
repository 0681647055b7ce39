//! The lines of `input()` on a terminal, edited, for scripts that import `readline`. The editor has a thread of its own and is kept from line to line, since keys that were pressed early
//! wait in it; the interpreter's thread waits for it and lets the script answer what a tab asks.

use std::sync::mpsc::{Receiver, Sender, channel};

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

/// Lines of the history that the arrow keys reach.
const HISTORY: usize = 10_000;

/// From now on `input()` edits where a script wants it.
pub fn install(vm: &mut Vm) {
    vm.extension::<LineEditor>().0 = Some(edit);
}

/// A line that is wanted.
struct Wanted {
    prompt: String,
    before: String,
    history: Vec<String>,
}

/// What a tab brings (see `readline::completions`).
type Completions = Option<(usize, Vec<String>)>;

/// What the editor says.
enum Word {
    Tab(String, usize, Sender<Completions>),
    Done(Typed),
}

/// The interpreter's end of the conversation.
#[derive(Default)]
struct Typist(Option<(Sender<Wanted>, Receiver<Word>)>);

/// Edits one line.
fn edit(vm: &mut Vm, prompt: &str, before: &str, history: &[String]) -> Typed {
    // Readline's marks around what takes no room.
    let prompt = prompt.replace(['\u{1}', '\u{2}'], "");
    let history = history[history.len().saturating_sub(HISTORY)..].to_vec();
    let typist = vm.extension::<Typist>().0.take().or_else(start);
    let Some((to, from)) = typist else { return Typed::End };
    let mut typed = Typed::End;
    if to.send(Wanted { prompt, before: before.to_string(), history }).is_ok() {
        while let Ok(word) = from.recv() {
            match word {
                Word::Tab(line, at, reply) => {
                    let _ = reply.send(readline::completions(vm, &line, at));
                }
                Word::Done(how) => {
                    typed = how;
                    break;
                }
            }
        }
    }
    vm.extension::<Typist>().0 = Some((to, from));
    typed
}

fn start() -> Option<(Sender<Wanted>, Receiver<Word>)> {
    let (to, wanted) = channel();
    let (say, from) = channel();
    let work = move || {
        // They are the interpreter's.
        let _ = SigSet::all().thread_block();
        let Ok(mut editor) = editor(say.clone()) else { return };
        while let Ok(line) = wanted.recv() {
            let typed = one_line(&mut editor, &line);
            if say.send(Word::Done(typed)).is_err() {
                return;
            }
        }
    };
    std::thread::Builder::new().name("line".into()).spawn(work).ok()?;
    Some((to, from))
}

fn one_line(editor: &mut Editor<Asks, MemHistory>, wanted: &Wanted) -> Typed {
    let _ = editor.clear_history();
    for line in &wanted.history {
        let _ = editor.add_history_entry(line);
    }
    match editor.readline_with_initial(&wanted.prompt, (&wanted.before, "")) {
        Ok(line) => Typed::Line(line),
        Err(ReadlineError::Interrupted) => Typed::Interrupt,
        Err(_) => Typed::End,
    }
}

fn editor(say: Sender<Word>) -> rustyline::Result<Editor<Asks, MemHistory>> {
    let config = Config::builder()
        .max_history_size(HISTORY)?
        .completion_type(CompletionType::List)
        .color_mode(ColorMode::Disabled)
        .bracketed_paste(true)
        .tab_stop(8)
        .build();
    let mut editor = Editor::with_history(config.clone(), MemHistory::with_config(&config))?;
    editor.set_helper(Some(Asks(say)));
    Ok(editor)
}

/// Asks the script while a line is typed.
struct Asks(Sender<Word>);

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
        let asked = self.0.send(Word::Tab(line.to_string(), at, reply)).is_ok();
        let found = if asked { answer.recv().ok().flatten() } else { None };
        Ok(found.unwrap_or_else(|| (at, vec!["\t".to_string()])))
    }
}
