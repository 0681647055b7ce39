//! The hard mode of the run loop (feature `checked`): what it otherwise takes on trust is looked at before every instruction.
//!
//! The verifier has proved most of it, calls and returns keep the rest; whatever is wrong here is a fault of the interpreter, never of a script.

use crate::bytecode::{Instr, Role};
use crate::object::Value;
use crate::object::code::CodeObj;

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
}
