//! The run loop: executes the top frame until the frame that entered the loop returns, raises or suspends.
//!
//! What the compiler does to this function decides the speed of the language. Rules, each measured:
//! `match *ip` goes by reference; a conditional jump stays a branch (`black_box` in the taken arm keeps LLVM from a cmov); one dispatch
//! function that is never inlined, with few live locals; everything cold lies outside of it.

use std::hint::black_box;

use crate::bytecode::Instr;
use crate::object::code::CodeObj;
use crate::object::function::{CellObj, FunctionObj};
use crate::object::instance;
use crate::object::iter::{IterObj, IterState};
use crate::object::list::ListObj;
use crate::object::module::ModuleObj;
use crate::object::tuple::TupleObj;
use crate::object::{Kind, Value};

use super::attr::{self, tag};
use super::compare::CmpOp;
use super::ops::BinOp;
use super::window::{Ip, Regs, alive, cached_object, code_of};
use super::{Raised, Res, Vm};

/// Why the run loop stopped.
#[derive(Debug)]
pub enum Stop {
    /// The entered frame returned.
    Returned(Value),
    /// The entered frame raised; the exception lies in the VM.
    Raised(Raised),
    /// The entered frame of its own suspended with a value, for its driver.
    Yielded(Value),
    /// The entered async generator yielded to its consumer.
    AsyncYielded(Value),
    /// The chain waits for a native awaitable (only for the scheduler's driver).
    Waits(Value),
}

/// What an instruction outside the dispatch function asks the loop to do next.
pub enum Flow {
    /// Go on with the next instruction.
    Next,
    /// Another frame is on top, or the top frame's `ip` has moved: reload.
    Reload,
    /// Stop.
    Stop(Stop),
}

macro_rules! binary_arm {
    ($vm:ident, $ip:ident, $regs:ident, $code:ident, $op:ident, $inplace:expr, $dst:expr, $a:expr, $b:expr) => {{
        $vm.save($ip);
        match $vm.binary_instr(BinOp::$op, $inplace, $regs, $code, $dst.0, $a.0, $b.0) {
            Ok(()) => {
                $ip = $ip.next();
                continue;
            }
            Err(e) => Err(e),
        }
    }};
}

