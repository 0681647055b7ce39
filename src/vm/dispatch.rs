//! The macros of the run loop: how arms read operands, store results, leave for code out of line and come back.
//!
//! They are defined inside `Vm::run`, since they speak of its locals `vm`, `ip`, `regs` and `code`; this macro defines them there. `$d` is a dollar sign: a macro that
//! defines macros cannot write one itself.
//!
//! What a macro does with control is not seen where it is used, so it is said here. *Value*: it is an expression, and control comes back. *Next*: it ends the arm, the
//! next instruction (or the target of a jump) is dispatched. *Next or error*: the same, or its value is the error that the arm ends with. *Any*: it may stop the loop, too.
//!
//! | macro | control | what it does |
//! | --- | --- | --- |
//! | `ask_first!` | any | in the loop that asks: tells whoever watches of the instruction |
//! | `reload!` | value | `ip`, `regs` and `code` from the top record |
//! | `next!` | next | the next instruction |
//! | `set!` | value | writes a register and drops what was there |
//! | `consume!`, `owned!` | value | drops an operand that is no local; takes or copies an operand |
//! | `drop_object!`, `drop_old!` | value | drops a value; finalisers that come due run at once |
//! | `finalize!` | value | runs the finalisers that are due |
//! | `slow!`, `slow_of!`, `quiet!` | next or error | calls a function out of line, with a result for a register, or none |
//! | `flow!` | any | calls a function out of line that may change frames |
//! | `jump_if!`, `jump_asked!` | next or error | jumps by a condition, or by one that was asked out of line |
//! | `compare_jump!`, `compare_jump_imm!`, `jump_in!`, `jump_truth!`, `jump_truth_keep!` | next or error | compares and jumps |
//! | `compare!`, `binary!`, `arith!`, `int_op!`, `imm!` | next or error | an operator |
//! | `load_bound!`, `delete_bound!` | next or error | reads or deletes a variable that may be unbound |
//! | `get_item!` | any | an item of a list or tuple at once, any other out of line |
//! | `record!`, `arrive!` | value | the record of a call whose result goes to a register, or takes the place of the callee; that result's arrival |
//! | `call!`, `enter!`, `settle!` | any | a call; that of a function that needs no binder; the end of a native's call |
//! | `leave!`, `leave_in_place!` | any | a return; one whose value takes the place of the callee |
//! | `go_on!`, `after_burial!` | next; next or error | the caller goes on; the same where something may have died |
//! | `end_with!` | next or error | the end of an operator |

