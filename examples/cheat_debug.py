# Cheat sheet: the debug mode of a loop.
import asyncio

loop = asyncio.get_event_loop()
print(loop.get_debug())
loop.set_debug(True)
print(loop.get_debug())


async def main():
    print(asyncio.get_running_loop().get_debug())


loop.run_until_complete(main())
loop.close()
