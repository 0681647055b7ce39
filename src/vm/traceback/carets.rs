//! The source lines of a traceback entry and what is underlined in them, by CPython's rules: `~` under the whole expression, `^` under its
//! operator, brackets or arguments; nothing where all that there is would be underlined.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::paint::Paint;
use crate::source::{SourceText, Span};

/// Lines longer than this (they are data, made by a program) are not shown: an error is one screen.
pub const LONGEST: usize = 4000;

/// A place within the shown lines: index of the line, column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub line: usize,
    pub column: usize,
}

/// The lines that an expression covers.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// Without trailing blanks.
    pub lines: Vec<String>,
    /// First character of the expression, in the first line.
    pub start: usize,
    /// Behind its last character, in the last line.
    pub end: usize,
    /// The operator, brackets or argument list.
    pub anchor: Option<(Mark, Mark)>,
}

impl Excerpt {
    /// The lines at a span; None where the text has no such lines.
    pub fn new(source: &SourceText, span: Span, anchor: Option<Span>) -> Option<Excerpt> {
        let (first, last) = (source.position(span.start), source.position(span.end));
        let lines: Vec<String> =
            (first.line..=last.line).map(|n| source.line_text(n).trim_end().to_string()).collect();
        if lines.iter().all(|l| l.trim().is_empty()) || lines.iter().any(|l| l.len() > LONGEST) {
            return None;
        }
        let mark = |offset: u32| {
            let p = source.position(offset);
            Mark { line: (p.line - first.line) as usize, column: p.column as usize }
        };
        let anchor = anchor.filter(|a| span.start <= a.start && a.end <= span.end);
        Some(Excerpt {
            lines,
            start: first.column as usize,
            end: last.column as usize,
            anchor: anchor.map(|a| (mark(a.start), mark(a.end))),
        })
    }

    /// The excerpt's rows, each with a line break, indented by four.
    pub fn render(&self, paint: Paint) -> String {
        let e = self.dedented();
        let rows = e.rows();
        let mut plain = Vec::new();
        for (text, carets) in &rows {
            plain.push(text.as_str());
            plain.extend(carets.as_deref());
        }
        let margin = margin_of(&plain);
        let mut out = String::new();
        for (text, carets) in &rows {
            let (text, carets) = (cut(text, margin), carets.as_deref().map(|c| cut(c, margin)));
            let (text, carets) = match carets {
                Some(c) if paint.color => {
                    let (text, c) = paint_pair(text, c, paint);
                    (text, Some(c))
                }
                c => (text.to_string(), c.map(str::to_string)),
            };
            let _ = writeln!(out, "    {text}");
            if let Some(c) = carets {
                let _ = writeln!(out, "    {c}");
            }
        }
        out
    }

    /// The same without the indentation that all lines share.
    fn dedented(&self) -> Excerpt {
        let refs: Vec<&str> = self.lines.iter().map(String::as_str).collect();
        let margin = margin_of(&refs);
        let lines: Vec<String> = refs.iter().map(|l| cut(l, margin).to_string()).collect();
        let by = margin.chars().count();
        let shift = |m: Mark| Mark { line: m.line, column: m.column.saturating_sub(by) };
        Excerpt {
            lines,
            start: self.start.saturating_sub(by),
            end: self.end.saturating_sub(by),
            anchor: self.anchor.map(|(a, b)| (shift(a), shift(b))),
        }
    }

    /// Lines with what stands below them; long stretches without a mark are left out.
    fn rows(&self) -> Vec<(String, Option<String>)> {
        let last = self.lines.len() - 1;
        let show = self.shows_carets();
        let mut wanted = vec![0, last];
        if let Some((a, b)) = self.anchor {
            for m in [a.line, b.line] {
                wanted.extend(m.saturating_sub(1)..=(m + 1).min(last));
            }
        }
        wanted.sort_unstable();
        wanted.dedup();
        let mut out = Vec::new();
        let row = |n: usize| (self.lines[n].clone(), show.then(|| self.carets(n)));
        for (i, &n) in wanted.iter().enumerate() {
            match i.checked_sub(1).map(|i| n - wanted[i]) {
                Some(2) => out.push(row(n - 1)),
                Some(d) if d > 2 => out.push((format!("...<{} lines>...", d - 1), None)),
                _ => {}
            }
            out.push(row(n));
        }
        out
    }

