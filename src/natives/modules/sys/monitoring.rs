//! `sys.monitoring` (PEP 669): the interface of the tools; what they are told is in `vm/watch`.

use crate::natives;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::vm::watch::{TOOLS, event};
use crate::vm::{Res, Vm};

use super::super::support::put;

/// Both directions of a branch.
const BRANCHES: u32 = 1 << event::BRANCH_LEFT | 1 << event::BRANCH_RIGHT;
/// What comes of a native's call: told to those who are told of calls.
const AFTER_CALL: u32 = 1 << event::C_RETURN | 1 << event::C_RAISE;
/// All events that can be asked for.
const ALL: u32 = (1 << (event::BRANCH + 1)) - 1;

fn tool(vm: &mut Vm, id: &Value) -> Res<usize> {
    let id = vm.to_i32(id)?;
    match usize::try_from(id) {
        Ok(t) if t < TOOLS => Ok(t),
        _ => Err(vm.value_error(format!("invalid tool {id} (must be between 0 and {})", TOOLS - 1))),
    }
}

fn tool_in_use(vm: &mut Vm, id: &Value) -> Res<usize> {
    let t = tool(vm, id)?;
    if vm.watch.tools[t].name.is_none() {
        return Err(vm.value_error(format!("tool {t} is not in use")));
    }
    Ok(t)
}

fn code(vm: &mut Vm, v: &Value) -> Res<Ref<CodeObj>> {
    match v.to_ref::<CodeObj>() {
        Some(c) => Ok(c),
        None => Err(vm.type_error("code must be a code object")),
    }
}

/// The set of events as the interpreter keeps it.
fn event_set(vm: &mut Vm, set: &Value, local: bool) -> Res<u32> {
    let set = vm.to_i32(set)? as u32;
    if set & !ALL != 0 {
        let what = if local { "local event set" } else { "event set" };
        return Err(vm.value_error(format!("invalid {what} 0x{set:x}")));
    }
    let mut set = set;
    if set & AFTER_CALL != 0 && set & 1 << event::CALL == 0 {
        return Err(vm.value_error("cannot set C_RETURN or C_RAISE events independently"));
    }
    set &= !AFTER_CALL;
    if set >> event::BRANCH & 1 == 1 {
        set = set & !(1 << event::BRANCH) | BRANCHES;
    }
    if local && set & !event::LOCAL != 0 {
        return Err(vm.value_error(format!("invalid local event set 0x{set:x}")));
    }
    // Whoever is told of calls is told of what they come to.
    Ok(if set >> event::CALL & 1 == 1 { set | AFTER_CALL } else { set })
}

