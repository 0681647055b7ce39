//! Class objects: bases, method resolution order, dict, layout of instances; and the table of the built-in classes.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::dict::DictObj;
use super::header::{HAS_FINALIZER, Kind};
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::plan::Plan;
use super::store::{HeapRef, ShapeRef, ShapeTree};
use super::str::StrObj;
use super::value::{Ref, Value};
use super::weak::WeakBox;

/// Properties of a class.
pub mod flags {
    /// Made by a class statement (or `type(..)`): its attributes can be set.
    pub const HEAP: u32 = 1;
    /// Scripts may derive from it.
    pub const BASE: u32 = 2;
    /// Instances have a `__dict__`.
    pub const DICT: u32 = 4;
    /// Instances can be weakly referenced.
    pub const WEAK: u32 = 8;
    /// `case [..]` accepts instances.
    pub const SEQUENCE: u32 = 16;
    /// `case {..}` accepts instances.
    pub const MAPPING: u32 = 32;
    /// Calling the class is an error.
    pub const NO_NEW: u32 = 64;
    /// `__abstractmethods__` is set and not empty.
    pub const ABSTRACT: u32 = 128;
    /// Derived from `type`: instances are classes.
    pub const META: u32 = 256;
    /// Derived from `BaseException`.
    pub const EXCEPTION: u32 = 512;
    /// `case C(x)` with one positional pattern matches the subject itself (bool, int, str ..).
    pub const MATCH_SELF: u32 = 1024;
    /// A native class with a `__getattribute__` of its own.
    pub const GETATTR: u32 = 2048;
    /// A native class whose instances have fields that those of its base of the same storage lack.
    pub const SOLID: u32 = 4096;
    /// A native class whose `__getitem__` takes keys only, and makes no sequence of it: nobody iterates by it.
    pub const KEYED: u32 = 8192;
    /// A native class whose instances `object.__new__` makes, too: its constructor takes nothing but the class.
    pub const BY_OBJECT: u32 = 16384;
    /// Has, or once had, a `__new__` that is not a built-in class's: CPython's slot never becomes that of `object` again, which
    /// then refuses arguments.
    pub const OWN_NEW: u32 = 32768;
    /// Flags that a derived class inherits.
    pub const INHERITED: u32 = DICT | WEAK | SEQUENCE | MAPPING | META | EXCEPTION | MATCH_SELF;
}

/// More `__slots__` slots than this lie in the overflow of each instance: the header counts inline slots in a byte.
const MOST_INLINE: u32 = 200;

/// Puts something into the dict of a class.
type Fill = Box<dyn Fn(&Heap, &Ref<TypeObj>)>;

/// A class.
pub struct TypeObj {
    pub(super) heap: HeapRef,
    /// `__name__`: a str.
    pub name: RefCell<Value>,
    /// `__qualname__`: a str.
    pub qualname: RefCell<Value>,
    /// `__bases__`
    pub bases: RefCell<Vec<Ref<TypeObj>>>,
    mro: RefCell<Rc<[Ref<TypeObj>]>>,
    dict: OnceCell<Ref<DictObj>>,
    /// What fills the dict when somebody first looks into it: most programs need few of the built-in classes.
    late: RefCell<Vec<Fill>>,
    /// Storage of instances.
    pub kind: Cell<Kind>,
    /// See `flags`.
    pub flags: Cell<u32>,
    /// Number of `__slots__` slots, inherited ones included.
    pub slot_count: Cell<u32>,
    /// The names of the `__slots__` slots that the class itself adds, in their order.
    pub(super) slots: Box<[Ref<StrObj>]>,
    /// Which of the bases decides the layout.
    pub(super) best: Cell<usize>,
    inline: Cell<Option<u8>>,
    instance_flags: Cell<u8>,
    root_shape: OnceCell<ShapeTree>,
    dict_shape: OnceCell<ShapeTree>,
    /// Direct subclasses.
    pub subclasses: RefCell<Vec<Rc<WeakBox>>>,
    /// How instances are made.
    pub plan: Plan,
    /// What a native type's `__new__` or a higher layer wants to know about the type.
    pub tag: Cell<usize>,
}

