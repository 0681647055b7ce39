//! The argument binder: one set of rules for script functions and natives (language reference, "Calls"). What it says of arguments that do not fit is in
//! `bind_errors.rs`.
//!
//! Everything happens in place: positional arguments stand at the start of the window already, the values of keywords behind them. The binder moves those to the
//! registers of their parameters and fills the rest from defaults.

use crate::object::code::CodeObj;
use crate::object::dict::DictObj;
use crate::object::function::{FunctionObj, NativeObj};
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};

use super::fence::Regs;
use super::native::{NativeDef, Param, ParamKind};
use super::{Raised, Res, Vm};

/// The text of a keyword's name.
pub(super) fn name_bytes(name: &Value) -> &[u8] {
    name.cast::<StrObj>().map_or(&[], StrObj::bytes)
}

/// Whether a keyword is a plain str, which is equal to what has the same text.
fn is_exact_name(name: &Value) -> bool {
    name.as_obj().is_some_and(|o| o.header().is_exact())
}

/// A function's defaults for parameters that positional arguments fill.
struct Defaults<'a> {
    /// The parameter that has the first one.
    first: usize,
    given: &'a [Value],
}

impl<'a> Defaults<'a> {
    /// Of more defaults than parameters the last ones count.
    #[inline(always)]
    fn of(defaults: &'a Value, positional: usize) -> Defaults<'a> {
        let given: &[Value] = defaults.cast::<TupleObj>().map_or(&[], |t| t.items());
        let given = if given.len() > positional { &given[given.len() - positional..] } else { given };
        Defaults { first: positional - given.len(), given }
    }
}

/// The dict of `**kwargs`.
struct Extra {
    dict: Ref<DictObj>,
    /// All keywords are plain strings: none has a say in how it is stored.
    plain: bool,
}

impl Extra {
    fn of(dict: Ref<DictObj>, names: &[Value]) -> Extra {
        Extra { dict, plain: names.iter().all(is_exact_name) }
    }
}

/// Values of keywords on their way to their parameters: most calls have few.
struct Moved {
    few: [Value; 4],
    many: Vec<Value>,
}

impl Moved {
    /// None yet.
    #[inline(always)]
    fn new() -> Moved {
        Moved { few: [const { Value::Undef }; 4], many: Vec::new() }
    }

    /// Takes the values of `k` keywords out of a window.
    #[inline(always)]
    fn fill(&mut self, w: Regs, n: usize, k: usize) {
        let from = w.beyond(n);
        if k <= self.few.len() {
            for (i, v) in self.few.iter_mut().enumerate().take(k) {
                *v = from.take(i as u16);
            }
        } else {
            self.many = from.take_all(0, k);
        }
    }

    #[inline(always)]
    fn take(&mut self, i: usize) -> Value {
        if self.many.is_empty() { self.few[i].take() } else { self.many[i].take() }
    }
}

impl Vm {
    /// The usual calls with a keyword or with defaults: no `*args` or `**kwargs`, few keywords, whose names are parameters' very objects, and nothing
    /// missing. False: nothing has happened.
    #[inline]
    pub(super) fn bind_quickly(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        w: Regs,
        n: usize,
        names: &[Value],
    ) -> bool {
        let positional = code.quick_params as usize;
        if n > positional || code.quick_params == u32::MAX {
            return false;
        }
        let mut named = usize::MAX;
        match names {
            [] => {}
            [Value::Obj(name)] => {
                let params = &code.locals[n..positional];
                match params.iter().position(|p| p.obj().is(name)) {
                    Some(i) => named = n + i,
                    None => return false,
                }
            }
            _ => return self.bind_few_keywords(f, code, w, n, names),
        }
        let defaults = f.defaults.borrow();
        let Defaults { first, given } = Defaults::of(&defaults, positional);
        // Below the first default nothing may be missing.
        if (n..first).any(|i| i != named) {
            return false;
        }
        let value = if named == usize::MAX { Value::Undef } else { w.take(n as u16) };
        for i in n..positional {
            if i != named {
                w.put(i as u16, given[i - first].clone());
            }
        }
        if named != usize::MAX {
            w.put(named as u16, value);
        }
        w.fill_undef(positional as u32, code.n_locals);
        true
    }

