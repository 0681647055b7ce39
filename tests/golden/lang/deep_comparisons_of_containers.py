print([1, [2, (3,)]] == [1, [2, (3,)]], (1, 2, 3) < (1, 2), [1, "a"] != [1, "b"], {1: [1], 2: {}} == {2: {}, 1: [1]}, [float("nan")] == [float("nan")])
class Noisy:
    def __init__(self, n): self.n = n
    def __eq__(self, o):
        print("eq", self.n, o.n)
        return self.n == o.n
a = Noisy(1)
print([a, Noisy(2)] == [a, Noisy(3)], a in [a], [Noisy(5)].index(Noisy(5)), (a,) != (a,))
print([1, 2] < [1, "x"] if False else [1, 2] < [2, "x"], (0,) < (), [] < [0], "a" * 3 == "aaa", b"a" == "a", 1 == 1.0 == True, 0 == False, None == 0, "" == None)
try:
    [1, 2] < [1, "x"]
except TypeError as e:
    print(e)
print({1, 2} <= {1, 2, 3}, {1} < {1}, {} == set(), frozenset({1}) == {1}, dict(a=1) == {"a": 1.0}, range(0) == [], (1,) == [1])
