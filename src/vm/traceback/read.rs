//! From exception objects to plain data: the chain of causes, the stacks, the words. What a script's own methods raise meanwhile is caught:
//! telling about an error never fails.

use std::collections::HashSet;
use std::rc::Rc;

use super::text::{Entry, GROUP_DEPTH, GROUP_WIDTH, Place, Report, Single, SyntaxPlace, Why};
use super::{SourceTexts, suggest};
use crate::bytecode::Instr;
use crate::object::buffer;
use crate::object::code::CodeObj;
use crate::object::exception::{ExceptionObj, TracebackObj};
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::text::wtf8;
use crate::object::{Ref, TypeObj, Value};
use crate::source::{SourceText, Span};
use crate::vm::{Res, Vm};

/// What an entry or a small exception takes in a report, at most about.
const TOLD_BYTES: u64 = 2048;
/// How many copies of a message there are while a report is put together.
const COPIES: u64 = 6;
/// So many entries are told in any case.
const FEW: usize = 1000;

/// An exception and where those are that led to it.
struct Node {
    value: Value,
    why: Option<(Why, usize)>,
    members: Option<Vec<usize>>,
    /// Members for which there was no memory.
    untold: usize,
}

/// Reads an exception with everything that led to it; `limit` bounds each stack to its last entries.
pub fn read(vm: &mut Vm, exception: &Value, limit: Option<usize>) -> Report {
    let nodes = collect(vm, exception);
    let mut found = report(vm, &nodes, 0, 0, limit);
    if nodes.iter().any(|n| vm.is_instance_of(&n.value, &vm.types().deadlock_error)) {
        hide_library(vm, &mut found);
    }
    found
}

/// A verdict is about the script's awaits: where in the runtime's own modules they lead says nothing more.
fn hide_library(vm: &Vm, report: &mut Report) {
    for one in &mut report.chain {
        one.stack.retain(|e| !vm.is_library_file(&e.file));
        one.members.iter_mut().flatten().for_each(|m| hide_library(vm, m));
    }
}

/// Whether there is memory to tell of one exception more than of so many. It is looked at from time to time only.
fn has_room(known: usize) -> bool {
    !known.is_multiple_of(1024) || buffer::room_for(known as u64 * TOLD_BYTES).is_ok()
}

/// Follows causes, contexts and members, each exception once, in the order that decides where a shared one is shown. Where memory ends, so does the chain.
fn collect(vm: &mut Vm, exception: &Value) -> Vec<Node> {
    let node = |v: &Value| Node { value: v.clone(), why: None, members: None, untold: 0 };
    let mut nodes = vec![node(exception)];
    let mut seen = HashSet::from([address(exception)]);
    let mut open = vec![0];
    while let Some(i) = open.pop() {
        let value = nodes[i].value.clone();
        let Some(x) = value.cast::<ExceptionObj>() else { continue };
        let (cause, context) = (x.cause.borrow().clone(), x.context.borrow().clone());
        let is_new =
            |v: &Value, seen: &mut HashSet<usize>| v.is_a::<ExceptionObj>() && seen.insert(address(v));
        let next = if !has_room(nodes.len()) {
            None
        } else if is_new(&cause, &mut seen) {
            Some((Why::Cause, cause))
        } else if !x.suppress_context.get() && is_new(&context, &mut seen) {
            Some((Why::Context, context))
        } else {
            None
        };
        if let Some((why, v)) = next {
            nodes.push(node(&v));
            nodes[i].why = Some((why, nodes.len() - 1));
            open.push(nodes.len() - 1);
        }
        if vm.is_instance_of(&value, &vm.types().base_exception_group) {
            let mut members = Vec::new();
            for m in members_of(vm, &value) {
                if nodes[i].untold > 0 || !has_room(nodes.len()) {
                    nodes[i].untold += 1;
                    continue;
                }
                seen.insert(address(&m));
                nodes.push(node(&m));
                members.push(nodes.len() - 1);
                open.push(nodes.len() - 1);
            }
            nodes[i].members = Some(members);
        }
    }
    nodes
}

fn address(v: &Value) -> usize {
    v.as_obj().map_or(0, |o| o.addr())
}

fn members_of(vm: &mut Vm, group: &Value) -> Vec<Value> {
    let list = attribute(vm, group, "exceptions").unwrap_or_default();
    let found = vm.collect(&list);
    or_nothing(vm, found).unwrap_or_default()
}

