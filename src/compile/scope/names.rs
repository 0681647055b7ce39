//! Name mangling: `__x` in a class body means `_Class__x`.

use bumpalo::Bump;

/// The name as it is stored, given the class around it.
pub(crate) fn mangle<'a>(bump: &'a Bump, private: Option<&str>, name: &'a str) -> &'a str {
    let Some(class) = private else { return name };
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name;
    }
    let class = class.trim_start_matches('_');
    if class.is_empty() { name } else { bump.alloc_str(&format!("_{class}{name}")) }
}
