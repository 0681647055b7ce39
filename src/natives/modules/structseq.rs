//! Tuples whose items have names (`time.struct_time`, `sys.version_info`, `os.stat_result`), and some names without an item.
//!
//! The named items beyond the visible ones lie in hidden slots of the instance.

use crate::natives;
use crate::object::descr::{Member, MemberObj};
use crate::object::dict::DictObj;
use crate::object::header::EXACT;
use crate::object::instance;
use crate::object::kinds::Kind;
use crate::object::tuple::TupleObj;
use crate::object::types::{TypeSpec, flags};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::attr::named_item;
use crate::vm::{Res, Vm};

/// How such a class looks.
pub struct StructSpec {
    pub name: &'static str,
    pub module: &'static str,
    pub doc: &'static str,
    /// Names in order; `visible` of them are items of the tuple. An item whose name is empty has none.
    pub fields: &'static [&'static str],
    pub visible: usize,
    /// Scripts may make instances.
    pub callable: bool,
}

fn count(class: &Ref<TypeObj>, vm: &Vm, name: &str) -> usize {
    match class.lookup(&vm.heap.intern(name)) {
        Some(Value::Int(n)) => n as usize,
        _ => 0,
    }
}

/// The names of the visible fields.
fn names(class: &Ref<TypeObj>, vm: &Vm) -> Vec<Value> {
    let names = class.lookup(&vm.names.__match_args__);
    names.as_ref().and_then(|v| v.cast::<TupleObj>()).map(|t| t.items().to_vec()).unwrap_or_default()
}

/// What the constructor does: items from a sequence, and a dict for the fields that are no items.
pub fn from_sequence(vm: &mut Vm, cls: &Ref<TypeObj>, sequence: &Value, dict: &Value) -> Res {
    let (visible, all) = (count(cls, vm, "n_sequence_fields"), count(cls, vm, "n_fields"));
    if vm.lookup_special(sequence, &vm.names.__iter__).is_none()
        && vm.lookup_special(sequence, &vm.names.__getitem__).is_none()
    {
        return Err(vm.type_error("constructor requires a sequence"));
    }
    let mut items = vm.collect(sequence)?;
    let n = items.len();
    let name = vm.full_name(cls);
    if n < visible || n > all {
        let how = match (visible == all, n < visible) {
            (true, _) => format!("a {visible}"),
            (_, true) => format!("an at least {visible}"),
            (_, false) => format!("an at most {all}"),
        };
        return Err(vm.type_error(format!("{name}() takes {how}-sequence ({n}-sequence given)")));
    }
    if !dict.is_undef() && !dict.is_a::<DictObj>() {
        return Err(vm.type_error(format!("{name}() takes a dict as second arg, if any")));
    }
    let hidden = items.split_off(visible);
    let t = make(vm, cls, items, hidden);
    if let (Some(d), Some(i)) = (dict.to_ref::<DictObj>(), t.to_ref::<TupleObj>()) {
        let hidden_names = class_hidden_names(cls, vm);
        let mut taken = 0;
        for (at, name) in hidden_names.iter().enumerate().skip(n - visible) {
            if let (Some(v), Some(part)) = (vm.dict_get(&d, name)?, instance::of(i.obj())) {
                drop(part.replace_slot(at, v));
                taken += 1;
            }
        }
        if d.len() > taken {
            return Err(vm.type_error(format!("{name}() got duplicate or unexpected field name(s)")));
        }
    }
    Ok(t)
}

