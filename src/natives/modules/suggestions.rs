//! `_suggestions`: "did you mean", the same code as in the VM's own tracebacks.

use crate::natives;
use crate::natives::types::support::is_exact;
use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::{Kind, Ref, Value};
use crate::vm::{Res, Vm};

/// Among more names than this nothing is looked for.
const MOST_CANDIDATES: usize = 750;

natives! { static SUGGESTIONS;
    /// Returns the candidate that is closest to a wrong name, or None.
    fn _generate_suggestions(vm, candidates: Value, item: Ref<StrObj>, /) -> Res {
        if candidates.kind() != Some(Kind::List) || !is_exact(&candidates) {
            return Err(vm.type_error("candidates must be a list"));
        }
        let items = vm.collect(&candidates)?;
        let mut texts = Vec::with_capacity(items.len());
        for v in &items {
            match v.cast::<StrObj>() {
                Some(s) => texts.push(s.to_text()),
                None => return Err(vm.type_error("all elements in 'candidates' must be strings")),
            }
        }
        if texts.len() >= MOST_CANDIDATES {
            return Ok(Value::None);
        }
        let wrong = item.to_text();
        let found = crate::diag::suggest::closest(&wrong, texts.iter().map(String::as_str)).map(str::to_string);
        Ok(found.map_or(Value::None, |f| vm.heap.str(&f).into_value()))
    }
}

/// Fills `_suggestions`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_suggestions", SUGGESTIONS);
    Ok(())
}
