//! Making a VM: heap, built-in classes, the modules `builtins` and `sys` as empty dicts; and how natives declare themselves.

use std::collections::HashMap;

use crate::diag::{Diagnostic, FoundBy};
use crate::object::descr::{Member, MemberObj};
use crate::object::dict::DictObj;
use crate::object::exception::ExceptionObj;
use crate::object::function::{Declared, NativeObj, Receiver};
use crate::object::module::ModuleObj;
use crate::object::reserve;
use crate::object::{Heap, Kind, Ref, TypeObj, Value};
use crate::source::SourceText;
use crate::world::World;

use super::fence::{Ground, Shared};
use super::frame::{StackSizes, Thread};
use super::generator::AwaitStep;
use super::names::Names;
use super::native::{AttrDef, NativeDef};
use super::output::Output;
use super::pause::NextTask;
use super::{CompileFn, Defaults, Hooks, Options, Raised, Realm, Res, Vm};

impl Hooks {
    /// No higher layer is there.
    pub const NONE: Hooks = Hooks {
        never_awaited: |_, _, _| {},
        async_generator_died: |_, _| false,
        make_super: |vm, _, _| Err(vm.runtime_error("super(): no such class")),
        super_method: |_, _, _| None,
        view_died: |_, _| false,
        async_generator_started: |_, _| Ok(()),
        native_await: |_, _| Ok(AwaitStep::NotMine),
        native_await_kind: |_, _| false,
        native_await_left: |_, _| Ok(()),
        yield_pending: |_, v| Ok(v.clone()),
        pause: None,
        next_task: |_, _| NextTask::Unknown,
        paused_object: |_| Value::None,
        unraisable: |_, _, _, _| {},
        warn: |_, _, _, _, _| Ok(()),
        warn_at: |_, _, _, _, _| Ok(()),
        signals: |_| Ok(()),
        block: |_, _| Ok(()),
        template: |_, _, _| Ok(Value::None),
        native_class: |_, _| {},
        module_doc: |_| None,
        buffer_bytes: |_, _| Ok(None),
        typing: |_, _, _| Ok(Value::None),
    };
}

impl Vm {
    /// A VM without any native: `natives::install` fills it. `native_stack` is what the thread may use of the native stack that it is made on, in bytes;
    /// `hash_seed` that of the hashes of strings and bytes. None: the system has no address space for the stacks.
    pub fn new(
        mut world: Box<dyn World>,
        compile: CompileFn,
        out: Output,
        options: Options,
        native_stack: usize,
        hash_seed: u64,
    ) -> Option<Vm> {
        let ground = Ground::new(hash_seed, Names::new);
        let (heap, names) = (ground.heap(), ground.names());
        let mut thread = Thread::new(StackSizes::MAIN, heap.guard.clone())?;
        thread.enter_native_stack(native_stack);
        thread.frames.show_limit();
        world.ask_at_signals(heap.guard.clone());
        reserve::listen(&heap.guard);
        let realm = Realm {
            modules: heap.dict(),
            builtins: heap.dict(),
            sys: heap.dict(),
            builtin_modules: HashMap::default(),
            sources: Default::default(),
            extra_types: HashMap::default(),
            extensions: Default::default(),
            lacks: Default::default(),
            places: Default::default(),
            watch: Default::default(),
            out,
            world,
            compile,
            defaults: Defaults::default(),
            no_keywords: heap.dict(),
            max_int_digits: options.int_max_str_digits.unwrap_or(4300),
            options,
            next_fns: Vec::new(),
            send_fns: Vec::new(),
            gc_enabled: true,
            top_level_await: false,
            build_class_native: Value::None,
            late_sys: None,
            late_path: false,
            search_path: Vec::new(),
            hooks: Hooks::NONE,
            ground,
        };
        let mut vm = Vm { thread, heap, names, realm: Shared::new(realm) };
        vm.add_module("builtins", vm.builtins.clone());
        let builtins = vm.builtins.clone();
        vm.add_functions(&builtins, "builtins", super::class_native::BUILD_CLASS);
        vm.build_class_native = builtins.get_str(&vm.names.__build_class__).unwrap_or_default();
        vm.add_module("sys", vm.sys.clone());
        Some(vm)
    }

