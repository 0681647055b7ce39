//! Draws a diagnostic over its source: place, further places, reason, mend. The only user of ariadne.

use ariadne::{CharSet, Color, Config, IndexType, Label as Drawn, Report, ReportKind, Source};

use super::diagnostic::{Diagnostic, DiagnosticKind, Label};
use crate::source::{SourceText, Span};

/// How grave a drawn finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    Error,
    Warning,
    Advice,
}

/// Draws a diagnostic, in colour or plain.
pub fn render(diagnostic: &Diagnostic, source: &SourceText, color: bool) -> String {
    let severity = match diagnostic.kind {
        DiagnosticKind::SyntaxWarning => Severity::Warning,
        _ => Severity::Error,
    };
    let title = format!("{}: {}", diagnostic.kind.name(), diagnostic.message);
    // The reason stands at the place itself.
    let at = diagnostic.note.as_deref().unwrap_or("here");
    let help = diagnostic.help.as_deref();
    draw(severity, &title, diagnostic.span, at, &diagnostic.labels, None, help, source, color)
}

/// Draws a hint about a place of a running program: a message, the place, a reason, a mend.
pub fn render_hint(
    severity: Severity,
    message: &str,
    span: Span,
    note: Option<&str>,
    help: Option<&str>,
    source: &SourceText,
    color: bool,
) -> String {
    draw(severity, message, Some(span), "here", &[], note, help, source, color)
}

#[allow(clippy::too_many_arguments)] // one private function behind two public forms
fn draw(
    severity: Severity,
    title: &str,
    span: Option<Span>,
    at: &str,
    labels: &[Label],
    note: Option<&str>,
    help: Option<&str>,
    source: &SourceText,
    color: bool,
) -> String {
    let (kind, tint) = match severity {
        Severity::Error => (ReportKind::Error, Color::Red),
        Severity::Warning => (ReportKind::Warning, Color::Yellow),
        Severity::Advice => (ReportKind::Advice, Color::Blue),
    };
    let Some(span) = span else {
        return without_place(title, note, help);
    };
    let name = source.name();
    if longest_line(source, span, labels) > LONGEST_LINE {
        let place = source.position(span.start);
        let title = format!("{name}:{}:{}: {title}", place.line, place.column + 1);
        return without_place(&title, note, help);
    }
    let range = |span: Span| (name, span_range(source, span));
    // Labels in the order of the text stand in one drawing.
    let drawn = |span: Span, text: &str, tint: Color| {
        Drawn::new(range(span)).with_message(text).with_color(tint).with_order(span.start as i32)
    };
    let config = Config::default()
        .with_color(color)
        .with_index_type(IndexType::Char)
        .with_char_set(if color { CharSet::Unicode } else { CharSet::Ascii });
    let mut report = Report::build(kind, range(span))
        .with_config(config)
        .with_message(title)
        .with_label(drawn(span, at, tint));
    for label in labels {
        report = report.with_label(drawn(label.span, &label.text, Color::Blue));
    }
    if let Some(note) = note {
        report = report.with_note(note);
    }
    if let Some(help) = help {
        report = report.with_help(help);
    }
    let mut out = Vec::new();
    // ariadne breaks lines at characters that break none in Python.
    let text = source.text().replace(['\x0b', '\x0c', '\u{85}', '\u{2028}', '\u{2029}'], " ");
    match report.finish().write((name, Source::from(text)), &mut out) {
        Ok(()) => String::from_utf8_lossy(&out).into_owned(),
        // Writing to memory does not fail; the words alone are better than nothing.
        Err(_) => without_place(title, note, help),
    }
}

/// Longer lines are not drawn: the place is named instead.
const LONGEST_LINE: u32 = 1000;

/// The longest line that a drawing would show.
fn longest_line(source: &SourceText, span: Span, labels: &[Label]) -> u32 {
    let spans = std::iter::once(span).chain(labels.iter().map(|label| label.span));
    let lines = spans.flat_map(|span| [span.start, span.end]).map(|at| source.line_of(at));
    lines.map(|line| source.line_end(line) - source.line_start(line)).max().unwrap_or(0)
}

/// The span in characters, inside the text.
fn span_range(source: &SourceText, span: Span) -> std::ops::Range<usize> {
    let text = source.text();
    let characters = |offset: u32| {
        let mut at = (offset as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        text[..at].chars().count()
    };
    let start = characters(span.start);
    start..characters(span.end).max(start)
}

fn without_place(title: &str, note: Option<&str>, help: Option<&str>) -> String {
    let mut out = format!("{title}\n");
    for (word, text) in [("Note", note), ("Help", help)] {
        if let Some(text) = text {
            out.push_str(&format!("  {word}: {text}\n"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, diagnostic: Diagnostic) -> String {
        render(&diagnostic, &SourceText::new("x.py", text), false)
    }

    #[test]
    fn a_drawing_shows_line_place_and_mend() {
        let found = Diagnostic::syntax("unlucky", Span::new(12, 16)).with_help("be lucky");
        let text = drawn("a = 1\nbé = 2 + c\n", found.with_label(Span::new(0, 1), "first"));
        assert!(text.contains("Error: SyntaxError: unlucky"), "{text}");
        assert!(text.contains("x.py:2:6"), "{text}");
        assert!(text.contains("1 | a = 1") && text.contains("2 | bé = 2 + c"), "{text}");
        assert!(text.contains("Help: be lucky") && text.contains("first"), "{text}");
        assert!(text.is_ascii() || text.replace('é', "").is_ascii(), "plain drawings are ASCII: {text}");
    }

    #[test]
    fn places_outside_of_the_text_and_long_lines_are_no_trouble() {
        let outside = drawn("x", Diagnostic::syntax("odd", Span::new(7, 9)));
        assert!(outside.contains("odd"));
        let long = drawn(&"y".repeat(5000), Diagnostic::syntax("odd", Span::new(7, 9)));
        assert_eq!(long, "x.py:1:8: SyntaxError: odd\n");
    }
}
