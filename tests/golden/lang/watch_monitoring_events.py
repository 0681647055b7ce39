# `sys.monitoring`: every kind of event.
import sys

m = sys.monitoring
E = m.events
m.use_tool_id(1, "test")
log = []


def show(x):
    if x is m.MISSING:
        return "MISSING"
    if isinstance(x, BaseException):
        return repr(x)
    return getattr(x, "__name__", x)


def hears(name):
    def callback(code, *args):
        if code.co_filename != __file__ or code.co_name == "run":
            return
        if name == "LINE":
            shown = [args[0] - code.co_firstlineno]
        else:
            shown = [show(a) for a in args[1:] if type(a) is not int]
        log.append((name, code.co_name, *shown))
    return callback


names = [n for n in dir(E) if n[0] != "_" and n not in ("NO_EVENTS", "BRANCH", "INSTRUCTION")]
everything = 0
for n in names:
    print(n, getattr(E, n))
    m.register_callback(1, getattr(E, n), hears(n))
    everything |= getattr(E, n)


def gen():
    yield "a"
    yield "b"
    return "c"


def g(x): return "r"


def calls():
    g(1)
    len("abc")
    for i in gen(): pass
    try: int("x")
    except ValueError: pass
    for i in [1]: g(i)
    if g: pass
    return "q"


def raises():
    raise KeyError


def reraises():
    try:
        raises()
    finally:
        x = 1


def throws():
    g = gen()
    next(g)
    try: g.throw(KeyError)
    except KeyError: pass
    g = gen(); next(g); g.close()


def delegates():
    def f():
        x = yield from gen()
    return list(f())


def run(function):
    m.set_events(1, everything)
    try:
        function()
    except Exception:
        pass
    m.set_events(1, 0)
    for x in log: print(x)
    log.clear()


for f in (calls, raises, reraises, throws, delegates):
    run(f)
