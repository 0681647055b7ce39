//! Loading code: plain data becomes a code object with values as constants, interned names and empty caches; and running it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::bytecode::{Code, CodeKind, Const};
use crate::object::cache::Cache;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::function::FunctionObj;
use crate::object::number::complex::Complex;
use crate::object::number::int::Int;
use crate::object::set::SetObj;
use crate::object::set_table::SetTable;
use crate::object::store::FirstInstr;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::source::{SourceNumber, SourceText, compiled_bytes};

use super::realm::Places;
use super::{CompileMode, CompileRequest, CompileWarning, Raised, Res, Vm};

impl Vm {
    /// A code object of verified bytecode; `source` is the number of its text.
    pub fn load_code(&mut self, code: &Rc<Code>, source: &Rc<SourceNumber>) -> Ref<CodeObj> {
        let consts: Vec<Value> = code.consts.iter().map(|c| self.load_const(c, source)).collect();
        let heap = self.heap;
        let names: Vec<_> = code.names.iter().map(|n| heap.intern(n)).collect();
        let caches = code.caches.iter().map(|c| Cache::new(names[c.name as usize].clone())).collect();
        let f = code.flags;
        let makes_generator = f.generator || f.coroutine || f.async_generator;
        let no_binder = !f.var_args && !f.var_kwargs && code.keyword_only == 0;
        let params = code.positional + code.keyword_only + u16::from(f.var_args) + u16::from(f.var_kwargs);
        let namespace = u16::from(code.kind == CodeKind::Namespace);
        let exact = if no_binder { u32::from(code.positional.max(namespace)) } else { u32::MAX };
        let plain_params = if makes_generator { u32::MAX } else { exact };
        heap.alloc(
            &heap.types().code,
            CodeObj {
                consts: consts.into(),
                names: names.into(),
                caches,
                locals: code.locals.iter().map(|n| heap.intern(n)).collect(),
                free: code.free.iter().map(|n| heap.intern(n)).collect(),
                name: heap.intern(&code.name),
                qualname: heap.intern(&code.qualname),
                file: heap.intern(&code.file),
                instrs: FirstInstr::of(code),
                registers: u32::from(code.registers),
                frame_bytes: usize::from(code.registers) * std::mem::size_of::<Value>(),
                n_locals: code.locals.len() as u32,
                locals_bytes: code.locals.len() * std::mem::size_of::<Value>(),
                locals_end: 2 * code.locals.len() as u32,
                plain_params,
                bare_params: if plain_params as usize == code.locals.len() { plain_params } else { u32::MAX },
                exact_params: exact,
                quick_params: if code.positional_only == 0 { exact } else { u32::MAX },
                plain_coroutine: if f.coroutine { exact } else { u32::MAX },
                params: u32::from(params.max(namespace)),
                makes_generator,
                has_handlers: !code.handlers.is_empty(),
                iterable_coroutine: Cell::new(false),
                source: source.clone(),
                code: code.clone(),
            },
        )
    }

    fn load_const(&mut self, c: &Const, source: &Rc<SourceNumber>) -> Value {
        match c {
            Const::Code(c) => self.load_code(c, source).into_value(),
            c => self.plain_const(c),
        }
    }

