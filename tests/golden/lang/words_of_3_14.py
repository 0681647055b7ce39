# Sentences and small things that are new in 3.14.
import math
def p(src):
    try: print(src, "->", eval(src))
    except Exception as e: print(src, "!", type(e).__name__, e)
class F:
    def __float__(self): return 2.5
class C:
    def __complex__(self): return 1j
class MyFloat(float): pass
for s in """float.from_number(3), float.from_number(F()), type(MyFloat.from_number(2))
float.from_number("1")
complex.from_number(C()), complex.from_number(F()), complex.from_number(1j)
complex.from_number("1")
bytes.fromhex(b"0aff"), bytearray.fromhex(bytearray(b"0a"))
bytes.fromhex("012")
bytes.fromhex("0 1")
bytes.fromhex(3)
{}.pop([])
{1: 2}.pop([])
bool(NotImplemented)
list(map(lambda a, b: a, [1, 2], [3], strict=True))
str.maketrans({"ab": 1})
ValueError().add_note(1)
math.sqrt(-1)
math.log(0), math.log(0.0)
math.log(-1.5)
math.acos(2)
math.acosh(0)
math.atanh(1)
math.cos(float("inf"))
math.log1p(-2)
math.gamma(-1)
math.lgamma(0)""".splitlines(): p(s)
for src in ("1 <> 2", "x = 1 if 2 else pass", "x = pass if 1 else 2", "f(x, break if 1 else 2)", "(a if b else)", "if x:\n pass\nelse:\n pass\nelif y:\n pass", "for x in y: pass\nelse: pass\nelif z: pass",
            "from __future__ import nope", "import __debug__", "try: pass\nexcept* A as 1: pass", "try: pass\nexcept A, B\n", "f'{x:a\n}'", "f'{x! r}'"):
    try: compile(src, "s", "exec")
    except SyntaxError as e: print(e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset)
