//! The command line as data: what to run, with which switches. CPython's short options keep their meaning; ours are words.

use std::ffi::OsString;
use std::fmt::Write;

use lexopt::{Arg, Parser};

use crate::diag::suggest::closest;

/// What the command is to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Action {
    Run(Box<Invocation>),
    Version,
    Licences,
    Help,
    /// `--help-env`
    HelpVariables,
    /// `--help-xoptions`
    HelpSettings,
    /// `--help-all`
    HelpAll,
}

/// What is run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    File(OsString),
    Code(OsString),
    Module(OsString),
    /// Standard input: the prompt on a terminal, else a script. `named`: given as `-`.
    Stdin {
        named: bool,
    },
}

/// A stage that can be shown instead of running.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Tokens,
    Ast,
    Code,
}

/// A run with its switches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    pub program: Program,
    /// What follows the program: the rest of `sys.argv`.
    pub args: Vec<OsString>,
    /// `--check`: compile only.
    pub check: bool,
    pub dump: Option<Stage>,
    pub trace_vm: bool,
    pub trace_sched: bool,
    pub virtual_time: bool,
    pub strict: bool,
    /// `--explain`: reason and mend are drawn even where standard error is no terminal.
    pub explain: bool,
    /// `-i`, `PYTHONINSPECT`: the prompt afterwards.
    pub inspect: bool,
    /// `-i`: somebody types, whatever standard input is.
    pub interactive: bool,
    /// `-R`: `PYTHONHASHSEED` means nothing.
    pub random_hashes: bool,
    pub quiet: bool,
    /// Imports are told of on standard error.
    pub verbose: u8,
    pub unbuffered: bool,
    /// `-b`: bytes where text is meant are worth a warning; 2: an error.
    pub bytes_warning: u8,
    /// `-d`: there is no parser to debug; only `sys.flags` shows it.
    pub debug: bool,
    /// `-X dev`
    pub dev_mode: bool,
    /// `PYTHONASYNCIODEBUG`
    pub asyncio_debug: bool,
    /// `PYTHONIOENCODING`: encoding and error mode of the standard streams.
    pub stdio_encoding: Option<(Option<String>, Option<String>)>,
    /// Limit of digits between int and str (`-X int_max_str_digits`); 0: none.
    pub int_max_str_digits: Option<usize>,
    /// `-X cpu_count`
    pub cpu_count: Option<usize>,
    /// `-X tracemalloc`: frames of a traceback; 0: memory is not traced.
    pub tracemalloc: i64,
    /// `-X pycache_prefix`
    pub pycache_prefix: Option<std::path::PathBuf>,
    /// `-B`: nothing is ever written beside the sources; only `sys.flags` shows it.
    pub dont_write_bytecode: bool,
    pub ignore_environment: bool,
    pub isolated: bool,
    /// `-X utf8`, PYTHONUTF8, or a locale that says nothing.
    pub utf8_mode: bool,
    /// `-P`: the script's folder is no place to import from.
    pub safe_path: bool,
    pub no_user_site: bool,
    pub no_site: bool,
    /// 0, 1 (`-O`), 2 (`-OO`)
    pub optimize: u8,
    pub skip_first_line: bool,
    pub warnings: Vec<String>,
    pub x_options: Vec<String>,
}

impl Invocation {
    /// A run without any switch.
    pub fn new(program: Program) -> Invocation {
        Invocation {
            program,
            args: Vec::new(),
            check: false,
            dump: None,
            trace_vm: false,
            trace_sched: false,
            virtual_time: false,
            strict: false,
            explain: false,
            inspect: false,
            interactive: false,
            random_hashes: false,
            quiet: false,
            verbose: 0,
            unbuffered: false,
            bytes_warning: 0,
            debug: false,
            dev_mode: false,
            asyncio_debug: false,
            stdio_encoding: None,
            int_max_str_digits: None,
            cpu_count: None,
            tracemalloc: 0,
            pycache_prefix: None,
            dont_write_bytecode: false,
            ignore_environment: false,
            isolated: false,
            utf8_mode: false,
            safe_path: false,
            no_user_site: false,
            no_site: false,
            optimize: 0,
            skip_first_line: false,
            warnings: Vec::new(),
            x_options: Vec::new(),
        }
    }

