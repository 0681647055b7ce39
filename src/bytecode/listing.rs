//! Code objects as text (`--dump code`), and the manual of the instruction table.

use super::code::{Code, CodeKind, Const};
use super::instr::{INSTRS, Instr, Range};
use super::operand::Role;
use super::{BINARY_INTRINSICS, UNARY_INTRINSICS};
use std::fmt::Write;

/// A constant as Python would write it.
fn constant(c: &Const, out: &mut String) {
    match c {
        Const::None => out.push_str("None"),
        Const::True => out.push_str("True"),
        Const::False => out.push_str("False"),
        Const::Ellipsis => out.push_str("..."),
        Const::Int(i) => {
            let _ = write!(out, "{i}");
        }
        Const::BigInt { digits, radix, negative } => {
            let prefix = match radix {
                2 => "0b",
                8 => "0o",
                16 => "0x",
                _ => "",
            };
            let sign = if *negative { "-" } else { "" };
            let _ = write!(out, "{sign}{prefix}{digits}");
        }
        Const::Float(x) => {
            let _ = write!(out, "{x:?}");
        }
        Const::Complex { re, im } => {
            let _ = write!(out, "({re:?}+{im:?}j)");
        }
        Const::Str(s) => {
            let _ = write!(out, "{:?}", String::from_utf8_lossy(s));
        }
        Const::Bytes(s) => {
            let _ = write!(out, "b\"{}\"", s.escape_ascii());
        }
        Const::Tuple(items) => sequence(items, "(", if items.len() == 1 { ",)" } else { ")" }, out),
        Const::FrozenSet(items) => sequence(items, "frozenset({", "})", out),
        Const::Code(code) => {
            let _ = write!(out, "<code {}>", code.qualname);
        }
    }
}

fn sequence(items: &[Const], open: &str, close: &str, out: &mut String) {
    out.push_str(open);
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ");
        }
        constant(item, out);
    }
    out.push_str(close);
}

fn register(code: &Code, r: u16) -> String {
    match code.locals.get(usize::from(r)) {
        Some(name) => format!("r{r}:{name}"),
        None => format!("r{r}"),
    }
}

fn operands(code: &Code, at: usize, instr: &Instr) -> String {
    let mut out = String::new();
    let range = instr.range();
    instr.each_operand(|name, role| {
        if !out.is_empty() {
            out.push_str(", ");
        }
        match role {
            Role::Dst(r) | Role::Temp(r) | Role::Src(r) | Role::Keep(r) => {
                let _ = write!(out, "{name}={}", register(code, r));
            }
            Role::Base(r) => {
                let n = match range {
                    Range::Takes(_, n) | Range::Gives(_, n) => n,
                    Range::None => 1,
                };
                match n {
                    0 => _ = write!(out, "{name}=none"),
                    1 => _ = write!(out, "{name}=r{r}"),
                    n => _ = write!(out, "{name}=r{r}..r{}", u32::from(r) + n - 1),
                }
            }
            Role::Const(k) => {
                let _ = write!(out, "{name}=");
                constant(&code.consts[k as usize], &mut out);
            }
            Role::Name(k) => {
                let _ = write!(out, "{name}={}", code.names[usize::from(k)]);
            }
            Role::Cache(k) => {
                let site = code.caches[usize::from(k)].name;
                let _ = write!(out, "{name}={}#{k}", code.names[usize::from(site)]);
            }
            Role::Free(k) => {
                let _ = write!(out, "{name}={}", code.free[usize::from(k)]);
            }
            Role::Jump(d) => {
                let _ = write!(out, "{name}={}", at as i64 + 1 + i64::from(d));
            }
            Role::Imm(i) => {
                let _ = match (instr, name) {
                    (Instr::Intrinsic { .. }, "op") => write!(out, "{name}={}", UNARY_INTRINSICS[i as usize]),
                    (Instr::Intrinsic2 { .. }, "op") => {
                        write!(out, "{name}={}", BINARY_INTRINSICS[i as usize])
                    }
                    _ => write!(out, "{name}={i}"),
                };
            }
        }
    });
    out
}

/// An instruction with its operands, as listings show it.
pub fn instruction(code: &Code, at: usize) -> String {
    let instr = &code.instrs[at];
    let text = format!("{:<18} {}", instr.name(), operands(code, at, instr));
    text.trim_end().to_string()
}

