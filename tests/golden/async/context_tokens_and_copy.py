import contextvars
v = contextvars.ContextVar("v")
w = contextvars.ContextVar("w", default=0)
try:
    v.get()
except LookupError as e:
    print(type(e).__name__)
print(v.get("fallback"), w.get(), v.name)
t = v.set(1)
t2 = v.set(2)
print(t2.old_value, t.old_value is contextvars.Token.MISSING, t.var is v)
v.reset(t2)
print(v.get())
try:
    v.reset(t2)
except RuntimeError as e:
    print(str(e).endswith("has already been used once"))
ctx = contextvars.copy_context()
def inside():
    v.set("inside")
    return v.get()
print(ctx.run(inside), v.get(), ctx[v], v in ctx, w in ctx, len(ctx) >= 1)
try:
    ctx.run(lambda: ctx.run(print))
except RuntimeError as e:
    print("already entered" in str(e))
try:
    contextvars.Context().run(v.reset, t)
except ValueError as e:
    print("different Context" in str(e))
