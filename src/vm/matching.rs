//! Pattern matching (PEP 634): kinds of subjects, keys, classes, the rest of a mapping.

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::types::flags;
use crate::object::{TypeObj, Value};

use super::{Res, Vm};

impl Vm {
    pub(super) fn is_pattern_kind(&self, v: &Value, flag: u32) -> bool {
        v.as_obj().is_some_and(|o| o.class().has(flag))
    }

    pub(super) fn match_keys(&mut self, v: &Value, keys: &Value) -> Res {
        let keys = keys.cast::<TupleObj>().map(|t| t.items().to_vec()).unwrap_or_default();
        for (i, k) in keys.iter().enumerate() {
            for other in &keys[..i] {
                if self.same(other, k)? {
                    let k = self.repr(k)?.to_text();
                    return Err(self.value_error(format!("mapping pattern checks duplicate key ({k})")));
                }
            }
        }
        let mut out = Vec::with_capacity(keys.len());
        if let Some(d) = v.cast::<DictObj>()
            && v.as_obj().is_some_and(|o| o.header().is_exact())
        {
            for k in &keys {
                match self.dict_get(d, k)? {
                    Some(x) => out.push(x),
                    None => return Ok(Value::None),
                }
            }
        } else {
            // `get` with a default of our own tells a missing key without `__missing__`.
            let get = self.heap.intern("get");
            let marker = self.heap.list(Vec::new()).into_value();
            let f = self.get_attr(v, &get)?;
            for k in &keys {
                let x = self.call(&f, &[k.clone(), marker.clone()])?;
                if x.is(&marker) {
                    return Ok(Value::None);
                }
                out.push(x);
            }
        }
        Ok(self.heap.tuple(out).into_value())
    }

    pub(super) fn match_class(
        &mut self,
        subject: &Value,
        class: &Value,
        names: &Value,
        positional: usize,
    ) -> Res {
        let Some(c) = class.to_ref::<TypeObj>() else {
            return Err(self.type_error("called match pattern must be a class"));
        };
        if !self.is_instance(subject, class)? {
            return Ok(Value::None);
        }
        let mut seen: Vec<Value> = Vec::new();
        let mut out = Vec::new();
        if positional > 0 {
            let mut match_self = false;
            let args = match self.get_attr_opt(class, &self.names.__match_args__)? {
                Some(v) => match v.cast::<TupleObj>() {
                    Some(t) => t.items().to_vec(),
                    None => {
                        let (n, what) = (c.name_text(), self.class_name(&v));
                        return Err(
                            self.type_error(format!("{n}.__match_args__ must be a tuple (got {what})"))
                        );
                    }
                },
                None => {
                    match_self = c.has(flags::MATCH_SELF);
                    Vec::new()
                }
            };
            let allowed = if match_self { 1 } else { args.len() };
            if positional > allowed {
                let n = self.message_name(&c);
                let s = if allowed == 1 { "" } else { "s" };
                return Err(self.type_error(format!(
                    "{n}() accepts {allowed} positional sub-pattern{s} ({positional} given)"
                )));
            }
            if match_self {
                out.push(subject.clone());
            } else {
                for name in &args[..positional] {
                    match self.match_attr(subject, &c, name, &mut seen)? {
                        Some(v) => out.push(v),
                        None => return Ok(Value::None),
                    }
                }
            }
        }
        for name in names.cast::<TupleObj>().map(|t| t.items().to_vec()).unwrap_or_default() {
            match self.match_attr(subject, &c, &name, &mut seen)? {
                Some(v) => out.push(v),
                None => return Ok(Value::None),
            }
        }
        Ok(self.heap.tuple(out).into_value())
    }

    fn match_attr(
        &mut self,
        subject: &Value,
        c: &TypeObj,
        name: &Value,
        seen: &mut Vec<Value>,
    ) -> Res<Option<Value>> {
        let Some(s) = name.to_ref::<StrObj>() else {
            let what = self.class_name(name);
            return Err(self.type_error(format!("__match_args__ elements must be strings (got {what})")));
        };
        if seen.iter().any(|v| v.cast::<StrObj>().is_some_and(|x| x.bytes() == s.bytes())) {
            let n = c.name_text();
            return Err(
                self.type_error(format!("{n}() got multiple sub-patterns for attribute '{}'", s.to_text()))
            );
        }
        seen.push(name.clone());
        let s = self.heap.intern_str(&s);
        self.get_attr_opt(subject, &s)
    }

    /// `**rest` of a mapping pattern: what the keys that were matched leave.
    pub(super) fn match_rest(&mut self, subject: &Value, keys: &Value) -> Res {
        let rest = self.heap.dict();
        self.dict_update(&rest, subject)?;
        for k in keys.cast::<TupleObj>().map_or(&[][..], TupleObj::items) {
            self.dict_del(&rest, k)?;
        }
        Ok(rest.into_value())
    }
}
