//! What the verifier refuses. Each case is a few instructions over two locals.

use hoopsnake::bytecode::*;
use hoopsnake::source::Span;
use std::rc::Rc;

fn code(instrs: Vec<Instr>, handlers: Vec<Handler>) -> Unverified {
    Unverified {
        kind: CodeKind::Function,
        flags: CodeFlags::default(),
        name: "f".into(),
        qualname: "f".into(),
        first_line: 1,
        spans: vec![Span::default(); instrs.len()],
        instrs,
        anchors: Vec::new(),
        visits: Vec::new(),
        consts: vec![Const::Int(1)],
        names: vec!["n".into()],
        caches: vec![CacheSite { name: 0 }],
        handlers,
        positional_only: 0,
        positional: 2,
        keyword_only: 0,
        locals: vec!["a".into(), "b".into()],
        hidden: Vec::new(),
        cells: Vec::new(),
        free: Vec::new(),
        registers: 6,
        doc: None,
        file: "x".into(),
    }
}

fn refusal(instrs: Vec<Instr>) -> String {
    verify(code(instrs, Vec::new())).expect_err("refused").message
}

fn one(dst: u16) -> Instr {
    Instr::LoadInt { dst: Dst(dst), value: Imm32(1) }
}

/// What a change to a good code object is answered with.
fn changed(instrs: Vec<Instr>, change: impl FnOnce(&mut Unverified)) -> String {
    let mut c = code(instrs, Vec::new());
    change(&mut c);
    verify(c).expect_err("refused").message
}

fn accepted(instrs: Vec<Instr>, change: impl FnOnce(&mut Unverified)) {
    let mut c = code(instrs, Vec::new());
    change(&mut c);
    verify(c).expect("good code");
}

const END: Instr = Instr::ReturnNone;

#[test]
fn good_code_passes() {
    let instrs = vec![
        one(2),
        Instr::Add { inplace: 0, dst: Dst(2), a: Src(2), b: Src(0) },
        Instr::JumpIfFalse { a: Src(1), to: Far(1) },
        Instr::Return { src: Src(2) },
        Instr::Drop { src: Src(2) },
        END,
    ];
    assert!(verify(code(instrs, Vec::new())).is_ok());
}

#[test]
fn temporaries_are_written_once_and_consumed_once() {
    assert!(refusal(vec![one(2), one(2), END]).contains("writes register 2, which is live"));
    assert!(refusal(vec![Instr::Drop { src: Src(2) }, END]).contains("consumes register 2, which is dead"));
    assert!(refusal(vec![Instr::Copy { dst: Dst(3), src: Keep(2) }, END]).contains("reads register 2"));
    assert!(refusal(vec![one(2), END]).contains("still hold something at a return"));
    let call = Instr::Call { argc: 1, dst: Dst(2), func: Base(2) };
    assert!(refusal(vec![one(2), call, Instr::Return { src: Src(2) }]).contains("consumes register 3"));
}

#[test]
fn joins_agree() {
    let text = refusal(vec![Instr::JumpIfTrue { a: Src(0), to: Far(1) }, one(2), END]);
    assert!(text.contains("paths to 2 disagree"), "{text}");
    // A loop that leaves one more temporary behind each time round.
    let text = refusal(vec![Instr::Nop, one(2), Instr::JumpBack { to: Far(-2) }]);
    assert!(text.contains("disagree"), "{text}");
}

#[test]
fn jumps_stay_inside_and_only_one_goes_back() {
    assert!(refusal(vec![Instr::Jump { to: Far(5) }]).contains("leaves the code"));
    assert!(refusal(vec![Instr::Jump { to: Far(-1) }]).contains("only JumpBack goes backwards"));
    assert!(refusal(vec![Instr::JumpBack { to: Far(0) }, END]).contains("only JumpBack goes backwards"));
    assert!(refusal(vec![Instr::JumpBack { to: Far(-3) }]).contains("before the code"));
    assert!(refusal(vec![one(0)]).contains("leaves the code"));
    assert!(refusal(vec![END, END]).contains("unreachable"));
}

#[test]
fn a_temporary_is_no_local() {
    let text = refusal(vec![Instr::LoadLocal { dst: Temp(1), local: Keep(0) }, END]);
    assert!(text.contains("writes local 1 as a temporary"), "{text}");
}

