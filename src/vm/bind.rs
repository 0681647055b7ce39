//! The argument binder: one set of rules and error texts for script functions and natives (language reference, "Calls").

use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::function::{FunctionObj, NativeObj};
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};

use super::call::Keyword;
use super::native::{NativeDef, ParamKind};
use super::setup::is_slot_wrapper;
use super::window::Regs;
use super::{Raised, Res, Vm};

impl Vm {
    /// Distributes `n` positional arguments, which stand at the start of the window, and keywords over the parameters of a script function. On
    /// error the window is dropped.
    #[inline(never)]
    pub(super) fn bind_window(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        w: Regs,
        n: usize,
        kw: &[Keyword],
    ) -> Res<()> {
        let c = &code.code;
        let positional = c.positional as usize;
        let keyword_only = c.keyword_only as usize;
        let args_at = positional + keyword_only;
        let mut rest = Value::Undef;
        if n > positional {
            if c.flags.var_args {
                let extra = w.slots(positional as u16, n - positional);
                rest = self.heap.tuple(extra.iter_mut().map(Value::take)).into_value();
            } else {
                let e = match self.keyword_beside_too_many(f, code, kw) {
                    Some(e) => e,
                    None => self.too_many_positional(f, code, n, w, kw),
                };
                w.clear(0, n as u32);
                return Err(e);
            }
        } else if c.flags.var_args {
            rest = self.heap.tuple([]).into_value();
        }
        w.fill_undef(n.min(positional) as u32, code.n_locals);
        if c.flags.var_args {
            w.put(args_at as u16, rest);
        }
        let mut extra_kw = None;
        if c.flags.var_kwargs {
            let d = self.heap.dict();
            w.put((args_at + usize::from(c.flags.var_args)) as u16, d.value());
            extra_kw = Some(d);
        }
        let failed = self
            .bind_keywords(f, code, w, kw, extra_kw)
            .err()
            .or_else(|| self.bind_defaults(f, code, w).err());
        if let Some(e) = failed {
            w.clear(0, code.n_locals);
            return Err(e);
        }
        Ok(())
    }

    fn bind_keywords(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        w: Regs,
        kw: &[Keyword],
        extra: Option<Ref<DictObj>>,
    ) -> Res<()> {
        let c = &code.code;
        let first = c.positional_only as usize;
        let end = c.positional as usize + c.keyword_only as usize;
        for (name, v) in kw {
            let found =
                (first..end).find(|i| code.locals[*i].is(name) || code.locals[*i].bytes() == name.bytes());
            match found {
                Some(i) if w.get(i as u16).is_undef() => w.put(i as u16, v.clone()),
                Some(_) => {
                    let text = format!(
                        "{}() got multiple values for argument '{}'",
                        self.function_name(f),
                        name.to_text()
                    );
                    return Err(self.type_error(text));
                }
                None => match &extra {
                    Some(d) => {
                        d.set_str(name, v.clone());
                    }
                    None => return Err(self.unexpected_keyword(f, code, name, kw)),
                },
            }
        }
        Ok(())
    }

    /// With too many positional arguments, a keyword that names a filled or an unknown parameter is complained about first.
    fn keyword_beside_too_many(&mut self, f: &FunctionObj, code: &CodeObj, kw: &[Keyword]) -> Option<Raised> {
        let c = &code.code;
        let (first, end) = (c.positional_only as usize, c.positional as usize + c.keyword_only as usize);
        for (name, _) in kw {
            match (first..end).find(|i| code.locals[*i].bytes() == name.bytes()) {
                Some(i) if i < c.positional as usize => {
                    let (who, name) = (self.function_name(f), name.to_text());
                    return Some(
                        self.type_error(format!("{who}() got multiple values for argument '{name}'")),
                    );
                }
                None if !c.flags.var_kwargs => return Some(self.unexpected_keyword(f, code, name, kw)),
                _ => {}
            }
        }
        None
    }

    fn unexpected_keyword(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        name: &Ref<StrObj>,
        kw: &[Keyword],
    ) -> Raised {
        let c = &code.code;
        let wrong: Vec<String> = code.locals[..c.positional_only as usize]
            .iter()
            .filter(|p| kw.iter().any(|(n, _)| n.bytes() == p.bytes()))
            .map(|p| p.to_text())
            .collect();
        let who = self.function_name(f);
        if !wrong.is_empty() {
            return self.type_error(format!(
                "{who}() got some positional-only arguments passed as keyword arguments: '{}'",
                wrong.join(", ")
            ));
        }
        let name = name.to_text();
        let candidates: Vec<String> = code.locals
            [c.positional_only as usize..c.positional as usize + c.keyword_only as usize]
            .iter()
            .map(|p| p.to_text())
            .collect();
        self.type_error(unexpected_text(&who, &name, candidates.iter().map(String::as_str)))
    }

