"""Classes: inheritance, metaclasses, properties, descriptors, slots, operators, keys of the user's own, dataclasses, enums, type parameters, and what is asked of them."""
from statements import PRELUDE, Statements

OPERATORS = {'add': '+', 'sub': '-', 'mul': '*', 'truediv': '/', 'floordiv': '//', 'mod': '%', 'and': '&', 'or': '|', 'xor': '^', 'lshift': '<<', 'rshift': '>>', 'matmul': '@', 'pow': '**'}
BASE = '''\
class Positive:
    """A data descriptor."""
    def __set_name__(self, owner, name):
        print('name', owner.__name__, name)
        self.name = '_' + name
    def __get__(self, obj, owner=None):
        return self if obj is None else getattr(obj, self.name, 0)
    def __set__(self, obj, value):
        if value < 0:
            raise ValueError(f'{self.name}: {value}')
        setattr(obj, self.name, value)
    def __delete__(self, obj):
        print('delete', self.name)
class Lazy:
    """A descriptor without data."""
    def __init__(self, f):
        self.f = f
    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        obj.__dict__[self.f.__name__] = value = self.f(obj)
        return value
class Meta(type):
    def __new__(mcls, name, bases, space, **named):
        print('new', name, [b.__name__ for b in bases], sorted(k for k in space if not k.startswith('__')), named)
        return super().__new__(mcls, name, bases, space)
    def __init__(cls, name, bases, space, **named):
        super().__init__(name, bases, space)
    def __call__(cls, *args, **named):
        print('call', cls.__name__, args)
        return super().__call__(*args, **named)
    @classmethod
    def __prepare__(mcls, name, bases, **named):
        return {'prepared': name}
    def __instancecheck__(cls, obj):
        return type.__instancecheck__(cls, obj) or obj == 5
    def __getattr__(cls, name):
        if name.startswith('meta_'):
            return name[5:]
        raise AttributeError(f'no {name} in {cls.__name__}')
    def __len__(cls):
        return 7
class Key:
    def __init__(self, n):
        self.n = n
    def __eq__(self, other):
        if isinstance(other, Key):
            return self.n == other.n
        return NotImplemented
    def __hash__(self):
        return self.n % 3
    def __repr__(self):
        return f'Key({self.n})'
def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)
def attempt(f):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
'''


