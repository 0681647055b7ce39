import traceback
def last(f):
    try:
        f()
    except Exception as e:
        text = traceback.format_exception_only(e)[-1].strip()
        print(text[:text.find(" (")] + text[text.find(")") + 1:] if "(/" in text or "(unknown" in text or "(<hoop>" in text else text)
class Thing:
    def __init__(self): self.length = 1
    def method(self): pass
def f():
    counter = 1
    return conter
last(f)
last(lambda: Thing().lenght)
last(lambda: Thing().methods)
last(lambda: pritn(1))
last(lambda: [].appendd)
last(lambda: Thing.metod)
last(lambda: zzzqqq)
last(lambda: "".uper())
last(lambda: __import__("math").squrt)
def g():
    import collections
    from collections import namedtupel
last(g)
class C:
    attr = 1
    def m(self): return attr
last(C().m)