#[test]
fn operands_are_in_range() {
    for bad in [
        Instr::LoadInt { dst: Dst(6), value: Imm32(0) },
        Instr::LoadConst { dst: Dst(0), k: ConstId(1) },
        Instr::LoadGlobal { dst: Temp(2), cache: CacheId(1) },
        Instr::DeleteGlobal { name: NameId(1) },
        Instr::LoadFree { dst: Dst(0), free: FreeId(0) },
        Instr::LoadCell { dst: Dst(0), cell: Keep(0) },
        Instr::LoadSpecial { which: 9, dst: Dst(0) },
        Instr::LoadName { dst: Dst(0), cache: CacheId(0) },
        Instr::CheckLocal { local: Keep(2) },
        Instr::LoadConstWide { dst: 0, k: WideConst(7) },
        Instr::MakeFunction { flags: 0, dst: Dst(0), base: Base(2), code: ConstId(0) },
        Instr::Intrinsic { op: 99, dst: Dst(0), a: Src(0) },
        Instr::LoadMethod { base: Base(1), obj: Src(0), cache: CacheId(0) },
        Instr::Unpack { src: Src(0), base: Base(4), n: Num(3) },
    ] {
        let text = refusal(vec![bad, END]);
        assert!(
            text.contains("out of range")
                || text.contains("means nothing")
                || text.contains("above the locals"),
            "{bad:?}: {text}"
        );
    }
}

#[test]
fn handlers_keep_what_every_covered_instruction_has() {
    let handler = |start, end, target, keep| Handler { start, end, target, keep };
    let good = vec![
        one(2),
        one(0),
        Instr::Drop { src: Src(2) },
        END,
        Instr::Drop { src: Src(3) },
        Instr::Drop { src: Src(2) },
        END,
    ];
    assert!(verify(code(good.clone(), vec![handler(1, 2, 4, 3)])).is_ok());
    // The range goes one too far: register 2 is consumed below what the handler keeps.
    let error = verify(code(good.clone(), vec![handler(1, 3, 4, 3)])).expect_err("refused");
    assert!(error.message.contains("its handler keeps"), "{error}");
    // Or it begins too early, where register 2 is not there yet.
    let error = verify(code(good.clone(), vec![handler(0, 2, 4, 3)])).expect_err("refused");
    assert!(error.message.contains("disagree"), "{error}");
    let error = verify(code(good, vec![handler(1, 2, 4, 1)])).expect_err("refused");
    assert!(error.message.contains("keeps at least the locals"), "{error}");
}

#[test]
fn loops_end_without_their_iterator() {
    let iter = Instr::GetIter { dst: Dst(2), src: Src(0) };
    let next = |to| Instr::ForIter { dst: Dst(1), iter: Keep(2), to: Off(to) };
    assert!(verify(code(vec![iter, next(1), Instr::JumpBack { to: Far(-2) }, END], Vec::new())).is_ok());
    let text = refusal(vec![iter, next(1), Instr::JumpBack { to: Far(-2) }, Instr::Return { src: Src(2) }]);
    assert!(text.contains("consumes register 2, which is dead"), "{text}");
}

#[test]
fn an_instruction_is_eight_bytes() {
    assert_eq!(std::mem::size_of::<Instr>(), 8);
}

