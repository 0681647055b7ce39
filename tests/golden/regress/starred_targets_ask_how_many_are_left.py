# The first items are taken before the iterator is asked how many there are.
class Counts:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        print('next')
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n

    def __length_hint__(self):
        print('hint', self.n)
        return self.n


a, *b = Counts(2)
print(a, b)
a, *b, c, d = Counts(4)
print(a, b, c, d)
for n in 0, 1, 2:
    try:
        a, b, *c, d = Counts(n)
    except ValueError as e:
        print(e)
