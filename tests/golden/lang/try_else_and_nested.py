def run(fail):
    try:
        print("body")
        if fail: raise fail
    except (KeyError, ValueError) as e:
        print("handler", type(e).__name__)
    except TypeError:
        print("type error")
        raise
    else:
        print("else")
    finally:
        print("finally")
run(None)
run(KeyError("k"))
run(ValueError)
try:
    run(TypeError("t"))
except TypeError as e:
    print("outside", e)
try:
    try:
        raise ValueError("a")
    except 5:
        pass
except TypeError as e:
    print(e, "| context:", repr(e.__context__))
