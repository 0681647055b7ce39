//! What the modules `_io` and `posix` share: paths, modes, the table of descriptors, and the way between str and bytes.
//! Comes in: arguments of scripts. Goes out: what the system takes. Nothing here imports a module. Read `paths.rs` first.

pub mod coding;
pub mod descriptors;
pub mod mode;
pub mod mounted;
pub mod paths;
