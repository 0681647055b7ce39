def g():
    log = []
    try:
        x = yield 1
        log.append(x)
        try:
            y = yield 2
        except ValueError as e:
            y = repr(e)
        log.append(y)
        yield log
    finally:
        print("finally", log)
x = g()
print(next(x), x.send("sent"), x.throw(ValueError("t")), x.close())
try:
    next(x)
except StopIteration as e:
    print("stop", e.value)
y = g()
try:
    y.send(1)
except TypeError as e:
    print(e)
print(y.close(), list(y))
z = g()
try:
    z.throw(KeyError("before start"))
except KeyError as e:
    print(repr(e))
