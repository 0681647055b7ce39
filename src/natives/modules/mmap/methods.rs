//! What scripts call on a map.

use crate::natives::types::buffer::Buffer;
use crate::natives::types::memoryview;
use crate::natives::types::support::Octets;
use crate::object::int::as_int;
use crate::object::number::int::Int;
use crate::object::range::SliceObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::mapped;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::super::support::os_error;
use super::map::{self, Access, Map, READ_WRITE, SHARED, Wanted};

/// Where an index points; IndexError beyond the ends.
fn place(vm: &mut Vm, map: &Map, key: &Value) -> Res<usize> {
    let Int::Small(i) = vm.to_int(key)? else {
        return Err(vm.index_error("cannot fit 'int' into an index-sized integer"));
    };
    match vm.item_index(i, map.len.get()) {
        Some(at) => Ok(at),
        None => Err(vm.index_error("mmap index out of range")),
    }
}

fn is_index(vm: &Vm, v: &Value) -> bool {
    as_int(v).is_some() || vm.class_has(v, "__index__")
}

fn get(vm: &mut Vm, map: &Ref<Map>, key: &Value) -> Res {
    map.open(vm)?;
    if let Some(s) = key.cast::<SliceObj>() {
        let parts = vm.slice_parts(s)?;
        let (start, _, step, count) = parts.within(map.len.get());
        vm.room_for(count)?;
        // What made the parts may have closed the map.
        let memory = map.open(vm)?;
        let out = map.with(&memory, |data| {
            if step == 1 {
                return data.get(start as usize..start as usize + count).unwrap_or(&[]).to_vec();
            }
            (0..count).filter_map(|i| data.get((start + i as i64 * step) as usize).copied()).collect()
        });
        return Ok(vm.heap.bytes_from_vec(out).into_value());
    }
    if !is_index(vm, key) {
        return Err(vm.type_error("mmap indices must be integers"));
    }
    let at = place(vm, map, key)?;
    let memory = map.open(vm)?;
    let byte = map.with(&memory, |data| data.get(at).copied());
    Ok(Value::Int(byte.unwrap_or(0).into()))
}

fn set(vm: &mut Vm, map: &Ref<Map>, key: &Value, v: &Value) -> Res<()> {
    map.writable(vm)?;
    if let Some(s) = key.cast::<SliceObj>() {
        let parts = vm.slice_parts(s)?;
        let len = map.len.get();
        let (start, _, step, count) = parts.within(len);
        let b = Buffer::of(vm, v)?;
        let new = b.copied(vm)?;
        b.release(vm)?;
        // What gave the bytes may have made the map smaller.
        let count = if map.len.get() == len { count } else { parts.within(map.len.get()).3 };
        if new.len() != count {
            return Err(vm.index_error("mmap slice assignment is wrong size"));
        }
        let memory = map.writable(vm)?;
        map.with_mut(&memory, |data| {
            for (i, byte) in new.into_iter().enumerate() {
                if let Some(place) = data.get_mut((start + i as i64 * step) as usize) {
                    *place = byte;
                }
            }
        });
        return Ok(());
    }
    if !is_index(vm, key) {
        return Err(vm.type_error("mmap indices must be integer"));
    }
    let at = place(vm, map, key)?;
    if !is_index(vm, v) {
        return Err(vm.type_error("mmap item value must be an int"));
    }
    let byte = match vm.to_int(v)? {
        Int::Small(i) => {
            u8::try_from(i).map_err(|_| vm.value_error("mmap item value must be in range(0, 256)"))?
        }
        _ => return Err(vm.type_error("cannot fit 'int' into an index-sized integer")),
    };
    let memory = map.writable(vm)?;
    // What gave the number may have made the map smaller.
    if at >= map.len.get() {
        return Err(vm.index_error("mmap index out of range"));
    }
    map.with_mut(&memory, |data| {
        if let Some(place) = data.get_mut(at) {
            *place = byte;
        }
    });
    Ok(())
}

