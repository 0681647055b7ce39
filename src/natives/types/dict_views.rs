//! `dict.keys()`, `dict.values()`, `dict.items()` and `types.MappingProxyType`: views on somebody else's dict.

use crate::object::dict::DictObj;
use crate::object::iter::{DictPart, IterState};
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{MAPPING, NO_NEW};
use crate::object::{Payload, Ref, Value, Visit};
use crate::vm::compare::CmpOp;
use crate::vm::native::ArgType;
use crate::vm::ops::BinOp;
use crate::vm::{Res, Vm};
use crate::{attrs, natives};

use super::support::{IntoTexts, is_exact, not_implemented};

/// A view.
pub struct DictView {
    /// The dict.
    pub dict: Ref<DictObj>,
    /// What it shows.
    pub part: DictPart,
}

/// `types.MappingProxyType`
pub struct MappingProxy {
    /// Any mapping.
    pub mapping: Value,
}

impl Payload for DictView {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.dict.value());
    }
}

impl Payload for MappingProxy {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.mapping);
    }
}

impl ArgType for DictView {
    const NAME: &'static str = "dict view";
}
impl ArgType for MappingProxy {
    const NAME: &'static str = "mappingproxy";
}

natives! { static VIEW_METHODS;
    fn __len__(vm, this: Ref<DictView>, /) -> usize { this.dict.len() }
    fn __iter__(vm, this: Ref<DictView>, /) -> Value {
        let t = vm.types();
        let class = match this.part {
            DictPart::Keys => &t.dict_keyiterator,
            DictPart::Values => &t.dict_valueiterator,
            DictPart::Items => &t.dict_itemiterator,
        };
        let dict = this.dict.value();
        let (len, left) = vm.dict_iter_state(&dict);
        vm.heap.iter(class, IterState::Dict { dict, part: this.part, place: 0, len, left })
    }
    /// Return a reverse iterator over the view.
    fn __reversed__(vm, this: Ref<DictView>, /) -> Value {
        let t = vm.types();
        let class = match this.part {
            DictPart::Keys => &t.dict_reversekeyiterator,
            DictPart::Values => &t.dict_reversevalueiterator,
            DictPart::Items => &t.dict_reverseitemiterator,
        };
        let (dict, place) = (this.dict.value(), this.dict.places());
        let (len, left) = vm.dict_iter_state(&dict);
        vm.heap.iter(class, IterState::DictReversed { dict, part: this.part, place, len, left })
    }
    fn __repr__(vm, this: Ref<DictView>, /) -> Res<super::support::Text> {
        let name = vm.class_name(&this.value());
        if vm.repr_enter(&this.value()) {
            // A tuple of two for each item.
            if let Err(e) = vm.room_for(this.dict.len().saturating_mul(96)) {
                vm.repr_leave(&this.value());
                return Err(e);
            }
            let list = vm.heap.list(contents(vm, &this)).into_value();
            let text = vm.repr(&list);
            vm.repr_leave(&this.value());
            return Ok(IntoTexts(vec![name.into_bytes(), b"(".to_vec(), text?.bytes().to_vec(), b")".to_vec()]).join());
        }
        Ok(super::support::Text(b"...".to_vec()))
    }
}

