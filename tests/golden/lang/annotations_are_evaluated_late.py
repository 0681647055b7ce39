# Nothing is evaluated where it stands, and only once when somebody asks.
def f(a: Later, /, b: say("b"), *c: say("c"), d: say("d") = 1, **e: say("e")) -> say("return"): pass
def say(x): print("evaluated", x); return x
try: f.__annotations__
except NameError as e: print(e)
class Later: pass
print(f.__annotations__, f.__annotations__ is f.__annotations__)
class C:
    x: Own
    class Own: pass
    def m(self, o: Own, g: Later) -> "C": ...
    y: list[Own] = []
    (z): undefined
print(C.__annotations__, C.m.__annotations__)
print(C.__annotate__.__qualname__, C.__annotate__.__code__.co_varnames, f.__annotate__.__qualname__)
for bad in 3, 4, "x", None:
    try: C.__annotate__(bad)
    except (NotImplementedError, TypeError) as e: print(type(e).__name__, e)
try: C.__annotate__(format=1)
except TypeError as e: print(e)
def g():
    local: undefined = 1
    return local
print(g(), g.__annotations__, g.__annotate__)
