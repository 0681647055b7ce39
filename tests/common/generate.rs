//! Makes random programs that always end: the same program for the same seed.
//!
//! Variables have a type by their name (`i0` int, `s0` str, `l0` list of ints, `d0` dict, `f0` float), so most
//! programs run far before they raise; whatever they raise is printed and compared like any other line.
#![allow(dead_code)] // each test program uses its own part

/// A small generator of random numbers (xorshift*): repeatable everywhere, no package needed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() >> 33) as usize % n
    }

    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// The writer of one program: a function `pN` and what it needs.
pub struct Program<'d> {
    dice: &'d mut Dice,
    text: String,
    depth: usize,
    loops: usize,
    fresh: usize,
    in_generator: bool,
}

/// The text of a function with this name that takes nothing and prints.
pub fn program(dice: &mut Dice, name: &str) -> String {
    let mut p = Program { dice, text: String::new(), depth: 0, loops: 0, fresh: 0, in_generator: false };
    p.line(&format!("def {name}():"));
    p.depth = 1;
    p.line("i0, i1, i2 = 3, -7, 12");
    p.line("s0, s1 = 'abc', 'Hello, World'");
    p.line("l0, l1 = [3, 1, 2], []");
    p.line("d0 = {1: 'x', 'k': 2}");
    p.line("f0 = 0.5");
    for _ in 0..3 + p.dice.below(6) {
        p.statement();
    }
    p.line("print(i0, i1, i2, repr(s0), repr(s1), l0, l1, d0, f0)");
    p.text
}

