//! What the module keeps: its classes, and the current context, which is a context variable: each task has its own.

use std::cell::Cell;
use std::rc::Rc;

use crate::object::number::decimal::{Ctx, Dec, Round, status};
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::sched::context::{self, ContextVarObj};
use crate::sched::state::classes;
use crate::vm::native::ArgType;
use crate::vm::{Raised, Res, Vm};

/// `decimal.Decimal`
pub struct DecObj(pub Dec);

impl Payload for DecObj {
    fn traverse(&self, _: Visit<'_>) {}
}

impl ArgType for DecObj {
    const NAME: &'static str = "Decimal";
}

/// `decimal.Context`
pub struct CtxObj {
    pub ctx: Cell<Ctx>,
    pub capitals: Cell<bool>,
    /// Shared with the object that scripts see as `flags`.
    pub status: Rc<Cell<u32>>,
    pub traps: Rc<Cell<u32>>,
}

impl Payload for CtxObj {
    fn traverse(&self, _: Visit<'_>) {}
}

impl ArgType for CtxObj {
    const NAME: &'static str = "decimal.Context";
}

/// What a context is made of, apart from its flags.
#[derive(Clone, Copy)]
pub struct Template {
    pub ctx: Ctx,
    pub capitals: bool,
    pub traps: u32,
}

impl Template {
    /// `DefaultContext` as it is at first.
    pub const DEFAULT: Template = Template {
        ctx: Ctx { prec: 28, emax: 999_999, emin: -999_999, round: Round::HalfEven, clamp: false },
        capitals: true,
        traps: status::ALL_INVALID | status::DIVISION_BY_ZERO | status::OVERFLOW,
    };
    /// `BasicContext`
    pub const BASIC: Template = Template {
        ctx: Ctx { prec: 9, round: Round::HalfUp, ..Template::DEFAULT.ctx },
        capitals: true,
        traps: Template::DEFAULT.traps | status::CLAMPED | status::UNDERFLOW,
    };
    /// `ExtendedContext`
    pub const EXTENDED: Template =
        Template { ctx: Ctx { prec: 9, ..Template::DEFAULT.ctx }, capitals: true, traps: 0 };

    /// What the context is made of.
    pub fn of(c: &CtxObj) -> Template {
        Template { ctx: c.ctx.get(), capitals: c.capitals.get(), traps: c.traps.get() }
    }

    /// A context object without flags.
    pub fn object(self, vm: &mut Vm) -> Ref<CtxObj> {
        let class = state(vm).context_class();
        self.object_of(vm, &class)
    }

