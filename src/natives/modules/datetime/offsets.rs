//! What zones say: offset, summer time and name, by their methods; a `timezone` is asked without a call.

use crate::object::Value;
use crate::object::calendar::moment::Delta;
use crate::object::str::StrObj;
use crate::vm::{Res, Vm};

use super::state::{DeltaObj, ZoneObj, wrong_offset};

/// `zone.utcoffset(of)` or `zone.dst(of)`: None or a `timedelta` of less than a day.
pub fn asked(vm: &mut Vm, zone: &Value, method: &str, of: &Value) -> Res {
    if zone.is_none() {
        return Ok(Value::None);
    }
    let name = vm.heap.intern(method);
    let v = vm.call_method(zone, &name, std::slice::from_ref(of))?;
    match v.cast::<DeltaObj>() {
        Some(d) if d.0.is_offset() => Ok(v),
        Some(_) => Err(wrong_offset(vm, &v)),
        None if v.is_none() => Ok(v),
        None => {
            let what = vm.class_name(&v);
            Err(vm.type_error(format!("tzinfo.{method}() must return None or timedelta, not '{what}'")))
        }
    }
}

/// The offset from UTC.
#[inline]
pub fn offset(vm: &mut Vm, zone: &Value, of: &Value) -> Res<Option<Delta>> {
    if zone.is_none() {
        return Ok(None);
    }
    if let Some(z) = zone.cast::<ZoneObj>() {
        return Ok(Some(z.offset.0));
    }
    let v = asked(vm, zone, "utcoffset", of)?;
    Ok(v.cast::<DeltaObj>().map(|d| d.0))
}

/// Summer time's part of it.
pub fn dst(vm: &mut Vm, zone: &Value, of: &Value) -> Res<Option<Delta>> {
    if zone.is_none() || zone.is_a::<ZoneObj>() {
        return Ok(None);
    }
    let v = asked(vm, zone, "dst", of)?;
    Ok(v.cast::<DeltaObj>().map(|d| d.0))
}

/// The name: None or a str.
pub fn name(vm: &mut Vm, zone: &Value, of: &Value) -> Res {
    if zone.is_none() {
        return Ok(Value::None);
    }
    let method = vm.heap.intern("tzname");
    let v = vm.call_method(zone, &method, std::slice::from_ref(of))?;
    if v.is_none() || v.is_a::<StrObj>() {
        return Ok(v);
    }
    let what = vm.class_name(&v);
    Err(vm.type_error(format!("tzinfo.tzname() must return None or a string, not '{what}'")))
}
