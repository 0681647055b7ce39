"""Exceptions on every way: chains, notes, groups and `except*`, context managers, `finally` that returns or continues, generators that are thrown into, tracebacks with their carets."""

CLASSES = '''\
class Own(Exception):
    def __init__(self, *args, code=0):
        super().__init__(*args)
        self.code = code
    def __str__(self):
        return f'own {self.args} {self.code}'
class Lower(Own, KeyError):
    pass
class Pack(ExceptionGroup):
    def derive(self, excs):
        return Pack(self.message + '+', excs)
class Guard:
    def __init__(self, name, answer=False, fails=None):
        self.name, self.answer, self.fails = name, answer, fails
    def __enter__(self):
        print('in', self.name)
        if self.fails == 'enter':
            raise Own(self.name, 'enter')
        return self
    def __exit__(self, kind, error, trace):
        print('out', self.name, kind and kind.__name__, error)
        if self.fails == 'exit':
            raise Own(self.name, 'exit')
        return self.answer
def chain(e):
    seen = []
    while e is not None and len(seen) < 8:
        seen.append((type(e).__name__, str(e), e.__suppress_context__, getattr(e, '__notes__', None)))
        e = e.__cause__ or e.__context__
    return seen
def tree(e):
    if isinstance(e, BaseExceptionGroup):
        return (type(e).__name__, e.message, [tree(x) for x in e.exceptions])
    return repr(e)
'''
SINGLE = ['ValueError(1)', "KeyError('k')", 'Own(2, code=3)', "Lower('l')", 'ZeroDivisionError()', "OSError(2, 'none', 'file')", 'TypeError', 'StopIteration(5)', 'IndexError("i")', 'SystemExit(3)', 'UnicodeDecodeError("utf-8", b"ab\\xff", 2, 3, "bad")', "ImportError('no', name='n')", "AttributeError('a', name='x', obj=3)", 'RecursionError', "SyntaxError('s', ('f', 1, 2, 'text'))", 'AssertionError', "NameError('n', name='prin')", 'KeyboardInterrupt']
FAILING = [
    '1 / 0', '[][3]', "{}['k']", 'nope', 'None.x', "int('z')", '(1)(2)', "'a' + 1", 'len(5)', 'prnt', 'x.appendd', '[1, 2].appnd(3)', 'f(1, 2, 3)', 'f()', 'f(y=1)', 'f(1)(2)', "'%d' % 'x'", 'a.b.c', 'x[1][2][3]', '1 + (2 * None) - 3', 'f(f(f(0)))', 'x.y = 1', 'del x[9]', 'x[0] += None',
    'a, b = 1, 2, 3', 'a, *b, c = [1]', 'assert x == 2, [x]', 'assert not x', 'raise', 'import nope.sub', 'from math import nope', 'import mth', 'class A(1): pass', 'class B(int, str): pass', 'with x: pass', 'for q in 5: pass', 'f(*5)', 'f(**5)', 'f(**{"x": 1}, x=2)', 'x @ 2', '-x', '~f', 'x < 3j', "b'a' + 'b'", 'iter(5)', 'next(iter([]))',
    '[1 for q in 3]', '{q: 1 / 0 for q in x}', '[y for y in x if y / 0]', '(lambda q: q + w)(1)', 'int.from_bytes(1)', '"".join([1])', 'sorted([1, "a"])', 'max([])', 'dict([1])', 'set([[]])', 'object().zz', 'super().q', 'match_me(x)', "exec('1 +')", "eval('y y')", "compile('a b', 'f', 'exec')", 'open("/nope/nope")', 'x.__class__.nope', 'type("T", (), {})(1)', 'range(1, 2, 0)', 'chr(-1)', 'ord("ab")',
]


