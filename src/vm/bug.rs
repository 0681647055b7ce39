//! Errors of the interpreter itself. A file of its own, which imports nothing: whoever may import the VM may say so, its lowest parts too.

/// An internal error: the interpreter is at fault, not the script.
#[macro_export]
macro_rules! bug {
    ($($arg:tt)*) => { panic!("hoop: internal error: {}", format_args!($($arg)*)) };
}
