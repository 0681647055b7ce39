//! What an uncaught exception deserves behind CPython's words: the place drawn, the reason, the mend. Comes in: class, message and place.
//! Goes out: nothing, or one block.

use super::text::{Place, Report, Single};
use crate::diag::{Severity, render_hint};

/// A hint in words.
#[derive(Debug, PartialEq, Eq)]
pub struct Hint {
    pub message: String,
    pub note: Option<String>,
    pub help: Option<String>,
}

/// The block for an exception, drawn at the innermost place whose text is known; empty if there is nothing to add.
pub fn block(report: &Report, color: bool) -> String {
    let Some(single) = report.chain.first().filter(|s| s.members.is_none() && s.syntax.is_none()) else {
        return String::new();
    };
    let Some(place) = single.stack.iter().rev().find_map(|e| e.place.as_ref()) else { return String::new() };
    let Some(hint) = hint(single, place) else { return String::new() };
    let (note, help) = (hint.note.as_deref(), hint.help.as_deref());
    render_hint(Severity::Advice, &hint.message, place.span, note, help, &place.source, color)
}

/// The hint for an exception raised at a place.
fn hint(single: &Single, place: &Place) -> Option<Hint> {
    let m = single.message.as_str();
    let text = place.source.slice(place.span);
    match single.class.as_str() {
        "TypeError" | "AttributeError" if m.contains("'async_generator' object is not iterable") => {
            Some(plain_for())
        }
        "TypeError" | "AttributeError" if is_about_a_coroutine(m) => Some(forgotten_await(text)),
        "TypeError" => not_awaitable(m, text).or_else(|| unhashable(m)),
        _ => None,
    }
}

fn is_about_a_coroutine(message: &str) -> bool {
    message.contains("'coroutine'")
        && !message.contains("requires an object with __aiter__")
        && !message.contains("'await' expression")
}

fn forgotten_await(text: &str) -> Hint {
    let short = text.lines().count() == 1 && text.len() <= 40;
    Hint {
        message: "a coroutine is used as a value".into(),
        note: Some("calling an `async def` makes a coroutine; its result comes from awaiting it".into()),
        help: Some(if short {
            format!("did you forget `await`? look at each call in `{text}`")
        } else {
            "did you forget `await`?".into()
        }),
    }
}

fn plain_for() -> Hint {
    Hint {
        message: "an async generator is no iterable".into(),
        note: Some("it gives its items to `async for`, one await after the other".into()),
        help: Some("write `async for`, in a loop or in a comprehension".into()),
    }
}

/// The text between two marks.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(before)?;
    rest.split_once(after).map(|(found, _)| found)
}

fn not_awaitable(message: &str, text: &str) -> Option<Hint> {
    let what = between(message, "'", "' object can't be awaited")?;
    let help = match what {
        "function" | "method" => {
            let callee = text.strip_prefix("await").unwrap_or(text).trim();
            Some(format!("call it: `await {callee}()`"))
        }
        "NoneType" => Some("what is called here is no `async def`: leave `await` out".into()),
        "async_generator" => Some("an async generator is read by `async for`".into()),
        "generator" => {
            Some("a generator is read by `for`; make it an `async def` without `yield` to await it".into())
        }
        "list" | "tuple" | "set" => {
            Some("to await several at once, write `await asyncio.gather(*those)`".into())
        }
        _ => None,
    };
    Some(Hint {
        message: format!("{what} is not awaitable"),
        note: Some("`await` takes coroutines, tasks, futures and objects with `__await__`".into()),
        help,
    })
}

fn unhashable(message: &str) -> Option<Hint> {
    let what = between(message, "unhashable type: '", "'")?;
    let help = match what {
        "list" => Some("make it a tuple: `tuple(..)`"),
        "set" => Some("make it a frozenset: `frozenset(..)`"),
        "dict" => Some("make it a tuple of its items: `tuple(sorted(d.items()))`"),
        "bytearray" => Some("make it bytes: `bytes(..)`"),
        "slice" => Some("a dict has no slices: give one key"),
        _ => None,
    };
    Some(Hint {
        message: format!("{what} cannot be a key"),
        note: Some("keys of a dict and members of a set need a hash that never changes".into()),
        help: help.map(str::to_string),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceText, Span};
    use crate::vm::traceback::text::Entry;
    use std::rc::Rc;

    fn report(class: &str, message: &str, text: &str) -> Report {
        let source = Rc::new(SourceText::new("x.py", text));
        let place = Place { source, span: Span::new(0, text.len() as u32), anchor: None };
        let entry =
            Entry { file: "x.py".into(), line: 1, function: "f".into(), place: Some(place), again: 0 };
        let single =
            Single { class: class.into(), message: message.into(), stack: vec![entry], ..Single::default() };
        Report { chain: vec![single] }
    }

    #[test]
    fn each_kind_of_hint_names_the_mend() {
        for (class, message, text, mend) in [
            ("AttributeError", "'coroutine' object has no attribute 'x'", "f().x", "did you forget `await`?"),
            ("TypeError", "'function' object can't be awaited", "await f", "`await f()`"),
            ("TypeError", "'NoneType' object can't be awaited", "await f()", "leave `await` out"),
            ("TypeError", "unhashable type: 'list'", "{[]: 1}", "tuple(..)"),
        ] {
            let block = block(&report(class, message, text), false);
            assert!(block.contains(mend), "{message}: {block}");
        }
        assert_eq!(block(&report("TypeError", "can only join an iterable", "x"), false), "");
        // CPython's words say all.
        let said = "name 'pint' is not defined. Did you mean: 'print'?";
        assert_eq!(block(&report("NameError", said, "pint"), false), "");
        assert_eq!(block(&report("ValueError", "unhashable type: 'list'", "x"), false), "");
    }
}
