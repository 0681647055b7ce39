//! Makes random programs that operate on living classes: classes of objects, bases, orders, slots, descriptors, dicts, finalisers and weak
//! references change under call sites that are warm.
//!
//! Every step is tried (`attempt`), whatever it raises is a line of the output, and after each step some objects are probed through functions
//! whose inline caches have seen all kinds of objects before.

use super::generate::Dice;

/// What every program begins with.
const PRELUDE: &str = r#"
import gc, weakref

def fmt(v, deep=2):
    if v is None or type(v) in (int, str, bool):
        return repr(v)
    if deep and type(v) in (list, tuple):
        return '[' + ', '.join(fmt(x, deep - 1) for x in v) + ']'
    if deep and type(v) is dict:
        return '{' + ', '.join(sorted(f'{k}: {fmt(x, deep - 1)}' for k, x in v.items())) + '}'
    if isinstance(v, type):
        return f'class {v.__name__}'
    return f'a {type(v).__name__}'

def attempt(label, f, *args):
    try:
        print(label, fmt(f(*args)))
    except Exception as e:
        print(label, type(e).__name__, e)

def brief(label, f, *args):
    try:
        print(label, fmt(f(*args)))
    except Exception as e:
        print(label, type(e).__name__)

class Get:
    def __get__(self, o, t=None): return 'got'
class GetSet(Get):
    def __set__(self, o, v): print('set', fmt(v))
class GetDelete(Get):
    def __delete__(self, o): print('delete')
class Nothing: pass
class Text(str):
    def __get__(self, o, t=None): return 'text got'
class TextSet(str):
    def __get__(self, o, t=None): return 'text got'
    def __set__(self, o, v): print('text set', fmt(v))
class Count(int):
    def __set__(self, o, v): print('count set', fmt(v))
class Watch(weakref.ref): pass
class Slim(weakref.ref): __slots__ = 'a',
class Order(type):
    more, swap, rebase = (), False, ()
    def mro(cls):
        order = type.mro(cls)
        if Order.swap:
            order[1:-1] = order[1:-1][::-1]
        if Order.rebase:
            bases, Order.rebase = Order.rebase, ()
            attempt('rebase', change_bases, cls, bases)
        for c in Order.more:
            if c not in order:
                order.insert(len(order) - 1, c)
        return order
class Order2(Order): pass

def bury(self): print('bury', type(self).__name__)
def missing(self, name): return f'no {name}'
def keep(self, name, value): object.__setattr__(self, name, value)
def told(r): print('told', type(r).__name__, fmt(r()))
def method(self): return 'm of ' + type(self).__name__
def other(self): return 'other'

def upward(self): return 'up ' + fmt(super(type(self), self).m())
def length(self, *a): return 3
def answer(self, *a): return 'answer ' + type(self).__name__
def at(self, i):
    if i > 2: raise IndexError
    return i

# Things that operate while they are in use.
target = [None, None]
def act():
    o, c = target
    if c is not None:
        o.__class__ = c
class Evil:
    def __get__(self, o, t=None):
        attempt('evil', act)
        return 'evil'
class EvilSet(Evil):
    def __set__(self, o, v):
        attempt('evil set', act)
        o.__dict__['b'] = v
def bury_and_act(self):
    print('bury', type(self).__name__)
    attempt('act', act)
def drops_m(self):
    for c in type(self).__mro__:
        if 'm' in c.__dict__ and c not in (dict, list):
            del c.m
            return 'dropped from ' + c.__name__
def told_and_act(r):
    print('told', type(r).__name__, fmt(r()))
    attempt('act', act)

def define(name, bases, ns, meta=type):
    try:
        return meta(name, bases, dict(ns))
    except Exception as e:
        print(name, type(e).__name__, e)
        return type(name, (), {'m': method})

def new(c):
    try:
        return c()
    except Exception as e:
        print('new', type(e).__name__, e)
        return Nothing()

