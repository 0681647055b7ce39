//! An exception as plain data, and its text: CPython's `traceback.format_exception`, line by line.

use std::fmt::Write;
use std::rc::Rc;

use super::carets::{Excerpt, LONGEST};
use super::paint::Paint;
use crate::source::{SourceText, Span};

/// An exception with those that led to it.
#[derive(Debug, Default)]
pub struct Report {
    /// The exception itself comes first; each further one led to the one before it, as that one's `why` says.
    pub chain: Vec<Single>,
}

/// How an earlier exception led to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// `raise .. from`
    Cause,
    /// It was being handled.
    Context,
}

/// One exception.
#[derive(Debug, Default)]
pub struct Single {
    /// The next of the chain, if there is one, led to this.
    pub why: Option<Why>,
    pub stack: Vec<Entry>,
    /// Class name as shown, with its module unless that goes without saying.
    pub class: String,
    pub message: String,
    pub syntax: Option<SyntaxPlace>,
    /// Lines of the notes.
    pub notes: Vec<String>,
    /// The members of a group.
    pub members: Option<Vec<Report>>,
    /// Members that are not shown.
    pub more_members: usize,
}

/// One entry of a stack.
#[derive(Clone, Debug)]
pub struct Entry {
    pub file: String,
    pub line: u32,
    pub function: String,
    /// The place in the text, if the text may be shown.
    pub place: Option<Place>,
    /// So many more of the same follow, which are only counted.
    pub again: usize,
}

impl Entry {
    /// Equal entries beyond this many are counted, not shown.
    pub const REPEATED: usize = 3;
}

/// Where in a text.
#[derive(Clone, Debug)]
pub struct Place {
    pub source: Rc<SourceText>,
    pub span: Span,
    pub anchor: Option<Span>,
}

/// What a SyntaxError says about its place.
#[derive(Clone, Debug, Default)]
pub struct SyntaxPlace {
    pub file: Option<String>,
    pub line: Option<i64>,
    pub end_line: Option<i64>,
    pub text: Option<String>,
    /// Columns count characters from 1.
    pub offset: Option<i64>,
    pub end_offset: Option<i64>,
}

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";
/// Members of a group that are shown.
pub const GROUP_WIDTH: usize = 15;
/// Groups within groups that are shown.
pub const GROUP_DEPTH: usize = 10;

/// The whole text.
pub fn format(report: &Report, paint: Paint) -> String {
    let mut w = Writer { out: String::new(), depth: 0, need_close: false, paint };
    w.report(report);
    w.out
}

/// The last lines alone: class and message, the place of a SyntaxError, notes.
pub fn format_only(single: &Single, paint: Paint) -> String {
    let mut out = String::new();
    let mut suffix = String::new();
    if let Some(place) = &single.syntax {
        suffix = syntax_place(&mut out, place, paint);
    }
    let class = paint.class(&single.class);
    if single.syntax.is_some() {
        let message = if single.message.is_empty() { "<no detail available>" } else { &single.message };
        let _ = writeln!(out, "{class}: {}{suffix}", paint.name(message));
    } else if single.message.is_empty() {
        let _ = writeln!(out, "{class}");
    } else {
        let _ = writeln!(out, "{class}: {}", paint.name(&single.message));
    }
    for n in &single.notes {
        let _ = writeln!(out, "{n}");
    }
    out
}

/// The entries of a stack.
pub fn format_stack(stack: &[Entry], paint: Paint) -> String {
    let mut out = String::new();
    let mut count = 0;
    let mut last: Option<&Entry> = None;
    let repeated = |out: &mut String, count: usize| {
        if count > Entry::REPEATED {
            let n = count - Entry::REPEATED;
            let s = if n > 1 { "s" } else { "" };
            let _ = writeln!(out, "  [Previous line repeated {n} more time{s}]");
        }
    };
    for e in stack {
        if last.is_none_or(|l| l.file != e.file || l.line != e.line || l.function != e.function) {
            repeated(&mut out, count);
            last = Some(e);
            count = 0;
        }
        count += 1;
        if count <= Entry::REPEATED {
            entry(&mut out, e, paint);
        }
        count += e.again;
    }
    repeated(&mut out, count);
    out
}

fn entry(out: &mut String, e: &Entry, paint: Paint) {
    let (file, line) = (paint.name(&format!("\"{}\"", e.file)), paint.name(&e.line.to_string()));
    let _ = writeln!(out, "  File {file}, line {line}, in {}", paint.name(&e.function));
    if let Some(p) = &e.place
        && let Some(excerpt) = Excerpt::new(&p.source, p.span, p.anchor)
    {
        out.push_str(&excerpt.render(paint));
    }
}

