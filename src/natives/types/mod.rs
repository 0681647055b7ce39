//! What scripts can do with the built-in types: one file (or folder) per type, each with tables of methods and one `install`.
//! Comes in: a VM with bare classes. Goes out: classes with constructors, methods and attributes. Read `list.rs` first.

mod annotations;
pub mod async_generator;
pub mod buffer;
pub mod bytes;
pub mod code;
pub mod complex;
pub mod descriptors;
pub mod dict;
pub mod dict_views;
pub mod doc_texts;
mod docs;
pub mod exceptions;
pub mod float;
pub mod frames;
pub mod function;
pub mod functional;
pub mod generators;
pub mod generic_alias;
pub mod hex;
pub mod int;
pub mod iterators;
pub mod list;
pub mod list_sort;
pub mod memoryview;
mod merge_sort;
pub mod object;
pub mod packed;
pub mod pickling;
pub mod range;
pub mod sequence;
pub mod set;
pub mod signatures;
mod singletons;
mod slots;
pub mod str;
pub mod super_;
pub mod support;
mod template;
pub mod tuple;
pub mod type_;
pub mod union_type;

use crate::vm::{Res, Vm};

pub(crate) use sequence::comparison_methods;

/// Installs the methods of all built-in types.
pub fn install(vm: &mut Vm) -> Res<()> {
    let parts: &[fn(&mut Vm)] = &[
        slots::install,
        object::install,
        type_::install,
        dict_views::install,
        generic_alias::install,
        union_type::install,
        template::install,
        str::install,
        bytes::install,
        memoryview::install,
        int::install,
        float::install,
        complex::install,
        list::install,
        tuple::install,
        dict::install,
        set::install,
        range::install,
        singletons::install,
        function::install,
        descriptors::install,
        iterators::install,
        functional::install,
        super_::install,
        generators::install,
        async_generator::install,
        code::install,
        frames::install,
        exceptions::install,
        docs::install,
    ];
    for part in parts {
        part(vm);
    }
    vm.cache_defaults();
    Ok(())
}
