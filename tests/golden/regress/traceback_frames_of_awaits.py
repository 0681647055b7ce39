import asyncio, sys, gc
class T:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): print("aexit", repr(sys.exception())); return None
def fail(): raise KeyError
def nop2(): print("nop2", repr(sys.exception()))
async def c3():
    async with T(): fail()
async def c6():
    try: fail()
    finally: nop2()
async def main():
    for c in (c3, c6, c6):
        try: await c()
        except Exception as e:
            x = e
            while x: print(c.__name__, repr(x), x.__traceback__.tb_frame.f_code.co_name); x = x.__context__
            tb = e.__traceback__
            while tb: print(tb.tb_frame.f_code.co_name, sorted(tb.tb_frame.f_locals), tb.tb_lineno); tb = tb.tb_next
        print("after", sys.exception(), gc.collect())
asyncio.run(main())
