//! The text that a pattern runs over: a str, or anything with a buffer. Places inside are byte offsets; scripts see indexes of characters.

use crate::natives::types::buffer::Buffer;
use crate::natives::types::support::is_exact;
use crate::object::bytes::BytesObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

enum Held {
    Str(Ref<StrObj>),
    Bytes(Buffer),
}

/// A text that is looked at.
pub struct Text {
    /// The object itself.
    pub value: Value,
    held: Held,
    /// Characters may take several bytes.
    pub wide: bool,
    /// Length in characters.
    pub len: usize,
}

impl Text {
    /// Looks at an object; TypeError if it is no text, or not of the kind that the pattern is of.
    pub fn of(vm: &mut Vm, value: &Value, pattern_is_bytes: Option<bool>) -> Res<Text> {
        let held = if let Some(s) = value.to_ref::<StrObj>() {
            if pattern_is_bytes == Some(true) {
                return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
            }
            Held::Str(s)
        } else {
            let Some(b) = Buffer::if_any(vm, value) else {
                let what = vm.class_name(value);
                return Err(vm.type_error(format!("expected string or bytes-like object, got '{what}'")));
            };
            if pattern_is_bytes == Some(false) {
                b.release(vm)?;
                return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
            }
            Held::Bytes(b)
        };
        let (wide, len) = match &held {
            Held::Str(s) => (!s.is_ascii(), s.char_len()),
            Held::Bytes(b) => (false, b.len()),
        };
        Ok(Text { value: value.clone(), held, wide, len })
    }

    /// Whether it is no str.
    pub fn is_bytes(&self) -> bool {
        matches!(self.held, Held::Bytes(_))
    }

    /// Looks at the bytes. Do not run script code meanwhile.
    #[inline]
    pub fn with<R>(&self, look: impl FnOnce(&[u8]) -> R) -> R {
        match &self.held {
            Held::Str(s) => look(s.bytes()),
            Held::Bytes(b) => b.with(look),
        }
    }

    /// The byte offset of a character.
    pub fn offset(&self, index: usize) -> usize {
        match &self.held {
            Held::Str(s) => s.offset_of(index),
            Held::Bytes(_) => index,
        }
    }

    /// A piece of the text as an object: str or bytes.
    #[inline]
    pub fn slice(&self, vm: &mut Vm, from: usize, to: usize) -> Res {
        match &self.held {
            Held::Str(s) => {
                let bytes = s.bytes();
                if from == 0 && to == bytes.len() && is_exact(&self.value) {
                    return Ok(self.value.clone());
                }
                let piece = bytes.get(from..to).unwrap_or(&[]);
                if piece.len() >= BIG {
                    vm.room_for(piece.len())?;
                }
                Ok(vm.heap.str_bytes(piece).into_value())
            }
            Held::Bytes(b) => {
                if from == 0 && to == b.len() && self.value.is_a::<BytesObj>() && is_exact(&self.value) {
                    return Ok(self.value.clone());
                }
                if to.saturating_sub(from) >= BIG {
                    vm.room_for(to - from)?;
                }
                let piece = b.with(|d| d.get(from.min(d.len())..to.min(d.len())).unwrap_or(&[]).to_vec());
                Ok(vm.heap.bytes_from_vec(piece).into_value())
            }
        }
    }

    /// A text of this kind without characters.
    pub fn empty(&self, vm: &Vm) -> Value {
        match &self.held {
            Held::Str(_) => vm.heap.str_bytes(b"").into_value(),
            Held::Bytes(_) => vm.heap.bytes_of(b"").into_value(),
        }
    }

    /// A text of this kind from bytes.
    pub fn made(&self, vm: &mut Vm, bytes: Vec<u8>) -> Res {
        match &self.held {
            Held::Str(_) => vm.new_str(bytes),
            Held::Bytes(_) => Ok(vm.heap.bytes_from_vec(bytes).into_value()),
        }
    }

    /// Ends the look.
    pub fn release(self, vm: &mut Vm) -> Res<()> {
        match self.held {
            Held::Str(_) => Ok(()),
            Held::Bytes(b) => b.release(vm),
        }
    }
}

/// Pieces of this many bytes are asked for before they are made.
const BIG: usize = 1 << 20;
