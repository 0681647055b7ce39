//! Compares the plain data functions with CPython 3.14 on thousands of random cases, in one process of the oracle.
//!
//! A case is a Python expression and what our function gives for it, as `ascii(repr(..))` or `!Type: message`. The
//! oracle is `$HOOP_ORACLE`, a `python3.14` that runs, one that pyenv keeps, or one under `~/.hoop-peers`; without it the test says so and passes.

mod calendar;
mod numbers;
mod sets;
mod texts;
mod unicode;

use std::io::Write;
use std::process::{Command, Stdio};

use hoopsnake::object::error::{ErrKind, TextError, TextResult};
use hoopsnake::object::number::complex::{self, Complex};
use hoopsnake::object::number::float::text::repr as float_repr;
use hoopsnake::object::number::int::Int;
use hoopsnake::object::number::int::text::to_decimal;
use hoopsnake::object::text::repr::{ascii_escape, bytes_repr, str_ascii};

/// Cases collected on our side.
pub struct Cases {
    pairs: Vec<(String, String)>,
    state: u64,
}

impl Cases {
    /// The next random number (xorshift; the seed is fixed so that a failure repeats).
    pub fn random(&mut self) -> u64 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        self.state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A random number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.random() >> 11) as usize % n
    }

    /// One of several.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of several texts.
    pub fn word<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// A text of up to `n` parts.
    pub fn text(&mut self, parts: &[&str], n: usize) -> String {
        let count = self.below(n + 1);
        (0..count).map(|_| self.word(parts)).collect()
    }

    /// Adds a case whose answer is a finished `repr`.
    pub fn add(&mut self, expression: String, answer: String) {
        assert!(!expression.contains('\n'), "one line each: {expression}");
        self.pairs.push((expression, answer));
    }

    /// Adds a case with a result that may be an error.
    pub fn result<T>(&mut self, expression: String, result: TextResult<T>, show: impl Fn(&T) -> String) {
        let answer = match result {
            Ok(value) => show(&value),
            Err(error) => show_error(&error),
        };
        self.add(expression, answer);
    }
}

/// `!Type: message`
pub fn show_error(error: &TextError) -> String {
    let place = match &error.kind {
        ErrKind::UnicodeEncode { encoding, start, end } | ErrKind::UnicodeDecode { encoding, start, end } => {
            format!(" {start} {end} {encoding}")
        }
        _ => String::new(),
    };
    let shown = plain(ascii_escape(error.message.as_bytes()).expect("memory"));
    let mut message = String::new();
    for character in shown.chars() {
        if character.is_ascii_control() {
            message.push_str(literal(character.to_string().as_bytes()).trim_matches('\''));
        } else {
            message.push(character);
        }
    }
    format!("!{}: {message}{place}", error.type_name())
}

fn plain(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).expect("ASCII")
}

/// A Python literal of a str.
pub fn literal(text: &[u8]) -> String {
    plain(str_ascii(text).expect("memory"))
}

/// A Python literal of bytes.
pub fn bytes_literal(bytes: &[u8]) -> String {
    bytes_repr(bytes).expect("memory")
}

/// `repr` of an int.
pub fn show_int(value: &Int) -> String {
    to_decimal(value.as_ref(), 0).expect("no limit")
}

/// `repr` of a float.
pub fn show_float(value: &f64) -> String {
    float_repr(*value)
}

/// `repr` of a complex number.
pub fn show_complex(value: &Complex) -> String {
    complex::repr(*value)
}

/// `repr` of a bool.
pub fn show_bool(value: &bool) -> String {
    if *value { "True".into() } else { "False".into() }
}

const PRELUDE: &str = r#"
import sys, struct, math, random, time, _string, unicodedata, os, warnings
warnings.simplefilter('ignore')
sys.set_int_max_str_digits(0)
os.environ['TZ'] = 'UTC'; time.tzset()
def F(bits): return struct.unpack('<d', bits.to_bytes(8, 'little'))[0]
def C(a, b): return complex(F(a), F(b))
def T(expression): 
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(4300)
    try: return eval(expression)
    finally: sys.set_int_max_str_digits(limit)
def Z(zone, make):
    os.environ['TZ'] = zone; time.tzset()
    try: return make()
    finally: os.environ['TZ'] = 'UTC'; time.tzset()
