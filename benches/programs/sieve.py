# group: loops
# what: sieve of primes on a list
# target: 2.2
def sieve(n):
    flags = [True] * (n + 1)
    primes = []
    for i in range(2, n + 1):
        if flags[i]:
            primes.append(i)
            for k in range(i * i, n + 1, i):
                flags[k] = False
    return primes


primes = sieve(6_000_000)
print(len(primes), primes[-1])
