import asyncio, sys, gc
class D:
    def __init__(s, n): s.n = n
    def __del__(s): print("del", s.n)
class S:
    def __enter__(s): return s
    def __exit__(s, *a): return None
class T:
    async def __aenter__(self): return self
    async def __aexit__(self, *a): return None
def fail(): raise KeyError
async def afail(): raise KeyError
async def nop(): pass
async def c1(d):
    with S(): fail()
async def c2(d):
    try: fail()
    finally: await nop()
async def c3(d):
    async with T(): fail()
async def c4(d):
    async with T(): await afail()
async def c5(d):
    async with T(): await 3
async def c6(d):
    try: fail()
    finally: nop2()
async def c7(d):
    try: fail()
    except ValueError: pass
async def c8(d):
    try: fail()
    except KeyError: await nop(); raise
async def c9(d):
    with S(): await 3
def nop2(): pass
async def main():
    for c in (c1, c2, c3, c4, c5, c6, c7, c8, c9):
        print(c.__name__)
        try: await c(D(c.__name__))
        except Exception as e: pass
        print("after")
    print("end", gc.collect())
asyncio.run(main())
