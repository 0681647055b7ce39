//! Every code object of the oracle's standard library has the names, parameters, flags, lines and docstrings that CPython gives it.

mod oracle_library;

use hoopsnake::bytecode::{Code, CodeKind, Const};
use hoopsnake::compile::{Mode, Options, compile_unit};
use hoopsnake::source::SourceText;
use hoopsnake::syntax::parse_module;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Prints, for each file named on its input, one line for each code object.
const SCRIPT: &str = r#"
import sys, types, warnings
warnings.simplefilter('ignore')
BITS = 0x4 | 0x8 | 0x10 | 0x20 | 0x80 | 0x200 | 0x1000000
out = sys.stdout.buffer
def show(c):
    doc = ''
    # CO_HAS_DOCSTRING: since 3.14 the first constant is a docstring only where this says so.
    if c.co_flags & 0x4000000:
        doc = c.co_consts[0]
    row = [c.co_qualname, c.co_name, str(c.co_firstlineno),
           '%d/%d/%d' % (c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount), '%x' % (c.co_flags & BITS),
           ','.join(c.co_varnames), ','.join(c.co_cellvars), ','.join(c.co_freevars), doc.replace('\n', '\\n')]
    out.write('|'.join(row).encode('utf-8', 'surrogatepass') + b'\n')
    for k in c.co_consts:
        if isinstance(k, types.CodeType):
            show(k)
for path in sys.stdin.read().split('\n'):
    out.write(b'FILE ' + path.encode() + b'\n')
    try:
        with open(path, 'rb') as f:
            code = compile(f.read(), path, 'exec', dont_inherit=True)
    except BaseException:
        out.write(b'REFUSED\n')
        continue
    show(code)
"#;

/// One row per code object, as the script prints it. Inlined comprehensions keep hidden variables here that CPython shows.
fn rows(code: &Code, out: &mut Vec<Row>) {
    let f = code.flags;
    let bits = [
        (f.var_args, 0x4),
        (f.var_kwargs, 0x8),
        (f.nested, 0x10),
        (f.generator, 0x20),
        (f.coroutine, 0x80),
        (f.async_generator, 0x200),
        (f.future_annotations, 0x1000000),
    ];
    let bits: u32 = bits.iter().filter(|(on, _)| *on).map(|(_, bit)| bit).sum();
    let parameters = usize::from(code.positional + code.keyword_only)
        + usize::from(f.var_args)
        + usize::from(f.var_kwargs);
    let visible = |r: &u16| !code.hidden.contains(r);
    let all = 0..code.locals.len() as u16;
    let is_var = |r: &u16| usize::from(*r) < parameters || !code.cells.contains(r);
    let name = |r: u16| code.locals[usize::from(r)].to_string();
    let doc = match code.doc.map(|d| &code.consts[usize::from(d)]) {
        Some(Const::Str(s)) => String::from_utf8_lossy(s).replace('\n', "\\n"),
        _ => String::new(),
    };
    let mut head = String::new();
    let _ = write!(
        head,
        "{}|{}|{}|{}/{}/{}|{bits:x}",
        code.qualname, code.name, code.first_line, code.positional, code.positional_only, code.keyword_only
    );
    let inlined: Vec<String> = all.clone().filter(|r| !visible(r)).map(name).collect();
    out.push(Row {
        is_function: code.kind == CodeKind::Function,
        head,
        vars: all.clone().filter(visible).filter(is_var).map(name).filter(|v| v != ".defaults").collect(),
        cells: code.cells.iter().copied().filter(visible).map(name).collect(),
        inlined,
        free: code.free.iter().map(ToString::to_string).collect::<Vec<_>>().join(","),
        doc,
    });
    for c in &code.consts {
        if let Const::Code(inner) = c {
            rows(inner, out);
        }
    }
}

struct Row {
    is_function: bool,
    head: String,
    vars: Vec<String>,
    cells: Vec<String>,
    /// Hidden variables: those of inlined comprehensions.
    inlined: Vec<String>,
    free: String,
    doc: String,
}

/// Splits CPython's row like ours; the docstring may hold bars.
fn parse(line: &str) -> Row {
    let parts: Vec<&str> = line.splitn(9, '|').collect();
    let list = |i: usize| -> Vec<String> {
        parts[i].split(',').filter(|s| !s.is_empty()).map(ToString::to_string).collect()
    };
    Row {
        is_function: true,
        head: parts[..5].join("|"),
        // CPython names a parameter `.defaults` even where there are no defaults.
        vars: list(5).into_iter().filter(|v| v != ".defaults").collect(),
        // A module's set of the annotations that ran is one of its globals here, as in CPython: there the code has a cell of that name besides.
        cells: list(6)
            .into_iter()
            .filter(|c| !(parts[0] == "<module>" && c == "__conditional_annotations__"))
            .collect(),
        inlined: Vec::new(),
        free: parts[7].to_string(),
        doc: parts[8].to_string(),
    }
}

/// CPython's list without the variables of inlined comprehensions; a name that is both stays where ours has it.
fn without(theirs: &[String], ours: &[String], inlined: &[String]) -> Vec<String> {
    theirs.iter().filter(|n| ours.contains(n) || !inlined.contains(n)).cloned().collect()
}

