import functools


class Told:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print("gone:", self.n)


@functools.lru_cache(1)
def f(key):
    return Told("result " + key.n)


for n in "abc":
    f(Told(n))
    print("--")
f.cache_clear()
