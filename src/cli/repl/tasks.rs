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
        if let Some(left) = t.left {
            let _ = match left < 1e15 {
                true => write!(out, ", {} left", duration(left)),
                false => write!(out, " without end"),
            };
        }
        let by: Vec<&str> = t.by.iter().map(|i| blocked[*i].name.as_str()).collect();
        if !by.is_empty() {
            let _ = write!(out, " ({}{})", if t.held { "held by " } else { "" }, by.join(", "));
        }
        out.push('\n');
    }
    Ok(out)
}

/// So many seconds, to be read at a glance: the two largest units.
fn duration(seconds: f64) -> String {
    let left = seconds.max(0.0);
    if left < 60.0 {
        // Tenths, without the one that is nothing.
        let text = format!("{left:.1}");
        return format!("{}s", text.strip_suffix(".0").unwrap_or(&text));
    }
    let whole = left.round() as u64;
    for (size, name, smaller, small) in [(86_400, "d", 3600, "h"), (3600, "h", 60, "m"), (60, "m", 1, "s")] {
        if whole >= size {
            return match whole % size / smaller {
                0 => format!("{}{name}", whole / size),
                rest => format!("{}{name} {rest}{small}", whole / size),
            };
        }
    }
    format!("{whole}s")
}

#[cfg(test)]
mod tests {
    use super::duration;

    #[test]
    fn times_are_short() {
        for (seconds, text) in
            [(-1.0, "0s"), (0.25, "0.2s"), (5.0, "5s"), (125.4, "2m 5s"), (7200.0, "2h"), (90_000.0, "1d 1h")]
        {
            assert_eq!(duration(seconds), text);
        }
    }
}
