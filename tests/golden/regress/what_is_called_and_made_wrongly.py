import types


class Pairs:
    def __init__(self, *pairs):
        self.pairs = pairs

    def keys(self):
        return [k for k, v in self.pairs]

    def __getitem__(self, k):
        return dict(self.pairs)[k]


def f(**kw):
    return kw

nothing = None
module = types.ModuleType('mod')
module.mod = print
tries = [lambda: f(**Pairs(('x', 1), ('x', 2))), lambda: nothing(*f), lambda: nothing(**f), module,
         lambda: type('C\udcdc', (), {}), lambda: type('C', (), {'__doc__': '\udcdc'}), lambda: setattr(Pairs, '__name__', 'a\0b'),
         lambda: b''.translate(b'1', 1)]
for t in tries:
    try:
        print(t())
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(f(**Pairs(('x', 1), ('y', 2))))


class Float(float):
    def __float__(self):
        return 42.0

print(float(Float(1)), type({'a': 1}.keys() & frozenset('a')))
e = SyntaxError('m', ('f', 1, 2, 't', 3, 4))
e.__init__('n', ('g', 2, 3, 'u'))
print(e.end_lineno, e.end_offset)
ns = {'__builtins__': types.MappingProxyType({'__import__': lambda *a: a[1:3]})}
exec('import foo', ns)
print([v is ns for v in ns['foo']])
