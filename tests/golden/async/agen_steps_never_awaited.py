# asend(), athrow() and aclose() that nobody awaits are told of, as coroutines are.
import asyncio
import warnings


async def ag():
    yield 1


async def main():
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        a = ag()
        a.__anext__()
        a.asend(None)
        a.athrow(ValueError)
        a.aclose()
        await a.aclose()
        [x async for x in ag()]
        b = ag()
        step = b.asend(None)
        step.close()
        del step
    for w in seen:
        print(w.category.__name__, w.message)

asyncio.run(main())
