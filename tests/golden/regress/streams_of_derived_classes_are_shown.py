import io


class F(io.FileIO): pass
class E(io.TextIOWrapper): pass
class B(io.BufferedReader): pass


def outer():
    class Local(io.FileIO): pass
    return Local


def null():
    return open("/dev/null", "rb", buffering=0)


for s in F("/dev/null"), B(null()), E(B(null()), encoding="utf-8"), outer()("/dev/null"), null(), io.BufferedReader(null()):
    print(s)
    s.close()
for cls in F, B, E:
    cls.__module__ = "elsewhere"
    cls.__qualname__ = "A.B"
    cls.__name__ = "New"
f = F("/dev/null")
print(f, B(f))
f.close()
print(f)
