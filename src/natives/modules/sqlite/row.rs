//! `Row`: a tuple whose items also have the names of the columns.

use crate::natives;
use crate::object::int::as_int;
use crate::object::range::SliceObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::BASE;
use crate::object::{Ref, TypeObj, Value};
use crate::payload;
use crate::vm::compare::CmpOp;
use crate::vm::{Res, Vm};

use super::super::support::{ClassSpec, new_class};
use super::cursor::Cursor;

payload! {
    /// `Row`
    pub struct Row as "sqlite3.Row" { pub data: Value, pub description: Value } plain { }
}

/// A row of a cursor.
pub fn make(vm: &mut Vm, class: &Ref<TypeObj>, cursor: &Cursor, data: &Value) -> Res {
    let description = cursor.description.borrow().clone();
    Ok(vm.heap.alloc(class, Row { data: data.clone(), description }).into_value())
}

/// The name of each column.
fn names(row: &Row) -> Vec<Value> {
    let columns = row.description.cast::<TupleObj>().map(TupleObj::items).unwrap_or_default();
    columns.iter().filter_map(|c| c.cast::<TupleObj>()?.items().first().cloned()).collect()
}

fn item(vm: &mut Vm, row: &Row, key: &Value) -> Res {
    if as_int(key).is_some() {
        let n = as_int(key).and_then(|i| i.to_i64());
        let Some(mut i) = n else {
            return Err(vm.index_error("cannot fit 'int' into an index-sized integer"));
        };
        let items = row.data.cast::<TupleObj>().map(TupleObj::items).unwrap_or_default();
        if i < 0 {
            i = i.saturating_add(items.len() as i64);
        }
        return match usize::try_from(i).ok().and_then(|i| items.get(i)) {
            Some(v) => Ok(v.clone()),
            None => Err(vm.index_error("tuple index out of range")),
        };
    }
    if let Some(name) = key.cast::<StrObj>() {
        let is = |v: &Value| {
            v.cast::<StrObj>().is_some_and(|known| {
                known.bytes() == name.bytes() || known.bytes().eq_ignore_ascii_case(name.bytes())
            })
        };
        let items = row.data.cast::<TupleObj>().map(TupleObj::items).unwrap_or_default();
        let found = names(row).iter().position(is).and_then(|i| items.get(i).cloned());
        return match found {
            Some(v) => Ok(v),
            None if !row.description.is_none() => Err(vm.index_error("No item with that key")),
            None => {
                let shown = vm.repr(key)?.to_text();
                Err(vm.index_error(format!("No item with key {shown}")))
            }
        };
    }
    if key.is_a::<SliceObj>() {
        return vm.get_item(&row.data, key);
    }
    Err(vm.index_error("Index must be int or string"))
}

fn same(vm: &mut Vm, row: &Row, other: &Value, op: CmpOp) -> Res {
    let Some(other) = other.to_ref::<Row>() else { return Ok(vm.types().not_implemented.clone()) };
    let described = vm.compare(CmpOp::Eq, &row.description, &other.description)?;
    let same = vm.truth(&described)? && {
        let data = vm.compare(CmpOp::Eq, &row.data, &other.data)?;
        vm.truth(&data)?
    };
    Ok(Value::bool(same == (op == CmpOp::Eq)))
}

natives! { static METHODS;
    /// Create and return a new object.  See help(type) for accurate signature.
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res {
        if !kwargs.is_empty() {
            return Err(vm.type_error("Row() takes no keyword arguments"));
        }
        crate::natives::types::support::arity(vm, "Row", args.items().len(), 2, 2)?;
        let (cursor, data) = (&args.items()[0], &args.items()[1]);
        let Some(cursor) = cursor.to_ref::<Cursor>() else {
            let class = vm.class_name(cursor);
            return Err(vm.type_error(format!("Row() argument 1 must be sqlite3.Cursor, not {class}")));
        };
        if !data.is_a::<TupleObj>() {
            let class = vm.class_name(data);
            return Err(vm.type_error(format!("Row() argument 2 must be tuple, not {class}")));
        }
        make(vm, &cls, &cursor, data)
    }
    /// Returns the keys of the row.
    fn keys(vm, this: Ref<Row>, /) -> Value { vm.heap.list(names(&this)).into_value() }
    /// Return len(self).
    fn __len__(vm, this: Ref<Row>, /) -> usize { this.data.cast::<TupleObj>().map_or(0, |t| t.items().len()) }
    /// Return self[key].
    fn __getitem__(vm, this: Ref<Row>, key: Value, /) -> Res { item(vm, &this, &key) }
    /// Implement iter(self).
    fn __iter__(vm, this: Ref<Row>, /) -> Res { vm.iter(&this.data) }
    /// Return hash(self).
    fn __hash__(vm, this: Ref<Row>, /) -> Res<i64> { Ok(vm.hash(&this.description)? ^ vm.hash(&this.data)?) }
    /// Return self==value.
    fn __eq__(vm, this: Ref<Row>, value: Value, /) -> Res { same(vm, &this, &value, CmpOp::Eq) }
    /// Return self!=value.
    fn __ne__(vm, this: Ref<Row>, value: Value, /) -> Res { same(vm, &this, &value, CmpOp::Ne) }
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec = ClassSpec { name: "Row", module: "sqlite3", flags: BASE, methods: METHODS, next: None };
    new_class(vm, &spec)
}
