//! `_sre`: the engine below the package `re`, which is CPython's own: its parser and compiler make arrays of codes, the engine runs them.
//!
//! Comes in: a code array. `translate.rs` makes a program of it (`program.rs`), `machine.rs` runs programs over bytes, `pattern.rs`, `matched.rs`, `scanner.rs`,
//! `sub.rs` and `template.rs` are what scripts see. Read `program.rs` first.
//!
//! The published engine for these arrays was considered. It keeps a copy of all groups for each way not yet tried, cannot stop for a signal, reads beyond the end of the text and
//! panics where an array does not make sense; running the arrays after a translation is also quicker.

mod firsts;
mod machine;
mod matched;
mod pattern;
mod program;
mod run;
mod scanner;
mod sets;
mod sub;
mod template;
mod text;
mod translate;

use crate::natives;
use crate::natives::types::buffer::Buffer;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::list::ListObj;
use crate::object::number::int::Int;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::NO_NEW;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::support::{ClassSpec, new_class, put_ints, put_str};
use pattern::Pattern;
use translate::{Fault, translate};

/// The version of the code arrays.
const MAGIC: i64 = 20230612;

/// The classes.
struct Classes {
    pattern: Ref<TypeObj>,
    matched: Ref<TypeObj>,
    scanner: Ref<TypeObj>,
    template: Ref<TypeObj>,
}

#[derive(Default)]
struct State(Option<Classes>);

fn classes(vm: &mut Vm) -> &Classes {
    if vm.extension::<State>().0.is_none() {
        let pattern = pattern::make_class(vm);
        let matched = matched::make_class(vm);
        let scanner = scanner::make_class(vm);
        let spec =
            ClassSpec { name: "SRE_Template", module: "_sre", flags: NO_NEW, methods: &[], next: None };
        let template = new_class(vm, &spec);
        vm.extension::<State>().0 = Some(Classes { pattern, matched, scanner, template });
    }
    match &vm.extension::<State>().0 {
        Some(classes) => classes,
        None => crate::bug!("the classes were just made"),
    }
}

/// A code point, as the functions about case take it.
fn character(c: i64) -> u32 {
    u32::try_from(c).unwrap_or(u32::MAX)
}

natives! { static FUNCTIONS;
    fn getcodesize(vm, /) -> i64 { 4 }
    fn ascii_iscased(vm, character: i64, /) -> bool { u8::try_from(character).is_ok_and(|b| b.is_ascii_alphabetic()) }
    fn unicode_iscased(vm, character: i64, /) -> bool {
        let c = self::character(character);
        sets::lower(c) != c || sets::upper(c) != c
    }
    fn ascii_tolower(vm, character: i64, /) -> i64 {
        if u8::try_from(character).is_ok_and(|b| b.is_ascii_uppercase()) { character + 32 } else { character }
    }
    fn unicode_tolower(vm, character: i64, /) -> i64 {
        if u32::try_from(character).is_ok() { sets::lower(self::character(character)).into() } else { character }
    }
    fn compile(vm, /, pattern: Value, flags: Value, code: Ref<ListObj>, groups: i64, groupindex: Ref<DictObj>, indexgroup: Ref<TupleObj>) -> Res {
        let flags = i64::from(vm.to_i32(&flags)?);
        compile(vm, pattern, flags, &code, groups, (groupindex, indexgroup))
    }
    ///
    ///
    ///   template
    ///     A list containing interleaved literal strings (str or bytes) and group
    ///     indices (int), as returned by re._parser.parse_template():
    ///         [literal1, group1, ..., literalN, groupN]
    fn template(vm, pattern: Value, template: Ref<ListObj>, /) -> Res { drop(pattern); template::new(vm, &template) }
}

fn compile(
    vm: &mut Vm,
    pattern: Value,
    flags: i64,
    code: &Ref<ListObj>,
    groups: i64,
    names: matched::Names,
) -> Res {
    let mut codes = Vec::with_capacity(code.len());
    for item in code.to_vec() {
        codes.push(code_word(vm, &item)?);
    }
    let is_bytes = if pattern.is_none() {
        None
    } else if pattern.is_a::<StrObj>() {
        Some(false)
    } else {
        match Buffer::try_of(vm, &pattern)? {
            Some(b) => {
                b.release(vm)?;
                Some(true)
            }
            None => {
                let what = vm.class_name(&pattern);
                return Err(vm.type_error(format!("expected string or bytes-like object, got '{what}'")));
            }
        }
    };
    // Groups without marks would only cost memory.
    let most = codes.len();
    let program = match usize::try_from(groups).ok().filter(|n| *n <= most) {
        Some(n) => translate(&codes, n, is_bytes == Some(true)).map(|p| (n, p)),
        None => Err(Fault::Invalid),
    };
    let (groups, program) = match program {
        Ok(made) => made,
        Err(Fault::Invalid) => return Err(vm.runtime_error("invalid SRE code")),
        Err(Fault::Deep) => return Err(vm.recursion_error("maximum recursion depth exceeded")),
    };
    let c = classes(vm);
    let class = c.pattern.clone();
    let others = (c.matched.clone(), c.scanner.clone());
    let p = Pattern::new((pattern, is_bytes), names, others, (codes, groups, program), flags);
    Ok(vm.heap.alloc(&class, p).into_value())
}

fn code_word(vm: &mut Vm, v: &Value) -> Res<u32> {
    if let Value::Int(i) = v
        && let Ok(word) = u32::try_from(*i)
    {
        return Ok(word);
    }
    match as_int(v).map(|i| i.to_int()) {
        None => Err(vm.type_error("an integer is required")),
        Some(Int::Small(i)) if i >= 0 => {
            u32::try_from(i).map_err(|_| vm.overflow_error("regular expression code size limit exceeded"))
        }
        Some(i) if i.as_ref().is_negative() => {
            Err(vm.overflow_error("can't convert negative value to unsigned int"))
        }
        Some(_) => Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_sre", FUNCTIONS);
    put_ints(
        vm,
        dict,
        &[
            ("MAGIC", MAGIC),
            ("CODESIZE", 4),
            ("MAXREPEAT", i64::from(translate::MAXREPEAT)),
            ("MAXGROUPS", i64::from(i32::MAX / 2)),
        ],
    );
    put_str(vm, dict, "copyright", " SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ");
    Ok(())
}
