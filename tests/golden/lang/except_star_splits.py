def run(exc):
    try:
        try:
            raise exc
        except* ValueError as g:
            print("values", repr(g))
        except* (TypeError, KeyError) as g:
            print("others", repr(g))
        else:
            print("else")
        finally:
            print("finally")
    except BaseException as e:
        print("left", repr(e))
run(ExceptionGroup("a", [ValueError(1), TypeError(2), OSError(3)]))
run(ValueError("bare"))
run(ExceptionGroup("b", [ExceptionGroup("c", [KeyError(1)]), ValueError(2)]))
run(KeyboardInterrupt())
