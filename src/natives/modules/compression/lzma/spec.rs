//! Filters as scripts write them: dicts with an `id` and options.

use num_traits::ToPrimitive;

use crate::object::Value;
use crate::object::dict::DictObj;
use crate::object::number::int::Int;
use crate::object::str::StrObj;
use crate::vm::{Res, Vm};

use super::filters::{Filter, Lzma, MOST, PRESET_DEFAULT, id};

/// A number that C has as an unsigned one of that type.
pub fn unsigned(vm: &mut Vm, v: &Value, bits: u32, name: &str) -> Res<u64> {
    let n = vm.to_int(v)?;
    if n.as_ref().is_negative() {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    let n = match n {
        Int::Small(i) => u64::try_from(i).ok(),
        big => big.as_ref().to_big().to_u64(),
    };
    match n {
        Some(n) if bits == 64 || n >> bits == 0 => Ok(n),
        _ => Err(vm.overflow_error(format!("Python int too large for C {name}"))),
    }
}

/// A number of 32 bits.
pub fn unsigned_32(vm: &mut Vm, v: &Value) -> Res<u32> {
    unsigned(vm, v, 32, "uint32_t").map(|n| n as u32)
}

/// A filter's number.
pub fn filter_id(vm: &mut Vm, v: &Value) -> Res<u64> {
    unsigned(vm, v, 64, "lzma_vli")
}

/// An entry of a mapping, if it has it.
fn entry(vm: &mut Vm, spec: &Value, name: &str) -> Res<Option<Value>> {
    let key = vm.heap.str(name).into_value();
    let found = vm.get_item(spec, &key);
    let missing = vm.types().key_error.clone();
    vm.catch(found, &missing)
}

/// The numbers that a filter has beside its `id`, 0 or one of `names` each. What is wrong with them is said in one sentence.
fn numbers<const N: usize>(vm: &mut Vm, spec: &Value, kind: &str, names: [&str; N]) -> Res<[Option<u32>; N]> {
    let wrong = |vm: &mut Vm| vm.value_error(format!("Invalid filter specifier for {kind} filter"));
    let Some(dict) = spec.to_ref::<DictObj>() else { return Err(wrong(vm)) };
    let mut out = [None; N];
    for (key, v) in dict.entries() {
        let key = key.cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
        if key == "id" || key == "preset" && kind == "LZMA" {
            continue;
        }
        let Some(place) = names.iter().position(|name| *name == key) else { return Err(wrong(vm)) };
        let n = unsigned_32(vm, &v);
        let exception = vm.types().exception.clone();
        match vm.catch(n, &exception)? {
            Some(n) => out[place] = Some(n),
            None => return Err(wrong(vm)),
        }
    }
    Ok(out)
}

fn lzma(vm: &mut Vm, spec: &Value) -> Res<Lzma> {
    let preset = match entry(vm, spec, "preset")? {
        Some(v) => unsigned_32(vm, &v)?,
        None => PRESET_DEFAULT,
    };
    let Some(mut o) = Lzma::preset(preset) else {
        return Err(super::lzma_error(vm, &format!("Invalid compression preset: {preset}")));
    };
    let names = ["dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth"];
    let said = numbers(vm, spec, "LZMA", names)?;
    let places = [
        &mut o.dict_size,
        &mut o.lc,
        &mut o.lp,
        &mut o.pb,
        &mut o.mode,
        &mut o.nice_len,
        &mut o.mf,
        &mut o.depth,
    ];
    for (place, said) in places.into_iter().zip(said) {
        if let Some(n) = said {
            *place = n;
        }
    }
    Ok(o)
}

/// A filter.
pub fn filter(vm: &mut Vm, spec: &Value) -> Res<Filter> {
    let class = vm.class_of(spec);
    if class.lookup(&vm.names.__getitem__).is_none() {
        return Err(vm.type_error("Filter specifier must be a dict or dict-like object"));
    }
    let Some(number) = entry(vm, spec, "id")? else {
        return Err(vm.value_error("Filter specifier must have an \"id\" entry"));
    };
    match filter_id(vm, &number)? {
        id::LZMA1 => lzma(vm, spec).map(Filter::Lzma1),
        id::LZMA2 => lzma(vm, spec).map(Filter::Lzma2),
        id::DELTA => {
            let [distance] = numbers(vm, spec, "delta", ["dist"])?;
            Ok(Filter::Delta { distance: distance.unwrap_or(1) })
        }
        // Those that the module has no name for are none.
        id if Filter::is_bcj(id) && id < id::ARM64 => {
            let [start] = numbers(vm, spec, "BCJ", ["start_offset"])?;
            Ok(Filter::Bcj { id, start: start.unwrap_or(0) })
        }
        other => Err(vm.value_error(format!("Invalid filter ID: {other}"))),
    }
}

/// A chain.
pub fn chain(vm: &mut Vm, specs: &Value) -> Res<Vec<Filter>> {
    if specs.is_a::<DictObj>() {
        return Err(vm.type_error("dict is not a sequence"));
    }
    let n = vm.length(specs)?;
    if n > MOST {
        return Err(vm.value_error(format!("Too many filters - liblzma supports a maximum of {MOST}")));
    }
    let mut out = Vec::new();
    for i in 0..n {
        let spec = vm.get_item(specs, &Value::Int(i as i64))?;
        out.push(filter(vm, &spec)?);
    }
    Ok(out)
}
