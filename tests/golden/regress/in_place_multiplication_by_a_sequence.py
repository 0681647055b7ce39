# What has items of its own and cannot be repeated does not ask the sequence on the right.
def multiplied(a, b):
    try:
        a *= b
        print(a)
    except TypeError as e:
        print(e)


for left in {}, {1}, frozenset(), 2.5, None, 2:
    for right in (), "x", [1]:
        multiplied(left, right)
