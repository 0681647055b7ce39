//! The project's own suite: the programs beside it, run interleaved on hoop and on every peer that is found.
//!
//! `cargo bench` runs all; `cargo bench -- fib spawn` those whose name holds a word; `--runs N` sets the number of
//! runs (5); `--write` puts the table into `docs/benchmarks.md`. Whole processes are measured, the median counts,
//! and a time counts only when the outputs agree.
#![allow(unsafe_code)] // the memory of a finished child comes from wait4, which std does not offer

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

/// A program to measure, with what its head comments say.
struct Program {
    name: String,
    path: PathBuf,
    group: String,
    what: String,
    /// Code for `-c` instead of the file.
    code: Option<String>,
    /// At least this many times the oracle's speed.
    target: Option<f64>,
    /// At most this long.
    milliseconds: Option<f64>,
    /// The program whose memory is taken off, the number of things made, the bytes allowed for each.
    baseline: Option<String>,
    count: Option<f64>,
    bytes: Option<f64>,
}

/// Someone who can run a program: hoop itself, the oracle, or another language with an equivalent beside it.
struct Peer {
    name: &'static str,
    command: String,
    ending: &'static str,
}

/// What one run took.
#[derive(Clone, Copy)]
struct Cost {
    seconds: f64,
    kilobytes: f64,
}

/// The medians of one program: by peer.
type Row = BTreeMap<&'static str, Cost>;

const GROUPS: &[&str] =
    &["calls", "loops", "objects", "data", "control", "tasks", "memory", "start", "library"];

fn main() -> ExitCode {
    let mut runs = 5;
    let mut write = false;
    let mut words = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--bench" => {}
            "--write" => write = true,
            "--runs" => match args.next().and_then(|n| n.parse().ok()).filter(|n| *n > 0) {
                Some(n) => runs = n,
                None => return usage("--runs wants a number above 0"),
            },
            _ if arg.starts_with('-') => return usage(&format!("unknown option {arg}")),
            _ => words.push(arg),
        }
    }
    let mut programs = programs();
    let mut chosen: Vec<String> = Vec::new();
    for p in programs.iter().filter(|p| words.is_empty() || words.iter().any(|w| p.name.contains(w.as_str())))
    {
        chosen.push(p.name.clone());
        chosen.extend(p.baseline.clone());
    }
    programs.retain(|p| chosen.contains(&p.name));
    let peers = peers();
    let names: Vec<&str> = peers.iter().map(|p| p.name).collect();
    println!("{} programs, {runs} runs, on: {}", programs.len(), names.join(", "));
    let mut rows = Vec::new();
    let mut failures = Vec::new();
    for program in &programs {
        match measure(program, &peers, runs) {
            Ok(row) => {
                println!("{}", line(program, &row, &rows_by_name(&programs, &rows)));
                rows.push(Some(row));
            }
            Err(error) => {
                println!("{:<16} FAILED: {error}", program.name);
                failures.push(program.name.clone());
                rows.push(None);
            }
        }
    }
    let table = table(&programs, &rows, &names, runs);
    println!("\n{table}");
    if write {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/benchmarks.md");
        fs::write(&path, &table).expect("docs/benchmarks.md can be written");
        println!("written: docs/benchmarks.md");
    }
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn usage(complaint: &str) -> ExitCode {
    eprintln!("{complaint}\nusage: cargo bench -- [NAME...] [--runs N] [--write]");
    ExitCode::from(2)
}

