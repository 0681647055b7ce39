//! How classes are named in messages and where objects are shown.

use crate::object::str::StrObj;
use crate::object::{TypeObj, Value};

use super::Vm;

/// Modules that are written in the language in CPython and natively here.
const WRITTEN_IN_PYTHON: &[u8] = b"asyncio.";

impl Vm {
    /// `type(v).__name__`
    pub fn short_name(&self, v: &Value) -> String {
        self.class_ref(v).name_text()
    }

    /// How CPython's messages name the class of a value.
    pub fn class_name(&self, v: &Value) -> String {
        self.message_name(self.class_ref(v))
    }

    /// How CPython's messages name a class: one that is written in C there with its module (unless that is `builtins`), others without.
    pub fn message_name(&self, class: &TypeObj) -> String {
        let module = class.dict().get_str(&self.names.__module__);
        let module = module.as_ref().and_then(|m| m.cast::<StrObj>()).map_or(&b""[..], |m| m.bytes());
        let in_c = !class.is_heap_type() && !module.starts_with(WRITTEN_IN_PYTHON);
        if in_c { self.full_name(class) } else { class.name_text() }
    }

    /// The class's name with its module, unless that is `builtins`.
    pub fn full_name(&self, class: &TypeObj) -> String {
        let module = class.dict().get_str(&self.names.__module__);
        let qualname = class.qualname.borrow().cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        match module.as_ref().and_then(|m| m.cast::<StrObj>()) {
            Some(m) if m.bytes() != b"builtins" => [&m.to_text(), ".", &qualname].concat(),
            _ => qualname,
        }
    }

    /// The class's name with its module, without that of the main program (`%T` in CPython's texts).
    pub fn short_full_name(&self, class: &TypeObj) -> String {
        let name = self.full_name(class);
        name.strip_prefix("__main__.").map(str::to_string).unwrap_or(name)
    }
}
