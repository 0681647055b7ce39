//! `_codecs`: conversions between text and bytes by name, and `_suggestions`: "did you mean".

use crate::natives;
use crate::natives::files::coding::{decode_bytes, encode_text, find_codec};
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::text::codecs::Errors;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::support::buffer_arg;

fn words(encoding: Option<Ref<StrObj>>, errors: Option<Ref<StrObj>>) -> (String, Errors) {
    let name = encoding.map_or_else(|| "utf-8".to_string(), |s| s.to_text());
    (name, errors.map_or(Errors::Strict, |s| Errors::find(&s.to_text())))
}

natives! { static FUNCTIONS;
    /// Encodes obj using the codec registered for encoding.
    fn encode(vm, /, obj: Ref<StrObj>, encoding: Option<Ref<StrObj>> = None, errors: Option<Ref<StrObj>> = None) -> Res {
        let (name, handler) = words(encoding, errors);
        let codec = find_codec(vm, &name)?;
        let data = encode_text(vm, obj.bytes(), codec, &handler)?;
        Ok(vm.heap.bytes_from_vec(data).into_value())
    }
    /// Decodes obj using the codec registered for encoding.
    fn decode(vm, /, obj: Value, encoding: Option<Ref<StrObj>> = None, errors: Option<Ref<StrObj>> = None) -> Res {
        let (name, handler) = words(encoding, errors);
        let codec = find_codec(vm, &name)?;
        let data = buffer_arg(vm, &obj)?;
        let text = decode_bytes(vm, &data, codec, &handler)?;
        vm.new_str(text)
    }
    /// The name of the codec that an encoding means; LookupError if there is none.
    fn _codec_name(vm, encoding: Ref<StrObj>, /) -> Res<&'static str> { Ok(find_codec(vm, &encoding.to_text())?.name()) }
}

natives! { static SUGGESTIONS;
    /// Returns the candidate that is closest to a wrong name, or None.
    fn _generate_suggestions(vm, candidates: Value, item: Ref<StrObj>, /) -> Res {
        let items = vm.collect(&candidates)?;
        let mut texts = Vec::with_capacity(items.len());
        for v in &items {
            match v.cast::<StrObj>() {
                Some(s) => texts.push(s.to_text()),
                None => return Err(vm.type_error("all elements in 'candidates' must be strings")),
            }
        }
        let wrong = item.to_text();
        let found = crate::diag::suggest::closest(&wrong, texts.iter().map(String::as_str)).map(str::to_string);
        Ok(found.map_or(Value::None, |f| vm.heap.str(&f).into_value()))
    }
}

/// Fills `_codecs`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_codecs", FUNCTIONS);
    Ok(())
}

/// Fills `_suggestions`.
pub fn init_suggestions(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_suggestions", SUGGESTIONS);
    Ok(())
}
