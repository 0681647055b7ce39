# what: waiting for what can never happen raises DeadlockError in the main task; CPython waits for ever
# why: nothing is ready, and no timer, descriptor, thread or signal can wake anything
# instead: set the event, or put a timeout around the wait
import asyncio


async def main():
    try:
        await asyncio.Event().wait()
    except RuntimeError as error:
        print(type(error).__name__)


asyncio.run(main())
