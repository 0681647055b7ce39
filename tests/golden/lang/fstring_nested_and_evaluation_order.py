def v(x):
    print("eval", x)
    return x
print(f"{v(1)}{v(2):{v(3)}}{v('x')!r}")
class F:
    def __format__(self, spec): return f"[{spec}]"
    def __str__(self): return "str"
    def __repr__(self): return "repr"
x = F()
print(f"{x}{x:}{x:abc}{x!r}{x!s:>5}{x!a:<6}|{x:{'a'}b{1 + 1}}")
print(f"{x=}", f"{x=:spec}", f"{x=!s}", f"{ x = }")
d = {"a": 1}
print(f"{d['a']} {d["a"]} {d}", f"{ {1, } }", f"{(1, 2)}", f"{1,}", f"{*[1, 2],}", f"{lambda_}" if (lambda_ := 1) else "")
print(f"{1:>{2}}", f"{'{}'}", f"{{}}", f"{'}'}")
def g():
    yield f"{(yield 1)}"
h = g(); next(h); print(h.send("sent"))
