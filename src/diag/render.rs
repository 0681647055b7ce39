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
    let note = diagnostic.note.as_deref();
    let help = diagnostic.help.as_deref();
    draw(
        severity,
        &title,
        diagnostic.span,
        &diagnostic.message,
        &diagnostic.labels,
        note,
        help,
        source,
        color,
    )
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
    let range = |span: Span| (name, span_range(source, span));
    let config = Config::default()
        .with_color(color)
        .with_index_type(IndexType::Byte)
        .with_char_set(if color { CharSet::Unicode } else { CharSet::Ascii });
    let mut report = Report::build(kind, range(span))
        .with_config(config)
        .with_message(title)
        .with_label(Drawn::new(range(span)).with_message(at).with_color(tint));
    for label in labels {
        report = report
            .with_label(Drawn::new(range(label.span)).with_message(&label.text).with_color(Color::Blue));
    }
    if let Some(note) = note {
        report = report.with_note(note);
    }
    if let Some(help) = help {
        report = report.with_help(help);
    }
    let mut out = Vec::new();
    match report.finish().write((name, Source::from(source.text())), &mut out) {
        Ok(()) => String::from_utf8_lossy(&out).into_owned(),
        // Writing to memory does not fail; the words alone are better than nothing.
        Err(_) => without_place(title, note, help),
    }
}

/// The span inside the text, on whole characters.
fn span_range(source: &SourceText, span: Span) -> std::ops::Range<usize> {
    let text = source.text();
    let floor = |offset: u32| {
        let mut at = (offset as usize).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(span.start);
    start..floor(span.end).max(start)
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