fn report(vm: &mut Vm, nodes: &[Node], at: usize, depth: usize, limit: Option<usize>) -> Report {
    let mut chain = Vec::new();
    let mut next = Some(at);
    while let Some(i) = next {
        let node = &nodes[i];
        let mut one = single(vm, &node.value, limit);
        one.why = node.why.map(|(why, _)| why);
        if let Some(members) = &node.members {
            // Deeper ones are not shown.
            let shown = if depth > GROUP_DEPTH { 0 } else { members.len().min(GROUP_WIDTH) };
            one.more_members = members.len() - shown + node.untold;
            one.members =
                Some(members[..shown].iter().map(|m| report(vm, nodes, *m, depth + 1, limit)).collect());
        }
        chain.push(one);
        next = node.why.map(|(_, i)| i);
    }
    Report { chain }
}

/// One exception without those that led to it.
pub fn single(vm: &mut Vm, exception: &Value, limit: Option<usize>) -> Single {
    let stack = stack(vm, exception, limit);
    let mut one = Single { stack, class: class_name(vm, exception), ..Single::default() };
    if vm.is_instance_of(exception, &vm.types().syntax_error) {
        one.syntax = Some(syntax_place(vm, exception));
        let message = attribute(vm, exception, "msg").filter(|m| !m.is_none());
        one.message = message.map(|m| text_or(vm, &m, "exception")).unwrap_or_default();
        misspelt(vm, exception, &mut one);
    } else {
        one.message = text_or(vm, exception, "exception");
        one.message.push_str(&suggest::words(vm, exception));
    }
    one.notes = notes(vm, exception);
    one
}

/// The class as it is shown: with its module, unless that is `builtins` or `__main__`.
pub fn class_name(vm: &mut Vm, exception: &Value) -> String {
    let class = vm.class_of(exception);
    let name = class.qualname.borrow().cast::<StrObj>().map(StrObj::to_text).unwrap_or_default();
    match module_of(vm, &class) {
        Some(m) if m != "builtins" && m != "__main__" => format!("{m}.{name}"),
        Some(_) => name,
        None => format!("<unknown>.{name}"),
    }
}

fn module_of(vm: &mut Vm, class: &Ref<TypeObj>) -> Option<String> {
    attribute(vm, &class.value(), "__module__")?.cast::<StrObj>().map(StrObj::to_text)
}

/// `str(v)`, or what CPython says where that fails.
pub fn text_or(vm: &mut Vm, v: &Value, what: &str) -> String {
    let text = vm.str(v);
    match or_nothing(vm, text).and_then(|s| copied(&s)) {
        Some(s) => s,
        None => format!("<{what} str() failed>"),
    }
}

/// `repr(v)`, or what CPython says where that fails.
pub fn repr_or(vm: &mut Vm, v: &Value, what: &str) -> String {
    let text = vm.repr(v);
    match or_nothing(vm, text).and_then(|s| copied(&s)) {
        Some(s) => s,
        None => format!("<{what} repr() failed>"),
    }
}

/// A text as a part of the report, if there is memory to put the report together with it.
fn copied(s: &StrObj) -> Option<String> {
    buffer::room_for(s.byte_len() as u64 * COPIES).ok().map(|()| escaped(s.bytes()))
}

/// A text as standard error has it: halves of surrogate pairs, which are no characters, are shown as escapes.
fn escaped(text: &[u8]) -> String {
    if let Some(text) = wtf8::as_str(text) {
        return text.to_string();
    }
    let mut out = String::with_capacity(text.len());
    for code in wtf8::code_points(text) {
        match char::from_u32(code) {
            Some(c) => out.push(c),
            None => out.push_str(&format!("\\u{code:04x}")),
        }
    }
    out
}

/// An attribute; None if there is none or its look-up fails.
pub fn attribute(vm: &mut Vm, v: &Value, name: &str) -> Option<Value> {
    let name = vm.heap.intern(name);
    let found = vm.get_attr_opt(v, &name);
    or_nothing(vm, found).flatten()
}

/// Forgets what was raised.
pub fn or_nothing<T>(vm: &mut Vm, r: Res<T>) -> Option<T> {
    match r {
        Ok(v) => Some(v),
        Err(e) => {
            drop(vm.take_raised(e));
            None
        }
    }
}

