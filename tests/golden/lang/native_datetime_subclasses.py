# Results of a derived class are made by calling it, with the arguments that CPython gives.
import warnings
from datetime import *

warnings.simplefilter("ignore", DeprecationWarning)


class D(date):
    def __new__(cls, *a, **k):
        print("D", a, k)
        return date.__new__(cls, *a, **k)


class T(time):
    def __new__(cls, *a, **k):
        print("T", a, k)
        return time.__new__(cls, *a, **k)


class M(datetime):
    def __new__(cls, *a, **k):
        print("M", a, k)
        return datetime.__new__(cls, *a, **k)


class X(timedelta):
    pass


d, t = D(2020, 1, 2), T(1, 2, 3, 4, fold=1)
m, x = M(2020, 1, 2, 3, 4, 5, 6, timezone.utc, fold=1), X(1)
for line in r"""
d+timedelta(1)
d-timedelta(1)
d.replace(day=4)
d.__replace__(day=4)
D.fromordinal(5)
D.fromtimestamp(5)
D.fromisoformat('2020-01-02')
D.fromisocalendar(2020,1,1)
D.strptime('2020','%Y')
t.replace(hour=4)
T.fromisoformat('10:11Z')
T.strptime('10','%H')
m+timedelta(1)
m.replace(day=4)
m.replace(tzinfo=None)
m.date()
m.time()
m.timetz()
M.fromtimestamp(5)
M.combine(d,t)
M.combine(m,t)
M.fromisoformat('2020-01-02T10:11')
M.strptime('2020','%Y')
M.strptime('2020 +0100 X','%Y %z X')
M.fromordinal(5)
M.fromisocalendar(2020,1,1)
m-m
x+x
-x
x*2
x//2
x%x
abs(x)
divmod(x,x)
__import__('copy').copy(d)
__import__('copy').deepcopy(m)
""".split("\n")[1:-1]:
    print(line, "->", repr(eval(line)))


class Zone(tzinfo):
    def __init__(self, v):
        self.v = v

    def utcoffset(self, dt):
        return self.v

    dst = tzname = utcoffset


for v in (5, timedelta(1), None, "a%b", timedelta(hours=1)):
    z = Zone(v)
    d, t = datetime(2020, 1, 1, tzinfo=z), time(1, tzinfo=z)
    for line in ("d.utcoffset()", "d.dst()", "d.tzname()", "d.isoformat()", "d.strftime('%z|%Z')", "d.timetuple()", "d.utctimetuple()",
                 "d.timestamp()", "d == datetime(2020, 1, 1, tzinfo=Zone(v))", "d - datetime(2020, 1, 1, tzinfo=Zone(v))",
                 "d < datetime(2020, 1, 1, tzinfo=timezone.utc)", "z.fromutc(d)", "t.utcoffset()", "t.isoformat()", "t.strftime('%Z')"):
        try:
            r = eval(line)
            print(v, line, "->", str(r) if isinstance(r, datetime) else repr(r))
        except Exception as e:
            print(v, line, "->", type(e).__name__, e)
