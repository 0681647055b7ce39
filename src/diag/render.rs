//! Draws over a source what CPython's words do not say: further places, the reason, the mend. The only user of ariadne.
//!
//! A drawing stands below CPython's own lines, so it repeats none of them: no title, no carets that say only "here".

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

/// What is drawn at a place, and below the drawing.
struct Picture<'a> {
    severity: Severity,
    span: Span,
    at: Option<&'a str>,
    labels: &'a [Label],
    note: Option<&'a str>,
    help: Option<&'a str>,
}

/// Draws what a diagnostic has to say beyond CPython's sentence and place, in colour or plain; empty where that is nothing.
pub fn render(diagnostic: &Diagnostic, source: &SourceText, color: bool) -> String {
    let Some(span) = diagnostic.span.filter(|_| diagnostic.has_hint()) else {
        return String::new();
    };
    let severity = match diagnostic.kind {
        DiagnosticKind::SyntaxWarning => Severity::Warning,
        _ => Severity::Error,
    };
    // The reason stands at the place itself; where there is none, the mend does.
    let (at, help) = match (diagnostic.note.as_deref(), diagnostic.help.as_deref()) {
        (None, help) => (help, None),
        (note, help) => (note, help),
    };
    draw(&Picture { severity, span, at, labels: &diagnostic.labels, note: None, help }, source, color)
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
    draw(&Picture { severity, span, at: Some(message), labels: &[], note, help }, source, color)
}

fn draw(picture: &Picture, source: &SourceText, color: bool) -> String {
    let Picture { severity, span, at, labels, note, help } = *picture;
    let (kind, tint) = match severity {
        Severity::Error => (ReportKind::Error, Color::Red),
        Severity::Warning => (ReportKind::Warning, Color::Yellow),
        Severity::Advice => (ReportKind::Advice, Color::Blue),
    };
    let name = source.name();
    if longest_line(source, span, labels) > LONGEST_LINE {
        return in_words(picture);
    }
    let range = |span: Span| (name, span_range(source, span));
    // Labels in the order of the text stand in one drawing.
    let drawn =
        |span: Span, tint: Color| Drawn::new(range(span)).with_color(tint).with_order(span.start as i32);
    let config = Config::default()
        .with_color(color)
        .with_index_type(IndexType::Char)
        .with_char_set(if color { CharSet::Unicode } else { CharSet::Ascii });
    let place = drawn(span, tint);
    let mut report = Report::build(kind, range(span)).with_config(config).with_label(match at {
        Some(at) => place.with_message(at),
        None => place,
    });
    for label in labels {
        report = report.with_label(drawn(label.span, Color::Blue).with_message(&label.text));
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
        // The first line is the title, which nobody gave.
        Ok(()) => {
            String::from_utf8_lossy(&out).split_once('\n').map_or_else(String::new, |(_, rest)| rest.into())
        }
        // Writing to memory does not fail; the words alone are better than nothing.
        Err(_) => in_words(picture),
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

/// What would be drawn, without the drawing.
fn in_words(picture: &Picture) -> String {
    let mut out = String::new();
    for (word, text) in [("Note", picture.at), ("Note", picture.note), ("Help", picture.help)] {
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
        assert!(text.contains("x.py:2:6"), "{text}");
        assert!(text.contains("1 | a = 1") && text.contains("2 | bé = 2 + c"), "{text}");
        assert!(text.contains("be lucky") && text.contains("first"), "{text}");
        assert!(text.is_ascii() || text.replace('é', "").is_ascii(), "plain drawings are ASCII: {text}");
    }

    #[test]
    fn what_the_sentence_says_is_not_said_again() {
        let found = Diagnostic::syntax("unlucky", Span::new(0, 1));
        assert_eq!(drawn("a = 1\n", found.clone()), "");
        let text = drawn("a = 1\n", found.with_note("it rains").with_help("take an umbrella"));
        assert!(!text.contains("unlucky") && !text.contains("here"), "{text}");
        assert!(text.contains("- it rains") && text.contains("Help: take an umbrella"), "{text}");
    }

    #[test]
    fn places_outside_of_the_text_and_long_lines_are_no_trouble() {
        let outside = drawn("x", Diagnostic::syntax("odd", Span::new(7, 9)).with_note("far out"));
        assert!(outside.contains("far out"));
        let long = drawn(&"y".repeat(5000), Diagnostic::syntax("odd", Span::new(7, 9)).with_note("long"));
        assert_eq!(long, "  Note: long\n");
    }
}