/// Writes file, line, text and carets; what stands behind the message comes back.
fn syntax_place(out: &mut String, p: &SyntaxPlace, paint: Paint) -> String {
    let mut suffix = String::new();
    match (p.line, &p.file) {
        (Some(n), file) => {
            let file = paint.name(&format!("\"{}\"", file.as_deref().unwrap_or("<string>")));
            let _ = writeln!(out, "  File {file}, line {}", paint.name(&n.to_string()));
        }
        (None, Some(file)) => suffix = format!(" ({file})"),
        (None, None) => {}
    }
    let Some(text) = &p.text else { return suffix };
    if text.len() > LONGEST {
        if let Some(offset) = p.offset.filter(|o| *o > 0) {
            out.push_str(&window(text, offset as usize - 1, paint));
        }
        return suffix;
    }
    let right = text.trim_end_matches('\n');
    let left = right.trim_start_matches([' ', '\n', '\x0c']);
    let spaces = (right.chars().count() - left.chars().count()) as i64;
    let (Some(offset), Some(line)) = (p.offset, p.line) else {
        if p.offset.is_none() {
            let _ = writeln!(out, "    {left}");
        }
        return suffix;
    };
    let length = text.chars().count() as i64;
    let mut end = if Some(line) == p.end_line {
        p.end_offset.filter(|e| *e != 0).unwrap_or(offset)
    } else {
        right.chars().count() as i64 + 1
    };
    let mut offset = offset;
    if length > 0 {
        if offset > length {
            offset = length + 1;
        }
        end = end.min(length + 1);
    }
    if offset >= end || end < 0 {
        end = offset + 1;
    }
    let (from, until) = (offset - 1 - spaces, end - 1 - spaces);
    if from < 0 {
        let _ = writeln!(out, "    {left}");
        return suffix;
    }
    let (from, until) = (from as usize, until as usize);
    let before: String = left.chars().take(from).map(|c| if c.is_whitespace() { c } else { ' ' }).collect();
    let marked: String = left.chars().skip(from).take(until - from).collect();
    let head: String = left.chars().take(from).collect();
    let tail: String = left.chars().skip(until).collect();
    let _ = writeln!(out, "    {head}{}{tail}", paint.strong(&marked));
    let _ = writeln!(out, "    {before}{}", paint.strong(&"^".repeat(until - from)));
    suffix
}

/// The surroundings of a place in a line that is too long to be shown.
fn window(text: &str, at: usize, paint: Paint) -> String {
    let from = at.saturating_sub(30);
    let before: String = text.chars().skip(from).take(at - from).collect();
    let behind: String = text.chars().skip(at + 1).take(30).collect();
    let here: String = text.chars().skip(at).take(1).filter(|c| *c != '\n').collect();
    let dots = if from > 0 { "..." } else { "" };
    let line = format!("    {dots}{before}{}{}...\n", paint.strong(&here), behind.trim_end());
    let blanks = " ".repeat(dots.len() + before.chars().count());
    line + &format!("    {blanks}{}\n", paint.strong("^"))
}

struct Writer {
    out: String,
    /// How deep in groups: each level indents by two.
    depth: usize,
    need_close: bool,
    paint: Paint,
}

impl Writer {
    fn report(&mut self, r: &Report) {
        for (i, single) in r.chain.iter().enumerate().rev() {
            match single.why.filter(|_| i + 1 < r.chain.len()) {
                Some(Why::Cause) => self.emit(CAUSE, '|'),
                Some(Why::Context) => self.emit(CONTEXT, '|'),
                None => {}
            }
            match &single.members {
                None => self.plain(single),
                Some(_) if self.depth > GROUP_DEPTH => {
                    self.emit(&format!("... (max_group_depth is {GROUP_DEPTH})\n"), '|');
                }
                Some(members) => self.group(single, members),
            }
        }
    }

    fn plain(&mut self, single: &Single) {
        if !single.stack.is_empty() {
            self.emit("Traceback (most recent call last):\n", '|');
            self.emit(&format_stack(&single.stack, self.paint), '|');
        }
        self.emit(&format_only(single, self.paint), '|');
    }