    /// Puts a module with this dict into `sys.modules`.
    pub fn add_module(&mut self, name: &str, dict: Ref<DictObj>) -> Value {
        let h = self.heap;
        dict.set_str(&self.names.__name__, h.intern(name).into_value());
        let m = h.alloc(&h.types().module, ModuleObj { dict }).into_value();
        self.modules.set_str(&h.intern(name), m.clone());
        m
    }

    /// A function object of a declaration. `owner`: the class whose method it is, a module's name, or Undef.
    pub fn new_native(&mut self, def: &'static NativeDef, owner: Value) -> Value {
        native_of(self.heap, &self.heap.types().builtin_function, def, owner)
    }

    /// Adds methods to a class. `__new__` becomes the constructor; names in double underscores become slot wrappers.
    pub fn add_methods(&mut self, class: &Ref<TypeObj>, table: &'static [NativeDef]) {
        class.later(move |heap, class| {
            class.dict().reserve(table.len());
            for def in table {
                put_native(heap, class, def);
            }
        });
    }

    /// Adds class methods to a class.
    pub fn add_class_methods(&mut self, class: &Ref<TypeObj>, table: &'static [NativeDef]) {
        class.later(move |heap, class| {
            for def in table {
                put_class_native(heap, class, def);
            }
        });
    }

    /// Adds static methods to a class.
    pub fn add_static_methods(&mut self, class: &Ref<TypeObj>, table: &'static [NativeDef]) {
        class.later(move |heap, class| {
            let t = heap.types();
            for def in table {
                let f = native_of(heap, &t.builtin_function, def, class.value());
                let v = if def.name() == "__new__" {
                    f
                } else {
                    let w = crate::object::descr::WrapperObj { func: f.into(), is_class: false };
                    heap.alloc(&t.staticmethod, w).into_value()
                };
                class.dict().set_text(heap, def.name(), v);
            }
        });
    }

    /// Adds computed attributes to a class.
    pub fn add_attrs(&mut self, class: &Ref<TypeObj>, table: &'static [AttrDef]) {
        class.later(move |heap, class| {
            let t = heap.types();
            class.dict().reserve(table.len());
            for def in table {
                let name = def.name.strip_prefix("r#").unwrap_or(def.name);
                let key = heap.intern(name);
                let member = Member::Native(Declared::of(def));
                let d = MemberObj { owner: class.value(), name: key.value(), member };
                let in_struct = is_struct_member(&class.name_text(), name);
                let kind = if in_struct { &t.member_descriptor } else { &t.getset_descriptor };
                let d = heap.alloc(kind, d).into_value();
                class.dict().set_str(&key, d);
            }
        });
    }

    /// Adds functions to a module's dict.
    pub fn add_functions(&mut self, dict: &Ref<DictObj>, module: &str, table: &'static [NativeDef]) {
        // The functions of `builtins` name it by a text that its classes do not share, as in CPython: pickles tell the two apart.
        let own = (module == "builtins").then(|| dict.get_str(&self.names.__name__)).flatten();
        let owner = own.unwrap_or_else(|| self.heap.intern(module).into_value());
        dict.reserve(table.len());
        for def in table {
            let v = self.new_native(def, owner.clone());
            dict.set_text(self.heap, def.name(), v);
        }
    }

    /// A class whose instances are a payload of a higher layer.
    pub fn new_type(&mut self, name: &str, module: &str, base: &Ref<TypeObj>, flags: u32) -> Ref<TypeObj> {
        let h = self.heap;
        let t = h.builtin_type(&h.types().type_, name, base, Kind::Foreign, flags);
        if module != "builtins" {
            // A text of its own, as in CPython: a pickle tells texts apart that are two objects.
            t.set_later(&self.names.__module__, h.str(module).into_value());
        }
        t.later(self.hooks.native_class);
        t
    }