impl Vm {
    /// Runs the top frame, which must have `Return::Entry` or `Return::Task`.
    #[inline(never)]
    pub(super) fn run(&mut self) -> Stop {
        let vm = self;
        let mut ip: Ip;
        let mut regs: Regs;
        let mut code: &CodeObj;

        macro_rules! reload {
            () => {{
                let f = vm.top();
                ip = f.ip;
                regs = f.regs;
                code = alive(f.code);
            }};
        }
        macro_rules! next {
            () => {{
                ip = ip.next();
                continue;
            }};
        }
        macro_rules! set {
            ($dst:expr, $v:expr) => {{
                let old = regs.replace($dst.0, $v);
                if let Value::Obj(o) = &old {
                    if o.header().count() == 1 {
                        vm.drop_old(ip, old);
                    } else {
                        drop(old);
                    }
                }
            }};
        }
        // Drops a consumed operand, if it is a temporary.
        macro_rules! consume {
            ($src:expr) => {{
                if u32::from($src.0) >= code.n_locals {
                    let old = regs.take($src.0);
                    if let Value::Obj(o) = &old {
                        if o.header().count() == 1 {
                            vm.drop_old(ip, old);
                        } else {
                            drop(old);
                        }
                    }
                }
            }};
        }
        // The operand as an owned value.
        macro_rules! owned {
            ($src:expr) => {
                if u32::from($src.0) >= code.n_locals { regs.take($src.0) } else { regs.get($src.0).clone() }
            };
        }
        // An out-of-line instruction whose result goes to `dst`.
        macro_rules! slow {
            ($dst:expr, $call:expr) => {{
                vm.save(ip);
                match $call {
                    Ok(v) => {
                        set!($dst, v);
                        if vm.heap.attention.get() {
                            vm.run_finalizers();
                        }
                        next!()
                    }
                    Err(e) => Err(e),
                }
            }};
        }
        // An out-of-line instruction without a result.
        macro_rules! quiet {
            ($call:expr) => {{
                vm.save(ip);
                match $call {
                    Ok(()) => {
                        if vm.heap.attention.get() {
                            vm.run_finalizers();
                        }
                        next!()
                    }
                    Err(e) => Err(e),
                }
            }};
        }
        // An out-of-line instruction that may change frames.
        macro_rules! flow {
            ($call:expr) => {{
                vm.save(ip);
                match $call {
                    Ok(Flow::Next) => {
                        if vm.heap.attention.get() {
                            vm.run_finalizers();
                        }
                        next!()
                    }
                    Ok(Flow::Reload) => {
                        if vm.heap.attention.get() {
                            vm.run_finalizers();
                        }
                        reload!();
                        continue;
                    }
                    Ok(Flow::Stop(s)) => return s,
                    Err(e) => Err(e),
                }
            }};
        }
        macro_rules! jump_if {
            ($cond:expr, $to:expr) => {{
                if $cond {
                    black_box(());
                    ip = ip.jump(i32::from($to.0));
                    continue;
                }
                next!()
            }};
        }
        macro_rules! compare_jump {
            ($a:expr, $b:expr, $to:expr, $op:tt, $cmp:ident, $sense:expr) => {{
                match (regs.get($a.0), regs.get($b.0)) {
                    (Value::Int(x), Value::Int(y)) => jump_if!((x $op y) == $sense, $to),
                    (Value::Float(x), Value::Float(y)) => jump_if!((x $op y) == $sense, $to),
                    _ => {
                        vm.save(ip);
                        let (a, b) = (owned!($a), owned!($b));
                        match vm.compare_truth(CmpOp::$cmp, &a, &b) {
                            Ok(t) => {
                                drop((a, b));
                                if vm.heap.attention.get() {
                                    vm.run_finalizers();
                                }
                                jump_if!(t == $sense, $to)
                            }
                            Err(e) => Err(e),
                        }
                    }
                }
            }};
        }
        macro_rules! compare_jump_imm {
            ($a:expr, $value:expr, $to:expr, $op:tt, $cmp:ident, $sense:expr) => {{
                match regs.get($a.0) {
                    Value::Int(x) => jump_if!((*x $op i64::from($value.0)) == $sense, $to),
                    _ => {
                        vm.save(ip);
                        let a = owned!($a);
                        match vm.compare_truth(CmpOp::$cmp, &a, &Value::Int(i64::from($value.0))) {
                            Ok(t) => {
                                drop(a);
                                if vm.heap.attention.get() {
                                    vm.run_finalizers();
                                }
                                jump_if!(t == $sense, $to)
                            }
                            Err(e) => Err(e),
                        }
                    }
                }
            }};
        }
        macro_rules! compare {
            ($dst:expr, $a:expr, $b:expr, $op:tt, $cmp:ident) => {{
                match (regs.get($a.0), regs.get($b.0)) {
                    (Value::Int(x), Value::Int(y)) => {
                        let t = x $op y;
                        set!($dst, Value::bool(t));
                        next!()
                    }
                    (Value::Float(x), Value::Float(y)) => {
                        let t = x $op y;
                        set!($dst, Value::bool(t));
                        next!()
                    }
                    _ => {
                        let (a, b) = (owned!($a), owned!($b));
                        slow!($dst, vm.compare(CmpOp::$cmp, &a, &b))
                    }
                }
            }};
        }
        macro_rules! binary {
            ($op:ident, $inplace:expr, $dst:expr, $a:expr, $b:expr) => {
                binary_arm!(vm, ip, regs, code, $op, $inplace, $dst, $a, $b)
            };
        }
        macro_rules! arith {
            ($op:ident, $inplace:expr, $dst:expr, $a:expr, $b:expr, $checked:ident, $float:tt) => {{
                match (regs.get($a.0), regs.get($b.0)) {
                    (Value::Int(x), Value::Int(y)) => {
                        if let Some(z) = x.$checked(*y) {
                            set!($dst, Value::Int(z));
                            next!()
                        }
                    }
                    (Value::Float(x), Value::Float(y)) => {
                        let z = x $float y;
                        set!($dst, Value::Float(z));
                        next!()
                    }
                    _ => {}
                }
                binary!($op, *$inplace, $dst, $a, $b)
            }};
        }
        macro_rules! imm {
            ($op:ident, $inplace:expr, $dst:expr, $a:expr, $value:expr, $x:ident, $y:ident => $quick:expr) => {{
                if let Value::Int($x) = regs.get($a.0) {
                    let $y = i64::from($value.0);
                    if let Some(z) = $quick {
                        set!($dst, Value::Int(z));
                        next!()
                    }
                }
                let a = owned!($a);
                let b = Value::Int(i64::from($value.0));
                slow!($dst, vm.binary_or_inplace(BinOp::$op, *$inplace != 0, &a, &b))
            }};
        }

        // A return that needs more than the short way.
        macro_rules! flow_after_return {
            ($vm:ident, $v:expr) => {{
                let v = $v;
                match $vm.return_value(v) {
                    Ok(Flow::Stop(s)) => return s,
                    Ok(_) => {
                        if $vm.heap.attention.get() {
                            $vm.run_finalizers();
                        }
                        reload!();
                        continue;
                    }
                    Err(e) => Err(e),
                }
            }};
        }

        reload!();
        loop {
            let result: Res<()> = match ip.instr() {
                Instr::Move { dst, src } => {
                    let v = owned!(src);
                    set!(dst, v);
                    next!()
                }
                Instr::Copy { dst, src } => {
                    let v = regs.get(src.0).clone();
                    set!(dst, v);
                    next!()
                }
                Instr::Drop { src } => {
                    let old = regs.take(src.0);
                    if let Value::Obj(_) = old {
                        vm.drop_old(ip, old);
                    }
                    next!()
                }
                Instr::LoadConst { dst, k } => {
                    let v = code.consts[k.0 as usize].clone();
                    set!(dst, v);
                    next!()
                }
                Instr::LoadConstWide { dst, k } => {
                    let old = regs.replace(u16::from(*dst), code.consts[k.0 as usize].clone());
                    vm.drop_old(ip, old);
                    next!()
                }
                Instr::LoadNone { dst } => {
                    set!(dst, Value::None);
                    next!()
                }
                Instr::LoadTrue { dst } => {
                    set!(dst, Value::True);
                    next!()
                }
                Instr::LoadFalse { dst } => {
                    set!(dst, Value::False);
                    next!()
                }
                Instr::LoadInt { dst, value } => {
                    set!(dst, Value::Int(i64::from(value.0)));
                    next!()
                }
                Instr::LoadSpecial { which, dst } => {
                    let v = vm.special_object(*which);
                    set!(dst, v);
                    next!()
                }

                Instr::CheckLocal { local } => {
                    if !regs.get(local.0).is_undef() {
                        next!()
                    }
                    vm.save(ip);
                    Err(vm.unbound_local(code, local.0))
                }
                Instr::DeleteLocal { local } => {
                    if regs.get(local.0).is_undef() {
                        vm.save(ip);
                        Err(vm.unbound_local(code, local.0))
                    } else {
                        let old = regs.take(local.0);
                        vm.drop_old(ip, old);
                        next!()
                    }
                }
                Instr::ClearLocal { local } => {
                    let old = regs.take(local.0);
                    vm.drop_old(ip, old);
                    next!()
                }
                Instr::MakeCell { local } => {
                    let v = regs.take(local.0);
                    // A local that is no parameter can only hold the cell of an earlier run (an inlined comprehension).
                    let v = if u32::from(local.0) < code.params { v } else { Value::Undef };
                    regs.put(local.0, vm.heap.cell_of(v).into_value());
                    next!()
                }
                Instr::LoadCell { dst, cell } => {
                    let v = match regs.get(cell.0).cast::<CellObj>() {
                        Some(c) => c.get(),
                        None => Value::Undef,
                    };
                    if v.is_undef() {
                        vm.save(ip);
                        Err(vm.unbound_local(code, cell.0))
                    } else {
                        set!(dst, v);
                        next!()
                    }
                }
                Instr::StoreCell { cell, src } => {
                    let v = owned!(src);
                    if let Some(c) = regs.get(cell.0).cast::<CellObj>() {
                        let old = c.set(v);
                        if let Value::Obj(_) = old {
                            vm.drop_old(ip, old);
                        }
                    }
                    next!()
                }
                Instr::DeleteCell { cell } => {
                    let old = match regs.get(cell.0).cast::<CellObj>() {
                        Some(c) => c.set(Value::Undef),
                        None => Value::Undef,
                    };
                    if old.is_undef() {
                        vm.save(ip);
                        Err(vm.unbound_local(code, cell.0))
                    } else {
                        vm.drop_old(ip, old);
                        next!()
                    }
                }
                Instr::LoadFree { dst, free } => {
                    let v = vm.free_cell(free.0, |c| c.get());
                    if v.is_undef() {
                        vm.save(ip);
                        Err(vm.unbound_free(code, free.0))
                    } else {
                        set!(dst, v);
                        next!()
                    }
                }
                Instr::StoreFree { free, src } => {
                    let v = owned!(src);
                    let old = vm.free_cell(free.0, |c| c.set(v));
                    if let Value::Obj(_) = old {
                        vm.drop_old(ip, old);
                    }
                    next!()
                }
                Instr::DeleteFree { free } => {
                    let old = vm.free_cell(free.0, |c| c.set(Value::Undef));
                    if old.is_undef() {
                        vm.save(ip);
                        Err(vm.unbound_free(code, free.0))
                    } else {
                        vm.drop_old(ip, old);
                        next!()
                    }
                }
                Instr::LoadFreeCell { dst, free } => {
                    let v = vm.free_cell_object(free.0);
                    set!(dst, v);
                    next!()
                }
                Instr::LoadGlobal { dst, cache } => {
                    let c = &code.caches[cache.0 as usize];
                    let f = alive(vm.top().func);
                    let version = f.globals.version() as usize;
                    if c.key.get() == version {
                        if c.tag.get() == tag::GLOBAL {
                            let v = f.globals.value_at(c.index.get() as usize);
                            set!(dst, v);
                            next!()
                        }
                        if c.tag.get() == tag::BUILTIN && c.key2.get() == f.builtins.version() as usize {
                            let v = f.builtins.value_at(c.index.get() as usize);
                            set!(dst, v);
                            next!()
                        }
                    }
                    slow!(dst, vm.load_global(c))
                }
                Instr::StoreGlobal { cache, src } => {
                    let v = owned!(src);
                    let c = &code.caches[cache.0 as usize];
                    let f = alive(vm.top().func);
                    if c.key.get() == f.globals.version() as usize && c.tag.get() == tag::GLOBAL {
                        let old = f.globals.replace_at(c.index.get() as usize, v);
                        if let Value::Obj(_) = old {
                            vm.drop_old(ip, old);
                        }
                        next!()
                    }
                    vm.store_global(c, v);
                    if vm.heap.attention.get() {
                        vm.save(ip);
                        vm.run_finalizers();
                    }
                    next!()
                }
                Instr::DeleteGlobal { name } => quiet!(vm.delete_global(&code.names[name.0 as usize])),
                Instr::LoadName { dst, cache } => {
                    slow!(dst, vm.load_name(regs, &code.caches[cache.0 as usize]))
                }
                Instr::StoreName { name, src } => {
                    let v = owned!(src);
                    quiet!(vm.store_name(regs, &code.names[name.0 as usize], v))
                }
                Instr::DeleteName { name } => quiet!(vm.delete_name(regs, &code.names[name.0 as usize])),
                Instr::LoadMapOrFree { dst, map, free } => {
                    let map = owned!(map);
                    slow!(dst, vm.load_map_or_free(&map, code, free.0))
                }
                Instr::LoadMapOrCell { dst, map, cell } => {
                    let map = owned!(map);
                    slow!(dst, vm.load_map_or_cell(&map, regs, code, cell.0))
                }
                Instr::LoadMapOrGlobal { dst, map, cache } => {
                    let map = owned!(map);
                    slow!(dst, vm.load_map_or_global(&map, &code.caches[cache.0 as usize]))
                }
                Instr::LoadNamespace { dst } => {
                    let v = regs.get(0).clone();
                    set!(dst, v);
                    next!()
                }
                Instr::SetupAnnotations => quiet!(vm.setup_annotations(regs, code)),

                Instr::Add { inplace, dst, a, b } => arith!(Add, inplace, dst, a, b, checked_add, +),
                Instr::Sub { inplace, dst, a, b } => arith!(Sub, inplace, dst, a, b, checked_sub, -),
                Instr::Mul { inplace, dst, a, b } => arith!(Mul, inplace, dst, a, b, checked_mul, *),
                Instr::Div { inplace, dst, a, b } => {
                    if let (Value::Float(x), Value::Float(y)) = (regs.get(a.0), regs.get(b.0))
                        && *y != 0.0
                    {
                        let z = x / y;
                        set!(dst, Value::Float(z));
                        next!()
                    }
                    binary!(Div, *inplace, dst, a, b)
                }
                Instr::FloorDiv { inplace, dst, a, b } => {
                    if let (Value::Int(x), Value::Int(y)) = (regs.get(a.0), regs.get(b.0))
                        && let Some(z) = floor_div(*x, *y)
                    {
                        set!(dst, Value::Int(z));
                        next!()
                    }
                    binary!(FloorDiv, *inplace, dst, a, b)
                }
                Instr::Mod { inplace, dst, a, b } => {
                    if let (Value::Int(x), Value::Int(y)) = (regs.get(a.0), regs.get(b.0))
                        && let Some(z) = floor_mod(*x, *y)
                    {
                        set!(dst, Value::Int(z));
                        next!()
                    }
                    binary!(Mod, *inplace, dst, a, b)
                }
                Instr::Pow { inplace, dst, a, b } => binary!(Pow, *inplace, dst, a, b),
                Instr::MatMul { inplace, dst, a, b } => binary!(MatMul, *inplace, dst, a, b),
                Instr::Shl { inplace, dst, a, b } => binary!(Shl, *inplace, dst, a, b),
                Instr::Shr { inplace, dst, a, b } => binary!(Shr, *inplace, dst, a, b),
                Instr::BitAnd { inplace, dst, a, b } => {
                    if let (Value::Int(x), Value::Int(y)) = (regs.get(a.0), regs.get(b.0)) {
                        let z = x & y;
                        set!(dst, Value::Int(z));
                        next!()
                    }
                    binary!(BitAnd, *inplace, dst, a, b)
                }
                Instr::BitOr { inplace, dst, a, b } => {
                    if let (Value::Int(x), Value::Int(y)) = (regs.get(a.0), regs.get(b.0)) {
                        let z = x | y;
                        set!(dst, Value::Int(z));
                        next!()
                    }
                    binary!(BitOr, *inplace, dst, a, b)
                }
                Instr::BitXor { inplace, dst, a, b } => {
                    if let (Value::Int(x), Value::Int(y)) = (regs.get(a.0), regs.get(b.0)) {
                        let z = x ^ y;
                        set!(dst, Value::Int(z));
                        next!()
                    }
                    binary!(BitXor, *inplace, dst, a, b)
                }
                Instr::AddImm { inplace, dst, a, value } => {
                    imm!(Add, inplace, dst, a, value, x, y => x.checked_add(y))
                }
                Instr::SubImm { inplace, dst, a, value } => {
                    imm!(Sub, inplace, dst, a, value, x, y => x.checked_sub(y))
                }
                Instr::MulImm { inplace, dst, a, value } => {
                    imm!(Mul, inplace, dst, a, value, x, y => x.checked_mul(y))
                }
                Instr::FloorDivImm { inplace, dst, a, value } => {
                    imm!(FloorDiv, inplace, dst, a, value, x, y => floor_div(*x, y))
                }
                Instr::ModImm { inplace, dst, a, value } => {
                    imm!(Mod, inplace, dst, a, value, x, y => floor_mod(*x, y))
                }
                Instr::AndImm { inplace, dst, a, value } => {
                    imm!(BitAnd, inplace, dst, a, value, x, y => Some(x & y))
                }
                Instr::ShlImm { inplace, dst, a, value } => {
                    imm!(Shl, inplace, dst, a, value, x, y => shift_left(*x, y))
                }
                Instr::ShrImm { inplace, dst, a, value } => {
                    imm!(Shr, inplace, dst, a, value, x, y => if (0..64).contains(&y) { Some(x >> y) } else { None })
                }
                Instr::Neg { dst, a } => {
                    match regs.get(a.0) {
                        Value::Int(x) if *x != i64::MIN => {
                            let z = -x;
                            set!(dst, Value::Int(z));
                            next!()
                        }
                        Value::Float(x) => {
                            let z = -x;
                            set!(dst, Value::Float(z));
                            next!()
                        }
                        _ => {}
                    }
                    let a = owned!(a);
                    slow!(dst, vm.unary(super::ops::UnOp::Neg, &a))
                }
                Instr::Pos { dst, a } => {
                    let a = owned!(a);
                    slow!(dst, vm.unary(super::ops::UnOp::Pos, &a))
                }
                Instr::Invert { dst, a } => {
                    let a = owned!(a);
                    slow!(dst, vm.unary(super::ops::UnOp::Invert, &a))
                }
                Instr::Not { dst, a } => {
                    let t = match regs.get(a.0) {
                        Value::True => Value::False,
                        Value::False | Value::None => Value::True,
                        _ => Value::Undef,
                    };
                    if !t.is_undef() {
                        set!(dst, t);
                        next!()
                    }
                    let a = owned!(a);
                    slow!(dst, vm.truth(&a).map(|t| Value::bool(!t)))
                }
                Instr::Truth { dst, a } => {
                    let a = owned!(a);
                    slow!(dst, vm.truth(&a).map(Value::bool))
                }
                Instr::Lt { dst, a, b } => compare!(dst, a, b, <, Lt),
                Instr::Le { dst, a, b } => compare!(dst, a, b, <=, Le),
                Instr::Eq { dst, a, b } => compare!(dst, a, b, ==, Eq),
                Instr::Ne { dst, a, b } => compare!(dst, a, b, !=, Ne),
                Instr::Gt { dst, a, b } => compare!(dst, a, b, >, Gt),
                Instr::Ge { dst, a, b } => compare!(dst, a, b, >=, Ge),
                Instr::Is { negate, dst, a, b } => {
                    let same = regs.get(a.0).is(regs.get(b.0));
                    consume!(a);
                    consume!(b);
                    set!(dst, Value::bool(same != (*negate != 0)));
                    next!()
                }
                Instr::In { negate, dst, a, b } => {
                    let (a, b) = (owned!(a), owned!(b));
                    slow!(dst, vm.contains_owned(b, a).map(|t| Value::bool(t != (*negate != 0))))
                }

                Instr::Jump { to } => {
                    ip = ip.jump(to.0);
                    continue;
                }
                Instr::JumpBack { to } => {
                    ip = ip.jump(to.0);
                    vm.thread.budget -= 1;
                    if vm.thread.budget > 0 {
                        continue;
                    }
                    vm.save(ip);
                    match vm.serve_budget() {
                        Ok(()) => continue,
                        Err(e) => Err(e),
                    }
                }
                Instr::JumpIfTrue { a, to } => {
                    let t = match regs.get(a.0) {
                        Value::True => true,
                        Value::False | Value::None => false,
                        Value::Int(i) => *i != 0,
                        _ => {
                            vm.save(ip);
                            let a = owned!(a);
                            let t = vm.truth(&a);
                            drop(a);
                            match t {
                                Ok(t) => t,
                                Err(e) => match vm.unwind(e) {
                                    Some(stop) => return stop,
                                    None => {
                                        reload!();
                                        continue;
                                    }
                                },
                            }
                        }
                    };
                    if t {
                        black_box(());
                        ip = ip.jump(to.0);
                        continue;
                    }
                    next!()
                }
                Instr::JumpIfFalse { a, to } => {
                    let t = match regs.get(a.0) {
                        Value::True => true,
                        Value::False | Value::None => false,
                        Value::Int(i) => *i != 0,
                        _ => {
                            vm.save(ip);
                            let a = owned!(a);
                            let t = vm.truth(&a);
                            drop(a);
                            match t {
                                Ok(t) => t,
                                Err(e) => match vm.unwind(e) {
                                    Some(stop) => return stop,
                                    None => {
                                        reload!();
                                        continue;
                                    }
                                },
                            }
                        }
                    };
                    if !t {
                        black_box(());
                        ip = ip.jump(to.0);
                        continue;
                    }
                    next!()
                }
                Instr::JumpIfTrueKeep { a, to } => {
                    vm.save(ip);
                    let v = regs.get(a.0).clone();
                    match vm.truth(&v) {
                        Ok(true) => {
                            ip = ip.jump(to.0);
                            continue;
                        }
                        Ok(false) => {
                            drop(v);
                            let old = regs.take(a.0);
                            vm.drop_old(ip, old);
                            next!()
                        }
                        Err(e) => Err(e),
                    }
                }
                Instr::JumpIfFalseKeep { a, to } => {
                    vm.save(ip);
                    let v = regs.get(a.0).clone();
                    match vm.truth(&v) {
                        Ok(false) => {
                            ip = ip.jump(to.0);
                            continue;
                        }
                        Ok(true) => {
                            drop(v);
                            let old = regs.take(a.0);
                            vm.drop_old(ip, old);
                            next!()
                        }
                        Err(e) => Err(e),
                    }
                }
                Instr::JumpLt { a, b, to } => compare_jump!(a, b, to, <, Lt, true),
                Instr::JumpLe { a, b, to } => compare_jump!(a, b, to, <=, Le, true),
                Instr::JumpEq { a, b, to } => compare_jump!(a, b, to, ==, Eq, true),
                Instr::JumpNe { a, b, to } => compare_jump!(a, b, to, !=, Ne, true),
                Instr::JumpGt { a, b, to } => compare_jump!(a, b, to, >, Gt, true),
                Instr::JumpGe { a, b, to } => compare_jump!(a, b, to, >=, Ge, true),
                Instr::JumpNotLt { a, b, to } => compare_jump!(a, b, to, <, Lt, false),
                Instr::JumpNotLe { a, b, to } => compare_jump!(a, b, to, <=, Le, false),
                Instr::JumpNotEq { a, b, to } => compare_jump!(a, b, to, ==, Eq, false),
                Instr::JumpNotNe { a, b, to } => compare_jump!(a, b, to, !=, Ne, false),
                Instr::JumpNotGt { a, b, to } => compare_jump!(a, b, to, >, Gt, false),
                Instr::JumpNotGe { a, b, to } => compare_jump!(a, b, to, >=, Ge, false),
                Instr::JumpLtImm { a, value, to } => compare_jump_imm!(a, value, to, <, Lt, true),
                Instr::JumpLeImm { a, value, to } => compare_jump_imm!(a, value, to, <=, Le, true),
                Instr::JumpEqImm { a, value, to } => compare_jump_imm!(a, value, to, ==, Eq, true),
                Instr::JumpNeImm { a, value, to } => compare_jump_imm!(a, value, to, !=, Ne, true),
                Instr::JumpGtImm { a, value, to } => compare_jump_imm!(a, value, to, >, Gt, true),
                Instr::JumpGeImm { a, value, to } => compare_jump_imm!(a, value, to, >=, Ge, true),
                Instr::JumpNotLtImm { a, value, to } => compare_jump_imm!(a, value, to, <, Lt, false),
                Instr::JumpNotLeImm { a, value, to } => compare_jump_imm!(a, value, to, <=, Le, false),
                Instr::JumpNotEqImm { a, value, to } => compare_jump_imm!(a, value, to, ==, Eq, false),
                Instr::JumpNotNeImm { a, value, to } => compare_jump_imm!(a, value, to, !=, Ne, false),
                Instr::JumpNotGtImm { a, value, to } => compare_jump_imm!(a, value, to, >, Gt, false),
                Instr::JumpNotGeImm { a, value, to } => compare_jump_imm!(a, value, to, >=, Ge, false),
                Instr::JumpIs { a, b, to } => {
                    let t = regs.get(a.0).is(regs.get(b.0));
                    consume!(a);
                    consume!(b);
                    jump_if!(t, to)
                }
                Instr::JumpIsNot { a, b, to } => {
                    let t = !regs.get(a.0).is(regs.get(b.0));
                    consume!(a);
                    consume!(b);
                    jump_if!(t, to)
                }
                Instr::JumpIfNone { a, to } => {
                    let t = regs.get(a.0).is_none();
                    consume!(a);
                    if t {
                        black_box(());
                        ip = ip.jump(to.0);
                        continue;
                    }
                    next!()
                }
                Instr::JumpIfNotNone { a, to } => {
                    let t = !regs.get(a.0).is_none();
                    consume!(a);
                    if t {
                        black_box(());
                        ip = ip.jump(to.0);
                        continue;
                    }
                    next!()
                }
                Instr::JumpIn { a, b, to } => {
                    vm.save(ip);
                    let (a, b) = (owned!(a), owned!(b));
                    match vm.contains_owned(b, a) {
                        Ok(t) => jump_if!(t, to),
                        Err(e) => Err(e),
                    }
                }
                Instr::JumpNotIn { a, b, to } => {
                    vm.save(ip);
                    let (a, b) = (owned!(a), owned!(b));
                    match vm.contains_owned(b, a) {
                        Ok(t) => jump_if!(!t, to),
                        Err(e) => Err(e),
                    }
                }

                Instr::LoadAttr { dst, obj, cache } => {
                    let c = &code.caches[cache.0 as usize];
                    if let Value::Obj(o) = regs.get(obj.0)
                        && let Some(i) = instance::of(o)
                        && i.shape_addr() == c.key.get()
                        && c.epoch.get() == vm.heap.class_epoch.get()
                        && c.tag.get() == tag::SLOT
                    {
                        let v = i.get_slot(c.index.get() as usize);
                        if !v.is_undef() {
                            consume!(obj);
                            set!(dst, v);
                            next!()
                        }
                    }
                    if c.tag.get() == tag::MODULE
                        && let Some(m) = regs.get(obj.0).cast::<ModuleObj>()
                        && c.key.get() == m.dict.version() as usize
                    {
                        let v = m.dict.value_at(c.index.get() as usize);
                        consume!(obj);
                        set!(dst, v);
                        next!()
                    }
                    let obj = owned!(obj);
                    flow!(vm.load_attr(obj, c, dst.0, regs))
                }
                Instr::StoreAttr { obj, src, cache } => {
                    let c = &code.caches[cache.0 as usize];
                    if let Value::Obj(o) = regs.get(obj.0)
                        && let Some(i) = instance::of(o)
                        && i.shape_addr() == c.key.get()
                        && c.epoch.get() == vm.heap.class_epoch.get()
                    {
                        if c.tag.get() == tag::SLOT {
                            let v = owned!(src);
                            let old = i.replace_slot(c.index.get() as usize, v);
                            if let Value::Obj(_) = old {
                                vm.drop_old(ip, old);
                            }
                            consume!(obj);
                            next!()
                        }
                        if c.tag.get() == tag::NEW_SLOT {
                            let v = owned!(src);
                            i.push_slot(attr::shape_at(c.key2.get()), c.index.get() as usize, v);
                            consume!(obj);
                            next!()
                        }
                    }
                    let (obj, v) = (owned!(obj), owned!(src));
                    quiet!(vm.store_attr(obj, c, v))
                }
                Instr::DeleteAttr { obj, name } => {
                    let obj = owned!(obj);
                    quiet!(vm.del_attr(&obj, &code.names[name.0 as usize]))
                }
                Instr::LoadMethod { base, obj, cache } => {
                    let c = &code.caches[cache.0 as usize];
                    if let Value::Obj(o) = regs.get(obj.0)
                        && c.epoch.get() == vm.heap.class_epoch.get()
                    {
                        let hit = match instance::of(o) {
                            Some(i) => i.shape_addr() == c.key.get(),
                            None => o.class().addr() == c.key.get(),
                        };
                        if hit && c.tag.get() == tag::METHOD {
                            let this = owned!(obj);
                            regs.put(base.0, cached_object(c.func.get()));
                            regs.put(base.0 + 1, this);
                            next!()
                        }
                    }
                    if c.tag.get() == tag::MODULE
                        && let Some(m) = regs.get(obj.0).cast::<ModuleObj>()
                        && c.key.get() == m.dict.version() as usize
                    {
                        let f = m.dict.value_at(c.index.get() as usize);
                        consume!(obj);
                        regs.put(base.0, f);
                        regs.put(base.0 + 1, Value::Undef);
                        next!()
                    }
                    let obj = owned!(obj);
                    quiet!(vm.load_method(obj, c, base.0, regs))
                }
                Instr::GetItem { dst, a, b } => {
                    if let Value::Obj(o) = regs.get(a.0)
                        && let Value::Int(i) = regs.get(b.0)
                        && o.header().is_exact()
                    {
                        let v = match o.kind() {
                            Kind::List => o.cast::<ListObj>().and_then(|l| {
                                let items = l.borrow();
                                let i = if *i < 0 { i + items.len() as i64 } else { *i };
                                items.get(i as usize).cloned()
                            }),
                            Kind::Tuple => o.cast::<TupleObj>().and_then(|t| {
                                let i = if *i < 0 { i + t.len() as i64 } else { *i };
                                t.items().get(i as usize).cloned()
                            }),
                            _ => None,
                        };
                        if let Some(v) = v {
                            consume!(a);
                            set!(dst, v);
                            next!()
                        }
                    }
                    let (a, b) = (owned!(a), owned!(b));
                    flow!(vm.get_item_instr(a, b, dst.0, regs))
                }
                Instr::GetItemImm { dst, a, value } => {
                    if let Value::Obj(o) = regs.get(a.0)
                        && o.header().is_exact()
                    {
                        let i = i64::from(value.0);
                        let v = match o.kind() {
                            Kind::List => o.cast::<ListObj>().and_then(|l| {
                                let items = l.borrow();
                                let i = if i < 0 { i + items.len() as i64 } else { i };
                                items.get(i as usize).cloned()
                            }),
                            Kind::Tuple => o.cast::<TupleObj>().and_then(|t| {
                                let i = if i < 0 { i + t.len() as i64 } else { i };
                                t.items().get(i as usize).cloned()
                            }),
                            _ => None,
                        };
                        if let Some(v) = v {
                            consume!(a);
                            set!(dst, v);
                            next!()
                        }
                    }
                    let a = owned!(a);
                    flow!(vm.get_item_instr(a, Value::Int(i64::from(value.0)), dst.0, regs))
                }
                Instr::SetItem { a, b, src } => {
                    if let Value::Obj(o) = regs.get(a.0)
                        && let Value::Int(i) = regs.get(b.0)
                        && o.kind() == Kind::List
                        && o.header().is_exact()
                        && let Some(l) = o.cast::<ListObj>()
                    {
                        let mut items = l.borrow_mut();
                        let i = if *i < 0 { i + items.len() as i64 } else { *i };
                        if let Some(slot) = items.get_mut(i as usize) {
                            let old = std::mem::replace(slot, owned!(src));
                            drop(items);
                            if let Value::Obj(_) = old {
                                vm.drop_old(ip, old);
                            }
                            consume!(a);
                            next!()
                        }
                    }
                    let (a, b, v) = (owned!(a), owned!(b), owned!(src));
                    quiet!(vm.set_item(&a, &b, v))
                }
                Instr::DelItem { a, b } => {
                    let (a, b) = (owned!(a), owned!(b));
                    quiet!(vm.del_item(&a, &b))
                }
                Instr::BuildSlice { count, dst, base } => {
                    let v = vm.build_slice(regs.slots(base.0, *count as usize));
                    set!(dst, v);
                    next!()
                }

                Instr::Call { argc, dst, func } => {
                    if let Value::Obj(o) = regs.get(func.0)
                        && let Some(f) = o.cast::<FunctionObj>()
                    {
                        let callee = code_of(f);
                        if callee.plain_params == u32::from(*argc) {
                            vm.save(ip);
                            match vm.push_call(f, callee, regs.from(func.0 + 1), *argc as usize, dst.0) {
                                Ok(()) => {
                                    reload!();
                                    continue;
                                }
                                Err(e) => Err(e),
                            }
                        } else {
                            flow!(vm.call_instr(regs, func.0 + 1, *argc as usize, dst.0))
                        }
                    } else {
                        flow!(vm.call_instr(regs, func.0 + 1, *argc as usize, dst.0))
                    }
                }
                Instr::CallMethod { argc, dst, func } => {
                    let (args, n) = if regs.get(func.0 + 1).is_undef() {
                        regs.put(func.0 + 1, regs.take(func.0));
                        (func.0 + 2, *argc as usize)
                    } else {
                        (func.0 + 1, *argc as usize + 1)
                    };
                    if let Value::Obj(o) = regs.get(args - 1)
                        && let Some(f) = o.cast::<FunctionObj>()
                    {
                        let callee = code_of(f);
                        if callee.plain_params == n as u32 {
                            vm.save(ip);
                            match vm.push_call(f, callee, regs.from(args), n, dst.0) {
                                Ok(()) => {
                                    reload!();
                                    continue;
                                }
                                Err(e) => Err(e),
                            }
                        } else {
                            flow!(vm.call_instr(regs, args, n, dst.0))
                        }
                    } else {
                        flow!(vm.call_instr(regs, args, n, dst.0))
                    }
                }
                Instr::Return { src } => {
                    let f = vm.top();
                    if f.simple {
                        let v = regs.take(src.0);
                        let (dst, saved) = (f.dst, f.saved_top);
                        vm.thread.frames.pop();
                        regs.clear(0, code.n_locals);
                        drop(regs.below(1).take(0));
                        vm.thread.depth -= 1;
                        vm.thread.stack.top = saved;
                        reload!();
                        let dst = crate::bytecode::Dst(dst);
                        set!(dst, v);
                        if vm.heap.attention.get() {
                            vm.run_finalizers();
                        }
                        next!()
                    }
                    // A frame object keeps the locals, the returned one too.
                    let is_local = u32::from(src.0) < code.n_locals;
                    let v = if is_local { regs.get(src.0).clone() } else { regs.take(src.0) };
                    vm.save(ip);
                    flow_after_return!(vm, v)
                }
                Instr::ReturnNone => {
                    vm.save(ip);
                    flow_after_return!(vm, Value::None)
                }
                Instr::ForIter { dst, iter, .. } => {
                    let mut v = Value::Undef;
                    if let Value::Obj(o) = regs.get(iter.0)
                        && let Some(it) = o.cast::<IterObj>()
                    {
                        match &mut *it.state.borrow_mut() {
                            IterState::Range { next, step, left } if *left > 0 => {
                                v = Value::Int(*next);
                                *left -= 1;
                                *next = next.wrapping_add(*step);
                            }
                            IterState::List { list, index } => {
                                if let Some(x) = list.cast::<ListObj>().and_then(|l| l.get(*index)) {
                                    v = x;
                                    *index += 1;
                                }
                            }
                            IterState::Tuple { tuple, index } => {
                                if let Some(x) = tuple.cast::<TupleObj>().and_then(|t| t.items().get(*index))
                                {
                                    v = x.clone();
                                    *index += 1;
                                }
                            }
                            _ => {}
                        }
                    }
                    if !v.is_undef() {
                        set!(dst, v);
                        next!()
                    }
                    flow!(vm.for_iter(ip, regs, code))
                }
                Instr::Yield { src, .. } => {
                    let v = owned!(src);
                    flow!(vm.yield_value(v))
                }
                Instr::Delegate { dst, iter } => flow!(vm.delegate(dst.0, iter.0, Value::None)),
                Instr::AwaitCall { argc, func, .. } => {
                    flow!(vm.await_call(regs, func.0, *argc as usize, false))
                }
                Instr::AwaitCallMethod { argc, func, .. } => {
                    flow!(vm.await_call(regs, func.0, *argc as usize, true))
                }
                Instr::ListAppend { list, value } => {
                    let v = owned!(value);
                    if let Some(l) = regs.get(list.0).cast::<ListObj>() {
                        l.push(v);
                    }
                    next!()
                }
                Instr::BuildTuple { dst, base, n } => {
                    let t = vm.heap.tuple(regs.slots(base.0, n.0 as usize).iter_mut().map(Value::take));
                    set!(dst, t.into_value());
                    next!()
                }
                Instr::BuildList { dst, base, n } => {
                    let t =
                        vm.heap.list(regs.slots(base.0, n.0 as usize).iter_mut().map(Value::take).collect());
                    set!(dst, t.into_value());
                    next!()
                }
                Instr::Nop => next!(),
                other => flow!(vm.rare(other, regs, code)),
            };
            if let Err(e) = result {
                match vm.unwind(e) {
                    Some(stop) => return stop,
                    None => reload!(),
                }
            }
        }
    }
}

/// `x // y` within 64 bits; None where the slow way must look (zero, overflow).
#[inline(always)]
fn floor_div(x: i64, y: i64) -> Option<i64> {
    if y == 0 {
        return None;
    }
    let q = x.checked_div(y)?;
    Some(if (x % y != 0) && ((x < 0) != (y < 0)) { q - 1 } else { q })
}

/// `x % y` with the sign of y; None for zero.
#[inline(always)]
fn floor_mod(x: i64, y: i64) -> Option<i64> {
    if y == 0 {
        return None;
    }
    let r = x.checked_rem(y)?;
    Some(if r != 0 && ((r < 0) != (y < 0)) { r + y } else { r })
}

#[inline(always)]
fn shift_left(x: i64, n: i64) -> Option<i64> {
    if !(0..62).contains(&n) {
        return None;
    }
    let z = x << n;
    if z >> n == x { Some(z) } else { None }
}
