from functools import partial

class T(tuple): pass
class D(dict): pass

p = partial(print)
for state in (5, (), (1, 2, 3), (print, (), {}), (print, (), {}, {}), (print, (), None, None), (5, (), {}, {}), (print, [], {}, {}), (print, (), [], {}),
              (print, (), {}, 5), [print, (), {}, {}], (print, T((1,)), D(a=1), {"x": 1}), (print, (), {}, None), T((print, (), {}, None))):
    try: p.__setstate__(state); print("ok", end=" ")
    except TypeError as e: print(e, end=" ")
    print(type(p.args).__name__, type(p.keywords).__name__, p.args, p.keywords, p.__dict__)
