//! `pyexpat.xmlparser`: the object that scripts hold.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::natives;
use crate::natives::codecs::drive;
use crate::natives::types::support::bytes_like;
use crate::object::bytes::{ByteArrayObj, BytesObj};
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::text::codecs::Codec;
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, TypeObj, Value};
use crate::payload;
use crate::vm::native::AttrDef;
use crate::vm::{Raised, Res, Vm};

use super::super::support::{ClassSpec, new_class, size_arg};
use super::calls::Caller;
use super::engine::Engine;
use super::error::{self, Fault};
use super::state::{HANDLERS, Handler, ParamParsing, Shared, Stage};

payload! {
    /// `pyexpat.xmlparser`
    pub struct Parser as "pyexpat.xmlparser" {
        pub handlers: RefCell<Vec<Value>>,
        /// Texts that were told already, or None.
        pub intern: Value,
        /// The parser that this one was made by.
        pub parent: Option<Value>,
    } plain {
        pub shared: Rc<Shared>,
        pub engine: RefCell<Engine>,
        /// Characters that are kept together, if they are.
        pub buffer: RefCell<Option<Vec<u8>>>,
        pub buffer_size: Cell<i64>,
        pub ordered: Cell<bool>,
        pub specified: Cell<bool>,
        pub in_callback: Cell<bool>,
    }
}

/// Bytes of a document that go to the parser at once.
const CHUNK: usize = 1 << 20;
/// Bytes that are read from a file at once.
const READ: usize = 2048;

fn make(
    shared: Shared,
    engine: impl FnOnce(Rc<Shared>) -> Engine,
    intern: Value,
    parent: Option<Value>,
) -> Parser {
    let shared = Rc::new(shared);
    Parser {
        handlers: RefCell::new(vec![Value::None; HANDLERS]),
        intern,
        parent,
        engine: RefCell::new(engine(shared.clone())),
        shared,
        buffer: RefCell::new(None),
        buffer_size: Cell::new(8192),
        ordered: Cell::new(false),
        specified: Cell::new(false),
        in_callback: Cell::new(false),
    }
}

