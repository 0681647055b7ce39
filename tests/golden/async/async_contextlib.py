import asyncio, contextlib
@contextlib.asynccontextmanager
async def cm(n):
    print("enter", n)
    try:
        yield n * 2
    except ValueError as e:
        print("caught", e)
    finally:
        await asyncio.sleep(0)
        print("exit", n)
async def main():
    async with cm(1) as x: print(x)
    async with cm(2): raise ValueError("v")
    try:
        async with cm(3): raise KeyError("k")
    except KeyError as e:
        print(repr(e))
    async with contextlib.AsyncExitStack() as st:
        print(await st.enter_async_context(cm(4)))
        st.push_async_callback(note, "callback")
        st.callback(print, "sync callback")
    class Res:
        async def aclose(self): print("aclosed")
    async with contextlib.aclosing(Res()): pass
    async with contextlib.nullcontext(5) as n: print(n)
async def note(x): print(x)
asyncio.run(main())
