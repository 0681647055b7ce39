//! The instruction table: every instruction of the register machine, said once.
//!
//! **Registers.** A frame sees a window of registers. `0..locals` are *locals*: they own their values, are cleared when the frame ends, and may be
//! unbound (`Undef`). Above them, allocated as a stack by the compiler, live *scratch* registers (iterator, context manager, handled exception, match
//! subject, accumulator, pending return value: they live over several instructions) and *temporaries* (written once, consumed once).
//!
//! **Who drops what.** An operand `Src` that names a local is only read; one that names a register above the locals is consumed: after the instruction, whether it
//! succeeded or failed, that register holds no object. `Keep` reads and leaves alone. A range (`takes`) is consumed likewise. `Dst` of a local drops the old
//! value; `Dst` above the locals must be dead. So a dead register above the locals never holds an object, the unwinder may drop all of them, and the
//! verifier knows the live set at every instruction (joins must agree).
//! An instruction may write the very register it consumed.
//!
//! **Calls.** The callee stands in register `func`, its arguments directly above; the callee's window begins at its first argument. Everything above the arguments is dead at
//! a call (the verifier refuses what is not). The function stays alive in `func` until the call returns.
//!
//! **Jumps** count from the next instruction. Only `JumpBack` goes backwards; it serves the budget (fuel, switch interval, signals).
//!
//! **Unbound locals.** Where a local is not surely bound, the compiler puts `CheckLocal` at the place of the read.

use super::operand::*;

/// What the table says about an instruction.
pub struct InstrInfo {
    /// Name as in listings.
    pub name: &'static str,
    /// The meaning.
    pub doc: &'static str,
    /// Operands: name and type.
    pub operands: &'static [(&'static str, &'static str)],
}

/// What an instruction does with a range of registers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    None,
    /// Consumes `n` registers from the base.
    Takes(u16, u32),
    /// Writes `n` registers from the base (all of them dead before).
    Gives(u16, u32),
}

