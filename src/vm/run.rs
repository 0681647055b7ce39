//! The run loop: executes the top frame until the frame that entered the loop returns, raises or suspends.
//!
//! What the compiler does to this function decides the speed of the language. Rules, each measured:
//! `match *ip` goes by reference; a conditional jump stays a branch (`black_box` in the taken arm keeps LLVM from a cmov); one dispatch
//! function that is never inlined, with few live locals; everything cold lies outside of it.

use std::hint::black_box;

use crate::bytecode::{Base, Dst, Instr, Keep};
use crate::object::cache::tag;
use crate::object::code::CodeObj;
use crate::object::function::{CellObj, FunctionObj, NativeObj, Receiver};
use crate::object::instance;
use crate::object::list::ListObj;
use crate::object::module::ModuleObj;
use crate::object::{Kind, Value};

use super::compare::CmpOp;
use super::dispatch::dispatch_macros;
use super::fence::{
    Frame, Ip, Regs, Return, cache_at, cached_object, cached_shape, cached_value, code_of, const_at,
};
use super::native::{Body, def_of};
use super::numbers::{floor_div, floor_mod, shift_left};
use super::ops::BinOp;
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
    /// The chain gave up a turn (only for the scheduler's driver): as `Yielded` with None, without a value to look at.
    Paused,
    /// The chain waits for a native awaitable (only for the scheduler's driver).
    Waits(Value),
    /// Somebody begins or ceases to watch: the top frame goes on in the other form of the loop.
    Switched,
}

/// What an instruction outside the dispatch function asks the loop to do next.
pub enum Flow {
    /// Go on with the next instruction.
    Next,
    /// Another frame is on top, or the top frame's `ip` has moved: reload.
    Reload,
    /// Stop, for the reason that lies in the thread (`Vm::stop`): the answer of every instruction out of line is one byte.
    Stop,
    /// Stop: the chain gave up a turn.
    Pause,
}

impl Vm {
    /// Tells the run loop to stop, and why.
    #[inline]
    pub(super) fn stop(&mut self, why: Stop) -> Flow {
        self.thread.stop = Some(why);
        Flow::Stop
    }

    /// Why the run loop stops, after an instruction said that it must.
    #[inline]
    pub(super) fn take_stop(&mut self) -> Stop {
        match self.thread.stop.take() {
            Some(why) => why,
            None => crate::bug!("an instruction that stops the loop says why"),
        }
    }
}

impl Vm {
    /// Runs the top frame, which must be one that stops the loop (`Return::stops`).
    #[inline(never)]
    pub(super) fn run(&mut self) -> Stop {
        #[cfg(feature = "checked")]
        self.check_borrows();
        loop {
            let watched = self.options.trace_vm || self.is_watched();
            let stop = if watched { self.run_loop::<true>() } else { self.run_loop::<false>() };
            if !matches!(stop, Stop::Switched) {
                return stop;
            }
        }
    }

