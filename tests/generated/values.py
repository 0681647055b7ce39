"""Expressions by the kind of their value: names of variables say their kind (`i0` int, `s1` str), so most expressions have a value."""

START = {
    'int': ('i0 = 3', 'i1 = -7', 'i2 = 12'),
    'float': ('f0 = 0.5', 'f1 = -2.25'),
    'str': ("s0 = 'abc'", "s1 = 'Hello, World'", "s2 = 'é€x'"),
    'bytes': ("b0 = b'ab\\x00c'", "b1 = bytearray(b'xyz')"),
    'list': ('l0 = [3, 1, 2]', 'l1 = []'),
    'tuple': ("t0 = (1, 'x', 2.5)", 't1 = (4, 5)'),
    'dict': ("d0 = {1: 'x', 'k': 2}", 'd1 = {}'),
    'set': ('e0 = {1, 2, 5}', 'e1 = frozenset([2, 9])'),
}
KINDS = list(START)

LITERALS = {
    'int': ['0', '1', '-1', '2', '7', '10', '255', '2**63', '-2**62', '10**20', 'True', '0x1f', '1_000', '-5'],
    'float': ['0.1', '1e10', '-2.5', '1e-7', '3.0', "float('inf')", "float('-inf')", '-0.0', '1e300', '123456.789', '2.5', '1e16', '5e-324'],
    'str': ["''", "'a'", "'xyz'", "'é€'", "' pad '", "'A b\\tC'", "'ß'", "'12'", "'\\n'", '"it\'s"', "'\\U0001F600'", "'ǅ'", "r'\\d'", "('a' 'b')", "'-4'", "'%d'", "'1,2,,3'"],
    'bytes': ["b''", "b'a'", "b'xyz'", "b'\\xff\\x00'", "b' pad '", "b'1,2'", "bytearray(b'q')", "b'Ab'", "bytes(3)", "bytes([65, 200])"],
    'list': ['[]', '[1, 2, 3]', 'list(range(4))', '[0]', '[5, -1, 5]', "[[1], [2]]", "[None]"],
    'tuple': ['()', '(1,)', "(1, 'a')", '(2, (3, 4))', '((0,) * 3)'],
    'dict': ['{}', "{'a': 1}", "{1: 2, 3: 4}", "dict(x=1, y='z')", "dict.fromkeys('ab', 0)", "{None: 1, (1, 2): 3}", '{1: 1, 1.0: 2, True: 3}'],
    'set': ['set()', '{1}', '{1, 2, 3}', 'frozenset({4, 5})', 'set(range(5))'],
}
STR_METHODS = [
    'upper()', 'lower()', 'strip()', 'title()', 'swapcase()', 'capitalize()', 'casefold()', "lstrip('aH ')", "rstrip('dc')", "strip('a')", "center({i})", "ljust({i}, '*')", "rjust(9, {s})", 'zfill({i})',
    'expandtabs({i})', "replace({s}, {s})", "replace('l', 'L', {i})", "removeprefix({s})", "removesuffix('ld')", "translate({{97: 'AA', 98: None, 99: 100}})", "translate(str.maketrans('ab', 'xy', 'l'))", 'join({s})', "join(map(str, {l}))",
    'format({i}, x={s})', "format_map({d})",
]
STR_TESTS = [
    'isalpha()', 'isdigit()', 'isalnum()', 'isspace()', 'isupper()', 'islower()', 'istitle()', 'isidentifier()', 'isprintable()', 'isdecimal()', 'isnumeric()', 'isascii()', 'startswith({s})', "endswith(({s}, 'c'))", 'startswith({s}, {i})',
]
STR_NUMBERS = ['find({s})', 'rfind({s})', 'index({s})', 'count({s})', "find('l', {i})", "rindex('l')", "count('', {i})", "find({s}, {i}, {i})", 'rfind({s}, -4)']
STR_LISTS = ['split()', "split(',')", "split({s})", "rsplit(None, 1)", "split(',', {i})", 'splitlines()', 'splitlines(True)', "partition({s})", "rpartition(' ')", 'encode()', "encode('utf-16-le')", "encode('ascii', 'backslashreplace')", "encode('latin-1', 'replace')", "encode('ascii')"]
BYTES_METHODS = ['upper()', 'lower()', 'strip()', 'title()', 'swapcase()', "replace({b}, {b})", "center({i})", "ljust(6, b'*')", 'zfill({i})', "translate(None, b'a')", "join([{b}, {b}])", "removeprefix({b})", 'expandtabs(3)', "lstrip(b'a ')"]
BYTES_MORE = ['find({b})', 'count({b})', 'index({i})', "split(b',')", 'hex()', "hex(':')", "hex('-', {i})", 'decode()', "decode('latin-1')", "decode('ascii', 'replace')", "decode('utf-8', 'ignore')", 'isalpha()', 'startswith({b})', "partition({b})", 'splitlines()', "rfind({i})", "endswith({b})", "rsplit(None, 1)"]
TYPES = 'int float str bytes list tuple dict set bool complex object type frozenset bytearray'


