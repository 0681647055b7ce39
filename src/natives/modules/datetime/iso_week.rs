//! `IsoCalendarDate`: what `date.isocalendar()` gives, a tuple of three with names.

use crate::natives;
use crate::object::header::EXACT;
use crate::object::kinds::Kind;
use crate::object::tuple::TupleObj;
use crate::object::types::TypeSpec;
use crate::object::types::flags::INHERITED;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::native::AttrDef;
use crate::vm::{Res, Vm};

use super::state::{classes, own};

fn field(vm: &mut Vm, this: &Value, i: usize) -> Res {
    let t = own::<TupleObj>(vm, this)?;
    Ok(t.items().get(i).cloned().unwrap_or(Value::None))
}

natives! { static METHODS;
    fn __new__(vm, cls: Ref<TypeObj>, /, year: i64, week: i64, weekday: i64) -> Value {
        named(vm.heap.tuple_of(&cls, [year, week, weekday].map(Value::Int)))
    }
    fn __repr__(vm, this: &Value, /) -> Res<String> {
        let mut shown = Vec::new();
        for i in 0..3 {
            let v = field(vm, this, i)?;
            shown.push(vm.repr(&v)?.to_text());
        }
        let name = super::text::class_text(vm, vm.class_ref(this));
        Ok(format!("{name}(year={}, week={}, weekday={})", shown[0], shown[1], shown[2]))
    }
    fn __reduce__(vm, this: &Value, /) -> Res {
        let items = own::<TupleObj>(vm, this)?.items().to_vec();
        let t = vm.heap.tuple(items).into_value();
        let args = vm.heap.tuple([t]).into_value();
        let class = vm.types().tuple.value();
        Ok(vm.heap.tuple([class, args]).into_value())
    }
}

static ATTRS: &[AttrDef] = &[
    AttrDef { name: "year", doc: "", get: |vm, this| field(vm, this, 0), set: None },
    AttrDef { name: "week", doc: "", get: |vm, this| field(vm, this, 1), set: None },
    AttrDef { name: "weekday", doc: "", get: |vm, this| field(vm, this, 2), set: None },
];

/// A tuple of the class is none exactly: nobody may show it or cut it as one without asking the class.
fn named(t: Ref<TupleObj>) -> Value {
    t.obj().header().clear_flag(EXACT);
    t.into_value()
}

/// Such a tuple.
pub fn of(vm: &mut Vm, (year, week, weekday): (i32, i32, i32)) -> Value {
    let heap = vm.heap;
    let items = [year, week, weekday].map(|n| Value::Int(n.into()));
    named(heap.tuple_of(&classes(vm).iso_week, items))
}

/// The class.
pub fn class(vm: &mut Vm) -> Ref<TypeObj> {
    let base = vm.types().tuple.clone();
    let name = vm.heap.intern("IsoCalendarDate").into_value();
    let spec = TypeSpec {
        name: name.clone(),
        qualname: name,
        bases: vec![base.clone()],
        best: 0,
        kind: Kind::Tuple,
        flags: base.flags.get() & INHERITED,
        slot_count: 0,
        slots: vec![],
    };
    let class = TypeObj::create(vm.heap, &vm.types().type_, spec);
    let mut mro = vec![class.clone()];
    mro.extend(base.mro().iter().cloned());
    class.set_mro(mro.into());
    class.obj().header().make_immortal();
    class.set_later(&vm.names.__module__, vm.heap.intern("datetime").into_value());
    class.set_later(
        &vm.names.__doc__,
        vm.heap.str("The result of date.isocalendar() or datetime.isocalendar()\n\nThis object may be accessed either as a tuple of\n  ((year, week, weekday)\nor via the object attributes as named in the above tuple.").into_value(),
    );
    vm.add_methods(&class, METHODS);
    vm.add_attrs(&class, ATTRS);
    class
}
