//! What the verifier refuses. Each case is a few instructions over two locals.

use hoopsnake::bytecode::*;
use hoopsnake::source::Span;

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
fn operands_are_in_range() {
    for bad in [
        Instr::LoadInt { dst: Dst(6), value: Imm32(0) },
        Instr::LoadConst { dst: Dst(0), k: ConstId(1) },
        Instr::LoadGlobal { dst: Dst(0), cache: CacheId(1) },
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
