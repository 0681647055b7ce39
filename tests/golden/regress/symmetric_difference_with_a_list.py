# The set made of the list becomes the result: the order of iteration showed another way.
e = frozenset([2, 9])
print({-9, *e}.symmetric_difference([5, 3, 8, 64, 1]), {1, 2}.symmetric_difference((2, 3, 40, 8)))
print(e.symmetric_difference([9, 17, 1]), type(e.symmetric_difference([1])), {1}.symmetric_difference({1: 2, 3: 4}))
s = {3, 1}
print(s.symmetric_difference(s), s.symmetric_difference([]), s.symmetric_difference(iter([1, 1, 33])), s)
try:
    s.symmetric_difference([[]])
except TypeError as x:
    print(x)
