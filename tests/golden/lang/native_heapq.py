# Heaps of both kinds: which items are compared, in which order, and what goes wrong.
import _heapq
import heapq

log = []


class Item:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        log.append((self.n, other.n))
        return self.n < other.n


def shown(heap):
    return [i.n for i in heap]


numbers = [5, 3, 8, 1, 9, 2, 7, 3, 6, 4]
for name in 'heapify', 'heapify_max':
    heap = [Item(n) for n in numbers]
    getattr(_heapq, name)(heap)
    print(name, shown(heap), log)
    log.clear()
    for what in 'push', 'pop', 'replace', 'pushpop':
        f = getattr(_heapq, f'heap{what}' + name[7:])
        result = f(heap) if what == 'pop' else f(heap, Item(5))
        print(what, result and result.n, shown(heap), log)
        log.clear()
heap = []
print(_heapq.heappushpop(heap, 1), _heapq.heappushpop_max(heap, 1), heap)
for call in ('heappop([])', 'heappop_max([])', 'heapreplace([], 1)', 'heappop((1,))', 'heappush(5, 1)', 'heapify(None)', 'heapify([1, "a"])', 'heappush([1])',
             'heappush([1], item=2)', 'heapify_max({})'):
    try:
        print(eval('_heapq.' + call))
    except Exception as e:
        print(call, type(e).__name__, e)


class Evil:
    def __lt__(self, other):
        evil.clear()
        return True


for f in 'heapify', 'heapify_max', 'heappop', 'heappop_max':
    evil = [Evil() for _ in range(9)]
    try:
        getattr(_heapq, f)(evil)
    except RuntimeError as e:
        print(f, e, len(evil))
evil = [Evil()]
try:
    _heapq.heappush(evil, Evil())
except RuntimeError as e:
    print(e)
print(sorted(n for n in dir(_heapq) if n[0] != '_'), _heapq.heappush.__text_signature__, _heapq.heapify_max.__text_signature__)
print(heapq.heappush is _heapq.heappush, heapq.nlargest(3, numbers), heapq.nsmallest(3, numbers, key=lambda n: -n))
print(list(heapq.merge([1, 4], [2, 3], [0])), list(heapq.merge([4, 1], [3, 2], reverse=True)))
