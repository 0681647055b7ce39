//! The East Asian encodings: `_codecs_cn`, `_codecs_hk`, `_codecs_jp`, `_codecs_kr`, `_codecs_tw`, `_codecs_iso2022`, and `_multibyte`, on which
//! `prelude/_multibytecodec.py` rests.
//!
//! `tables.rs` has the characters, `coder.rs` and `iso2022.rs` the steps, here they are run with error handlers. `jisx0213.rs` is a set
//! of characters by itself.

mod coder;
mod iso2022;
mod jisx0213;
mod tables;

use crate::natives;
use crate::natives::codecs::{drive, registry};
use crate::natives::types::support::bytes_like;
use crate::object::bytes::BytesObj;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::text::codecs::Fault;
use crate::object::text::wtf8;
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, TypeObj, Value};
use crate::payload;
use crate::vm::{Res, Vm};

use super::support::{ClassSpec, new_class, put};
use coder::{Bad, Coder, State, Tables};

payload! {
    /// `_multibytecodec.MultibyteCodec`
    pub struct Codec as "_multibytecodec.MultibyteCodec" {
    } plain {
        pub coder: Coder,
    }
}

/// The class of the codecs.
#[derive(Default)]
struct Class(Option<Ref<TypeObj>>);

const ILLEGAL: &str = "illegal multibyte sequence";
const INCOMPLETE: &str = "incomplete multibyte sequence";

fn reason(bad: Bad, rest: usize) -> (&'static str, usize) {
    match bad {
        Bad::Illegal(n) => (ILLEGAL, n.min(rest)),
        Bad::Few => (INCOMPLETE, rest),
    }
}

/// Bytes to text: the text, and how many bytes were used. Without `last` what is not whole is left.
fn decode(
    vm: &mut Vm,
    coder: &Coder,
    data: &[u8],
    errors: &str,
    state: &mut State,
    last: bool,
) -> Res<(Vec<u8>, usize)> {
    let mut out = Vec::new();
    let mut codes = Vec::new();
    let mut at = 0;
    vm.room_for(data.len())?;
    while at < data.len() {
        let step = coder.decode(state, &data[at..], &mut codes);
        codes.drain(..).for_each(|c| wtf8::push(&mut out, c));
        let bad = match step {
            Ok(n) => {
                at += n;
                continue;
            }
            Err(Bad::Few) if !last => break,
            Err(bad) => bad,
        };
        let (reason, n) = reason(bad, data.len() - at);
        let fault = Fault { encoding: coder.name, start: at, end: at + n, reason, incomplete: false };
        match errors {
            "ignore" => at = fault.end,
            "replace" => {
                wtf8::push(&mut out, 0xfffd);
                at = fault.end;
            }
            _ => {
                let object = vm.heap.bytes_of(data).into_value();
                let x = drive::exception(vm, &fault, object, true);
                if errors == "strict" {
                    return Err(vm.raise(x));
                }
                let f = registry::handler(vm, errors)?;
                let (text, next) = registry::answer_of_multibyte(vm, &f, x, data.len(), true)?;
                if let Some(s) = text.cast::<StrObj>() {
                    vm.room_for(out.len() + s.bytes().len())?;
                    out.extend_from_slice(s.bytes());
                }
                at = next;
            }
        }
    }
    Ok((out, at))
}

/// Text to bytes: the bytes, and how many characters were used.
fn encode(
    vm: &mut Vm,
    coder: &Coder,
    text: &Ref<StrObj>,
    errors: &str,
    state: &mut State,
    last: bool,
) -> Res<(Vec<u8>, usize)> {
    let codes: Vec<u32> = wtf8::code_points(text.bytes()).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < codes.len() {
        let bad = match coder.encode(state, &codes[at..], last, &mut out) {
            Ok(n) => {
                at += n;
                continue;
            }
            Err(Bad::Few) if !last => break,
            Err(bad) => bad,
        };
        let (reason, n) = reason(bad, codes.len() - at);
        let fault = Fault { encoding: coder.name, start: at, end: at + n, reason, incomplete: false };
        match errors {
            "ignore" => at = fault.end,
            "replace" => {
                if coder.encode(state, &[b'?'.into()], true, &mut out).is_err() {
                    out.push(b'?');
                }
                at = fault.end;
            }
            _ => {
                let x = drive::exception(vm, &fault, text.value(), false);
                if errors == "strict" {
                    return Err(vm.raise(x));
                }
                let f = registry::handler(vm, errors)?;
                let (answer, next) = registry::answer_of_multibyte(vm, &f, x, codes.len(), false)?;
                if let Some(b) = answer.cast::<BytesObj>() {
                    out.extend_from_slice(b.bytes());
                } else if let Some(s) = answer.to_ref::<StrObj>() {
                    let (bytes, _) = encode(vm, coder, &s, "strict", state, true)?;
                    out.extend(bytes);
                }
                at = next;
            }
        }
        vm.room_for(out.len())?;
    }
    Ok((out, at))
}