    fn carets(&self, n: usize) -> String {
        let line = &self.lines[n];
        let last = self.lines.len() - 1;
        let blanks = line.chars().take_while(|c| c.is_whitespace()).count();
        let from = width_of(&self.lines[0], self.start);
        let until = if n == last { width_of(line, self.end) } else { width_of(line, usize::MAX) };
        let anchor = self.anchor.map(|(a, b)| {
            (
                (a.line, width_of(&self.lines[a.line], a.column)),
                (b.line, width_of(&self.lines[b.line], b.column)),
            )
        });
        (0..until)
            .map(|column| {
                if column < blanks || (n == 0 && column < from) {
                    return ' ';
                }
                match anchor {
                    Some((a, b)) if a <= (n, column) && (n, column) < b => '^',
                    Some(_) => '~',
                    None => '^',
                }
            })
            .collect()
    }

    fn shows_carets(&self) -> bool {
        // Nor in a line that holds no code: another text is shown for it.
        let is_comment =
            self.lines.iter().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'));
        if is_comment || self.is_plain_call() {
            return false;
        }
        let first: String = self.lines[0].chars().take(self.start).collect();
        let rest: String = self.lines[self.lines.len() - 1].chars().skip(self.end).collect();
        self.anchor.is_some() || !first.trim().is_empty() || !rest.trim().is_empty()
    }

    /// `return f(..)` and `x = ..f(..)`: the call is all that the statement does, so nothing needs to be pointed at. Brackets around it change nothing.
    fn is_plain_call(&self) -> bool {
        let Some((open, _)) = self.anchor else { return false };
        if self.lines[open.line].chars().nth(open.column) != Some('(') {
            return false;
        }
        let before: String = self.lines[0].chars().take(self.start).collect();
        let rest: String = self.lines[self.lines.len() - 1].chars().skip(self.end).collect();
        let (mut before, mut rest) = (before.trim_end(), rest.trim_start());
        while let (Some(outer), Some(behind)) = (before.strip_suffix('('), rest.strip_prefix(')')) {
            (before, rest) = (outer.trim_end(), behind.trim_start());
        }
        if !(rest.is_empty() || rest.starts_with('#') || rest.starts_with(';')) {
            return false;
        }
        if before == "return" {
            let callee: String =
                self.lines[0].chars().skip(self.start).take(open.column.saturating_sub(self.start)).collect();
            return open.line == 0 && is_name(unbracketed(&callee));
        }
        is_assignment(before)
    }
}

/// Without the brackets around it.
fn unbracketed(text: &str) -> &str {
    let mut text = text.trim_end();
    while let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        text = inner.trim();
    }
    text
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c == '_' || c.is_alphabetic())
        && chars.all(|c| c == '_' || c.is_alphanumeric())
}

/// Whether the text is `name =`: an assignment to anything else, or to several, is worth a mark.
fn is_assignment(before: &str) -> bool {
    before.strip_suffix('=').is_some_and(|target| !target.starts_with(' ') && is_name(unbracketed(target)))
}

/// Columns that the first characters of a line take on a terminal.
fn width_of(line: &str, characters: usize) -> usize {
    if line.is_ascii() {
        return line.len().min(characters);
    }
    line.chars().take(characters).map(|c| if c.width() == Some(2) { 2 } else { 1 }).sum()
}

/// The blanks that every line that is not blank begins with.
fn margin_of<'a>(lines: &[&'a str]) -> &'a str {
    let mut margin: Option<&str> = None;
    for line in lines {
        let text = line.trim_start_matches([' ', '\t']);
        if text.is_empty() {
            continue;
        }
        let indent = &line[..line.len() - text.len()];
        margin = Some(match margin {
            None => indent,
            Some(m) => {
                let common = m.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count();
                &m[..common]
            }
        });
    }
    margin.unwrap_or("")
}

fn cut<'a>(line: &'a str, margin: &str) -> &'a str {
    if line.trim_start_matches([' ', '\t']).is_empty() {
        return "";
    }
    line.strip_prefix(margin).unwrap_or(line)
}

