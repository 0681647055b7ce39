//! What is wrong with a text, as plain data: kind, CPython's sentence, place, reason and likely mend.

use std::borrow::Cow;

use crate::source::{DecodeError, Position, SourceText, Span};

/// Which exception a diagnostic becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiagnosticKind {
    SyntaxError,
    IndentationError,
    TabError,
    /// The parser's own limit; CPython raises MemoryError there.
    MemoryError,
    /// Too deep for a later stage.
    RecursionError,
    /// A name that is none in its normal form.
    ValueError,
    /// A warning, for example about an invalid escape sequence.
    SyntaxWarning,
}

impl DiagnosticKind {
    /// The exception's name.
    pub const fn name(self) -> &'static str {
        match self {
            DiagnosticKind::SyntaxError => "SyntaxError",
            DiagnosticKind::IndentationError => "IndentationError",
            DiagnosticKind::TabError => "TabError",
            DiagnosticKind::MemoryError => "MemoryError",
            DiagnosticKind::RecursionError => "RecursionError",
            DiagnosticKind::ValueError => "ValueError",
            DiagnosticKind::SyntaxWarning => "SyntaxWarning",
        }
    }
}

/// Which stage found it: CPython shows more or less of the line, and counts the end differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FoundBy {
    /// The tokenizer: the line without its line break.
    Tokenizer,
    #[default]
    Parser,
    /// The checks behind the parser: the line is read from the file again, so there is none for a text that has no file.
    Compiler,
}

