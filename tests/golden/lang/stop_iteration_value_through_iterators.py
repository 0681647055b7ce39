# The value of an iterator's StopIteration comes through the iterators that only pass items on.
import itertools


class Ends:
    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration(42)


def gen():
    return 7
    yield


for name, it in (('enumerate', enumerate(Ends())), ('map', map(str, Ends())), ('map of two', map(max, [1], Ends())),
                 ('zip', zip([1], Ends())), ('strict zip', zip(Ends(), [], strict=True)), ('filter', filter(None, Ends())),
                 ('islice', itertools.islice(Ends(), 3)), ('chain', itertools.chain(Ends())),
                 ('accumulate', itertools.accumulate(Ends())), ('pairwise', itertools.pairwise(Ends())),
                 ('cycle', itertools.cycle(Ends())), ('batched', itertools.batched(Ends(), 2)),
                 ('generator', enumerate(gen()))):
    try:
        next(it)
    except StopIteration as e:
        print(name, e.args)


def delegates():
    print('value', (yield from enumerate(Ends())))


print(list(delegates()), next(map(str, Ends()), 'default'), list(map(str, Ends())))