def ranges(test):
    out = []
    for c in range(0x110000):
        if test(chr(c)):
            if out and out[-1][1] == c - 1: out[-1][1] = c
            else: out.append([c, c])
    return ','.join('%x-%x' % (a, b) for a, b in out)
def mapping(change):
    return ','.join('%x:%s' % (c, '.'.join('%x' % ord(x) for x in change(chr(c)))) for c in range(0x110000) if change(chr(c)) != chr(c))
def S(keys, ops):
    s = set()
    for k in keys: s.add(k)
    for f, a in ops: s = f(s, a)
    return list(s)
def MT(seed, draws):
    r = random.Random(seed)
    return [r.getrandbits(k) if k else r.random() for k in draws]
for line in sys.stdin:
    try: answer = ascii(eval(line))
    except Exception as e:
        text = e.reason + ' %d %d %s' % (e.start, e.end, e.encoding) if isinstance(e, UnicodeError) else e.args[-1] if e.args else ''
        answer = '!' + type(e).__name__ + ': ' + ''.join(c if ' ' <= c < '\x7f' else ascii(c)[1:-1] for c in str(text))
    print(answer)
"#;

/// A CPython 3.14.
fn oracle() -> Option<String> {
    let version = "3.14";
    let name = format!("python{version}");
    let mut candidates: Vec<String> = std::env::var("HOOP_ORACLE").into_iter().collect();
    candidates.push(name.clone());
    if let Some(home) = std::env::var_os("HOME").map(std::path::PathBuf::from) {
        for entry in std::fs::read_dir(home.join(".pyenv/versions")).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with(version) {
                candidates.push(entry.path().join("bin").join(&name).to_string_lossy().into_owned());
            }
        }
        candidates.push(home.join(".hoop-peers/sid/usr/bin").join(&name).to_string_lossy().into_owned());
    }
    candidates.into_iter().find(|candidate| {
        let told = Command::new(candidate).arg("-V").output();
        let wanted = format!("Python {version}");
        told.is_ok_and(|out| out.status.success() && out.stdout.starts_with(wanted.as_bytes()))
    })
}

/// What an oracle answers to all questions.
fn ask(oracle: &str, questions: &str) -> Vec<String> {
    let mut child = Command::new(oracle)
        .args(["-X", "utf8", "-c", PRELUDE])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the oracle starts");
    let mut stdin = child.stdin.take().expect("piped");
    let questions = questions.to_string();
    let writer = std::thread::spawn(move || stdin.write_all(questions.as_bytes()));
    let out = child.wait_with_output().expect("the oracle answers");
    writer.join().expect("writer").expect("all questions asked");
    let answers = String::from_utf8(out.stdout).expect("ASCII answers");
    answers.lines().map(str::to_string).collect()
}

#[test]
fn agrees_with_the_oracle() {
    let Some(oracle) = oracle() else {
        eprintln!("SKIPPED: no CPython 3.14 found (set HOOP_ORACLE): nothing was compared");
        return;
    };
    // Another seed looks at other cases.
    let seed =
        std::env::var("ORACLE_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0x1234_5678_9abc_def1);
    let mut cases = Cases { pairs: Vec::new(), state: seed };
    numbers::collect(&mut cases);
    texts::collect(&mut cases);
    unicode::collect(&mut cases);
    sets::collect(&mut cases);
    calendar::collect(&mut cases);
    let questions: String = cases.pairs.iter().map(|(question, _)| format!("{question}\n")).collect();
    let answers = ask(&oracle, &questions);
    assert_eq!(answers.len(), cases.pairs.len(), "one answer each");
    let mut wrong = 0;
    let most = std::env::var("ORACLE_SHOW").ok().and_then(|n| n.parse().ok()).unwrap_or(60);
    for (i, (question, ours)) in cases.pairs.iter().enumerate() {
        let theirs = &answers[i];
        if theirs != ours {
            wrong += 1;
            if wrong <= most {
                let at = ours.bytes().zip(theirs.bytes()).take_while(|(a, b)| a == b).count();
                let from = at.saturating_sub(40);
                let cut = |text: &str| text[from.min(text.len())..].chars().take(160).collect::<String>();
                eprintln!("{question}\n   ours: {}\n oracle: {}", cut(ours), cut(theirs));
            }
        }
    }
    assert_eq!(wrong, 0, "of {} cases", cases.pairs.len());
    eprintln!("{} cases agree", cases.pairs.len());
}
