//! `sub` and `subn`. The result grows as one buffer; what is not of the text's kind is found out as CPython does, when all has been replaced and the pieces are joined.

use crate::natives::types::buffer::Buffer;
use crate::object::buffer;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::machine::How;
use super::pattern::Pattern;
use super::run::Run;
use super::template::{self, Template};

/// What takes the place of a match.
enum Filter {
    /// Always the same, and its bytes if it is of the text's kind.
    Literal(Value, Option<Vec<u8>>),
    Template(Ref<Template>),
    Call(Value),
}

/// What has been joined so far.
struct Joined {
    out: Vec<u8>,
    /// How many pieces that was, and the number and class of the first that does not fit.
    pieces: usize,
    wrong: Option<(usize, Value)>,
    bytes: bool,
    /// The one piece, while it is only one.
    only: Value,
}

impl Joined {
    fn add_bytes(&mut self, vm: &mut Vm, piece: &[u8]) -> Res<()> {
        self.pieces += 1;
        vm.granted(buffer::extend(&mut self.out, piece))
    }

    /// Adds any object.
    fn add(&mut self, vm: &mut Vm, piece: &Value) -> Res<()> {
        if let Some(s) = piece.cast::<StrObj>()
            && !self.bytes
        {
            return self.add_bytes(vm, s.bytes());
        }
        if self.bytes
            && let Some(b) = Buffer::try_of(vm, piece)?
        {
            self.pieces += 1;
            let grown = b.with(|d| buffer::extend(&mut self.out, d));
            b.release(vm)?;
            return vm.granted(grown);
        }
        self.wrong.get_or_insert_with(|| (self.pieces, piece.clone()));
        self.pieces += 1;
        Ok(())
    }
}

/// The literal that a replacement is, if it is one (no backslash in it).
fn literal(vm: &mut Vm, repl: &Value) -> Res<Option<Value>> {
    if let Some(s) = repl.cast::<StrObj>() {
        return Ok((!s.bytes().contains(&b'\\')).then(|| repl.clone()));
    }
    match Buffer::try_of(vm, repl)? {
        Some(b) => {
            let plain = b.with(|d| !d.contains(&b'\\'));
            b.release(vm)?;
            Ok(plain.then(|| repl.clone()))
        }
        None => Ok(None),
    }
}

fn filter(vm: &mut Vm, p: &Ref<Pattern>, repl: &Value, bytes: bool) -> Res<Filter> {
    if vm.is_callable(repl) {
        return Ok(Filter::Call(repl.clone()));
    }
    let text = match literal(vm, repl)? {
        Some(text) => text,
        None => {
            let t = template::compiled(vm, p, repl)?;
            if !t.groups.is_empty() {
                return Ok(Filter::Template(t));
            }
            t.literal.clone()
        }
    };
    let known = match text.cast::<StrObj>() {
        Some(s) if !bytes => Some(s.bytes().to_vec()),
        None if bytes => {
            let b = Buffer::of(vm, &text)?;
            let known = b.copied(vm)?;
            b.release(vm)?;
            Some(known)
        }
        _ => None,
    };
    Ok(Filter::Literal(text, known))
}

/// The text with matches replaced, and how many they were.
pub fn replace(
    vm: &mut Vm,
    p: &Ref<Pattern>,
    repl: &Value,
    string: &Value,
    count: i64,
) -> Res<(Value, usize)> {
    let mut run = Run::new(vm, p, string, 0, i64::MAX)?;
    let bytes = run.text.is_bytes();
    let filter = filter(vm, p, repl, bytes)?;
    let mut joined = Joined { out: Vec::new(), pieces: 0, wrong: None, bytes, only: Value::Undef };
    let (mut last, mut n) = (0, 0usize);
    while (count == 0 || i64::try_from(n).is_ok_and(|n| n < count)) && run.next(vm, How::Search)? {
        let (a, b) = run.span();
        if last < a {
            run.text.with(|d| joined.add_bytes(vm, d.get(last..a).unwrap_or(&[])))?;
        }
        match &filter {
            Filter::Literal(_, Some(known)) => joined.add_bytes(vm, known)?,
            Filter::Literal(text, None) => joined.add(vm, text)?,
            Filter::Template(t) => expand(vm, t, &run, &mut joined)?,
            Filter::Call(f) => {
                let m = run.matched(vm)?;
                let item = vm.call(f, &[m])?;
                if !item.is_none() {
                    joined.add(vm, &item)?;
                    joined.only = if joined.pieces == 1 { item } else { Value::Undef };
                }
            }
        }
        last = b;
        n += 1;
        vm.let_die()?;
    }
    let end = run.end;
    if last < end {
        if joined.pieces == 0 {
            // Nothing was replaced: the text itself.
            let whole = run.text.slice(vm, last, end)?;
            run.finish(vm)?;
            return Ok((whole, n));
        }
        run.text.with(|d| joined.add_bytes(vm, d.get(last..end).unwrap_or(&[])))?;
    }
    if let Some((at, v)) = joined.wrong.take() {
        let what = vm.class_name(&v);
        let wanted = if bytes { "a bytes-like object" } else { "str instance" };
        let text = format!("sequence item {at}: expected {wanted}, {what} found");
        return Err(vm.type_error(text));
    }
    let only = joined.only.take();
    let made = if joined.pieces == 1
        && !bytes
        && only.is_a::<StrObj>()
        && crate::natives::types::support::is_exact(&only)
    {
        only
    } else {
        run.text.made(vm, joined.out)?
    };
    run.finish(vm)?;
    Ok((made, n))
}

/// Adds what a template gives for the last match.
fn expand(vm: &mut Vm, t: &Ref<Template>, run: &Run, joined: &mut Joined) -> Res<()> {
    // Mixed kinds are rare: they go the long way, which finds the words for what is wrong.
    if t.literal.is_a::<StrObj>() == joined.bytes {
        let m = run.matched(vm)?;
        let Some(m) = m.to_ref::<super::matched::Match>() else { return Ok(()) };
        let item = template::expand(vm, t, &m)?;
        return joined.add(vm, &item);
    }
    let piece = joined.pieces;
    joined.add(vm, &t.literal)?;
    for (group, literal) in t.groups.iter().zip(&t.literals) {
        let span = match group {
            0 => Some(run.span()),
            n if *n <= run.pattern.groups => run.group(n - 1),
            _ => return Err(vm.index_error("no such group")),
        };
        if let Some((a, b)) = span {
            run.text.with(|d| joined.add_bytes(vm, d.get(a..b).unwrap_or(&[])))?;
        }
        if !literal.is_undef() {
            joined.add(vm, literal)?;
        }
    }
    joined.pieces = piece + 1;
    Ok(())
}
