//! The class `Pickler`.

use std::cell::{Cell, RefCell};

use crate::object::dict::DictObj;
use crate::object::types::flags::{BASE, GETATTR};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::super::support::{ClassSpec, put_class};
use super::known::known;
use super::memo::Written;
use super::opcode::HIGHEST;
use super::output::Output;
use super::save::Saver;

payload! {
    /// `Pickler`
    pub struct Pickler as "_pickle.Pickler" {
        pub memo: RefCell<Written>,
        write: RefCell<Value>,
        /// What a script has set in place of the method.
        persistent_id: RefCell<Value>,
        dispatch_table: RefCell<Value>,
        buffer_callback: RefCell<Value>,
    } plain { proto: Cell<u8>, fix_imports: Cell<bool>, bin: Cell<i64>, fast: Cell<i64>, running: Cell<bool> }
}

/// The protocol that an argument asks for.
pub fn protocol(vm: &mut Vm, v: &Value) -> Res<u8> {
    if v.is_none() {
        return Ok(HIGHEST);
    }
    match vm.to_i64(v)? {
        i64::MIN..0 => Ok(HIGHEST),
        n if n > HIGHEST.into() => Err(vm.value_error(format!("pickle protocol must be <= {HIGHEST}"))),
        n => Ok(n as u8),
    }
}

/// The `write` of a file.
pub fn write_of(vm: &mut Vm, file: &Value) -> Res {
    match vm.get_attr_opt(file, &vm.names.write)? {
        Some(write) => Ok(write),
        None => Err(vm.type_error("file must have a 'write' attribute")),
    }
}

/// The function that is told of buffers.
pub fn callback(vm: &mut Vm, v: &Value, proto: u8) -> Res<Option<Value>> {
    if v.is_none() {
        return Ok(None);
    }
    if proto < 5 {
        return Err(vm.value_error("buffer_callback needs protocol >= 5"));
    }
    Ok(Some(v.clone()))
}

/// The attribute by the usual rules, or AttributeError.
pub fn usual_attribute(vm: &mut Vm, this: &Value, name: &Value) -> Res {
    let name = crate::natives::types::object::name_argument(vm, name)?;
    let class = vm.class_of(this);
    match vm.generic_get(this, &name, &class)? {
        Some(v) => Ok(v),
        None => Err(vm.no_attribute(this, &name)),
    }
}

/// Sets an attribute by the usual rules, or deletes it (`Undef`).
pub fn set_usual_attribute(vm: &mut Vm, this: &Value, name: &Value, v: Value) -> Res<()> {
    let name = crate::natives::types::object::name_argument(vm, name)?;
    if v.is_undef() { vm.generic_del(this, &name) } else { vm.generic_set(this, &name, v) }
}

/// Whether a value is this text.
pub fn is_text(v: &Value, text: &str) -> bool {
    v.cast::<crate::object::str::StrObj>().is_some_and(|s| s.bytes() == text.as_bytes())
}

/// What a script puts into one of the two fields that are C's ints.
fn member(vm: &mut Vm, v: &Value) -> Res<i64> {
    if v.is_undef() {
        return Err(vm.type_error("can't delete numeric/char attribute"));
    }
    vm.to_i32(v).map(i64::from)
}

natives! { static METHODS;
    /// This takes a binary file for writing a pickle data stream.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Ref<Pickler> {
        drop((args, kwargs));
        vm.heap.alloc(&cls, Pickler {
            memo: RefCell::default(),
            write: RefCell::default(),
            persistent_id: RefCell::default(),
            dispatch_table: RefCell::default(),
            buffer_callback: RefCell::default(),
            proto: Cell::new(HIGHEST),
            fix_imports: Cell::new(false),
            bin: Cell::new(0),
            fast: Cell::new(0),
            running: Cell::new(false),
        })
    }
    /// Initialize self.  See help(type(self)) for accurate signature.
    fn __init__(vm, this: Ref<Pickler>, /, file: Value, protocol: Value = Value::None, fix_imports: bool = true, buffer_callback: Value = Value::None) -> Res<()> {
        init_pickler(vm, &this, &file, &protocol, fix_imports, &buffer_callback)
    }
    /// Clears the pickler's "memo".
    ///
    /// The memo is the data structure that remembers which objects the
    /// pickler has already seen, so that shared or recursive objects are
    /// pickled by reference and not by value.  This method is useful when
    /// re-using picklers.
    fn clear_memo(vm, this: Ref<Pickler>, /) { drop(this.memo.take()); }
    /// Write a pickled representation of the given object to the open file.
    fn dump(vm, this: Ref<Pickler>, obj: Value, /) -> Res<()> { dump(vm, &this, &obj) }
    fn persistent_id(vm, this: Ref<Pickler>, obj: Value, /) {
        drop((this, obj));
    }
    /// Returns size in memory, in bytes.
    fn __sizeof__(vm, this: Ref<Pickler>, /) -> usize {
        size_of::<Pickler>() + this.memo.borrow().len() * (size_of::<Value>() + 32)
    }
    /// Return getattr(self, name).
    fn __getattribute__(vm, this: Ref<Pickler>, name: Value, /) -> Res {
        let own = this.persistent_id.borrow().clone();
        if !own.is_undef() && is_text(&name, "persistent_id") {
            return Ok(own);
        }
        usual_attribute(vm, &this.into_value(), &name)
    }
    /// Implement setattr(self, name, value).
    fn __setattr__(vm, this: Ref<Pickler>, name: Value, value: Value, /) -> Res<()> {
        if is_text(&name, "persistent_id") {
            drop(this.persistent_id.replace(value.take()));
            return Ok(());
        }
        set_usual_attribute(vm, &this.into_value(), &name, value.take())
    }
    /// Implement delattr(self, name).
    fn __delattr__(vm, this: Ref<Pickler>, name: Value, /) -> Res<()> {
        if is_text(&name, "persistent_id") && !this.persistent_id.borrow().is_undef() {
            drop(this.persistent_id.take());
            return Ok(());
        }
        set_usual_attribute(vm, &this.into_value(), &name, Value::Undef)
    }
}

