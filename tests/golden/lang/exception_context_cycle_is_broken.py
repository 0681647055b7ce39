a, b, c = Exception("a"), Exception("b"), Exception("c")
try:
    try:
        try:
            raise a
        except Exception:
            raise b
    except Exception:
        raise a
except Exception as e:
    print(e, e.__context__, e.__context__.__context__)
try:
    raise c from c
except Exception as e:
    print(e.__cause__ is c, e.__context__)
