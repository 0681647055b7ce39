//! The last step: labels become distances, short jumps that are too long get a trampoline, and the verifier has its say.

use super::Compiler;
use super::error::Res;
use super::thread::thread_jumps;
use super::unit::{CodeUnit, Label};
use crate::bytecode::*;
use std::rc::Rc;

/// The distance field of a jump: short ones have 16 bits.
fn set_distance(instr: &mut Instr, distance: i64) -> bool {
    macro_rules! short {
        ($($op:ident),+) => {
            match instr {
                Instr::Jump { to }
                | Instr::JumpBack { to }
                | Instr::JumpIfTrue { to, .. }
                | Instr::JumpIfFalse { to, .. }
                | Instr::JumpIfTrueKeep { to, .. }
                | Instr::JumpIfFalseKeep { to, .. }
                | Instr::JumpIfNone { to, .. }
                | Instr::JumpIfNotNone { to, .. } => match i32::try_from(distance) {
                    Ok(d) => {
                        *to = Far(d);
                        true
                    }
                    Err(_) => false,
                },
                $(Instr::$op { to, .. })|+ => match i16::try_from(distance) {
                    Ok(d) => {
                        *to = Off(d);
                        true
                    }
                    Err(_) => false,
                },
                other => panic!("{} is no jump", other.name()),
            }
        };
    }
    short!(
        JumpLt,
        JumpLe,
        JumpEq,
        JumpNe,
        JumpGt,
        JumpGe,
        JumpNotLt,
        JumpNotLe,
        JumpNotEq,
        JumpNotNe,
        JumpNotGt,
        JumpNotGe,
        JumpLtImm,
        JumpLeImm,
        JumpEqImm,
        JumpNeImm,
        JumpGtImm,
        JumpGeImm,
        JumpNotLtImm,
        JumpNotLeImm,
        JumpNotEqImm,
        JumpNotNeImm,
        JumpNotGtImm,
        JumpNotGeImm,
        JumpIs,
        JumpIsNot,
        JumpIn,
        JumpNotIn,
        ForIter,
        JumpIfNoMatch
    )
}

/// Resolves the jumps. A short jump that does not reach jumps over a jump that is jumped over otherwise:
/// `J +1; Jump +1; Jump far`.
fn resolve_jumps(u: &mut CodeUnit<'_>) {
    let position = |u: &CodeUnit<'_>, label: Label| {
        let info = &u.labels[label.0 as usize];
        i64::from(info.position.expect("every label that is jumped to has a place"))
    };
    loop {
        let mut too_far = Vec::new();
        for (at, label) in u.jumps.clone() {
            let distance = position(u, label) - i64::from(at) - 1;
            if !set_distance(&mut u.instrs[at as usize], distance) {
                too_far.push(at);
            }
        }
        if too_far.is_empty() {
            return;
        }
        expand(u, &too_far);
    }
}

/// Puts trampolines behind the jumps at `places` (in ascending order) and moves everything that counts instructions.
fn expand(u: &mut CodeUnit<'_>, places: &[u32]) {
    let mut sorted = places.to_vec();
    sorted.sort_unstable();
    // Two instructions come in behind each place.
    let moved = |index: u32| index + 2 * sorted.partition_point(|&p| p < index) as u32;
    let old_instrs = std::mem::take(&mut u.instrs);
    let old_spans = std::mem::take(&mut u.spans);
    for (i, (instr, span)) in old_instrs.into_iter().zip(old_spans).enumerate() {
        u.instrs.push(instr);
        u.spans.push(span);
        if sorted.binary_search(&(i as u32)).is_ok() {
            u.instrs.push(Instr::Jump { to: Far(1) });
            u.instrs.push(Instr::Jump { to: Far(0) });
            u.spans.extend([span, span]);
        }
    }
    for info in &mut u.labels {
        info.position = info.position.map(moved);
    }
    for (at, _) in &mut u.jumps {
        let trampoline = sorted.binary_search(at).is_ok();
        *at = moved(*at);
        if trampoline {
            set_distance(&mut u.instrs[*at as usize], 1);
            *at += 2;
        }
    }
    for a in &mut u.anchors {
        a.instr = moved(a.instr);
    }
    for v in &mut u.visits {
        v.instr = moved(v.instr);
    }
    for h in &mut u.handlers {
        h.start = moved(h.start);
        h.end = moved(h.end);
    }
}

impl Compiler<'_, '_> {
    /// Ends the current code object: assembled and verified.
    pub(super) fn finish_unit(&mut self) -> Res<Rc<Code>> {
        let u = &mut self.u;
        u.check_limits()?;
        debug_assert!(!u.reachable, "the end of {} cannot be reached", u.qualname);
        u.write_cold();
        thread_jumps(u);
        resolve_jumps(u);
        let narrow = u.consts.len() as u32;
        for instr in &mut u.instrs {
            if let Instr::LoadConstWide { k, .. } = instr {
                k.0 += narrow;
            }
        }
        let mut consts = std::mem::take(&mut u.consts);
        consts.append(&mut u.wide_consts);
        let handlers = u.handlers.iter().map(|h| Handler {
            start: h.start,
            end: h.end,
            target: u.labels[h.target.0 as usize].position.expect("a handler was written"),
            keep: h.keep,
        });
        let handlers = handlers.collect();
        // Registers of names that the code never mentions stay without one.
        while u.locals.len() < usize::from(u.local_count) {
            u.hidden.push(u.locals.len() as u16);
            u.locals.push(".unused".into());
        }
        let code = Unverified {
            kind: u.kind,
            flags: u.flags,
            name: std::mem::take(&mut u.name),
            qualname: (*u.qualname).into(),
            first_line: u.first_line,
            instrs: std::mem::take(&mut u.instrs),
            spans: std::mem::take(&mut u.spans),
            anchors: std::mem::take(&mut u.anchors),
            visits: std::mem::take(&mut u.visits),
            consts,
            names: std::mem::take(&mut u.names),
            caches: std::mem::take(&mut u.caches),
            handlers,
            positional_only: u.parameters.0,
            positional: u.parameters.1,
            keyword_only: u.parameters.2,
            locals: std::mem::take(&mut u.locals),
            hidden: std::mem::take(&mut u.hidden),
            cells: std::mem::take(&mut u.cells),
            free: u.free.iter().map(|f| (*f).into()).collect(),
            registers: u.max,
            doc: u.doc,
            file: self.file.clone(),
        };
        match verify(code) {
            Ok(code) => Ok(Rc::new(code)),
            Err(e) => panic!("the compiler made code that does not verify: {e}"),
        }
    }
}