/// Colours the marked stretches of a line and the marks below them.
fn paint_pair(text: &str, carets: &str, paint: Paint) -> (String, String) {
    let (mut line, mut below) = (String::new(), String::new());
    let mut chars = text.chars();
    let marks: Vec<char> = carets.chars().collect();
    let mut at = 0;
    while at < marks.len() {
        let mark = marks[at];
        let until = marks[at..].iter().position(|m| *m != mark).map_or(marks.len(), |n| at + n);
        let part: String = chars.by_ref().take(until - at).collect();
        let under: String = marks[at..until].iter().collect();
        match mark {
            '^' => {
                line.push_str(&paint.strong(&part));
                below.push_str(&paint.strong(&under));
            }
            '~' => {
                line.push_str(&paint.weak(&part));
                below.push_str(&paint.weak(&under));
            }
            _ => {
                line.push_str(&part);
                below.push_str(&under);
            }
        }
        at = until;
    }
    line.extend(chars);
    (line, below)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `«` and `»` enclose the expression, `‹` and `›` its operator, brackets or arguments.
    fn shown(marked: &str) -> String {
        let mut text = String::new();
        let (mut span, mut anchor) = ([0u32; 2], None);
        for c in marked.chars() {
            let at = text.len() as u32;
            match c {
                '«' => span[0] = at,
                '»' => span[1] = at,
                '‹' => anchor = Some(Span::new(at, at)),
                '›' => anchor = anchor.map(|a| Span::new(a.start, at)),
                c => text.push(c),
            }
        }
        let source = SourceText::new("x.py", text);
        let e = Excerpt::new(&source, Span::new(span[0], span[1]), anchor).expect("there are lines");
        e.render(Paint::PLAIN)
    }

    #[test]
    fn operators_calls_and_items() {
        assert_eq!(shown("def f():\n    return «1 ‹/› x»\n"), "    return 1 / x\n           ~~^~~\n");
        assert_eq!(shown("«f‹(0)›»\n"), "    f(0)\n    ~^^^\n");
        assert_eq!(shown("  y = «a‹[1]›» + 2\n"), "    y = a[1] + 2\n        ~^^^\n");
    }

    #[test]
    fn nothing_is_underlined_where_everything_would_be() {
        assert_eq!(shown("    «raise ValueError(1)»\n"), "    raise ValueError(1)\n");
        assert_eq!(shown("    return «f‹(x)›»\n"), "    return f(x)\n");
        assert_eq!(shown("    return «a.f‹(x)›»\n"), "    return a.f(x)\n           ~~~^^^\n");
        assert_eq!(
            shown("x = y[0:2] = «a.f‹(x)›»  # why\n"),
            "    x = y[0:2] = a.f(x)  # why\n                 ~~~^^^\n"
        );
        assert_eq!(shown("x = «a.f‹(x)›»  # why\n"), "    x = a.f(x)  # why\n");
        assert_eq!(shown("(x) = ( («f‹(x)›») );\n"), "    (x) = ( (f(x)) );\n");
        assert_eq!(shown("return («(f)‹(x)›»)\n"), "    return ((f)(x))\n");
        assert_eq!(shown("a.x = «f‹(x)›»\n"), "    a.x = f(x)\n          ~^^^\n");
        assert_eq!(shown("x, y = «f‹(x)›»\n"), "    x, y = f(x)\n           ~^^^\n");
        assert_eq!(shown("x = («f‹(x)›»,)\n"), "    x = (f(x),)\n         ~^^^\n");
        assert_eq!(shown("x: int = «f‹(x)›»\n"), "    x: int = f(x)\n             ~^^^\n");
        assert_eq!(shown("g(a=«f‹(x)›»)\n"), "    g(a=f(x))\n        ~^^^\n");
        assert_eq!(shown("# a «comment»\n"), "    # a comment\n");
        assert_eq!(shown("x += «f‹(x)›»\n"), "    x += f(x)\n         ~^^^\n");
    }

    #[test]
    fn several_lines() {
        assert_eq!(
            shown("def f():\n    return («1 ‹+›\n     \"a\"»)\n"),
            "    return (1 +\n            ~~^\n     \"a\")\n     ~~~\n"
        );
        let long = "«f‹(\n  1,\n  2,\n  3,\n  4,\n  5,\n)›»\n";
        assert_eq!(
            shown(long),
            "    f(\n    ~^\n      1,\n      ^^\n    ...<3 lines>...\n      5,\n      ^^\n    )\n    ^\n"
        );
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(shown("x = '日本' + «y»\n"), "    x = '日本' + y\n                 ^\n");
    }
}
