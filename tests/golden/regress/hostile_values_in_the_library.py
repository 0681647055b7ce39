"""What a hostile tester found in the library: texts with characters of several bytes, hints that promise too much, numbers that do not equal themselves."""
import array
import itertools
import json
import sys
import time
from datetime import date


def show(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


# A character of several bytes behind the percent sign stays whole.
print(ascii(date(2000, 1, 2).strftime("%é a%\U0001f600b %\ud800 %5ü|%d")))
print(ascii(time.strftime("%é %Y", time.gmtime(0))))

# What promises more values than any memory holds is refused before the first.
show(list, itertools.repeat(1, 2**62))
show([].extend, itertools.repeat(1, 2**62))
show(sorted, itertools.repeat(1, 2**62))
show(lambda: [*itertools.repeat(1, 2**62)])

# A view compares values, and nothing is the same as itself only because it is.
nan = memoryview(array.array("d", [float("nan")]))
one = memoryview(array.array("d", [1.0]))
print(nan == nan, nan[:1] == nan, one == one, one == memoryview(array.array("i", [1])))
wide = memoryview(array.array("w", "ab"))
print(wide == wide, wide == 5)
show(iter, memoryview(bytes(6)).cast("B", (2, 3)))


# JSON writes what a list's class iterates over.
class Other(list):
    def __iter__(self):
        yield "other"


class Pair(tuple):
    def __iter__(self):
        return iter(("p", "q"))


print(json.dumps([Other([1, 2]), Other(), Pair()]), json.dumps(Other(), indent=1))

# Places at which iterators are set.
for make in [
    lambda: iter([1, 2, 3]),
    lambda: iter((1, 2, 3)),
    lambda: iter(b"abc"),
    lambda: iter(bytearray(b"abc")),
    lambda: reversed([1, 2, 3]),
    lambda: reversed((1, 2, 3)),
]:
    for place in (-7, -1, 2, 3, 100, sys.maxsize):
        it = make()
        it.__setstate__(place)
        print(type(it).__name__, place, it.__length_hint__(), next(it, None), it.__length_hint__())


# Whoever takes memory back cannot fail for those who had it.
class Lender:
    def __buffer__(self, flags):
        return memoryview(b"abc")

    def __release_buffer__(self, view):
        raise KeyError("back")


def hook(told):
    print(type(told.exc_value).__name__, told.err_msg)


sys.unraisablehook = hook
view = memoryview(Lender())
print(view.tobytes())
view.release()
print(bytes(Lender()), b"-".join([Lender(), Lender()]))
sys.unraisablehook = sys.__unraisablehook__


# Half of a surrogate pair in what is told of an error.
try:
    raise ValueError("half \ud800")
except ValueError as e:
    sys.excepthook(type(e), e, None)
