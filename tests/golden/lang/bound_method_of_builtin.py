f = [].append
print(f.__name__, f.__self__, repr(f).split(" of list")[0], "abc".upper(), str.upper("abc"), (5).__add__(3), int.__add__(5, 3), [].__len__(), dict.get({1: 2}, 1), list.append.__name__)
l = [3, 1]
s, p = l.sort, l.pop
s(); print(l, p(), l)
print(list(map(str.strip, [" a ", "b "])), sorted(["b", "A"], key=str.lower), list(map([1, 2, 3].__getitem__, [2, 0])), max([[1], [1, 2]], key=len))
for code in ("str.upper(5)", "list.append(5, 1)", "[].append.__call__()", "(5).__add__('a')", "int.__add__('a', 1)", "str.join", "object.__repr__(5)[:8]", "(1).__class__", "dict.fromkeys([1])", "type.mro(int)"):
    try:
        print(eval(code))
    except Exception as e:
        print(type(e).__name__, e)
