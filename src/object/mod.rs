//! Values, heap, shapes and the built-in types: data and behaviour that never calls script code.

pub mod calendar;
pub mod error;
pub mod number;
pub mod random;
pub mod set_table;
pub mod text;
