import asyncio
loop = asyncio.new_event_loop()
async def coro(): return 5
print(loop.run_until_complete(coro()))
f = loop.create_future()
loop.call_soon(f.set_result, "future")
print(loop.run_until_complete(f))
loop.call_soon(loop.stop)
loop.call_soon(print, "same turn still runs")
loop.run_forever()
g = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(g)
except RuntimeError as e:
    print(e)
g.cancel()
print(loop.is_running(), loop.is_closed())
loop.close()
loop.close()
for call in (lambda: loop.create_task(print), lambda: loop.run_forever(), lambda: loop.call_later(1, print)):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