impl Payload for TypeObj {
    const KIND: Kind = Kind::Type;
    fn traverse(&self, visit: Visit<'_>) {
        self.bases.borrow().iter().for_each(|b| visit(&b.value()));
        self.mro.borrow().iter().for_each(|b| visit(&b.value()));
        if let Some(d) = self.dict.get() {
            visit(&d.value());
        }
        visit(&self.name.borrow());
        visit(&self.qualname.borrow());
    }
    fn clear(&self) {
        drop(self.late.take());
        self.heap().bump_class_epoch();
        if let Some(d) = self.dict.get() {
            d.clear_entries();
        }
        *self.mro.borrow_mut() = Rc::from([]);
        self.bases.borrow_mut().clear();
    }
}

impl Drop for TypeObj {
    fn drop(&mut self) {
        // The addresses of the class and of its shapes may be used again: caches that name them must not hit.
        self.heap().bump_class_epoch();
    }
}

/// What a new class is made of.
pub struct TypeSpec {
    pub name: Value,
    pub qualname: Value,
    pub bases: Vec<Ref<TypeObj>>,
    /// Which of them decides the layout.
    pub best: usize,
    /// Storage of instances.
    pub kind: Kind,
    pub flags: u32,
    /// Slots, inherited and hidden ones included.
    pub slot_count: u32,
    /// The names of those that the class itself adds by `__slots__`, in their order.
    pub slots: Vec<Ref<StrObj>>,
}

/// Whether the class epoch moves when a class gets or loses this object. Data of the built-in classes themselves is no descriptor and never will be, and programs
/// change it often; an instance of a derived class may be one.
pub fn keeps_epoch(o: &super::ObjRef) -> bool {
    let data = matches!(o.kind(), Kind::Str | Kind::List | Kind::Tuple | Kind::Dict | Kind::BigInt);
    !(data && o.header().is_exact())
}

/// C3 linearisation failed: the classes that stand at the heads of what could not be merged.
pub struct NoOrder(pub Vec<Ref<TypeObj>>);

impl TypeObj {
    fn make(heap: &Heap, spec: TypeSpec) -> TypeObj {
        TypeObj {
            heap: HeapRef::of(heap),
            name: RefCell::new(spec.name),
            qualname: RefCell::new(spec.qualname),
            bases: RefCell::new(spec.bases),
            mro: RefCell::new(Rc::from([])),
            dict: OnceCell::new(),
            late: RefCell::default(),
            kind: Cell::new(spec.kind),
            flags: Cell::new(spec.flags),
            slot_count: Cell::new(spec.slot_count),
            slots: spec.slots.into(),
            best: Cell::new(spec.best),
            inline: Cell::new(None),
            instance_flags: Cell::new(0),
            root_shape: OnceCell::new(),
            dict_shape: OnceCell::new(),
            subclasses: RefCell::default(),
            plan: Plan::default(),
            tag: Cell::new(0),
        }
    }

    /// A new class; its order is not yet computed, and its dict is made when somebody looks (see `later`).
    pub fn create(heap: &Heap, meta: &Ref<TypeObj>, spec: TypeSpec) -> Ref<TypeObj> {
        let t = heap.alloc(meta, TypeObj::make(heap, spec));
        let flags = t.flags.get();
        if flags & flags::DICT != 0 || t.slot_count.get() > 0 {
            let hint = if flags & flags::DICT != 0 && t.kind.get() == Kind::Instance { 3 } else { 0 };
            t.inline.set(Some(t.slot_count.get().min(MOST_INLINE) as u8 + hint));
        }
        for b in t.bases.borrow().iter() {
            let mut known = b.subclasses.borrow_mut();
            if known.len() == known.capacity() {
                // Before the list grows, those go that are no more.
                known.retain(|s| s.get().is_some());
                let room = known.len() + 4;
                known.reserve(room);
            }
            known.push(heap.weak_box(t.obj()));
            drop(known);
            let inherited = b.instance_flags.get() & HAS_FINALIZER;
            t.instance_flags.set(t.instance_flags.get() | inherited);
        }
        t
    }

