# How often and which keys are compared, and how far a list is sorted when a comparison raises.
import random


class Key:
    count = last = 0

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        Key.count += 1
        Key.last = (Key.last * 31 + self.value * 7 + other.value) % 1000003
        if Key.count == limit:
            raise ValueError
        return self.value < other.value


def kinds(n):
    dice = random.Random(n)
    yield [dice.randrange(1000) for _ in range(n)]
    yield [dice.randrange(5) for _ in range(n)]
    yield list(range(n))
    yield list(range(n, 0, -1))
    yield [i % 17 for i in range(n)]
    yield sorted(dice.randrange(1000) for _ in range(n // 2)) + sorted(dice.randrange(1000) for _ in range(n // 3))


limit = 0
for n in 0, 1, 2, 5, 31, 33, 64, 65, 100, 200, 500, 1500:
    for values in kinds(n):
        Key.count = Key.last = 0
        assert [k.value for k in sorted(map(Key, values), reverse=True)] == sorted(values, reverse=True)
        print(n, Key.count, Key.last, end='; ')
        Key.count = Key.last = 0
        assert sorted(range(len(values)), key=lambda i: Key(values[i])) == sorted(range(len(values)), key=lambda i: (values[i], i))
        print(Key.count, Key.last)
for n in 5, 40, 100, 300:
    for limit in 1, 2, 3, 7, 50, 200, 333, 500, 700, 900, 1200, 1800:
        for backwards in False, True:
            dice, Key.count = random.Random(n), 0
            keys = [Key(dice.randrange(50)) for _ in range(n)]
            try:
                keys.sort(reverse=backwards)
            except ValueError:
                pass
            print(n, limit, sum(i * k.value for i, k in enumerate(keys)))
for values in [3, 1, 'a', 2], ['a', 1, 2], [2, 1, (3,)]:
    for backwards in False, True:
        try:
            values.sort(reverse=backwards)
        except TypeError as e:
            print(e, values)
nan = float('nan')
for n in 10, 70, 150, 400:
    dice = random.Random(n)
    print([round(x * 100) if x == x else 'nan' for x in sorted(dice.choice([nan, dice.random()]) for _ in range(n))])
