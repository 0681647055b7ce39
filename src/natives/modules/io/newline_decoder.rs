//! `IncrementalNewlineDecoder`: translates line ends of text that comes in pieces.

use std::cell::{Cell, RefCell};

use crate::natives::files::coding::{seen_value, translate};
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, BY_OBJECT, DICT};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::{ClassSpec, put_class};
use super::base::method;

payload! {
    /// The decoder.
    pub struct NewlineDecoder as "_io.IncrementalNewlineDecoder" {
        /// Undefined before `__init__`.
        decoder: RefCell<Value>,
    } plain {
        translate: Cell<bool>,
        pending: Cell<bool>,
        seen: Cell<u8>,
    }
}

impl NewlineDecoder {
    /// The decoder below, or None.
    fn inner(&self, vm: &mut Vm) -> Res {
        let decoder = self.decoder.borrow().clone();
        if decoder.is_undef() {
            return Err(vm.value_error("IncrementalNewlineDecoder.__init__() not called"));
        }
        Ok(decoder)
    }
}

natives! { static METHODS;
    /// Codec used when reading a file in universal newlines mode.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<NewlineDecoder> {
        drop((args, kwargs));
        let (decoder, translate) = (RefCell::default(), Cell::new(false));
        vm.heap.alloc(&cls, NewlineDecoder { decoder, translate, pending: Cell::new(false), seen: Cell::new(0) })
    }
    /// Codec used when reading a file in universal newlines mode.
    fn __init__(vm, this: Ref<NewlineDecoder>, /, decoder: Value, translate: bool, errors: Value = Value::None) {
        drop(errors);
        let _ = vm;
        drop(this.decoder.replace(decoder.take()));
        this.translate.set(translate);
        this.pending.set(false);
        this.seen.set(0);
    }
    /// Decodes another piece.
    fn decode(vm, this: Ref<NewlineDecoder>, /, input: Value, r#final: bool = false) -> Res {
        let decoder = this.inner(vm)?;
        let text = if decoder.is_none() { input.take() } else { method(vm, &decoder, "decode", &[input, Value::bool(r#final)])? };
        let Some(s) = text.to_ref::<StrObj>() else {
            let class = vm.class_name(&text);
            return Err(vm.type_error(format!("decoder should return a string result, not '{class}'")));
        };
        let mut bytes = Vec::with_capacity(s.byte_len() + 1);
        if this.pending.get() && (s.byte_len() > 0 || r#final) {
            bytes.push(b'\r');
            this.pending.set(false);
        }
        bytes.extend_from_slice(s.bytes());
        // A `\r` at the end may be the half of `\r\n`.
        if bytes.last() == Some(&b'\r') && !r#final {
            bytes.pop();
            this.pending.set(true);
        }
        let mut seen = this.seen.get();
        let translated = translate(&bytes, &mut seen);
        this.seen.set(seen);
        vm.new_str(if this.translate.get() { translated } else { bytes })
    }
    /// The state between two pieces.
    fn getstate(vm, this: Ref<NewlineDecoder>, /) -> Res {
        let decoder = this.inner(vm)?;
        let (buffer, flag) = if decoder.is_none() { (vm.heap.bytes_of(b"").into_value(), 0) } else {
            let state = method(vm, &decoder, "getstate", &[])?;
            let parts = vm.collect(&state)?;
            match &parts[..] {
                [b, f] => (b.clone(), vm.to_i64(f)?),
                _ => return Err(vm.type_error("illegal decoder state")),
            }
        };
        let flag = flag << 1 | i64::from(this.pending.get());
        Ok(vm.heap.tuple([buffer, Value::Int(flag)]).into_value())
    }
    /// Goes back to a state.
    fn setstate(vm, this: Ref<NewlineDecoder>, state: Value, /) -> Res<()> {
        let parts = vm.collect(&state)?;
        let [buffer, flag] = &parts[..] else { return Err(vm.type_error("state argument must be a tuple")) };
        let flag = vm.to_i64(flag)?;
        this.pending.set(flag & 1 != 0);
        let decoder = this.inner(vm)?;
        if !decoder.is_none() {
            let state = vm.heap.tuple([buffer.clone(), Value::Int(flag >> 1)]).into_value();
            method(vm, &decoder, "setstate", &[state])?;
        }
        Ok(())
    }
    /// Forgets everything.
    fn reset(vm, this: Ref<NewlineDecoder>, /) -> Res<()> {
        this.seen.set(0);
        this.pending.set(false);
        let decoder = this.inner(vm)?;
        if decoder.is_none() { Ok(()) } else { method(vm, &decoder, "reset", &[]).map(drop) }
    }
}

attrs! { static ATTRS for NewlineDecoder;
    /// The kinds of line ends that were seen.
    fn newlines(vm, this) -> Res {
        this.inner(vm)?;
        Ok(seen_value(vm, this.seen.get()))
    }
}

/// Adds the class.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec = ClassSpec {
        name: "IncrementalNewlineDecoder",
        module: "_io",
        flags: BASE | BY_OBJECT | DICT,
        methods: METHODS,
        next: None,
    };
    let c = put_class(vm, dict, &spec);
    vm.add_attrs(&c, ATTRS);
}