    /// Replaces the bases (the order is another matter); the old ones and which of them decided the layout come back.
    pub fn replace_bases(&self, bases: Vec<Ref<TypeObj>>, best: usize) -> (Vec<Ref<TypeObj>>, usize) {
        (self.bases.replace(bases), self.best.replace(best))
    }

    /// The bases forget the class, which did not come to be or has other bases now.
    pub fn leave_bases(&self, bases: &[Ref<TypeObj>]) {
        let own = self as *const TypeObj;
        for b in bases {
            let mut known = b.subclasses.borrow_mut();
            known.retain(|s| {
                s.get().is_some_and(|s| s.cast::<TypeObj>().is_some_and(|c| !std::ptr::eq(c, own)))
            });
        }
    }

    /// Sets the method resolution order.
    pub fn set_mro(&self, mro: Rc<[Ref<TypeObj>]>) {
        *self.mro.borrow_mut() = mro;
        self.heap().bump_class_epoch();
    }

    /// The method resolution order, the class itself first.
    pub fn mro(&self) -> Rc<[Ref<TypeObj>]> {
        self.mro.borrow().clone()
    }

    /// The C3 linearisation for a class with these bases, without the class itself.
    pub fn linearize(bases: &[Ref<TypeObj>]) -> Result<Vec<Ref<TypeObj>>, NoOrder> {
        // With one base there is nothing to merge, whatever order that one has.
        if let [base] = bases {
            return Ok(base.mro().to_vec());
        }
        let mut lists: Vec<Vec<Ref<TypeObj>>> = bases.iter().map(|b| b.mro().to_vec()).collect();
        lists.push(bases.to_vec());
        let mut out = Vec::new();
        loop {
            lists.retain(|l| !l.is_empty());
            if lists.is_empty() {
                return Ok(out);
            }
            let next = lists
                .iter()
                .map(|l| &l[0])
                .find(|c| !lists.iter().any(|l| l[1..].iter().any(|x| x.is(c))))
                .cloned();
            let Some(next) = next else {
                let mut heads: Vec<Ref<TypeObj>> = Vec::new();
                for l in &lists {
                    if !heads.iter().any(|h| h.is(&l[0])) {
                        heads.push(l[0].clone());
                    }
                }
                return Err(NoOrder(heads));
            };
            for l in &mut lists {
                if l[0].is(&next) {
                    l.remove(0);
                }
            }
            out.push(next);
        }
    }

    /// The heap of this class and its instances.
    #[inline(always)]
    pub fn heap(&self) -> &Heap {
        self.heap.get()
    }

    /// The class's own dict. Write through `set_attr` only.
    #[inline]
    pub fn dict(&self) -> &Ref<DictObj> {
        match self.dict.get() {
            Some(d) => d,
            None => self.make_dict(),
        }
    }

    #[cold]
    #[inline(never)]
    fn make_dict(&self) -> &Ref<DictObj> {
        let heap = self.heap();
        let d = self.dict.get_or_init(|| heap.dict());
        // Nobody has looked yet, so no cache knows that something was missing: the epoch stays.
        let late = self.late.take();
        let me = self.own_ref();
        late.iter().for_each(|fill| fill(heap, &me));
        d
    }

    /// Puts something into the dict, as soon as somebody looks into it. In the order of these calls; `fill` must not look into other classes.
    pub fn later(&self, fill: impl Fn(&Heap, &Ref<TypeObj>) + 'static) {
        if self.dict.get().is_none() {
            self.late.borrow_mut().push(Box::new(fill));
            return;
        }
        fill(self.heap(), &self.own_ref());
        self.heap().bump_class_epoch();
    }

