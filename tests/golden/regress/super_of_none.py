class A:
    def m(self): return "A.m"
class B(A):
    def none(self): self = None; return super().m()
    def gone(self): del self; return super().m()
    def other(self): self = 5; return super().m()
    def cell(self):
        def inner(): return self
        self = None
        return super().m()
    def empty_cell(self):
        def inner(): return self
        del self
        return super().m()
    def another(self): self = B(); return super().m()
for name in ("none", "gone", "other", "cell", "empty_cell", "another"):
    try: print(name, getattr(B(), name)())
    except Exception as e: print(name, type(e).__name__, e)
try: B.none(None)
except AttributeError as e: print(e)
print(super(B, None).__self__, super(B, None).__self_class__)
