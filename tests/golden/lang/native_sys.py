import sys
def t(f, *a, **k):
    try: print(f(*a, **k))
    except BaseException as e: print(type(e).__name__, e)
print(sys.version_info, sys.version_info >= (3, 13), sys.version_info.major, sys.version_info[:2], sys.hexversion, sys.maxsize, sys.maxunicode, sys.byteorder, sys.float_info, sys.int_info, sys.api_version, sys.platform)
print(sys.getrecursionlimit(), sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getswitchinterval(), sys.get_int_max_str_digits(), sys.float_repr_style, sys.getfilesystemencodeerrors())
t(sys.setrecursionlimit, 0); t(sys.setswitchinterval, 0); t(sys.set_int_max_str_digits, 5); t(sys._getframe, 1000); t(sys.intern, 1); t(sys.exit); t(sys.exit, 3); t(sys.exit, 'msg'); t(sys.flags.__class__); t(sys.setrecursionlimit, 'a')
try: 1 / 0
except ZeroDivisionError as e: print(sys.exc_info()[0], sys.exc_info()[1] is e, sys.exc_info()[2] is e.__traceback__, sys.exception() is e)
print(sys.exc_info(), sys.exception(), sys.intern('abc') is sys.intern('abc'))
def f(): return sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name, sys._getframemodulename()
def g(): return f()
print(g()); sys.displayhook(5); sys.displayhook(None); print(_ if 0 else __builtins__._ if hasattr(__builtins__, '_') else '')
print(sys.get_asyncgen_hooks(), sys.get_coroutine_origin_tracking_depth(), sys.gettrace(), sys.is_finalizing(), sys.warnoptions, type(sys.modules), sys.modules['sys'] is sys, sys.argv[1:], 'os' in sys.stdlib_module_names, len(sys.stdlib_module_names), 'sys' in sys.builtin_module_names)
def h(*a): pass
sys.set_asyncgen_hooks(h, finalizer=None); print(sys.get_asyncgen_hooks().firstiter is h); sys.set_asyncgen_hooks(firstiter=None); t(sys.set_asyncgen_hooks, 5); t(sys.audit, 'x', 1)
l = []; sys.addaudithook(lambda e, a: l.append((e, a)) if e == 'my' else None); sys.audit('my', 1, 2); print(l)
sys.setrecursionlimit(300)
def r(n): return 1 + r(n + 1)
try: r(0)
except RecursionError as e: print(e)
sys.setrecursionlimit(1000); print(sys.getsizeof(1) > 0, sys.getrefcount([]) >= 1, sys.flags.optimize, sys.flags.dev_mode, sys.__stdout__ is sys.stdout)
from types import SimpleNamespace as N
n = N(a=1, b='x'); print(n, n == N(a=1, b='x'), n != N(), n.a, repr(N())); n.c = n; print(n); t(lambda: n < n); del n.c; print(n.__reduce__(), N({'q': 1}, z=2)); t(N, 1, 2); t(N, {1: 2})
class S(N): pass
print(S(x=1)); import copy; print(copy.replace(n, a=9), copy.copy(n))
sys.stdout.write('direct\n'); sys.stdout.flush(); sys.stderr.flush(); sys.stdout.buffer.write(b'bytes\n'); sys.stdout.flush(); t(sys.stdout.write, 5); print(sys.stdout.name, sys.stdin.mode)
