class Noisy:
    def __repr__(self):
        return "<noisy>"

    def __del__(self):
        raise OSError(5, "lost")


Noisy.__del__.__qualname__ = "x"
import sys

sys.unraisablehook = lambda a: print(a.exc_type.__name__, a.exc_value, a.err_msg.split(" at ")[0], a.object)
Noisy()
