//! `:tasks`: the tasks that are pending, where they stand and what they wait for.

use std::fmt::Write;

use crate::object::Ref;
use crate::sched::{LoopObj, verdict};
use crate::vm::{Res, Vm};

/// One line for each pending task.
pub fn list(vm: &mut Vm, tasks: &Ref<LoopObj>) -> Res<String> {
    let blocked = verdict::blocked(vm, tasks)?;
    if blocked.is_empty() {
        return Ok("no task is pending\n".into());
    }
    let mut out = String::new();
    for t in &blocked {
        let _ = write!(out, "{}", t.name);
        if !t.function.is_empty() {
            let _ = write!(out, "  {}", t.function);
        }
        if let Some(place) = &t.place {
            let _ = write!(out, " at {place}");
        }
        let _ = write!(out, "  waits for {}", t.what);
        let by: Vec<&str> = t.by.iter().map(|i| blocked[*i].name.as_str()).collect();
        if !by.is_empty() {
            let _ = write!(out, " ({}{})", if t.held { "held by " } else { "" }, by.join(", "));
        }
        out.push('\n');
    }
    Ok(out)
}
