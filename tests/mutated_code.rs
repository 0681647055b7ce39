//! Code that no compiler made: real code objects with a field or an instruction changed at random. The verifier refuses the change, or running
//! the code does no harm: it may print nonsense or raise, but never panic, crash or leave something on the register stack.
//!
//! A child process runs the cases and notes each number before it begins; one that loops is interrupted, and what cannot be interrupted costs the
//! child its life, which is no failure: the next child goes on behind it. The cases are the same in every run: `HOOP_FUZZ_SEED` moves them,
//! `HOOP_MUTATIONS` says how many (3,000 by default).
#![allow(unsafe_code)] // an instruction is made of eight bytes

mod common;
#[path = "common/generate.rs"]
mod generate;

use common::run::{command, run, tail};
use generate::Dice;
use hoopsnake::bytecode::*;
use hoopsnake::compile::{Mode, Options, compile_unit};
use hoopsnake::source::{SourceText, Span};
use hoopsnake::{Clock, Interpreter, Outcome, Settings};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The child's exit status where a case did not end.
const HANGS: i32 = 42;
/// Cases that share an interpreter.
const SHARED: u64 = 50;
/// What a case may take before it is interrupted.
const PATIENCE: Duration = Duration::from_millis(400);

fn setting(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().map_or(default, |v| v.parse().unwrap_or_else(|_| panic!("{name}={v}")))
}

#[test]
fn mutated_code_is_refused_or_does_no_harm() {
    let count = setting("HOOP_MUTATIONS", 3_000);
    if let Ok(note) = std::env::var("HOOP_MUTATIONS_FROM") {
        let (from, path) = note.split_once(':').expect("number and file");
        return child(from.parse().expect("a number"), count, Path::new(path));
    }
    let note = std::env::temp_dir().join(format!("hoop-mutations-{}", std::process::id()));
    let mut from = 0;
    while from < count {
        let mut child = command(std::env::current_exe().expect("this program").to_str().expect("a name"));
        child.args(["--exact", "mutated_code_is_refused_or_does_no_harm", "--nocapture"]);
        child.env("HOOP_MUTATIONS_FROM", format!("{from}:{}", note.display())).env("RUST_BACKTRACE", "1");
        let found = run(child, b"", Duration::from_secs(600)).expect("the child ends");
        let at: u64 = std::fs::read_to_string(&note).expect("a note").parse().expect("a number");
        match found.status {
            0 => break,
            HANGS => from = at + 1,
            status => panic!(
                "case {at}: status {status}\n{}\n{}",
                describe(at),
                tail(&[found.stdout, found.stderr].concat())
            ),
        }
    }
    std::fs::remove_file(note).expect("the note can go");
}

/// What case `number` changes.
fn describe(number: u64) -> String {
    let programs = programs();
    let (program, mut dice) = choose(&programs, number);
    let mut what = String::new();
    let _ = mutated(&program.code, &mut dice, &mut what);
    format!("{}: {what}", program.source.name())
}

/// A program, compiled.
struct Program {
    source: Rc<SourceText>,
    code: Rc<Code>,
}

/// The programs whose code is changed: goldens that touch nothing outside.
fn programs() -> Vec<Program> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["tests/golden/lang", "tests/golden/async"] {
        let entries = std::fs::read_dir(root.join(folder)).expect("the goldens");
        paths.extend(
            entries.map(|e| e.expect("readable").path()).filter(|p| p.extension().is_some_and(|x| x == "py")),
        );
    }
    paths.sort();
    let mut programs = Vec::new();
    for path in paths {
        let text = std::fs::read(&path).expect("readable");
        // Whoever changes a name at random may find `os.remove`.
        let outside =
            ["open", "os", "pathlib", "glob", "signal", "kill", "subprocess", "time: real", "fork", "exec"];
        let found = String::from_utf8_lossy(&text);
        let words = |w: &str| found.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == w);
        if outside.iter().any(|w| words(w) || w.contains(' ') && found.contains(w)) {
            continue;
        }
        let name = path.strip_prefix(root).expect("below").display().to_string();
        let Ok(source) = SourceText::from_bytes(&name, &text) else { continue };
        if let Some(code) = compiled(&source) {
            programs.push(Program { source: Rc::new(source), code });
        }
    }
    assert!(programs.len() > 300, "there are programs");
    programs
}

fn compiled(source: &SourceText) -> Option<Rc<Code>> {
    let arena = bumpalo::Bump::new();
    let parsed = hoopsnake::syntax::parse_module(&arena, source).ok()?;
    let options = Options {
        mode: Mode::Module,
        file: source.name(),
        optimize: 0,
        future_annotations: false,
        top_level_await: false,
    };
    Some(compile_unit(&parsed.unit, source, &options).ok()?.code)
}

