//! Class statements: the body becomes a function that fills the namespace, and `__build_class__` calls it.

use super::Compiler;
use super::error::Res;
use super::scope::Part;
use super::unit::Reg;
use crate::bytecode::*;
use crate::source::Span;
use crate::syntax::ast::*;

impl<'a> Compiler<'a, '_> {
    pub(super) fn class_def(&mut self, c: &'a Class<'a>, span: Span) -> Res {
        let base = self.u.top;
        for d in c.decorators {
            self.push_expr(d)?;
        }
        let first = c.decorators.first().map_or(span, |d| d.span);
        let r = self.u.top;
        if c.type_params.is_empty() {
            self.build_class(c, first, None, r)?;
        } else {
            self.generic_class(c, first, r)?;
        }
        self.decorate_and_store(c.decorators, base, c.name.name)
    }

    /// `__build_class__(body, name, *bases, **keywords)`; `generic_base` is the hidden local that comes after the bases.
    pub(super) fn build_class(
        &mut self,
        c: &'a Class<'a>,
        first: Span,
        generic_base: Option<super::names::Place>,
        dst: Reg,
    ) -> Res {
        let func = self.u.top;
        self.u.push();
        self.u.emit(Instr::LoadSpecial { which: 1, dst: Dst(func) });
        let scope = self.table.of(c, Part::Body);
        let code = self.class_body(c, first)?;
        let body = self.u.top;
        self.make_function(scope, body, 0, code, body);
        self.u.push();
        let name = self.u.push();
        self.u.load_const(name, Const::Str(c.name.name.as_bytes().into()));
        self.call_class(func, c.args, generic_base.map(|p| (".generic_base", p)), dst)?;
        self.u.top = func;
        Ok(())
    }

    fn class_body(&mut self, c: &'a Class<'a>, first: Span) -> Res<Const> {
        let scope = self.table.of(c, Part::Body);
        self.enter_unit(scope, c.name.name, first)?;
        // CPython places what comes before the body at the start of its first line.
        self.u.span = Span::new(first.start, first.start + 1);
        let r = self.u.top;
        self.load_name(r, "__name__");
        self.store_new("__module__", r);
        let qualname = self.u.qualname.as_bytes().into();
        self.store_const("__qualname__", Const::Str(qualname));
        self.store_const("__firstlineno__", Const::Int(i64::from(self.u.first_line)));
        if !c.type_params.is_empty() {
            self.load_name(r, ".type_params");
            self.store_new("__type_params__", r);
        }
        let table = self.table;
        let (class_cell, class_dict) = (table.get(scope).needs_class_cell, table.get(scope).needs_class_dict);
        if class_dict {
            let cell = self.register(scope, "__classdict__");
            self.u.touch(r);
            self.u.emit(Instr::LoadNamespace { dst: Dst(r) });
            self.u.emit(Instr::StoreCell { cell: Keep(cell), src: Src(r) });
        }
        self.setup_conditions();
        if self.future_annotations && super::stmt::has_annotations(c.body) {
            self.u.emit(Instr::SetupAnnotations);
        }
        let body = self.store_docstring(c.body);
        self.body(body)?;
        self.u.span = Span::new(first.start, first.start + 1);
        self.store_annotate("__annotate_func__", self.u.span)?;
        // What follows belongs to the last line that control passed.
        self.u.span = self.u.last_place();
        let attributes = self.u.static_attributes.iter().map(|a| Const::Str(a.as_bytes().into())).collect();
        self.store_const("__static_attributes__", Const::Tuple(attributes));
        self.u.touch(r);
        if class_dict {
            let cell = self.register(scope, "__classdict__");
            self.u.emit(Instr::Copy { dst: Dst(r), src: Keep(cell) });
            self.store_new("__classdictcell__", r);
        }
        if class_cell {
            let cell = self.register(scope, "__class__");
            self.u.emit(Instr::Copy { dst: Dst(r), src: Keep(cell) });
            self.store_new("__classcell__", r);
            self.u.emit(Instr::Copy { dst: Dst(r), src: Keep(cell) });
            self.u.emit(Instr::Return { src: Src(r) });
        } else {
            self.u.emit(Instr::ReturnNone);
        }
        self.leave_unit()
    }

    /// Stores the temporary at the top into a name of the class namespace.
    fn store_new(&mut self, name: &'a str, r: Reg) {
        self.u.top = r;
        self.u.push();
        // These names are entries of the namespace whatever the body declares.
        let name = self.u.name_id(name);
        self.u.emit(Instr::StoreName { name, src: Src(r) });
        self.u.top = r;
    }

    fn store_const(&mut self, name: &'a str, c: Const) {
        let r = self.u.top;
        self.u.load_const(r, c);
        self.store_new(name, r);
    }
}
