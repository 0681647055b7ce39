//! The hard mode of the run loop (feature `checked`): what it otherwise takes on trust is looked at before every instruction.
//!
//! Before script code runs no native may be in the middle of a container, and the short way to the end of a chain of awaits leads where the long one does.
//!
//! The verifier has proved most of it, calls and returns keep the rest; whatever is wrong here is a fault of the interpreter, never of a script.

use std::sync::atomic::{AtomicU32, Ordering};

use crate::bytecode::{Instr, Role};
use crate::object::code::CodeObj;
use crate::object::generator::{GenObj, GenState};
use crate::object::{Ref, Value};

use super::Vm;
use super::fence::{Ip, Regs};

impl Vm {
    /// Looks whether the top frame may run the instruction at `ip`.
    ///
    /// # Panics
    /// If not.
    pub(super) fn check_instruction(&self, ip: Ip, code: &CodeObj, regs: Regs) {
        let f = self.top();
        assert!(std::ptr::eq(f.code(), code) && f.regs() == regs, "the run loop runs the top frame");
        assert!((ip.index(code) as usize) < code.code.instrs.len(), "an instruction of the code");
        if f.is_own() {
            let g = self.leaf_of(f);
            assert!(regs == Regs::of_generator(&g) && std::ptr::eq(&*g.code, code), "the chain's leaf runs");
        } else {
            assert!(self.thread.stack.fits_bytes(regs, code.frame_bytes), "the window lies on the stack");
        }
        let function = regs.function();
        assert_eq!(
            function.closure.as_ref().map_or(0, |c| c.len()),
            code.code.free.len(),
            "a function has the cells that its code names"
        );
        let instr = ip.instr();
        instr.each_operand(|name, role| {
            if let Role::Dst(r) | Role::Temp(r) | Role::Src(r) | Role::Keep(r) = role {
                assert!(u32::from(r) < code.registers, "{name} of {instr:?} is a register");
            }
        });
        if let Instr::Return { .. } | Instr::ReturnNone = instr {
            let returned = if let Instr::Return { src } = instr { src.reg() } else { u16::MAX };
            for r in code.n_locals as u16..code.registers as u16 {
                let left = matches!(regs.get(r), Value::Obj(_)) && r != returned;
                assert!(!left, "register {r} still holds an object at {instr:?}");
            }
        }
    }

    /// Looks whether script code may run: no list, dict or set is borrowed by a native that waits for it. All of the heap is walked, so after the first entries only some
    /// of them are looked at.
    ///
    /// # Panics
    /// If not.
    pub(super) fn check_borrows(&self) {
        static ENTRIES: AtomicU32 = AtomicU32::new(0);
        let n = ENTRIES.fetch_add(1, Ordering::Relaxed);
        if n < 50 || n.is_multiple_of(97) {
            let borrowed = self.heap.borrowed_container();
            let what = borrowed.map(Value::Obj);
            assert!(what.is_none(), "{what:?} is borrowed while script code runs");
        }
    }
}

/// Looks whether the innermost frame of a suspended chain is the one that its root remembers: by the truth, which is the register that each link awaits.
///
/// # Panics
/// If not.
pub(super) fn check_chain(root: &Ref<GenObj>) {
    let Some(leaf) = root.leaf.get() else { return };
    let (mut at, mut links) = (root.clone(), 1);
    while !leaf.is(&at) {
        let Some(inner) = at.awaited().and_then(|v| v.to_ref::<GenObj>()) else {
            panic!("the chain ends before its leaf, after {links} links")
        };
        assert!(inner.parent.get().is_some_and(|p| p.is(&at)), "an inner link knows who awaits it");
        (at, links) = (inner, links + 1);
    }
    assert_eq!(links, root.links.get(), "the links of the chain");
    if at.state.get() == GenState::Suspended
        && let Some(inner) = at.awaited().and_then(|v| v.to_ref::<GenObj>())
    {
        assert!(!inner.parent.get().is_some_and(|p| p.is(&at)), "the leaf is the last link");
    }
}
