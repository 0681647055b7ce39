import operator as op

print(op.add(1, 2), op.itemgetter(1)([5, 6]), op.itemgetter(0, 2)("abc"), op.attrgetter("real", "imag")(3), op.methodcaller("upper")("x"), op.methodcaller("split", "-", maxsplit=1)("a-b-c"))
print(op.truth([]), op.not_(0), op.contains([1], 1), op.countOf([1, 1], 1), op.indexOf("abc", "c"), op.length_hint(range(3)), op.index(True), op.call(max, 1, 2))
print(op.itemgetter(1), op.attrgetter("a.b"), op.concat([1], [2]), op.iadd([1], [2]), op.matmul.__name__, op.inv(5), op.__add__ is op.add, op.is_not(1, None))
print(sorted([("b", 1), ("a", 2)], key=op.itemgetter(1)), op.lt(1, 2), op.xor(5, 1), op.pow(2, 3), op.mod(7, 3), op.floordiv(7, 2), op.truediv(7, 2))
d = {}
op.setitem(d, "k", 1)
print(d, op.getitem(d, "k"), op.delitem(d, "k"), d)
