import asyncio, warnings
warnings.simplefilter("ignore")
async def c(): pass
async def main():
    tg = asyncio.TaskGroup()
    try:
        tg.create_task(c())
    except RuntimeError as e:
        print(str(e).split(" object")[0].split(" <")[0])
    async with tg:
        pass
    try:
        tg.create_task(c())
    except RuntimeError as e:
        print("finished" in str(e) or "has not been entered" in str(e) or str(e))
    try:
        async with tg: pass
    except RuntimeError as e:
        print("already" in str(e))
    async def bad(): raise ValueError
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(bad())
            try:
                await asyncio.sleep(1)
            except asyncio.CancelledError:
                g.create_task(c())
    except* RuntimeError as e:
        print("shutting down" in str(e.exceptions[0]))
    except* ValueError:
        print("value")
asyncio.run(main())
