"""Formatting in all its ways: format specifications, f-strings, template strings, `%`, `str.format`, `repr` of what contains itself."""
from values import Values

INTS = '0 1 -1 7 -42 255 1000 -1234567 10**15 -2**70 True'.split()
FLOATS = ['0.0', '-0.0', '1.5', '-2.25', '1e10', '1e16', '123456.789', '1e-5', '9.995', '0.1', '2.5', '1e300', '5e-324', "float('inf')", "float('nan')", "-float('inf')", '100.0', '1/3', '999999.5', '0.00001234']
TEXTS = ["''", "'a'", "'hello'", "'é€'", "'\\n\\t'", "'x' * 12", '"it\'s"', "'\\x7f\\u200b\\U0001F600'", "'\\ud800'"]
COMPLEX = ['1j', '-1.5+2j', '0j', "complex('nan')", '1e20+1e-7j']
CLASS = '''\
class Own:
    def __init__(self, x=1):
        self.x = x
    def __repr__(self):
        return f'Own({self.x!r})'
    def __str__(self):
        return 'own'
    def __format__(self, spec):
        return f'<{spec}>'
    def __getitem__(self, key):
        return f'[{key!r}]'
'''


class Formats(Values):
    def __init__(self, writer):
        super().__init__(writer.dice, scope={'int': ['i0'], 'float': ['f0'], 'str': ['s0']}, wrong=0)
        self.out = writer

    def value(self):
        return self.dice.pick([INTS, INTS, FLOATS, FLOATS, TEXTS, COMPLEX, ['None', '[1, 2.5]', "b'x'", 'Own(3)', 'Own([1])', '(1,)', "{'a': 1}", 'o', 'print', 'int']])

    def one(self):
        return self.dice.pick(self.value())

    def wild(self):
        """A specification, seldom a right one."""
        dice = self.dice
        return dice.pick(['', '', '*<', '>', '^', '=', 'x=', '0<']) + dice.pick(['', '', '+', '-', ' ']) + dice.pick(['', '', 'z']) + dice.pick(['', '', '#']) + dice.pick(['', '0']) + dice.pick(['', '3', '15']) + dice.pick(['', '', ',', '_']) + dice.pick(['', '.0', '.2', '.7', '.20']) + dice.pick(['', *'bcdoxXeEfFgGn%s', '?'])

    def line(self):
        dice = self.dice
        kind = dice.pick('int float str')
        value = {'int': dice.pick(INTS), 'float': dice.pick(FLOATS), 'str': dice.pick(TEXTS)}[kind]
        spec = self.spec(kind).replace('{', '').replace('}', '')
        match dice.below(13):
            case 0 | 1 | 2:
                return f'show(lambda: format({value}, {spec!r}))'
            case 3:
                return f'show(lambda: format({self.one()}, {self.wild()!r}))'
            case 4:
                letter = dice.pick([*'diuoxXeEfFgGcrsa%'])
                flags = ''.join(dice.some(['-', '+', ' ', '0', '#'], 3)) + dice.pick(['', '6', '*', '12']) + dice.pick(['', '', '.0', '.3', '.*', '.12'])
                stars = ', '.join(['3'] * flags.count('*'))
                argument = dice.pick([value, value, self.one()])
                return f"show(lambda: '%{flags}{letter}|' % ({stars}{', ' * bool(stars)}{argument if letter != '%' else ''}{',' * (letter != '%')}))" if stars or letter != '%' else "show(lambda: '%5%' % ())"
            case 5:
                return f"show(lambda: b'<%{dice.pick(['', '5', '-6', '.2'])}{dice.pick([*'sabcdrxf'])}>' % {dice.pick([value, "b'ab'", '(65,)', "(b'x',)", '3.5'])})"
            case 6 | 7:
                field = dice.pick(['', '0', '1', 'a', 'a[0]', 'a[k]', '0.real', '0.x', 'o.x', 'o[key]', 'o[1]', '0[0]', 'a.nope', '2', ' 0', 'a b', '0[', '0]', '0.', '-1'])
                mark = dice.pick(['', '', '!r', '!s', '!a', '!x', '!'])
                text = '{' + field + mark + dice.pick(['', '', ':', ':>5', ':{}', ':{1}', ':{a}', ':*^{0}']) + '}' + dice.pick(['', '{{}}', ' {}', ' {0}', '}', '{', ' {a!r:>4}'])
                return f'show(lambda: {text!r}.format({value}, {self.one()}, a={self.one()}, o=Own({value})))'
            case 8 | 9:
                return f'show(lambda: {self.fstring(2)})'
            case 10:
                a, b = self.simple(), self.simple()
                text = dice.pick([f"f'{{{a}!r:>{{i0}}}}|{{{b}=}}'", f"f'{{{a}:{{'>'}}{{12}}}}'", f"f'{{{a} = }} {{{b}!s:^9}}'", f"rf'\\d{{{a}}}\\n'", f"f'a{{{a}}}' 'b{{}}' f'{{{b}}}'", f"f'''{{\n{a}\n}}'''", f"f'{{(lambda x: x)({a})}}'", f"f'{{[{a} for _ in range(2)]}}'", f"f'{{ {{1: {a}}}[1] }}'", f"f'{{{a}:{self.spec('int').replace('{', '').replace('}', '')}}}'", f"f'{{f'{{f'{{{a}}}'}}'}}'", f"f'{{{a}!a}}{{{b}:}}'", f"f'\\N{{DASH}}{{{a}}}\\x41'" if dice.chance(30) else f"f'\\N{{EM DASH}}{{{a}}}\\x41'", f"f'{{{a},}}{{*[{b}],}}'"])
                return f'show(lambda: {text})'
            case 11:
                a, b = self.simple(), self.simple()
                text = dice.pick([f"t'{{{a}}}'", f"t'a{{{a}!r}}b{{{b}:>5}}'", f"t'{{{a}=}}' t'x{{{b}}}'", f"rt'\\d{{{a}:{{i0}}}}'", f"t'{{{a}}}{{{b}}}'", "t''", f"t'{{{a}:{{{b}}}.2}}' t'tail'", f"t'{{ {a} !s:x}}'"])
                return dice.pick([f'show(lambda: ({text}).strings)', f'show(lambda: [(i.value, i.expression, i.conversion, i.format_spec) for i in ({text}).interpolations])', f'show(lambda: {text})', f'show(lambda: list({text}))', f'show(lambda: {text} + {dice.pick([text, "'s'"])})', f'show(lambda: ({text}).values)'])
            case _:
                return dice.pick([
                    "show(lambda: (lambda l: (l.append(l), repr(l)))([1]))", "show(lambda: (lambda d: (d.update(a=d), repr(d)))({}))", f'show(lambda: [repr(x) for x in ({self.one()}, {self.one()})])', f'show(lambda: ascii({self.one()}) + str({self.one()}))', f'show(lambda: str({value}, {dice.pick(["'ascii'", "'utf-8', 'strict'"])}))',
                    f'show(lambda: repr({dice.pick(FLOATS)}) + str(round({dice.pick(FLOATS)}, {dice.between(-3, 6)})))', f'show(lambda: ({dice.pick(FLOATS)}).hex())', f'show(lambda: str({dice.pick(COMPLEX)}) + format({dice.pick(COMPLEX)}, {dice.pick(["", ".2f", ">20", "+g", "e", ",.1f", "z", "=", "010"])!r}))', f'show(lambda: Template({dice.pick(["$a $b", "${a}x $$", "$a $nope", "${", "$1", "${a b}"])!r}).{dice.pick("substitute safe_substitute")}(a={value}, b={self.one()}))',
                    f'show(lambda: vformat({dice.pick(["{0} {a}", "{} {}", "{a!r:>9}", "{0[0]}"])!r}, ({value}, 2), {{"a": {self.one()}}}))', f'show(lambda: list(Formatter().parse({dice.pick(["a{b}c", "{0!r:{w}}", "{{}}", "{a[b].c:>{d}}", "{", "}", "x{!s}"])!r})))', f"show(lambda: '{{0:{{1}}}}'.format({value}, {self.wild()!r}))",
                ])

    def simple(self):
        return self.dice.pick(['i0', 'f0', 's0', 'o', 'i0 + 1', 'o.x', 's0[0]', '(i0, 1)', 'i0 if i0 else s0', 'not i0', 'i0 == 3', 'l0[0]'])


def program(writer):
    """Lines that format something and show the result or the error."""
    f = Formats(writer)
    writer.line('from string import Formatter, Template\nvformat = Formatter().vformat')
    writer.line(CLASS.rstrip())
    with writer.block('def show(f):'):
        writer.line("try:\n    print(repr(f()))\nexcept Exception as e:\n    print(type(e).__name__, e)")
    writer.line(f"i0, f0, s0, o, l0 = {f.dice.pick(INTS)}, {f.dice.pick(FLOATS)}, {f.dice.pick(TEXTS[1:])}, Own({f.dice.pick(INTS)}), [1, 'x']")
    for _ in range(f.dice.between(6, 14)):
        writer.line(f.line())
