"""Pattern matching over random subjects and random patterns, and the other forms that bind names: walrus, stars, nested targets, `del`, `global`, `nonlocal`, closures over loops."""
from statements import Statements

CLASSES = '''\
class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y=0):
        self.x, self.y = x, y
    def __repr__(self):
        return f'Point({self.x}, {self.y})'
class Deep(Point):
    __match_args__ = ('y',)
class Odd:
    @property
    def x(self):
        print('x asked')
        return 1
    def __eq__(self, other):
        print('eq asked')
        return other == 1
class K:
    ONE, NAME, PAIR = 1, 'k', (1, 2)
import collections
'''
SUBJECTS = ['0', '1', '-1', '2.5', "'k'", "''", "b'k'", 'None', 'True', '[]', '[1]', '[1, 2]', '[1, [2, 3]]', '(1, 2, 3)', "('k', 1)", "{'k': 1}", "{'k': {'a': [1, 2]}}", '{}', "{1: 2, 'x': None}", 'Point(1, 2)', 'Point(Point(0), [1])', 'Deep(1, 2)', 'Odd()', '1j', '2-3j', 'range(3)', 'collections.deque([1, 2])', "'ab'", '{1, 2}', 'iter([1])', 'collections.OrderedDict(k=1)', 'collections.defaultdict(int)', 'bytearray(b"k")', '[Point(1, 1), Point(2, 2)]', '((1, 2), (3, 4))', 'memoryview(b"ab")', 'Point']