/// A second place that matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: Cow<'static, str>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub kind: DiagnosticKind,
    /// CPython's sentence.
    pub message: Cow<'static, str>,
    /// The place; None where CPython names none (a file that cannot be decoded). An empty span is one caret.
    pub span: Option<Span>,
    /// Whether CPython names the line only (column 0) and prints no caret.
    pub line_only: bool,
    pub labels: Vec<Label>,
    /// Why it is wrong.
    pub note: Option<Cow<'static, str>>,
    /// What would most likely mend it.
    pub help: Option<Cow<'static, str>>,
    pub found_by: FoundBy,
    /// Line and column of the last whole compound statement before, zeros if there is none, where a keyword may be misspelt
    /// in what follows.
    pub since: Option<(u32, u32)>,
    /// What was warned of before the text was refused.
    pub warnings: Vec<Diagnostic>,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn new(kind: DiagnosticKind, message: impl Into<Cow<'static, str>>, span: Span) -> Diagnostic {
        Diagnostic {
            kind,
            message: message.into(),
            span: Some(span),
            line_only: false,
            labels: Vec::new(),
            note: None,
            help: None,
            found_by: FoundBy::default(),
            since: None,
            warnings: Vec::new(),
        }
    }

    /// A syntax error at a place.
    pub fn syntax(message: impl Into<Cow<'static, str>>, span: Span) -> Diagnostic {
        Diagnostic::new(DiagnosticKind::SyntaxError, message, span)
    }

    /// A finding about the text as a whole.
    pub fn without_place(kind: DiagnosticKind, message: impl Into<Cow<'static, str>>) -> Diagnostic {
        Diagnostic {
            kind,
            message: message.into(),
            span: None,
            line_only: false,
            labels: Vec::new(),
            note: None,
            help: None,
            found_by: FoundBy::default(),
            since: None,
            warnings: Vec::new(),
        }
    }

    /// Marks the place as a line without a column.
    pub fn on_line(mut self) -> Diagnostic {
        self.line_only = true;
        self
    }

    /// Says which stage found it.
    pub fn found_by(mut self, stage: FoundBy) -> Diagnostic {
        self.found_by = stage;
        self
    }

    /// Whether there is more to say than CPython's sentence: a reason, a mend, a second place.
    pub fn has_hint(&self) -> bool {
        self.note.is_some() || self.help.is_some() || !self.labels.is_empty()
    }

    /// Adds a second place.
    pub fn with_label(mut self, span: Span, text: impl Into<Cow<'static, str>>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds the reason.
    pub fn with_note(mut self, note: impl Into<Cow<'static, str>>) -> Diagnostic {
        self.note = Some(note.into());
        self
    }

    /// Adds the likely mend.
    pub fn with_help(mut self, help: impl Into<Cow<'static, str>>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}

/// The four numbers of a SyntaxError (`lineno`, `offset`, `end_lineno`, `end_offset`), as CPython fills them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorPlace {
    pub line: u32,
    pub offset: u32,
    pub end_line: u32,
    pub end_offset: i32,
}

impl Diagnostic {
    /// The place in CPython's numbers; None where there is none.
    pub fn error_place(&self, source: &SourceText) -> Option<ErrorPlace> {
        let span = self.span?;
        let (start, end) = (source.position(span.start), source.end_position(span));
        let mut place = ErrorPlace {
            line: start.line,
            offset: start.column + 1,
            end_line: end.line,
            end_offset: end.column as i32 + 1,
        };
        if span.is_empty() {
            let no_end = self.message.ends_with("was never closed")
                || self.message.starts_with("':' expected after")
                || self.message.starts_with("unexpected character after");
            let at_token = self.kind == DiagnosticKind::IndentationError
                || self.message.starts_with("expected 'except'")
                || self.message.starts_with("unexpected EOF");
            // A line break that is missing at the end of the text has a width in CPython.
            let at_line_end = self.found_by == FoundBy::Parser
                && span.start as usize == source.text().len()
                && !self.message.starts_with("Expected one or more");
            place.end_offset = match self.kind {
                DiagnosticKind::TabError => 0,
                _ if no_end => 0,
                _ if at_token => -1,
                _ if at_line_end => place.end_offset + 1,
                _ => place.end_offset,
            };
        } else if end.line > start.line {
            // CPython looks for the end in the text of the first line.
            let width = source.line_text(start.line).chars().count() as i32;
            place.end_offset = place.end_offset.min(width + 1);
        }
        if self.found_by == FoundBy::Compiler {
            // CPython's compiler counts bytes.
            let wider = |at: Position| (at.byte_column - at.column) as i32;
            place.offset = start.byte_column + 1;
            place.end_offset = if end.line > start.line {
                end.byte_column as i32 + 1
            } else {
                place.end_offset + wider(end)
            };
        }
        if self.line_only {
            place.offset = 0;
        }
        if self.is_about_nothing(source) {
            let line = if source.text().is_empty() { 0 } else { place.line };
            return Some(ErrorPlace { line, offset: 0, end_line: line, end_offset: 0 });
        }
        if source.has_open_end()
            && self.message == "invalid syntax"
            && span.start as usize >= source.text().len()
        {
            // The end marker has no column.
            (place.offset, place.end_offset) = (0, 0);
        }
        if self.message == "too many levels of indentation" {
            (place.offset, place.end_offset) = (1, 0);
        }
        Some(place)
    }
}

impl Diagnostic {
    /// Whether a text was refused that holds no code at all: CPython's end marker has no column.
    fn is_about_nothing(&self, source: &SourceText) -> bool {
        let is_blank = |line: &str| matches!(line.trim_start().chars().next(), None | Some('#'));
        self.message == "invalid syntax" && source.text().lines().all(is_blank)
    }

    /// What CPython puts into the field `text` of a SyntaxError. None: nothing. For what the compiler finds the caller has looked whether there is a file.
    pub fn shown_line(&self, source: &SourceText) -> Option<String> {
        let span = self.span?;
        let line = source.line_of(span.start);
        let text = source.line_text(line);
        let has_file = !(source.name().starts_with('<') && source.name().ends_with('>'));
        match self.found_by {
            FoundBy::Compiler if !has_file => None,
            _ if source.text().is_empty() => Some(String::new()),
            _ if source.has_open_end() && line == source.line_count() => Some(text.to_string()),
            // These the tokenizer finds, and the parser tells.
            FoundBy::Tokenizer
                if self.kind == DiagnosticKind::SyntaxError && !self.message.starts_with("unexpected ") =>
            {
                // The bracket's line is an earlier one, of which CPython keeps no line break.
                let closed_late = self.message.ends_with("was never closed");
                let last = source.line_end(line) as usize + 1 >= source.text().len();
                Some(if closed_late && last { format!("{text}\n") } else { text.to_string() })
            }
            _ => Some(format!("{text}\n")),
        }
    }
}

impl From<DecodeError> for Diagnostic {
    fn from(error: DecodeError) -> Diagnostic {
        Diagnostic::without_place(DiagnosticKind::SyntaxError, error.message).with_help(
            "save the file as UTF-8, or name its encoding in the first line: # -*- coding: latin-1 -*-",
        )
    }
}