    /// Whether `-X name` (or `-X name=..`) was given.
    pub fn has_x(&self, name: &str) -> bool {
        self.x(name).is_some()
    }

    /// Whether the last of them is `-X name=`, which has no value but says so.
    pub fn is_x_empty(&self, name: &str) -> bool {
        let last = self.x_options.iter().rev().find(|x| x.split('=').next() == Some(name));
        last.and_then(|x| x.split_once('=')).is_some_and(|(_, value)| value.is_empty())
    }

    /// The value of the last `-X name=value`; empty for `-X name`.
    pub fn x(&self, name: &str) -> Option<&str> {
        self.x_options.iter().rev().find_map(|x| match x.split_once('=') {
            Some((n, value)) => (n == name).then_some(value),
            None => (x == name).then_some(""),
        })
    }
}

/// Why a command line is wrong: what to print on standard error. The status is 2.
#[derive(Debug, PartialEq, Eq)]
pub struct Usage(pub String);

const USAGE: &str =
    "usage: hoop [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry `hoop -h' for more information.\n";

/// The words of `--help`.
pub const HELP: &str = "usage: hoop [option] ... [-c cmd | -m mod | file | -] [arg] ...

Runs a script of Python 3.14's language. Without a script it opens the prompt.

What to run:
  file            the script; all that follows is its arguments
  -c cmd          the program text itself
  -m mod          a module by its name
  -               standard input (the prompt on a terminal)

Instead of running:
  --check         compile only: errors and warnings, nothing runs (several files may follow)
  --dump STAGE    show a stage of the way: tokens, ast or code
  -V, --version   the version
  --licences      the licences of all that is in the program
  -h, --help      this text; --help-env: environment variables; --help-xoptions: settings of -X; --help-all: all of it

