//! Layouts of instances: which classes' instances are built alike, so that one class may stand in for another.
//!
//! A class's instances have a storage (`kind`) and the slots of `__slots__`: those of the base that decides, then the class's own, in the order of
//! their names. Both stay as they were when the class was made. A new base, a new class of an object, an order from `mro()`: each is
//! accepted only if what the instances have already is what the new class says, by the same test. So a member descriptor that applies to a class's
//! instances names a slot that they have.

use super::header::Kind;
use super::types::{TypeObj, flags};
use super::value::Ref;

/// Why one class cannot stand in for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// The instances are built in another way.
    Layout,
    /// The instances are freed in another way: the collector sees those of one of the two only.
    Deallocator,
}

impl TypeObj {
    /// The class that decides the storage: `__base__`.
    pub fn base(&self) -> Option<Ref<TypeObj>> {
        self.bases.borrow().get(self.best.get()).cloned()
    }

    /// Which of the bases decides the storage; None if their storages exclude each other.
    pub fn best_base(bases: &[Ref<TypeObj>]) -> Option<usize> {
        let mut best = 0;
        let mut solid = bases.first()?.solid_base();
        for (i, b) in bases.iter().enumerate().skip(1) {
            let s = b.solid_base();
            if solid.in_bases(&s) {
                continue;
            }
            if !s.in_bases(&solid) {
                return None;
            }
            (best, solid) = (i, s);
        }
        Some(best)
    }

    /// The class that brought what is special about the storage of instances: further bases must not bring anything else.
    pub fn solid_base(&self) -> Ref<TypeObj> {
        let mut at = self.own_ref();
        while let Some(b) = at.base() {
            if at.is_solid(&b) {
                break;
            }
            at = b;
        }
        at
    }

    /// Whether instances have more than those of the base, a `__dict__` and `__weakref__` apart.
    fn is_solid(&self, base: &TypeObj) -> bool {
        self.kind.get() != base.kind.get()
            || self.slot_count.get() != base.slot_count.get()
            || self.has(flags::SOLID)
            // Each native class has a payload of its own.
            || !self.is_heap_type() && self.kind.get() == Kind::Foreign
    }

    /// Whether `other` is this class or stands in its chain of deciding bases, whatever the order says.
    fn in_bases(&self, other: &TypeObj) -> bool {
        let mut at = self.own_ref();
        loop {
            if std::ptr::eq(&*at, other) {
                return true;
            }
            match at.base() {
                Some(b) => at = b,
                None => return false,
            }
        }
    }

    /// Whether an order may name `other`: whatever its members reach, instances of this class have. As in CPython a class that has an order already
    /// goes by that one; layouts stay, so what fitted once still does.
    pub fn has_layout_of(&self, other: &TypeObj, is_new: bool) -> bool {
        let (own, other) = (self.solid_base(), other.solid_base());
        if is_new && std::ptr::eq(&*own, self) {
            return own.in_bases(&other);
        }
        own.mro().iter().any(|c| c.is(&other))
    }

    /// Whether `other` can take this class's place, as the class of its instances or as a base: the instances need not change for it.
    pub fn fits(&self, other: &TypeObj) -> Result<(), Misfit> {
        if self.is_collected() != other.is_collected() {
            return Err(Misfit::Deallocator);
        }
        let (a, b) = (self.plainest(), other.plainest());
        let same = a.is(&b)
            || match (a.base(), b.base()) {
                (Some(x), Some(y)) => x.is(&y) && a.adds_the_same(&b),
                _ => false,
            };
        if same && self.has(flags::DICT) == other.has(flags::DICT) { Ok(()) } else { Err(Misfit::Layout) }
    }

    /// The most basic class whose instances are built as those of this one.
    fn plainest(&self) -> Ref<TypeObj> {
        let mut at = self.own_ref();
        while let Some(b) = at.base() {
            let dict_and_weak = flags::DICT | flags::WEAK;
            if at.is_solid(&b)
                || (at.flags.get() ^ b.flags.get()) & dict_and_weak != 0
                || at.is_collected() != b.is_collected()
            {
                break;
            }
            at = b;
        }
        at
    }

    /// Of two classes with the same base: whether they add the same to it.
    fn adds_the_same(&self, other: &TypeObj) -> bool {
        let dict_and_weak = flags::DICT | flags::WEAK;
        self.is_heap_type()
            && other.is_heap_type()
            && (self.flags.get() ^ other.flags.get()) & dict_and_weak == 0
            && self.kind.get() == other.kind.get()
            && self.slots.len() == other.slots.len()
            && self.slots.iter().zip(&other.slots).all(|(a, b)| a.is(b))
    }

    /// Whether CPython's collector would see the instances.
    fn is_collected(&self) -> bool {
        let kind = self.kind.get();
        self.is_heap_type() || kind.is_container() && kind != Kind::Instance
    }
}
