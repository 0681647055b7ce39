//! Code as bytes, for files that keep it. Whatever the bytes are, reading them gives verified code or nothing.
//!
//! Numbers are of variable length (seven bits a byte, the lowest first), strings and lists begin with their length. Names that stand more than once in a file are written once: the strings of
//! all code objects are in one table at the front.

use std::collections::HashMap;
use std::rc::Rc;

use crate::source::Span;

use super::{
    Anchor, CacheSite, Code, CodeFlags, CodeKind, Const, Handler, Instr, Unverified, VerifyError, Visit,
    verify, verify_sealed,
};

/// How deep constants may lie in each other; the compiler makes less.
const MAX_DEPTH: u32 = 200;

/// The code as bytes.
pub fn write(code: &Code) -> Vec<u8> {
    let mut w = Writer::default();
    w.code(code);
    let mut out = Vec::with_capacity(w.out.len() + w.strings.len() * 8);
    number(&mut out, w.strings.len() as u64);
    for s in &w.strings {
        number(&mut out, s.len() as u64);
        out.extend(s.as_bytes());
    }
    out.extend(w.out);
    out
}

/// The verified code of these bytes; `None` if they are not what `write` makes.
pub fn read(bytes: &[u8], file: &Rc<str>) -> Option<Rc<Code>> {
    read_by(verify, bytes, file)
}

/// The same of bytes that `write` made of verified code: the caller has seen a seal on them.
pub fn read_sealed(bytes: &[u8], file: &Rc<str>) -> Option<Rc<Code>> {
    read_by(verify_sealed, bytes, file)
}

type Check = fn(Unverified) -> Result<Code, VerifyError>;

fn read_by(check: Check, bytes: &[u8], file: &Rc<str>) -> Option<Rc<Code>> {
    let mut r = Reader { bytes, strings: Vec::new(), file, depth: 0, check };
    let count = r.count()?;
    for _ in 0..count {
        let s = r.bytes()?;
        r.strings.push(std::str::from_utf8(s).ok()?);
    }
    let code = r.code()?;
    r.bytes.is_empty().then_some(code)
}

fn number(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Small negative numbers become small ones.
fn zigzag(n: i64) -> u64 {
    (n << 1 ^ n >> 63) as u64
}

fn unzigzag(n: u64) -> i64 {
    (n >> 1) as i64 ^ -((n & 1) as i64)
}

#[derive(Default)]
struct Writer<'a> {
    out: Vec<u8>,
    strings: Vec<&'a str>,
    known: HashMap<&'a str, u64>,
}

impl<'a> Writer<'a> {
    fn n(&mut self, n: impl Into<u64>) {
        number(&mut self.out, n.into());
    }

    fn len(&mut self, n: usize) {
        self.n(n as u64);
    }

    fn string(&mut self, s: &'a str) {
        let next = self.strings.len() as u64;
        let index = *self.known.entry(s).or_insert(next);
        if index == next {
            self.strings.push(s);
        }
        self.n(index);
    }

    fn strings(&mut self, all: &'a [Box<str>]) {
        self.len(all.len());
        all.iter().for_each(|s| self.string(s));
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.len(bytes.len());
        self.out.extend(bytes);
    }

    /// A span, by its distance from the one before.
    fn span(&mut self, span: Span, before: &mut u32) {
        self.n(zigzag(i64::from(span.start) - i64::from(*before)));
        self.n(zigzag(i64::from(span.end) - i64::from(span.start)));
        *before = span.start;
    }

