//! `ZstdDict`, and dictionaries as arguments.

use hoopsnake_zstd::{Dictionary, DictionaryHandle, EncoderDictionary};

use crate::natives::types::support::Octets;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Raised, Res, Vm};
use crate::{attrs, natives, payload};

use super::super::super::support::{ClassSpec, buffer_arg, put_class};
use super::zstd_error;

payload! {
    /// `ZstdDict`
    pub struct ZstdDict as "compression.zstd.ZstdDict" { } plain {
        content: Vec<u8>,
        id: u32,
    }
}

/// How a dictionary is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Digested,
    Undigested,
    /// As what comes before the first frame.
    Prefix,
}

const USES: [Use; 3] = [Use::Digested, Use::Undigested, Use::Prefix];

/// A dictionary that was given as an argument.
pub struct Given {
    dict: Ref<ZstdDict>,
    /// How it is used.
    pub usage: Use,
}

/// The dictionary of an argument: the object, or one of its pairs. None: there is none.
pub fn given(vm: &mut Vm, v: &Value, usual: Use) -> Res<Option<Given>> {
    if v.is_none() {
        return Ok(None);
    }
    if let Some(dict) = v.to_ref::<ZstdDict>() {
        return Ok(Some(Given { dict, usage: usual }));
    }
    if let Some(pair) = v.cast::<TupleObj>()
        && let [dict, usage] = pair.items()
        && let Some(dict) = dict.to_ref::<ZstdDict>()
        && let Some(usage) = as_int(usage)
    {
        let usage = usage.to_i64().and_then(|n| i32::try_from(n).ok());
        let Some(usage) = usage else {
            return Err(vm.overflow_error("Python int too large to convert to C int"));
        };
        if let Some(usage) = usize::try_from(usage).ok().and_then(|i| USES.get(i)) {
            return Ok(Some(Given { dict, usage: *usage }));
        }
    }
    Err(vm.type_error("zstd_dict argument should be a ZstdDict object."))
}

impl Given {
    fn parsed(&self) -> Option<Dictionary> {
        let content = &self.dict.content;
        match self.usage {
            Use::Prefix => Dictionary::from_raw_content(0, content.clone()).ok(),
            _ => Dictionary::from_serialized_or_raw_content(content).ok(),
        }
    }

    #[cold]
    fn refuse(&self, vm: &mut Vm, kind: &str, doing: &str) -> Raised {
        let text = match self.usage {
            Use::Digested => format!("Failed to create {kind} instance from Zstandard dictionary content."),
            _ => {
                format!("Unable to load Zstandard dictionary or prefix for {doing}: Dictionary is corrupted")
            }
        };
        zstd_error(vm, &text)
    }

    /// For a decompressor.
    pub fn for_reading(&self, vm: &mut Vm) -> Res<DictionaryHandle> {
        match self.parsed() {
            Some(d) => Ok(d.into_handle()),
            None => Err(self.refuse(vm, "a ZSTD_DDict", "decompression")),
        }
    }

    /// For a compressor.
    pub fn for_writing(&self, vm: &mut Vm) -> Res<EncoderDictionary> {
        let made = match self.usage {
            Use::Prefix => self.parsed().map(EncoderDictionary::from_dictionary),
            _ => EncoderDictionary::from_serialized_or_raw_content(&self.dict.content).ok(),
        };
        match made {
            Some(d) => Ok(d),
            None => Err(self.refuse(vm, "a ZSTD_CDict", "compression")),
        }
    }
}

fn make(vm: &mut Vm, cls: &Ref<TypeObj>, content: &Value, raw: bool) -> Res<Ref<ZstdDict>> {
    let content = buffer_arg(vm, content)?;
    if content.len() < 8 {
        let text = "Zstandard dictionary content too short (must have at least eight bytes)";
        return Err(vm.value_error(text));
    }
    let serialized = Dictionary::is_serialized(&content);
    if !raw && !serialized {
        return Err(vm.value_error("invalid Zstandard dictionary"));
    }
    let id = match (serialized, content.get(4..8)) {
        (true, Some(&[a, b, c, d])) => u32::from_le_bytes([a, b, c, d]),
        _ => 0,
    };
    Ok(vm.heap.alloc(cls, ZstdDict { content, id }))
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, dict_content: Value, /, *, is_raw: bool = false) -> Res<Ref<ZstdDict>> {
        make(vm, &cls, &dict_content, is_raw)
    }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<ZstdDict>, /) -> String {
        format!("<ZstdDict dict_id={} dict_size={}>", this.id, this.content.len())
    }
    /// Return len(self).
    fn __len__(vm, this: Ref<ZstdDict>, /) -> usize { this.content.len() }
}

fn pair(vm: &Vm, this: &Ref<ZstdDict>, usage: usize) -> Value {
    vm.heap.tuple([this.value(), Value::Int(usage as i64)]).into_value()
}

attrs! { static ATTRS for ZstdDict;
    /// The Zstandard dictionary, an int between 0 and 2**32.
    fn dict_id(vm, this) -> i64 { i64::from(this.id) }
    /// The content of a Zstandard dictionary, as a bytes object.
    fn dict_content(vm, this) -> Octets { Octets(this.content.clone()) }
    /// Load as a digested dictionary to compressor.
    fn as_digested_dict(vm, this) -> Value { pair(vm, &this, 0) }
    /// Load as an undigested dictionary to compressor.
    fn as_undigested_dict(vm, this) -> Value { pair(vm, &this, 1) }
    /// Load as a prefix to compressor/decompressor.
    fn as_prefix(vm, this) -> Value { pair(vm, &this, 2) }
}

/// Makes the class.
pub fn put_classes(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec =
        ClassSpec { name: "ZstdDict", module: "compression.zstd", flags: 0, methods: METHODS, next: None };
    let class = put_class(vm, dict, &spec);
    vm.add_attrs(&class, ATTRS);
    let doc = "Represents a Zstandard dictionary.

  dict_content
    The content of the dictionary, bytes-like.
  is_raw
    Take any content; otherwise it must be that of a dictionary
    that was trained.

It can be shared by any number of compressors and decompressors.
";
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
}