/// The place of a part in the bytes between two places; -1 if it is nowhere.
fn find(vm: &mut Vm, map: &Ref<Map>, view: &Value, start: &Value, end: &Value, last: bool) -> Res<i64> {
    map.open(vm)?;
    let limit = |vm: &mut Vm, v: &Value, default: usize| -> Res<usize> {
        if v.is_none() {
            return Ok(default);
        }
        let i = vm.to_i64(v)?;
        let len = map.len.get() as i64;
        Ok((if i < 0 { (i + len).max(0) } else { i.min(len) }) as usize)
    };
    let b = Buffer::of(vm, view)?;
    let part = b.copied(vm)?;
    b.release(vm)?;
    let start = limit(vm, start, map.rest().0)?;
    let end = limit(vm, end, map.len.get())?;
    let memory = map.open(vm)?;
    let found = map.with(&memory, |data| {
        let within = data.get(start..end)?;
        if last { memchr::memmem::rfind(within, &part) } else { memchr::memmem::find(within, &part) }
    });
    Ok(found.map_or(-1, |at| (start + at) as i64))
}

/// Takes bytes from the position on.
fn take(vm: &mut Vm, map: &Ref<Map>, count: usize) -> Res<Octets> {
    let memory = map.open(vm)?;
    let (at, end) = map.rest();
    let end = at.saturating_add(count).min(end);
    vm.room_for(end - at)?;
    map.position.set(end.max(map.position.get()));
    Ok(Octets(map.with(&memory, |data| data.get(at..end).unwrap_or(&[]).to_vec())))
}

fn flush(vm: &mut Vm, map: &Ref<Map>, offset: i64, size: &Value) -> Res<()> {
    let memory = map.open(vm)?;
    let len = map.len.get() as i64;
    let size = if size.is_none() { len } else { vm.to_i64(size)? };
    if size < 0 || offset < 0 || len - offset < size {
        return Err(vm.value_error("flush values out of range"));
    }
    if matches!(map.access.get(), Access::Read | Access::Copy) {
        return Ok(());
    }
    let done = mapped::sync(&memory, map.start.get() + offset as usize, size as usize);
    done.map_err(|e| os_error(vm, &e, None))
}

fn advise(vm: &mut Vm, map: &Ref<Map>, option: i32, start: i64, length: &Value) -> Res<()> {
    let memory = map.open(vm)?;
    let len = map.len.get() as i64;
    let mut length = if length.is_none() { len } else { vm.to_i64(length)? };
    if start < 0 || start >= len {
        return Err(vm.value_error("madvise start out of bounds"));
    }
    if length < 0 {
        return Err(vm.value_error("madvise length invalid"));
    }
    if i64::MAX - start < length {
        return Err(vm.overflow_error("madvise length too large"));
    }
    length = length.min(len - start);
    let done = mapped::advise(&memory, map.start.get() + start as usize, length as usize, option);
    done.map_err(|e| os_error(vm, &e, None))
}

fn seek(vm: &mut Vm, map: &Ref<Map>, distance: i64, whence: i32) -> Res<i64> {
    map.open(vm)?;
    let from = match whence {
        0 => 0,
        1 => map.position.get() as i64,
        2 => map.len.get() as i64,
        _ => return Err(vm.value_error("unknown seek type")),
    };
    match from.checked_add(distance) {
        Some(to) if (0..=map.len.get() as i64).contains(&to) => {
            map.position.set(to as usize);
            Ok(to)
        }
        _ => Err(vm.value_error("seek out of range")),
    }
}

fn byte_arg(vm: &mut Vm, v: &Value) -> Res<u8> {
    let i = vm.to_i64(v)?;
    if i < 0 {
        return Err(vm.overflow_error("unsigned byte integer is less than minimum"));
    }
    u8::try_from(i).map_err(|_| vm.overflow_error("unsigned byte integer is greater than maximum"))
}

fn write(vm: &mut Vm, map: &Ref<Map>, bytes: &Value) -> Res<usize> {
    map.writable(vm)?;
    let b = Buffer::of(vm, bytes)?;
    let new = b.copied(vm)?;
    b.release(vm)?;
    let memory = map.writable(vm)?;
    let (at, end) = map.rest();
    if map.position.get() > end || end - at < new.len() {
        return Err(vm.value_error("data out of range"));
    }
    map.with_mut(&memory, |data| {
        if let Some(place) = data.get_mut(at..at + new.len()) {
            place.copy_from_slice(&new);
        }
    });
    map.position.set(at + new.len());
    Ok(new.len())
}

