//! The command line: every form of a run, every exit status, the words for a wrong flag.

mod common;

use common::run::{Outcome, command, run};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::time::Duration;

/// A scratch folder with a few files, removed at the end of the test.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, files: &[(&str, &str)]) -> Scratch {
        let folder = std::env::temp_dir().join(format!("hoop-cli-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Scratch(folder)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn hoop_in(folder: Option<&Scratch>, args: &[&str], stdin: &str) -> Outcome {
    let mut command = command(common::hoop());
    command.args(args);
    if let Some(folder) = folder {
        command.current_dir(&folder.0);
    }
    run(command, stdin.as_bytes(), Duration::from_secs(20)).unwrap()
}

fn hoop(args: &[&str]) -> Outcome {
    hoop_in(None, args, "")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("output is UTF-8")
}

#[track_caller]
fn says(found: &Outcome, stdout: &str, status: i32) {
    assert_eq!(text(&found.stdout), stdout, "stderr: {}", text(&found.stderr));
    assert_eq!(found.status, status, "stderr: {}", text(&found.stderr));
}

#[track_caller]
fn complains(found: &Outcome, words: &[&str], status: i32) {
    for word in words {
        assert!(text(&found.stderr).contains(word), "{word:?} is missing in: {}", text(&found.stderr));
    }
    assert_eq!(found.status, status, "stderr: {}", text(&found.stderr));
}

#[test]
fn a_file_runs_with_its_arguments() {
    let s = Scratch::new(
        "args",
        &[("a.py", "import sys\nprint(sys.argv, __name__, __file__.endswith('a.py'))\n")],
    );
    says(
        &hoop_in(Some(&s), &["a.py", "-x", "--check", "two words"], ""),
        "['a.py', '-x', '--check', 'two words'] __main__ True\n",
        0,
    );
}

#[test]
fn code_on_the_command_line() {
    says(&hoop(&["-c", "import sys; print(sys.argv)", "a", "-c"]), "['-c', 'a', '-c']\n", 0);
    says(&hoop(&["-cprint(1)"]), "1\n", 0);
    complains(&hoop(&["-c"]), &["-c"], 2);
}

#[test]
fn a_module_by_name() {
    let files = [
        ("pkg/__init__.py", "print('init')\n"),
        ("pkg/__main__.py", "import sys\nprint('main', __package__, len(sys.argv))\n"),
        ("pkg/tool.py", "from . import part\nprint(__name__, part.X)\n"),
        ("pkg/part.py", "X = 5\n"),
    ];
    let s = Scratch::new("module", &files);
    says(&hoop_in(Some(&s), &["-m", "pkg", "arg"], ""), "init\nmain pkg 2\n", 0);
    says(&hoop_in(Some(&s), &["-m", "pkg.tool"], ""), "init\n__main__ 5\n", 0);
    complains(&hoop_in(Some(&s), &["-m", "nothere"], ""), &["No module named nothere"], 1);
    let file =
        hoop_in(Some(&Scratch::new("file_as_module", &[("a.py", "print('ran')\n")])), &["-m", "a.py"], "");
    says(&file, "ran\n", 1);
    complains(&file, &["__path__ attribute not found on 'a'", "Try using 'a' instead of 'a.py'"], 1);
}

#[test]
fn a_module_runs_below_the_frames_of_runpy() {
    let frames = "import sys\nf = sys._getframe()\nwhile f:\n    c = f.f_code\n    print(c.co_filename.rpartition('/')[2], f.f_lineno, c.co_name, f.f_globals['__name__'])\n    f = f.f_back\n";
    let files = [
        ("a.py", "1/0\n"),
        ("pack/__init__.py", ""),
        ("pack/bad.py", "def f(:\n"),
        ("broken/__init__.py", "1/0\n"),
        ("lost/__init__.py", "import not_there\n"),
        ("frames.py", frames),
        ("app/__main__.py", "1/0\n"),
    ];
    let s = Scratch::new("runpy", &files);
    let runpy = |name: &str, line: u32| format!("  File \"<frozen runpy>\", line {line}, in {name}\n");
    let found = |module: &str| {
        let found = hoop_in(Some(&s), &["-m", module], "");
        (found.status, text(&found.stderr).replace(&format!("{}/", s.0.display()), ""))
    };
    let head = "Traceback (most recent call last):\n";
    let outer = runpy("_run_module_as_main", 194);
    let details = |line| runpy("_get_module_details", line);
    let division = |file: &str| {
        format!(
            "  File \"{file}\", line 1, in <module>\n    1/0\n    ~^~\nZeroDivisionError: division by zero\n"
        )
    };
    let run = runpy("_run_module_as_main", 203) + &runpy("_run_code", 88);
    assert_eq!(found("a"), (1, format!("{head}{run}{}", division("a.py"))));
    let folder = hoop_in(Some(&s), &["app"], "");
    let folder = text(&folder.stderr).replace(&format!("{}/", s.0.display()), "");
    assert_eq!(folder, format!("{head}{run}{}", division("app/__main__.py")));
    let broken = division("broken/__init__.py");
    assert_eq!(found("broken.x"), (1, format!("{head}{outer}{}{broken}", details(114))));
    assert_eq!(found("broken"), (1, format!("{head}{outer}{}{}{broken}", details(151), details(114))));
    // A package that imports what is not there is not missing itself.
    let (status, lost) = found("lost.x");
    assert!(lost.starts_with(&format!("{head}{outer}{}", details(114))), "{lost}");
    assert!(status == 1 && lost.ends_with("ModuleNotFoundError: No module named 'not_there'\n"), "{lost}");
    let loader = "  File \"<frozen importlib._bootstrap_external>\", line 897, in get_code
  File \"<frozen importlib._bootstrap_external>\", line 827, in source_to_code
  File \"<frozen importlib._bootstrap>\", line 491, in _call_with_frames_removed
  File \"pack/bad.py\", line 1
    def f(:
          ^
SyntaxError: invalid syntax
";
    assert_eq!(found("pack.bad"), (1, format!("{head}{outer}{}{loader}", details(164))));
    says(
        &hoop_in(Some(&s), &["-m", "frames"], ""),
        "frames.py 5 <module> __main__\n<frozen runpy> 88 _run_code runpy\n<frozen runpy> 203 _run_module_as_main runpy\n",
        0,
    );
}

#[test]
fn an_environment_without_pip_says_how_packages_come() {
    let s = Scratch::new("venv", &[("a.py", "")]);
    let made = hoop_in(Some(&s), &["-m", "venv", "one"], "");
    complains(&made, &["one is made, but without pip", "--without-pip", "one/bin/python install"], 1);
    // All else is there.
    assert!(s.0.join("one/bin/activate").exists() && s.0.join("one/bin/python").exists());
    let quiet = hoop_in(Some(&s), &["-m", "venv", "--without-pip", "two"], "");
    assert_eq!((quiet.status, text(&quiet.stderr)), (0, ""));
    complains(&hoop(&["-m", "ensurepip"]), &["no pip to install", "hoop -m venv --without-pip DIR"], 1);
}

#[test]
fn streams_that_are_closed_at_the_start_are_none() {
    let code = "import sys, os\nwith open('found', 'w') as f: print([x is None for x in (sys.stdin, sys.stdout, sys.stderr, sys.__stdout__)], file=f)\nprint('gone')";
    for (closed, none) in [
        ("<&-", "[True, False, False, False]\n"),
        (">&-", "[False, True, False, True]\n"),
        ("2>&-", "[False, False, True, False]\n"),
        ("<&- >&- 2>&-", "[True, True, True, True]\n"),
        // What is open is open, whatever it leads to.
        ("</dev/null >/dev/null 2>/dev/null", "[False, False, False, False]\n"),
        ("<>/dev/null 1<>/dev/null 2<>/dev/null", "[False, False, False, False]\n"),
    ] {
        let s = Scratch::new("closed", &[]);
        let mut shell = command("sh");
        shell.current_dir(&s.0).args(["-c", &format!("\"$0\" -c \"$1\" {closed}"), common::hoop(), code]);
        assert_eq!(run(shell, b"", Duration::from_secs(20)).unwrap().status, 0, "{closed}");
        assert_eq!(fs::read_to_string(s.0.join("found")).unwrap(), none, "{closed}");
    }
}

#[test]
fn streams_that_cannot_be_flushed_at_the_end_are_status_120() {
    let stream = "import sys\nclass S:\n    def write(self, text): pass\n    def flush(self): 1/0\n";
    for (rest, status, reports) in [
        ("sys.stdout = S()", 120, 1),
        ("sys.stderr = S()", 120, 0),
        ("sys.stdout = 5", 120, 1),
        ("sys.stderr = 5", 120, 0),
        ("sys.stdout = S(); sys.exit(3)", 120, 1),
        ("S.closed = True; sys.stdout = sys.stderr = S()", 0, 0),
        ("sys.stdout = sys.stderr = None", 0, 0),
        ("del sys.stdout, sys.stderr", 0, 0),
    ] {
        let found = hoop(&["-c", &format!("{stream}{rest}")]);
        assert_eq!(found.status, status, "{rest}: {}", text(&found.stderr));
        let told = text(&found.stderr).matches("Exception ignored while flushing sys.stdout").count();
        assert_eq!(told, reports, "{rest}: {}", text(&found.stderr));
    }
}

#[test]
fn streams_in_an_encoding_of_the_library() {
    let shown = "import sys; print(sys.stdin.encoding, sys.stdout.encoding, sys.stdout.errors, sys.stderr.encoding); print('\u{20ac}', input())";
    let with = |encoding: &str| {
        let mut command = command(common::hoop());
        command.env("PYTHONIOENCODING", encoding).args(["-c", shown]);
        run(command, b"\x80\n", Duration::from_secs(20)).unwrap()
    };
    for encoding in ["cp1252", "windows-1252"] {
        let found = with(encoding);
        assert_eq!(found.stdout, b"cp1252 cp1252 strict cp1252\n\x80 \x80\n", "{}", text(&found.stderr));
    }
    let found = with("iso8859-15:replace");
    assert_eq!(found.stdout, b"iso8859-15 iso8859-15 replace iso8859-15\n\xa4 \x80\n");
    complains(&with("koi8-r"), &["UnicodeEncodeError: 'charmap' codec can't encode character '\\u20ac'"], 1);
    complains(&with("nonsense"), &["LookupError: unknown encoding: nonsense"], 1);
    complains(&with("rot13"), &["LookupError", "is not a text encoding"], 1);
}

#[test]
fn standard_input_is_a_script() {
    says(&hoop_in(None, &["-"], "import sys\nprint('dash', sys.argv)\n"), "dash ['-']\n", 0);
    says(&hoop_in(None, &["-", "a"], "import sys\nprint(sys.argv)\n"), "['-', 'a']\n", 0);
    says(
        &hoop_in(None, &[], "print('piped')\nfor i in range(2):\n    print(i)\nprint('end')\n"),
        "piped\n0\n1\nend\n",
        0,
    );
    says(&hoop_in(None, &[], ""), "", 0);
}

#[test]
fn the_script_reads_standard_input() {
    let s = Scratch::new(
        "stdin",
        &[("a.py", "print(input('? '), input())\ntry:\n    input()\nexcept EOFError as e:\n    print(e)\n")],
    );
    says(&hoop_in(Some(&s), &["a.py"], "one\ntwo"), "? one two\nEOF when reading a line\n", 0);
}

#[test]
fn check_compiles_and_does_not_run() {
    let s = Scratch::new("check", &[("good.py", "print('no')\n"), ("bad.py", "print('no'\n")]);
    says(&hoop_in(Some(&s), &["--check", "good.py"], ""), "", 0);
    let bad = hoop_in(Some(&s), &["--check", "bad.py"], "");
    complains(&bad, &["'(' was never closed"], 1);
    assert_eq!(text(&bad.stdout), "");
}

#[test]
fn off_a_terminal_errors_are_cpythons_words_alone() {
    let s = Scratch::new("words", &[("bad.py", "x = [1\n"), ("escape.py", "x = '\\d'\n")]);
    let plain = hoop_in(Some(&s), &["bad.py"], "");
    let lines: Vec<&str> = text(&plain.stderr).lines().collect();
    assert_eq!((lines.len(), lines[3]), (4, "SyntaxError: '[' was never closed"), "{lines:?}");
    let checked = hoop_in(Some(&s), &["--check", "bad.py"], "");
    assert_eq!(text(&checked.stderr), text(&plain.stderr));
    let explained = hoop_in(Some(&s), &["--explain", "bad.py"], "");
    let drawn = text(&explained.stderr).strip_prefix(text(&plain.stderr)).expect("the same words first");
    assert!(drawn.contains("write the ']' that belongs to it") && !drawn.contains("SyntaxError"), "{drawn}");
    let warned = hoop_in(Some(&s), &["--check", "escape.py"], "");
    assert_eq!(text(&warned.stderr).lines().count(), 2, "{}", text(&warned.stderr));
    // There is nothing to explain where CPython says all.
    let name = hoop(&["--explain", "-c", "pint"]);
    assert!(text(&name.stderr).ends_with("Did you mean: 'print'?\n"), "{}", text(&name.stderr));
}

#[test]
fn check_reads_a_pipe() {
    complains(&hoop_in(None, &["--check"], "x ="), &["SyntaxError"], 1);
    says(&hoop_in(None, &["--check"], "x = 1"), "", 0);
}

#[test]
fn every_stage_can_be_shown() {
    let s = Scratch::new("dump", &[("a.py", "x = 1 + 2\n")]);
    for stage in ["tokens", "ast", "code"] {
        let found = hoop_in(Some(&s), &["--dump", stage, "a.py"], "");
        assert_eq!(found.status, 0, "{}", text(&found.stderr));
        assert!(
            text(&found.stdout).contains('x'),
            "--dump {stage} shows the name x: {}",
            text(&found.stdout)
        );
    }
    complains(&hoop_in(Some(&s), &["--dump", "soup", "a.py"], ""), &["soup", "tokens", "ast", "code"], 2);
}

#[test]
fn version_and_help() {
    for flag in ["-V", "--version"] {
        let found = hoop(&[flag]);
        assert!(text(&found.stdout).contains(env!("CARGO_PKG_VERSION")), "{}", text(&found.stdout));
        assert_eq!(found.status, 0);
    }
    for flag in ["-h", "--help"] {
        let found = hoop(&[flag]);
        assert_eq!(found.status, 0);
        for word in ["-c", "-m", "--check", "--virtual-time", "--dump", "--strict"] {
            assert!(text(&found.stdout).contains(word), "help names {word}");
        }
    }
}

#[test]
fn a_wrong_flag_is_answered_with_the_right_one() {
    complains(&hoop(&["--virtaul-time", "a.py"]), &["--virtaul-time", "did you mean", "--virtual-time"], 2);
    complains(&hoop(&["--chek", "a.py"]), &["--check"], 2);
    complains(&hoop(&["-Z"]), &["-Z"], 2);
}

#[test]
fn flags_of_cpython_are_taken() {
    for flags in
        [&["-u"][..], &["-B"], &["-q"], &["-I"], &["-s"], &["-X", "dev"], &["-W", "ignore"], &["-uB"]]
    {
        let mut args = flags.to_vec();
        args.extend(["-c", "print('ran')"]);
        let found = hoop(&args);
        // Accepted as CPython accepts them, or refused with one clear line.
        match found.status {
            0 => assert_eq!(text(&found.stdout), "ran\n", "{flags:?}"),
            2 => assert_eq!(
                text(&found.stderr).trim().lines().count(),
                1,
                "{flags:?}: {}",
                text(&found.stderr)
            ),
            other => panic!("{flags:?}: status {other}: {}", text(&found.stderr)),
        }
    }
}

#[test]
fn odd_warning_options_are_told_of() {
    for (option, why) in [
        ("foo", "invalid action: 'foo'"),
        ("error::Foo", "unknown warning category: 'Foo'"),
        ("d:::x:y", "invalid lineno 'y'"),
    ] {
        let found = hoop(&["-W", option, "-c", "print(1)"]);
        says(&found, "1\n", 0);
        assert_eq!(text(&found.stderr), format!("Invalid -W option ignored: {why}\n"));
    }
    let code = "import warnings; warnings.warn('One two'); warnings.warn('three')";
    let found = hoop(&["-W", "ignore:one", "-c", code]);
    assert_eq!(text(&found.stderr), "<string>:1: UserWarning: three\n");
    let shown = "import sys; print(sys.warnoptions)";
    let found = hoop(&["-b", "-Wdefault::BytesWarning", "-Wignore", "-Wignore", "-c", shown]);
    says(&found, "['default::BytesWarning', 'ignore']\n", 0);
}

#[test]
fn bytes_that_are_taken_for_text() {
    let code = "print(str(b'x'), b'x' == 'x', 1 != b'x', bytearray(b'') == '', 'x' in [b'x'], None == b'')";
    says(&hoop(&["-c", code]), "b'x' False True False False False\n", 0);
    let found = hoop(&["-b", "-c", code]);
    says(&found, "b'x' False True False False False\n", 0);
    let warnings: Vec<&str> = text(&found.stderr).lines().collect();
    let expected = [
        "<string>:1: BytesWarning: str() on a bytes instance",
        "<string>:1: BytesWarning: Comparison between bytes and string",
        "<string>:1: BytesWarning: Comparison between bytes and int",
        "<string>:1: BytesWarning: Comparison between bytearray and string",
    ];
    assert_eq!(warnings, expected);
    let raised = hoop(&["-bb", "-c", "str(b'x')"]);
    complains(&raised, &["BytesWarning: str() on a bytes instance"], 1);
    assert!(!text(&raised.stderr).contains("lib/hoop/"), "{}", text(&raised.stderr));
}

#[test]
fn settings_may_be_empty() {
    complains(&hoop(&["-X", "utf8=", "-c", "pass"]), &["invalid -X utf8 option value"], 1);
    complains(&hoop(&["-X", "int_max_str_digits", "-c", "pass"]), &["int_max_str_digits", "640"], 1);
    let shown = "import sys; print(sys.get_int_max_str_digits())";
    let idle = ["-X", "thread_inherit_context=", "-X", "context_aware_warnings="];
    says(&hoop(&["-X", "int_max_str_digits=", "-c", shown]), "0\n", 0);
    says(&hoop(&[&idle[..], &["-c", shown]].concat()), "4300\n", 0);
}

#[test]
fn standard_input_may_not_be_a_folder() {
    for program in ["", "-", "-c pass"] {
        let mut shell = command("sh");
        shell.args(["-c", &format!("\"$0\" {program} </"), common::hoop()]);
        let found = run(shell, b"", Duration::from_secs(20)).unwrap();
        complains(&found, &["<stdin> is a directory, cannot continue"], 1);
    }
}

#[test]
fn variables_stand_for_options() {
    let shown = "import sys, os\nf = sys.flags\nprint(f.optimize, f.dont_write_bytecode, f.debug, f.dev_mode, \
                 sys.warnoptions, os.cpu_count() == 3, sys.get_int_max_str_digits(), sys.stdout.encoding, sys.stdout.errors)";
    let with = |variables: &[(&str, &str)], args: &[&str]| {
        let mut command = command(common::hoop());
        command.envs(variables.iter().copied()).args(args).args(["-c", shown]);
        run(command, b"", Duration::from_secs(20)).unwrap()
    };
    let all = [
        ("PYTHONOPTIMIZE", "2"),
        ("PYTHONDONTWRITEBYTECODE", "x"),
        ("PYTHONDEBUG", "1"),
        ("PYTHONWARNINGS", "error,ignore"),
        ("PYTHON_CPU_COUNT", "3"),
        ("PYTHONINTMAXSTRDIGITS", "0"),
        ("PYTHONIOENCODING", "latin-1:replace"),
    ];
    says(&with(&all, &[]), "2 1 1 False ['error', 'ignore'] True 0 iso8859-1 replace\n", 0);
    says(
        &with(&all, &["-X", "cpu_count=2", "-X", "int_max_str_digits=900", "-Wonce"]),
        "2 1 1 False ['error', 'ignore', 'once'] False 900 iso8859-1 replace\n",
        0,
    );
    // Where a language is chosen, what is no text is refused.
    let mut spoken = all[..6].to_vec();
    spoken.push(("LC_ALL", "en_US.UTF-8"));
    says(&with(&spoken, &["-E", "-X", "dev"]), "0 0 0 True ['default'] False 4300 utf-8 strict\n", 0);
    complains(&with(&[("PYTHONINTMAXSTRDIGITS", "5")], &[]), &["PYTHONINTMAXSTRDIGITS", "640"], 1);
    for flag in ["--help-env", "--help-xoptions", "--help-all"] {
        assert_eq!(hoop(&[flag]).status, 0);
    }
}

#[test]
fn settings_that_make_no_sense() {
    for (setting, words) in [
        ("utf8=5", "invalid -X utf8 option value"),
        ("gil=x", "PYTHON_GIL / -X gil must be \"0\" or \"1\""),
        ("gil=0", "Disabling the GIL is not supported by this build"),
        ("frozen_modules=x", "bad value for option -X frozen_modules (expected \"on\" or \"off\")"),
        ("thread_inherit_context", "-X thread_inherit_context=n: n is missing or invalid"),
        ("context_aware_warnings=2", "-X context_aware_warnings=n: n is missing or invalid"),
        ("cpu_count=x", "-X cpu_count=n option: n is missing or an invalid number, n must be greater than 0"),
        ("tracemalloc=-1", "-X tracemalloc=NFRAME: invalid number of frames"),
    ] {
        complains(&hoop(&["-X", setting, "-c", "print(1)"]), &[words], 1);
    }
    for (name, words) in [
        ("PYTHONUTF8", "invalid PYTHONUTF8 environment variable value"),
        ("PYTHON_GIL", "PYTHON_GIL / -X gil must be"),
        ("PYTHONMALLOC", "PYTHONMALLOC: unknown allocator"),
        ("PYTHON_FROZEN_MODULES", "bad value for PYTHON_FROZEN_MODULES"),
        ("PYTHON_THREAD_INHERIT_CONTEXT", "PYTHON_THREAD_INHERIT_CONTEXT=N: N is missing or invalid"),
    ] {
        let with = |args: &[&str]| {
            let mut command = command(common::hoop());
            command.env(name, "x").args(args).args(["-c", "print(1)"]);
            run(command, b"", Duration::from_secs(20)).unwrap()
        };
        complains(&with(&[]), &[words], 1);
        says(&with(&["-E"]), "1\n", 0);
    }
    for setting in ["nonsense", "gil=1", "frozen_modules", "thread_inherit_context=0", "importtime=0"] {
        says(&hoop(&["-X", setting, "-t", "-c", "print(1)"]), "1\n", 0);
    }
    complains(
        &hoop(&["--check-hash-based-pycs"]),
        &["Argument expected for the --check-hash-based-pycs option"],
        2,
    );
}

#[test]
fn a_breakpoint_calls_what_the_variable_names() {
    for (variable, stdout, stderr) in [
        ("0", "end\n", ""),
        ("builtins.print", "\nend\n", ""),
        ("no.where", "end\n", "Ignoring unimportable"),
    ] {
        let mut command = command(common::hoop());
        command.env("PYTHONBREAKPOINT", variable).args(["-c", "breakpoint()\nprint('end')"]);
        let found = run(command, b"", Duration::from_secs(20)).unwrap();
        says(&found, stdout, 0);
        assert!(text(&found.stderr).contains(stderr), "{}", text(&found.stderr));
    }
}

#[test]
fn a_missing_file() {
    let s = Scratch::new("missing", &[]);
    complains(&hoop_in(Some(&s), &["nothere.py"], ""), &["nothere.py", "No such file or directory"], 2);
}

#[test]
fn an_uncaught_exception_is_status_one() {
    let found = hoop(&["-c", "print('before')\n1/0"]);
    says(&found, "before\n", 1);
    complains(&found, &["Traceback (most recent call last):", "ZeroDivisionError: division by zero"], 1);
}

#[test]
fn a_syntax_error_is_status_one() {
    complains(&hoop(&["-c", "x ="]), &["SyntaxError: invalid syntax"], 1);
    complains(&hoop(&["-c", "print('ran')\nreturn"]), &["SyntaxError: 'return' outside function"], 1);
}

#[test]
fn system_exit_in_all_forms() {
    for (code, status, stderr) in [
        ("raise SystemExit", 0, ""),
        ("raise SystemExit(None)", 0, ""),
        ("raise SystemExit(7)", 7, ""),
        ("import sys; sys.exit(256 + 3)", 3, ""),
        ("import sys; sys.exit(-1)", 255, ""),
        ("import sys; sys.exit('a message')", 1, "a message\n"),
        ("import sys; sys.exit([1, 2])", 1, "[1, 2]\n"),
        ("import sys; sys.exit((1, 2))", 1, "(1, 2)\n"),
        ("import sys; sys.exit(True)", 1, ""),
        ("exit(4)", 4, ""),
        ("import sys\ntry:\n    sys.exit(5)\nfinally:\n    print(end='')", 5, ""),
    ] {
        let found = hoop(&["-c", code]);
        assert_eq!((found.status, text(&found.stderr)), (status, stderr), "{code}");
    }
}

#[test]
fn a_shebang_and_the_executable_bit() {
    let script = format!("#!{}\nimport sys\nprint('by shebang', sys.argv[1:])\n", common::hoop());
    let s = Scratch::new("shebang", &[("tool", &script)]);
    let path = s.0.join("tool");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    // Another test may be forking while the file was open for writing: "text file busy" then, for a moment.
    let found = (0..50).find_map(|_| {
        let mut again = command(path.to_str().unwrap());
        again.args(["a", "b"]);
        let tried = run(again, b"", Duration::from_secs(20));
        if tried.is_err() {
            std::thread::sleep(Duration::from_millis(20));
        }
        tried.ok()
    });
    says(&found.expect("the script starts"), "by shebang ['a', 'b']\n", 0);
}

#[test]
fn the_prompt_after_a_script() {
    let s = Scratch::new("inspect", &[("a.py", "x = 41\nprint('script')\n")]);
    let found = hoop_in(Some(&s), &["-i", "a.py"], "print(x + 1)\n");
    assert!(
        text(&found.stdout).contains("script\n") && text(&found.stdout).contains("42\n"),
        "{}",
        text(&found.stdout)
    );
    assert_eq!(found.status, 0);
    let failed = hoop_in(None, &["-i", "-c", "x = 5; 1/0"], "print(x)\n");
    assert!(text(&failed.stdout).contains("5\n"), "{} {}", text(&failed.stdout), text(&failed.stderr));
    assert!(text(&failed.stderr).contains("ZeroDivisionError"));
    // A script that is not there leaves the prompt, too.
    let missing = hoop_in(None, &["-i", "nowhere.py"], "print(__name__)\n");
    assert!(text(&missing.stdout).contains("__main__\n"), "{}", text(&missing.stdout));
    complains(&missing, &["can't open file", ">>> "], 0);
    // The variable asks for a terminal.
    let flags = "import sys; print(sys.flags.inspect, sys.flags.interactive)";
    let by_variable = |code: &str| {
        let mut command = command(common::hoop());
        command.env("PYTHONINSPECT", "1").args(["-c", code]);
        run(command, b"print('typed')\n", Duration::from_secs(20)).unwrap()
    };
    says(&by_variable(flags), "1 0\n", 0);
    let raised = by_variable("1/0");
    says(&raised, "", 1);
    assert!(!text(&raised.stderr).contains(">>>"));
    assert!(text(&hoop(&["-i", "-c", flags]).stdout).starts_with("1 1\n"));
}

#[test]
fn unclosed_files_are_the_filters_business() {
    let code = "import sys; open(sys.executable, 'rb', 0)";
    for option in ["all", "always", "default", "once", "module", "error", "default::ResourceWarning"] {
        let found = hoop(&["-W", option, "-c", code]);
        says(&found, "", 0);
        assert!(text(&found.stderr).contains("ResourceWarning: unclosed file <_io.FileIO"), "{option}");
    }
    for args in [&["-c", code][..], &["-W", "ignore", "-c", code]] {
        assert_eq!(text(&hoop(args).stderr), "");
    }
}

#[test]
fn seeds_of_hashes_are_told() {
    let shown = |seed: &str, args: &[&str]| {
        let mut command = command(common::hoop());
        command.env("PYTHONHASHSEED", seed).args(args);
        command.args(["-c", "import sys; print(sys.flags.hash_randomization)"]);
        run(command, b"", Duration::from_secs(20)).unwrap()
    };
    for (seed, args, told) in [
        ("0", &[][..], "0\n"),
        ("3", &[], "1\n"),
        ("random", &[], "1\n"),
        ("0", &["-R"], "1\n"),
        ("0", &["-E"], "1\n"),
    ] {
        says(&shown(seed, args), told, 0);
    }
}

#[test]
fn a_traceback_names_file_line_and_function() {
    let s = Scratch::new("traceback", &[("a.py", "def f(x):\n    return 1 / x\n\nf(0)\n")]);
    let found = hoop_in(Some(&s), &["a.py"], "");
    complains(
        &found,
        &[
            "a.py\", line 4, in <module>\n    f(0)\n",
            "a.py\", line 2, in f\n    return 1 / x\n           ~~^~~\n",
        ],
        1,
    );
}

#[test]
fn imports_come_from_beside_the_script() {
    let files = [
        ("main.py", "import helper\nfrom sub.deep import value\nprint(helper.__name__, value)\n"),
        ("helper.py", "print('helper runs')\n"),
        ("sub/deep.py", "value = 3\n"),
    ];
    let s = Scratch::new("imports", &files);
    let path = s.0.join("main.py");
    says(&hoop(&[path.to_str().unwrap()]), "helper runs\nhelper 3\n", 0);
    complains(
        &hoop(&["-c", "import nosuchmodule"]),
        &["ModuleNotFoundError: No module named 'nosuchmodule'"],
        1,
    );
}

#[test]
fn a_year_of_sleep_takes_no_time() {
    let code = "import asyncio, time\nt = time.monotonic()\nasyncio.run(asyncio.sleep(365 * 86400))\ntime.sleep(86400)\nprint(round(time.monotonic() - t))";
    says(&hoop(&["--virtual-time", "-c", code]), "31622400\n", 0);
}

#[test]
fn a_wait_beyond_the_virtual_clock_gets_the_verdict() {
    let code = "import asyncio; asyncio.run(asyncio.sleep(4e9)); print('here')";
    says(&hoop(&["--virtual-time", "-c", code]), "here\n", 0);
    for code in [
        "import asyncio; asyncio.run(asyncio.sleep(float('inf')))",
        "import asyncio\nasync def m():\n  async with asyncio.timeout(1e300): await asyncio.Event().wait()\nasyncio.run(m())",
    ] {
        complains(&hoop(&["--virtual-time", "-c", code]), &["DeadlockError"], 3);
    }
}

#[test]
fn a_closed_stdout_is_not_flushed_at_the_end() {
    for (code, status) in [("", 0), ("; sys.exit(3)", 3)] {
        let out = hoop(&["-c", &format!("import sys; print(1); sys.stdout.close(){code}")]);
        says(&out, "1\n", status);
        assert!(out.stderr.is_empty(), "{}", String::from_utf8_lossy(&out.stderr));
    }
}

#[test]
fn output_that_nobody_reads_is_lost_without_a_word() {
    let many = "for i in range(100000): print(i)";
    for (code, status) in [
        ("print(1)", 120),
        ("import sys; print(1); sys.exit(3)", 120),
        (many, 120),
        (&format!("try:\n    {many}\nexcept BrokenPipeError: pass"), 120),
        ("pass", 0),
    ] {
        // The reader is gone before the program begins to write.
        let script = r#"exec 5>&1; { sleep 0.1; "$0" -c "$1"; echo $? >&5; } | true"#;
        let mut shell = command("sh");
        shell.args(["-c", script, common::hoop(), code]);
        let found = run(shell, b"", Duration::from_secs(20)).unwrap();
        says(&found, &format!("{status}\n"), 0);
        assert_eq!(text(&found.stderr), "", "{code}");
    }
}

#[test]
fn output_is_flushed_before_the_report() {
    let mut shell = command("sh");
    shell.arg("-c").arg(format!("'{}' -c 'print(1); 1/0' 2>&1", common::hoop()));
    let found = run(shell, b"", Duration::from_secs(20)).unwrap();
    assert!(text(&found.stdout).starts_with("1\nTraceback"), "{}", text(&found.stdout));
}

#[test]
fn no_colour_where_there_is_no_terminal() {
    let mut plain = command(common::hoop());
    plain.env_remove("NO_COLOR").env_remove("PYTHON_COLORS").args(["-c", "1/0"]);
    let found = run(plain, b"", Duration::from_secs(20)).unwrap();
    assert!(!text(&found.stderr).contains('\x1b'), "{}", text(&found.stderr));
    let mut forced = command(common::hoop());
    forced.env_remove("NO_COLOR").env_remove("PYTHON_COLORS").env("FORCE_COLOR", "1").args(["-c", "x ="]);
    let found = run(forced, b"", Duration::from_secs(20)).unwrap();
    assert!(text(&found.stderr).contains('\x1b'), "{}", text(&found.stderr));
}
