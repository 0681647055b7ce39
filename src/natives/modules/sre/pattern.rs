//! `re.Pattern`: a program with its names, and the methods that ask for one match, all matches or pieces.

use std::cell::{OnceCell, RefCell};

use crate::natives::types::dict_views;
use crate::natives::types::generic_alias;
use crate::natives::types::support::not_implemented;
use crate::object::buffer;
use crate::object::dict::DictObj;
use crate::object::iter::IterState;
use crate::object::tuple::TupleObj;
use crate::object::types::flags::{NO_NEW, WEAK};
use crate::object::{Ref, TypeObj, Value};
use crate::vm::{Res, Vm};
use crate::{attrs, natives, payload};

use super::machine::{How, Stacks};
use super::program::Program;
use super::run::Run;
use super::scanner;
use super::sub;
use super::translate::translate;

payload! {
    /// `re.Pattern`
    pub struct Pattern as "re.Pattern" {
        pub pattern: Value,
        pub group_index: Ref<DictObj>,
        pub index_group: Ref<TupleObj>,
        pub match_class: Ref<TypeObj>,
        pub scanner_class: Ref<TypeObj>,
    } plain {
        pub flags: i64,
        pub groups: usize,
        /// Whether it is for bytes; None: for both.
        pub is_bytes: Option<bool>,
        pub codes: Box<[u32]>,
        /// For str, and for bytes: what the codes say of characters depends on what a character is.
        programs: Box<[OnceCell<Program>; 2]>,
        /// Stacks of the last machine.
        pub spare: RefCell<Stacks>,
    }
}

impl Pattern {
    /// A pattern of codes that were found to make sense.
    pub fn new(
        (pattern, is_bytes): (Value, Option<bool>),
        (group_index, index_group): super::matched::Names,
        (match_class, scanner_class): (Ref<TypeObj>, Ref<TypeObj>),
        (codes, groups, program): (Vec<u32>, usize, Program),
        flags: i64,
    ) -> Pattern {
        let programs: [OnceCell<Program>; 2] = Default::default();
        drop(programs[usize::from(is_bytes == Some(true))].set(program));
        Pattern {
            pattern,
            group_index,
            index_group,
            match_class,
            scanner_class,
            flags,
            groups,
            is_bytes,
            codes: codes.into(),
            programs: Box::new(programs),
            spare: RefCell::default(),
        }
    }

    /// The program for one kind of texts.
    #[inline]
    pub fn program(&self, bytes: bool) -> &Program {
        self.programs[usize::from(bytes)].get_or_init(|| match translate(&self.codes, self.groups, bytes) {
            Ok(program) => program,
            Err(_) => crate::bug!("codes that make sense for one kind of texts make sense for the other"),
        })
    }
}

/// One match, or None.
fn one(vm: &mut Vm, p: &Ref<Pattern>, string: &Value, (pos, end_pos): (i64, i64), how: How) -> Res {
    let mut run = Run::new(vm, p, string, pos, end_pos)?;
    let found = run.next(vm, how)?;
    let m = if found { run.matched(vm)? } else { Value::None };
    run.finish(vm)?;
    Ok(m)
}