class Values:
    """Writes expressions; `scope` maps kinds to the variables that may be read."""

    def __init__(self, dice, scope=None, wrong=2):
        self.dice = dice
        self.scope = scope if scope is not None else {kind: [line.split()[0] for line in lines] for kind, lines in START.items()}
        #: Percent of operands that are of another kind than asked.
        self.wrong = wrong

    def of(self, kind, depth):
        dice = self.dice
        if dice.chance(self.wrong):
            # Texts in sets would show the order of their hashes.
            return f'({self.of(dice.pick(KINDS + ["bool"]), depth)})' if kind != 'set' else dice.pick(['None', '[1]', '(i0)', '{}'])
        if kind == 'bool':
            return self.bool(depth)
        if depth <= 0 or dice.chance(15):
            names = self.scope.get(kind)
            return dice.pick(names) if names and dice.chance(60) else self.literal(kind)
        if dice.chance(6):
            return self.general(kind, depth)
        return getattr(self, kind)(depth)

    def literal(self, kind):
        text = self.dice.pick(LITERALS[kind])
        # What stands behind a number may begin with a dot or a letter.
        return f'({text})' if kind in ('int', 'float') else text

    def numbers(self, depth):
        """A list whose values have hashes that are the same everywhere."""
        dice = self.dice
        item = lambda: dice.pick(['i0', 'i1', '1.5', '(1, 2)', '-2', '3', '40', '2**70']) if depth <= 0 or dice.chance(40) else f'hash({dice.pick(["2.0", "i2", "2**61", "(1, 2.5)"])})'
        return dice.pick([f'range({dice.below(9)})', f'[{item()}, {item()}]', f'({item()}, {item()}, {item()})', f'[x % 11 for x in range({dice.below(30)})]', '[5, 3, 8, 64, 1]', '[1]'])

    def any(self, depth):
        return self.of(self.dice.pick(KINDS + ['bool', 'int', 'str']), depth)

    def general(self, kind, depth):
        """What there is for values of all kinds."""
        a, b = self.of(kind, depth - 1), self.of(kind, depth - 1)
        return self.dice.pick([
            f'({a} if {self.bool(depth - 1)} else {b})', f'({a} or {b})', f'({a} and {b})', f'(lambda x, y={b}: x)({a})', f'[{a}, {b}][{self.dice.pick("0 1 -1")}]', f'({b}, {a})[-1]',
            f'{{0: {a}}}.get(0, {b})', f'(lambda *a, **k: k["z"])({a}, z={b})', f'next(iter([{a}]))', f'(w0 := {a})',
        ])

    def fill(self, template, depth):
        small = str(self.dice.between(-2, 9)) if self.dice.chance(80) else 'i0 % 9'
        return template.format(
            i=small, s=self.of('str', depth), b=self.of('bytes', depth), l=self.of('list', depth), d=self.of('dict', depth))

    def int(self, depth):
        dice, a, b = self.dice, self.of('int', depth - 1), self.of('int', depth - 1)
        match dice.below(26):
            case 0 | 1 | 2:
                return f'({a} {dice.pick("+ - * + -")} {b})'
            case 3 | 4:
                return f'({a} {dice.pick("// %")} ({b} or {dice.pick("3 -4 7 0")}))'
            case 5:
                return f'({a} {dice.pick("& | ^")} {b})'
            case 6:
                return f'({a} {dice.pick("<< >>")} {dice.below(70)})'
            case 7:
                return f'{dice.pick("abs int - ~ + bool")}({a})'
            case 8:
                return f'{dice.pick("min max")}({a}, {b})'
            case 9:
                return f'len({self.any(depth - 1)})'
            case 10:
                return f'sum({self.of("list", depth - 1)}{dice.pick(["", ", 5"])})'
            case 11:
                return f'({self.of("list", depth - 1)} or [4, 5, 6])[{dice.pick("0 -1 1 i0%3")}]'
            case 12:
                return f'{self.of("str", depth - 1)}.{self.fill(dice.pick(STR_NUMBERS), 0)}'
            case 13:
                return f'pow({a}, {dice.below(9)}{dice.pick(["", f", {dice.pick("7 -5 1 10")}"])})'
            case 14:
                return f'divmod({a}, {b} or 1)[{dice.below(2)}]'
            case 15:
                return f'round({a}, {dice.between(-3, 1)})'
            case 16:
                return f'({a}).{dice.pick("bit_length() bit_count() real imag numerator conjugate() denominator")}'
            case 17:
                return f'int({dice.pick(LITERALS["str"] + ["' 12 '", "'ff'", "'0b11'", "'1_0'"])}, {dice.pick("10 16 0 2 36 1")})'
            case 18:
                return f'int.from_bytes({self.of("bytes", depth - 1)}, {dice.pick(["'big'", "'little'", "'big', signed=True"])})'
            case 19:
                return f'ord({self.of("str", depth - 1)}[:1] or "z")'
            case 20:
                return f'int({self.of("float", depth - 1)})'
            case 21:
                return f'sum({dice.pick(["x", "x * 2", "1", "x % 3 == 0"])} for x in {self.of("list", depth - 1)})'
            case 22:
                return f'max({self.of("list", depth - 1)}, default={a}, key=lambda x: -x)'
            case 23:
                return f'len([x for x in {self.of("str", depth - 1)} if x {dice.pick("> < != ==")} {self.of("str", 0)}])'
            case 24:
                return f'{self.of("tuple", depth - 1)}.{dice.pick("index count")}({a})'
            case _:
                return f'({a} {dice.pick("< <= == !=")} {b}) + {dice.below(3)}'

    def float(self, depth):
        dice, a, b = self.dice, self.of('float', depth - 1), self.of('float', depth - 1)
        match dice.below(9):
            case 0 | 1:
                return f'({a} {dice.pick("+ - *")} {b})'
            case 2:
                return f'({a} / ({b} or {dice.pick("0.0 3 -1.5")}))'
            case 3:
                return f'({a} {dice.pick("// %")} ({b} or 2))'
            case 4:
                return f'round({a}, {dice.between(-2, 5)})'
            case 5:
                return f'({self.of("int", depth - 1)} {dice.pick("/ * +")} {dice.pick("3.0 0.25 7.5")})'
            case 6:
                return f'float({dice.pick(["'1.5'", "' -2e3 '", "'nan'", "'inf'", "'x'", "'1_0.5'", "'0x1p3'"])})'
            case 7:
                return f'abs({a}) ** {dice.pick("0.5 2 -1 0 1.5")}'
            case _:
                return f'({a}).{dice.pick("real imag is_integer() as_integer_ratio()[0] hex() conjugate()")}'

    def str(self, depth):
        dice, a, b = self.dice, self.of('str', depth - 1), self.of('str', depth - 1)
        match dice.below(16):
            case 0 | 1:
                return f'({a} + {b})'
            case 2:
                return f'({a} * {dice.pick("0 1 2 3 -1 True")})'
            case 3 | 4 | 5:
                return f'{a}.{self.fill(dice.pick(STR_METHODS), depth - 2)}'
            case 6:
                return f'({a})[{self.slice()}]'
            case 7:
                return f'{dice.pick("str repr ascii format type".split()[:4])}({self.any(depth - 1)})'
            case 8:
                return self.percent(depth)
            case 9 | 10:
                return self.fstring(depth)
            case 11:
                return f'{dice.pick("hex oct bin")}({self.of("int", depth - 1)})'
            case 12:
                return f'chr({dice.pick("65 97 8364 128512 i2 1114112 -1")})'
            case 13:
                return f"{dice.pick(["''", "', '", a])}.join({dice.pick(["sorted", "reversed", "list", ""])}({b}))"
            case 14:
                return f"format({self.of("int", depth - 1)}, {self.spec("int")!r})"
            case _:
                return f'{self.of("bytes", depth - 1)}.decode({dice.pick(["", "'latin-1'", "'utf-8', 'replace'"])})'

    def bytes(self, depth):
        dice, a, b = self.dice, self.of('bytes', depth - 1), self.of('bytes', depth - 1)
        match dice.below(8):
            case 0:
                return f'({a} + {b})'
            case 1:
                return f'({a} * {dice.below(3)})'
            case 2 | 3:
                return f'{a}.{self.fill(dice.pick(BYTES_METHODS), 0)}'
            case 4:
                return f'{a}[{self.slice()}]'
            case 5:
                return f'{self.of("str", depth - 1)}.encode({dice.pick(["", "'utf-16-be'", "'latin-1', 'ignore'"])})'
            case 6:
                return f'bytes(x % 256 for x in {self.of("list", depth - 1)})'
            case _:
                return f'({self.of("int", 0)}).to_bytes({dice.pick("1 4 9")}, {dice.pick(["'big'", "'little'"])}, signed={dice.pick("True False")})'

    def list(self, depth):
        dice, a, b = self.dice, self.of('list', depth - 1), self.of('list', depth - 1)
        match dice.below(17):
            case 0:
                return f'({a} + {b})'
            case 1:
                return f'{a}[{self.slice()}]'
            case 2:
                return f'sorted({a}{dice.pick(["", ", reverse=True", ", key=lambda x: -x", ", key=str"])})'
            case 3:
                return f'[{self.of("int", depth - 1)} for x in {a} if {self.bool(depth - 1)}]'
            case 4:
                return f'list(reversed({a}))'
            case 5:
                return f'[{self.of("int", depth - 1)}, *{a}, *{dice.pick(["range(2)", b])}]'
            case 6:
                return f'list(map(lambda x: x {dice.pick("+ - *")} {self.of("int", 0)}, {a}))'
            case 7:
                return f'list(filter({dice.pick(["None", "lambda x: x > 1"])}, {a}))'
            case 8:
                return f'({a} * {dice.below(3)})'
            case 9:
                return f'[x + y for x in {a}[:4] for y in {b}[:3]{dice.pick(["", " if x != y"])}]'
            case 10:
                return f'list(range({dice.between(-4, 9)}, {dice.between(-4, 9)}, {dice.pick("1 2 -1 -3")}))'
            case 11:
                return f'[w1 := x for x in {a}]'
            case 12:
                return f'list({dice.pick(["enumerate", "zip", "iter", "tuple"])}({a}))'
            case 13:
                return f'list({self.of("dict", depth - 1)}.{dice.pick("values keys items")}())'
            case 14:
                return f'{self.of("str", depth - 1)}.{self.fill(dice.pick(STR_LISTS), 0)}'
            case 15:
                return f'list(zip({a}, {b}, strict={dice.pick("True False")}))'
            case _:
                return f'[*{{*{self.numbers(1)}}}]'

    def tuple(self, depth):
        dice, a = self.dice, self.of('tuple', depth - 1)
        match dice.below(6):
            case 0:
                return f'({a} + {self.of("tuple", depth - 1)})'
            case 1:
                return f'({self.any(depth - 1)}, {self.any(depth - 1)})'
            case 2:
                return f'(*{a}, {self.any(depth - 1)})'
            case 3:
                return f'{a}[{self.slice()}]'
            case 4:
                return f'tuple({self.of(dice.pick("list str bytes dict"), depth - 1)})'
            case _:
                return f'divmod({self.of("int", depth - 1)}, {self.of("int", depth - 1)})'

    def dict(self, depth):
        dice, a, b = self.dice, self.of('dict', depth - 1), self.of('dict', depth - 1)
        match dice.below(9):
            case 0:
                return f'({a} | {b})'
            case 1:
                return f'{{{self.key(depth)}: {self.any(depth - 1)}, **{a}}}'
            case 2:
                return f'{{{dice.pick("x -x str(x) (x,x)")}: {self.any(depth - 2)} for x in {self.of("list", depth - 1)}}}'
            case 3:
                return f'{{k: v for k, v in {a}.items() if {dice.pick(["v", "k != 1", "isinstance(k, str)"])}}}'
            case 4:
                return f'dict(zip({self.of("str", depth - 1)}, {self.of("list", depth - 1)}))'
            case 5:
                return f'dict({a}, {dice.pick("k x a")}={self.any(depth - 1)})'
            case 6:
                return f'dict.fromkeys({self.of("list", depth - 1)}, {self.any(0)})'
            case 7:
                return f'{{**{a}, **{b}}}'
            case _:
                return f'dict([(1, {self.any(depth - 1)}), ({self.key(depth)}, 2)])'

    def set(self, depth):
        dice, a, b = self.dice, self.of('set', depth - 1), self.of('set', depth - 1)
        match dice.below(6):
            case 0 | 1:
                return f'({a} {dice.pick("| & - ^")} {b})'
            case 2:
                return f'{{x for x in {self.numbers(depth - 1)}}}'
            case 3:
                return f'{a}.{dice.pick("union intersection difference symmetric_difference")}({self.numbers(depth - 1)})'
            case 4:
                return f'{dice.pick("set frozenset")}({self.numbers(depth - 1)})'
            case _:
                return f'{{{dice.pick("i0 4 -9")}, *{b}}}'

    def bool(self, depth):
        dice = self.dice
        if depth <= 0:
            return dice.pick(['True', 'False', 'i0 < i1', 'not l1', 's0', 'i2', 'f0 > 0', 'None'])
        match dice.below(15):
            case 0 | 1 | 2:
                return f'{self.of("int", depth - 1)} {dice.pick("< <= > >= == !=")} {self.of("int", depth - 1)}'
            case 3:
                return f'({self.bool(depth - 1)} {dice.pick("and or")} {self.bool(depth - 1)})'
            case 4:
                return f'(not {self.bool(depth - 1)})'
            case 5:
                return f'{self.of("int", 0)} < {self.of("int", depth - 1)} {dice.pick("<= != <")} {self.of("int", 0)}'
            case 6:
                return f'{self.of("int", depth - 1)} {dice.pick(["in", "not in"])} {self.of(dice.pick("list set dict tuple"), depth - 1)}'
            case 7:
                return f'{self.of("str", depth - 1)} {dice.pick("< == in >=")} {self.of("str", depth - 1)}'
            case 8:
                return f'{self.of("str", depth - 1)}.{self.fill(dice.pick(STR_TESTS), 0)}'
            case 9:
                return f'isinstance({self.any(depth - 1)}, {dice.pick(["int", "str", "(list, tuple)", "int | str", "bool", "object"])})'
            case 10:
                return f'{dice.pick("any all")}({dice.pick(["x", "x > 1", "x in l0"])} for x in {self.of("list", depth - 1)})'
            case 11:
                kind = dice.pick(KINDS)
                return f'{self.of(kind, depth - 1)} {dice.pick("== != < <=")} {self.of(kind, depth - 1)}'
            case 12:
                return f'{dice.pick("i0 s1 l0 d1 f0")} is {dice.pick(["None", "not None"])}'
            case 13:
                return f'{self.of("set", depth - 1)}.{dice.pick("issubset issuperset isdisjoint")}({self.of("list", depth - 1)})'
            case _:
                return f'bool({self.any(depth - 1)})'

    def key(self, depth):
        return self.of(self.dice.pick('int str int str tuple float'), min(depth - 1, 1))

    def slice(self):
        dice = self.dice
        part = lambda: dice.pick(['', '', '0', '1', '-1', '2', '-3', 'i0', '100', 'None', '2**70'])
        return f'{part()}:{part()}' + dice.pick(['', '', '', ':', ':2', ':-1', ':-2', ':None', ':i0', ':0'])

    def spec(self, kind):
        """A format specification, right for the kind mostly."""
        dice = self.dice
        head = dice.pick(['', '', '*', 'é', '0']) and dice.pick('*<. é^.0>.x=.{{<'.split('.')) if dice.chance(20) else dice.pick(['', '', '<', '>', '^', '='])
        head += dice.pick(['', '', '+', ' ', '-']) if kind != 'str' or dice.chance(10) else ''
        head += dice.pick(['', '', '', 'z']) if kind == 'float' else ''
        head += dice.pick(['', '', '', '#'])
        head += dice.pick(['', '', '0']) + dice.pick(['', '5', '12', '20'])
        head += dice.pick(['', '', '', ',', '_']) if kind != 'str' or dice.chance(5) else ''
        if kind in ('float', 'str') or dice.chance(5):
            head += dice.pick(['', '', '.0', '.3', '.10', '.1'])
            head += dice.pick(['', '', '', ',', '_']) if kind == 'float' and '.' in head else ''
        types = {'int': 'bcdoxXneEfFgG%', 'float': 'eEfFgGn%', 'str': 's'}[kind]
        if dice.chance(4):
            types = 'dsfxyc%'
        return head.replace('{{', '') + dice.pick(['', *types])

    def percent(self, depth):
        dice = self.dice
        flags = dice.pick(['', '', '-', '+', ' ', '0', '#', '-+', '0 ']) + dice.pick(['', '', '4', '10', '.2', '8.3', '.0'])
        kind, letters = dice.pick([('int', 'dixXoucsra'), ('float', 'feEgGFdsr'), ('str', 'srac')])
        value = self.of(kind, depth - 1)
        letter = dice.pick([*letters])
        match dice.below(5):
            case 0:
                return f"'<%{flags}{letter}|%s>' % ({value}, {self.any(depth - 2)})"
            case 1:
                return f"'%(a){flags}{letter} %%' % {{'a': {value}}}"
            case 2:
                return f"'%*d' % ({dice.between(-5, 8)}, {self.of("int", 0)})"
            case _:
                return f"'%{flags}{letter}' % ({value},)"

    def fstring(self, depth, mark='f'):
        dice = self.dice
        parts = []
        for _ in range(dice.between(1, 3)):
            kind = dice.pick(['int', 'float', 'str', 'int', 'str', 'list'])
            value = self.of(kind, min(depth - 1, 1)) if dice.chance(70) else dice.pick(self.scope.get(kind) or ['i0'])
            if '\\' in value or '{' in value or ':=' in value or 'lambda' in value or "!" in value:
                value = dice.pick(self.scope.get(kind) or LITERALS['int'])
            spec = '' if kind == 'list' or dice.chance(50) else ':' + self.spec(kind).replace('{', '').replace('}', '')
            if spec and dice.chance(15):
                spec = ':{' + dice.pick(["'>'", 'i2', '3 + 2', "'*^'"]) + '}' + dice.pick(['', '.2', '{i2}'])
            mark_after = dice.pick(['', '', '', '=', ' = ', '!r', '!s', '!a', '=!r'])
            parts.append('{' + value + mark_after + spec + '}' + dice.pick(['', ' ', '-', '{{}}', 'é']))
        text = ''.join(parts)
        return f'{mark}"""{text}"""' if '"' in text or "'" in text else f"{mark}'{text}'"
