//! `pyexpat`: an XML parser that takes its document in pieces and calls handlers, with expat's behaviour (events and their pieces, places, faults).
//!
//! Bytes come in, handlers are called. `tokens.rs` finds tokens, `roles.rs` says what those of a DTD are for, `engine.rs` is the parser (with `content.rs`,
//! `tags.rs`, `prolog.rs`, `values.rs`), `calls.rs` calls the handlers, `parser.rs` is the object that scripts hold. Read `engine.rs` first.

mod calls;
mod chars;
mod content;
mod dtd;
mod engine;
mod error;
mod input;
mod names;
mod parser;
mod prolog;
mod roles;
mod state;
mod tags;
mod tokens;
mod values;
mod xmldecl;

use crate::natives;
use crate::object::dict::DictObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::support::{put, put_ints, put_str};

/// What the module keeps.
struct State {
    parser: Ref<TypeObj>,
    error: Value,
}

#[derive(Default)]
struct Kept(Option<State>);

fn state_of(vm: &mut Vm) -> &mut State {
    match &mut vm.extension::<Kept>().0 {
        Some(state) => state,
        None => crate::bug!("the module's objects are made by the module"),
    }
}

natives! { static FUNCTIONS;
    /// Return a new XML parser object.
    fn ParserCreate(vm, /, encoding: Value = Value::None, namespace_separator: Value = Value::None, intern: Value = Value::Undef) -> Res {
        parser::create(vm, &encoding, &namespace_separator, intern)
    }
    /// Returns string error for given number.
    fn ErrorString(vm, code: i64, /) -> Value {
        match error::text(code) {
            Some(text) => vm.heap.str(text).into_value(),
            None => Value::None,
        }
    }
}

const FEATURES: [(&str, i64); 10] = [
    ("sizeof(XML_Char)", 1),
    ("sizeof(XML_LChar)", 1),
    ("XML_DTD", 0),
    ("XML_CONTEXT_BYTES", 1024),
    ("XML_NS", 0),
    ("XML_BLAP_MAX_AMP", 100),
    ("XML_BLAP_ACT_THRES", 8 << 20),
    ("XML_GE", 0),
    ("XML_AT_MAX_AMP", 100),
    ("XML_AT_ACT_THRES", 64 << 20),
];

/// A module inside of this one.
fn part(vm: &mut Vm, dict: &Ref<DictObj>, name: &str, doc: &str) -> Ref<DictObj> {
    let inner = vm.heap.dict();
    let module = vm.add_module(&format!("pyexpat.{name}"), inner.clone());
    put_str(vm, &inner, "__doc__", doc);
    for key in ["__package__", "__loader__", "__spec__"] {
        put(vm, &inner, key, Value::None);
    }
    put(vm, dict, name, module);
    inner
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let error = match &vm.extension::<Kept>().0 {
        Some(state) => state.error.clone(),
        None => super::support::new_exception(vm, "ExpatError", "xml.parsers.expat", "Exception")?,
    };
    let class = parser::make_class(vm);
    put(vm, dict, "error", error.clone());
    put(vm, dict, "ExpatError", error.clone());
    put(vm, dict, "XMLParserType", class.value());
    vm.extension::<Kept>().0 = Some(State { parser: class, error });
    vm.add_functions(dict, "pyexpat", FUNCTIONS);
    put_str(vm, dict, "__doc__", "Python wrapper for Expat parser.");
    put_str(vm, dict, "EXPAT_VERSION", "expat_2.9.0");
    put_str(vm, dict, "native_encoding", "UTF-8");
    let version = vm.heap.tuple([2, 9, 0].map(Value::Int)).into_value();
    put(vm, dict, "version_info", version);
    let features = FEATURES.map(|(name, n)| {
        let name = vm.heap.str(name).into_value();
        vm.heap.tuple([name, Value::Int(n)]).into_value()
    });
    let features = vm.heap.list(features.to_vec()).into_value();
    put(vm, dict, "features", features);
    put_ints(
        vm,
        dict,
        &[
            ("XML_PARAM_ENTITY_PARSING_NEVER", 0),
            ("XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE", 1),
            ("XML_PARAM_ENTITY_PARSING_ALWAYS", 2),
        ],
    );
    let errors = part(vm, dict, "errors", "Constants used to describe error conditions.");
    let (codes, messages) = (vm.heap.dict(), vm.heap.dict());
    for (constant, number, text) in error::FAULTS {
        put_str(vm, &errors, constant, text);
        put_ints(vm, &codes, &[(text, *number)]);
        let text = vm.heap.str(text).into_value();
        drop(vm.dict_set(&messages, Value::Int(*number), text)?);
    }
    put(vm, &errors, "codes", codes.into_value());
    put(vm, &errors, "messages", messages.into_value());
    let model = part(vm, dict, "model", "Constants used to interpret content model information.");
    put_ints(
        vm,
        &model,
        &[
            ("XML_CTYPE_EMPTY", 1),
            ("XML_CTYPE_ANY", 2),
            ("XML_CTYPE_MIXED", 3),
            ("XML_CTYPE_NAME", 4),
            ("XML_CTYPE_CHOICE", 5),
            ("XML_CTYPE_SEQ", 6),
            ("XML_CQUANT_NONE", 0),
            ("XML_CQUANT_OPT", 1),
            ("XML_CQUANT_REP", 2),
            ("XML_CQUANT_PLUS", 3),
        ],
    );
    Ok(())
}
