//! `from __future__ import barry_as_FLUFL`: from there on `<>` is unequal and `!=` is none. The two tokens change places, so the grammar knows nothing of it.

use super::token::{Tok, Token};
use crate::source::SourceText;

/// Re-marks the tokens of a text in place.
pub fn mark(source: &SourceText, tokens: &mut [Token]) {
    // Hardly any text has one of the two.
    if !tokens.iter().any(|t| t.kind == Tok::LessGreater || t.kind == Tok::NotEqual) {
        return;
    }
    let from = if source.has_old_unequal() { Some(0) } else { behind_import(source, tokens) };
    for token in tokens.iter_mut().skip(from.unwrap_or(usize::MAX)) {
        match token.kind {
            Tok::LessGreater => token.kind = Tok::NotEqual,
            Tok::NotEqual => token.kind = Tok::LessGreater,
            _ => {}
        }
    }
}

/// Whether a text has such an import.
pub fn is_imported(source: &SourceText) -> bool {
    source.text().contains("barry_as_FLUFL") && behind_import(source, &super::tokenize(source)).is_some()
}

/// The place behind the name in such an import.
fn behind_import(source: &SourceText, tokens: &[Token]) -> Option<usize> {
    let is = |token: &Token, name: &str| token.kind == Tok::Name && source.slice(token.span) == name;
    for (at, pair) in tokens.windows(3).enumerate() {
        let [from, module, import] = pair else { break };
        if from.kind == Tok::From && is(module, "__future__") && import.kind == Tok::Import {
            let statement = &tokens[at..];
            let end = statement.iter().position(|t| matches!(t.kind, Tok::Newline | Tok::Semi))?;
            if let Some(name) = statement[..end].iter().position(|t| is(t, "barry_as_FLUFL")) {
                return Some(at + name + 1);
            }
        }
    }
    None
}
