//! The way from text to tree: tokens, soft keywords, grammar, checks; and which of several findings is told.

use bumpalo::Bump;
use lalrpop_util::ParseError;

use super::ast::{Body, Expr, Stmt, Unit};
use super::build::{Builder, Failure};
use super::grammar::parse_tokens;
use super::layout::{Layout, layout};
use super::token::{Tok, Token};
use super::{check, errors, flufl, soft};
use crate::diag::{Diagnostic, DiagnosticKind, FoundBy};
use crate::source::{SourceText, Span};

/// A text that was understood.
#[derive(Debug)]
pub struct Parsed<'a> {
    pub unit: Unit<'a>,
    /// SyntaxWarnings, in the order in which CPython gives them.
    pub warnings: Vec<Diagnostic>,
    /// How deep the tree is: a recursive stage refuses what is deeper than it can take.
    pub depth: u32,
    /// What CPython's compiler says against a tree that its parser takes; only where the tree itself is wanted ([`parse_tree`]).
    pub finding: Option<Box<Diagnostic>>,
}

impl<'a> Parsed<'a> {
    /// The statements; empty for an expression.
    pub fn body(&self) -> Body<'a> {
        match self.unit {
            Unit::Module(body) => body,
            Unit::Expression(_) => &[],
        }
    }

    /// The expression of an `eval` text.
    pub fn expression(&self) -> Option<&'a Expr<'a>> {
        match self.unit {
            Unit::Module(_) => None,
            Unit::Expression(expr) => Some(expr),
        }
    }
}

/// Parses a text for its tree: what only the compiler would refuse is no error.
pub fn parse_tree<'a>(
    arena: &'a Bump,
    source: &SourceText,
    is_expression: bool,
) -> Result<Parsed<'a>, Box<Diagnostic>> {
    let start = if is_expression { Tok::StartExpression } else { Tok::StartModule };
    parse_only(arena, source, layout(source, start)).map_err(|refused| refused.failure)
}

/// `compile(.., 'single')` takes one statement: a compound one, or simple ones in one line.
pub fn one_statement(unit: &Unit<'_>, source: &SourceText) -> Result<(), Box<Diagnostic>> {
    let Unit::Module(body) = unit else { return Ok(()) };
    let Some((last, before)) = body.split_last() else {
        return Err(Box::new(Diagnostic::syntax("invalid syntax", Span::new(0, 0))));
    };
    let text = source.text();
    let ends_line = |a: &Stmt<'_>, b: &Stmt<'_>| {
        let between = &text[a.span.end as usize..b.span.start as usize];
        between.replace("\\\r\n", "").replace("\\\n", "").contains(['\n', '\r'])
    };
    let first = body.first().unwrap_or(last);
    let several = before.iter().zip(&body[1..]).any(|(a, b)| ends_line(a, b));
    if several {
        let message = "multiple statements found while compiling a single statement";
        return Err(Box::new(Diagnostic::syntax(message, first.span)));
    }
    Ok(())
}

/// What an interactive input is.
#[derive(Debug)]
pub enum Interactive<'a> {
    Complete(Parsed<'a>),
    /// More lines may make it complete.
    Incomplete,
    Error(Box<Diagnostic>),
}

/// Parses a script or module.
pub fn parse_module<'a>(arena: &'a Bump, source: &SourceText) -> Result<Parsed<'a>, Box<Diagnostic>> {
    let laid_out = layout(source, Tok::StartModule);
    parse(arena, source, laid_out).map_err(|refused| refused.failure)
}

/// Parses one expression, as `eval` does: leading spaces and tabs do not count.
pub fn parse_expression<'a>(arena: &'a Bump, source: &SourceText) -> Result<Parsed<'a>, Box<Diagnostic>> {
    let laid_out = layout(source, Tok::StartExpression);
    parse(arena, source, laid_out).map_err(|refused| refused.failure)
}

