import collections

given = [ValueError(1), TypeError(2)]
group = ExceptionGroup('g', given)
given.clear()
print(repr(group), group.args)
group.args = ()
print(repr(group))
print(repr(ExceptionGroup('t', (OSError(1),))))
items = collections.deque([ValueError(1)])
group = ExceptionGroup('d', items)
items.clear()
print(repr(group))


class Odd(ExceptionGroup):
    def split(self, *args):
        return ('one',)

try:
    try:
        raise Odd('eg', [OSError(1)])
    except* OSError:
        pass
except TypeError as e:
    print(e)