    fn bind_defaults(&mut self, f: &FunctionObj, code: &CodeObj, w: Regs) -> Res<()> {
        let c = &code.code;
        let positional = c.positional as usize;
        let defaults = f.defaults.borrow().clone();
        let empty = [];
        let given: &[Value] = defaults.cast::<TupleObj>().map_or(&empty, |t| t.items());
        let first_default = positional.saturating_sub(given.len());
        let mut missing = Vec::new();
        for i in 0..positional {
            if w.get(i as u16).is_undef() {
                if i >= first_default {
                    w.put(i as u16, given[given.len() - (positional - i)].clone());
                } else {
                    missing.push(code.locals[i].to_text());
                }
            }
        }
        if !missing.is_empty() {
            return Err(self.missing_arguments(f, &missing, "positional"));
        }
        let kwdefaults = f.kwdefaults.borrow().clone();
        for i in positional..positional + c.keyword_only as usize {
            if w.get(i as u16).is_undef() {
                match kwdefaults.cast::<DictObj>().and_then(|d| d.get_str(&code.locals[i])) {
                    Some(v) => w.put(i as u16, v),
                    None => missing.push(code.locals[i].to_text()),
                }
            }
        }
        if !missing.is_empty() {
            return Err(self.missing_arguments(f, &missing, "keyword-only"));
        }
        Ok(())
    }

    /// The function's name in error texts: its qualified name.
    pub(super) fn function_name(&self, f: &FunctionObj) -> String {
        f.qualname.borrow().cast::<StrObj>().map(StrObj::to_text).unwrap_or_default()
    }

    fn missing_arguments(&mut self, f: &FunctionObj, missing: &[String], kind: &str) -> Raised {
        let quoted: Vec<String> = missing.iter().map(|m| format!("'{m}'")).collect();
        let list = match quoted.as_slice() {
            [a] => a.clone(),
            [a, b] => format!("{a} and {b}"),
            many => format!("{}, and {}", many[..many.len() - 1].join(", "), many[many.len() - 1]),
        };
        let who = self.function_name(f);
        let s = if missing.len() == 1 { "" } else { "s" };
        self.type_error(format!("{who}() missing {} required {kind} argument{s}: {list}", missing.len()))
    }

    fn too_many_positional(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        n: usize,
        w: Regs,
        kw: &[Keyword],
    ) -> Raised {
        let c = &code.code;
        let positional = c.positional as usize;
        let defaults = f.defaults.borrow().cast::<TupleObj>().map_or(0, |t| t.len());
        let end = positional + c.keyword_only as usize;
        let kw_given = (positional..end)
            .filter(|i| kw.iter().any(|(n, _)| n.bytes() == code.locals[*i].bytes()))
            .count();
        let who = self.function_name(f);
        let _ = w;
        let takes = if defaults > 0 {
            format!("from {} to {positional} positional arguments", positional - defaults.min(positional))
        } else {
            format!("{positional} positional argument{}", if positional == 1 { "" } else { "s" })
        };
        let given = if kw_given > 0 {
            format!(
                "{n} positional argument{} (and {kw_given} keyword-only argument{}) were",
                if n == 1 { "" } else { "s" },
                if kw_given == 1 { "" } else { "s" }
            )
        } else {
            format!("{n} {}", if n == 1 { "was" } else { "were" })
        };
        self.type_error(format!("{who}() takes {takes} but {given} given"))
    }

