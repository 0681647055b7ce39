import math, os.path as p, collections.abc
from math import pi as PI, floor
from os.path import join, basename as b
import sys
print(math.pi == PI, floor(2.5), p is sys.modules["os.path"], join("a", "b"), b("x/y"), collections.abc.Iterable.__name__)
def f():
    import string
    from functools import reduce
    return string.digits, reduce(lambda a, b: a + b, [1, 2])
print(f())
for code in ("import nope_module", "from math import nope", "import math.nope", "from nope_pkg.sub import x", "from . import x", "from .m import x", "import os.path.deeper"):
    try:
        exec(code)
    except ImportError as e:
        print(type(e).__name__, str(e).split(" (")[0], e.name)
m = __import__("math"); print(m is math, __import__("os.path") is sys.modules["os"], __import__("os.path", fromlist=["join"]) is p)
ns = {}
exec("from math import *", ns)
print("sqrt" in ns, "_x" in ns)
print(math.__name__, type(math).__name__)
