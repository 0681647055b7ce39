//! The instance part of an object: its attributes, laid out by a shape, or a live dict once somebody looked at `__dict__`.
//!
//! The trick: an attribute is found by comparing one pointer (the shape) and reading one slot. Slots declared by `__slots__` come first,
//! then attributes in the order of their first assignment; those that find no room inside lie in an overflow vector.

use std::cell::Cell;
use std::ptr::NonNull;

use super::header::Header;
use super::heap::Heap;
use super::kinds::{Payload, Visit};
use super::live::Live;
use super::shape_ref::ShapeRef;
use super::value::{ObjRef, Ref, Value};
use crate::object::dict::DictObj;
use crate::object::shape::Shape;
use crate::object::str::StrObj;
use crate::object::types::TypeObj;

/// Bytes of the fixed words of an instance part.
pub(super) const INSTANCE_PART: usize = std::mem::size_of::<Part>();

/// The payload of an instance of a script class: nothing, all is in the instance part.
pub struct Plain;

impl Payload for Plain {
    const KIND: super::header::Kind = super::header::Kind::Instance;
    fn traverse(&self, _: Visit<'_>) {}
}

/// What finds no room inside, or is no slot.
#[derive(Default)]
struct Over {
    /// The slots from the first on that is not inline: those of `__slots__`, then attributes.
    slots: Vec<Value>,
    /// `__dict__` itself; the attributes are no slots then.
    dict: Option<Ref<DictObj>>,
}

#[repr(C)]
struct Part {
    shape: Cell<ShapeRef>,
    over: Cell<*mut Over>,
}

/// The instance part of a live object.
#[derive(Clone, Copy)]
pub struct Instance<'a> {
    part: &'a Part,
    inline: usize,
}

/// Where the attributes of an object are.
pub enum Attributes<'a> {
    /// In slots.
    Shaped(&'a Shape),
    /// In a dict.
    Dict(Ref<DictObj>),
}

/// Writes a fresh part.
///
/// # Safety
/// There is room for the part and `inline` slots at `at`, and `shape` is one of the object's class.
pub(super) unsafe fn init(at: *mut u8, inline: u8, shape: ShapeRef) {
    // SAFETY: the caller reserved the part and `inline` slots behind it; shapes live as long as the heap.
    unsafe {
        let part = at as *mut Part;
        let far = shape.slots().saturating_sub(inline as usize);
        let over = if far == 0 { std::ptr::null_mut() } else { Box::into_raw(Over::with_slots(far)) };
        part.write(Part { shape: Cell::new(shape), over: Cell::new(over) });
        let slots = part.add(1) as *mut Value;
        for i in 0..inline as usize {
            slots.add(i).write(Value::Undef);
        }
    }
}

impl Over {
    /// So many empty slots.
    #[cold]
    fn with_slots(n: usize) -> Box<Over> {
        let slots = std::iter::repeat_with(|| Value::Undef).take(n).collect();
        Box::new(Over { slots, dict: None })
    }
}

#[inline(always)]
fn of_header(h: &Header) -> Option<Instance<'_>> {
    let at = h.instance_at.get();
    if at == 0 {
        return None;
    }
    // SAFETY: `instance_at` names the place of the part, in the object's cell.
    let part = unsafe { &*((h as *const Header as *const u8).add(at as usize * 8) as *const Part) };
    Some(Instance { part, inline: h.inline_slots.get() as usize })
}

/// The instance part of an object, if it has one.
#[inline(always)]
pub fn of(o: &ObjRef) -> Option<Instance<'_>> {
    of_header(o.header())
}

pub(super) fn traverse(p: Live, visit: &mut dyn FnMut(&Value)) {
    let Some(i) = of_header(&p) else { return };
    for n in 0..i.inline {
        // SAFETY: inline slots lie behind the part; nobody replaces one while the collector looks.
        visit(unsafe { i.inline_slot(n).as_ref() });
    }
    // SAFETY: the overflow belongs to the part.
    if let Some(over) = unsafe { i.part.over.get().as_ref() } {
        over.slots.iter().for_each(&mut *visit);
        if let Some(d) = &over.dict {
            visit(&d.value());
        }
    }
}

pub(super) fn clear(p: Live) {
    let Some(i) = of_header(&p) else { return };
    for n in 0..i.inline {
        drop(i.replace_slot(n, Value::Undef));
    }
    let shape = i.shape();
    let far = shape.slots().saturating_sub(i.inline);
    // SAFETY: the overflow belongs to the part; what is dropped was taken out of it before.
    let old = unsafe {
        i.part.over.get().as_mut().map(|over| {
            let fresh = std::iter::repeat_with(|| Value::Undef).take(far).collect();
            let dict = over.dict.clone();
            // A dict of the script's class may be the object itself, or have its own dict that is.
            if dict.as_ref().is_some_and(|d| !d.obj().header().is_exact()) {
                over.dict = Some(p.heap().dict());
            }
            (std::mem::replace(&mut over.slots, fresh), dict)
        })
    };
    match &old {
        Some((_, Some(d))) => d.clear_entries(),
        _ => i.part.shape.set(Shape::root(i.part.shape.get())),
    }
}

