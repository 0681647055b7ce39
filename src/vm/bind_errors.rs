//! What the binder says of arguments that do not fit, in CPython's words.

use crate::object::code::CodeObj;
use crate::object::function::{FunctionObj, NativeObj};
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{TypeObj, Value};

use super::fence::Regs;
use super::native::{NativeDef, Param, ParamKind, def_of};
use super::setup::is_slot_wrapper;
use super::{Raised, Vm};

impl Vm {
    /// A keyword that no parameter takes.
    pub(super) fn unexpected_keyword(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        name: &Value,
        names: &[Value],
    ) -> Raised {
        let (positional_only, by_name) = code.named_parameters();
        let mut wrong = Vec::new();
        for p in positional_only {
            for name in names {
                match self.same(&p.value(), name) {
                    Ok(true) => wrong.push(p.to_text()),
                    Ok(false) => {}
                    Err(e) => return e,
                }
            }
        }
        let who = self.function_name(f);
        if !wrong.is_empty() {
            return self.type_error(format!(
                "{who}() got some positional-only arguments passed as keyword arguments: '{}'",
                wrong.join(", ")
            ));
        }
        let name = match self.str(name) {
            Ok(name) => name.to_text(),
            Err(e) => return e,
        };
        let candidates: Vec<String> = by_name.iter().map(|p| p.to_text()).collect();
        self.type_error(unexpected_text(&who, &name, candidates.iter().map(String::as_str)))
    }

    /// The function's name in error texts: its qualified name.
    pub(super) fn function_name(&self, f: &FunctionObj) -> String {
        f.qualname.borrow().cast::<StrObj>().map(StrObj::to_text).unwrap_or_default()
    }

    /// A parameter got a value by position and by name.
    #[cold]
    pub(super) fn multiple_values(&mut self, f: &FunctionObj, name: &Value) -> Raised {
        match self.str(name) {
            Ok(name) => {
                let (who, name) = (self.function_name(f), name.to_text());
                self.type_error(format!("{who}() got multiple values for argument '{name}'"))
            }
            Err(e) => e,
        }
    }

    /// The same of a native.
    #[cold]
    pub(super) fn given_twice(&mut self, f: &NativeObj, def: &NativeDef, i: usize) -> Raised {
        let place = i + usize::from(!self.is_method_def(def));
        let name = def.params[i].name();
        let who = self.shown_name(f, def);
        // `enumerate` reads its arguments by hand.
        if who == "enumerate" {
            return self.type_error(format!("'{name}' is an invalid keyword argument for {who}()"));
        }
        self.type_error(format!("argument for {who}() given by name ('{name}') and position ({place})"))
    }