    /// The same for some keywords.
    #[inline(never)]
    fn bind_few_keywords(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        w: Regs,
        n: usize,
        names: &[Value],
    ) -> bool {
        let positional = code.quick_params as usize;
        if n > positional || positional > 63 || names.len() > 4 {
            return false;
        }
        // Which parameters the keywords name.
        let (mut places, mut named) = ([0u16; 4], 0u64);
        for (place, name) in places.iter_mut().zip(names) {
            let Value::Obj(name) = name else { return false };
            match code.locals[n..positional].iter().position(|p| p.obj().is(name)) {
                Some(i) if named >> (n + i) & 1 == 0 => {
                    *place = (n + i) as u16;
                    named |= 1 << (n + i);
                }
                _ => return false,
            }
        }
        let defaults = f.defaults.borrow();
        let Defaults { first, given } = Defaults::of(&defaults, positional);
        // Below the first default nothing may be missing.
        let needed = if first > n { (1u64 << first) - (1u64 << n) } else { 0 };
        if named & needed != needed {
            return false;
        }
        match names.len() {
            0 => w.fill_undef(n as u32, code.n_locals),
            1 => {
                let v = w.take(n as u16);
                w.fill_undef(n as u32, code.n_locals);
                w.put(places[0], v);
            }
            k => {
                let mut values = [const { Value::Undef }; 4];
                for (i, v) in values.iter_mut().enumerate().take(k) {
                    *v = w.take((n + i) as u16);
                }
                w.fill_undef(n as u32, code.n_locals);
                for (place, v) in places.into_iter().zip(values).take(k) {
                    w.put(place, v);
                }
            }
        }
        for i in n.max(first)..positional {
            if named >> i & 1 == 0 {
                w.put(i as u16, given[i - first].clone());
            }
        }
        true
    }

    /// Distributes `n` positional arguments, which stand at the start of the window, and the values of keywords behind them over the parameters of a script
    /// function. On error the window is dropped.
    #[inline(never)]
    pub(super) fn bind_window(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        w: Regs,
        n: usize,
        names: &[Value],
    ) -> Res<()> {
        let c = &code.code;
        let positional = c.positional as usize;
        if names.is_empty()
            && c.keyword_only == 0
            && (n == positional || n > positional && c.flags.var_args)
            && (c.flags.var_args || c.flags.var_kwargs)
        {
            self.bind_all_given(code, w, n);
            return Ok(());
        }
        let mut moved = Moved::new();
        if !names.is_empty() {
            moved.fill(w, n, names.len());
        }
        let mut rest = Value::Undef;
        // What is too much waits until the keywords are bound, as in CPython.
        let mut spare = Vec::new();
        if n > positional && !c.flags.var_args {
            spare = w.beyond(positional).take_all(0, n - positional);
        } else if n > positional {
            let extra = w.beyond(positional).slots(0, n - positional);
            rest = self.heap.tuple(extra.iter_mut().map(Value::take)).into_value();
        }
        w.fill_undef(n.min(positional) as u32, code.n_locals);
        let mut extra_kw = None;
        if c.flags.var_args || c.flags.var_kwargs {
            let mut at = c.positional + c.keyword_only;
            if c.flags.var_args {
                if rest.is_undef() {
                    rest = self.heap.tuple([]).into_value();
                }
                w.put(at, rest);
                at += 1;
            }
            if c.flags.var_kwargs {
                let d = self.heap.dict();
                w.put(at, d.value());
                extra_kw = Some(Extra::of(d, names));
            }
        }
        let mut out = Ok(());
        for (i, name) in names.iter().enumerate() {
            out = self.bind_keyword(f, code, w, names, name, moved.take(i), extra_kw.as_ref());
            if out.is_err() {
                break;
            }
        }
        let out = out.and_then(|()| match spare.is_empty() {
            true => self.bind_defaults(f, code, w, n),
            false => Err(self.too_many_positional(f, code, n, w)),
        });
        if out.is_err() {
            w.clear(0, code.n_locals);
        }
        out
    }

    /// The same where each parameter has its argument, and only `*args` and `**kwargs` are to be made.
    fn bind_all_given(&mut self, code: &CodeObj, w: Regs, n: usize) {
        let positional = code.code.positional;
        let mut rest = Value::Undef;
        if code.code.flags.var_args {
            let extra = w.beyond(positional as usize).slots(0, n - positional as usize);
            rest = self.heap.tuple(extra.iter_mut().map(Value::take)).into_value();
        }
        w.fill_undef(u32::from(positional), code.n_locals);
        let mut at = positional;
        if code.code.flags.var_args {
            w.put(at, rest);
            at += 1;
        }
        if code.code.flags.var_kwargs {
            w.put(at, self.heap.dict().into_value());
        }
    }

