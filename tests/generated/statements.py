"""Statements: assignments of all forms, branches, loops, with, del, comprehensions, functions and their scopes."""
from values import KINDS, START, Values

ERRORS = 'ValueError KeyError TypeError ZeroDivisionError IndexError LookupError ArithmeticError Exception RuntimeError AttributeError StopIteration OSError AssertionError'
CHANGES = {
    'list': [
        'append({i})', 'append({v})', 'extend({l})', 'insert({n}, {i})', 'pop()', 'pop({n})', 'remove({i})', 'reverse()', 'sort()', 'sort(key=str)', 'sort(reverse=True)', 'clear()', 'index({i})', 'count({i})', 'copy()', 'index({i}, {n})', '__len__()', '__contains__({v})',
    ],
    'dict': [
        'get({k})', 'get({k}, {v})', 'pop({k})', 'pop({k}, {v})', 'setdefault({k}, {v})', 'update({d})', 'update(a={v}, b=2)', 'update([({k}, {v})])', 'popitem()', 'clear()', 'copy()', 'keys()', 'values()', 'items()', 'keys() & {{1}}', 'items() & []',
        'keys() - {d}.keys() == set()', '__contains__({k})', 'keys() <= {d}.keys()', '__reversed__()',
    ],
    'set': ['add({i})', 'discard({i})', 'remove({i})', 'pop()', 'update({l})', 'clear()', 'copy()', 'intersection_update({l})', 'difference_update({l})', 'symmetric_difference_update({l})', 'union({l}, {l})'],
    'bytes': ['append({n})', 'extend({b})', 'pop()', 'insert({n}, 65)', 'remove(97)', 'reverse()', 'clear()', 'copy()', 'count({b})'],
}