natives! { static FUNCTIONS;
    fn use_tool_id(vm, tool_id: Value, name: Value, /) -> Res<()> {
        let t = tool(vm, &tool_id)?;
        if !name.is_a::<StrObj>() {
            return Err(vm.value_error("tool name must be a str"));
        }
        if vm.watch.tools[t].name.is_some() {
            return Err(vm.value_error(format!("tool {t} is already in use")));
        }
        vm.watch.tools[t].name = Some(name);
        Ok(())
    }
    fn clear_tool_id(vm, tool_id: Value, /) -> Res<()> {
        let t = tool(vm, &tool_id)?;
        vm.forget_tool(t);
        Ok(())
    }
    fn free_tool_id(vm, tool_id: Value, /) -> Res<()> {
        let t = tool(vm, &tool_id)?;
        vm.forget_tool(t);
        vm.watch.tools[t].name = None;
        Ok(())
    }
    fn get_tool(vm, tool_id: Value, /) -> Res {
        let t = tool(vm, &tool_id)?;
        Ok(vm.watch.tools[t].name.clone().unwrap_or(Value::None))
    }
    fn register_callback(vm, tool_id: Value, event: Value, func: Value, /) -> Res {
        let t = tool(vm, &tool_id)?;
        let event = vm.to_i32(&event)?;
        if event <= 0 || event.count_ones() != 1 {
            return Err(vm.value_error("The callback can only be set for one event at a time"));
        }
        let bit = event.trailing_zeros() as usize;
        if bit >= event::NAMES.len() {
            return Err(vm.value_error(format!("invalid event {event}")));
        }
        let func = if func.is_none() { Value::Undef } else { func };
        let bits = if bit == event::BRANCH as usize { [event::BRANCH_LEFT, event::BRANCH_RIGHT].as_slice() } else { &[bit as u8] };
        for &b in bits.iter() {
            let old = std::mem::replace(&mut vm.watch.tools[t].callbacks[b as usize], func.clone());
            if bits.len() == 1 {
                return Ok(old.or_none().unwrap_or(Value::None));
            }
        }
        let old = std::mem::replace(&mut vm.watch.tools[t].callbacks[bit], func);
        Ok(old.or_none().unwrap_or(Value::None))
    }
    fn get_events(vm, tool_id: Value, /) -> Res<i64> {
        let t = tool(vm, &tool_id)?;
        Ok(i64::from(vm.watch.tools[t].events & !AFTER_CALL))
    }
    fn set_events(vm, tool_id: Value, event_set: Value, /) -> Res<()> {
        let t = tool(vm, &tool_id)?;
        let events = self::event_set(vm, &event_set, false)?;
        let t = tool_in_use(vm, &Value::Int(t as i64))?;
        vm.set_events(t, events);
        Ok(())
    }
    fn get_local_events(vm, tool_id: Value, code: Value, /) -> Res<i64> {
        let code = self::code(vm, &code)?;
        let t = tool(vm, &tool_id)?;
        Ok(i64::from(vm.local_events(t, &code) & !AFTER_CALL))
    }
    fn set_local_events(vm, tool_id: Value, code: Value, event_set: Value, /) -> Res<()> {
        let code = self::code(vm, &code)?;
        let t = tool(vm, &tool_id)?;
        let events = self::event_set(vm, &event_set, true)?;
        let t = tool_in_use(vm, &Value::Int(t as i64))?;
        vm.set_local_events(t, &code, events);
        Ok(())
    }
    fn restart_events(vm, /) { vm.restart_events(); }
    fn _all_events(vm, /) -> Res {
        let d = vm.heap.dict();
        for (bit, name) in event::NAMES.iter().enumerate().take(event::C_RETURN as usize) {
            let tools = (0..TOOLS).filter(|t| vm.watch.tools[*t].events >> bit & 1 == 1).fold(0, |all, t| all | 1 << t);
            if tools != 0 {
                let name = vm.heap.intern(name);
                drop(d.set_str(&name, Value::Int(tools)));
            }
        }
        Ok(d.into_value())
    }
}

/// Makes the module and hangs it on `sys`.
pub fn init(vm: &mut Vm, sys: &Ref<DictObj>) -> Res<()> {
    let module = vm.new_module("sys.monitoring");
    let dict = module.dict.clone();
    vm.add_functions(&dict, "sys.monitoring", FUNCTIONS);
    let plain = |vm: &mut Vm| {
        let class = vm.types().object.value();
        vm.call(&class, &[])
    };
    vm.watch.disable = plain(vm)?;
    vm.watch.missing = plain(vm)?;
    let (disable, missing) = (vm.watch.disable.clone(), vm.watch.missing.clone());
    put(vm, &dict, "DISABLE", disable);
    put(vm, &dict, "MISSING", missing);
    for (name, id) in [("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)] {
        put(vm, &dict, name, Value::Int(id));
    }
    let mut events: Vec<(&str, Value)> =
        event::NAMES.iter().enumerate().map(|(bit, name)| (*name, Value::Int(1 << bit))).collect();
    events.push(("NO_EVENTS", Value::Int(0)));
    let events = super::namespace(vm, &events)?;
    put(vm, &dict, "events", events);
    let module = module.into_value();
    put(vm, sys, "monitoring", module);
    Ok(())
}
