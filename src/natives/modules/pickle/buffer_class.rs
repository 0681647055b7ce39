//! `PickleBuffer`: a look at an object's memory that a pickle may hold outside of itself.

use std::cell::RefCell;

use crate::natives::types::memoryview::{self, MemoryViewObj};
use crate::object::dict::DictObj;
use crate::object::types::flags::WEAK;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::super::support::{ClassSpec, put_class};

payload! {
    /// `PickleBuffer`; no view: released.
    pub struct PickleBuffer as "pickle.PickleBuffer" { view: RefCell<Option<Ref<MemoryViewObj>>> }
}

impl PickleBuffer {
    /// The view, while there is one.
    pub fn view(&self, vm: &mut Vm) -> Res<Ref<MemoryViewObj>> {
        match self.view.borrow().clone() {
            Some(v) => Ok(v),
            None => Err(vm.value_error("operation forbidden on released PickleBuffer object")),
        }
    }
}

natives! { static METHODS;
    /// Wrapper for potentially out-of-band buffers
    fn __new__(vm, cls: Ref<TypeObj>, object: Value, /) -> Res<Ref<PickleBuffer>> {
        if !memoryview::has_buffer(vm, &object) {
            let what = vm.class_name(&object);
            return Err(vm.type_error(format!("a bytes-like object is required, not '{what}'")));
        }
        let view = memoryview::new(vm, &object)?;
        match view.into_ref::<MemoryViewObj>() {
            Ok(view) => Ok(vm.heap.alloc(&cls, PickleBuffer { view: RefCell::new(Some(view)) })),
            Err(_) => Err(vm.type_error("expected a memoryview object")),
        }
    }
    /// Return a memoryview of the raw memory underlying this buffer.
    ///
    /// Will raise BufferError is the buffer isn't contiguous.
    fn raw(vm, this: Ref<PickleBuffer>, /) -> Res {
        let view = this.view(vm)?;
        if view.part().is_none() {
            return Err(vm.buffer_error("cannot extract raw buffer from non-contiguous buffer"));
        }
        memoryview::raw(vm, &view)
    }
    /// Release the underlying buffer exposed by the PickleBuffer object.
    fn release(vm, this: Ref<PickleBuffer>, /) -> Res<()> {
        match this.view.take() {
            Some(view) => memoryview::release(vm, &view.value()),
            None => Ok(()),
        }
    }
    /// Return a buffer object that exposes the underlying memory of the object.
    fn __buffer__(vm, this: Ref<PickleBuffer>, flags: i64, /) -> Res {
        let _ = flags;
        let view = this.view(vm)?;
        memoryview::new(vm, &view.value())
    }
    /// Release the buffer object that exposes the underlying memory of the object.
    fn __release_buffer__(vm, this: Ref<PickleBuffer>, buffer: Value, /) -> Res<()> {
        drop(this);
        memoryview::release(vm, &buffer)
    }
}

/// Adds the class.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec =
        ClassSpec { name: "PickleBuffer", module: "pickle", flags: WEAK, methods: METHODS, next: None };
    put_class(vm, dict, &spec);
}
