# status: 9
import sys, atexit
atexit.register(print, "atexit one")
@atexit.register
def two(): print("atexit two")
class T:
    def __del__(self): print("del at exit")
t = T()
def f():
    try:
        sys.exit(9)
    finally:
        print("finally")
try:
    f()
except Exception:
    print("never: SystemExit is no Exception")
finally:
    print("outer finally")
