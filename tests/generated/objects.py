"""Calls of the library on streams, paths, signatures, contexts, abstract classes, and of built-in functions with whatever there is."""

PATHS = ["'/a/b.c'", "'a/../b'", "''", "'.'", "'/'", "'//x/y'", "'a/b/'", "'~/x'", "'a.tar.gz'", "'.hidden'", "'a//b/./c'", "'..'", "'é/ö'", "'/a/b/c'", "'a\\\\b'", "'C:/x/y.z'"]


def paths(dice):
    p, q = dice.pick(PATHS), dice.pick(PATHS)
    cls = dice.pick('PurePosixPath PurePosixPath PureWindowsPath PurePath'.split())
    return dice.pick([
        f'os.path.{dice.pick("basename dirname split splitext normpath isabs splitroot".split())}({p})', f'os.path.join({p}, {q}{dice.pick(["", ", " + p])})', f'os.path.commonprefix([{p}, {q}])', f'os.path.commonpath([{p}, {q}])', f'os.path.relpath({p} or "z", {q} or "y")', f'pathlib.{cls}({p})', f'pathlib.{cls}({p}, {q})', f'pathlib.{cls}({p}) / {q}', f'pathlib.{cls}({p}).{dice.pick("parts parent name suffix suffixes stem root anchor drive".split())}', f'pathlib.{cls}({p}).{dice.pick(["as_posix()", "is_absolute()", "as_uri()", "with_name(\'n\')", "with_suffix(\'.q\')", "with_stem(\'s\')", "with_suffix(\'q\')", "with_name(\'\')", "parents[0]", "match(\'*.c\')", "full_match(\'**/b*\')", "joinpath(\'x\', \'y\')", "with_segments(\'z\')"])}', f'pathlib.{cls}({p}).relative_to({q})', f'pathlib.{cls}({p}).relative_to({q}, walk_up=True)', f'pathlib.{cls}({p}).is_relative_to({q})', f'pathlib.{cls}({p}) {dice.pick("== < >=")} pathlib.{cls}({q})', f'list(pathlib.{cls}({p}).parents)', f'ntpath.{dice.pick("basename dirname split splitext normpath splitdrive splitroot isabs".split())}({p})', f'ntpath.join({p}, {q})', f'str(pathlib.{cls}({p})) + repr(pathlib.{cls}({q}))', f'pathlib.{cls}({dice.pick(["5", "None", "b\'x\'"])})', f'hash(pathlib.PurePosixPath({p})) == hash(pathlib.PurePosixPath({q}))', f'glob.translate({dice.pick([repr("*.py"), repr("**/x"), repr("[a-c]?")])})', f'glob.escape({p} + "*")',
    ])


def streams(dice):
    text = dice.pick(["'one\\ntwo\\nthree'", "''", "'a\\r\\nb\\rc\\n'", "'é€\\n'", "'x' * 20", "'line'"])
    step = lambda name: dice.pick(['read()', 'read(2)', 'readline()', 'readlines()', 'readline(3)', 'tell()', 'seek(1)', 'seek(0, 2)', 'seek(3)', 'write("w")', 'write(b"w")', 'truncate(2)', 'getvalue()', 'close()', 'closed', 'read(-1)', 'readable()', 'writelines(["a", "b"])', 'truncate()', '__next__()', 'seek(-1, 2)', 'flush()', 'isatty()', 'detach()', 'line_buffering', 'fileno()', 'readinto(bytearray(3))', 'read1(2)', 'getbuffer().tobytes()', 'peek(1)', 'seek(2, 1)', 'write(5)', 'readlines(3)', 'encoding', 'errors'])
    make = dice.pick([f'io.StringIO({text})', f'io.StringIO({text}, newline={dice.pick(["None", repr(""), repr(chr(10)), repr(chr(13))])})', f'io.BytesIO({text}.encode())', f'io.TextIOWrapper(io.BytesIO({text}.encode()), {dice.pick(["\'utf-8\'", "\'latin-1\'", "\'ascii\'", "\'utf-8\', newline=\'\'", "\'ascii\', \'replace\'"])})', f'io.BufferedReader(io.BytesIO({text}.encode()), {dice.pick("1 3 8")})', f'io.BufferedRandom(io.BytesIO({text}.encode()))', f'io.BufferedWriter(io.BytesIO(), 4)'])
    steps = ', '.join(f'attempt(lambda: f.{step("f")})' for _ in range(dice.between(2, 5)))
    return f'(lambda f: [{steps}])({make})'


