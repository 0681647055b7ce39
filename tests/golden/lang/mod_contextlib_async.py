import asyncio
from contextlib import (AsyncExitStack, aclosing, asynccontextmanager, nullcontext, AbstractAsyncContextManager)


@asynccontextmanager
async def resource(name, swallow=False):
    print("open", name)
    try:
        yield name
    except Exception as e:
        print("saw", repr(e))
        if not swallow:
            raise
    finally:
        await asyncio.sleep(0)
        print("close", name)


@asynccontextmanager
async def never():
    return
    yield


@asynccontextmanager
async def twice():
    yield
    yield


@resource("deco")
async def job(x):
    return x * 2


async def numbers():
    try:
        for i in range(5):
            yield i
    finally:
        print("generator closed")


async def bye(x):
    print("bye", x)


async def main():
    async with resource("a") as a:
        print(a)
    async with resource("b", swallow=True):
        raise ValueError("v")
    print(await job(21))
    async with aclosing(numbers()) as ns:
        async for n in ns:
            if n == 2:
                break
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(resource("one"))
        stack.enter_context(nullcontext())
        stack.push_async_callback(bye, "async")
        stack.callback(print, "sync callback")
    for cm in (never(), twice()):
        try:
            async with cm:
                pass
        except RuntimeError as e:
            print(e)
    try:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(3)
    except TypeError as e:
        print(e)
    async with nullcontext(7) as seven:
        print(seven)
    try:
        async with resource("stop"):
            raise StopAsyncIteration("through")
    except StopAsyncIteration as e:
        print(repr(e))
    print(isinstance(twice(), AbstractAsyncContextManager))


asyncio.run(main())