    /// The value of a constant that is no code. (No other constant has code in it.)
    pub fn plain_const(&mut self, c: &Const) -> Value {
        let h = self.heap;
        match c {
            Const::None => Value::None,
            Const::True => Value::True,
            Const::False => Value::False,
            Const::Ellipsis => h.types().ellipsis_value.clone(),
            Const::Int(i) => Value::Int(*i),
            Const::BigInt { digits, radix, negative } => {
                let n =
                    num_bigint::BigInt::parse_bytes(digits.as_bytes(), u32::from(*radix)).unwrap_or_default();
                h.int(Int::from_big(if *negative { -n } else { n }))
            }
            Const::Float(x) => Value::float(*x),
            Const::Complex { re, im } => h.complex(Complex { re: *re, im: *im }),
            Const::Str(s) => {
                // Names are often used as keys: short ones are interned, as CPython interns identifiers.
                if s.len() <= 40 && s.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'_') {
                    h.intern_bytes(s).into_value()
                } else {
                    h.str_bytes(s).into_value()
                }
            }
            Const::Bytes(b) => h.bytes_of(b).into_value(),
            Const::Tuple(items) => {
                let items: Vec<Value> = items.iter().map(|c| self.plain_const(c)).collect();
                h.tuple(items).into_value()
            }
            Const::FrozenSet(items) => {
                let same = |a: &Value, b: &Value| crate::object::equality::same_key(a, b).unwrap_or(false);
                let mut set = SetTable::default();
                for c in items {
                    let v = self.plain_const(c);
                    if let Ok(hash) = self.hash(&v) {
                        let _ = set.add(hash, v, same);
                    }
                }
                h.alloc(&h.types().frozenset, SetObj::new(set)).into_value()
            }
            Const::Code(_) => Value::None,
        }
    }

    /// Compiles a text. Warnings are issued; errors become SyntaxError.
    pub fn compile_text(
        &mut self,
        source: Rc<SourceText>,
        mode: CompileMode,
        future_annotations: bool,
    ) -> Res<Ref<CodeObj>> {
        // The front end does not ask for its memory.
        self.room_for(compiled_bytes(source.text()))?;
        let request = CompileRequest {
            source: &source,
            mode,
            future_annotations,
            optimize: self.options.optimize,
            top_level_await: self.top_level_await && mode != CompileMode::Module,
        };
        match (self.compile)(request) {
            Ok((code, warnings)) => {
                let number = self.sources.add(source.clone());
                for w in warnings {
                    self.compile_warning(&source, &w)?;
                }
                Ok(self.load_code(&code, &number))
            }
            Err(d) => {
                for w in &d.warnings {
                    let line = w.span.map_or(1, |s| source.line_of(s.start));
                    let text = w.message.to_string();
                    let told = CompileWarning { category: w.kind.name(), line, text, span: w.span };
                    self.compile_warning(&source, &told)?;
                }
                let e = self.syntax_error(&d, &source);
                super::traceback::SourceTexts::note_refused(self, source);
                Err(e)
            }
        }
    }

    /// A function of module-like code.
    pub fn module_function(
        &mut self,
        code: Ref<CodeObj>,
        globals: &Ref<DictObj>,
        closure: Option<Ref<TupleObj>>,
    ) -> Ref<FunctionObj> {
        let places = self.places_in(globals);
        let builtins = match places.builtins.map(|i| globals.value_at(i)) {
            Some(v) => match v.cast::<crate::object::module::ModuleObj>() {
                Some(m) => m.dict.clone(),
                // Of anything else items are asked for where a name is in no dict (`builtin_item`).
                None => v.into_ref::<DictObj>().unwrap_or_else(|_| self.heap.dict()),
            },
            // Those of whoever makes it.
            None => match self.thread.caller() {
                Some((function, _)) => function.builtins.clone(),
                None => self.builtins.clone(),
            },
        };
        let h = self.heap;
        let (name, qualname) = (code.name.value(), code.qualname.value());
        let module = places.name.map_or(Value::None, |i| globals.value_at(i));
        h.alloc(
            &h.types().function,
            FunctionObj {
                code: RefCell::new(code),
                globals: globals.clone(),
                builtins,
                closure,
                defaults: RefCell::default(),
                kwdefaults: RefCell::default(),
                name: RefCell::new(name),
                qualname: RefCell::new(qualname),
                doc: RefCell::new(Value::None),
                module: RefCell::new(module),
                annotations: RefCell::default(),
                annotate: RefCell::default(),
                type_params: RefCell::default(),
                iterable_coroutine: Cell::new(false),
                retired: RefCell::default(),
            },
        )
    }

    /// Where these globals have what their functions are made with: functions are made in a loop, too.
    fn places_in(&mut self, globals: &DictObj) -> Places {
        if self.places.version != globals.version() || globals.version() == 0 {
            self.places = Places {
                version: globals.version(),
                builtins: globals.index_of_str(&self.names.__builtins__),
                name: globals.index_of_str(&self.names.__name__),
            };
        }
        self.places
    }

    /// Runs module code (or, with a namespace, code for `exec`/`eval`) in these globals.
    pub fn run_code(
        &mut self,
        code: &Ref<CodeObj>,
        globals: &Ref<DictObj>,
        namespace: Option<&Value>,
    ) -> Res {
        if globals.get_str(&self.names.__builtins__).is_none() {
            // The dict, as in CPython; only the main module has the module itself.
            let module = self.modules.get_str(&self.names.builtins);
            let own = module
                .as_ref()
                .and_then(Value::cast::<crate::object::module::ModuleObj>)
                .map(|m| m.dict.value());
            let builtins = own.unwrap_or_else(|| self.builtins.value());
            globals.set_str(&self.names.__builtins__, builtins);
        }
        if !code.code.free.is_empty() {
            return Err(self.type_error("code object passed to exec() may not contain free variables"));
        }
        let f = self.module_function(code.clone(), globals, None).into_value();
        match (code.code.kind, namespace) {
            (CodeKind::Namespace, Some(ns)) => self.call(&f, std::slice::from_ref(ns)),
            (CodeKind::Namespace, None) => self.call(&f, &[globals.value()]),
            _ => self.call(&f, &[]),
        }
    }

    /// `LoadSpecial`: the VM's own objects by number.
    pub(super) fn special_object(&mut self, which: u8) -> Res {
        match which {
            0 => Ok(self.heap.types().assertion_error.value()),
            1 => {
                let name = self.names.__build_class__.clone();
                let found = match self.top().func().builtins.get_str(&name) {
                    None => self.builtin_item(&name)?,
                    found => found,
                };
                found.ok_or_else(|| {
                    let class = self.heap.types().name_error.clone();
                    self.error(&class, "__build_class__ not found")
                })
            }
            2 => Ok(self.heap.types().ellipsis_value.clone()),
            _ => Ok(self.heap.types().not_implemented_error.value()),
        }
    }

    /// `MakeFunction`: the parts stand in the order of the flags.
    pub(super) fn make_function(&mut self, code: &Value, flags: u8, parts: &mut [Value]) -> Res {
        let Some(code) = code.to_ref::<CodeObj>() else { crate::bug!("MakeFunction names a code constant") };
        let Some(globals) = self.globals() else { crate::bug!("a frame runs") };
        let mut parts = parts.iter_mut().map(Value::take);
        let mut part =
            |bit: u8| if flags & bit != 0 { parts.next().unwrap_or_default() } else { Value::Undef };
        let (defaults, kwdefaults, annotate, closure) = (part(1), part(2), part(4), part(8));
        if !defaults.is_undef() && !defaults.is_a::<TupleObj>() {
            return Err(self.broken_code("defaults are a tuple"));
        }
        if !kwdefaults.is_undef() && !kwdefaults.is_a::<DictObj>() {
            return Err(self.broken_code("keyword-only defaults are a dict"));
        }
        let doc = match code.code.doc {
            Some(i) => code.consts.get(i as usize).cloned().unwrap_or(Value::None),
            None => Value::None,
        };
        if let Some(a) = annotate.cast::<FunctionObj>() {
            let name = [code.qualname.bytes(), b".__annotate__"].concat();
            drop(a.qualname.replace(self.heap.str_bytes(&name).into_value()));
        }
        let f = self.module_function(code, &globals, closure.into_ref::<TupleObj>().ok());
        *f.defaults.borrow_mut() = defaults;
        *f.kwdefaults.borrow_mut() = kwdefaults;
        *f.annotate.borrow_mut() = annotate;
        *f.doc.borrow_mut() = doc;
        Ok(f.into_value())
    }

    /// SystemError: code that the verifier let through and no compiler made.
    #[cold]
    pub(super) fn broken_code(&mut self, rule: &str) -> Raised {
        let class = self.heap.types().system_error.clone();
        self.error(&class, &format!("invalid code: {rule}"))
    }
}
