# What a generator expression goes through is its parameter `.0`.
import sys
numbers = (n for n in [1])
print(numbers.gi_code.co_varnames, list(numbers.gi_frame.f_locals))
print(list(next(locals() for x in [1])))
print(next(list(sys._getframe().f_locals) for x in [1]))
def f(a):
    return [sorted(locals()) for b in [a]]
print(f(1))