While running:
  --virtual-time  the clock jumps where the program would wait: a day of sleeping takes no time
  --strict        a failure that was only reported (a task's lost exception, a coroutine never awaited) is status 1
  --explain       draw reason and mend below an error (as on a terminal) even where standard error is a file or a pipe
  --trace WHAT    write each step to standard error: vm (instructions) or sched (tasks)
  -i              the prompt afterwards, with the program's names
  -q              no greeting at the prompt
  -u              standard output is not buffered
  -v              tell of imports on standard error
  -W arg          how to treat warnings: default, ignore, error, always, module, once, or a filter
  -X opt          a setting, for example `-X dev`
  -O, -OO         drop assertions; and documentation texts too
  -b, -bb         warn where bytes are taken for text; or raise
  -B -d -E -I -P -R -s -S -x --check-hash-based-pycs  as CPython takes them

Examples:
  hoop server.py --port 8080                      run a script with arguments
  hoop -c 'import asyncio; asyncio.run(asyncio.sleep(1))'
  hoop --virtual-time a_year_of_backups.py        see a year pass in a moment

Exit status: 0; 1 for an uncaught exception or a syntax error; 2 for wrong usage or a missing file; 3 for an uncaught DeadlockError; what
SystemExit says; 143 after SIGTERM. Ctrl-C ends the process by its signal.
";

/// Our long options; those with a value end in `=`.
const LONG: &[&str] = &[
    "--help-env",
    "--help-xoptions",
    "--help-all",
    "--check",
    "--dump",
    "--trace",
    "--virtual-time",
    "--strict",
    "--explain",
    "--version",
    "--licences",
    "--help",
];

/// Reads a command line, without the command's own name.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Action, Usage> {
    let mut parser = Parser::from_args(args);
    let mut found = Invocation::new(Program::Stdin { named: false });
    let program = loop {
        let Some(arg) = parser.next().map_err(|e| wrong(&format!("hoop: {e}")))? else { break None };
        let arg = match arg {
            Arg::Short(c) => Ok(c),
            Arg::Long(name) => Err(name.to_string()),
            Arg::Value(v) if v == "-" => break Some(Program::Stdin { named: true }),
            Arg::Value(v) => break Some(Program::File(v)),
        };
        match arg {
            Ok('c') => break Some(Program::Code(value(&mut parser, "-c")?)),
            Ok('m') => break Some(Program::Module(value(&mut parser, "-m")?)),
            Ok('V') => return Ok(Action::Version),
            Ok('h' | '?') => return Ok(Action::Help),
            Ok('W') => found.warnings.push(text(value(&mut parser, "-W")?)),
            Ok('X') => found.x_options.push(text(value(&mut parser, "-X")?)),
            Ok(c) => switch(&mut found, c)?,
            Err(name) => match name.as_str() {
                "check" => found.check = true,
                "virtual-time" => found.virtual_time = true,
                "strict" => found.strict = true,
                "explain" => found.explain = true,
                "version" => return Ok(Action::Version),
                "licences" => return Ok(Action::Licences),
                "help" => return Ok(Action::Help),
                "help-env" => return Ok(Action::HelpVariables),
                "help-xoptions" => return Ok(Action::HelpSettings),
                "help-all" => return Ok(Action::HelpAll),
                "check-hash-based-pycs" => check_pycs(&mut parser)?,
                "dump" => found.dump = Some(stage(&text(value(&mut parser, "--dump")?))?),
                "trace" => trace(&mut found, &text(value(&mut parser, "--trace")?))?,
                other => return Err(unknown(&format!("--{other}"))),
            },
        }
    };
    if let Some(program) = program {
        found.program = program;
        // Behind the program everything is its own, whatever it looks like.
        found.args = parser.raw_args().map_err(|e| wrong(&format!("hoop: {e}")))?.collect();
    }
    Ok(Action::Run(Box::new(found)))
}

fn text(v: OsString) -> String {
    v.to_string_lossy().into_owned()
}

fn value(parser: &mut Parser, option: &str) -> Result<OsString, Usage> {
    parser.value().map_err(|_| wrong(&format!("Argument expected for the {option} option")))
}

fn switch(found: &mut Invocation, c: char) -> Result<(), Usage> {
    match c {
        'i' => {
            found.inspect = true;
            found.interactive = true;
        }
        'q' => found.quiet = true,
        'u' => found.unbuffered = true,
        'B' => found.dont_write_bytecode = true,
        'E' => found.ignore_environment = true,
        'I' => {
            found.isolated = true;
            found.ignore_environment = true;
            found.safe_path = true;
            found.no_user_site = true;
        }
        'P' => found.safe_path = true,
        's' => found.no_user_site = true,
        'S' => found.no_site = true,
        'O' => found.optimize = (found.optimize + 1).min(2),
        'x' => found.skip_first_line = true,
        'b' => found.bytes_warning = (found.bytes_warning + 1).min(2),
        'd' => found.debug = true,
        // It meant something to Python 2.
        't' => {}
        'R' => found.random_hashes = true,
        'v' => found.verbose = found.verbose.saturating_add(1),
        c => return Err(unknown(&format!("-{c}"))),
    }
    Ok(())
}

/// `--check-hash-based-pycs MODE`: there are no such files, so each mode means the same.
fn check_pycs(parser: &mut Parser) -> Result<(), Usage> {
    match text(value(parser, "--check-hash-based-pycs")?).as_str() {
        "default" | "always" | "never" => Ok(()),
        _ => Err(wrong("--check-hash-based-pycs must be one of 'default', 'always', or 'never'")),
    }
}

