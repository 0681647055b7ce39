x = 1
print(eval("x + 1"), eval("x", {"x": 5}), eval("x + y", {"x": 1}, {"y": 2}), eval(" 1 + 2 "), eval("[i for i in range(x + 1)]"))
exec("a = x + 1; b = 2\ndef g(): return a + b")
print(a, b, g())
ns = {}
exec("import math\nz = math.floor(2.5)\nclass C: v = z", ns)
print(ns["z"], ns["C"].v, sorted(k for k in ns if not k.startswith("__")), "__builtins__" in ns)
def f():
    q = 10
    exec("q = 20; w = 1")
    try:
        w
    except NameError as e:
        print(e)
    print(q, eval("q"), locals())
f()
code = compile("n * 2", "<my file>", "eval")
print(eval(code, {"n": 21}), code.co_filename, type(code).__name__, exec("1 + 1"))
exec(compile("print('single')\n5", "<s>", "exec"))
exec(compile("6 * 7", "<s>", "single"))
for bad in ("1 +", "x = 1", "", "def f(): pass"):
    try:
        eval(bad)
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno)
for args in (("1", "f", "bad"), (5, "f", "exec")):
    try:
        compile(*args)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