def change_class(o, c): o.__class__ = c
def change_bases(c, bases): c.__bases__ = bases
def reach(c, name): return c.__dict__[name]
def give(o, d): o.__dict__ = d
def refs_of(o): return [type(r).__name__ for r in weakref.getweakrefs(o)]
def first_ref(o): return type(o.__weakref__).__name__
def drop(i):
    objects[i] = None
def mend(c):
    for name in ('__getattr__', '__setattr__', '__getattribute__', '__del__'):
        if name in c.__dict__: delattr(c, name)
def watched(self, name): return 'watched' if name == 'c' else object.__getattribute__(self, name)
def share(o, p): o.__dict__ = p.__dict__
def empty(o): o.__dict__.clear()
def odd(o): o.__dict__[5] = 5
def undict(o): del o.__dict__
def middle(load, o, step):
    out = []
    for i in range(4):
        if i == 2:
            attempt('amid', step)
        try:
            out.append(load(o))
        except Exception as e:
            out.append(f'{type(e).__name__} {e}')
    return out
def plus(o): return o + 1
def size(o): return len(o)
def called(o): return o()
def first(o): return o[0]
def listed(o):
    out = []
    for x in o:
        out.append(x)
        if len(out) > 3: break
    return out
def within(o): return 5 in o
def same(o): return o == 5
def truth(o): return not o
def number(o): return int(o)
def less(o): return o < 5
refs = []
"#;

/// What operators look for.
const SPECIALS: &[&str] = &[
    "__len__",
    "__call__",
    "__add__",
    "__getitem__",
    "__contains__",
    "__eq__",
    "__int__",
    "__lt__",
    "__bool__",
    "__iter__",
];

const NAMES: &[&str] = &["a", "b", "c", "m", "s205"];

/// The text of one program.
pub fn program(dice: &mut Dice) -> String {
    let mut p = Surgery { dice, text: PRELUDE.to_string(), classes: 0, objects: 0 };
    for name in NAMES {
        p.line(&format!("def load_{name}(o): return o.{name}"));
        p.line(&format!("def store_{name}(o, v): o.{name} = v"));
        p.line(&format!("def delete_{name}(o): del o.{name}"));
        p.line(&format!("def call_{name}(o): return o.{name}()"));
    }
    p.line("operators = [plus, size, called, first, listed, within, same, truth, number, less]");
    p.line("marks = [Get(), GetSet(), GetDelete(), Nothing(), Text('t'), TextSet('u'), Count(3), Evil(), EvilSet()]");
    for _ in 0..4 + p.dice.below(5) {
        p.class();
    }
    p.objects = 3 + p.dice.below(4);
    for i in 0..p.objects {
        let c = p.any_class();
        p.line(&format!(
            "{}new({c}){}",
            if i == 0 { "objects = [" } else { "    " },
            if i + 1 == p.objects { "]" } else { "," }
        ));
    }
    for _ in 0..2 {
        p.probe();
    }
    for _ in 0..10 + p.dice.below(25) {
        p.step();
        p.probe();
    }
    // One by one: what a list holds at the end of a program goes in an order that is not the matter here.
    p.line("for i in range(len(objects)): objects[i] = None");
    p.line("del refs, marks");
    p.line("print('end')");
    p.text
}

struct Surgery<'d> {
    dice: &'d mut Dice,
    text: String,
    classes: usize,
    objects: usize,
}

