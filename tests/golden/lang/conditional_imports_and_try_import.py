try:
    import totally_missing_module as fast
except ImportError:
    fast = None
print(fast)
if True:
    import math as m
else:
    import nope
print(m.floor(1.5))
def lazy():
    global json
    import json
    return json.dumps({"a": [1, None, True]})
print(lazy(), json.loads("[1, 2.5]"))
from os import path, sep as s, getcwd
from os import (linesep,
    curdir,)
print(path.join("a", "b"), s, callable(getcwd), repr(linesep), curdir)
import sys
print("math" in sys.modules, sys.modules["math"] is m, __import__("json") is json)