#[test]
fn nothing_is_live_above_the_arguments_of_a_call() {
    // r2 = callee, r3 = argument; r4 lies where the callee's window will be.
    let with = |call: Instr| {
        vec![one(2), one(3), one(4), call, Instr::Drop { src: Src(4) }, Instr::Return { src: Src(2) }]
    };
    let text = refusal(with(Instr::Call { argc: 1, dst: Dst(2), func: Base(2) }));
    assert!(text.contains("above the arguments of a call is live"), "{text}");
    let names =
        |c: &mut Unverified| c.consts = vec![Const::Tuple([Const::Str(b"k".as_slice().into())].into())];
    let text = changed(with(Instr::CallKw { argc: 1, dst: Dst(2), func: Base(2), names: ConstId(0) }), names);
    assert!(text.contains("above the arguments of a call is live"), "{text}");
    let text =
        changed(with(Instr::AwaitCall { argc: 1, dst: Dst(2), func: Base(2) }), |c| c.flags.coroutine = true);
    assert!(text.contains("above the arguments of a call is live"), "{text}");
    let method = |dst| Instr::CallMethod { argc: 0, dst: Dst(dst), func: Base(2) };
    let load = Instr::LoadMethod { base: Base(2), obj: Src(0), cache: CacheId(0) };
    let text =
        refusal(vec![load, one(4), method(2), Instr::Drop { src: Src(4) }, Instr::Return { src: Src(2) }]);
    assert!(text.contains("above the arguments of a call is live"), "{text}");
    // Below the callee everything may be live.
    let low = vec![one(2), one(3), Instr::Call { argc: 0, dst: Dst(3), func: Base(3) }];
    accepted([low, vec![Instr::Drop { src: Src(2) }, Instr::Return { src: Src(3) }]].concat(), |_| {});
}

#[test]
fn the_second_register_of_a_method_is_only_for_its_call() {
    let load = Instr::LoadMethod { base: Base(2), obj: Src(0), cache: CacheId(0) };
    let text = refusal(vec![
        load,
        Instr::BuildTuple { dst: Dst(2), base: Base(2), n: Num(2) },
        Instr::Return { src: Src(2) },
    ]);
    assert!(text.contains("may hold nothing"), "{text}");
    let text = refusal(vec![load, Instr::Copy { dst: Dst(4), src: Keep(3) }, END]);
    assert!(text.contains("may hold nothing"), "{text}");
    let call = Instr::CallMethod { argc: 0, dst: Dst(2), func: Base(2) };
    accepted(vec![load, call, Instr::Return { src: Src(2) }], |_| {});
}

#[test]
fn locals_are_read_where_they_are_bound() {
    let unbound = |c: &mut Unverified| c.positional = 1;
    let read = Instr::Return { src: Src(1) };
    assert!(changed(vec![read], unbound).contains("reads local 1, which may be unbound"));
    accepted(vec![Instr::CheckLocal { local: Keep(1) }, read], unbound);
    accepted(vec![one(1), read], unbound);
    // Bound on one of two paths.
    let some = vec![Instr::JumpIfTrue { a: Src(0), to: Far(1) }, one(1), read];
    assert!(changed(some, unbound).contains("may be unbound"));
    // A loop whose body unbinds it: the first time round it was bound.
    let again = vec![
        Instr::Nop,
        Instr::Move { dst: Dst(0), src: Src(1) },
        Instr::DeleteLocal { local: Keep(1) },
        Instr::JumpBack { to: Far(-3) },
    ];
    assert!(refusal(again).contains("reads local 1, which may be unbound"));
}

#[test]
fn cells_are_made_before_they_are_used_and_stay() {
    let cell = |c: &mut Unverified| c.cells = vec![1];
    let (make, load) = (Instr::MakeCell { local: Keep(1) }, Instr::LoadCell { dst: Dst(0), cell: Keep(1) });
    accepted(vec![make, load, END], cell);
    assert!(changed(vec![load, END], cell).contains("not known to hold a Cell"));
    assert!(changed(vec![make, one(1), load, END], cell).contains("not known to hold a Cell"));
    let some = vec![Instr::JumpIfTrue { a: Src(0), to: Far(1) }, make, load, END];
    assert!(changed(some, cell).contains("not known to hold a Cell"));
    assert!(refusal(vec![make, END]).contains("means nothing"));
    assert!(changed(vec![make, make, END], cell).contains("has its cell already"));
}

