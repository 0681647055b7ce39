//! `_opcode`: what is known of CPython's instructions, so that `opcode` and `dis` can be imported. Code here consists of other instructions: `hoop --dump code FILE` lists them,
//! and a code object's `co_code` says so.

mod table;

use crate::natives;
use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::support::{put_ints, put_str};
use table::TABLE;

/// By how much an instruction makes the stack higher.
#[derive(Clone, Copy, Debug)]
pub enum Effect {
    Fixed(i8),
    /// So much, and so much more for each unit of the argument.
    Each(i8, i8),
    /// So much, and so much more if the argument is odd.
    LowBit(i8, i8),
    /// So much when it jumps; nothing otherwise.
    Jump(i8),
    /// What the machine puts in the place of another instruction: no answer.
    Specialized,
}

fn entry(number: i64) -> Option<(&'static str, Effect)> {
    let number = u16::try_from(number).ok()?;
    let at = TABLE.binary_search_by_key(&number, |row| row.0).ok()?;
    TABLE.get(at).map(|row| (row.1, row.2))
}

fn has(number: i64, property: char) -> bool {
    entry(number).is_some_and(|(properties, _)| properties.contains(property))
}

/// A number of an instruction: C's int.
fn number(vm: &mut Vm, v: &Value) -> Res<i64> {
    vm.to_i32(v).map(i64::from)
}

fn stack_effect(vm: &mut Vm, opcode: i64, argument: i64, jump: &Value) -> Res<i64> {
    let jumps = match jump {
        Value::None | Value::True => true,
        Value::False => false,
        _ => return Err(vm.value_error("stack_effect: jump must be False, True or None")),
    };
    Ok(match entry(opcode).map(|(_, effect)| effect) {
        Some(Effect::Fixed(n)) => n.into(),
        Some(Effect::Each(n, each)) => i64::from(n) + i64::from(each) * argument,
        Some(Effect::LowBit(n, more)) => i64::from(n) + i64::from(more) * (argument & 1),
        Some(Effect::Jump(n)) => {
            if jumps {
                n.into()
            } else {
                0
            }
        }
        Some(Effect::Specialized) | None => return Err(vm.value_error("invalid opcode or oparg")),
    })
}

fn texts(vm: &Vm, texts: &[&str]) -> Value {
    let all: Vec<Value> = texts.iter().map(|t| vm.heap.str(t).into_value()).collect();
    vm.heap.list(all).into_value()
}

/// The functions of one operand that the compiler calls.
const INTRINSICS_1: &[&str] = &[
    "INTRINSIC_1_INVALID",
    "INTRINSIC_PRINT",
    "INTRINSIC_IMPORT_STAR",
    "INTRINSIC_STOPITERATION_ERROR",
    "INTRINSIC_ASYNC_GEN_WRAP",
    "INTRINSIC_UNARY_POSITIVE",
    "INTRINSIC_LIST_TO_TUPLE",
    "INTRINSIC_TYPEVAR",
    "INTRINSIC_PARAMSPEC",
    "INTRINSIC_TYPEVARTUPLE",
    "INTRINSIC_SUBSCRIPT_GENERIC",
    "INTRINSIC_TYPEALIAS",
];

/// Those of two.
const INTRINSICS_2: &[&str] = &[
    "INTRINSIC_2_INVALID",
    "INTRINSIC_PREP_RERAISE_STAR",
    "INTRINSIC_TYPEVAR_WITH_BOUND",
    "INTRINSIC_TYPEVAR_WITH_CONSTRAINTS",
    "INTRINSIC_SET_FUNCTION_TYPE_PARAMS",
    "INTRINSIC_SET_TYPEPARAM_DEFAULT",
];

/// The operators by name; all but the subscript also change their left operand.
const OPERATORS: &[(&str, &str)] = &[
    ("ADD", "+"),
    ("AND", "&"),
    ("FLOOR_DIVIDE", "//"),
    ("LSHIFT", "<<"),
    ("MATRIX_MULTIPLY", "@"),
    ("MULTIPLY", "*"),
    ("REMAINDER", "%"),
    ("OR", "|"),
    ("POWER", "**"),
    ("RSHIFT", ">>"),
    ("SUBTRACT", "-"),
    ("TRUE_DIVIDE", "/"),
    ("XOR", "^"),
];