natives! { pub static METHODS;
    /// Maps length bytes from the file specified by the file descriptor fileno,
    /// and returns a mmap object.  If length is 0, the maximum length of the map
    /// will be the current size of the file when mmap is called.
    fn __new__(vm, cls: Ref<TypeObj>, /, fileno: Value, length: i64, flags: Value = Value::Int(SHARED as i64), prot: Value = Value::Int(READ_WRITE as i64),
        access: Value = Value::Int(0), offset: i64 = 0, *, trackfd: bool = true) -> Res<Ref<Map>> {
        let (fd, flags, protection, access) =
            (map::int(vm, &fileno)?, map::int(vm, &flags)?, map::int(vm, &prot)?, map::int(vm, &access)?);
        map::make(vm, &cls, Wanted { fd, len: length, flags, protection, access, offset, tracks: trackfd })
    }
    fn close(vm, this: Ref<Map>, /) -> Res<()> { this.close(vm) }
    fn find(vm, this: Ref<Map>, view: Value, start: Value = Value::None, end: Value = Value::None, /) -> Res<i64> {
        find(vm, &this, &view, &start, &end, false)
    }
    fn rfind(vm, this: Ref<Map>, view: Value, start: Value = Value::None, end: Value = Value::None, /) -> Res<i64> {
        find(vm, &this, &view, &start, &end, true)
    }
    fn flush(vm, this: Ref<Map>, offset: i64 = 0, size: Value = Value::None, /) -> Res<()> { flush(vm, &this, offset, &size) }
    fn madvise(vm, this: Ref<Map>, option: Value, start: i64 = 0, length: Value = Value::None, /) -> Res<()> {
        let option = map::int(vm, &option)?;
        advise(vm, &this, option, start, &length)
    }
    fn r#move(vm, this: Ref<Map>, dest: i64, src: i64, count: i64, /) -> Res<()> {
        let memory = this.writable(vm)?;
        let len = this.len.get() as i64;
        if dest < 0 || src < 0 || count < 0 || len - dest < count || len - src < count {
            return Err(vm.value_error("source, destination, or count out of range"));
        }
        this.with_mut(&memory, |data| data.copy_within(src as usize..(src + count) as usize, dest as usize));
        Ok(())
    }
    fn read(vm, this: Ref<Map>, n: Value = Value::None, /) -> Res<Octets> {
        if !n.is_none() && !is_index(vm, &n) {
            let what = vm.class_name(&n);
            return Err(vm.type_error(format!("argument should be integer or None, not '{what}'")));
        }
        let count = if n.is_none() { -1 } else { vm.to_i64(&n)? };
        take(vm, &this, usize::try_from(count).unwrap_or(usize::MAX))
    }
    fn read_byte(vm, this: Ref<Map>, /) -> Res<i64> {
        let memory = this.open(vm)?;
        let (at, _) = this.rest();
        match this.with(&memory, |data| data.get(at).copied()) {
            Some(byte) => {
                this.position.set(at + 1);
                Ok(byte.into())
            }
            None => Err(vm.value_error("read byte out of range")),
        }
    }
    fn readline(vm, this: Ref<Map>, /) -> Res<Octets> {
        let memory = this.open(vm)?;
        let (at, end) = this.rest();
        let line = this.with(&memory, |data| data.get(at..end).and_then(|rest| memchr::memchr(b'\n', rest)));
        take(vm, &this, line.map_or(usize::MAX, |i| i + 1))
    }
    fn resize(vm, this: Ref<Map>, newsize: i64, /) -> Res<()> { this.resize(vm, newsize) }
    fn seek(vm, this: Ref<Map>, pos: i64, whence: Value = Value::Int(0), /) -> Res<i64> {
        let whence = map::int(vm, &whence)?;
        seek(vm, &this, pos, whence)
    }
    fn seekable(vm, this: Ref<Map>, /) -> bool { true }
    fn size(vm, this: Ref<Map>, /) -> Res<i64> {
        this.open(vm)?;
        map::file_size(vm, &this)
    }
    fn tell(vm, this: Ref<Map>, /) -> Res<usize> {
        this.open(vm)?;
        Ok(this.position.get())
    }
    fn write(vm, this: Ref<Map>, bytes: Value, /) -> Res<usize> { write(vm, &this, &bytes) }
    fn write_byte(vm, this: Ref<Map>, byte: Value, /) -> Res<()> {
        let byte = byte_arg(vm, &byte)?;
        let memory = this.writable(vm)?;
        let at = this.position.get();
        let put = this.with_mut(&memory, |data| data.get_mut(at).map(|place| *place = byte));
        if put.is_none() {
            return Err(vm.value_error("write byte out of range"));
        }
        this.position.set(at + 1);
        Ok(())
    }
    fn __enter__(vm, this: Ref<Map>, /) -> Res<Ref<Map>> {
        this.open(vm)?;
        Ok(this)
    }
    fn __exit__(vm, this: Ref<Map>, exc_type: Value, exc_value: Value, traceback: Value, /) -> Res<()> {
        drop((exc_type, exc_value, traceback));
        this.close(vm)
    }
    /// Return len(self).
    fn __len__(vm, this: Ref<Map>, /) -> Res<usize> {
        this.open(vm)?;
        Ok(this.len.get())
    }
    /// Return self[key].
    fn __getitem__(vm, this: Ref<Map>, key: Value, /) -> Res { get(vm, &this, &key) }
    /// Set self[key] to value.
    fn __setitem__(vm, this: Ref<Map>, key: Value, value: Value, /) -> Res<()> { set(vm, &this, &key, &value) }
    /// Delete self[key].
    fn __delitem__(vm, this: Ref<Map>, key: Value, /) -> Res<()> {
        this.writable(vm)?;
        let slice = key.is_a::<SliceObj>();
        Err(vm.type_error(if slice { "mmap object doesn't support slice deletion" } else { "mmap doesn't support item deletion" }))
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Map>, /) -> String {
        let class = this.obj().class();
        // A class of a script says its bare name.
        let name = if class.is_heap_type() { class.name_text() } else { vm.full_name(class) };
        if this.memory.borrow().is_none() {
            return format!("<{name} closed=True>");
        }
        let access = match this.access.get() {
            Access::Default => "ACCESS_DEFAULT",
            Access::Read => "ACCESS_READ",
            Access::Write => "ACCESS_WRITE",
            Access::Copy => "ACCESS_COPY",
        };
        format!("<{name} closed=False, access={access}, length={}, pos={}, offset={}>", this.len.get(), this.position.get(), this.offset)
    }
    fn __buffer__(vm, this: Value, flags: i64, /) -> Res {
        let _ = flags;
        memoryview::new(vm, &this)
    }
    fn __release_buffer__(vm, this: Value, buffer: Value, /) -> Res<()> {
        let _ = &this;
        memoryview::release(vm, &buffer)
    }
    /// The bytes one by one, each as bytes: as CPython's sequence protocol has them.
    fn __iter__(vm, this: Ref<Map>, /) -> Res {
        let all = single_bytes(vm, &this)?;
        vm.iter(&all)
    }
    /// Whether a byte is in the map.
    fn __contains__(vm, this: Ref<Map>, item: Value, /) -> Res<bool> {
        let memory = this.open(vm)?;
        let wanted = item.cast::<crate::object::bytes::BytesObj>().map(|b| b.bytes().to_vec());
        Ok(matches!(wanted.as_deref(), Some([b]) if this.with(&memory, |data| memchr::memchr(*b, data).is_some())))
    }
}

fn single_bytes(vm: &mut Vm, map: &Ref<Map>) -> Res {
    let memory = map.open(vm)?;
    vm.room_for(map.len.get().saturating_mul(64))?;
    let data = map.with(&memory, <[u8]>::to_vec);
    let all: Vec<Value> = data.iter().map(|b| vm.heap.bytes_of(&[*b]).into_value()).collect();
    Ok(vm.heap.list(all).into_value())
}

attrs! { pub static ATTRS for Map;
    fn closed(vm, this) -> bool { this.memory.borrow().is_none() }
}