fn compare(ours: &Row, theirs: &Row) -> Option<String> {
    if ours.head != theirs.head {
        return Some(format!("ours {} theirs {}", ours.head, theirs.head));
    }
    if ours.free != theirs.free {
        return Some(format!("{}: free: ours {} theirs {}", ours.head, ours.free, theirs.free));
    }
    if ours.doc != theirs.doc {
        return Some(format!("{}: doc: ours {:?} theirs {:?}", ours.head, ours.doc, theirs.doc));
    }
    // With inlined comprehensions the order can differ: CPython lists their variables among the function's.
    let (mut a, mut b) = (ours.vars.clone(), without(&theirs.vars, &ours.vars, &ours.inlined));
    if !ours.inlined.is_empty() {
        a.sort();
        b.sort();
    }
    // Classes and modules have no variables of their own; what CPython shows there comes from inlining.
    if ours.is_function && a != b {
        return Some(format!("{}: variables: ours {a:?} theirs {b:?}", ours.head));
    }
    let (mut own, mut cells) = (ours.cells.clone(), without(&theirs.cells, &ours.cells, &ours.inlined));
    if !ours.inlined.is_empty() {
        own.sort();
        cells.sort();
    }
    if own != cells {
        return Some(format!("{}: cells: ours {own:?} theirs {cells:?}", ours.head));
    }
    None
}

/// None if it is refused; an empty list where the text cannot be decoded (an encoding that we do not have).
fn compile(path: &Path) -> Option<Vec<Row>> {
    let name = path.display().to_string();
    let Ok(source) = SourceText::from_bytes(&name, &std::fs::read(path).ok()?) else {
        return Some(Vec::new());
    };
    let arena = bumpalo::Bump::new();
    let parsed = parse_module(&arena, &source).ok()?;
    let options = Options {
        mode: Mode::Module,
        file: &name,
        optimize: 0,
        future_annotations: false,
        top_level_await: false,
    };
    let compiled = compile_unit(&parsed.unit, &source, &options).ok()?;
    let mut out = Vec::new();
    rows(&compiled.code, &mut out);
    Some(out)
}

fn check(paths: Vec<PathBuf>, oracle: String) -> (usize, Vec<String>) {
    let mut child = Command::new(oracle)
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the oracle starts");
    let list: Vec<_> = paths.iter().map(|p| p.display().to_string()).collect();
    let mut input = child.stdin.take().expect("piped");
    std::thread::spawn(move || {
        let _ = input.write_all(list.join("\n").as_bytes());
    });
    let mut failures = Vec::new();
    let mut compared = 0;
    let mut lines = BufReader::new(child.stdout.take().expect("piped"))
        .split(b'\n')
        .map_while(Result::ok)
        .map(|l| String::from_utf8_lossy(&l).into_owned())
        .peekable();
    while let Some(line) = lines.next() {
        let path = line.strip_prefix("FILE ").expect("a file's head").to_string();
        let mut theirs = Vec::new();
        let mut refused = false;
        while let Some(line) = lines.next_if(|l| !l.starts_with("FILE ")) {
            if line == "REFUSED" {
                refused = true;
            } else {
                theirs.push(parse(&line));
            }
        }
        let ours = compile(Path::new(&path));
        match ours {
            None if refused => {}
            None => failures.push(format!("{path}: refused here only")),
            Some(ours) if ours.is_empty() => {}
            // Files with a bad encoding line are the decoder's business.
            Some(_) if refused && path.contains("bad_coding") => {}
            Some(_) if refused => failures.push(format!("{path}: accepted here only")),
            Some(mut ours) => {
                compared += ours.len();
                // Where a module annotates under a condition, CPython makes `__annotate__` behind all other code, and only if the condition may hold.
                ours.retain(is_no_annotate);
                theirs.retain(is_no_annotate);
                // There is a function behind a method's end, which CPython's optimiser drops.
                let dead = path.ends_with("test_pyrepl/test_unix_console.py");
                if ours.len() != theirs.len() && !dead {
                    failures.push(format!("{path}: {} code objects, theirs {}", ours.len(), theirs.len()));
                }
                // There CPython lists globals that a walrus in an inlined comprehension assigns among the variables, and a variable of such a comprehension that a lambda captures.
                let quirk = path.ends_with("test_named_expressions.py")
                    || path.ends_with("test_free_threading/test_sys.py");
                for (a, b) in ours.iter().zip(&theirs).filter(|_| !quirk && !dead) {
                    if let Some(difference) = compare(a, b) {
                        failures.push(format!("{path}: {difference}"));
                        break;
                    }
                }
            }
        }
    }
    let _ = child.wait();
    (compared, failures)
}

fn is_no_annotate(row: &Row) -> bool {
    !row.head.starts_with("__annotate__|__annotate__|")
}

#[test]
fn code_objects_look_like_cpythons() {
    let Some((oracle, paths)) = oracle_library::files() else {
        eprintln!("SKIPPED: no python3.14 here to compare code objects with");
        return;
    };
    let thread = std::thread::Builder::new()
        .stack_size(256 << 20)
        .spawn(move || check(paths, oracle))
        .expect("a thread");
    let (compared, failures) = thread.join().expect("the thread ends");
    println!("{compared} code objects compared, {} files differ", failures.len());
    for f in failures.iter().take(40) {
        println!("{f}");
    }
    assert!(failures.is_empty(), "{} files differ", failures.len());
    assert!(compared > 1000, "the library is larger than that");
}
