//! `_lzma`: the objects of `lzma`, over `lzma-rust2`, which has the coders. The containers are read and written here (`xz.rs`, `alone.rs`), so that each fault is liblzma's.
//! Read `filters.rs`, then `chain.rs`.

mod alone;
mod chain;
mod check;
mod fault;
mod filters;
mod objects;
mod spec;
mod xz;

use crate::natives;
use crate::natives::types::support::Octets;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Raised, Res, Vm};

use super::super::support::{buffer_arg, new_error_class, put, put_ints};
use fault::Fault;
use filters::{Filter, id};

/// Raises `LZMAError`.
#[cold]
fn lzma_error(vm: &mut Vm, text: &str) -> Raised {
    let class = vm.extra_types["_lzma.LZMAError"].clone();
    vm.error(&class, text)
}

/// Raises what liblzma would say.
#[cold]
fn raise(vm: &mut Vm, fault: Fault) -> Raised {
    lzma_error(vm, fault.text())
}

natives! { static FUNCTIONS;
    /// Test whether the given integrity check is supported.
    ///
    /// Always returns True for CHECK_NONE and CHECK_CRC32.
    fn is_check_supported(vm, check_id: super::super::posix::arguments::CInt, /) -> bool {
        u32::try_from(check_id.0).is_ok_and(check::is_supported)
    }
    /// Return a bytes object encoding the options (properties) of the filter specified by *filter* (a dict).
    ///
    /// The result does not include the filter ID itself, only the options.
    fn _encode_filter_properties(vm, filter: Value, /) -> Res<Octets> {
        let filter = spec::filter(vm, &filter)?;
        filter.encoded().map(Octets).map_err(|e| e.raise(vm, raise))
    }
    /// Return a dict describing a filter with the given ID and options (properties) encoded in *encoded_props*.
    fn _decode_filter_properties(vm, filter_id: Value, encoded_props: Value, /) -> Res {
        let id = spec::filter_id(vm, &filter_id)?;
        let properties = buffer_arg(vm, &encoded_props)?;
        let filter = Filter::decoded(id, &properties).map_err(|e| e.raise(vm, raise))?;
        let dict = vm.heap.dict();
        put(vm, &dict, "id", int(id));
        match filter {
            Filter::Lzma1(o) => {
                let numbers = [("lc", o.lc), ("lp", o.lp), ("pb", o.pb), ("dict_size", o.dict_size)];
                put_ints(vm, &dict, &numbers.map(|(name, n)| (name, i64::from(n))));
            }
            Filter::Lzma2(o) => put_ints(vm, &dict, &[("dict_size", i64::from(o.dict_size))]),
            Filter::Delta { distance } => put_ints(vm, &dict, &[("dist", i64::from(distance))]),
            Filter::Bcj { start: 0, .. } => {}
            Filter::Bcj { start, .. } => put_ints(vm, &dict, &[("start_offset", i64::from(start))]),
        }
        Ok(dict.into_value())
    }
}

/// Numbers of filters are below 2^63.
fn int(id: u64) -> Value {
    Value::Int(id as i64)
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let class = match vm.extra_types.get("_lzma.LZMAError") {
        Some(class) => class.clone(),
        None => {
            let base = vm.types().exception.clone();
            let class = new_error_class(vm, "_lzma.LZMAError", &base)?;
            class.set_later(&vm.heap.intern("__doc__"), vm.heap.str("Call to liblzma failed.").into_value());
            class
        }
    };
    put(vm, dict, "LZMAError", class.into_value());
    vm.add_functions(dict, "_lzma", FUNCTIONS);
    objects::put_classes(vm, dict);
    for (name, n) in [
        ("FORMAT_AUTO", u64::from(objects::AUTO as u32)),
        ("FORMAT_XZ", u64::from(objects::XZ as u32)),
        ("FORMAT_ALONE", u64::from(objects::ALONE as u32)),
        ("FORMAT_RAW", u64::from(objects::RAW as u32)),
        ("CHECK_NONE", check::NONE.into()),
        ("CHECK_CRC32", check::CRC32.into()),
        ("CHECK_CRC64", check::CRC64.into()),
        ("CHECK_SHA256", check::SHA256.into()),
        ("CHECK_ID_MAX", check::ID_MAX.into()),
        ("CHECK_UNKNOWN", check::UNKNOWN.into()),
        ("FILTER_LZMA1", id::LZMA1),
        ("FILTER_LZMA2", id::LZMA2),
        ("FILTER_DELTA", id::DELTA),
        ("FILTER_X86", id::X86),
        ("FILTER_POWERPC", id::POWERPC),
        ("FILTER_IA64", id::IA64),
        ("FILTER_ARM", id::ARM),
        ("FILTER_ARMTHUMB", id::ARMTHUMB),
        ("FILTER_SPARC", id::SPARC),
        ("MF_HC3", filters::HC3.into()),
        ("MF_HC4", filters::HC4.into()),
        ("MF_BT2", filters::BT2.into()),
        ("MF_BT3", filters::BT3.into()),
        ("MF_BT4", filters::BT4.into()),
        ("MODE_FAST", filters::FAST.into()),
        ("MODE_NORMAL", filters::NORMAL.into()),
        ("PRESET_DEFAULT", filters::PRESET_DEFAULT.into()),
        ("PRESET_EXTREME", filters::PRESET_EXTREME.into()),
    ] {
        put(vm, dict, name, int(n));
    }
    Ok(())
}
