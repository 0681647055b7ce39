# A class derived from a sequence that has `__rmul__` has a number's `*`: it asks the sequence's own, which wants a number and says so.
class Pair(tuple):
    def __rmul__(self, other):
        return "reflected"


class Row(list):
    def __rmul__(self, other):
        return "reflected"


class Plain(tuple):
    pass


class Three:
    def __index__(self):
        return 3


class Other:
    def __rmul__(self, other):
        return "the other's"


pair, row, plain = Pair([1]), Row([2]), Plain([3])
for f in (
    lambda: pair * "s",
    lambda: row * 1.5,
    lambda: plain * "s",
    lambda: plain * None,
    lambda: pair * 2,
    lambda: pair * Three(),
    lambda: 2 * pair,
    lambda: "s" * pair,
    lambda: plain * Other(),
    lambda: pair * Pair(),
    lambda: row * [],
):
    try:
        print(f())
    except TypeError as e:
        print(e)
