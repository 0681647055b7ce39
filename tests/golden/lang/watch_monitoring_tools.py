# `sys.monitoring`: tools, local events, places that are left out, and errors.
import sys

m = sys.monitoring
E = m.events


def t(f, *a):
    try:
        print(f.__name__, f(*a))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


def work(): return len("x")


t(m.use_tool_id, 9, "x"); t(m.use_tool_id, -1, "x"); t(m.use_tool_id, 1, 2)
t(m.use_tool_id, 1, "a"); t(m.use_tool_id, 1, "b"); t(m.get_tool, 1); t(m.get_tool, 2)
t(m.set_events, 2, 1); t(m.set_events, 1, 1 << 30); t(m.set_events, 1, 1 << 16); t(m.set_events, 1, -1)
t(m.get_events, 2); t(m.get_events, 1); t(m.set_events, 1, 1 << 18); t(m.get_events, 1); t(m.set_events, 1, 0)
t(m.set_local_events, 1, t, 1); t(m.set_local_events, 1, t.__code__, 1 << 11)
t(m.set_local_events, 1, t.__code__, 1 << 30); t(m.get_local_events, 1, t.__code__)
t(m.register_callback, 1, 3, None); t(m.register_callback, 1, 1, 5); t(m.register_callback, 1, 1, None)
t(m.register_callback, 9, 1, 5); t(m.register_callback, 3, 1 << 20, None)
t(m.free_tool_id, 6); t(m.get_events, 7)

log = []


def hears(code, *args):
    log.append((code.co_name, args[0] - code.co_firstlineno))
    return m.DISABLE


def loop():
    for i in range(3):
        x = i


m.register_callback(1, E.LINE, hears)
m.set_local_events(1, loop.__code__, E.LINE)
print(m.get_local_events(1, loop.__code__))
loop(); loop(); work()
print(log); log.clear()
m.restart_events()
loop()
print(log); log.clear()
m.set_local_events(1, loop.__code__, 0)
m.restart_events()
loop()
print(log)


def refuses(code, offset, e): return m.DISABLE


def fails(): raise KeyError


m.register_callback(1, E.RAISE, refuses)
m.set_events(1, E.RAISE)
try:
    fails()
except Exception as e:
    print(type(e).__name__, e)
m.set_events(1, 0)
print(m.register_callback(1, E.RAISE, None))


def breaks(code, offset): raise RuntimeError("from a callback")


m.register_callback(1, E.PY_START, breaks)
m.set_local_events(1, work.__code__, E.PY_START)
try:
    work()
except RuntimeError as e:
    print(e)
m.set_local_events(1, work.__code__, 0)
m.set_events(1, E.LINE | E.CALL)
print(m._all_events())
m.clear_tool_id(1)
print(m.get_events(1), m.get_tool(1))
m.free_tool_id(1)
print(m.get_tool(1), m.restart_events())
print(m.DEBUGGER_ID, m.COVERAGE_ID, m.PROFILER_ID, m.OPTIMIZER_ID)
