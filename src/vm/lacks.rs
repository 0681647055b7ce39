//! The texts of AttributeErrors. Programs that ask whether an attribute is there raise the same ones often, so those made last are kept.

use crate::object::str::StrObj;
use crate::object::{Ref, TypeObj, Value};

use super::Vm;

/// A text, and what it was made of.
struct Made {
    class: usize,
    attribute: Ref<StrObj>,
    with_module: bool,
    /// `__name__`, `__qualname__` and `__module__` of the class: they may change.
    names: [Value; 3],
    text: Value,
}

/// How many texts are kept.
const KEPT: usize = 32;

/// The texts made last.
#[derive(Default)]
pub struct Lacks([Option<Made>; KEPT]);

impl Vm {
    /// `'C' object has no attribute 'name'`, with the name of the class's module or as messages name classes otherwise: a str.
    pub(super) fn lacks_attribute(
        &mut self,
        class: &Ref<TypeObj>,
        attribute: &Ref<StrObj>,
        with_module: bool,
    ) -> Value {
        let module = class.dict().get_str(&self.names.__module__).unwrap_or_default();
        let names = [class.name.borrow().clone(), class.qualname.borrow().clone(), module];
        let at = (class.addr() >> 5 ^ attribute.addr() >> 4) % KEPT;
        if let Some(made) = &self.lacks.0[at]
            && made.class == class.addr()
            && made.attribute.is(attribute)
            && made.with_module == with_module
            && made.names.iter().zip(&names).all(|(a, b)| a.is(b))
        {
            return made.text.clone();
        }
        let name = if with_module { self.short_full_name(class) } else { self.message_name(class) };
        let text = ["'", &name, "' object has no attribute '", &attribute.to_text(), "'"].concat();
        let text = self.heap.str(&text).into_value();
        let made = Made {
            class: class.addr(),
            attribute: attribute.clone(),
            with_module,
            names,
            text: text.clone(),
        };
        self.lacks.0[at] = Some(made);
        text
    }
}
