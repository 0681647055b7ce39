//! Classes, functions and whatever else a module has under a name: written as that name.

use crate::natives::files::coding::encode_text;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::text::codecs::{Codec, Errors};
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};

use super::known::{dotted, missing};
use super::opcode::*;
use super::save::Saver;

impl Saver<'_> {
    /// A class whose class is `type`.
    pub fn class(&mut self, vm: &mut Vm, v: &Value) -> Res<()> {
        let t = vm.types();
        for single in [Value::None, t.ellipsis_value.clone(), t.not_implemented.clone()] {
            if v.is(&vm.class_of(&single).into_value()) {
                let args = vm.heap.tuple([single]).into_value();
                return self.reduction(vm, &[t.type_.value(), args], Some(v));
            }
        }
        self.global(vm, v, None)
    }

    /// An object by its name in a module.
    pub fn global(&mut self, vm: &mut Vm, v: &Value, name: Option<Value>) -> Res<()> {
        let name = match name {
            Some(name) => name,
            None => match vm.get_attr_opt(v, &vm.names.__qualname__)? {
                Some(name) => name,
                None => vm.get_attr(v, &vm.names.__name__)?,
            },
        };
        let Some(name) = name.to_ref::<StrObj>() else {
            let what = vm.class_name(&name);
            return Err(vm.type_error(format!("must be str, not {what}")));
        };
        let module = self.module_of(vm, v, &name)?;
        if self.proto >= 2 && self.extension(vm, v, &module, &name)? {
            return Ok(());
        }
        if self.proto >= 4 {
            self.save(vm, &module)?;
            self.save(vm, &name.value())?;
            self.out.byte(vm, STACK_GLOBAL)?;
        } else if name.bytes().contains(&b'.') {
            self.nested(vm, &module, &name)?;
        } else {
            self.top_level(vm, &module, &name.value())?;
        }
        self.put(vm, v)
    }

    /// Below protocol 4 a name with dots is `getattr(getattr(.., a), b)`.
    fn nested(&mut self, vm: &mut Vm, module: &Value, name: &Ref<StrObj>) -> Res<()> {
        let mut path = name.bytes().split(|b| *b == b'.').map(|part| vm.heap.str_bytes(part).into_value());
        let first = path.next().unwrap_or_default();
        let path: Vec<Value> = path.collect();
        for _ in &path {
            self.save(vm, &self.known.getattr.clone())?;
            if self.proto < 2 {
                self.out.byte(vm, MARK)?;
            }
        }
        self.top_level(vm, module, &first)?;
        for part in &path {
            self.save(vm, part)?;
            self.out.put(vm, &[if self.proto < 2 { TUPLE } else { TUPLE2 }, REDUCE])?;
        }
        Ok(())
    }

    fn top_level(&mut self, vm: &mut Vm, module: &Value, name: &Value) -> Res<()> {
        let (mut module, mut name) = (module.clone(), name.clone());
        if self.fix_imports {
            (module, name) = self.old_names(vm, module, name)?;
        }
        self.out.byte(vm, GLOBAL)?;
        for (text, what) in [(module, "module"), (name, "global")] {
            let s = match text.cast::<StrObj>() {
                Some(s) if self.proto >= 3 && s.as_str().is_some() || s.is_ascii() => s,
                _ => {
                    let (shown, proto) = (vm.repr(&text)?.to_text(), self.proto);
                    let codec = if proto >= 3 { Codec::Utf8 } else { Codec::Ascii };
                    let bytes = text.cast::<StrObj>().map(|s| s.bytes().to_vec()).unwrap_or_default();
                    let why = match encode_text(vm, &bytes, codec, &Errors::Strict) {
                        Ok(_) => Value::None,
                        Err(e) => vm.take_raised(e),
                    };
                    let text =
                        format!("can't pickle {what} identifier {shown} using pickle protocol {proto}");
                    return Err(self.known.cannot_since(vm, text, why));
                }
            };
            self.out.put(vm, s.bytes())?;
            self.out.byte(vm, b'\n')?;
        }
        Ok(())
    }

    /// The names that Python 2 had.
    fn old_names(&mut self, vm: &mut Vm, module: Value, name: Value) -> Res<(Value, Value)> {
        let key = vm.heap.tuple([module.clone(), name.clone()]).into_value();
        if let Some(found) = vm.dict_get(&self.known.names_3to2.clone(), &key)? {
            let Some([m, n]) = found.cast::<TupleObj>().map(TupleObj::items) else {
                let what = vm.class_name(&found);
                let text =
                    format!("_compat_pickle.REVERSE_NAME_MAPPING values should be 2-tuples, not {what}");
                return Err(vm.runtime_error(text));
            };
            if !m.is_a::<StrObj>() || !n.is_a::<StrObj>() {
                let (m, n) = (vm.class_name(m), vm.class_name(n));
                let text = format!(
                    "_compat_pickle.REVERSE_NAME_MAPPING values should be pairs of str, not ({m}, {n})"
                );
                return Err(vm.runtime_error(text));
            }
            return Ok((m.clone(), n.clone()));
        }
        match vm.dict_get(&self.known.modules_3to2.clone(), &module)? {
            Some(m) if m.is_a::<StrObj>() => Ok((m, name)),
            Some(m) => {
                let what = vm.class_name(&m);
                let text =
                    format!("_compat_pickle.REVERSE_IMPORT_MAPPING values should be strings, not {what}");
                Err(vm.runtime_error(text))
            }
            None => Ok((module, name)),
        }
    }

    /// A number that `copyreg` has for the name.
    fn extension(&mut self, vm: &mut Vm, v: &Value, module: &Value, name: &Ref<StrObj>) -> Res<bool> {
        let registry = self.known.extension_registry.clone();
        if registry.is_empty() {
            return Ok(false);
        }
        let key = vm.heap.tuple([module.clone(), name.value()]).into_value();
        let Some(code) = vm.dict_get(&registry, &key)? else { return Ok(false) };
        let Some(n) = as_int(&code).map(|i| i.to_i64()) else {
            let (v, code) = (vm.repr(v)?.to_text(), vm.repr(&code)?.to_text());
            let text = format!("Can't pickle {v}: extension code {code} isn't an integer");
            return Err(self.known.cannot(vm, text));
        };
        let Some(n) = n.and_then(|n| i32::try_from(n).ok()).filter(|n| *n > 0) else {
            let code = vm.repr(&code)?.to_text();
            return Err(vm.runtime_error(format!("extension code {code} is out of range")));
        };
        match n.to_le_bytes() {
            [a, 0, 0, 0] => self.out.put(vm, &[EXT1, a])?,
            [a, b, 0, 0] => self.out.put(vm, &[EXT2, a, b])?,
            [a, b, c, d] => self.out.put(vm, &[EXT4, a, b, c, d])?,
        }
        Ok(true)
    }

    /// The name of the module in which the object stands under its name.
    fn module_of(&mut self, vm: &mut Vm, v: &Value, name: &Ref<StrObj>) -> Res {
        if name.bytes().split(|b| *b == b'.').any(|part| part == b"<locals>") {
            let shown = vm.repr(v)?.to_text();
            return Err(self.known.cannot(vm, format!("Can't pickle local object {shown}")));
        }
        let module = match vm.get_attr_opt(v, &vm.names.__module__)? {
            Some(m) if !m.is_none() => m,
            _ => match self.search(vm, v, name)? {
                Some(m) => return Ok(m),
                None => vm.heap.intern("__main__").into_value(),
            },
        };
        let t = vm.types();
        let found = match module.to_ref::<StrObj>() {
            // A name that is no Unicode text can only stand there already.
            Some(m) if m.as_str().is_none() && vm.modules.get_str(&vm.heap.intern_str(&m)).is_some() => {
                Ok(vm.modules.get_str(&vm.heap.intern_str(&m)).unwrap_or_default())
            }
            Some(m) if m.bytes().is_empty() => Err(vm.value_error("Empty module name")),
            Some(m) => vm.import(&m.to_text()),
            None => {
                let what = vm.class_name(&module);
                Err(vm.type_error(format!("module name must be a string, not {what}")))
            }
        };
        let found = match found {
            Ok(m) => m,
            Err(e) if [&t.import_error, &t.value_error, &t.key_error].iter().any(|c| vm.raised_is(&e, c)) => {
                let x = vm.take_raised(e);
                let (shown, why) = (vm.repr(v)?.to_text(), vm.str(&x)?.to_text());
                let text = format!("Can't pickle {shown}: {why}");
                return Err(self.known.cannot_since(vm, text, x));
            }
            Err(e) => return Err(e),
        };
        let there = dotted(vm, &found, name)?;
        if there.as_ref().is_some_and(|there| there.is(v)) {
            return Ok(module);
        }
        let (what, why) = match there {
            None => ("it's not found as", missing(vm, &found, name)),
            Some(_) => ("it's not the same object as", Value::Undef),
        };
        let (shown, module) = (vm.repr(v)?.to_text(), vm.str(&module)?.to_text());
        let text = format!("Can't pickle {shown}: {what} {module}.{}", name.to_text());
        Err(match why {
            Value::Undef => self.known.cannot(vm, text),
            why => self.known.cannot_since(vm, text, why),
        })
    }

    /// The module that has the object, for objects that do not say which one.
    fn search(&mut self, vm: &mut Vm, v: &Value, name: &Ref<StrObj>) -> Res<Option<Value>> {
        let modules = vm.sys.get_text(vm.heap, "modules");
        let entries = match modules.as_ref().and_then(Value::to_ref::<DictObj>) {
            Some(d) => d.entries(),
            None => return Err(vm.runtime_error("unable to get sys.modules")),
        };
        for (key, module) in entries {
            let main =
                key.cast::<StrObj>().is_some_and(|k| matches!(k.bytes(), b"__main__" | b"__mp_main__"));
            if main || module.is_none() {
                continue;
            }
            if dotted(vm, &module, name)?.is_some_and(|found| found.is(v)) {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }
}
