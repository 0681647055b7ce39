//! What CPython rejects in a whole tree.

use super::ast::Unit;
use super::build::Failure;
use crate::diag::Diagnostic;

pub(super) fn check(
    _unit: &Unit<'_>,
    late: Option<Failure>,
    _warnings: &mut Vec<Diagnostic>,
) -> Result<u32, Failure> {
    match late {
        Some(failure) => Err(failure),
        None => Ok(0),
    }
}
