//! Replacement fields of f-strings: conversion, then `__format__`.

use crate::object::Value;
use crate::object::str::StrObj;
use crate::vm::{Res, Vm};

impl Vm {
    /// `{v}`, `{v!r}`: what is a plain str already stays itself.
    pub(super) fn format_plain(&mut self, conversion: u8, v: Value) -> Res {
        let v = self.convert(conversion, v)?;
        if v.is_a::<StrObj>() && v.as_obj().is_some_and(|o| o.header().is_exact()) {
            return Ok(v);
        }
        let empty = self.heap.str("");
        Ok(self.format(&v, &empty)?.into_value())
    }

    /// `{v:spec}`
    pub(super) fn format_spec(&mut self, conversion: u8, v: Value, spec: Value) -> Res {
        let v = self.convert(conversion, v)?;
        let Some(spec) = spec.to_ref::<StrObj>() else { crate::bug!("a format spec is a str") };
        Ok(self.format(&v, &spec)?.into_value())
    }

    fn convert(&mut self, conversion: u8, v: Value) -> Res {
        Ok(match conversion {
            0 => v,
            1 => self.str(&v)?.into_value(),
            2 => self.repr(&v)?.into_value(),
            _ => self.ascii(&v)?.into_value(),
        })
    }
}