def contexts(dice):
    return dice.pick([
        f'(lambda s: [s.callback(print, {i}) and {i} for i in range({dice.below(3)})] and s.close())(contextlib.ExitStack())' if (i := dice.below(9)) else 'contextlib.nullcontext(5).__enter__()', f'contextlib.suppress({dice.pick(["KeyError", "(KeyError, ValueError)", "Exception"])}).__exit__({dice.pick(["KeyError", "OSError", "None"])}, None, None)', 'contextlib.nullcontext(3).__enter__()', f'contextlib.closing(io.StringIO("x")).__enter__().read()', f'(lambda out: (contextlib.redirect_stdout(out).__enter__(), print("hidden"), contextlib.redirect_stdout(None).__exit__(None, None, None)))(io.StringIO()) and 0' if False else 'isinstance(contextlib.nullcontext(), contextlib.AbstractContextManager)', f'(lambda v: (v.set({i}), v.get(), v.name))(contextvars.ContextVar("v", default=1))', f'contextvars.copy_context().run(lambda a: a * 2, {i})', f'contextvars.ContextVar("w").get({dice.pick(["", "5"])})', f'len(contextvars.Context())', f'contextvars.Context().run({dice.pick(["len", "print", "lambda: 1 / 0"])}{dice.pick(["", ", \'ab\'"])})',
    ])


def inspections(dice):
    f = dice.pick(['lambda a, /, b=1, *c, d, **e: 0', 'lambda: 0', 'lambda x: x', 'lambda *a: a', 'lambda a, *, k=None: a', 'print', 'len', 'int', 'str.join', 'C', 'C.m', 'C().m', 'C.s', 'C.c', 'functools.partial(max, 1)', 'functools.partial(lambda a, b, *, c: 0, 1, c=2)'])
    args = dice.pick(['', '1', '1, 2', '1, d=2', '1, 2, 3, d=4, z=5', 'x=1', '1, k=2', 'self=1'])
    return dice.pick([
        f'inspect.signature({f})', f'[(p.name, p.kind.name, p.default is p.empty) for p in inspect.signature({f}).parameters.values()]', f'inspect.signature({f}).bind({args}).arguments', f'inspect.signature({f}).bind_partial({args}).args', f'inspect.signature({f}).replace(parameters=[])', f'({f})({args})', f'inspect.getfullargspec({f})' if 'partial' not in f else 'inspect.signature(C)', f'inspect.{dice.pick("isfunction ismethod isclass isbuiltin isroutine iscoroutinefunction isgeneratorfunction".split())}({f})', f'inspect.cleandoc({dice.pick([repr(" a" + chr(10) + "   b" + chr(10)), repr("x"), repr("")])})', f'inspect.getattr_static(C, {dice.pick([repr("m"), repr("s"), repr("nope")])}).__class__.__name__', f'inspect.getmro(C)', f'inspect.unwrap({f}) is {f}' if 'partial' not in f and 'lambda' not in f else '0', f'[m for m, v in inspect.getmembers(C()) if not m.startswith("_")]', f'callable({f}), hasattr({f}, "__name__")', f'getattr({f}, "__qualname__", "none")', f'getattr({f}, "__defaults__", "none"), getattr({f}, "__kwdefaults__", "none")',
    ])


ABCS = 'Hashable Iterable Iterator Reversible Collection Sequence MutableSequence Set MutableSet Mapping MutableMapping Callable Sized Container Generator Awaitable Coroutine Buffer KeysView ByteString'.split()[:-1]
ANY = ['1', '2.5', "'a'", "b'a'", '[1]', '(1,)', '{1: 2}', '{1}', 'None', 'len', 'iter([])', '(x for x in ())', 'range(3)', 'bytearray(2)', 'memoryview(b"a")', '{}.keys()', 'dict', 'object()', 'slice(1)', '1j', 'frozenset()', 'lambda: 0', 'collections.OrderedDict()', "''", '...', 'Own([1, 2, 3])', 'Own([])', 'Pairs({1: 2})', 'True', '-7', '10**20']