    /// Distributes arguments over the slots of a native.
    #[inline(never)]
    pub(super) fn bind_native(
        &mut self,
        f: &NativeObj,
        def: &'static NativeDef,
        mut args: Vec<Value>,
        kw: Vec<Keyword>,
    ) -> Res<Vec<Value>> {
        let positional = def.arity.positional as usize;
        let has_args = def.params.iter().any(|p| p.kind == ParamKind::VarArgs);
        if args.len() > positional && !has_args {
            return Err(self.native_too_many(f, def, args.len(), kw.len()));
        }
        let rest: Vec<Value> = if args.len() > positional { args.split_off(positional) } else { Vec::new() };
        let given = args.len();
        args.resize(def.params.len(), Value::Undef);
        let mut extra = None;
        let mut rest = Some(rest);
        for (i, p) in def.params.iter().enumerate() {
            match p.kind {
                ParamKind::VarArgs => args[i] = self.heap.tuple(rest.take().unwrap_or_default()).into_value(),
                ParamKind::VarKeywords => {
                    let d = self.heap.dict();
                    args[i] = d.value();
                    extra = Some(d);
                }
                _ => {}
            }
        }
        let takes_keywords =
            def.params.iter().any(|p| matches!(p.kind, ParamKind::Positional | ParamKind::KeywordOnly));
        if !has_args && extra.is_none() && takes_keywords && given + kw.len() > def.params.len() {
            return Err(self.native_too_many(f, def, given, kw.len()));
        }
        // What is missing is told before what nobody asked for.
        let mut unexpected = None;
        for (name, v) in kw {
            let text = name.to_text();
            let found = def.params.iter().position(|p| {
                matches!(p.kind, ParamKind::Positional | ParamKind::KeywordOnly)
                    && p.name.strip_prefix("r#").unwrap_or(p.name) == text
            });
            match (found, &extra) {
                (Some(i), _) if args[i].is_undef() => args[i] = v,
                (Some(i), _) => {
                    let place = i + usize::from(!self.is_method_def(def));
                    return Err(self.type_error(format!(
                        "argument for {}() given by name ('{text}') and position ({place})",
                        self.shown_name(f, def)
                    )));
                }
                (None, Some(d)) => {
                    d.set_str(&name, v);
                }
                (None, None) if !takes_keywords => {
                    let who = self.native_name(f, def);
                    return Err(self.type_error(format!("{who}() takes no keyword arguments")));
                }
                (None, None) => unexpected = unexpected.or(Some(text)),
            }
        }
        for (i, p) in def.params.iter().enumerate() {
            if args[i].is_undef() && p.default.is_none() {
                return Err(self.native_missing(f, def, i, given));
            }
        }
        if let Some(text) = unexpected {
            let who = self.shown_name(f, def);
            let names = def
                .params
                .iter()
                .filter(|p| matches!(p.kind, ParamKind::Positional | ParamKind::KeywordOnly));
            let names = names.map(|p| p.name.strip_prefix("r#").unwrap_or(p.name));
            return Err(self.type_error(unexpected_text(&who, &text, names)));
        }
        Ok(args)
    }

    fn is_method_def(&self, def: &NativeDef) -> bool {
        def.params.first().is_some_and(|p| matches!(p.name, "this" | "cls"))
    }

    /// `list.append` for methods, `math.sqrt` for functions of modules, the bare name for those of `builtins`.
    fn native_name(&self, f: &NativeObj, def: &NativeDef) -> String {
        match f.owner.cast::<TypeObj>() {
            Some(t)
                if self.is_method_def(def) && !is_slot_wrapper(t, def.name()) && def.name() != "__new__" =>
            {
                format!("{}.{}", t.name_text(), def.name())
            }
            None => match f.owner.cast::<StrObj>() {
                Some(module) if module.bytes() != b"builtins" => {
                    format!("{}.{}", module.to_text(), def.name())
                }
                _ => def.name().to_string(),
            },
            Some(_) => self.shown_name(f, def),
        }
    }

    /// The native's own name; a constructor goes by its class's.
    fn shown_name(&self, f: &NativeObj, def: &NativeDef) -> String {
        match f.owner.cast::<TypeObj>() {
            Some(t) if matches!(def.name(), "__new__" | "__init__") => t.name_text(),
            _ => def.name().to_string(),
        }
    }

    /// What a slot wrapper says of a wrong number of arguments.
    fn slot_arity(&self, f: &NativeObj, def: &NativeDef, required: usize, given: usize) -> Option<String> {
        let owner = f.owner.cast::<TypeObj>()?;
        let fixed = def.params.iter().all(|p| p.kind == ParamKind::PositionalOnly && p.default.is_none());
        // `__init__` of a built-in class reads its arguments itself.
        if !fixed || def.name() == "__init__" || !is_slot_wrapper(owner, def.name()) {
            return None;
        }
        // CPython's wrappers of slots with two arguments read them under an empty name.
        let who = if required == 2 { " " } else { "" };
        let s = if required == 1 { "" } else { "s" };
        Some(format!("{who}expected {required} argument{s}, got {given}"))
    }

