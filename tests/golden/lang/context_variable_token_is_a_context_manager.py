from contextvars import ContextVar
v = ContextVar("v", default=0)
with v.set(1) as token:
    print(v.get(), token.var is v)
    with v.set(2):
        print(v.get())
print(v.get())
try:
    with v.set(3):
        raise KeyError("k")
except KeyError as e:
    print(e, v.get())
try:
    with token: pass
except RuntimeError as e:
    print("used" in str(e))
