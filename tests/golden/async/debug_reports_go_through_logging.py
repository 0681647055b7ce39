# Debug mode tells of slow callbacks through the logger "asyncio", and of the loop that is made.
import asyncio
import logging
import time

told = []


class Handler(logging.Handler):
    def emit(self, record):
        told.append((record.levelname, record.getMessage().split(' <')[0].split(':')[0]))


logger = logging.getLogger('asyncio')
logger.addHandler(Handler())
logger.propagate = False
logger.setLevel(logging.DEBUG)


async def main():
    asyncio.get_running_loop().slow_callback_duration = 0.005
    time.sleep(0.01)
    await asyncio.sleep(0)


asyncio.run(main(), debug=True)
print(told)
