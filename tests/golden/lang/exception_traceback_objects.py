import sys
def f(): 1 / 0
try:
    f()
except ZeroDivisionError as e:
    tb = e.__traceback__
    print(tb.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_next.tb_lineno, tb.tb_next.tb_frame.f_code.co_name, tb.tb_next.tb_next)
    print(e.with_traceback(None).__traceback__)
    kept = tb
e = ValueError("fresh").with_traceback(kept)
print(e.__traceback__ is kept)
try:
    raise e
except ValueError as e2:
    print(e2.__traceback__.tb_next is kept)
try:
    e.__traceback__ = 5
except TypeError as x:
    print(x)