attrs! { static ATTRS for Pickler;
    fn memo(vm, this) -> Value { super::proxies::pickler_memo(vm, &this) }
    set(vm, this, value) { super::proxies::set_pickler_memo(vm, &this, &value) }
    fn bin(vm, this) -> i64 { this.bin.get() }
    set(vm, this, value) {
        this.bin.set(member(vm, &value)?);
        Ok(())
    }
    fn fast(vm, this) -> i64 { this.fast.get() }
    set(vm, this, value) {
        this.fast.set(member(vm, &value)?);
        Ok(())
    }
    fn dispatch_table(vm, this) -> Res {
        let table = this.dispatch_table.borrow().clone();
        if table.is_undef() {
            let what = vm.class_name(&this.value());
            let text = format!("'{what}' object has no attribute 'dispatch_table'");
            return Err(vm.attribute_error(this.value(), "dispatch_table", &text));
        }
        Ok(table)
    }
    set(vm, this, value) {
        drop(this.dispatch_table.replace(value));
        Ok(())
    }
}

fn init_pickler(
    vm: &mut Vm,
    this: &Ref<Pickler>,
    file: &Value,
    proto: &Value,
    fix_imports: bool,
    told: &Value,
) -> Res<()> {
    if this.running.get() {
        return Err(vm.runtime_error("Pickler object is already used"));
    }
    drop(this.write.take());
    let proto = protocol(vm, proto)?;
    let write = write_of(vm, file)?;
    let told = callback(vm, told, proto)?;
    drop(this.memo.take());
    this.proto.set(proto);
    this.bin.set((proto > 0).into());
    this.fix_imports.set(fix_imports && proto < 3);
    this.fast.set(0);
    drop(this.buffer_callback.replace(told.unwrap_or_default()));
    drop(this.dispatch_table.take());
    let table = vm.get_attr_opt(&this.value(), &known(vm).names.dispatch_table)?;
    drop(this.dispatch_table.replace(table.unwrap_or_default()));
    drop(this.write.replace(write));
    Ok(())
}

/// The method by which a script knows objects, unless it is the one that knows none.
fn persistent_id(vm: &mut Vm, this: &Ref<Pickler>) -> Res<Option<Value>> {
    let own = this.persistent_id.borrow().clone();
    if !own.is_undef() {
        return Ok(Some(own));
    }
    let name = known(vm).names.persistent_id.clone();
    let usual = vm.extra_types["_pickle.Pickler"].dict().get_str(&name);
    match (this.obj().class().lookup(&name), usual) {
        (Some(f), Some(usual)) if f.is(&usual) => Ok(None),
        _ => vm.get_attr_opt(&this.value(), &name),
    }
}

fn dump(vm: &mut Vm, this: &Ref<Pickler>, v: &Value) -> Res<()> {
    let known = known(vm);
    if this.running.get() {
        return Err(vm.runtime_error("Pickler object is already used"));
    }
    let write = this.write.borrow().clone();
    if write.is_undef() {
        let what = vm.class_name(&this.value());
        let text = format!("Pickler.__init__() was not called by {what}.__init__()");
        return Err(known.cannot(vm, text));
    }
    let names = &known.names;
    let mut saver = Saver::new(
        known.clone(),
        this.proto.get(),
        this.fix_imports.get(),
        Output::new(Some(write)),
        &this.memo,
    );
    saver.fast = this.fast.get() != 0;
    saver.persistent_id = persistent_id(vm, this)?;
    saver.reducer_override = vm.get_attr_opt(&this.value(), &names.reducer_override)?;
    saver.dispatch_table = this.dispatch_table.borrow().clone().or_none();
    saver.buffer_callback = this.buffer_callback.borrow().clone().or_none();
    this.running.set(true);
    let done = saver.dump(vm, v);
    this.running.set(false);
    done.map(drop)
}

/// Adds the class.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) {
    let spec =
        ClassSpec { name: "Pickler", module: "_pickle", flags: BASE | GETATTR, methods: METHODS, next: None };
    let class = put_class(vm, dict, &spec);
    vm.add_attrs(&class, ATTRS);
    vm.extra_types.insert("_pickle.Pickler", class);
}
