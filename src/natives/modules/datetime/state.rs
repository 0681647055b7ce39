//! The payloads, the classes, and the making of instances: of the classes themselves at once, of derived ones by calling the class, as CPython does.

use std::cell::Cell;

use crate::object::calendar::moment::{Clock, Date, Delta, TooLong};
use crate::object::{Payload, Ref, TypeObj, Value, Visit};
use crate::vm::native::ArgType;
use crate::vm::{Raised, Res, Vm};

/// `date`
pub struct DateObj(pub Date);

/// `time`. The zone is None or a `tzinfo`.
pub struct TimeObj {
    pub clock: Clock,
    pub fold: bool,
    pub zone: Value,
    /// The hash, as soon as somebody asked: it may take a call of the zone. -1: not yet.
    pub hash: Cell<i64>,
}

/// `datetime`
pub struct MomentObj {
    pub date: Date,
    pub clock: Clock,
    pub fold: bool,
    pub zone: Value,
    /// As that of a `time`.
    pub hash: Cell<i64>,
}

/// `timedelta`
pub struct DeltaObj(pub Delta);

/// `timezone`: the offset, and the name or Undef.
pub struct ZoneObj {
    pub offset: Ref<DeltaObj>,
    pub name: Value,
}

impl Payload for DateObj {
    fn traverse(&self, _: Visit<'_>) {}
}
impl Payload for DeltaObj {
    fn traverse(&self, _: Visit<'_>) {}
}
impl Payload for TimeObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.zone);
    }
}
impl Payload for MomentObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.zone);
    }
}
impl Payload for ZoneObj {
    fn traverse(&self, visit: Visit<'_>) {
        visit(&self.offset.value());
        visit(&self.name);
    }
}
impl ArgType for DateObj {
    const NAME: &'static str = "datetime.date";
}
impl ArgType for TimeObj {
    const NAME: &'static str = "datetime.time";
}
impl ArgType for MomentObj {
    const NAME: &'static str = "datetime.datetime";
}
impl ArgType for DeltaObj {
    const NAME: &'static str = "datetime.timedelta";
}
impl ArgType for ZoneObj {
    const NAME: &'static str = "datetime.timezone";
}

/// The classes.
pub struct Classes {
    pub date: Ref<TypeObj>,
    pub datetime: Ref<TypeObj>,
    pub time: Ref<TypeObj>,
    pub timedelta: Ref<TypeObj>,
    pub tzinfo: Ref<TypeObj>,
    pub timezone: Ref<TypeObj>,
    pub iso_week: Ref<TypeObj>,
    pub utc: Ref<ZoneObj>,
}

/// The module's state.
#[derive(Default)]
pub struct State(pub Option<Classes>);

/// The classes.
#[inline]
pub fn classes(vm: &mut Vm) -> &Classes {
    match &vm.extension::<State>().0 {
        Some(c) => c,
        None => crate::bug!("the module's objects are made by the module"),
    }
}

/// `timezone.utc`
pub fn utc(vm: &mut Vm) -> Value {
    classes(vm).utc.value()
}

/// Whether a value is a `tzinfo`.
pub fn is_zone(vm: &mut Vm, v: &Value) -> bool {
    if v.is_a::<ZoneObj>() {
        return true;
    }
    let class = classes(vm).tzinfo.clone();
    vm.is_instance_of(v, &class)
}

/// TypeError for what is neither None nor a zone.
#[inline]
pub fn check_zone(vm: &mut Vm, v: &Value) -> Res<()> {
    if v.is_none() || is_zone(vm, v) {
        return Ok(());
    }
    let what = vm.class_name(v);
    Err(vm.type_error(format!("tzinfo argument must be None or of a tzinfo subclass, not type '{what}'")))
}

/// The date of a `date` or `datetime`.
#[inline]
pub fn date_of(v: &Value) -> Option<Date> {
    match v.cast::<MomentObj>() {
        Some(m) => Some(m.date),
        None => v.cast::<DateObj>().map(|d| d.0),
    }
}

/// The date of a receiver.
#[inline]
pub fn own_date(vm: &mut Vm, this: &Value) -> Res<Date> {
    match date_of(this) {
        Some(d) => Ok(d),
        None => Err(vm.wrong_receiver(this)),
    }
}

/// The payload of a receiver.
#[inline]
pub fn own<'a, T: Payload>(vm: &mut Vm, this: &'a Value) -> Res<&'a T> {
    match this.cast::<T>() {
        Some(t) => Ok(t),
        None => Err(vm.wrong_receiver(this)),
    }
}

/// The attributes of a time of day, which times and moments have.
macro_rules! clock_attrs {
    ($ty:ty) => {
        &[
            clock_attrs!(@number $ty, "hour", |t| t.clock.hour),
            clock_attrs!(@number $ty, "minute", |t| t.clock.minute),
            clock_attrs!(@number $ty, "second", |t| t.clock.second),
            clock_attrs!(@number $ty, "microsecond", |t| t.clock.micro),
            AttrDef {
                name: "tzinfo",
                doc: "",
                get: |vm, this| Ok(own::<$ty>(vm, this)?.zone.clone()),
                set: None,
            },
            clock_attrs!(@number $ty, "fold", |t| t.fold),
        ]
    };
    (@number $ty:ty, $name:literal, |$t:ident| $field:expr) => {
        AttrDef {
            name: $name,
            doc: "",
            get: |vm, this| {
                let $t = own::<$ty>(vm, this)?;
                Ok(Value::Int($field.into()))
            },
            set: None,
        }
    };
}
pub(super) use clock_attrs;

