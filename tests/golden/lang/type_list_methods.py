a = [3, 1, 2]
print(a.append(4), a, a.extend("xy"), a, a.insert(0, 9), a.insert(-1, 8), a.insert(99, 7), a)
print(a.pop(), a.pop(0), a.pop(-2), a, a.remove(1), a, a.index("x"), a.count(3), a.reverse(), a, a.copy() is a, a.copy() == a)
b = [1, 2, 3, 4, 5, 6]
b[1:3] = "ab"; print(b); b[::2] = [0, 0, 0]; print(b); del b[1:4]; print(b); b[1:1] = [7, 7]; print(b); del b[::2]; print(b); b[:] = []; print(b)
b += (1, 2); b *= 2; print(b, b + [3], b * 0, 2 * [1], [1] < [1, 2], [1, 2] == [1, 2], [2] > [1, 5], [1] != [1])
print([5, 3, 1].sort(), sorted([3, 1, 2], key=lambda v: -v), sorted("bAc", key=str.lower), sorted([(1, "b"), (0, "z"), (1, "a")], key=lambda p: p[0], reverse=True), list(reversed([1, 2])), list("ab"), list(range(3)), list({1: 2}))
for f in (lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1].index(2), lambda: [1][5], lambda: [1]["a"], lambda: [1] + (2,), lambda: [1].append(), lambda: [1].insert(1), lambda: list(5), lambda: [3, "a"].sort(), lambda: [1].extend(3), lambda: hash([]), lambda: [1].index(1, 5), lambda: [].__setitem__(0, 1), lambda: sorted(1), lambda: [1].sort(1), lambda: [1] * "a", lambda: [1].clear(1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
class Evil:
    def __init__(self, l): self.l = l
    def __lt__(self, o): self.l.append(1); return False
l = []; l[:] = [Evil(l), Evil(l)]
try: l.sort()
except ValueError as e: print(e, len(l))
