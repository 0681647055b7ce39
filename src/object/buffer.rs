//! Large buffers whose size a script chooses: where memory ends, they are an error that becomes MemoryError, not the end of the process.
//!
//! Whatever grows with a number or a text of the script's goes through here. Small things (a list of arguments, a name) need not.

use super::error::{TextError, TextResult};
use super::store::reserve;

/// Requests below this many bytes are not tried beforehand by [`room_for`].
pub const SMALL: u64 = 1 << 20;

/// Requests of fewer bytes than this are made without asking: where memory ends they are had from the reserve, which tells of it later.
const FEW: usize = 4 << 10;

/// The system refuses. As small as an error can be: a result with it travels in registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoMemory;

impl From<NoMemory> for TextError {
    #[cold]
    fn from(_: NoMemory) -> TextError {
        TextError::memory()
    }
}

/// What a request for memory that may be large comes to.
pub type Granted<T> = Result<T, NoMemory>;

/// A request was granted, or refused. What was had from the reserve counts as refused: who can say so says so at once.
#[inline]
fn granted<E>(r: Result<(), E>) -> Granted<()> {
    if r.is_err() || reserve::take_short() { Err(NoMemory) } else { Ok(()) }
}

/// An empty buffer with room for `n` items.
#[inline]
pub fn with_room<T>(n: usize) -> TextResult<Vec<T>> {
    Ok(empty(n)?)
}

#[inline]
fn empty<T>(n: usize) -> Granted<Vec<T>> {
    if n.saturating_mul(size_of::<T>()) < FEW {
        return Ok(Vec::with_capacity(n));
    }
    let mut out = Vec::new();
    granted(out.try_reserve_exact(n))?;
    Ok(out)
}

/// `n` copies of the items.
pub fn repeated<T: Clone>(items: &[T], n: usize) -> TextResult<Vec<T>> {
    let mut out = with_room(items.len().checked_mul(n).ok_or_else(TextError::memory)?)?;
    match items {
        [one] => out.resize(n, one.clone()),
        _ => (0..n).for_each(|_| out.extend_from_slice(items)),
    }
    Ok(out)
}

/// The parts one behind the other.
pub fn joined<T: Clone>(parts: &[&[T]]) -> TextResult<Vec<T>> {
    let mut out = with_room(parts.iter().map(|part| part.len()).sum())?;
    parts.iter().for_each(|part| out.extend_from_slice(part));
    Ok(out)
}

/// Adds items at the end.
pub fn extend<T: Clone>(out: &mut Vec<T>, more: &[T]) -> Granted<()> {
    room(out, more.len())?;
    out.extend_from_slice(more);
    Ok(())
}

/// Adds items at the end that are moved there.
pub fn append<T>(out: &mut Vec<T>, mut more: Vec<T>) -> Granted<()> {
    room(out, more.len())?;
    out.append(&mut more);
    Ok(())
}

/// Adds an item at the end.
#[inline(always)]
pub fn push<T>(out: &mut Vec<T>, item: T) -> Granted<()> {
    room(out, 1)?;
    out.push(item);
    Ok(())
}

/// Sees to it that there is room for `n` more items. The quick way is one comparison.
#[inline(always)]
pub fn room<T>(out: &mut Vec<T>, n: usize) -> Granted<()> {
    if out.capacity() - out.len() < n { grow(out, n) } else { Ok(()) }
}

#[cold]
#[inline(never)]
fn grow<T>(out: &mut Vec<T>, n: usize) -> Granted<()> {
    granted(out.try_reserve(n))
}

/// A copy of the items.
pub fn copied<T: Clone>(items: &[T]) -> Granted<Vec<T>> {
    let mut out = empty(items.len())?;
    out.extend_from_slice(items);
    Ok(out)
}

/// As many items as are said, from an iterator that has no more.
pub fn collected<T>(n: usize, items: impl Iterator<Item = T>) -> Granted<Vec<T>> {
    let mut out = empty(n)?;
    out.extend(items);
    Ok(out)
}

/// Makes it `n` items long.
pub fn resize<T: Clone>(out: &mut Vec<T>, n: usize, fill: T) -> Granted<()> {
    let more = n.saturating_sub(out.len());
    room(out, more)?;
    out.resize(n, fill);
    Ok(())
}

/// Whether so much memory can be had now: for what is made by others, who do not ask (big integers, cells of the heap).
pub fn room_for(bytes: u64) -> TextResult<()> {
    if bytes < SMALL {
        return Ok(());
    }
    let n = usize::try_from(bytes).map_err(|_| NoMemory)?;
    with_room::<u8>(n).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::error::ErrKind;

    #[test]
    fn what_cannot_be_had_is_an_error() {
        assert_eq!(repeated(b"ab", 3).unwrap(), b"ababab");
        assert_eq!(repeated(b"a", 3).unwrap(), b"aaa");
        assert_eq!(joined(&[b"a".as_slice(), b"", b"bc"]).unwrap(), b"abc");
        for failed in
            [repeated(b"ab", usize::MAX), repeated(b"ab", usize::MAX / 4), with_room(usize::MAX / 2)]
        {
            assert_eq!(failed.unwrap_err().kind, ErrKind::Memory);
        }
        assert_eq!(room_for(u64::MAX).unwrap_err().kind, ErrKind::Memory);
        let mut out = vec![1u8];
        assert_eq!(resize(&mut out, usize::MAX / 2, 0), Err(NoMemory));
        assert_eq!(out, [1]);
    }
}
