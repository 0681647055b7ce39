//! Annotations are evaluated late (PEP 649): those of a function, class or module stand in one scope, that of its `__annotate__`.

use super::build::Builder;
use super::flag::{PARAM, USE};
use super::{Annotated, Part, ScopeKind};
use crate::compile::error::Res;
use crate::source::Span;
use crate::syntax::ast::*;

/// The annotations of a function's parameters and result, in the order in which CPython evaluates them.
pub(crate) fn of_function<'a>(f: &'a Function<'a>) -> impl Iterator<Item = (&'a str, &'a Expr<'a>)> {
    let p = f.params;
    let rest = p.var_args.into_iter().chain(p.keyword_only).chain(p.var_kwargs);
    let all = p.positional.iter().chain(p.positional_only).chain(rest);
    let named = all.filter_map(|param| Some((param.name.name, param.annotation?)));
    named.chain(f.returns.map(|r| ("return", r)))
}

impl<'a> Builder<'a> {
    /// The annotations of a function that is about to be defined in the current scope.
    pub(super) fn function_annotations(&mut self, f: &'a Function<'a>) -> Res {
        let late = !self.options.future_annotations;
        let in_class = late && (self.scope().sees_class || self.scope().kind == ScopeKind::Class);
        if of_function(f).next().is_none() {
            if in_class {
                // As if there were annotations: metaclasses see a cell for the namespace in it.
                self.note_class_dict();
            }
            return Ok(());
        }
        self.enter(f, Part::Annotations, ScopeKind::Annotations, "__annotate__");
        self.scope().span = f.name.span;
        self.see_class(in_class)?;
        self.define(".format", PARAM, Span::default())?;
        for (_, annotation) in of_function(f) {
            if self.options.future_annotations {
                self.never_evaluated(annotation)?;
            } else {
                self.expr(annotation)?;
            }
        }
        self.leave();
        Ok(())
    }

    /// The annotation of a variable: one in a class or module is evaluated by the `__annotate__` of the class or module.
    pub(super) fn variable_annotation(
        &mut self,
        target: &'a Expr<'a>,
        simple: bool,
        annotation: &'a Expr<'a>,
    ) -> Res {
        if self.scope().kind.is_function_like() || self.options.future_annotations {
            return self.never_evaluated(annotation);
        }
        let outer = self.current;
        let in_class = self.scope().kind == ScopeKind::Class;
        let conditional = !in_class || self.scope().in_block;
        self.scope().conditional_annotations |= conditional;
        if let ExprKind::Name(name) = target.kind
            && simple
        {
            let name = self.mangled(name);
            let annotated = &mut self.scope().annotated;
            let number = annotated.iter().filter(|a| a.condition.is_some()).count() as u32;
            annotated.push(Annotated { name, annotation, condition: conditional.then_some(number) });
        }
        match self.scope().annotations {
            Some(known) => self.current = known,
            None => {
                let id = self.enter(annotation, Part::Annotations, ScopeKind::Annotations, "__annotate__");
                self.scope().span = target.span;
                self.see_class(in_class)?;
                self.define(".format", PARAM, Span::default())?;
                self.scope_at(outer).annotations = Some(id);
            }
        }
        if conditional {
            self.define("__conditional_annotations__", USE, annotation.span)?;
        }
        self.expr(annotation)?;
        self.leave();
        Ok(())
    }

    fn note_class_dict(&mut self) {
        let mut id = self.current;
        while self.scope_at(id).kind != ScopeKind::Class {
            let Some(parent) = self.scope_at(id).parent else { return };
            id = parent;
        }
        self.scope_at(id).needs_class_dict = true;
    }

    fn never_evaluated(&mut self, e: &'a Expr<'a>) -> Res {
        self.enter(e, Part::Body, ScopeKind::Annotation, "_annotation");
        self.expr(e)?;
        self.leave();
        Ok(())
    }
}
