class P:
    def __init__(self): self.x, self.d = 5, {"k": [7, 8]}
p = P()
print("{} {} {0}".replace(" {0}", "").format(1, 2), "{1} {0} {1}".format("a", "b"), "{a} {b}".format(a=1, b=2), "{0.x} {0.d[k]} {0.d[k][1]} {p.x}".format(p, p=p))
print("{:>5}|{:<5}|{:^5}|{:{}}|{:{w}.{p}f}".format(1, 2, 3, 4, 6, 3.14159, w=8, p=2), "{!r} {!s} {!a}".format("é", "é", "é"), "{{}} {{{}}}".format(1))
print("{0:{1}{2}}".format("x", "*", "^5") if 0 else "{0:*^{1}}".format("x", 5), "{[0]} {[a]}".format([9], {"a": 8}), "{:%Y}".format(type("D", (), {"__format__": lambda s, f: f})()))
for args in (("{", ), ("}",), ("{} {0}", 1, 2), ("{5}", 1), ("{a}",), ("{0.nope}", 1), ("{!x}", 1), ("{0[9]}", [1]), ("{:d}", "s"), ("{0!r", 1), ("{0[}", 1), ("{0]}", 1), ("{!}", 1)):
    try:
        print(args[0].format(*args[1:]))
    except Exception as e:
        print(args[0], type(e).__name__, e)
