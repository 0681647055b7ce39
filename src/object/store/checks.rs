//! Looks over the whole heap in the hard mode (feature `checked`).

use crate::object::dict::DictObj;
use crate::object::list::ListObj;
use crate::object::set::SetObj;

use super::header::{DYING, Kind};
use super::heap::Heap;
use super::value::ObjRef;

impl Heap {
    /// A list, dict or set that somebody has borrowed: a native is in the middle of it.
    pub fn borrowed_container(&self) -> Option<ObjRef> {
        let mut found = None;
        self.each_object(|p| {
            if found.is_some()
                || !matches!(p.kind(), Kind::List | Kind::Dict | Kind::Set)
                || p.count() == 0
                || p.has(DYING)
            {
                return;
            }
            let o = p.retained();
            let list = o.cast::<ListObj>().is_some_and(ListObj::is_borrowed);
            let dict = o.cast::<DictObj>().is_some_and(DictObj::is_borrowed);
            if list || dict || o.cast::<SetObj>().is_some_and(SetObj::is_borrowed) {
                found = Some(o);
            }
        });
        found
    }
}