    /// Remembers the built-in classes' own special methods; called once the natives are there.
    pub fn cache_defaults(&mut self) {
        let (t, n) = (self.heap.types(), self.names);
        let of = |c: &Ref<TypeObj>, name| c.dict().get_str(name).unwrap_or_default();
        self.defaults = Defaults {
            object_new: of(&t.object, &n.__new__),
            object_init: of(&t.object, &n.__init__),
            object_getattribute: of(&t.object, &n.__getattribute__),
            object_setattr: of(&t.object, &n.__setattr__),
            object_delattr: of(&t.object, &n.__delattr__),
            object_eq: of(&t.object, &n.__eq__),
            object_ne: of(&t.object, &n.__ne__),
            object_hash: of(&t.object, &n.__hash__),
            object_repr: of(&t.object, &n.__repr__),
            object_str: of(&t.object, &n.__str__),
            object_format: of(&t.object, &n.__format__),
            object_class: of(&t.object, &n.__class__),
            super_class: self.builtins.get_text(self.heap, "super").unwrap_or_default(),
            type_call: of(&t.type_, &n.__call__),
            type_getattribute: of(&t.type_, &n.__getattribute__),
            type_setattr: of(&t.type_, &n.__setattr__),
            type_delattr: of(&t.type_, &n.__delattr__),
            module_getattribute: of(&t.module, &n.__getattribute__),
        };
    }

    /// The SyntaxError of a diagnostic, raised.
    #[cold]
    pub fn syntax_error(&mut self, d: &Diagnostic, source: &SourceText) -> Raised {
        let t = self.heap.types();
        let class = match d.kind.name() {
            "IndentationError" => &t.indentation_error,
            "TabError" => &t.tab_error,
            "RecursionError" => return self.recursion_error(&d.message),
            "MemoryError" => return self.memory_error_text(&d.message),
            "OverflowError" => return self.overflow_error(&d.message),
            "ValueError" => return self.value_error(&d.message),
            _ => &t.syntax_error,
        };
        let class = class.value();
        let h = self.heap;
        let msg = h.str(&d.message).into_value();
        let file = h.str(source.name()).into_value();
        let details = match d.span {
            Some(span) => {
                let start = source.position(span.start);
                let line = source.line_text(start.line);
                // What follows a NUL byte is not shown, nor is a place in it.
                let shown = line.split('\0').next().unwrap_or("");
                let n = |i: u32| Value::Int(i64::from(i));
                if shown.len() < line.len() {
                    let text = h.str(shown).into_value();
                    let details = vec![file, n(start.line), n(0), text, n(start.line), n(0)];
                    return self.raise_syntax_error(&class, msg, details, d);
                }
                let shown = match d.found_by {
                    FoundBy::Compiler => line_of_file(source.name(), start.line),
                    _ => d.shown_line(source),
                };
                let text = shown.map_or(Value::None, |text| h.str(&text).into_value());
                let Some(place) = d.error_place(source) else { crate::bug!("a place has numbers") };
                let end = Value::Int(i64::from(place.end_offset));
                vec![file, n(place.line), n(place.offset), text, n(place.end_line), end]
            }
            None => vec![file, Value::None, Value::None, Value::None, Value::None, Value::None],
        };
        let raised = self.raise_syntax_error(&class, msg, details, d);
        let Some((line, column)) = d.since else { return raised };
        let error = self.take_raised(raised);
        if let Some(error) = error.cast::<ExceptionObj>() {
            let text = h.str(source.text()).into_value();
            let since = [Value::Int(i64::from(line)), Value::Int(i64::from(column)), text];
            error.set_field("_metadata", h.tuple(since).into_value());
        }
        self.raise(error)
    }

    fn raise_syntax_error(
        &mut self,
        class: &Value,
        msg: Value,
        details: Vec<Value>,
        d: &Diagnostic,
    ) -> Raised {
        let details = self.heap.tuple(details).into_value();
        match self.call(class, &[msg, details]) {
            Ok(x) => {
                let diagnostic = std::rc::Rc::new(d.clone());
                self.thread.last_diagnostic = Some((x.as_obj().map_or(0, |o| o.addr()), diagnostic));
                self.raise(x)
            }
            Err(e) => e,
        }
    }

    /// A field of an exception as text (for reports).
    pub fn exception_field(&self, x: &Value, name: &str) -> Option<Value> {
        x.cast::<ExceptionObj>().and_then(|x| x.field(name))
    }

    /// Gives the main module a name and a dict.
    pub fn make_main(&mut self) -> Res<Ref<DictObj>> {
        let m = self.new_module("__main__");
        self.modules.set_str(&self.names.__main__, m.value());
        m.dict.set_str(&self.names.__package__, Value::None);
        if let Some(b) = self.modules.get_str(&self.names.builtins) {
            m.dict.set_str(&self.names.__builtins__, b);
        }
        Ok(m.dict.clone())
    }
}

