# -*- coding: latin-1 -*-
"""module doc"""
def f():
    """
    doc
      indented
    """
class C:
    'class doc'
    x = "not doc"
def g():
    f"not a doc"
def h():
    b"neither"
print(__doc__, repr(f.__doc__), C.__doc__, g.__doc__, h.__doc__)
f.__doc__ = "changed"
print(f.__doc__)
async def a(): "async doc"
print(a.__doc__, (lambda: "no").__doc__)
import inspect
print(inspect.getdoc(f), inspect.cleandoc("\n  a\n    b\n"))
