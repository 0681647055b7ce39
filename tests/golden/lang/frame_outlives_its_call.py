import sys
def f(a):
    b = a * 2
    try:
        raise ValueError("kept")
    except ValueError as e:
        return e
e = f(21)
print(e.__traceback__.tb_frame.f_locals["b"], e.__traceback__.tb_lineno)
def g():
    here = sys._getframe()
    n = 5
    return here
fr = g()
print(fr.f_locals["n"], fr.f_code.co_name)
