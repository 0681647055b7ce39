# `*_` copies nothing: the items around it are asked for by index.
class Seq:
    def __len__(self):
        print('len', end=' ')
        return 5

    def __getitem__(self, i):
        print('item', i, end=' ')
        return i * 10


from collections.abc import Sequence
Sequence.register(Seq)


def t(x):
    match x:
        case [1, *_]:
            return 'one'
        case [a, _, *_, b] if a == b:
            return 'same'
        case [*_, c, _]:
            return c
        case [*_]:
            return 'any'


print(t(Seq()))
print(t(range(1 << 40)), t([1]), t((5, 6, 5)), t([]))
match range(1 << 30):
    case x, y, *_ if x < y:
        print(x, y)