/// Parses what was typed at a prompt: the lines so far, joined by line breaks, without that of the last. As in CPython a
/// compound statement is complete only behind an empty line.
pub fn parse_interactive<'a>(arena: &'a Bump, source: &SourceText) -> Interactive<'a> {
    let laid_out = layout(source, Tok::StartModule);
    let text = source.text().trim_end_matches([' ', '\t', '\x0c']);
    let empty_line = text.is_empty() || text.ends_with('\n');
    let waits = !empty_line && laid_out.error.is_none() && ends_in_block(source, &laid_out.tokens);
    match parse(arena, source, laid_out) {
        Ok(_) if waits => Interactive::Incomplete,
        Ok(parsed) => Interactive::Complete(parsed),
        Err(Refused { end: Ending::Open, .. }) => Interactive::Incomplete,
        Err(Refused { end: Ending::Early, .. }) if !empty_line => Interactive::Incomplete,
        Err(refused) => Interactive::Error(refused.failure),
    }
}

/// What a text is to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Script,
    /// One statement, as at a prompt.
    Statement,
    Expression,
}

/// Whether a text is refused because it ends too early: more text would mend it. One whose last line has no end may go on at its last token, too. With `needs_end` (CPython's
/// PyCF_DONT_IMPLY_DEDENT) a block does not end with such a line. What is warned of until then, if it does.
pub fn ends_too_early(source: &SourceText, form: Form, needs_end: bool) -> Option<Vec<Diagnostic>> {
    let arena = Bump::new();
    let is_expression = form == Form::Expression;
    let laid_out = layout(source, if is_expression { Tok::StartExpression } else { Tok::StartModule });
    let waits = needs_end && laid_out.error.is_none() && waits_in_block(source, &laid_out.tokens);
    let open = source.has_open_end();
    let refused = match parse_only(&arena, source, laid_out) {
        Ok(parsed) => {
            let early = waits || form == Form::Statement && parsed.body().is_empty();
            return early.then_some(parsed.warnings);
        }
        Err(refused) => refused,
    };
    let message = &refused.failure.message;
    let early = if message.starts_with("unexpected character after line") {
        false
    } else if message == "unexpected EOF while parsing" {
        // A line that goes on may follow; behind a lone backslash nothing may stand.
        source.text().ends_with('\n')
    } else if message.starts_with("unterminated string literal") {
        open || source.text().ends_with("\\\n")
    } else {
        refused.end != Ending::Wrong || refused.at_last && open
    };
    early.then_some(refused.failure.warnings)
}

/// Whether the text ends within a block, in a line without an end: nothing says that the block is over.
pub fn ends_within_block(source: &SourceText) -> bool {
    let laid_out = layout(source, Tok::StartModule);
    laid_out.error.is_none() && waits_in_block(source, &laid_out.tokens)
}

fn waits_in_block(source: &SourceText, tokens: &[Token]) -> bool {
    source.has_open_end() && ends_in_block(source, tokens)
}

/// The tokens of a text as far as it can be read, for highlighting.
pub fn tokenize(source: &SourceText) -> Vec<Token> {
    let mut laid_out = layout(source, Tok::StartModule);
    soft::mark(source, &mut laid_out.tokens);
    laid_out.tokens.remove(0);
    laid_out.tokens
}

/// Whether the text ends within a block: its last logical line is indented, or begins a compound statement.
fn ends_in_block(source: &SourceText, tokens: &[Token]) -> bool {
    let mut in_block = false;
    let mut starts_line = true;
    for token in tokens {
        match token.kind {
            Tok::Dedent if token.span.start as usize >= source.text().len() => return true,
            Tok::Newline | Tok::Indent | Tok::Dedent => starts_line = true,
            Tok::End => break,
            kind if kind.is_start() => {}
            kind => {
                if starts_line {
                    in_block = begins_block(kind);
                }
                starts_line = false;
            }
        }
    }
    in_block
}

/// Whether a line that begins with the token belongs to a compound statement.
fn begins_block(kind: Tok) -> bool {
    matches!(
        kind,
        Tok::If
            | Tok::While
            | Tok::For
            | Tok::Try
            | Tok::With
            | Tok::Def
            | Tok::Class
            | Tok::Async
            | Tok::At
            | Tok::Match
            | Tok::Elif
            | Tok::Else
            | Tok::Except
            | Tok::Finally
    )
}

/// Looks at a whole tree that no text was parsed for; gives its depth.
pub fn check_tree(unit: &Unit<'_>) -> Result<u32, Box<Diagnostic>> {
    match check::check(unit) {
        (_, Some(failure)) => Err(Box::new(failure.found_by(FoundBy::Compiler))),
        (depth, None) => Ok(depth),
    }
}

