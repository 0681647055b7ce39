# Operands of an instruction that failed were dropped when their frame was already gone.
import sys


class Noisy:
    def __del__(self):
        frame = sys._getframe(1)
        print("dropped in", frame.f_code.co_name, "line", frame.f_lineno)


def fail():
    return [1, Noisy() + 1]


try:
    fail()
except TypeError as e:
    print(type(e).__name__)