fn errors_name(vm: &mut Vm, method: &str, errors: &Value) -> Res<String> {
    match errors {
        Value::Undef | Value::None => Ok("strict".into()),
        v => match v.cast::<StrObj>() {
            Some(s) => Ok(s.to_text()),
            None => {
                let class = vm.class_name(v);
                Err(vm.type_error(format!("{method}() argument 'errors' must be str or None, not {class}")))
            }
        },
    }
}

fn text_arg(vm: &mut Vm, v: &Value) -> Res<Ref<StrObj>> {
    match v.to_ref::<StrObj>() {
        Some(s) => Ok(s),
        None => vm.str(v),
    }
}

fn result(vm: &mut Vm, v: Value, n: usize) -> Value {
    vm.heap.tuple([v, Value::Int(n as i64)]).into_value()
}

natives! { static METHODS;
    /// Return an encoded string version of 'input'.
    ///
    /// 'errors' may be given to set a different error handling scheme. Default is
    /// 'strict' meaning that encoding errors raise a UnicodeEncodeError. Other possible
    /// values are 'ignore', 'replace' and 'xmlcharrefreplace' as well as any other name
    /// registered with codecs.register_error that can handle UnicodeEncodeErrors.
    fn encode(vm, this: Ref<Codec>, /, input: Value, errors: Value = Value::None) -> Res {
        let errors = errors_name(vm, "encode", &errors)?;
        let text = text_arg(vm, &input)?;
        let mut state = this.coder.start_encoding();
        let (mut bytes, n) = encode(vm, &this.coder, &text, &errors, &mut state, true)?;
        this.coder.reset(&mut state, &mut bytes);
        let bytes = vm.heap.bytes_from_vec(bytes).into_value();
        Ok(result(vm, bytes, n))
    }
    /// Decodes 'input'.
    ///
    /// 'errors' may be given to set a different error handling scheme. Default is
    /// 'strict' meaning that encoding errors raise a UnicodeDecodeError. Other possible
    /// values are 'ignore' and 'replace' as well as any other name registered with
    /// codecs.register_error that is able to handle UnicodeDecodeErrors."
    fn decode(vm, this: Ref<Codec>, /, input: Value, errors: Value = Value::None) -> Res {
        let errors = errors_name(vm, "decode", &errors)?;
        let data = bytes_like(vm, &input)?;
        let mut state = this.coder.start();
        let (text, _) = decode(vm, &this.coder, &data, &errors, &mut state, true)?;
        let text = vm.new_str(text)?;
        Ok(result(vm, text, data.len()))
    }
}

/// A state that a script has kept.
fn state_of(vm: &mut Vm, v: &Value) -> Res<State> {
    let bytes = bytes_like(vm, v)?;
    match State::try_from(&bytes[..]) {
        Ok(state) => Ok(state),
        Err(_) => Err(vm.value_error("a state has eight bytes")),
    }
}

natives! { static PARTS;
    /// Encodes a piece: the bytes, how many characters were used, and the state.
    fn encode_part(vm, codec: Ref<Codec>, text: Ref<StrObj>, errors: Ref<StrObj>, state: Value, last: bool, /) -> Res {
        let mut state = state_of(vm, &state)?;
        let (bytes, n) = encode(vm, &codec.coder, &text, &errors.to_text(), &mut state, last)?;
        let bytes = vm.heap.bytes_from_vec(bytes).into_value();
        let state = vm.heap.bytes_of(&state).into_value();
        Ok(vm.heap.tuple([bytes, Value::Int(n as i64), state]).into_value())
    }
    /// Decodes a piece: the text, how many bytes were used, and the state.
    fn decode_part(vm, codec: Ref<Codec>, data: Value, errors: Ref<StrObj>, state: Value, last: bool, /) -> Res {
        let mut state = state_of(vm, &state)?;
        let data = bytes_like(vm, &data)?;
        let (text, n) = decode(vm, &codec.coder, &data, &errors.to_text(), &mut state, last)?;
        let text = vm.new_str(text)?;
        let state = vm.heap.bytes_of(&state).into_value();
        Ok(vm.heap.tuple([text, Value::Int(n as i64), state]).into_value())
    }
    /// What must be written to go back to the beginning.
    fn reset_part(vm, codec: Ref<Codec>, state: Value, /) -> Res {
        let mut state = state_of(vm, &state)?;
        let mut out = Vec::new();
        codec.coder.reset(&mut state, &mut out);
        let bytes = vm.heap.bytes_from_vec(out).into_value();
        let state = vm.heap.bytes_of(&state).into_value();
        Ok(vm.heap.tuple([bytes, state]).into_value())
    }
    /// The state at the beginning of bytes that are read.
    fn start(vm, codec: Ref<Codec>, /) -> Value {
        let state = codec.coder.start();
        vm.heap.bytes_of(&state).into_value()
    }
    /// The state at the beginning of bytes that are written.
    fn start_encoding(vm, codec: Ref<Codec>, /) -> Value {
        let state = codec.coder.start_encoding();
        vm.heap.bytes_of(&state).into_value()
    }
    /// The name of a codec's encoding.
    fn name(vm, codec: Ref<Codec>, /) -> Value { vm.heap.str(codec.coder.name).into_value() }
}

