//! Jumps to jumps: a jump that leads to another one goes to the end of the chain at once, and what nothing reaches any more is taken out.
//! The usual case is the end of a branch inside a loop, which becomes the loop's back edge itself.

use super::unit::{CodeUnit, Label};
use crate::bytecode::Instr;

fn position(u: &CodeUnit<'_>, label: Label) -> usize {
    u.labels[label.0 as usize].position.expect("every label that is jumped to has a place") as usize
}

/// Shortens chains of jumps, until nothing changes; each round makes the code shorter.
pub(super) fn thread_jumps(u: &mut CodeUnit<'_>) {
    loop {
        let before = u.instrs.len();
        thread_once(u);
        if u.instrs.len() == before {
            return;
        }
    }
}

fn thread_once(u: &mut CodeUnit<'_>) {
    let mut label_at: Vec<Option<Label>> = vec![None; u.instrs.len()];
    for (at, label) in &u.jumps {
        label_at[*at as usize] = Some(*label);
    }
    let mut changed = false;
    for i in 0..u.jumps.len() {
        let (at, label) = u.jumps[i];
        let plain = matches!(u.instrs[at as usize], Instr::Jump { .. });
        let mut to = label;
        // A chain is short; a bound keeps an endless loop of jumps from being followed forever.
        for _ in 0..16 {
            let target = position(u, to);
            match u.instrs.get(target) {
                Some(Instr::Jump { .. }) if target > at as usize && !u.has_visit(target as u32) => {
                    to = label_at[target].expect("it is a jump")
                }
                Some(Instr::JumpBack { .. })
                    if plain && target > at as usize && !u.has_visit(target as u32) =>
                {
                    to = label_at[target].expect("it is a jump");
                    u.instrs[at as usize] = u.instrs[target];
                    break;
                }
                _ => break,
            }
        }
        if to != label {
            u.jumps[i].1 = to;
            label_at[at as usize] = Some(to);
            changed = true;
        }
    }
    let removed = invert_skips(u, &mut label_at);
    if changed || removed.iter().any(|r| *r) {
        remove_unreachable(u, &label_at, &removed);
    }
}

/// The conditional jump with the opposite condition.
fn inverse(instr: Instr) -> Option<Instr> {
    macro_rules! pairs {
        ($($a:ident $b:ident { $($f:ident),+ };)*) => {
            match instr {
                $(
                    Instr::$a { $($f),+ } => Some(Instr::$b { $($f),+ }),
                    Instr::$b { $($f),+ } => Some(Instr::$a { $($f),+ }),
                )*
                _ => None,
            }
        };
    }
    pairs! {
        JumpIfTrue JumpIfFalse { a, to };
        JumpIfNone JumpIfNotNone { a, to };
        JumpIs JumpIsNot { a, b, to };
        JumpIn JumpNotIn { a, b, to };
        JumpLt JumpNotLt { a, b, to };
        JumpLe JumpNotLe { a, b, to };
        JumpEq JumpNotEq { a, b, to };
        JumpNe JumpNotNe { a, b, to };
        JumpGt JumpNotGt { a, b, to };
        JumpGe JumpNotGe { a, b, to };
        JumpLtImm JumpNotLtImm { a, value, to };
        JumpLeImm JumpNotLeImm { a, value, to };
        JumpEqImm JumpNotEqImm { a, value, to };
        JumpNeImm JumpNotNeImm { a, value, to };
        JumpGtImm JumpNotGtImm { a, value, to };
        JumpGeImm JumpNotGeImm { a, value, to };
    }
}

/// A condition that only jumps over a jump becomes the opposite one with that jump's target; a jump to the next instruction goes. Tells what is to be
/// taken out.
fn invert_skips(u: &mut CodeUnit<'_>, label_at: &mut [Option<Label>]) -> Vec<bool> {
    let n = u.instrs.len();
    let mut targets = vec![false; n + 1];
    for (_, label) in &u.jumps {
        targets[position(u, *label)] = true;
    }
    for h in &u.handlers {
        targets[position(u, h.target)] = true;
    }
    let mut removed = vec![false; n];
    for at in 0..n {
        let Some(label) = label_at[at] else { continue };
        if matches!(u.instrs[at], Instr::Jump { .. })
            && position(u, label) == at + 1
            && !u.has_visit(at as u32)
        {
            removed[at] = true;
        }
        if at + 2 > n || position(u, label) != at + 2 || targets[at + 1] || u.has_visit(at as u32 + 1) {
            continue;
        }
        let (Some(Instr::Jump { .. }), Some(opposite)) = (u.instrs.get(at + 1), inverse(u.instrs[at])) else {
            continue;
        };
        let far = label_at[at + 1].expect("it is a jump");
        u.instrs[at] = opposite;
        label_at[at] = Some(far);
        removed[at + 1] = true;
    }
    for (at, label) in &mut u.jumps {
        *label = label_at[*at as usize].expect("it is a jump");
    }
    removed
}

fn remove_unreachable(u: &mut CodeUnit<'_>, label_at: &[Option<Label>], removed: &[bool]) {
    let n = u.instrs.len();
    let mut reached = vec![false; n];
    let mut work = vec![0];
    let mut handlers_left: Vec<usize> = (0..u.handlers.len()).collect();
    loop {
        while let Some(at) = work.pop() {
            if at >= n || std::mem::replace(&mut reached[at], true) {
                continue;
            }
            if removed[at] {
                work.push(at + 1);
                continue;
            }
            if let Some(label) = label_at[at] {
                work.push(position(u, label));
            }
            let instr = &u.instrs[at];
            if !instr.ends() && !matches!(instr, Instr::Jump { .. } | Instr::JumpBack { .. }) {
                work.push(at + 1);
            }
        }
        // A handler is reached if anything that it covers is.
        handlers_left.retain(|&h| {
            let handler = &u.handlers[h];
            let mut covered = handler.start as usize..handler.end as usize;
            let used = covered.any(|i| reached[i] && !removed[i]);
            if used {
                work.push(position(u, handler.target));
            }
            !used
        });
        if work.is_empty() {
            break;
        }
    }
    for (r, gone) in reached.iter_mut().zip(removed) {
        *r &= !gone;
    }
    if reached.iter().all(|r| *r) {
        return;
    }
    let mut moved = Vec::with_capacity(n + 1);
    let mut count = 0;
    for r in &reached {
        moved.push(count);
        count += u32::from(*r);
    }
    moved.push(count);
    let kept = |i: u32| reached[i as usize];
    let mut at = 0;
    u.instrs.retain(|_| {
        at += 1;
        kept(at - 1)
    });
    at = 0;
    u.spans.retain(|_| {
        at += 1;
        kept(at - 1)
    });
    u.jumps.retain(|(at, _)| kept(*at));
    u.anchors.retain(|a| kept(a.instr));
    u.visits.retain(|v| kept(v.instr));
    for (at, _) in &mut u.jumps {
        *at = moved[*at as usize];
    }
    for a in &mut u.anchors {
        a.instr = moved[a.instr as usize];
    }
    for v in &mut u.visits {
        v.instr = moved[v.instr as usize];
    }
    for info in &mut u.labels {
        info.position = info.position.map(|p| moved[p as usize]);
    }
    for h in &mut u.handlers {
        h.start = moved[h.start as usize];
        h.end = moved[h.end as usize];
    }
    u.handlers.retain(|h| h.start < h.end);
}