    fn native_too_many(&mut self, f: &NativeObj, def: &NativeDef, given: usize, kw: usize) -> Raised {
        let skip = usize::from(self.is_method_def(def));
        let (max, given) = (def.arity.positional as usize - skip, given - skip.min(given));
        let required = def
            .params
            .iter()
            .skip(skip)
            .filter(|p| p.kind == ParamKind::PositionalOnly && p.default.is_none())
            .count();
        let who = self.native_name(f, def);
        let only_positional = def.params.iter().all(|p| p.kind == ParamKind::PositionalOnly);
        if let Some(text) = self.slot_arity(f, def, required, given) {
            return self.type_error(text);
        }
        if max == 0 && only_positional {
            return self.type_error(format!("{who}() takes no arguments ({given} given)"));
        }
        let constructor = matches!(def.name(), "__new__" | "__init__");
        if only_positional && max == 1 && required == 1 && !constructor {
            return self.type_error(format!("{who}() takes exactly one argument ({given} given)"));
        }
        let s = if max == 1 { "" } else { "s" };
        if only_positional {
            let word = if required == max { "" } else { "at most " };
            let who = self.shown_name(f, def);
            return self.type_error(format!("{who} expected {word}{max} argument{s}, got {given}"));
        }
        // `int` counts its arguments before it looks at keywords.
        let mixed = def.name() == "__new__"
            && (def.params.get(skip).is_some_and(|p| p.kind == ParamKind::PositionalOnly)
                || f.owner.is(&self.heap.types().str_.value()));
        if mixed && kw == 0 {
            let who = self.shown_name(f, def);
            return self.type_error(format!("{who} expected at most {max} argument{s}, got {given}"));
        }
        let total = given + kw;
        let keyword_only = def.params.iter().any(|p| p.kind == ParamKind::KeywordOnly);
        let exactly = if keyword_only { max } else { def.params.len() - skip };
        let s = if exactly == 1 { "" } else { "s" };
        let what = if keyword_only { "positional " } else { "" };
        let given = if keyword_only { given } else { total };
        // `sorted` looks at the count itself before it hands the rest on.
        if def.name() == "sorted" {
            return self.type_error(format!("sorted expected 1 argument, got {given}"));
        }
        if keyword_only && max == 0 {
            return self.type_error(format!("{}() takes no positional arguments", def.name()));
        }
        let most = if required == exactly { "exactly" } else { "at most" };
        let who = self.shown_name(f, def);
        self.type_error(format!("{who}() takes {most} {exactly} {what}argument{s} ({given} given)"))
    }

    fn native_missing(&mut self, f: &NativeObj, def: &NativeDef, i: usize, given: usize) -> Raised {
        let skip = usize::from(self.is_method_def(def));
        let p = &def.params[i];
        let who = self.native_name(f, def);
        if p.kind == ParamKind::PositionalOnly {
            let given = given - skip.min(given);
            let required = def
                .params
                .iter()
                .skip(skip)
                .filter(|p| p.kind == ParamKind::PositionalOnly && p.default.is_none())
                .count();
            let max = def.arity.positional as usize - skip;
            let only = def.params.iter().all(|p| p.kind == ParamKind::PositionalOnly);
            if i < skip {
                return self.type_error(format!("unbound method {who}() needs an argument"));
            }
            if let Some(text) = self.slot_arity(f, def, required, given) {
                return self.type_error(text);
            }
            if max == 1 && required == 1 && only && !matches!(def.name(), "__new__" | "__init__") {
                return self.type_error(format!("{who}() takes exactly one argument ({given} given)"));
            }
            if !only && def.params.iter().any(|p| p.kind == ParamKind::Positional) {
                let most = if max == required { "exactly" } else { "at least" };
                let s = if required == 1 { "" } else { "s" };
                let who = self.shown_name(f, def);
                return self.type_error(format!(
                    "{who}() takes {most} {required} positional argument{s} ({given} given)"
                ));
            }
            let at_least = if max == required && !def.has_rest() { "" } else { "at least " };
            let s = if required == 1 { "" } else { "s" };
            let who = self.shown_name(f, def);
            return self.type_error(format!("{who} expected {at_least}{required} argument{s}, got {given}"));
        }
        let name = p.name.strip_prefix("r#").unwrap_or(p.name);
        if p.kind == ParamKind::KeywordOnly {
            let who = self.shown_name(f, def);
            return self.type_error(format!("{who}() missing 1 required keyword-only argument: '{name}'"));
        }
        let who = self.shown_name(f, def);
        // `enumerate` reads its arguments by hand.
        if who == "enumerate" {
            return self.type_error(format!("{who}() missing required argument '{name}'"));
        }
        self.type_error(format!("{who}() missing required argument '{name}' (pos {})", i + 1 - skip))
    }
}

/// A keyword that no parameter takes, with the parameter that may have been meant.
pub fn unexpected_text<'a>(who: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let mut text = format!("{who}() got an unexpected keyword argument '{name}'");
    if let Some(near) = crate::diag::suggest::closest(name, known) {
        text.push_str(&format!(". Did you mean '{near}'?"));
    }
    text
}
