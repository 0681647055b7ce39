//! The buffer protocol: how natives look at the bytes of any object that has some, in one way.
//!
//! Memory that scripts can see is always that of a `bytes` or a `bytearray`; other classes (array, a view) keep such an object and say which part of it is theirs. So a buffer
//! is a reference to the memory, a place and a length. While it lives a bytearray cannot change its size. Nobody holds a borrow while script code runs.

use crate::object::bytes::{ByteArrayObj, BytesObj, Export};
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::memoryview::MemoryViewObj;

/// What a class of a module exports: asked for objects that are neither bytes, bytearray nor memoryview.
pub struct Exported {
    /// The `bytes` or `bytearray` with the memory.
    pub memory: Value,
    /// Where in it the object's bytes begin, and how many there are.
    pub start: usize,
    pub len: usize,
    pub readonly: bool,
    /// The type of an item, as the struct module writes it, and its size.
    pub format: &'static str,
    pub item_size: usize,
}

/// Asks an object of a module's class.
pub type Exporter = fn(&Value) -> Option<Exported>;

/// The classes of modules that have buffers.
#[derive(Default)]
struct Exporters(Vec<Exporter>);

/// A module's class has buffers from now on.
pub fn add_exporter(vm: &mut Vm, exporter: Exporter) {
    vm.extension::<Exporters>().0.push(exporter);
}

/// What an object of a module's class exports.
pub fn exported(vm: &Vm, v: &Value) -> Option<Exported> {
    v.as_obj()?;
    vm.extension_ref::<Exporters>()?.0.iter().find_map(|exporter| exporter(v))
}

/// A look at an object's bytes.
pub struct Buffer {
    memory: Value,
    start: usize,
    len: usize,
    readonly: bool,
    _held: Export,
    /// A view that the object's `__buffer__` gave, and the object.
    borrowed: Option<(Ref<MemoryViewObj>, Value)>,
}

impl Buffer {
    fn on(memory: Value, start: usize, len: usize, readonly: bool) -> Buffer {
        let _held = Export::of(&memory);
        Buffer { memory, start, len, readonly, _held, borrowed: None }
    }

    /// The bytes of an object; None if it has none.
    pub fn try_of(vm: &mut Vm, v: &Value) -> Res<Option<Buffer>> {
        if let Some(b) = v.cast::<BytesObj>() {
            return Ok(Some(Buffer::on(v.clone(), 0, b.bytes().len(), true)));
        }
        if let Some(b) = v.cast::<ByteArrayObj>() {
            let n = b.borrow().len();
            return Ok(Some(Buffer::on(v.clone(), 0, n, false)));
        }
        if let Some(m) = v.to_ref::<MemoryViewObj>() {
            return Buffer::of_view(vm, &m).map(Some);
        }
        if v.as_obj().is_none() {
            return Ok(None);
        }
        if let Some(e) = exported(vm, v) {
            return Ok(Some(Buffer::on(e.memory, e.start, e.len, e.readonly)));
        }
        match super::memoryview::ask(vm, v, 0)? {
            Some(view) => {
                let mut buffer = Buffer::of_view(vm, &view)?;
                buffer.borrowed = Some((view, v.clone()));
                Ok(Some(buffer))
            }
            None => Ok(None),
        }
    }

    /// The same where it does not matter why there are none.
    pub fn if_any(vm: &mut Vm, v: &Value) -> Option<Buffer> {
        Buffer::try_of(vm, v).unwrap_or_else(|e| {
            drop(vm.take_raised(e));
            None
        })
    }

    fn of_view(vm: &mut Vm, m: &MemoryViewObj) -> Res<Buffer> {
        m.check(vm)?;
        if let Some((memory, start, len, readonly)) = m.part() {
            return Ok(Buffer::on(memory, start, len, readonly));
        }
        Err(vm.buffer_error("memoryview: underlying buffer is not C-contiguous"))
    }

    /// The bytes of an object; TypeError if it has none.
    pub fn of(vm: &mut Vm, v: &Value) -> Res<Buffer> {
        match Buffer::try_of(vm, v)? {
            Some(b) => Ok(b),
            None => {
                let name = vm.class_name(v);
                Err(vm.type_error(format!("a bytes-like object is required, not '{name}'")))
            }
        }
    }

    /// The same, to write into; None if it cannot be written to, or has no bytes that lie in a row.
    pub fn try_writable(vm: &mut Vm, v: &Value) -> Res<Option<Buffer>> {
        let Some(b) = Buffer::try_of(vm, v)? else { return Ok(None) };
        if b.readonly {
            b.release(vm)?;
            return Ok(None);
        }
        Ok(Some(b))
    }

    /// How many bytes there are.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Looks at the bytes. Do not run script code meanwhile.
    #[inline]
    pub fn with<R>(&self, look: impl FnOnce(&[u8]) -> R) -> R {
        let part = self.start..self.start + self.len;
        if let Some(b) = self.memory.cast::<BytesObj>() {
            return look(b.bytes().get(part).unwrap_or(&[]));
        }
        match self.memory.cast::<ByteArrayObj>() {
            Some(b) => look(b.borrow().get(part).unwrap_or(&[])),
            None => look(&[]),
        }
    }

    /// Changes the bytes. Do not run script code meanwhile. (For a buffer of `try_writable`.)
    pub fn with_mut<R>(&self, change: impl FnOnce(&mut [u8]) -> R) -> R {
        let part = self.start..self.start + self.len;
        match self.memory.cast::<ByteArrayObj>() {
            Some(b) => change(b.borrow_mut().get_mut(part).unwrap_or(&mut [])),
            None => change(&mut []),
        }
    }

    /// A copy of the bytes.
    pub fn copied(&self, vm: &mut Vm) -> Res<Vec<u8>> {
        vm.room_for(self.len)?;
        Ok(self.with(<[u8]>::to_vec))
    }

    /// Ends the look. Only an object with a `__buffer__` of its own hears of it.
    pub fn release(self, vm: &mut Vm) -> Res<()> {
        let Buffer { borrowed, _held, .. } = self;
        drop(_held);
        match borrowed {
            Some((view, owner)) => super::memoryview::give_back(vm, &view, &owner),
            None => Ok(()),
        }
    }
}