macro_rules! instructions {
    ($(
        $(#[doc = $doc:literal])+
        $op:ident $({ $($arg:ident : $ty:ty),+ })? $(takes($tb:ident, $tn:expr))? $(gives($gb:ident, $gn:expr))? $(ends $ends:ident)?;
    )*) => {
        /// One instruction: eight bytes.
        #[derive(Clone, Copy, Debug, PartialEq)]
        #[repr(u8)]
        pub enum Instr { $( $(#[doc = $doc])+ $op $({ $($arg: $ty),+ })? ),* }

        /// Every instruction, in the order of the table.
        pub const INSTRS: &[InstrInfo] = &[ $( InstrInfo {
            name: stringify!($op),
            doc: concat!($($doc, "\n"),+),
            operands: &[ $( $((stringify!($arg), stringify!($ty))),+ )? ],
        } ),* ];

        /// The instructions without their operands: their numbers in files of code.
        #[derive(Clone, Copy)]
        #[repr(u8)]
        enum Op { $($op),* }

        impl Instr {
            /// The instruction as it stands in files of code: its number, then its operands, each in as many bytes as it has.
            pub fn to_bytes(self) -> [u8; 8] {
                let mut bytes = [0; 8];
                match self { $( Instr::$op $({ $($arg),+ })? => {
                    bytes[0] = Op::$op as u8;
                    let mut at = 1;
                    let _ = &mut at;
                    $( $( put(&mut bytes, &mut at, $arg); )+ )?
                } ),* }
                bytes
            }

            /// The instruction of these bytes, if they are one's.
            pub fn from_bytes(bytes: [u8; 8]) -> Option<Instr> {
                let mut at = 1;
                let _ = &mut at;
                Some(match bytes[0] {
                    $( x if x == Op::$op as u8 => Instr::$op $({ $($arg: get(&bytes, &mut at)),+ })?, )*
                    _ => return None,
                })
            }

            /// The name as in listings.
            pub const fn name(&self) -> &'static str {
                match self { $( Instr::$op { .. } => stringify!($op) ),* }
            }

            /// Calls `f` with the name and role of each operand, in order.
            pub fn each_operand(&self, mut f: impl FnMut(&'static str, Role)) {
                let _ = &mut f;
                match *self { $( Instr::$op $({ $($arg),+ })? => { $( $( f(stringify!($arg), Operand::role($arg)); )+ )? } ),* }
            }

            /// The range of registers that the instruction consumes or writes.
            #[allow(unused_variables)]
            pub fn range(&self) -> Range {
                match *self { $( Instr::$op $({ $($arg),+ })? => {
                    #[allow(unused_mut, unused_assignments)]
                    let mut range = Range::None;
                    $( range = Range::Takes($tb.reg(), u32::from($tn)); )?
                    $( range = Range::Gives($gb.reg(), u32::from($gn)); )?
                    range
                } ),* }
            }

            /// The form for a destination above the locals, where there is one.
            pub fn to_temporary(self) -> Instr {
                match self {
                    Instr::Add { inplace, dst, a, b } => Instr::AddTemp { inplace, dst: Temp(dst.reg()), a, b },
                    Instr::Sub { inplace, dst, a, b } => Instr::SubTemp { inplace, dst: Temp(dst.reg()), a, b },
                    Instr::Mul { inplace, dst, a, b } => Instr::MulTemp { inplace, dst: Temp(dst.reg()), a, b },
                    Instr::AddImm { inplace, dst, a, value } => {
                        Instr::AddImmTemp { inplace, dst: Temp(dst.reg()), a, value }
                    }
                    Instr::SubImm { inplace, dst, a, value } => {
                        Instr::SubImmTemp { inplace, dst: Temp(dst.reg()), a, value }
                    }
                    other => other,
                }
            }

            /// The form for an operator whose result the next instruction returns from register `src`, where there is one.
            pub fn to_return(self, src: u16) -> Instr {
                match self {
                    Instr::AddTemp { inplace, dst, a, b } if dst.reg() == src => Instr::AddReturn { inplace, dst, a, b },
                    Instr::SubTemp { inplace, dst, a, b } if dst.reg() == src => Instr::SubReturn { inplace, dst, a, b },
                    Instr::MulTemp { inplace, dst, a, b } if dst.reg() == src => Instr::MulReturn { inplace, dst, a, b },
                    other => other,
                }
            }

            /// A call with positional arguments only: of what `LoadMethod` found if `method`.
            pub fn call(argc: u8, dst: Dst, func: Base, method: bool) -> Instr {
                match (method, dst.reg() == func.reg()) {
                    (false, false) => Instr::Call { argc, dst, func },
                    (false, true) => Instr::CallInPlace { argc, dst, func },
                    (true, false) => Instr::CallMethod { argc, dst, func },
                    (true, true) => Instr::CallMethodInPlace { argc, dst, func },
                }
            }

            /// The distance of its jump, counted from the next instruction, if it has one.
            pub fn jump(&self) -> Option<i32> {
                let mut distance = None;
                self.each_operand(|_, role| {
                    if let Role::Jump(d) = role {
                        distance = Some(d);
                    }
                });
                distance
            }

            /// Whether control never reaches the next instruction.
            pub const fn ends(&self) -> bool {
                match self { $( Instr::$op { .. } => { false $( || { stringify!($ends); true } )? } ),* }
            }
        }
    };
}

/// Writes an operand behind others.
fn put<T: Operand>(bytes: &mut [u8; 8], at: &mut usize, operand: T) {
    bytes[*at..*at + T::BYTES].copy_from_slice(&operand.bits().to_le_bytes()[..T::BYTES]);
    *at += T::BYTES;
}

/// Reads an operand.
fn get<T: Operand>(bytes: &[u8; 8], at: &mut usize) -> T {
    let mut bits = [0; 4];
    bits[..T::BYTES].copy_from_slice(&bytes[*at..*at + T::BYTES]);
    *at += T::BYTES;
    T::from_bits(u32::from_le_bytes(bits))
}

instructions! {
    // --- moving ---
    /// dst = src. A local is copied, a temporary moved.
    Move { dst: Dst, src: Src };
    /// dst = src, and src keeps its value (a scratch register is copied; also copies the cell itself out of a cell local).
    Copy { dst: Dst, src: Keep };
    /// dst = local, which stays as it is.
    LoadLocal { dst: Temp, local: Keep };
    /// Drops the value of a scratch register or temporary (or clears a hidden local): it is dead afterwards.
    Drop { src: Src };
    /// dst = consts[k]
    LoadConst { dst: Dst, k: ConstId };
    /// dst = consts[k] with a wide index; `dst` is one byte: the register must be below 256, else load to a low register and move.
    LoadConstWide { dst: u8, k: WideConst };
    /// dst = None
    LoadNone { dst: Dst };
    /// dst = True
    LoadTrue { dst: Dst };
    /// dst = False
    LoadFalse { dst: Dst };
    /// dst = value
    LoadInt { dst: Dst, value: Imm32 };
    /// dst = one of the VM's own objects: 0 AssertionError, 1 `__build_class__`, 2 Ellipsis, 3 NotImplementedError.
    LoadSpecial { which: u8, dst: Dst };

    // --- locals, cells, names ---
    /// Raises UnboundLocalError if the local is unbound.
    CheckLocal { local: Keep };
    /// Unbinds the local; UnboundLocalError if it was unbound.
    DeleteLocal { local: Keep };
    /// Unbinds the local, bound or not (`except .. as e`, hidden variables of comprehensions).
    ClearLocal { local: Keep };
    /// local = a new cell that holds the local's old value (or is empty).
    MakeCell { local: Keep };
    /// dst = content of the cell in `cell`; NameError/UnboundLocalError if empty.
    LoadCell { dst: Dst, cell: Keep };
    /// content of the cell = src
    StoreCell { cell: Keep, src: Src };
    /// Empties the cell; error if it was empty.
    DeleteCell { cell: Keep };
    /// dst = content of free variable `free`; NameError ("cannot access free variable ..") if empty.
    LoadFree { dst: Dst, free: FreeId };
    /// content of the free variable = src
    StoreFree { free: FreeId, src: Src };
    /// Empties the free variable's cell; error if it was empty.
    DeleteFree { free: FreeId };
    /// dst = the cell itself, for an inner function's closure.
    LoadFreeCell { dst: Dst, free: FreeId };
    /// dst = global or builtin; NameError. Guarded by the keys version of the dicts.
    LoadGlobal { dst: Temp, cache: CacheId };
    /// globals[name] = src
    StoreGlobal { cache: CacheId, src: Src };
    /// del globals[name]; NameError
    DeleteGlobal { name: NameId };
    /// dst = name looked up in the namespace object (register 0), then globals, then builtins.
    LoadName { dst: Dst, cache: CacheId };
    /// namespace[name] = src
    StoreName { name: NameId, src: Src };
    /// del namespace[name]; NameError
    DeleteName { name: NameId };
    /// dst = name in the mapping `map` (a class namespace), else the free variable. For free variables read in class bodies and annotation scopes.
    LoadMapOrFree { dst: Dst, map: Src, free: FreeId };
    /// The same for a cell local of the class body itself.
    LoadMapOrCell { dst: Dst, map: Src, cell: Keep };
    /// dst = name in the mapping `map`, else the global (LOAD_FROM_DICT_OR_GLOBALS: annotation scopes in classes).
    LoadMapOrGlobal { dst: Dst, map: Src, cache: CacheId };
    /// dst = the namespace object (`locals()` of a class body; register 0 as it is).
    LoadNamespace { dst: Dst };
    /// Makes `__annotations__` in the namespace (module: globals) if it is missing.
    SetupAnnotations;

    // --- operators; `inplace` is 1 for augmented assignment ---
    /// dst = a + b
    Add { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a - b
    Sub { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a * b
    Mul { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a / b
    Div { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a // b
    FloorDiv { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a % b
    Mod { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a ** b
    Pow { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a @ b
    MatMul { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a << b
    Shl { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a >> b
    Shr { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a & b
    BitAnd { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a | b
    BitOr { inplace: u8, dst: Dst, a: Src, b: Src };
    /// dst = a ^ b
    BitXor { inplace: u8, dst: Dst, a: Src, b: Src };
    /// As `Add`, to a register above the locals: nothing needs to be dropped there. Likewise the next four.
    AddTemp { inplace: u8, dst: Temp, a: Src, b: Src };
    /// As `Sub`.
    SubTemp { inplace: u8, dst: Temp, a: Src, b: Src };
    /// As `Mul`.
    MulTemp { inplace: u8, dst: Temp, a: Src, b: Src };
    /// As `AddImm`.
    AddImmTemp { inplace: u8, dst: Temp, a: Src, value: Imm };
    /// As `SubImm`.
    SubImmTemp { inplace: u8, dst: Temp, a: Src, value: Minus };
    /// As `AddTemp`, before a `Return` of `dst`, which is done at once where no function needs to be asked. Likewise the next two.
    AddReturn { inplace: u8, dst: Temp, a: Src, b: Src };
    /// As `SubTemp`.
    SubReturn { inplace: u8, dst: Temp, a: Src, b: Src };
    /// As `MulTemp`.
    MulReturn { inplace: u8, dst: Temp, a: Src, b: Src };
    /// dst = a + value
    AddImm { inplace: u8, dst: Dst, a: Src, value: Imm };
    /// dst = a - value
    SubImm { inplace: u8, dst: Dst, a: Src, value: Minus };
    /// dst = a * value
    MulImm { inplace: u8, dst: Dst, a: Src, value: Imm };
    /// dst = a // value
    FloorDivImm { inplace: u8, dst: Dst, a: Src, value: Imm };
    /// dst = a % value
    ModImm { inplace: u8, dst: Dst, a: Src, value: Imm };
    /// dst = a & value
    AndImm { inplace: u8, dst: Dst, a: Src, value: Imm };
    /// dst = a << value
    ShlImm { inplace: u8, dst: Dst, a: Src, value: Imm };
    /// dst = a >> value
    ShrImm { inplace: u8, dst: Dst, a: Src, value: Imm };
    /// dst = -a
    Neg { dst: Dst, a: Src };
    /// dst = +a
    Pos { dst: Dst, a: Src };
    /// dst = ~a
    Invert { dst: Dst, a: Src };
    /// dst = not a
    Not { dst: Dst, a: Src };
    /// dst = bool(a)
    Truth { dst: Dst, a: Src };
    /// dst = a < b, whatever the method returns; likewise the next five.
    Lt { dst: Dst, a: Src, b: Src };
    /// dst = a <= b
    Le { dst: Dst, a: Src, b: Src };
    /// dst = a == b
    Eq { dst: Dst, a: Src, b: Src };
    /// dst = a != b
    Ne { dst: Dst, a: Src, b: Src };
    /// dst = a > b
    Gt { dst: Dst, a: Src, b: Src };
    /// dst = a >= b
    Ge { dst: Dst, a: Src, b: Src };
    /// dst = a is b (`negate` 1: is not)
    Is { negate: u8, dst: Dst, a: Src, b: Src };
    /// dst = a in b (`negate` 1: not in)
    In { negate: u8, dst: Dst, a: Src, b: Src };

    // --- jumps ---
    /// Goes on at `to` (forwards, or backwards inside a handler; never a loop's own back edge).
    Jump { to: Far };
    /// Goes back; serves the budget.
    JumpBack { to: Far };
    /// Jumps if the value is true.
    JumpIfTrue { a: Src, to: Far };
    /// Jumps if the value is false.
    JumpIfFalse { a: Src, to: Far };
    /// If the value of the scratch register is true: jumps and keeps it; else drops it and goes on (`or`).
    JumpIfTrueKeep { a: Keep, to: Far };
    /// If the value of the scratch register is false: jumps and keeps it; else drops it and goes on (`and`).
    JumpIfFalseKeep { a: Keep, to: Far };
    /// Jumps if a < b is true.
    JumpLt { a: Src, b: Src, to: Off };
    /// Jumps if a <= b is true.
    JumpLe { a: Src, b: Src, to: Off };
    /// Jumps if a == b is true.
    JumpEq { a: Src, b: Src, to: Off };
    /// Jumps if a != b is true.
    JumpNe { a: Src, b: Src, to: Off };
    /// Jumps if a > b is true.
    JumpGt { a: Src, b: Src, to: Off };
    /// Jumps if a >= b is true.
    JumpGe { a: Src, b: Src, to: Off };
    /// Jumps unless a < b is true (not the same as a >= b: NaN).
    JumpNotLt { a: Src, b: Src, to: Off };
    /// Jumps unless a <= b is true.
    JumpNotLe { a: Src, b: Src, to: Off };
    /// Jumps unless a == b is true.
    JumpNotEq { a: Src, b: Src, to: Off };
    /// Jumps unless a != b is true.
    JumpNotNe { a: Src, b: Src, to: Off };
    /// Jumps unless a > b is true.
    JumpNotGt { a: Src, b: Src, to: Off };
    /// Jumps unless a >= b is true.
    JumpNotGe { a: Src, b: Src, to: Off };
    /// Jumps if a < value is true.
    JumpLtImm { a: Src, value: Imm, to: Off };
    /// Jumps if a <= value is true.
    JumpLeImm { a: Src, value: Imm, to: Off };
    /// Jumps if a == value is true.
    JumpEqImm { a: Src, value: Imm, to: Off };
    /// Jumps if a != value is true.
    JumpNeImm { a: Src, value: Imm, to: Off };
    /// Jumps if a > value is true.
    JumpGtImm { a: Src, value: Imm, to: Off };
    /// Jumps if a >= value is true.
    JumpGeImm { a: Src, value: Imm, to: Off };
    /// Jumps unless a < value is true.
    JumpNotLtImm { a: Src, value: Imm, to: Off };
    /// Jumps unless a <= value is true.
    JumpNotLeImm { a: Src, value: Imm, to: Off };
    /// Jumps unless a == value is true.
    JumpNotEqImm { a: Src, value: Imm, to: Off };
    /// Jumps unless a != value is true.
    JumpNotNeImm { a: Src, value: Imm, to: Off };
    /// Jumps unless a > value is true.
    JumpNotGtImm { a: Src, value: Imm, to: Off };
    /// Jumps unless a >= value is true.
    JumpNotGeImm { a: Src, value: Imm, to: Off };
    /// Jumps if a is b.
    JumpIs { a: Src, b: Src, to: Off };
    /// Jumps if a is not b.
    JumpIsNot { a: Src, b: Src, to: Off };
    /// Jumps if a is None.
    JumpIfNone { a: Src, to: Far };
    /// Jumps if a is not None.
    JumpIfNotNone { a: Src, to: Far };
    /// Jumps if a in b.
    JumpIn { a: Src, b: Src, to: Off };
    /// Jumps if a not in b.
    JumpNotIn { a: Src, b: Src, to: Off };

    // --- attributes and items ---
    /// dst = obj.name
    LoadAttr { dst: Dst, obj: Src, cache: CacheId };
    /// obj.name = src
    StoreAttr { obj: Src, src: Src, cache: CacheId };
    /// del obj.name
    DeleteAttr { obj: Src, name: NameId };
    /// For `obj.name(..)`: base = function and base+1 = obj if the name is a plain method of the class; else base = the attribute and base+1 = Undef.
    LoadMethod { base: Base, obj: Src, cache: CacheId } gives(base, 2u16);
    /// dst = a[b]
    GetItem { dst: Dst, a: Src, b: Src };
    /// dst = a[value]
    GetItemImm { dst: Dst, a: Src, value: Imm };
    /// dst = a[base:base+1]. (None stands for a bound that is not written.)
    GetSlice { dst: Dst, a: Src, base: Base } takes(base, 2u16);
    /// a[b] = src. (Evaluate src first, as CPython does.)
    SetItem { a: Src, b: Src, src: Src };
    /// del a[b]
    DelItem { a: Src, b: Src };
    /// dst = super(): base is what the name means, base+1 and base+2 what the built-in class finds by itself, the class around the function and its first argument.
    BuildSuper { dst: Dst, base: Base } takes(base, 3u16);
    /// dst = slice(base, base+1, base+2 if count is 3 else None)
    BuildSlice { count: u8, dst: Dst, base: Base } takes(base, count);

    // --- calls ---
    /// dst = func(args): func, then `argc` positional arguments.
    Call { argc: u8, dst: Dst, func: Base } takes(func, u16::from(argc) + 1);
    /// As `Call`, where `dst` is the register `func`: the result takes the place of the callee.
    CallInPlace { argc: u8, dst: Dst, func: Base } takes(func, u16::from(argc) + 1);
    /// After `LoadMethod`: func, self or Undef, then `argc` arguments.
    CallMethod { argc: u8, dst: Dst, func: Base } takes(func, u16::from(argc) + 2);
    /// As `CallMethod`, where `dst` is the register `func`.
    CallMethodInPlace { argc: u8, dst: Dst, func: Base } takes(func, u16::from(argc) + 2);
    /// Like `Call`; the last `len(consts[names])` of the `argc` arguments are keywords with these names.
    CallKw { argc: u8, dst: Dst, func: Base, names: ConstId } takes(func, u16::from(argc) + 1);
    /// Like `CallMethod`, with keywords as in `CallKw`.
    CallMethodKw { argc: u8, dst: Dst, func: Base, names: ConstId } takes(func, u16::from(argc) + 2);
    /// dst = func(*args, **kwargs): func, a list or tuple (for a lone `*x` any iterable: "f() argument after * must be an iterable, not int"), and a
    /// dict if `kwargs` is 1.
    CallSpread { kwargs: u8, dst: Dst, func: Base } takes(func, 2 + u16::from(kwargs));
    /// dst = a new function of consts[code]. At `base`, those present in `flags`, in this order: 1 tuple of defaults, 2 dict of keyword-only
    /// defaults, 4 the function `__annotate__`, 8 tuple of closure cells. (`flags` stands in the high byte, the count in the low byte is derived.)
    MakeFunction { flags: u8, dst: Dst, base: Base, code: ConstId } takes(base, flags.count_ones());
    /// Leaves the frame with the value.
    Return { src: Src } ends always;
    /// Leaves the frame with None.
    ReturnNone ends always;

    // --- building ---
    /// dst = tuple of `n` registers
    BuildTuple { dst: Dst, base: Base, n: Num } takes(base, n.0);
    /// dst = list of `n` registers
    BuildList { dst: Dst, base: Base, n: Num } takes(base, n.0);
    /// dst = set of `n` registers
    BuildSet { dst: Dst, base: Base, n: Num } takes(base, n.0);
    /// dst = dict of `n` pairs key, value
    BuildDict { dst: Dst, base: Base, n: Num } takes(base, 2 * u32::from(n.0));
    /// dst = concatenation of `n` strings
    BuildString { dst: Dst, base: Base, n: Num } takes(base, n.0);
    /// list.append(value)
    ListAppend { list: Keep, value: Src };
    /// list.extend(iterable) for displays and call arguments ("Value after * must be an iterable, not int")
    ListExtend { list: Keep, src: Src };
    /// dst = tuple(list), consuming the list
    ListToTuple { dst: Dst, src: Src };
    /// set.add(value)
    SetAdd { set: Keep, value: Src };
    /// set.update(iterable)
    SetExtend { set: Keep, src: Src };
    /// dict[key] = value
    DictAdd { dict: Keep, key: Src, value: Src };
    /// dict.update(mapping) for displays ("'int' object is not a mapping")
    DictUpdate { dict: Keep, src: Src };
    /// For `f(**mapping)`: like update, but a key that is there already or no string is a TypeError naming the function in `func`.
    DictMerge { dict: Keep, src: Src, func: Keep };
    /// dst = format(src, "") after conversion: 0 none, 1 str, 2 repr, 3 ascii
    Format { conversion: u8, dst: Dst, src: Src };
    /// dst = format(src, spec) after conversion
    FormatSpec { conversion: u8, dst: Dst, src: Src, spec: Src };
    /// base.. = exactly `n` items of src
    Unpack { src: Src, base: Base, n: Num } gives(base, n.0);
    /// a, b = src: exactly two items, into any two registers; neither is written unless there are two.
    Unpack2 { src: Src, a: Dst, b: Dst };
    /// base.. = the first `before` items, a list of the middle, the last `after` items
    UnpackStar { before: u8, src: Src, base: Base, after: Num } gives(base, u32::from(before) + 1 + u32::from(after.0));

    // --- iteration ---
    /// dst = iter(src)
    GetIter { dst: Dst, src: Src };
    /// dst = next(iter), or at the end: drops the iterator and jumps.
    ForIter { dst: Dst, iter: Keep, to: Off };
    /// dst = src.__aiter__()
    GetAsyncIter { dst: Dst, src: Src };
    /// dst = the awaitable of iter.__anext__()
    GetAsyncNext { dst: Dst, iter: Keep };
    /// In the handler of an `async for`: if `exc` is StopAsyncIteration, drops it and the iterator and goes on; else raises it again.
    EndAsyncFor { exc: Src, iter: Src };

    // --- generators and coroutines ---
    /// Suspends with the value; dst = what is sent. In an async generator: an asynchronous yield.
    Yield { dst: Dst, src: Src };
    /// dst = iterator for `yield from`
    GetYieldFromIter { dst: Dst, src: Src };
    /// dst = what `await` needs of the object; `what`: 0 await, 1 `__aenter__`, 2 `__aexit__`, 3 `async for` (for the error's words)
    GetAwaitable { what: u8, dst: Dst, src: Src };
    /// Runs the iterator or coroutine in `iter` to its end, suspending whenever it does; dst = its value. `iter` stays alive meanwhile and is consumed at the end.
    Delegate { dst: Dst, iter: Src };
    /// dst = await func(args); the same as Call, GetAwaitable, Delegate, without a temporary in between.
    AwaitCall { argc: u8, dst: Dst, func: Base } takes(func, u16::from(argc) + 1);
    /// dst = await of `CallMethod`
    AwaitCallMethod { argc: u8, dst: Dst, func: Base } takes(func, u16::from(argc) + 2);

    // --- exceptions ---
    /// raise exc
    Raise { exc: Src } ends always;
    /// raise exc from cause
    RaiseFrom { exc: Src, cause: Src } ends always;
    /// bare `raise`: the handled exception again, without a new traceback entry
    RaiseBare ends always;
    /// Raises the exception of the scratch register again, without a new traceback entry (end of `finally`, no handler matched).
    Reraise { exc: Src } ends always;
    /// save = the exception handled so far; the handled one is now `exc`.
    PushHandled { save: Dst, exc: Keep };
    /// The handled exception is again the one in `save`.
    PopHandled { save: Src };
    /// Jumps if `exc` is not caught by `kind` (a class or tuple of classes; TypeError otherwise).
    JumpIfNoMatch { exc: Keep, kind: Src, to: Off };
    /// `except*`: base holds the group still to be handled (kept: rest), `kind` the classes. base+1 = the matching part or None, which is handled from now on; base = the rest or None.
    MatchGroup { base: Keep, kind: Src, dst: Dst };
    /// End of `except*`: dst = what must be raised, or None: from the list of raised and re-raised ones in `list` and the original exception `orig`.
    JoinGroups { dst: Dst, orig: Src, list: Src };

    // --- with ---
    /// exit = bound `__exit__` of the manager's type; dst = result of `__enter__()`. (Names are looked up in CPython's order, with its messages.)
    WithEnter { dst: Dst, exit: Dst, manager: Src };
    /// dst = exit(None, None, None), consuming exit
    WithExit { dst: Dst, exit: Src };
    /// dst = exit(type(exc), exc, exc.__traceback__)
    WithExitExc { dst: Dst, exit: Keep, exc: Keep };
    /// As WithEnter, with `__aenter__` and `__aexit__`: dst is to be awaited (GetAwaitable 1).
    AsyncWithEnter { dst: Dst, exit: Dst, manager: Src };

    // --- match ---
    /// dst = whether src is a sequence for patterns
    IsSequence { dst: Dst, src: Keep };
    /// dst = whether src is a mapping for patterns
    IsMapping { dst: Dst, src: Keep };
    /// dst = len(src)
    Len { dst: Dst, src: Keep };
    /// dst = tuple of the values at the keys in the tuple `keys`, or None if one is missing
    MatchKeys { dst: Dst, src: Keep, keys: Keep };
    /// base = subject, base+1 = class, base+2 = tuple of keyword names, `positional` sub-patterns: dst = tuple of attributes, or None
    MatchClass { positional: u8, dst: Dst, base: Base } takes(base, 3u16);
    /// dst = dict(src) without the keys of the tuple `keys` (`**rest`)
    MatchRest { dst: Dst, src: Keep, keys: Src };

    // --- modules and rare things ---
    /// dst = `__import__(name, globals, None, fromlist, level)`; base = level, base+1 = fromlist
    ImportName { dst: Dst, base: Base, name: NameId } takes(base, 2u16);
    /// dst = the attribute, or submodule, of the module
    ImportFrom { dst: Dst, module: Keep, name: NameId };
    /// from module import *, into the namespace
    ImportStar { module: Src };
    /// dst = intrinsic `op` of a (one-argument kinds, see `UNARY_INTRINSICS`)
    Intrinsic { op: u8, dst: Dst, a: Src };
    /// dst = intrinsic `op` of a and b (see `BINARY_INTRINSICS`)
    Intrinsic2 { op: u8, dst: Dst, a: Src, b: Src };
    /// Nothing.
    Nop;
}

/// One-argument intrinsics by number: `Print` shows an interactive result through `sys.displayhook`.
pub const UNARY_INTRINSICS: &[&str] =
    &["Print", "TypeVar", "ParamSpec", "TypeVarTuple", "SubscriptGeneric", "TypeAlias", "UnaryTuple"];
/// Two-argument intrinsics by number: (name, bound thunk), (name, constraints thunk), (function, type params), (type param, default thunk),
/// (set, number of an annotation that was met), (texts of a template, list of its fields).
pub const BINARY_INTRINSICS: &[&str] = &[
    "TypeVarWithBound",
    "TypeVarWithConstraints",
    "SetFunctionTypeParams",
    "SetTypeParamDefault",
    "NoteAnnotation",
    "Template",
];
