# `faulthandler` and `_tracemalloc`, as far as they mean something here.
import _tracemalloc
import faulthandler
import os


def t(f, *a, **k):
    try:
        print(f.__name__, f(*a, **k))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


t(faulthandler.is_enabled); t(faulthandler.disable)
faulthandler.enable()
t(faulthandler.is_enabled); t(faulthandler.disable); t(faulthandler.is_enabled)
t(faulthandler.enable, 5.5); t(faulthandler.enable, -1); t(faulthandler.dump_traceback, object())
t(faulthandler.dump_traceback_later, 0); t(faulthandler.register, 999); t(faulthandler.register, 11)
t(faulthandler.unregister, 11); t(faulthandler.unregister, 10); t(faulthandler.cancel_dump_traceback_later)


def f():
    faulthandler.dump_traceback(w, all_threads=False)


r, w = os.pipe()
f()
for line in os.read(r, 4096).decode().splitlines():
    print(line.replace(os.path.dirname(__file__) + "/", ""))
t(_tracemalloc.start, 0); t(_tracemalloc.start, 70000); t(_tracemalloc.is_tracing)
t(_tracemalloc.get_traced_memory)
t(_tracemalloc.start, 3); t(_tracemalloc.get_traceback_limit); t(_tracemalloc.is_tracing)
a = [tuple(range(100)) for i in range(1000)]
now, peak = _tracemalloc.get_traced_memory()
print(500_000 < now <= peak)
del a
now, peak = _tracemalloc.get_traced_memory()
print(now < 500_000 < peak)
_tracemalloc.reset_peak()
print(_tracemalloc.get_traced_memory()[1] < 500_000)
t(_tracemalloc.stop); t(_tracemalloc.get_traceback_limit); t(_tracemalloc.get_traced_memory)
t(_tracemalloc._get_traces); t(_tracemalloc._get_object_traceback, 5); t(_tracemalloc.clear_traces)
