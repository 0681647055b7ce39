# map(strict=True): all iterables must have one length.
print(list(map(max, [1, 5], [3, 4], strict=True)))
for its in (([1, 2], [3]), ([1], [3, 4]), ([1], [2], [3, 4]), ([1, 2], [3, 4], [5])):
    try:
        print(list(map(lambda *a: a, *its, strict=True)))
    except ValueError as e:
        print(e)