fn notes(vm: &mut Vm, exception: &Value) -> Vec<String> {
    let Some(notes) = attribute(vm, exception, "__notes__").filter(|n| !n.is_none()) else {
        return Vec::new();
    };
    let t = vm.types();
    let is_sequence = vm.is_instance_of(&notes, &t.list) || vm.is_instance_of(&notes, &t.tuple);
    if !is_sequence {
        return vec![repr_or(vm, &notes, "__notes__")];
    }
    let found = vm.collect(&notes);
    let mut out = Vec::new();
    for n in or_nothing(vm, found).unwrap_or_default() {
        if !has_room(out.len()) {
            break;
        }
        let text = text_or(vm, &n, "note");
        out.extend(text.split('\n').map(str::to_string));
    }
    out
}

fn syntax_place(vm: &mut Vm, exception: &Value) -> SyntaxPlace {
    // The name may be bytes.
    let named = attribute(vm, exception, "filename").filter(|v| !v.is_none());
    let file = named.and_then(|v| {
        let text = vm.str(&v);
        or_nothing(vm, text).map(|s| s.to_text())
    });
    let mut get = |name: &str| attribute(vm, exception, name).filter(|v| !v.is_none());
    let text = |v: Option<Value>| v.and_then(|v| v.cast::<StrObj>().map(StrObj::to_text));
    let number = |v: Option<Value>| v.and_then(|v| as_int(&v)?.to_i64());
    SyntaxPlace {
        file,
        line: number(get("lineno")),
        end_line: number(get("end_lineno")),
        text: text(get("text")),
        offset: number(get("offset")),
        end_offset: number(get("end_offset")),
    }
}

/// A keyword that would make sense of the text, if it is misspelt: the library's `traceback` knows how to look for it.
fn misspelt(vm: &mut Vm, exception: &Value, one: &mut Single) {
    let generic = one.message == "invalid syntax" || one.message.contains("Perhaps you forgot a comma");
    let known = |vm: &mut Vm| attribute(vm, exception, "_metadata").is_some_and(|m| !m.is_none());
    if !generic || !known(vm) {
        return;
    }
    let Some(place) = one.syntax.as_mut().filter(|p| p.text.is_some()) else { return };
    let found = vm.import("traceback");
    let found = or_nothing(vm, found).and_then(|m| attribute(vm, &m, "TracebackException"));
    let Some(maker) = found else { return };
    let class = vm.class_of(exception).into_value();
    let told = vm.call(&maker, &[class, exception.clone(), Value::None]);
    let Some(told) = or_nothing(vm, told) else { return };
    let Some(finder) = attribute(vm, &told, "_find_keyword_typos") else { return };
    let called = vm.call(&finder, &[]);
    or_nothing(vm, called);
    let message = attribute(vm, &told, "msg").and_then(|m| m.cast::<StrObj>().map(StrObj::to_text));
    let Some(message) = message.filter(|m| *m != one.message) else { return };
    one.message = message;
    let mut number = |name: &str| attribute(vm, &told, name).and_then(|v| as_int(&v)?.to_i64());
    place.offset = number("offset");
    place.end_offset = number("end_offset");
    place.end_line = place.line;
    place.text = attribute(vm, &told, "text").and_then(|t| t.cast::<StrObj>().map(StrObj::to_text));
}

/// Calls `f` with the entries of a traceback that are told of, the outermost first and without the first `skip` of them, and the place of each in its row of equal ones, from 1 on.
fn each_entry(exception: &ExceptionObj, mut skip: usize, mut f: impl FnMut(&Ref<TracebackObj>, usize)) {
    let (mut last, mut run): (Option<Ref<TracebackObj>>, usize) = (None, 0);
    let mut at = exception.traceback.borrow().clone();
    while let Some(tb) = at.to_ref::<TracebackObj>() {
        at = tb.next.borrow().clone();
        if is_native_in_cpython(&tb.code) {
            continue;
        }
        if skip > 0 {
            skip -= 1;
            continue;
        }
        run = if last.as_ref().is_some_and(|l| is_same(l, &tb)) { run + 1 } else { 1 };
        f(&tb, run);
        last = Some(tb);
    }
}

/// Whether two entries are told of as one that is repeated.
fn is_same(a: &TracebackObj, b: &TracebackObj) -> bool {
    a.code.obj().is(b.code.obj()) && a.line.get() == b.line.get()
}

