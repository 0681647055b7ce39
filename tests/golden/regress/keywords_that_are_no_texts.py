# Which keyword comes twice is told before that one is no text.
def f(*a, **k):
    print(k)


def t(s):
    try:
        eval(s)
    except Exception as e:
        print(s, type(e).__name__, e)


t("f(**{1: 3}, **{1: 5})")
t("f(**{1: 3}, **{2: 5})")
t("f(**{1: 3})")
t("f(a=1, **{1: 3})")
t("f(**{'a': 3}, **{1: 5})")
t("f(**{1: 3}, **{'a': 5}, **{'a':1})")
t("f(**{1:1}, **5)")
t("f(1, *(), **{1:1}, **{1:2})")
t("print(**{1:3}, **{1:3})")
t("dict(**{1:3}, **{1:3})")
t("f(**{'a':1}, a=2, **{3:3})")
t("f(**{(1,):1}, **{(1,):2})")
t("f(**{'a':1,2:2}, **{'a':3})")
try:
    class A(**{1:2}): pass
except Exception as e: print(type(e).__name__, e)
try:
    class A(**{1:2}, **{1:3}): pass
except Exception as e: print(type(e).__name__, e)
try:
    class A(object, **{'metaclass':type}, **{2:3}): pass
except Exception as e: print(type(e).__name__, e)
class M:
    def keys(s): return [1,1]
    def __getitem__(s,k): return k
t("f(**M())")
t("f(a=1, **M())")
t("int(**{1:2})")
t("int(**{'x':1}, **{2:3})")
t("[].sort(**{1:2})")
t("(lambda:1)(**{1:2})")
t("super(**{1:2})")
t("type('a',(),{},**{1:2})")
t("f.__call__(**{1:2})")
