import heapq
import bisect

h = []
for x in [5, 3, 8, 1, 9, 2, 7, 1, 0, 6]:
    heapq.heappush(h, x)
print(h)
print(heapq.heappop(h), h, heapq.heapreplace(h, 4), h, heapq.heappushpop(h, -1), heapq.heappushpop(h, 100), h)
l = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 11, 10]
heapq.heapify(l)
print(l, [heapq.heappop(l) for _ in range(len(l))])
print(list(heapq.merge([1, 4, 7], [2, 4, 8], [0, 9])), list(heapq.merge(["b", "aa"], ["ccc"], key=len)), list(heapq.merge([9, 3], [8, 1], reverse=True)))
data = [(1, "a"), (3, "b"), (1, "c"), (2, "d"), (3, "e")]
print(heapq.nlargest(2, data, key=lambda t: t[0]), heapq.nsmallest(3, data, key=lambda t: t[0]), heapq.nlargest(1, []), heapq.nsmallest(1, [4, 2]), heapq.nlargest(0, [1]))
for f in (lambda: heapq.heappop([]), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush([1], "a")):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
a = [1, 2, 2, 2, 5]
print(bisect.bisect(a, 2), bisect.bisect_left(a, 2), bisect.bisect_right(a, 0), bisect.bisect_left(a, 9), bisect.bisect(a, 2, 0, 2))
bisect.insort(a, 3)
bisect.insort_left(a, 2)
print(a, bisect.bisect_left(["a", "bb", "dddd"], 3, key=len))
recs = [("x", 1), ("y", 5)]
bisect.insort(recs, ("z", 3), key=lambda r: r[1])
print(recs)
try:
    bisect.bisect([1], 1, -1)
except ValueError as e:
    print(e)
