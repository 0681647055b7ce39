import operator
for make in (lambda: iter([1, 2, 3]), lambda: iter((1, 2)), lambda: iter("aé"), lambda: iter("ab"), lambda: iter(b"ab"), lambda: iter(range(3)), lambda: iter({1: 2, 3: 4}), lambda: iter({1: 2}.values()), lambda: iter({1: 2}.items()), lambda: iter({5}), lambda: reversed([1, 2]), lambda: reversed({1: 2}), lambda: reversed((1, 2)), lambda: iter(int, 0), lambda: enumerate("ab", 5), lambda: zip([1], [2]), lambda: map(str, [1]), lambda: filter(None, [0, 1])):
    it = make(); h = operator.length_hint(it, -1); n = next(it, "end"); print(type(it).__name__, h, n, operator.length_hint(it, -1), iter(it) is it, list(it), next(it, "end"))
it = iter([1, 2, 3]); next(it); print(it.__reduce__()[1:], it.__length_hint__()); it.__setstate__(0); print(next(it), list(enumerate("ab")), list(zip("ab", [1, 2, 3])), list(zip()), list(map(lambda a, b: a + b, [1, 2], [3])), list(filter(lambda v: v > 1, [1, 2])), list(zip([1], [2], strict=True)))
class Seq:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * 10
    def __len__(self): return 3
print(list(Seq()), list(reversed(Seq())), 20 in Seq(), type(iter(Seq())).__name__, [*iter(Seq())], sum(Seq()), max(Seq()), sorted(Seq(), reverse=True), dict(enumerate(Seq())))
class It:
    n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 2: raise StopIteration("done")
        return self.n
print(list(It()), next(It()), tuple(It()), any(It()), all(It()))
i = It(); next(i); next(i)
try: next(i)
except StopIteration as e: print(e.value)
for f in (lambda: next(iter([])), lambda: next([]), lambda: iter(5), lambda: iter(5, 1), lambda: next(), lambda: zip(1), lambda: map(), lambda: map(str), lambda: filter(None), lambda: list(zip([1], [], strict=True)), lambda: list(zip([1], [2, 3], strict=True)), lambda: enumerate(5), lambda: reversed(5), lambda: reversed({1}), lambda: enumerate([], "a"), lambda: list(map(5, [1])), lambda: min([]), lambda: max(), lambda: max(1, 2, default=3), lambda: sum(["a"]), lambda: sum("ab", ""), lambda: min(1), lambda: max([1, "a"]), lambda: all(5)):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
