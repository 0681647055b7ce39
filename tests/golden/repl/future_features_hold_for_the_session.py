from __future__ import barry_as_FLUFL, annotations
2 <> 3
def f(x: nowhere): pass

f.__annotations__
import contextvars, asyncio
v = contextvars.ContextVar("v")
async def f(): v.set("from a coroutine")

await f()
v.get()
_ = v.set("plain")
await asyncio.sleep(0, v.get())
