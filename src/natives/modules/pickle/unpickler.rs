//! The class `Unpickler`.

use std::cell::{Cell, RefCell};

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::types::flags::{BASE, GETATTR};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::{ClassSpec, put_class};
use super::known::known;
use super::load::{Loader, Reading};
use super::memo::Numbered;
use super::pickler::{is_text, set_usual_attribute, usual_attribute};
use super::source::{File, Methods};

/// What is said where nobody knows persistent objects.
pub const NO_PERSISTENT: &str =
    "A load persistent id instruction was encountered, but no persistent_load function was specified.";

payload! {
    /// `Unpickler`; without `read`: `__init__` has not run.
    pub struct Unpickler as "_pickle.Unpickler" {
        pub memo: RefCell<Numbered>,
        read: RefCell<Value>,
        readline: RefCell<Value>,
        peek: RefCell<Value>,
        readinto: RefCell<Value>,
        encoding: RefCell<Value>,
        errors: RefCell<Value>,
        buffers: RefCell<Value>,
        /// What a script has set in place of the method.
        persistent_load: RefCell<Value>,
    } plain { proto: Cell<u8>, fix_imports: Cell<bool>, running: Cell<bool> }
}

/// No argument, as signatures show it.
pub const EMPTY_TUPLE: Value = Value::Undef;

/// The methods of a file.
pub fn methods_of(vm: &mut Vm, file: &Value) -> Res<Methods> {
    let of = |vm: &mut Vm, name: &str| {
        let name = vm.heap.intern(name);
        vm.get_attr_opt(file, &name)
    };
    let (peek, readinto) = (of(vm, "peek")?, of(vm, "readinto")?);
    match (of(vm, "read")?, of(vm, "readline")?) {
        (Some(read), Some(readline)) => Ok(Methods { read, readline, peek, readinto }),
        _ => Err(vm.type_error("file must have 'read' and 'readline' attributes")),
    }
}

/// The iterator of an argument `buffers`.
pub fn buffers_of(vm: &mut Vm, v: &Value) -> Res<Option<Value>> {
    if v.is_none() || v.is_undef() { Ok(None) } else { vm.iter(v).map(Some) }
}

natives! { static METHODS;
    /// This takes a binary file for reading a pickle data stream.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<Unpickler> {
        drop((args, kwargs));
        vm.heap.alloc(&cls, Unpickler {
            memo: RefCell::default(),
            read: RefCell::default(),
            readline: RefCell::default(),
            peek: RefCell::default(),
            readinto: RefCell::default(),
            encoding: RefCell::default(),
            errors: RefCell::default(),
            buffers: RefCell::default(),
            persistent_load: RefCell::default(),
            proto: Cell::new(0),
            fix_imports: Cell::new(false),
            running: Cell::new(false),
        })
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<Unpickler>, /, file: Value, *, fix_imports: bool = true, encoding: Ref<StrObj> = vm.heap.intern("ASCII"), errors: Ref<StrObj> = vm.heap.intern("strict"), buffers: Value = EMPTY_TUPLE) -> Res<()> {
        if this.running.get() {
            return Err(vm.runtime_error("Unpickler object is already used"));
        }
        drop(this.read.take());
        let methods = methods_of(vm, &file)?;
        let buffers = buffers_of(vm, &buffers)?;
        drop(this.memo.take());
        this.fix_imports.set(fix_imports);
        this.proto.set(0);
        let fields = [
            (&this.readline, methods.readline),
            (&this.peek, methods.peek.unwrap_or_default()),
            (&this.readinto, methods.readinto.unwrap_or_default()),
            (&this.encoding, encoding.into_value()),
            (&this.errors, errors.into_value()),
            (&this.buffers, buffers.unwrap_or_default()),
            (&this.read, methods.read),
        ];
        for (field, v) in fields {
            drop(field.replace(v));
        }
        Ok(())
    }
    /// Load a pickle.
    ///
    /// Read a pickled object representation from the open file object given
    /// in the constructor, and return the reconstituted object hierarchy
    /// specified therein.
    fn load(vm, this: Ref<Unpickler>, /) -> Res { load(vm, &this) }
    /// Return an object from a specified module.
    ///
    /// If necessary, the module will be imported. Subclasses may override
    /// this method (e.g. to restrict unpickling of arbitrary classes and
    /// functions).
    ///
    /// This method is called whenever a class or a function object is
    /// needed.  Both arguments passed are str objects.
    fn find_class(vm, this: Ref<Unpickler>, module_name: Value, global_name: Value, /) -> Res {
        let known = known(vm);
        match super::load::text_pair(&module_name, &global_name) {
            Some((m, n)) => super::build::find_class(vm, &known, this.fix_imports.get(), this.proto.get(), &m, &n),
            None => {
                let wrong = if module_name.is_a::<StrObj>() { &global_name } else { &module_name };
                let what = vm.class_name(wrong);
                Err(vm.type_error(format!("attribute name must be string, not '{what}'")))
            }
        }
    }
    fn persistent_load(vm, this: Ref<Unpickler>, pid: Value, /) -> Res {
        drop((this, pid));
        Err(known(vm).bad(vm, NO_PERSISTENT))
    }
    /// Returns size in memory, in bytes.
    fn __sizeof__(vm, this: Ref<Unpickler>, /) -> usize {
        size_of::<Unpickler>() + this.memo.borrow().len() * size_of::<Value>()
    }
    /// Return getattr(self, name).
    fn __getattribute__(vm, this: Ref<Unpickler>, name: Value, /) -> Res {
        let own = this.persistent_load.borrow().clone();
        if !own.is_undef() && is_text(&name, "persistent_load") {
            return Ok(own);
        }
        usual_attribute(vm, &this.into_value(), &name)
    }
    /// Implement setattr(self, name, value).
    fn __setattr__(vm, this: Ref<Unpickler>, name: Value, value: Value, /) -> Res<()> {
        if is_text(&name, "persistent_load") {
            drop(this.persistent_load.replace(value.take()));
            return Ok(());
        }
        set_usual_attribute(vm, &this.into_value(), &name, value.take())
    }
    /// Implement delattr(self, name).
    fn __delattr__(vm, this: Ref<Unpickler>, name: Value, /) -> Res<()> {
        if is_text(&name, "persistent_load") && !this.persistent_load.borrow().is_undef() {
            drop(this.persistent_load.take());
            return Ok(());
        }
        set_usual_attribute(vm, &this.into_value(), &name, Value::Undef)
    }
}