natives! { static METHODS;
    /// Makes an instance from a sequence, and a dict for the fields that are no items.
    fn __new__(vm, cls: Ref<TypeObj>, /, sequence: Value, dict: Value = Value::Undef) -> Res { from_sequence(vm, &cls, &sequence, &dict) }
    /// Return repr(self).
    fn __repr__(vm, this: Ref<TupleObj>, /) -> Res<String> {
        let class = this.obj().class().clone();
        let mut parts = Vec::new();
        let mut named = names(&class, vm);
        named.extend(class_hidden_names(&class, vm));
        for (name, v) in named.iter().zip(this.items()) {
            let name = vm.str(name)?.to_text();
            parts.push(format!("{name}={}", vm.repr(v)?.to_text()));
        }
        Ok(format!("{}({})", vm.full_name(&class), parts.join(", ")))
    }
    /// Helper for pickle.
    fn __reduce__(vm, this: Ref<TupleObj>, /) -> Value {
        let class = this.obj().class().clone();
        let visible = count(&class, vm, "n_sequence_fields");
        let dict = vm.heap.dict();
        for (i, name) in class_hidden_names(&class, vm).into_iter().enumerate() {
            if let Ok(name) = name.into_ref() {
                drop(dict.set_str(&name, named_item(&this.value(), visible + i, visible)));
            }
        }
        let items = vm.heap.tuple(this.items().to_vec()).into_value();
        let args = vm.heap.tuple([items, dict.into_value()]).into_value();
        vm.heap.tuple([class.into_value(), args]).into_value()
    }
    /// Return a copy of the structure with new values for the specified fields.
    fn __replace__(vm, this: Ref<TupleObj>, /, **changes) -> Res {
        let class = this.obj().class().clone();
        let (visible, all) = (count(&class, vm, "n_sequence_fields"), count(&class, vm, "n_fields"));
        if count(&class, vm, "n_unnamed_fields") > 0 {
            let name = vm.full_name(&class);
            return Err(vm.type_error(format!("__replace__() is not supported for {name} because it has unnamed field(s)")));
        }
        let mut fields: Vec<Value> = (0..all).map(|i| named_item(&this.value(), i, visible)).collect();
        let mut known = names(&class, vm);
        known.extend(class_hidden_names(&class, vm));
        for (k, v) in changes.entries() {
            let mut place = None;
            for (i, name) in known.iter().enumerate() {
                if vm.same(name, &k)? {
                    place = Some(i);
                }
            }
            match place {
                Some(i) => fields[i] = v,
                None => {
                    let k = vm.repr(&k)?.to_text();
                    return Err(vm.type_error(format!("Got unexpected field name(s): [{k}]")));
                }
            }
        }
        let hidden = fields.split_off(visible);
        Ok(make(vm, &class, fields, hidden))
    }
}

fn class_hidden_names(class: &Ref<TypeObj>, vm: &Vm) -> Vec<Value> {
    let names = class.lookup(&vm.heap.intern("_hidden_fields"));
    names.as_ref().and_then(|v| v.cast::<TupleObj>()).map(|t| t.items().to_vec()).unwrap_or_default()
}

fn make(vm: &Vm, class: &Ref<TypeObj>, items: Vec<Value>, hidden: Vec<Value>) -> Value {
    let t = vm.heap.tuple_of(class, items);
    t.obj().header().clear_flag(EXACT);
    if let Some(part) = instance::of(t.obj()) {
        for (i, v) in hidden.into_iter().enumerate() {
            drop(part.replace_slot(i, v));
        }
    }
    t.into_value()
}

/// An instance: the visible items, then the hidden ones.
pub fn new_struct(vm: &Vm, class: &Ref<TypeObj>, mut fields: Vec<Value>) -> Value {
    let visible = count(class, vm, "n_sequence_fields");
    let hidden = fields.split_off(visible.min(fields.len()));
    make(vm, class, fields, hidden)
}

/// Makes the class.
pub fn struct_class(vm: &mut Vm, spec: &StructSpec) -> Ref<TypeObj> {
    let base = vm.types().tuple.clone();
    let meta = vm.types().type_.clone();
    let name = vm.heap.intern(spec.name).into_value();
    let class = TypeObj::create(
        vm.heap,
        &meta,
        TypeSpec {
            name: name.clone(),
            qualname: name,
            bases: vec![base.clone()],
            best: 0,
            kind: Kind::Tuple,
            flags: base.flags.get() & flags::INHERITED | if spec.callable { 0 } else { flags::NO_NEW },
            slot_count: (spec.fields.len() - spec.visible) as u32,
            slots: vec![],
        },
    );
    let mut mro = vec![class.clone()];
    mro.extend(base.mro().iter().cloned());
    class.set_mro(mro.into());
    class.obj().header().make_immortal();
    let d = class.dict().clone();
    let heap = vm.heap;
    let set = |name: &str, v: Value| drop(d.set_text(heap, name, v));
    set("__module__", heap.intern(spec.module).into_value());
    set("__doc__", heap.str(spec.doc).into_value());
    set("n_sequence_fields", Value::Int(spec.visible as i64));
    set("n_fields", Value::Int(spec.fields.len() as i64));
    let unnamed = spec.fields.iter().filter(|f| f.is_empty()).count();
    set("n_unnamed_fields", Value::Int(unnamed as i64));
    let texts = |names: &[&str]| {
        let names: Vec<Value> =
            names.iter().filter(|n| !n.is_empty()).map(|n| heap.intern(n).into_value()).collect();
        heap.tuple(names).into_value()
    };
    set("__match_args__", texts(&spec.fields[..spec.visible]));
    if spec.visible < spec.fields.len() {
        set("_hidden_fields", texts(&spec.fields[spec.visible..]));
    }
    for (index, name) in spec.fields.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
        let member = Member::Item { index, visible: spec.visible };
        let d = MemberObj { owner: class.value(), name: heap.intern(name).into_value(), member };
        set(name, heap.alloc(&heap.types().member_descriptor, d).into_value());
    }
    class.later(vm.hooks.native_class);
    // The constructor stands first.
    vm.add_methods(&class, if spec.callable { METHODS } else { &METHODS[1..] });
    class
}
