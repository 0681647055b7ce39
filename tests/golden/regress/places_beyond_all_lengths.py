"""A place beyond all lengths is told of before that nothing can be put there; keys of cmp_to_key name their arguments as CPython."""
class C: pass
for v in ((1, 2), "ab", b"ab", range(3), None, 10, C(), C):
    for k in (2**70, "k"):
        try:
            del v[k]
        except Exception as e: print(type(e), e)
        try:
            v[k]=1
        except Exception as e: print(type(e), e)
from functools import cmp_to_key
K = cmp_to_key(lambda a, b: a - b)
for f in (lambda: K(1)(1,2), lambda: K(1)(), lambda: K(1)(x=1), lambda: K(1)(1), lambda: K(), lambda: K(1,2), lambda:K(y=1)):
    try: print(type(f()).__name__)
    except Exception as e: print(type(e), e)