/// Puts a method into the dict of a class that is being made. `__new__` becomes the constructor; names in double underscores become slot wrappers.
pub fn put_native(heap: &Heap, class: &Ref<TypeObj>, def: &'static NativeDef) {
    let (t, name) = (heap.types(), def.name());
    let kind = if name == "__new__" {
        &t.builtin_function
    } else if is_slot_wrapper(class, name) {
        &t.wrapper_descriptor
    } else {
        &t.method_descriptor
    };
    let v = native_of(heap, kind, def, class.value());
    class.dict().set_text(heap, name, v);
}

/// Puts a class method into the dict of a class that is being made.
pub fn put_class_native(heap: &Heap, class: &Ref<TypeObj>, def: &'static NativeDef) {
    let t = heap.types();
    let kind = if def.name() == "__new__" { &t.builtin_function } else { &t.classmethod_descriptor };
    let v = native_of(heap, kind, def, class.value());
    class.dict().set_text(heap, def.name(), v);
}

fn native_of(heap: &Heap, class: &Ref<TypeObj>, def: &'static NativeDef, owner: Value) -> Value {
    let (min, more) = match def.arity.quick {
        (_, u8::MAX) => (u16::MAX, 0),
        (min, max) => (u16::from(min), u16::from(max - min)),
    };
    let checks = if def.arity.method && owner.is_a::<TypeObj>() {
        Receiver::OfOwner
    } else if def.name() == "__new__" {
        Receiver::SubclassOfOwner
    } else {
        Receiver::Any
    };
    let direct = if checks == Receiver::Any && more == 0 { min.min(u8::MAX.into()) as u8 } else { u8::MAX };
    heap.alloc(class, NativeObj { def: Declared::of(def), owner, min, more, receiver: checks, direct })
        .into_value()
}

/// Whether a method of a built-in class fills a slot: its name has double underscores, and CPython does not define it as a plain method.
pub(super) fn is_slot_wrapper(class: &TypeObj, name: &str) -> bool {
    if !name.starts_with("__") || !name.ends_with("__") {
        return false;
    }
    match name {
        "__reduce__"
        | "__reduce_ex__"
        | "__getstate__"
        | "__setstate__"
        | "__dir__"
        | "__format__"
        | "__sizeof__"
        | "__length_hint__"
        | "__reversed__"
        | "__round__"
        | "__ceil__"
        | "__floor__"
        | "__trunc__"
        | "__complex__"
        | "__getnewargs__"
        | "__instancecheck__"
        | "__subclasscheck__"
        | "__subclasses__"
        | "__prepare__"
        | "__bytes__"
        | "__copy__"
        | "__deepcopy__"
        | "__enter__"
        | "__exit__"
        | "__aenter__"
        | "__aexit__"
        | "__class_getitem__"
        | "__init_subclass__"
        | "__subclasshook__"
        | "__new__"
        | "__alloc__"
        | "__getformat__"
        | "__replace__"
        | "__missing__"
        | "__set_name__"
        | "__mro_entries__"
        | "__typing_subst__"
        | "__typing_prepare_subst__"
        | "__getinitargs__"
        | "__fspath__" => false,
        "__getitem__" => !matches!(class.name_text().as_str(), "list" | "dict" | "FrameLocalsProxy"),
        "__contains__" => {
            !matches!(class.name_text().as_str(), "dict" | "set" | "frozenset" | "FrameLocalsProxy")
        }
        _ => true,
    }
}

