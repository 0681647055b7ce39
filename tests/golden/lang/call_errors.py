def f(a, b, c=1): pass
def g(a, /, *, k): pass
def h(): pass
def v(*args, k): pass
class C:
    def m(self, x): pass
for code in ["f()", "f(1)", "f(1, 2, 3, 4)", "f(1, 2, d=4)", "f(1, 2, a=3)", "f(b=1)", "g(1)", "g(a=1, k=2)", "g()", "g(1, 2, k=3)",
             "h(1)", "h(x=1)", "v(1)", "v(1, 2, z=3, k=1)", "C().m()", "C().m(1, 2)", "C.m()", "f(**{'a': 1, 'b': 2, 'q': 3})",
             "f(1, **{'a': 2})", "f(1, 2, *[3, 4])", "C(1)", "C().n()", "f(1, 2, cc=3)", "g(1, kk=1)", "(lambda x: x)()"]:
    try:
        exec(code)
    except Exception as e:
        print(code, "->", type(e).__name__ + ":", e)