/// Why there is no tree.
struct Refused {
    failure: Failure,
    end: Ending,
    /// What does not fit is the last token, or the end of the line behind it.
    at_last: bool,
}

/// Whether more text could mend it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// No.
    Wrong,
    /// The text ends where more must follow.
    Early,
    /// The text ends within brackets, quotes or a continued line.
    Open,
}

/// Parses; what the compiler would refuse is refused.
fn parse<'a>(arena: &'a Bump, source: &SourceText, laid_out: Layout) -> Result<Parsed<'a>, Refused> {
    let mut parsed = parse_only(arena, source, laid_out)?;
    match parsed.finding.take() {
        Some(failure) => Err(Refused { failure, end: Ending::Wrong, at_last: false }),
        None => Ok(parsed),
    }
}

/// Parses and looks at the whole tree.
fn parse_only<'a>(arena: &'a Bump, source: &SourceText, laid_out: Layout) -> Result<Parsed<'a>, Refused> {
    let Layout { mut tokens, mut error, warnings } = laid_out;
    if let Some(error) = &mut error {
        error.diagnostic.found_by = FoundBy::Tokenizer;
    }
    let error = match error {
        Some(error) if !error.is_late => {
            let end = if error.is_incomplete { Ending::Open } else { Ending::Wrong };
            let failure = earlier_indent(source, &mut tokens).unwrap_or_else(|| Box::new(error.diagnostic));
            return Err(Refused { end, failure, at_last: false });
        }
        error => error,
    };
    flufl::mark(source, &mut tokens);
    soft::mark(source, &mut tokens);
    let builder = Builder::new(arena, source, &tokens);
    let end = error.as_ref().map(|error| Err(Box::new(error.diagnostic.clone())));
    let (result, used) = parse_tokens(&builder, tokens.iter().copied().map(Ok).chain(end));
    if let Some((name, span)) = builder.constant_name.get() {
        // CPython's parser raises it as it makes the name, whatever follows.
        let message = format!("identifier field can't represent '{name}' constant");
        let failure = Box::new(Diagnostic::new(DiagnosticKind::ValueError, message, span));
        return Err(Refused { failure, end: Ending::Wrong, at_last: false });
    }
    let unit = match result {
        Ok(unit) => unit,
        Err(found) => {
            let end = match &error {
                Some(error) if used > tokens.len() && error.is_incomplete => Ending::Open,
                None if ends_there(source, &tokens, used) => Ending::Early,
                _ => Ending::Wrong,
            };
            let failure = match found {
                ParseError::User { error } => error,
                ParseError::UnrecognizedToken { expected, .. }
                | ParseError::UnrecognizedEof { expected, .. } => {
                    errors::unexpected(source, &tokens, used.saturating_sub(1), &expected, error.as_deref())
                }
                ParseError::InvalidToken { location } | ParseError::ExtraToken { token: (location, ..) } => {
                    Box::new(Diagnostic::syntax("invalid syntax", Span::new(location, location + 1)))
                }
            };
            let failure = match error {
                Some(error) if errors::open_bracket_wins(source, &tokens, used, &error) => {
                    Box::new(error.diagnostic)
                }
                // A field that the closing quote cut off: only a field that was wrong before is told.
                Some(error)
                    if used >= tokens.len()
                        && error.diagnostic.message.ends_with("-string: expecting '}'")
                        && !failure.message.contains("valid expression")
                        && !failure.message.contains("expecting '=',") =>
                {
                    Box::new(error.diagnostic)
                }
                _ => failure,
            };
            let at_last = is_last(&tokens, used);
            let mut failure = failure;
            // Strings before the bad token that no action has read are warned of, too.
            let before = &tokens[..used.saturating_sub(1).min(tokens.len())];
            before.iter().filter(|t| t.kind == Tok::String).for_each(|t| builder.warn_of_escapes(t.span));
            failure.warnings = warnings;
            failure.warnings.append(&mut builder.warnings.borrow_mut());
            failure.warnings.sort_by_key(|w| w.span.map(|s| s.start));
            failure.warnings.dedup_by(|a, b| a.span == b.span && a.message == b.message);
            return Err(Refused { failure, end, at_last });
        }
    };
    let mut warnings = warnings;
    warnings.append(&mut builder.warnings.borrow_mut());
    // CPython's tokenizer and parser warn first, its compiler afterwards.
    warnings.sort_by_key(|warning| warning.span.map(|span| span.start));
    let (depth, finding) = check::check(&unit);
    let finding = finding.map(|failure| Box::new(failure.found_by(FoundBy::Compiler)));
    Ok(Parsed { unit, warnings, depth, finding })
}

