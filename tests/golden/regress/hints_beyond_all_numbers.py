"""A hint of so many items that the sum with those that are there is no number is not believed; one that is just too much is a MemoryError."""
import sys


class Liar:
    def __iter__(self):
        return iter("ab")

    def __length_hint__(self):
        return sys.maxsize


a = [1, 2]
a.extend(Liar())
print(a)
for make in (lambda: [].extend(Liar()), lambda: list(Liar())):
    try:
        print(make())
    except MemoryError:
        print("MemoryError")
