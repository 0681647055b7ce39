//! `except*` (PEP 654): what a handler takes of a group, and what is raised when the handlers are done.

use crate::object::exception::ExceptionObj;
use crate::object::list::ListObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags;
use crate::object::{TypeObj, Value};
use crate::vm::{Res, Vm};

impl Vm {
    /// `except* kind`: the part of the group that matches (or None), and the rest (or None).
    ///
    /// What matched is what is handled from now on, until the next clause matches or the statement ends: the class of the next clause is worked out under it.
    pub(super) fn match_group(&mut self, e: &Value, kind: &Value) -> Res<(Value, Value)> {
        let (matched, rest) = self.split_group(e, kind)?;
        if matched.is_a::<ExceptionObj>() {
            drop(self.swap_handled(matched.clone()));
        }
        Ok((matched, rest))
    }

    fn split_group(&mut self, e: &Value, kind: &Value) -> Res<(Value, Value)> {
        let t = self.heap.types();
        let classes = match kind.cast::<TupleObj>() {
            Some(x) => x.items().to_vec(),
            None => vec![kind.clone()],
        };
        for c in &classes {
            let Some(c) = c.cast::<TypeObj>().filter(|c| c.has(flags::EXCEPTION)) else {
                return Err(
                    self.type_error("catching classes that do not inherit from BaseException is not allowed")
                );
            };
            if c.is_subclass(&t.base_exception_group) {
                return Err(self
                    .type_error("catching ExceptionGroup with except* is not allowed. Use except instead."));
            }
        }
        if e.is_none() {
            return Ok((Value::None, Value::None));
        }
        if self.exception_matches(e, kind)? {
            if self.is_instance_of(e, &t.base_exception_group) {
                return Ok((e.clone(), Value::None));
            }
            // A naked exception is wrapped in a group.
            let group = self.wrap_in_group(e)?;
            return Ok((group, Value::None));
        }
        if self.is_instance_of(e, &t.base_exception_group) {
            let split = self.heap.intern("split");
            let pair = self.call_method(e, &split, std::slice::from_ref(kind))?;
            // More than two are let pass, as in CPython.
            let Some(items) = pair.cast::<TupleObj>().map(|t| t.items().to_vec()) else {
                let (class, what) = (self.class_name(e), self.class_name(&pair));
                return Err(self.type_error(format!("{class}.split must return a tuple, not {what}")));
            };
            let [matching, rest, ..] = items.as_slice() else {
                let (class, n) = (self.class_name(e), items.len());
                return Err(
                    self.type_error(format!("{class}.split must return a 2-tuple, got tuple of size {n}"))
                );
            };
            return Ok((matching.clone(), rest.clone()));
        }
        Ok((Value::None, e.clone()))
    }

    fn wrap_in_group(&mut self, e: &Value) -> Res {
        let class = self.heap.types().exception_group.value();
        let base = self.heap.types().base_exception_group.value();
        let class = if self.is_instance_of(e, &self.heap.types().exception) { class } else { base };
        let (empty, list) = (self.heap.str("").into_value(), self.heap.tuple([e.clone()]).into_value());
        let group = self.call(&class, &[empty, list])?;
        // The group is of this place, what is in it keeps its own.
        let f = *self.top();
        self.add_traceback(&group, &f, f.ip().index(f.code()));
        Ok(group)
    }

    /// The end of `except*`: what must be raised of the exceptions that handlers raised and of what nobody handled.
    pub(super) fn join_groups(&mut self, orig: Value, list: &Value) -> Res {
        let mut raised: Vec<Value> = list.cast::<ListObj>().map(ListObj::to_vec).unwrap_or_default();
        raised.retain(|v| !v.is_none());
        if raised.is_empty() {
            return Ok(Value::None);
        }
        let t = self.heap.types();
        if !self.is_instance_of(&orig, &t.base_exception_group) {
            return Ok(raised.swap_remove(0));
        }
        // Parts of the original that were raised again (the same metadata) are merged into one group as they stood in it.
        let same_origin = |vm: &Vm, v: &Value| -> bool {
            if !vm.is_instance_of(v, &t.base_exception_group) {
                return false;
            }
            let (Some(a), Some(b)) = (v.cast::<ExceptionObj>(), orig.cast::<ExceptionObj>()) else {
                return false;
            };
            a.traceback.borrow().is(&b.traceback.borrow())
                && a.cause.borrow().is(&b.cause.borrow())
                && a.context.borrow().is(&b.context.borrow())
        };
        let (again, new): (Vec<Value>, Vec<Value>) = raised.into_iter().partition(|v| same_origin(self, v));
        let mut out = new;
        if !again.is_empty() {
            let mut leaves = Vec::new();
            for g in &again {
                self.group_leaves(g, &mut leaves)?;
            }
            let keep = self.heap.tuple(leaves).into_value();
            let projected = self.project_group(&orig, &keep)?;
            if !projected.is_none() {
                if out.is_empty() {
                    return Ok(projected);
                }
                out.push(projected);
            }
        }
        match out.len() {
            0 => Ok(Value::None),
            1 => Ok(out.swap_remove(0)),
            _ => {
                let class = self.heap.types().base_exception_group.value();
                let (empty, l) = (self.heap.str("").into_value(), self.heap.list(out).into_value());
                self.call(&class, &[empty, l])
            }
        }
    }

    fn group_leaves(&mut self, g: &Value, out: &mut Vec<Value>) -> Res<()> {
        if !self.is_instance_of(g, &self.heap.types().base_exception_group) {
            out.push(g.clone());
            return Ok(());
        }
        let name = self.heap.intern("exceptions");
        let parts = self.get_attr(g, &name)?;
        for p in self.collect(&parts)? {
            self.group_leaves(&p, out)?;
        }
        Ok(())
    }

    /// The part of a group whose leaves are in the tuple `keep` (by identity), with the group's structure.
    fn project_group(&mut self, g: &Value, keep: &Value) -> Res {
        let kept = keep.cast::<TupleObj>().map(|t| t.items().to_vec()).unwrap_or_default();
        if !self.is_instance_of(g, &self.heap.types().base_exception_group) {
            return Ok(if kept.iter().any(|k| k.is(g)) { g.clone() } else { Value::None });
        }
        let name = self.heap.intern("exceptions");
        let parts = self.get_attr(g, &name)?;
        let mut inner = Vec::new();
        for p in self.collect(&parts)? {
            let q = self.project_group(&p, keep)?;
            if !q.is_none() {
                inner.push(q);
            }
        }
        if inner.is_empty() {
            return Ok(Value::None);
        }
        // Even what is kept whole is made anew.
        let derive = self.heap.intern("derive");
        let list = self.heap.list(inner).into_value();
        let new = self.call_method(g, &derive, &[list])?;
        if let (Some(x), Some(y)) = (new.cast::<ExceptionObj>(), g.cast::<ExceptionObj>()) {
            let (tb, cause, context) =
                (y.traceback.borrow().clone(), y.cause.borrow().clone(), y.context.borrow().clone());
            *x.traceback.borrow_mut() = tb;
            *x.cause.borrow_mut() = cause;
            *x.context.borrow_mut() = context;
            x.suppress_context.set(true);
        }
        let notes = self.get_attr_opt(g, &self.names.__notes__)?;
        if let Some(list) = notes.as_ref().and_then(|n| n.cast::<ListObj>()) {
            let copy = self.heap.list(list.to_vec()).into_value();
            self.set_attr(&new, &self.names.__notes__, copy)?;
        }
        Ok(new)
    }
}
