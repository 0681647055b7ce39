# What CPython's compiler finds (not its parser) has columns in bytes, and its line is read anew from the file: there is none for a text without one.
def refused(text, name="no such file"):
    try:
        compile(text, name, "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset, e.end_offset, repr(e.text))


for text in ("é = 1; return 5", "'éé'; break", "'é'; nonlocal x", "'éé'; *a = 1", "'éé'; f(a=1, a=2)", "'éé'; await x", "'éé'; None = 1",
             "def f():\n  'é'; x = 1; global x", "from __future__ import nope", "from __future__ import (division,\n  nope)", "if 1: 'é'; return (1,\n 2)"):
    refused(text)
# A star where there is no function: that comes first.
for text in ("return *a", "yield *a", "return *a, b", "def f(): return *a", "def f(): yield *a"):
    refused(text)
