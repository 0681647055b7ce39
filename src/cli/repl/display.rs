//! How the prompt shows results: as `repr`, long ones folded. `print(_)` shows all of it.

use crate::natives;
use crate::object::Value;
use crate::vm::{Res, Vm};

/// Lines and characters that are shown.
const LINES: usize = 60;
const CHARACTERS: usize = 6000;

natives! { static FUNCTIONS;
    /// Shows a value at the prompt and keeps it in `_`.
    fn displayhook(vm, object: Value, /) -> Res<()> { show(vm, object) }
}

/// From now on `sys.displayhook` folds.
pub fn install(vm: &mut Vm) {
    let sys = vm.sys.clone();
    vm.add_functions(&sys, "sys", FUNCTIONS);
}

fn show(vm: &mut Vm, object: Value) -> Res<()> {
    if object.is_none() {
        return Ok(());
    }
    let builtins = vm.builtins.clone();
    // The repr may look at `_`, which is None meanwhile.
    drop(builtins.set_text(vm.heap, "_", Value::None));
    let text = vm.repr(&object)?.to_text();
    let text = folded(&text).unwrap_or(text);
    let Some(out) = vm.sys.get_str(&vm.names.stdout).filter(|f| !f.is_none()) else {
        return Err(vm.runtime_error("lost sys.stdout"));
    };
    let line = vm.heap.str(&format!("{text}\n")).into_value();
    vm.call_method(&out, &vm.names.write, &[line])?;
    drop(builtins.set_text(vm.heap, "_", object));
    Ok(())
}

/// The beginning of a long text with a word on the rest; None if it is short.
fn folded(text: &str) -> Option<String> {
    let by_lines = text.match_indices('\n').nth(LINES - 1).map_or(text.len(), |(i, _)| i);
    let by_characters = text.char_indices().nth(CHARACTERS).map_or(text.len(), |(i, _)| i);
    let cut = by_lines.min(by_characters);
    if cut == text.len() {
        return None;
    }
    let more = text[cut..].chars().count();
    Some(format!("{}\n... {more} more characters; print(_) shows all", &text[..cut]))
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn long_results_are_folded() {
        assert_eq!(folded("[1, 2]"), None);
        let long = "é".repeat(7000);
        let shown = folded(&long).expect("it is long");
        assert!(
            shown.ends_with("é\n... 1000 more characters; print(_) shows all"),
            "{}",
            &shown[shown.len() - 80..]
        );
        assert!(folded(&"x\n".repeat(61)).is_some());
    }
}
