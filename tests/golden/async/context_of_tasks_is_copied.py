import asyncio, contextvars
v = contextvars.ContextVar("v", default="default")
async def child(n):
    print("child sees", v.get())
    v.set(n)
    await asyncio.sleep(0)
    print("child has", v.get())
async def main():
    v.set("main")
    t = asyncio.create_task(child(1))
    v.set("changed later")
    await t
    await child("awaited directly")
    print("main has", v.get())
    ctx = contextvars.copy_context()
    ctx.run(v.set, "mine")
    await asyncio.create_task(child(2), context=ctx)
    print(ctx[v], v.get())
asyncio.run(main())
print(v.get())