fn stage(word: &str) -> Result<Stage, Usage> {
    match word {
        "tokens" => Ok(Stage::Tokens),
        "ast" => Ok(Stage::Ast),
        "code" => Ok(Stage::Code),
        _ => Err(choice("--dump", word, &["tokens", "ast", "code"])),
    }
}

fn trace(found: &mut Invocation, word: &str) -> Result<(), Usage> {
    match word {
        "vm" => found.trace_vm = true,
        "sched" => found.trace_sched = true,
        _ => return Err(choice("--trace", word, &["vm", "sched"])),
    }
    Ok(())
}

fn choice(option: &str, word: &str, known: &[&str]) -> Usage {
    let mut out = format!("hoop: {option} knows {}, not '{word}'", known.join(", "));
    if let Some(near) = closest(word, known.iter().copied()) {
        let _ = write!(out, ": did you mean {near}?");
    }
    wrong(&out)
}

fn unknown(option: &str) -> Usage {
    let mut out = format!("Unknown option: {option}");
    if let Some(near) = closest(option, LONG.iter().copied()).filter(|_| option.starts_with("--")) {
        let _ = write!(out, " (did you mean {near}?)");
    }
    wrong(&out)
}

fn wrong(first: &str) -> Usage {
    Usage(format!("{first}\n{USAGE}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(args: &[&str]) -> Result<Action, Usage> {
        parse(args.iter().map(OsString::from))
    }

    fn run(args: &[&str]) -> Invocation {
        match read(args) {
            Ok(Action::Run(found)) => *found,
            other => panic!("{args:?}: {other:?}"),
        }
    }

    #[test]
    fn behind_the_program_everything_is_its_own() {
        let found = run(&["-q", "a.py", "-x", "--check", "--", "-c"]);
        assert_eq!(found.program, Program::File("a.py".into()));
        assert_eq!(found.args, ["-x", "--check", "--", "-c"].map(OsString::from));
        assert!(found.quiet && !found.check);
        let found = run(&["-uc", "print(1)", "-i"]);
        assert_eq!(found.program, Program::Code("print(1)".into()));
        assert_eq!(found.args, [OsString::from("-i")]);
        assert!(found.unbuffered && !found.inspect);
        assert_eq!(run(&["-cprint(1)"]).program, Program::Code("print(1)".into()));
        assert_eq!(run(&["-", "a"]).program, Program::Stdin { named: true });
        assert_eq!(run(&["--", "-a.py"]).program, Program::File("-a.py".into()));
    }

    #[test]
    fn switches_and_words() {
        let found =
            run(&["-OO", "-X", "dev", "-Wignore", "--virtual-time", "--dump=ast", "--trace", "vm", "x"]);
        assert_eq!(
            (found.optimize, found.has_x("dev"), found.virtual_time, found.trace_vm),
            (2, true, true, true)
        );
        assert_eq!((found.dump, found.warnings), (Some(Stage::Ast), vec!["ignore".to_string()]));
        assert_eq!(read(&["-q", "--version", "--nonsense"]), Ok(Action::Version));
    }

    #[test]
    fn wrong_options_are_answered_with_the_right_ones() {
        for (args, words) in [
            (&["--virtaul-time"][..], &["--virtaul-time", "did you mean --virtual-time?"][..]),
            (&["--dump", "soup"], &["soup", "tokens, ast, code"]),
            (&["--trace", "shed"], &["did you mean sched?"]),
            (&["-Z"], &["Unknown option: -Z"]),
            (&["-c"], &["Argument expected for the -c option"]),
        ] {
            let Err(Usage(text)) = read(args) else { panic!("{args:?} is wrong") };
            for word in words {
                assert!(text.contains(word), "{word:?} is missing in {text}");
            }
        }
        assert_eq!(run(&["-vv", "x"]).verbose, 2);
        assert_eq!(run(&["-bb", "-d", "--check-hash-based-pycs", "never", "x"]).bytes_warning, 2);
        assert!(read(&["--check-hash-based-pycs", "maybe"]).is_err());
    }
}
