import collections
import io
import os
import types
import warnings

warnings.simplefilter('always')
cells = [types.CellType(v) for v in (2, 3)]
print(cells[0] < cells[1], types.CellType() < cells[0], types.CellType() == types.CellType(), cells[0] != cells[1])
made = collections.defaultdict(lambda: made.setdefault('k', 1) + 1)
print(made['k'], dict(made))
z = complex('nan')
print(complex.from_number(z) is z)


class Z(complex):
    pass


def plain(): pass
def generator(): yield


with warnings.catch_warnings(record=True) as seen:
    print(complex(Z(4 + 0j), 0))
    plain.__code__ = generator.__code__
    open(os.devnull, 'rb', buffering=1).close()
    print([str(w.message) for w in seen])
f = io.FileIO(os.devnull)
print(f._blksize > 0, f._finalizing)
safe = {'None': None}
ns = {'type': type, '__builtins__': safe}
exec('def f(): pass\ng = type(f)(f.__code__, {})', ns)
print(ns['g'].__builtins__ is safe)
