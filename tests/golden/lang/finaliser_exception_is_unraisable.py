import sys
sys.unraisablehook = lambda u: print(u.exc_type.__name__, u.exc_value, u.err_msg.split(" at ")[0])
class T:
    def __del__(self):
        raise ValueError("in del")
t = T()
del t
print("goes on")
