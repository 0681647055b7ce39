//! What `__reduce__` answers, as instructions: a callable and its arguments, then state, items and entries.

use crate::object::dict::DictObj;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};

use super::super::support::keywords;
use super::known::type_name;
use super::opcode::*;
use super::save::Saver;

impl Saver<'_> {
    /// The parts of a reduction; `v` is the object, if it is to have a number.
    pub fn reduction(&mut self, vm: &mut Vm, parts: &[Value], v: Option<&Value>) -> Res<()> {
        let known = self.known.clone();
        if !(2..=6).contains(&parts.len()) {
            return Err(known.cannot(vm, "tuple returned by __reduce__ must contain 2 through 6 elements"));
        }
        let part = |i: usize| parts.get(i).filter(|p: &&Value| !p.is_none());
        let (function, args) = (&parts[0], &parts[1]);
        let wrong = |vm: &mut Vm, which: &str, wanted: &str, got: &Value| {
            let got = type_name(vm, got);
            let text =
                format!("{which} item of the tuple returned by __reduce__ must be {wanted}, not {got}");
            known.cannot(vm, text)
        };
        if !vm.is_callable(function) {
            return Err(wrong(vm, "first", "callable", function));
        }
        let Some(args) = args.to_ref::<TupleObj>() else {
            return Err(wrong(vm, "second", "a tuple", args));
        };
        let (state, items, entries, setter) = (part(2), part(3), part(4), part(5));
        for (which, it) in [("fourth", items), ("fifth", entries)] {
            if let Some(it) = it
                && !vm.is_iterator(it)
            {
                return Err(wrong(vm, which, "an iterator", it));
            }
        }
        if let Some(setter) = setter
            && !vm.is_callable(setter)
        {
            return Err(wrong(vm, "sixth", "callable", setter));
        }
        // Notes name the object, or what makes it.
        let whole = v.unwrap_or(function);
        self.call(vm, function, &args, v, whole)?;
        if let Some(v) = v {
            match self.written(v) {
                Some(i) => {
                    self.out.byte(vm, POP)?;
                    return self.get(vm, i);
                }
                None => self.put(vm, v)?,
            }
        }
        if let Some(it) = items {
            self.items(vm, it, whole)?;
        }
        if let Some(it) = entries {
            self.entries(vm, it, whole)?;
        }
        let Some(state) = state else { return Ok(()) };
        let Some(setter) = setter else {
            self.save(vm, state).map_err(|e| self.noted(vm, e, whole, "state"))?;
            return self.out.byte(vm, BUILD);
        };
        // `setter(object, state)`, whose result goes.
        self.save(vm, setter).map_err(|e| self.noted(vm, e, whole, "state setter"))?;
        if let Some(v) = v {
            self.save(vm, v)?;
        }
        self.save(vm, state).map_err(|e| self.noted(vm, e, whole, "state"))?;
        self.out.put(vm, &[TUPLE2, REDUCE, POP])
    }

    /// The call that makes the object.
    fn call(
        &mut self,
        vm: &mut Vm,
        function: &Value,
        args: &Ref<TupleObj>,
        v: Option<&Value>,
        whole: &Value,
    ) -> Res<()> {
        if self.proto >= 2
            && let Some(name) = vm.get_attr_opt(function, &vm.names.__name__)?
            && let Some(name) = name.cast::<StrObj>()
        {
            match name.bytes() {
                b"__newobj__" => return self.new_object(vm, args, v, whole),
                b"__newobj_ex__" => return self.new_object_with_keywords(vm, args, whole),
                _ => {}
            }
        }
        self.save(vm, function).map_err(|e| self.noted(vm, e, whole, "reconstructor"))?;
        self.save(vm, &args.value()).map_err(|e| self.noted(vm, e, whole, "reconstructor arguments"))?;
        self.out.byte(vm, REDUCE)
    }

    fn new_object(&mut self, vm: &mut Vm, args: &Ref<TupleObj>, v: Option<&Value>, whole: &Value) -> Res<()> {
        let Some((class, rest)) = args.items().split_first() else {
            return Err(self.known.cannot(vm, "__newobj__ expected at least 1 argument, got 0"));
        };
        if !class.is_a::<TypeObj>() {
            let what = type_name(vm, class);
            let text = format!("first argument to __newobj__() must be a class, not {what}");
            return Err(self.known.cannot(vm, text));
        }
        if let Some(v) = v {
            let own = vm.get_attr(v, &vm.names.__class__)?;
            if !own.is(class) {
                let (own, class) = (vm.repr(&own)?.to_text(), vm.repr(class)?.to_text());
                let text = format!("first argument to __newobj__() must be {own}, not {class}");
                return Err(self.known.cannot(vm, text));
            }
        }
        self.save(vm, class).map_err(|e| self.noted(vm, e, whole, "class"))?;
        let rest = vm.heap.tuple(rest.to_vec()).into_value();
        self.save(vm, &rest).map_err(|e| self.noted(vm, e, whole, "__new__ arguments"))?;
        self.out.byte(vm, NEWOBJ)
    }

    fn new_object_with_keywords(&mut self, vm: &mut Vm, args: &Ref<TupleObj>, whole: &Value) -> Res<()> {
        let [class, args, named] = args.items() else {
            let n = args.len();
            return Err(self.known.cannot(vm, format!("__newobj_ex__ expected 3 arguments, got {n}")));
        };
        let fits = [
            (class.is_a::<TypeObj>(), "first", "class", class),
            (args.is_a::<TupleObj>(), "second", "tuple", args),
            (named.is_a::<DictObj>(), "third", "dict", named),
        ];
        if let Some((_, which, wanted, got)) = fits.into_iter().find(|(ok, ..)| !ok) {
            let got = type_name(vm, got);
            let text = format!("{which} argument to __newobj_ex__() must be a {wanted}, not {got}");
            return Err(self.known.cannot(vm, text));
        }
        if self.proto >= 4 {
            self.save(vm, class).map_err(|e| self.noted(vm, e, whole, "class"))?;
            for v in [args, named] {
                self.save(vm, v).map_err(|e| self.noted(vm, e, whole, "__new__ arguments"))?;
            }
            return self.out.byte(vm, NEWOBJ_EX);
        }
        // Older protocols have no instruction for it: `partial(class.__new__, class, *args, **named)()`.
        let new = vm.get_attr(class, &vm.names.__new__)?;
        let mut all = vec![new, class.clone()];
        all.extend(args.cast::<TupleObj>().into_iter().flat_map(|t| t.items().to_vec()));
        let named = named.cast::<DictObj>().map(keywords).unwrap_or_default();
        let partial = vm.call_kw(&self.known.partial.clone(), &all, &named)?;
        self.save(vm, &partial).map_err(|e| self.noted(vm, e, whole, "reconstructor"))?;
        let none = vm.heap.tuple([]).into_value();
        self.save(vm, &none)?;
        self.out.byte(vm, REDUCE)
    }
}