/// Raises what durations beyond their range raise.
#[cold]
pub fn too_long(vm: &mut Vm, TooLong(days): TooLong) -> Raised {
    match i32::try_from(days) {
        Ok(days) => vm.overflow_error(format!("days={days}; must have magnitude <= 999999999")),
        Err(_) => vm.overflow_error("Python int too large to convert to C int"),
    }
}

/// Raises what dates beyond their range raise.
#[cold]
pub fn out_of_range(vm: &mut Vm) -> Raised {
    vm.overflow_error("date value out of range")
}

/// A duration of a class.
#[inline]
pub fn new_delta(vm: &Vm, class: &Ref<TypeObj>, d: Delta) -> Ref<DeltaObj> {
    vm.heap.alloc(class, DeltaObj(d))
}

/// A `timedelta`.
#[inline]
pub fn delta(vm: &mut Vm, d: Delta) -> Value {
    let heap = vm.heap;
    heap.alloc(&classes(vm).timedelta, DeltaObj(d)).into_value()
}

/// A `timedelta`, unless it is too long.
#[inline]
pub fn delta_or(vm: &mut Vm, d: Result<Delta, TooLong>) -> Res {
    match d {
        Ok(d) => Ok(delta(vm, d)),
        Err(e) => Err(too_long(vm, e)),
    }
}

/// A date of a class, without calling it.
#[inline]
pub fn new_date(vm: &Vm, class: &Ref<TypeObj>, d: Date) -> Value {
    vm.heap.alloc(class, DateObj(d)).into_value()
}

/// A time of a class, without calling it.
#[inline]
pub fn new_time(vm: &Vm, class: &Ref<TypeObj>, clock: Clock, zone: Value, fold: bool) -> Value {
    vm.heap.alloc(class, TimeObj { clock, fold, zone, hash: Cell::new(-1) }).into_value()
}

/// A moment of a class, without calling it.
#[inline]
pub fn new_moment(vm: &Vm, class: &Ref<TypeObj>, date: Date, clock: Clock, zone: Value, fold: bool) -> Value {
    vm.heap.alloc(class, MomentObj { date, clock, fold, zone, hash: Cell::new(-1) }).into_value()
}

fn int(n: impl Into<i64>) -> Value {
    Value::Int(n.into())
}

/// Calls a class, with `fold` by name where it is set.
fn call(vm: &mut Vm, class: &Ref<TypeObj>, args: &[Value], fold: bool) -> Res {
    if !fold {
        return vm.call(&class.value(), args);
    }
    let fold = (vm.heap.intern("fold"), Value::Int(1));
    vm.call_kw(&class.value(), args, &[fold])
}

/// A date of a class (which may be `datetime`).
#[inline]
pub fn make_date(vm: &mut Vm, class: &Ref<TypeObj>, d: Date) -> Res {
    if class.is_heap_type() {
        return call(vm, class, &[int(d.year), int(d.month), int(d.day)], false);
    }
    if class.is(&classes(vm).date) {
        return Ok(new_date(vm, class, d));
    }
    Ok(new_moment(vm, class, d, Clock::default(), Value::None, false))
}

/// A time of a class.
pub fn make_time(vm: &mut Vm, class: &Ref<TypeObj>, c: Clock, zone: Value, fold: bool) -> Res {
    if class.is_heap_type() {
        let args = [int(c.hour), int(c.minute), int(c.second), int(c.micro), zone];
        return call(vm, class, &args, fold);
    }
    Ok(new_time(vm, class, c, zone, fold))
}

/// A moment of a class.
#[inline]
pub fn make_moment(vm: &mut Vm, class: &Ref<TypeObj>, (d, c): (Date, Clock), zone: Value, fold: bool) -> Res {
    if class.is_heap_type() {
        let (y, m, day) = (int(d.year), int(d.month), int(d.day));
        let args = [y, m, day, int(c.hour), int(c.minute), int(c.second), int(c.micro), zone];
        return call(vm, class, &args, fold);
    }
    Ok(new_moment(vm, class, d, c, zone, fold))
}

/// A `timezone`; UTC itself where there is neither offset nor name.
pub fn zone(vm: &mut Vm, offset: Ref<DeltaObj>, name: Value) -> Res {
    if name.is_undef() && offset.0.is_zero() {
        return Ok(utc(vm));
    }
    if !offset.0.is_offset() {
        return Err(wrong_offset(vm, &offset.into_value()));
    }
    let heap = vm.heap;
    Ok(heap.alloc(&classes(vm).timezone, ZoneObj { offset, name }).into_value())
}

/// A `timezone` without a name.
pub fn zone_of(vm: &mut Vm, offset: Delta) -> Res {
    let class = classes(vm).timedelta.clone();
    let offset = new_delta(vm, &class, offset);
    zone(vm, offset, Value::Undef)
}

/// ValueError for offsets of a day or more.
#[cold]
pub fn wrong_offset(vm: &mut Vm, offset: &Value) -> Raised {
    match vm.repr(offset) {
        Ok(text) => {
            let text = text.to_text();
            vm.value_error(format!(
                "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {text}"
            ))
        }
        Err(e) => e,
    }
}
