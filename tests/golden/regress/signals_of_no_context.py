# A dict of signals that belongs to no context, and copies of those that do.
import copy
import pickle
from decimal import Context, Inexact

context = Context()
traps = context.traps
nobody = type(traps)()
for what in repr, len, list, copy.copy, lambda d: d[Inexact], lambda d: d.copy(), lambda d: d == traps, lambda d: traps == d, lambda d: d.__setitem__(Inexact, 1):
    try:
        print(what(nobody))
    except Exception as e:
        print(type(e).__name__, e)
for what in copy.copy, copy.deepcopy, pickle.dumps:
    try:
        what(traps)
    except Exception as e:
        print(type(e).__name__, e)
orphan = Context().traps
for what in repr, len, list, lambda d: d.copy():
    try:
        print(what(orphan))
    except Exception as e:
        print(type(e).__name__, e)
print(type(traps.copy()), traps.copy() == traps, isinstance(type(traps)(1, x=2), type(traps)))
