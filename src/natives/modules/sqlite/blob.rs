//! `Blob`: a value of a row as a file that does not change its length.

use std::cell::Cell;
use std::rc::Rc;

use crate::natives;
use crate::natives::types::buffer::Buffer;
use crate::object::int::as_int;
use crate::object::range::SliceObj;
use crate::object::types::flags::{KEYED, NO_NEW, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::payload;
use crate::sqlite::Blob;
use crate::vm::{Raised, Res, Vm};

use super::super::support::{ClassSpec, new_class};
use super::arguments::int_arg;
use super::connection::Connection;
use super::errors;

payload! {
    /// `Blob`
    pub struct BlobObj as "sqlite3.Blob" { pub connection: Ref<Connection> } plain {
        pub blob: Rc<Blob<Vm>>,
        pub at: Cell<usize>,
    }
}

impl BlobObj {
    fn check(&self, vm: &mut Vm) -> Res<()> {
        self.connection.checked(vm)?;
        if !self.blob.is_open() {
            return Err(errors::programming(vm, "Cannot operate on a closed blob."));
        }
        Ok(())
    }

    fn read(&self, vm: &mut Vm, at: usize, n: usize) -> Res<Vec<u8>> {
        vm.room_for(n)?;
        let mut data = vec![0; n];
        let read = self.blob.read(vm, &mut data, at);
        errors::checked(vm, read)?;
        Ok(data)
    }

    fn write(&self, vm: &mut Vm, at: usize, data: &[u8]) -> Res<()> {
        if data.len() > self.blob.len().saturating_sub(at) {
            return Err(vm.value_error("data longer than blob length"));
        }
        let written = self.blob.write(vm, data, at);
        errors::checked(vm, written)
    }

    /// The place of an index.
    fn index(&self, vm: &mut Vm, key: &Value) -> Res<usize> {
        let n = vm.to_int(key)?;
        let Some(i) = n.as_ref().to_i64() else {
            return Err(vm.index_error("cannot fit 'int' into an index-sized integer"));
        };
        match vm.item_index(i, self.blob.len()) {
            Some(i) => Ok(i),
            None => Err(vm.index_error("Blob index out of range")),
        }
    }
}

fn is_index(vm: &Vm, key: &Value) -> bool {
    as_int(key).is_some() || vm.class_has(key, "__index__")
}

fn bytes_arg(vm: &mut Vm, v: &Value) -> Res<Vec<u8>> {
    let buffer = Buffer::of(vm, v)?;
    let data = buffer.copied(vm)?;
    buffer.release(vm)?;
    Ok(data)
}

#[cold]
fn backwards(vm: &mut Vm) -> Raised {
    vm.value_error("Blob doesn't support slices with a negative step")
}

/// `blob[key]`
fn item(vm: &mut Vm, this: &BlobObj, key: &Value) -> Res {
    this.check(vm)?;
    if is_index(vm, key) {
        let i = this.index(vm, key)?;
        return Ok(Value::Int(i64::from(this.read(vm, i, 1)?[0])));
    }
    let Some(slice) = key.to_ref::<SliceObj>() else {
        return Err(vm.type_error("Blob indices must be integers"));
    };
    let (start, _, step, n) = vm.slice_indices(&slice, this.blob.len())?;
    if n > 0 && step < 0 {
        return Err(backwards(vm));
    }
    let out = if n == 0 {
        Vec::new()
    } else if step == 1 {
        this.read(vm, start as usize, n)?
    } else {
        let all = this.read(vm, 0, this.blob.len())?;
        (0..n as i64).filter_map(|i| all.get((start + i * step) as usize).copied()).collect()
    };
    Ok(vm.heap.bytes_from_vec(out).into_value())
}

/// `blob[key] = v`
fn set_item(vm: &mut Vm, this: &BlobObj, key: &Value, v: &Value) -> Res<()> {
    this.check(vm)?;
    if is_index(vm, key) {
        let i = this.index(vm, key)?;
        if as_int(v).is_none() {
            let class = vm.class_name(v);
            return Err(vm.type_error(format!("'{class}' object cannot be interpreted as an integer")));
        }
        let byte = as_int(v).and_then(|n| n.to_i64()).and_then(|n| u8::try_from(n).ok());
        let Some(byte) = byte else { return Err(vm.value_error("byte must be in range(0, 256)")) };
        return this.write(vm, i, &[byte]);
    }
    let Some(slice) = key.to_ref::<SliceObj>() else {
        return Err(vm.type_error("Blob indices must be integers"));
    };
    let (start, _, step, n) = vm.slice_indices(&slice, this.blob.len())?;
    let data = bytes_arg(vm, v)?;
    if data.len() != n {
        return Err(vm.index_error("Blob slice assignment is wrong size"));
    }
    if n == 0 {
        return Ok(());
    }
    if step < 0 {
        return Err(backwards(vm));
    }
    if step == 1 {
        return this.write(vm, start as usize, &data);
    }
    let mut all = this.read(vm, 0, this.blob.len())?;
    for (i, b) in data.iter().enumerate() {
        if let Some(place) = all.get_mut((start + i as i64 * step) as usize) {
            *place = *b;
        }
    }
    this.write(vm, 0, &all)
}

natives! { static METHODS;
    /// Close the blob.
    fn close(vm, this: Ref<BlobObj>, /) -> Res<()> {
        this.connection.checked(vm)?;
        this.blob.close();
        Ok(())
    }
    /// Read data at the current offset position.
    ///
    ///   length
    ///     Read length in bytes.
    ///
    /// If the end of the blob is reached, the data up to end of file will
    /// be returned.  When length is not specified, or is negative,
    /// Blob.read() will read until the end of the blob.
    fn read(vm, this: Ref<BlobObj>, length: Value = Value::Int(-1), /) -> Res {
        let length = int_arg(vm, &length)?;
        this.check(vm)?;
        let rest = this.blob.len().saturating_sub(this.at.get());
        let n = usize::try_from(length).map_or(rest, |n| n.min(rest));
        let data = if n == 0 { Vec::new() } else { this.read(vm, this.at.get(), n)? };
        this.at.set(this.at.get() + n);
        Ok(vm.heap.bytes_from_vec(data).into_value())
    }
    /// Write data at the current offset.
    ///
    /// This function cannot change the blob length.  Writing beyond the end
    /// of the blob will result in an exception being raised.
    fn write(vm, this: Ref<BlobObj>, data: Value, /) -> Res<()> {
        let data = bytes_arg(vm, &data)?;
        this.check(vm)?;
        this.write(vm, this.at.get(), &data)?;
        this.at.set(this.at.get() + data.len());
        Ok(())
    }
    /// Set the current access position to offset.
    ///
    /// The origin argument defaults to os.SEEK_SET (absolute blob
    /// positioning).  Other values for origin are os.SEEK_CUR (seek
    /// relative to the current position) and os.SEEK_END (seek relative to
    /// the blob's end).
    fn seek(vm, this: Ref<BlobObj>, offset: Value, origin: Value = Value::Int(0), /) -> Res<()> {
        let offset = i64::from(int_arg(vm, &offset)?);
        let origin = int_arg(vm, &origin)?;
        this.check(vm)?;
        let len = this.blob.len() as i64;
        let from = match origin {
            0 => 0,
            1 => this.at.get() as i64,
            2 => len,
            _ => return Err(vm.value_error("'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END")),
        };
        let to = from + offset;
        if to > i64::from(i32::MAX) {
            return Err(vm.overflow_error("seek offset results in overflow"));
        }
        if !(0..=len).contains(&to) {
            return Err(vm.value_error("offset out of blob range"));
        }
        this.at.set(to as usize);
        Ok(())
    }
    /// Return the current access position for the blob.
    fn tell(vm, this: Ref<BlobObj>, /) -> Res<usize> {
        this.check(vm)?;
        Ok(this.at.get())
    }
    /// Blob context manager enter.
    fn __enter__(vm, this: Ref<BlobObj>, /) -> Res {
        this.check(vm)?;
        Ok(this.into_value())
    }
    /// Blob context manager exit.
    fn __exit__(vm, this: Ref<BlobObj>, r#type: Value, val: Value, tb: Value, /) -> Res<bool> {
        drop((r#type, val, tb));
        this.check(vm)?;
        this.blob.close();
        Ok(false)
    }
    /// Return len(self).
    fn __len__(vm, this: Ref<BlobObj>, /) -> Res<usize> {
        this.check(vm)?;
        Ok(this.blob.len())
    }
    /// Return self[key].
    fn __getitem__(vm, this: Ref<BlobObj>, key: Value, /) -> Res { item(vm, &this, &key) }
    /// Set self[key] to value.
    fn __setitem__(vm, this: Ref<BlobObj>, key: Value, value: Value, /) -> Res<()> { set_item(vm, &this, &key, &value) }
    /// Delete self[key].
    fn __delitem__(vm, this: Ref<BlobObj>, key: Value, /) -> Res<()> {
        this.check(vm)?;
        if is_index(vm, &key) {
            return Err(vm.type_error("Blob doesn't support item deletion"));
        }
        if key.is_a::<SliceObj>() {
            return Err(vm.type_error("Blob doesn't support slice deletion"));
        }
        Err(vm.type_error("Blob indices must be integers"))
    }
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    let flags = NO_NEW | WEAK | KEYED;
    let spec = ClassSpec { name: "Blob", module: "sqlite3", flags, methods: METHODS, next: None };
    new_class(vm, &spec)
}