    /// Sets an attribute of a class that is being made, as soon as somebody looks into its dict.
    pub fn set_later(&self, name: &Ref<StrObj>, v: Value) {
        let name = name.clone();
        self.later(move |_, class| drop(class.dict().set_str(&name, v.clone())));
    }

    /// Whether a flag of `flags` is set.
    #[inline(always)]
    pub fn has(&self, flag: u32) -> bool {
        self.flags.get() & flag != 0
    }

    /// Sets or clears a flag.
    pub fn set_flag(&self, flag: u32, on: bool) {
        let f = self.flags.get();
        self.flags.set(if on { f | flag } else { f & !flag });
    }

    /// Whether a class statement made it.
    #[inline(always)]
    pub fn is_heap_type(&self) -> bool {
        self.has(flags::HEAP)
    }

    /// Inline slots that new instances get; None: no instance part.
    #[inline(always)]
    pub(super) fn inline_slots(&self) -> Option<u8> {
        self.inline.get()
    }

    /// New instances should have room for `n` slots.
    pub(super) fn want_inline_slots(&self, n: usize) {
        if self.kind.get() == Kind::Instance && n <= 24 {
            self.inline.set(Some(self.inline.get().unwrap_or(0).max(n as u8)));
        }
    }

    #[inline(always)]
    pub(super) fn instance_flags(&self) -> u8 {
        self.instance_flags.get()
    }

    /// Instances have a finaliser (`__del__`).
    pub fn set_has_finalizer(&self) {
        self.instance_flags.set(self.instance_flags.get() | HAS_FINALIZER);
    }

    /// The class has a finaliser from now on, and so have those that derive from it, and the instances that live. (That one is lost needs no such
    /// step: a finaliser is looked up when it is due.)
    pub fn gain_finalizer(&self) {
        if self.instance_flags.get() & HAS_FINALIZER != 0 {
            return;
        }
        let mut work = vec![self.own_ref()];
        while let Some(c) = work.pop() {
            if c.instance_flags.get() & HAS_FINALIZER == 0 {
                c.set_has_finalizer();
                work.extend(c.live_subclasses());
            }
        }
        self.heap().flag_finalizers();
    }

    /// The direct subclasses that live.
    pub fn live_subclasses(&self) -> Vec<Ref<TypeObj>> {
        self.subclasses.borrow().iter().filter_map(|b| Ref::try_from_obj(b.get()?).ok()).collect()
    }

    /// The shape of a fresh instance.
    #[inline(always)]
    pub(super) fn root_shape(&self) -> ShapeRef {
        self.root_shape.get().unwrap_or_else(|| self.make_shape(&self.root_shape)).root()
    }

    /// The shape of an instance whose attributes live in a dict.
    pub(super) fn dict_shape(&self) -> ShapeRef {
        self.dict_shape.get().unwrap_or_else(|| self.make_shape(&self.dict_shape)).root()
    }

    /// Most classes never have an instance: shapes are made for the first one.
    #[cold]
    #[inline(never)]
    fn make_shape<'a>(&self, tree: &'a OnceCell<ShapeTree>) -> &'a ShapeTree {
        let (slots, closed) = (self.slot_count.get() as usize, !self.has(flags::DICT));
        tree.get_or_init(|| ShapeTree::new(self.heap(), &self.own_ref(), slots, closed))
    }

    /// Whether this class is `other` or derives from it.
    #[inline]
    pub fn is_subclass(&self, other: &TypeObj) -> bool {
        std::ptr::eq(self, other) || self.mro.borrow().iter().any(|c| std::ptr::eq(&**c, other))
    }

    /// Sets an attribute of the class itself.
    pub fn set_attr(&self, name: &Ref<StrObj>, v: Value) {
        let matters = |v: &Value| v.as_obj().is_some_and(keeps_epoch);
        let new_matters = matters(&v);
        let old = self.dict().set_str(name, v);
        if new_matters || old.as_ref().is_none_or(matters) {
            self.heap().bump_class_epoch();
        }
    }

    /// Removes an attribute of the class itself.
    pub fn delete_attr(&self, name: &Ref<StrObj>) -> Option<Value> {
        let old = self.dict().remove_str(name);
        self.heap().bump_class_epoch();
        old
    }

    /// `__name__` as text.
    pub fn name_text(&self) -> String {
        self.name.borrow().cast::<StrObj>().map(StrObj::to_text).unwrap_or_default()
    }
}