    #[inline]
    fn bind_keyword(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        w: Regs,
        names: &[Value],
        name: &Value,
        v: Value,
        extra: Option<&Extra>,
    ) -> Res<()> {
        let (before, params) = code.named_parameters();
        // Names of parameters and of keywords in a program's text are interned: nearly always the first test finds it.
        let found = match name {
            Value::Obj(o) => params.iter().position(|p| p.obj().is(o)),
            _ => None,
        };
        let found = match found {
            Some(i) => Some(i),
            None if is_exact_name(name) => params.iter().position(|p| p.bytes() == name_bytes(name)),
            None => self.find_asking(f, code, w, name, params)?,
        };
        match found.map(|i| (i + before.len()) as u16) {
            Some(i) if w.get(i).is_undef() => {
                w.put(i, v);
                Ok(())
            }
            Some(_) => {
                let e = self.amid_binding(f, code, w, |vm| vm.multiple_values(f, name));
                Err(e)
            }
            None => match (extra, name.to_ref::<StrObj>()) {
                (Some(x), Some(name)) if x.plain => {
                    drop(x.dict.set_str(&name, v));
                    Ok(())
                }
                (Some(x), Some(name)) => {
                    let old =
                        self.amid_binding(f, code, w, |vm| vm.dict_set(&x.dict, name.into_value(), v))?;
                    drop(old);
                    Ok(())
                }
                _ => {
                    let e = self.amid_binding(f, code, w, |vm| vm.unexpected_keyword(f, code, name, names));
                    Err(e)
                }
            },
        }
    }

    /// The parameter that a keyword of the script's own class says it is equal to.
    #[cold]
    fn find_asking(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        w: Regs,
        name: &Value,
        params: &[Ref<StrObj>],
    ) -> Res<Option<usize>> {
        self.amid_binding(f, code, w, |vm| {
            for (i, p) in params.iter().enumerate() {
                if vm.eq(name, &p.value())? {
                    return Ok(Some(i));
                }
            }
            Ok(None)
        })
    }

    /// Runs what may be script code while arguments are bound: those that have their places stay out of its way, and the code that they are bound for lives on,
    /// whatever becomes of `f.__code__`.
    #[cold]
    fn amid_binding<T>(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        w: Regs,
        run: impl FnOnce(&mut Vm) -> T,
    ) -> T {
        // If it is another one already, this code was put away before.
        let held = f.code();
        let out = self.above(w.beyond(code.n_locals as usize), run);
        if std::ptr::eq(&*held, code) && !f.code().is(&held) {
            f.retired.borrow_mut().push(held);
        }
        out
    }

    /// Fills parameters that got no argument; the first `n` did.
    #[inline]
    fn bind_defaults(&mut self, f: &FunctionObj, code: &CodeObj, w: Regs, n: usize) -> Res<()> {
        let c = &code.code;
        let positional = c.positional as usize;
        if n < positional {
            let defaults = f.defaults.borrow();
            let Defaults { first, given } = Defaults::of(&defaults, positional);
            let mut missing = false;
            for i in n..positional {
                if w.get(i as u16).is_undef() {
                    match i.checked_sub(first) {
                        Some(d) => w.put(i as u16, given[d].clone()),
                        None => missing = true,
                    }
                }
            }
            drop(defaults);
            if missing {
                return Err(self.missing_positional(f, code, w));
            }
        }
        if c.keyword_only > 0 {
            self.bind_keyword_defaults(f, code, w)?;
        }
        Ok(())
    }