    pub(super) fn missing_arguments(&mut self, f: &FunctionObj, missing: &[String], kind: &str) -> Raised {
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

    pub(super) fn too_many_positional(
        &mut self,
        f: &FunctionObj,
        code: &CodeObj,
        n: usize,
        w: Regs,
    ) -> Raised {
        let c = &code.code;
        let positional = c.positional as usize;
        let defaults = f.defaults.borrow().cast::<TupleObj>().map_or(0, |t| t.len());
        let kw_given =
            (c.positional..c.positional + c.keyword_only).filter(|i| !w.get(*i).is_undef()).count();
        let who = self.function_name(f);
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

    pub(super) fn is_method_def(&self, def: &NativeDef) -> bool {
        def.params.first().is_some_and(|p| matches!(p.name, "this" | "cls"))
    }

    /// `list.append` for methods, `math.sqrt` for functions of modules, the bare name for those of `builtins`.
    pub(super) fn native_name(&self, f: &NativeObj, def: &NativeDef) -> String {
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

    /// Whether this is the `__new__` or `__init__` of a built-in class, called for one that derives from it and says the other of the two anew.
    pub(super) fn is_for_other(&self, f: &NativeObj, def: &NativeDef, this: &Value) -> bool {
        let Some(owner) = f.owner.cast::<TypeObj>() else { return false };
        let (class, other) = match def.name() {
            "__new__" => (this.cast::<TypeObj>(), &self.names.__init__),
            // A set's looks at its arguments whatever the class.
            "__init__" if !std::ptr::eq(owner, &*self.types().set) => {
                (Some(&**self.class_ref(this)), &self.names.__new__)
            }
            _ => return false,
        };
        let Some(class) = class.filter(|c| !std::ptr::eq::<TypeObj>(*c, owner)) else { return false };
        match (class.lookup(other), owner.lookup(other)) {
            (Some(a), Some(b)) => !a.is(&b),
            _ => false,
        }
    }

    /// The native was given keywords and takes none. A slot's wrapper says what it is.
    pub(super) fn no_keywords_taken(&mut self, f: &NativeObj, def: &NativeDef) -> Raised {
        let wraps = f.owner.cast::<TypeObj>().is_some_and(|t| {
            self.is_method_def(def) && def.name() != "__init__" && is_slot_wrapper(t, def.name())
        });
        let (word, who) = (if wraps { "wrapper " } else { "" }, self.native_name(f, def));
        self.type_error(format!("{word}{who}() takes no keyword arguments"))
    }

    /// The native's own name; a constructor goes by its class's.
    pub(super) fn shown_name(&self, f: &NativeObj, def: &NativeDef) -> String {
        match f.owner.cast::<TypeObj>() {
            Some(t) if matches!(def.name(), "__new__" | "__init__") => match t.name_text() {
                // What reads its arguments says so of itself.
                name if name == "timedelta" => "__new__".into(),
                name => name,
            },
            _ => def.name().to_string(),
        }
    }

    /// The same where only the declaration is known: whose it is is looked for among all built-in classes.
    #[cold]
    pub(super) fn maker_name(&self, def: &'static NativeDef) -> String {
        let name = self.heap.intern(def.name());
        let mut work = vec![self.types().object.clone()];
        while let Some(class) = work.pop() {
            if class.is_heap_type() {
                continue;
            }
            let own = class.dict().get_str(&name);
            if let Some(f) =
                own.as_ref().and_then(|f| f.cast::<NativeObj>()).filter(|f| std::ptr::eq(def_of(f), def))
            {
                return self.shown_name(f, def);
            }
            work.extend(class.live_subclasses());
        }
        def.name().to_string()
    }

    /// Whether CPython reads the arguments of a constructor without knowing whose they are.
    fn is_nameless(&self, f: &NativeObj, def: &NativeDef) -> bool {
        def.name() == "__new__"
            && f.owner.cast::<TypeObj>().is_some_and(|t| {
                matches!(t.name_text().as_str(), "date" | "datetime" | "time" | "mmap" | "Decimal")
                    && !t.is_heap_type()
            })
    }

    /// Who complains of a keyword: `sorted` hands its own on to the method of lists.
    pub(super) fn reader_name(&self, f: &NativeObj, def: &NativeDef) -> String {
        let who = self.shown_name(f, def);
        if who == "sorted" { "sort".into() } else { who }
    }

    /// A keyword that no parameter takes, where CPython reads the arguments by hand: before it looks for what is missing, and in other words.
    pub(super) fn refused_by_hand(
        &mut self,
        f: &NativeObj,
        def: &NativeDef,
        n: usize,
        keywords: usize,
        name: &[u8],
    ) -> Option<Raised> {
        let who = self.shown_name(f, def);
        let text = match who.as_str() {
            _ if self.is_nameless(f, def) => {
                let name = String::from_utf8_lossy(name);
                format!("this function got an unexpected keyword argument '{name}'")
            }
            "min" | "max" if n == 0 => format!("{who} expected at least 1 argument, got 0"),
            "zip" if keywords > 1 => format!("zip() takes at most 1 keyword argument ({keywords} given)"),
            "enumerate" => {
                format!("'{}' is an invalid keyword argument for {who}()", String::from_utf8_lossy(name))
            }
            _ => return None,
        };
        Some(self.type_error(text))
    }

    /// What a slot wrapper says of a wrong number of arguments.
    pub(super) fn slot_arity(
        &self,
        f: &NativeObj,
        def: &NativeDef,
        required: usize,
        given: usize,
    ) -> Option<String> {
        let owner = f.owner.cast::<TypeObj>()?;
        let plain = def.params.iter().all(|p| p.kind == ParamKind::PositionalOnly);
        let fixed = plain && def.params.iter().all(|p| p.default.is_none());
        if plain && matches!(def.name(), "__pow__" | "__rpow__") {
            return Some(format!("expected 1 or 2 arguments, got {given}"));
        }
        // `__init__` of a built-in class reads its arguments itself.
        if !fixed || def.name() == "__init__" || !is_slot_wrapper(owner, def.name()) {
            return None;
        }
        // CPython's wrappers say their name where a slot takes two arguments, and where it gives or takes a buffer.
        let named = required == 2 || matches!(def.name(), "__buffer__" | "__release_buffer__");
        let who = if named { format!("{} ", def.name()) } else { String::new() };
        let s = if required == 1 { "" } else { "s" };
        Some(format!("{who}expected {required} argument{s}, got {given}"))
    }

    pub(super) fn native_too_many(
        &mut self,
        f: &NativeObj,
        def: &NativeDef,
        given: usize,
        kw: usize,
    ) -> Raised {
        if kw > 0 && !def.arity.takes_keywords && def.arity.extra.is_none() {
            return self.no_keywords_taken(f, def);
        }
        let skip = usize::from(self.is_method_def(def));
        let Counts { max, required, given, only_positional } = Counts::of(def, skip, given);
        let who = self.native_name(f, def);
        if who == "enumerate" && given == 0 {
            return self.type_error("enumerate() missing required argument 'iterable'");
        }
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
        let total = given + kw;
        let keyword_only = def.params.iter().any(|p| p.kind == ParamKind::KeywordOnly);
        let exactly = if keyword_only { max } else { def.params.len() - skip };
        let s = if exactly == 1 { "" } else { "s" };
        let what = if keyword_only { "positional " } else { "" };
        let given = if keyword_only { given } else { total };
        let all = def.params.len() - skip;
        if keyword_only && total > all && def.arity.extra.is_none() && def.name() != "sorted" {
            // More than there are parameters of any kind.
            let (who, s) = (self.shown_name(f, def), if all == 1 { "" } else { "s" });
            return self.type_error(format!("{who}() takes at most {all} argument{s} ({total} given)"));
        }
        // `sorted` looks at the count itself before it hands the rest on.
        if def.name() == "sorted" {
            return self.type_error(format!("sorted expected 1 argument, got {given}"));
        }
        if keyword_only && max == 0 {
            return self.type_error(format!("{}() takes no positional arguments", def.name()));
        }
        let most = if required == exactly { "exactly" } else { "at most" };
        let who = if self.is_nameless(f, def) {
            "function".into()
        } else {
            format!("{}()", self.shown_name(f, def))
        };
        self.type_error(format!("{who} takes {most} {exactly} {what}argument{s} ({given} given)"))
    }

    pub(super) fn native_missing(
        &mut self,
        f: &NativeObj,
        def: &NativeDef,
        i: usize,
        given: usize,
    ) -> Raised {
        let skip = usize::from(self.is_method_def(def));
        let p = &def.params[i];
        let who = self.native_name(f, def);
        if p.kind == ParamKind::PositionalOnly {
            let Counts { max, required, given, only_positional } = Counts::of(def, skip, given);
            if i < skip {
                return self.type_error(format!("unbound method {who}() needs an argument"));
            }
            if let Some(text) = self.slot_arity(f, def, required, given) {
                return self.type_error(text);
            }
            if max == 1 && required == 1 && only_positional && !matches!(def.name(), "__new__" | "__init__") {
                return self.type_error(format!("{who}() takes exactly one argument ({given} given)"));
            }
            // `sorted` counts by hand, and so does what takes any number.
            let by_hand = def.has_rest() || def.name() == "sorted";
            let named = |p: &Param| match p.kind {
                ParamKind::Positional => true,
                kind => kind == ParamKind::KeywordOnly && !by_hand,
            };
            if !only_positional && def.params.iter().any(named) {
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
        let name = p.name();
        if p.kind == ParamKind::KeywordOnly {
            let who = self.shown_name(f, def);
            return self.type_error(format!("{who}() missing 1 required keyword-only argument: '{name}'"));
        }
        let who = self.shown_name(f, def);
        // `enumerate` reads its arguments by hand.
        if who == "enumerate" {
            return self.type_error(format!("{who}() missing required argument '{name}'"));
        }
        let who = if self.is_nameless(f, def) { "function".into() } else { format!("{who}()") };
        self.type_error(format!("{who} missing required argument '{name}' (pos {})", i + 1 - skip))
    }
}

/// The numbers that errors of natives name. A receiver, which `skip` leaves out, does not count.
struct Counts {
    /// Arguments by position: at most, at least, and how many came.
    max: usize,
    required: usize,
    given: usize,
    /// There are no other parameters.
    only_positional: bool,
}

impl Counts {
    fn of(def: &NativeDef, skip: usize, given: usize) -> Counts {
        let needed = |p: &&Param| p.kind == ParamKind::PositionalOnly && p.default.is_none();
        Counts {
            max: def.arity.positional as usize - skip,
            required: def.params.iter().skip(skip).filter(needed).count(),
            given: given.saturating_sub(skip),
            only_positional: def.params.iter().all(|p| p.kind == ParamKind::PositionalOnly),
        }
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
