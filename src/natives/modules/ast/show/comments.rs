//! Type comments (`# type: int`), which only `ast.parse(type_comments=True)` looks at: found between the tokens of a text.

use crate::source::{SourceText, Span};
use crate::syntax::tokenize;

/// The comments of a text that speak of types.
#[derive(Default)]
pub struct TypeComments {
    /// Where they begin, and what they say, in ascending order.
    found: Vec<(u32, String)>,
    /// `# type: ignore` with line and tag.
    pub ignores: Vec<(u32, String)>,
}

/// What follows `# type: ` in a comment.
fn said(comment: &str) -> Option<&str> {
    let rest = comment.strip_prefix('#')?.trim_start_matches([' ', '\t']).strip_prefix("type:")?;
    Some(rest.trim_start_matches([' ', '\t']))
}

/// The tag behind `ignore`; None: the comment names a type.
fn ignored(said: &str) -> Option<&str> {
    let tag = said.strip_prefix("ignore")?;
    let goes_on = tag.starts_with(|c: char| c.is_ascii_alphanumeric() || !c.is_ascii());
    (!goes_on).then_some(tag)
}

impl TypeComments {
    /// Those of a text.
    pub fn of(source: &SourceText) -> TypeComments {
        let mut out = TypeComments::default();
        if !source.text().contains("type:") {
            return out;
        }
        let mut at = 0;
        let end = source.text().len() as u32;
        let spans = tokenize(source).into_iter().map(|t| t.span);
        for span in spans.chain([Span::new(end, end)]) {
            out.in_gap(source, Span::new(at, span.start));
            at = at.max(span.end);
        }
        out
    }

    fn in_gap(&mut self, source: &SourceText, gap: Span) {
        let mut at = gap.start;
        for line in source.slice(gap).split_inclusive('\n') {
            if let Some(hash) = line.find('#') {
                let start = at + hash as u32;
                let text = line[hash..].trim_end_matches(['\n', '\r']);
                if let Some(said) = said(text) {
                    match ignored(said) {
                        Some(tag) => self.ignores.push((source.line_of(start), tag.to_string())),
                        None => self.found.push((start, said.trim_end().to_string())),
                    }
                }
            }
            at += line.len() as u32;
        }
    }

    /// The first comment behind an offset, if what lies between them is only of these characters.
    fn next(&self, source: &SourceText, from: u32, between: &[char]) -> Option<(u32, String)> {
        let i = self.found.partition_point(|(at, _)| *at < from);
        let (at, text) = self.found.get(i)?;
        let gap = source.slice(Span::new(from, *at));
        gap.chars().all(|c| between.contains(&c)).then(|| (*at, text.clone()))
    }

    /// The comment behind a simple statement.
    pub fn between(&self, source: &SourceText, from: u32, to: u32) -> Option<String> {
        self.next(source, from, &[' ', '\t']).filter(|(at, _)| *at < to).map(|(_, text)| text)
    }

    /// The comment behind the colon of a header.
    pub fn header(&self, source: &SourceText, from: u32, to: u32) -> Option<String> {
        self.next(source, from, &[' ', '\t', ':', ')', ',']).filter(|(at, _)| *at < to).map(|(_, text)| text)
    }

    /// The comment of a function: behind its colon, or alone on the next line.
    pub fn of_function(&self, source: &SourceText, from: u32, to: u32) -> Option<String> {
        let i = self.found.partition_point(|(at, _)| *at < from);
        let last = self.found[i..].iter().take_while(|(at, _)| *at < to).last()?;
        let gap = source.slice(Span::new(from, last.0));
        let after = gap.rsplit(':').next().unwrap_or("");
        (gap.contains(':') && after.chars().all(char::is_whitespace)).then(|| last.1.clone())
    }

    /// The comment of a parameter: behind it or behind its comma.
    pub fn of_param(&self, source: &SourceText, from: u32) -> Option<String> {
        self.next(source, from, &[' ', '\t', ',']).map(|(_, text)| text)
    }
}