fn choose(programs: &[Program], number: u64) -> (&Program, Dice) {
    let seed = setting("HOOP_FUZZ_SEED", 1).wrapping_mul(1_000_003).wrapping_add(number);
    let mut dice = Dice::new(seed.wrapping_add(1));
    for _ in 0..4 {
        dice.next();
    }
    (&programs[dice.below(programs.len())], dice)
}

/// Runs cases from a number on, in a thread with room.
fn child(from: u64, count: u64, note: &Path) {
    let note = note.to_path_buf();
    let work = move || {
        let programs = programs();
        let clock = watch();
        let (mut interpreter, mut accepted) = (None, 0);
        for number in from..count {
            std::fs::write(&note, number.to_string()).expect("the note can be written");
            if interpreter.is_none() || number % SHARED == 0 {
                interpreter = Some(fresh());
            }
            let (program, mut dice) = choose(&programs, number);
            let Ok(code) = mutated(&program.code, &mut dice, &mut String::new()) else { continue };
            accepted += 1;
            clock.fetch_add(1, Ordering::SeqCst);
            execute(interpreter.as_mut().expect("just made"), program, &code);
            clock.fetch_add(1, Ordering::SeqCst);
        }
        println!("{accepted} of {} were accepted", count - from);
    };
    let thread = std::thread::Builder::new().stack_size(96 << 20).spawn(work).expect("a thread");
    if thread.join().is_err() {
        std::process::exit(101);
    }
}

/// Interrupts a case that takes too long, and ends the process if that does not help. The number is odd while a case runs.
fn watch() -> Arc<AtomicU64> {
    let clock = Arc::new(AtomicU64::new(0));
    let seen = clock.clone();
    std::thread::spawn(move || {
        let mut last = (0, 0);
        loop {
            std::thread::sleep(PATIENCE);
            let now = seen.load(Ordering::SeqCst);
            last = if now == last.0 && now % 2 == 1 { (now, last.1 + 1) } else { (now, 0) };
            match last.1 {
                0 => {}
                // SAFETY: sends a signal to this process.
                1 => _ = unsafe { libc::raise(libc::SIGINT) },
                _ => std::process::exit(HANGS),
            }
        }
    });
    clock
}

fn fresh() -> Interpreter {
    let settings = Settings {
        clock: Clock::Virtual,
        stdout: Box::new(std::io::sink()),
        native_stack: 64 << 20,
        ..Settings::default()
    };
    let mut made = Interpreter::new(settings).expect("an interpreter");
    made.watch_interrupts(Default::default()).expect("interrupts can be watched");
    made
}

fn execute(interpreter: &mut Interpreter, program: &Program, code: &Rc<Code>) {
    match interpreter.run_verified(&program.source, code) {
        Outcome::Finished => {}
        Outcome::Raised => drop(interpreter.take_report()),
        Outcome::Broken(fault) => panic!("{fault}"),
    }
    interpreter.collect_garbage();
}

/// A copy of a code object in which one field of it, or of a code in it, is another.
fn mutated(code: &Rc<Code>, dice: &mut Dice, what: &mut String) -> Result<Rc<Code>, VerifyError> {
    let target = dice.below(count(code));
    rebuilt(code, &mut { target }, dice, what)
}

fn count(code: &Code) -> usize {
    1 + code.consts.iter().map(|k| if let Const::Code(c) = k { count(c) } else { 0 }).sum::<usize>()
}

/// Goes down to the code with number `target`, changes it, and puts the codes around it together again.
fn rebuilt(
    code: &Rc<Code>,
    target: &mut usize,
    dice: &mut Dice,
    what: &mut String,
) -> Result<Rc<Code>, VerifyError> {
    let mut copy: Unverified = (***code).clone();
    if *target == 0 {
        *target = usize::MAX;
        for _ in 0..1 + dice.below(2) {
            change(&mut copy, dice, what);
        }
        what.push_str(&format!(" in {}", copy.qualname));
        return verify(copy).map(Rc::new);
    }
    *target -= 1;
    for k in &mut copy.consts {
        let Const::Code(inner) = k else { continue };
        let below = count(inner);
        if *target < below {
            *inner = rebuilt(inner, target, dice, what)?;
            return verify(copy).map(Rc::new);
        }
        *target -= below;
    }
    unreachable!("the target is one of the codes")
}

