def leaf():
    try:
        yield "leaf"
    except ValueError:
        print("leaf handles")
        yield "after"
    finally:
        print("leaf finally")
def middle():
    try:
        yield from leaf()
    finally:
        print("middle finally")
def top():
    yield from middle()
    yield "top goes on"
t = top()
print(next(t), t.throw(ValueError), next(t))
t = top(); next(t)
t.close()
t = top(); next(t)
try:
    t.throw(KeyError("through"))
except KeyError as e:
    print(repr(e))
