//! The parts of a code object beside its instructions: counts, tables, constants.

use super::super::code::{CodeKind, Const, Unverified};
use super::super::operand::MAX_REGISTERS;
use super::{Checked, refuse};

/// How deep constants may lie in each other, code in code included. More than the compiler makes; whoever walks them may recurse.
const MAX_DEPTH: u32 = 20_000;

/// Checks all tables; the depth of the code in it is returned.
pub(super) fn check(c: &Unverified) -> Checked<u32> {
    let n = c.instrs.len();
    if n == 0 || n > i32::MAX as usize {
        return refuse(0, "code without instructions, or with too many");
    }
    if c.spans.len() != n || c.spans.iter().any(|s| s.start > s.end) {
        return refuse(0, "as many places as instructions");
    }
    if c.anchors.iter().any(|a| a.instr as usize >= n || a.span.start > a.span.end) {
        return refuse(0, "an anchor belongs to an instruction");
    }
    if c.visits.iter().any(|v| v.instr as usize >= n) || !c.visits.is_sorted_by_key(|v| v.instr) {
        return refuse(0, "a line that is passed belongs to an instruction");
    }
    kind_and_flags(c)?;
    registers(c)?;
    if c.caches.iter().any(|s| usize::from(s.name) >= c.names.len()) {
        return refuse(0, "a cache names a name");
    }
    if c.doc.is_some_and(|d| !matches!(c.consts.get(usize::from(d)), Some(Const::Str(_)))) {
        return refuse(0, "the docstring is a constant");
    }
    for h in &c.handlers {
        if h.start >= h.end || h.end as usize > n || h.target as usize >= n {
            return refuse(h.start as usize, "an exception range lies in the code");
        }
        if usize::from(h.keep) < c.locals.len() || h.keep >= c.registers {
            return refuse(h.start as usize, "a handler keeps at least the locals");
        }
    }
    let mut depth = 0;
    for k in &c.consts {
        depth = depth.max(constant(k, 1)?);
    }
    Ok(depth)
}

fn kind_and_flags(c: &Unverified) -> Checked {
    let f = &c.flags;
    let suspends = [f.generator, f.coroutine, f.async_generator];
    if suspends.iter().filter(|on| **on).count() > 1 {
        return refuse(0, "code is a generator, a coroutine or an async generator");
    }
    let fits = match c.kind {
        CodeKind::Function => true,
        // The input of a prompt may be a coroutine. Nobody hands a module cells.
        CodeKind::Module => !f.generator && !f.async_generator && c.free.is_empty(),
        CodeKind::Namespace => !suspends.contains(&true),
    };
    if fits { Ok(()) } else { refuse(0, "code of a module or namespace does not suspend") }
}

fn registers(c: &Unverified) -> Checked {
    let parameters = u32::from(c.positional)
        + u32::from(c.keyword_only)
        + u32::from(c.flags.var_args)
        + u32::from(c.flags.var_kwargs);
    if parameters as usize > c.locals.len() || c.positional_only > c.positional {
        return refuse(0, "parameters are locals");
    }
    if c.kind != CodeKind::Function && parameters != 0 {
        return refuse(0, "only functions have parameters");
    }
    if c.kind == CodeKind::Namespace && c.locals.is_empty() {
        return refuse(0, "the namespace stands in register 0");
    }
    if c.locals.len() > usize::from(c.registers) || usize::from(c.registers) > MAX_REGISTERS {
        return refuse(0, "locals are registers");
    }
    if c.hidden.iter().chain(&c.cells).any(|r| usize::from(*r) >= c.locals.len()) {
        return refuse(0, "hidden registers and cells are locals");
    }
    Ok(())
}

/// Checks a constant; how deep it is with what lies in it.
fn constant(k: &Const, depth: u32) -> Checked<u32> {
    if depth > MAX_DEPTH {
        return refuse(0, "constants lie too deep in each other");
    }
    match k {
        Const::BigInt { digits, radix, .. } => {
            let digit = |c: char| c.is_digit(u32::from(*radix));
            if !matches!(radix, 2 | 8 | 10 | 16) || digits.is_empty() || !digits.chars().all(digit) {
                return refuse(0, "a long integer has digits of its radix");
            }
        }
        Const::Str(text) if !is_text(text) => return refuse(0, "a str is generalised UTF-8"),
        Const::Tuple(items) | Const::FrozenSet(items) => {
            let mut deepest = depth;
            for item in items {
                deepest = deepest.max(constant(item, depth + 1)?);
            }
            return Ok(deepest);
        }
        Const::Code(code) => {
            let deepest = depth + code.depth;
            return if deepest > MAX_DEPTH {
                refuse(0, "constants lie too deep in each other")
            } else {
                Ok(deepest)
            };
        }
        _ => {}
    }
    Ok(depth)
}

/// Whether bytes are UTF-8 in which surrogates may stand as three bytes each.
fn is_text(mut bytes: &[u8]) -> bool {
    while let Err(e) = std::str::from_utf8(bytes) {
        bytes = &bytes[e.valid_up_to()..];
        if !matches!(bytes, [0xed, 0xa0..=0xbf, 0x80..=0xbf, ..]) {
            return false;
        }
        bytes = &bytes[3..];
    }
    true
}