/// Changes one thing.
fn change(c: &mut Unverified, dice: &mut Dice, what: &mut String) {
    if dice.chance(70) {
        return change_instruction(c, dice, what);
    }
    let which = dice.below(22);
    what.push_str(&format!("field {which}; "));
    let near = |n: u16, dice: &mut Dice| n.wrapping_add(dice.below(5) as u16).wrapping_sub(2);
    match which {
        0 => c.registers = near(c.registers, dice),
        1 => c.positional = near(c.positional, dice),
        2 => c.positional_only = near(c.positional_only, dice),
        3 => c.keyword_only = near(c.keyword_only, dice),
        4 => c.flags.generator ^= true,
        5 => c.flags.coroutine ^= true,
        6 => c.flags.async_generator ^= true,
        7 => c.flags.var_args ^= true,
        8 => c.flags.var_kwargs ^= true,
        9 => c.kind = [CodeKind::Module, CodeKind::Namespace, CodeKind::Function][dice.below(3)],
        10 => c.cells.push(dice.below(c.locals.len() + 2) as u16),
        11 => drop(c.cells.pop()),
        12 => c.free.push("more".into()),
        13 => drop(c.free.pop()),
        14 => c.doc = Some(dice.below(c.consts.len() + 1) as u16),
        15 => c.locals.push("more".into()),
        16 => drop(c.locals.pop()),
        17 => drop(c.names.pop()),
        18 | 19 if !c.handlers.is_empty() => {
            let i = dice.below(c.handlers.len());
            let h = &mut c.handlers[i];
            let by = |n: u32, dice: &mut Dice| n.wrapping_add(dice.below(5) as u32).wrapping_sub(2);
            match dice.below(4) {
                0 => h.start = by(h.start, dice),
                1 => h.end = by(h.end, dice),
                2 => h.target = dice.below(c.instrs.len()) as u32,
                _ => h.keep = near(h.keep, dice),
            }
        }
        20 if !c.consts.is_empty() => {
            let (i, j) = (dice.below(c.consts.len()), dice.below(c.consts.len()));
            c.consts[i] = match dice.below(6) {
                0 => Const::None,
                1 => Const::Str(b"text".as_slice().into()),
                2 => Const::Tuple([Const::Int(1)].into()),
                3 => Const::BigInt { digits: "12x".into(), radix: dice.below(20) as u8, negative: false },
                4 => Const::Str([0xed, 0xb2, dice.next() as u8].into()),
                _ => c.consts[j].clone(),
            };
        }
        _ => {
            let i = dice.below(c.spans.len());
            c.spans[i] = Span::new(dice.below(3000) as u32, dice.below(3000) as u32);
        }
    }
}

fn change_instruction(c: &mut Unverified, dice: &mut Dice, what: &mut String) {
    let i = dice.below(c.instrs.len());
    let j = dice.below(c.instrs.len());
    let before = c.instrs[i];
    let at = 1 + dice.below(7);
    match dice.below(8) {
        // Another opcode with the same operands.
        0 => c.instrs[i] = edited(before, |b| b[0] = dice.below(INSTRS.len()) as u8),
        1 => c.instrs.swap(i, j),
        2 => c.instrs[i] = c.instrs[j],
        3 if c.instrs.len() > 1 => {
            c.instrs.remove(i);
            c.spans.remove(i);
        }
        4 => {
            c.instrs.insert(i, c.instrs[j]);
            c.spans.insert(i, c.spans[j]);
        }
        // An operand a little bigger or smaller.
        5 | 6 => {
            let by = [1, 2, u8::MAX, u8::MAX - 1][dice.below(4)];
            c.instrs[i] = edited(before, |b| b[at] = b[at].wrapping_add(by));
        }
        _ => c.instrs[i] = edited(before, |b| b[at] = dice.next() as u8),
    }
    let after = c.instrs.get(i).copied();
    what.push_str(&format!("instruction {i}: {before:?} to {after:?}; "));
}

/// An instruction with some byte changed.
fn edited(instr: Instr, edit: impl FnOnce(&mut [u8; 8])) -> Instr {
    let mut bytes = [0; 8];
    let start = (&raw const instr).cast::<u8>();
    // SAFETY: an instruction is `repr(u8)`: the opcode, then the operands in their order. What lies between them is not read.
    let byte = |at: usize| unsafe { start.add(at).read() };
    bytes[0] = byte(0);
    let info = INSTRS.iter().find(|info| info.name == instr.name()).expect("an instruction of the table");
    let mut at = 1;
    for (_, kind) in info.operands {
        let size = match *kind {
            "u8" => 1,
            "WideConst" | "Far" | "Imm32" => 4,
            _ => 2,
        };
        at = usize::next_multiple_of(at, size);
        for _ in 0..size {
            bytes[at] = byte(at);
            at += 1;
        }
    }
    edit(&mut bytes);
    assert!(usize::from(bytes[0]) < INSTRS.len(), "an opcode");
    // SAFETY: the first byte is an opcode; operands are numbers, of which every one is valid.
    unsafe { std::mem::transmute::<[u8; 8], Instr>(bytes) }
}
