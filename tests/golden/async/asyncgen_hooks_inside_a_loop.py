import asyncio, sys
async def agen():
    try:
        yield 1
        yield 2
    finally:
        print("agen closed")
def first(a): print("first", a.__name__)
def fin(a): print("fin", a.__name__)
print(sys.get_asyncgen_hooks())
sys.set_asyncgen_hooks(first, fin)
async def main():
    h = sys.get_asyncgen_hooks()
    print(h.firstiter.__name__, h.finalizer.__name__, h.firstiter.__self__ is asyncio.get_running_loop())
    sys.set_asyncgen_hooks(firstiter=first)
    async for x in agen():
        print(x); break
    await asyncio.sleep(0.01)
    sys.set_asyncgen_hooks(None, fin)
    g = agen(); await g.__anext__()
    del g
    sys.set_asyncgen_hooks(*h)
    async for x in agen():
        print(x); break
    await asyncio.sleep(0.01)
    print("end")
asyncio.run(main())
print(sys.get_asyncgen_hooks()[0] is first, sys.get_asyncgen_hooks().finalizer is fin)
g = agen()
try: g.__anext__().send(None)
except StopIteration as e: print("got", e.value)
del g
sys.set_asyncgen_hooks(None, None)
g = agen()
try: g.__anext__().send(None)
except StopIteration as e: print("got", e.value)
del g
try: sys.set_asyncgen_hooks(1)
except TypeError as e: print(e)
