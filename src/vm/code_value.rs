//! Code objects as values: when two are equal, and the bytes that stand for their instructions (`co_code`).

use crate::bytecode::{Code, Const, Instr};
use crate::object::code::CodeObj;
use crate::object::{Ref, Value};
use crate::source::Span;

use super::{Res, Vm};

/// Two bytes for each place (`co_lines`): the number of the instruction, and what is left of its operands in one byte. It is no bytecode of CPython's: `dis` says so. Programs compare it, or take
/// its length.
pub fn code_bytes(c: &CodeObj) -> Vec<u8> {
    let places = c.places();
    let mut out = vec![0; places.last().map_or(0, |end| *end as usize)];
    for (instr, place) in c.code.instrs.iter().zip(&places) {
        let bytes = instr.to_bytes();
        let operands = bytes[1..].iter().fold(0u8, |all, b| all.rotate_left(3) ^ b);
        out[*place as usize] = bytes[0];
        out[*place as usize + 1] = operands;
    }
    out
}

/// Line, end line, column and end column of each place; `None` where the text is not known.
pub fn positions(vm: &Vm, c: &CodeObj) -> Vec<Option<[u32; 4]>> {
    let source = vm.sources.get(c.source.get());
    let first = c.code.entry_line();
    let place = |span: Span| {
        let s = source?;
        let (a, b) = (s.position(span.start), s.position(span.end));
        Some([a.line, b.line, a.byte_column, b.byte_column])
    };
    let mut out = vec![Some([first, first.max(1), 0, 0])];
    let mut visits = c.code.visits.iter().peekable();
    for (i, (span, instr)) in c.code.spans.iter().zip(&c.code.instrs).enumerate() {
        while let Some(v) = visits.next_if(|v| v.instr as usize <= i) {
            out.push(place(Span::new(v.at, v.at)));
        }
        out.push(place(*span));
        match instr {
            Instr::ForIter { .. } => out.push(place(*span)),
            Instr::AwaitCall { .. } | Instr::AwaitCallMethod { .. } => {
                out.push(place(c.code.call_span(i as u32)))
            }
            _ => {}
        }
    }
    out
}

/// `co_linetable`: for each run of up to eight equal places a byte with the form and the length, then its numbers in groups of six bits.
pub fn line_table(vm: &Vm, c: &CodeObj) -> Vec<u8> {
    /// A number whose groups but the last say that more follow.
    fn number(out: &mut Vec<u8>, mut n: u32) {
        while n >= 64 {
            out.push((n & 63) as u8 | 64);
            n >>= 6;
        }
        out.push(n as u8);
    }
    const LONG: u8 = 0x80 | 14 << 3;
    const NOWHERE: u8 = 0x80 | 15 << 3;
    let mut out = Vec::new();
    let mut line = c.code.first_line;
    for same in positions(vm, c).chunk_by(|a, b| a == b) {
        for run in same.chunks(8) {
            let length = run.len() as u8 - 1;
            let Some([first, last, column, end]) = run[0] else {
                out.push(NOWHERE | length);
                continue;
            };
            out.push(LONG | length);
            let step = i64::from(first) - i64::from(line);
            number(&mut out, (step.unsigned_abs() as u32) << 1 | u32::from(step < 0));
            number(&mut out, last.saturating_sub(first));
            number(&mut out, column + 1);
            number(&mut out, end + 1);
            line = first;
        }
    }
    out
}

/// The same name, parameters, instructions, constants and places, wherever the text lies.
pub fn equal(vm: &Vm, a: &CodeObj, b: &CodeObj) -> bool {
    if a.name.bytes() != b.name.bytes() || a.iterable_coroutine.get() != b.iterable_coroutine.get() {
        return false;
    }
    let text = |c: &CodeObj| vm.sources.get(c.source.get()).cloned();
    let (one, other) = (text(a), text(b));
    let same_text = a.source.get() == b.source.get();
    let same_place = |x: Span, y: Span| {
        same_text && x == y
            || match (&one, &other) {
                (Some(s), Some(t)) => {
                    let ends = |s: &crate::source::SourceText, x: Span| {
                        [x.start, x.end].map(|at| s.position(at)).map(|p| (p.line, p.byte_column))
                    };
                    ends(s, x) == ends(t, y)
                }
                _ => x == y,
            }
    };
    same_code(&a.code, &b.code, &same_place)
}

fn same_code(a: &Code, b: &Code, same_place: &dyn Fn(Span, Span) -> bool) -> bool {
    a.name == b.name
        && a.kind == b.kind
        && a.flags == b.flags
        && a.first_line == b.first_line
        && [a.positional, a.positional_only, a.keyword_only, a.registers]
            == [b.positional, b.positional_only, b.keyword_only, b.registers]
        && a.instrs == b.instrs
        && a.handlers == b.handlers
        && a.caches == b.caches
        && a.names == b.names
        && a.locals == b.locals
        && a.free == b.free
        && a.cells == b.cells
        && a.doc == b.doc
        && same_constants(&a.consts, &b.consts, same_place)
        && a.spans.len() == b.spans.len()
        && a.spans.iter().zip(&b.spans).all(|(x, y)| same_place(*x, *y))
}

fn same_constants(a: &[Const], b: &[Const], same_place: &dyn Fn(Span, Span) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| same_constant(x, y, same_place))
}

/// Equal and of one type, down to the sign of zeros.
fn same_constant(a: &Const, b: &Const, same_place: &dyn Fn(Span, Span) -> bool) -> bool {
    match (a, b) {
        (Const::Float(x), Const::Float(y)) => x.to_bits() == y.to_bits(),
        (Const::Complex { re, im }, Const::Complex { re: re2, im: im2 }) => {
            [re.to_bits(), im.to_bits()] == [re2.to_bits(), im2.to_bits()]
        }
        (Const::Int(x), Const::Int(y)) => x == y,
        (
            Const::BigInt { digits, radix, negative },
            Const::BigInt { digits: digits2, radix: radix2, negative: negative2 },
        ) => digits == digits2 && radix == radix2 && negative == negative2,
        (Const::Str(x), Const::Str(y)) | (Const::Bytes(x), Const::Bytes(y)) => x == y,
        (Const::Tuple(x), Const::Tuple(y)) | (Const::FrozenSet(x), Const::FrozenSet(y)) => {
            same_constants(x, y, same_place)
        }
        (Const::Code(x), Const::Code(y)) => same_code(x, y, same_place),
        _ => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

/// A number that equal code objects share.
pub fn hash(vm: &mut Vm, c: &Ref<CodeObj>) -> Res<i64> {
    let code = vm.heap.bytes_of(&code_bytes(c)).into_value();
    let line = Value::Int(i64::from(c.code.first_line));
    let all = vm.heap.tuple([c.name.value(), line, code]).into_value();
    vm.hash(&all)
}
