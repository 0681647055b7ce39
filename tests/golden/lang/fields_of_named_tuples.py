# The fields of the system's tuples are members of a structure.
import os, sys, time

f = time.struct_time.tm_year
print(f, type(f), f.__name__, f.__qualname__, f.__objclass__, f.__doc__ is None)
t = time.struct_time(range(9))
print(f.__get__(t), time.struct_time.tm_zone.__get__(t), t.tm_gmtoff)
for change in (lambda: setattr(t, "tm_year", 1), lambda: delattr(t, "tm_zone"), lambda: f.__get__(())):
    try:
        change()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
print(f.__reduce__() == (getattr, (time.struct_time, "tm_year")), "__new__" in vars(type(sys.flags)), "__new__" in vars(type(sys.float_info)))
s = os.stat_result(range(10))
print(s.st_atime, s.st_mtime, s.st_ctime_ns, os.stat_result(range(10), {"st_atime": 1.5}).st_atime)
