class P:
    x = 3
    d = {"k": [1, 2]}
    def __format__(self, spec): return f"<{spec}>"
p = P()
print("{} {}".format(1, 2), "{1}{0}{1}".format("a", "b"), "{a}-{b!r}".format(a=1, b="x"), "{0.x} {0.d[k][1]}".format(p), "{:>{w}.{n}f}|".format(3.14159, w=8, n=2), "{{}}{}".format(1), "{!s:^5}|{!a}".format("é", "é"), "{:abc}".format(p))
print("{:,} {:_} {:b} {:#x} {:e} {:%} {:+d} {: d} {:05d} {:<5}| {:^5}| {:*>5}".format(1234567, 1234567, 5, 255, 12345.678, 0.25, 5, 5, 42, "a", "b", "c"))
print("{a[0]} {b.real}".format_map({"a": [7], "b": 2}), "%s".format(1), "{:10}|{:<10}|{:>10}|".format(True, None.__class__.__name__, 1.5))
class D(dict):
    def __missing__(self, k): return "?" + k
print("{x} {y}".format_map(D(x=1)))
for f in (lambda: "{}{}".format(1), lambda: "{0}{}".format(1, 2), lambda: "{}{0}".format(1), lambda: "{a}".format(), lambda: "{".format(), lambda: "}".format(), lambda: "{!x}".format(1), lambda: "{:d}".format("a"), lambda: "{:s}".format(1), lambda: "{0.y}".format(p), lambda: "{0[9]}".format([1]), lambda: "{:{:{}}}".format(1, 2, 3), lambda: "{:q}".format(1.0), lambda: "{:,s}".format("a"), lambda: format(1, 2), lambda: "{0[a]}".format([1])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
