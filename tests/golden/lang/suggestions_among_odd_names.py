# What is no text is no candidate, and hides no other one.
import io
import sys


class T:
    bluch = 1


class D:
    def __dir__(self):
        return [..., "bluch"]


t = T()
t.__dict__[0] = 1
space = {0: 1, "__builtins__": {}}
for act in (lambda: t.blich, lambda: D().blach, lambda: eval("abv", space, {"abc": 1, 2: 3})):
    try:
        act()
    except Exception:
        sys.stderr = io.StringIO()
        sys.__excepthook__(*sys.exc_info())
        print(sys.stderr.getvalue().splitlines()[-1])
