# Shows the date once a second for five seconds.
# The moments are moved to a fixed day, so that two runs print the same lines.
import asyncio
import datetime

START = datetime.datetime.now()
DAY = datetime.datetime(2024, 2, 28, 23, 59, 58)


def on_fixed_day(moment):
    return DAY + datetime.timedelta(seconds=round((moment - START).total_seconds()))


async def display_date(loop):
    end_time = loop.time() + 5.0
    while True:
        print(on_fixed_day(datetime.datetime.now()))
        if (loop.time() + 1.0) >= end_time:
            break
        await asyncio.sleep(1)


loop = asyncio.get_event_loop()
# Blocking call which returns when the display_date() coroutine is done
loop.run_until_complete(display_date(loop))
loop.close()
