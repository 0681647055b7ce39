import asyncio
async def main():
    f = asyncio.Future()
    f.set_exception(ValueError("v"))
    print(f, repr(f.exception()))
    for _ in range(2):
        try:
            await f
        except ValueError as e:
            print(repr(e), e is f.exception())
    g = asyncio.Future()
    g.set_exception(KeyError)
    print(repr(g.exception()))
    h = asyncio.Future()
    for bad in (StopIteration(1), StopIteration):
        try:
            h.set_exception(bad)
            print(type(h.exception()).__name__, h.exception())
        except (TypeError, asyncio.InvalidStateError) as e:
            print(type(e).__name__, e)
    try:
        h2 = asyncio.Future(); h2.set_exception(5)
    except TypeError as e:
        print(e)
asyncio.run(main())
