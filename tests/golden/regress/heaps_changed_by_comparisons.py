import bisect, heapq

class Item:
    def __init__(self, n): self.n, self.act = n, None
    def __lt__(self, other):
        if self.act: act, self.act = self.act, None; act()
        return self.n < other.n
    def __repr__(self): return f"Item {self.n}"

ways = dict(push=lambda h: heapq.heappush(h, Item(-1)), pop=heapq.heappop, replace=lambda h: heapq.heapreplace(h, Item(20)),
            pushpop=lambda h: heapq.heappushpop(h, Item(20)), heapify=heapq.heapify,
            left=lambda h: bisect.bisect_left(h, h[5]), insort=lambda h: bisect.insort_right(h, h[5]))
for name, way in ways.items():
    for change in ("clear", "append", "pop"):
        heap = [Item(i) for i in range(8)]
        for item in heap:
            if item.n in (0, 3, 5, 7):
                item.act = lambda: getattr(heap, change)(*[Item(50)] * (change == "append"))
        try: print(name, change, way(heap), len(heap))
        except Exception as e: print(name, change, type(e).__name__, e)
