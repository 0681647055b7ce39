# Cheat sheet: the manual loop.
import asyncio

loop = asyncio.get_event_loop()
loop.call_soon(print, "called soon")
loop.call_later(0.02, print, "called later")
loop.call_later(0.04, loop.stop)
loop.run_forever()
print("running:", loop.is_running(), "closed:", loop.is_closed())
loop.close()
print("running:", loop.is_running(), "closed:", loop.is_closed())
