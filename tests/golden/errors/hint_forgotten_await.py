# status: 1
import asyncio


async def number():
    return 41


async def main():
    coroutine = number()
    try:
        print(coroutine + 1)
    finally:
        coroutine.close()


asyncio.run(main())
