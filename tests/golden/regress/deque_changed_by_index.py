# The index is converted first: its `__index__` may change the deque.
import collections


class Clears:
    def __index__(self):
        d.clear()
        return 2


def attempt(f):
    global d
    d = collections.deque([1, 2, 3, 4])
    try:
        print(f())
    except (IndexError, ValueError) as e:
        print(type(e).__name__, e)


attempt(lambda: d[Clears()])
attempt(lambda: d.__setitem__(Clears(), 1))
attempt(lambda: d.__delitem__(Clears()))