    fn bind_keyword_defaults(&mut self, f: &FunctionObj, code: &CodeObj, w: Regs) -> Res<()> {
        let c = &code.code;
        let defaults = f.kwdefaults.borrow().clone();
        let mut missing = Vec::new();
        for (at, i) in (c.positional..c.positional + c.keyword_only).enumerate() {
            if w.get(i).is_undef() {
                let name = &code.locals[i as usize];
                // Where all have one, they stand in the order of the parameters.
                match defaults.cast::<DictObj>().and_then(|d| d.get_name_near(name, at)) {
                    Some(v) => w.put(i, v),
                    None => missing.push(name.to_text()),
                }
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(self.missing_arguments(f, &missing, "keyword-only")) }
    }

    #[cold]
    fn missing_positional(&mut self, f: &FunctionObj, code: &CodeObj, w: Regs) -> Raised {
        let missing: Vec<String> = (0..code.code.positional)
            .filter(|i| w.get(*i).is_undef())
            .map(|i| code.locals[i as usize].to_text())
            .collect();
        self.missing_arguments(f, &missing, "positional")
    }

    /// Distributes `n` positional arguments and the values of keywords behind them over the slots of a native, in place. There is room for all slots. On
    /// error everything is dropped.
    #[inline(never)]
    pub(super) fn bind_native(
        &mut self,
        f: &NativeObj,
        def: &'static NativeDef,
        w: Regs,
        n: usize,
        names: &[Value],
    ) -> Res<()> {
        let positional = def.arity.positional as usize;
        let slots = def.params.len();
        let mut moved = Moved::new();
        if !names.is_empty() {
            moved.fill(w, n, names.len());
        }
        let (rest_at, extra_at) = (def.arity.rest, def.arity.extra);
        let takes_keywords = def.arity.takes_keywords;
        let too_many = match rest_at {
            Some(_) => false,
            None => n > positional || extra_at.is_none() && takes_keywords && n + names.len() > slots,
        };
        if too_many {
            w.clear(0, n as u32);
            return Err(self.native_too_many(f, def, n, names.len()));
        }
        let rest = rest_at.map(|_| {
            let more = n.saturating_sub(positional);
            let more = w.beyond(n - more).slots(0, more);
            self.heap.tuple(more.iter_mut().map(Value::take)).into_value()
        });
        w.fill_undef(n.min(positional) as u32, slots as u32);
        if let (Some(i), Some(rest)) = (rest_at, rest) {
            w.put(u16::from(i), rest);
        }
        let extra = extra_at.map(|i| {
            let d = if names.is_empty() { self.no_keywords.clone() } else { self.heap.dict() };
            debug_assert!(d.is_empty(), "natives only read their keywords");
            w.put(u16::from(i), d.value());
            Extra::of(d, names)
        });
        let out = self.bind_native_keywords(f, def, w, n, names, &mut moved, extra.as_ref());
        if out.is_err() {
            w.clear(0, slots as u32);
        }
        out
    }

    #[inline]
    fn bind_native_keywords(
        &mut self,
        f: &NativeObj,
        def: &'static NativeDef,
        w: Regs,
        n: usize,
        names: &[Value],
        moved: &mut Moved,
        extra: Option<&Extra>,
    ) -> Res<()> {
        // What is missing is told before what nobody asked for.
        let mut unexpected = None;
        for (i, name) in names.iter().enumerate() {
            let v = moved.take(i);
            let text = name_bytes(name);
            let found = def.params.iter().position(|p| {
                matches!(p.kind, ParamKind::Positional | ParamKind::KeywordOnly)
                    && p.name().as_bytes() == text
            });
            match (found, extra) {
                (Some(i), _) if w.get(i as u16).is_undef() => w.put(i as u16, v),
                (Some(i), _) => return Err(self.given_twice(f, def, i)),
                (None, Some(x)) => match name.to_ref::<StrObj>() {
                    Some(name) if x.plain => drop(x.dict.set_str(&name, v)),
                    _ => {
                        let end = w.beyond(def.params.len());
                        drop(self.above(end, |vm| vm.dict_set(&x.dict, name.clone(), v))?);
                    }
                },
                // They are for the other constructor, which a derived class says itself.
                (None, None) if !def.arity.takes_keywords && self.is_for_other(f, def, w.get(0)) => {}
                (None, None) if !def.arity.takes_keywords => {
                    return Err(self.no_keywords_taken(f, def));
                }
                (None, None) => {
                    if let Some(e) = self.refused_by_hand(f, def, n, names.len(), text) {
                        return Err(e);
                    }
                    unexpected = unexpected.or(Some(name));
                }
            }
        }
        if n < def.arity.required as usize || def.arity.needs_keyword {
            for (i, p) in def.params.iter().enumerate() {
                if w.get(i as u16).is_undef() && p.default.is_none() {
                    return Err(self.native_missing(f, def, i, n));
                }
            }
        }
        if let Some(name) = unexpected {
            if def.name() == "sorted" {
                // It makes the list before it hands its keywords on.
                let items = w.get(0).clone();
                let end = w.beyond(def.params.len());
                drop(self.above(end, |vm| vm.collect_list(&items))?);
            }
            let (who, text) = (self.reader_name(f, def), String::from_utf8_lossy(name_bytes(name)));
            let names = def
                .params
                .iter()
                .filter(|p| matches!(p.kind, ParamKind::Positional | ParamKind::KeywordOnly));
            let names = names.map(Param::name);
            return Err(self.type_error(super::bind_errors::unexpected_text(&who, &text, names)));
        }
        Ok(())
    }
}
