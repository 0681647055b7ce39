//! `re.Match`: what a pattern has found. It keeps byte offsets; indexes of characters are worked out when somebody asks for them.

use crate::natives::types::generic_alias;
use crate::object::dict::DictObj;
use crate::object::int::as_int;
use crate::object::str::StrObj;
use crate::object::tuple::TupleObj;
use crate::object::{Ref, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::machine::NONE;
use super::pattern::Pattern;
use super::template;
use super::text::Text;

payload! {
    /// `re.Match`
    pub struct Match as "re.Match" {
        pub string: Value,
        pub pattern: Ref<Pattern>,
    } plain {
        pub start: usize,
        pub end: usize,
        /// Where the groups begin and end.
        pub spans: Vec<usize>,
        /// The last group that was closed; 0: none.
        pub last: usize,
        pub pos: usize,
        pub end_pos: usize,
    }
}

impl Match {
    /// The byte offsets of a group (0: the whole match).
    fn offsets(&self, group: usize) -> Option<(usize, usize)> {
        let (a, b) = match group {
            0 => (self.start, self.end),
            n => (self.spans[2 * n - 2], self.spans[2 * n - 1]),
        };
        (a != NONE).then_some((a, b))
    }

    /// The indexes of a group's first character and of the one behind it; -1 if it took no part.
    fn span(&self, group: usize) -> (i64, i64) {
        let Some((a, b)) = self.offsets(group) else { return (-1, -1) };
        match self.string.cast::<StrObj>() {
            Some(s) => (s.index_at(a) as i64, s.index_at(b) as i64),
            None => (a as i64, b as i64),
        }
    }

    /// What a group holds; None if it took no part.
    pub fn group(&self, vm: &mut Vm, group: usize) -> Res<Option<Value>> {
        let Some((a, b)) = self.offsets(group) else { return Ok(None) };
        if let Some(s) = self.string.cast::<StrObj>()
            && b - a < s.byte_len()
            && b - a < 4096
        {
            return Ok(Some(vm.heap.str_bytes(&s.bytes()[a..b]).into_value()));
        }
        let text = Text::of(vm, &self.string, None)?;
        let value = text.slice(vm, a, b)?;
        text.release(vm)?;
        Ok(Some(value))
    }

    /// Which group a script means by a number or a name.
    fn find(&self, vm: &mut Vm, key: &Value) -> Res<usize> {
        let groups = self.pattern.groups;
        let number = match key {
            Value::Int(i) => Some(*i),
            Value::True => Some(1),
            Value::False => Some(0),
            key if as_int(key).is_some() || vm.class_has(key, "__index__") => Some(vm.clamp_index(key)?),
            key => match vm.dict_get(&self.pattern.group_index, key)? {
                Some(Value::Int(i)) => Some(i),
                _ => None,
            },
        };
        match number.and_then(|n| usize::try_from(n).ok()).filter(|n| *n <= groups) {
            Some(n) => Ok(n),
            None => Err(vm.index_error("no such group")),
        }
    }

    fn group_or(&self, vm: &mut Vm, group: usize, default: &Value) -> Res {
        Ok(self.group(vm, group)?.unwrap_or_else(|| default.clone()))
    }
}

natives! { static METHODS;
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Match>, /) -> Res<crate::natives::types::support::Text> { repr(vm, &this) }
    /// Return self[key].
    fn __getitem__(vm, this: Ref<Match>, key: Value, /) -> Res {
        let n = this.find(vm, &key)?;
        this.group_or(vm, n, &Value::None)
    }
    /// group([group1, ...]) -> str or tuple.
    ///     Return subgroup(s) of the match by indices or names.
    ///     For 0 returns the entire match.
    fn group(vm, this: Ref<Match>, /, *args) -> Res {
        match args.items() {
            [] => this.group_or(vm, 0, &Value::None),
            [one] => {
                let n = this.find(vm, one)?;
                this.group_or(vm, n, &Value::None)
            }
            many => {
                let mut all = Vec::with_capacity(many.len());
                for key in many {
                    let n = this.find(vm, key)?;
                    all.push(this.group_or(vm, n, &Value::None)?);
                }
                Ok(vm.heap.tuple(all).into_value())
            }
        }
    }
    /// Return index of the start of the substring matched by group.
    fn start(vm, this: Ref<Match>, group: Value = Value::Int(0), /) -> Res<i64> { Ok(this.span(this.find(vm, &group)?).0) }
    /// Return index of the end of the substring matched by group.
    fn end(vm, this: Ref<Match>, group: Value = Value::Int(0), /) -> Res<i64> { Ok(this.span(this.find(vm, &group)?).1) }
    /// For match object m, return the 2-tuple (m.start(group), m.end(group)).
    fn span(vm, this: Ref<Match>, group: Value = Value::Int(0), /) -> Res {
        let n = this.find(vm, &group)?;
        let (a, b) = this.span(n);
        Ok(vm.heap.tuple([Value::Int(a), Value::Int(b)]).into_value())
    }
    /// Return a tuple containing all the subgroups of the match, from 1.
    ///
    ///   default
    ///     Is used for groups that did not participate in the match.
    fn groups(vm, this: Ref<Match>, /, default: Value = Value::None) -> Res {
        let mut all = Vec::with_capacity(this.pattern.groups);
        for i in 1..=this.pattern.groups {
            all.push(this.group_or(vm, i, &default)?);
        }
        Ok(vm.heap.tuple(all).into_value())
    }
    /// Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.
    ///
    ///   default
    ///     Is used for groups that did not participate in the match.
    fn groupdict(vm, this: Ref<Match>, /, default: Value = Value::None) -> Res {
        let out = vm.heap.dict();
        for (name, number) in this.pattern.group_index.entries() {
            let n = this.find(vm, &number)?;
            let value = this.group_or(vm, n, &default)?;
            drop(vm.dict_set(&out, name, value)?);
        }
        Ok(out.into_value())
    }
    /// Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.
    fn expand(vm, this: Ref<Match>, /, template: Value) -> Res {
        let compiled = template::compiled(vm, &this.pattern, &template)?;
        template::expand(vm, &compiled, &this)
    }
    fn __copy__(vm, this: Value, /) -> Value { this.take() }
    fn __deepcopy__(vm, this: Value, memo: Value, /) -> Value { drop(memo); this.take() }
}