natives! { static METHODS;
    /// Return repr(self).
    fn __repr__(vm, this: Ref<Pattern>, /) -> Res<crate::natives::types::support::Text> { repr(vm, &this) }
    /// Return hash(self).
    fn __hash__(vm, this: Ref<Pattern>, /) -> Res<i64> {
        let of_pattern = vm.hash(&this.pattern)?;
        let mut h = of_pattern ^ this.flags ^ this.groups as i64;
        for code in &this.codes {
            h = h.wrapping_mul(1_000_003).wrapping_add(i64::from(*code)).rotate_left(7);
        }
        Ok(if h == -1 { -2 } else { h })
    }
    /// Return self==value.
    fn __eq__(vm, this: Ref<Pattern>, value: Value, /) -> Res { equal(vm, &this, &value, true) }
    /// Return self!=value.
    fn __ne__(vm, this: Ref<Pattern>, value: Value, /) -> Res { equal(vm, &this, &value, false) }
    /// Matches zero or more characters at the beginning of the string.
    fn r#match(vm, this: Ref<Pattern>, /, string: Value, pos: i64 = 0, endpos: i64 = i64::MAX) -> Res {
        one(vm, &this, &string, (pos, endpos), How::Match)
    }
    /// Matches against all of the string.
    fn fullmatch(vm, this: Ref<Pattern>, /, string: Value, pos: i64 = 0, endpos: i64 = i64::MAX) -> Res {
        one(vm, &this, &string, (pos, endpos), How::Full)
    }
    /// Scan through string looking for a match, and return a corresponding match object instance.
    ///
    /// Return None if no position in the string matches.
    fn search(vm, this: Ref<Pattern>, /, string: Value, pos: i64 = 0, endpos: i64 = i64::MAX) -> Res {
        one(vm, &this, &string, (pos, endpos), How::Search)
    }
    /// Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.
    fn sub(vm, this: Ref<Pattern>, /, repl: Value, string: Value, count: i64 = 0) -> Res {
        Ok(sub::replace(vm, &this, &repl, &string, count)?.0)
    }
    /// Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.
    fn subn(vm, this: Ref<Pattern>, /, repl: Value, string: Value, count: i64 = 0) -> Res {
        let (text, n) = sub::replace(vm, &this, &repl, &string, count)?;
        Ok(vm.heap.tuple([text, vm.heap.int_from_usize(n)]).into_value())
    }
    /// Return a list of all non-overlapping matches of pattern in string.
    fn findall(vm, this: Ref<Pattern>, /, string: Value, pos: i64 = 0, endpos: i64 = i64::MAX) -> Res {
        find_all(vm, &this, &string, pos, endpos)
    }
    /// Split string by the occurrences of pattern.
    fn split(vm, this: Ref<Pattern>, /, string: Value, maxsplit: i64 = 0) -> Res { split(vm, &this, &string, maxsplit) }
    /// Return an iterator over all non-overlapping matches for the RE pattern in string.
    ///
    /// For each match, the iterator returns a match object.
    fn finditer(vm, this: Ref<Pattern>, /, string: Value, pos: i64 = 0, endpos: i64 = i64::MAX) -> Res {
        let scanner = scanner::new(vm, &this, &string, pos, endpos)?;
        let name = vm.heap.intern("search");
        let callable = vm.get_attr(&scanner, &name)?;
        Ok(vm.heap.iter(&vm.types().callable_iterator, IterState::Callable { callable, sentinel: Value::None }))
    }
    fn scanner(vm, this: Ref<Pattern>, /, string: Value, pos: i64 = 0, endpos: i64 = i64::MAX) -> Res {
        scanner::new(vm, &this, &string, pos, endpos)
    }
    fn __copy__(vm, this: Value, /) -> Value { this.take() }
    fn __deepcopy__(vm, this: Value, memo: Value, /) -> Value { drop(memo); this.take() }
}

natives! { static CLASS_METHODS;
    /// Patterns are generic over the type of string they handle (str or bytes)
    fn __class_getitem__(vm, cls: Value, object: Value, /) -> Res { generic_alias::new(vm, cls, object) }
}

attrs! { static ATTRS for Pattern;
    /// The pattern string from which the RE object was compiled.
    fn pattern(vm, this) -> Value { this.pattern.clone() }
    /// The regex matching flags.
    fn flags(vm, this) -> i64 { this.flags }
    /// The number of capturing groups in the pattern.
    fn groups(vm, this) -> usize { this.groups }
    /// A dictionary mapping group names to group numbers.
    fn groupindex(vm, this) -> Value {
        if this.group_index.is_empty() {
            return vm.heap.dict().into_value();
        }
        dict_views::proxy(vm, this.group_index.value())
    }
}

fn equal(vm: &mut Vm, a: &Ref<Pattern>, b: &Value, wanted: bool) -> Res {
    let Some(b) = b.cast::<Pattern>() else { return Ok(not_implemented(vm)) };
    let alike = a.flags == b.flags && a.is_bytes == b.is_bytes && a.groups == b.groups && a.codes == b.codes;
    let same = alike && vm.same(&a.pattern, &b.pattern)?;
    Ok(Value::bool(same == wanted))
}

