for source in ([1], ["ab", 5], [[1, 2], [3]], 5, [None]):
    try:
        print(dict(source))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e, getattr(e, "__notes__", None))
d = {}
try:
    d.update([(1, 2), 3])
except TypeError as e:
    print(d, e, e.__notes__)
x = 1
try: x @= 2
except TypeError as e: print(e)
