import asyncio
class Unique(asyncio.Queue):
    def _init(self, maxsize): self._queue = []
    def _put(self, item):
        if item not in self._queue: self._queue.append(item)
    def _get(self): return self._queue.pop()
    def qsize(self): return len(self._queue)
async def main():
    q = Unique()
    for c in "abca": await q.put(c)
    print(q.qsize(), [await q.get() for _ in range(q.qsize())], q.empty())
    n = asyncio.Queue(); n.put_nowait("x")
    print(n._queue)
asyncio.run(main())
