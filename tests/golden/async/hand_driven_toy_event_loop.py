import types, collections
@types.coroutine
def switch():
    yield "switch"
@types.coroutine
def read(name):
    value = yield ("read", name)
    return value
async def worker(n):
    for i in range(2):
        await switch()
        print("worker", n, i)
    return await read(f"key{n}")
ready = collections.deque((worker(n), None) for n in range(3))
while ready:
    coro, value = ready.popleft()
    try:
        asked = coro.send(value)
    except StopIteration as e:
        print("result", e.value)
        continue
    ready.append((coro, asked[1].upper() if isinstance(asked, tuple) else None))