    /// The same of a subclass.
    pub fn object_of(self, vm: &mut Vm, class: &Ref<TypeObj>) -> Ref<CtxObj> {
        let (status, traps) = (Rc::default(), Rc::new(Cell::new(self.traps)));
        let c = CtxObj { ctx: Cell::new(self.ctx), capitals: Cell::new(self.capitals), status, traps };
        vm.heap.alloc(class, c)
    }
}

/// A signal: its bits, and the class.
pub struct Signal {
    pub bits: u32,
    pub name: &'static str,
    pub class: Ref<TypeObj>,
}

/// The state of the module.
#[derive(Default)]
pub struct State {
    pub decimal: Option<Ref<TypeObj>>,
    pub context: Option<Ref<TypeObj>>,
    pub signal_dict: Option<Ref<TypeObj>>,
    pub manager: Option<Ref<TypeObj>>,
    pub tuple: Value,
    pub rational: Value,
    /// The nine signals in the order of `flags`.
    pub signals: Vec<Signal>,
    /// What InvalidOperation says of itself, by bit.
    pub conditions: Vec<Signal>,
    pub templates: Vec<Ref<CtxObj>>,
    /// What the module's dict held when it was filled.
    pub made: Vec<(Value, Value)>,
    var: Option<Ref<ContextVarObj>>,
    /// The contextvars context that was asked last, and its decimal context.
    cached: Option<(Value, Ref<CtxObj>)>,
}

impl State {
    /// `Context`
    pub fn context_class(&self) -> Ref<TypeObj> {
        match &self.context {
            Some(c) => c.clone(),
            None => crate::bug!("_decimal is imported before it is used"),
        }
    }
    /// `Decimal`
    #[inline]
    pub fn decimal_class(&self) -> Ref<TypeObj> {
        match &self.decimal {
            Some(c) => c.clone(),
            None => crate::bug!("_decimal is imported before it is used"),
        }
    }
}

/// The state of the module.
#[inline]
pub fn state(vm: &mut Vm) -> &mut State {
    vm.extension_at_hand::<State>()
}

/// A `Decimal`.
#[inline]
pub fn decimal(vm: &mut Vm, d: Dec) -> Value {
    let class = state(vm).decimal_class();
    vm.heap.alloc(&class, DecObj(d)).into_value()
}

/// The current context; the first time it is a copy of `DefaultContext`.
#[inline]
pub fn current(vm: &mut Vm) -> Ref<CtxObj> {
    let here = vm.thread.context.clone();
    if let Some((of, c)) = &state(vm).cached
        && of.is(&here)
        && !here.is_undef()
    {
        return c.clone();
    }
    look_up(vm)
}

#[inline(never)]
fn look_up(vm: &mut Vm) -> Ref<CtxObj> {
    let here = context::current(vm);
    let var = variable(vm);
    let found = here.get(&var.value()).and_then(|v| v.to_ref::<CtxObj>());
    let c = match found {
        Some(c) => c,
        None => {
            let template = match state(vm).templates.first() {
                Some(t) => Template::of(t),
                None => Template::DEFAULT,
            };
            let c = template.object(vm);
            here.set(&var.value(), c.value());
            c
        }
    };
    state(vm).cached = Some((here.into_value(), c.clone()));
    c
}

fn variable(vm: &mut Vm) -> Ref<ContextVarObj> {
    if let Some(v) = &state(vm).var {
        return v.clone();
    }
    let class = classes(vm).context_var.clone();
    let name = vm.heap.str("decimal_context").into_value();
    let var = vm.heap.alloc(&class, ContextVarObj { name, default: Value::Undef });
    state(vm).var = Some(var.clone());
    var
}

/// Makes a context the current one. The three templates are copied.
pub fn set_current(vm: &mut Vm, c: &Ref<CtxObj>) {
    let is_template = state(vm).templates.iter().any(|t| t.is(c));
    let c = if is_template { Template::of(c).object(vm) } else { c.clone() };
    let here = context::current(vm);
    let var = variable(vm);
    drop(here.set(&var.value(), c.value()));
    state(vm).cached = Some((here.into_value(), c));
}

/// The context in an optional argument, or the current one.
#[inline]
pub fn context_or_current(vm: &mut Vm, v: &Value) -> Res<Ref<CtxObj>> {
    if v.is_none() || v.is_undef() {
        return Ok(current(vm));
    }
    match v.to_ref::<CtxObj>() {
        Some(c) => Ok(c),
        None => Err(vm.type_error("optional argument must be a context")),
    }
}

/// Notes conditions in a context, and raises for those that it traps.
#[inline]
pub fn settle(vm: &mut Vm, c: &CtxObj, found: u32) -> Res<()> {
    if found == 0 {
        return Ok(());
    }
    c.status.set(c.status.get() | found & !status::MALLOC_ERROR);
    if found & (c.traps.get() | status::MALLOC_ERROR) == 0 {
        return Ok(());
    }
    Err(trapped(vm, found, c.traps.get()))
}

#[cold]
fn trapped(vm: &mut Vm, found: u32, traps: u32) -> Raised {
    if found & status::MALLOC_ERROR != 0 {
        return vm.memory_error();
    }
    let bits = found & traps;
    let s = state(vm);
    let conditions = s.conditions.iter().filter(|c| c.bits & bits != 0).map(|c| c.class.value());
    let others = s.signals[1..].iter().filter(|c| c.bits & bits != 0).map(|c| c.class.value());
    let list: Vec<Value> = conditions.chain(others).collect();
    let class = s.signals.iter().find(|c| c.bits & bits != 0).map(|c| c.class.value());
    let list = vm.heap.list(list).into_value();
    let class = class.unwrap_or_default();
    match vm.call(&class, &[list]) {
        Ok(e) => vm.raise(e),
        Err(e) => e,
    }
}

/// The result of an operation: conditions are noted, and the number is an object.
#[inline]
pub fn result(vm: &mut Vm, c: &CtxObj, d: Dec, found: u32) -> Res {
    settle(vm, c, found)?;
    Ok(decimal(vm, d))
}

/// What a rounding argument means.
pub fn rounding(vm: &mut Vm, v: &Value) -> Res<Round> {
    let text = v.cast::<crate::object::str::StrObj>();
    let found = text.and_then(|t| Round::ALL.iter().find(|(_, n)| n.as_bytes() == t.bytes()));
    match found {
        Some((r, _)) => Ok(*r),
        None => Err(vm.type_error(
            "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]",
        )),
    }
}