macro_rules! dispatch_macros {
    ($d:tt, $vm:ident, $ip:ident, $regs:ident, $code:ident) => {
        macro_rules! reload {
            () => {{
                let f = $vm.top();
                $ip = f.ip();
                $regs = f.regs();
                $code = f.code();
            }};
        }
        macro_rules! next {
            () => {{
                $ip = $ip.next();
                continue;
            }};
        }
        // The loop that asks: somebody is told of the instruction, and may raise, or send the frame elsewhere. With nobody left the other loop goes on.
        macro_rules! ask_first {
            () => {
                if TRACE {
                    $vm.save($ip);
                    if $vm.options.trace_vm {
                        $vm.trace_instruction($ip, $code);
                    } else if !$vm.is_watched() {
                        return Stop::Switched;
                    }
                    if $vm.is_watched() {
                        match $vm.watch_step($ip, $code) {
                            Ok(false) => {}
                            Ok(true) => {
                                reload!();
                                continue;
                            }
                            Err(e) => match $vm.unwind(e) {
                                Some(stop) => return stop,
                                None => {
                                    reload!();
                                    continue;
                                }
                            },
                        }
                    }
                }
            };
        }
        // Drops an object; what dies with it is finalised at once.
        macro_rules! drop_object {
            ($d old:expr) => {{
                let old = $d old;
                if let Value::Obj(o) = &old {
                    if o.header().count() == 1 {
                        $vm.drop_old($ip, old);
                    } else {
                        drop(old);
                    }
                }
            }};
        }
        macro_rules! set {
            ($d dst:expr, $d v:expr) => {{
                let v = $d v;
                if let Value::Obj(_) = $regs.get($d dst) {
                    let old = $regs.take($d dst);
                    $regs.put($d dst, v);
                    drop_object!(old);
                } else {
                    $regs.put($d dst, v);
                }
            }};
        }
        // Drops a consumed operand, if it is a temporary.
        macro_rules! consume {
            ($d src:expr) => {{
                if u32::from($d src.doubled()) >= $code.locals_end {
                    drop_object!($regs.take($d src));
                }
            }};
        }
        // The operand as an owned value.
        macro_rules! owned {
            ($d src:expr) => {
                $regs.owned(*$d src, $code)
            };
        }
        // What died in code out of line is finalised before the next instruction.
        macro_rules! finalize {
            () => {
                if $vm.needs_attention() {
                    $vm.run_finalizers();
                }
            };
        }
        // The same behind what may have begun to watch: the other form of the loop goes on.
        macro_rules! finalize_next {
            () => {{
                if $vm.needs_attention() {
                    $vm.run_finalizers();
                    if !TRACE && $vm.is_watched() {
                        $vm.save($ip.next());
                        return Stop::Switched;
                    }
                }
                next!()
            }};
        }
        macro_rules! finalize_reload {
            () => {{
                if $vm.needs_attention() {
                    $vm.run_finalizers();
                    if !TRACE && $vm.is_watched() {
                        return Stop::Switched;
                    }
                }
                reload!();
                continue;
            }};
        }
        // An out-of-line instruction whose result goes to `dst`.
        macro_rules! slow {
            ($d dst:expr, $d call:expr) => {{
                $vm.save($ip);
                match $d call {
                    Ok(v) => {
                        set!($d dst, v);
                        finalize!();
                        next!()
                    }
                    Err(e) => Err(e),
                }
            }};
        }
        // The same with operands that were taken: they die before the next instruction, and so do their finalisers run.
        macro_rules! slow_of {
            ($d operands:expr, $d dst:expr, $d call:expr) => {{
                slow!($d dst, {
                    let out = $d call;
                    drop($d operands);
                    out
                })
            }};
        }
        // An out-of-line instruction without a result.
        macro_rules! quiet {
            ($d call:expr) => {{
                $vm.save($ip);
                match $d call {
                    Ok(()) => {
                        finalize!();
                        next!()
                    }
                    Err(e) => Err(e),
                }
            }};
        }
        // An out-of-line instruction that may change frames.
        macro_rules! flow {
            ($d call:expr) => {{
                $vm.save($ip);
                match $d call {
                    Ok(Flow::Next) => finalize_next!(),
                    Ok(Flow::Reload) => finalize_reload!(),
                    Ok(Flow::Pause) => return Stop::Paused,
                    Ok(Flow::Stop) => return $vm.take_stop(),
                    Err(e) => Err(e),
                }
            }};
        }
        macro_rules! jump_if {
            ($d cond:expr, $d to:expr) => {{
                if $d cond {
                    black_box(());
                    $ip = $ip.jump(i32::from($d to.0));
                    continue;
                }
                next!()
            }};
        }
        // A jump by the outcome of something that was asked out of line, whose operands are dropped by then.
        macro_rules! jump_asked {
            ($d asked:expr, $d sense:expr, $d to:expr) => {{
                match $d asked {
                    Ok(t) => {
                        finalize!();
                        jump_if!(t == $d sense, $d to)
                    }
                    Err(e) => Err(e),
                }
            }};
        }
        macro_rules! compare_jump {
            ($d a:expr, $d b:expr, $d to:expr, $d op:tt, $d cmp:ident, $d sense:expr) => {{
                match ($regs.get($d a), $regs.get($d b)) {
                    (Value::Int(x), Value::Int(y)) => jump_if!((x $d op y) == $d sense, $d to),
                    (Value::Float(x), Value::Float(y)) => jump_if!((x.get() $d op y.get()) == $d sense, $d to),
                    _ => {
                        $vm.save($ip);
                        let (a, b) = (owned!($d a), owned!($d b));
                        let asked = $vm.compare_truth(CmpOp::$d cmp, &a, &b);
                        drop((a, b));
                        jump_asked!(asked, $d sense, $d to)
                    }
                }
            }};
        }
        macro_rules! compare_jump_imm {
            ($d a:expr, $d value:expr, $d to:expr, $d op:tt, $d cmp:ident, $d sense:expr) => {{
                match $regs.get($d a) {
                    Value::Int(x) => jump_if!((*x $d op i64::from($d value.0)) == $d sense, $d to),
                    _ => {
                        $vm.save($ip);
                        let a = owned!($d a);
                        match $vm.compare_truth(CmpOp::$d cmp, &a, &Value::Int(i64::from($d value.0))) {
                            Ok(t) => {
                                drop(a);
                                finalize!();
                                jump_if!(t == $d sense, $d to)
                            }
                            Err(e) => Err(e),
                        }
                    }
                }
            }};
        }
        macro_rules! compare {
            ($d dst:expr, $d a:expr, $d b:expr, $d op:tt, $d cmp:ident) => {{
                match ($regs.get($d a), $regs.get($d b)) {
                    (Value::Int(x), Value::Int(y)) => {
                        let t = x $d op y;
                        set!($d dst, Value::bool(t));
                        next!()
                    }
                    (Value::Float(x), Value::Float(y)) => {
                        let t = x.get() $d op y.get();
                        set!($d dst, Value::bool(t));
                        next!()
                    }
                    _ => {
                        let (a, b) = (owned!($d a), owned!($d b));
                        slow_of!((a, b), $d dst, $vm.compare(CmpOp::$d cmp, &a, &b))
                    }
                }
            }};
        }
        macro_rules! binary {
            ($d op:ident, $d inplace:expr, $d dst:expr, $d a:expr, $d b:expr) => {{
                $vm.save($ip);
                match $vm.binary_instr(BinOp::$d op, $d inplace, $regs, $code, Dst::from(*$d dst), *$d a, *$d b) {
                    Ok(()) => next!(),
                    Err(e) => Err(e),
                }
            }};
        }
        // The frame of this record has its value and goes on behind the call.
        macro_rules! go_on {
            ($d frame:expr) => {{
                let frame = $d frame;
                $ip = frame.ip().next();
                $regs = frame.regs();
                $code = frame.code();
                continue;
            }};
        }
        // The same where a frame was buried: what died is finalised first.
        macro_rules! after_burial {
            () => {{
                reload!();
                match $vm.let_die() {
                    Ok(()) => next!(),
                    Err(e) => Err(e),
                }
            }};
        }
        // The way out of a frame whose value takes the place of the callee.
        macro_rules! leave_in_place {
            ($d frame:expr, $d v:expr) => {{
                // The result goes first: what dies afterwards needs few registers of the machine's.
                let (frame, v) = ($d frame, $d v);
                let function = $regs.replace_function(v);
                // What may die is left to a function behind which nothing is needed that is at hand here: so nothing is spilled on the usual way.
                match $regs.leave_shared($code.locals_bytes, function) {
                    None => go_on!(frame),
                    Some(function) => $vm.bury_frame(function, $regs, $code),
                }
                after_burial!()
            }};
        }
        // What an operator ends with: its result goes to a register that may hold an object, or holds none, or is what the frame returns.
        macro_rules! end_with {
            (set $d dst:expr, $d v:expr) => {{
                set!($d dst, $d v);
                next!()
            }};
            (put $d dst:expr, $d v:expr) => {{
                $regs.put($d dst, $d v);
                next!()
            }};
            (give $d dst:expr, $d v:expr) => {{
                if TRACE {
                    // Whoever watches is told at the `Return` itself.
                    $regs.put($d dst, $d v);
                    next!()
                }
                match $vm.thread.frames.pop_in_place() {
                    Some(frame) => leave_in_place!(frame, $d v),
                    None => {
                        $regs.put($d dst, $d v);
                        next!()
                    }
                }
            }};
        }
        macro_rules! arith {
            ($d op:ident, $d inplace:expr, $d dst:expr, $d a:expr, $d b:expr, $d checked:ident, $d float:tt, $d end:ident) => {
                match ($regs.get($d a), $regs.get($d b)) {
                    (Value::Int(x), Value::Int(y)) => match x.$d checked(*y) {
                        Some(z) => end_with!($d end $d dst, Value::Int(z)),
                        None => binary!($d op, *$d inplace, $d dst, $d a, $d b),
                    },
                    (Value::Float(x), Value::Float(y)) => {
                        let z = x.get() $d float y.get();
                        end_with!($d end $d dst, Value::float(z))
                    }
                    _ => binary!($d op, *$d inplace, $d dst, $d a, $d b),
                }
            };
        }
        macro_rules! int_op {
            ($d op:ident, $d inplace:expr, $d dst:expr, $d a:expr, $d b:expr, $d x:ident, $d y:ident => $d quick:expr) => {{
                if let (Value::Int($d x), Value::Int($d y)) = ($regs.get($d a), $regs.get($d b))
                    && let Some(z) = $d quick
                {
                    set!($d dst, Value::Int(z));
                    next!()
                }
                binary!($d op, *$d inplace, $d dst, $d a, $d b)
            }};
        }
        macro_rules! imm {
            ($d op:ident, $d inplace:expr, $d dst:expr, $d a:expr, $d value:expr, $d x:ident, $d y:ident => $d quick:expr) => {
                imm!($d op, $d inplace, $d dst, $d a, $d value, $d x, $d y => $d quick, set)
            };
            ($d op:ident, $d inplace:expr, $d dst:expr, $d a:expr, $d value:expr, $d x:ident, $d y:ident => $d quick:expr, $d end:ident $d(, $d minus:tt)?) => {{
                let quick = if let Value::Int($d x) = $regs.get($d a) {
                    let $d y = i64::from($d value.0);
                    $d quick
                } else {
                    None
                };
                match quick {
                    Some(z) => end_with!($d end $d dst, Value::Int(z)),
                    None => {
                        let a = owned!($d a);
                        let b = Value::Int($d($d minus)? i64::from($d value.0));
                        slow_of!(a, $d dst, $vm.binary_or_inplace(BinOp::$d op, *$d inplace != 0, &a, &b))
                    }
                }
            }};
        }

        // A return. The long way takes the value by itself: it would go through memory here.
        macro_rules! leave {
            ($d v:expr) => {{
                if let Some(frame) = $vm.thread.frames.pop_in_place() {
                    leave_in_place!(frame, $d v)
                } else if let Some((dst, frame)) = $vm.thread.frames.pop_simple() {
                    let v = $d v;
                    let function = $regs.take_function();
                    let caller = frame.regs();
                    if let Value::Obj(_) = caller.get(dst) {
                        let old = caller.take_object(dst);
                        caller.put(dst, v);
                        $vm.bury_frame_over(old, function, $regs, $code);
                    } else {
                        caller.put(dst, v);
                        match $regs.leave_shared($code.locals_bytes, function) {
                            None => go_on!(frame),
                            Some(function) => $vm.bury_frame(function, $regs, $code),
                        }
                    }
                    after_burial!()
                } else {
                    $vm.save($ip);
                    match $vm.return_instr($ip, $regs, $code) {
                        Ok(Flow::Stop) => return $vm.take_stop(),
                        Ok(Flow::Pause) => return Stop::Paused,
                        Ok(Flow::Next | Flow::Reload) => finalize_reload!(),
                        Err(e) => Err(e),
                    }
                }
            }};
        }

        // Drops an object that an instruction took out of its place.
        macro_rules! drop_old {
            ($d old:expr) => {{
                let old = $d old;
                if let Value::Obj(_) = old {
                    $vm.drop_old($ip, old);
                }
            }};
        }
        // The content of a variable, which may be unbound.
        macro_rules! load_bound {
            ($d dst:expr, $d v:expr, $d unbound:expr) => {{
                let v = $d v;
                if v.is_undef() {
                    $vm.save($ip);
                    Err($d unbound)
                } else {
                    set!($d dst, v);
                    next!()
                }
            }};
        }
        // The old content of a variable that is deleted, which may be unbound.
        macro_rules! delete_bound {
            ($d old:expr, $d unbound:expr) => {{
                let old = $d old;
                if old.is_undef() {
                    $vm.save($ip);
                    Err($d unbound)
                } else {
                    $vm.drop_old($ip, old);
                    next!()
                }
            }};
        }
        macro_rules! jump_in {
            ($d a:expr, $d b:expr, $d sense:expr, $d to:expr) => {{
                $vm.save($ip);
                let (a, b) = (owned!($d a), owned!($d b));
                let asked = $vm.contains_owned(b, a);
                jump_asked!(asked, $d sense, $d to)
            }};
        }
        macro_rules! jump_truth {
            ($d a:expr, $d sense:expr, $d to:expr) => {{
                let t = match $regs.get($d a) {
                    Value::True => Some(true),
                    Value::False | Value::None => Some(false),
                    Value::Int(i) => Some(*i != 0),
                    _ => None,
                };
                match t {
                    Some(t) => jump_if!(t == $d sense, $d to),
                    None => {
                        $vm.save($ip);
                        let a = owned!($d a);
                        let asked = $vm.truth(&a);
                        drop(a);
                        jump_asked!(asked, $d sense, $d to)
                    }
                }
            }};
        }
        macro_rules! jump_truth_keep {
            ($d a:expr, $d sense:expr, $d to:expr) => {{
                $vm.save($ip);
                let v = $regs.get($d a).clone();
                match $vm.truth(&v) {
                    Ok(t) if t == $d sense => {
                        $ip = $ip.jump($d to.0);
                        continue;
                    }
                    Ok(_) => {
                        drop(v);
                        drop_old!($regs.take($d a));
                        next!()
                    }
                    Err(e) => Err(e),
                }
            }};
        }
        // The record of a call: the result goes to `dst`, or takes the place of the callee (`in_place`).
        macro_rules! record {
            (elsewhere $d callee:expr, $d window:expr, $d start:expr, $d dst:expr) => {
                Frame::plain($d callee, $d window, $d start, Return::Store, $d dst)
            };
            (in_place $d callee:expr, $d window:expr, $d start:expr, $d dst:expr) => {
                Frame::in_place($d callee, $d window, $d start, $d dst)
            };
        }
        // The result of a call that is over.
        macro_rules! arrive {
            (elsewhere $d at:expr, $d dst:expr, $d v:expr) => {
                set!($d dst, $d v)
            };
            (in_place $d at:expr, $d dst:expr, $d v:expr) => {
                $d at.put(0, $d v)
            };
        }
        // A native has answered: callee and arguments are let go of, the result goes to its place. What may die is left to a function behind which nothing is
        // needed that is at hand here.
        macro_rules! settle {
            ($d out:expr, $d at:expr, $d n:expr, $d dst:expr, $d place:ident) => {{
                let out = $d out;
                if $d at.release_call($d n) {
                    match out {
                        Ok(v) => {
                            arrive!($d place $d at, $d dst, v);
                            finalize_next!()
                        }
                        Err(e) => Err(e),
                    }
                } else {
                    flow!($vm.settle_native($d at, $d n, out, $regs, *$d dst))
                }
            }};
        }
        // Puts the frame of a function that takes just these arguments on top. Whoever recurses without a loop is heard here.
        macro_rules! enter {
            ($d at:expr, $d n:expr, $d callee:expr, $d dst:expr, $d place:ident, $d prepare:expr) => {{
                let (callee, dst) = ($d callee, *$d dst);
                let window = $d at.from(1);
                if $vm.lets_pass(window, callee) {
                    $d prepare;
                    $ip = $vm.thread.frames.push_call($ip, callee, |start| {
                        record!($d place callee, window, start, dst)
                    });
                    $code = callee;
                    $regs = window;
                    continue;
                }
                $vm.save($ip);
                match $vm.push_elsewhere(callee, window, $d n, dst) {
                    Ok(()) => {
                        if !TRACE && $vm.is_watched() {
                            return Stop::Switched;
                        }
                        reload!();
                        continue;
                    }
                    Err(e) => Err(e),
                }
            }};
        }
        // A call of what stands at `at` with the arguments behind it.
        macro_rules! call {
            ($d at:expr, $d n:expr, $d dst:expr, $d place:ident) => {{
                let (at, n) = ($d at, $d n);
                if let Value::Obj(o) = at.get(0)
                    && let Some(f) = o.cast::<FunctionObj>()
                    && code_of(f).bare_params == n as u32
                {
                    enter!(at, n, code_of(f), $d dst, $d place, ())
                } else if let Value::Obj(o) = at.get(0)
                    && let Some(f) = o.cast::<FunctionObj>()
                    && code_of(f).plain_params == n as u32
                {
                    let callee = code_of(f);
                    enter!(at, n, callee, $d dst, $d place, at.from(1).fill_undef(n as u32, callee.n_locals))
                } else if let Value::Obj(o) = at.get(0)
                    && let Some(f) = o.cast::<NativeObj>()
                    && (f.direct as usize == n || f.takes(n) && fits_exactly(f, at))
                {
                    // The slots are the arguments where they stand.
                    $vm.save($ip);
                    let def = def_of(f);
                    match def.body {
                        Body::One(body) => settle!(body($vm, def, at.slot(1)), at, 1, $d dst, $d place),
                        Body::Two(body) => settle!(body($vm, def, at.slot(1), at.slot(2)), at, 2, $d dst, $d place),
                        Body::Slots(body) => settle!(body($vm, def, at.slots(1, n)), at, n, $d dst, $d place),
                    }
                } else {
                    flow!($vm.call_instr($regs, at, n, *$d dst))
                }
            }};
        }
        // An item of a list or tuple at once, any other out of line.
        macro_rules! get_item {
            ($d dst:expr, $d a:expr, $d index:expr, $d key:expr) => {{
                if let Some(i) = $d index
                    && let Some(v) = super::items::sequence_item($regs.get($d a), i)
                {
                    consume!($d a);
                    set!($d dst, v);
                    next!()
                }
                let a = owned!($d a);
                flow!($vm.get_item_instr(a, $d key, *$d dst, $regs))
            }};
        }
    };
}
pub(super) use dispatch_macros;
