# What a key of functools.cmp_to_key holds can be replaced and deleted.
from functools import cmp_to_key

K = cmp_to_key(lambda a, b: a - b)
one, two = K(1), K(2)
print(one < two, one.obj)
one.obj = 5
print(one < two, one.obj)
del one.obj
print(one.obj)
del one.obj
for compare in lambda: one < two, lambda: two < one, lambda: K < two:
    try:
        print(compare())
    except Exception as e:
        print(type(e).__name__, e)
K.obj = 7
print(K.obj, one.obj, two.obj)
try:
    one.other = 1
except AttributeError as e:
    print(e)
