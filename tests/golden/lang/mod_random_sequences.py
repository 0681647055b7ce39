import random

random.seed(42)
print(random.random(), random.randint(1, 100), random.randrange(0, 100, 7), random.choice("abcdef"), random.uniform(1, 10), random.getrandbits(70))
x = list(range(12))
random.shuffle(x)
print(x, random.sample(range(1000), 5), random.sample("abc", 3), random.sample(range(10**6), 30)[:4], random.choices([1, 2, 3], k=6), random.choices("ab", [1, 9], k=8), random.choices("xyz", cum_weights=[1, 2, 10], k=4))
print(random.gauss(0, 1), random.gauss(5, 2), random.normalvariate(), random.lognormvariate(0, 1), random.expovariate(2), random.triangular(1, 9, 3), random.triangular())
print(random.betavariate(2, 3), random.gammavariate(2, 1), random.gammavariate(0.5, 2), random.gammavariate(1, 1), random.paretovariate(3), random.weibullvariate(1, 2), random.vonmisesvariate(0, 4), random.vonmisesvariate(1, 0))
print([random.binomialvariate(n, p) for n, p in ((1, 0.5), (10, 0.3), (100, 0.5), (1000, 0.9), (5, 0), (5, 1), (300, 0.2))], random.randbytes(5), random.sample([1, 2], counts=[3, 4], k=5))
for s in ("hello", b"bytes", 3.5, -7, 2**200, "", bytearray(b"x"), 0):
    r = random.Random(s)
    print(r.random(), r.randrange(10**30))
r = random.Random()
r.seed("abc", version=1)
print(r.random())
r = random.Random(1)
state = r.getstate()
a = [r.random() for _ in range(3)]
r.setstate(state)
print(a == [r.random() for _ in range(3)], state[0], len(state[1]))


class Half(random.Random):
    def random(self): return 0.5


print(Half().randint(0, 9), Half().choice("abc"), Half().shuffle(x), x)
s = random.SystemRandom()
print(0 <= s.random() < 1, 0 <= s.randint(0, 5) <= 5, len(s.randbytes(4)))
for bad in (lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.randrange(0), lambda: random.randrange(1, 5, 0), lambda: random.randrange(5, 1, 2), lambda: random.sample([1], 2), lambda: random.sample({1}, 1),
            lambda: random.choices([1, 2], [1]), lambda: random.choices([1], [0]), lambda: random.choices([1, 2], 3), lambda: random.seed([]), lambda: random.gammavariate(0, 1), lambda: random.binomialvariate(-1),
            lambda: random.binomialvariate(3, 2), lambda: s.getstate(), lambda: random.setstate((1,)), lambda: random.choices([1], [1], cum_weights=[1]), lambda: random.randrange(1.5), lambda: random.randrange(3, step=2)):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