fn text_arg(vm: &mut Vm, v: &Value, what: &str, none: bool) -> Res<Option<String>> {
    if v.is_undef() || none && v.is_none() {
        return Ok(None);
    }
    let Some(s) = v.to_ref::<StrObj>() else {
        let class = if v.is_none() { "None".into() } else { vm.class_name(v) };
        let or = if none { " or None" } else { "" };
        return Err(vm.type_error(format!("{what} must be str{or}, not {class}")));
    };
    let bytes = drive::encode(vm, &s, Codec::Utf8, "strict")?;
    if bytes.contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// `ParserCreate`
pub fn create(vm: &mut Vm, encoding: &Value, separator: &Value, intern: Value) -> Res {
    let encoding = text_arg(vm, encoding, "ParserCreate() argument 'encoding'", true)?;
    let separator = text_arg(vm, separator, "ParserCreate() argument 'namespace_separator'", true)?;
    if separator.as_ref().is_some_and(|s| s.len() > 1) {
        return Err(vm.value_error("namespace_separator must be at most one character, omitted, or None"));
    }
    let intern = match intern {
        Value::Undef => vm.heap.dict().into_value(),
        v if v.is_none() || v.is_a::<DictObj>() => v,
        _ => return Err(vm.type_error("intern must be a dictionary")),
    };
    let byte = separator.as_ref().and_then(|s| s.bytes().next());
    let shared = Shared::new(encoding, separator.is_some(), byte);
    let class = super::state_of(vm).parser.clone();
    Ok(vm.heap.alloc(&class, make(shared, Engine::new, intern, None)).into_value())
}

/// Raises `ExpatError` for a fault.
#[cold]
pub fn raise(vm: &mut Vm, this: &Ref<Parser>, number: i64) -> Raised {
    let (line, column) = this.shared.place();
    let sentence = error::text(number).unwrap_or("unknown error");
    let text = format!("{sentence}: line {line}, column {column}");
    let fields = [("code", number), ("offset", column as i64), ("lineno", line as i64)];
    error_with(vm, &text, &fields)
}

fn error_with(vm: &mut Vm, text: &str, fields: &[(&str, i64)]) -> Raised {
    let class = super::state_of(vm).error.clone();
    let text = vm.heap.str(text).into_value();
    let x = match vm.call(&class, &[text]) {
        Ok(x) => x,
        Err(e) => return e,
    };
    for (name, n) in fields {
        let name = vm.heap.intern(name);
        if let Err(e) = vm.set_attr(&x, &name, Value::Int(*n)) {
            return e;
        }
    }
    vm.raise(x)
}

fn idle(vm: &mut Vm, this: &Ref<Parser>, method: &str) -> Res<()> {
    if this.in_callback.get() || this.engine.try_borrow_mut().is_err() {
        return Err(vm.runtime_error(format!("cannot call {method}() from within a handler")));
    }
    Ok(())
}

/// Parses a piece; what handlers raised comes first.
fn feed(vm: &mut Vm, this: &Ref<Parser>, data: &[u8], last: bool) -> Res<Result<(), Fault>> {
    let mut caller = Caller::new(vm, this);
    let result = match this.engine.try_borrow_mut() {
        Ok(mut engine) => engine.parse(&mut caller, data, last),
        Err(_) => Err(Fault::UnexpectedState),
    };
    match caller.raised.take() {
        Some(x) => Err(vm.reraise(x)),
        None => Ok(result),
    }
}

fn finish(vm: &mut Vm, this: &Ref<Parser>, result: Result<(), Fault>) -> Res {
    if let Err(fault) = result {
        return Err(raise(vm, this, fault as i64));
    }
    flush(vm, this)?;
    Ok(Value::Int(1))
}

/// Tells the characters that are kept.
pub fn flush(vm: &mut Vm, this: &Ref<Parser>) -> Res<()> {
    let mut caller = Caller::new(vm, this);
    caller.flush()
}

fn parse(vm: &mut Vm, this: &Ref<Parser>, data: &Value, last: bool) -> Res {
    idle(vm, this, "Parse")?;
    let bytes = match data.to_ref::<StrObj>() {
        Some(s) => {
            let bytes = drive::encode(vm, &s, Codec::Utf8, "strict")?;
            if this.shared.stage.get() == Stage::Begins {
                *this.shared.agreed.borrow_mut() = Some("utf-8".into());
            }
            bytes
        }
        None => bytes_like(vm, data)?,
    };
    let mut rest = &bytes[..];
    while rest.len() > CHUNK {
        let (piece, more) = rest.split_at(CHUNK);
        let result = feed(vm, this, piece, false)?;
        if result.is_err() {
            return finish(vm, this, result);
        }
        rest = more;
        vm.let_die()?;
    }
    let result = feed(vm, this, rest, last)?;
    finish(vm, this, result)
}

fn parse_file(vm: &mut Vm, this: &Ref<Parser>, file: &Value) -> Res {
    idle(vm, this, "ParseFile")?;
    let name = vm.heap.intern("read");
    let Some(read) = vm.get_attr_opt(file, &name)? else {
        return Err(vm.type_error("argument must have 'read' attribute"));
    };
    loop {
        let v = vm.call(&read, &[Value::Int(READ as i64)])?;
        let bytes = if let Some(b) = v.cast::<BytesObj>() {
            b.bytes().to_vec()
        } else if let Some(b) = v.cast::<ByteArrayObj>() {
            b.borrow().clone()
        } else {
            let class = vm.class_name(&v);
            return Err(vm.type_error(format!("read() did not return a bytes object (type={class})")));
        };
        let n = bytes.len();
        if n > READ {
            let text = format!("read() returned too much data: {READ} bytes requested, {n} returned");
            return Err(vm.value_error(text));
        }
        let result = feed(vm, this, &bytes, n == 0)?;
        if result.is_err() || n == 0 {
            return finish(vm, this, result);
        }
    }
}

fn external(vm: &mut Vm, this: &Ref<Parser>, context: &Value, encoding: &Value) -> Res {
    let context = text_arg(vm, context, "ExternalEntityParserCreate() argument 1", true)?;
    let encoding = text_arg(vm, encoding, "ExternalEntityParserCreate() argument 2", false)?;
    let shared = this.shared.child(context.is_none(), encoding);
    let child =
        make(shared, |s| Engine::child(s, context.as_deref()), this.intern.clone(), Some(this.value()));
    child.handlers.borrow_mut().clone_from(&this.handlers.borrow());
    if this.buffer.borrow().is_some() {
        *child.buffer.borrow_mut() = Some(Vec::new());
    }
    child.buffer_size.set(this.buffer_size.get());
    child.ordered.set(this.ordered.get());
    child.specified.set(this.specified.get());
    let class = super::state_of(vm).parser.clone();
    Ok(vm.heap.alloc(&class, child).into_value())
}

/// An argument that is not taken, with the place where the parser stands.
#[cold]
fn refuse(vm: &mut Vm, this: &Ref<Parser>, text: &str) -> Raised {
    let (line, column) = this.shared.place();
    let code = Fault::InvalidArgument as i64;
    error_with(vm, text, &[("code", code), ("offset", column as i64), ("lineno", line as i64)])
}

/// The root parser's accounts, or an error.
fn root(vm: &mut Vm, this: &Ref<Parser>) -> Res<()> {
    if this.shared.is_child {
        return Err(refuse(vm, this, "parser must be a root parser"));
    }
    Ok(())
}

fn factor(vm: &mut Vm, this: &Ref<Parser>, max: f64) -> Res<()> {
    root(vm, this)?;
    if max.is_nan() || max < 1.0 {
        return Err(refuse(vm, this, "'max_factor' must be at least 1.0"));
    }
    Ok(())
}

natives! { static METHODS;
    /// Parse XML data.
    ///
    /// 'data' can be a bytes-like object or a string.  If it is a string,
    /// the encoding declaration in the XML data is ignored.
    /// 'isfinal' should be true at end of input.
    fn Parse(vm, this: Ref<Parser>, data: Value, isfinal: bool = false, /) -> Res { parse(vm, &this, &data, isfinal) }
    /// Parse XML data from a binary file-like object.
    ///
    /// Its read() method should return bytes.
    fn ParseFile(vm, this: Ref<Parser>, file: Value, /) -> Res { parse_file(vm, &this, &file) }
    /// Set the base URL for the parser.
    fn SetBase(vm, this: Ref<Parser>, base: Value, /) -> Res<()> {
        let base = text_arg(vm, &base, "SetBase() argument", false)?;
        *this.shared.base.borrow_mut() = base.map(Into::into);
        Ok(())
    }
    /// Return base URL string for the parser.
    fn GetBase(vm, this: Ref<Parser>, /) -> Value {
        match &*this.shared.base.borrow() {
            Some(base) => vm.heap.str(base).into_value(),
            None => Value::None,
        }
    }
    /// Return the input which generated the current event as bytes.
    ///
    /// The data is in the encoding of the entity which contains the text.
    /// It extends to the end of the currently buffered input, therefore it
    /// can contain also the data of the following events, and if the event
    /// was generated by a large amount of text, it can be incomplete.
    fn GetInputContext(vm, this: Ref<Parser>, /) -> Value {
        let s = &this.shared;
        let Some(event) = s.event.get().filter(|_| this.in_callback.get()) else { return Value::None };
        let text = s.text.borrow();
        let bytes = s.encoding.borrow().source(&text[event.min(text.len())..]);
        vm.heap.bytes_from_vec(bytes).into_value()
    }
    /// Create a parser for parsing an external entity based on the information passed to the ExternalEntityRefHandler.
    fn ExternalEntityParserCreate(vm, this: Ref<Parser>, context: Value, encoding: Value = Value::Undef, /) -> Res {
        external(vm, &this, &context, &encoding)
    }
    /// Controls parsing of parameter entities (including the external DTD subset).
    ///
    /// Possible flag values are XML_PARAM_ENTITY_PARSING_NEVER,
    /// XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE and
    /// XML_PARAM_ENTITY_PARSING_ALWAYS. Returns true if setting the flag
    /// was successful.
    fn SetParamEntityParsing(vm, this: Ref<Parser>, flag: i64, /) -> i64 {
        let _ = vm;
        if this.shared.stage.get() == Stage::Parses {
            return 0;
        }
        this.shared.param_parsing.set(match flag {
            0 => ParamParsing::Never,
            1 => ParamParsing::UnlessStandalone,
            _ => ParamParsing::Always,
        });
        1
    }
    /// Allows the application to provide an artificial external subset if one is not specified as part of the document instance.
    ///
    /// This readily allows the use of a 'default' document type controlled
    /// by the application, while still getting the advantage of providing
    /// document type information to the parser. 'flag' defaults to True if
    /// not provided.
    fn UseForeignDTD(vm, this: Ref<Parser>, flag: bool = true, /) -> Res<()> {
        if this.shared.stage.get() == Stage::Parses {
            return Err(raise(vm, &this, Fault::CannotChange as i64));
        }
        this.shared.foreign.set(flag);
        Ok(())
    }
    /// Enable/Disable reparse deferral; enabled by default with Expat >=2.6.0.
    fn SetReparseDeferralEnabled(vm, this: Ref<Parser>, enabled: bool, /) { let _ = vm; this.shared.deferral.set(enabled); }
    /// Retrieve reparse deferral enabled status; always returns false with Expat <2.6.0.
    fn GetReparseDeferralEnabled(vm, this: Ref<Parser>, /) -> bool { let _ = vm; this.shared.deferral.get() }
    /// Sets the maximum tolerated amplification factor for protection against billion laughs attacks.
    ///
    /// The amplification factor is calculated as "(direct + indirect) / direct"
    /// while parsing, where "direct" is the number of bytes read from the primary
    /// document in parsing and "indirect" is the number of bytes added by expanding
    /// entities and reading of external DTD files, combined.
    ///
    /// The 'max_factor' value must be a non-NaN floating point value greater than
    /// or equal to 1.0. Amplification factors greater than 30,000 can be observed
    /// in the middle of parsing even with benign files in practice. In particular,
    /// the activation threshold should be carefully chosen to avoid false positives.
    ///
    /// Parser objects usually have a maximum amplification factor of 100,
    /// but the actual default value depends on the underlying Expat library.
    fn SetBillionLaughsAttackProtectionMaximumAmplification(vm, this: Ref<Parser>, max_factor: f64, /) -> Res<()> {
        factor(vm, &this, max_factor)?;
        this.shared.accounts.most.set(max_factor);
        Ok(())
    }
    /// Sets the number of output bytes needed to activate protection against billion laughs attacks.
    ///
    /// The number of output bytes includes amplification from entity expansion
    /// and reading DTD files.
    ///
    /// Parser objects usually have a protection activation threshold of 8 MiB,
    /// but the actual default value depends on the underlying Expat library.
    ///
    /// Activation thresholds below 4 MiB are known to break support for DITA 1.3
    /// payload and are hence not recommended.
    fn SetBillionLaughsAttackProtectionActivationThreshold(vm, this: Ref<Parser>, threshold: Value, /) -> Res<()> {
        let n = size_arg(vm, &threshold)?;
        root(vm, &this)?;
        this.shared.accounts.threshold.set(n);
        Ok(())
    }
    /// Sets the maximum amplification factor between direct input and bytes of dynamic memory allocated.
    ///
    /// The amplification factor is calculated as "allocated / direct" while
    /// parsing, where "direct" is the number of bytes read from the primary
    /// document in parsing and "allocated" is the number of bytes of dynamic
    /// memory allocated in the parser hierarchy.
    ///
    /// The 'max_factor' value must be a non-NaN floating point value greater than
    /// or equal to 1.0. Amplification factors greater than 100.0 can be observed
    /// near the start of parsing even with benign files in practice. In particular,
    /// the activation threshold should be carefully chosen to avoid false positives.
    ///
    /// Parser objects usually have a maximum amplification factor of 100,
    /// but the actual default value depends on the underlying Expat library.
    fn SetAllocTrackerMaximumAmplification(vm, this: Ref<Parser>, max_factor: f64, /) -> Res<()> {
        factor(vm, &this, max_factor)?;
        this.shared.accounts.held_most.set(max_factor);
        Ok(())
    }
    /// Sets the number of allocated bytes of dynamic memory needed to activate protection against disproportionate use of RAM.
    ///
    /// Parser objects usually have an allocation activation threshold of 64 MiB,
    /// but the actual default value depends on the underlying Expat library.
    fn SetAllocTrackerActivationThreshold(vm, this: Ref<Parser>, threshold: Value, /) -> Res<()> {
        let n = size_arg(vm, &threshold)?;
        root(vm, &this)?;
        this.shared.accounts.held_threshold.set(n);
        Ok(())
    }
}

fn own(vm: &mut Vm, v: &Value) -> Res<Ref<Parser>> {
    match v.to_ref::<Parser>() {
        Some(p) => Ok(p),
        None => Err(vm.wrong_receiver(v)),
    }
}

fn given(vm: &mut Vm, v: &Value) -> Res<()> {
    if v.is_undef() { Err(vm.runtime_error("Cannot delete attribute")) } else { Ok(()) }
}

fn set_handler(vm: &mut Vm, this: &Value, h: Handler, v: Value) -> Res<()> {
    given(vm, &v)?;
    let this = own(vm, this)?;
    if h == Handler::CharacterData {
        // What is kept belongs to the old one.
        flush(vm, &this)?;
    }
    let bit = 1 << h as u32;
    let mask = this.shared.handlers.get();
    this.shared.handlers.set(if v.is_none() { mask & !bit } else { mask | bit });
    // Of the two default handlers the parser knows the one that was set last.
    if matches!(h, Handler::Default | Handler::DefaultExpand) && !v.is_none() {
        let other = if h == Handler::Default { Handler::DefaultExpand } else { Handler::Default };
        this.shared.handlers.set(this.shared.handlers.get() & !(1 << other as u32));
    }
    let old = std::mem::replace(&mut this.handlers.borrow_mut()[h as usize], v);
    drop(old);
    Ok(())
}

macro_rules! handlers {
    ($($name:literal $handler:ident;)*) => {
        static HANDLER_ATTRS: &[AttrDef] = &[$(AttrDef {
            name: $name,
            doc: "",
            get: |vm, this| Ok(own(vm, this)?.handlers.borrow()[Handler::$handler as usize].clone()),
            set: Some(|vm, this, v| set_handler(vm, this, Handler::$handler, v)),
        },)*];
    };
}

handlers! {
    "StartElementHandler" StartElement;
    "EndElementHandler" EndElement;
    "ProcessingInstructionHandler" ProcessingInstruction;
    "CharacterDataHandler" CharacterData;
    "UnparsedEntityDeclHandler" UnparsedEntityDecl;
    "NotationDeclHandler" NotationDecl;
    "StartNamespaceDeclHandler" StartNamespaceDecl;
    "EndNamespaceDeclHandler" EndNamespaceDecl;
    "CommentHandler" Comment;
    "StartCdataSectionHandler" StartCdataSection;
    "EndCdataSectionHandler" EndCdataSection;
    "DefaultHandler" Default;
    "DefaultHandlerExpand" DefaultExpand;
    "NotStandaloneHandler" NotStandalone;
    "ExternalEntityRefHandler" ExternalEntityRef;
    "StartDoctypeDeclHandler" StartDoctypeDecl;
    "EndDoctypeDeclHandler" EndDoctypeDecl;
    "EntityDeclHandler" EntityDecl;
    "XmlDeclHandler" XmlDecl;
    "ElementDeclHandler" ElementDecl;
    "AttlistDeclHandler" AttlistDecl;
    "SkippedEntityHandler" SkippedEntity;
}

macro_rules! flag {
    ($name:literal $get:expr, $set:expr) => {
        AttrDef {
            name: $name,
            doc: "",
            get: |vm, this| {
                let this = own(vm, this)?;
                let get: fn(&Parser) -> bool = $get;
                Ok(Value::bool(get(&this)))
            },
            set: Some(|vm, this, v| {
                given(vm, &v)?;
                let this = own(vm, this)?;
                let on = vm.truth(&v)?;
                let set: fn(&mut Vm, &Ref<Parser>, bool) -> Res<()> = $set;
                set(vm, &this, on)
            }),
        }
    };
}

macro_rules! number {
    ($name:literal $get:expr) => {
        AttrDef {
            name: $name,
            doc: "",
            get: |vm, this| {
                let this = own(vm, this)?;
                let get: fn(&Parser) -> i64 = $get;
                Ok(Value::Int(get(&this)))
            },
            set: None,
        }
    };
}

fn set_buffer_size(vm: &mut Vm, this: &Value, v: Value) -> Res<()> {
    given(vm, &v)?;
    let this = own(vm, this)?;
    let Some(n) = as_int(&v).map(|i| i.to_i64()) else {
        return Err(vm.type_error("buffer_size must be an integer"));
    };
    let Some(n) = n else { return Err(vm.overflow_error("Python int too large to convert to C long")) };
    if n == this.buffer_size.get() {
        return Ok(());
    }
    if n <= 0 {
        return Err(vm.value_error("buffer_size must be greater than zero"));
    }
    if n > i64::from(i32::MAX) {
        return Err(vm.value_error(format!("buffer_size must not be greater than {}", i32::MAX)));
    }
    flush(vm, &this)?;
    this.buffer_size.set(n);
    Ok(())
}

static ATTRS: &[AttrDef] = &[
    AttrDef { name: "intern", doc: "", get: |vm, this| Ok(own(vm, this)?.intern.clone()), set: None },
    flag!("buffer_text" | p | p.buffer.borrow().is_some(), |vm, p, on| {
        if on && p.buffer.borrow().is_none() {
            *p.buffer.borrow_mut() = Some(Vec::new());
        } else if !on {
            flush(vm, p)?;
            p.buffer.take();
        }
        Ok(())
    }),
    flag!("namespace_prefixes" | p | p.shared.triplets.get(), |_, p, on| {
        p.shared.triplets.set(on);
        Ok(())
    }),
    flag!("ordered_attributes" | p | p.ordered.get(), |_, p, on| {
        p.ordered.set(on);
        Ok(())
    }),
    flag!("specified_attributes" | p | p.specified.get(), |_, p, on| {
        p.specified.set(on);
        Ok(())
    }),
    AttrDef {
        name: "buffer_size",
        doc: "",
        get: |vm, this| Ok(Value::Int(own(vm, this)?.buffer_size.get())),
        set: Some(set_buffer_size),
    },
    number!("buffer_used" | p | p.buffer.borrow().as_ref().map_or(0, |b| b.len() as i64)),
    number!("ErrorCode" | p | p.shared.error.get()),
    number!("ErrorLineNumber" | p | p.shared.place().0 as i64),
    number!("ErrorColumnNumber" | p | p.shared.place().1 as i64),
    number!("ErrorByteIndex" | p | p.shared.byte_index()),
    number!("CurrentLineNumber" | p | p.shared.place().0 as i64),
    number!("CurrentColumnNumber" | p | p.shared.place().1 as i64),
    number!("CurrentByteIndex" | p | p.shared.byte_index()),
];

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec =
        ClassSpec { name: "xmlparser", module: "pyexpat", flags: NO_NEW, methods: METHODS, next: None };
    let class = new_class(vm, &spec);
    vm.add_attrs(&class, HANDLER_ATTRS);
    vm.add_attrs(&class, ATTRS);
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str("XML parser").into_value());
    class
}
