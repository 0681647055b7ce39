//! Calls of natives: the receiver, the slots, the body.
//!
//! A native's slots are its arguments where they stand, if no keyword, default or star comes in between; else the binder moves them there.

use crate::object::function::{NativeObj, Receiver};
use crate::object::instance::Plain;
use crate::object::types::flags;
use crate::object::{Kind, TypeObj, Value};

use super::super::enter::Layout;
use super::super::fence::Regs;
use super::super::native::{NativeDef, def_of};
use super::super::{Res, Vm};

impl Vm {
    /// Calls a native that is laid out on the register stack. Callee and arguments are consumed.
    pub(super) fn call_native(&mut self, f: &NativeObj, call: Layout<'_>) -> Res {
        if f.receiver == Receiver::SubclassOfOwner
            && let Some(made) = self.made_plainly(f, call)
        {
            call.clear();
            return Ok(made);
        }
        let out = match self.check_receiver(f, call) {
            Ok(()) => self.call_body(f, call),
            Err(e) => {
                call.args().clear(0, call.count() as u32);
                Err(e)
            }
        };
        call.at.clear(0, 1);
        out
    }

    /// Runs a native's body on the arguments of a call, which are consumed. The receiver fits.
    pub(super) fn call_body(&mut self, f: &NativeObj, call: Layout<'_>) -> Res {
        let def = def_of(f);
        let (args, n) = (call.args(), call.n);
        let used = if call.names.is_empty() && f.takes(n) {
            n
        } else {
            self.bind_native(f, def, args, n, call.names)?;
            def.params.len()
        };
        let out = self.above(args.beyond(used), |vm| def.run(vm, args.slots(0, used)));
        args.clear(0, used as u32);
        out
    }

    /// Whether a native can do with its first argument: it is no method, or the receiver is of its class.
    #[inline]
    pub(super) fn fits_first(&self, f: &NativeObj, first: Option<&Value>) -> bool {
        match f.receiver {
            Receiver::Any => true,
            Receiver::SubclassOfOwner => false,
            Receiver::OfOwner => {
                let (Some(owner), Some(first)) = (f.owner.cast::<TypeObj>(), first) else { return false };
                let class = self.class_ref(first);
                std::ptr::eq(&**class, owner) || class.is_subclass(owner)
            }
        }
    }

    /// Natives that are methods refuse a receiver of another class.
    #[inline]
    fn check_receiver(&mut self, f: &NativeObj, call: Layout<'_>) -> Res<()> {
        let first = if call.n > 0 { Some(call.args().get(0)) } else { None };
        if self.fits_first(f, first) { Ok(()) } else { self.doubt_receiver(f, call.args(), call.n) }
    }

    /// What `object.__new__(C)` makes, where C is an ordinary class of the script's: a written `__new__` ends with that mostly.
    fn made_plainly(&self, f: &NativeObj, call: Layout<'_>) -> Option<Value> {
        let object_new = self.defaults.object_new.cast::<NativeObj>();
        if call.count() != 1 || !object_new.is_some_and(|new| std::ptr::eq(new, f)) {
            return None;
        }
        let class = call.args().get(0).to_ref::<TypeObj>()?;
        let plain = class.is_heap_type() && class.kind.get() == Kind::Instance;
        if !plain || class.has(flags::ABSTRACT) || class.has(flags::NO_NEW) {
            return None;
        }
        Some(self.heap.alloc(&class, Plain).into_value())
    }

    fn doubt_receiver(&mut self, f: &NativeObj, args: Regs, n: usize) -> Res<()> {
        let Some(owner) = f.owner.cast::<TypeObj>() else { return Ok(()) };
        let def = def_of(f);
        if f.receiver == Receiver::SubclassOfOwner {
            return self.check_new(owner, def, args, n);
        }
        let wraps_slot = crate::vm::setup::is_slot_wrapper(owner, def.name());
        if n == 0 {
            let (owner, name) = (owner.name_text(), def.name());
            return Err(self.type_error(match wraps_slot {
                true => format!("descriptor '{name}' of '{owner}' object needs an argument"),
                false => format!("unbound method {owner}.{name}() needs an argument"),
            }));
        }
        let (owner, what) = (self.message_name(owner), self.class_name(args.get(0)));
        let text = if wraps_slot {
            format!("descriptor '{}' requires a '{owner}' object but received a '{what}'", def.name())
        } else {
            format!("descriptor '{}' for '{owner}' objects doesn't apply to a '{what}' object", def.name())
        };
        Err(self.type_error(text))
    }

    /// A native `__new__` makes instances of its own class and of those that derive from it.
    fn check_new(&mut self, owner: &TypeObj, def: &'static NativeDef, args: Regs, n: usize) -> Res<()> {
        if n == 0 {
            let name = self.message_name(owner);
            return Err(self.type_error(format!("{name}.__new__(): not enough arguments")));
        }
        let Some(class) = args.get(0).to_ref::<TypeObj>() else {
            let (name, what) = (self.message_name(owner), self.class_name(args.get(0)));
            return Err(self.type_error(format!("{name}.__new__(X): X is not a type object ({what})")));
        };
        if !class.is_subclass(owner) {
            let (name, class) = (self.message_name(owner), self.message_name(&class));
            return Err(
                self.type_error(format!("{name}.__new__({class}): {class} is not a subtype of {name}"))
            );
        }
        if class.has(flags::NO_NEW) && !class.is_heap_type() {
            let class = self.message_name(&class);
            return Err(self.type_error(format!("cannot create '{class}' instances")));
        }
        // The built-in class below which the script derived may need a `__new__` of its own.
        let built_in = class.mro().iter().find(|c| !c.is_heap_type()).cloned();
        if let Some(built_in) = built_in
            && !std::ptr::eq::<TypeObj>(&*built_in, owner)
            && let Some(new) = built_in.lookup(&self.names.__new__)
            && let Some(makes) = new.cast::<NativeObj>()
            && makes.owner.is_a::<TypeObj>()
            && !std::ptr::eq(def_of(makes), def)
            && !built_in.has(flags::BY_OBJECT)
        {
            // Named is the first class on the way down that makes its instances natively.
            let mut safe = class.clone();
            while safe.lookup(&self.names.__new__).is_some_and(|f| !f.is_a::<NativeObj>())
                && let Some(base) = safe.base()
            {
                safe = base;
            }
            let (name, class, safe) =
                (self.message_name(owner), self.message_name(&class), self.message_name(&safe));
            let text = format!("{name}.__new__({class}) is not safe, use {safe}.__new__()");
            return Err(self.type_error(text));
        }
        Ok(())
    }
}

/// The native, if it is a method of the class or of one of its bases (and not just put there).
pub(super) fn own_native<'a>(f: &'a Value, class: &TypeObj) -> Option<&'a NativeObj> {
    let native = f.cast::<NativeObj>()?;
    let owner = native.owner.cast::<TypeObj>()?;
    class.is_subclass(owner).then_some(native)
}
