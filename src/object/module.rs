//! Modules: a dict with a name.

use super::dict::DictObj;
use super::header::Kind;
use super::kinds::{Payload, Visit};
use super::value::Ref;

/// A module.
pub struct ModuleObj {
    /// `__dict__`: the very dict that `globals()` returns in the module.
    pub dict: Ref<DictObj>,
}

impl Payload for ModuleObj {
    const KIND: Kind = Kind::Module;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.dict.value());
    }
}