fn programs() -> Vec<Program> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/programs");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("benches/programs is there") {
        let path = entry.expect("a folder can be listed").path();
        if path.extension().is_none_or(|e| e != "py") {
            continue;
        }
        let text = fs::read_to_string(&path).expect("a program can be read");
        let says = |key: &str| {
            let start = format!("# {key}: ");
            text.lines()
                .take_while(|l| l.starts_with('#'))
                .find_map(|l| l.strip_prefix(&start))
                .map(str::to_string)
        };
        let number = |key: &str| {
            says(key).map(|v| v.parse().unwrap_or_else(|_| panic!("{}: # {key}", path.display())))
        };
        found.push(Program {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            group: says("group").unwrap_or_else(|| panic!("{}: no `# group:`", path.display())),
            what: says("what").unwrap_or_default(),
            code: says("code"),
            target: number("target"),
            milliseconds: number("milliseconds"),
            baseline: says("baseline"),
            count: number("count"),
            bytes: number("bytes"),
            path,
        });
    }
    let place = |p: &Program| {
        GROUPS.iter().position(|g| *g == p.group).unwrap_or_else(|| panic!("group {}", p.group))
    };
    found.sort_by_key(|p| (place(p), p.name.clone()));
    found
}

fn peers() -> Vec<Peer> {
    let hoop = env!("CARGO_BIN_EXE_hoop").to_string();
    let mut peers = vec![Peer { name: "hoop", command: hoop, ending: "py" }];
    let mut add = |name, candidates: Vec<String>, probe: &[&str], ending| {
        let runs = |c: &String| {
            let quiet = Command::new(c).args(probe).stdout(Stdio::null()).stderr(Stdio::null()).status();
            quiet.is_ok_and(|s| s.success())
        };
        if let Some(command) = candidates.into_iter().find(runs) {
            peers.push(Peer { name, command, ending });
        }
    };
    let oracle = ["-c", "import sys; sys.exit(sys.version_info[:2] != (3, 14))"];
    add("python3.14", oracle_candidates(), &oracle, "py");
    add("pypy3", vec!["pypy3".into()], &["-c", "pass"], "py");
    add("node", vec!["node".into()], &["-e", "0"], "js");
    add("lua5.4", vec!["lua5.4".into()], &["-e", "local a = 0"], "lua");
    peers
}

/// CPython built with profile-guided optimisation, if it is where such builds are kept; whichever is on the path else.
fn oracle_candidates() -> Vec<String> {
    let mut candidates: Vec<String> = std::env::var("HOOP_ORACLE").into_iter().collect();
    if let Ok(home) = std::env::var("HOME") {
        candidates.push(format!("{home}/.hoop-peers/sid/usr/bin/python3.14"));
    }
    candidates.push("python3.14".into());
    candidates
}

/// Runs a program `runs` times on every peer, in turn, so that a noisy moment hits all of them.
fn measure(program: &Program, peers: &[Peer], runs: usize) -> Result<Row, String> {
    let mut costs: BTreeMap<&'static str, Vec<Cost>> = BTreeMap::new();
    let mut expected: Option<(&str, Vec<u8>)> = None;
    for _ in 0..runs {
        for peer in peers {
            let path = program.path.with_extension(peer.ending);
            let mut command = Command::new(&peer.command);
            match (&program.code, peer.ending) {
                (Some(code), "py") => command.args(["-c", code]),
                _ if path.exists() => command.arg(&path),
                _ => continue,
            };
            let (output, cost) = run(command).map_err(|e| format!("{}: {e}", peer.name))?;
            match &expected {
                None => expected = Some((peer.name, output)),
                Some((first, wanted)) if *wanted != output => {
                    let show =
                        |bytes: &[u8]| String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
                    return Err(format!(
                        "{first} prints {:?}, {} prints {:?}",
                        show(wanted),
                        peer.name,
                        show(&output)
                    ));
                }
                Some(_) => {}
            }
            costs.entry(peer.name).or_default().push(cost);
        }
    }
    Ok(costs.into_iter().map(|(name, costs)| (name, median(costs))).collect())
}

fn median(costs: Vec<Cost>) -> Cost {
    let middle = |mut values: Vec<f64>| {
        values.sort_by(f64::total_cmp);
        let n = values.len();
        if n % 2 == 1 { values[n / 2] } else { (values[n / 2 - 1] + values[n / 2]) / 2.0 }
    };
    Cost {
        seconds: middle(costs.iter().map(|c| c.seconds).collect()),
        kilobytes: middle(costs.iter().map(|c| c.kilobytes).collect()),
    }
}