fn repr(vm: &mut Vm, p: &Ref<Pattern>) -> Res<crate::natives::types::support::Text> {
    const FLAGS: &[(i64, &str)] = &[
        (2, "re.IGNORECASE"),
        (4, "re.LOCALE"),
        (8, "re.MULTILINE"),
        (16, "re.DOTALL"),
        (32, "re.UNICODE"),
        (64, "re.VERBOSE"),
        (128, "re.DEBUG"),
        (256, "re.ASCII"),
    ];
    let mut flags = p.flags;
    // A str has it by itself.
    if p.is_bytes == Some(false) && flags & (4 | 32 | 256) == 32 {
        flags &= !32;
    }
    let mut names = Vec::new();
    for (flag, name) in FLAGS {
        if flags & flag != 0 {
            names.push((*name).to_string());
            flags &= !flag;
        }
    }
    if flags != 0 {
        names.push(format!("0x{flags:x}"));
    }
    let shown = vm.repr(&p.pattern)?;
    let mut out = b"re.compile(".to_vec();
    out.extend_from_slice(shown.char_range(0, shown.char_len().min(200)));
    if !names.is_empty() {
        out.extend_from_slice(b", ");
        out.extend_from_slice(names.join("|").as_bytes());
    }
    out.push(b')');
    Ok(crate::natives::types::support::Text(out))
}

fn find_all(vm: &mut Vm, p: &Ref<Pattern>, string: &Value, pos: i64, end_pos: i64) -> Res {
    let mut run = Run::new(vm, p, string, pos, end_pos)?;
    let mut all = Vec::new();
    let empty = run.text.empty(vm);
    while run.next(vm, How::Search)? {
        let item = match p.groups {
            0 => {
                let (a, b) = run.span();
                run.text.slice(vm, a, b)?
            }
            1 => run.group_value(vm, 0)?.unwrap_or_else(|| empty.clone()),
            n => {
                let mut items = Vec::with_capacity(n);
                for i in 0..n {
                    items.push(run.group_value(vm, i)?.unwrap_or_else(|| empty.clone()));
                }
                vm.heap.tuple(items).into_value()
            }
        };
        vm.granted(buffer::push(&mut all, item))?;
        vm.let_die()?;
    }
    run.finish(vm)?;
    Ok(vm.heap.list(all).into_value())
}

fn split(vm: &mut Vm, p: &Ref<Pattern>, string: &Value, max: i64) -> Res {
    let mut run = Run::new(vm, p, string, 0, i64::MAX)?;
    let mut all = Vec::new();
    let (mut last, mut n) = (0, 0);
    while (max == 0 || n < max) && run.next(vm, How::Search)? {
        let (a, b) = run.span();
        let piece = run.text.slice(vm, last, a)?;
        vm.granted(buffer::push(&mut all, piece))?;
        for i in 0..p.groups {
            let group = run.group_value(vm, i)?.unwrap_or(Value::None);
            vm.granted(buffer::push(&mut all, group))?;
        }
        last = b;
        n += 1;
        vm.let_die()?;
    }
    let rest = run.text.slice(vm, last, run.end)?;
    vm.granted(buffer::push(&mut all, rest))?;
    run.finish(vm)?;
    Ok(vm.heap.list(all).into_value())
}

/// Makes the class.
pub fn make_class(vm: &mut Vm) -> Ref<TypeObj> {
    let spec = super::ClassSpec {
        name: "Pattern",
        module: "re",
        flags: NO_NEW | WEAK,
        methods: METHODS,
        next: None,
    };
    let class = super::new_class(vm, &spec);
    vm.add_class_methods(&class, CLASS_METHODS);
    vm.add_attrs(&class, ATTRS);
    class.set_later(
        &vm.heap.intern("__doc__"),
        vm.heap.str("Compiled regular expression object.").into_value(),
    );
    class
}
