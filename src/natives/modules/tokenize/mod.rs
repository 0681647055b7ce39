//! `_tokenize`: the iterator that the library's `tokenize` rests on (CPython's `Python/Python-tokenize.c`). Comes in: a function that reads lines. Goes out: tokens as
//! tuples. `text.rs` has the lines, `scan.rs` finds tokens in code, `fstring.rs` those in the texts of f-strings.
//!
//! It is not the lexer of `syntax/`: that one has the whole text and gives what a parser wants, this one gives comments and line ends, too, reads line by line, and says what was
//! there before an error.

mod fstring;
mod kinds;
mod scan;
mod text;

use std::cell::{Cell, RefCell};

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::types::flags::BASE;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{natives, payload};

use super::support::{ClassSpec, put_class};
use super::typing::{Names, by_hand};
use text::Text;

payload! {
    /// `_tokenize.TokenizerIter`
    pub struct TokenizerIter as "_tokenize.TokenizerIter" {
        readline: Value,
    } plain {
        /// The state, unless a line is being read.
        text: RefCell<Option<Box<Text>>>,
        done: Cell<bool>,
        /// The line of the last token, and its number.
        line: RefCell<Value>,
        line_number: Cell<i64>,
    }
}

natives! { static ITERATOR;
    fn __new__(vm, cls: Ref<TypeObj>, /, *args, **kwargs) -> Res<Ref<TokenizerIter>> { make(vm, &cls, args.items(), &kwargs) }
}

const NAMES: Names = Names {
    function: "tokenizeriter",
    names: &["readline", "extra_tokens", "encoding"],
    positional: 1,
    required: 2,
    rest: false,
};

fn make(vm: &mut Vm, cls: &Ref<TypeObj>, args: &[Value], kwargs: &DictObj) -> Res<Ref<TokenizerIter>> {
    if args.is_empty() {
        return Err(vm.type_error("tokenizeriter() takes exactly 1 positional argument (0 given)"));
    }
    let (given, _) = by_hand(vm, &NAMES, args, kwargs)?;
    let (readline, extra) = (given[0].clone(), given[1].clone());
    let encoding = match given[2].to_ref::<StrObj>() {
        Some(s) => Some(s.to_text()),
        None if given[2].is_undef() => None,
        None => {
            let what = vm.class_name(&given[2]);
            let text = format!("tokenizeriter() argument 'encoding' must be str, not {what}");
            return Err(vm.type_error(text));
        }
    };
    let extra = vm.truth(&extra)?;
    let iterator = TokenizerIter {
        readline,
        text: RefCell::new(Some(Box::new(Text::new(encoding, extra)))),
        done: Cell::new(false),
        line: RefCell::new(Value::None),
        line_number: Cell::new(0),
    };
    Ok(vm.heap.alloc(cls, iterator))
}

fn next(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(this) = this.to_ref::<TokenizerIter>() else { return Ok(None) };
    let Some(mut text) = this.text.take() else {
        return Err(vm.value_error("tokenizer already executing"));
    };
    text.readline = this.readline.clone();
    let found = text.token(vm);
    text.readline = Value::None;
    let token = found.and_then(|t| if this.done.get() { Ok(None) } else { shown(vm, &this, &mut text, t) });
    *this.text.borrow_mut() = Some(text);
    token
}

/// A token as a tuple: kind, text, where it begins, where it ends, the line.
fn shown(vm: &mut Vm, this: &TokenizerIter, text: &mut Text, token: scan::Token) -> Res<Option<Value>> {
    let mut kind = token.kind;
    let string = matches!(kind, kinds::STRING | kinds::FSTRING_START..=kinds::TSTRING_END);
    let trailing = kind == kinds::ENDMARKER || kind == kinds::DEDENT && text.ended;
    let line_start = if string { text.multi_line_start } else { text.line_start };
    let line = if text.extra && trailing {
        vm.heap.str("").into_value()
    } else if text.line != this.line_number.get() {
        let mut line = &text.bytes[line_start.min(text.bytes.len())..];
        if text.faked_newline && !line.is_empty() {
            line = &line[..line.len() - 1];
        }
        let line = vm.heap.str_bytes(line).into_value();
        *this.line.borrow_mut() = line.clone();
        line
    } else {
        this.line.borrow().clone()
    };
    if line.is_none() {
        // The end of a text without lines: CPython has no line to show, and stops.
        this.done.set(true);
        return Ok(None);
    }
    let (mut first, mut last) = (if string { text.first_line } else { text.line }, text.line);
    this.line_number.set(first);
    let (mut from, mut to) = (-1, -1);
    if let Some(start) = token.start.filter(|s| *s >= line_start) {
        from = text.column(line_start, start);
    }
    if let Some(end) = token.end.filter(|e| *e >= text.line_start) {
        to = text.column(text.line_start, end);
    }
    let mut written = match (token.start, token.end) {
        (Some(start), Some(end)) => vm.heap.str_bytes(&text.bytes[start..end]).into_value(),
        _ => vm.heap.str("").into_value(),
    };
    if text.extra {
        if trailing {
            (first, last) = (first + 1, last + 1);
            (from, to) = (0, 0);
        }
        match kind {
            kinds::NEWLINE => {
                if !text.faked_newline {
                    let carriage = token.start.is_some_and(|s| text.bytes.get(s) == Some(&b'\r'));
                    written = vm.heap.str(if carriage { "\r\n" } else { "\n" }).into_value();
                }
                to += 1;
            }
            kinds::NL if text.faked_newline => written = vm.heap.str("").into_value(),
            k if k > kinds::DEDENT && k < kinds::OP => kind = kinds::OP,
            _ => {}
        }
    }
    if token.kind == kinds::ENDMARKER {
        this.done.set(true);
    }
    let start = vm.heap.tuple([Value::Int(first), Value::Int(from)]).into_value();
    let end = vm.heap.tuple([Value::Int(last), Value::Int(to)]).into_value();
    let parts = [Value::Int(i64::from(kind)), written, start, end, line];
    Ok(Some(vm.heap.tuple(parts).into_value()))
}

/// Fills `_tokenize`.
pub fn init(vm: &mut Vm, dict: &Ref<DictObj>) -> Res<()> {
    let spec = ClassSpec {
        name: "TokenizerIter",
        module: "_tokenize",
        flags: BASE,
        methods: ITERATOR,
        next: Some(next),
    };
    put_class(vm, dict, &spec);
    Ok(())
}
