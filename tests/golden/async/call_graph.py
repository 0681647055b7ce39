import asyncio
import re
def show(): print(re.sub('0x[0-9a-f]+','ID',asyncio.format_call_graph()).replace(__file__,'F'))
async def inner(): 
    show(); await asyncio.sleep(0)
async def mid(): await inner()
async def main():
    t=asyncio.create_task(mid(), name='T1')
    async def w(): await t
    async with asyncio.TaskGroup() as g:
        g.create_task(w(), name='W')
    f=asyncio.get_running_loop().create_future()
    async def x(): await f
    u=asyncio.create_task(x(), name='U'); await asyncio.sleep(0)
    print(re.sub('0x[0-9a-f]+','ID',asyncio.format_call_graph(f)).replace(__file__,'F')); f.set_result(1)
    g=asyncio.capture_call_graph(); print(len(g.call_stack), g.awaited_by, asyncio.capture_call_graph(limit=0).call_stack)
    try: asyncio.capture_call_graph(3)
    except Exception as e: print(repr(e))
asyncio.run(main())