    /// See `run`; `TRACE` tells of every instruction (`--trace vm`, and whoever watches: `watch/`).
    #[inline(never)]
    fn run_loop<const TRACE: bool>(&mut self) -> Stop {
        let vm = self;
        let mut ip: Ip;
        let mut regs: Regs;
        let mut code: &CodeObj;

        dispatch_macros!($, vm, ip, regs, code);

        reload!();
        loop {
            ask_first!();
            #[cfg(feature = "checked")]
            vm.check_instruction(ip, code, regs);
            let result: Res<()> = match ip.instr() {
                Instr::Move { dst, src } => {
                    let v = owned!(src);
                    set!(dst, v);
                    next!()
                }
                Instr::Copy { dst, src } => {
                    let v = regs.get(src).clone();
                    set!(dst, v);
                    next!()
                }
                Instr::LoadLocal { dst, local } => {
                    let v = regs.get(local).clone();
                    regs.put(dst, v);
                    next!()
                }
                Instr::Drop { src } => {
                    if let Value::Obj(_) = regs.get(src) {
                        let old = regs.take(src);
                        drop_object!(old);
                    } else {
                        regs.put(src, Value::Undef);
                    }
                    next!()
                }
                Instr::LoadConst { dst, k } => {
                    let v = const_at(code, k.0).clone();
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
                    vm.save(ip);
                    match vm.special_object(*which) {
                        Ok(v) => {
                            set!(dst, v);
                            next!()
                        }
                        Err(e) => Err(e),
                    }
                }

                Instr::CheckLocal { local } => {
                    if !regs.get(local).is_undef() {
                        next!()
                    }
                    vm.save(ip);
                    Err(vm.unbound_local(code, local.reg()))
                }
                Instr::DeleteLocal { local } => {
                    delete_bound!(regs.take(local), vm.unbound_local(code, local.reg()))
                }
                Instr::ClearLocal { local } => {
                    drop_old!(regs.take(local));
                    next!()
                }
                Instr::MakeCell { local } => {
                    let v = regs.take(local);
                    // A local that is no parameter can only hold the cell of an earlier run (an inlined comprehension).
                    let v = if u32::from(local.reg()) < code.params { v } else { Value::Undef };
                    regs.put(local, vm.heap.cell_of(v).into_value());
                    next!()
                }
                Instr::LoadCell { dst, cell } => {
                    load_bound!(
                        dst,
                        cell_at(regs, cell).map_or(Value::Undef, CellObj::get),
                        vm.unbound_local(code, cell.reg())
                    )
                }
                Instr::StoreCell { cell, src } => {
                    let v = owned!(src);
                    if let Some(c) = cell_at(regs, cell) {
                        drop_old!(c.set(v));
                    }
                    next!()
                }
                Instr::DeleteCell { cell } => delete_bound!(
                    cell_at(regs, cell).map_or(Value::Undef, |c| c.set(Value::Undef)),
                    vm.unbound_local(code, cell.reg())
                ),
                Instr::LoadFree { dst, free } => {
                    load_bound!(dst, vm.free_cell(free.0, |c| c.get()), vm.unbound_free(code, free.0))
                }
                Instr::StoreFree { free, src } => {
                    let v = owned!(src);
                    drop_old!(vm.free_cell(free.0, |c| c.set(v)));
                    next!()
                }
                Instr::DeleteFree { free } => {
                    delete_bound!(
                        vm.free_cell(free.0, |c| c.set(Value::Undef)),
                        vm.unbound_free(code, free.0)
                    )
                }
                Instr::LoadFreeCell { dst, free } => {
                    let v = vm.free_cell_object(free.0);
                    set!(dst, v);
                    next!()
                }
                Instr::LoadGlobal { dst, cache } => {
                    let c = cache_at(code, cache.0);
                    let f = regs.function();
                    if c.key.get() == f.globals.version() as usize {
                        let v = cached_value(c, &f.globals).clone();
                        regs.put(dst, v);
                        next!()
                    }
                    if c.key2.get() == f.globals.version() as usize && c.epoch.get() == f.builtins.version() {
                        let v = cached_value(c, &f.builtins).clone();
                        regs.put(dst, v);
                        next!()
                    }
                    slow!(dst, vm.load_global(c))
                }
                Instr::StoreGlobal { cache, src } => {
                    let v = owned!(src);
                    let c = cache_at(code, cache.0);
                    let f = regs.function();
                    if c.key.get() == f.globals.version() as usize {
                        let old = f.globals.replace_at(c.index.get() as usize, v);
                        if let Value::Obj(_) = old {
                            vm.drop_old(ip, old);
                        }
                        next!()
                    }
                    vm.save(ip);
                    vm.store_global(c, v);
                    finalize!();
                    next!()
                }
                Instr::DeleteGlobal { name } => quiet!(vm.delete_global(&code.names[name.0 as usize])),
                Instr::LoadName { dst, cache } => {
                    slow!(dst, vm.load_name(regs, cache_at(code, cache.0)))
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
                    slow!(dst, vm.load_map_or_cell(&map, regs, code, cell.reg()))
                }
                Instr::LoadMapOrGlobal { dst, map, cache } => {
                    let map = owned!(map);
                    slow!(dst, vm.load_map_or_global(&map, cache_at(code, cache.0)))
                }
                Instr::LoadNamespace { dst } => {
                    let v = regs.get(0).clone();
                    set!(dst, v);
                    next!()
                }
                Instr::SetupAnnotations => quiet!(vm.setup_annotations(regs, code)),

                Instr::Add { inplace, dst, a, b } => arith!(Add, inplace, dst, a, b, checked_add, +, set),
                Instr::Sub { inplace, dst, a, b } => arith!(Sub, inplace, dst, a, b, checked_sub, -, set),
                Instr::Mul { inplace, dst, a, b } => arith!(Mul, inplace, dst, a, b, checked_mul, *, set),
                Instr::AddTemp { inplace, dst, a, b } => arith!(Add, inplace, dst, a, b, checked_add, +, put),
                Instr::SubTemp { inplace, dst, a, b } => arith!(Sub, inplace, dst, a, b, checked_sub, -, put),
                Instr::MulTemp { inplace, dst, a, b } => arith!(Mul, inplace, dst, a, b, checked_mul, *, put),
                Instr::AddReturn { inplace, dst, a, b } => {
                    arith!(Add, inplace, dst, a, b, checked_add, +, give)
                }
                Instr::SubReturn { inplace, dst, a, b } => {
                    arith!(Sub, inplace, dst, a, b, checked_sub, -, give)
                }
                Instr::MulReturn { inplace, dst, a, b } => {
                    arith!(Mul, inplace, dst, a, b, checked_mul, *, give)
                }
                Instr::AddImmTemp { inplace, dst, a, value } => {
                    imm!(Add, inplace, dst, a, value, x, y => y.checked_add(*x), put)
                }
                Instr::SubImmTemp { inplace, dst, a, value } => {
                    imm!(Sub, inplace, dst, a, value, x, y => y.checked_add(*x), put, -)
                }
                Instr::Div { inplace, dst, a, b } => {
                    if let (Value::Float(x), Value::Float(y)) = (regs.get(a), regs.get(b))
                        && y.get() != 0.0
                    {
                        let z = x.get() / y.get();
                        set!(dst, Value::float(z));
                        next!()
                    }
                    binary!(Div, *inplace, dst, a, b)
                }
                Instr::FloorDiv { inplace, dst, a, b } => {
                    int_op!(FloorDiv, inplace, dst, a, b, x, y => floor_div(*x, *y))
                }
                Instr::Mod { inplace, dst, a, b } => {
                    int_op!(Mod, inplace, dst, a, b, x, y => floor_mod(*x, *y))
                }
                Instr::Pow { inplace, dst, a, b } => binary!(Pow, *inplace, dst, a, b),
                Instr::MatMul { inplace, dst, a, b } => binary!(MatMul, *inplace, dst, a, b),
                Instr::Shl { inplace, dst, a, b } => binary!(Shl, *inplace, dst, a, b),
                Instr::Shr { inplace, dst, a, b } => binary!(Shr, *inplace, dst, a, b),
                Instr::BitAnd { inplace, dst, a, b } => {
                    int_op!(BitAnd, inplace, dst, a, b, x, y => Some(x & y))
                }
                Instr::BitOr { inplace, dst, a, b } => {
                    int_op!(BitOr, inplace, dst, a, b, x, y => Some(x | y))
                }
                Instr::BitXor { inplace, dst, a, b } => {
                    int_op!(BitXor, inplace, dst, a, b, x, y => Some(x ^ y))
                }
                Instr::AddImm { inplace, dst, a, value } => {
                    imm!(Add, inplace, dst, a, value, x, y => y.checked_add(*x))
                }
                Instr::SubImm { inplace, dst, a, value } => {
                    imm!(Sub, inplace, dst, a, value, x, y => y.checked_add(*x), set, -)
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
                    match regs.get(a) {
                        Value::Int(x) if *x != i64::MIN => {
                            let z = -x;
                            set!(dst, Value::Int(z));
                            next!()
                        }
                        Value::Float(x) => {
                            let z = -x.get();
                            set!(dst, Value::float(z));
                            next!()
                        }
                        _ => {}
                    }
                    let a = owned!(a);
                    slow_of!(a, dst, vm.unary(super::ops::UnOp::Neg, &a))
                }
                Instr::Pos { dst, a } => {
                    let a = owned!(a);
                    slow_of!(a, dst, vm.unary(super::ops::UnOp::Pos, &a))
                }
                Instr::Invert { dst, a } => {
                    let a = owned!(a);
                    slow_of!(a, dst, vm.unary(super::ops::UnOp::Invert, &a))
                }
                Instr::Not { dst, a } => {
                    let t = match regs.get(a) {
                        Value::True => Value::False,
                        Value::False | Value::None => Value::True,
                        _ => Value::Undef,
                    };
                    if !t.is_undef() {
                        set!(dst, t);
                        next!()
                    }
                    let a = owned!(a);
                    slow_of!(a, dst, vm.truth(&a).map(|t| Value::bool(!t)))
                }
                Instr::Truth { dst, a } => {
                    let a = owned!(a);
                    slow_of!(a, dst, vm.truth(&a).map(Value::bool))
                }
                Instr::Lt { dst, a, b } => compare!(dst, a, b, <, Lt),
                Instr::Le { dst, a, b } => compare!(dst, a, b, <=, Le),
                Instr::Eq { dst, a, b } => compare!(dst, a, b, ==, Eq),
                Instr::Ne { dst, a, b } => compare!(dst, a, b, !=, Ne),
                Instr::Gt { dst, a, b } => compare!(dst, a, b, >, Gt),
                Instr::Ge { dst, a, b } => compare!(dst, a, b, >=, Ge),
                Instr::Is { negate, dst, a, b } => {
                    let same = regs.get(a).is(regs.get(b));
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
                        Ok(()) if !TRACE && vm.is_watched() => return Stop::Switched,
                        Ok(()) => continue,
                        Err(e) => Err(e),
                    }
                }
                Instr::JumpIfTrue { a, to } => jump_truth!(a, true, to),
                Instr::JumpIfFalse { a, to } => jump_truth!(a, false, to),
                Instr::JumpIfTrueKeep { a, to } => jump_truth_keep!(a, true, to),
                Instr::JumpIfFalseKeep { a, to } => jump_truth_keep!(a, false, to),
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
                    let t = regs.get(a).is(regs.get(b));
                    consume!(a);
                    consume!(b);
                    jump_if!(t, to)
                }
                Instr::JumpIsNot { a, b, to } => {
                    let t = !regs.get(a).is(regs.get(b));
                    consume!(a);
                    consume!(b);
                    jump_if!(t, to)
                }
                Instr::JumpIfNone { a, to } => {
                    let t = regs.get(a).is_none();
                    consume!(a);
                    jump_if!(t, to)
                }
                Instr::JumpIfNotNone { a, to } => {
                    let t = !regs.get(a).is_none();
                    consume!(a);
                    jump_if!(t, to)
                }
                Instr::JumpIn { a, b, to } => jump_in!(a, b, true, to),
                Instr::JumpNotIn { a, b, to } => jump_in!(a, b, false, to),

                Instr::LoadAttr { dst, obj, cache } => {
                    let c = cache_at(code, cache.0);
                    if let Value::Obj(o) = regs.get(obj)
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
                        && let Some(m) = regs.get(obj).cast::<ModuleObj>()
                        && c.key.get() == m.dict.version() as usize
                    {
                        let v = cached_value(c, &m.dict).clone();
                        consume!(obj);
                        set!(dst, v);
                        next!()
                    }
                    let obj = owned!(obj);
                    flow!(vm.load_attr(obj, c, *dst, regs))
                }
                Instr::StoreAttr { obj, src, cache } => {
                    let c = cache_at(code, cache.0);
                    if let Value::Obj(o) = regs.get(obj)
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
                            i.push_slot(cached_shape(c), c.index.get() as usize, v);
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
                    let c = cache_at(code, cache.0);
                    if let Value::Obj(o) = regs.get(obj)
                        && c.epoch.get() == vm.heap.class_epoch.get()
                    {
                        let hit = match instance::of(o) {
                            Some(i) => i.shape_addr() == c.key.get(),
                            None => o.class().addr() == c.key.get(),
                        };
                        if hit && c.tag.get() == tag::METHOD {
                            let this = owned!(obj);
                            regs.put(base, cached_object(c));
                            regs.put(base.reg() + 1, this);
                            next!()
                        }
                    }
                    if c.tag.get() == tag::MODULE
                        && let Some(m) = regs.get(obj).cast::<ModuleObj>()
                        && c.key.get() == m.dict.version() as usize
                    {
                        let f = cached_value(c, &m.dict).clone();
                        consume!(obj);
                        regs.put(base, f);
                        regs.put(base.reg() + 1, Value::Undef);
                        next!()
                    }
                    let obj = owned!(obj);
                    quiet!(vm.load_method(obj, c, base.reg(), regs))
                }
                Instr::GetItem { dst, a, b } => {
                    let index = if let Value::Int(i) = regs.get(b) { Some(*i) } else { None };
                    get_item!(dst, a, index, owned!(b))
                }
                Instr::GetItemImm { dst, a, value } => {
                    let i = i64::from(value.0);
                    get_item!(dst, a, Some(i), Value::Int(i))
                }
                Instr::GetSlice { dst, a, base } => {
                    let a = owned!(a);
                    flow!(vm.get_slice_instr(a, regs.slots(base, 2), *dst, regs))
                }
                Instr::SetItem { a, b, src } => {
                    if let Value::Obj(o) = regs.get(a)
                        && let Value::Int(i) = regs.get(b)
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
                    quiet!(vm.set_item_instr(ip, regs, code))
                }
                Instr::DelItem { a, b } => {
                    let (a, b) = (owned!(a), owned!(b));
                    quiet!(vm.del_item(&a, &b))
                }
                Instr::BuildSlice { count, dst, base } => {
                    let v = vm.build_slice(regs.slots(base, *count as usize));
                    set!(dst, v);
                    next!()
                }

                Instr::Call { argc, dst, func } => {
                    call!(regs.from(func), *argc as usize, dst, elsewhere)
                }
                Instr::CallInPlace { argc, func, .. } => {
                    call!(regs.from(func), *argc as usize, &in_place(func), in_place)
                }
                Instr::CallMethod { argc, dst, func } => {
                    let at = regs.from(func);
                    let n = method_call(at, *argc);
                    call!(at, n, dst, elsewhere)
                }
                Instr::CallMethodInPlace { argc, func, .. } => {
                    let at = regs.from(func);
                    let n = method_call(at, *argc);
                    call!(at, n, &in_place(func), in_place)
                }
                Instr::CallKw { argc, dst, func, names } => {
                    let names = const_at(code, names.0);
                    flow!(vm.call_kw_instr(regs, regs.from(func), *argc as usize, names, *dst))
                }
                Instr::CallMethodKw { argc, dst, func, names } => {
                    let names = const_at(code, names.0);
                    let at = regs.from(func);
                    let n = method_call(at, *argc);
                    flow!(vm.call_kw_instr(regs, at, n, names, *dst))
                }
                Instr::Return { src } => leave!(regs.take(src)),
                Instr::ReturnNone => leave!(Value::None),
                Instr::ForIter { dst, iter, .. } => {
                    let v = super::iterate::next_quickly(regs.get(iter));
                    if !v.is_undef() {
                        set!(dst, v);
                        next!()
                    }
                    flow!(vm.for_iter(ip, regs))
                }
                Instr::Yield { .. } => flow!(vm.yield_instr(ip, regs, code)),
                Instr::Delegate { .. } => flow!(vm.step_delegate(Value::None)),
                Instr::AwaitCall { argc, func, .. } => {
                    flow!(vm.await_call(regs, func.reg(), *argc as usize, false))
                }
                Instr::AwaitCallMethod { argc, func, .. } => {
                    flow!(vm.await_call(regs, func.reg(), *argc as usize, true))
                }
                Instr::ListAppend { list, value } => {
                    let v = owned!(value);
                    match regs.get(list).cast::<ListObj>().map_or(Ok(()), |l| l.push(v)) {
                        Ok(()) => next!(),
                        Err(refused) => {
                            vm.save(ip);
                            vm.granted(Err(refused))
                        }
                    }
                }
                Instr::BuildTuple { dst, base, n } => {
                    let t = vm.heap.tuple(regs.slots(base, n.0 as usize).iter_mut().map(Value::take));
                    set!(dst, t.into_value());
                    next!()
                }
                Instr::BuildList { dst, base, n } => {
                    let t =
                        vm.heap.list(regs.slots(base, n.0 as usize).iter_mut().map(Value::take).collect());
                    set!(dst, t.into_value());
                    next!()
                }
                Instr::Unpack2 { src, a, b } => {
                    if let Some([x, y]) = super::items::pair(regs.get(src)) {
                        let (x, y) = (x.clone(), y.clone());
                        consume!(src);
                        set!(a, x);
                        set!(b, y);
                        next!()
                    }
                    flow!(vm.unpack_pair(regs, code, *src, *a, *b))
                }
                Instr::Nop => next!(),
                // Named one by one: with an arm for all others, every dispatch would have to compare the instruction with the last one.
                Instr::CallSpread { .. }
                | Instr::MakeFunction { .. }
                | Instr::BuildSuper { .. }
                | Instr::BuildSet { .. }
                | Instr::BuildDict { .. }
                | Instr::BuildString { .. }
                | Instr::ListExtend { .. }
                | Instr::ListToTuple { .. }
                | Instr::SetAdd { .. }
                | Instr::SetExtend { .. }
                | Instr::DictAdd { .. }
                | Instr::DictUpdate { .. }
                | Instr::DictMerge { .. }
                | Instr::Format { .. }
                | Instr::FormatSpec { .. }
                | Instr::Unpack { .. }
                | Instr::UnpackStar { .. }
                | Instr::GetIter { .. }
                | Instr::GetAsyncIter { .. }
                | Instr::GetAsyncNext { .. }
                | Instr::EndAsyncFor { .. }
                | Instr::GetYieldFromIter { .. }
                | Instr::GetAwaitable { .. }
                | Instr::Raise { .. }
                | Instr::RaiseFrom { .. }
                | Instr::RaiseBare
                | Instr::Reraise { .. }
                | Instr::PushHandled { .. }
                | Instr::PopHandled { .. }
                | Instr::JumpIfNoMatch { .. }
                | Instr::MatchGroup { .. }
                | Instr::JoinGroups { .. }
                | Instr::WithEnter { .. }
                | Instr::WithExit { .. }
                | Instr::WithExitExc { .. }
                | Instr::AsyncWithEnter { .. }
                | Instr::IsSequence { .. }
                | Instr::IsMapping { .. }
                | Instr::Len { .. }
                | Instr::MatchKeys { .. }
                | Instr::MatchClass { .. }
                | Instr::MatchRest { .. }
                | Instr::ImportName { .. }
                | Instr::ImportFrom { .. }
                | Instr::ImportStar { .. }
                | Instr::Intrinsic { .. }
                | Instr::Intrinsic2 { .. } => flow!(vm.rare(ip.instr(), regs, code)),
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

/// How many arguments a call after `LoadMethod` has. Those of a callee without a receiver move down.
#[inline(always)]
fn method_call(at: Regs, argc: u8) -> usize {
    let n = argc as usize;
    if at.get(1).is_undef() {
        at.from(1).move_from(at.from(2), n);
        return n;
    }
    n + 1
}

/// The destination of a call whose result takes the place of the callee.
#[inline(always)]
fn in_place(func: &Base) -> Dst {
    Dst::from_doubled(func.doubled())
}

/// The cell in a register.
#[inline(always)]
fn cell_at<'a>(regs: Regs, i: &Keep) -> Option<&'a CellObj> {
    regs.get(i).cast::<CellObj>()
}

/// Whether the first of a native's arguments is surely what it must be: it is no method, or the class of the receiver is the very class.
#[inline(always)]
fn fits_exactly(f: &NativeObj, at: Regs) -> bool {
    match f.receiver {
        Receiver::Any => true,
        Receiver::SubclassOfOwner => false,
        Receiver::OfOwner => match (at.get(1), &f.owner) {
            (Value::Obj(this), Value::Obj(owner)) => this.class().obj().is(owner),
            _ => false,
        },
    }
}
