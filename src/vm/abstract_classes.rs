//! `isinstance` and `issubclass` with objects that are no classes: whatever has a tuple `__bases__` counts as one.

use crate::object::Value;
use crate::object::tuple::TupleObj;

use super::{Res, Vm};

impl Vm {
    /// `__bases__` of an object if that is a tuple: the object counts as a class.
    fn abstract_bases(&mut self, v: &Value) -> Res<Option<Vec<Value>>> {
        let bases = self.get_attr_opt(v, &self.names.__bases__)?;
        Ok(bases.and_then(|b| b.cast::<TupleObj>().map(|t| t.items().to_vec())))
    }

    /// Raises the TypeError unless the object counts as a class.
    pub(super) fn check_abstract_class(&mut self, v: &Value, text: &str) -> Res<()> {
        match self.abstract_bases(v)? {
            Some(_) => Ok(()),
            None => Err(self.type_error(text)),
        }
    }

    /// Whether `cls` is the object or stands among its bases, by identity.
    pub(super) fn abstract_subclass(&mut self, derived: &Value, cls: &Value) -> Res<bool> {
        let mut at = derived.clone();
        loop {
            if at.is(cls) {
                return Ok(true);
            }
            let Some(bases) = self.abstract_bases(&at)? else { return Ok(false) };
            match &bases[..] {
                [] => return Ok(false),
                [one] => at = one.clone(),
                _ => {
                    return self.deeper(|vm| {
                        for b in &bases {
                            if vm.abstract_subclass(b, cls)? {
                                return Ok(true);
                            }
                        }
                        Ok(false)
                    });
                }
            }
        }
    }
}
