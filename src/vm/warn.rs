//! Warnings go through the filters that scripts see, which are a higher layer's (`_warnings`).

use crate::object::exception::ExceptionObj;
use crate::object::{Ref, TypeObj, Value};
use crate::source::SourceText;

use super::{CompileWarning, Raised, Res, Vm};

/// Whether the module of warnings was there when the modules went.
#[derive(Default)]
struct WarnedBefore(bool);

impl Vm {
    /// `warnings.warn(text, category, stacklevel)`; 1 is the running frame. (A native has no frame of its own: the level counts from the script's frame.)
    pub fn warn(&mut self, category: &Ref<TypeObj>, text: &str, stacklevel: i64) -> Res<()> {
        let text = self.heap.str(text).into_value();
        (self.hooks.warn)(self, &category.value(), &text, stacklevel, &Value::None)
    }

    /// ResourceWarning for something that dies and was not closed: it is the warning's source. As long as the module of warnings is not there nobody has asked for any, and this
    /// one is ignored.
    pub fn warn_unclosed(&mut self, what: &str, source: &Value) -> Res<()> {
        let there = self.modules.get_text(self.heap, "warnings").is_some();
        if !there && !self.extension::<WarnedBefore>().0 {
            return Ok(());
        }
        let text = format!("unclosed {what} {}", self.repr(source)?.to_text());
        // At the end nothing is imported to say where the source was made.
        let source = if there { source } else { &Value::None };
        let (category, text) = (self.types().resource_warning.value(), self.heap.str(&text).into_value());
        (self.hooks.warn)(self, &category, &text, 1, source)
    }

    /// The modules go: whether there were warnings is known nevertheless.
    pub fn remember_warnings(&mut self) {
        let there = self.modules.get_text(self.heap, "warnings").is_some();
        self.extension::<WarnedBefore>().0 |= there;
    }

    /// `warnings.warn_explicit(..)`
    pub fn warn_explicit(&mut self, category: &Ref<TypeObj>, text: &str, file: &str, line: u32) -> Res<()> {
        let text = self.heap.str(text).into_value();
        (self.hooks.warn_at)(self, &category.value(), &text, file, line)
    }

    /// Issues a warning that compiling gave.
    pub fn compile_warning(&mut self, source: &SourceText, w: &CompileWarning) -> Res<()> {
        let t = self.heap.types();
        let class = match w.category {
            "DeprecationWarning" => &t.deprecation_warning,
            _ => &t.syntax_warning,
        };
        let r = self.warn_explicit(class, &w.text, source.name(), w.line);
        if let Err(e) = r {
            // A warning turned into an error is a SyntaxError at its place.
            if self.raised_is(&e, &t.syntax_warning) {
                let x = self.take_raised(e);
                // CPython says it shorter then.
                let text = x.cast::<ExceptionObj>().map(|_| w.text.clone()).unwrap_or_default();
                let text = text.replace(" Such sequences will not work in the future.", "");
                return Err(self.syntax_error_at(&text, source, w));
            }
            return Err(e);
        }
        Ok(())
    }

    /// A SyntaxError at the place of a warning.
    #[cold]
    fn syntax_error_at(&mut self, text: &str, source: &SourceText, w: &CompileWarning) -> Raised {
        let h = self.heap;
        let line = h.str(&format!("{}\n", source.line_text(w.line))).into_value();
        let mut details = vec![h.str(source.name()).into_value(), Value::Int(w.line.into())];
        match w.span {
            Some(span) => {
                let (start, end) = (source.position(span.start), source.position(span.end));
                details.extend([Value::Int(i64::from(start.column) + 1), line]);
                details.extend([end.line.into(), i64::from(end.column) + 1].map(Value::Int));
            }
            None => details.extend([Value::Int(1), line]),
        }
        let (text, details) = (h.str(text).into_value(), h.tuple(details).into_value());
        let class = h.types().syntax_error.value();
        match self.call(&class, &[text, details]) {
            Ok(x) => self.raise(x),
            Err(e) => e,
        }
    }
}
