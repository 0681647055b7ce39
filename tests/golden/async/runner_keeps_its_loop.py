import asyncio, contextvars
v = contextvars.ContextVar("v", default=0)
async def step(n):
    old = v.get()
    v.set(n)
    return old, asyncio.get_running_loop()
with asyncio.Runner() as r:
    a, l1 = r.run(step(1))
    b, l2 = r.run(step(2))
    print(a, b, l1 is l2, r.get_loop() is l1, v.get())
    ctx = contextvars.copy_context()
    print(r.run(step(3), context=ctx)[0], ctx[v])
print(l1.is_closed())
for f in (lambda: r.get_loop(), lambda: r.run(5)):
    try:
        f()
    except (RuntimeError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
