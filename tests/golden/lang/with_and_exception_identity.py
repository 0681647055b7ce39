import sys
class M:
    def __exit__(self, t, v, tb):
        self.saw = (t, v, tb is not None, sys.exc_info()[1] is v)
        return True
    def __enter__(self): return self
e = ValueError("x")
with M() as m:
    raise e
print(m.saw[0].__name__, m.saw[1] is e, m.saw[2:], sys.exc_info())
class R:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): raise KeyError("from exit")
try:
    with R():
        raise ValueError("body")
except KeyError as k:
    print(repr(k.__context__))
def f():
    for i in range(2):
        with M():
            if i: return "ret"
            continue
print(f())
with M() as a:
    with R():
        pass
print(a.saw[1])
def g():
    with M():
        yield 1
        raise ValueError("in generator")
    yield 2
print(list(g()))