natives! { static SET_METHODS;
    fn __contains__(vm, this: Ref<DictView>, key: Value, /) -> Res<bool> { view_contains(vm, &this, &key) }
    fn __eq__(vm, this: Ref<DictView>, value: Value, /) -> Res { compare(vm, CmpOp::Eq, &this, &value) }
    fn __ne__(vm, this: Ref<DictView>, value: Value, /) -> Res { compare(vm, CmpOp::Ne, &this, &value) }
    fn __lt__(vm, this: Ref<DictView>, value: Value, /) -> Res { compare(vm, CmpOp::Lt, &this, &value) }
    fn __le__(vm, this: Ref<DictView>, value: Value, /) -> Res { compare(vm, CmpOp::Le, &this, &value) }
    fn __gt__(vm, this: Ref<DictView>, value: Value, /) -> Res { compare(vm, CmpOp::Gt, &this, &value) }
    fn __ge__(vm, this: Ref<DictView>, value: Value, /) -> Res { compare(vm, CmpOp::Ge, &this, &value) }
    fn __and__(vm, this: Value, value: Value, /) -> Res { set_operator(vm, BinOp::BitAnd, &this, &value) }
    fn __rand__(vm, this: Value, value: Value, /) -> Res { set_operator(vm, BinOp::BitAnd, &value, &this) }
    fn __or__(vm, this: Value, value: Value, /) -> Res { set_operator(vm, BinOp::BitOr, &this, &value) }
    fn __ror__(vm, this: Value, value: Value, /) -> Res { set_operator(vm, BinOp::BitOr, &value, &this) }
    fn __xor__(vm, this: Value, value: Value, /) -> Res { set_operator(vm, BinOp::BitXor, &this, &value) }
    fn __rxor__(vm, this: Value, value: Value, /) -> Res { set_operator(vm, BinOp::BitXor, &value, &this) }
    fn __sub__(vm, this: Value, value: Value, /) -> Res { set_operator(vm, BinOp::Sub, &this, &value) }
    fn __rsub__(vm, this: Value, value: Value, /) -> Res { set_operator(vm, BinOp::Sub, &value, &this) }
    /// Return True if the view and the given iterable have a null intersection.
    fn isdisjoint(vm, this: Ref<DictView>, other: Value, /) -> Res<bool> {
        let it = vm.iter(&other)?;
        while let Some(v) = vm.next(&it)? {
            if view_contains(vm, &this, &v)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

attrs! { static VIEW_ATTRS for DictView;
    /// dictionary that this view refers to
    fn mapping(vm, this) -> Value { proxy(vm, this.dict.value()) }
}

natives! { static PROXY_METHODS;
    fn __new__(vm, cls: Ref<crate::object::TypeObj>, /, mapping: Value) -> Res {
        let mapping_like = vm.lookup_special(&mapping, &vm.names.__getitem__).is_some()
            && !mapping.is_a::<crate::object::list::ListObj>() && !mapping.is_a::<TupleObj>();
        if !mapping_like {
            let name = vm.class_name(&mapping);
            return Err(vm.type_error(format!("mappingproxy() argument must be a mapping, not {name}")));
        }
        Ok(vm.heap.alloc(&cls, MappingProxy { mapping }).into_value())
    }
    fn __len__(vm, this: Ref<MappingProxy>, /) -> Res<usize> { vm.length(&this.mapping) }
    fn __iter__(vm, this: Ref<MappingProxy>, /) -> Res { vm.iter(&this.mapping) }
    fn __getitem__(vm, this: Ref<MappingProxy>, key: Value, /) -> Res { vm.get_item(&this.mapping, &key) }
    fn __contains__(vm, this: Ref<MappingProxy>, key: Value, /) -> Res<bool> { vm.contains(&this.mapping, &key) }
    fn __reversed__(vm, this: Ref<MappingProxy>, /) -> Res { forward(vm, &this, "__reversed__", &[]) }
    fn __hash__(vm, this: Ref<MappingProxy>, /) -> Res<i64> { vm.hash(&this.mapping) }
    fn __repr__(vm, this: Ref<MappingProxy>, /) -> Res<super::support::Text> {
        let inner = vm.repr(&this.mapping)?;
        Ok(IntoTexts(vec![b"mappingproxy(".to_vec(), inner.bytes().to_vec(), b")".to_vec()]).join())
    }
    fn __str__(vm, this: Ref<MappingProxy>, /) -> Res<Ref<StrObj>> { vm.str(&this.mapping) }
    fn __eq__(vm, this: Ref<MappingProxy>, value: Value, /) -> Res { compare_mapping(vm, CmpOp::Eq, &this, value) }
    fn __ne__(vm, this: Ref<MappingProxy>, value: Value, /) -> Res { compare_mapping(vm, CmpOp::Ne, &this, value) }
    fn __or__(vm, this: Value, value: Value, /) -> Res { merge(vm, this, value) }
    fn __ror__(vm, this: Value, value: Value, /) -> Res { merge(vm, value, this) }
    /// Return self|=value.
    fn __ior__(vm, this: Value, value: Value, /) -> Res {
        Err(vm.type_error("'|=' is not supported by mappingproxy; use '|' instead"))
    }
    /// Return the value for key if key is in the mapping, else default.
    fn get(vm, this: Ref<MappingProxy>, key: Value, default: Value = Value::None, /) -> Res { forward(vm, &this, "get", &[key, default]) }
    /// a set-like object providing a view on the underlying mapping's keys
    fn keys(vm, this: Ref<MappingProxy>, /) -> Res { forward(vm, &this, "keys", &[]) }
    /// an object providing a view on the underlying mapping's values
    fn values(vm, this: Ref<MappingProxy>, /) -> Res { forward(vm, &this, "values", &[]) }
    /// a set-like object providing a view on the underlying mapping's items
    fn items(vm, this: Ref<MappingProxy>, /) -> Res { forward(vm, &this, "items", &[]) }
    /// a shallow copy of the underlying mapping
    fn copy(vm, this: Ref<MappingProxy>, /) -> Res { forward(vm, &this, "copy", &[]) }
}

natives! { static PROXY_CLASS_METHODS;
    /// See PEP 585
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { super::generic_alias::new(vm, cls, object) }
}

/// The names under which the classes of views are filed.
pub const KEYS: &str = "builtins.dict_keys";
/// See `KEYS`.
pub const VALUES: &str = "builtins.dict_values";
/// See `KEYS`.
pub const ITEMS: &str = "builtins.dict_items";
/// The name under which the class `mappingproxy` is filed.
pub const PROXY: &str = "types.MappingProxyType";

/// Makes the classes.
pub fn install(vm: &mut Vm) {
    let object = vm.types().object.clone();
    for (key, name) in [(KEYS, "dict_keys"), (VALUES, "dict_values"), (ITEMS, "dict_items")] {
        let class = vm.new_type(name, "builtins", &object, NO_NEW);
        vm.add_methods(&class, VIEW_METHODS);
        vm.add_attrs(&class, VIEW_ATTRS);
        if key != VALUES {
            vm.add_methods(&class, SET_METHODS);
            super::dict::unhashable(vm, &class);
        }
        vm.extra_types.insert(key, class);
    }
    let proxy = vm.new_type("mappingproxy", "builtins", &object, MAPPING);
    vm.add_methods(&proxy, PROXY_METHODS);
    vm.add_class_methods(&proxy, PROXY_CLASS_METHODS);
    vm.extra_types.insert(PROXY, proxy);
}

/// A view on a dict.
pub fn view(vm: &mut Vm, dict: Ref<DictObj>, part: DictPart) -> Value {
    view_of(vm, [KEYS, VALUES, ITEMS], dict, part)
}

/// The same of classes by the names under which they were added: those of keys, values and items.
pub fn view_of(vm: &mut Vm, classes: [&str; 3], dict: Ref<DictObj>, part: DictPart) -> Value {
    let [keys, values, items] = classes;
    let key = match part {
        DictPart::Keys => keys,
        DictPart::Values => values,
        DictPart::Items => items,
    };
    let class = vm.extra_types[key].clone();
    vm.heap.alloc(&class, DictView { dict, part }).into_value()
}

/// A read-only view on a mapping.
pub fn proxy(vm: &mut Vm, mapping: Value) -> Value {
    let class = vm.extra_types[PROXY].clone();
    vm.heap.alloc(&class, MappingProxy { mapping }).into_value()
}

/// A read-only view on the dict of a class.
pub fn class_proxy(vm: &mut Vm, dict: &Ref<DictObj>) -> Value {
    dict.guard_caches();
    proxy(vm, dict.value())
}

fn unwrapped(v: Value) -> Value {
    v.cast::<MappingProxy>().map(|p| p.mapping.clone()).unwrap_or(v)
}

/// What is behind a proxy, to stand beside another operand. The operand may be asked, so that the dict of a class itself is given to plain dicts only:
/// whoever gets it could write into it.
fn beside(vm: &mut Vm, v: Value, other: &Value) -> Res {
    if !v.is_a::<MappingProxy>() {
        return Ok(v);
    }
    let mapping = unwrapped(v);
    let plain = other.is_a::<DictObj>() && is_exact(other);
    if !plain && mapping.cast::<DictObj>().is_some_and(DictObj::guards_caches) {
        return Ok(vm.dict_copy(&mapping)?.into_value());
    }
    Ok(mapping)
}

fn compare_mapping(vm: &mut Vm, op: CmpOp, this: &Ref<MappingProxy>, other: Value) -> Res {
    let other = unwrapped(other);
    let mapping = beside(vm, this.value(), &other)?;
    vm.compare(op, &mapping, &other)
}

fn merge(vm: &mut Vm, a: Value, b: Value) -> Res {
    let (left, right) = (unwrapped(a.clone()), unwrapped(b.clone()));
    let (left, right) = (beside(vm, a, &right)?, beside(vm, b, &left)?);
    vm.binary(BinOp::BitOr, &left, &right)
}

fn forward(vm: &mut Vm, this: &Ref<MappingProxy>, name: &str, args: &[Value]) -> Res {
    let name = vm.heap.intern(name);
    vm.call_method(&this.mapping, &name, args)
}

fn contents(vm: &Vm, view: &DictView) -> Vec<Value> {
    match view.part {
        DictPart::Keys => view.dict.keys(),
        DictPart::Values => view.dict.values(),
        DictPart::Items => {
            view.dict.entries().into_iter().map(|(k, v)| vm.heap.tuple([k, v]).into_value()).collect()
        }
    }
}

fn view_contains(vm: &mut Vm, view: &DictView, item: &Value) -> Res<bool> {
    match view.part {
        DictPart::Keys => Ok(vm.dict_find(&view.dict, item)?.is_some()),
        DictPart::Values => {
            for v in view.dict.values() {
                if vm.same(&v, item)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        DictPart::Items => {
            let Some(pair) = item.to_ref::<TupleObj>().filter(|t| t.len() == 2) else { return Ok(false) };
            match vm.dict_get(&view.dict, &pair.items()[0])? {
                Some(v) => vm.same(&v, &pair.items()[1]),
                None => Ok(false),
            }
        }
    }
}

/// Whether the value can stand on the other side of a view's comparison: a set or a set-like view.
fn set_like(v: &Value) -> bool {
    v.is_a::<SetObj>() || v.cast::<DictView>().is_some_and(|v| v.part != DictPart::Values)
}

fn compare(vm: &mut Vm, op: CmpOp, this: &Ref<DictView>, other: &Value) -> Res {
    if !set_like(other) {
        return Ok(not_implemented(vm));
    }
    let (a, b) = (this.dict.len(), vm.length(other)?);
    let this_value = this.value();
    // Whether every item of x is in y.
    let all_in = |vm: &mut Vm, x: &Value, y: &Value| -> Res<bool> {
        let it = vm.iter(x)?;
        while let Some(v) = vm.next(&it)? {
            if !vm.contains(y, &v)? {
                return Ok(false);
            }
        }
        Ok(true)
    };
    let answer = match op {
        CmpOp::Eq => a == b && all_in(vm, &this_value, other)?,
        CmpOp::Ne => !(a == b && all_in(vm, &this_value, other)?),
        CmpOp::Lt => a < b && all_in(vm, &this_value, other)?,
        CmpOp::Le => a <= b && all_in(vm, &this_value, other)?,
        CmpOp::Gt => a > b && all_in(vm, other, &this_value)?,
        CmpOp::Ge => a >= b && all_in(vm, other, &this_value)?,
    };
    Ok(Value::bool(answer))
}

/// The operators, in the order of work that CPython has: a set of the left side is changed by the right one.
fn set_operator(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    if op == BinOp::BitAnd {
        return if set_like_view(a).is_some() { intersect(vm, a, b) } else { intersect(vm, b, a) };
    }
    // The keys of a plain dict come with their hashes.
    let left = match a.cast::<DictView>() {
        Some(view) if view.part == DictPart::Keys && is_exact(&view.dict.value()) => view.dict.value(),
        _ => a.clone(),
    };
    let table = vm.set_from(&left)?;
    let set = vm.heap.set(table);
    match op {
        BinOp::BitOr => vm.set_update(&set, b)?,
        BinOp::Sub => super::set::difference_update(vm, &set, b)?,
        _ => super::set::toggle(vm, &set, b)?,
    }
    Ok(set.into_value())
}

fn set_like_view(v: &Value) -> Option<Ref<DictView>> {
    v.to_ref::<DictView>().filter(|v| v.part != DictPart::Values)
}

/// `view & other`: what is walked is the smaller of two views, or a set's matter if the set is not smaller.
fn intersect(vm: &mut Vm, view: &Value, other: &Value) -> Res {
    let Some(mut this) = set_like_view(view) else { return Ok(not_implemented(vm)) };
    let mut walked = other.clone();
    if let Some(set) = other.cast::<SetObj>()
        && vm.class_of(other).is(&vm.types().set)
        && this.dict.len() <= set.len()
    {
        return super::set::intersection(vm, other, view);
    }
    if let Some(second) = set_like_view(other)
        && second.dict.len() > this.dict.len()
    {
        (this, walked) = (second, view.clone());
    }
    let found = vm.heap.set(Default::default());
    let it = vm.iter(&walked)?;
    while let Some(item) = vm.next(&it)? {
        if view_contains(vm, &this, &item)? {
            vm.set_add(&found, item)?;
        }
    }
    Ok(found.into_value())
}