/// One run: its output, wall time and peak memory. Output goes to files: whoever reads a pipe meanwhile takes processor time from the child, which
/// short programs notice.
fn run(mut command: Command) -> Result<(Vec<u8>, Cost), String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (output, complaints) = (folder.join("suite.out"), folder.join("suite.err"));
    let file = |path: &Path| fs::File::create(path).map_err(|e| format!("{}: {e}", path.display()));
    command
        // Everybody keeps compiled code, as is usual; it lies here and is warm after the first run.
        .env_remove("PYTHONDONTWRITEBYTECODE")
        .env("PYTHONPYCACHEPREFIX", folder.join("kept"))
        .stdin(Stdio::null())
        .stdout(file(&output)?)
        .stderr(file(&complaints)?);
    let started = Instant::now();
    let child = command.spawn().map_err(|e| e.to_string())?;
    let mut status = 0;
    // SAFETY: a zeroed rusage is a valid one; the child is ours and nobody else waits for it.
    let (kilobytes, waited) = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        let waited = libc::wait4(child.id() as i32, &mut status, 0, &mut usage);
        (usage.ru_maxrss as f64, waited)
    };
    let seconds = started.elapsed().as_secs_f64();
    if waited < 0 || !libc::WIFEXITED(status) || libc::WEXITSTATUS(status) != 0 {
        let text = fs::read(&complaints).unwrap_or_default();
        let text = String::from_utf8_lossy(&text).into_owned();
        return Err(format!(
            "ended with wait status {status}: {}",
            text.lines().last().unwrap_or("no words")
        ));
    }
    Ok((fs::read(&output).map_err(|e| e.to_string())?, Cost { seconds, kilobytes }))
}

fn rows_by_name<'a>(programs: &'a [Program], rows: &'a [Option<Row>]) -> BTreeMap<&'a str, &'a Row> {
    programs.iter().zip(rows).filter_map(|(p, r)| Some((p.name.as_str(), r.as_ref()?))).collect()
}

/// How many times faster hoop is than a peer.
fn ratio(row: &Row, peer: &str) -> Option<f64> {
    Some(row.get(peer)?.seconds / row.get("hoop")?.seconds)
}

/// Bytes for each of the things a memory program makes.
fn bytes_each(program: &Program, row: &Row, rows: &BTreeMap<&str, &Row>, peer: &str) -> Option<f64> {
    let baseline = rows.get(program.baseline.as_deref()?)?.get(peer)?;
    Some((row.get(peer)?.kilobytes - baseline.kilobytes) * 1024.0 / program.count?)
}

/// Whether the goal of a program is reached; `None` where it has none or the oracle is missing.
fn reached(program: &Program, row: &Row, rows: &BTreeMap<&str, &Row>) -> Option<bool> {
    if let Some(most) = program.bytes {
        return bytes_each(program, row, rows, "hoop").map(|b| b <= most);
    }
    if let Some(most) = program.milliseconds {
        return Some(row.get("hoop")?.seconds * 1000.0 <= most);
    }
    Some(ratio(row, "python3.14")? >= program.target?)
}

fn goal(program: &Program) -> String {
    match (program.bytes, program.milliseconds, program.target) {
        (Some(b), _, _) => format!("{b:.0} B each"),
        (_, Some(ms), _) => format!("{ms} ms"),
        (_, _, Some(t)) => format!("{t}x"),
        _ => String::new(),
    }
}

