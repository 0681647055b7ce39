//! Calls of classes: `type.__call__`, that is `__new__`, then `__init__` (language reference, "Basic customization").

use crate::bytecode::Dst;
use crate::object::descr::WrapperObj;
use crate::object::function::{FunctionObj, NativeObj};
use crate::object::instance::Plain;
use crate::object::plan::Way;
use crate::object::set::SetObj;
use crate::object::str::StrObj;
use crate::object::types::flags;
use crate::object::{Kind, Ref, TypeObj, Value};

use super::super::class::is_built_in_new;
use super::super::enter::{Called, Goal, Keyword, Layout};
use super::super::fence::{CALL_ROOM, Regs, Return, code_of, planned_function};
use super::super::run::Flow;
use super::super::{Raised, Res, Vm};
use super::native::own_native;

const TYPE_COUNT: &str = "type() takes 1 or 3 arguments";

/// How many arguments the classes take that count them themselves when they are called, in other words than their `__new__` does.
fn most_counted(vm: &Vm, class: &Ref<TypeObj>) -> Option<usize> {
    let t = vm.types();
    match class {
        c if c.is(&t.int) => Some(2),
        c if c.is(&t.str_) => Some(3),
        _ => None,
    }
}

impl Vm {
    /// Makes an instance of the class that is laid out.
    pub(super) fn construct(&mut self, class: &Ref<TypeObj>, call: Layout<'_>, goal: Goal) -> Res<Called> {
        let epoch = self.heap.class_epoch.get();
        let way = match class.plan.way(epoch) {
            Some(way) => way,
            None => self.make_plan(class),
        };
        match way {
            Way::Bare if call.count() == 0 && !class.has(flags::ABSTRACT) => {
                let instance = self.heap.alloc(class, Plain).into_value();
                call.clear();
                Ok(Called::Done(instance))
            }
            Way::Init if !class.has(flags::ABSTRACT) => {
                let init = planned_function(&class.plan);
                let instance = self.heap.alloc(class, Plain).into_value();
                self.call_init(&init, instance, call, goal)
            }
            Way::New if goal.ret == Return::Store && call.names.is_empty() => {
                let new = planned_function(&class.plan);
                self.call_written_new(&new, call, goal)
            }
            Way::Native
                if call.names.is_empty()
                    && call.n <= 2
                    && (call.n == 0 || !self.class_ref(call.at.get(1)).is_heap_type()) =>
            {
                let new = planned_function(&class.plan);
                match new.cast::<NativeObj>() {
                    Some(f) => self.call_new(f, call).map(Called::Done),
                    None => self.construct_by_rules(class, call, goal),
                }
            }
            Way::Filled if call.names.is_empty() => {
                let init = planned_function(&class.plan);
                let instance = self.empty_container(class);
                self.call_init(&init, instance, call, goal)
            }
            Way::Meta => {
                let of_meta = planned_function(&class.plan);
                call.at.shift_up(0, call.count() + 1, 1);
                call.at.put(0, of_meta);
                self.dispatch(Layout { n: call.n + 1, ..call }, goal)
            }
            _ => self.construct_by_rules(class, call, goal),
        }
    }

    /// The `__new__` that a call of the class runs. A class of the script's that took a built-in class's for its own is made the way of its storage all the same: CPython puts such a
    /// `__new__` into no slot.
    fn maker(&self, class: &Ref<TypeObj>) -> Value {
        let new = class.lookup(&self.names.__new__).unwrap_or_default();
        if !class.is_heap_type() || !is_built_in_new(&new) {
            return new;
        }
        let mut base = class.base();
        while let Some(c) = base {
            let Some(of_base) = c.lookup(&self.names.__new__) else { break };
            if of_base.is(&new) || !is_built_in_new(&of_base) {
                return new;
            }
            if !c.is_heap_type() {
                return of_base;
            }
            base = c.base();
        }
        new
    }

    /// Whether the class makes its instances as `object` does, which takes nothing.
    pub(super) fn takes_nothing(&self, class: &TypeObj) -> bool {
        let is = |name: &Ref<StrObj>, of: &Value| class.lookup(name).is_some_and(|f| f.is(of));
        is(&self.names.__new__, &self.defaults.object_new)
            && is(&self.names.__init__, &self.defaults.object_init)
    }