/// The encodings of each module.
const CN: &[&str] = &["gb2312", "gbk", "gb18030", "hz"];
const HK: &[&str] = &["big5hkscs"];
const JP: &[&str] =
    &["shift_jis", "cp932", "euc_jp", "euc_jis_2004", "euc_jisx0213", "shift_jis_2004", "shift_jisx0213"];
const KR: &[&str] = &["euc_kr", "cp949", "johab"];
const TW: &[&str] = &["big5", "cp950"];
const ISO: &[&str] = &[
    "iso2022_kr",
    "iso2022_jp",
    "iso2022_jp_1",
    "iso2022_jp_2",
    "iso2022_jp_3",
    "iso2022_jp_2004",
    "iso2022_jp_ext",
];

fn get(vm: &mut Vm, name: &Value, names: &[&str]) -> Res {
    let Some(name) = name.cast::<StrObj>().map(StrObj::to_text) else {
        return Err(vm.type_error("encoding name must be a string."));
    };
    let found =
        if names.contains(&name.as_str()) { Coder::find(vm.extension::<Tables>(), &name) } else { None };
    let Some(coder) = found else {
        let class = vm.types().lookup_error.clone();
        return Err(vm.error(&class, "no such codec is supported."));
    };
    let class = class(vm);
    Ok(vm.heap.alloc(&class, Codec { coder }).into_value())
}

fn class(vm: &mut Vm) -> Ref<TypeObj> {
    if let Some(class) = &vm.extension::<Class>().0 {
        return class.clone();
    }
    let spec = ClassSpec {
        name: "MultibyteCodec",
        module: "_multibytecodec",
        flags: NO_NEW,
        methods: METHODS,
        next: None,
    };
    let class = new_class(vm, &spec);
    vm.extension::<Class>().0 = Some(class.clone());
    class
}

natives! { static GET_CN;
    fn getcodec(vm, encoding: Value, /) -> Res { get(vm, &encoding, CN) }
}
natives! { static GET_HK;
    fn getcodec(vm, encoding: Value, /) -> Res { get(vm, &encoding, HK) }
}
natives! { static GET_JP;
    fn getcodec(vm, encoding: Value, /) -> Res { get(vm, &encoding, JP) }
}
natives! { static GET_KR;
    fn getcodec(vm, encoding: Value, /) -> Res { get(vm, &encoding, KR) }
}
natives! { static GET_TW;
    fn getcodec(vm, encoding: Value, /) -> Res { get(vm, &encoding, TW) }
}
natives! { static GET_ISO;
    fn getcodec(vm, encoding: Value, /) -> Res { get(vm, &encoding, ISO) }
}

/// Fills `_codecs_cn`.
pub fn init_cn(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_codecs_cn", GET_CN);
    Ok(())
}
/// Fills `_codecs_hk`.
pub fn init_hk(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_codecs_hk", GET_HK);
    Ok(())
}
/// Fills `_codecs_jp`.
pub fn init_jp(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_codecs_jp", GET_JP);
    Ok(())
}
/// Fills `_codecs_kr`.
pub fn init_kr(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_codecs_kr", GET_KR);
    Ok(())
}
/// Fills `_codecs_tw`.
pub fn init_tw(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_codecs_tw", GET_TW);
    Ok(())
}
/// Fills `_codecs_iso2022`.
pub fn init_iso(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_codecs_iso2022", GET_ISO);
    Ok(())
}
/// Fills `_multibyte`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_multibyte", PARTS);
    let class = class(vm);
    put(vm, dict, "MultibyteCodec", class.value());
    Ok(())
}
