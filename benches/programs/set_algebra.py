# group: data
# what: set algebra
# target: 1.5
def run(n):
    total = 0
    evens, threes = set(range(0, n, 2)), set(range(0, n, 3))
    for i in range(250):
        both, either, odd = evens & threes, evens | threes, evens ^ threes
        total += len(both) + len(either) - len(odd)
        evens = {x + 1 for x in evens if x % 7}
        threes = threes - both | {i}
        total += sum(1 for x in range(0, n, 5) if x in evens)
    return total


print(run(200_000))