#[test]
fn closures_have_a_cell_for_each_free_variable() {
    let inner = || {
        let mut c = code(vec![Instr::LoadFree { dst: Dst(0), free: FreeId(0) }, END], Vec::new());
        c.free = vec!["x".into()];
        Rc::new(verify(c).expect("good code"))
    };
    let prepare = |c: &mut Unverified| {
        c.cells = vec![1];
        c.consts = vec![Const::Code(inner()), Const::Tuple([].into())];
    };
    let make = |flags| Instr::MakeFunction { flags, dst: Dst(2), base: Base(2), code: ConstId(0) };
    let (cell, copy) =
        (Instr::MakeCell { local: Keep(1) }, |dst, src| Instr::Copy { dst: Dst(dst), src: Keep(src) });
    let tuple = |n| Instr::BuildTuple { dst: Dst(2), base: Base(2), n: Num(n) };
    let end = Instr::Return { src: Src(2) };
    accepted(vec![cell, copy(2, 1), tuple(1), make(8), end], prepare);
    assert!(changed(vec![make(0), end], prepare).contains("has a closure if"));
    assert!(changed(vec![cell, copy(2, 0), tuple(1), make(8), end], prepare).contains("Cells(1)"));
    assert!(
        changed(vec![cell, copy(2, 1), copy(3, 1), tuple(2), make(8), end], prepare).contains("Cells(1)")
    );
    let constant = Instr::LoadConst { dst: Dst(2), k: ConstId(1) };
    assert!(changed(vec![constant, make(8), end], prepare).contains("Cells(1)"));
    let outermost =
        |c: &mut Unverified| (c.kind, c.positional, c.free) = (CodeKind::Module, 0, vec!["x".into()]);
    assert!(changed(vec![END], outermost).contains("does not suspend"));
}

#[test]
fn builders_get_what_they_build() {
    let text = |k| format!("not known to hold a {k}");
    let value = Src(0);
    let cases = [
        (Instr::ListAppend { list: Keep(2), value }, "List"),
        (Instr::ListExtend { list: Keep(2), src: value }, "List"),
        (Instr::SetAdd { set: Keep(2), value }, "Set"),
        (Instr::SetExtend { set: Keep(2), src: value }, "Set"),
        (Instr::DictAdd { dict: Keep(2), key: value, value: Src(1) }, "Dict"),
        (Instr::DictUpdate { dict: Keep(2), src: value }, "Dict"),
        (Instr::DictMerge { dict: Keep(2), src: value, func: Keep(0) }, "Dict"),
        (Instr::MatchKeys { dst: Dst(0), src: Keep(0), keys: Keep(2) }, "Tuple"),
        (Instr::ListToTuple { dst: Dst(0), src: Src(2) }, "List"),
        (Instr::FormatSpec { conversion: 0, dst: Dst(0), src: value, spec: Src(2) }, "Str"),
        (Instr::BuildString { dst: Dst(0), base: Base(2), n: Num(1) }, "Str"),
        (Instr::PopHandled { save: Src(2) }, "Saved"),
        (Instr::EndAsyncFor { exc: Src(2), iter: Src(0) }, "Exception"),
    ];
    for (instr, kind) in cases {
        let found = refusal(vec![one(2), instr, END]);
        assert!(found.contains(&text(kind)), "{instr:?}: {found}");
    }
    let list = Instr::BuildList { dst: Dst(2), base: Base(2), n: Num(0) };
    accepted(vec![list, Instr::ListAppend { list: Keep(2), value }, Instr::Return { src: Src(2) }], |_| {});
    // The same register kept and consumed.
    let found = refusal(vec![list, Instr::ListAppend { list: Keep(2), value: Src(2) }, END]);
    assert!(found.contains("keeps register 2, which it consumes"), "{found}");
    // A list on one path, a set on the other.
    let set = Instr::BuildSet { dst: Dst(2), base: Base(2), n: Num(0) };
    let either = vec![
        Instr::JumpIfTrue { a: Src(0), to: Far(2) },
        list,
        Instr::Jump { to: Far(1) },
        set,
        Instr::ListAppend { list: Keep(2), value },
        Instr::Return { src: Src(2) },
    ];
    assert!(refusal(either).contains("not known to hold a List"));
    let spread =
        |kwargs| vec![one(2), one(3), one(4), Instr::CallSpread { kwargs, dst: Dst(2), func: Base(2) }, END];
    assert!(refusal(spread(1)).contains("not known to hold a Dict"));
    assert!(refusal(spread(2)).contains("means nothing"));
}