class Errors:
    def __init__(self, writer):
        self.out, self.dice = writer, writer.dice
        self.loops, self.depth = 0, 0

    def error(self, depth=2):
        dice = self.dice
        if depth > 0 and dice.chance(45):
            inner = ', '.join(self.error(depth - 1).replace('TypeError', 'TypeError()') if True else '' for _ in range(dice.between(1, 3)))
            return f"{dice.pick('ExceptionGroup ExceptionGroup BaseExceptionGroup Pack')}('g{dice.below(9)}', [{inner}])"
        return dice.pick([e for e in SINGLE if e not in ('TypeError', 'RecursionError', 'AssertionError', 'KeyboardInterrupt')])

    def single(self):
        return self.dice.pick(SINGLE)

    def types(self):
        return self.dice.pick(['ValueError', 'LookupError', '(ValueError, KeyError)', 'Own', 'ArithmeticError', 'OSError', 'TypeError', 'Lower', 'Exception', '(TypeError, Own)', 'AttributeError', 'NameError', 'StopIteration'])

    def failing(self):
        dice, line = self.dice, self.out.line
        text = dice.pick([dice.pick(FAILING), f'raise {self.single()}', f'raise {self.error()}', f'raise {self.single()} from {dice.pick([self.single(), "None"])}'])
        line(text)

    def body(self, most=3):
        self.depth += 1
        for _ in range(self.dice.between(1, most)):
            self.statement()
        self.depth -= 1

    def statement(self):
        dice, out = self.dice, self.out
        line = out.line
        if self.depth > 3:
            return self.failing() if dice.chance(50) else line(f"print('at', {dice.below(100)})")
        match dice.below(13):
            case 0:
                self.failing()
            case 1 | 2 | 3:
                with out.block('try:'):
                    self.body()
                    if dice.chance(60):
                        self.failing()
                for _ in range(dice.below(3)):
                    with out.block(f'except {self.types()} as e:'):
                        line('print(chain(e))')
                        self.in_handler()
                if dice.chance(60):
                    with out.block('except Exception as e:'):
                        line("print('any', chain(e))")
                        self.in_handler()
                    if dice.chance(30):
                        with out.block('else:'):
                            self.body(1)
                else:
                    with out.block('finally:'):
                        line("print('finally')")
                        self.in_finally()
            case 4 | 5:
                with out.block('try:'):
                    line(f'raise {self.error(3)}') if dice.chance(85) else self.failing()
                for _ in range(dice.between(1, 3)):
                    with out.block(f'except* {self.types()} as g:'):
                        line('print(tree(g))')
                        if dice.chance(40):
                            line(dice.pick(['raise', 'raise ValueError(9)', 'raise KeyError(1) from g', "g.add_note('star')", 'raise g', 'raise g.exceptions[0]', '1 / 0']))
                if dice.chance(30):
                    with out.block('else:' if dice.chance(50) else 'finally:'):
                        line("print('end')")
            case 6:
                guards = [f"Guard({i}, {dice.pick('True False False')}{dice.pick(['', '', ", 'exit'", ", 'enter'"])})" for i in range(dice.between(1, 3))]
                with out.block(f'with {", ".join(guards)}:'):
                    self.body(2)
            case 7:
                with out.block('for x in range(2):'):
                    self.loops += 1
                    self.body(2)
                    self.loops -= 1
            case 8:
                name = out.name('g')
                with out.block(f'def {name}():'):
                    saved, self.loops = self.loops, 0
                    with out.block('try:'):
                        line("got = yield 1\nprint('got', got)\nyield 2")
                        self.body(1)
                    with out.block(dice.pick(['finally:', f'except {self.types()} as e:', 'except GeneratorExit:'])):
                        line(dice.pick(["print('ends')", "print('ends')\nyield 3", 'raise RuntimeError("in")', 'return 7']))
                    self.loops = saved
                it = out.name('it')
                line(f'{it} = {name}()')
                line(dice.pick([f'print(next({it}), {it}.throw({self.single()}))', f'print(next({it}), {it}.close())', f'print(next({it}), next({it}), next({it}))', f'print(list({it}))', f'print({it}.throw({self.single()}))', f'next({it}); del {it}']))
            case 9:
                name = out.name('f')
                with out.block(f'def {name}(x=1):'):
                    saved, self.loops = self.loops, 0
                    with out.block('try:'):
                        self.body(2)
                        line(f'return {dice.below(9)}')
                    with out.block('finally:'):
                        line(dice.pick(["print('f finally')", "print('f finally')", 'x = 5', f'if x == {dice.below(3)}: raise Own(x)']))
                    self.loops = saved
                line(f'print({name}())')
            case 10:
                line(f"e = {self.error()}; e.add_note('note'); print(tree(e), e.__notes__)" if dice.chance(50) else f"e = {self.error(3)}\nif isinstance(e, BaseExceptionGroup): print([x and tree(x) for x in e.split({dice.pick(['ValueError', '(KeyError, Own)', 'lambda x: isinstance(x, LookupError)', 'ExceptionGroup', '5'])})], tree(e.subgroup({dice.pick(['Exception', 'Own', 'TypeError'])}) or 0))")
            case 11:
                line(f'e = {self.single()}\nif isinstance(e, type): e = e()\nprint(repr(e), str(e), e.args, {dice.pick(["e.__traceback__", "e.with_traceback(None) is e", "type(e).__mro__[1].__name__", "e.__reduce__()[1:]", "getattr(e, \'code\', 0), getattr(e, \'name\', 0), getattr(e, \'errno\', 0)"])})')
            case _:
                line(f"print('at', {dice.below(100)})")

    def in_handler(self):
        dice, line = self.dice, self.out.line
        if dice.chance(55):
            line(dice.pick(['raise', f'raise {self.single()}', f'raise {self.single()} from e', 'raise e', f'raise {self.single()} from None', "e.add_note('n1')\nraise", '1 / 0', 'e.__context__ = None\nraise', 'del e']))
        elif self.loops and dice.chance(50):
            line(dice.pick('continue break'))
        elif dice.chance(30):
            self.body(1)

    def in_finally(self):
        dice, line = self.dice, self.out.line
        if dice.chance(15):
            self.failing()
        elif dice.chance(10):
            self.body(1)


def program(writer):
    """Errors that are raised, caught, chained and shown; what is left over ends the program."""
    writer.line(CLASSES.rstrip())
    writer.line('def f(x, *, z=0):\n    return 10 // x\nx = [1, 2]')
    e = Errors(writer)
    for _ in range(writer.dice.between(2, 5)):
        with writer.block('try:'):
            e.statement()
        if writer.dice.chance(80):
            with writer.block('except BaseException as e:'):
                writer.line("print('left', chain(e), tree(e))")
        else:
            with writer.block('finally:'):
                writer.line("print('passed')")