    /// Finds out how the class makes its instances.
    #[inline(never)]
    fn make_plan(&mut self, class: &Ref<TypeObj>) -> Way {
        let plan = |way, f: Option<&Value>| {
            class.plan.set(self.heap.class_epoch.get(), way, f.and_then(Value::as_obj));
            way
        };
        let meta = class.obj().class();
        if !meta.is(&self.heap.types().type_)
            && let Some(of_meta) = meta.lookup(&self.names.__call__)
            && !of_meta.is(&self.defaults.type_call)
        {
            return if of_meta.is_a::<FunctionObj>() {
                plan(Way::Meta, Some(&of_meta))
            } else {
                plan(Way::Unknown, None)
            };
        }
        if class.has(flags::NO_NEW) {
            return plan(Way::Unknown, None);
        }
        let new = self.maker(class);
        let init = class.lookup(&self.names.__init__).unwrap_or_default();
        if new.is(&self.defaults.object_new) && class.kind.get() == Kind::Instance {
            return match init.cast::<FunctionObj>() {
                // `object.__new__` gets the arguments, and refuses them.
                _ if class.has(flags::OWN_NEW) => plan(Way::Unknown, None),
                Some(f) if !code_of(f).makes_generator => plan(Way::Init, Some(&init)),
                None if init.is(&self.defaults.object_init) => plan(Way::Bare, None),
                _ => plan(Way::Unknown, None),
            };
        }
        if init.is(&self.defaults.object_init) && own_native(&new, class).is_some() {
            return plan(Way::Native, Some(&new));
        }
        let t = self.heap.types();
        if [&t.list, &t.dict, &t.set].iter().any(|c| c.is(class))
            && own_native(&new, class).is_some()
            && own_native(&init, class).is_some()
        {
            return plan(Way::Filled, Some(&init));
        }
        let new = written_new(&new);
        match new.cast::<FunctionObj>() {
            Some(f) if !code_of(f).makes_generator => plan(Way::New, Some(&new)),
            _ => plan(Way::Unknown, None),
        }
    }

    /// What `__new__` of list, dict or set makes.
    fn empty_container(&mut self, class: &Ref<TypeObj>) -> Value {
        let t = self.heap.types();
        match class {
            c if c.is(&t.list) => self.heap.list(Vec::new()).into_value(),
            c if c.is(&t.dict) => self.heap.dict().into_value(),
            _ => self.heap.alloc(class, SetObj::default()).into_value(),
        }
    }

    /// Calls a `__new__` that is written in the language: the class and its arguments stay below, for `__init__`.
    fn call_written_new(&mut self, new: &Value, call: Layout<'_>, goal: Goal) -> Res<Called> {
        let Layout { at, n, .. } = call;
        let Some(f) = new.cast::<FunctionObj>().filter(|_| self.thread.stack.fits(at, 2 * n + 4 + CALL_ROOM))
        else {
            call.clear();
            return Err(self.too_deep());
        };
        let function_at = call.end().from(1);
        function_at.from(1).lay_out(at.slots(0, n + 1).iter().cloned());
        call.end().put(0, Value::Int(n as i64));
        function_at.put(0, new.clone());
        let inner = Layout { at: function_at, n: n + 1, names: &[] };
        if let Err(e) = self.enter(f, inner, Goal { ret: Return::New, dst: goal.dst }) {
            call.end().put(0, Value::Undef);
            call.clear();
            return Err(e);
        }
        Ok(Called::Pushed)
    }

