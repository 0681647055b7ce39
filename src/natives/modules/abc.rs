//! `_abc`: what abstract classes tell the interpreter natively.

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::types::flags::{MAPPING, SEQUENCE};
use crate::object::{Ref, TypeObj};
use crate::vm::{Res, Vm};

/// The bits of `type.__flags__` that sequence and mapping patterns go by.
const SEQUENCE_BIT: i64 = 1 << 5;
const MAPPING_BIT: i64 = 1 << 6;

natives! { static FUNCTIONS;
    /// Lets patterns take instances of a class and of those derived from it for a sequence or a mapping, as the flags say. A class that is one of
    /// them already stays what it is, as do built-in classes.
    fn mark_collection(vm, cls: Ref<TypeObj>, flags: i64, /) {
        let flag = match (flags & SEQUENCE_BIT != 0, flags & MAPPING_BIT != 0) {
            (true, false) => SEQUENCE,
            (false, true) => MAPPING,
            _ => return,
        };
        let mut open = vec![cls];
        while let Some(c) = open.pop() {
            if !c.is_heap_type() || c.has(SEQUENCE) || c.has(MAPPING) {
                continue;
            }
            c.flags.set(c.flags.get() | flag);
            let below = c.subclasses.borrow();
            open.extend(below.iter().filter_map(|b| b.get().and_then(|o| Ref::try_from_obj(o).ok())));
        }
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_abc", FUNCTIONS);
    Ok(())
}
