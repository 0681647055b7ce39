//! Name mangling: `__x` in a class body means `_Class__x`.

use bumpalo::Bump;

/// The class whose private names are changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Private<'a> {
    pub class: &'a str,
    /// Beside a class's body, where its type parameters are known: the names of these, and no others.
    pub only: Option<&'a [&'a str]>,
}

/// The name as it is stored, given the class around it.
pub(crate) fn mangle<'a>(bump: &'a Bump, private: Option<Private<'a>>, name: &'a str) -> &'a str {
    let Some(Private { class, only }) = private else { return name };
    if only.is_some_and(|only| !only.contains(&name)) {
        return name;
    }
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
        return name;
    }
    let class = class.trim_start_matches('_');
    if class.is_empty() { name } else { bump.alloc_str(&format!("_{class}{name}")) }
}