/// # Safety
/// Nobody uses the part any more.
#[inline(always)]
pub(super) unsafe fn drop_part(p: Live) {
    // Most objects have none.
    if let Some(i) = of_header(&p) {
        drop_content(i);
    }
}

#[inline(never)]
fn drop_content(i: Instance<'_>) {
    for n in 0..i.inline {
        drop(i.replace_slot(n, Value::Undef));
    }
    let over = i.part.over.replace(std::ptr::null_mut());
    if !over.is_null() {
        // SAFETY: made by `Box::into_raw` here.
        drop(unsafe { Box::from_raw(over) });
    }
}

impl<'a> Instance<'a> {
    /// The shape.
    #[inline(always)]
    pub fn shape(self) -> &'a Shape {
        self.part.shape.get().get()
    }

    /// The shape's address, for inline caches.
    #[inline(always)]
    pub fn shape_addr(self) -> usize {
        self.part.shape.get().addr()
    }

    /// Where the attributes are.
    pub fn attributes(self) -> Attributes<'a> {
        // SAFETY: the overflow belongs to the part and is replaced only through this type.
        match unsafe { self.part.over.get().as_ref() } {
            Some(Over { dict: Some(d), .. }) => Attributes::Dict(d.clone()),
            _ => Attributes::Shaped(self.shape()),
        }
    }

    /// The place of an inline slot.
    ///
    /// # Safety
    /// `i` is less than `inline`.
    #[inline(always)]
    unsafe fn inline_slot(self, i: usize) -> NonNull<Value> {
        // SAFETY: inline slots lie behind the part.
        unsafe { NonNull::from(self.part).add(1).cast::<Value>().add(i) }
    }

    /// Runs `f` with the overflow, which is made if there is none. `f` drops nothing.
    fn with_over<R>(self, f: impl FnOnce(&mut Over) -> R) -> R {
        if self.part.over.get().is_null() {
            self.part.over.set(Box::into_raw(Box::default()));
        }
        // SAFETY: the overflow belongs to the part; `f` neither drops values nor calls anything that could look at it.
        f(unsafe { &mut *self.part.over.get() })
    }

    /// The place of a slot that is not inline, if it exists.
    ///
    /// # Safety
    /// `i` is not less than `inline`.
    #[cold]
    #[inline(never)]
    unsafe fn far_slot(self, i: usize) -> Option<NonNull<Value>> {
        // SAFETY: the overflow belongs to the part.
        let over = unsafe { self.part.over.get().as_mut() }?;
        over.slots.get_mut(i - self.inline).map(NonNull::from)
    }

    /// Whether the slot exists.
    pub fn has_slot(self, i: usize) -> bool {
        // SAFETY: nothing is done with the place.
        unsafe { self.place(i) }.is_some()
    }

    /// The place of a slot, inline or not; None: there is no such slot. A place travels in a register, a value from a function that is called does not, so both ways meet here.
    ///
    /// # Safety
    /// The place is used before anything else happens to the object.
    #[inline(always)]
    unsafe fn place(self, i: usize) -> Option<NonNull<Value>> {
        if i < self.inline {
            // SAFETY: just compared.
            return Some(unsafe { self.inline_slot(i) });
        }
        // SAFETY: just compared.
        unsafe { self.far_slot(i) }
    }

    /// The value in a slot: `Undef` if it is empty or does not exist.
    #[inline(always)]
    pub fn get_slot(self, i: usize) -> Value {
        // SAFETY: the slot exists, and is copied at once.
        unsafe {
            match self.place(i) {
                Some(p) => p.as_ref().clone(),
                None => Value::Undef,
            }
        }
    }

    /// Puts a value into a slot and returns the old one. The slot must exist, as a matching shape guarantees.
    #[inline(always)]
    pub fn replace_slot(self, i: usize, v: Value) -> Value {
        // SAFETY: the slot exists; the old value is moved out.
        unsafe {
            let p = self.place(i).expect("a shape names only slots that exist");
            let old = p.as_ptr().read();
            p.as_ptr().write(v);
            old
        }
    }

    /// The attribute, looked up in shape or dict. The name is interned.
    pub fn get(self, name: &Ref<StrObj>) -> Option<Value> {
        match self.attributes() {
            Attributes::Shaped(shape) => {
                let i = shape.find(name)?;
                self.get_slot(i).or_none()
            }
            Attributes::Dict(d) => d.get_str(name),
        }
    }

    /// Goes on to a child shape with one more slot, holding `v`. Used by `set` and by inline caches for new attributes.
    #[inline]
    pub fn push_slot(self, shape: ShapeRef, index: usize, v: Value) {
        if index < self.inline {
            // SAFETY: the inline slot exists and is empty.
            unsafe { self.inline_slot(index).write(v) };
        } else {
            self.push_far_slot(index, v);
        }
        self.part.shape.set(shape);
    }

    #[inline(never)]
    fn push_far_slot(self, index: usize, v: Value) {
        self.with_over(|over| {
            let at = index - self.inline;
            if over.slots.len() <= at {
                over.slots.resize_with(at + 1, || Value::Undef);
            }
            over.slots[at] = v;
        });
    }

    /// Sets an attribute; the old value, if any, is returned. The name is interned.
    pub fn set(self, heap: &Heap, name: &Ref<StrObj>, v: Value) -> Option<Value> {
        match self.attributes() {
            Attributes::Shaped(shape) => {
                if let Some(i) = shape.find(name) {
                    return self.replace_slot(i, v).or_none();
                }
                match Shape::extend(self.part.shape.get(), heap, name) {
                    Some(next) => {
                        let index = next.last_index();
                        if index >= self.inline {
                            shape.class.want_inline_slots(index + 1);
                        }
                        self.push_slot(next, index, v);
                        None
                    }
                    None => {
                        self.dict(heap).set_str(name, v);
                        None
                    }
                }
            }
            Attributes::Dict(d) => d.set_str(name, v),
        }
    }

    /// Removes an attribute; its value is returned if it was there.
    pub fn delete(self, heap: &Heap, name: &Ref<StrObj>) -> Option<Value> {
        if let Attributes::Shaped(shape) = self.attributes() {
            let i = shape.find(name)?;
            if shape.last_index() == i
                && let Some(parent) = shape.parent()
            {
                // The attribute that came last: step back to the parent shape.
                let old = self.replace_slot(i, Value::Undef);
                if i >= self.inline {
                    self.with_over(|over| over.slots.truncate(i - self.inline));
                }
                self.part.shape.set(parent);
                return old.or_none();
            }
        }
        self.dict(heap).remove_str(name)
    }

    /// The live dict of the instance, made from the slots at the first call: from then on it is the storage. An instance without `__dict__` has
    /// no use for one: it gives an empty dict and stays as it is.
    pub fn dict(self, heap: &Heap) -> Ref<DictObj> {
        let shape = match self.attributes() {
            Attributes::Dict(d) => return d,
            Attributes::Shaped(shape) => shape,
        };
        let d = heap.dict();
        if shape.is_closed() {
            return d;
        }
        if let Some(keys) = shape.keys(heap) {
            let first = shape.slots();
            d.begin_with(keys, |i| self.replace_slot(first + i, Value::Undef));
        } else {
            let names = shape.names();
            d.reserve(names.len());
            for (name, i) in names {
                d.push(name.value(), name.hash(heap), self.replace_slot(i, Value::Undef));
            }
        }
        drop(self.adopt(d.clone()));
        d
    }

    /// Makes `d` the storage of the attributes; what was in slots (those of `__slots__` apart) is dropped.
    pub fn set_dict(self, _heap: &Heap, d: Ref<DictObj>) {
        let mut old = Vec::new();
        if let Attributes::Shaped(shape) = self.attributes() {
            old.extend(shape.names().iter().map(|(_, i)| self.replace_slot(*i, Value::Undef)));
        }
        drop((old, self.adopt(d)));
    }

    /// The slots of attributes are empty, and `d` takes their place; the dict before it comes back.
    fn adopt(self, d: Ref<DictObj>) -> Option<Ref<DictObj>> {
        let far = self.shape().slots().saturating_sub(self.inline);
        let before = self.with_over(|over| {
            over.slots.truncate(far);
            over.dict.replace(d)
        });
        self.part.shape.set(self.shape().class.dict_shape());
        before
    }

    /// After a change of class: the same attributes under the new class's shapes.
    pub fn reshape(self, heap: &Heap, new_class: &TypeObj) {
        match self.attributes() {
            Attributes::Dict(_) => self.part.shape.set(new_class.dict_shape()),
            Attributes::Shaped(shape) => {
                let names = shape.names();
                let mut at = new_class.root_shape();
                for (name, index) in &names {
                    match Shape::extend(at, heap, name) {
                        Some(next) if next.last_index() == *index => at = next,
                        _ => {
                            self.dict(heap);
                            self.part.shape.set(new_class.dict_shape());
                            return;
                        }
                    }
                }
                self.part.shape.set(at);
            }
        }
    }
}
