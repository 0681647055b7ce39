//! Warnings go through the module `warnings`, so that filters and `catch_warnings` apply.

use crate::object::exception::ExceptionObj;
use crate::object::{Ref, TypeObj, Value};
use crate::source::SourceText;

use super::{CompileWarning, Res, Vm};

impl Vm {
    /// `warnings.warn(text, category, stacklevel)`; 1 is the running frame.
    pub fn warn(&mut self, category: &Ref<TypeObj>, text: &str, stacklevel: i64) -> Res<()> {
        let m = self.import("warnings")?;
        let f = self.get_attr(&m, &self.names.warn)?;
        let text = self.heap.str(text).into_value();
        // The native caller has no frame of its own: the level counts from the script's frame.
        self.call(&f, &[text, category.value(), Value::Int(stacklevel)])?;
        Ok(())
    }

    /// `warnings.warn_explicit(..)`
    pub fn warn_explicit(&mut self, category: &Ref<TypeObj>, text: &str, file: &str, line: u32) -> Res<()> {
        let m = self.import("warnings")?;
        let name = self.heap.intern("warn_explicit");
        let f = self.get_attr(&m, &name)?;
        let (text, file) = (self.heap.str(text).into_value(), self.heap.str(file).into_value());
        self.call(&f, &[text, category.value(), file, Value::Int(i64::from(line))])?;
        Ok(())
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
                let text = x.cast::<ExceptionObj>().map(|_| w.text.clone()).unwrap_or_default();
                return Err(self.syntax_error_at(&text, source.name(), w.line, source.line_text(w.line)));
            }
            return Err(e);
        }
        Ok(())
    }
}
