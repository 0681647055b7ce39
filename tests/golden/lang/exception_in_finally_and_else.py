def run(where):
    log = []
    try:
        try:
            if where == "try": raise ValueError("try")
            log.append("body")
        except ValueError:
            log.append("handler")
            if where == "try": raise KeyError("handler")
        else:
            log.append("else")
            if where == "else": raise TypeError("else")
        finally:
            log.append("finally")
            if where == "finally": raise OSError("finally")
    except Exception as e:
        log.append(f"{type(e).__name__} {e} <- {e.__context__!r}")
    return log
for w in ("none", "try", "else", "finally"): print(run(w))
def ret():
    for i in range(3):
        try:
            if i == 1: return i
        finally:
            if i == 1: continue
    return "end"
print(ret())
def nested():
    try:
        try:
            return "inner"
        finally:
            print("f1")
    finally:
        print("f2")
print(nested())
def gen():
    try:
        yield 1
        return "r"
    finally:
        yield "from finally"
print(list(gen()))
def brk():
    while True:
        try:
            try:
                raise ValueError
            finally:
                break
        except ValueError:
            print("never")
    return "broke"
print(brk())