class Statements(Values):
    """Writes statements into a `Writer`."""

    def __init__(self, writer, **named):
        super().__init__(writer.dice, **named)
        self.out = writer
        self.loops = self.functions = 0
        #: Whether a `return`, `yield`, `await` may stand here.
        self.place = 'module'

    def line(self, text):
        self.out.line(text)

    def start(self, kinds=KINDS):
        for kind in kinds:
            for line in START[kind]:
                self.line(line)

    def show(self, *expressions):
        self.line(f'print({", ".join(expressions)})')

    def body(self, most):
        for _ in range(self.dice.between(1, most)):
            self.statement()

    def variable(self, kind):
        return self.dice.pick([name for name in self.scope[kind] if name[-1] in '012'] or self.scope[kind])

    def guarded(self, text):
        """A line that may raise, most often with somebody to catch it."""
        if self.dice.chance(70):
            self.line('try:')
            self.line('    ' + text.replace('\n', '\n    '))
            self.line(f'except {self.dice.pick(["Exception", "Exception", "(ValueError, TypeError, LookupError, ArithmeticError, AttributeError)"])} as e:')
            self.line('    print(type(e).__name__, e)')
        else:
            self.line(text)

    def statement(self):
        deep = self.out.depth > 5
        simple = [self.assign] * 4 + [self.change, self.change, self.print_any, self.print_any, self.print_any, self.augmented, self.unpack, self.item, self.delete, self.attribute_of_type]
        compound = [self.branch, self.branch, self.for_loop, self.for_loop, self.while_loop, self.try_statement, self.try_statement, self.comprehension, self.call_function, self.with_statement, self.raise_or_leave, self.generator]
        self.dice.pick(simple if deep else simple + compound)()

    def assign(self):
        kind = self.dice.pick(KINDS)
        name, value = self.variable(kind), self.of(kind, 3)
        if kind in ('list', 'tuple', 'str', 'bytes'):
            value = f'({value})[:20]'
        elif kind == 'int':
            value = f'({value}) % {self.dice.pick("1000003 17 10")}'
        form = self.dice.below(8)
        if form == 0:
            self.guarded(f'{name}: {self.dice.pick(["int", "str", "list[int]", "'T'"])} = {value}')
        elif form == 1:
            self.guarded(f'{name} = {self.variable(kind)} = {value}')
        else:
            self.guarded(f'{name} = {value}')

    def print_any(self):
        if self.dice.chance(15):
            self.guarded(f'print(*{self.of("list", 2)}, {self.any(2)}, sep={self.dice.pick(["'-'", "''", "None"])}, end={self.dice.pick(["'\\n'", "'.\\n'"])})')
        else:
            self.guarded(f'print(repr({self.any(3)}))')

    def augmented(self):
        kind = self.dice.pick(KINDS)
        op = {'int': '+ - * // % & | ^ ** << >>', 'float': '+ - * / // %', 'str': '+ * %', 'bytes': '+ *', 'list': '+ *', 'tuple': '+ *', 'dict': '|', 'set': '| & - ^'}[kind]
        op = self.dice.pick(op)
        value = self.dice.pick('0 1 2 3 5') if op in ('*', '**', '<<', '>>') and kind not in 'float' else self.of(kind, 2)
        name = self.variable(kind)
        target = self.dice.pick([name, name, f'l0[{self.dice.pick("0 -1")}]', "d0['k']"]) if kind == 'int' and op not in ('**', '<<', '*') else name
        self.guarded(f'{target} {op}= {value}')
        if kind == 'int' and target == name:
            self.line(f'{name} = {name} % 1000003 if isinstance({name}, int) else 3')

    def change(self):
        kind = self.dice.pick('list list dict dict set bytes')
        name = self.variable(kind)
        method = self.dice.pick(CHANGES[kind]).format(
            i=dict(set=self.dice.pick('3 i0 -5 (1,2) 2.5 40 [] i2')).get(kind) or self.of('int', 1), n=self.dice.pick('0 1 -1 2 9'), l=self.numbers(1) if kind == 'set' else self.of('list', 1), k=self.key(1), v=self.any(1), d=self.of('dict', 1), b=self.of('bytes', 1))
        call = f'{name}.{method}'
        self.guarded(f'print(list({call}), {name})' if '__reversed__' in method else f'print({call}, {name})')

    def unpack(self):
        target = self.dice.pick(['i0, i1', '*l1, i0', '(i0, i1), i2', 'i0, *l0, i1', '[i1, (i2, *l0)]', 'i0, l0[0]', "d0['q'], *l1", 's0, *t0', '(*l0,)', 'i0, i1, i2'])
        value = self.dice.pick([f'{self.of("int", 2)}, {self.of("int", 1)}', self.of('list', 2), self.of('tuple', 2), f'({self.of("int", 1)}, {self.of("int", 1)}), {self.of("int", 1)}', self.of('str', 1), f'{self.of("int", 1)}, {self.of("tuple", 1)}'])
        self.guarded(f'{target} = {value}')
        self.line('i0, i1, i2 = (x if isinstance(x, int) else 4 for x in (i0, i1, i2))')

    def item(self):
        dice = self.dice
        self.guarded(dice.pick([
            f'd0[{self.key(2)}] = {self.any(2)}', f'l0[{dice.pick("0 1 -1 9")}] = {self.of("int", 2)}', f'l0[{self.slice()}] = {self.of("list", 2)}', f'd1[{self.key(1)}], l1 = {self.any(1)}, {self.of("list", 1)}', f'b1[{dice.pick("0 -1")}] = {self.of("int", 1)}',
            f'b1[{self.slice()}] = {self.of("bytes", 1)}', f'{self.variable(dice.pick("str tuple bytes"))}[0] = {self.any(1)}', f'print({self.any(2)}[{self.any(1)}])', f'l0[{self.any(0)}] = 1',
        ]))
        self.line('l0, l1, b1 = l0[:9], l1[:9], b1[:9]')

    def delete(self):
        self.guarded(self.dice.pick([f'del l0[{self.slice()}]', f'del d0[{self.key(1)}]', f'del l0[{self.dice.pick("0 -1 7")}]', f'del b1[{self.slice()}]', f'{self.dice.pick("s2 i2 f1")} = 1; del {self.dice.pick("s2 i2 f1")}; print(f1)', 'del t0[0]']))
        self.line("s2, i2, f1 = 'new', 2, 1.5")

    def attribute_of_type(self):
        """Attributes that are not there, methods called with too few or too many arguments."""
        dice = self.dice
        kind = dice.pick(KINDS)
        value = self.of(kind, 1)
        self.guarded(dice.pick([
            f'print({value}.{dice.pick("nope append upper add x __len__ real")})' if dice.chance(40) else f'{value}.nope = 1', f'print({value}({self.any(0)}))', f'print({dice.pick("len abs sum sorted iter next ord hash reversed list int float")}({self.any(1)}, {self.any(0)}))',
            f'print({dice.pick("len abs ord sum hash repr callable bool int min")}())', f'print({value} {dice.pick("+ - * / // % @ & | << < > in")} {self.any(1)})', f'print({dice.pick("- + ~")}{value})', f'for x in {self.any(1)}: print(x); break', f'i0, i1 = {self.any(1)}',
            f'print(*{self.any(0)})', f'print(**{self.any(0)})', f'print({dice.pick("int str list dict set tuple float bytes complex range slice")}({self.any(1)}))', f'print({{**{self.any(0)}}})', f'print({dice.pick("int str list dict float")}(nope={self.any(0)}))',
        ]))
        self.line('i0, i1 = 5, 6')

    def branch(self):
        with self.out.block(f'if {self.bool(3)}:' if self.dice.chance(85) else f'if (w2 := {self.any(2)}):'):
            self.body(3)
        while self.dice.chance(25):
            with self.out.block(f'elif {self.bool(2)}:'):
                self.body(2)
        if self.dice.chance(50):
            with self.out.block('else:'):
                self.body(2)

    def for_loop(self):
        if self.loops > 1:
            return self.assign()
        dice = self.dice
        head = dice.pick([
            f'for i0 in range({dice.below(6)}):', 'for i1 in l0[:6]:', 'for i2, s1 in enumerate(s0[:5]):', 'for i0, i1 in zip(l0[:5], range(9, 0, -2)):', 'for i2 in sorted(set(range(4)) - {i0})[:5]:', f'for v0 in {self.of("list", 2)}[:5]:', f'for v0 in {self.of("str", 2)}[:5]:',
            f'for v0, v1 in {self.of("dict", 2)}.items():', f'for d0[{self.key(0)}] in range(3):', 'for i0, *l0 in [(1, 2, 3), (4,)]:', f'for v0 in {self.of("tuple", 1)}[:4]:', f'for v0 in {self.of("bytes", 1)}[:4]:', 'for l0[0] in (7, 8):', f'for v0 in iter([1, 2, 0, 3].pop, {dice.below(3)}):',
            'for i0 in reversed(range(3)):', 'for i1 in *t1, 9:',
        ])
        with self.out.block(head):
            self.loops += 1
            self.body(3)
            self.loops -= 1
        if dice.chance(25):
            with self.out.block('else:'):
                self.body(1)
        self.line("i0, i1, i2 = (x if isinstance(x, int) else 4 for x in (i0, i1, i2)); l0 = l0[:5]; d0 = dict(list(d0.items())[:6])")

    def while_loop(self):
        if self.loops > 1:
            return self.assign()
        n = self.out.name('n')
        self.line(f'{n} = {self.dice.between(1, 5)}')
        with self.out.block(f'while {n} > 0 and ({self.bool(1)} or {n} % 2):'):
            self.line(f'{n} -= 1')
            self.loops += 1
            self.body(2)
            self.loops -= 1
        if self.dice.chance(25):
            with self.out.block('else:'):
                self.body(1)

    def raise_or_leave(self):
        dice = self.dice
        if self.loops and dice.chance(60):
            return self.line(f'if {self.bool(2)}: {dice.pick("break continue")}')
        if self.place == 'function' and dice.chance(40):
            return self.line(f'if {self.bool(2)}: return {self.any(2)}')
        self.line(f'if {self.bool(2)}: {self.raising()}')

    def raising(self):
        dice = self.dice
        error = dice.pick(ERRORS)
        return dice.pick([
            f'raise {error}({self.of("int", 1)})', f'raise {error}', f'raise {error}({self.any(1)}) from {dice.pick(["None", "KeyError(1)", "ValueError"])}', f'assert {self.bool(1)}, {self.any(1)}', f'raise {self.any(0)}', f'raise {error}({self.any(0)}, {self.any(0)})', 'raise',
        ])

    def try_statement(self):
        dice = self.dice
        with self.out.block('try:'):
            self.body(3)
            if dice.chance(50):
                self.line(self.raising())
        handlers = dice.below(3)
        if handlers > 0:
            names = dice.pick(['(ValueError, KeyError)', 'LookupError', 'ArithmeticError', '(TypeError, *(RuntimeError,))', 'OSError, ValueError' if dice.chance(0) else 'OSError'])
            with self.out.block(f'except {names} as e:'):
                self.line('print(type(e).__name__, e.args, repr(e.__context__), repr(e.__cause__), e.__suppress_context__)')
                self.body(2)
        if handlers > 1:
            with self.out.block('except Exception as e:'):
                self.line("print('other', repr(e))")
                if dice.chance(30):
                    self.line(dice.pick(['raise', 'raise TypeError(1)', 'raise RuntimeError(2) from e', 'raise e', "e.add_note('noted'); raise"]))
        if handlers > 0 and dice.chance(40):
            with self.out.block('else:'):
                self.body(1)
        if handlers == 0 or dice.chance(50):
            with self.out.block('finally:'):
                self.line("print('finally')")
                if dice.chance(20):
                    self.body(1)

    def comprehension(self):
        dice = self.dice
        inner = f'for x in {self.of("list", 2)}[:5]'
        more = dice.pick(['', f' if {self.bool(1)}', f' for y in {self.of("str", 1)}[:3]', ' for y in range(x % 4 if isinstance(x, int) else 2)', f' if x if {self.bool(1)}'])
        value = dice.pick(['x', '(x, x)', self.of('int', 2), 'str(x) * 2', '[x for x in (x, 1)]', f'lambda: x', 'i0 + x'])
        self.guarded(dice.pick([
            f'print([{value} {inner}{more}])' if value != 'lambda: x' else f'print([f() for f in [{value} {inner}{more}]])', f'print(sorted(({value} {inner}{more}), key=repr))' if value != 'lambda: x' else 'pass',
            f'print({{str(x): {self.any(1)} {inner}{more}}})', f'print(sorted({{str(x) {inner}{more}}}))', f'print(sum(1 {inner}{more}))', f'print([[x, y] {inner} for y in [w3 := x]], w3)', f'print(*({value if value != "lambda: x" else "x"} {inner}{more}))',
        ]))

    def with_statement(self):
        swallow = self.dice.pick('True False')
        manager = self.dice.pick([f"Manager({self.of('int', 0)}, {swallow})", f"Manager(1, {swallow}) as i0, Manager(2, False)", f'(Manager(1, {swallow}) as i0, Manager(i0, False) as i1)', f"managed({self.any(0)})"])
        with self.out.block(f'with {manager}{"" if " as " in manager else " as i0"}:'):
            self.body(2)
            if self.dice.chance(40):
                self.line(self.raising())
        self.line('i0 = 4')

    def inner(self, kind, body):
        """Writes the body of a function with variables of its own."""
        saved = self.loops, self.place, self.scope
        self.loops, self.place = 0, kind
        self.functions += 1
        body()
        self.functions -= 1
        self.loops, self.place, self.scope = saved

    def call_function(self):
        if self.functions > 1:
            return self.print_any()
        dice, f = self.dice, self.out.name('fn')
        parameters = dice.pick(['a, b=2', 'a, *args, b=3', 'a, /, b=1, **kw', '*a, b=0', 'a, b: int = 5, *, c=None', 'a, b, /', 'a=1, *, b', 'a, b=i0, *c, d=2, **e'])
        if dice.chance(20):
            self.line(dice.pick(['@noted', '@lambda f: f', "@marked('m')"]))
        with self.out.block(f'def {f}({parameters}){dice.pick(["", " -> int", " -> 'str'"])}:'):
            def body():
                word = 'nonlocal' if self.functions > 1 else 'global'
                changed = dice.some(['i0', 's0', 'l0', 'd0'], 2)
                if changed:
                    self.line(f'{word} {", ".join(changed)}')
                for kind in KINDS:
                    for line in START[kind]:
                        if line.split()[0] not in changed and not dice.chance(3):
                            self.line(line)
                self.body(3)
                self.line(f'return a, b, {self.any(3)}')
            self.inner('function', body)
        x, y = self.of('int', 2), self.of('int', 2)
        self.guarded(f'print({dice.pick([f"{f}({x})", f"{f}({x}, b={y})", f"{f}(*[{x}], **{{'b': {y}}})", f"{f}({x}, {y})", f"{f}(a={x}, b={y})", f"{f}({x}, {y}, 3)", f"{f}()", f"{f}({x}, c={y})", f"{f}({x}, a=1)"])})')

    def generator(self):
        if self.functions > 1:
            return self.print_any()
        dice, g = self.dice, self.out.name('g')
        with self.out.block(f'def {g}(i0, i1=1):'):
            def body():
                for kind in KINDS:
                    for line in START[kind]:
                        if line.split()[0] not in ('i0', 'i1'):
                            self.line(line)
                with self.out.block('try:'):
                    for _ in range(dice.between(1, 4)):
                        e = self.of('int', 2)
                        self.line(dice.pick([f'i2 = (yield {e}) or 1', f'yield from (x * 2 for x in ({e}, i0, 3))', f'yield {e}', f'print((yield), (yield {e}))', f'l0 = [(yield {e}), 2]', 'i2 = yield from part(i0)', f'yield {self.any(1)}, 2']))
                        if dice.chance(40):
                            self.statement()
                if dice.chance(50):
                    self.line("except GeneratorExit:\n    print('closed')\n    raise")
                if dice.chance(30):
                    self.line("except ValueError as e:\n    print('in', repr(e))\n    yield 'caught'")
                self.line("finally:\n    print('generator ends')")
                self.line(f'return {self.any(1)}')
            self.inner('generator', body)
        e, v = self.of('int', 1), self.out.name('it')
        self.guarded(dice.pick([
            f'print(list({g}({e})))', f'print([x for x in {g}({e}, 5)], max({g}(2), key=str))', f"{v} = {g}({e})\nprint(next({v}, 'none'), next({v}, 'none'))\nprint({v}.close(), next({v}, 'closed'))", f"{v} = {g}({e})\nprint(next({v}), {v}.send(4), {v}.throw(ValueError('thrown')))",
            f'i0, *l0 = {g}({e}, 3)\nprint(i0, l0)', f"{v} = {g}({e})\nprint({v}.send({self.any(0)}))", f"{v} = {g}({e})\nprint({v}.throw(KeyError, KeyError('k'), None))", f"{v} = {g}(1)\nwhile True:\n    print(next({v}))", f"{v} = {g}(2)\nnext({v})\ndel {v}\nprint('gone')",
            f'print(sorted({g}(1), key=repr), {e} in {g}(2))', f"{v} = {g}(2)\nfor x in {v}:\n    print(x, {v}.gi_running, {v}.gi_yieldfrom is None)\n    break\nprint(list({v}))", f'print(dict(enumerate({g}({e}))))', f'print(*{g}({e}), sep="/")',
        ]))
        self.line("i0 = i0 if isinstance(i0, int) else 1; l0 = l0[:5]")


PRELUDE = '''\
import contextlib
class Manager:
    def __init__(self, value, swallow):
        self.value, self.swallow = value, swallow
    def __enter__(self):
        print('enter', self.value)
        return self.value
    def __exit__(self, kind, error, trace):
        print('exit', kind and kind.__name__, repr(error), trace is None)
        return self.swallow
@contextlib.contextmanager
def managed(value):
    try:
        yield value
    except ArithmeticError as e:
        print('managed', repr(e))
def noted(f):
    def inner(*args, **named):
        print('call', f.__name__, args, sorted(named))
        return f(*args, **named)
    return inner
def marked(mark):
    def decorate(f):
        f.mark = mark
        print('mark', f.__qualname__, mark)
        return f
    return decorate
def part(n):
    got = yield n
    print('part got', got)
    return got
'''


def program(writer):
    """Statements of the whole language that may stand anywhere."""
    for line in PRELUDE.rstrip().split('\n'):
        writer.line(line)
    s = Statements(writer)
    s.start()
    for _ in range(writer.dice.between(4, 9)):
        s.statement()
    s.show('i0, i1, i2, f0, f1, repr(s0), repr(s1), b0, b1, l0, l1, t0, d0, d1, e0')