attrs! { static ATTRS for Unpickler;
    fn memo(vm, this) -> Value { super::proxies::unpickler_memo(vm, &this) }
    set(vm, this, value) { super::proxies::set_unpickler_memo(vm, &this, &value) }
}

/// A method that a subclass or a script has put in the place of ours.
fn other_method(vm: &mut Vm, this: &Ref<Unpickler>, name: &Ref<StrObj>) -> Res<Option<Value>> {
    let usual = vm.extra_types["_pickle.Unpickler"].dict().get_str(name);
    let own = crate::object::instance::of(this.obj()).and_then(|i| i.get(name)).is_some();
    match (this.obj().class().lookup(name), usual) {
        (Some(f), Some(usual)) if f.is(&usual) && !own => Ok(None),
        _ => vm.get_attr_opt(&this.value(), name),
    }
}

fn load(vm: &mut Vm, this: &Ref<Unpickler>) -> Res {
    let known = known(vm);
    if this.running.get() {
        return Err(vm.runtime_error("Unpickler object is already used"));
    }
    let get = |v: &RefCell<Value>| v.borrow().clone();
    let read = get(&this.read);
    if read.is_undef() {
        let what = vm.class_name(&this.value());
        let text = format!("Unpickler.__init__() was not called by {what}.__init__()");
        return Err(known.bad(vm, text));
    }
    let text = |vm: &mut Vm, v: Value| match v.into_ref::<StrObj>() {
        Ok(s) => s,
        Err(_) => vm.heap.intern("strict"),
    };
    let persistent_load = match get(&this.persistent_load).or_none() {
        Some(f) => Some(f),
        None => other_method(vm, this, &known.names.persistent_load)?,
    };
    let find_class = other_method(vm, this, &known.names.find_class)?;
    let reading = Reading {
        fix_imports: this.fix_imports.get(),
        encoding: text(vm, get(&this.encoding)),
        errors: text(vm, get(&this.errors)),
        buffers: get(&this.buffers).or_none(),
        persistent_load,
        find_class,
    };
    let methods = Methods {
        read,
        readline: get(&this.readline),
        peek: get(&this.peek).or_none(),
        readinto: get(&this.readinto).or_none(),
    };
    this.running.set(true);
    let mut loader = Loader::new(known, reading, File::new(methods), &this.memo);
    loader.told = Some(this.clone());
    let v = loader.load(vm);
    this.running.set(false);
    v
}

impl Unpickler {
    /// The protocol of the pickle that is being read: `find_class` goes by it.
    pub fn set_protocol(&self, n: u8) {
        self.proto.set(n);
    }
}

/// Adds the class.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec = ClassSpec {
        name: "Unpickler",
        module: "_pickle",
        flags: BASE | GETATTR,
        methods: METHODS,
        next: None,
    };
    let class = put_class(vm, dict, &spec);
    vm.add_attrs(&class, ATTRS);
    vm.extra_types.insert("_pickle.Unpickler", class);
}
