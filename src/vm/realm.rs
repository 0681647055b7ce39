//! What all threads of execution of an interpreter share.
//!
//! Each has a handle of its own ([`Vm`]), since several native stacks may each be inside of a call that holds `&mut Vm`. The realm behind the handles is reached for the
//! length of an expression only: what is borrowed of it is borrowed of the handle, and another thread of execution can run only in a call that
//! is given that handle whole (`Parked::run`), which ends the borrow. So no two of them ever hold a part of the realm at once; `fence/shared.rs` rests on this.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher};

use foldhash::fast::FixedState;

use crate::object::dict::DictObj;
use crate::object::{Ref, TypeObj, Value};
use crate::source::Sources;
use crate::world::World;

use super::fence::{Ground, Handle, Shared};
use super::names::Names;
use super::{BuiltinModule, CompileFn, Defaults, Hooks, Options, Res, Vm, iterate, output};

/// What all threads of execution of an interpreter share.
pub struct Realm {
    /// `sys.modules`
    pub modules: Ref<DictObj>,
    /// The dict of module `builtins`.
    pub builtins: Ref<DictObj>,
    /// The dict of module `sys`.
    pub sys: Ref<DictObj>,
    /// Makes the rest of `sys`, until a script first imports it.
    pub late_sys: Option<fn(&mut Vm, &Ref<DictObj>) -> Res<()>>,
    /// `sys.path` lacks the library and the installed packages, until somebody looks.
    pub late_path: bool,
    /// Further folders to import from (`PYTHONPATH`).
    pub search_path: Vec<String>,
    /// Modules that come with the interpreter.
    pub builtin_modules: HashMap<&'static str, BuiltinModule, FixedState>,
    /// Texts of everything that was compiled, for tracebacks; code objects hold the number.
    pub sources: Sources,
    /// Classes that modules bring along, by a name of theirs (`collections.deque`).
    pub extra_types: HashMap<&'static str, Ref<TypeObj>, FixedState>,
    /// State of higher layers (scheduler, modules), by type.
    pub(super) extensions: Extensions,
    /// Standard output.
    pub out: output::Output,
    /// Clock, randomness, environment.
    pub world: Box<dyn World>,
    pub compile: CompileFn,
    /// The built-in classes' own versions of special methods, to be recognised.
    pub defaults: Defaults,
    /// The keywords of a call without keywords, for natives that take any: they only read them.
    pub no_keywords: Ref<DictObj>,
    pub options: Options,
    /// The texts of AttributeErrors made last.
    pub(super) lacks: super::lacks::Lacks,
    /// Of the globals for which a function was made last.
    pub(super) places: Places,
    /// Native `next` functions; classes hold the index plus one in their tag.
    pub next_fns: Vec<iterate::NextFn>,
    /// Native `send` functions, likewise.
    pub(super) send_fns: Vec<iterate::SendFn>,
    /// Digits that int and str conversion allows; 0: no limit (`sys.set_int_max_str_digits`).
    pub max_int_digits: usize,
    /// The collector runs by itself (`gc.enable`).
    pub gc_enabled: bool,
    /// `await` may stand at the top level of interactive input.
    pub top_level_await: bool,
    /// The native `__build_class__`.
    pub build_class_native: Value,
    /// What the scheduler, the modules and the host hang on the VM.
    pub hooks: Hooks,
    /// The tools of `sys.monitoring`.
    pub watch: super::watch::Tools,
    /// Heap and names, to which the handles have references: they go last.
    pub(super) ground: Ground<Names>,
}

/// Where the globals of this version have `__builtins__` and `__name__`.
#[derive(Clone, Copy, Default)]
pub struct Places {
    pub(super) version: u64,
    pub(super) builtins: Option<usize>,
    pub(super) name: Option<usize>,
}

impl Handle for Vm {
    type Content = Realm;

    fn share(&self) -> &Shared<Realm> {
        &self.realm
    }
}

impl std::ops::Deref for Vm {
    type Target = Realm;

    #[inline(always)]
    fn deref(&self) -> &Realm {
        self.realm.get()
    }
}

impl std::ops::DerefMut for Vm {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut Realm {
        self.realm.get_mut()
    }
}

/// The hash of what is a hash already.
#[derive(Default)]
pub struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*b);
        }
    }
    #[inline]
    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// The states of higher layers, by type: natives ask for theirs at each call.
#[derive(Default)]
pub(super) struct Extensions {
    places: HashMap<TypeId, usize, BuildHasherDefault<AsItIs>>,
    all: Vec<Box<dyn Any>>,
    /// Places asked for last, by the lowest bits of the hash.
    recent: [Option<(TypeId, usize)>; RECENT],
}

/// How many places are at hand.
const RECENT: usize = 16;

impl Extensions {
    /// Which of the recent places a type's is, if it is one.
    #[inline(always)]
    fn slot(id: TypeId) -> usize {
        BuildHasherDefault::<AsItIs>::default().hash_one(id) as usize % RECENT
    }

    /// The state of a type. Written once for all types: there are many.
    #[inline(never)]
    fn of(&mut self, id: TypeId, make: fn() -> Box<dyn Any>) -> &mut dyn Any {
        let slot = Extensions::slot(id);
        let place = match self.recent[slot] {
            Some((of, place)) if of == id => place,
            _ => {
                let place = match self.places.get(&id) {
                    Some(place) => *place,
                    None => self.add(id, make()),
                };
                self.recent[slot] = Some((id, place));
                place
            }
        };
        &mut *self.all[place]
    }

    #[cold]
    fn add(&mut self, id: TypeId, state: Box<dyn Any>) -> usize {
        self.all.push(state);
        self.places.insert(id, self.all.len() - 1);
        self.all.len() - 1
    }
}

impl Realm {
    /// The state of a higher layer, made at the first call.
    pub fn extension<T: Any + Default>(&mut self) -> &mut T {
        match self.extensions.of(TypeId::of::<T>(), || Box::new(T::default())).downcast_mut() {
            Some(t) => t,
            None => crate::bug!("an extension is filed under its own type"),
        }
    }

    /// The same for what is asked for in each operation on small values: the usual way needs no call.
    #[inline(always)]
    pub fn extension_at_hand<T: Any + Default>(&mut self) -> &mut T {
        let id = TypeId::of::<T>();
        if let Some((of, place)) = self.extensions.recent[Extensions::slot(id)]
            && of == id
        {
            return match self.extensions.all[place].downcast_mut() {
                Some(t) => t,
                None => crate::bug!("an extension is filed under its own type"),
            };
        }
        self.extension()
    }

    /// The state of a higher layer, if it exists.
    pub fn extension_ref<T: Any>(&self) -> Option<&T> {
        let place = self.extensions.places.get(&TypeId::of::<T>())?;
        self.extensions.all[*place].downcast_ref()
    }
}
