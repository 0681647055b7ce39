def f():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("k")
try:
    f()
except KeyError as e:
    print(repr(e.__context__), e.__cause__, e.__suppress_context__)
try:
    try:
        raise ValueError("a")
    finally:
        raise TypeError("b")
except TypeError as e:
    print(repr(e.__context__))
try:
    try:
        raise ValueError("inner")
    except ValueError as v:
        raise RuntimeError("outer") from v
except RuntimeError as e:
    print(repr(e.__cause__), e.__cause__ is e.__context__)
e1 = ValueError(1)
try:
    try:
        raise e1
    except ValueError:
        raise e1
except ValueError as e:
    print(e.__context__)