    fn code(&mut self, code: &'a Code) {
        let c: &'a Unverified = code;
        self.n(match c.kind {
            CodeKind::Module => 0u8,
            CodeKind::Namespace => 1,
            CodeKind::Function => 2,
        });
        let flags = flags_of(c.flags);
        self.n(flags.iter().rev().fold(0u32, |bits, on| bits << 1 | u32::from(*on)));
        self.string(&c.name);
        self.string(&c.qualname);
        self.n(c.first_line);
        self.len(c.instrs.len());
        c.instrs.iter().for_each(|i| self.out.extend(i.to_bytes()));
        let mut before = 0;
        self.len(c.spans.len());
        c.spans.iter().for_each(|s| self.span(*s, &mut before));
        self.len(c.anchors.len());
        for a in &c.anchors {
            self.n(a.instr);
            self.span(a.span, &mut before);
        }
        self.len(c.visits.len());
        for v in &c.visits {
            self.n(v.instr);
            self.n(v.at);
        }
        self.len(c.consts.len());
        c.consts.iter().for_each(|k| self.constant(k));
        self.strings(&c.names);
        self.len(c.caches.len());
        c.caches.iter().for_each(|site| self.n(site.name));
        self.len(c.handlers.len());
        for h in &c.handlers {
            [h.start, h.end, h.target, h.keep.into()].into_iter().for_each(|n| self.n(n));
        }
        for n in [c.positional_only, c.positional, c.keyword_only, c.registers] {
            self.n(n);
        }
        self.strings(&c.locals);
        for list in [&c.hidden, &c.cells] {
            self.len(list.len());
            list.iter().for_each(|n| self.n(*n));
        }
        self.strings(&c.free);
        self.n(c.doc.map_or(0, |d| u32::from(d) + 1));
    }

    fn constant(&mut self, k: &'a Const) {
        match k {
            Const::None => self.n(0u8),
            Const::True => self.n(1u8),
            Const::False => self.n(2u8),
            Const::Ellipsis => self.n(3u8),
            Const::Int(i) => {
                self.n(4u8);
                self.n(zigzag(*i));
            }
            Const::BigInt { digits, radix, negative } => {
                self.n(5u8);
                self.string(digits);
                self.n(*radix);
                self.n(*negative);
            }
            Const::Float(f) => {
                self.n(6u8);
                self.out.extend(f.to_bits().to_le_bytes());
            }
            Const::Complex { re, im } => {
                self.n(7u8);
                [re, im].into_iter().for_each(|f| self.out.extend(f.to_bits().to_le_bytes()));
            }
            Const::Str(s) => {
                self.n(8u8);
                self.bytes(s);
            }
            Const::Bytes(b) => {
                self.n(9u8);
                self.bytes(b);
            }
            Const::Tuple(items) | Const::FrozenSet(items) => {
                self.n(if matches!(k, Const::Tuple(_)) { 10u8 } else { 11 });
                self.len(items.len());
                items.iter().for_each(|k| self.constant(k));
            }
            Const::Code(code) => {
                self.n(12u8);
                self.code(code);
            }
        }
    }
}

/// The flags in the order in which files have them.
fn flags_of(f: CodeFlags) -> [bool; 7] {
    let CodeFlags { generator, coroutine, async_generator, var_args, var_kwargs, nested, future_annotations } =
        f;
    [generator, coroutine, async_generator, var_args, var_kwargs, nested, future_annotations]
}

struct Reader<'b> {
    bytes: &'b [u8],
    strings: Vec<&'b str>,
    file: &'b Rc<str>,
    depth: u32,
    check: Check,
}

impl<'b> Reader<'b> {
    fn n(&mut self) -> Option<u64> {
        let mut n = 0u64;
        for shift in (0..64).step_by(7) {
            let (b, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            n |= u64::from(b & 0x7f) << shift;
            if b & 0x80 == 0 {
                return Some(n);
            }
        }
        None
    }

    fn small<T: TryFrom<u64>>(&mut self) -> Option<T> {
        T::try_from(self.n()?).ok()
    }

    /// The length of a list: each of its items takes a byte at least, so that nobody makes room for more than there is.
    fn count(&mut self) -> Option<usize> {
        let n: usize = self.small()?;
        (n <= self.bytes.len()).then_some(n)
    }

    fn take(&mut self, n: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(n)?;
        self.bytes = rest;
        Some(taken)
    }

    fn bytes(&mut self) -> Option<&'b [u8]> {
        let n = self.count()?;
        self.take(n)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let n = self.count()?;
        let mut out = Vec::with_capacity(n);
        for _ in 0..n {
            out.push(item(self)?);
        }
        Some(out)
    }

    fn string(&mut self) -> Option<Box<str>> {
        let index: usize = self.small()?;
        Some(Box::from(*self.strings.get(index)?))
    }

    fn span(&mut self, before: &mut u32) -> Option<Span> {
        let start = i64::from(*before).checked_add(unzigzag(self.n()?))?;
        let end = start.checked_add(unzigzag(self.n()?))?;
        let span = Span { start: start.try_into().ok()?, end: end.try_into().ok()? };
        *before = span.start;
        Some(span)
    }

