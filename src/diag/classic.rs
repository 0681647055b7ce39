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
    let cut = (line.chars().count() - shown.chars().count()) as u32;
    let length = shown.chars().count();
    // Where the span starts in what is shown; a place inside the indentation counts as its end.
    let place = start.column.saturating_sub(cut) as usize;
    // CPython prints a line of ten megabytes as it is; an error shall fit on a screen.
    let (first, kept) =
        if length > LONGEST { (place.saturating_sub(AROUND).min(length), 2 * AROUND) } else { (0, length) };
    let mut text: String = shown.chars().skip(first).take(kept).collect();
    if first > 0 {
        text.insert_str(0, "...");
    }
    if first + kept < length {
        text.push_str("...");
    }
    let _ = writeln!(out, "    {text}");
    if !carets || start.column < cut {
        return out;
    }
    let end = source.end_position(span);
    let end_column = match end.line == start.line {
        // A line break has no caret of its own.
        true => end.column.min(line.chars().count() as u32),
        false => line.chars().count() as u32,
    };
    let width = (end_column.saturating_sub(start.column).max(1) as usize).min(kept.max(1));
    let lead = if first > 0 { 3 } else { 0 };
    let before: String = text
        .chars()
        .chain(std::iter::repeat(' '))
        .take(place - first + lead)
        .map(|c| if c.is_whitespace() { c } else { ' ' })
        .collect();
    let _ = writeln!(out, "    {before}{}", "^".repeat(width));
    out
}

/// The longest line that is shown whole, and how much of a longer one is shown on either side of the place.
const LONGEST: usize = 2000;
const AROUND: usize = 60;

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
    fn a_line_of_megabytes_is_shown_around_the_place() {
        let source = SourceText::new("x.py", format!("{}!{}\n", "a".repeat(5000), "b".repeat(5000)));
        let shown = classic_caret(&source, Span::new(5000, 5001), true);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0], format!("    ...{}!{}...", "a".repeat(60), "b".repeat(59)));
        assert_eq!(lines[1].find('^'), lines[0].find('!'));
        let open = classic_caret(&source, Span::new(0, 10_001), true);
        assert!(open.len() < 500 && open.lines().nth(1).is_some_and(|l| l.trim().len() == 120));
    }

    #[test]
    fn a_warning_is_one_line_and_the_text() {
        let source = SourceText::new("x.py", "if a:\n    x = '\\d'\n");
        let found = Diagnostic::new(DiagnosticKind::SyntaxWarning, "odd", Span::new(15, 17));
        assert_eq!(classic(&found, &source), "x.py:2: SyntaxWarning: odd\n  x = '\\d'\n");
    }
}
