import warnings
import sys
import io

sys.stderr = out = io.StringIO()


def old(level=1):
    warnings.warn("old() is old", DeprecationWarning, stacklevel=level)


warnings.warn("plain")
for _ in range(2):
    old(2)
old()
warnings.warn_explicit("explicit", RuntimeWarning, "some_file.py", 12)
warnings.simplefilter("ignore")
warnings.warn("hidden")
warnings.simplefilter("error", UserWarning)
try:
    warnings.warn("raised")
except UserWarning as e:
    print("caught", repr(e))
with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    warnings.warn("one")
    warnings.warn(ResourceWarning("two"))
    old()
    print(len(log), [(str(w.message), w.category.__name__, w.lineno > 0) for w in log])
with warnings.catch_warnings(record=True) as log:
    warnings.resetwarnings()
    warnings.filterwarnings("once", "dup.*")
    warnings.filterwarnings("module", category=SyntaxWarning)
    for i in range(3):
        warnings.warn("duplicate")
        warnings.warn("mod", SyntaxWarning)
        warnings.warn("Default one")
    print([str(w.message) for w in log])
with warnings.catch_warnings():
    warnings.showwarning = lambda *a: print("shown:", a[0], a[1].__name__)
    warnings.simplefilter("always")
    warnings.warn("custom")
with warnings.catch_warnings(action="error"):
    try:
        old()
    except DeprecationWarning as e:
        print(e)
print(warnings.formatwarning("m", UserWarning, "nofile.py", 3), warnings.formatwarning("m", UserWarning, "f.py", 3, "  a = 1 "))


@warnings.deprecated("use g instead")
def f(): return 5


@warnings.deprecated("class gone")
class K:
    pass


with warnings.catch_warnings(record=True) as log:
    warnings.simplefilter("always")
    print(f(), K().__class__.__name__, f.__deprecated__, K.__deprecated__)
    type("Sub", (K,), {})
    print([str(w.message) for w in log])
for bad in (lambda: warnings.warn("x", int), lambda: warnings.simplefilter("nope"), lambda: warnings.filterwarnings("ignore", 5), lambda: warnings.warn("x", "y"), lambda: warnings.simplefilter("ignore", lineno=-1), lambda: warnings.filterwarnings("ignore", category=int)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(out.getvalue().replace(__file__, "FILE"))
