# `_lsprof` and `cProfile`: how often what was called.
import _lsprof
import cProfile
import io
import pstats


def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)


def work():
    fib(5)
    [].append(1)
    return len("a")


ticks = 0


def timer():
    global ticks
    ticks += 1
    return ticks


p = _lsprof.Profiler(timer, 1.0)
p.enable()
work()
p.disable()
names = {}
for e in p.getstats():
    name = e.code if isinstance(e.code, str) else e.code.co_name
    calls = sorted((c.code if isinstance(c.code, str) else c.code.co_name, c.callcount, c.reccallcount) for c in e.calls or ())
    names[name] = (e.callcount, e.reccallcount, e.totaltime >= e.inlinetime > 0, calls)
for name in sorted(names):
    print(name, names[name])
p.clear()
print(p.getstats())

q = cProfile.Profile()
print(q.runcall(work))
q.create_stats()
for (file, line, name), (primitive, calls, *_, callers) in sorted(q.stats.items()):
    print(name, primitive, calls, sorted((k[2], v[:2]) for k, v in callers.items()))
out = io.StringIO()
pstats.Stats(q, stream=out).print_stats("fib")
print(out.getvalue().splitlines()[0].split(" in ")[0])
with cProfile.Profile() as r:
    try:
        p.enable()
    except ValueError as e:
        print(e)
for bad in ((1, 2, 3, 4, 5), (None, "x")):
    try:
        _lsprof.Profiler(*bad)
    except TypeError as e:
        print(e)
print(p.enable.__doc__.splitlines()[0], p.disable.__doc__)