/// From which entry on a stack is told. Of one that is longer than memory allows to tell, the innermost entries are.
fn first_entry(exception: &ExceptionObj, limit: Option<usize>) -> usize {
    let (mut all, mut shown) = (0, 0_u64);
    each_entry(exception, 0, |_, run| {
        shown += u64::from(run <= Entry::REPEATED);
        all += 1;
    });
    let is_too_much = shown > FEW as u64 && buffer::room_for(shown * TOLD_BYTES).is_err();
    let most = if is_too_much { FEW } else { usize::MAX };
    all - all.min(limit.unwrap_or(most).min(most))
}

/// The entries of an exception's traceback, the outermost first; `limit` bounds them to the last ones. Of many equal ones in a row some are counted only.
pub fn stack(vm: &mut Vm, exception: &Value, limit: Option<usize>) -> Vec<Entry> {
    let Some(x) = exception.cast::<ExceptionObj>() else { return Vec::new() };
    SourceTexts::look_again(vm);
    let mut out: Vec<Entry> = Vec::new();
    each_entry(x, first_entry(x, limit), |tb, run| match out.last_mut() {
        Some(known) if run > Entry::REPEATED => known.again += 1,
        _ => out.push(entry(vm, tb)),
    });
    out
}

/// Whether these are the functions that warn: natives in CPython, so that a warning which became an error has no frames of theirs.
fn is_native_in_cpython(code: &CodeObj) -> bool {
    code.file.bytes().ends_with(b"/lib/hoop/python3.14/warnings.py")
        && matches!(code.name.as_str(), Some("warn" | "warn_explicit"))
}

fn entry(vm: &Vm, tb: &Ref<TracebackObj>) -> Entry {
    let mut line = tb.line.get();
    let place = SourceTexts::shown(vm, &tb.code).and_then(|source| place(vm, tb, source, &mut line));
    Entry { file: tb.code.file.to_text(), line, function: tb.code.name.to_text(), place, again: 0 }
}

/// The place of an entry in the text that is shown for it, if that has something there.
fn place(vm: &Vm, tb: &TracebackObj, source: Rc<SourceText>, line: &mut u32) -> Option<Place> {
    let (span, anchor) = span_of(&tb.code, tb.instr(), tb.in_call());
    let has_started = (tb.instr() as usize) < tb.code.code.spans.len();
    if !has_started {
        // All of the line: nothing in it is underlined.
        let start = source.line_start(*line);
        let text = source.line_text(*line);
        let indent = text.len() - text.trim_start().len();
        let span = Span::new(start + indent as u32, start + text.trim_end().len() as u32);
        return Some(Place { source, span, anchor: None });
    }
    match vm.sources.get(tb.code.source.get()) {
        Some(own) if Rc::ptr_eq(own, &source) => *line = source.line_of(span.start),
        // Another text is shown under this name: the same lines and columns of it.
        Some(own) => {
            let at = |offset: u32| {
                let line = own.line_of(offset);
                let column = offset - own.line_start(line);
                (source.line_start(line) + column).min(source.line_end(line))
            };
            let moved = |span: Span| Span::new(at(span.start), at(span.end));
            // An operator that stood there need not stand in this line.
            let (line, last) = (own.line_of(span.start), own.line_of(span.end));
            if (line..=last).all(|n| source.line_text(n).trim().is_empty()) {
                return None;
            }
            let anchor = anchor.filter(|_| own.line_text(line) == source.line_text(line)).map(moved);
            let span = moved(span);
            return Some(Place { source, span, anchor });
        }
        None => {}
    }
    Some(Place { source, span, anchor })
}

/// What an instruction stands for in the text, and its operator, brackets or arguments.
pub fn span_of(code: &CodeObj, instr: u32, in_call: bool) -> (Span, Option<Span>) {
    let c = &code.code;
    let mut anchors = c.anchors.iter().filter(|a| a.instr == instr).map(|a| a.span);
    match c.instrs.get(instr as usize) {
        Some(Instr::AwaitCall { .. } | Instr::AwaitCallMethod { .. }) if in_call => {
            (c.call_span(instr), anchors.nth(1))
        }
        Some(Instr::AwaitCall { .. } | Instr::AwaitCallMethod { .. }) => (c.span(instr), None),
        _ => (c.span(instr), anchors.next()),
    }
}