fn line(program: &Program, row: &Row, rows: &BTreeMap<&str, &Row>) -> String {
    let times: Vec<String> = row
        .iter()
        .map(|(name, c)| format!("{name} {:.0} ms {:.1} MB", c.seconds * 1e3, c.kilobytes / 1024.0))
        .collect();
    let verdict = match reached(program, row, rows) {
        Some(true) => "reached",
        Some(false) => "NOT reached",
        None => "",
    };
    let ratio = ratio(row, "python3.14").map_or(String::new(), |r| format!("{r:.2}x"));
    format!("{:<16} {ratio:>8}  goal {:<10} {verdict:<12} {}", program.name, goal(program), times.join(", "))
}

fn geometric_mean(values: &[f64]) -> f64 {
    (values.iter().map(|v| v.ln()).sum::<f64>() / values.len() as f64).exp()
}

fn table(programs: &[Program], rows: &[Option<Row>], peers: &[&'static str], runs: usize) -> String {
    let by_name = rows_by_name(programs, rows);
    let mut text = format!(
        "# Benchmarks\n\nWhole processes, median of {runs} interleaved runs; \"faster\" is the peer's time divided by hoop's. \
         Written by `cargo bench -- --write`.\n\n| group | program | goal |"
    );
    for peer in peers {
        text.push_str(&format!(" {peer} ms |"));
    }
    for peer in &peers[1..] {
        text.push_str(&format!(" faster than {peer} |"));
    }
    text.push_str(" hoop MB | python3.14 MB | goal reached |\n");
    text.push_str(&format!("|{}\n", " --- |".repeat(6 + peers.len() * 2 - 1)));
    let mut means: BTreeMap<(usize, usize), Vec<f64>> = BTreeMap::new();
    for (program, row) in programs.iter().zip(rows) {
        text.push_str(&format!(
            "| {} | {} ({}) | {} |",
            program.group,
            program.what,
            program.name,
            goal(program)
        ));
        let Some(row) = row else {
            text.push_str(&" failed |".repeat(peers.len() * 2 + 2));
            text.push('\n');
            continue;
        };
        for peer in peers {
            text.push_str(&row.get(peer).map_or(" |".into(), |c| format!(" {:.1} |", c.seconds * 1e3)));
        }
        for (at, peer) in peers.iter().enumerate().skip(1) {
            let faster = ratio(row, peer);
            text.push_str(&faster.map_or(" |".into(), |r| format!(" {r:.2}x |")));
            let group = GROUPS.iter().position(|g| *g == program.group).unwrap_or(0);
            means.entry((group, at)).or_default().extend(faster);
        }
        for peer in ["hoop", "python3.14"] {
            let each = bytes_each(program, row, &by_name, peer)
                .map_or(String::new(), |b| format!(" ({b:.0} B each)"));
            text.push_str(
                &row.get(peer).map_or(" |".into(), |c| format!(" {:.1}{each} |", c.kilobytes / 1024.0)),
            );
        }
        text.push_str(match reached(program, row, &by_name) {
            Some(true) => " yes |\n",
            Some(false) => " no |\n",
            None => " |\n",
        });
    }
    text.push_str("\nGeometric means, how many times faster:\n\n| group |");
    for peer in &peers[1..] {
        text.push_str(&format!(" {peer} |"));
    }
    text.push_str(&format!("\n|{}\n", " --- |".repeat(peers.len())));
    for (at, group) in GROUPS.iter().enumerate() {
        let mut cells = String::new();
        for peer in 1..peers.len() {
            let values = means.get(&(at, peer)).filter(|v| !v.is_empty());
            cells.push_str(&values.map_or(" |".into(), |v| format!(" {:.2}x |", geometric_mean(v))));
        }
        if cells.contains('x') {
            text.push_str(&format!("| {group} |{cells}\n"));
        }
    }
    text.push_str("| all |");
    for peer in 1..peers.len() {
        let values: Vec<f64> =
            means.iter().filter(|((_, p), _)| *p == peer).flat_map(|(_, v)| v.clone()).collect();
        text.push_str(&if values.is_empty() {
            " |".to_string()
        } else {
            format!(" {:.2}x |", geometric_mean(&values))
        });
    }
    text.push('\n');
    text
}
