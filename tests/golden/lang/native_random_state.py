# The generator of random: seeds, states, and what goes wrong.
import _random
import random

r = _random.Random(42)
print(r.random(), r.getrandbits(5), r.getrandbits(32), r.getrandbits(33), r.getrandbits(200), r.getrandbits(0))
for seed in 0, -1, 1, 2**40, -2**200, 1.5, 'text', (1, 2), True:
    if isinstance(seed, (str, tuple)):
        continue
    print(seed, _random.Random(seed).random(), end='; ')
print()
state = r.getstate()
print(len(state), state[-1], state[:3])
x = r.random()
r.setstate(state)
print(x == r.random())
blank = _random.Random.__new__(_random.Random, 1, 2, z=3)
print(set(blank.getstate()), blank.random())
for call in ('getrandbits(-1)', 'getrandbits(2**64)', 'getrandbits("a")', 'getrandbits(1.5)', 'getrandbits()', 'setstate(1)', 'setstate((1, 2))', 'setstate((2**70,) * 625)',
             'setstate((-1,) * 625)', 'setstate((1,) * 624 + (625,))', 'setstate((1,) * 624 + (-1,))', 'setstate(("a",) * 625)', 'seed([])', 'seed(1, 2)', 'random(1)',
             'setstate((2**32 + 5,) + (1,) * 624)', 'getstate()[0]'):
    try:
        print(call, eval('r.' + call))
    except Exception as e:
        print(call, type(e).__name__, e)
for call in '_random.Random(1, 2)', '_random.Random(a=1)', '_random.Random([])', 'random.Random([])', 'random.Random(b"x").random()', 'random.Random("x").random()':
    try:
        print(call, eval(call))
    except Exception as e:
        print(call, type(e).__name__, e)
random.seed(7)
print(random.random(), random.randint(1, 6), random.choice('abc'), random.sample(range(100), 4), random.gauss(), random.normalvariate(), random.choices('ab', [1, 9], k=5))
print(random.randbytes(5), random.triangular(), random.betavariate(2, 3), random.expovariate(), random.gammavariate(2, 1), random.binomialvariate(10, 0.3))
deck = list(range(10))
random.shuffle(deck)
print(deck, random.getrandbits(70), random.vonmisesvariate(1, 2), random.uniform(1, 2))
saved = random.getstate()
first = [random.random() for _ in range(3)]
random.setstate(saved)
print(first == [random.random() for _ in range(3)], saved[0], len(saved[1]))


class Own(random.Random):
    def random(self):
        return 0.5


print(Own().choice([1, 2, 3, 4]), Own(5).randrange(10))