    fn group(&mut self, single: &Single, members: &[Report]) {
        let outermost = self.depth == 0;
        if outermost {
            self.depth = 1;
        }
        if !single.stack.is_empty() {
            let margin = if outermost { '+' } else { '|' };
            self.emit("Exception Group Traceback (most recent call last):\n", margin);
            self.emit(&format_stack(&single.stack, self.paint), '|');
        }
        self.emit(&format_only(single, self.paint), '|');
        // CPython 3.14 colours the group and not its members.
        let paint = std::mem::replace(&mut self.paint, Paint::PLAIN);
        let shown = members.len() + usize::from(single.more_members > 0);
        self.need_close = false;
        for i in 0..shown {
            let is_last = i + 1 == shown;
            if is_last {
                // A group inside may close the frame for us.
                self.need_close = true;
            }
            let title = if i < members.len() { (i + 1).to_string() } else { "...".into() };
            let corner = if i == 0 { "+-" } else { "  " };
            let indent = self.indent();
            let _ = writeln!(self.out, "{indent}{corner}+---------------- {title} ----------------");
            self.depth += 1;
            match members.get(i) {
                Some(m) => self.report(m),
                None => {
                    let s = if single.more_members > 1 { "s" } else { "" };
                    self.emit(&format!("and {} more exception{s}\n", single.more_members), '|');
                }
            }
            if is_last && self.need_close {
                let indent = self.indent();
                let _ = writeln!(self.out, "{indent}+------------------------------------");
                self.need_close = false;
            }
            self.depth -= 1;
        }
        self.paint = paint;
        if outermost {
            self.depth = 0;
        }
    }

    fn indent(&self) -> String {
        " ".repeat(2 * self.depth)
    }

    fn emit(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.out.push_str(text);
            return;
        }
        let indent = self.indent();
        for line in text.split_inclusive('\n') {
            let _ = write!(self.out, "{indent}{margin} {line}");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn single(class: &str, message: &str) -> Single {
        Single { class: class.into(), message: message.into(), ..Single::default() }
    }

    fn alone(s: Single) -> Report {
        Report { chain: vec![s] }
    }

    fn at(line: u32) -> Entry {
        Entry { file: "x.py".into(), line, function: "f".into(), place: None, again: 0 }
    }

    #[test]
    fn a_chain_is_told_from_the_first_to_the_last() {
        let mut last = single("RuntimeError", "late");
        last.why = Some(Why::Cause);
        last.stack = vec![at(3)];
        let report = Report { chain: vec![last, single("KeyError", "'k'")] };
        assert_eq!(
            format(&report, Paint::PLAIN),
            "KeyError: 'k'\n\nThe above exception was the direct cause of the following exception:\n\n\
             Traceback (most recent call last):\n  File \"x.py\", line 3, in f\nRuntimeError: late\n"
        );
    }

    #[test]
    fn repeated_entries_are_counted() {
        let mut stack = vec![at(1)];
        stack.extend(std::iter::repeat_n(at(2), 5));
        assert_eq!(
            format_stack(&stack, Paint::PLAIN),
            "  File \"x.py\", line 1, in f\n  File \"x.py\", line 2, in f\n  File \"x.py\", line 2, in f\n  \
             File \"x.py\", line 2, in f\n  [Previous line repeated 2 more times]\n"
        );
    }

    #[test]
    fn a_group_is_a_tree() {
        let mut inner = single("ExceptionGroup", "b (1 sub-exception)");
        inner.members = Some(vec![alone(single("TypeError", ""))]);
        let mut g = single("ExceptionGroup", "a (2 sub-exceptions)");
        g.stack = vec![at(1)];
        g.members = Some(vec![alone(single("ValueError", "1")), alone(inner)]);
        assert_eq!(
            format(&alone(g), Paint::PLAIN),
            "  + Exception Group Traceback (most recent call last):\n  |   File \"x.py\", line 1, in f\n  \
             | ExceptionGroup: a (2 sub-exceptions)\n  +-+---------------- 1 ----------------\n    | ValueError: 1\n    \
             +---------------- 2 ----------------\n    | ExceptionGroup: b (1 sub-exception)\n    \
             +-+---------------- 1 ----------------\n      | TypeError\n      +------------------------------------\n"
        );
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let mut s = single("SyntaxError", "invalid syntax");
        s.syntax = Some(SyntaxPlace {
            line: Some(1),
            end_line: Some(1),
            text: Some(format!("{}?{}\n", "a".repeat(9000), "b".repeat(9000))),
            offset: Some(9001),
            ..SyntaxPlace::default()
        });
        let shown = format_only(&s, Paint::PLAIN);
        assert!(shown.contains(&format!("    ...{}?{}...\n", "a".repeat(30), "b".repeat(30))), "{shown}");
        assert!(shown.contains(&format!("    {}^\n", " ".repeat(33))), "{shown}");
    }

    #[test]
    fn a_syntax_error_shows_its_line() {
        let mut s = single("SyntaxError", "invalid syntax");
        s.syntax = Some(SyntaxPlace {
            file: Some("x.py".into()),
            line: Some(2),
            end_line: Some(2),
            text: Some("    a b\n".into()),
            offset: Some(7),
            end_offset: Some(8),
        });
        assert_eq!(
            format_only(&s, Paint::PLAIN),
            "  File \"x.py\", line 2\n    a b\n      ^\nSyntaxError: invalid syntax\n"
        );
    }
}
