import asyncio
async def main():
    async def me():
        await asyncio.current_task()
    try:
        await asyncio.create_task(me())
    except RuntimeError as e:
        print(str(e).split("<")[0], str(e).endswith(">"))
    class Bad:
        def __await__(self): yield 5
    try:
        await asyncio.create_task(wrap(Bad()))
    except RuntimeError as e:
        print(e)
    class Ok:
        def __await__(self):
            yield
            return "bare yield is one turn"
    print(await Ok())
    f = asyncio.Future()
    class NoBlock:
        def __await__(self): yield f
    try:
        await asyncio.create_task(wrap(NoBlock()))
    except RuntimeError as e:
        print(str(e).split("<")[0])
async def wrap(x): return await x
asyncio.run(main())
