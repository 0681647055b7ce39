//! Assignment to several targets: the items go to registers in a row.

use crate::bytecode::{Base, Dst, Src};
use crate::object::Value;
use crate::object::code::CodeObj;
use crate::object::tuple::TupleObj;
use crate::vm::fence::Regs;
use crate::vm::run::Flow;
use crate::vm::{Res, Vm};

impl Vm {
    /// `Unpack2` of anything but a plain tuple of two.
    #[inline(never)]
    pub(in crate::vm) fn unpack_pair(
        &mut self,
        regs: Regs,
        code: &CodeObj,
        src: Src,
        a: Dst,
        b: Dst,
    ) -> Res<Flow> {
        let v = regs.owned(src, code);
        let items = self.unpack(&v, 2)?;
        drop(v);
        for (register, x) in [a, b].into_iter().zip(items) {
            drop(regs.replace(register, x));
        }
        Ok(Flow::Next)
    }

    /// `a, b, c = v`
    pub(super) fn unpack_instr(&mut self, regs: Regs, v: Value, base: Base, n: usize) -> Res<Flow> {
        if let Some(t) = v.cast::<TupleObj>().filter(|t| t.len() == n)
            && v.as_obj().is_some_and(|o| o.header().is_exact())
        {
            let at = regs.from(base);
            for (i, x) in t.items().iter().enumerate() {
                at.beyond(i).put(0, x.clone());
            }
            return Ok(Flow::Next);
        }
        let items = self.unpack(&v, n)?;
        drop(v);
        Ok(put_items(regs, base, items))
    }

    /// `a, *b, c = v`
    pub(super) fn unpack_star_instr(
        &mut self,
        regs: Regs,
        v: Value,
        base: Base,
        before: usize,
        after: usize,
    ) -> Res<Flow> {
        let items = self.unpack_star(&v, before, after)?;
        drop(v);
        Ok(put_items(regs, base, items))
    }
}

fn put_items(regs: Regs, base: Base, items: Vec<Value>) -> Flow {
    let at = regs.from(base);
    for (i, x) in items.into_iter().enumerate() {
        at.beyond(i).put(0, x);
    }
    Flow::Next
}