/// An unexpected indentation is the one refusal of the parser that wins against a later error of the lexer.
fn earlier_indent(source: &SourceText, tokens: &mut [Token]) -> Option<Failure> {
    if !tokens.iter().any(|token| token.kind == Tok::Indent) {
        return None;
    }
    soft::mark(source, tokens);
    let arena = Bump::new();
    let builder = Builder::new(&arena, source, tokens);
    match parse_tokens(&builder, tokens.iter().copied().map(Ok)) {
        (Err(ParseError::UnrecognizedToken { token: (_, Tok::Indent, _), expected }), used) => {
            Some(errors::unexpected(source, tokens, used - 1, &expected, None))
        }
        _ => None,
    }
}

/// Whether the token that was taken last stands for the end of the text.
fn ends_there(source: &SourceText, tokens: &[Token], used: usize) -> bool {
    tokens.get(used.saturating_sub(1)).is_some_and(|token| {
        matches!(token.kind, Tok::End | Tok::Dedent) && token.span.start as usize >= source.text().len()
    })
}

/// Whether behind the token that was taken last stands nothing but the end of the line.
fn is_last(tokens: &[Token], used: usize) -> bool {
    tokens.get(used..).is_some_and(|rest| {
        rest.iter().all(|token| matches!(token.kind, Tok::Newline | Tok::Dedent | Tok::End))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(text: &str) -> &'static str {
        let arena = Bump::new();
        match parse_interactive(&arena, &SourceText::new("<stdin>", text)) {
            Interactive::Complete(_) => "complete",
            Interactive::Incomplete => "incomplete",
            Interactive::Error(_) => "error",
        }
    }

    #[test]
    fn the_prompt_knows_when_input_is_complete() {
        let complete = [
            "",
            "x = 1",
            "# note",
            "if x:\n    y\n",
            "def f(): pass\n",
            "f(1,\n  2)",
            "if x:\n    y\nz = 1",
            "'''a\nb'''",
        ];
        for text in complete {
            assert_eq!(state(text), "complete", "{text:?}");
        }
        let open = [
            "if x:",
            "if x:\n    y",
            "if x: pass",
            "def f():\n    if x:\n        y",
            "f(1,",
            "x = [",
            "'''a",
            "f'''{a",
            "x = \\",
            "@decorator",
            "try:\n    x",
            "try:\n    x\nexcept E:",
            "class A:\n    x = 1\n\n    y = 2",
            "match x:\n    case 1:",
            "async def f():",
            "if x:\n    (1,\n",
            "'abc\\",
            "x = {\n",
        ];
        for text in open {
            assert_eq!(state(text), "incomplete", "{text:?}");
        }
        let wrong = [
            "x = ",
            "x = 1 +\n",
            "if x",
            "if x:\n",
            "try:\n    x\n",
            "1 2",
            "x = )",
            "'abc",
            "  x",
            "if x:\n  y\n z",
            "x = \\\n",
        ];
        for text in wrong {
            assert_eq!(state(text), "error", "{text:?}");
        }
    }

    #[test]
    fn an_expression_is_one_expression() {
        let arena = Bump::new();
        let parsed = |text: &str| parse_expression(&arena, &SourceText::new("<string>", text)).is_ok();
        assert!(parsed("1 + 2\n\n"));
        assert!(!parsed("  1 + 2"));
        assert!(parsed("a, *b"));
        assert!(!parsed("a = 1"));
        assert!(!parsed("a\nb"));
        assert!(!parsed(""));
    }

    #[test]
    fn the_depth_of_a_tree_is_told() {
        let arena = Bump::new();
        let source = SourceText::new("x.py", "-".repeat(50_000) + "x");
        assert!(parse_module(&arena, &source).unwrap().depth > 50_000);
    }
}
