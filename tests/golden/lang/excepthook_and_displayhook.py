import sys
def hook(t, v, tb):
    print("hook", t.__name__, v, tb is not None)
sys.excepthook = hook
print(sys.__excepthook__ is not hook)
sys.displayhook(None)
sys.displayhook(5)
import builtins
print(builtins._)
class E(Exception): pass
raise E("uncaught")
