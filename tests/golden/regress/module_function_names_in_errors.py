# Functions of modules went by their bare name; co_nlocals counted captured variables; eval of nothing named line 1.
import gc
import math
import sys

for code in ("math.sqrt()", "math.sqrt(1, 2)", "math.sqrt(x=1)", "gc.enable(1)", "sys.exc_info(1)", "math.gcd(x=1)", "len()", "abs(1, 2)",
             "eval('1', [], {})"):
    try:
        eval(code)
    except TypeError as e:
        print(code, "->", e)


def outer(a):
    b = a
    c = 1
    return lambda: b


print(outer.__code__.co_nlocals, outer.__code__.co_varnames, outer.__code__.co_cellvars)
for text in ("", "\n"):
    try:
        eval(text)
    except SyntaxError as e:
        print(repr(text), e.args)