    /// The call of a class below the window of its `__new__`.
    pub(in crate::vm) fn class_call_below(window: Regs) -> Layout<'static> {
        let Value::Int(n) = window.below(2).take(0) else {
            crate::bug!("the number of arguments stands below `__new__`")
        };
        let n = n as usize;
        Layout { at: window.below(n + 3), n, names: &[] }
    }

    /// The frame of a class's `__new__`, which had this window, is gone; it gave `made`.
    pub(in crate::vm) fn new_returned(&mut self, made: Value, window: Regs, dst: Dst) -> Res<Flow> {
        let call = Self::class_call_below(window);
        let of_class = call.at.get(0).cast::<TypeObj>().is_some_and(|c| {
            let class = self.class_ref(&made);
            class.is_subclass(c)
        });
        let init = if of_class { self.class_ref(&made).lookup(&self.names.__init__) } else { None };
        let called = match init {
            Some(init) if !init.is(&self.defaults.object_init) => {
                self.call_init(&init, made, call, Goal { ret: Return::Store, dst })?
            }
            _ => {
                call.clear();
                Called::Done(made)
            }
        };
        if let Called::Done(v) = called {
            let caller = *self.top();
            drop(caller.regs().replace(dst, v));
            self.save(caller.ip().next());
        }
        Ok(Flow::Reload)
    }

    /// The same as `construct`, without a plan.
    fn construct_by_rules(&mut self, class: &Ref<TypeObj>, call: Layout<'_>, goal: Goal) -> Res<Called> {
        let t = self.heap.types();
        let meta = class.obj().class();
        if !meta.is(&t.type_)
            && let Some(of_meta) = meta.lookup(&self.names.__call__)
            && !of_meta.is(&self.defaults.type_call)
        {
            // The metaclass has a say.
            self.bind_callee(&of_meta, &class.value(), call)?;
            return self.dispatch(call, goal);
        }
        let Layout { at, n, .. } = call;
        if class.is(&t.type_) && n != 3 {
            if n != 1 || !call.names.is_empty() {
                call.clear();
                return Err(self.type_error(TYPE_COUNT));
            }
            let v = self.class_of(at.get(1)).into_value();
            call.clear();
            return Ok(Called::Done(v));
        }
        if n > 2
            && call.names.is_empty()
            && let Some(most) = most_counted(self, class).filter(|most| n > *most)
        {
            call.clear();
            let text = format!("{} expected at most {most} arguments, got {n}", class.name_text());
            return Err(self.type_error(text));
        }
        let new = self.maker(class);
        let init = class.lookup(&self.names.__init__).unwrap_or_default();
        let default_init = init.is(&self.defaults.object_init);
        if class.has(flags::NO_NEW)
            && let Err(e) = self.check_makes_instances(class)
        {
            call.clear();
            return Err(e);
        }
        let instance = if new.is(&self.defaults.object_new) && class.kind.get() == Kind::Instance {
            if call.count() > 0 && class.has(flags::OWN_NEW) {
                call.clear();
                return Err(self.new_takes_nothing());
            }
            if default_init && call.count() > 0 {
                call.clear();
                return Err(self.type_error(format!("{}() takes no arguments", class.name_text())));
            }
            // Only `object.__new__` asks: a `__new__` of another kind makes instances of abstract classes, too.
            if class.has(flags::ABSTRACT) {
                call.clear();
                return Err(self.abstract_error(class));
            }
            self.heap.alloc(class, Plain).into_value()
        } else if call.names.is_empty()
            && let Some(f) = own_native(&new, class)
            && self.thread.stack.fits(at, 2 * n + 2 + CALL_ROOM)
        {
            // A native `__new__`, which gets the class as its first argument. What it gave may be an instance of another class if a script's object handed it out
            // (`__bytes__`), which then initialises it. `str()` does not ask, as in CPython.
            if default_init && (n == 0 || class.is(&t.str_) || !self.class_ref(at.get(1)).is_heap_type()) {
                return self.call_new(f, call).map(Called::Done);
            }
            let copy = Layout { at: call.end(), n, names: &[] };
            copy.at.lay_out(at.slots(0, n + 1).iter().cloned());
            match self.call_new(f, copy) {
                Ok(made) => made,
                Err(e) => {
                    call.clear();
                    return Err(e);
                }
            }
        } else {
            let (args, kw) = self.taken(call);
            return self.construct_with(class, &new, args, kw).map(Called::Done);
        };
        if !self.class_ref(&instance).is(class) {
            let (args, kw) = self.taken(call);
            return self.initialize(class, instance, args, kw).map(Called::Done);
        }
        if default_init {
            call.clear();
            return Ok(Called::Done(instance));
        }
        self.call_init(&init, instance, call, goal)
    }

    /// Calls a native `__new__`: the class, which stands where a callee does, is its first argument.
    fn call_new(&mut self, f: &NativeObj, call: Layout<'_>) -> Res {
        // Nothing is taken from below: the body is told where its arguments begin.
        let args = Layout { at: call.at.below(1), n: call.n + 1, names: call.names };
        self.call_body(f, args)
    }

    /// `object.__new__` was given arguments, although the class has (or had) a `__new__` that should deal with them.
    #[cold]
    pub fn new_takes_nothing(&mut self) -> Raised {
        self.type_error("object.__new__() takes exactly one argument (the type to instantiate)")
    }

    fn check_makes_instances(&mut self, class: &Ref<TypeObj>) -> Res<()> {
        if class.has(flags::NO_NEW) && !class.is_heap_type() {
            return Err(self.type_error(format!("cannot create '{}' instances", self.full_name(class))));
        }
        Ok(())
    }

    /// The arguments of a call, taken out of their registers; the callee is dropped.
    fn taken(&mut self, call: Layout<'_>) -> (Vec<Value>, Vec<Keyword>) {
        let args = call.args().take_all(0, call.n);
        let values = call.args().beyond(call.n).take_all(0, call.names.len());
        let kw = call.names.iter().zip(values);
        let kw = kw.filter_map(|(name, v)| Some((name.to_ref()?, v))).collect();
        call.at.clear(0, 1);
        (args, kw)
    }

    /// Calls `__init__` for a fresh instance with the arguments of a call of its class.
    fn call_init(&mut self, init: &Value, instance: Value, call: Layout<'_>, goal: Goal) -> Res<Called> {
        let at = call.at;
        let ret = match goal.ret {
            Return::Store => Some(Return::Init),
            Return::Entry => Some(Return::EntryInit),
            _ => None,
        };
        if let Some(ret) = ret
            && let Some(f) = init.cast::<FunctionObj>()
            && !code_of(f).makes_generator
        {
            // [class][args] becomes [instance][init][instance][args]; the frame's return takes the instance from below.
            at.shift_up(1, call.count(), 2);
            drop(at.replace(0, instance.clone()));
            at.put(1, init.clone());
            at.put(2, instance);
            let inner = Layout { at: at.from(1), n: call.n + 1, names: call.names };
            if let Err(e) = self.enter(f, inner, Goal { ret, dst: goal.dst }) {
                at.clear(0, 1);
                return Err(e);
            }
            return Ok(Called::Pushed);
        }
        if call.names.is_empty()
            && let Some(f) = own_native(init, self.class_ref(&instance))
        {
            drop(at.replace(0, instance.clone()));
            let out = self.call_new(f, call)?;
            self.check_init(&out)?;
            return Ok(Called::Done(instance));
        }
        let (args, kw) = self.taken(call);
        self.run_init(init, &instance, args, kw)?;
        Ok(Called::Done(instance))
    }

    /// `type.__call__(class, ..)`: whatever the metaclass says.
    pub fn call_class(&mut self, class: &Ref<TypeObj>, args: Vec<Value>, kw: Vec<Keyword>) -> Res {
        if class.is(&self.heap.types().type_) && args.len() != 3 && (args.len() != 1 || !kw.is_empty()) {
            return Err(self.type_error(TYPE_COUNT));
        }
        let new = self.maker(class);
        self.construct_with(class, &new, args, kw)
    }

    /// `cls.__new__(cls, ..)`, then `__init__` if that gave an instance.
    fn construct_with(
        &mut self,
        class: &Ref<TypeObj>,
        new: &Value,
        args: Vec<Value>,
        kw: Vec<Keyword>,
    ) -> Res {
        let cls = class.value();
        let new = match new.cast::<WrapperObj>() {
            Some(w) if !w.is_class => w.func.borrow().clone(),
            // What is native is a static method.
            None if new.is_undef() || new.is_a::<FunctionObj>() || new.is_a::<NativeObj>() => new.clone(),
            // A class method or another descriptor binds.
            _ => self.descr_get_class(new, class)?,
        };
        if new.is_undef() {
            return Err(self.type_error(format!("cannot create '{}' instances", class.name_text())));
        }
        let mut all = Vec::with_capacity(args.len() + 1);
        all.push(cls.clone());
        all.extend(args.iter().cloned());
        let made = self.call_kw(&new, &all, &kw)?;
        drop(all);
        self.initialize(class, made, args, kw)
    }

    /// Calls `__init__` of what `__new__` gave, if that is an instance of the class.
    fn initialize(&mut self, class: &Ref<TypeObj>, made: Value, args: Vec<Value>, kw: Vec<Keyword>) -> Res {
        if !self.is_instance_of(&made, class) {
            return Ok(made);
        }
        let init = self.class_of(&made).lookup(&self.names.__init__).unwrap_or_default();
        if !init.is(&self.defaults.object_init) && !init.is_undef() {
            self.run_init(&init, &made, args, kw)?;
        }
        Ok(made)
    }

    fn run_init(&mut self, init: &Value, this: &Value, args: Vec<Value>, kw: Vec<Keyword>) -> Res<()> {
        let out = if self.is_method(init) {
            let mut all = Vec::with_capacity(args.len() + 1);
            all.push(this.clone());
            all.extend(args);
            self.call_kw(init, &all, &kw)?
        } else {
            let class = self.class_of(this);
            let bound = self.descr_get(init, this, &class)?;
            self.call_kw(&bound, &args, &kw)?
        };
        self.check_init(&out)
    }

    /// `__init__` must give None.
    pub(in crate::vm) fn check_init(&mut self, out: &Value) -> Res<()> {
        if out.is_none() {
            return Ok(());
        }
        let what = self.class_name(out);
        Err(self.type_error(format!("__init__() should return None, not '{what}'")))
    }
}

/// The function of the language that a `__new__` is, or wraps as a static method.
fn written_new(new: &Value) -> Value {
    match new.cast::<WrapperObj>() {
        Some(w) if !w.is_class => w.func.borrow().clone(),
        Some(_) => Value::Undef,
        None => new.clone(),
    }
}