macro_rules! types {
    (roots($object:ident $type_:ident $str_:ident $dict:ident $tuple:ident);
     $($field:ident : $name:literal [$($base:ident)?] $kind:ident $flags:expr;)*) => {
        /// The built-in classes that the interpreter itself must know.
        pub struct Types {
            $( #[doc = concat!("`", $name, "`")] pub $field: Ref<TypeObj>, )*
            /// `Ellipsis`
            pub ellipsis_value: Value,
            /// `NotImplemented`
            pub not_implemented: Value,
        }

        impl Heap {
            /// Makes the built-in classes; the heap must not move from now on.
            pub fn set_up(&self) {
                use flags::*;
                let ($object, $type_, $str_, $dict, $tuple) = self.make_root_types();
                $( types!(@make self, $type_, $field, $name, [$($base)?], $kind, $flags); )*
                let (ellipsis_value, not_implemented) = (Value::Undef, Value::Undef);
                let mut types = Types { $($field,)* ellipsis_value, not_implemented };
                types.ellipsis_value = self.alloc(&types.ellipsis, super::instance::Plain).into_value();
                types.not_implemented = self.alloc(&types.not_implemented_type, super::instance::Plain).into_value();
                let _ = self.types.set(types);
            }
        }
        impl Types {
            /// All of them with their names.
            pub fn all(&self) -> Vec<&Ref<TypeObj>> { vec![$(&self.$field),*] }
        }
    };
    (@make $heap:ident, $type_:ident, object, $name:literal, [], $kind:ident, $flags:expr) => {};
    (@make $heap:ident, $type_:ident, type_, $name:literal, [object], $kind:ident, $flags:expr) => {};
    (@make $heap:ident, $type_:ident, str_, $name:literal, [object], $kind:ident, $flags:expr) => {};
    (@make $heap:ident, $type_:ident, dict, $name:literal, [object], $kind:ident, $flags:expr) => {};
    (@make $heap:ident, $type_:ident, tuple, $name:literal, [object], $kind:ident, $flags:expr) => {};
    (@make $heap:ident, $type_:ident, $field:ident, $name:literal, [$base:ident], $kind:ident, $flags:expr) => {
        let $field = $heap.builtin_type(&$type_, $name, &$base, Kind::$kind, $flags);
    };
}

const EXC: u32 = flags::BASE | flags::EXCEPTION | flags::DICT;
const EXC_SOLID: u32 = EXC | flags::SOLID;

types! {
    roots(object type_ str_ dict tuple);
    object: "object" [] Instance BASE;
    type_: "type" [object] Type BASE | META | WEAK;
    str_: "str" [object] Str BASE | MATCH_SELF;
    dict: "dict" [object] Dict BASE | MAPPING | MATCH_SELF;
    tuple: "tuple" [object] Tuple BASE | SEQUENCE | MATCH_SELF;
    int: "int" [object] BigInt BASE | MATCH_SELF;
    bool_: "bool" [int] BigInt MATCH_SELF;
    float: "float" [object] FloatBox BASE | MATCH_SELF;
    complex: "complex" [object] Complex BASE;
    bytes: "bytes" [object] Bytes BASE | MATCH_SELF;
    bytearray: "bytearray" [object] ByteArray BASE | MATCH_SELF;
    list: "list" [object] List BASE | SEQUENCE | MATCH_SELF;
    set: "set" [object] Set BASE | WEAK | MATCH_SELF;
    frozenset: "frozenset" [object] Set BASE | WEAK | MATCH_SELF;
    range: "range" [object] Range SEQUENCE;
    slice: "slice" [object] Slice 0;
    none_type: "NoneType" [object] Instance 0;
    ellipsis: "ellipsis" [object] Instance 0;
    not_implemented_type: "NotImplementedType" [object] Instance 0;
    function: "function" [object] Function DICT | WEAK;
    builtin_function: "builtin_function_or_method" [object] Native WEAK | NO_NEW;
    method_descriptor: "method_descriptor" [object] Native NO_NEW;
    wrapper_descriptor: "wrapper_descriptor" [object] Native NO_NEW;
    classmethod_descriptor: "classmethod_descriptor" [object] Native NO_NEW;
    method: "method" [object] BoundMethod WEAK | GETATTR;
    method_wrapper: "method-wrapper" [object] BoundMethod NO_NEW;
    cell: "cell" [object] Cell 0;
    code: "code" [object] Code WEAK;
    module: "module" [object] Module BASE | WEAK;
    property: "property" [object] Property BASE;
    classmethod: "classmethod" [object] Wrapper BASE | DICT;
    staticmethod: "staticmethod" [object] Wrapper BASE | DICT;
    getset_descriptor: "getset_descriptor" [object] Member NO_NEW;
    member_descriptor: "member_descriptor" [object] Member NO_NEW;
    traceback: "traceback" [object] Traceback 0;
    frame: "frame" [object] Foreign NO_NEW;
    generator: "generator" [object] Generator WEAK | NO_NEW;
    coroutine: "coroutine" [object] Generator WEAK | NO_NEW;
    async_generator: "async_generator" [object] Generator WEAK | NO_NEW;
    list_iterator: "list_iterator" [object] Iter NO_NEW;
    list_reverseiterator: "list_reverseiterator" [object] Iter NO_NEW;
    tuple_iterator: "tuple_iterator" [object] Iter NO_NEW;
    range_iterator: "range_iterator" [object] Iter NO_NEW;
    longrange_iterator: "longrange_iterator" [object] Iter NO_NEW;
    str_iterator: "str_iterator" [object] Iter NO_NEW;
    str_ascii_iterator: "str_ascii_iterator" [object] Iter NO_NEW;
    bytes_iterator: "bytes_iterator" [object] Iter NO_NEW;
    bytearray_iterator: "bytearray_iterator" [object] Iter NO_NEW;
    dict_keyiterator: "dict_keyiterator" [object] Iter NO_NEW;
    dict_valueiterator: "dict_valueiterator" [object] Iter NO_NEW;
    dict_itemiterator: "dict_itemiterator" [object] Iter NO_NEW;
    dict_reversekeyiterator: "dict_reversekeyiterator" [object] Iter NO_NEW;
    dict_reversevalueiterator: "dict_reversevalueiterator" [object] Iter NO_NEW;
    dict_reverseitemiterator: "dict_reverseitemiterator" [object] Iter NO_NEW;
    set_iterator: "set_iterator" [object] Iter NO_NEW;
    seq_iterator: "iterator" [object] Iter NO_NEW;
    callable_iterator: "callable_iterator" [object] Iter NO_NEW;
    reversed: "reversed" [object] Iter BASE;

    base_exception: "BaseException" [object] Exception EXC;
    exception: "Exception" [base_exception] Exception EXC;
    base_exception_group: "BaseExceptionGroup" [base_exception] Exception EXC_SOLID;
    generator_exit: "GeneratorExit" [base_exception] Exception EXC;
    keyboard_interrupt: "KeyboardInterrupt" [base_exception] Exception EXC;
    system_exit: "SystemExit" [base_exception] Exception EXC_SOLID;
    arithmetic_error: "ArithmeticError" [exception] Exception EXC;
    floating_point_error: "FloatingPointError" [arithmetic_error] Exception EXC;
    overflow_error: "OverflowError" [arithmetic_error] Exception EXC;
    zero_division_error: "ZeroDivisionError" [arithmetic_error] Exception EXC;
    assertion_error: "AssertionError" [exception] Exception EXC;
    attribute_error: "AttributeError" [exception] Exception EXC_SOLID;
    buffer_error: "BufferError" [exception] Exception EXC;
    eof_error: "EOFError" [exception] Exception EXC;
    import_error: "ImportError" [exception] Exception EXC_SOLID;
    module_not_found_error: "ModuleNotFoundError" [import_error] Exception EXC;
    lookup_error: "LookupError" [exception] Exception EXC;
    index_error: "IndexError" [lookup_error] Exception EXC;
    key_error: "KeyError" [lookup_error] Exception EXC;
    memory_error: "MemoryError" [exception] Exception EXC;
    name_error: "NameError" [exception] Exception EXC_SOLID;
    unbound_local_error: "UnboundLocalError" [name_error] Exception EXC;
    os_error: "OSError" [exception] Exception EXC_SOLID;
    blocking_io_error: "BlockingIOError" [os_error] Exception EXC;
    child_process_error: "ChildProcessError" [os_error] Exception EXC;
    connection_error: "ConnectionError" [os_error] Exception EXC;
    broken_pipe_error: "BrokenPipeError" [connection_error] Exception EXC;
    connection_aborted_error: "ConnectionAbortedError" [connection_error] Exception EXC;
    connection_refused_error: "ConnectionRefusedError" [connection_error] Exception EXC;
    connection_reset_error: "ConnectionResetError" [connection_error] Exception EXC;
    file_exists_error: "FileExistsError" [os_error] Exception EXC;
    file_not_found_error: "FileNotFoundError" [os_error] Exception EXC;
    interrupted_error: "InterruptedError" [os_error] Exception EXC;
    is_a_directory_error: "IsADirectoryError" [os_error] Exception EXC;
    not_a_directory_error: "NotADirectoryError" [os_error] Exception EXC;
    permission_error: "PermissionError" [os_error] Exception EXC;
    process_lookup_error: "ProcessLookupError" [os_error] Exception EXC;
    timeout_error: "TimeoutError" [os_error] Exception EXC;
    reference_error: "ReferenceError" [exception] Exception EXC;
    runtime_error: "RuntimeError" [exception] Exception EXC;
    not_implemented_error: "NotImplementedError" [runtime_error] Exception EXC;
    recursion_error: "RecursionError" [runtime_error] Exception EXC;
    python_finalization_error: "PythonFinalizationError" [runtime_error] Exception EXC;
    stop_iteration: "StopIteration" [exception] Exception EXC_SOLID;
    stop_async_iteration: "StopAsyncIteration" [exception] Exception EXC;
    syntax_error: "SyntaxError" [exception] Exception EXC_SOLID;
    indentation_error: "IndentationError" [syntax_error] Exception EXC;
    tab_error: "TabError" [indentation_error] Exception EXC;
    incomplete_input_error: "_IncompleteInputError" [syntax_error] Exception EXC;
    system_error: "SystemError" [exception] Exception EXC;
    type_error: "TypeError" [exception] Exception EXC;
    value_error: "ValueError" [exception] Exception EXC;
    unicode_error: "UnicodeError" [value_error] Exception EXC;
    unicode_decode_error: "UnicodeDecodeError" [unicode_error] Exception EXC_SOLID;
    unicode_encode_error: "UnicodeEncodeError" [unicode_error] Exception EXC_SOLID;
    unicode_translate_error: "UnicodeTranslateError" [unicode_error] Exception EXC_SOLID;
    warning: "Warning" [exception] Exception EXC;
    bytes_warning: "BytesWarning" [warning] Exception EXC;
    deprecation_warning: "DeprecationWarning" [warning] Exception EXC;
    encoding_warning: "EncodingWarning" [warning] Exception EXC;
    future_warning: "FutureWarning" [warning] Exception EXC;
    import_warning: "ImportWarning" [warning] Exception EXC;
    pending_deprecation_warning: "PendingDeprecationWarning" [warning] Exception EXC;
    resource_warning: "ResourceWarning" [warning] Exception EXC;
    runtime_warning: "RuntimeWarning" [warning] Exception EXC;
    syntax_warning: "SyntaxWarning" [warning] Exception EXC;
    unicode_warning: "UnicodeWarning" [warning] Exception EXC;
    user_warning: "UserWarning" [warning] Exception EXC;
    exception_group: "ExceptionGroup" [base_exception_group] Exception EXC;
    cancelled_error: "CancelledError" [base_exception] Exception EXC;
    deadlock_error: "DeadlockError" [runtime_error] Exception EXC;
}

impl Heap {
    /// The five classes that need each other before anything else exists.
    #[allow(clippy::type_complexity)]
    fn make_root_types(&self) -> (Ref<TypeObj>, Ref<TypeObj>, Ref<TypeObj>, Ref<TypeObj>, Ref<TypeObj>) {
        use flags::*;
        // A name must be a str, whose class must exist: `str` gets its own name last.
        let type_ = self.alloc_root_type(TypeObj::bare(self, Kind::Type, BASE | META | WEAK));
        let bare = |kind, flags| {
            let t = self.alloc(&type_, TypeObj::bare(self, kind, flags));
            t.obj().header().make_immortal();
            t
        };
        let object = bare(Kind::Instance, BASE);
        let str_ = bare(Kind::Str, BASE | MATCH_SELF);
        let dict = bare(Kind::Dict, BASE | MAPPING | MATCH_SELF);
        let tuple = bare(Kind::Tuple, BASE | SEQUENCE | MATCH_SELF);
        *self.root_types.borrow_mut() = Some((str_.clone(), dict.clone(), tuple.clone()));
        for (t, name) in
            [(&object, "object"), (&type_, "type"), (&str_, "str"), (&dict, "dict"), (&tuple, "tuple")]
        {
            t.set_names(self.intern(name));
            let mut mro = vec![t.clone()];
            if !t.is(&object) {
                *t.bases.borrow_mut() = vec![object.clone()];
                object.subclasses.borrow_mut().push(self.weak_box(t.obj()));
                mro.push(object.clone());
            }
            t.set_mro(mro.into());
        }
        (object, type_, str_, dict, tuple)
    }

    /// A class written in Rust. `flags` of the base that are inherited are added.
    pub fn builtin_type(
        &self,
        meta: &Ref<TypeObj>,
        name: &str,
        base: &Ref<TypeObj>,
        kind: Kind,
        flags: u32,
    ) -> Ref<TypeObj> {
        let name = self.str(name).into_value();
        let t = TypeObj::create(
            self,
            meta,
            TypeSpec {
                name: name.clone(),
                qualname: name,
                bases: vec![base.clone()],
                best: 0,
                kind,
                flags: flags | base.flags.get() & flags::INHERITED,
                slot_count: 0,
                slots: vec![],
            },
        );
        let mut mro = vec![t.clone()];
        mro.extend(base.mro().iter().cloned());
        t.set_mro(mro.into());
        t.obj().header().make_immortal();
        t
    }
}

impl TypeObj {
    fn bare(heap: &Heap, kind: Kind, flags: u32) -> TypeObj {
        let (name, qualname) = (Value::Undef, Value::Undef);
        TypeObj::make(
            heap,
            TypeSpec { name, qualname, bases: vec![], best: 0, kind, flags, slot_count: 0, slots: vec![] },
        )
    }

    fn set_names(&self, name: Ref<StrObj>) {
        *self.name.borrow_mut() = name.value();
        *self.qualname.borrow_mut() = name.into_value();
    }
}