natives! { static CLASS_METHODS;
    /// Matches are generic over the type of string which was matched (str or bytes)
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { generic_alias::new(vm, cls, object) }
}

attrs! { static ATTRS for Match;
    /// The string passed to match() or search().
    fn string(vm, this) -> Value { this.string.clone() }
    /// The regular expression object.
    fn re(vm, this) -> Value { this.pattern.value() }
    /// The index into the string at which the RE engine started looking for a match.
    fn pos(vm, this) -> usize { this.pos }
    /// The index into the string beyond which the RE engine will not go.
    fn endpos(vm, this) -> usize { this.end_pos }
    /// The integer index of the last matched capturing group.
    fn lastindex(vm, this) -> Option<usize> { (this.last != 0).then_some(this.last) }
    /// The name of the last matched capturing group.
    fn lastgroup(vm, this) -> Value {
        let names = this.pattern.index_group.items();
        if this.last == 0 { Value::None } else { names.get(this.last).cloned().unwrap_or(Value::None) }
    }
    fn regs(vm, this) -> Value {
        let all: Vec<Value> = (0..=this.pattern.groups).map(|i| {
            let (a, b) = this.span(i);
            vm.heap.tuple([Value::Int(a), Value::Int(b)]).into_value()
        }).collect();
        vm.heap.tuple(all).into_value()
    }
}

fn repr(vm: &mut Vm, m: &Ref<Match>) -> Res<crate::natives::types::support::Text> {
    let (a, b) = m.span(0);
    let shown = m.group_or(vm, 0, &Value::None)?;
    let shown = vm.repr(&shown)?;
    let class = vm.class_name(&m.value());
    let mut out = format!("<{class} object; span=({a}, {b}), match=").into_bytes();
    out.extend_from_slice(shown.char_range(0, shown.char_len().min(50)));
    out.push(b'>');
    Ok(crate::natives::types::support::Text(out))
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<crate::object::TypeObj> {
    let spec = super::ClassSpec {
        name: "Match",
        module: "re",
        flags: crate::object::types::flags::NO_NEW | crate::object::types::flags::KEYED,
        methods: METHODS,
        next: None,
    };
    let class = super::new_class(vm, &spec);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
    let doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.";
    class.set_later(&vm.heap.intern("__doc__"), vm.heap.str(doc).into_value());
    class
}

/// The dict and the tuple that `_sre.compile` takes.
pub type Names = (Ref<DictObj>, Ref<TupleObj>);