#[test]
fn only_code_that_suspends_suspends() {
    let yields = vec![Instr::Yield { dst: Dst(0), src: Src(0) }, END];
    assert!(refusal(yields.clone()).contains("means nothing"));
    accepted(yields.clone(), |c| c.flags.generator = true);
    assert!(changed(yields.clone(), |c| c.flags.coroutine = true).contains("means nothing"));
    let both = |c: &mut Unverified| (c.flags.generator, c.flags.coroutine) = (true, true);
    assert!(changed(yields, both).contains("a generator, a coroutine or an async generator"));
    let awaits = |r| {
        let get = Instr::GetAwaitable { what: 0, dst: Dst(r), src: Src(0) };
        vec![get, Instr::Delegate { dst: Dst(0), iter: Src(r) }, END]
    };
    assert!(refusal(awaits(2)).contains("means nothing"));
    accepted(awaits(2), |c| c.flags.coroutine = true);
    assert!(changed(awaits(1), |c| c.flags.coroutine = true).contains("means nothing"), "in a local");
    let any = vec![one(2), Instr::Delegate { dst: Dst(0), iter: Src(2) }, END];
    assert!(changed(any, |c| c.flags.coroutine = true).contains("hold a Awaited"));
    assert!(
        refusal(vec![one(2), Instr::AwaitCall { argc: 0, dst: Dst(0), func: Base(2) }, END])
            .contains("means nothing")
    );
    let generator =
        |c: &mut Unverified| (c.kind, c.positional, c.flags.generator) = (CodeKind::Module, 0, true);
    assert!(changed(vec![END], generator).contains("does not suspend"));
}

#[test]
fn handled_exceptions_are_saved_and_given_back() {
    let handler = vec![Handler { start: 0, end: 1, target: 2, keep: 2 }];
    let push = Instr::PushHandled { save: Dst(3), exc: Keep(2) };
    let pop = Instr::PopHandled { save: Src(3) };
    let all = |tail: Vec<Instr>| {
        code([vec![Instr::GetIter { dst: Dst(0), src: Src(0) }, END, push], tail].concat(), handler.clone())
    };
    assert!(verify(all(vec![pop, Instr::Reraise { exc: Src(2) }])).is_ok());
    let refused = |tail| verify(all(tail)).expect_err("refused").message;
    let text = refused(vec![Instr::Drop { src: Src(3) }, Instr::Reraise { exc: Src(2) }]);
    assert!(text.contains("may hold nothing"), "{text}");
    let text = refused(vec![Instr::Return { src: Src(3) }]);
    assert!(text.contains("may hold nothing"), "{text}");
    let local = Instr::PushHandled { save: Dst(1), exc: Keep(0) };
    assert!(refusal(vec![local, END]).contains("means nothing"));
}

#[test]
fn what_empties_its_operand_has_a_scratch_register() {
    assert!(
        refusal(vec![Instr::ForIter { dst: Dst(1), iter: Keep(0), to: Off(0) }, END])
            .contains("means nothing")
    );
    assert!(refusal(vec![Instr::JumpIfTrueKeep { a: Keep(0), to: Far(0) }, END]).contains("means nothing"));
    assert!(refusal(vec![Instr::JumpIfFalseKeep { a: Keep(0), to: Far(0) }, END]).contains("means nothing"));
}

#[test]
fn the_namespace_stays_in_its_register() {
    let namespace = |c: &mut Unverified| (c.kind, c.positional) = (CodeKind::Namespace, 0);
    accepted(
        vec![Instr::LoadName { dst: Dst(2), cache: CacheId(0) }, Instr::Return { src: Src(2) }],
        namespace,
    );
    assert!(changed(vec![one(0), END], namespace).contains("writes the namespace's register"));
    for takes in [
        Instr::DeleteLocal { local: Keep(0) },
        Instr::ClearLocal { local: Keep(0) },
        Instr::MakeCell { local: Keep(0) },
        Instr::Drop { src: Src(0) },
    ] {
        let cell = |c: &mut Unverified| {
            namespace(c);
            c.cells = vec![0];
        };
        assert!(changed(vec![takes, END], cell).contains("means nothing"), "{takes:?}");
    }
}

#[test]
fn ranges_do_not_wrap() {
    let many = Instr::BuildDict { dst: Dst(0), base: Base(2), n: Num(0x8001) };
    assert!(refusal(vec![one(2), one(3), many, END]).contains("above the locals"));
    let many = Instr::UnpackStar { before: 255, src: Src(0), base: Base(2), after: Num(0xffff) };
    assert!(refusal(vec![many, END]).contains("above the locals"));
}