class Matching(Statements):
    def pattern(self, depth, names):
        dice = self.dice

        def name():
            new = f'v{len(names)}'
            names.append(new)
            return new
        if depth <= 0:
            match dice.below(9):
                case 0 | 1:
                    return name()
                case 2:
                    return '_'
                case 3:
                    return dice.pick(['K.ONE', 'K.NAME', 'K.PAIR'])
                case _:
                    return dice.pick(['0', '1', '-1', '2.5', "'k'", "''", "b'k'", 'None', 'True', 'False', '1j', '2-3j', '"a" "b"', '-2.5+1j'])
        inner = lambda: self.pattern(depth - 1, names)
        match dice.below(9):
            case 0 | 1:
                parts = [inner() for _ in range(dice.below(4))]
                if dice.chance(50):
                    parts.insert(dice.below(len(parts) + 1), '*' + dice.pick([name, lambda: '_'])())
                return f'[{", ".join(parts)}]' if dice.chance(70) or not parts else f'({", ".join(parts)},)'
            case 2:
                keys = dice.some(["'k'", '1', "'x'", 'None', 'K.NAME', '-1', "'a'"], 2)
                if "'k'" in keys and 'K.NAME' in keys and dice.chance(80):
                    keys.remove('K.NAME')
                parts = [f'{key}: {inner()}' for key in keys]
                if dice.chance(40):
                    parts.append(f'**{name()}')
                return '{' + ', '.join(parts) + '}'
            case 3 | 4:
                cls = dice.pick('Point Point Deep Odd int str list dict tuple float bytes bool object collections.deque collections.abc.Sequence'.replace('collections.abc.Sequence', 'range').split())
                most = 1 if cls not in ('Point', 'Deep') else 3
                parts = [inner() for _ in range(dice.below(most + 1))]
                if cls in ('Point', 'Deep', 'Odd') and dice.chance(40):
                    parts.append(f'{dice.pick("x y nope")}={inner()}')
                return f'{cls}({", ".join(parts)})'
            case 5:
                # Alternatives bind the same names, or none.
                return ' | '.join(self.pattern(depth - 1, []) for _ in range(2)).replace('v0', '_').replace('v1', '_').replace('v2', '_').replace('v3', '_').replace('v4', '_').replace('_ |', '0 |').replace('**_', '**rest0' if 'rest0' not in names and not names.append('rest0') else '**rest1')
            case 6:
                return f'({inner()} as {name()})'
            case _:
                return self.pattern(0, names)

    def match(self):
        dice, line = self.dice, self.line
        subject = dice.pick(SUBJECTS) if dice.chance(75) else self.any(2)
        if dice.chance(10):
            subject = f'{subject}, {dice.pick(SUBJECTS)}'
        line('try:')
        self.out.depth += 1
        with self.out.block(f'match {subject}:'):
            for i in range(dice.between(1, 4)):
                names = []
                pattern = self.pattern(dice.between(0, 3), names)
                guard = dice.pick(['', '', '', f' if {names[0]}' if names else ' if i0', f' if print({i}) or {self.bool(1)}'])
                with self.out.block(f'case {pattern}{guard}:'):
                    line(f'print({i}, {", ".join(names) or repr("none")})')
            with self.out.block('case _:'):
                line("print('else')")
        self.out.depth -= 1
        line("except Exception as e:\n    print(type(e).__name__, e)")

    def scopes(self):
        """Names that are bound late, deleted, shared between functions."""
        dice, line, block = self.dice, self.line, self.out.block
        f = self.out.name('f')
        with block(f'def {f}(a, b=[]):'):
            word = dice.pick(['x = 1', 'x = []', 'pass', 'x = a'])
            line(word)
            for _ in range(dice.between(2, 5)):
                line(dice.pick([
                    'fs = [lambda: i for i in range(3)]\nprint([f() for f in fs])', 'fs = []\nfor i in range(3):\n    def g(i=i): return i, a\n    fs.append(g)\nprint([g() for g in fs])', 'def g():\n    nonlocal a\n    a = (a, 1)\n    return a\nprint(g(), g(), a)', 'try:\n    print(x)\n    del x\n    print(x)\nexcept NameError as e:\n    print(type(e).__name__, e)\nx = 3',
                    'global gl\ngl = a\nprint(gl)' if dice.chance(50) else 'print([y := a, y, *[y for _ in range(2)]])', 'b.append(len(b))\nprint(b)', 'print([x for x in [x for x in range(3)]])', 'if (n := len(str(a))) > 1: print("n", n)', 'print((lambda *args, k=(z := 5): (args, k))(1, 2), z)', 'class Q:\n    a = a if False else 1\n    y = [a for _ in range(2)] if False else 0\n    def m(self): return a\nprint(Q.a, Q().m())',
                    'def counter():\n    n = 0\n    def inc():\n        nonlocal n\n        n += 1\n        return n\n    return inc\nc = counter()\nprint(c(), c(), c.__closure__[0].cell_contents, c.__code__.co_freevars)', 'print(sorted(locals()))', 'del b[:]', 'for q in range(2): pass\nelse: print("q", q)\nprint(q)', 'with managed(a) as (w, *ws): print(w, ws)' if dice.chance(30) else 'print({k: v for k, v in zip("ab", (a, b))})', 'x: int\nprint("annotated")', 'print(any((hit := v) == 2 for v in (1, 2, 3)), hit)', 'exec("x = 77")\nprint(x)', 'def rec(n): return n and rec(n - 1) + n\nprint(rec(4))', 'print(eval("a", {}, {"a": 5}), eval("[a for _ in (1,)]"))', 'lst = [1, 2]\nfor lst[0] in (5, 6): pass\nprint(lst)', 'i = 0\ni, lst[i] = 1, 9\nprint(lst)' if False else 'm = [0, 0]\ni = 0\ni, m[i] = 1, 9\nprint(m)', 'a, (*b, c), d = 1, "xyz", 3\nprint(a, b, c, d)\nb = []', 'print(f"{(lambda: a)()}", f"{(t := 3)}", t)', 'async def co(): return a\nc0 = co()\ntry: c0.send(None)\nexcept StopIteration as e: print(e.value)', 'import math as m, os.path\nprint(m.pi > 3, os.path.sep)', 'def h(*, k, **kw): return k, kw\nprint(h(k=1, z=2))\nprint(h(**{"k": 1}, **{"y": 2}))', 'x = y = z = a\nprint(x, y, z)', 'x = 1 if a else 2\nx += 1; x -= 2; print(x)', 'print(*map(lambda p, q: (p, q), "ab", [1, 2]), sep="|")',
                ]))
            line(f'return {dice.pick(["a", "x", "b", "(a, b)"])}')
        call = dice.pick([f'{f}(1)', f'{f}([1, 2])', f"{f}('ab')", f'{f}(a=3)', f'{f}(1, [7])', f'{f}(*[1], **{{}})'])
        line(f'try:\n    print({call})\nexcept Exception as e:\n    print(type(e).__name__, e)')


def program(writer):
    writer.line(CLASSES.rstrip())
    writer.line('import contextlib\n@contextlib.contextmanager\ndef managed(value):\n    yield value')
    m = Matching(writer)
    m.start()
    for _ in range(writer.dice.between(4, 9)):
        m.scopes() if writer.dice.chance(35) else m.match()
