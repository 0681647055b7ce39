//! `__build_class__`, the native that class statements call.

use crate::natives;
use crate::object::str::StrObj;

use super::Res;

natives! { pub static BUILD_CLASS;
    /// Internal helper function used by the class statement.
    fn __build_class__(vm, func: crate::object::Value, name: crate::object::Value, /, *bases, **kwds) -> Res {
        let bases = bases.items().to_vec();
        let mut kw = Vec::new();
        for (k, v) in kwds.entries() {
            if let Ok(k) = k.into_ref::<StrObj>() {
                kw.push((k, v));
            }
        }
        vm.build_class(&func, &name, bases, kw)
    }
}