natives! { static FUNCTIONS;
    /// Compute the stack effect of the opcode.
    fn stack_effect(vm, opcode: Value, oparg: Value = Value::None, /, *, jump: Value = Value::None) -> Res<i64> {
        let opcode = number(vm, &opcode)?;
        let oparg = if oparg.is_none() { 0 } else { number(vm, &oparg)? };
        stack_effect(vm, opcode, oparg, &jump)
    }
    /// Return True if opcode is valid, False otherwise.
    fn is_valid(vm, /, opcode: Value) -> Res<bool> { Ok(entry(number(vm, &opcode)?).is_some()) }
    /// Return True if the opcode uses its oparg, False otherwise.
    fn has_arg(vm, /, opcode: Value) -> Res<bool> { Ok(has(number(vm, &opcode)?, 'a')) }
    /// Return True if the opcode accesses a constant, False otherwise.
    fn has_const(vm, /, opcode: Value) -> Res<bool> { Ok(has(number(vm, &opcode)?, 'c')) }
    /// Return True if the opcode accesses an attribute by name, False otherwise.
    fn has_name(vm, /, opcode: Value) -> Res<bool> { Ok(has(number(vm, &opcode)?, 'n')) }
    /// Return True if the opcode has a jump target, False otherwise.
    fn has_jump(vm, /, opcode: Value) -> Res<bool> { Ok(has(number(vm, &opcode)?, 'j')) }
    /// Return True if the opcode accesses a free variable, False otherwise.
    ///
    /// Note that 'free' in this context refers to names in the current scope
    /// that are referenced by inner scopes or names in outer scopes that are
    /// referenced from this scope.  It does not include references to global
    /// or builtin scopes.
    fn has_free(vm, /, opcode: Value) -> Res<bool> { Ok(has(number(vm, &opcode)?, 'f')) }
    /// Return True if the opcode accesses a local variable, False otherwise.
    fn has_local(vm, /, opcode: Value) -> Res<bool> { Ok(has(number(vm, &opcode)?, 'l')) }
    /// Return True if the opcode sets an exception handler, False otherwise.
    fn has_exc(vm, /, opcode: Value) -> Res<bool> { Ok(has(number(vm, &opcode)?, 'x')) }
    /// Return the specialization stats
    fn get_specialization_stats(vm, /) {}
    /// Return a list of names of the unary intrinsics.
    fn get_intrinsic1_descs(vm, /) -> Value { texts(vm, INTRINSICS_1) }
    /// Return a list of names of the binary intrinsics.
    fn get_intrinsic2_descs(vm, /) -> Value { texts(vm, INTRINSICS_2) }
    /// Return a list of special method names.
    fn get_special_method_names(vm, /) -> Value { texts(vm, &["__enter__", "__exit__", "__aenter__", "__aexit__"]) }
    /// Return array of symbols of binary ops.
    ///
    /// Indexed by the BINARY_OP oparg value.
    fn get_nb_ops(vm, /) -> Value {
        let mut all = Vec::new();
        let mut add = |name: String, symbol: String| {
            all.push(vm.heap.tuple([vm.heap.str(&name).into_value(), vm.heap.str(&symbol).into_value()]).into_value());
        };
        for (name, symbol) in OPERATORS {
            add(format!("NB_{name}"), symbol.to_string());
        }
        for (name, symbol) in OPERATORS {
            add(format!("NB_INPLACE_{name}"), format!("{symbol}="));
        }
        add("NB_SUBSCR".into(), "[]".into());
        vm.heap.list(all).into_value()
    }
    /// Return the executor object at offset in code if exists, None otherwise.
    fn get_executor(vm, /, code: Value, offset: Value) -> Res<()> {
        if !code.is_a::<CodeObj>() {
            let what = vm.class_name(&code);
            return Err(vm.type_error(format!("expected a code object, not '{what}'")));
        }
        number(vm, &offset)?;
        Err(vm.value_error("no executor at given byte offset"))
    }
}

/// Fills the module.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    vm.add_functions(dict, "_opcode", FUNCTIONS);
    put_ints(vm, dict, &[("ENABLE_SPECIALIZATION", 1), ("ENABLE_SPECIALIZATION_FT", 1)]);
    put_str(vm, dict, "__doc__", "Opcode support module.");
    Ok(())
}
