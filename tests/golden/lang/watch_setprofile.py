# What a profile function is told: natives are called, return and raise.
import sys

log = []


def profiler(frame, what, arg):
    if frame.f_code.co_filename != __file__:
        return
    if what.startswith("c_"):
        arg = arg.__name__
    log.append((frame.f_code.co_name, what, arg))


def gen():
    yield 1


def work():
    len("abc")
    [].append(1)
    try:
        int("x")
        ord("xx")
    except ValueError:
        pass
    try:
        ord("xx")
    except TypeError:
        pass
    for x in gen():
        pass
    sorted([2, 1], key=key)
    return "done"


def key(x):
    return x


sys.setprofile(profiler)
work()
sys.setprofile(None)
for entry in log:
    print(entry)
print(sys.getprofile())
