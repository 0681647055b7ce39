# What is thrown into a generator goes to a foreign iterator's `throw` as it is; a StopIteration ends the delegation.
class It:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        print('throw', args)
        return 'thrown'


def gen(it):
    r = yield from it
    print('went on', r)
    yield 'next'


g = gen(It())
print(next(g), g.throw(ValueError), g.throw(123))


def outer():
    yield from gen(It())


g = outer()
print(next(g), g.throw('text'))
g = gen(iter([1, 2]))
next(g)
try:
    g.throw(123)
except TypeError as e:
    print(e)
print(g.throw(StopIteration('value')))
g = gen([1])
next(g)
try:
    g.throw(KeyError)
except KeyError as e:
    print(repr(e))
