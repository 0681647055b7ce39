names = [f"v{i}" for i in range(400)]
src = "def f():\n" + "".join(f"    {n} = {i}\n" for i, n in enumerate(names)) + "    return " + " + ".join(names) + "\n"
exec(src); print(f())
src = "def g(x):\n    while x:\n" + "".join(f"        if x == {i}: x = x - 1\n" for i in range(3000, 0, -1)) + "    return x\n"
exec(src); print(g(3000))
src = "def h():\n    total = 0\n" + "".join(f"    total += {i * 1000003}\n" for i in range(2000)) + "    return total\n"
exec(src); print(h())
src = "x = " + "[" * 60 + "1" + "]" * 60; exec(src); print(str(x).count("["))
src = "def k(o):\n" + "".join(f"    o.attr{i} = {i}\n" for i in range(700)) + "    return o.attr699\n"
class O: pass
exec(src); print(k(O()))
print(eval("+".join(f"'{i}'" for i in range(300)))[:20], len(eval("''" + " 'abc'" * 200)))
