//! Operand types: each says what an instruction does with it, so that listing and verifier need no second table.

/// What an operand is, as the verifier and the listing see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A register that is written. A local's old value is dropped; a temporary holds no object before.
    Dst(u16),
    /// A register above the locals that is written; it holds no object before.
    Temp(u16),
    /// A register that is read: a local stays as it is, a temporary or scratch register is consumed.
    Src(u16),
    /// A register that is read and stays as it is, whatever kind it is.
    Keep(u16),
    /// First of several registers; how many, and whether they are consumed or written, says the instruction's `range`.
    Base(u16),
    /// Index into `Code::consts`.
    Const(u32),
    /// Index into `Code::names`.
    Name(u16),
    /// Index into `Code::caches`.
    Cache(u16),
    /// Index of a free variable (an element of the function's closure).
    Free(u16),
    /// Jump distance, counted from the next instruction.
    Jump(i32),
    /// A plain number.
    Imm(i64),
}

/// An operand of an instruction.
pub trait Operand: Copy {
    /// Bytes of its content.
    const BYTES: usize;

    /// What the operand is.
    fn role(self) -> Role;

    /// The content as a number, for files of code.
    fn bits(self) -> u32;

    /// The operand with this content.
    fn from_bits(bits: u32) -> Self;
}

/// Registers that a frame may have: an operand holds twice the number.
pub const MAX_REGISTERS: usize = 1 << 15;

macro_rules! registers {
    ($($(#[doc = $doc:literal])+ $name:ident;)*) => { $(
        $(#[doc = $doc])+
        ///
        /// It holds twice the register's number: with the scale of an address (8) that is the offset in a window of values of 16 bytes, and the run loop
        /// spares a shift for each operand.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(transparent)]
        pub struct $name {
            doubled: u16,
        }

        /// The operand for a register.
        #[allow(non_snake_case)]
        #[inline(always)]
        pub const fn $name(r: u16) -> $name {
            debug_assert!((r as usize) < MAX_REGISTERS, "the compiler keeps to the limit");
            $name { doubled: r.wrapping_mul(2) }
        }

        impl $name {
            /// The register's number. An operand that no compiler made has none that exists.
            #[inline(always)]
            pub const fn reg(self) -> u16 {
                if self.doubled & 1 == 0 { self.doubled / 2 } else { u16::MAX }
            }

            /// Twice the register's number.
            #[inline(always)]
            pub const fn doubled(self) -> u16 {
                self.doubled
            }

            /// The operand with this content, as `doubled` gave it.
            #[inline(always)]
            pub const fn from_doubled(doubled: u16) -> $name {
                $name { doubled }
            }
        }

        impl Operand for $name {
            const BYTES: usize = 2;
            #[inline]
            fn role(self) -> Role { Role::$name(self.reg()) }
            fn bits(self) -> u32 { self.doubled.into() }
            fn from_bits(bits: u32) -> $name { $name::from_doubled(bits as u16) }
        }
    )* };
}

registers! {
    /// A register that is written.
    Dst;
    /// A register above the locals that is written: nothing needs to be dropped there.
    Temp;
    /// A register that is read; consumed if it is a temporary.
    Src;
    /// A register that is read and left alone.
    Keep;
    /// The first of several neighbouring registers.
    Base;
}

macro_rules! operands {
    ($($(#[doc = $doc:literal])+ $name:ident($inner:ty) => |$x:ident| $role:expr;)*) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(transparent)]
        pub struct $name(pub $inner);
        impl Operand for $name {
            const BYTES: usize = size_of::<$inner>();
            #[inline]
            fn role(self) -> Role { let $x = self.0; $role }
            fn bits(self) -> u32 { self.0 as u32 }
            fn from_bits(bits: u32) -> $name { $name(bits as $inner) }
        }
    )* };
}

operands! {
    /// A constant.
    ConstId(u16) => |x| Role::Const(u32::from(x));
    /// A constant in the wide form.
    WideConst(u32) => |x| Role::Const(x);
    /// A name.
    NameId(u16) => |x| Role::Name(x);
    /// An inline cache, which knows its name.
    CacheId(u16) => |x| Role::Cache(x);
    /// A free variable.
    FreeId(u16) => |x| Role::Free(x);
    /// A short jump.
    Off(i16) => |x| Role::Jump(i32::from(x));
    /// A long jump.
    Far(i32) => |x| Role::Jump(x);
    /// A small signed number.
    Imm(i16) => |x| Role::Imm(i64::from(x));
    /// A small signed number, as its negative: what is subtracted is added.
    Minus(i16) => |x| Role::Imm(-i64::from(x));
    /// A signed number.
    Imm32(i32) => |x| Role::Imm(i64::from(x));
    /// A count or selector in 16 bits.
    Num(u16) => |x| Role::Imm(i64::from(x));
}

impl Operand for u8 {
    const BYTES: usize = 1;

    #[inline]
    fn role(self) -> Role {
        Role::Imm(i64::from(self))
    }

    fn bits(self) -> u32 {
        self.into()
    }

    fn from_bits(bits: u32) -> u8 {
        bits as u8
    }
}

impl From<Temp> for Dst {
    fn from(t: Temp) -> Dst {
        Dst::from_doubled(t.doubled())
    }
}