/// The text of a code object and all code objects in it. `line_of` gives the 1-based line of an offset in the source.
pub fn listing(code: &Code, line_of: &dyn Fn(u32) -> u32) -> String {
    let mut out = String::new();
    write_code(code, line_of, &mut out);
    out
}

fn write_code(code: &Code, line_of: &dyn Fn(u32) -> u32, out: &mut String) {
    let kind = match code.kind {
        CodeKind::Module => "module",
        CodeKind::Namespace => "namespace",
        CodeKind::Function => "function",
    };
    let _ =
        writeln!(out, "{kind} {} (line {}, {} registers)", code.qualname, code.first_line, code.registers);
    let f = code.flags;
    let flags = [
        (f.generator, "generator"),
        (f.coroutine, "coroutine"),
        (f.async_generator, "async generator"),
        (f.var_args, "*args"),
        (f.var_kwargs, "**kwargs"),
        (f.nested, "nested"),
        (f.future_annotations, "future annotations"),
    ];
    let flags: Vec<_> = flags.iter().filter(|(on, _)| *on).map(|(_, n)| *n).collect();
    let names = |indices: &[u16]| -> Vec<String> { indices.iter().map(|r| register(code, *r)).collect() };
    let line = |out: &mut String, title: &str, items: Vec<String>| {
        if !items.is_empty() {
            let _ = writeln!(out, "  {title}: {}", items.join(", "));
        }
    };
    line(out, "flags", flags.iter().map(ToString::to_string).collect());
    if code.positional + code.keyword_only > 0 {
        let text = format!(
            "{} positional-only, {} positional, {} keyword-only",
            code.positional_only,
            code.positional - code.positional_only,
            code.keyword_only
        );
        line(out, "parameters", vec![text]);
    }
    line(out, "locals", code.locals.iter().enumerate().map(|(r, _)| register(code, r as u16)).collect());
    line(out, "hidden", names(&code.hidden));
    line(out, "cells", names(&code.cells));
    line(out, "free", code.free.iter().map(ToString::to_string).collect());
    if let Some(doc) = code.doc {
        let mut text = String::new();
        constant(&code.consts[usize::from(doc)], &mut text);
        line(out, "doc", vec![text]);
    }
    let mut last = 0;
    for (at, span) in code.spans.iter().enumerate() {
        let number = line_of(span.start);
        let shown = if number == last { String::new() } else { number.to_string() };
        last = number;
        let _ = writeln!(out, "{shown:>5} {at:>5}  {}", instruction(code, at));
    }
    for h in &code.handlers {
        let _ = writeln!(out, "  except {}..{} -> {} keep r{}", h.start, h.end, h.target, h.keep);
    }
    for c in &code.consts {
        if let Const::Code(inner) = c {
            out.push('\n');
            write_code(inner, line_of, out);
        }
    }
}

/// `docs/bytecode.md`: every instruction with its operands and meaning.
pub fn instruction_manual() -> String {
    let mut out = String::from(
        "# Bytecode\n\nGenerated from the table in `src/bytecode/instr.rs`; `BLESS=1 cargo test --test bytecode_manual` rewrites it.\n\n\
         An instruction has eight bytes. Operands: `Dst` is written, `Src` is read (a register above the locals is consumed), `Keep` is read and left alone,\n\
         `Base` is the first of several registers, `ConstId`, `NameId`, `CacheId` and `FreeId` are indices, `Off` and `Far` are distances from the next\n\
         instruction, `Imm` and `Num` are numbers. The rules about registers stand at the head of the table.\n\n",
    );
    out.push_str("| instruction | operands | meaning |\n| --- | --- | --- |\n");
    for info in INSTRS {
        let operands: Vec<_> = info.operands.iter().map(|(n, t)| format!("{n}: {t}")).collect();
        let doc: Vec<_> = info.doc.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
        let _ = writeln!(
            out,
            "| {} | {} | {} |",
            info.name,
            operands.join(", "),
            doc.join(" ").replace('|', "\\|")
        );
    }
    let _ = writeln!(out, "\nOne-argument intrinsics: {}.\n", UNARY_INTRINSICS.join(", "));
    let _ = writeln!(out, "Two-argument intrinsics: {}.", BINARY_INTRINSICS.join(", "));
    out
}
