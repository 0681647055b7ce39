nan = float("nan")
print(sorted([True, 0, nan, 4]), sorted([3, nan, 1.5, 2, nan, 0]))


class V:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        print(f"{self.n}<{other.n}", end=" ")
        return self.n < other.n


for numbers in [2, 2, 1, 1, 0, 5], [1, 2, 0], [3, 3, 3], [5, 4, 4, 3, 9, 1]:
    print([v.n for v in sorted(map(V, numbers))])
