//! Views of more than one dimension: casts to a shape, nested lists, the other order of items.

use crate::object::buffer;
use crate::object::int::as_int;
use crate::object::list::ListObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::super::buffer::exported;
use super::super::support::{self, not_implemented};
use super::{Format, MemoryViewObj, alive, data, end_own, has_buffer, list, make, new, unpack};

/// Whether a number that does not equal itself is in a list, or in a list within.
pub fn holds_nan(v: &Value) -> bool {
    match v {
        Value::Float(f) => f.get().is_nan(),
        v => v.cast::<ListObj>().is_some_and(|l| l.borrow().iter().any(holds_nan)),
    }
}

/// The bytes in the order in which the first index changes first.
pub fn fortran(vm: &mut Vm, m: &MemoryViewObj) -> Res<Vec<u8>> {
    let all = data(vm, m)?;
    let (shape, size) = (m.shape(), m.format.size);
    let mut out = buffer::with_room(all.len()).map_err(|e| vm.text_error(e))?;
    let mut place = vec![0; shape.len()];
    for _ in 0..all.len() / size.max(1) {
        let at = place.iter().zip(&shape).fold(0, |at, (i, n)| at * n + i) * size;
        out.extend_from_slice(all.get(at..at + size).unwrap_or(&[]));
        for (i, n) in place.iter_mut().zip(&shape) {
            *i += 1;
            if *i < *n {
                break;
            }
            *i = 0;
        }
    }
    Ok(out)
}

/// A row as lists of lists; with no more dimensions, the element.
pub(super) fn nested(vm: &mut Vm, format: Format, shape: &[usize], bytes: &[u8]) -> Res {
    let Some((first, rest)) = shape.split_first() else { return unpack(vm, format, bytes) };
    let size = bytes.len() / (*first).max(1);
    let mut items = Vec::with_capacity(*first);
    for row in bytes.chunks_exact(size.max(1)) {
        items.push(nested(vm, format, rest, row)?);
    }
    Ok(vm.heap.list(items).into_value())
}

pub fn cast(vm: &mut Vm, m: &Ref<MemoryViewObj>, format: &Ref<StrObj>, shape: &Value) -> Res {
    alive(vm, m)?;
    if !m.is_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let given = if shape.is_undef() { None } else { Some(given_shape(vm, m, shape)?) };
    let Some(f) = Format::find(format.bytes()) else {
        return Err(vm.value_error(
            "memoryview: destination format must be a native single character format prefixed with an optional '@'",
        ));
    };
    if !matches!(f.letter, b'b' | b'B' | b'c') && !matches!(m.format.letter, b'b' | b'B' | b'c') {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = m.byte_len();
    if !bytes.is_multiple_of(f.size) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let shape = match given {
        None => vec![bytes / f.size],
        Some(given) => {
            let shape = dimensions(vm, given)?;
            let whole = shape.iter().try_fold(f.size, |n, d| n.checked_mul(*d));
            let Some(whole) = whole.filter(|n| i64::try_from(*n).is_ok()) else {
                return Err(vm.value_error("memoryview.cast(): product(shape) > SSIZE_MAX"));
            };
            if whole != bytes {
                return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
            }
            shape
        }
    };
    let (first, inner) = match shape.split_first() {
        Some((first, inner)) => (*first, inner),
        None => (1, &[][..]),
    };
    let row = inner.iter().product::<usize>() * f.size;
    let view = MemoryViewObj::on(MemoryViewObj::same(m), m.start, row as i64, first, f, m.readonly);
    Ok(make(vm, view.shaped(inner, shape.is_empty())))
}

/// The shape that a cast asks for, as far as it is looked at before the format.
fn given_shape(vm: &mut Vm, m: &MemoryViewObj, shape: &Value) -> Res<Vec<Value>> {
    let given = if let Some(l) = shape.cast::<crate::object::list::ListObj>() {
        l.to_vec()
    } else if let Some(t) = shape.cast::<TupleObj>() {
        t.items().to_vec()
    } else {
        return Err(vm.type_error("shape must be a list or a tuple"));
    };
    if given.len() > MOST_DIMENSIONS {
        return Err(vm.value_error("memoryview: number of dimensions must not exceed 64"));
    }
    if m.dimensions() != 1 && given.len() != 1 {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    Ok(given)
}

/// The lengths of its dimensions.
fn dimensions(vm: &mut Vm, given: Vec<Value>) -> Res<Vec<usize>> {
    let mut out = Vec::with_capacity(given.len());
    for n in given {
        if as_int(&n).is_none() {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        match usize::try_from(vm.to_i64(&n)?) {
            Ok(n) if n > 0 => out.push(n),
            _ => return Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0")),
        }
    }
    Ok(out)
}

/// CPython's limit.
const MOST_DIMENSIONS: usize = 64;

/// `m == other`
pub fn equal(vm: &mut Vm, m: &Ref<MemoryViewObj>, other: &Value) -> Res {
    if m.released.get() {
        return Ok(Value::bool(other.as_obj().is_some_and(|o| o.is(m.obj()))));
    }
    if let Some(o) = other.to_ref::<MemoryViewObj>() {
        if o.released.get() {
            return Ok(Value::False);
        }
        if m.shape() != o.shape() {
            return Ok(Value::False);
        }
        // What is in a format that nobody reads equals nothing.
        let unread = vm.types().not_implemented_error.clone();
        let a = list(vm, m);
        let Some(a) = vm.catch(a, &unread)? else { return Ok(Value::False) };
        let b = list(vm, &o);
        let Some(b) = vm.catch(b, &unread)? else { return Ok(Value::False) };
        // A list thinks a value equal to itself, a view does not.
        return vm.eq(&a, &b).map(|same| Value::bool(same && !holds_nan(&a)));
    }
    if exported(vm, other).is_some() {
        let other = new(vm, other)?;
        return equal(vm, m, &other);
    }
    if vm.class_ref(other).is_heap_type() && has_buffer(vm, other) {
        // Its items, not its bytes, are compared.
        return match new(vm, other) {
            Ok(view) => {
                let same = equal(vm, m, &view);
                end_own(vm, &view)?;
                same
            }
            Err(e) => {
                drop(vm.take_raised(e));
                Ok(not_implemented(vm))
            }
        };
    }
    vm.room_for(support::buffer_len(other).saturating_mul(1 + size_of::<Value>()))?;
    let Some(d) = support::bytes_if_any(vm, other)? else { return Ok(not_implemented(vm)) };
    if m.dimensions() != 1 {
        return Ok(Value::False);
    }
    let items = d.iter().map(|b| Value::Int(i64::from(*b))).collect();
    let (a, b) = (list(vm, m)?, vm.heap.list(items).into_value());
    vm.eq(&a, &b).map(Value::bool)
}
