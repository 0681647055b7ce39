from itertools import *
import itertools
def t(f, *a, **k):
    try:
        r = f(*a, **k)
        print(list(r) if hasattr(r, '__next__') else r)
    except Exception as e:
        print(type(e).__name__, e)
print(list(islice(count(10, 3), 4)), count(5), count(1, 2.5), count(2**62, 2**62))
c = count(2**62, 2**62); print(next(c), next(c), next(c))
t(count, 'a')
print(list(islice(cycle('abc'), 8)), list(cycle([])))
r = repeat('x', 3); print(r, r.__length_hint__(), list(r), repeat(1)); t(repeat(1).__length_hint__)
print(list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], lambda a, b: a * b, initial=10)), list(accumulate([])))
print(list(batched('ABCDEFG', 3))); t(batched, 'abc', 0); t(batched, 'abcd', 3, strict=True)
print(list(chain('ab', [1, 2])), list(chain.from_iterable(['ab', 'cd'])), list(chain()))
print(list(compress('ABCDEF', [1, 0, 1, 0, 1, 1])), list(dropwhile(lambda x: x < 3, [1, 4, 2, 5])), list(takewhile(lambda x: x < 3, [1, 2, 5, 1])))
print(list(filterfalse(None, [0, 1, 2, 0])), list(filterfalse(lambda x: x % 2, range(6))))
print([(k, list(g)) for k, g in groupby('AAAABBBCCDAABBB')], [k for k, g in groupby([1, 1, 2, 3, 3], key=lambda x: x // 2)])
g = groupby('aab'); k, g1 = next(g); k, g2 = next(g); print(list(g1), list(g2))
print(list(islice('ABCDEFG', 2)), list(islice('ABCDEFG', 2, 4)), list(islice('ABCDEFG', 2, None)), list(islice('ABCDEFG', 0, None, 2)))
t(islice, 'abc', -1); t(islice, 'abc', 'x'); t(islice, 'abc', 1, -5); t(islice, 'abc', -1, 5); t(islice, 'abc', 1, 2, 0); t(islice, 'abc', 'a', 2)
it = iter(range(10)); print(list(islice(it, 3)), list(it))
print(list(pairwise('ABCD')), list(pairwise('')), list(pairwise('A')))
print(list(permutations('ABC', 2)), len(list(permutations(range(5)))), list(permutations('AB', 3)), list(permutations([], 0)))
print(list(combinations('ABCD', 2)), list(combinations(range(3), 0)), list(combinations([1], 2)))
print(list(combinations_with_replacement('ABC', 2)), list(combinations_with_replacement([], 1)))
print(list(product('AB', [1, 2])), list(product('AB', repeat=2)), list(product()), list(product([], 'a')))
t(product, 'a', repeat=-1); t(combinations, 'a', -1); t(permutations, 'a', -1); t(permutations, 'a', 'x')
print(list(starmap(pow, [(2, 5), (3, 2)])), list(zip_longest('ABCD', 'xy', fillvalue='-')), list(zip_longest()))
a, b, c = tee([1, 2, 3], 3); print(list(a), next(b), list(c), list(b)); t(tee, [1], -1); print(tee([], 0), type(a))
import copy
x, y = tee(iter(range(200)))
for _ in range(100): next(x)
z = copy.copy(x); print(next(z), next(x), sum(y), sum(x), sum(z))
def gen():
    yield 1
    raise ValueError('boom')
t(chain, gen(), [2]); t(accumulate, gen()); t(zip_longest, gen(), [1, 2, 3])
t(starmap, 1, 2); t(chain.from_iterable, [1])
class MyChain(chain): pass
print(list(MyChain([1], [2])), MyChain.from_iterable([[3]]).__class__.__name__)
print([type(f).__name__ for f in (count(), chain(), islice([], 1))], count.__module__, chain)
print(sum(islice(filter(None, map(lambda x: x & 1, count())), 1000)))
