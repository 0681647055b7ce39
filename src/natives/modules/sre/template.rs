//! `_sre.SRE_Template`: a replacement with references to groups, as `re._parser.parse_template` takes it apart.

use crate::natives::types::buffer::Buffer;
use crate::natives::types::support::is_exact;
use crate::object::bytes::BytesObj;
use crate::object::list::ListObj;
use crate::object::str::StrObj;
use crate::object::{Ref, Value};
use crate::payload;
use crate::vm::{Res, Vm};

use super::matched::Match;
use super::pattern::Pattern;

payload! {
    /// `_sre.SRE_Template`
    pub struct Template as "_sre.SRE_Template" {
        /// What stands before the first group.
        pub literal: Value,
        /// What stands behind each group; Undef: nothing.
        pub literals: Vec<Value>,
    } plain {
        pub groups: Vec<usize>,
    }
}

fn is_empty(v: &Value) -> bool {
    v.cast::<StrObj>().is_some_and(|s| s.byte_len() == 0)
        || v.cast::<BytesObj>().is_some_and(|b| b.bytes().is_empty())
}

/// Makes a template of `[literal, group, literal, .., group, literal]`.
pub fn new(vm: &mut Vm, items: &Ref<ListObj>) -> Res {
    let all = items.to_vec();
    if all.len().is_multiple_of(2) {
        return Err(vm.type_error("invalid template"));
    }
    let mut it = all.into_iter();
    let literal = it.next().unwrap_or_default();
    let (mut groups, mut literals) = (Vec::new(), Vec::new());
    while let (Some(group), Some(literal)) = (it.next(), it.next()) {
        let Value::Int(i) = group else { return Err(vm.type_error("an integer is required")) };
        let Ok(i) = usize::try_from(i) else { return Err(vm.type_error("invalid template")) };
        groups.push(i);
        literals.push(if is_empty(&literal) { Value::Undef } else { literal });
    }
    let class = super::classes(vm).template.clone();
    Ok(vm.heap.alloc(&class, Template { literal, literals, groups }).into_value())
}

/// The template of a replacement text: `re._compile_template` makes it, and remembers.
pub fn compiled(vm: &mut Vm, p: &Ref<Pattern>, text: &Value) -> Res<Ref<Template>> {
    let module = vm.import("re")?;
    let name = vm.heap.intern("_compile_template");
    let function = vm.get_attr(&module, &name)?;
    let mut made = vm.call(&function, &[p.value(), text.clone()]);
    // What cannot be hashed is made a plain str or bytes.
    if let Err(e) = made {
        let t = vm.types();
        let plain = if !vm.raised_is(&e, &t.type_error) || is_exact(text) && text.is_a::<BytesObj>() {
            None
        } else if let Some(s) = text.cast::<StrObj>() {
            (!is_exact(text)).then(|| vm.heap.str_bytes(s.bytes()).into_value())
        } else {
            let error = vm.take_raised(e);
            match Buffer::try_of(vm, text)? {
                Some(b) => {
                    let data = b.copied(vm)?;
                    b.release(vm)?;
                    let plain = vm.heap.bytes_from_vec(data).into_value();
                    return template_of(vm, &function, p, plain);
                }
                None => return Err(vm.reraise(error)),
            }
        };
        match plain {
            Some(plain) => {
                drop(vm.take_raised(e));
                return template_of(vm, &function, p, plain);
            }
            None => made = Err(e),
        }
    }
    checked(vm, made?)
}

fn template_of(vm: &mut Vm, function: &Value, p: &Ref<Pattern>, text: Value) -> Res<Ref<Template>> {
    let made = vm.call(function, &[p.value(), text])?;
    checked(vm, made)
}

fn checked(vm: &mut Vm, made: Value) -> Res<Ref<Template>> {
    made.into_ref::<Template>().map_err(|v| {
        let what = vm.class_name(&v);
        vm.runtime_error(format!("the result of compiling a replacement string is {what}, not Template"))
    })
}

/// The replacement for a match.
pub fn expand(vm: &mut Vm, t: &Ref<Template>, m: &Ref<Match>) -> Res {
    if t.groups.is_empty() {
        return Ok(t.literal.clone());
    }
    let mut parts = vec![t.literal.clone()];
    for (group, literal) in t.groups.iter().zip(&t.literals) {
        if *group > m.pattern.groups {
            return Err(vm.index_error("no such group"));
        }
        if let Some(v) = m.group(vm, *group)? {
            parts.push(v);
        }
        if !literal.is_undef() {
            parts.push(literal.clone());
        }
    }
    join(vm, &parts, t.literal.is_a::<StrObj>())
}

/// The parts in one: what `''.join` or `b''.join` gives.
pub fn join(vm: &mut Vm, parts: &[Value], text: bool) -> Res {
    let joiner = if text { vm.heap.str("").into_value() } else { vm.heap.bytes_of(b"").into_value() };
    let list = vm.heap.list(parts.to_vec()).into_value();
    let name = vm.heap.intern("join");
    vm.call_method(&joiner, &name, &[list])
}
