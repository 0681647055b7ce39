//! Intrinsics: what the compiler asks of the machine by a number, as CPython's `CALL_INTRINSIC`.

use crate::bytecode::{BINARY_INTRINSICS, UNARY_INTRINSICS};
use crate::object::Value;
use crate::object::function::FunctionObj;
use crate::object::set::SetObj;
use crate::vm::{Res, Vm};

impl Vm {
    /// One-argument intrinsics (see `bytecode::UNARY_INTRINSICS`).
    pub(super) fn intrinsic(&mut self, op: u8, a: Value) -> Res {
        let name = UNARY_INTRINSICS[op as usize];
        match name {
            "Print" => {
                let hook = self.sys.get_str(&self.names.displayhook);
                match hook {
                    Some(f) => self.call(&f, &[a]),
                    None => Err(self.runtime_error("lost sys.displayhook")),
                }
            }
            "UnaryTuple" => {
                let items = self.collect(&a)?;
                Ok(self.heap.tuple(items).into_value())
            }
            other => (self.hooks.typing)(self, other, &[a]),
        }
    }

    /// Two-argument intrinsics (see `bytecode::BINARY_INTRINSICS`).
    pub(super) fn intrinsic2(&mut self, op: u8, a: Value, b: Value) -> Res {
        let name = BINARY_INTRINSICS[op as usize];
        if name == "SetFunctionTypeParams" {
            if let Some(f) = a.cast::<FunctionObj>() {
                drop(f.type_params.replace(b));
            }
            return Ok(a);
        }
        if name == "NoteAnnotation" {
            return match a.to_ref::<SetObj>() {
                Some(set) => self.set_add(&set, b).map(|_| Value::None),
                // The script has put something else there.
                None => {
                    let class = self.class_name(&a);
                    Err(self.type_error(format!("'{class}' object is not a set")))
                }
            };
        }
        if name == "Template" {
            return (self.hooks.template)(self, &a, &b);
        }
        (self.hooks.typing)(self, name, &[a, b])
    }
}
