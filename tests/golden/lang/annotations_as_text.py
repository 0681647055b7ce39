from __future__ import annotations
class C:
    x: undefined | None
    def m(self, a: C, *b: *Ts, c: "quoted" = 1) -> list[int]: pass
y: q.r[s]
def f():
    z: w
print(C.__annotations__, C.__annotate__, sorted(C.__dict__))
print(C.m.__annotations__, C.m.__annotate__(1), C.m.__annotate__.__code__.co_freevars)
print(__annotations__, f.__annotations__)
try: C.m.__annotate__(3)
except NotImplementedError as e: print(repr(e))