class Classes(Statements):
    def __init__(self, writer):
        super().__init__(writer)
        self.made = []

    def members(self, name, slots):
        dice, line, block = self.dice, self.line, self.out.block
        for what in dice.some('init repr str eq hash lt operators rop iop prop desc lazy cm sm getattr setattr getattribute item iter call ctx len bool index fmt new subclass del match missing contains getitemclass reversed dir round annotated static nested attrs'.split(), 7):
            match what:
                case 'init':
                    with block(f'def __init__(self, x={dice.pick("0 1 None")}, *args, **named):'):
                        if self.bases and dice.chance(70):
                            line(dice.pick(['super().__init__()', 'super().__init__(x)', f'super({name}, self).__init__()', 'super().__init__(*args)']))
                        line(dice.pick(['self.x = x', 'self.x, self.args = x, args', "self.__dict__.update(named); self.x = x", 'self.__x = x; self.x = self.__x']) if not slots else 'self.x = x')
                case 'repr':
                    line(f"def __repr__(self):\n    return {dice.pick([f"f'{name}({{self.__dict__}})'" if not slots else f"'{name}!'", f"'<{name}>'", "super().__repr__()[:9]", "type(self).__name__ + '?'"])}")
                case 'str':
                    line(f"def __str__(self):\n    return {dice.pick(["'str'", 'repr(self) + "s"', '5'])}")
                case 'eq':
                    line(f"def __eq__(self, other):\n    print('eq', type(other).__name__)\n    return {dice.pick(['NotImplemented', 'True', 'type(self) is type(other)', 'self is other', '1', 'getattr(other, "x", 0) == getattr(self, "x", 0)'])}")
                case 'hash':
                    line(dice.pick(['def __hash__(self):\n    return 1', '__hash__ = None', "def __hash__(self):\n    return 'x'", 'def __hash__(self):\n    return hash(3.5)', 'def __hash__(self):\n    return 2**64']))
                case 'lt':
                    line(f"def __{dice.pick('lt le gt ge')}__(self, other):\n    print('compared')\n    return {dice.pick(['NotImplemented', 'True', 'False', '[]', '"yes"'])}")
                case 'operators' | 'rop' | 'iop':
                    op = dice.pick(sorted(OPERATORS))
                    mark = {'operators': '', 'rop': 'r', 'iop': 'i'}[what]
                    line(f"def __{mark}{op}__(self, other):\n    print('{mark}{op}', type(other).__name__)\n    return {dice.pick(['NotImplemented', 'self', '(1, other)', "'done'"])}")
                case 'prop':
                    line("@property\ndef prop(self):\n    'Its doc.'\n    return 'prop of ' + type(self).__name__")
                    if dice.chance(50):
                        line("@prop.setter\ndef prop(self, value):\n    print('set prop', value)")
                    if dice.chance(20):
                        line("@prop.deleter\ndef prop(self):\n    print('del prop')")
                case 'desc':
                    line(f'desc = Positive()')
                case 'lazy':
                    line("@Lazy\ndef lazy(self):\n    print('computed')\n    return 42")
                case 'cm':
                    line("@classmethod\ndef made(cls, *args):\n    return cls.__name__, args")
                case 'sm' | 'static':
                    line("@staticmethod\ndef static(a, b=2):\n    return a, b")
                case 'getattr':
                    line("def __getattr__(self, name):\n    if name.startswith('__'): raise AttributeError(name)\n    return 'dynamic ' + name")
                case 'setattr':
                    line("def __setattr__(self, name, value):\n    print('setattr', name)\n    super().__setattr__(name, value)")
                case 'getattribute':
                    line("def __getattribute__(self, name):\n    if name == 'x': return 'intercepted'\n    return super().__getattribute__(name)")
                case 'item':
                    line("def __getitem__(self, key):\n    if key == 3: raise IndexError('three')\n    return key")
                    if dice.chance(50):
                        line("def __setitem__(self, key, value):\n    print('set', key, value)\ndef __delitem__(self, key):\n    print('del', key)")
                case 'iter':
                    line(dice.pick(['def __iter__(self):\n    yield 1\n    yield from (2, 3)', 'def __iter__(self):\n    return iter([4, 5])', 'def __iter__(self):\n    return self\ndef __next__(self):\n    self.n = getattr(self, "n", 0) + 1\n    if self.n > 3: raise StopIteration\n    return self.n' if not slots else 'def __iter__(self):\n    return 5']))
                case 'call':
                    line("def __call__(self, *args, **named):\n    return 'called', args, sorted(named)")
                case 'ctx':
                    line("def __enter__(self):\n    print('enter')\n    return 7\ndef __exit__(self, *error):\n    print('exit', error[0] and error[0].__name__)\n    return True")
                case 'len':
                    line(f'def __len__(self):\n    return {dice.pick(["0", "3", "-1", "2.5", "True"])}')
                case 'bool':
                    line(f'def __bool__(self):\n    return {dice.pick(["True", "False", "0"])}')
                case 'index':
                    line(f'def __index__(self):\n    return {dice.pick(["1", "2", "True", "None"])}\ndef __{dice.pick("int float complex")}__(self):\n    return {dice.pick(["3", "2.5", "1j"])}')
                case 'fmt':
                    line("def __format__(self, spec):\n    return f'<{spec}>'")
                case 'new':
                    if not (self.bases and dice.chance(50)):
                        line(f"def __new__(cls, *args, **named):\n    print('__new__', args)\n    return {dice.pick(['super().__new__(cls)', 'object.__new__(cls)', 'super().__new__(cls)', '5'])}")
                case 'subclass':
                    line("def __init_subclass__(cls, /, mark=None, **named):\n    print('subclass', cls.__name__, mark)\n    super().__init_subclass__(**named)")
                case 'match':
                    line("__match_args__ = ('x', 'y')")
                case 'missing':
                    line("def __missing__(self, key):\n    return 'missing', key")
                case 'contains':
                    line("def __contains__(self, x):\n    print('contains', x)\n    return x")
                case 'getitemclass':
                    line("def __class_getitem__(cls, key):\n    return cls.__name__, key")
                case 'reversed':
                    line('def __reversed__(self):\n    return iter("ba")')
                case 'dir':
                    line("def __dir__(self):\n    return ['b', 'a']")
                case 'round':
                    line('def __round__(self, n=None):\n    return "round", n\ndef __abs__(self):\n    return "abs"\ndef __neg__(self):\n    return self\ndef __invert__(self):\n    return ~5')
                case 'annotated':
                    line(f'a: int = {self.of("int", 1) if self.dice.chance(0) else 3}\nb: "str"')
                case 'nested':
                    line("class Inner:\n    y = 5\n    def f(self):\n        return __class__.__qualname__")
                case 'attrs':
                    line(f"data = [i * 2 for i in range({dice.below(4)})]\ntwice = lambda self, n=data: (n, len(n))\nif len(data) > 1: extra = data[0]")
                case 'del':
                    line(f"def __del__(self):\n    print('del {name}')")

    def one(self):
        dice, line = self.dice, self.line
        name = self.out.name('C')
        candidates = [n for n in self.made]
        bases = dice.some(candidates, 2)[::-1] if candidates and dice.chance(70) else []
        if dice.chance(12):
            bases.append(dice.pick('int str list dict tuple set float Exception bytes'))
        self.bases = bool(bases)
        words = []
        if dice.chance(15):
            words.append('metaclass=Meta')
        if dice.chance(10):
            words.append('mark=3')
        parameters = dice.pick(['[T]', '[T: int, *Ts, **P]', '[T = str]']) if dice.chance(10) else ''
        slots = dice.chance(15) and not bases
        self.line('try:')
        self.out.depth += 1
        if dice.chance(8):
            line(dice.pick(["@marked('c')", '@lambda c: c', '@functools.total_ordering', '@lambda c: (print(c.__name__), c)[1]']))
        with self.out.block(f'class {name}{parameters}({", ".join(bases + words)}):' if bases or words else f'class {name}{parameters}:'):
            if dice.chance(20):
                line(f"'Doc of {name}.'")
            if slots:
                line(dice.pick(["__slots__ = ('x', 'y')", "__slots__ = ['x']", "__slots__ = 'x', '__dict__'", "__slots__ = {'x': 'doc'}"]))
            self.members(name, slots)
            for method in dice.some('f g h'.split(), 3):
                with self.out.block(f'def {method}(self, a={dice.below(4)}):'):
                    line(f"print('{name}.{method}', a)")
                    if bases and dice.chance(60):
                        line(dice.pick([f'return super().{method}(a)', f"return super().{method}() if hasattr(super(), '{method}') else 'none'", f'return [super().{method}(a), 1]']))
                    elif dice.chance(40):
                        line(f'return {dice.pick(["self", "a", "__class__.__name__", "type(self).__name__", "self.x", "self.g()" if method == "f" else "1", "lambda: (self.__class__.__name__, a)", "[y for y in (a, self.__class__.__name__)]"])}')
        self.out.depth -= 1
        line(f"except Exception as e:\n    print('no {name}', type(e).__name__, e)")
        self.made.append(name)
        return name

    def uses(self, name):
        dice, line = self.dice, self.line
        o = self.out.name('o')
        line(f'{o} = None')
        line(f"try:\n    {o} = {name}({dice.pick(['', '', '', '1', '2', '(1, 2)', 'x=3', 'zz=1', '[1, 2]', "'7'"])})\nexcept Exception as e:\n    print(type(e).__name__, e)")
        other = dice.pick([f'{n}()' for n in self.made] + ['5', "'s'", 'None', '[1]', o, 'Key(3)'])
        uses = [
            f'{o}', f'str({o})', f"format({o}, '>90')", f"f'{{{o}!r:>9}}'", f'{o} == {other}', f'{o} != {other}', f'{o} < {other}', f'{o} >= {other}', f'hash({o}) == hash({o})', f'len({o})', f'bool({o})', f'list({o})', f'{o}()', f'{o}(1, k=2)', f'{o}[3]', f'{o}[0]', f'{o}[1:2]', f'[*{o}]', f'{o}.x', f'{o}.prop', f'{o}.desc', f'{o}.lazy, {o}.lazy',
            f'{o}.made(1)', f'{name}.made()', f'{o}.static(1)', f'{name}.static()', f'{o}.f()', f'{o}.g(5)', f'{o}.h(a=1)', f'{o}.f(1, 2)', f'{o}.nope', f'{name}.nope', f'{name}.meta_x', f'{o} in {o}', f'3 in {o}', f'int({o})', f'float({o})', f'range(9)[{o}]', f'[1, 2, 3][{o}:]', f'abs({o})', f'-{o}', f'~{o}', f'round({o}, 1)', f'reversed({o}) and list(reversed({o}))', f'sorted([{o}, {o}])',
            f'isinstance({o}, {dice.pick(self.made)})', f'issubclass({name}, {dice.pick(self.made)})', f'[c.__name__ for c in {name}.__mro__]', f'{name}.__bases__ and {name}.__bases__[0].__name__', f'sorted(vars({o}).items(), key=str)', f'{name}.__doc__', f'{name}.__qualname__', f'sorted(k for k in vars({name}) if not k.startswith("_"))', f'dir({o})[:2]', f'isinstance({name}.prop, property) and {name}.prop.__doc__', f'{o}.Inner().f()', f'{o}.twice()', f'{name}[int]', f'{name}.__type_params__',
            f'callable({o})', f'{{{o}: 1}}[{o}]', f'{o} {dice.pick(list(OPERATORS.values()))} {other}', f'{other} {dice.pick(list(OPERATORS.values()))} {o}', f'{o} {dice.pick(list(OPERATORS.values()))} {other}', f'getattr({o}, "x", "none")', f'hasattr({o}, "zz")', f'type({o}).__name__', f'{name}.f', f'{name}.f({o}, 1)', f'{o}.f.__self__ is {o}', f'{o}.f.__func__.__qualname__', f'{name}.__annotations__', f'{name}.__dict__.get("data")', f'{o}.__class__ is {name}',
            f'super({name}, {o}).f()', f'next({o})', f'max({o}, {o})', f'iter({o}) is {o}', f'str({name}) + repr({name}.__name__)', f'{name}.__subclasses__() and {name}.__subclasses__()[0].__name__', f'{o}.__format__("q")', f'divmod({o}, 2)', f'{o}.__eq__(1)', f'len({name})', f'isinstance(5, {name})', f'(lambda: {o}.f())()', f'copy.copy({o}) == {o}', f'copy.deepcopy([{o}])[0].__class__.__name__', f'{name}.__init__.__qualname__', f'{name}.__class__.__name__',
        ]
        for use in dice.some(uses, 9):
            line(f'show(lambda: {use})')
        statements = [
            f'{o}.x = 5', f'{o}.prop = 1', f'{o}.desc = 3', f'{o}.desc = -1', f'del {o}.desc', f'del {o}.x', f'del {o}.prop', f'{o}.new = 1', f'{name}.f = lambda self: "patched"; show(lambda: {o}.f())', f'{o}.lazy = 1', f'{o}[1] = 2', f'del {o}[1]', f'{o}.__class__ = {dice.pick(self.made)}; show(lambda: {o}.f())', f'{name}.x = 9; show(lambda: {o}.x)', f'{o} {dice.pick("+= -= |= *=")} 1; show(lambda: {o})', f'del {name}.f; show(lambda: {o}.f())',
            f'with {o} as v: print(v); 1 / 0', f'for v in {o}: print(v)', f'a, b, *c = {o}; print(a, b, c)', f'{name}.__bases__ = ({dice.pick(self.made)},); show(lambda: {o}.f())', f'{o} = None; print("dropped")', f'class D({name}, mark=1): pass', f'class D({name}, {dice.pick(self.made)}): pass\nshow(lambda: D.__mro__[1].__name__)', f'{name}.__name__ = "Renamed"; show(lambda: {name}.__name__)', f'setattr({o}, "y", 2); show(lambda: {o}.y)', f'{o}.__dict__["x"] = 8; show(lambda: {o}.x)', f'{name}.prop = 3; show(lambda: {o}.prop)', f'match {o}:\n    case {name}(x=1): print("one")\n    case {name}(x): print("x", x)\n    case _: print("else")',
        ]
        if any('[T' in line for line in self.out.lines):
            # CPython names `typing.Generic` there with its module, since it is written in C.
            statements = [s for s in statements if '__bases__ =' not in s]
        for statement in dice.some(statements, 3):
            line('try:\n    ' + statement.replace('\n', '\n    ') + '\nexcept Exception as e:\n    print(type(e).__name__, e)')

    def keys(self):
        """Containers whose keys compare as their class says."""
        dice, line = self.dice, self.line
        keys = [f'Key({dice.below(6)})' for _ in range(6)]
        line(f'd = {{{", ".join(f"{k}: {i}" for i, k in enumerate(keys))}}}\ns = {{{", ".join(keys[:4])}}}')
        for use in dice.some([f'd', f's == {{{keys[4]}}}', f'd[{keys[5]}]', f'd.pop({keys[0]}), d', f'len(s | {{{keys[4]}, {keys[5]}}})', f'[{keys[0]}, {keys[1]}].index({keys[2]})', f'{keys[3]} in s', f'd.get({keys[1]})', f's - {{{keys[0]}}}', f'd | {{{keys[1]}: 9}}', f'list(d) == list(dict.fromkeys([{", ".join(keys)}]))', f'd == dict(d)', f'sorted(d, key=lambda k: k.n)', f'{keys[0]} == 5', f'collections.Counter([{", ".join(keys)}]).most_common(2)', f'frozenset([{keys[0]}]) == {{{keys[0]}}}', f'd.setdefault({keys[2]}, 7)', f'[k.n for k in d]', f's.isdisjoint([{keys[1]}])'], 6):
            line(f'show(lambda: {use})')

    def dataclass(self):
        dice, line = self.dice, self.line
        name = self.out.name('D')
        options = ', '.join(f'{o}={dice.pick("True False")}' for o in dice.some('frozen order eq slots kw_only repr unsafe_hash'.split(), 3))
        line('try:')
        self.out.depth += 1
        line(f'@dataclasses.dataclass({options})')
        with self.out.block(f'class {name}:'):
            line(dice.pick(['a: int', 'a: int = 1']))
            for field in dice.some(["b: str = 'b'", 'c: list = dataclasses.field(default_factory=list)', 'd: int = dataclasses.field(default=5, repr=False, compare=False)', '_: dataclasses.KW_ONLY\ne: int = 3', 'f: dataclasses.InitVar[int] = 0', "g: 'typing.ClassVar[int]' = 4", 'h: list = []' if dice.chance(10) else 'h: int = 2', 'i: int' if dice.chance(10) else 'i: int = 9'], 4):
                line(field)
            if dice.chance(40):
                line(f"def __post_init__(self{dice.pick(['', ', *a'])}):\n    print('post', {dice.pick(['self.a', 'type(self).__name__'])})")
        self.out.depth -= 1
        line(f"except Exception as e:\n    print(type(e).__name__, e)\n    {name} = None")
        for use in dice.some([f'{name}(1)', f'{name}(1, 2)', f'{name}()', f'{name}(a=2)', f'{name}(1) == {name}(1)', f'{name}(1) < {name}(2)', f'{name}.__hash__ is None', f'dataclasses.asdict({name}(1))', f'dataclasses.astuple({name}(3))', f'dataclasses.replace({name}(1), a=4)', f'[f.name for f in dataclasses.fields({name})]', f'setattr({name}(1), "a", 3)', f'{name}.__match_args__', f'{name}(1, zz=2)', f'inspect.signature({name})', f'{name}(1).__dict__', f'{name}.__doc__', f'copy.copy({name}(2))'], 6):
            line(f'show(lambda: {use})')

    def enumeration(self):
        dice, line = self.dice, self.line
        name = self.out.name('E')
        base = dice.pick('enum.Enum enum.IntEnum enum.Flag enum.IntFlag enum.StrEnum')
        line('try:')
        self.out.depth += 1
        with self.out.block(f'class {name}({base}):'):
            values = ['1', '2', '4', '1', 'enum.auto()', '3', '8'] if 'Str' not in base else ["'x'", "'y'", 'enum.auto()', "'x'"]
            for member in dice.some('A B C D'.split(), 4) or ['A']:
                line(f'{member} = {dice.pick(values)}')
            if dice.chance(30):
                line("@property\ndef low(self):\n    return self.name.lower()")
            if dice.chance(20):
                line("@classmethod\ndef _missing_(cls, value):\n    return cls(1) if value == 99 else None")
        self.out.depth -= 1
        line(f"except Exception as e:\n    print(type(e).__name__, e)\n    {name} = None")
        for use in dice.some([f'list({name})', f'{name}.A', f'{name}(1)', f'{name}(99)', f'{name}["B"]', f'{name}.A == 1', f'{name}.A | {name}.B', f'~{name}.A', f'{name}.A in {name}', f'1 in {name}', f'{name}.__members__', f'str({name}.A) + format({name}.A)', f'{name}.A.low', f'{name}.A.value, {name}.A.name', f'{name}(3)', f'{name}.A < {name}.B', f'len({name})', f'{name}(7)', f'{name}("x")', f'isinstance({name}.A, {name})', f'hash({name}.A) == hash({name}.A)', f'repr({name})', f'{name}.A & 1', f'{name}.zz', f'setattr({name}, "A", 3)', f'sorted({name})', f'[x for x in {name}.A]', f'{name}.A.__class__ is {name}', f'{name}.__doc__'], 7):
            line(f'show(lambda: {use})')

    def typed(self):
        """Type parameters, aliases, annotations, named tuples, protocols, generic classes."""
        dice, line = self.dice, self.line
        line('import typing, annotationlib')
        line("def generic[T: int, *Ts, **P](a: T, *b: *Ts) -> list[T]:\n    return [a]\ntype Alias[K = int] = dict[K, 'V']\nclass Box[T]:\n    def get(self, x: T) -> T: return x\nclass Point(typing.NamedTuple):\n    x: int\n    y: int = 2\n    def sum(self): return self.x + self.y\nclass Movie(typing.TypedDict, total=False):\n    name: str")
        for use in dice.some(['generic.__type_params__', 'generic.__annotations__', 'Alias', 'Alias.__value__', 'Alias[int]', 'Alias.__type_params__[0].__default__', 'Box[int]', 'Box[int]().get(3)', 'Box[int].__origin__', 'Box.__parameters__', 'Box.__orig_bases__', 'Point(1)', 'Point(1).sum()', 'Point(1)._replace(y=5)', 'Point._fields', 'Point(1, 2) == (1, 2)', 'Point()', 'Movie(name="a")', 'Movie.__annotations__', 'typing.get_type_hints(generic)', 'typing.Optional[int]', 'typing.Union[int, str, int]', 'int | None', 'list[int] | str', '(int | str) == (str | int)', 'isinstance(3, int | str)', 'typing.get_origin(dict[str, int]), typing.get_args(dict[str, int])', 'list[int]([1])', 'typing.Callable[[int], str]', 'typing.Literal[1, "a"]', 'typing.Annotated[int, 5]', 'typing.cast(int, "x")', 'annotationlib.get_annotations(Point)', 'tuple[int, ...]', 'typing.TypeVar("Q", bound=int)', 'generic.__type_params__[0].__bound__', 'Box.__type_params__[0].__name__', 'Point(1)._asdict()', 'type[int]', 'Box[int][str]', 'typing.List[int]', 'typing.Any', 'list[Box]', 'dict[str]', 'typing.Generic[int]', 'class_(1)'], 8):
            line(f'show(lambda: {use})')


def program(writer):
    """Some classes and what they answer."""
    writer.line('import collections, copy, dataclasses, enum, functools, inspect')
    for line in (PRELUDE.rstrip() + '\n' + BASE.rstrip()).split('\n'):
        writer.line(line)
    c = Classes(writer)
    c.start()
    for _ in range(writer.dice.between(2, 4)):
        match writer.dice.below(10):
            case 0:
                c.dataclass()
            case 1:
                c.enumeration()
            case 2:
                c.keys()
            case 3 if writer.dice.chance(50):
                c.typed()
            case _:
                c.uses(c.one())
                if writer.dice.chance(30):
                    c.uses(writer.dice.pick(c.made))