def protocols(dice):
    a, b, c = dice.pick(ANY), dice.pick(ANY), dice.pick(ANY)
    one = 'abs all any ascii bin bool bytearray bytes callable chr complex dict enumerate float frozenset hex int iter len list max min next oct ord repr reversed round set sorted str sum tuple zip'.split()
    two = 'isinstance issubclass divmod pow round getattr hasattr filter map zip enumerate sum max min sorted format int complex slice range'.split()
    return dice.pick([
        f'isinstance({a}, collections.abc.{dice.pick(ABCS)})', f'issubclass(type({a}), collections.abc.{dice.pick(ABCS)})', f'shown({dice.pick(one)}({a}))', f'shown({dice.pick(one)}({a}))', f'shown({dice.pick(two)}({a}, {b}))', f'shown({a} {dice.pick("+ - * / // % ** @ & | ^ << >> < <= == != in and or".split() + ["not in"])} {b})', f'shown({a} {dice.pick("+ - * < == in".split())} {b})', f'shown({dice.pick("- + ~ not".split())} {a})', f'shown({a}[{b}])', f'shown({a}[{b}:{c}])', f'Own([1, 2, 3]).{dice.pick(["index(2)", "count(1)", "__contains__(3)", "__reversed__().__next__()", "append(4)", "pop()", "extend([5])", "remove(9)", "reverse()", "insert(0, 7)", "clear()", "__iadd__([8])"])}', f'Pairs({{1: 2, "a": 3}}).{dice.pick(["get(1)", "get(9, 0)", "keys()", "items()", "values()", "pop(1)", "pop(9)", "popitem()", "setdefault(5, 6)", "update(z=1)", "clear()", "__eq__({1: 2})", "__contains__(1)"])}', f'list(map(lambda *v: v, {a}, {b}))', f'shown([*{a}])', f'shown({{**{a}}})', f'shown((lambda *v, **k: (v, k))(*{a}))', f'shown((lambda *v, **k: (v, k))(**{b}))', f'shown(type({a})({b}))', f'shown(type({a}).__mro__)', f'shown({a}.__class__.__name__), hash({a}) == hash({a})', f'shown({a} if {b} else {c})', f'shown({a} < {b} < {c})', f'shown(max({a}, {b}, key=str)), shown(min([{b}, {c}], default=0, key=repr))', f'shown(pow({a}, {b}, {c}))', f'shown(int.from_bytes({a}, {dice.pick(["\'big\'", "\'little\'", b])}))', f'shown(str({a}, {b}))', f'shown(bytes({a}, {b}))', f'shown(slice({a}, {b}, {c}).indices(5))', f'shown(range({a}, {b}))', f'shown({a}.__eq__({b}))', f'shown(type({a}).__add__({a}, {b}))', f'shown(format({a}, {dice.pick([repr(s) for s in ("", ">5", "x", ".2f", "s", "d")])}))', f'shown(getattr({a}, {dice.pick([repr(s) for s in ("real", "__doc__x", "append", "keys", "__len__", "start", "nope")])}))', f'shown(iter({a}, {b}))', f'shown(sum({a}, {b}))', f'shown(exec("x = 1", {a}))', f'shown(eval("1 + 1", {a}))' if a not in ('{1: 2}', 'dict') else '0', f'shown(type({dice.pick([repr("T"), a])}, {dice.pick(["()", "(int,)", b])}, {dice.pick(["{}", c])}))', f'shown(isinstance({a}, {b}))', f'shown(issubclass({a}, {b}))', f'shown(setattr({a}, "z", 1))', f'shown(delattr({a}, "z"))',
    ])


OWN = '''\
import collections, collections.abc
class Own(collections.abc.MutableSequence):
    def __init__(self, items): self.items = list(items)
    def __len__(self): return len(self.items)
    def __getitem__(self, i): return self.items[i]
    def __setitem__(self, i, v): self.items[i] = v
    def __delitem__(self, i): del self.items[i]
    def insert(self, i, v): self.items.insert(i, v)
    def __repr__(self): return f'Own({self.items})'
class Pairs(collections.abc.MutableMapping):
    def __init__(self, items): self.items_ = dict(items)
    def __len__(self): return len(self.items_)
    def __iter__(self): return iter(self.items_)
    def __getitem__(self, k): return self.items_[k]
    def __setitem__(self, k, v): self.items_[k] = v
    def __delitem__(self, k): del self.items_[k]
    def __repr__(self): return f'Pairs({self.items_})'
class C:
    "Doc."
    def m(self, a, b: int = 2) -> str: return a, b
    @staticmethod
    def s(a, *b): return a, b
    @classmethod
    def c(cls, *, k): return k
def attempt(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__, str(e)
def shown(v):
    text = repr(v)
    return text if len(text) < 300 else text[:300]'''

TOPICS = {
    'paths': ('os.path, pathlib, ntpath, glob', paths), 'streams': ('io\n' + OWN, streams), 'contexts': ('contextlib, contextvars, io', contexts), 'inspections': ('inspect, functools\n' + OWN, inspections), 'protocols': ('sys\n' + OWN, protocols), 'protocols again': ('sys\n' + OWN, protocols),
}