    fn float(&mut self) -> Option<f64> {
        Some(f64::from_bits(u64::from_le_bytes(self.array()?)))
    }

    fn deeper<T>(&mut self, f: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.depth += 1;
        let out = if self.depth > MAX_DEPTH { None } else { f(self) };
        self.depth -= 1;
        out
    }

    fn code(&mut self) -> Option<Rc<Code>> {
        self.deeper(Self::code_here)
    }

    fn code_here(&mut self) -> Option<Rc<Code>> {
        let kind = match self.n()? {
            0 => CodeKind::Module,
            1 => CodeKind::Namespace,
            2 => CodeKind::Function,
            _ => return None,
        };
        let bits: u32 = self.small()?;
        let on = |i: u32| bits >> i & 1 != 0;
        let flags = CodeFlags {
            generator: on(0),
            coroutine: on(1),
            async_generator: on(2),
            var_args: on(3),
            var_kwargs: on(4),
            nested: on(5),
            future_annotations: on(6),
        };
        let (name, qualname) = (self.string()?, self.string()?);
        let first_line = self.small()?;
        let instrs = self.list(|r| Instr::from_bytes(r.array()?))?;
        let mut before = 0;
        let spans = self.list(|r| r.span(&mut before))?;
        let anchors = self.list(|r| Some(Anchor { instr: r.small()?, span: r.span(&mut before)? }))?;
        let visits = self.list(|r| Some(Visit { instr: r.small()?, at: r.small()? }))?;
        let consts = self.list(Self::constant)?;
        let names = self.list(Self::string)?;
        let caches = self.list(|r| Some(CacheSite { name: r.small()? }))?;
        let handlers = self.list(|r| {
            Some(Handler { start: r.small()?, end: r.small()?, target: r.small()?, keep: r.small()? })
        })?;
        let (positional_only, positional, keyword_only, registers) =
            (self.small()?, self.small()?, self.small()?, self.small()?);
        let locals = self.list(Self::string)?;
        let (hidden, cells) = (self.list(Self::small)?, self.list(Self::small)?);
        let free = self.list(Self::string)?;
        let doc = match self.small::<u32>()? {
            0 => None,
            n => Some((n - 1).try_into().ok()?),
        };
        let code = Unverified {
            kind,
            flags,
            name,
            qualname,
            first_line,
            instrs,
            spans,
            anchors,
            visits,
            consts,
            names,
            caches,
            handlers,
            positional_only,
            positional,
            keyword_only,
            locals,
            hidden,
            cells,
            free,
            registers,
            doc,
            file: self.file.clone(),
        };
        (self.check)(code).ok().map(Rc::new)
    }

    fn constant(&mut self) -> Option<Const> {
        Some(match self.n()? {
            0 => Const::None,
            1 => Const::True,
            2 => Const::False,
            3 => Const::Ellipsis,
            4 => Const::Int(unzigzag(self.n()?)),
            5 => {
                let digits = self.string()?;
                let radix: u8 = self.small()?;
                let fits = matches!(radix, 2 | 8 | 10 | 16)
                    && !digits.is_empty()
                    && digits.chars().all(|c| c.is_digit(radix.into()));
                if !fits {
                    return None;
                }
                Const::BigInt { digits, radix, negative: self.n()? != 0 }
            }
            6 => Const::Float(self.float()?),
            7 => Const::Complex { re: self.float()?, im: self.float()? },
            8 => {
                let text = self.bytes()?;
                is_text(text).then(|| Const::Str(Box::from(text)))?
            }
            9 => Const::Bytes(Box::from(self.bytes()?)),
            10 => Const::Tuple(self.deeper(|r| r.list(Self::constant))?.into()),
            11 => Const::FrozenSet(self.deeper(|r| r.list(Self::constant))?.into()),
            12 => Const::Code(self.code()?),
            _ => return None,
        })
    }
}

/// Whether bytes are generalised UTF-8: surrogates may stand in it, each by itself.
fn is_text(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        match std::str::from_utf8(rest) {
            Ok(_) => return true,
            Err(e) => {
                let at = e.valid_up_to();
                match rest.get(at..at + 3) {
                    Some([0xed, 0xa0..=0xbf, 0x80..=0xbf]) => rest = &rest[at + 3..],
                    _ => return false,
                }
            }
        }
    }
}