#[test]
fn keywords_are_different_names() {
    let call = vec![
        one(2),
        one(3),
        one(4),
        Instr::CallKw { argc: 2, dst: Dst(0), func: Base(2), names: ConstId(0) },
        END,
    ];
    let name = |text: &str| Const::Str(text.as_bytes().into());
    let with = |names: Vec<Const>| move |c: &mut Unverified| c.consts = vec![Const::Tuple(names.into())];
    accepted(call.clone(), with(vec![name("a"), name("b")]));
    for bad in
        [vec![name("a"), name("a")], vec![name("a"), Const::Int(1)], vec![name("a"), name("b"), name("c")]]
    {
        assert!(changed(call.clone(), with(bad)).contains("means nothing"));
    }
}

#[test]
fn tables_fit() {
    assert!(changed(vec![END], |c| c.spans.clear()).contains("as many places"));
    assert!(changed(vec![END], |c| c.spans[0] = Span::new(2, 1)).contains("as many places"));
    assert!(
        changed(vec![END], |c| c.anchors = vec![Anchor { instr: 1, span: Span::default() }])
            .contains("an anchor")
    );
    assert!(changed(vec![END], |c| c.caches[0].name = 1).contains("a cache names a name"));
    assert!(changed(vec![END], |c| c.doc = Some(0)).contains("docstring"), "an int");
    assert!(changed(vec![END], |c| c.doc = Some(1)).contains("docstring"));
    assert!(changed(vec![END], |c| c.registers = 1).contains("locals are registers"));
    assert!(changed(vec![END], |c| c.cells = vec![2]).contains("hidden registers and cells"));
    assert!(changed(vec![END], |c| c.positional = 3).contains("parameters are locals"));
    assert!(changed(vec![END], |c| c.positional_only = 3).contains("parameters are locals"));
    assert!(changed(vec![END], |c| c.kind = CodeKind::Module).contains("only functions have parameters"));
    let no_namespace =
        |c: &mut Unverified| (c.kind, c.positional, c.locals) = (CodeKind::Namespace, 0, Vec::new());
    assert!(changed(vec![END], no_namespace).contains("the namespace stands"));
}

#[test]
fn constants_mean_something() {
    let digits = |digits: &str, radix| Const::BigInt { digits: digits.into(), radix, negative: false };
    let nested = |k| Const::Tuple([Const::FrozenSet([k].into())].into());
    for bad in [digits("", 10), digits("12x", 10), digits("8", 8), digits("1", 1), digits("1", 99)] {
        assert!(changed(vec![END], |c| c.consts = vec![nested(bad)]).contains("digits of its radix"));
    }
    accepted(vec![END], |c| c.consts = vec![nested(digits("ff", 16))]);
    let text = |bytes: &[u8]| Const::Str(bytes.into());
    accepted(vec![END], |c| {
        c.consts = vec![text("ä".as_bytes()), text(b"a\xed\xb2\x80\xed\xa0\x80b"), text(b"")]
    });
    for bad in [b"\xff".as_slice(), b"a\xed\xb2", b"\xed\xb2\x80\xc3", b"\xf8\x80\x80\x80"] {
        assert!(changed(vec![END], |c| c.consts = vec![nested(text(bad))]).contains("generalised UTF-8"));
    }
}

#[test]
fn constants_lie_not_too_deep_in_each_other() {
    let work = || {
        let mut deep = Const::None;
        for _ in 0..30_000 {
            deep = Const::Tuple([deep].into());
        }
        assert!(changed(vec![END], |c| c.consts = vec![deep]).contains("too deep"));
        // Code in code counts.
        let mut inner = verify(code(vec![END], Vec::new())).expect("good code");
        for _ in 0..19_998 {
            let mut outer = code(vec![END], Vec::new());
            outer.consts = vec![Const::Code(Rc::new(inner))];
            inner = verify(outer).expect("good code");
        }
        let tuple = Const::Tuple([Const::Code(Rc::new(inner))].into());
        assert!(changed(vec![END], |c| c.consts = vec![Const::Tuple([tuple].into())]).contains("too deep"));
    };
    let thread = std::thread::Builder::new().stack_size(64 << 20).spawn(work).expect("a thread");
    thread.join().expect("no panic");
}
