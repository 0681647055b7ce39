# The frame of a generator was made for the new code, with the registers of the old.
class S(str):
    def __eq__(self, other):
        many.__code__ = few.__code__
        return str.__eq__(self, other)
    __hash__ = str.__hash__
def few(): yield 1
def many(a, b=2, *c, d=4, **kw):
    x, y, z = a, b, d
    yield x, y, z, c, sorted(kw)
print(list(many(1, **{S("z"): 1, "b": 3})))
print(list(many()))