impl Program<'_> {
    fn line(&mut self, text: &str) {
        self.text.push_str(&"    ".repeat(self.depth));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn name(&mut self, kind: &str) -> String {
        self.fresh += 1;
        format!("{kind}{}", self.fresh + 9)
    }

    fn block(&mut self, most: usize) {
        self.depth += 1;
        for _ in 0..1 + self.dice.below(most) {
            self.statement();
        }
        self.depth -= 1;
    }

    fn statement(&mut self) {
        let deep = self.depth > 4;
        match self.dice.below(if deep { 12 } else { 24 }) {
            0 | 1 => {
                let (v, e) = (self.int_variable(), self.int(3));
                self.line(&format!("{v} = {e}"));
            }
            2 => {
                let (v, op, e) = (
                    self.int_variable(),
                    self.dice.pick(&["+", "-", "*", "//", "%", "&", "|", "^"]),
                    self.int(2),
                );
                self.line(&format!("{v} {op}= {e}"));
                self.line(&format!("{v} %= 1000003"));
            }
            3 => {
                let (v, e) = (self.dice.pick(&["s0", "s1"]), self.string(3));
                self.line(&format!("{v} = ({e})[:40]"));
            }
            4 => {
                let (v, e) = (self.dice.pick(&["l0", "l1"]), self.list(3));
                self.line(&format!("{v} = ({e})[:20]"));
            }
            5 => {
                let (v, e) = (self.dice.pick(&["l0", "l1"]), self.int(2));
                let call = self.dice.pick(&["append", "append", "insert(0, ", "index", "count", "count"]);
                let open = if call.ends_with(' ') { "" } else { "(" };
                self.line(&format!("if len({v}) < 20: print({v}.{call}{open}{e}))"));
            }
            6 => {
                let (k, e) = (self.key(), self.any(2));
                self.line(&format!("d0[{k}] = {e}"));
            }
            7 => {
                let e = self.any(3);
                self.line(&format!("print({e})"));
            }
            8 => {
                let (a, b) = (self.int(2), self.int(2));
                let target = self.dice.pick(&["i0, i1", "i1, i0", "*l1, i0", "(i0, i1), i2"]);
                let value =
                    if target.starts_with('(') { format!("({a}, {b}), 1") } else { format!("{a}, {b}") };
                self.line(&format!("{target} = {value}"));
            }
            9 => {
                let (f, e) = (self.float(2), self.int(1));
                self.line(&format!("f0 = ({f}) / (1 + abs({e}))"));
            }
            10 if self.loops > 0 && self.dice.chance(60) => {
                let (c, word) = (self.condition(2), self.dice.pick(&["break", "continue"]));
                self.line(&format!("if {c}: {word}"));
            }
            10 if self.dice.chance(60) => self.line("pass"),
            10 | 11 => {
                let (c, e) = (self.condition(2), self.int(1));
                let error = self.dice.pick(&["ValueError", "KeyError", "TypeError", "ZeroDivisionError"]);
                self.line(&format!("if {c}: raise {error}({e})"));
            }
            12 | 13 => {
                let c = self.condition(3);
                self.line(&format!("if {c}:"));
                self.block(3);
                if self.dice.chance(30) {
                    let c = self.condition(2);
                    self.line(&format!("elif {c}:"));
                    self.block(2);
                }
                if self.dice.chance(50) {
                    self.line("else:");
                    self.block(2);
                }
            }
            14 | 15 => self.for_loop(),
            16 => self.while_loop(),
            17 | 18 => self.try_statement(),
            19 => self.function(),
            20 => self.generator(),
            21 => self.match_statement(),
            22 => self.with_statement(),
            _ => {
                let (v, l, c) = (self.dice.pick(&["l0", "l1"]), self.list(2), self.condition(1));
                let e = self.int(2);
                self.line(&format!("{v} = [{e} for i1 in ({l})[:9] if {c}]"));
            }
        }
    }

    fn for_loop(&mut self) {
        if self.loops > 1 {
            return self.line("pass");
        }
        let head = match self.dice.below(5) {
            0 => format!("for i0 in range({}):", self.dice.below(6)),
            1 => "for i1 in l0[:6]:".to_string(),
            2 => "for i2, s1 in enumerate(s0[:5]):".to_string(),
            3 => "for i0, i1 in zip(l0[:5], range(9, 0, -2)):".to_string(),
            _ => "for i2 in sorted(set(l0))[:5]:".to_string(),
        };
        self.line(&head);
        self.loops += 1;
        self.block(3);
        self.loops -= 1;
        if self.dice.chance(25) {
            self.line("else:");
            self.block(1);
        }
    }

    fn while_loop(&mut self) {
        if self.loops > 1 {
            return self.line("pass");
        }
        let n = self.name("n");
        let c = self.condition(1);
        let most = 1 + self.dice.below(5);
        self.line(&format!("{n} = {most}"));
        self.line(&format!("while {n} > 0 and ({c} or {n} % 2):"));
        self.depth += 1;
        self.line(&format!("{n} -= 1"));
        self.depth -= 1;
        self.loops += 1;
        self.block(2);
        self.loops -= 1;
    }

    fn try_statement(&mut self) {
        self.line("try:");
        self.block(3);
        let handlers = self.dice.below(3);
        if handlers > 0 {
            self.line("except (ValueError, KeyError) as e:");
            self.depth += 1;
            self.line("print(type(e).__name__, e.args, e.__context__)");
            self.depth -= 1;
            self.block(2);
        }
        if handlers > 1 {
            self.line("except Exception as e:");
            self.depth += 1;
            self.line("print('other', type(e).__name__)");
            if self.dice.chance(30) {
                self.line("raise");
            }
            self.depth -= 1;
        }
        if handlers > 0 && self.dice.chance(40) {
            self.line("else:");
            self.block(1);
        }
        if handlers == 0 || self.dice.chance(50) {
            self.line("finally:");
            self.depth += 1;
            self.line("print('finally')");
            self.depth -= 1;
        }
    }

    fn function(&mut self) {
        let f = self.name("f");
        let parameters = self.dice.pick(&["a, b=2", "a, *args, b=3", "a, /, b=1, **kw", "*a, b=0"]);
        self.line(&format!("def {f}({parameters}):"));
        let outer = std::mem::replace(&mut self.loops, 0);
        self.depth += 1;
        if self.dice.chance(40) {
            self.line("nonlocal i0");
        } else {
            self.line("i0 = b");
        }
        self.line("i1, i2, s0, s1, l0, l1, d0, f0 = 1, 2, 'p', 'q', [1], [2], {}, 1.5");
        let e = self.any(3);
        self.depth -= 1;
        self.block(2);
        self.depth += 1;
        self.line(&format!("return a, b, {e}"));
        self.depth -= 1;
        self.loops = outer;
        let (x, y) = (self.int(2), self.int(2));
        let call = match self.dice.below(4) {
            0 => format!("{f}({x})"),
            1 => format!("{f}({x}, b={y})"),
            2 => format!("{f}(*[{x}], **{{'b': {y}}})"),
            _ => format!("{f}({x}, {y})"),
        };
        self.line(&format!("print({call})"));
    }

    fn generator(&mut self) {
        if self.in_generator || self.loops > 0 {
            return self.line("pass");
        }
        let g = self.name("g");
        self.in_generator = true;
        self.line(&format!("def {g}(i0, i1=1):"));
        self.depth += 1;
        self.line("i2, s0, s1, l0, l1, d0, f0 = 2, 'p', 'q', [1, 5], [2], {}, 1.5");
        self.line("try:");
        self.depth += 1;
        for _ in 0..1 + self.dice.below(3) {
            let e = self.int(2);
            match self.dice.below(4) {
                0 => self.line(&format!("i2 = (yield {e}) or 1")),
                1 => self.line(&format!("yield from (x * 2 for x in ({e}, i0, 3))")),
                _ => self.line(&format!("yield {e}")),
            }
            if self.dice.chance(40) {
                self.statement();
            }
        }
        self.depth -= 1;
        self.line("except GeneratorExit:");
        self.line("    print('closed')");
        self.line("    raise");
        self.line("finally:");
        self.line("    print('generator ends')");
        self.line("return 'value'");
        self.depth -= 1;
        self.in_generator = false;
        let e = self.int(1);
        match self.dice.below(4) {
            0 => self.line(&format!("print(list({g}({e})))")),
            1 => self.line(&format!("print([x for x in {g}({e}, 5)], sum({g}(2)))")),
            2 => {
                let v = self.name("it");
                self.line(&format!("{v} = {g}({e})"));
                self.line(&format!("print(next({v}, 'none'), next({v}, 'none'))"));
                self.line(&format!("print({v}.close(), next({v}, 'closed'))"));
            }
            _ => {
                let v = self.name("it");
                self.line(&format!("{v} = {g}({e})"));
                self.line("try:");
                self.line(&format!("    print(next({v}), {v}.send(4), {v}.throw(ValueError('thrown')))"));
                self.line("except (ValueError, StopIteration) as e:");
                self.line("    print(repr(e))");
            }
        }
    }

    fn match_statement(&mut self) {
        let e = self.any(2);
        self.line(&format!("match {e}:"));
        self.depth += 1;
        for pattern in [
            "0 | 1 | -1",
            "int(i0) if i0 > 5",
            "[i1, *l1]",
            "str() as s1",
            "{'k': i2, **d0}",
            "float(f0)",
            "_",
        ] {
            if self.dice.chance(50) || pattern == "_" {
                self.line(&format!("case {pattern}:"));
                self.block(1);
            }
        }
        self.depth -= 1;
    }

    fn with_statement(&mut self) {
        let swallow = self.dice.pick(&["True", "False"]);
        let e = self.int(1);
        self.line(&format!("with Manager({e}, {swallow}) as i0:"));
        self.block(2);
    }

    fn int_variable(&mut self) -> &'static str {
        self.dice.pick(&["i0", "i1", "i2"])
    }

    fn key(&mut self) -> String {
        if self.dice.chance(50) { self.int(1) } else { self.string(1) }
    }

    fn any(&mut self, depth: usize) -> String {
        match self.dice.below(7) {
            0 | 1 => self.int(depth),
            2 => self.string(depth),
            3 => self.list(depth),
            4 => self.float(depth),
            5 => self.condition(depth),
            _ => self
                .dice
                .pick(&[
                    "d0",
                    "sorted(d0, key=str)",
                    "len(d0)",
                    "d0.get(1)",
                    "(i0, s0)",
                    "{i0, i1}",
                    "list(d0.items())",
                ])
                .to_string(),
        }
    }

    fn int(&mut self, depth: usize) -> String {
        if depth == 0 || self.dice.chance(20) {
            let big = self.dice.below(100_000).to_string();
            return self
                .dice
                .pick(&[
                    "i0", "i1", "i2", "0", "1", "-1", "2", "7", "10", "255", "2**63", "-2**62", "len(l0)",
                    &big,
                ])
                .to_string();
        }
        let (a, b) = (self.int(depth - 1), self.int(depth - 1));
        match self.dice.below(16) {
            0..=2 => format!("({a} + {b})"),
            3 | 4 => format!("({a} - {b})"),
            5 => format!("({a} * {b})"),
            6 => format!("({a} // ({b} or {}))", self.dice.pick(&["3", "-4", "7", "0"])),
            7 => format!("({a} % ({b} or {}))", self.dice.pick(&["5", "-3", "2", "0"])),
            8 => format!("({a} {} {b})", self.dice.pick(&["&", "|", "^"])),
            9 => format!("({a} if {} else {b})", self.condition(depth - 1)),
            10 => format!("{}({a}, {b})", self.dice.pick(&["min", "max"])),
            11 => format!("len({})", self.string(depth - 1)),
            12 => format!("sum({})", self.list(depth - 1)),
            13 => {
                let index = self.dice.pick(&["0", "-1", "0", "-1", "1", "i0 % 3"]);
                format!("({} or [4, 5, 6])[{index}]", self.list(depth - 1))
            }
            14 => format!("({a} {} {})", self.dice.pick(&["<<", ">>"]), self.dice.below(70)),
            _ => format!("{}({a})", self.dice.pick(&["abs", "int", "-", "~", "hash", "(lambda x: x + 1)"])),
        }
    }

    fn float(&mut self, depth: usize) -> String {
        if depth == 0 || self.dice.chance(30) {
            return self.dice.pick(&["f0", "0.1", "1e10", "-2.5", "1e-7", "3.0"]).to_string();
        }
        let (a, b) = (self.float(depth - 1), self.float(depth - 1));
        match self.dice.below(6) {
            0 => format!("({a} + {b})"),
            1 => format!("({a} * {b})"),
            2 => format!("({a} / {b})"),
            3 => format!("({a} - {})", self.int(0)),
            4 => format!("round({a}, {})", self.dice.below(4)),
            _ => format!("({a} // {b})"),
        }
    }

    fn string(&mut self, depth: usize) -> String {
        if depth == 0 || self.dice.chance(25) {
            return self.dice.pick(&["s0", "s1", "''", "'a'", "'xyz'", "'é€'", "' pad '"]).to_string();
        }
        let (a, b) = (self.string(depth - 1), self.string(depth - 1));
        match self.dice.below(11) {
            0 => format!("({a} + {b})"),
            1 => format!("({a} * {})", self.dice.below(4)),
            2 => format!(
                "f'{{{}!r}}|{{{}:>4}}'",
                self.dice.pick(&["s0", "i0", "l0"]),
                self.dice.pick(&["i1", "s1", "i2"])
            ),
            3 => format!(
                "({a})[{}:{}]",
                self.dice.pick(&["", "1", "-3", "i0"]),
                self.dice.pick(&["", "4", "-1", "i1"])
            ),
            4 => format!(
                "({a}).{}()",
                self.dice.pick(&["upper", "lower", "strip", "title", "swapcase", "capitalize"])
            ),
            5 => format!("({a}).replace({b}, {})", self.string(0)),
            6 => format!("str({})", self.int(depth - 1)),
            7 => format!("'-'.join(map(str, {}))", self.list(depth - 1)),
            8 => format!("'%s:%d' % ({a}, {})", self.int(0)),
            9 => format!("repr({a})"),
            _ => format!("({a})[::-1]"),
        }
    }

    fn list(&mut self, depth: usize) -> String {
        if depth == 0 || self.dice.chance(25) {
            return self.dice.pick(&["l0", "l1", "[]", "[1, 2, 3]", "list(range(4))"]).to_string();
        }
        let (a, b) = (self.list(depth - 1), self.int(depth - 1));
        match self.dice.below(9) {
            0 => format!("({a} + [{b}])"),
            1 => format!("({a})[{}:{}]", self.dice.pick(&["", "1", "-2"]), self.dice.pick(&["", "3", "-1"])),
            2 => format!("sorted({a})"),
            3 => format!("[x % 7 for x in {a} if x != {b}]"),
            4 => format!("list(reversed({a}))"),
            5 => format!("[{b}, *{a}]"),
            6 => format!("list(map(lambda x: x + {b}, {a}))"),
            7 => format!("list(filter(None, {a}))"),
            _ => format!("({a} * {})", self.dice.below(3)),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.dice.pick(&["i0", "s0", "l1", "True", "not i1", "i0 < i1"]).to_string();
        }
        let (a, b) = (self.int(depth - 1), self.int(depth - 1));
        match self.dice.below(9) {
            0..=2 => format!("{a} {} {b}", self.dice.pick(&["<", "<=", ">", ">=", "==", "!="])),
            3 => format!("({} and {})", self.condition(depth - 1), self.condition(depth - 1)),
            4 => format!("({} or {})", self.condition(depth - 1), self.condition(depth - 1)),
            5 => format!("(not {})", self.condition(depth - 1)),
            6 => format!("{a} < {b} <= {}", self.int(0)),
            7 => format!("{a} {} {}", self.dice.pick(&["in", "not in"]), self.list(depth - 1)),
            _ => format!(
                "{} {} {}",
                self.string(depth - 1),
                self.dice.pick(&["<", "==", "in"]),
                self.string(depth - 1)
            ),
        }
    }
}
