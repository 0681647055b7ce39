//! `_symtable`: the compiler's symbol tables, for the module `symtable`. What is in them, `compile/symbols.rs` says.

use std::rc::Rc;

use bumpalo::Bump;

use crate::compile::symbols::{self, Block, NUMBERS};
use crate::diag::FoundBy;
use crate::natives::files::paths::path_bytes;
use crate::object::dict::DictObj;
use crate::object::exception::ExceptionObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, TypeObj, Value};
use crate::source::SourceText;
use crate::syntax::one_statement;
use crate::vm::{CompileMode, Raised, Res, Vm};
use crate::{attrs, natives, payload};

use super::ast::{parsed, refused};
use super::support::{ClassSpec, new_class, put, put_ints};

payload! {
    /// A table.
    pub struct Entry as "symtable entry" {
        name: Value,
        symbols: Value,
        varnames: Value,
        children: Value,
    } plain {
        id: i64,
        kind: i64,
        line: i64,
        nested: bool,
    }
}

/// The class.
#[derive(Default)]
struct Kept(Option<Ref<TypeObj>>, i64);

fn entry(vm: &mut Vm, class: &Ref<TypeObj>, block: &Block) -> Res {
    let mut children = Vec::with_capacity(block.children.len());
    for child in &block.children {
        children.push(entry(vm, class, child)?);
    }
    let symbols = vm.heap.dict();
    for (name, flags) in &block.symbols {
        put(vm, &symbols, name, Value::Int(*flags));
    }
    let texts = block.parameters.iter().map(|p| vm.heap.str(p).into_value()).collect();
    let kept = vm.extension::<Kept>();
    kept.1 += 1;
    let id = kept.1;
    let made = Entry {
        name: vm.heap.str(&block.name).into_value(),
        symbols: symbols.into_value(),
        varnames: vm.heap.list(texts).into_value(),
        children: vm.heap.list(children).into_value(),
        id,
        kind: block.kind,
        line: block.line.into(),
        nested: block.nested,
    };
    Ok(vm.heap.alloc(class, made).into_value())
}

fn source_text(vm: &mut Vm, source: &Value, file: &str) -> Res<SourceText> {
    if let Some(s) = source.cast::<StrObj>() {
        if s.bytes().contains(&0) {
            let class = vm.types().syntax_error.clone();
            return Err(vm.error(&class, "source code string cannot contain null bytes"));
        }
        vm.room_for(s.byte_len().saturating_mul(5))?;
        let bytes = crate::natives::files::coding::encode_text(
            vm,
            s.bytes(),
            crate::object::text::codecs::Codec::Utf8,
            &crate::object::text::codecs::Errors::Strict,
        )?;
        return Ok(SourceText::new(file, String::from_utf8_lossy(&bytes).into_owned()));
    }
    match crate::natives::types::support::try_bytes(vm, source)? {
        Some(data) => vm.source_from_bytes(file, &data),
        None => Err(vm.type_error("symtable() arg 1 must be a string or bytes object")),
    }
}

/// What is wrong with names has its place in the attributes only, not among the arguments.
fn text_only(vm: &mut Vm, e: Raised) -> Raised {
    let e = vm.take_raised(e);
    if let Some(x) = e.cast::<ExceptionObj>() {
        let text = x.args.borrow().cast::<TupleObj>().and_then(|args| args.items().first().cloned());
        if let Some(text) = text {
            drop(x.args.replace(vm.heap.tuple([text]).into_value()));
        }
    }
    vm.raise(e)
}

natives! { static FUNCTIONS;
    /// Return symbol and scope dictionaries used internally by compiler.
    fn symtable(vm, source: Value, filename: Value, startstr: Ref<StrObj>, /) -> Res {
        let file = path_bytes(vm, &filename)?;
        let file = String::from_utf8_lossy(&file).into_owned();
        let mode = match startstr.bytes() {
            b"exec" => CompileMode::Exec,
            b"eval" => CompileMode::Eval,
            b"single" => CompileMode::Single,
            _ => return Err(vm.value_error("symtable() arg 3 must be 'exec' or 'eval' or 'single'")),
        };
        let source = Rc::new(source_text(vm, &source, &file)?);
        let arena = Bump::new();
        let found = parsed(vm, &arena, &source, mode)?;
        if mode == CompileMode::Single && let Err(d) = one_statement(&found.unit, &source) {
            return Err(refused(vm, &d, &source));
        }
        let top = match symbols::symbols(&found.unit, &source) {
            Ok(top) => top,
            Err(d) => {
                let e = refused(vm, &d.found_by(FoundBy::Compiler), &source);
                return Err(text_only(vm, e));
            }
        };
        let Some(class) = vm.extension::<Kept>().0.clone() else {
            return Err(vm.runtime_error("the class of tables is made with the module"));
        };
        entry(vm, &class, &top)
    }
}

natives! { static METHODS;
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Entry>, /) -> Res<String> {
        let name = vm.str(&this.name)?.to_text();
        Ok(format!("<symtable entry {name}({}), line {}>", this.id, this.line))
    }
}

attrs! { static ATTRS for Entry;
    fn id(vm, this) -> i64 { this.id }
    fn name(vm, this) -> Value { this.name.clone() }
    fn symbols(vm, this) -> Value { this.symbols.clone() }
    fn varnames(vm, this) -> Value { this.varnames.clone() }
    fn children(vm, this) -> Value { this.children.clone() }
    fn nested(vm, this) -> i64 { this.nested.into() }
    fn r#type(vm, this) -> i64 { this.kind }
    fn lineno(vm, this) -> i64 { this.line }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    if vm.extension::<Kept>().0.is_none() {
        let spec = ClassSpec {
            name: "symtable entry",
            module: "builtins",
            flags: NO_NEW,
            methods: METHODS,
            next: None,
        };
        let class = new_class(vm, &spec);
        vm.add_attrs(&class, ATTRS);
        vm.extension::<Kept>().0 = Some(class);
    }
    vm.add_functions(dict, "_symtable", FUNCTIONS);
    put_ints(vm, dict, NUMBERS);
    Ok(())
}