/// The attributes of built-in classes that CPython keeps as members of a structure, not as computed ones: descriptors of their own class, with words of
/// their own where they cannot be written.
pub(super) fn is_struct_member(class: &str, name: &str) -> bool {
    match class {
        "function" => matches!(name, "__builtins__" | "__closure__" | "__globals__"),
        "code" => {
            name.starts_with("co_")
                && !matches!(name, "co_cellvars" | "co_code" | "co_freevars" | "co_lnotab" | "co_varnames")
        }
        "method" => matches!(name, "__func__" | "__self__"),
        "property" => matches!(name, "__doc__" | "fdel" | "fget" | "fset"),
        "classmethod" | "staticmethod" => matches!(name, "__func__" | "__wrapped__"),
        "super" => matches!(name, "__self__" | "__self_class__" | "__thisclass__"),
        "coroutine" => name == "cr_origin",
        "async_generator" => name == "ag_running",
        "traceback" => matches!(name, "tb_frame" | "tb_lasti"),
        "frame" => name == "f_trace_lines",
        "slice" | "range" => matches!(name, "start" | "step" | "stop"),
        "complex" => matches!(name, "imag" | "real"),
        "Encoder" | "Match" | "Pattern" | "SRE_Scanner" | "Scanner" => {
            !matches!(name, "groupindex" | "lastgroup" | "lastindex" | "regs")
        }
        "Decompress" | "_ZlibDecompressor" | "BZ2Decompressor" | "LZMADecompressor" => true,
        "ZstdDecompressor" => name != "unused_data",
        "ZstdCompressor" => name == "last_mode",
        "ZstdDict" => name == "dict_id",
        "Dialect" => matches!(name, "doublequote" | "skipinitialspace" | "strict"),
        "reader" | "writer" => matches!(name, "dialect" | "line_num"),
        "timedelta" => matches!(name, "days" | "microseconds" | "seconds"),
        "Cursor" => matches!(name, "connection" | "description" | "lastrowid" | "rowcount"),
        "xmlparser" => name == "intern",
        "partial" => matches!(name, "args" | "func" | "keywords"),
        "module" => name == "__dict__",
        "defaultdict" => name == "default_factory",
        "type" => {
            matches!(
                name,
                "__base__"
                    | "__basicsize__"
                    | "__dictoffset__"
                    | "__flags__"
                    | "__itemsize__"
                    | "__weakrefoffset__"
            )
        }
        "method_descriptor"
        | "wrapper_descriptor"
        | "getset_descriptor"
        | "member_descriptor"
        | "classmethod_descriptor" => matches!(name, "__name__" | "__objclass__"),
        "method-wrapper" => name == "__self__",
        "GenericAlias" => matches!(name, "__args__" | "__origin__" | "__unpacked__"),
        "Union" => name == "__args__",
        "BaseExceptionGroup" => matches!(name, "exceptions" | "message"),
        "BaseException" => name == "__suppress_context__",
        "AttributeError" => matches!(name, "name" | "obj"),
        "NameError" => name == "name",
        "SystemExit" => name == "code",
        "Pickler" => matches!(name, "bin" | "dispatch_table" | "fast"),
        "TextIOWrapper" => matches!(name, "encoding" | "line_buffering" | "write_through"),
        "BufferedReader" | "BufferedWriter" | "BufferedRandom" => name == "raw",
        "KeyWrapper" => name == "obj",
        "Connection" => name == "Warning" || name.ends_with("Error"),
        "ContextVar" => name == "name",
        "DirEntry" => matches!(name, "name" | "path"),
        "ReferenceType" => name == "__callback__",
        "Interpolation" => matches!(name, "conversion" | "expression" | "format_spec" | "value"),
        "Template" => matches!(name, "interpolations" | "strings"),
        "UCD" => name == "unidata_version",
        "ParamSpec" => {
            matches!(
                name,
                "__bound__" | "__contravariant__" | "__covariant__" | "__infer_variance__" | "__name__"
            )
        }
        "TypeVar" => {
            matches!(name, "__contravariant__" | "__covariant__" | "__infer_variance__" | "__name__")
        }
        "TypeVarTuple" | "TypeAliasType" => name == "__name__",
        "ParamSpecArgs" | "ParamSpecKwargs" => name == "__origin__",
        "StopIteration" => name == "value",
        "OSError" => matches!(name, "errno" | "filename" | "filename2" | "strerror"),
        "SyntaxError" | "ImportError" => true,
        "UnicodeDecodeError" | "UnicodeEncodeError" | "UnicodeTranslateError" => true,
        _ => false,
    }
}

/// A line of a file with its line break, as CPython's compiler reads it anew for its errors: the text that was compiled may be another one.
fn line_of_file(name: &str, line: u32) -> Option<String> {
    let bytes = std::fs::read(name).ok()?;
    let file = SourceText::from_bytes(name, &bytes).ok()?;
    let ends = line < file.line_count() || bytes.ends_with(b"\n");
    let text = file.line_text(line);
    (line <= file.line_count() && (ends || !text.is_empty()))
        .then(|| format!("{text}{}", if ends { "\n" } else { "" }))
}
