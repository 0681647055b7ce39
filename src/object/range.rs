//! `range` and `slice`.

use super::header::Kind;
use super::kinds::{Payload, Visit};
use super::number::int::Int;
use super::value::Value;

/// A range; its bounds may be big.
pub struct RangeObj {
    pub start: Int,
    pub stop: Int,
    /// Never zero.
    pub step: Int,
    /// Number of items.
    pub len: Int,
}

/// A slice: any three values.
pub struct SliceObj {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

impl Payload for RangeObj {
    const KIND: Kind = Kind::Range;
    fn traverse(&self, _: Visit<'_>) {}
}

impl Payload for SliceObj {
    const KIND: Kind = Kind::Slice;
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.start);
        visit(&self.stop);
        visit(&self.step);
    }
}
