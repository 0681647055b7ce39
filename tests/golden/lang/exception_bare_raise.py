def helper():
    raise
try:
    try:
        raise ValueError("v")
    except ValueError:
        helper()
except ValueError as e:
    print("re-raised", e)
try:
    raise
except RuntimeError as e:
    print(e)
try:
    try:
        raise KeyError("first")
    except KeyError:
        try:
            raise TypeError("second")
        except TypeError:
            pass
        raise
except KeyError as e:
    print(e, e.__context__)
