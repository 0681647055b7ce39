//! Numbers as they lie in memory: what the struct module, arrays and memory views share. `format.rs` reads formats, `values.rs` converts one value.

pub mod format;
pub mod values;