impl Surgery<'_> {
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn tried(&mut self, label: &str, call: &str) {
        self.line(&format!("attempt('{label}', {call})"));
    }

    fn any_class(&mut self) -> String {
        if self.classes == 0 { "Nothing".into() } else { format!("C{}", self.dice.below(self.classes)) }
    }

    fn any_object(&mut self) -> String {
        format!("objects[{}]", self.dice.below(self.objects))
    }

    fn any_name(&mut self) -> &'static str {
        self.dice.pick(NAMES)
    }

    fn builtin(&mut self) -> &'static str {
        let some = [
            "object",
            "list",
            "dict",
            "int",
            "str",
            "tuple",
            "set",
            "Exception",
            "ValueError",
            "OSError",
            "bytearray",
        ];
        some[self.dice.below(some.len())]
    }

    fn bases(&mut self) -> String {
        let n = [0, 1, 1, 1, 1, 2, 2][self.dice.below(7)];
        let mut list: Vec<String> = (0..n).map(|_| self.any_class()).collect();
        list.dedup();
        if self.dice.chance(22) {
            list.push(self.builtin().into());
        }
        list.iter().map(|c| format!("{c}, ")).collect()
    }

    /// What may stand in a class's dict.
    fn member(&mut self) -> String {
        match self.dice.below(12) {
            0 => format!("{}", self.dice.below(100)),
            1 => "'plain'".into(),
            2 => "method".into(),
            3 => "other".into(),
            4 => "property(method)".into(),
            5 => "property(method, lambda self, v: print('property', fmt(v)))".into(),
            6 if self.dice.chance(60) => {
                self.dice.pick(&["upward", "property(drops_m)", "drops_m"]).to_string()
            }
            6 => "staticmethod(lambda *a: 'static')".into(),
            7 => "classmethod(lambda c: 'class')".into(),
            8 => {
                let (c, n) = (self.any_class(), self.any_name());
                format!("{c}.__dict__.get('{n}', 7)")
            }
            _ => format!("marks[{}]", self.dice.below(9)),
        }
    }

    /// A step as a lambda, to be taken in the middle of a loop.
    fn small_step(&mut self) -> String {
        let (c, d, o, n) = (self.any_class(), self.any_class(), self.any_object(), self.any_name());
        match self.dice.below(9) {
            0 | 1 => format!("lambda: change_class({o}, {c})"),
            2 => format!("lambda: change_bases({c}, ({d},))"),
            3 | 4 => {
                let v = self.member();
                format!("lambda: setattr({c}, '{n}', {v})")
            }
            5 => format!("lambda: delattr({c}, '{n}')"),
            6 => format!("lambda: give({o}, {{'{n}': 'given amid'}})"),
            7 => format!("lambda: setattr({o}, '{n}', 'set amid')"),
            _ => format!(
                "lambda: change_class(marks[{}], {})",
                self.dice.below(4),
                self.dice.pick(&["Get", "GetSet", "Nothing"])
            ),
        }
    }

    fn class(&mut self) {
        let bases = self.bases();
        let mut ns = Vec::new();
        if self.dice.chance(60) {
            ns.push(format!("'__slots__': {}", self.slots()));
        }
        for _ in 0..self.dice.below(3) {
            let (n, v) = (self.any_name(), self.member());
            ns.push(format!("'{n}': {v}"));
        }
        if self.dice.chance(15) {
            ns.push("'__del__': bury".into());
        }
        if self.dice.chance(8) {
            ns.push("'__getattr__': missing".into());
        }
        if self.dice.chance(5) {
            ns.push("'__setattr__': keep".into());
        }
        let meta = if self.dice.chance(20) { ", Order" } else { "" };
        let n = self.classes;
        self.line(&format!("C{n} = define('C{n}', ({bases}), {{{}}}{meta})", ns.join(", ")));
        self.classes += 1;
    }

    fn slots(&mut self) -> &'static str {
        self.dice.pick(&[
            "()",
            "()",
            "('a',)",
            "('a',)",
            "('a', 'b')",
            "('b',)",
            "('a', '__dict__')",
            "('__dict__',)",
            "('b', '__weakref__')",
            "('__weakref__', '__dict__', 'c')",
            "('c', 'm')",
            "[f's{i}' for i in range(230)]",
            "[f's{i}' for i in range(206)] + ['__dict__']",
        ])
    }

    fn step(&mut self) {
        let (c, o, n) = (self.any_class(), self.any_object(), self.any_name());
        match self.dice.below(44) {
            34..=37 => {
                let (step, name) = (self.small_step(), self.any_name());
                let site = self.dice.pick(&["load", "load", "call"]);
                self.tried("middle", &format!("middle, {site}_{name}, {o}, {step}"));
            }
            38 => {
                let special = self.dice.pick(SPECIALS);
                let what = match special {
                    "__getitem__" => "at",
                    _ => self.dice.pick(&["length", "answer", "None", "marks[0]"]),
                };
                self.tried("special", &format!("setattr, {c}, '{special}', {what}"));
                if self.dice.chance(40) {
                    self.tried("unspecial", &format!("delattr, {c}, '{special}'"));
                }
            }
            39 => {
                let other = self.any_object();
                let what = match self.dice.below(5) {
                    0 | 1 => format!("share, {o}, {other}"),
                    2 => format!("empty, {o}"),
                    3 => format!("odd, {o}"),
                    _ => format!("undict, {o}"),
                };
                self.tried("storage", &what);
            }
            40 => {
                let c = if self.dice.chance(70) { c } else { "None".into() };
                self.line(&format!("target = [{o}, {c}]"));
            }
            41 => {
                let d = self.any_class();
                self.line(&format!("Order.rebase = ({d},)"));
                self.tried("again", &format!("change_bases, {c}, {c}.__bases__"));
                self.line("Order.rebase = ()");
                self.tried("order", &format!("lambda: [k.__name__ for k in {c}.__mro__]"));
            }
            42 => {
                self.tried("finaliser", &format!("setattr, {c}, '__del__', bury_and_act"));
                self.tried("weak", &format!("lambda: refs.append(weakref.ref({o}, told_and_act))"));
            }
            43 => self.tried("hook", &format!("setattr, {c}, '__getattribute__', watched")),
            0..=4 => self.tried("class", &format!("change_class, {o}, {c}")),
            5..=9 => {
                let bases = self.bases();
                self.tried("bases", &format!("change_bases, {c}, ({bases})"));
                self.tried("order", &format!("lambda: [k.__name__ for k in {c}.__mro__]"));
            }
            10..=12 => {
                let v = self.member();
                self.tried("set", &format!("setattr, {c}, '{n}', {v}"));
            }
            13 => self.tried("unset", &format!("delattr, {c}, '{n}'")),
            14 => {
                let (i, k) = (self.dice.below(4), self.dice.pick(&["Get", "GetSet", "GetDelete", "Nothing"]));
                self.tried("mark", &format!("change_class, marks[{i}], {k}"));
            }
            15 => {
                let (i, k) = (4 + self.dice.below(3), self.dice.pick(&["Text", "TextSet", "Count"]));
                self.tried("mark", &format!("change_class, marks[{i}], {k}"));
            }
            16 => {
                let k = self.dice.pick(&["Get", "Nothing", "Text"]);
                match self.dice.below(4) {
                    0 => self.tried(
                        "gains",
                        &format!("setattr, {k}, '__set__', lambda self, o, v: print('late set', fmt(v))"),
                    ),
                    1 => self.tried(
                        "gains",
                        &format!("setattr, {k}, '__delete__', lambda self, o: print('late delete')"),
                    ),
                    2 => self.tried(
                        "gains",
                        &format!("setattr, {k}, '__get__', lambda self, o, t=None: 'late got'"),
                    ),
                    _ => {
                        let what = self.dice.pick(&["__set__", "__delete__", "__get__"]);
                        self.tried("loses", &format!("delattr, {k}, '{what}'"));
                    }
                }
            }
            17 => self.tried("dict", &format!("getattr, {o}, '__dict__'")),
            18 => self.tried("give", &format!("give, {o}, {{'a': 'given', 'm': other, 'z': 1}}")),
            19 => self.tried("into", &format!("lambda: {o}.__dict__.__setitem__('{n}', 'within')")),
            20 => {
                let what = self.dice.pick(&["__get__", "__set__", "__delete__"]);
                let rest = if what == "__set__" { ", 'by member'" } else { "" };
                self.tried("member", &format!("lambda: reach({c}, '{n}').{what}({o}{rest})"));
            }
            21 => {
                let special = self.dice.pick(&["__dict__", "__weakref__"]);
                self.tried("special", &format!("lambda: reach({c}, '{special}').__get__({o})"));
            }
            22 => self.tried("finaliser", &format!("setattr, {c}, '__del__', bury")),
            23 => self.tried("finaliser", &format!("delattr, {c}, '__del__'")),
            24 | 25 => {
                let i = self.dice.below(self.objects);
                self.tried("drop", &format!("drop, {i}"));
                self.line(&format!("objects[{i}] = new({c})"));
            }
            26 => {
                let kind = self.dice.pick(&["weakref.ref", "Watch", "Slim", "weakref.proxy"]);
                let callback = self.dice.pick(&["", ", told"]);
                self.tried("weak", &format!("lambda: refs.append({kind}({o}{callback}))"));
                self.tried("refs", &format!("refs_of, {o}"));
            }
            27 => {
                self.tried("count", &format!("weakref.getweakrefcount, {o}"));
                self.tried("first", &format!("first_ref, {o}"));
            }
            28 => self.tried("forget", "lambda: refs.pop(len(refs) // 2) and None"),
            29 => {
                let more = self.any_class();
                let swap = self.dice.chance(40);
                self.line(&format!(
                    "Order.more, Order.swap = ({more},), {}",
                    if swap { "True" } else { "False" }
                ));
                self.tried("again", &format!("change_bases, {c}, {c}.__bases__"));
                self.probe();
                self.line("Order.more, Order.swap = (), False");
                // CPython tells classes that have another in their order only by `mro()` nothing of its new special methods: back to the usual order.
                self.tried("usual", &format!("change_bases, {c}, {c}.__bases__"));
            }
            30 => {
                let meta = self.dice.pick(&["Order", "Order2", "type"]);
                self.tried("meta", &format!("change_class, {c}, {meta}"));
            }
            31 => match self.dice.below(3) {
                0 => self.tried("hook", &format!("setattr, {c}, '__getattr__', missing")),
                1 => self.tried("hook", &format!("setattr, {c}, '__setattr__', keep")),
                _ => self.tried("mend", &format!("mend, {c}")),
            },
            32 => {
                self.class();
                let (k, i) = (self.classes - 1, self.dice.below(self.objects));
                self.line(&format!("objects[{i}] = new(C{k})"));
            }
            _ => self.line("gc.collect()"),
        }
    }

    /// Some objects through warm sites, often enough for a cache to be filled and hit.
    fn probe(&mut self) {
        for _ in 0..3 {
            let (o, n) = (self.any_object(), self.any_name());
            match self.dice.below(10) {
                8 => {
                    self.line("for f in operators:");
                    self.line(&format!("    brief(f.__name__, f, {o})"));
                }
                9 => {
                    let c = self.any_class();
                    self.line("for _ in range(2):");
                    self.line(&format!("    attempt('of class {n}', load_{n}, {c})"));
                }
                0..=3 => {
                    self.line("for _ in range(3):");
                    self.line(&format!("    attempt('load {n}', load_{n}, {o})"));
                }
                4 | 5 => {
                    self.line("for i in range(2):");
                    self.line(&format!("    attempt('store {n}', store_{n}, {o}, i)"));
                    self.tried(&format!("load {n}"), &format!("load_{n}, {o}"));
                }
                6 => {
                    self.line("for _ in range(2):");
                    self.line(&format!("    attempt('call {n}', call_{n}, {o})"));
                }
                _ => self.tried(&format!("delete {n}"), &format!("delete_{n}, {o}")),
            }
        }
    }
}
