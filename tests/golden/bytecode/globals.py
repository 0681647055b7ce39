import a.b as c, d.e
from .m import x as y, z
from n import *
def f():
    global count
    count += 1
    return len(count)
del y
