//! The form in which CPython itself prints a syntax error: file and line, the line's text, carets, the sentence.

use std::fmt::Write;

use super::diagnostic::{Diagnostic, DiagnosticKind};
use crate::source::{SourceText, Span};

/// The whole of what CPython prints for an uncaught syntax error, or for a warning, with a line break at the end.
pub fn classic(diagnostic: &Diagnostic, source: &SourceText) -> String {
    let mut out = String::new();
    if let (DiagnosticKind::SyntaxWarning, Some(span)) = (diagnostic.kind, diagnostic.span) {
        let line = source.position(span.start).line;
        let _ = writeln!(out, "{}:{line}: {}: {}", source.name(), diagnostic.kind.name(), diagnostic.message);
        let text = source.line_text(line).trim();
        if !text.is_empty() {
            let _ = writeln!(out, "  {text}");
        }
        return out;
    }
    if let Some(span) = diagnostic.span {
        let line = source.position(span.start).line;
        let _ = writeln!(out, "  File \"{}\", line {line}", source.name());
        out.push_str(&classic_caret(source, span, !diagnostic.line_only));
    }
    let _ = writeln!(out, "{}: {}", diagnostic.kind.name(), diagnostic.message);
    out
}

/// The line at a span, without its indentation, and the carets below it.
pub fn classic_caret(source: &SourceText, span: Span, carets: bool) -> String {
    let start = source.position(span.start);
    let line = source.line_text(start.line);
    let line = line.split('\0').next().unwrap_or("");
    let shown = line.trim_start_matches([' ', '\x0c']);
    let mut out = String::new();
    let _ = writeln!(out, "    {shown}");
    let cut = (line.chars().count() - shown.chars().count()) as u32;
    if !carets || start.column < cut {
        return out;
    }
    let end = source.end_position(span);
    let end_column = match end.line == start.line {
        // A line break has no caret of its own.
        true => end.column.min(line.chars().count() as u32),
        false => line.chars().count() as u32,
    };
    let width = end_column.saturating_sub(start.column).max(1);
    let before: String = shown
        .chars()
        .chain(std::iter::repeat(' '))
        .take((start.column - cut) as usize)
        .map(|c| if c.is_whitespace() { c } else { ' ' })
        .collect();
    let _ = writeln!(out, "    {before}{}", "^".repeat(width as usize));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_loses_its_indentation_and_carets_follow() {
        let source = SourceText::new("x.py", "if a:\n    x = é +\n");
        let found = Diagnostic::syntax("invalid syntax", Span::new(17, 18));
        assert_eq!(
            classic(&found, &source),
            "  File \"x.py\", line 2\n    x = é +\n          ^\nSyntaxError: invalid syntax\n"
        );
        let no_caret = found.on_line();
        assert_eq!(
            classic(&no_caret, &source),
            "  File \"x.py\", line 2\n    x = é +\nSyntaxError: invalid syntax\n"
        );
    }

    #[test]
    fn a_warning_is_one_line_and_the_text() {
        let source = SourceText::new("x.py", "if a:\n    x = '\\d'\n");
        let found = Diagnostic::new(DiagnosticKind::SyntaxWarning, "odd", Span::new(15, 17));
        assert_eq!(classic(&found, &source), "x.py:2: SyntaxWarning: odd\n  x = '\\d'\n");
    }
}
